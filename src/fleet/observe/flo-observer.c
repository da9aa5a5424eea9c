/* flo-observer.c: asks AWS what there is of a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-observer"

#include "flotilla-config.h"

#include "aws/services/aws-ec2.h"
#include "aws/aws-error.h"
#include "fleet/flo-config-copy.h"
#include "fleet/observe/flo-event-look.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/observe/flo-observer.h"

#include <string.h>

#define TAG "flotilla:fleet"
/* A filter takes so many values. */
#define MAX_VALUES 200

typedef struct
{
  AwsClient *client;             /* (owned) */
  char *fleet_id;                /* (owned) (nullable): NULL: all that carries the tag, whatever its value */
  FloObservation *observation;   /* (owned) (nullable): of one fleet */
  FloSurvey *survey;             /* (owned) (nullable): of all */
  gboolean find_fleets;          /* EC2 Fleets, too, that no journal knows */
  gboolean find_requests;        /* spot requests of our nodes, too, that have no tag: a fleet that EC2 keeps in two markets
                                  * cannot tag them */
  GHashTable *fleets;            /* (owned) (element-type utf8): EC2 Fleets that were asked for */
  GPtrArray *new_fleets;         /* (owned) (element-type utf8): EC2 Fleets to ask for */
  guint pending;                 /* questions without an answer, and one while they are being asked */
  GError *error;                 /* (owned) (nullable): the first */
} Look;

typedef struct
{
  GTask *task;                   /* (owned) */
  const char *name;
  gboolean optional;             /* not to be allowed to ask does not spoil the picture */
} Question;


static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_object (&look->client);
  g_free (look->fleet_id);
  g_clear_pointer (&look->observation, flo_observation_unref);
  g_clear_pointer (&look->survey, flo_survey_free);
  g_hash_table_unref (look->fleets);
  g_ptr_array_unref (look->new_fleets);
  g_clear_error (&look->error);
  g_free (look);
}

static Look *
look_new (AwsClient  *client,
          const char *fleet_id)
{
  Look *look = g_new0 (Look, 1);

  look->client = g_object_ref (client);
  look->fleet_id = g_strdup (fleet_id);
  look->fleets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  look->new_fleets = g_ptr_array_new_with_free_func (g_free);
  look->pending = 1;

  return look;
}

void
flo_survey_free (FloSurvey *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->fleets);
  g_ptr_array_unref (self->unseen);
  g_free (self);
}

/* ---- answers ---- */

static gboolean
is_ours (Look      *look,
         GPtrArray *tags)
{
  const char *value = aws_tags_lookup (tags, TAG);

  return value != NULL && (look->fleet_id == NULL || g_str_equal (value, look->fleet_id));
}

/* Where something with these tags belongs. Returns: (nullable): borrowed; NULL: nowhere */
static FloObservation *
choose_observation (Look      *look,
                    GPtrArray *tags,
                    gint64     since)
{
  FloObservation *observation = look->observation;
  const char *value = aws_tags_lookup (tags, TAG);

  if (look->survey == NULL)
    return observation;
  if (value == NULL)
    return NULL;

  observation = g_hash_table_lookup (look->survey->fleets, value);
  if (observation == NULL)
    {
      observation = flo_observation_new (look->survey->time, TRUE);
      g_hash_table_insert (look->survey->fleets, g_strdup (value), observation);
    }
  flo_observation_add_origin (observation, aws_tags_lookup (tags, "flotilla:config"),
                              aws_tags_lookup (tags, "flotilla:owner"), since);

  return observation;
}

static void
note_fleet (Look       *look,
            const char *id)
{
  if (look->find_fleets && id != NULL && !g_hash_table_contains (look->fleets, id))
    {
      g_hash_table_add (look->fleets, g_strdup (id));
      g_ptr_array_add (look->new_fleets, g_strdup (id));
    }
}

/* Everything that can be cast so has its tags there. */
static void
add_seen_since (Look      *look,
                FloSeen    seen,
                GPtrArray *tags,
                gint64     since)
{
  FloObservation *observation = choose_observation (look, tags, since);

  if (seen.id == NULL || observation == NULL)
    return;

  if (seen.name == NULL)
    seen.name = (char *) aws_tags_lookup (tags, "Name");
  seen.token = (char *) aws_tags_lookup (tags, "flotilla:intent");
  seen.ours = is_ours (look, tags);
  flo_observation_add (observation, &seen);
}

static void
add_seen (Look      *look,
          FloSeen    seen,
          GPtrArray *tags)
{
  add_seen_since (look, seen, tags, 0);
}

static FloSeenState
parse_state (const char *state)
{
  if (g_strcmp0 (state, "pending") == 0)
    return FLO_SEEN_PENDING;
  if (g_strcmp0 (state, "running") == 0)
    return FLO_SEEN_RUNNING;
  if (g_strcmp0 (state, "terminated") == 0)
    return FLO_SEEN_TERMINATED;

  return FLO_SEEN_STOPPING;
}

/* EC2 writes "User initiated (2026-11-26 12:03:04 GMT)" of what was ended by a call, and no time of anything else.
 * Returns: Unix seconds; 0: it says none */
static gint64
parse_transition_time (const char *reason)
{
  const char *bracket = reason != NULL ? strrchr (reason, '(') : NULL;
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (bracket == NULL || !g_str_has_suffix (bracket, " GMT)") || strlen (bracket) != strlen ("(2026-11-26 12:03:04 GMT)"))
    return 0;

  text = g_strdup_printf ("%.10sT%.8sZ", bracket + 1, bracket + 12);
  time = g_date_time_new_from_iso8601 (text, NULL);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static void
add_reservation (gconstpointer item,
                 gpointer      user_data)
{
  const AwsReservation *reservation = item;
  Look *look = user_data;

  for (guint i = 0; i < aws_list_length (reservation->instances); i++)
    {
      const AwsInstance *instance = g_ptr_array_index (reservation->instances, i);
      FloSeenInstance seen = {
        .id = instance->instance_id,
        .type = instance->instance_type,
        .zone = instance->availability_zone,
        .public_address = instance->public_ip_address,
        .end_code = instance->state_reason != NULL ? instance->state_reason->code : NULL,
        .token = (char *) aws_tags_lookup (instance->tags, "flotilla:intent"),
        .fleet = (char *) aws_tags_lookup (instance->tags, "aws:ec2:fleet-id"),
        .spot = g_strcmp0 (instance->instance_lifecycle, "spot") == 0,
        .state = parse_state (instance->state),
        .launched_at = instance->launch_time.seconds,
        .ended_at = parse_transition_time (instance->state_transition_reason),
      };

      if (seen.id == NULL || !is_ours (look, instance->tags))
        continue;

      flo_observation_add_instance (choose_observation (look, instance->tags, seen.launched_at), &seen);
      note_fleet (look, seen.fleet);
    }
}

/* Borrows its strings. */
static FloSeenSpotRequest
read_spot_request (const AwsSpotInstanceRequest *request)
{
  return (FloSeenSpotRequest) {
    .id = request->spot_instance_request_id,
    .instance_id = request->instance_id,
    .state = request->state,
    .status_code = request->status_code,
    .status_time = request->status_update_time.seconds,
  };
}

static void
add_spot_request (gconstpointer item,
                  gpointer      user_data)
{
  const AwsSpotInstanceRequest *request = item;
  Look *look = user_data;
  FloSeenSpotRequest seen = read_spot_request (request);

  if (seen.id != NULL && is_ours (look, request->tags))
    flo_observation_add_spot_request (choose_observation (look, request->tags, request->create_time.seconds), &seen);
}

static void
add_request_of_node (gconstpointer item,
                     gpointer      user_data)
{
  const AwsSpotInstanceRequest *request = item;
  Look *look = user_data;
  FloSeenSpotRequest seen = read_spot_request (request);

  if (seen.id != NULL && seen.instance_id != NULL &&
      flo_observation_find_instance (look->observation, seen.instance_id) != NULL)
    flo_observation_add_spot_request (look->observation, &seen);
}

/* Of a fleet that nobody knows: what its template's tags keep of its config. */
static void
add_config_copy (Look                    *look,
                 const AwsLaunchTemplate *template)
{
  const char * const names[] = FLO_CONFIG_COPY_TAGS;
  FloObservation *observation = choose_observation (look, template->tags, template->create_time.seconds);
  g_autoptr (GString) copy = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *part = aws_tags_lookup (template->tags, names[i]);

      if (part != NULL)
        g_string_append (copy, part);
    }
  if (observation != NULL && copy->len > 0 && copy->len <= FLO_CONFIG_COPY_MAX_CHARS)
    flo_observation_add_config_copy (observation, copy->str, template->create_time.seconds);
}

static void
add_template (gconstpointer item,
              gpointer      user_data)
{
  const AwsLaunchTemplate *template = item;

  add_seen_since (user_data, (FloSeen) { FLO_SEEN_LAUNCH_TEMPLATE, .id = template->launch_template_id,
                                         .name = template->launch_template_name }, template->tags,
                  template->create_time.seconds);
  add_config_copy (user_data, template);
}

static void
add_security_group (gconstpointer item,
                    gpointer      user_data)
{
  const AwsSecurityGroup *group = item;

  add_seen (user_data, (FloSeen) { FLO_SEEN_SECURITY_GROUP, .id = group->group_id, .name = group->group_name,
                                   .vpc_id = group->vpc_id,
                                   .ready = aws_list_length (group->ip_permissions) > 0 }, group->tags);
}

static void
add_key_pair (gconstpointer item,
              gpointer      user_data)
{
  const AwsKeyPair *pair = item;

  add_seen_since (user_data, (FloSeen) { FLO_SEEN_KEY_PAIR, .id = pair->key_pair_id, .name = pair->key_name },
                  pair->tags, pair->create_time.seconds);
}

static void
add_vpc (gconstpointer item,
         gpointer      user_data)
{
  const AwsVpc *vpc = item;

  add_seen (user_data, (FloSeen) { FLO_SEEN_VPC, .id = vpc->vpc_id, .cidr = vpc->cidr_block,
                                   .is_default = vpc->is_default.value }, vpc->tags);
}

static void
add_subnet (gconstpointer item,
            gpointer      user_data)
{
  const AwsSubnet *subnet = item;

  add_seen (user_data, (FloSeen) { FLO_SEEN_SUBNET, .id = subnet->subnet_id, .vpc_id = subnet->vpc_id,
                                   .zone = subnet->availability_zone, .cidr = subnet->cidr_block,
                                   .is_default = subnet->default_for_az.value,
                                   .ready = subnet->map_public_ip_on_launch.value }, subnet->tags);
}

static void
add_gateway (gconstpointer item,
             gpointer      user_data)
{
  const AwsInternetGateway *gateway = item;
  const AwsInternetGatewayAttachment *attachment = NULL;

  if (aws_list_length (gateway->attachments) > 0)
    attachment = g_ptr_array_index (gateway->attachments, 0);

  add_seen (user_data, (FloSeen) { FLO_SEEN_INTERNET_GATEWAY, .id = gateway->internet_gateway_id,
                                   .vpc_id = attachment != NULL ? attachment->vpc_id : NULL }, gateway->tags);
}

static void
add_route_table (gconstpointer item,
                 gpointer      user_data)
{
  const AwsRouteTable *table = item;
  gboolean has_default = FALSE;

  for (guint i = 0; i < aws_list_length (table->routes); i++)
    {
      const AwsRoute *route = g_ptr_array_index (table->routes, i);

      has_default |= g_strcmp0 (route->destination_cidr_block, "0.0.0.0/0") == 0;
    }

  add_seen (user_data, (FloSeen) { FLO_SEEN_ROUTE_TABLE, .id = table->route_table_id, .vpc_id = table->vpc_id,
                                   .ready = has_default }, table->tags);
}

static void
add_fleet (gconstpointer item,
           gpointer      user_data)
{
  const AwsFleetData *fleet = item;
  const AwsTargetCapacitySpecification *target = fleet->target_capacity;
  const char *policy = fleet->excess_capacity_termination_policy;

  if (fleet->fleet_state != NULL && g_str_has_prefix (fleet->fleet_state, "deleted"))
    return;

  add_seen_since (user_data,
                  (FloSeen) { FLO_SEEN_FLEET, .id = fleet->fleet_id,
                              .kept = g_strcmp0 (fleet->type, "maintain") == 0,
                              .target = target != NULL ? MAX (target->total_target_capacity.value, 0) : 0,
                              .target_on_demand = target != NULL ? MAX (target->on_demand_target_capacity.value, 0) : 0,
                              .fulfilled = fleet->fulfilled_capacity.value,
                              .keeps_excess = g_strcmp0 (policy, "no-termination") == 0 },
                  fleet->tags, fleet->create_time.seconds);
}

static void
add_address (gconstpointer item,
             gpointer      user_data)
{
  const AwsAddress *address = item;

  add_seen (user_data, (FloSeen) { FLO_SEEN_ADDRESS, .id = address->allocation_id, .name = address->public_ip },
            address->tags);
}

static void
add_volume (gconstpointer item,
            gpointer      user_data)
{
  const AwsVolume *volume = item;

  if (g_strcmp0 (volume->state, "deleting") == 0 || g_strcmp0 (volume->state, "deleted") == 0)
    return;

  add_seen_since (user_data, (FloSeen) { FLO_SEEN_VOLUME, .id = volume->volume_id, .zone = volume->availability_zone,
                                         .size_gib = volume->size.value,
                                         .ready = aws_list_length (volume->attachments) == 0 }, volume->tags,
                  volume->create_time.seconds);
}

static void
add_snapshot (gconstpointer item,
              gpointer      user_data)
{
  const AwsSnapshot *snapshot = item;

  add_seen_since (user_data, (FloSeen) { FLO_SEEN_SNAPSHOT, .id = snapshot->snapshot_id,
                                         .size_gib = snapshot->volume_size.value }, snapshot->tags,
                  snapshot->start_time.seconds);
}

/* Whatever else has tags is asked for by its kind. */
static void
add_tagged_fleet (gconstpointer item,
                  gpointer      user_data)
{
  const AwsTagDescription *tag = item;

  note_fleet (user_data, tag->resource_id);
}

/* ---- questions ---- */

static void ask_for_new_fleets (GTask *task);
static void ask_for_requests_of_nodes (GTask *task);

static void
finish_survey (GTask *task)
{
  Look *look = g_task_get_task_data (task);
  GHashTableIter iter;
  gpointer observation;

  g_hash_table_iter_init (&iter, look->survey->fleets);
  while (g_hash_table_iter_next (&iter, NULL, &observation))
    flo_observation_sort (observation);

  g_task_return_pointer (task, g_steal_pointer (&look->survey), (GDestroyNotify) flo_survey_free);
}

static void
question_done (GTask *task)
{
  Look *look = g_task_get_task_data (task);

  if (--look->pending > 0)
    return;

  if (look->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&look->error));
      return;
    }
  if (look->new_fleets->len > 0)
    {
      ask_for_new_fleets (task);
      return;
    }
  if (look->survey != NULL)
    {
      finish_survey (task);
      return;
    }
  if (look->find_requests)
    {
      ask_for_requests_of_nodes (task);
      return;
    }

  flo_observation_sort (look->observation);
  g_task_return_pointer (task, g_steal_pointer (&look->observation), (GDestroyNotify) flo_observation_unref);
}

/* Takes @error, unless the picture is good without the answer. */
static void
take_error (Look           *look,
            const Question *question,
            GError        **error)
{
  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    look->error = look->error != NULL ? look->error : g_steal_pointer (error);
  else if (look->survey != NULL)
    g_ptr_array_add (look->survey->unseen, g_strdup_printf ("%s: %s", question->name, (*error)->message));
  else if (question->optional && g_error_matches (*error, AWS_ERROR, AWS_ERROR_PERMISSION))
    g_ptr_array_add (look->observation->unseen, g_strdup (question->name));
  else if (look->error == NULL)
    look->error = g_steal_pointer (error);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (GTask) task = question->task;
  g_autoptr (GError) error = NULL;
  Look *look = g_task_get_task_data (task);

  /* Asked for by its id, what is gone is an error and not an empty list. */
  if (!aws_client_list_finish (AWS_CLIENT (object), result, &error) &&
      !g_error_matches (error, AWS_ERROR, AWS_ERROR_NOT_FOUND))
    take_error (look, question, &error);
  else if (look->survey != NULL)
    look->survey->n_answers++;

  question_done (task);
}

static void
ask_optional (GTask              *task,
              AwsClient          *client,
              const AwsOperation *operation,
              gconstpointer       input,
              AwsItemFunc         func,
              gboolean            optional)
{
  Look *look = g_task_get_task_data (task);
  Question *question = g_new0 (Question, 1);

  question->task = g_object_ref (task);
  question->name = operation->name;
  question->optional = optional;
  look->pending++;
  aws_client_list_async (client, operation, input, func, look, g_task_get_cancellable (task), answered_cb, question);
}

static void
ask (GTask              *task,
     AwsClient          *client,
     const AwsOperation *operation,
     gconstpointer       input,
     AwsItemFunc         func)
{
  ask_optional (task, client, operation, input, func, FALSE);
}

static GPtrArray *
make_filters (const char *name,
              const char *value)
{
  GPtrArray *filters = aws_filter_array_new ();

  g_ptr_array_add (filters, aws_filter_new (name, value, NULL));

  return filters;
}

/* Every DescribeX input that we use has its filters in a member of this name. */
#define ASK_BY_FILTER(task, client, operation, Input, func, name, value) \
  G_STMT_START \
  { \
    g_autoptr (GPtrArray) filters_ = make_filters (name, value); \
    Input input_ = { .filters = filters_ }; \
    ask (task, client, operation, &input_, func); \
  } \
  G_STMT_END

static void
ask_for_network (GTask      *task,
                 AwsClient  *client,
                 const char *vpc_id)
{
  if (vpc_id != NULL)
    {
      ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SUBNETS, AwsDescribeSubnetsInput, add_subnet, "vpc-id", vpc_id);
      return;
    }

  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_VPCS, AwsDescribeVpcsInput, add_vpc, "is-default", "true");
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SUBNETS, AwsDescribeSubnetsInput, add_subnet,
                 "default-for-az", "true");
}

/* A VPC's route table comes with it and has no tag of ours. */
static void
ask_for_route_tables (GTask      *task,
                      AwsClient  *client,
                      FloHistory *history)
{
  for (guint i = flo_history_get_n (history); i > 0; i--)
    {
      const FloPast *past = flo_history_get (history, i - 1);
      const char *id = flo_json_get_string (past->result, "id");

      if (past->kind != FLO_ACTION_CREATE_VPC || past->state != FLO_INTENT_DONE || id == NULL)
        continue;

      ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_ROUTE_TABLES, AwsDescribeRouteTablesInput, add_route_table,
                     "vpc-id", id);
      return;
    }
}

/* Instant fleets are listed by their ids only. */
static void
ask_for_fleets (GTask      *task,
                AwsClient  *client,
                FloHistory *history)
{
  g_autoptr (GPtrArray) ids = flo_history_list_fleets (history);

  for (guint i = 0; i < ids->len; i++)
    note_fleet (g_task_get_task_data (task), g_ptr_array_index (ids, i));
}

/* One that AWS knows no more would hide those it does. */
static void
ask_for_new_fleets (GTask *task)
{
  Look *look = g_task_get_task_data (task);
  g_autoptr (GPtrArray) ids = g_steal_pointer (&look->new_fleets);

  look->new_fleets = g_ptr_array_new_with_free_func (g_free);
  look->pending = 1;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GPtrArray) one = aws_string_array_new (g_ptr_array_index (ids, i), NULL);
      AwsDescribeFleetsInput input = { .fleet_ids = one };

      ask (task, look->client, &AWS_EC2_DESCRIBE_FLEETS, &input, add_fleet);
    }
  question_done (task);
}

/* Of nodes whose request was not found by its tag. */
static void
ask_for_requests_of_nodes (GTask *task)
{
  Look *look = g_task_get_task_data (task);
  GPtrArray *instances = look->observation->instances;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  AwsFilter *filter = NULL;
  g_autoptr (GPtrArray) filters = NULL;

  for (guint i = 0; i < look->observation->spot_requests->len; i++)
    {
      const FloSeenSpotRequest *request = g_ptr_array_index (look->observation->spot_requests, i);

      if (request->instance_id != NULL)
        g_hash_table_add (known, request->instance_id);
    }

  look->find_requests = FALSE;
  look->pending = 1;
  for (guint i = 0; i <= instances->len; i++)
    {
      const FloSeenInstance *instance = i < instances->len ? g_ptr_array_index (instances, i) : NULL;

      if (filter != NULL && (instance == NULL || filter->values->len == MAX_VALUES))
        {
          AwsDescribeSpotInstanceRequestsInput input = { .filters = filters };

          ask (task, look->client, &AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS, &input, add_request_of_node);
          g_clear_pointer (&filters, g_ptr_array_unref);
          filter = NULL;
        }
      if (instance == NULL || !instance->spot || instance->state > FLO_SEEN_RUNNING ||
          g_hash_table_contains (known, instance->id))
        continue;
      if (filter == NULL)
        {
          filters = make_filters ("instance-id", instance->id);
          filter = g_ptr_array_index (filters, 0);
        }
      else
        {
          g_ptr_array_add (filter->values, g_strdup (instance->id));
        }
    }
  question_done (task);
}

/* What the engine does not make itself, but nodes, or their users, may have made with the fleet's tag. An account whose
 * rights do not reach that far can destroy its fleets as well. */
static void
ask_for_storage (GTask      *task,
                 AwsClient  *client,
                 const char *name,
                 const char *value)
{
  g_autoptr (GPtrArray) filters = make_filters (name, value);
  g_autoptr (GPtrArray) self = aws_string_array_new ("self", NULL);
  AwsDescribeVolumesInput volumes = { .filters = filters };
  AwsDescribeSnapshotsInput snapshots = { .filters = filters, .owner_ids = self };
  AwsDescribeAddressesInput addresses = { .filters = filters };

  ask_optional (task, client, &AWS_EC2_DESCRIBE_VOLUMES, &volumes, add_volume, TRUE);
  ask_optional (task, client, &AWS_EC2_DESCRIBE_SNAPSHOTS, &snapshots, add_snapshot, TRUE);
  ask_optional (task, client, &AWS_EC2_DESCRIBE_ADDRESSES, &addresses, add_address, TRUE);
}

/* DescribeFleets can neither be asked for tags, nor does it list instant fleets; their tags are listed. */
static void
ask_for_tagged_fleets (GTask      *task,
                       AwsClient  *client,
                       const char *fleet_id)
{
  g_autoptr (GPtrArray) filters = make_filters ("key", TAG);
  AwsDescribeTagsInput input = { .filters = filters };

  g_ptr_array_add (filters, aws_filter_new ("resource-type", "fleet", NULL));
  if (fleet_id != NULL)
    g_ptr_array_add (filters, aws_filter_new ("value", fleet_id, NULL));
  ask_optional (task, client, &AWS_EC2_DESCRIBE_TAGS, &input, add_tagged_fleet, TRUE);
}

static void
event_finds_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (GTask) task = question->task;
  g_autoptr (GPtrArray) finds = NULL;
  g_autoptr (GError) error = NULL;
  Look *look = g_task_get_task_data (task);

  finds = flo_event_look_finish (result, &error);
  if (finds == NULL)
    take_error (look, question, &error);

  for (guint i = 0; finds != NULL && i < finds->len; i++)
    {
      const FloEventFind *find = g_ptr_array_index (finds, i);
      g_autoptr (GPtrArray) tags = aws_tag_array_new ();
      const struct { const char *key, *value; } all[] = {
        { TAG, find->fleet },
        { "flotilla:config", find->config },
        { "flotilla:owner", find->owner },
        { "flotilla:intent", find->seen.token },
      };

      for (guint k = 0; k < G_N_ELEMENTS (all); k++)
        {
          if (all[k].value != NULL)
            g_ptr_array_add (tags, aws_tag_new (all[k].key, all[k].value));
        }
      add_seen (look, find->seen, tags);
    }

  question_done (task);
}

/* Queues and rules are listed by their names: those of fleets hold their ids. An account that may not ask for them has
 * none that we made. @fleet_id: (nullable): NULL: of all fleets */
static void
ask_for_events (GTask      *task,
                AwsClient  *client,
                const char *fleet_id)
{
  static const struct { const char *name; typeof (flo_event_look_rules_async) *look; } kinds[] = {
    { "ListRules", flo_event_look_rules_async },
    { "ListQueues", flo_event_look_queues_async },
  };
  g_autofree char *name = fleet_id != NULL ? g_strdup_printf ("flotilla-%s", fleet_id) : NULL;
  Look *look = g_task_get_task_data (task);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      Question *question = g_new0 (Question, 1);

      question->task = g_object_ref (task);
      question->name = kinds[i].name;
      question->optional = TRUE;
      look->pending++;
      kinds[i].look (client, name, g_task_get_cancellable (task), event_finds_cb, question);
    }
}

static void
ask_for_rest (GTask      *task,
              AwsClient  *client,
              const char *tag,
              const char *fleet_id)
{
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_LAUNCH_TEMPLATES, AwsDescribeLaunchTemplatesInput, add_template,
                 tag, fleet_id);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SECURITY_GROUPS, AwsDescribeSecurityGroupsInput, add_security_group,
                 tag, fleet_id);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_KEY_PAIRS, AwsDescribeKeyPairsInput, add_key_pair, tag, fleet_id);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_VPCS, AwsDescribeVpcsInput, add_vpc, tag, fleet_id);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SUBNETS, AwsDescribeSubnetsInput, add_subnet, tag, fleet_id);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_INTERNET_GATEWAYS, AwsDescribeInternetGatewaysInput, add_gateway,
                 tag, fleet_id);
}

void
flo_observer_observe_async (AwsClient           *client,
                            const char          *fleet_id,
                            const char          *vpc_id,
                            FloHistory          *history,
                            FloObserveScope      scope,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char *tag = "tag:" TAG;
  const gboolean kept = (scope & FLO_OBSERVE_KEPT) != 0;
  Look *look;

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (fleet_id != NULL);

  scope = (FloObserveScope) (scope & ~FLO_OBSERVE_KEPT);
  g_task_set_source_tag (task, flo_observer_observe_async);
  look = look_new (client, fleet_id);
  g_task_set_task_data (task, look, look_free);
  look->observation = flo_observation_new (g_get_real_time (), scope != FLO_OBSERVE_STEADY);
  look->find_fleets = kept || scope == FLO_OBSERVE_DESTROY;
  look->find_requests = kept;

  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_INSTANCES, AwsDescribeInstancesInput, add_reservation, tag, fleet_id);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS, AwsDescribeSpotInstanceRequestsInput,
                 add_spot_request, tag, fleet_id);

  if (scope != FLO_OBSERVE_STEADY)
    ask_for_rest (task, client, tag, fleet_id);
  if (scope == FLO_OBSERVE_LAUNCH)
    {
      ask_for_network (task, client, vpc_id);
      ask_for_route_tables (task, client, history);
    }
  if (kept && scope != FLO_OBSERVE_DESTROY)
    ask_for_fleets (task, client, history);
  if (kept && scope == FLO_OBSERVE_LAUNCH)
    ask_for_tagged_fleets (task, client, fleet_id);
  if (scope == FLO_OBSERVE_DESTROY)
    {
      ask_for_fleets (task, client, history);
      ask_for_tagged_fleets (task, client, fleet_id);
      ask_for_storage (task, client, tag, fleet_id);
    }
  if (scope == FLO_OBSERVE_DESTROY || (scope == FLO_OBSERVE_LAUNCH && flo_history_count (history, FLO_ACTION_PUT_EVENT_RULE) > 0))
    ask_for_events (task, client, fleet_id);

  question_done (task);
}

FloObservation *
flo_observer_observe_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
flo_observer_survey_async (AwsClient           *client,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Look *look;

  g_return_if_fail (AWS_IS_CLIENT (client));

  g_task_set_source_tag (task, flo_observer_survey_async);
  look = look_new (client, NULL);
  g_task_set_task_data (task, look, look_free);
  look->find_fleets = TRUE;
  look->survey = g_new0 (FloSurvey, 1);
  look->survey->time = g_get_real_time ();
  look->survey->fleets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                (GDestroyNotify) flo_observation_unref);
  look->survey->unseen = g_ptr_array_new_with_free_func (g_free);

  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_INSTANCES, AwsDescribeInstancesInput, add_reservation, "tag-key", TAG);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS, AwsDescribeSpotInstanceRequestsInput,
                 add_spot_request, "tag-key", TAG);
  ask_for_rest (task, client, "tag-key", TAG);
  ask_for_tagged_fleets (task, client, NULL);
  ask_for_storage (task, client, "tag-key", TAG);
  ask_for_events (task, client, NULL);

  question_done (task);
}

FloSurvey *
flo_observer_survey_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
