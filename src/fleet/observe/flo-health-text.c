/* flo-health-text.c: a node's health in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-health-text"

#include "flotilla-config.h"

#include "fleet/observe/flo-health-text.h"


char *
flo_health_format_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M UTC") : g_strdup ("an unknown time");
}

char *
flo_health_format_clock (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return time != NULL ? g_date_time_format (time, "%H:%M:%S UTC") : g_strdup ("an unknown time");
}

/* What fails, and whose business it is: EC2 User Guide, "Status checks for Amazon EC2 instances". */
static const char *
describe_check (const FloSeenInstance *instance)
{
  if (instance->system_check == FLO_CHECK_IMPAIRED)
    return "its system status check fails (AWS's hardware, power or network) since";
  if (instance->instance_check == FLO_CHECK_IMPAIRED)
    return "its instance status check fails (the system on it does not answer) since";
  if (instance->storage_check == FLO_CHECK_IMPAIRED)
    return "its EBS volumes do not answer since";

  return NULL;
}

char *
flo_health_describe (const FloSeenInstance *instance)
{
  g_autofree char *since = NULL;
  const char *check;

  g_return_val_if_fail (instance != NULL, NULL);

  if (instance->silent_since != 0 && !flo_seen_instance_is_impaired (instance))
    {
      since = flo_health_format_clock (instance->silent_since);
      return g_strdup_printf ("it does not answer on SSH since %s", since);
    }
  if (instance->impaired_since == 0)
    return NULL;

  since = flo_health_format_clock (instance->impaired_since);
  check = describe_check (instance);
  if (check != NULL)
    return g_strdup_printf ("%s %s", check, since);
  if (flo_seen_instance_has_passed (instance))
    return g_strdup_printf ("its status checks pass again, but failed since %s and not for long enough ago to be forgotten",
                            since);

  return g_strdup_printf ("its status checks failed since %s and are not decided anew yet", since);
}

char *
flo_health_describe_scheduled (const FloScheduled *scheduled)
{
  static const struct
  {
    const char *code;
    const char *meaning;
  } meanings[] = {
    { "instance-retirement", "AWS ends it for good" },
    { "instance-stop", "AWS stops it" },
    { "instance-reboot", "AWS restarts it" },
    { "system-reboot", "AWS restarts the host it is on" },
    { "system-maintenance", "AWS works on its host, its network or power may be off for a while" },
  };
  const char *meaning = "AWS has scheduled this";
  g_autofree char *when = NULL;

  g_return_val_if_fail (scheduled != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      if (g_str_equal (meanings[i].code, scheduled->code))
        meaning = meanings[i].meaning;
    }
  if (scheduled->not_before == 0)
    return g_strdup_printf ("%s: %s", scheduled->code, meaning);

  when = flo_health_format_time (scheduled->not_before);

  return g_strdup_printf ("%s: %s, not before %s", scheduled->code, meaning, when);
}
