/* flo-forecast-row.h: what the draft will cost in 30 days, with how sure that is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/assistant/flo-draft.h"

G_BEGIN_DECLS

#define FLO_TYPE_FORECAST_ROW (flo_forecast_row_get_type ())
G_DECLARE_FINAL_TYPE (FloForecastRow, flo_forecast_row, FLO, FORECAST_ROW, AdwActionRow)

GtkWidget *flo_forecast_row_new  (void);
/* Forecasts what the draft is now, once it can be seen, unless that is what is shown already. What was asked for an
 * older state is given up. */
void       flo_forecast_row_show (FloForecastRow *self,
                                  FloDraft       *draft);

G_END_DECLS
