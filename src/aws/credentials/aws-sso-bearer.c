/* aws-sso-bearer.c: a token of IAM Identity Center that is good now
 *
 *   cache ─▶ good for a while ────────────────────────────────────────▶ done
 *     │                                                                  ▲
 *     ├────▶ ends soon ─▶ lock ─▶ cache ─▶ renewed meanwhile ────────────┤
 *     │                             └────▶ renew ─▶ done, or not, but ───┤
 *     │                                             not over yet         │
 *     └────▶ over, refused, or none ─▶ a person signs in ─▶ cache ───────┘
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-sso-bearer.h"

#include "aws/aws-client.h"
#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-sso-shared-sign-in.h"
#include "aws/credentials/aws-sso-token-cache.h"
#include "aws/credentials/aws-token-lock.h"
#include "aws/services/aws-sso-oidc.h"
#include "base/flo-secret.h"
#include "base/flo-time.h"

typedef struct
{
  AwsSsoSession *session;        /* (owned) */
  char *profile;                 /* (owned) (nullable) */
  AwsInteraction *interaction;   /* (owned) (nullable) */
  char *refused;                 /* (owned) (nullable): flo-secret.h */
  AwsSsoToken *token;            /* (owned) (nullable) */
  AwsTokenLock *lock;            /* (owned) (nullable): while it is renewed */
  GError *renewal_error;         /* (owned) (nullable) */
  AwsClient *client;             /* (owned) (nullable): for the renewal */
} Get;

static void
get_free (gpointer data)
{
  Get *get = data;

  aws_sso_session_unref (get->session);
  g_free (get->profile);
  g_clear_object (&get->interaction);
  flo_secret_free (get->refused);
  g_clear_pointer (&get->token, aws_sso_token_free);
  g_clear_pointer (&get->lock, aws_token_lock_release);
  g_clear_error (&get->renewal_error);
  g_clear_object (&get->client);
  g_free (get);
}

static gint64
get_time (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Takes @task. */
static void
get_return (GTask *task)
{
  g_autoptr(GTask) owned = task;
  Get *get = g_task_get_task_data (task);

  g_clear_pointer (&get->lock, aws_token_lock_release);
  g_task_return_pointer (task, g_steal_pointer (&get->token), (GDestroyNotify) aws_sso_token_free);
}

/* ---- a person signs in ---- */

static GError *
get_create_error (Get *get)
{
  g_autofree char *label = aws_sso_session_dup_label (get->session);
  const char *name = aws_sso_session_get_name (get->session);
  g_autofree char *ended = get->token != NULL ? flo_time_format (get->token->expires_at) : NULL;
  g_autofree char *state = NULL;
  g_autofree char *command = NULL;
  g_autofree char *message = NULL;

  if (get->refused != NULL)
    state = g_strdup ("is not valid any more");
  else if (ended != NULL)
    state = g_strdup_printf ("ended at %s", ended);

  if (get->profile != NULL)
    command =
        g_strdup_printf ("run \"flotillactl account login %s\" or \"aws sso login --profile %s\"",
                           get->profile, get->profile);
  else if (name != NULL)
    command = g_strdup_printf ("run \"aws sso login --sso-session %s\"", name);
  else
    command = g_strdup ("run \"aws sso login\"");

  if (state != NULL)
    message = g_strdup_printf (
        "the sign-in to IAM Identity Center %s %s; sign in again in Flotilla's window, or %s",
        label, state, command);
  else
    message = g_strdup_printf (
        "nobody has signed in to IAM Identity Center %s yet; sign in in Flotilla's window, or "
        "%s",
        label, command);

  return aws_error_new (NULL, AWS_CODE_SIGN_IN_NEEDED, message, NULL, 0);
}

static void
get_signed_in_token_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  Get *get = g_task_get_task_data (task);

  g_clear_pointer (&get->token, aws_sso_token_free);
  get->token = aws_sso_token_cache_load_finish (result, &error);
  if (get->token == NULL)
    {
      g_prefix_error (&error, "the sign-in is done, but is not kept: ");
      g_task_return_error (task, error);
    }
  else if (get->token->expires_at <= get_time ()
           || g_strcmp0 (get->token->access_token, get->refused) == 0)
    g_task_return_error (task, get_create_error (get));
  else
    get_return (g_steal_pointer (&task));
}

static void
get_signed_in_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  Get *get = g_task_get_task_data (task);

  if (!aws_sso_shared_sign_in_finish (result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  aws_sso_token_cache_load_async (get->session, g_task_get_cancellable (task),
                                  get_signed_in_token_cb, g_object_ref (task));
}

/* Takes @task. */
static void
get_sign_in (GTask *task)
{
  g_autoptr(GTask) owned = task;
  Get *get = g_task_get_task_data (task);

  g_clear_pointer (&get->lock, aws_token_lock_release);
  if (get->interaction == NULL)
    g_task_return_error (task, get_create_error (get));
  else
    aws_sso_shared_sign_in_again_async (get->interaction, get->session, get->refused,
                                        g_task_get_cancellable (task), get_signed_in_cb,
                                        g_steal_pointer (&owned));
}

/* ---- the token is renewed ---- */

static void
get_renewed_elsewhere_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(AwsSsoToken) token = aws_sso_token_cache_load_finish (result, NULL);
  Get *get = g_task_get_task_data (task);
  gint64 now = get_time ();

  /* AWS's own tools use the same refresh token, which may be good for once only, and know of no lock. */
  if (token != NULL && token->expires_at > now
      && g_strcmp0 (token->access_token, get->token->access_token) != 0)
    {
      aws_sso_token_free (get->token);
      get->token = g_steal_pointer (&token);
      get_return (g_steal_pointer (&task));
    }
  else if (get->token->expires_at > now)
    get_return (g_steal_pointer (&task));
  else if (g_error_matches (get->renewal_error, AWS_ERROR, AWS_ERROR_TRANSIENT)
           || g_error_matches (get->renewal_error, AWS_ERROR, AWS_ERROR_THROTTLED))
    /* Nobody has to sign in because there is no network. */
    g_task_return_error (task, g_steal_pointer (&get->renewal_error));
  else
    get_sign_in (g_steal_pointer (&task));
}

static void
get_saved_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (!aws_sso_token_cache_save_finish (result, &error))
    g_message ("A renewed sign-in is not kept: %s", error->message);

  get_return (g_steal_pointer (&task));
}

static void
get_renewed_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Get *get = g_task_get_task_data (task);
  AwsCreateTokenOutput *output =
      aws_client_call_finish (AWS_CLIENT (source), result, &get->renewal_error);

  if (output != NULL
      && (!aws_sso_token_is_bearer (output->access_token) || !output->expires_in.is_set))
    {
      g_clear_error (&get->renewal_error);
      get->renewal_error = aws_error_new ("CreateToken", AWS_CODE_ANSWER_MALFORMED,
                                          "the answer has no accessToken or expiresIn", NULL, 0);
    }

  if (get->renewal_error != NULL)
    {
      g_debug ("A sign-in is not renewed: %s", get->renewal_error->message);
      aws_sso_token_cache_load_async (get->session, g_task_get_cancellable (task),
                                      get_renewed_elsewhere_cb, g_object_ref (task));
    }
  else
    {
      flo_secret_free (get->token->access_token);
      get->token->access_token = g_steal_pointer (&output->access_token);
      get->token->expires_at = get_time () + CLAMP (output->expires_in.value, 0, G_MAXINT32);
      /* RFC 6749, 6: without a new one the old one stays good. */
      if (output->refresh_token != NULL)
        {
          flo_secret_free (get->token->refresh_token);
          get->token->refresh_token = g_steal_pointer (&output->refresh_token);
        }
      aws_sso_token_cache_save_async (get->session, get->token, g_task_get_cancellable (task),
                                      get_saved_cb, g_object_ref (task));
    }

  if (output != NULL)
    aws_shape_free (AWS_SSO_OIDC_CREATE_TOKEN.output, output);
}

/* Takes @task. */
static void
get_renew (GTask *task)
{
  Get *get = g_task_get_task_data (task);
  g_autoptr(GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr(AwsCredentialsProvider) provider = aws_chain_provider_new (nobody);
  AwsCreateTokenInput input =
  {
    .client_id = get->token->client_id,
    .client_secret = get->token->client_secret,
    .grant_type = (char *) AWS_GRANT_REFRESH_TOKEN,
    .refresh_token = get->token->refresh_token,
  };

  get->client = aws_client_new (provider, aws_sso_session_get_region (get->session), NULL);
  aws_client_call_async (get->client, &AWS_SSO_OIDC_CREATE_TOKEN, &input,
                         g_task_get_cancellable (task), get_renewed_cb, task);
}

/* ---- what is kept ---- */

/* Whether a new sign-in would put it right. */
static gboolean
is_healed_by_signing_in (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE)
         || error->domain == AWS_ERROR;
}

static void get_loaded_cb (GObject      *source,
                           GAsyncResult *result,
                           gpointer      user_data);

static void
get_locked_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  Get *get = g_task_get_task_data (task);

  get->lock = aws_token_lock_acquire_finish (result, &error);
  if (get->lock == NULL)
    g_task_return_error (task, error);
  else
    aws_sso_token_cache_load_async (get->session, g_task_get_cancellable (task), get_loaded_cb,
                                    g_object_ref (task));
}

/* Takes @task. */
static void
get_lock (GTask *task)
{
  Get *get = g_task_get_task_data (task);
  g_autofree char *path = aws_sso_session_dup_cache_path (get->session);

  aws_token_lock_acquire_async (path, g_task_get_cancellable (task), get_locked_cb, task);
}

static void
get_loaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Get *get = g_task_get_task_data (task);
  gint64 now = get_time ();

  g_clear_pointer (&get->token, aws_sso_token_free);
  get->token = aws_sso_token_cache_load_finish (result, &error);
  if (get->token == NULL)
    {
      if (is_healed_by_signing_in (error))
        get_sign_in (g_steal_pointer (&task));
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (g_strcmp0 (get->token->access_token, get->refused) == 0)
    get_sign_in (g_steal_pointer (&task));
  else if (get->token->expires_at - now >= AWS_SSO_EXPIRY_WINDOW)
    get_return (g_steal_pointer (&task));
  else if (aws_sso_token_can_be_renewed (get->token, now))
    (get->lock != NULL ? get_renew : get_lock) (g_steal_pointer (&task));
  else if (get->token->expires_at > now)
    get_return (g_steal_pointer (&task));
  else
    get_sign_in (g_steal_pointer (&task));
}

/**
 * aws_sso_bearer_get_async:
 * @session: whose token
 * @profile: (nullable): for messages
 * @interaction: (nullable): who asks a person
 * @refused: (nullable): the access token that AWS did not take
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 */
void
aws_sso_bearer_get_async (AwsSsoSession       *session,
                          const char          *profile,
                          AwsInteraction      *interaction,
                          const char          *refused,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task;
  Get *get;

  g_return_if_fail (session != NULL);
  g_return_if_fail (interaction == NULL || AWS_IS_INTERACTION (interaction));

  get = g_new0 (Get, 1);
  get->session = aws_sso_session_ref (session);
  get->profile = g_strdup (profile);
  g_set_object (&get->interaction, interaction);
  get->refused = flo_secret_strdup (refused);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aws_sso_bearer_get_async);
  g_task_set_task_data (task, get, get_free);
  aws_sso_token_cache_load_async (session, cancellable, get_loaded_cb, task);
}

/**
 * aws_sso_bearer_get_finish:
 * @result: the result
 * @error: %AWS_ERROR, with %AWS_CODE_SIGN_IN_NEEDED when nobody is there to sign in; %G_IO_ERROR_CANCELLED when the
 *   person declined, or the caller gave up
 *
 * Returns: (transfer full): the token, or %NULL with @error set
 */
AwsSsoToken *
aws_sso_bearer_get_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, aws_sso_bearer_get_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
