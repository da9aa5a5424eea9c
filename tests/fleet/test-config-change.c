/* test-config-change.c: what another config changes about a fleet that lives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-config-change.h"

#include "config/flo-config-json.h"

#define BEGIN "{ \"version\": 1, \"name\": \"web\", \"region\": \"us-east-1\", "

static const char plain[] =
  BEGIN "\"capacity\": { \"nodes\": 3 }, \"instances\": { \"types\": [\"m5.large\", \"c5.large\"] } }";
static const char managed[] =
  BEGIN "\"mode\": \"managed\", \"capacity\": { \"nodes\": 3 }, \"instances\": { \"types\": [\"m5.large\", \"c5.large\"] } }";

#define CAPACITY "\"capacity\": { \"nodes\": 3 }, "
#define TYPES "\"instances\": { \"types\": [\"m5.large\", \"c5.large\"] }"

/* @changes: "key kind before>after", in the order of the table */
static const struct { const char *before, *after, *changes; } cases[] = {
  { plain, plain, "" },
  { plain, BEGIN "\"account\": \"work\", " CAPACITY TYPES " }", "account refused ->\"work\"\n" },
  { plain, BEGIN "\"capacity\": { \"nodes\": 5 }, " TYPES ", \"budget\": { \"per_hour\": \"2\" } }",
    "capacity.nodes at-once 3>5\nbudget.per_hour at-once ->\"2.000000\"\n" },
  { plain, BEGIN CAPACITY "\"instances\": { \"types\": [\"m5.large\"] } }",
    "instances.types unfit-nodes [\"m5.large\",\"c5.large\"]>[\"m5.large\"]\n" },
  { plain, BEGIN CAPACITY TYPES ", \"zones\": { \"allowed\": [\"us-east-1a\", \"us-east-1b\"] } }",
    "zones.allowed unfit-nodes ->[\"us-east-1a\",\"us-east-1b\"]\n" },
  { plain, BEGIN CAPACITY TYPES ", \"storage\": { \"size_gib\": 40 }, \"tags\": { \"a\": \"b\" } }",
    "storage.size_gib new-nodes 20>40\ntags new-nodes ->{\"a\":\"b\"}\n" },
  { plain, BEGIN CAPACITY TYPES ", \"image\": { \"system\": \"debian-12\" }, \"access\": { \"key_pair\": \"me\", \"user\": \"me\" } }",
    "image.system new-nodes \"amazon-linux-2023\">\"debian-12\"\naccess.key_pair new-nodes ->\"me\"\n"
    "access.user at-once ->\"me\"\n" },
  { plain, managed, "mode refused ->\"managed\"\n" },
  { plain, BEGIN CAPACITY TYPES ", \"network\": { \"vpc\": \"vpc-0123456789abcdef0\", \"ports\": [80], \"sources\": [\"203.0.113.0/24\"] } }",
    "network.vpc refused ->\"vpc-0123456789abcdef0\"\nnetwork.ports at-once ->[80]\n"
    "network.sources at-once ->[\"203.0.113.0/24\"]\n" },
  { plain, "{ \"version\": 1, \"name\": \"db\", \"region\": \"eu-west-1\", " CAPACITY TYPES " }",
    "name refused \"web\">\"db\"\nregion refused \"us-east-1\">\"eu-west-1\"\n" },
  /* EC2 keeps the nodes: what it was told once it does not do anew. */
  { managed, BEGIN "\"mode\": \"managed\", \"capacity\": { \"nodes\": 3, \"on_demand_base\": 1 }, " TYPES " }",
    "capacity.on_demand_base refused 0>1\n" },
  { managed, BEGIN "\"mode\": \"managed\", \"capacity\": { \"nodes\": 5 }, " TYPES ", \"storage\": { \"size_gib\": 40 }, "
    "\"managed\": { \"rebalance\": \"launch\", \"excess\": \"no-termination\" } }",
    "capacity.nodes at-once 3>5\nmanaged.rebalance refused ->\"launch\"\nmanaged.excess at-once ->\"no-termination\"\n"
    "storage.size_gib refused 20>40\n" },
};


static FloConfig *
parse (const char *text)
{
  g_autoptr (GPtrArray) problems = NULL;
  FloConfig *config = flo_config_parse (text, -1, &problems);

  if (config == NULL)
    g_error ("%s", text);

  return config;
}

static char *
write_changes (GPtrArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const FloConfigChange *change = g_ptr_array_index (changes, i);

      g_string_append_printf (text, "%s %s %s>%s\n", change->key, flo_change_kind_get_word (change->kind),
                              change->before != NULL ? change->before : "-", change->after != NULL ? change->after : "-");
      /* What is refused says why, and what to do. */
      g_assert_true ((change->kind == FLO_CHANGE_REFUSED) == (change->why != NULL));
    }

  return g_string_free (text, FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FloConfig) before = parse (cases[i].before);
      g_autoptr (FloConfig) after = parse (cases[i].after);
      g_autoptr (GPtrArray) changes = flo_config_changes_list (before, after);
      g_autofree char *text = write_changes (changes);

      g_assert_cmpstr (text, ==, cases[i].changes);
    }
}

/* A config from another computer names no account, or the fleet's. */
static void
test_account (void)
{
  g_autoptr (FloConfig) before = parse (BEGIN "\"account\": \"work\", " CAPACITY TYPES " }");
  g_autoptr (FloConfig) after = parse (plain);
  g_autoptr (GPtrArray) changes = flo_config_changes_list (before, after);

  g_assert_cmpuint (changes->len, ==, 0);
}

static void
test_architecture (void)
{
  g_autoptr (FloConfig) before = parse (BEGIN CAPACITY "\"instances\": { \"min_vcpus\": 2 } }");
  g_autoptr (FloConfig) arm = parse (BEGIN CAPACITY "\"instances\": { \"min_vcpus\": 2, \"architecture\": \"arm64\" } }");
  g_autoptr (FloConfig) intel = parse (BEGIN CAPACITY "\"instances\": { \"min_vcpus\": 2, \"architecture\": \"x86_64\" } }");
  g_autoptr (GPtrArray) changes = flo_config_changes_list (before, arm);

  g_assert_cmpint (flo_config_changes_get_kind (changes), ==, FLO_CHANGE_NODES);
  g_assert_false (flo_config_keeps_image (before, arm));
  g_clear_pointer (&changes, g_ptr_array_unref);
  changes = flo_config_changes_list (before, intel);
  g_assert_cmpint (flo_config_changes_get_kind (changes), <, FLO_CHANGE_NODES);
  g_assert_true (flo_config_keeps_image (before, intel));
}

static void
test_name (void)
{
  g_autoptr (FloConfig) before = parse (plain);
  g_autoptr (FloConfig) after = parse (BEGIN "\"capacity\": { \"nodes\": 4, \"on_demand_base\": 1 }, " TYPES ", "
                                       "\"storage\": { \"size_gib\": 40 }, \"tags\": { \"a\": \"b\" } }");
  g_autoptr (GPtrArray) changes = flo_config_changes_list (before, after);
  g_autofree char *name = flo_config_changes_name (changes);

  g_assert_cmpstr (name, ==, "capacity.nodes, capacity.on_demand_base, storage.size_gib and 1 more");
  g_assert_cmpint (flo_config_changes_get_kind (changes), ==, FLO_CHANGE_NODES);
}

/* What an editor shows as fixed is what would be refused. */
static void
test_fixed (void)
{
  static const struct { const char *config, *section, *key; gboolean fixed; } keys[] = {
    { plain, NULL, "region", TRUE }, { plain, "network", "vpc", TRUE }, { plain, "capacity", "nodes", FALSE },
    { plain, "storage", "size_gib", FALSE }, { managed, "storage", "size_gib", TRUE }, { managed, "budget", "per_day", FALSE },
    { managed, NULL, "mode", TRUE }, { managed, "managed", "excess", FALSE }, { managed, "capacity", "on_demand_base", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (FloConfig) config = parse (keys[i].config);

      g_assert_true ((flo_config_find_fixed (config, keys[i].section, keys[i].key) != NULL) == keys[i].fixed);
    }
}

/* For people: values, and how many nodes at a time. */
static void
test_words (void)
{
  g_autoptr (FloConfig) before = parse (plain);
  g_autoptr (FloConfig) after = parse (BEGIN "\"capacity\": { \"nodes\": 40 }, " TYPES ", \"budget\": { \"per_hour\": \"2\" } }");
  g_autoptr (FloConfig) disk = parse (BEGIN CAPACITY TYPES ", \"storage\": { \"size_gib\": 40 } }");
  g_autoptr (GPtrArray) changes = flo_config_changes_list (before, after);
  const FloConfigChange *budget = g_ptr_array_index (changes, 1);
  g_autofree char *replacing = NULL;

  g_assert_null (flo_config_changes_describe_replacing (changes, after, 40));
  g_assert_cmpstr (budget->was, ==, "not set");
  g_assert_cmpstr (budget->becomes, ==, "$2.00");
  g_assert_cmpstr (flo_change_kind_get_effect (budget->kind), ==, "at once");
  g_clear_pointer (&changes, g_ptr_array_unref);

  changes = flo_config_changes_list (before, disk);
  replacing = flo_config_changes_describe_replacing (changes, disk, 40);
  g_assert_true (g_str_has_prefix (replacing, "At most 4 at a time, "));
  g_clear_pointer (&replacing, g_free);
  replacing = flo_config_changes_describe_replacing (changes, disk, 3);
  g_assert_true (g_str_has_prefix (replacing, "At most 1 at a time, "));
  g_clear_pointer (&replacing, g_free);
  disk->availability.max_unavailable = 7;
  replacing = flo_config_changes_describe_replacing (changes, disk, 40);
  g_assert_true (g_str_has_prefix (replacing, "At most 7 at a time, "));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/config-change/cases", test_cases);
  g_test_add_func ("/config-change/account", test_account);
  g_test_add_func ("/config-change/architecture", test_architecture);
  g_test_add_func ("/config-change/name", test_name);
  g_test_add_func ("/config-change/fixed", test_fixed);
  g_test_add_func ("/config-change/words", test_words);

  return g_test_run ();
}
