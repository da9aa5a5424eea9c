/* test-price-alert.c: what is told of prices, and what is not told again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-alert.h"

#include <gio/gio.h>
#include <string.h>

#define HOUR 3600
#define NOW (100 * HOUR)

typedef struct
{
  FloPriceAlert alert;
  GPtrArray *series;       /* (owned) (element-type FloPriceSeries) */
  GPtrArray *states;       /* (owned) (nullable) (element-type FloPriceAlertState) */
} Fixture;

static char *all_types[] = { (char *) "m5.*", NULL };

static Fixture
begin (FloPriceAlertKind kind,
       FloMoney          price,
       guint             percent,
       guint             hours)
{
  return (Fixture) {
    .alert = { .id = 7, .account = (char *) "work", .region = (char *) "us-east-1", .product = (char *) "Linux/UNIX",
               .types = all_types, .kind = kind, .price = price, .percent = percent, .hours = hours },
    .series = g_ptr_array_new_with_free_func (g_object_unref),
  };
}

static void
end (Fixture *f)
{
  g_ptr_array_unref (f->series);
  g_clear_pointer (&f->states, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, end)

static void
add (Fixture             *f,
     const char          *type,
     const char          *zone,
     const FloPricePoint *points,
     gsize                n_points)
{
  g_ptr_array_add (f->series, flo_price_series_new (type, zone, points, n_points, 0, 1000 * HOUR));
}

#define ADD(f, zone, ...)                                                      \
  G_STMT_START {                                                               \
    const FloPricePoint points_of[] = { __VA_ARGS__ };                         \
    add (f, "m5.large", zone, points_of, G_N_ELEMENTS (points_of));            \
  } G_STMT_END

static FloMoney
get_on_demand (const char *type,
               gpointer    user_data)
{
  return g_str_equal (type, "m5.large") ? 200 : 0;
}

/* Looks at @now, as the program does: with what was told up to then. */
static GPtrArray *
look (Fixture *f,
      gint64   now)
{
  GPtrArray *next = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_price_alert_state_free);
  g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *events;

  /* What comes later is not known yet. */
  for (guint i = 0; i < f->series->len; i++)
    {
      FloPriceSeries *series = f->series->pdata[i];
      gsize n_points;
      const FloPricePoint *points = flo_price_series_get_points (series, &n_points);

      g_ptr_array_add (known, flo_price_series_new (flo_price_series_get_instance_type (series),
                                                    flo_price_series_get_zone (series), points, n_points, 0, now));
    }
  events = flo_price_alert_evaluate (&f->alert, (FloPriceSeries *const *) (gpointer) known->pdata, known->len,
                                     get_on_demand, NULL, f->states, now, next);
  g_clear_pointer (&f->states, g_ptr_array_unref);
  f->states = next;

  return events;
}

static void
assert_nothing (Fixture *f,
                gint64   now)
{
  g_autoptr(GPtrArray) events = look (f, now);

  g_assert_cmpuint (events->len, ==, 0);
}

static void
assert_told (Fixture    *f,
             gint64      now,
             const char *zone,
             FloMoney    before,
             FloMoney    price,
             gint64      since,
             gint64      until)
{
  g_autoptr(GPtrArray) events = look (f, now);
  const FloPriceAlertEvent *event;

  g_assert_cmpuint (events->len, ==, 1);
  event = g_ptr_array_index (events, 0);
  g_assert_cmpint (event->alert->id, ==, 7);
  g_assert_cmpstr (event->type, ==, "m5.large");
  g_assert_cmpstr (event->zone, ==, zone);
  g_assert_cmpint (event->before, ==, before);
  g_assert_cmpint (event->price, ==, price);
  g_assert_cmpint (event->since, ==, since);
  g_assert_cmpint (event->until, ==, until);
}

static void
test_above (void)
{
  g_auto(Fixture) f = begin (FLO_PRICE_ALERT_ABOVE, 100, 0, 0);

  ADD (&f, "us-east-1a", { 0, 90 }, { 10, 100 }, { 20, 101 }, { 30, 120 }, { 40, 90 }, { 50, 105 });
  assert_nothing (&f, 5);
  assert_nothing (&f, 15);                                /* at the threshold is not above it */
  assert_told (&f, 25, "us-east-1a", 100, 101, 20, 0);
  assert_nothing (&f, 26);                                /* once */
  assert_nothing (&f, 35);                                /* also while it goes on */
  assert_nothing (&f, 45);
  assert_told (&f, 55, "us-east-1a", 90, 105, 50, 0);     /* again after it was over */
}

static void
test_below (void)
{
  g_auto(Fixture) f = begin (FLO_PRICE_ALERT_BELOW, 100, 0, 0);

  ADD (&f, "us-east-1a", { 0, 110 }, { 10, 100 }, { 20, 99 }, { 30, 102 }, { 40, 98 }, { 50, 103 }, { 60, 97 });
  assert_nothing (&f, 15);
  assert_told (&f, 25, "us-east-1a", 100, 99, 20, 0);
  assert_nothing (&f, 45);                                /* 102 was not clearly over */
  assert_nothing (&f, 55);
  assert_told (&f, 65, "us-east-1a", 103, 97, 60, 0);
}

/* Round the threshold a price tells once, however often it is looked at. */
static void
test_wobble (void)
{
  for (guint every = 1; every < 50; every += 7)
    {
      g_auto(Fixture) f = begin (FLO_PRICE_ALERT_ABOVE, 1000, 0, 0);
      FloPricePoint points[200];
      guint n_told = 0;

      for (guint i = 0; i < G_N_ELEMENTS (points); i++)
        points[i] = (FloPricePoint) { i, i < 20 ? 900 : i % 2 == 0 ? 1010 : 975 };
      add (&f, "m5.large", "us-east-1a", points, G_N_ELEMENTS (points));
      for (guint now = 10; now < 300; now += every)
        {
          g_autoptr(GPtrArray) events = look (&f, now);

          n_told += events->len;
        }
      g_assert_cmpuint (n_told, ==, 1);
    }
}

/* What came and went while nobody looked is told, as over. */
static void
test_missed (void)
{
  g_auto(Fixture) f = begin (FLO_PRICE_ALERT_ABOVE, 100, 0, 0);

  ADD (&f, "us-east-1a", { 0, 90 }, { 20, 130 }, { 25, 140 }, { 30, 95 }, { 35, 150 }, { 40, 80 }, { 45, 70 });
  assert_nothing (&f, 10);
  assert_told (&f, 60, "us-east-1a", 95, 150, 35, 40);    /* the last time */
  assert_nothing (&f, 70);
}

/* AWS tells of a change minutes after it: when that moment was looked at already, it still counts. */
static void
test_late (void)
{
  g_auto(Fixture) f = begin (FLO_PRICE_ALERT_ABOVE, 100, 0, 0);

  ADD (&f, "us-east-1a", { 0, 90 });
  assert_nothing (&f, 50);
  g_ptr_array_set_size (f.series, 0);
  ADD (&f, "us-east-1a", { 0, 90 }, { 40, 110 });
  assert_told (&f, 60, "us-east-1a", 90, 110, 40, 0);
  assert_nothing (&f, 70);
}

/* A new alert tells what is so already, and since when. */
static void
test_first_look (void)
{
  g_auto(Fixture) f = begin (FLO_PRICE_ALERT_ABOVE, 100, 0, 0);

  ADD (&f, "us-east-1a", { 0, 150 }, { 10, 90 }, { 20, 110 }, { 30, 120 });
  ADD (&f, "us-east-1b", { 0, 150 }, { 10, 90 });         /* it was, and is not */
  assert_told (&f, 50, "us-east-1a", 90, 110, 20, 0);
  assert_nothing (&f, 60);
}

static void
test_changed (void)
{
  g_auto(Fixture) f = begin (FLO_PRICE_ALERT_CHANGED, 0, 10, 24);

  ADD (&f, "us-east-1a", { 0, 1000 }, { 10 * HOUR, 1050 }, { 20 * HOUR, 1100 },   /* 10 % within 24 hours */
       { 21 * HOUR, 1040 },                                                       /* partly back, then there again */
       { 22 * HOUR, 1100 }, { 30 * HOUR, 1210 },                                  /* as much again */
       { 90 * HOUR, 1200 }, { 91 * HOUR, 1000 });
  assert_nothing (&f, HOUR);
  assert_nothing (&f, 15 * HOUR);
  assert_told (&f, 20 * HOUR, "us-east-1a", 1000, 1100, 20 * HOUR, 0);
  assert_nothing (&f, 23 * HOUR);
  assert_told (&f, 31 * HOUR, "us-east-1a", 1100, 1210, 30 * HOUR, 0);
  assert_nothing (&f, 90 * HOUR);
  assert_told (&f, 92 * HOUR, "us-east-1a", 1210, 1000, 91 * HOUR, 0);
}

/* Slowly, as much is no news: within the hours it never was. */
static void
test_changed_slowly (void)
{
  g_auto(Fixture) f = begin (FLO_PRICE_ALERT_CHANGED, 0, 10, 24);

  ADD (&f, "us-east-1a", { 0, 1000 }, { 25 * HOUR, 1060 }, { 50 * HOUR, 1120 }, { 75 * HOUR, 1180 });
  for (gint64 now = HOUR; now < NOW; now += HOUR)
    assert_nothing (&f, now);
}

/* A price that jumps to and fro within the hours is one piece of news; a day of peace later it is one again. */
static void
test_changed_wobble (void)
{
  g_auto(Fixture) f = begin (FLO_PRICE_ALERT_CHANGED, 0, 10, 24);

  ADD (&f, "us-east-1a", { 0, 1000 }, { HOUR, 1120 }, { 2 * HOUR, 1000 }, { 3 * HOUR, 1120 }, { 4 * HOUR, 1000 },
       { 60 * HOUR, 1120 });
  assert_told (&f, HOUR, "us-east-1a", 1000, 1120, HOUR, 0);
  for (gint64 now = 2 * HOUR; now < 60 * HOUR; now += HOUR / 2)
    assert_nothing (&f, now);
  assert_told (&f, 60 * HOUR, "us-east-1a", 1000, 1120, 60 * HOUR, 0);
}

static void
test_above_on_demand (void)
{
  g_auto(Fixture) f = begin (FLO_PRICE_ALERT_ABOVE_ON_DEMAND, 0, 50, 0);
  const FloPricePoint dear[] = { { 0, 1000 } };

  ADD (&f, "us-east-1a", { 0, 90 }, { 10, 100 }, { 20, 101 });
  add (&f, "m5.huge", "us-east-1a", dear, 1);             /* of which no on-demand price is known */
  assert_nothing (&f, 15);
  assert_told (&f, 25, "us-east-1a", 100, 101, 20, 0);
  for (guint i = 0; i < f.states->len; i++)
    g_assert_cmpstr (((FloPriceAlertState *) f.states->pdata[i])->type, ==, "m5.large");
}

/* Of the set, one is told, wherever it is cheapest. */
static void
test_cheapest (void)
{
  g_auto(Fixture) f = begin (FLO_PRICE_ALERT_CHEAPEST_BELOW, 100, 0, 0);

  ADD (&f, "us-east-1a", { 0, 110 }, { 20, 99 }, { 40, 130 }, { 60, 90 });
  ADD (&f, "us-east-1b", { 5, 120 }, { 30, 95 }, { 50, 104 });
  assert_nothing (&f, 10);
  assert_told (&f, 25, "us-east-1a", 110, 99, 20, 0);
  assert_nothing (&f, 45);                                /* it moved to the other zone, and is told already */
  assert_nothing (&f, 55);                                /* over */
  assert_told (&f, 65, "us-east-1a", 104, 90, 60, 0);

  g_clear_pointer (&f.states, g_ptr_array_unref);
  assert_told (&f, 45, "us-east-1b", 110, 99, 20, 0);     /* since the first, where it is cheapest now */
}

static void
test_covers (void)
{
  char *types[] = { (char *) "m5.large", (char *) "c6?.*", NULL }, *zones[] = { (char *) "us-east-1b", NULL };
  g_auto(Fixture) f = begin (FLO_PRICE_ALERT_ABOVE, 10, 0, 0);
  const FloPricePoint dear[] = { { 0, 1000 } };

  f.alert.types = types;
  g_assert_true (flo_price_alert_covers (&f.alert, "m5.large", "us-east-1a"));
  g_assert_true (flo_price_alert_covers (&f.alert, "c6g.xlarge", NULL));
  g_assert_false (flo_price_alert_covers (&f.alert, "c6.xlarge", NULL));
  g_assert_false (flo_price_alert_covers (&f.alert, "m5.large2", NULL));
  f.alert.zones = zones;
  g_assert_false (flo_price_alert_covers (&f.alert, "m5.large", "us-east-1a"));
  g_assert_true (flo_price_alert_covers (&f.alert, "m5.large", "us-east-1b"));

  add (&f, "m5.large", "us-east-1a", dear, 1);
  add (&f, "r5.large", "us-east-1b", dear, 1);
  add (&f, "m5.large", "us-east-1b", dear, 1);
  add (&f, "m5.large", "us-east-1b", dear, 0);
  assert_told (&f, 10, "us-east-1b", 0, 1000, 0, 0);
}

static void
test_types (void)
{
  char *types[] = { (char *) "m5.large", (char *) "new9.large", (char *) "m5.l*e", NULL };
  g_auto(Fixture) f = begin (FLO_PRICE_ALERT_ABOVE, 10, 0, 0);
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;

  /* A name is taken as it is: AWS may have it by now. */
  f.alert.types = types;
  found = flo_price_alert_list_types (&f.alert, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpstr (found->pdata[0], ==, "m5.large");
  g_assert_cmpstr (found->pdata[1], ==, "new9.large");

  g_clear_pointer (&found, g_ptr_array_unref);
  f.alert.types = all_types;
  found = flo_price_alert_list_types (&f.alert, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, >, 5);
  for (guint i = 0; i < found->len; i++)
    g_assert_true (g_str_has_prefix (found->pdata[i], "m5."));
}

static void
test_start (void)
{
  g_auto(Fixture) above = begin (FLO_PRICE_ALERT_ABOVE, 10, 0, 0);
  g_auto(Fixture) changed = begin (FLO_PRICE_ALERT_CHANGED, 0, 10, 24);
  const gint64 day = 24 * HOUR, now = 1000 * day;

  g_assert_cmpint (flo_price_alert_get_start (&above.alert, 0, now), ==, now - day);
  g_assert_cmpint (flo_price_alert_get_start (&above.alert, now - HOUR, now), ==, now - HOUR - day);
  g_assert_cmpint (flo_price_alert_get_start (&changed.alert, 0, now), ==, now - 2 * day);
  g_assert_cmpint (flo_price_alert_get_start (&changed.alert, now - 400 * day, now), ==, now - 30 * day);
  g_assert_cmpint (flo_price_alert_get_start (&above.alert, now + day, now), ==, now - day);
}

static void
test_check (void)
{
  char *types[FLO_PRICE_ALERT_MAX_NAMES + 2] = { 0 }, *bad[] = { (char *) "m5 large", NULL };
  char *none[] = { NULL }, *empty[] = { (char *) "", NULL };
  char *every_type[] = { (char *) "*", NULL }, *no_type[] = { (char *) "z9.*", NULL };
  const struct { FloPriceAlert alert; const char *problem; } cases[] = {
    { { .types = all_types, .kind = FLO_PRICE_ALERT_ABOVE, .price = 1 }, NULL },
    { { .types = all_types, .kind = FLO_PRICE_ALERT_CHANGED, .percent = 1, .hours = 720 }, NULL },
    { { .types = all_types, .kind = FLO_PRICE_ALERT_ABOVE_ON_DEMAND, .percent = 100 }, NULL },
    { { .types = all_types, .kind = FLO_PRICE_ALERT_ABOVE }, "price" },
    { { .types = all_types, .kind = FLO_PRICE_ALERT_CHEAPEST_BELOW, .price = -1 }, "price" },
    { { .types = all_types, .kind = FLO_PRICE_ALERT_CHANGED, .percent = 0, .hours = 1 }, "percentage" },
    { { .types = all_types, .kind = FLO_PRICE_ALERT_CHANGED, .percent = 10001, .hours = 1 }, "percentage" },
    { { .types = all_types, .kind = FLO_PRICE_ALERT_CHANGED, .percent = 5, .hours = 0 }, "hours" },
    { { .types = all_types, .kind = FLO_PRICE_ALERT_CHANGED, .percent = 5, .hours = 721 }, "hours" },
    { { .types = NULL, .kind = FLO_PRICE_ALERT_ABOVE, .price = 1 }, "types" },
    { { .types = none, .kind = FLO_PRICE_ALERT_ABOVE, .price = 1 }, "types" },
    { { .types = empty, .kind = FLO_PRICE_ALERT_ABOVE, .price = 1 }, "no name" },
    { { .types = bad, .kind = FLO_PRICE_ALERT_ABOVE, .price = 1 }, "m5 large" },
    { { .types = types, .kind = FLO_PRICE_ALERT_ABOVE, .price = 1 }, "at most 50" },
    { { .types = every_type, .kind = FLO_PRICE_ALERT_ABOVE, .price = 1 }, "at most 200" },
    { { .types = no_type, .kind = FLO_PRICE_ALERT_ABOVE, .price = 1 }, "z9.*" },
    { { .types = all_types, .zones = all_types, .kind = FLO_PRICE_ALERT_ABOVE, .price = 1 }, "us-east-1a" },
  };

  for (guint i = 0; i + 1 < G_N_ELEMENTS (types); i++)
    types[i] = (char *) "m5.large";
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (flo_price_alert_check (&cases[i].alert, &error), ==, cases[i].problem == NULL);
      if (cases[i].problem == NULL)
        continue;
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, cases[i].problem));
    }
}

static void
assert_words (Fixture    *f,
              gint64      now,
              const char *title,
              const char *text)
{
  g_autoptr(GPtrArray) events = look (f, now);
  g_autofree char *is_title = flo_price_alert_event_title (events->pdata[0]);
  g_autofree char *is_text = flo_price_alert_event_describe (events->pdata[0]);

  g_assert_cmpstr (is_title, ==, title);
  g_assert_cmpstr (is_text, ==, text);
}

static void
test_words (void)
{
  g_auto(Fixture) above = begin (FLO_PRICE_ALERT_ABOVE, 50000, 0, 0);
  g_auto(Fixture) changed = begin (FLO_PRICE_ALERT_CHANGED, 0, 10, 24);
  g_autofree char *when = flo_price_alert_describe (&above.alert);
  g_autofree char *when_changed = flo_price_alert_describe (&changed.alert);
  g_autofree char *where = flo_price_alert_describe_where (&above.alert);

  g_assert_cmpstr (when, ==, "Price above $0.05 /h");
  g_assert_cmpstr (when_changed, ==, "Price changes by 10 % within 24 hours");
  g_assert_cmpstr (where, ==, "m5.* in all zones of us-east-1");

  ADD (&above, "us-east-1a", { 0, 31200 }, { 10, 51200 }, { 20, 40000 });
  assert_words (&above, 15, "m5.large in us-east-1a is above $0.05 /h",
                "The price went from $0.0312 to $0.0512 an hour. What runs there costs that much from now on. "
                "Compare other zones and types.");
  g_clear_pointer (&above.states, g_ptr_array_unref);
  assert_nothing (&above, 5);
  assert_words (&above, 25, "m5.large in us-east-1a was above $0.05 /h",
                "The price went from $0.0312 to $0.0512 an hour. Now it is $0.04. It is over: nothing needs to be "
                "done.");
  ADD (&changed, "us-east-1a", { 0, 30000 }, { 10, 20000 });
  assert_words (&changed, 15, "m5.large in us-east-1a costs 33 % less",
                "The price went from $0.03 to $0.02 an hour. What is launched there now costs that much. It can "
                "change again at any time.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/price-alert/above", test_above);
  g_test_add_func ("/price-alert/below", test_below);
  g_test_add_func ("/price-alert/wobble", test_wobble);
  g_test_add_func ("/price-alert/missed", test_missed);
  g_test_add_func ("/price-alert/late", test_late);
  g_test_add_func ("/price-alert/first-look", test_first_look);
  g_test_add_func ("/price-alert/changed", test_changed);
  g_test_add_func ("/price-alert/changed-slowly", test_changed_slowly);
  g_test_add_func ("/price-alert/changed-wobble", test_changed_wobble);
  g_test_add_func ("/price-alert/above-on-demand", test_above_on_demand);
  g_test_add_func ("/price-alert/cheapest", test_cheapest);
  g_test_add_func ("/price-alert/covers", test_covers);
  g_test_add_func ("/price-alert/types", test_types);
  g_test_add_func ("/price-alert/start", test_start);
  g_test_add_func ("/price-alert/check", test_check);
  g_test_add_func ("/price-alert/words", test_words);

  return g_test_run ();
}
