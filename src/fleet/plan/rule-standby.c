/* rule-standby.c: nodes that are stopped until one is missing
 *
 * A standby is an on-demand node: AWS stops no Spot instance of a one-time request (EC2 User Guide, "Stop and start Amazon EC2
 * instances"). It is launched when the fleet has all its nodes, and stopped as soon as it has passed its status checks; from
 * then on it costs its volume. When fewer nodes run than are wanted, it is started, which takes less time than a node that
 * has to be made, and is one of them until as many others have run for as long as stand-ins have to wait ("return_minutes" of
 * "fallback"). Then it is stopped again.
 *
 * Nothing is remembered but the journal's entries that started and stopped it: how many are on follows from how many nodes
 * run. AWS promises no capacity for what is stopped; when it has none, the next one is tried.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-standby"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-failure.h"
#include "fleet/plan/flo-standby.h"

#define MINUTE 60
#define HOUR (3600 * G_GINT64_CONSTANT (1000000))
/* So many more than are wanted are launched within an hour before it is given up: the image may be broken. */
#define MORE_LAUNCHES 3


/* ---- how many ---- */

/* None, when no node is wanted: it is scaled to nothing, or its budget is spent. */
static guint
count_wanted (FloPlanning *self)
{
  const FloConfig *config = self->in->config;

  if (self->target.spot + self->target.on_demand == 0 || !config->interruption.replace)
    return 0;

  return (guint) config->availability.standbys;
}

/* Nodes, but for standbys, that run and are not about to be taken away; all, or those that have run for a while. */
static guint
count_nodes (FloPlanning *self,
             gboolean     settled)
{
  gint64 since = self->in->now / G_USEC_PER_SEC - self->in->config->fallback.return_minutes * MINUTE;
  guint n = 0;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      n += !seat->standby && seat->running && seat->notice_ends_at == 0 && (!settled || seat->launched_at <= since);
    }

  return n;
}

static gboolean
can_start (FloPlanning      *self,
           const FloStandby *standby)
{
  const FloPool *pool = standby->type != NULL && standby->zone != NULL
                          ? flo_market_find_pool (self->in->market, standby->type, standby->zone) : NULL;

  return standby->startable && standby->refused_until <= self->in->now && standby->sick == NULL &&
         (pool == NULL || !flo_planning_is_above_stop (self, pool, FALSE));
}

guint
flo_planning_count_standby_seats (FloPlanning *self)
{
  guint n = 0;

  for (guint i = 0; i < self->seats->len; i++)
    n += g_array_index (self->seats, FloPlanSeat, i).standby;

  return n;
}

/* How many are to run in the place of nodes. */
static guint
count_needed (FloPlanning *self)
{
  guint missing = self->nodes - MIN (count_nodes (self, FALSE), self->nodes);
  guint unsettled = self->nodes - MIN (count_nodes (self, TRUE), self->nodes);
  guint on = 0, started = 0, startable = 0;

  for (guint i = 0; i < self->standbys->len; i++)
    {
      const FloStandby *standby = g_ptr_array_index (self->standbys, i);
      gboolean of_use = standby->on && standby->sick == NULL;

      on += of_use;
      started += of_use && standby->started;
      startable += can_start (self, standby);
    }
  /* What is not wanted any more goes when it may. */
  if (count_wanted (self) == 0)
    return MIN (started, unsettled);

  return MAX (MIN (missing, on + startable), MIN (started, unsettled));
}

static void
seat (FloPlanning *self,
      FloStandby  *standby)
{
  const FloPlanSeat seat = {
    .id = standby->id,
    .type = standby->type,
    .zone = standby->zone,
    .running = standby->running,
    .seen = flo_observation_find_instance (self->in->observation, standby->id) != NULL,
    .launched_at = standby->launched_at,
    .revision = standby->revision,
    .standby = TRUE,
  };

  standby->seated = TRUE;
  g_array_append_val (self->seats, seat);
}

/* Those that were started for it first: they do not change places. */
static void
seat_some (FloPlanning *self,
           guint        n)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->standbys->len && n > 0; i++)
      {
        FloStandby *standby = g_ptr_array_index (self->standbys, i);

        if (!standby->on || standby->sick != NULL || standby->started != (pass == 0))
          continue;
        seat (self, standby);
        n--;
      }
}

void
flo_rule_standby (FloPlanning *self)
{
  self->standbys = flo_standbys_list (self);
  if (self->standbys->len == 0)
    return;

  self->standing_in = count_needed (self);
  seat_some (self, self->standing_in);
  self->target.on_demand += self->standing_in;
}

FloMoney
flo_planning_get_standby_rate (FloPlanning *self)
{
  FloMoney rate = 0;

  for (guint i = 0; self->standbys != NULL && i < self->standbys->len; i++)
    {
      const FloStandby *standby = g_ptr_array_index (self->standbys, i);
      const FloPlanSeat like = { .type = standby->type, .zone = standby->zone };

      if (standby->seated)
        continue;
      rate += self->extras.storage + (standby->on ? flo_planning_get_price (self, &like) + self->extras.address : 0);
    }

  return rate;
}

/* ---- start ---- */

static guint
count_in_zone (FloPlanning *self,
               const char  *zone)
{
  guint n = 0;

  for (guint i = 0; i < self->seats->len; i++)
    n += g_strcmp0 (g_array_index (self->seats, FloPlanSeat, i).zone, zone) == 0;

  return n;
}

/* As the config wants it first; then where the fewest nodes are. */
static gboolean
is_better (FloPlanning      *self,
           const FloStandby *one,
           const FloStandby *other)
{
  if ((one->unfit == NULL) != (other->unfit == NULL))
    return one->unfit == NULL;

  return count_in_zone (self, one->zone) < count_in_zone (self, other->zone);
}

static gboolean
fits_hour_budget (FloPlanning       *self,
                  const FloPlanSeat *seat)
{
  FloMoney budget;

  return !flo_planning_get_hour_budget (self, &budget, NULL) ||
         flo_planning_get_rate (self) + flo_planning_get_price (self, seat) + flo_planning_get_extras (self) <= budget;
}

/* (nullable) */
static FloStandby *
choose_to_start (FloPlanning *self)
{
  FloStandby *best = NULL;

  for (guint i = 0; i < self->standbys->len; i++)
    {
      FloStandby *standby = g_ptr_array_index (self->standbys, i);

      if (can_start (self, standby) && !standby->seated && (best == NULL || is_better (self, standby, best)))
        best = standby;
    }

  return best;
}

static void
add_power (FloPlanning      *self,
           FloActionKind     kind,
           const FloStandby *standby,
           const char       *title,
           const char       *reason)
{
  JsonObject *parameters = json_object_new ();

  json_object_set_string_member (parameters, "id", standby->id);
  flo_planning_add (self, kind, title, reason, parameters, NULL);
}

/* Returns: FALSE: there is none, or it would cost too much */
static gboolean
start_one (FloPlanning *self)
{
  FloStandby *standby = choose_to_start (self);
  /* What the plan begins has no id yet. */
  const FloPlanSeat seat = { .type = standby != NULL ? standby->type : NULL, .zone = standby != NULL ? standby->zone : NULL,
                             .standby = TRUE };
  guint running = count_nodes (self, FALSE);
  g_autofree char *title = NULL;
  g_autofree char *reason = NULL;

  if (standby == NULL || !fits_hour_budget (self, &seat))
    return FALSE;

  title = g_strdup_printf ("Start the standby %s in %s", standby->id, standby->zone != NULL ? standby->zone : "its zone");
  reason = g_strdup_printf ("%u of %u nodes run; it stands in on demand until others have run in its place for %"
                            G_GINT64_FORMAT " minute%s", MIN (running, self->nodes), self->nodes,
                            self->in->config->fallback.return_minutes,
                            self->in->config->fallback.return_minutes == 1 ? "" : "s");
  add_power (self, FLO_ACTION_START_INSTANCE, standby, title, reason);
  standby->seated = TRUE;
  g_array_append_val (self->seats, seat);

  return TRUE;
}

/* As many as the target still has room for after the budget had its say; for those that cannot be started nothing else is
 * launched. */
static void
start_missing (FloPlanning *self)
{
  guint there = flo_planning_count_seats (self, FALSE), seated = flo_planning_count_standby_seats (self);
  guint missing = self->target.on_demand - MIN (there, self->target.on_demand);
  guint wanted = MIN (self->standing_in - MIN (seated, self->standing_in), missing);
  guint others = missing - wanted, started = 0;

  while (started < wanted && start_one (self))
    started++;
  if (self->standing_in > seated)
    self->target.on_demand = MIN (self->target.on_demand, there + started + others);
  self->standing_in = MIN (self->standing_in, seated + started);
}

/* ---- stop, end ---- */

static void
stop (FloPlanning      *self,
      const FloStandby *standby)
{
  g_autofree char *title = g_strdup_printf ("Stop the standby %s in %s", standby->id,
                                            standby->zone != NULL ? standby->zone : "its zone");
  g_autofree char *back = g_strdup_printf ("as many other nodes as are wanted have run for %" G_GINT64_FORMAT " minute%s",
                                           self->in->config->fallback.return_minutes,
                                           self->in->config->fallback.return_minutes == 1 ? "" : "s");
  g_autofree char *reason = g_strdup_printf ("%s; from now on it costs its volume alone",
                                             self->plan->budget_level >= 100 ? "the budget is spent"
                                             : standby->started              ? back
                                                                             : "it is ready");

  add_power (self, FLO_ACTION_STOP_INSTANCE, standby, title, reason);
}

static void
end (FloPlanning      *self,
     const FloStandby *standby,
     const char       *reason)
{
  JsonObject *parameters = json_object_new ();
  JsonArray *ids = json_array_new ();
  g_autofree char *title = g_strdup_printf ("End the standby %s in %s", standby->id,
                                            standby->zone != NULL ? standby->zone : "its zone");

  json_array_add_string_element (ids, standby->id);
  json_object_set_array_member (parameters, "ids", ids);
  flo_planning_add (self, FLO_ACTION_TERMINATE_INSTANCES, title, reason, parameters, NULL);
}

/* When the budget is spent, and says that fewer run. */
static void
release_seats (FloPlanning *self)
{
  guint there = flo_planning_count_seats (self, FALSE);
  guint over = there - MIN (self->target.on_demand, there);

  for (guint i = self->standbys->len; i > 0 && over > 0 && self->plan->budget_level >= 100; i--)
    {
      FloStandby *standby = g_ptr_array_index (self->standbys, i - 1);
      FloPlanSeat *of_it = standby->seated ? flo_planning_find_seat (self, standby->id) : NULL;

      if (of_it == NULL)
        continue;
      g_array_remove_index (self->seats, (guint) (of_it - (FloPlanSeat *) (gpointer) self->seats->data));
      standby->seated = FALSE;
      self->standing_in -= MIN (self->standing_in, 1);
      over--;
    }
}

/* Ready to be of use, and as the config wants it. */
static gboolean
is_proper (const FloStandby *standby)
{
  return standby->sick == NULL && standby->unfit == NULL;
}

static guint
count_proper (FloPlanning *self)
{
  guint n = 0;

  for (guint i = 0; i < self->standbys->len; i++)
    n += is_proper (g_ptr_array_index (self->standbys, i));

  return n;
}

/* It could be started now, or stands in. */
static gboolean
is_ready (const FloStandby *standby)
{
  return standby->sick == NULL && (standby->startable || standby->started);
}

static guint
count_ready (FloPlanning *self,
             gboolean     proper)
{
  guint n = 0;

  for (guint i = 0; i < self->standbys->len; i++)
    {
      const FloStandby *standby = g_ptr_array_index (self->standbys, i);

      n += is_ready (standby) && (!proper || is_proper (standby));
    }

  return n;
}

/* One that the config does not want as it is: another one comes first, or there are others enough. @over: so many that are
 * ready are too many */
static gboolean
can_replace (FloPlanning      *self,
             const FloStandby *standby,
             guint             wanted,
             guint            *over)
{
  if (count_ready (self, TRUE) >= wanted)
    return TRUE;
  if (*over == 0 || !is_ready (standby))
    return FALSE;
  (*over)--;

  return TRUE;
}

/* Why it is to be ended now. (nullable) @extra: so many proper ones are too many; @over: so many that are ready */
static const char *
judge_end (FloPlanning      *self,
           const FloStandby *standby,
           guint             wanted,
           guint            *extra,
           guint            *over)
{
  if (standby->sick != NULL)
    return standby->sick;
  if (standby->seated || flo_observation_find_instance (self->in->observation, standby->id) == NULL)
    return NULL;
  if (standby->unfit != NULL)
    return can_replace (self, standby, wanted, over) ? standby->unfit : NULL;
  if (*extra == 0)
    return NULL;
  (*extra)--;
  *over -= is_ready (standby) && *over > 0;

  return wanted == 0 ? "no standby is wanted" : "fewer standbys are wanted";
}

static void
settle_rest (FloPlanning *self)
{
  guint wanted = count_wanted (self), proper = count_proper (self), ready = count_ready (self, FALSE);
  guint extra = proper - MIN (wanted, proper), over = ready - MIN (wanted, ready), before = self->plan->actions->len;

  for (guint i = self->standbys->len; i > 0; i--)
    {
      const FloStandby *standby = g_ptr_array_index (self->standbys, i - 1);
      const char *why = judge_end (self, standby, wanted, &extra, &over);

      if (why != NULL)
        end (self, standby, why);
      else if (standby->stoppable && !standby->seated && standby->refused_until <= self->in->now)
        stop (self, standby);
    }
  self->tidied = self->plan->actions->len - before;
}

void
flo_rule_standby_act (FloPlanning *self)
{
  if (self->standbys == NULL || self->standbys->len == 0)
    return;

  start_missing (self);
  release_seats (self);
  settle_rest (self);
  self->plan->standing_in = self->standing_in;
}

/* ---- launch ---- */

/* A launch was refused, for a reason that another pool does not change; and that is no longer ago than it keeps. */
static gboolean
is_refusal (FloPlanning   *self,
            const FloPast *past)
{
  AwsErrorCategory category = flo_failure_from_word (flo_json_get_string (past->result, "category"));

  if (past->state != FLO_INTENT_FAILED || flo_failure_is_of_pool (category))
    return FALSE;

  return !flo_failure_passes (category) || self->in->now - past->finished_at < FLO_STANDBY_RETRY;
}

/* Too many were launched within the last hour, or one was refused. */
static gboolean
is_barred (FloPlanning *self,
           guint        wanted)
{
  FloHistory *history = self->in->history;
  guint launches = 0;

  for (guint i = flo_history_get_n (history); i > 0; i--)
    {
      const FloPast *past = flo_history_get (history, i - 1);

      if (past->finished_at != 0 && self->in->now - past->finished_at >= HOUR)
        break;
      if (!flo_past_is_standby (past))
        continue;
      if (is_refusal (self, past))
        return TRUE;
      launches += past->state == FLO_INTENT_DONE;
    }

  return launches >= wanted + MORE_LAUNCHES;
}

static guint
count_standbys_in (FloPlanning *self,
                   const char  *zone)
{
  guint n = 0;

  for (guint i = 0; i < self->standbys->len; i++)
    {
      const FloStandby *standby = g_ptr_array_index (self->standbys, i);

      n += is_proper (standby) && g_strcmp0 (standby->zone, zone) == 0;
    }

  return n;
}

/* Where it may be launched, in the zone that has the fewest: what one zone lacks another may have. (transfer container) */
static GPtrArray *
list_pools (FloPlanning *self)
{
  g_autoptr (GPtrArray) all = flo_planning_list_pools_to_try (self, FALSE, NULL);
  GPtrArray *pools = g_ptr_array_new ();
  const char *zone = NULL;

  for (guint i = all->len; i > 0; i--)
    {
      const FloPool *pool = g_ptr_array_index (all, i - 1);

      if (flo_planning_is_above_stop (self, pool, FALSE))
        g_ptr_array_remove_index (all, i - 1);
    }
  for (guint i = 0; i < all->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (all, i);

      if (zone == NULL || count_standbys_in (self, pool->zone->name) < count_standbys_in (self, zone))
        zone = pool->zone->name;
    }
  for (guint i = 0; i < all->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (all, i);

      if (g_str_equal (pool->zone->name, zone))
        g_ptr_array_add (pools, (gpointer) pool);
    }

  return pools;
}

static void
launch_one (FloPlanning *self,
            guint        wanted)
{
  g_autoptr (GPtrArray) pools = list_pools (self);
  const char *zone = pools->len > 0 ? ((const FloPool *) g_ptr_array_index (pools, 0))->zone->name : NULL;
  JsonObject *parameters;
  g_autofree char *title = NULL;
  g_autofree char *reason = NULL;

  if (zone == NULL || is_barred (self, wanted) || !flo_planning_can_afford (self, pools, FALSE))
    return;
  if (!self->in->observation->full)
    {
      self->plan->look_closer = TRUE;
      return;
    }

  title = g_strdup_printf ("Launch a standby in %s", zone);
  reason = g_strdup_printf ("%u of %u standbys are there; it is stopped when it has passed its status checks, and started when "
                            "a node is missing", count_proper (self), wanted);
  parameters = json_object_new ();
  json_object_set_string_member (parameters, "role", FLO_OBSERVATION_STANDBY);
  flo_planning_launch_one (self, FALSE, zone, pools, title, reason, parameters);
}

/* ---- words ---- */

static void
describe (FloPlanning *self,
          guint        wanted)
{
  guint stopped = 0, others = 0;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->standbys->len; i++)
    {
      const FloStandby *standby = g_ptr_array_index (self->standbys, i);

      stopped += standby->startable && !standby->seated;
      others += !standby->startable && !standby->seated;
    }
  if (self->standing_in > 0)
    g_string_append_printf (text, "%u standby%s in for nodes that do not run, on demand, and %s stopped when others have run "
                            "for %" G_GINT64_FORMAT " minute%s. ", self->standing_in,
                            self->standing_in == 1 ? " stands" : "s stand", self->standing_in == 1 ? "is" : "are",
                            self->in->config->fallback.return_minutes,
                            self->in->config->fallback.return_minutes == 1 ? "" : "s");
  g_string_append_printf (text, "%u of %u standby%s stopped and ready", stopped, wanted, wanted == 1 ? " is" : "s are");
  if (others > 0)
    g_string_append_printf (text, ", %u on %s way", others, others == 1 ? "its" : "their");
  g_string_append_c (text, '.');
  self->plan->standby = g_string_free (text, FALSE);
}

/* One that is not where it shall be yet: it runs and is not needed, or is being stopped. (nullable) */
static const FloStandby *
find_moving (FloPlanning *self)
{
  for (guint i = 0; i < self->standbys->len; i++)
    {
      const FloStandby *standby = g_ptr_array_index (self->standbys, i);

      if (!standby->startable && !standby->seated)
        return standby;
    }

  return NULL;
}

void
flo_rule_standby_keep (FloPlanning *self)
{
  guint wanted = count_wanted (self);

  if (self->standbys == NULL || (wanted == 0 && self->standbys->len == 0))
    return;

  describe (self, wanted);
  self->plan->moving = self->plan->moving || find_moving (self) != NULL;
  if (count_proper (self) < wanted && self->in->launch == NULL && !self->plan->look_closer &&
      flo_planning_can_succeed (self))
    launch_one (self, wanted);
}

void
flo_rule_standby_wait (FloPlanning *self)
{
  const FloStandby *moving = self->standbys != NULL ? find_moving (self) : NULL;
  g_autofree char *title = NULL;

  if (moving == NULL || self->in->launch != NULL || self->plan->look_closer || !flo_planning_can_succeed (self))
    return;

  title = g_strdup_printf ("Wait until the standby %s is ready", moving->id);
  flo_planning_wait (self, title, moving->on ? "it has to pass its status checks, and is stopped then"
                                             : "AWS is stopping it");
}
