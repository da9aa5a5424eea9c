/* aws-token-document.h: reads the files in which AWS's tools keep a sign-in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More than any honest file has; one beyond it is refused instead of read. */
#define AWS_TOKEN_DOCUMENT_MAX_SIZE (256 * 1024)

/* An object of JSON, whose text stays in memory that is wiped (flo-secret.h): a general reader would leave copies of
 * the tokens behind. Strict: what Python's reader refuses, this one does too. */
typedef struct _AwsTokenDocument AwsTokenDocument;

/* AwsTokenMemberFunc: a member of the top level. @value: its text as it stands in the document; borrowed */
typedef void (*AwsTokenMemberFunc) (const char *name,
                                    const char *value,
                                    gsize       length,
                                    gpointer    user_data);

/* @text: (transfer full): from flo_secret_alloc(), with a zero behind its @length bytes; taken in any case */
AwsTokenDocument *aws_token_document_new        (char               *text,
                                                 gsize               length,
                                                 GError            **error);
void              aws_token_document_free       (AwsTokenDocument   *self);

/* @path: "accessToken", or into an object: "accessToken/sessionToken". A member that is null is not there. */
gboolean          aws_token_document_has        (AwsTokenDocument   *self,
                                                 const char         *path);
/* (transfer full) (nullable): flo_secret_free(). NULL: not there, or not a string */
char             *aws_token_document_dup_secret (AwsTokenDocument   *self,
                                                 const char         *path);
/* (transfer full) (nullable): g_free(); of what is not secret */
char             *aws_token_document_dup_string (AwsTokenDocument   *self,
                                                 const char         *path);
/* "2026-11-24T02:10:00Z", and "…UTC", which older tools write */
gboolean          aws_token_document_get_time   (AwsTokenDocument   *self,
                                                 const char         *path,
                                                 gint64             *seconds);
gboolean          aws_token_document_list_holds (AwsTokenDocument   *self,
                                                 const char         *path,
                                                 const char         *text);
void              aws_token_document_foreach    (AwsTokenDocument   *self,
                                                 AwsTokenMemberFunc  func,
                                                 gpointer            user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsTokenDocument, aws_token_document_free)

G_END_DECLS
