/* flo-load.c: how much work waits for a fleet, and how many nodes that wanted last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-load"

#include "flotilla-config.h"

#include "config/flo-config-schedule.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-load.h"


/**
 * flo_scaled_read:
 * @text: (nullable): what flo_scaled_write() wrote
 *
 * Returns: (transfer full) (nullable): it; %NULL when it says nothing that could be gone by
 */
FloScaled *
flo_scaled_read (const char *text)
{
  g_autoptr (JsonObject) object = flo_json_from_text (text);
  gint64 nodes, time;
  FloScaled *self;

  if (object == NULL || !json_object_has_member (object, "nodes"))
    return NULL;
  nodes = flo_json_get_integer (object, "nodes");
  time = flo_json_get_integer (object, "time");
  if (nodes < 0 || nodes > FLO_SCHEDULE_MAX_NODES || time <= 0)
    return NULL;

  self = g_new0 (FloScaled, 1);
  self->nodes = (guint) nodes;
  self->time = time;
  self->why = g_strdup (flo_json_get_string (object, "why"));

  return self;
}

/**
 * flo_scaled_write:
 * @self: a number that was decided upon
 *
 * Returns: (transfer full): it as JSON
 */
char *
flo_scaled_write (const FloScaled *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_object_set_int_member (object, "nodes", self->nodes);
  json_object_set_int_member (object, "time", self->time);
  if (self->why != NULL)
    json_object_set_string_member (object, "why", self->why);

  return flo_json_to_text (object);
}

void
flo_scaled_free (FloScaled *self)
{
  if (self == NULL)
    return;

  g_free (self->why);
  g_free (self);
}
