/* flo-engine-requests.c: what a person asks of a living fleet
 *
 * A request is written to the fleet's row, with its line in the activity log, before it has an effect. This works whether
 * this process runs the fleet or another one does, which finds it at its next turn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-engine"

#include "flotilla-config.h"

#include "config/flo-config-schedule.h"
#include "config/flo-config-source.h"
#include "fleet/engine/flo-dry-run.h"
#include "fleet/engine/flo-engine-private.h"
#include "fleet/engine/flo-wishes.h"

typedef enum
{
  SCALE,
  PAUSE,
  RESUME,
  TAKE_OVER,
  REPLACE_NODE,
  DRAIN_NODE,
  KEEP_NODE,
  LEAVE_ZONE,
  USE_ZONE,
} Kind;

/* What the store's thread looks at. */
typedef struct
{
  Kind kind;
  guint nodes;
  guint configured;    /* how many nodes the config has; with a schedule or a queue, how many are wanted now */
  gboolean scheduled;  /* the config has a schedule, or a queue */
  char *what;          /* (owned) (nullable): the node or zone */
  char *by;            /* (owned) */
  gint64 time;         /* Unix microseconds */
} Change;

typedef struct
{
  FloFleet *fleet;        /* (owned) */
  FloFleetRunner *runner; /* (owned) */
  Change *change;         /* (owned) (nullable): until it is handed to the store */
} Request;


static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->what);
  g_free (change->by);
  g_free (change);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->fleet);
  g_object_unref (request->runner);
  g_clear_pointer (&request->change, change_free);
  g_free (request);
}

/* ---- on the store's thread ---- */

static void
apply (const Change *change,
       FloWishes    *wishes)
{
  switch (change->kind)
    {
    case SCALE:
      /* With a schedule the config has no number of its own: what is asked for now holds until its next entry. */
      if (change->scheduled)
        flo_wishes_scale (wishes, change->nodes, change->by, change->time);
      else if (change->nodes == change->configured)
        flo_wishes_unscale (wishes);
      else if (flo_wishes_get_nodes (wishes, change->configured) != change->nodes)
        flo_wishes_scale (wishes, change->nodes, change->by, change->time);
      break;
    case PAUSE:
      flo_wishes_pause (wishes, change->by, change->time);
      break;
    case RESUME:
      flo_wishes_resume (wishes);
      break;
    case TAKE_OVER:
      flo_wishes_take_over (wishes, change->by, change->time);
      break;
    case REPLACE_NODE:
    case DRAIN_NODE:
      flo_wishes_leave_node (wishes, change->what, change->kind == DRAIN_NODE, change->by, change->time);
      break;
    case KEEP_NODE:
      flo_wishes_keep_node (wishes, change->what);
      break;
    case LEAVE_ZONE:
      flo_wishes_leave_zone (wishes, change->what, change->by, change->time);
      break;
    case USE_ZONE:
      flo_wishes_use_zone (wishes, change->what);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Returns: (transfer full) */
static char *
describe (const Change    *change,
          const FloWishes *before)
{
  guint nodes = change->scheduled ? change->configured : flo_wishes_get_nodes (before, change->configured);

  switch (change->kind)
    {
    case SCALE:
      return g_strdup_printf ("%u node%s wanted instead of %u", change->nodes, change->nodes == 1 ? " is" : "s are",
                              nodes);
    case PAUSE:
      return g_strdup ("Paused: nothing is launched, replaced or moved");
    case RESUME:
      return g_strdup ("Goes on");
    case TAKE_OVER:
      return g_strdup ("This computer is to drive the fleet");
    case REPLACE_NODE:
      return g_strdup_printf ("%s is to be replaced", change->what);
    case DRAIN_NODE:
      return g_strdup_printf ("%s is to be drained and replaced", change->what);
    case KEEP_NODE:
      return g_strdup_printf ("%s may stay", change->what);
    case LEAVE_ZONE:
      return g_strdup_printf ("%s is to be left", change->what);
    case USE_ZONE:
      return g_strdup_printf ("%s may be used again", change->what);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
wish_func (const char   *text,
           char        **changed,
           FloEventRow  *event,
           gpointer      data,
           GError      **error)
{
  const Change *change = data;
  const FloAsked asked = { change->by, change->time };
  g_autoptr (FloWishes) wishes = flo_wishes_from_json (text, error);
  g_autoptr (FloWishes) before = NULL;

  if (wishes == NULL)
    return FALSE;

  before = flo_wishes_copy (wishes);
  apply (change, wishes);
  *changed = flo_wishes_to_json (wishes);
  if (flo_wishes_equal (before, wishes))
    return TRUE;

  event->time = change->time;
  event->title = describe (change, before);
  event->reason = flo_asked_describe (&asked);
  if (change->kind >= REPLACE_NODE && change->kind <= KEEP_NODE)
    event->resource = g_strdup (change->what);
  else if (change->kind >= LEAVE_ZONE)
    event->zone = g_strdup (change->what);

  return TRUE;
}

/* ---- asking ---- */

static void
turn_over_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  flo_fleet_runner_turn_finish (FLO_FLEET_RUNNER (object), result);
  g_task_return_boolean (task, TRUE);
}

/* Who only looks at the fleet shows it at once, too; what comes of it is another process's business. */
void
flo_engine_heed_request (FloEngine      *self,
                         FloFleetRunner *runner,
                         GTask          *task)
{
  if (self->lock == NULL)
    {
      flo_fleet_runner_turn_async (runner, turn_over_cb, task);
      return;
    }

  flo_fleet_runner_wake (runner);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloEngine *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;

  if (flo_fleet_records_wish_finish (FLO_STORE (object), result, &error))
    flo_engine_heed_request (self, request->runner, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
write_request (GTask *task)
{
  FloEngine *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);

  flo_fleet_records_wish_async (self->store, flo_fleet_get_id (request->fleet), wish_func,
                                g_steal_pointer (&request->change), change_free, NULL, written_cb, g_object_ref (task));
}

/* ---- the end, while another process runs the fleet ---- */

static void
end_written_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloFleetRunner *runner = g_task_get_task_data (task);
  GError *error = NULL;

  if (!flo_fleet_records_destroy_finish (FLO_STORE (object), result, &error))
    g_task_return_error (task, error);
  else
    flo_fleet_runner_turn_async (runner, turn_over_cb, g_steal_pointer (&task));
}

void
flo_engine_ask_destroy (FloEngine      *self,
                        FloFleetRunner *runner,
                        GTask          *task)
{
  const FloAsked asked = { self->owner, g_get_real_time () };
  g_autofree char *reason = flo_asked_describe (&asked);

  g_task_set_task_data (task, g_object_ref (runner), g_object_unref);
  flo_fleet_records_destroy_async (self->store, flo_fleet_get_id (flo_fleet_runner_get_fleet (runner)),
                                   "To be destroyed", reason, NULL, end_written_cb, task);
}

/* ---- what is refused ---- */

static gboolean
is_living_node (FloFleet   *fleet,
                const char *id)
{
  GListModel *nodes = flo_fleet_get_nodes (fleet);

  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr (FloNode) node = g_list_model_get_item (nodes, i);

      if (g_str_equal (flo_node_get_id (node), id))
        return flo_node_get_state (node) < FLO_NODE_STOPPING;
    }

  return FALSE;
}

/* Zones that a config allows and nobody wants to be left, besides @zone. */
static guint
count_other_zones (FloFleet   *fleet,
                   GPtrArray  *offered,
                   const char *zone)
{
  const FloConfig *config = flo_fleet_get_config (fleet);
  guint n = 0;

  for (guint i = 0; i < offered->len; i++)
    {
      const char *name = g_ptr_array_index (offered, i);

      n += g_strcmp0 (name, zone) != 0 && flo_wishes_find_zone (flo_fleet_get_wishes (fleet), name) == NULL &&
           (config->zones.allowed == NULL ||
            g_strv_contains ((const char *const *) config->zones.allowed, name));
    }

  return n;
}

static char *
join (GPtrArray *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (names, i));

  return g_string_free (text, FALSE);
}

static gboolean
check_zone (const Request  *request,
            GError        **error)
{
  const FloConfig *config = flo_fleet_get_config (request->fleet);
  g_autoptr (GPtrArray) offered = flo_fleet_runner_list_zones (request->runner);
  guint others = count_other_zones (request->fleet, offered, request->change->what);

  if (offered->len == 0)
    {
      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_UNSEEN,
                   "Which zones there are is not known yet. Try again in a moment");
      return FALSE;
    }
  if (!g_ptr_array_find_with_equal_func (offered, request->change->what, g_str_equal, NULL))
    {
      g_autofree char *zones = join (offered);

      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND,
                   "%s is no Availability Zone of %s that this account can use. These are: %s", request->change->what,
                   config->region, zones);
      return FALSE;
    }
  if (request->change->kind == LEAVE_ZONE && others < config->zones.minimum)
    {
      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_REFUSED,
                   "Without %s the fleet %s has %u zone%s left, and its config wants at least %u. Allow another zone, or "
                   "lower zones.minimum", request->change->what, flo_fleet_get_name (request->fleet), others,
                   others == 1 ? "" : "s", (guint) config->zones.minimum);
      return FALSE;
    }

  return TRUE;
}

/* What is not among the nodes may be one all the same while AWS does not answer. */
static gboolean
check_node (const Request  *request,
            GError        **error)
{
  const char *name = flo_fleet_get_name (request->fleet);
  const char *failed = flo_fleet_get_observing_failed (request->fleet);

  if (failed != NULL || flo_fleet_get_observed_at (request->fleet) == 0)
    {
      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_UNSEEN,
                   "AWS could not be asked for the nodes of the fleet %s, so whether %s is one that runs is not known. Try "
                   "again in a moment%s%s", name, request->change->what, failed != NULL ? ": " : "",
                   failed != NULL ? failed : "");
      return FALSE;
    }
  if (!is_living_node (request->fleet, request->change->what))
    {
      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND,
                   "%s is no running node of the fleet %s", request->change->what, name);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_take_over (const Request  *request,
                 GError        **error)
{
  if (flo_fleet_get_driver (request->fleet) != NULL)
    return TRUE;

  g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_REFUSED,
               "No other computer drives the fleet %s: there is nothing to take over", flo_fleet_get_name (request->fleet));
  return FALSE;
}

gboolean
flo_engine_check_driver (FloFleet  *fleet,
                         GError   **error)
{
  const char *driver = flo_fleet_get_driver (fleet);

  if (driver == NULL)
    return TRUE;

  g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_OTHER_DRIVER,
               "%s: %s. Ask for it there; or have it driven here with: flotillactl fleet take-over %s",
               flo_fleet_get_name (fleet), driver, flo_fleet_get_id (fleet));
  return FALSE;
}

static gboolean
check (const Request  *request,
       GError        **error)
{
  FloFleetState state = flo_fleet_get_state (request->fleet);
  const char *name = flo_fleet_get_name (request->fleet);

  if (request->change->kind != TAKE_OVER && !flo_engine_check_driver (request->fleet, error))
    return FALSE;
  if (request->change->kind == TAKE_OVER)
    return check_take_over (request, error);
  if (state == FLO_FLEET_DESTROYING || state == FLO_FLEET_DESTROYED)
    {
      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_REFUSED, "The fleet %s is being destroyed", name);
      return FALSE;
    }
  if (flo_fleet_get_config (request->fleet)->mode == FLO_MODE_MANAGED && request->change->kind != SCALE)
    {
      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_REFUSED,
                   "EC2 keeps the nodes of the fleet %s by itself, as its config wants: it replaces what it loses, and "
                   "chooses the zones, whether Flotilla agrees or not. The fleet can be scaled or destroyed", name);
      return FALSE;
    }
  if (request->change->kind == SCALE && request->change->nodes > FLO_WISHES_MAX_NODES)
    {
      g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_REFUSED, "A fleet has %u nodes at most",
                   FLO_WISHES_MAX_NODES);
      return FALSE;
    }
  if (request->change->kind == REPLACE_NODE || request->change->kind == DRAIN_NODE)
    return check_node (request, error);

  return request->change->kind < LEAVE_ZONE || check_zone (request, error);
}

static void
growth_checked_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (FloMarket) market = NULL;
  GError *error = NULL;

  market = flo_dry_run_check_finish (result, &error);
  if (market != NULL)
    write_request (task);
  else
    g_task_return_error (task, error);
}

/* As a launch of that many would be: the zones, the types, and what it costs. */
static void
check_growth (GTask *task)
{
  FloEngine *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  g_autoptr (FloConfig) config = flo_config_copy (flo_fleet_get_config (request->fleet));

  config->capacity.nodes = request->change->nodes;
  g_clear_pointer (&config->scaling.schedule, g_strfreev);
  flo_config_clear_source (config);
  config->capacity.on_demand_base = MIN (config->capacity.on_demand_base, (gint64) request->change->nodes);
  flo_dry_run_check_async (flo_fleet_runner_get_client (request->runner), config, self->ledger, request->fleet,
                           g_task_get_cancellable (task), growth_checked_cb, g_object_ref (task));
}

static void
ask (FloEngine           *self,
     FloFleet            *fleet,
     Kind                 kind,
     guint                nodes,
     const char          *what,
     gpointer             tag,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  FloFleetRunner *runner;
  Request *request;
  GError *error = NULL;

  g_return_if_fail (FLO_IS_ENGINE (self));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tag);
  runner = flo_engine_find_runner (self, fleet);
  if (runner == NULL)
    {
      g_task_return_new_error (task, FLO_FLEET_ERROR, FLO_FLEET_ERROR_NOT_FOUND,
                               "The fleet %s is not one of this account's living fleets", flo_fleet_get_id (fleet));
      return;
    }

  request = g_new0 (Request, 1);
  request->fleet = g_object_ref (fleet);
  request->runner = g_object_ref (runner);
  request->change = g_new0 (Change, 1);
  *request->change = (Change) {
    .kind = kind,
    .nodes = nodes,
    .scheduled = flo_config_scales (flo_fleet_get_config (fleet)),
    .configured = flo_config_scales (flo_fleet_get_config (fleet))
                    ? flo_fleet_get_wanted (fleet) : (guint) flo_fleet_get_config (fleet)->capacity.nodes,
    .what = g_strdup (what),
    .by = g_strdup (self->owner),
    .time = g_get_real_time (),
  };
  g_task_set_task_data (task, request, request_free);

  if (!check (request, &error))
    g_task_return_error (task, error);
  else if (kind == SCALE && nodes > flo_fleet_get_wanted (fleet))
    check_growth (task);
  else
    write_request (task);
}

void
flo_engine_scale_async (FloEngine           *self,
                        FloFleet            *fleet,
                        guint                nodes,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  ask (self, fleet, SCALE, nodes, NULL, flo_engine_scale_async, cancellable, callback, user_data);
}

void
flo_engine_pause_async (FloEngine           *self,
                        FloFleet            *fleet,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  ask (self, fleet, PAUSE, 0, NULL, flo_engine_pause_async, cancellable, callback, user_data);
}

void
flo_engine_resume_async (FloEngine           *self,
                         FloFleet            *fleet,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  ask (self, fleet, RESUME, 0, NULL, flo_engine_resume_async, cancellable, callback, user_data);
}

void
flo_engine_take_over_async (FloEngine           *self,
                            FloFleet            *fleet,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  ask (self, fleet, TAKE_OVER, 0, NULL, flo_engine_take_over_async, cancellable, callback, user_data);
}

void
flo_engine_replace_node_async (FloEngine           *self,
                               FloFleet            *fleet,
                               const char          *node_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (node_id != NULL);

  ask (self, fleet, REPLACE_NODE, 0, node_id, flo_engine_replace_node_async, cancellable, callback, user_data);
}

void
flo_engine_drain_node_async (FloEngine           *self,
                             FloFleet            *fleet,
                             const char          *node_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (node_id != NULL);

  ask (self, fleet, DRAIN_NODE, 0, node_id, flo_engine_drain_node_async, cancellable, callback, user_data);
}

void
flo_engine_keep_node_async (FloEngine           *self,
                            FloFleet            *fleet,
                            const char          *node_id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (node_id != NULL);

  ask (self, fleet, KEEP_NODE, 0, node_id, flo_engine_keep_node_async, cancellable, callback, user_data);
}

void
flo_engine_move_async (FloEngine           *self,
                       FloFleet            *fleet,
                       const char          *zone,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (zone != NULL);

  ask (self, fleet, LEAVE_ZONE, 0, zone, flo_engine_move_async, cancellable, callback, user_data);
}

void
flo_engine_allow_zone_async (FloEngine           *self,
                             FloFleet            *fleet,
                             const char          *zone,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (zone != NULL);

  ask (self, fleet, USE_ZONE, 0, zone, flo_engine_allow_zone_async, cancellable, callback, user_data);
}

gboolean
flo_engine_request_finish (FloEngine     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
