/* flo-cleanup-page.c: what carries our tag and belongs to no living fleet: removed or adopted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-cleanup-page"

#include "app/fleet/flo-cleanup-page.h"

#include <glib/gi18n.h>

#include "app/fleet/flo-destroy-dialog.h"
#include "app/fleet/flo-orphan-row.h"
#include "app/support/flo-error-dialog.h"
#include "app/support/flo-format.h"
#include "app/window/flo-window.h"
#include "fleet/cleanup/flo-orphan-scan.h"

struct _FloCleanupPage
{
  FloPage parent_instance;

  FloSession *session;          /* (owned) */
  FloEngine *engine;            /* (owned) */
  FloOrphanScan *scan;          /* (owned) (nullable): the last one that was begun */
  GCancellable *cancellable;    /* (owned) (nullable): of @scan while it runs */
  FloOrphan *asked;             /* (owned) (nullable): about which a question is open */

  GtkStack *stack;              /* "idle", "looking", "clean", "found", "failed" */
  GtkProgressBar *progress;
  AdwStatusPage *clean_page;
  AdwStatusPage *failed_page;
  GtkLabel *summary;
  GtkWidget *orphans_group;
  GtkListBox *orphans_list;
  GtkWidget *gaps_group;
  GtkListBox *gaps_list;
};

G_DEFINE_FINAL_TYPE (FloCleanupPage, flo_cleanup_page, FLO_TYPE_PAGE)

static GtkWindow *
get_window (FloCleanupPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
update_actions (FloCleanupPage *self)
{
  gboolean may_change = !flo_session_get_read_only (self->session);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cleanup.look", self->cancellable == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cleanup.cancel", self->cancellable != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cleanup.remove", may_change);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cleanup.adopt", may_change);
}

/* ---- what was found ---- */

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
show_gaps (FloCleanupPage *self)
{
  GPtrArray *gaps = flo_orphan_scan_get_gaps (self->scan);

  clear_list (self->gaps_list);
  for (guint i = 0; i < gaps->len; i++)
    {
      const FloScanGap *gap = g_ptr_array_index (gaps, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *message = g_markup_escape_text (gap->message, -1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), gap->region);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), message);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
      gtk_list_box_append (self->gaps_list, row);
    }
  gtk_widget_set_visible (self->gaps_group, gaps->len > 0);
}

static void
show_orphans (FloCleanupPage *self)
{
  GListModel *orphans = flo_orphan_scan_get_orphans (self->scan);
  guint n_orphans = g_list_model_get_n_items (orphans);

  clear_list (self->orphans_list);
  for (guint i = 0; i < n_orphans; i++)
    {
      g_autoptr(FloOrphan) orphan = g_list_model_get_item (orphans, i);

      gtk_list_box_append (self->orphans_list, flo_orphan_row_new (orphan));
    }
  gtk_widget_set_visible (self->orphans_group, n_orphans > 0);
}

/* "2 lost fleets, about $61.40 a month · 17 regions looked at, 12:03:11" */
static char *
summarize (FloCleanupPage *self)
{
  GListModel *orphans = flo_orphan_scan_get_orphans (self->scan);
  guint n_orphans = g_list_model_get_n_items (orphans);
  guint n_regions = flo_orphan_scan_get_n_regions (self->scan);
  g_autofree char *clock = flo_format_clock (flo_orphan_scan_get_time (self->scan));
  g_autofree char *found = NULL, *cost = NULL, *where = NULL;
  FloMoney per_month = 0;

  for (guint i = 0; i < n_orphans; i++)
    {
      g_autoptr(FloOrphan) orphan = g_list_model_get_item (orphans, i);

      per_month += flo_orphan_get_per_month (orphan);
    }
  cost = flo_money_format (per_month);
  /* Translators: how many fleets, and what they cost in a month */
  found = g_strdup_printf (ngettext ("%u lost fleet, %s a month", "%u lost fleets, %s a month", n_orphans), n_orphans,
                           cost);
  /* Translators: how many regions, and the time of day */
  where = g_strdup_printf (ngettext ("%u region looked at, %s", "%u regions looked at, %s", n_regions), n_regions,
                           clock);
  return n_orphans > 0 ? g_strconcat (found, " · ", where, NULL) : g_steal_pointer (&where);
}

static void
show_result (FloCleanupPage *self)
{
  g_autofree char *summary = summarize (self);
  gboolean found = g_list_model_get_n_items (flo_orphan_scan_get_orphans (self->scan)) > 0;

  gtk_label_set_label (self->summary, summary);
  adw_status_page_set_description (self->clean_page, summary);
  show_orphans (self);
  show_gaps (self);
  gtk_stack_set_visible_child_name (self->stack,
                                    found || flo_orphan_scan_get_gaps (self->scan)->len > 0 ? "found" : "clean");
}

/* ---- looking ---- */

static void
progress_cb (FloCleanupPage *self)
{
  guint n_regions = flo_orphan_scan_get_n_regions (self->scan);
  guint n_done = flo_orphan_scan_get_n_done (self->scan);
  g_autofree char *text = NULL;

  if (n_regions == 0)
    return;
  text = g_strdup_printf (ngettext ("%u of %u region", "%u of %u regions", n_regions), n_done, n_regions);
  gtk_progress_bar_set_fraction (self->progress, (double) n_done / n_regions);
  gtk_progress_bar_set_text (self->progress, text);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FloCleanupPage) self = FLO_CLEANUP_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  gboolean done = flo_orphan_scan_run_finish (FLO_ORPHAN_SCAN (object), result, &error);

  if (FLO_ORPHAN_SCAN (object) != self->scan)
    return;
  g_clear_object (&self->cancellable);
  update_actions (self);
  if (done)
    show_result (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_stack_set_visible_child_name (self->stack, "idle");
  else
    {
      g_autofree char *text = flo_error_dialog_describe (error);
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      adw_status_page_set_description (self->failed_page, escaped);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
}

static void
start_looking (FloCleanupPage *self)
{
  FloStore *store = flo_session_get_store (self->session);

  if (self->cancellable != NULL || store == NULL)
    return;
  flo_session_attend (self->session);
  g_clear_object (&self->scan);
  self->scan = flo_orphan_scan_new (store, flo_engine_get_account (self->engine));
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->scan, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_progress_bar_set_text (self->progress, _("Asking for the regions"));
  gtk_stack_set_visible_child_name (self->stack, "looking");
  update_actions (self);
  flo_orphan_scan_run_async (self->scan, NULL, self->cancellable, looked_cb, g_object_ref (self));
}

static void
look (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  start_looking (FLO_CLEANUP_PAGE (widget));
}

static void
cancel (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  g_cancellable_cancel (FLO_CLEANUP_PAGE (widget)->cancellable);
}

/* ---- removing and adopting ---- */

static FloOrphan *
find_orphan (FloCleanupPage *self,
             GVariant       *parameter)
{
  const char *id, *region;

  g_variant_get (parameter, "(&s&s)", &id, &region);
  return self->scan != NULL ? flo_orphan_scan_find (self->scan, id, region) : NULL;
}

/* Its plan and its proof are those of any fleet that is destroyed. */
static void
remove_orphan (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  FloCleanupPage *self = FLO_CLEANUP_PAGE (widget);
  FloOrphan *orphan = find_orphan (self, parameter);
  GtkWidget *dialog;

  if (orphan == NULL)
    return;
  dialog = flo_destroy_dialog_new_for_orphan (get_window (self), self->engine, orphan);
  g_signal_connect_object (dialog, "begun", G_CALLBACK (start_looking), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
adopted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(FloCleanupPage) self = FLO_CLEANUP_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(FloFleet) fleet = flo_engine_adopt_finish (FLO_ENGINE (object), result, &error);
  GtkWindow *window = get_window (self);

  if (fleet == NULL)
    {
      flo_error_dialog_show_error (window, _("The Fleet Was Not Adopted"), error);
      return;
    }
  if (FLO_IS_WINDOW (window))
    {
      g_autofree char *text = g_strdup_printf (_("“%s” is yours again"), flo_fleet_get_name (fleet));
      g_autofree char *page = g_strconcat ("fleet:", flo_fleet_get_id (fleet), NULL);

      flo_window_toast_action (FLO_WINDOW (window), text, _("_Show"), "win.show-page", g_variant_new_string (page));
    }
  start_looking (self);
}

static void
adopt_answered_cb (FloCleanupPage *self,
                   const char     *response)
{
  g_autoptr(FloOrphan) orphan = g_steal_pointer (&self->asked);

  if (orphan != NULL && g_str_equal (response, "adopt"))
    flo_engine_adopt_async (self->engine, orphan, FALSE, NULL, adopted_cb, g_object_ref (self));
}

static void
adopt_orphan (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FloCleanupPage *self = FLO_CLEANUP_PAGE (widget);
  FloOrphan *orphan = find_orphan (self, parameter);
  g_autoptr(GError) error = NULL;
  g_autoptr(FloConfig) config = orphan != NULL ? flo_orphan_make_config (orphan, FALSE, &error) : NULL;
  g_autofree char *heading = NULL, *body = NULL;
  const char *owner;
  GtkWidget *dialog;

  if (orphan == NULL)
    return;
  if (config == NULL)
    {
      flo_error_dialog_show_error (get_window (self), _("This Cannot Be Adopted"), error);
      return;
    }
  owner = flo_orphan_get_owner (orphan);
  heading = g_strdup_printf (_("Adopt “%s”?"), config->name);
  /* Translators: how many nodes, and who launched them */
  body = g_strdup_printf (_("Flotilla keeps %u nodes of it running from now on. Its tags do not tell ports, image, "
                            "storage, price limit and budget: those are the defaults. Whoever launched it must run it no "
                            "more: %s."), (guint) config->capacity.nodes, owner != NULL ? owner : _("not known"));
  g_set_object (&self->asked, orphan);
  dialog = adw_message_dialog_new (get_window (self), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "adopt", _("_Adopt"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "adopt", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "adopt");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (adopt_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
flo_cleanup_page_map (GtkWidget *widget)
{
  FloCleanupPage *self = FLO_CLEANUP_PAGE (widget);

  GTK_WIDGET_CLASS (flo_cleanup_page_parent_class)->map (widget);
  if (self->scan == NULL)
    start_looking (self);
}

static void
flo_cleanup_page_dispose (GObject *object)
{
  FloCleanupPage *self = FLO_CLEANUP_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->scan);
  g_clear_object (&self->asked);
  g_clear_object (&self->engine);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (flo_cleanup_page_parent_class)->dispose (object);
}

static void
flo_cleanup_page_class_init (FloCleanupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_cleanup_page_dispose;
  widget_class->map = flo_cleanup_page_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/flotilla/Flotilla/fleet/flo-cleanup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloCleanupPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FloCleanupPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FloCleanupPage, clean_page);
  gtk_widget_class_bind_template_child (widget_class, FloCleanupPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, FloCleanupPage, summary);
  gtk_widget_class_bind_template_child (widget_class, FloCleanupPage, orphans_group);
  gtk_widget_class_bind_template_child (widget_class, FloCleanupPage, orphans_list);
  gtk_widget_class_bind_template_child (widget_class, FloCleanupPage, gaps_group);
  gtk_widget_class_bind_template_child (widget_class, FloCleanupPage, gaps_list);
  gtk_widget_class_install_action (widget_class, "cleanup.look", NULL, look);
  gtk_widget_class_install_action (widget_class, "cleanup.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "cleanup.remove", "(ss)", remove_orphan);
  gtk_widget_class_install_action (widget_class, "cleanup.adopt", "(ss)", adopt_orphan);
}

static void
flo_cleanup_page_init (FloCleanupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
flo_cleanup_page_new (FloSession *session)
{
  FloCleanupPage *self = g_object_new (FLO_TYPE_CLEANUP_PAGE, NULL);

  self->session = g_object_ref (session);
  self->engine = g_object_ref (flo_session_get_engine (session));
  update_actions (self);
  return GTK_WIDGET (self);
}
