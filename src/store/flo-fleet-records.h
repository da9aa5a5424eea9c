/* flo-fleet-records.h: which fleets there are, and what is wanted of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-event-log.h"
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
  gint64 revision;        /* the how manieth config it is, from 1 on; 0 is written as 1 */
  gint64 nodes_since;     /* nodes that were launched with an earlier revision than this one are to be replaced; as above */
  gboolean destroy;       /* wanted: that it is gone */
  char *image;            /* (nullable): the image nodes start from, JSON; NULL until it was looked up */
  char *maximum_prices;   /* (nullable): what a dynamic price limit was last found to be, JSON */
  char *wishes;           /* (nullable): what a person asked of it, JSON */
  char *scaled;           /* (nullable): how many nodes its queue wanted last, and since when, JSON */
  char *launch;           /* (nullable): the launch that is under way, JSON; NULL: it is over, or was none. Written with the
                           * row by flo_fleet_records_add_async(), from then on by flo-launch-records.h alone */
  gint64 short_since;     /* since when spot nodes are missing, Unix microseconds; 0 = none are */
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
/* Writes what its runner finds out: image, maximum_prices, scaled, short_since, healthy_at; and destroy, which is never taken
 * back. Image and maximum_prices were found for one config: they are left as they are when the row has another revision
 * than @record. */
void       flo_fleet_records_update_async  (FloStore             *store,
                                            const FloFleetRecord *record,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean   flo_fleet_records_update_finish (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);
/* Runs on the store's thread, so it may look at @data alone. @wishes: (nullable): as they are in the row;
 * @changed: (out) (nullable) (transfer full): as they are to be; @event: its kind is set, title and reason are to be,
 * owned; without a title nothing is written down. Returns: FALSE with an error: nothing is changed */
typedef gboolean (*FloFleetWishFunc) (const char   *wishes,
                                      char        **changed,
                                      FloEventRow  *event,
                                      gpointer      data,
                                      GError      **error);

/* Changes what is asked of a fleet, and logs it, in one transaction: it is safe whoever else does so at the same time, in
 * this process or another. FLO_STORE_ERROR_NOT_FOUND: there is no such living fleet. @data: as for
 * flo_store_run_async() */
void       flo_fleet_records_wish_async    (FloStore             *store,
                                            const char           *fleet_id,
                                            FloFleetWishFunc      func,
                                            gpointer              data,
                                            GDestroyNotify        destroy,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean   flo_fleet_records_wish_finish   (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);
/* Another config for a living fleet. All borrowed. */
typedef struct
{
  const char *fleet_id;
  gint64 revision;        /* it is to be; the row has the one before, or nothing is changed */
  gboolean new_nodes;     /* nodes of all earlier revisions are to be replaced */
  const char *config;     /* JSON */
  gboolean keep_image;    /* nodes still start from the image that was looked up */
} FloFleetRevision;

/* The same as flo_fleet_records_wish_async(), and gives the fleet another config in the same transaction. What a dynamic
 * price limit was found to be is forgotten. FLO_STORE_ERROR_EXISTS: the row has another revision than the one before:
 * somebody else changed the config meanwhile. */
void       flo_fleet_records_revise_async  (FloStore               *store,
                                            const FloFleetRevision *revision,
                                            FloFleetWishFunc        func,
                                            gpointer                data,
                                            GDestroyNotify          destroy,
                                            GCancellable           *cancellable,
                                            GAsyncReadyCallback     callback,
                                            gpointer                user_data);
gboolean   flo_fleet_records_revise_finish (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);
/* Wants it gone, and nothing else of its row is changed; the first time that is logged as a request with @title and
 * @reason, in one transaction. Safe as flo_fleet_records_wish_async() is. FLO_STORE_ERROR_NOT_FOUND: there is no such
 * living fleet. */
void       flo_fleet_records_destroy_async (FloStore             *store,
                                            const char           *fleet_id,
                                            const char           *title,
                                            const char           *reason,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean   flo_fleet_records_destroy_finish (FloStore            *store,
                                            GAsyncResult         *result,
                                            GError              **error);
/* It is proved gone: its row says so, and the log, as a milestone with @title and @reason, in one transaction: who reads the
 * one finds the other. FLO_STORE_ERROR_NOT_FOUND: there is no such living fleet. @time: Unix seconds */
void       flo_fleet_records_end_async     (FloStore             *store,
                                            const char           *fleet_id,
                                            gint64                time,
                                            const char           *title,
                                            const char           *reason,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean   flo_fleet_records_end_finish    (FloStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);
/* One fleet's row, living or not. FLO_STORE_ERROR_NOT_FOUND: there is none. (transfer full) */
void       flo_fleet_records_read_async    (FloStore             *store,
                                            const char           *fleet_id,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
FloFleetRecord *
           flo_fleet_records_read_finish   (FloStore             *store,
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
