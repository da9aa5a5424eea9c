/* flo-price-alert-text.c: price alerts in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "market/flo-price-alert.h"

#include <glib/gi18n-lib.h>

/**
 * flo_price_alert_describe:
 * @self: an alert
 *
 * Returns: (transfer full): when it is told: "Price above $0.05 /h"
 */
char *
flo_price_alert_describe (const FloPriceAlert *self)
{
  g_autofree char *price = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  price = flo_money_format (self->price);
  switch (self->kind)
    {
    case FLO_PRICE_ALERT_ABOVE:
      /* Translators: when somebody wants to be told of spot prices; %s is an amount of money */
      return g_strdup_printf (_("Price above %s /h"), price);

    case FLO_PRICE_ALERT_BELOW:
      return g_strdup_printf (_("Price below %s /h"), price);

    case FLO_PRICE_ALERT_CHANGED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Price changes by %u %% within %u hour",
                                           "Price changes by %u %% within %u hours", self->hours),
                              self->percent, self->hours);

    case FLO_PRICE_ALERT_ABOVE_ON_DEMAND:
      return g_strdup_printf (_("Price above %u %% of on demand"), self->percent);

    case FLO_PRICE_ALERT_CHEAPEST_BELOW:
    default:
      return g_strdup_printf (_("Cheapest below %s /h"), price);
    }
}

/**
 * flo_price_alert_describe_where:
 * @self: an alert
 *
 * Returns: (transfer full): which pools it is about: "m5.large, c5.* in us-east-1, all zones"
 */
char *
flo_price_alert_describe_where (const FloPriceAlert *self)
{
  g_autofree char *types = NULL;
  g_autofree char *zones = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  types = g_strjoinv (", ", self->types);
  zones = self->zones != NULL ? g_strjoinv (", ", self->zones) : NULL;
  if (zones != NULL)
    /* Translators: instance types, Availability Zones */
    text = g_strdup_printf (_("%s in %s"), types, zones);
  else
    /* Translators: instance types, a region */
    text = g_strdup_printf (_("%s in all zones of %s"), types, self->region);
  if (g_str_equal (self->product, FLO_PRICE_PRODUCT_LINUX))
    return g_steal_pointer (&text);

  return g_strdup_printf ("%s, %s", text, self->product);
}

/* How much more, or less, @after is, of @before, in percent rounded half up */
static guint
get_percent (FloMoney before,
             FloMoney after)
{
  return (guint) ((ABS (after - before) * 200 / before + 1) / 2);
}

static char *
describe_change (const FloPriceAlertEvent *event)
{
  guint percent = get_percent (event->before, event->price);

  /* Translators: an instance type, an Availability Zone, a number */
  return g_strdup_printf (event->price > event->before ? _("%s in %s costs %u %% more")
                                                       : _("%s in %s costs %u %% less"),
                          event->type, event->zone, percent);
}

/**
 * flo_price_alert_event_title:
 * @event: what is told
 *
 * Returns: (transfer full): what happened, in a few words: "m5.large in us-east-1a is above $0.05 /h"
 */
char *
flo_price_alert_event_title (const FloPriceAlertEvent *event)
{
  g_autofree char *threshold = NULL;

  g_return_val_if_fail (event != NULL, NULL);

  if (event->alert->kind == FLO_PRICE_ALERT_CHANGED)
    return describe_change (event);

  threshold = flo_money_format (event->threshold);
  if (event->alert->kind == FLO_PRICE_ALERT_ABOVE || event->alert->kind == FLO_PRICE_ALERT_ABOVE_ON_DEMAND)
    /* Translators: an instance type, an Availability Zone, an amount of money */
    return g_strdup_printf (event->until == 0 ? _("%s in %s is above %s /h") : _("%s in %s was above %s /h"),
                            event->type, event->zone, threshold);

  return g_strdup_printf (event->until == 0 ? _("%s in %s is below %s /h") : _("%s in %s was below %s /h"),
                          event->type, event->zone, threshold);
}

static const char *
advise (const FloPriceAlertEvent *event)
{
  if (event->until > 0)
    return _("It is over: nothing needs to be done.");
  if (event->price > (event->before > 0 ? event->before : event->threshold))
    return _("What runs there costs that much from now on. Compare other zones and types.");

  return _("What is launched there now costs that much. It can change again at any time.");
}

/**
 * flo_price_alert_event_describe:
 * @event: what is told
 *
 * Returns: (transfer full): the figures, and what to do now
 */
char *
flo_price_alert_event_describe (const FloPriceAlertEvent *event)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *before = NULL;
  g_autofree char *price = NULL;
  g_autofree char *now = NULL;

  g_return_val_if_fail (event != NULL, NULL);

  before = flo_money_format (event->before);
  price = flo_money_format (event->price);
  now = flo_money_format (event->now);
  if (event->before > 0)
    /* Translators: amounts of money */
    g_string_append_printf (text, _("The price went from %s to %s an hour."), before, price);
  else
    g_string_append_printf (text, _("The price is %s an hour."), now);
  if (event->before > 0 && event->now != event->price)
    g_string_append_printf (text, _(" Now it is %s."), now);
  if (event->alert->kind == FLO_PRICE_ALERT_ABOVE_ON_DEMAND)
    g_string_append_printf (text, _(" You wanted to know from %u %% of the on-demand price on."),
                            event->alert->percent);
  g_string_append_printf (text, " %s", advise (event));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
