/* test-aws-xml-reader.c: answers, honest and hostile
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/services/aws-ec2.h"
#include "aws/aws-error.h"
#include "aws/services/aws-sts.h"
#include "aws/wire/aws-xml-reader.h"

#define INSTANCES \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" \
  "<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\n" \
  "    <requestId>r</requestId>\n" \
  "    <reservationSet>\n" \
  "        <item>\n" \
  "            <reservationId>r-1</reservationId>\n" \
  "            <groupSet><item><instanceId>not this</instanceId></item></groupSet>\n" \
  "            <instancesSet>\n" \
  "                <item kind=\"a &amp; b\">\n" \
  "                    <instanceId>i-1</instanceId>\n" \
  "                    <instanceState><code> 16 </code><name>running</name></instanceState>\n" \
  "                    <placement><tenancy>default</tenancy><availabilityZone>us-east-1a</availabilityZone>" \
  "</placement>\n" \
  "                    <launchTime>2024-02-29T12:00:00.000Z</launchTime>\n" \
  "                    <blockDeviceMapping><item><ebs><instanceId>nor this</instanceId></ebs></item>" \
  "</blockDeviceMapping>\n" \
  "                    <tagSet><item><key>Name</key><value>M&#252;ll &lt;&amp;&gt; <![CDATA[<raw>]]></value></item>" \
  "<item><key>empty</key><value/></item></tagSet>\n" \
  "                    <unknown><deep><er><instanceId>nor that</instanceId></er></deep></unknown>\n" \
  "                    <stateReason><code>Server.Spot</code><message>gone</message></stateReason>\n" \
  "                    <keyName/>\n" \
  "                </item>\n" \
  "                <item><instanceId>i-2</instanceId><tagSet/></item>\n" \
  "            </instancesSet>\n" \
  "        </item>\n" \
  "        <item><reservationId>r-2</reservationId></item>\n" \
  "    </reservationSet>\n" \
  "    <nextToken>to\nken</nextToken>\n" \
  "</DescribeInstancesResponse>\n"

#define VPCS(content) "<DescribeVpcsResponse>" content "</DescribeVpcsResponse>"

static gpointer
read_chunks (const AwsXmlReaderSpec  *spec,
             const char              *text,
             gsize                    length,
             gsize                    chunk,
             GError                 **error)
{
  g_autoptr(AwsXmlReader) reader = aws_xml_reader_new (spec);

  for (gsize i = 0; i < length; i += chunk)
    if (!aws_xml_reader_feed (reader, text + i, MIN (chunk, length - i), error))
      return NULL;

  return aws_xml_reader_finish (reader, error);
}

static gpointer
read_answer (const AwsOperation  *operation,
             const char          *text,
             gsize                chunk,
             GError             **error)
{
  g_autofree char *root = g_strconcat (operation->name, "Response", NULL);
  AwsXmlReaderSpec spec = { .root = root, .shape = operation->output };

  return read_chunks (&spec, text, strlen (text), chunk, error);
}

static void
check_instances (AwsDescribeInstancesOutput *output)
{
  const AwsReservation *reservation;
  const AwsInstance *instance;

  g_assert_cmpuint (aws_list_length (output->reservations), ==, 2);
  g_assert_cmpstr (output->next_token, ==, "to\nken");
  reservation = g_ptr_array_index (output->reservations, 0);
  g_assert_cmpstr (reservation->reservation_id, ==, "r-1");
  g_assert_cmpuint (aws_list_length (reservation->instances), ==, 2);

  instance = g_ptr_array_index (reservation->instances, 0);
  g_assert_cmpstr (instance->instance_id, ==, "i-1");
  g_assert_cmpstr (instance->state, ==, "running");
  g_assert_cmpint (instance->state_code.value, ==, 16);
  g_assert_cmpstr (instance->availability_zone, ==, "us-east-1a");
  g_assert_cmpint (instance->launch_time.seconds, ==, 1709208000);
  g_assert_cmpstr (aws_tags_lookup (instance->tags, "Name"), ==, "Müll <&> <raw>");
  g_assert_cmpstr (aws_tags_lookup (instance->tags, "empty"), ==, "");
  g_assert_cmpstr (instance->state_reason->code, ==, "Server.Spot");
  g_assert_cmpstr (instance->state_reason->message, ==, "gone");
  g_assert_cmpstr (instance->key_name, ==, "");
  g_assert_null (instance->vpc_id);
  g_assert_null (instance->instance_lifecycle);

  instance = g_ptr_array_index (reservation->instances, 1);
  g_assert_cmpstr (instance->instance_id, ==, "i-2");
  g_assert_null (instance->tags);
  g_assert_null (instance->state);
  g_assert_false (instance->state_code.is_set);
  g_assert_false (instance->launch_time.is_set);
  g_assert_null (instance->state_reason);
  reservation = g_ptr_array_index (output->reservations, 1);
  g_assert_null (reservation->instances);
}

static void
test_nested (void)
{
  /* Every chunk size: boundaries fall at every byte. */
  for (gsize chunk = 1; chunk <= strlen (INSTANCES); chunk++)
    {
      g_autoptr(GError) error = NULL;
      AwsDescribeInstancesOutput *output = read_answer (&AWS_EC2_DESCRIBE_INSTANCES, INSTANCES, chunk, &error);

      g_assert_no_error (error);
      check_instances (output);
      aws_shape_free (AWS_EC2_DESCRIBE_INSTANCES.output, output);
    }
}

static void
item_cb (gconstpointer item,
         gpointer      user_data)
{
  const AwsVpc *vpc = item;

  g_string_append_printf (user_data, "%s/%s/%u ", vpc->vpc_id, vpc->cidr_block, aws_list_length (vpc->tags));
}

static const char streamed_vpcs[] =
  VPCS ("<vpcSet><item><vpcId>a</vpcId><cidrBlock>1</cidrBlock><tagSet><item><key>k</key></item></tagSet></item>"
        "<item><cidrBlock>1</cidrBlock><vpcId>b</vpcId></item><item><vpcId>c</vpcId></item></vpcSet>"
        "<nextToken>t</nextToken>");

/* Nothing of an item is left in the next one, though they share the memory. */
static void
test_streamed (void)
{
  for (gsize chunk = 1; chunk <= strlen (streamed_vpcs); chunk++)
    {
      g_autoptr(GString) items = g_string_new (NULL);
      g_autoptr(GError) error = NULL;
      AwsXmlReaderSpec spec = { .root = "DescribeVpcsResponse", .shape = AWS_EC2_DESCRIBE_VPCS.output,
                                .items = "vpcSet", .item_func = item_cb, .item_data = items };
      AwsDescribeVpcsOutput *output = read_chunks (&spec, streamed_vpcs, strlen (streamed_vpcs), chunk, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (items->str, ==, "a/1/1 b/1/0 c/(null)/0 ");
      g_assert_null (output->vpcs);
      g_assert_cmpstr (output->next_token, ==, "t");
      aws_shape_free (AWS_EC2_DESCRIBE_VPCS.output, output);
    }
}

/* A list that breaks off anywhere has handed out its whole items, and only those; a second reading
 * hands out the rest. */
static void
test_streamed_again (void)
{
  for (gsize length = 0; length < strlen (streamed_vpcs); length++)
    {
      g_autoptr(GString) items = g_string_new (NULL);
      AwsXmlReaderSpec spec = { .root = "DescribeVpcsResponse", .shape = AWS_EC2_DESCRIBE_VPCS.output,
                                .items = "vpcSet", .item_func = item_cb, .item_data = items };
      AwsXmlReader *reader = aws_xml_reader_new (&spec);
      g_autoptr(GError) error = NULL;

      g_assert_true (aws_xml_reader_feed (reader, streamed_vpcs, length, NULL));
      g_assert_null (aws_xml_reader_finish (reader, &error));
      g_assert_cmpstr (aws_error_get_code (error), ==, "AnswerTruncated");
      spec.skip_items = aws_xml_reader_get_n_items (reader);
      aws_xml_reader_free (reader);

      aws_shape_free (spec.shape, read_chunks (&spec, streamed_vpcs, strlen (streamed_vpcs), 7, NULL));
      g_assert_cmpstr (items->str, ==, "a/1/1 b/1/0 c/(null)/0 ");
    }
}

static void
test_wrapper (void)
{
  static const char text[] =
    "<GetCallerIdentityResponse><Account>no</Account><GetCallerIdentityResult><Account>1</Account>"
    "</GetCallerIdentityResult><ResponseMetadata><Account>no</Account></ResponseMetadata></GetCallerIdentityResponse>";
  AwsXmlReaderSpec spec = { .root = "GetCallerIdentityResponse", .wrapper = "GetCallerIdentityResult",
                            .shape = AWS_STS_GET_CALLER_IDENTITY.output };
  g_autoptr(GError) error = NULL;
  AwsGetCallerIdentityOutput *output = read_chunks (&spec, text, strlen (text), 1000, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (output->account, ==, "1");
  aws_shape_free (spec.shape, output);
}

static void
test_good (void)
{
  static const char *const texts[] =
  {
    VPCS (""),
    VPCS ("<vpcSet/>"),
    "\xef\xbb\xbf" VPCS (""),
    "<?xml version=\"1.0\"?><!-- a comment --><?pi x?>" VPCS ("<!-- another -->") "\n\n",
    "<a:DescribeVpcsResponse xmlns:a=\"x\"><a:vpcSet/></a:DescribeVpcsResponse>",
    VPCS ("<vpcSet>text between<item/>and again</vpcSet>"),
    VPCS ("<vpcSet><item><isDefault>true</isDefault><isDefault>false</isDefault></item></vpcSet>"),
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" VPCS ("<nextToken>\xfc</nextToken>"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      AwsDescribeVpcsOutput *output = read_answer (&AWS_EC2_DESCRIBE_VPCS, texts[i], 3, &error);

      g_assert_no_error (error);
      g_assert_nonnull (output);
      aws_shape_free (AWS_EC2_DESCRIBE_VPCS.output, output);
    }
}

static void
assert_refused (const char *text,
                const char *code)
{
  for (gsize chunk = 1; chunk <= MIN (strlen (text) + 1, 200); chunk += chunk < 20 ? 1 : 60)
    {
      g_autoptr(GError) error = NULL;
      gpointer output = read_answer (&AWS_EC2_DESCRIBE_VPCS, text, chunk, &error);

      if (output != NULL)
        g_error ("accepted: %.100s", text);
      g_assert_error (error, AWS_ERROR, AWS_ERROR_PROTOCOL);
      g_assert_cmpstr (aws_error_get_code (error), ==, code);
    }
}

static void
test_bad (void)
{
  static const char *const malformed[] =
  {
    "nonsense", "<html/>", "{\"json\": 1}", VPCS ("") "<more/>", VPCS ("</vpcSet>"), VPCS ("<a b=c/>"),
    VPCS ("<nextToken>\xff\xfe</nextToken>"), VPCS ("<nextToken>&nbsp;</nextToken>"), VPCS ("<nextToken>\x01</nextToken>"),
    VPCS ("<vpcSet><item><isDefault>maybe</isDefault></item></vpcSet>"),
    "<?xml version=\"1.0\" encoding=\"no-such-charset\"?>" VPCS (""),
    "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" VPCS ("<nextToken>\xff</nextToken>"),
    "<!DOCTYPE a [<!ENTITY x \"y\">]>" VPCS ("<nextToken>&x;</nextToken>"),
    "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">" VPCS (""),
    "<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
    "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>" VPCS ("<nextToken>&c;</nextToken>"),
    "<!DOCTYPE a [<!ENTITY x SYSTEM \"http://127.0.0.1:9/\">]>" VPCS ("<nextToken>&x;</nextToken>"),
  };
  static const char *const truncated[] = { "", "   ", "<DescribeVpcsResp", "<DescribeVpcsResponse><vpcSet>" };

  for (gsize i = 0; i < G_N_ELEMENTS (malformed); i++)
    assert_refused (malformed[i], "AnswerMalformed");
  for (gsize i = 0; i < G_N_ELEMENTS (truncated); i++)
    assert_refused (truncated[i], "AnswerTruncated");
}

static void
test_wrong_values (void)
{
  static const char *const values[] =
  {
    "<instanceState><code>many</code></instanceState>", "<instanceState><code>1x</code></instanceState>",
    "<instanceState><code>99999999999999999999</code></instanceState>",
    "<instanceState><code>1.5</code></instanceState>", "<launchTime>now</launchTime>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text =
        g_strdup_printf ("<DescribeInstancesResponse><reservationSet><item><instancesSet><item>%s</item>"
                         "</instancesSet></item></reservationSet></DescribeInstancesResponse>", values[i]);

      g_assert_null (read_answer (&AWS_EC2_DESCRIBE_INSTANCES, text, 100, &error));
      g_assert_cmpstr (aws_error_get_code (error), ==, "AnswerMalformed");
    }
}

static char *
repeat (const char *before,
        const char *part,
        guint       n,
        const char *after)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < n; i++)
    g_string_append (text, part);
  g_string_append (text, after);

  return g_string_free (text, FALSE);
}

static void
test_bounds (void)
{
  g_autofree char *deep = repeat ("<DescribeVpcsResponse>", "<a>", 10000, "");
  g_autofree char *deep_wanted = repeat ("<DescribeVpcsResponse><vpcSet>", "<item><tagSet>", 100, "");
  g_autofree char *long_text = repeat ("<DescribeVpcsResponse><nextToken>", "0123456789abcdef", 70000,
                                       "</nextToken></DescribeVpcsResponse>");
  g_autofree char *many = repeat ("<DescribeVpcsResponse><vpcSet>", "<item/>", 300000,
                                  "</vpcSet></DescribeVpcsResponse>");
  g_autofree char *long_ignored = repeat ("<DescribeVpcsResponse><x>", "0123456789abcdef", 70000,
                                          "</x></DescribeVpcsResponse>");
  g_autoptr(GError) error = NULL;
  gpointer output;

  assert_refused (deep, "AnswerMalformed");
  assert_refused (deep_wanted, "AnswerMalformed");
  g_assert_null (read_answer (&AWS_EC2_DESCRIBE_VPCS, long_text, 4096, &error));
  g_assert_cmpstr (aws_error_get_code (error), ==, "AnswerTooLarge");
  g_clear_error (&error);
  g_assert_null (read_answer (&AWS_EC2_DESCRIBE_VPCS, many, 4096, &error));
  g_assert_cmpstr (aws_error_get_code (error), ==, "AnswerTooLarge");
  g_clear_error (&error);
  output = read_answer (&AWS_EC2_DESCRIBE_VPCS, long_ignored, 4096, &error);
  g_assert_no_error (error);
  aws_shape_free (AWS_EC2_DESCRIBE_VPCS.output, output);
}

/* Bytes changed at random: whatever comes of it, memory stays whole (run with sanitizers). */
static void
test_fuzz (void)
{
  gsize length = strlen (INSTANCES);

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *text = g_memdup2 (INSTANCES, length);
      AwsXmlReaderSpec spec = { .root = "DescribeInstancesResponse", .shape = AWS_EC2_DESCRIBE_INSTANCES.output,
 };

      for (int j = g_test_rand_int_range (1, 4); j > 0; j--)
        text[g_test_rand_int_range (0, (int) length)] = "<>/&;\"x\xff 0"[g_test_rand_int_range (0, 11)];
      aws_shape_free (spec.shape, read_chunks (&spec, text, g_test_rand_int_range (1, (int) length),
                                               g_test_rand_int_range (1, 500), NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aws/xml-reader/nested", test_nested);
  g_test_add_func ("/aws/xml-reader/streamed", test_streamed);
  g_test_add_func ("/aws/xml-reader/streamed-again", test_streamed_again);
  g_test_add_func ("/aws/xml-reader/wrapper", test_wrapper);
  g_test_add_func ("/aws/xml-reader/good", test_good);
  g_test_add_func ("/aws/xml-reader/bad", test_bad);
  g_test_add_func ("/aws/xml-reader/wrong-values", test_wrong_values);
  g_test_add_func ("/aws/xml-reader/bounds", test_bounds);
  g_test_add_func ("/aws/xml-reader/fuzz", test_fuzz);

  return g_test_run ();
}
