/* flo-load-words.h: how much there is to do, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"
#include "fleet/plan/flo-load.h"

G_BEGIN_DECLS

char *flo_load_describe_now  (const FloLoad   *self,
                              const FloConfig *config,
                              guint            nodes);
char *flo_load_describe_peak (const FloLoad   *self,
                              const FloConfig *config,
                              guint            nodes);
char *flo_load_describe_old  (const FloLoad   *self,
                              const FloConfig *config);
char *flo_load_describe_none (const FloConfig *config);

G_END_DECLS
