/* flo-sim-metadata.c: what an instance, or a container, can learn about itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-identity.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-rest.h"
#include "simulator/flo-sim-seal.h"

#define LONGEST_TTL     21600
#define ROLE_LIFETIME   (6 * FLO_SIM_HOUR)
#define ROLE            "practice"
#define TTL_HEADER      "X-aws-ec2-metadata-token-ttl-seconds"
#define CONTAINER_TOKEN "practice-container-token"
#define META_DATA       "/latest/meta-data/"
#define PLAIN           "text/plain"

/* The instance that one is on. (nullable) */
static FloSimResource *
find_instance (FloSimCloud *cloud)
{
  FloSimResource *chosen
      = cloud->metadata_id != NULL ? g_hash_table_lookup (cloud->by_id, cloud->metadata_id) : NULL;

  for (guint i = cloud->resources->len; chosen == NULL && i > 0; i--)
    {
      FloSimResource *resource = g_ptr_array_index (cloud->resources, i - 1);

      if (resource->kind == FLO_SIM_KIND_INSTANCE && resource->gone_at == 0)
        chosen = resource;
    }
  return chosen;
}

static void
not_found (FloSimReply *reply)
{
  flo_sim_reply_text (reply, 404, "text/html", "<html><body>404 - Not Found</body></html>");
}

static char *
time_text (gint64 moment)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (moment / FLO_SIM_SECOND);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

static void
give_token (const FloSimRestRequest *request,
            FloSimReply             *reply)
{
  const char *ttl_text = flo_sim_rest_header (request, TTL_HEADER);
  gint64 ttl = ttl_text != NULL ? g_ascii_strtoll (ttl_text, NULL, 10) : 0;
  g_autoptr (JsonObject) content
      = flo_sim_json_new ("#expires", request->now + ttl * FLO_SIM_SECOND, NULL);
  g_autofree char *token = flo_sim_seal ("metadata", content);

  if (!g_str_equal (request->method, "PUT"))
    flo_sim_reply_text (reply, 405, "text/html", "<html><body>405 - Not Allowed</body></html>");
  else if (flo_sim_rest_header (request, "X-Forwarded-For") != NULL)
    flo_sim_reply_text (reply, 403, "text/html", "<html><body>403 - Forbidden</body></html>");
  else if (ttl < 1 || ttl > LONGEST_TTL)
    flo_sim_reply_text (reply, 400, "text/html", "<html><body>400 - Bad Request</body></html>");
  else
    {
      flo_sim_reply_text (reply, 200, PLAIN, token);
      reply->header = TTL_HEADER;
      reply->header_value = g_strdup_printf ("%" G_GINT64_FORMAT, ttl);
    }
}

static gboolean
has_token (const FloSimRestRequest *request)
{
  const char *token = flo_sim_rest_header (request, "X-aws-ec2-metadata-token");
  g_autoptr (JsonObject) content = token != NULL ? flo_sim_unseal ("metadata", token) : NULL;

  return content != NULL && flo_sim_json_get_int (content, "expires") > request->now;
}

/* Takes nothing; the caller adds what is special about the place. (transfer full) */
static JsonObject *
describe_credentials (const FloSimRestRequest *request,
                      const char              *session)
{
  const FloSimRole *role = flo_sim_role_find ("arn:aws:iam::" FLO_SIM_ACCOUNT_ID ":role/" ROLE);
  gint64 lifetime = request->cloud->lifetime != 0 ? request->cloud->lifetime : ROLE_LIFETIME;
  g_autofree char *arn = flo_sim_role_session (role, session);
  g_autofree char *id = g_strconcat (role->id, ":", session, NULL);
  g_autoptr (FloSimIdentity) identity
      = flo_sim_identity_issue (arn, id, TRUE, FALSE, request->now + lifetime);
  g_autofree char *expiration = time_text (identity->expires_at);

  return flo_sim_json_new ("AccessKeyId", identity->key_id, "SecretAccessKey", identity->secret,
                           "Token", identity->token, "Expiration", expiration, NULL);
}

static void
give_credentials (const FloSimRestRequest *request,
                  const FloSimResource    *instance,
                  FloSimReply             *reply)
{
  JsonObject *credentials
      = describe_credentials (request, instance != NULL ? instance->id : "practice-instance");
  g_autofree char *now = time_text (request->now);

  flo_sim_json_set (credentials, "Code", "Success", "LastUpdated", now, "Type", "AWS-HMAC", NULL);
  flo_sim_reply_json (reply, 200, credentials);
  reply->content_type = PLAIN;
}

/* When the recommendation for the instance came. (nullable) */
static const char *
rebalance_time (FloSimCloud          *cloud,
                const FloSimResource *instance)
{
  for (guint i = cloud->events->len; i > 0; i--)
    {
      JsonObject *event = g_ptr_array_index (cloud->events, i - 1);

      if (g_strcmp0 (flo_sim_json_get (event, "detail-type"),
                     "EC2 Instance Rebalance Recommendation")
              == 0
          && g_strcmp0 (flo_sim_json_get (event, "detail.instance-id"), instance->id) == 0)
        return flo_sim_json_get (event, "time");
    }
  return NULL;
}

/* What is said only when something is about to happen. FALSE: it is no such path. */
static gboolean
give_warnings (const FloSimRestRequest *request,
               const FloSimResource    *instance,
               const char              *name,
               FloSimReply             *reply)
{
  gboolean noticed = instance != NULL && instance->step == FLO_SIM_STEP_RECLAIM;
  g_autofree char *end = noticed ? time_text (instance->due_at) : NULL;
  const char *recommended = NULL;

  if (g_str_equal (name, "spot/instance-action") && noticed)
    flo_sim_reply_json (reply, 200,
                        flo_sim_json_new ("action", "terminate", "time", end, NULL));
  else if (g_str_equal (name, "spot/termination-time") && noticed)
    flo_sim_reply_text (reply, 200, PLAIN, end);
  else if (g_str_equal (name, "events/maintenance/scheduled")
           || g_str_equal (name, "events/maintenance/history"))
    flo_sim_reply_text (reply, 200, PLAIN, "[]");
  else if (g_str_equal (name, "events/recommendations/rebalance"))
    {
      recommended = instance != NULL ? rebalance_time (request->cloud, instance) : NULL;
      if (recommended == NULL)
        return FALSE;
      flo_sim_reply_json (reply, 200, flo_sim_json_new ("noticeTime", recommended, NULL));
    }
  else
    return FALSE;
  return TRUE;
}

static void
give_value (const FloSimResource *instance,
            const char           *name,
            FloSimReply          *reply)
{
  static const struct
  {
    const char *name;
    const char *path;
  } values[] = {
    { "ami-id", "imageId" },
    { "instance-id", "instanceId" },
    { "instance-type", "instanceType" },
    { "local-hostname", "privateDnsName" },
    { "local-ipv4", "privateIpAddress" },
    { "placement/availability-zone", "placement.availabilityZone" },
    { "public-hostname", "dnsName" },
    { "public-ipv4", "ipAddress" },
  };
  const char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].name, name))
      text = flo_sim_resource_get (instance, values[i].path);
  if (g_str_equal (name, "placement/region"))
    text = instance->region;
  else if (g_str_equal (name, "instance-life-cycle"))
    text = flo_sim_instance_is_spot (instance) ? "spot" : "on-demand";
  if (text != NULL && text[0] != '\0')
    flo_sim_reply_text (reply, 200, PLAIN, text);
  else
    not_found (reply);
}

static void
give_document (const FloSimResource *instance,
               FloSimReply          *reply)
{
  const char *const paths[][2] = {
    { "instanceType", "instanceType" },
    { "availabilityZone", "placement.availabilityZone" },
    { "privateIp", "privateIpAddress" },
    { "imageId", "imageId" },
    { "architecture", "architecture" },
    { "pendingTime", "launchTime" },
  };
  JsonObject *document = flo_sim_json_new ("accountId", FLO_SIM_ACCOUNT_ID, "region",
                                           instance->region, "instanceId", instance->id, "version",
                                           "2017-09-30", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    flo_sim_json_set (document, paths[i][0], flo_sim_resource_get (instance, paths[i][1]), NULL);
  flo_sim_reply_json (reply, 200, document);
  reply->content_type = PLAIN;
}

void
flo_sim_metadata (const FloSimRestRequest *request,
                  FloSimReply             *reply)
{
  const FloSimResource *instance;
  const char *name = g_str_has_prefix (request->path, META_DATA)
                         ? request->path + strlen (META_DATA)
                         : NULL;

  if (!request->metadata)
    {
      flo_sim_reply_text (reply, 404, PLAIN,
                          "The practice cloud has no metadata service: start it with --metadata.");
      return;
    }
  if (g_str_equal (request->path, "/latest/api/token"))
    {
      give_token (request, reply);
      return;
    }
  if (!has_token (request))
    {
      flo_sim_reply_text (reply, 401, "text/html", "<html><body>401 - Unauthorized</body></html>");
      return;
    }
  flo_sim_life_advance (request->cloud, flo_sim_clock_now (request->cloud->clock));
  instance = find_instance (request->cloud);
  if (name != NULL && g_str_equal (name, "iam/security-credentials/"))
    flo_sim_reply_text (reply, 200, PLAIN, ROLE);
  else if (name != NULL && g_str_equal (name, "iam/security-credentials/" ROLE))
    give_credentials (request, instance, reply);
  else if (name != NULL && give_warnings (request, instance, name, reply))
    return;
  else if (instance == NULL)
    not_found (reply);
  else if (g_str_equal (request->path, "/latest/dynamic/instance-identity/document"))
    give_document (instance, reply);
  else if (name != NULL)
    give_value (instance, name, reply);
  else
    not_found (reply);
}

void
flo_sim_container (const FloSimRestRequest *request,
                   FloSimReply             *reply)
{
  JsonObject *credentials;

  if (!request->metadata)
    {
      flo_sim_reply_text (reply, 404, PLAIN,
                          "The practice cloud gives no container credentials: start it with "
                          "--metadata.");
      return;
    }
  if (g_strcmp0 (flo_sim_rest_header (request, "Authorization"), CONTAINER_TOKEN) != 0)
    {
      flo_sim_reply_json (reply, 401,
                          flo_sim_json_new ("code", "Unauthorized", "message",
                                            "The authorization token is missing or wrong", NULL));
      return;
    }
  credentials = describe_credentials (request, "practice-container");
  flo_sim_json_set (credentials, "RoleArn", "arn:aws:iam::" FLO_SIM_ACCOUNT_ID ":role/" ROLE, NULL);
  flo_sim_reply_json (reply, 200, credentials);
}
