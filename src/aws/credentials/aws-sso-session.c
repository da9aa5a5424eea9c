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
  self->name = g_strdup (name);
  self->start_url = g_strdup (start_url);
  self->region = g_strdup (region);
  self->scopes = g_strdupv ((char **) (scopes != NULL ? scopes : default_scopes));

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

char *
aws_sso_session_dup_cache_path (AwsSsoSession *self)
{
  const char *key;
  g_autofree char *hash = NULL;
  g_autofree char *file_name = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  key = self->name != NULL ? self->name : self->start_url;
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, key, -1);
  file_name = g_strconcat (hash, ".json", NULL);

  return g_build_filename (g_get_home_dir (), ".aws", "sso", "cache", file_name, NULL);
}
