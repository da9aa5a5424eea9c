/* flo-money.h: exact money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Micro-dollars: 1 USD = 1,000,000. An hourly price is a FloMoney per hour. Never a float. */
typedef gint64 FloMoney;

#define FLO_MONEY_PER_USD G_GINT64_CONSTANT (1000000)

/* Parses a decimal number of dollars as AWS writes it ("0.0312", "12"), rounding half up past the
 * sixth decimal. FALSE for anything else: signs, exponents, empty, out of range. */
gboolean  flo_money_parse         (const char *text,
                                   FloMoney   *money);
/* "0.031200": the form AWS takes (at most 6 decimals). */
char     *flo_money_to_decimal    (FloMoney    money);
/* For people, with the digits that matter: "$0.0312", "$61.40", "$1,204". Localised. */
char     *flo_money_format        (FloMoney    money);
/* The cost of @seconds at @per_hour, exact to a micro-dollar, rounded half up. */
FloMoney  flo_money_for_seconds   (FloMoney    per_hour,
                                   gint64      seconds);

G_END_DECLS
