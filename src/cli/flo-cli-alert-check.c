/* flo-cli-alert-check.c: flotillactl alert check, alert watch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "cli/flo-cli-alert.h"
#include "cli/flo-cli-json.h"
#include "market/flo-price-news.h"

/* AWS moves a price a few times a day, and tells of it some minutes later. */
#define DEFAULT_SECONDS 300
#define MIN_SECONDS 60
#define MAX_SECONDS 86400

typedef struct
{
  FloCliContext *context;  /* (unowned) */
  FloStore *store;         /* (unowned) */
  FloAccount *account;     /* (unowned) */
  AwsClient *client;       /* (owned) */
} Look;

static void
look_clear (Look *look)
{
  g_clear_object (&look->client);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static gboolean
look_init (Look           *look,
           FloCliContext  *context,
           GError        **error)
{
  look->context = context;
  look->client = flo_cli_context_require_client (context, error);
  if (look->client == NULL)
    return FALSE;
  look->account = flo_cli_context_require_account (context, NULL, error);
  look->store = flo_cli_context_require_store (context, error);

  return look->store != NULL;
}

static FloPriceNews *
load (Look       *look,
      GPtrArray  *states,
      GError    **error)
{
  flo_price_news_load_async (look->store, flo_account_get_name (look->account), look->client,
                             FLO_PRICE_ALERT_TELL_COMMAND, states, flo_cli_context_get_cancellable (look->context),
                             flo_cli_context_ready_cb, look->context);

  return flo_price_news_load_finish (look->store, flo_cli_context_wait (look->context), error);
}

static void
add_json (JsonBuilder              *builder,
          const FloPriceAlertEvent *event)
{
  g_autofree char *title = flo_price_alert_event_title (event);
  g_autofree char *text = flo_price_alert_event_describe (event);

  json_builder_begin_object (builder);
  flo_cli_json_add_integer (builder, "alert", event->alert->id);
  flo_cli_json_add_string (builder, "condition", flo_price_alert_kind_get_word (event->alert->kind));
  flo_cli_json_add_string (builder, "region", event->alert->region);
  flo_cli_json_add_string (builder, "product", event->alert->product);
  flo_cli_json_add_string (builder, "instance_type", event->type);
  flo_cli_json_add_string (builder, "zone", event->zone);
  flo_cli_json_add_time (builder, "since", event->since);
  flo_cli_json_add_time (builder, "until", event->until);
  flo_cli_json_add_money (builder, "before", event->before);
  flo_cli_json_add_money (builder, "price", event->price);
  flo_cli_json_add_money (builder, "now", event->now);
  flo_cli_json_add_money (builder, "threshold", event->threshold);
  flo_cli_json_add_string (builder, "title", title);
  flo_cli_json_add_string (builder, "text", text);
  json_builder_end_object (builder);
}

static void
print_event (FloCliOutput             *output,
             const FloPriceAlertEvent *event)
{
  g_autofree char *since = flo_time_format (event->since);
  g_autofree char *title = flo_price_alert_event_title (event);
  g_autofree char *text = flo_price_alert_event_describe (event);

  flo_cli_output_print (output, "%s  %s. %s\n", since, title, text);
}

static void
note_problem (FloCliOutput       *output,
              const FloPriceNews *news)
{
  if (news->problem != NULL)
    flo_cli_output_note (output, "%s", news->problem);
  if (news->n_alerts == 0)
    flo_cli_output_note (output, "There are no alerts; flotillactl alert add makes one.");
}

/* ---- alert check ---- */

static void
print_news (FloCliOutput       *output,
            const FloPriceNews *news)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_json_add_integer (builder, "alerts", news->n_alerts);
  flo_cli_json_add_string (builder, "problem", news->problem);
  json_builder_set_member_name (builder, "events");
  json_builder_begin_array (builder);
  for (guint i = 0; i < news->events->len; i++)
    {
      add_json (builder, news->events->pdata[i]);
      print_event (output, news->events->pdata[i]);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (flo_cli_output_is_json (output))
    flo_cli_output_json (output, json_builder_get_root (builder));
}

FloCliExit
flo_cli_alert_check (FloCliContext  *context,
                     GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_auto(Look) look = { 0 };
  g_autoptr(FloPriceNews) news = look_init (&look, context, error) ? load (&look, NULL, error) : NULL;

  if (news == NULL)
    return FLO_CLI_EXIT_FAILED;
  print_news (output, news);
  note_problem (output, news);
  /* What nobody could read was not told. */
  if (!flo_cli_output_flush (output, error))
    return FLO_CLI_EXIT_FAILED;
  flo_price_alert_records_told_async (look.store, FLO_PRICE_ALERT_TELL_COMMAND, g_ptr_array_ref (news->states), NULL,
                                      flo_cli_context_ready_cb, context);
  if (!flo_price_alert_records_told_finish (look.store, flo_cli_context_wait (context), error))
    return FLO_CLI_EXIT_FAILED;
  if (news->events->len > 0)
    return FLO_CLI_EXIT_ALERT;

  return news->problem != NULL ? FLO_CLI_EXIT_PARTLY : FLO_CLI_EXIT_DONE;
}

/* ---- alert watch ---- */

static gboolean
tell (FloCliOutput        *output,
      const FloPriceNews  *news,
      GError             **error)
{
  for (guint i = 0; i < news->events->len; i++)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      print_event (output, news->events->pdata[i]);
      if (!flo_cli_output_is_json (output))
        continue;
      add_json (builder, news->events->pdata[i]);
      flo_cli_output_json_line (output, json_builder_get_root (builder));
    }

  return flo_cli_output_flush (output, error);
}

FloCliExit
flo_cli_alert_watch (FloCliContext  *context,
                     GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_auto(Look) look = { 0 };
  /* From now on, whatever a check or the window told. */
  g_autoptr(GPtrArray) states = g_ptr_array_new ();
  gint64 seconds = DEFAULT_SECONDS;
  gboolean first = TRUE;

  if (!flo_cli_arguments_get_integer (flo_cli_context_get_arguments (context), "every", MIN_SECONDS, MAX_SECONDS,
                                      &seconds, error)
      || !look_init (&look, context, error))
    return FLO_CLI_EXIT_FAILED;
  do
    {
      g_autoptr(GError) problem = NULL;
      g_autoptr(FloPriceNews) news = load (&look, states, &problem);

      if (news == NULL && (first || g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FLO_CLI_EXIT_FAILED;
        }
      if (news == NULL)
        {
          flo_cli_output_note (output, "%s. Trying again in %" G_GINT64_FORMAT " seconds.", problem->message, seconds);
          continue;
        }
      if (!tell (output, news, error))
        return FLO_CLI_EXIT_FAILED;
      note_problem (output, news);
      if (first)
        flo_cli_output_note (output, "Looking at %u alerts every %" G_GINT64_FORMAT " seconds, until Ctrl+C.",
                             news->n_alerts, seconds);
      first = FALSE;
      g_ptr_array_unref (states);
      states = g_ptr_array_ref (news->states);
    }
  while (flo_cli_context_sleep (context, (guint) seconds * 1000));

  return FLO_CLI_EXIT_INTERRUPTED;
}

const FloCliOption FLO_CLI_ALERT_WATCH_OPTIONS[] = {
  { "every", 0, "SECONDS", "look so often, from 60 to 86400 (300)" },
  { NULL },
};
