/* aws-metadata.h: asks services that are at hand for credentials: containers' and instances'
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* More than any honest answer has. */
#define AWS_METADATA_MAX_SIZE (64 * 1024)

typedef struct
{
  guint status;    /* of HTTP */
  char *text;      /* (owned): flo-secret.h, with a zero behind */
  gsize length;
} AwsMetadataAnswer;

/* Never by way of a proxy, and never anywhere else than where @message is for: what is asked for are keys. Whatever
 * status there is, an answer is an answer. @patience: milliseconds, for all of it. */
SoupSession       *aws_metadata_create_session (void);
void               aws_metadata_ask_async      (SoupSession          *session,
                                                SoupMessage          *message,
                                                guint                 patience,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
AwsMetadataAnswer *aws_metadata_ask_finish     (GAsyncResult         *result,
                                                GError              **error);
void               aws_metadata_answer_free    (AwsMetadataAnswer    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsMetadataAnswer, aws_metadata_answer_free)

G_END_DECLS
