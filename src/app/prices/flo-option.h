/* flo-option.h: a word that is ticked or not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define FLO_TYPE_OPTION (flo_option_get_type ())
G_DECLARE_FINAL_TYPE (FloOption, flo_option, FLO, OPTION, GObject)

/* Properties: name, active. */
FloOption  *flo_option_new        (const char *name,
                                   gboolean    active);
const char *flo_option_get_name   (FloOption  *self);
gboolean    flo_option_get_active (FloOption  *self);
void        flo_option_set_active (FloOption  *self,
                                   gboolean    active);

G_END_DECLS
