/* flo-cli-price-types.c: flotillactl price types
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "cli/flo-cli-price.h"

#include <math.h>
#include <string.h>

#include "base/flo-time.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-table.h"
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

/* What there is, and what of it is wanted */
typedef struct
{
  FloMarket *market;       /* (owned) */
  FloTypeTable *types;     /* (owned) */
  GPtrArray *all;          /* (owned) (element-type FloTypeFacts): with their prices */
  GPtrArray *picked;       /* (owned) (nullable) (element-type FloTypeFacts): borrows from @all */
  guint n_matching;        /* @picked may have been cut */
} Found;

static void
found_clear (Found *found)
{
  g_clear_pointer (&found->picked, g_ptr_array_unref);
  g_clear_pointer (&found->all, g_ptr_array_unref);
  g_clear_pointer (&found->types, flo_type_table_unref);
  g_clear_object (&found->market);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

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

      /* Zones are known by more than one name: see add_zones(). */
      if (value != NULL && fact != FLO_FACT_ZONES && !flo_type_filter_add (filter, fact, value, error))
        return FALSE;
    }

  return TRUE;
}

/* A zone's id names it in every account; a type knows the names of its zones. */
static gboolean
add_zones (FloCliArguments  *arguments,
           FloMarket        *market,
           FloTypeFilter    *filter,
           GError          **error)
{
  g_auto(GStrv) zones = flo_cli_arguments_get_list (arguments, flo_fact_get_name (FLO_FACT_ZONES));
  g_autofree char *names = NULL;

  if (zones == NULL)
    return TRUE;
  for (guint z = 0; zones[z] != NULL; z++)
    for (guint i = 0; i < flo_market_get_n_zones (market); i++)
      {
        const FloZone *zone = flo_market_get_zone (market, i);

        if (g_strcmp0 (zone->id, zones[z]) == 0)
          {
            g_free (zones[z]);
            zones[z] = g_strdup (zone->name);
          }
      }
  names = g_strjoinv (",", zones);

  return flo_type_filter_add (filter, FLO_FACT_ZONES, names, error);
}

static gboolean
add_similar (FloCliArguments  *arguments,
             FloTypeTable     *types,
             FloTypeFilter    *filter,
             GError          **error)
{
  const char *name = flo_cli_arguments_get (arguments, "similar-to");
  const FloTypeFacts *facts;

  if (name == NULL)
    return TRUE;
  facts = flo_type_table_find (types, name);
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

/* Of what came with this version; there are no prices in it. */
static void
take_shipped (Found *found)
{
  found->types = flo_type_table_get_shipped ();
  found->market = flo_market_new ("us-east-1", 0, NULL, 0, NULL, 0, NULL, 0);
}

static gboolean
load (FloCliContext  *context,
      Found          *found,
      GError        **error)
{
  g_autoptr(AwsClient) client = NULL;

  if (flo_cli_arguments_has (flo_cli_context_get_arguments (context), "shipped"))
    take_shipped (found);
  else
    {
      client = flo_cli_price_create_client (context, error);
      found->market = client != NULL ? flo_cli_price_load_market (context, client, &found->types, error) : NULL;
      if (found->market == NULL)
        return FALSE;
    }

  found->all = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_type_facts_free);
  for (guint i = 0; i < flo_type_table_get_n (found->types); i++)
    {
      FloTypeFacts *facts = flo_type_facts_copy (flo_type_table_get_at (found->types, i));

      flo_type_facts_take_market (facts, found->market);
      g_ptr_array_add (found->all, facts);
    }

  return TRUE;
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
  if (flo_cli_arguments_has (flo_cli_context_get_arguments (context), "offline")
      || flo_cli_arguments_has (flo_cli_context_get_arguments (context), "shipped"))
    {
      g_set_error_literal (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                           "--as-ec2 asks EC2, which --offline and --shipped do not; leave one of them out");
      return NULL;
    }
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
            Found        *found)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  flo_cli_price_add_age_json (builder, found->market, found->types);
  json_builder_set_member_name (builder, "types");
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->picked->len; i++)
    {
      const FloTypeFacts *facts = found->picked->pdata[i];

      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "instance_type", facts->type);
      for (guint fact = 0; fact < FLO_N_FACTS; fact++)
        add_fact_json (builder, facts, fact);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}

static void
print_csv (FloCliOutput *output,
           Found        *found)
{
  const gint64 prices_time = flo_market_get_time (found->market);
  g_autofree char *types_since = flo_time_format (flo_type_table_get_origin (found->types).time);
  g_autofree char *prices_since = prices_time > 0 ? flo_time_format (prices_time) : g_strdup ("");
  g_autoptr(GString) line = g_string_new (NULL);

  flo_type_table_write_head (line);
  flo_cli_output_print (output, "%s,types_time,prices_time\n", line->str);
  for (guint i = 0; i < found->picked->len; i++)
    {
      g_string_truncate (line, 0);
      flo_type_table_write_row (line, found->picked->pdata[i]);
      flo_cli_output_print (output, "%s,%s,%s\n", line->str, types_since, prices_since);
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
             Found         *found)
{
  FloCliOutput *output = flo_cli_context_get_output (context);
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  const GPtrArray *picked = found->picked;

  if (flo_cli_output_is_json (output))
    print_json (output, found);
  else if (flo_cli_arguments_has (arguments, "csv"))
    print_csv (output, found);
  else if (flo_cli_arguments_has (arguments, "names"))
    for (guint i = 0; i < picked->len; i++)
      flo_cli_output_print (output, "%s%s", ((const FloTypeFacts *) picked->pdata[i])->type,
                            i + 1 < picked->len ? "," : "\n");
  else if (picked->len > 0)
    print_table (output, found->picked, flo_cli_arguments_has (arguments, "wide"));

  if (picked->len < found->n_matching)
    flo_cli_output_note (output, "%u of %u types; --limit 0 shows all", picked->len, found->n_matching);
  else
    flo_cli_output_note (output, "%u type%s", found->n_matching, found->n_matching == 1 ? "" : "s");
  flo_cli_price_note_age (context, found->market, found->types);
}

/* In the order that is wanted, and no more than are wanted */
static gboolean
choose (FloCliContext  *context,
        FloTypeFilter  *filter,
        gint64          limit,
        Found          *found,
        GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_autoptr(GError) taken_error = NULL;
  g_autoptr(GHashTable) taken = load_taken (context, filter, &taken_error);

  if (taken_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&taken_error));
      return FALSE;
    }
  found->picked = pick (arguments, found->all, filter, taken);
  if (!sort (arguments, found->picked, error))
    return FALSE;

  found->n_matching = found->picked->len;
  if (limit > 0 && found->picked->len > limit)
    g_ptr_array_set_size (found->picked, (int) limit);

  return TRUE;
}

FloCliExit
flo_cli_price_types (FloCliContext  *context,
                     GError        **error)
{
  FloCliArguments *arguments = flo_cli_context_get_arguments (context);
  g_autoptr(FloTypeFilter) filter = flo_type_filter_new ();
  g_auto(Found) found = { 0 };
  gint64 limit = DEFAULT_LIMIT;

  if (!flo_cli_arguments_get_integer (arguments, "limit", 0, 10000, &limit, error)
      || !add_conditions (arguments, filter, error))
    return FLO_CLI_EXIT_USAGE;
  if (!load (context, &found, error))
    return FLO_CLI_EXIT_FAILED;
  if (!add_zones (arguments, found.market, filter, error) || !add_similar (arguments, found.types, filter, error))
    return FLO_CLI_EXIT_USAGE;
  if (!choose (context, filter, limit, &found, error))
    return FLO_CLI_EXIT_FAILED;
  print_types (context, &found);

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
  { "offline", 0, NULL, "ask nobody: what was known last time, with its age" },
  { "shipped", 0, NULL, "ask nobody: what came with this version, without prices" },
  FLO_FACTS (OPTION)
  { NULL },
};
