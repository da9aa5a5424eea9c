/* flo-assistant-page.h: one step of the assistant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/assistant/flo-draft.h"

G_BEGIN_DECLS

#define FLO_TYPE_ASSISTANT_PAGE (flo_assistant_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FloAssistantPage, flo_assistant_page, FLO, ASSISTANT_PAGE, AdwBin)

/* A part of the config that not every fleet that lives can have changed: where it is set, "row" or "row/field". */
typedef struct
{
  const char *widget;
  const char *section;         /* (nullable) */
  const char *key;
} FloFixable;

/* Properties: title (a question), short-title (one word for the step bar), complete (the draft has no
 * error that this page could mend), problem (nullable: the first such error, with its hint), draft.
 *
 * @paths: the parts of the config the page edits, as JSON pointers ("/name"), NULL-terminated
 * @fixables: (nullable): where it sets what may be fixed; ends with a widget of NULL
 * @load: the draft is here or its market changed: show it. Called with every "changed" of the draft that
 *   does not come from this page. */
struct _FloAssistantPageClass
{
  AdwBinClass parent_class;

  const char * const *paths;
  const FloFixable *fixables;
  void (*load) (FloAssistantPage *self);
};

void        flo_assistant_page_set_draft       (FloAssistantPage *self,
                                                FloDraft         *draft);
FloDraft   *flo_assistant_page_get_draft       (FloAssistantPage *self);
const char *flo_assistant_page_get_title       (FloAssistantPage *self);
const char *flo_assistant_page_get_short_title (FloAssistantPage *self);
gboolean    flo_assistant_page_get_complete    (FloAssistantPage *self);
const char *flo_assistant_page_get_problem     (FloAssistantPage *self);
/* For pages: NULL while the page is being loaded, when what its widgets say is not the person's doing;
 * otherwise the config to write to, followed by flo_assistant_page_end_edit(). */
FloConfig  *flo_assistant_page_begin_edit      (FloAssistantPage *self);
void        flo_assistant_page_end_edit        (FloAssistantPage *self);

G_END_DECLS
