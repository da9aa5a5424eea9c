/* flo-sim-checks.c: whether instances are well, and what EC2 has scheduled for them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-checks.h"

#include "simulator/flo-sim-cpu.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-power.h"

/* How long after its launch an instance's checks are still under way. Cloud time. */
#define CHECKS_TAKE (2 * FLO_SIM_MINUTE)
#define EVENT_TAKES (2 * FLO_SIM_HOUR)

/* By FloSimCheck: what the control API calls it, and the member of the instance that holds since when it fails. */
static const struct
{
  const char *name;
  const char *member;
} checks[] = {
  [FLO_SIM_CHECK_SYSTEM] = { "system", "_impaired_system" },
  [FLO_SIM_CHECK_INSTANCE] = { "instance", "_impaired_instance" },
  [FLO_SIM_CHECK_STORAGE] = { "storage", "_impaired_storage" },
  [FLO_SIM_CHECK_STARTING] = { "starting", "_impaired_starting" },
};

gboolean
flo_sim_check_from_name (const char  *name,
                         FloSimCheck *check)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_strcmp0 (checks[i].name, name) == 0)
      {
        *check = i;
        return TRUE;
      }
  return FALSE;
}

void
flo_sim_checks_impair (FloSimCloud    *cloud,
                       FloSimResource *instance,
                       FloSimCheck     check,
                       gboolean        reboot_helps,
                       gint64          until,
                       gint64          now)
{
  g_autofree char *since = flo_sim_time_format (now - now % FLO_SIM_SECOND);

  flo_sim_json_set (instance->data, checks[check].member, since, "?_reboot_helps", reboot_helps,
                    "#_impaired_until", until, NULL);
  flo_sim_cloud_touch (cloud);
}

void
flo_sim_checks_mend (FloSimCloud    *cloud,
                     FloSimResource *instance)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (json_object_has_member (instance->data, checks[i].member))
      json_object_remove_member (instance->data, checks[i].member);
  if (json_object_has_member (instance->data, "_impaired_until"))
    json_object_remove_member (instance->data, "_impaired_until");
  flo_sim_cloud_touch (cloud);
}

void
flo_sim_checks_reboot (FloSimCloud    *cloud,
                       FloSimResource *instance)
{
  if (flo_sim_json_get_bool (instance->data, "_reboot_helps"))
    flo_sim_checks_mend (cloud, instance);
}

void
flo_sim_checks_begin (FloSimCloud    *cloud,
                      FloSimResource *instance,
                      gint64          now)
{
  if (cloud->impaired_launches == 0)
    return;
  cloud->impaired_launches--;
  flo_sim_checks_impair (cloud, instance, FLO_SIM_CHECK_STARTING, FALSE, G_MAXINT64, now);
}

/* ---- what DescribeInstanceStatus tells ---- */

static const char *
get_impaired_since (const FloSimResource *instance,
                    FloSimCheck           check,
                    gint64                now)
{
  if (flo_sim_json_get_int (instance->data, "_impaired_until") <= now)
    return NULL;
  return flo_sim_resource_get (instance, checks[check].member);
}

static JsonObject *
describe_check (const FloSimResource *instance,
                FloSimCheck           check,
                const char           *otherwise,
                gint64                now)
{
  const char *since = get_impaired_since (instance, check, now);
  const char *status = otherwise;
  const char *detail = g_str_equal (otherwise, "ok") ? "passed" : otherwise;
  JsonArray *details = json_array_new ();

  if (since != NULL && !g_str_equal (otherwise, "not-applicable"))
    {
      status = "impaired";
      detail = "failed";
    }
  else
    since = NULL;
  /* What does not apply has no details. */
  if (!g_str_equal (status, "not-applicable"))
    json_array_add_object_element (
        details, flo_sim_json_new ("name", "reachability", "status", detail, "impairedSince", since,
                                   NULL));
  return flo_sim_json_new ("status", status, "[details", details, NULL);
}

JsonObject *
flo_sim_checks_describe (FloSimCloud          *cloud,
                         const FloSimResource *instance,
                         gint64                now)
{
  gint64 since = now - flo_sim_clock_hurry (cloud->clock, CHECKS_TAKE);
  gboolean running = g_strcmp0 (flo_sim_instance_get_state (instance), "running") == 0;
  gboolean starting = flo_sim_power_get_started (instance) > since
                      || get_impaired_since (instance, FLO_SIM_CHECK_STARTING, now) != NULL;
  const char *status = !running ? "not-applicable" : starting ? "initializing" : "ok";
  JsonArray *events = flo_sim_json_get_array (instance->data, "_events");
  JsonObject *state
      = flo_sim_json_new ("#code", flo_sim_json_get_int (instance->data, "instanceState.code"),
                          "name", flo_sim_instance_get_state (instance), NULL);

  return flo_sim_json_new (
      "instanceId", instance->id, "availabilityZone",
      flo_sim_resource_get (instance, "placement.availabilityZone"), "{instanceState", state,
      "{systemStatus", describe_check (instance, FLO_SIM_CHECK_SYSTEM, status, now),
      "{instanceStatus", describe_check (instance, FLO_SIM_CHECK_INSTANCE, status, now),
      "{attachedEbsStatus", describe_check (instance, FLO_SIM_CHECK_STORAGE, status, now),
      "[eventsSet", events != NULL ? json_array_ref (events) : NULL, NULL);
}

/* ---- what is scheduled ---- */

/* EventBridge carries what AWS Health tells of it. */
static void
tell_health (FloSimCloud    *cloud,
             FloSimResource *instance,
             const char     *code,
             const char     *description,
             gint64          not_before,
             gint64          now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (not_before / FLO_SIM_SECOND);
  g_autofree char *start = g_date_time_format (time, "%a, %d %b %Y %H:%M:%S GMT");
  g_autofree char *upper = g_ascii_strup (code, -1);
  g_autofree char *type = g_strdup_printf ("AWS_EC2_%s_SCHEDULED", g_strdelimit (upper, "-", '_'));
  JsonArray *entities = json_array_new ();
  JsonArray *descriptions = json_array_new ();

  json_array_add_object_element (entities, flo_sim_json_new ("entityValue", instance->id, NULL));
  json_array_add_object_element (
      descriptions,
      flo_sim_json_new ("language", "en_US", "latestDescription", description, NULL));
  flo_sim_cloud_add_event (
      cloud, instance, now, "AWS Health Event",
      flo_sim_json_new ("service", "EC2", "eventTypeCode", type, "eventTypeCategory",
                        "scheduledChange", "startTime", start, "[eventDescription", descriptions,
                        "[affectedEntities", entities, NULL));
}

void
flo_sim_checks_schedule (FloSimCloud    *cloud,
                         FloSimResource *instance,
                         const char     *code,
                         const char     *description,
                         gint64          not_before,
                         gint64          now)
{
  g_autofree char *id = g_strdup_printf ("instance-event-%017" G_GINT64_MODIFIER "x",
                                         flo_sim_cloud_next_number (cloud));
  g_autofree char *begin = flo_sim_time_format (not_before - not_before % FLO_SIM_SECOND);
  g_autofree char *end
      = flo_sim_time_format (not_before - not_before % FLO_SIM_SECOND + EVENT_TAKES);
  JsonArray *events = flo_sim_json_get_array (instance->data, "_events");

  if (events == NULL)
    {
      events = json_array_new ();
      json_object_set_array_member (instance->data, "_events", events);
    }
  json_array_add_object_element (
      events, flo_sim_json_new ("instanceEventId", id, "code", code, "description", description,
                                "notBefore", begin, "notAfter", end, NULL));
  if ((g_str_equal (code, "instance-retirement") || g_str_equal (code, "instance-stop"))
      && instance->step == FLO_SIM_STEP_NONE)
    flo_sim_cloud_schedule (cloud, instance, FLO_SIM_STEP_RETIRE, not_before);
  tell_health (cloud, instance, code, description, not_before, now);
  flo_sim_cloud_touch (cloud);
}

void
flo_sim_checks_cancel (FloSimCloud    *cloud,
                       FloSimResource *instance)
{
  if (json_object_has_member (instance->data, "_events"))
    json_object_remove_member (instance->data, "_events");
  if (instance->step == FLO_SIM_STEP_RETIRE)
    instance->step = FLO_SIM_STEP_NONE;
  flo_sim_cloud_touch (cloud);
}

void
flo_sim_checks_calm (FloSimCloud *cloud)
{
  cloud->impaired_launches = 0;
  cloud->trail_delay = 0;
  flo_sim_cpu_set_work (cloud, -1, 0);
  for (guint i = 0; i < cloud->resources->len; i++)
    {
      FloSimResource *instance = g_ptr_array_index (cloud->resources, i);

      if (instance->kind != FLO_SIM_KIND_INSTANCE)
        continue;
      flo_sim_checks_mend (cloud, instance);
      flo_sim_checks_cancel (cloud, instance);
    }
}
