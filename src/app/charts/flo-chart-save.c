/* flo-chart-save.c: asks where to write a chart, and writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-save.h"

#include <glib/gi18n.h>

#include "app/support/flo-compat.h"
#include "app/support/flo-error-dialog.h"

typedef struct
{
  GtkWidget *widget;       /* (owned) */
  GObject *subject;        /* (owned): a chart's numbers are as they were when it was asked for */
  FloSaveFunc write;       /* (nullable): it is a chart */
  GFile *file;             /* (owned) (nullable): not chosen yet */
  char *name;              /* (owned) */
  FloChartFormat format;
} Save;

static void
save_free (Save *save)
{
  g_clear_object (&save->widget);
  g_clear_object (&save->subject);
  g_clear_object (&save->file);
  g_clear_pointer (&save->name, g_free);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* @file: (nullable): the one that could not be written, when one was chosen. */
static void
show_problem (GtkWidget *widget,
              GFile     *file,
              GError    *error)
{
  g_autofree char *path = NULL;
  g_autofree char *message = NULL;

  if (file != NULL)
    {
      path = g_file_get_parse_name (file);
      /* Translators: the file, the reason */
      message = g_strdup_printf (_("“%s” could not be written: %s"), path, error->message);
    }
  flo_error_dialog_show (get_window (widget), _("The Chart Could Not Be Exported"),
                         message != NULL ? message : error->message);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Save) save = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (!flo_chart_export_finish (result, &error))
    {
      show_problem (save->widget, save->file, error);
      return;
    }

  name = g_file_get_basename (save->file);
  /* Translators: the name of a file */
  text = g_strdup_printf (_("Exported to %s"), name);
  gtk_widget_activate_action (save->widget, "win.toast", "s", text);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Save) save = user_data;
  g_autoptr(GError) error = NULL;

  save->file = flo_compat_file_finish (result, &error);
  if (save->file == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_problem (save->widget, NULL, error);
      return;
    }

  if (save->write != NULL)
    save->write (save->subject, save->name, save->format, save->file, written_cb, save);
  else
    flo_chart_export_async (flo_chart_view_get_chart (FLO_CHART_VIEW (save->widget)),
                            FLO_STEP_TABLE (save->subject), save->name, save->format, save->file,
                            NULL, written_cb, save);
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

static void
ask (GtkWidget   *widget,
     GObject     *subject,
     FloSaveFunc  write,
     const char  *name,
     const char  *format)
{
  Save *save;
  FloChartFormat parsed;
  g_autofree char *file_name = NULL;
  g_autofree char *pattern = NULL;
  g_autoptr(GtkFileFilter) filter = NULL;

  if (!parse_format (format, &parsed))
    return;

  save = g_new0 (Save, 1);
  save->widget = g_object_ref (widget);
  save->subject = g_object_ref (subject);
  save->write = write;
  save->name = g_strdup (name);
  save->format = parsed;

  file_name = g_strdup_printf ("%s.%s", name, format);
  g_strdelimit (file_name, "/", '-');
  pattern = g_strdup_printf ("*.%s", format);
  filter = gtk_file_filter_new ();
  gtk_file_filter_add_pattern (filter, pattern);
  flo_compat_save_file_async (get_window (widget), _("Export Chart"), file_name, filter, chosen_cb,
                              save);
}

void
flo_chart_save (FloChartView *view,
                const char   *name,
                const char   *format)
{
  g_return_if_fail (FLO_IS_CHART_VIEW (view));

  if (flo_chart_view_get_table (view) != NULL)
    ask (GTK_WIDGET (view), G_OBJECT (flo_chart_view_get_table (view)), NULL, name, format);
}

void
flo_picture_save (GtkWidget   *widget,
                  GObject     *subject,
                  FloSaveFunc  write,
                  const char  *name,
                  const char  *format)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (G_IS_OBJECT (subject) && write != NULL);

  ask (widget, subject, write, name, format);
}
