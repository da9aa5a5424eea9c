/* test-records.c: the journal and the other typed files of the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "store-fixture.h"
#include "store/flo-event-log.h"
#include "store/flo-fleet-records.h"
#include "store/flo-host-keys.h"
#include "store/flo-journal.h"
#include "store/flo-launch-records.h"
#include "store/flo-node-records.h"
#include "store/flo-pool-records.h"
#include "store/flo-zone-cost-log.h"


static FloFleetRecord
make_record (const char *id,
             const char *name,
             gint64      created_at)
{
  return (FloFleetRecord) {
    .id = (char *) id, .name = (char *) name, .account = (char *) "work", .region = (char *) "us-east-1",
    .config = (char *) "{}", .created_at = created_at,
  };
}

static void
add_fleet (StoreFixture *f,
           const char   *id,
           const char   *name,
           gint64        created_at)
{
  const FloFleetRecord record = make_record (id, name, created_at);
  g_autoptr (GError) error = NULL;

  flo_fleet_records_add_async (f->store, &record, NULL, store_fixture_keep_result, f);
  flo_fleet_records_add_finish (f->store, store_fixture_wait (f), &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_fleets (StoreFixture *f,
             gboolean      living_only)
{
  flo_fleet_records_list_async (f->store, "work", living_only, NULL, store_fixture_keep_result, f);

  return flo_fleet_records_list_finish (f->store, store_fixture_wait (f), NULL);
}

static gboolean
end (StoreFixture  *f,
     const char    *id,
     GError       **error)
{
  flo_fleet_records_end_async (f->store, id, 99, "Destroyed", "nothing is left", NULL, store_fixture_keep_result, f);

  return flo_fleet_records_end_finish (f->store, store_fixture_wait (f), error);
}

static void
test_fleets (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  FloFleetRecord record = make_record ("f-3", "web", 30);
  g_autoptr (GPtrArray) fleets = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_open (&f);
  add_fleet (&f, "f-2", "batch", 20);
  add_fleet (&f, "f-1", "web", 10);

  /* A living name is taken, in this account only. */
  flo_fleet_records_add_async (f.store, &record, NULL, store_fixture_keep_result, &f);
  g_assert_false (flo_fleet_records_add_finish (f.store, store_fixture_wait (&f), &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS);
  g_assert_cmpstr (error->message, ==, "The account work has a fleet named web already");
  record.account = (char *) "other";
  flo_fleet_records_add_async (f.store, &record, NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_fleet_records_add_finish (f.store, store_fixture_wait (&f), NULL));

  fleets = list_fleets (&f, TRUE);
  g_assert_cmpuint (fleets->len, ==, 2);
  g_assert_cmpstr (((FloFleetRecord *) fleets->pdata[0])->id, ==, "f-1");

  /* Destroyed, its name is free and it is no longer among the living. */
  record = make_record ("f-1", "web", 10);
  record.destroy = TRUE;
  record.image = (char *) "{\"id\":\"ami-1\"}";
  record.maximum_prices = (char *) "{\"time\":5}";
  record.short_since = 77;
  flo_fleet_records_update_async (f.store, &record, NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_fleet_records_update_finish (f.store, store_fixture_wait (&f), NULL));
  g_assert_true (end (&f, "f-1", NULL));
  add_fleet (&f, "f-4", "web", 40);
  g_clear_pointer (&fleets, g_ptr_array_unref);
  fleets = list_fleets (&f, TRUE);
  g_assert_cmpuint (fleets->len, ==, 2);
  g_clear_pointer (&fleets, g_ptr_array_unref);
  fleets = list_fleets (&f, FALSE);
  g_assert_cmpuint (fleets->len, ==, 3);
  g_assert_true (((FloFleetRecord *) fleets->pdata[0])->destroy);
  g_assert_cmpstr (((FloFleetRecord *) fleets->pdata[0])->image, ==, record.image);
  g_assert_cmpstr (((FloFleetRecord *) fleets->pdata[0])->maximum_prices, ==, record.maximum_prices);
  g_assert_cmpint (((FloFleetRecord *) fleets->pdata[0])->short_since, ==, 77);

  record.id = (char *) "f-nobody";
  g_clear_error (&error);
  flo_fleet_records_update_async (f.store, &record, NULL, store_fixture_keep_result, &f);
  g_assert_false (flo_fleet_records_update_finish (f.store, store_fixture_wait (&f), &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND);
}

static gboolean
adopt (StoreFixture          *f,
       const FloFleetRecord  *record,
       GError               **error)
{
  flo_fleet_records_adopt_async (f->store, record, NULL, store_fixture_keep_result, f);

  return flo_fleet_records_adopt_finish (f->store, store_fixture_wait (f), error);
}

static void
test_adopt (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  FloFleetRecord record = make_record ("f-1", "found", 10);
  g_autoptr (GPtrArray) fleets = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_open (&f);
  record.destroy = TRUE;
  g_assert_true (adopt (&f, &record, NULL));

  /* What lives is nobody's to take, under whatever account's name. */
  record.account = (char *) "other";
  g_assert_false (adopt (&f, &record, &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  fleets = list_fleets (&f, TRUE);
  g_assert_cmpuint (fleets->len, ==, 1);
  g_assert_true (((FloFleetRecord *) fleets->pdata[0])->destroy);
  g_clear_pointer (&fleets, g_ptr_array_unref);

  /* What was proved gone lives again when something of it is found. */
  record.account = (char *) "work";
  g_assert_true (end (&f, "f-1", NULL));
  record.region = (char *) "eu-west-1";
  record.destroy = FALSE;
  g_assert_true (adopt (&f, &record, NULL));
  fleets = list_fleets (&f, TRUE);
  g_assert_cmpuint (fleets->len, ==, 1);
  g_assert_cmpstr (((FloFleetRecord *) fleets->pdata[0])->region, ==, "eu-west-1");
  g_assert_false (((FloFleetRecord *) fleets->pdata[0])->destroy);

  /* A living name is taken. */
  record = make_record ("f-2", "found", 20);
  g_assert_false (adopt (&f, &record, &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS);
}

/* @after: (nullable) */
static gboolean
move (StoreFixture  *f,
      const char    *before,
      const char    *after,
      gboolean       destroy,
      GError       **error)
{
  const FloLaunchMove move = { before, after, destroy, "problem", after, "because" };

  flo_launch_records_move_async (f->store, "f-1", &move, NULL, store_fixture_keep_result, f);

  return flo_launch_records_move_finish (f->store, store_fixture_wait (f), error);
}

/* @launch: (nullable) */
static void
assert_launch (StoreFixture *f,
               const char   *launch,
               gboolean      destroy,
               guint         n_events)
{
  g_autoptr (GPtrArray) fleets = list_fleets (f, FALSE);
  g_autoptr (GPtrArray) events = NULL;
  const FloFleetRecord *record = fleets->pdata[0];

  g_assert_cmpstr (record->launch, ==, launch);
  g_assert_cmpint (record->destroy, ==, destroy);
  flo_event_log_list_async (f->store, "f-1", 10, NULL, store_fixture_keep_result, f);
  events = flo_event_log_list_finish (f->store, store_fixture_wait (f), NULL);
  g_assert_cmpuint (events->len, ==, n_events);
  if (n_events > 0)
    {
      const FloEventRow *event = events->pdata[n_events - 1];

      g_assert_cmpstr (event->kind, ==, "problem");
      g_assert_cmpstr (event->reason, ==, "because");
    }
}

static void
assert_not_launched (StoreFixture *f)
{
  g_autoptr (GPtrArray) fleets = list_fleets (f, TRUE);

  g_assert_cmpuint (fleets->len, ==, 1);
  g_assert_null (((FloFleetRecord *) fleets->pdata[0])->launch);
  g_assert_false (((FloFleetRecord *) fleets->pdata[0])->destroy);
}

/* A launch moves on from what it is, once, with what is told of it; and what is over is over. */
static void
test_launch (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  FloFleetRecord record = make_record ("f-1", "web", 10);
  g_autoptr (GError) error = NULL;

  store_fixture_open (&f);
  record.launch = (char *) "begun";
  flo_fleet_records_add_async (f.store, &record, NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_fleet_records_add_finish (f.store, store_fixture_wait (&f), NULL));
  assert_launch (&f, "begun", FALSE, 0);

  g_assert_true (move (&f, "begun", "late", FALSE, NULL));
  assert_launch (&f, "late", FALSE, 1);
  g_assert_false (move (&f, "begun", "failed", TRUE, &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_launch (&f, "late", FALSE, 1);

  /* What its runner finds out does not bring an old launch back. */
  flo_fleet_records_update_async (f.store, &record, NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_fleet_records_update_finish (f.store, store_fixture_wait (&f), NULL));
  assert_launch (&f, "late", FALSE, 1);

  g_assert_true (move (&f, "late", "failed", TRUE, NULL));
  assert_launch (&f, "failed", TRUE, 2);
  g_assert_false (move (&f, "failed", NULL, FALSE, NULL));

  /* What is adopted was not launched. */
  g_assert_true (end (&f, "f-1", NULL));
  g_assert_true (adopt (&f, &record, NULL));
  assert_not_launched (&f);
  g_assert_false (move (&f, "begun", "failed", TRUE, NULL));
}

static void
test_launch_over (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  FloFleetRecord record = make_record ("f-1", "web", 10);

  store_fixture_open (&f);
  record.launch = (char *) "begun";
  flo_fleet_records_add_async (f.store, &record, NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_fleet_records_add_finish (f.store, store_fixture_wait (&f), NULL));
  g_assert_true (move (&f, "begun", NULL, FALSE, NULL));
  assert_launch (&f, NULL, FALSE, 0);
  g_assert_false (move (&f, "begun", "failed", TRUE, NULL));
  assert_launch (&f, NULL, FALSE, 0);
}

static gboolean
mark (StoreFixture  *f,
      const char    *id,
      GError       **error)
{
  flo_fleet_records_destroy_async (f->store, id, "To be destroyed", "asked for", NULL, store_fixture_keep_result, f);

  return flo_fleet_records_destroy_finish (f->store, store_fixture_wait (f), error);
}

static void
test_destroy (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  FloFleetRecord record = make_record ("f-1", "web", 10);
  g_autoptr (GPtrArray) fleets = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_open (&f);
  add_fleet (&f, "f-1", "web", 10);
  add_fleet (&f, "f-2", "db", 20);
  record.image = (char *) "{\"id\":\"ami-1\"}";
  record.healthy_at = 50;
  flo_fleet_records_update_async (f.store, &record, NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_fleet_records_update_finish (f.store, store_fixture_wait (&f), NULL));

  /* Asked twice, told once. */
  g_assert_true (mark (&f, "f-1", NULL));
  g_assert_true (mark (&f, "f-1", NULL));
  flo_event_log_list_async (f.store, "f-1", 9, NULL, store_fixture_keep_result, &f);
  events = flo_event_log_list_finish (f.store, store_fixture_wait (&f), NULL);
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_cmpstr (((FloEventRow *) events->pdata[0])->kind, ==, "request");
  g_assert_cmpstr (((FloEventRow *) events->pdata[0])->reason, ==, "asked for");

  /* Who runs the fleet and does not know yet writes its row: that does not take it back. */
  flo_fleet_records_update_async (f.store, &record, NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_fleet_records_update_finish (f.store, store_fixture_wait (&f), NULL));
  fleets = list_fleets (&f, TRUE);
  g_assert_cmpuint (fleets->len, ==, 2);
  g_assert_true (((FloFleetRecord *) fleets->pdata[0])->destroy);
  g_assert_cmpstr (((FloFleetRecord *) fleets->pdata[0])->image, ==, "{\"id\":\"ami-1\"}");
  g_assert_cmpint (((FloFleetRecord *) fleets->pdata[0])->healthy_at, ==, 50);
  g_assert_false (((FloFleetRecord *) fleets->pdata[1])->destroy);

  /* What is gone cannot be destroyed again. */
  g_assert_true (end (&f, "f-1", NULL));
  g_assert_false (mark (&f, "f-1", &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND);
}

/* A fleet's end is in its row and in the log, or in neither; and it has one. */
static void
test_end (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  FloFleetRecord record = make_record ("f-1", "web", 10);
  g_autoptr (GPtrArray) fleets = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  const FloEventRow *event;

  store_fixture_open (&f);
  add_fleet (&f, "f-1", "web", 10);
  g_assert_true (end (&f, "f-1", NULL));
  g_assert_false (end (&f, "f-1", &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND);

  /* Whatever is written of it later, it is gone. */
  flo_fleet_records_update_async (f.store, &record, NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_fleet_records_update_finish (f.store, store_fixture_wait (&f), NULL));
  fleets = list_fleets (&f, FALSE);
  g_assert_cmpuint (fleets->len, ==, 1);
  g_assert_cmpint (((FloFleetRecord *) fleets->pdata[0])->destroyed_at, ==, 99);

  flo_event_log_list_async (f.store, "f-1", 9, NULL, store_fixture_keep_result, &f);
  events = flo_event_log_list_finish (f.store, store_fixture_wait (&f), NULL);
  g_assert_cmpuint (events->len, ==, 1);
  event = events->pdata[0];
  g_assert_cmpstr (event->kind, ==, "milestone");
  g_assert_cmpstr (event->title, ==, "Destroyed");
  g_assert_cmpstr (event->reason, ==, "nothing is left");
}

/* ---- another config ---- */

static gboolean
revise_func (const char   *wishes,
             char        **changed,
             FloEventRow  *event,
             gpointer      data,
             GError      **error)
{
  *changed = g_strdup (data);
  event->title = g_strdup ("Config revision 2");

  return TRUE;
}

static gboolean
revise (StoreFixture  *f,
        gint64         number,
        const char    *config,
        gboolean       keep_image,
        GError       **error)
{
  const FloFleetRevision revision = { "f-1", number, !keep_image, config, keep_image };

  flo_fleet_records_revise_async (f->store, &revision, revise_func, (gpointer) "{\"asked\":1}", NULL, NULL,
                                  store_fixture_keep_result, f);

  return flo_fleet_records_revise_finish (f->store, store_fixture_wait (f), error);
}

static FloFleetRecord *
read_fleet (StoreFixture *f)
{
  flo_fleet_records_read_async (f->store, "f-1", NULL, store_fixture_keep_result, f);

  return flo_fleet_records_read_finish (f->store, store_fixture_wait (f), NULL);
}

static void
write_image (StoreFixture *f,
             gint64        revision,
             const char   *image)
{
  FloFleetRecord record = make_record ("f-1", "web", 10);

  record.revision = revision;
  record.image = (char *) image;
  record.maximum_prices = (char *) "{}";
  flo_fleet_records_update_async (f->store, &record, NULL, store_fixture_keep_result, f);
  g_assert_true (flo_fleet_records_update_finish (f->store, store_fixture_wait (f), NULL));
}

/* Config, number, wishes and event in one; who changes what somebody else has changed meanwhile is told. */
static void
test_revise (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (FloFleetRecord) row = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_open (&f);
  add_fleet (&f, "f-1", "web", 10);
  write_image (&f, 1, "{\"id\":\"ami-1\"}");
  g_assert_true (revise (&f, 2, "{\"a\":2}", TRUE, NULL));
  row = read_fleet (&f);
  g_assert_cmpint (row->revision, ==, 2);
  g_assert_cmpint (row->nodes_since, ==, 1);
  g_assert_cmpstr (row->config, ==, "{\"a\":2}");
  g_assert_cmpstr (row->wishes, ==, "{\"asked\":1}");
  g_assert_cmpstr (row->image, ==, "{\"id\":\"ami-1\"}");
  g_assert_null (row->maximum_prices);

  g_assert_false (revise (&f, 2, "{\"b\":2}", TRUE, &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  flo_event_log_list_async (f.store, "f-1", 9, NULL, store_fixture_keep_result, &f);
  events = flo_event_log_list_finish (f.store, store_fixture_wait (&f), NULL);
  g_assert_cmpuint (events->len, ==, 1);

  /* What its runner found for an earlier config is not written over it. */
  g_assert_true (revise (&f, 3, "{\"a\":3}", FALSE, NULL));
  write_image (&f, 2, "{\"id\":\"ami-2\"}");
  g_clear_pointer (&row, flo_fleet_record_free);
  row = read_fleet (&f);
  g_assert_null (row->image);
  g_assert_null (row->maximum_prices);
  write_image (&f, 3, "{\"id\":\"ami-3\"}");
  g_clear_pointer (&row, flo_fleet_record_free);
  row = read_fleet (&f);
  g_assert_cmpstr (row->image, ==, "{\"id\":\"ami-3\"}");
  g_assert_cmpstr (row->config, ==, "{\"a\":3}");
  g_assert_cmpint (row->nodes_since, ==, 3);

  g_assert_true (mark (&f, "f-1", NULL));
  g_assert_false (revise (&f, 4, "{}", TRUE, &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS);
}

static gint64
begin_intent (StoreFixture *f,
              const char   *token,
              const char   *parameters)
{
  flo_journal_begin_async (f->store, "f-1", "create-vpc", token, parameters, "why", NULL, store_fixture_keep_result, f);

  return flo_journal_begin_finish (f->store, store_fixture_wait (f), NULL);
}

static void
test_journal (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GPtrArray) intents = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first, second;
  const FloIntent *intent;

  store_fixture_open (&f);
  add_fleet (&f, "f-1", "web", 10);
  first = begin_intent (&f, "f-1-create-vpc-1", "{\"a\":1}");
  second = begin_intent (&f, "f-1-create-vpc-2", "{}");
  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (second, >, first);

  /* The same token is the same intent, with the parameters it began with. */
  g_assert_cmpint (begin_intent (&f, "f-1-create-vpc-1", "{\"a\":2}"), ==, first);

  flo_journal_end_async (f.store, second, FLO_INTENT_DONE, "{\"id\":\"vpc-1\"}", NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_journal_end_finish (f.store, store_fixture_wait (&f), NULL));

  /* It is still there for the next process. */
  store_fixture_close (&f);
  store_fixture_open (&f);
  flo_journal_list_async (f.store, "f-1", FALSE, NULL, store_fixture_keep_result, &f);
  intents = flo_journal_list_finish (f.store, store_fixture_wait (&f), NULL);
  g_assert_cmpuint (intents->len, ==, 2);
  intent = intents->pdata[0];
  g_assert_cmpint (intent->state, ==, FLO_INTENT_OPEN);
  g_assert_cmpstr (intent->parameters, ==, "{\"a\":1}");
  g_assert_cmpint (intent->finished_at, ==, 0);
  intent = intents->pdata[1];
  g_assert_cmpint (intent->state, ==, FLO_INTENT_DONE);
  g_assert_cmpstr (intent->result, ==, "{\"id\":\"vpc-1\"}");
  g_assert_cmpint (intent->finished_at, >=, intent->created_at);

  g_clear_pointer (&intents, g_ptr_array_unref);
  flo_journal_list_async (f.store, NULL, TRUE, NULL, store_fixture_keep_result, &f);
  intents = flo_journal_list_finish (f.store, store_fixture_wait (&f), NULL);
  g_assert_cmpuint (intents->len, ==, 1);

  /* An entry of no fleet, and the end of no entry. */
  flo_journal_begin_async (f.store, "f-nobody", "create-vpc", "t", "{}", NULL, NULL, store_fixture_keep_result, &f);
  g_assert_cmpint (flo_journal_begin_finish (f.store, store_fixture_wait (&f), &error), ==, 0);
  g_assert_nonnull (error);
  g_clear_error (&error);
  flo_journal_end_async (f.store, 4711, FLO_INTENT_DONE, NULL, NULL, store_fixture_keep_result, &f);
  g_assert_false (flo_journal_end_finish (f.store, store_fixture_wait (&f), &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND);
}

static void
test_events (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GPtrArray) rows = NULL;
  gint64 last = 0;

  store_fixture_open (&f);
  add_fleet (&f, "f-1", "web", 10);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *title = g_strdup_printf ("event %u", i);
      const FloEventRow row = { .time = 100 - i, .kind = (char *) "lost", .title = title,
                                .zone = (char *) (i == 4 ? "us-east-1a" : NULL) };
      gint64 id;

      flo_event_log_append_async (f.store, "f-1", &row, NULL, store_fixture_keep_result, &f);
      id = flo_event_log_append_finish (f.store, store_fixture_wait (&f), NULL);
      g_assert_cmpint (id, >, last);
      last = id;
    }

  flo_event_log_list_async (f.store, "f-1", 3, NULL, store_fixture_keep_result, &f);
  rows = flo_event_log_list_finish (f.store, store_fixture_wait (&f), NULL);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (((FloEventRow *) rows->pdata[0])->title, ==, "event 2");
  g_assert_cmpstr (((FloEventRow *) rows->pdata[2])->zone, ==, "us-east-1a");
  g_assert_null (((FloEventRow *) rows->pdata[2])->reason);
}

static void
append_cost (StoreFixture *f,
             const char   *zone,
             gint64        time,
             gint64        per_hour)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_zone_cost_row_free);
  FloZoneCostRow *row = g_new0 (FloZoneCostRow, 1);

  *row = (FloZoneCostRow) { g_strdup (zone), time, per_hour, 1 };
  g_ptr_array_add (rows, row);
  flo_zone_cost_log_append_async (f->store, "f-1", rows, NULL, store_fixture_keep_result, f);
  g_assert_true (flo_zone_cost_log_append_finish (f->store, store_fixture_wait (f), NULL));
}

static void
test_zone_costs (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GPtrArray) rows = NULL;

  store_fixture_open (&f);
  add_fleet (&f, "f-1", "web", 10);
  append_cost (&f, "b", 20, 300);
  append_cost (&f, "a", 30, 200);
  append_cost (&f, "a", 20, 100);
  append_cost (&f, "a", 30, 250);

  flo_zone_cost_log_list_async (f.store, "f-1", NULL, store_fixture_keep_result, &f);
  rows = flo_zone_cost_log_list_finish (f.store, store_fixture_wait (&f), NULL);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpint (((FloZoneCostRow *) rows->pdata[0])->per_hour, ==, 100);
  g_assert_cmpint (((FloZoneCostRow *) rows->pdata[1])->per_hour, ==, 250);
  g_assert_cmpstr (((FloZoneCostRow *) rows->pdata[2])->zone, ==, "b");
}

static void
test_nodes (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GPtrArray) nodes = NULL;
  FloNodeRecord node = { .id = (char *) "i-1", .instance_type = (char *) "m5.large", .zone = (char *) "a", .spot = TRUE,
                         .launched_at = 10, .price = 31200, .priced_at = 20, .micro_dollar_seconds = 312000, .credited = 7200,
                         .storage_price = 2192, .storage_shipped = TRUE, .address_price = 5000,
                         .standby = TRUE, .stopped_at = 40, .stopped_seconds = 7 };

  store_fixture_open (&f);
  add_fleet (&f, "f-1", "web", 10);
  for (guint i = 0; i < 2; i++)
    {
      GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_node_record_free);

      g_ptr_array_add (records, flo_node_record_copy (&node));
      flo_node_records_save_async (f.store, "f-1", records, NULL, store_fixture_keep_result, &f);
      g_assert_true (flo_node_records_save_finish (f.store, store_fixture_wait (&f), NULL));
      node.ended_at = 99;
      node.end_detail = (char *) "Server.SpotInstanceTermination";
    }

  flo_node_records_list_async (f.store, "f-1", NULL, store_fixture_keep_result, &f);
  nodes = flo_node_records_list_finish (f.store, store_fixture_wait (&f), NULL);
  g_assert_cmpuint (nodes->len, ==, 1);
  g_assert_cmpint (((FloNodeRecord *) nodes->pdata[0])->ended_at, ==, 99);
  g_assert_cmpstr (((FloNodeRecord *) nodes->pdata[0])->end_detail, ==, "Server.SpotInstanceTermination");
  g_assert_cmpint (((FloNodeRecord *) nodes->pdata[0])->micro_dollar_seconds, ==, 312000);
  g_assert_cmpint (((FloNodeRecord *) nodes->pdata[0])->credited, ==, 7200);
  g_assert_cmpint (((FloNodeRecord *) nodes->pdata[0])->storage_price, ==, 2192);
  g_assert_true (((FloNodeRecord *) nodes->pdata[0])->storage_shipped);
  g_assert_cmpint (((FloNodeRecord *) nodes->pdata[0])->address_price, ==, 5000);
  g_assert_true (((FloNodeRecord *) nodes->pdata[0])->spot);
  g_assert_true (((FloNodeRecord *) nodes->pdata[0])->standby);
  g_assert_cmpint (((FloNodeRecord *) nodes->pdata[0])->stopped_at, ==, 40);
  g_assert_cmpint (((FloNodeRecord *) nodes->pdata[0])->stopped_seconds, ==, 7);
}

static void
add_pool_event (StoreFixture *f,
                const char   *region,
                FloPoolEvent  event,
                const char   *source,
                gint64        time,
                gint64        run)
{
  const FloPoolRow row = { .type = (char *) "m5.large", .zone = (char *) "a", .spot = TRUE, .event = event,
                           .source = (char *) source, .time = time, .run_seconds = run };
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_pool_row_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (rows, flo_pool_row_copy (&row));
  flo_pool_records_add_async (f->store, "work", region, rows, NULL, store_fixture_keep_result, f);
  flo_pool_records_add_finish (f->store, store_fixture_wait (f), &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_pool_events (StoreFixture *f,
                  const char   *account,
                  gint64        since)
{
  flo_pool_records_list_async (f->store, account, "us-east-1", since, NULL, store_fixture_keep_result, f);

  return flo_pool_records_list_finish (f->store, store_fixture_wait (f), NULL);
}

static void
test_pool_events (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GPtrArray) rows = NULL;
  const FloPoolRow *row;

  store_fixture_open (&f);
  add_pool_event (&f, "us-east-1", FLO_POOL_LAUNCHED, "i-1", now - 100, 0);
  add_pool_event (&f, "us-east-1", FLO_POOL_NO_CAPACITY, "t-1", now - 50, 0);
  add_pool_event (&f, "eu-west-1", FLO_POOL_NO_CAPACITY, "t-1", now - 50, 0);
  /* Told again: the same event. */
  add_pool_event (&f, "us-east-1", FLO_POOL_LAUNCHED, "i-1", now - 90, 80);
  add_pool_event (&f, "us-east-1", FLO_POOL_LAUNCHED, "i-1", now - 90, 70);
  /* Another event of the same node; and one that is over a year old, which does not stay. */
  add_pool_event (&f, "us-east-1", FLO_POOL_INTERRUPTED, "i-1", now - 20, 0);
  add_pool_event (&f, "us-east-1", FLO_POOL_INTERRUPTED, "i-0", now - 366 * 86400, 0);

  rows = list_pool_events (&f, "work", 0);
  g_assert_cmpuint (rows->len, ==, 3);
  row = rows->pdata[0];
  g_assert_cmpstr (row->source, ==, "i-1");
  g_assert_cmpint (row->event, ==, FLO_POOL_LAUNCHED);
  g_assert_cmpint (row->time, ==, now - 100);
  g_assert_cmpint (row->run_seconds, ==, 80);
  g_assert_true (row->spot);
  g_assert_null (row->zone_id);
  g_assert_cmpint (((FloPoolRow *) rows->pdata[1])->event, ==, FLO_POOL_NO_CAPACITY);
  g_assert_cmpint (((FloPoolRow *) rows->pdata[2])->event, ==, FLO_POOL_INTERRUPTED);

  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = list_pool_events (&f, "work", now - 50);
  g_assert_cmpuint (rows->len, ==, 2);
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = list_pool_events (&f, "other", 0);
  g_assert_cmpuint (rows->len, ==, 0);
}

static GPtrArray *
list_keys (StoreFixture *f,
           const char   *fleet)
{
  flo_host_keys_list_async (f->store, fleet, NULL, store_fixture_keep_result, f);

  return flo_host_keys_list_finish (f->store, store_fixture_wait (f), NULL);
}

static void
write_key (StoreFixture *f,
           const char   *fleet,
           const char   *instance,
           const char   *key)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_host_key_row_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (rows, flo_host_key_row_new (instance, key));
  flo_host_keys_write_async (f->store, fleet, rows, NULL, store_fixture_keep_result, f);
  flo_host_keys_write_finish (f->store, store_fixture_wait (f), &error);
  g_assert_no_error (error);
}

/* The first one stays, until it is forgotten; all of a fleet go with it. */
static void
test_host_keys (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GPtrArray) keys = NULL;

  store_fixture_open (&f);
  add_fleet (&f, "f-1", "web", 10);
  add_fleet (&f, "f-2", "batch", 20);
  write_key (&f, "f-1", "i-2", "ssh-ed25519 AAAA");
  write_key (&f, "f-1", "i-1", "ssh-ed25519 BBBB");
  write_key (&f, "f-1", "i-1", "ssh-ed25519 CCCC");
  write_key (&f, "f-2", "i-3", "ssh-ed25519 DDDD");

  keys = list_keys (&f, "f-1");
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpstr (((FloHostKeyRow *) keys->pdata[0])->instance, ==, "i-1");
  g_assert_cmpstr (((FloHostKeyRow *) keys->pdata[0])->key, ==, "ssh-ed25519 BBBB");

  write_key (&f, "f-1", "i-1", NULL);
  g_clear_pointer (&keys, g_ptr_array_unref);
  keys = list_keys (&f, "f-1");
  g_assert_cmpuint (keys->len, ==, 1);

  g_assert_true (end (&f, "f-1", NULL));
  g_clear_pointer (&keys, g_ptr_array_unref);
  keys = list_keys (&f, "f-1");
  g_assert_cmpuint (keys->len, ==, 0);
  g_clear_pointer (&keys, g_ptr_array_unref);
  keys = list_keys (&f, "f-2");
  g_assert_cmpuint (keys->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/host-keys", test_host_keys);
  g_test_add_func ("/records/fleets", test_fleets);
  g_test_add_func ("/records/fleets/adopt", test_adopt);
  g_test_add_func ("/records/fleets/destroy", test_destroy);
  g_test_add_func ("/records/fleets/end", test_end);
  g_test_add_func ("/records/fleets/revise", test_revise);
  g_test_add_func ("/records/fleets/launch", test_launch);
  g_test_add_func ("/records/fleets/launch/over", test_launch_over);
  g_test_add_func ("/records/journal", test_journal);
  g_test_add_func ("/records/events", test_events);
  g_test_add_func ("/records/zone-costs", test_zone_costs);
  g_test_add_func ("/records/nodes", test_nodes);
  g_test_add_func ("/records/pool-events", test_pool_events);

  return g_test_run ();
}
