/* flo-standby.c: nodes that are stopped until one is missing: which there are, and how they are
 *
 * AWS's tag says that a node is a standby. Why it runs, because it is new or because it was started to stand in, and what was
 * asked of it a moment ago, which AWS may not show yet, the journal says. Without a journal, as after an adoption, all that
 * run are taken to be new.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-standby"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/observe/flo-health-text.h"
#include "fleet/plan/flo-failure.h"
#include "fleet/plan/flo-standby.h"

#include <string.h>

#define SECOND G_USEC_PER_SEC
#define MINUTE (60 * G_GINT64_CONSTANT (1000000))
/* For so long AWS may show how it was before it was started or stopped. */
#define SHOWN (30 * SECOND)
/* One that AWS could not start, or stop, is left alone for FLO_STANDBY_RETRY; when that does not pass by itself, for longer. */
#define LONG_RETRY (60 * MINUTE)
/* Where nobody may ask for status checks, it is ready after so many seconds. */
#define READY_SECONDS 300


static void
standby_free (gpointer data)
{
  FloStandby *self = data;

  g_free (self->sick);
  g_free (self->unfit);
  g_free (self);
}

static gint64
get_time (const FloPast *past)
{
  return MAX (past->finished_at, past->created_at);
}

/* Whether the last thing that was done about it is @kind, and came out as @state. */
static gboolean
was (const FloPast  *power,
     FloActionKind   kind,
     FloIntentState  state)
{
  return power != NULL && power->kind == kind && power->state == state;
}

static gint64
get_retry (const FloPast *power)
{
  AwsErrorCategory category = flo_failure_from_word (flo_json_get_string (power->result, "category"));

  return get_time (power) + (flo_failure_passes (category) ? FLO_STANDBY_RETRY : LONG_RETRY);
}

static void
read_on (FloStandby            *self,
         const FloSeenInstance *instance,
         const FloPast         *power,
         gint64                 now)
{
  gint64 seconds = now / SECOND;
  gboolean unasked = instance->checked_at == 0 && seconds - instance->launched_at >= READY_SECONDS;

  if (was (power, FLO_ACTION_STOP_INSTANCE, FLO_INTENT_DONE) && now - get_time (power) < SHOWN)
    return;

  self->on = TRUE;
  self->running = instance->state == FLO_SEEN_RUNNING;
  self->started = was (power, FLO_ACTION_START_INSTANCE, FLO_INTENT_DONE);
  self->stoppable = self->running &&
                    (self->started || unasked || (instance->passed_at != 0 && instance->impaired_since == 0));
  if (was (power, FLO_ACTION_STOP_INSTANCE, FLO_INTENT_FAILED))
    self->refused_until = get_retry (power);
}

static void
read_off (FloStandby    *self,
          const FloPast *power,
          gint64         now)
{
  gboolean started = was (power, FLO_ACTION_START_INSTANCE, FLO_INTENT_DONE);

  if (started && now - get_time (power) < SHOWN)
    {
      self->on = self->started = TRUE;
      return;
    }

  self->startable = TRUE;
  /* AWS agreed, and then could not: it is stopped again. */
  if (started)
    self->refused_until = get_time (power) + FLO_STANDBY_RETRY;
  if (was (power, FLO_ACTION_START_INSTANCE, FLO_INTENT_FAILED))
    self->refused_until = get_retry (power);
}

/* What AWS retires is no matter: it starts on other hardware the next time. (transfer full) (nullable) */
static char *
describe_sickness (FloPlanning           *planning,
                   const FloStandby      *self,
                   const FloSeenInstance *instance)
{
  const FloConfig *config = planning->in->config;
  gint64 now = planning->in->now / SECOND;

  /* Nothing is done about a node at work then; one that never was is none. */
  if (!self->running || (self->started && config->health.action == FLO_HEALTH_TELL))
    return NULL;
  if (instance->impaired_since != 0 && instance->bad_looks >= FLO_BAD_LOOKS &&
      now >= instance->impaired_since + config->health.grace_minutes * 60)
    return flo_health_describe (instance);
  if (instance->passed_at == 0 && instance->checked_at != 0 && instance->impaired_since == 0 &&
      !flo_seen_instance_has_passed (instance) && now - instance->launched_at >= config->health.start_minutes * 60)
    return g_strdup_printf ("it has not passed its status checks within %" G_GINT64_FORMAT " minutes",
                            config->health.start_minutes);

  return NULL;
}

/* (transfer full) (nullable) */
static char *
describe_misfit (FloPlanning      *planning,
                 const FloStandby *self)
{
  const FloWishedNode *node = flo_wishes_find_node (planning->in->wishes, self->id);
  const FloWishedZone *zone = self->zone != NULL ? flo_wishes_find_zone (planning->in->wishes, self->zone) : NULL;
  const FloPlanSeat seat = { .id = self->id, .type = self->type, .zone = self->zone, .revision = self->revision };
  g_autofree char *asked = NULL;

  if (node != NULL)
    return flo_asked_describe (&node->asked);
  if (zone == NULL)
    return flo_planning_describe_outdated (planning, &seat);
  asked = flo_asked_describe (&zone->asked);

  return g_strdup_printf ("%s is to be left, %s", self->zone, asked);
}

static void
add_seen (FloPlanning           *planning,
          GPtrArray             *list,
          const FloSeenInstance *instance)
{
  const FloPast *power;
  FloStandby *self;

  if (!instance->standby || instance->state >= FLO_SEEN_STOPPING ||
      flo_history_terminated (planning->in->history, instance->id) != 0)
    return;

  power = flo_history_find_power (planning->in->history, instance->id);
  self = g_new0 (FloStandby, 1);
  self->id = instance->id;
  self->type = instance->type;
  self->zone = instance->zone;
  self->launched_at = instance->launched_at;
  self->revision = MAX (instance->revision, 1);
  if (instance->state <= FLO_SEEN_RUNNING)
    read_on (self, instance, power, planning->in->now);
  else if (instance->state == FLO_SEEN_STOPPED)
    read_off (self, power, planning->in->now);
  self->sick = describe_sickness (planning, self, instance);
  self->unfit = describe_misfit (planning, self);
  g_ptr_array_add (list, self);
}

/* What was launched so lately that AWS does not list it yet. */
static void
add_launched (FloPlanning   *planning,
              GPtrArray     *list,
              const FloPast *past)
{
  JsonArray *instances = flo_json_get_array (past->result, "instances");

  for (guint i = 0; i < flo_json_length (instances); i++)
    {
      JsonObject *made = flo_json_object_at (instances, i);
      const char *id = flo_json_get_string (made, "id");
      FloStandby *self;

      if (id == NULL || flo_history_terminated (planning->in->history, id) != 0 ||
          flo_observation_find_instance (planning->in->observation, id) != NULL)
        continue;

      self = g_new0 (FloStandby, 1);
      self->id = id;
      self->type = flo_json_get_string (made, "type");
      self->zone = flo_json_get_string (made, "zone");
      self->launched_at = past->finished_at / SECOND;
      self->revision = flo_planning_get_revision (planning).number;
      self->on = TRUE;
      g_ptr_array_add (list, self);
    }
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  const FloStandby *one = *(const FloStandby * const *) a;
  const FloStandby *other = *(const FloStandby * const *) b;

  return strcmp (one->id, other->id);
}

GPtrArray *
flo_standbys_list (FloPlanning *planning)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (standby_free);
  FloHistory *history = planning->in->history;
  GPtrArray *instances = planning->in->observation->instances;

  for (guint i = 0; i < instances->len; i++)
    add_seen (planning, list, g_ptr_array_index (instances, i));
  for (guint i = flo_history_get_n (history); i > 0; i--)
    {
      const FloPast *past = flo_history_get (history, i - 1);

      if (past->finished_at != 0 && planning->in->now - past->finished_at >= FLO_HISTORY_PATIENCE)
        break;
      if (past->state == FLO_INTENT_DONE && flo_past_is_standby (past))
        add_launched (planning, list, past);
    }
  g_ptr_array_sort (list, compare_ids);

  return list;
}
