/* flo-cli-account-login.c: flotillactl account login, account logout
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "aws/aws-client.h"
#include "aws/credentials/aws-sso-access.h"
#include "aws/credentials/aws-sso-shared-sign-in.h"
#include "cli/flo-cli-account.h"
#include "cli/flo-cli-json.h"

static const char *
get_session_name (AwsSsoSession *session)
{
  const char *name = aws_sso_session_get_name (session);

  return name != NULL ? name : aws_sso_session_get_start_url (session);
}

static void
print_result (FloCliContext *context,
              FloAccount    *account,
              gboolean       signed_in)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  AwsSsoSession *session = flo_account_get_sso_session (account);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "name", flo_account_get_name (account));
  flo_cli_json_add_string (builder, "sso_session", session != NULL ? get_session_name (session) : NULL);
  flo_cli_json_add_boolean (builder, "signed_in", signed_in);
  json_builder_end_object (builder);
  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
}

/* What to do instead, for accounts that nobody signs in for. */
static void
set_no_session_error (FloAccount  *account,
                      GError     **error)
{
  const char *name = flo_account_get_profile (account) != NULL ? flo_account_get_profile (account)
                                                               : flo_account_get_name (account);

  if (flo_account_get_method (account) == FLO_ACCOUNT_METHOD_LOGIN)
    g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_CREDENTIALS,
                 "account %s is signed in to with AWS's own tool: run \"aws login --profile %s\", or "
                 "\"aws logout --profile %s\"", name, name, name);
  else
    g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                 "there is nothing to sign in to for account %s: its credentials come from %s", name,
                 flo_account_get_source (account));
}

/* A role that wants an MFA code: loading the credentials asks for it. */
static FloCliExit
load_credentials (FloCliContext  *context,
                  FloAccount     *account,
                  GError        **error)
{
  g_autoptr(AwsClient) client = flo_account_create_client (account, "us-east-1");
  g_autoptr(AwsCredentials) credentials = NULL;

  aws_credentials_provider_load_async (aws_client_get_provider (client),
                                       flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  credentials =
    aws_credentials_provider_load_finish (aws_client_get_provider (client), flo_cli_context_wait (context), error);
  if (credentials == NULL)
    return FLO_CLI_EXIT_FAILED;
  flo_cli_output_note (flo_cli_context_get_output (context), "Account %s has its credentials.",
                       flo_account_get_name (account));
  print_result (context, account, TRUE);
  return FLO_CLI_EXIT_DONE;
}

static FloCliExit
sign_in (FloCliContext  *context,
         FloAccount     *account,
         GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_autoptr(FloCliInteraction) interaction = flo_cli_interaction_new (flo_cli_context_get_output (context));

  if (flo_cli_arguments_has (arguments, "device"))
    flo_cli_interaction_set_browser (interaction, FLO_CLI_BROWSER_NEVER);
  /* Whoever gives this command wants it on the screen, terminal or not. */
  aws_sso_shared_sign_in_async (AWS_INTERACTION (interaction), flo_account_get_sso_session (account),
                                flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  if (!aws_sso_shared_sign_in_finish (flo_cli_context_wait (context), error))
    return FLO_CLI_EXIT_FAILED;
  print_result (context, account, TRUE);
  return FLO_CLI_EXIT_DONE;
}

FloCliExit
flo_cli_account_login (FloCliContext  *context,
                       GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloAccount *account =
    flo_cli_context_require_account (context, flo_cli_arguments_get_operand (arguments, 0), error);

  if (account == NULL)
    return FLO_CLI_EXIT_FAILED;
  if (flo_account_get_sso_session (account) != NULL)
    return sign_in (context, account, error);
  if (flo_account_get_mfa_serial (account) != NULL)
    return load_credentials (context, account, error);
  set_no_session_error (account, error);
  return FLO_CLI_EXIT_FAILED;
}

FloCliExit
flo_cli_account_logout (FloCliContext  *context,
                        GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloAccount *account =
    flo_cli_context_require_account (context, flo_cli_arguments_get_operand (arguments, 0), error);
  AwsSsoSession *session;

  if (account == NULL)
    return FLO_CLI_EXIT_FAILED;
  session = flo_account_get_sso_session (account);
  if (session == NULL)
    {
      set_no_session_error (account, error);
      return FLO_CLI_EXIT_FAILED;
    }

  aws_sso_access_log_out_async (session, flo_account_get_profile (account),
                                flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  if (!aws_sso_access_log_out_finish (flo_cli_context_wait (context), error))
    {
      g_prefix_error (error, "signed out of %s on this computer, but AWS was not told: ", get_session_name (session));
      return FLO_CLI_EXIT_FAILED;
    }
  flo_cli_output_note (flo_cli_context_get_output (context), "Signed out of %s.", get_session_name (session));
  print_result (context, account, FALSE);
  return FLO_CLI_EXIT_DONE;
}
