/* flo-assistant.h: builds a config in six steps and launches it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/application/flo-session.h"
#include "config/flo-config.h"

G_BEGIN_DECLS

#define FLO_TYPE_ASSISTANT (flo_assistant_get_type ())
G_DECLARE_FINAL_TYPE (FloAssistant, flo_assistant, FLO, ASSISTANT, AdwWindow)

/* @config: (nullable): what to begin with.
 * Signal "fleet-launched" (FloFleet): the person is done here and the fleet exists. */
GtkWidget *flo_assistant_new (GtkWindow       *parent,
                              FloSession      *session,
                              const FloConfig *config);

G_END_DECLS
