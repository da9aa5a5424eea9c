/* flo-cli-backtest-report.c: what flotillactl backtest prints
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "backtest/flo-backtest-line.h"
#include "backtest/flo-replay-market.h"
#include "cli/flo-cli-backtest.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-table.h"

#define SECONDS_PER_HOUR 3600
#define SECONDS_PER_DAY 86400.0
#define MILLION 1e6

/* ---- for people ---- */

static void
print_run (FloCliOutput            *output,
           const FloCliBacktestRun *run)
{
  g_autoptr(FloCliTable) table = flo_cli_table_new ("", ">MEAN", ">5 %", ">50 %", ">95 %", NULL);

  flo_cli_output_print (output, "%s: %" G_GINT64_FORMAT " nodes in %s, %u pools\n\n", run->config->name,
                        run->config->capacity.nodes, run->config->region, run->n_pools);
  for (guint i = 0; i < FLO_BACKTEST_N_LINES; i++)
    {
      const FloBacktestLine *line = &FLO_BACKTEST_LINES[i];
      const FloBacktestSpread *spread = &run->result->figures[line->figure];
      g_autofree char *mean = flo_backtest_line_format_mean (line, run->result);
      g_autofree char *p5 = flo_backtest_format (line->unit, spread->p5);
      g_autofree char *p50 = flo_backtest_format (line->unit, spread->p50);
      g_autofree char *p95 = flo_backtest_format (line->unit, spread->p95);

      if (flo_backtest_line_is_known (line, run->result, run->config))
        flo_cli_table_add (table, line->title, mean, p5, p50, p95, NULL);
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
  for (guint i = 0; i < FLO_BACKTEST_N_LINES; i++)
    {
      const FloBacktestLine *line = &FLO_BACKTEST_LINES[i];
      g_autofree char *left_text = flo_backtest_line_format_mean (line, runs[0].result);
      g_autofree char *right_text = flo_backtest_line_format_mean (line, runs[1].result);
      g_autofree char *difference = flo_backtest_line_format_difference (line, runs[0].result, runs[1].result);

      if (flo_backtest_line_is_known (line, runs[0].result, runs[0].config))
        flo_cli_table_add (table, line->title, left_text, right_text, difference, NULL);
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
      g_autofree char *share = flo_backtest_format (FLO_BACKTEST_SHARE, run->result->zones[i]);

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
                        ". With storage and addresses, without traffic.\n", options->trajectories,
                        options->seconds / SECONDS_PER_DAY, options->seed);
}

/* ---- JSON ---- */

static void
add_value (JsonBuilder     *builder,
           const char      *name,
           FloBacktestUnit  unit,
           gint64           value)
{
  g_autofree char *money = unit == FLO_BACKTEST_MONEY ? flo_money_to_decimal (value) : NULL;

  json_builder_set_member_name (builder, name);
  if (unit == FLO_BACKTEST_MONEY)
    json_builder_add_string_value (builder, money);
  else if (unit == FLO_BACKTEST_SHARE)
    json_builder_add_double_value (builder, value / MILLION);
  else if (unit == FLO_BACKTEST_HOURS)
    json_builder_add_double_value (builder, (double) value / SECONDS_PER_HOUR);
  else
    json_builder_add_int_value (builder, value);
}

static void
add_line (JsonBuilder             *builder,
          const FloBacktestLine   *line,
          const FloCliBacktestRun *run)
{
  const FloBacktestSpread *spread = &run->result->figures[line->figure];

  json_builder_set_member_name (builder, line->member);
  if (!flo_backtest_line_is_known (line, run->result, run->config))
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
  for (guint i = 0; i < FLO_BACKTEST_N_LINES; i++)
    add_line (builder, &FLO_BACKTEST_LINES[i], run);
  json_builder_set_member_name (builder, "zones");
  json_builder_begin_array (builder);
  for (guint i = 0; i < run->result->n_zones; i++)
    {
      json_builder_begin_object (builder);
      flo_cli_json_add_string (builder, "zone", flo_replay_setting_get_zone (run->setting, i)->name);
      add_value (builder, "capacity", FLO_BACKTEST_SHARE, run->result->zones[i]);
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
