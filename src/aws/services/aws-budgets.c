/* aws-budgets.c: Budgets: what an account means to spend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-budgets"

#include "aws/services/aws-budgets.h"

const AwsService AWS_BUDGETS =
{
  .id = "budgets",
  .sdk_id = "BUDGETS",
  .version = "2016-10-20",
  .protocol = AWS_PROTOCOL_JSON,
  .target_prefix = "AWSBudgetServiceGateway",
};

static const AwsMember describe_budgets_input_members[] =
{
  AWS_MEMBER (AwsDescribeBudgetsInput, account_id, "AccountId", STRING),
  AWS_MEMBER (AwsDescribeBudgetsInput, max_results, "MaxResults", INTEGER),
  AWS_MEMBER (AwsDescribeBudgetsInput, next_token, "NextToken", STRING),
};
static const AwsShape describe_budgets_input_shape =
  AWS_SHAPE ("DescribeBudgetsInput", AwsDescribeBudgetsInput, describe_budgets_input_members);

static const AwsMember budget_amount_members[] =
{
  AWS_MEMBER (AwsBudgetAmount, amount, "Amount", STRING),
  AWS_MEMBER (AwsBudgetAmount, unit, "Unit", STRING),
};
static const AwsShape budget_amount_shape =
  AWS_SHAPE ("BudgetAmount", AwsBudgetAmount, budget_amount_members);

static const AwsMember budget_cost_filters_members[] =
{
  AWS_MEMBER (AwsBudgetCostFilters, linked_account, "LinkedAccount", STRING_LIST),
  AWS_MEMBER (AwsBudgetCostFilters, region, "Region", STRING_LIST),
  AWS_MEMBER (AwsBudgetCostFilters, service, "Service", STRING_LIST),
  AWS_MEMBER (AwsBudgetCostFilters, tag_key_value, "TagKeyValue", STRING_LIST),
};
static const AwsShape budget_cost_filters_shape =
  AWS_SHAPE ("BudgetCostFilters", AwsBudgetCostFilters, budget_cost_filters_members);

static const AwsMember budget_cost_types_members[] =
{
  AWS_MEMBER (AwsBudgetCostTypes, include_tax, "IncludeTax", BOOLEAN),
  AWS_MEMBER (AwsBudgetCostTypes, include_subscription, "IncludeSubscription", BOOLEAN),
  AWS_MEMBER (AwsBudgetCostTypes, use_blended, "UseBlended", BOOLEAN),
  AWS_MEMBER (AwsBudgetCostTypes, include_refund, "IncludeRefund", BOOLEAN),
  AWS_MEMBER (AwsBudgetCostTypes, include_credit, "IncludeCredit", BOOLEAN),
  AWS_MEMBER (AwsBudgetCostTypes, include_upfront, "IncludeUpfront", BOOLEAN),
  AWS_MEMBER (AwsBudgetCostTypes, include_recurring, "IncludeRecurring", BOOLEAN),
  AWS_MEMBER (AwsBudgetCostTypes, include_other_subscription, "IncludeOtherSubscription", BOOLEAN),
  AWS_MEMBER (AwsBudgetCostTypes, include_support, "IncludeSupport", BOOLEAN),
  AWS_MEMBER (AwsBudgetCostTypes, include_discount, "IncludeDiscount", BOOLEAN),
  AWS_MEMBER (AwsBudgetCostTypes, use_amortized, "UseAmortized", BOOLEAN),
};
static const AwsShape budget_cost_types_shape =
  AWS_SHAPE ("BudgetCostTypes", AwsBudgetCostTypes, budget_cost_types_members);

static const AwsMember budget_period_members[] =
{
  AWS_MEMBER (AwsBudgetPeriod, start, "Start", TIME),
  AWS_MEMBER (AwsBudgetPeriod, end, "End", TIME),
};
static const AwsShape budget_period_shape =
  AWS_SHAPE ("BudgetPeriod", AwsBudgetPeriod, budget_period_members);

static const AwsMember budget_spend_members[] =
{
  AWS_MEMBER_OF (AwsBudgetSpend, actual_spend, "ActualSpend", STRUCTURE, &budget_amount_shape),
  AWS_MEMBER_OF (AwsBudgetSpend, forecasted_spend,
                 "ForecastedSpend", STRUCTURE, &budget_amount_shape),
};
static const AwsShape budget_spend_shape =
  AWS_SHAPE ("BudgetSpend", AwsBudgetSpend, budget_spend_members);

static const AwsMember budget_members[] =
{
  AWS_MEMBER (AwsBudget, budget_name, "BudgetName", STRING),
  AWS_MEMBER_OF (AwsBudget, budget_limit, "BudgetLimit", STRUCTURE, &budget_amount_shape),
  AWS_MEMBER_OF (AwsBudget, cost_filters, "CostFilters", STRUCTURE, &budget_cost_filters_shape),
  AWS_MEMBER_OF (AwsBudget, cost_types, "CostTypes", STRUCTURE, &budget_cost_types_shape),
  AWS_MEMBER (AwsBudget, time_unit, "TimeUnit", STRING),
  AWS_MEMBER_OF (AwsBudget, time_period, "TimePeriod", STRUCTURE, &budget_period_shape),
  AWS_MEMBER_OF (AwsBudget, calculated_spend, "CalculatedSpend", STRUCTURE, &budget_spend_shape),
  AWS_MEMBER (AwsBudget, budget_type, "BudgetType", STRING),
  AWS_MEMBER (AwsBudget, last_updated_time, "LastUpdatedTime", TIME),
};
static const AwsShape budget_shape =
  AWS_SHAPE ("Budget", AwsBudget, budget_members);

static const AwsMember describe_budgets_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeBudgetsOutput, budgets, "Budgets", LIST, &budget_shape),
  AWS_MEMBER (AwsDescribeBudgetsOutput, next_token, "NextToken", STRING),
};
static const AwsShape describe_budgets_output_shape =
  AWS_SHAPE ("DescribeBudgetsOutput", AwsDescribeBudgetsOutput, describe_budgets_output_members);

const AwsOperation AWS_BUDGETS_DESCRIBE_BUDGETS =
{
  .service = &AWS_BUDGETS,
  .name = "DescribeBudgets",
  .input = &describe_budgets_input_shape,
  .output = &describe_budgets_output_shape,
  .items = "Budgets",
};

static const AwsMember describe_budget_input_members[] =
{
  AWS_MEMBER (AwsDescribeBudgetInput, account_id, "AccountId", STRING),
  AWS_MEMBER (AwsDescribeBudgetInput, budget_name, "BudgetName", STRING),
};
static const AwsShape describe_budget_input_shape =
  AWS_SHAPE ("DescribeBudgetInput", AwsDescribeBudgetInput, describe_budget_input_members);

static const AwsMember describe_budget_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeBudgetOutput, budget, "Budget", STRUCTURE, &budget_shape),
};
static const AwsShape describe_budget_output_shape =
  AWS_SHAPE ("DescribeBudgetOutput", AwsDescribeBudgetOutput, describe_budget_output_members);

const AwsOperation AWS_BUDGETS_DESCRIBE_BUDGET =
{
  .service = &AWS_BUDGETS,
  .name = "DescribeBudget",
  .input = &describe_budget_input_shape,
  .output = &describe_budget_output_shape,
};

static const AwsMember budget_notification_members[] =
{
  AWS_MEMBER (AwsBudgetNotification, notification_type, "NotificationType", STRING),
  AWS_MEMBER (AwsBudgetNotification, comparison_operator, "ComparisonOperator", STRING),
  AWS_MEMBER (AwsBudgetNotification, threshold, "Threshold", DOUBLE),
  AWS_MEMBER (AwsBudgetNotification, threshold_type, "ThresholdType", STRING),
  AWS_MEMBER (AwsBudgetNotification, notification_state, "NotificationState", STRING),
};
static const AwsShape budget_notification_shape =
  AWS_SHAPE ("BudgetNotification", AwsBudgetNotification, budget_notification_members);

static const AwsMember budget_subscriber_members[] =
{
  AWS_MEMBER (AwsBudgetSubscriber, subscription_type, "SubscriptionType", STRING),
  AWS_MEMBER (AwsBudgetSubscriber, address, "Address", STRING),
};
static const AwsShape budget_subscriber_shape =
  AWS_SHAPE ("BudgetSubscriber", AwsBudgetSubscriber, budget_subscriber_members);

static const AwsMember budget_notification_with_subscribers_members[] =
{
  AWS_MEMBER_OF (AwsBudgetNotificationWithSubscribers, notification,
                 "Notification", STRUCTURE, &budget_notification_shape),
  AWS_MEMBER_OF (AwsBudgetNotificationWithSubscribers, subscribers,
                 "Subscribers", LIST, &budget_subscriber_shape),
};
static const AwsShape budget_notification_with_subscribers_shape =
  AWS_SHAPE ("BudgetNotificationWithSubscribers", AwsBudgetNotificationWithSubscribers,
             budget_notification_with_subscribers_members);

static const AwsMember create_budget_input_members[] =
{
  AWS_MEMBER (AwsCreateBudgetInput, account_id, "AccountId", STRING),
  AWS_MEMBER_OF (AwsCreateBudgetInput, budget, "Budget", STRUCTURE, &budget_shape),
  AWS_MEMBER_OF (AwsCreateBudgetInput, notifications_with_subscribers,
                 "NotificationsWithSubscribers", LIST, &budget_notification_with_subscribers_shape),
};
static const AwsShape create_budget_input_shape =
  AWS_SHAPE ("CreateBudgetInput", AwsCreateBudgetInput, create_budget_input_members);

const AwsOperation AWS_BUDGETS_CREATE_BUDGET =
{
  .service = &AWS_BUDGETS,
  .name = "CreateBudget",
  .input = &create_budget_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
};

static const AwsMember delete_budget_input_members[] =
{
  AWS_MEMBER (AwsDeleteBudgetInput, account_id, "AccountId", STRING),
  AWS_MEMBER (AwsDeleteBudgetInput, budget_name, "BudgetName", STRING),
};
static const AwsShape delete_budget_input_shape =
  AWS_SHAPE ("DeleteBudgetInput", AwsDeleteBudgetInput, delete_budget_input_members);

const AwsOperation AWS_BUDGETS_DELETE_BUDGET =
{
  .service = &AWS_BUDGETS,
  .name = "DeleteBudget",
  .input = &delete_budget_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};
