/* flo-limit-record.c: what pools may cost, kept between runs, and what a new look at it changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-limit-record"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/observe/flo-limit-record.h"

/* So many changes are named; the rest is counted. */
#define MAX_NAMED 6


/**
 * flo_limit_record_write:
 * @prices: what pools may cost
 *
 * Returns: (transfer full): them as JSON
 */
char *
flo_limit_record_write (const FloMaximumPrices *prices)
{
  g_autoptr (JsonObject) object = json_object_new ();
  const FloLimit *limit = flo_maximum_prices_get_limit (prices);
  JsonArray *pools = json_array_new ();

  json_object_set_int_member (object, "time", flo_maximum_prices_get_time (prices));
  json_object_set_int_member (object, "availability", limit->percent);
  json_object_set_int_member (object, "budget", limit->budget);
  json_object_set_array_member (object, "pools", pools);
  for (guint i = 0; i < flo_maximum_prices_get_n (prices); i++)
    {
      const FloMaximumPrice *price = flo_maximum_prices_get (prices, i);
      JsonObject *pool = json_object_new ();

      json_object_set_string_member (pool, "type", price->type);
      json_object_set_string_member (pool, "zone", price->zone);
      json_object_set_int_member (pool, "price", price->price);
      json_object_set_int_member (pool, "basis", price->basis);
      json_array_add_object_element (pools, pool);
    }

  return flo_json_to_text (object);
}

/**
 * flo_limit_record_read:
 * @text: (nullable): what was written
 *
 * Returns: (transfer full) (nullable): what pools may cost; %NULL when it does not say
 */
FloMaximumPrices *
flo_limit_record_read (const char *text)
{
  g_autoptr (JsonObject) object = flo_json_from_text (text);
  JsonArray *pools = flo_json_get_array (object, "pools");
  FloLimit limit = { .kind = FLO_LIMIT_DYNAMIC };
  FloMaximumPrices *prices;

  if (pools == NULL)
    return NULL;

  limit.percent = (guint) flo_json_get_integer (object, "availability");
  limit.budget = flo_json_get_integer (object, "budget");
  prices = flo_maximum_prices_new (&limit, flo_json_get_integer (object, "time"));
  for (guint i = 0; i < flo_json_length (pools); i++)
    {
      JsonObject *pool = flo_json_object_at (pools, i);
      const char *type = flo_json_get_string (pool, "type"), *zone = flo_json_get_string (pool, "zone");
      FloMoney price = flo_json_get_integer (pool, "price");
      gint64 basis = flo_json_get_integer (pool, "basis");

      if (type != NULL && zone != NULL && price >= 0 && basis >= 0 && basis <= FLO_LIMIT_BASIS_UNKNOWN)
        flo_maximum_prices_add (prices, type, zone, price, (FloLimitBasis) basis);
    }

  return prices;
}

/* Whether a single pool's limit rests on prices. */
static gboolean
is_known (const FloMaximumPrices *prices)
{
  for (guint i = 0; i < flo_maximum_prices_get_n (prices); i++)
    if (flo_maximum_prices_get (prices, i)->basis != FLO_LIMIT_BASIS_UNKNOWN)
      return TRUE;

  return FALSE;
}

/**
 * flo_limit_record_get_due:
 * @prices: (nullable): what pools may cost, as it was looked at last
 * @limit: what it follows from now
 * @now: Unix seconds
 *
 * Returns: when to look again, Unix seconds: @now or earlier when it is time
 */
gint64
flo_limit_record_get_due (const FloMaximumPrices *prices,
                          const FloLimit         *limit,
                          gint64                  now)
{
  const FloLimit *old;

  if (prices == NULL)
    return now;

  old = flo_maximum_prices_get_limit (prices);
  /* A look from the future is of a clock that was wrong. */
  if (old->percent != limit->percent || old->budget != limit->budget || flo_maximum_prices_get_time (prices) > now)
    return now;

  return flo_maximum_prices_get_time (prices) + (is_known (prices) ? FLO_LIMIT_PERIOD : FLO_LIMIT_RECORD_AGAIN);
}

static char *
format_price (FloMoney price)
{
  return price > 0 ? flo_money_format (price) : g_strdup ("on demand");
}

/* @before: (nullable): it had none */
static void
name_change (GString               *text,
             const FloLimit        *limit,
             const FloMaximumPrice *before,
             const FloMaximumPrice *after)
{
  g_autofree char *price = format_price (after->price);
  g_autofree char *old_price = before != NULL ? format_price (before->price) : NULL;
  g_autofree char *why = flo_limit_explain (limit, after->basis);

  if (text->len > 0)
    g_string_append (text, "; ");
  g_string_append_printf (text, "%s in %s: %s", after->type, after->zone, price);
  if (old_price != NULL)
    g_string_append_printf (text, " instead of %s", old_price);
  g_string_append_printf (text, " (%s)", why);
}

/**
 * flo_limit_record_describe:
 * @before: (nullable): what pools might cost until now
 * @after: what they may cost from now on
 * @reason: (out) (transfer full) (nullable): old and new prices, and why
 *
 * Returns: (transfer full) (nullable): what changed, for the activity; %NULL when nothing did
 */
char *
flo_limit_record_describe (const FloMaximumPrices  *before,
                           const FloMaximumPrices  *after,
                           char                   **reason)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_pools = flo_maximum_prices_get_n (after), n_changes = 0;

  *reason = NULL;
  for (guint i = 0; i < n_pools; i++)
    {
      const FloMaximumPrice *price = flo_maximum_prices_get (after, i);
      const FloMaximumPrice *old = before != NULL ? flo_maximum_prices_find (before, price->type, price->zone) : NULL;

      if (old != NULL && old->price == price->price)
        continue;
      if (n_changes++ < MAX_NAMED)
        name_change (text, flo_maximum_prices_get_limit (after), old, price);
    }
  if (n_changes == 0)
    return NULL;
  if (n_changes > MAX_NAMED)
    g_string_append_printf (text, "; and %u more", n_changes - MAX_NAMED);
  *reason = g_strdup (text->str);

  return before == NULL ? g_strdup_printf ("Set the highest price of %u pool%s", n_pools, n_pools == 1 ? "" : "s")
                        : g_strdup_printf ("Change the highest price of %u of %u pools", n_changes, n_pools);
}
