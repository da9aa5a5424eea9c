/* flo-market-kept.c: one region's market as it was last time
 *
 * A line a pool, and before them a line a zone, without a type; why it cannot be used, if so. What types are is kept elsewhere: flo-type-table.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-market"

#include "market/flo-market-private.h"

#include <string.h>

#include "aws/aws-public-file.h"
#include "base/flo-csv.h"
#include "market/flo-figure-cache.h"
#include "market/flo-on-demand.h"
#include "market/flo-type-facts-private.h"
#include "market/flo-type-table.h"

#define COLUMNS "type,zone,zone_id,why_not,micro_usd,since"
#define MAX_ZONES 200
#define MAX_POOLS 200000
/* USD/hour: nothing costs more. */
#define MAX_PRICE (100000 * FLO_MONEY_PER_USD)

static char *
make_name (const char *region)
{
  return g_strdup_printf ("market-%s.csv", region);
}

/* ---- writing ---- */

/* What AWS calls the state of a zone is nobody's to choose but AWS's. */
static char *
make_plain (const char *text)
{
  return g_strdelimit (g_strdup (text != NULL ? text : ""), ",\r\n", ' ');
}

gboolean
_flo_market_write (FloMarket   *self,
                   const char  *place,
                   GError     **error)
{
  g_autofree char *name = make_name (flo_market_get_region (self));
  GString *text = g_string_new (COLUMNS "\n");
  g_autoptr(GBytes) content = NULL;

  for (guint i = 0; i < flo_market_get_n_zones (self); i++)
    {
      const FloZone *zone = flo_market_get_zone (self, i);
      g_autofree char *id = make_plain (zone->id);
      g_autofree char *why_not = make_plain (zone->usable ? NULL : zone->why_not);

      g_string_append_printf (text, ",%s,%s,%s,,\n", zone->name, id, why_not);
    }
  for (guint i = 0; i < flo_market_get_n_pools (self); i++)
    {
      const FloPool *pool = flo_market_get_pool (self, i);

      g_string_append_printf (text, "%s,%s,,,%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "\n", pool->type->name,
                              pool->zone->name, pool->spot_price, pool->price_since);
    }
  content = g_string_free_to_bytes (text);

  return flo_figure_cache_write (place, name, content, flo_market_get_time (self), NULL, error);
}

/* ---- reading ---- */

typedef struct
{
  FloCsv *csv;              /* (owned) */
  int type, zone, zone_id, why_not, price, since;
  FloTypeTable *table;      /* borrowed */
  FloOnDemand *on_demand;   /* borrowed */
  FloAdvisor *advisor;      /* borrowed */
  GStringChunk *strings;    /* (owned) */
  GArray *zones;            /* (owned) (element-type FloZone) */
  GArray *types;            /* (owned) (element-type FloInstanceType): large enough from the start: pools point into it */
  GArray *pools;            /* (owned) (element-type FloPool) */
  GHashTable *by_name;      /* (owned) (element-type utf8 FloInstanceType): borrows from @types */
  GHashTable *seen;         /* (owned) (element-type utf8): pools, by "type zone" */
} Reading;

static void
reading_clear (Reading *self)
{
  flo_csv_free (self->csv);
  g_string_chunk_free (self->strings);
  g_array_unref (self->zones);
  g_array_unref (self->types);
  g_array_unref (self->pools);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->seen);
}

static const FloZone *
find_zone (Reading    *self,
           const char *name)
{
  for (guint i = 0; i < self->zones->len; i++)
    if (g_str_equal (g_array_index (self->zones, FloZone, i).name, name))
      return &g_array_index (self->zones, FloZone, i);

  return NULL;
}

static const char *
keep_cell (Reading *self,
           int      column)
{
  const char *cell = flo_csv_get (self->csv, column);

  return *cell != '\0' && g_utf8_validate (cell, -1, NULL) ? g_string_chunk_insert_const (self->strings, cell) : NULL;
}

static void
read_zone (Reading *self)
{
  const char *why_not = keep_cell (self, self->why_not);
  const FloZone zone = { keep_cell (self, self->zone), keep_cell (self, self->zone_id), why_not == NULL, why_not };

  /* Pools point into it: there are no more zones once there is one. */
  if (zone.name == NULL || self->pools->len > 0 || self->zones->len >= MAX_ZONES || find_zone (self, zone.name) != NULL)
    return;
  g_array_append_val (self->zones, zone);
}

/* (nullable): NULL: nobody knows what that is */
static const FloInstanceType *
find_type (Reading    *self,
           const char *name)
{
  const FloInstanceType *known = g_hash_table_lookup (self->by_name, name);
  FloInstanceType type;

  if (known != NULL)
    return known;
  if (!flo_type_table_describe_type (self->table, name, &type))
    return NULL;

  type.name = flo_type_table_find (self->table, name)->type;
  type.on_demand = flo_on_demand_find (self->on_demand, name, NULL, &type.on_demand_origin);
  g_array_append_val (self->types, type);
  known = &g_array_index (self->types, FloInstanceType, self->types->len - 1);
  g_hash_table_insert (self->by_name, (gpointer) known->name, (gpointer) known);

  return known;
}

static void
read_pool (Reading    *self,
           const char *type)
{
  const gint64 price = flo_csv_get_number (self->csv, self->price);
  FloPool pool = { find_type (self, type), find_zone (self, flo_csv_get (self->csv, self->zone)), 0, 0, -1 };
  g_autofree char *key = NULL;

  if (pool.type == NULL || pool.zone == NULL)
    return;
  key = g_strconcat (pool.type->name, " ", pool.zone->name, NULL);
  if (!g_hash_table_add (self->seen, g_steal_pointer (&key)))
    return;
  if (price > 0 && price <= MAX_PRICE)
    {
      pool.spot_price = price;
      pool.price_since = MAX (flo_csv_get_number (self->csv, self->since), 0);
    }
  pool.interruption_range = flo_advisor_find (self->advisor, pool.type->name, NULL, NULL);
  g_array_append_val (self->pools, pool);
}

static void
reading_init (Reading *self,
              GBytes  *text)
{
  self->csv = flo_csv_new (text);
  self->type = flo_csv_column (self->csv, "type");
  self->zone = flo_csv_column (self->csv, "zone");
  self->zone_id = flo_csv_column (self->csv, "zone_id");
  self->why_not = flo_csv_column (self->csv, "why_not");
  self->price = flo_csv_column (self->csv, "micro_usd");
  self->since = flo_csv_column (self->csv, "since");
  self->strings = g_string_chunk_new (1024);
  self->zones = g_array_new (FALSE, FALSE, sizeof (FloZone));
  self->types = g_array_sized_new (FALSE, FALSE, sizeof (FloInstanceType), flo_type_table_get_n (self->table));
  self->pools = g_array_new (FALSE, FALSE, sizeof (FloPool));
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Takes @on_demand and @advisor. Without a text: types alone. */
static FloMarket *
parse (GBytes       *text,
       const char   *region,
       gint64        time,
       FloTypeTable *types,
       FloOnDemand  *on_demand,
       FloAdvisor   *advisor)
{
  Reading self = { .table = types, .on_demand = on_demand, .advisor = advisor };
  FloMarket *market;

  reading_init (&self, text);
  while (self.pools->len < MAX_POOLS && flo_csv_next (self.csv))
    {
      const char *type = flo_csv_get (self.csv, self.type);

      if (*type == '\0')
        read_zone (&self);
      else
        read_pool (&self, type);
    }
  /* Where nothing is kept at least the types are known. */
  if (self.pools->len == 0)
    {
      g_array_set_size (self.zones, 0);
      for (guint i = 0; i < flo_type_table_get_n (types); i++)
        find_type (&self, flo_type_table_get_at (types, i)->type);
    }

  market = flo_market_new (region, self.pools->len > 0 ? time : 0, (gpointer) self.zones->data, self.zones->len,
                           (gpointer) self.types->data, self.types->len, (gpointer) self.pools->data, self.pools->len);
  _flo_market_take_figures (market, on_demand, advisor, flo_type_table_ref (types));
  flo_on_demand_free (on_demand);
  reading_clear (&self);

  return market;
}

FloMarket *
_flo_market_parse (GBytes       *text,
                   const char   *region,
                   gint64        time,
                   FloTypeTable *types)
{
  return parse (text, region, time, types, flo_on_demand_read (NULL, region), flo_advisor_read (NULL, region));
}

FloMarket *
_flo_market_read (const char *place,
                  const char *region)
{
  g_autoptr(FloTypeTable) types = flo_type_table_read (place, region);
  g_autofree char *name = make_name (region);
  g_autoptr(GBytes) content = NULL;
  gint64 time = 0;

  content = place != NULL ? flo_figure_cache_read (place, name, &time, NULL) : NULL;
  if (content == NULL)
    content = g_bytes_new_static ("", 0);

  return parse (content, region, time, types, flo_on_demand_read (place, region), flo_advisor_read (place, region));
}

/* ---- in a thread ---- */

typedef struct
{
  char *place;    /* (owned) (nullable) */
  char *region;   /* (owned) */
} Where;

static void
where_free (gpointer data)
{
  Where *where = data;

  g_free (where->place);
  g_free (where->region);
  g_free (where);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Where *where = task_data;

  g_task_return_pointer (task, _flo_market_read (where->place, where->region), g_object_unref);
}

static void
place_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Where *where = g_task_get_task_data (task);
  GError *error = NULL;

  where->place = aws_public_file_find_place_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, read_thread);
}

/**
 * flo_market_load_kept_async:
 * @client: the region is the client's
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads what was known of the region last time: nobody is asked.
 */
void
flo_market_load_kept_async (AwsClient           *client,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;
  Where *where;

  g_return_if_fail (AWS_IS_CLIENT (client));

  where = g_new0 (Where, 1);
  where->region = g_strdup (aws_client_get_region (client));
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_market_load_kept_async);
  g_task_set_task_data (task, where, where_free);
  aws_public_file_find_place_async (client, cancellable, place_found_cb, task);
}

/**
 * flo_market_load_kept_finish:
 * @result: the result
 * @error: %AWS_ERROR of an endpoint that is no endpoint, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the market, with types alone when nothing is kept; %NULL with @error set
 */
FloMarket *
flo_market_load_kept_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
