/* flo-migrations.c: how the database came to its present shape
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-migrations"

#include "flotilla-config.h"

#include "store/flo-migrations.h"
#include "store/flo-sql.h"
#include "store/flo-store.h"

/* Never change an entry that was released: databases out there went through it. Add one. */
static const FloMigration migrations_of_this_version[] = {
  /* 1 */
  "CREATE TABLE fleets ("
  "  id TEXT PRIMARY KEY NOT NULL,"
  "  name TEXT NOT NULL,"
  "  account TEXT NOT NULL,"
  "  region TEXT NOT NULL,"
  "  config TEXT NOT NULL,"
  "  desired TEXT NOT NULL CHECK (desired IN ('running', 'destroyed')),"
  "  image TEXT,"
  "  healthy_at INTEGER NOT NULL DEFAULT 0,"
  "  created_at INTEGER NOT NULL,"
  "  destroyed_at INTEGER NOT NULL DEFAULT 0"
  ");"
  /* A name is free again when its fleet is destroyed. */
  "CREATE UNIQUE INDEX fleets_living_name ON fleets (account, name) WHERE destroyed_at = 0;"
  /* AUTOINCREMENT: an id is never given twice, even after rows were deleted. */
  "CREATE TABLE journal ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  fleet_id TEXT NOT NULL REFERENCES fleets (id),"
  "  action TEXT NOT NULL,"
  "  token TEXT NOT NULL UNIQUE,"
  "  parameters TEXT NOT NULL,"
  "  reason TEXT,"
  "  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),"
  "  result TEXT,"
  "  created_at INTEGER NOT NULL,"
  "  finished_at INTEGER NOT NULL DEFAULT 0"
  ");"
  "CREATE INDEX journal_by_fleet ON journal (fleet_id, id);"
  "CREATE TABLE events ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  fleet_id TEXT NOT NULL REFERENCES fleets (id),"
  "  time INTEGER NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  title TEXT NOT NULL,"
  "  reason TEXT,"
  "  resource TEXT,"
  "  zone TEXT"
  ");"
  "CREATE INDEX events_by_fleet ON events (fleet_id, id);"
  "CREATE TABLE zone_costs ("
  "  fleet_id TEXT NOT NULL REFERENCES fleets (id),"
  "  zone TEXT NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  per_hour INTEGER NOT NULL,"
  "  nodes INTEGER NOT NULL,"
  "  PRIMARY KEY (fleet_id, zone, time)"
  ") WITHOUT ROWID;"
  "CREATE TABLE nodes ("
  "  fleet_id TEXT NOT NULL REFERENCES fleets (id),"
  "  id TEXT NOT NULL,"
  "  instance_type TEXT,"
  "  zone TEXT,"
  "  spot INTEGER NOT NULL,"
  "  launched_at INTEGER NOT NULL,"
  "  ended_at INTEGER NOT NULL,"
  "  end_detail TEXT,"
  "  price INTEGER NOT NULL,"
  "  priced_at INTEGER NOT NULL,"
  "  micro_dollar_seconds INTEGER NOT NULL,"
  "  PRIMARY KEY (fleet_id, id)"
  ") WITHOUT ROWID;",

  /* What happened to us in each pool. Not of a fleet: it outlives its fleet. */
  "CREATE TABLE pool_events ("
  "  account TEXT NOT NULL,"
  "  region TEXT NOT NULL,"
  "  type TEXT NOT NULL,"
  "  zone TEXT NOT NULL,"
  "  zone_id TEXT,"
  "  spot INTEGER NOT NULL,"
  "  event TEXT NOT NULL CHECK (event IN ('launched', 'no-capacity', 'notice', 'interrupted')),"
  "  source TEXT NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  run_seconds INTEGER NOT NULL DEFAULT 0,"
  "  UNIQUE (account, region, type, zone, event, source)"
  ");"
  "CREATE INDEX pool_events_by_time ON pool_events (account, region, time);",

  /* AWS's placement scores, by the exact request. zone_id is '' for a whole region's. */
  "CREATE TABLE placement_scores ("
  "  account TEXT NOT NULL,"
  "  request TEXT NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  region TEXT NOT NULL,"
  "  zone_id TEXT NOT NULL,"
  "  score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 10),"
  "  PRIMARY KEY (account, request, time, region, zone_id)"
  ") WITHOUT ROWID;",

  /* Spot prices: millions of rows, so a pool is a number in them and the row is its key. */
  "CREATE TABLE price_pools ("
  "  id INTEGER PRIMARY KEY,"
  "  source TEXT NOT NULL,"
  "  region TEXT NOT NULL,"
  "  product TEXT NOT NULL,"
  "  type TEXT NOT NULL,"
  "  zone TEXT NOT NULL,"
  "  zone_id TEXT,"
  "  UNIQUE (source, region, product, type, zone)"
  ");"
  "CREATE TABLE prices ("
  "  pool INTEGER NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  price INTEGER NOT NULL,"
  "  PRIMARY KEY (pool, time)"
  ") WITHOUT ROWID;"
  /* What AWS was asked for, both seconds inside; no type: all types. */
  "CREATE TABLE price_coverage ("
  "  source TEXT NOT NULL,"
  "  region TEXT NOT NULL,"
  "  product TEXT NOT NULL,"
  "  type TEXT NOT NULL,"
  "  first INTEGER NOT NULL,"
  "  last INTEGER NOT NULL,"
  "  checked INTEGER NOT NULL,"
  "  PRIMARY KEY (source, region, product, type, first)"
  ") WITHOUT ROWID;",

  /* What prices somebody wants to be told of. Types and zones are comma lists; no zones: all. */
  "CREATE TABLE price_alerts ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  account TEXT NOT NULL,"
  "  region TEXT NOT NULL,"
  "  product TEXT NOT NULL,"
  "  types TEXT NOT NULL,"
  "  zones TEXT,"
  "  kind TEXT NOT NULL CHECK (kind IN ('above', 'below', 'changed', 'above-on-demand', 'cheapest-below')),"
  "  price INTEGER NOT NULL,"
  "  percent INTEGER NOT NULL,"
  "  hours INTEGER NOT NULL"
  ");"
  "CREATE INDEX price_alerts_by_account ON price_alerts (account);"
  /* How far each listener was told of each pool. */
  "CREATE TABLE price_alert_states ("
  "  alert INTEGER NOT NULL REFERENCES price_alerts (id) ON DELETE CASCADE,"
  "  listener TEXT NOT NULL,"
  "  type TEXT NOT NULL,"
  "  zone TEXT NOT NULL,"
  "  checked INTEGER NOT NULL,"
  "  told INTEGER NOT NULL,"
  "  price INTEGER NOT NULL,"
  "  before INTEGER NOT NULL,"
  "  PRIMARY KEY (alert, listener, type, zone)"
  ") WITHOUT ROWID;",

  /* What becomes of prices when they are old, see flo-price-day.h. No day is in both tables. */
  "CREATE TABLE price_days ("
  "  pool INTEGER NOT NULL,"
  "  day INTEGER NOT NULL,"
  "  seconds INTEGER NOT NULL,"
  "  open INTEGER NOT NULL,"
  "  close INTEGER NOT NULL,"
  "  minimum INTEGER NOT NULL,"
  "  maximum INTEGER NOT NULL,"
  "  weighted INTEGER NOT NULL,"
  "  PRIMARY KEY (pool, day)"
  ") WITHOUT ROWID;"
  /* One row: how old, and when that was last seen to. */
  "CREATE TABLE price_retention ("
  "  days INTEGER NOT NULL,"
  "  pruned_at INTEGER NOT NULL"
  ");"
  "INSERT INTO price_retention (days, pruned_at) VALUES (180, 0);",

  /* What a fleet's dynamic price limit was last found to be. */
  "ALTER TABLE fleets ADD COLUMN maximum_prices TEXT;",

  /* What events said of a fleet's instances. */
  "CREATE TABLE notices ("
  "  fleet_id TEXT NOT NULL,"
  "  instance TEXT NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  time INTEGER NOT NULL,"
  "  PRIMARY KEY (fleet_id, instance, kind)"
  ") WITHOUT ROWID;",
  /* What a person asked of a living fleet, JSON. */
  "ALTER TABLE fleets ADD COLUMN wishes TEXT;",

  /* How long each node really worked, for work that has a deadline. */
  "ALTER TABLE nodes ADD COLUMN work_seconds INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE nodes ADD COLUMN worked_until INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE nodes ADD COLUMN cut_off INTEGER NOT NULL DEFAULT 0;",

  /* What AWS does not charge, because it took the node back within its first hour. */
  "ALTER TABLE nodes ADD COLUMN credited INTEGER NOT NULL DEFAULT 0;",

  /* How many nodes a fleet's queue wanted last, JSON. */
  "ALTER TABLE fleets ADD COLUMN scaled TEXT;",

  /* The how manieth config a fleet has, and which its nodes have to have at least. */
  "ALTER TABLE fleets ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;"
  "ALTER TABLE fleets ADD COLUMN nodes_since INTEGER NOT NULL DEFAULT 1;",

  /* What all fleets of an account may cost together. */
  "CREATE TABLE account_budgets ("
  "  account TEXT PRIMARY KEY NOT NULL,"
  "  per_hour INTEGER NOT NULL,"
  "  per_day INTEGER NOT NULL,"
  "  per_month INTEGER NOT NULL,"
  "  at_limit TEXT NOT NULL,"
  "  set_by TEXT NOT NULL,"
  "  set_at INTEGER NOT NULL"
  ") WITHOUT ROWID;",

  /* The launch that is under way, JSON; NULL: it is over, or was none. */
  "ALTER TABLE fleets ADD COLUMN launch TEXT;",

  /* What a node costs besides its instance, micro-dollars an hour; 0 of those that ended before it was counted. */
  "ALTER TABLE nodes ADD COLUMN storage_price INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE nodes ADD COLUMN address_price INTEGER NOT NULL DEFAULT 0;",

  /* Since when spot nodes of a fleet are missing, for the patience of its fallback. */
  "ALTER TABLE fleets ADD COLUMN short_since INTEGER NOT NULL DEFAULT 0;",

  /* Whether that of storage is what ships with us: until then it always was. */
  "ALTER TABLE nodes ADD COLUMN storage_shipped INTEGER NOT NULL DEFAULT 1;",

  /* Nodes that are stopped until one is missing: since when, and for how long before. */
  "ALTER TABLE nodes ADD COLUMN standby INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE nodes ADD COLUMN stopped_at INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE nodes ADD COLUMN stopped_seconds INTEGER NOT NULL DEFAULT 0;",

  /* By which key a node is known on SSH. */
  "CREATE TABLE host_keys ("
  "  fleet_id TEXT NOT NULL,"
  "  instance TEXT NOT NULL,"
  "  key TEXT NOT NULL,"
  "  PRIMARY KEY (fleet_id, instance)"
  ") WITHOUT ROWID;"
  "CREATE TRIGGER host_keys_end AFTER UPDATE OF destroyed_at ON fleets WHEN NEW.destroyed_at != 0 BEGIN"
  "  DELETE FROM host_keys WHERE fleet_id = NEW.id;"
  " END;",
};


const FloMigration *
flo_migrations_get (guint *n_migrations)
{
  g_return_val_if_fail (n_migrations != NULL, NULL);

  *n_migrations = G_N_ELEMENTS (migrations_of_this_version);

  return migrations_of_this_version;
}

static gboolean
read_version (sqlite3  *db,
              gint64   *version,
              GError  **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean row;

  statement = flo_sql_prepare (db, "PRAGMA user_version", "read the version", error, "");
  if (statement == NULL || !flo_sql_step (statement, "read the version", &row, error))
    return FALSE;

  *version = row ? sqlite3_column_int64 (statement, 0) : 0;

  return TRUE;
}

static gboolean
check_version (sqlite3  *db,
               gint64    version,
               guint     n_migrations,
               GError  **error)
{
  if (version >= 0 && version <= n_migrations)
    return TRUE;

  g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_TOO_NEW,
               "The database %s has version %" G_GINT64_FORMAT ", this program knows versions up to %u. "
               "Install the newer Flotilla that wrote it",
               sqlite3_db_filename (db, "main"), version, n_migrations);

  return FALSE;
}

/* The version is read again inside the transaction: another process may just have migrated. */
static gboolean
run_one (sqlite3             *db,
         const FloMigration  *migrations,
         guint                n_migrations,
         gint64              *version,
         GError             **error)
{
  g_autofree char *set_version = NULL;

  if (!read_version (db, version, error) ||
      !check_version (db, *version, n_migrations, error))
    return FALSE;
  if (*version == n_migrations)
    return TRUE;

  set_version = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, *version + 1);
  if (!flo_sql_execute (db, migrations[*version], "bring the tables up to date", error) ||
      !flo_sql_execute (db, set_version, "write the version", error))
    return FALSE;

  *version += 1;

  return TRUE;
}

gboolean
flo_migrations_run (sqlite3             *db,
                    const FloMigration  *migrations,
                    guint                n_migrations,
                    GError             **error)
{
  gint64 version;

  g_return_val_if_fail (db != NULL, FALSE);
  g_return_val_if_fail (migrations != NULL, FALSE);

  /* Looking needs no lock: the usual start writes nothing. */
  if (!read_version (db, &version, error) ||
      !check_version (db, version, n_migrations, error))
    return FALSE;

  while (version < n_migrations)
    {
      if (!flo_sql_execute (db, "BEGIN IMMEDIATE", "begin a migration", error))
        return FALSE;

      if (!run_one (db, migrations, n_migrations, &version, error) ||
          !flo_sql_execute (db, "COMMIT", "commit a migration", error))
        {
          sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
          return FALSE;
        }
    }

  return TRUE;
}
