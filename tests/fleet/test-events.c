/* test-events.c: events of EventBridge: read, taken in once, in any order, and written into the picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include <string.h>

#include "fleet/observe/flo-cloud-event.h"
#include "fleet/observe/flo-notice-book.h"

#define NOW G_GINT64_CONSTANT (1764000000)   /* 2025-11-24T16:00:00Z */

#define ENVELOPE(id, type, time, detail) \
  "{\"version\":\"0\",\"id\":\"" id "\",\"detail-type\":\"" type "\",\"source\":\"aws.ec2\"," \
  "\"account\":\"123456789012\",\"time\":\"" time "\",\"region\":\"us-east-1\"," \
  "\"resources\":[\"arn:aws:ec2:us-east-1b:instance/i-0a1b\"],\"detail\":" detail "}"

#define WARNING(id, time, instance) \
  ENVELOPE (id, "EC2 Spot Instance Interruption Warning", time, \
            "{\"instance-id\":\"" instance "\",\"instance-action\":\"terminate\"}")
#define RECOMMENDATION(id, time, instance) \
  ENVELOPE (id, "EC2 Instance Rebalance Recommendation", time, "{\"instance-id\":\"" instance "\"}")


static FloCloudEvent *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FloCloudEvent *event = flo_cloud_event_parse (text, strlen (text), &error);

  g_assert_no_error (error);

  return event;
}

static void
test_kinds (void)
{
  static const struct { const char *text; FloCloudEventKind kind; const char *instances, *state; } cases[] = {
    { WARNING ("1", "2025-11-24T16:00:00Z", "i-0a1b"), FLO_CLOUD_EVENT_INTERRUPTION, "i-0a1b", "terminate" },
    { RECOMMENDATION ("1", "2025-11-24T16:00:00Z", "i-0a1b"), FLO_CLOUD_EVENT_REBALANCE, "i-0a1b", NULL },
    { ENVELOPE ("1", "EC2 Instance State-change Notification", "2025-11-24T16:00:00Z",
                "{\"instance-id\":\"i-0a1b\",\"state\":\"shutting-down\"}"),
      FLO_CLOUD_EVENT_STATE, "i-0a1b", "shutting-down" },
    { "{\"id\":\"1\",\"detail-type\":\"AWS Health Event\",\"source\":\"aws.health\",\"time\":\"2025-11-24T16:00:00Z\","
      "\"detail\":{\"service\":\"EC2\",\"affectedEntities\":[{\"entityValue\":\"i-01\"},{\"entityValue\":\"vol-1\"},7,"
      "{\"entityValue\":\"i-02\"}]}}", FLO_CLOUD_EVENT_MAINTENANCE, "i-01 i-02", NULL },
    { "{\"id\":\"1\",\"detail-type\":\"AWS Health Event\",\"source\":\"aws.ec2\",\"time\":\"2025-11-24T16:00:00Z\"}",
      FLO_CLOUD_EVENT_OTHER, "", NULL },
    /* Not an id: nothing that would be taken for one. */
    { RECOMMENDATION ("1", "2025-11-24T16:00:00Z", "i-0a1b; rm"), FLO_CLOUD_EVENT_REBALANCE, "", NULL },
    { ENVELOPE ("1", "EC2 Instance Rebalance Recommendation", "2025-11-24T16:00:00Z", "[1]"),
      FLO_CLOUD_EVENT_REBALANCE, "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FloCloudEvent) event = parse (cases[i].text);
      g_autofree char *instances = g_strjoinv (" ", event->instances);

      g_assert_cmpint (event->kind, ==, cases[i].kind);
      g_assert_cmpstr (instances, ==, cases[i].instances);
      g_assert_cmpstr (event->state, ==, cases[i].state);
      g_assert_cmpstr (event->id, ==, "1");
      g_assert_cmpint (event->time, ==, NOW);
    }
}

static void
test_hostile (void)
{
  g_autofree char *long_id = g_strnfill (200, 'x');
  g_autofree char *deep = g_strnfill (60000, '[');
  g_autofree char *huge = g_strnfill (FLO_CLOUD_EVENT_MAX_SIZE + 1, ' ');
  g_autofree char *with_long_id = g_strdup_printf ("{\"id\":\"%s\",\"time\":\"2025-11-24T16:00:00Z\"}", long_id);
  const char * const texts[] = {
    "", "hello", "[]", "{}", "{\"id\":1,\"time\":\"2025-11-24T16:00:00Z\"}", "{\"id\":\"1\"}",
    "{\"id\":\"\",\"time\":\"2025-11-24T16:00:00Z\"}", "{\"id\":\"1\",\"time\":\"yesterday\"}",
    "{\"id\":\"1\",\"time\":\"2025-11-24T16:00:00Z\"", "{\"Event\":\"autoscaling:TEST_NOTIFICATION\"}", deep, huge, with_long_id,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (flo_cloud_event_parse (texts[i], strlen (texts[i]), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

static FloObservation *
make_observation (const char   *id,
                  FloSeenState  state,
                  gint64        now)
{
  FloObservation *observation = flo_observation_new (now * G_USEC_PER_SEC, FALSE);
  const FloSeenInstance instance = { .id = (char *) id, .spot = TRUE, .state = state };

  flo_observation_add_instance (observation, &instance);

  return observation;
}

static gboolean
take (FloNoticeBook  *book,
      const char     *text,
      FloObservation *observation,
      guint           n_kept)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_notice_row_free);
  g_autoptr (FloCloudEvent) event = parse (text);
  gboolean news = flo_notice_book_take (book, event, observation, rows);

  g_assert_cmpuint (rows->len, ==, n_kept);

  return news;
}

/* A warning counts before the spot request shows it; twice is once; the first warning's end stays. */
static void
test_warning (void)
{
  g_autoptr (FloNoticeBook) book = flo_notice_book_new ();
  g_autoptr (FloObservation) picture = make_observation ("i-0a1b", FLO_SEEN_RUNNING, NOW);
  g_autoptr (FloObservation) later = make_observation ("i-0a1b", FLO_SEEN_RUNNING, NOW + 20);
  const FloSeenInstance *instance = flo_observation_find_instance (later, "i-0a1b");

  g_assert_true (take (book, WARNING ("1", "2025-11-24T16:00:00Z", "i-0a1b"), picture, 1));
  g_assert_false (take (book, WARNING ("1", "2025-11-24T16:00:00Z", "i-0a1b"), picture, 0));
  g_assert_false (take (book, WARNING ("2", "2025-11-24T16:00:05Z", "i-0a1b"), picture, 0));

  flo_notice_book_apply (book, later);
  g_assert_cmpint (flo_observation_get_notice (later, instance), ==, NOW + 120);
  g_assert_cmpint (flo_observation_get_reclaim (later, "i-0a1b"), ==, NOW + 120);
}

/* What the request itself says is what counts when it says something. */
static void
test_request_wins (void)
{
  g_autoptr (FloNoticeBook) book = flo_notice_book_new ();
  g_autoptr (FloObservation) picture = make_observation ("i-0a1b", FLO_SEEN_RUNNING, NOW);
  const FloSeenSpotRequest request = { .id = (char *) "sir-1", .instance_id = (char *) "i-0a1b", .state = (char *) "active",
                                       .status_code = (char *) "marked-for-termination", .status_time = NOW + 2 };

  flo_observation_add_spot_request (picture, &request);
  take (book, WARNING ("1", "2025-11-24T16:00:00Z", "i-0a1b"), picture, 1);
  flo_notice_book_apply (book, picture);
  g_assert_cmpint (flo_observation_get_reclaim (picture, "i-0a1b"), ==, NOW + 122);
}

/* Order is not assumed: the newest recommendation counts, whichever comes last. */
static void
test_order (void)
{
  g_autoptr (FloNoticeBook) book = flo_notice_book_new ();
  g_autoptr (FloObservation) picture = make_observation ("i-0a1b", FLO_SEEN_RUNNING, NOW);

  g_assert_true (take (book, RECOMMENDATION ("2", "2025-11-24T16:05:00Z", "i-0a1b"), picture, 1));
  g_assert_false (take (book, RECOMMENDATION ("1", "2025-11-24T16:00:00Z", "i-0a1b"), picture, 0));
  flo_notice_book_apply (book, picture);
  g_assert_cmpint (flo_observation_find_instance (picture, "i-0a1b")->rebalance_at, ==, NOW + 300);
}

/* Of others' instances nothing is kept and nobody is woken; of one that is ours a moment later it is known. */
static void
test_strangers (void)
{
  g_autoptr (FloNoticeBook) book = flo_notice_book_new ();
  g_autoptr (FloObservation) before = make_observation ("i-01", FLO_SEEN_RUNNING, NOW);
  g_autoptr (FloObservation) after = make_observation ("i-0a1b", FLO_SEEN_PENDING, NOW + 5);
  g_autoptr (FloObservation) much_later = make_observation ("i-01", FLO_SEEN_RUNNING, NOW + 700);
  g_autoptr (FloObservation) at_last = make_observation ("i-0b", FLO_SEEN_RUNNING, NOW + 701);

  g_assert_false (take (book, WARNING ("1", "2025-11-24T16:00:00Z", "i-0a1b"), before, 0));
  g_assert_false (take (book, RECOMMENDATION ("2", "2025-11-24T16:00:00Z", "i-0b"), NULL, 0));
  flo_notice_book_apply (book, after);
  g_assert_cmpint (flo_observation_find_instance (after, "i-0a1b")->reclaim, ==, NOW + 120);

  /* It is forgotten when nobody ever saw it. */
  flo_notice_book_apply (book, much_later);
  flo_notice_book_apply (book, at_last);
  g_assert_cmpint (flo_observation_find_instance (at_last, "i-0b")->rebalance_at, ==, 0);
}

static void
test_restart (void)
{
  g_autoptr (FloNoticeBook) book = flo_notice_book_new ();
  g_autoptr (FloObservation) picture = make_observation ("i-0a1b", FLO_SEEN_RUNNING, NOW + 30);
  g_autoptr (FloObservation) end = make_observation ("i-0a1b", FLO_SEEN_TERMINATED, NOW + 130);
  const FloNoticeRow rows[] = {
    { (char *) "i-0a1b", FLO_NOTICE_REBALANCE, NOW - 60 },
    { (char *) "i-0a1b", FLO_NOTICE_INTERRUPTION, NOW },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    flo_notice_book_load (book, &rows[i]);
  flo_notice_book_apply (book, picture);
  g_assert_cmpint (flo_observation_find_instance (picture, "i-0a1b")->rebalance_at, ==, NOW - 60);
  g_assert_cmpint (flo_observation_find_instance (picture, "i-0a1b")->reclaim, ==, NOW + 120);
  flo_notice_book_apply (book, end);
  g_assert_cmpint (flo_observation_find_instance (end, "i-0a1b")->reclaim, ==, 0);
}

/* Ten thousand strangers more do not make it larger, and one of ours is not lost among them. */
static void
test_flood (void)
{
  g_autoptr (FloNoticeBook) book = flo_notice_book_new ();
  g_autoptr (FloObservation) picture = make_observation ("i-0a1b", FLO_SEEN_RUNNING, NOW);

  g_assert_true (take (book, RECOMMENDATION ("ours", "2025-11-24T16:00:00Z", "i-0a1b"), picture, 1));
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%u", i);
      g_autofree char *instance = g_strdup_printf ("i-1%05x", i);
      g_autoptr (GPtrArray) rows = g_ptr_array_new ();
      char *instances[] = { instance, NULL };
      const FloCloudEvent event = { id, FLO_CLOUD_EVENT_REBALANCE, instances, NOW, NULL };

      g_assert_false (flo_notice_book_take (book, &event, picture, rows));
    }
  flo_notice_book_apply (book, picture);
  g_assert_cmpint (flo_observation_find_instance (picture, "i-0a1b")->rebalance_at, ==, NOW);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/events/kinds", test_kinds);
  g_test_add_func ("/events/hostile", test_hostile);
  g_test_add_func ("/events/warning", test_warning);
  g_test_add_func ("/events/request-wins", test_request_wins);
  g_test_add_func ("/events/order", test_order);
  g_test_add_func ("/events/strangers", test_strangers);
  g_test_add_func ("/events/restart", test_restart);
  g_test_add_func ("/events/flood", test_flood);

  return g_test_run ();
}
