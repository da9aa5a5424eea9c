/* flo-cli-account-check.c: flotillactl account check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <stdlib.h>

#include "account/flo-account-check.h"
#include "cli/flo-cli-account.h"
#include "cli/flo-cli-json.h"

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* "59 minutes", rounded down: who has to hurry should know. */
static char *
format_span (gint64 seconds)
{
  gint64 number = seconds >= 2 * DAY ? seconds / DAY : seconds >= 2 * HOUR ? seconds / HOUR
                  : seconds >= MINUTE ? seconds / MINUTE : seconds;
  const char *unit = seconds >= 2 * DAY ? "day" : seconds >= 2 * HOUR ? "hour"
                     : seconds >= MINUTE ? "minute" : "second";

  return g_strdup_printf ("%" G_GINT64_FORMAT " %s%s", number, unit, number == 1 ? "" : "s");
}

/* "2026-11-25 21:14:03 CET" */
static char *
format_local (gint64 unix_seconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S %Z") : g_strdup ("?");
}

static char *
format_expiry (gint64 expires_at)
{
  gint64 left = expires_at - g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *local = expires_at != 0 ? format_local (expires_at) : NULL;
  g_autofree char *span = format_span (ABS (left));

  if (expires_at == 0)
    return g_strdup ("never");
  return left >= 0 ? g_strdup_printf ("%s, in %s", local, span)
                   : g_strdup_printf ("%s, %s ago", local, span);
}

static char *
format_mfa (gint64 mfa_at)
{
  g_autofree char *span = format_span (MAX (g_get_real_time () / G_USEC_PER_SEC - mfa_at, 0));

  return mfa_at != 0 ? g_strdup_printf ("given %s ago", span) : g_strdup ("none was needed");
}

static guint
count (FloAccountCheck    *check,
       FloPermissionState  state)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr(FloPermission) permission = g_list_model_get_item (G_LIST_MODEL (check), i);

      n += flo_permission_get_state (permission) == state;
    }
  return n;
}

static const char *
get_state_word (FloPermissionState state)
{
  switch (state)
    {
    case FLO_PERMISSION_ALLOWED:
      return "allowed";
    case FLO_PERMISSION_DENIED:
      return "denied";
    case FLO_PERMISSION_UNKNOWN:
    default:
      return "unknown";
    }
}

/* ---- for scripts ---- */

static void
print_json (FloCliOutput    *output,
            FloAccountCheck *check)
{
  FloAccount *account = flo_account_check_get_account (check);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "name", flo_account_get_name (account));
  flo_cli_json_add_string (builder, "kind", flo_account_kind_get_word (flo_account_get_kind (account)));
  flo_cli_json_add_string (builder, "method", flo_account_method_get_word (flo_account_get_method (account)));
  flo_cli_json_add_string (builder, "source", flo_account_check_get_source (check));
  flo_cli_json_add_string (builder, "file", flo_account_get_file (account));
  flo_cli_json_add_string (builder, "region", flo_account_check_get_region (check));
  flo_cli_json_add_string (builder, "account_id", flo_account_check_get_account_id (check));
  flo_cli_json_add_string (builder, "arn", flo_account_check_get_arn (check));
  flo_cli_json_add_string (builder, "user_id", flo_account_check_get_user_id (check));
  flo_cli_json_add_time (builder, "expires_at", flo_account_check_get_expires_at (check));
  flo_cli_json_add_time (builder, "mfa_at", flo_account_check_get_mfa_at (check));
  flo_cli_json_add_integer (builder, "latency_ms", flo_account_check_get_latency (check));
  flo_cli_json_add_integer (builder, "n_denied", flo_account_check_get_n_denied (check));
  json_builder_set_member_name (builder, "permissions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr(FloPermission) permission = g_list_model_get_item (G_LIST_MODEL (check), i);

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "action", flo_permission_get_action (permission));
      flo_cli_json_add_string (builder, "purpose", flo_permission_get_purpose (permission));
      flo_cli_json_add_string (builder, "state", get_state_word (flo_permission_get_state (permission)));
      flo_cli_json_add_string (builder, "detail", flo_permission_get_detail (permission));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

/* ---- for people ---- */

static void
print_permissions (FloCliOutput       *output,
                   FloAccountCheck    *check,
                   FloPermissionState  state,
                   const char         *heading)
{
  if (count (check, state) > 0)
    flo_cli_output_print (output, "\n%s\n", heading);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr(FloPermission) permission = g_list_model_get_item (G_LIST_MODEL (check), i);
      const char *detail = flo_permission_get_detail (permission);

      if (flo_permission_get_state (permission) != state)
        continue;
      flo_cli_output_print (output, "  %s, to %s\n", flo_permission_get_action (permission),
                            flo_permission_get_purpose (permission));
      if (detail != NULL)
        flo_cli_output_print (output, "    %s\n", detail);
    }
}

static void
print_text (FloCliOutput    *output,
            FloAccountCheck *check)
{
  FloAccount *account = flo_account_check_get_account (check);
  g_autofree char *expiry = format_expiry (flo_account_check_get_expires_at (check));
  g_autofree char *mfa = format_mfa (flo_account_check_get_mfa_at (check));
  guint n_unknown = count (check, FLO_PERMISSION_UNKNOWN);

  flo_cli_output_print (output, "%s works: AWS account %s\n", flo_account_get_name (account),
                        flo_account_check_get_account_id (check));
  flo_cli_output_print (output, "  who          %s\n", flo_account_check_get_arn (check));
  flo_cli_output_print (output, "  from         %s\n", flo_account_check_get_source (check));
  flo_cli_output_print (output, "  expires      %s\n", expiry);
  flo_cli_output_print (output, "  MFA code     %s\n", mfa);
  flo_cli_output_print (output, "  answer time  %u ms, from %s\n", flo_account_check_get_latency (check),
                        flo_account_check_get_region (check));
  flo_cli_output_print (output, "  permissions  %u there, %u missing, %u not known\n",
                        count (check, FLO_PERMISSION_ALLOWED), flo_account_check_get_n_denied (check), n_unknown);
  print_permissions (output, check, FLO_PERMISSION_DENIED, "Missing:");
  print_permissions (output, check, FLO_PERMISSION_UNKNOWN, "Not known, because AWS says it only when it counts:");
  if (flo_account_check_get_n_denied (check) > 0)
    flo_cli_output_print (output, "\nWhat to do: attach the policy that \"flotillactl account policy\" prints to this "
                          "user or role,\nin the IAM console, or have its administrator do so.\n");
}

FloCliExit
flo_cli_account_check (FloCliContext  *context,
                       GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloCliOutput *output = flo_cli_context_get_output (context);
  FloFeatures features = flo_cli_account_features (context, error);
  g_autoptr(FloAccountCheck) check = NULL;
  FloAccount *account;

  if (features == 0)
    return FLO_CLI_EXIT_USAGE;
  account = flo_cli_context_require_account (context, flo_cli_arguments_get_operand (arguments, 0), error);
  if (account == NULL)
    return FLO_CLI_EXIT_FAILED;

  check = flo_account_check_new (account, flo_cli_arguments_get (arguments, "region"), features);
  flo_account_check_run_async (check, flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb,
                               context);
  if (!flo_account_check_run_finish (check, flo_cli_context_wait (context), error))
    {
      g_prefix_error (error, "account %s does not work: ", flo_account_get_name (account));
      return FLO_CLI_EXIT_FAILED;
    }
  if (flo_cli_output_is_json (output))
    print_json (output, check);
  else
    print_text (output, check);
  return flo_account_check_get_n_denied (check) > 0 ? FLO_CLI_EXIT_CREDENTIALS : FLO_CLI_EXIT_DONE;
}
