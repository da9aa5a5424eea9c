/* flo-window-private.h: what the window shares with its actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/window/flo-sidebar.h"
#include "app/window/flo-welcome-page.h"
#include "app/window/flo-window.h"

G_BEGIN_DECLS

struct _FloWindow
{
  AdwApplicationWindow parent_instance;

  FloSession *session;          /* (owned) */
  GSettings *settings;          /* (owned) (nullable): NULL when the schema is not installed */
  GListModel *fleets;           /* (owned) (nullable): of the current engine */
  GCancellable *cancellable;    /* (owned): cancelled when the window goes */
  FloAccountStatus *status;     /* (owned) (nullable): of the account that is open */
  GtkWidget *accounts_window;   /* (unowned) (nullable): weak */
  GVariant *wanted_pool;        /* (owned) (nullable): to be shown as soon as its account is open */
  GVariant *wanted_fleet;       /* (owned) (nullable): the same */
  AdwToast *offer;              /* (unowned) (nullable): weak, the last toast with a button */
  gboolean may_guess;           /* nothing was chosen yet: the last account may be opened unasked */

  AdwToastOverlay *toasts;
  GtkStack *root;               /* "welcome", "main" */
  FloWelcomePage *welcome;
  AdwLeaflet *leaflet;
  GtkWidget *sidebar_box;
  FloSidebar *sidebar;
  GtkMenuButton *account_button;
  GMenu *accounts_menu;
  GtkStack *pages;              /* FloPage, by page name */
};

/* The fleet of that id of the current account, (transfer full); NULL: none. */
FloFleet *flo_window_find_fleet (FloWindow  *self,
                                 const char *id);
void flo_window_install_actions (FloWindowClass *klass);
/* Recomputes what can be done now. */
void flo_window_update_actions  (FloWindow      *self);


/* flo-window-access.c */
void flo_window_install_access_actions (FloWindowClass *klass);
/* The accounts' window goes with this one. */
void flo_window_close_accounts         (FloWindow      *self);
void flo_window_attach_interaction     (FloWindow      *self);
/* From now on the strip above the pages follows the status of the account that is open. */
void flo_window_watch_account          (FloWindow      *self);
void flo_window_update_access          (FloWindow      *self);
void flo_window_open_account           (FloWindow      *self,
                                        FloAccount     *account);

G_END_DECLS
