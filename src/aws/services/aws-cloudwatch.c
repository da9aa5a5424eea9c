/* aws-cloudwatch.c: CloudWatch: metrics and alarms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-cloudwatch"

#include "aws/services/aws-cloudwatch.h"

const AwsService AWS_CLOUDWATCH =
{
  .id = "cloudwatch",
  .sdk_id = "CLOUDWATCH",
  .endpoint_prefix = "monitoring",
  .version = "2010-08-01",
  .protocol = AWS_PROTOCOL_QUERY,
};

static const AwsMember metric_dimension_members[] =
{
  AWS_MEMBER (AwsMetricDimension, name, "Name", STRING),
  AWS_MEMBER (AwsMetricDimension, value, "Value", STRING),
};
static const AwsShape metric_dimension_shape =
  AWS_SHAPE ("MetricDimension", AwsMetricDimension, metric_dimension_members);

static const AwsMember metric_members[] =
{
  AWS_MEMBER (AwsMetric, metric_namespace, "Namespace", STRING),
  AWS_MEMBER (AwsMetric, metric_name, "MetricName", STRING),
  AWS_MEMBER_OF (AwsMetric, dimensions, "Dimensions", LIST, &metric_dimension_shape),
};
static const AwsShape metric_shape = AWS_SHAPE ("Metric", AwsMetric, metric_members);

static const AwsMember metric_stat_members[] =
{
  AWS_MEMBER_OF (AwsMetricStat, metric, "Metric", STRUCTURE, &metric_shape),
  AWS_MEMBER (AwsMetricStat, period, "Period", INTEGER),
  AWS_MEMBER (AwsMetricStat, stat, "Stat", STRING),
  AWS_MEMBER (AwsMetricStat, unit, "Unit", STRING),
};
static const AwsShape metric_stat_shape =
  AWS_SHAPE ("MetricStat", AwsMetricStat, metric_stat_members);

static const AwsMember metric_data_query_members[] =
{
  AWS_MEMBER (AwsMetricDataQuery, id, "Id", STRING),
  AWS_MEMBER_OF (AwsMetricDataQuery, metric_stat, "MetricStat", STRUCTURE, &metric_stat_shape),
  AWS_MEMBER (AwsMetricDataQuery, expression, "Expression", STRING),
  AWS_MEMBER (AwsMetricDataQuery, label, "Label", STRING),
  AWS_MEMBER (AwsMetricDataQuery, return_data, "ReturnData", BOOLEAN),
  AWS_MEMBER (AwsMetricDataQuery, period, "Period", INTEGER),
  AWS_MEMBER (AwsMetricDataQuery, account_id, "AccountId", STRING),
};
static const AwsShape metric_data_query_shape =
  AWS_SHAPE ("MetricDataQuery", AwsMetricDataQuery, metric_data_query_members);

static const AwsMember get_metric_data_input_members[] =
{
  AWS_MEMBER_OF (AwsGetMetricDataInput, metric_data_queries, "MetricDataQueries", LIST,
                 &metric_data_query_shape),
  AWS_MEMBER (AwsGetMetricDataInput, start_time, "StartTime", TIME),
  AWS_MEMBER (AwsGetMetricDataInput, end_time, "EndTime", TIME),
  AWS_MEMBER (AwsGetMetricDataInput, scan_by, "ScanBy", STRING),
  AWS_MEMBER (AwsGetMetricDataInput, max_datapoints, "MaxDatapoints", INTEGER),
  AWS_MEMBER (AwsGetMetricDataInput, next_token, "NextToken", STRING),
};
static const AwsShape get_metric_data_input_shape =
  AWS_SHAPE ("GetMetricDataInput", AwsGetMetricDataInput, get_metric_data_input_members);

static const AwsMember metric_data_message_members[] =
{
  AWS_MEMBER (AwsMetricDataMessage, code, "Code", STRING),
  AWS_MEMBER (AwsMetricDataMessage, value, "Value", STRING),
};
static const AwsShape metric_data_message_shape =
  AWS_SHAPE ("MetricDataMessage", AwsMetricDataMessage, metric_data_message_members);

static const AwsMember metric_data_result_members[] =
{
  AWS_MEMBER (AwsMetricDataResult, id, "Id", STRING),
  AWS_MEMBER (AwsMetricDataResult, label, "Label", STRING),
  AWS_MEMBER (AwsMetricDataResult, timestamps, "Timestamps", STRING_LIST),
  AWS_MEMBER (AwsMetricDataResult, values, "Values", STRING_LIST),
  AWS_MEMBER (AwsMetricDataResult, status_code, "StatusCode", STRING),
  AWS_MEMBER_OF (AwsMetricDataResult, messages, "Messages", LIST, &metric_data_message_shape),
};
static const AwsShape metric_data_result_shape =
  AWS_SHAPE ("MetricDataResult", AwsMetricDataResult, metric_data_result_members);

static const AwsMember get_metric_data_output_members[] =
{
  AWS_MEMBER_OF (AwsGetMetricDataOutput, metric_data_results, "MetricDataResults", LIST,
                 &metric_data_result_shape),
  AWS_MEMBER_OF (AwsGetMetricDataOutput, messages, "Messages", LIST, &metric_data_message_shape),
  AWS_MEMBER (AwsGetMetricDataOutput, next_token, "NextToken", STRING),
};
static const AwsShape get_metric_data_output_shape =
  AWS_SHAPE ("GetMetricDataOutput", AwsGetMetricDataOutput, get_metric_data_output_members);

const AwsOperation AWS_CLOUDWATCH_GET_METRIC_DATA =
{
  .service = &AWS_CLOUDWATCH,
  .name = "GetMetricData",
  .input = &get_metric_data_input_shape,
  .output = &get_metric_data_output_shape,
  .items = "MetricDataResults",
};

static const AwsMember statistic_set_members[] =
{
  AWS_MEMBER (AwsStatisticSet, sample_count, "SampleCount", DOUBLE),
  AWS_MEMBER (AwsStatisticSet, sum, "Sum", DOUBLE),
  AWS_MEMBER (AwsStatisticSet, minimum, "Minimum", DOUBLE),
  AWS_MEMBER (AwsStatisticSet, maximum, "Maximum", DOUBLE),
};
static const AwsShape statistic_set_shape =
  AWS_SHAPE ("StatisticSet", AwsStatisticSet, statistic_set_members);

static const AwsMember metric_datum_members[] =
{
  AWS_MEMBER (AwsMetricDatum, metric_name, "MetricName", STRING),
  AWS_MEMBER_OF (AwsMetricDatum, dimensions, "Dimensions", LIST, &metric_dimension_shape),
  AWS_MEMBER (AwsMetricDatum, timestamp, "Timestamp", TIME),
  AWS_MEMBER (AwsMetricDatum, value, "Value", DOUBLE),
  AWS_MEMBER_OF (AwsMetricDatum, statistic_values, "StatisticValues", STRUCTURE,
                 &statistic_set_shape),
  AWS_MEMBER (AwsMetricDatum, unit, "Unit", STRING),
  AWS_MEMBER (AwsMetricDatum, storage_resolution, "StorageResolution", INTEGER),
};
static const AwsShape metric_datum_shape =
  AWS_SHAPE ("MetricDatum", AwsMetricDatum, metric_datum_members);

static const AwsMember put_metric_data_input_members[] =
{
  AWS_MEMBER (AwsPutMetricDataInput, metric_namespace, "Namespace", STRING),
  AWS_MEMBER_OF (AwsPutMetricDataInput, metric_data, "MetricData", LIST, &metric_datum_shape),
};
static const AwsShape put_metric_data_input_shape =
  AWS_SHAPE ("PutMetricDataInput", AwsPutMetricDataInput, put_metric_data_input_members);

const AwsOperation AWS_CLOUDWATCH_PUT_METRIC_DATA =
{
  .service = &AWS_CLOUDWATCH,
  .name = "PutMetricData",
  .input = &put_metric_data_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
};

static const AwsMember get_metric_statistics_input_members[] =
{
  AWS_MEMBER (AwsGetMetricStatisticsInput, metric_namespace, "Namespace", STRING),
  AWS_MEMBER (AwsGetMetricStatisticsInput, metric_name, "MetricName", STRING),
  AWS_MEMBER_OF (AwsGetMetricStatisticsInput, dimensions, "Dimensions", LIST,
                 &metric_dimension_shape),
  AWS_MEMBER (AwsGetMetricStatisticsInput, start_time, "StartTime", TIME),
  AWS_MEMBER (AwsGetMetricStatisticsInput, end_time, "EndTime", TIME),
  AWS_MEMBER (AwsGetMetricStatisticsInput, period, "Period", INTEGER),
  AWS_MEMBER (AwsGetMetricStatisticsInput, statistics, "Statistics", STRING_LIST),
  AWS_MEMBER (AwsGetMetricStatisticsInput, unit, "Unit", STRING),
};
static const AwsShape get_metric_statistics_input_shape =
  AWS_SHAPE ("GetMetricStatisticsInput", AwsGetMetricStatisticsInput,
             get_metric_statistics_input_members);

static const AwsMember metric_datapoint_members[] =
{
  AWS_MEMBER (AwsMetricDatapoint, timestamp, "Timestamp", TIME),
  AWS_MEMBER (AwsMetricDatapoint, sample_count, "SampleCount", DOUBLE),
  AWS_MEMBER (AwsMetricDatapoint, average, "Average", DOUBLE),
  AWS_MEMBER (AwsMetricDatapoint, sum, "Sum", DOUBLE),
  AWS_MEMBER (AwsMetricDatapoint, minimum, "Minimum", DOUBLE),
  AWS_MEMBER (AwsMetricDatapoint, maximum, "Maximum", DOUBLE),
  AWS_MEMBER (AwsMetricDatapoint, unit, "Unit", STRING),
};
static const AwsShape metric_datapoint_shape =
  AWS_SHAPE ("MetricDatapoint", AwsMetricDatapoint, metric_datapoint_members);

static const AwsMember get_metric_statistics_output_members[] =
{
  AWS_MEMBER (AwsGetMetricStatisticsOutput, label, "Label", STRING),
  AWS_MEMBER_OF (AwsGetMetricStatisticsOutput, datapoints, "Datapoints", LIST,
                 &metric_datapoint_shape),
};
static const AwsShape get_metric_statistics_output_shape =
  AWS_SHAPE ("GetMetricStatisticsOutput", AwsGetMetricStatisticsOutput,
             get_metric_statistics_output_members);

const AwsOperation AWS_CLOUDWATCH_GET_METRIC_STATISTICS =
{
  .service = &AWS_CLOUDWATCH,
  .name = "GetMetricStatistics",
  .input = &get_metric_statistics_input_shape,
  .output = &get_metric_statistics_output_shape,
};

static const AwsMember dimension_filter_members[] =
{
  AWS_MEMBER (AwsDimensionFilter, name, "Name", STRING),
  AWS_MEMBER (AwsDimensionFilter, value, "Value", STRING),
};
static const AwsShape dimension_filter_shape =
  AWS_SHAPE ("DimensionFilter", AwsDimensionFilter, dimension_filter_members);

static const AwsMember list_metrics_input_members[] =
{
  AWS_MEMBER (AwsListMetricsInput, metric_namespace, "Namespace", STRING),
  AWS_MEMBER (AwsListMetricsInput, metric_name, "MetricName", STRING),
  AWS_MEMBER_OF (AwsListMetricsInput, dimensions, "Dimensions", LIST, &dimension_filter_shape),
  AWS_MEMBER (AwsListMetricsInput, recently_active, "RecentlyActive", STRING),
  AWS_MEMBER (AwsListMetricsInput, next_token, "NextToken", STRING),
};
static const AwsShape list_metrics_input_shape =
  AWS_SHAPE ("ListMetricsInput", AwsListMetricsInput, list_metrics_input_members);

static const AwsMember list_metrics_output_members[] =
{
  AWS_MEMBER_OF (AwsListMetricsOutput, metrics, "Metrics", LIST, &metric_shape),
  AWS_MEMBER (AwsListMetricsOutput, next_token, "NextToken", STRING),
};
static const AwsShape list_metrics_output_shape =
  AWS_SHAPE ("ListMetricsOutput", AwsListMetricsOutput, list_metrics_output_members);

const AwsOperation AWS_CLOUDWATCH_LIST_METRICS =
{
  .service = &AWS_CLOUDWATCH,
  .name = "ListMetrics",
  .input = &list_metrics_input_shape,
  .output = &list_metrics_output_shape,
  .items = "Metrics",
};

static const AwsMember alarm_tag_members[] =
{
  AWS_MEMBER (AwsAlarmTag, key, "Key", STRING),
  AWS_MEMBER (AwsAlarmTag, value, "Value", STRING),
};
static const AwsShape alarm_tag_shape = AWS_SHAPE ("AlarmTag", AwsAlarmTag, alarm_tag_members);

static const AwsMember put_metric_alarm_input_members[] =
{
  AWS_MEMBER (AwsPutMetricAlarmInput, alarm_name, "AlarmName", STRING),
  AWS_MEMBER (AwsPutMetricAlarmInput, alarm_description, "AlarmDescription", STRING),
  AWS_MEMBER (AwsPutMetricAlarmInput, actions_enabled, "ActionsEnabled", BOOLEAN),
  AWS_MEMBER (AwsPutMetricAlarmInput, ok_actions, "OKActions", STRING_LIST),
  AWS_MEMBER (AwsPutMetricAlarmInput, alarm_actions, "AlarmActions", STRING_LIST),
  AWS_MEMBER (AwsPutMetricAlarmInput, insufficient_data_actions, "InsufficientDataActions",
              STRING_LIST),
  AWS_MEMBER (AwsPutMetricAlarmInput, metric_name, "MetricName", STRING),
  AWS_MEMBER (AwsPutMetricAlarmInput, metric_namespace, "Namespace", STRING),
  AWS_MEMBER (AwsPutMetricAlarmInput, statistic, "Statistic", STRING),
  AWS_MEMBER_OF (AwsPutMetricAlarmInput, dimensions, "Dimensions", LIST, &metric_dimension_shape),
  AWS_MEMBER (AwsPutMetricAlarmInput, period, "Period", INTEGER),
  AWS_MEMBER (AwsPutMetricAlarmInput, unit, "Unit", STRING),
  AWS_MEMBER (AwsPutMetricAlarmInput, evaluation_periods, "EvaluationPeriods", INTEGER),
  AWS_MEMBER (AwsPutMetricAlarmInput, datapoints_to_alarm, "DatapointsToAlarm", INTEGER),
  AWS_MEMBER (AwsPutMetricAlarmInput, threshold, "Threshold", DOUBLE),
  AWS_MEMBER (AwsPutMetricAlarmInput, comparison_operator, "ComparisonOperator", STRING),
  AWS_MEMBER (AwsPutMetricAlarmInput, treat_missing_data, "TreatMissingData", STRING),
  AWS_MEMBER_OF (AwsPutMetricAlarmInput, metrics, "Metrics", LIST, &metric_data_query_shape),
  AWS_MEMBER_OF (AwsPutMetricAlarmInput, tags, "Tags", LIST, &alarm_tag_shape),
};
static const AwsShape put_metric_alarm_input_shape =
  AWS_SHAPE ("PutMetricAlarmInput", AwsPutMetricAlarmInput, put_metric_alarm_input_members);

const AwsOperation AWS_CLOUDWATCH_PUT_METRIC_ALARM =
{
  .service = &AWS_CLOUDWATCH,
  .name = "PutMetricAlarm",
  .input = &put_metric_alarm_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember describe_alarms_input_members[] =
{
  AWS_MEMBER (AwsDescribeAlarmsInput, alarm_names, "AlarmNames", STRING_LIST),
  AWS_MEMBER (AwsDescribeAlarmsInput, alarm_name_prefix, "AlarmNamePrefix", STRING),
  AWS_MEMBER (AwsDescribeAlarmsInput, state_value, "StateValue", STRING),
  AWS_MEMBER (AwsDescribeAlarmsInput, action_prefix, "ActionPrefix", STRING),
  AWS_MEMBER (AwsDescribeAlarmsInput, max_records, "MaxRecords", INTEGER),
  AWS_MEMBER (AwsDescribeAlarmsInput, next_token, "NextToken", STRING),
};
static const AwsShape describe_alarms_input_shape =
  AWS_SHAPE ("DescribeAlarmsInput", AwsDescribeAlarmsInput, describe_alarms_input_members);

static const AwsMember metric_alarm_members[] =
{
  AWS_MEMBER (AwsMetricAlarm, alarm_name, "AlarmName", STRING),
  AWS_MEMBER (AwsMetricAlarm, alarm_arn, "AlarmArn", STRING),
  AWS_MEMBER (AwsMetricAlarm, alarm_description, "AlarmDescription", STRING),
  AWS_MEMBER (AwsMetricAlarm, alarm_configuration_updated_timestamp,
              "AlarmConfigurationUpdatedTimestamp", TIME),
  AWS_MEMBER (AwsMetricAlarm, actions_enabled, "ActionsEnabled", BOOLEAN),
  AWS_MEMBER (AwsMetricAlarm, ok_actions, "OKActions", STRING_LIST),
  AWS_MEMBER (AwsMetricAlarm, alarm_actions, "AlarmActions", STRING_LIST),
  AWS_MEMBER (AwsMetricAlarm, insufficient_data_actions, "InsufficientDataActions", STRING_LIST),
  AWS_MEMBER (AwsMetricAlarm, state_value, "StateValue", STRING),
  AWS_MEMBER (AwsMetricAlarm, state_reason, "StateReason", STRING),
  AWS_MEMBER (AwsMetricAlarm, state_reason_data, "StateReasonData", STRING),
  AWS_MEMBER (AwsMetricAlarm, state_updated_timestamp, "StateUpdatedTimestamp", TIME),
  AWS_MEMBER (AwsMetricAlarm, metric_name, "MetricName", STRING),
  AWS_MEMBER (AwsMetricAlarm, metric_namespace, "Namespace", STRING),
  AWS_MEMBER (AwsMetricAlarm, statistic, "Statistic", STRING),
  AWS_MEMBER_OF (AwsMetricAlarm, dimensions, "Dimensions", LIST, &metric_dimension_shape),
  AWS_MEMBER (AwsMetricAlarm, period, "Period", INTEGER),
  AWS_MEMBER (AwsMetricAlarm, unit, "Unit", STRING),
  AWS_MEMBER (AwsMetricAlarm, evaluation_periods, "EvaluationPeriods", INTEGER),
  AWS_MEMBER (AwsMetricAlarm, datapoints_to_alarm, "DatapointsToAlarm", INTEGER),
  AWS_MEMBER (AwsMetricAlarm, threshold, "Threshold", DOUBLE),
  AWS_MEMBER (AwsMetricAlarm, comparison_operator, "ComparisonOperator", STRING),
  AWS_MEMBER (AwsMetricAlarm, treat_missing_data, "TreatMissingData", STRING),
};
static const AwsShape metric_alarm_shape =
  AWS_SHAPE ("MetricAlarm", AwsMetricAlarm, metric_alarm_members);

static const AwsMember describe_alarms_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeAlarmsOutput, metric_alarms, "MetricAlarms", LIST, &metric_alarm_shape),
  AWS_MEMBER (AwsDescribeAlarmsOutput, next_token, "NextToken", STRING),
};
static const AwsShape describe_alarms_output_shape =
  AWS_SHAPE ("DescribeAlarmsOutput", AwsDescribeAlarmsOutput, describe_alarms_output_members);

const AwsOperation AWS_CLOUDWATCH_DESCRIBE_ALARMS =
{
  .service = &AWS_CLOUDWATCH,
  .name = "DescribeAlarms",
  .input = &describe_alarms_input_shape,
  .output = &describe_alarms_output_shape,
  .items = "MetricAlarms",
};

static const AwsMember delete_alarms_input_members[] =
{
  AWS_MEMBER (AwsDeleteAlarmsInput, alarm_names, "AlarmNames", STRING_LIST),
};
static const AwsShape delete_alarms_input_shape =
  AWS_SHAPE ("DeleteAlarmsInput", AwsDeleteAlarmsInput, delete_alarms_input_members);

const AwsOperation AWS_CLOUDWATCH_DELETE_ALARMS =
{
  .service = &AWS_CLOUDWATCH,
  .name = "DeleteAlarms",
  .input = &delete_alarms_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
