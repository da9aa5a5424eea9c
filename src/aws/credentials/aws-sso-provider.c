/* aws-sso-provider.c: a role that IAM Identity Center gives to who has signed in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-credentials-provider.h"

#include "aws/aws-client.h"
#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-sso-bearer.h"
#include "aws/services/aws-sso.h"

#define AWS_TYPE_SSO_PROVIDER (aws_sso_provider_get_type ())
G_DECLARE_FINAL_TYPE (AwsSsoProvider, aws_sso_provider, AWS, SSO_PROVIDER, GObject)

struct _AwsSsoProvider
{
  GObject parent_instance;

  AwsSsoSession *session;        /* (owned) */
  char *account_id;              /* (owned) */
  char *role_name;               /* (owned) */
  char *profile;                 /* (owned) (nullable) */
  char *description;             /* (owned) */
  AwsInteraction *interaction;   /* (owned) (nullable) */
};

static void aws_sso_provider_iface_init (AwsCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwsSsoProvider, aws_sso_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      aws_sso_provider_iface_init))

typedef struct
{
  AwsClient *client;     /* (owned) */
  AwsSsoToken *token;    /* (owned) (nullable) */
  gboolean asked_again;  /* for another token, after the first one was refused */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_object_unref (load->client);
  g_clear_pointer (&load->token, aws_sso_token_free);
  g_free (load);
}

static void load_get_token (GTask *task);

/* (nullable): when the answer lacks what it takes */
static AwsCredentials *
aws_sso_provider_create_credentials (AwsSsoProvider           *self,
                                     const AwsRoleCredentials *role)
{
  AwsCredentials *credentials;
  g_autofree char *source = NULL;

  if (role == NULL || role->access_key_id == NULL || role->secret_access_key == NULL
      || !role->expiration.is_set)
    return NULL;

  credentials = aws_credentials_new (role->access_key_id, role->secret_access_key,
                                     role->session_token, role->expiration.value / 1000);
  source = g_strdup_printf ("role %s, from IAM Identity Center %s", self->role_name,
                            aws_sso_session_get_start_url (self->session));
  aws_credentials_set_account_id (credentials, self->account_id);
  aws_credentials_set_source (credentials, source);

  return credentials;
}

static void
load_got_credentials_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  AwsSsoProvider *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  AwsGetRoleCredentialsOutput *output =
      aws_client_call_finish (AWS_CLIENT (source), result, &error);
  AwsCredentials *credentials = NULL;

  if (output != NULL)
    {
      credentials = aws_sso_provider_create_credentials (self, output->role_credentials);
      if (credentials == NULL)
        error = aws_error_new ("GetRoleCredentials", AWS_CODE_ANSWER_MALFORMED,
                               "the answer has no accessKeyId, secretAccessKey or expiration", NULL, 0);
      aws_shape_free (AWS_SSO_GET_ROLE_CREDENTIALS.output, output);
    }

  if (credentials != NULL)
    {
      g_task_return_pointer (task, credentials, (GDestroyNotify) aws_credentials_unref);
      return;
    }

  if (g_strcmp0 (aws_error_get_code (error), "UnauthorizedException") == 0 && !load->asked_again)
    {
      load->asked_again = TRUE;
      load_get_token (g_steal_pointer (&task));
      return;
    }

  g_prefix_error (&error, "IAM Identity Center does not give the role \"%s\" in account %s: ",
                  self->role_name, self->account_id);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
load_got_token_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  AwsSsoProvider *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  AwsGetRoleCredentialsInput input =
      { .role_name = self->role_name, .account_id = self->account_id };

  g_clear_pointer (&load->token, aws_sso_token_free);
  load->token = aws_sso_bearer_get_finish (result, &error);
  if (load->token == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  input.access_token = load->token->access_token;
  aws_client_call_async (load->client, &AWS_SSO_GET_ROLE_CREDENTIALS, &input,
                         g_task_get_cancellable (task), load_got_credentials_cb,
                         g_object_ref (task));
}

/* Takes @task. */
static void
load_get_token (GTask *task)
{
  AwsSsoProvider *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);

  aws_sso_bearer_get_async (self->session, self->profile, self->interaction,
                            load->token != NULL ? load->token->access_token : NULL,
                            g_task_get_cancellable (task), load_got_token_cb, task);
}

static const char *
aws_sso_provider_get_description (AwsCredentialsProvider *provider)
{
  return AWS_SSO_PROVIDER (provider)->description;
}

static const char *
aws_sso_provider_get_profile (AwsCredentialsProvider *provider)
{
  return AWS_SSO_PROVIDER (provider)->profile;
}

static void
aws_sso_provider_load_async (AwsCredentialsProvider *provider,
                             GCancellable           *cancellable,
                             GAsyncReadyCallback     callback,
                             gpointer                user_data)
{
  AwsSsoProvider *self = AWS_SSO_PROVIDER (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  /* It is not asked for credentials: the token says who calls. It says which profile's settings count. */
  load->client = aws_client_new (provider, aws_sso_session_get_region (self->session), NULL);
  g_task_set_source_tag (task, aws_sso_provider_load_async);
  g_task_set_task_data (task, load, load_free);
  load_get_token (task);
}

static AwsCredentials *
aws_sso_provider_load_finish (AwsCredentialsProvider  *provider,
                              GAsyncResult            *result,
                              GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
aws_sso_provider_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_description = aws_sso_provider_get_description;
  iface->get_profile = aws_sso_provider_get_profile;
  iface->load_async = aws_sso_provider_load_async;
  iface->load_finish = aws_sso_provider_load_finish;
}

static void
aws_sso_provider_finalize (GObject *object)
{
  AwsSsoProvider *self = AWS_SSO_PROVIDER (object);

  g_clear_pointer (&self->session, aws_sso_session_unref);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->role_name, g_free);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_object (&self->interaction);

  G_OBJECT_CLASS (aws_sso_provider_parent_class)->finalize (object);
}

static void
aws_sso_provider_class_init (AwsSsoProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aws_sso_provider_finalize;
}

static void
aws_sso_provider_init (AwsSsoProvider *self)
{
}

/**
 * aws_sso_provider_new:
 * @session: where one signs in
 * @account_id: the account of the role
 * @role_name: the role, as Identity Center calls it
 * @profile: (nullable): for messages, and for how to talk to AWS
 * @interaction: (nullable): who asks a person to sign in
 *
 * Returns: (transfer full): a provider of the role's temporary credentials
 */
AwsCredentialsProvider *
aws_sso_provider_new (AwsSsoSession  *session,
                      const char     *account_id,
                      const char     *role_name,
                      const char     *profile,
                      AwsInteraction *interaction)
{
  AwsSsoProvider *self;

  g_return_val_if_fail (session != NULL, NULL);
  g_return_val_if_fail (account_id != NULL, NULL);
  g_return_val_if_fail (role_name != NULL, NULL);
  g_return_val_if_fail (interaction == NULL || AWS_IS_INTERACTION (interaction), NULL);

  self = g_object_new (AWS_TYPE_SSO_PROVIDER, NULL);
  self->session = aws_sso_session_ref (session);
  self->account_id = g_strdup (account_id);
  self->role_name = g_strdup (role_name);
  self->profile = g_strdup (profile);
  self->description = g_strdup_printf ("role %s of IAM Identity Center %s", role_name,
                                       aws_sso_session_get_start_url (session));
  g_set_object (&self->interaction, interaction);

  return AWS_CREDENTIALS_PROVIDER (self);
}
