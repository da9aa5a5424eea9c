/* flo-sim-client.h: programs that are registered with IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A client's id carries its registration; the secret is the proof that we gave it out. */

/* Both (transfer full). Takes @registration. */
void        flo_sim_client_register   (JsonObject  *registration,
                                       char       **id,
                                       char       **secret);
/* The registration; NULL when there is none of that id, or @secret (nullable: not asked for) is
 * wrong, or it has expired. */
JsonObject *flo_sim_client_find       (const char  *id,
                                       const char  *secret,
                                       gint64       now);
/* Is it one of the list at @member of the registration? */
gboolean    flo_sim_client_has        (JsonObject  *registration,
                                       const char  *member,
                                       const char  *value);

G_END_DECLS
