/* flo-rehearsal-figure.c: one figure of a rehearsal: in words, and how often it came out how high
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-rehearsal-figure.h"

#include <glib/gi18n.h>

#include "app/charts/flo-histogram.h"

/* Lines begin small; headings do not. */
char *
flo_rehearsal_figure_title (const FloBacktestLine *line)
{
  const char *title;
  g_autofree char *first = NULL;
  g_autofree char *large = NULL;

  g_return_val_if_fail (line != NULL, NULL);

  title = _(line->title);
  first = g_utf8_substring (title, 0, 1);
  large = g_utf8_strup (first, -1);

  return g_strconcat (large, g_utf8_next_char (title), NULL);
}

static GtkWidget *
create_label (const char *text,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* Of whether a deadline was missed there is a share alone. */
static gboolean
is_share_of_runs (const FloBacktestLine *line)
{
  return line->figure == FLO_BACKTEST_MISSES;
}

static char *
describe (const FloBacktestLine *line,
          const FloBacktest     *result)
{
  const FloBacktestSpread *spread = &result->figures[line->figure];
  g_autofree char *mean = flo_backtest_line_format_mean (line, result);
  g_autofree char *low = flo_backtest_format (line->unit, spread->p5);
  g_autofree char *high = flo_backtest_format (line->unit, spread->p95);

  if (is_share_of_runs (line))
    /* Translators: %s is a share, like "3.00 %" */
    return g_strdup_printf (_("In %s of the runs"), mean);
  if (spread->p5 == spread->p95 && spread->mean == spread->p5)
    return g_steal_pointer (&low);

  /* Translators: three figures, like "$12.30", "$11.00" and "$14.10" */
  return g_strdup_printf (_("%s on average, mostly %s to %s"), mean, low, high);
}

static const gint64 *
get_values (FloRehearsal          *rehearsal,
            guint                  index,
            const FloBacktestLine *line,
            guint                 *n)
{
  const FloBacktest *result = flo_rehearsal_get_result (rehearsal, index);

  *n = result->options.trajectories;

  return result->values[line->figure];
}

/* What all configs lie between; FALSE: there is nothing to draw. */
static gboolean
get_range (FloRehearsal          *rehearsal,
           const FloBacktestLine *line,
           gint64                *low,
           gint64                *high)
{
  *low = G_MAXINT64;
  *high = G_MININT64;
  for (guint i = 0; i < flo_rehearsal_get_n_configs (rehearsal); i++)
    {
      guint n;
      const gint64 *values = get_values (rehearsal, i, line, &n);

      *low = MIN (*low, values[0]);
      *high = MAX (*high, values[n - 1]);
    }

  return *low < *high && !is_share_of_runs (line);
}

static void
append_range (GtkBox                *box,
              const FloBacktestLine *line,
              gint64                 low,
              gint64                 high)
{
  g_autofree char *least = flo_backtest_format (line->unit, low);
  g_autofree char *most = flo_backtest_format (line->unit, high);
  GtkWidget *range = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *start = create_label (least, "caption");
  GtkWidget *end = create_label (most, "caption");

  gtk_widget_set_hexpand (start, TRUE);
  gtk_widget_add_css_class (range, "dim-label");
  gtk_widget_add_css_class (range, "numeric");
  gtk_box_append (GTK_BOX (range), start);
  gtk_box_append (GTK_BOX (range), end);
  gtk_box_append (box, range);
}

static GtkWidget *
create_histogram (FloRehearsal          *rehearsal,
                  guint                  index,
                  const FloBacktestLine *line,
                  gint64                 low,
                  gint64                 high,
                  const char            *words)
{
  GtkWidget *histogram = flo_histogram_new ();
  guint n;
  const gint64 *values = get_values (rehearsal, index, line, &n);

  flo_histogram_set_style (FLO_HISTOGRAM (histogram), index);
  flo_histogram_set_values (FLO_HISTOGRAM (histogram), values, n, low, high);
  gtk_accessible_update_property (GTK_ACCESSIBLE (histogram), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How often it came out how high"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);

  return histogram;
}

GtkWidget *
flo_rehearsal_figure_new (FloRehearsal          *rehearsal,
                          const FloBacktestLine *line,
                          const char * const    *names)
{
  GtkWidget *row, *box;
  g_autofree char *title = NULL;
  guint n_configs;
  gint64 low, high;
  gboolean spread;

  g_return_val_if_fail (FLO_IS_REHEARSAL (rehearsal), NULL);
  g_return_val_if_fail (line != NULL && names != NULL, NULL);

  row = gtk_list_box_row_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  title = flo_rehearsal_figure_title (line);
  n_configs = flo_rehearsal_get_n_configs (rehearsal);
  spread = get_range (rehearsal, line, &low, &high);
  gtk_widget_add_css_class (box, "rehearsal-figure");
  gtk_box_append (GTK_BOX (box), create_label (title, "heading"));
  for (guint i = 0; i < n_configs; i++)
    {
      g_autofree char *words = describe (line, flo_rehearsal_get_result (rehearsal, i));
      /* Translators: what a config is called, and a figure of it */
      g_autofree char *named = g_strdup_printf (_("%s: %s"), names[i], words);

      gtk_box_append (GTK_BOX (box), create_label (n_configs > 1 ? named : words, "numeric"));
      if (spread)
        gtk_box_append (GTK_BOX (box), create_histogram (rehearsal, i, line, low, high, words));
    }
  if (spread)
    append_range (GTK_BOX (box), line, low, high);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);

  return row;
}
