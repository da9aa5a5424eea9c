/* aws-json-codec.h: requests and answers of the JSON protocol
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

char     *aws_json_codec_encode       (const AwsShape  *shape,
                                       gconstpointer    structure);
gpointer  aws_json_codec_decode       (const AwsShape  *shape,
                                       const char      *text,
                                       gsize            length,
                                       GError         **error);

G_END_DECLS
