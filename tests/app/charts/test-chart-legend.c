/* test-chart-legend.c: how the legend of a chart finds room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "app/charts/flo-chart-layer.h"
#include "app/charts/flo-chart-legend.h"

static GtkWidget *
create_legend (const char * const *titles)
{
  g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_reading_free);
  GtkWidget *legend = g_object_ref_sink (flo_chart_legend_new ());

  for (guint i = 0; titles[i] != NULL; i++)
    g_ptr_array_add (readings, flo_reading_new ((FloSeriesStyle) { FLO_SERIES_LINE, i, 0 }, titles[i],
                                                g_strdup ("$0.0312")));
  flo_chart_legend_set (FLO_CHART_LEGEND (legend), readings);

  return legend;
}

static int
get_width (GtkWidget *child)
{
  GtkRequisition size;

  gtk_widget_get_preferred_size (child, NULL, &size);

  return size.width;
}

/* How many rows its entries stand on, all of them inside of @width and none on another */
static guint
count_rows (GtkWidget *legend,
            int        width)
{
  int height, last_y = -1, last_end = 0;
  guint n_rows = 0;

  gtk_widget_measure (legend, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_widget_size_allocate (legend, &(GtkAllocation) { 0, 0, width, height }, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (legend); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;

      g_assert_true (gtk_widget_compute_bounds (child, legend, &bounds));
      g_assert_cmpfloat (bounds.origin.x, >=, 0);
      g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, width);
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, height);
      if ((int) bounds.origin.y != last_y)
        {
          g_assert_cmpint ((int) bounds.origin.y, >, last_y);
          n_rows++;
        }
      else
        {
          g_assert_cmpint ((int) bounds.origin.x, >=, last_end);
        }
      last_y = (int) bounds.origin.y;
      last_end = (int) (bounds.origin.x + bounds.size.width);
    }

  return n_rows;
}

/* Where a single column is all there is room for, short entries share a row: the chart needs the height. */
static void
test_narrow (void)
{
  static const char * const titles[] = { "a", "b", "c", "d", "m6i.large on demand, the longest of all", NULL };
  GtkWidget *legend = create_legend (titles);
  int widest = get_width (gtk_widget_get_last_child (legend));
  int narrow = get_width (gtk_widget_get_first_child (legend));

  g_assert_cmpuint (count_rows (legend, 10 * widest), ==, 1);
  g_assert_cmpuint (count_rows (legend, 2 * widest + 18), ==, 3);    /* columns */
  g_assert_cmpint (2 * narrow + 18, <, widest);
  g_assert_cmpuint (count_rows (legend, widest), <, 5);
  g_assert_cmpuint (count_rows (legend, widest), >=, 2);
  g_object_unref (legend);
}

/* Of entries that are all alike no two share a row that has no room for them. */
static void
test_alike (void)
{
  static const char * const titles[] = { "m6i.large us-east-1a", "m6i.large us-east-1b", "m6i.large us-east-1c", NULL };
  GtkWidget *legend = create_legend (titles);
  int widest = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (legend); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    widest = MAX (widest, get_width (child));
  g_assert_cmpuint (count_rows (legend, widest + 10), ==, 3);
  g_assert_cmpuint (count_rows (legend, 2 * widest + 18), ==, 2);
  g_object_unref (legend);
}

static void
test_mirrored (void)
{
  static const char * const titles[] = { "a", "b", "c", "d", "m6i.large on demand, the longest of all", NULL };
  GtkWidget *legend = create_legend (titles);
  int width = get_width (gtk_widget_get_last_child (legend));
  graphene_rect_t bounds;
  guint n_rows = count_rows (legend, width);

  gtk_widget_set_direction (legend, GTK_TEXT_DIR_RTL);
  gtk_widget_size_allocate (legend, &(GtkAllocation) { 0, 0, width, 200 }, -1);
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_first_child (legend), legend, &bounds));
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, ==, width);
  g_assert_cmpuint (n_rows, >=, 2);
  g_object_unref (legend);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/charts/legend/narrow", test_narrow);
  g_test_add_func ("/charts/legend/alike", test_alike);
  g_test_add_func ("/charts/legend/mirrored", test_mirrored);

  return g_test_run ();
}
