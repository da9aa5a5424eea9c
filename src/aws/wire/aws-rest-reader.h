/* aws-rest-reader.h: what the REST protocols answer outside of the body
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

/* Fills the members that travel in headers. Errors: %AWS_ERROR_PROTOCOL */
gboolean aws_rest_reader_read_headers (const AwsShape      *shape,
                                       gpointer             structure,
                                       SoupMessageHeaders  *headers,
                                       GError             **error);

G_END_DECLS
