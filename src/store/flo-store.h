/* flo-store.h: the SQLite database on its own thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define FLO_STORE_ERROR (flo_store_error_quark ())
GQuark flo_store_error_quark (void);

typedef enum
{
  FLO_STORE_ERROR_FAILED,    /* SQLite says why, in the message */
  FLO_STORE_ERROR_TOO_NEW,   /* the database was written by a newer version */
  FLO_STORE_ERROR_BUSY,      /* another process holds it too long */
  FLO_STORE_ERROR_EXISTS,
  FLO_STORE_ERROR_NOT_FOUND,
} FloStoreError;

#define FLO_TYPE_STORE (flo_store_get_type ())
G_DECLARE_FINAL_TYPE (FloStore, flo_store, FLO, STORE, GObject)

/* FloStoreFunc: runs on the store's thread, inside one transaction (BEGIN IMMEDIATE) that is committed when
 * it returns TRUE and rolled back when FALSE. */
typedef gboolean (*FloStoreFunc) (sqlite3   *db,
                                  gpointer   data,
                                  GError   **error);

/* Opens (creating with mode 0600, WAL, synchronous=FULL, foreign keys) and migrates.
 * @path NULL: $XDG_DATA_HOME/flotilla/flotilla.db. */
void      flo_store_open_async   (const char          *path,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
FloStore *flo_store_open_finish  (GAsyncResult        *result,
                                  GError             **error);
/* Queues @func; @data belongs to the store until done (freed with @destroy on the caller's thread). Jobs run in order.
 * The typed files beside this one (journal, fleets, events, costs) are how others use it. */
void      flo_store_run_async    (FloStore            *self,
                                  FloStoreFunc         func,
                                  gpointer             data,
                                  GDestroyNotify       destroy,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
gboolean  flo_store_run_finish   (FloStore            *self,
                                  GAsyncResult        *result,
                                  GError             **error);
/* Where the database is. */
const char *
          flo_store_get_path      (FloStore            *self);
/* Ends the thread after what is queued; blocks. For the end of the program. */
void      flo_store_close        (FloStore            *self);

G_END_DECLS
