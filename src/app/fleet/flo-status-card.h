/* flo-status-card.h: how a fleet is, in words: its state, and whatever has to be known about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

#define FLO_TYPE_STATUS_CARD (flo_status_card_get_type ())
G_DECLARE_FINAL_TYPE (FloStatusCard, flo_status_card, FLO, STATUS_CARD, GtkWidget)

void flo_status_card_set_fleet (FloStatusCard *self,
                                FloFleet      *fleet);
/* Shows what is so now; the card does not listen, because its page does so for all of its parts at once. */
void flo_status_card_update    (FloStatusCard *self);

G_END_DECLS
