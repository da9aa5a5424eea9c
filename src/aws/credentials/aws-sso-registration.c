/* aws-sso-registration.c: being known to IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-sso-registration.h"

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-sso-redirect.h"
#include "base/flo-secret.h"

/* What the person reads who is asked to allow it. */
#define CLIENT_NAME "Flotilla"

typedef struct
{
  AwsSsoSession *session;             /* (owned) */
  AwsClient *client;                  /* (owned) */
  AwsSsoRegistrationFlags flags;
  gint64 now;
  AwsSsoRegistration *registration;   /* (owned) (nullable) */
  gboolean is_new;
} Obtain;

static void
obtain_free (gpointer data)
{
  Obtain *obtain = data;

  aws_sso_session_unref (obtain->session);
  g_object_unref (obtain->client);
  g_clear_pointer (&obtain->registration, aws_sso_registration_free);
  g_free (obtain);
}

/* Takes @task. */
static void
obtain_return (GTask *task)
{
  g_autoptr(GTask) owned = task;
  Obtain *obtain = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&obtain->registration),
                         (GDestroyNotify) aws_sso_registration_free);
}

static void
obtain_saved_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  /* It saves the next sign-in a call, no more. */
  if (!aws_sso_token_cache_save_registration_finish (result, &error))
    g_debug ("The registration is not kept: %s", error->message);

  obtain_return (g_steal_pointer (&task));
}

static void
obtain_registered_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  Obtain *obtain = g_task_get_task_data (task);
  AwsRegisterClientOutput *output = aws_client_call_finish (AWS_CLIENT (source), result, &error);

  if (output == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (output->client_id == NULL || output->client_secret == NULL
      || !output->client_secret_expires_at.is_set)
    {
      aws_shape_free (AWS_SSO_OIDC_REGISTER_CLIENT.output, output);
      g_task_return_error (task, aws_error_new ("RegisterClient", AWS_CODE_ANSWER_MALFORMED,
                                                "the answer has no clientId, clientSecret or clientSecretExpiresAt",
                                                NULL, 0));
      return;
    }

  obtain->is_new = TRUE;
  obtain->registration = g_new0 (AwsSsoRegistration, 1);
  obtain->registration->client_id = g_steal_pointer (&output->client_id);
  obtain->registration->client_secret = g_steal_pointer (&output->client_secret);
  obtain->registration->expires_at = output->client_secret_expires_at.value;
  obtain->registration->takes_codes = (obtain->flags & AWS_SSO_REGISTRATION_FOR_CODES) != 0;
  aws_shape_free (AWS_SSO_OIDC_REGISTER_CLIENT.output, output);
  aws_sso_token_cache_save_registration_async (obtain->session, obtain->registration,
                                               g_task_get_cancellable (task), obtain_saved_cb,
                                               g_object_ref (task));
}

/* Takes @task. */
static void
obtain_register (GTask *task)
{
  Obtain *obtain = g_task_get_task_data (task);
  const char *const *wanted = aws_sso_session_get_scopes (obtain->session);
  g_autoptr(GPtrArray) scopes = g_ptr_array_new ();
  g_autoptr(GPtrArray) grant_types = g_ptr_array_new ();
  g_autoptr(GPtrArray) redirect_uris = g_ptr_array_new ();
  AwsRegisterClientInput input =
  {
    .client_name = (char *) CLIENT_NAME,
    .client_type = (char *) "public",
    .scopes = scopes,
  };

  for (gsize i = 0; wanted[i] != NULL; i++)
    g_ptr_array_add (scopes, (gpointer) wanted[i]);

  if ((obtain->flags & AWS_SSO_REGISTRATION_FOR_CODES) != 0)
    {
      g_ptr_array_add (grant_types, (gpointer) AWS_GRANT_AUTHORIZATION_CODE);
      g_ptr_array_add (grant_types, (gpointer) AWS_GRANT_REFRESH_TOKEN);
      g_ptr_array_add (redirect_uris, (gpointer) AWS_SSO_REDIRECT_URI);
      input.grant_types = grant_types;
      input.redirect_uris = redirect_uris;
      input.issuer_url = (char *) aws_sso_session_get_start_url (obtain->session);
    }

  aws_client_call_async (obtain->client, &AWS_SSO_OIDC_REGISTER_CLIENT, &input,
                         g_task_get_cancellable (task), obtain_registered_cb, task);
}

static void
obtain_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Obtain *obtain = g_task_get_task_data (task);
  gboolean for_codes = (obtain->flags & AWS_SSO_REGISTRATION_FOR_CODES) != 0;
  g_autoptr(AwsSsoRegistration) registration =
      aws_sso_token_cache_load_registration_finish (result, &error);

  if (registration == NULL)
    g_debug ("Registering anew: %s", error->message);

  if (registration != NULL && registration->takes_codes == for_codes
      && aws_sso_registration_is_valid (registration, obtain->now))
    {
      obtain->registration = g_steal_pointer (&registration);
      obtain_return (g_steal_pointer (&task));
    }
  else
    obtain_register (g_steal_pointer (&task));
}

/**
 * aws_sso_registration_obtain_async:
 * @session: where to be known
 * @client: calls Identity Center
 * @flags: what for
 * @now: Unix seconds
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_sso_registration_obtain_async (AwsSsoSession           *session,
                                   AwsClient               *client,
                                   AwsSsoRegistrationFlags  flags,
                                   gint64                   now,
                                   GCancellable            *cancellable,
                                   GAsyncReadyCallback      callback,
                                   gpointer                 user_data)
{
  g_autoptr(GTask) task = NULL;
  Obtain *obtain;

  g_return_if_fail (session != NULL);
  g_return_if_fail (AWS_IS_CLIENT (client));

  obtain = g_new0 (Obtain, 1);
  obtain->session = aws_sso_session_ref (session);
  obtain->client = g_object_ref (client);
  obtain->flags = flags;
  obtain->now = now;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aws_sso_registration_obtain_async);
  g_task_set_task_data (task, obtain, obtain_free);

  if ((flags & AWS_SSO_REGISTRATION_ANEW) != 0)
    obtain_register (g_steal_pointer (&task));
  else
    aws_sso_token_cache_load_registration_async (session, cancellable, obtain_loaded_cb,
                                                 g_steal_pointer (&task));
}

/**
 * aws_sso_registration_obtain_finish:
 * @result: the result
 * @is_new: (out): whether AWS was asked
 * @error: %AWS_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the registration, or %NULL with @error set
 */
AwsSsoRegistration *
aws_sso_registration_obtain_finish (GAsyncResult  *result,
                                    gboolean      *is_new,
                                    GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, aws_sso_registration_obtain_async), NULL);

  *is_new = ((Obtain *) g_task_get_task_data (G_TASK (result)))->is_new;

  return g_task_propagate_pointer (G_TASK (result), error);
}

AwsSsoToken *
aws_sso_registration_create_token (AwsSsoRegistration   *self,
                                   AwsCreateTokenOutput *answer,
                                   gint64                now)
{
  AwsSsoToken *token;

  if (!aws_sso_token_is_bearer (answer->access_token) || !answer->expires_in.is_set)
    return NULL;

  token = g_new0 (AwsSsoToken, 1);
  token->access_token = g_steal_pointer (&answer->access_token);
  token->refresh_token = g_steal_pointer (&answer->refresh_token);
  token->expires_at = now + CLAMP (answer->expires_in.value, 0, G_MAXINT32);
  token->client_id = g_strdup (self->client_id);
  token->client_secret = flo_secret_strdup (self->client_secret);
  token->registration_expires_at = self->expires_at;

  return token;
}
