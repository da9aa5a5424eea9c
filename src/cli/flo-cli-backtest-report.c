/* flo-cli-backtest-report.c: what flotillactl backtest prints
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "backtest/flo-replay-market.h"
#include "cli/flo-cli-backtest.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-table.h"

#define SECONDS_PER_HOUR 3600
#define SECONDS_PER_DAY 86400.0
#define MILLION 1e6

typedef enum
{
  UNIT_MONEY,
  UNIT_SHARE,
  UNIT_COUNT,
  UNIT_HOURS,
} Unit;

typedef struct
{
  FloBacktestFigure figure;
  Unit unit;
  const char *title;
  const char *member;
  gboolean of_traces;     /* without traces there is none */
  gboolean of_deadline;   /* without a deadline there is none */
} Line;

static const Line lines[] = {
  { FLO_BACKTEST_COST, UNIT_MONEY, "cost", "cost" },
  { FLO_BACKTEST_ON_DEMAND_COST, UNIT_MONEY, "of that, on demand", "on_demand_cost" },
  { FLO_BACKTEST_AVAILABILITY, UNIT_SHARE, "wanted nodes that ran", "availability" },
  { FLO_BACKTEST_CAPACITY, UNIT_SHARE, "all zones had as spot", "capacity", TRUE },
  { FLO_BACKTEST_INTERRUPTIONS, UNIT_COUNT, "interruptions", "interruptions" },
  { FLO_BACKTEST_LOST, UNIT_HOURS, "hours of work lost", "lost_hours" },
  { FLO_BACKTEST_FALLBACK, UNIT_HOURS, "node-hours of fallback", "fallback_hours" },
  { FLO_BACKTEST_REFUSALS, UNIT_COUNT, "launches in vain", "refusals" },
  { FLO_BACKTEST_ENDED, UNIT_COUNT, "nodes ended by us", "ended" },
  { FLO_BACKTEST_MISSES, UNIT_SHARE, "deadlines missed", "missed", .of_deadline = TRUE },
  { FLO_BACKTEST_WORK, UNIT_SHARE, "work done by then", "work_done", .of_deadline = TRUE },
  { FLO_BACKTEST_SPARE, UNIT_HOURS, "hours to spare", "spare_hours", .of_deadline = TRUE },
};

/* (transfer full) */
static char *
format (Unit   unit,
        gint64 value)
{
  switch (unit)
    {
    case UNIT_MONEY:
      return flo_money_format (value);
    case UNIT_SHARE:
      return g_strdup_printf ("%.2f %%", value * 100 / MILLION);
    case UNIT_HOURS:
      return g_strdup_printf ("%.1f", (double) value / SECONDS_PER_HOUR);
    case UNIT_COUNT:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    }
}

static gboolean
is_shown (const Line              *line,
          const FloCliBacktestRun *run)
{
  return (!line->of_traces || run->result->n_zones > 0) &&
         (!line->of_deadline || run->config->deadline.work_hours > 0);
}

/* ---- for people ---- */

static void
print_run (FloCliOutput            *output,
           const FloCliBacktestRun *run)
{
  g_autoptr(FloCliTable) table = flo_cli_table_new ("", ">MEAN", ">5 %", ">50 %", ">95 %", NULL);

  flo_cli_output_print (output, "%s: %" G_GINT64_FORMAT " nodes in %s, %u pools\n\n", run->config->name,
                        run->config->capacity.nodes, run->config->region, run->n_pools);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const FloBacktestSpread *spread = &run->result->figures[lines[i].figure];
      g_autofree char *mean = format (lines[i].unit, spread->mean);
      g_autofree char *p5 = format (lines[i].unit, spread->p5);
      g_autofree char *p50 = format (lines[i].unit, spread->p50);
      g_autofree char *p95 = format (lines[i].unit, spread->p95);

      if (is_shown (&lines[i], run))
        flo_cli_table_add (table, lines[i].title, mean, p5, p50, p95, NULL);
    }
  flo_cli_table_print (table, output);
}

static void
print_side_by_side (FloCliOutput            *output,
                    const FloCliBacktestRun *runs)
{
  const char *headings[] = { "MEAN", NULL, NULL, ">DIFFERENCE", NULL };
  g_autofree char *one = g_strconcat (">", runs[0].config->name, NULL);
  g_autofree char *other = g_strconcat (">", runs[1].config->name, NULL);
  g_autoptr(FloCliTable) table = NULL;

  headings[1] = one;
  headings[2] = other;
  table = flo_cli_table_newv (headings);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      gint64 left = runs[0].result->figures[lines[i].figure].mean;
      gint64 right = runs[1].result->figures[lines[i].figure].mean;
      g_autofree char *left_text = format (lines[i].unit, left);
      g_autofree char *right_text = format (lines[i].unit, right);
      g_autofree char *apart = format (lines[i].unit, ABS (right - left));
      g_autofree char *difference = g_strconcat (right < left ? "−" : "+", apart, NULL);

      if (is_shown (&lines[i], &runs[0]))
        flo_cli_table_add (table, lines[i].title, left_text, right_text, right != left ? difference : "", NULL);
    }
  flo_cli_output_print (output, "\n");
  flo_cli_table_print (table, output);
}

static void
print_zones (FloCliOutput            *output,
             const FloCliBacktestRun *run)
{
  if (run->result->n_zones == 0)
    return;
  flo_cli_output_print (output, "\nAs spot, each zone alone had ");
  for (guint i = 0; i < run->result->n_zones; i++)
    {
      g_autofree char *share = format (UNIT_SHARE, run->result->zones[i]);

      flo_cli_output_print (output, "%s%s in %s", i == 0 ? "" : ", ", share,
                            flo_replay_setting_get_zone (run->setting, i)->name);
    }
  flo_cli_output_print (output, ".\n");
}

void
flo_cli_backtest_print (FloCliOutput            *output,
                        const FloCliBacktestRun *runs,
                        guint                    n_runs)
{
  const FloBacktestOptions *options = &runs[0].result->options;

  for (guint i = 0; i < n_runs; i++)
    {
      if (i > 0)
        flo_cli_output_print (output, "\n");
      print_run (output, &runs[i]);
      print_zones (output, &runs[i]);
      if (runs[i].n_assumed > 0)
        flo_cli_output_print (output, "Spot prices of %u of %u pools are not known: %d %% of on demand is assumed.\n",
                              runs[i].n_assumed, runs[i].n_pools, FLO_REPLAY_SPOT_PERCENT);
    }
  if (n_runs > 1)
    print_side_by_side (output, runs);
  flo_cli_output_print (output, "\n%u trajectories of %.1f days, seed %" G_GUINT64_FORMAT
                        ". Instances alone, without storage, traffic and addresses.\n", options->trajectories,
                        options->seconds / SECONDS_PER_DAY, options->seed);
}

/* ---- JSON ---- */

static void
add_value (JsonBuilder *builder,
           const char  *name,
           Unit         unit,
           gint64       value)
{
  g_autofree char *money = unit == UNIT_MONEY ? flo_money_to_decimal (value) : NULL;

  json_builder_set_member_name (builder, name);
  if (unit == UNIT_MONEY)
    json_builder_add_string_value (builder, money);
  else if (unit == UNIT_SHARE)
    json_builder_add_double_value (builder, value / MILLION);
  else if (unit == UNIT_HOURS)
    json_builder_add_double_value (builder, (double) value / SECONDS_PER_HOUR);
  else
    json_builder_add_int_value (builder, value);
}

static void
add_line (JsonBuilder             *builder,
          const Line              *line,
          const FloCliBacktestRun *run)
{
  const FloBacktestSpread *spread = &run->result->figures[line->figure];

  json_builder_set_member_name (builder, line->member);
  if (!is_shown (line, run))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  add_value (builder, "mean", line->unit, spread->mean);
  add_value (builder, "p5", line->unit, spread->p5);
  add_value (builder, "p50", line->unit, spread->p50);
  add_value (builder, "p95", line->unit, spread->p95);
  json_builder_end_object (builder);
}

static void
add_run (JsonBuilder             *builder,
         const FloCliBacktestRun *run)
{
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "file", run->file);
  flo_cli_json_add_string (builder, "name", run->config->name);
  flo_cli_json_add_string (builder, "region", run->config->region);
  flo_cli_json_add_integer (builder, "nodes", run->config->capacity.nodes);
  flo_cli_json_add_integer (builder, "pools", run->n_pools);
  flo_cli_json_add_integer (builder, "pools_of_assumed_price", run->n_assumed);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    add_line (builder, &lines[i], run);
  json_builder_set_member_name (builder, "zones");
  json_builder_begin_array (builder);
  for (guint i = 0; i < run->result->n_zones; i++)
    {
      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "zone", flo_replay_setting_get_zone (run->setting, i)->name);
      add_value (builder, "capacity", UNIT_SHARE, run->result->zones[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

void
flo_cli_backtest_json (FloCliOutput            *output,
                       const FloCliBacktestRun *runs,
                       guint                    n_runs)
{
  const FloBacktestOptions *options = &runs[0].result->options;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "days");
  json_builder_add_double_value (builder, options->seconds / SECONDS_PER_DAY);
  flo_cli_json_add_integer (builder, "trajectories", options->trajectories);
  flo_cli_json_add_integer (builder, "seed", options->seed);
  json_builder_set_member_name (builder, "configs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_runs; i++)
    add_run (builder, &runs[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  flo_cli_output_json (output, json_builder_get_root (builder));
}
