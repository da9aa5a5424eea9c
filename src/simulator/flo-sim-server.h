/* flo-sim-server.h: the practice cloud on a loopback port
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "simulator/flo-sim-auth.h"
#include "simulator/flo-sim-cloud.h"
#include "simulator/flo-sim-fault.h"
#include "simulator/flo-sim-recorder.h"
#include "simulator/flo-sim-sso.h"

G_BEGIN_DECLS

#define FLO_SIM_PRACTICE_KEY_ID "AKIAPRACTICE00000000"
#define FLO_SIM_PRACTICE_SECRET "practice-cloud-secret"

typedef struct
{
  guint64     seed;
  double      speed;          /* of waiting; 1 is AWS's */
  double      throttle_scale; /* 0: no throttling */
  gboolean    with_default_vpc;
  gboolean    test_regions;
  gboolean    loopback_addresses; /* instances have public addresses of this computer */
  gboolean    metadata;       /* answer as an instance's metadata service and as a container's, too */
  const char *record_path;    /* (nullable) */
  const char *state_path;     /* (nullable) */
} FloSimOptions;

typedef struct _FloSimServer FloSimServer;

/* With a state file that exists the cloud goes on from it. NULL when a file cannot be used. */
FloSimServer   *flo_sim_server_new          (const FloSimOptions  *options,
                                             GError              **error);
/* Saves the state, if there is a file for it. */
void            flo_sim_server_free         (FloSimServer         *self);
/* @port 0: any free one. */
gboolean        flo_sim_server_listen       (FloSimServer         *self,
                                             guint                 port,
                                             GError              **error);
/* "http://127.0.0.1:PORT" (transfer full) */
char           *flo_sim_server_get_url      (FloSimServer         *self);

FloSimCloud    *flo_sim_server_get_cloud    (FloSimServer         *self);
FloSimAuth     *flo_sim_server_get_auth     (FloSimServer         *self);
FloSimFaults   *flo_sim_server_get_faults   (FloSimServer         *self);
FloSimRecorder *flo_sim_server_get_recorder (FloSimServer         *self);
FloSimSso      *flo_sim_server_get_sso      (FloSimServer         *self);
/* From now on the server's clock goes wrong by that much. */
void            flo_sim_server_set_skew     (FloSimServer         *self,
                                             gint64                skew);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimServer, flo_sim_server_free)

G_END_DECLS
