/* aws-sso-sign-in.c: one sign-in to IAM Identity Center, by browser
 *
 *   registration ─┬─ browser: listen → the person → a code ─┬─▶ token → cache
 *   (or a new one) └─ device: a code → the person → poll ────┘
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-sso-sign-in-private.h"

#include "aws/aws-client.h"
#include "aws/aws-endpoint.h"
#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-proof-key.h"
#include "aws/credentials/aws-sso-page.h"
#include "aws/credentials/aws-sso-redirect.h"
#include "aws/credentials/aws-sso-registration.h"
#include "aws/services/aws-sso-oidc.h"
#include "base/flo-secret.h"

/* Seconds. */
#define BROWSER_PATIENCE 600
#define MAX_DEVICE_PATIENCE 3600
#define DEFAULT_INTERVAL 5
#define SLOW_DOWN 5
#define MAX_INTERVAL 60
#define CHECK_INTERVAL 5

#define STATE_BYTES 24

struct _AwsSsoSignIn
{
  GObject parent_instance;

  AwsSsoSession *session;   /* (owned) */
  char *endpoint_url;       /* (owned) (nullable) */
  char *uri;                /* (owned) (nullable) */
  char *user_code;          /* (owned) (nullable) */
  gint64 expires_at;        /* Unix seconds, 0 = not known */
  guint pace;
  gint64 skew;
  gboolean is_running;
  gboolean registers_anew;  /* the last run failed, perhaps because of what it was registered as */
};

typedef enum
{
  PROP_URI = 1,
  PROP_USER_CODE,
  PROP_EXPIRES_AT,
} Property;

static GParamSpec *properties[PROP_EXPIRES_AT + 1];

G_DEFINE_FINAL_TYPE (AwsSsoSignIn, aws_sso_sign_in, G_TYPE_OBJECT)

typedef struct
{
  AwsSignInMethod method;
  AwsClient *client;                  /* (owned) */
  AwsSsoRegistration *registration;   /* (owned) (nullable) */
  gboolean is_new;                    /* registered by this run */

  GCancellable *cancellable;          /* (owned): of every step: the caller's, and the end of the time */
  GSource *cancelled;                 /* (owned) (nullable): the caller gave up */
  GSource *clock;                     /* (owned) (nullable): looks whether the time is over */
  gint64 deadline;                    /* monotonic */
  gboolean is_late;

  AwsSsoRedirect *redirect;           /* (owned) (nullable): browser */
  char *verifier;                     /* (owned) (nullable): browser, flo-secret.h */
  char *device_code;                  /* (owned) (nullable): device, flo-secret.h */
  guint interval;                     /* device: seconds between two tries */
} Run;

static void sign_in_register     (GTask    *task,
                                  gboolean  anew);
static void sign_in_authorize    (GTask    *task);
static void sign_in_wait_to_poll (GTask    *task);

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_object (&run->client);
  g_clear_pointer (&run->registration, aws_sso_registration_free);
  g_clear_object (&run->cancellable);
  g_clear_object (&run->redirect);
  g_clear_pointer (&run->verifier, flo_secret_free);
  g_clear_pointer (&run->device_code, flo_secret_free);
  g_free (run);
}

/* ---- the object ---- */

static void
aws_sso_sign_in_set_text (AwsSsoSignIn  *self,
                          char         **place,
                          const char    *text,
                          Property       property)
{
  if (g_strcmp0 (*place, text) == 0)
    return;

  g_free (*place);
  *place = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
aws_sso_sign_in_set_expires_at (AwsSsoSignIn *self,
                                gint64        expires_at)
{
  if (self->expires_at == expires_at)
    return;

  self->expires_at = expires_at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPIRES_AT]);
}

static gint64
aws_sso_sign_in_get_time (AwsSsoSignIn *self)
{
  return g_get_real_time () / G_USEC_PER_SEC + self->skew;
}

/* ---- the end ---- */

static void
run_stop_clocks (Run *run)
{
  if (run->cancelled != NULL)
    g_source_destroy (run->cancelled);
  g_clear_pointer (&run->cancelled, g_source_unref);
  if (run->clock != NULL)
    g_source_destroy (run->clock);
  g_clear_pointer (&run->clock, g_source_unref);
}

static void
sign_in_end (GTask *task)
{
  AwsSsoSignIn *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  run_stop_clocks (run);
  g_clear_object (&run->redirect);
  self->is_running = FALSE;
  aws_sso_sign_in_set_text (self, &self->uri, NULL, PROP_URI);
  aws_sso_sign_in_set_text (self, &self->user_code, NULL, PROP_USER_CODE);
  aws_sso_sign_in_set_expires_at (self, 0);
}

/* Takes @task and @cause. What ended a step early is the caller, the clock, or what @cause says. */
static void
sign_in_fail (GTask  *task,
              GError *cause)
{
  g_autoptr(GTask) owned = task;
  AwsSsoSignIn *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autofree char *name = aws_sso_session_dup_label (self->session);
  g_autofree char *message = NULL;
  const char *code = aws_error_get_code (cause);

  sign_in_end (task);
  /* In a browser nobody but the person sees that a registration is not known any more. */
  self->registers_anew =
      run->method == AWS_SIGN_IN_BROWSER && run->registration != NULL && !run->is_new;
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_error_free (cause);
      g_task_return_error_if_cancelled (task);
      return;
    }

  if (run->is_late || g_strcmp0 (code, "ExpiredTokenException") == 0)
    {
      message = g_strdup_printf ("nobody signed in to %s in time; start again", name);
      g_task_return_error (task, aws_error_new (NULL, AWS_CODE_SIGN_IN_EXPIRED, message, NULL, 0));
      g_error_free (cause);
      return;
    }

  if (g_strcmp0 (code, "AccessDeniedException") == 0)
    {
      message = g_strdup_printf ("the sign-in to %s was refused: %s", name, cause->message);
      g_task_return_error (task, aws_error_new (NULL, AWS_CODE_SIGN_IN_DENIED, message,
                                                aws_error_get_request_id (cause), 0));
      g_error_free (cause);
      return;
    }

  g_prefix_error (&cause, "cannot sign in to %s: ", name);
  g_task_return_error (task, cause);
}

/* Takes @task. */
static void
sign_in_fail_answer (GTask      *task,
                     const char *what)
{
  g_autofree char *message = g_strdup_printf ("AWS's answer has no %s", what);

  sign_in_fail (task, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED, message, NULL, 0));
}

/* ---- the time ---- */

static gboolean
sign_in_clock_cb (gpointer user_data)
{
  GTask *task = user_data;
  AwsSsoSignIn *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  /* The time of day goes on while the machine sleeps, the other clock does not; one of them may be set. */
  if (aws_sso_sign_in_get_time (self) < self->expires_at && g_get_monotonic_time () < run->deadline)
    return G_SOURCE_CONTINUE;

  run->is_late = TRUE;
  g_cancellable_cancel (run->cancellable);

  return G_SOURCE_REMOVE;
}

static void
sign_in_start_clock (GTask *task,
                     gint64 seconds)
{
  AwsSsoSignIn *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  run->deadline = g_get_monotonic_time () + seconds * self->pace * 1000;
  aws_sso_sign_in_set_expires_at (self, aws_sso_sign_in_get_time (self) + seconds);
  run->clock = g_timeout_source_new ((guint) MIN (seconds, CHECK_INTERVAL) * self->pace);
  g_source_set_callback (run->clock, sign_in_clock_cb, task, NULL);
  g_source_attach (run->clock, g_task_get_context (task));
}

static gboolean
sign_in_cancelled_cb (GCancellable *cancellable,
                      gpointer      user_data)
{
  g_cancellable_cancel (((Run *) user_data)->cancellable);

  return G_SOURCE_REMOVE;
}

/* ---- the token ---- */

static void
sign_in_saved_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (!aws_sso_token_cache_save_finish (result, &error))
    {
      sign_in_fail (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  sign_in_end (task);
  g_task_return_boolean (task, TRUE);
}

/* Takes @task and what is in @output. */
static void
sign_in_take_token (GTask                *task,
                    AwsCreateTokenOutput *output)
{
  AwsSsoSignIn *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  g_autoptr(AwsSsoToken) token =
      aws_sso_registration_create_token (run->registration, output, aws_sso_sign_in_get_time (self));

  if (token == NULL)
    sign_in_fail_answer (task, "accessToken or expiresIn");
  else
    aws_sso_token_cache_save_async (self->session, token, run->cancellable, sign_in_saved_cb, task);
}

/* ---- with a code that is typed anywhere ---- */

static gboolean
run_goes_on_polling (Run          *run,
                     const GError *error)
{
  const char *code = aws_error_get_code (error);

  if (g_strcmp0 (code, "AuthorizationPendingException") == 0)
    return TRUE;

  /* A machine that wakes up has no network yet; the code is good for minutes. */
  if (g_strcmp0 (code, "SlowDownException") == 0
      || g_error_matches (error, AWS_ERROR, AWS_ERROR_THROTTLED)
      || g_error_matches (error, AWS_ERROR, AWS_ERROR_TRANSIENT))
    {
      run->interval = MIN (run->interval + SLOW_DOWN, MAX_INTERVAL);
      return TRUE;
    }

  return FALSE;
}

static void
sign_in_polled_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Run *run = g_task_get_task_data (task);
  AwsCreateTokenOutput *output = aws_client_call_finish (AWS_CLIENT (source), result, &error);

  if (output != NULL)
    {
      sign_in_take_token (g_steal_pointer (&task), output);
      aws_shape_free (AWS_SSO_OIDC_CREATE_TOKEN.output, output);
    }
  else if (!g_cancellable_is_cancelled (run->cancellable) && run_goes_on_polling (run, error))
    sign_in_wait_to_poll (g_steal_pointer (&task));
  else
    sign_in_fail (g_steal_pointer (&task), g_steal_pointer (&error));
}

static gboolean
sign_in_poll_cb (gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  AwsCreateTokenInput input =
  {
    .client_id = run->registration->client_id,
    .client_secret = run->registration->client_secret,
    .grant_type = (char *) AWS_GRANT_DEVICE_CODE,
    .device_code = run->device_code,
  };

  /* A machine that slept may have slept too long: it is not the poll that finds out. */
  sign_in_clock_cb (task);
  aws_client_call_async (run->client, &AWS_SSO_OIDC_CREATE_TOKEN, &input, run->cancellable,
                         sign_in_polled_cb, g_object_ref (task));

  return G_SOURCE_REMOVE;
}

/* Takes @task. Whichever comes first, the time or the end of the run, ends the wait. */
static void
sign_in_wait_to_poll (GTask *task)
{
  AwsSsoSignIn *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr(GSource) timer = g_timeout_source_new (run->interval * self->pace);
  g_autoptr(GSource) cancelled = g_cancellable_source_new (run->cancellable);

  g_source_set_dummy_callback (cancelled);
  g_source_add_child_source (timer, cancelled);
  g_source_set_callback (timer, sign_in_poll_cb, task, g_object_unref);
  g_source_attach (timer, g_task_get_context (task));
}

/* Takes @task and what is in @output. */
static void
sign_in_show_code (GTask                             *task,
                   AwsStartDeviceAuthorizationOutput *output)
{
  AwsSsoSignIn *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  const char *uri = output->verification_uri_complete != NULL ? output->verification_uri_complete
                                                              : output->verification_uri;
  gint64 expires_in = output->expires_in.is_set ? output->expires_in.value : BROWSER_PATIENCE;
  gint64 interval = output->interval.is_set ? output->interval.value : DEFAULT_INTERVAL;

  if (output->device_code == NULL || output->user_code == NULL)
    {
      sign_in_fail_answer (task, "deviceCode or userCode");
      return;
    }
  if (!aws_sso_page_is_safe (uri))
    {
      sign_in_fail_answer (task, "verificationUri that is a page on the web");
      return;
    }

  run->device_code = g_steal_pointer (&output->device_code);
  run->interval = (guint) CLAMP (interval, 1, MAX_INTERVAL);
  sign_in_start_clock (task, CLAMP (expires_in, 1, MAX_DEVICE_PATIENCE));
  aws_sso_sign_in_set_text (self, &self->user_code, output->user_code, PROP_USER_CODE);
  aws_sso_sign_in_set_text (self, &self->uri, uri, PROP_URI);
  sign_in_wait_to_poll (task);
}

static void
sign_in_device_authorized_cb (GObject      *source,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Run *run = g_task_get_task_data (task);
  AwsStartDeviceAuthorizationOutput *output =
      aws_client_call_finish (AWS_CLIENT (source), result, &error);

  if (output != NULL)
    {
      sign_in_show_code (g_steal_pointer (&task), output);
      aws_shape_free (AWS_SSO_OIDC_START_DEVICE_AUTHORIZATION.output, output);
    }
  else if (!run->is_new
           && (g_strcmp0 (aws_error_get_code (error), "InvalidClientException") == 0
               || g_strcmp0 (aws_error_get_code (error), "UnauthorizedClientException") == 0))
    /* What was kept is not known there any more, or was registered for something else. */
    sign_in_register (g_steal_pointer (&task), TRUE);
  else
    sign_in_fail (g_steal_pointer (&task), g_steal_pointer (&error));
}

/* Takes @task. */
static void
sign_in_authorize_device (GTask *task)
{
  AwsSsoSignIn *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  AwsStartDeviceAuthorizationInput input =
  {
    .client_id = run->registration->client_id,
    .client_secret = run->registration->client_secret,
    .start_url = (char *) aws_sso_session_get_start_url (self->session),
  };

  aws_client_call_async (run->client, &AWS_SSO_OIDC_START_DEVICE_AUTHORIZATION, &input,
                         run->cancellable, sign_in_device_authorized_cb, task);
}

/* ---- with the browser on this machine ---- */

static void
sign_in_exchanged_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  AwsCreateTokenOutput *output = aws_client_call_finish (AWS_CLIENT (source), result, &error);

  if (output == NULL)
    {
      sign_in_fail (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  sign_in_take_token (g_steal_pointer (&task), output);
  aws_shape_free (AWS_SSO_OIDC_CREATE_TOKEN.output, output);
}

static void
sign_in_came_back_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Run *run = g_task_get_task_data (task);
  char *code = aws_sso_redirect_wait_finish (AWS_SSO_REDIRECT (source), result, &error);
  AwsCreateTokenInput input =
  {
    .client_id = run->registration->client_id,
    .client_secret = run->registration->client_secret,
    .grant_type = (char *) AWS_GRANT_AUTHORIZATION_CODE,
    .code = code,
    .redirect_uri = (char *) aws_sso_redirect_get_uri (run->redirect),
    .code_verifier = run->verifier,
  };

  if (code == NULL)
    {
      sign_in_fail (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  aws_client_call_async (run->client, &AWS_SSO_OIDC_CREATE_TOKEN, &input, run->cancellable,
                         sign_in_exchanged_cb, g_steal_pointer (&task));
  flo_secret_free (code);
}

/* Takes @task. */
static void
sign_in_show_page (GTask             *task,
                   const AwsEndpoint *endpoint)
{
  AwsSsoSignIn *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  guint8 bytes[STATE_BYTES];
  g_autofree char *state = NULL;
  g_autofree char *challenge = NULL;
  g_autofree char *page = NULL;
  GError *error = NULL;

  aws_random_bytes (bytes, sizeof bytes);
  state = aws_base64url_encode (bytes, sizeof bytes);
  run->verifier = aws_proof_key_new ();
  run->redirect = aws_sso_redirect_new (state, &error);
  if (run->redirect == NULL)
    {
      sign_in_fail (task, error);
      return;
    }

  challenge = aws_proof_key_dup_challenge (run->verifier);
  page = aws_sso_page_create (endpoint, self->session, run->registration->client_id,
                              aws_sso_redirect_get_uri (run->redirect), state, challenge);
  sign_in_start_clock (task, BROWSER_PATIENCE);
  aws_sso_redirect_wait_async (run->redirect, run->cancellable, sign_in_came_back_cb,
                               g_object_ref (task));
  aws_sso_sign_in_set_text (self, &self->uri, page, PROP_URI);
  g_object_unref (task);
}

static void
sign_in_settings_loaded_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  AwsSsoSignIn *self = g_task_get_source_object (task);
  g_autoptr(AwsSettings) settings = aws_settings_load_finish (result, &error);
  g_autoptr(AwsEndpoint) endpoint = NULL;

  if (settings != NULL)
    endpoint = aws_endpoint_resolve (&AWS_SSO_OIDC, aws_sso_session_get_region (self->session),
                                     self->endpoint_url, settings, &error);
  if (endpoint == NULL)
    sign_in_fail (g_steal_pointer (&task), g_steal_pointer (&error));
  else
    sign_in_show_page (g_steal_pointer (&task), endpoint);
}

/* Takes @task. */
static void
sign_in_authorize (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (run->method == AWS_SIGN_IN_DEVICE)
    sign_in_authorize_device (task);
  else
    aws_settings_load_async (NULL, run->cancellable, sign_in_settings_loaded_cb, task);
}

/* ---- the registration ---- */

static void
sign_in_registered_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Run *run = g_task_get_task_data (task);

  g_clear_pointer (&run->registration, aws_sso_registration_free);
  run->registration = aws_sso_registration_obtain_finish (result, &run->is_new, &error);
  if (run->registration == NULL)
    sign_in_fail (g_steal_pointer (&task), g_steal_pointer (&error));
  else
    sign_in_authorize (g_steal_pointer (&task));
}

/* Takes @task. */
static void
sign_in_register (GTask    *task,
                  gboolean  anew)
{
  AwsSsoSignIn *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  AwsSsoRegistrationFlags flags = 0;

  if (run->method == AWS_SIGN_IN_BROWSER)
    flags |= AWS_SSO_REGISTRATION_FOR_CODES;
  if (anew)
    flags |= AWS_SSO_REGISTRATION_ANEW;
  aws_sso_registration_obtain_async (self->session, run->client, flags,
                                     aws_sso_sign_in_get_time (self), run->cancellable,
                                     sign_in_registered_cb, task);
}

/* ---- GObject ---- */

static void
aws_sso_sign_in_finalize (GObject *object)
{
  AwsSsoSignIn *self = AWS_SSO_SIGN_IN (object);

  g_clear_pointer (&self->session, aws_sso_session_unref);
  g_clear_pointer (&self->endpoint_url, g_free);
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->user_code, g_free);

  G_OBJECT_CLASS (aws_sso_sign_in_parent_class)->finalize (object);
}

static void
aws_sso_sign_in_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  AwsSsoSignIn *self = AWS_SSO_SIGN_IN (object);

  switch ((Property) prop_id)
    {
    case PROP_URI:
      g_value_set_string (value, self->uri);
      break;

    case PROP_USER_CODE:
      g_value_set_string (value, self->user_code);
      break;

    case PROP_EXPIRES_AT:
      g_value_set_int64 (value, self->expires_at);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
aws_sso_sign_in_class_init (AwsSsoSignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = aws_sso_sign_in_finalize;
  object_class->get_property = aws_sso_sign_in_get_property;

  properties[PROP_URI] = g_param_spec_string ("uri", NULL, NULL, NULL,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_USER_CODE] = g_param_spec_string ("user-code", NULL, NULL, NULL,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_EXPIRES_AT] = g_param_spec_int64 ("expires-at", NULL, NULL, 0, G_MAXINT64, 0,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
aws_sso_sign_in_init (AwsSsoSignIn *self)
{
  self->pace = 1000;
}

/**
 * aws_sso_sign_in_new:
 * @session: where to sign in
 * @endpoint_url: (nullable): overrides where Identity Center's OIDC service answers
 *
 * Returns: (transfer full): a sign-in that is idle yet
 */
AwsSsoSignIn *
aws_sso_sign_in_new (AwsSsoSession *session,
                     const char    *endpoint_url)
{
  AwsSsoSignIn *self;

  g_return_val_if_fail (session != NULL, NULL);

  self = g_object_new (AWS_TYPE_SSO_SIGN_IN, NULL);
  self->session = aws_sso_session_ref (session);
  self->endpoint_url = g_strdup (endpoint_url);

  return self;
}

AwsSsoSession *
aws_sso_sign_in_get_session (AwsSsoSignIn *self)
{
  g_return_val_if_fail (AWS_IS_SSO_SIGN_IN (self), NULL);

  return self->session;
}

const char *
aws_sso_sign_in_get_uri (AwsSsoSignIn *self)
{
  g_return_val_if_fail (AWS_IS_SSO_SIGN_IN (self), NULL);

  return self->uri;
}

const char *
aws_sso_sign_in_get_user_code (AwsSsoSignIn *self)
{
  g_return_val_if_fail (AWS_IS_SSO_SIGN_IN (self), NULL);

  return self->user_code;
}

gint64
aws_sso_sign_in_get_expires_at (AwsSsoSignIn *self)
{
  g_return_val_if_fail (AWS_IS_SSO_SIGN_IN (self), 0);

  return self->expires_at;
}

void
_aws_sso_sign_in_set_pace (AwsSsoSignIn *self,
                           guint         pace)
{
  self->pace = pace;
}

void
_aws_sso_sign_in_set_skew (AwsSsoSignIn *self,
                           gint64        skew)
{
  self->skew = skew;
}

/**
 * aws_sso_sign_in_run_async:
 * @self: an idle sign-in
 * @method: how the person gets there
 * @cancellable: (nullable): to give up, at any time
 * @callback: called when it is over
 * @user_data: for @callback
 *
 * Waits for a person to sign in, ten minutes at most, and writes the token into the cache.
 */
void
aws_sso_sign_in_run_async (AwsSsoSignIn        *self,
                           AwsSignInMethod      method,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr(AwsCredentialsProvider) provider = NULL;
  Run *run;

  g_return_if_fail (AWS_IS_SSO_SIGN_IN (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aws_sso_sign_in_run_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->is_running)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                               "this sign-in is running already");
      return;
    }

  run = g_new0 (Run, 1);
  g_task_set_task_data (task, run, run_free);
  run->method = method;
  run->cancellable = g_cancellable_new ();
  /* Signing in is what one does without credentials. */
  provider = aws_chain_provider_new (nobody);
  run->client =
      aws_client_new (provider, aws_sso_session_get_region (self->session), self->endpoint_url);
  if (cancellable != NULL)
    {
      run->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (run->cancelled, G_SOURCE_FUNC (sign_in_cancelled_cb), run, NULL);
      g_source_attach (run->cancelled, g_task_get_context (task));
    }

  self->is_running = TRUE;
  sign_in_register (g_steal_pointer (&task), self->registers_anew);
}

/**
 * aws_sso_sign_in_run_finish:
 * @self: a sign-in
 * @result: the result
 * @error: %AWS_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether there is a token in the cache now
 */
gboolean
aws_sso_sign_in_run_finish (AwsSsoSignIn  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
