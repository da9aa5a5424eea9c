/* flo-welcome-page.h: the first thing anybody sees: two ways in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "account/flo-account-list.h"

G_BEGIN_DECLS

#define FLO_TYPE_WELCOME_PAGE (flo_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (FloWelcomePage, flo_welcome_page, FLO, WELCOME_PAGE, GtkWidget)

/* Its choices are the actions "win.practice", "win.add-account" and "win.open-account" (a name). */
void flo_welcome_page_set_accounts (FloWelcomePage *self,
                                    FloAccountList *accounts);
/* While an account opens, the choices are greyed out and a spinner turns. */
void flo_welcome_page_set_busy     (FloWelcomePage *self,
                                    gboolean        busy);

G_END_DECLS
