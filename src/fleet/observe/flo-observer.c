/* flo-observer.c: asks AWS what there is of a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-observer"

#include "flotilla-config.h"

#include "aws/services/aws-ec2.h"
#include "aws/aws-error.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/observe/flo-event-look.h"
#include "fleet/observe/flo-look.h"

/* A filter takes so many values. */
#define MAX_VALUES 200

typedef struct
{
  GTask *task;                   /* (owned) */
  const char *name;
  gboolean optional;             /* not to be allowed to ask does not spoil the picture */
} Question;


void
flo_survey_free (FloSurvey *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->fleets);
  g_ptr_array_unref (self->unseen);
  g_free (self);
}

static void ask_for_new_fleets (GTask *task);
static void ask_for_requests_of_nodes (GTask *task);

static void
finish_survey (GTask *task)
{
  FloLook *look = g_task_get_task_data (task);
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
  FloLook *look = g_task_get_task_data (task);

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
take_error (FloLook           *look,
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
  FloLook *look = g_task_get_task_data (task);

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
  FloLook *look = g_task_get_task_data (task);
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
      ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SUBNETS, AwsDescribeSubnetsInput,
                     flo_look_add_subnet, "vpc-id", vpc_id);
      return;
    }

  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_VPCS, AwsDescribeVpcsInput, flo_look_add_vpc, "is-default", "true");
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SUBNETS, AwsDescribeSubnetsInput, flo_look_add_subnet,
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

      ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_ROUTE_TABLES, AwsDescribeRouteTablesInput,
                     flo_look_add_route_table, "vpc-id", id);
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
    flo_look_note_fleet (g_task_get_task_data (task), g_ptr_array_index (ids, i));
}

/* One that AWS knows no more would hide those it does. */
static void
ask_for_new_fleets (GTask *task)
{
  FloLook *look = g_task_get_task_data (task);
  g_autoptr (GPtrArray) ids = g_steal_pointer (&look->new_fleets);

  look->new_fleets = g_ptr_array_new_with_free_func (g_free);
  look->pending = 1;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GPtrArray) one = aws_string_array_new (g_ptr_array_index (ids, i), NULL);
      AwsDescribeFleetsInput input = { .fleet_ids = one };

      ask (task, look->client, &AWS_EC2_DESCRIBE_FLEETS, &input, flo_look_add_fleet);
    }
  question_done (task);
}

/* Of nodes whose request was not found by its tag. */
static void
ask_for_requests_of_nodes (GTask *task)
{
  FloLook *look = g_task_get_task_data (task);
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

          ask (task, look->client, &AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS, &input, flo_look_add_request_of_node);
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

  ask_optional (task, client, &AWS_EC2_DESCRIBE_VOLUMES, &volumes, flo_look_add_volume, TRUE);
  ask_optional (task, client, &AWS_EC2_DESCRIBE_SNAPSHOTS, &snapshots, flo_look_add_snapshot, TRUE);
  ask_optional (task, client, &AWS_EC2_DESCRIBE_ADDRESSES, &addresses, flo_look_add_address, TRUE);
}

/* DescribeFleets can neither be asked for tags, nor does it list instant fleets; their tags are listed. */
static void
ask_for_tagged_fleets (GTask      *task,
                       AwsClient  *client,
                       const char *fleet_id)
{
  g_autoptr (GPtrArray) filters = make_filters ("key", FLO_LOOK_TAG);
  AwsDescribeTagsInput input = { .filters = filters };

  g_ptr_array_add (filters, aws_filter_new ("resource-type", "fleet", NULL));
  if (fleet_id != NULL)
    g_ptr_array_add (filters, aws_filter_new ("value", fleet_id, NULL));
  ask_optional (task, client, &AWS_EC2_DESCRIBE_TAGS, &input, flo_look_add_tagged_fleet, TRUE);
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
  FloLook *look = g_task_get_task_data (task);

  finds = flo_event_look_finish (result, &error);
  if (finds == NULL)
    take_error (look, question, &error);

  for (guint i = 0; finds != NULL && i < finds->len; i++)
    {
      const FloEventFind *find = g_ptr_array_index (finds, i);
      g_autoptr (GPtrArray) tags = aws_tag_array_new ();
      const struct { const char *key, *value; } all[] = {
        { FLO_LOOK_TAG, find->fleet },
        { "flotilla:config", find->config },
        { "flotilla:owner", find->owner },
        { "flotilla:intent", find->seen.token },
      };

      for (guint k = 0; k < G_N_ELEMENTS (all); k++)
        {
          if (all[k].value != NULL)
            g_ptr_array_add (tags, aws_tag_new (all[k].key, all[k].value));
        }
      flo_look_add_seen (look, find->seen, tags);
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
  FloLook *look = g_task_get_task_data (task);

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
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_LAUNCH_TEMPLATES, AwsDescribeLaunchTemplatesInput,
                 flo_look_add_template, tag, fleet_id);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SECURITY_GROUPS, AwsDescribeSecurityGroupsInput,
                 flo_look_add_security_group, tag, fleet_id);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_KEY_PAIRS, AwsDescribeKeyPairsInput,
                 flo_look_add_key_pair, tag, fleet_id);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_VPCS, AwsDescribeVpcsInput, flo_look_add_vpc, tag, fleet_id);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SUBNETS, AwsDescribeSubnetsInput,
                 flo_look_add_subnet, tag, fleet_id);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_INTERNET_GATEWAYS, AwsDescribeInternetGatewaysInput,
                 flo_look_add_gateway, tag, fleet_id);
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
  const char *tag = "tag:" FLO_LOOK_TAG;
  const gboolean kept = (scope & FLO_OBSERVE_KEPT) != 0;
  gboolean full;
  FloLook *look;

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (fleet_id != NULL);

  scope = (FloObserveScope) (scope & ~FLO_OBSERVE_KEPT);
  full = scope == FLO_OBSERVE_LAUNCH || scope == FLO_OBSERVE_DESTROY;
  g_task_set_source_tag (task, flo_observer_observe_async);
  look = flo_look_new (client, fleet_id);
  g_task_set_task_data (task, look, flo_look_free);
  look->observation = flo_observation_new (g_get_real_time (), full);
  look->find_fleets = kept || scope == FLO_OBSERVE_DESTROY;
  look->find_requests = kept;

  if (scope != FLO_OBSERVE_NETWORK)
    {
      ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_INSTANCES, AwsDescribeInstancesInput,
                     flo_look_add_reservation, tag, fleet_id);
      ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS, AwsDescribeSpotInstanceRequestsInput,
                     flo_look_add_spot_request, tag, fleet_id);
    }
  if (full)
    ask_for_rest (task, client, tag, fleet_id);
  if (scope == FLO_OBSERVE_LAUNCH || scope == FLO_OBSERVE_NETWORK)
    ask_for_network (task, client, vpc_id);
  if (scope == FLO_OBSERVE_LAUNCH)
    ask_for_route_tables (task, client, history);
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
  if (scope == FLO_OBSERVE_DESTROY ||
      (scope == FLO_OBSERVE_LAUNCH && flo_history_count (history, FLO_ACTION_PUT_EVENT_RULE) > 0))
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
  FloLook *look;

  g_return_if_fail (AWS_IS_CLIENT (client));

  g_task_set_source_tag (task, flo_observer_survey_async);
  look = flo_look_new (client, NULL);
  g_task_set_task_data (task, look, flo_look_free);
  look->find_fleets = TRUE;
  look->survey = g_new0 (FloSurvey, 1);
  look->survey->time = g_get_real_time ();
  look->survey->fleets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                (GDestroyNotify) flo_observation_unref);
  look->survey->unseen = g_ptr_array_new_with_free_func (g_free);

  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_INSTANCES, AwsDescribeInstancesInput,
                 flo_look_add_reservation, "tag-key", FLO_LOOK_TAG);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS, AwsDescribeSpotInstanceRequestsInput,
                 flo_look_add_spot_request, "tag-key", FLO_LOOK_TAG);
  ask_for_rest (task, client, "tag-key", FLO_LOOK_TAG);
  ask_for_tagged_fleets (task, client, NULL);
  ask_for_storage (task, client, "tag-key", FLO_LOOK_TAG);
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
