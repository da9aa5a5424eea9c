/* flo-axis.h: one direction of a chart: a range, and the marks people read along it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A mark: where, what is written there, and whether it begins something larger (a day among
 * hours). */
typedef struct
{
  double value;
  char *label;
  gboolean major;
} FloTick;

void flo_tick_free (FloTick *tick);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloTick, flo_tick_free)

/* How many pixels @label takes along the axis. */
typedef double (*FloTickMeasure) (const char *label,
                                  gboolean    major,
                                  gpointer    user_data);

#define FLO_TYPE_AXIS (flo_axis_get_type ())
G_DECLARE_DERIVABLE_TYPE (FloAxis, flo_axis, FLO, AXIS, GObject)

struct _FloAxisClass
{
  GObjectClass parent_class;

  GPtrArray *(*list_ticks) (FloAxis        *self,
                            double          length,
                            FloTickMeasure  measure,
                            gpointer        user_data);
};

/* Emits "range-changed". */
double     flo_axis_get_min         (FloAxis        *self);
double     flo_axis_get_max         (FloAxis        *self);
void       flo_axis_set_range       (FloAxis        *self,
                                     double          min,
                                     double          max);
/* TRUE when nothing can be drawn along it: an empty range, or one that is not a number. */
gboolean   flo_axis_is_pathological (FloAxis        *self);
/* 0 at the least value, 1 at the greatest; outside of both beyond them. */
double     flo_axis_normalize       (FloAxis        *self,
                                     double          value);
double     flo_axis_denormalize     (FloAxis        *self,
                                     double          position);
/* The marks for an axis of @length pixels, in order, whose labels do not touch each other.
 * Returns: (transfer full) (element-type FloTick) */
GPtrArray *flo_axis_list_ticks      (FloAxis        *self,
                                     double          length,
                                     FloTickMeasure  measure,
                                     gpointer        user_data);

G_END_DECLS
