/* flo-config-source.c: what says how many nodes are wanted, besides a schedule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-config"

#include "flotilla-config.h"

#include "config/flo-config-source.h"


/**
 * flo_config_get_source:
 * @self: a config without errors
 *
 * Returns: by what its number of nodes goes, if by anything
 */
FloScaleBy
flo_config_get_source (const FloConfig *self)
{
  g_return_val_if_fail (self != NULL, FLO_SCALE_BY_NONE);

  if (self->scaling.queue != NULL)
    return FLO_SCALE_BY_QUEUE;
  if (self->scaling.metric != NULL)
    return FLO_SCALE_BY_METRIC;

  return self->scaling.cpu > 0 ? FLO_SCALE_BY_CPU : FLO_SCALE_BY_NONE;
}

/**
 * flo_config_get_source_key:
 * @self: a config
 *
 * Returns: (nullable): the key of "scaling" that says so
 */
const char *
flo_config_get_source_key (const FloConfig *self)
{
  static const char *const keys[] = {
    [FLO_SCALE_BY_NONE] = NULL, [FLO_SCALE_BY_QUEUE] = "queue", [FLO_SCALE_BY_METRIC] = "metric", [FLO_SCALE_BY_CPU] = "cpu",
  };

  return keys[flo_config_get_source (self)];
}

/**
 * flo_config_source_is_mean:
 * @self: a config without errors
 *
 * Returns: whether what is measured is what each node has on average, which says something about all the work only
 *   together with how many nodes it was measured of
 */
gboolean
flo_config_source_is_mean (const FloConfig *self)
{
  FloScaleBy source = flo_config_get_source (self);

  return source == FLO_SCALE_BY_CPU || (source == FLO_SCALE_BY_METRIC && self->scaling.measures == FLO_MEASURES_NODE);
}

/**
 * flo_config_get_target:
 * @self: a config without errors
 *
 * Returns: how much one node is wanted for: messages, or as much of the metric; 0 without a source
 */
double
flo_config_get_target (const FloConfig *self)
{
  switch (flo_config_get_source (self))
    {
    case FLO_SCALE_BY_QUEUE:
      return (double) self->scaling.messages_per_node;

    case FLO_SCALE_BY_METRIC:
      return self->scaling.target != NULL ? g_ascii_strtod (self->scaling.target, NULL) : 0;

    case FLO_SCALE_BY_CPU:
      return (double) self->scaling.cpu;

    case FLO_SCALE_BY_NONE:
    default:
      return 0;
    }
}

/**
 * flo_config_describe_source:
 * @self: a config without errors
 *
 * Returns: (transfer full) (nullable): "the queue jobs", "the metric Load of Render", "the CPU of its nodes"; %NULL: it has
 *   no source
 */
char *
flo_config_describe_source (const FloConfig *self)
{
  switch (flo_config_get_source (self))
    {
    case FLO_SCALE_BY_QUEUE:
      return g_strdup_printf ("the queue %s", self->scaling.queue);

    case FLO_SCALE_BY_METRIC:
      return g_strdup_printf ("the metric %s of %s", self->scaling.metric,
                              self->scaling.metric_namespace != NULL ? self->scaling.metric_namespace : "CloudWatch");

    case FLO_SCALE_BY_CPU:
      return g_strdup ("the CPU of its nodes");

    case FLO_SCALE_BY_NONE:
    default:
      return NULL;
    }
}

/**
 * flo_config_clear_source:
 * @self: a config
 *
 * Leaves it with the number of its capacity, or with its schedule.
 */
void
flo_config_clear_source (FloConfig *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->scaling.queue, g_free);
  g_clear_pointer (&self->scaling.metric, g_free);
  self->scaling.cpu = 0;
}
