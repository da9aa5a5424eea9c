/* flo-sim-group-actions.c: security groups
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-default-network.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-random.h"
#include "simulator/flo-sim-network.h"

#define NAME_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS " ._-:/()#,@[]+=&;{}!$*"
#define LONGEST_NAME    255

/* One rule: a protocol, ports and one peer. */
typedef struct
{
  const char *protocol;
  gint64      from;
  gint64      to;
  gboolean    has_ports;
  const char *list;        /* member of the permission: "ipRanges" … */
  const char *peer_member; /* member of the list's entry: "cidrIp" … */
  const char *peer;
  const char *description; /* (nullable) */
} Rule;

/* How the peers of a permission are named in requests and answers. */
static const struct
{
  const char *param;
  const char *param_member;
  const char *list;
  const char *member;
} peer_kinds[] = {
  { "IpRanges", "CidrIp", "ipRanges", "cidrIp" },
  { "Ipv6Ranges", "CidrIpv6", "ipv6Ranges", "cidrIpv6" },
  { "PrefixListIds", "PrefixListId", "prefixListIds", "prefixListId" },
  { "Groups", "GroupId", "groups", "groupId" },
};

static gboolean
check_text (FloSimCall *call,
            const char *param,
            const char *text)
{
  if (text[0] == '\0' || strlen (text) > LONGEST_NAME
      || text[strspn (text, NAME_CHARACTERS)] != '\0')
    return flo_sim_call_fail (
        call, "InvalidParameterValue",
        "Value (%s) for parameter %s is invalid. Character sets beyond ASCII are not "
        "supported; valid are letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, up to 255.",
        text, param);
  return TRUE;
}

/* VpcId, else the default VPC. */
static FloSimResource *
read_vpc (FloSimCall *call)
{
  g_autoptr (GPtrArray) vpcs = NULL;

  if (flo_sim_call_get (call, "VpcId") != NULL)
    return flo_sim_call_find_param (call, FLO_SIM_KIND_VPC, "VpcId");

  vpcs = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_VPC, call->region, call->now);
  for (guint i = 0; i < vpcs->len; i++)
    {
      FloSimResource *vpc = g_ptr_array_index (vpcs, i);

      if (flo_sim_json_get_bool (vpc->data, "isDefault"))
        return vpc;
    }
  flo_sim_call_fail (call, "VPCIdNotSpecified", "No default VPC for this user");
  return NULL;
}

static FloSimResource *
find_by_name (FloSimCall *call,
              const char *vpc_id,
              const char *name)
{
  for (guint i = 0; i < call->cloud->resources->len; i++)
    {
      FloSimResource *group = g_ptr_array_index (call->cloud->resources, i);

      if (group->kind == FLO_SIM_KIND_SECURITY_GROUP && !group->vanished
          && g_strcmp0 (flo_sim_resource_get (group, "vpcId"), vpc_id) == 0
          && g_strcmp0 (flo_sim_resource_get (group, "groupName"), name) == 0)
        return group;
    }
  return NULL;
}

gboolean
flo_sim_create_security_group (FloSimCall *call)
{
  const char *name = flo_sim_call_get (call, "GroupName");
  const char *description = flo_sim_call_get (call, "GroupDescription");
  g_autoptr (JsonObject) tags = json_object_new ();
  FloSimResource *vpc = read_vpc (call);
  FloSimResource *group;

  if (vpc == NULL || !check_text (call, "GroupName", name)
      || !check_text (call, "GroupDescription", description)
      || !flo_sim_call_read_tags (call, FLO_SIM_KIND_SECURITY_GROUP, tags))
    return FALSE;
  if (g_str_has_prefix (name, "sg-"))
    return flo_sim_call_fail (
        call, "InvalidParameterValue",
        "Value (%s) for parameter GroupName is invalid. Group names may not be in the format "
        "sg-*.",
        name);
  if (g_str_equal (name, "default"))
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "Cannot use reserved security group name: %s", name);
  if (find_by_name (call, vpc->id, name) != NULL)
    return flo_sim_call_fail (call, "InvalidGroup.Duplicate",
                              "The security group '%s' already exists for VPC '%s'", name, vpc->id);

  group = flo_sim_network_add_group (call->cloud, vpc, call->now, name, description);
  flo_sim_json_set (group->data, "[tagSet",
                    json_array_ref (flo_sim_json_get_array (tags, "tagSet")), NULL);
  flo_sim_json_set (call->result, "groupId", group->id, "[tagSet",
                    json_array_ref (flo_sim_json_get_array (tags, "tagSet")), NULL);
  return TRUE;
}

gboolean
flo_sim_describe_security_groups (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "description", "groupDescription" },
    { "egress.ip-permission.cidr", "ipPermissionsEgress.ipRanges.cidrIp" },
    { "egress.ip-permission.protocol", "ipPermissionsEgress.ipProtocol" },
    { "group-id", "groupId" },
    { "group-name", "groupName" },
    { "ip-permission.cidr", "ipPermissions.ipRanges.cidrIp" },
    { "ip-permission.from-port", "ipPermissions.fromPort" },
    { "ip-permission.group-id", "ipPermissions.groups.groupId" },
    { "ip-permission.protocol", "ipPermissions.ipProtocol" },
    { "ip-permission.to-port", "ipPermissions.toPort" },
    { "owner-id", "ownerId" },
    { "vpc-id", "vpcId" },
    { NULL },
  };
  static const FloSimDescription description = {
    FLO_SIM_KIND_SECURITY_GROUP, "securityGroupInfo", "GroupId", filters, 5, 1000,
  };

  if (flo_sim_node_count (call->params, "GroupName") > 0)
    return flo_sim_call_fail (
        call, "UnsupportedOperation",
        "The practice cloud finds security groups by GroupId or the filter group-name, not "
        "by GroupName.");
  return flo_sim_describe (call, &description);
}

static gboolean
is_in_use (FloSimCall *call,
           const char *group_id)
{
  for (guint i = 0; i < call->cloud->resources->len; i++)
    {
      FloSimResource *resource = g_ptr_array_index (call->cloud->resources, i);
      JsonArray *groups;

      if (resource->gone_at != 0 || !g_str_equal (resource->region, call->region))
        continue;
      if (resource->kind == FLO_SIM_KIND_SECURITY_GROUP && !g_str_equal (resource->id, group_id))
        {
          g_autofree char *text = flo_sim_json_to_text (resource->data);

          if (strstr (text, group_id) != NULL)
            return TRUE;
        }
      if (resource->kind != FLO_SIM_KIND_INSTANCE)
        continue;
      groups = flo_sim_json_get_array (resource->data, "groupSet");
      for (guint j = 0; groups != NULL && j < json_array_get_length (groups); j++)
        if (g_strcmp0 (flo_sim_json_get (json_array_get_object_element (groups, j), "groupId"),
                       group_id)
            == 0)
          return TRUE;
    }
  return FALSE;
}

gboolean
flo_sim_delete_security_group (FloSimCall *call)
{
  FloSimResource *group = flo_sim_call_find_param (call, FLO_SIM_KIND_SECURITY_GROUP, "GroupId");

  if (group == NULL)
    return FALSE;
  if (g_strcmp0 (flo_sim_resource_get (group, "groupName"), "default") == 0)
    return flo_sim_call_fail (
        call, "CannotDelete",
        "the specified group: \"%s\" name: \"default\" cannot be deleted by a user", group->id);
  if (is_in_use (call, group->id))
    return flo_sim_call_fail (call, "DependencyViolation", "resource %s has a dependent object",
                              group->id);
  flo_sim_cloud_remove (call->cloud, group, call->now);
  return flo_sim_call_return_true (call);
}

/* "10.0.0.0/8" and the like, of either family. */
static gboolean
is_cidr (const char *text)
{
  g_auto (GStrv) halves = g_strsplit (text, "/", -1);
  g_autoptr (GInetAddress) address = NULL;
  guint64 bits;

  if (g_strv_length (halves) != 2)
    return FALSE;
  address = g_inet_address_new_from_string (halves[0]);
  return address != NULL
         && g_ascii_string_to_unsigned (halves[1], 10, 0,
                                        g_inet_address_get_native_size (address) * 8, &bits, NULL);
}

static gboolean
check_rule (FloSimCall *call,
            Rule       *rule)
{
  gboolean ported = g_str_equal (rule->protocol, "tcp") || g_str_equal (rule->protocol, "udp");

  if (ported && (!rule->has_ports || rule->from < 0 || rule->to > 65535 || rule->from > rule->to))
    return flo_sim_call_fail (
        call, "InvalidParameterValue",
        "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
  if ((g_str_equal (rule->list, "ipRanges") || g_str_equal (rule->list, "ipv6Ranges"))
      && !is_cidr (rule->peer))
    return flo_sim_call_fail (call, "InvalidParameterValue", "CIDR block %s is malformed",
                              rule->peer);
  if (g_str_equal (rule->list, "groups")
      && flo_sim_call_find (call, FLO_SIM_KIND_SECURITY_GROUP, rule->peer) == NULL)
    return FALSE;
  /* "-1" is all traffic, which has no ports. */
  if (g_str_equal (rule->protocol, "-1"))
    rule->has_ports = FALSE;
  return TRUE;
}

static const char *
protocol_name (const char *protocol)
{
  if (protocol == NULL || g_str_equal (protocol, "all"))
    return "-1";
  if (g_str_equal (protocol, "6"))
    return "tcp";
  if (g_str_equal (protocol, "17"))
    return "udp";
  if (g_str_equal (protocol, "1"))
    return "icmp";
  return protocol;
}

/* The peers of one IpPermissions entry. */
static void
read_permission (FloSimNode *permission,
                 GArray     *rules)
{
  Rule rule = { .protocol = protocol_name (flo_sim_node_get (permission, "IpProtocol")),
                .from = flo_sim_node_get_int (permission, "FromPort", -1),
                .to = flo_sim_node_get_int (permission, "ToPort", -1),
                .has_ports = flo_sim_node_get (permission, "FromPort") != NULL
                             && flo_sim_node_get (permission, "ToPort") != NULL };

  for (guint kind = 0; kind < G_N_ELEMENTS (peer_kinds); kind++)
    for (guint i = 0; i < flo_sim_node_count (permission, peer_kinds[kind].param); i++)
      {
        FloSimNode *peer = flo_sim_node_nth (permission, peer_kinds[kind].param, i);

        rule.list = peer_kinds[kind].list;
        rule.peer_member = peer_kinds[kind].member;
        rule.peer = flo_sim_node_get (peer, peer_kinds[kind].param_member);
        rule.description = flo_sim_node_get (peer, "Description");
        if (rule.peer != NULL)
          g_array_append_val (rules, rule);
      }
}

/* (nullable): the call has failed */
static GArray *
read_rules (FloSimCall *call)
{
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (Rule));

  for (guint i = 0; i < flo_sim_node_count (call->params, "IpPermissions"); i++)
    read_permission (flo_sim_node_nth (call->params, "IpPermissions", i), rules);
  if (flo_sim_call_get (call, "CidrIp") != NULL)
    {
      Rule rule = { .protocol = protocol_name (flo_sim_call_get (call, "IpProtocol")),
                    .from = flo_sim_node_get_int (call->params, "FromPort", -1),
                    .to = flo_sim_node_get_int (call->params, "ToPort", -1),
                    .has_ports = flo_sim_call_get (call, "FromPort") != NULL,
                    .list = "ipRanges",
                    .peer_member = "cidrIp",
                    .peer = flo_sim_call_get (call, "CidrIp") };

      g_array_append_val (rules, rule);
    }
  if (rules->len == 0)
    {
      flo_sim_call_fail (call, "MissingParameter",
                         "The request must contain the parameter ipPermissions");
      return NULL;
    }
  for (guint i = 0; i < rules->len; i++)
    if (!check_rule (call, &g_array_index (rules, Rule, i)))
      return NULL;
  return g_steal_pointer (&rules);
}

static gboolean
permission_fits (JsonObject *permission,
                 const Rule *rule)
{
  if (g_strcmp0 (flo_sim_json_get (permission, "ipProtocol"), rule->protocol) != 0
      || json_object_has_member (permission, "fromPort") != rule->has_ports)
    return FALSE;
  return !rule->has_ports
         || (flo_sim_json_get_int (permission, "fromPort") == rule->from
             && flo_sim_json_get_int (permission, "toPort") == rule->to);
}

/* Finds the rule: its permission's index and its place there. FALSE when the group has no such
 * rule. */
static gboolean
find_rule (JsonArray  *permissions,
           const Rule *rule,
           guint      *permission_at,
           guint      *peer_at)
{
  for (guint i = 0; i < json_array_get_length (permissions); i++)
    {
      JsonObject *permission = json_array_get_object_element (permissions, i);
      JsonArray *peers = flo_sim_json_get_array (permission, rule->list);

      if (!permission_fits (permission, rule))
        continue;
      for (guint j = 0; j < json_array_get_length (peers); j++)
        if (g_strcmp0 (
                flo_sim_json_get (json_array_get_object_element (peers, j), rule->peer_member),
                rule->peer)
            == 0)
          {
            *permission_at = i;
            *peer_at = j;
            return TRUE;
          }
    }
  return FALSE;
}

static JsonObject *
permission_for (JsonArray  *permissions,
                const Rule *rule)
{
  JsonObject *permission;

  for (guint i = 0; i < json_array_get_length (permissions); i++)
    if (permission_fits (json_array_get_object_element (permissions, i), rule))
      return json_array_get_object_element (permissions, i);

  permission = flo_sim_json_new ("ipProtocol", rule->protocol, NULL);
  if (rule->has_ports)
    flo_sim_json_set (permission, "#fromPort", rule->from, "#toPort", rule->to, NULL);
  flo_sim_json_set (permission, "[groups", json_array_new (), "[ipRanges", json_array_new (),
                    "[ipv6Ranges", json_array_new (), "[prefixListIds", json_array_new (), NULL);
  json_array_add_object_element (permissions, permission);
  return permission;
}

static JsonObject *
describe_rule (FloSimCall     *call,
               FloSimResource *group,
               const Rule     *rule,
               gboolean        egress)
{
  /* Follows from the rule itself, so that whoever lists the rules tells the same. */
  g_autofree char *text = g_strdup_printf (
      "%s %d %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s", group->id, egress, rule->protocol,
      rule->has_ports ? rule->from : -1, rule->has_ports ? rule->to : -1, rule->peer);
  g_autofree char *id = g_strdup_printf (
      "sgr-0%016" G_GINT64_MODIFIER "x",
      flo_sim_random_hash (flo_sim_random_key (call->cloud->seed, text), 0));
  JsonObject *object = flo_sim_json_new (
      "securityGroupRuleId", id, "groupId", group->id, "groupOwnerId", FLO_SIM_ACCOUNT_ID,
      "?isEgress", egress, "ipProtocol", rule->protocol, "#fromPort",
      rule->has_ports ? rule->from : G_GINT64_CONSTANT (-1), "#toPort",
      rule->has_ports ? rule->to : G_GINT64_CONSTANT (-1), "description", rule->description, NULL);

  if (g_str_equal (rule->list, "ipRanges"))
    flo_sim_json_set (object, "cidrIpv4", rule->peer, NULL);
  else if (g_str_equal (rule->list, "ipv6Ranges"))
    flo_sim_json_set (object, "cidrIpv6", rule->peer, NULL);
  else if (g_str_equal (rule->list, "prefixListIds"))
    flo_sim_json_set (object, "prefixListId", rule->peer, NULL);
  else
    flo_sim_json_set (object, "{referencedGroupInfo",
                      flo_sim_json_new ("groupId", rule->peer, "userId", FLO_SIM_ACCOUNT_ID, NULL),
                      NULL);
  return object;
}

static gboolean
authorize (FloSimCall *call,
           gboolean    egress)
{
  FloSimResource *group = flo_sim_call_find_param (call, FLO_SIM_KIND_SECURITY_GROUP, "GroupId");
  g_autoptr (GArray) rules = group != NULL ? read_rules (call) : NULL;
  JsonArray *permissions;
  JsonArray *made;
  guint at, peer_at;

  if (rules == NULL)
    return FALSE;
  permissions
      = flo_sim_json_get_array (group->data, egress ? "ipPermissionsEgress" : "ipPermissions");
  for (guint i = 0; i < rules->len; i++)
    {
      const Rule *rule = &g_array_index (rules, Rule, i);

      if (find_rule (permissions, rule, &at, &peer_at))
        return flo_sim_call_fail (call, "InvalidPermission.Duplicate",
                                  "the specified rule \"peer: %s, %s, from port: %" G_GINT64_FORMAT
                                  ", to port: %" G_GINT64_FORMAT ", ALLOW\" already exists",
                                  rule->peer, rule->protocol, rule->from, rule->to);
    }

  made = json_array_new ();
  for (guint i = 0; i < rules->len; i++)
    {
      const Rule *rule = &g_array_index (rules, Rule, i);
      JsonArray *peers = flo_sim_json_get_array (permission_for (permissions, rule), rule->list);

      json_array_add_object_element (
          peers, flo_sim_json_new (rule->peer_member, rule->peer, "userId",
                                   g_str_equal (rule->list, "groups") ? FLO_SIM_ACCOUNT_ID : NULL,
                                   "description", rule->description, NULL));
      json_array_add_object_element (made, describe_rule (call, group, rule, egress));
    }
  flo_sim_json_set (call->result, "?return", TRUE, "[securityGroupRuleSet", made, NULL);
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

static gboolean
permission_is_empty (JsonObject *permission)
{
  for (guint kind = 0; kind < G_N_ELEMENTS (peer_kinds); kind++)
    if (json_array_get_length (flo_sim_json_get_array (permission, peer_kinds[kind].list)) > 0)
      return FALSE;
  return TRUE;
}

static gboolean
withdraw (FloSimCall *call,
          gboolean    egress)
{
  FloSimResource *group = flo_sim_call_find_param (call, FLO_SIM_KIND_SECURITY_GROUP, "GroupId");
  g_autoptr (GArray) rules = group != NULL ? read_rules (call) : NULL;
  JsonArray *permissions;
  guint at, peer_at;

  if (rules == NULL)
    return FALSE;
  permissions
      = flo_sim_json_get_array (group->data, egress ? "ipPermissionsEgress" : "ipPermissions");
  for (guint i = 0; i < rules->len; i++)
    if (!find_rule (permissions, &g_array_index (rules, Rule, i), &at, &peer_at))
      return flo_sim_call_fail (call, "InvalidPermission.NotFound",
                                "The specified rule does not exist in this security group.");
  for (guint i = 0; i < rules->len; i++)
    {
      const Rule *rule = &g_array_index (rules, Rule, i);
      JsonObject *permission;

      if (!find_rule (permissions, rule, &at, &peer_at))
        continue;
      permission = json_array_get_object_element (permissions, at);
      json_array_remove_element (flo_sim_json_get_array (permission, rule->list), peer_at);
      if (permission_is_empty (permission))
        json_array_remove_element (permissions, at);
    }
  flo_sim_json_set (call->result, "?return", TRUE, "[unknownIpPermissionSet", json_array_new (),
                    NULL);
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

gboolean
flo_sim_authorize_security_group_ingress (FloSimCall *call)
{
  return authorize (call, FALSE);
}

gboolean
flo_sim_authorize_security_group_egress (FloSimCall *call)
{
  return authorize (call, TRUE);
}

gboolean
flo_sim_revoke_security_group_ingress (FloSimCall *call)
{
  return withdraw (call, FALSE);
}

gboolean
flo_sim_revoke_security_group_egress (FloSimCall *call)
{
  return withdraw (call, TRUE);
}

/* Adds the rules of one direction. */
static void
add_rules_of (FloSimCall     *call,
              FloSimResource *group,
              gboolean        egress,
              GPtrArray      *found)
{
  JsonArray *permissions
      = flo_sim_json_get_array (group->data, egress ? "ipPermissionsEgress" : "ipPermissions");

  for (guint i = 0; permissions != NULL && i < json_array_get_length (permissions); i++)
    {
      JsonObject *permission = flo_sim_json_nth (permissions, i);

      for (guint kind = 0; kind < G_N_ELEMENTS (peer_kinds); kind++)
        {
          JsonArray *peers = flo_sim_json_get_array (permission, peer_kinds[kind].list);

          for (guint j = 0; peers != NULL && j < json_array_get_length (peers); j++)
            {
              JsonObject *peer = flo_sim_json_nth (peers, j);
              const Rule rule = {
                .protocol = (char *) flo_sim_json_get (permission, "ipProtocol"),
                .has_ports = json_object_has_member (permission, "fromPort"),
                .from = flo_sim_json_get_int (permission, "fromPort"),
                .to = flo_sim_json_get_int (permission, "toPort"),
                .list = peer_kinds[kind].list,
                .peer_member = peer_kinds[kind].member,
                .peer = (char *) flo_sim_json_get (peer, peer_kinds[kind].member),
                .description = (char *) flo_sim_json_get (peer, "description"),
              };

              g_ptr_array_add (found, describe_rule (call, group, &rule, egress));
            }
        }
    }
}

gboolean
flo_sim_describe_security_group_rules (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "group-id", "groupId" },
    { "security-group-rule-id", "securityGroupRuleId" },
    { NULL },
  };
  g_autoptr (GPtrArray) groups
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_SECURITY_GROUP, call->region, call->now);
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, "SecurityGroupRuleId");
  g_autoptr (GPtrArray) found
      = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < groups->len; i++)
    {
      add_rules_of (call, g_ptr_array_index (groups, i), FALSE, found);
      add_rules_of (call, g_ptr_array_index (groups, i), TRUE, found);
    }
  for (guint i = found->len; ids->len > 0 && i > 0; i--)
    if (!g_ptr_array_find_with_equal_func (
            ids, flo_sim_json_get (g_ptr_array_index (found, i - 1), "securityGroupRuleId"),
            g_str_equal, NULL))
      g_ptr_array_remove_index (found, i - 1);
  if (found->len < ids->len)
    return flo_sim_call_fail (call, "InvalidSecurityGroupRuleId.NotFound",
                              "The security group rule ID '%s' does not exist",
                              (const char *) g_ptr_array_index (ids, 0));
  return flo_sim_describe_objects (call, "securityGroupRuleSet", found, filters, 5, 1000);
}
