/* test-edit-config.c: the assistant over the config of a fleet that lives: what is fixed, and what it says will change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "assistant-fixture.h"
#include "app/assistant/flo-access-page.h"
#include "app/assistant/flo-machines-page.h"
#include "app/assistant/flo-need-page.h"
#include "app/assistant/flo-review-page.h"
#include "app/assistant/flo-safety-page.h"
#include "app/assistant/flo-where-page.h"
#include "app/support/flo-number-row.h"
#include "config/flo-config-problem.h"
#include "fleet/flo-fleet-private.h"

#define NOW 1700000000

static FloFleet *
create_fleet (FloMode mode)
{
  g_autoptr(FloConfig) config = assistant_fixture_create_config ();

  config->account = g_strdup ("work");
  config->mode = mode;
  return flo_fleet_new ("f-1", "work", config, NOW);
}

static FloDraft *
create_draft (FloFleet *fleet)
{
  g_autoptr(FloMarket) market = assistant_fixture_create_market ();
  FloDraft *draft = flo_draft_new_for_fleet (NULL, fleet);

  flo_draft_set_market (draft, market);
  return draft;
}

static GtkWidget *
create_page (GType     type,
             FloDraft *draft)
{
  return g_object_ref_sink (g_object_new (type, "draft", draft, NULL));
}

static gpointer
get_child (GtkWidget  *page,
           const char *name)
{
  return gtk_widget_get_template_child (page, G_OBJECT_TYPE (page), name);
}

/* What all rows below @widget say, a line each: "title|subtitle", those that cannot be used in parentheses. */
static void
collect (GtkWidget *widget,
         GString   *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gboolean usable = gtk_widget_get_sensitive (child);

      if (gtk_widget_get_visible (child) && ADW_IS_ACTION_ROW (child))
        g_string_append_printf (text, "%s%s|%s%s\n", usable ? "" : "(",
                                adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)),
                                adw_action_row_get_subtitle (ADW_ACTION_ROW (child)), usable ? "" : ")");
      collect (child, text);
    }
}

static void
assert_says (GtkWidget  *widget,
             const char *line)
{
  g_autoptr(GString) text = g_string_new (NULL);

  collect (widget, text);
  if (strstr (text->str, line) == NULL)
    g_error ("“%s” is not in:\n%s", line, text->str);
}

/* ---- */

/* Its own name is no name that another fleet has, and nothing is changed yet. */
static void
test_begin (void)
{
  g_autoptr(FloFleet) fleet = create_fleet (FLO_MODE_FLOTILLA);
  g_autoptr(FloDraft) draft = create_draft (fleet);
  FloMoney low, high;

  for (guint i = 0; i < flo_draft_get_problems (draft)->len; i++)
    g_assert_cmpint (flo_config_problem_get_severity (g_ptr_array_index (flo_draft_get_problems (draft), i)), !=,
                     FLO_SEVERITY_ERROR);
  g_assert_cmpuint (flo_draft_get_changes (draft)->len, ==, 0);
  g_assert_false (flo_draft_get_unsaved (draft));
  flo_draft_get_config (draft)->capacity.nodes = 5;
  flo_draft_touch (draft);
  g_assert_cmpuint (flo_draft_get_changes (draft)->len, ==, 1);
  g_assert_true (flo_draft_get_unsaved (draft));
  g_assert_true (flo_draft_get_estimate_before (draft, &low, &high));
  g_assert_cmpint (low, ==, 3 * (26000 + 7192));
  g_assert_cmpint (high, ==, 3 * (32000 + 7192));
}

/* Name, account, region and VPC are shown, with why, and cannot be used; what else there is can be. */
static void
test_fixed (void)
{
  g_autoptr(FloFleet) fleet = create_fleet (FLO_MODE_FLOTILLA);
  g_autoptr(FloDraft) draft = create_draft (fleet);
  g_autoptr(GtkWidget) need = create_page (FLO_TYPE_NEED_PAGE, draft);
  g_autoptr(GtkWidget) where = create_page (FLO_TYPE_WHERE_PAGE, draft);
  g_autoptr(GtkWidget) access = create_page (FLO_TYPE_ACCESS_PAGE, draft);

  assert_says (need, "(_Name of the Fleet|All that the fleet made is called by its name)\n");
  assert_says (need, "\nN_odes|");
  assert_says (where, "(Account|The fleet is in the account that launched it)\n");
  assert_says (where, "(_Region|A fleet cannot leave its region)\n");
  g_assert_true (gtk_widget_get_sensitive (get_child (where, "zones")));
  assert_says (access, "|A security group and the nodes' addresses are of one VPC)\n");
  /* Another load does not free them. */
  flo_draft_touch (draft);
  assert_says (need, "(_Name of the Fleet|All that the fleet made is called by its name)\n");
  g_assert_false (gtk_widget_get_sensitive (get_child (where, "region_row")));
  flo_number_row_set (get_child (need, "nodes"), 4);
  g_assert_cmpstr (flo_draft_get_config (draft)->name, ==, "farm");
  g_assert_cmpuint (flo_draft_get_changes (draft)->len, ==, 1);
}

/* Of nodes that EC2 keeps, hardly anything can be changed. */
static void
test_managed (void)
{
  g_autoptr(FloFleet) fleet = create_fleet (FLO_MODE_MANAGED);
  g_autoptr(FloDraft) draft = create_draft (fleet);
  g_autoptr(GtkWidget) need = create_page (FLO_TYPE_NEED_PAGE, draft);
  g_autoptr(GtkWidget) machines = create_page (FLO_TYPE_MACHINES_PAGE, draft);
  g_autoptr(GtkWidget) safety = create_page (FLO_TYPE_SAFETY_PAGE, draft);
  g_autoptr(GtkWidget) access = create_page (FLO_TYPE_ACCESS_PAGE, draft);
  GtkWidget *mode = get_child (need, "mode");

  assert_says (need, "(_vCPUs, at Least|EC2 goes by what it was told at the launch)\n");
  assert_says (need, "\nN_odes|");
  g_assert_false (gtk_widget_get_sensitive (get_child (mode, "mode")));
  g_assert_true (gtk_widget_get_sensitive (get_child (mode, "excess")));
  g_assert_false (gtk_widget_get_sensitive (get_child (machines, "table")));
  g_assert_false (gtk_widget_get_sensitive (get_child (safety, "limit")));
  g_assert_true (gtk_widget_get_sensitive (get_child (safety, "fleet_budget")));
  g_assert_false (gtk_widget_get_sensitive (get_child (access, "disk")));
  g_assert_true (gtk_widget_get_sensitive (get_child (access, "ports")));
}

/* The last page says line by line what becomes of what, when, how many nodes at a time, and for how much. */
static void
test_review (void)
{
  g_autoptr(FloFleet) fleet = create_fleet (FLO_MODE_FLOTILLA);
  g_autoptr(FloDraft) draft = create_draft (fleet);
  g_autoptr(GtkWidget) review = create_page (FLO_TYPE_REVIEW_PAGE, draft);
  GtkWidget *changes = get_child (review, "changes");
  FloConfig *config = flo_draft_get_config (draft);

  g_assert_cmpstr (flo_assistant_page_get_title (FLO_ASSISTANT_PAGE (review)), ==, "Apply These Changes?");
  g_assert_cmpstr (adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (changes)), ==,
                   "“farm” has this config already: there is nothing to apply.");
  config->capacity.nodes = 5;
  config->budget.per_day = 9 * FLO_MONEY_PER_USD;
  flo_draft_touch (draft);
  assert_says (changes, "Nodes|3 → 5\nTakes effect at once\n");
  assert_says (changes, "Budget of a Day|not set → $9.00\nTakes effect at once\n");
  assert_says (changes, "Cost|$0.0996–$0.1176 /h → $0.166–$0.196 /h at prices of now\n");
  config->storage.size_gib = 40;
  config->capacity.nodes = 3;
  flo_fleet_set_wanted (fleet, 30);
  flo_draft_touch (draft);
  assert_says (changes, "Disk in GiB|20 → 40\nTakes effect for new nodes; those that run are replaced in turn\n");
  assert_says (changes, "Nodes That Are Replaced|At most 3 at a time, each when its successor passes its status checks");
  assert_says (changes, "Cost|$0.0996–$0.1176 /h → $0.1062–$0.1242 /h at prices of now\n");
  config->storage.size_gib = 20;
  config->budget.per_day = 8 * FLO_MONEY_PER_USD;
  flo_draft_touch (draft);
  assert_says (changes, "Cost|$0.0996–$0.1176 /h at prices of now, as before\n");
  g_assert_true (flo_assistant_page_get_complete (FLO_ASSISTANT_PAGE (review)));
}

/* What is done to the fleet meanwhile is seen before Apply is pressed. */
static void
test_meanwhile (void)
{
  g_autoptr(FloFleet) fleet = create_fleet (FLO_MODE_FLOTILLA);
  g_autoptr(FloDraft) draft = create_draft (fleet);
  g_autoptr(GtkWidget) review = create_page (FLO_TYPE_REVIEW_PAGE, draft);
  g_autoptr(FloConfig) other = assistant_fixture_create_config ();

  flo_draft_get_config (draft)->capacity.nodes = 5;
  flo_draft_touch (draft);
  other->account = g_strdup ("work");
  other->budget.per_day = 9 * FLO_MONEY_PER_USD;
  flo_fleet_set_config (fleet, other, 2);
  assert_says (review, "Somebody has changed the fleet’s config since you began|");
  assert_says (review, "Budget of a Day|$9.00 → not set\n");
  g_assert_true (flo_assistant_page_get_complete (FLO_ASSISTANT_PAGE (review)));
  flo_fleet_set_lease (fleet, NULL, "Driven by me@other since noon; read-only here");
  assert_says (review, "Driven by me@other since noon; read-only here|");
  g_assert_false (flo_assistant_page_get_complete (FLO_ASSISTANT_PAGE (review)));
  flo_fleet_set_lease (fleet, NULL, NULL);
  g_assert_true (flo_assistant_page_get_complete (FLO_ASSISTANT_PAGE (review)));
  flo_fleet_set_state (fleet, FLO_FLEET_DESTROYING);
  assert_says (review, "The fleet is being destroyed|");
  g_assert_false (flo_assistant_page_get_complete (FLO_ASSISTANT_PAGE (review)));
}

int
main (int    argc,
      char **argv)
{
  assistant_fixture_init (&argc, &argv);

  g_test_add_func ("/edit-config/begin", test_begin);
  g_test_add_func ("/edit-config/fixed", test_fixed);
  g_test_add_func ("/edit-config/managed", test_managed);
  g_test_add_func ("/edit-config/review", test_review);
  g_test_add_func ("/edit-config/meanwhile", test_meanwhile);

  return g_test_run ();
}
