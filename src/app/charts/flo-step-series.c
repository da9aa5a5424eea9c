/* flo-step-series.c: an amount over time that holds until it changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-step-series.h"

#include "app/charts/flo-min-max-tree.h"

struct _FloStepSeries
{
  GObject parent_instance;

  char *title;             /* (owned) */
  GArray *steps;           /* (owned) (element-type FloStep) ascending by time */
  FloMinMaxTree *tree;     /* (owned) over the values of @steps */
};

typedef enum
{
  PROP_TITLE = 1,
} FloStepSeriesProperty;

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FloStepSeries, flo_step_series, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_TITLE + 1];
static guint signals[N_SIGNALS];

static void
flo_step_series_finalize (GObject *object)
{
  FloStepSeries *self = FLO_STEP_SERIES (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->tree, flo_min_max_tree_free);

  G_OBJECT_CLASS (flo_step_series_parent_class)->finalize (object);
}

static void
flo_step_series_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  FloStepSeries *self = FLO_STEP_SERIES (object);

  switch ((FloStepSeriesProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_step_series_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  FloStepSeries *self = FLO_STEP_SERIES (object);

  switch ((FloStepSeriesProperty) prop_id)
    {
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_step_series_class_init (FloStepSeriesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = flo_step_series_finalize;
  object_class->get_property = flo_step_series_get_property;
  object_class->set_property = flo_step_series_set_property;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * FloStepSeries::changed:
   * @self: the series
   * @time: Unix seconds; nothing before it has changed
   */
  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
flo_step_series_init (FloStepSeries *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (FloStep));
  self->tree = flo_min_max_tree_new ();
}

/**
 * flo_step_series_new:
 * @title: what people call it
 *
 * Returns: (transfer full): a series without steps
 */
FloStepSeries *
flo_step_series_new (const char *title)
{
  return g_object_new (FLO_TYPE_STEP_SERIES, "title", title, NULL);
}

const char *
flo_step_series_get_title (FloStepSeries *self)
{
  g_return_val_if_fail (FLO_IS_STEP_SERIES (self), NULL);

  return self->title;
}

void
flo_step_series_replace_tail (FloStepSeries *self,
                              gsize          keep,
                              const FloStep *steps,
                              gsize          n_steps)
{
  gint64 since = G_MAXINT64;

  g_return_if_fail (FLO_IS_STEP_SERIES (self));
  g_return_if_fail (steps != NULL || n_steps == 0);

  if (keep < self->steps->len)
    {
      since = g_array_index (self->steps, FloStep, keep).time;
      g_array_set_size (self->steps, keep);
      flo_min_max_tree_truncate (self->tree, keep);
    }

  for (gsize i = 0; i < n_steps; i++)
    {
      guint n = self->steps->len;

      if (n > 0 && steps[i].time <= g_array_index (self->steps, FloStep, n - 1).time)
        continue;
      since = MIN (since, steps[i].time);
      g_array_append_val (self->steps, steps[i]);
      flo_min_max_tree_append (self->tree, steps[i].value);
    }

  if (since != G_MAXINT64)
    g_signal_emit (self, signals[CHANGED], 0, since);
}

const FloStep *
flo_step_series_get_steps (FloStepSeries *self,
                           gsize         *n_steps)
{
  g_return_val_if_fail (FLO_IS_STEP_SERIES (self), NULL);
  g_return_val_if_fail (n_steps != NULL, NULL);

  *n_steps = self->steps->len;

  return (const FloStep *) (gpointer) self->steps->data;
}

gsize
flo_step_series_count_until (FloStepSeries *self,
                             double         time)
{
  gsize low = 0, high;

  g_return_val_if_fail (FLO_IS_STEP_SERIES (self), 0);

  high = self->steps->len;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if ((double) g_array_index (self->steps, FloStep, middle).time <= time)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

gsize
flo_step_series_count_before (FloStepSeries *self,
                              gint64         time)
{
  return time == G_MININT64 ? 0 : flo_step_series_count_until (self, (double) time - .5);
}

gboolean
flo_step_series_get_value_at (FloStepSeries *self,
                              double         time,
                              FloMoney      *value)
{
  gsize n;

  g_return_val_if_fail (FLO_IS_STEP_SERIES (self), FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  n = flo_step_series_count_until (self, time);
  if (n == 0)
    return FALSE;
  *value = g_array_index (self->steps, FloStep, n - 1).value;

  return TRUE;
}

gboolean
flo_step_series_find_change (FloStepSeries *self,
                             double         time,
                             gboolean       forward,
                             gint64        *change)
{
  gsize n;

  g_return_val_if_fail (FLO_IS_STEP_SERIES (self), FALSE);
  g_return_val_if_fail (change != NULL, FALSE);

  n = flo_step_series_count_until (self, time);
  if (!forward && n > 0 && (double) g_array_index (self->steps, FloStep, n - 1).time >= time)
    n--;
  if (forward ? n == self->steps->len : n == 0)
    return FALSE;
  *change = g_array_index (self->steps, FloStep, forward ? n : n - 1).time;

  return TRUE;
}

gboolean
flo_step_series_get_extremes (FloStepSeries *self,
                              double         from,
                              double         to,
                              FloMoney      *min,
                              FloMoney      *max)
{
  gsize first, end;

  g_return_val_if_fail (FLO_IS_STEP_SERIES (self), FALSE);

  first = flo_step_series_count_until (self, from);
  end = flo_step_series_count_until (self, to);
  if (end == 0)
    return FALSE;
  /* The one before still holds at @from. */
  flo_step_series_scan (self, first > 0 ? first - 1 : 0, end, min, max, NULL);

  return TRUE;
}

void
flo_step_series_scan (FloStepSeries *self,
                      gsize          first,
                      gsize          end,
                      FloMoney      *min,
                      FloMoney      *max,
                      gsize         *n_probes)
{
  g_return_if_fail (FLO_IS_STEP_SERIES (self));
  g_return_if_fail (first < end && end <= self->steps->len);

  flo_min_max_tree_query (self->tree, first, end, min, max, n_probes);
}
