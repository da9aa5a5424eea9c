/* flo-cli-text.c: text from outside, on its way to a terminal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <string.h>

#include "cli/flo-cli-text.h"

gboolean
flo_cli_text_is_harmful (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_LINE_SEPARATOR ||
         type == G_UNICODE_PARAGRAPH_SEPARATOR || type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_SURROGATE ||
         type == G_UNICODE_UNASSIGNED;
}

char *
flo_cli_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (clean, c != '\n' && c != '\t' && flo_cli_text_is_harmful (c) ? FLO_CLI_TEXT_REPLACEMENT : c);
    }

  return g_string_free (clean, FALSE);
}

char *
flo_cli_text_end (const char *text)
{
  static const char * const ends[] = { ".", "?", "!", "…" };

  g_return_val_if_fail (text != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (text, ends[i]))
      return g_strdup (text);
  return g_strconcat (text, ".", NULL);
}
