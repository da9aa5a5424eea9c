/* rule-target-tracking.c: as many nodes as the work there is is worth
 *
 * What goes first, from the strongest: the budget (rule-budget.c, later), what a person asked for within the last hour, the
 * config's maximum, its minimum or what the schedule wants now, and then the source: a queue, a metric, or how busy the CPUs
 * are. It grows by what there is to do now, and
 * shrinks only by the most that there was in the last in_minutes, with a tenth to spare: a pause between two heaps of work
 * ends no node, and a number that was just lowered is not too low. While there is work it shrinks by an eighth at a time: a
 * queue that is short because there are enough nodes looks like one that nobody fills. What nodes have to do each on average
 * says it all, so that there it may shrink at once; but not while they have more to do than they shall, because then it is
 * nodes that are missing. What is not known changes nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-target-tracking"

#include "flotilla-config.h"

#include <math.h>

#include "base/flo-moment.h"
#include "config/flo-config-source.h"
#include "fleet/plan/flo-load-words.h"
#include "fleet/plan/flo-planning.h"

#define MINUTE (60 * G_USEC_PER_SEC)
/* While there is work, one of so many nodes goes at a time. */
#define GENTLE 8

typedef struct
{
  guint floor, ceiling;
  guint current;           /* that are wanted until now */
  gint64 changed_at;       /* Unix microseconds */
  const char *why;         /* (nullable): borrowed */
} Standing;


/* Nodes for so much work, when each is worth tenths/10 of the config's. Figures are bounded by who reads them. */
static guint
divide (double amount,
        double target,
        guint  tenths)
{
  /* What is a whole number but for its last digits is one. */
  return (guint) MIN (ceil (amount * 10 / (target * tenths) - 1e-9), (double) G_MAXINT);
}

static void
find_standing (FloPlanning *self,
               Standing    *standing)
{
  const FloConfig *config = self->in->config;
  const FloScaled *scaled = self->in->scaled;
  const FloWishes *wishes = self->in->wishes;

  standing->ceiling = (guint) config->scaling.maximum;
  standing->floor = (guint) config->scaling.minimum;
  if (self->in->slot != NULL)
    standing->floor = MAX (standing->floor, self->in->slot->nodes);
  standing->floor = MIN (standing->floor, standing->ceiling);

  standing->current = scaled != NULL ? scaled->nodes : (guint) config->capacity.nodes;
  standing->changed_at = scaled != NULL ? scaled->time : self->in->begun_at * G_USEC_PER_SEC;
  standing->why = scaled != NULL ? scaled->why : NULL;
  if (wishes != NULL && wishes->scaled.by != NULL && wishes->scaled.time > standing->changed_at)
    {
      standing->current = wishes->nodes;
      standing->changed_at = wishes->scaled.time;
      standing->why = NULL;
    }
}

/* Until when a person's number holds, Unix microseconds; 0: nobody asked for one lately. */
static gint64
find_hold (FloPlanning *self)
{
  const FloWishes *wishes = self->in->wishes;
  const FloScheduleSlot *slot = self->in->slot;
  gint64 until;

  if (wishes == NULL || wishes->scaled.by == NULL ||
      (slot != NULL && wishes->scaled.time < slot->since * G_USEC_PER_SEC))
    return 0;

  until = wishes->scaled.time + FLO_LOAD_HOLD * G_USEC_PER_SEC;

  return until > self->in->now ? until : 0;
}

static gboolean
is_usable (FloPlanning *self)
{
  const FloLoad *load = self->in->load;

  return load != NULL && load->time != 0 && self->in->now - load->time < load->keeps;
}

static void
look_again (FloPlanning *self,
            gint64       time)
{
  if (time > self->in->now && (self->plan->look_again == 0 || time < self->plan->look_again))
    self->plan->look_again = time;
}

/* Between its limits: what the source wants now, as far as it may. */
static guint
decide (FloPlanning    *self,
        const Standing *standing)
{
  const FloConfig *config = self->in->config;
  const FloLoad *load = self->in->load;
  const gboolean mean = flo_config_source_is_mean (config);
  const double target = flo_config_get_target (config);
  gint64 may_grow = standing->changed_at + config->scaling.out_minutes * MINUTE;
  gint64 may_shrink = standing->changed_at + config->scaling.in_minutes * MINUTE;
  guint more, fewer;

  if (!is_usable (self))
    return standing->current;

  more = CLAMP (divide (load->amount, target, 10), standing->floor, standing->ceiling);
  fewer = CLAMP (divide (load->peak, target, 9), standing->floor, standing->ceiling);
  if (more > standing->current)
    {
      look_again (self, may_grow);
      return self->in->now >= may_grow ? more : standing->current;
    }
  /* What grows will want them again. */
  if (fewer < standing->current && load->amount <= load->before && !(mean && load->highest >= target))
    {
      if (load->peak > 0 && !mean)
        fewer = MAX (fewer, standing->current - MAX (standing->current / GENTLE, 1));
      may_shrink = MAX (may_shrink, load->since + config->scaling.in_minutes * MINUTE);
      look_again (self, may_shrink);
      return self->in->now >= may_shrink ? fewer : standing->current;
    }

  return standing->current;
}

/* (transfer full) */
static char *
describe_change (FloPlanning    *self,
                 const Standing *standing,
                 guint           before,
                 guint           nodes)
{
  const gboolean limit = nodes == standing->floor || nodes == standing->ceiling;
  g_autofree char *said = NULL;

  if (!is_usable (self) || before > standing->ceiling || before < standing->floor)
    return g_strdup_printf ("%u to %u nodes are allowed now", standing->floor, standing->ceiling);

  said = nodes > before ? flo_load_describe_now (self->in->load, self->in->config, before)
                        : flo_load_describe_peak (self->in->load, self->in->config, before);

  return g_strdup_printf ("%s: %u node%s%s", said, nodes, nodes == 1 ? "" : "s",
                          !limit ? "" : nodes == standing->ceiling ? ", the most that are allowed"
                                                                   : ", the fewest that are allowed");
}

/* (transfer full) */
static char *
describe_standing (FloPlanning    *self,
                   const Standing *standing)
{
  const FloConfig *config = self->in->config;

  if (self->in->load == NULL || self->in->load->time == 0)
    return standing->why != NULL ? g_strdup (standing->why) : flo_load_describe_none (config);

  return is_usable (self) ? flo_load_describe_now (self->in->load, config, standing->current)
                          : flo_load_describe_old (self->in->load, config);
}

static void
keep_wish (FloPlanning *self,
           gint64       until)
{
  g_autofree char *asked = flo_asked_describe (&self->in->wishes->scaled);
  g_autofree char *end = flo_moment_format_short (until / G_USEC_PER_SEC);
  g_autofree char *source = flo_config_describe_source (self->in->config);

  self->nodes = self->in->wishes->nodes;
  g_free (self->plan->scaling);
  self->plan->scaling = g_strdup_printf ("%u nodes, %s, until %s decides again at %s", self->nodes, asked, source, end);
  look_again (self, until);
}

static void
follow_source (FloPlanning *self)
{
  Standing standing;
  guint before;
  g_autofree char *text = NULL;

  find_standing (self, &standing);
  before = standing.current;
  standing.current = CLAMP (before, standing.floor, standing.ceiling);
  self->nodes = decide (self, &standing);

  g_clear_pointer (&self->scaling_reason, g_free);
  g_clear_pointer (&self->plan->scaling_title, g_free);
  g_free (self->plan->scaling);
  if (self->nodes != before)
    {
      self->plan->scale_to = self->nodes;
      self->plan->scale_title = g_strdup_printf ("%s from %u to %u node%s", self->nodes > before ? "Grow" : "Shrink",
                                                 before, self->nodes, self->nodes == 1 ? "" : "s");
      self->plan->scale_reason = describe_change (self, &standing, before, self->nodes);
      self->scaling_reason = g_strdup (self->plan->scale_reason);
    }
  else
    {
      self->scaling_reason = standing.why != NULL ? g_strdup (standing.why) : describe_standing (self, &standing);
    }
  standing.current = self->nodes;
  text = describe_standing (self, &standing);
  self->plan->scaling = g_strdup_printf ("%u node%s of %u to %u: %s", self->nodes, self->nodes == 1 ? "" : "s",
                                         standing.floor, standing.ceiling, text);
}

void
flo_rule_target_tracking (FloPlanning *self)
{
  const FloConfig *config = self->in->config;
  gint64 hold;

  if (flo_config_get_target (config) <= 0)
    return;

  hold = find_hold (self);
  if (hold != 0)
    keep_wish (self, hold);
  else
    follow_source (self);

  self->target.on_demand = MIN ((guint) config->capacity.on_demand_base, self->nodes);
  self->target.spot = self->nodes - self->target.on_demand;
  if (self->in->load != NULL)
    self->plan->load_problem = g_strdup (self->in->load->trouble);
}
