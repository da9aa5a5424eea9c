/* flo-fleet-json.h: reading and writing the JSON of the journal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members are written in the order they were set, so the same content is the same text. */
char       *flo_json_to_text     (JsonObject *object);
/* Returns: (transfer full) (nullable): NULL when @text is NULL or not an object */
JsonObject *flo_json_from_text   (const char *text);
/* What a journal holds was written by us, but perhaps by an older or newer version:
 * an absent member, or one of another type, is NULL or 0. */
const char *flo_json_get_string  (JsonObject *object,
                                  const char *name);
gint64      flo_json_get_integer (JsonObject *object,
                                  const char *name);
JsonArray  *flo_json_get_array   (JsonObject *object,
                                  const char *name);
JsonObject *flo_json_get_object  (JsonObject *object,
                                  const char *name);
/* The array's member, NULL when it is no object or no string. */
JsonObject *flo_json_object_at   (JsonArray  *array,
                                  guint       index);
const char *flo_json_string_at   (JsonArray  *array,
                                  guint       index);
guint       flo_json_length      (JsonArray  *array);

G_END_DECLS
