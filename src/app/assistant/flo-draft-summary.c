/* flo-draft-summary.c: what a draft's choice comes to: pools, cost, how often nodes will be taken
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-draft-summary.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/support/flo-format.h"

#define HOURS (30 * 24)

/* Spot Advisor's ranges, in percent; the last one has no end. */
static const int range_starts[] = { 0, 5, 10, 15, 20 };
static const int range_ends[] = { 5, 10, 15, 20, -1 };

/* Of one node in 30 days, in the middle of the pools of which it is known; -1: of none */
static double
expect_interruptions (FloChoice *choice)
{
  double rates = 0;
  guint n_known = 0;

  for (guint i = 0; choice != NULL && i < flo_choice_get_n_chosen (choice); i++)
    {
      const FloRankedPool *chosen = flo_choice_get_chosen (choice, i);

      if (chosen->interruption_rate < 0)
        continue;
      rates += chosen->interruption_rate;
      n_known++;
    }

  return n_known > 0 ? rates / n_known * HOURS : -1;
}

static void
count_chosen (FloDraftSummary *summary,
              const FloPool   *pool)
{
  int range = pool->interruption_range;

  if (pool->type->on_demand > 0 && pool->spot_price <= pool->type->on_demand)
    {
      int saved = (int) ((pool->type->on_demand - pool->spot_price) * 100 / pool->type->on_demand);

      summary->saved_low = summary->saved_low < 0 ? saved : MIN (summary->saved_low, saved);
      summary->saved_high = MAX (summary->saved_high, saved);
    }
  if (range < 0 || range >= (int) G_N_ELEMENTS (range_starts))
    return;
  summary->range_low = summary->range_low < 0 ? range : MIN (summary->range_low, range);
  summary->range_high = MAX (summary->range_high, range);
}

void
flo_draft_summary_compute (FloDraft        *draft,
                           FloDraftSummary *summary)
{
  FloChoice *choice;
  FloConfig *config;
  g_autoptr(GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) zones = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_if_fail (FLO_IS_DRAFT (draft) && summary != NULL);

  *summary = (FloDraftSummary) { .saved_low = -1, .saved_high = -1, .range_low = -1, .range_high = -1 };
  choice = flo_draft_get_choice (draft);
  config = flo_draft_get_config (draft);
  summary->n_pools = choice != NULL ? flo_choice_get_n_chosen (choice) : 0;
  summary->n_others = flo_draft_get_pools (draft)->len - summary->n_pools;
  for (guint i = 0; i < summary->n_pools; i++)
    {
      const FloPool *pool = flo_choice_get_chosen (choice, i)->pool;

      g_hash_table_add (types, (gpointer) pool->type->name);
      g_hash_table_add (zones, (gpointer) pool->zone->name);
      count_chosen (summary, pool);
    }
  summary->n_types = g_hash_table_size (types);
  summary->n_zones = g_hash_table_size (zones);
  summary->n_spot = (guint) MAX (config->capacity.nodes - config->capacity.on_demand_base, 0);
  summary->interruptions = expect_interruptions (choice);
  if (summary->interruptions > 0)
    summary->interruptions *= summary->n_spot;
  summary->priced = flo_draft_get_estimate (draft, &summary->low, &summary->high);
}

char *
flo_draft_summary_describe_set (const FloDraftSummary *summary)
{
  g_autofree char *pools = NULL;
  g_autofree char *types = NULL;
  g_autofree char *zones = NULL;

  g_return_val_if_fail (summary != NULL, NULL);

  pools = g_strdup_printf (ngettext ("%u pool", "%u pools", summary->n_pools), summary->n_pools);
  types = g_strdup_printf (ngettext ("%u machine type", "%u machine types", summary->n_types),
                           summary->n_types);
  zones = g_strdup_printf (ngettext ("%u zone", "%u zones", summary->n_zones), summary->n_zones);
  if (summary->n_others == 0)
    /* Translators: "10 pools: 5 machine types in 4 zones" */
    return g_strdup_printf (_("%s: %s in %s"), pools, types, zones);
  /* Translators: "10 pools: 5 machine types in 4 zones; 312 more in reserve" */
  return g_strdup_printf (_("%s: %s in %s; %u more in reserve"), pools, types, zones, summary->n_others);
}

/* "61–68 %" or "61 %" */
static char *
format_span (int low,
             int high)
{
  if (low == high)
    /* Translators: a share, "71 %" */
    return g_strdup_printf (_("%d %%"), low);
  /* Translators: a span of shares, "61–68 %" */
  return g_strdup_printf (_("%d–%d %%"), low, high);
}

/* Whole dollars: of a month nobody wants cents. */
static char *
format_month (const FloDraftSummary *summary)
{
  gint64 low = llround ((double) summary->low * HOURS / 1e6);
  gint64 high = llround ((double) summary->high * HOURS / 1e6);

  if (low == high)
    return g_strdup_printf ("$%" G_GINT64_FORMAT, low);
  return g_strdup_printf ("$%" G_GINT64_FORMAT "–$%" G_GINT64_FORMAT, low, high);
}

char *
flo_draft_summary_describe_cost (const FloDraftSummary *summary)
{
  g_autofree char *rate = NULL;
  g_autofree char *month = NULL;
  g_autofree char *saved = NULL;

  g_return_val_if_fail (summary != NULL, NULL);

  if (!summary->priced)
    return NULL;
  rate = flo_format_rate_range (summary->low, summary->high);
  month = format_month (summary);
  if (summary->saved_low < 0)
    /* Translators: "$0.31–$0.38 /h", "$223–$274" */
    return g_strdup_printf (_("%s, about %s in 30 days at prices of now"), rate, month);
  saved = format_span (summary->saved_low, summary->saved_high);
  /* Translators: "$0.31–$0.38 /h", "$223–$274", "61–68 %" */
  return g_strdup_printf (_("%s, about %s in 30 days at prices of now; Spot is %s below on demand"),
                          rate, month, saved);
}

char *
flo_draft_summary_describe_risk (const FloDraftSummary *summary)
{
  g_autofree char *span = NULL;
  int start, end;
  guint most;

  g_return_val_if_fail (summary != NULL, NULL);

  if (summary->range_low < 0)
    return NULL;
  start = range_starts[summary->range_low];
  end = range_ends[summary->range_high];
  if (end < 0)
    {
      most = (guint) ceil (MAX (summary->interruptions, 0));
      /* Translators: %d: percent; of instances that AWS takes back; %u: how many nodes; %u: of how many */
      return g_strdup_printf (ngettext ("AWS took back more than %d %% of some of these machines in a month: expect "
                                        "about %u interruption of your %u Spot nodes",
                                        "AWS took back more than %d %% of some of these machines in a month: expect "
                                        "about %u interruptions of your %u Spot nodes", most),
                              range_starts[summary->range_high], most, summary->n_spot);
    }
  span = format_span (start, end);
  most = (guint) ceil (summary->n_spot * end / 100.0);
  /* Translators: %s: a share, "5–15 %"; %u: how many nodes; %u: of how many */
  return g_strdup_printf (ngettext ("AWS took back %s of such machines in a month: expect at most "
                                    "about %u interruption of your %u Spot nodes",
                                    "AWS took back %s of such machines in a month: expect at most "
                                    "about %u interruptions of your %u Spot nodes", most),
                          span, most, summary->n_spot);
}
