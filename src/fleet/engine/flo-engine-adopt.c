/* flo-engine-adopt.c: makes what nobody knows a fleet of ours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-engine"

#include "flotilla-config.h"

#include "config/flo-config-json.h"
#include "fleet/engine/flo-engine-private.h"
#include "fleet/engine/flo-wishes.h"

typedef struct
{
  FloConfig *config;        /* (owned) */
  FloFleetRecord *record;   /* (owned) */
  FloFleetRunner *runner;   /* (owned) (nullable) */
} Adoption;


static void
adoption_free (gpointer data)
{
  Adoption *adoption = data;

  flo_config_unref (adoption->config);
  flo_fleet_record_free (adoption->record);
  g_clear_object (&adoption->runner);
  g_free (adoption);
}

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloEngine *self = g_task_get_source_object (task);
  Adoption *adoption = g_task_get_task_data (task);
  FloFleet *fleet;
  GError *error = NULL;

  if (!flo_fleet_runner_restore_finish (FLO_FLEET_RUNNER (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->stopped)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The engine was stopped; it goes on with fleet %s "
                               "when it is started again", adoption->record->id);
      return;
    }

  fleet = g_object_ref (flo_fleet_runner_get_fleet (adoption->runner));
  flo_engine_run (self, g_steal_pointer (&adoption->runner));
  g_task_return_pointer (task, fleet, g_object_unref);
}

static void
record_adopted_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloEngine *self = g_task_get_source_object (task);
  Adoption *adoption = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!flo_fleet_records_adopt_finish (FLO_STORE (object), result, &error))
    {
      if (g_error_matches (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS))
        g_task_return_new_error (task, FLO_FLEET_ERROR, FLO_FLEET_ERROR_EXISTS, "%s", error->message);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Of a fleet that was thought gone there is a journal. */
  adoption->runner = flo_engine_make_runner (self, adoption->record, adoption->config, FALSE);
  flo_fleet_runner_restore_async (adoption->runner, restored_cb, g_object_ref (task));
}

static gboolean
is_name_taken (FloEngine  *self,
               const char *name)
{
  for (guint i = 0; i < self->runners->len; i++)
    {
      FloFleet *fleet = flo_fleet_runner_get_fleet (g_ptr_array_index (self->runners, i));

      if (g_str_equal (flo_fleet_get_name (fleet), name))
        return TRUE;
    }

  return FALSE;
}

static FloFleetRecord *
make_record (FloEngine *self,
             FloOrphan *orphan,
             FloConfig *config,
             gboolean   destroy)
{
  g_autoptr (FloWishes) wishes = flo_wishes_new ();
  FloFleetRecord *record = g_new0 (FloFleetRecord, 1);
  gint64 since = flo_orphan_get_since (orphan);
  FloRevision revision = flo_orphan_get_revision (orphan);

  record->id = g_strdup (flo_orphan_get_id (orphan));
  record->name = g_strdup (config->name);
  record->account = g_strdup (flo_account_get_name (self->account));
  record->region = g_strdup (flo_orphan_get_region (orphan));
  record->config = flo_config_to_json (config);
  record->revision = revision.number;
  record->nodes_since = revision.nodes_since;
  record->destroy = destroy;
  flo_wishes_take_over (wishes, self->owner, g_get_real_time ());
  record->wishes = flo_wishes_to_json (wishes);
  record->created_at = since != 0 ? since : g_get_real_time () / G_USEC_PER_SEC;

  return record;
}

void
flo_engine_adopt_async (FloEngine           *self,
                        FloOrphan           *orphan,
                        gboolean             destroy,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (FloConfig) config = NULL;
  Adoption *adoption;
  GError *error = NULL;

  g_return_if_fail (FLO_IS_ENGINE (self));
  g_return_if_fail (FLO_IS_ORPHAN (orphan));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_engine_adopt_async);
  if (self->lock == NULL || self->stopped)
    g_set_error (&error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_OTHER_ENGINE,
                 "This program does not run the fleets of the account %s, so it cannot take on another",
                 flo_account_get_name (self->account));
  else if (flo_orphan_get_problem (orphan) != NULL)
    g_set_error (&error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_CONFIG, "%s: %s", flo_orphan_get_id (orphan),
                 flo_orphan_get_problem (orphan));
  else if (flo_orphan_get_driver (orphan) != NULL)
    g_set_error (&error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_OTHER_DRIVER, "%s: %s", flo_orphan_get_id (orphan),
                 flo_orphan_get_driver (orphan));
  else
    config = flo_orphan_make_config (orphan, destroy, &error);
  if (config == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (is_name_taken (self, config->name))
    {
      g_free (config->name);
      config->name = g_strdup (flo_orphan_get_id (orphan));
    }
  adoption = g_new0 (Adoption, 1);
  adoption->record = make_record (self, orphan, config, destroy);
  adoption->config = g_steal_pointer (&config);
  g_task_set_task_data (task, adoption, adoption_free);

  flo_fleet_records_adopt_async (self->store, adoption->record, cancellable, record_adopted_cb, g_object_ref (task));
}

FloFleet *
flo_engine_adopt_finish (FloEngine     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
