/* flo-type-table.c: the instance types of one region
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-type-table"

#include "market/flo-type-table.h"

#include <string.h>

#include "aws/aws-error.h"
#include "aws/aws-public-file.h"
#include "market/flo-catalogue.h"
#include "market/flo-figure-cache.h"
#include "market/flo-type-facts-private.h"

struct _FloTypeTable
{
  FloOrigin origin;
  GPtrArray *all;        /* (owned) (element-type FloTypeFacts): by name */
  GHashTable *by_name;   /* (owned) (element-type utf8 FloTypeFacts): borrows from @all */
};

static int
compare_facts (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(FloTypeFacts *const *) a)->type, (*(FloTypeFacts *const *) b)->type);
}

/* @all: (transfer full); of two of one name the later is dropped */
FloTypeTable *
_flo_type_table_new (GPtrArray *all,
                     FloOrigin  origin)
{
  FloTypeTable *self = g_atomic_rc_box_new0 (FloTypeTable);

  self->origin = origin;
  self->all = all;
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_ptr_array_sort (all, compare_facts);
  for (guint i = 0; i < all->len;)
    {
      FloTypeFacts *facts = all->pdata[i];

      if (g_hash_table_contains (self->by_name, facts->type))
        {
          g_ptr_array_remove_index (all, i);
          continue;
        }
      g_hash_table_insert (self->by_name, facts->type, facts);
      i++;
    }

  return self;
}

static void
clear_table (FloTypeTable *self)
{
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->all);
}

FloTypeTable *
flo_type_table_ref (FloTypeTable *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
flo_type_table_unref (FloTypeTable *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_table);
}

/* Of the catalogue. */
static FloTypeTable *
make_shipped (void)
{
  g_autoptr(FloCatalogue) catalogue = flo_catalogue_get_default ();
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_type_facts_free);

  for (guint i = 0; i < flo_catalogue_get_n_types (catalogue); i++)
    {
      FloTypeFacts *facts = flo_type_facts_new (flo_catalogue_get_type_at (catalogue, i)->name);

      flo_catalogue_fill_facts (catalogue, i, facts);
      _flo_type_facts_derive (facts);
      g_ptr_array_add (all, facts);
    }

  return _flo_type_table_new (all, (FloOrigin) { FLO_SOURCE_SHIPPED, FLO_SHIPPED_TIME });
}

/**
 * flo_type_table_get_shipped:
 *
 * The types of us-east-1 that came with this version. May be called from any thread; the first call reads the catalogue.
 *
 * Returns: (transfer full): the one table; what is not in the catalogue is not known
 */
FloTypeTable *
flo_type_table_get_shipped (void)
{
  static FloTypeTable *shipped;

  if (g_once_init_enter (&shipped))
    g_once_init_leave (&shipped, make_shipped ());

  return flo_type_table_ref (shipped);
}

static char *
make_name (const char *region)
{
  return g_strdup_printf ("types-%s.csv", region);
}

/**
 * flo_type_table_read:
 * @place: (nullable): whose word is wanted, see aws_public_file_dup_place()
 * @region: where
 *
 * Reads what AWS said last time; otherwise what is shipped. Not for the main thread: it reads a file.
 *
 * Returns: (transfer full): the types
 */
FloTypeTable *
flo_type_table_read (const char *place,
                     const char *region)
{
  g_autofree char *name = make_name (region);
  g_autoptr(GBytes) content = NULL;
  FloTypeTable *kept = NULL;
  gint64 time;

  g_return_val_if_fail (region != NULL, NULL);

  content = place != NULL ? flo_figure_cache_read (place, name, &time, NULL) : NULL;
  if (content != NULL)
    kept = flo_type_table_parse (content, (FloOrigin) { FLO_SOURCE_AWS, time });

  return kept != NULL ? kept : flo_type_table_get_shipped ();
}

FloOrigin
flo_type_table_get_origin (FloTypeTable *self)
{
  g_return_val_if_fail (self != NULL, ((FloOrigin) { FLO_SOURCE_NONE, 0 }));

  return self->origin;
}

gboolean
flo_type_table_is_fresh (FloTypeTable *self,
                         gint64        now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->origin.source == FLO_SOURCE_AWS && self->origin.time > now - FLO_TYPE_TABLE_MAX_AGE;
}

guint
flo_type_table_get_n (FloTypeTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->all->len;
}

const FloTypeFacts *
flo_type_table_get_at (FloTypeTable *self,
                       guint         index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->all->len, NULL);

  return self->all->pdata[index];
}

const FloTypeFacts *
flo_type_table_find (FloTypeTable *self,
                     const char   *type)
{
  g_return_val_if_fail (self != NULL && type != NULL, NULL);

  return g_hash_table_lookup (self->by_name, type);
}

static gboolean
has_word (const FloTypeFacts *facts,
          FloFact             fact,
          const char         *word)
{
  return facts->words[fact] != NULL && g_strv_contains ((const char * const *) facts->words[fact], word);
}

/* 0 when it is not known */
static guint64
get_count (const FloTypeFacts *facts,
           FloFact             fact)
{
  return flo_type_facts_knows (facts, fact) ? (guint64) CLAMP (facts->numbers[fact], 0, 1e15) : 0;
}

/**
 * flo_type_table_describe_type:
 * @self: a region's types
 * @name: one of them
 * @type: (out): what a market says of it, without a price; its name is @name
 *
 * Returns: whether there is such a type
 */
gboolean
flo_type_table_describe_type (FloTypeTable    *self,
                              const char      *name,
                              FloInstanceType *type)
{
  const FloTypeFacts *facts = flo_type_table_find (self, name);

  if (facts == NULL)
    return FALSE;

  *type = (FloInstanceType) {
    .name = name,
    .vcpus = (guint) MIN (get_count (facts, FLO_FACT_VCPUS), G_MAXUINT),
    .memory_mib = get_count (facts, FLO_FACT_MEMORY),
    .x86_64 = has_word (facts, FLO_FACT_ARCHITECTURE, "x86_64"),
    .arm64 = has_word (facts, FLO_FACT_ARCHITECTURE, "arm64"),
    .gpus = (guint) MIN (get_count (facts, FLO_FACT_GPUS), 1000),
    .burstable = get_count (facts, FLO_FACT_BURSTABLE) != 0,
    .current_generation = get_count (facts, FLO_FACT_CURRENT_GENERATION) != 0,
    .bare_metal = get_count (facts, FLO_FACT_BARE_METAL) != 0,
    .spot = has_word (facts, FLO_FACT_USAGE_CLASS, "spot"),
  };

  return TRUE;
}

/* ---- refreshing ---- */

typedef struct
{
  AwsClient *client;     /* (owned) */
  GPtrArray *all;        /* (owned) (nullable) (element-type FloTypeFacts) */
} Refresh;

static void
refresh_free (gpointer data)
{
  Refresh *refresh = data;

  g_object_unref (refresh->client);
  g_clear_pointer (&refresh->all, g_ptr_array_unref);
  g_free (refresh);
}

static void
keep_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Refresh *refresh = task_data;
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *place = aws_public_file_dup_place (refresh->client);
  g_autofree char *name = make_name (aws_client_get_region (refresh->client));
  g_autoptr(GBytes) content = NULL;
  g_autoptr(GError) problem = NULL;
  GString *text = g_string_new (NULL);

  flo_type_table_write_head (text);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < refresh->all->len; i++)
    {
      flo_type_table_write_row (text, refresh->all->pdata[i]);
      g_string_append_c (text, '\n');
    }
  content = g_string_free_to_bytes (text);
  if (place != NULL && !flo_figure_cache_write (place, name, content, now, NULL, &problem))
    g_message ("Instance types could not be kept: %s", problem->message);

  g_task_return_pointer (task, _flo_type_table_new (g_steal_pointer (&refresh->all), (FloOrigin) { FLO_SOURCE_AWS, now }),
                         (GDestroyNotify) flo_type_table_unref);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloTypeTable *self = g_task_propagate_pointer (G_TASK (result), NULL);

  g_task_return_pointer (task, self, (GDestroyNotify) flo_type_table_unref);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Refresh *refresh = g_task_get_task_data (task);
  g_autoptr(GTask) work = NULL;
  GError *error = NULL;

  refresh->all = flo_type_facts_load_finish (result, &error);
  if (refresh->all == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (refresh->all->len == 0)
    {
      g_task_return_new_error (task, AWS_ERROR, AWS_ERROR_PROTOCOL, "AWS listed no instance types in %s",
                               aws_client_get_region (refresh->client));
      return;
    }

  /* The thread has the refresh for itself until it is done. */
  work = g_task_new (NULL, NULL, kept_cb, g_object_ref (task));
  g_task_set_source_tag (work, loaded_cb);
  g_task_set_task_data (work, refresh, NULL);
  g_task_run_in_thread (work, keep_thread);
}

/**
 * flo_type_table_refresh_async:
 * @client: the region is the client's
 * @cancellable: (nullable): ends it at any moment
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks AWS for all types of the region, and keeps what it said for the next run.
 */
void
flo_type_table_refresh_async (AwsClient           *client,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Refresh *refresh;

  g_return_if_fail (AWS_IS_CLIENT (client));

  refresh = g_new0 (Refresh, 1);
  refresh->client = g_object_ref (client);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_type_table_refresh_async);
  g_task_set_task_data (task, refresh, refresh_free);
  flo_type_facts_load_async (client, NULL, cancellable, loaded_cb, g_object_ref (task));
}

/* Returns: (transfer full) (nullable): the region's types; NULL with @error set */
FloTypeTable *
flo_type_table_refresh_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
