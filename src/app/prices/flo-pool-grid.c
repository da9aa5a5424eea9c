/* flo-pool-grid.c: pools as a heat map: types down, zones along
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/prices/flo-pool-grid.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/prices/flo-pool-item.h"
#include "app/support/flo-format.h"

#define LAST_RANGE 4

/* A name's place in a list, which grows. */
typedef struct
{
  GPtrArray *names;        /* (owned) (element-type utf8) borrowed from items */
  GHashTable *places;      /* (owned) (element-type utf8 guint) */
} Names;

static void
names_init (Names *names)
{
  names->names = g_ptr_array_new ();
  names->places = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
names_clear (Names *names)
{
  g_ptr_array_unref (names->names);
  g_hash_table_unref (names->places);
}

static guint
names_place (Names      *names,
             const char *name,
             gboolean   *is_new)
{
  gpointer place;

  *is_new = !g_hash_table_lookup_extended (names->places, name, NULL, &place);
  if (!*is_new)
    return GPOINTER_TO_UINT (place);
  g_hash_table_insert (names->places, (gpointer) name, GUINT_TO_POINTER (names->names->len));
  g_ptr_array_add (names->names, (gpointer) name);

  return names->names->len - 1;
}

/* NAN: nothing known. */
static double
get_value (FloPoolItem    *item,
           FloPoolMeasure  measure)
{
  FloMoney price = flo_pool_item_get_price (item);
  double saved = flo_pool_item_get_saved (item);

  switch (measure)
    {
    case FLO_POOL_PRICE:
      return price > 0 ? (double) price : NAN;

    case FLO_POOL_PRICE_PER_VCPU:
      return price > 0 && flo_pool_item_get_vcpus (item) > 0
               ? (double) price / flo_pool_item_get_vcpus (item) : NAN;

    case FLO_POOL_SAVED:
      return saved >= 0 ? saved : NAN;

    case FLO_POOL_INTERRUPTION:
      return flo_pool_item_get_interruption (item) >= 0 ? flo_pool_item_get_interruption (item)
                                                        : NAN;

    default:
      g_return_val_if_reached (NAN);
    }
}

static char *
format_value (double         value,
              FloPoolMeasure measure)
{
  if (measure == FLO_POOL_SAVED)
    /* Translators: a share, "71 %" */
    return g_strdup_printf (_("%d %%"), (int) (value * 100));
  if (measure == FLO_POOL_INTERRUPTION)
    return flo_format_interruption ((int) value);
  return flo_money_format ((FloMoney) llround (value));
}

/* The place on the scale: shares and ranges stand on their own, prices between the extremes of what
 * is compared, where twice the price is the same step everywhere. */
static double
get_share (double         value,
           double         least,
           double         greatest,
           FloPoolMeasure measure)
{
  if (measure == FLO_POOL_SAVED)
    return value;
  if (measure == FLO_POOL_INTERRUPTION)
    return value / LAST_RANGE;
  if (greatest <= least)
    return 0;
  return log (value / least) / log (greatest / least);
}

static const char *
get_title (FloPoolMeasure measure)
{
  static const char * const titles[] = {
    N_("Spot prices per hour"),
    N_("Spot prices per vCPU and hour"),
    N_("Saved against on demand"),
    N_("Instances interrupted in a month"),
  };

  return _(titles[measure]);
}

static void
set_ends (FloHeatGrid    *grid,
          double          least,
          double          greatest,
          FloPoolMeasure  measure)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (measure == FLO_POOL_SAVED)
    {
      least = 0;
      greatest = 1;
    }
  if (measure == FLO_POOL_INTERRUPTION)
    {
      least = 0;
      greatest = LAST_RANGE;
    }
  if (isnan (least))
    return;
  low = format_value (least, measure);
  high = format_value (greatest, measure);
  flo_heat_grid_set_ends (grid, low, high);
}

static void
fill (FloHeatGrid    *grid,
      GListModel     *pools,
      FloPoolMeasure  measure,
      Names          *types,
      Names          *zones,
      double          least,
      double          greatest)
{
  for (guint i = 0; i < g_list_model_get_n_items (pools); i++)
    {
      g_autoptr(FloPoolItem) item = g_list_model_get_item (pools, i);
      g_autofree char *words = flo_pool_item_describe (item);
      g_autofree char *text = NULL;
      double value = get_value (item, measure);
      gboolean is_new;
      guint row = names_place (types, flo_pool_item_get_type_name (item), &is_new);
      guint column = names_place (zones, flo_pool_item_get_zone (item), &is_new);

      if (isnan (value))
        {
          flo_heat_grid_set_words (grid, row, column, words);
          continue;
        }
      text = format_value (value, measure);
      flo_heat_grid_set_cell (grid, row, column, get_share (value, least, greatest, measure), text,
                              words,
                              measure != FLO_POOL_INTERRUPTION &&
                              flo_pool_item_get_interruption (item) >= FLO_POOL_RISKY_RANGE);
    }
}

/* Before the figures are there, every cell says that there is none. */
static void
explain (FloHeatGrid *grid)
{
  for (guint row = 0; row < flo_heat_grid_get_n_rows (grid); row++)
    for (guint column = 0; column < flo_heat_grid_get_n_columns (grid); column++)
      {
        /* Translators: an instance type, an Availability Zone */
        g_autofree char *words = g_strdup_printf (_("%s is not offered in %s"),
                                                  flo_heat_grid_get_row (grid, row),
                                                  flo_heat_grid_get_column (grid, column));

        flo_heat_grid_set_words (grid, row, column, words);
      }
}

/* Zones stand sorted by name, which keeps a region's together. */
static int
compare_zones (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (flo_pool_item_get_zone (*(FloPoolItem * const *) a),
                    flo_pool_item_get_zone (*(FloPoolItem * const *) b));
}

static GPtrArray *
list_items (GListModel *pools)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (pools); i++)
    g_ptr_array_add (items, g_list_model_get_item (pools, i));

  return items;
}

/* Sorts @items by zone. */
static void
name_zones (GPtrArray *items,
            Names     *zones,
            GPtrArray *groups)
{
  g_ptr_array_sort (items, compare_zones);
  for (guint i = 0; i < items->len; i++)
    {
      FloPoolItem *item = g_ptr_array_index (items, i);
      gboolean is_new;

      names_place (zones, flo_pool_item_get_zone (item), &is_new);
      if (is_new)
        g_ptr_array_add (groups, (gpointer) flo_pool_item_get_region (item));
    }
}

FloHeatGrid *
flo_pool_grid_new (GListModel     *pools,
                   FloPoolMeasure  measure)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new ();
  g_autoptr(GPtrArray) items = NULL;
  FloHeatGrid *grid;
  Names types, zones;
  double least = NAN, greatest = NAN;

  g_return_val_if_fail (G_IS_LIST_MODEL (pools), NULL);

  names_init (&types);
  names_init (&zones);
  items = list_items (pools);
  for (guint i = 0; i < items->len; i++)
    {
      FloPoolItem *item = g_ptr_array_index (items, i);
      double value = get_value (item, measure);
      gboolean is_new;

      names_place (&types, flo_pool_item_get_type_name (item), &is_new);
      if (isnan (value))
        continue;
      least = isnan (least) ? value : MIN (least, value);
      greatest = isnan (greatest) ? value : MAX (greatest, value);
    }
  name_zones (items, &zones, groups);
  g_ptr_array_add (types.names, NULL);
  g_ptr_array_add (zones.names, NULL);
  g_ptr_array_add (groups, NULL);

  grid = flo_heat_grid_new (get_title (measure),
                            measure == FLO_POOL_INTERRUPTION ? FLO_HEAT_WARNING : FLO_HEAT_PLAIN,
                            (const char * const *) types.names->pdata,
                            (const char * const *) zones.names->pdata,
                            (const char * const *) groups->pdata);
  explain (grid);
  fill (grid, pools, measure, &types, &zones, least, greatest);
  set_ends (grid, least, greatest, measure);
  names_clear (&types);
  names_clear (&zones);

  return grid;
}

static void
append_amount (GString  *text,
               FloMoney  amount)
{
  g_autofree char *decimal = amount > 0 ? flo_money_to_decimal (amount) : NULL;

  g_string_append_printf (text, ",%s", decimal != NULL ? decimal : "");
}

GBytes *
flo_pool_csv_new (GListModel *pools)
{
  g_autoptr(GString) text = g_string_new ("region,zone,instance_type,vcpus,spot_price,on_demand,"
                                          "least,mean,greatest,interruption,since\r\n");

  g_return_val_if_fail (G_IS_LIST_MODEL (pools), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (pools); i++)
    {
      g_autoptr(FloPoolItem) item = g_list_model_get_item (pools, i);
      g_autoptr(GDateTime) since = g_date_time_new_from_unix_utc (flo_pool_item_get_since (item));
      g_autofree char *time = NULL;
      g_autofree char *range = NULL;

      if (since != NULL && flo_pool_item_get_since (item) > 0)
        time = g_date_time_format (since, "%Y-%m-%dT%H:%M:%SZ");
      if (flo_pool_item_get_interruption (item) >= 0)
        range = flo_format_interruption (flo_pool_item_get_interruption (item));
      g_string_append_printf (text, "%s,%s,%s,%u", flo_pool_item_get_region (item),
                              flo_pool_item_get_zone (item), flo_pool_item_get_type_name (item),
                              flo_pool_item_get_vcpus (item));
      append_amount (text, flo_pool_item_get_price (item));
      append_amount (text, flo_pool_item_get_on_demand (item));
      append_amount (text, flo_pool_item_get_least (item));
      append_amount (text, flo_pool_item_get_mean (item));
      append_amount (text, flo_pool_item_get_greatest (item));
      g_string_append_printf (text, ",%s,%s\r\n", range != NULL ? range : "",
                              time != NULL ? time : "");
    }

  return g_string_free_to_bytes (g_steal_pointer (&text));
}
