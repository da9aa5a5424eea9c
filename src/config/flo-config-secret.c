/* flo-config-secret.c: notices secrets, which a config never holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-secret.h"

#include <string.h>

#define ACCESS_KEY_LENGTH 20
#define SECRET_KEY_LENGTH 40

static gsize
span (const char *text,
      gboolean  (*belongs) (char))
{
  gsize length = 0;

  while (text[length] != '\0' && belongs (text[length]))
    length++;

  return length;
}

static gboolean
in_access_key (char c)
{
  return g_ascii_isupper (c) || g_ascii_isdigit (c);
}

static gboolean
in_secret_key (char c)
{
  return g_ascii_isalnum (c) || c == '/' || c == '+';
}

/* The ids of long-lived and temporary keys, anywhere in the text. */
static gboolean
has_access_key (const char *text)
{
  for (; *text != '\0'; text += MAX (span (text, in_access_key), 1))
    if ((strncmp (text, "AKIA", 4) == 0 || strncmp (text, "ASIA", 4) == 0) &&
        span (text, in_access_key) == ACCESS_KEY_LENGTH)
      return TRUE;

  return FALSE;
}

/* Forty characters of base64 that mix cases and digits, standing alone: hashes are lower case,
 * names have other characters between the words. */
static gboolean
has_secret_key (const char *text)
{
  while (*text != '\0')
    {
      gsize length = span (text, in_secret_key);
      gboolean upper = FALSE, lower = FALSE, digit = FALSE;

      for (gsize i = 0; i < length; i++)
        {
          upper = upper || g_ascii_isupper (text[i]);
          lower = lower || g_ascii_islower (text[i]);
          digit = digit || g_ascii_isdigit (text[i]);
        }
      if (length == SECRET_KEY_LENGTH && upper && lower && digit)
        return TRUE;
      text += MAX (length, 1);
    }

  return FALSE;
}

const char *
flo_config_secret_in_value (const char *text)
{
  if (has_access_key (text))
    return "an AWS access key";
  if (strstr (text, "PRIVATE KEY-----") != NULL)
    return "a private key";
  if (has_secret_key (text))
    return "an AWS secret access key";

  return NULL;
}

/* "dbPassword", "DB-PASSWORD" → "_db_password_" */
static char *
to_words (const char *key)
{
  GString *words = g_string_new ("_");
  char before = '_';

  for (; *key != '\0'; before = *key++)
    {
      if (g_ascii_isupper (*key) && g_ascii_islower (before))
        g_string_append_c (words, '_');
      g_string_append_c (words, g_ascii_isalnum (*key) ? g_ascii_tolower (*key) : '_');
    }
  g_string_append_c (words, '_');

  return g_string_free (words, FALSE);
}

gboolean
flo_config_secret_in_key (const char *key)
{
  static const char *const names[] = {
    "_secret_", "_secrets_", "_password_", "_passwd_", "_passphrase_", "_token_", "_credentials_",
    "_access_key_", "_access_key_id_", "_private_key_", "_api_key_", "_apikey_",
  };
  g_autofree char *words = to_words (key);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strstr (words, names[i]) != NULL)
      return TRUE;

  return FALSE;
}
