/* flo-alike.c: says which of the prices that are shown move together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/prices/flo-alike.h"

#include <glib/gi18n.h>
#include <math.h>

#include "market/flo-price-changes.h"
#include "market/flo-price-correlation.h"

/* More than a person takes in at a glance are all in "price history --correlation". */
#define MAX_PAIRS 3

static char *
describe_pair (GPtrArray          *series,
               const FloPricePair *pair)
{
  FloPriceSeries *a = g_ptr_array_index (series, pair->a), *b = g_ptr_array_index (series, pair->b);

  /* Translators: two pools, each an instance type and an Availability Zone, and how alike they are, up to 1 */
  return g_strdup_printf (_("%s in %s with %s in %s (%.2f)"), flo_price_series_get_instance_type (a),
                          flo_price_series_get_zone (a), flo_price_series_get_instance_type (b),
                          flo_price_series_get_zone (b), pair->correlation);
}

char *
flo_alike_describe (GListModel *series,
                    gint64      from,
                    gint64      to)
{
  guint n_series = g_list_model_get_n_items (series);
  g_autoptr(GPtrArray) all = g_ptr_array_new_full (n_series, g_object_unref);
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GArray) pairs = NULL;
  guint n_known = 0, n_alike = 0;

  for (guint i = 0; i < n_series; i++)
    g_ptr_array_add (all, g_list_model_get_item (series, i));
  pairs = flo_price_correlation_list_pairs ((FloPriceSeries *const *) (gpointer) all->pdata, n_series, from, to,
                                            FLO_PRICE_CHANGES_STEP);
  for (guint i = 0; i < pairs->len; i++)
    {
      const FloPricePair *pair = &g_array_index (pairs, FloPricePair, i);
      g_autofree char *text = NULL;

      if (isnan (pair->correlation))
        break;
      n_known++;
      if (pair->correlation <= flo_price_correlation_get_noise (pair->n_changes))
        continue;
      n_alike++;
      if (n_alike > MAX_PAIRS)
        continue;
      text = describe_pair (all, pair);
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", text);
    }
  if (n_known == 0)
    return NULL;
  if (n_alike == 0)
    return g_strdup_printf (ngettext ("The prices of %u pair of pools do not move together: good to spread nodes over.",
                                      "None of the prices of %u pairs of pools move together: good to spread nodes over.",
                                      n_known), n_known);

  /* Translators: two numbers of pairs, the most alike ones */
  return g_strdup_printf (_("The prices of %u of %u pairs of pools move together, most of all %s. Spread nodes over "
                            "others."), n_alike, n_known, names->str);
}
