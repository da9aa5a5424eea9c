/* test-aws-simulator.c: the client against the practice cloud, which shares no code with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/services/aws-ec2.h"
#include "aws/aws-error.h"
#include "aws/services/aws-ssm.h"
#include "aws/services/aws-sts.h"
#include "flo-test-simulator.h"

#define REGION "us-east-1"

typedef struct
{
  FloTestSimulator *simulator;   /* (owned) */
  AwsClient *client;             /* (owned) */
  GMainLoop *loop;               /* (owned) */
  gpointer answer;
  GPtrArray *items;
  const AwsShape *item_shape;
  GError *error;

  /* What was made, to be taken down again. (owned) */
  char *vpc_id;
  char *subnet_ids[2];
  char *gateway_id;
  char *group_id;
  char *key_pair_id;
  char *template_id;
  char *fleet_id;
  GPtrArray *instance_ids;
} Fixture;

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->answer = aws_client_call_finish (AWS_CLIENT (source), result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

/* NULL when it fails, with fixture->error set */
static gpointer
try_call (Fixture            *fixture,
          const AwsOperation *operation,
          gconstpointer       input)
{
  g_clear_error (&fixture->error);
  aws_client_call_async (fixture->client, operation, input, NULL, called_cb, fixture);
  g_main_loop_run (fixture->loop);

  return fixture->answer;
}

static gpointer
call (Fixture            *fixture,
      const AwsOperation *operation,
      gconstpointer       input)
{
  gpointer answer = try_call (fixture, operation, input);

  g_assert_no_error (fixture->error);

  return answer;
}

/* For calls that answer nothing but success; AWS says "true". */
static void
call_simple (Fixture            *fixture,
             const AwsOperation *operation,
             gconstpointer       input)
{
  AwsReturnOutput *output = call (fixture, operation, input);

  g_assert_true (!output->success.is_set || output->success.value);
  aws_shape_free (operation->output, output);
}

static void
item_cb (gconstpointer item,
         gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_ptr_array_add (fixture->items, aws_shape_copy (fixture->item_shape, item));
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  aws_client_list_finish (AWS_CLIENT (source), result, &fixture->error);
  g_main_loop_quit (fixture->loop);
}

/* The items are the caller's until the next list. */
static GPtrArray *
list (Fixture            *fixture,
      const AwsOperation *operation,
      gconstpointer       input)
{
  aws_list_free (fixture->item_shape, fixture->items);
  fixture->items = g_ptr_array_new ();
  fixture->item_shape = aws_operation_get_item_shape (operation);
  g_clear_error (&fixture->error);
  aws_client_list_async (fixture->client, operation, input, item_cb, fixture, NULL, listed_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_no_error (fixture->error);

  return fixture->items;
}

static GPtrArray *
create_tag_specifications (const char *resource_type)
{
  GPtrArray *specifications = aws_tag_specification_array_new ();
  g_autoptr(GPtrArray) tags = aws_tag_array_new ();

  g_ptr_array_add (tags, aws_tag_new ("flotilla:fleet", "f & <ü>"));
  g_ptr_array_add (specifications, aws_tag_specification_new (resource_type, tags));

  return specifications;
}

static GPtrArray *
create_filters (const char *name,
                const char *value)
{
  GPtrArray *filters = aws_filter_array_new ();

  g_ptr_array_add (filters, aws_filter_new (name, value, NULL));

  return filters;
}

/* ---- looking ---- */

static void
check_identity (Fixture *fixture)
{
  AwsGetCallerIdentityOutput *identity = call (fixture, &AWS_STS_GET_CALLER_IDENTITY, NULL);

  g_assert_cmpstr (identity->account, ==, "123456789012");
  g_assert_true (g_str_has_prefix (identity->arn, "arn:aws:iam::123456789012:"));
  g_assert_nonnull (identity->user_id);
  aws_shape_free (AWS_STS_GET_CALLER_IDENTITY.output, identity);
}

static void
check_places (Fixture *fixture)
{
  AwsDescribeInstanceTypesInput types = { .max_results = aws_integer (50) };
  AwsDescribeInstanceTypeOfferingsInput offerings = { .location_type = (char *) "availability-zone" };
  const AwsAvailabilityZone *zone;
  const AwsInstanceTypeInfo *type;
  GPtrArray *items;

  g_assert_cmpuint (list (fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL)->len, >=, 2);
  items = list (fixture, &AWS_EC2_DESCRIBE_AVAILABILITY_ZONES, NULL);
  g_assert_cmpuint (items->len, >=, 2);
  zone = g_ptr_array_index (items, 0);
  g_assert_true (g_str_has_prefix (zone->zone_name, REGION));
  g_assert_true (g_str_has_prefix (zone->zone_id, "use1-"));
  g_assert_cmpstr (zone->region_name, ==, REGION);
  g_assert_nonnull (zone->state);
  g_assert_nonnull (zone->zone_type);
  g_assert_nonnull (zone->opt_in_status);

  /* more than a page */
  items = list (fixture, &AWS_EC2_DESCRIBE_INSTANCE_TYPES, &types);
  g_assert_cmpuint (items->len, >, 50);
  for (guint i = 0; i < items->len; i++)
    {
      type = g_ptr_array_index (items, i);
      g_assert_nonnull (type->instance_type);
      g_assert_cmpint (type->default_vcpus.value, >=, 1);
      g_assert_cmpint (type->memory_mib.value, >=, 256);
      g_assert_cmpuint (aws_list_length (type->supported_architectures), >=, 1);
      g_assert_cmpuint (aws_list_length (type->supported_usage_classes), >=, 1);
    }

  offerings.filters = create_filters ("instance-type", "m5.large");
  items = list (fixture, &AWS_EC2_DESCRIBE_INSTANCE_TYPE_OFFERINGS, &offerings);
  g_assert_cmpuint (items->len, >=, 2);
  g_assert_cmpstr (((AwsInstanceTypeOffering *) g_ptr_array_index (items, 0))->instance_type, ==, "m5.large");
  g_ptr_array_unref (offerings.filters);
}

static void
check_prices (Fixture *fixture)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  AwsDescribeSpotPriceHistoryInput input = { .start_time = aws_time (now - 3 * 86400),
                                             .max_results = aws_integer (100) };
  GPtrArray *items;

  input.instance_types = aws_string_array_new ("m5.large", "c5.large", NULL);
  input.product_descriptions = aws_string_array_new ("Linux/UNIX", NULL);
  items = list (fixture, &AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY, &input);
  g_assert_cmpuint (items->len, >, 100);   /* more than a page */
  for (guint i = 0; i < items->len; i++)
    {
      const AwsSpotPrice *price = g_ptr_array_index (items, i);

      g_assert_cmpfloat (g_ascii_strtod (price->spot_price, NULL), >, 0);
      g_assert_cmpstr (price->product_description, ==, "Linux/UNIX");
      g_assert_true (g_str_has_prefix (price->availability_zone, REGION));
      g_assert_true (price->timestamp.is_set && price->timestamp.seconds <= now + 86400);
    }
  aws_shape_clear (AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY.input, &input);
}

static char *
find_image (Fixture *fixture)
{
  AwsGetParameterInput input = { .name = (char *) "/aws/service/debian/release/12/latest/amd64" };
  AwsDescribeImagesInput images = { 0 };
  AwsGetParameterOutput *parameter = call (fixture, &AWS_SSM_GET_PARAMETER, &input);
  char *id = g_strdup (parameter->parameter->value);
  const AwsImage *image;
  GPtrArray *items;

  g_assert_true (g_str_has_prefix (id, "ami-"));
  aws_shape_free (AWS_SSM_GET_PARAMETER.output, parameter);

  images.image_ids = aws_string_array_new (id, NULL);
  items = list (fixture, &AWS_EC2_DESCRIBE_IMAGES, &images);
  g_assert_cmpuint (items->len, ==, 1);
  image = g_ptr_array_index (items, 0);
  g_assert_cmpstr (image->image_id, ==, id);
  g_assert_cmpstr (image->architecture, ==, "x86_64");
  g_assert_cmpstr (image->state, ==, "available");
  g_assert_nonnull (image->root_device_name);
  g_ptr_array_unref (images.image_ids);

  return id;
}

/* ---- making ---- */

static char *
create_subnet (Fixture    *fixture,
               const char *zone,
               const char *cidr_block)
{
  AwsCreateSubnetInput input = { .vpc_id = fixture->vpc_id, .cidr_block = (char *) cidr_block,
                                 .availability_zone = (char *) zone };
  AwsCreateSubnetOutput *output = call (fixture, &AWS_EC2_CREATE_SUBNET, &input);
  AwsModifySubnetAttributeInput attribute = { .map_public_ip_on_launch = aws_boolean (TRUE) };
  char *id = g_strdup (output->subnet->subnet_id);

  g_assert_cmpstr (output->subnet->availability_zone, ==, zone);
  g_assert_cmpstr (output->subnet->vpc_id, ==, fixture->vpc_id);
  g_assert_cmpint (output->subnet->available_ip_address_count.value, ==, 251);
  aws_shape_free (AWS_EC2_CREATE_SUBNET.output, output);
  attribute.subnet_id = id;
  call_simple (fixture, &AWS_EC2_MODIFY_SUBNET_ATTRIBUTE, &attribute);

  return id;
}

static void
create_vpc (Fixture *fixture)
{
  AwsCreateVpcInput input = { .cidr_block = (char *) "10.77.0.0/16" };
  AwsCreateVpcOutput *output;
  AwsDescribeVpcsInput describe = { .filters = create_filters ("tag:flotilla:fleet", "f & <ü>") };
  AwsVpc *vpc;

  input.tag_specifications = create_tag_specifications ("vpc");
  output = call (fixture, &AWS_EC2_CREATE_VPC, &input);
  fixture->vpc_id = g_strdup (output->vpc->vpc_id);
  aws_shape_free (AWS_EC2_CREATE_VPC.output, output);
  g_ptr_array_unref (input.tag_specifications);

  g_assert_cmpuint (list (fixture, &AWS_EC2_DESCRIBE_VPCS, &describe)->len, ==, 1);
  vpc = g_ptr_array_index (fixture->items, 0);
  g_assert_cmpstr (vpc->vpc_id, ==, fixture->vpc_id);
  g_assert_cmpstr (vpc->cidr_block, ==, "10.77.0.0/16");
  g_assert_false (vpc->is_default.value);
  g_assert_cmpstr (aws_tags_lookup (vpc->tags, "flotilla:fleet"), ==, "f & <ü>");
  g_ptr_array_unref (describe.filters);
}

static void
create_route (Fixture *fixture)
{
  AwsCreateInternetGatewayOutput *output = call (fixture, &AWS_EC2_CREATE_INTERNET_GATEWAY, NULL);
  AwsAttachInternetGatewayInput attach = { 0 };
  AwsDescribeInternetGatewaysInput gateways = { 0 };
  AwsDescribeRouteTablesInput tables = { 0 };
  AwsCreateRouteInput route = { .destination_cidr_block = (char *) "0.0.0.0/0" };
  const AwsInternetGateway *gateway;
  const AwsRouteTable *table;

  fixture->gateway_id = g_strdup (output->internet_gateway->internet_gateway_id);
  aws_shape_free (AWS_EC2_CREATE_INTERNET_GATEWAY.output, output);
  attach.internet_gateway_id = fixture->gateway_id;
  attach.vpc_id = fixture->vpc_id;
  call_simple (fixture, &AWS_EC2_ATTACH_INTERNET_GATEWAY, &attach);

  gateways.internet_gateway_ids = aws_string_array_new (fixture->gateway_id, NULL);
  gateway = g_ptr_array_index (list (fixture, &AWS_EC2_DESCRIBE_INTERNET_GATEWAYS, &gateways), 0);
  g_assert_cmpuint (aws_list_length (gateway->attachments), ==, 1);
  g_assert_cmpstr (((AwsInternetGatewayAttachment *) g_ptr_array_index (gateway->attachments, 0))->vpc_id, ==,
                   fixture->vpc_id);
  g_ptr_array_unref (gateways.internet_gateway_ids);

  tables.filters = create_filters ("vpc-id", fixture->vpc_id);
  table = g_ptr_array_index (list (fixture, &AWS_EC2_DESCRIBE_ROUTE_TABLES, &tables), 0);
  route.route_table_id = table->route_table_id;
  route.gateway_id = fixture->gateway_id;
  call_simple (fixture, &AWS_EC2_CREATE_ROUTE, &route);
  table = g_ptr_array_index (list (fixture, &AWS_EC2_DESCRIBE_ROUTE_TABLES, &tables), 0);
  g_assert_cmpuint (aws_list_length (table->routes), ==, 2);
  g_ptr_array_unref (tables.filters);
}

static void
create_network (Fixture *fixture)
{
  AwsDescribeSubnetsInput subnets = { 0 };

  create_vpc (fixture);
  fixture->subnet_ids[0] = create_subnet (fixture, REGION "a", "10.77.1.0/24");
  fixture->subnet_ids[1] = create_subnet (fixture, REGION "b", "10.77.2.0/24");
  subnets.filters = create_filters ("vpc-id", fixture->vpc_id);
  g_assert_cmpuint (list (fixture, &AWS_EC2_DESCRIBE_SUBNETS, &subnets)->len, ==, 2);
  g_assert_true (((AwsSubnet *) g_ptr_array_index (fixture->items, 0))->map_public_ip_on_launch.value);
  g_ptr_array_unref (subnets.filters);
  create_route (fixture);
}

static void
create_group (Fixture *fixture)
{
  AwsCreateSecurityGroupInput input = { .group_name = (char *) "flotilla-test", .description = (char *) "a test",
                                        .vpc_id = fixture->vpc_id };
  AwsCreateSecurityGroupOutput *output = call (fixture, &AWS_EC2_CREATE_SECURITY_GROUP, &input);
  AwsIpRange range = { .cidr_ip = (char *) "192.0.2.0/24", .description = (char *) "office" };
  AwsIpPermission permission = { .ip_protocol = (char *) "tcp", .from_port = aws_integer (22),
                                 .to_port = aws_integer (22) };
  AwsAuthorizeSecurityGroupIngressInput authorize = { 0 };
  AwsDescribeSecurityGroupsInput describe = { 0 };
  const AwsSecurityGroup *group;
  const AwsIpPermission *found;

  fixture->group_id = g_strdup (output->group_id);
  aws_shape_free (AWS_EC2_CREATE_SECURITY_GROUP.output, output);
  permission.ip_ranges = g_ptr_array_new ();
  g_ptr_array_add (permission.ip_ranges, &range);
  authorize.group_id = fixture->group_id;
  authorize.ip_permissions = g_ptr_array_new ();
  g_ptr_array_add (authorize.ip_permissions, &permission);
  call_simple (fixture, &AWS_EC2_AUTHORIZE_SECURITY_GROUP_INGRESS, &authorize);
  g_ptr_array_unref (permission.ip_ranges);
  g_ptr_array_unref (authorize.ip_permissions);

  describe.group_ids = aws_string_array_new (fixture->group_id, NULL);
  group = g_ptr_array_index (list (fixture, &AWS_EC2_DESCRIBE_SECURITY_GROUPS, &describe), 0);
  g_assert_cmpstr (group->group_name, ==, "flotilla-test");
  g_assert_cmpstr (group->vpc_id, ==, fixture->vpc_id);
  g_assert_cmpuint (aws_list_length (group->ip_permissions), ==, 1);
  found = g_ptr_array_index (group->ip_permissions, 0);
  g_assert_cmpint (found->from_port.value, ==, 22);
  g_assert_cmpstr (((AwsIpRange *) g_ptr_array_index (found->ip_ranges, 0))->cidr_ip, ==, "192.0.2.0/24");
  g_ptr_array_unref (describe.group_ids);
}

static void
import_key (Fixture *fixture)
{
  static const char public_key[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl test";
  AwsImportKeyPairInput input = { .key_name = (char *) "flotilla-test" };
  AwsDescribeKeyPairsInput describe = { 0 };
  AwsKeyPair *output;

  input.public_key_material = g_base64_encode ((const guchar *) public_key, strlen (public_key));
  output = call (fixture, &AWS_EC2_IMPORT_KEY_PAIR, &input);
  fixture->key_pair_id = g_strdup (output->key_pair_id);
  aws_shape_free (AWS_EC2_IMPORT_KEY_PAIR.output, output);

  describe.key_names = aws_string_array_new ("flotilla-test", NULL);
  output = g_ptr_array_index (list (fixture, &AWS_EC2_DESCRIBE_KEY_PAIRS, &describe), 0);
  g_assert_cmpstr (output->key_pair_id, ==, fixture->key_pair_id);
  g_assert_nonnull (output->key_fingerprint);
  g_ptr_array_unref (describe.key_names);

  try_call (fixture, &AWS_EC2_IMPORT_KEY_PAIR, &input);
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_CONFLICT);
  g_free (input.public_key_material);
}

static void
create_template (Fixture *fixture)
{
  AwsRequestLaunchTemplateData data = { .key_name = (char *) "flotilla-test" };
  AwsMetadataOptions metadata = { .http_tokens = (char *) "required", .http_put_response_hop_limit = aws_integer (1) };
  AwsEbsBlockDevice ebs = { .volume_size = aws_integer (20), .volume_type = (char *) "gp3",
                            .encrypted = aws_boolean (TRUE), .delete_on_termination = aws_boolean (TRUE) };
  AwsBlockDeviceMapping mapping = { .device_name = (char *) "/dev/xvda", .ebs = &ebs };
  AwsCreateLaunchTemplateInput input = { .client_token = (char *) "template-1",
                                         .launch_template_name = (char *) "flotilla-test",
                                         .launch_template_data = &data };
  AwsDescribeLaunchTemplatesInput describe = { 0 };
  AwsCreateLaunchTemplateOutput *output;

  data.image_id = find_image (fixture);
  data.user_data = g_base64_encode ((const guchar *) "#!/bin/sh\n", 10);
  data.security_group_ids = aws_string_array_new (fixture->group_id, NULL);
  data.metadata_options = &metadata;
  data.block_device_mappings = g_ptr_array_new ();
  g_ptr_array_add (data.block_device_mappings, &mapping);
  data.tag_specifications = create_tag_specifications ("instance");
  output = call (fixture, &AWS_EC2_CREATE_LAUNCH_TEMPLATE, &input);
  fixture->template_id = g_strdup (output->launch_template->launch_template_id);
  g_assert_cmpint (output->launch_template->latest_version_number.value, ==, 1);
  g_assert_true (output->launch_template->create_time.is_set);
  aws_shape_free (AWS_EC2_CREATE_LAUNCH_TEMPLATE.output, output);

  describe.launch_template_ids = aws_string_array_new (fixture->template_id, NULL);
  g_assert_cmpuint (list (fixture, &AWS_EC2_DESCRIBE_LAUNCH_TEMPLATES, &describe)->len, ==, 1);
  g_ptr_array_unref (describe.launch_template_ids);
  g_free (data.image_id);
  g_free (data.user_data);
  g_ptr_array_unref (data.security_group_ids);
  g_ptr_array_unref (data.block_device_mappings);
  g_ptr_array_unref (data.tag_specifications);
}

static void
add_override (Fixture                      *fixture,
              AwsFleetLaunchTemplateConfig *config,
              const char                   *type,
              guint                         subnet)
{
  AwsFleetLaunchTemplateOverrides *overrides = g_new0 (AwsFleetLaunchTemplateOverrides, 1);

  overrides->instance_type = g_strdup (type);
  overrides->subnet_id = g_strdup (fixture->subnet_ids[subnet]);
  g_ptr_array_add (config->overrides, overrides);
}

static AwsCreateFleetInput *
create_fleet_input (Fixture *fixture)
{
  AwsCreateFleetInput *input = aws_shape_new (AWS_EC2_CREATE_FLEET.input);
  AwsFleetLaunchTemplateConfig *config = g_new0 (AwsFleetLaunchTemplateConfig, 1);

  input->client_token = g_strdup ("fleet-1");
  input->type = g_strdup ("instant");
  config->specification = g_new0 (AwsFleetLaunchTemplateSpecification, 1);
  config->specification->launch_template_id = g_strdup (fixture->template_id);
  config->specification->version = g_strdup ("$Latest");
  config->overrides = g_ptr_array_new ();
  add_override (fixture, config, "m5.large", 0);
  add_override (fixture, config, "c5.large", 1);
  input->launch_template_configs = g_ptr_array_new ();
  g_ptr_array_add (input->launch_template_configs, config);
  input->spot_options = g_new0 (AwsSpotOptions, 1);
  input->spot_options->allocation_strategy = g_strdup ("price-capacity-optimized");
  input->target_capacity = g_new0 (AwsTargetCapacitySpecification, 1);
  input->target_capacity->total_target_capacity = aws_integer (3);
  input->target_capacity->spot_target_capacity = aws_integer (3);
  input->target_capacity->default_target_capacity_type = g_strdup ("spot");
  input->tag_specifications = create_tag_specifications ("fleet");

  return input;
}

static void
create_fleet (Fixture *fixture)
{
  AwsCreateFleetInput *input = create_fleet_input (fixture);
  AwsCreateFleetOutput *output = call (fixture, &AWS_EC2_CREATE_FLEET, input);
  AwsCreateFleetOutput *again;
  AwsDescribeFleetsInput describe = { 0 };
  const AwsFleetData *fleet;

  fixture->fleet_id = g_strdup (output->fleet_id);
  fixture->instance_ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < aws_list_length (output->instances); i++)
    {
      const AwsCreateFleetInstance *instance = g_ptr_array_index (output->instances, i);

      g_assert_cmpstr (instance->lifecycle, ==, "spot");
      g_assert_nonnull (instance->instance_type);
      for (guint j = 0; j < aws_list_length (instance->instance_ids); j++)
        g_ptr_array_add (fixture->instance_ids, g_strdup (g_ptr_array_index (instance->instance_ids, j)));
    }
  g_assert_cmpuint (fixture->instance_ids->len, ==, 3);
  aws_shape_free (AWS_EC2_CREATE_FLEET.output, output);

  /* The same token is the same fleet. */
  again = call (fixture, &AWS_EC2_CREATE_FLEET, input);
  g_assert_cmpstr (again->fleet_id, ==, fixture->fleet_id);
  aws_shape_free (AWS_EC2_CREATE_FLEET.output, again);
  aws_shape_free (AWS_EC2_CREATE_FLEET.input, input);

  describe.fleet_ids = aws_string_array_new (fixture->fleet_id, NULL);
  fleet = g_ptr_array_index (list (fixture, &AWS_EC2_DESCRIBE_FLEETS, &describe), 0);
  g_assert_cmpstr (fleet->type, ==, "instant");
  g_assert_cmpstr (fleet->client_token, ==, "fleet-1");
  g_assert_true (fleet->create_time.is_set);
  g_ptr_array_unref (describe.fleet_ids);
}

static void
check_instances (Fixture *fixture)
{
  AwsDescribeInstancesInput input = { .instance_ids = fixture->instance_ids };
  AwsDescribeSpotInstanceRequestsInput requests = { 0 };
  AwsCreateTagsInput tags = { .resources = fixture->instance_ids, .tags = aws_tag_array_new () };
  GPtrArray *items;
  guint n_instances = 0;

  g_ptr_array_add (tags.tags, aws_tag_new ("Name", "n1"));
  call_simple (fixture, &AWS_EC2_CREATE_TAGS, &tags);
  g_ptr_array_unref (tags.tags);

  items = list (fixture, &AWS_EC2_DESCRIBE_INSTANCES, &input);
  requests.spot_instance_request_ids = aws_string_array_new (NULL, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      const AwsReservation *reservation = g_ptr_array_index (items, i);

      for (guint j = 0; j < aws_list_length (reservation->instances); j++, n_instances++)
        {
          const AwsInstance *instance = g_ptr_array_index (reservation->instances, j);

          g_assert_true (strcmp (instance->state, "pending") == 0 || strcmp (instance->state, "running") == 0);
          g_assert_cmpint (instance->state_code.value & 0xff, <=, 16);
          g_assert_cmpstr (instance->instance_lifecycle, ==, "spot");
          g_assert_cmpstr (instance->vpc_id, ==, fixture->vpc_id);
          g_assert_true (g_str_has_prefix (instance->availability_zone, REGION));
          g_assert_true (instance->launch_time.is_set);
          g_assert_cmpstr (aws_tags_lookup (instance->tags, "Name"), ==, "n1");
          g_assert_cmpstr (aws_tags_lookup (instance->tags, "flotilla:fleet"), ==, "f & <ü>");
          g_ptr_array_add (requests.spot_instance_request_ids, g_strdup (instance->spot_instance_request_id));
        }
    }
  g_assert_cmpuint (n_instances, ==, 3);

  items = list (fixture, &AWS_EC2_DESCRIBE_SPOT_INSTANCE_REQUESTS, &requests);
  g_assert_cmpuint (items->len, ==, 3);
  for (guint i = 0; i < items->len; i++)
    {
      const AwsSpotInstanceRequest *request = g_ptr_array_index (items, i);

      g_assert_cmpstr (request->state, ==, "active");
      g_assert_cmpstr (request->status_code, ==, "fulfilled");
      g_assert_cmpstr (request->type, ==, "one-time");
      g_assert_nonnull (request->instance_id);
    }
  aws_shape_free (AWS_EC2_CANCEL_SPOT_INSTANCE_REQUESTS.output,
                  call (fixture, &AWS_EC2_CANCEL_SPOT_INSTANCE_REQUESTS,
                        &(AwsCancelSpotInstanceRequestsInput) { requests.spot_instance_request_ids }));
  g_ptr_array_unref (requests.spot_instance_request_ids);
}

/* ---- taking down ---- */

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

/* A group in use by instances that are going cannot be deleted yet. */
static void
call_until_free (Fixture            *fixture,
                 const AwsOperation *operation,
                 gconstpointer       input)
{
  for (guint i = 0; i < 200; i++)
    {
      gpointer output = try_call (fixture, operation, input);

      if (output != NULL)
        {
          aws_shape_free (operation->output, output);
          return;
        }
      g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_CONFLICT);
      g_timeout_add (100, quit_cb, fixture->loop);
      g_main_loop_run (fixture->loop);
    }
  g_assert_no_error (fixture->error);
}

static void
terminate (Fixture *fixture)
{
  AwsTerminateInstancesInput input = { .instance_ids = fixture->instance_ids };
  AwsTerminateInstancesOutput *output = call (fixture, &AWS_EC2_TERMINATE_INSTANCES, &input);
  AwsDeleteFleetsInput fleets = { .terminate_instances = aws_boolean (TRUE) };
  AwsDeleteFleetsOutput *deleted;

  g_assert_cmpuint (aws_list_length (output->terminating_instances), ==, 3);
  g_assert_nonnull (((AwsInstanceStateChange *) g_ptr_array_index (output->terminating_instances, 0))->current_state);
  aws_shape_free (AWS_EC2_TERMINATE_INSTANCES.output, output);

  fleets.fleet_ids = aws_string_array_new (fixture->fleet_id, "fleet-00000000-0000-0000-0000-000000000000", NULL);
  deleted = call (fixture, &AWS_EC2_DELETE_FLEETS, &fleets);
  g_assert_cmpuint (aws_list_length (deleted->successful), ==, 1);
  g_assert_cmpuint (aws_list_length (deleted->unsuccessful), ==, 1);
  g_assert_cmpstr (((AwsDeleteFleetError *) g_ptr_array_index (deleted->unsuccessful, 0))->error_code, ==,
                   "fleetIdDoesNotExist");
  aws_shape_free (AWS_EC2_DELETE_FLEETS.output, deleted);
  g_ptr_array_unref (fleets.fleet_ids);
}

static void
delete_everything (Fixture *fixture)
{
  aws_shape_free (AWS_EC2_DELETE_LAUNCH_TEMPLATE.output,
                  call (fixture, &AWS_EC2_DELETE_LAUNCH_TEMPLATE,
                        &(AwsDeleteLaunchTemplateInput) { fixture->template_id }));
  call_until_free (fixture, &AWS_EC2_DELETE_SECURITY_GROUP, &(AwsDeleteSecurityGroupInput) { fixture->group_id });
  call_simple (fixture, &AWS_EC2_DELETE_KEY_PAIR, &(AwsDeleteKeyPairInput) { fixture->key_pair_id });
  call_until_free (fixture, &AWS_EC2_DETACH_INTERNET_GATEWAY,
                   &(AwsAttachInternetGatewayInput) { fixture->gateway_id, fixture->vpc_id });
  call_simple (fixture, &AWS_EC2_DELETE_INTERNET_GATEWAY,
               &(AwsDeleteInternetGatewayInput) { fixture->gateway_id });
  for (guint i = 0; i < 2; i++)
    call_until_free (fixture, &AWS_EC2_DELETE_SUBNET, &(AwsDeleteSubnetInput) { fixture->subnet_ids[i] });
  call_simple (fixture, &AWS_EC2_DELETE_VPC, &(AwsDeleteVpcInput) { fixture->vpc_id });

  try_call (fixture, &AWS_EC2_DELETE_VPC, &(AwsDeleteVpcInput) { fixture->vpc_id });
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_NOT_FOUND);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, "InvalidVpcID.NotFound");
  g_assert_nonnull (aws_error_get_request_id (fixture->error));
}

static void
fixture_clear (Fixture *fixture)
{
  g_clear_object (&fixture->client);
  g_main_loop_unref (fixture->loop);
  aws_list_free (fixture->item_shape, fixture->items);
  g_clear_error (&fixture->error);
  g_free (fixture->vpc_id);
  g_free (fixture->subnet_ids[0]);
  g_free (fixture->subnet_ids[1]);
  g_free (fixture->gateway_id);
  g_free (fixture->group_id);
  g_free (fixture->key_pair_id);
  g_free (fixture->template_id);
  g_free (fixture->fleet_id);
  g_clear_pointer (&fixture->instance_ids, g_ptr_array_unref);
  flo_test_simulator_free (fixture->simulator);
}

static void
test_life (void)
{
  const char *arguments[] = { "--speed", "120", NULL };
  Fixture fixture = { 0 };

  fixture.simulator = flo_test_simulator_new (arguments);
  fixture.client = flo_test_simulator_create_client (fixture.simulator, REGION);
  fixture.loop = g_main_loop_new (NULL, FALSE);

  check_identity (&fixture);
  check_places (&fixture);
  check_prices (&fixture);
  create_network (&fixture);
  create_group (&fixture);
  import_key (&fixture);
  create_template (&fixture);
  create_fleet (&fixture);
  check_instances (&fixture);
  terminate (&fixture);
  delete_everything (&fixture);
  fixture_clear (&fixture);
}

static void
test_wrong_secret (void)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIAPRACTICE00000000", "wrong", NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);
  Fixture fixture = { 0 };

  fixture.simulator = flo_test_simulator_new (NULL);
  fixture.client = aws_client_new (provider, REGION, flo_test_simulator_get_url (fixture.simulator));
  fixture.loop = g_main_loop_new (NULL, FALSE);
  try_call (&fixture, &AWS_EC2_DESCRIBE_REGIONS, NULL);
  g_assert_error (fixture.error, AWS_ERROR, AWS_ERROR_CREDENTIALS);
  try_call (&fixture, &AWS_STS_GET_CALLER_IDENTITY, NULL);
  g_assert_error (fixture.error, AWS_ERROR, AWS_ERROR_CREDENTIALS);
  g_assert_cmpstr (aws_error_get_code (fixture.error), ==, "SignatureDoesNotMatch");
  try_call (&fixture, &AWS_SSM_GET_PARAMETER, &(AwsGetParameterInput) { (char *) "/x" });
  g_assert_error (fixture.error, AWS_ERROR, AWS_ERROR_CREDENTIALS);
  fixture_clear (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aws/simulator/life", test_life);
  g_test_add_func ("/aws/simulator/wrong-secret", test_wrong_secret);

  return g_test_run ();
}
