/* flo-config-need.c: the config's wishes as the market understands them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-need.h"

#include "market/flo-catalogue.h"

/* Where the config names no number of nodes that may be missing: one of so many. */
#define ONE_OF 10

/* An empty vector means the same as none. */
static const char * const *
borrow_strings (GStrv strings)
{
  return strings != NULL && strings[0] != NULL ? (const char * const *) strings : NULL;
}

const char *
flo_config_choose_architecture (const FloConfig *self)
{
  g_autoptr(FloCatalogue) catalogue = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!g_str_equal (self->instances.architecture, "any"))
    return self->instances.architecture;
  if (borrow_strings (self->instances.types) == NULL)
    return "x86_64";

  catalogue = flo_catalogue_get_default ();
  for (guint i = 0; self->instances.types[i] != NULL; i++)
    {
      const FloInstanceType *type = flo_catalogue_find (catalogue, self->instances.types[i]);

      if (type == NULL || type->x86_64)
        return "x86_64";
    }

  return "arm64";
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
    .architecture = self->image.id != NULL ? self->instances.architecture : flo_config_choose_architecture (self),
    .min_gpus = (guint) self->instances.min_gpus,
    .burstable = self->instances.burstable,
    .current_generation_only = self->instances.current_generation,
    .exclude = borrow_strings (self->instances.exclude),
    .zones = borrow_strings (self->zones.allowed),
    .maximum_price = self->price.limit == FLO_PRICE_DYNAMIC ? self->price.budget
                     : self->price.limit == FLO_PRICE_FIXED ? self->price.maximum : 0,
    .maximum_percent = self->price.limit == FLO_PRICE_PERCENT ? (guint) self->price.percent : 0,
  };
}

/**
 * flo_config_get_terms:
 * @self: a config without errors
 * @terms: (out caller-allocates): filled
 */
void
flo_config_get_terms (const FloConfig *self,
                      FloChoiceTerms  *terms)
{
  g_return_if_fail (self != NULL && terms != NULL);

  *terms = (FloChoiceTerms) FLO_CHOICE_TERMS_INIT;
  terms->lost_hours = (double) self->interruption.lost_work_minutes / 60;
}

/**
 * flo_config_get_limit:
 * @self: a config
 *
 * Returns: its limit
 */
FloLimit
flo_config_get_limit (const FloConfig *self)
{
  const FloLimit none = { .kind = FLO_LIMIT_NONE };

  g_return_val_if_fail (self != NULL, none);

  if (self->price.limit == FLO_PRICE_FIXED && self->price.maximum > 0)
    return (FloLimit) { .kind = FLO_LIMIT_FIXED, .price = self->price.maximum };
  if (self->price.limit == FLO_PRICE_PERCENT && self->price.percent > 0)
    return (FloLimit) { .kind = FLO_LIMIT_PERCENT, .percent = (guint) self->price.percent };
  if (self->price.limit == FLO_PRICE_DYNAMIC && self->price.availability > 0)
    return (FloLimit) { .kind = FLO_LIMIT_DYNAMIC, .percent = (guint) self->price.availability,
                        .budget = self->price.budget };

  return none;
}

/**
 * flo_config_get_max_unavailable:
 * @self: a config
 * @nodes: how many are wanted
 *
 * Returns: how many of them may be missing, or taken from their work by us, at a time; at least one
 */
guint
flo_config_get_max_unavailable (const FloConfig *self,
                                guint            nodes)
{
  g_return_val_if_fail (self != NULL, 1);

  if (self->availability.max_unavailable > 0)
    return (guint) self->availability.max_unavailable;

  return MAX (nodes / ONE_OF, 1);
}
