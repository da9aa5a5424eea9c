/* aws-web-identity-source.c: a role for whoever has a token (Kubernetes, CI)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-source.h"
#include "aws/credentials/aws-sources.h"
#include "aws/credentials/aws-sts-session.h"
#include "base/flo-secret-file.h"
#include "base/flo-secret.h"

#define MAX_TOKEN_SIZE (64 * 1024)

typedef struct
{
  AwsSourceContext *context;   /* (owned) */
  char *profile;               /* (owned) */
  char *token_path;            /* (owned) (nullable) */
  char *role_arn;              /* (owned) (nullable) */
  char *session_name;          /* (owned) (nullable) */
} WebIdentity;

static void
web_identity_free (gpointer data)
{
  WebIdentity *self = data;

  aws_source_context_unref (self->context);
  g_free (self->profile);
  g_free (self->token_path);
  g_free (self->role_arn);
  g_free (self->session_name);
  g_free (self);
}

static void
web_identity_assumed_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  const WebIdentity *self = g_task_get_task_data (task);
  AwsAssumeRoleWithWebIdentityOutput *output = aws_client_call_finish (AWS_CLIENT (source), result, &error);
  g_autoptr(AwsCredentials) credentials = NULL;
  g_autofree char *text = NULL;

  if (output != NULL)
    credentials = aws_sts_session_take (output->credentials, output->assumed_role_user, &error);
  aws_shape_free (AWS_STS_ASSUME_ROLE_WITH_WEB_IDENTITY.output, output);

  if (credentials == NULL)
    {
      g_prefix_error (&error, "cannot become the role %s with the web identity in %s: ", self->role_arn,
                      self->token_path);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  text = g_strdup_printf ("role %s, from a web identity", aws_sts_session_get_role_name (self->role_arn));
  aws_credentials_set_source (credentials, text);
  aws_source_return (g_steal_pointer (&task), g_steal_pointer (&credentials));
}

/* Takes @task. */
static void
web_identity_assume (GTask *task,
                     char  *token)
{
  const WebIdentity *self = g_task_get_task_data (task);
  g_autofree char *name = self->session_name != NULL ? g_strdup (self->session_name) : aws_sts_session_dup_name ();
  g_autoptr(AwsClient) client = aws_sts_session_create_client (self->context, self->role_arn, NULL);
  AwsAssumeRoleWithWebIdentityInput input =
  {
    .role_arn = self->role_arn,
    .role_session_name = name,
    .web_identity_token = token,
  };

  aws_client_call_async (client, &AWS_STS_ASSUME_ROLE_WITH_WEB_IDENTITY, &input, g_task_get_cancellable (task),
                         web_identity_assumed_cb, task);
}

static void
web_identity_token_read_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  const WebIdentity *self = g_task_get_task_data (task);
  char *token = flo_secret_file_load_finish (result, NULL, &error);

  if (token != NULL && *g_strstrip (token) != '\0')
    web_identity_assume (g_steal_pointer (&task), token);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    aws_source_fail (g_steal_pointer (&task), AWS_CODE_SOURCE_FAILED,
                     "the web identity token for profile \"%s\" cannot be read: %s", self->profile,
                     error != NULL ? error->message : "the file is empty");
  flo_secret_free (token);
}

static void
web_identity_load (GTask    *task,
                   gpointer  data)
{
  WebIdentity *self = data;

  if (self->token_path == NULL)
    {
      aws_source_fail (task, AWS_CODE_NO_CREDENTIALS, "there is no web identity");
      return;
    }
  if (self->role_arn == NULL)
    {
      aws_source_fail (task, AWS_CODE_BAD_PROFILE,
                       "there is a web identity (%s), but no role for it; set role_arn in profile \"%s\", or "
                       "AWS_ROLE_ARN", self->token_path, self->profile);
      return;
    }

  g_task_set_task_data (task, self, NULL);
  flo_secret_file_load_async (self->token_path, MAX_TOKEN_SIZE, g_task_get_cancellable (task),
                              web_identity_token_read_cb, task);
}

static char *
web_identity_dup (AwsProfile *profile,
                  gboolean    use_environment,
                  const char *variable,
                  const char *key)
{
  const char *value = use_environment ? g_getenv (variable) : NULL;

  return g_strdup (value != NULL && *value != '\0' ? value : aws_profile_get (profile, key));
}

AwsCredentialsProvider *
aws_web_identity_source_new (AwsProfile       *profile,
                             AwsSourceContext *context,
                             gboolean          use_environment)
{
  WebIdentity *self = g_new0 (WebIdentity, 1);

  self->context = aws_source_context_ref (context);
  self->profile = g_strdup (aws_profile_get_name (profile));
  self->token_path =
    web_identity_dup (profile, use_environment, "AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
  self->role_arn = web_identity_dup (profile, use_environment, "AWS_ROLE_ARN", "role_arn");
  self->session_name = web_identity_dup (profile, use_environment, "AWS_ROLE_SESSION_NAME", "role_session_name");

  return aws_source_new ("a web identity", NULL, web_identity_load, self, web_identity_free);
}
