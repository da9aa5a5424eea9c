/* flo-sim-quota-actions.c: Service Quotas of EC2
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-page.h"
#include "simulator/flo-sim-quota.h"

#define MOST_LISTED 100

static JsonObject *
describe (FloSimCall        *call,
          const FloSimQuota *quota,
          gint64             value)
{
  g_autofree char *arn
      = g_strdup_printf ("arn:aws:servicequotas:%s:" FLO_SIM_ACCOUNT_ID ":ec2/%s", call->region,
                         quota->code);

  return flo_sim_json_new ("ServiceCode", "ec2", "ServiceName",
                           "Amazon Elastic Compute Cloud (Amazon EC2)", "QuotaArn", arn, "QuotaCode",
                           quota->code, "QuotaName", quota->name, "%Value", (double) value, "Unit",
                           "None", "?Adjustable", TRUE, "?GlobalQuota", FALSE, NULL);
}

/* NULL: the call has failed. */
static const FloSimQuota *
find_quota (FloSimCall *call)
{
  const FloSimQuota *quota = NULL;

  if (g_strcmp0 (flo_sim_json_get (call->input, "ServiceCode"), "ec2") == 0)
    quota = flo_sim_quota_find (flo_sim_json_get (call->input, "QuotaCode"));
  if (quota == NULL)
    flo_sim_call_fail (call, "NoSuchResourceException",
                       "The request failed because the specified service quota does not exist.");
  return quota;
}

gboolean
flo_sim_servicequotas_get_service_quota (FloSimCall *call)
{
  const FloSimQuota *quota = find_quota (call);

  if (quota == NULL)
    return FALSE;
  flo_sim_json_set (call->result, "{Quota",
                    describe (call, quota, flo_sim_quota_get (call->cloud, call->region, quota)),
                    NULL);
  return TRUE;
}

gboolean
flo_sim_servicequotas_get_aws_default_service_quota (FloSimCall *call)
{
  const FloSimQuota *quota = find_quota (call);

  if (quota == NULL)
    return FALSE;
  flo_sim_json_set (call->result, "{Quota", describe (call, quota, quota->usual), NULL);
  return TRUE;
}

gboolean
flo_sim_servicequotas_list_service_quotas (FloSimCall *call)
{
  JsonArray *all;

  if (g_strcmp0 (flo_sim_json_get (call->input, "ServiceCode"), "ec2") != 0)
    return flo_sim_call_fail (call, "NoSuchResourceException",
                              "The request failed because the specified service does not exist.");
  all = json_array_new ();
  for (guint i = 0; i < flo_sim_quota_count (); i++)
    {
      const FloSimQuota *quota = flo_sim_quota_nth (i);

      json_array_add_object_element (
          all, describe (call, quota, flo_sim_quota_get (call->cloud, call->region, quota)));
    }
  return flo_sim_page_answer (call, "Quotas", all, "MaxResults", MOST_LISTED);
}

/* Requests stay with AWS's people until the control API grants what they ask for. */
gboolean
flo_sim_servicequotas_request_service_quota_increase (FloSimCall *call)
{
  const FloSimQuota *quota = find_quota (call);
  double wanted = json_object_get_double_member (call->input, "DesiredValue");
  g_autofree char *id = g_uuid_string_random ();
  JsonObject *request;

  if (quota == NULL)
    return FALSE;
  if (wanted <= (double) flo_sim_quota_get (call->cloud, call->region, quota))
    return flo_sim_call_fail (call, "IllegalArgumentException",
                              "You must provide a quota value greater than the current quota value");
  for (guint i = 0; i < json_array_get_length (call->cloud->quota_requests); i++)
    {
      JsonObject *other = flo_sim_json_nth (call->cloud->quota_requests, i);

      if (g_strcmp0 (flo_sim_json_get (other, "QuotaCode"), quota->code) == 0
          && g_strcmp0 (flo_sim_json_get (other, "_region"), call->region) == 0
          && g_strcmp0 (flo_sim_json_get (other, "Status"), "PENDING") == 0)
        return flo_sim_call_fail (call, "ResourceAlreadyExistsException",
                                  "Only one open service quota increase request is allowed per quota");
    }
  request = describe (call, quota, 0);
  json_object_remove_member (request, "Value");
  json_object_remove_member (request, "Adjustable");
  flo_sim_json_set (request, "Id", id, "%DesiredValue", wanted, "Status", "PENDING", "%Created",
                    (double) call->now / FLO_SIM_SECOND, "%LastUpdated",
                    (double) call->now / FLO_SIM_SECOND, "Requester", call->caller->arn, NULL);
  flo_sim_json_set (call->result, "{RequestedQuota", flo_sim_json_copy (request), NULL);
  flo_sim_json_set (request, "_region", call->region, NULL);
  json_array_add_object_element (call->cloud->quota_requests, request);
  return TRUE;
}

gboolean
flo_sim_servicequotas_list_requested_service_quota_change_history_by_quota (FloSimCall *call)
{
  const FloSimQuota *quota = find_quota (call);
  const char *status = flo_sim_json_get (call->input, "Status");
  JsonArray *all;

  if (quota == NULL)
    return FALSE;
  all = json_array_new ();
  for (guint i = 0; i < json_array_get_length (call->cloud->quota_requests); i++)
    {
      JsonObject *request = flo_sim_json_nth (call->cloud->quota_requests, i);
      JsonObject *copy;

      if (g_strcmp0 (flo_sim_json_get (request, "QuotaCode"), quota->code) != 0
          || g_strcmp0 (flo_sim_json_get (request, "_region"), call->region) != 0
          || (status != NULL && g_strcmp0 (flo_sim_json_get (request, "Status"), status) != 0))
        continue;
      copy = flo_sim_json_copy (request);
      json_object_remove_member (copy, "_region");
      json_array_add_object_element (all, copy);
    }
  return flo_sim_page_answer (call, "RequestedQuotas", all, "MaxResults", MOST_LISTED);
}
