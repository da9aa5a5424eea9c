/* test-config-region-check.c: configs against made-up regions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-json.h"
#include "config/flo-config-need.h"
#include "config/flo-config-region-check.h"

#include <string.h>

#define REGION "eu-x-1"

static const FloInstanceType types[] = {
  { "a.large", 2, 4096, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 100000 },
  { "b.large", 2, 8192, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 80000 },
  { "old.large", 2, 4096, TRUE, FALSE, 0, FALSE, FALSE, FALSE, TRUE, 90000 },
  { "arm.large", 2, 4096, FALSE, TRUE, 0, FALSE, TRUE, FALSE, TRUE, 80000 },
};

static const FloZone four_zones[] = {
  { REGION "a", "eux1-az1", TRUE, NULL },
  { REGION "b", "eux1-az2", FALSE, "not opted in" },
  { REGION "c", "eux1-az3", TRUE, NULL },
  { REGION "d", "eux1-az4", TRUE, NULL },
};

/* a.large in zones a and c, b.large in a, arm.large in c; zone d has nothing but old.large. */
static FloMarket *
make_market (guint n_zones)
{
  const FloPool all[] = {
    { &types[0], &four_zones[0], 30000, 1, 0 },
    { &types[1], &four_zones[0], 25000, 1, 1 },
    { &types[0], &four_zones[1], 20000, 1, 0 },
    { &types[0], &four_zones[2], 31000, 1, 0 },
    { &types[3], &four_zones[2], 24000, 1, 0 },
    { &types[2], &four_zones[3], 10000, 1, 4 },
  };
  g_autoptr(GArray) pools = g_array_new (FALSE, FALSE, sizeof (FloPool));

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].zone < four_zones + n_zones)
      g_array_append_val (pools, all[i]);

  return flo_market_new (REGION, 1000, four_zones, n_zones, types, G_N_ELEMENTS (types),
                         (gpointer) pools->data, pools->len);
}

static FloConfig *
make_config (const char *sections)
{
  g_autofree char *text = g_strconcat (
    "{\"version\":1,\"name\":\"a\",\"region\":\"" REGION "\",\"capacity\":{\"nodes\":2},", sections, "}", NULL);
  g_autoptr(GPtrArray) problems = NULL;
  FloConfig *config = flo_config_parse (text, -1, &problems);

  g_assert_cmpuint (problems->len, ==, 0);

  return config;
}

/* @sections: the rest of a config
 * @expected: "PATH severity: message | hint", one a line */
typedef struct
{
  const char *title;
  guint n_zones;
  const char *sections;
  const char *expected;
} Case;

static const Case cases[] = {
  { "one-zone", 2, "\"instances\":{\"min_vcpus\":2}",
    "/zones/minimum error: region eu-x-1 has 1 usable Availability Zone (eu-x-1a); this config needs at least 2"
    " | not counted: eu-x-1b (not opted in)\n"
    "/instances warning: this config can be met from 2 pools; with fewer than 10, interruptions hit harder"
    " | allow more types, sizes or zones; every pool is another chance\n" },
  { "no-zone", 0, "\"instances\":{\"min_vcpus\":2}",
    "/zones/minimum error: region eu-x-1 has no usable Availability Zone; this config needs at least 2"
    " | choose another region, or lower zones.minimum\n" },
  { "enough", 3, "\"instances\":{\"min_vcpus\":2}",
    "/instances warning: this config can be met from 3 pools; with fewer than 10, interruptions hit harder"
    " | allow more types, sizes or zones; every pool is another chance\n" },
  { "three-wanted", 4, "\"instances\":{\"min_vcpus\":2},\"zones\":{\"minimum\":3}",
    "/zones/minimum error: region eu-x-1 has 2 usable Availability Zones (eu-x-1a, eu-x-1c); this config needs at least 3"
    " | not counted: eu-x-1b (not opted in), eu-x-1d (offers none of the wanted types)\n"
    "/instances warning: this config can be met from 3 pools; with fewer than 10, interruptions hit harder"
    " | allow more types, sizes or zones; every pool is another chance\n" },
  { "single", 1, "\"instances\":{\"min_vcpus\":2},\"zones\":{\"distribution\":\"single\",\"reason\":\"a test\"}",
    "/instances warning: this config can be met from 2 pools; with fewer than 10, interruptions hit harder"
    " | allow more types, sizes or zones; every pool is another chance\n" },
  { "allowed", 4, "\"instances\":{\"min_vcpus\":2},\"zones\":{\"allowed\":[\"eu-x-1a\",\"eu-x-1b\",\"eu-x-1q\"]}",
    "/zones/minimum error: region eu-x-1 has 1 usable Availability Zone (eu-x-1a); this config needs at least 2"
    " | not counted: eu-x-1b (not opted in), eu-x-1c (not in zones.allowed), eu-x-1d (not in zones.allowed)\n"
    "/zones/allowed/1 warning: zone eu-x-1b cannot be used: not opted in | remove it, or choose another zone\n"
    "/zones/allowed/2 error: region eu-x-1 has no zone eu-x-1q for this account"
    " | the letters of the zones differ from account to account\n"
    "/instances warning: this config can be met from 2 pools; with fewer than 10, interruptions hit harder"
    " | allow more types, sizes or zones; every pool is another chance\n" },
  { "types", 4, "\"instances\":{\"types\":[\"a.large\",\"z.large\",\"b.large\"],\"max_memory\":\"4 GiB\"}",
    "/instances/types/1 warning: region eu-x-1 does not offer z.large | remove it, or check its spelling\n"
    "/instances/types/2 warning: b.large is left out: 8 GiB of memory, more than 4 GiB"
    " | remove it, or loosen the requirements\n"
    "/instances warning: this config can be met from 2 pools; with fewer than 10, interruptions hit harder"
    " | allow more types, sizes or zones; every pool is another chance\n" },
  { "named-old-type", 4, "\"instances\":{\"types\":[\"a.large\",\"old.large\"]},\"zones\":{\"minimum\":3}",
    "/instances warning: this config can be met from 3 pools; with fewer than 10, interruptions hit harder"
    " | allow more types, sizes or zones; every pool is another chance\n" },
  { "no-type", 3, "\"instances\":{\"types\":[\"z.large\"]}",
    "/zones/minimum error: region eu-x-1 has no usable Availability Zone; this config needs at least 2"
    " | not counted: eu-x-1a (offers none of the wanted types), eu-x-1b (not opted in),"
    " eu-x-1c (offers none of the wanted types)\n"
    "/instances/types/0 warning: region eu-x-1 does not offer z.large | remove it, or check its spelling\n" },
  { "fixed-price", 3, "\"instances\":{\"min_vcpus\":2},\"price\":{\"limit\":\"fixed\",\"maximum\":\"0.024999\"}",
    "/price/maximum error: no pool is below the price limit; the cheapest now is b.large in eu-x-1a at $0.025 an hour"
    " | raise the limit, or allow more types\n" },
  { "dynamic-price", 3, "\"instances\":{\"min_vcpus\":2},"
    "\"price\":{\"limit\":\"dynamic\",\"availability\":95,\"budget\":\"0.024999\"}",
    "/price/budget error: no pool is below the price limit; the cheapest now is b.large in eu-x-1a at $0.025 an hour"
    " | raise the limit, or allow more types\n" },
  { "percent-price", 3, "\"instances\":{\"types\":[\"a.large\"]},\"price\":{\"limit\":\"percent\",\"percent\":29}",
    "/price/percent error: no pool is below the price limit; the cheapest now is a.large in eu-x-1a at $0.03 an hour"
    " | raise the limit, or allow more types\n" },
  { "one-architecture", 3, "\"instances\":{\"types\":[\"a.large\",\"arm.large\"]}",
    "/instances/types/1 warning: arm.large is left out: not x86_64 | remove it, or loosen the requirements\n"
    "/instances warning: this config can be met from 2 pools; with fewer than 10, interruptions hit harder"
    " | allow more types, sizes or zones; every pool is another chance\n" },
  { "image-of-one-architecture", 3, "\"instances\":{\"min_vcpus\":2},\"image\":{\"id\":\"ami-01234567\"}",
    "/instances warning: this config can be met from 4 pools; with fewer than 10, interruptions hit harder"
    " | allow more types, sizes or zones; every pool is another chance\n"
    "/instances/architecture warning: image ami-01234567 has one architecture, the types have two:"
    " a.large is x86_64, arm.large is arm64 | write the image's own architecture, \"x86_64\" or \"arm64\"\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  g_autoptr(FloMarket) market = make_market (self->n_zones);
  g_autoptr(FloConfig) config = make_config (self->sections);
  g_autoptr(GPtrArray) problems = flo_config_check_region (config, market);
  g_autoptr(GString) said = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      FloConfigProblem *problem = problems->pdata[i];

      g_string_append_printf (said, "%s %s: %s | %s\n",
                              flo_config_problem_get_path (problem),
                              flo_config_problem_get_severity (problem) == FLO_SEVERITY_ERROR ? "error" : "warning",
                              flo_config_problem_get_message (problem),
                              flo_config_problem_get_hint (problem));
    }
  g_assert_cmpstr (said->str, ==, self->expected);
}

/* Ten pools are enough to say nothing. */
static void
test_silence (void)
{
  FloInstanceType many[5];
  const FloZone zones[] = { four_zones[0], four_zones[2] };
  FloPool pools[10];
  const char *const names[] = { "c1.large", "c2.large", "c3.large", "c4.large", "c5.large" };
  g_autoptr(FloMarket) market = NULL;
  g_autoptr(FloConfig) config = make_config ("\"instances\":{\"min_vcpus\":2}");
  g_autoptr(GPtrArray) problems = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    {
      many[i] = types[0];
      many[i].name = names[i];
    }
  for (guint i = 0; i < G_N_ELEMENTS (pools); i++)
    pools[i] = (FloPool) { &many[i / 2], &zones[i % 2], 30000, 1, 0 };
  market = flo_market_new (REGION, 1000, zones, G_N_ELEMENTS (zones), many, G_N_ELEMENTS (many),
                           pools, G_N_ELEMENTS (pools));

  problems = flo_config_check_region (config, market);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* A share of a price that AWS did not tell: nobody is told that the limit is too low. */
static void
test_unknown_on_demand (void)
{
  const FloZone zones[] = { { REGION "a", "1", TRUE, NULL }, { REGION "b", "2", TRUE, NULL } };
  FloInstanceType unpriced = types[0];
  const FloPool pools[] = { { &unpriced, &zones[0], 30000, 1, 0 }, { &unpriced, &zones[1], 30000, 1, 0 } };
  g_autoptr(FloConfig) config = make_config (
    "\"instances\":{\"types\":[\"a.large\"]},\"price\":{\"limit\":\"percent\",\"percent\":90}");
  g_autoptr(FloMarket) market = NULL;
  g_autoptr(GPtrArray) problems = NULL;

  unpriced.on_demand = 0;
  market = flo_market_new (REGION, 1000, zones, 2, &unpriced, 1, pools, 2);
  problems = flo_config_check_region (config, market);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (flo_config_problem_get_message (problems->pdata[0]), ==,
                   "the limit is a share of the on-demand price, which is not known in region " REGION);
  g_assert_nonnull (strstr (flo_config_problem_get_hint (problems->pdata[0]), "pricing:GetProducts"));
}

static void
test_need (void)
{
  g_autoptr(FloConfig) config = make_config (
    "\"instances\":{\"types\":[\"a.large\"],\"min_vcpus\":2,\"max_vcpus\":8,\"min_memory\":1024,\"max_memory\":2048,"
    "\"architecture\":\"arm64\",\"min_gpus\":1,\"burstable\":true,\"current_generation\":false,\"exclude\":[\"*.metal\"]},"
    "\"zones\":{\"allowed\":[\"eu-x-1a\",\"eu-x-1b\"]},\"price\":{\"limit\":\"fixed\",\"maximum\":\"0.05\"}");
  g_autoptr(FloConfig) percent = make_config ("\"instances\":{\"min_vcpus\":2},\"price\":{\"limit\":\"percent\",\"percent\":60}");
  FloNeed need;

  flo_config_get_need (config, &need);
  g_assert_cmpstr (need.types[0], ==, "a.large");
  g_assert_cmpuint (need.min_vcpus, ==, 2);
  g_assert_cmpuint (need.max_vcpus, ==, 8);
  g_assert_cmpuint (need.min_memory_mib, ==, 1024);
  g_assert_cmpuint (need.max_memory_mib, ==, 2048);
  g_assert_cmpstr (need.architecture, ==, "arm64");
  g_assert_cmpuint (need.min_gpus, ==, 1);
  g_assert_true (need.burstable);
  g_assert_false (need.current_generation_only);
  g_assert_cmpstr (need.exclude[0], ==, "*.metal");
  g_assert_cmpstr (need.zones[1], ==, "eu-x-1b");
  g_assert_cmpint (need.maximum_price, ==, 50000);
  g_assert_cmpuint (need.maximum_percent, ==, 0);

  flo_config_get_need (percent, &need);
  g_assert_null (need.types);
  g_assert_null (need.zones);
  g_assert_false (need.burstable);
  g_assert_true (need.current_generation_only);
  g_assert_cmpint (need.maximum_price, ==, 0);
  g_assert_cmpuint (need.maximum_percent, ==, 60);
}

static void
test_architecture (void)
{
  static const struct { const char *instances; const char *architecture; } chosen[] = {
    { "\"min_vcpus\":2", "x86_64" },
    { "\"min_vcpus\":2,\"architecture\":\"arm64\"", "arm64" },
    { "\"types\":[\"m7g.large\",\"c7g.large\"]", "arm64" },
    { "\"types\":[\"m7g.large\",\"m7i.large\"]", "x86_64" },
    { "\"types\":[\"m7g.large\"],\"architecture\":\"x86_64\"", "x86_64" },
    { "\"types\":[\"m7g.large\",\"unheard.of\"]", "x86_64" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (chosen); i++)
    {
      g_autofree char *sections = g_strdup_printf ("\"instances\":{%s}", chosen[i].instances);
      g_autoptr(FloConfig) config = make_config (sections);
      FloNeed need;

      g_assert_cmpstr (flo_config_choose_architecture (config), ==, chosen[i].architecture);
      flo_config_get_need (config, &need);
      g_assert_cmpstr (need.architecture, ==, chosen[i].architecture);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/config/region-check/", cases[i].title, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/config/region-check/silence", test_silence);
  g_test_add_func ("/config/unknown-on-demand", test_unknown_on_demand);
  g_test_add_func ("/config/need", test_need);
  g_test_add_func ("/config/architecture", test_architecture);

  return g_test_run ();
}
