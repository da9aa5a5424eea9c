/* test-aws-shape.c: structures by table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws/services/aws-ec2.h"
#include "aws/wire/aws-query-writer.h"
#include "aws-operations.h"

static AwsFleetLaunchTemplateConfig *
create_config (void)
{
  AwsFleetLaunchTemplateConfig *config = g_new0 (AwsFleetLaunchTemplateConfig, 1);
  AwsFleetLaunchTemplateOverrides *overrides = g_new0 (AwsFleetLaunchTemplateOverrides, 1);

  config->specification = g_new0 (AwsFleetLaunchTemplateSpecification, 1);
  config->specification->launch_template_id = g_strdup ("lt-1");
  config->overrides = g_ptr_array_new ();
  overrides->instance_type = g_strdup ("m5.large");
  overrides->weighted_capacity = aws_double (1.5);
  overrides->priority = aws_double (0);
  g_ptr_array_add (config->overrides, overrides);

  return config;
}

static AwsCreateFleetInput *
create_input (void)
{
  AwsCreateFleetInput *input = aws_shape_new (AWS_EC2_CREATE_FLEET.input);
  g_autoptr(GPtrArray) tags = aws_tag_array_new ();

  g_ptr_array_add (tags, aws_tag_new ("flotilla:fleet", "räume & zeit"));
  g_ptr_array_add (tags, aws_tag_new ("empty", NULL));
  input->client_token = g_strdup ("token");
  input->launch_template_configs = g_ptr_array_new ();
  g_ptr_array_add (input->launch_template_configs, create_config ());
  input->tag_specifications = aws_tag_specification_array_new ();
  g_ptr_array_add (input->tag_specifications, aws_tag_specification_new ("instance", tags));

  return input;
}

static char *
serialize (const AwsOperation *operation,
           gconstpointer       input)
{
  GString *body = g_string_new (NULL);

  aws_query_writer_write (operation, input, body);

  return g_string_free (body, FALSE);
}

static void
test_copy (void)
{
  AwsCreateFleetInput *input = create_input ();
  AwsCreateFleetInput *copy = aws_shape_copy (AWS_EC2_CREATE_FLEET.input, input);
  g_autofree char *expected = serialize (&AWS_EC2_CREATE_FLEET, input);
  g_autofree char *actual = NULL;

  aws_shape_free (AWS_EC2_CREATE_FLEET.input, input);
  actual = serialize (&AWS_EC2_CREATE_FLEET, copy);
  g_assert_cmpstr (actual, ==, expected);
  g_assert_cmpstr (actual, ==,
                   "Action=CreateFleet&Version=2016-11-15&ClientToken=token"
                   "&LaunchTemplateConfigs.1.LaunchTemplateSpecification.LaunchTemplateId=lt-1"
                   "&LaunchTemplateConfigs.1.Overrides.1.InstanceType=m5.large"
                   "&LaunchTemplateConfigs.1.Overrides.1.WeightedCapacity=1.5"
                   "&LaunchTemplateConfigs.1.Overrides.1.Priority=0"
                   "&TagSpecification.1.ResourceType=instance"
                   "&TagSpecification.1.Tag.1.Key=flotilla%3Afleet"
                   "&TagSpecification.1.Tag.1.Value=r%C3%A4ume%20%26%20zeit"
                   "&TagSpecification.1.Tag.2.Key=empty&TagSpecification.1.Tag.2.Value=");

  aws_shape_clear (AWS_EC2_CREATE_FLEET.input, copy);
  g_assert_null (copy->client_token);
  g_assert_null (copy->launch_template_configs);
  aws_shape_free (AWS_EC2_CREATE_FLEET.input, copy);
  aws_shape_free (AWS_EC2_CREATE_FLEET.input, NULL);
  g_assert_null (aws_shape_copy (AWS_EC2_CREATE_FLEET.input, NULL));
}

static void
test_scalars (void)
{
  AwsModifySubnetAttributeInput subnet = { .subnet_id = (char *) "subnet-1",
                                           .map_public_ip_on_launch = aws_boolean (FALSE) };
  AwsDescribeSpotPriceHistoryInput prices = { .start_time = aws_time (1440938160), .max_results = aws_integer (0) };
  g_autofree char *subnet_body = serialize (&AWS_EC2_MODIFY_SUBNET_ATTRIBUTE, &subnet);
  g_autofree char *prices_body = serialize (&AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY, &prices);

  g_assert_cmpstr (subnet_body, ==, "Action=ModifySubnetAttribute&Version=2016-11-15&SubnetId=subnet-1"
                   "&MapPublicIpOnLaunch.Value=false");
  g_assert_cmpstr (prices_body, ==, "Action=DescribeSpotPriceHistory&Version=2016-11-15"
                   "&StartTime=2015-08-30T12%3A36%3A00Z&MaxResults=0");
}

/* The plain Query protocol writes "member" between a list and its items. */
static void
test_plain_query (void)
{
  static const AwsService service = { .id = "autoscaling", .version = "2011-01-01", .protocol = AWS_PROTOCOL_QUERY };
  AwsOperation operation = { .service = &service, .name = "Describe", .input = AWS_EC2_DESCRIBE_VPCS.input };
  AwsDescribeVpcsInput input = { 0 };
  g_autofree char *body = NULL;

  input.vpc_ids = aws_string_array_new ("a", "b", NULL);
  input.filters = aws_filter_array_new ();
  g_ptr_array_add (input.filters, aws_filter_new ("state", "x", "y", NULL));
  body = serialize (&operation, &input);
  g_assert_cmpstr (body, ==, "Action=Describe&Version=2011-01-01&VpcId.member.1=a&VpcId.member.2=b"
                   "&Filter.member.1.Name=state&Filter.member.1.Value.member.1=x"
                   "&Filter.member.1.Value.member.2=y");
  aws_shape_clear (operation.input, &input);
}

static void
test_tags (void)
{
  g_autoptr(GPtrArray) tags = aws_tag_array_new ();

  g_ptr_array_add (tags, aws_tag_new ("a", "1"));
  g_ptr_array_add (tags, aws_tag_new ("b", NULL));
  g_assert_cmpstr (aws_tags_lookup (tags, "a"), ==, "1");
  g_assert_cmpstr (aws_tags_lookup (tags, "b"), ==, "");
  g_assert_null (aws_tags_lookup (tags, "c"));
  g_assert_null (aws_tags_lookup (NULL, "a"));
}

/* By its verb; new credentials are no effect: they end by themselves, and asking twice does no harm. What SQS hides
 * when it gives it comes back by itself. */
static gboolean
is_reading (const char *name)
{
  static const char *const verbs[] =
    { "Assume", "Decode", "Describe", "Get", "Head", "List", "Lookup", "Receive", "Simulate" };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_has_prefix (name, verbs[i]))
      return TRUE;

  return FALSE;
}

/* What the tables promise each other. */
static void
test_operations (void)
{
  for (const AwsOperation *const *operation = aws_operations; *operation != NULL; operation++)
    {
      g_assert_nonnull ((*operation)->output);
      if ((*operation)->items != NULL)
        g_assert_nonnull (aws_operation_get_item_shape (*operation));
      if ((*operation)->token != NULL)
        g_assert_nonnull (aws_shape_find_member ((*operation)->input, (*operation)->token));
      if ((*operation)->mutating == is_reading ((*operation)->name))
        g_error ("%s: mutating is wrong", (*operation)->name);
      g_assert_false ((*operation)->idempotent && !(*operation)->mutating);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aws/shape/copy", test_copy);
  g_test_add_func ("/aws/shape/scalars", test_scalars);
  g_test_add_func ("/aws/shape/plain-query", test_plain_query);
  g_test_add_func ("/aws/shape/tags", test_tags);
  g_test_add_func ("/aws/shape/operations", test_operations);

  return g_test_run ();
}
