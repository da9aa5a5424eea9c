/* flo-metric-source.c: a metric of CloudWatch, or how busy the CPUs of a fleet's nodes are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-metric-source"

#include "flotilla-config.h"

#include "aws/services/aws-cloudwatch.h"
#include "aws/wire/aws-text.h"
#include "config/flo-config-source.h"
#include "fleet/observe/flo-metric-source.h"

#include <math.h>
#include <string.h>

/* GetMetricData takes so many queries. */
#define MOST_NODES 500
#define LEAST_PAUSE_SECONDS 60
#define LOCAL_PAUSE_SECONDS 1
/* EC2 writes the CPU of a node so often, unless it is paid for more. */
#define CPU_PERIOD 300
/* In the practice cloud time may run faster. */
#define LOCAL_CPU_PERIOD 10
/* A figure may be late by so much (one that is written to the practice cloud is there at once), and so many that were
 * missed are asked for again. */
#define LATE_SECONDS 300
#define LOCAL_LATE_SECONDS 20
#define PERIODS_BACK 3
#define MOST_VALUE 1e15

struct _FloMetricSource
{
  GObject parent_instance;

  AwsClient *client;            /* (owned) (nullable) */
  FloConfig *config;            /* (owned) */
  gboolean local;
};

/* One metric that is asked for; the tables of AWS point into it. */
typedef struct
{
  char id[16];
  GPtrArray *dimensions;        /* (owned) (element-type AwsMetricDimension) */
  AwsMetric metric;
  AwsMetricStat stat;
  AwsMetricDataQuery query;
} Query;

/* What all metrics that were asked for come to in a period. */
typedef struct
{
  gint64 start;                 /* Unix seconds */
  double sum;
  guint n;
} Period;

typedef struct
{
  GArray *periods;              /* (owned) (element-type Period) */
  gint64 length;                /* seconds */
  gint64 until;                 /* Unix seconds: what ends later is not whole yet */
  guint asked;                  /* metrics */
} Answer;

static void flo_metric_source_implement (FloLoadSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FloMetricSource, flo_metric_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FLO_TYPE_LOAD_SOURCE, flo_metric_source_implement))


static void
flo_metric_source_finalize (GObject *object)
{
  FloMetricSource *self = FLO_METRIC_SOURCE (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->config, flo_config_unref);

  G_OBJECT_CLASS (flo_metric_source_parent_class)->finalize (object);
}

static void
flo_metric_source_class_init (FloMetricSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_metric_source_finalize;
}

static void
flo_metric_source_init (FloMetricSource *self)
{
}

/**
 * flo_metric_source_new:
 * @client: (nullable): whom to ask; %NULL: it is never asked
 * @config: a config whose scaling goes by a metric or by CPUs
 *
 * Returns: (transfer full): the source
 */
FloLoadSource *
flo_metric_source_new (AwsClient       *client,
                       const FloConfig *config)
{
  FloMetricSource *self;

  g_return_val_if_fail (config != NULL, NULL);

  self = g_object_new (FLO_TYPE_METRIC_SOURCE, NULL);
  g_set_object (&self->client, client);
  self->config = flo_config_copy (config);

  return FLO_LOAD_SOURCE (self);
}

static gboolean
is_cpu (FloMetricSource *self)
{
  return flo_config_get_source (self->config) == FLO_SCALE_BY_CPU;
}

/* Seconds of each figure. */
static gint64
get_period (FloMetricSource *self)
{
  if (is_cpu (self))
    return self->local ? LOCAL_CPU_PERIOD : CPU_PERIOD;

  return self->config->scaling.period;
}

static gint64
get_lateness (FloMetricSource *self)
{
  return self->local && !is_cpu (self) ? LOCAL_LATE_SECONDS : LATE_SECONDS;
}

static FloLoadTerms
flo_metric_source_get_terms (FloLoadSource *source)
{
  FloMetricSource *self = FLO_METRIC_SOURCE (source);
  gint64 period = get_period (self);
  gint64 pause = self->local ? LOCAL_PAUSE_SECONDS : MAX (period / 2, LEAST_PAUSE_SECONDS);

  return (FloLoadTerms) {
    .pause = pause * G_USEC_PER_SEC,
    .span = period * G_USEC_PER_SEC,
    .keeps = (2 * period + get_lateness (self)) * G_USEC_PER_SEC,
    .most_nodes = is_cpu (self) ? MOST_NODES : 0,
    .rights = "cloudwatch:GetMetricData",
  };
}

static void
flo_metric_source_set_local (FloLoadSource *source)
{
  FLO_METRIC_SOURCE (source)->local = TRUE;
}

/* ---- the question ---- */

static void
dimension_free (gpointer data)
{
  AwsMetricDimension *dimension = data;

  g_free (dimension->name);
  g_free (dimension->value);
  g_free (dimension);
}

/* @name, @value: (transfer full) */
static void
add_dimension (Query *query,
               char  *name,
               char  *value)
{
  AwsMetricDimension *dimension = g_new0 (AwsMetricDimension, 1);

  dimension->name = name;
  dimension->value = value;
  g_ptr_array_add (query->dimensions, dimension);
}

static void
query_free (gpointer data)
{
  Query *self = data;

  g_ptr_array_unref (self->dimensions);
  g_free (self);
}

/* (transfer full): without dimensions */
static Query *
query_new (FloMetricSource *self,
           guint            index,
           const char      *metric_namespace,
           const char      *name,
           const char      *statistic)
{
  Query *query = g_new0 (Query, 1);

  g_snprintf (query->id, sizeof query->id, "m%u", index);
  query->dimensions = g_ptr_array_new_with_free_func (dimension_free);
  query->metric = (AwsMetric) {
    .metric_namespace = (char *) metric_namespace, .metric_name = (char *) name, .dimensions = query->dimensions,
  };
  query->stat = (AwsMetricStat) {
    .metric = &query->metric, .period = aws_integer (get_period (self)), .stat = (char *) statistic,
  };
  query->query = (AwsMetricDataQuery) { .id = query->id, .metric_stat = &query->stat };

  return query;
}

/* (transfer full) (element-type Query) */
static GPtrArray *
list_queries (FloMetricSource *self,
              GPtrArray       *nodes)
{
  static const char *const statistics[] = { "Average", "Sum", "Minimum", "Maximum", "SampleCount" };
  const FloConfig *config = self->config;
  GPtrArray *queries = g_ptr_array_new_with_free_func (query_free);
  Query *query;

  if (is_cpu (self))
    {
      for (guint i = 0; i < nodes->len; i++)
        {
          query = query_new (self, i, "AWS/EC2", "CPUUtilization", "Average");
          add_dimension (query, g_strdup ("InstanceId"), g_strdup (g_ptr_array_index (nodes, i)));
          g_ptr_array_add (queries, query);
        }
      return queries;
    }

  query = query_new (self, 0, config->scaling.metric_namespace, config->scaling.metric,
                     statistics[config->scaling.statistic]);
  for (guint i = 0; config->scaling.dimensions != NULL && config->scaling.dimensions[i] != NULL; i++)
    {
      const char *text = config->scaling.dimensions[i];
      const char *equals = strchr (text, '=');

      add_dimension (query, g_strndup (text, equals - text), g_strdup (equals + 1));
    }
  g_ptr_array_add (queries, query);

  return queries;
}

/* ---- the answer ---- */

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_array_unref (self->periods);
  g_free (self);
}

static void
add_value (Answer *self,
           gint64  start,
           double  value)
{
  Period period = { start, value, 1 };

  for (guint i = 0; i < self->periods->len; i++)
    {
      Period *known = &g_array_index (self->periods, Period, i);

      if (known->start == start)
        {
          known->sum += value;
          known->n++;
          return;
        }
    }
  g_array_append_val (self->periods, period);
}

static void
take_result (gconstpointer item,
             gpointer      user_data)
{
  const AwsMetricDataResult *result = item;
  Answer *self = user_data;
  guint n = result->timestamps != NULL && result->values != NULL ? MIN (result->timestamps->len, result->values->len) : 0;

  for (guint i = 0; i < n; i++)
    {
      double value = g_ascii_strtod (g_ptr_array_index (result->values, i), NULL);
      gint64 start;

      if (aws_text_parse_time (g_ptr_array_index (result->timestamps, i), &start) && isfinite (value) &&
          start <= self->until - self->length)
        add_value (self, start, CLAMP (value, 0, MOST_VALUE));
    }
}

static int
compare_figures (gconstpointer a,
                 gconstpointer b)
{
  const FloLoadFigure *first = a;
  const FloLoadFigure *second = b;

  return (first->time > second->time) - (first->time < second->time);
}

/* The mean over the nodes, of periods for which half of them have something to say at least. (transfer full) */
static GArray *
conclude (const Answer *self)
{
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (FloLoadFigure));

  for (guint i = 0; i < self->periods->len; i++)
    {
      const Period *period = &g_array_index (self->periods, Period, i);
      const FloLoadFigure figure = { period->sum / period->n, (period->start + self->length) * G_USEC_PER_SEC };

      if (2 * period->n >= self->asked)
        g_array_append_val (figures, figure);
    }
  g_array_sort (figures, compare_figures);

  return figures;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (aws_client_list_finish (AWS_CLIENT (object), result, &error))
    g_task_return_pointer (task, conclude (g_task_get_task_data (task)), (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void
flo_metric_source_ask_async (FloLoadSource       *source,
                             GPtrArray           *nodes,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  FloMetricSource *self = FLO_METRIC_SOURCE (source);
  g_autoptr (GPtrArray) queries = list_queries (self, nodes);
  g_autoptr (GPtrArray) inputs = g_ptr_array_new ();
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const gint64 period = get_period (self);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const gint64 from = now - get_lateness (self) - PERIODS_BACK * period;
  AwsGetMetricDataInput input = {
    .metric_data_queries = inputs,
    .start_time = aws_time (from - from % period),
    .end_time = aws_time (now),
  };
  Answer *answer = g_new0 (Answer, 1);

  g_task_set_source_tag (task, flo_metric_source_ask_async);
  answer->periods = g_array_new (FALSE, FALSE, sizeof (Period));
  answer->length = period;
  answer->until = now;
  answer->asked = queries->len;
  g_task_set_task_data (task, answer, answer_free);
  if (queries->len == 0)
    {
      g_task_return_pointer (task, conclude (answer), (GDestroyNotify) g_array_unref);
      return;
    }

  for (guint i = 0; i < queries->len; i++)
    g_ptr_array_add (inputs, &((Query *) g_ptr_array_index (queries, i))->query);
  aws_client_list_async (self->client, &AWS_CLOUDWATCH_GET_METRIC_DATA, &input, take_result, answer, cancellable,
                         answered_cb, g_object_ref (task));
}

static void
flo_metric_source_implement (FloLoadSourceInterface *iface)
{
  iface->get_terms = flo_metric_source_get_terms;
  iface->set_local = flo_metric_source_set_local;
  iface->ask_async = flo_metric_source_ask_async;
}
