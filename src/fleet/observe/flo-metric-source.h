/* flo-metric-source.h: a metric of CloudWatch, or how busy the CPUs of a fleet's nodes are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/observe/flo-load-source.h"

G_BEGIN_DECLS

/* AWS charges for each metric it is asked for, so of the CPUs of 500 nodes at most it is asked, in one call, and
 * no more than twice for each figure. */
#define FLO_TYPE_METRIC_SOURCE (flo_metric_source_get_type ())
G_DECLARE_FINAL_TYPE (FloMetricSource, flo_metric_source, FLO, METRIC_SOURCE, GObject)

FloLoadSource *flo_metric_source_new (AwsClient       *client,
                                      const FloConfig *config);

G_END_DECLS
