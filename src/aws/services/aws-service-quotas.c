/* aws-service-quotas.c: Service Quotas: how much of something an account may have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-service-quotas"

#include "aws/services/aws-service-quotas.h"

const AwsService AWS_SERVICE_QUOTAS =
{
  .id = "service-quotas",
  .sdk_id = "SERVICE_QUOTAS",
  .endpoint_prefix = "servicequotas",
  .version = "2019-06-24",
  .protocol = AWS_PROTOCOL_JSON,
  .target_prefix = "ServiceQuotasV20190624",
};

static const AwsMember get_service_quota_input_members[] =
{
  AWS_MEMBER (AwsGetServiceQuotaInput, service_code, "ServiceCode", STRING),
  AWS_MEMBER (AwsGetServiceQuotaInput, quota_code, "QuotaCode", STRING),
};
static const AwsShape get_service_quota_input_shape =
  AWS_SHAPE ("GetServiceQuotaInput", AwsGetServiceQuotaInput, get_service_quota_input_members);

static const AwsMember quota_usage_metric_members[] =
{
  AWS_MEMBER (AwsQuotaUsageMetric, metric_namespace, "MetricNamespace", STRING),
  AWS_MEMBER (AwsQuotaUsageMetric, metric_name, "MetricName", STRING),
  AWS_MEMBER (AwsQuotaUsageMetric, metric_statistic_recommendation,
              "MetricStatisticRecommendation", STRING),
};
static const AwsShape quota_usage_metric_shape =
  AWS_SHAPE ("QuotaUsageMetric", AwsQuotaUsageMetric, quota_usage_metric_members);

static const AwsMember quota_period_members[] =
{
  AWS_MEMBER (AwsQuotaPeriod, period_value, "PeriodValue", INTEGER),
  AWS_MEMBER (AwsQuotaPeriod, period_unit, "PeriodUnit", STRING),
};
static const AwsShape quota_period_shape =
  AWS_SHAPE ("QuotaPeriod", AwsQuotaPeriod, quota_period_members);

static const AwsMember quota_error_reason_members[] =
{
  AWS_MEMBER (AwsQuotaErrorReason, error_code, "ErrorCode", STRING),
  AWS_MEMBER (AwsQuotaErrorReason, error_message, "ErrorMessage", STRING),
};
static const AwsShape quota_error_reason_shape =
  AWS_SHAPE ("QuotaErrorReason", AwsQuotaErrorReason, quota_error_reason_members);

static const AwsMember service_quota_members[] =
{
  AWS_MEMBER (AwsServiceQuota, service_code, "ServiceCode", STRING),
  AWS_MEMBER (AwsServiceQuota, service_name, "ServiceName", STRING),
  AWS_MEMBER (AwsServiceQuota, quota_arn, "QuotaArn", STRING),
  AWS_MEMBER (AwsServiceQuota, quota_code, "QuotaCode", STRING),
  AWS_MEMBER (AwsServiceQuota, quota_name, "QuotaName", STRING),
  AWS_MEMBER (AwsServiceQuota, value, "Value", DOUBLE),
  AWS_MEMBER (AwsServiceQuota, unit, "Unit", STRING),
  AWS_MEMBER (AwsServiceQuota, adjustable, "Adjustable", BOOLEAN),
  AWS_MEMBER (AwsServiceQuota, global_quota, "GlobalQuota", BOOLEAN),
  AWS_MEMBER_OF (AwsServiceQuota, usage_metric,
                 "UsageMetric", STRUCTURE, &quota_usage_metric_shape),
  AWS_MEMBER_OF (AwsServiceQuota, period, "Period", STRUCTURE, &quota_period_shape),
  AWS_MEMBER_OF (AwsServiceQuota, error_reason,
                 "ErrorReason", STRUCTURE, &quota_error_reason_shape),
};
static const AwsShape service_quota_shape =
  AWS_SHAPE ("ServiceQuota", AwsServiceQuota, service_quota_members);

static const AwsMember get_service_quota_output_members[] =
{
  AWS_MEMBER_OF (AwsGetServiceQuotaOutput, quota, "Quota", STRUCTURE, &service_quota_shape),
};
static const AwsShape get_service_quota_output_shape =
  AWS_SHAPE ("GetServiceQuotaOutput", AwsGetServiceQuotaOutput, get_service_quota_output_members);

const AwsOperation AWS_SERVICE_QUOTAS_GET_SERVICE_QUOTA =
{
  .service = &AWS_SERVICE_QUOTAS,
  .name = "GetServiceQuota",
  .input = &get_service_quota_input_shape,
  .output = &get_service_quota_output_shape,
};

static const AwsMember get_aws_default_service_quota_input_members[] =
{
  AWS_MEMBER (AwsGetAWSDefaultServiceQuotaInput, service_code, "ServiceCode", STRING),
  AWS_MEMBER (AwsGetAWSDefaultServiceQuotaInput, quota_code, "QuotaCode", STRING),
};
static const AwsShape get_aws_default_service_quota_input_shape =
  AWS_SHAPE ("GetAWSDefaultServiceQuotaInput", AwsGetAWSDefaultServiceQuotaInput,
             get_aws_default_service_quota_input_members);

static const AwsMember get_aws_default_service_quota_output_members[] =
{
  AWS_MEMBER_OF (AwsGetAWSDefaultServiceQuotaOutput, quota,
                 "Quota", STRUCTURE, &service_quota_shape),
};
static const AwsShape get_aws_default_service_quota_output_shape =
  AWS_SHAPE ("GetAWSDefaultServiceQuotaOutput", AwsGetAWSDefaultServiceQuotaOutput,
             get_aws_default_service_quota_output_members);

const AwsOperation AWS_SERVICE_QUOTAS_GET_AWS_DEFAULT_SERVICE_QUOTA =
{
  .service = &AWS_SERVICE_QUOTAS,
  .name = "GetAWSDefaultServiceQuota",
  .input = &get_aws_default_service_quota_input_shape,
  .output = &get_aws_default_service_quota_output_shape,
};

static const AwsMember list_service_quotas_input_members[] =
{
  AWS_MEMBER (AwsListServiceQuotasInput, service_code, "ServiceCode", STRING),
  AWS_MEMBER (AwsListServiceQuotasInput, next_token, "NextToken", STRING),
  AWS_MEMBER (AwsListServiceQuotasInput, max_results, "MaxResults", INTEGER),
};
static const AwsShape list_service_quotas_input_shape =
  AWS_SHAPE ("ListServiceQuotasInput", AwsListServiceQuotasInput,
             list_service_quotas_input_members);

static const AwsMember list_service_quotas_output_members[] =
{
  AWS_MEMBER (AwsListServiceQuotasOutput, next_token, "NextToken", STRING),
  AWS_MEMBER_OF (AwsListServiceQuotasOutput, quotas, "Quotas", LIST, &service_quota_shape),
};
static const AwsShape list_service_quotas_output_shape =
  AWS_SHAPE ("ListServiceQuotasOutput", AwsListServiceQuotasOutput,
             list_service_quotas_output_members);

const AwsOperation AWS_SERVICE_QUOTAS_LIST_SERVICE_QUOTAS =
{
  .service = &AWS_SERVICE_QUOTAS,
  .name = "ListServiceQuotas",
  .input = &list_service_quotas_input_shape,
  .output = &list_service_quotas_output_shape,
  .items = "Quotas",
};

static const AwsMember request_service_quota_increase_input_members[] =
{
  AWS_MEMBER (AwsRequestServiceQuotaIncreaseInput, service_code, "ServiceCode", STRING),
  AWS_MEMBER (AwsRequestServiceQuotaIncreaseInput, quota_code, "QuotaCode", STRING),
  AWS_MEMBER (AwsRequestServiceQuotaIncreaseInput, desired_value, "DesiredValue", DOUBLE),
};
static const AwsShape request_service_quota_increase_input_shape =
  AWS_SHAPE ("RequestServiceQuotaIncreaseInput", AwsRequestServiceQuotaIncreaseInput,
             request_service_quota_increase_input_members);

static const AwsMember requested_quota_members[] =
{
  AWS_MEMBER (AwsRequestedQuota, id, "Id", STRING),
  AWS_MEMBER (AwsRequestedQuota, case_id, "CaseId", STRING),
  AWS_MEMBER (AwsRequestedQuota, service_code, "ServiceCode", STRING),
  AWS_MEMBER (AwsRequestedQuota, service_name, "ServiceName", STRING),
  AWS_MEMBER (AwsRequestedQuota, quota_code, "QuotaCode", STRING),
  AWS_MEMBER (AwsRequestedQuota, quota_name, "QuotaName", STRING),
  AWS_MEMBER (AwsRequestedQuota, desired_value, "DesiredValue", DOUBLE),
  AWS_MEMBER (AwsRequestedQuota, status, "Status", STRING),
  AWS_MEMBER (AwsRequestedQuota, created, "Created", TIME),
  AWS_MEMBER (AwsRequestedQuota, last_updated, "LastUpdated", TIME),
  AWS_MEMBER (AwsRequestedQuota, requester, "Requester", STRING),
  AWS_MEMBER (AwsRequestedQuota, quota_arn, "QuotaArn", STRING),
  AWS_MEMBER (AwsRequestedQuota, global_quota, "GlobalQuota", BOOLEAN),
  AWS_MEMBER (AwsRequestedQuota, unit, "Unit", STRING),
};
static const AwsShape requested_quota_shape =
  AWS_SHAPE ("RequestedQuota", AwsRequestedQuota, requested_quota_members);

static const AwsMember request_service_quota_increase_output_members[] =
{
  AWS_MEMBER_OF (AwsRequestServiceQuotaIncreaseOutput, requested_quota,
                 "RequestedQuota", STRUCTURE, &requested_quota_shape),
};
static const AwsShape request_service_quota_increase_output_shape =
  AWS_SHAPE ("RequestServiceQuotaIncreaseOutput", AwsRequestServiceQuotaIncreaseOutput,
             request_service_quota_increase_output_members);

const AwsOperation AWS_SERVICE_QUOTAS_REQUEST_SERVICE_QUOTA_INCREASE =
{
  .service = &AWS_SERVICE_QUOTAS,
  .name = "RequestServiceQuotaIncrease",
  .input = &request_service_quota_increase_input_shape,
  .output = &request_service_quota_increase_output_shape,
  .mutating = TRUE,
};

static const AwsMember list_requested_service_quota_change_history_by_quota_input_members[] =
{
  AWS_MEMBER (AwsListRequestedServiceQuotaChangeHistoryByQuotaInput, service_code,
              "ServiceCode", STRING),
  AWS_MEMBER (AwsListRequestedServiceQuotaChangeHistoryByQuotaInput, quota_code,
              "QuotaCode", STRING),
  AWS_MEMBER (AwsListRequestedServiceQuotaChangeHistoryByQuotaInput, status, "Status", STRING),
  AWS_MEMBER (AwsListRequestedServiceQuotaChangeHistoryByQuotaInput, next_token,
              "NextToken", STRING),
  AWS_MEMBER (AwsListRequestedServiceQuotaChangeHistoryByQuotaInput, max_results,
              "MaxResults", INTEGER),
};
static const AwsShape list_requested_service_quota_change_history_by_quota_input_shape =
  AWS_SHAPE ("ListRequestedServiceQuotaChangeHistoryByQuotaInput", AwsListRequestedServiceQuotaChangeHistoryByQuotaInput,
             list_requested_service_quota_change_history_by_quota_input_members);

static const AwsMember list_requested_service_quota_change_history_by_quota_output_members[] =
{
  AWS_MEMBER (AwsListRequestedServiceQuotaChangeHistoryByQuotaOutput, next_token,
              "NextToken", STRING),
  AWS_MEMBER_OF (AwsListRequestedServiceQuotaChangeHistoryByQuotaOutput, requested_quotas,
                 "RequestedQuotas", LIST, &requested_quota_shape),
};
static const AwsShape list_requested_service_quota_change_history_by_quota_output_shape =
  AWS_SHAPE ("ListRequestedServiceQuotaChangeHistoryByQuotaOutput", AwsListRequestedServiceQuotaChangeHistoryByQuotaOutput,
             list_requested_service_quota_change_history_by_quota_output_members);

const AwsOperation AWS_SERVICE_QUOTAS_LIST_REQUESTED_SERVICE_QUOTA_CHANGE_HISTORY_BY_QUOTA =
{
  .service = &AWS_SERVICE_QUOTAS,
  .name = "ListRequestedServiceQuotaChangeHistoryByQuota",
  .input = &list_requested_service_quota_change_history_by_quota_input_shape,
  .output = &list_requested_service_quota_change_history_by_quota_output_shape,
  .items = "RequestedQuotas",
};
