/* flo-cli-price.h: the price commands that have a file of their own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/flo-cli-context.h"
#include "market/flo-pool-record.h"
#include "market/flo-price-archive.h"
#include "market/flo-type-table.h"

G_BEGIN_DECLS

FloCliExit flo_cli_price_forecast (FloCliContext  *context,
                                   GError        **error);

/* --product, as it was given; NULL with @error set: there is none of that name. */
const char *
           flo_cli_price_get_product (FloCliArguments  *arguments,
                                      GError          **error);
/* The archive of the account; what it fetches shows as progress. (transfer full) (nullable) */
FloPriceArchive *
           flo_cli_price_create_archive (FloCliContext  *context,
                                         FloAccount     *account,
                                         GError        **error);

/* The prices of --types in --zones of the last @days. (transfer full) (nullable) */
GListModel *
           flo_cli_price_load_history (FloCliContext  *context,
                                       const char     *product,
                                       gint64          days,
                                       gint64          now,
                                       GError        **error);

/* What price history says with --correlation. */
FloCliExit flo_cli_price_correlation (FloCliContext  *context,
                                      const char     *product,
                                      gint64          days,
                                      GError        **error);

/* What price history says with --summary. */
FloCliExit flo_cli_price_summary  (FloCliContext  *context,
                                   const char     *product,
                                   gint64          days,
                                   GError        **error);

extern const FloCliOption FLO_CLI_PRICE_FORECAST_OPTIONS[];

extern const FloCliOption FLO_CLI_PRICE_LIMITS_OPTIONS[];
FloCliExit flo_cli_price_limits   (FloCliContext  *context,
                                   GError        **error);

extern const FloCliOption FLO_CLI_PRICE_NOW_OPTIONS[];
FloCliExit flo_cli_price_now     (FloCliContext  *context,
                                  GError        **error);

extern const FloCliOption FLO_CLI_PRICE_RECORD_OPTIONS[];
FloCliExit flo_cli_price_record  (FloCliContext  *context,
                                  GError        **error);

extern const FloCliOption FLO_CLI_PRICE_SCORES_OPTIONS[];
FloCliExit flo_cli_price_scores  (FloCliContext  *context,
                                  GError        **error);

extern const FloCliOption FLO_CLI_PRICE_EXPORT_OPTIONS[];
FloCliExit flo_cli_price_export  (FloCliContext  *context,
                                  GError        **error);
FloCliExit flo_cli_price_import  (FloCliContext  *context,
                                  GError        **error);
extern const FloCliOption FLO_CLI_PRICE_PRUNE_OPTIONS[];
FloCliExit flo_cli_price_prune   (FloCliContext  *context,
                                  GError        **error);

extern const FloCliOption FLO_CLI_PRICE_SOURCES_OPTIONS[];
FloCliExit flo_cli_price_sources (FloCliContext  *context,
                                  GError        **error);

/* What we saw ourselves of the pools in the client's region. (transfer full) (nullable) */
FloPoolRecordSet *
           flo_cli_price_load_records
                                 (FloCliContext  *context,
                                  AwsClient      *client,
                                  GError        **error);

/* Who asks nobody needs no credentials. (transfer full) */
AwsClient *flo_cli_price_create_mute_client
                                 (FloCliArguments *arguments,
                                  const char      *region);
/* Where a command with --offline, which asks nobody, does without credentials. (transfer full) (nullable) */
AwsClient *flo_cli_price_create_client
                                 (FloCliContext  *context,
                                  GError        **error);
/* The region's market; what was known last time with --offline, or, with a note, when AWS cannot be reached.
 * (transfer full) (nullable)
 * @types: (out) (optional) (transfer full): what its types are, asked for again when that is old */
FloMarket *flo_cli_price_load_market
                                 (FloCliContext  *context,
                                  AwsClient      *client,
                                  FloTypeTable  **types,
                                  GError        **error);
/* How old all of it is: on standard error, and as members of the object the builder is in. */
void       flo_cli_price_note_age
                                 (FloCliContext  *context,
                                  FloMarket      *market,
                                  FloTypeTable   *types);
void       flo_cli_price_add_age_json
                                 (JsonBuilder    *builder,
                                  FloMarket      *market,
                                  FloTypeTable   *types);

extern const FloCliOption FLO_CLI_PRICE_ADVISE_OPTIONS[];
FloCliExit flo_cli_price_advise  (FloCliContext  *context,
                                  GError        **error);

extern const FloCliOption FLO_CLI_PRICE_TYPES_OPTIONS[];
FloCliExit flo_cli_price_types   (FloCliContext  *context,
                                  GError        **error);

G_END_DECLS
