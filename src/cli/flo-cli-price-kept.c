/* flo-cli-price-kept.c: flotillactl price export, import, prune
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "cli/flo-cli-json.h"
#include "cli/flo-cli-price-writer.h"
#include "cli/flo-cli-price.h"
#include "market/flo-price-csv.h"
#include "store/flo-price-prune.h"
#include "store/flo-price-scan.h"

#define SECONDS_PER_DAY 86400

/* ---- export ---- */

const FloCliOption FLO_CLI_PRICE_EXPORT_OPTIONS[] = {
  { "output", 'o', "FILE", "where to write it; standard output when missing" },
  { "types", 0, "LIST", "only these instance types, a comma list" },
  { "zones", 0, "LIST", "only these Availability Zones, names or ids" },
  { "days", 0, "N", "so many days back; all when missing" },
  { "product", 0, "NAME", "of this product; of all when missing" },
  { NULL },
};

static gboolean
fail_file (const char  *what,
           const char  *path,
           GError     **error)
{
  int saved_errno = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "cannot %s %s: %s", what, path,
               g_strerror (saved_errno));
  return FALSE;
}

static void
take_pool (const FloPricePool *pool,
           gpointer            writer)
{
  AwsSpotPrice record = {
    .instance_type = pool->type,
    .availability_zone = pool->zone,
    .availability_zone_id = pool->zone_id,
    .product_description = pool->product,
  };

  for (guint i = 0; i < pool->steps->len; i++)
    {
      const FloPriceStep *step = &g_array_index (pool->steps, FloPriceStep, i);
      g_autofree char *price = flo_money_to_decimal (step->price);

      record.timestamp = aws_time (step->time);
      record.spot_price = price;
      flo_cli_price_writer_add (&record, writer);
    }
}

static gboolean
write_prices (FloCliContext  *context,
              int             fd,
              gint64          days,
              guint64        *n_prices,
              GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_auto(GStrv) types = flo_cli_arguments_get_list (arguments, "types");
  g_auto(GStrv) zones = flo_cli_arguments_get_list (arguments, "zones");
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  FloAccount *account = flo_cli_context_require_account (context, NULL, error);
  FloStore *store = account != NULL ? flo_cli_context_require_store (context, error) : NULL;
  g_autoptr(AwsClient) client = store != NULL ? flo_cli_context_require_client (context, error) : NULL;
  g_autoptr(FloCliPriceWriter) writer = NULL;
  g_autoptr(GError) scan_error = NULL;
  FloPriceScope scope;

  if (client == NULL)
    return FALSE;
  scope = (FloPriceScope) { flo_account_get_name (account), aws_client_get_region (client),
                            flo_cli_arguments_get (arguments, "product") };
  writer = flo_cli_price_writer_new (fd,
                                     flo_cli_output_is_json (flo_cli_context_get_output (context)) ? FLO_CLI_PRICE_JSON
                                                                                                   : FLO_CLI_PRICE_CSV,
                                     scope.region, flo_cli_context_get_cancellable (context));
  flo_price_scan_async (store, &scope, (const char * const *) types, (const char * const *) zones,
                        (FloPriceSpan) { days > 0 ? now - days * SECONDS_PER_DAY : 0, G_MAXINT64 - 1 }, take_pool, writer,
                        flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  if (!flo_price_scan_finish (store, flo_cli_context_wait (context), &scan_error) &&
      !flo_cli_price_writer_failed (writer))
    {
      g_propagate_error (error, g_steal_pointer (&scan_error));
      return FALSE;
    }
  *n_prices = flo_cli_price_writer_count (writer);

  return flo_cli_price_writer_finish (writer, error);
}

/* Half an export must not look like one: the file has its name when it is whole. */
static gboolean
write_file (FloCliContext  *context,
            const char     *path,
            gint64          days,
            guint64        *n_prices,
            GError        **error)
{
  g_autofree char *part = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (part, O_RDWR | O_CLOEXEC, 0666);
  gboolean good;

  if (fd < 0)
    return fail_file ("write", path, error);
  good = write_prices (context, fd, days, n_prices, error);
  if (good && fsync (fd) != 0)
    good = fail_file ("write", path, error);
  close (fd);
  if (good && g_rename (part, path) != 0)
    good = fail_file ("write", path, error);
  if (!good)
    g_unlink (part);

  return good;
}

FloCliExit
flo_cli_price_export (FloCliContext  *context,
                      GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  const char *path = flo_cli_arguments_get (arguments, "output");
  gint64 days = 0;
  guint64 n_prices = 0;
  gboolean good;

  if (!flo_cli_arguments_get_integer (arguments, "days", 1, G_MAXINT32, &days, error) ||
      flo_cli_price_get_product (arguments, error) == NULL)
    return FLO_CLI_EXIT_USAGE;
  if (path == NULL || g_str_equal (path, "-"))
    good = write_prices (context, STDOUT_FILENO, days, &n_prices, error);
  else
    good = write_file (context, path, days, &n_prices, error);
  if (!good)
    return FLO_CLI_EXIT_FAILED;

  flo_cli_output_note (flo_cli_context_get_output (context), "%" G_GUINT64_FORMAT " prices", n_prices);
  return FLO_CLI_EXIT_DONE;
}

/* ---- import ---- */

static GInputStream *
open_file (FloCliContext  *context,
           const char     *path,
           GError        **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);

  if (g_str_equal (path, "-"))
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_file_read_async (file, G_PRIORITY_DEFAULT, flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb,
                     context);
  return G_INPUT_STREAM (g_file_read_finish (file, flo_cli_context_wait (context), error));
}

FloCliExit
flo_cli_price_import (FloCliContext  *context,
                      GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloCliOutput *output = flo_cli_context_get_output (context);
  const char *path = flo_cli_arguments_get_operand (arguments, 0), *region = flo_cli_arguments_get (arguments, "region");
  FloAccount *account = flo_cli_context_require_account (context, NULL, error);
  FloStore *store = account != NULL ? flo_cli_context_require_store (context, error) : NULL;
  g_autoptr(GInputStream) stream = store != NULL ? open_file (context, path, error) : NULL;
  guint64 n_rows = 0, n_new = 0;

  if (stream == NULL)
    return FLO_CLI_EXIT_FAILED;
  flo_price_csv_import_async (store, flo_account_get_name (account),
                              region != NULL ? region : flo_account_get_region (account), stream,
                              flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  if (!flo_price_csv_import_finish (store, flo_cli_context_wait (context), &n_rows, &n_new, error))
    {
      g_prefix_error (error, "%s, nothing of which was kept: ", path);
      return FLO_CLI_EXIT_FAILED;
    }

  if (flo_cli_output_is_json (output))
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "file", path);
      flo_cli_json_add_integer (builder, "prices", (gint64) n_rows);
      flo_cli_json_add_integer (builder, "new", (gint64) n_new);
      json_builder_end_object (builder);
      flo_cli_output_json (output, json_builder_get_root (builder));
    }
  flo_cli_output_print (output, "%" G_GUINT64_FORMAT " prices, %" G_GUINT64_FORMAT " of them new\n", n_rows, n_new);
  return FLO_CLI_EXIT_DONE;
}

/* ---- prune ---- */

const FloCliOption FLO_CLI_PRICE_PRUNE_OPTIONS[] = {
  { "keep", 0, "DAYS", "keep every change for so many days from now on, at least 91 (180 at first)" },
  { NULL },
};

FloCliExit
flo_cli_price_prune (FloCliContext  *context,
                     GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  FloCliOutput *output = flo_cli_context_get_output (context);
  FloPricePruning pruning = { 0 };
  gint64 keep = 0;
  FloStore *store;

  if (!flo_cli_arguments_get_integer (arguments, "keep", FLO_PRICE_KEEP_LEAST, FLO_PRICE_KEEP_MOST, &keep, error))
    return FLO_CLI_EXIT_USAGE;
  store = flo_cli_context_require_store (context, error);
  if (store == NULL)
    return FLO_CLI_EXIT_FAILED;
  flo_price_prune_async (store, (guint) keep, FALSE, g_get_real_time () / G_USEC_PER_SEC,
                         flo_cli_context_get_cancellable (context), flo_cli_context_ready_cb, context);
  if (!flo_price_prune_finish (store, flo_cli_context_wait (context), &pruning, error))
    return FLO_CLI_EXIT_FAILED;

  if (flo_cli_output_is_json (output))
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      flo_cli_json_add_integer (builder, "keep_days", pruning.keep);
      flo_cli_json_add_integer (builder, "changes", (gint64) pruning.n_steps);
      flo_cli_json_add_integer (builder, "days", (gint64) pruning.n_days);
      json_builder_end_object (builder);
      flo_cli_output_json (output, json_builder_get_root (builder));
    }
  flo_cli_output_print (output, "Every change of the last %u days is kept; %" G_GUINT64_FORMAT " older ones became %"
                        G_GUINT64_FORMAT " days.\n", pruning.keep, pruning.n_steps, pruning.n_days);
  return FLO_CLI_EXIT_DONE;
}
