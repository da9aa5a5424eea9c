/* flo-sql.h: SQLite with GErrors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* All for the store's thread. @what completes "Could not …", e.g. "read the journal". */
void          flo_sql_set_error   (sqlite3       *db,
                                   const char    *what,
                                   GError       **error);
/* One or more statements without parameters and rows. */
gboolean      flo_sql_execute     (sqlite3       *db,
                                   const char    *sql,
                                   const char    *what,
                                   GError       **error);
/* Binds by @types, one letter a parameter: 's' a char * (NULL is NULL; copied), 'i' a gint64. */
sqlite3_stmt *flo_sql_prepare     (sqlite3       *db,
                                   const char    *sql,
                                   const char    *what,
                                   GError       **error,
                                   const char    *types,
                                   ...);
/* TRUE with *@row: whether there is one. */
gboolean      flo_sql_step        (sqlite3_stmt  *statement,
                                   const char    *what,
                                   gboolean      *row,
                                   GError       **error);
/* Prepares, binds and runs a statement that has no rows. */
gboolean      flo_sql_run         (sqlite3       *db,
                                   const char    *sql,
                                   const char    *what,
                                   GError       **error,
                                   const char    *types,
                                   ...);
/* Makes an item of the row that @statement stands on. */
typedef gpointer (*FloSqlRowFunc) (sqlite3_stmt *row);
/* Reads all rows.
 * Returns: (transfer full) (nullable): the items, freed with @item_free; NULL on error */
GPtrArray    *flo_sql_collect     (sqlite3_stmt   *statement,
                                   const char     *what,
                                   FloSqlRowFunc   row_func,
                                   GDestroyNotify  item_free,
                                   GError        **error);
/* Prepares, binds and reads all rows.
 * Returns: (transfer full) (nullable): the items, freed with @item_free; NULL on error */
GPtrArray    *flo_sql_list        (sqlite3        *db,
                                   const char     *sql,
                                   const char     *what,
                                   FloSqlRowFunc   row_func,
                                   GDestroyNotify  item_free,
                                   GError        **error,
                                   const char     *types,
                                   ...);
/* Returns: (transfer full) (nullable): the column's text */
char         *flo_sql_dup_text    (sqlite3_stmt  *statement,
                                   int            column);

G_END_DECLS
