/* backtest-fixture.c: a region of two zones to replay in, and traces
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "backtest-fixture.h"

#include <string.h>

#define MOST_TYPES 16

static const char * const zone_names[] = { "us-east-1a", "us-east-1b", "us-east-1c" };


FloMarket *
fixture_market (guint n_types,
                guint n_zones,
                int   interruption_range)
{
  FloZone zones[G_N_ELEMENTS (zone_names)];
  FloInstanceType types[MOST_TYPES];
  FloPool pools[G_N_ELEMENTS (zone_names) * MOST_TYPES];
  char names[MOST_TYPES][16];
  guint n = 0;

  g_assert_cmpuint (n_types, <=, MOST_TYPES);
  for (guint z = 0; z < n_zones; z++)
    zones[z] = (FloZone) { zone_names[z], zone_names[z], TRUE, NULL };
  for (guint t = 0; t < n_types; t++)
    {
      g_snprintf (names[t], sizeof names[t], "m%u.large", 5 + t);
      types[t] = (FloInstanceType) { .name = names[t], .vcpus = 2, .memory_mib = 8192, .x86_64 = TRUE, .spot = TRUE,
                                     .current_generation = TRUE, .on_demand = FIXTURE_ON_DEMAND + 4000 * t };
      for (guint z = 0; z < n_zones; z++)
        pools[n++] = (FloPool) { &types[t], &zones[z], FIXTURE_SPOT + 2000 * t, 1, interruption_range };
    }

  return flo_market_new ("us-east-1", FIXTURE_START, zones, n_zones, types, n_types, pools, n);
}

FloConfig *
fixture_config (guint nodes)
{
  FloConfig *config = flo_config_new ();

  g_free (config->name);
  config->name = g_strdup ("work");
  g_free (config->region);
  config->region = g_strdup ("us-east-1");
  config->capacity.nodes = nodes;
  config->zones.distribution = FLO_DISTRIBUTION_SINGLE;

  return config;
}

static FloTrace *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  FloTrace *trace;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  trace = flo_trace_parse (text, length, &error);
  g_assert_no_error (error);

  return trace;
}

FloTrace *
fixture_trace (const char *name)
{
  g_autofree char *path = NULL;

  if (g_path_is_absolute (name))
    return load (name);
  path = g_test_build_filename (G_TEST_DIST, "backtest", "traces", name, NULL);

  return load (path);
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

GPtrArray *
fixture_real_traces (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("FLOTILLA_SOURCE_DIR"), "..", "shared", "data", "traces", NULL);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);

  return paths;
}
