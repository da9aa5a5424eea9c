/* flo-cleanup-page.h: what carries our tag and belongs to no living fleet: removed or adopted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/application/flo-session.h"
#include "app/window/flo-page.h"

G_BEGIN_DECLS

#define FLO_TYPE_CLEANUP_PAGE (flo_cleanup_page_get_type ())
G_DECLARE_FINAL_TYPE (FloCleanupPage, flo_cleanup_page, FLO, CLEANUP_PAGE, FloPage)

/* Of @session's current account; looks as soon as it is shown. */
GtkWidget *flo_cleanup_page_new (FloSession *session);

G_END_DECLS
