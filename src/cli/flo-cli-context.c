/* flo-cli-context.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <signal.h>
#include <unistd.h>

#include <glib-unix.h>

#include "aws/credentials/aws-profile.h"
#include "cli/flo-cli-context.h"
#include "cli/flo-cli-prompt.h"

struct _FloCliContext
{
  FloCliArguments *arguments;  /* (unowned) */
  FloCliOutput *output;        /* (owned) */
  GCancellable *cancellable;   /* (owned) */
  GAsyncResult *result;        /* (owned) (nullable): of the operation that was waited for last */
  gboolean interrupted;
  char *finishing;             /* (owned) (nullable) */

  FloCliInteraction *interaction;  /* (owned) (nullable): there is somebody to ask */
  FloAccountList *accounts;    /* (owned) (nullable) */
  FloPracticeCloud *practice;  /* (owned) (nullable) */
  FloAccount *account;         /* (owned) (nullable) */
  FloStore *store;             /* (owned) (nullable) */
  FloEngine *engine;           /* (owned) (nullable) */
  FloCliEngineUse engine_use;
  gboolean engine_runs;        /* it has to be stopped */
};

/* ---- interruption ---- */

static gboolean
interrupt_cb (gpointer user_data)
{
  FloCliContext *self = user_data;

  /* The second time: at once. The journal was written before every call, so nothing is lost. */
  if (self->interrupted)
    _exit (FLO_CLI_EXIT_INTERRUPTED);

  self->interrupted = TRUE;
  if (self->finishing != NULL)
    flo_cli_output_note (self->output, "Stopping: finishing %s. Ctrl+C again leaves at once.",
                         self->finishing);
  else
    flo_cli_output_note (self->output, "Stopping.");
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

FloCliContext *
flo_cli_context_new (FloCliArguments *arguments)
{
  FloCliContext *self = g_new0 (FloCliContext, 1);

  self->arguments = arguments;
  self->output = flo_cli_output_new (flo_cli_arguments_has (arguments, "json"),
                                     flo_cli_arguments_has (arguments, "quiet"));
  self->cancellable = g_cancellable_new ();
  /* For as long as the process lives: the main loop does not run after flo_cli_context_free(), and a
   * second Ctrl+C then must not change how it ends. */
  g_unix_signal_add (SIGINT, interrupt_cb, self);
  g_unix_signal_add (SIGTERM, interrupt_cb, self);
  return self;
}

void
flo_cli_context_free (FloCliContext *self)
{
  flo_cli_context_stop_engine (self);
  g_clear_object (&self->engine);
  if (self->store != NULL)
    flo_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->account);
  g_clear_object (&self->accounts);
  g_clear_object (&self->interaction);
  g_clear_object (&self->practice);
  g_clear_object (&self->result);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->finishing, g_free);
  g_clear_pointer (&self->output, flo_cli_output_free);
  g_free (self);
}

FloCliArguments *
flo_cli_context_get_arguments (FloCliContext *self)
{
  return self->arguments;
}

FloCliOutput *
flo_cli_context_get_output (FloCliContext *self)
{
  return self->output;
}

GCancellable *
flo_cli_context_get_cancellable (FloCliContext *self)
{
  return self->cancellable;
}

gboolean
flo_cli_context_is_interrupted (FloCliContext *self)
{
  return self->interrupted;
}

void
flo_cli_context_set_finishing (FloCliContext *self,
                               const char    *what)
{
  g_free (self->finishing);
  self->finishing = g_strdup (what);
}

/* ---- waiting ---- */

void
flo_cli_context_ready_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  FloCliContext *self = user_data;

  g_set_object (&self->result, result);
}

GAsyncResult *
flo_cli_context_wait (FloCliContext *self)
{
  /* The callback may have come already only if the operation broke the rule never to answer before it
   * returns; so what is here is the previous one's. */
  g_clear_object (&self->result);
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return self->result;
}

gboolean
flo_cli_context_turn (FloCliContext *self)
{
  if (!self->interrupted)
    g_main_context_iteration (NULL, TRUE);
  return !self->interrupted;
}

static gboolean
time_is_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

gboolean
flo_cli_context_sleep (FloCliContext *self,
                       guint          milliseconds)
{
  gboolean is_up = FALSE;
  guint source = g_timeout_add (milliseconds, time_is_up_cb, &is_up);

  while (!is_up && flo_cli_context_turn (self))
    ;
  if (!is_up)
    g_source_remove (source);
  return !self->interrupted;
}

/* ---- accounts ---- */

FloCliInteraction *
flo_cli_context_get_interaction (FloCliContext *self)
{
  if (self->interaction == NULL && flo_cli_prompt_is_possible ())
    self->interaction = flo_cli_interaction_new (self->output);
  return self->interaction;
}

FloAccountList *
flo_cli_context_load_accounts (FloCliContext  *self,
                               GError        **error)
{
  const char *problem;

  if (self->accounts != NULL)
    return self->accounts;

  self->accounts = flo_account_list_new ();
  flo_account_list_set_interaction (self->accounts, (AwsInteraction *) flo_cli_context_get_interaction (self));
  flo_account_list_load_async (self->accounts, self->cancellable, flo_cli_context_ready_cb, self);
  if (!flo_account_list_load_finish (self->accounts, flo_cli_context_wait (self), error))
    {
      g_clear_object (&self->accounts);
      return NULL;
    }
  problem = flo_account_list_get_problem (self->accounts);
  if (problem != NULL)
    flo_cli_output_note (self->output, "Note: %s", problem);
  return self->accounts;
}

static FloAccount *
start_practice_cloud (FloCliContext  *self,
                      GError        **error)
{
  self->practice = flo_practice_cloud_new ();
  flo_practice_cloud_start_async (self->practice, self->cancellable, flo_cli_context_ready_cb, self);
  return flo_practice_cloud_start_finish (self->practice, flo_cli_context_wait (self), error);
}

static FloAccount *
find_account (FloCliContext  *self,
              const char     *name,
              GError        **error)
{
  FloAccountList *accounts = flo_cli_context_load_accounts (self, error);
  FloAccount *account;

  if (accounts == NULL)
    return NULL;
  account = flo_account_list_find (accounts, name);
  if (account != NULL)
    return g_object_ref (account);

  if (name != NULL)
    g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_CREDENTIALS,
                 "there is no account named %s; flotillactl account list shows those there are", name);
  else if (aws_profile_is_named (NULL))
    g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_CREDENTIALS,
                 "AWS_PROFILE names the profile %s, which is not in ~/.aws; flotillactl account list shows "
                 "those there are", aws_profile_choose_name (NULL));
  else
    g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_CREDENTIALS,
                 "there are no AWS credentials: neither AWS_ACCESS_KEY_ID nor a profile in ~/.aws is "
                 "set; give --account (flotillactl account add makes one), or --practice");
  return NULL;
}

/* What the AWS variables say, which come before a profile. The client asks them again for each service, but here
 * they decide whose fleets these are (see flo_account_new_at_endpoint()). */
static const char *
find_configured_endpoint (FloAccount *account)
{
  const char *ignored = g_getenv ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
  const char *url = g_getenv ("AWS_ENDPOINT_URL_EC2");

  if (flo_account_get_kind (account) == FLO_ACCOUNT_KEYRING && flo_account_get_endpoint_url (account) != NULL)
    return NULL;
  if (ignored != NULL && g_ascii_strcasecmp (ignored, "true") == 0)
    return NULL;

  if (url == NULL || *url == '\0')
    url = g_getenv ("AWS_ENDPOINT_URL");

  return url != NULL && *url != '\0' ? url : NULL;
}

/* Takes @account. */
static FloAccount *
put_at_endpoint (FloCliContext *self,
                 FloAccount    *account)
{
  g_autoptr(FloAccount) owned = account;
  const char *option = flo_cli_arguments_get (self->arguments, "endpoint-url");
  const char *configured = find_configured_endpoint (account);

  if (flo_account_is_practice (account))
    return g_steal_pointer (&owned);
  if (option != NULL && *option != '\0')
    return flo_account_new_at_endpoint (account, option);
  if (configured != NULL)
    return flo_account_new_at_configured_endpoint (account, configured);

  return g_steal_pointer (&owned);
}

FloAccount *
flo_cli_context_require_account (FloCliContext  *self,
                                 const char     *named,
                                 GError        **error)
{
  g_autoptr(FloAccount) account = NULL;
  const char *option = flo_cli_arguments_get (self->arguments, "account");
  const char *name = option != NULL ? option : named;

  if (self->account != NULL)
    return self->account;

  if (flo_cli_arguments_has (self->arguments, "practice")
      || g_strcmp0 (name, FLO_PRACTICE_ACCOUNT_NAME) == 0)
    account = start_practice_cloud (self, error);
  else
    account = find_account (self, name, error);
  if (account == NULL)
    return NULL;

  self->account = put_at_endpoint (self, g_steal_pointer (&account));

  return self->account;
}

AwsClient *
flo_cli_context_require_client (FloCliContext  *self,
                                GError        **error)
{
  FloAccount *account = flo_cli_context_require_account (self, NULL, error);
  const char *region = flo_cli_arguments_get (self->arguments, "region");

  if (account == NULL)
    return NULL;
  if (region == NULL)
    region = flo_account_get_region (account);
  if (region == NULL)
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "which region? Account %s has none of its own; give --region or set AWS_REGION",
                   flo_account_get_name (account));
      return NULL;
    }
  return flo_account_create_client (account, region);
}

/* ---- engine ---- */

static gboolean
begin_engine (FloCliContext    *self,
              FloCliEngineUse   use,
              GError          **error)
{
  if (use == FLO_CLI_ENGINE_LOAD)
    {
      flo_engine_load_async (self->engine, self->cancellable, flo_cli_context_ready_cb, self);
      return flo_engine_load_finish (self->engine, flo_cli_context_wait (self), error);
    }
  flo_engine_start_async (self->engine, self->cancellable, flo_cli_context_ready_cb, self);
  self->engine_runs = flo_engine_start_finish (self->engine, flo_cli_context_wait (self), error);
  return self->engine_runs;
}

FloStore *
flo_cli_context_require_store (FloCliContext  *self,
                               GError        **error)
{
  if (self->store == NULL)
    {
      flo_store_open_async (NULL, self->cancellable, flo_cli_context_ready_cb, self);
      self->store = flo_store_open_finish (flo_cli_context_wait (self), error);
    }
  return self->store;
}

FloEngine *
flo_cli_context_require_engine (FloCliContext    *self,
                                const char       *named,
                                FloCliEngineUse   use,
                                GError          **error)
{
  FloAccount *account = flo_cli_context_require_account (self, named, error);

  if (account == NULL)
    return NULL;
  if (self->engine_runs && use == FLO_CLI_ENGINE_START)
    return self->engine;
  if (flo_cli_context_require_store (self, error) == NULL)
    return NULL;

  flo_cli_context_stop_engine (self);
  g_clear_object (&self->engine);
  self->engine = flo_engine_new (self->store, account);
  self->engine_use = use;
  if (!begin_engine (self, use, error))
    g_clear_object (&self->engine);
  return self->engine;
}

FloEngine *
flo_cli_context_get_engine (FloCliContext *self)
{
  return self->engine;
}

/* More than one fleet cannot have the id; several may have had the name, but only one lives. */
FloFleet *
flo_cli_context_require_fleet (FloCliContext    *self,
                               const char       *id_or_name,
                               FloCliEngineUse   use,
                               GError          **error)
{
  FloEngine *engine = flo_cli_context_require_engine (self, NULL, use, error);
  FloFleet *fleet;

  if (engine == NULL)
    return NULL;
  fleet = flo_engine_find (engine, id_or_name);
  if (fleet == NULL)
    g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND,
                 "account %s has no living fleet with the id or name %s; flotillactl fleet list shows "
                 "those there are, --account looks in another account",
                 flo_account_get_name (self->account), id_or_name);
  return fleet;
}

FloFleet *
flo_cli_context_recall_fleet (FloCliContext  *self,
                              const char     *id,
                              GError        **error)
{
  FloEngine *engine = self->engine;

  g_return_val_if_fail (engine != NULL, NULL);

  flo_engine_recall_async (engine, id, self->cancellable, flo_cli_context_ready_cb, self);
  return flo_engine_recall_finish (engine, flo_cli_context_wait (self), error);
}

void
flo_cli_context_stop_engine (FloCliContext *self)
{
  if (!self->engine_runs)
    return;
  flo_engine_stop_async (self->engine, flo_cli_context_ready_cb, self);
  flo_engine_stop_finish (self->engine, flo_cli_context_wait (self));
  self->engine_runs = FALSE;
}
