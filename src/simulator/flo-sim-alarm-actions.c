/* flo-sim-alarm-actions.c: CloudWatch's alarms, over metrics of one's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-metric.h"

#define MOST_LISTED  100
#define LONGEST_NAME 255

/* What the values of one period come to. */
typedef struct
{
  double sum;
  double least;
  double most;
  double count;
} Period;

static char *
alarm_arn (FloSimCall *call,
           const char *name)
{
  return g_strdup_printf ("arn:aws:cloudwatch:%s:" FLO_SIM_ACCOUNT_ID ":alarm:%s", call->region, name);
}

/* (nullable) */
static FloSimResource *
find_alarm (FloSimCall *call,
            const char *name)
{
  g_autofree char *arn = alarm_arn (call, name);

  return flo_sim_cloud_find_any (call->cloud, FLO_SIM_KIND_ALARM, call->region, arn);
}

static double
value_of (const Period *period,
          const char   *statistic)
{
  if (g_str_equal (statistic, "Sum"))
    return period->sum;
  if (g_str_equal (statistic, "Minimum"))
    return period->least;
  if (g_str_equal (statistic, "Maximum"))
    return period->most;
  if (g_str_equal (statistic, "SampleCount"))
    return period->count;
  return period->sum / period->count;
}

static gboolean
breaches (const char *comparison,
          double      value,
          double      threshold)
{
  if (g_str_equal (comparison, "GreaterThanThreshold"))
    return value > threshold;
  if (g_str_equal (comparison, "GreaterThanOrEqualToThreshold"))
    return value >= threshold;
  if (g_str_equal (comparison, "LessThanThreshold"))
    return value < threshold;
  return value <= threshold;
}

static void
gather (FloSimCall           *call,
        const FloSimResource *alarm,
        gint64                from,
        gint64                to,
        Period               *period)
{
  const char *key = flo_sim_resource_get (alarm, "_key");

  for (guint i = 0; i < call->cloud->metrics->len; i++)
    {
      JsonObject *point = g_ptr_array_index (call->cloud->metrics, i);
      gint64 time = flo_sim_json_get_int (point, "time");
      double value = json_object_get_double_member (point, "value");

      if (time < from || time >= to || g_strcmp0 (flo_sim_json_get (point, "key"), key) != 0
          || g_strcmp0 (flo_sim_json_get (point, "region"), call->region) != 0)
        continue;
      period->least = period->count > 0 ? MIN (period->least, value) : value;
      period->most = period->count > 0 ? MAX (period->most, value) : value;
      period->sum += value;
      period->count++;
    }
}

/* The state by the last periods, the one under way included; those without a value say nothing. */
static const char *
evaluate (FloSimCall           *call,
          const FloSimResource *alarm)
{
  gint64 length = flo_sim_json_get_int (alarm->data, "Period") * FLO_SIM_SECOND;
  gint64 n = flo_sim_json_get_int (alarm->data, "EvaluationPeriods");
  gint64 wanted = json_object_get_int_member_with_default (alarm->data, "DatapointsToAlarm", n);
  double threshold = json_object_get_double_member (alarm->data, "Threshold");
  gint64 n_known = 0;
  gint64 n_bad = 0;

  for (gint64 i = 0; i < n; i++)
    {
      gint64 start = (call->now / length - i) * length;
      Period period = { 0 };

      gather (call, alarm, start, start + length, &period);
      if (period.count == 0)
        continue;
      n_known++;
      n_bad += breaches (flo_sim_resource_get (alarm, "ComparisonOperator"),
                         value_of (&period, flo_sim_resource_get (alarm, "Statistic")), threshold);
    }
  if (n_known == 0)
    return "INSUFFICIENT_DATA";
  return n_bad >= wanted ? "ALARM" : "OK";
}

/* FALSE: the call has failed. */
static gboolean
check_alarm (FloSimCall *call)
{
  const char *name = flo_sim_call_get (call, "AlarmName");
  const char *comparison = flo_sim_call_get (call, "ComparisonOperator");
  gint64 period = flo_sim_node_get_int (call->params, "Period", 0);
  gint64 n = flo_sim_node_get_int (call->params, "EvaluationPeriods", 0);

  if (name[0] == '\0' || strlen (name) > LONGEST_NAME)
    return flo_sim_call_fail (call, "ValidationError", "AlarmName must have 1 to %d characters",
                              LONGEST_NAME);
  if (flo_sim_node_find (call->params, "Metrics") != NULL
      || flo_sim_call_get (call, "ExtendedStatistic") != NULL || strstr (comparison, "Range") != NULL
      || strstr (comparison, "UpperThreshold") != NULL || strstr (comparison, "LowerThreshold") != NULL)
    return flo_sim_call_fail (call, "ValidationError",
                              "The practice cloud has alarms over one metric and a fixed threshold.");
  if (flo_sim_call_get (call, "MetricName") == NULL || flo_sim_call_get (call, "Namespace") == NULL
      || flo_sim_call_get (call, "Statistic") == NULL || flo_sim_call_get (call, "Threshold") == NULL)
    return flo_sim_call_fail (call, "ValidationError",
                              "MetricName, Namespace, Statistic and Threshold must be given");
  if (period < 10 || (period > 30 && period % 60 != 0) || n < 1 || period * n > 86400)
    return flo_sim_call_fail (call, "ValidationError",
                              "Period must be 10, 30 or a multiple of 60, and all periods together at "
                              "most a day");
  return TRUE;
}

static void
copy_strings (FloSimCall *call,
              const char *name,
              JsonObject *data)
{
  g_autofree char *path = g_strconcat (name, ".member", NULL);
  g_autoptr (GPtrArray) strings = flo_sim_node_get_strings (call->params, path);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < strings->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (strings, i));
  json_object_set_array_member (data, name, array);
}

static JsonArray *
copy_dimensions (FloSimCall *call)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < flo_sim_node_count (call->params, "Dimensions.member"); i++)
    {
      FloSimNode *dimension = flo_sim_node_nth (call->params, "Dimensions.member", i);

      json_array_add_object_element (
          array, flo_sim_json_new ("Name", flo_sim_node_get (dimension, "Name"), "Value",
                                   flo_sim_node_get (dimension, "Value"), NULL));
    }
  return array;
}

static JsonObject *
build (FloSimCall *call)
{
  static const char *const texts[] = { "AlarmName", "AlarmDescription", "MetricName", "Namespace",
                                       "Statistic", "Unit", "ComparisonOperator",
                                       "TreatMissingData" };
  static const char *const numbers[] = { "Period", "EvaluationPeriods", "DatapointsToAlarm" };
  g_autofree char *key = flo_sim_metric_key (flo_sim_call_get (call, "Namespace"), call->params);
  g_autofree char *arn = alarm_arn (call, flo_sim_call_get (call, "AlarmName"));
  g_autofree char *time = flo_sim_time_format (call->now);
  JsonObject *data = flo_sim_json_new (
      "_key", key, "AlarmArn", arn, "AlarmConfigurationUpdatedTimestamp", time, "?ActionsEnabled",
      flo_sim_node_get_bool (call->params, "ActionsEnabled", TRUE), "%Threshold",
      flo_sim_node_get_double (call->params, "Threshold", 0), "[Dimensions", copy_dimensions (call),
      NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    flo_sim_json_set (data, texts[i], flo_sim_call_get (call, texts[i]), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (flo_sim_call_get (call, numbers[i]) != NULL)
      json_object_set_int_member (data, numbers[i],
                                  flo_sim_node_get_int (call->params, numbers[i], 0));
  copy_strings (call, "OKActions", data);
  copy_strings (call, "AlarmActions", data);
  copy_strings (call, "InsufficientDataActions", data);
  return data;
}

/* An alarm of that name is replaced, and keeps its tags. */
gboolean
flo_sim_monitoring_put_metric_alarm (FloSimCall *call)
{
  const char *name = flo_sim_call_get (call, "AlarmName");
  g_autofree char *arn = alarm_arn (call, name);
  FloSimResource *alarm = find_alarm (call, name);

  if (!check_alarm (call))
    return FALSE;
  if (alarm == NULL)
    {
      alarm = flo_sim_cloud_add_named (call->cloud, FLO_SIM_KIND_ALARM, arn, call->region, call->now,
                                       build (call));
      for (guint i = 0; i < flo_sim_node_count (call->params, "Tags.member"); i++)
        {
          FloSimNode *tag = flo_sim_node_nth (call->params, "Tags.member", i);

          flo_sim_resource_set_tag (alarm, flo_sim_node_get (tag, "Key"),
                                    flo_sim_node_get (tag, "Value"));
        }
      return TRUE;
    }
  else
    {
      JsonArray *tags = flo_sim_json_get_array (alarm->data, "tagSet");
      JsonObject *data = build (call);

      flo_sim_json_set (data, "[tagSet", tags != NULL ? json_array_ref (tags) : NULL, NULL);
      json_object_unref (alarm->data);
      alarm->data = data;
      flo_sim_cloud_touch (call->cloud);
      return TRUE;
    }
}

static gboolean
is_wanted (FloSimCall           *call,
           const FloSimResource *alarm,
           GPtrArray            *names,
           const char           *state)
{
  const char *prefix = flo_sim_call_get (call, "AlarmNamePrefix");
  const char *wanted = flo_sim_call_get (call, "StateValue");
  const char *name = flo_sim_resource_get (alarm, "AlarmName");

  return (names->len == 0 || g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
         && (prefix == NULL || g_str_has_prefix (name, prefix))
         && (wanted == NULL || g_str_equal (wanted, state));
}

static JsonObject *
describe_alarm (const FloSimResource *alarm,
                const char           *state)
{
  JsonObject *told = flo_sim_json_copy (alarm->data);

  json_object_remove_member (told, "tagSet");
  json_object_remove_member (told, "arn");
  flo_sim_json_set (told, "StateValue", state, NULL);
  return told;
}

gboolean
flo_sim_monitoring_describe_alarms (FloSimCall *call)
{
  g_autoptr (GPtrArray) names = flo_sim_node_get_strings (call->params, "AlarmNames.member");
  g_autoptr (GPtrArray) all
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_ALARM, call->region, call->now);
  gint64 most = flo_sim_node_get_int (call->params, "MaxRecords", MOST_LISTED);
  gboolean failed = FALSE;
  g_autofree char *start = flo_sim_token_read (call, &failed);
  guint64 from = start != NULL ? g_ascii_strtoull (start, NULL, 10) : 0;
  JsonArray *told = json_array_new ();
  guint64 n = 0;

  flo_sim_json_set (call->result, "[MetricAlarms", told, NULL);
  if (failed)
    return flo_sim_call_fail (call, "InvalidNextToken", "The next token specified is invalid.");
  if (most < 1 || most > MOST_LISTED)
    return flo_sim_call_fail (call, "ValidationError", "MaxRecords must be between 1 and %d",
                              MOST_LISTED);
  for (guint i = 0; i < all->len; i++)
    {
      const FloSimResource *alarm = g_ptr_array_index (all, i);
      const char *state = evaluate (call, alarm);

      if (!is_wanted (call, alarm, names, state) || n++ < from)
        continue;
      if (json_array_get_length (told) == most)
        {
          g_autofree char *position = g_strdup_printf ("%" G_GUINT64_FORMAT, n - 1);
          g_autofree char *token = flo_sim_token_new (call, position);

          flo_sim_json_set (call->result, "NextToken", token, NULL);
          break;
        }
      json_array_add_object_element (told, describe_alarm (alarm, state));
    }
  return TRUE;
}

/* All or none: one that is not there spoils it. */
gboolean
flo_sim_monitoring_delete_alarms (FloSimCall *call)
{
  g_autoptr (GPtrArray) names = flo_sim_node_get_strings (call->params, "AlarmNames.member");

  for (guint i = 0; i < names->len; i++)
    if (find_alarm (call, g_ptr_array_index (names, i)) == NULL)
      return flo_sim_call_fail (call, "ResourceNotFound", "Unknown alarm: %s",
                                (const char *) g_ptr_array_index (names, i));
  for (guint i = 0; i < names->len; i++)
    flo_sim_cloud_remove (call->cloud, find_alarm (call, g_ptr_array_index (names, i)), call->now);
  return TRUE;
}
