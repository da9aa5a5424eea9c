/* flo-limit-history.h: a price limit over the last ninety days: in words for each zone, and as a chart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/assistant/flo-draft.h"

G_BEGIN_DECLS

#define FLO_TYPE_LIMIT_HISTORY (flo_limit_history_get_type ())
G_DECLARE_FINAL_TYPE (FloLimitHistory, flo_limit_history, FLO, LIMIT_HISTORY, GtkWidget)

/* How far it looks back. */
#define FLO_LIMIT_HISTORY_DAYS 90

/* Asks AWS for prices while it is on the screen, and again when the draft asks for other machines. */
/* @draft: (nullable). Shows what @draft says now; to be called after each change of it. */
void        flo_limit_history_show       (FloLimitHistory *self,
                                          FloDraft        *draft);
/* For tests and replay: these prices (FloPriceSeries) instead of AWS's, as of @now. */
void        flo_limit_history_set_prices (FloLimitHistory *self,
                                          GListModel      *prices,
                                          gint64           now);
/* What it says of all zones together. */
const char *flo_limit_history_get_words  (FloLimitHistory *self);

G_END_DECLS
