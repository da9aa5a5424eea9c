/* flo-type-requirements.h: which types EC2 itself chooses by attributes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-type-filter.h"

G_BEGIN_DECLS

void        flo_type_requirements_load_async  (AwsClient            *client,
                                               FloTypeFilter        *filter,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GHashTable *flo_type_requirements_load_finish (GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
