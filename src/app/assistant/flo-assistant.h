/* flo-assistant.h: builds a config in seven steps and launches it, or changes that of a fleet
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

/* Signal "config-changed" (FloFleet, const char *before): the fleet has what the person made of its config. @before: (nullable):
 * what it had, as JSON, when that can be had back as quickly.
 * @config: (nullable): what to begin with.
 * Signal "fleet-launched" (FloFleet): the person is done here and the fleet exists. */
GtkWidget *flo_assistant_new (GtkWindow       *parent,
                              FloSession      *session,
                              const FloConfig *config);
/* The same steps over the config of a fleet that lives; the last one shows what will change, and applies it. */
GtkWidget *flo_assistant_new_for_fleet (GtkWindow  *parent,
                                        FloSession *session,
                                        FloFleet   *fleet);

G_END_DECLS
