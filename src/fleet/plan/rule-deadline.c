/* rule-deadline.c: work that has to be done in time: on spot while it can, on demand when it must
 *
 * Nodes are alike and work is what they do together, so that one decision is made for all of them: flo_deadline_decide().
 * What it calls a changeover is here the start of a node and the work that an interruption loses. Between a first
 * on-demand node and the last there is no difference: those that are missing stand in on demand, and go again when work
 * is ahead, or when spot nodes have run in their place for a while. Until time is short spot is tried all the while;
 * then no more spot node is launched, and none that runs is given up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-deadline"

#include "flotilla-config.h"

#include "base/flo-moment.h"
#include "config/flo-config-deadline.h"
#include "fleet/plan/flo-deadline.h"
#include "fleet/plan/flo-planning.h"

#define MINUTE 60
/* The engine looks at its fleets more often than that. */
#define STEP 60

typedef struct
{
  FloPlanning *planning;
  FloDeadlineState state;     /* as if all nodes were one */
  gint64 total, done;         /* node-seconds */
  gint64 now;                 /* Unix seconds */
  guint base;                 /* nodes that are on demand in any case */
  guint slots;                /* the others */
  guint spot, extra;          /* that are there, or on their way: as spot; on demand beyond the base */
} Deadline;


static gint64
get_left (const Deadline *self)
{
  return self->state.work - self->state.done;
}

/* When all has to run on demand, as far as no spot node runs, Unix seconds. */
static gint64
get_latest (const Deadline *self)
{
  return self->planning->in->finish_by - get_left (self) - self->state.changeover - MAX (self->state.changeover, STEP);
}

static FloDeadlineMode
decide (const Deadline  *self,
        FloDeadlineMode  now)
{
  FloDeadlineState state = self->state;

  state.now = now;

  return flo_deadline_decide (&state);
}

static gboolean
read_state (FloPlanning *planning,
            Deadline    *self)
{
  const FloConfig *config = planning->in->config;
  const FloPlanInput *in = planning->in;
  gint64 nodes = MAX (planning->nodes, 1);
  guint on_demand = flo_planning_count_seats (planning, FALSE);

  if (config->deadline.work_hours == 0 || in->finish_by == 0)
    return FALSE;

  *self = (Deadline) { .planning = planning, .now = in->now / G_USEC_PER_SEC };
  self->total = flo_config_get_work (config);
  self->done = CLAMP (in->worked, 0, self->total);
  self->state = (FloDeadlineState) {
    .work = (self->total + nodes - 1) / nodes,
    .time = MAX (in->finish_by - in->begun_at, 1),
    .done = self->done / nodes,
    .elapsed = CLAMP (self->now - in->begun_at, 0, MAX (in->finish_by - in->begun_at, 1)),
    .changeover = (config->deadline.changeover_minutes + config->interruption.lost_work_minutes) * MINUTE,
    .step = STEP,
  };
  self->base = MIN ((guint) config->capacity.on_demand_base, planning->nodes);
  self->slots = planning->nodes - self->base;
  self->spot = MIN (flo_planning_count_seats (planning, TRUE), self->slots);
  self->extra = on_demand > self->base ? on_demand - self->base : 0;

  return TRUE;
}

/* ---- in words ---- */

/* "31 of 48 h of work are done"; hours of the whole fleet, of the size that the config has. */
static char *
describe_done (const Deadline *self)
{
  gint64 nodes = MAX (self->planning->in->config->capacity.nodes, 1);
  g_autofree char *done = flo_moment_format_span (self->done / nodes);
  g_autofree char *total = flo_moment_format_span (self->total / nodes);

  return g_strdup_printf ("%s of %s of work are done", done, total);
}

static void
tell (const Deadline *self,
      const char     *title,
      gboolean        trouble,
      char           *sentence)    /* (transfer full) */
{
  FloPlan *plan = self->planning->plan;

  plan->deadline_title = g_strdup (title);
  plan->deadline_trouble = trouble;
  plan->deadline = sentence;
}

/* ---- the end ---- */

static void
finish (const Deadline *self)
{
  FloPlanning *planning = self->planning;
  const FloConfig *config = planning->in->config;
  static const char * const consequences[] = {
    [FLO_WHEN_DONE_KEEP] = "The nodes go on, and cost money, until somebody ends them.",
    [FLO_WHEN_DONE_STOP] = "All nodes are ended.",
    [FLO_WHEN_DONE_DESTROY] = "The fleet is destroyed.",
  };
  gint64 ahead = planning->in->finish_by - self->now;
  g_autofree char *done = describe_done (self);
  g_autofree char *apart = flo_moment_format_span (ABS (ahead));

  tell (self, FLO_PLAN_WORK_DONE, FALSE,
        g_strdup_printf ("%s, %s %s the deadline. %s", done, apart, ahead >= 0 ? "before" : "after",
                         consequences[config->deadline.when_done]));
  if (config->deadline.when_done == FLO_WHEN_DONE_KEEP)
    return;

  planning->nodes = 0;
  planning->target.spot = planning->target.on_demand = 0;
  planning->plan->short_of_spot = FALSE;
  planning->plan->stand_ins = 0;
  g_clear_pointer (&planning->plan->fallback, g_free);
  planning->plan->destroy_wanted = config->deadline.when_done == FLO_WHEN_DONE_DESTROY;
  g_free (planning->shrink_reason);
  planning->shrink_reason = g_strdup ("the work is done");
}

/* ---- while it lasts ---- */

/* @late: seconds, at least */
static void
explain_late (const Deadline *self,
              gint64          late)
{
  g_autofree char *done = describe_done (self);
  g_autofree char *left = flo_moment_format_span (get_left (self));
  g_autofree char *apart = flo_moment_format_span (late);
  g_autofree char *end = flo_moment_format_short (self->planning->in->finish_by);

  tell (self, "The deadline cannot be kept", TRUE,
        g_strdup_printf ("%s; what is left takes %u node%s %s, so it will be done %s after %s at the earliest. All nodes "
                         "that are missing run on demand; more nodes would be done sooner.",
                         done, self->planning->nodes, self->planning->nodes == 1 ? "" : "s", left, apart, end));
}

static void
explain_course (const Deadline *self,
                guint           stand_ins,
                gboolean        must)
{
  g_autofree char *done = describe_done (self);
  g_autofree char *end = flo_moment_format_short (self->planning->in->finish_by);
  g_autofree char *latest = flo_moment_format_short (MAX (get_latest (self), self->now));
  g_autofree char *how = NULL;

  if (self->planning->nodes == 0)
    how = g_strdup_printf ("no nodes are wanted now; to be done in time they have to run again by %s", latest);
  else if (must)
    how = g_strdup_printf ("time is short: what does not run as spot runs on demand to the end");
  else if (stand_ins > 0)
    how = g_strdup_printf ("%u node%s on demand until the work is ahead or spot is back", stand_ins,
                           stand_ins == 1 ? "" : "s");
  else if (self->spot < self->slots)
    how = g_strdup_printf ("it is on schedule and waits for spot; on demand from %s at the latest", latest);
  else
    how = g_strdup_printf ("on spot; on demand from %s at the latest", latest);

  tell (self, NULL, FALSE, g_strdup_printf ("%s, to be done by %s: %s.", done, end, how));
}

/* When the decision may be another one, without anything else that happens. */
static void
look_again (const Deadline *self)
{
  gint64 behind = self->state.work > 0
                    ? self->planning->in->begun_at +
                        (gint64) ((__int128) self->state.done * self->state.time / self->state.work) + 1
                    : 0;
  gint64 done = self->now + MAX (get_left (self), 1);
  gint64 next = MIN (done, MAX (get_latest (self), self->now + 1));

  if (behind > self->now)
    next = MIN (next, behind);
  self->planning->plan->look_again = next * G_USEC_PER_SEC;
}

static char *
describe_need (const Deadline *self,
               gboolean        must)
{
  gint64 nodes = MAX (self->planning->in->config->capacity.nodes, 1);
  gint64 due = (gint64) ((__int128) self->total * self->state.elapsed / self->state.time);
  g_autofree char *done = describe_done (self);
  g_autofree char *end = flo_moment_format_short (self->planning->in->finish_by);
  g_autofree char *should = flo_moment_format_span (due / nodes);

  if (must)
    return g_strdup_printf ("%s, and time is short until the deadline, %s", done, end);

  return g_strdup_printf ("%s, and %s should be by now to be in time for %s", done, should, end);
}

/* How many on-demand nodes the deadline wants besides the base. @must: (out): no more spot is tried */
static guint
count_stand_ins (const Deadline *self,
                 gboolean       *must)
{
  guint missing = self->slots - self->spot;
  guint settled = MIN (flo_planning_count_settled (self->planning), self->slots);
  guint hold = MIN (self->extra, self->slots - settled);

  *must = self->now >= get_latest (self);
  if (*must || decide (self, FLO_DEADLINE_IDLE) == FLO_DEADLINE_ON_DEMAND)
    return MAX (missing, hold);
  /* Behind no more, and yet not so far ahead that they may go. */
  if (self->extra > 0 && decide (self, FLO_DEADLINE_ON_DEMAND) == FLO_DEADLINE_ON_DEMAND)
    return hold;

  return 0;
}

static void
keep_up (const Deadline *self)
{
  FloPlanning *planning = self->planning;
  FloPlan *plan = planning->plan;
  gboolean must;
  guint stand_ins = count_stand_ins (self, &must);
  gint64 late = self->now + get_left (self) - planning->in->finish_by;

  if (stand_ins > plan->stand_ins)
    {
      plan->stand_ins = stand_ins;
      planning->target.on_demand = self->base + stand_ins;
      g_free (planning->fallback_reason);
      planning->fallback_reason = describe_need (self, must);
      g_free (plan->fallback);
      plan->fallback = g_strdup_printf ("%u on-demand node%s stand%s in for spot: %s.", stand_ins,
                                        stand_ins == 1 ? "" : "s", stand_ins == 1 ? "s" : "", planning->fallback_reason);
    }
  if (must)
    {
      planning->target.spot = self->spot;
      plan->short_of_spot = FALSE;
    }
  if (late > 0)
    explain_late (self, late);
  else
    explain_course (self, plan->stand_ins, must);
  planning->deadline_needs = planning->target.on_demand;
  look_again (self);
}

void
flo_rule_deadline (FloPlanning *planning)
{
  Deadline self;

  if (!read_state (planning, &self))
    return;

  planning->plan->work_done = self.done;
  planning->plan->work_total = self.total;
  if (self.done >= self.total)
    finish (&self);
  else
    keep_up (&self);
}

/* A budget goes before a deadline, and that is said. */
void
flo_rule_deadline_yield (FloPlanning *planning)
{
  FloPlan *plan = planning->plan;
  g_autofree char *sentence = NULL;

  if (planning->target.on_demand >= planning->deadline_needs || plan->deadline == NULL)
    return;

  sentence = g_steal_pointer (&plan->deadline);
  plan->deadline = g_strdup_printf ("%s The budget goes first: %u on-demand node%s of those that the deadline needs %s not "
                                    "allowed.", sentence, planning->deadline_needs - planning->target.on_demand,
                                    planning->deadline_needs - planning->target.on_demand == 1 ? "" : "s",
                                    planning->deadline_needs - planning->target.on_demand == 1 ? "is" : "are");
}
