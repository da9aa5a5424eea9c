/* flo-origin.h: where a figure comes from, and how old it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FLO_SOURCE_NONE,      /* the figure is not known */
  FLO_SOURCE_SHIPPED,   /* it came with this program */
  FLO_SOURCE_AWS,       /* AWS said so */
} FloSource;

/* @time: Unix seconds: when it was so */
typedef struct
{
  FloSource source;
  gint64 time;
} FloOrigin;

/* When the figures that ship with us were taken: July 2026. */
#define FLO_SHIPPED_TIME G_GINT64_CONSTANT (1782864000)

const char *flo_source_get_word  (FloSource source);   /* "none", "shipped", "aws": stable, for JSON */
/* (transfer full): "AWS, 12 min ago"; "shipped with Flotilla, from July 2026"; "not known" */
char       *flo_origin_describe  (FloOrigin self,
                                  gint64    now);
/* (transfer full): "just now", "12 min ago", "3 h ago", "40 days ago" */
char       *flo_origin_format_age (gint64   seconds);

G_END_DECLS
