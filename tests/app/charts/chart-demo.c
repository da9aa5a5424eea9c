/* chart-demo.c: shows the charts with made-up data, to be looked at; not installed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <locale.h>

#include "app/charts/flo-cost-chart.h"
#include "app/charts/flo-price-chart.h"
#include "app/charts/flo-sparkline.h"
#include "app/prices/flo-pool-item.h"
#include "app/prices/flo-pool-view.h"
#include "flo-app-resources.h"
#include "synthetic.h"

#define DAY ((gint64) 24 * 60 * 60)

static char *scene = NULL;
static gboolean dark = FALSE;
static gboolean rtl = FALSE;
static gboolean table = FALSE;
static gboolean cursor = FALSE;
static int width = 760;
static int height = 460;

static const GOptionEntry ENTRIES[] = {
  { "scene", 0, 0, G_OPTION_ARG_STRING, &scene,
    "cost, young, zones, one, empty, prices, types, heat, sparklines", "NAME" },
  { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "The dark style", NULL },
  { "rtl", 0, 0, G_OPTION_ARG_NONE, &rtl, "From right to left", NULL },
  { "table", 0, 0, G_OPTION_ARG_NONE, &table, "The table instead of the chart", NULL },
  { "cursor", 0, 0, G_OPTION_ARG_NONE, &cursor, "Read out a moment", NULL },
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "Of the window", "PIXELS" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, "Of the window", "PIXELS" },
  { NULL }
};

static gboolean
read_out_cb (gpointer user_data)
{
  FloChart *chart = user_data;
  FloAxis *axis = flo_chart_get_time_axis (chart);

  flo_chart_set_cursor (chart, flo_axis_denormalize (axis, .62));

  return G_SOURCE_REMOVE;
}

static void
prepare (FloChartView *view)
{
  g_object_set (view, "show-table", table, NULL);
  if (cursor)
    g_timeout_add (400, read_out_cb, flo_chart_view_get_chart (view));
}

static GtkWidget *
create_cost_chart (gint64 now)
{
  GtkWidget *chart = flo_cost_chart_new ();
  g_autoptr(FloFleet) fleet = NULL;

  if (g_str_equal (scene, "cost"))
    fleet = synthetic_fleet_new (3, 60, DAY, now);
  else if (g_str_equal (scene, "young"))
    fleet = synthetic_fleet_new (3, 4, 400, now);
  else if (g_str_equal (scene, "zones"))
    fleet = synthetic_fleet_new (9, 80, DAY, now);
  else if (g_str_equal (scene, "one"))
    fleet = synthetic_fleet_new (1, 1, 600, now);
  else
    fleet = synthetic_fleet_new (0, 0, 600, now);
  g_object_set (chart, "fleet", fleet, NULL);
  prepare (flo_cost_chart_get_view (FLO_COST_CHART (chart)));

  return chart;
}

static GtkWidget *
create_price_chart (gint64 now)
{
  static const char * const one_type[] = { "m6i.large", NULL };
  static const char * const types[] = { "m6i.large", "c6i.xlarge", NULL };
  GtkWidget *chart = flo_price_chart_new ();
  gboolean two = g_str_equal (scene, "types");
  g_autoptr(GListModel) prices =
    synthetic_prices_new (two ? types : one_type, two ? 3 : 4, 140, 7 * DAY, now);

  g_object_set (chart, "series", prices, "span", 7 * DAY, NULL);
  flo_price_chart_set_on_demand (FLO_PRICE_CHART (chart), "m6i.large", 96000);
  if (two)
    flo_price_chart_set_on_demand (FLO_PRICE_CHART (chart), "c6i.xlarge", 170000);
  prepare (flo_price_chart_get_view (FLO_PRICE_CHART (chart)));

  return chart;
}

static GtkWidget *
create_heat_map (void)
{
  static const char * const types[] = {
    "c6i.large", "c7g.xlarge", "m5.large", "m6i.large", "m7g.2xlarge", "r6i.xlarge",
  };
  static const char * const regions[] = { "us-east-1", "eu-west-1", "ap-southeast-2" };
  g_autoptr(GListStore) pools = g_list_store_new (FLO_TYPE_POOL_ITEM);
  g_autoptr(GRand) random = g_rand_new_with_seed (3);
  GtkWidget *view = flo_pool_view_new ();

  for (guint region = 0; region < G_N_ELEMENTS (regions); region++)
    for (guint type = 0; type < G_N_ELEMENTS (types); type++)
      for (guint zone = 0; zone < 4 - region; zone++)
        {
          g_autofree char *name = g_strdup_printf ("%s%c", regions[region], (char) ('a' + zone));
          const FloZone place = { name, name, TRUE, NULL };
          const FloInstanceType machine = { .name = types[type], .vcpus = 2 + type,
                                            .on_demand = 90000 + 40000 * (FloMoney) type };
          FloPool pool = { &machine, &place, g_rand_int_range (random, 20000, 90000),
                           1795651200, g_rand_int_range (random, -1, 5) };
          g_autoptr(FloPoolItem) item = flo_pool_item_new (regions[region], &pool);

          if (g_rand_int_range (random, 0, 9) > 0)
            g_list_store_append (pools, item);
        }
  flo_pool_view_set_pools (FLO_POOL_VIEW (view), G_LIST_MODEL (pools));
  g_object_set (view, "show-table", table, NULL);
  if (cursor)
    flo_heat_map_set_cursor (flo_pool_view_get_map (FLO_POOL_VIEW (view)), 2, 1);

  return view;
}

static GtkWidget *
create_sparklines (gint64 now)
{
  static const char * const types[] = { "m6i.large", "c6i.xlarge", "r5.large", NULL };
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr(GListModel) prices = synthetic_prices_new (types, 2, 200, 40 * DAY, now);

  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < g_list_model_get_n_items (prices); i++)
    {
      g_autoptr(FloPriceSeries) series = g_list_model_get_item (prices, i);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *line = flo_sparkline_new ();

      flo_sparkline_set_series (FLO_SPARKLINE (line), series);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     flo_price_series_get_instance_type (series));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), flo_price_series_get_zone (series));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), line);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }

  return list;
}

static void
set_margins (GtkWidget *widget,
             int        margin)
{
  gtk_widget_set_margin_top (widget, margin);
  gtk_widget_set_margin_bottom (widget, margin);
  gtk_widget_set_margin_start (widget, margin);
  gtk_widget_set_margin_end (widget, margin);
}

static GtkWidget *
create_card (GtkWidget *child)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "card");
  set_margins (child, 14);
  gtk_widget_set_vexpand (child, TRUE);
  gtk_box_append (GTK_BOX (card), child);

  return card;
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *child;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  if (rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);

  if (g_str_equal (scene, "prices") || g_str_equal (scene, "types"))
    child = create_card (create_price_chart (now));
  else if (g_str_equal (scene, "heat"))
    child = create_card (create_heat_map ());
  else if (g_str_equal (scene, "sparklines"))
    child = create_sparklines (now);
  else
    child = create_card (create_cost_chart (now));

  set_margins (child, 18);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), child);
  gtk_widget_set_vexpand (child, !g_str_equal (scene, "sparklines"));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), "Charts");
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(AdwApplication) application = NULL;
  g_autoptr(GOptionContext) context = g_option_context_new ("- show the charts");
  g_autoptr(GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, ENTRIES, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (scene == NULL)
    scene = g_strdup ("cost");

  g_resources_register (flo_app_get_resource ());
  application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
