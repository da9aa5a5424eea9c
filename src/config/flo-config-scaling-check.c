/* flo-config-scaling-check.c: whether the keys of "scaling" fit each other and the rest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-check.h"

#include "config/flo-config-schedule.h"
#include "config/flo-config-source.h"


static void
check_entry (const FloConfig *self,
             FloConfigReport *report,
             guint            index)
{
  g_autofree char *path = g_strdup_printf ("/scaling/schedule/%u", index);
  g_autofree char *why = NULL;
  FloCron cron;
  guint nodes;

  if (flo_config_report_is_broken (report, path))
    return;

  if (!flo_schedule_entry_parse (self->scaling.schedule[index], &cron, &nodes, &why))
    flo_config_report_error (report, path, "write for example \"0 8 * * 1-5 = 20\": from Monday to Friday at 08:00",
                             "scaling.schedule[%u] %s", index, why);
}

static void
check_schedule (const FloConfig *self,
                FloConfigReport *report)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (self->scaling.time_zone != NULL && !flo_config_report_is_broken (report, "/scaling/time_zone"))
    {
      zone = g_time_zone_new_identifier (self->scaling.time_zone);
      if (zone == NULL)
        flo_config_report_error (report, "/scaling/time_zone", "write for example \"Europe/Berlin\" or \"UTC\"",
                                 "scaling.time_zone names \"%s\", which this computer does not know",
                                 self->scaling.time_zone);
    }
  for (guint i = 0; self->scaling.schedule != NULL && self->scaling.schedule[i] != NULL; i++)
    check_entry (self, report, i);

  if (self->scaling.schedule == NULL)
    {
      if (self->scaling.time_zone != NULL && !flo_config_report_is_broken (report, "/scaling/schedule"))
        flo_config_report_warning (report, "/scaling/time_zone", "add \"schedule\", or remove it",
                                   "scaling.time_zone has no effect without scaling.schedule");
      return;
    }
  if (self->deadline.work_hours > 0)
    flo_config_report_error (report, "/scaling/schedule", "leave one of them out",
                             "scaling.schedule cannot be kept together with deadline: work that has to be done in time "
                             "decides by itself how many nodes run");
  if (!self->interruption.replace)
    flo_config_report_error (report, "/scaling/schedule",
                             "write \"replace\": true in \"interruption\", or leave the schedule out",
                             "scaling.schedule needs interruption.replace: nodes that come again are launched again");
}

typedef struct
{
  const char *key;
  gboolean is_set;
} Key;

static void
warn_of_useless (FloConfigReport *report,
                 const Key       *keys,
                 gsize            n_keys,
                 const char      *hint,
                 const char      *without)
{
  for (gsize i = 0; i < n_keys; i++)
    {
      g_autofree char *path = g_strdup_printf ("/scaling/%s", keys[i].key);

      if (keys[i].is_set)
        flo_config_report_warning (report, path, hint, "scaling.%s has no effect without %s", keys[i].key, without);
    }
}

/* What means something together with other keys only. */
static void
check_useless (const FloConfig *self,
               FloConfigReport *report)
{
  const Key limits[] = {
    { "minimum", self->scaling.minimum != 0 },
    { "maximum", self->scaling.maximum != 0 },
    { "out_minutes", self->scaling.out_minutes != 2 },
    { "in_minutes", self->scaling.in_minutes != 10 },
  };
  const Key of_queue[] = {
    { "messages_per_node", self->scaling.messages_per_node != 0 },
  };
  const Key of_metric[] = {
    { "namespace", self->scaling.metric_namespace != NULL },
    { "dimensions", self->scaling.dimensions != NULL },
    { "statistic", self->scaling.statistic != FLO_STATISTIC_AVERAGE },
    { "period", self->scaling.period != 60 },
    { "measures", self->scaling.measures != FLO_MEASURES_NODE },
    { "target", self->scaling.target != NULL },
  };

  if (flo_config_get_source (self) == FLO_SCALE_BY_NONE)
    warn_of_useless (report, limits, G_N_ELEMENTS (limits), "add \"queue\", \"metric\" or \"cpu\", or remove it",
                     "scaling.queue, scaling.metric or scaling.cpu");
  if (self->scaling.queue == NULL)
    warn_of_useless (report, of_queue, G_N_ELEMENTS (of_queue), "add \"queue\", or remove it", "scaling.queue");
  if (self->scaling.metric == NULL)
    warn_of_useless (report, of_metric, G_N_ELEMENTS (of_metric), "add \"metric\", or remove it", "scaling.metric");
}

/* Keys that the source cannot do without. */
static void
check_complete (const FloConfig *self,
                FloConfigReport *report,
                const char      *path)
{
  const gint64 period = self->scaling.period;

  if (self->scaling.queue != NULL && self->scaling.messages_per_node == 0 &&
      !flo_config_report_is_broken (report, "/scaling/messages_per_node"))
    flo_config_report_error (report, path, "add \"messages_per_node\": how many one node is wanted for",
                             "scaling.queue needs scaling.messages_per_node");
  if (self->scaling.metric == NULL)
    return;

  if (self->scaling.metric_namespace == NULL && !flo_config_report_is_broken (report, "/scaling/namespace"))
    flo_config_report_error (report, path, "add \"namespace\": which one CloudWatch lists the metric in",
                             "scaling.metric needs scaling.namespace");
  if (self->scaling.target == NULL && !flo_config_report_is_broken (report, "/scaling/target"))
    flo_config_report_error (report, path, "add \"target\": where the metric shall be for each node",
                             "scaling.metric needs scaling.target");
  if (period != 10 && period != 30 && period % 60 != 0 && !flo_config_report_is_broken (report, "/scaling/period"))
    flo_config_report_error (report, "/scaling/period", "write 60, unless the metric is written more or less often",
                             "scaling.period must be 10, 30 or a multiple of 60, found %d", (int) period);
}

static void
check_numbers (const FloConfig *self,
               FloConfigReport *report,
               const char      *key,
               const char      *path)
{
  if (self->scaling.maximum == 0 && !flo_config_report_is_broken (report, "/scaling/maximum"))
    flo_config_report_error (report, path, "add \"maximum\": how many nodes you would pay for at most",
                             self->scaling.queue != NULL
                               ? "scaling.%s needs scaling.maximum: a queue may become very long"
                               : "scaling.%s needs scaling.maximum: there may be very much to do", key);
  else if (self->scaling.minimum > self->scaling.maximum)
    flo_config_report_error (report, "/scaling/minimum", "write a smaller number, or raise \"maximum\"",
                             "scaling.minimum is more than scaling.maximum (%d)", (int) self->scaling.maximum);
  else if (self->capacity.nodes < self->scaling.minimum || self->capacity.nodes > self->scaling.maximum)
    flo_config_report_error (report, "/capacity/nodes", "that many the fleet begins with: write a number between them",
                             "capacity.nodes must be between scaling.minimum and scaling.maximum (%d and %d)",
                             (int) self->scaling.minimum, (int) self->scaling.maximum);
  if (flo_config_source_is_mean (self) && self->scaling.minimum == 0 &&
      !flo_config_report_is_broken (report, "/scaling/minimum"))
    flo_config_report_error (report, path, "add \"minimum\": 1",
                             "scaling.%s needs scaling.minimum to be 1 or more: without a node there is nothing to measure",
                             key);
}

static gboolean
is_source_broken (FloConfigReport *report)
{
  return flo_config_report_is_broken (report, "/scaling/queue") || flo_config_report_is_broken (report, "/scaling/metric") ||
         flo_config_report_is_broken (report, "/scaling/cpu");
}

static void
check_source (const FloConfig *self,
              FloConfigReport *report)
{
  const char *key = flo_config_get_source_key (self);
  const char *second;
  g_autofree char *path = g_strdup_printf ("/scaling/%s", key != NULL ? key : "");

  if (is_source_broken (report))
    return;
  check_useless (self, report);
  if (key == NULL)
    return;

  second = self->scaling.cpu > 0 ? "cpu" : "metric";
  if ((self->scaling.queue != NULL) + (self->scaling.metric != NULL) + (self->scaling.cpu > 0) > 1)
    {
      g_autofree char *place = g_strdup_printf ("/scaling/%s", second);

      flo_config_report_error (report, place, "leave one of them out",
                               "scaling.%s cannot be kept together with scaling.%s: one of them decides how many nodes run",
                               second, key);
      return;
    }
  check_complete (self, report, path);
  check_numbers (self, report, key, path);
  if (self->deadline.work_hours > 0)
    flo_config_report_error (report, path, "leave one of them out",
                             "scaling.%s cannot be kept together with deadline: work that has to be done in time "
                             "decides by itself how many nodes run", key);
  if (!self->interruption.replace)
    flo_config_report_error (report, path, "write \"replace\": true in \"interruption\", or leave scaling out",
                             "scaling.%s needs interruption.replace: nodes that come again are launched again", key);
}

void
flo_config_check_scaling (const FloConfig *self,
                          FloConfigReport *report)
{
  check_schedule (self, report);
  check_source (self, report);
}
