/* flo-cli-sparkline.h: prices as a line of blocks in a terminal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/flo-money.h"

G_BEGIN_DECLS

char *flo_cli_sparkline (const FloMoney *values,
                         guint           n_values);

G_END_DECLS
