/* flo-price-chart.c: how the spot prices of pools moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-price-chart.h"

#include <glib/gi18n.h>

#include "app/charts/flo-chart-readout.h"
#include "app/charts/flo-price-steps.h"
#include "app/charts/flo-reference-layer.h"
#include "app/charts/flo-step-layer.h"

/* More lines than this cannot be told apart; the table has them all. */
#define MAX_DESCRIBED 12

struct _FloPriceChart
{
  GtkWidget parent_instance;

  FloChartView *view;                /* child */
  FloChart *chart;                   /* in @view */
  FloStepLayer *lines;               /* (owned) */
  FloReferenceLayer *references;     /* (owned) */
  FloMarkerLayer *markers;           /* (owned) */
  GListModel *series;                /* (owned) (nullable) (element-type FloPriceSeries) */
  GSignalGroup *series_signals;      /* (owned) */
  GHashTable *on_demand;             /* (owned) (element-type utf8 FloMoney) */
  FloMoney limit;                    /* 0: none */
};

typedef enum
{
  PROP_SERIES = 1,
  PROP_SPAN,
} FloPriceChartProperty;

G_DEFINE_FINAL_TYPE (FloPriceChart, flo_price_chart, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SPAN + 1];

static char *
summarize (FloPriceChart *self,
           double         from,
           double         to)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) readings = flo_chart_list_readings (self->chart, to);
  g_autofree char *start = flo_chart_readout_format_time ((gint64) from);
  g_autofree char *end = flo_chart_readout_format_time ((gint64) to);
  guint n_interruptions = flo_marker_layer_count (self->markers, from, to);
  FloMoney min, max;

  if (flo_chart_layer_get_extremes (FLO_CHART_LAYER (self->lines), from, to, &min, &max))
    {
      g_autofree char *least = flo_money_format (min);
      g_autofree char *most = flo_money_format (max);

      /* Translators: describes a chart: start and end of its period, amounts of money */
      g_string_append_printf (text,
                              _("Spot prices per hour from %s to %s, between %s and %s. Now:"),
                              start, end, least, most);
    }
  for (guint i = 0; i < MIN (readings->len, MAX_DESCRIBED); i++)
    {
      const FloReading *reading = g_ptr_array_index (readings, i);

      /* Translators: a pool and its price, part of the description of a chart */
      if (reading->text != NULL)
        g_string_append_printf (text, _(" %s: %s."), reading->title, reading->text);
    }
  if (n_interruptions > 0)
    g_string_append_printf (text, ngettext (" %u interruption of your instances.",
                                            " %u interruptions of your instances.",
                                            n_interruptions), n_interruptions);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
refresh (FloPriceChart *self)
{
  double end = (double) (g_get_real_time () / G_USEC_PER_SEC);
  double from = end - (double) flo_chart_view_get_span (self->view);
  g_autofree char *summary = NULL;
  gint64 first, last;

  /* Prices that are older than the period hold all the same; ones of the future are another
   * clock's. */
  if (flo_chart_layer_get_period (FLO_CHART_LAYER (self->lines), &first, &last))
    {
      end = MAX (end, (double) last);
      from = MIN (MAX (from, (double) first), end - 3600);
    }

  flo_chart_set_end (self->chart, end);
  flo_chart_set_home (self->chart, from, end);
  flo_chart_view_refresh (self->view);
  summary = summarize (self, from, end);
  flo_chart_set_summary (self->chart, summary);
}

static void
show_references (FloPriceChart *self)
{
  GHashTableIter iter;
  gpointer type, per_hour;

  flo_reference_layer_clear (self->references);
  g_hash_table_iter_init (&iter, self->on_demand);
  while (g_hash_table_iter_next (&iter, &type, &per_hour))
    {
      /* Translators: an instance type, as the name of a line: what it costs on demand */
      g_autofree char *title = g_strdup_printf (_("%s on demand"), (const char *) type);

      flo_reference_layer_add (self->references, title, *(const FloMoney *) per_hour);
    }
  if (self->limit > 0)
    /* Translators: the name of a line in a chart: the most one would pay */
    flo_reference_layer_add (self->references, _("Your limit"), self->limit);
}

static void
series_changed_cb (FloPriceChart *self)
{
  g_autoptr(GPtrArray) series = NULL;
  g_autoptr(GArray) styles = g_array_new (FALSE, FALSE, sizeof (FloSeriesStyle));
  g_autoptr(FloStepTable) table = NULL;

  series = flo_price_steps_new (self->series, styles);
  flo_step_layer_set_series (self->lines, series, (const FloSeriesStyle *) (gpointer) styles->data);
  if (series->len > 0)
    table = flo_step_table_new (series, FALSE);
  flo_chart_view_set_table (self->view, table);
  refresh (self);
}

static void
span_changed_cb (FloPriceChart *self)
{
  flo_chart_reset_view (self->chart);
  refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPAN]);
}

static void
flo_price_chart_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  FloPriceChart *self = FLO_PRICE_CHART (object);

  switch ((FloPriceChartProperty) prop_id)
    {
    case PROP_SERIES:
      g_value_set_object (value, self->series);
      break;

    case PROP_SPAN:
      g_value_set_int64 (value, flo_chart_view_get_span (self->view));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_price_chart_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  FloPriceChart *self = FLO_PRICE_CHART (object);

  switch ((FloPriceChartProperty) prop_id)
    {
    case PROP_SERIES:
      flo_price_chart_set_series (self, g_value_get_object (value));
      break;

    case PROP_SPAN:
      flo_chart_view_set_span (self->view, g_value_get_int64 (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_price_chart_dispose (GObject *object)
{
  FloPriceChart *self = FLO_PRICE_CHART (object);

  g_clear_object (&self->series_signals);
  if (self->view != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->view)));
  g_clear_object (&self->lines);
  g_clear_object (&self->references);
  g_clear_object (&self->markers);
  g_clear_object (&self->series);

  G_OBJECT_CLASS (flo_price_chart_parent_class)->dispose (object);
}

static void
flo_price_chart_finalize (GObject *object)
{
  FloPriceChart *self = FLO_PRICE_CHART (object);

  g_clear_pointer (&self->on_demand, g_hash_table_unref);

  G_OBJECT_CLASS (flo_price_chart_parent_class)->finalize (object);
}

static void
flo_price_chart_class_init (FloPriceChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = flo_price_chart_get_property;
  object_class->set_property = flo_price_chart_set_property;
  object_class->dispose = flo_price_chart_dispose;
  object_class->finalize = flo_price_chart_finalize;

  properties[PROP_SERIES] =
    g_param_spec_object ("series", NULL, NULL, G_TYPE_LIST_MODEL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SPAN] =
    g_param_spec_int64 ("span", NULL, NULL, 1, G_MAXINT64, 86400,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
flo_price_chart_init (FloPriceChart *self)
{
  self->on_demand = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->references = flo_reference_layer_new ();
  self->markers = flo_marker_layer_new ();
  self->lines = flo_step_layer_new ();
  self->view = flo_chart_view_new (_("Spot Prices per Hour"), _("No Prices"),
                                   _("AWS published no spot prices for this selection."));
  self->chart = flo_chart_view_get_chart (self->view);
  flo_chart_set_from_zero (self->chart, FALSE);
  flo_chart_add_layer (self->chart, FLO_CHART_LAYER (self->lines));
  flo_chart_add_layer (self->chart, FLO_CHART_LAYER (self->references));
  flo_chart_add_layer (self->chart, FLO_CHART_LAYER (self->markers));
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  g_signal_connect_object (self->view, "notify::span", G_CALLBACK (span_changed_cb), self,
                           G_CONNECT_SWAPPED);

  self->series_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->series_signals, "items-changed",
                                  G_CALLBACK (series_changed_cb),
                                  self);
}

/**
 * flo_price_chart_new:
 *
 * Returns: (transfer floating): a chart of no pool
 */
GtkWidget *
flo_price_chart_new (void)
{
  return g_object_new (FLO_TYPE_PRICE_CHART, NULL);
}

GListModel *
flo_price_chart_get_series (FloPriceChart *self)
{
  g_return_val_if_fail (FLO_IS_PRICE_CHART (self), NULL);

  return self->series;
}

void
flo_price_chart_set_series (FloPriceChart *self,
                            GListModel    *series)
{
  g_return_if_fail (FLO_IS_PRICE_CHART (self));
  g_return_if_fail (series == NULL || G_IS_LIST_MODEL (series));

  if (!g_set_object (&self->series, series))
    return;

  g_signal_group_set_target (self->series_signals, series);
  flo_chart_reset_view (self->chart);
  series_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERIES]);
}

void
flo_price_chart_set_on_demand (FloPriceChart *self,
                               const char    *instance_type,
                               FloMoney       per_hour)
{
  g_return_if_fail (FLO_IS_PRICE_CHART (self));
  g_return_if_fail (instance_type != NULL);

  if (per_hour > 0)
    g_hash_table_replace (self->on_demand, g_strdup (instance_type),
                          g_memdup2 (&per_hour, sizeof per_hour));
  else
    g_hash_table_remove (self->on_demand, instance_type);
  show_references (self);
  refresh (self);
}

void
flo_price_chart_set_limit (FloPriceChart *self,
                           FloMoney       per_hour)
{
  g_return_if_fail (FLO_IS_PRICE_CHART (self));

  self->limit = per_hour;
  show_references (self);
  refresh (self);
}

gboolean
flo_price_chart_shows (FloPriceChart *self,
                       GListModel    *series)
{
  guint n_items;

  g_return_val_if_fail (FLO_IS_PRICE_CHART (self), FALSE);
  g_return_val_if_fail (G_IS_LIST_MODEL (series), FALSE);

  n_items = g_list_model_get_n_items (series);
  if (self->series == NULL || g_list_model_get_n_items (self->series) != n_items)
    return FALSE;
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(GObject) shown = g_list_model_get_item (self->series, i);
      g_autoptr(GObject) wanted = g_list_model_get_item (series, i);

      if (shown != wanted)
        return FALSE;
    }

  return TRUE;
}

void
flo_price_chart_set_markers (FloPriceChart   *self,
                             const FloMarker *markers,
                             gsize            n_markers)
{
  g_return_if_fail (FLO_IS_PRICE_CHART (self));

  flo_marker_layer_set_markers (self->markers, markers, n_markers);
  refresh (self);
}

FloChartView *
flo_price_chart_get_view (FloPriceChart *self)
{
  g_return_val_if_fail (FLO_IS_PRICE_CHART (self), NULL);

  return self->view;
}
