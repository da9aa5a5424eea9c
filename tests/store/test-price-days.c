/* test-price-days.c: old prices, kept by the day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "store-fixture.h"
#include "store/flo-price-day.h"
#include "store/flo-price-log.h"
#include "store/flo-price-prune.h"
#include "store/flo-price-scan.h"
#include "store/flo-sql.h"

#include <signal.h>
#include <string.h>

#define DAY FLO_PRICE_DAY_SECONDS
#define FIRST_DAY G_GINT64_CONSTANT (19675)
#define LINUX "Linux/UNIX"
#define POOLS 4

static const FloPriceScope scope = { "work", "us-east-1", LINUX };


/* ---- what is right: counted from the steps ---- */

typedef struct
{
  __int128 weighted;
  gint64 seconds;
  FloMoney minimum, maximum;
} Sum;

/* Over [from, to), of steps in order */
static Sum
sum_up (GArray *steps,
        gint64  from,
        gint64  to)
{
  Sum sum = { 0, 0, G_MAXINT64, -1 };

  for (guint i = 0; i < steps->len; i++)
    {
      const FloPriceStep *step = &g_array_index (steps, FloPriceStep, i);
      gint64 start = MAX (step->time, from), end = i + 1 < steps->len ? MIN (step[1].time, to) : to;

      if (end <= start)
        continue;
      sum.weighted += (__int128) step->price * (end - start);
      sum.seconds += end - start;
      sum.minimum = MIN (sum.minimum, step->price);
      sum.maximum = MAX (sum.maximum, step->price);
    }

  return sum;
}

static void
assert_same_sum (GArray *a,
                 GArray *b,
                 gint64  from,
                 gint64  to)
{
  Sum in_a = sum_up (a, from, to), in_b = sum_up (b, from, to);

  g_assert_cmpint (in_a.seconds, ==, in_b.seconds);
  g_assert_true (in_a.weighted == in_b.weighted);
  g_assert_cmpint (in_a.minimum, ==, in_b.minimum);
  g_assert_cmpint (in_a.maximum, ==, in_b.maximum);
}

static int
compare_steps (gconstpointer a,
               gconstpointer b)
{
  const FloPriceStep *in_a = a, *in_b = b;

  return in_a->time == in_b->time ? 0 : in_a->time < in_b->time ? -1 : 1;
}

/* Of @n_days from FIRST_DAY on; some days are calm, some have many changes, some to few prices. */
static GArray *
make_history (guint n_days)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
  gint64 first = g_test_rand_int_range (0, 3 * DAY);

  for (guint day = 0; day < n_days; day++)
    {
      static const int most[] = { 1, 1, 2, 3, 12 };
      int n = g_test_rand_int_range (0, most[g_test_rand_int_range (0, 5)] + 1);
      int range = g_test_rand_bit () ? 3 : 50000;

      for (int i = 0; i < n; i++)
        {
          /* The edges of a day as often as its middle. */
          gint64 second = g_test_rand_int_range (0, 4) == 0 ? (g_test_rand_bit () ? 0 : DAY - 1)
                                                            : g_test_rand_int_range (0, DAY);
          FloPriceStep step = { (FIRST_DAY + day) * DAY + second, 10000 + g_test_rand_int_range (0, range) };

          if (day * DAY + second >= first)
            g_array_append_val (steps, step);
        }
    }
  g_array_sort (steps, compare_steps);
  for (guint i = 1; i < steps->len;)
    {
      if (g_array_index (steps, FloPriceStep, i).time == g_array_index (steps, FloPriceStep, i - 1).time)
        g_array_remove_index (steps, i);
      else
        i++;
    }

  return steps;
}

/* ---- a day ---- */

static void
assert_same_day (const FloPriceDay *a,
                 const FloPriceDay *b)
{
  g_assert_cmpint (a->day, ==, b->day);
  g_assert_cmpint (a->seconds, ==, b->seconds);
  g_assert_cmpint (a->open, ==, b->open);
  g_assert_cmpint (a->close, ==, b->close);
  g_assert_cmpint (a->minimum, ==, b->minimum);
  g_assert_cmpint (a->maximum, ==, b->maximum);
  g_assert_cmpint (a->weighted, ==, b->weighted);
}

/* What a day becomes has its first, last, least, highest and mean price, and becomes the same day again. */
static void
test_day (void)
{
  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
      g_autoptr (GArray) again = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
      guint n = (guint) g_test_rand_int_range (1, 8);
      int range = g_test_rand_bit () ? 3 : 1000;
      gint64 time = (FIRST_DAY + 1) * DAY;
      FloMoney before = g_test_rand_int_range (0, range);
      gboolean has_before = g_test_rand_bit ();
      FloPriceDay day, second;

      /* From the end of the day, some of them second by second. */
      for (guint i = 0; i < n; i++)
        {
          time -= g_test_rand_bit () ? 1 : g_test_rand_int_range (1, DAY / 8);
          g_array_prepend_vals (steps, &(FloPriceStep) { time, g_test_rand_int_range (0, range) }, 1);
        }
      if (!flo_price_day_roll (&day, FIRST_DAY, has_before ? &before : NULL, (gpointer) steps->data, steps->len))
        {
          for (guint i = 0; i < n; i++)
            g_assert_cmpint (g_array_index (steps, FloPriceStep, i).price, ==, before);
          continue;
        }
      flo_price_day_unroll (&day, again);
      g_assert_cmpuint (again->len, >, 0);
      g_assert_cmpuint (again->len, <=, 6);
      if (has_before && time > FIRST_DAY * DAY)
        g_array_prepend_vals (steps, &(FloPriceStep) { FIRST_DAY * DAY, before }, 1);
      assert_same_sum (steps, again, FIRST_DAY * DAY, (FIRST_DAY + 1) * DAY);
      g_assert_cmpint (g_array_index (again, FloPriceStep, 0).time, ==, g_array_index (steps, FloPriceStep, 0).time);
      g_assert_cmpint (g_array_index (again, FloPriceStep, 0).price, ==, day.open);
      g_assert_cmpint (g_array_index (again, FloPriceStep, again->len - 1).price, ==, day.close);
      for (guint i = 1; i < again->len; i++)
        g_assert_cmpint (g_array_index (again, FloPriceStep, i).time, >, g_array_index (again, FloPriceStep, i - 1).time);

      g_assert_true (flo_price_day_roll (&second, FIRST_DAY, NULL, (gpointer) again->data, again->len));
      assert_same_day (&day, &second);
    }
}

/* A day with one change comes back as it was. */
static void
test_one_change (void)
{
  const FloMoney before = 31200;
  const FloPriceStep change = { FIRST_DAY * DAY + 12345, 29900 };
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
  FloPriceDay day;

  g_assert_true (flo_price_day_roll (&day, FIRST_DAY, &before, &change, 1));
  flo_price_day_unroll (&day, steps);
  g_assert_cmpuint (steps->len, ==, 2);
  g_assert_cmpint (g_array_index (steps, FloPriceStep, 0).time, ==, FIRST_DAY * DAY);
  g_assert_cmpint (g_array_index (steps, FloPriceStep, 0).price, ==, before);
  g_assert_cmpint (g_array_index (steps, FloPriceStep, 1).time, ==, change.time);
  g_assert_cmpint (g_array_index (steps, FloPriceStep, 1).price, ==, change.price);
  g_assert_false (flo_price_day_roll (&day, FIRST_DAY, &change.price, &change, 1));
}

/* ---- the store ---- */

static void
write_steps (StoreFixture *f,
             guint         pool,
             GArray       *steps,
             guint         first,
             guint         end)
{
  FloPriceBatch *batch = flo_price_batch_new ();
  g_autofree char *type = g_strdup_printf ("m%u.large", pool);
  g_autoptr (GError) error = NULL;

  for (guint i = first; i < end; i++)
    {
      const FloPriceStep *step = &g_array_index (steps, FloPriceStep, i);

      g_assert_true (flo_price_batch_add (batch, type, "a", "id-a", LINUX, step->time, step->price));
    }
  flo_price_log_write_async (f->store, &scope, batch, FALSE, NULL, NULL, store_fixture_keep_result, f);
  g_assert_true (flo_price_log_write_finish (f->store, store_fixture_wait (f), NULL, &error));
  g_assert_no_error (error);
}

static FloPricePruning
prune (StoreFixture *f,
       guint         keep,
       gboolean      due,
       gint64        now)
{
  FloPricePruning pruning = { 0 };
  g_autoptr (GError) error = NULL;

  flo_price_prune_async (f->store, keep, due, now, NULL, store_fixture_keep_result, f);
  g_assert_true (flo_price_prune_finish (f->store, store_fixture_wait (f), &pruning, &error));
  g_assert_no_error (error);

  return pruning;
}

static GArray *
read_steps (StoreFixture *f,
            guint         pool,
            gint64        first,
            gint64        last)
{
  g_autofree char *type = g_strdup_printf ("m%u.large", pool);
  const char * const types[] = { type, NULL };
  g_autoptr (GPtrArray) pools = NULL;
  g_autoptr (GError) error = NULL;

  flo_price_log_read_async (f->store, &scope, types, NULL, (FloPriceSpan) { first, last }, NULL,
                            store_fixture_keep_result, f);
  pools = flo_price_log_read_finish (f->store, store_fixture_wait (f), &error);
  g_assert_no_error (error);
  if (pools->len == 0)
    return g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
  g_assert_cmpuint (pools->len, ==, 1);

  return g_array_ref (((FloPricePool *) g_ptr_array_index (pools, 0))->steps);
}

/* The same as @steps over any whole days, and step by step where every change is kept. */
static void
assert_history (StoreFixture *f,
                guint         pool,
                GArray       *steps,
                guint         n_days,
                gint64        kept_from)
{
  for (guint i = 0; i < 8; i++)
    {
      gint64 from = FIRST_DAY + g_test_rand_int_range (0, (int) n_days);
      gint64 to = MIN (from + g_test_rand_int_range (1, 1 + (int) n_days), FIRST_DAY + n_days);
      g_autoptr (GArray) found = read_steps (f, pool, from * DAY, to * DAY - 1);

      assert_same_sum (steps, found, from * DAY, to * DAY);
    }
  if (kept_from < (FIRST_DAY + n_days) * DAY)
    {
      gint64 from = kept_from + g_test_rand_int_range (0, DAY);
      g_autoptr (GArray) found = read_steps (f, pool, from, G_MAXINT32);
      guint last = steps->len;

      for (guint i = found->len; i-- > 1;)
        {
          g_assert_cmpint (g_array_index (found, FloPriceStep, i).time, ==, g_array_index (steps, FloPriceStep, --last).time);
          g_assert_cmpint (g_array_index (found, FloPriceStep, i).price, ==, g_array_index (steps, FloPriceStep, last).price);
        }
      /* Whatever holds at the beginning. */
      if (found->len > 0 && last > 0)
        g_assert_cmpint (g_array_index (found, FloPriceStep, 0).price, ==,
                         g_array_index (steps, FloPriceStep, last - 1).price);
      assert_same_sum (steps, found, from, (FIRST_DAY + n_days) * DAY);
    }
}

/* Prices that come little by little, and become days at any moment between. */
static void
test_at_random (void)
{
  for (guint round = 0; round < 6; round++)
    {
      g_auto (StoreFixture) f = store_fixture_begin ();
      const guint n_days = 300;
      GArray *histories[POOLS];
      guint written[POOLS] = { 0 };
      gint64 kept_from = 0;

      store_fixture_open (&f);
      for (guint i = 0; i < POOLS; i++)
        histories[i] = make_history (n_days);

      for (guint day = 0; day < n_days;)
        {
          gint64 now;

          day = MIN (day + (guint) g_test_rand_int_range (1, 60), n_days);
          now = (FIRST_DAY + day) * DAY - g_test_rand_int_range (0, DAY);
          for (guint i = 0; i < POOLS; i++)
            {
              guint end = written[i];

              while (end < histories[i]->len && g_array_index (histories[i], FloPriceStep, end).time < now)
                end++;
              /* Some of it comes again. */
              write_steps (&f, i, histories[i], written[i] / 2, end);
              written[i] = end;
            }
          if (g_test_rand_bit ())
            {
              now -= g_test_rand_int_range (0, 90 * DAY);
              kept_from = MAX (kept_from, (now / DAY - prune (&f, 0, FALSE, now).keep) * DAY);
            }
        }
      for (guint i = 0; i < POOLS; i++)
        write_steps (&f, i, histories[i], written[i], histories[i]->len);
      prune (&f, FLO_PRICE_KEEP_LEAST + (guint) round * 20, FALSE, (FIRST_DAY + n_days) * DAY);
      kept_from = MAX (kept_from, (FIRST_DAY + n_days - FLO_PRICE_KEEP_LEAST - round * 20) * DAY);
      g_assert_cmpuint (prune (&f, 0, FALSE, (FIRST_DAY + n_days) * DAY).n_steps, ==, 0);

      for (guint i = 0; i < POOLS; i++)
        {
          assert_history (&f, i, histories[i], n_days, kept_from);
          g_array_unref (histories[i]);
        }
    }
}

/* What comes again of a day that is kept as a day is left out; what comes of days before is taken. */
static void
test_late (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GArray) steps = make_history (120);
  g_autoptr (GArray) old = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
  const gint64 now = (FIRST_DAY + 300) * DAY;

  store_fixture_open (&f);
  g_assert_cmpuint (steps->len, >, 10);
  write_steps (&f, 0, steps, 0, steps->len);
  g_assert_cmpuint (prune (&f, FLO_PRICE_KEEP_LEAST, FALSE, now).n_steps, ==, steps->len);
  write_steps (&f, 0, steps, 0, steps->len);
  assert_history (&f, 0, steps, 120, G_MAXINT64);

  for (guint i = 0; i < 20; i++)
    g_array_append_vals (old, &(FloPriceStep) { (FIRST_DAY - 20 + i) * DAY + 1000, 5000 + i % 3 }, 1);
  g_array_append_vals (all, old->data, old->len);
  g_array_append_vals (all, steps->data, steps->len);
  write_steps (&f, 0, old, 0, old->len);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GArray) found = read_steps (&f, 0, (FIRST_DAY - 20) * DAY, now);

      assert_same_sum (all, found, (FIRST_DAY - 20) * DAY, (FIRST_DAY + 120) * DAY);
      /* Before the first day that is kept as one, within that day. */
      for (guint j = 0; j < 20; j++)
        {
          gint64 first = g_array_index (steps, FloPriceStep, 0).time;
          gint64 from = g_test_rand_int_range ((int) (FIRST_DAY * DAY), (int) first + 1);
          g_autoptr (GArray) part = read_steps (&f, 0, from, now);

          assert_same_sum (all, part, from, (FIRST_DAY + 120) * DAY);
        }
      /* And what came again of days without a change. */
      g_assert_cmpuint (prune (&f, 0, FALSE, now).n_steps, >=, i == 0 ? old->len : 0);
    }
}

static void
test_setting (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  const gint64 now = (FIRST_DAY + 1000) * DAY + 5;
  g_autoptr (GArray) steps = make_history (1000);

  store_fixture_open (&f);
  g_assert_cmpuint (prune (&f, 0, TRUE, now).keep, ==, 180);
  write_steps (&f, 0, steps, 0, steps->len);
  g_assert_cmpuint (prune (&f, 0, TRUE, now + DAY - 1).n_steps, ==, 0);
  g_assert_cmpuint (prune (&f, 400, TRUE, now + DAY).n_steps, >, 0);
  store_fixture_close (&f);
  store_fixture_open (&f);
  g_assert_cmpuint (prune (&f, 0, FALSE, now).keep, ==, 400);

  /* Longer from now on: days stay days. */
  g_assert_cmpuint (prune (&f, 500, FALSE, now).n_steps, ==, 0);
  assert_history (&f, 0, steps, 1000, (FIRST_DAY + 601) * DAY);
}

/* What was asked for stays known, whatever becomes of it. */
static void
test_coverage (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  static const char * const types[] = { "m0.large", NULL };
  const FloPriceSpan span = { FIRST_DAY * DAY, (FIRST_DAY + 120) * DAY };
  const FloPriceCoverage coverage = { types, span, span.last };
  g_autoptr (GArray) steps = make_history (120);
  g_autoptr (GPtrArray) gaps = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_open (&f);
  write_steps (&f, 0, steps, 0, steps->len);
  flo_price_log_write_async (f.store, &scope, flo_price_batch_new (), FALSE, &coverage, NULL, store_fixture_keep_result,
                             &f);
  g_assert_true (flo_price_log_write_finish (f.store, store_fixture_wait (&f), NULL, &error));
  prune (&f, 0, FALSE, (FIRST_DAY + 400) * DAY);
  flo_price_log_find_gaps_async (f.store, &scope, types, span, 0, NULL, store_fixture_keep_result, &f);
  gaps = flo_price_log_find_gaps_finish (f.store, store_fixture_wait (&f), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (((GArray *) g_ptr_array_index (gaps, 0))->len, ==, 0);
}

/* ---- part by part ---- */

static void
take_part (const FloPricePool *pool,
           gpointer            user_data)
{
  GHashTable *found = user_data;
  GArray *steps = g_hash_table_lookup (found, pool->type);

  g_assert_cmpuint (pool->steps->len, >, 0);
  g_assert_cmpstr (pool->zone_id, ==, "id-a");
  if (steps == NULL)
    {
      steps = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
      g_hash_table_insert (found, g_strdup (pool->type), steps);
    }
  g_array_append_vals (steps, pool->steps->data, pool->steps->len);
}

/* The same as all at once, days and changes, also of a pool that comes in many parts. */
static void
test_scan (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  g_autoptr (GArray) many = g_array_new (FALSE, FALSE, sizeof (FloPriceStep));
  const gint64 windows[][2] = {
    { 0, G_MAXINT32 }, { (FIRST_DAY + 3) * DAY + 7, (FIRST_DAY + 290) * DAY + 9 }, { 0, 5 },
  };

  store_fixture_open (&f);
  for (guint i = 0; i < 35000; i++)
    g_array_append_vals (many, &(FloPriceStep) { FIRST_DAY * DAY + i * 700, g_test_rand_int_range (1, 5000) }, 1);
  write_steps (&f, POOLS, many, 0, many->len);
  for (guint i = 0; i < POOLS; i++)
    {
      g_autoptr (GArray) steps = make_history (300);

      write_steps (&f, i, steps, 0, steps->len);
    }
  prune (&f, 0, FALSE, (FIRST_DAY + 280) * DAY);

  for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
    {
      g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
      const FloPriceSpan span = { windows[w][0], windows[w][1] };
      g_autoptr (GError) error = NULL;

      flo_price_scan_async (f.store, &scope, NULL, NULL, span, take_part, found, NULL, store_fixture_keep_result, &f);
      g_assert_true (flo_price_scan_finish (f.store, store_fixture_wait (&f), &error));
      for (guint i = 0; i <= POOLS; i++)
        {
          g_autofree char *type = g_strdup_printf ("m%u.large", i);
          g_autoptr (GArray) wanted = read_steps (&f, i, span.first, span.last);
          GArray *steps = g_hash_table_lookup (found, type);

          g_assert_cmpuint (steps != NULL ? steps->len : 0, ==, wanted->len);
          g_assert_true (steps == NULL || memcmp (steps->data, wanted->data, wanted->len * sizeof (FloPriceStep)) == 0);
          g_assert_true (steps != NULL || w == 2);
        }
    }
}

/* ---- a crash ---- */

static int n_changes_left;

/* Rows of tables without ids are seen by no other hook. */
static int
count_cb (unsigned  what,
          gpointer  data,
          gpointer  statement,
          gpointer  sql)
{
  const char *text = sqlite3_sql (statement);

  if ((g_str_has_prefix (text, "INSERT INTO price_days") || g_str_has_prefix (text, "DELETE FROM prices") ||
       g_str_equal (text, "COMMIT")) && n_changes_left-- == 0)
    raise (SIGKILL);

  return 0;
}

static gboolean
arm_func (sqlite3   *db,
          gpointer   data,
          GError   **error)
{
  return sqlite3_trace_v2 (db, SQLITE_TRACE_STMT, count_cb, NULL) == SQLITE_OK;
}

/* The child: dies at a statement. */
static int
prune_and_die (const char *path,
               int         n_changes,
               gint64      now)
{
  StoreFixture f = { .path = (char *) path };
  g_autoptr (GError) error = NULL;

  store_fixture_open (&f);
  n_changes_left = n_changes;
  flo_store_run_async (f.store, arm_func, NULL, NULL, NULL, store_fixture_keep_result, &f);
  g_assert_true (flo_store_run_finish (f.store, store_fixture_wait (&f), &error));
  prune (&f, 0, FALSE, now);
  store_fixture_close (&f);

  return 0;
}

static void
test_crash (void)
{
  g_auto (StoreFixture) f = store_fixture_begin ();
  const guint n_days = 1800;   /* several transactions */
  const gint64 now = (FIRST_DAY + n_days) * DAY;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL), *now_text = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  GArray *histories[POOLS];
  guint n_killed = 0, n_ended = 0;

  store_fixture_open (&f);
  for (guint i = 0; i < POOLS; i++)
    {
      histories[i] = make_history (n_days);
      write_steps (&f, i, histories[i], 0, histories[i]->len);
    }
  for (int step = 0; n_ended == 0; step += g_test_rand_int_range (1, 600))
    {
      g_autofree char *n_changes = g_strdup_printf ("%d", step);
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) child = NULL;

      store_fixture_close (&f);
      child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self, "--prune-and-die", f.path, n_changes, now_text, NULL);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_wait (child, NULL, &error));
      n_killed += g_subprocess_get_if_signaled (child) && g_subprocess_get_term_sig (child) == SIGKILL;
      n_ended += g_subprocess_get_if_exited (child) && g_subprocess_get_exit_status (child) == 0;
      g_assert_cmpuint (n_killed + n_ended, ==, step == 0 ? 1 : n_killed + n_ended);
      store_fixture_open (&f);
      for (guint i = 0; i < POOLS; i++)
        assert_history (&f, i, histories[i], n_days, (FIRST_DAY + n_days - 180) * DAY);
    }
  g_assert_cmpuint (n_killed, >=, 4);
  g_assert_cmpuint (prune (&f, 0, FALSE, now).n_steps, ==, 0);
  for (guint i = 0; i < POOLS; i++)
    {
      assert_history (&f, i, histories[i], n_days, (FIRST_DAY + n_days - 180) * DAY);
      g_array_unref (histories[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 5 && g_str_equal (argv[1], "--prune-and-die"))
    return prune_and_die (argv[2], atoi (argv[3]), g_ascii_strtoll (argv[4], NULL, 10));

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/price-days/day", test_day);
  g_test_add_func ("/price-days/one-change", test_one_change);
  g_test_add_func ("/price-days/at-random", test_at_random);
  g_test_add_func ("/price-days/late", test_late);
  g_test_add_func ("/price-days/setting", test_setting);
  g_test_add_func ("/price-days/coverage", test_coverage);
  g_test_add_func ("/price-days/scan", test_scan);
  g_test_add_func ("/price-days/crash", test_crash);

  return g_test_run ();
}
