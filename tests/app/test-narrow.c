/* test-narrow.c: what the rows of the assistant say can be read on a phone
 *
 * Called with a language, "de", it is about that one; its words come from po/ of the build.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "assistant-fixture.h"
#include "app/assistant/flo-access-page.h"
#include "app/assistant/flo-machines-page.h"
#include "app/assistant/flo-need-page.h"
#include "app/assistant/flo-safety-page.h"
#include "app/assistant/flo-where-page.h"
#include "app/support/flo-fact.h"
#include "config/flo-config-source.h"

#define WIDTH 360
#define HEIGHT 640
#define FRAMES 20

static void
unfold (GtkWidget *widget)
{
  if (ADW_IS_EXPANDER_ROW (widget))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    unfold (child);
}

/* Whether what is around it, up to its row, shows only a part of it. */
static gboolean
is_clipped (GtkWidget *widget)
{
  for (GtkWidget *around = gtk_widget_get_parent (widget); !ADW_IS_PREFERENCES_ROW (around);
       around = gtk_widget_get_parent (around))
    {
      graphene_rect_t bounds;

      if (gtk_widget_get_overflow (around) != GTK_OVERFLOW_HIDDEN)
        continue;
      if (!gtk_widget_compute_bounds (widget, around, &bounds) || bounds.origin.x < -1 || bounds.origin.y < -1
          || bounds.origin.x + bounds.size.width > (float) gtk_widget_get_width (around) + 1
          || bounds.origin.y + bounds.size.height > (float) gtk_widget_get_height (around) + 1)
        return TRUE;
    }
  return FALSE;
}

/* In rows: a table has its columns cut, and shows the whole text elsewhere. Each of them is named. */
static guint
count_cut (GtkWidget *widget)
{
  guint n = 0;

  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return 0;
  if (GTK_IS_LABEL (widget) && gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_ROW) != NULL
      && (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))) || is_clipped (widget)))
    {
      g_test_message ("cut off: %s", gtk_label_get_text (GTK_LABEL (widget)));
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_cut (child);
  return n;
}

static gboolean
count_frame_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  (*(guint *) user_data)++;
  return G_SOURCE_CONTINUE;
}

static void
draw (GtkWidget *window)
{
  guint n_frames = 0;
  guint tick = gtk_widget_add_tick_callback (window, count_frame_cb, &n_frames, NULL);

  gtk_window_present (GTK_WINDOW (window));
  while (n_frames < FRAMES)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (window, tick);
}

/* So that as many rows as possible are there. */
static void
set_much (FloConfig *config)
{
  config->fallback.nodes = 2;
  config->health.action = FLO_HEALTH_RESTART_FIRST;
  config->price.limit = FLO_PRICE_DYNAMIC;
  config->price.availability = 95;
  config->price.stop_at = 90000;
  config->budget.per_hour = 900000;
  config->deadline.work_hours = 10;
  config->deadline.finish_by = g_strdup ("2027-01-01 00:00");
  config->scaling.metric = g_strdup ("Load");
  config->scaling.minimum = 1;
  config->scaling.maximum = 5;
  g_hash_table_insert (config->tags, g_strdup ("team"), g_strdup ("render"));
}

static void
test_page (gconstpointer page_type)
{
  AssistantFixture fixture;
  GtkWidget *window = gtk_window_new ();
  guint n_cut;

  assistant_fixture_set_up (&fixture, page_type);
  set_much (assistant_fixture_get_config (&fixture));
  flo_draft_touch (fixture.draft);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (fixture.page));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  unfold (GTK_WIDGET (fixture.page));
  draw (window);

  n_cut = count_cut (GTK_WIDGET (fixture.page));
  g_assert_cmpint (gtk_widget_get_width (window), <=, WIDTH);
  g_assert_cmpuint (n_cut, ==, 0);

  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  assistant_fixture_tear_down (&fixture, page_type);
}

/* What stands below a figure is read in more lines. */
static void
test_fact (void)
{
  const char *text = "$0.000471 in all, of it $0.000032 for storage and addresses";
  FloFact *fact = g_object_new (FLO_TYPE_FACT, "label", "Today", NULL);
  GtkWidget *window = gtk_window_new ();
  GtkLabel *detail = GTK_LABEL (gtk_widget_get_last_child (GTK_WIDGET (fact)));

  flo_fact_set (fact, "$0.000471", text);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (fact));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH / 2, HEIGHT);
  draw (window);

  g_assert_cmpstr (gtk_label_get_text (detail), ==, text);
  g_assert_cmpint (gtk_widget_get_width (window), <=, WIDTH / 2);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (detail)));
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (detail)), >, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Before the first text is asked for. */
static void
set_language (const char *language)
{
  g_autofree char *folder = g_build_filename (g_getenv ("FLOTILLA_BUILD_DIR"), "po", NULL);

  g_setenv ("LANGUAGE", language, TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; GType (*get_type) (void); } pages[] = {
    { "/assistant/narrow/need", flo_need_page_get_type },
    { "/assistant/narrow/where", flo_where_page_get_type },
    { "/assistant/narrow/machines", flo_machines_page_get_type },
    { "/assistant/narrow/safety", flo_safety_page_get_type },
    { "/assistant/narrow/access", flo_access_page_get_type },
  };

  if (argc > 1 && strlen (argv[argc - 1]) == 2)
    {
      set_language (argv[--argc]);
      g_assert_cmpstr (_("Review"), !=, "Review");
    }
  assistant_fixture_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    g_test_add_data_func (pages[i].path, (gconstpointer) pages[i].get_type, test_page);

  g_test_add_func ("/fact/narrow", test_fact);

  return g_test_run ();
}
