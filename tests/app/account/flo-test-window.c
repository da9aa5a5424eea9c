/* flo-test-window.c: finds and waits for what the window's parts show, in one process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flo-test-window.h"

#define PATIENCE (10 * G_USEC_PER_SEC)
#define QUIET (200 * 1000)

gpointer
flo_test_window_get_child (gpointer    widget,
                           const char *name)
{
  GObject *child = gtk_widget_get_template_child (GTK_WIDGET (widget), G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (child);
  return child;
}

static GtkWidget *
find (GType  type,
      guint *n_found)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  *n_found = 0;
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (!G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        continue;
      found = window;
      (*n_found)++;
    }
  return found;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

GtkWidget *
flo_test_window_await (GType type)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint timer = g_timeout_add (20, wake_cb, NULL);
  GtkWidget *window;
  guint n_found;

  while ((window = find (type, &n_found)) == NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  g_assert_cmpuint (n_found, <=, 1);
  return window;
}

guint
flo_test_window_count (GType type)
{
  guint n_found;

  find (type, &n_found);
  return n_found;
}

gboolean
flo_test_window_await_flag (gboolean *flag)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint timer = g_timeout_add (20, wake_cb, NULL);

  while (!*flag && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  return *flag;
}

void
flo_test_window_settle (void)
{
  gint64 end = g_get_monotonic_time () + QUIET;
  guint timer = g_timeout_add (20, wake_cb, NULL);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
}
