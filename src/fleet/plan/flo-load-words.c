/* flo-load-words.c: how much there is to do, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-load"

#include "flotilla-config.h"

#include <math.h>

#include "base/flo-moment.h"
#include "config/flo-config-source.h"
#include "fleet/plan/flo-load-words.h"


/* Whole from 100 on, three digits below. (transfer full) */
static char *
format_figure (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, value >= 100 ? "%.0f" : "%.3g", value));
}

/* "the queue jobs has 340 messages", "the CPU of its nodes was at most 20 % lately". (transfer full) */
static char *
describe_value (const FloConfig *config,
                double           value,
                gboolean         lately)
{
  const FloScaleBy by = flo_config_get_source (config);
  g_autofree char *name = flo_config_describe_source (config);
  g_autofree char *figure = format_figure (by == FLO_SCALE_BY_QUEUE ? round (value) : value);
  const char *end = lately ? " lately" : "";

  if (by == FLO_SCALE_BY_QUEUE)
    return g_strdup_printf ("%s %s %s message%s%s", name, lately ? "had at most" : "has", figure,
                            value == 1 ? "" : "s", end);

  return g_strdup_printf ("%s %s %s%s%s", name, lately ? "was at most" : "is", figure,
                          by == FLO_SCALE_BY_CPU ? " %" : "", end);
}

/* "17 for each of 20 nodes", "no node for them". (transfer full) */
static char *
describe_share (const FloConfig *config,
                double           amount,
                guint            nodes)
{
  g_autofree char *share = NULL;

  if (nodes == 0)
    return g_strdup (flo_config_get_source (config) == FLO_SCALE_BY_QUEUE ? "no node for them" : "no node for it");

  share = format_figure (flo_config_get_source (config) == FLO_SCALE_BY_QUEUE ? ceil (amount / nodes) : amount / nodes);

  return g_strdup_printf ("%s for each of %u node%s", share, nodes, nodes == 1 ? "" : "s");
}

/* (transfer full) */
static char *
describe (const FloLoad   *self,
          const FloConfig *config,
          guint            nodes,
          double           value,
          double           amount,
          gboolean         lately)
{
  const gboolean cpu = flo_config_get_source (config) == FLO_SCALE_BY_CPU;
  g_autofree char *said = describe_value (config, value, lately);
  g_autofree char *target = format_figure (flo_config_get_target (config));
  g_autofree char *measured = NULL;

  if (flo_config_source_is_mean (config))
    measured = lately ? g_strdup ("on average") : g_strdup_printf ("on average of %.0f node%s", self->nodes,
                                                                    round (self->nodes) == 1 ? "" : "s");
  else
    measured = describe_share (config, amount, nodes);

  return g_strdup_printf ("%s%s%s, %s%s wanted", said, flo_config_source_is_mean (config) ? " " : ", ", measured, target,
                          cpu ? " %" : "");
}

/**
 * flo_load_describe_now:
 * @self: what a source said
 * @config: the config with the source
 * @nodes: how many nodes are wanted
 *
 * Returns: (transfer full): "the queue jobs has 340 messages, 17 for each of 20 nodes, 10 wanted", "the CPU of its nodes is
 *   85 % on average of 20 nodes, 50 % wanted"
 */
char *
flo_load_describe_now (const FloLoad   *self,
                       const FloConfig *config,
                       guint            nodes)
{
  return describe (self, config, nodes, self->value, self->amount, FALSE);
}

/**
 * flo_load_describe_peak:
 * @self: what a source said
 * @config: the config with the source
 * @nodes: how many nodes were wanted
 *
 * Returns: (transfer full): "the queue jobs had at most 45 messages lately, 3 for each of 20 nodes, 10 wanted"
 */
char *
flo_load_describe_peak (const FloLoad   *self,
                        const FloConfig *config,
                        guint            nodes)
{
  return describe (self, config, nodes, self->highest, self->peak, TRUE);
}

/**
 * flo_load_describe_old:
 * @self: what a source said too long ago
 * @config: the config with the source
 *
 * Returns: (transfer full): "the queue jobs had 340 messages at Mon 16:01 UTC and was not heard since, so the number stays"
 */
char *
flo_load_describe_old (const FloLoad   *self,
                       const FloConfig *config)
{
  const FloScaleBy by = flo_config_get_source (config);
  g_autofree char *name = flo_config_describe_source (config);
  g_autofree char *figure = format_figure (self->value);
  g_autofree char *time = flo_moment_format_short (self->time / G_USEC_PER_SEC);

  return g_strdup_printf ("%s %s %s%s at %s and was not heard since, so the number stays", name,
                          by == FLO_SCALE_BY_QUEUE ? "had" : "was", figure,
                          by == FLO_SCALE_BY_QUEUE ? " messages" : by == FLO_SCALE_BY_CPU ? " %" : "", time);
}

/**
 * flo_load_describe_none:
 * @config: a config with a source
 *
 * Returns: (transfer full): "until the queue jobs says how many messages there are"
 */
char *
flo_load_describe_none (const FloConfig *config)
{
  g_autofree char *name = flo_config_describe_source (config);

  if (flo_config_get_source (config) == FLO_SCALE_BY_QUEUE)
    return g_strdup_printf ("until %s says how many messages there are", name);

  return g_strdup_printf ("until CloudWatch has figures of %s", name);
}
