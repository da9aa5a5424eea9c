/* test-assistant.c: the assistant's pages: when they are complete, and what they write into the config
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "assistant-fixture.h"
#include "app/assistant/flo-access-page.h"
#include "app/assistant/flo-draft-summary.h"
#include "app/assistant/flo-mode-row.h"
#include "app/assistant/flo-need-page.h"
#include "app/assistant/flo-work-row.h"
#include "app/assistant/flo-review-page.h"
#include "app/assistant/flo-schedule-row.h"
#include "app/assistant/flo-where-page.h"
#include "app/assistant/flo-tags-row.h"
#include "app/assistant/flo-zone-row.h"
#include "app/support/flo-number-row.h"
#include "config/flo-config-source.h"

#define NOW 1700000000

static void
test_need (AssistantFixture *fixture,
           gconstpointer     page_type)
{
  FloMoney low, high;

  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpint (flo_draft_get_pools (fixture->draft)->len, ==, 4);
  g_assert_true (flo_draft_get_estimate (fixture->draft, &low, &high));
  /* With 20 GiB and an address each. */
  g_assert_cmpint (flo_draft_get_extras (fixture->draft), ==, 3 * 7192);
  g_assert_cmpint (low, ==, 3 * (26000 + 7192));
  g_assert_cmpint (high, ==, 3 * (32000 + 7192));

  flo_number_row_set (assistant_fixture_get_child (fixture, "nodes"), 5);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->capacity.nodes, ==, 5);
  g_assert_true (flo_draft_get_estimate (fixture->draft, &low, &high));
  g_assert_cmpint (low, ==, 5 * (26000 + 7192));
  /* A standby is stopped: its volume costs, and nothing else. */
  assistant_fixture_get_config (fixture)->availability.standbys = 2;
  g_assert_cmpint (flo_draft_get_extras (fixture->draft), ==, 5 * 7192 + 2 * 2192);

  gtk_editable_set_text (assistant_fixture_get_child (fixture, "name_row"), "Not A Name");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  g_assert_nonnull (flo_assistant_page_get_problem (fixture->page));
  gtk_editable_set_text (assistant_fixture_get_child (fixture, "name_row"), " render-farm ");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpstr (assistant_fixture_get_config (fixture)->name, ==, "render-farm");

  flo_number_row_set (assistant_fixture_get_child (fixture, "min_memory"), 8);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->instances.min_memory_mib, ==, 8192);
  g_assert_cmpint (flo_draft_get_pools (fixture->draft)->len, ==, 2);
}

/* The widget of class @type below @widget that @name begins the title, tooltip or label of. */
static gpointer
find (GtkWidget  *widget,
      GType       type,
      const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find (child, type, name);
      const char *said = ADW_IS_PREFERENCES_ROW (child) ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child))
                                                        : gtk_widget_get_tooltip_text (child);

      if (found != NULL)
        return found;
      if (g_type_is_a (G_OBJECT_TYPE (child), type) && said != NULL && g_str_has_prefix (said, name))
        return child;
    }

  return NULL;
}

static GObject *
get_part (gpointer    widget,
          GType       type,
          const char *name)
{
  GObject *part = gtk_widget_get_template_child (widget, type, name);

  g_assert_nonnull (part);
  return part;
}

/* Times are added, read, refused while they mean nothing, and removed. */
static void
test_schedule (AssistantFixture *fixture,
               gconstpointer     page_type)
{
  GtkWidget *row = assistant_fixture_get_child (fixture, "schedule");
  const FloConfig *config = assistant_fixture_get_config (fixture);
  GObject *time_zone = get_part (row, FLO_TYPE_SCHEDULE_ROW, "time_zone");
  GtkEditable *entry;

  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "Off: the same number at all times");
  g_signal_emit_by_name (find (row, GTK_TYPE_BUTTON, "Add a Time"), "clicked");
  g_signal_emit_by_name (find (row, GTK_TYPE_BUTTON, "Add a Time"), "clicked");
  g_assert_cmpstr (config->scaling.schedule[0], ==, "0 8 * * 1-5 = 3");
  g_assert_cmpstr (config->scaling.schedule[1], ==, "0 18 * * 1-5 = 1");
  g_assert_null (config->scaling.schedule[2]);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_nonnull (strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), " now, "));

  entry = find (row, ADW_TYPE_ENTRY_ROW, "3 nodes, next from ");
  gtk_editable_set_text (entry, "0 8 * * = 20");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  g_assert_true (find (row, ADW_TYPE_ENTRY_ROW, "Minute hour ") == entry);
  gtk_editable_set_text (entry, "0 8 * * 1-5 = 20");
  gtk_editable_set_text (GTK_EDITABLE (time_zone), "Europe/Berlin");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpstr (config->scaling.time_zone, ==, "Europe/Berlin");
  /* What comes from elsewhere does not disturb who writes. */
  flo_draft_touch (fixture->draft);
  g_assert_true (find (row, ADW_TYPE_ENTRY_ROW, "20 nodes, next from ") == entry);

  for (int i = 0; i < 2; i++)
    g_signal_emit_by_name (find (row, GTK_TYPE_BUTTON, "Remove This Time"), "clicked");
  g_assert_null (config->scaling.schedule);
  g_assert_null (config->scaling.time_zone);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
}

static void
test_work (AssistantFixture *fixture,
            gconstpointer     page_type)
{
  GtkWidget *row = assistant_fixture_get_child (fixture, "work");
  FloConfig *config = assistant_fixture_get_config (fixture);
  AdwComboRow *source = ADW_COMBO_ROW (get_part (row, FLO_TYPE_WORK_ROW, "source"));
  GtkEditable *name = GTK_EDITABLE (get_part (row, FLO_TYPE_WORK_ROW, "queue"));
  FloNumberRow *minimum = FLO_NUMBER_ROW (get_part (row, FLO_TYPE_WORK_ROW, "minimum"));
  FloNumberRow *maximum = FLO_NUMBER_ROW (get_part (row, FLO_TYPE_WORK_ROW, "maximum"));

  /* With a name alone it is whole: the other numbers begin where they make sense. */
  adw_combo_row_set_selected (source, FLO_SCALE_BY_QUEUE);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  g_assert_nonnull (flo_assistant_page_get_problem (fixture->page));
  gtk_editable_set_text (name, " jobs ");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpstr (config->scaling.queue, ==, "jobs");
  g_assert_cmpint (config->scaling.messages_per_node, >, 0);
  flo_number_row_set (maximum, 20);
  flo_number_row_set (minimum, 2);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==,
                   "By the messages of jobs, 2 to 20 nodes");
  flo_number_row_set (minimum, 4);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));

  adw_combo_row_set_selected (source, FLO_SCALE_BY_NONE);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpint (config->scaling.maximum, ==, 0);
  g_assert_cmpint (config->scaling.in_minutes, ==, 10);

  config->scaling.queue = g_strdup ("other");
  config->scaling.minimum = 1;
  config->scaling.maximum = 7;
  flo_draft_touch (fixture->draft);
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "other");
  g_assert_cmpint (flo_number_row_get (maximum), ==, 7);

  /* By the nodes' own CPUs: at least one, or there is nothing to measure. */
  flo_number_row_set (minimum, 0);
  adw_combo_row_set_selected (source, FLO_SCALE_BY_CPU);
  g_assert_null (config->scaling.queue);
  g_assert_cmpint (config->scaling.messages_per_node, ==, 0);
  g_assert_cmpint (config->scaling.cpu, ==, 60);
  g_assert_cmpint (config->scaling.minimum, ==, 1);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==,
                   "By how busy their CPUs are, 1 to 7 nodes");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (source)), "half a cent a day"));
}

/* A metric needs more than a name, and is told what is missing. */
static void
test_metric (AssistantFixture *fixture,
             gconstpointer     page_type)
{
  GtkWidget *row = assistant_fixture_get_child (fixture, "work");
  FloConfig *config = assistant_fixture_get_config (fixture);
  AdwComboRow *source = ADW_COMBO_ROW (get_part (row, FLO_TYPE_WORK_ROW, "source"));
  AdwComboRow *measures = ADW_COMBO_ROW (get_part (row, FLO_TYPE_WORK_ROW, "measures"));
  GtkEditable *dimensions = GTK_EDITABLE (get_part (row, FLO_TYPE_WORK_ROW, "dimensions"));
  GtkEditable *target = GTK_EDITABLE (get_part (row, FLO_TYPE_WORK_ROW, "target"));
  FloNumberRow *minimum = FLO_NUMBER_ROW (get_part (row, FLO_TYPE_WORK_ROW, "minimum"));

  adw_combo_row_set_selected (source, FLO_SCALE_BY_METRIC);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (GTK_EDITABLE (get_part (row, FLO_TYPE_WORK_ROW, "metric")), "Backlog");
  g_assert_nonnull (strstr (flo_assistant_page_get_problem (fixture->page), "namespace"));
  gtk_editable_set_text (GTK_EDITABLE (get_part (row, FLO_TYPE_WORK_ROW, "name_space")), "Render");
  gtk_editable_set_text (target, "half");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (target, "0.5");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (dimensions, "Stage=production;  Team = blue ");
  g_assert_cmpstr (config->scaling.dimensions[0], ==, "Stage=production");
  g_assert_cmpstr (config->scaling.dimensions[1], ==, "Team = blue");
  g_assert_null (config->scaling.dimensions[2]);
  g_assert_cmpint (config->scaling.minimum, ==, 1);
  adw_combo_row_set_selected (measures, FLO_MEASURES_ALL);
  flo_number_row_set (minimum, 0);
  g_assert_cmpint (config->scaling.minimum, ==, 0);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "By the metric Backlog, 0 to 3 nodes");

  adw_combo_row_set_selected (source, FLO_SCALE_BY_NONE);
  g_assert_null (config->scaling.metric);
  g_assert_null (config->scaling.metric_namespace);
  g_assert_null (config->scaling.dimensions);
  g_assert_null (config->scaling.target);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
}

/* Left to EC2, what it cannot do is neither shown nor kept. */
static void
test_mode (AssistantFixture *fixture,
           gconstpointer     page_type)
{
  GtkWidget *row = assistant_fixture_get_child (fixture, "mode");
  GtkWidget *queue = assistant_fixture_get_child (fixture, "work");
  FloConfig *config = assistant_fixture_get_config (fixture);
  AdwComboRow *mode = ADW_COMBO_ROW (get_part (row, FLO_TYPE_MODE_ROW, "mode"));
  AdwComboRow *rebalance = ADW_COMBO_ROW (get_part (row, FLO_TYPE_MODE_ROW, "rebalance"));
  FloNumberRow *delay = FLO_NUMBER_ROW (get_part (row, FLO_TYPE_MODE_ROW, "termination_delay"));

  config->fallback.nodes = 2;
  adw_combo_row_set_selected (mode, FLO_MODE_MANAGED);
  g_assert_cmpint (config->mode, ==, FLO_MODE_MANAGED);
  g_assert_cmpint (config->fallback.nodes, ==, 0);
  g_assert_false (gtk_widget_get_visible (queue));
  flo_number_row_set (delay, 600);
  g_assert_cmpint (config->managed.termination_delay, ==, 600);
  adw_combo_row_set_selected (rebalance, FLO_MANAGED_REBALANCE_NONE);
  g_assert_cmpint (config->managed.rebalance, ==, FLO_MANAGED_REBALANCE_NONE);
  g_assert_cmpint (config->managed.termination_delay, ==, 120);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (delay)));
  g_assert_true (flo_assistant_page_get_complete (fixture->page));

  adw_combo_row_set_selected (mode, FLO_MODE_FLOTILLA);
  g_assert_cmpint (config->managed.rebalance, ==, FLO_MANAGED_REBALANCE_BEFORE_TERMINATE);
  g_assert_true (gtk_widget_get_visible (queue));
}

static FloZoneRow *
get_zone_row (AssistantFixture *fixture,
              int               index)
{
  return FLO_ZONE_ROW (gtk_list_box_get_row_at_index (assistant_fixture_get_child (fixture, "zones"), index));
}

/* What a click on the row's tick does. */
static void
toggle (FloZoneRow *row)
{
  gtk_widget_mnemonic_activate (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)), FALSE);
}

static void
test_where (AssistantFixture *fixture,
            gconstpointer     page_type)
{
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  gtk_switch_set_active (assistant_fixture_get_child (fixture, "evacuate"), TRUE);
  g_assert_true (assistant_fixture_get_config (fixture)->zones.evacuate);
  g_assert_true (flo_zone_row_get_active (get_zone_row (fixture, 0)));
  g_assert_false (flo_zone_row_get_usable (get_zone_row (fixture, 2)));
  g_assert_null (assistant_fixture_get_config (fixture)->zones.allowed);

  toggle (get_zone_row (fixture, 0));
  g_assert_nonnull (assistant_fixture_get_config (fixture)->zones.allowed);
  g_assert_cmpuint (g_strv_length (assistant_fixture_get_config (fixture)->zones.allowed), ==, 1);
  g_assert_cmpstr (assistant_fixture_get_config (fixture)->zones.allowed[0], ==, "us-east-1b");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));

  /* One zone is allowed when it is said why. */
  adw_combo_row_set_selected (assistant_fixture_get_child (fixture, "distribution"), FLO_DISTRIBUTION_SINGLE);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (assistant_fixture_get_child (fixture, "reason"), "The data is there");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpint (assistant_fixture_get_config (fixture)->zones.minimum, ==, 1);

  adw_combo_row_set_selected (assistant_fixture_get_child (fixture, "distribution"), FLO_DISTRIBUTION_BALANCED);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->zones.minimum, ==, 2);
  g_assert_null (assistant_fixture_get_config (fixture)->zones.reason);
  toggle (get_zone_row (fixture, 0));
  g_assert_null (assistant_fixture_get_config (fixture)->zones.allowed);
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
}

static void
test_access (AssistantFixture *fixture,
             gconstpointer     page_type)
{
  GtkEditable *ports = assistant_fixture_get_child (fixture, "ports");

  gtk_editable_set_text (assistant_fixture_get_child (fixture, "sources"), "203.0.113.7, 198.51.100.0/24");
  g_assert_cmpstr (assistant_fixture_get_config (fixture)->network.sources[0], ==, "203.0.113.7/32");
  g_assert_cmpstr (assistant_fixture_get_config (fixture)->network.sources[1], ==, "198.51.100.0/24");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_false (gtk_widget_get_visible (assistant_fixture_get_child (fixture, "open_row")));

  gtk_editable_set_text (ports, "80, https");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  gtk_editable_set_text (ports, "80 443");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpuint (assistant_fixture_get_config (fixture)->network.n_ports, ==, 2);
  g_assert_cmpint (assistant_fixture_get_config (fixture)->network.ports[1], ==, 443);

  gtk_editable_set_text (assistant_fixture_get_child (fixture, "sources"), "0.0.0.0/0");
  g_assert_true (gtk_widget_get_visible (assistant_fixture_get_child (fixture, "open_row")));
}

/* @n: how many of them are passed over. (nullable) */
static GtkWidget *
find_entry (GtkWidget *widget,
            guint     *n)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (!ADW_IS_ENTRY_ROW (child))
        found = find_entry (child, n);
      else if ((*n)-- == 0)
        found = child;
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_tag_entry (AssistantFixture *fixture,
               guint             index)
{
  return find_entry (assistant_fixture_get_child (fixture, "tags"), &index);
}

static void
test_tags (AssistantFixture *fixture,
           gconstpointer     page_type)
{
  FloTagsRow *row = assistant_fixture_get_child (fixture, "tags");
  FloConfig *config = assistant_fixture_get_config (fixture);
  const char *subtitle;

  g_assert_null (get_tag_entry (fixture, 0));
  /* What cannot be told apart in one line comes back as it was. */
  g_hash_table_insert (config->tags, g_strdup ("a=b"), g_strdup ("c, d"));
  g_hash_table_insert (config->tags, g_strdup ("team"), g_strdup ("render"));
  flo_draft_touch (fixture->draft);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_tag_entry (fixture, 0))), ==, "a=b=c, d");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_tag_entry (fixture, 1))), ==, "team=render");
  gtk_editable_set_text (GTK_EDITABLE (get_tag_entry (fixture, 1)), " team = blender farm ");
  g_assert_cmpuint (g_hash_table_size (config->tags), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (config->tags, "a=b"), ==, "c, d");
  g_assert_cmpstr (g_hash_table_lookup (config->tags, "team"), ==, "blender farm");
  subtitle = adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row));
  g_assert_cmpstr (subtitle, ==, "a=b=c, d · team=blender farm");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));

  /* What AWS, or Flotilla, keeps for itself. */
  gtk_editable_set_text (GTK_EDITABLE (get_tag_entry (fixture, 1)), "aws:team=1");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  g_assert_nonnull (strstr (flo_assistant_page_get_problem (fixture->page), "aws:"));

  /* A name has one value: the other row says that it counts for nothing. */
  gtk_editable_set_text (GTK_EDITABLE (get_tag_entry (fixture, 1)), "a=b=other");
  g_assert_cmpuint (g_hash_table_size (config->tags), ==, 2);
  gtk_editable_set_text (GTK_EDITABLE (get_tag_entry (fixture, 0)), "a=first");
  g_assert_cmpuint (g_hash_table_size (config->tags), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (config->tags, "a"), ==, "b=other");
  g_assert_true (gtk_widget_has_css_class (get_tag_entry (fixture, 0), "error"));
  g_assert_false (gtk_widget_has_css_class (get_tag_entry (fixture, 1), "error"));

  /* A name alone is a tag without a value; nothing is none. */
  gtk_editable_set_text (GTK_EDITABLE (get_tag_entry (fixture, 0)), "spot");
  g_assert_cmpstr (g_hash_table_lookup (config->tags, "spot"), ==, "");
  gtk_editable_set_text (GTK_EDITABLE (get_tag_entry (fixture, 0)), "");
  g_assert_cmpuint (g_hash_table_size (config->tags), ==, 1);
  g_hash_table_remove_all (config->tags);
  flo_draft_touch (fixture->draft);
  g_assert_null (get_tag_entry (fixture, 0));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "None besides Flotilla’s own");
}

static void
test_review (AssistantFixture *fixture,
             gconstpointer     page_type)
{
  GtkWidget *summary = assistant_fixture_get_child (fixture, "summary");
  GtkListBoxRow *first;

  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_null (find (summary, ADW_TYPE_ACTION_ROW, "While It Runs"));
  assistant_fixture_get_config (fixture)->price.move = TRUE;
  assistant_fixture_get_config (fixture)->zones.evacuate = TRUE;
  flo_draft_touch (fixture->draft);
  g_assert_cmpstr (adw_action_row_get_subtitle (find (summary, ADW_TYPE_ACTION_ROW, "While It Runs")), ==,
                   "Nodes move to cheaper machines · Nodes leave a zone that takes others back");
  g_clear_pointer (&assistant_fixture_get_config (fixture)->name, g_free);
  assistant_fixture_get_config (fixture)->name = g_strdup ("");
  flo_draft_touch (fixture->draft);
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  first = gtk_list_box_get_row_at_index (assistant_fixture_get_child (fixture, "checks"), 0);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (first)), !=,
                   "The config is valid");
}

static void
test_unsaved (void)
{
  g_autoptr(FloConfig) config = assistant_fixture_create_config ();
  g_autoptr(FloDraft) draft = flo_draft_new (NULL, config);

  g_assert_false (flo_draft_get_unsaved (draft));
  flo_draft_get_config (draft)->capacity.nodes = 4;
  g_assert_true (flo_draft_get_unsaved (draft));
  flo_draft_mark_saved (draft);
  g_assert_false (flo_draft_get_unsaved (draft));
  g_assert_false (flo_draft_get_estimate (draft, &(FloMoney) { 0 }, &(FloMoney) { 0 }));
}

static void
test_summary (void)
{
  g_autoptr(FloConfig) config = assistant_fixture_create_config ();
  g_autoptr(FloMarket) market = assistant_fixture_create_market ();
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
  g_assert_cmpstr (cost, ==, "$0.0996–$0.1176 /h, about $72–$85 in 30 days at prices of now; "
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
  g_autoptr(FloConfig) config = assistant_fixture_create_config ();
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

int
main (int    argc,
      char **argv)
{
  assistant_fixture_init (&argc, &argv);

  ASSISTANT_FIXTURE_ADD ("need", flo_need_page_get_type, test_need);
  ASSISTANT_FIXTURE_ADD ("schedule", flo_need_page_get_type, test_schedule);
  ASSISTANT_FIXTURE_ADD ("work", flo_need_page_get_type, test_work);
  ASSISTANT_FIXTURE_ADD ("metric", flo_need_page_get_type, test_metric);
  ASSISTANT_FIXTURE_ADD ("mode", flo_need_page_get_type, test_mode);
  ASSISTANT_FIXTURE_ADD ("where", flo_where_page_get_type, test_where);
  ASSISTANT_FIXTURE_ADD ("access", flo_access_page_get_type, test_access);
  ASSISTANT_FIXTURE_ADD ("tags", flo_access_page_get_type, test_tags);
  ASSISTANT_FIXTURE_ADD ("review", flo_review_page_get_type, test_review);
  g_test_add_func ("/assistant/unsaved", test_unsaved);
  g_test_add_func ("/assistant/summary", test_summary);
  g_test_add_func ("/assistant/summary/worst", test_summary_of_the_worst);

  return g_test_run ();
}
