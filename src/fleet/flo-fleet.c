/* flo-fleet.c: a launched config, as published
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet"

#include "flotilla-config.h"

#include "fleet/flo-fleet-private.h"

#include <string.h>

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
  PROP_STANDBY,
  PROP_SHORTAGES,
  PROP_DEADLINE,
  PROP_SCALING,
  PROP_WANTED,
  PROP_RUNNING,
  PROP_CHECKING,
  PROP_PER_HOUR,
  PROP_ON_DEMAND_PER_HOUR,
  PROP_COST,
  PROP_EXTRAS_PER_HOUR,
  PROP_EXTRAS_COST,
  PROP_CREATED_AT,
  PROP_OBSERVED_AT,
  PROP_OBSERVING_FAILED,
  PROP_BUSY,
  PROP_BUDGET,
  PROP_LISTENING,
  PROP_KEPT,
  PROP_DRIVER,
  PROP_WAIT_UNTIL,
  PROP_WISHES,
  PROP_REVISION,
  PROP_OUTDATED,
} FloFleetProperty;

enum
{
  PROGRESS_CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (FloFleet, flo_fleet, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_OUTDATED + 1];
static guint signals[N_SIGNALS];

static void
flo_fleet_finalize (GObject *object)
{
  FloFleet *self = FLO_FLEET (object);

  g_free (self->id);
  g_free (self->account);
  flo_config_unref (self->config);
  g_free (self->problem);
  g_free (self->fallback);
  g_free (self->standby);
  g_free (self->shortages);
  g_free (self->deadline);
  g_clear_pointer (&self->lease, flo_lease_free);
  g_free (self->driver);
  g_free (self->scaling);
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
    case PROP_STANDBY:
      g_value_set_string (value, self->standby);
      break;
    case PROP_SHORTAGES:
      g_value_set_string (value, self->shortages);
        break;
    case PROP_DEADLINE:
      g_value_set_string (value, self->deadline);
      break;
    case PROP_SCALING:
      g_value_set_string (value, self->scaling);
      break;
    case PROP_WANTED:
      g_value_set_uint (value, flo_fleet_get_wanted (self));
      break;
    case PROP_RUNNING:
      g_value_set_uint (value, self->running);
      break;
    case PROP_CHECKING:
      g_value_set_uint (value, self->checking);
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
    case PROP_EXTRAS_PER_HOUR:
      g_value_set_int64 (value, self->extras_per_hour);
      break;
    case PROP_EXTRAS_COST:
      g_value_set_int64 (value, self->extras_cost);
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
    case PROP_DRIVER:
      g_value_set_string (value, self->driver);
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
    case PROP_REVISION:
      g_value_set_uint (value, self->revision);
      break;
    case PROP_OUTDATED:
      g_value_set_uint (value, self->outdated);
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
  properties[PROP_STANDBY] = g_param_spec_string ("standby", NULL, NULL, NULL, flags);
  properties[PROP_SHORTAGES] = g_param_spec_string ("shortages", NULL, NULL, NULL, flags);
  properties[PROP_DEADLINE] = g_param_spec_string ("deadline", NULL, NULL, NULL, flags);
  properties[PROP_SCALING] = g_param_spec_string ("scaling", NULL, NULL, NULL, flags);
  properties[PROP_WANTED] = g_param_spec_uint ("wanted", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RUNNING] = g_param_spec_uint ("running", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CHECKING] = g_param_spec_uint ("checking", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PER_HOUR] = g_param_spec_int64 ("per-hour", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ON_DEMAND_PER_HOUR] =
    g_param_spec_int64 ("on-demand-per-hour", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_COST] = g_param_spec_int64 ("cost", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_EXTRAS_PER_HOUR] = g_param_spec_int64 ("extras-per-hour", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_EXTRAS_COST] = g_param_spec_int64 ("extras-cost", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CREATED_AT] = g_param_spec_int64 ("created-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_OBSERVED_AT] = g_param_spec_int64 ("observed-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_OBSERVING_FAILED] = g_param_spec_string ("observing-failed", NULL, NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_KEPT] = g_param_spec_string ("kept", NULL, NULL, NULL, flags);
  properties[PROP_DRIVER] = g_param_spec_string ("driver", NULL, NULL, NULL, flags);
  properties[PROP_LISTENING] = g_param_spec_string ("listening", NULL, NULL, NULL, flags);
  properties[PROP_BUDGET] = g_param_spec_string ("budget", NULL, NULL, NULL, flags);
  properties[PROP_WAIT_UNTIL] = g_param_spec_int64 ("wait-until", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_WISHES] = g_param_spec_boxed ("wishes", NULL, NULL, FLO_TYPE_WISHES, flags);
  properties[PROP_REVISION] = g_param_spec_uint ("revision", NULL, NULL, 1, G_MAXUINT, 1, flags);
  properties[PROP_OUTDATED] = g_param_spec_uint ("outdated", NULL, NULL, 0, G_MAXUINT, 0, flags);

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
  self->revision = 1;
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
flo_fleet_set_config (FloFleet  *self,
                      FloConfig *config,
                      guint      revision)
{
  FloConfig *before = self->config;

  if (config != before)
    {
      self->config = flo_config_ref (config);
      notify (self, PROP_CONFIG);
      flo_config_unref (before);
    }
  if (revision == self->revision)
    return;

  self->revision = revision;
  notify (self, PROP_REVISION);
}

void
flo_fleet_set_outdated (FloFleet *self,
                        guint     outdated)
{
  if (outdated == self->outdated)
    return;

  self->outdated = outdated;
  notify (self, PROP_OUTDATED);
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

/* A standby that is only being made ready is no node. */
static void
show_running (FloFleet *self)
{
  guint running = self->running_nodes + MIN (self->running_standbys, self->standing_in);

  if (self->running == running)
    return;

  self->running = running;
  notify (self, PROP_RUNNING);
}

void
flo_fleet_set_standby (FloFleet   *self,
                       guint       standing_in,
                       const char *standby)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  self->standing_in = standing_in;
  show_running (self);
  set_string (self, &self->standby, standby, PROP_STANDBY);
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
flo_fleet_set_lease (FloFleet       *self,
                     const FloLease *lease,
                     const char     *driver)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  if (self->lease != lease)
    {
      g_clear_pointer (&self->lease, flo_lease_free);
      self->lease = flo_lease_copy (lease);
    }
  set_string (self, &self->driver, driver, PROP_DRIVER);
}

const char *
flo_fleet_get_driver (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->driver;
}

const FloLease *
flo_fleet_get_lease (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return self->lease;
}

void
flo_fleet_set_scaling (FloFleet   *self,
                       const char *scaling)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  set_string (self, &self->scaling, scaling, PROP_SCALING);
}

void
flo_fleet_set_checking (FloFleet *self,
                        guint     checking)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  if (self->checking == checking)
    return;

  self->checking = checking;
  notify (self, PROP_CHECKING);
}

void
flo_fleet_set_rolled_back (FloFleet         *self,
                           AwsErrorCategory  category)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  self->rolled_back = TRUE;
  self->roll_back_category = category;
}

void
flo_fleet_set_running (FloFleet *self,
                       guint     nodes,
                       guint     standbys)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  self->running_nodes = nodes;
  self->running_standbys = standbys;
  show_running (self);
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
flo_fleet_set_extras (FloFleet *self,
                      FloMoney  per_hour,
                      FloMoney  cost,
                      gboolean  storage_shipped)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  self->storage_shipped = storage_shipped;
  set_int64 (self, &self->extras_per_hour, per_hour, PROP_EXTRAS_PER_HOUR);
  set_int64 (self, &self->extras_cost, cost, PROP_EXTRAS_COST);
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
flo_fleet_set_alarm (FloFleet *self,
                     guint     budget_level,
                     gboolean  deadline_trouble)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  self->budget_level = budget_level;
  self->deadline_trouble = deadline_trouble;
}

void
flo_fleet_set_wait_until (FloFleet *self,
                          gint64    wait_until)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  set_int64 (self, &self->wait_until, wait_until, PROP_WAIT_UNTIL);
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
  g_return_if_fail (n_steps <= FLO_FLEET_MAX_PROGRESS_STEPS);

  if (same_progress (self, steps, n_steps))
    return;

  memcpy (self->steps, steps, n_steps * sizeof *steps);
  self->n_steps = n_steps;
  g_signal_emit (self, signals[PROGRESS_CHANGED], 0);
}
