/* plan-life.c: a world, played: what is planned is carried out in a small model of EC2, and what goes wrong there goes wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "plan-promises.h"

#include <stdio.h>
#include <string.h>

#include "fleet/act/flo-recovery.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-failure.h"

#define MINUTE 60
#define HOUR 3600
/* A node's volume of 20 GiB and its public address, an hour. */
#define EXTRAS 7192
#define VOLUME 2192
#define CALL_SECONDS 1
#define LOOK_EVERY 15
#define WEEK (7 * 24 * HOUR)
#define SECONDS_OF_LOOKS (2 * (FLO_RECOVERY_LOOKS - 1))


/* ---- what is true of a plan ---- */

static FloPlan *
make_plan (Life           *self,
           FloObservation *picture,
           FloMarket      *market)
{
  const FloPlanInput input = {
    .fleet_id = CLOUD_FLEET,
    .owner = "me@here",
    .config = self->config,
    .revision = self->revision,
    .destroy = self->destroy,
    .observation = picture,
    .history = self->history,
    .market = self->destroy ? NULL : market,
    .image = { "ami-1", "x86_64", "/dev/xvda" },
    .public_key = "ssh-ed25519 AAAA",
    .spend = cloud_get_spend (self->cloud),
    .overall = &self->overall,
    .short_since = self->short_since,
    .now = life_get_time (self),
    .reclaims = self->reclaims,
    .score = cloud_get_score (self->cloud),
    .launch = self->mark,
    .launch_watched = self->watched,
  };

  flo_reclaims_look (self->reclaims, picture);

  return flo_planner_plan (&input);
}

static void
check_same (Life           *self,
            const FloPlan  *plan,
            FloObservation *picture,
            FloMarket      *market)
{
  g_autoptr (FloPlan) again = make_plan (self, picture, market);
  g_autofree char *one = life_write_plan (plan);
  g_autofree char *other = life_write_plan (again);

  if (!g_str_equal (one, other))
    break_promise (self, "the same gives another plan:\n%s\n%s", one, other);
}

/* ---- what is true of the fleet ---- */

typedef struct
{
  guint spot, on_demand;     /* those that count: they live, and are not about to go */
  guint running;
  guint standbys, off;       /* all of them; those that are stopped */
  FloMoney rate;
  FloMoney extras;         /* besides */
} Count;

static gboolean
counts (Life            *self,
        const CloudNode *node)
{
  gint64 now = cloud_get_now (self->cloud);

  return (node->ended_at < 0 || (node->notice_at >= 0 && now < node->ended_at - self->config->interruption.drain_seconds)) &&
         !node->asked;
}

static Count
count_nodes (Life *self)
{
  Count count = { 0 };

  for (guint i = 0; i < cloud_get_n_nodes (self->cloud); i++)
    {
      const CloudNode *node = cloud_get_node (self->cloud, i);

      if (!counts (self, node))
        continue;
      count.standbys += node->standby;
      count.off += node->off_at >= 0;
      count.extras += node->off_at >= 0 ? VOLUME : EXTRAS;
      if (node->off_at < 0)
        count.rate += cloud_get_price (self->cloud, node->type, node->zone, node->spot);
      if (node->standby)
        continue;
      count.spot += node->spot;
      count.on_demand += !node->spot;
      count.running += cloud_get_now (self->cloud) >= node->running_at;
    }

  return count;
}

/* A launch whose answer was lost, and whose repetition was refused, is looked for a while; what AWS shows only later is
 * launched twice, and one of them ends when it is seen. */
static gboolean
may_be_double (Life *self)
{
  for (guint i = 0; i < self->world->faults->len; i++)
    if (g_array_index (self->world->faults, WorldFault, i).kind == WORLD_LOST_AFTER)
      return self->world->delay > SECONDS_OF_LOOKS;

  return FALSE;
}

/* Between a plan and its call. */
static gboolean
have_prices_moved (Life *self)
{
  gint64 now = cloud_get_now (self->cloud), before = now - CALL_SECONDS;

  for (guint i = 0; i < self->world->events->len; i++)
    {
      const WorldEvent *event = &g_array_index (self->world->events, WorldEvent, i);
      gint64 end = MIN (event->at + event->seconds, self->world->trouble);

      if (event->kind == WORLD_PRICE && ((event->at > before && event->at <= now) || (end > before && end <= now)))
        return TRUE;
    }

  return FALSE;
}

/* What a spot node may cost that is launched. */
static FloMoney
get_highest_price (Life *self)
{
  return self->config->price.stop_at > 0 ? self->config->price.stop_at * 95 / 100 : G_MAXINT64;
}

/* Whether no pool costs more than nodes are to stop at. */
static gboolean
is_cheap (Life *self)
{
  for (gint64 z = 0; z < self->world->n_zones; z++)
    for (gint64 t = 0; t < self->world->n_types; t++)
      if (cloud_get_price (self->cloud, t, z, TRUE) > self->config->price.stop_at)
        return FALSE;

  return TRUE;
}

/* Somebody changes the config. */
static void
revise (Life *self)
{
  if (self->world->revised_at == 0 || self->revision.number > 1 ||
      cloud_get_now (self->cloud) < self->world->revised_at)
    return;

  self->revision = (FloRevision) { 2, 2 };
  self->steady = FALSE;
}

/* With those that stand by. */
static guint
get_nodes (Life *self)
{
  return (guint) (self->config->capacity.nodes + self->config->availability.spares);
}

/* So many of each market at a time have a successor because the config was changed. */
static guint
count_revised (Life *self)
{
  return self->revision.number > 1 ? MAX (get_nodes (self) / 10, 1) : 0;
}

/* So many nodes more may be there, because they take the place of others and these end a while later. */
static guint
count_moves (Life *self)
{
  const FloPast *open = flo_history_find_open (self->history);
  guint n = flo_history_get_moves (self->history)->len;
  guint tenth = MAX (get_nodes (self) / 10, 1);

  n += open != NULL && flo_json_get_array (open->parameters, "moves") != NULL;

  return MIN (n, MAX (get_nodes (self) / 5, 2) + (self->config->price.move ? tenth : 0)) +
         (self->config->price.at_stop == FLO_AT_STOP_END ? tenth : 0) + count_revised (self);
}

static gboolean
is_all_spent (Life *self)
{
  const FloOverallBudget *all = &self->overall;

  return all->per_day > 0 && cloud_get_spend (self->cloud).today + all->others_today >= all->per_day;
}

/* Some budget of the fleet's own, or of all. */
static gboolean
is_spent (Life *self)
{
  FloSpend spend = cloud_get_spend (self->cloud);
  const FloConfig *config = self->config;

  return is_all_spent (self) || (config->budget.per_day > 0 && spend.today >= config->budget.per_day) ||
         (config->budget.total > 0 && spend.total >= config->budget.total);
}

static void
check_fleet (Life          *self,
             FloActionKind  kind,
             const Count   *before)
{
  Count after = count_nodes (self);
  const FloConfig *config = self->config;
  const FloOverallBudget *all = &self->overall;
  guint base = (guint) config->capacity.on_demand_base;

  if (after.standbys > before->standbys && !may_be_double (self) &&
      after.standbys > config->availability.standbys * (self->revision.number > 1 ? 2 : 1))
    break_promise (self, "%u standbys are there, %" G_GINT64_FORMAT " are wanted", after.standbys, config->availability.standbys);
  if (kind == FLO_ACTION_STOP_INSTANCE && after.off > before->off && before->running < get_nodes (self) &&
      before->running + before->standbys - before->off <= config->capacity.nodes && !is_spent (self))
    break_promise (self, "a standby is stopped while %u nodes run, and %" G_GINT64_FORMAT " are wanted", before->running,
                   config->capacity.nodes);
  if ((kind == FLO_ACTION_CREATE_FLEET || kind == FLO_ACTION_START_INSTANCE) && !may_be_double (self) &&
      (after.spot + after.on_demand > before->spot + before->on_demand || after.standbys > before->standbys ||
       after.off < before->off))
    {
      if (after.spot > get_nodes (self) - base + count_moves (self))
        break_promise (self, "%u spot nodes are launched or run, %u of %u are wanted", after.spot, get_nodes (self) - base,
                       get_nodes (self));
      if (after.on_demand > base + config->fallback.nodes + count_revised (self))
        break_promise (self, "%u on-demand nodes are launched or run, %u and %" G_GINT64_FORMAT " stand-ins are allowed",
                       after.on_demand, base, config->fallback.nodes);
      if (config->budget.per_hour > 0 && !have_prices_moved (self) && after.rate + after.extras > config->budget.per_hour)
        break_promise (self, "an hour costs %" G_GINT64_FORMAT " after a launch, its budget is %" G_GINT64_FORMAT,
                       after.rate + after.extras, config->budget.per_hour);
      if (all->per_hour > 0 && !have_prices_moved (self) && after.rate + after.extras + all->others_per_hour > all->per_hour)
        break_promise (self, "an hour costs %" G_GINT64_FORMAT " after a launch, and the other fleets %" G_GINT64_FORMAT
                       "; the budget of all is %" G_GINT64_FORMAT, after.rate + after.extras, all->others_per_hour, all->per_hour);
      if (all->per_hour > 0 && all->others_unknown)
        break_promise (self, "a node is launched before it is known what the other fleets cost");
      if (all->per_hour > 0 && !have_prices_moved (self) && after.rate + after.extras > self->claim)
        break_promise (self, "an hour costs %" G_GINT64_FORMAT " after a launch, only %" G_GINT64_FORMAT " were claimed",
                       after.rate + after.extras, self->claim);
      if (is_all_spent (self))
        break_promise (self, "the budget of all fleets is spent, and a node is launched");
      if (is_spent (self))
        break_promise (self, "the budget is spent, and a node is launched");
      if (config->price.stop_at > 0 && after.on_demand == before->on_demand && after.spot > before->spot && !have_prices_moved (self) &&
          after.rate - before->rate > (after.spot - before->spot) * get_highest_price (self))
        break_promise (self, "%u spot nodes more cost %" G_GINT64_FORMAT " more an hour, beyond what they are to stop at",
                       after.spot - before->spot, after.rate - before->rate);
    }
  if (kind == FLO_ACTION_TERMINATE_INSTANCES && !self->destroy &&
      after.spot + after.on_demand < config->capacity.nodes && after.spot + after.on_demand < before->spot + before->on_demand &&
      !(config->price.stop_at > 0 && config->price.at_stop == FLO_AT_STOP_END && !is_cheap (self)) &&
      !(config->budget.per_hour > 0 && before->rate + before->extras > config->budget.per_hour) && !is_spent (self))
    break_promise (self, "nodes are ended until %u are left, %" G_GINT64_FORMAT " are wanted", after.spot + after.on_demand,
                   config->capacity.nodes);
}

/* ---- how it goes on ---- */

static void
write_journal (Life          *self,
               gint64         intent,
               FloActionKind  kind,
               const char    *token,
               JsonObject    *parameters,
               FloIntentState state,
               JsonObject    *result,
               gint64         created_at)
{
  g_autofree char *written = flo_json_to_text (parameters);
  g_autofree char *answer = result != NULL ? flo_json_to_text (result) : NULL;
  const FloIntent entry = {
    .id = intent, .fleet_id = (char *) CLOUD_FLEET, .action = (char *) flo_action_kind_get_word (kind),
    .token = (char *) token, .parameters = written, .state = state, .result = answer,
    .created_at = created_at, .finished_at = state == FLO_INTENT_OPEN ? 0 : life_get_time (self),
  };

  flo_history_add (self->history, &entry);
  if (self->tell)
    printf ("# %6" G_GINT64_FORMAT " %s %s %s → %s %s\n", cloud_get_now (self->cloud), flo_action_kind_get_word (kind),
            token, written, state == FLO_INTENT_OPEN ? "open" : state == FLO_INTENT_DONE ? "done" : "failed", answer);
}

static void
perform (Life          *self,
         gint64         intent,
         FloActionKind  kind,
         const char    *token,
         JsonObject    *parameters)
{
  const Count before = count_nodes (self);
  gint64 created_at = life_get_time (self);
  gboolean repeated = flo_history_find_open (self->history) != NULL;
  g_autoptr (JsonObject) result = NULL;
  g_autofree char *problem = NULL;
  FloIntentState state;

  cloud_advance (self->cloud, cloud_get_now (self->cloud) + CALL_SECONDS);
  if (!cloud_perform (self->cloud, kind, token, parameters, &state, &result, &problem))
    state = FLO_INTENT_OPEN;
  /* A refusal without instances and errors says nothing of the first attempt. */
  if (repeated && state == FLO_INTENT_FAILED && !json_object_has_member (result, "errors"))
    state = FLO_INTENT_OPEN;
  write_journal (self, intent, kind, token, parameters, state, result, created_at);
  if (problem != NULL)
    break_promise (self, "%s", problem);
  check_fleet (self, kind, &before);
  self->looks = 0;
}

static void
act (Life      *self,
     FloAction *action)
{
  g_autoptr (JsonObject) parameters = flo_json_from_text (flo_action_get_parameters (action));

  if (parameters == NULL)
    parameters = json_object_new ();
  if (strstr (flo_action_get_parameters (action), "\"?\"") != NULL)
    break_promise (self, "\"%s\" is to be done with an id that nobody knows", flo_action_get_title (action));
  perform (self, ++self->last_intent, flo_action_get_kind (action), flo_action_get_token (action), parameters);
}

static void
recover (Life           *self,
         const FloPast  *open,
         FloObservation *picture)
{
  g_autofree char *text = NULL;
  FloRecovery what = flo_recovery_decide (open, picture, self->destroy, self->looks, &text);
  g_autoptr (JsonObject) result = flo_json_from_text (text);
  g_autoptr (JsonObject) parameters = json_object_ref (open->parameters);
  g_autofree char *token = g_strdup (open->token);

  if (what == FLO_RECOVERY_LOOK)
    self->looks++;
  else if (what == FLO_RECOVERY_REPEAT)
    perform (self, open->intent, open->kind, token, parameters);
  else
    write_journal (self, open->intent, open->kind, token, parameters,
                   what == FLO_RECOVERY_FOUND ? FLO_INTENT_DONE : FLO_INTENT_FAILED, result, open->created_at);
  if (what != FLO_RECOVERY_REPEAT)
    cloud_advance (self->cloud, cloud_get_now (self->cloud) + 2);
}

/* ---- how the launch ends ---- */

/* Every third launch is watched, every third not, of every third nothing is remembered. */
static void
begin_launch (Life *self)
{
  if (self->world->seed % 3 == 0)
    return;

  self->mark = flo_launch_mark_new (self->config, CLOUD_START);
  self->mark->deadline = CLOUD_START + self->world->trouble / 2;
  self->mark->roll_back = self->world->seed % 4 != 0;
  self->watched = self->world->seed % 3 == 1;
}

/* The most nodes that ever ran at a time, whoever looked. */
static guint
find_most_running (Life *self)
{
  guint most = 0;

  for (guint i = 0; i < cloud_get_n_nodes (self->cloud); i++)
    {
      gint64 time = cloud_get_node (self->cloud, i)->running_at;
      guint n = 0;

      for (guint k = 0; time <= cloud_get_now (self->cloud) && k < cloud_get_n_nodes (self->cloud); k++)
        {
          const CloudNode *node = cloud_get_node (self->cloud, k);

          n += !node->standby && node->running_at <= time && (node->ended_at < 0 || time < node->ended_at);
        }
      most = MAX (most, n);
    }

  return most;
}

/* Returns: whether something was concluded: the turn is over then */
static gboolean
conclude (Life          *self,
          const FloPlan *plan)
{
  if (plan->launch == FLO_LAUNCH_GOES_ON)
    return FALSE;
  if (self->mark == NULL)
    break_promise (self, "something becomes of a launch that is over");
  else if (plan->launch != FLO_LAUNCH_IS_OVER && (!life_is_text (plan->launch_title) || !life_is_text (plan->launch_reason)))
    break_promise (self, "a launch has no reason for what becomes of it");
  if (self->broken != NULL)
    return TRUE;

  if (self->tell)
    printf ("# %6" G_GINT64_FORMAT " launch %d: %s\n", cloud_get_now (self->cloud), plan->launch, plan->launch_reason);
  switch (plan->launch)
    {
    case FLO_LAUNCH_IS_OVER:
      if (!self->watched && cloud_get_now (self->cloud) < self->world->trouble)
        return FALSE;
      g_clear_pointer (&self->mark, flo_launch_mark_free);
      break;
    case FLO_LAUNCH_IS_KEPT:
      self->mark->roll_back = FALSE;
      break;
    case FLO_LAUNCH_IS_LATE:
      self->mark->late = TRUE;
      break;
    case FLO_LAUNCH_HAS_FAILED:
      if (!self->mark->roll_back)
        break_promise (self, "a launch is rolled back that is to be kept");
      if (!self->watched && find_most_running (self) >= get_nodes (self))
        break_promise (self, "a launch is rolled back, and all %u nodes ran once", get_nodes (self));
      self->rolled_back = TRUE;
      break;
    case FLO_LAUNCH_GOES_ON:
    default:
      g_assert_not_reached ();
    }

  return TRUE;
}

/* One turn. @until: no longer than that is waited. Returns: whether all is done */
static gboolean
turn (Life   *self,
      gint64  until)
{
  gint64 now = cloud_get_now (self->cloud);
  const FloPast *open = flo_history_find_open (self->history);
  g_autoptr (FloObservation) picture = NULL;
  g_autoptr (FloMarket) market = NULL;
  g_autoptr (FloPlan) plan = NULL;
  FloAction *first;
  gint64 wait;

  revise (self);
  picture = cloud_observe (self->cloud, !self->steady || open != NULL || self->destroy);
  if (open != NULL)
    {
      recover (self, open, picture);
      return FALSE;
    }

  market = cloud_make_market (self->cloud);
  self->overall = cloud_get_overall (self->cloud);
  plan = make_plan (self, picture, market);
  self->claim = plan->claim;
  if (plan->look_closer)
    {
      if (!self->steady)
        break_promise (self, "the picture is full, and a closer look is wanted");
      self->steady = FALSE;
      return FALSE;
    }
  life_check_actions (self, plan);
  life_check_standbys (self, plan, picture);
  if (self->n_plans++ % 8 == 0)
    check_same (self, plan, picture, market);

  if (conclude (self, plan))
    return FALSE;

  if (!plan->short_of_spot)
    self->short_since = 0;
  else if (self->short_since == 0)
    self->short_since = life_get_time (self);
  self->steady = plan->complete && !plan->moving;

  wait = (plan->wait_until + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC - CLOUD_START;
  first = plan->actions->len > 0 ? g_ptr_array_index (plan->actions, 0) : NULL;
  if (first != NULL && flo_action_get_kind (first) != FLO_ACTION_WAIT && life_get_time (self) >= plan->wait_until)
    {
      if (self->tell)
        printf ("# %6" G_GINT64_FORMAT " %s: %s\n", now, flo_action_get_title (first), flo_action_get_reason (first));
      act (self, first);
    }
  else if (plan->complete)
    {
      until = MIN (until, cloud_find_event (self->cloud));
      if (wait > now)
        until = MIN (until, wait);
      /* It waits for something that it does not know the time of. */
      cloud_advance (self->cloud, MAX (now + 1, plan->moving || (first != NULL && wait <= now) ? MIN (until, now + MINUTE) : until));
      return !plan->moving;
    }
  else
    {
      if (self->tell)
        printf ("# %6" G_GINT64_FORMAT " waits: %s\n", now, plan->problem != NULL ? plan->problem : first != NULL ? flo_action_get_title (first) : "?");
      cloud_advance (self->cloud, MAX (now + 1, MIN (until, wait > now && wait < now + LOOK_EVERY ? wait : now + LOOK_EVERY)));
    }

  return FALSE;
}

/* Whether a fleet without trouble can be whole: there is no budget to keep it small, and enough zones are within its price
 * limit. */
static gboolean
can_be_whole (Life *self)
{
  gint64 n_zones = 0;

  for (gint64 z = 0; z < self->world->n_zones; z++)
    for (gint64 t = 0; t < self->world->n_types; t++)
      if (cloud_get_price (self->cloud, t, z, TRUE) * 100 <=
          cloud_get_price (self->cloud, t, z, FALSE) * self->world->price_percent &&
          cloud_get_price (self->cloud, t, z, TRUE) <= get_highest_price (self))
        {
          n_zones++;
          break;
        }

  return self->world->budget_hour + self->world->budget_day + self->world->budget_total + self->world->all_hour +
         self->world->all_day == 0 &&
         n_zones >= self->world->zones_minimum;
}

/* Each node was launched with the config as it is now. */
static void
check_revised (Life *self)
{
  for (guint i = 0; i < cloud_get_n_nodes (self->cloud); i++)
    {
      const CloudNode *node = cloud_get_node (self->cloud, i);

      /* On demand those that stand in are left alone until spot can be had again. */
      if (counts (self, node) && node->revision < self->revision.nodes_since && self->config->interruption.replace &&
          (node->spot || node->standby || self->config->fallback.nodes == 0))
        break_promise (self, "the config was changed two days ago, and %s is as the one before wanted it", node->id);
    }
}

/* When a fleet without trouble is whole: the last failure is patient for ten minutes, pools are for three, a storm of
 * interruptions is over after the hours for which they count. */
static gint64
choose_limit (Life *self)
{
  return self->world->trouble + 30 * MINUTE + self->world->delay * 4 + (self->world->max_interruptions > 0 ? self->world->interruption_hours * HOUR : 0) +
         (self->world->patience_minutes + self->world->return_minutes) * MINUTE;
}

/* @settled: there are no nodes any more that take the place of others, which end a while later */
static void
check_whole (Life     *self,
             gboolean  settled)
{
  Count count = count_nodes (self);
  guint most = get_nodes (self) + (settled ? 0 : count_moves (self));

  if (!self->config->interruption.replace)
    return;
  if (count.spot + count.on_demand > most || count.running < get_nodes (self))
    break_promise (self, "all is done, and %u spot and %u on-demand nodes are there, of which %u run; %u are wanted",
                   count.spot, count.on_demand, count.running, get_nodes (self));
  /* Those whose types are too dear for "stop_at" cannot be had. */
  if (settled && self->config->price.stop_at == 0 &&
      (count.standbys != self->config->availability.standbys || count.off != count.standbys))
    break_promise (self, "all is done, and %u standbys are there, of which %u are stopped; %" G_GINT64_FORMAT " are wanted",
                   count.standbys, count.off, self->config->availability.standbys);
}

static gboolean
goes_on (Life *self)
{
  return self->broken == NULL && !self->rolled_back;
}

static void
live (Life *self)
{
  gint64 limit = choose_limit (self);
  gboolean whole = FALSE;
  guint calls;

  while (goes_on (self) && cloud_get_now (self->cloud) < self->world->trouble)
    turn (self, self->world->trouble);

  while (goes_on (self) && !whole && cloud_get_now (self->cloud) < limit)
    whole = turn (self, MIN (cloud_get_now (self->cloud) + MINUTE, limit));
  if (!goes_on (self) || !can_be_whole (self))
    return;
  if (self->config->interruption.replace && !whole)
    break_promise (self, "the fleet is not whole, and there is no trouble any more");
  /* Stand-ins go when the others have run for a while. */
  while (goes_on (self) && cloud_get_now (self->cloud) < limit)
    turn (self, MIN (cloud_get_now (self->cloud) + MINUTE, limit));
  check_whole (self, FALSE);

  /* Zones that were short are left alone for a day at most; then nodes are moved there, some an hour. */
  limit = cloud_get_now (self->cloud) + 2 * 24 * HOUR;
  while (goes_on (self) && cloud_get_now (self->cloud) < limit)
    turn (self, MIN (cloud_get_now (self->cloud) + (self->config->price.move ? HOUR / 10 : HOUR), limit));
  check_whole (self, TRUE);
  check_revised (self);

  calls = flo_history_get_n (self->history);
  for (guint i = 1; goes_on (self) && i <= 30; i++)
    turn (self, limit + i * WEEK / 30);
  if (self->broken == NULL && flo_history_get_n (self->history) > calls)
    break_promise (self, "in a quiet week %u things are done",  flo_history_get_n (self->history) - calls);
  check_whole (self, TRUE);
}

static void
destroy (Life *self)
{
  gint64 limit = cloud_get_now (self->cloud) + HOUR + self->world->delay * 20;
  guint proofs = 0;
  g_autofree char *left = NULL;

  self->destroy = TRUE;
  self->steady = FALSE;
  while (self->broken == NULL && proofs < 2 && cloud_get_now (self->cloud) < limit)
    proofs = turn (self, cloud_get_now (self->cloud) + LOOK_EVERY) ? proofs + 1 : 0;
  left = cloud_find_left (self->cloud);
  if (proofs < 2)
    break_promise (self, "the fleet is not gone after an hour: %s is left", left);
  else if (left != NULL)
    break_promise (self, "the fleet is called gone, and %s is left", left);
}

char *
life_play (const World *world,
           gboolean     tell)
{
  g_autoptr (Cloud) cloud = cloud_new (world);
  g_autoptr (FloHistory) history = flo_history_new ();
  g_autoptr (FloReclaims) reclaims = flo_reclaims_new ();
  Life life = { .world = world, .cloud = cloud, .config = world_make_config (world), .history = history,
                .reclaims = reclaims, .tell = tell };

  begin_launch (&life);
  /* Some are destroyed in the midst of trouble. */
  if (world->seed % 5 != 0)
    live (&life);
  else
    while (goes_on (&life) && cloud_get_now (cloud) < world->trouble / 3)
      turn (&life, world->trouble / 3);
  if (life.broken == NULL)
    destroy (&life);
  g_clear_pointer (&life.mark, flo_launch_mark_free);
  flo_config_unref (life.config);

  return life.broken;
}
