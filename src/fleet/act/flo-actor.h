/* flo-actor.h: carries one action out: journal first, then the call, then the result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "fleet/act/flo-action.h"
#include "store/flo-journal.h"

G_BEGIN_DECLS

/**
 * flo_actor_perform_async:
 *
 * Writes the intent, makes the one AWS call of @action, writes the result. Once the intent is written, it
 * cannot be cancelled: what was asked of AWS has to be known. A token that is in the journal already
 * repeats that very entry, whatever @action's parameters say. @until: of flo_time_get_boot(): no call is made later; the entry
 * then stays open, as when nobody got the answer. @repeated: it does; or else an attempt within this one was
 * lost: then a refusal does not close the entry, because it says nothing of what was asked before.
 */
void       flo_actor_perform_async  (AwsClient            *client,
                                     FloStore             *store,
                                     const char           *fleet_id,
                                     FloAction            *action,
                                     gboolean              repeated,
                                     gint64                until,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* @trouble: (out) (nullable): why the entry is failed, or still open because nobody knows whether the call had its
 *   effect: it then has to be repeated or, when it has a result (the refusal), looked for.
 * Returns: (transfer full) (nullable): the journal's entry; NULL with @error when the journal cannot be written,
 *   and then nothing was asked of AWS or its answer could not be kept. */
FloIntent *flo_actor_perform_finish (GAsyncResult         *result,
                                     GError              **trouble,
                                     GError              **error);

/* Closes an open entry whose effect was found, or given up, without a call. @result_json as the call's reader
 * would have written it. */
void       flo_actor_close_async    (FloStore             *store,
                                     const FloIntent      *intent,
                                     FloIntentState        state,
                                     const char           *result_json,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
FloIntent *flo_actor_close_finish   (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
