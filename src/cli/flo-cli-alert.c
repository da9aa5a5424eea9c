/* flo-cli-alert.c: flotillactl alert …
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-alert.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-price.h"
#include "cli/flo-cli-table.h"
#include "market/flo-price-alert.h"

#define DEFAULT_HOURS 24

/* ---- what is printed ---- */

static void
add_strv_json (JsonBuilder *builder,
               const char  *name,
               GStrv        values)
{
  json_builder_set_member_name (builder, name);
  if (values == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_array (builder);
  for (guint i = 0; values[i] != NULL; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

/* 0: it has none */
static void
add_number_json (JsonBuilder *builder,
                 const char  *name,
                 guint        value)
{
  if (value > 0)
    flo_cli_json_add_integer (builder, name, value);
  else
    {
      json_builder_set_member_name (builder, name);
      json_builder_add_null_value (builder);
    }
}

static void
add_json (JsonBuilder         *builder,
          const FloPriceAlert *alert)
{
  json_builder_begin_object (builder);
  flo_cli_json_add_integer (builder, "id", alert->id);
  flo_cli_json_add_string (builder, "account", alert->account);
  flo_cli_json_add_string (builder, "region", alert->region);
  flo_cli_json_add_string (builder, "product", alert->product);
  add_strv_json (builder, "instance_types", alert->types);
  add_strv_json (builder, "zones", alert->zones);
  flo_cli_json_add_string (builder, "condition", flo_price_alert_kind_get_word (alert->kind));
  flo_cli_json_add_money (builder, "price", alert->price);
  add_number_json (builder, "percent", alert->percent);
  add_number_json (builder, "hours", alert->hours);
  json_builder_end_object (builder);
}

/* ---- alert add ---- */

typedef struct
{
  const char *option;
  FloPriceAlertKind kind;
} Condition;

static const Condition conditions[] = {
  { "above", FLO_PRICE_ALERT_ABOVE },
  { "below", FLO_PRICE_ALERT_BELOW },
  { "changed", FLO_PRICE_ALERT_CHANGED },
  { "above-on-demand", FLO_PRICE_ALERT_ABOVE_ON_DEMAND },
  { "cheapest-below", FLO_PRICE_ALERT_CHEAPEST_BELOW },
};

static void
set_usage_error (GError     **error,
                 const char  *message)
{
  g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "%s. Try flotillactl alert add --help", message);
}

static const Condition *
find_condition (FloCliArguments  *arguments,
                GError          **error)
{
  const Condition *found = NULL;
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (flo_cli_arguments_has (arguments, conditions[i].option))
      {
        found = &conditions[i];
        n_found++;
      }
  if (n_found == 1)
    return found;
  set_usage_error (error, n_found == 0
                            ? "when shall it be told? Give --above, --below, --changed, --above-on-demand or "
                              "--cheapest-below"
                            : "one condition makes an alert; add another alert for the other");

  return NULL;
}

/* The number behind the condition: an amount of money, or a percentage. */
static gboolean
read_condition (FloPriceAlert    *alert,
                const Condition  *condition,
                FloCliArguments  *arguments,
                GError          **error)
{
  gboolean changed = condition->kind == FLO_PRICE_ALERT_CHANGED;
  gint64 percent = 0, hours = DEFAULT_HOURS;

  alert->kind = condition->kind;
  if (flo_cli_arguments_has (arguments, "hours") && !changed)
    {
      set_usage_error (error, "--hours belongs to --changed");
      return FALSE;
    }
  if (!changed && condition->kind != FLO_PRICE_ALERT_ABOVE_ON_DEMAND)
    {
      const char *text = flo_cli_arguments_get (arguments, condition->option);

      if (flo_money_parse (text, &alert->price) && alert->price > 0)
        return TRUE;
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "--%s: %s is no price; it takes dollars an hour, such as 0.05", condition->option, text);
      return FALSE;
    }

  if (!flo_cli_arguments_get_integer (arguments, condition->option, 1, FLO_PRICE_ALERT_MAX_PERCENT, &percent, error) ||
      !flo_cli_arguments_get_integer (arguments, "hours", 1, FLO_PRICE_ALERT_MAX_HOURS, &hours, error))
    return FALSE;
  alert->percent = (guint) percent;
  alert->hours = changed ? (guint) hours : 0;

  return TRUE;
}

static FloPriceAlert *
read_alert (FloCliContext  *context,
            GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  const Condition *condition = find_condition (arguments, error);
  const char *product = condition != NULL ? flo_cli_price_get_product (arguments, error) : NULL;
  g_autoptr(FloPriceAlert) alert = g_new0 (FloPriceAlert, 1);
  g_autoptr(AwsClient) client = NULL;
  g_autoptr(GError) problem = NULL;

  if (product == NULL || !read_condition (alert, condition, arguments, error))
    return NULL;
  alert->product = flo_price_product_plain (product);
  alert->types = flo_cli_arguments_get_list (arguments, "types");
  alert->zones = flo_cli_arguments_get_list (arguments, "zones");
  if (!flo_price_alert_check (alert, &problem))
    {
      set_usage_error (error, problem->message);
      return NULL;
    }
  client = flo_cli_context_require_client (context, error);
  if (client == NULL)
    return NULL;
  alert->region = g_strdup (aws_client_get_region (client));
  alert->account = g_strdup (flo_account_get_name (flo_cli_context_require_account (context, NULL, NULL)));

  return g_steal_pointer (&alert);
}

static FloCliExit
alert_add (FloCliContext  *context,
           GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(FloPriceAlert) alert = read_alert (context, error);
  FloStore *store = alert != NULL ? flo_cli_context_require_store (context, error) : NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *when = NULL;
  g_autofree char *where = NULL;

  if (store == NULL)
    return FLO_CLI_EXIT_FAILED;
  flo_price_alert_records_save_async (store, alert, flo_cli_context_get_cancellable (context),
                                      flo_cli_context_ready_cb, context);
  alert->id = flo_price_alert_records_save_finish (store, flo_cli_context_wait (context), error);
  if (alert->id == 0)
    return FLO_CLI_EXIT_FAILED;

  if (flo_cli_output_is_json (output))
    {
      add_json (builder, alert);
      flo_cli_output_json (output, json_builder_get_root (builder));
      return FLO_CLI_EXIT_DONE;
    }
  when = flo_price_alert_describe (alert);
  where = flo_price_alert_describe_where (alert);
  flo_cli_output_print (output, "Alert %" G_GINT64_FORMAT ": %s, of %s\n", alert->id, when, where);
  flo_cli_output_note (output, "flotillactl alert watch tells at once, flotillactl alert check when it is run, the "
                       "window while it is open.");
  return FLO_CLI_EXIT_DONE;
}

/* ---- alert list ---- */

static FloCliExit
alert_list (FloCliContext  *context,
            GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  FloAccount *account = flo_cli_context_require_account (context, NULL, error);
  FloStore *store = account != NULL ? flo_cli_context_require_store (context, error) : NULL;
  g_autoptr(FloCliTable) table = flo_cli_table_new (">ID", "WHEN", "OF", NULL);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GPtrArray) alerts = NULL;

  if (store == NULL)
    return FLO_CLI_EXIT_FAILED;
  flo_price_alert_records_list_async (store, flo_account_get_name (account), FLO_PRICE_ALERT_TELL_COMMAND,
                                      flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  alerts = flo_price_alert_records_list_finish (store, flo_cli_context_wait (context), NULL, error);
  if (alerts == NULL)
    return FLO_CLI_EXIT_FAILED;

  json_builder_begin_array (builder);
  for (guint i = 0; i < alerts->len; i++)
    {
      const FloPriceAlert *alert = g_ptr_array_index (alerts, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, alert->id);
      g_autofree char *when = flo_price_alert_describe (alert);
      g_autofree char *where = flo_price_alert_describe_where (alert);

      add_json (builder, alert);
      flo_cli_table_add (table, id, when, where, NULL);
    }
  json_builder_end_array (builder);

  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
  else if (alerts->len > 0)
    flo_cli_table_print (table, output);
  else
    flo_cli_output_note (output, "Account %s has no alerts; flotillactl alert add makes one.",
                         flo_account_get_name (account));
  return FLO_CLI_EXIT_DONE;
}

/* ---- alert remove ---- */

static FloCliExit
alert_remove (FloCliContext  *context,
              GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  const char *operand = flo_cli_arguments_get_operand (flo_cli_context_get_arguments (context), 0);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  FloAccount *account;
  FloStore *store;
  gint64 id;

  if (!g_ascii_string_to_signed (operand, 10, 1, G_MAXINT64, &id, NULL))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "%s is no number of an alert; flotillactl alert list shows them", operand);
      return FLO_CLI_EXIT_USAGE;
    }
  account = flo_cli_context_require_account (context, NULL, error);
  store = account != NULL ? flo_cli_context_require_store (context, error) : NULL;
  if (store == NULL)
    return FLO_CLI_EXIT_FAILED;
  flo_price_alert_records_remove_async (store, flo_account_get_name (account), id,
                                        flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  if (!flo_price_alert_records_remove_finish (store, flo_cli_context_wait (context), error))
    return FLO_CLI_EXIT_FAILED;

  json_builder_begin_object (builder);
  flo_cli_json_add_integer (builder, "removed", id);
  json_builder_end_object (builder);
  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
  else
    flo_cli_output_print (output, "Removed alert %" G_GINT64_FORMAT "\n", id);
  return FLO_CLI_EXIT_DONE;
}

static const FloCliOption add_options[] = {
  { "types", 0, "LIST", "of these instance types: names, or patterns such as c6i.*" },
  { "zones", 0, "LIST", "in these Availability Zones (all)" },
  { "product", 0, "NAME", "of this product (Linux/UNIX)" },
  { "above", 0, "PRICE", "when a price is above so many dollars an hour" },
  { "below", 0, "PRICE", "when a price is below so many dollars an hour" },
  { "changed", 0, "PERCENT", "when a price changed by so much or more" },
  { "hours", 0, "N", "within so many hours, up to 720 (24)" },
  { "above-on-demand", 0, "PERCENT", "when a price is above so much of what it costs on demand" },
  { "cheapest-below", 0, "PRICE", "when the cheapest of all is below so many dollars an hour" },
  { NULL },
};

const FloCliCommand FLO_CLI_ALERT_COMMANDS[] = {
  { "alert", "add", "say what prices you want to be told of", "", 0, 0, FLO_CLI_TAKES_ACCOUNT, alert_add, add_options },
  { "alert", "list", "list the account's alerts", "", 0, 0, FLO_CLI_TAKES_ACCOUNT, alert_list, NULL },
  { "alert", "remove", "remove an alert", "ID", 1, 1, FLO_CLI_TAKES_ACCOUNT, alert_remove, NULL },
  { "alert", "check", "tell what is new since the last check", "", 0, 0, FLO_CLI_TAKES_ACCOUNT, flo_cli_alert_check,
    NULL },
  { "alert", "watch", "tell as soon as prices come", "", 0, 0, FLO_CLI_TAKES_ACCOUNT, flo_cli_alert_watch,
    FLO_CLI_ALERT_WATCH_OPTIONS },
  { NULL },
};
