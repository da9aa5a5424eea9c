/* flo-fleet-values.c: what a fleet says of itself when it is asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet"

#include "flotilla-config.h"

#include "fleet/flo-fleet-private.h"

const char *
flo_fleet_get_id (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->id;
}

const char *
flo_fleet_get_name (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->config->name;
}

const char *
flo_fleet_get_account (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->account;
}

const char *
flo_fleet_get_region (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->config->region;
}

FloConfig *
flo_fleet_get_config (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->config;
}

guint
flo_fleet_get_revision (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 1);

  return self->revision;
}

guint
flo_fleet_get_outdated (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->outdated;
}

FloFleetState
flo_fleet_get_state (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), FLO_FLEET_LAUNCHING);

  return self->state;
}

const char *
flo_fleet_get_problem (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->problem;
}

const char *
flo_fleet_get_shortages (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->shortages;
}

const char *
flo_fleet_get_fallback (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->fallback;
}

const char *
flo_fleet_get_standby (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->standby;
}

guint
flo_fleet_get_standing_in (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->standing_in;
}

const char *
flo_fleet_get_kept (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->kept;
}

double
flo_fleet_get_fulfilled (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->fulfilled;
}

const char *
flo_fleet_get_listening (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->listening;
}

const char *
flo_fleet_get_budget (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->budget;
}

guint
flo_fleet_get_budget_level (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->budget_level;
}

gboolean
flo_fleet_get_deadline_trouble (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), FALSE);

  return self->deadline_trouble;
}

gint64
flo_fleet_get_wait_until (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->wait_until;
}

const char *
flo_fleet_get_scaling (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->scaling;
}

const char *
flo_fleet_get_deadline (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->deadline;
}

gint64
flo_fleet_get_work (FloFleet *self,
                    gint64   *total)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  if (total != NULL)
    *total = self->work_total;

  return self->work_done;
}

guint
flo_fleet_get_stand_ins (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->stand_ins;
}

AwsErrorCategory
flo_fleet_get_problem_category (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), AWS_ERROR_UNKNOWN);

  return self->problem_category;
}

guint
flo_fleet_get_wanted (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->wanted;
}

const FloWishes *
flo_fleet_get_wishes (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->wishes;
}

guint
flo_fleet_get_checking (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->checking;
}

gboolean
flo_fleet_get_rolled_back (FloFleet         *self,
                           AwsErrorCategory *category)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), FALSE);

  if (category != NULL)
    *category = self->roll_back_category;

  return self->rolled_back;
}

guint
flo_fleet_get_running (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->running;
}

FloMoney
flo_fleet_get_per_hour (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->per_hour;
}

FloMoney
flo_fleet_get_on_demand_per_hour (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->on_demand_per_hour;
}

FloMoney
flo_fleet_get_cost (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->cost;
}

FloMoney
flo_fleet_get_extras_per_hour (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->extras_per_hour;
}

FloMoney
flo_fleet_get_extras_cost (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->extras_cost;
}

gboolean
flo_fleet_is_storage_shipped (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), FALSE);

  return self->storage_shipped;
}

gint64
flo_fleet_get_created_at (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->created_at;
}

gint64
flo_fleet_get_observed_at (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->observed_at;
}

const char *
flo_fleet_get_observing_failed (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->observing_failed;
}

const FloProgressStep *
flo_fleet_get_progress (FloFleet *self,
                        guint    *n_steps)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);
  g_return_val_if_fail (n_steps != NULL, NULL);

  *n_steps = self->n_steps;

  return self->steps;
}
