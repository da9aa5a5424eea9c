/* flo-end-inquiry.h: who ended nodes that neither we nor AWS ended
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"

G_BEGIN_DECLS

/* What came of it, of one node. Owned strings. */
typedef struct
{
  char *id;
  char *zone;               /* (nullable) */
  char *title;              /* "alice ended i-0abc" */
  char *reason;             /* which call, when, from where; or why it is not known, and what would help */
} FloEndAnswer;

void           flo_end_answer_free             (FloEndAnswer         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloEndAnswer, flo_end_answer_free)

/* Asks CloudTrail, which is up to fifteen minutes late: a few times, ever more seldom, one call at a time. One answer is
 * for all nodes that the same call ended. */
#define FLO_TYPE_END_INQUIRY (flo_end_inquiry_get_type ())
G_DECLARE_FINAL_TYPE (FloEndInquiry, flo_end_inquiry, FLO, END_INQUIRY, GObject)

FloEndInquiry *flo_end_inquiry_new             (AwsClient            *client);
/* The endpoint is on this computer, where time may run faster: asks sooner. */
void           flo_end_inquiry_set_local       (FloEndInquiry        *self);
/* @ended_at: Unix seconds. @zone: (nullable). More than a thousand at a time are not asked for. */
void           flo_end_inquiry_add             (FloEndInquiry        *self,
                                                const char           *id,
                                                const char           *zone,
                                                gint64                ended_at);
/* Asks once, when it is time for that and no answer is outstanding; calls back in any case. */
void           flo_end_inquiry_continue_async  (FloEndInquiry        *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* Returns: (transfer full) (element-type FloEndAnswer): what is known now, often nothing */
GPtrArray     *flo_end_inquiry_continue_finish (FloEndInquiry        *self,
                                                GAsyncResult         *result);

G_END_DECLS
