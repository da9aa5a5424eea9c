/* test-safety.c: the assistant's page of how cheap and how safe, and what a limit would have done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "assistant-fixture.h"
#include "app/assistant/flo-deadline-row.h"
#include "app/assistant/flo-fallback-row.h"
#include "app/assistant/flo-health-row.h"
#include "app/assistant/flo-launch-row.h"
#include "app/assistant/flo-limit-history.h"
#include "app/assistant/flo-reserves-row.h"
#include "app/assistant/flo-safety-page.h"
#include "app/assistant/flo-thresholds-row.h"
#include "app/assistant/flo-warnings-row.h"
#include "app/support/flo-moment-row.h"
#include "app/support/flo-number-row.h"
#include "config/flo-config-limit-check.h"
#include "config/flo-config-need.h"

#define NOW 1700000000
#define DAY 86400

static void
test_safety (AssistantFixture *fixture,
             gconstpointer     page_type)
{
  gtk_switch_set_active (assistant_fixture_get_child (fixture, "move"), TRUE);
  g_assert_true (assistant_fixture_get_config (fixture)->price.move);
  adw_combo_row_set_selected (assistant_fixture_get_child (fixture, "limit"), FLO_PRICE_FIXED);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (assistant_fixture_get_child (fixture, "maximum"), "a dollar");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (assistant_fixture_get_child (fixture, "maximum"), "0.029");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpint (assistant_fixture_get_config (fixture)->price.maximum, ==, 29000);
  g_assert_cmpint (flo_draft_get_pools (fixture->draft)->len, ==, 2);

  adw_combo_row_set_selected (assistant_fixture_get_child (fixture, "limit"), FLO_PRICE_PERCENT);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->price.percent, ==, 60);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->price.maximum, ==, 0);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));

  adw_combo_row_set_selected (assistant_fixture_get_child (fixture, "limit"), FLO_PRICE_DYNAMIC);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->price.percent, ==, 0);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->price.availability, ==, 95);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->price.budget, ==, 0);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  flo_number_row_set (assistant_fixture_get_child (fixture, "availability"), 90);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->price.availability, ==, 90);
  /* What is meant as a budget must not pass for none. */
  gtk_editable_set_text (assistant_fixture_get_child (fixture, "budget"), "a dollar");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (assistant_fixture_get_child (fixture, "budget"), "0.029");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpint (assistant_fixture_get_config (fixture)->price.budget, ==, 29000);
  g_assert_cmpint (flo_draft_get_pools (fixture->draft)->len, ==, 2);

  adw_combo_row_set_selected (assistant_fixture_get_child (fixture, "limit"), FLO_PRICE_ON_DEMAND);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->price.availability, ==, 0);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->price.budget, ==, 0);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));

  g_assert_cmpint (flo_number_row_get (assistant_fixture_get_child (fixture, "lost_work")), ==, 30);
  flo_number_row_set (assistant_fixture_get_child (fixture, "lost_work"), 90);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->interruption.lost_work_minutes, ==, 90);
}

/* Both ways between the config and the group of what keeps nodes at work. */
static void
test_upkeep (AssistantFixture *fixture,
             gconstpointer     page_type)
{
  GtkWidget *warnings = assistant_fixture_get_child (fixture, "warnings");
  GtkWidget *sick = assistant_fixture_get_child (fixture, "health");
  GtkWidget *reserves = assistant_fixture_get_child (fixture, "reserves");
  GObject *events = gtk_widget_get_template_child (warnings, FLO_TYPE_WARNINGS_ROW, "events");
  GObject *rebalance = gtk_widget_get_template_child (warnings, FLO_TYPE_WARNINGS_ROW, "rebalance");
  GObject *spares = gtk_widget_get_template_child (reserves, FLO_TYPE_RESERVES_ROW, "spares");
  GObject *standbys = gtk_widget_get_template_child (reserves, FLO_TYPE_RESERVES_ROW, "standbys");
  GObject *short_row = gtk_widget_get_template_child (reserves, FLO_TYPE_RESERVES_ROW, "when_short");
  GObject *health = gtk_widget_get_template_child (sick, FLO_TYPE_HEALTH_ROW, "action");
  GObject *grace = gtk_widget_get_template_child (sick, FLO_TYPE_HEALTH_ROW, "grace");
  GObject *per_hour = gtk_widget_get_template_child (sick, FLO_TYPE_HEALTH_ROW, "per_hour");

  /* Who asks does not hear EC2's advice. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (rebalance), FLO_REBALANCE_REPLACE);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  adw_combo_row_set_selected (ADW_COMBO_ROW (events), FLO_EVENTS_INSTANCES);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->monitoring.events, ==, FLO_EVENTS_INSTANCES);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  adw_combo_row_set_selected (ADW_COMBO_ROW (events), FLO_EVENTS_QUEUE);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpint (assistant_fixture_get_config (fixture)->interruption.rebalance, ==, FLO_REBALANCE_REPLACE);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->monitoring.events, ==, FLO_EVENTS_QUEUE);
  flo_number_row_set (FLO_NUMBER_ROW (spares), 2);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->availability.spares, ==, 2);
  flo_number_row_set (FLO_NUMBER_ROW (standbys), 1);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->availability.standbys, ==, 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (short_row), FLO_WHEN_SHORT_WAIT);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->zones.when_short, ==, FLO_WHEN_SHORT_WAIT);

  flo_number_row_set (FLO_NUMBER_ROW (grace), 8);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->health.grace_minutes, ==, 8);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (per_hour)));

  assistant_fixture_get_config (fixture)->health.action = FLO_HEALTH_TELL;
  assistant_fixture_get_config (fixture)->availability.spares = 1;
  assistant_fixture_get_config (fixture)->availability.standbys = 3;
  flo_draft_touch (fixture->draft);
  g_assert_cmpint (adw_combo_row_get_selected (ADW_COMBO_ROW (health)), ==, FLO_HEALTH_TELL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (per_hour)));
  g_assert_cmpint (flo_number_row_get (FLO_NUMBER_ROW (spares)), ==, 1);
  g_assert_cmpint (flo_number_row_get (FLO_NUMBER_ROW (standbys)), ==, 3);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->interruption.rebalance, ==, FLO_REBALANCE_REPLACE);
}

/* Whether silence is sickness is asked of who listens to the nodes, and forgotten with that. */
static void
test_silence (AssistantFixture *fixture,
              gconstpointer     page_type)
{
  GtkWidget *row = assistant_fixture_get_child (fixture, "warnings");
  FloConfig *config = assistant_fixture_get_config (fixture);
  GObject *events = gtk_widget_get_template_child (row, FLO_TYPE_WARNINGS_ROW, "events");
  GObject *silence_row = gtk_widget_get_template_child (row, FLO_TYPE_WARNINGS_ROW, "silence_row");
  GObject *silence = gtk_widget_get_template_child (row, FLO_TYPE_WARNINGS_ROW, "silence");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (silence_row)));
  adw_combo_row_set_selected (ADW_COMBO_ROW (events), FLO_EVENTS_INSTANCES);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (silence_row)));
  g_assert_false (config->health.ssh);
  gtk_switch_set_active (GTK_SWITCH (silence), TRUE);
  g_assert_true (config->health.ssh);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  adw_combo_row_set_selected (ADW_COMBO_ROW (events), FLO_EVENTS_QUEUE);
  g_assert_false (config->health.ssh);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
}

/* What is waited for at the launch, and what becomes of one that fails. */
static void
test_launch (AssistantFixture *fixture,
             gconstpointer     page_type)
{
  GtkWidget *row = assistant_fixture_get_child (fixture, "launch");
  FloConfig *config = assistant_fixture_get_config (fixture);
  GObject *wait_for = gtk_widget_get_template_child (row, FLO_TYPE_LAUNCH_ROW, "wait_for");
  GObject *on_failure = gtk_widget_get_template_child (row, FLO_TYPE_LAUNCH_ROW, "on_failure");
  GObject *timeout = gtk_widget_get_template_child (row, FLO_TYPE_LAUNCH_ROW, "timeout");

  g_assert_cmpint (flo_number_row_get (FLO_NUMBER_ROW (timeout)), ==, 30);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==,
                   "It goes on if nodes are missing after 30 minutes");
  adw_combo_row_set_selected (ADW_COMBO_ROW (wait_for), FLO_WAIT_FOR_RUNNING);
  g_assert_cmpint (config->launch.wait_for, ==, FLO_WAIT_FOR_RUNNING);
  flo_number_row_set (FLO_NUMBER_ROW (timeout), 45);
  g_assert_cmpint (config->launch.timeout_minutes, ==, 45);
  adw_combo_row_set_selected (ADW_COMBO_ROW (on_failure), FLO_ON_FAILURE_ROLLBACK);
  g_assert_cmpint (config->launch.on_failure, ==, FLO_ON_FAILURE_ROLLBACK);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==,
                   "The fleet is destroyed if nodes are missing after 45 minutes");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));

  /* A number that changes by itself can be missed without anything being wrong: said here, where it can be mended. */
  config->scaling.schedule = g_strsplit ("0 8 * * * = 2", ",", -1);
  flo_draft_touch (fixture->draft);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  g_assert_nonnull (strstr (flo_assistant_page_get_problem (fixture->page), "launch.on_failure"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (on_failure), FLO_ON_FAILURE_KEEP);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
}

static void
test_fallback (AssistantFixture *fixture,
               gconstpointer     page_type)
{
  static const char * const names[] = { "nodes", "interruptions", "hours", "saving", "score" };
  GtkWidget *row = assistant_fixture_get_child (fixture, "fallback");
  FloConfig *config = assistant_fixture_get_config (fixture);
  FloNumberRow *fields[G_N_ELEMENTS (names)];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fields[i] = FLO_NUMBER_ROW (gtk_widget_get_template_child (row, FLO_TYPE_FALLBACK_ROW, names[i]));

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fields[3])));
  flo_number_row_set (fields[0], 2);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fields[3])));
  flo_number_row_set (fields[1], 3);
  flo_number_row_set (fields[2], 6);
  flo_number_row_set (fields[3], 20);
  flo_number_row_set (fields[4], 4);
  g_assert_cmpint (config->fallback.max_interruptions, ==, 3);
  g_assert_cmpint (config->fallback.interruption_hours, ==, 6);
  g_assert_cmpint (config->fallback.min_saving, ==, 20);
  g_assert_cmpint (config->fallback.min_score, ==, 4);

  /* Hours of what is not counted are not written. */
  flo_number_row_set (fields[1], 0);
  g_assert_cmpint (config->fallback.interruption_hours, ==, 1);

  config->fallback.min_saving = 35;
  flo_draft_touch (fixture->draft);
  g_assert_cmpint (flo_number_row_get (fields[3]), ==, 35);
  g_assert_cmpint (config->fallback.min_score, ==, 4);
}

static void
test_thresholds (AssistantFixture *fixture,
                 gconstpointer     page_type)
{
  GtkWidget *row = assistant_fixture_get_child (fixture, "thresholds");
  FloConfig *config = assistant_fixture_get_config (fixture);
  GObject *warn = gtk_widget_get_template_child (row, FLO_TYPE_THRESHOLDS_ROW, "warn_at");
  GObject *stop = gtk_widget_get_template_child (row, FLO_TYPE_THRESHOLDS_ROW, "stop_at");
  GObject *at_stop = gtk_widget_get_template_child (row, FLO_TYPE_THRESHOLDS_ROW, "at_stop");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (at_stop)));
  gtk_editable_set_text (GTK_EDITABLE (warn), "a dollar");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (GTK_EDITABLE (warn), "0.05");
  gtk_editable_set_text (GTK_EDITABLE (stop), "0.08");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpint (config->price.warn_at, ==, 50000);
  g_assert_cmpint (config->price.stop_at, ==, 80000);
  adw_combo_row_set_selected (ADW_COMBO_ROW (at_stop), FLO_AT_STOP_END);
  g_assert_cmpint (config->price.at_stop, ==, FLO_AT_STOP_END);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "Told above $0.05 · No node above $0.08");

  gtk_editable_set_text (GTK_EDITABLE (stop), "");
  g_assert_cmpint (config->price.at_stop, ==, FLO_AT_STOP_GROWING);
  config->price.stop_at = 90000;
  flo_draft_touch (fixture->draft);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (stop)), ==, "0.09");
}

static gpointer
find (GtkWidget *widget,
      GType      type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* A day that is chosen is written on the clocks that were meant; what is not touched stays as it was written. */
static void
test_moment (void)
{
  static const struct { const char *before, *after; } cases[] = {
    { "2026-11-27 09:30 Europe/Berlin", "2027-02-03 18:00 Europe/Berlin" },
    { "2026-11-27T09:30:15Z", "2027-02-03T18:00Z" },
    { "2026-11-27T09:30-05:00", "2027-02-03T18:00-05:00" },
    { "some day", "2027-02-03 18:00 UTC" },
    { NULL, "2027-02-03 18:00 UTC" },
  };
  g_autoptr(GDateTime) day = g_date_time_new_utc (2027, 2, 3, 0, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FloMomentRow *row = g_object_ref_sink (g_object_new (FLO_TYPE_MOMENT_ROW, NULL));
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      flo_moment_row_set (row, cases[i].before);
      before = flo_moment_row_get (row);
      g_assert_cmpstr (before, ==, cases[i].before);
      gtk_calendar_select_day (find (GTK_WIDGET (row), GTK_TYPE_CALENDAR), day);
      after = flo_moment_row_get (row);
      g_assert_cmpstr (after, ==, cases[i].after);
      g_assert_finalize_object (row);
    }
}

static void
test_deadline (AssistantFixture *fixture,
               gconstpointer     page_type)
{
  GtkWidget *group = assistant_fixture_get_child (fixture, "deadline");
  GObject *work = gtk_widget_get_template_child (group, FLO_TYPE_DEADLINE_ROW, "work");
  GObject *finish_by = gtk_widget_get_template_child (group, FLO_TYPE_DEADLINE_ROW, "finish_by");
  GObject *when_done = gtk_widget_get_template_child (group, FLO_TYPE_DEADLINE_ROW, "when_done");

  flo_number_row_set (FLO_NUMBER_ROW (work), 48);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (GTK_EDITABLE (finish_by), "Friday");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (GTK_EDITABLE (finish_by), "2099-11-27 18:00 Europe/Berlin");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpstr (assistant_fixture_get_config (fixture)->deadline.finish_by, ==, "2099-11-27 18:00 Europe/Berlin");
  adw_combo_row_set_selected (ADW_COMBO_ROW (when_done), FLO_WHEN_DONE_STOP);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->deadline.when_done, ==, FLO_WHEN_DONE_STOP);

  flo_number_row_set (FLO_NUMBER_ROW (work), 0);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_null (assistant_fixture_get_config (fixture)->deadline.finish_by);

  assistant_fixture_get_config (fixture)->deadline.work_hours = 2;
  assistant_fixture_get_config (fixture)->deadline.finish_by = g_strdup ("2099-01-01T00:00:00Z");
  flo_draft_touch (fixture->draft);
  g_assert_cmpint (flo_number_row_get (FLO_NUMBER_ROW (work)), ==, 2);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (finish_by)), ==, "2099-01-01T00:00:00Z");
}

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
  g_autoptr(FloConfig) config = assistant_fixture_create_config ();
  g_autoptr(FloMarket) market = assistant_fixture_create_market ();
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
  g_autoptr(FloConfig) config = assistant_fixture_create_config ();
  g_autoptr(FloMarket) market = assistant_fixture_create_market ();
  g_autoptr(GListModel) prices = create_prices ();
  g_autoptr(FloDraft) draft = flo_draft_new (NULL, config);
  FloLimitHistory *history = g_object_new (FLO_TYPE_LIMIT_HISTORY, NULL);
  GtkWidget *strategies;

  g_object_ref_sink (history);
  flo_draft_set_market (draft, market);
  check_history (history, draft, 0, "Waiting for prices");
  flo_limit_history_set_prices (history, prices, NOW);
  check_history (history, draft, 0, "Would not have kept you out in the last 90 days");
  check_history (history, draft, 40000, "Would have kept you out 10 % of the last 90 days");
  /* The best pool now is the one that was always dear. */
  strategies = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (history), FLO_TYPE_LIMIT_HISTORY, "strategies"));
  g_assert_true (gtk_widget_get_visible (strategies));
  g_assert_true (has_row (strategies, "Would not have kept you out in the last 90 days, "
                                                   "at $0.07 an hour on average"));
  g_assert_true (has_row (strategies, "Now $0.04. Would have kept you out 100 % of the "
                                                   "last 90 days"));
  g_assert_true (has_row (strategies, "Now $0.07. Would not have kept you out in the last 90 days, "
                                                   "at $0.07 an hour on average"));
  flo_draft_get_config (draft)->price.maximum = 0;
  flo_draft_get_config (draft)->price.limit = FLO_PRICE_DYNAMIC;
  flo_draft_get_config (draft)->price.availability = 95;
  flo_draft_get_config (draft)->price.budget = 60000;
  flo_draft_touch (draft);
  flo_limit_history_show (history, draft);
  g_assert_true (has_row (strategies, "Now $0.06. Would have kept you out 100 % of the last 90 days"));
  flo_draft_get_config (draft)->price.availability = 0;
  flo_draft_get_config (draft)->price.budget = 0;
  check_history (history, draft, 20000, "Would have kept you out 100 % of the last 90 days");
  g_assert_finalize_object (history);
}

int
main (int    argc,
      char **argv)
{
  assistant_fixture_init (&argc, &argv);

  ASSISTANT_FIXTURE_ADD ("safety", flo_safety_page_get_type, test_safety);
  ASSISTANT_FIXTURE_ADD ("upkeep", flo_safety_page_get_type, test_upkeep);
  ASSISTANT_FIXTURE_ADD ("launch", flo_safety_page_get_type, test_launch);
  ASSISTANT_FIXTURE_ADD ("silence", flo_safety_page_get_type, test_silence);
  ASSISTANT_FIXTURE_ADD ("fallback", flo_safety_page_get_type, test_fallback);
  ASSISTANT_FIXTURE_ADD ("deadline", flo_safety_page_get_type, test_deadline);
  ASSISTANT_FIXTURE_ADD ("thresholds", flo_safety_page_get_type, test_thresholds);
  g_test_add_func ("/assistant/moment", test_moment);
  g_test_add_func ("/assistant/limit/effect", test_limit_effect);
  g_test_add_func ("/assistant/limit/history", test_limit_history);

  return g_test_run ();
}
