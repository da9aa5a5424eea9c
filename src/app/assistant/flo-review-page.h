/* flo-review-page.h: everything in one read, with its checks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-assistant-page.h"

G_BEGIN_DECLS

#define FLO_TYPE_REVIEW_PAGE (flo_review_page_get_type ())
G_DECLARE_FINAL_TYPE (FloReviewPage, flo_review_page, FLO, REVIEW_PAGE, FloAssistantPage)

/* Signal "saved" (const char *message): the config is in a file now.
 * Property: rehearsed (nullable): what a rehearsal of the config came to, in a sentence. */

G_END_DECLS
