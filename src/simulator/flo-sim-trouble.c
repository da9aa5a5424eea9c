/* flo-sim-trouble.c: commands of the control API that trouble single instances
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-trouble.h"

#include "simulator/flo-sim-checks.h"
#include "simulator/flo-sim-cpu.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-trail.h"

#define MOST_LAUNCHES 1000000
#define MOST_SECONDS  1e9
#define MOST_WORK     1e9

static double
get_number (JsonObject *arguments,
            const char *name,
            double      otherwise)
{
  JsonNode *node = json_object_get_member (arguments, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : otherwise;
}

static gboolean
is_running (const FloSimResource *resource)
{
  return resource->kind == FLO_SIM_KIND_INSTANCE
         && g_strcmp0 (flo_sim_instance_get_state (resource), "running") == 0;
}

/* The running instance that "instance_id" names, or any that nothing is done to. (nullable) with a problem */
static FloSimResource *
find_running (FloSimCloud  *cloud,
              JsonObject   *arguments,
              char        **problem)
{
  const char *id = flo_sim_json_get (arguments, "instance_id");
  FloSimResource *named = id != NULL ? g_hash_table_lookup (cloud->by_id, id) : NULL;

  if (named != NULL && is_running (named))
    return named;
  for (guint i = 0; id == NULL && i < cloud->resources->len; i++)
    {
      FloSimResource *instance = g_ptr_array_index (cloud->resources, i);

      if (is_running (instance) && instance->step == FLO_SIM_STEP_NONE
          && !json_object_has_member (instance->data, "_impaired_until"))
        return instance;
    }
  *problem = id != NULL ? g_strdup_printf ("There is no running instance %s", id)
                        : g_strdup ("There is no running instance that is well");
  return NULL;
}

JsonObject *
flo_sim_trouble_impair (FloSimServer  *server,
                        JsonObject    *arguments,
                        gint64         now,
                        char         **problem)
{
  FloSimCloud *cloud = flo_sim_server_get_cloud (server);
  const char *name = flo_sim_json_get (arguments, "check");
  double seconds = get_number (arguments, "seconds", 0);
  double launches = get_number (arguments, "launches", 0);
  FloSimResource *instance;
  FloSimCheck check;

  if (launches > 0 && launches <= MOST_LAUNCHES)
    {
      cloud->impaired_launches = (guint) launches;
      return json_object_new ();
    }
  if ((g_strcmp0 (name, "none") != 0 && !flo_sim_check_from_name (name, &check)) || seconds < 0
      || seconds > MOST_SECONDS)
    {
      *problem = g_strdup ("There are the \"check\"s \"system\", \"instance\", \"storage\", "
                           "\"starting\" and \"none\", with \"seconds\" of 0 (for good) or more; "
                           "or \"launches\", how many of the next ones never pass");
      return NULL;
    }
  instance = find_running (cloud, arguments, problem);
  if (instance == NULL)
    return NULL;
  if (g_str_equal (name, "none"))
    flo_sim_checks_mend (cloud, instance);
  else
    flo_sim_checks_impair (cloud, instance, check,
                           !json_object_has_member (arguments, "reboot_helps")
                               ? check == FLO_SIM_CHECK_INSTANCE
                               : flo_sim_json_get_bool (arguments, "reboot_helps"),
                           seconds == 0 ? G_MAXINT64 : now + (gint64) (seconds * FLO_SIM_SECOND), now);
  return flo_sim_json_new ("instance_id", instance->id, NULL);
}

JsonObject *
flo_sim_trouble_schedule (FloSimServer  *server,
                          JsonObject    *arguments,
                          gint64         now,
                          char         **problem)
{
  static const char *const codes[] = { "instance-reboot", "system-reboot", "system-maintenance",
                                       "instance-retirement", "instance-stop", NULL };
  FloSimCloud *cloud = flo_sim_server_get_cloud (server);
  const char *code = flo_sim_json_get (arguments, "code");
  const char *description = flo_sim_json_get (arguments, "description");
  double seconds = get_number (arguments, "in_seconds", 86400);
  gboolean cancel = flo_sim_json_get_bool (arguments, "cancel");
  FloSimResource *instance;

  if (!cancel && (code == NULL || !g_strv_contains (codes, code) || seconds < 0 || seconds > MOST_SECONDS))
    {
      *problem = g_strdup ("An event needs a \"code\": instance-reboot, system-reboot, "
                           "system-maintenance, instance-retirement or instance-stop; and may have "
                           "\"in_seconds\" of 0 or more, or \"cancel\" instead");
      return NULL;
    }
  instance = find_running (cloud, arguments, problem);
  if (instance == NULL)
    return NULL;
  if (cancel)
    flo_sim_checks_cancel (cloud, instance);
  else
    flo_sim_checks_schedule (cloud, instance, code,
                             description != NULL ? description
                                                 : "The instance is running on degraded hardware",
                             now + (gint64) (seconds * FLO_SIM_SECOND), now);
  return flo_sim_json_new ("instance_id", instance->id, NULL);
}

JsonObject *
flo_sim_trouble_end (FloSimServer  *server,
                     JsonObject    *arguments,
                     gint64         now,
                     char         **problem)
{
  FloSimCloud *cloud = flo_sim_server_get_cloud (server);
  const char *user = flo_sim_json_get (arguments, "user");
  const char *how = flo_sim_json_get (arguments, "how");
  FloSimResource *instance;

  if (how != NULL && !g_str_equal (how, "user") && !g_str_equal (how, "shutdown")
      && !g_str_equal (how, "server"))
    {
      *problem = g_strdup ("\"how\" is \"user\" (with the name of a \"user\"), \"shutdown\" or \"server\"");
      return NULL;
    }
  instance = find_running (cloud, arguments, problem);
  if (instance == NULL)
    return NULL;
  flo_sim_life_terminate (cloud, instance, now);
  if (g_strcmp0 (how, "shutdown") == 0)
    flo_sim_life_set_reason (instance, "Client.InstanceInitiatedShutdown",
                             "Client.InstanceInitiatedShutdown: Instance initiated shutdown");
  else if (g_strcmp0 (how, "server") == 0)
    flo_sim_life_set_reason (instance, "Server.InternalError",
                             "Server.InternalError: Internal error on launch");
  else
    flo_sim_trail_add_termination (cloud, instance, user != NULL ? user : "somebody", now);
  return flo_sim_json_new ("instance_id", instance->id, NULL);
}

/* What is told of its launch is as if it had been so much earlier. */
JsonObject *
flo_sim_trouble_age (FloSimServer  *server,
                     JsonObject    *arguments,
                     gint64         now,
                     char         **problem)
{
  double seconds = get_number (arguments, "seconds", 0);
  FloSimResource *instance;
  g_autofree char *time = NULL;

  if (seconds <= 0 || seconds > MOST_SECONDS)
    {
      *problem = g_strdup ("\"seconds\" must be more than 0");
      return NULL;
    }
  instance = find_running (flo_sim_server_get_cloud (server), arguments, problem);
  if (instance == NULL)
    return NULL;
  instance->created_at -= (gint64) (seconds * FLO_SIM_SECOND);
  time = flo_sim_time_format (instance->created_at - instance->created_at % FLO_SIM_SECOND);
  json_object_set_string_member (instance->data, "launchTime", time);
  return flo_sim_json_new ("instance_id", instance->id, NULL);
}

JsonObject *
flo_sim_trouble_trail (FloSimServer  *server,
                       JsonObject    *arguments,
                       gint64         now,
                       char         **problem)
{
  double seconds = get_number (arguments, "delay_seconds", -1);

  if (seconds < 0 || seconds > MOST_SECONDS)
    {
      *problem = g_strdup ("\"delay_seconds\" must be 0 or more");
      return NULL;
    }
  flo_sim_server_get_cloud (server)->trail_delay = (gint64) (seconds * FLO_SIM_SECOND);
  return json_object_new ();
}

JsonObject *
flo_sim_trouble_busy (FloSimServer  *server,
                      JsonObject    *arguments,
                      gint64         now,
                      char         **problem)
{
  double work = get_number (arguments, "percent", -1);

  if (work > MOST_WORK)
    {
      *problem = g_strdup ("Say how much there is to do: 250 \"percent\" are two and a half instances");
      return NULL;
    }
  flo_sim_cpu_set_work (flo_sim_server_get_cloud (server), work, now);
  return json_object_new ();
}
