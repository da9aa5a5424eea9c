/* flo-choice.h: a word that is ticked or not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define FLO_TYPE_CHOICE (flo_choice_get_type ())
G_DECLARE_FINAL_TYPE (FloChoice, flo_choice, FLO, CHOICE, GObject)

/* Properties: name, active. */
FloChoice  *flo_choice_new        (const char *name,
                                   gboolean    active);
const char *flo_choice_get_name   (FloChoice  *self);
gboolean    flo_choice_get_active (FloChoice  *self);
void        flo_choice_set_active (FloChoice  *self,
                                   gboolean    active);

G_END_DECLS
