/* flo-sim-images.h: the machine images everybody may use, and the SSM parameters that name them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-cloud.h"

G_BEGIN_DECLS

/* Every Region's images as DescribeImages shows them, newest last:
 * (transfer full) (element-type JsonObject). Members "_parameter" name the public SSM parameter. */
GPtrArray  *flo_sim_images_list      (const char *region);
/* (nullable) (transfer full) */
JsonObject *flo_sim_images_find      (const char *region,
                                      const char *image_id);
/* The same among one's own, too. (nullable) (transfer full) */
JsonObject *flo_sim_images_find_any  (FloSimCloud *cloud,
                                      const char  *region,
                                      const char  *image_id);
/* The image that the SSM parameter @name holds. (nullable) (transfer full) */
JsonObject *flo_sim_images_find_parameter (const char *region,
                                           const char *name);

G_END_DECLS
