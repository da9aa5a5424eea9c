/* aws-test-fill.h: an input with every member filled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

/* @n_values: (out) (optional): how many scalars are in it.
 * Returns: (transfer full) (nullable): aws_shape_free(); NULL for a NULL shape */
gpointer aws_test_fill (const AwsShape *shape,
                        guint          *n_values);

G_END_DECLS
