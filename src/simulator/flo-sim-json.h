/* flo-sim-json.h: short ways to build and read the JSON trees that resources and answers are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Builds an object from name, value pairs up to NULL. The first character of a name tells the value:
 *   none  const char *; NULL leaves the member out
 *   '#'   gint64
 *   '?'   gboolean
 *   '%'   double
 *   '{'   JsonObject *, ownership taken; NULL leaves the member out
 *   '['   JsonArray *, ownership taken; NULL leaves the member out */
JsonObject *flo_sim_json_new       (const char *name,
                                    ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
/* The same into an object that is there; members of the same name are replaced. */
void        flo_sim_json_set       (JsonObject *object,
                                    const char *name,
                                    ...) G_GNUC_NULL_TERMINATED;
/* An array of strings up to NULL. */
JsonArray  *flo_sim_json_strings   (const char *string,
                                    ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

/* What is not there, or of another kind, reads as NULL, 0 or FALSE: a saved state is only as good
 * as the file it came from. @path may name a nested member, "placement.availabilityZone". */
const char *flo_sim_json_get       (JsonObject *object,
                                    const char *path);
gint64      flo_sim_json_get_int   (JsonObject *object,
                                    const char *path);
gboolean    flo_sim_json_get_bool  (JsonObject *object,
                                    const char *path);
/* (transfer none) (nullable) */
JsonArray  *flo_sim_json_get_array (JsonObject *object,
                                    const char *path);

/* The object at @index of an array. (transfer none) (nullable) when it is no object */
JsonObject *flo_sim_json_nth       (JsonArray  *array,
                                    guint       index);
/* A deep copy. */
JsonObject *flo_sim_json_copy      (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;
/* Compact text. */
char       *flo_sim_json_to_text   (JsonObject *object);

/* Calls @func with the text of every leaf at @path, going through arrays; stops at TRUE and returns
 * whether it was. Numbers and booleans come as the text AWS writes. */
typedef gboolean (*FloSimJsonMatch) (const char *text,
                                     gpointer    user_data);
gboolean    flo_sim_json_any       (JsonObject      *object,
                                    const char      *path,
                                    FloSimJsonMatch  func,
                                    gpointer         user_data);

G_END_DECLS
