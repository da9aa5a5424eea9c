/* flo-cli-price-correlation.c: flotillactl price history --correlation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "cli/flo-cli-price.h"

#include <math.h>

#include "cli/flo-cli-json.h"
#include "cli/flo-cli-table.h"
#include "market/flo-price-changes.h"
#include "market/flo-price-correlation.h"

#define SECONDS_PER_DAY 86400
/* Each with each other */
#define MAX_POOLS 300

typedef struct
{
  GPtrArray *series;            /* (owned) (element-type FloPriceSeries) */
  GArray *pairs;                /* (owned) (element-type FloPricePair) */
  gint64 from, to;              /* Unix seconds: whole steps */
} Correlations;

static void
correlations_clear (Correlations *self)
{
  g_clear_pointer (&self->series, g_ptr_array_unref);
  g_clear_pointer (&self->pairs, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Correlations, correlations_clear)

static const FloPricePair *
get_pair (const Correlations *self,
          guint               index)
{
  return &g_array_index (self->pairs, FloPricePair, index);
}

/* The share of the window that is known of both */
static double
get_known (const Correlations *self,
           const FloPricePair *pair)
{
  return (double) (self->to - pair->from) / (double) (self->to - self->from);
}

static const char *
get_type (const Correlations *self,
          guint               index)
{
  return flo_price_series_get_instance_type (self->series->pdata[index]);
}

static const char *
get_zone (const Correlations *self,
          guint               index)
{
  return flo_price_series_get_zone (self->series->pdata[index]);
}

static void
print_table (FloCliOutput       *output,
             const Correlations *self)
{
  g_autoptr(FloCliTable) table = flo_cli_table_new ("TYPE", "ZONE", "WITH TYPE", "ZONE", ">ALIKE", ">KNOWN", NULL);

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const FloPricePair *pair = get_pair (self, i);
      g_autofree char *alike = isnan (pair->correlation) ? g_strdup ("not known")
                                                         : g_strdup_printf ("%.2f", pair->correlation);
      g_autofree char *known = g_strdup_printf ("%.0f %%", 100 * get_known (self, pair));

      flo_cli_table_add (table, get_type (self, pair->a), get_zone (self, pair->a), get_type (self, pair->b),
                         get_zone (self, pair->b), alike, known, NULL);
    }
  if (self->pairs->len > 0)
    flo_cli_table_print (table, output);
}

/* Without a decimal comma, whatever the locale */
static void
append_number (GString *text,
               double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isnan (value))
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.4f", value));
}

static void
print_csv (FloCliOutput       *output,
           const Correlations *self)
{
  g_autoptr(GString) text = g_string_new ("type,zone,other_type,other_zone,correlation,known\n");

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const FloPricePair *pair = get_pair (self, i);

      g_string_append_printf (text, "%s,%s,%s,%s,", get_type (self, pair->a), get_zone (self, pair->a),
                              get_type (self, pair->b), get_zone (self, pair->b));
      append_number (text, pair->correlation);
      g_string_append_c (text, ',');
      append_number (text, get_known (self, pair));
      g_string_append_c (text, '\n');
    }
  flo_cli_output_print (output, "%s", text->str);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (builder, name);
  if (isnan (value))
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, value);
}

static void
print_json (FloCliOutput       *output,
            const Correlations *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const FloPricePair *pair = get_pair (self, i);

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "instance_type", get_type (self, pair->a));
      flo_cli_json_add_string (builder, "zone", get_zone (self, pair->a));
      flo_cli_json_add_string (builder, "other_instance_type", get_type (self, pair->b));
      flo_cli_json_add_string (builder, "other_zone", get_zone (self, pair->b));
      add_number (builder, "correlation", pair->correlation);
      add_number (builder, "known", get_known (self, pair));
      flo_cli_json_add_integer (builder, "changes", pair->n_changes);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

static gboolean
compute (Correlations  *self,
         GListModel    *history,
         gint64         days,
         gint64         now,
         GError       **error)
{
  guint n_pools = g_list_model_get_n_items (history);
  gint64 n_steps = days * SECONDS_PER_DAY / FLO_PRICE_CHANGES_STEP;

  if (n_pools > MAX_POOLS)
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "%u pools are too many to compare each with each other, %d at most; name fewer with --types and "
                   "--zones", n_pools, MAX_POOLS);
      return FALSE;
    }
  self->series = g_ptr_array_new_full (n_pools, g_object_unref);
  for (guint i = 0; i < n_pools; i++)
    g_ptr_array_add (self->series, g_list_model_get_item (history, i));
  self->to = now;
  self->from = now - n_steps * FLO_PRICE_CHANGES_STEP;
  self->pairs = flo_price_correlation_list_pairs ((FloPriceSeries *const *) (gpointer) self->series->pdata, n_pools,
                                                  self->from, self->to, FLO_PRICE_CHANGES_STEP);

  return TRUE;
}

FloCliExit
flo_cli_price_correlation (FloCliContext  *context,
                           const char     *product,
                           gint64          days,
                           GError        **error)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(GListModel) history = flo_cli_price_load_history (context, product, days, now, error);
  g_auto(Correlations) found = { 0 };

  if (history == NULL || !compute (&found, history, days, now, error))
    return FLO_CLI_EXIT_FAILED;

  if (flo_cli_output_is_json (output))
    print_json (output, &found);
  else if (flo_cli_arguments_has (flo_cli_context_get_arguments (context), "csv"))
    print_csv (output, &found);
  else
    print_table (output, &found);
  if (found.pairs->len > 0)
    flo_cli_output_note (output, "The changes of half days over %" G_GINT64_FORMAT " days. 1: they move together; -1: "
                         "against one another; up to %.2f can be chance.", days,
                         flo_price_correlation_get_noise ((guint) (days * SECONDS_PER_DAY / FLO_PRICE_CHANGES_STEP) - 1));
  else
    flo_cli_output_note (output, "There are no two pools to compare.");

  return FLO_CLI_EXIT_DONE;
}
