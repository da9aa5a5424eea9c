/* flo-engine-update.c: gives a living fleet another config
 *
 * As every request it is written to the fleet's row, with its line in the activity log, before it has an effect; whoever
 * runs the fleet finds it there at the next turn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-engine"

#include "flotilla-config.h"

#include "config/flo-config-json.h"
#include "fleet/engine/flo-dry-run.h"
#include "fleet/engine/flo-engine-private.h"
#include "fleet/engine/flo-wishes.h"
#include "fleet/flo-config-change.h"

/* What the store's thread looks at. */
typedef struct
{
  char *title;         /* (owned) */
  char *reason;        /* (owned) */
  gint64 time;         /* Unix microseconds */
  gboolean unscale;    /* the number of nodes that somebody asked for is over */
} Note;

typedef struct
{
  FloFleet *fleet;        /* (owned) */
  FloFleetRunner *runner; /* (owned) */
  FloConfig *config;      /* (owned) */
  GPtrArray *changes;     /* (owned) (element-type FloConfigChange) */
  guint revision;         /* it is to be */
} Update;


static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->title);
  g_free (note->reason);
  g_free (note);
}

static void
update_free (gpointer data)
{
  Update *update = data;

  g_object_unref (update->fleet);
  g_object_unref (update->runner);
  flo_config_unref (update->config);
  g_ptr_array_unref (update->changes);
  g_free (update);
}

/* On the store's thread. */
static gboolean
revise_func (const char   *wishes,
             char        **changed,
             FloEventRow  *event,
             gpointer      data,
             GError      **error)
{
  const Note *note = data;
  g_autoptr (FloWishes) now = flo_wishes_from_json (wishes, error);

  if (now == NULL)
    return FALSE;

  if (note->unscale)
    flo_wishes_unscale (now);
  *changed = flo_wishes_to_json (now);
  event->time = note->time;
  event->title = g_strdup (note->title);
  event->reason = g_strdup (note->reason);

  return TRUE;
}

/* ---- writing it down ---- */

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloEngine *self = g_task_get_source_object (task);
  Update *update = g_task_get_task_data (task);
  GError *error = NULL;

  if (flo_fleet_records_revise_finish (FLO_STORE (object), result, &error))
    {
      flo_engine_heed_request (self, update->runner, g_steal_pointer (&task));
      return;
    }

  if (g_error_matches (error, FLO_STORE_ERROR, FLO_STORE_ERROR_EXISTS))
    {
      g_task_return_new_error (task, FLO_FLEET_ERROR, FLO_FLEET_ERROR_REFUSED, "%s", error->message);
      g_error_free (error);
    }
  else
    g_task_return_error (task, error);
}

static gboolean
changes_number (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const FloConfigChange *change = g_ptr_array_index (changes, i);

      if (g_str_equal (change->key, "capacity.nodes") || g_str_has_prefix (change->key, "scaling."))
        return TRUE;
    }

  return FALSE;
}

static Note *
make_note (FloEngine    *self,
           const Update *update)
{
  const FloAsked asked = { self->owner, g_get_real_time () };
  g_autofree char *by = flo_asked_describe (&asked);
  g_autofree char *keys = flo_config_changes_name (update->changes);
  FloChangeKind kind = flo_config_changes_get_kind (update->changes);
  Note *note = g_new0 (Note, 1);

  note->title = g_strdup_printf ("Config revision %u: %s", update->revision, keys);
  note->reason = g_strconcat (by, kind == FLO_CHANGE_NODES ? "; nodes that run are replaced in turn"
                                  : kind == FLO_CHANGE_UNFIT ? "; nodes that do not fit any more are replaced in turn" : "",
                              NULL);
  note->time = asked.time;
  note->unscale = changes_number (update->changes);

  return note;
}

static void
write_update (GTask *task)
{
  FloEngine *self = g_task_get_source_object (task);
  Update *update = g_task_get_task_data (task);
  const FloConfig *before = flo_fleet_get_config (update->fleet);
  g_autofree char *config = flo_config_to_json (update->config);
  const FloFleetRevision revision = {
    .fleet_id = flo_fleet_get_id (update->fleet),
    .revision = update->revision,
    .new_nodes = flo_config_changes_get_kind (update->changes) == FLO_CHANGE_NODES,
    .config = config,
    .keep_image = flo_config_keeps_image (before, update->config),
  };

  flo_fleet_records_revise_async (self->store, &revision, revise_func, make_note (self, update), note_free, NULL, written_cb,
                                  g_object_ref (task));
}

/* ---- what is refused ---- */

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (FloMarket) market = NULL;
  GError *error = NULL;

  market = flo_dry_run_check_finish (result, &error);
  if (market != NULL)
    write_update (task);
  else
    g_task_return_error (task, error);
}

/* Every reason, a line each. Returns: FALSE with an error */
static gboolean
check (const Update  *update,
       GError       **error)
{
  FloFleetState state = flo_fleet_get_state (update->fleet);
  const char *name = flo_fleet_get_name (update->fleet);
  g_autoptr (GString) reasons = g_string_new (NULL);

  if (!flo_engine_check_driver (update->fleet, error))
    return FALSE;
  if (state == FLO_FLEET_DESTROYING || state == FLO_FLEET_DESTROYED)
    {
      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_REFUSED, "The fleet %s is being destroyed", name);
      return FALSE;
    }

  for (guint i = 0; i < update->changes->len; i++)
    {
      const FloConfigChange *change = g_ptr_array_index (update->changes, i);

      if (change->kind == FLO_CHANGE_REFUSED)
        g_string_append_printf (reasons, "\n%s: %s", change->key, change->why);
    }
  if (reasons->len == 0)
    return TRUE;

  g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_REFUSED,
               "The fleet %s cannot get this config as long as it lives:%s", name, reasons->str);

  return FALSE;
}

static Update *
make_update (FloFleetRunner *runner,
             FloFleet       *fleet,
             FloConfig      *config)
{
  const FloConfig *before = flo_fleet_get_config (fleet);
  Update *update = g_new0 (Update, 1);

  update->fleet = g_object_ref (fleet);
  update->runner = g_object_ref (runner);
  update->config = flo_config_copy (config);
  if (update->config->account == NULL)
    update->config->account = g_strdup (before->account);
  update->changes = flo_config_changes_list (before, update->config);
  update->revision = flo_fleet_get_revision (fleet) + 1;

  return update;
}

void
flo_engine_update_async (FloEngine           *self,
                         FloFleet            *fleet,
                         FloConfig           *config,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  FloFleetRunner *runner;
  Update *update;
  GError *error = NULL;

  g_return_if_fail (FLO_IS_ENGINE (self));
  g_return_if_fail (FLO_IS_FLEET (fleet));
  g_return_if_fail (config != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_engine_update_async);
  runner = flo_engine_find_runner (self, fleet);
  if (runner == NULL)
    {
      g_task_return_new_error (task, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND,
                               "The fleet %s is not one of this account's living fleets", flo_fleet_get_id (fleet));
      return;
    }

  update = make_update (runner, fleet, config);
  g_task_set_task_data (task, update, update_free);
  if (!check (update, &error))
    g_task_return_error (task, error);
  else if (update->changes->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    flo_dry_run_check_async (flo_fleet_runner_get_client (runner), update->config, self->ledger, fleet, cancellable,
                             checked_cb, g_object_ref (task));
}
