/* aws-budgets.h: Budgets: what an account means to spend (API version 2016-10-20)
 *
 * Amounts stay text, exactly as AWS writes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *account_id;
  AwsInteger max_results;
  char *next_token;
} AwsDescribeBudgetsInput;
typedef struct { char *amount; char *unit; } AwsBudgetAmount;
typedef struct
{
  GPtrArray *linked_account;
  GPtrArray *region;
  GPtrArray *service;
  GPtrArray *tag_key_value;
} AwsBudgetCostFilters;
typedef struct
{
  AwsBoolean include_tax;
  AwsBoolean include_subscription;
  AwsBoolean use_blended;
  AwsBoolean include_refund;
  AwsBoolean include_credit;
  AwsBoolean include_upfront;
  AwsBoolean include_recurring;
  AwsBoolean include_other_subscription;
  AwsBoolean include_support;
  AwsBoolean include_discount;
  AwsBoolean use_amortized;
} AwsBudgetCostTypes;
typedef struct { AwsTime start; AwsTime end; } AwsBudgetPeriod;
typedef struct { AwsBudgetAmount *actual_spend; AwsBudgetAmount *forecasted_spend; } AwsBudgetSpend;
typedef struct
{
  char *budget_name;
  AwsBudgetAmount *budget_limit;
  AwsBudgetCostFilters *cost_filters;
  AwsBudgetCostTypes *cost_types;
  char *time_unit;     /* DAILY | MONTHLY | QUARTERLY | ANNUALLY */
  AwsBudgetPeriod *time_period;
  AwsBudgetSpend *calculated_spend;
  char *budget_type;   /* COST | USAGE | … */
  AwsTime last_updated_time;
} AwsBudget;
typedef struct
{
  GPtrArray *budgets;   /* AwsBudget */
  char *next_token;
} AwsDescribeBudgetsOutput;

typedef struct { char *account_id; char *budget_name; } AwsDescribeBudgetInput;
typedef struct { AwsBudget *budget; } AwsDescribeBudgetOutput;

typedef struct
{
  char *notification_type;     /* ACTUAL | FORECASTED */
  char *comparison_operator;   /* GREATER_THAN | … */
  AwsDouble threshold;
  char *threshold_type;        /* PERCENTAGE | ABSOLUTE_VALUE */
  char *notification_state;
} AwsBudgetNotification;
typedef struct
{
  char *subscription_type;   /* EMAIL | SNS */
  char *address;
} AwsBudgetSubscriber;
typedef struct
{
  AwsBudgetNotification *notification;
  GPtrArray *subscribers;   /* AwsBudgetSubscriber */
} AwsBudgetNotificationWithSubscribers;
typedef struct
{
  char *account_id;
  AwsBudget *budget;
  GPtrArray *notifications_with_subscribers;   /* AwsBudgetNotificationWithSubscribers */
} AwsCreateBudgetInput;

typedef struct { char *account_id; char *budget_name; } AwsDeleteBudgetInput;

extern const AwsService AWS_BUDGETS;
extern const AwsOperation AWS_BUDGETS_DESCRIBE_BUDGETS;
extern const AwsOperation AWS_BUDGETS_DESCRIBE_BUDGET;
extern const AwsOperation AWS_BUDGETS_CREATE_BUDGET;   /* a second time it fails: DuplicateRecordException */
extern const AwsOperation AWS_BUDGETS_DELETE_BUDGET;

G_END_DECLS
