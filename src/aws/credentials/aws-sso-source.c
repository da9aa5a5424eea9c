/* aws-sso-source.c: profiles that are signed in to in a browser
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-source.h"
#include "aws/credentials/aws-sources.h"

typedef struct
{
  AwsProfile *profile;         /* (owned) */
  AwsSourceContext *context;   /* (owned) */
} Sso;

static void
sso_free (gpointer data)
{
  Sso *sso = data;

  aws_profile_unref (sso->profile);
  aws_source_context_unref (sso->context);
  g_free (sso);
}

static void
forward_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  AwsCredentials *credentials =
    aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source), result, &error);

  if (credentials != NULL)
    aws_source_return (g_steal_pointer (&task), credentials);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @task and @provider. */
static void
forward (GTask                  *task,
         AwsCredentialsProvider *provider)
{
  aws_credentials_provider_load_async (provider, g_task_get_cancellable (task), forward_cb, task);
  g_object_unref (provider);
}

/* What @key is, said by the profile or by its [sso-session]; both may say it, if they agree. */
static const char *
sso_get (AwsProfile  *profile,
         const char  *key,
         GError     **error)
{
  const char *session = aws_profile_get (profile, "sso_session");
  const char *own = aws_profile_get (profile, key);
  const char *shared = session != NULL ? aws_profile_get_section (profile, "sso-session", session, key) : NULL;
  g_autofree char *message = NULL;

  if (own == NULL || shared == NULL || strcmp (own, shared) == 0)
    {
      if (own != NULL || shared != NULL)
        return own != NULL ? own : shared;

      message = g_strdup_printf ("profile \"%s\" signs in with IAM Identity Center, but %s is missing; run \"aws "
                                 "configure sso --profile %s\"", aws_profile_get_name (profile), key,
                                 aws_profile_get_name (profile));
    }
  else
    message = g_strdup_printf ("profile \"%s\" has another %s than its sso-session \"%s\"; remove it from the profile",
                               aws_profile_get_name (profile), key, session);
  g_propagate_error (error, aws_error_new (NULL, AWS_CODE_BAD_PROFILE, message, NULL, 0));

  return NULL;
}

static AwsSsoSession *
sso_create_session (AwsProfile  *profile,
                    GError     **error)
{
  const char *name = aws_profile_get (profile, "sso_session");
  const char *scopes_text = NULL;
  const char *start_url, *region;
  g_auto(GStrv) scopes = NULL;

  if (name != NULL && !aws_profile_has_section (profile, "sso-session", name))
    {
      g_autofree char *message = g_strdup_printf ("profile \"%s\" has sso_session = %s, but there is no section "
                                                  "[sso-session %s]; run \"aws configure sso-session\"",
                                                  aws_profile_get_name (profile), name, name);

      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_BAD_PROFILE, message, NULL, 0));
      return NULL;
    }

  start_url = sso_get (profile, "sso_start_url", error);
  region = start_url != NULL ? sso_get (profile, "sso_region", error) : NULL;
  if (region == NULL)
    return NULL;

  if (name != NULL)
    scopes_text = aws_profile_get_section (profile, "sso-session", name, "sso_registration_scopes");
  if (scopes_text != NULL)
    {
      scopes = g_strsplit (scopes_text, ",", 0);
      for (guint i = 0; scopes[i] != NULL; i++)
        g_strstrip (scopes[i]);
    }

  return aws_sso_session_new (name, start_url, region, (const char *const *) scopes);
}

static void
sso_load (GTask    *task,
          gpointer  data)
{
  Sso *sso = data;
  AwsProfile *profile = sso->profile;
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsSsoSession) session = NULL;
  const char *account_id = NULL, *role_name = NULL;

  if (aws_profile_get (profile, "sso_account_id") == NULL && aws_profile_get (profile, "sso_role_name") == NULL)
    {
      aws_source_fail (task, AWS_CODE_NO_CREDENTIALS, "there is no sso_account_id and no sso_role_name");
      return;
    }

  session = sso_create_session (profile, &error);
  if (session != NULL)
    account_id = sso_get (profile, "sso_account_id", &error);
  if (account_id != NULL)
    role_name = sso_get (profile, "sso_role_name", &error);

  if (role_name != NULL)
    forward (task, aws_sso_provider_new (session, account_id, role_name, aws_profile_get_name (profile),
                                         sso->context->interaction));
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
    }
}

static void
login_load (GTask    *task,
            gpointer  data)
{
  Sso *sso = data;
  AwsProfile *profile = sso->profile;
  const char *login_session = aws_profile_get (profile, "login_session");
  const char *region = g_getenv ("AWS_REGION");

  if (login_session == NULL)
    {
      aws_source_fail (task, AWS_CODE_NO_CREDENTIALS, "there is no login_session");
      return;
    }

  if (region == NULL || *region == '\0')
    region = g_getenv ("AWS_DEFAULT_REGION");
  if (region == NULL || *region == '\0')
    region = aws_profile_get_region (profile);
  forward (task, aws_login_provider_new (login_session, region, aws_profile_get_name (profile)));
}

static AwsCredentialsProvider *
create (AwsProfile       *profile,
        AwsSourceContext *context,
        const char       *what,
        AwsSourceFunc     func)
{
  Sso *sso = g_new0 (Sso, 1);
  g_autofree char *description = g_strdup_printf ("%s of profile \"%s\"", what, aws_profile_get_name (profile));

  sso->profile = aws_profile_ref (profile);
  sso->context = aws_source_context_ref (context);

  return aws_source_new (description, NULL, func, sso, sso_free);
}

AwsCredentialsProvider *
aws_sso_source_new (AwsProfile       *profile,
                    AwsSourceContext *context)
{
  return create (profile, context, "the IAM Identity Center role", sso_load);
}

AwsCredentialsProvider *
aws_login_source_new (AwsProfile       *profile,
                      AwsSourceContext *context)
{
  return create (profile, context, "the login session", login_load);
}
