/* flo-application.h: the program: one instance, its actions, its life in the background
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/application/flo-session.h"

G_BEGIN_DECLS

#define FLO_TYPE_APPLICATION (flo_application_get_type ())
G_DECLARE_FINAL_TYPE (FloApplication, flo_application, FLO, APPLICATION, AdwApplication)

/* Lives on without a window while fleets with real money run, and ends only after the engines have
 * finished what they were at. Option --practice opens straight on the practice cloud. */
FloApplication *flo_application_new         (void) G_GNUC_WARN_UNUSED_RESULT;
FloSession     *flo_application_get_session (FloApplication *self);

G_END_DECLS
