/* test-selection.c: which pools a need can be met from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-selection.h"

static const FloInstanceType types[] = {
  /* name, vCPUs, MiB, x86_64, arm64, GPUs, burstable, current, metal, spot, on demand */
  { "arm.large", 2, 8192, FALSE, TRUE, 0, FALSE, TRUE, FALSE, TRUE, 80000 },
  { "big.xlarge", 4, 16384, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 200000 },
  { "gpu.xlarge", 4, 16384, TRUE, FALSE, 1, FALSE, TRUE, FALSE, TRUE, 500000 },
  { "m.large", 2, 8192, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 100000 },
  { "m.metal", 64, 262144, TRUE, FALSE, 0, FALSE, TRUE, TRUE, TRUE, 4000000 },
  { "mac.metal", 12, 32768, FALSE, FALSE, 0, FALSE, TRUE, TRUE, TRUE, 1000000 },
  { "nospot.large", 2, 8192, TRUE, FALSE, 0, FALSE, TRUE, FALSE, FALSE, 100000 },
  { "old.large", 2, 8192, TRUE, FALSE, 0, FALSE, FALSE, FALSE, TRUE, 90000 },
  { "t.large", 2, 8192, TRUE, FALSE, 0, TRUE, TRUE, FALSE, TRUE, 80000 },
  { "unpriced.large", 2, 8192, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 0 },
};

static const FloZone zones[] = {
  { "eu-x-1a", "z1", TRUE, NULL },
  { "eu-x-1b", "z2", TRUE, NULL },
  { "eu-x-1c", "z3", FALSE, "impaired" },
};

/* Every type in every zone at a third of its price (a dollar when not known); nobody knows how often
 * it is interrupted. */
static FloMarket *
make_market (void)
{
  FloPool pools[G_N_ELEMENTS (types) * G_N_ELEMENTS (zones)];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (guint j = 0; j < G_N_ELEMENTS (zones); j++)
      pools[n++] = (FloPool) { &types[i], &zones[j], types[i].on_demand > 0 ? types[i].on_demand / 3 : 1000000, 0, -1 };

  return flo_market_new ("eu-x-1", 0, zones, G_N_ELEMENTS (zones), types, G_N_ELEMENTS (types), pools, n);
}

/* "type/zone-letter", in the market's order */
static char *
choose_with (FloMarket        *market,
             const FloNeed    *need,
             FloPoolRecordSet *records)
{
  g_autoptr(GPtrArray) pools = flo_selection_list (market, need, records);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = pools->pdata[i];

      g_string_append_printf (text, "%s%s/%s", i > 0 ? " " : "", pool->type->name, pool->zone->name + 6);
    }

  return g_string_free (text, FALSE);
}

static char *
choose (FloMarket     *market,
        const FloNeed *need)
{
  return choose_with (market, need, NULL);
}

static const char *const two_types[] = { "m.large", "t.large", NULL };
static const char *const odd_types[] = { "old.large", "t.large", "m.metal", "nospot.large", "mac.metal", NULL };
static const char *const without_big[] = { "b?g.*", "*.metal", "unpriced*", NULL };
static const char *const zone_b[] = { "eu-x-1b", "eu-x-1c", NULL };

static const struct { const char *title; FloNeed need; const char *chosen; } cases[] = {
  { "by-requirements", { .min_vcpus = 2, .max_vcpus = 2, .exclude = without_big, .current_generation_only = TRUE },
    "arm.large/a arm.large/b m.large/a m.large/b" },
  { "with-burstable", { .max_vcpus = 2, .architecture = "x86_64", .exclude = without_big, .current_generation_only = TRUE,
                        .burstable = TRUE },
    "m.large/a m.large/b t.large/a t.large/b" },
  { "with-old", { .max_vcpus = 2, .architecture = "x86_64", .exclude = without_big },
    "m.large/a m.large/b old.large/a old.large/b" },
  { "arm", { .architecture = "arm64" }, "arm.large/a arm.large/b" },
  { "gpu", { .min_gpus = 1 }, "gpu.xlarge/a gpu.xlarge/b" },
  { "memory", { .min_memory_mib = 10000, .max_memory_mib = 20000, .exclude = without_big }, "gpu.xlarge/a gpu.xlarge/b" },
  { "named", { .types = two_types, .current_generation_only = TRUE }, "m.large/a m.large/b t.large/a t.large/b" },
  { "named-all-the-same", { .types = odd_types, .current_generation_only = TRUE, .zones = zone_b },
    "m.metal/b old.large/b t.large/b" },
  { "named-and-required", { .types = two_types, .min_vcpus = 4 }, "" },
  { "zones", { .types = two_types, .zones = zone_b }, "m.large/b t.large/b" },
  { "price", { .max_vcpus = 2, .maximum_price = 33332, .current_generation_only = TRUE }, "arm.large/a arm.large/b" },
  { "price-exactly", { .types = two_types, .maximum_price = 33333 }, "m.large/a m.large/b t.large/a t.large/b" },
  { "percent", { .types = two_types, .maximum_percent = 34 }, "m.large/a m.large/b t.large/a t.large/b" },
  { "percent-too-low", { .types = two_types, .maximum_percent = 33 }, "" },
  { "percent-of-the-unknown", { .max_vcpus = 2, .maximum_percent = 100, .architecture = "x86_64", .current_generation_only = TRUE },
    "m.large/a m.large/b" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(FloMarket) market = make_market ();
  g_autofree char *chosen = choose (market, &cases[i].need);

  g_assert_cmpstr (chosen, ==, cases[i].chosen);
}

/* What is not known is not below a bound, but for what was never tried. */
static void
test_risks (void)
{
  const FloPool pools[] = {
    { &types[3], &zones[0], 30000, 0, 0 },
    { &types[3], &zones[1], 60000, 0, 1 },
    { &types[0], &zones[0], 30000, 0, 4 },
    { &types[0], &zones[1], 30000, 0, -1 },
  };
  FloScoreRow good = { .region = (char *) "eu-x-1", .zone_id = (char *) "z1", .score = 8 };
  FloScoreRow bad = { .region = (char *) "eu-x-1", .zone_id = (char *) "z2", .score = 3 };
  FloPoolRow refusal = { .type = (char *) "m.large", .zone = (char *) "eu-x-1a", .spot = TRUE,
                         .event = FLO_POOL_NO_CAPACITY, .source = (char *) "call", .time = 1000 };
  g_autoptr(GPtrArray) scores = g_ptr_array_new ();
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  g_autoptr(FloPoolRecordSet) records = NULL;
  g_autoptr(FloMarket) market = flo_market_new ("eu-x-1", 0, zones, 3, types, G_N_ELEMENTS (types), pools, G_N_ELEMENTS (pools));
  const FloPool *first = flo_market_find_pool (market, "m.large", "eu-x-1a");
  const FloPool *second = flo_market_find_pool (market, "m.large", "eu-x-1b");
  const FloPool *unknown = flo_market_find_pool (market, "arm.large", "eu-x-1b");

  g_ptr_array_add (scores, &good);
  g_ptr_array_add (rows, &refusal);
  records = flo_pool_record_set_new (rows, 1060);
  {
    const struct { FloNeed need; const FloPool *out; const char *chosen, *reason; } risks[] = {
      { { .interruption_ranges = 1 }, unknown, "m.large/a", "how often AWS takes it back is not known" },
      { { .interruption_ranges = 1 }, second, "m.large/a", "taken back too often: 5 to 10 % a month" },
      { { .interruption_ranges = 2 }, NULL, "m.large/a m.large/b", NULL },
      { { .minimum_saving = 50 }, second, "m.large/a arm.large/a arm.large/b",
        "above the price for the saving that is wanted: $0.06 an hour is more than 50 % of on-demand" },
      { { .minimum_score = 8, .scores = scores }, second, "m.large/a arm.large/a", "AWS gives zone eu-x-1b no placement score" },
      { { .minimum_score = 9, .scores = scores }, first, "", "the placement score of zone eu-x-1a is 8, 9 is wanted" },
      { { .maximum_refusals = 50 }, first, "m.large/b arm.large/a arm.large/b",
        "75 % of our launches find nothing there, more than 50 %" },
      { { .maximum_refusals = 80 }, NULL, "m.large/a m.large/b arm.large/a arm.large/b", NULL },
    };

    for (guint i = 0; i < G_N_ELEMENTS (risks); i++)
      {
        g_autofree char *chosen = choose_with (market, &risks[i].need, records);
        g_autofree char *reason = NULL;

        g_assert_cmpstr (chosen, ==, risks[i].chosen);
        if (risks[i].out == NULL)
          continue;
        g_assert_false (flo_need_fits_pool (&risks[i].need, risks[i].out,
                                            flo_pool_record_set_find (records, risks[i].out->type->name,
                                                                      risks[i].out->zone->name), &reason));
        g_assert_cmpstr (reason, ==, risks[i].reason);
      }
  }

  g_ptr_array_add (scores, &bad);
  {
    const FloNeed need = { .minimum_score = 4, .scores = scores };
    g_autofree char *reason = NULL;

    g_assert_false (flo_need_fits_pool (&need, second, NULL, &reason));
    g_assert_cmpstr (reason, ==, "the placement score of zone eu-x-1b is 3, 4 is wanted");
  }
}

static void
test_reasons (void)
{
  static const struct { FloNeed need; guint type; const char *reason; } reasons[] = {
    { { .types = two_types }, 0, "not one of the types that are named" },
    { { 0 }, 6, "AWS does not offer it as spot" },
    { { .exclude = without_big }, 1, "excluded by \"b?g.*\"" },
    { { .architecture = "x86_64" }, 0, "not x86_64" },
    { { .architecture = "any" }, 5, "neither x86_64 nor arm64" },
    { { .min_vcpus = 4 }, 0, "2 vCPUs, 4 are needed" },
    { { .max_vcpus = 2 }, 1, "4 vCPUs, more than 2" },
    { { .min_memory_mib = 10240 }, 0, "8 GiB of memory, 10 GiB are needed" },
    { { .max_memory_mib = 1536 }, 0, "8 GiB of memory, more than 1536 MiB" },
    { { .min_gpus = 2 }, 2, "1 GPUs, 2 are needed" },
    { { 0 }, 8, "burstable" },
    { { .current_generation_only = TRUE }, 7, "of an earlier generation" },
    { { 0 }, 4, "bare metal, which is taken only when named" },
    { { .types = two_types }, 8, NULL },
    { { .burstable = TRUE }, 8, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *reason = NULL;

      g_assert_cmpint (flo_need_fits_type (&reasons[i].need, &types[reasons[i].type], &reason), ==, reasons[i].reason == NULL);
      g_assert_cmpstr (reason, ==, reasons[i].reason);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/selection/", cases[i].title, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/selection/risks", test_risks);
  g_test_add_func ("/selection/reasons", test_reasons);

  return g_test_run ();
}
