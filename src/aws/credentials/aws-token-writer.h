/* aws-token-writer.h: writes the files in which AWS's tools keep a sign-in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Puts an object of JSON together in memory that is wiped (flo-secret.h). Members come in the order they are added. */
typedef struct _AwsTokenWriter AwsTokenWriter;

AwsTokenWriter *aws_token_writer_new        (void);
void            aws_token_writer_free       (AwsTokenWriter     *self);
/* Nothing is added for a @value of NULL. */
void            aws_token_writer_add_string (AwsTokenWriter     *self,
                                             const char         *name,
                                             const char         *value);
void            aws_token_writer_add_time   (AwsTokenWriter     *self,
                                             const char         *name,
                                             gint64              seconds);
void            aws_token_writer_add_list   (AwsTokenWriter     *self,
                                             const char         *name,
                                             const char * const *values);
/* @json: a value that is JSON already */
void            aws_token_writer_add_json   (AwsTokenWriter     *self,
                                             const char         *name,
                                             const char         *json,
                                             gsize               length);
void            aws_token_writer_begin      (AwsTokenWriter     *self,
                                             const char         *name);
void            aws_token_writer_end        (AwsTokenWriter     *self);
/* Ends the document and frees @self. (transfer full): flo_secret_free() */
char           *aws_token_writer_finish     (AwsTokenWriter     *self,
                                             gsize              *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsTokenWriter, aws_token_writer_free)

G_END_DECLS
