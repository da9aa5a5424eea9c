/* flo-overview-page.h: all fleets of the account at a glance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/application/flo-session.h"
#include "app/window/flo-page.h"

G_BEGIN_DECLS

#define FLO_TYPE_OVERVIEW_PAGE (flo_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (FloOverviewPage, flo_overview_page, FLO, OVERVIEW_PAGE, FloPage)

GtkWidget *flo_overview_page_new (FloSession *session);

G_END_DECLS
