/* test-machines.c: the assistant's choice of machines: its table, its filters, its reasons
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "assistant-fixture.h"
#include "app/assistant/flo-candidate-table.h"
#include "app/assistant/flo-candidate.h"
#include "app/assistant/flo-draft-summary.h"
#include "app/assistant/flo-machine-filters.h"
#include "app/assistant/flo-machines-page.h"

#define NOW 1700000000

static void
test_machines (AssistantFixture *fixture,
               gconstpointer     page_type)
{
  GtkSwitch *automatic = assistant_fixture_get_child (fixture, "automatic");

  g_assert_true (gtk_switch_get_active (automatic));
  g_assert_true (gtk_widget_get_visible (assistant_fixture_get_child (fixture, "warning")));
  gtk_switch_set_active (automatic, FALSE);
  /* What the engine would have chosen is where the person starts from. */
  g_assert_cmpuint (g_strv_length (assistant_fixture_get_config (fixture)->instances.types), ==, 2);
  g_assert_false (g_strv_contains ((const char * const *) assistant_fixture_get_config (fixture)->instances.types,
                                   "m6i.8xlarge"));
  gtk_switch_set_active (automatic, TRUE);
  g_assert_null (assistant_fixture_get_config (fixture)->instances.types);
}

/* Out of sight nothing is made; what is seen is of now. */
static void
test_out_of_sight (void)
{
  g_autoptr(FloConfig) config = assistant_fixture_create_config ();
  g_autoptr(FloMarket) market = assistant_fixture_create_market ();
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
  g_autoptr(FloConfig) config = assistant_fixture_create_config ();
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
  g_autoptr(FloConfig) config = assistant_fixture_create_config ();
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

/* What is left out shows, with its reason, when one stops to write. */
static void
test_exclude (AssistantFixture *fixture,
              gconstpointer     page_type)
{
  GtkEditable *exclude = assistant_fixture_get_child (fixture, "exclude");
  FloConfig *config = assistant_fixture_get_config (fixture);
  FloCandidateTable *table = assistant_fixture_get_child (fixture, "table");
  guint before = flo_candidate_table_get_n_shown (table);

  gtk_editable_set_text (exclude, "M6i");
  g_assert_false (flo_assistant_page_get_complete (fixture->page));
  g_assert_nonnull (strstr (flo_assistant_page_get_problem (fixture->page), "instances.exclude"));
  gtk_editable_set_text (exclude, " m5*.metal, c*  ");
  g_assert_true (flo_assistant_page_get_complete (fixture->page));
  g_assert_cmpuint (g_strv_length (config->instances.exclude), ==, 2);
  g_assert_cmpstr (config->instances.exclude[0], ==, "m5*.metal");
  g_assert_cmpstr (config->instances.exclude[1], ==, "c*");
  while (flo_candidate_table_get_n_shown (table) == before)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (flo_candidate_table_get_n_shown (table), <, before);

  gtk_editable_set_text (exclude, "");
  g_assert_null (config->instances.exclude);
  while (flo_candidate_table_get_n_shown (table) != before)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int    argc,
      char **argv)
{
  assistant_fixture_init (&argc, &argv);

  ASSISTANT_FIXTURE_ADD ("machines", flo_machines_page_get_type, test_machines);
  ASSISTANT_FIXTURE_ADD ("exclude", flo_machines_page_get_type, test_exclude);
  g_test_add_func ("/assistant/filters", test_filters);
  g_test_add_func ("/assistant/filter-time", test_filter_time);
  g_test_add_func ("/assistant/own-record", test_own_record);
  g_test_add_func ("/assistant/table", test_table);
  g_test_add_func ("/assistant/machines-offline", test_machines_offline);
  g_test_add_func ("/assistant/out-of-sight", test_out_of_sight);
  g_test_add_func ("/assistant/reasons", test_reasons);

  return g_test_run ();
}
