/* flo-chart-csv.c: the numbers of a chart as a file for spreadsheets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-csv.h"

#include <string.h>

#include "app/charts/flo-step-merge.h"
#include "base/flo-time.h"

#define CHUNK_SIZE 65536

struct _FloChartCsv
{
  GPtrArray *titles;     /* (owned) (element-type utf8) of the columns of numbers */
  GPtrArray *copies;     /* (owned) (element-type GArray of FloStep) without the total */
  gboolean with_total;
};

FloChartCsv *
flo_chart_csv_new (FloStepTable *table)
{
  FloChartCsv *self = g_new0 (FloChartCsv, 1);
  GPtrArray *series = flo_step_table_get_series (table);

  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->copies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->with_total = flo_step_table_get_has_total (table);
  for (guint i = 0; i < series->len; i++)
    {
      gsize n_steps;
      const FloStep *steps = flo_step_series_get_steps (g_ptr_array_index (series, i), &n_steps);
      GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (FloStep), (guint) n_steps);

      if (n_steps > 0)
        g_array_append_vals (copy, steps, (guint) n_steps);
      g_ptr_array_add (self->copies, copy);
      g_ptr_array_add (self->titles,
                       g_strdup (flo_step_series_get_title (g_ptr_array_index (series, i))));
    }

  return self;
}

void
flo_chart_csv_free (FloChartCsv *self)
{
  g_ptr_array_unref (self->titles);
  g_ptr_array_unref (self->copies);
  g_free (self);
}

/* RFC 4180; a spreadsheet must not take a name for a formula. */
static void
append_text (GString    *line,
             const char *text)
{
  g_string_append_c (line, '"');
  if (*text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_append_c (line, '\'');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *text);
    }
  g_string_append_c (line, '"');
}

static void
append_head (FloChartCsv *self,
             GString     *text)
{
  g_string_append (text, "time");
  for (guint i = 0; i < self->titles->len; i++)
    {
      const char *title = g_ptr_array_index (self->titles, i);

      g_string_append_c (text, ',');
      if (strpbrk (title, "\",\r\n=+@") != NULL || *title == '-')
        append_text (text, title);
      else
        g_string_append (text, title);
    }
  if (self->with_total)
    g_string_append (text, ",total");
  g_string_append (text, "\r\n");
}

static void
append_money (GString  *text,
              FloMoney  money)
{
  g_autofree char *decimal = flo_money_to_decimal (money);

  g_string_append_printf (text, ",%s", decimal);
}

static void
append_row (FloChartCsv         *self,
            GString             *text,
            const FloStepCursor *cursors,
            gint64               time)
{
  g_autofree char *moment = flo_time_format (time);
  FloMoney sum = 0;

  g_string_append (text, moment);
  for (guint i = 0; i < self->copies->len; i++)
    {
      if (flo_step_cursor_has_begun (&cursors[i]))
        append_money (text, cursors[i].value);
      else
        g_string_append_c (text, ',');
      sum += cursors[i].value;
    }
  if (self->with_total)
    append_money (text, sum);
  g_string_append (text, "\r\n");
}

gboolean
flo_chart_csv_write (FloChartCsv    *self,
                     GOutputStream  *stream,
                     GCancellable   *cancellable,
                     GError        **error)
{
  g_autofree FloStepCursor *cursors = g_new0 (FloStepCursor, MAX (self->copies->len, 1));
  g_autoptr(GString) text = g_string_sized_new (CHUNK_SIZE + 1024);
  gint64 time;

  for (guint i = 0; i < self->copies->len; i++)
    {
      GArray *copy = g_ptr_array_index (self->copies, i);

      cursors[i].steps = (const FloStep *) (gpointer) copy->data;
      cursors[i].n_steps = copy->len;
    }

  append_head (self, text);
  while ((time = flo_step_merge_next (cursors, self->copies->len)) != G_MAXINT64)
    {
      append_row (self, text, cursors, time);
      if (text->len < CHUNK_SIZE)
        continue;
      if (!g_output_stream_write_all (stream, text->str, text->len, NULL, cancellable, error))
        return FALSE;
      g_string_truncate (text, 0);
    }

  return g_output_stream_write_all (stream, text->str, text->len, NULL, cancellable, error);
}
