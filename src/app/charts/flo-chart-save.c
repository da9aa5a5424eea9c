/* flo-chart-save.c: asks where to write a chart, and writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-save.h"

#include <glib/gi18n.h>

#include "app/charts/flo-chart-export.h"
#include "app/support/flo-compat.h"

typedef struct
{
  FloChartView *view;      /* (owned) */
  FloStepTable *table;     /* (owned) as it was when it was asked for */
  GFile *file;             /* (owned) (nullable): not chosen yet */
  char *name;              /* (owned) */
  FloChartFormat format;
} Save;

static void
save_free (Save *save)
{
  g_clear_object (&save->view);
  g_clear_object (&save->table);
  g_clear_object (&save->file);
  g_clear_pointer (&save->name, g_free);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Save) save = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *message = NULL;

  if (flo_chart_export_finish (result, &error))
    {
      g_signal_emit_by_name (save->view, "exported", save->file);
      return;
    }

  path = g_file_get_parse_name (save->file);
  /* Translators: the file, the reason */
  message = g_strdup_printf (_("“%s” could not be written: %s"), path, error->message);
  g_signal_emit_by_name (save->view, "export-failed", message);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Save) save = user_data;
  g_autoptr(GError) error = NULL;
  FloChart *chart = flo_chart_view_get_chart (save->view);

  save->file = flo_compat_file_finish (result, &error);
  if (save->file == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit_by_name (save->view, "export-failed", error->message);
      return;
    }

  flo_chart_export_async (chart, save->table, save->name, save->format, save->file, NULL,
                          written_cb, save);
  g_steal_pointer (&save);
}

static gboolean
parse_format (const char     *text,
              FloChartFormat *format)
{
  for (*format = FLO_CHART_FORMAT_CSV; *format <= FLO_CHART_FORMAT_SVG; (*format)++)
    if (g_str_equal (flo_chart_format_get_suffix (*format), text))
      return TRUE;

  return FALSE;
}

void
flo_chart_save (FloChartView *view,
                const char   *name,
                const char   *format)
{
  GtkRoot *root;
  Save *save;
  FloChartFormat parsed;
  g_autofree char *file_name = NULL;
  g_autofree char *pattern = NULL;
  g_autoptr(GtkFileFilter) filter = NULL;

  g_return_if_fail (FLO_IS_CHART_VIEW (view));

  if (flo_chart_view_get_table (view) == NULL || !parse_format (format, &parsed))
    return;

  save = g_new0 (Save, 1);
  save->view = g_object_ref (view);
  save->table = g_object_ref (flo_chart_view_get_table (view));
  save->name = g_strdup (name);
  save->format = parsed;

  root = gtk_widget_get_root (GTK_WIDGET (view));
  file_name = g_strdup_printf ("%s.%s", name, format);
  g_strdelimit (file_name, "/", '-');
  pattern = g_strdup_printf ("*.%s", format);
  filter = gtk_file_filter_new ();
  gtk_file_filter_add_pattern (filter, pattern);
  flo_compat_save_file_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Export Chart"),
                              file_name, filter, chosen_cb, save);
}
