/* flo-chart-view.c: a chart with all around it: title, periods, legend, table, export
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-view.h"

#include <glib/gi18n.h>

#include "app/charts/flo-chart-head.h"
#include "app/charts/flo-chart-legend.h"
#include "app/charts/flo-chart-save.h"
#include "app/charts/flo-chart-spans.h"
#include "app/charts/flo-chart-table.h"

#define DEFAULT_SPAN ((gint64) 24 * 60 * 60)

struct _FloChartView
{
  GtkWidget parent_instance;

  GtkWidget *box;              /* child */
  GtkWidget *spans;            /* in @box, as all below; it and @tools have no sense without data */
  GtkWidget *tools;
  GtkWidget *table_button;
  GtkStack *stack;
  FloChart *chart;
  FloChartTable *table_view;
  FloChartLegend *legend;

  FloStepTable *table;         /* (owned) (nullable) */
  char *name;                  /* (owned) */
};

typedef enum
{
  PROP_SPAN = 1,
  PROP_SHOW_TABLE,
} FloChartViewProperty;

G_DEFINE_FINAL_TYPE (FloChartView, flo_chart_view, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SHOW_TABLE + 1];

static gboolean
is_empty (FloChartView *self)
{
  return self->table == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->table)) == 0;
}

static void
update_page (FloChartView *self)
{
  gboolean empty = is_empty (self);
  gboolean show_table = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->table_button));

  gtk_widget_set_visible (self->spans, !empty);
  gtk_widget_set_visible (self->tools, !empty);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), !empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chart-view.export", !empty);
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : show_table ? "table" : "chart");
}

static void
show_table_cb (FloChartView *self)
{
  update_page (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_TABLE]);
}

static void
span_changed_cb (FloChartView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPAN]);
}

static void
export_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  FloChartView *self = FLO_CHART_VIEW (widget);

  flo_chart_save (self, self->name, g_variant_get_string (parameter, NULL));
}

static GtkWidget *
create_menu_button (void)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _("Export Numbers (_CSV)…"), "chart-view.export::csv");
  g_menu_append (menu, _("Export Picture (_PNG)…"), "chart-view.export::png");
  g_menu_append (menu, _("Export Drawing (_SVG)…"), "chart-view.export::svg");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _("Export"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

static GtkWidget *
create_tools (FloChartView *self)
{
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *reset = gtk_button_new_from_icon_name ("zoom-fit-best-symbolic");

  gtk_widget_set_tooltip_text (reset, _("Show the whole period"));
  gtk_widget_add_css_class (reset, "flat");
  gtk_widget_set_valign (reset, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (reset, "clicked", G_CALLBACK (flo_chart_reset_view), self->chart);
  g_object_bind_property (self->chart, "zoomed", reset, "visible", G_BINDING_SYNC_CREATE);

  self->table_button = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->table_button), "view-list-symbolic");
  gtk_widget_set_tooltip_text (self->table_button, _("Show as a table"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Show as a table"), -1);
  gtk_widget_add_css_class (self->table_button, "flat");
  gtk_widget_set_valign (self->table_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->table_button, "toggled", G_CALLBACK (show_table_cb), self);

  gtk_box_append (GTK_BOX (tools), reset);
  gtk_box_append (GTK_BOX (tools), self->table_button);
  gtk_box_append (GTK_BOX (tools), create_menu_button ());

  return tools;
}

static GtkWidget *
create_title (const char *text)
{
  GtkWidget *title = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "heading");

  return title;
}

static GtkWidget *
create_empty_page (const char *title,
                   const char *text)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_label_new (title);
  GtkWidget *body = gtk_label_new (text);

  gtk_widget_add_css_class (head, "heading");
  gtk_widget_add_css_class (body, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (head), TRUE);
  gtk_label_set_wrap (GTK_LABEL (body), TRUE);
  gtk_label_set_justify (GTK_LABEL (body), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (body), 48);
  gtk_box_append (GTK_BOX (page), head);
  gtk_box_append (GTK_BOX (page), body);
  gtk_widget_set_valign (page, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (page, 24);
  gtk_widget_set_margin_bottom (page, 24);

  return page;
}

static void
flo_chart_view_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  FloChartView *self = FLO_CHART_VIEW (object);

  switch ((FloChartViewProperty) prop_id)
    {
    case PROP_SPAN:
      g_value_set_int64 (value, flo_chart_view_get_span (self));
      break;

    case PROP_SHOW_TABLE:
      g_value_set_boolean (value,
                           gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->table_button)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_chart_view_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  FloChartView *self = FLO_CHART_VIEW (object);

  switch ((FloChartViewProperty) prop_id)
    {
    case PROP_SPAN:
      flo_chart_view_set_span (self, g_value_get_int64 (value));
      break;

    case PROP_SHOW_TABLE:
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->table_button),
                                    g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_chart_view_dispose (GObject *object)
{
  FloChartView *self = FLO_CHART_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->table);

  G_OBJECT_CLASS (flo_chart_view_parent_class)->dispose (object);
}

static void
flo_chart_view_finalize (GObject *object)
{
  FloChartView *self = FLO_CHART_VIEW (object);

  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (flo_chart_view_parent_class)->finalize (object);
}

static void
flo_chart_view_class_init (FloChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = flo_chart_view_get_property;
  object_class->set_property = flo_chart_view_set_property;
  object_class->dispose = flo_chart_view_dispose;
  object_class->finalize = flo_chart_view_finalize;

  properties[PROP_SPAN] =
    g_param_spec_int64 ("span", NULL, NULL, 1, G_MAXINT64, DEFAULT_SPAN,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_TABLE] =
    g_param_spec_boolean ("show-table", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "chart-view.export", "s", export_action);
}

static void
flo_chart_view_init (FloChartView *self)
{
  self->chart = flo_chart_new ();
  self->spans = flo_chart_spans_new ();
  g_object_set (self->spans, "span", DEFAULT_SPAN, NULL);
  g_signal_connect_object (self->spans, "notify::span", G_CALLBACK (span_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* Also the one that is shown already: that ends a zoom. */
  g_signal_connect_object (self->spans, "chosen", G_CALLBACK (flo_chart_reset_view), self->chart,
                           G_CONNECT_SWAPPED);
  self->table_view = FLO_CHART_TABLE (flo_chart_table_new ());
  self->legend = FLO_CHART_LEGEND (flo_chart_legend_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * flo_chart_view_new:
 * @title: the heading
 * @empty_title: what it says without data
 * @empty_text: when there will be data
 *
 * Returns: (transfer floating): a view of nothing
 */
FloChartView *
flo_chart_view_new (const char *title,
                    const char *empty_title,
                    const char *empty_text)
{
  FloChartView *self = g_object_new (FLO_TYPE_CHART_VIEW, NULL);

  self->name = g_strdup (title);
  self->tools = create_tools (self);
  gtk_box_append (GTK_BOX (self->box),
                  flo_chart_head_new (create_title (title), self->spans, self->tools));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->chart), "chart");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->table_view), "table");
  gtk_stack_add_named (self->stack, create_empty_page (empty_title, empty_text), "empty");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->legend));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  update_page (self);

  return self;
}

FloChart *
flo_chart_view_get_chart (FloChartView *self)
{
  g_return_val_if_fail (FLO_IS_CHART_VIEW (self), NULL);

  return self->chart;
}

gint64
flo_chart_view_get_span (FloChartView *self)
{
  gint64 span;

  g_return_val_if_fail (FLO_IS_CHART_VIEW (self), DEFAULT_SPAN);

  g_object_get (self->spans, "span", &span, NULL);

  return span;
}

void
flo_chart_view_set_span (FloChartView *self,
                         gint64        span)
{
  g_return_if_fail (FLO_IS_CHART_VIEW (self));
  g_return_if_fail (span > 0);

  g_object_set (self->spans, "span", span, NULL);
}

FloStepTable *
flo_chart_view_get_table (FloChartView *self)
{
  g_return_val_if_fail (FLO_IS_CHART_VIEW (self), NULL);

  return self->table;
}

void
flo_chart_view_set_table (FloChartView *self,
                          FloStepTable *table)
{
  g_return_if_fail (FLO_IS_CHART_VIEW (self));
  g_return_if_fail (table == NULL || FLO_IS_STEP_TABLE (table));

  g_set_object (&self->table, table);
  flo_chart_table_set_table (self->table_view, table);
  update_page (self);
}

void
flo_chart_view_set_name (FloChartView *self,
                         const char   *name)
{
  g_return_if_fail (FLO_IS_CHART_VIEW (self));
  g_return_if_fail (name != NULL);

  g_free (self->name);
  self->name = g_strdup (name);
}

void
flo_chart_view_refresh (FloChartView *self)
{
  g_autoptr(GPtrArray) readings = NULL;

  g_return_if_fail (FLO_IS_CHART_VIEW (self));

  update_page (self);
  readings = flo_chart_list_readings (self->chart, flo_chart_get_end (self->chart));
  flo_chart_legend_set (self->legend, readings);
}
