/* aws-ce.h: Cost Explorer: what was spent (API version 2017-10-25)
 *
 * AWS bills each request (about $0.01) and the data are about a day old.
 * Amounts stay text, exactly as AWS writes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *start;   /* "2026-11-01", of hours "2026-11-01T00:00:00Z" */
  char *end;     /* not included */
} AwsCostPeriod;
typedef struct
{
  char *key;
  GPtrArray *values;
  GPtrArray *match_options;   /* "EQUALS", … */
} AwsCostSelection;
typedef struct _AwsCostExpression
{
  GPtrArray *or;    /* AwsCostExpression */
  GPtrArray *and;   /* AwsCostExpression */
  struct _AwsCostExpression *not;
  AwsCostSelection *dimensions;
  AwsCostSelection *tags;
  AwsCostSelection *cost_categories;
} AwsCostExpression;
typedef struct
{
  char *type;   /* DIMENSION | TAG | COST_CATEGORY */
  char *key;
} AwsCostGroupDefinition;
typedef struct
{
  AwsCostPeriod *time_period;
  char *granularity;     /* DAILY | MONTHLY | HOURLY */
  AwsCostExpression *filter;
  GPtrArray *metrics;    /* "UnblendedCost", …: see AwsCostMetrics */
  GPtrArray *group_by;   /* AwsCostGroupDefinition */
  char *next_page_token;
} AwsGetCostAndUsageInput;
typedef struct
{
  char *amount;
  char *unit;   /* "USD" */
} AwsCostAmount;
typedef struct
{
  AwsCostAmount *amortized_cost;
  AwsCostAmount *blended_cost;
  AwsCostAmount *net_amortized_cost;
  AwsCostAmount *net_unblended_cost;
  AwsCostAmount *normalized_usage_amount;
  AwsCostAmount *unblended_cost;
  AwsCostAmount *usage_quantity;
} AwsCostMetrics;
typedef struct
{
  GPtrArray *keys;   /* "name$value" of a tag */
  AwsCostMetrics *metrics;
} AwsCostGroup;
typedef struct
{
  AwsCostPeriod *time_period;
  AwsCostMetrics *total;
  GPtrArray *groups;      /* AwsCostGroup */
  AwsBoolean estimated;   /* the bill is not closed yet */
} AwsCostResult;
typedef struct
{
  char *next_page_token;
  GPtrArray *group_definitions;   /* AwsCostGroupDefinition */
  GPtrArray *results_by_time;     /* AwsCostResult */
} AwsGetCostAndUsageOutput;

typedef struct
{
  AwsCostPeriod *time_period;
  char *metric;
  char *granularity;
  AwsCostExpression *filter;
  AwsInteger prediction_interval_level;
} AwsGetCostForecastInput;
typedef struct
{
  AwsCostPeriod *time_period;
  char *mean_value;
  char *prediction_interval_lower_bound;
  char *prediction_interval_upper_bound;
} AwsCostForecast;
typedef struct
{
  AwsCostAmount *total;
  GPtrArray *forecast_results_by_time;   /* AwsCostForecast */
} AwsGetCostForecastOutput;

typedef struct
{
  char *status;
  GPtrArray *tag_keys;
  char *type;
  char *next_token;
  AwsInteger max_results;
} AwsListCostAllocationTagsInput;
typedef struct
{
  char *tag_key;
  char *type;
  char *status;   /* Active | Inactive */
} AwsCostAllocationTag;
typedef struct
{
  GPtrArray *cost_allocation_tags;   /* AwsCostAllocationTag */
  char *next_token;
} AwsListCostAllocationTagsOutput;

typedef struct
{
  char *tag_key;
  char *status;   /* Active | Inactive */
} AwsCostAllocationTagStatus;
typedef struct
{
  GPtrArray *cost_allocation_tags_status;   /* AwsCostAllocationTagStatus */
} AwsUpdateCostAllocationTagsStatusInput;
typedef struct { char *tag_key; char *code; char *message; } AwsCostAllocationTagFailure;
typedef struct { GPtrArray *errors; } AwsUpdateCostAllocationTagsStatusOutput;   /* AwsCostAllocationTagFailure */

extern const AwsService AWS_CE;
extern const AwsOperation AWS_CE_GET_COST_AND_USAGE;
extern const AwsOperation AWS_CE_GET_COST_FORECAST;
extern const AwsOperation AWS_CE_LIST_COST_ALLOCATION_TAGS;
extern const AwsOperation AWS_CE_UPDATE_COST_ALLOCATION_TAGS_STATUS;   /* succeeds although some failed: read errors */

G_END_DECLS
