/* flo-draft.c: a config in the making, with the market it is made for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-draft"

#include "app/assistant/flo-draft.h"

#include <glib/gi18n.h>

#include "app/support/flo-error-dialog.h"
#include "config/flo-config-json.h"
#include "config/flo-config-need.h"
#include "config/flo-config-region-check.h"
#include "market/flo-node-extras.h"

struct _FloDraft
{
  GObject parent_instance;

  FloSession *session;          /* (owned) (nullable) */
  FloFleet *fleet;              /* (owned) (nullable): whose config it changes */
  guint revision;               /* of the fleet's config when this began */
  GPtrArray *changes;           /* (owned) (element-type FloConfigChange) */
  FloConfig *config;            /* (owned): the only reference, so that it may be edited */
  FloConfig *saved;             /* (owned): how it was when nothing could be lost */
  FloMarket *market;            /* (owned) (nullable) */
  gboolean market_is_kept;      /* it is of last time: AWS has not answered yet, or cannot be reached */
  FloMarket *known;             /* (owned) (nullable): types alone, when no market was kept */
  char *market_error;           /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned) (nullable): of the load under way */
  FloPoolMemory *memory;        /* (owned) (nullable): of the market's pools; comes after it */
  GCancellable *remembering;    /* (owned) (nullable): of its load */
  FloChoice *choice;            /* (owned) (nullable): of the market's pools */
  GPtrArray *pools;             /* (owned) (element-type FloPool): the pools are the market's */
  GPtrArray *problems;          /* (owned) (element-type FloConfigProblem) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloDraft, flo_draft, G_TYPE_OBJECT)

static void
flo_draft_dispose (GObject *object)
{
  FloDraft *self = FLO_DRAFT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->remembering);
  g_clear_object (&self->remembering);
  g_clear_object (&self->market);
  g_clear_object (&self->known);
  g_clear_object (&self->fleet);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (flo_draft_parent_class)->dispose (object);
}

static void
flo_draft_finalize (GObject *object)
{
  FloDraft *self = FLO_DRAFT (object);

  g_clear_pointer (&self->config, flo_config_unref);
  g_clear_pointer (&self->saved, flo_config_unref);
  g_clear_pointer (&self->choice, flo_choice_free);
  g_clear_pointer (&self->memory, flo_pool_memory_unref);
  g_clear_pointer (&self->pools, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self->market_error);
  G_OBJECT_CLASS (flo_draft_parent_class)->finalize (object);
}

static void
flo_draft_class_init (FloDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_draft_dispose;
  object_class->finalize = flo_draft_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
flo_draft_init (FloDraft *self)
{
  self->pools = g_ptr_array_new ();
  self->problems = g_ptr_array_new_with_free_func (g_object_unref);
  self->changes = g_ptr_array_new ();
}

static void
add_problem (FloDraft    *self,
             FloSeverity  severity,
             const char  *path,
             const char  *message,
             const char  *hint)
{
  g_ptr_array_add (self->problems, flo_config_problem_new (severity, path, 0, 0, message, hint));
}

/* The engine would refuse it too, but only after the person pressed Launch. */
static void
check_name (FloDraft *self)
{
  FloEngine *engine = self->session != NULL ? flo_session_get_engine (self->session) : NULL;

  if (engine != NULL && flo_engine_find (engine, self->config->name) != NULL)
    add_problem (self, FLO_SEVERITY_ERROR, "/name", _("A living fleet has this name already"), _("Choose another name"));
}

/* The same before Apply. What no page has is shown on the last one. */
static void
check_fleet (FloDraft *self)
{
  FloFleetState state = flo_fleet_get_state (self->fleet);

  if (state == FLO_FLEET_DESTROYING || state == FLO_FLEET_DESTROYED)
    add_problem (self, FLO_SEVERITY_ERROR, "", _("The fleet is being destroyed"),
                 _("Save or export the config to launch it anew"));
  else if (flo_fleet_get_driver (self->fleet) != NULL)
    add_problem (self, FLO_SEVERITY_ERROR, "", flo_fleet_get_driver (self->fleet),
                 _("Take the fleet over, or change its config there"));
  else if (flo_fleet_get_revision (self->fleet) != self->revision)
    add_problem (self, FLO_SEVERITY_WARNING, "", _("Somebody has changed the fleet’s config since you began"),
                 _("Below is what would become of it now; what they changed and you did not is changed back"));
  for (guint i = 0; i < self->changes->len; i++)
    {
      const FloConfigChange *change = g_ptr_array_index (self->changes, i);

      if (change->kind == FLO_CHANGE_REFUSED)
        add_problem (self, FLO_SEVERITY_ERROR, "", _(change->title), change->why);
    }
}

static FloChoice *
choose_for (FloDraft        *self,
            const FloConfig *config,
            const FloNeed   *need)
{
  FloChoiceTerms terms;

  flo_config_get_terms (config, &terms);
  return flo_choice_new (self->market, need, self->memory, &terms, FLO_CHOICE_POOLS);
}

static void
choose (FloDraft *self)
{
  FloNeed need;

  flo_config_get_need (self->config, &need);
  self->choice = flo_draft_choose (self, &need);
  for (guint i = 0; i < flo_choice_get_n_ranked (self->choice); i++)
    g_ptr_array_add (self->pools, (gpointer) flo_choice_get_ranked (self->choice, i)->pool);
}

/* Everything that follows from the config and the market, computed once per change. */
static void
recompute (FloDraft *self)
{
  g_clear_pointer (&self->choice, flo_choice_free);
  g_ptr_array_set_size (self->pools, 0);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = flo_config_check (self->config);
  if (self->fleet != NULL)
    {
      g_ptr_array_unref (self->changes);
      self->changes = flo_config_changes_list (flo_fleet_get_config (self->fleet), self->config);
      check_fleet (self);
    }
  else
    check_name (self);
  if (self->market != NULL)
    {
      choose (self);
      g_ptr_array_extend_and_steal (self->problems,
                                    flo_config_check_region (self->config, self->market));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
memory_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(FloDraft) self = FLO_DRAFT (user_data);
  g_autoptr(GError) error = NULL;
  FloPoolMemory *memory = flo_pool_memory_load_finish (result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    {
      g_clear_pointer (&memory, flo_pool_memory_unref);
      return;
    }
  g_clear_object (&self->remembering);
  if (memory == NULL)
    {
      /* Pools are chosen by what AWS tells then. */
      g_message ("%s", error->message);
      return;
    }
  g_clear_pointer (&self->memory, flo_pool_memory_unref);
  self->memory = memory;
  recompute (self);
}

/* Behind the first picture: how it went for us in these pools, and how their prices moved. */
static void
remember (FloDraft *self)
{
  FloPriceArchive *archive = flo_session_get_archive (self->session, self->config->region);

  g_cancellable_cancel (self->remembering);
  g_clear_object (&self->remembering);
  if (archive == NULL || self->market == NULL)
    return;
  self->remembering = g_cancellable_new ();
  flo_pool_memory_load_async (flo_price_archive_get_store (archive),
                              flo_price_archive_get_source (archive), self->market, NULL,
                              self->remembering, memory_loaded_cb, g_object_ref (self));
}

static void
take_market (FloDraft  *self,
             FloMarket *market,
             gboolean   is_kept)
{
  g_set_object (&self->market, market);
  self->market_is_kept = is_kept;
}

static void
market_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(FloDraft) self = FLO_DRAFT (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(FloMarket) market = NULL;

  market = flo_session_load_market_finish (FLO_SESSION (object), result, &error);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  g_clear_object (&self->cancellable);
  /* What is there stays when only fresher figures could not be had. */
  if (market == NULL && self->market != NULL && !self->market_is_kept)
    return;
  if (market == NULL)
    self->market_error = flo_error_dialog_describe (error);
  else
    take_market (self, market, FALSE);
  recompute (self);
  remember (self);
}

/* Until AWS answers, and if it does not: what was known last time. */
static void
kept_market_loaded_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(FloDraft) self = FLO_DRAFT (user_data);
  g_autoptr(FloMarket) market = flo_session_load_kept_market_finish (FLO_SESSION (object), result, NULL);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))) || self->market != NULL || market == NULL)
    return;
  if (flo_market_get_n_pools (market) > 0)
    take_market (self, market, TRUE);
  else
    g_set_object (&self->known, market);
  recompute (self);
  remember (self);
}

/* Fresher figures came in behind the first picture: it stays until the next one is there. */
static void
figures_renewed_cb (FloDraft   *self,
                    const char *region)
{
  if (self->market == NULL || self->cancellable != NULL || g_strcmp0 (self->config->region, region) != 0)
    return;
  self->cancellable = g_cancellable_new ();
  flo_session_load_market_async (self->session, region, self->cancellable, market_loaded_cb, g_object_ref (self));
}

void
flo_draft_reload (FloDraft *self)
{
  g_return_if_fail (FLO_IS_DRAFT (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->market_error, g_free);
  g_clear_object (&self->market);
  g_clear_object (&self->known);
  g_clear_pointer (&self->memory, flo_pool_memory_unref);
  if (self->session != NULL)
    {
      self->cancellable = g_cancellable_new ();
      flo_session_load_market_async (self->session, self->config->region, self->cancellable,
                                     market_loaded_cb, g_object_ref (self));
      flo_session_load_kept_market_async (self->session, self->config->region, self->cancellable,
                                          kept_market_loaded_cb, g_object_ref (self));
    }
  recompute (self);
}

/* What failed because nobody was signed in is loaded by itself. */
static void
signed_in_cb (FloDraft *self)
{
  if (self->market_error != NULL)
    flo_draft_reload (self);
}

void
flo_draft_set_region (FloDraft   *self,
                      const char *region)
{
  g_return_if_fail (FLO_IS_DRAFT (self));
  g_return_if_fail (region != NULL);

  if (g_strcmp0 (self->config->region, region) == 0)
    return;
  g_free (self->config->region);
  self->config->region = g_strdup (region);
  /* Zone names mean nothing in another region. */
  g_clear_pointer (&self->config->zones.allowed, g_strfreev);
  flo_draft_reload (self);
}

void
flo_draft_set_market (FloDraft  *self,
                      FloMarket *market)
{
  g_return_if_fail (FLO_IS_DRAFT (self));

  if (g_set_object (&self->market, market))
    recompute (self);
}

void
flo_draft_touch (FloDraft *self)
{
  g_return_if_fail (FLO_IS_DRAFT (self));
  recompute (self);
}

/* A public address is counted for each node; standbys are stopped, and have a volume alone. */
static FloMoney
sum_extras (const FloConfig *config,
            FloMarket       *market)
{
  FloNodeExtras extras = flo_node_extras_new (market, config->storage.size_gib, TRUE);

  return (config->capacity.nodes + config->availability.spares) * flo_node_extras_get_sum (&extras)
         + config->availability.standbys * extras.storage;
}

FloMoney
flo_draft_get_extras (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), 0);

  return sum_extras (self->config, self->market);
}

/* From the cheapest of the pools to the dearest, the on-demand base at its list price; FALSE: nothing is known. */
static gboolean
estimate (const FloConfig *config,
          FloMarket       *market,
          FloChoice       *choice,
          FloMoney        *low,
          FloMoney        *high)
{
  FloMoney cheapest = G_MAXINT64;
  guint n_chosen = choice != NULL ? flo_choice_get_n_chosen (choice) : 0;
  FloMoney dearest = 0;
  FloMoney on_demand = G_MAXINT64;
  FloMoney extras = sum_extras (config, market);
  gint64 n_on_demand = MIN (config->capacity.on_demand_base, config->capacity.nodes);
  gint64 n_spot = config->capacity.nodes + config->availability.spares - n_on_demand;

  for (guint i = 0; i < n_chosen; i++)
    {
      const FloPool *pool = flo_choice_get_chosen (choice, i)->pool;

      cheapest = MIN (cheapest, pool->spot_price);
      dearest = MAX (dearest, pool->spot_price);
      if (pool->type->on_demand > 0)
        on_demand = MIN (on_demand, pool->type->on_demand);
    }
  if (n_chosen == 0 || (n_on_demand > 0 && on_demand == G_MAXINT64))
    return FALSE;
  if (n_on_demand == 0)
    on_demand = 0;
  *low = n_spot * cheapest + n_on_demand * on_demand + extras;
  *high = n_spot * dearest + n_on_demand * on_demand + extras;
  return TRUE;
}

gboolean
flo_draft_get_estimate (FloDraft *self,
                        FloMoney *low,
                        FloMoney *high)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), FALSE);
  return estimate (self->config, self->market, self->choice, low, high);
}

gboolean
flo_draft_get_estimate_before (FloDraft *self,
                               FloMoney *low,
                               FloMoney *high)
{
  const FloConfig *before;
  FloNeed need;
  FloChoice *choice;
  gboolean known;

  g_return_val_if_fail (FLO_IS_DRAFT (self), FALSE);

  if (self->fleet == NULL || self->market == NULL)
    return FALSE;
  before = flo_fleet_get_config (self->fleet);
  flo_config_get_need (before, &need);
  choice = choose_for (self, before, &need);
  known = estimate (before, self->market, choice, low, high);
  flo_choice_free (choice);
  return known;
}

FloSession *
flo_draft_get_session (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return self->session;
}

FloFleet *
flo_draft_get_fleet (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return self->fleet;
}

GPtrArray *
flo_draft_get_changes (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return self->changes;
}

FloConfig *
flo_draft_get_config (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return self->config;
}

FloConfig *
flo_draft_dup_config (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return flo_config_copy (self->config);
}

FloMarket *
flo_draft_get_market (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return self->market;
}

FloMarket *
flo_draft_get_known (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return self->known;
}

gboolean
flo_draft_get_loading (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), FALSE);
  return self->cancellable != NULL;
}

const char *
flo_draft_get_market_error (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return self->market_error;
}

FloChoice *
flo_draft_get_choice (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return self->choice;
}

FloChoice *
flo_draft_choose (FloDraft      *self,
                  const FloNeed *need)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  g_return_val_if_fail (self->market != NULL && need != NULL, NULL);

  return choose_for (self, self->config, need);
}

FloPoolRecordSet *
flo_draft_get_records (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return self->memory != NULL ? self->memory->records : NULL;
}

GPtrArray *
flo_draft_get_pools (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return self->pools;
}

GPtrArray *
flo_draft_get_problems (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return self->problems;
}

FloConfig *
flo_draft_dup_saved (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), NULL);
  return flo_config_copy (self->saved);
}

gboolean
flo_draft_get_unsaved (FloDraft *self)
{
  g_return_val_if_fail (FLO_IS_DRAFT (self), FALSE);
  return !flo_config_equal (self->config, self->saved);
}

void
flo_draft_mark_saved (FloDraft *self)
{
  g_return_if_fail (FLO_IS_DRAFT (self));
  flo_config_unref (self->saved);
  self->saved = flo_config_copy (self->config);
}

FloDraft *
flo_draft_new (FloSession      *session,
               const FloConfig *config)
{
  FloDraft *self = g_object_new (FLO_TYPE_DRAFT, NULL);

  g_set_object (&self->session, session);
  self->config = config != NULL ? flo_config_copy (config) : flo_config_new ();
  self->saved = flo_config_copy (self->config);
  if (session != NULL && flo_session_get_interaction (session) != NULL)
    g_signal_connect_object (flo_session_get_interaction (session), "signed-in",
                             G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  if (session != NULL)
    g_signal_connect_object (session, "figures-renewed", G_CALLBACK (figures_renewed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

FloDraft *
flo_draft_new_for_fleet (FloSession *session,
                         FloFleet   *fleet)
{
  FloDraft *self;

  g_return_val_if_fail (FLO_IS_FLEET (fleet), NULL);

  self = flo_draft_new (session, flo_fleet_get_config (fleet));
  self->fleet = g_object_ref (fleet);
  self->revision = flo_fleet_get_revision (fleet);
  g_signal_connect_object (fleet, "notify::revision", G_CALLBACK (recompute), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fleet, "notify::state", G_CALLBACK (recompute), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fleet, "notify::driver", G_CALLBACK (recompute), self, G_CONNECT_SWAPPED);
  return self;
}
