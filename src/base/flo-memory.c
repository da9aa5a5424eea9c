/* flo-memory.c: sizes of memory as people write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-memory.h"

#include <string.h>

static const struct { const char *name; gint64 mib; } units[] = {
  { "TiB", 1024 * 1024 },
  { "GiB", 1024 },
  { "MiB", 1 },
};

/* Digits and up to three decimals, as thousandths. */
static const char *
read_thousandths (const char *text,
                  gint64     *thousandths)
{
  guint digits = 0, decimals = 0;

  *thousandths = 0;
  for (; g_ascii_isdigit (*text) && digits < 12; text++, digits++)
    *thousandths = *thousandths * 10 + (*text - '0');
  if (digits > 0 && text[0] == '.' && g_ascii_isdigit (text[1]))
    for (text++; g_ascii_isdigit (*text) && decimals < 3; text++, decimals++)
      *thousandths = *thousandths * 10 + (*text - '0');
  for (; decimals < 3; decimals++)
    *thousandths *= 10;

  return digits > 0 ? text : NULL;
}

gboolean
flo_memory_parse (const char *text,
                  gint64     *mib)
{
  gint64 thousandths, product;

  text = read_thousandths (text, &thousandths);
  if (text == NULL)
    return FALSE;
  if (*text == ' ')
    text++;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (text, units[i].name) == 0)
      {
        if (__builtin_mul_overflow (thousandths, units[i].mib, &product) || product % 1000 != 0)
          return FALSE;
        *mib = product / 1000;
        return TRUE;
      }

  return FALSE;
}

char *
flo_memory_format (gint64 mib)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (mib != 0 && mib % units[i].mib == 0)
      return g_strdup_printf ("%" G_GINT64_FORMAT " %s", mib / units[i].mib, units[i].name);

  return g_strdup ("0 MiB");
}
