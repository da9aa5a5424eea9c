/* aws-credentials.c: an access key, immutable
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-credentials.h"

#include <string.h>

#include "base/flo-secret.h"

struct _AwsCredentials
{
  char *access_key_id;        /* (owned) */
  char *secret;               /* (owned): flo-secret.h */
  char *session_token;        /* (owned) (nullable): flo-secret.h */
  gint64 expires_at;          /* Unix seconds, 0 = never */
  char *account_id;           /* (owned) (nullable) */
  char *source;               /* (owned) (nullable) */
  gint64 mfa_at;              /* Unix seconds, 0 = no code was given */
};

G_DEFINE_BOXED_TYPE (AwsCredentials, aws_credentials, aws_credentials_ref, aws_credentials_unref)

/**
 * aws_credentials_new:
 * @access_key_id: the public half
 * @secret_access_key: the secret half, copied; wiping the caller's copy is the caller's business
 * @session_token: (nullable): of temporary credentials; empty counts as absent
 * @expires_at: Unix seconds, 0 = never
 *
 * Returns: (transfer full): new credentials
 */
AwsCredentials *
aws_credentials_new (const char *access_key_id,
                     const char *secret_access_key,
                     const char *session_token,
                     gint64      expires_at)
{
  AwsCredentials *self;

  g_return_val_if_fail (access_key_id != NULL, NULL);
  g_return_val_if_fail (secret_access_key != NULL, NULL);

  self = g_atomic_rc_box_new0 (AwsCredentials);
  self->access_key_id = g_strdup (access_key_id);
  self->secret = flo_secret_strdup (secret_access_key);
  if (session_token != NULL && *session_token != '\0')
    self->session_token = flo_secret_strdup (session_token);
  self->expires_at = expires_at;

  return self;
}

AwsCredentials *
aws_credentials_ref (AwsCredentials *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
aws_credentials_clear (gpointer data)
{
  AwsCredentials *self = data;

  flo_secret_free (self->secret);
  flo_secret_free (self->session_token);
  g_free (self->access_key_id);
  g_free (self->account_id);
  g_free (self->source);
}

void
aws_credentials_unref (AwsCredentials *self)
{
  g_atomic_rc_box_release_full (self, aws_credentials_clear);
}

const char *
aws_credentials_get_access_key_id (AwsCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->access_key_id;
}

const char *
aws_credentials_get_secret (AwsCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->secret;
}

const char *
aws_credentials_get_session_token (AwsCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->session_token;
}

gint64
aws_credentials_get_expires_at (AwsCredentials *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->expires_at;
}

gboolean
aws_credentials_equal (AwsCredentials *self,
                       AwsCredentials *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  return strcmp (self->access_key_id, other->access_key_id) == 0
         && strcmp (self->secret, other->secret) == 0
         && g_strcmp0 (self->session_token, other->session_token) == 0;
}

const char *
aws_credentials_get_account_id (AwsCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->account_id;
}

void
aws_credentials_set_account_id (AwsCredentials *self,
                                const char     *account_id)
{
  g_return_if_fail (self != NULL);

  g_free (self->account_id);
  self->account_id = g_strdup (account_id);
}

const char *
aws_credentials_get_source (AwsCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->source;
}

void
aws_credentials_set_source (AwsCredentials *self,
                            const char     *source)
{
  g_return_if_fail (self != NULL);

  g_free (self->source);
  self->source = g_strdup (source);
}

gint64
aws_credentials_get_mfa_at (AwsCredentials *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->mfa_at;
}

void
aws_credentials_set_mfa_at (AwsCredentials *self,
                            gint64          mfa_at)
{
  g_return_if_fail (self != NULL);

  self->mfa_at = mfa_at;
}
