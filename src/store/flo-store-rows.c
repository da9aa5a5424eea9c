/* flo-store-rows.c: rows in and out, for the typed files beside the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-store"

#include "flotilla-config.h"

#include "store/flo-store-private.h"
#include "store/flo-store-rows-private.h"

#include <string.h>

#define MAX_PARAMETERS 4

/* ---- out ---- */

typedef struct
{
  const FloStoreQuery *query;
  char *texts[MAX_PARAMETERS];       /* (owned) (nullable) */
  gint64 numbers[MAX_PARAMETERS];
  GPtrArray *items;                  /* (owned) (nullable) */
} Listing;


static void
listing_free (gpointer user_data)
{
  Listing *listing = user_data;

  for (guint i = 0; i < MAX_PARAMETERS; i++)
    g_free (listing->texts[i]);
  g_clear_pointer (&listing->items, g_ptr_array_unref);
  g_free (listing);
}

static gboolean
list_func (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Listing *listing = data;
  const FloStoreQuery *query = listing->query;
  g_autoptr (sqlite3_stmt) statement = flo_sql_prepare (db, query->sql, query->what, error, "");

  if (statement == NULL)
    return FALSE;
  for (int i = 0; query->types[i] != '\0'; i++)
    {
      if (query->types[i] == 's')
        sqlite3_bind_text (statement, i + 1, listing->texts[i], -1, SQLITE_STATIC);
      else
        sqlite3_bind_int64 (statement, i + 1, listing->numbers[i]);
    }
  listing->items = flo_sql_collect (statement, query->what, query->row_func, query->item_free, error);

  return listing->items != NULL;
}

void
flo_store_list_async (FloStore            *store,
                      const FloStoreQuery *query,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data,
                      ...)
{
  Listing *listing;
  va_list parameters;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (query != NULL && strlen (query->types) <= MAX_PARAMETERS);

  listing = g_new0 (Listing, 1);
  listing->query = query;
  va_start (parameters, user_data);
  for (guint i = 0; query->types[i] != '\0'; i++)
    {
      if (query->types[i] == 's')
        listing->texts[i] = g_strdup (va_arg (parameters, const char *));
      else
        listing->numbers[i] = va_arg (parameters, gint64);
    }
  va_end (parameters);

  flo_store_run_async (store, list_func, listing, listing_free, cancellable, callback, user_data);
}

GPtrArray *
flo_store_list_finish (FloStore      *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  if (!flo_store_run_finish (store, result, error))
    return NULL;

  return g_steal_pointer (&((Listing *) flo_store_run_get_data (result))->items);
}

/* ---- in ---- */

typedef struct
{
  char *owner;              /* (owned) */
  char *part;               /* (owned) (nullable) */
  GPtrArray *rows;          /* (owned) */
  FloStoreRowFunc write;
  FloStoreRowFunc forget;   /* (nullable) */
} Writing;


static void
writing_free (gpointer user_data)
{
  Writing *writing = user_data;

  g_free (writing->owner);
  g_free (writing->part);
  g_ptr_array_unref (writing->rows);
  g_free (writing);
}

static gboolean
write_func (sqlite3   *db,
            gpointer   data,
            GError   **error)
{
  Writing *writing = data;

  for (guint i = 0; i < writing->rows->len; i++)
    {
      if (!writing->write (db, writing->owner, writing->part, g_ptr_array_index (writing->rows, i), error))
        return FALSE;
    }

  return writing->forget == NULL || writing->forget (db, writing->owner, writing->part, NULL, error);
}

void
flo_store_write_async (FloStore            *store,
                       const char          *owner,
                       const char          *part,
                       GPtrArray           *rows,
                       FloStoreRowFunc      write,
                       FloStoreRowFunc      forget,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Writing *writing;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (owner != NULL);
  g_return_if_fail (rows != NULL && write != NULL);

  writing = g_new0 (Writing, 1);
  writing->owner = g_strdup (owner);
  writing->part = g_strdup (part);
  writing->rows = rows;
  writing->write = write;
  writing->forget = forget;

  flo_store_run_async (store, write_func, writing, writing_free, cancellable, callback, user_data);
}
