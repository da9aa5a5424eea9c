/* flo-budget-records.h: what all fleets of an account may cost together, and what they do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

G_BEGIN_DECLS

/* The bounds of one account, in micro-dollars; 0: no such bound. Owned strings. */
typedef struct
{
  gint64 per_hour;
  gint64 per_day;          /* from 00:00 UTC on */
  gint64 per_month;        /* from the 1st, 00:00 UTC, on */
  char *at_limit;          /* (nullable): what happens when a day's or a month's is spent, a config's word; NULL: no bound */
  char *set_by;            /* (nullable): who set it */
  gint64 set_at;           /* Unix seconds; 0: nobody did */
} FloBudgetRecord;

/* From now on it was this user who set it, now. */
void             flo_budget_record_sign        (FloBudgetRecord       *self);
void             flo_budget_record_free        (FloBudgetRecord       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloBudgetRecord, flo_budget_record_free)

/* What one fleet costs, by what was last seen of it. Owned strings. */
typedef struct
{
  char *fleet_id;
  char *name;
  gboolean living;
  gint64 per_hour;         /* micro-dollars, now */
  gint64 today;
  gint64 month;
} FloSpendRow;

void             flo_spend_row_free            (FloSpendRow           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSpendRow, flo_spend_row_free)

/* Takes the place of what was set before; without any bound nothing is kept. */
void             flo_budget_records_save_async  (FloStore               *store,
                                                 const char             *account,
                                                 const FloBudgetRecord  *record,
                                                 GCancellable           *cancellable,
                                                 GAsyncReadyCallback     callback,
                                                 gpointer                user_data);
gboolean         flo_budget_records_save_finish (FloStore               *store,
                                                 GAsyncResult           *result,
                                                 GError                **error);
/* Bounds and costs at @now (Unix seconds), in one picture. */
void             flo_budget_records_read_async  (FloStore               *store,
                                                 const char             *account,
                                                 gint64                  now,
                                                 GCancellable           *cancellable,
                                                 GAsyncReadyCallback     callback,
                                                 gpointer                user_data);
/* @spends: (out) (optional) (transfer full) (element-type FloSpendRow): the fleets that live, or did this month, by creation.
 * Returns: (transfer full): NULL with an error */
FloBudgetRecord *flo_budget_records_read_finish (FloStore               *store,
                                                 GAsyncResult           *result,
                                                 GPtrArray             **spends,
                                                 GError                **error);

G_END_DECLS
