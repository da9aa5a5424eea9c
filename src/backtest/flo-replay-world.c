/* flo-replay-world.c: a fleet's life in a replayed region
 *
 *   plan ──▶ its first action ──▶ nodes ──▶ picture, journal ──▶ plan …
 *
 * Everything but nodes is there from the beginning. Between two plans time jumps to what happens next: to a node, at
 * plan->wait_until, or when prices are looked at again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-replay-world"

#include "flotilla-config.h"

#include "backtest/flo-replay-world.h"

#include "config/flo-config-deadline.h"
#include "config/flo-config-need.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-planner.h"

#define FLEET_ID "f-22222222"
#define CALL_SECONDS 1
/* How often a plan that is not complete is made anew without a reason of its own. */
#define LOOK_AGAIN 60
/* The journal a plan looks at is an hour long at least, so many entries at most. */
#define MOST_ENTRIES 256
#define JOURNAL_SECONDS G_GINT64_CONSTANT (3600)
#define SECONDS_PER_DAY 86400

typedef struct
{
  FloReplaySetting *setting;
  const FloConfig *config;
  FloReplayNodes *nodes;        /* (owned) */
  FloHistory *history;          /* (owned) */
  gint64 last_intent;
  gint64 short_since;
  gint64 began;                 /* seconds of the setting */
  gint64 finish;                /* the deadline, seconds of the setting; 0: none */
  gboolean done;                /* with the work */
  gint64 day;                   /* of which @before_today is */
  FloMoney before_today;
  guint launches, refusals, plans;
  FloScheduleSlot slot;         /* of the config's schedule, for as long as it lasts */
  FloReclaims *reclaims;        /* (owned): of the last day */
} World;


static gint64
get_time (World *self)
{
  return (flo_replay_setting_get_start (self->setting) + flo_replay_nodes_get_now (self->nodes)) * G_USEC_PER_SEC;
}

/* ---- what is there from the beginning ---- */

static void
see (World       *self,
     FloSeenKind  kind,
     const char  *id,
     const char  *name,
     const char  *zone)
{
  const char *vpc = self->config->network.vpc != NULL ? self->config->network.vpc : "vpc-replay";
  const gboolean foreign = kind == FLO_SEEN_VPC || kind == FLO_SEEN_SUBNET;
  const FloSeen seen = {
    .kind = kind,
    .id = (char *) (kind == FLO_SEEN_VPC ? vpc : id),
    .name = (char *) name,
    .vpc_id = (char *) (kind == FLO_SEEN_VPC ? NULL : vpc),
    .zone = (char *) zone,
    .ours = !foreign,
    .is_default = foreign,
    .ready = TRUE,
  };

  flo_observation_add (flo_replay_nodes_get_picture (self->nodes), &seen);
}

static void
furnish (World *self)
{
  FloMarket *market = flo_replay_setting_get_market (self->setting, 0);

  see (self, FLO_SEEN_VPC, NULL, NULL, NULL);
  for (guint i = 0; i < flo_market_get_n_zones (market); i++)
    {
      const FloZone *zone = flo_market_get_zone (market, i);
      g_autofree char *id = g_strconcat ("subnet-", zone->name, NULL);

      see (self, FLO_SEEN_SUBNET, id, NULL, zone->name);
    }
  see (self, FLO_SEEN_SECURITY_GROUP, "sg-replay", NULL, NULL);
  see (self, FLO_SEEN_KEY_PAIR, "key-replay", NULL, NULL);
  see (self, FLO_SEEN_LAUNCH_TEMPLATE, "lt-spot", "flotilla-" FLEET_ID "-spot", NULL);
  see (self, FLO_SEEN_LAUNCH_TEMPLATE, "lt-on-demand", "flotilla-" FLEET_ID "-on-demand", NULL);
  flo_observation_sort (flo_replay_nodes_get_picture (self->nodes));
}

/* ---- the journal ---- */

/* Takes @result. */
static void
write_journal (World          *self,
               FloAction      *action,
               FloIntentState  state,
               JsonObject     *result)
{
  g_autoptr (JsonObject) owned = result;
  g_autoptr (FloIntent) intent = g_new0 (FloIntent, 1);

  intent->id = ++self->last_intent;
  intent->fleet_id = g_strdup (FLEET_ID);
  intent->action = g_strdup (flo_action_kind_get_word (flo_action_get_kind (action)));
  intent->token = g_strdup (flo_action_get_token (action));
  intent->parameters = g_strdup (flo_action_get_parameters (action));
  intent->state = state;
  intent->result = flo_json_to_text (owned);
  intent->created_at = get_time (self);
  intent->finished_at = get_time (self);
  flo_history_add (self->history, intent);
  if (flo_history_get_n (self->history) > MOST_ENTRIES)
    flo_history_forget (self->history, get_time (self) - JOURNAL_SECONDS * G_USEC_PER_SEC);
}

/* ---- actions ---- */

typedef struct
{
  const FloReplayPool *pool;
  FloMoney limit;             /* 0: on demand's price */
} Override;

static gboolean
is_within_limit (World          *self,
                 const Override *override)
{
  FloMoney limit = override->limit > 0 ? override->limit : override->pool->pool->type->on_demand;

  return limit == 0 || flo_step_curve_get (override->pool->prices, flo_replay_nodes_get_now (self->nodes)) <= limit;
}

static GArray *
read_overrides (World      *self,
                JsonObject *parameters)
{
  JsonArray *array = flo_json_get_array (parameters, "overrides");
  GArray *overrides = g_array_new (FALSE, FALSE, sizeof (Override));

  for (guint i = 0; i < flo_json_length (array); i++)
    {
      JsonObject *object = flo_json_object_at (array, i);
      const char *type = flo_json_get_string (object, "type"), *zone = flo_json_get_string (object, "zone");
      const char *price = flo_json_get_string (object, "price");
      Override override = { flo_replay_setting_find_pool (self->setting, type, zone), 0 };

      if (override.pool == NULL || (price != NULL && !flo_money_parse (price, &override.limit)))
        continue;
      g_array_append_val (overrides, override);
    }

  return overrides;
}

/* The one AWS would choose: of those with capacity the zone with the most, there the first, or the cheapest. */
static const Override *
choose (World    *self,
        GArray   *overrides,
        gboolean  spot,
        gboolean  cheapest)
{
  const Override *best = NULL;
  gint64 now = flo_replay_nodes_get_now (self->nodes), best_free = 0, best_price = 0;

  if (!spot)
    return overrides->len > 0 ? &g_array_index (overrides, Override, 0) : NULL;

  for (guint i = 0; i < overrides->len; i++)
    {
      const Override *override = &g_array_index (overrides, Override, i);
      gint64 n_free = flo_replay_nodes_count_free (self->nodes, override->pool->pool->zone->name);
      gint64 price = flo_step_curve_get (override->pool->prices, now);

      if (n_free == 0 || !is_within_limit (self, override))
        continue;
      if (best != NULL && !(cheapest ? price < best_price : n_free > best_free))
        continue;
      best = override;
      best_free = n_free;
      best_price = price;
    }

  return best;
}

static JsonObject *
describe_node (const Override *override,
               const char     *id,
               const char     *market)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "type", override->pool->pool->type->name);
  json_object_set_string_member (object, "zone", override->pool->pool->zone->name);
  json_object_set_string_member (object, "lifecycle", market);

  return object;
}

static JsonObject *
describe_error (World          *self,
                const Override *override)
{
  gboolean dear = !is_within_limit (self, override);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", override->pool->pool->type->name);
  json_object_set_string_member (object, "zone", override->pool->pool->zone->name);
  json_object_set_string_member (object, "category", dear ? "price" : "capacity");
  json_object_set_string_member (object, "message", dear ? "the spot price is above the maximum price"
                                                         : "there is no spot capacity");

  return object;
}

/* As CreateFleet of type "instant": what can be had at once, and errors of the rest. */
static void
create_fleet (World     *self,
              FloAction *action)
{
  g_autoptr (JsonObject) parameters = flo_json_from_text (flo_action_get_parameters (action));
  g_autoptr (GArray) overrides = read_overrides (self, parameters);
  const char *market = flo_json_get_string (parameters, "market");
  gboolean spot = g_strcmp0 (market, "spot") == 0;
  gboolean cheapest = g_strcmp0 (flo_json_get_string (parameters, "allocation"), "lowest-price") == 0;
  gboolean standby = g_strcmp0 (flo_json_get_string (parameters, "role"), FLO_OBSERVATION_STANDBY) == 0;
  gint64 wanted = flo_json_get_integer (parameters, "capacity"), launched = 0;
  JsonObject *result = json_object_new ();
  JsonArray *instances = json_array_new (), *errors = json_array_new ();
  g_autofree char *id = g_strdup_printf ("fleet-%" G_GINT64_FORMAT, self->last_intent + 1);

  for (; launched < wanted; launched++)
    {
      const Override *chosen = choose (self, overrides, spot, cheapest);

      if (chosen == NULL)
        break;
      json_array_add_object_element (instances,
                                     describe_node (chosen, flo_replay_nodes_launch (self->nodes, chosen->pool, spot,
                                                                                     chosen->limit, standby), market));
    }
  for (guint i = 0; launched < wanted && i < overrides->len; i++)
    json_array_add_object_element (errors, describe_error (self, &g_array_index (overrides, Override, i)));

  json_object_set_string_member (result, "id", id);
  json_object_set_array_member (result, "instances", instances);
  json_object_set_array_member (result, "errors", errors);
  if (launched == 0)
    {
      json_object_set_string_member (result, "category", "capacity");
      json_object_set_string_member (result, "message", "nothing was launched");
    }
  self->launches += launched > 0;
  self->refusals += launched == 0;
  write_journal (self, action, launched > 0 ? FLO_INTENT_DONE : FLO_INTENT_FAILED, result);
}

static void
terminate_instances (World     *self,
                     FloAction *action)
{
  g_autoptr (JsonObject) parameters = flo_json_from_text (flo_action_get_parameters (action));
  JsonArray *ids = flo_json_get_array (parameters, "ids");

  for (guint i = 0; i < flo_json_length (ids); i++)
    flo_replay_nodes_terminate (self->nodes, flo_json_string_at (ids, i));
  write_journal (self, action, FLO_INTENT_DONE, json_object_new ());
}

static void
turn_power (World     *self,
            FloAction *action,
            void (*turn) (FloReplayNodes *, const char *))
{
  g_autoptr (JsonObject) parameters = flo_json_from_text (flo_action_get_parameters (action));

  turn (self->nodes, flo_json_get_string (parameters, "id"));
  write_journal (self, action, FLO_INTENT_DONE, json_object_new ());
}

static gboolean
perform (World      *self,
         FloAction  *action,
         GError    **error)
{
  if (flo_action_get_kind (action) == FLO_ACTION_CREATE_FLEET)
    create_fleet (self, action);
  else if (flo_action_get_kind (action) == FLO_ACTION_TERMINATE_INSTANCES)
    terminate_instances (self, action);
  else if (flo_action_get_kind (action) == FLO_ACTION_START_INSTANCE)
    turn_power (self, action, flo_replay_nodes_start);
  else if (flo_action_get_kind (action) == FLO_ACTION_STOP_INSTANCE)
    turn_power (self, action, flo_replay_nodes_stop);
  else
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   "a backtest cannot carry out \"%s\" (%s); it knows nodes alone", flo_action_get_title (action),
                   flo_action_get_reason (action));
      return FALSE;
    }

  return TRUE;
}

/* ---- turns ---- */

static FloSpend
get_spend (World *self)
{
  FloSpend spend = { 0 };
  gint64 day = get_time (self) / G_USEC_PER_SEC / SECONDS_PER_DAY;

  if (self->config->budget.per_day == 0 && self->config->budget.total == 0)
    return spend;
  spend.total = flo_replay_nodes_get_cost (self->nodes);
  if (day != self->day)
    self->before_today = spend.total;
  self->day = day;
  spend.today = spend.total - self->before_today;

  return spend;
}

/* (nullable): what the schedule wants now */
static const FloScheduleSlot *
find_slot (World *self)
{
  gint64 now = get_time (self) / G_USEC_PER_SEC;

  if (self->config->scaling.schedule == NULL)
    return NULL;
  if ((self->slot.since == 0 || (self->slot.until != 0 && now >= self->slot.until)) &&
      !flo_config_find_slot (self->config, now, &self->slot))
    return NULL;

  return &self->slot;
}

static FloPlan *
make_plan (World *self)
{
  const FloPlanInput input = {
    .fleet_id = FLEET_ID,
    .owner = "backtest",
    .config = self->config,
    .observation = flo_replay_nodes_get_picture (self->nodes),
    .history = self->history,
    .market = flo_replay_setting_get_market (self->setting, flo_replay_nodes_get_now (self->nodes)),
    .maximum_prices = flo_replay_setting_get_limits (self->setting, flo_replay_nodes_get_now (self->nodes)),
    .image = { "ami-replay", flo_config_choose_architecture (self->config), "/dev/xvda" },
    .public_key = "ssh-ed25519 AAAA",
    .spend = get_spend (self),
    .short_since = self->short_since,
    .now = get_time (self),
    .begun_at = flo_replay_setting_get_start (self->setting) + self->began,
    .finish_by = self->finish > 0 ? flo_replay_setting_get_start (self->setting) + self->finish : 0,
    .worked = flo_replay_nodes_get_work (self->nodes),
    .slot = find_slot (self),
    .reclaims = self->reclaims,
  };

  self->plans++;
  flo_reclaims_look (self->reclaims, input.observation);
  flo_reclaims_forget (self->reclaims, input.now / G_USEC_PER_SEC - FLO_RECLAIMS_KEPT);

  return flo_planner_plan (&input);
}

/* When to plan again, if nothing happens before. */
static gint64
choose_wake (World         *self,
             const FloPlan *plan)
{
  gint64 now = flo_replay_nodes_get_now (self->nodes);
  gint64 prices = now - now % FLO_REPLAY_PRICES_EVERY + FLO_REPLAY_PRICES_EVERY;
  gint64 wait = (plan->wait_until + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC - flo_replay_setting_get_start (self->setting);
  gint64 again = (plan->look_again + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC - flo_replay_setting_get_start (self->setting);
  gboolean patient = plan->stand_ins > 0 || plan->standing_in > 0 || plan->moving ||
                     (plan->short_of_spot && self->config->fallback.nodes > 0);

  if (plan->look_again != 0 && again > now)
    prices = MIN (prices, again);
  if (plan->wait_until != 0 && wait > now && !patient)
    return MIN (wait, prices);
  if (plan->complete && !patient)
    return prices;

  return MIN (now + LOOK_AGAIN, prices);
}

static void
pass_time (World  *self,
           gint64  until)
{
  gboolean happened = FALSE;

  while (!happened && flo_replay_nodes_get_now (self->nodes) < until)
    {
      gint64 event = MAX (flo_replay_nodes_find_event (self->nodes), flo_replay_nodes_get_now (self->nodes) + 1);

      happened = flo_replay_nodes_advance (self->nodes, MIN (event, until));
    }
}

/* FALSE with @error set: it cannot go on. */
static gboolean
turn (World   *self,
      gint64   end,
      GError **error)
{
  FloObservation *picture = flo_replay_nodes_get_picture (self->nodes);
  g_autoptr (FloPlan) plan = make_plan (self);
  FloAction *first;
  gint64 now = flo_replay_nodes_get_now (self->nodes);

  flo_replay_nodes_set_wanted (self->nodes, plan->wanted);
  self->done = plan->work_total > 0 && plan->work_done >= plan->work_total;
  if (self->done)
    return TRUE;
  if (plan->look_closer && !picture->full)
    {
      picture->full = TRUE;
      return TRUE;
    }
  if (!plan->short_of_spot)
    self->short_since = 0;
  else if (self->short_since == 0)
    self->short_since = get_time (self);

  first = plan->actions->len > 0 ? g_ptr_array_index (plan->actions, 0) : NULL;
  if (first != NULL && flo_action_get_kind (first) != FLO_ACTION_WAIT && get_time (self) >= plan->wait_until)
    {
      if (!perform (self, first, error))
        return FALSE;
      pass_time (self, MIN (now + CALL_SECONDS, end));
      return TRUE;
    }

  /* As the engine: nothing but nodes is looked at while all is well. */
  picture->full = !plan->complete;
  pass_time (self, MIN (choose_wake (self, plan), end));

  return TRUE;
}

/**
 * flo_replay_run:
 * @setting: where
 * @config: what
 * @seed: whom chance hits; the same gives the same
 * @offset: when it begins, in seconds of the setting
 * @seconds: how long it lasts
 * @cancellable: (nullable): to give up
 * @tally: (out): what came of it
 * @error: %G_IO_ERROR_NOT_SUPPORTED when the planner wants what a replay has not; %G_IO_ERROR_CANCELLED
 *
 * Launches @config and lets the planner keep it alive; with a deadline, until the work is done. Asks nobody and takes as long as it takes: not for the main
 * thread.
 *
 * Returns: %FALSE with @error set
 */
gboolean
flo_replay_run (FloReplaySetting  *setting,
                const FloConfig   *config,
                guint64            seed,
                gint64             offset,
                gint64             seconds,
                GCancellable      *cancellable,
                FloReplayTally    *tally,
                GError           **error)
{
  World self = { setting, config, flo_replay_nodes_new (setting, config, seed, offset), flo_history_new () };
  gboolean good = TRUE;

  self.reclaims = flo_reclaims_new ();
  self.began = offset;
  self.finish = flo_replay_setting_get_finish (setting) > 0 ? offset + flo_replay_setting_get_finish (setting) : 0;
  furnish (&self);
  while (good && !self.done && flo_replay_nodes_get_now (self.nodes) < offset + seconds)
    good = !g_cancellable_set_error_if_cancelled (cancellable, error) && turn (&self, offset + seconds, error);

  flo_replay_nodes_get_tally (self.nodes, tally);
  if (self.finish > 0)
    {
      tally->work_seconds = MIN (flo_replay_nodes_get_work (self.nodes), flo_config_get_work (config));
      tally->spare_seconds = self.done ? self.finish - flo_replay_nodes_get_now (self.nodes) : -1;
    }
  tally->launches = self.launches;
  tally->refusals = self.refusals;
  tally->plans = self.plans;
  flo_replay_nodes_free (self.nodes);
  flo_history_free (self.history);
  flo_reclaims_free (self.reclaims);

  return good;
}
