/* test-aws-client-lists.c: lists that come in pages, from an endpoint that misbehaves on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws/aws-error.h"
#include "aws/services/aws-ec2.h"
#include "aws-test-caller.h"

#define NAMESPACE "xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\""
#define NOT_AUTHORIZED \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are " \
  "not authorized</Message></Error></Errors><RequestID>11111111-2222</RequestID></Response>"

typedef AwsTestCaller Fixture;


static char *
create_page (guint       from,
             guint       to,
             const char *token)
{
  GString *page = g_string_new ("<DescribeVpcsResponse " NAMESPACE "><vpcSet>");

  for (guint i = from; i < to; i++)
    g_string_append_printf (page, "<item><vpcId>vpc-%u</vpcId></item>", i);
  g_string_append (page, "</vpcSet>");
  if (token != NULL)
    g_string_append_printf (page, "<nextToken>%s</nextToken>", token);
  g_string_append (page, "</DescribeVpcsResponse>");

  return g_string_free (page, FALSE);
}

static void
push_page (Fixture     *fixture,
           AwsTestMode  mode,
           guint        from,
           guint        to,
           const char  *token)
{
  g_autofree char *page = create_page (from, to, token);

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .mode = mode, .body = page });
}

static void
item_cb (gconstpointer item,
         gpointer      user_data)
{
  Fixture *fixture = user_data;
  const AwsVpc *vpc = item;

  g_ptr_array_add (fixture->items, g_strdup (vpc->vpc_id));
  if (fixture->items->len == fixture->cancel_after)
    g_cancellable_cancel (fixture->cancellable);
}

static gboolean
list (Fixture    *fixture,
      const char *token)
{
  AwsDescribeVpcsInput input = { .max_results = aws_integer (5), .next_token = (char *) token };

  caller_clear_result (fixture);
  fixture->operation = NULL;
  aws_client_list_async (fixture->client, &AWS_EC2_DESCRIBE_VPCS, &input, item_cb, fixture,
                         fixture->cancellable, caller_listed_cb, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_true (fixture->listed != (fixture->error != NULL));

  return fixture->listed;
}

static void
assert_items (Fixture *fixture,
              guint    n)
{
  g_assert_cmpuint (fixture->items->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *expected = g_strdup_printf ("vpc-%u", i);

      g_assert_cmpstr (g_ptr_array_index (fixture->items, i), ==, expected);
    }
}

static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  const char *last_token = data;

  push_page (fixture, AWS_TEST_ANSWER, 0, 5, "page/2+");
  push_page (fixture, AWS_TEST_ANSWER, 5, 5, "page-3");     /* an empty page is no end */
  push_page (fixture, AWS_TEST_ANSWER, 5, 7, *last_token != '-' ? last_token : NULL);
  g_assert_true (list (fixture, NULL));
  assert_items (fixture, 7);
  caller_assert_n_requests (fixture, 3);
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 0)->body, ==,
                   "Action=DescribeVpcs&Version=2016-11-15&MaxResults=5");
  g_assert_cmpstr (aws_test_server_get_request (fixture->server, 1)->body, ==,
                   "Action=DescribeVpcs&Version=2016-11-15&MaxResults=5&NextToken=page%2F2%2B");
}

static void
test_page_repeated (Fixture       *fixture,
                    gconstpointer  data)
{
  AwsTestMode mode = GPOINTER_TO_INT (data);

  push_page (fixture, AWS_TEST_ANSWER, 0, 200, "two");
  push_page (fixture, mode, 200, 400, "three");
  push_page (fixture, mode, 200, 400, "three");
  push_page (fixture, AWS_TEST_ANSWER, 200, 400, "three");
  push_page (fixture, AWS_TEST_ANSWER, 400, 500, NULL);
  g_assert_true (list (fixture, NULL));
  assert_items (fixture, 500);
  caller_assert_n_requests (fixture, 5);
}

static void
test_list_cancelled (Fixture       *fixture,
                     gconstpointer  data)
{
  fixture->cancel_after = 3;
  push_page (fixture, AWS_TEST_ANSWER, 0, 5, "more");
  g_assert_false (list (fixture, NULL));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_items (fixture, 3);
  caller_assert_n_requests (fixture, 1);
}

static void
test_list_fails (Fixture       *fixture,
                 gconstpointer  data)
{
  push_page (fixture, AWS_TEST_ANSWER, 0, 5, "more");
  caller_push (fixture, 400, NOT_AUTHORIZED);
  g_assert_false (list (fixture, NULL));
  caller_assert_failed (fixture, AWS_ERROR_PERMISSION, "UnauthorizedOperation");
  assert_items (fixture, 5);
}

#define ADD(path, data, func) \
  g_test_add ("/aws/client/list/" path, Fixture, data, caller_set_up, func, caller_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("ends-absent", "-", test_pages);
  ADD ("ends-empty", "", test_pages);
  ADD ("ends-repeated", "page-3", test_pages);
  ADD ("ends-looped", "page/2+", test_pages);
  ADD ("truncated-page", GINT_TO_POINTER (AWS_TEST_TRUNCATE), test_page_repeated);
  ADD ("reset-page", GINT_TO_POINTER (AWS_TEST_RESET), test_page_repeated);
  ADD ("cancelled", NULL, test_list_cancelled);
  ADD ("fails", NULL, test_list_fails);

  return g_test_run ();
}
