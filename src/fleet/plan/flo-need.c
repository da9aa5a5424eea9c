/* flo-need.c: what a config's nodes must be, in the market's words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-need"

#include "flotilla-config.h"

#include "config/flo-config-need.h"
#include "fleet/plan/flo-need.h"
#include "market/flo-catalogue.h"


void
flo_need_from_config (const FloConfig *config,
                      const char      *architecture,
                      FloNeed         *need)
{
  g_return_if_fail (config != NULL);
  g_return_if_fail (need != NULL);

  flo_config_get_need (config, need);
  if (architecture != NULL)
    need->architecture = architecture;
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
