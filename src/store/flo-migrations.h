/* flo-migrations.h: how the database came to its present shape
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* FloMigration: SQL that brings a database from version N to N + 1, N being its place in the table. */
typedef const char *FloMigration;

/* The migrations of this version, oldest first. */
const FloMigration *flo_migrations_get (guint               *n_migrations);

/* Brings @db up to version @n_migrations, each step in a transaction of its own with its new
 * PRAGMA user_version, so that a crash leaves one version or the other and nothing in between.
 * FLO_STORE_ERROR_TOO_NEW when @db is ahead of the table. */
gboolean            flo_migrations_run (sqlite3             *db,
                                        const FloMigration  *migrations,
                                        guint                n_migrations,
                                        GError             **error);

G_END_DECLS
