/* flo-chart-spans.c: the choice of the period a chart shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-spans.h"

#include <glib/gi18n.h>

typedef struct
{
  gint64 seconds;
  const char *label;
  const char *tooltip;
} Span;

static const Span SPANS[] = {
  /* Translators: the last hour, as short as possible */
  { 3600, N_("1 h"), N_("Last hour") },
  { 86400, N_("24 h"), N_("Last 24 hours") },
  { 604800, N_("7 d"), N_("Last 7 days") },
  { 2592000, N_("30 d"), N_("Last 30 days") },
};

struct _FloChartSpans
{
  GtkWidget parent_instance;

  GtkWidget *buttons[G_N_ELEMENTS (SPANS)];    /* children */
  gint64 span;
};

typedef enum
{
  PROP_SPAN = 1,
} FloChartSpansProperty;

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FloChartSpans, flo_chart_spans, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SPAN + 1];
static guint signals[N_SIGNALS];

/* A period that has no button leaves the last one pressed. */
static void
set_span (FloChartSpans *self,
          gint64         span)
{
  if (self->span == span)
    return;

  self->span = span;
  for (gsize i = 0; i < G_N_ELEMENTS (SPANS); i++)
    if (SPANS[i].seconds == span)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[i]), TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPAN]);
}

static void
clicked_cb (GtkButton     *button,
            FloChartSpans *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SPANS); i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      set_span (self, SPANS[i].seconds);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
flo_chart_spans_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  FloChartSpans *self = FLO_CHART_SPANS (object);

  switch ((FloChartSpansProperty) prop_id)
    {
    case PROP_SPAN:
      g_value_set_int64 (value, self->span);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_chart_spans_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  FloChartSpans *self = FLO_CHART_SPANS (object);

  switch ((FloChartSpansProperty) prop_id)
    {
    case PROP_SPAN:
      set_span (self, g_value_get_int64 (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_chart_spans_dispose (GObject *object)
{
  FloChartSpans *self = FLO_CHART_SPANS (object);

  for (gsize i = 0; i < G_N_ELEMENTS (SPANS); i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);

  G_OBJECT_CLASS (flo_chart_spans_parent_class)->dispose (object);
}

static void
flo_chart_spans_class_init (FloChartSpansClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = flo_chart_spans_get_property;
  object_class->set_property = flo_chart_spans_set_property;
  object_class->dispose = flo_chart_spans_dispose;

  properties[PROP_SPAN] =
    g_param_spec_int64 ("span", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * FloChartSpans::chosen:
   *
   * Somebody pressed a period.
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
flo_chart_spans_init (FloChartSpans *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Period"),
                                  -1);

  for (gsize i = 0; i < G_N_ELEMENTS (SPANS); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_(SPANS[i].label));

      gtk_widget_set_tooltip_text (button, _(SPANS[i].tooltip));
      gtk_widget_add_css_class (button, "caption");
      gtk_widget_set_hexpand (button, TRUE);
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (self->buttons[0]));
      gtk_widget_set_parent (button, GTK_WIDGET (self));
      g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
      self->buttons[i] = button;
    }
}

/**
 * flo_chart_spans_new:
 *
 * Returns: (transfer floating): a choice without a choice made
 */
GtkWidget *
flo_chart_spans_new (void)
{
  return g_object_new (FLO_TYPE_CHART_SPANS, NULL);
}
