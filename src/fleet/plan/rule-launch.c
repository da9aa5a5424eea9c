/* rule-launch.c: when a launch is over, and what becomes of one that fails
 *
 * While the fleet's row has a mark of its launch, the fleet is whole when its nodes have passed EC2's status checks, or run,
 * as the config has it. Being whole is concluded once, kept, and nothing is rolled back any more from then on.
 *
 * What is destroyed is lost, so it has to be certain that the fleet never was whole: somebody who did not look may have missed
 * it, and a node that was lost since looks like one that never came. Certain is who has looked all the time since the launch
 * was asked for; and everybody, when fewer nodes were ever launched, less those that never got through, than are wanted. Who is
 * not certain does not roll back, and says so. Nor is a fleet rolled back of which a person asked something, or that got
 * another config, while it was launched: it is in their hands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-launch"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-failure.h"
#include "fleet/plan/flo-launch-shortfall.h"
#include "fleet/plan/flo-planning.h"

#define NOT_ROLLED_BACK "The launch is not rolled back any more"


gboolean
flo_planning_waits_for_checks (FloPlanning *self)
{
  return self->in->launch != NULL && self->in->checks_problem == NULL &&
         self->in->config->launch.wait_for == FLO_WAIT_FOR_CHECKS;
}

/* Whether a node is what the launch waits for. @instance: (nullable) */
static gboolean
is_ready (const FloSeenInstance *instance)
{
  return instance != NULL && flo_seen_instance_has_passed (instance);
}

static const FloSeenInstance *
find_instance (FloPlanning       *self,
               const FloPlanSeat *seat)
{
  return seat->id != NULL && seat->seen ? flo_observation_find_instance (self->in->observation, seat->id) : NULL;
}

/* ---- nodes that run are not enough ---- */

void
flo_rule_launch_checks (FloPlanning *self)
{
  FloPlan *plan = self->plan;
  guint nodes = flo_planning_count_wanted (self);
  guint ready = 0;
  g_autofree char *title = NULL;

  if (!flo_planning_waits_for_checks (self))
    return;

  for (guint i = 0; i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      if (!seat->running)
        continue;
      if (is_ready (find_instance (self, seat)))
        ready++;
      else
        plan->checking++;
    }
  flo_planning_count (self, FLO_STEP_CHECKS, MIN (ready, nodes), nodes);
  if (!plan->complete || ready >= nodes)
    return;

  plan->complete = FALSE;
  plan->only_checks_missing = TRUE;
  title = g_strdup_printf ("Wait for %u node%s to pass EC2's status checks", nodes - ready, nodes - ready == 1 ? "" : "s");
  if (plan->actions->len == 0)
    flo_planning_wait (self, title, "they run; the checks take a few minutes after that");
}

/* ---- whether it is certain that the fleet never was whole ---- */

/* Instances that a call of ours brought. @known: (out): whether all that there ever were are among them */
static guint
count_ever_launched (FloPlanning *self,
                     gboolean    *known)
{
  FloHistory *history = self->in->history;
  guint n = 0;

  *known = self->in->config->mode != FLO_MODE_MANAGED;
  for (guint i = 0; i < flo_history_get_n (history); i++)
    {
      const FloPast *past = flo_history_get (history, i);
      JsonArray *instances = flo_json_get_array (past->result, "instances");

      if (past->kind != FLO_ACTION_CREATE_FLEET)
        continue;
      if (past->state == FLO_INTENT_DONE && instances == NULL)
        *known = FALSE;
      n += flo_json_length (instances);
    }

  return n;
}

/* Nodes that are as nodes are before they are ready for the first time. */
static guint
count_never_ready (FloPlanning *self)
{
  GPtrArray *instances = self->in->observation->instances;
  gboolean checks = flo_planning_waits_for_checks (self);
  guint n = 0;

  /* After a restart checks begin anew. */
  if (flo_history_count (self->in->history, FLO_ACTION_REBOOT_INSTANCE) > 0)
    checks = FALSE;
  for (guint i = 0; i < instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (instances, i);

      if (instance->state == FLO_SEEN_PENDING)
        n++;
      else if (checks && instance->state == FLO_SEEN_RUNNING && instance->checked_at != 0 && instance->passed_at == 0 &&
               (instance->system_check == FLO_CHECK_INITIALIZING || instance->instance_check == FLO_CHECK_INITIALIZING))
        n++;
    }

  return n;
}

static gboolean
was_never_whole (FloPlanning *self)
{
  gboolean known;
  guint ever;

  if (self->in->launch_watched)
    return TRUE;

  ever = count_ever_launched (self, &known);

  return known && ever - MIN (ever, count_never_ready (self)) < flo_planning_count_wanted (self);
}

/* ---- what becomes of it ---- */

static void
conclude (FloPlanning      *self,
          FloLaunchVerdict  verdict,
          const char       *title,
          char             *reason)    /* (transfer full) */
{
  self->plan->launch = verdict;
  self->plan->launch_title = g_strdup (title);
  self->plan->launch_reason = reason;
}

char *
flo_launch_describe_failure (const char *why)
{
  return g_strdup_printf ("%s All that was made for it is deleted, as launch.on_failure is \"rollback\".", why);
}

/* @why: (transfer full) */
static void
give_up (FloPlanning      *self,
         AwsErrorCategory  failure,
         char             *why)
{
  g_autofree char *owned = why;

  if (!was_never_whole (self))
    {
      conclude (self, FLO_LAUNCH_IS_KEPT, NOT_ROLLED_BACK,
                g_strdup_printf ("%s Flotilla did not look at it all the time since the launch, and it may have had all its "
                                 "nodes then: it goes on with those that it has.", owned));
      return;
    }

  self->plan->launch_failure = failure;
  conclude (self, FLO_LAUNCH_HAS_FAILED, FLO_LAUNCH_ROLLED_BACK, flo_launch_describe_failure (owned));
}

/* A node was not asked yet whether it passes: it may be the last one that is wanted. */
static gboolean
is_any_unasked (FloPlanning *self)
{
  for (guint i = 0; flo_planning_waits_for_checks (self) && i < self->seats->len; i++)
    {
      const FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);
      const FloSeenInstance *instance = find_instance (self, seat);

      if (seat->running && instance != NULL && instance->checked_at == 0)
        return TRUE;
    }

  return FALSE;
}

/* What is in the way, without that it is tried again. (transfer full) */
static char *
describe_trouble (FloPlanning *self)
{
  FloPlan *plan = self->plan;
  FloAction *first = plan->actions->len > 0 ? g_ptr_array_index (plan->actions, 0) : NULL;
  const FloPast *last = NULL;
  g_autofree char *what = NULL;

  if (first != NULL && flo_history_failures (self->in->history, flo_action_get_kind (first), &last) > 0)
    what = flo_failure_describe_end (flo_action_get_title (first), plan->category,
                                     flo_json_get_string (last->result, "message"));

  return g_strdup_printf ("it cannot go on by itself: %s", what != NULL ? what : plan->problem);
}

static void
be_over (FloPlanning *self)
{
  if (self->in->checks_problem != NULL && self->in->config->launch.wait_for == FLO_WAIT_FOR_CHECKS)
    conclude (self, FLO_LAUNCH_IS_OVER, "The launch does not wait for status checks",
              g_strdup (self->in->checks_problem));
  else
    conclude (self, FLO_LAUNCH_IS_OVER, NULL, NULL);
}

static void
be_late (FloPlanning *self)
{
  gint64 minutes = self->in->config->launch.timeout_minutes;
  g_autofree char *shortfall = flo_launch_shortfall_describe (self);
  g_autofree char *late = g_strdup_printf ("it is not over after %" G_GINT64_FORMAT " minute%s: %s", minutes,
                                           minutes == 1 ? "" : "s", shortfall);

  if (self->in->launch->roll_back)
    give_up (self, flo_launch_shortfall_get_category (self), g_steal_pointer (&late));
  else if (was_never_whole (self))
    conclude (self, FLO_LAUNCH_IS_LATE, "Not all nodes are there in time",
              g_strdup_printf ("%s It goes on, as launch.on_failure is \"keep\".", late));
}

/* Somebody asked something of the fleet, or gave it another config, since it was launched. */
static gboolean
is_in_hand (FloPlanning *self)
{
  return self->in->revision.number > 1 || (self->in->wishes != NULL && !flo_wishes_is_empty (self->in->wishes));
}

/* What the other computer launches is in no journal here: whether the fleet was whole there nobody can tell here, now or when
 * it is driven here again. */
static void
leave_to_other (FloPlanning *self)
{
  if (self->in->launch->roll_back)
    conclude (self, FLO_LAUNCH_IS_KEPT, NOT_ROLLED_BACK,
              g_strdup ("Another computer has driven the fleet since it was launched: it is in other hands now."));
}

void
flo_rule_launch (FloPlanning *self)
{
  const FloLaunchMark *mark = self->in->launch;
  FloPlan *plan = self->plan;

  if (mark == NULL || mark->failed)
    return;

  if (self->in->driven_elsewhere)
    leave_to_other (self);
  else if (plan->complete)
    be_over (self);
  /* It goes on here in a while. */
  else if (self->in->driven != NULL)
    return;
  else if (mark->roll_back && is_in_hand (self))
    {
      conclude (self, FLO_LAUNCH_IS_KEPT, NOT_ROLLED_BACK,
                g_strdup ("Somebody asked something of the fleet while it was launched: it is in their hands now. It goes on "
                          "with the nodes that it has."));
    }
  else if (plan->look_closer || plan->paused != NULL)
    {
      return;
    }
  else if (is_any_unasked (self))
    {
      /* Known in a moment, and then perhaps nobody has to help any more. */
      plan->blocked = plan->blocked && !mark->roll_back;
    }
  else if (mark->roll_back && plan->blocked && flo_failure_ends_launch (plan->category, G_MAXUINT))
    {
      give_up (self, plan->category, describe_trouble (self));
    }
  else if (mark->deadline != 0 && self->in->now >= mark->deadline * G_USEC_PER_SEC && !mark->late)
    {
      plan->look_closer = !self->in->observation->full;
      if (!plan->look_closer)
        be_late (self);
    }
}
