/* flo-config-deadline.c: what the "deadline" section means
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-config"

#include "flotilla-config.h"

#include "config/flo-config-deadline.h"

#include "base/flo-moment.h"

#define MINUTE 60
#define HOUR 3600

/**
 * flo_config_get_finish_by:
 * @self: a config
 *
 * Reads the system's time zone data: not for the planner.
 *
 * Returns: when its work has to be done, Unix seconds; 0: it has no deadline
 */
gint64
flo_config_get_finish_by (const FloConfig *self)
{
  gint64 seconds;

  g_return_val_if_fail (self != NULL, 0);

  if (self->deadline.work_hours == 0 || self->deadline.finish_by == NULL ||
      !flo_moment_parse (self->deadline.finish_by, &seconds, NULL))
    return 0;

  return seconds;
}

/**
 * flo_config_get_work:
 * @self: a config
 *
 * Returns: the work that has to be done by its deadline, in seconds of one node
 */
gint64
flo_config_get_work (const FloConfig *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->deadline.work_hours * HOUR * self->capacity.nodes;
}

/**
 * flo_config_check_deadline_time:
 * @self: a config without errors
 * @now: Unix seconds: when it would be launched
 *
 * Returns: (transfer full) (nullable): an error, when not even nodes on demand alone could be done in time
 */
FloConfigProblem *
flo_config_check_deadline_time (const FloConfig *self,
                                gint64           now)
{
  gint64 finish_by, needed;
  g_autofree char *message = NULL;
  g_autofree char *end = NULL;
  g_autofree char *need = NULL;
  g_autofree char *left = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  finish_by = flo_config_get_finish_by (self);
  needed = self->deadline.work_hours * HOUR + self->deadline.changeover_minutes * MINUTE;
  if (finish_by == 0 || now + needed <= finish_by)
    return NULL;

  end = flo_moment_format_short (finish_by);
  need = flo_moment_format_span (needed);
  left = flo_moment_format_span (finish_by - now);
  message = finish_by <= now
              ? g_strdup_printf ("deadline.finish_by (%s) is in the past", end)
              : g_strdup_printf ("the deadline cannot be kept, not even on demand alone: the work and the start of the "
                                 "nodes take %s, and it is %s until %s", need, left, end);

  return flo_config_problem_new (FLO_SEVERITY_ERROR, "/deadline/finish_by", 0, 0, message,
                                 "finish later, or share the work between more nodes: work_hours is what all of them take");
}
