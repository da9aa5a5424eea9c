/* flo-account-origin.c: what a profile of ~/.aws says about where its credentials come from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include <string.h>

#include "account/flo-account-origin.h"

/* A profile may be made from another one, and that from a third; loops are the providers' to complain of. */
#define MAX_DEPTH 8

/* What decides who a profile is, besides its shared sections. */
static const char *const keys[] = {
  "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "role_arn", "source_profile",
  "credential_source", "external_id", "mfa_serial", "role_session_name", "duration_seconds",
  "web_identity_token_file", "sso_session", "sso_start_url", "sso_region", "sso_account_id",
  "sso_role_name", "sso_registration_scopes", "credential_process", "login_session", "region",
  "endpoint_url", "services", "ca_bundle", "use_fips_endpoint", "use_dualstack_endpoint",
  "sts_regional_endpoints",
};

void
flo_account_origin_free (FloAccountOrigin *self)
{
  g_free (self->source);
  g_free (self->file);
  g_free (self->mfa_serial);
  g_clear_pointer (&self->session, aws_sso_session_unref);
  g_free (self->stamp);
  g_free (self);
}

static gboolean
has (AwsProfile *profile,
     const char *key)
{
  return aws_profile_get (profile, key) != NULL;
}

/* The order is that of AWS's own tools. */
static FloAccountMethod
find_method (AwsProfile *profile)
{
  if (has (profile, "role_arn") && has (profile, "web_identity_token_file"))
    return FLO_ACCOUNT_METHOD_WEB_IDENTITY;
  if (has (profile, "role_arn"))
    return FLO_ACCOUNT_METHOD_ROLE;
  if (has (profile, "sso_session") || has (profile, "sso_start_url"))
    return FLO_ACCOUNT_METHOD_SSO;
  if (aws_profile_get_credentials (profile, "aws_access_key_id") != NULL)
    return FLO_ACCOUNT_METHOD_KEYS;
  if (has (profile, "login_session"))
    return FLO_ACCOUNT_METHOD_LOGIN;
  if (has (profile, "credential_process"))
    return FLO_ACCOUNT_METHOD_PROCESS;
  return has (profile, "aws_access_key_id") ? FLO_ACCOUNT_METHOD_KEYS : FLO_ACCOUNT_METHOD_NONE;
}

/* ---- the sign-in ---- */

static AwsSsoSession *
find_own_session (AwsProfile *profile)
{
  const char *name = aws_profile_get (profile, "sso_session");
  const char *start_url = aws_profile_get (profile, "sso_start_url");
  const char *region = aws_profile_get (profile, "sso_region");
  const char *scopes = NULL;
  g_auto(GStrv) list = NULL;

  if (name != NULL)
    {
      start_url = aws_profile_get_section (profile, "sso-session", name, "sso_start_url");
      region = aws_profile_get_section (profile, "sso-session", name, "sso_region");
      scopes = aws_profile_get_section (profile, "sso-session", name, "sso_registration_scopes");
    }
  if (start_url == NULL || region == NULL)
    return NULL;
  if (scopes != NULL)
    {
      list = g_strsplit (scopes, ",", 0);
      for (guint i = 0; list[i] != NULL; i++)
        g_strstrip (list[i]);
    }
  return aws_sso_session_new (name, start_url, region, (const char *const *) list);
}

/* Follows the profiles that this one is made from. */
static void
follow (FloAccountOrigin *self,
        AwsProfile       *profile)
{
  g_autoptr(AwsProfile) current = aws_profile_ref (profile);

  for (guint depth = 0; depth < MAX_DEPTH; depth++)
    {
      const char *source = aws_profile_get (current, "source_profile");
      AwsProfile *next;

      if (self->mfa_serial == NULL && has (current, "role_arn"))
        self->mfa_serial = g_strdup (aws_profile_get (current, "mfa_serial"));
      if (find_method (current) == FLO_ACCOUNT_METHOD_SSO)
        {
          self->session = find_own_session (current);
          return;
        }
      if (find_method (current) != FLO_ACCOUNT_METHOD_ROLE || source == NULL
          || strcmp (source, aws_profile_get_name (current)) == 0)
        return;
      next = aws_profile_dup_other (current, source);
      aws_profile_unref (current);
      current = next;
    }
}

/* ---- words ---- */

static char *
abbreviate_home (const char *path)
{
  const char *home = g_get_home_dir ();

  if (g_str_has_prefix (path, home) && path[strlen (home)] == '/')
    return g_strconcat ("~", path + strlen (home), NULL);
  return g_strdup (path);
}

static const char *
get_role_name (const char *arn)
{
  const char *slash = strrchr (arn, '/');

  return slash != NULL ? slash + 1 : arn;
}

/* The arguments may hold what is nobody's business. */
static char *
dup_program_name (const char *command)
{
  g_auto(GStrv) words = NULL;

  if (!g_shell_parse_argv (command, NULL, &words, NULL))
    return g_strdup ("a program");
  return g_path_get_basename (words[0]);
}

static char *
describe_role (AwsProfile *profile)
{
  const char *role = get_role_name (aws_profile_get (profile, "role_arn"));
  const char *source = aws_profile_get (profile, "source_profile");
  const char *credential_source = aws_profile_get (profile, "credential_source");
  const char *mfa = has (profile, "mfa_serial") ? ", with MFA" : "";

  if (source != NULL)
    return g_strdup_printf ("role %s, by profile %s%s", role, source, mfa);
  if (credential_source != NULL)
    return g_strdup_printf ("role %s, by %s%s", role, credential_source, mfa);
  return g_strdup_printf ("role %s, with nothing to assume it by", role);
}

static char *
describe_sso (AwsProfile *profile)
{
  const char *session = aws_profile_get (profile, "sso_session");
  const char *role = aws_profile_get (profile, "sso_role_name");
  const char *account = aws_profile_get (profile, "sso_account_id");

  if (session == NULL)
    session = aws_profile_get (profile, "sso_start_url");
  if (role == NULL || account == NULL)
    return g_strdup_printf ("IAM Identity Center %s", session);
  return g_strdup_printf ("IAM Identity Center %s, role %s in account %s", session, role, account);
}

static char *
describe (AwsProfile       *profile,
          FloAccountMethod  method,
          const char       *file)
{
  g_autofree char *program = NULL;
  g_autofree char *short_file = NULL;

  switch (method)
    {
    case FLO_ACCOUNT_METHOD_ROLE:
      return describe_role (profile);
    case FLO_ACCOUNT_METHOD_WEB_IDENTITY:
      return g_strdup_printf ("role %s, by a web identity token", get_role_name (aws_profile_get (profile, "role_arn")));
    case FLO_ACCOUNT_METHOD_SSO:
      return describe_sso (profile);
    case FLO_ACCOUNT_METHOD_LOGIN:
      return g_strdup ("“aws login”");
    case FLO_ACCOUNT_METHOD_PROCESS:
      program = dup_program_name (aws_profile_get (profile, "credential_process"));
      return g_strdup_printf ("program %s", program);
    case FLO_ACCOUNT_METHOD_KEYS:
      short_file = abbreviate_home (file);
      return g_strdup_printf ("access key in %s", short_file);
    case FLO_ACCOUNT_METHOD_NONE:
    default:
      return g_strdup ("no credentials");
    }
}

/* ---- the stamp ---- */

static void
stamp_text (GHmac      *hmac,
            const char *text)
{
  /* Absent and empty are two things, and "ab" "c" is not "a" "bc". */
  if (text != NULL)
    g_hmac_update (hmac, (const guchar *) text, (gssize) strlen (text) + 1);
  else
    g_hmac_update (hmac, (const guchar *) "\001\001", 2);
}

static char *
make_stamp (AwsProfile *profile,
            GBytes     *salt)
{
  static const char *const session_keys[] = { "sso_start_url", "sso_region", "sso_registration_scopes" };
  g_autoptr(AwsProfile) current = aws_profile_ref (profile);
  gsize length;
  const guchar *key = g_bytes_get_data (salt, &length);
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, key, length);
  char *stamp;

  for (guint depth = 0; current != NULL && depth < MAX_DEPTH; depth++)
    {
      const char *session = aws_profile_get (current, "sso_session");
      const char *source = aws_profile_get (current, "source_profile");
      AwsProfile *next = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
        {
          stamp_text (hmac, aws_profile_get_credentials (current, keys[i]));
          stamp_text (hmac, aws_profile_get_config (current, keys[i]));
        }
      for (guint i = 0; session != NULL && i < G_N_ELEMENTS (session_keys); i++)
        stamp_text (hmac, aws_profile_get_section (current, "sso-session", session, session_keys[i]));
      if (source != NULL && strcmp (source, aws_profile_get_name (current)) != 0)
        next = aws_profile_dup_other (current, source);
      aws_profile_unref (current);
      current = next;
    }
  stamp = g_strdup (g_hmac_get_string (hmac));
  g_hmac_unref (hmac);
  return stamp;
}

FloAccountOrigin *
flo_account_origin_new (AwsProfile *profile,
                        GBytes     *salt)
{
  FloAccountOrigin *self = g_new0 (FloAccountOrigin, 1);
  gboolean in_credentials = aws_profile_get_credentials (profile, "aws_access_key_id") != NULL;

  self->method = find_method (profile);
  self->file = self->method == FLO_ACCOUNT_METHOD_KEYS && in_credentials ? aws_profile_dup_credentials_path ()
                                                                         : aws_profile_dup_config_path ();
  self->source = describe (profile, self->method, self->file);
  follow (self, profile);
  self->stamp = make_stamp (profile, salt);
  return self;
}
