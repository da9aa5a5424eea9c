/* store-fixture.h: a store in a folder of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

#include <string.h>

G_BEGIN_DECLS

typedef struct
{
  char *parent;            /* (owned) */
  char *folder;            /* (owned): not there yet */
  char *path;              /* (owned) */
  FloStore *store;         /* (owned) (nullable) */
  GAsyncResult *result;    /* (owned) (nullable) */
} StoreFixture;

StoreFixture  store_fixture_begin        (void);
void          store_fixture_end          (StoreFixture *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StoreFixture, store_fixture_end)

void          store_fixture_open         (StoreFixture *self);
void          store_fixture_close        (StoreFixture *self);
/* The callback to give to what is asked of the store; then wait for it. Borrowed until the next. */
void          store_fixture_keep_result  (GObject      *object,
                                          GAsyncResult *result,
                                          gpointer      self);
GAsyncResult *store_fixture_wait         (StoreFixture *self);
void          store_fixture_clear_result (StoreFixture *self);

G_END_DECLS
