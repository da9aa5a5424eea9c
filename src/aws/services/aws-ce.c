/* aws-ce.c: Cost Explorer: what was spent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ce"

#include "aws/services/aws-ce.h"

const AwsService AWS_CE =
{
  .id = "ce",
  .sdk_id = "COST_EXPLORER",
  .version = "2017-10-25",
  .protocol = AWS_PROTOCOL_JSON,
  .target_prefix = "AWSInsightsIndexService",
};

static const AwsMember cost_period_members[] =
{
  AWS_MEMBER (AwsCostPeriod, start, "Start", STRING),
  AWS_MEMBER (AwsCostPeriod, end, "End", STRING),
};
static const AwsShape cost_period_shape =
  AWS_SHAPE ("CostPeriod", AwsCostPeriod, cost_period_members);

static const AwsMember cost_selection_members[] =
{
  AWS_MEMBER (AwsCostSelection, key, "Key", STRING),
  AWS_MEMBER (AwsCostSelection, values, "Values", STRING_LIST),
  AWS_MEMBER (AwsCostSelection, match_options, "MatchOptions", STRING_LIST),
};
static const AwsShape cost_selection_shape =
  AWS_SHAPE ("CostSelection", AwsCostSelection, cost_selection_members);

static const AwsShape cost_expression_shape;

static const AwsMember cost_expression_members[] =
{
  AWS_MEMBER_OF (AwsCostExpression, or, "Or", LIST, &cost_expression_shape),
  AWS_MEMBER_OF (AwsCostExpression, and, "And", LIST, &cost_expression_shape),
  AWS_MEMBER_OF (AwsCostExpression, not, "Not", STRUCTURE, &cost_expression_shape),
  AWS_MEMBER_OF (AwsCostExpression, dimensions, "Dimensions", STRUCTURE, &cost_selection_shape),
  AWS_MEMBER_OF (AwsCostExpression, tags, "Tags", STRUCTURE, &cost_selection_shape),
  AWS_MEMBER_OF (AwsCostExpression, cost_categories,
                 "CostCategories", STRUCTURE, &cost_selection_shape),
};
static const AwsShape cost_expression_shape =
  AWS_SHAPE ("CostExpression", AwsCostExpression, cost_expression_members);

static const AwsMember cost_group_definition_members[] =
{
  AWS_MEMBER (AwsCostGroupDefinition, type, "Type", STRING),
  AWS_MEMBER (AwsCostGroupDefinition, key, "Key", STRING),
};
static const AwsShape cost_group_definition_shape =
  AWS_SHAPE ("CostGroupDefinition", AwsCostGroupDefinition, cost_group_definition_members);

static const AwsMember get_cost_and_usage_input_members[] =
{
  AWS_MEMBER_OF (AwsGetCostAndUsageInput, time_period, "TimePeriod", STRUCTURE, &cost_period_shape),
  AWS_MEMBER (AwsGetCostAndUsageInput, granularity, "Granularity", STRING),
  AWS_MEMBER_OF (AwsGetCostAndUsageInput, filter, "Filter", STRUCTURE, &cost_expression_shape),
  AWS_MEMBER (AwsGetCostAndUsageInput, metrics, "Metrics", STRING_LIST),
  AWS_MEMBER_OF (AwsGetCostAndUsageInput, group_by, "GroupBy", LIST, &cost_group_definition_shape),
  AWS_MEMBER (AwsGetCostAndUsageInput, next_page_token, "NextPageToken", STRING),
};
static const AwsShape get_cost_and_usage_input_shape =
  AWS_SHAPE ("GetCostAndUsageInput", AwsGetCostAndUsageInput, get_cost_and_usage_input_members);

static const AwsMember cost_amount_members[] =
{
  AWS_MEMBER (AwsCostAmount, amount, "Amount", STRING),
  AWS_MEMBER (AwsCostAmount, unit, "Unit", STRING),
};
static const AwsShape cost_amount_shape =
  AWS_SHAPE ("CostAmount", AwsCostAmount, cost_amount_members);

static const AwsMember cost_metrics_members[] =
{
  AWS_MEMBER_OF (AwsCostMetrics, amortized_cost, "AmortizedCost", STRUCTURE, &cost_amount_shape),
  AWS_MEMBER_OF (AwsCostMetrics, blended_cost, "BlendedCost", STRUCTURE, &cost_amount_shape),
  AWS_MEMBER_OF (AwsCostMetrics, net_amortized_cost,
                 "NetAmortizedCost", STRUCTURE, &cost_amount_shape),
  AWS_MEMBER_OF (AwsCostMetrics, net_unblended_cost,
                 "NetUnblendedCost", STRUCTURE, &cost_amount_shape),
  AWS_MEMBER_OF (AwsCostMetrics, normalized_usage_amount,
                 "NormalizedUsageAmount", STRUCTURE, &cost_amount_shape),
  AWS_MEMBER_OF (AwsCostMetrics, unblended_cost, "UnblendedCost", STRUCTURE, &cost_amount_shape),
  AWS_MEMBER_OF (AwsCostMetrics, usage_quantity, "UsageQuantity", STRUCTURE, &cost_amount_shape),
};
static const AwsShape cost_metrics_shape =
  AWS_SHAPE ("CostMetrics", AwsCostMetrics, cost_metrics_members);

static const AwsMember cost_group_members[] =
{
  AWS_MEMBER (AwsCostGroup, keys, "Keys", STRING_LIST),
  AWS_MEMBER_OF (AwsCostGroup, metrics, "Metrics", STRUCTURE, &cost_metrics_shape),
};
static const AwsShape cost_group_shape =
  AWS_SHAPE ("CostGroup", AwsCostGroup, cost_group_members);

static const AwsMember cost_result_members[] =
{
  AWS_MEMBER_OF (AwsCostResult, time_period, "TimePeriod", STRUCTURE, &cost_period_shape),
  AWS_MEMBER_OF (AwsCostResult, total, "Total", STRUCTURE, &cost_metrics_shape),
  AWS_MEMBER_OF (AwsCostResult, groups, "Groups", LIST, &cost_group_shape),
  AWS_MEMBER (AwsCostResult, estimated, "Estimated", BOOLEAN),
};
static const AwsShape cost_result_shape =
  AWS_SHAPE ("CostResult", AwsCostResult, cost_result_members);

static const AwsMember get_cost_and_usage_output_members[] =
{
  AWS_MEMBER (AwsGetCostAndUsageOutput, next_page_token, "NextPageToken", STRING),
  AWS_MEMBER_OF (AwsGetCostAndUsageOutput, group_definitions,
                 "GroupDefinitions", LIST, &cost_group_definition_shape),
  AWS_MEMBER_OF (AwsGetCostAndUsageOutput, results_by_time,
                 "ResultsByTime", LIST, &cost_result_shape),
};
static const AwsShape get_cost_and_usage_output_shape =
  AWS_SHAPE ("GetCostAndUsageOutput", AwsGetCostAndUsageOutput, get_cost_and_usage_output_members);

const AwsOperation AWS_CE_GET_COST_AND_USAGE =
{
  .service = &AWS_CE,
  .name = "GetCostAndUsage",
  .input = &get_cost_and_usage_input_shape,
  .output = &get_cost_and_usage_output_shape,
  .items = "ResultsByTime",
  .input_token = "NextPageToken",
  .output_token = "NextPageToken",
};

static const AwsMember get_cost_forecast_input_members[] =
{
  AWS_MEMBER_OF (AwsGetCostForecastInput, time_period, "TimePeriod", STRUCTURE, &cost_period_shape),
  AWS_MEMBER (AwsGetCostForecastInput, metric, "Metric", STRING),
  AWS_MEMBER (AwsGetCostForecastInput, granularity, "Granularity", STRING),
  AWS_MEMBER_OF (AwsGetCostForecastInput, filter, "Filter", STRUCTURE, &cost_expression_shape),
  AWS_MEMBER (AwsGetCostForecastInput, prediction_interval_level,
              "PredictionIntervalLevel", INTEGER),
};
static const AwsShape get_cost_forecast_input_shape =
  AWS_SHAPE ("GetCostForecastInput", AwsGetCostForecastInput, get_cost_forecast_input_members);

static const AwsMember cost_forecast_members[] =
{
  AWS_MEMBER_OF (AwsCostForecast, time_period, "TimePeriod", STRUCTURE, &cost_period_shape),
  AWS_MEMBER (AwsCostForecast, mean_value, "MeanValue", STRING),
  AWS_MEMBER (AwsCostForecast, prediction_interval_lower_bound,
              "PredictionIntervalLowerBound", STRING),
  AWS_MEMBER (AwsCostForecast, prediction_interval_upper_bound,
              "PredictionIntervalUpperBound", STRING),
};
static const AwsShape cost_forecast_shape =
  AWS_SHAPE ("CostForecast", AwsCostForecast, cost_forecast_members);

static const AwsMember get_cost_forecast_output_members[] =
{
  AWS_MEMBER_OF (AwsGetCostForecastOutput, total, "Total", STRUCTURE, &cost_amount_shape),
  AWS_MEMBER_OF (AwsGetCostForecastOutput, forecast_results_by_time,
                 "ForecastResultsByTime", LIST, &cost_forecast_shape),
};
static const AwsShape get_cost_forecast_output_shape =
  AWS_SHAPE ("GetCostForecastOutput", AwsGetCostForecastOutput, get_cost_forecast_output_members);

const AwsOperation AWS_CE_GET_COST_FORECAST =
{
  .service = &AWS_CE,
  .name = "GetCostForecast",
  .input = &get_cost_forecast_input_shape,
  .output = &get_cost_forecast_output_shape,
};

static const AwsMember list_cost_allocation_tags_input_members[] =
{
  AWS_MEMBER (AwsListCostAllocationTagsInput, status, "Status", STRING),
  AWS_MEMBER (AwsListCostAllocationTagsInput, tag_keys, "TagKeys", STRING_LIST),
  AWS_MEMBER (AwsListCostAllocationTagsInput, type, "Type", STRING),
  AWS_MEMBER (AwsListCostAllocationTagsInput, next_token, "NextToken", STRING),
  AWS_MEMBER (AwsListCostAllocationTagsInput, max_results, "MaxResults", INTEGER),
};
static const AwsShape list_cost_allocation_tags_input_shape =
  AWS_SHAPE ("ListCostAllocationTagsInput", AwsListCostAllocationTagsInput,
             list_cost_allocation_tags_input_members);

static const AwsMember cost_allocation_tag_members[] =
{
  AWS_MEMBER (AwsCostAllocationTag, tag_key, "TagKey", STRING),
  AWS_MEMBER (AwsCostAllocationTag, type, "Type", STRING),
  AWS_MEMBER (AwsCostAllocationTag, status, "Status", STRING),
};
static const AwsShape cost_allocation_tag_shape =
  AWS_SHAPE ("CostAllocationTag", AwsCostAllocationTag, cost_allocation_tag_members);

static const AwsMember list_cost_allocation_tags_output_members[] =
{
  AWS_MEMBER_OF (AwsListCostAllocationTagsOutput, cost_allocation_tags,
                 "CostAllocationTags", LIST, &cost_allocation_tag_shape),
  AWS_MEMBER (AwsListCostAllocationTagsOutput, next_token, "NextToken", STRING),
};
static const AwsShape list_cost_allocation_tags_output_shape =
  AWS_SHAPE ("ListCostAllocationTagsOutput", AwsListCostAllocationTagsOutput,
             list_cost_allocation_tags_output_members);

const AwsOperation AWS_CE_LIST_COST_ALLOCATION_TAGS =
{
  .service = &AWS_CE,
  .name = "ListCostAllocationTags",
  .input = &list_cost_allocation_tags_input_shape,
  .output = &list_cost_allocation_tags_output_shape,
  .items = "CostAllocationTags",
};

static const AwsMember cost_allocation_tag_status_members[] =
{
  AWS_MEMBER (AwsCostAllocationTagStatus, tag_key, "TagKey", STRING),
  AWS_MEMBER (AwsCostAllocationTagStatus, status, "Status", STRING),
};
static const AwsShape cost_allocation_tag_status_shape =
  AWS_SHAPE ("CostAllocationTagStatus", AwsCostAllocationTagStatus,
             cost_allocation_tag_status_members);

static const AwsMember update_cost_allocation_tags_status_input_members[] =
{
  AWS_MEMBER_OF (AwsUpdateCostAllocationTagsStatusInput, cost_allocation_tags_status,
                 "CostAllocationTagsStatus", LIST, &cost_allocation_tag_status_shape),
};
static const AwsShape update_cost_allocation_tags_status_input_shape =
  AWS_SHAPE ("UpdateCostAllocationTagsStatusInput", AwsUpdateCostAllocationTagsStatusInput,
             update_cost_allocation_tags_status_input_members);

static const AwsMember cost_allocation_tag_failure_members[] =
{
  AWS_MEMBER (AwsCostAllocationTagFailure, tag_key, "TagKey", STRING),
  AWS_MEMBER (AwsCostAllocationTagFailure, code, "Code", STRING),
  AWS_MEMBER (AwsCostAllocationTagFailure, message, "Message", STRING),
};
static const AwsShape cost_allocation_tag_failure_shape =
  AWS_SHAPE ("CostAllocationTagFailure", AwsCostAllocationTagFailure,
             cost_allocation_tag_failure_members);

static const AwsMember update_cost_allocation_tags_status_output_members[] =
{
  AWS_MEMBER_OF (AwsUpdateCostAllocationTagsStatusOutput, errors,
                 "Errors", LIST, &cost_allocation_tag_failure_shape),
};
static const AwsShape update_cost_allocation_tags_status_output_shape =
  AWS_SHAPE ("UpdateCostAllocationTagsStatusOutput", AwsUpdateCostAllocationTagsStatusOutput,
             update_cost_allocation_tags_status_output_members);

const AwsOperation AWS_CE_UPDATE_COST_ALLOCATION_TAGS_STATUS =
{
  .service = &AWS_CE,
  .name = "UpdateCostAllocationTagsStatus",
  .input = &update_cost_allocation_tags_status_input_shape,
  .output = &update_cost_allocation_tags_status_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
