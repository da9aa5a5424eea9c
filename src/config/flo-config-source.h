/* flo-config-source.h: what says how many nodes are wanted, besides a schedule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_SCALE_BY_NONE,
  FLO_SCALE_BY_QUEUE,        /* messages of an SQS queue */
  FLO_SCALE_BY_METRIC,       /* any metric of CloudWatch */
  FLO_SCALE_BY_CPU,          /* how busy the fleet's own nodes are */
} FloScaleBy;

FloScaleBy  flo_config_get_source      (const FloConfig *self);
const char *flo_config_get_source_key  (const FloConfig *self);
gboolean    flo_config_source_is_mean  (const FloConfig *self);
double      flo_config_get_target      (const FloConfig *self);
char       *flo_config_describe_source (const FloConfig *self);
void        flo_config_clear_source    (FloConfig       *self);

G_END_DECLS
