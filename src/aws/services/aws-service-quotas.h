/* aws-service-quotas.h: Service Quotas: how much of something an account may have (API version 2019-06-24)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *service_code; char *quota_code; } AwsGetServiceQuotaInput;
typedef struct
{
  char *metric_namespace;
  char *metric_name;
  char *metric_statistic_recommendation;
} AwsQuotaUsageMetric;
typedef struct { AwsInteger period_value; char *period_unit; } AwsQuotaPeriod;
typedef struct { char *error_code; char *error_message; } AwsQuotaErrorReason;
typedef struct
{
  char *service_code;
  char *service_name;
  char *quota_arn;
  char *quota_code;   /* "L-34B43A08": all standard Spot instance requests */
  char *quota_name;
  AwsDouble value;    /* of instance quotas: vCPUs */
  char *unit;
  AwsBoolean adjustable;
  AwsBoolean global_quota;
  AwsQuotaUsageMetric *usage_metric;
  AwsQuotaPeriod *period;
  AwsQuotaErrorReason *error_reason;
} AwsServiceQuota;
typedef struct { AwsServiceQuota *quota; } AwsGetServiceQuotaOutput;

typedef struct { char *service_code; char *quota_code; } AwsGetAWSDefaultServiceQuotaInput;
typedef struct { AwsServiceQuota *quota; } AwsGetAWSDefaultServiceQuotaOutput;

typedef struct
{
  char *service_code;
  char *next_token;
  AwsInteger max_results;
} AwsListServiceQuotasInput;
typedef struct
{
  char *next_token;
  GPtrArray *quotas;   /* AwsServiceQuota */
} AwsListServiceQuotasOutput;

typedef struct
{
  char *service_code;
  char *quota_code;
  AwsDouble desired_value;
} AwsRequestServiceQuotaIncreaseInput;
typedef struct
{
  char *id;
  char *case_id;
  char *service_code;
  char *service_name;
  char *quota_code;
  char *quota_name;
  AwsDouble desired_value;
  char *status;   /* PENDING | CASE_OPENED | APPROVED | DENIED | CASE_CLOSED | … */
  AwsTime created;
  AwsTime last_updated;
  char *requester;
  char *quota_arn;
  AwsBoolean global_quota;
  char *unit;
} AwsRequestedQuota;
typedef struct { AwsRequestedQuota *requested_quota; } AwsRequestServiceQuotaIncreaseOutput;

typedef struct
{
  char *service_code;
  char *quota_code;
  char *status;
  char *next_token;
  AwsInteger max_results;
} AwsListRequestedServiceQuotaChangeHistoryByQuotaInput;
typedef struct
{
  char *next_token;
  GPtrArray *requested_quotas;   /* AwsRequestedQuota */
} AwsListRequestedServiceQuotaChangeHistoryByQuotaOutput;

extern const AwsService AWS_SERVICE_QUOTAS;
extern const AwsOperation AWS_SERVICE_QUOTAS_GET_SERVICE_QUOTA;   /* fails with NoSuchResourceException when the default holds */
extern const AwsOperation AWS_SERVICE_QUOTAS_GET_AWS_DEFAULT_SERVICE_QUOTA;
extern const AwsOperation AWS_SERVICE_QUOTAS_LIST_SERVICE_QUOTAS;
extern const AwsOperation AWS_SERVICE_QUOTAS_REQUEST_SERVICE_QUOTA_INCREASE;   /* a person at AWS may look at it */
extern const AwsOperation AWS_SERVICE_QUOTAS_LIST_REQUESTED_SERVICE_QUOTA_CHANGE_HISTORY_BY_QUOTA;

G_END_DECLS
