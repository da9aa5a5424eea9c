/* flo-load-watch.c: learns how much there is to do, where a config says that decides how many nodes are wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-load-watch"

#include "flotilla-config.h"

#include "aws/aws-error.h"
#include "base/flo-moment.h"
#include "config/flo-config-source.h"
#include "fleet/observe/flo-count-history.h"
#include "fleet/observe/flo-load-watch.h"
#include "fleet/observe/flo-metric-source.h"
#include "fleet/observe/flo-queue-source.h"

typedef struct
{
  double amount;
  double value;
  gint64 time;                  /* Unix microseconds */
} Sample;

struct _FloLoadWatch
{
  GObject parent_instance;

  FloLoadSource *source;        /* (owned) (nullable) */
  char *name;                   /* (owned) (nullable): of the source, for people */
  gboolean mean;                /* figures are what each node has on average */
  FloCountHistory *counts;      /* (owned) */
  GPtrArray *nodes;             /* (element-type utf8): ids of those that are asked about */
  guint running;                /* nodes */
  gint64 window;                /* microseconds */
  GArray *samples;              /* (element-type Sample): of the window, oldest first */
  FloLoad load;
  char *trouble;                /* (owned) (nullable) */
  gint64 asked_at;              /* Unix microseconds; 0: never */
  gint64 silent_since;          /* Unix microseconds; 0: it was not asked yet */
  gboolean asking;
};

G_DEFINE_FINAL_TYPE (FloLoadWatch, flo_load_watch, G_TYPE_OBJECT)


static void
flo_load_watch_finalize (GObject *object)
{
  FloLoadWatch *self = FLO_LOAD_WATCH (object);

  g_clear_object (&self->source);
  g_free (self->name);
  flo_count_history_free (self->counts);
  g_ptr_array_unref (self->nodes);
  g_array_unref (self->samples);
  g_free (self->trouble);

  G_OBJECT_CLASS (flo_load_watch_parent_class)->finalize (object);
}

static void
flo_load_watch_class_init (FloLoadWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_load_watch_finalize;
}

static void
flo_load_watch_init (FloLoadWatch *self)
{
  self->counts = flo_count_history_new ();
  self->nodes = g_ptr_array_new_with_free_func (g_free);
  self->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
}

/* (transfer full) (nullable) */
static FloLoadSource *
create_source (AwsClient       *client,
               const FloConfig *config)
{
  switch (flo_config_get_source (config))
    {
    case FLO_SCALE_BY_QUEUE:
      return flo_queue_source_new (client, config->scaling.queue);

    case FLO_SCALE_BY_METRIC:
    case FLO_SCALE_BY_CPU:
      return flo_metric_source_new (client, config);

    case FLO_SCALE_BY_NONE:
    default:
      return NULL;
    }
}

FloLoadWatch *
flo_load_watch_new (AwsClient       *client,
                    const FloConfig *config)
{
  FloLoadWatch *self;

  g_return_val_if_fail (config != NULL, NULL);

  self = g_object_new (FLO_TYPE_LOAD_WATCH, NULL);
  self->source = create_source (client, config);
  self->name = flo_config_describe_source (config);
  self->mean = flo_config_source_is_mean (config);
  self->window = config->scaling.in_minutes * G_TIME_SPAN_MINUTE;

  return self;
}

void
flo_load_watch_set_local (FloLoadWatch *self)
{
  g_return_if_fail (FLO_IS_LOAD_WATCH (self));

  if (self->source != NULL)
    flo_load_source_set_local (self->source);
}

const FloLoad *
flo_load_watch_get (FloLoadWatch *self)
{
  g_return_val_if_fail (FLO_IS_LOAD_WATCH (self), NULL);

  if (self->source == NULL)
    return NULL;
  self->load.trouble = self->trouble;
  self->load.keeps = flo_load_source_get_terms (self->source).keeps;

  return &self->load;
}

void
flo_load_watch_see (FloLoadWatch         *self,
                    const FloObservation *observation,
                    gint64                now)
{
  guint most;

  g_return_if_fail (FLO_IS_LOAD_WATCH (self) && observation != NULL);

  if (self->source == NULL)
    return;

  most = flo_load_source_get_terms (self->source).most_nodes;
  g_ptr_array_set_size (self->nodes, 0);
  self->running = 0;
  for (guint i = 0; i < observation->instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (observation->instances, i);

      if (instance->state != FLO_SEEN_RUNNING)
        continue;
      if (self->running++ < most)
        g_ptr_array_add (self->nodes, g_strdup (instance->id));
    }
  flo_count_history_note (self->counts, self->running, now);
}

/* ---- what is kept ---- */

/* Of how many nodes the figure is; less than 0: it is of none, or nobody knows. */
static double
count_measured (FloLoadWatch *self,
                gint64        time)
{
  gint64 span = MAX (flo_load_source_get_terms (self->source).span, 1);
  double nodes = flo_count_history_get_mean (self->counts, time - span, time);

  return nodes > 0 ? nodes : -1;
}

static void
add_sample (FloLoadWatch *self,
            const Sample *sample)
{
  Sample *last = self->samples->len > 0 ? &g_array_index (self->samples, Sample, self->samples->len - 1) : NULL;
  guint old = 0;

  /* What comes late is added to a figure. */
  if (last != NULL && last->time == sample->time)
    *last = *sample;
  else
    g_array_append_vals (self->samples, sample, 1);
  while (g_array_index (self->samples, Sample, old).time < sample->time - self->window)
    old++;
  g_array_remove_range (self->samples, 0, old);
}

/* Nobody knows what there was in between: after a silence, or a clock that jumped, it begins anew. */
gboolean
flo_load_watch_take (FloLoadWatch *self,
                     double        value,
                     gint64        time)
{
  FloLoad *load = &self->load;
  Sample sample = { value, value, time };
  double nodes;

  g_return_val_if_fail (FLO_IS_LOAD_WATCH (self), FALSE);

  nodes = self->mean ? count_measured (self, time) : 0;
  if (nodes < 0)
    return FALSE;
  if (self->mean)
    sample.amount = value * nodes;

  if (load->time == 0 || time < load->time || time - load->time > flo_load_source_get_terms (self->source).keeps)
    {
      g_array_set_size (self->samples, 0);
      load->since = time;
    }
  add_sample (self, &sample);

  load->amount = sample.amount;
  load->value = value;
  load->nodes = nodes;
  load->time = time;
  load->peak = load->highest = 0;
  load->before = g_array_index (self->samples, Sample, 0).amount;
  for (guint i = 0; i < self->samples->len; i++)
    {
      load->peak = MAX (load->peak, g_array_index (self->samples, Sample, i).amount);
      load->highest = MAX (load->highest, g_array_index (self->samples, Sample, i).value);
    }

  return TRUE;
}

/* Figures of periods come again with the next answer. Returns: whether there is a new one */
static gboolean
take_figures (FloLoadWatch *self,
              GArray       *figures)
{
  const FloLoadTerms terms = flo_load_source_get_terms (self->source);
  gboolean news = FALSE;

  for (guint i = 0; i < figures->len; i++)
    {
      const FloLoadFigure *figure = &g_array_index (figures, FloLoadFigure, i);

      if (terms.span > 0 && figure->time < self->load.time)
        continue;
      if (terms.span > 0 && figure->time == self->load.time && figure->value == self->load.value)
        continue;
      news = flo_load_watch_take (self, figure->value, figure->time) || news;
    }

  return news;
}

/* Why nothing is known, when that has been so for too long. (transfer full) (nullable) */
static char *
describe_silence (FloLoadWatch *self)
{
  const FloLoadTerms terms = flo_load_source_get_terms (self->source);
  const gint64 since = MAX (self->silent_since, self->load.time);
  g_autofree char *moment = flo_moment_format_short (since / G_USEC_PER_SEC);

  if (self->asked_at - since <= terms.keeps || (self->mean && self->running == 0))
    return NULL;

  return g_strdup_printf ("CloudWatch has had no figures of %s since %s: the number of nodes stays until there are some",
                          self->name, moment);
}

/* ---- the question ---- */

/* (transfer full) */
static char *
describe_error (FloLoadWatch *self,
                const GError *error)
{
  const FloLoadTerms terms = flo_load_source_get_terms (self->source);
  const gboolean moment = terms.span == 0;
  g_autofree char *cure = NULL;

  if (g_error_matches (error, AWS_ERROR, AWS_ERROR_PERMISSION))
    cure = g_strdup_printf (". Allow %s; flotillactl account policy --feature metrics prints a policy with that",
                            terms.rights);

  return g_strdup_printf ("Nobody knows %s %s is: %s. The number of nodes stays until it can be read%s",
                          moment ? "how long" : "what", self->name, error->message, cure != NULL ? cure : "");
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloLoadWatch *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) figures = flo_load_source_ask_finish (FLO_LOAD_SOURCE (object), result, &error);
  g_autofree char *before = NULL;
  gboolean news;

  self->asking = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  before = g_steal_pointer (&self->trouble);
  news = figures != NULL && take_figures (self, figures);
  self->trouble = figures != NULL ? describe_silence (self) : describe_error (self, error);
  g_task_return_boolean (task, news || g_strcmp0 (before, self->trouble) != 0);
}

static gboolean
is_due (FloLoadWatch *self,
        gint64        now)
{
  return self->source != NULL && !self->asking &&
         (self->asked_at > now || now - self->asked_at >= flo_load_source_get_terms (self->source).pause);
}

void
flo_load_watch_refresh_async (FloLoadWatch        *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  gint64 now = g_get_real_time ();
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FLO_IS_LOAD_WATCH (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_load_watch_refresh_async);
  if (!is_due (self, now))
    {
      g_task_return_boolean (task, FALSE);
      return;
    }

  self->asking = TRUE;
  self->asked_at = now;
  if (self->silent_since == 0 || self->silent_since > now)
    self->silent_since = now;
  flo_load_source_ask_async (self->source, self->nodes, cancellable, answered_cb, g_object_ref (task));
}

gboolean
flo_load_watch_refresh_finish (FloLoadWatch  *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
