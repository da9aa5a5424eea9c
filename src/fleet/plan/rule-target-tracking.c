/* rule-target-tracking.c: as many nodes as the work that waits is worth
 *
 * What goes first, from the strongest: the budget (rule-budget.c, later), what a person asked for within the last hour, the
 * config's maximum, its minimum or what the schedule wants now, and then the queue. It grows by what waits now, and
 * shrinks only by the most that waited in the last in_minutes, with a tenth to spare: a pause between two heaps of work
 * ends no node, and a number that was just lowered is not too low. While there is work it shrinks by an eighth at a time: a
 * queue that is short because there are enough nodes looks like one that nobody fills. What is not known changes nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-target-tracking"

#include "flotilla-config.h"

#include "base/flo-moment.h"
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


/* Nodes for so many messages, when each is worth tenths/10 of the config's. Messages are bounded by who reads them. */
static guint
divide (gint64 messages,
        gint64 per_node,
        gint64 tenths)
{
  gint64 each = per_node * tenths;

  return (guint) MIN ((messages * 10 + each - 1) / each, G_MAXINT);
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

  return load != NULL && load->time != 0 && self->in->now - load->time < FLO_LOAD_STALE * G_USEC_PER_SEC;
}

static void
look_again (FloPlanning *self,
            gint64       time)
{
  if (time > self->in->now && (self->plan->look_again == 0 || time < self->plan->look_again))
    self->plan->look_again = time;
}

/* Between its limits: what the queue wants now, as far as it may. */
static guint
decide (FloPlanning    *self,
        const Standing *standing)
{
  const FloConfig *config = self->in->config;
  const FloLoad *load = self->in->load;
  gint64 may_grow = standing->changed_at + config->scaling.out_minutes * MINUTE;
  gint64 may_shrink = standing->changed_at + config->scaling.in_minutes * MINUTE;
  guint more, fewer;

  if (!is_usable (self))
    return standing->current;

  more = CLAMP (divide (load->messages, config->scaling.messages_per_node, 10), standing->floor, standing->ceiling);
  fewer = CLAMP (divide (load->peak, config->scaling.messages_per_node, 9), standing->floor, standing->ceiling);
  if (more > standing->current)
    {
      look_again (self, may_grow);
      return self->in->now >= may_grow ? more : standing->current;
    }
  /* One that grows will want them again. */
  if (fewer < standing->current && load->messages <= load->before)
    {
      if (load->peak > 0)
        fewer = MAX (fewer, standing->current - MAX (standing->current / GENTLE, 1));
      may_shrink = MAX (may_shrink, load->since + config->scaling.in_minutes * MINUTE);
      look_again (self, may_shrink);
      return self->in->now >= may_shrink ? fewer : standing->current;
    }

  return standing->current;
}

/* "17 for each of 20 nodes", "no node for them". (transfer full) */
static char *
describe_share (gint64 messages,
                guint  nodes)
{
  if (nodes == 0)
    return g_strdup ("no node for them");

  return g_strdup_printf ("%" G_GINT64_FORMAT " for each of %u node%s", (messages + nodes - 1) / nodes, nodes,
                          nodes == 1 ? "" : "s");
}

/* (transfer full) */
static char *
describe_change (FloPlanning    *self,
                 const Standing *standing,
                 guint           before,
                 guint           nodes)
{
  const FloConfig *config = self->in->config;
  gboolean limit = nodes == standing->floor || nodes == standing->ceiling;
  gint64 messages;
  g_autofree char *share = NULL;

  if (!is_usable (self) || before > standing->ceiling || before < standing->floor)
    return g_strdup_printf ("%u to %u nodes are allowed now", standing->floor, standing->ceiling);

  messages = nodes > before ? self->in->load->messages : self->in->load->peak;
  share = describe_share (messages, before);

  return g_strdup_printf ("the queue %s %s %" G_GINT64_FORMAT " message%s%s, %s, %" G_GINT64_FORMAT " wanted: %u node%s%s",
                          config->scaling.queue, nodes > before ? "has" : "had at most", messages,
                          messages == 1 ? "" : "s", nodes > before ? "" : " lately", share,
                          config->scaling.messages_per_node, nodes, nodes == 1 ? "" : "s",
                          !limit ? "" : nodes == standing->ceiling ? ", the most that are allowed"
                                                                   : ", the fewest that are allowed");
}

/* (transfer full) */
static char *
describe_standing (FloPlanning    *self,
                   const Standing *standing)
{
  const char *queue = self->in->config->scaling.queue;
  g_autofree char *share = NULL;
  g_autofree char *time = NULL;

  if (self->in->load == NULL || self->in->load->time == 0)
    return standing->why != NULL ? g_strdup (standing->why)
                                 : g_strdup_printf ("until the queue %s says how many messages there are", queue);

  share = describe_share (self->in->load->messages, standing->current);
  time = flo_moment_format_short (self->in->load->time / G_USEC_PER_SEC);
  if (!is_usable (self))
    return g_strdup_printf ("the queue %s had %" G_GINT64_FORMAT " messages at %s and was not heard since, so the number "
                            "stays", queue, self->in->load->messages, time);

  return g_strdup_printf ("the queue %s has %" G_GINT64_FORMAT " messages, %s, %" G_GINT64_FORMAT " wanted", queue,
                          self->in->load->messages, share, self->in->config->scaling.messages_per_node);
}

static void
keep_wish (FloPlanning *self,
           gint64       until)
{
  g_autofree char *asked = flo_asked_describe (&self->in->wishes->scaled);
  g_autofree char *end = flo_moment_format_short (until / G_USEC_PER_SEC);

  self->nodes = self->in->wishes->nodes;
  g_free (self->plan->scaling);
  self->plan->scaling = g_strdup_printf ("%u nodes, %s, until the queue %s decides again at %s", self->nodes, asked,
                                         self->in->config->scaling.queue, end);
  look_again (self, until);
}

static void
follow_queue (FloPlanning *self)
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

  if (config->scaling.queue == NULL || config->scaling.messages_per_node <= 0)
    return;

  hold = find_hold (self);
  if (hold != 0)
    keep_wish (self, hold);
  else
    follow_queue (self);

  self->target.on_demand = MIN ((guint) config->capacity.on_demand_base, self->nodes);
  self->target.spot = self->nodes - self->target.on_demand;
  if (self->in->load != NULL)
    self->plan->load_problem = g_strdup (self->in->load->trouble);
}
