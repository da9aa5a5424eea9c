/* flo-sim-xml.h: writes answers as AWS's XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Text with what XML cannot hold escaped or, for control characters, dropped. */
void flo_sim_xml_append_text   (GString    *out,
                                const char *text);
void flo_sim_xml_append_leaf   (GString    *out,
                                const char *name,
                                const char *text);
/* Members become elements, arrays lists of <item>; members whose name starts with '_' are left
 * out. */
void flo_sim_xml_append_object (GString    *out,
                                JsonObject *object);
/* The same with lists of <member>, as in the Query protocol. */
void flo_sim_xml_append_members (GString    *out,
                                 JsonObject *object);
/* The same with lists as elements of their own name one after the other. */
void flo_sim_xml_append_flat   (GString    *out,
                                JsonObject *object);

G_END_DECLS
