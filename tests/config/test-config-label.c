/* test-config-label.c: what keys and values of a config are called where people read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-json.h"
#include "config/flo-config-label.h"

/* A key without one has no line in what a change of the config shows. */
static void
test_titles (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    {
      g_autofree char *name = flo_config_field_name (&FLO_CONFIG_FIELDS[i]);
      const char *title = flo_config_label_find (name);

      if (title == NULL)
        g_error ("%s has no title in src/config/flo-config-label.c", name);
      if (!g_hash_table_add (seen, (gpointer) title))
        g_error ("two keys are called %s", title);
    }
  g_assert_null (flo_config_label_find ("capacity.cats"));
}

static const struct { const char *members, *section, *key, *value; } cases[] = {
  { "", NULL, "name", "web" },
  { "", NULL, "account", "not set" },
  { "", NULL, "tags", "not set" },
  { ", \"tags\": { \"team\": \"render\", \"a\": \"b\" }", NULL, "tags", "a=b, team=render" },
  { "", "capacity", "nodes", "3" },
  { "", "capacity", "on_demand_base", "0" },
  { "", "scaling", "cpu", "not set" },
  { "", "instances", "types", "m5.large, c5.large" },
  { "", "instances", "min_memory", "not set" },
  { "", "zones", "allowed", "not set" },
  { "", "zones", "evacuate", "no" },
  { ", \"zones\": { \"evacuate\": true, \"distribution\": \"cheapest-first\" }", "zones", "evacuate", "yes" },
  { ", \"zones\": { \"evacuate\": true, \"distribution\": \"cheapest-first\" }", "zones", "distribution", "cheapest-first" },
  { "", "budget", "per_hour", "not set" },
  { ", \"budget\": { \"per_hour\": \"2\" }", "budget", "per_hour", "$2.00" },
  { "", "health", "action", "restart" },
  { ", \"network\": { \"ports\": [80, 443] }", "network", "ports", "80, 443" },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{ \"version\": 1, \"name\": \"web\", \"region\": \"us-east-1\", \"capacity\": { \"nodes\": 3 }, "
                         "\"instances\": { \"types\": [\"m5.large\", \"c5.large\"] }%s }", cases[i].members);
      g_autoptr(GPtrArray) problems = NULL;
      g_autoptr(FloConfig) config = flo_config_parse (text, -1, &problems);
      g_autofree char *value = NULL;

      g_assert_nonnull (config);
      value = flo_config_label_value (flo_config_field_find (cases[i].section, cases[i].key), config);
      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/config-label/titles", test_titles);
  g_test_add_func ("/config-label/values", test_values);

  return g_test_run ();
}
