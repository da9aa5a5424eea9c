/* aws-sso-session.c: where somebody signs in with IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-sso-session.h"

#include <string.h>

struct _AwsSsoSession
{
  char *name;        /* (owned) (nullable) */
  char *start_url;   /* (owned) */
  char *region;      /* (owned) */
  GStrv scopes;      /* (owned) */
  gboolean has_scopes;
};

G_DEFINE_BOXED_TYPE (AwsSsoSession, aws_sso_session, aws_sso_session_ref, aws_sso_session_unref)

/**
 * aws_sso_session_new:
 * @name: (nullable): of its section; %NULL for a profile with an sso_start_url of its own
 * @start_url: the access portal, "https://example.awsapps.com/start"
 * @region: where Identity Center is
 * @scopes: (nullable): what is asked for; %NULL: sso:account:access
 *
 * Returns: (transfer full): a new session
 */
AwsSsoSession *
aws_sso_session_new (const char         *name,
                     const char         *start_url,
                     const char         *region,
                     const char * const *scopes)
{
  static const char *const default_scopes[] = { "sso:account:access", NULL };
  AwsSsoSession *self;

  g_return_val_if_fail (start_url != NULL, NULL);
  g_return_val_if_fail (region != NULL, NULL);

  self = g_atomic_rc_box_new0 (AwsSsoSession);
  self->name = name != NULL ? g_utf8_make_valid (name, -1) : NULL;
  self->start_url = g_utf8_make_valid (start_url, -1);
  self->region = g_utf8_make_valid (region, -1);
  self->scopes = g_strdupv ((char **) (scopes != NULL ? scopes : default_scopes));

  for (gsize i = 0; self->scopes[i] != NULL; i++)
    {
      char *scope = self->scopes[i];

      self->scopes[i] = g_utf8_make_valid (scope, -1);
      g_free (scope);
    }
  self->has_scopes = scopes != NULL;

  return self;
}

AwsSsoSession *
aws_sso_session_ref (AwsSsoSession *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
aws_sso_session_clear (gpointer data)
{
  AwsSsoSession *self = data;

  g_free (self->name);
  g_free (self->start_url);
  g_free (self->region);
  g_strfreev (self->scopes);
}

void
aws_sso_session_unref (AwsSsoSession *self)
{
  g_atomic_rc_box_release_full (self, aws_sso_session_clear);
}

const char *
aws_sso_session_get_name (AwsSsoSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
aws_sso_session_get_start_url (AwsSsoSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->start_url;
}

const char *
aws_sso_session_get_region (AwsSsoSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->region;
}

const char * const *
aws_sso_session_get_scopes (AwsSsoSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char * const *) self->scopes;
}

gboolean
aws_sso_session_has_scopes (AwsSsoSession *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->has_scopes;
}

char *
aws_sso_session_dup_label (AwsSsoSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name != NULL ? g_strdup_printf ("\"%s\" (%s)", self->name, self->start_url)
                            : g_strdup (self->start_url);
}

static char *
create_path (const char *key)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, key, -1);
  g_autofree char *file_name = g_strconcat (hash, ".json", NULL);

  return g_build_filename (g_get_home_dir (), ".aws", "sso", "cache", file_name, NULL);
}

char *
aws_sso_session_dup_cache_path (AwsSsoSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return create_path (self->name != NULL ? self->name : self->start_url);
}

/* As Python writes it for JSON: beyond ASCII everything is escaped. */
static void
append_json_string (GString    *json,
                    const char *text)
{
  if (text == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  g_string_append_c (json, '"');
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (character == '"' || character == '\\')
        g_string_append_printf (json, "\\%c", (char) character);
      else if (character >= 0x20 && character < 0x7f)
        g_string_append_c (json, (char) character);
      else if (character < 0x10000)
        g_string_append_printf (json, "\\u%04x", character);
      else
        g_string_append_printf (json, "\\u%04x\\u%04x", 0xd7c0 + (character >> 10),
                                0xdc00 + (character & 0x3ff));
    }
  g_string_append_c (json, '"');
}

char *
aws_sso_session_dup_registration_path (AwsSsoSession *self)
{
  g_autoptr(GString) key = g_string_new ("{\"region\": ");

  g_return_val_if_fail (self != NULL, NULL);

  /* The AWS CLI hashes this very text, so every space in it counts. */
  append_json_string (key, self->region);
  g_string_append (key, ", \"scopes\": ");
  if (self->has_scopes)
    {
      for (gsize i = 0; self->scopes[i] != NULL; i++)
        {
          g_string_append (key, i == 0 ? "[" : ", ");
          append_json_string (key, self->scopes[i]);
        }
      g_string_append (key, self->scopes[0] != NULL ? "]" : "[]");
    }
  else
    g_string_append (key, "null");
  g_string_append (key, ", \"session_name\": ");
  append_json_string (key, self->name);
  g_string_append (key, ", \"startUrl\": ");
  append_json_string (key, self->start_url);
  g_string_append (key, ", \"tool\": \"botocore\"}");

  return create_path (key->str);
}
