/* flo-sim-service.c: the services that answer signed calls, and their protocols
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-service.h"

#include <string.h>

#define JSON_1_0 "application/x-amz-json-1.0"
#define JSON_1_1 "application/x-amz-json-1.1"

static const FloSimService services[] = {
  { "ec2", "AmazonEC2", "2016-11-15", "http://ec2.amazonaws.com/doc/2016-11-15/", NULL, NULL },
  { "sts", "AWSSecurityTokenService", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/",
    NULL, NULL },
  { "iam", "AmazonIAM", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/", NULL, NULL },
  { "monitoring", "CloudWatch", "2010-08-01", "http://monitoring.amazonaws.com/doc/2010-08-01/",
    NULL, NULL },
  { "sqs", "AmazonSQS", "2012-11-05", "http://queue.amazonaws.com/doc/2012-11-05/", "AmazonSQS.",
    JSON_1_0 },
  { "ssm", "AmazonSSM", NULL, NULL, "AmazonSSM.", JSON_1_1 },
  { "events", "AWSEvents", NULL, NULL, "AWSEvents.", JSON_1_1 },
  { "pricing", "AWSPriceListService", NULL, NULL, "AWSPriceListService.", JSON_1_1 },
  { "servicequotas", "ServiceQuotas", NULL, NULL, "ServiceQuotasV20190624.", JSON_1_1 },
  { "cloudtrail", "CloudTrail", NULL, NULL, "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.",
    JSON_1_1 },
  { "ce", "AWSCostExplorer", NULL, NULL, "AWSInsightsIndexService.", JSON_1_1 },
  { "budgets", "AWSBudgets", NULL, NULL, "AWSBudgetServiceGateway.", JSON_1_1 },
  { "kms", "KeyManagementService", NULL, NULL, "TrentService.", JSON_1_1 },
  { "s3", "Amazon S3", NULL, "http://s3.amazonaws.com/doc/2006-03-01/", NULL, NULL },
};

const FloSimService *
flo_sim_service_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (g_str_equal (services[i].id, id))
      return &services[i];
  return NULL;
}

const FloSimService *
flo_sim_service_by_version (const char *version)
{
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (g_strcmp0 (services[i].version, version) == 0)
      return &services[i];
  return NULL;
}

const FloSimService *
flo_sim_service_by_target (const char  *target,
                           const char **action)
{
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (services[i].target != NULL && g_str_has_prefix (target, services[i].target))
      {
        *action = target + strlen (services[i].target);
        return &services[i];
      }
  return NULL;
}
