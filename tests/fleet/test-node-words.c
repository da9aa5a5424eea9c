/* test-node-words.c: what nodes say of themselves over SSH, and when it is believed that they say nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/observe/flo-answers.h"
#include "fleet/observe/flo-metadata-word.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1764000000)   /* 2025-11-24T16:00:00Z */
#define NODE "i-0123456789abcdef0"

static FloCloudEvent *
read_event (const char *line)
{
  FloCloudEvent *event;

  g_assert_cmpint (flo_metadata_read (line, NODE, NOW, &event), ==, FLO_METADATA_EVENT);
  g_assert_nonnull (event);
  g_assert_cmpstr (event->instances[0], ==, NODE);

  return event;
}

static void
test_events (void)
{
  g_autoptr (FloCloudEvent) action = read_event ("a {\"action\":\"stop\",\"time\":\"2025-11-24T16:01:30Z\"}");
  g_autoptr (FloCloudEvent) again = read_event ("a {\"action\":\"stop\",\"time\":\"2025-11-24T16:01:30Z\"}");
  g_autoptr (FloCloudEvent) rebalance = read_event ("r {\"noticeTime\":\"2025-11-24T15:59:00Z\"}");
  g_autoptr (FloCloudEvent) planned = read_event ("m [{\"NotBefore\":\"21 Jan 2026 09:00:43 GMT\",\"Code\":\"system-reboot\"}]");

  /* It says when it ends; AWS said so two minutes before. */
  g_assert_cmpint (action->kind, ==, FLO_CLOUD_EVENT_INTERRUPTION);
  g_assert_cmpint (action->time, ==, NOW + 90 - 120);
  g_assert_cmpstr (action->state, ==, "stop");
  g_assert_cmpstr (action->id, ==, again->id);
  g_assert_cmpint (rebalance->kind, ==, FLO_CLOUD_EVENT_REBALANCE);
  g_assert_cmpint (rebalance->time, ==, NOW - 60);
  g_assert_cmpstr (rebalance->id, !=, action->id);
  g_assert_cmpint (planned->kind, ==, FLO_CLOUD_EVENT_MAINTENANCE);
}

static void
test_nothing (void)
{
  static const struct
  {
    const char *line;
    FloMetadataWord word;
  } cases[] = {
    { ".", FLO_METADATA_ALIVE },
    { "?", FLO_METADATA_BLIND },
    { "-", FLO_METADATA_NO_CURL },
    { "", FLO_METADATA_NOTHING },
    { "Welcome to Ubuntu 24.04", FLO_METADATA_NOTHING },
    { "a ", FLO_METADATA_NOTHING },
    { "m []", FLO_METADATA_NOTHING },
    { "m {\"NotBefore\":1}", FLO_METADATA_NOTHING },
    { "x {\"action\":\"stop\",\"time\":\"2025-11-24T16:01:30Z\"}", FLO_METADATA_NOTHING },
    { "a {\"time\":\"2025-11-24T16:01:30Z\"}", FLO_METADATA_NOTHING },
    { "a {\"action\":\"stop\",\"time\":\"not yet\"}", FLO_METADATA_NOTHING },
    { "a {\"action\":\"stop\",\"time\":\"2095-11-24T16:01:30Z\"}", FLO_METADATA_NOTHING },
    { "r {\"noticeTime\":\"2005-11-24T16:01:30Z\"}", FLO_METADATA_NOTHING },
    { "r {\"noticeTime\":", FLO_METADATA_NOTHING },
    { "r <html>404</html>", FLO_METADATA_NOTHING },
  };
  g_autofree char *lengthy = g_strnfill (FLO_METADATA_MAX_LINE + 1, 'a');
  FloCloudEvent *event;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (flo_metadata_read (cases[i].line, NODE, NOW, &event), ==, cases[i].word);
      g_assert_null (event);
    }
  g_assert_cmpint (flo_metadata_read (lengthy, NODE, NOW, &event), ==, FLO_METADATA_NOTHING);
}

/* It is run by whatever shell the user has. */
static void
test_command (void)
{
  const char *command = flo_metadata_get_command ();
  const char *quote = strchr (command, '\'');

  g_assert_nonnull (quote);
  g_assert_cmpstr (strchr (quote + 1, '\''), ==, "'");
  g_assert_null (strchr (command, '!'));
  g_assert_null (strchr (command, '\n'));
}

static void
test_answers (void)
{
  FloAnswers answers = { 0 };

  /* Three failures in a row, over a minute. */
  g_assert_false (flo_answers_note_failure (&answers, 60, NOW));
  g_assert_false (flo_answers_note_failure (&answers, 60, NOW + 10));
  g_assert_false (flo_answers_note_failure (&answers, 60, NOW + 20));
  g_assert_cmpint (answers.silent_since, ==, 0);
  g_assert_true (flo_answers_note_failure (&answers, 60, NOW + 70));
  g_assert_cmpint (answers.silent_since, ==, NOW);
  g_assert_false (flo_answers_note_failure (&answers, 60, NOW + 80));

  /* One answer in between is none; a minute of them is. */
  g_assert_false (flo_answers_note_answer (&answers, 60, NOW + 90));
  g_assert_false (flo_answers_note_failure (&answers, 60, NOW + 100));
  g_assert_cmpint (answers.silent_since, ==, NOW);
  g_assert_false (flo_answers_note_answer (&answers, 60, NOW + 110));
  g_assert_false (flo_answers_note_answer (&answers, 60, NOW + 140));
  g_assert_true (flo_answers_note_answer (&answers, 60, NOW + 170));
  g_assert_cmpint (answers.silent_since, ==, 0);
  g_assert_cmpint (answers.answered_at, ==, NOW + 170);

  /* Two long ago are not three. */
  g_assert_false (flo_answers_note_failure (&answers, 60, NOW + 200));
  g_assert_false (flo_answers_note_failure (&answers, 60, NOW + 900));
  g_assert_cmpint (answers.silent_since, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/node-words/events", test_events);
  g_test_add_func ("/node-words/nothing", test_nothing);
  g_test_add_func ("/node-words/command", test_command);
  g_test_add_func ("/node-words/answers", test_answers);

  return g_test_run ();
}
