/* flo-config-mode.c: what can be kept when EC2 keeps the nodes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-config"

#include "flotilla-config.h"

#include "config/flo-config-mode.h"

#include "config/flo-config-source.h"

/**
 * flo_config_leave_to_ec2:
 * @self: a config nobody else holds
 *
 * In mode managed, sets what only Flotilla can do as if nobody had asked for it. The price limit and the spread over
 * zones are left alone: what is to be in their place is for a person to say.
 */
void
flo_config_leave_to_ec2 (FloConfig *self)
{
  g_autoptr (FloConfig) defaults = NULL;

  g_return_if_fail (self != NULL);

  if (self->mode != FLO_MODE_MANAGED)
    return;

  defaults = flo_config_new ();
  self->fallback = defaults->fallback;
  self->price.warn_at = defaults->price.warn_at;
  self->price.stop_at = defaults->price.stop_at;
  self->price.at_stop = defaults->price.at_stop;
  self->price.move = defaults->price.move;
  self->availability.spares = defaults->availability.spares;
  self->availability.standbys = defaults->availability.standbys;
  self->interruption.replace = defaults->interruption.replace;
  self->interruption.rebalance = defaults->interruption.rebalance;
  self->zones.when_short = defaults->zones.when_short;
  self->health.action = defaults->health.action;
  self->health.ssh = defaults->health.ssh;
  g_clear_pointer (&self->deadline.finish_by, g_free);
  self->deadline = defaults->deadline;
  g_clear_pointer (&self->scaling.schedule, g_strfreev);
  g_clear_pointer (&self->scaling.time_zone, g_free);
  flo_config_clear_source (self);
  g_clear_pointer (&self->scaling.metric_namespace, g_free);
  g_clear_pointer (&self->scaling.dimensions, g_strfreev);
  g_clear_pointer (&self->scaling.target, g_free);
  self->scaling = defaults->scaling;
}
