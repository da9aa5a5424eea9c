/* flo-store-rows-private.h: rows in and out, for the typed files beside the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-sql.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

/* Reads rows, each of which becomes an item. Static: it is not copied. */
typedef struct
{
  const char *sql;
  const char *what;          /* completes "Could not …" */
  const char *types;         /* of its parameters, as for flo_sql_prepare(); four at most */
  FloSqlRowFunc row_func;
  GDestroyNotify item_free;
} FloStoreQuery;

/* The parameters follow, by @query's types; copied. */
void       flo_store_list_async   (FloStore             *store,
                                   const FloStoreQuery  *query,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data,
                                   ...);
/* Returns: (transfer full) (nullable): the items, freed with the query's function */
GPtrArray *flo_store_list_finish  (FloStore             *store,
                                   GAsyncResult         *result,
                                   GError              **error);

/* Writes a row of @owner's. @part: (nullable): what else it is of */
typedef gboolean (*FloStoreRowFunc) (sqlite3       *db,
                                     const char    *owner,
                                     const char    *part,
                                     gconstpointer  row,
                                     GError       **error);

/* All rows in one transaction; flo_store_run_finish() ends it.
 * @rows: (transfer full)
 * @forget: (nullable): called once behind them, without a row */
void       flo_store_write_async  (FloStore             *store,
                                   const char           *owner,
                                   const char           *part,
                                   GPtrArray            *rows,
                                   FloStoreRowFunc       write,
                                   FloStoreRowFunc       forget,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);

G_END_DECLS
