/* test-placement-scores.c: scores, kept by the exact request, and what is left when AWS answers no more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include <string.h>

#include "../store/store-fixture.h"
#include "aws-test-server.h"
#include "aws/aws-error.h"
#include "market/flo-placement-scores.h"

#define SCORE(zone, score) \
  "<item><region>us-east-1</region><availabilityZoneId>" zone "</availabilityZoneId><score>" score "</score></item>"
#define ANSWER(items) \
  "<GetSpotPlacementScoresResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>" \
  "<spotPlacementScoreSet>" items "</spotPlacementScoreSet></GetSpotPlacementScoresResponse>"
#define LIMIT \
  "<Response><Errors><Error><Code>MaxConfigLimitExceeded</Code><Message>Too many configurations.</Message></Error>" \
  "</Errors><RequestID>r</RequestID></Response>"

typedef struct
{
  StoreFixture store;
  AwsTestServer *server;
  AwsClient *client;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new ("AKIDEXAMPLE", "secret", NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = aws_static_provider_new (credentials);

  fixture->store = store_fixture_begin ();
  store_fixture_open (&fixture->store);
  fixture->server = aws_test_server_new ();
  fixture->client = aws_client_new (provider, "us-east-1", aws_test_server_get_url (fixture->server));
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  store_fixture_end (&fixture->store);
  g_object_unref (fixture->client);
  aws_test_server_free (fixture->server);
}

static FloPlacementScores *
find (Fixture                *fixture,
      const FloScoreRequest  *request,
      gint64                  max_age,
      GError                **error)
{
  flo_placement_scores_find_async (fixture->client, fixture->store.store, "work", request, max_age, NULL,
                                   store_fixture_keep_result, &fixture->store);

  return flo_placement_scores_find_finish (store_fixture_wait (&fixture->store), error);
}

static const char *const types[] = { "m5.large", "c5.large", "r5.large", NULL };
static const char *const same_types[] = { "r5.large", "m5.large", "c5.large", "m5.large", NULL };

/* However it is written, the same request is one request; another number is another. */
static void
test_text (void)
{
  const char *const regions[] = { "us-west-2", "eu-west-1", NULL };
  const FloScoreRequest one = { .types = types, .capacity = 5, .by_zone = TRUE };
  const FloScoreRequest same = { .types = same_types, .capacity = 5, .unit = "units", .by_zone = TRUE };
  const FloScoreRequest other = { .types = types, .regions = regions, .capacity = 5, .unit = "vcpu" };
  g_autofree char *text = flo_score_request_to_text (&one, "us-east-1");
  g_autofree char *same_text = flo_score_request_to_text (&same, "us-east-1");
  g_autofree char *other_text = flo_score_request_to_text (&other, "us-east-1");

  g_assert_cmpstr (text, ==, "5 units by zone; types c5.large,m5.large,r5.large; regions us-east-1");
  g_assert_cmpstr (same_text, ==, text);
  g_assert_cmpstr (other_text, ==, "5 vcpu by region; types c5.large,m5.large,r5.large; regions eu-west-1,us-west-2");
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  const FloScoreRequest request = { .types = types, .capacity = 5, .by_zone = TRUE };
  const FloScoreRequest same = { .types = same_types, .capacity = 5, .by_zone = TRUE };
  const FloScoreRequest other = { .types = types, .capacity = 6, .by_zone = TRUE };
  g_autoptr(FloPlacementScores) first = NULL;
  g_autoptr(FloPlacementScores) kept = NULL;
  g_autoptr(FloPlacementScores) another = NULL;
  g_autoptr(GError) error = NULL;
  const FloScoreRow *row;
  const char *body;

  aws_test_server_push (fixture->server,
                        &(AwsTestAnswer) { .body = ANSWER (SCORE ("use1-az1", "3") SCORE ("use1-az2", "9")
                                                           SCORE ("use1-az3", "11")) });
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .body = ANSWER (SCORE ("use1-az1", "2")) });

  first = find (fixture, &request, FLO_SCORES_MAX_AGE, &error);
  g_assert_no_error (error);
  g_assert_false (first->is_kept);
  g_assert_cmpuint (first->n_new, ==, 1);
  /* Best first, and no score that is none. */
  g_assert_cmpuint (first->rows->len, ==, 2);
  row = first->rows->pdata[0];
  g_assert_cmpstr (row->zone_id, ==, "use1-az2");
  g_assert_cmpint (row->score, ==, 9);
  body = aws_test_server_get_request (fixture->server, 0)->body;
  g_assert_nonnull (strstr (body, "SingleAvailabilityZone=true"));
  g_assert_nonnull (strstr (body, "TargetCapacity=5"));
  g_assert_nonnull (strstr (body, "RegionName.1=us-east-1"));

  kept = find (fixture, &same, FLO_SCORES_MAX_AGE, &error);
  g_assert_no_error (error);
  g_assert_true (kept->is_kept);
  g_assert_cmpint (kept->time, ==, first->time);
  g_assert_cmpuint (kept->rows->len, ==, 2);
  g_assert_cmpuint (kept->n_new, ==, 1);
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 1);

  another = find (fixture, &other, FLO_SCORES_MAX_AGE, &error);
  g_assert_no_error (error);
  g_assert_false (another->is_kept);
  g_assert_cmpuint (another->n_new, ==, 2);
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 2);
}

static void
test_limit (Fixture       *fixture,
            gconstpointer  data)
{
  const FloScoreRequest request = { .types = types, .capacity = 5, .by_zone = TRUE };
  const FloScoreRequest unknown = { .types = types, .capacity = 7, .by_zone = TRUE };
  g_autoptr(FloPlacementScores) first = NULL;
  g_autoptr(FloPlacementScores) old = NULL;
  g_autoptr(FloPlacementScores) none = NULL;
  g_autoptr(GError) error = NULL;

  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .body = ANSWER (SCORE ("use1-az1", "3")) });
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = 400, .body = LIMIT });
  aws_test_server_push (fixture->server, &(AwsTestAnswer) { .status = 400, .body = LIMIT });
  first = find (fixture, &request, FLO_SCORES_MAX_AGE, &error);
  g_assert_no_error (error);

  /* The old answer, said to be old, and why. */
  old = find (fixture, &request, 0, &error);
  g_assert_no_error (error);
  g_assert_true (old->is_kept);
  g_assert_cmpuint (old->rows->len, ==, 1);
  g_assert_error (old->problem, AWS_ERROR, AWS_ERROR_QUOTA);
  g_assert_nonnull (strstr (aws_error_get_advice (old->problem), "tomorrow"));

  /* Where there is none, none is made up. */
  none = find (fixture, &unknown, FLO_SCORES_MAX_AGE, &error);
  g_assert_null (none);
  g_assert_error (error, AWS_ERROR, AWS_ERROR_QUOTA);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  const char *const nothing[] = { NULL };
  const char *const many[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", NULL };
  const FloScoreRequest requests[] = {
    { .types = nothing, .capacity = 5 },
    { .types = types, .capacity = 0 },
    { .types = types, .capacity = 5, .unit = "dozens" },
    { .types = types, .capacity = 5, .regions = many },
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(FloPlacementScores) scores = find (fixture, &requests[i], 0, &error);

      g_assert_null (scores);
      g_assert_error (error, AWS_ERROR, AWS_ERROR_PARAMETER);
    }
  g_assert_cmpuint (aws_test_server_get_n_requests (fixture->server), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/placement-scores/text", test_text);
  g_test_add ("/placement-scores/kept", Fixture, NULL, fixture_set_up, test_kept, fixture_tear_down);
  g_test_add ("/placement-scores/limit", Fixture, NULL, fixture_set_up, test_limit, fixture_tear_down);
  g_test_add ("/placement-scores/refused", Fixture, NULL, fixture_set_up, test_refused, fixture_tear_down);

  return g_test_run ();
}
