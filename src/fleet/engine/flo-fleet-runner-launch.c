/* flo-fleet-runner-launch.c: a launch until it is over: what was concluded of it is kept before anything else is done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "fleet/engine/flo-fleet-runner-private.h"
#include "fleet/plan/flo-failure.h"
#include "store/flo-launch-records.h"

/* Who has not looked for longer than this may have missed something, in Unix microseconds. */
#define LONGEST_GAP (5 * 60 * G_USEC_PER_SEC)
/* What was told a moment ago is among so many of the newest events. */
#define EVENTS_TO_READ 20

/* What the row is to say of the launch, on its way there. */
typedef struct
{
  FloFleetRunner *self;    /* (owned) */
  char *after;             /* (owned) (nullable) */
  gboolean told;
} Move;


void
flo_fleet_runner_set_launched (FloFleetRunner *self)
{
  g_return_if_fail (FLO_IS_FLEET_RUNNER (self));

  self->watched = TRUE;
  self->looked_at = g_get_real_time ();
}

void
flo_fleet_runner_note_look (FloFleetRunner *self)
{
  self->watched = self->watched && self->observation->time - self->looked_at <= LONGEST_GAP;
  self->looked_at = self->observation->time;
}

static void
read_mark (FloFleetRunner *self)
{
  g_clear_pointer (&self->launch, flo_launch_mark_free);
  /* It had all its nodes once, whatever else the row says. */
  if (self->record->healthy_at == 0)
    self->launch = flo_launch_mark_read (self->record->launch);
  if (self->launch != NULL && self->launch->failed)
    flo_fleet_set_rolled_back (self->fleet, self->launch->failure);
}

void
flo_fleet_runner_take_launch (FloFleetRunner *self,
                              const char     *launch)
{
  if (g_strcmp0 (launch, self->record->launch) != 0)
    {
      g_free (self->record->launch);
      self->record->launch = g_strdup (launch);
    }
  else if (launch == NULL || self->launch != NULL)
    {
      return;
    }

  read_mark (self);
}

/* ---- what becomes of it ---- */

static void
move_free (Move *move)
{
  g_object_unref (move->self);
  g_free (move->after);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

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
    flo_publisher_show_written (self->publisher, events, FLO_EVENT_PROBLEM);
  else
    g_message ("%s", error->message);

  flo_fleet_runner_end_turn (self, 0);
}

/* The next turn goes on from what the row says now. */
static void
moved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Move) move = user_data;
  FloFleetRunner *self = move->self;
  GError *error = NULL;

  if (!flo_launch_records_move_finish (FLO_STORE (object), result, &error))
    {
      flo_fleet_runner_fail_turn (self, "Record how the launch stands", error);
      return;
    }

  flo_fleet_runner_take_launch (self, move->after);
  self->steady = FALSE;
  self->delay = FLO_FLEET_RUNNER_MOVING;
  if (move->told)
    flo_event_log_list_async (self->store, self->record->id, EVENTS_TO_READ, NULL, events_listed_cb, g_object_ref (self));
  else
    flo_fleet_runner_end_turn (self, 0);
}

static void
move_launch (FloFleetRunner   *self,
             FloLaunchVerdict  verdict,
             AwsErrorCategory  failure,
             const char       *title,
             const char       *reason)
{
  g_autoptr (FloLaunchMark) mark = flo_launch_mark_copy (self->launch);
  Move *move = g_new0 (Move, 1);
  FloLaunchMove written = {
    .before = self->record->launch,
    .destroy = verdict == FLO_LAUNCH_HAS_FAILED,
    .kind = flo_event_kind_get_word (FLO_EVENT_PROBLEM),
    .title = title,
    .reason = reason,
  };

  mark->late |= verdict == FLO_LAUNCH_IS_LATE;
  mark->roll_back &= verdict != FLO_LAUNCH_IS_KEPT;
  mark->failed = verdict == FLO_LAUNCH_HAS_FAILED;
  mark->failure = failure;
  move->self = g_object_ref (self);
  move->told = title != NULL;
  if (verdict != FLO_LAUNCH_IS_OVER)
    move->after = flo_launch_mark_write (mark);
  written.after = move->after;

  flo_launch_records_move_async (self->store, self->record->id, &written, NULL, moved_cb, move);
}

gboolean
flo_fleet_runner_keep_launch (FloFleetRunner *self,
                              const FloPlan  *plan)
{
  if (plan->launch == FLO_LAUNCH_GOES_ON || self->launch == NULL || self->read_only || self->stopping ||
      self->record->destroy)
    return FALSE;

  move_launch (self, plan->launch, plan->launch_failure, plan->launch_title, plan->launch_reason);

  return TRUE;
}

/* Without an image nothing was launched, ever: there is nothing that could have been whole. */
gboolean
flo_fleet_runner_give_up_launch (FloFleetRunner *self,
                                 const char     *what,
                                 const GError   *error)
{
  AwsErrorCategory category = error->domain == AWS_ERROR ? (AwsErrorCategory) error->code : AWS_ERROR_UNKNOWN;
  g_autofree char *problem = NULL;
  g_autofree char *reason = NULL;

  if (self->launch == NULL || !self->launch->roll_back || self->read_only || self->stopping || self->record->destroy ||
      !flo_failure_ends_launch (category, self->troubles + 1))
    return FALSE;

  problem = flo_failure_describe_end (what, category, error->message);
  reason = flo_launch_describe_failure (problem);
  move_launch (self, FLO_LAUNCH_HAS_FAILED, category, FLO_LAUNCH_ROLLED_BACK, reason);

  return TRUE;
}
