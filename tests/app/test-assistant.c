/* test-assistant.c: the assistant's pages: when they are complete, and what they write into the config
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "app/assistant/flo-access-page.h"
#include "app/assistant/flo-candidate-table.h"
#include "app/assistant/flo-candidate.h"
#include "app/assistant/flo-limit-history.h"
#include "app/assistant/flo-machine-filters.h"
#include "app/assistant/flo-machines-page.h"
#include "app/assistant/flo-need-page.h"
#include "app/assistant/flo-draft-summary.h"
#include "app/assistant/flo-review-page.h"
#include "app/assistant/flo-safety-page.h"
#include "app/assistant/flo-upkeep-group.h"
#include "app/assistant/flo-deadline-group.h"
#include "app/assistant/flo-where-page.h"
#include "app/assistant/flo-zone-row.h"
#include "config/flo-config-limit-check.h"
#include "config/flo-config-need.h"
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

  adw_combo_row_set_selected (get_child (fixture, "limit"), FLO_PRICE_DYNAMIC);
  g_assert_cmpint (get_config (fixture)->price.percent, ==, 0);
  g_assert_cmpint (get_config (fixture)->price.availability, ==, 95);
  g_assert_cmpint (get_config (fixture)->price.budget, ==, 0);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  gtk_spin_button_set_value (get_child (fixture, "availability"), 90);
  g_assert_cmpint (get_config (fixture)->price.availability, ==, 90);
  /* What is meant as a budget must not pass for none. */
  gtk_editable_set_text (get_child (fixture, "budget"), "a dollar");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (get_child (fixture, "budget"), "0.029");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpint (get_config (fixture)->price.budget, ==, 29000);
  g_assert_cmpint (flo_draft_get_pools (fixture->draft)->len, ==, 2);

  adw_combo_row_set_selected (get_child (fixture, "limit"), FLO_PRICE_ON_DEMAND);
  g_assert_cmpint (get_config (fixture)->price.availability, ==, 0);
  g_assert_cmpint (get_config (fixture)->price.budget, ==, 0);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));

  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_child (fixture, "lost_work")), ==, 30);
  gtk_spin_button_set_value (get_child (fixture, "lost_work"), 90);
  g_assert_cmpint (get_config (fixture)->interruption.lost_work_minutes, ==, 90);
}

/* Both ways between the config and the group of what keeps nodes at work. */
static void
test_upkeep (Fixture       *fixture,
             gconstpointer  page_type)
{
  FloUpkeepGroup *group = get_child (fixture, "upkeep");
  GObject *events = gtk_widget_get_template_child (GTK_WIDGET (group), FLO_TYPE_UPKEEP_GROUP, "events");
  GObject *rebalance = gtk_widget_get_template_child (GTK_WIDGET (group), FLO_TYPE_UPKEEP_GROUP, "rebalance");
  GObject *spares = gtk_widget_get_template_child (GTK_WIDGET (group), FLO_TYPE_UPKEEP_GROUP, "spares");
  GObject *short_row = gtk_widget_get_template_child (GTK_WIDGET (group), FLO_TYPE_UPKEEP_GROUP, "when_short");
  GObject *health = gtk_widget_get_template_child (GTK_WIDGET (group), FLO_TYPE_UPKEEP_GROUP, "health");

  /* EC2's advice comes through a queue alone. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (rebalance), FLO_REBALANCE_REPLACE);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  adw_combo_row_set_selected (ADW_COMBO_ROW (events), FLO_EVENTS_QUEUE);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpint (get_config (fixture)->interruption.rebalance, ==, FLO_REBALANCE_REPLACE);
  g_assert_cmpint (get_config (fixture)->monitoring.events, ==, FLO_EVENTS_QUEUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spares), 2);
  g_assert_cmpint (get_config (fixture)->availability.spares, ==, 2);
  adw_combo_row_set_selected (ADW_COMBO_ROW (short_row), FLO_WHEN_SHORT_WAIT);
  g_assert_cmpint (get_config (fixture)->zones.when_short, ==, FLO_WHEN_SHORT_WAIT);

  get_config (fixture)->health.action = FLO_HEALTH_TELL;
  get_config (fixture)->availability.spares = 1;
  flo_draft_touch (fixture->draft);
  g_assert_cmpint (adw_combo_row_get_selected (ADW_COMBO_ROW (health)), ==, FLO_HEALTH_TELL);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spares)), ==, 1);
  g_assert_cmpint (get_config (fixture)->interruption.rebalance, ==, FLO_REBALANCE_REPLACE);
}

static void
test_deadline (Fixture       *fixture,
               gconstpointer  page_type)
{
  GtkWidget *group = get_child (fixture, "deadline");
  GObject *work = gtk_widget_get_template_child (group, FLO_TYPE_DEADLINE_GROUP, "work");
  GObject *finish_by = gtk_widget_get_template_child (group, FLO_TYPE_DEADLINE_GROUP, "finish_by");
  GObject *when_done = gtk_widget_get_template_child (group, FLO_TYPE_DEADLINE_GROUP, "when_done");

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (work), 48);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (GTK_EDITABLE (finish_by), "Friday");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (GTK_EDITABLE (finish_by), "2099-11-27 18:00 Europe/Berlin");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpstr (get_config (fixture)->deadline.finish_by, ==, "2099-11-27 18:00 Europe/Berlin");
  adw_combo_row_set_selected (ADW_COMBO_ROW (when_done), FLO_WHEN_DONE_STOP);
  g_assert_cmpint (get_config (fixture)->deadline.when_done, ==, FLO_WHEN_DONE_STOP);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (work), 0);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_null (get_config (fixture)->deadline.finish_by);

  get_config (fixture)->deadline.work_hours = 2;
  get_config (fixture)->deadline.finish_by = g_strdup ("2099-01-01T00:00:00Z");
  flo_draft_touch (fixture->draft);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (work)), ==, 2);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (finish_by)), ==, "2099-01-01T00:00:00Z");
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

#define NOW 1700000000
#define DAY 86400

static void
append_series (GListStore          *prices,
               const char          *type,
               const char          *zone,
               const FloPricePoint *points,
               gsize                n_points)
{
  g_autoptr(FloPriceSeries) series = flo_price_series_new (type, zone, points, n_points,
                                                           NOW - 90 * DAY, NOW);

  g_list_store_append (prices, series);
}

/* Ninety days in which zone a was dear for the last nine and zone b for the last forty-five; one type of
 * zone a is without prices, one of zone b is always dear. */
static GListModel *
create_prices (void)
{
  static const FloPricePoint in_a[] = { { NOW - 100 * DAY, 30000 }, { NOW - 9 * DAY, 50000 } };
  static const FloPricePoint in_b[] = { { NOW - 90 * DAY, 32000 }, { NOW - 45 * DAY, 60000 } };
  static const FloPricePoint others_b[] = { { NOW - 90 * DAY, 70000 } };
  GListStore *prices = g_list_store_new (FLO_TYPE_PRICE_SERIES);

  append_series (prices, "m6i.large", "us-east-1a", in_a, G_N_ELEMENTS (in_a));
  append_series (prices, "m6i.large", "us-east-1b", in_b, G_N_ELEMENTS (in_b));
  append_series (prices, "c6i.large", "us-east-1b", others_b, G_N_ELEMENTS (others_b));

  return G_LIST_MODEL (prices);
}

static void
check_effect (GArray     *effects,
              guint       index,
              const char *zone,
              int         days_out,
              const char *words)
{
  const FloLimitEffect *effect = &g_array_index (effects, FloLimitEffect, index);
  g_autofree char *described = flo_limit_effect_describe (effect->seconds_out, effect->seconds, 90, NULL);

  g_assert_cmpstr (effect->zone, ==, zone);
  g_assert_cmpint (effect->seconds, ==, 90 * DAY);
  g_assert_cmpint (effect->seconds_out, ==, (gint64) days_out * DAY);
  g_assert_cmpstr (described, ==, words);
}

static GArray *
list_effects (GPtrArray       *pools,
              GListModel      *prices,
              const FloConfig *config)
{
  FloLimit limit = flo_config_get_limit (config);

  return flo_limit_effect_list (&limit, pools, prices, NOW - 90 * DAY, NOW);
}

static void
test_limit_effect (void)
{
  g_autoptr(FloConfig) config = create_config ();
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(GListModel) prices = create_prices ();
  g_autoptr(GPtrArray) pools = NULL;
  g_autoptr(GArray) fixed = NULL;
  g_autoptr(GArray) percent = NULL;
  g_autoptr(GArray) none = NULL;
  g_autoptr(GArray) unknown = NULL;

  /* Pools that the limit keeps out now are looked at all the same: that is the question. */
  config->price.limit = FLO_PRICE_FIXED;
  config->price.maximum = 1;
  pools = flo_config_list_pools (config, market);
  g_assert_cmpuint (pools->len, ==, 4);

  config->price.maximum = 40000;
  fixed = list_effects (pools, prices, config);
  g_assert_cmpuint (fixed->len, ==, 3);
  g_assert_cmpuint (g_array_index (fixed, FloLimitEffect, 0).n_pools, ==, 3);
  check_effect (fixed, 0, NULL, 9, "Would have kept you out 10 % of the last 90 days");
  check_effect (fixed, 1, "us-east-1a", 9, "Would have kept you out 10 % of the last 90 days");
  check_effect (fixed, 2, "us-east-1b", 45, "Would have kept you out 50 % of the last 90 days");

  /* Of on demand 60 % are 57600 for one type and 51000 for the other. */
  config->price.limit = FLO_PRICE_PERCENT;
  config->price.percent = 60;
  percent = list_effects (pools, prices, config);
  check_effect (percent, 1, "us-east-1a", 0, "Would not have kept you out in the last 90 days");
  check_effect (percent, 2, "us-east-1b", 45, "Would have kept you out 50 % of the last 90 days");

  config->price.limit = FLO_PRICE_ON_DEMAND;
  none = list_effects (pools, prices, config);
  check_effect (none, 0, NULL, 0, "Would not have kept you out in the last 90 days");

  /* Prices that nobody knows say nothing. */
  g_list_store_remove_all (G_LIST_STORE (prices));
  unknown = list_effects (pools, prices, config);
  g_assert_cmpuint (unknown->len, ==, 0);
}

static void
check_history (FloLimitHistory *history,
               FloDraft        *draft,
               FloMoney         maximum,
               const char      *words)
{
  flo_draft_get_config (draft)->price.limit = maximum > 0 ? FLO_PRICE_FIXED : FLO_PRICE_ON_DEMAND;
  flo_draft_get_config (draft)->price.maximum = maximum;
  flo_draft_touch (draft);
  flo_limit_history_show (history, draft);
  g_assert_cmpstr (flo_limit_history_get_words (history), ==, words);
}

static gboolean
has_row (GtkWidget  *widget,
         const char *subtitle)
{
  gboolean found = ADW_IS_ACTION_ROW (widget) &&
                   g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)),
                              subtitle) == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); !found && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = has_row (child, subtitle);

  return found;
}

static void
test_limit_history (void)
{
  g_autoptr(FloConfig) config = create_config ();
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(GListModel) prices = create_prices ();
  g_autoptr(FloDraft) draft = flo_draft_new (NULL, config);
  FloLimitHistory *history = g_object_new (FLO_TYPE_LIMIT_HISTORY, NULL);
  AdwPreferencesGroup *strategies;

  g_object_ref_sink (history);
  flo_draft_set_market (draft, market);
  check_history (history, draft, 0, "Waiting for prices");
  flo_limit_history_set_prices (history, prices, NOW);
  check_history (history, draft, 0, "Would not have kept you out in the last 90 days");
  check_history (history, draft, 40000, "Would have kept you out 10 % of the last 90 days");
  /* The best pool now is the one that was always dear. */
  strategies = ADW_PREFERENCES_GROUP (gtk_widget_get_template_child (
    GTK_WIDGET (history), FLO_TYPE_LIMIT_HISTORY, "strategies"));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (strategies)));
  g_assert_true (has_row (GTK_WIDGET (strategies), "Would not have kept you out in the last 90 days, "
                                                   "at $0.07 an hour on average"));
  g_assert_true (has_row (GTK_WIDGET (strategies), "Now $0.04. Would have kept you out 100 % of the "
                                                   "last 90 days"));
  g_assert_true (has_row (GTK_WIDGET (strategies), "Now $0.07. Would not have kept you out in the last 90 days, "
                                                   "at $0.07 an hour on average"));
  flo_draft_get_config (draft)->price.maximum = 0;
  flo_draft_get_config (draft)->price.limit = FLO_PRICE_DYNAMIC;
  flo_draft_get_config (draft)->price.availability = 95;
  flo_draft_get_config (draft)->price.budget = 60000;
  flo_draft_touch (draft);
  flo_limit_history_show (history, draft);
  g_assert_true (has_row (GTK_WIDGET (strategies), "Now $0.06. Would have kept you out 100 % of the last 90 days"));
  flo_draft_get_config (draft)->price.availability = 0;
  flo_draft_get_config (draft)->price.budget = 0;
  check_history (history, draft, 20000, "Would have kept you out 100 % of the last 90 days");
  g_assert_finalize_object (history);
}

static void
test_summary (void)
{
  g_autoptr(FloConfig) config = create_config ();
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(FloDraft) draft = flo_draft_new (NULL, config);
  FloDraftSummary summary;
  g_autofree char *set = NULL;
  g_autofree char *cost = NULL;
  g_autofree char *risk = NULL;

  flo_draft_summary_compute (draft, &summary);
  g_assert_cmpuint (summary.n_pools, ==, 0);
  g_assert_null (flo_draft_summary_describe_cost (&summary));
  g_assert_null (flo_draft_summary_describe_risk (&summary));

  flo_draft_set_market (draft, market);
  flo_draft_summary_compute (draft, &summary);
  set = flo_draft_summary_describe_set (&summary);
  cost = flo_draft_summary_describe_cost (&summary);
  risk = flo_draft_summary_describe_risk (&summary);
  g_assert_cmpstr (set, ==, "4 pools: 2 machine types in 2 zones");
  /* Three nodes between $0.026 and $0.032, 720 hours. */
  g_assert_cmpstr (cost, ==, "$0.078–$0.096 /h, about $56–$69 in 30 days at prices of now; "
                             "Spot is 66–69 % below on demand");
  g_assert_cmpstr (risk, ==, "AWS took back 0–10 % of such machines in a month: expect at most "
                             "about 1 interruption of your 3 Spot nodes");
}

/* Of machines that are taken back very often nobody publishes how often; what is expected is said all the same. */
static void
test_summary_of_the_worst (void)
{
  const FloZone zone = { "us-east-1a", "use1-az1", TRUE, NULL };
  const FloInstanceType type = { "m6i.large", 2, 8192, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 96000 };
  const FloPool pool = { &type, &zone, 30000, 0, 4 };
  g_autoptr(FloConfig) config = create_config ();
  g_autoptr(FloMarket) market = flo_market_new ("us-east-1", NOW, &zone, 1, &type, 1, &pool, 1);
  g_autoptr(FloDraft) draft = flo_draft_new (NULL, config);
  FloDraftSummary summary;
  g_autofree char *risk = NULL;

  flo_draft_set_market (draft, market);
  flo_draft_summary_compute (draft, &summary);
  /* 30 % in a month, by our reading: three nodes for 720 hours. */
  g_assert_cmpfloat_with_epsilon (summary.interruptions, 3 * 720 * 0.3567 / 730, 0.001);
  risk = flo_draft_summary_describe_risk (&summary);
  g_assert_cmpstr (risk, ==, "AWS took back more than 20 % of some of these machines in a month: expect about "
                             "2 interruptions of your 3 Spot nodes");
}

/* Out of sight nothing is made; what is seen is of now. */
static void
test_out_of_sight (void)
{
  g_autoptr(FloConfig) config = create_config ();
  g_autoptr(FloMarket) market = create_market ();
  g_autoptr(FloDraft) draft = flo_draft_new (NULL, config);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = g_object_new (FLO_TYPE_MACHINES_PAGE, NULL);
  FloCandidateTable *table;

  gtk_window_set_child (GTK_WINDOW (window), page);
  flo_assistant_page_set_draft (FLO_ASSISTANT_PAGE (page), draft);
  table = FLO_CANDIDATE_TABLE (gtk_widget_get_template_child (page, FLO_TYPE_MACHINES_PAGE,
                                                              "table"));
  flo_draft_set_market (draft, market);
  g_assert_cmpuint (flo_candidate_table_get_n_shown (table), ==, 0);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (page))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (flo_candidate_table_get_n_shown (table), ==, 2);
  /* What can be seen follows at once. */
  flo_draft_get_config (draft)->instances.max_vcpus = 64;
  flo_draft_touch (draft);
  g_assert_cmpuint (flo_candidate_table_get_n_shown (table), ==, 3);
  flo_assistant_page_set_draft (FLO_ASSISTANT_PAGE (page), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Twelve types in one zone, each a little dearer than the one before. */
static FloMarket *
create_line (void)
{
  static const FloZone zone = { "us-east-1a", "use1-az1", TRUE, NULL };
  static const FloInstanceType too_large = { "z1d.12xlarge", 48, 393216, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 4464000 };
  FloInstanceType types[13];
  FloPool pools[13];
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 12; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("m%ui.large", i + 1));
      types[i] = (FloInstanceType) { names->pdata[i], 2, 8192, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 100000 };
      pools[i] = (FloPool) { &types[i], &zone, 20000 + 2000 * i, 0, 0 };
    }
  types[12] = too_large;
  pools[12] = (FloPool) { &types[12], &zone, 900000, 0, 0 };

  return flo_market_new ("us-east-1", NOW, &zone, 1, types, 13, pools, 13);
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  gboolean found = GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0 &&
                   g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); !found && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = has_label (child, text);

  return found;
}

/* Every machine says why it was chosen, why it is in reserve, or why it is out. */
static void
test_reasons (void)
{
  static const char *const reasons[] = {
    "Chosen, place 1: us-east-1a, the least for an hour of useful work; taken back about every 1201 days",
    "Chosen, place 2: us-east-1a, 10 % dearer than the first for the same work, another type; taken back about every 1201 days",
    "In reserve: 5.3 % dearer than the last of the 10 pools chosen for the same work",
    "In reserve: 11 % dearer than the last of the 10 pools chosen for the same work",
    "Out: 48 vCPUs, more than 4",
  };
  g_autoptr(FloConfig) config = create_config ();
  g_autoptr(FloMarket) market = create_line ();
  g_autoptr(FloDraft) draft = flo_draft_new (NULL, config);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = g_object_new (FLO_TYPE_MACHINES_PAGE, NULL);
  FloDraftSummary summary;
  g_autofree char *set = NULL;

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 900);
  gtk_window_set_child (GTK_WINDOW (window), page);
  flo_draft_set_market (draft, market);
  flo_assistant_page_set_draft (FLO_ASSISTANT_PAGE (page), draft);
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (gtk_widget_get_template_child (page, FLO_TYPE_MACHINES_PAGE, "show_all")), TRUE);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (page) || !has_label (page, reasons[0]))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    g_assert_true (has_label (page, reasons[i]));

  flo_draft_summary_compute (draft, &summary);
  set = flo_draft_summary_describe_set (&summary);
  g_assert_cmpstr (set, ==, "10 pools: 10 machine types in 1 zone; 2 more in reserve");
  flo_assistant_page_set_draft (FLO_ASSISTANT_PAGE (page), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The widget of the filters that @label names. */
static gpointer
find_input (GtkWidget  *widget,
            const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_input (child, label);

      if (found != NULL)
        return found;
      if (GTK_IS_LABEL (child) && g_str_equal (gtk_label_get_label (GTK_LABEL (child)), label))
        return gtk_label_get_mnemonic_widget (GTK_LABEL (child));
    }

  return NULL;
}

static void
set_filter (FloMachineFilters *filters,
            const char        *label,
            const char        *value)
{
  gpointer input = find_input (GTK_WIDGET (filters), label);

  g_assert_nonnull (input);
  if (GTK_IS_SPIN_BUTTON (input))
    gtk_spin_button_set_value (input, g_ascii_strtod (value, NULL));
  else if (GTK_IS_DROP_DOWN (input))
    {
      GtkStringList *titles = GTK_STRING_LIST (gtk_drop_down_get_model (input));
      guint index = 0;

      while (!g_str_equal (gtk_string_list_get_string (titles, index), value))
        g_assert_cmpuint (++index, <, g_list_model_get_n_items (G_LIST_MODEL (titles)));
      gtk_drop_down_set_selected (input, index);
    }
  else
    gtk_editable_set_text (input, value);
}

static void
count_cb (guint *n_changes)
{
  (*n_changes)++;
}

static FloCandidate *
create_candidate (FloTypeTable *types,
                  const char   *name,
                  FloMoney      price,
                  int           range)
{
  static const FloZone zone = { "us-east-1a", "use1-az1", TRUE, NULL };
  FloInstanceType type;
  FloPool pool = { &type, &zone, price, 0, range };
  FloCandidate *candidate;

  g_assert_true (flo_type_table_describe_type (types, name, &type));
  type.on_demand = 100000;
  candidate = flo_candidate_new (&type, TRUE);
  flo_candidate_add_pool (candidate, &pool, 0);

  return candidate;
}

/* Each filter alone: the machines that pass it. */
static void
test_filters (void)
{
  static const struct { const char *name; FloMoney price; int range; } machines[] = {
    { "m6i.large", 20000, 0 }, { "m7g.xlarge", 40000, 3 }, { "c5d.large", 60000, -1 }, { "g5.xlarge", 90000, 4 },
    { "t3a.large", 10000, 2 }, { "m6a.metal", 95000, 1 }, { "inf1.xlarge", 70000, 1 },
  };
  static const struct { const char *label, *value, *passing; } cases[] = {
    { "vCPUs at least", "4", "m7g.xlarge g5.xlarge m6a.metal inf1.xlarge" },
    { "GiB of memory at least", "9", "m7g.xlarge g5.xlarge m6a.metal" },
    { "Architecture", "arm64", "m7g.xlarge" },
    { "Dollars an hour at most", "0.04", "m6i.large m7g.xlarge t3a.large" },
    { "Interrupted at most", "10 %", "m6i.large m6a.metal inf1.xlarge" },
    { "Percent saved at least", "60", "m6i.large m7g.xlarge t3a.large" },
    { "GPUs at least", "1", "g5.xlarge" },
    { "Kind of GPU", "A10G", "g5.xlarge" },
    { "Maker of the processor", "AMD", "g5.xlarge t3a.large m6a.metal" },
    { "Generation at least", "6", "m6i.large m7g.xlarge m6a.metal" },
    { "GB of local disks at least", "50", "c5d.large g5.xlarge" },
    { "Gbit/s of network at least", "12.5", "m6i.large m7g.xlarge m6a.metal inf1.xlarge" },
    { "With CPU credits (burstable)", "Only these", "t3a.large" },
    { "Bare metal", "Only these", "m6a.metal" },
    { "Similar to", " M5.Large ", "m6i.large" },
    { "Similar to", "m5.none", "m6i.large m7g.xlarge c5d.large g5.xlarge t3a.large m6a.metal inf1.xlarge" },
  };
  g_autoptr(FloTypeTable) types = flo_type_table_get_shipped ();
  g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func (g_object_unref);
  FloMachineFilters *filters = g_object_ref_sink (g_object_new (FLO_TYPE_MACHINE_FILTERS, NULL));
  guint n_changes = 0;

  flo_machine_filters_set_types (filters, types, NULL);
  g_signal_connect_swapped (filters, "changed", G_CALLBACK (count_cb), &n_changes);
  for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
    g_ptr_array_add (candidates, create_candidate (types, machines[i].name, machines[i].price, machines[i].range));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) passing = g_string_new (NULL);
      const gboolean is_none = g_str_equal (cases[i].value, "m5.none");

      set_filter (filters, cases[i].label, cases[i].value);
      g_assert_cmpuint (flo_machine_filters_get_n_set (filters), ==, is_none ? 0 : 1);
      for (guint c = 0; c < candidates->len; c++)
        if (flo_machine_filters_wants (filters, candidates->pdata[c]))
          g_string_append_printf (passing, "%s%s", passing->len > 0 ? " " : "",
                                  flo_candidate_get_name (candidates->pdata[c]));
      g_test_message ("%s: %s", cases[i].label, cases[i].value);
      g_assert_cmpstr (passing->str, ==, cases[i].passing);
      g_assert_cmpuint (n_changes, >, 0);
      n_changes = 0;
      flo_machine_filters_clear (filters);
      g_assert_cmpuint (flo_machine_filters_get_n_set (filters), ==, 0);
      g_assert_cmpuint (n_changes, ==, 1);
      n_changes = 0;
    }
  g_assert_finalize_object (filters);
}

static GtkCheckButton *
find_check (GtkWidget  *widget,
            const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkCheckButton *found = find_check (child, label);

      if (found != NULL)
        return found;
      if (GTK_IS_CHECK_BUTTON (child) && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (child)), label) == 0)
        return GTK_CHECK_BUTTON (child);
    }

  return NULL;
}

/* What went wrong for ourselves can be left out. */
static void
test_own_record (void)
{
  g_autoptr(FloTypeTable) types = flo_type_table_get_shipped ();
  g_autoptr(FloCandidate) good = create_candidate (types, "m6i.large", 1000, 0);
  g_autoptr(FloCandidate) bad = create_candidate (types, "m5.large", 1000, 0);
  FloMachineFilters *filters = g_object_ref_sink (g_object_new (FLO_TYPE_MACHINE_FILTERS, NULL));
  GtkCheckButton *check = find_check (GTK_WIDGET (filters), "Only Without _Trouble of Ours");

  flo_candidate_set_troubled (bad);
  flo_machine_filters_set_types (filters, types, NULL);
  g_assert_true (flo_machine_filters_wants (filters, good) && flo_machine_filters_wants (filters, bad));
  gtk_check_button_set_active (check, TRUE);
  g_assert_cmpuint (flo_machine_filters_get_n_set (filters), ==, 1);
  g_assert_true (flo_machine_filters_wants (filters, good));
  g_assert_false (flo_machine_filters_wants (filters, bad));
  flo_machine_filters_clear (filters);
  g_assert_true (flo_machine_filters_wants (filters, bad));
  g_assert_finalize_object (filters);
}

/* Name, fit and filters together. */
static void
test_table (void)
{
  g_autoptr(FloTypeTable) types = flo_type_table_get_shipped ();
  g_autoptr(GListStore) candidates = g_list_store_new (FLO_TYPE_CANDIDATE);
  FloMachineFilters *filters = g_object_ref_sink (g_object_new (FLO_TYPE_MACHINE_FILTERS, NULL));
  FloCandidateTable *table = g_object_ref_sink (g_object_new (FLO_TYPE_CANDIDATE_TABLE, NULL));
  const struct { FloCandidateFilter filter; guint shown; } cases[] = {
    { { .filters = NULL }, 3 },
    { { .all = TRUE }, 3 },
    { { .text = "LARGE" }, 3 },
    { { .text = "m6i" }, 1 },
    { { .filters = filters }, 1 },
    { { .text = "m6i", .filters = filters }, 0 },
  };
  static const char * const names[] = { "m6i.large", "m7g.xlarge", "c6i.large" };

  flo_machine_filters_set_types (filters, types, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(FloCandidate) candidate = create_candidate (types, names[i], 1000, 0);

      g_list_store_append (candidates, candidate);
    }
  flo_candidate_table_set_candidates (table, G_LIST_MODEL (candidates));
  set_filter (filters, "vCPUs at least", "3");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      flo_candidate_table_filter (table, &cases[i].filter);
      g_test_message ("filter %u", i);
      g_assert_cmpuint (flo_candidate_table_get_n_shown (table), ==, cases[i].shown);
    }
  g_assert_finalize_object (table);
  g_assert_finalize_object (filters);
}

/* All that AWS sells, at every step of a filter: within a frame. */
static void
test_filter_time (void)
{
  g_autoptr(FloTypeTable) types = flo_type_table_get_shipped ();
  g_autoptr(GListStore) candidates = g_list_store_new (FLO_TYPE_CANDIDATE);
  FloMachineFilters *filters = g_object_ref_sink (g_object_new (FLO_TYPE_MACHINE_FILTERS, NULL));
  FloCandidateTable *table = g_object_ref_sink (g_object_new (FLO_TYPE_CANDIDATE_TABLE, NULL));
  const FloCandidateFilter filter = { .filters = filters };
  gint64 best = G_MAXINT64;

  flo_machine_filters_set_types (filters, types, NULL);
  for (guint i = 0; i < flo_type_table_get_n (types); i++)
    {
      g_autoptr(FloCandidate) candidate =
        create_candidate (types, flo_type_table_get_at (types, i)->type, 1000 + i, (int) (i % 5));

      g_list_store_append (candidates, candidate);
    }
  flo_candidate_table_set_candidates (table, G_LIST_MODEL (candidates));
  for (guint i = 1; i <= 20; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      g_autofree char *value = g_strdup_printf ("%u", i * 4);

      set_filter (filters, "vCPUs at least", value);
      flo_candidate_table_filter (table, &filter);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  g_test_message ("%u machines: %.2f ms", flo_type_table_get_n (types), (double) best / 1000);
  g_assert_cmpint (best, <, 16000);
  g_assert_finalize_object (table);
  g_assert_finalize_object (filters);
}

/* Nobody answers, and nothing was kept: what there may be is shown all the same, with its age. */
static void
test_machines_offline (void)
{
  g_autoptr(FloConfig) config = create_config ();
  g_autoptr(FloDraft) draft = flo_draft_new (NULL, config);
  FloAssistantPage *page = g_object_ref_sink (g_object_new (flo_machines_page_get_type (), "draft", draft, NULL));
  GtkLabel *age = GTK_LABEL (gtk_widget_get_template_child (GTK_WIDGET (page), G_OBJECT_TYPE (page), "age"));
  FloCandidateTable *table =
    FLO_CANDIDATE_TABLE (gtk_widget_get_template_child (GTK_WIDGET (page), G_OBJECT_TYPE (page), "table"));

  g_assert_cmpuint (flo_candidate_table_get_n_shown (table), >, 100);
  g_assert_nonnull (strstr (gtk_label_get_label (age), "July 2026"));
  flo_assistant_page_set_draft (page, NULL);
  g_assert_finalize_object (page);
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
  ADD ("upkeep", flo_safety_page_get_type, test_upkeep);
  ADD ("deadline", flo_safety_page_get_type, test_deadline);
  ADD ("access", flo_access_page_get_type, test_access);
  ADD ("review", flo_review_page_get_type, test_review);
  g_test_add_func ("/assistant/unsaved", test_unsaved);
  g_test_add_func ("/assistant/limit/effect", test_limit_effect);
  g_test_add_func ("/assistant/limit/history", test_limit_history);
  g_test_add_func ("/assistant/summary", test_summary);
  g_test_add_func ("/assistant/summary/worst", test_summary_of_the_worst);
  g_test_add_func ("/assistant/filters", test_filters);
  g_test_add_func ("/assistant/filter-time", test_filter_time);
  g_test_add_func ("/assistant/own-record", test_own_record);
  g_test_add_func ("/assistant/table", test_table);
  g_test_add_func ("/assistant/machines-offline", test_machines_offline);
  g_test_add_func ("/assistant/out-of-sight", test_out_of_sight);
  g_test_add_func ("/assistant/reasons", test_reasons);

  return g_test_run ();
}
