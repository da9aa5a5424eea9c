/* flo-account-status.c: whether AWS lets an account in, as the window knows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account-status"

#include "app/account/flo-account-status.h"

#include "app/support/flo-error-dialog.h"
#include "aws/aws-error-codes.h"
#include "aws/services/aws-sts.h"

struct _FloAccountStatus
{
  GObject parent_instance;

  FloAccount *account;           /* (owned) */
  FloAccountCheck *check;        /* (owned) */
  AwsClient *client;             /* (owned) (nullable): made for the first test */
  GCancellable *cancellable;     /* (owned) (nullable): of what is under way */
  FloAccountState state;
  FloAccountState before;        /* what it was before what is under way */
  char *problem;                 /* (owned) (nullable) */
  gboolean testing;              /* what is under way is no more than that */
  gboolean check_next;           /* its rights are wanted, too, once it is known to be let in */
};

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_STATE,
  PROP_PROBLEM,
} FloAccountStatusProperty;

static GParamSpec *properties[PROP_PROBLEM + 1];

G_DEFINE_FINAL_TYPE (FloAccountStatus, flo_account_status, G_TYPE_OBJECT)

GType
flo_account_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { FLO_ACCOUNT_STATE_UNTESTED, "FLO_ACCOUNT_STATE_UNTESTED", "untested" },
        { FLO_ACCOUNT_STATE_TESTING, "FLO_ACCOUNT_STATE_TESTING", "testing" },
        { FLO_ACCOUNT_STATE_READY, "FLO_ACCOUNT_STATE_READY", "ready" },
        { FLO_ACCOUNT_STATE_LIMITED, "FLO_ACCOUNT_STATE_LIMITED", "limited" },
        { FLO_ACCOUNT_STATE_SIGNED_OUT, "FLO_ACCOUNT_STATE_SIGNED_OUT", "signed-out" },
        { FLO_ACCOUNT_STATE_EXPIRED, "FLO_ACCOUNT_STATE_EXPIRED", "expired" },
        { FLO_ACCOUNT_STATE_REFUSED, "FLO_ACCOUNT_STATE_REFUSED", "refused" },
        { FLO_ACCOUNT_STATE_UNUSABLE, "FLO_ACCOUNT_STATE_UNUSABLE", "unusable" },
        { FLO_ACCOUNT_STATE_OFFLINE, "FLO_ACCOUNT_STATE_OFFLINE", "offline" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_enum_register_static ("FloAccountState", values));
    }
  return type;
}

typedef struct
{
  const char *code;
  FloAccountState state;
} CodeState;

/* Where the code says more than the category. */
static const CodeState code_states[] = {
  { AWS_CODE_SIGN_IN_NEEDED, FLO_ACCOUNT_STATE_SIGNED_OUT },
  { AWS_CODE_SIGN_IN_DENIED, FLO_ACCOUNT_STATE_SIGNED_OUT },
  { AWS_CODE_SIGN_IN_EXPIRED, FLO_ACCOUNT_STATE_SIGNED_OUT },
  { AWS_CODE_MFA_NEEDED, FLO_ACCOUNT_STATE_SIGNED_OUT },
  { AWS_CODE_NO_CREDENTIALS, FLO_ACCOUNT_STATE_UNUSABLE },
  { AWS_CODE_BAD_PROFILE, FLO_ACCOUNT_STATE_UNUSABLE },
  { AWS_CODE_LOGIN_NEEDED, FLO_ACCOUNT_STATE_UNUSABLE },
  { AWS_CODE_BAD_ENDPOINT, FLO_ACCOUNT_STATE_UNUSABLE },
  { AWS_CODE_BAD_REGION, FLO_ACCOUNT_STATE_UNUSABLE },
  { "ExpiredToken", FLO_ACCOUNT_STATE_EXPIRED },
  { "ExpiredTokenException", FLO_ACCOUNT_STATE_EXPIRED },
  { "RequestExpired", FLO_ACCOUNT_STATE_EXPIRED },
};

/**
 * flo_account_state_from_error:
 * @error: what a call of the account failed with
 *
 * Returns: what that says about the account
 */
FloAccountState
flo_account_state_from_error (const GError *error)
{
  const char *code;

  g_return_val_if_fail (error != NULL, FLO_ACCOUNT_STATE_UNTESTED);

  /* The person was asked, and did not want to. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FLO_ACCOUNT_STATE_SIGNED_OUT;
  if (error->domain != AWS_ERROR)
    return FLO_ACCOUNT_STATE_UNUSABLE;
  code = aws_error_get_code (error);
  for (guint i = 0; i < G_N_ELEMENTS (code_states); i++)
    {
      if (g_strcmp0 (code_states[i].code, code) == 0)
        return code_states[i].state;
    }
  switch (error->code)
    {
    case AWS_ERROR_TRANSIENT:
    case AWS_ERROR_THROTTLED:
    case AWS_ERROR_PROTOCOL:
      return FLO_ACCOUNT_STATE_OFFLINE;
    case AWS_ERROR_PARAMETER:
      return FLO_ACCOUNT_STATE_UNUSABLE;
    default:
      return FLO_ACCOUNT_STATE_REFUSED;
    }
}

static void
set_state (FloAccountStatus *self,
           FloAccountState   state,
           const char       *problem)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (self->problem, problem) != 0)
    {
      g_free (self->problem);
      self->problem = g_strdup (problem);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    }
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/* What is under way has ended. @cancellable: its own. */
static void
end (FloAccountStatus *self,
     GCancellable     *cancellable,
     const GError     *error)
{
  g_autofree char *problem = NULL;
  gboolean check_next = self->check_next;

  if (self->cancellable != cancellable)
    return;   /* flo_account_status_cancel(): the state was put back then */
  g_clear_object (&self->cancellable);
  self->check_next = FALSE;
  if (error == NULL && check_next)
    flo_account_status_check (self);
  else if (error == NULL)
    {
      set_state (self, flo_account_check_get_n_denied (self->check) > 0 ? FLO_ACCOUNT_STATE_LIMITED
                                                                       : FLO_ACCOUNT_STATE_READY, NULL);
    }
  else
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        problem = flo_error_dialog_describe (error);
      set_state (self, flo_account_state_from_error (error), problem);
    }
}

/* NULL when something is under way already: its end will tell. */
static GCancellable *
begin (FloAccountStatus *self)
{
  if (self->cancellable != NULL)
    return NULL;
  self->cancellable = g_cancellable_new ();
  self->testing = FALSE;
  if (self->state != FLO_ACCOUNT_STATE_TESTING)
    self->before = self->state;
  set_state (self, FLO_ACCOUNT_STATE_TESTING, self->problem);
  return self->cancellable;
}

typedef struct
{
  FloAccountStatus *status;      /* (owned) */
  GCancellable *cancellable;     /* (owned) */
} Run;

static Run *
run_new (FloAccountStatus *self)
{
  Run *run = g_new (Run, 1);

  run->status = g_object_ref (self);
  run->cancellable = g_object_ref (self->cancellable);
  return run;
}

static void
run_end (Run          *run,
         const GError *error)
{
  end (run->status, run->cancellable, error);
  g_object_unref (run->status);
  g_object_unref (run->cancellable);
  g_free (run);
}

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gpointer identity = aws_client_call_finish (AWS_CLIENT (object), result, &error);

  if (identity != NULL)
    aws_shape_free (AWS_STS_GET_CALLER_IDENTITY.output, identity);
  run_end (user_data, error);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  flo_account_check_run_finish (FLO_ACCOUNT_CHECK (object), result, &error);
  run_end (user_data, error);
}

static void
flo_account_status_dispose (GObject *object)
{
  FloAccountStatus *self = FLO_ACCOUNT_STATUS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->check);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (flo_account_status_parent_class)->dispose (object);
}

static void
flo_account_status_finalize (GObject *object)
{
  g_free (FLO_ACCOUNT_STATUS (object)->problem);
  G_OBJECT_CLASS (flo_account_status_parent_class)->finalize (object);
}

static void
flo_account_status_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  FloAccountStatus *self = FLO_ACCOUNT_STATUS (object);

  switch ((FloAccountStatusProperty) id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_account_status_class_init (FloAccountStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = flo_account_status_dispose;
  object_class->finalize = flo_account_status_finalize;
  object_class->get_property = flo_account_status_get_property;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, FLO_TYPE_ACCOUNT, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, FLO_TYPE_ACCOUNT_STATE,
                                              FLO_ACCOUNT_STATE_UNTESTED, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_account_status_init (FloAccountStatus *self)
{
}

/**
 * flo_account_status_new:
 * @account: whose status
 *
 * Returns: (transfer full): a status that is not known yet
 */
FloAccountStatus *
flo_account_status_new (FloAccount *account)
{
  FloAccountStatus *self;

  g_return_val_if_fail (FLO_IS_ACCOUNT (account), NULL);

  self = g_object_new (FLO_TYPE_ACCOUNT_STATUS, NULL);
  self->account = g_object_ref (account);
  self->check = flo_account_check_new (account, NULL, FLO_FEATURES_IN_USE);
  return self;
}

/**
 * flo_account_status_test:
 * @self: a status
 *
 * Asks AWS who this is. The answer is in the properties.
 */
void
flo_account_status_test (FloAccountStatus *self)
{
  g_return_if_fail (FLO_IS_ACCOUNT_STATUS (self));

  if (begin (self) == NULL)
    return;
  self->testing = TRUE;
  if (self->client == NULL)
    self->client = flo_account_create_client (self->account, NULL);
  aws_client_call_async (self->client, &AWS_STS_GET_CALLER_IDENTITY, NULL, self->cancellable,
                         tested_cb, run_new (self));
}

/**
 * flo_account_status_check:
 * @self: a status
 *
 * Asks AWS who this is and what it may do. Nothing of it has an effect.
 */
void
flo_account_status_check (FloAccountStatus *self)
{
  g_return_if_fail (FLO_IS_ACCOUNT_STATUS (self));

  if (begin (self) == NULL)
    {
      self->check_next = self->testing;
      return;
    }
  flo_account_check_run_async (self->check, self->cancellable, checked_cb, run_new (self));
}

/**
 * flo_account_status_cancel:
 * @self: a status
 *
 * Gives up what is under way; the state is what it was before.
 */
void
flo_account_status_cancel (FloAccountStatus *self)
{
  g_autoptr(GCancellable) cancellable = NULL;

  g_return_if_fail (FLO_IS_ACCOUNT_STATUS (self));

  cancellable = g_steal_pointer (&self->cancellable);
  if (cancellable == NULL)
    return;
  g_cancellable_cancel (cancellable);
  self->check_next = FALSE;
  set_state (self, self->before, self->problem);
}

/**
 * flo_account_status_sign_out:
 * @self: a status
 *
 * The person has signed out. What is under way is given up, and what is kept of the credentials forgotten.
 */
void
flo_account_status_sign_out (FloAccountStatus *self)
{
  g_autoptr(AwsClient) client = NULL;
  g_autoptr(AwsCredentials) credentials = NULL;
  AwsCredentialsProvider *provider;

  g_return_if_fail (FLO_IS_ACCOUNT_STATUS (self));

  flo_account_status_cancel (self);
  client = flo_account_create_client (self->account, NULL);
  provider = aws_client_get_provider (client);
  credentials = aws_credentials_provider_dup_current (provider);
  if (credentials != NULL)
    aws_credentials_provider_forget (provider, credentials);
  set_state (self, FLO_ACCOUNT_STATE_SIGNED_OUT, NULL);
}

FloAccount *
flo_account_status_get_account (FloAccountStatus *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_STATUS (self), NULL);
  return self->account;
}

/**
 * flo_account_status_get_check:
 * @self: a status
 *
 * Returns: (transfer none): who it is, until when, and its rights, as far as they are known
 */
FloAccountCheck *
flo_account_status_get_check (FloAccountStatus *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_STATUS (self), NULL);
  return self->check;
}

FloAccountState
flo_account_status_get_state (FloAccountStatus *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_STATUS (self), FLO_ACCOUNT_STATE_UNTESTED);
  return self->state;
}

const char *
flo_account_status_get_problem (FloAccountStatus *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_STATUS (self), NULL);
  return self->problem;
}
