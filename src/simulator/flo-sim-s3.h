/* flo-sim-s3.h: requests of S3, which say by method, path and headers what is to be done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

#define FLO_SIM_S3_NAMESPACE    "http://s3.amazonaws.com/doc/2006-03-01/"
#define FLO_SIM_S3_LARGEST_BODY (16 * 1024 * 1024)

/* Is the request signed for S3? Known as soon as its headers are. */
gboolean        flo_sim_s3_is_meant     (SoupServerMessage *message);
/* Fills in the call's action, its input (members named as in AWS's model) and body. FALSE: it has failed. */
gboolean        flo_sim_s3_read         (FloSimCall        *call,
                                         SoupServerMessage *message,
                                         GBytes            *body);
/* The right that the call needs, "s3:GetObject", and what it is about. (transfer full) */
char           *flo_sim_s3_get_right    (const FloSimCall  *call);
char           *flo_sim_s3_get_resource (const FloSimCall  *call);
/* The bucket that the call is about. NULL: there is none, or not here, and the call has failed. */
FloSimResource *flo_sim_s3_find_bucket  (FloSimCall        *call);
/* The bucket of that name wherever it is. (nullable) */
FloSimResource *flo_sim_s3_look_up      (FloSimCall        *call,
                                         const char        *name);
/* The object that the call is about. (nullable) */
FloSimResource *flo_sim_s3_look_up_object (FloSimCall      *call);
/* "arn:aws:s3:::BUCKET/KEY" (transfer full) */
char           *flo_sim_s3_object_id    (const FloSimCall  *call);
/* One more header for the answer. */
void            flo_sim_s3_set_header   (FloSimCall        *call,
                                         const char        *name,
                                         const char        *value);

G_END_DECLS
