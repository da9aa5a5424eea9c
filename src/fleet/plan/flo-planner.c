/* flo-planner.c: what has to be done next, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-planner"

#include "flotilla-config.h"

#include "config/flo-config-need.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-failure.h"
#include "fleet/plan/flo-lease.h"
#include "fleet/plan/flo-need.h"
#include "fleet/plan/flo-planning.h"

/* How long AWS may take to show what was done, before it is done again. */
#define TIME_TO_SHOW (3 * G_USEC_PER_SEC)

/* In the order of FloPlanStep. */
static const char * const launch_words[] = { "network", "access", "template", "instances", "running", "checks" };


static void
gap_free (gpointer data)
{
  FloPlanGap *gap = data;

  g_free (gap->id);
  g_free (gap->reason);
  g_free (gap);
}

static guint
hash_place (gconstpointer data)
{
  const FloPlanSeat *seat = data;

  return g_direct_hash (seat->type) * 31 + g_direct_hash (seat->zone);
}

/* The strings themselves: those of one picture are shared, and of others it is only looked up once more. */
static gboolean
equal_places (gconstpointer a,
              gconstpointer b)
{
  const FloPlanSeat *one = a;
  const FloPlanSeat *other = b;

  return one->type == other->type && one->zone == other->zone;
}

static void
planning_init (FloPlanning        *self,
               const FloPlanInput *input)
{
  *self = (FloPlanning) { .in = input };

  self->plan = g_new0 (FloPlan, 1);
  self->plan->actions = g_ptr_array_new_with_free_func (g_object_unref);
  self->places = g_array_new (FALSE, FALSE, sizeof (FloPlanPlace));
  self->seats = g_array_new (FALSE, FALSE, sizeof (FloPlanSeat));
  self->gaps = g_ptr_array_new_with_free_func (gap_free);
  self->pools_of_seats = g_hash_table_new_full (hash_place, equal_places, g_free, NULL);
  self->disrupted = g_hash_table_new (g_str_hash, g_str_equal);
  self->moves = g_array_new (FALSE, FALSE, sizeof (FloPlanMove));
  self->left_pools = g_ptr_array_new ();
  self->risky_pools = g_hash_table_new (NULL, NULL);
  self->taken_pools = g_hash_table_new (NULL, NULL);
  self->texts = g_string_chunk_new (256);
  self->extras = flo_node_extras_new (input->market, input->config->storage.size_gib,
                                      flo_observation_gives_addresses (input->observation));
}

static void
planning_clear (FloPlanning *self)
{
  g_array_unref (self->places);
  g_array_unref (self->seats);
  g_ptr_array_unref (self->gaps);
  g_hash_table_unref (self->pools_of_seats);
  g_hash_table_unref (self->disrupted);
  g_clear_pointer (&self->zones, g_array_unref);
  g_array_unref (self->moves);
  g_ptr_array_unref (self->left_pools);
  g_hash_table_unref (self->risky_pools);
  g_hash_table_unref (self->taken_pools);
  g_string_chunk_free (self->texts);
  g_clear_pointer (&self->standbys, g_ptr_array_unref);
  g_clear_pointer (&self->choice, flo_choice_free);
  g_clear_pointer (&self->pools, g_ptr_array_unref);
  g_clear_pointer (&self->on_demand_pools, g_ptr_array_unref);
  g_free (self->own_key_name);
  g_free (self->fallback_reason);
  g_free (self->shrink_reason);
  g_free (self->scaling_reason);
}

void
flo_plan_free (FloPlan *plan)
{
  if (plan == NULL)
    return;

  g_ptr_array_unref (plan->actions);
  g_free (plan->problem);
  g_free (plan->health);
  g_free (plan->fallback);
  g_free (plan->standby);
  g_free (plan->budget_title);
  g_free (plan->budget);
  g_free (plan->events_problem);
  g_clear_pointer (&plan->shortages, g_ptr_array_unref);
  g_free (plan->driven);
  g_free (plan->paused);
  g_free (plan->deadline);
  g_free (plan->deadline_title);
  g_free (plan->price_title);
  g_free (plan->price);
  g_free (plan->scaling);
  g_free (plan->scaling_title);
  g_free (plan->scale_title);
  g_free (plan->scale_reason);
  g_free (plan->load_problem);
  g_free (plan->launch_title);
  g_free (plan->launch_reason);
  g_free (plan);
}

static void
set_tag (gpointer key,
         gpointer value,
         gpointer user_data)
{
  json_object_set_string_member (user_data, key, value);
}

/* A hash table has no order of its own, and the same plan has to be the same text. */
static void
set_config_tags (JsonObject      *tags,
                 const FloConfig *config)
{
  g_autoptr (GList) keys = NULL;

  if (config->tags == NULL)
    return;

  keys = g_list_sort (g_hash_table_get_keys (config->tags), (GCompareFunc) g_strcmp0);
  for (GList *link = keys; link != NULL; link = link->next)
    set_tag (link->data, g_hash_table_lookup (config->tags, link->data), tags);
}

FloRevision
flo_planning_get_revision (FloPlanning *self)
{
  const FloRevision *revision = &self->in->revision;

  return (FloRevision) { MAX (revision->number, 1), MAX (revision->nodes_since, 1) };
}

/* Nodes say with which config they were launched, without a word it is the first, and how large their disk is: it is paid for
 * as it was launched, whatever the config wants when somebody first sees the node. @role: (nullable): what they are for */
static JsonObject *
make_tags (FloPlanning   *self,
           FloActionKind  kind,
           const char    *token,
           const char    *name,
           const char    *role)
{
  JsonObject *tags = json_object_new ();
  g_autofree char *revision = g_strdup_printf ("%u", flo_planning_get_revision (self).number);
  g_autofree char *disk = g_strdup_printf ("%" G_GINT64_FORMAT, self->in->config->storage.size_gib);

  set_config_tags (tags, self->in->config);
  json_object_set_string_member (tags, "Name", name);
  json_object_set_string_member (tags, "flotilla:fleet", self->in->fleet_id);
  json_object_set_string_member (tags, "flotilla:config", self->in->config->name);
  json_object_set_string_member (tags, "flotilla:owner", self->in->owner);
  json_object_set_string_member (tags, "flotilla:intent", token);
  if (role != NULL)
    json_object_set_string_member (tags, FLO_OBSERVATION_ROLE, role);
  if (kind == FLO_ACTION_CREATE_FLEET && flo_planning_get_revision (self).number > 1)
    json_object_set_string_member (tags, "flotilla:revision", revision);
  if (kind == FLO_ACTION_CREATE_FLEET)
    json_object_set_string_member (tags, FLO_OBSERVATION_DISK, disk);
  if (kind == FLO_ACTION_CREATE_SECURITY_GROUP && self->in->lease != NULL)
    json_object_set_string_member (tags, FLO_LEASE_TAG, self->in->lease);

  return tags;
}

/* Not by the journal alone: of what another computer began, before this one took over, it may know nothing, and AWS would answer
 * with what was made then. */
static char *
make_token (FloPlanning   *self,
            FloActionKind  kind)
{
  const char *computer = self->in->computer;

  return g_strdup_printf ("%s%s%s-%s-%u", self->in->fleet_id, computer != NULL ? "-" : "", computer != NULL ? computer : "",
                          flo_action_kind_get_word (kind),
                          flo_history_count (self->in->history, kind) + self->planned[kind]);
}

void
flo_planning_add (FloPlanning   *self,
                  FloActionKind  kind,
                  const char    *title,
                  const char    *reason,
                  JsonObject    *parameters,
                  const char    *tag_name)
{
  g_autoptr (JsonObject) owned = parameters != NULL ? parameters : json_object_new ();
  g_autoptr (FloAction) action = NULL;
  g_autofree char *token = NULL;
  g_autofree char *text = NULL;

  self->planned[kind]++;
  token = make_token (self, kind);
  if (tag_name != NULL)
    json_object_set_object_member (owned, "tags", make_tags (self, kind, token, tag_name, flo_json_get_string (owned, "role")));

  text = flo_json_to_text (owned);
  action = flo_action_new (kind, title, reason, token, text);
  g_ptr_array_add (self->plan->actions, g_steal_pointer (&action));
}

void
flo_planning_wait (FloPlanning *self,
                   const char  *title,
                   const char  *reason)
{
  g_ptr_array_add (self->plan->actions, flo_action_new (FLO_ACTION_WAIT, title, reason, NULL, NULL));
}

void
flo_planning_problem (FloPlanning      *self,
                      AwsErrorCategory  category,
                      gboolean          blocked,
                      const char       *format,
                      ...)
{
  va_list arguments;

  /* The first problem is the one that is in the way. */
  if (self->plan->problem != NULL)
    return;

  va_start (arguments, format);
  self->plan->problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->plan->category = category;
  self->plan->blocked = blocked;
}

void
flo_planning_count (FloPlanning *self,
                    FloPlanStep  step,
                    guint        done,
                    guint        total)
{
  self->plan->steps[step].done += MIN (done, total);
  self->plan->steps[step].total += total;
}

guint
flo_planning_count_seats (FloPlanning *self,
                          gboolean     spot)
{
  guint n = 0;

  for (guint i = 0; i < self->seats->len; i++)
    n += g_array_index (self->seats, FloPlanSeat, i).spot == spot;

  return n;
}

FloPlanSeat *
flo_planning_find_seat (FloPlanning *self,
                        const char  *id)
{
  for (guint i = 0; id != NULL && i < self->seats->len; i++)
    {
      FloPlanSeat *seat = &g_array_index (self->seats, FloPlanSeat, i);

      if (g_strcmp0 (seat->id, id) == 0)
        return seat;
    }

  return NULL;
}

FloMoney
flo_planning_get_price (FloPlanning       *self,
                        const FloPlanSeat *seat)
{
  gpointer found;
  const FloPool *pool;

  if (seat->type == NULL || seat->zone == NULL)
    return 0;

  if (!g_hash_table_lookup_extended (self->pools_of_seats, seat, NULL, &found))
    {
      found = (gpointer) flo_market_find_pool (self->in->market, seat->type, seat->zone);
      g_hash_table_insert (self->pools_of_seats, g_memdup2 (seat, sizeof *seat), found);
    }
  pool = found;
  if (pool == NULL)
    return 0;

  return seat->spot ? pool->spot_price : pool->type->on_demand;
}

FloMoney
flo_planning_get_extras (FloPlanning *self)
{
  return flo_node_extras_get_sum (&self->extras);
}

guint
flo_planning_count_wanted (FloPlanning *self)
{
  return MIN (self->target.spot + self->target.on_demand, self->nodes);
}

const char *
flo_planning_find_ours (FloPlanning   *self,
                        FloSeenKind    kind,
                        FloActionKind  maker,
                        const char    *name)
{
  FloObservation *observation = self->in->observation;
  GPtrArray *made = flo_history_list (self->in->history, maker);

  for (guint i = 0; i < observation->others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (observation->others, i);

      if (seen->kind == kind && seen->ours && (name == NULL || g_strcmp0 (seen->name, name) == 0))
        return seen->id;
    }

  for (guint i = made->len; i > 0; i--)
    {
      const FloPast *past = g_ptr_array_index (made, i - 1);

      if (past->state != FLO_INTENT_DONE || self->in->now - past->finished_at >= FLO_HISTORY_PATIENCE)
        continue;
      if (name == NULL || g_strcmp0 (flo_json_get_string (past->parameters, "name"), name) == 0)
        return flo_planning_get_made (past);
    }

  return NULL;
}

const char *
flo_planning_get_made (const FloPast *past)
{
  const char *id = flo_json_get_string (past->result, "id");

  return id != NULL ? id : FLO_PLANNING_UNKNOWN;
}

char *
flo_planning_describe_dear (FloPlanning *self,
                            const char  *zone)
{
  g_autoptr (GPtrArray) dear = flo_selection_list_dear (self->in->market, &self->need);
  const FloPool *least = NULL;
  FloMoney maximum, of_least = 0;
  g_autofree char *price = NULL;
  g_autofree char *limit = NULL;
  guint n = 0;

  for (guint i = 0; i < dear->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (dear, i);

      if ((zone != NULL && !g_str_equal (pool->zone->name, zone)) ||
          !flo_need_get_maximum (&self->need, pool, &maximum))
        continue;
      n++;
      if (least == NULL || pool->spot_price - maximum < least->spot_price - of_least)
        {
          least = pool;
          of_least = maximum;
        }
    }
  if (least == NULL)
    return NULL;

  price = flo_money_format (least->spot_price);
  limit = flo_money_format (of_least);

  return g_strdup_printf ("%u pool%s above %s price limit, %s in %s at %s above %s", n, n == 1 ? " is" : "s are",
                          n == 1 ? "its" : "their", least->type->name, least->zone->name, price, limit);
}

/* What rule-standby.c does about standbys is tried again when it says so, and nothing else waits for it. */
static gboolean
is_of_standby (FloAction *action)
{
  FloActionKind kind = flo_action_get_kind (action);

  return kind == FLO_ACTION_START_INSTANCE || kind == FLO_ACTION_STOP_INSTANCE;
}

/* The first thing to do failed before: how long to leave it, and whether somebody has to help. */
static void
consider_failures (FloPlanning *self)
{
  FloPlan *plan = self->plan;
  FloAction *first;
  AwsErrorCategory category;
  const FloPast *last;
  guint failures;

  if (plan->actions->len == 0)
    return;

  first = g_ptr_array_index (plan->actions, 0);
  if (flo_rule_events_makes (flo_action_get_kind (first)) || is_of_standby (first))
    return;
  failures = flo_history_failures (self->in->history, flo_action_get_kind (first), &last);
  if (failures == 0)
    return;

  category = flo_failure_from_word (flo_json_get_string (last->result, "category"));
  /* What one pool lacks is no reason to leave the others alone: the capacity rule goes round it. */
  if (!flo_failure_is_of_pool (category))
    plan->wait_until = last->finished_at + flo_failure_get_delay (category, failures) * G_USEC_PER_SEC;

  if (flo_failure_needs_person (category, failures))
    {
      g_autofree char *sentence = flo_failure_describe (flo_action_get_title (first), category,
                                                        flo_json_get_string (last->result, "message"));

      flo_planning_problem (self, category, TRUE, "%s", sentence);
    }
}

/* The first thing to do needs an id that nobody knows: of something that comes with something else, or that was
 * there already when the call was repeated, and AWS does not show it yet. */
static void
consider_unknown (FloPlanning *self)
{
  FloPlan *plan = self->plan;
  FloAction *first = plan->actions->len > 0 ? g_ptr_array_index (plan->actions, 0) : NULL;
  g_autofree char *title = NULL;

  if (first == NULL || flo_action_get_parameters (first) == NULL ||
      strstr (flo_action_get_parameters (first), "\"" FLO_PLANNING_UNKNOWN "\"") == NULL)
    return;

  title = g_strdup_printf ("Wait to %c%s", g_ascii_tolower (*flo_action_get_title (first)),
                           flo_action_get_title (first) + 1);
  g_ptr_array_set_size (plan->actions, 0);
  flo_planning_wait (self, title, "AWS does not show yet what it needs");
}

/* The first thing to do was done a moment ago, and AWS does not show it yet: doing it again is of no use, and
 * again and again would be a nuisance. What makes something carries a token and is never the same. */
static void
consider_repetition (FloPlanning *self)
{
  FloPlan *plan = self->plan;
  FloHistory *history = self->in->history;
  FloAction *first = plan->actions->len > 0 ? g_ptr_array_index (plan->actions, 0) : NULL;

  for (guint i = flo_history_get_n (history); first != NULL && i > 0; i--)
    {
      const FloPast *past = flo_history_get (history, i - 1);
      g_autofree char *parameters = NULL;

      if (past->finished_at != 0 && self->in->now - past->finished_at >= TIME_TO_SHOW)
        return;
      if (past->state != FLO_INTENT_DONE || past->kind != flo_action_get_kind (first))
        continue;

      parameters = flo_json_to_text (past->parameters);
      if (g_str_equal (parameters, flo_action_get_parameters (first)))
        plan->wait_until = MAX (plan->wait_until, past->finished_at + TIME_TO_SHOW);
    }
}

static void
begin_target (FloPlanning *self)
{
  const FloConfig *config = self->in->config;

  self->nodes = flo_wishes_get_nodes (self->in->wishes, (guint) config->capacity.nodes);
  self->target.on_demand = MIN ((guint) config->capacity.on_demand_base, self->nodes);
  self->target.spot = self->nodes - self->target.on_demand;
}

/* EC2 keeps the nodes: what else could be done about them is its affair. */
static void
plan_managed (FloPlanning *self)
{
  flo_rule_replace (self);
  flo_rule_health (self);
  flo_rule_budget (self);
  if (self->in->observation->full)
    flo_rule_infrastructure (self);
  flo_rule_events (self);
  flo_rule_managed (self);
  flo_rule_launch_checks (self);
}

static void
plan_launch (FloPlanning *self)
{
  self->plan->n_steps = G_N_ELEMENTS (launch_words);
  for (guint i = 0; i < G_N_ELEMENTS (launch_words); i++)
    self->plan->steps[i].word = launch_words[i];

  flo_need_from_config (self->in->config, self->in->image.architecture, &self->need);
  self->need.maximum_prices = self->in->maximum_prices;
  flo_rule_ceiling (self);

  begin_target (self);
  flo_rule_scaling (self);
  flo_rule_target_tracking (self);
  if (self->in->config->mode == FLO_MODE_MANAGED)
    {
      plan_managed (self);
      return;
    }

  flo_rule_replace (self);
  flo_rule_move (self);
  flo_rule_standby (self);
  flo_rule_fallback (self);
  flo_rule_price (self);
  flo_rule_deadline (self);
  flo_rule_spares (self);
  flo_rule_wishes (self);
  flo_rule_health (self);
  flo_rule_rebalance (self);
  flo_rule_leave (self);
  flo_rule_budget (self);
  flo_rule_deadline_yield (self);
  if (self->in->observation->full)
    flo_rule_infrastructure (self);
  flo_rule_events (self);
  flo_rule_standby_act (self);
  flo_rule_surplus (self);
  flo_rule_capacity (self);
  flo_rule_launch_checks (self);
  flo_rule_failover (self);
  flo_rule_standby_keep (self);
  flo_rule_revision (self);
  flo_rule_refill (self);
  flo_rule_consolidate (self);
  flo_rule_moved (self);
  flo_rule_standby_wait (self);
  flo_rule_spares_missing (self);
  flo_rule_pause (self);
}

FloPlan *
flo_planner_plan (const FloPlanInput *input)
{
  FloPlanning planning;

  g_return_val_if_fail (input != NULL, NULL);
  g_return_val_if_fail (input->destroy || input->market != NULL, NULL);

  planning_init (&planning, input);

  if (input->destroy)
    flo_rule_destroy (&planning);
  else
    plan_launch (&planning);

  planning.plan->wanted = planning.nodes;
  consider_unknown (&planning);
  consider_failures (&planning);
  consider_repetition (&planning);
  if (!input->destroy)
    flo_rule_launch (&planning);
  flo_rule_lease (&planning);
  planning_clear (&planning);

  return planning.plan;
}
