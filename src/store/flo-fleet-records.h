/* flo-fleet-records.h: which fleets there are, and what is wanted of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

G_BEGIN_DECLS

/* One row. Owned strings. */
typedef struct
{
  char *id;
  char *name;
  char *account;          /* the account's name */
  char *region;
  char *config;           /* the config document, JSON */
  gboolean destroy;       /* wanted: that it is gone */
  char *image;            /* (nullable): the image nodes start from, JSON; NULL until it was looked up */
  char *maximum_prices;   /* (nullable): what a dynamic price limit was last found to be, JSON */
  gint64 healthy_at;      /* when it first had all its nodes, Unix seconds; 0 = never yet */
  gint64 created_at;      /* Unix seconds */
  gint64 destroyed_at;    /* when it was proved gone, Unix seconds; 0 = not */
} FloFleetRecord;

FloFleetRecord *flo_fleet_record_copy (const FloFleetRecord *self);
void            flo_fleet_record_free (FloFleetRecord       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloFleetRecord, flo_fleet_record_free)

/* FLO_STORE_ERROR_EXISTS: a living fleet of that account has the name. */
void       flo_fleet_records_add_async     (FloStore             *store,
                                            const FloFleetRecord *record,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean   flo_fleet_records_add_finish    (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);
/* The same for a fleet that is at AWS, known here or not: one that was proved gone lives again, with all of @record.
 * FLO_STORE_ERROR_EXISTS: it lives, or another living fleet of that account has the name. */
void       flo_fleet_records_adopt_async   (FloStore             *store,
                                            const FloFleetRecord *record,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean   flo_fleet_records_adopt_finish  (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);
/* Writes what may change in a fleet's life: destroy, image, maximum_prices, healthy_at,
 * destroyed_at. */
void       flo_fleet_records_update_async  (FloStore             *store,
                                            const FloFleetRecord *record,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean   flo_fleet_records_update_finish (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);
/* An account's fleets, NULL: every account's, by creation (then id); @living_only: those not yet proved gone.
 * (element-type FloFleetRecord) */
void       flo_fleet_records_list_async    (FloStore             *store,
                                            const char           *account,
                                            gboolean              living_only,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GPtrArray *flo_fleet_records_list_finish   (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
