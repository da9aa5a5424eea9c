/* flo-fleet-runner-lease.c: whether the fleet is ours to change, the first thing in a turn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "fleet/engine/flo-fleet-runner-private.h"
#include "fleet/flo-fleet-json.h"

/* Nodes live, as it was seen last, or were seen some time ago. */
static gboolean
has_had_nodes (FloFleetRunner *self)
{
  GListModel *nodes = flo_fleet_get_nodes (self->fleet);
  const gint64 before = (g_get_real_time () - FLO_HISTORY_PATIENCE) / G_USEC_PER_SEC;

  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr (FloNode) node = g_list_model_get_item (nodes, i);

      if (flo_node_get_state (node) < FLO_NODE_STOPPING || flo_node_get_launched_at (node) <= before)
        return TRUE;
    }

  return FALSE;
}

/* A group cannot go while a node is in it. Without nodes: the journal has a group that we made, some time ago, and did not
 * delete. Of a fleet that was adopted the journal has none. */
static gboolean
has_had_group (FloFleetRunner *self)
{
  const gint64 now = g_get_real_time ();

  if (has_had_nodes (self))
    return TRUE;

  for (guint i = flo_history_get_n (self->history); i > 0; i--)
    {
      const FloPast *past = flo_history_get (self->history, i - 1);
      const char *id = flo_json_get_string (past->result, "id");

      if (past->kind == FLO_ACTION_CREATE_SECURITY_GROUP && past->state == FLO_INTENT_DONE && id != NULL)
        return now - past->finished_at >= FLO_HISTORY_PATIENCE &&
               !flo_history_was_deleted (self->history, FLO_ACTION_DELETE_SECURITY_GROUP, id);
    }

  return FALSE;
}

/* Told when it changes, but not with each renewal. */
static void
report_change (FloFleetRunner *self)
{
  FloTenureStanding standing = flo_tenure_get_standing (flo_lease_keeper_get_tenure (self->lease));
  g_autofree char *why = flo_lease_keeper_describe (self->lease);

  if (standing == self->standing)
    return;

  if (standing == FLO_TENURE_OTHERS || standing == FLO_TENURE_GONE)
    flo_publisher_report (self->publisher, FLO_EVENT_PROBLEM, "Another computer drives this fleet", why, NULL, NULL);
  else if (standing == FLO_TENURE_CLAIMED && self->standing != FLO_TENURE_UNKNOWN)
    flo_publisher_report (self->publisher, FLO_EVENT_ACTION, "Take the fleet over from another computer", why, NULL, NULL);
  else if (standing == FLO_TENURE_HELD && self->standing != FLO_TENURE_UNKNOWN && self->standing != FLO_TENURE_OPEN)
    flo_publisher_report (self->publisher, FLO_EVENT_MILESTONE, "This computer drives the fleet", NULL, NULL, NULL);
  if (standing == FLO_TENURE_HELD || standing == FLO_TENURE_OPEN)
    self->steady = FALSE;
  self->standing = standing;
}

/* Returns: (transfer full) (nullable): why nothing is done here; NULL: this computer drives it, or nobody does */
static char *
describe_seen (FloFleetRunner *self,
               const FloLease *seen)
{
  g_autofree char *who = flo_lease_describe (seen);

  if (g_str_equal (seen->computer, self->driver->computer))
    return seen->state < FLO_LEASE_DRIVES ? g_strdup_printf ("Being taken over by %s", who) : NULL;
  if (seen->state == FLO_LEASE_LEFT && flo_wishes_wants_take_over (self->wishes))
    return g_strdup_printf ("Driven by %s; being taken over", who);

  return g_strdup_printf ("Driven by %s; read-only here", who);
}

void
flo_fleet_runner_show_lease (FloFleetRunner *self)
{
  FloTenure *tenure = flo_lease_keeper_get_tenure (self->lease);
  g_autoptr (FloLease) seen = NULL;
  g_autofree char *why = NULL;

  if (!self->read_only)
    {
      report_change (self);
      why = flo_lease_keeper_describe (self->lease);
      flo_fleet_set_lease (self->fleet, flo_tenure_get_seen (tenure), why);
      return;
    }

  /* Who only looks on has one look, and finds in it who drives the fleet. */
  seen = self->observation->lease != NULL ? flo_lease_parse (self->observation->lease) : NULL;
  why = seen != NULL ? describe_seen (self, seen) : NULL;
  flo_fleet_set_lease (self->fleet, seen, why);
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  g_autofree char *why = NULL;
  GError *error = NULL;

  if (!flo_lease_keeper_refresh_finish (self->lease, result, &error) && !flo_lease_keeper_may_act (self->lease))
    {
      flo_fleet_runner_fail_turn (self, "Look who drives the fleet", error);
      return;
    }
  g_clear_error (&error);

  flo_fleet_runner_forget_take_over (self);
  flo_fleet_runner_show_lease (self);
  flo_fleet_runner_go_on (self);
}

void
flo_fleet_runner_refresh_lease (FloFleetRunner *self)
{
  FloTenure *tenure = flo_lease_keeper_get_tenure (self->lease);

  if (self->read_only || self->stopping)
    {
      flo_fleet_runner_go_on (self);
      return;
    }

  flo_tenure_take_over (tenure, flo_wishes_wants_take_over (self->wishes));
  flo_tenure_hasten (tenure, self->record->destroy);
  /* What is to go needs nothing that could be missing. */
  flo_tenure_expect (tenure, !self->record->destroy && has_had_group (self));
  flo_lease_keeper_refresh_async (self->lease, self->cancellable, refreshed_cb, g_object_ref (self));
}

/* ---- before something is asked of the fleet ---- */

static void
known_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloFleetRunner *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!flo_lease_keeper_refresh_finish (self->lease, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  flo_fleet_runner_show_lease (self);
  g_task_return_boolean (task, TRUE);
}

void
flo_fleet_runner_know_lease_async (FloFleetRunner      *self,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FLO_IS_FLEET_RUNNER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, flo_fleet_runner_know_lease_async);
  if (self->read_only ||
      flo_tenure_get_standing (flo_lease_keeper_get_tenure (self->lease)) != FLO_TENURE_UNKNOWN)
    g_task_return_boolean (task, TRUE);
  else
    flo_lease_keeper_refresh_async (self->lease, self->cancellable, known_cb, g_object_ref (task));
}

gboolean
flo_fleet_runner_know_lease_finish (FloFleetRunner  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- the end ---- */

static void
released_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;

  flo_lease_keeper_release_finish (FLO_LEASE_KEEPER (object), result);
  self->releasing = FALSE;
  flo_fleet_runner_return_all (&self->stops);
}

void
flo_fleet_runner_end_stops (FloFleetRunner *self)
{
  if (self->stops.length == 0 || self->in_turn || self->aside > 0 || self->releasing)
    return;

  self->releasing = TRUE;
  flo_lease_keeper_release_async (self->lease, released_cb, g_object_ref (self));
}
