/* flo-fleet-notices.h: tells a person what happens to the fleets while they look elsewhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/application/flo-fleet-notice.h"
#include "app/application/flo-session.h"

G_BEGIN_DECLS

#define FLO_TYPE_FLEET_NOTICES (flo_fleet_notices_get_type ())
G_DECLARE_FINAL_TYPE (FloFleetNotices, flo_fleet_notices, FLO, FLEET_NOTICES, GObject)

/* One per program, main context only. Follows the fleets of every account that was opened and that this program runs; shows
 * notifications that open the fleet's page (app.show-fleet), and withdraws them when they hold no more. A person who
 * looks at the fleet, or at the pages of all fleets, sees it there and is not told; one who looks at another page of the
 * window is told in it. */
FloFleetNotices *flo_fleet_notices_new       (GApplication       *application,
                                              FloSession         *session) G_GNUC_WARN_UNUSED_RESULT;
/* Withdraws what stands and tells nothing any more. */
void             flo_fleet_notices_close     (FloFleetNotices    *self);
gboolean         flo_fleet_notices_get_shown (FloFleetNotices    *self,
                                              FloFleetNoticeKind  kind);
/* Whether that kind is told; remembered. What stands of it is withdrawn. */
void             flo_fleet_notices_set_shown (FloFleetNotices    *self,
                                              FloFleetNoticeKind  kind,
                                              gboolean            shown);

G_END_DECLS
