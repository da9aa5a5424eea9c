/* aws-login-provider.c: the credentials of "aws login"
 *
 *   cache ─▶ more than five minutes left ───────────────────────────────▶ done
 *     └────▶ less ─▶ lock ─▶ cache ─▶ renewed meanwhile ──────────────────▲
 *                              └────▶ renew ─▶ done, or not, but not ─────┘
 *                                              over yet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-login"

#include "aws/credentials/aws-credentials-provider.h"

#include <string.h>

#include "aws/aws-client.h"
#include "aws/aws-endpoint.h"
#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-login-proof.h"
#include "aws/credentials/aws-login-session.h"
#include "aws/credentials/aws-token-file.h"
#include "aws/credentials/aws-token-lock.h"
#include "aws/services/aws-signin.h"

/* Seconds before their end at which credentials are renewed. */
#define EXPIRY_WINDOW (5 * 60)

#define AWS_TYPE_LOGIN_PROVIDER (aws_login_provider_get_type ())
G_DECLARE_FINAL_TYPE (AwsLoginProvider, aws_login_provider, AWS, LOGIN_PROVIDER, GObject)

struct _AwsLoginProvider
{
  GObject parent_instance;

  char *login_session;   /* (owned) */
  char *region;          /* (owned) (nullable) */
  char *profile;         /* (owned) (nullable) */
  char *description;     /* (owned) */
};

static void aws_login_provider_iface_init (AwsCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwsLoginProvider, aws_login_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      aws_login_provider_iface_init))

typedef struct
{
  AwsClient *client;          /* (owned) (nullable): for the renewal */
  AwsLoginSession *session;   /* (owned) (nullable) */
  AwsTokenLock *lock;         /* (owned) (nullable): while it is renewed */
  GError *error;              /* (owned) (nullable): why it was not renewed */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_object (&load->client);
  g_clear_pointer (&load->session, aws_login_session_free);
  g_clear_pointer (&load->lock, aws_token_lock_release);
  g_clear_error (&load->error);
  g_free (load);
}

static gint64
get_time (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Takes @task. */
static void
load_return (GTask *task)
{
  g_autoptr(GTask) owned = task;
  AwsLoginProvider *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  AwsLoginSession *session = load->session;
  AwsCredentials *credentials = aws_credentials_new (
      aws_login_session_get_access_key_id (session), aws_login_session_get_secret (session),
      aws_login_session_get_session_token (session), aws_login_session_get_expires_at (session));

  g_clear_pointer (&load->lock, aws_token_lock_release);
  aws_credentials_set_account_id (credentials, aws_login_session_get_account_id (session));
  aws_credentials_set_source (credentials, self->description);
  g_task_return_pointer (task, credentials, (GDestroyNotify) aws_credentials_unref);
}

/* Takes @task. @why: (nullable): "there is none", AWS's words, … */
static void
load_ask_to_log_in (GTask      *task,
                    const char *why)
{
  g_autoptr(GTask) owned = task;
  AwsLoginProvider *self = g_task_get_source_object (task);
  g_autofree char *command = self->profile != NULL
                                 ? g_strdup_printf ("aws login --profile %s", self->profile)
                                 : g_strdup ("aws login");
  g_autofree char *message =
      g_strdup_printf ("the session of \"aws login\" for %s cannot be used: %s; run \"%s\"",
                         self->login_session, why, command);

  g_task_return_error (task, aws_error_new (NULL, AWS_CODE_LOGIN_NEEDED, message, NULL, 0));
}

/* ---- the renewal ---- */

static void
load_looked_again_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr(AwsLoginSession) session = aws_login_session_load_finish (result, NULL);
  g_autofree char *why = NULL;

  /* AWS's own tools use the same refresh token, which may be good for once only, and know of no lock. */
  if (session != NULL
      && aws_login_session_get_expires_at (session)
             > aws_login_session_get_expires_at (load->session))
    {
      aws_login_session_free (load->session);
      load->session = g_steal_pointer (&session);
    }

  if (aws_login_session_get_expires_at (load->session) > get_time ())
    load_return (g_steal_pointer (&task));
  else if (g_error_matches (load->error, AWS_ERROR, AWS_ERROR_PERMISSION)
           || g_error_matches (load->error, AWS_ERROR, AWS_ERROR_CREDENTIALS)
           || g_error_matches (load->error, AWS_ERROR, AWS_ERROR_PROTOCOL))
    {
      why = g_strdup (load->error->message);
      load_ask_to_log_in (g_steal_pointer (&task), why);
    }
  else
    {
      g_prefix_error (&load->error, "the session of \"aws login\" cannot be renewed: ");
      g_task_return_error (task, g_steal_pointer (&load->error));
    }
}

/* Takes @task and @error. */
static void
load_look_again (GTask  *task,
                 GError *error)
{
  AwsLoginProvider *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);

  g_debug ("A session of aws login is not renewed: %s", error->message);
  load->error = error;
  aws_login_session_load_async (self->login_session, g_task_get_cancellable (task),
                                load_looked_again_cb, task);
}

static void
load_saved_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (!aws_token_file_save_finish (result, &error))
    g_message ("A renewed session of aws login is not kept: %s", error->message);

  load_return (g_steal_pointer (&task));
}

static void
load_renewed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  AwsLoginProvider *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  AwsCreateOAuth2TokenOutput *output = aws_client_call_finish (AWS_CLIENT (source), result, &error);
  const AwsSigninAccessToken *token = output != NULL ? output->access_token : NULL;
  g_autofree char *path = aws_login_session_dup_path (self->login_session);
  gsize length;
  char *text;

  if (output != NULL
      && (token == NULL || token->access_key_id == NULL || token->secret_access_key == NULL
          || token->session_token == NULL || !output->expires_in.is_set))
    error = aws_error_new ("CreateOAuth2Token", AWS_CODE_ANSWER_MALFORMED,
                           "the answer has no accessToken or expiresIn", NULL, 0);

  if (error == NULL)
    {
      aws_login_session_renew (
          load->session, token->access_key_id, token->secret_access_key, token->session_token,
          get_time () + CLAMP (output->expires_in.value, 0, G_MAXINT32), output->refresh_token);
      text = aws_login_session_format (load->session, &length);
      aws_token_file_save_async (path, text, length, g_task_get_cancellable (task), load_saved_cb,
                                 g_object_ref (task));
    }
  else
    load_look_again (g_steal_pointer (&task), error);

  if (output != NULL)
    aws_shape_free (AWS_SIGNIN_CREATE_O_AUTH2_TOKEN.output, output);
}

/* (transfer full) (nullable): the header's value */
static char *
load_create_proof (Load               *load,
                   const AwsEndpoint  *endpoint,
                   GError            **error)
{
  g_autoptr(AwsLoginKey) key =
      aws_login_key_parse (aws_login_session_get_key (load->session), error);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *base = g_uri_to_string (endpoint->uri);
  g_autofree char *uri = NULL;

  if (key == NULL)
    return NULL;

  if (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  uri = g_strconcat (base, AWS_SIGNIN_CREATE_O_AUTH2_TOKEN.path, NULL);

  return aws_login_key_create_proof (key, "POST", uri, get_time (), id);
}

static void
load_settings_loaded_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  AwsLoginProvider *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  g_autoptr(AwsSettings) settings = aws_settings_load_finish (result, &error);
  g_autoptr(AwsEndpoint) endpoint = NULL;
  g_autofree char *proof = NULL;
  AwsCreateOAuth2TokenInput input =
  {
    .client_id = (char *) aws_login_session_get_client_id (load->session),
    .grant_type = (char *) AWS_SIGNIN_GRANT_REFRESH_TOKEN,
    .refresh_token = (char *) aws_login_session_get_refresh_token (load->session),
  };

  if (settings != NULL)
    endpoint = aws_endpoint_resolve (&AWS_SIGNIN, self->region, NULL, settings, &error);
  if (endpoint != NULL)
    proof = load_create_proof (load, endpoint, &error);
  if (proof == NULL)
    {
      load_look_again (g_steal_pointer (&task), error);
      return;
    }

  input.proof = proof;
  /* It is not asked for credentials: the proof says who calls. It says which profile's settings count. */
  load->client = aws_client_new (AWS_CREDENTIALS_PROVIDER (self), self->region, NULL);
  aws_client_call_async (load->client, &AWS_SIGNIN_CREATE_O_AUTH2_TOKEN, &input,
                         g_task_get_cancellable (task), load_renewed_cb, g_object_ref (task));
}

static void load_read_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data);

static void
load_locked_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  AwsLoginProvider *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);

  load->lock = aws_token_lock_acquire_finish (result, &error);
  if (load->lock == NULL)
    g_task_return_error (task, error);
  else
    aws_login_session_load_async (self->login_session, g_task_get_cancellable (task), load_read_cb,
                                  g_object_ref (task));
}

/* Takes @task. */
static void
load_lock (GTask *task)
{
  AwsLoginProvider *self = g_task_get_source_object (task);
  g_autofree char *path = aws_login_session_dup_path (self->login_session);

  aws_token_lock_acquire_async (path, g_task_get_cancellable (task), load_locked_cb, task);
}

static void
load_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  AwsLoginProvider *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);

  g_clear_pointer (&load->session, aws_login_session_free);
  load->session = aws_login_session_load_finish (result, &error);
  if (load->session == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    load_ask_to_log_in (g_steal_pointer (&task), "nobody has logged in yet");
  else if (load->session == NULL && error->domain == AWS_ERROR)
    load_ask_to_log_in (g_steal_pointer (&task), error->message);
  else if (load->session == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (aws_login_session_get_expires_at (load->session) - get_time () > EXPIRY_WINDOW)
    load_return (g_steal_pointer (&task));
  else if (load->lock == NULL)
    load_lock (g_steal_pointer (&task));
  else
    aws_settings_load_async (self->profile, g_task_get_cancellable (task), load_settings_loaded_cb,
                             g_object_ref (task));
}

/* ---- the provider ---- */

static const char *
aws_login_provider_get_description (AwsCredentialsProvider *provider)
{
  return AWS_LOGIN_PROVIDER (provider)->description;
}

static const char *
aws_login_provider_get_profile (AwsCredentialsProvider *provider)
{
  return AWS_LOGIN_PROVIDER (provider)->profile;
}

static void
aws_login_provider_load_async (AwsCredentialsProvider *provider,
                               GCancellable           *cancellable,
                               GAsyncReadyCallback     callback,
                               gpointer                user_data)
{
  AwsLoginProvider *self = AWS_LOGIN_PROVIDER (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, aws_login_provider_load_async);
  g_task_set_task_data (task, g_new0 (Load, 1), load_free);
  aws_login_session_load_async (self->login_session, cancellable, load_read_cb, task);
}

static AwsCredentials *
aws_login_provider_load_finish (AwsCredentialsProvider  *provider,
                                GAsyncResult            *result,
                                GError                 **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
aws_login_provider_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_description = aws_login_provider_get_description;
  iface->get_profile = aws_login_provider_get_profile;
  iface->load_async = aws_login_provider_load_async;
  iface->load_finish = aws_login_provider_load_finish;
}

static void
aws_login_provider_finalize (GObject *object)
{
  AwsLoginProvider *self = AWS_LOGIN_PROVIDER (object);

  g_clear_pointer (&self->login_session, g_free);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->description, g_free);

  G_OBJECT_CLASS (aws_login_provider_parent_class)->finalize (object);
}

static void
aws_login_provider_class_init (AwsLoginProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aws_login_provider_finalize;
}

static void
aws_login_provider_init (AwsLoginProvider *self)
{
}

/**
 * aws_login_provider_new:
 * @login_session: what "aws login" wrote into the profile, an ARN
 * @region: (nullable): where it is renewed; %NULL: AWS_REGION, AWS_DEFAULT_REGION
 * @profile: (nullable): for messages, and for how to talk to AWS
 *
 * Returns: (transfer full): a provider of the credentials of who has logged in
 */
AwsCredentialsProvider *
aws_login_provider_new (const char *login_session,
                        const char *region,
                        const char *profile)
{
  AwsLoginProvider *self;

  g_return_val_if_fail (login_session != NULL, NULL);

  if (region == NULL)
    region = g_getenv ("AWS_REGION");
  if (region == NULL)
    region = g_getenv ("AWS_DEFAULT_REGION");

  self = g_object_new (AWS_TYPE_LOGIN_PROVIDER, NULL);
  self->login_session = g_strdup (login_session);
  self->region = g_strdup (region);
  self->profile = g_strdup (profile);
  self->description = g_strdup_printf ("\"aws login\" as %s", login_session);

  return AWS_CREDENTIALS_PROVIDER (self);
}
