/* flo-sim-power.c: when an instance was off
 *
 * AWS does not charge for a stopped instance, nor while it is stopping; each start is a new beginning, with a launch time of
 * its own (EC2 User Guide, "Stop and start Amazon EC2 instances").
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-power.h"

#include "simulator/flo-sim-clock.h"
#include "simulator/flo-sim-json.h"

/* Of an instance: [{"from", "until"}], the oldest first; the last one has no end while it is off. */
#define OFF "_off"


static JsonObject *
find_last (const FloSimResource *instance)
{
  JsonArray *spans = flo_sim_json_get_array (instance->data, OFF);
  guint n = spans != NULL ? json_array_get_length (spans) : 0;

  return n > 0 ? flo_sim_json_nth (spans, n - 1) : NULL;
}

static gboolean
is_open (JsonObject *span)
{
  return span != NULL && !json_object_has_member (span, "until");
}

void
flo_sim_power_turn_off (FloSimResource *instance,
                        gint64          now)
{
  JsonArray *spans = flo_sim_json_get_array (instance->data, OFF);

  if (is_open (find_last (instance)))
    return;
  if (spans == NULL)
    {
      spans = json_array_new ();
      json_object_set_array_member (instance->data, OFF, spans);
    }
  json_array_add_object_element (spans, flo_sim_json_new ("#from", now, NULL));
}

void
flo_sim_power_turn_on (FloSimResource *instance,
                       gint64          now)
{
  JsonObject *last = find_last (instance);
  g_autofree char *time = flo_sim_time_format (now - now % FLO_SIM_SECOND);

  if (!is_open (last))
    return;
  flo_sim_json_set (last, "#until", now, NULL);
  flo_sim_json_set (instance->data, "launchTime", time, NULL);
}

gint64
flo_sim_power_get_started (const FloSimResource *instance)
{
  JsonObject *last = find_last (instance);

  if (last == NULL)
    return instance->created_at;
  return flo_sim_json_get_int (last, is_open (last) ? "from" : "until");
}

gint64
flo_sim_power_get_off (const FloSimResource *instance,
                       gint64                from,
                       gint64                to)
{
  JsonArray *spans = flo_sim_json_get_array (instance->data, OFF);
  gint64 off = 0;

  for (guint i = 0; spans != NULL && i < json_array_get_length (spans); i++)
    {
      JsonObject *span = flo_sim_json_nth (spans, i);
      gint64 begin = MAX (from, flo_sim_json_get_int (span, "from"));
      gint64 end = is_open (span) ? to : MIN (to, flo_sim_json_get_int (span, "until"));

      off += MAX (end - begin, 0);
    }
  return off;
}
