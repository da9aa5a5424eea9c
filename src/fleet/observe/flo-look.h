/* flo-look.h: one look at AWS under way: what was asked, and where the answers go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/services/aws-ec2.h"
#include "fleet/observe/flo-observer.h"

G_BEGIN_DECLS

/* On all that is made for a fleet; its value is the fleet's id. */
#define FLO_LOOK_TAG "flotilla:fleet"

typedef struct
{
  AwsClient *client;             /* (owned) */
  char *fleet_id;                /* (owned) (nullable): NULL: all that carries the tag, whatever its value */
  FloObservation *observation;   /* (owned) (nullable): of one fleet */
  FloSurvey *survey;             /* (owned) (nullable): of all */
  gboolean find_fleets;          /* EC2 Fleets, too, that no journal knows */
  gboolean find_requests;        /* spot requests of our nodes, too, that have no tag: a fleet that EC2 keeps in two
                                  * markets cannot tag them */
  GHashTable *fleets;            /* (owned) (element-type utf8): EC2 Fleets that were asked for */
  GPtrArray *new_fleets;         /* (owned) (element-type utf8): EC2 Fleets to ask for */
  guint pending;                 /* questions without an answer, and one while they are being asked */
  GError *error;                 /* (owned) (nullable): the first */
} FloLook;

/* @fleet_id: (nullable): NULL: of all fleets. (transfer full) */
FloLook *flo_look_new  (AwsClient  *client,
                        const char *fleet_id);
void     flo_look_free (gpointer look);

/* Something whose kind tells of itself, with the tags it has. */
void     flo_look_add_seen (FloLook   *look,
                            FloSeen    seen,
                            GPtrArray *tags);
/* An EC2 Fleet that something else names: it is asked for, too, once. @id: (nullable) */
void     flo_look_note_fleet (FloLook    *look,
                              const char *id);
/* Of an answer, an item each: an AwsReservation, an AwsSpotInstanceRequest, … Only what carries our tag is ours. */
void     flo_look_add_reservation (gconstpointer item, gpointer look);
void     flo_look_add_spot_request (gconstpointer item, gpointer look);
void     flo_look_add_request_of_node (gconstpointer item, gpointer look);
void     flo_look_add_template (gconstpointer item, gpointer look);
void     flo_look_add_security_group (gconstpointer item, gpointer look);
void     flo_look_add_key_pair (gconstpointer item, gpointer look);
void     flo_look_add_vpc (gconstpointer item, gpointer look);
void     flo_look_add_subnet (gconstpointer item, gpointer look);
void     flo_look_add_gateway (gconstpointer item, gpointer look);
void     flo_look_add_route_table (gconstpointer item, gpointer look);
void     flo_look_add_fleet (gconstpointer item, gpointer look);
void     flo_look_add_address (gconstpointer item, gpointer look);
void     flo_look_add_volume (gconstpointer item, gpointer look);
void     flo_look_add_snapshot (gconstpointer item, gpointer look);
void     flo_look_add_tagged_fleet (gconstpointer item, gpointer look);

G_END_DECLS
