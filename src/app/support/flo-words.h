/* flo-words.h: the words and icons for states and kinds: a state is always an icon and a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "fleet/flo-fleet.h"

G_BEGIN_DECLS

/* Translated, static: "Healthy", "Running", "Launch template" */
const char *flo_words_fleet_state      (FloFleetState  state);
const char *flo_words_node_state       (FloNodeState   state);
const char *flo_words_event_kind       (FloEventKind   kind);
const char *flo_words_progress_step    (const char    *word);
const char *flo_words_resource_kind    (const char    *kind);
/* Returns: (transfer full): translated: "18 of 20 nodes run" */
char       *flo_words_nodes            (guint          running,
                                        guint          wanted);
/* Icon and colour class for a state. */
void        flo_words_style_fleet_icon (GtkImage      *image,
                                        FloFleetState  state);
void        flo_words_style_node_icon  (GtkImage      *image,
                                        FloNodeState   state);
void        flo_words_style_event_icon (GtkImage      *image,
                                        FloEventKind   kind);

G_END_DECLS
