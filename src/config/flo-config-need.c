/* flo-config-need.c: the config's wishes as the market understands them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-need.h"

/* An empty vector means the same as none. */
static const char * const *
borrow_strings (GStrv strings)
{
  return strings != NULL && strings[0] != NULL ? (const char * const *) strings : NULL;
}

/**
 * flo_config_get_need:
 * @self: a config without errors
 * @need: (out caller-allocates): filled, borrowing from @self
 */
void
flo_config_get_need (const FloConfig *self,
                     FloNeed         *need)
{
  g_return_if_fail (self != NULL && need != NULL);

  *need = (FloNeed) {
    .types = borrow_strings (self->instances.types),
    .min_vcpus = (guint) self->instances.min_vcpus,
    .max_vcpus = (guint) self->instances.max_vcpus,
    .min_memory_mib = (guint64) self->instances.min_memory_mib,
    .max_memory_mib = (guint64) self->instances.max_memory_mib,
    .architecture = self->instances.architecture,
    .min_gpus = (guint) self->instances.min_gpus,
    .burstable = self->instances.burstable,
    .current_generation_only = self->instances.current_generation,
    .exclude = borrow_strings (self->instances.exclude),
    .zones = borrow_strings (self->zones.allowed),
    .maximum_price = self->price.limit == FLO_PRICE_FIXED ? self->price.maximum : 0,
    .maximum_percent = self->price.limit == FLO_PRICE_PERCENT ? (guint) self->price.percent : 0,
  };
}
