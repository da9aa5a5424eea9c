/* store-fixture.c: a store in a folder of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>


StoreFixture
store_fixture_begin (void)
{
  StoreFixture self = { 0 };

  self.parent = g_dir_make_tmp ("flotilla-store-XXXXXX", NULL);
  g_assert_nonnull (self.parent);
  self.folder = g_build_filename (self.parent, "flotilla", NULL);
  self.path = g_build_filename (self.folder, "flotilla.db", NULL);

  return self;
}

void
store_fixture_end (StoreFixture *self)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  store_fixture_close (self);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (self->path, suffixes[i], NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_rmdir (self->parent);
  g_free (self->parent);
  g_free (self->folder);
  g_free (self->path);
}

void
store_fixture_open (StoreFixture *self)
{
  g_autoptr (GError) error = NULL;

  flo_store_open_async (self->path, NULL, store_fixture_keep_result, self);
  self->store = flo_store_open_finish (store_fixture_wait (self), &error);
  g_assert_no_error (error);
  store_fixture_clear_result (self);
}

void
store_fixture_close (StoreFixture *self)
{
  store_fixture_clear_result (self);
  if (self->store != NULL)
    {
      flo_store_close (self->store);
      g_assert_finalize_object (g_steal_pointer (&self->store));
    }
}

void
store_fixture_clear_result (StoreFixture *self)
{
  g_clear_object (&self->result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
store_fixture_keep_result (GObject      *object,
                           GAsyncResult *result,
                           gpointer      self)
{
  ((StoreFixture *) self)->result = g_object_ref (result);
}

GAsyncResult *
store_fixture_wait (StoreFixture *self)
{
  g_clear_object (&self->result);
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return self->result;
}
