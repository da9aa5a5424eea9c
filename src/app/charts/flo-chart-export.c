/* flo-chart-export.c: a chart as a file: its numbers, or its picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-export.h"

#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "app/charts/flo-chart-csv.h"
#include "app/charts/flo-chart-readout.h"

#define WIDTH 1200.0
#define HEIGHT 600.0
#define MARGIN 32.0
#define PNG_SCALE 2
#define SWATCH_WIDTH 36.0
#define SWATCH_HEIGHT 14.0

/* What the thread needs: numbers, or a finished drawing. */
typedef struct
{
  GFile *file;                  /* (owned) */
  FloChartCsv *csv;             /* (owned) (nullable) */
  GBytes *text;                 /* (owned) (nullable): numbers that are written as they are */
  cairo_surface_t *picture;     /* (owned) (nullable): to be encoded as PNG */
  GByteArray *svg;              /* (owned) (nullable) */
} Export;

static void
export_free (Export *export)
{
  g_clear_object (&export->file);
  g_clear_pointer (&export->csv, flo_chart_csv_free);
  g_clear_pointer (&export->text, g_bytes_unref);
  g_clear_pointer (&export->picture, cairo_surface_destroy);
  g_clear_pointer (&export->svg, g_byte_array_unref);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

const char *
flo_chart_format_get_suffix (FloChartFormat format)
{
  switch (format)
    {
    case FLO_CHART_FORMAT_CSV:
      return "csv";

    case FLO_CHART_FORMAT_PNG:
      return "png";

    case FLO_CHART_FORMAT_SVG:
      return "svg";

    default:
      g_return_val_if_reached (NULL);
    }
}

/* Title and what is below it; returns the height taken. */
static double
draw_head (FloChartPainter     *painter,
           const FloChartTheme *theme,
           const char          *title,
           const char          *subtitle)
{
  g_autoptr(PangoLayout) head = flo_chart_painter_create_layout (painter, title, 1.5, TRUE);
  g_autoptr(PangoLayout) sub = flo_chart_painter_create_layout (painter, subtitle, 1, FALSE);
  int head_height, sub_height;

  flo_chart_painter_get_size (painter, head, NULL, &head_height);
  flo_chart_painter_get_size (painter, sub, NULL, &sub_height);
  flo_chart_painter_show_layout (painter, head, 0, 0, &theme->text);
  flo_chart_painter_show_layout (painter, sub, 0, head_height + 4, &theme->dim_text);

  return head_height + 4 + sub_height + 16;
}

/* What the legend shows beside the chart on the screen; returns the height taken. */
static double
draw_legend (FloChart            *chart,
             FloChartPainter     *painter,
             const FloChartTheme *theme,
             double               top,
             double               width)
{
  g_autoptr(GPtrArray) readings = flo_chart_list_readings (chart, flo_chart_get_end (chart));
  double x = 0, y = top, row_height = 0;

  for (guint i = 0; i < readings->len; i++)
    {
      const FloReading *reading = g_ptr_array_index (readings, i);
      g_autofree char *text = NULL;
      g_autoptr(PangoLayout) layout = NULL;
      int label_width, label_height;

      if (reading->style.kind == FLO_SERIES_NONE || reading->text == NULL)
        continue;
      text = g_strdup_printf ("%s  %s", reading->title, reading->text);
      layout = flo_chart_painter_create_layout (painter, text, 1, FALSE);
      flo_chart_painter_get_size (painter, layout, &label_width, &label_height);
      if (x > 0 && x + SWATCH_WIDTH + 8 + label_width > width)
        {
          x = 0;
          y += row_height + 6;
        }
      row_height = MAX (label_height, SWATCH_HEIGHT);

      cairo_save (painter->cr);
      cairo_translate (painter->cr, x, y + round ((row_height - SWATCH_HEIGHT) / 2));
      flo_series_style_draw_swatch (&reading->style, painter->cr, theme, SWATCH_WIDTH,
                                    SWATCH_HEIGHT);
      cairo_restore (painter->cr);
      flo_chart_painter_show_layout (painter, layout, x + SWATCH_WIDTH + 8, y, &theme->text);
      x += SWATCH_WIDTH + 8 + label_width + 24;
    }

  return y - top + row_height + (row_height > 0 ? 20 : 0);
}

/* A chart fills what the head leaves of the usual height; its legend comes first. */
static void
draw_chart (FloChartPainter     *painter,
            const FloChartTheme *theme,
            double               width,
            double               height,
            gpointer             user_data)
{
  FloChart *chart = user_data;
  double top = draw_legend (chart, painter, theme, 0, width);

  cairo_translate (painter->cr, 0, round (top));
  flo_chart_draw (chart, painter, theme, width, height - round (top), FALSE);
}

static double
get_height (const FloPicture *picture)
{
  return picture->height > 0 ? picture->height : HEIGHT;
}

static void
draw_picture (const FloPicture *picture,
              cairo_surface_t  *surface,
              double            scale)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string ("Cantarell, Sans 10");
  cairo_t *cr = cairo_create (surface);
  FloChartPainter painter = { NULL, cr, context, FALSE };
  FloChartTheme theme;
  double top;

  pango_context_set_font_description (context, font);
  flo_chart_theme_init (&theme, FALSE, FALSE);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, MARGIN, MARGIN);

  top = round (draw_head (&painter, &theme, picture->title, picture->subtitle));
  cairo_translate (cr, 0, top);
  picture->draw (&painter, &theme, WIDTH - 2 * MARGIN, get_height (picture) - 2 * MARGIN - top,
                 picture->user_data);
  cairo_destroy (cr);
  g_object_unref (context);
}

static cairo_status_t
append_svg_cb (void                *closure,
               const unsigned char *data,
               unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
draw_svg (const FloPicture *picture,
          GByteArray       *svg)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_svg_cb, svg, WIDTH,
                                                                  get_height (picture));

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  draw_picture (picture, surface, 1);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}

typedef struct
{
  GOutputStream *stream;     /* (unowned) */
  GCancellable *cancellable; /* (unowned) (nullable) */
  GError *error;             /* (owned) (nullable) */
} PngSink;

static cairo_status_t
write_png_cb (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  PngSink *sink = closure;

  if (!g_output_stream_write_all (sink->stream, data, length, NULL, sink->cancellable,
                                  &sink->error))
    return CAIRO_STATUS_WRITE_ERROR;

  return CAIRO_STATUS_SUCCESS;
}

static gboolean
write_png (cairo_surface_t  *picture,
           GOutputStream    *stream,
           GCancellable     *cancellable,
           GError          **error)
{
  PngSink sink = { stream, cancellable, NULL };
  cairo_status_t status = cairo_surface_write_to_png_stream (picture, write_png_cb, &sink);

  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;

  if (sink.error != NULL)
    g_propagate_error (error, g_steal_pointer (&sink.error));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The picture could not be encoded: %s"),
                 cairo_status_to_string (status));

  return FALSE;
}

static void
export_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Export *export = task_data;
  g_autoptr(GFileOutputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  gboolean written;

  stream = g_file_replace (export->file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, &error);
  if (stream == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (export->csv != NULL)
    written = flo_chart_csv_write (export->csv, G_OUTPUT_STREAM (stream), cancellable, &error);
  else if (export->text != NULL)
    written = g_output_stream_write_all (G_OUTPUT_STREAM (stream),
                                         g_bytes_get_data (export->text, NULL),
                                         g_bytes_get_size (export->text), NULL, cancellable,
                                         &error);
  else if (export->picture != NULL)
    written = write_png (export->picture, G_OUTPUT_STREAM (stream), cancellable, &error);
  else
    written = g_output_stream_write_all (G_OUTPUT_STREAM (stream), export->svg->data,
                                         export->svg->len,
                                         NULL, cancellable, &error);

  if (!written)
    {
      g_autoptr(GCancellable) abandon = g_cancellable_new ();

      /* A cancelled close leaves the old file in place. */
      g_cancellable_cancel (abandon);
      g_output_stream_close (G_OUTPUT_STREAM (stream), abandon, NULL);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (!g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Drawing costs pixels and takes milliseconds; encoding and writing may take long. */
static void
render (Export           *export,
        const FloPicture *picture,
        FloChartFormat    format)
{
  if (format == FLO_CHART_FORMAT_PNG)
    {
      export->picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) WIDTH * PNG_SCALE,
                                                    (int) get_height (picture) * PNG_SCALE);
      draw_picture (picture, export->picture, PNG_SCALE);
    }
  else
    {
      export->svg = g_byte_array_new ();
      draw_svg (picture, export->svg);
    }
}

static void
start (GTask  *task,
       Export *export,
       GFile  *file)
{
  export->file = g_object_ref (file);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  g_task_run_in_thread (task, export_thread);
}

/**
 * flo_chart_export_async:
 * @chart: a chart
 * @table: its numbers
 * @title: the title of the picture
 * @format: what to write
 * @file: where
 * @cancellable: (nullable): to stop it
 * @callback: called when it is written
 * @user_data: for @callback
 */
void
flo_chart_export_async (FloChart            *chart,
                        FloStepTable        *table,
                        const char          *title,
                        FloChartFormat       format,
                        GFile               *file,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(Export) export = g_new0 (Export, 1);

  g_return_if_fail (FLO_IS_CHART (chart));
  g_return_if_fail (FLO_IS_STEP_TABLE (table));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (chart, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_chart_export_async);
  if (format == FLO_CHART_FORMAT_CSV)
    export->csv = flo_chart_csv_new (table);
  else
    {
      FloAxis *axis = flo_chart_get_time_axis (chart);
      g_autofree char *from = flo_chart_readout_format_time ((gint64) flo_axis_get_min (axis));
      g_autofree char *to = flo_chart_readout_format_time ((gint64) flo_axis_get_max (axis));
      /* Translators: a period of time, from – to */
      g_autofree char *period = g_strdup_printf (C_("period", "%s – %s"), from, to);
      FloPicture picture = { title, period, 0, draw_chart, chart };

      render (export, &picture, format);
    }
  start (task, g_steal_pointer (&export), file);
}

/**
 * flo_picture_export_async:
 * @source: what is exported
 * @picture: its picture
 * @csv: its numbers
 * @format: what to write
 * @file: where
 * @cancellable: (nullable): to stop it
 * @callback: called when it is written
 * @user_data: for @callback
 */
void
flo_picture_export_async (GObject             *source,
                          const FloPicture    *picture,
                          GBytes              *csv,
                          FloChartFormat       format,
                          GFile               *file,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(Export) export = g_new0 (Export, 1);

  g_return_if_fail (G_IS_OBJECT (source));
  g_return_if_fail (picture != NULL && picture->draw != NULL && csv != NULL);
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (source, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_picture_export_async);
  if (format == FLO_CHART_FORMAT_CSV)
    export->text = g_bytes_ref (csv);
  else
    render (export, picture, format);
  start (task, g_steal_pointer (&export), file);
}

gboolean
flo_chart_export_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
