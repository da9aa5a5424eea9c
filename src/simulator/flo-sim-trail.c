/* flo-sim-trail.c: CloudTrail: who did what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-trail.h"

#include <string.h>

#include "simulator/flo-sim-json.h"

#define MOST_REMEMBERED 10000
#define MOST_RESOURCES  1000

static char *
time_text (gint64 moment)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (moment / FLO_SIM_SECOND);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

static void
add_resource (JsonArray  *resources,
              const char *id)
{
  static const struct
  {
    const char *prefix;
    const char *type;
  } types[] = {
    { "i-", "AWS::EC2::Instance" },         { "fleet-", "AWS::EC2::EC2Fleet" },
    { "vpc-", "AWS::EC2::VPC" },            { "subnet-", "AWS::EC2::Subnet" },
    { "sg-", "AWS::EC2::SecurityGroup" },   { "vol-", "AWS::EC2::Volume" },
    { "lt-", "AWS::EC2::LaunchTemplate" },  { "igw-", "AWS::EC2::InternetGateway" },
    { "rtb-", "AWS::EC2::RouteTable" },     { "snap-", "AWS::EC2::Snapshot" },
    { "eni-", "AWS::EC2::NetworkInterface" }, { "ami-", "AWS::EC2::Ami" },
  };

  if (json_array_get_length (resources) >= MOST_RESOURCES)
    return;
  for (guint i = 0; i < json_array_get_length (resources); i++)
    if (g_strcmp0 (flo_sim_json_get (flo_sim_json_nth (resources, i), "ResourceName"), id) == 0)
      return;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_prefix (id, types[i].prefix))
      json_array_add_object_element (
          resources,
          flo_sim_json_new ("ResourceType", types[i].type, "ResourceName", id, NULL));
}

/* Every text of an answer that looks like the id of a thing. */
static void
add_resources_of (JsonArray *resources,
                  JsonNode  *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *child;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &child))
        if (name[0] != '_')
          add_resources_of (resources, child);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      add_resources_of (resources, json_array_get_element (json_node_get_array (node), i));
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    add_resource (resources, json_node_get_string (node));
}

/* Takes @record, @resources. */
static void
add_event (FloSimCloud *cloud,
           const char  *region,
           const char  *name,
           const char  *user,
           const char  *key_id,
           JsonObject  *record,
           JsonArray   *resources,
           gint64       now)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *time = time_text (now);
  g_autofree char *text = NULL;

  flo_sim_json_set (record, "eventVersion", "1.08", "eventTime", time, "eventSource",
                    "ec2.amazonaws.com", "eventName", name, "awsRegion", region, "eventID", id,
                    "?readOnly", FALSE, "?managementEvent", TRUE, "eventCategory", "Management",
                    "recipientAccountId", FLO_SIM_ACCOUNT_ID, NULL);
  text = flo_sim_json_to_text (record);
  json_object_unref (record);
  if (cloud->trail->len >= MOST_REMEMBERED)
    g_ptr_array_remove_index (cloud->trail, 0);
  g_ptr_array_add (cloud->trail,
                   flo_sim_json_new ("EventId", id, "EventName", name, "ReadOnly", "false",
                                     "AccessKeyId", key_id, "%EventTime",
                                     (double) (now / FLO_SIM_SECOND), "EventSource",
                                     "ec2.amazonaws.com", "Username", user, "[Resources", resources,
                                     "CloudTrailEvent", text, "_region", region, NULL));
}

void
flo_sim_trail_add_call (FloSimCall *call)
{
  JsonArray *resources = json_array_new ();
  const char *user = strrchr (call->caller->arn, '/') + 1;
  JsonObject *parameters = json_object_new ();
  g_autoptr (JsonNode) result = json_node_init_object (json_node_alloc (), call->result);

  for (guint i = 0; i < call->form->keys->len; i++)
    {
      const char *key = g_ptr_array_index (call->form->keys, i);

      if (g_str_equal (key, "Action") || g_str_equal (key, "Version")
          || strstr (key, "UserData") != NULL || strstr (key, "PublicKeyMaterial") != NULL)
        continue;
      json_object_set_string_member (parameters, key, g_ptr_array_index (call->form->values, i));
      add_resource (resources, g_ptr_array_index (call->form->values, i));
    }
  add_resources_of (resources, result);
  add_event (call->cloud, call->region, call->action, user, call->caller->key_id,
             flo_sim_json_new (
                 "{userIdentity",
                 flo_sim_json_new ("type", call->caller->is_role ? "AssumedRole" : "IAMUser",
                                   "principalId", call->caller->user_id, "arn", call->caller->arn,
                                   "accountId", FLO_SIM_ACCOUNT_ID, "accessKeyId",
                                   call->caller->key_id, "userName", user, NULL),
                 "{requestParameters", parameters, "eventType", "AwsApiCall", NULL),
             resources, call->now);
}

void
flo_sim_trail_add_eviction (FloSimCloud          *cloud,
                            const FloSimResource *instance,
                            gint64                now)
{
  JsonArray *resources = json_array_new ();

  add_resource (resources, instance->id);
  add_event (cloud, instance->region, "BidEvictedEvent", NULL, NULL,
             flo_sim_json_new (
                 "{userIdentity",
                 flo_sim_json_new ("accountId", FLO_SIM_ACCOUNT_ID, "invokedBy", "ec2.amazonaws.com",
                                   NULL),
                 "sourceIPAddress", "ec2.amazonaws.com", "userAgent", "ec2.amazonaws.com",
                 "eventType", "AwsServiceEvent", "{serviceEventDetails",
                 flo_sim_json_new ("[instanceIdSet", flo_sim_json_strings (instance->id, NULL),
                                   NULL),
                 NULL),
             resources, now);
}

void
flo_sim_trail_add_termination (FloSimCloud          *cloud,
                               const FloSimResource *instance,
                               const char           *user,
                               gint64                now)
{
  JsonArray *resources = json_array_new ();
  JsonArray *items = json_array_new ();
  g_autofree char *arn = g_strdup_printf ("arn:aws:iam::" FLO_SIM_ACCOUNT_ID ":user/%s", user);

  add_resource (resources, instance->id);
  json_array_add_object_element (items, flo_sim_json_new ("instanceId", instance->id, NULL));
  add_event (cloud, instance->region, "TerminateInstances", user, "AKIASOMEBODY00000000",
             flo_sim_json_new (
                 "{userIdentity",
                 flo_sim_json_new ("type", "IAMUser", "principalId", "AIDASOMEBODY000000000", "arn",
                                   arn, "accountId", FLO_SIM_ACCOUNT_ID, "accessKeyId",
                                   "AKIASOMEBODY00000000", "userName", user, NULL),
                 "sourceIPAddress", "198.51.100.7", "userAgent", "console.amazonaws.com",
                 "{requestParameters",
                 flo_sim_json_new ("{instancesSet", flo_sim_json_new ("[items", items, NULL), NULL),
                 "eventType", "AwsApiCall", NULL),
             resources, now);
}
