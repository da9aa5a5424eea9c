/* flo-sim-launch.h: brings instances to life
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"
#include "simulator/flo-sim-market.h"

G_BEGIN_DECLS

/* Everything about an instance that is decided before it is launched. */
typedef struct
{
  FloSimOffer     offer;
  FloSimPurchase  purchase;
  FloSimNode     *data;     /* a launch template's content */
  FloSimResource *subnet;
  GPtrArray      *groups;   /* (element-type FloSimResource) (owned) */
  JsonObject     *image;    /* (owned) */
  FloMoney        max_price; /* of a spot request; 0: up to on-demand */
} FloSimLaunch;

/* What is wrong with a launch: AWS's code, and a message. */
typedef struct
{
  const char *code;
  char       *message;
} FloSimProblem;

/* Resolves image, network and groups of @data for an instance of @type in @subnet (NULL: the zone's
 * default subnet). FALSE with a problem when AWS would refuse. */
gboolean        flo_sim_launch_prepare (FloSimCall       *call,
                                        FloSimNode       *data,
                                        const FloSimType *type,
                                        const FloSimZone *zone,
                                        FloSimResource   *subnet,
                                        FloSimPurchase    purchase,
                                        FloSimLaunch     *launch,
                                        FloSimProblem    *problem);
/* Makes the instance with its volumes and, for spot, its request. @tags are copied onto it. */
FloSimResource *flo_sim_launch_run     (FloSimCall         *call,
                                        const FloSimLaunch *launch,
                                        const char         *reservation_id,
                                        guint               index,
                                        JsonArray          *tags);
void            flo_sim_launch_clear   (FloSimLaunch       *launch);
void            flo_sim_problem_clear  (FloSimProblem      *problem);
void            flo_sim_problem_set    (FloSimProblem      *problem,
                                        const char         *code,
                                        const char         *format,
                                        ...) G_GNUC_PRINTF (3, 4);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FloSimProblem, flo_sim_problem_clear)

G_END_DECLS
