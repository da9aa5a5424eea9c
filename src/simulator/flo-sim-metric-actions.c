/* flo-sim-metric-actions.c: CloudWatch: metrics put and got
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-cpu.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-metric.h"

#define MOST_POINTS  100000
#define MOST_AT_ONCE 1000
#define MOST_QUERIES 500
#define MOST_PERIODS 100800

/* A period's values, as they are gathered. */
typedef struct
{
  double sum;
  double least;
  double most;
  double count;
} Bucket;

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
flo_sim_metric_key (const char *namespace,
                    FloSimNode *metric)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) key = g_string_new (namespace);

  for (guint i = 0; i < flo_sim_node_count (metric, "Dimensions.member"); i++)
    {
      FloSimNode *dimension = flo_sim_node_nth (metric, "Dimensions.member", i);

      g_ptr_array_add (parts, g_strdup_printf ("%s=%s", flo_sim_node_get (dimension, "Name"),
                                               flo_sim_node_get (dimension, "Value")));
    }
  g_ptr_array_sort (parts, compare_strings);
  g_string_append_printf (key, "\n%s", flo_sim_node_get (metric, "MetricName"));
  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (key, "\n%s", (const char *) g_ptr_array_index (parts, i));
  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* FALSE: the call has failed. */
static gboolean
check_datum (FloSimCall *call,
             FloSimNode *datum)
{
  if (flo_sim_node_find (datum, "StatisticValues") != NULL
      || flo_sim_node_find (datum, "Values") != NULL)
    return flo_sim_call_fail (call, "InvalidParameterCombination",
                              "The practice cloud takes one Value for each datum, no sets of values.");
  if (flo_sim_node_get (datum, "Value") == NULL)
    return flo_sim_call_fail (call, "MissingParameter",
                              "At least one of the parameters must be specified.");
  return TRUE;
}

gboolean
flo_sim_monitoring_put_metric_data (FloSimCall *call)
{
  const char *namespace = flo_sim_call_get (call, "Namespace");
  guint n = flo_sim_node_count (call->params, "MetricData.member");

  if (g_str_has_prefix (namespace, "AWS/"))
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "The value AWS/ for parameter Namespace is invalid.");
  if (n > MOST_AT_ONCE)
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "The collection MetricData must not have a size greater than %d.",
                              MOST_AT_ONCE);
  for (guint i = 0; i < n; i++)
    if (!check_datum (call, flo_sim_node_nth (call->params, "MetricData.member", i)))
      return FALSE;
  for (guint i = 0; i < n; i++)
    {
      FloSimNode *datum = flo_sim_node_nth (call->params, "MetricData.member", i);
      const char *time_text = flo_sim_node_get (datum, "Timestamp");
      g_autofree char *key = flo_sim_metric_key (namespace, datum);
      gint64 time = call->now;

      if (time_text != NULL)
        flo_sim_time_parse (time_text, &time);
      if (call->cloud->metrics->len >= MOST_POINTS)
        g_ptr_array_remove_index (call->cloud->metrics, 0);
      g_ptr_array_add (call->cloud->metrics,
                       flo_sim_json_new ("region", call->region, "key", key, "#time", time,
                                         "%value", flo_sim_node_get_double (datum, "Value", 0),
                                         NULL));
    }
  return TRUE;
}

static void
add_value (GHashTable *buckets,
           gint64      start,
           double      value)
{
  Bucket *bucket = g_hash_table_lookup (buckets, &start);

  if (bucket == NULL)
    {
      bucket = g_new0 (Bucket, 1);
      bucket->least = bucket->most = value;
      g_hash_table_insert (buckets, g_memdup2 (&start, sizeof start), bucket);
    }
  bucket->sum += value;
  bucket->least = MIN (bucket->least, value);
  bucket->most = MAX (bucket->most, value);
  bucket->count++;
}

/* How busy an instance was. */
static void
add_cpu (FloSimCall *call,
         FloSimNode *metric,
         GHashTable *buckets,
         gint64      from,
         gint64      to,
         gint64      period)
{
  const char *name = flo_sim_node_get (metric, "Dimensions.member.1.Name");
  const char *id = flo_sim_node_get (metric, "Dimensions.member.1.Value");
  const gint64 step = flo_sim_cpu_get_step (call->cloud);
  FloSimResource *instance;
  gint64 end;

  if (g_strcmp0 (name, "InstanceId") != 0 || id == NULL
      || g_strcmp0 (flo_sim_node_get (metric, "MetricName"), "CPUUtilization") != 0)
    return;
  instance = flo_sim_cloud_find_any (call->cloud, FLO_SIM_KIND_INSTANCE, call->region, id);
  if (instance == NULL)
    return;
  end = MIN (to, instance->gone_at != 0 ? instance->gone_at : call->now);
  for (gint64 time = MAX (from, instance->created_at) / step * step; time < end; time += step)
    if (time >= from)
      add_value (buckets, time / period * period, flo_sim_cpu_get (call->cloud, instance, time));
}

static double
value_of (const Bucket *bucket,
          const char   *stat)
{
  if (g_str_equal (stat, "Sum"))
    return bucket->sum;
  if (g_str_equal (stat, "Minimum"))
    return bucket->least;
  if (g_str_equal (stat, "Maximum"))
    return bucket->most;
  if (g_str_equal (stat, "SampleCount"))
    return bucket->count;
  return bucket->sum / bucket->count;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 *first = *(gint64 *const *) a;
  const gint64 *second = *(gint64 *const *) b;

  return (*first > *second) - (*first < *second);
}

/* Fills in timestamps and values, the newest first unless asked otherwise. */
static void
write_buckets (FloSimCall *call,
               GHashTable *buckets,
               const char *stat,
               JsonArray  *times,
               JsonArray  *values)
{
  gboolean oldest_first
      = g_strcmp0 (flo_sim_call_get (call, "ScanBy"), "TimestampAscending") == 0;
  g_autoptr (GPtrArray) starts = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer start;

  g_hash_table_iter_init (&iter, buckets);
  while (g_hash_table_iter_next (&iter, &start, NULL))
    g_ptr_array_add (starts, start);
  g_ptr_array_sort (starts, compare_times);
  for (guint i = 0; i < starts->len; i++)
    {
      const gint64 *at = g_ptr_array_index (starts, oldest_first ? i : starts->len - 1 - i);
      g_autofree char *text = flo_sim_time_format (*at);

      json_array_add_string_element (times, text);
      json_array_add_double_element (values, value_of (g_hash_table_lookup (buckets, at), stat));
    }
}

static JsonObject *
answer_query (FloSimCall *call,
              FloSimNode *query,
              gint64      from,
              gint64      to)
{
  FloSimNode *metric = flo_sim_node_find (query, "MetricStat.Metric");
  const char *namespace = flo_sim_node_get (metric, "Namespace");
  const char *label = flo_sim_node_get (query, "Label");
  gint64 period = flo_sim_node_get_int (query, "MetricStat.Period", 60) * FLO_SIM_SECOND;
  g_autofree char *key = flo_sim_metric_key (namespace, metric);
  g_autoptr (GHashTable) buckets
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  JsonArray *times = json_array_new ();
  JsonArray *values = json_array_new ();

  for (guint i = 0; i < call->cloud->metrics->len; i++)
    {
      JsonObject *point = g_ptr_array_index (call->cloud->metrics, i);
      gint64 time = flo_sim_json_get_int (point, "time");

      if (time >= from && time < to && g_strcmp0 (flo_sim_json_get (point, "key"), key) == 0
          && g_strcmp0 (flo_sim_json_get (point, "region"), call->region) == 0)
        add_value (buckets, time / period * period, json_object_get_double_member (point, "value"));
    }
  if (g_str_equal (namespace, "AWS/EC2"))
    add_cpu (call, metric, buckets, from, to, period);
  write_buckets (call, buckets, flo_sim_node_get (query, "MetricStat.Stat"), times, values);
  return flo_sim_json_new ("Id", flo_sim_node_get (query, "Id"), "Label",
                           label != NULL ? label : flo_sim_node_get (metric, "MetricName"),
                           "[Timestamps", times, "[Values", values, "StatusCode", "Complete", NULL);
}

/* FALSE: the call has failed. */
static gboolean
check_query (FloSimCall *call,
             FloSimNode *query,
             gint64      span)
{
  static const char *const stats[]
      = { "Average", "Sum", "Minimum", "Maximum", "SampleCount", NULL };
  const char *stat = flo_sim_node_get (query, "MetricStat.Stat");
  gint64 period = flo_sim_node_get_int (query, "MetricStat.Period", 60);

  if (stat == NULL || flo_sim_node_find (query, "Expression") != NULL)
    return flo_sim_call_fail (call, "ValidationError",
                              "The practice cloud answers queries with a MetricStat, no expressions.");
  if (flo_sim_node_get (query, "MetricStat.Metric.MetricName") == NULL
      || flo_sim_node_get (query, "MetricStat.Metric.Namespace") == NULL)
    return flo_sim_call_fail (call, "ValidationError", "A metric needs a Namespace and a MetricName");
  if (!g_strv_contains (stats, stat))
    return flo_sim_call_fail (call, "ValidationError", "The statistic %s is not known here", stat);
  if (period < 1 || (period > 60 && period % 60 != 0) || span / FLO_SIM_SECOND / period > MOST_PERIODS)
    return flo_sim_call_fail (call, "ValidationError",
                              "Period must be 1, 5, 10, 30, 60 or a multiple of 60, and not ask for "
                              "more than %d values",
                              MOST_PERIODS);
  return TRUE;
}

gboolean
flo_sim_monitoring_get_metric_data (FloSimCall *call)
{
  guint n = flo_sim_node_count (call->params, "MetricDataQueries.member");
  JsonArray *results;
  gint64 from = 0;
  gint64 to = 0;

  flo_sim_time_parse (flo_sim_call_get (call, "StartTime"), &from);
  flo_sim_time_parse (flo_sim_call_get (call, "EndTime"), &to);
  if (from >= to)
    return flo_sim_call_fail (call, "ValidationError",
                              "The parameter EndTime must be greater than StartTime.");
  if (n < 1 || n > MOST_QUERIES)
    return flo_sim_call_fail (call, "ValidationError", "There must be 1 to %d queries",
                              MOST_QUERIES);
  for (guint i = 0; i < n; i++)
    if (!check_query (call, flo_sim_node_nth (call->params, "MetricDataQueries.member", i), to - from))
      return FALSE;
  results = json_array_new ();
  for (guint i = 0; i < n; i++)
    {
      FloSimNode *query = flo_sim_node_nth (call->params, "MetricDataQueries.member", i);

      if (flo_sim_node_get_bool (query, "ReturnData", TRUE))
        json_array_add_object_element (results, answer_query (call, query, from, to));
    }
  flo_sim_json_set (call->result, "[MetricDataResults", results, NULL);
  return TRUE;
}
