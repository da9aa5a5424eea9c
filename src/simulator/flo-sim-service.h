/* flo-sim-service.h: the services that answer signed calls, and their protocols
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id;        /* as it is signed for, and in the table of actions */
  const char *title;     /* in messages */
  const char *version;   /* (nullable) of its Query form */
  const char *namespace; /* (nullable) of its XML */
  const char *target;    /* (nullable) what X-Amz-Target begins with, of its JSON form */
  const char *json_type; /* (nullable) the content type of its JSON form */
} FloSimService;

/* Each (nullable) (transfer none). */
const FloSimService *flo_sim_service_find       (const char *id);
const FloSimService *flo_sim_service_by_version (const char *version);
/* @action is what follows in the header. */
const FloSimService *flo_sim_service_by_target  (const char  *target,
                                                 const char **action);

G_END_DECLS
