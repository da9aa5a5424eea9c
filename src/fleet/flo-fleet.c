/* flo-fleet.c: a launched config, as published
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet"

#include "flotilla-config.h"

#include "fleet/flo-fleet-private.h"

#include <string.h>

#define MAX_PROGRESS_STEPS 8
#define MAX_MOVED_NODES 32

struct _FloFleet
{
  GObject parent_instance;

  /* What it is */
  char *id;                     /* (owned) */
  char *account;                /* (owned) */
  FloConfig *config;            /* (owned) */
  gint64 created_at;            /* Unix seconds */

  /* How it is */
  FloFleetState state;
  char *problem;                /* (owned) (nullable) */
  char *fallback;               /* (owned) (nullable) */
  guint stand_ins;
  char *shortages;              /* (owned) (nullable) */
  char *deadline;               /* (owned) (nullable) */
  gint64 work_done, work_total; /* node-seconds */
  AwsErrorCategory problem_category;
  FloWishes *wishes;            /* (owned) */
  guint wanted;
  guint running;
  FloMoney per_hour;
  FloMoney on_demand_per_hour;
  FloMoney cost;
  gint64 observed_at;           /* Unix seconds, 0 = not yet */
  char *observing_failed;       /* (owned) (nullable) */
  gboolean busy;
  char *budget;                 /* (owned) (nullable) */
  char *listening;              /* (owned) (nullable) */
  char *kept;                   /* (owned) (nullable) */
  double fulfilled;
  gint64 wait_until;            /* Unix seconds, 0 = at once */
  FloProgressStep steps[MAX_PROGRESS_STEPS];
  guint n_steps;

  /* Its lists */
  GListStore *nodes;            /* (owned) (element-type FloNode) */
  GHashTable *nodes_by_id;      /* (owned): char * → FloNode, both borrowed from @nodes */
  GListStore *events;           /* (owned) (element-type FloEvent): newest first */
  GListStore *next_actions;     /* (owned) (element-type FloAction) */
  GListStore *zone_costs;       /* (owned) (element-type FloZoneCostSeries): by zone */
};

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_ACCOUNT,
  PROP_REGION,
  PROP_CONFIG,
  PROP_STATE,
  PROP_PROBLEM,
  PROP_FALLBACK,
  PROP_SHORTAGES,
  PROP_DEADLINE,
  PROP_WANTED,
  PROP_RUNNING,
  PROP_PER_HOUR,
  PROP_ON_DEMAND_PER_HOUR,
  PROP_COST,
  PROP_CREATED_AT,
  PROP_OBSERVED_AT,
  PROP_OBSERVING_FAILED,
  PROP_BUSY,
  PROP_BUDGET,
  PROP_LISTENING,
  PROP_KEPT,
  PROP_WAIT_UNTIL,
  PROP_WISHES,
} FloFleetProperty;

enum
{
  PROGRESS_CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (FloFleet, flo_fleet, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_WISHES + 1];
static guint signals[N_SIGNALS];

static const GEnumValue states[] = {
  { FLO_FLEET_LAUNCHING, "FLO_FLEET_LAUNCHING", "launching" },
  { FLO_FLEET_HEALTHY, "FLO_FLEET_HEALTHY", "healthy" },
  { FLO_FLEET_DEGRADED, "FLO_FLEET_DEGRADED", "degraded" },
  { FLO_FLEET_BLOCKED, "FLO_FLEET_BLOCKED", "blocked" },
  { FLO_FLEET_DESTROYING, "FLO_FLEET_DESTROYING", "destroying" },
  { FLO_FLEET_DESTROYED, "FLO_FLEET_DESTROYED", "destroyed" },
  { FLO_FLEET_PAUSED, "FLO_FLEET_PAUSED", "paused" },
  { 0, NULL, NULL },
};


GType
flo_fleet_state_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FloFleetState", states));

  return type;
}

const char *
flo_fleet_state_get_word (FloFleetState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states) - 1, NULL);

  return states[state].value_nick;
}

static void
flo_fleet_finalize (GObject *object)
{
  FloFleet *self = FLO_FLEET (object);

  g_free (self->id);
  g_free (self->account);
  flo_config_unref (self->config);
  g_free (self->problem);
  g_free (self->fallback);
  g_free (self->shortages);
  g_free (self->deadline);
  g_free (self->observing_failed);
  g_free (self->budget);
  g_free (self->listening);
  g_free (self->kept);
  flo_wishes_free (self->wishes);
  g_hash_table_unref (self->nodes_by_id);
  g_object_unref (self->nodes);
  g_object_unref (self->events);
  g_object_unref (self->next_actions);
  g_object_unref (self->zone_costs);

  G_OBJECT_CLASS (flo_fleet_parent_class)->finalize (object);
}

static void
flo_fleet_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  FloFleet *self = FLO_FLEET (object);

  switch ((FloFleetProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, flo_fleet_get_name (self));
      break;
    case PROP_ACCOUNT:
      g_value_set_string (value, self->account);
      break;
    case PROP_REGION:
      g_value_set_string (value, flo_fleet_get_region (self));
      break;
    case PROP_CONFIG:
      g_value_set_boxed (value, self->config);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_FALLBACK:
      g_value_set_string (value, self->fallback);
      break;
    case PROP_SHORTAGES:
      g_value_set_string (value, self->shortages);
        break;
    case PROP_DEADLINE:
      g_value_set_string (value, self->deadline);
      break;
    case PROP_WANTED:
      g_value_set_uint (value, flo_fleet_get_wanted (self));
      break;
    case PROP_RUNNING:
      g_value_set_uint (value, self->running);
      break;
    case PROP_PER_HOUR:
      g_value_set_int64 (value, self->per_hour);
      break;
    case PROP_ON_DEMAND_PER_HOUR:
      g_value_set_int64 (value, self->on_demand_per_hour);
      break;
    case PROP_COST:
      g_value_set_int64 (value, self->cost);
      break;
    case PROP_CREATED_AT:
      g_value_set_int64 (value, self->created_at);
      break;
    case PROP_OBSERVED_AT:
      g_value_set_int64 (value, self->observed_at);
      break;
    case PROP_OBSERVING_FAILED:
      g_value_set_string (value, self->observing_failed);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_LISTENING:
      g_value_set_string (value, self->listening);
      break;
    case PROP_KEPT:
      g_value_set_string (value, self->kept);
      break;
    case PROP_BUDGET:
      g_value_set_string (value, self->budget);
      break;
    case PROP_WAIT_UNTIL:
      g_value_set_int64 (value, self->wait_until);
      break;
    case PROP_WISHES:
      g_value_set_boxed (value, self->wishes);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, NULL, flags);
  properties[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, NULL, flags);
  properties[PROP_CONFIG] = g_param_spec_boxed ("config", NULL, NULL, FLO_TYPE_CONFIG, flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, FLO_TYPE_FLEET_STATE, FLO_FLEET_LAUNCHING, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_FALLBACK] = g_param_spec_string ("fallback", NULL, NULL, NULL, flags);
  properties[PROP_SHORTAGES] = g_param_spec_string ("shortages", NULL, NULL, NULL, flags);
  properties[PROP_DEADLINE] = g_param_spec_string ("deadline", NULL, NULL, NULL, flags);
  properties[PROP_WANTED] = g_param_spec_uint ("wanted", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RUNNING] = g_param_spec_uint ("running", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PER_HOUR] = g_param_spec_int64 ("per-hour", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ON_DEMAND_PER_HOUR] =
    g_param_spec_int64 ("on-demand-per-hour", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_COST] = g_param_spec_int64 ("cost", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CREATED_AT] = g_param_spec_int64 ("created-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_OBSERVED_AT] = g_param_spec_int64 ("observed-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_OBSERVING_FAILED] = g_param_spec_string ("observing-failed", NULL, NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_KEPT] = g_param_spec_string ("kept", NULL, NULL, NULL, flags);
  properties[PROP_LISTENING] = g_param_spec_string ("listening", NULL, NULL, NULL, flags);
  properties[PROP_BUDGET] = g_param_spec_string ("budget", NULL, NULL, NULL, flags);
  properties[PROP_WAIT_UNTIL] = g_param_spec_int64 ("wait-until", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_WISHES] = g_param_spec_boxed ("wishes", NULL, NULL, FLO_TYPE_WISHES, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_fleet_class_init (FloFleetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = flo_fleet_finalize;
  object_class->get_property = flo_fleet_get_property;

  install_properties (object_class);

  signals[PROGRESS_CHANGED] =
    g_signal_new ("progress-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
flo_fleet_init (FloFleet *self)
{
  self->wishes = flo_wishes_new ();
  self->nodes = g_list_store_new (FLO_TYPE_NODE);
  self->nodes_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->events = g_list_store_new (FLO_TYPE_EVENT);
  self->next_actions = g_list_store_new (FLO_TYPE_ACTION);
  self->zone_costs = g_list_store_new (FLO_TYPE_ZONE_COST_SERIES);
}

FloFleet *
flo_fleet_new (const char *id,
               const char *account,
               FloConfig  *config,
               gint64      created_at)
{
  FloFleet *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (config != NULL, NULL);

  self = g_object_new (FLO_TYPE_FLEET, NULL);
  self->id = g_strdup (id);
  self->account = g_strdup (account);
  self->config = flo_config_ref (config);
  self->wanted = (guint) config->capacity.nodes;
  self->created_at = created_at;

  return self;
}

static void
notify (FloFleet         *self,
        FloFleetProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_string (FloFleet          *self,
            char             **field,
            const char        *value,
            FloFleetProperty   property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;

  g_free (*field);
  *field = g_strdup (value);
  notify (self, property);
}

static void
set_int64 (FloFleet         *self,
           gint64           *field,
           gint64            value,
           FloFleetProperty  property)
{
  if (*field == value)
    return;

  *field = value;
  notify (self, property);
}

void
flo_fleet_set_state (FloFleet      *self,
                     FloFleetState  state)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  if (self->state == state)
    return;

  self->state = state;
  notify (self, PROP_STATE);
}

void
flo_fleet_set_problem (FloFleet         *self,
                       const char       *problem,
                       AwsErrorCategory  category)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  self->problem_category = problem != NULL ? category : AWS_ERROR_UNKNOWN;
  set_string (self, &self->problem, problem, PROP_PROBLEM);
}

void
flo_fleet_set_fallback (FloFleet   *self,
                        guint       stand_ins,
                        const char *fallback)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  self->stand_ins = stand_ins;
  set_string (self, &self->fallback, fallback, PROP_FALLBACK);
}

void
flo_fleet_set_shortages (FloFleet   *self,
                         const char *shortages)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  set_string (self, &self->shortages, shortages, PROP_SHORTAGES);
}

void
flo_fleet_set_wanted (FloFleet *self,
                      guint     wanted)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  if (self->wanted == wanted)
    return;

  self->wanted = wanted;
  notify (self, PROP_WANTED);
}

void
flo_fleet_set_wishes (FloFleet        *self,
                      const FloWishes *wishes)
{
  g_return_if_fail (FLO_IS_FLEET (self));
  g_return_if_fail (wishes != NULL);

  if (flo_wishes_equal (self->wishes, wishes))
    return;

  flo_wishes_free (self->wishes);
  self->wishes = flo_wishes_copy (wishes);
  notify (self, PROP_WISHES);
}

void
flo_fleet_set_deadline (FloFleet   *self,
                        const char *deadline,
                        gint64      work_done,
                        gint64      work_total)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  self->work_done = work_done;
  self->work_total = work_total;
  set_string (self, &self->deadline, deadline, PROP_DEADLINE);
}

void
flo_fleet_set_running (FloFleet *self,
                       guint     running)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  if (self->running == running)
    return;

  self->running = running;
  notify (self, PROP_RUNNING);
}

void
flo_fleet_set_money (FloFleet *self,
                     FloMoney  per_hour,
                     FloMoney  on_demand_per_hour,
                     FloMoney  cost)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  set_int64 (self, &self->per_hour, per_hour, PROP_PER_HOUR);
  set_int64 (self, &self->on_demand_per_hour, on_demand_per_hour, PROP_ON_DEMAND_PER_HOUR);
  set_int64 (self, &self->cost, cost, PROP_COST);
}

void
flo_fleet_set_observed (FloFleet   *self,
                        gint64      observed_at,
                        const char *failed)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  set_int64 (self, &self->observed_at, observed_at, PROP_OBSERVED_AT);
  set_string (self, &self->observing_failed, failed, PROP_OBSERVING_FAILED);
}

void
flo_fleet_set_busy (FloFleet *self,
                    gboolean  busy)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  if (self->busy == !!busy)
    return;

  self->busy = !!busy;
  notify (self, PROP_BUSY);
}

void
flo_fleet_set_kept (FloFleet   *self,
                    const char *ec2_fleet,
                    guint       target,
                    double      fulfilled)
{
  g_autofree char *kept = NULL;

  g_return_if_fail (FLO_IS_FLEET (self));

  if (ec2_fleet != NULL)
    kept = g_strdup_printf ("EC2 counts %.0f of %u nodes (%s)", fulfilled, target, ec2_fleet);
  self->fulfilled = fulfilled;
  set_string (self, &self->kept, kept, PROP_KEPT);
}

void
flo_fleet_set_listening (FloFleet   *self,
                         const char *listening)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  set_string (self, &self->listening, listening, PROP_LISTENING);
}

void
flo_fleet_set_budget (FloFleet   *self,
                      const char *budget)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  set_string (self, &self->budget, budget, PROP_BUDGET);
}

void
flo_fleet_set_wait_until (FloFleet *self,
                          gint64    wait_until)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  set_int64 (self, &self->wait_until, wait_until, PROP_WAIT_UNTIL);
}

FloNode *
flo_fleet_find_node (FloFleet   *self,
                     const char *id)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->nodes_by_id, id);
}

/* The living in the order they were launched, then the terminated. The id makes the order total. */
static int
compare_nodes (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  FloNode *one = (FloNode *) a;
  FloNode *other = (FloNode *) b;
  gboolean one_ended = flo_node_get_state (one) == FLO_NODE_TERMINATED;
  gboolean other_ended = flo_node_get_state (other) == FLO_NODE_TERMINATED;

  if (one_ended != other_ended)
    return one_ended ? 1 : -1;
  if (flo_node_get_launched_at (one) != flo_node_get_launched_at (other))
    return flo_node_get_launched_at (one) < flo_node_get_launched_at (other) ? -1 : 1;

  return strcmp (flo_node_get_id (one), flo_node_get_id (other));
}

FloNode *
flo_fleet_ensure_node (FloFleet   *self,
                       const char *id)
{
  g_autoptr (FloNode) node = NULL;
  FloNode *found;

  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  found = g_hash_table_lookup (self->nodes_by_id, id);
  if (found != NULL)
    return found;

  node = flo_node_new (id);
  g_hash_table_insert (self->nodes_by_id, (gpointer) flo_node_get_id (node), node);
  g_list_store_append (self->nodes, node);

  return node;
}

/* Few out of place are moved one by one: g_list_store_sort() announces that everything changed, and a list that is looked
 * at would jump. FALSE: there are too many. */
static gboolean
move_nodes (FloFleet *self)
{
  GListModel *model = G_LIST_MODEL (self->nodes);
  guint n_moved = 0;

  for (guint i = 1; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (FloNode) before = g_list_model_get_item (model, i - 1);
      g_autoptr (FloNode) after = g_list_model_get_item (model, i);
      gboolean before_ended = flo_node_get_state (before) == FLO_NODE_TERMINATED;

      if (compare_nodes (before, after, NULL) <= 0)
        continue;
      if (++n_moved > MAX_MOVED_NODES)
        return FALSE;
      /* The one that ended is what is out of place; otherwise the later one came too early. */
      g_list_store_remove (self->nodes, before_ended ? i - 1 : i);
      g_list_store_insert_sorted (self->nodes, before_ended ? before : after, compare_nodes, NULL);
      i = i >= 2 ? i - 2 : 0;
    }

  return TRUE;
}

void
flo_fleet_sort_nodes (FloFleet *self)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  if (!move_nodes (self))
    g_list_store_sort (self->nodes, compare_nodes, NULL);
}

void
flo_fleet_add_event (FloFleet *self,
                     FloEvent *event)
{
  g_return_if_fail (FLO_IS_FLEET (self));
  g_return_if_fail (FLO_IS_EVENT (event));

  g_list_store_insert (self->events, 0, event);
}

void
flo_fleet_set_next_actions (FloFleet  *self,
                            GPtrArray *actions)
{
  guint n_shown;
  guint same = 0;

  g_return_if_fail (FLO_IS_FLEET (self));
  g_return_if_fail (actions != NULL);

  n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->next_actions));
  while (same < n_shown && same < actions->len)
    {
      g_autoptr (FloAction) shown = g_list_model_get_item (G_LIST_MODEL (self->next_actions), same);

      if (!flo_action_equal (shown, g_ptr_array_index (actions, same)))
        break;
      same++;
    }

  if (same < n_shown || same < actions->len)
    g_list_store_splice (self->next_actions, same, n_shown - same,
                         actions->pdata + same, actions->len - same);
}

static int
compare_zones (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  return strcmp (flo_zone_cost_series_get_zone ((FloZoneCostSeries *) a),
                 flo_zone_cost_series_get_zone ((FloZoneCostSeries *) b));
}

FloZoneCostSeries *
flo_fleet_ensure_zone_costs (FloFleet   *self,
                             const char *zone)
{
  g_autoptr (FloZoneCostSeries) series = NULL;
  guint n;

  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->zone_costs));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FloZoneCostSeries) shown = g_list_model_get_item (G_LIST_MODEL (self->zone_costs), i);

      if (g_str_equal (flo_zone_cost_series_get_zone (shown), zone))
        return shown;   /* the list holds it */
    }

  series = flo_zone_cost_series_new (zone);
  g_list_store_insert_sorted (self->zone_costs, series, compare_zones, NULL);

  return series;
}

static gboolean
same_progress (FloFleet              *self,
               const FloProgressStep *steps,
               guint                  n_steps)
{
  if (self->n_steps != n_steps)
    return FALSE;

  for (guint i = 0; i < n_steps; i++)
    {
      if (!g_str_equal (self->steps[i].word, steps[i].word) ||
          self->steps[i].done != steps[i].done ||
          self->steps[i].total != steps[i].total)
        return FALSE;
    }

  return TRUE;
}

void
flo_fleet_set_progress (FloFleet              *self,
                        const FloProgressStep *steps,
                        guint                  n_steps)
{
  g_return_if_fail (FLO_IS_FLEET (self));
  g_return_if_fail (n_steps <= MAX_PROGRESS_STEPS);

  if (same_progress (self, steps, n_steps))
    return;

  memcpy (self->steps, steps, n_steps * sizeof *steps);
  self->n_steps = n_steps;
  g_signal_emit (self, signals[PROGRESS_CHANGED], 0);
}

const char *
flo_fleet_get_id (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->id;
}

const char *
flo_fleet_get_name (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->config->name;
}

const char *
flo_fleet_get_account (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->account;
}

const char *
flo_fleet_get_region (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->config->region;
}

FloConfig *
flo_fleet_get_config (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->config;
}

FloFleetState
flo_fleet_get_state (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), FLO_FLEET_LAUNCHING);

  return self->state;
}

const char *
flo_fleet_get_problem (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->problem;
}

const char *
flo_fleet_get_shortages (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->shortages;
}

const char *
flo_fleet_get_fallback (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->fallback;
}

const char *
flo_fleet_get_kept (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->kept;
}

double
flo_fleet_get_fulfilled (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->fulfilled;
}

const char *
flo_fleet_get_listening (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->listening;
}

const char *
flo_fleet_get_budget (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->budget;
}

gint64
flo_fleet_get_wait_until (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->wait_until;
}

const char *
flo_fleet_get_deadline (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->deadline;
}

gint64
flo_fleet_get_work (FloFleet *self,
                    gint64   *total)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  if (total != NULL)
    *total = self->work_total;

  return self->work_done;
}

guint
flo_fleet_get_stand_ins (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->stand_ins;
}

AwsErrorCategory
flo_fleet_get_problem_category (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), AWS_ERROR_UNKNOWN);

  return self->problem_category;
}

guint
flo_fleet_get_wanted (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->wanted;
}

const FloWishes *
flo_fleet_get_wishes (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->wishes;
}

guint
flo_fleet_get_running (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->running;
}

FloMoney
flo_fleet_get_per_hour (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->per_hour;
}

FloMoney
flo_fleet_get_on_demand_per_hour (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->on_demand_per_hour;
}

FloMoney
flo_fleet_get_cost (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->cost;
}

gint64
flo_fleet_get_created_at (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->created_at;
}

gint64
flo_fleet_get_observed_at (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  return self->observed_at;
}

const char *
flo_fleet_get_observing_failed (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->observing_failed;
}

GListModel *
flo_fleet_get_nodes (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return G_LIST_MODEL (self->nodes);
}

GListModel *
flo_fleet_get_events (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return G_LIST_MODEL (self->events);
}

GListModel *
flo_fleet_get_next_actions (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return G_LIST_MODEL (self->next_actions);
}

GListModel *
flo_fleet_get_zone_costs (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return G_LIST_MODEL (self->zone_costs);
}

const FloProgressStep *
flo_fleet_get_progress (FloFleet *self,
                        guint    *n_steps)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);
  g_return_val_if_fail (n_steps != NULL, NULL);

  *n_steps = self->n_steps;

  return self->steps;
}
