/* aws-answer.h: turns the bytes of an answer into a structure or an error
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "aws/aws-client.h"

G_BEGIN_DECLS

/* One answer to one request. Made when the status is known, fed while the body comes in. */
typedef struct _AwsAnswer AwsAnswer;

/* @item_func: (nullable): gets the items of a list
 * @skip_items: how many of them it has got already */
AwsAnswer *aws_answer_new         (const AwsOperation  *operation,
                                   guint                http_status,
                                   AwsItemFunc          item_func,
                                   gpointer             item_data,
                                   guint64              skip_items);
void       aws_answer_free        (AwsAnswer           *self);
gboolean   aws_answer_feed        (AwsAnswer           *self,
                                   const char          *data,
                                   gsize                length,
                                   GError             **error);
/* The structure, or the error that AWS answered. @headers: (nullable): of the answer */
gpointer   aws_answer_finish      (AwsAnswer           *self,
                                   SoupMessageHeaders  *headers,
                                   GError             **error);
guint64    aws_answer_get_n_items (AwsAnswer           *self);

/* (nullable): what AWS's support asks for */
const char *aws_answer_find_request_id (SoupMessageHeaders *headers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsAnswer, aws_answer_free)

G_END_DECLS
