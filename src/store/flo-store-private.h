/* flo-store-private.h: for the typed files beside the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

G_BEGIN_DECLS

/* The @data that was given to flo_store_run_async(), for a typed finish function to take its result
 * from. Borrowed; lives as long as @result. */
gpointer flo_store_run_get_data (GAsyncResult *result);

G_END_DECLS
