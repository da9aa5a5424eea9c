/* rule-ceiling.c: which pools are chosen among: none that costs more as spot than a node costs on demand
 *
 * A need for two CPUs is met by machines at a twentieth of a dollar an hour, and by machines with a GPU at a dollar. While AWS
 * has none of the first kind for some minutes, spot shall not cost a multiple of what it saves: pools above the price at which
 * a node could be had on demand wait. They are asked when all others have had nothing for a while and nothing stands in on
 * demand. Types that the config names are what the user wants, whatever they cost; in mode managed EC2 waits for nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-ceiling"

#include "flotilla-config.h"

#include "config/flo-config-need.h"
#include "fleet/plan/flo-blocked-pools.h"
#include "fleet/plan/flo-on-demand-pools.h"
#include "fleet/plan/flo-planning.h"


/* 0: there is none, or it is not known */
static FloMoney
get_ceiling (FloPlanning *self)
{
  const FloConfig *config = self->in->config;

  if (config->instances.types != NULL || config->mode == FLO_MODE_MANAGED || self->on_demand_pools->len == 0)
    return 0;

  return ((const FloPool *) g_ptr_array_index (self->on_demand_pools, 0))->type->on_demand;
}

static gboolean
have_been_short (FloPlanning *self)
{
  FloBlockedPools *blocked = flo_history_get_blocked_pools (self->in->history);
  gint64 since = 0;

  for (guint i = 0; i < self->pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (self->pools, i);
      const FloPoolRefusals *refusals = flo_blocked_pools_find (blocked, pool->type->name, pool->zone->name, TRUE);

      if (refusals == NULL)
        return FALSE;
      since = MAX (since, refusals->first);
    }

  return self->in->now - since >= FLO_CEILING_MINUTES * 60 * G_USEC_PER_SEC;
}

static void
choose (FloPlanning *self)
{
  FloChoiceTerms terms;

  g_clear_pointer (&self->pools, g_ptr_array_unref);
  g_clear_pointer (&self->choice, flo_choice_free);
  flo_config_get_terms (self->in->config, &terms);
  self->choice = flo_choice_new (self->in->market, &self->need, self->in->memory, &terms, FLO_CHOICE_POOLS);
  self->pools = flo_choice_list_ranked (self->choice);
}

void
flo_rule_ceiling (FloPlanning *self)
{
  self->on_demand_pools = flo_on_demand_pools_choose (self->in->market, &self->need);
  self->need.ceiling = get_ceiling (self);
  choose (self);
  if (self->need.ceiling == 0 || self->in->config->fallback.nodes > 0 || !have_been_short (self))
    return;

  self->need.ceiling = 0;
  choose (self);
}
