/* flo-permission-probe.c: the call that tells whether a right is there, and has no effect
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include <string.h>

#include "account/flo-permission-probe.h"
#include "account/flo-rights.h"
#include "aws/aws-error.h"
#include "aws/services/aws-ec2-fleet.h"
#include "aws/services/aws-ec2-images.h"
#include "aws/services/aws-ec2-instances.h"
#include "aws/services/aws-ec2-keys.h"
#include "aws/services/aws-ec2-network.h"
#include "aws/services/aws-ec2-places.h"
#include "aws/services/aws-ec2-prices.h"
#include "aws/services/aws-ec2-requests.h"
#include "aws/services/aws-ec2-routes.h"
#include "aws/services/aws-ec2-templates.h"
#include "aws/services/aws-ec2.h"
#include "aws/services/aws-ssm.h"
#include "aws/services/aws-sts.h"

/* Well-formed, and nobody's. */
#define VPC      "VpcId=vpc-00000000000000000"
#define SUBNET   "SubnetId=subnet-00000000000000000"
#define GATEWAY  "InternetGatewayId=igw-00000000000000000"
#define GROUP    "GroupId=sg-00000000000000000"
#define TABLE    "RouteTableId=rtb-00000000000000000"
#define TEMPLATE "LaunchTemplateId=lt-00000000000000000"
#define INSTANCE "InstanceId=i-00000000000000000"
#define IMAGE    "ImageId=ami-00000000000000000"
#define NAME     "flotilla-check"
#define FLEET_ID "f-check"
/* A parameter that every region publishes. */
#define PARAMETER "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
/* Ed25519, made for this and thrown away: EC2 looks at what it is given even in a dry run. */
#define PUBLIC_KEY "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA2PBsFKsrpeyDA+aWU+So9GYIq+iIqn54ZOJM4sGDpP"

static const FloPermissionProbe probes[] =
{
  { &AWS_STS_DECODE_AUTHORIZATION_MESSAGE, "EncodedMessage=" NAME, NULL, TRUE },
  { &AWS_SSM_GET_PARAMETER, "Name=" PARAMETER, NULL, TRUE },

  { &AWS_EC2_DESCRIBE_REGIONS, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_AVAILABILITY_ZONES, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_INSTANCE_TYPES, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_INSTANCE_TYPE_OFFERINGS, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_IMAGES, "Owner=self", NULL, TRUE },
  { &AWS_EC2_DESCRIBE_INSTANCES, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_FLEETS, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_LAUNCH_TEMPLATES, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_SECURITY_GROUPS, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_KEY_PAIRS, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_VPCS, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_SUBNETS, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_INTERNET_GATEWAYS, NULL, NULL, TRUE },
  { &AWS_EC2_DESCRIBE_ROUTE_TABLES, NULL, NULL, TRUE },

  { &AWS_EC2_CREATE_FLEET, NULL, "fleet instance volume", FALSE },
  { &AWS_EC2_RUN_INSTANCES, IMAGE " InstanceType=t3.micro MinCount=1 MaxCount=1", "instance volume", FALSE },
  { &AWS_EC2_CREATE_TAGS, "ResourceId=i-00000000000000000", NULL, FALSE },
  { &AWS_EC2_CREATE_LAUNCH_TEMPLATE, "LaunchTemplateName=" NAME, "launch-template", TRUE },
  { &AWS_EC2_CREATE_SECURITY_GROUP, "GroupName=" NAME " GroupDescription=" NAME, "security-group", TRUE },
  { &AWS_EC2_AUTHORIZE_SECURITY_GROUP_INGRESS, GROUP, NULL, FALSE },
  { &AWS_EC2_IMPORT_KEY_PAIR, "KeyName=" NAME, "key-pair", TRUE },

  { &AWS_EC2_TERMINATE_INSTANCES, INSTANCE, NULL, FALSE },
  { &AWS_EC2_REBOOT_INSTANCES, INSTANCE, NULL, FALSE },
  { &AWS_EC2_CANCEL_SPOT_INSTANCE_REQUESTS, "SpotInstanceRequestId=sir-00000000", NULL, FALSE },
  { &AWS_EC2_DELETE_FLEETS, "FleetId=fleet-00000000-0000-0000-0000-000000000000 TerminateInstances=true", NULL,
    FALSE },
  { &AWS_EC2_DELETE_LAUNCH_TEMPLATE, TEMPLATE, NULL, FALSE },
  { &AWS_EC2_DELETE_SECURITY_GROUP, GROUP, NULL, FALSE },
  { &AWS_EC2_DELETE_KEY_PAIR, "KeyPairId=key-00000000000000000", NULL, FALSE },

  { &AWS_EC2_CREATE_VPC, "CidrBlock=10.83.0.0/16", "vpc", TRUE },
  { &AWS_EC2_CREATE_SUBNET, VPC " CidrBlock=10.83.0.0/20", "subnet", FALSE },
  { &AWS_EC2_CREATE_INTERNET_GATEWAY, NULL, "internet-gateway", TRUE },
  { &AWS_EC2_ATTACH_INTERNET_GATEWAY, GATEWAY " " VPC, NULL, FALSE },
  { &AWS_EC2_CREATE_ROUTE, TABLE " GatewayId=igw-00000000000000000 DestinationCidrBlock=0.0.0.0/0", NULL, TRUE },
  { &AWS_EC2_DETACH_INTERNET_GATEWAY, GATEWAY " " VPC, NULL, FALSE },
  { &AWS_EC2_DELETE_INTERNET_GATEWAY, GATEWAY, NULL, FALSE },
  { &AWS_EC2_DELETE_SUBNET, SUBNET, NULL, FALSE },
  { &AWS_EC2_DELETE_VPC, VPC, NULL, FALSE },
};

const FloPermissionProbe *
flo_permission_probe_find (const char *action)
{
  const char *colon = strchr (action, ':');

  for (guint i = 0; colon != NULL && i < G_N_ELEMENTS (probes); i++)
    {
      const AwsOperation *operation = probes[i].operation;

      if (strcmp (operation->name, colon + 1) == 0
          && strncmp (operation->service->id, action, colon - action) == 0
          && operation->service->id[colon - action] == '\0')
        return &probes[i];
    }
  return NULL;
}

/* FALSE: the call has no such member, or one of another kind. */
static gboolean
set_member (const AwsShape *shape,
            gpointer        input,
            const char     *name,
            const char     *value)
{
  const AwsMember *member = aws_shape_find_member (shape, name);
  gpointer field = member != NULL ? (char *) input + member->offset : NULL;

  if (member == NULL)
    return FALSE;
  switch (member->kind)
    {
    case AWS_KIND_STRING:
      *(char **) field = g_strdup (value);
      return TRUE;
    case AWS_KIND_STRING_LIST:
      *(GPtrArray **) field = aws_string_array_new (value, NULL);
      return TRUE;
    case AWS_KIND_INTEGER:
      *(AwsInteger *) field = aws_integer (g_ascii_strtoll (value, NULL, 10));
      return TRUE;
    case AWS_KIND_BOOLEAN:
      *(AwsBoolean *) field = aws_boolean (strcmp (value, "true") == 0);
      return TRUE;
    case AWS_KIND_SECRET:
    case AWS_KIND_BYTES:
    case AWS_KIND_DOUBLE:
    case AWS_KIND_TIME:
    case AWS_KIND_STRUCTURE:
    case AWS_KIND_LIST:
    default:
      return FALSE;
    }
}

static GPtrArray *
make_tags (void)
{
  GPtrArray *tags = aws_tag_array_new ();

  g_ptr_array_add (tags, aws_tag_new (FLO_RIGHTS_TAG, FLEET_ID));
  return tags;
}

static void
set_tag_specifications (const AwsShape *shape,
                        gpointer        input,
                        const char     *tagged)
{
  const AwsMember *member = aws_shape_find_member (shape, "TagSpecification");
  g_autoptr(GPtrArray) tags = make_tags ();
  g_auto(GStrv) types = g_strsplit (tagged, " ", 0);
  GPtrArray *specifications;

  g_assert (member != NULL && member->kind == AWS_KIND_LIST);

  specifications = aws_tag_specification_array_new ();
  for (guint i = 0; types[i] != NULL; i++)
    g_ptr_array_add (specifications, aws_tag_specification_new (types[i], tags));
  G_STRUCT_MEMBER (GPtrArray *, input, member->offset) = specifications;
}

static void
fill_create_fleet (AwsCreateFleetInput *input)
{
  AwsFleetLaunchTemplateConfig *config = g_new0 (AwsFleetLaunchTemplateConfig, 1);

  config->specification = g_new0 (AwsFleetLaunchTemplateSpecification, 1);
  config->specification->launch_template_id = g_strdup ("lt-00000000000000000");
  config->specification->version = g_strdup ("$Default");
  input->type = g_strdup ("instant");
  input->launch_template_configs = g_ptr_array_new ();
  g_ptr_array_add (input->launch_template_configs, config);
  input->target_capacity = g_new0 (AwsTargetCapacitySpecification, 1);
  input->target_capacity->total_target_capacity = aws_integer (1);
  input->target_capacity->default_target_capacity_type = g_strdup ("spot");
}

/* What is deeper than a name and a value. */
static void
fill_structures (const AwsOperation *operation,
                 gpointer            input)
{
  if (operation == &AWS_EC2_CREATE_FLEET)
    fill_create_fleet (input);
  else if (operation == &AWS_EC2_CREATE_TAGS)
    ((AwsCreateTagsInput *) input)->tags = make_tags ();
  else if (operation == &AWS_EC2_CREATE_LAUNCH_TEMPLATE)
    {
      AwsCreateLaunchTemplateInput *template = input;

      template->launch_template_data = g_new0 (AwsRequestLaunchTemplateData, 1);
      template->launch_template_data->instance_type = g_strdup ("t3.micro");
    }
  else if (operation == &AWS_EC2_IMPORT_KEY_PAIR)
    ((AwsImportKeyPairInput *) input)->public_key_material =
      g_base64_encode ((const guchar *) PUBLIC_KEY, strlen (PUBLIC_KEY));
  else if (operation == &AWS_EC2_AUTHORIZE_SECURITY_GROUP_INGRESS)
    {
      AwsIpPermission *permission = g_new0 (AwsIpPermission, 1);
      AwsIpRange *range = g_new0 (AwsIpRange, 1);

      range->cidr_ip = g_strdup ("192.0.2.0/32");
      permission->ip_protocol = g_strdup ("tcp");
      permission->from_port = aws_integer (22);
      permission->to_port = aws_integer (22);
      permission->ip_ranges = g_ptr_array_new ();
      g_ptr_array_add (permission->ip_ranges, range);
      ((AwsAuthorizeSecurityGroupIngressInput *) input)->ip_permissions = g_ptr_array_new ();
      g_ptr_array_add (((AwsAuthorizeSecurityGroupIngressInput *) input)->ip_permissions, permission);
    }
}

gpointer
flo_permission_probe_new_input (const FloPermissionProbe *self)
{
  const AwsShape *shape = self->operation->input;
  g_auto(GStrv) arguments = g_strsplit (self->arguments != NULL ? self->arguments : "", " ", 0);
  gpointer input = aws_shape_new (shape);
  /* What is not EC2 knows no DryRun; it is in the table only if it changes nothing. */
  gboolean dry = set_member (shape, input, "DryRun", "true");

  g_assert (dry || !self->operation->mutating);

  for (guint i = 0; arguments[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (arguments[i], "=", 2);

      if (!set_member (shape, input, pair[0], pair[1]))
        g_assert_not_reached ();
    }
  if (self->operation->token != NULL)
    {
      g_autofree char *token = g_uuid_string_random ();

      set_member (shape, input, self->operation->token, token);
    }
  if (self->tagged != NULL)
    set_tag_specifications (shape, input, self->tagged);
  fill_structures (self->operation, input);
  return input;
}

FloPermissionState
flo_permission_probe_judge (const FloPermissionProbe *self,
                            const GError             *error)
{
  const char *code = aws_error_get_code (error);

  if (error == NULL || g_error_matches (error, AWS_ERROR, AWS_ERROR_DRY_RUN))
    return FLO_PERMISSION_ALLOWED;
  if (g_error_matches (error, AWS_ERROR, AWS_ERROR_PERMISSION))
    return self->exact || strstr (error->message, "explicit deny") != NULL ? FLO_PERMISSION_DENIED
                                                                          : FLO_PERMISSION_UNKNOWN;
  /* Who is told that there is no such parameter, or that the message is none, was let in. */
  if (g_strcmp0 (code, "InvalidAuthorizationMessageException") == 0
      || g_strcmp0 (code, "ParameterNotFound") == 0
      || g_strcmp0 (code, "InvalidAuthorizationMessage") == 0)
    return FLO_PERMISSION_ALLOWED;
  return FLO_PERMISSION_UNKNOWN;
}
