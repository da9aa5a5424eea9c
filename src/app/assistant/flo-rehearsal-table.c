/* flo-rehearsal-table.c: all figures of a rehearsal as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-rehearsal-table.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-rehearsal-figure.h"

static void
attach (GtkGrid    *grid,
        const char *text,
        int         column,
        int         row,
        const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_selectable (GTK_LABEL (label), row > 0 && column > 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

static void
attach_line (GtkGrid               *grid,
             int                    row,
             const FloBacktestLine *line,
             const FloBacktest     *result,
             const char            *name)
{
  const FloBacktestSpread *spread = &result->figures[line->figure];
  const gint64 values[] = { spread->p5, spread->p50, spread->p95 };
  g_autofree char *mean = flo_backtest_line_format_mean (line, result);
  g_autofree char *title = flo_rehearsal_figure_title (line);
  /* Translators: a figure, and what the config is called that it is of */
  g_autofree char *named = name != NULL ? g_strdup_printf (_("%s, %s"), title, name) : NULL;

  attach (grid, named != NULL ? named : title, 0, row, "body");
  attach (grid, mean, 1, row, "numeric");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = flo_backtest_format (line->unit, values[i]);

      attach (grid, text, (int) i + 2, row, "numeric");
    }
}

void
flo_rehearsal_table_fill (GtkGrid            *grid,
                          FloRehearsal       *rehearsal,
                          const char * const *names)
{
  const char *headings[] = { _("Figure"), _("Mean"), _("5 %"), _("50 %"), _("95 %") };
  GtkWidget *child;
  guint n_configs;
  int row = 1;

  g_return_if_fail (GTK_IS_GRID (grid));
  g_return_if_fail (FLO_IS_REHEARSAL (rehearsal));

  n_configs = flo_rehearsal_get_n_configs (rehearsal);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    attach (grid, headings[i], (int) i, 0, "heading");
  for (guint l = 0; l < FLO_BACKTEST_N_LINES; l++)
    for (guint i = 0; i < n_configs; i++)
      if (flo_backtest_line_is_known (&FLO_BACKTEST_LINES[l], flo_rehearsal_get_result (rehearsal, i),
                                      flo_rehearsal_get_config (rehearsal, i)))
        attach_line (grid, row++, &FLO_BACKTEST_LINES[l], flo_rehearsal_get_result (rehearsal, i),
                     n_configs > 1 ? names[i] : NULL);
}
