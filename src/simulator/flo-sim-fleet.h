/* flo-sim-fleet.h: the places where a CreateFleet request could launch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-launch.h"

G_BEGIN_DECLS

/* A launch template with one of its overrides, in one zone. */
typedef struct
{
  FloSimForm    *data;      /* (owned by the plan) the template's content */
  JsonObject    *described; /* (owned) launchTemplateAndOverrides of the answer */
  FloSimResource *template;
  gint64         version;
  FloSimLaunch   launch;
  double         weight;
  double         priority;
  FloSimProblem  problem;   /* why it cannot be used; code NULL when it can */
} FloSimCandidate;

/* All candidates of a request for one way of buying. */
typedef struct
{
  GPtrArray *candidates; /* (element-type FloSimCandidate) (owned) */
  GPtrArray *forms;      /* (element-type FloSimForm) (owned) */
} FloSimFleetPlan;

/* Reads LaunchTemplateConfigs. NULL and the call has failed when the request itself is wrong; what
 * is wrong with a candidate is told in its problem. */
FloSimFleetPlan *flo_sim_fleet_plan_new  (FloSimCall      *call,
                                          FloSimPurchase   purchase);
void             flo_sim_fleet_plan_free (FloSimFleetPlan *self);

/* Launches what a CreateFleet call asks for, up to these targets, and adds to @launched and @errors
 * as the call's answer tells it. FALSE: the call has failed. */
gboolean         flo_sim_fleet_launch    (FloSimCall      *call,
                                          double           spot,
                                          double           on_demand,
                                          const char      *fleet_id,
                                          JsonArray       *launched,
                                          JsonArray       *errors);
/* The targets of the call's TargetCapacitySpecification as a fleet tells them. NULL: the call has
 * failed. */
JsonObject      *flo_sim_fleet_read_targets (FloSimCall   *call);

/* Fleets that are not instant, in flo-sim-keep-actions.c. The first takes up a new one; the second
 * brings it to its target; the third is told when one of its instances ends. */
gboolean         flo_sim_fleet_begin     (FloSimCall      *call,
                                          FloSimResource  *fleet);
void             flo_sim_fleet_fill      (FloSimCloud     *cloud,
                                          FloSimResource  *fleet,
                                          gint64           now);
void             flo_sim_fleet_lost      (FloSimCloud          *cloud,
                                          const FloSimResource *instance,
                                          gint64                now);
/* … and when EC2 recommends to replace one. */
void             flo_sim_fleet_recommended (FloSimCloud       *cloud,
                                            FloSimResource    *instance,
                                            gint64             now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimFleetPlan, flo_sim_fleet_plan_free)

G_END_DECLS
