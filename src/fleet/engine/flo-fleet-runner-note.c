/* flo-fleet-runner-note.c: what a turn finds out about its fleet, and the row remembers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "fleet/engine/flo-fleet-runner-private.h"
#include "fleet/observe/flo-limit-record.h"


void
flo_fleet_runner_write_record (FloFleetRunner      *self,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (FloFleetRecord) record = flo_fleet_record_copy (self->record);

  record->destroy = self->record->destroy || self->destroy_asked;
  flo_fleet_records_update_async (self->store, record, NULL, callback, user_data);
}

static void
record_written_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!flo_fleet_records_update_finish (FLO_STORE (object), result, &error))
    g_message ("%s", error->message);
}

/* Since when it is so counts for the patience of the fallback, which outlives this process. */
static void
note_shortage (FloFleetRunner *self,
               const FloPlan  *plan)
{
  if (self->read_only || plan->short_of_spot == (self->record->short_since != 0))
    return;

  self->record->short_since = plan->short_of_spot ? g_get_real_time () : 0;
  flo_fleet_runner_write_record (self, record_written_cb, NULL);
}

static void
note_healthy (FloFleetRunner *self)
{
  const gboolean first = self->record->healthy_at == 0;
  g_autofree char *title = NULL;

  if (!first && !self->disturbed)
    return;
  self->disturbed = FALSE;

  title = g_strdup_printf (first ? "All %u nodes run" : "All %u nodes run again",
                           flo_fleet_get_wanted (self->fleet));
  flo_publisher_report (self->publisher, FLO_EVENT_MILESTONE, title, NULL, NULL, NULL);

  if (first && !self->read_only)
    {
      self->record->healthy_at = g_get_real_time () / G_USEC_PER_SEC;
      flo_fleet_runner_write_record (self, record_written_cb, NULL);
    }
}

void
flo_fleet_runner_note_plan (FloFleetRunner *self,
                            const FloPlan  *plan)
{
  note_shortage (self, plan);

  if (plan->complete && !self->record->destroy)
    note_healthy (self);
  if (!plan->complete)
    {
      self->disturbed = TRUE;
      self->proofs = 0;
    }
  self->steady = plan->driven != NULL ||
                 (!self->record->destroy && (plan->paused != NULL ||
                                             ((plan->complete || plan->only_checks_missing) && !plan->moving)));
}

/* A change is told, and what was found is kept, so that a restart neither looks again nor tells it twice. */
void
flo_fleet_runner_note_limits (FloFleetRunner *self)
{
  g_autofree char *title = NULL;
  g_autofree char *reason = NULL;

  if (!flo_limit_watch_take_news (self->limits, &title, &reason))
    return;

  if (title != NULL)
    flo_publisher_report (self->publisher, FLO_EVENT_ACTION, title, reason, NULL, NULL);
  g_free (self->record->maximum_prices);
  self->record->maximum_prices = flo_limit_record_write (flo_limit_watch_get_prices (self->limits));
  flo_fleet_runner_write_record (self, record_written_cb, NULL);
}
