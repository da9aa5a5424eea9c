/* flo-engine.c: runs the fleets of one account: observe, plan, act, again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-engine"

#include "flotilla-config.h"

#include "fleet/flo-engine.h"

struct _FloEngine
{
  GObject parent_instance;

  FloStore *store;      /* (owned) */
  FloAccount *account;  /* (owned) */
  GListStore *fleets;   /* (owned) (element-type FloFleet): by creation */
};

G_DEFINE_FINAL_TYPE (FloEngine, flo_engine, G_TYPE_OBJECT)

G_DEFINE_QUARK (flo-fleet-error-quark, flo_fleet_error)


static void
flo_engine_finalize (GObject *object)
{
  FloEngine *self = FLO_ENGINE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->account);
  g_clear_object (&self->fleets);

  G_OBJECT_CLASS (flo_engine_parent_class)->finalize (object);
}

static void
flo_engine_class_init (FloEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_engine_finalize;
}

static void
flo_engine_init (FloEngine *self)
{
  self->fleets = g_list_store_new (FLO_TYPE_FLEET);
}

FloEngine *
flo_engine_new (FloStore   *store,
                FloAccount *account)
{
  FloEngine *self;

  g_return_val_if_fail (FLO_IS_STORE (store), NULL);
  g_return_val_if_fail (FLO_IS_ACCOUNT (account), NULL);

  self = g_object_new (FLO_TYPE_ENGINE, NULL);
  self->store = g_object_ref (store);
  self->account = g_object_ref (account);

  return self;
}

/* Until the runner lands every operation says that it is not there. */
static void
not_yet (FloEngine           *self,
         GCancellable        *cancellable,
         GAsyncReadyCallback  callback,
         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "The engine is not there yet");
}

void
flo_engine_start_async (FloEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  not_yet (self, cancellable, callback, user_data);
}

gboolean
flo_engine_start_finish (FloEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
flo_engine_load_async (FloEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  not_yet (self, cancellable, callback, user_data);
}

gboolean
flo_engine_load_finish (FloEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

GListModel *
flo_engine_get_fleets (FloEngine *self)
{
  return G_LIST_MODEL (self->fleets);
}

FloFleet *
flo_engine_find (FloEngine *self, const char *id_or_name)
{
  return NULL;
}

FloAccount *
flo_engine_get_account (FloEngine *self)
{
  return self->account;
}

void
flo_engine_launch_async (FloEngine *self, FloConfig *config, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  not_yet (self, cancellable, callback, user_data);
}

FloFleet *
flo_engine_launch_finish (FloEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
flo_engine_plan_async (FloEngine *self, FloConfig *config, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  not_yet (self, cancellable, callback, user_data);
}

GListModel *
flo_engine_plan_finish (FloEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
flo_engine_list_resources_async (FloEngine *self, FloFleet *fleet, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  not_yet (self, cancellable, callback, user_data);
}

GListModel *
flo_engine_list_resources_finish (FloEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
flo_engine_destroy_async (FloEngine *self, FloFleet *fleet, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  not_yet (self, cancellable, callback, user_data);
}

gboolean
flo_engine_destroy_finish (FloEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
flo_engine_wake (FloEngine *self)
{
}

void
flo_engine_stop_async (FloEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

void
flo_engine_stop_finish (FloEngine *self, GAsyncResult *result)
{
}
