/* flo-money.c: exact money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-money.h"

#include <langinfo.h>
#include <string.h>

#define DECIMALS 6

/* Gives FALSE when @money * 10 + @digit would not fit. */
static gboolean
push_digit (FloMoney *money,
            char      digit)
{
  return !__builtin_mul_overflow (*money, (FloMoney) 10, money) &&
         !__builtin_add_overflow (*money, (FloMoney) (digit - '0'), money);
}

/**
 * flo_money_parse:
 * @text: (nullable): a decimal number of dollars
 * @money: (out): where to put it; untouched when the text is refused
 *
 * Locale independent. Digits, at most one point, at least one digit on each side of it.
 *
 * Returns: FALSE when @text is anything else or too large for a #FloMoney
 */
gboolean
flo_money_parse (const char *text,
                 FloMoney   *money)
{
  FloMoney value = 0;
  guint decimals = 0;

  g_return_val_if_fail (money != NULL, FALSE);

  if (text == NULL || !g_ascii_isdigit (*text))
    return FALSE;

  for (; g_ascii_isdigit (*text); text++)
    if (!push_digit (&value, *text))
      return FALSE;

  if (*text == '.')
    {
      if (!g_ascii_isdigit (*++text))
        return FALSE;
      for (; decimals < DECIMALS && g_ascii_isdigit (*text); text++, decimals++)
        if (!push_digit (&value, *text))
          return FALSE;
    }

  for (; decimals < DECIMALS; decimals++)
    if (!push_digit (&value, '0'))
      return FALSE;

  /* The seventh decimal decides; what follows it cannot change the outcome. */
  if (*text >= '5' && *text <= '9' && __builtin_add_overflow (value, (FloMoney) 1, &value))
    return FALSE;
  while (g_ascii_isdigit (*text))
    text++;
  if (*text != '\0')
    return FALSE;

  *money = value;
  return TRUE;
}

/* The magnitude as unsigned: -G_MININT64 does not fit in a gint64. */
static guint64
magnitude (FloMoney money)
{
  return money < 0 ? -(guint64) money : (guint64) money;
}

/**
 * flo_money_to_decimal:
 * @money: an amount
 *
 * Locale independent, always with six decimals.
 *
 * Returns: (transfer full): for example "0.031200"
 */
char *
flo_money_to_decimal (FloMoney money)
{
  guint64 amount = magnitude (money);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%06" G_GUINT64_FORMAT,
                          money < 0 ? "-" : "",
                          amount / FLO_MONEY_PER_USD,
                          amount % FLO_MONEY_PER_USD);
}

/* Whole dollars with the locale's thousands separator. The C locale has none, but an amount without
 * one is hard to read: there it is a comma. */
static void
append_grouped (GString    *string,
                guint64     dollars,
                const char *separator)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, dollars);
  gsize length = strlen (digits);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (string, separator);
      g_string_append_c (string, digits[i]);
    }
}

/* How many decimals an amount deserves: none from a thousand dollars on, cents from one dollar on,
 * below that enough to tell prices of pools apart. */
static guint
decimals_that_matter (guint64 amount)
{
  if (amount >= 1000 * (guint64) FLO_MONEY_PER_USD)
    return 0;
  if (amount >= FLO_MONEY_PER_USD)
    return 2;
  if (amount >= FLO_MONEY_PER_USD / 100)
    return 4;
  return DECIMALS;
}

/**
 * flo_money_format:
 * @money: an amount
 *
 * For people, in the current locale: "$0.0312", "$0.50", "$61.40", "$1,204".
 *
 * Returns: (transfer full): the text, UTF-8
 */
char *
flo_money_format (FloMoney money)
{
  static const guint64 powers[DECIMALS + 1] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };
  g_autoptr(GString) string = g_string_new (money < 0 ? "-$" : "$");
  guint64 amount = magnitude (money);
  guint decimals = decimals_that_matter (amount);
  guint64 unit = powers[DECIMALS - decimals];
  const char *point = nl_langinfo (RADIXCHAR);
  const char *separator = nl_langinfo (THOUSEP);
  guint64 rounded = amount / unit + (amount % unit * 2 >= unit && unit > 1 ? 1 : 0);
  guint64 fraction = rounded % powers[decimals];

  if (*separator == '\0' && *point == '.')
    separator = ",";
  append_grouped (string, rounded / powers[decimals], separator);

  while (decimals > 2 && fraction % 10 == 0)
    {
      fraction /= 10;
      decimals--;
    }
  if (decimals > 0)
    g_string_append_printf (string, "%s%0*" G_GUINT64_FORMAT, point, (int) decimals, fraction);

  return g_string_free (g_steal_pointer (&string), FALSE);
}

/**
 * flo_money_for_seconds:
 * @per_hour: a price for an hour
 * @seconds: how long
 *
 * Returns: the cost, exact to a micro-dollar, half a micro-dollar rounded up; the largest (smallest)
 *   amount there is when it does not fit
 */
FloMoney
flo_money_for_seconds (FloMoney per_hour,
                       gint64   seconds)
{
  __int128 product = (__int128) per_hour * seconds + 3600 / 2;
  __int128 cost = product / 3600;

  /* Division truncates towards zero, rounding half up is a floor. */
  if (product % 3600 < 0)
    cost--;

  return (FloMoney) CLAMP (cost, (__int128) G_MININT64, (__int128) G_MAXINT64);
}
