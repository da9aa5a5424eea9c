/* aws-public-file.h: a small file that AWS publishes for everybody
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"

G_BEGIN_DECLS

/**
 * AwsPublicFile:
 * @is_unchanged: the file is still the one that was asked about; there is no content
 * @content: (nullable): its bytes
 * @etag: (nullable): names this state of the file: to be asked about next time
 */
typedef struct
{
  gboolean is_unchanged;
  GBytes *content;
  char *etag;
} AwsPublicFile;

void           aws_public_file_free             (AwsPublicFile        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsPublicFile, aws_public_file_free)

void           aws_public_file_fetch_async      (AwsClient            *client,
                                                 const char           *url,
                                                 const char           *etag,
                                                 gsize                 max_size,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
AwsPublicFile *aws_public_file_fetch_finish     (GAsyncResult         *result,
                                                 GError              **error);

/* Who answers @client's questions about what is public, as a name for a folder. The first needs the client's settings,
 * which its first call reads; the second reads them. */
char          *aws_public_file_dup_place        (AwsClient            *client);
void           aws_public_file_find_place_async (AwsClient            *client,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
char          *aws_public_file_find_place_finish
                                                (GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
