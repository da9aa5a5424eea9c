/* fuzz-config.c: whatever is read, is read again as the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-json.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GPtrArray) problems_again = NULL;
  g_autoptr(FloConfig) config = flo_config_parse ((const char *) data, (gssize) size, &problems);
  g_autoptr(FloConfig) again = NULL;
  g_autofree char *text = NULL;

  if (config == NULL)
    {
      g_assert_cmpuint (problems->len, >, 0);
      return 0;
    }

  text = flo_config_to_json (config);
  again = flo_config_parse (text, -1, &problems_again);
  g_assert_nonnull (again);
  g_assert_true (flo_config_equal (config, again));

  return 0;
}
