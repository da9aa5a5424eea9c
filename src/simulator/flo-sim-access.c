/* flo-sim-access.c: who may do what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-access.h"

#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-s3.h"
#include "simulator/flo-sim-seal.h"

#define PURPOSE "authorization"

static gboolean
find (FloSimCloud *cloud,
      const char  *pattern,
      guint       *index)
{
  return g_ptr_array_find_with_equal_func (cloud->denials, pattern, g_str_equal, index);
}

gboolean
flo_sim_access_deny (FloSimCloud *cloud,
                     const char  *pattern)
{
  if (find (cloud, pattern, NULL))
    return FALSE;
  g_ptr_array_add (cloud->denials, g_strdup (pattern));
  return TRUE;
}

gboolean
flo_sim_access_allow (FloSimCloud *cloud,
                      const char  *pattern)
{
  guint index;

  if (!find (cloud, pattern, &index))
    return FALSE;
  g_ptr_array_remove_index (cloud->denials, index);
  return TRUE;
}

gboolean
flo_sim_access_is_denied (FloSimCloud *cloud,
                          const char  *action)
{
  for (guint i = 0; i < cloud->denials->len; i++)
    if (g_pattern_match_simple (g_ptr_array_index (cloud->denials, i), action))
      return TRUE;
  return FALSE;
}

/* What sts:DecodeAuthorizationMessage tells. */
static char *
encode_reason (FloSimCall *call,
               const char *action,
               const char *resource)
{
  g_autoptr (JsonObject) reason = flo_sim_json_new (
      "?allowed", FALSE, "?explicitDeny", TRUE, "{matchedStatements",
      flo_sim_json_new ("[items", json_array_new (), NULL), "{failures",
      flo_sim_json_new ("[items", json_array_new (), NULL), "{context",
      flo_sim_json_new (
          "{principal",
          flo_sim_json_new ("id", call->caller->user_id, "arn", call->caller->arn, NULL), "action",
          action, "resource", resource, "{conditions",
          flo_sim_json_new ("[items", json_array_new (), NULL), NULL),
      NULL);

  return flo_sim_seal (PURPOSE, reason);
}

gboolean
flo_sim_access_refuse (FloSimCall *call,
                       const char *action,
                       const char *resource)
{
  g_autofree char *encoded = NULL;

  if (!g_str_equal (call->service, "ec2"))
    return flo_sim_call_fail (call, call->json ? "AccessDeniedException" : "AccessDenied",
                              "User: %s is not authorized to perform: %s on resource: %s",
                              call->caller->arn, action, resource);
  encoded = encode_reason (call, action, resource);
  return flo_sim_call_fail (
      call, "UnauthorizedOperation",
      "You are not authorized to perform this operation. User: %s is not authorized to perform: "
      "%s on resource: %s with an explicit deny in an identity-based policy. Encoded authorization "
      "failure message: %s",
      call->caller->arn, action, resource, encoded);
}

gboolean
flo_sim_access_check (FloSimCall *call)
{
  gboolean s3 = g_str_equal (call->service, "s3");
  const char *prefix = g_str_equal (call->service, "monitoring") ? "cloudwatch" : call->service;
  g_autofree char *action = s3 ? flo_sim_s3_get_right (call)
                               : g_strconcat (prefix, ":", call->action, NULL);
  g_autofree char *there = g_strconcat (action, "@", call->region, NULL);
  g_autofree char *resource = NULL;

  /* Everybody may ask who he is. */
  if (call->caller == NULL || g_str_equal (action, "sts:GetCallerIdentity")
      || (!flo_sim_access_is_denied (call->cloud, action) && !flo_sim_access_is_denied (call->cloud, there)))
    return TRUE;
  resource = s3 ? flo_sim_s3_get_resource (call) : g_strdup_printf ("arn:aws:%s:%s:" FLO_SIM_ACCOUNT_ID ":*", prefix, call->region);
  return flo_sim_access_refuse (call, action, resource);
}
