/* flo-cli-sparkline.c: prices as a line of blocks in a terminal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli/flo-cli-sparkline.h"

#define LOWEST_BLOCK 0x2581
#define N_BLOCKS 8

/**
 * flo_cli_sparkline:
 * @values: (array length=n_values): 0 = not known, a gap
 * @n_values: how many
 *
 * Returns: (transfer full): a character for each, in eight heights between the lowest and the highest
 */
char *
flo_cli_sparkline (const FloMoney *values,
                   guint           n_values)
{
  FloMoney lowest = G_MAXINT64, highest = 0;
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < n_values; i++)
    {
      if (values[i] > 0)
        lowest = MIN (lowest, values[i]);
      highest = MAX (highest, values[i]);
    }
  for (guint i = 0; i < n_values; i++)
    {
      FloMoney height = highest > lowest ? (values[i] - lowest) * (N_BLOCKS - 1) / (highest - lowest) : N_BLOCKS / 2 - 1;

      g_string_append_unichar (line, values[i] > 0 ? LOWEST_BLOCK + (gunichar) height : ' ');
    }

  return g_string_free (line, FALSE);
}
