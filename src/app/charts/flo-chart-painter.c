/* flo-chart-painter.c: one way to draw for the screen and for files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-chart-painter.h"

/* Of a wordless picture. */
#define CHARACTER_WIDTH 7
#define LINE_HEIGHT 16

PangoLayout *
flo_chart_painter_create_layout (FloChartPainter *self,
                                 const char      *text,
                                 double           scale,
                                 gboolean         bold)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

void
flo_chart_painter_get_size (FloChartPainter *self,
                            PangoLayout     *layout,
                            int             *width,
                            int             *height)
{
  if (!self->wordless)
    {
      pango_layout_get_pixel_size (layout, width, height);
      return;
    }

  if (width != NULL)
    *width = CHARACTER_WIDTH * pango_layout_get_character_count (layout);
  if (height != NULL)
    *height = LINE_HEIGHT;
}

void
flo_chart_painter_fill (FloChartPainter       *self,
                        const graphene_rect_t *rect,
                        const GdkRGBA         *color)
{
  if (self->snapshot != NULL)
    {
      gtk_snapshot_append_color (self->snapshot, color, rect);
      return;
    }

  gdk_cairo_set_source_rgba (self->cr, color);
  cairo_rectangle (self->cr, rect->origin.x, rect->origin.y, rect->size.width, rect->size.height);
  cairo_fill (self->cr);
}

void
flo_chart_painter_show_layout (FloChartPainter *self,
                               PangoLayout     *layout,
                               double           x,
                               double           y,
                               const GdkRGBA   *color)
{
  if (self->wordless)
    return;
  if (self->snapshot != NULL)
    {
      gtk_snapshot_save (self->snapshot);
      gtk_snapshot_translate (self->snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
      gtk_snapshot_append_layout (self->snapshot, layout, color);
      gtk_snapshot_restore (self->snapshot);
      return;
    }

  gdk_cairo_set_source_rgba (self->cr, color);
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, layout);
}

cairo_t *
flo_chart_painter_begin_cairo (FloChartPainter       *self,
                               const graphene_rect_t *bounds)
{
  cairo_t *cr;

  if (self->snapshot != NULL)
    return gtk_snapshot_append_cairo (self->snapshot, bounds);

  cr = cairo_reference (self->cr);
  cairo_save (cr);
  cairo_rectangle (cr, bounds->origin.x, bounds->origin.y, bounds->size.width, bounds->size.height);
  cairo_clip (cr);

  return cr;
}

void
flo_chart_painter_end_cairo (FloChartPainter *self,
                             cairo_t         *cr)
{
  if (self->snapshot == NULL)
    cairo_restore (cr);
  cairo_destroy (cr);
}
