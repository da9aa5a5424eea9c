/* flo-window.h: the main window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/application/flo-session.h"

G_BEGIN_DECLS

#define FLO_TYPE_WINDOW (flo_window_get_type ())
G_DECLARE_FINAL_TYPE (FloWindow, flo_window, FLO, WINDOW, AdwApplicationWindow)

GtkWidget  *flo_window_new         (AdwApplication *application,
                                    FloSession     *session);
FloSession *flo_window_get_session (FloWindow      *self);
/* @page: "overview", "prices", "activity", or "fleet:" and an id */
void        flo_window_show_page   (FloWindow      *self,
                                    const char     *page);
/* @text is shown as it is, never as markup. */
void        flo_window_toast       (FloWindow      *self,
                                    const char     *text);
/* With a button that activates @action. @target: (nullable): floating is taken */
void        flo_window_toast_action
                                   (FloWindow      *self,
                                    const char     *text,
                                    const char     *button,
                                    const char     *action,
                                    GVariant       *target);
/* Whether the person who looks at this window sees the fleet now: on its page, or on one of all fleets. */
gboolean    flo_window_shows_fleet (FloWindow      *self,
                                    const char     *account,
                                    const char     *id);
/* The page of a fleet, or, when it is gone, the activity; another account is opened first.
 * @verb: what is wanted there: "" nothing, "scale", "pause", "resume" or "retry" */
void        flo_window_show_fleet  (FloWindow      *self,
                                    const char     *account,
                                    const char     *id,
                                    const char     *verb);
/* Opens the assistant on the config of a fleet of the account that is open. */
void        flo_window_edit_config (FloWindow      *self,
                                    FloFleet       *fleet);
/* A pool of an account on the prices page; another account is opened first. */
void        flo_window_show_pool   (FloWindow      *self,
                                    const char     *account,
                                    const char     *region,
                                    const char     *type,
                                    const char     *zone);

G_END_DECLS
