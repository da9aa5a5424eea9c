/* act-instances.c: the calls that launch and end instances
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-act-instances"

#include "flotilla-config.h"

#include "fleet/act/flo-action-call.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-failure.h"


static GPtrArray *
make_overrides (JsonObject *parameters,
                gboolean    by_priority)
{
  JsonArray *array = flo_json_get_array (parameters, "overrides");
  GPtrArray *overrides = g_ptr_array_new ();

  for (guint i = 0; i < flo_json_length (array); i++)
    {
      JsonObject *object = flo_json_object_at (array, i);
      AwsFleetLaunchTemplateOverrides *override = g_new0 (AwsFleetLaunchTemplateOverrides, 1);

      override->instance_type = flo_action_call_dup_string (object, "type");
      override->subnet_id = flo_action_call_dup_string (object, "subnet");
      override->max_price = flo_action_call_dup_string (object, "price");
      /* On demand goes by priority: the order is the selection's. */
      if (by_priority)
        override->priority = aws_double (i);
      g_ptr_array_add (overrides, override);
    }

  return overrides;
}

static gboolean
is_kept (JsonObject *parameters)
{
  return g_strcmp0 (flo_json_get_string (parameters, "type"), "maintain") == 0;
}

/* @market: of what is not on demand by its own number */
static AwsTargetCapacitySpecification *
make_target (JsonObject *parameters,
             const char *market)
{
  AwsTargetCapacitySpecification *target = g_new0 (AwsTargetCapacitySpecification, 1);
  gint64 capacity = flo_json_get_integer (parameters, "capacity");

  target->total_target_capacity = aws_integer (capacity);
  target->default_target_capacity_type = g_strdup (market);
  if (json_object_has_member (parameters, "on_demand"))
    {
      gint64 on_demand = flo_json_get_integer (parameters, "on_demand");

      target->on_demand_target_capacity = aws_integer (on_demand);
      target->spot_target_capacity = aws_integer (capacity - on_demand);
    }

  return target;
}

/* What EC2 goes by while it keeps the nodes by itself. Their tags are the template's: a fleet that is kept takes none. */
static void
fill_kept (AwsCreateFleetInput *input,
           JsonObject          *parameters)
{
  const char *rebalance = flo_json_get_string (parameters, "rebalance");
  gint64 delay = flo_json_get_integer (parameters, "termination_delay");

  input->excess_capacity_termination_policy = flo_action_call_dup_string (parameters, "excess");
  input->tag_specifications = flo_action_call_make_tags (parameters, "fleet", NULL);
  if (input->spot_options != NULL && rebalance != NULL)
    {
      input->spot_options->replacement_strategy = g_strdup (rebalance);
      if (delay > 0)
        input->spot_options->termination_delay = aws_integer (delay);
    }
}

static void
build_create_fleet (gpointer    data,
                    JsonObject *parameters,
                    const char *token)
{
  AwsCreateFleetInput *input = data;
  AwsFleetLaunchTemplateConfig *config = g_new0 (AwsFleetLaunchTemplateConfig, 1);
  const char *market = flo_json_get_string (parameters, "market");
  gboolean spot = g_strcmp0 (market, "on-demand") != 0;
  gboolean on_demand = g_strcmp0 (market, "spot") != 0;

  config->specification = g_new0 (AwsFleetLaunchTemplateSpecification, 1);
  config->specification->launch_template_id = flo_action_call_dup_string (parameters, "template");
  config->specification->version = flo_action_call_dup_string (parameters, "version");
  /* An entry of a journal that names none was written before there were revisions. */
  if (config->specification->version == NULL)
    config->specification->version = g_strdup ("$Default");
  config->overrides = make_overrides (parameters, on_demand);

  input->client_token = g_strdup (token);
  input->type = g_strdup (is_kept (parameters) ? "maintain" : "instant");
  input->launch_template_configs = g_ptr_array_new ();
  g_ptr_array_add (input->launch_template_configs, config);

  if (spot)
    {
      input->spot_options = g_new0 (AwsSpotOptions, 1);
      input->spot_options->allocation_strategy = flo_action_call_dup_string (parameters, "allocation");
      input->spot_options->instance_interruption_behavior = g_strdup ("terminate");
    }
  if (on_demand)
    {
      input->on_demand_options = g_new0 (AwsOnDemandOptions, 1);
      input->on_demand_options->allocation_strategy = g_strdup ("prioritized");
    }

  input->target_capacity = make_target (parameters, spot ? "spot" : "on-demand");
  if (is_kept (parameters))
    fill_kept (input, parameters);
  else
    input->tag_specifications = flo_action_call_make_tags (parameters, "fleet", "instance", "volume", NULL);
}

/* AWS answers with what it was asked with: of an override that named a subnet the zone may be missing. */
static void
set_place (JsonObject *object,
           JsonObject *parameters,
           const char *zone,
           const char *subnet_id)
{
  JsonArray *overrides = flo_json_get_array (parameters, "overrides");

  for (guint i = 0; zone == NULL && subnet_id != NULL && i < flo_json_length (overrides); i++)
    {
      JsonObject *override = flo_json_object_at (overrides, i);

      if (g_strcmp0 (flo_json_get_string (override, "subnet"), subnet_id) == 0)
        zone = flo_json_get_string (override, "zone");
    }

  if (zone != NULL)
    json_object_set_string_member (object, "zone", zone);
}

static JsonArray *
read_instances (const AwsCreateFleetOutput *output,
                JsonObject                 *parameters)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < aws_list_length (output->instances); i++)
    {
      const AwsCreateFleetInstance *group = g_ptr_array_index (output->instances, i);

      for (guint k = 0; k < aws_list_length (group->instance_ids); k++)
        {
          JsonObject *object = flo_action_call_make_result (g_ptr_array_index (group->instance_ids, k));

          if (group->instance_type != NULL)
            json_object_set_string_member (object, "type", group->instance_type);
          set_place (object, parameters, group->availability_zone, group->subnet_id);
          if (group->lifecycle != NULL)
            json_object_set_string_member (object, "lifecycle", group->lifecycle);
          json_array_add_object_element (array, object);
        }
    }

  return array;
}

/* @worst: (out): the error that stands for all when nothing was launched: the one a person has to see */
static JsonArray *
read_errors (const AwsCreateFleetOutput  *output,
             JsonObject                  *parameters,
             GError                     **worst)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < aws_list_length (output->errors); i++)
    {
      const AwsCreateFleetError *failed = g_ptr_array_index (output->errors, i);
      g_autoptr (GError) error = aws_error_new ("CreateFleet", failed->error_code, failed->error_message, NULL, 200);
      JsonObject *object = json_object_new ();

      if (failed->instance_type != NULL)
        json_object_set_string_member (object, "type", failed->instance_type);
      set_place (object, parameters, failed->availability_zone, failed->subnet_id);
      json_object_set_string_member (object, "category", flo_failure_get_word (error->code));
      json_object_set_string_member (object, "message", error->message);
      json_array_add_object_element (array, object);

      if (*worst == NULL || (flo_failure_is_of_pool ((*worst)->code) && !flo_failure_is_of_pool (error->code)))
        {
          g_clear_error (worst);
          *worst = g_steal_pointer (&error);
        }
    }

  return array;
}

/* An instant fleet may answer with errors and instances at once. Instances that are there are there. */
static JsonObject *
read_create_fleet (gconstpointer   data,
                   JsonObject     *parameters,
                   JsonObject    **result,
                   GError        **error)
{
  const AwsCreateFleetOutput *output = data;
  g_autoptr (GError) worst = NULL;
  JsonObject *object = flo_action_call_make_result (output->fleet_id);
  JsonArray *instances = read_instances (output, parameters);

  json_object_set_array_member (object, "instances", instances);
  json_object_set_array_member (object, "errors", read_errors (output, parameters, &worst));
  if (json_array_get_length (instances) > 0 || is_kept (parameters))
    return object;

  *result = object;
  if (worst != NULL)
    g_propagate_error (error, g_steal_pointer (&worst));
  else
    g_propagate_error (error, aws_error_new ("CreateFleet", "UnfulfillableCapacity",
                                             "AWS launched nothing and named no reason", NULL, 200));

  return NULL;
}

static GPtrArray *
make_ids (JsonObject *parameters)
{
  JsonArray *array = flo_json_get_array (parameters, "ids");
  GPtrArray *ids = aws_string_array_new (NULL, NULL);

  for (guint i = 0; i < flo_json_length (array); i++)
    {
      const char *id = flo_json_string_at (array, i);

      if (id != NULL)
        g_ptr_array_add (ids, g_strdup (id));
    }

  return ids;
}

static void
build_terminate_instances (gpointer    data,
                           JsonObject *parameters,
                           const char *token)
{
  AwsTerminateInstancesInput *input = data;

  input->instance_ids = make_ids (parameters);
}

/* Safe to repeat: a node that is restarted twice within moments is a node that was restarted. It neither makes nor ends
 * anything, and the node keeps its address and volumes. */
static void
build_reboot_instance (gpointer    data,
                       JsonObject *parameters,
                       const char *token)
{
  AwsRebootInstancesInput *input = data;

  input->instance_ids = aws_string_array_new (flo_json_get_string (parameters, "id"), NULL);
}

/* Both are safe to repeat: what is on stays on, and what is off stays off. One at a time, because one that cannot be changed
 * would keep all others as they are. */
static void
build_start_instance (gpointer    data,
                      JsonObject *parameters,
                      const char *token)
{
  AwsStartInstancesInput *input = data;

  input->instance_ids = aws_string_array_new (flo_json_get_string (parameters, "id"), NULL);
}

static void
build_stop_instance (gpointer    data,
                     JsonObject *parameters,
                     const char *token)
{
  AwsStopInstancesInput *input = data;

  input->instance_ids = aws_string_array_new (flo_json_get_string (parameters, "id"), NULL);
}

static void
build_cancel_spot_requests (gpointer    data,
                            JsonObject *parameters,
                            const char *token)
{
  AwsCancelSpotInstanceRequestsInput *input = data;

  input->spot_instance_request_ids = make_ids (parameters);
}

static void
build_delete_fleets (gpointer    data,
                     JsonObject *parameters,
                     const char *token)
{
  AwsDeleteFleetsInput *input = data;

  input->fleet_ids = make_ids (parameters);
  /* An instant fleet can only be deleted together with its instances. */
  input->terminate_instances = aws_boolean (TRUE);
}

static void
build_modify_fleet (gpointer    data,
                    JsonObject *parameters,
                    const char *token)
{
  AwsModifyFleetInput *input = data;

  input->fleet_id = flo_action_call_dup_string (parameters, "id");
  input->target_capacity = make_target (parameters, "spot");
  input->excess_capacity_termination_policy = flo_action_call_dup_string (parameters, "excess");
}

/* DeleteFleets succeeds as a call and tells of each fleet apart. */
static JsonObject *
read_delete_fleets (gconstpointer   data,
                    JsonObject     *parameters,
                    JsonObject    **result,
                    GError        **error)
{
  const AwsDeleteFleetsOutput *output = data;

  for (guint i = 0; i < aws_list_length (output->unsuccessful); i++)
    {
      const AwsDeleteFleetError *failed = g_ptr_array_index (output->unsuccessful, i);

      /* Gone, or deleted before. */
      if (g_strcmp0 (failed->error_code, "fleetIdDoesNotExist") == 0 ||
          g_strcmp0 (failed->error_code, "fleetNotInDeletableState") == 0)
        continue;

      g_propagate_error (error, aws_error_new ("DeleteFleets", failed->error_code, failed->error_message, NULL, 200));

      return NULL;
    }

  return json_object_new ();
}

const FloActionCall flo_instance_calls[] = {
  { FLO_ACTION_CREATE_FLEET, &AWS_EC2_CREATE_FLEET, build_create_fleet, read_create_fleet },
  { FLO_ACTION_TERMINATE_INSTANCES, &AWS_EC2_TERMINATE_INSTANCES, build_terminate_instances },
  { FLO_ACTION_REBOOT_INSTANCE, &AWS_EC2_REBOOT_INSTANCES, build_reboot_instance, .absent_is_done = TRUE },
  { FLO_ACTION_START_INSTANCE, &AWS_EC2_START_INSTANCES, build_start_instance },
  { FLO_ACTION_STOP_INSTANCE, &AWS_EC2_STOP_INSTANCES, build_stop_instance, .absent_is_done = TRUE },
  { FLO_ACTION_CANCEL_SPOT_REQUESTS, &AWS_EC2_CANCEL_SPOT_INSTANCE_REQUESTS, build_cancel_spot_requests },
  { FLO_ACTION_DELETE_FLEETS, &AWS_EC2_DELETE_FLEETS, build_delete_fleets, read_delete_fleets,
    .absent_is_done = TRUE },
  { FLO_ACTION_MODIFY_FLEET, &AWS_EC2_MODIFY_FLEET, build_modify_fleet },
  { 0 },
};
