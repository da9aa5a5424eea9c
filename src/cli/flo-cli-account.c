/* flo-cli-account.c: flotillactl account …
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <string.h>

#include "account/flo-keyring.h"
#include "cli/flo-cli-account.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-prompt.h"
#include "cli/flo-cli-table.h"

/* ---- add ---- */

static AwsCredentials *
ask_credentials (FloCliContext  *context,
                 GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_autofree char *key_id = g_strdup (flo_cli_arguments_get (arguments, "access-key-id"));
  AwsCredentials *credentials;
  char *secret;

  if (key_id == NULL && !flo_cli_prompt_is_possible ())
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "which access key? Give --access-key-id; the secret is read from standard input");
      return NULL;
    }
  if (key_id == NULL)
    key_id = flo_cli_prompt_ask (context, "Access key ID", NULL, error);
  if (key_id == NULL)
    return NULL;

  secret = flo_cli_prompt_secret (context, "Secret access key", error);
  if (secret == NULL)
    return NULL;
  if (*g_strstrip (secret) == '\0')
    {
      g_free (secret);
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "the secret access key is empty");
      return NULL;
    }
  credentials = aws_credentials_new (key_id, secret, NULL, 0);
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
  return credentials;
}

static FloCliExit
account_add (FloCliContext  *context,
             GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloCliOutput *output = flo_cli_context_get_output (context);
  const char *name = flo_cli_arguments_get_operand (arguments, 0);
  g_autoptr(AwsCredentials) credentials = NULL;
  g_autoptr(FloAccount) account = NULL;

  if (*name == '\0' || strcmp (name, FLO_PRACTICE_ACCOUNT_NAME) == 0)
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "\"%s\" cannot be an account's name; "
                   "choose another one", name);
      return FLO_CLI_EXIT_USAGE;
    }
  credentials = ask_credentials (context, error);
  if (credentials == NULL)
    return FLO_CLI_EXIT_FAILED;
  if (flo_cli_arguments_has (arguments, "dry-run"))
    {
      flo_cli_output_note (output, "Would add account %s to the keyring.", name);
      return FLO_CLI_EXIT_DONE;
    }

  flo_keyring_store_async (name, credentials, flo_cli_arguments_get (arguments, "region"),
                           flo_cli_arguments_get (arguments, "endpoint-url"),
                           flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb,
                           context);
  account = flo_keyring_store_finish (flo_cli_context_wait (context), error);
  if (account == NULL)
    return FLO_CLI_EXIT_FAILED;

  flo_cli_output_note (output, "Account %s is in the keyring. Try it: flotillactl account check %s",
                       name, name);
  if (flo_cli_output_is_json (output))
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      flo_cli_json_account (builder, account);
      flo_cli_output_json (output, json_builder_get_root (builder));
    }
  return FLO_CLI_EXIT_DONE;
}

/* ---- list ---- */

static FloCliExit
account_list (FloCliContext  *context,
              GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  FloAccountList *accounts = flo_cli_context_load_accounts (context, error);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(FloCliTable) table =
    flo_cli_table_new ("NAME", "KIND", "ACCESS KEY", "REGION", "FROM", NULL);

  if (accounts == NULL)
    return FLO_CLI_EXIT_FAILED;

  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++)
    {
      g_autoptr(FloAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);
      const char *key_id = flo_account_get_access_key_id (account);
      const char *region = flo_account_get_region (account);

      flo_cli_json_account (builder, account);
      flo_cli_table_add (table, flo_account_get_name (account),
                         flo_account_kind_get_word (flo_account_get_kind (account)),
                         key_id != NULL ? key_id : "", region != NULL ? region : "",
                         flo_account_get_source (account), NULL);
    }
  json_builder_end_array (builder);

  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
  else if (g_list_model_get_n_items (G_LIST_MODEL (accounts)) == 0)
    flo_cli_output_note (output, "There are no accounts yet. flotillactl account add NAME makes one; "
                         "the practice cloud (--practice) needs none.");
  else
    flo_cli_table_print (table, output);
  return FLO_CLI_EXIT_DONE;
}

/* ---- remove ---- */

static FloCliExit
account_remove (FloCliContext  *context,
                GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloCliOutput *output = flo_cli_context_get_output (context);
  const char *name = flo_cli_arguments_get_operand (arguments, 0);
  g_autofree char *question =
    g_strdup_printf ("Remove the key of account %s from the keyring?", name);

  if (flo_cli_arguments_has (arguments, "dry-run"))
    {
      flo_cli_output_note (output, "Would remove account %s from the keyring.", name);
      return FLO_CLI_EXIT_DONE;
    }
  if (!flo_cli_prompt_confirm (context, question, error))
    return FLO_CLI_EXIT_FAILED;

  flo_keyring_remove_async (name, flo_cli_context_get_cancellable (context),
                            flo_cli_context_ready_cb, context);
  if (!flo_keyring_remove_finish (flo_cli_context_wait (context), error))
    return FLO_CLI_EXIT_FAILED;
  flo_cli_output_note (output, "Account %s is no longer in the keyring.", name);
  if (flo_cli_output_is_json (output))
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "removed", name);
      json_builder_end_object (builder);
      flo_cli_output_json (output, json_builder_get_root (builder));
    }
  return FLO_CLI_EXIT_DONE;
}

static const FloCliOption add_options[] = {
  { "access-key-id", 0, "ID", "the access key's id; asked for when missing" },
  { "region", 0, "REGION", "the account's usual region" },
  { "endpoint-url", 0, "URL", "an endpoint of its own, instead of AWS's" },
  { NULL },
};

static const FloCliOption check_options[] = {
  { "feature", 0, "LIST", "ask for the rights of these features only: prices, launch, network, notices, metrics, check" },
  { NULL },
};

static const FloCliOption login_options[] = {
  { "device", 0, NULL, "show an address and a code, for a browser on any computer" },
  { NULL },
};

static const FloCliOption policy_options[] = {
  { "feature", 0, "LIST", "only what these features need: prices, launch, network, notices, metrics, check" },
  { "account-id", 0, "ID", "only for this AWS account; any when missing" },
  { "partition", 0, "NAME", "aws (when missing), aws-cn or aws-us-gov" },
  { "rights", 0, NULL, "list the rights and what each is for instead" },
  { NULL },
};

const FloCliCommand FLO_CLI_ACCOUNT_COMMANDS[] = {
  { "account", "add", "put an access key into the keyring", "NAME", 1, 1, FLO_CLI_TAKES_CONSENT,
    account_add, add_options },
  { "account", "list", "show every account that can be used", "", 0, 0, FLO_CLI_TAKES_NOTHING,
    account_list, NULL },
  { "account", "check", "ask AWS who an account is and what it may do", "[NAME]", 0, 1, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_account_check, check_options },
  { "account", "remove", "remove an access key from the keyring", "NAME", 1, 1,
    FLO_CLI_TAKES_CONSENT, account_remove, NULL },
  { "account", "login", "sign in with IAM Identity Center", "[NAME]", 0, 1, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_account_login, login_options },
  { "account", "logout", "sign out of IAM Identity Center", "[NAME]", 0, 1, FLO_CLI_TAKES_ACCOUNT,
    flo_cli_account_logout, NULL },
  { "account", "policy", "print the IAM policy that Flotilla needs", "", 0, 0, FLO_CLI_TAKES_NOTHING,
    flo_cli_account_policy, policy_options },
  { NULL },
};
