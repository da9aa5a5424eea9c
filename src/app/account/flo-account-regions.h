/* flo-account-regions.h: an account in every region, side by side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "account/flo-account.h"

G_BEGIN_DECLS

#define FLO_TYPE_ACCOUNT_REGIONS (flo_account_regions_get_type ())
G_DECLARE_FINAL_TYPE (FloAccountRegions, flo_account_regions, FLO, ACCOUNT_REGIONS, GtkWidget)

/* A list that is filled when the person wants it: which regions are enabled, which let the account in, and how far
 * away they are. Nothing that is asked has an effect. Activates "account.attend" before it asks.
 * @account: (nullable): nothing is shown */
void flo_account_regions_set_account (FloAccountRegions *self,
                                      FloAccount        *account);

G_END_DECLS
