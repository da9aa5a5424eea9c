/* flo-step-table.c: step series as rows: the numbers that a chart draws
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-step-table.h"

#include <glib/gi18n.h>

#include "app/charts/flo-step-merge.h"

struct _FloStepRow
{
  GObject parent_instance;

  gint64 time;
};

G_DEFINE_FINAL_TYPE (FloStepRow, flo_step_row, G_TYPE_OBJECT)

struct _FloStepTable
{
  GObject parent_instance;

  GPtrArray *series;     /* (owned) (element-type FloStepSeries) */
  GArray *times;         /* (owned) (element-type gint64) ascending */
  gboolean with_total;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FloStepTable, flo_step_table, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
flo_step_row_class_init (FloStepRowClass *klass)
{
}

static void
flo_step_row_init (FloStepRow *self)
{
}

gint64
flo_step_row_get_time (FloStepRow *self)
{
  g_return_val_if_fail (FLO_IS_STEP_ROW (self), 0);

  return self->time;
}

static GType
flo_step_table_get_item_type (GListModel *model)
{
  return FLO_TYPE_STEP_ROW;
}

static guint
flo_step_table_get_n_items (GListModel *model)
{
  return FLO_STEP_TABLE (model)->times->len;
}

static gpointer
flo_step_table_get_item (GListModel *model,
                         guint       position)
{
  FloStepTable *self = FLO_STEP_TABLE (model);
  FloStepRow *row;

  if (position >= self->times->len)
    return NULL;

  row = g_object_new (FLO_TYPE_STEP_ROW, NULL);
  row->time = g_array_index (self->times, gint64, self->times->len - 1 - position);

  return row;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = flo_step_table_get_item_type;
  iface->get_n_items = flo_step_table_get_n_items;
  iface->get_item = flo_step_table_get_item;
}

static guint
count_before (FloStepTable *self,
              gint64        time)
{
  guint low = 0, high = self->times->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->times, gint64, middle) < time)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
series_changed_cb (FloStepTable *self,
                   gint64        since)
{
  g_autofree FloStepCursor *cursors = flo_step_merge_open (self->series, since);
  guint keep = count_before (self, since);
  guint removed = self->times->len - keep;
  gint64 time;

  g_array_set_size (self->times, keep);
  while ((time = flo_step_merge_next (cursors, self->series->len)) != G_MAXINT64)
    g_array_append_val (self->times, time);

  /* Newest first: all that changed is at the top. */
  g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, self->times->len - keep);
}

static void
flo_step_table_finalize (GObject *object)
{
  FloStepTable *self = FLO_STEP_TABLE (object);

  g_clear_pointer (&self->series, g_ptr_array_unref);
  g_clear_pointer (&self->times, g_array_unref);

  G_OBJECT_CLASS (flo_step_table_parent_class)->finalize (object);
}

static void
flo_step_table_class_init (FloStepTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_step_table_finalize;
}

static void
flo_step_table_init (FloStepTable *self)
{
  self->series = g_ptr_array_new_with_free_func (g_object_unref);
  self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * flo_step_table_new:
 * @series: (element-type FloStepSeries): the columns
 * @with_total: whether their sum is one more column
 *
 * Returns: (transfer full): a table that follows the series
 */
FloStepTable *
flo_step_table_new (GPtrArray *series,
                    gboolean   with_total)
{
  FloStepTable *self = g_object_new (FLO_TYPE_STEP_TABLE, NULL);

  self->with_total = with_total;
  for (guint i = 0; i < series->len; i++)
    {
      FloStepSeries *one = g_ptr_array_index (series, i);

      g_ptr_array_add (self->series, g_object_ref (one));
      g_signal_connect_object (one, "changed", G_CALLBACK (series_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  series_changed_cb (self, G_MININT64);

  return self;
}

guint
flo_step_table_get_n_columns (FloStepTable *self)
{
  g_return_val_if_fail (FLO_IS_STEP_TABLE (self), 0);

  return self->series->len + (self->with_total ? 1 : 0);
}

const char *
flo_step_table_get_title (FloStepTable *self,
                          guint         column)
{
  g_return_val_if_fail (FLO_IS_STEP_TABLE (self), NULL);
  g_return_val_if_fail (column < flo_step_table_get_n_columns (self), NULL);

  if (column == self->series->len)
    return _("Total");

  return flo_step_series_get_title (g_ptr_array_index (self->series, column));
}

gboolean
flo_step_table_get_value (FloStepTable *self,
                          guint         column,
                          gint64        time,
                          FloMoney     *value)
{
  FloMoney sum = 0;
  gboolean any = FALSE;

  g_return_val_if_fail (FLO_IS_STEP_TABLE (self), FALSE);
  g_return_val_if_fail (column < flo_step_table_get_n_columns (self), FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (column < self->series->len)
    return flo_step_series_get_value_at (g_ptr_array_index (self->series, column), (double) time,
                                         value);

  for (guint i = 0; i < self->series->len; i++)
    {
      FloMoney one;

      if (!flo_step_series_get_value_at (g_ptr_array_index (self->series, i), (double) time, &one))
        continue;
      sum += one;
      any = TRUE;
    }
  *value = sum;

  return any;
}

GPtrArray *
flo_step_table_get_series (FloStepTable *self)
{
  g_return_val_if_fail (FLO_IS_STEP_TABLE (self), NULL);

  return self->series;
}

gboolean
flo_step_table_get_has_total (FloStepTable *self)
{
  g_return_val_if_fail (FLO_IS_STEP_TABLE (self), FALSE);

  return self->with_total;
}
