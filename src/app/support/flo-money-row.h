/* flo-money-row.h: a row to write an amount of US dollars in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "base/flo-money.h"

G_BEGIN_DECLS

#define FLO_TYPE_MONEY_ROW (flo_money_row_get_type ())
G_DECLARE_FINAL_TYPE (FloMoneyRow, flo_money_row, FLO, MONEY_ROW, AdwEntryRow)

/* 0 when nothing is written, -1 when what is written is no amount: no config may have that, so it cannot pass for none. */
FloMoney flo_money_row_get (FloMoneyRow *self);
/* 0 empties it. What says the same already stays as it was written. */
void     flo_money_row_set (FloMoneyRow *self,
                            FloMoney     money);

G_END_DECLS
