/* flo-sim-table.c: the actions there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-table.h"

#include "simulator/flo-sim-actions.h"

static const FloSimAction actions[] = {
  { "ec2", "AssociateRouteTable", FLO_SIM_RATE_MUTATE, flo_sim_associate_route_table },
  { "ec2", "AttachInternetGateway", FLO_SIM_RATE_MUTATE, flo_sim_attach_internet_gateway },
  { "ec2", "AuthorizeSecurityGroupEgress", FLO_SIM_RATE_MUTATE,
    flo_sim_authorize_security_group_egress },
  { "ec2", "AuthorizeSecurityGroupIngress", FLO_SIM_RATE_MUTATE,
    flo_sim_authorize_security_group_ingress },
  { "ec2", "CancelSpotInstanceRequests", FLO_SIM_RATE_MUTATE,
    flo_sim_cancel_spot_instance_requests },
  { "ec2", "CreateFleet", FLO_SIM_RATE_RUN, flo_sim_create_fleet },
  { "ec2", "CreateInternetGateway", FLO_SIM_RATE_MUTATE, flo_sim_create_internet_gateway },
  { "ec2", "CreateKeyPair", FLO_SIM_RATE_MUTATE, flo_sim_create_key_pair },
  { "ec2", "CreateLaunchTemplate", FLO_SIM_RATE_MUTATE, flo_sim_create_launch_template },
  { "ec2", "CreateRoute", FLO_SIM_RATE_MUTATE, flo_sim_create_route },
  { "ec2", "CreateRouteTable", FLO_SIM_RATE_MUTATE, flo_sim_create_route_table },
  { "ec2", "CreateSecurityGroup", FLO_SIM_RATE_MUTATE, flo_sim_create_security_group },
  { "ec2", "CreateSubnet", FLO_SIM_RATE_MUTATE, flo_sim_create_subnet },
  { "ec2", "CreateTags", FLO_SIM_RATE_MUTATE, flo_sim_create_tags },
  { "ec2", "CreateVpc", FLO_SIM_RATE_MUTATE, flo_sim_create_vpc },
  { "ec2", "DeleteFleets", FLO_SIM_RATE_MUTATE, flo_sim_delete_fleets },
  { "ec2", "DeleteInternetGateway", FLO_SIM_RATE_MUTATE, flo_sim_delete_internet_gateway },
  { "ec2", "DeleteKeyPair", FLO_SIM_RATE_MUTATE, flo_sim_delete_key_pair },
  { "ec2", "DeleteLaunchTemplate", FLO_SIM_RATE_MUTATE, flo_sim_delete_launch_template },
  { "ec2", "DeleteRoute", FLO_SIM_RATE_MUTATE, flo_sim_delete_route },
  { "ec2", "DeleteRouteTable", FLO_SIM_RATE_MUTATE, flo_sim_delete_route_table },
  { "ec2", "DeleteSecurityGroup", FLO_SIM_RATE_MUTATE, flo_sim_delete_security_group },
  { "ec2", "DeleteSubnet", FLO_SIM_RATE_MUTATE, flo_sim_delete_subnet },
  { "ec2", "DeleteTags", FLO_SIM_RATE_MUTATE, flo_sim_delete_tags },
  { "ec2", "DeleteVolume", FLO_SIM_RATE_MUTATE, flo_sim_delete_volume },
  { "ec2", "DeleteVpc", FLO_SIM_RATE_MUTATE, flo_sim_delete_vpc },
  { "ec2", "DescribeAvailabilityZones", FLO_SIM_RATE_DESCRIBE,
    flo_sim_describe_availability_zones },
  { "ec2", "DescribeFleets", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_fleets },
  { "ec2", "DescribeImages", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_images },
  { "ec2", "DescribeInstanceTypeOfferings", FLO_SIM_RATE_DESCRIBE,
    flo_sim_describe_instance_type_offerings },
  { "ec2", "DescribeInstanceTypes", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_instance_types },
  { "ec2", "DescribeInstances", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_instances },
  { "ec2", "DescribeInternetGateways", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_internet_gateways },
  { "ec2", "DescribeKeyPairs", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_key_pairs },
  { "ec2", "DescribeLaunchTemplates", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_launch_templates },
  { "ec2", "DescribeRegions", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_regions },
  { "ec2", "DescribeRouteTables", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_route_tables },
  { "ec2", "DescribeSecurityGroups", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_security_groups },
  { "ec2", "DescribeSpotInstanceRequests", FLO_SIM_RATE_DESCRIBE,
    flo_sim_describe_spot_instance_requests },
  { "ec2", "DescribeSpotPriceHistory", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_spot_price_history },
  { "ec2", "DescribeSubnets", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_subnets },
  { "ec2", "DescribeTags", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_tags },
  { "ec2", "DescribeVolumes", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_volumes },
  { "ec2", "DescribeVpcs", FLO_SIM_RATE_DESCRIBE, flo_sim_describe_vpcs },
  { "ec2", "DetachInternetGateway", FLO_SIM_RATE_MUTATE, flo_sim_detach_internet_gateway },
  { "ec2", "DisassociateRouteTable", FLO_SIM_RATE_MUTATE, flo_sim_disassociate_route_table },
  { "ec2", "ImportKeyPair", FLO_SIM_RATE_MUTATE, flo_sim_import_key_pair },
  { "ec2", "ModifySubnetAttribute", FLO_SIM_RATE_MUTATE, flo_sim_modify_subnet_attribute },
  { "ec2", "ModifyVpcAttribute", FLO_SIM_RATE_MUTATE, flo_sim_modify_vpc_attribute },
  { "ec2", "RevokeSecurityGroupEgress", FLO_SIM_RATE_MUTATE, flo_sim_revoke_security_group_egress },
  { "ec2", "RevokeSecurityGroupIngress", FLO_SIM_RATE_MUTATE,
    flo_sim_revoke_security_group_ingress },
  { "ec2", "TerminateInstances", FLO_SIM_RATE_MUTATE, flo_sim_terminate_instances },
  { "iam", "GetAccessKeyLastUsed", FLO_SIM_RATE_DESCRIBE, flo_sim_iam_get_access_key_last_used },
  { "iam", "GetUser", FLO_SIM_RATE_DESCRIBE, flo_sim_iam_get_user },
  { "iam", "ListAccessKeys", FLO_SIM_RATE_DESCRIBE, flo_sim_iam_list_access_keys },
  { "iam", "ListMFADevices", FLO_SIM_RATE_DESCRIBE, flo_sim_iam_list_mfa_devices },
  { "iam", "SimulatePrincipalPolicy", FLO_SIM_RATE_DESCRIBE,
    flo_sim_iam_simulate_principal_policy },
  { "events", "DeleteRule", FLO_SIM_RATE_DESCRIBE, flo_sim_events_delete_rule },
  { "events", "DescribeRule", FLO_SIM_RATE_DESCRIBE, flo_sim_events_describe_rule },
  { "events", "DisableRule", FLO_SIM_RATE_DESCRIBE, flo_sim_events_disable_rule },
  { "events", "EnableRule", FLO_SIM_RATE_DESCRIBE, flo_sim_events_enable_rule },
  { "events", "ListRules", FLO_SIM_RATE_DESCRIBE, flo_sim_events_list_rules },
  { "events", "ListTagsForResource", FLO_SIM_RATE_DESCRIBE, flo_sim_events_list_tags_for_resource },
  { "events", "ListTargetsByRule", FLO_SIM_RATE_DESCRIBE, flo_sim_events_list_targets_by_rule },
  { "events", "PutRule", FLO_SIM_RATE_DESCRIBE, flo_sim_events_put_rule },
  { "events", "PutTargets", FLO_SIM_RATE_DESCRIBE, flo_sim_events_put_targets },
  { "events", "RemoveTargets", FLO_SIM_RATE_DESCRIBE, flo_sim_events_remove_targets },
  { "events", "TagResource", FLO_SIM_RATE_DESCRIBE, flo_sim_events_tag_resource },
  { "events", "UntagResource", FLO_SIM_RATE_DESCRIBE, flo_sim_events_untag_resource },
  { "sqs", "ChangeMessageVisibility", FLO_SIM_RATE_DESCRIBE,
    flo_sim_sqs_change_message_visibility },
  { "sqs", "ChangeMessageVisibilityBatch", FLO_SIM_RATE_DESCRIBE,
    flo_sim_sqs_change_message_visibility_batch },
  { "sqs", "CreateQueue", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_create_queue },
  { "sqs", "DeleteMessage", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_delete_message },
  { "sqs", "DeleteMessageBatch", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_delete_message_batch },
  { "sqs", "DeleteQueue", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_delete_queue },
  { "sqs", "GetQueueAttributes", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_get_queue_attributes },
  { "sqs", "GetQueueUrl", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_get_queue_url },
  { "sqs", "ListQueueTags", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_list_queue_tags },
  { "sqs", "ListQueues", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_list_queues },
  { "sqs", "PurgeQueue", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_purge_queue },
  { "sqs", "ReceiveMessage", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_receive_message },
  { "sqs", "SendMessage", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_send_message },
  { "sqs", "SendMessageBatch", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_send_message_batch },
  { "sqs", "SetQueueAttributes", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_set_queue_attributes },
  { "sqs", "TagQueue", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_tag_queue },
  { "sqs", "UntagQueue", FLO_SIM_RATE_DESCRIBE, flo_sim_sqs_untag_queue },
  { "ssm", "GetParameter", FLO_SIM_RATE_DESCRIBE, flo_sim_ssm_get_parameter },
  { "ssm", "GetParameters", FLO_SIM_RATE_DESCRIBE, flo_sim_ssm_get_parameters },
  { "sts", "AssumeRole", FLO_SIM_RATE_DESCRIBE, flo_sim_sts_assume_role },
  { "sts", "AssumeRoleWithWebIdentity", FLO_SIM_RATE_DESCRIBE,
    flo_sim_sts_assume_role_with_web_identity },
  { "sts", "DecodeAuthorizationMessage", FLO_SIM_RATE_DESCRIBE,
    flo_sim_sts_decode_authorization_message },
  { "sts", "GetAccessKeyInfo", FLO_SIM_RATE_DESCRIBE, flo_sim_sts_get_access_key_info },
  { "sts", "GetCallerIdentity", FLO_SIM_RATE_DESCRIBE, flo_sim_sts_get_caller_identity },
  { "sts", "GetSessionToken", FLO_SIM_RATE_DESCRIBE, flo_sim_sts_get_session_token },
};

const FloSimAction *
flo_sim_table_find (const char *service,
                    const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].service, service) && g_str_equal (actions[i].name, name))
      return &actions[i];
  return NULL;
}

gboolean
flo_sim_table_knows (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name))
      return TRUE;
  return FALSE;
}
