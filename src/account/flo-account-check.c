/* flo-account-check.c: who am I, until when, and what may I do
 *
 * First the credentials (which may ask a person), then GetCallerIdentity: without them there is nothing to
 * say. Then IAM's simulation, if the account may ask for one, and one dry run per right, a few at a time.
 * A dry run that is let through, or refused for certain, counts; the simulation decides the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include <string.h>

#include "account/flo-account-check.h"
#include "account/flo-permission-private.h"
#include "account/flo-permission-probe.h"
#include "account/flo-permission-simulation.h"
#include "account/flo-refusal.h"
#include "aws/aws-error.h"
#include "aws/services/aws-sts.h"

#define FALLBACK_REGION "us-east-1"
#define MAX_CALLS 6   /* at once */

struct _FloAccountCheck
{
  GObject parent_instance;

  FloAccount *account;       /* (owned) */
  char *region;              /* (owned) */
  FloFeatures features;
  AwsClient *client;         /* (owned) (nullable): of the run under way, or the last one */

  char *account_id;          /* (owned) (nullable) */
  char *arn;                 /* (owned) (nullable) */
  char *user_id;             /* (owned) (nullable) */
  char *source;              /* (owned) (nullable) */
  char *problem;             /* (owned) (nullable) */
  gint64 expires_at;         /* Unix seconds, 0 = never, or not known */
  gint64 mfa_at;             /* Unix seconds, 0 = none */
  guint latency;             /* milliseconds, 0 = not known */
  guint n_denied;
  gboolean running;
  guint run;                 /* number of the run under way: what an older one answers is dropped */
  GPtrArray *permissions;    /* (owned) (element-type FloPermission) */
};

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_ACCOUNT_ID,
  PROP_ARN,
  PROP_USER_ID,
  PROP_SOURCE,
  PROP_EXPIRES_AT,
  PROP_MFA_AT,
  PROP_LATENCY,
  PROP_RUNNING,
  PROP_PROBLEM,
  PROP_N_DENIED,
} FloAccountCheckProperty;

/* One run, the data of its task. */
typedef struct
{
  guint run;
  AwsClient *client;         /* (owned) */
  GHashTable *simulated;     /* (owned) (nullable) (element-type utf8 FloPermission) */
  char *not_simulated;       /* (owned) (nullable): why not, AWS's words */
  gboolean may_not_simulate; /* it is not allowed to; otherwise it cannot be done for who this is */
  gboolean may_not_decode;   /* AWS does not explain its refusals to this account */
  gint64 began;              /* monotonic microseconds, of GetCallerIdentity */
  guint next_right;
  guint n_pending;
  gboolean finished;
} Run;

/* One right that is being asked for. */
typedef struct
{
  GTask *task;                      /* (owned): of the run */
  const FloRight *right;            /* (unowned): static */
  const FloPermissionProbe *probe;  /* (unowned): static */
  gint64 began;
  char *refusal;                    /* (owned) (nullable) */
} Question;

static void flo_account_check_iface_init (GListModelInterface *iface);
static void ask_more                     (GTask               *task);

G_DEFINE_FINAL_TYPE_WITH_CODE (FloAccountCheck, flo_account_check, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, flo_account_check_iface_init))

static GParamSpec *properties[PROP_N_DENIED + 1];

static void
run_free (Run *self)
{
  g_object_unref (self->client);
  g_clear_pointer (&self->simulated, g_hash_table_unref);
  g_free (self->not_simulated);
  g_free (self);
}

static void
question_free (Question *self)
{
  g_object_unref (self->task);
  g_free (self->refusal);
  g_free (self);
}

/* ---- GListModel ---- */

static GType
flo_account_check_get_item_type (GListModel *model)
{
  return FLO_TYPE_PERMISSION;
}

static guint
flo_account_check_get_n_items (GListModel *model)
{
  return FLO_ACCOUNT_CHECK (model)->permissions->len;
}

static gpointer
flo_account_check_get_item (GListModel *model,
                            guint       position)
{
  GPtrArray *permissions = FLO_ACCOUNT_CHECK (model)->permissions;

  return position < permissions->len ? g_object_ref (g_ptr_array_index (permissions, position)) : NULL;
}

static void
flo_account_check_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = flo_account_check_get_item_type;
  iface->get_n_items = flo_account_check_get_n_items;
  iface->get_item = flo_account_check_get_item;
}

/* ---- GObject ---- */

static void
flo_account_check_finalize (GObject *object)
{
  FloAccountCheck *self = FLO_ACCOUNT_CHECK (object);

  g_clear_object (&self->account);
  g_clear_object (&self->client);
  g_free (self->region);
  g_free (self->account_id);
  g_free (self->arn);
  g_free (self->user_id);
  g_free (self->source);
  g_free (self->problem);
  g_ptr_array_unref (self->permissions);

  G_OBJECT_CLASS (flo_account_check_parent_class)->finalize (object);
}

static void
flo_account_check_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  FloAccountCheck *self = FLO_ACCOUNT_CHECK (object);

  switch ((FloAccountCheckProperty) property_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_ACCOUNT_ID:
      g_value_set_string (value, self->account_id);
      break;
    case PROP_ARN:
      g_value_set_string (value, self->arn);
      break;
    case PROP_USER_ID:
      g_value_set_string (value, self->user_id);
      break;
    case PROP_SOURCE:
      g_value_set_string (value, self->source);
      break;
    case PROP_EXPIRES_AT:
      g_value_set_int64 (value, self->expires_at);
      break;
    case PROP_MFA_AT:
      g_value_set_int64 (value, self->mfa_at);
      break;
    case PROP_LATENCY:
      g_value_set_uint (value, self->latency);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_N_DENIED:
      g_value_set_uint (value, self->n_denied);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
flo_account_check_class_init (FloAccountCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = flo_account_check_finalize;
  object_class->get_property = flo_account_check_get_property;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, FLO_TYPE_ACCOUNT, flags);
  properties[PROP_ACCOUNT_ID] = g_param_spec_string ("account-id", NULL, NULL, NULL, flags);
  properties[PROP_ARN] = g_param_spec_string ("arn", NULL, NULL, NULL, flags);
  properties[PROP_USER_ID] = g_param_spec_string ("user-id", NULL, NULL, NULL, flags);
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, NULL, flags);
  properties[PROP_EXPIRES_AT] = g_param_spec_int64 ("expires-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_MFA_AT] = g_param_spec_int64 ("mfa-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_LATENCY] = g_param_spec_uint ("latency", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_N_DENIED] = g_param_spec_uint ("n-denied", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_account_check_init (FloAccountCheck *self)
{
  self->permissions = g_ptr_array_new_with_free_func (g_object_unref);
}

FloAccountCheck *
flo_account_check_new (FloAccount  *account,
                       const char  *region,
                       FloFeatures  features)
{
  FloAccountCheck *self;

  g_return_val_if_fail (FLO_IS_ACCOUNT (account), NULL);

  if (region == NULL)
    region = flo_account_get_region (account);
  self = g_object_new (FLO_TYPE_ACCOUNT_CHECK, NULL);
  self->account = g_object_ref (account);
  self->region = g_strdup (region != NULL ? region : FALLBACK_REGION);
  self->features = features;
  return self;
}

/* ---- what is published ---- */

static void
notify (FloAccountCheck         *self,
        FloAccountCheckProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_string (FloAccountCheck          *self,
            char                    **field,
            const char               *value,
            FloAccountCheckProperty   property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  notify (self, property);
}

static void
set_time (FloAccountCheck         *self,
          gint64                  *field,
          gint64                   value,
          FloAccountCheckProperty  property)
{
  if (*field == value)
    return;
  *field = value;
  notify (self, property);
}

static void
set_number (FloAccountCheck         *self,
            guint                   *field,
            guint                    value,
            FloAccountCheckProperty  property)
{
  if (*field == value)
    return;
  *field = value;
  notify (self, property);
}

static void
set_running (FloAccountCheck *self,
             gboolean         running)
{
  if (self->running == running)
    return;
  self->running = running;
  notify (self, PROP_RUNNING);
}

/* The first call opens the connection; a later one tells how far away AWS is. */
static void
note_latency (FloAccountCheck *self,
              gint64           began)
{
  guint milliseconds = (guint) MAX ((g_get_monotonic_time () - began + 500) / 1000, 1);

  if (self->latency == 0 || milliseconds < self->latency)
    set_number (self, &self->latency, milliseconds, PROP_LATENCY);
}

static int
rank (FloPermission *permission)
{
  guint n_rights;
  const FloRight *rights = flo_policy_get_rights (&n_rights);
  static const int by_state[] = {
    [FLO_PERMISSION_DENIED] = 0, [FLO_PERMISSION_UNKNOWN] = 1, [FLO_PERMISSION_ALLOWED] = 2,
  };
  guint i = 0;

  while (i < n_rights && strcmp (rights[i].action, flo_permission_get_action (permission)) != 0)
    i++;
  return by_state[flo_permission_get_state (permission)] * (int) n_rights + (int) i;
}

static void
publish (FloAccountCheck *self,
         FloPermission   *permission)
{
  guint position = 0;

  while (position < self->permissions->len
         && rank (g_ptr_array_index (self->permissions, position)) < rank (permission))
    position++;
  g_ptr_array_insert (self->permissions, (int) position, g_object_ref (permission));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  if (flo_permission_get_state (permission) == FLO_PERMISSION_DENIED)
    set_number (self, &self->n_denied, self->n_denied + 1, PROP_N_DENIED);
}

/* What belongs to the last run is not this one's. */
static void
forget (FloAccountCheck *self)
{
  guint n = self->permissions->len;

  if (n > 0)
    {
      g_ptr_array_set_size (self->permissions, 0);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
    }
  set_number (self, &self->n_denied, 0, PROP_N_DENIED);
  set_number (self, &self->latency, 0, PROP_LATENCY);
  set_string (self, &self->problem, NULL, PROP_PROBLEM);
}

/* ---- the end ---- */

/* FALSE: another run has begun; nobody wants to hear of this one. */
static gboolean
is_current (GTask *task)
{
  FloAccountCheck *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  return run->run == self->run;
}

static void
fail (GTask  *task,
      GError *error)
{
  FloAccountCheck *self = g_task_get_source_object (task);

  if (is_current (task))
    {
      /* Whoever stopped it knows. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        set_string (self, &self->problem, error->message, PROP_PROBLEM);
      set_running (self, FALSE);
    }
  g_task_return_error (task, error);
}

static void
finish (GTask *task)
{
  if (is_current (task))
    set_running (g_task_get_source_object (task), FALSE);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

/* ---- one right after the other ---- */

/* Takes @question. */
static void
answer (Question           *question,
        FloPermissionState  state,
        const char         *detail)
{
  g_autoptr(GTask) task = g_object_ref (question->task);
  FloAccountCheck *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  FloPermission *simulated =
    run->simulated != NULL ? g_hash_table_lookup (run->simulated, question->right->action) : NULL;
  g_autoptr(FloPermission) permission = NULL;

  if (state == FLO_PERMISSION_UNKNOWN && simulated != NULL)
    permission = g_object_ref (simulated);
  else
    permission = _flo_permission_new (question->right, state, detail);
  if (is_current (task) && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    publish (self, permission);
  question_free (question);
  run->n_pending--;
  ask_more (task);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Question *question = user_data;
  Run *run = g_task_get_task_data (question->task);
  g_autoptr(GError) error = NULL;
  AwsDecodeAuthorizationMessageOutput *output =
    aws_client_call_finish (AWS_CLIENT (source), result, &error);
  FloPermissionState state = FLO_PERMISSION_UNKNOWN;
  g_autofree char *detail = g_strdup (question->refusal);

  if (g_error_matches (error, AWS_ERROR, AWS_ERROR_PERMISSION))
    run->may_not_decode = TRUE;
  if (output != NULL)
    {
      state = flo_refusal_judge (output->decoded_message);
      aws_shape_free (AWS_STS_DECODE_AUTHORIZATION_MESSAGE.output, output);
    }
  answer (question, state, detail);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Question *question = user_data;
  FloAccountCheck *self = g_task_get_source_object (question->task);
  Run *run = g_task_get_task_data (question->task);
  g_autoptr(GError) error = NULL;
  g_autofree char *blob = NULL;
  gpointer output = aws_client_call_finish (AWS_CLIENT (source), result, &error);
  FloPermissionState state = flo_permission_probe_judge (question->probe, error);

  if (output != NULL)
    aws_shape_free (question->probe->operation->output, output);
  if (is_current (question->task)
      && (state != FLO_PERMISSION_UNKNOWN || g_error_matches (error, AWS_ERROR, AWS_ERROR_PERMISSION)))
    note_latency (self, question->began);
  if (error != NULL)
    question->refusal = aws_error_dup_sentence (error->message);

  /* Refused for a thing that is not there: a policy that says no says so here, too. */
  if (state == FLO_PERMISSION_UNKNOWN && g_error_matches (error, AWS_ERROR, AWS_ERROR_PERMISSION)
      && !run->may_not_decode && run->simulated == NULL)
    blob = aws_error_dup_blob (error->message);
  if (blob != NULL)
    {
      AwsDecodeAuthorizationMessageInput input = { .encoded_message = blob };

      aws_client_call_async (run->client, &AWS_STS_DECODE_AUTHORIZATION_MESSAGE, &input,
                             g_task_get_cancellable (question->task), decoded_cb, question);
      return;
    }
  if (state == FLO_PERMISSION_ALLOWED)
    answer (question, state, NULL);
  else
    {
      g_autofree char *detail = g_strdup (question->refusal);

      answer (question, state, detail);
    }
}

static void
ask_for (GTask          *task,
         const FloRight *right)
{
  Run *run = g_task_get_task_data (task);
  Question *question = g_new0 (Question, 1);
  gpointer input;

  question->task = g_object_ref (task);
  question->right = right;
  question->probe = flo_permission_probe_find (right->action);
  run->n_pending++;

  if (strcmp (right->action, "sts:GetCallerIdentity") == 0)
    answer (question, FLO_PERMISSION_ALLOWED, NULL);
  else if (strcmp (right->action, "iam:SimulatePrincipalPolicy") == 0)
    answer (question,
            run->simulated != NULL ? FLO_PERMISSION_ALLOWED
            : run->may_not_simulate ? FLO_PERMISSION_DENIED
                                    : FLO_PERMISSION_UNKNOWN,
            run->not_simulated);
  else if (question->probe == NULL)
    answer (question, FLO_PERMISSION_UNKNOWN, NULL);
  else
    {
      input = flo_permission_probe_new_input (question->probe);
      question->began = g_get_monotonic_time ();
      aws_client_call_async (run->client, question->probe->operation, input,
                             g_task_get_cancellable (task), probed_cb, question);
      aws_shape_free (question->probe->operation->input, input);
    }
}

/* Keeps a few calls under way until every right was asked for. */
static void
ask_more (GTask *task)
{
  FloAccountCheck *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  guint n_rights;
  const FloRight *rights = flo_policy_get_rights (&n_rights);

  if (!is_current (task) || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    run->next_right = n_rights;
  while (run->next_right < n_rights && run->n_pending < MAX_CALLS)
    {
      const FloRight *right = &rights[run->next_right++];

      if ((right->features & self->features) != 0)
        ask_for (task, right);
    }
  if (run->n_pending == 0 && run->next_right >= n_rights && !run->finished)
    {
      run->finished = TRUE;
      finish (task);
    }
}

static void
simulated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  run->simulated = flo_permission_simulate_finish (result, &error);
  if (error != NULL)
    run->not_simulated = aws_error_dup_sentence (error->message);
  run->may_not_simulate = g_error_matches (error, AWS_ERROR, AWS_ERROR_PERMISSION);
  ask_more (task);
}

/* ---- who ---- */

static const char *
get_sso_region (FloAccountCheck *self)
{
  AwsSsoSession *session = flo_account_get_sso_session (self->account);

  return session != NULL ? aws_sso_session_get_region (session) : NULL;
}

static void
identified_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloAccountCheck *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  AwsGetCallerIdentityOutput *identity = aws_client_call_finish (AWS_CLIENT (source), result, &error);

  if (identity == NULL)
    {
      fail (task, error);
      return;
    }
  if (is_current (task))
    {
      note_latency (self, run->began);
      set_string (self, &self->account_id, identity->account, PROP_ACCOUNT_ID);
      set_string (self, &self->arn, identity->arn, PROP_ARN);
      set_string (self, &self->user_id, identity->user_id, PROP_USER_ID);
    }
  if (identity->arn == NULL || (self->features & FLO_FEATURE_CHECK) == 0)
    ask_more (task);
  else
    flo_permission_simulate_async (run->client, identity->arn, get_sso_region (self), self->features,
                                   g_task_get_cancellable (task), simulated_cb, g_object_ref (task));
  aws_shape_free (AWS_STS_GET_CALLER_IDENTITY.output, identity);
}

static void
credentials_loaded_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloAccountCheck *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AwsCredentials) credentials =
    aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source), result, &error);

  if (credentials == NULL)
    {
      fail (task, error);
      return;
    }
  if (is_current (task))
    {
      const char *source_text = aws_credentials_get_source (credentials);

      set_string (self, &self->source,
                  source_text != NULL ? source_text : flo_account_get_source (self->account), PROP_SOURCE);
      set_time (self, &self->expires_at, aws_credentials_get_expires_at (credentials), PROP_EXPIRES_AT);
      set_time (self, &self->mfa_at, aws_credentials_get_mfa_at (credentials), PROP_MFA_AT);
    }
  run->began = g_get_monotonic_time ();
  aws_client_call_async (run->client, &AWS_STS_GET_CALLER_IDENTITY, NULL, g_task_get_cancellable (task),
                         identified_cb, g_object_ref (task));
}

/**
 * flo_account_check_run_async:
 * @self: a check
 * @cancellable: (nullable): stops it; what was found so far stays
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Asks from the beginning. A run that is still under way ends without publishing anything more.
 */
void
flo_account_check_run_async (FloAccountCheck     *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Run *run;

  g_return_if_fail (FLO_IS_ACCOUNT_CHECK (self));

  g_clear_object (&self->client);
  self->client = flo_account_create_client (self->account, self->region);
  run = g_new0 (Run, 1);
  run->run = ++self->run;
  run->client = g_object_ref (self->client);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_account_check_run_async);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);

  forget (self);
  set_running (self, TRUE);
  aws_credentials_provider_load_async (aws_client_get_provider (run->client), cancellable,
                                       credentials_loaded_cb, g_object_ref (task));
}

gboolean
flo_account_check_run_finish (FloAccountCheck  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- what is known ---- */

FloAccount *
flo_account_check_get_account (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), NULL);

  return self->account;
}

const char *
flo_account_check_get_region (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), NULL);

  return self->region;
}

FloFeatures
flo_account_check_get_features (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), 0);

  return self->features;
}

const char *
flo_account_check_get_account_id (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), NULL);

  return self->account_id;
}

const char *
flo_account_check_get_arn (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), NULL);

  return self->arn;
}

const char *
flo_account_check_get_user_id (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), NULL);

  return self->user_id;
}

const char *
flo_account_check_get_source (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), NULL);

  return self->source;
}

gint64
flo_account_check_get_expires_at (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), 0);

  return self->expires_at;
}

gint64
flo_account_check_get_mfa_at (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), 0);

  return self->mfa_at;
}

guint
flo_account_check_get_latency (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), 0);

  return self->latency;
}

gboolean
flo_account_check_get_running (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), FALSE);

  return self->running;
}

const char *
flo_account_check_get_problem (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), NULL);

  return self->problem;
}

guint
flo_account_check_get_n_denied (FloAccountCheck *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_CHECK (self), 0);

  return self->n_denied;
}
