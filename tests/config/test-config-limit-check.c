/* test-config-limit-check.c: limits against what prices were
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-json.h"
#include "config/flo-config-limit-check.h"

#define REGION "eu-x-1"
#define DAY ((gint64) 86400)
#define NOW (200 * DAY)

/* One type in three zones; on demand 100000. */
static FloMarket *
make_market (void)
{
  const FloInstanceType types[] = {
    { .name = "a.large", .vcpus = 2, .memory_mib = 4096, .x86_64 = TRUE, .current_generation = TRUE, .spot = TRUE,
      .on_demand = 100000 },
  };
  const FloZone zones[] = {
    { REGION "a", "eux1-az1", TRUE, NULL }, { REGION "b", "eux1-az2", TRUE, NULL }, { REGION "c", "eux1-az3", TRUE, NULL },
  };
  const FloPool pools[] = { { types, &zones[0], 30000, 1, 0 }, { types, &zones[1], 30000, 1, 0 },
                            { types, &zones[2], 30000, 1, 0 } };

  return flo_market_new (REGION, NOW, zones, G_N_ELEMENTS (zones), types, 1, pools, G_N_ELEMENTS (pools));
}

/* In zone a it was 50000 for the three days before the last ten, in b for the last 9.3 of the window's first half,
 * in c always 30000. */
static GListModel *
make_series (void)
{
  static const struct { const char *zone; FloPricePoint points[3]; } all[] = {
    { REGION "a", { { 0, 30000 }, { NOW - 13 * DAY, 50000 }, { NOW - 10 * DAY, 30000 } } },
    { REGION "b", { { 0, 30000 }, { NOW - 25 * DAY, 50000 }, { NOW - 25 * DAY + 9 * DAY + DAY * 3 / 10, 30000 } } },
    { REGION "c", { { 0, 30000 }, { 1, 30000 }, { 2, 30000 } } },
  };
  GListStore *list = g_list_store_new (FLO_TYPE_PRICE_SERIES);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr(FloPriceSeries) series = flo_price_series_new ("a.large", all[i].zone, all[i].points, 3, 0, NOW);

      g_list_store_append (list, series);
    }

  return G_LIST_MODEL (list);
}

typedef struct
{
  const char *title;
  const char *price;
  const char *expected;
} Case;

#define HINT " | raise it, or allow more types; \"limit\": \"on-demand\" is AWS's advice\n"

static const Case cases[] = {
  { "none", "{\"limit\":\"on-demand\"}", "" },
  { "high-enough", "{\"limit\":\"fixed\",\"maximum\":\"0.05\"}", "" },
  /* A tenth of the time in zone a is not yet worth a word. */
  { "fixed", "{\"limit\":\"fixed\",\"maximum\":\"0.049\"}",
    "/price/maximum warning: Your limit would have kept you out 31 % of the last 30 days in eu-x-1b" HINT },
  { "percent", "{\"limit\":\"percent\",\"percent\":49}",
    "/price/percent warning: Your limit would have kept you out 31 % of the last 30 days in eu-x-1b" HINT },
  { "always", "{\"limit\":\"fixed\",\"maximum\":\"0.02\"}",
    "/price/maximum warning: Your limit would have kept you out 100 % of the last 30 days in eu-x-1a" HINT
    "/price/maximum warning: Your limit would have kept you out 100 % of the last 30 days in eu-x-1b" HINT
    "/price/maximum warning: Your limit would have kept you out 100 % of the last 30 days in eu-x-1c" HINT },
  /* The next day's look raises it. */
  { "dynamic", "{\"limit\":\"dynamic\",\"availability\":100}", "" },
  /* It takes four days until nine tenths are not enough any more. */
  { "dynamic-lower", "{\"limit\":\"dynamic\",\"availability\":90}",
    "/price/availability warning: Your limit would have kept you out 13 % of the last 30 days in eu-x-1b" HINT },
  { "budget", "{\"limit\":\"dynamic\",\"availability\":100,\"budget\":\"0.04\"}",
    "/price/budget warning: Your limit would have kept you out 31 % of the last 30 days in eu-x-1b" HINT },
};

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  g_autofree char *text = g_strconcat (
    "{\"version\":1,\"name\":\"a\",\"region\":\"" REGION "\",\"capacity\":{\"nodes\":2},"
    "\"instances\":{\"types\":[\"a.large\"]},\"price\":", self->price, "}", NULL);
  g_autoptr(GPtrArray) wrong = NULL;
  g_autoptr(FloConfig) config = flo_config_parse (text, -1, &wrong);
  g_autoptr(FloMarket) market = make_market ();
  g_autoptr(GListModel) series = make_series ();
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GString) said = g_string_new (NULL);

  g_assert_nonnull (config);
  problems = flo_config_check_limit (config, market, series, NOW);
  for (guint i = 0; i < problems->len; i++)
    {
      FloConfigProblem *problem = problems->pdata[i];

      g_string_append_printf (said, "%s %s: %s | %s\n", flo_config_problem_get_path (problem),
                              flo_config_problem_get_severity (problem) == FLO_SEVERITY_ERROR ? "error" : "warning",
                              flo_config_problem_get_message (problem), flo_config_problem_get_hint (problem));
    }
  g_assert_cmpstr (said->str, ==, self->expected);
}

/* What nobody knows is nothing to warn of. */
static void
test_unknown (void)
{
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(FloMarket) market = make_market ();
  g_autoptr(GListStore) none = g_list_store_new (FLO_TYPE_PRICE_SERIES);
  g_autoptr(GPtrArray) problems = NULL;

  config->price.limit = FLO_PRICE_FIXED;
  config->price.maximum = 1000;
  problems = flo_config_check_limit (config, market, G_LIST_MODEL (none), NOW);
  g_assert_cmpuint (problems->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/config/limit-check/", cases[i].title, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/config/limit-check/unknown", test_unknown);

  return g_test_run ();
}
