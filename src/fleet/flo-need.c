/* flo-need.c: what a config's nodes must be, in the market's words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-need"

#include "flotilla-config.h"

#include "fleet/flo-need.h"
#include "market/flo-catalogue.h"


void
flo_need_from_config (const FloConfig *config,
                      const char      *architecture,
                      FloNeed         *need)
{
  g_return_if_fail (config != NULL);
  g_return_if_fail (need != NULL);

  *need = (FloNeed) {
    .types = (const char * const *) config->instances.types,
    .min_vcpus = config->instances.min_vcpus,
    .max_vcpus = config->instances.max_vcpus,
    .min_memory_mib = config->instances.min_memory_mib,
    .max_memory_mib = config->instances.max_memory_mib,
    .architecture = architecture != NULL ? architecture : config->instances.architecture,
    .min_gpus = config->instances.min_gpus,
    .burstable = config->instances.burstable,
    .current_generation_only = config->instances.current_generation,
    .exclude = (const char * const *) config->instances.exclude,
    .zones = (const char * const *) config->zones.allowed,
  };

  if (config->price.limit == FLO_PRICE_FIXED)
    need->maximum_price = config->price.maximum;
  else if (config->price.limit == FLO_PRICE_PERCENT)
    need->maximum_percent = config->price.percent;
}

GStrv
flo_need_list_types (const FloConfig *config,
                     const char      *architecture)
{
  g_autoptr (FloCatalogue) catalogue = flo_catalogue_get_default ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  FloNeed need;

  g_return_val_if_fail (config != NULL, NULL);

  if (config->instances.types != NULL && config->instances.types[0] != NULL)
    return g_strdupv (config->instances.types);

  flo_need_from_config (config, architecture, &need);
  for (guint i = 0; i < flo_catalogue_get_n_types (catalogue); i++)
    {
      const FloInstanceType *type = flo_catalogue_get_type_at (catalogue, i);

      if (flo_need_fits_type (&need, type, NULL))
        g_strv_builder_add (builder, type->name);
    }

  return g_strv_builder_end (builder);
}
