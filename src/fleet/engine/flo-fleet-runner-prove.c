/* flo-fleet-runner-prove.c: the end of a fleet: AWS is asked again, and names nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "fleet/act/flo-fleet-key.h"
#include "fleet/engine/flo-fleet-runner-private.h"

/* A fleet is gone when AWS named nothing so often in a row. */
#define PROOFS 2
/* What was told a moment ago is among so many of the newest events. */
#define EVENTS_TO_READ 5


/* Returns: (transfer full): what "nothing is left" rests on */
static char *
describe_proof (FloFleetRunner *self)
{
  GPtrArray *unseen = self->observation->unseen;
  g_autoptr (GString) text = g_string_new ("AWS was asked again and names nothing of this fleet");

  for (guint i = 0; i < unseen->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "; the account may not ask for all: " : ", ",
                            (const char *) g_ptr_array_index (unseen, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Not before all that was told of it is shown: who follows the fleet looks away when it is destroyed. */
static void
events_listed_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  events = flo_event_log_list_finish (FLO_STORE (object), result, &error);
  if (events != NULL)
    flo_publisher_show_written (self->publisher, events, FLO_EVENT_MILESTONE);
  else
    g_message ("%s", error->message);

  flo_fleet_set_problem (self->fleet, NULL, AWS_ERROR_UNKNOWN);
  flo_fleet_set_state (self->fleet, FLO_FLEET_DESTROYED);
  flo_fleet_runner_end_turn (self, 0);
  g_signal_emit_by_name (self, "destroyed");
}

static void
end_written_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  GError *error = NULL;

  if (!flo_fleet_records_end_finish (FLO_STORE (object), result, &error))
    {
      flo_fleet_runner_fail_turn (self, "Write the fleet's end", error);
      return;
    }

  self->record->destroyed_at = g_get_real_time () / G_USEC_PER_SEC;
  flo_event_log_list_async (self->store, self->record->id, EVENTS_TO_READ, NULL, events_listed_cb, g_object_ref (self));
}

static void
key_deleted_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *proof = describe_proof (self);

  if (!flo_fleet_key_delete_finish (result, &error))
    g_message ("%s", error->message);

  flo_fleet_records_end_async (self->store, self->record->id, g_get_real_time () / G_USEC_PER_SEC,
                               "Destroyed: nothing is left", proof, NULL, end_written_cb, g_object_ref (self));
}

void
flo_fleet_runner_prove (FloFleetRunner *self,
                        const FloPlan  *plan)
{
  FloProgressStep steps[G_N_ELEMENTS (plan->steps)];

  if (++self->proofs < PROOFS)
    {
      flo_fleet_runner_end_turn (self, FLO_FLEET_RUNNER_MOVING / 2);
      return;
    }

  for (guint i = 0; i < plan->n_steps; i++)
    steps[i] = plan->steps[i];
  steps[plan->n_steps - 1].done = 1;
  flo_fleet_set_progress (self->fleet, steps, plan->n_steps);

  flo_fleet_key_delete_async (self->record->id, NULL, key_deleted_cb, g_object_ref (self));
}
