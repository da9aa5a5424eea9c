/* flo-practice-button.h: throws troubles at a fleet of the practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/application/flo-session.h"

G_BEGIN_DECLS

#define FLO_TYPE_PRACTICE_BUTTON (flo_practice_button_get_type ())
G_DECLARE_FINAL_TYPE (FloPracticeButton, flo_practice_button, FLO, PRACTICE_BUTTON, GtkWidget)

/* Shown when @session's account is the practice cloud, and only then. */
void flo_practice_button_set_fleet  (FloPracticeButton *self,
                                     FloSession        *session,
                                     FloFleet          *fleet);
/* The node that "Interrupt a Node" means; NULL: any. */
void flo_practice_button_set_victim (FloPracticeButton *self,
                                     FloNode           *node);

G_END_DECLS
