/* flo-pool-record.c: what we saw ourselves of each pool, and what it is worth today
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-pool-record"

#include "flotilla-config.h"

#include <math.h>
#include <string.h>

#include "market/flo-origin.h"
#include "market/flo-pool-record.h"

#define HOURS_PER_MONTH 730.0
#define SECONDS_PER_HOUR 3600.0

/* Spot Advisor tells which share of a type's nodes was interrupted in a month, in ranges. Their middles, as a
 * rate an hour (of nodes that go at random): -ln (1 - share) / hours in a month. The last range has no upper
 * end; 30 % is our reading of "more than 20 %". */
static const double range_shares[] = { 0.025, 0.075, 0.125, 0.175, 0.30 };

/* Advisor's word is worth so much of our own watching: half a month of one node. */
#define ADVISOR_HOURS 365.0
/* Without Advisor's word, less watching than this tells nothing. */
#define LEAST_HOURS 24.0
/* One try tells something, but neither that all will go well nor that none will: as if one half had been seen
 * before, of each. */
#define SEEN_BEFORE 0.5
/* What is left of an event after so many half-lives is nothing. */
#define LEAST_WEIGHT 0.02

struct _FloPoolRecordSet
{
  gint64 time;
  GStringChunk *strings;   /* (owned) */
  GPtrArray *records;      /* (owned) (element-type FloPoolRecord): by type, then zone */
  GHashTable *by_place;    /* (owned) (element-type FloPoolRecord FloPoolRecord) */
};


static guint
place_hash (gconstpointer data)
{
  const FloPoolRecord *record = data;

  return g_str_hash (record->type) * 31 + g_str_hash (record->zone);
}

static gboolean
place_equal (gconstpointer a,
             gconstpointer b)
{
  const FloPoolRecord *in_a = a;
  const FloPoolRecord *in_b = b;

  return g_str_equal (in_a->type, in_b->type) && g_str_equal (in_a->zone, in_b->zone);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const FloPoolRecord *in_a = *(const FloPoolRecord * const *) a;
  const FloPoolRecord *in_b = *(const FloPoolRecord * const *) b;
  int by_type = strcmp (in_a->type, in_b->type);

  return by_type != 0 ? by_type : strcmp (in_a->zone, in_b->zone);
}

/* What an event of @age seconds ago counts today. What lies ahead (a clock was wrong) counts as now. */
static double
weigh (gint64 age,
       double half_life)
{
  return exp2 (-(double) MAX (age, 0) / half_life);
}

/* Hours that were run from @start to @end (both seconds ago, start the larger), each moment weighed by its age. */
static double
weigh_run (gint64 start,
           gint64 end,
           double half_life)
{
  return half_life / G_LN2 * (weigh (end, half_life) - weigh (start, half_life)) / SECONDS_PER_HOUR;
}

static FloPoolRecord *
ensure_record (FloPoolRecordSet *self,
               const FloPoolRow *row)
{
  const FloPoolRecord key = { .type = row->type, .zone = row->zone };
  FloPoolRecord *record = g_hash_table_lookup (self->by_place, &key);

  if (record != NULL)
    return record;

  record = g_new0 (FloPoolRecord, 1);
  record->type = g_string_chunk_insert_const (self->strings, row->type);
  record->zone = g_string_chunk_insert_const (self->strings, row->zone);
  g_hash_table_insert (self->by_place, record, record);
  g_ptr_array_add (self->records, record);

  return record;
}

static void
add_launch (FloPoolRecord    *record,
            const FloPoolRow *row,
            gint64            now)
{
  gint64 age = MAX (now - row->time, 0);
  gint64 run = CLAMP (row->run_seconds, 0, age);

  record->launches++;
  record->last_launch = MAX (record->last_launch, row->time);
  record->weighed_launches += weigh (age, FLO_POOL_CAPACITY_HALF_LIFE);
  record->hours += (double) run / SECONDS_PER_HOUR;
  record->weighed_hours += weigh_run (age, age - run, FLO_POOL_INTERRUPTION_HALF_LIFE);
}

/* @taken: the nodes that were counted: the notice and the end of one are one interruption, at its notice. */
static void
add_interruption (FloPoolRecord    *record,
                  const FloPoolRow *row,
                  GHashTable       *taken,
                  gint64            now)
{
  if (row->event == FLO_POOL_NOTICE)
    record->notices++;
  if (!g_hash_table_add (taken, row->source))
    return;

  record->interruptions++;
  record->last_interruption = MAX (record->last_interruption, row->time);
  record->weighed_interruptions += weigh (now - row->time, FLO_POOL_INTERRUPTION_HALF_LIFE);
}

static void
add_row (FloPoolRecordSet *self,
         const FloPoolRow *row,
         GHashTable       *taken)
{
  FloPoolRecord *record = ensure_record (self, row);

  switch (row->event)
    {
    case FLO_POOL_LAUNCHED:
      add_launch (record, row, self->time);
      break;
    case FLO_POOL_NO_CAPACITY:
      record->refusals++;
      record->last_refusal = MAX (record->last_refusal, row->time);
      record->weighed_refusals += weigh (self->time - row->time, FLO_POOL_CAPACITY_HALF_LIFE);
      break;
    case FLO_POOL_NOTICE:
    case FLO_POOL_INTERRUPTED:
      add_interruption (record, row, taken, self->time);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * flo_pool_record_set_new:
 * @rows: (element-type FloPoolRow): by time, as the store lists them
 * @now: Unix seconds: what events are weighed for
 *
 * Pure: the same rows at the same time give the same set. On-demand nodes are left out: how it went with them
 * says little about spot.
 *
 * Returns: (transfer full): the set
 */
FloPoolRecordSet *
flo_pool_record_set_new (GPtrArray *rows,
                         gint64     now)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  FloPoolRecordSet *self;

  g_return_val_if_fail (rows != NULL, NULL);

  self = g_new0 (FloPoolRecordSet, 1);
  self->time = now;
  self->strings = g_string_chunk_new (1024);
  self->records = g_ptr_array_new_with_free_func (g_free);
  self->by_place = g_hash_table_new (place_hash, place_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      const FloPoolRow *row = g_ptr_array_index (rows, i);

      if (row->spot)
        add_row (self, row, taken);
    }
  g_ptr_array_sort (self->records, compare_places);

  return self;
}

void
flo_pool_record_set_free (FloPoolRecordSet *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->by_place);
  g_ptr_array_unref (self->records);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static void
rows_listed_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) rows = NULL;
  GError *error = NULL;

  rows = flo_pool_records_list_finish (FLO_STORE (object), result, &error);
  if (rows == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, flo_pool_record_set_new (rows, g_get_real_time () / G_USEC_PER_SEC),
                           (GDestroyNotify) flo_pool_record_set_free);
}

/**
 * flo_pool_record_set_load_async:
 * @store: the store
 * @account: whose: zones of the same name are other zones in another account
 * @region: where
 * @cancellable: (nullable): ends it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads all that is remembered and weighs it for this moment.
 */
void
flo_pool_record_set_load_async (FloStore            *store,
                                const char          *account,
                                const char          *region,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL && region != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_pool_record_set_load_async);
  flo_pool_records_list_async (store, account, region, 0, cancellable, rows_listed_cb, task);
}

/* Returns: (transfer full) (nullable): NULL with @error set */
FloPoolRecordSet *
flo_pool_record_set_load_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gint64
flo_pool_record_set_get_time (FloPoolRecordSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->time;
}

guint
flo_pool_record_set_get_n (FloPoolRecordSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->records->len;
}

const FloPoolRecord *
flo_pool_record_set_get (FloPoolRecordSet *self,
                         guint             index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->records->len, NULL);

  return g_ptr_array_index (self->records, index);
}

/* Returns: (nullable): NULL when we never tried this pool; @self may be NULL, too */
const FloPoolRecord *
flo_pool_record_set_find (FloPoolRecordSet *self,
                          const char       *type,
                          const char       *zone)
{
  const FloPoolRecord key = { .type = type, .zone = zone };

  g_return_val_if_fail (type != NULL && zone != NULL, NULL);

  return self != NULL ? g_hash_table_lookup (self->by_place, &key) : NULL;
}

/**
 * flo_pool_record_get_interruption_rate:
 * @self: (nullable): our record of the pool
 * @interruption_range: Spot Advisor's range of its type, 0 to 4; -1 not known
 *
 * How often AWS takes a node of this pool back, an hour: Advisor's word, corrected by what we saw ourselves the
 * more the longer we watched. Without Advisor's word our own watching alone, if it was a day at least.
 *
 * Returns: interruptions an hour of one node; -1 when nothing is known
 */
double
flo_pool_record_get_interruption_rate (const FloPoolRecord *self,
                                       int                  interruption_range)
{
  double seen = self != NULL ? self->weighed_interruptions : 0;
  double hours = self != NULL ? self->weighed_hours : 0;

  if (interruption_range >= 0 && interruption_range < (int) G_N_ELEMENTS (range_shares))
    {
      double expected = -log1p (-range_shares[interruption_range]) / HOURS_PER_MONTH;

      return (expected * ADVISOR_HOURS + seen) / (ADVISOR_HOURS + hours);
    }

  if (hours < LEAST_HOURS)
    return -1;

  return (seen + SEEN_BEFORE) / (hours + SEEN_BEFORE);
}

/**
 * flo_pool_record_get_interruption_risk:
 * @self: (nullable): our record of the pool
 * @interruption_range: Spot Advisor's range of its type, 0 to 4; -1 not known
 * @hours: how long a node is to run
 *
 * Returns: how likely it is that AWS takes the node back within @hours, 0 to 1; -1 when nothing is known
 */
double
flo_pool_record_get_interruption_risk (const FloPoolRecord *self,
                                       int                  interruption_range,
                                       double               hours)
{
  double rate = flo_pool_record_get_interruption_rate (self, interruption_range);

  return rate < 0 ? -1 : -expm1 (-rate * MAX (hours, 0));
}

/**
 * flo_pool_record_get_refusal_risk:
 * @self: (nullable): our record of the pool
 *
 * Returns: how likely it is that a launch finds no capacity, 0 to 1; -1 when we did not try lately
 */
double
flo_pool_record_get_refusal_risk (const FloPoolRecord *self)
{
  double tries = self != NULL ? self->weighed_refusals + self->weighed_launches : 0;

  if (tries < LEAST_WEIGHT)
    return -1;

  return (self->weighed_refusals + SEEN_BEFORE) / (tries + 2 * SEEN_BEFORE);
}

/**
 * flo_pool_record_describe:
 * @self: (nullable): our record of the pool
 * @now: Unix seconds
 *
 * Returns: (transfer full) (nullable): what we saw, in a sentence; NULL when that is nothing
 */
char *
flo_pool_record_describe (const FloPoolRecord *self,
                          gint64               now)
{
  GString *text;

  if (self == NULL || self->launches + self->refusals + self->interruptions == 0)
    return NULL;

  text = g_string_new (NULL);
  if (self->refusals > 0)
    {
      g_autofree char *ago = flo_origin_format_age (now - self->last_refusal);

      g_string_append_printf (text, "found no capacity %u×, last %s", self->refusals, ago);
    }
  if (self->launches > 0)
    g_string_append_printf (text, "%slaunched %u, together %.0f h", text->len > 0 ? "; " : "", self->launches,
                            self->hours);
  if (self->interruptions > 0)
    {
      g_autofree char *ago = flo_origin_format_age (now - self->last_interruption);

      g_string_append_printf (text, "%sAWS took %u back, last %s", text->len > 0 ? "; " : "", self->interruptions, ago);
    }
  else if (self->launches > 0)
    g_string_append (text, ", none was taken back");

  return g_string_free (text, FALSE);
}
