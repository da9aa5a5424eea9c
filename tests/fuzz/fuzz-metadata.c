/* fuzz-metadata.c: what a node says of itself is an event of itself, or nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fleet/observe/flo-metadata-word.h"
#include "fuzz.h"

#define NOW G_GINT64_CONSTANT (1764000000)

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *line = g_utf8_make_valid (text, -1);
  g_autoptr (FloCloudEvent) event = NULL;
  FloMetadataWord word = flo_metadata_read (line, "i-0123456789abcdef0", NOW, &event);

  g_assert_true ((event != NULL) == (word == FLO_METADATA_EVENT));
  if (event == NULL)
    return 0;

  g_assert_cmpstr (event->instances[0], ==, "i-0123456789abcdef0");
  g_assert_null (event->instances[1]);
  g_assert_cmpint (ABS (event->time - NOW), <=, 86400 + 120);
  g_assert_cmpuint (strlen (event->id), <, 128);

  return 0;
}
