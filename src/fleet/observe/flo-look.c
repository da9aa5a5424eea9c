/* flo-look.c: what the answers bring, one kind of thing after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-observer"

#include "flotilla-config.h"

#include "fleet/flo-config-copy.h"
#include "fleet/observe/flo-look.h"
#include "fleet/plan/flo-lease.h"

#include <string.h>


void
flo_look_free (gpointer data)
{
  FloLook *look = data;

  g_clear_object (&look->client);
  g_free (look->fleet_id);
  g_clear_pointer (&look->observation, flo_observation_unref);
  g_clear_pointer (&look->survey, flo_survey_free);
  g_hash_table_unref (look->fleets);
  g_ptr_array_unref (look->new_fleets);
  g_clear_error (&look->error);
  g_free (look);
}

FloLook *
flo_look_new (AwsClient  *client,
              const char *fleet_id)
{
  FloLook *look = g_new0 (FloLook, 1);

  look->client = g_object_ref (client);
  look->fleet_id = g_strdup (fleet_id);
  look->fleets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  look->new_fleets = g_ptr_array_new_with_free_func (g_free);
  look->pending = 1;

  return look;
}

static gboolean
is_ours (FloLook   *look,
         GPtrArray *tags)
{
  const char *value = aws_tags_lookup (tags, FLO_LOOK_TAG);

  return value != NULL && (look->fleet_id == NULL || g_str_equal (value, look->fleet_id));
}

/* Where something with these tags belongs. Returns: (nullable): borrowed; NULL: nowhere */
static FloObservation *
choose_observation (FloLook   *look,
                    GPtrArray *tags,
                    gint64     since)
{
  FloObservation *observation = look->observation;
  const char *value = aws_tags_lookup (tags, FLO_LOOK_TAG);

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

void
flo_look_note_fleet (FloLook    *look,
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
add_seen_since (FloLook   *look,
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

void
flo_look_add_seen (FloLook   *look,
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
  if (g_strcmp0 (state, "stopping") == 0)
    return FLO_SEEN_HALTING;
  if (g_strcmp0 (state, "stopped") == 0)
    return FLO_SEEN_STOPPED;
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

  if (bracket == NULL || !g_str_has_suffix (bracket, " GMT)") ||
      strlen (bracket) != strlen ("(2026-11-26 12:03:04 GMT)"))
    return 0;

  text = g_strdup_printf ("%.10sT%.8sZ", bracket + 1, bracket + 12);
  time = g_date_time_new_from_iso8601 (text, NULL);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

/* @text: (nullable): from outside */
static guint
parse_number (const char *text)
{
  guint64 number = 0;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT32, &number, NULL) ? (guint) number : 0;
}

void
flo_look_add_reservation (gconstpointer item,
                          gpointer      user_data)
{
  const AwsReservation *reservation = item;
  FloLook *look = user_data;

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
        .standby = g_strcmp0 (aws_tags_lookup (instance->tags, FLO_OBSERVATION_ROLE), FLO_OBSERVATION_STANDBY) == 0,
        .revision = parse_number (aws_tags_lookup (instance->tags, "flotilla:revision")),
        .disk_gib = parse_number (aws_tags_lookup (instance->tags, FLO_OBSERVATION_DISK)),
        .state = parse_state (instance->state),
        .launched_at = instance->launch_time.seconds,
        .ended_at = parse_transition_time (instance->state_transition_reason),
      };

      if (seen.id == NULL || !is_ours (look, instance->tags))
        continue;

      flo_observation_add_instance (choose_observation (look, instance->tags, seen.launched_at), &seen);
      flo_look_note_fleet (look, seen.fleet);
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

void
flo_look_add_spot_request (gconstpointer item,
                           gpointer      user_data)
{
  const AwsSpotInstanceRequest *request = item;
  FloLook *look = user_data;
  FloSeenSpotRequest seen = read_spot_request (request);

  if (seen.id != NULL && is_ours (look, request->tags))
    flo_observation_add_spot_request (choose_observation (look, request->tags, request->create_time.seconds), &seen);
}

void
flo_look_add_request_of_node (gconstpointer item,
                              gpointer      user_data)
{
  const AwsSpotInstanceRequest *request = item;
  FloLook *look = user_data;
  FloSeenSpotRequest seen = read_spot_request (request);

  if (seen.id != NULL && seen.instance_id != NULL &&
      flo_observation_find_instance (look->observation, seen.instance_id) != NULL)
    flo_observation_add_spot_request (look->observation, &seen);
}

/* What its template's tags keep of a fleet's config. (transfer full) */
static char *
dup_config_copy (const AwsLaunchTemplate *template)
{
  const char * const names[] = FLO_CONFIG_COPY_TAGS;
  GString *copy = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *part = aws_tags_lookup (template->tags, names[i]);

      if (part != NULL)
        g_string_append (copy, part);
    }

  return g_string_free (copy, FALSE);
}

/* Of a fleet that nobody knows. */
static void
add_config_copy (FloLook                 *look,
                 const AwsLaunchTemplate *template,
                 const char              *copy)
{
  FloObservation *observation = choose_observation (look, template->tags, template->create_time.seconds);
  gsize length = strlen (copy);

  if (observation != NULL && length > 0 && length <= FLO_CONFIG_COPY_MAX_CHARS)
    flo_observation_add_config_copy (observation, copy, template->create_time.seconds);
}

void
flo_look_add_template (gconstpointer item,
                       gpointer      user_data)
{
  const AwsLaunchTemplate *template = item;
  g_autofree char *copy = dup_config_copy (template);

  add_seen_since (user_data, (FloSeen) { FLO_SEEN_LAUNCH_TEMPLATE, .id = template->launch_template_id,
                                         .name = template->launch_template_name, .content = copy }, template->tags,
                  template->create_time.seconds);
  add_config_copy (user_data, template, copy);
}

/* Its rules for single TCP ports and IPv4 blocks: others are none of ours. (transfer full) */
static char *
dup_rules (const AwsSecurityGroup *group)
{
  GString *content = g_string_new (NULL);

  for (guint i = 0; i < aws_list_length (group->ip_permissions); i++)
    {
      const AwsIpPermission *permission = g_ptr_array_index (group->ip_permissions, i);

      if (g_strcmp0 (permission->ip_protocol, "tcp") != 0 || permission->from_port.value != permission->to_port.value)
        continue;
      for (guint k = 0; k < aws_list_length (permission->ip_ranges); k++)
        {
          const AwsIpRange *range = g_ptr_array_index (permission->ip_ranges, k);

          if (range->cidr_ip != NULL)
            flo_observation_add_rule (content, permission->from_port.value, range->cidr_ip, range->description);
        }
    }

  return g_string_free (content, FALSE);
}

void
flo_look_add_security_group (gconstpointer item,
                             gpointer      user_data)
{
  const AwsSecurityGroup *group = item;
  g_autofree char *rules = dup_rules (group);
  const char *lease = aws_tags_lookup (group->tags, FLO_LEASE_TAG);
  FloObservation *observation = lease != NULL ? choose_observation (user_data, group->tags, 0) : NULL;

  if (observation != NULL && is_ours (user_data, group->tags))
    flo_observation_set_lease (observation, lease);
  flo_look_add_seen (user_data, (FloSeen) { FLO_SEEN_SECURITY_GROUP, .id = group->group_id, .name = group->group_name,
                                            .vpc_id = group->vpc_id, .content = rules,
                                            .ready = aws_list_length (group->ip_permissions) > 0 }, group->tags);
}

void
flo_look_add_key_pair (gconstpointer item,
                       gpointer      user_data)
{
  const AwsKeyPair *pair = item;

  add_seen_since (user_data, (FloSeen) { FLO_SEEN_KEY_PAIR, .id = pair->key_pair_id, .name = pair->key_name },
                  pair->tags, pair->create_time.seconds);
}

void
flo_look_add_vpc (gconstpointer item,
                  gpointer      user_data)
{
  const AwsVpc *vpc = item;

  flo_look_add_seen (user_data, (FloSeen) { FLO_SEEN_VPC, .id = vpc->vpc_id, .cidr = vpc->cidr_block,
                                            .is_default = vpc->is_default.value }, vpc->tags);
}

void
flo_look_add_subnet (gconstpointer item,
                     gpointer      user_data)
{
  const AwsSubnet *subnet = item;

  flo_look_add_seen (user_data, (FloSeen) { FLO_SEEN_SUBNET, .id = subnet->subnet_id, .vpc_id = subnet->vpc_id,
                                            .zone = subnet->availability_zone, .cidr = subnet->cidr_block,
                                            .is_default = subnet->default_for_az.value,
                                            .ready = subnet->map_public_ip_on_launch.value }, subnet->tags);
}

void
flo_look_add_gateway (gconstpointer item,
                      gpointer      user_data)
{
  const AwsInternetGateway *gateway = item;
  const AwsInternetGatewayAttachment *attachment = NULL;

  if (aws_list_length (gateway->attachments) > 0)
    attachment = g_ptr_array_index (gateway->attachments, 0);

  flo_look_add_seen (user_data, (FloSeen) { FLO_SEEN_INTERNET_GATEWAY, .id = gateway->internet_gateway_id,
                                            .vpc_id = attachment != NULL ? attachment->vpc_id : NULL }, gateway->tags);
}

void
flo_look_add_route_table (gconstpointer item,
                          gpointer      user_data)
{
  const AwsRouteTable *table = item;
  gboolean has_default = FALSE;

  for (guint i = 0; i < aws_list_length (table->routes); i++)
    {
      const AwsRoute *route = g_ptr_array_index (table->routes, i);

      has_default |= g_strcmp0 (route->destination_cidr_block, "0.0.0.0/0") == 0;
    }

  flo_look_add_seen (user_data, (FloSeen) { FLO_SEEN_ROUTE_TABLE, .id = table->route_table_id, .vpc_id = table->vpc_id,
                                            .ready = has_default }, table->tags);
}

void
flo_look_add_fleet (gconstpointer item,
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

void
flo_look_add_address (gconstpointer item,
                      gpointer      user_data)
{
  const AwsAddress *address = item;

  flo_look_add_seen (user_data,
                     (FloSeen) { FLO_SEEN_ADDRESS, .id = address->allocation_id, .name = address->public_ip },
                     address->tags);
}

void
flo_look_add_volume (gconstpointer item,
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

void
flo_look_add_snapshot (gconstpointer item,
                       gpointer      user_data)
{
  const AwsSnapshot *snapshot = item;

  add_seen_since (user_data, (FloSeen) { FLO_SEEN_SNAPSHOT, .id = snapshot->snapshot_id,
                                         .size_gib = snapshot->volume_size.value }, snapshot->tags,
                  snapshot->start_time.seconds);
}

/* Whatever else has tags is asked for by its kind. */
void
flo_look_add_tagged_fleet (gconstpointer item,
                           gpointer      user_data)
{
  const AwsTagDescription *tag = item;

  flo_look_note_fleet (user_data, tag->resource_id);
}
