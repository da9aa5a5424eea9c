/* flo-image.h: which image a fleet's nodes start from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "aws/aws-client.h"
#include "config/flo-config.h"

G_BEGIN_DECLS

/* Looks up the config's image: by its id with DescribeImages, or the newest one of its system in the SSM
 * parameter that its maker keeps. Done once per launch and recorded, so that all nodes of a fleet are alike.
 * Returns: (transfer full): {"id":"ami-…","architecture":"x86_64","root_device":"/dev/xvda"} */
void        flo_image_find_async  (AwsClient            *client,
                                   const FloConfig      *config,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
JsonObject *flo_image_find_finish (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
