/* flo-cli-price-types.c: flotillactl price types
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "cli/flo-cli-price.h"

#include <math.h>
#include <string.h>

#include "cli/flo-cli-json.h"
#include "cli/flo-cli-table.h"
#include "market/flo-figures.h"
#include "market/flo-type-requirements.h"

#define DEFAULT_LIMIT 20

/* What a line of the table says; with --wide all of them. */
static const struct { FloFact fact; const char *heading; gboolean wide; } columns[] = {
  { FLO_FACT_VCPUS, ">VCPUS", FALSE },
  { FLO_FACT_MEMORY, ">MEMORY", FALSE },
  { FLO_FACT_ARCHITECTURE, "ARCHITECTURE", FALSE },
  { FLO_FACT_GPUS, ">GPUS", FALSE },
  { FLO_FACT_GPU_MODEL, "GPU", TRUE },
  { FLO_FACT_LOCAL_STORAGE, ">LOCAL GB", TRUE },
  { FLO_FACT_NETWORK, ">GBIT/S", TRUE },
  { FLO_FACT_EBS_BANDWIDTH, ">EBS MBIT/S", TRUE },
  { FLO_FACT_CPU_MANUFACTURER, "CPU", TRUE },
  { FLO_FACT_HYPERVISOR, "HYPERVISOR", TRUE },
  { FLO_FACT_CURRENT_GENERATION, "CURRENT", TRUE },
  { FLO_FACT_ON_DEMAND_PRICE, ">ON DEMAND", FALSE },
  { FLO_FACT_SPOT_PRICE, ">SPOT", FALSE },
  { FLO_FACT_DISCOUNT, ">SAVES", FALSE },
  { FLO_FACT_INTERRUPTION, ">INTERRUPTED", FALSE },
};

/* ---- what is wanted ---- */

static gboolean
add_conditions (FloCliArguments  *arguments,
                FloTypeFilter    *filter,
                GError          **error)
{
  const char *allow = flo_cli_arguments_get (arguments, "allow");
  const char *deny = flo_cli_arguments_get (arguments, "deny");

  if ((allow != NULL && !flo_type_filter_allow (filter, allow, error))
      || (deny != NULL && !flo_type_filter_deny (filter, deny, error)))
    return FALSE;
  for (guint fact = 0; fact < FLO_N_FACTS; fact++)
    {
      const char *value = flo_cli_arguments_get (arguments, flo_fact_get_name (fact));

      if (value != NULL && !flo_type_filter_add (filter, fact, value, error))
        return FALSE;
    }

  return TRUE;
}

/* Borrowed from @all; NULL: no such type */
static const FloTypeFacts *
find_type (GPtrArray  *all,
           const char *name)
{
  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((const FloTypeFacts *) all->pdata[i])->type, name))
      return all->pdata[i];

  return NULL;
}

static gboolean
add_similar (FloCliArguments  *arguments,
             GPtrArray        *all,
             FloTypeFilter    *filter,
             GError          **error)
{
  const char *name = flo_cli_arguments_get (arguments, "similar-to");
  const FloTypeFacts *facts;

  if (name == NULL)
    return TRUE;
  facts = find_type (all, name);
  if (facts == NULL)
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "there is no instance type %s here to be similar to",
                   name);
      return FALSE;
    }
  flo_type_filter_add_similar (filter, facts);

  return TRUE;
}

/* ---- what there is ---- */

/* All types with their prices; NULL with @error */
static GPtrArray *
load_types (FloCliContext  *context,
            GError        **error)
{
  g_autoptr(AwsClient) client = flo_cli_context_require_client (context, error);
  GCancellable *cancellable = flo_cli_context_get_cancellable (context);
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(FloMarket) market = NULL;

  if (client == NULL)
    return NULL;
  flo_type_facts_load_async (client, NULL, cancellable, flo_cli_context_ready_cb, context);
  all = flo_type_facts_load_finish (flo_cli_context_wait (context), error);
  if (all == NULL)
    return NULL;
  flo_figures_load_market_async (client, NULL, cancellable, flo_cli_context_ready_cb, context);
  market = flo_figures_load_market_finish (flo_cli_context_wait (context), error);
  if (market == NULL)
    return NULL;

  for (guint i = 0; i < all->len; i++)
    flo_type_facts_take_market (all->pdata[i], market);

  return g_steal_pointer (&all);
}

static gboolean
is_named (GStrv       names,
          const char *type)
{
  return names == NULL || g_strv_contains ((const char *const *) names, type);
}

/* What EC2 itself takes for the same attributes; NULL without @error: that is not asked for */
static GHashTable *
load_taken (FloCliContext  *context,
            FloTypeFilter  *filter,
            GError        **error)
{
  g_autoptr(AwsClient) client = NULL;

  if (!flo_cli_arguments_has (flo_cli_context_get_arguments (context), "as-ec2"))
    return NULL;
  client = flo_cli_context_require_client (context, error);
  if (client == NULL)
    return NULL;
  flo_type_requirements_load_async (client, filter, flo_cli_context_get_cancellable (context),
                                    flo_cli_context_ready_cb, context);

  return flo_type_requirements_load_finish (flo_cli_context_wait (context), error);
}

/* @taken: (nullable): only these.
 * Returns: (transfer container) (element-type FloTypeFacts): borrowed from @all */
static GPtrArray *
pick (FloCliArguments *arguments,
      GPtrArray       *all,
      FloTypeFilter   *filter,
      GHashTable      *taken)
{
  g_auto(GStrv) names = flo_cli_arguments_get_list (arguments, "types");
  GPtrArray *picked = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      FloTypeFacts *facts = all->pdata[i];

      if (is_named (names, facts->type) && (taken == NULL || g_hash_table_contains (taken, facts->type))
          && flo_type_filter_matches (filter, facts, NULL))
        g_ptr_array_add (picked, facts);
    }

  return picked;
}

/* What is not known comes last; equal ones stay by name. */
static int
compare_types (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const FloTypeFacts *left = *(const FloTypeFacts *const *) a, *right = *(const FloTypeFacts *const *) b;
  FloFact fact = GPOINTER_TO_UINT (user_data);
  double x = left->numbers[fact], y = right->numbers[fact];
  int order;

  if (flo_fact_get_kind (fact) == FLO_FACT_KIND_WORDS)
    {
      g_autofree char *words = flo_type_facts_format (left, fact);
      g_autofree char *others = flo_type_facts_format (right, fact);

      order = strcmp (words, others);
    }
  else if (isnan (x) || isnan (y))
    order = isnan (x) - isnan (y);
  else
    order = (x > y) - (x < y);

  return order != 0 ? order : strcmp (left->type, right->type);
}

static gboolean
sort (FloCliArguments  *arguments,
      GPtrArray        *picked,
      GError          **error)
{
  const char *name = flo_cli_arguments_get (arguments, "sort");
  FloFact fact = FLO_FACT_SPOT_PRICE;

  if (name != NULL && !flo_fact_find (name, &fact))
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "nothing is named \"%s\" to sort by; flotillactl price types --help lists what there is", name);
      return FALSE;
    }
  g_ptr_array_sort_with_data (picked, compare_types, GUINT_TO_POINTER (fact));
  if (!flo_cli_arguments_has (arguments, "descending"))
    return TRUE;

  for (guint i = 0; i < picked->len / 2; i++)
    {
      gpointer other = picked->pdata[picked->len - 1 - i];

      picked->pdata[picked->len - 1 - i] = picked->pdata[i];
      picked->pdata[i] = other;
    }

  return TRUE;
}

/* ---- output ---- */

/* USD/hour; 0 = not known */
static FloMoney
get_money (const FloTypeFacts *facts,
           FloFact             fact)
{
  return flo_type_facts_knows (facts, fact) ? (FloMoney) llround (facts->numbers[fact] * FLO_MONEY_PER_USD) : 0;
}

static void
add_fact_json (JsonBuilder        *builder,
               const FloTypeFacts *facts,
               FloFact             fact)
{
  g_autofree char *name = g_strdelimit (g_strdup (flo_fact_get_name (fact)), "-", '_');

  if (fact == FLO_FACT_ON_DEMAND_PRICE || fact == FLO_FACT_SPOT_PRICE)
    {
      flo_cli_json_add_money (builder, name, get_money (facts, fact));
      return;
    }
  json_builder_set_member_name (builder, name);
  if (!flo_type_facts_knows (facts, fact))
    {
      json_builder_add_null_value (builder);
      return;
    }
  switch (flo_fact_get_kind (fact))
    {
    case FLO_FACT_KIND_WORDS:
      json_builder_begin_array (builder);
      for (guint i = 0; facts->words[fact][i] != NULL; i++)
        json_builder_add_string_value (builder, facts->words[fact][i]);
      json_builder_end_array (builder);
      break;
    case FLO_FACT_KIND_FLAG:
      json_builder_add_boolean_value (builder, facts->numbers[fact] != 0);
      break;
    case FLO_FACT_KIND_MEMORY:
    case FLO_FACT_KIND_NUMBER:
    default:
      if (facts->numbers[fact] == floor (facts->numbers[fact]))
        json_builder_add_int_value (builder, (gint64) facts->numbers[fact]);
      else
        json_builder_add_double_value (builder, facts->numbers[fact]);
      break;
    }
}

static void
print_json (FloCliOutput *output,
            GPtrArray    *picked)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < picked->len; i++)
    {
      const FloTypeFacts *facts = picked->pdata[i];

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "instance_type", facts->type);
      for (guint fact = 0; fact < FLO_N_FACTS; fact++)
        add_fact_json (builder, facts, fact);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

/* Words are separated by "|", so that no field needs quotes. */
static void
print_csv (FloCliOutput *output,
           GPtrArray    *picked)
{
  g_autoptr(GString) line = g_string_new ("type");

  for (guint fact = 0; fact < FLO_N_FACTS; fact++)
    g_string_append_printf (line, ",%s", flo_fact_get_name (fact));
  flo_cli_output_print (output, "%s\n", line->str);

  for (guint i = 0; i < picked->len; i++)
    {
      const FloTypeFacts *facts = picked->pdata[i];

      g_string_assign (line, facts->type);
      for (guint fact = 0; fact < FLO_N_FACTS; fact++)
        {
          char number[G_ASCII_DTOSTR_BUF_SIZE];
          g_autofree char *words = facts->words[fact] != NULL ? g_strjoinv ("|", facts->words[fact]) : NULL;

          g_string_append_c (line, ',');
          if (words != NULL)
            g_string_append (line, words);
          else if (flo_type_facts_knows (facts, fact))
            g_string_append (line, g_ascii_formatd (number, sizeof number, "%.10g", facts->numbers[fact]));
        }
      flo_cli_output_print (output, "%s\n", line->str);
    }
}

static char *
format_cell (const FloTypeFacts *facts,
             FloFact             fact)
{
  static const char *const ranges[] = { "<5 %", "5–10 %", "10–15 %", "15–20 %", ">20 %" };
  double number = facts->numbers[fact];

  if (!flo_type_facts_knows (facts, fact))
    return g_strdup ("");
  if (fact == FLO_FACT_ON_DEMAND_PRICE || fact == FLO_FACT_SPOT_PRICE)
    return flo_money_format (get_money (facts, fact));
  if (fact == FLO_FACT_DISCOUNT)
    return g_strdup_printf ("%.0f %%", number);
  if (fact == FLO_FACT_INTERRUPTION)
    return g_strdup (ranges[CLAMP ((int) number, 0, 4)]);
  if (fact == FLO_FACT_GPUS || fact == FLO_FACT_LOCAL_STORAGE)
    return number > 0 ? g_strdup_printf ("%.0f", number) : g_strdup ("");

  return flo_type_facts_format (facts, fact);
}

static void
print_table (FloCliOutput *output,
             GPtrArray    *picked,
             gboolean      wide)
{
  g_autoptr(GPtrArray) headings = g_ptr_array_new ();
  g_autoptr(FloCliTable) table = NULL;

  g_ptr_array_add (headings, (gpointer) "TYPE");
  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    if (wide || !columns[c].wide)
      g_ptr_array_add (headings, (gpointer) columns[c].heading);
  g_ptr_array_add (headings, NULL);
  table = flo_cli_table_newv ((const char *const *) headings->pdata);

  for (guint i = 0; i < picked->len; i++)
    {
      const FloTypeFacts *facts = picked->pdata[i];
      g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strdup (facts->type));
      for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
        if (wide || !columns[c].wide)
          g_ptr_array_add (cells, format_cell (facts, columns[c].fact));
      g_ptr_array_add (cells, NULL);
      flo_cli_table_addv (table, (const char *const *) cells->pdata);
    }
  flo_cli_table_print (table, output);
}

static void
print_types (FloCliContext *context,
             GPtrArray     *picked,
             guint          n_matching)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);

  if (flo_cli_output_is_json (output))
    print_json (output, picked);
  else if (flo_cli_arguments_has (arguments, "csv"))
    print_csv (output, picked);
  else if (flo_cli_arguments_has (arguments, "names"))
    for (guint i = 0; i < picked->len; i++)
      flo_cli_output_print (output, "%s%s", ((const FloTypeFacts *) picked->pdata[i])->type,
                            i + 1 < picked->len ? "," : "\n");
  else if (picked->len > 0)
    print_table (output, picked, flo_cli_arguments_has (arguments, "wide"));

  if (picked->len < n_matching)
    flo_cli_output_note (output, "%u of %u types; --limit 0 shows all", picked->len, n_matching);
  else
    flo_cli_output_note (output, "%u type%s", n_matching, n_matching == 1 ? "" : "s");
}

FloCliExit
flo_cli_price_types (FloCliContext  *context,
                     GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_autoptr(FloTypeFilter) filter = flo_type_filter_new ();
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GHashTable) taken = NULL;
  g_autoptr(GPtrArray) picked = NULL;
  g_autoptr(GError) taken_error = NULL;
  gint64 limit = DEFAULT_LIMIT;
  guint n_matching;

  if (!flo_cli_arguments_get_integer (arguments, "limit", 0, 10000, &limit, error)
      || !add_conditions (arguments, filter, error))
    return FLO_CLI_EXIT_USAGE;

  all = flo_cli_arguments_has (arguments, "shipped") ? flo_type_facts_list_shipped () : load_types (context, error);
  if (all == NULL)
    return FLO_CLI_EXIT_FAILED;
  if (!add_similar (arguments, all, filter, error))
    return FLO_CLI_EXIT_USAGE;
  taken = load_taken (context, filter, &taken_error);
  if (taken_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&taken_error));
      return FLO_CLI_EXIT_FAILED;
    }
  picked = pick (arguments, all, filter, taken);
  if (!sort (arguments, picked, error))
    return FLO_CLI_EXIT_USAGE;

  n_matching = picked->len;
  if (limit > 0 && picked->len > limit)
    g_ptr_array_set_size (picked, (int) limit);
  print_types (context, picked, n_matching);

  return FLO_CLI_EXIT_DONE;
}

#define VALUE_NUMBER "N|FROM-TO"
#define VALUE_MEMORY "SIZE|FROM-TO"
#define VALUE_FLAG "yes|no"
#define VALUE_WORDS "LIST"
#define OPTION(id, name, kind, meaning) { name, 0, VALUE_##kind, meaning },

const FloCliOption FLO_CLI_PRICE_TYPES_OPTIONS[] = {
  { "types", 0, "LIST", "only these instance types, a comma list" },
  { "allow", 0, "PATTERN", "only names that match this regular expression" },
  { "deny", 0, "PATTERN", "no names that match this regular expression" },
  { "similar-to", 0, "TYPE", "only types that can take the place of this one" },
  { "as-ec2", 0, NULL, "only what a fleet that asks EC2 for the same attributes would get" },
  { "sort", 0, "NAME", "by this, one of the names below (spot-price)" },
  { "descending", 0, NULL, "the other way round" },
  { "limit", 0, "N", "so many at most, 0 for all (20)" },
  { "wide", 0, NULL, "more columns" },
  { "names", 0, NULL, "the names alone, in a line, separated by commas" },
  { "csv", 0, NULL, "everything that is known, as a table for other programs" },
  { "shipped", 0, NULL, "ask nobody: what came with this version, without prices" },
  FLO_FACTS (OPTION)
  { NULL },
};
