/* flo-replay-nodes.c: the nodes of a replayed fleet
 *
 * A node costs from when it runs until it ends or is stopped, a minute at least, by the second at the price of the time; one that AWS
 * takes back within its first hour costs nothing (EC2 User Guide, "Billing for interrupted Spot Instances"), but for its
 * volume and its public address, which cost from its launch to its end in any case. What is stopped costs its volume alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-replay-nodes"

#include "flotilla-config.h"

#include "backtest/flo-replay-nodes.h"

#include <math.h>

#include "market/flo-node-extras.h"

/* From the launch until it works: the machine starts, then what is on it. */
#define START_SECONDS 60
/* From the start of one that was stopped: nothing has to be made, and what is on it is there. */
#define START_AGAIN_SECONDS 30
#define LEAST_BILLED 60
#define FREE_WHEN_TAKEN 3600
#define SECONDS_PER_HOUR 3600
/* AWS goes on to list what has ended for about an hour. */
#define SHOWN_AFTER_END 3600
#define NEVER G_MAXINT64
/* It is played in the default VPC, which gives every node one. */
#define PUBLIC_ADDRESS "203.0.113.1"

typedef struct
{
  char *id;                     /* (owned) */
  const FloReplayPool *pool;
  int zone;                     /* -1: no trace says how many it has */
  gboolean spot;
  gint64 running_at;
  gint64 notice_at;             /* NEVER: not known */
  gint64 ends_at;               /* NEVER: not known */
  FloMoney limit;               /* an hour, as spot; 0: none */
  gboolean runs;
  gboolean noticed;
  gboolean off;                 /* stopped */
  gboolean started;             /* it was stopped before, and works now: not only to be made ready */
} Node;

struct _FloReplayNodes
{
  FloReplaySetting *setting;    /* (unowned) */
  GRand *random;                /* (owned) */
  FloObservation *picture;      /* (owned): of nodes, by id */
  GPtrArray *nodes;             /* (owned) (element-type Node): that did not end */
  gint64 drain_seconds;
  gint64 lost_seconds;          /* with each interruption, at most */
  guint wanted;
  guint base;
  gint64 began;
  gint64 now;
  guint64 last_id;
  guint running[2];             /* on demand, spot */
  gint64 worked;                /* seconds of all nodes */
  gint64 billed[2];             /* micro-dollar seconds an hour, of what ended: on demand, spot */
  FloNodeExtras extras;         /* an hour of a node's volume and address */
  guint off;                    /* nodes that are stopped */
  gint64 held;                  /* seconds of all volumes until now */
  gint64 addressed;             /* and of all addresses */
  FloReplayTally tally;
};


static void
node_free (gpointer data)
{
  Node *node = data;

  g_free (node->id);
  g_free (node);
}

/**
 * flo_replay_nodes_new:
 * @setting: has to outlive it
 * @config: how many are wanted, and what an interruption costs
 * @seed: the same gives the same
 * @now: when it begins
 *
 * Returns: (transfer full): none yet
 */
FloReplayNodes *
flo_replay_nodes_new (FloReplaySetting *setting,
                      const FloConfig  *config,
                      guint64           seed,
                      gint64            now)
{
  const guint32 seeds[] = { seed, seed >> 32 };
  FloReplayNodes *self = g_new0 (FloReplayNodes, 1);

  self->setting = setting;
  self->extras = flo_node_extras_new (flo_replay_setting_get_market (setting, 0), config->storage.size_gib, TRUE);
  self->random = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  self->picture = flo_observation_new (0, TRUE);
  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->drain_seconds = config->interruption.drain_seconds;
  self->lost_seconds = config->interruption.lost_work_minutes * 60;
  self->wanted = config->capacity.nodes;
  self->base = config->capacity.on_demand_base;
  self->began = self->now = now;

  return self;
}

void
flo_replay_nodes_free (FloReplayNodes *self)
{
  if (self == NULL)
    return;

  g_rand_free (self->random);
  flo_observation_unref (self->picture);
  g_ptr_array_unref (self->nodes);
  g_free (self);
}

gint64
flo_replay_nodes_get_now (FloReplayNodes *self)
{
  return self->now;
}

FloObservation *
flo_replay_nodes_get_picture (FloReplayNodes *self)
{
  self->picture->time = (flo_replay_setting_get_start (self->setting) + self->now) * G_USEC_PER_SEC;

  return self->picture;
}

/* ---- the picture ---- */

static FloSeenInstance *
find_seen (FloReplayNodes *self,
           const Node     *node)
{
  return (FloSeenInstance *) flo_observation_find_instance (self->picture, node->id);
}

/* AWS does not list what ended long ago. */
static void
forget_ended (FloReplayNodes *self)
{
  GPtrArray *instances = self->picture->instances;

  for (guint i = instances->len; i > 0; i--)
    {
      const FloSeenInstance *instance = g_ptr_array_index (instances, i - 1);
      gint64 long_ago = flo_replay_setting_get_start (self->setting) + self->now - SHOWN_AFTER_END;

      if (instance->state != FLO_SEEN_TERMINATED || MAX (instance->reclaim, instance->launched_at) > long_ago)
        continue;
      flo_observation_forget_instance (self->picture, instance->id);
    }
}

static void
show_notice (FloReplayNodes *self,
             const Node     *node,
             const char     *why)
{
  g_autofree char *id = g_strconcat ("sir-", node->id, NULL);
  const FloSeenSpotRequest request = {
    .id = id,
    .instance_id = node->id,
    .state = (char *) "active",
    .status_code = (char *) why,
    .status_time = flo_replay_setting_get_start (self->setting) + node->ends_at - FLO_REPLAY_NOTICE,
  };

  flo_observation_add_spot_request (self->picture, &request);
}

/* ---- what it costs ---- */

/* Micro-dollar seconds an hour, until @end. */
static gint64
get_bill (const Node *node,
          gint64      end,
          gboolean    taken)
{
  gint64 billed_to = MAX (end, node->running_at + LEAST_BILLED);

  if (end < node->running_at || (taken && end - (node->running_at - START_SECONDS) < FREE_WHEN_TAKEN))
    return 0;
  if (!node->spot)
    return node->pool->pool->type->on_demand * (billed_to - node->running_at);

  return flo_step_curve_integrate (node->pool->prices, node->running_at, billed_to);
}

static gint64
get_total (FloReplayNodes *self,
           gboolean        spot)
{
  gint64 total = self->billed[spot];

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = g_ptr_array_index (self->nodes, i);

      if (node->runs && node->spot == spot)
        total += get_bill (node, self->now, FALSE);
    }

  return total;
}

static FloMoney
to_money (gint64 micro_dollar_seconds)
{
  return (micro_dollar_seconds + SECONDS_PER_HOUR / 2) / SECONDS_PER_HOUR;
}

/* Micro-dollar seconds an hour. */
static gint64
get_extras (FloReplayNodes *self)
{
  return self->held * self->extras.storage + self->addressed * self->extras.address;
}

FloMoney
flo_replay_nodes_get_cost (FloReplayNodes *self)
{
  return to_money (get_total (self, FALSE) + get_total (self, TRUE) + get_extras (self));
}

gint64
flo_replay_nodes_get_work (FloReplayNodes *self)
{
  return self->worked;
}

/* ---- capacity ---- */

/* Spot nodes of a zone that nobody takes back yet. */
static guint
count_kept (FloReplayNodes *self,
            int             zone)
{
  guint n = 0;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = g_ptr_array_index (self->nodes, i);

      n += node->spot && node->zone == zone && !node->noticed;
    }

  return n;
}

gint64
flo_replay_nodes_count_free (FloReplayNodes *self,
                             const char     *zone)
{
  int index = flo_replay_setting_find_zone (self->setting, zone);

  if (index < 0)
    return G_MAXINT;

  return MAX (flo_step_curve_get (flo_replay_setting_get_zone (self->setting, index)->lasting, self->now) -
                (gint64) count_kept (self, index), 0);
}

/* When AWS would say of a node that starts now that it takes it back: by chance, or because its price is above @limit. */
static gint64
draw_notice (FloReplayNodes      *self,
             const FloReplayPool *pool,
             FloMoney             limit)
{
  gint64 at = limit > 0 ? flo_step_curve_find_above (pool->prices, self->now, limit) : NEVER;

  if (pool->interruption_rate > 0)
    {
      double hours = -log1p (-g_rand_double (self->random)) / pool->interruption_rate;

      if (hours < 24 * 365 * 100.0)
        at = MIN (at, self->now + MAX ((gint64) (hours * SECONDS_PER_HOUR) - FLO_REPLAY_NOTICE, 1));
    }

  return at;
}

/**
 * flo_replay_nodes_launch:
 * @self: the nodes
 * @pool: where; has capacity
 * @spot: FALSE: on demand
 * @limit: what a spot node may cost an hour; 0: whatever it costs
 * @standby: whether it is to be stopped until a node is missing
 *
 * Returns: the new node's id, the node's own
 */
const char *
flo_replay_nodes_launch (FloReplayNodes      *self,
                         const FloReplayPool *pool,
                         gboolean             spot,
                         FloMoney             limit,
                         gboolean             standby)
{
  Node *node = g_new0 (Node, 1);
  FloSeenInstance instance = {
    .type = (char *) pool->pool->type->name,
    .zone = (char *) pool->pool->zone->name,
    .spot = spot,
    .standby = standby,
    .state = FLO_SEEN_PENDING,
    .launched_at = flo_replay_setting_get_start (self->setting) + self->now,
    .public_address = (char *) PUBLIC_ADDRESS,
  };

  node->id = g_strdup_printf ("i-%017" G_GINT64_MODIFIER "x", ++self->last_id);
  node->pool = pool;
  node->zone = flo_replay_setting_find_zone (self->setting, pool->pool->zone->name);
  node->spot = spot;
  node->running_at = self->now + START_SECONDS;
  node->ends_at = NEVER;
  node->notice_at = spot ? draw_notice (self, pool, limit) : NEVER;
  node->limit = limit;
  g_ptr_array_add (self->nodes, node);

  /* Ids go up, so that the picture stays in order. */
  instance.id = node->id;
  flo_observation_add_instance (self->picture, &instance);

  return node->id;
}

/* ---- what happens ---- */

/* What it did not save is lost. */
static void
lose_work (FloReplayNodes *self,
           const Node     *node)
{
  gint64 lost = node->runs ? MIN (self->now - node->running_at, self->lost_seconds) : 0;

  self->tally.lost_seconds += lost;
  self->worked -= lost;
}

static void
settle_bill (FloReplayNodes *self,
             const Node     *node,
             gboolean        taken)
{
  if (!node->runs)
    return;

  self->billed[node->spot] += get_bill (node, self->now, taken);
  self->running[node->spot]--;
}

static void
end_node (FloReplayNodes *self,
          guint           index,
          gboolean        taken)
{
  Node *node = g_ptr_array_index (self->nodes, index);
  FloSeenInstance *seen = find_seen (self, node);

  seen->state = FLO_SEEN_TERMINATED;
  g_free (seen->end_code);
  seen->end_code = g_strdup (taken ? "Server.SpotInstanceTermination" : "Client.UserInitiatedShutdown");
  lose_work (self, node);
  settle_bill (self, node, taken);
  self->off -= node->off;
  self->tally.interruptions += taken;
  self->tally.ended += !taken;
  g_ptr_array_remove_index (self->nodes, index);
}

/* FALSE: it has ended. */
static gboolean
find_node (FloReplayNodes *self,
           const char     *id,
           guint          *index)
{
  for (*index = 0; *index < self->nodes->len; (*index)++)
    if (g_strcmp0 (((const Node *) g_ptr_array_index (self->nodes, *index))->id, id) == 0)
      return TRUE;

  return FALSE;
}

void
flo_replay_nodes_terminate (FloReplayNodes *self,
                            const char     *id)
{
  guint index;

  if (find_node (self, id, &index))
    end_node (self, index, FALSE);
}

/* AWS takes the address with it. Until a node is stopped some seconds pass, which cost nothing. */
static void
show_power (FloReplayNodes *self,
            const Node     *node)
{
  FloSeenInstance *seen = find_seen (self, node);
  gint64 now = flo_replay_setting_get_start (self->setting) + self->now;

  seen->state = node->off ? FLO_SEEN_STOPPED : FLO_SEEN_PENDING;
  seen->ended_at = node->off ? now : 0;
  if (!node->off)
    seen->launched_at = now;
  g_free (seen->public_address);
  seen->public_address = node->off ? NULL : g_strdup (PUBLIC_ADDRESS);
}

/**
 * flo_replay_nodes_stop:
 * @self: the nodes
 * @id: of one on demand
 *
 * Stops it: it works no more, and costs its volume alone.
 */
void
flo_replay_nodes_stop (FloReplayNodes *self,
                       const char     *id)
{
  guint index;
  Node *node;

  if (!find_node (self, id, &index))
    return;
  node = g_ptr_array_index (self->nodes, index);
  if (node->off)
    return;

  if (node->started)
    lose_work (self, node);
  settle_bill (self, node, FALSE);
  node->runs = node->started = FALSE;
  node->running_at = NEVER;
  node->off = TRUE;
  self->off++;
  show_power (self, node);
}

/**
 * flo_replay_nodes_start:
 * @self: the nodes
 * @id: of one that was stopped
 *
 * Starts it: there is capacity on demand, always.
 */
void
flo_replay_nodes_start (FloReplayNodes *self,
                        const char     *id)
{
  guint index;
  Node *node;

  if (!find_node (self, id, &index))
    return;
  node = g_ptr_array_index (self->nodes, index);
  if (!node->off)
    return;

  node->off = FALSE;
  node->started = TRUE;
  node->running_at = self->now + START_AGAIN_SECONDS;
  self->off--;
  show_power (self, node);
}

static void
notice (FloReplayNodes *self,
        Node           *node,
        const char     *why)
{
  node->noticed = TRUE;
  node->ends_at = self->now + FLO_REPLAY_NOTICE;
  show_notice (self, node, why);
}

/* Whom it hits is chance. */
static gboolean
take_back (FloReplayNodes *self,
           int             zone)
{
  gint64 lasting = flo_step_curve_get (flo_replay_setting_get_zone (self->setting, zone)->lasting, self->now);
  guint kept = count_kept (self, zone);
  gboolean any = kept > lasting;

  for (; kept > lasting; kept--)
    {
      guint unlucky = g_rand_int_range (self->random, 0, kept);

      for (guint i = 0; i < self->nodes->len; i++)
        {
          Node *node = g_ptr_array_index (self->nodes, i);

          if (node->spot && node->zone == zone && !node->noticed && unlucky-- == 0)
            {
              notice (self, node, "instance-terminated-no-capacity");
              break;
            }
        }
    }

  return any;
}

/* When one of its own does something next. */
static gint64
find_node_event (FloReplayNodes *self,
                 const Node     *node)
{
  gint64 next = NEVER;
  gint64 drain_at = node->noticed ? node->ends_at - self->drain_seconds : NEVER;

  if (!node->runs)
    next = node->running_at;
  next = MIN (next, node->noticed ? node->ends_at : node->notice_at);
  if (drain_at > self->now)
    next = MIN (next, drain_at);

  return next;
}

gint64
flo_replay_nodes_find_event (FloReplayNodes *self)
{
  gint64 next = NEVER;

  for (guint i = 0; i < self->nodes->len; i++)
    next = MIN (next, find_node_event (self, g_ptr_array_index (self->nodes, i)));
  for (guint i = 0; i < flo_replay_setting_get_n_zones (self->setting); i++)
    if (count_kept (self, i) > 0)
      next = MIN (next, flo_step_curve_find_change (flo_replay_setting_get_zone (self->setting, i)->lasting, self->now));

  return next;
}

static gboolean
is_too_dear (FloReplayNodes *self,
             const Node     *node)
{
  return node->limit > 0 && flo_step_curve_get (node->pool->prices, self->now) > node->limit;
}

static gboolean
let_happen (FloReplayNodes *self)
{
  gboolean any = FALSE;

  for (guint i = self->nodes->len; i > 0; i--)
    {
      Node *node = g_ptr_array_index (self->nodes, i - 1);

      if (!node->runs && node->running_at <= self->now)
        {
          node->runs = any = TRUE;
          self->running[node->spot]++;
          find_seen (self, node)->state = FLO_SEEN_RUNNING;
        }
      if (!node->noticed && node->notice_at <= self->now)
        {
          notice (self, node, is_too_dear (self, node) ? "instance-terminated-by-price"
                                                       : "instance-terminated-no-capacity");
          any = TRUE;
        }
      if (node->noticed && node->ends_at - self->drain_seconds == self->now)
        any = TRUE;
      if (node->ends_at <= self->now)
        {
          end_node (self, i - 1, TRUE);
          any = TRUE;
        }
    }
  for (guint i = 0; i < flo_replay_setting_get_n_zones (self->setting); i++)
    any |= take_back (self, i);

  return any;
}

/**
 * flo_replay_nodes_advance:
 * @self: the nodes
 * @time: no later than the next event
 *
 * Time passes until @time; then happens what is due.
 *
 * Returns: whether anything did
 */
gboolean
flo_replay_nodes_advance (FloReplayNodes *self,
                          gint64          time)
{
  gint64 passed = time - self->now;
  guint running = self->running[FALSE] + self->running[TRUE];

  g_return_val_if_fail (passed >= 0, FALSE);

  self->tally.wanted_seconds += passed * self->wanted;
  self->tally.ran_seconds += passed * MIN (running, self->wanted);
  self->worked += passed * running;
  self->held += passed * self->nodes->len;
  self->addressed += passed * (self->nodes->len - self->off);
  self->tally.fallback_seconds += passed * (self->running[FALSE] > self->base ? self->running[FALSE] - self->base : 0);
  self->now = time;
  if (self->picture->instances->len > self->nodes->len)
    forget_ended (self);

  return let_happen (self);
}

/* So many are wanted from now on. */
void
flo_replay_nodes_set_wanted (FloReplayNodes *self,
                             guint           wanted)
{
  self->wanted = wanted;
}

/* What nodes tell of it: not how often anything was asked or planned. */
void
flo_replay_nodes_get_tally (FloReplayNodes *self,
                            FloReplayTally *tally)
{
  *tally = self->tally;
  tally->cost = flo_replay_nodes_get_cost (self);
  tally->on_demand_cost = to_money (get_total (self, FALSE));
  tally->extras_cost = to_money (get_extras (self));
  tally->seconds = self->now - self->began;
}
