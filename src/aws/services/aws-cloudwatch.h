/* aws-cloudwatch.h: CloudWatch: metrics and alarms (API version 2010-08-01)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *value;
} AwsMetricDimension;

typedef struct
{
  char *metric_namespace;   /* AWS/EC2, or our own */
  char *metric_name;
  GPtrArray *dimensions;
} AwsMetric;

typedef struct
{
  AwsMetric *metric;
  AwsInteger period;   /* seconds, a multiple of 60 for metrics of AWS */
  char *stat;   /* Average | Sum | Minimum | Maximum | p99 | … */
  char *unit;
} AwsMetricStat;

typedef struct
{
  char *id;   /* begins with a small letter */
  AwsMetricStat *metric_stat;   /* either this */
  char *expression;   /* or that */
  char *label;
  AwsBoolean return_data;
  AwsInteger period;
  char *account_id;
} AwsMetricDataQuery;

typedef struct
{
  GPtrArray *metric_data_queries;   /* 500 at most */
  AwsTime start_time;
  AwsTime end_time;
  char *scan_by;   /* TimestampDescending | TimestampAscending */
  AwsInteger max_datapoints;
  char *next_token;
} AwsGetMetricDataInput;

typedef struct
{
  char *code;
  char *value;
} AwsMetricDataMessage;

typedef struct
{
  char *id;
  char *label;
  GPtrArray *timestamps;   /* as AWS writes them: aws_text_parse_time() */
  GPtrArray *values;   /* as many, as AWS writes them: g_ascii_strtod() */
  char *status_code;   /* Complete | InternalError | PartialData | Forbidden */
  GPtrArray *messages;
} AwsMetricDataResult;

typedef struct
{
  GPtrArray *metric_data_results;
  GPtrArray *messages;
  char *next_token;
} AwsGetMetricDataOutput;

typedef struct
{
  AwsDouble sample_count;
  AwsDouble sum;
  AwsDouble minimum;
  AwsDouble maximum;
} AwsStatisticSet;

typedef struct
{
  char *metric_name;
  GPtrArray *dimensions;
  AwsTime timestamp;
  AwsDouble value;   /* either this */
  AwsStatisticSet *statistic_values;   /* or that */
  char *unit;
  AwsInteger storage_resolution;   /* 1 | 60 */
} AwsMetricDatum;

typedef struct
{
  char *metric_namespace;   /* not AWS/… */
  GPtrArray *metric_data;   /* 1000 at most */
} AwsPutMetricDataInput;

typedef struct
{
  char *metric_namespace;
  char *metric_name;
  GPtrArray *dimensions;
  AwsTime start_time;
  AwsTime end_time;
  AwsInteger period;
  GPtrArray *statistics;   /* SampleCount | Average | Sum | Minimum | Maximum */
  char *unit;
} AwsGetMetricStatisticsInput;

typedef struct
{
  AwsTime timestamp;
  AwsDouble sample_count;
  AwsDouble average;
  AwsDouble sum;
  AwsDouble minimum;
  AwsDouble maximum;
  char *unit;
} AwsMetricDatapoint;

typedef struct
{
  char *label;
  GPtrArray *datapoints;   /* in no order */
} AwsGetMetricStatisticsOutput;

typedef struct
{
  char *name;
  char *value;
} AwsDimensionFilter;

typedef struct
{
  char *metric_namespace;
  char *metric_name;
  GPtrArray *dimensions;
  char *recently_active;   /* PT3H */
  char *next_token;
} AwsListMetricsInput;

typedef struct
{
  GPtrArray *metrics;
  char *next_token;
} AwsListMetricsOutput;

typedef struct
{
  char *key;
  char *value;
} AwsAlarmTag;

typedef struct
{
  char *alarm_name;
  char *alarm_description;
  AwsBoolean actions_enabled;
  GPtrArray *ok_actions;   /* ARNs */
  GPtrArray *alarm_actions;   /* ARNs */
  GPtrArray *insufficient_data_actions;   /* ARNs */
  char *metric_name;
  char *metric_namespace;
  char *statistic;
  GPtrArray *dimensions;
  AwsInteger period;
  char *unit;
  AwsInteger evaluation_periods;
  AwsInteger datapoints_to_alarm;
  AwsDouble threshold;
  char *comparison_operator;
  char *treat_missing_data;   /* breaching | notBreaching | ignore | missing */
  GPtrArray *metrics;
  GPtrArray *tags;
} AwsPutMetricAlarmInput;

typedef struct
{
  GPtrArray *alarm_names;
  char *alarm_name_prefix;
  char *state_value;   /* OK | ALARM | INSUFFICIENT_DATA */
  char *action_prefix;
  AwsInteger max_records;
  char *next_token;
} AwsDescribeAlarmsInput;

typedef struct
{
  char *alarm_name;
  char *alarm_arn;
  char *alarm_description;
  AwsTime alarm_configuration_updated_timestamp;
  AwsBoolean actions_enabled;
  GPtrArray *ok_actions;
  GPtrArray *alarm_actions;
  GPtrArray *insufficient_data_actions;
  char *state_value;
  char *state_reason;
  char *state_reason_data;   /* JSON */
  AwsTime state_updated_timestamp;
  char *metric_name;
  char *metric_namespace;
  char *statistic;
  GPtrArray *dimensions;
  AwsInteger period;
  char *unit;
  AwsInteger evaluation_periods;
  AwsInteger datapoints_to_alarm;
  AwsDouble threshold;
  char *comparison_operator;
  char *treat_missing_data;
} AwsMetricAlarm;

typedef struct
{
  GPtrArray *metric_alarms;
  char *next_token;
} AwsDescribeAlarmsOutput;
typedef struct { GPtrArray *alarm_names; } AwsDeleteAlarmsInput;

extern const AwsService AWS_CLOUDWATCH;
extern const AwsOperation AWS_CLOUDWATCH_GET_METRIC_DATA;   /* a query may come in pieces */
extern const AwsOperation AWS_CLOUDWATCH_PUT_METRIC_DATA;   /* twice is counted twice */
extern const AwsOperation AWS_CLOUDWATCH_GET_METRIC_STATISTICS;
extern const AwsOperation AWS_CLOUDWATCH_LIST_METRICS;
extern const AwsOperation AWS_CLOUDWATCH_PUT_METRIC_ALARM;
extern const AwsOperation AWS_CLOUDWATCH_DESCRIBE_ALARMS;
extern const AwsOperation AWS_CLOUDWATCH_DELETE_ALARMS;

G_END_DECLS
