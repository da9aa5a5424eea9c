/* test-metric-source.c: what CloudWatch is asked for, and what becomes of its answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include <string.h>

#include "aws/aws-error.h"
#include "aws/credentials/aws-credentials-provider.h"
#include "aws/wire/aws-text.h"
#include "aws-test-server.h"
#include "fleet/observe/flo-metric-source.h"

typedef struct
{
  AwsTestServer *server;
  AwsClient *client;
  FloConfig *config;
  GPtrArray *nodes;
  gint64 minute;                /* Unix seconds: when this minute began */
} Fixture;


static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (AwsCredentials) credentials = aws_credentials_new ("AKIDEXAMPLE", "secret", NULL, 0);
  g_autoptr (AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  fixture->server = aws_test_server_new ();
  fixture->client = aws_client_new (provider, "us-east-1", aws_test_server_get_url (fixture->server));
  fixture->config = flo_config_new ();
  fixture->nodes = g_ptr_array_new ();
  fixture->minute = g_get_real_time () / G_USEC_PER_SEC / 60 * 60;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->client);
  g_clear_pointer (&fixture->server, aws_test_server_free);
  g_clear_pointer (&fixture->config, flo_config_unref);
  g_ptr_array_unref (fixture->nodes);
}

static void
follow_metric (Fixture *fixture)
{
  static const char *dimensions[] = { "Stage=a=b", "Site=Berlin", NULL };

  fixture->config->scaling.metric = g_strdup ("Load");
  fixture->config->scaling.metric_namespace = g_strdup ("Render");
  fixture->config->scaling.dimensions = g_strdupv ((char **) dimensions);
  fixture->config->scaling.statistic = FLO_STATISTIC_SUM;
}

/* "<Timestamps>…<Values>…": pairs of the beginning of a period, in minutes from now, and a value; ended by NULL for a value. */
static void
add_result (GString    *xml,
            Fixture    *fixture,
            const char *id,
            ...)
{
  g_autoptr (GString) values = g_string_new (NULL);
  va_list list;

  g_string_append_printf (xml, "<member><Id>%s</Id><Label>x</Label><Timestamps>", id);
  va_start (list, id);
  for (;;)
    {
      int minutes = va_arg (list, int);
      const char *value = va_arg (list, const char *);
      char time[AWS_TIME_SIZE];

      if (value == NULL)
        break;
      aws_text_format_time (fixture->minute + minutes * 60, time);
      g_string_append_printf (xml, "<member>%s</member>", time);
      g_string_append_printf (values, "<member>%s</member>", value);
    }
  va_end (list);
  g_string_append_printf (xml, "</Timestamps><Values>%s</Values><StatusCode>Complete</StatusCode></member>", values->str);
}

static void
push (Fixture    *fixture,
      GString    *results,
      const char *token)
{
  g_autofree char *more = token != NULL ? g_strdup_printf ("<NextToken>%s</NextToken>", token) : g_strdup ("");
  g_autofree char *body =
    g_strdup_printf ("<GetMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><GetMetricDataResult>"
                     "<MetricDataResults>%s</MetricDataResults>%s</GetMetricDataResult></GetMetricDataResponse>",
                     results->str, more);

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .body = body });
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

/* (transfer full) */
static GArray *
ask (Fixture  *fixture,
     GError  **error)
{
  g_autoptr (FloLoadSource) source = flo_metric_source_new (fixture->client, fixture->config);
  g_autoptr (GAsyncResult) result = NULL;

  flo_load_source_ask_async (source, fixture->nodes, NULL, answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return flo_load_source_ask_finish (source, result, error);
}

/* Pairs of the end of a period, in minutes from now, and a value: "-2=85 -1=17". (transfer full) */
static char *
describe (Fixture *fixture,
          GArray  *figures)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < figures->len; i++)
    {
      const FloLoadFigure *figure = &g_array_index (figures, FloLoadFigure, i);

      g_string_append_printf (text, "%s%d=%g", i > 0 ? " " : "",
                              (int) ((figure->time / G_USEC_PER_SEC - fixture->minute) / 60), figure->value);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Oldest first; periods that are not over, and what is no number, are none. */
static void
test_metric (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GString) results = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) figures = NULL;
  g_autofree char *text = NULL;
  static const char *const wanted[] = {
    "Action=GetMetricData", "MetricDataQueries.member.1.Id=m0", "MetricStat.Metric.Namespace=Render",
    "MetricStat.Metric.MetricName=Load", "Dimensions.member.1.Name=Stage&", "Dimensions.member.1.Value=a%3Db&",
    "Dimensions.member.2.Name=Site&", "Dimensions.member.2.Value=Berlin&", "MetricStat.Period=60", "MetricStat.Stat=Sum",
  };

  follow_metric (fixture);
  add_result (results, fixture, "m0", 0, "1", -1, "17", -2, "NaN", -3, "-4", -4, "8.5e1", -5, "much", -6, "1e300", 0, NULL);
  push (fixture, results, NULL);
  figures = ask (fixture, &error);
  g_assert_no_error (error);
  text = describe (fixture, figures);
  g_assert_true (g_str_has_prefix (text, "-5=1e+15 "));
  g_assert_nonnull (strstr (text, " -3=85 -2=0 0=17"));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_nonnull (strstr (aws_test_server_get_request (fixture->server, 0)->body, wanted[i]));
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GString) results = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) figures = NULL;

  follow_metric (fixture);
  add_result (results, fixture, "m0", 0, NULL);
  push (fixture, results, NULL);
  figures = ask (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (figures->len, ==, 0);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  follow_metric (fixture);
  aws_test_server_push (fixture->server, &(AwsTestAnswer) {
    .status = 403,
    .body = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
  });
  g_assert_null (ask (fixture, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_PERMISSION);
}

/* The mean of the nodes that say something, if half of them do; answers come in pieces. */
static void
test_cpu (Fixture       *fixture,
          gconstpointer  data)
{
  static const char *const nodes[] = { "i-1", "i-2", "i-3", "i-4" };
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) figures = NULL;
  g_autofree char *text = NULL;
  const char *body;

  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    g_ptr_array_add (fixture->nodes, (char *) nodes[i]);
  fixture->config->scaling.cpu = 60;
  add_result (first, fixture, "m0", -15, "90", -10, "80", -5, "70", 0, NULL);
  add_result (first, fixture, "m1", -15, "50", 0, NULL);
  push (fixture, first, "more");
  add_result (second, fixture, "m1", -10, "40", 0, NULL);
  add_result (second, fixture, "m2", -15, "10", 0, NULL);
  add_result (second, fixture, "m3", 0, NULL);
  push (fixture, second, NULL);
  figures = ask (fixture, &error);
  g_assert_no_error (error);
  text = describe (fixture, figures);
  g_assert_cmpstr (text, ==, "-10=50 -5=60");

  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 2);
  body = aws_test_server_get_request (fixture->server, 0)->body;
  g_assert_nonnull (strstr (body, "MetricDataQueries.member.4.Id=m3"));
  g_assert_nonnull (strstr (body, "MetricDataQueries.member.4.MetricStat.Metric.Dimensions.member.1.Value=i-4"));
  g_assert_nonnull (strstr (body, "MetricDataQueries.member.4.MetricStat.Period=300"));
  g_assert_nonnull (strstr (aws_test_server_get_request (fixture->server, 1)->body, "NextToken=more"));
}

/* Nobody is asked about no node. */
static void
test_no_nodes (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) figures = NULL;

  fixture->config->scaling.cpu = 60;
  figures = ask (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (figures->len, ==, 0);
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/metric-source/metric", Fixture, NULL, set_up, test_metric, tear_down);
  g_test_add ("/metric-source/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/metric-source/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/metric-source/cpu", Fixture, NULL, set_up, test_cpu, tear_down);
  g_test_add ("/metric-source/no-nodes", Fixture, NULL, set_up, test_no_nodes, tear_down);

  return g_test_run ();
}
