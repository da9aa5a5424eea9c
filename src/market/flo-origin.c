/* flo-origin.c: where a figure comes from, and how old it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-origin.h"

const char *
flo_source_get_word (FloSource source)
{
  static const char * const words[] = {
    [FLO_SOURCE_NONE] = "none",
    [FLO_SOURCE_SHIPPED] = "shipped",
    [FLO_SOURCE_AWS] = "aws",
  };

  g_return_val_if_fail (source < G_N_ELEMENTS (words), NULL);

  return words[source];
}

char *
flo_origin_format_age (gint64 seconds)
{
  if (seconds < 60)
    return g_strdup ("just now");
  if (seconds < 2 * 3600)
    return g_strdup_printf ("%" G_GINT64_FORMAT " min ago", seconds / 60);
  if (seconds < 2 * 86400)
    return g_strdup_printf ("%" G_GINT64_FORMAT " h ago", seconds / 3600);

  return g_strdup_printf ("%" G_GINT64_FORMAT " days ago", seconds / 86400);
}

char *
flo_origin_describe (FloOrigin self,
                     gint64    now)
{
  g_autofree char *age = NULL;

  switch (self.source)
    {
    case FLO_SOURCE_SHIPPED:
      return g_strdup ("shipped with Flotilla, from July 2026");
    case FLO_SOURCE_AWS:
      age = flo_origin_format_age (now - self.time);
      return g_strdup_printf ("AWS, %s", age);
    case FLO_SOURCE_NONE:
      return g_strdup ("not known");
    default:
      g_assert_not_reached ();
    }
}
