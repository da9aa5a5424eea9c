/* aws-price-list.h: the price of an instance or a volume in a text that GetProducts answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-price-table.h"

G_BEGIN_DECLS

/* Hands the price of an instance with its system alone, or of a volume, to @price_func, once at most: what else is priced, and what is
 * free, is passed over. Fails with AWS_ERROR_PROTOCOL when @text is no product. */
gboolean aws_price_list_read (const char        *text,
                              gsize              length,
                              AwsListPriceFunc   price_func,
                              gpointer           price_data,
                              GError           **error);

G_END_DECLS
