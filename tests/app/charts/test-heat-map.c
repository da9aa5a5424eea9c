/* test-heat-map.c: pools as shades: figures, order, keys, words, files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <string.h>

#include "app/charts/flo-heat-draw.h"
#include "app/prices/flo-pool-grid.h"
#include "app/prices/flo-pool-item.h"
#include "app/prices/flo-pool-view.h"
#include "flo-app-resources.h"

#define DAY ((gint64) 24 * 60 * 60)

static const FloZone ZONES[] = {
  { "us-east-1b", "use1-az2", TRUE, NULL },
  { "us-east-1a", "use1-az1", TRUE, NULL },
};

static const FloInstanceType TYPES[] = {
  { .name = "m6i.large", .vcpus = 2, .memory_mib = 8192, .x86_64 = TRUE, .spot = TRUE,
    .on_demand = 96000 },
  { .name = "c6i.xlarge", .vcpus = 4, .memory_mib = 8192, .x86_64 = TRUE, .spot = TRUE,
    .on_demand = 0 },
};

static void
add_pool (GListStore            *pools,
          const char            *region,
          const FloInstanceType *type,
          const FloZone         *zone,
          FloMoney               price,
          int                    range)
{
  FloPool pool = { type, zone, price, 1795651200, range };
  g_autoptr(FloPoolItem) item = flo_pool_item_new (region, &pool);

  g_list_store_append (pools, item);
}

static GListModel *
create_pools (void)
{
  static const FloZone other = { "eu-west-1a", "euw1-az1", TRUE, NULL };
  GListStore *pools = g_list_store_new (FLO_TYPE_POOL_ITEM);

  add_pool (pools, "us-east-1", &TYPES[0], &ZONES[0], 40000, 4);
  add_pool (pools, "us-east-1", &TYPES[0], &ZONES[1], 20000, 0);
  add_pool (pools, "us-east-1", &TYPES[1], &ZONES[1], 80000, -1);
  add_pool (pools, "eu-west-1", &TYPES[0], &other, 0, 1);

  return G_LIST_MODEL (pools);
}

static void
test_prices (void)
{
  g_autoptr(GListModel) pools = create_pools ();
  g_autoptr(FloHeatGrid) grid = flo_pool_grid_new (pools, FLO_POOL_PRICE);
  const FloHeatCell *cell;

  g_assert_cmpuint (flo_heat_grid_get_n_rows (grid), ==, 2);
  g_assert_cmpuint (flo_heat_grid_get_n_columns (grid), ==, 3);
  g_assert_cmpstr (flo_heat_grid_get_row (grid, 0), ==, "m6i.large");
  /* Zones are sorted, whatever the order they came in; a region's stay together. */
  g_assert_cmpstr (flo_heat_grid_get_column (grid, 0), ==, "eu-west-1a");
  g_assert_cmpstr (flo_heat_grid_get_column (grid, 1), ==, "us-east-1a");
  g_assert_cmpstr (flo_heat_grid_get_group (grid, 2), ==, "us-east-1");
  g_assert_cmpstr (flo_heat_grid_get_short (grid, 2), ==, "b");
  g_assert_cmpstr (flo_heat_grid_get_least (grid), ==, "$0.02");
  g_assert_cmpstr (flo_heat_grid_get_greatest (grid), ==, "$0.08");

  /* Twice the price is the same step everywhere. */
  cell = flo_heat_grid_get_cell (grid, 0, 1);
  g_assert_true (cell->known);
  g_assert_cmpfloat_with_epsilon (cell->share, 0, 1e-9);
  g_assert_false (cell->badge);
  cell = flo_heat_grid_get_cell (grid, 0, 2);
  g_assert_cmpfloat_with_epsilon (cell->share, .5, 1e-9);
  g_assert_true (cell->badge);
  g_assert_cmpstr (cell->text, ==, "$0.04");
  g_assert_cmpstr (cell->words, ==, "m6i.large in us-east-1b: $0.04 an hour, 58 % below on demand, "
                                    "> 20 % of instances interrupted in a month");
  cell = flo_heat_grid_get_cell (grid, 1, 1);
  g_assert_cmpfloat_with_epsilon (cell->share, 1, 1e-9);
  g_assert_cmpstr (cell->words, ==, "c6i.xlarge in us-east-1a: $0.08 an hour");

  /* What is not known says why. */
  cell = flo_heat_grid_get_cell (grid, 0, 0);
  g_assert_false (cell->known);
  g_assert_cmpstr (cell->words, ==, "m6i.large in eu-west-1a: AWS publishes no Spot price");
  cell = flo_heat_grid_get_cell (grid, 1, 2);
  g_assert_false (cell->known);
  g_assert_cmpstr (cell->words, ==, "c6i.xlarge is not offered in us-east-1b");
}

static void
test_measures (void)
{
  g_autoptr(GListModel) pools = create_pools ();
  g_autoptr(FloHeatGrid) each = flo_pool_grid_new (pools, FLO_POOL_PRICE_PER_VCPU);
  g_autoptr(FloHeatGrid) saved = flo_pool_grid_new (pools, FLO_POOL_SAVED);
  g_autoptr(FloHeatGrid) risk = flo_pool_grid_new (pools, FLO_POOL_INTERRUPTION);

  g_assert_cmpstr (flo_heat_grid_get_cell (each, 0, 2)->text, ==, "$0.02");
  g_assert_cmpstr (flo_heat_grid_get_cell (each, 1, 1)->text, ==, "$0.02");
  g_assert_cmpstr (flo_heat_grid_get_cell (saved, 0, 1)->text, ==, "79 %");
  g_assert_cmpfloat_with_epsilon (flo_heat_grid_get_cell (saved, 0, 1)->share, 76. / 96, 1e-9);
  /* Without an on-demand price there is nothing to compare with. */
  g_assert_false (flo_heat_grid_get_cell (saved, 1, 1)->known);
  g_assert_cmpint (flo_heat_grid_get_scale (risk), ==, FLO_HEAT_WARNING);
  g_assert_cmpstr (flo_heat_grid_get_cell (risk, 0, 2)->text, ==, "> 20 %");
  g_assert_cmpfloat_with_epsilon (flo_heat_grid_get_cell (risk, 0, 2)->share, 1, 1e-9);
  g_assert_false (flo_heat_grid_get_cell (risk, 0, 2)->badge);
  g_assert_cmpfloat_with_epsilon (flo_heat_grid_get_cell (risk, 0, 0)->share, .25, 1e-9);
  g_assert_false (flo_heat_grid_get_cell (risk, 1, 1)->known);
}

static void
test_empty (void)
{
  g_autoptr(GListStore) nothing = g_list_store_new (FLO_TYPE_POOL_ITEM);
  g_autoptr(FloHeatGrid) grid = flo_pool_grid_new (G_LIST_MODEL (nothing), FLO_POOL_PRICE);
  FloPoolView *view = g_object_ref_sink (FLO_POOL_VIEW (flo_pool_view_new ()));
  g_autofree char *words = NULL;

  g_assert_cmpuint (flo_heat_grid_get_n_rows (grid), ==, 0);
  flo_pool_view_set_pools (view, G_LIST_MODEL (nothing));
  words = flo_heat_map_describe (flo_pool_view_get_map (view));
  g_assert_cmpstr (words, ==, "No figures");
  /* Keys on nothing do nothing. */
  gtk_widget_activate_action (GTK_WIDGET (flo_pool_view_get_map (view)), "heat.move", "(ii)", 1, 0);
  g_assert_null (flo_heat_map_get_reading (flo_pool_view_get_map (view)));
  g_assert_finalize_object (view);
}

/* What held when the period began counts, what came after it does not. */
static void
test_history (void)
{
  static const FloPricePoint points[] = {
    { 100, 90000 }, { 200, 30000 }, { 500, 50000 }, { 900, 10000 },
  };
  FloPool pool = { &TYPES[0], &ZONES[0], 50000, 500, 2 };
  g_autoptr(FloPoolItem) item = flo_pool_item_new ("us-east-1", &pool);
  g_autoptr(FloPriceSeries) series = flo_price_series_new ("m6i.large", "us-east-1b", points,
                                                           G_N_ELEMENTS (points), 100, 1000);

  flo_pool_item_set_history (item, series, 300, 900);
  g_assert_cmpint (flo_pool_item_get_least (item), ==, 30000);
  g_assert_cmpint (flo_pool_item_get_greatest (item), ==, 50000);
  g_assert_cmpint (flo_pool_item_get_mean (item), ==, (30000 * 200 + 50000 * 400) / 600);
}

static void
test_csv (void)
{
  g_autoptr(GListModel) pools = create_pools ();
  g_autoptr(GBytes) csv = flo_pool_csv_new (pools);
  g_autofree char *text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_auto(GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 6);
  g_assert_cmpstr (lines[0], ==, "region,zone,instance_type,vcpus,spot_price,on_demand,least,mean,"
                                 "greatest,interruption,since");
  g_assert_cmpstr (lines[1], ==, "us-east-1,us-east-1b,m6i.large,2,0.040000,0.096000,,,,> 20 %,"
                                 "2026-11-26T00:00:00Z");
  g_assert_cmpstr (lines[3], ==, "us-east-1,us-east-1a,c6i.xlarge,4,0.080000,,,,,,"
                                 "2026-11-26T00:00:00Z");
  g_assert_cmpstr (lines[4], ==, "eu-west-1,eu-west-1a,m6i.large,2,,0.096000,,,,5–10 %,"
                                 "2026-11-26T00:00:00Z");
}

static void
move (FloHeatMap *map,
      int         along,
      int         down)
{
  gtk_widget_activate_action (GTK_WIDGET (map), "heat.move", "(ii)", along, down);
}

static void
check_cursor (FloHeatMap *map,
              guint       row,
              guint       column)
{
  guint seen_row, seen_column;

  g_assert_true (flo_heat_map_get_cursor (map, &seen_row, &seen_column));
  g_assert_cmpuint (seen_row, ==, row);
  g_assert_cmpuint (seen_column, ==, column);
}

static void
check_keys (GtkTextDirection direction)
{
  g_autoptr(GListModel) pools = create_pools ();
  FloPoolView *view = g_object_ref_sink (FLO_POOL_VIEW (flo_pool_view_new ()));
  FloHeatMap *map = flo_pool_view_get_map (view);
  int later = direction == GTK_TEXT_DIR_RTL ? -1 : 1;
  int minimum, width;

  gtk_widget_set_direction (GTK_WIDGET (map), direction);
  flo_pool_view_set_pools (view, pools);
  gtk_widget_measure (GTK_WIDGET (map), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &width, NULL,
                      NULL);
  /* Six zones fit beside the names of types on a phone: three do so twice over. */
  g_assert_cmpint (minimum, >, 3 * 44);
  g_assert_cmpint (minimum, <, 360);
  gtk_widget_size_allocate (GTK_WIDGET (map), &(GtkAllocation) { 0, 0, 600, 200 }, -1);

  g_assert_null (flo_heat_map_get_reading (map));
  /* The first key shows where one is, whichever it was. */
  move (map, later, 0);
  check_cursor (map, 0, 0);
  move (map, later, 0);
  check_cursor (map, 0, 1);
  g_assert_cmpstr (flo_heat_map_get_reading (map), ==,
                   "m6i.large in us-east-1a: $0.02 an hour, 79 % below on demand, "
                   "< 5 % of instances interrupted in a month");
  move (map, 0, 1);
  check_cursor (map, 1, 1);
  /* At the edges it stays. */
  move (map, 0, 1);
  check_cursor (map, 1, 1);
  move (map, later, 0);
  move (map, later, 0);
  check_cursor (map, 1, 2);
  move (map, -later, 0);
  check_cursor (map, 1, 1);
  /* Home and End are the first and the last zone in either direction of writing. */
  move (map, 1 << 20, 0);
  check_cursor (map, 1, 2);
  move (map, -(1 << 20), 0);
  check_cursor (map, 1, 0);
  g_assert_finalize_object (view);
}

static void
test_keys (void)
{
  check_keys (GTK_TEXT_DIR_LTR);
  check_keys (GTK_TEXT_DIR_RTL);
}

static void
test_description (void)
{
  g_autoptr(GListModel) pools = create_pools ();
  FloPoolView *view = g_object_ref_sink (FLO_POOL_VIEW (flo_pool_view_new ()));
  FloHeatMap *map = flo_pool_view_get_map (view);
  g_autofree char *words = NULL;

  flo_pool_view_set_pools (view, pools);
  words = flo_heat_map_describe (map);
  g_assert_true (g_str_has_prefix (words, "Spot prices per hour, 2 by 3. Least: m6i.large in "
                                          "us-east-1a: $0.02 an hour"));
  g_assert_nonnull (strstr (words, "Greatest: c6i.xlarge in us-east-1a: $0.08 an hour."));
  g_assert_true (gtk_test_accessible_has_role (GTK_ACCESSIBLE (map), GTK_ACCESSIBLE_ROLE_IMG));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (map),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  flo_pool_view_set_measure (view, FLO_POOL_INTERRUPTION);
  g_free (words);
  words = flo_heat_map_describe (map);
  g_assert_true (g_str_has_prefix (words, "Instances interrupted in a month, 2 by 3."));
  g_assert_finalize_object (view);
}

/* Order is seen by lightness, and every word can be read. */
static void
test_shades (void)
{
  for (guint mode = 0; mode < 4; mode++)
    {
      FloChartTheme theme;
      double last = 0;

      flo_chart_theme_init (&theme, mode & 1, FALSE);
      for (int i = 0; i <= 100; i++)
        {
          GdkRGBA fill = flo_heat_get_fill (&theme, mode & 2 ? FLO_HEAT_WARNING : FLO_HEAT_PLAIN,
                                            i / 100.0);
          GdkRGBA ink = flo_heat_get_ink (&fill);
          double contrast = flo_chart_theme_contrast (&fill, &theme.background);

          g_assert_cmpfloat (flo_chart_theme_contrast (&fill, &ink), >=, 4.5);
          if (i > 10)
            g_assert_cmpfloat (contrast, >=, last);
          last = contrast;
        }
    }
}

/* Cells and points find each other, also mirrored, and the whole is inside of the width. */
static void
test_layout (void)
{
  g_autoptr(GListModel) pools = create_pools ();
  g_autoptr(FloHeatGrid) grid = flo_pool_grid_new (pools, FLO_POOL_PRICE);
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  FloChartPainter painter = { NULL, NULL, context, TRUE };
  static const double widths[] = { 240, 360, 1000, 3840 };

  for (gsize i = 0; i < G_N_ELEMENTS (widths) * 2; i++)
    {
      FloHeatLayout layout;

      flo_heat_layout_init (&layout, &painter, grid, widths[i / 2], i % 2);
      for (guint row = 0; row < 2; row++)
        for (guint column = 0; column < 3; column++)
          {
            graphene_rect_t cell = flo_heat_layout_get_cell (&layout, row, column);
            guint found_row, found_column;

            g_assert_true (flo_heat_layout_find_cell (&layout, cell.origin.x + 1, cell.origin.y + 1,
                                                      &found_row, &found_column));
            g_assert_cmpuint (found_row, ==, row);
            g_assert_cmpuint (found_column, ==, column);
            if (widths[i / 2] < flo_heat_layout_get_minimum (&painter, grid))
              continue;
            g_assert_cmpfloat (cell.origin.x, >=, 0);
            g_assert_cmpfloat (cell.origin.x + cell.size.width, <=, widths[i / 2]);
          }
    }
  g_object_unref (context);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GTK_A11Y", "test", TRUE);
  adw_init ();
  g_resources_register (flo_app_get_resource ());

  g_test_add_func ("/charts/heat/prices", test_prices);
  g_test_add_func ("/charts/heat/measures", test_measures);
  g_test_add_func ("/charts/heat/empty", test_empty);
  g_test_add_func ("/charts/heat/history", test_history);
  g_test_add_func ("/charts/heat/csv", test_csv);
  g_test_add_func ("/charts/heat/keys", test_keys);
  g_test_add_func ("/charts/heat/description", test_description);
  g_test_add_func ("/charts/heat/shades", test_shades);
  g_test_add_func ("/charts/heat/layout", test_layout);

  return g_test_run ();
}
