/* flo-cli-price-market.c: the market that the price commands speak of, and how old it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "cli/flo-cli-price.h"

#include "aws/aws-error.h"
#include "cli/flo-cli-json.h"
#include "market/flo-figures.h"

#define OFFLINE_REGION "us-east-1"

static gboolean
is_offline (FloCliContext *context)
{
  return flo_cli_arguments_has (flo_cli_context_get_arguments (context), "offline");
}

AwsClient *
flo_cli_price_create_mute_client (FloCliArguments *arguments,
                                  const char      *region)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("none", "none", NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  return aws_client_new (provider, region, flo_cli_arguments_get (arguments, "endpoint-url"));
}

static const char *
get_offline_region (FloCliArguments *arguments)
{
  const char *option = flo_cli_arguments_get (arguments, "region");
  const char *region = option != NULL ? option : g_getenv ("AWS_REGION");

  return region != NULL && *region != '\0' ? region : OFFLINE_REGION;
}

AwsClient *
flo_cli_price_create_client (FloCliContext  *context,
                             GError        **error)
{
  g_autoptr(GError) problem = NULL;
  AwsClient *client = flo_cli_context_require_client (context, &problem);

  if (client == NULL && is_offline (context))
    return flo_cli_price_create_mute_client (flo_cli_context_get_arguments (context),
                                             get_offline_region (flo_cli_context_get_arguments (context)));
  if (client == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));

  return client;
}

/* What AWS does not answer, rather than what it refuses */
static gboolean
is_unreachable (const GError *error)
{
  return g_error_matches (error, AWS_ERROR, AWS_ERROR_TRANSIENT);
}

static FloMarket *
load_kept (FloCliContext  *context,
           AwsClient      *client,
           GError        **error)
{
  flo_market_load_kept_async (client, flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);

  return flo_market_load_kept_finish (flo_cli_context_wait (context), error);
}

/* What the market's types are, asked for again when that is old. Returns: (transfer full) */
static FloTypeTable *
load_types (FloCliContext *context,
            AwsClient     *client,
            FloMarket     *market)
{
  FloTypeTable *kept = flo_market_get_types (market);
  g_autoptr(GError) problem = NULL;
  FloTypeTable *fresh;

  if (flo_type_table_is_fresh (kept, g_get_real_time () / G_USEC_PER_SEC))
    return flo_type_table_ref (kept);

  flo_type_table_refresh_async (client, flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  fresh = flo_type_table_refresh_finish (flo_cli_context_wait (context), &problem);
  if (fresh != NULL)
    return fresh;
  flo_cli_output_note (flo_cli_context_get_output (context), "What the types are could not be asked: %s",
                       problem->message);

  return flo_type_table_ref (kept);
}

static FloMarket *
load_live (FloCliContext  *context,
           AwsClient      *client,
           GError        **error)
{
  flo_figures_load_market_async (client, NULL, flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb,
                                 context);

  return flo_figures_load_market_finish (flo_cli_context_wait (context), error);
}

FloMarket *
flo_cli_price_load_market (FloCliContext  *context,
                           AwsClient      *client,
                           FloTypeTable  **types,
                           GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(GError) problem = NULL;
  FloMarket *market;

  market = is_offline (context) ? NULL : load_live (context, client, &problem);
  if (market != NULL)
    {
      if (types != NULL)
        *types = load_types (context, client, market);
      return market;
    }
  if (problem != NULL && !is_unreachable (problem))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }

  if (problem != NULL)
    flo_cli_output_note (output, "AWS cannot be reached: %s. This is what was known last time:", problem->message);
  market = load_kept (context, client, error);
  if (market != NULL && types != NULL)
    *types = flo_type_table_ref (flo_market_get_types (market));

  return market;
}

/* ---- how old it is ---- */

static FloOrigin
get_spot_origin (FloMarket *market)
{
  const gint64 time = flo_market_get_time (market);

  return (FloOrigin) { time > 0 ? FLO_SOURCE_AWS : FLO_SOURCE_NONE, time };
}

/* The oldest of the prices on demand */
static FloOrigin
get_on_demand_origin (FloMarket    *market,
                      FloTypeTable *types)
{
  FloOrigin oldest = { FLO_SOURCE_NONE, 0 };

  for (guint i = 0; i < flo_type_table_get_n (types); i++)
    {
      const FloInstanceType *type = flo_market_find_type (market, flo_type_table_get_at (types, i)->type);

      if (type != NULL && type->on_demand > 0 &&
          (oldest.source == FLO_SOURCE_NONE || type->on_demand_origin.time < oldest.time))
        oldest = type->on_demand_origin;
    }

  return oldest;
}

void
flo_cli_price_note_age (FloCliContext *context,
                        FloMarket     *market,
                        FloTypeTable  *types)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const struct { const char *what; FloOrigin origin; } lines[] = {
    { "Spot prices", get_spot_origin (market) },
    { "On demand", get_on_demand_origin (market, types) },
    { "Interruptions, by Spot Advisor", flo_market_get_advisor_origin (market) },
    { "What the types are", flo_type_table_get_origin (types) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text = flo_origin_describe (lines[i].origin, now);

      flo_cli_output_note (output, "%s: %s", lines[i].what, text);
    }
}

void
flo_cli_price_add_age_json (JsonBuilder  *builder,
                            FloMarket    *market,
                            FloTypeTable *types)
{
  const struct { const char *source, *time; FloOrigin origin; } members[] = {
    { "on_demand_source", "on_demand_time", get_on_demand_origin (market, types) },
    { "interruption_source", "interruption_time", flo_market_get_advisor_origin (market) },
    { "types_source", "types_time", flo_type_table_get_origin (types) },
  };

  flo_cli_json_add_string (builder, "region", flo_market_get_region (market));
  flo_cli_json_add_time (builder, "time", flo_market_get_time (market));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      flo_cli_json_add_string (builder, members[i].source, flo_source_get_word (members[i].origin.source));
      flo_cli_json_add_time (builder, members[i].time, members[i].origin.time);
    }
}
