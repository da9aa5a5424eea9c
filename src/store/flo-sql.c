/* flo-sql.c: SQLite with GErrors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-sql"

#include "flotilla-config.h"

#include "store/flo-sql.h"
#include "store/flo-store.h"


static FloStoreError
error_code_for (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FLO_STORE_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return FLO_STORE_ERROR_EXISTS;
    default:
      return FLO_STORE_ERROR_FAILED;
    }
}

static const char *
hint_for (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return ". Free some disk space, then try again";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ". Another program holds the database; try again when it is done";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ". Restore the database from a backup, or move it away to start anew";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return ". Check that you may write to it and to its folder";
    default:
      return "";
    }
}

void
flo_sql_set_error (sqlite3     *db,
                   const char  *what,
                   GError     **error)
{
  int result = sqlite3_extended_errcode (db);
  const char *path = sqlite3_db_filename (db, "main");

  g_set_error (error, FLO_STORE_ERROR, error_code_for (result), "Could not %s in %s: %s%s",
               what, path != NULL ? path : "the database", sqlite3_errmsg (db), hint_for (result));
}

gboolean
flo_sql_execute (sqlite3     *db,
                 const char  *sql,
                 const char  *what,
                 GError     **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  flo_sql_set_error (db, what, error);

  return FALSE;
}

static sqlite3_stmt *
prepare_valist (sqlite3     *db,
                const char  *sql,
                const char  *what,
                GError     **error,
                const char  *types,
                va_list      arguments)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    {
      flo_sql_set_error (db, what, error);
      return NULL;
    }

  for (int i = 0; types[i] != '\0'; i++)
    {
      int result;

      if (types[i] == 's')
        result = sqlite3_bind_text (statement, i + 1, va_arg (arguments, const char *), -1, SQLITE_TRANSIENT);
      else
        result = sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));

      if (result != SQLITE_OK)
        {
          flo_sql_set_error (db, what, error);
          return NULL;
        }
    }

  return g_steal_pointer (&statement);
}

sqlite3_stmt *
flo_sql_prepare (sqlite3     *db,
                 const char  *sql,
                 const char  *what,
                 GError     **error,
                 const char  *types,
                 ...)
{
  sqlite3_stmt *statement;
  va_list arguments;

  va_start (arguments, types);
  statement = prepare_valist (db, sql, what, error, types, arguments);
  va_end (arguments);

  return statement;
}

gboolean
flo_sql_step (sqlite3_stmt  *statement,
              const char    *what,
              gboolean      *row,
              GError       **error)
{
  int result = sqlite3_step (statement);

  if (result != SQLITE_ROW && result != SQLITE_DONE)
    {
      flo_sql_set_error (sqlite3_db_handle (statement), what, error);
      return FALSE;
    }

  *row = result == SQLITE_ROW;

  return TRUE;
}

gboolean
flo_sql_run (sqlite3     *db,
             const char  *sql,
             const char  *what,
             GError     **error,
             const char  *types,
             ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean row;
  va_list arguments;

  va_start (arguments, types);
  statement = prepare_valist (db, sql, what, error, types, arguments);
  va_end (arguments);

  return statement != NULL && flo_sql_step (statement, what, &row, error);
}

GPtrArray *
flo_sql_collect (sqlite3_stmt    *statement,
                 const char      *what,
                 FloSqlRowFunc    row_func,
                 GDestroyNotify   item_free,
                 GError         **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  gboolean row = TRUE;

  while (row)
    {
      if (!flo_sql_step (statement, what, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (items, row_func (statement));
    }

  return g_steal_pointer (&items);
}

GPtrArray *
flo_sql_list (sqlite3         *db,
              const char      *sql,
              const char      *what,
              FloSqlRowFunc    row_func,
              GDestroyNotify   item_free,
              GError         **error,
              const char      *types,
              ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  va_list arguments;

  va_start (arguments, types);
  statement = prepare_valist (db, sql, what, error, types, arguments);
  va_end (arguments);

  return statement != NULL ? flo_sql_collect (statement, what, row_func, item_free, error) : NULL;
}

char *
flo_sql_dup_text (sqlite3_stmt *statement,
                  int           column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}
