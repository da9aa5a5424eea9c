/* flo-alert-notice.c: shows a person what there is to tell of prices
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-alert-notice"

#include "app/application/flo-alert-notice.h"

#include <glib/gi18n.h>

#include "app/window/flo-window.h"
#include "market/flo-price-alert.h"

#define MAX_NOTICES 3
/* Of a dialog that has just closed, the focus is still on its way to the window. */
#define WAIT_MS 500

/* What waits for it. */
typedef struct
{
  GApplication *application;   /* (owned) */
  char *account;               /* (owned) */
  GPtrArray *events;           /* (owned) (element-type FloPriceAlertEvent) */
} Notice;

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_object_unref (notice->application);
  g_free (notice->account);
  g_ptr_array_unref (notice->events);
  g_free (notice);
}

/* The window that the person looks at, NULL when it is another program's. */
static FloWindow *
find_window (GApplication *application)
{
  gboolean active = FALSE;
  FloWindow *window = NULL;

  /* Of ours, a dialog may have the focus. */
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL; l = l->next)
    {
      active |= gtk_window_is_active (l->data);
      if (FLO_IS_WINDOW (l->data))
        window = l->data;
    }

  return active ? window : NULL;
}

static GVariant *
create_target (const char               *account,
               const FloPriceAlertEvent *event)
{
  return g_variant_new ("(ssss)", account, event->alert->region, event->type, event->zone);
}

/* @id: of several the next takes the place of the last, when it is of the same pool */
static void
notify (GApplication *application,
        const char   *id,
        const char   *title,
        const char   *text,
        GVariant     *target)
{
  g_autoptr(GNotification) notification = g_notification_new (title);
  g_autoptr(GVariant) owned = g_variant_ref_sink (target);

  g_notification_set_body (notification, text);
  g_notification_set_default_action_and_target_value (notification, "app.show-pool", owned);
  g_application_send_notification (application, id, notification);
}

static void
tell_one (GApplication             *application,
          FloWindow                *window,
          const char               *account,
          const FloPriceAlertEvent *event)
{
  g_autofree char *title = flo_price_alert_event_title (event);
  g_autofree char *text = flo_price_alert_event_describe (event);
  g_autofree char *id = g_strdup_printf ("price-alert-%" G_GINT64_FORMAT "-%s-%s", event->alert->id, event->type,
                                         event->zone);

  if (window != NULL)
    flo_window_toast_action (window, title, _("_Show"), "app.show-pool", create_target (account, event));
  else
    notify (application, id, title, text, create_target (account, event));
}

static void
tell_all (GApplication *application,
          FloWindow    *window,
          const char   *account,
          GPtrArray    *events)
{
  const FloPriceAlertEvent *first = g_ptr_array_index (events, 0);
  g_autofree char *first_title = flo_price_alert_event_title (first);
  g_autofree char *title = g_strdup_printf (ngettext ("%u price alert", "%u price alerts", events->len), events->len);
  /* Translators: the first of several pieces of news: "m5.large in us-east-1a is above $0.05 /h" */
  g_autofree char *text = g_strdup_printf (_("%s, and more."), first_title);

  if (window != NULL)
    flo_window_toast_action (window, title, _("_Show"), "app.show-pool", create_target (account, first));
  else
    notify (application, "price-alerts", title, text, create_target (account, first));
}

static gboolean
tell_cb (gpointer user_data)
{
  Notice *notice = user_data;
  FloWindow *window = find_window (notice->application);

  if (notice->events->len > MAX_NOTICES)
    tell_all (notice->application, window, notice->account, notice->events);
  else
    for (guint i = 0; i < notice->events->len; i++)
      tell_one (notice->application, window, notice->account, notice->events->pdata[i]);

  return G_SOURCE_REMOVE;
}

void
flo_alert_notice_tell (GApplication *application,
                       const char   *account,
                       GPtrArray    *events)
{
  Notice *notice;

  g_return_if_fail (GTK_IS_APPLICATION (application));
  g_return_if_fail (account != NULL);
  g_return_if_fail (events != NULL && events->len > 0);

  notice = g_new (Notice, 1);
  notice->application = g_object_ref (application);
  notice->account = g_strdup (account);
  notice->events = g_ptr_array_ref (events);
  g_timeout_add_full (G_PRIORITY_DEFAULT, WAIT_MS, tell_cb, notice, notice_free);
}
