/* aws-rest-writer.h: what the REST protocols say outside of the body
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

/* @name: of the header, as the operation's table has it */
typedef void (*AwsRestHeaderFunc) (const char *name,
                                   const char *value,
                                   gpointer    user_data);

gboolean aws_rest_writer_write_path    (const AwsOperation  *operation,
                                        gconstpointer        input,
                                        GString             *path,
                                        GError             **error);
void     aws_rest_writer_write_query   (const AwsOperation  *operation,
                                        gconstpointer        input,
                                        GString             *query);
gboolean aws_rest_writer_write_headers (const AwsOperation  *operation,
                                        gconstpointer        input,
                                        AwsRestHeaderFunc    func,
                                        gpointer             user_data,
                                        GError             **error);

G_END_DECLS
