/* flo-alike.h: says which of the prices that are shown move together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* In a sentence or two. @series: FloPriceSeries; [@from, @to) in Unix seconds.
 * Returns: (transfer full) (nullable): NULL: there is nothing to compare, or too little is known */
char *flo_alike_describe (GListModel *series,
                          gint64      from,
                          gint64      to);

G_END_DECLS
