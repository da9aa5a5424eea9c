/* flo-score-watch.c: asks AWS now and then how likely a launch is to find its capacity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-score-watch"

#include "flotilla-config.h"

#include "config/flo-config-need.h"
#include "fleet/observe/flo-score-watch.h"
#include "fleet/plan/flo-need.h"
#include "market/flo-placement-scores.h"

#define LOCAL_PERIOD_SECONDS 2
/* Of an older answer nobody knows whether it still holds. */
#define STALE_SECONDS 3600

struct _FloScoreWatch
{
  GObject parent_instance;

  AwsClient *client;            /* (owned) */
  FloStore *store;              /* (owned) */
  char *account;                /* (owned) */
  FloConfig *config;            /* (owned) */
  GPtrArray *types;             /* (owned) (nullable) (element-type utf8): that are asked for, with NULL at the end */
  guint score;                  /* 0: none */
  gint64 time;                  /* Unix seconds: of the score */
  char *trouble;                /* (owned) (nullable) */
  gint64 period;                /* seconds */
  gint64 asked_at;              /* Unix seconds; 0: never */
  gboolean asking;
};

G_DEFINE_FINAL_TYPE (FloScoreWatch, flo_score_watch, G_TYPE_OBJECT)


static void
flo_score_watch_finalize (GObject *object)
{
  FloScoreWatch *self = FLO_SCORE_WATCH (object);

  g_clear_object (&self->client);
  g_clear_object (&self->store);
  g_free (self->account);
  flo_config_unref (self->config);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_free (self->trouble);

  G_OBJECT_CLASS (flo_score_watch_parent_class)->finalize (object);
}

static void
flo_score_watch_class_init (FloScoreWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_score_watch_finalize;
}

static void
flo_score_watch_init (FloScoreWatch *self)
{
  self->period = FLO_SCORES_MAX_AGE;
}

FloScoreWatch *
flo_score_watch_new (AwsClient  *client,
                     FloStore   *store,
                     const char *account,
                     FloConfig  *config)
{
  FloScoreWatch *self;

  g_return_val_if_fail (config != NULL, NULL);

  self = g_object_new (FLO_TYPE_SCORE_WATCH, NULL);
  self->client = g_object_ref (client);
  self->store = g_object_ref (store);
  self->account = g_strdup (account);
  self->config = flo_config_ref (config);

  return self;
}

void
flo_score_watch_set_local (FloScoreWatch *self)
{
  g_return_if_fail (FLO_IS_SCORE_WATCH (self));

  self->period = LOCAL_PERIOD_SECONDS;
}

guint
flo_score_watch_get (FloScoreWatch *self,
                     gint64         now)
{
  g_return_val_if_fail (FLO_IS_SCORE_WATCH (self), 0);

  return now - self->time <= STALE_SECONDS ? self->score : 0;
}

const char *
flo_score_watch_get_trouble (FloScoreWatch *self)
{
  g_return_val_if_fail (FLO_IS_SCORE_WATCH (self), NULL);

  return self->trouble;
}

static void
add_type (FloScoreWatch *self,
          const char    *name)
{
  if (!g_ptr_array_find_with_equal_func (self->types, name, g_str_equal, NULL))
    g_ptr_array_add (self->types, g_strdup (name));
}

/* Returns: whether there are any */
static gboolean
choose_types (FloScoreWatch *self,
              const char    *architecture,
              FloMarket     *market,
              FloPoolMemory *memory)
{
  g_autoptr (FloChoice) choice = NULL;
  FloChoiceTerms terms;
  FloNeed need;

  if (self->types != NULL)
    return TRUE;

  self->types = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; self->config->instances.types != NULL && self->config->instances.types[i] != NULL; i++)
    add_type (self, self->config->instances.types[i]);
  if (self->types->len == 0)
    {
      flo_need_from_config (self->config, architecture, &need);
      flo_config_get_terms (self->config, &terms);
      choice = flo_choice_new (market, &need, memory, &terms, FLO_CHOICE_POOLS);
      for (guint i = 0; i < flo_choice_get_n_chosen (choice); i++)
        add_type (self, flo_choice_get_chosen (choice, i)->pool->type->name);
    }
  if (self->types->len == 0)
    {
      g_clear_pointer (&self->types, g_ptr_array_unref);
      return FALSE;
    }
  g_ptr_array_add (self->types, NULL);

  return TRUE;
}

static guint
find_score (FloScoreWatch            *self,
            const FloPlacementScores *scores)
{
  for (guint i = 0; i < scores->rows->len; i++)
    {
      const FloScoreRow *row = g_ptr_array_index (scores->rows, i);

      if (g_strcmp0 (row->region, self->config->region) == 0)
        return (guint) row->score;
    }

  return 0;
}

static void
take_trouble (FloScoreWatch *self,
              const GError  *error)
{
  self->trouble = g_strdup_printf ("AWS gives no spot placement score for %s: %s. Until it does, fallback.min_score is of "
                                   "no effect", self->config->region,
                                   error != NULL ? error->message : "it named no score of the region");
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloScoreWatch *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (FloPlacementScores) scores = flo_placement_scores_find_finish (result, &error);
  g_autofree char *before = NULL;
  const guint score = self->score;

  self->asking = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }

  before = g_steal_pointer (&self->trouble);
  if (scores != NULL)
    {
      self->score = find_score (self, scores);
      self->time = scores->time;
    }
  if (scores == NULL || scores->problem != NULL || self->score == 0)
    take_trouble (self, scores != NULL ? scores->problem : error);
  g_clear_error (&error);
  g_task_return_boolean (task, score != self->score || g_strcmp0 (before, self->trouble) != 0);
}

void
flo_score_watch_refresh_async (FloScoreWatch       *self,
                               const char          *architecture,
                               FloMarket           *market,
                               FloPoolMemory       *memory,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GTask) task = NULL;
  FloScoreRequest request = { .capacity = (guint) self->config->capacity.nodes };

  g_return_if_fail (FLO_IS_SCORE_WATCH (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_score_watch_refresh_async);
  if (self->config->fallback.nodes == 0 || self->config->fallback.min_score == 0 || self->asking
      || (self->asked_at <= now && now - self->asked_at < self->period)
      || !choose_types (self, architecture, market, memory))
    {
      g_task_return_boolean (task, FALSE);
      return;
    }

  self->asking = TRUE;
  self->asked_at = now;
  request.types = (const char * const *) self->types->pdata;
  flo_placement_scores_find_async (self->client, self->store, self->account, &request, self->period, cancellable,
                                   found_cb, g_steal_pointer (&task));
}

gboolean
flo_score_watch_refresh_finish (FloScoreWatch  *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
