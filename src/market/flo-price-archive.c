/* flo-price-archive.c: spot prices, from the database as far as it has them, from AWS where it has not
 *
 *   gaps ──▶ a stretch of time, and the types that lack it ──▶ AWS ──▶ written, with what is known now ──▶ read
 *               ▲                                                                │
 *               └──────────────────────── the next ──────────────────────────────┘
 *
 * One load at a time: whoever asks for the same meanwhile waits, and then finds nothing missing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-price-archive"

#include "market/flo-price-archive.h"

#include "store/flo-price-log.h"
#include "store/flo-price-prune.h"

/* Prices of the last minutes are not asked for again so soon. */
#define FRESH 60
/* Records between two words of how far it is: about a page of AWS's. */
#define STEP 1000
#define AWS_KEEPS (90 * 86400)

struct _FloPriceArchive
{
  GObject parent_instance;

  FloStore *store;       /* (owned) */
  char *source;          /* (owned) */
  GQueue waiting;        /* (element-type GTask) (owned): after the one that runs */
  gboolean running;
  gboolean pruning;      /* new prices were written: old ones are to be seen to */
};

/* What several types lack. */
typedef struct
{
  FloPriceSpan span;
  GPtrArray *types;      /* (owned) (element-type utf8) */
} Gap;

typedef struct
{
  AwsClient *client;     /* (owned) */
  char *product;         /* (owned) */
  GStrv types;           /* (owned) */
  GStrv zones;           /* (owned) (nullable) */
  gint64 from, to;
  GPtrArray *gaps;       /* (owned) (nullable) (element-type Gap): still to be asked for */
  FloPriceBatch *batch;  /* (owned) (nullable): of the one that is being asked for */
  gint64 asked_at;       /* Unix seconds */
  guint64 n_records;     /* that came, of all gaps */
  gint64 missing;        /* seconds in all gaps */
  gint64 done;           /* of them, in the gaps that are closed */
} Load;

enum
{
  PROGRESS,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (FloPriceArchive, flo_price_archive, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void ask_next (GTask *task);
static void begin    (GTask *task);

static void
gap_free (gpointer data)
{
  g_ptr_array_unref (((Gap *) data)->types);
  g_free (data);
}

static void
load_free (gpointer data)
{
  Load *load = data;

  g_object_unref (load->client);
  g_free (load->product);
  g_strfreev (load->types);
  g_strfreev (load->zones);
  g_clear_pointer (&load->gaps, g_ptr_array_unref);
  g_clear_pointer (&load->batch, flo_price_batch_free);
  g_free (load);
}

static void
flo_price_archive_finalize (GObject *object)
{
  FloPriceArchive *self = FLO_PRICE_ARCHIVE (object);

  g_queue_clear_full (&self->waiting, g_object_unref);
  g_object_unref (self->store);
  g_free (self->source);

  G_OBJECT_CLASS (flo_price_archive_parent_class)->finalize (object);
}

static void
flo_price_archive_class_init (FloPriceArchiveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_price_archive_finalize;

  /* When AWS is asked, while it answers, and at the end of that: how many records of the load that runs have come (guint64),
   * and how much of the time that was missing they are of (double, 0 to 1). Not when nothing was missing. */
  signals[PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_UINT64, G_TYPE_DOUBLE);
}

static void
flo_price_archive_init (FloPriceArchive *self)
{
  g_queue_init (&self->waiting);
}

/**
 * flo_price_archive_new:
 * @store: the database
 * @source: whose prices: an account's name, because AWS's names of zones differ from account to account
 *
 * Returns: (transfer full): an archive
 */
FloPriceArchive *
flo_price_archive_new (FloStore   *store,
                       const char *source)
{
  FloPriceArchive *self;

  g_return_val_if_fail (FLO_IS_STORE (store), NULL);
  g_return_val_if_fail (source != NULL, NULL);

  self = g_object_new (FLO_TYPE_PRICE_ARCHIVE, NULL);
  self->store = g_object_ref (store);
  self->source = g_strdup (source);

  return self;
}

/* Borrowed. */
FloStore *
flo_price_archive_get_store (FloPriceArchive *self)
{
  g_return_val_if_fail (FLO_IS_PRICE_ARCHIVE (self), NULL);

  return self->store;
}

/* Whose prices. */
const char *
flo_price_archive_get_source (FloPriceArchive *self)
{
  g_return_val_if_fail (FLO_IS_PRICE_ARCHIVE (self), NULL);

  return self->source;
}

static FloPriceScope
get_scope (GTask *task)
{
  FloPriceArchive *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);

  return (FloPriceScope) { self->source, aws_client_get_region (load->client), load->product };
}

/* ---- the end ---- */

static void
pruned_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* The next one goes on. */
  if (!flo_price_prune_finish (FLO_STORE (object), result, NULL, &error))
    g_info ("Old prices: %s", error->message);
}

/* The next one's turn. */
static void
finish (FloPriceArchive *self)
{
  GTask *next = g_queue_pop_head (&self->waiting);

  self->running = FALSE;
  /* Who brings new prices sees to the old ones, once a day. AWS answered, so the clock is right. */
  if (self->pruning)
    flo_price_prune_async (self->store, 0, TRUE, g_get_real_time () / G_USEC_PER_SEC, NULL, pruned_cb, NULL);
  self->pruning = FALSE;
  if (next != NULL)
    begin (next);
}

static void
fail (GTask  *task,
      GError *error)
{
  g_autoptr(FloPriceArchive) self = g_object_ref (g_task_get_source_object (task));

  g_task_return_error (task, error);
  finish (self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(FloPriceArchive) self = g_object_ref (g_task_get_source_object (task));
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) pools = flo_price_log_read_finish (FLO_STORE (object), result, &error);

  if (pools == NULL)
    {
      fail (task, error);
      return;
    }
  g_task_return_pointer (task, flo_price_series_list_new (pools, load->from, load->to), g_object_unref);
  finish (self);
}

/* ---- what is missing ---- */

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (flo_price_log_write_finish (FLO_STORE (object), result, NULL, &error))
    {
      ((FloPriceArchive *) g_task_get_source_object (task))->pruning = TRUE;
      ask_next (g_steal_pointer (&task));
    }
  else
    {
      fail (task, error);
    }
}

/* @seconds: so much of the gap that is being asked for */
static void
tell_progress (GTask  *task,
               gint64  seconds)
{
  Load *load = g_task_get_task_data (task);

  g_signal_emit (g_task_get_source_object (task), signals[PROGRESS], 0, load->n_records,
                 (double) (load->done + seconds) / (double) MAX (load->missing, 1));
}

/* All of the answer in one transaction, with the knowledge that it is all. */
static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloPriceArchive *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  g_autoptr(GPtrArray) types = NULL;
  FloPriceScope scope = get_scope (task);
  FloPriceCoverage coverage;
  GError *error = NULL;
  Gap *gap;

  if (!aws_client_list_finish (AWS_CLIENT (object), result, &error))
    {
      fail (task, error);
      return;
    }

  gap = g_ptr_array_index (load->gaps, load->gaps->len - 1);
  types = g_ptr_array_ref (gap->types);
  coverage = (FloPriceCoverage) { (const char *const *) types->pdata, gap->span, load->asked_at };
  coverage.span.last = MIN (coverage.span.last, load->asked_at - FLO_PRICE_LATE);
  load->done += gap->span.last - gap->span.first;
  g_ptr_array_set_size (load->gaps, (int) load->gaps->len - 1);
  tell_progress (task, 0);
  flo_price_log_write_async (self->store, &scope, g_steal_pointer (&load->batch), FALSE, &coverage,
                             g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

static void
take_record (gconstpointer item,
             gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  const AwsSpotPrice *record = item;

  if (flo_price_history_take_record (load->batch, record) && ++load->n_records % STEP == 0)
    {
      const Gap *gap = g_ptr_array_index (load->gaps, load->gaps->len - 1);

      /* AWS tells the newest first. */
      tell_progress (task, gap->span.last - CLAMP (record->timestamp.seconds, gap->span.first, gap->span.last));
    }
}

/* In all zones: a page has a thousand records, and what is asked for again costs more than what is kept. Takes @task. */
static void
ask_next (GTask *task)
{
  FloPriceArchive *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  AwsDescribeSpotPriceHistoryInput input = { 0 };
  Gap *gap;

  if (load->gaps->len == 0)
    {
      FloPriceScope scope = get_scope (task);

      flo_price_log_read_async (self->store, &scope, (const char *const *) load->types,
                                (const char *const *) load->zones, (FloPriceSpan) { load->from, load->to },
                                g_task_get_cancellable (task), read_cb, task);
      return;
    }

  gap = g_ptr_array_index (load->gaps, load->gaps->len - 1);
  load->batch = flo_price_batch_new ();
  load->asked_at = g_get_real_time () / G_USEC_PER_SEC;
  input.instance_types = aws_string_array_copy ((const char *const *) gap->types->pdata);
  input.product_descriptions = aws_string_array_new (load->product, NULL);
  input.start_time = aws_time (gap->span.first);
  input.end_time = aws_time (gap->span.last);
  aws_client_list_async (load->client, &AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY, &input, take_record, task,
                         g_task_get_cancellable (task), answered_cb, task);
  aws_shape_clear (AWS_EC2_DESCRIBE_SPOT_PRICE_HISTORY.input, &input);
  tell_progress (task, 0);
}

static Gap *
find_gap (GPtrArray          *gaps,
          const FloPriceSpan *span)
{
  for (guint i = 0; i < gaps->len; i++)
    {
      Gap *gap = g_ptr_array_index (gaps, i);

      if (gap->span.first == span->first && gap->span.last == span->last)
        return gap;
    }

  return NULL;
}

/* Types that lack the same are asked for together. Each list of types ends with a NULL. */
static GPtrArray *
group_gaps (GPtrArray *found,
            GStrv      types)
{
  GPtrArray *gaps = g_ptr_array_new_with_free_func (gap_free);

  for (guint t = 0; types[t] != NULL; t++)
    {
      GArray *spans = g_ptr_array_index (found, t);

      for (guint i = 0; i < spans->len; i++)
        {
          const FloPriceSpan *span = &g_array_index (spans, FloPriceSpan, i);
          Gap *gap = find_gap (gaps, span);

          if (gap == NULL)
            {
              gap = g_new0 (Gap, 1);
              gap->span = *span;
              gap->types = g_ptr_array_new_with_free_func (g_free);
              g_ptr_array_add (gaps, gap);
            }
          g_ptr_array_add (gap->types, g_strdup (types[t]));
        }
    }
  for (guint i = 0; i < gaps->len; i++)
    g_ptr_array_add (((Gap *) gaps->pdata[i])->types, NULL);

  return gaps;
}

static void
gaps_found_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) found = flo_price_log_find_gaps_finish (FLO_STORE (object), result, NULL, &error);

  if (found == NULL)
    {
      fail (task, error);
      return;
    }
  load->gaps = group_gaps (found, load->types);
  for (guint i = 0; i < load->gaps->len; i++)
    {
      const Gap *gap = g_ptr_array_index (load->gaps, i);

      load->missing += gap->span.last - gap->span.first;
    }
  ask_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
begin (GTask *task)
{
  FloPriceArchive *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  FloPriceScope scope = get_scope (task);
  const gint64 known_to_aws = g_get_real_time () / G_USEC_PER_SEC - AWS_KEEPS;

  self->running = TRUE;
  /* Whoever waited may have lost interest. */
  if (g_task_return_error_if_cancelled (task))
    {
      g_object_ref (self);
      g_object_unref (task);
      finish (self);
      g_object_unref (self);
      return;
    }
  flo_price_log_find_gaps_async (self->store, &scope, (const char *const *) load->types,
                                 (FloPriceSpan) { MAX (load->from, known_to_aws), load->to }, FRESH, g_task_get_cancellable (task),
                                 gaps_found_cb, task);
}

/**
 * flo_price_archive_load_async:
 * @self: an archive
 * @client: the region is the client's
 * @product: (nullable): what runs on the machines, in AWS's words; %NULL: Linux/UNIX
 * @types: (array zero-terminated=1): names, each once
 * @zones: (nullable) (array zero-terminated=1): names or ids; %NULL for all
 * @from: Unix seconds; AWS keeps 90 days: what is older comes from the database alone
 * @to: Unix seconds
 * @cancellable: (nullable): to give up; what was written stays
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks AWS for what the database does not have and nothing else, and keeps it.
 */
void
flo_price_archive_load_async (FloPriceArchive     *self,
                              AwsClient           *client,
                              const char          *product,
                              const char * const  *types,
                              const char * const  *zones,
                              gint64               from,
                              gint64               to,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;
  Load *load;

  g_return_if_fail (FLO_IS_PRICE_ARCHIVE (self));
  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (types != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  load = g_new0 (Load, 1);
  load->client = g_object_ref (client);
  load->product = flo_price_product_plain (product != NULL ? product : FLO_PRICE_PRODUCT_LINUX);
  load->types = g_strdupv ((GStrv) types);
  load->zones = g_strdupv ((GStrv) zones);
  load->from = from;
  load->to = to;
  g_task_set_source_tag (task, flo_price_archive_load_async);
  g_task_set_task_data (task, load, load_free);

  if (self->running)
    g_queue_push_tail (&self->waiting, task);
  else
    begin (task);
}

/**
 * flo_price_archive_load_finish:
 * @self: the archive
 * @result: the result
 * @error: %AWS_ERROR, %FLO_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a list of #FloPriceSeries by type, then zone; %NULL with @error set
 */
GListModel *
flo_price_archive_load_finish (FloPriceArchive  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
