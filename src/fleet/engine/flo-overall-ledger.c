/* flo-overall-ledger.c: what all fleets of an account cost together, for the budget over all of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-overall-ledger"

#include "flotilla-config.h"

#include "fleet/engine/flo-overall-ledger.h"

/* Microseconds: turns may follow each other at once, and costs grow slowly. */
#define FRESH G_USEC_PER_SEC

typedef struct
{
  FloFleet *fleet;             /* (owned) */
  FloMoney claim;              /* USD/hour */
  gboolean seen;
} Standing;

struct _FloOverallLedger
{
  GObject parent_instance;

  FloStore *store;             /* (owned) */
  char *account;               /* (owned) */
  GHashTable *standings;       /* (owned): id → Standing, owned */
  FloOverallBudget bounds;
  GPtrArray *spends;           /* (owned) (nullable) (element-type FloSpendRow): by creation */
  gint64 read_at;              /* monotonic; 0: not yet */
};

G_DEFINE_FINAL_TYPE (FloOverallLedger, flo_overall_ledger, G_TYPE_OBJECT)


static void
standing_free (gpointer data)
{
  Standing *standing = data;

  g_object_unref (standing->fleet);
  g_free (standing);
}

static void
flo_overall_ledger_finalize (GObject *object)
{
  FloOverallLedger *self = FLO_OVERALL_LEDGER (object);

  g_clear_object (&self->store);
  g_free (self->account);
  g_hash_table_unref (self->standings);
  g_clear_pointer (&self->spends, g_ptr_array_unref);

  G_OBJECT_CLASS (flo_overall_ledger_parent_class)->finalize (object);
}

static void
flo_overall_ledger_class_init (FloOverallLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_overall_ledger_finalize;
}

static void
flo_overall_ledger_init (FloOverallLedger *self)
{
  self->standings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, standing_free);
}

FloOverallLedger *
flo_overall_ledger_new (FloStore   *store,
                        const char *account)
{
  FloOverallLedger *self;

  g_return_val_if_fail (FLO_IS_STORE (store), NULL);
  g_return_val_if_fail (account != NULL, NULL);

  self = g_object_new (FLO_TYPE_OVERALL_LEDGER, NULL);
  self->store = g_object_ref (store);
  self->account = g_strdup (account);

  return self;
}

/* ---- fleets ---- */

void
flo_overall_ledger_add (FloOverallLedger *self,
                        FloFleet         *fleet,
                        gboolean          seen)
{
  Standing *standing;

  g_return_if_fail (FLO_IS_OVERALL_LEDGER (self));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  standing = g_new0 (Standing, 1);
  standing->fleet = g_object_ref (fleet);
  standing->seen = seen;
  g_hash_table_replace (self->standings, (gpointer) flo_fleet_get_id (fleet), standing);
}

void
flo_overall_ledger_remove (FloOverallLedger *self,
                           FloFleet         *fleet)
{
  g_return_if_fail (FLO_IS_OVERALL_LEDGER (self));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  g_hash_table_remove (self->standings, flo_fleet_get_id (fleet));
  /* Its last costs are in the store by now. */
  self->read_at = 0;
}

void
flo_overall_ledger_claim (FloOverallLedger *self,
                          FloFleet         *fleet,
                          FloMoney          per_hour)
{
  Standing *standing;

  g_return_if_fail (FLO_IS_OVERALL_LEDGER (self));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  standing = g_hash_table_lookup (self->standings, flo_fleet_get_id (fleet));
  if (standing == NULL)
    return;

  standing->seen = TRUE;
  standing->claim = per_hour;
}

void
flo_overall_ledger_give_up (FloOverallLedger *self,
                            FloFleet         *fleet)
{
  Standing *standing;

  g_return_if_fail (FLO_IS_OVERALL_LEDGER (self));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  standing = g_hash_table_lookup (self->standings, flo_fleet_get_id (fleet));
  if (standing != NULL)
    standing->seen = TRUE;
}

/* ---- read ---- */

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloOverallLedger *self = g_task_get_source_object (task);
  g_autoptr (FloBudgetRecord) record = NULL;
  g_autoptr (GPtrArray) spends = NULL;
  GError *error = NULL;

  record = flo_budget_records_read_finish (FLO_STORE (object), result, &spends, &error);
  if (record == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->bounds = flo_overall_budget_from_record (record);
  g_clear_pointer (&self->spends, g_ptr_array_unref);
  self->spends = g_steal_pointer (&spends);
  self->read_at = g_get_monotonic_time ();
  g_task_return_boolean (task, TRUE);
}

void
flo_overall_ledger_refresh_async (FloOverallLedger    *self,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FLO_IS_OVERALL_LEDGER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, flo_overall_ledger_refresh_async);
  if (self->read_at != 0 && g_get_monotonic_time () - self->read_at < FRESH)
    g_task_return_boolean (task, TRUE);
  else
    flo_budget_records_read_async (self->store, self->account, g_get_real_time () / G_USEC_PER_SEC, NULL, read_cb,
                                   g_steal_pointer (&task));
}

gboolean
flo_overall_ledger_refresh_finish (FloOverallLedger  *self,
                                   GAsyncResult      *result,
                                   GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- what comes of it ---- */

static FloMoney
get_per_hour (const Standing *standing)
{
  return MAX (standing->claim, flo_fleet_get_per_hour (standing->fleet));
}

static void
add_spends (FloOverallLedger *self,
            FloOverallBudget *budget,
            FloFleet         *fleet)
{
  gboolean first = TRUE;

  for (guint i = 0; self->spends != NULL && i < self->spends->len; i++)
    {
      const FloSpendRow *row = g_ptr_array_index (self->spends, i);

      if (fleet != NULL && g_str_equal (row->fleet_id, flo_fleet_get_id (fleet)))
        {
          budget->tells = first;
          continue;
        }
      /* The oldest one that lives is the one that tells. */
      first = first && !row->living;
      budget->others_today += row->today;
      budget->others_month += row->month;
      if (!g_hash_table_contains (self->standings, row->fleet_id))
        budget->others_per_hour += row->per_hour;
    }
}

FloOverallBudget
flo_overall_ledger_get (FloOverallLedger *self,
                        FloFleet         *fleet)
{
  FloOverallBudget budget = { .at_limit = FLO_BUDGET_STOP_GROWING };
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (FLO_IS_OVERALL_LEDGER (self), budget);

  budget = self->bounds;
  add_spends (self, &budget, fleet);
  g_hash_table_iter_init (&iter, self->standings);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Standing *standing = value;

      if (standing->fleet == fleet)
        {
          budget.own_per_hour = flo_fleet_get_per_hour (fleet);
          continue;
        }
      budget.others_per_hour += get_per_hour (standing);
      budget.others_unknown = budget.others_unknown || !standing->seen;
    }

  return budget;
}
