/* flo-launch-page.h: the launch as it goes, with a way to call it off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "fleet/engine/flo-engine.h"

G_BEGIN_DECLS

#define FLO_TYPE_LAUNCH_PAGE (flo_launch_page_get_type ())
G_DECLARE_FINAL_TYPE (FloLaunchPage, flo_launch_page, FLO, LAUNCH_PAGE, AdwBin)

/* Signal "changed": what the functions below answer is different now. */
void        flo_launch_page_start      (FloLaunchPage *self,
                                        FloEngine     *engine,
                                        FloConfig     *config);
/* Destroys what was made so far; the page shows that instead. */
void        flo_launch_page_cancel     (FloLaunchPage *self);
const char *flo_launch_page_get_title  (FloLaunchPage *self);
/* What the button that leaves the page says. */
const char *flo_launch_page_get_verb   (FloLaunchPage *self);
gboolean    flo_launch_page_can_cancel (FloLaunchPage *self);
/* The launch was refused: nothing exists, and the config can be changed. */
gboolean    flo_launch_page_get_failed (FloLaunchPage *self);
/* (nullable) (transfer none): NULL until it exists, and once it was destroyed again */
FloFleet   *flo_launch_page_get_fleet  (FloLaunchPage *self);

G_END_DECLS
