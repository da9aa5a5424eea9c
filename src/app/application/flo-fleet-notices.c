/* flo-fleet-notices.c: tells a person what happens to the fleets while they look elsewhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-notices"

#include "app/application/flo-fleet-notices.h"

#include <glib/gi18n.h>

#include "app/application/flo-fleet-watch.h"
#include "app/support/flo-settings.h"
#include "app/window/flo-window.h"

/* What one look at AWS finds comes in many small changes. */
#define WAIT_MS 500

struct _FloFleetNotices
{
  GObject parent_instance;

  GApplication *application;   /* (owned) */
  FloSession *session;         /* (owned) */
  GSettings *settings;         /* (owned) (nullable) */
  GPtrArray *engines;          /* (owned) (element-type FloEngine): whose fleets are followed */
  GHashTable *watches;         /* (owned): FloFleet, borrowed → FloFleetWatch */
  GHashTable *sent;            /* (owned) (element-type utf8): ids of notifications that may stand */
  gboolean silent[FLO_FLEET_NOTICE_N_KINDS];
  guint timer;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (FloFleetNotices, flo_fleet_notices, G_TYPE_OBJECT)

static char *
make_id (FloFleet           *fleet,
         FloFleetNoticeKind  kind)
{
  return g_strdup_printf ("fleet-%s-%s", flo_fleet_get_id (fleet), flo_fleet_notice_kind_word (kind));
}

static void
withdraw (FloFleetNotices *self,
          const char      *id)
{
  if (g_hash_table_remove (self->sent, id))
    g_application_withdraw_notification (self->application, id);
}

/* The window that the person looks at, NULL when it is another program's. */
static FloWindow *
find_window (FloFleetNotices *self)
{
  gboolean active = FALSE;
  FloWindow *window = NULL;

  /* Of ours, a dialog may have the focus. */
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self->application)); l != NULL; l = l->next)
    {
      active |= gtk_window_is_active (l->data);
      if (FLO_IS_WINDOW (l->data))
        window = l->data;
    }
  return active ? window : NULL;
}

static GVariant *
make_target (FloFleet   *fleet,
             const char *verb)
{
  return g_variant_new ("(sss)", flo_fleet_get_account (fleet), flo_fleet_get_id (fleet), verb);
}

static void
notify (FloFleetNotices      *self,
        FloFleet             *fleet,
        const FloFleetNotice *notice)
{
  FloAccount *account = flo_account_list_find (flo_session_get_accounts (self->session), flo_fleet_get_account (fleet));
  gboolean practice = account != NULL && flo_account_is_practice (account);
  g_autoptr(GNotification) notification = g_notification_new (notice->title);
  g_autofree char *id = make_id (fleet, notice->kind);
  g_autofree char *text = g_strconcat (notice->text != NULL ? notice->text : "",
                                       /* Translators: follows other sentences */
                                       practice ? _(" This is the practice cloud.") : "", NULL);

  g_notification_set_body (notification, text);
  g_notification_set_priority (notification, notice->priority);
  g_notification_set_default_action_and_target_value (notification, "app.show-fleet", make_target (fleet, ""));
  if (notice->kind != FLO_FLEET_NOTICE_DESTROYED)
    g_notification_add_button_with_target_value (notification, _("Show"), "app.show-fleet", make_target (fleet, ""));
  if (notice->verb != NULL)
    g_notification_add_button_with_target_value (notification, flo_fleet_notice_verb_label (notice->verb),
                                                 "app.show-fleet", make_target (fleet, notice->verb));
  g_application_send_notification (self->application, id, notification);
  g_hash_table_add (self->sent, g_steal_pointer (&id));
}

static void
show (FloFleetNotices      *self,
      FloFleet             *fleet,
      const FloFleetNotice *notice)
{
  FloWindow *window = find_window (self);
  g_autofree char *id = make_id (fleet, notice->kind);

  if (notice->over)
    withdraw (self, id);
  else if (self->silent[notice->kind])
    return;
  else if (window == NULL)
    notify (self, fleet, notice);
  else
    {
      withdraw (self, id);
      if (!flo_window_shows_fleet (window, flo_fleet_get_account (fleet), flo_fleet_get_id (fleet)))
        flo_window_toast_action (window, notice->title, _("_Show"), "app.show-fleet", make_target (fleet, ""));
    }
}

static void
look_at (FloFleetNotices *self,
         FloFleetWatch   *watch)
{
  g_autoptr(GPtrArray) news = flo_fleet_watch_look (watch);

  for (guint i = 0; i < news->len; i++)
    show (self, flo_fleet_watch_get_fleet (watch), g_ptr_array_index (news, i));
}

static gboolean
look_cb (gpointer user_data)
{
  FloFleetNotices *self = FLO_FLEET_NOTICES (user_data);
  GHashTableIter iter;
  gpointer watch;

  self->timer = 0;
  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &watch))
    look_at (self, watch);
  return G_SOURCE_REMOVE;
}

static void
queue_look (FloFleetNotices *self)
{
  if (self->timer == 0 && !self->closed)
    self->timer = g_timeout_add (WAIT_MS, look_cb, self);
}

static void
drop_watch (gpointer data)
{
  flo_fleet_watch_free (data);
}

static void
follow (FloFleetNotices *self,
        FloFleet        *fleet)
{
  if (g_hash_table_contains (self->watches, fleet))
    return;
  g_hash_table_insert (self->watches, fleet, flo_fleet_watch_new (fleet));
  /* Every look at AWS ends with one of these. */
  g_signal_connect_object (fleet, "notify", G_CALLBACK (queue_look), self, G_CONNECT_SWAPPED);
  queue_look (self);
}

static gboolean
is_listed (FloFleetNotices *self,
           FloFleet        *fleet)
{
  for (guint i = 0; i < self->engines->len; i++)
    {
      GListModel *fleets = flo_engine_get_fleets (g_ptr_array_index (self->engines, i));

      for (guint j = 0; j < g_list_model_get_n_items (fleets); j++)
        {
          g_autoptr(FloFleet) listed = g_list_model_get_item (fleets, j);

          if (listed == fleet)
            return TRUE;
        }
    }
  return FALSE;
}

/* Who goes was destroyed, which is told now: nothing of it will change any more. */
static void
forget_gone (FloFleetNotices *self)
{
  GHashTableIter iter;
  gpointer fleet, watch;

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, &fleet, &watch))
    {
      if (is_listed (self, fleet))
        continue;
      look_at (self, watch);
      g_signal_handlers_disconnect_by_func (fleet, queue_look, self);
      g_hash_table_iter_remove (&iter);
    }
}

static void
fleets_changed_cb (FloFleetNotices *self,
                   guint            position,
                   guint            removed,
                   guint            added,
                   GListModel      *fleets)
{
  if (self->closed)
    return;
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(FloFleet) fleet = g_list_model_get_item (fleets, i);

      follow (self, fleet);
    }
  if (removed > 0)
    forget_gone (self);
}

static void
engine_changed_cb (FloFleetNotices *self)
{
  FloEngine *engine = flo_session_get_engine (self->session);
  GListModel *fleets;

  if (engine == NULL || self->closed || flo_session_get_read_only (self->session)
      || g_ptr_array_find (self->engines, engine, NULL))
    return;
  fleets = flo_engine_get_fleets (engine);
  g_ptr_array_add (self->engines, g_object_ref (engine));
  g_signal_connect_object (fleets, "items-changed", G_CALLBACK (fleets_changed_cb), self, G_CONNECT_SWAPPED);
  fleets_changed_cb (self, 0, 0, g_list_model_get_n_items (fleets), fleets);
}

static void
read_settings (FloFleetNotices *self)
{
  g_auto(GStrv) words = NULL;

  self->settings = flo_settings_new ();
  if (self->settings == NULL)
    return;
  words = g_settings_get_strv (self->settings, "silent-notices");
  for (FloFleetNoticeKind kind = 0; kind < FLO_FLEET_NOTICE_N_KINDS; kind++)
    self->silent[kind] = g_strv_contains ((const char * const *) words, flo_fleet_notice_kind_word (kind));
}

static void
flo_fleet_notices_dispose (GObject *object)
{
  FloFleetNotices *self = FLO_FLEET_NOTICES (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->application);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (flo_fleet_notices_parent_class)->dispose (object);
}

static void
flo_fleet_notices_finalize (GObject *object)
{
  FloFleetNotices *self = FLO_FLEET_NOTICES (object);

  g_hash_table_unref (self->watches);
  g_hash_table_unref (self->sent);
  g_ptr_array_unref (self->engines);
  G_OBJECT_CLASS (flo_fleet_notices_parent_class)->finalize (object);
}

static void
flo_fleet_notices_class_init (FloFleetNoticesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_fleet_notices_dispose;
  object_class->finalize = flo_fleet_notices_finalize;
}

static void
flo_fleet_notices_init (FloFleetNotices *self)
{
  self->engines = g_ptr_array_new_with_free_func (g_object_unref);
  self->watches = g_hash_table_new_full (NULL, NULL, NULL, drop_watch);
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_settings (self);
}

FloFleetNotices *
flo_fleet_notices_new (GApplication *application,
                       FloSession   *session)
{
  FloFleetNotices *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (FLO_IS_SESSION (session), NULL);

  self = g_object_new (FLO_TYPE_FLEET_NOTICES, NULL);
  self->application = g_object_ref (application);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::engine", G_CALLBACK (engine_changed_cb), self, G_CONNECT_SWAPPED);
  engine_changed_cb (self);
  return self;
}

void
flo_fleet_notices_close (FloFleetNotices *self)
{
  GHashTableIter iter;
  gpointer id;

  g_return_if_fail (FLO_IS_FLEET_NOTICES (self));

  self->closed = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_application_withdraw_notification (self->application, id);
      g_hash_table_iter_remove (&iter);
    }
  g_hash_table_remove_all (self->watches);
  g_ptr_array_set_size (self->engines, 0);
}

gboolean
flo_fleet_notices_get_shown (FloFleetNotices    *self,
                             FloFleetNoticeKind  kind)
{
  g_return_val_if_fail (FLO_IS_FLEET_NOTICES (self), FALSE);
  g_return_val_if_fail (kind < FLO_FLEET_NOTICE_N_KINDS, FALSE);

  return !self->silent[kind];
}

static void
write_settings (FloFleetNotices *self)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  if (self->settings == NULL)
    return;
  for (FloFleetNoticeKind kind = 0; kind < FLO_FLEET_NOTICE_N_KINDS; kind++)
    if (self->silent[kind])
      g_strv_builder_add (words, flo_fleet_notice_kind_word (kind));
  list = g_strv_builder_end (words);
  g_settings_set_strv (self->settings, "silent-notices", (const char * const *) list);
}

void
flo_fleet_notices_set_shown (FloFleetNotices    *self,
                             FloFleetNoticeKind  kind,
                             gboolean            shown)
{
  GHashTableIter iter;
  gpointer fleet;

  g_return_if_fail (FLO_IS_FLEET_NOTICES (self));
  g_return_if_fail (kind < FLO_FLEET_NOTICE_N_KINDS);

  if (self->silent[kind] == !shown)
    return;
  self->silent[kind] = !shown;
  write_settings (self);
  g_hash_table_iter_init (&iter, self->watches);
  while (!shown && g_hash_table_iter_next (&iter, &fleet, NULL))
    {
      g_autofree char *id = make_id (fleet, kind);

      withdraw (self, id);
    }
}
