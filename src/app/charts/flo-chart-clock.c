/* flo-chart-clock.c: when a live chart has to look at its data again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-clock.h"

#define LEAST_INTERVAL G_USEC_PER_SEC
/* The words around a chart say "now", however much time a pixel holds. */
#define LONGEST_INTERVAL (60 * G_USEC_PER_SEC)

struct _FloChartClock
{
  GObject parent_instance;

  GtkWidget *widget;      /* (unowned): it owns us */
  guint source;
  gint64 due;             /* monotonic: when @source fires */
  gint64 last;            /* monotonic: of the last tick */
  gint64 interval;        /* microseconds, 0: only when poked */
  gboolean poked;
};

enum
{
  TICK,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FloChartClock, flo_chart_clock, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void schedule (FloChartClock *self);

static void
tick_cb (gpointer user_data)
{
  g_autoptr(FloChartClock) self = g_object_ref (user_data);

  self->source = 0;
  self->poked = FALSE;
  self->last = g_get_monotonic_time ();
  g_signal_emit (self, signals[TICK], 0);
  schedule (self);
}

/* Never more than one source, and none while nobody can see the chart. */
static void
schedule (FloChartClock *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 due;

  if (!gtk_widget_get_mapped (self->widget) || (!self->poked && self->interval == 0))
    {
      g_clear_handle_id (&self->source, g_source_remove);
      return;
    }

  due = MAX (now, self->last + (self->poked ? LEAST_INTERVAL : self->interval));
  if (self->source != 0 && self->due <= due)
    return;

  g_clear_handle_id (&self->source, g_source_remove);
  self->due = due;
  self->source = g_timeout_add_once ((guint) ((due - now) / 1000), tick_cb, self);
}

/* While it was hidden, "now" has moved. */
static void
map_cb (FloChartClock *self)
{
  if (self->interval > 0)
    self->poked = TRUE;
  schedule (self);
}

static void
flo_chart_clock_dispose (GObject *object)
{
  FloChartClock *self = FLO_CHART_CLOCK (object);

  g_clear_handle_id (&self->source, g_source_remove);

  G_OBJECT_CLASS (flo_chart_clock_parent_class)->dispose (object);
}

static void
flo_chart_clock_class_init (FloChartClockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = flo_chart_clock_dispose;

  /**
   * FloChartClock::tick:
   *
   * Time to bring the chart up to date.
   */
  signals[TICK] = g_signal_new ("tick", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
flo_chart_clock_init (FloChartClock *self)
{
  self->last = G_MININT64 / 2;
}

/**
 * flo_chart_clock_new:
 * @widget: the chart, which outlives the clock
 *
 * Returns: (transfer full): a clock that stands still
 */
FloChartClock *
flo_chart_clock_new (GtkWidget *widget)
{
  FloChartClock *self = g_object_new (FLO_TYPE_CHART_CLOCK, NULL);

  self->widget = widget;
  g_signal_connect_object (widget, "map", G_CALLBACK (map_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (schedule), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return self;
}

void
flo_chart_clock_poke (FloChartClock *self)
{
  g_return_if_fail (FLO_IS_CHART_CLOCK (self));

  self->poked = TRUE;
  schedule (self);
}

void
flo_chart_clock_set_interval (FloChartClock *self,
                              double         seconds)
{
  gint64 interval;

  g_return_if_fail (FLO_IS_CHART_CLOCK (self));

  interval = (gint64) CLAMP (seconds * G_USEC_PER_SEC, LEAST_INTERVAL, LONGEST_INTERVAL);
  if (!(seconds > 0))
    interval = 0;
  if (self->interval == interval)
    return;

  self->interval = interval;
  g_clear_handle_id (&self->source, g_source_remove);
  schedule (self);
}
