/* test-store.c: the database on its own thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "store-fixture.h"
#include "store/flo-journal.h"
#include "store/flo-migrations.h"
#include "store/flo-sql.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A database as version 1 of the tables left it, with a fleet and an open intent. Never change it. */
static const char version_1[] =
  "CREATE TABLE fleets (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL,"
  " config TEXT NOT NULL, desired TEXT NOT NULL CHECK (desired IN ('running', 'destroyed')), image TEXT,"
  " healthy_at INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, destroyed_at INTEGER NOT NULL DEFAULT 0);"
  "CREATE UNIQUE INDEX fleets_living_name ON fleets (account, name) WHERE destroyed_at = 0;"
  "CREATE TABLE journal (id INTEGER PRIMARY KEY AUTOINCREMENT, fleet_id TEXT NOT NULL REFERENCES fleets (id),"
  " action TEXT NOT NULL, token TEXT NOT NULL UNIQUE, parameters TEXT NOT NULL, reason TEXT,"
  " state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2), result TEXT, created_at INTEGER NOT NULL,"
  " finished_at INTEGER NOT NULL DEFAULT 0);"
  "CREATE INDEX journal_by_fleet ON journal (fleet_id, id);"
  "CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, fleet_id TEXT NOT NULL REFERENCES fleets (id),"
  " time INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, reason TEXT, resource TEXT, zone TEXT);"
  "CREATE INDEX events_by_fleet ON events (fleet_id, id);"
  "CREATE TABLE zone_costs (fleet_id TEXT NOT NULL REFERENCES fleets (id), zone TEXT NOT NULL, time INTEGER NOT NULL,"
  " per_hour INTEGER NOT NULL, nodes INTEGER NOT NULL, PRIMARY KEY (fleet_id, zone, time)) WITHOUT ROWID;"
  "CREATE TABLE nodes (fleet_id TEXT NOT NULL REFERENCES fleets (id), id TEXT NOT NULL, instance_type TEXT, zone TEXT,"
  " spot INTEGER NOT NULL, launched_at INTEGER NOT NULL, ended_at INTEGER NOT NULL, end_detail TEXT,"
  " price INTEGER NOT NULL, priced_at INTEGER NOT NULL, micro_dollar_seconds INTEGER NOT NULL,"
  " PRIMARY KEY (fleet_id, id)) WITHOUT ROWID;"
  "INSERT INTO fleets VALUES ('f-old', 'old', 'work', 'us-east-1', '{}', 'running', NULL, 0, 1700000000, 0);"
  "INSERT INTO journal VALUES (7, 'f-old', 'create-vpc', 'f-old-create-vpc-1', '{}', 'why', 0, NULL, 1700000000000000, 0);"
  "PRAGMA user_version = 1;";


static void
make_database (const char *path,
               const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static gint64
read_number (const char *path,
             const char *sql)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  sqlite3 *db;
  gint64 number;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  g_clear_pointer (&statement, sqlite3_finalize);
  sqlite3_close (db);

  return number;
}

static void
test_modes (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  static const char * const suffixes[] = { "", "-wal", "-shm" };
  GStatBuf status;

  store_fixture_open (&f);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (f.path, suffixes[i], NULL);

      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }
  g_assert_cmpint (g_stat (f.folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
}

static void
test_version_1 (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GPtrArray) intents = NULL;
  guint n_migrations;

  g_assert_cmpint (g_mkdir (f.folder, 0700), ==, 0);
  make_database (f.path, version_1);
  store_fixture_open (&f);

  flo_journal_list_async (f.store, NULL, TRUE, NULL, store_fixture_keep_result, &f);
  intents = flo_journal_list_finish (f.store, store_fixture_wait (&f), NULL);
  g_assert_cmpuint (intents->len, ==, 1);
  g_assert_cmpint (((FloIntent *) intents->pdata[0])->id, ==, 7);
  g_assert_cmpstr (((FloIntent *) intents->pdata[0])->reason, ==, "why");

  flo_migrations_get (&n_migrations);
  g_assert_cmpint (read_number (f.path, "PRAGMA user_version"), ==, n_migrations);
}

static void
test_too_new (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (f.folder, 0700), ==, 0);
  make_database (f.path, "PRAGMA user_version = 1000");
  flo_store_open_async (f.path, NULL, store_fixture_keep_result, &f);
  g_assert_null (flo_store_open_finish (store_fixture_wait (&f), &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_TOO_NEW);
  g_assert_nonnull (strstr (error->message, "1000"));
}

static void
test_not_a_database (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (f.folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (f.path, "This is a letter to my aunt, and it is quite long enough.", -1, NULL));
  flo_store_open_async (f.path, NULL, store_fixture_keep_result, &f);
  g_assert_null (flo_store_open_finish (store_fixture_wait (&f), &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_FAILED);
}

static void
test_migrations_step_by_step (void)
{
  static const FloMigration good[] = { "CREATE TABLE a (x)", "INSERT INTO a VALUES (1)", "CREATE TABLE b AS SELECT x + 1 AS x FROM a" };
  static const FloMigration bad[] = { "CREATE TABLE a (x)", "INSERT INTO a VALUES (1); INSERT INTO nowhere VALUES (1)" };
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  for (guint from = 0; from <= 3; from++)
    {
      g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
      g_assert_true (flo_migrations_run (db, good, from, NULL));
      g_assert_true (flo_migrations_run (db, good, 3, NULL));
      g_assert_true (flo_migrations_run (db, good, 3, NULL));
      statement = flo_sql_prepare (db, "SELECT count(*), max(x) FROM b", "test", NULL, "");
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 1);
      g_assert_cmpint (sqlite3_column_int (statement, 1), ==, 2);
      g_clear_pointer (&statement, sqlite3_finalize);
      sqlite3_close (db);
    }

  /* The step that fails leaves nothing behind, the one before stays. */
  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_false (flo_migrations_run (db, bad, 2, &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_FAILED);
  statement = flo_sql_prepare (db, "SELECT (SELECT count(*) FROM a), user_version FROM pragma_user_version", "test", NULL, "");
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 0);
  g_assert_cmpint (sqlite3_column_int (statement, 1), ==, 1);
  g_clear_pointer (&statement, sqlite3_finalize);
  sqlite3_close (db);
}

/* ---- jobs ---- */

typedef struct
{
  GThread *ran_on;
  GThread *freed_on;
  gboolean fail;
} Probe;

static gboolean
probe_func (sqlite3   *db,
            gpointer   data,
            GError   **error)
{
  Probe *probe = data;

  probe->ran_on = g_thread_self ();
  g_assert_true (flo_sql_execute (db, "CREATE TABLE probe (x)", "test", NULL));
  if (probe->fail)
    g_set_error_literal (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND, "as told");

  return !probe->fail;
}

static void
probe_free (gpointer data)
{
  ((Probe *) data)->freed_on = g_thread_self ();
}

static void
test_threads_and_rollback (void)
{
  Probe probe = { .fail = TRUE };   /* first, as the fixture's end still writes into it */
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GError) error = NULL;

  store_fixture_open (&f);
  flo_store_run_async (f.store, probe_func, &probe, probe_free, NULL, store_fixture_keep_result, &f);
  g_assert_false (flo_store_run_finish (f.store, store_fixture_wait (&f), &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_NOT_FOUND);
  g_assert_true (probe.ran_on != g_thread_self ());
  store_fixture_clear_result (&f);
  g_assert_true (probe.freed_on == g_thread_self ());
  g_assert_cmpint (read_number (f.path, "SELECT count(*) FROM sqlite_master WHERE name = 'probe'"), ==, 0);

  probe.fail = FALSE;
  flo_store_run_async (f.store, probe_func, &probe, probe_free, NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_store_run_finish (f.store, store_fixture_wait (&f), NULL));
  g_assert_cmpint (read_number (f.path, "SELECT count(*) FROM sqlite_master WHERE name = 'probe'"), ==, 1);
}

static gboolean
append_number (sqlite3   *db,
               gpointer   data,
               GError   **error)
{
  return flo_sql_run (db, "INSERT INTO numbers VALUES (?)", "test", error, "i", (gint64) GPOINTER_TO_INT (data));
}

static gboolean
make_numbers (sqlite3   *db,
              gpointer   data,
              GError   **error)
{
  return flo_sql_execute (db, "CREATE TABLE numbers (n)", "test", error);
}

static void
count_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_assert_true (flo_store_run_finish (FLO_STORE (object), result, NULL));
  --*(guint *) user_data;
}

static void
test_order (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  guint pending = 201;

  store_fixture_open (&f);
  flo_store_run_async (f.store, make_numbers, NULL, NULL, NULL, count_cb, &pending);
  for (int i = 0; i < 200; i++)
    flo_store_run_async (f.store, append_number, GINT_TO_POINTER (i), NULL, NULL, count_cb, &pending);
  while (pending > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (read_number (f.path, "SELECT count(*) FROM numbers WHERE n = rowid - 1"), ==, 200);
}

static void
test_cancelled_and_closed (void)
{
  Probe probe = { 0 };   /* first, as above */
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  store_fixture_open (&f);
  g_cancellable_cancel (cancellable);
  flo_store_run_async (f.store, probe_func, &probe, probe_free, cancellable, store_fixture_keep_result, &f);
  g_assert_false (flo_store_run_finish (f.store, store_fixture_wait (&f), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (probe.ran_on);
  g_clear_error (&error);

  flo_store_close (f.store);
  flo_store_close (f.store);
  flo_store_run_async (f.store, probe_func, &probe, probe_free, NULL, store_fixture_keep_result, &f);
  g_assert_false (flo_store_run_finish (f.store, store_fixture_wait (&f), &error));
  g_assert_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_FAILED);
}

/* ---- a crash in the middle of a transaction ---- */

static gboolean
write_and_die (sqlite3   *db,
               gpointer   data,
               GError   **error)
{
  flo_sql_execute (db, "INSERT INTO fleets VALUES ('f-half', 'half', 'work', 'r', '{}', 'running', NULL, 0, 1, 0)", "test", NULL);
  _exit (0);
}

static void
test_crash_in_transaction (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
      StoreFixture f = { .path = g_strdup (g_getenv ("FLOTILLA_TEST_STORE")) };

      store_fixture_open (&f);
      flo_store_run_async (f.store, write_and_die, NULL, NULL, NULL, NULL, NULL);
      g_main_loop_run (loop);
      return;
    }

  {
    g_auto (StoreFixture) f = store_fixture_begin ();

    store_fixture_open (&f);
    store_fixture_close (&f);
    g_setenv ("FLOTILLA_TEST_STORE", f.path, TRUE);
    g_test_trap_subprocess (NULL, 0, 0);
    g_test_trap_assert_passed ();
    g_unsetenv ("FLOTILLA_TEST_STORE");
    store_fixture_open (&f);
    g_assert_cmpint (read_number (f.path, "SELECT count(*) FROM fleets"), ==, 0);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/modes", test_modes);
  g_test_add_func ("/store/version-1", test_version_1);
  g_test_add_func ("/store/too-new", test_too_new);
  g_test_add_func ("/store/not-a-database", test_not_a_database);
  g_test_add_func ("/store/migrations", test_migrations_step_by_step);
  g_test_add_func ("/store/threads-and-rollback", test_threads_and_rollback);
  g_test_add_func ("/store/order", test_order);
  g_test_add_func ("/store/cancelled-and-closed", test_cancelled_and_closed);
  g_test_add_func ("/store/crash-in-transaction", test_crash_in_transaction);

  return g_test_run ();
}
