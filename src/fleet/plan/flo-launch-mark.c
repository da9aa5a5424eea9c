/* flo-launch-mark.c: the launch of a fleet while it is under way, as the fleet's row remembers it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-launch-mark"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-failure.h"
#include "fleet/plan/flo-launch-mark.h"

#define SECONDS_PER_MINUTE 60


/**
 * flo_launch_mark_new:
 * @config: what is launched
 * @now: Unix seconds
 *
 * Returns: (transfer full): the mark of a launch that begins
 */
FloLaunchMark *
flo_launch_mark_new (const FloConfig *config,
                     gint64           now)
{
  FloLaunchMark *self;

  g_return_val_if_fail (config != NULL, NULL);

  self = g_new0 (FloLaunchMark, 1);
  self->roll_back = config->launch.on_failure == FLO_ON_FAILURE_ROLLBACK;
  /* With a deadline nodes are missing on purpose. */
  if (config->deadline.work_hours == 0)
    self->deadline = now + config->launch.timeout_minutes * SECONDS_PER_MINUTE;

  return self;
}

/**
 * flo_launch_mark_copy:
 * @self: a mark
 *
 * Returns: (transfer full): another one that says the same
 */
FloLaunchMark *
flo_launch_mark_copy (const FloLaunchMark *self)
{
  return g_memdup2 (self, sizeof *self);
}

/**
 * flo_launch_mark_free:
 * @self: (nullable): a mark
 *
 * Frees it.
 */
void
flo_launch_mark_free (FloLaunchMark *self)
{
  g_free (self);
}

/**
 * flo_launch_mark_read:
 * @text: (nullable): what flo_launch_mark_write() wrote
 *
 * Returns: (transfer full) (nullable): it; %NULL when no launch is under way, or what is said of it cannot be read: then
 *   nothing is rolled back
 */
FloLaunchMark *
flo_launch_mark_read (const char *text)
{
  g_autoptr (JsonObject) object = flo_json_from_text (text);
  const char *failure;
  FloLaunchMark *self;

  if (object == NULL || !json_object_has_member (object, "deadline"))
    return NULL;

  self = g_new0 (FloLaunchMark, 1);
  self->deadline = flo_json_get_integer (object, "deadline");
  self->roll_back = json_object_get_boolean_member_with_default (object, "roll_back", FALSE);
  self->late = json_object_get_boolean_member_with_default (object, "late", FALSE);
  failure = flo_json_get_string (object, "failure");
  self->failed = failure != NULL;
  self->failure = flo_failure_from_word (failure);

  return self;
}

/**
 * flo_launch_mark_write:
 * @self: a mark
 *
 * Returns: (transfer full): it as JSON
 */
char *
flo_launch_mark_write (const FloLaunchMark *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_object_set_int_member (object, "deadline", self->deadline);
  json_object_set_boolean_member (object, "roll_back", self->roll_back);
  json_object_set_boolean_member (object, "late", self->late);
  if (self->failed)
    json_object_set_string_member (object, "failure", flo_failure_get_word (self->failure));

  return flo_json_to_text (object);
}
