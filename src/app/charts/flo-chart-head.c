/* flo-chart-head.c: the row above a chart, two rows where it is narrow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-head.h"

#define GAP 6

struct _FloChartHead
{
  GtkWidget parent_instance;

  GtkWidget *title;      /* children, in the order in which focus goes */
  GtkWidget *choices;
  GtkWidget *tools;
};

G_DEFINE_FINAL_TYPE (FloChartHead, flo_chart_head, GTK_TYPE_WIDGET)

static int
get_width (GtkWidget *child,
           gboolean   natural)
{
  GtkRequisition minimum_size, natural_size;

  if (!gtk_widget_should_layout (child))
    return 0;
  gtk_widget_get_preferred_size (child, &minimum_size, &natural_size);

  return natural ? natural_size.width : minimum_size.width;
}

static int
get_height (GtkWidget *child)
{
  GtkRequisition size;

  if (!gtk_widget_should_layout (child))
    return 0;
  gtk_widget_get_preferred_size (child, NULL, &size);

  return size.height;
}

static int
get_row_width (FloChartHead *self)
{
  return get_width (self->title, TRUE) + get_width (self->choices, TRUE) +
         get_width (self->tools, TRUE) + 2 * GAP;
}

static int
get_row_height (FloChartHead *self,
                gboolean      with_choices)
{
  int height = MAX (get_height (self->title), get_height (self->tools));

  return with_choices ? MAX (height, get_height (self->choices)) : height;
}

static gboolean
needs_two_rows (FloChartHead *self,
                int           width)
{
  return gtk_widget_should_layout (self->choices) && width >= 0 && width < get_row_width (self);
}

static void
flo_chart_head_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  FloChartHead *self = FLO_CHART_HEAD (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (get_width (self->title, FALSE) + get_width (self->tools, FALSE) + GAP,
                      get_width (self->choices, FALSE));
      *natural = get_row_width (self);
      return;
    }

  *minimum = get_row_height (self, !needs_two_rows (self, for_size));
  if (needs_two_rows (self, for_size))
    *minimum += GAP + get_height (self->choices);
  *natural = *minimum;
}

static void
allocate (FloChartHead *self,
          GtkWidget    *child,
          int           x,
          int           y,
          int           width,
          int           height)
{
  if (!gtk_widget_should_layout (child))
    return;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
flo_chart_head_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  FloChartHead *self = FLO_CHART_HEAD (widget);
  gboolean two_rows = needs_two_rows (self, width);
  int row_height = get_row_height (self, !two_rows);
  int tools_width = get_width (self->tools, TRUE);
  int choices_width = get_width (self->choices, TRUE);
  int title_width = width - tools_width - GAP;

  if (two_rows)
    allocate (self, self->choices, 0, row_height + GAP, width, get_height (self->choices));
  else
    {
      title_width -= choices_width + GAP;
      allocate (self, self->choices, width - tools_width - GAP - choices_width, 0, choices_width,
                row_height);
    }
  allocate (self, self->title, 0, 0, MAX (title_width, 0), row_height);
  allocate (self, self->tools, width - tools_width, 0, tools_width, row_height);
}

static GtkSizeRequestMode
flo_chart_head_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
flo_chart_head_dispose (GObject *object)
{
  FloChartHead *self = FLO_CHART_HEAD (object);

  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->choices, gtk_widget_unparent);
  g_clear_pointer (&self->tools, gtk_widget_unparent);

  G_OBJECT_CLASS (flo_chart_head_parent_class)->dispose (object);
}

static void
flo_chart_head_class_init (FloChartHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_chart_head_dispose;
  widget_class->measure = flo_chart_head_measure;
  widget_class->size_allocate = flo_chart_head_size_allocate;
  widget_class->get_request_mode = flo_chart_head_get_request_mode;
}

static void
flo_chart_head_init (FloChartHead *self)
{
}

/**
 * flo_chart_head_new:
 * @title: (transfer floating): what the chart shows
 * @choices: (transfer floating): the periods
 * @tools: (transfer floating): buttons
 *
 * Returns: (transfer floating): the head
 */
GtkWidget *
flo_chart_head_new (GtkWidget *title,
                    GtkWidget *choices,
                    GtkWidget *tools)
{
  FloChartHead *self = g_object_new (FLO_TYPE_CHART_HEAD, NULL);

  self->title = title;
  self->choices = choices;
  self->tools = tools;
  gtk_widget_set_parent (title, GTK_WIDGET (self));
  gtk_widget_set_parent (choices, GTK_WIDGET (self));
  gtk_widget_set_parent (tools, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}
