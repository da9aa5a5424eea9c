/* test-kept-event.c: what EC2 says it did, in words, whatever comes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include <string.h>

#include "fleet/observe/flo-kept-event.h"

#define M5_A "{\"instanceType\":\"m5.large\",\"image\":\"ami-1\",\"availabilityZone\":\"us-east-1a\"}"


static void
add (GPtrArray  *records,
     gint64      time,
     const char *type,
     const char *sub_type,
     const char *description,
     const char *instance_id)
{
  FloKeptRecord *record = g_new0 (FloKeptRecord, 1);

  *record = (FloKeptRecord) { g_strdup (type), g_strdup (sub_type), g_strdup (description), g_strdup (instance_id), time };
  g_ptr_array_add (records, record);
}

static GPtrArray *
explain_one (const char *type,
             const char *sub_type,
             const char *description)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_kept_record_free);

  add (records, 1, type, sub_type, description, NULL);

  return flo_kept_events_explain (records);
}

static void
test_groups (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_kept_record_free);
  g_autoptr (GPtrArray) events = NULL;
  const FloKeptEvent *event;

  add (records, 1, "fleetRequestChange", "submitted", NULL, NULL);
  add (records, 2, "instanceChange", "launched", M5_A, "i-1");
  add (records, 2, "instanceChange", "launched", M5_A, "i-2");
  add (records, 3, "instance-change", "launched", M5_A, "i-3");
  add (records, 3, "instance-change", "terminated", "junk", "i-1");
  events = flo_kept_events_explain (records);

  g_assert_cmpuint (events->len, ==, 4);
  event = g_ptr_array_index (events, 0);
  g_assert_cmpstr (event->title, ==, "EC2 was asked to keep the nodes");
  event = g_ptr_array_index (events, 1);
  g_assert_cmpstr (event->title, ==, "EC2 launched 2 nodes, m5.large in us-east-1a");
  g_assert_cmpstr (event->reason, ==, "i-1, i-2");
  g_assert_cmpstr (event->zone, ==, "us-east-1a");
  g_assert_cmpint (event->kind, ==, FLO_EVENT_ACTION);
  event = g_ptr_array_index (events, 2);
  g_assert_cmpstr (event->title, ==, "EC2 launched i-3, m5.large in us-east-1a");
  g_assert_null (event->reason);
  event = g_ptr_array_index (events, 3);
  g_assert_cmpstr (event->title, ==, "EC2 counts i-1 as ended");
  g_assert_cmpint (event->kind, ==, FLO_EVENT_LOST);
}

static void
test_many_names (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_kept_record_free);
  g_autoptr (GPtrArray) events = NULL;
  const FloKeptEvent *event;

  for (guint i = 0; i < 20; i++)
    add (records, 1, "instanceChange", "launched", M5_A, "i-1");
  events = flo_kept_events_explain (records);
  g_assert_cmpuint (events->len, ==, 1);
  event = g_ptr_array_index (events, 0);
  g_assert_cmpstr (event->title, ==, "EC2 launched 20 nodes, m5.large in us-east-1a");
  g_assert_true (g_str_has_suffix (event->reason, "i-1 and 12 more"));
}

static void
test_words (void)
{
  static const struct { const char *type, *sub_type, *description, *title, *reason; gboolean trouble; } cases[] = {
    { "information", "launchSpecTemporarilyBlacklisted",
      "c5.large, ami-0947d2ba12EXAMPLE, Linux/UNIX, us-east-1d: There is no Spot capacity available",
      "EC2 has no capacity for c5.large in us-east-1d",
      "it leaves the pool alone for a while, and tries the others. AWS: c5.large, ami-0947d2ba12EXAMPLE, Linux/UNIX, "
      "us-east-1d: There is no Spot capacity available", TRUE },
    { "information", "launchSpecTemporarilyBlacklisted", "m3.large, Linux/UNIX: IPv6 is not supported",
      "EC2 cannot launch m3.large", "several attempts failed; it tries again later. AWS: m3.large, Linux/UNIX: IPv6 is not "
      "supported", TRUE },
    { "information", "launchSpecUnusable", "c3.large, ami-1, Linux/UNIX, us-east-1a, Spot price is less than $0.0619",
      "EC2 leaves out c3.large in us-east-1a",
      "it costs more than its price limit now. AWS: c3.large, ami-1, Linux/UNIX, us-east-1a, Spot price is less than "
      "$0.0619", TRUE },
    { "error", "spotInstanceCountLimitExceeded", NULL, "EC2 reached the account's quota for spot instances",
      "want fewer nodes, or ask AWS for a higher quota", TRUE },
    { "error", "somethingNew", "text", "EC2 has trouble with its fleet: somethingNew", "text", TRUE },
    { "service-error", "somethingNew", NULL, "EC2 has trouble with its fleet: somethingNew", NULL, TRUE },
    { "fleetRequestChange", "modify_succeeded", NULL, "EC2 keeps another number of nodes from now on", NULL, FALSE },
    { "fleetRequestChange", "deleted_running", NULL, "EC2 keeps nothing any more: its fleet was deleted",
      "the nodes are left to run, and are not replaced", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) events = explain_one (cases[i].type, cases[i].sub_type, cases[i].description);
      const FloKeptEvent *event;

      g_assert_cmpuint (events->len, ==, 1);
      event = g_ptr_array_index (events, 0);
      g_assert_cmpstr (event->title, ==, cases[i].title);
      g_assert_cmpstr (event->reason, ==, cases[i].reason);
      g_assert_cmpint (event->trouble, ==, cases[i].trouble);
      g_assert_true (g_str_has_prefix (event->title, FLO_KEPT_EVENT_MARK));
    }
}

/* What comes from outside is cut, and stays one line of text. */
static void
test_hostile (void)
{
  g_autofree char *much = g_strnfill (100000, 'x');
  g_autofree char *deep = g_strnfill (3000, '{');
  const char *descriptions[] = { "\xff\xfe\n\r\x1b[31m", much, deep, "", ",,,,,,,,,,,,,,", "{\"instanceType\": 3}",
                                 "{\"instanceType\": \"m5.large; rm\"}", ":", NULL };
  g_autoptr (GPtrArray) step = explain_one ("fleetRequestChange", "progress", "x");

  g_assert_cmpuint (step->len, ==, 0);
  for (guint i = 0; descriptions[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) events = explain_one ("error", "launchSpecUnusable", descriptions[i]);
      const FloKeptEvent *event = g_ptr_array_index (events, 0);

      g_assert_true (g_utf8_validate (event->reason, -1, NULL));
      g_assert_cmpuint (strlen (event->reason), <, 1500);
      g_assert_null (strpbrk (event->reason, "\n\r\x1b"));
      g_assert_cmpstr (event->title, ==, "EC2 leaves out one of the pools");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/kept-event/groups", test_groups);
  g_test_add_func ("/kept-event/many-names", test_many_names);
  g_test_add_func ("/kept-event/words", test_words);
  g_test_add_func ("/kept-event/hostile", test_hostile);

  return g_test_run ();
}
