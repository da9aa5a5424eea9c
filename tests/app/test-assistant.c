/* test-assistant.c: the assistant's pages: when they are complete, and what they write into the config
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "app/assistant/flo-access-page.h"
#include "app/assistant/flo-machines-page.h"
#include "app/assistant/flo-need-page.h"
#include "app/assistant/flo-review-page.h"
#include "app/assistant/flo-safety-page.h"
#include "app/assistant/flo-where-page.h"
#include "app/assistant/flo-zone-row.h"
#include "flo-app-resources.h"

typedef struct
{
  FloDraft *draft;
  FloAssistantPage *page;
} Fixture;

/* Two usable zones and one that is not, two types that fit the need and one that is too large. */
static FloMarket *
create_market (void)
{
  const FloZone zones[] = {
    { "us-east-1a", "use1-az1", TRUE, NULL },
    { "us-east-1b", "use1-az2", TRUE, NULL },
    { "us-east-1-bos-1a", "use1-bos1-az1", FALSE, "a Local Zone" },
  };
  const FloInstanceType types[] = {
    { "m6i.large", 2, 8192, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 96000 },
    { "c6i.large", 2, 4096, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 85000 },
    { "m6i.8xlarge", 32, 131072, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 1536000 },
  };
  const FloPool pools[] = {
    { &types[0], &zones[0], 30000, 0, 0 }, { &types[0], &zones[1], 32000, 0, 0 },
    { &types[1], &zones[0], 28000, 0, 1 }, { &types[1], &zones[1], 26000, 0, 1 },
    { &types[2], &zones[0], 500000, 0, 1 },
  };

  return flo_market_new ("us-east-1", 1700000000, zones, G_N_ELEMENTS (zones), types,
                         G_N_ELEMENTS (types), pools, G_N_ELEMENTS (pools));
}

static FloConfig *
create_config (void)
{
  FloConfig *config = flo_config_new ();

  g_free (config->name);
  g_free (config->region);
  config->name = g_strdup ("farm");
  config->region = g_strdup ("us-east-1");
  config->capacity.nodes = 3;
  config->instances.min_vcpus = 2;
  config->instances.max_vcpus = 4;
  return config;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  page_type)
{
  g_autoptr(FloConfig) config = create_config ();
  g_autoptr(FloMarket) market = create_market ();
  GType (*get_type) (void) = (GType (*) (void)) page_type;

  fixture->draft = flo_draft_new (NULL, config);
  flo_draft_set_market (fixture->draft, market);
  fixture->page = g_object_ref_sink (g_object_new (get_type (), "draft", fixture->draft, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  page_type)
{
  flo_assistant_page_set_draft (fixture->page, NULL);
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->draft);
}

static gpointer
get_child (Fixture    *fixture,
           const char *name)
{
  GObject *child = gtk_widget_get_template_child (GTK_WIDGET (fixture->page),
                                                  G_OBJECT_TYPE (fixture->page), name);

  g_assert_nonnull (child);
  return child;
}

static FloConfig *
get_config (Fixture *fixture)
{
  return flo_draft_get_config (fixture->draft);
}

static void
test_need (Fixture       *fixture,
           gconstpointer  page_type)
{
  FloMoney low, high;

  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpint (flo_draft_get_pools (fixture->draft)->len, ==, 4);
  g_assert_true (flo_draft_get_estimate (fixture->draft, &low, &high));
  g_assert_cmpint (low, ==, 3 * 26000);
  g_assert_cmpint (high, ==, 3 * 32000);

  gtk_spin_button_set_value (get_child (fixture, "nodes"), 5);
  g_assert_cmpint (get_config (fixture)->capacity.nodes, ==, 5);
  g_assert_true (flo_draft_get_estimate (fixture->draft, &low, &high));
  g_assert_cmpint (low, ==, 5 * 26000);

  gtk_editable_set_text (get_child (fixture, "name_row"), "Not A Name");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  g_assert_nonnull (flo_assistant_page_get_problem (fixture->page));
  gtk_editable_set_text (get_child (fixture, "name_row"), " render-farm ");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpstr (get_config (fixture)->name, ==, "render-farm");

  gtk_spin_button_set_value (get_child (fixture, "min_memory"), 8);
  g_assert_cmpint (get_config (fixture)->instances.min_memory_mib, ==, 8192);
  g_assert_cmpint (flo_draft_get_pools (fixture->draft)->len, ==, 2);
}

static FloZoneRow *
get_zone_row (Fixture *fixture,
              int      index)
{
  return FLO_ZONE_ROW (gtk_list_box_get_row_at_index (get_child (fixture, "zones"), index));
}

/* What a click on the row's tick does. */
static void
toggle (FloZoneRow *row)
{
  gtk_widget_mnemonic_activate (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)), FALSE);
}

static void
test_where (Fixture       *fixture,
            gconstpointer  page_type)
{
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_true (flo_zone_row_get_active (get_zone_row (fixture, 0)));
  g_assert_false (flo_zone_row_get_usable (get_zone_row (fixture, 2)));
  g_assert_null (get_config (fixture)->zones.allowed);

  toggle (get_zone_row (fixture, 0));
  g_assert_nonnull (get_config (fixture)->zones.allowed);
  g_assert_cmpuint (g_strv_length (get_config (fixture)->zones.allowed), ==, 1);
  g_assert_cmpstr (get_config (fixture)->zones.allowed[0], ==, "us-east-1b");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));

  /* One zone is allowed when it is said why. */
  adw_combo_row_set_selected (get_child (fixture, "distribution"), FLO_DISTRIBUTION_SINGLE);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (get_child (fixture, "reason"), "The data is there");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpint (get_config (fixture)->zones.minimum, ==, 1);

  adw_combo_row_set_selected (get_child (fixture, "distribution"), FLO_DISTRIBUTION_BALANCED);
  g_assert_cmpint (get_config (fixture)->zones.minimum, ==, 2);
  g_assert_null (get_config (fixture)->zones.reason);
  toggle (get_zone_row (fixture, 0));
  g_assert_null (get_config (fixture)->zones.allowed);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
}

static void
test_machines (Fixture       *fixture,
               gconstpointer  page_type)
{
  GtkSwitch *automatic = get_child (fixture, "automatic");

  g_assert_true (gtk_switch_get_active (automatic));
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "warning")));
  gtk_switch_set_active (automatic, FALSE);
  /* What the engine would have chosen is where the person starts from. */
  g_assert_cmpuint (g_strv_length (get_config (fixture)->instances.types), ==, 2);
  g_assert_false (g_strv_contains ((const char * const *) get_config (fixture)->instances.types,
                                   "m6i.8xlarge"));
  gtk_switch_set_active (automatic, TRUE);
  g_assert_null (get_config (fixture)->instances.types);
}

static void
test_safety (Fixture       *fixture,
             gconstpointer  page_type)
{
  adw_combo_row_set_selected (get_child (fixture, "limit"), FLO_PRICE_FIXED);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (get_child (fixture, "maximum"), "a dollar");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (get_child (fixture, "maximum"), "0.029");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpint (get_config (fixture)->price.maximum, ==, 29000);
  g_assert_cmpint (flo_draft_get_pools (fixture->draft)->len, ==, 2);

  adw_combo_row_set_selected (get_child (fixture, "limit"), FLO_PRICE_PERCENT);
  g_assert_cmpint (get_config (fixture)->price.percent, ==, 60);
  g_assert_cmpint (get_config (fixture)->price.maximum, ==, 0);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
}

static void
test_access (Fixture       *fixture,
             gconstpointer  page_type)
{
  GtkEditable *ports = get_child (fixture, "ports");

  gtk_editable_set_text (get_child (fixture, "sources"), "203.0.113.7, 198.51.100.0/24");
  g_assert_cmpstr (get_config (fixture)->network.sources[0], ==, "203.0.113.7/32");
  g_assert_cmpstr (get_config (fixture)->network.sources[1], ==, "198.51.100.0/24");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "open_row")));

  gtk_editable_set_text (ports, "80, https");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (ports, "80 443");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpuint (get_config (fixture)->network.n_ports, ==, 2);
  g_assert_cmpint (get_config (fixture)->network.ports[1], ==, 443);

  gtk_editable_set_text (get_child (fixture, "sources"), "0.0.0.0/0");
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "open_row")));
}

static void
test_review (Fixture       *fixture,
             gconstpointer  page_type)
{
  GtkListBoxRow *first;

  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_clear_pointer (&get_config (fixture)->name, g_free);
  get_config (fixture)->name = g_strdup ("");
  flo_draft_touch (fixture->draft);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  first = gtk_list_box_get_row_at_index (get_child (fixture, "checks"), 0);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (first)), !=,
                   "The config is valid");
}

static void
test_unsaved (void)
{
  g_autoptr(FloConfig) config = create_config ();
  g_autoptr(FloDraft) draft = flo_draft_new (NULL, config);

  g_assert_false (flo_draft_get_unsaved (draft));
  flo_draft_get_config (draft)->capacity.nodes = 4;
  g_assert_true (flo_draft_get_unsaved (draft));
  flo_draft_mark_saved (draft);
  g_assert_false (flo_draft_get_unsaved (draft));
  g_assert_false (flo_draft_get_estimate (draft, &(FloMoney) { 0 }, &(FloMoney) { 0 }));
}

#define ADD(name, get_type, func) \
  g_test_add ("/assistant/" name, Fixture, (gconstpointer) get_type, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (flo_app_get_resource ());

  ADD ("need", flo_need_page_get_type, test_need);
  ADD ("where", flo_where_page_get_type, test_where);
  ADD ("machines", flo_machines_page_get_type, test_machines);
  ADD ("safety", flo_safety_page_get_type, test_safety);
  ADD ("access", flo_access_page_get_type, test_access);
  ADD ("review", flo_review_page_get_type, test_review);
  g_test_add_func ("/assistant/unsaved", test_unsaved);
  return g_test_run ();
}
