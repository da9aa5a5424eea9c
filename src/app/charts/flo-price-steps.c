/* flo-price-steps.c: pools' prices as step series, each with a look of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-price-steps.h"

#include <gio/gio.h>
#include <string.h>

FloStepSeries *
flo_price_steps_from_series (FloPriceSeries *prices,
                             const char     *title)
{
  FloStepSeries *series = flo_step_series_new (title);
  g_autofree FloStep *steps = NULL;
  gsize n_points;
  const FloPricePoint *points = flo_price_series_get_points (prices, &n_points);

  steps = g_new (FloStep, MAX (n_points, 1));
  for (gsize i = 0; i < n_points; i++)
    steps[i] = (FloStep) { points[i].time, points[i].price };
  flo_step_series_replace_tail (series, 0, steps, n_points);

  return series;
}

/* Where @name stands among @names, in which it is put when it is new. */
static guint
ensure_name (GPtrArray  *names,
             const char *name)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, &index))
    return index;
  g_ptr_array_add (names, (gpointer) name);

  return names->len - 1;
}

/* A zone is its region and a letter; other kinds of zones are regions of their own here. */
static char *
dup_region (const char *zone)
{
  gsize length = strlen (zone);

  return g_strndup (zone, length > 0 && g_ascii_islower (zone[length - 1]) ? length - 1 : length);
}

static guint
ensure_region (GPtrArray      *regions,
               FloPriceSeries *series)
{
  g_autofree char *region = dup_region (flo_price_series_get_zone (series));
  guint index = ensure_name (regions, region);

  if (g_ptr_array_index (regions, index) == region)
    g_steal_pointer (&region);

  return index;
}

static char *
make_title (FloPriceSeries *series,
            gboolean        one_type,
            gboolean        one_zone)
{
  const char *type = flo_price_series_get_instance_type (series);
  const char *zone = flo_price_series_get_zone (series);

  if (one_type && !one_zone)
    return g_strdup (zone);
  if (one_zone && !one_type)
    return g_strdup (type);

  return g_strdup_printf ("%s %s", type, zone);
}

GPtrArray *
flo_price_steps_new (GListModel *prices,
                     GArray     *styles)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) types = g_ptr_array_new ();
  g_autoptr(GPtrArray) used_zones = g_ptr_array_new ();
  g_autoptr(GPtrArray) regions = g_ptr_array_new_with_free_func (g_free);
  guint n = prices != NULL ? g_list_model_get_n_items (prices) : 0;

  for (guint i = 0; i < n; i++)
    {
      FloPriceSeries *series = g_list_model_get_item (prices, i);

      g_ptr_array_add (items, series);
      ensure_name (types, flo_price_series_get_instance_type (series));
      ensure_name (used_zones, flo_price_series_get_zone (series));
    }

  for (guint i = 0; i < n; i++)
    {
      FloPriceSeries *series = g_ptr_array_index (items, i);
      guint type = ensure_name (types, flo_price_series_get_instance_type (series));
      g_autofree char *title = make_title (series, types->len == 1, used_zones->len == 1);
      /* The letters of two regions' zones are the same colours: their dashes differ. */
      FloSeriesStyle style = {
        FLO_SERIES_LINE, 0, type + types->len * ensure_region (regions, series)
      };

      style.index = used_zones->len == 1 && types->len > 1
                      ? type : flo_palette_index_for_zone (flo_price_series_get_zone (series));
      g_ptr_array_add (all, flo_price_steps_from_series (series, title));
      g_array_append_val (styles, style);
    }

  return all;
}
