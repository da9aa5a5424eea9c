/* assistant-fixture.h: a page of the assistant with a draft of its own, and a market that is always the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/assistant/flo-assistant-page.h"

G_BEGIN_DECLS

typedef struct
{
  FloDraft *draft;
  FloAssistantPage *page;
} AssistantFixture;

void       assistant_fixture_init          (int              *argc,
                                            char           ***argv);
FloMarket *assistant_fixture_create_market (void);
FloConfig *assistant_fixture_create_config (void);
void       assistant_fixture_set_up        (AssistantFixture *fixture,
                                            gconstpointer     page_type);
void       assistant_fixture_tear_down     (AssistantFixture *fixture,
                                            gconstpointer     page_type);
gpointer   assistant_fixture_get_child     (AssistantFixture *fixture,
                                            const char       *name);
FloConfig *assistant_fixture_get_config    (AssistantFixture *fixture);

#define ASSISTANT_FIXTURE_ADD(name, get_type, func) \
  g_test_add ("/assistant/" name, AssistantFixture, (gconstpointer) get_type, assistant_fixture_set_up, func, \
              assistant_fixture_tear_down)

G_END_DECLS
