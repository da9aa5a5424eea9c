/* rule-rebalance.c: nodes that AWS recommends to replace, before it takes them back
 *
 * A recommendation says that a pool runs short; whether and when a notice follows, it does not say. Prepared for, so many
 * nodes more run in other pools until AWS has taken the others, or an hour is over. Replaced, each has its successor first
 * (rule-leave.c). In both cases nothing new goes where AWS recommends to leave, as long as there is somewhere else.
 *
 * Without churn: a share of the fleet at a time and within an hour, only into pools that are not at risk themselves, and
 * no node that has only just begun. What has been begun is gone on with, so that no successor is launched for nothing. In
 * the second half of its first hour a node stays to its end: when AWS takes it back before, that hour costs nothing (EC2
 * User Guide, "Billing for interrupted Spot Instances"), and waiting costs less than ending it now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-rebalance"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-blocked-pools.h"
#include "fleet/plan/flo-planning.h"

#define MINUTE G_GINT64_CONSTANT (60)
#define HOUR (60 * MINUTE)
/* A node that is younger has hardly begun; AWS recommends to leave some as soon as they are launched. */
#define YOUNG (10 * MINUTE)
/* For so long a recommendation counts. */
#define FRESH HOUR
/* Within an hour: one node of so many, and two at least. */
#define ONE_OF 5
#define AT_LEAST 2
/* Besides those at risk at a time: one node for so many, and one at least. */
#define ONE_BESIDE 10


/* ---- pools at risk ---- */

static void
note_pool (FloPlanning *self,
           const char  *type,
           const char  *zone)
{
  const FloPool *pool = type != NULL && zone != NULL ? flo_market_find_pool (self->in->market, type, zone) : NULL;

  if (pool != NULL)
    g_hash_table_add (self->risky_pools, (gpointer) pool);
}

static gint64
get_now (FloPlanning *self)
{
  return self->in->now / G_USEC_PER_SEC;
}

static void
find_risky_pools (FloPlanning *self)
{
  GPtrArray *instances = self->in->observation->instances;

  for (guint i = 0; i < instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (instances, i);

      if (instance->spot && instance->rebalance_at > get_now (self) - FRESH)
        note_pool (self, instance->type, instance->zone);
    }
}

/* Where nodes were that have been replaced: AWS may no longer name them. Returns: how many within the last hour */
static guint
consider_replaced (FloPlanning *self)
{
  FloHistory *history = self->in->history;
  guint n = 0;

  for (guint i = flo_history_get_n (history); i > 0; i--)
    {
      const FloPast *past = flo_history_get (history, i - 1);

      if (self->in->now - past->created_at >= HOUR * G_USEC_PER_SEC)
        break;
      if (past->kind != FLO_ACTION_TERMINATE_INSTANCES || past->state == FLO_INTENT_FAILED ||
          g_strcmp0 (flo_json_get_string (past->parameters, "why"), FLO_PLANNING_REBALANCE) != 0)
        continue;
      n += flo_json_length (flo_json_get_array (past->parameters, "ids"));
      note_pool (self, flo_json_get_string (past->parameters, "type"), flo_json_get_string (past->parameters, "zone"));
    }

  return n;
}

gboolean
flo_planning_is_risky (FloPlanning   *self,
                       const FloPool *pool)
{
  return g_hash_table_contains (self->risky_pools, pool);
}

/* (transfer container) (element-type FloPool): where a node can go now, and is not at risk at once */
static GPtrArray *
list_refuges (FloPlanning *self)
{
  FloBlockedPools *blocked = flo_history_get_blocked_pools (self->in->history);
  GPtrArray *refuges = g_ptr_array_new ();

  for (guint i = 0; i < self->pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (self->pools, i);

      if (!flo_planning_is_risky (self, pool) && !flo_planning_is_left (self, pool) &&
          !flo_blocked_pools_contains (blocked, pool->type->name, pool->zone->name, TRUE, self->in->now))
        g_ptr_array_add (refuges, (gpointer) pool);
    }

  return refuges;
}

/* ---- nodes at risk ---- */

/* Ending it now costs all that it has run; waiting costs no more than what is left, and perhaps nothing. */
static gboolean
is_nearly_free (FloPlanning       *self,
                const FloPlanSeat *seat)
{
  gint64 age = get_now (self) - seat->launched_at;

  return age >= HOUR / 2 && age < HOUR;
}

static gboolean
is_at_risk (FloPlanning       *self,
            const FloPlanSeat *seat,
            gboolean           keep)
{
  return seat->spot && seat->seen && seat->running && seat->notice_ends_at == 0 && seat->leaving == NULL &&
         seat->rebalance_at > get_now (self) - FRESH && (keep || seat->launched_at <= get_now (self) - YOUNG) &&
         !g_hash_table_contains (self->disrupted, seat->id);
}

static int
compare_seats (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const FloPlanSeat *one = *(const FloPlanSeat * const *) a;
  const FloPlanSeat *other = *(const FloPlanSeat * const *) b;
  gboolean one_waits = is_nearly_free (data, one), other_waits = is_nearly_free (data, other);

  if (one_waits != other_waits)
    return one_waits ? 1 : -1;
  if (one->launched_at != other->launched_at)
    return one->launched_at < other->launched_at ? -1 : 1;

  return g_strcmp0 (one->id, other->id);
}

/* The same ones first in every turn until they are gone. @keep: they are not to be ended. (transfer container)
 * (element-type FloPlanSeat) */
static GPtrArray *
list_at_risk (FloPlanning *self,
              gboolean     keep)
{
  GPtrArray *seats = g_ptr_array_new ();

  for (guint i = 0; i < self->seats->len; i++)
    {
      FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      if (is_at_risk (self, seat, keep))
        g_ptr_array_add (seats, seat);
    }
  g_ptr_array_sort_with_data (seats, compare_seats, self);

  return seats;
}

static char *
describe (const FloPlanSeat *seat,
          const char        *what)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seat->rebalance_at);
  g_autofree char *clock = g_date_time_format (time, "%H:%M:%S");

  return g_strdup_printf ("AWS recommended at %s UTC to replace it, and may take it back soon%s", clock, what);
}

/* Nodes that are there, or on their way, beyond those that are wanted and those that stand in for leaving ones. */
static guint
count_begun (FloPlanning *self)
{
  guint wanted = self->target.spot + self->target.on_demand + flo_planning_count_leaving (self);

  return self->seats->len > wanted ? self->seats->len - wanted : 0;
}

static gboolean
can_begin (FloPlanning *self)
{
  g_autoptr (GPtrArray) refuges = list_refuges (self);

  return refuges->len > 0 && flo_planning_can_afford (self, refuges, TRUE);
}

/* ---- prepare ---- */

static void
add_gap (FloPlanning       *self,
         const FloPlanSeat *seat)
{
  FloPlanGap *gap = g_new0 (FloPlanGap, 1);

  gap->id = g_strdup (seat->id);
  gap->reason = describe (seat, "; this one runs besides it until then, or for an hour");
  gap->noticed = TRUE;
  gap->beside = TRUE;
  gap->time = seat->launched_at;
  gap->zone = seat->zone;
  g_ptr_array_insert (self->gaps, 0, gap);
}

static void
prepare (FloPlanning *self)
{
  g_autoptr (GPtrArray) seats = list_at_risk (self, TRUE);
  guint begun = count_begun (self);
  guint beside = MIN (seats->len, MAX (self->nodes / ONE_BESIDE, 1));

  if (beside > begun && !can_begin (self))
    beside = begun;
  self->target.spot += beside;
  self->in_advance += beside;
  for (guint i = beside; i > begun; i--)
    add_gap (self, g_ptr_array_index (seats, i - 1));
}

/* ---- replace ---- */

static void
replace (FloPlanning *self,
         guint        replaced)
{
  g_autoptr (GPtrArray) seats = list_at_risk (self, FALSE);
  guint begun = count_begun (self);
  guint most = MAX (self->nodes / ONE_OF, AT_LEAST);
  gboolean able = can_begin (self);
  guint n = 0;

  for (guint i = 0; i < seats->len && n + replaced < most; i++)
    {
      FloPlanSeat *seat = g_ptr_array_index (seats, i);
      g_autofree char *reason = NULL;

      if (n >= begun && (!able || is_nearly_free (self, seat)))
        return;
      if (!flo_planning_may_disrupt (self, seat->id, NULL))
        return;
      reason = describe (seat, "");
      seat->cause = FLO_PLANNING_REBALANCE;
      flo_planning_leave (self, seat, reason, 0);
      n++;
    }
  self->in_advance += n;
}

void
flo_rule_rebalance (FloPlanning *self)
{
  const FloConfig *config = self->in->config;
  guint replaced;

  if (config->interruption.rebalance == FLO_REBALANCE_IGNORE || !config->interruption.replace)
    return;

  find_risky_pools (self);
  replaced = consider_replaced (self);
  if (config->interruption.rebalance == FLO_REBALANCE_REPLACE)
    replace (self, replaced);
  else
    prepare (self);
}
