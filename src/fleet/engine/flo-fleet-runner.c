/* flo-fleet-runner.c: one fleet's turns: observe, plan, act, again
 *
 * A turn is a chain of steps, each of which goes on in the callback of what it asked for:
 * image → prices → limits → observe → decide → act → end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "config/flo-config-deadline.h"
#include "fleet/act/flo-fleet-key.h"
#include "fleet/act/flo-image.h"
#include "fleet/engine/flo-fleet-runner-private.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/observe/flo-observer.h"
#include "fleet/plan/flo-failure.h"

/* How often to look, in milliseconds. */
#define DELAY_MOVING_LAST 5000
#define DELAY_STEADY 15000
#define DELAY_STEADY_LOCAL 2000
#define DELAY_AFTER_TROUBLE_LAST 60000
/* Status checks have to pass for so long before one that failed is forgiven. */
#define SETTLE_SECONDS 300

enum
{
  DESTROYED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (FloFleetRunner, flo_fleet_runner, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void step_observe (FloFleetRunner *self);


static void
flo_fleet_runner_dispose (GObject *object)
{
  FloFleetRunner *self = FLO_FLEET_RUNNER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  flo_fleet_runner_stop_listening (self);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (flo_fleet_runner_parent_class)->dispose (object);
}

static void
flo_fleet_runner_finalize (GObject *object)
{
  FloFleetRunner *self = FLO_FLEET_RUNNER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_object (&self->ledger);
  g_clear_pointer (&self->record, flo_fleet_record_free);
  g_clear_pointer (&self->driver, flo_driver_unref);
  g_clear_object (&self->lease);
  g_clear_object (&self->fleet);
  g_clear_pointer (&self->publisher, flo_publisher_free);
  g_clear_pointer (&self->history, flo_history_free);
  g_clear_pointer (&self->image, json_object_unref);
  g_free (self->public_key);
  g_clear_pointer (&self->prices, flo_price_watch_free);
  g_clear_object (&self->limits);
  g_clear_object (&self->statuses);
  g_clear_pointer (&self->notices, flo_notice_book_free);
  g_clear_object (&self->inquiry);
  g_clear_pointer (&self->observation, flo_observation_unref);
  g_clear_object (&self->kept);
  g_clear_pointer (&self->wishes, flo_wishes_free);
  g_clear_object (&self->load);
  g_clear_pointer (&self->scaled, flo_scaled_free);
  g_clear_object (&self->score);
  g_clear_pointer (&self->reclaims, flo_reclaims_free);
  g_clear_pointer (&self->launch, flo_launch_mark_free);
  g_clear_object (&self->cancellable);
  g_free (self->last_problem);
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_queue_clear_full (&self->stops, g_object_unref);

  G_OBJECT_CLASS (flo_fleet_runner_parent_class)->finalize (object);
}

static void
flo_fleet_runner_class_init (FloFleetRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_fleet_runner_dispose;
  object_class->finalize = flo_fleet_runner_finalize;

  signals[DESTROYED] = g_signal_new ("destroyed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
flo_fleet_runner_init (FloFleetRunner *self)
{
  self->history = flo_history_new ();
  self->notices = flo_notice_book_new ();
  self->reclaims = flo_reclaims_new ();
  self->cancellable = g_cancellable_new ();
  self->delay = FLO_FLEET_RUNNER_MOVING;
  g_queue_init (&self->waiting);
  g_queue_init (&self->stops);
}

/* Of a dynamic limit and of the image the record knows what was found for this config. */
void
flo_fleet_runner_set_config (FloFleetRunner *self,
                             FloConfig      *config)
{
  flo_fleet_runner_stop_listening_to_nodes (self);
  g_clear_pointer (&self->image, json_object_unref);
  self->image = flo_json_from_text (self->record->image);
  g_clear_pointer (&self->prices, flo_price_watch_free);
  self->prices = flo_price_watch_new (self->client, self->store, self->record->account, config);
  g_clear_object (&self->limits);
  self->limits = flo_limit_watch_new (self->store, self->client, config, self->record);
  g_clear_object (&self->load);
  self->load = flo_load_watch_new (self->client, config);
  g_clear_object (&self->score);
  self->score = flo_score_watch_new (self->client, self->store, self->record->account, config);
  if (self->local)
    {
      flo_load_watch_set_local (self->load);
      flo_score_watch_set_local (self->score);
    }
  self->finish_by = flo_config_get_finish_by (config);
}

/* What cannot be read is an error of the first turn. */
static void
restore_wishes (FloFleetRunner *self)
{
  FloWishes *wishes = flo_wishes_from_json (self->record->wishes, NULL);

  if (wishes == NULL)
    {
      g_clear_pointer (&self->record->wishes, g_free);
      wishes = flo_wishes_new ();
    }
  flo_fleet_runner_set_wishes (self, wishes);
}

FloFleetRunner *
flo_fleet_runner_new (FloStore             *store,
                      AwsClient            *client,
                      const FloFleetRecord *record,
                      FloConfig            *config,
                      FloDriver            *driver,
                      gboolean              read_only)
{
  FloFleetRunner *self;

  g_return_val_if_fail (FLO_IS_STORE (store), NULL);
  g_return_val_if_fail (AWS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (record != NULL, NULL);

  self = g_object_new (FLO_TYPE_FLEET_RUNNER, NULL);
  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  self->record = flo_fleet_record_copy (record);
  self->driver = flo_driver_ref (driver);
  self->lease = flo_lease_keeper_new (client, record->id, driver);
  self->read_only = read_only;
  self->steady_delay = DELAY_STEADY;
  self->fleet = flo_fleet_new (record->id, record->account, config, record->created_at);
  flo_fleet_set_config (self->fleet, config, (guint) MAX (record->revision, 1));
  self->publisher = flo_publisher_new (store, self->fleet, read_only);
  flo_fleet_runner_set_config (self, config);
  self->statuses = flo_status_watch_new (client, SETTLE_SECONDS);
  self->inquiry = flo_end_inquiry_new (client);
  self->scaled = flo_scaled_read (record->scaled);
  flo_fleet_runner_take_launch (self, record->launch);
  restore_wishes (self);

  if (record->destroyed_at != 0)
    flo_fleet_set_state (self->fleet, FLO_FLEET_DESTROYED);
  else if (record->destroy)
    flo_fleet_set_state (self->fleet, FLO_FLEET_DESTROYING);
  else if (record->healthy_at != 0)
    flo_fleet_set_state (self->fleet, FLO_FLEET_DEGRADED);

  return self;
}

void
flo_fleet_runner_set_local (FloFleetRunner *self)
{
  g_return_if_fail (FLO_IS_FLEET_RUNNER (self));

  self->local = TRUE;
  self->steady_delay = DELAY_STEADY_LOCAL;
  flo_lease_keeper_set_local (self->lease);
  flo_status_watch_set_local (self->statuses);
  flo_load_watch_set_local (self->load);
  flo_score_watch_set_local (self->score);
  flo_end_inquiry_set_local (self->inquiry);
}

void
flo_fleet_runner_set_ledger (FloFleetRunner   *self,
                             FloOverallLedger *ledger)
{
  g_return_if_fail (FLO_IS_FLEET_RUNNER (self));
  g_return_if_fail (FLO_IS_OVERALL_LEDGER (ledger));

  g_set_object (&self->ledger, ledger);
}

FloFleet *
flo_fleet_runner_get_fleet (FloFleetRunner *self)
{
  g_return_val_if_fail (FLO_IS_FLEET_RUNNER (self), NULL);

  return self->fleet;
}

FloHistory *
flo_fleet_runner_get_history (FloFleetRunner *self)
{
  g_return_val_if_fail (FLO_IS_FLEET_RUNNER (self), NULL);

  return self->history;
}

GPtrArray *
flo_fleet_runner_list_zones (FloFleetRunner *self)
{
  GPtrArray *zones = g_ptr_array_new ();
  FloMarket *market;

  g_return_val_if_fail (FLO_IS_FLEET_RUNNER (self), zones);

  market = flo_price_watch_get_market (self->prices);
  for (guint i = 0; market != NULL && i < flo_market_get_n_zones (market); i++)
    {
      if (flo_market_get_zone (market, i)->usable)
        g_ptr_array_add (zones, (gpointer) flo_market_get_zone (market, i)->name);
    }

  return zones;
}

AwsClient *
flo_fleet_runner_get_client (FloFleetRunner *self)
{
  g_return_val_if_fail (FLO_IS_FLEET_RUNNER (self), NULL);

  return self->client;
}

/* ---- the end of a turn ---- */

static gboolean
timer_cb (gpointer user_data)
{
  FloFleetRunner *self = user_data;

  self->timer = 0;
  flo_fleet_runner_begin_turn (self);

  return G_SOURCE_REMOVE;
}

/* Who asks anew while these are told is in for the next time. */
void
flo_fleet_runner_return_all (GQueue *tasks)
{
  for (guint n = tasks->length; n > 0; n--)
    {
      GTask *task = g_queue_pop_head (tasks);

      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

void
flo_fleet_runner_begin_aside (FloFleetRunner *self)
{
  self->aside++;
}

void
flo_fleet_runner_end_aside (FloFleetRunner *self)
{
  g_autoptr (FloFleetRunner) alive = g_object_ref (self);

  g_return_if_fail (self->aside > 0);

  self->aside--;
  flo_fleet_runner_end_stops (self);
}

void
flo_fleet_runner_end_turn (FloFleetRunner *self,
                           guint           delay)
{
  g_autoptr (FloFleetRunner) alive = g_object_ref (self);

  self->in_turn = FALSE;
  flo_fleet_set_busy (self->fleet, FALSE);
  flo_fleet_runner_return_all (&self->waiting);
  flo_fleet_runner_end_stops (self);

  if (self->stopping || self->read_only || self->record->destroyed_at != 0 || self->timer != 0)
    return;

  if (self->again)
    delay = 0;
  self->impatient = self->impatient || self->again;
  self->again = FALSE;
  self->timer = g_timeout_add (delay, timer_cb, self);
}

guint
flo_fleet_runner_get_trouble_delay (FloFleetRunner *self)
{
  return MIN (FLO_FLEET_RUNNER_MOVING << MIN (self->troubles, 6), DELAY_AFTER_TROUBLE_LAST);
}

/* Could not find out how things are: what is shown is stale, and says so. */
void
flo_fleet_runner_fail_turn (FloFleetRunner *self,
                            const char     *what,
                            GError         *error)
{
  g_autoptr (GError) owned = error;
  g_autofree char *sentence = NULL;
  AwsErrorCategory category;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      flo_fleet_runner_end_turn (self, FLO_FLEET_RUNNER_MOVING);
      return;
    }

  category = error->domain == AWS_ERROR ? (AwsErrorCategory) error->code : AWS_ERROR_UNKNOWN;
  sentence = flo_failure_describe (what, category, error->message);
  self->troubles++;
  flo_overall_ledger_give_up (self->ledger, self->fleet);
  flo_fleet_set_observed (self->fleet, flo_fleet_get_observed_at (self->fleet), sentence);
  if (flo_failure_needs_person (category, self->troubles))
    {
      flo_fleet_set_problem (self->fleet, sentence, category);
      flo_fleet_set_state (self->fleet, FLO_FLEET_BLOCKED);
    }

  flo_fleet_runner_end_turn (self, flo_fleet_runner_get_trouble_delay (self));
}

/* ---- decide ---- */

static FloSpend
get_spend (FloFleetRunner *self,
           gint64          now)
{
  return (FloSpend) {
    .total = flo_fleet_get_cost (self->fleet),
    .today = flo_fleet_get_cost_between (self->fleet, flo_time_get_day (now), now),
    .month = flo_fleet_get_cost_between (self->fleet, flo_time_get_month (now), now),
  };
}

static FloPlan *
make_plan (FloFleetRunner *self)
{
  const FloOverallBudget overall = flo_overall_ledger_get (self->ledger, self->fleet);
  g_autofree char *lease = flo_lease_keeper_make_first (self->lease);
  FloScheduleSlot slot;
  FloPlanInput input = {
    .fleet_id = self->record->id,
    .owner = self->driver->owner,
    .computer = self->driver->computer,
    .config = flo_fleet_get_config (self->fleet),
    .revision = { (guint) self->record->revision, (guint) self->record->nodes_since },
    .destroy = self->record->destroy,
    .observation = self->observation,
    .history = self->history,
    .market = flo_price_watch_get_market (self->prices),
    .memory = flo_price_watch_get_memory (self->prices),
    .maximum_prices = flo_limit_watch_get_prices (self->limits),
    .image = {
      flo_json_get_string (self->image, "id"),
      flo_json_get_string (self->image, "architecture"),
      flo_json_get_string (self->image, "root_device"),
    },
    .public_key = self->public_key,
    .spend = get_spend (self, g_get_real_time () / G_USEC_PER_SEC),
    .overall = &overall,
    .short_since = self->record->short_since,
    .now = g_get_real_time (),
    .ec2_trouble = flo_fleet_runner_get_ec2_trouble (self),
    .wishes = self->wishes,
    .begun_at = self->record->created_at,
    .finish_by = self->finish_by,
    .worked = flo_publisher_get_work (self->publisher),
    .load = flo_load_watch_get (self->load),
    .scaled = self->scaled,
    .reclaims = self->reclaims,
    .score = flo_score_watch_get (self->score, g_get_real_time () / G_USEC_PER_SEC),
    .launch = self->launch,
    .launch_watched = self->watched,
    .checks_problem = flo_status_watch_get_problem (self->statuses),
    .driven = flo_fleet_get_driver (self->fleet),
    .driven_elsewhere = flo_tenure_is_elsewhere (flo_lease_keeper_get_tenure (self->lease)),
    .lease = lease,
  };

  if (flo_config_find_slot (input.config, input.now / G_USEC_PER_SEC, &slot))
    input.slot = &slot;

  return flo_planner_plan (&input);
}

static void
key_ensured_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  GError *error = NULL;

  self->public_key = flo_fleet_key_ensure_finish (result, &error);
  if (self->public_key == NULL)
    flo_fleet_runner_fail_turn (self, "Make the fleet's SSH key", error);
  else
    flo_fleet_runner_end_turn (self, 0);
}

/* How long to leave things alone when there is nothing to do now. */
static guint
choose_delay (FloFleetRunner *self,
              const FloPlan  *plan)
{
  gint64 wait = (plan->wait_until - g_get_real_time ()) / 1000 + 1;
  guint delay;

  if (plan->wait_until != 0 && wait > 0)
    return MIN (wait, flo_fleet_runner_get_steady_delay (self));
  if (self->steady)
    return flo_fleet_runner_get_steady_delay (self);

  delay = self->delay;
  self->delay = MIN (self->delay * 3 / 2, DELAY_MOVING_LAST);

  return delay;
}

/* Returns: (nullable): what is to be done now; NULL: nothing is, or not yet */
static FloAction *
find_action (FloFleetRunner *self,
             const FloPlan  *plan)
{
  FloAction *first = plan->actions->len > 0 ? g_ptr_array_index (plan->actions, 0) : NULL;

  if (self->read_only || self->stopping || first == NULL || flo_action_get_kind (first) == FLO_ACTION_WAIT)
    return NULL;

  return g_get_real_time () >= plan->wait_until || (plan->blocked && self->impatient) ? first : NULL;
}

/* @action: (nullable) */
static void
carry_on (FloFleetRunner *self,
          const FloPlan  *plan,
          FloAction      *action)
{
  if (self->read_only || self->stopping)
    {
      flo_fleet_runner_end_turn (self, DELAY_STEADY);
    }
  else if (action != NULL)
    {
      /* Only now: a key that was lost after AWS was given its public half must not be made anew. */
      if (flo_action_get_kind (action) == FLO_ACTION_IMPORT_KEY_PAIR && self->public_key == NULL)
        flo_fleet_key_ensure_async (self->record->id, self->cancellable, key_ensured_cb, g_object_ref (self));
      else
        flo_fleet_runner_act (self, action);
    }
  else if (self->record->destroy && plan->complete)
    {
      flo_fleet_runner_prove (self, plan);
    }
  else
    {
      flo_fleet_runner_end_turn (self, choose_delay (self, plan));
    }
}

/* When it could not be written, the next plan wants it again. */
static void
destroy_asked_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!flo_fleet_runner_destroy_finish (FLO_FLEET_RUNNER (object), result, &error))
    g_message ("%s", error->message);
  flo_fleet_runner_end_aside (FLO_FLEET_RUNNER (object));
}

static void
step_decide (FloFleetRunner *self)
{
  g_autoptr (FloPlan) plan = NULL;
  const FloPast *open = flo_history_find_open (self->history);
  FloAction *action;

  self->troubles = open != NULL ? self->troubles : 0;
  flo_publisher_show (self->publisher, self->observation, flo_price_watch_get_market (self->prices), self->history);

  flo_fleet_runner_note_look (self);
  if (self->read_only)
    flo_fleet_runner_show_lease (self);
  flo_fleet_runner_inquire (self);
  flo_fleet_runner_follow_kept (self);
  flo_fleet_runner_forget_done (self);
  if (open != NULL && !self->read_only && !self->stopping && flo_fleet_get_driver (self->fleet) == NULL)
    {
      flo_fleet_runner_recover (self, open);
      return;
    }

  plan = make_plan (self);
  flo_overall_ledger_claim (self->ledger, self->fleet, plan->claim);
  if (plan->look_closer)
    {
      self->steady = FALSE;
      step_observe (self);
      return;
    }

  if (flo_fleet_runner_keep_launch (self, plan))
    return;

  flo_fleet_runner_note_plan (self, plan);
  action = find_action (self, plan);
  /* What is tried again at once is not in the way any more, until it is known to be. */
  if (self->impatient && action != NULL)
    plan->blocked = FALSE;
  if (plan->driven == NULL)
    self->impatient = FALSE;
  flo_publisher_show_plan (self->publisher, plan, self->record->destroy, self->record->healthy_at != 0);
  flo_fleet_runner_listen (self, plan);

  if (plan->destroy_wanted && !self->read_only && !self->stopping && !self->destroy_asked)
    {
      flo_fleet_runner_begin_aside (self);
      flo_fleet_runner_destroy_async (self, NULL, destroy_asked_cb, NULL);
    }

  if (!flo_fleet_runner_keep_scale (self, plan))
    carry_on (self, plan, action);
}

/* ---- observe ---- */

static void
decide_with_statuses (FloFleetRunner *self)
{
  flo_notice_book_apply (self->notices, self->observation);
  flo_status_watch_apply (self->statuses, self->observation);
  if (self->nodes != NULL)
    flo_node_feed_apply (self->nodes, self->observation);
  flo_reclaims_look (self->reclaims, self->observation);
  flo_reclaims_forget (self->reclaims, g_get_real_time () / G_USEC_PER_SEC - FLO_RECLAIMS_KEPT);
  step_decide (self);
}

/* What is new is acted on at once: the next turn would find it anyhow. */
static void
statuses_refreshed_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean news = flo_status_watch_refresh_finish (FLO_STATUS_WATCH (object), result, &error);

  if (self->read_only)
    decide_with_statuses (self);
  else if (news && !self->in_turn)
    flo_fleet_runner_begin_turn (self);
  flo_fleet_runner_end_aside (self);
}

/* Notices are not kept waiting for them: the answer is for the next turn, unless there is none. */
static void
step_statuses (FloFleetRunner *self)
{
  flo_load_watch_see (self->load, self->observation, g_get_real_time ());
  flo_fleet_runner_ask_load (self);
  flo_fleet_runner_ask_score (self);
  if (!self->record->destroy)
    {
      flo_fleet_runner_begin_aside (self);
      flo_status_watch_refresh_async (self->statuses, self->observation, self->cancellable, statuses_refreshed_cb,
                                      g_object_ref (self));
    }
  if (!self->read_only || self->record->destroy)
    decide_with_statuses (self);
}

static void
observed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  GError *error = NULL;
  FloObservation *observation = flo_observer_observe_finish (result, &error);

  if (observation == NULL)
    {
      flo_fleet_runner_fail_turn (self, "Look at the fleet", error);
      return;
    }

  g_clear_pointer (&self->observation, flo_observation_unref);
  self->observation = observation;
  step_statuses (self);
}

static void
step_observe (FloFleetRunner *self)
{
  const FloConfig *config = flo_fleet_get_config (self->fleet);
  FloObserveScope scope = FLO_OBSERVE_LAUNCH;

  if (self->record->destroy)
    scope = FLO_OBSERVE_DESTROY;
  else if (self->steady && flo_history_find_open (self->history) == NULL)
    scope = FLO_OBSERVE_STEADY;
  if (config->mode == FLO_MODE_MANAGED)
    scope = (FloObserveScope) (scope | FLO_OBSERVE_KEPT);

  flo_observer_observe_async (self->client, self->record->id, config->network.vpc, self->history, scope,
                              self->cancellable, observed_cb, g_object_ref (self));
}

static void
limits_refreshed_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  GError *error = NULL;

  if (!flo_limit_watch_refresh_finish (self->limits, result, &error))
    {
      flo_fleet_runner_fail_turn (self, "Look at what prices were", error);
      return;
    }

  flo_fleet_runner_note_limits (self);
  step_observe (self);
}

static void
prices_refreshed_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  GError *error = NULL;

  if (!flo_price_watch_refresh_finish (self->prices, result, &error))
    flo_fleet_runner_fail_turn (self, "Look at the market", error);
  else if (self->read_only || self->record->destroy)
    step_observe (self);
  else
    flo_limit_watch_refresh_async (self->limits, flo_json_get_string (self->image, "architecture"),
                                   flo_price_watch_get_market (self->prices), self->cancellable, limits_refreshed_cb,
                                   g_object_ref (self));
}

static void
step_prices (FloFleetRunner *self)
{
  flo_price_watch_refresh_async (self->prices, flo_json_get_string (self->image, "architecture"),
                                 !self->record->destroy, self->publisher, self->cancellable, prices_refreshed_cb,
                                 g_object_ref (self));
}

/* ---- prepare ---- */

static void
image_written_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  GError *error = NULL;

  if (!flo_fleet_records_update_finish (FLO_STORE (object), result, &error))
    flo_fleet_runner_fail_turn (self, "Record the image", error);
  else
    step_prices (self);
}

static void
image_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  GError *error = NULL;

  self->image = flo_image_find_finish (result, &error);
  if (self->image == NULL)
    {
      if (flo_fleet_runner_give_up_launch (self, "Find the image", error))
        g_error_free (error);
      else
        flo_fleet_runner_fail_turn (self, "Find the image", error);
      return;
    }

  g_free (self->record->image);
  self->record->image = flo_json_to_text (self->image);
  flo_fleet_runner_write_record (self, image_written_cb, g_object_ref (self));
}

void
flo_fleet_runner_begin_turn (FloFleetRunner *self)
{
  if (self->in_turn)
    {
      self->again = TRUE;
      return;
    }
  if (self->stopping || self->record->destroyed_at != 0)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->in_turn = TRUE;
  self->again = FALSE;
  flo_fleet_runner_read_row (self);
}

static void
ledger_refreshed_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  GError *error = NULL;

  if (!flo_overall_ledger_refresh_finish (FLO_OVERALL_LEDGER (object), result, &error))
    flo_fleet_runner_fail_turn (self, "Read the budget over all fleets", error);
  else if (self->image == NULL && !self->read_only)
    flo_image_find_async (self->client, flo_fleet_get_config (self->fleet), self->cancellable, image_found_cb,
                          g_object_ref (self));
  else
    step_prices (self);
}

void
flo_fleet_runner_go_on (FloFleetRunner *self)
{
  if (self->stopping)
    flo_fleet_runner_end_turn (self, 0);
  else if (self->record->destroy)
    step_prices (self);
  else
    flo_overall_ledger_refresh_async (self->ledger, ledger_refreshed_cb, g_object_ref (self));
}
