/* flo-observer.c: asks AWS what there is of a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-observer"

#include "flotilla-config.h"

#include "aws/services/aws-ec2.h"
#include "aws/aws-error.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/flo-observer.h"

typedef struct
{
  char *fleet_id;                /* (owned) */
  FloObservation *observation;   /* (owned) */
  guint pending;                 /* questions without an answer, and one while they are being asked */
  GError *error;                 /* (owned) (nullable): the first */
} Look;


static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->fleet_id);
  g_clear_pointer (&look->observation, flo_observation_unref);
  g_clear_error (&look->error);
  g_free (look);
}

/* ---- answers ---- */

static gboolean
is_ours (Look      *look,
         GPtrArray *tags)
{
  return g_strcmp0 (aws_tags_lookup (tags, "flotilla:fleet"), look->fleet_id) == 0;
}

/* Everything that can be cast so has its tags there. */
static void
add_seen (Look      *look,
          FloSeen    seen,
          GPtrArray *tags)
{
  if (seen.id == NULL)
    return;

  if (seen.name == NULL)
    seen.name = (char *) aws_tags_lookup (tags, "Name");
  seen.token = (char *) aws_tags_lookup (tags, "flotilla:intent");
  seen.ours = is_ours (look, tags);
  flo_observation_add (look->observation, &seen);
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
      };

      if (seen.id != NULL && is_ours (look, instance->tags))
        flo_observation_add_instance (look->observation, &seen);
    }
}

static void
add_spot_request (gconstpointer item,
                  gpointer      user_data)
{
  const AwsSpotInstanceRequest *request = item;
  Look *look = user_data;
  FloSeenSpotRequest seen = {
    .id = request->spot_instance_request_id,
    .instance_id = request->instance_id,
    .state = request->state,
    .status_code = request->status_code,
    .status_time = request->status_update_time.seconds,
  };

  if (seen.id != NULL && is_ours (look, request->tags))
    flo_observation_add_spot_request (look->observation, &seen);
}

static void
add_template (gconstpointer item,
              gpointer      user_data)
{
  const AwsLaunchTemplate *template = item;

  add_seen (user_data, (FloSeen) { FLO_SEEN_LAUNCH_TEMPLATE, .id = template->launch_template_id,
                                   .name = template->launch_template_name }, template->tags);
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

  add_seen (user_data, (FloSeen) { FLO_SEEN_KEY_PAIR, .id = pair->key_pair_id, .name = pair->key_name }, pair->tags);
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

  if (fleet->fleet_state != NULL && g_str_has_prefix (fleet->fleet_state, "deleted"))
    return;

  add_seen (user_data, (FloSeen) { FLO_SEEN_FLEET, .id = fleet->fleet_id }, fleet->tags);
}

/* ---- questions ---- */

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

  flo_observation_sort (look->observation);
  g_task_return_pointer (task, g_steal_pointer (&look->observation), (GDestroyNotify) flo_observation_unref);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Look *look = g_task_get_task_data (task);

  /* Asked for by its id, what is gone is an error and not an empty list. */
  if (!aws_client_list_finish (AWS_CLIENT (object), result, &error) &&
      !g_error_matches (error, AWS_ERROR, AWS_ERROR_NOT_FOUND) &&
      look->error == NULL)
    look->error = g_steal_pointer (&error);

  question_done (task);
}

static void
ask (GTask              *task,
     AwsClient          *client,
     const AwsOperation *operation,
     gconstpointer       input,
     AwsItemFunc         func)
{
  Look *look = g_task_get_task_data (task);

  look->pending++;
  aws_client_list_async (client, operation, input, func, look, g_task_get_cancellable (task),
                         answered_cb, g_object_ref (task));
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
    {
      g_autoptr (GPtrArray) one = aws_string_array_new (g_ptr_array_index (ids, i), NULL);
      AwsDescribeFleetsInput input = { .fleet_ids = one };

      ask (task, client, &AWS_EC2_DESCRIBE_FLEETS, &input, add_fleet);
    }
}

static void
ask_for_rest (GTask      *task,
              AwsClient  *client,
              const char *fleet_id)
{
  const char *tag = "tag:flotilla:fleet";

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
  const char *tag = "tag:flotilla:fleet";
  Look *look = g_new0 (Look, 1);

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (fleet_id != NULL);

  g_task_set_source_tag (task, flo_observer_observe_async);
  g_task_set_task_data (task, look, look_free);
  look->fleet_id = g_strdup (fleet_id);
  look->observation = flo_observation_new (g_get_real_time (), scope != FLO_OBSERVE_STEADY);
  look->pending = 1;

  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_INSTANCES, AwsDescribeInstancesInput, add_reservation, tag, fleet_id);
  ASK_BY_FILTER (task, client, &AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS, AwsDescribeSpotInstanceRequestsInput,
                 add_spot_request, tag, fleet_id);

  if (scope != FLO_OBSERVE_STEADY)
    ask_for_rest (task, client, fleet_id);
  if (scope == FLO_OBSERVE_LAUNCH)
    {
      ask_for_network (task, client, vpc_id);
      ask_for_route_tables (task, client, history);
    }
  if (scope == FLO_OBSERVE_DESTROY)
    ask_for_fleets (task, client, history);

  question_done (task);
}

FloObservation *
flo_observer_observe_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
