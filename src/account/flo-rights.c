/* flo-rights.c: every right we need, for what, and how it is granted
 *
 * A call that the code begins to make, or no longer makes, changes this table: a test compares them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "account/flo-rights.h"

#define PRICES  FLO_FEATURE_PRICES
#define LAUNCH  FLO_FEATURE_LAUNCH
#define NETWORK FLO_FEATURE_NETWORK
#define NOTICES FLO_FEATURE_NOTICES
#define CHECK   FLO_FEATURE_CHECK
#define METRICS FLO_FEATURE_METRICS
/* Whoever launches has to see prices, types and zones; whoever makes a network launches into it. */
#define LOOKING (PRICES | LAUNCH | NETWORK)
#define RUNNING (LAUNCH | NETWORK)
#define ALWAYS  (FLO_FEATURES_IN_USE)

static const FloRight rights[] =
{
  { "sts:GetCallerIdentity", ALWAYS, N_("see which account and user this is") },
  { "sts:DecodeAuthorizationMessage", CHECK, N_("say why AWS refused") },
  { "iam:SimulatePrincipalPolicy", CHECK, N_("say which rights are missing") },

  { "ec2:DescribeRegions", LOOKING, N_("list the regions the account can use") },
  { "ec2:DescribeAvailabilityZones", LOOKING, N_("list the Availability Zones of a region") },
  { "ec2:DescribeInstanceTypes", LOOKING, N_("know what instance types have: processors, memory, graphics") },
  { "ec2:DescribeInstanceTypeOfferings", LOOKING, N_("know which zones offer an instance type") },
  { "ec2:DescribeSpotPriceHistory", LOOKING, N_("show spot prices now and in the past") },
  { "pricing:GetProducts", LOOKING, N_("know what the same costs on demand") },
  { "ec2:GetSpotPlacementScores", LOOKING, N_("ask how likely a launch is to find capacity") },
  { "ec2:GetInstanceTypesFromInstanceRequirements", LOOKING, N_("see which types EC2 takes for attributes") },
  { "ec2:DescribeImages", LOOKING, N_("find the image that nodes start from") },
  { "ssm:GetParameter", LOOKING, N_("find the newest image that AWS publishes") },

  { "ec2:DescribeInstances", RUNNING, N_("watch the nodes of fleets") },
  { "ec2:DescribeSpotInstanceRequests", RUNNING, N_("see interruptions coming") },
  { "ec2:DescribeInstanceStatus", RUNNING, N_("see whether nodes are well, and what AWS has scheduled for them") },
  { "ec2:DescribeFleets", RUNNING, N_("find what is left of a launch") },
  { "ec2:DescribeLaunchTemplates", RUNNING, N_("find what a fleet has made, to use it or to clean it up") },
  { "ec2:DescribeSecurityGroups", RUNNING, N_("find what a fleet has made, to use it or to clean it up") },
  { "ec2:DescribeKeyPairs", RUNNING, N_("find what a fleet has made, to use it or to clean it up") },
  { "ec2:DescribeVpcs", RUNNING, N_("find the network that nodes are started in") },
  { "ec2:DescribeSubnets", RUNNING, N_("find the network that nodes are started in") },
  { "ec2:DescribeInternetGateways", RUNNING, N_("find what a fleet has made, to use it or to clean it up") },

  { "ec2:DescribeTags", RUNNING, N_("find what a fleet has made, to use it or to clean it up") },
  { "ec2:DescribeVolumes", RUNNING, N_("find storage and addresses that are left of a fleet") },
  { "ec2:DescribeSnapshots", RUNNING, N_("find storage and addresses that are left of a fleet") },
  { "ec2:DescribeAddresses", RUNNING, N_("find storage and addresses that are left of a fleet") },

  { "cloudtrail:LookupEvents", RUNNING, N_("say who ended a node") },

  { "ec2:CreateFleet", RUNNING, N_("launch nodes") },
  { "ec2:ModifyFleet", RUNNING, N_("tell EC2 how many nodes to keep, when it keeps them itself") },
  { "ec2:DescribeFleetHistory", RUNNING, N_("see what EC2 did while it kept the nodes itself") },
  { "ec2:RunInstances", RUNNING, N_("launch nodes") },
  { "ec2:CreateTags", RUNNING, N_("mark what a fleet makes as the fleet’s, in the moment it is made, and keep there its config, and which computer drives it") },
  { "ec2:CreateLaunchTemplate", RUNNING, N_("say what nodes look like") },
  { "ec2:CreateLaunchTemplateVersion", RUNNING, N_("say what nodes look like when a fleet gets another config") },
  { "ec2:CreateSecurityGroup", RUNNING, N_("open the ports a fleet needs, and no others") },
  { "ec2:AuthorizeSecurityGroupIngress", RUNNING, N_("open the ports a fleet needs, and no others") },
  { "ec2:RevokeSecurityGroupIngress", RUNNING, N_("close ports that a fleet no longer needs") },
  { "ec2:ImportKeyPair", RUNNING, N_("let you log in to nodes with the fleet’s key") },
  { "iam:CreateServiceLinkedRole", RUNNING, N_("use spot instances for the first time in an account") },

  { "ec2:TerminateInstances", RUNNING, N_("end nodes") },
  { "ec2:RebootInstances", RUNNING, N_("restart nodes that do not answer") },
  { "ec2:StartInstances", RUNNING, N_("start a standby when a node is lost") },
  { "ec2:StopInstances", RUNNING, N_("stop a standby that is not needed for now") },
  { "ec2:CancelSpotInstanceRequests", RUNNING, N_("end nodes for good, so that none is started again") },
  { "ec2:DeleteFleets", RUNNING, N_("clean up after a fleet") },
  { "ec2:DeleteLaunchTemplate", RUNNING, N_("clean up after a fleet") },
  { "ec2:DeleteSecurityGroup", RUNNING, N_("clean up after a fleet") },
  { "ec2:DeleteKeyPair", RUNNING, N_("clean up after a fleet") },
  { "ec2:DeleteVolume", RUNNING, N_("clean up after a fleet") },
  { "ec2:DeleteSnapshot", RUNNING, N_("clean up after a fleet") },
  { "ec2:ReleaseAddress", RUNNING, N_("clean up after a fleet") },

  { "events:ListRules", NOTICES, N_("find the queues and rules that events of nodes go through") },
  { "events:ListTagsForResource", NOTICES, N_("find the queues and rules that events of nodes go through") },
  { "events:ListTargetsByRule", NOTICES, N_("find the queues and rules that events of nodes go through") },
  { "sqs:ListQueues", NOTICES, N_("find the queues and rules that events of nodes go through") },
  { "sqs:ListQueueTags", NOTICES, N_("find the queues and rules that events of nodes go through") },
  { "events:PutRule", NOTICES, N_("have notices sent to a queue, when a config asks for that") },
  { "events:PutTargets", NOTICES, N_("have notices sent to a queue, when a config asks for that") },
  { "events:TagResource", NOTICES, N_("have notices sent to a queue, when a config asks for that") },
  { "sqs:CreateQueue", NOTICES, N_("have notices sent to a queue, when a config asks for that") },
  { "sqs:TagQueue", NOTICES, N_("have notices sent to a queue, when a config asks for that") },
  { "sqs:ReceiveMessage", NOTICES, N_("read the notices in a fleet’s queue") },
  { "sqs:DeleteMessage", NOTICES, N_("read the notices in a fleet’s queue") },
  { "events:RemoveTargets", NOTICES, N_("clean up after a fleet") },
  { "events:DeleteRule", NOTICES, N_("clean up after a fleet") },
  { "sqs:DeleteQueue", NOTICES, N_("clean up after a fleet") },

  { "sqs:GetQueueUrl", METRICS, N_("see how much work waits in a queue, when a config asks for that") },
  { "sqs:GetQueueAttributes", METRICS, N_("see how much work waits in a queue, when a config asks for that") },
  { "cloudwatch:GetMetricData", METRICS, N_("see a metric, or how busy nodes are, when a config asks for that") },

  { "ec2:DescribeRouteTables", NETWORK, N_("make a network where there is none") },
  { "ec2:CreateVpc", NETWORK, N_("make a network where there is none") },
  { "ec2:CreateSubnet", NETWORK, N_("make a network where there is none") },
  { "ec2:ModifySubnetAttribute", NETWORK, N_("give nodes public addresses") },
  { "ec2:CreateInternetGateway", NETWORK, N_("connect a network to the internet") },
  { "ec2:AttachInternetGateway", NETWORK, N_("connect a network to the internet") },
  { "ec2:CreateRoute", NETWORK, N_("connect a network to the internet") },
  { "ec2:DetachInternetGateway", NETWORK, N_("clean up a network that was made for a fleet") },
  { "ec2:DeleteInternetGateway", NETWORK, N_("clean up a network that was made for a fleet") },
  { "ec2:DeleteSubnet", NETWORK, N_("clean up a network that was made for a fleet") },
  { "ec2:DeleteVpc", NETWORK, N_("clean up a network that was made for a fleet") },
};

/* RunInstances and CreateFleet ask for every resource that is involved, and each has to be allowed: the
 * instance is what has to carry our tag, so what is merely used needs no condition. */
#define LAUNCH_USES "image/* snapshot/* subnet/* security-group/* key-pair/* network-interface/* " \
                    "spot-instances-request/*"

/* What is made for a fleet is called by its id. */
#define RULES  "events@rule/flotilla-" FLO_RIGHTS_TAG_VALUES
#define QUEUES "sqs@flotilla-" FLO_RIGHTS_TAG_VALUES

const FloGrant flo_rights_grants[] =
{
  { "sts:GetCallerIdentity", FLO_GRANT_LOOK, NULL },
  { "sts:DecodeAuthorizationMessage", FLO_GRANT_LOOK, NULL },
  { "iam:SimulatePrincipalPolicy", FLO_GRANT_SELF, NULL },
  { "ec2:DescribeRegions", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeAvailabilityZones", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeInstanceTypes", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeInstanceTypeOfferings", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeSpotPriceHistory", FLO_GRANT_LOOK, NULL },
  { "pricing:GetProducts", FLO_GRANT_LOOK, NULL },
  { "ec2:GetSpotPlacementScores", FLO_GRANT_LOOK, NULL },
  { "ec2:GetInstanceTypesFromInstanceRequirements", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeImages", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeInstances", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeSpotInstanceRequests", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeInstanceStatus", FLO_GRANT_LOOK, NULL },
  { "cloudtrail:LookupEvents", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeFleets", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeFleetHistory", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeLaunchTemplates", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeSecurityGroups", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeKeyPairs", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeVpcs", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeSubnets", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeInternetGateways", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeRouteTables", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeTags", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeVolumes", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeSnapshots", FLO_GRANT_LOOK, NULL },
  { "ec2:DescribeAddresses", FLO_GRANT_LOOK, NULL },
  { "ssm:GetParameter", FLO_GRANT_PARAMETER, NULL },
  /* Of the user's queue, whose name only the config knows. */
  { "sqs:GetQueueUrl", FLO_GRANT_LOOK, NULL },
  { "sqs:GetQueueAttributes", FLO_GRANT_LOOK, NULL },
  { "cloudwatch:GetMetricData", FLO_GRANT_LOOK, NULL },

  { "ec2:CreateFleet", FLO_GRANT_MAKE, "fleet/* instance/* volume/*" },
  { "ec2:RunInstances", FLO_GRANT_MAKE, "instance/* volume/*" },
  { "ec2:CreateLaunchTemplate", FLO_GRANT_MAKE, "launch-template/*" },
  { "ec2:CreateSecurityGroup", FLO_GRANT_MAKE, "security-group/*" },
  { "ec2:ImportKeyPair", FLO_GRANT_MAKE, "key-pair/*" },
  { "ec2:CreateVpc", FLO_GRANT_MAKE, "vpc/*" },
  { "ec2:CreateSubnet", FLO_GRANT_MAKE, "subnet/*" },
  { "ec2:CreateInternetGateway", FLO_GRANT_MAKE, "internet-gateway/*" },

  { "ec2:CreateFleet", FLO_GRANT_USE, LAUNCH_USES },
  { "ec2:RunInstances", FLO_GRANT_USE, LAUNCH_USES },
  { "ec2:CreateSecurityGroup", FLO_GRANT_USE, "vpc/*" },
  /* A new network's route table comes with it, untagged. */
  { "ec2:CreateRoute", FLO_GRANT_USE, "route-table/*" },

  { "ec2:CreateFleet", FLO_GRANT_OURS, "launch-template/*" },
  { "ec2:RunInstances", FLO_GRANT_OURS, "launch-template/*" },
  { "ec2:CreateSubnet", FLO_GRANT_OURS, "vpc/*" },
  { "ec2:AuthorizeSecurityGroupIngress", FLO_GRANT_OURS, "security-group/*" },
  { "ec2:RevokeSecurityGroupIngress", FLO_GRANT_OURS, "security-group/*" },
  { "ec2:CreateLaunchTemplateVersion", FLO_GRANT_OURS, "launch-template/*" },
  /* The copy of a config that is changed. */
  { "ec2:CreateTags", FLO_GRANT_OURS, "launch-template/* security-group/*" },
  { "ec2:TerminateInstances", FLO_GRANT_OURS, "instance/*" },
  { "ec2:RebootInstances", FLO_GRANT_OURS, "instance/*" },
  { "ec2:StartInstances", FLO_GRANT_OURS, "instance/*" },
  { "ec2:StopInstances", FLO_GRANT_OURS, "instance/*" },
  { "ec2:CancelSpotInstanceRequests", FLO_GRANT_OURS, "spot-instances-request/*" },
  { "ec2:DeleteFleets", FLO_GRANT_OURS, "fleet/*" },
  { "ec2:ModifyFleet", FLO_GRANT_OURS, "fleet/*" },
  { "ec2:DeleteLaunchTemplate", FLO_GRANT_OURS, "launch-template/*" },
  { "ec2:DeleteSecurityGroup", FLO_GRANT_OURS, "security-group/*" },
  { "ec2:DeleteKeyPair", FLO_GRANT_OURS, "key-pair/*" },
  { "ec2:DeleteVolume", FLO_GRANT_OURS, "volume/*" },
  { "ec2:DeleteSnapshot", FLO_GRANT_OURS, "snapshot/*" },
  { "ec2:ReleaseAddress", FLO_GRANT_OURS, "elastic-ip/*" },
  { "ec2:ModifySubnetAttribute", FLO_GRANT_OURS, "subnet/*" },
  { "ec2:AttachInternetGateway", FLO_GRANT_OURS, "internet-gateway/* vpc/*" },
  { "ec2:DetachInternetGateway", FLO_GRANT_OURS, "internet-gateway/* vpc/*" },
  { "ec2:DeleteInternetGateway", FLO_GRANT_OURS, "internet-gateway/*" },
  { "ec2:DeleteSubnet", FLO_GRANT_OURS, "subnet/*" },
  { "ec2:DeleteVpc", FLO_GRANT_OURS, "vpc/*" },

  { "events:ListRules", FLO_GRANT_LOOK, NULL },
  { "sqs:ListQueues", FLO_GRANT_LOOK, NULL },
  { "events:ListTagsForResource", FLO_GRANT_NAMED, RULES },
  { "events:ListTargetsByRule", FLO_GRANT_NAMED, RULES },
  { "events:PutRule", FLO_GRANT_NAMED, RULES },
  { "events:PutTargets", FLO_GRANT_NAMED, RULES },
  { "events:TagResource", FLO_GRANT_NAMED, RULES },
  { "events:RemoveTargets", FLO_GRANT_NAMED, RULES },
  { "events:DeleteRule", FLO_GRANT_NAMED, RULES },
  { "sqs:ListQueueTags", FLO_GRANT_NAMED, QUEUES },
  { "sqs:CreateQueue", FLO_GRANT_NAMED, QUEUES },
  { "sqs:TagQueue", FLO_GRANT_NAMED, QUEUES },
  { "sqs:ReceiveMessage", FLO_GRANT_NAMED, QUEUES },
  { "sqs:DeleteMessage", FLO_GRANT_NAMED, QUEUES },
  { "sqs:DeleteQueue", FLO_GRANT_NAMED, QUEUES },

  { "ec2:CreateTags", FLO_GRANT_TAG, NULL },
  { "iam:CreateServiceLinkedRole", FLO_GRANT_LINKED_ROLE, NULL },
  { NULL, 0, NULL },
};

const FloRight *
flo_policy_get_rights (guint *n_rights)
{
  if (n_rights != NULL)
    *n_rights = G_N_ELEMENTS (rights);
  return rights;
}

/* Returns: (nullable): static */
const FloRight *
flo_rights_find (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    if (strcmp (rights[i].action, action) == 0)
      return &rights[i];
  return NULL;
}
