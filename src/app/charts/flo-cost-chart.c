/* flo-cost-chart.c: what a fleet costs per Availability Zone, and what interrupted it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-cost-chart.h"

#include <glib/gi18n.h>

#include "app/charts/flo-chart-clock.h"
#include "app/charts/flo-chart-readout.h"
#include "app/charts/flo-interruptions.h"
#include "app/charts/flo-marker-layer.h"
#include "app/charts/flo-stacked-area-layer.h"
#include "app/charts/flo-zone-steps.h"

/* A fleet younger than this would show its first seconds as if they were its life. */
#define LEAST_PERIOD 300.0
/* The share of the period that stays free before the first cost, so that its beginning is seen. */
#define LEAD .03
/* Of a chart that has no width yet. */
#define LEAST_WIDTH 100

struct _FloCostChart
{
  GtkWidget parent_instance;

  FloChartView *view;             /* child */
  FloChart *chart;                /* in @view */
  FloStackedAreaLayer *areas;     /* (owned) */
  FloMarkerLayer *markers;        /* (owned) */
  FloChartClock *clock;           /* (owned) */
  FloFleet *fleet;                /* (owned) (nullable) */
  GSignalGroup *fleet_signals;    /* (owned) */
  GSignalGroup *zone_signals;     /* (owned) */
  GSignalGroup *event_signals;    /* (owned) */
  GPtrArray *series;              /* (owned) (element-type FloStepSeries) named like their zones */
  gboolean events_changed;
};

typedef enum
{
  PROP_FLEET = 1,
  PROP_SPAN,
} FloCostChartProperty;

G_DEFINE_FINAL_TYPE (FloCostChart, flo_cost_chart, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SPAN + 1];

static gboolean
is_alive (FloCostChart *self)
{
  return self->fleet != NULL && flo_fleet_get_state (self->fleet) != FLO_FLEET_DESTROYED;
}

static void
update_markers (FloCostChart *self)
{
  g_autoptr(GArray) markers = NULL;

  self->events_changed = FALSE;
  if (self->fleet == NULL)
    {
      flo_marker_layer_set_markers (self->markers, NULL, 0);
      return;
    }

  markers = flo_interruptions_from_events (flo_fleet_get_events (self->fleet));
  flo_marker_layer_set_markers (self->markers, (const FloMarker *) (gpointer) markers->data,
                                markers->len);
}

/* One sentence that says what the picture says. */
static char *
summarize (FloCostChart *self,
           double        from,
           double        to)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) readings = flo_chart_list_readings (self->chart, to);
  g_autofree char *start = flo_chart_readout_format_time ((gint64) from);
  g_autofree char *end = flo_chart_readout_format_time ((gint64) to);
  FloMoney min = 0, max = 0, now = 0;
  FloStepStack *stack = flo_stacked_area_layer_get_stack (self->areas);
  guint n = flo_step_stack_get_n_series (stack);
  guint n_interruptions = flo_marker_layer_count (self->markers, from, to);

  if (n > 0)
    {
      FloStepSeries *total = flo_step_stack_get_boundary (stack, n - 1);
      g_autofree char *least = NULL, *most = NULL, *current = NULL;

      flo_step_series_get_extremes (total, from, to, &min, &max);
      flo_step_series_get_value_at (total, to, &now);
      least = flo_money_format (min);
      most = flo_money_format (max);
      current = flo_money_format (now);
      /* Translators: describes a chart: start and end of its period, amounts of money */
      g_string_append_printf (text, _("Cost per hour from %s to %s: now %s, between %s and %s."),
                              start, end, current, least, most);
    }
  for (guint i = 0; i < readings->len; i++)
    {
      const FloReading *reading = g_ptr_array_index (readings, i);

      /* Translators: an Availability Zone and what it costs, part of the description of a chart */
      if (reading->style.kind == FLO_SERIES_AREA)
        g_string_append_printf (text, _(" %s: %s."), reading->title, reading->text);
    }
  if (n_interruptions > 0)
    g_string_append_printf (text,
                            ngettext (" %u interruption.", " %u interruptions.", n_interruptions),
                            n_interruptions);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The last part of the fleet's life; all of it when that is shorter. A young fleet grows into a chart
 * that has room for it, instead of being pushed to the edge. */
static void
choose_period (FloCostChart *self,
               double        first,
               double        end,
               double       *from,
               double       *to)
{
  double span = (double) flo_chart_view_get_span (self->view);
  double age = end - first;

  *to = end;
  if (age >= span)
    *from = end - span;
  else if (age >= LEAST_PERIOD)
    *from = first - age * LEAD;
  else
    {
      *from = first - LEAST_PERIOD * LEAD;
      *to = *from + MIN (LEAST_PERIOD * (1 + LEAD), span);
    }
}

static void
refresh (FloCostChart *self)
{
  double now = (double) (g_get_real_time () / G_USEC_PER_SEC);
  double end, from, to;
  g_autofree char *summary = NULL;
  gint64 first, last;
  int width;

  if (self->events_changed)
    update_markers (self);
  if (!flo_chart_layer_get_period (FLO_CHART_LAYER (self->areas), &first, &last))
    {
      flo_chart_clock_set_interval (self->clock, 0);
      flo_chart_view_refresh (self->view);
      return;
    }

  /* Another clock may be a little ahead of ours. */
  end = is_alive (self) ? MAX (now, (double) last) : (double) last;
  choose_period (self, (double) first, end, &from, &to);
  flo_chart_set_end (self->chart, end);
  flo_chart_set_home (self->chart, from, to);
  flo_chart_view_refresh (self->view);
  summary = summarize (self, from, end);
  flo_chart_set_summary (self->chart, summary);
  width = MAX (gtk_widget_get_width (GTK_WIDGET (self->chart)), LEAST_WIDTH);
  flo_chart_clock_set_interval (self->clock, is_alive (self) ? (to - from) / width : 0);
}

/* The palette follows the zone; the order follows its name. */
static void
show_zones (FloCostChart *self)
{
  g_autoptr(GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(FloStepTable) table = NULL;

  for (guint i = 0; i < self->series->len; i++)
    {
      const char *zone = flo_step_series_get_title (g_ptr_array_index (self->series, i));
      guint index = flo_palette_index_for_zone (zone);

      g_array_append_val (indices, index);
    }

  flo_stacked_area_layer_set_series (self->areas, self->series,
                                     (const guint *) (gpointer) indices->data);
  if (self->series->len > 0)
    table = flo_step_table_new (self->series, TRUE);
  flo_chart_view_set_table (self->view, table);
  refresh (self);
}

static void
zones_changed_cb (FloCostChart *self)
{
  GListModel *costs = self->fleet != NULL ? flo_fleet_get_zone_costs (self->fleet) : NULL;
  guint n = costs != NULL ? g_list_model_get_n_items (costs) : 0;

  g_ptr_array_set_size (self->series, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(FloZoneCostSeries) zone = g_list_model_get_item (costs, i);

      g_ptr_array_add (self->series, flo_zone_steps_new (zone));
    }
  show_zones (self);
}

static void
events_changed_cb (FloCostChart *self)
{
  self->events_changed = TRUE;
  flo_chart_clock_poke (self->clock);
}

static void
span_changed_cb (FloCostChart *self)
{
  flo_chart_reset_view (self->chart);
  refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPAN]);
}

static void
flo_cost_chart_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  FloCostChart *self = FLO_COST_CHART (object);

  switch ((FloCostChartProperty) prop_id)
    {
    case PROP_FLEET:
      g_value_set_object (value, self->fleet);
      break;

    case PROP_SPAN:
      g_value_set_int64 (value, flo_chart_view_get_span (self->view));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_cost_chart_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  FloCostChart *self = FLO_COST_CHART (object);

  switch ((FloCostChartProperty) prop_id)
    {
    case PROP_FLEET:
      flo_cost_chart_set_fleet (self, g_value_get_object (value));
      break;

    case PROP_SPAN:
      flo_chart_view_set_span (self->view, g_value_get_int64 (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_cost_chart_dispose (GObject *object)
{
  FloCostChart *self = FLO_COST_CHART (object);

  g_clear_object (&self->fleet_signals);
  g_clear_object (&self->zone_signals);
  g_clear_object (&self->event_signals);
  g_clear_object (&self->clock);
  if (self->view != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->view)));
  g_clear_object (&self->areas);
  g_clear_object (&self->markers);
  g_clear_object (&self->fleet);

  G_OBJECT_CLASS (flo_cost_chart_parent_class)->dispose (object);
}

static void
flo_cost_chart_finalize (GObject *object)
{
  FloCostChart *self = FLO_COST_CHART (object);

  g_clear_pointer (&self->series, g_ptr_array_unref);

  G_OBJECT_CLASS (flo_cost_chart_parent_class)->finalize (object);
}

static void
flo_cost_chart_class_init (FloCostChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = flo_cost_chart_get_property;
  object_class->set_property = flo_cost_chart_set_property;
  object_class->dispose = flo_cost_chart_dispose;
  object_class->finalize = flo_cost_chart_finalize;

  properties[PROP_FLEET] =
    g_param_spec_object ("fleet", NULL, NULL, FLO_TYPE_FLEET,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SPAN] =
    g_param_spec_int64 ("span", NULL, NULL, 1, G_MAXINT64, 86400,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
flo_cost_chart_init (FloCostChart *self)
{
  self->series = g_ptr_array_new_with_free_func (g_object_unref);
  self->areas = flo_stacked_area_layer_new ();
  self->markers = flo_marker_layer_new ();
  self->view = flo_chart_view_new (_("Cost per Hour"), _("No Costs Yet"),
                                   _("What each Availability Zone costs appears here as soon as "
                                     "the first instance runs."));
  self->chart = flo_chart_view_get_chart (self->view);
  flo_chart_add_layer (self->chart, FLO_CHART_LAYER (self->areas));
  flo_chart_add_layer (self->chart, FLO_CHART_LAYER (self->markers));
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));

  self->clock = flo_chart_clock_new (GTK_WIDGET (self->view));
  g_signal_connect_object (self->clock, "tick", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->areas, "changed", G_CALLBACK (flo_chart_clock_poke), self->clock,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::span", G_CALLBACK (span_changed_cb), self,
                           G_CONNECT_SWAPPED);

  self->fleet_signals = g_signal_group_new (FLO_TYPE_FLEET);
  g_signal_group_connect_swapped (self->fleet_signals, "notify::state", G_CALLBACK (refresh), self);
  self->zone_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->zone_signals, "items-changed",
                                  G_CALLBACK (zones_changed_cb), self);
  self->event_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->event_signals, "items-changed",
                                  G_CALLBACK (events_changed_cb), self);
}

/**
 * flo_cost_chart_new:
 *
 * Returns: (transfer floating): a chart of no fleet
 */
GtkWidget *
flo_cost_chart_new (void)
{
  return g_object_new (FLO_TYPE_COST_CHART, NULL);
}

FloFleet *
flo_cost_chart_get_fleet (FloCostChart *self)
{
  g_return_val_if_fail (FLO_IS_COST_CHART (self), NULL);

  return self->fleet;
}

void
flo_cost_chart_set_fleet (FloCostChart *self,
                          FloFleet     *fleet)
{
  g_return_if_fail (FLO_IS_COST_CHART (self));
  g_return_if_fail (fleet == NULL || FLO_IS_FLEET (fleet));

  if (!g_set_object (&self->fleet, fleet))
    return;

  if (fleet != NULL)
    {
      /* Translators: the name of a file: the costs of the fleet %s */
      g_autofree char *name = g_strdup_printf (_("Costs of %s"), flo_fleet_get_name (fleet));

      flo_chart_view_set_name (self->view, name);
    }
  g_signal_group_set_target (self->fleet_signals, fleet);
  g_signal_group_set_target (self->zone_signals,
                             fleet != NULL ? flo_fleet_get_zone_costs (fleet) : NULL);
  g_signal_group_set_target (self->event_signals,
                             fleet != NULL ? flo_fleet_get_events (fleet) : NULL);
  flo_chart_reset_view (self->chart);
  self->events_changed = TRUE;
  zones_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FLEET]);
}

FloChartView *
flo_cost_chart_get_view (FloCostChart *self)
{
  g_return_val_if_fail (FLO_IS_COST_CHART (self), NULL);

  return self->view;
}
