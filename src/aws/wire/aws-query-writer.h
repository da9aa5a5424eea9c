/* aws-query-writer.h: requests of the Query protocols
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

#define AWS_QUERY_CONTENT_TYPE "application/x-www-form-urlencoded; charset=utf-8"

void aws_query_writer_write (const AwsOperation *operation,
                             gconstpointer       input,
                             GString            *body);

G_END_DECLS
