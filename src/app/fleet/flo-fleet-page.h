/* flo-fleet-page.h: one fleet: is it healthy, what does it cost, what happens next and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/application/flo-session.h"
#include "app/window/flo-page.h"

G_BEGIN_DECLS

#define FLO_TYPE_FLEET_PAGE (flo_fleet_page_get_type ())
G_DECLARE_FINAL_TYPE (FloFleetPage, flo_fleet_page, FLO, FLEET_PAGE, FloPage)

GtkWidget *flo_fleet_page_new (FloSession *session,
                               FloFleet   *fleet);

G_END_DECLS
