/* flo-sim-api.h: which parameters an action takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "simulator/flo-sim-form.h"

G_BEGIN_DECLS

/* The table of data/api.txt: every parameter of every action known here, from AWS's service model. */
typedef struct _FloSimApi FloSimApi;

FloSimApi *flo_sim_api_new      (void);
void       flo_sim_api_free     (FloSimApi   *self);
/* @action is an EC2 action, or "service:action". Checks names, types and what must be there. On failure returns FALSE, AWS's error code (transfer
 * none) and a message. */
gboolean   flo_sim_api_check    (FloSimApi   *self,
                                 const char  *action,
                                 FloSimForm  *form,
                                 const char **code,
                                 char       **message);
/* The same of a JSON call's members. The code is a meaning of ours: "unknown", "type" or "missing". */
gboolean   flo_sim_api_check_json (FloSimApi   *self,
                                   const char  *action,
                                   JsonObject  *input,
                                   const char **code,
                                   char       **message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimApi, flo_sim_api_free)

G_END_DECLS
