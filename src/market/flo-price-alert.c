/* flo-price-alert.c: whether prices did what somebody wants to be told of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-price-alert.h"

#include <gio/gio.h>
#include <string.h>

#include "market/flo-catalogue.h"

#define SECONDS_PER_HOUR 3600
/* How far back a look goes to find since when it has been so, and what was before; and after a long pause. */
#define LOOK_BACK (G_GINT64_CONSTANT (24) * SECONDS_PER_HOUR)
#define LONGEST_LOOK (30 * LOOK_BACK)
#define MAX_NAME 64

/* The prices that one state is about: a pool's, or those of the cheapest of all. */
typedef struct
{
  const FloPriceAlert *alert;
  const FloPricePoint *points;
  gsize n_points;
  FloMoney threshold;
  gint64 now;
} Watch;

/* What a change is measured against. */
typedef struct
{
  FloMoney least, greatest;
} Range;


void
flo_price_alert_event_free (FloPriceAlertEvent *self)
{
  if (self == NULL)
    return;

  flo_price_alert_free (self->alert);
  g_free (self->type);
  g_free (self->zone);
  g_free (self);
}

/* ---- what can be asked for ---- */

static gboolean
check_names (GStrv        names,
             const char  *allowed,
             const char  *example,
             GError     **error)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      gsize length = strlen (names[i]);

      if (i >= FLO_PRICE_ALERT_MAX_NAMES)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       "a price alert takes at most %d names; use a pattern such as %s", FLO_PRICE_ALERT_MAX_NAMES,
                       example);
          return FALSE;
        }
      if (length > 0 && length <= MAX_NAME && strspn (names[i], allowed) == length)
        continue;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%.*s” is no name; one looks like %s", MAX_NAME,
                   names[i], example);
      return FALSE;
    }

  return TRUE;
}

static gboolean
needs_price (FloPriceAlertKind kind)
{
  return kind == FLO_PRICE_ALERT_ABOVE || kind == FLO_PRICE_ALERT_BELOW || kind == FLO_PRICE_ALERT_CHEAPEST_BELOW;
}

static void
add_type (GPtrArray  *types,
          const char *name)
{
  if (!g_ptr_array_find_with_equal_func (types, name, g_str_equal, NULL))
    g_ptr_array_add (types, g_strdup (name));
}

/**
 * flo_price_alert_list_types:
 * @self: an alert
 * @error: %G_IO_ERROR_INVALID_ARGUMENT: it means too many, or none
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the types that it means: names as they are, patterns by
 *   the catalogue
 */
GPtrArray *
flo_price_alert_list_types (const FloPriceAlert  *self,
                            GError              **error)
{
  g_autoptr(GPtrArray) types = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(FloCatalogue) catalogue = flo_catalogue_get_default ();

  g_return_val_if_fail (self != NULL && self->types != NULL, NULL);

  for (guint i = 0; self->types[i] != NULL; i++)
    if (strpbrk (self->types[i], "*?") == NULL)
      add_type (types, self->types[i]);
  for (guint i = 0; i < flo_catalogue_get_n_types (catalogue); i++)
    {
      const FloInstanceType *type = flo_catalogue_get_type_at (catalogue, i);

      if (type->spot && flo_price_alert_covers (self, type->name, NULL))
        add_type (types, type->name);
    }
  if (types->len > 0 && types->len <= FLO_PRICE_ALERT_MAX_TYPES)
    return g_steal_pointer (&types);

  if (types->len > 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "this means %u types, and an alert takes at most %d; name "
                 "fewer", types->len, FLO_PRICE_ALERT_MAX_TYPES);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no instance type is called %s", self->types[0]);

  return NULL;
}

/**
 * flo_price_alert_check:
 * @self: an alert that somebody made
 * @error: %G_IO_ERROR_INVALID_ARGUMENT, a sentence without a full stop
 *
 * Returns: whether it says what is wanted, and nothing impossible
 */
gboolean
flo_price_alert_check (const FloPriceAlert  *self,
                       GError              **error)
{
  static const char *const letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
  g_autofree char *patterns = g_strconcat (letters, ".*?", NULL);
  g_autoptr(GPtrArray) types = NULL;
  const char *problem = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->types == NULL || self->types[0] == NULL)
    problem = "of which instance types? Names, or patterns such as c6i.*";
  else if (needs_price (self->kind) && self->price <= 0)
    problem = "the price has to be more than nothing: dollars an hour, such as 0.05";
  else if (!needs_price (self->kind) && (self->percent < 1 || self->percent > FLO_PRICE_ALERT_MAX_PERCENT))
    problem = "the percentage has to be from 1 to 10000";
  else if (self->kind == FLO_PRICE_ALERT_CHANGED && (self->hours < 1 || self->hours > FLO_PRICE_ALERT_MAX_HOURS))
    problem = "the hours have to be from 1 to 720";
  if (problem != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, problem);
      return FALSE;
    }

  if (!check_names (self->types, patterns, "c6i.*", error) || !check_names (self->zones, letters, "us-east-1a", error))
    return FALSE;
  types = flo_price_alert_list_types (self, error);

  return types != NULL;
}

/**
 * flo_price_alert_covers:
 * @self: an alert
 * @type: an instance type's name
 * @zone: (nullable): a zone's name; %NULL: any
 *
 * Returns: whether it is about this pool
 */
gboolean
flo_price_alert_covers (const FloPriceAlert *self,
                        const char          *type,
                        const char          *zone)
{
  g_return_val_if_fail (self != NULL && type != NULL, FALSE);

  if (zone != NULL && self->zones != NULL && !g_strv_contains ((const char *const *) self->zones, zone))
    return FALSE;
  for (guint i = 0; self->types[i] != NULL; i++)
    if (g_pattern_match_simple (self->types[i], type))
      return TRUE;

  return FALSE;
}

/**
 * flo_price_alert_get_start:
 * @self: an alert
 * @checked: Unix seconds: until when it was looked at; 0: never
 * @now: Unix seconds
 *
 * Returns: from when on prices have to be known to evaluate it
 */
gint64
flo_price_alert_get_start (const FloPriceAlert *self,
                           gint64               checked,
                           gint64               now)
{
  gint64 start = (checked > 0 ? MIN (checked, now) : now) - LOOK_BACK;

  g_return_val_if_fail (self != NULL, now);

  if (self->kind == FLO_PRICE_ALERT_CHANGED)
    start -= (gint64) self->hours * SECONDS_PER_HOUR;

  return MAX (start, now - LONGEST_LOOK);
}

/* ---- conditions ---- */

/* The index of the price that holds at @time; -1: none is known */
static gssize
find_point (const Watch *watch,
            gint64       time)
{
  gsize low = 0, high = watch->n_points;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (watch->points[middle].time <= time)
        low = middle + 1;
      else
        high = middle;
    }

  return (gssize) low - 1;
}

/* All that held in the hours before @time, when point @index holds. */
static Range
get_range (const Watch *watch,
           gssize       index,
           gint64       time)
{
  gint64 from = time - (gint64) watch->alert->hours * SECONDS_PER_HOUR;
  Range range = { watch->points[index].price, watch->points[index].price };

  /* The price before a change held until then, and no longer. */
  for (gssize i = index; i > 0 && watch->points[i].time > from; i--)
    {
      range.least = MIN (range.least, watch->points[i - 1].price);
      range.greatest = MAX (range.greatest, watch->points[i - 1].price);
    }

  return range;
}

/* Whether it is @percent or more from @before to @after, up (1) or down (-1); 0: neither */
static int
compare_change (FloMoney before,
                FloMoney after,
                gint64   percent)
{
  if (after > before && (after - before) * 100 >= before * percent)
    return 1;
  if (after < before && (before - after) * 100 >= before * percent)
    return -1;

  return 0;
}

/* What the price that holds at @time changed from by @percent, or 0. */
static FloMoney
find_change (const Watch *watch,
             gssize       index,
             gint64       time,
             gint64       percent)
{
  FloMoney price = watch->points[index].price;
  Range range = get_range (watch, index, time);

  if (compare_change (range.least, price, percent) > 0)
    return range.least;
  if (compare_change (range.greatest, price, percent) < 0)
    return range.greatest;

  return 0;
}

static gboolean
passes (const Watch *watch,
        FloMoney     price)
{
  gboolean above = watch->alert->kind == FLO_PRICE_ALERT_ABOVE ||
                   watch->alert->kind == FLO_PRICE_ALERT_ABOVE_ON_DEMAND;

  return above ? price > watch->threshold : price < watch->threshold;
}

static gboolean
holds (const Watch *watch,
       gssize       index,
       gint64       time)
{
  if (watch->alert->kind == FLO_PRICE_ALERT_CHANGED)
    return find_change (watch, index, time, watch->alert->percent) > 0;

  return passes (watch, watch->points[index].price);
}

/* So clearly over that the next time is news. */
static gboolean
is_over (const Watch *watch,
         gssize       index,
         gint64       time)
{
  FloMoney price = watch->points[index].price;

  switch (watch->alert->kind)
    {
    case FLO_PRICE_ALERT_CHANGED:
      return find_change (watch, index, time, MAX (watch->alert->percent * FLO_PRICE_ALERT_CALM / 100, 1)) == 0;

    case FLO_PRICE_ALERT_ABOVE:
    case FLO_PRICE_ALERT_ABOVE_ON_DEMAND:
      return price * 100 <= watch->threshold * (100 - FLO_PRICE_ALERT_MARGIN);

    case FLO_PRICE_ALERT_BELOW:
    case FLO_PRICE_ALERT_CHEAPEST_BELOW:
    default:
      return price * 100 >= watch->threshold * (100 + FLO_PRICE_ALERT_MARGIN);
    }
}

/* A change that goes on, as much again in the same direction, is news too. */
static gboolean
went_on (const Watch              *watch,
         const FloPriceAlertState *state,
         gssize                    index)
{
  int direction;

  if (watch->alert->kind != FLO_PRICE_ALERT_CHANGED)
    return FALSE;
  direction = compare_change (state->price, watch->points[index].price, watch->alert->percent);

  return direction != 0 && direction == (state->price > state->before ? 1 : -1);
}

/* ---- in time ---- */

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static void
add_moment (GArray *moments,
            gint64  time,
            gint64  after,
            gint64  now)
{
  if (time > after && time <= now)
    g_array_append_val (moments, time);
}

/* When something can have become different: where it was left off, at every change since, and when a change has been
 * so long ago that it no longer counts. */
static GArray *
list_moments (const Watch *watch,
              gint64       checked)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 start = checked > 0 ? MIN (checked, watch->now) : watch->now;
  gint64 window = (gint64) watch->alert->hours * SECONDS_PER_HOUR;

  g_array_append_val (moments, start);
  for (gsize i = 0; i < watch->n_points; i++)
    {
      add_moment (moments, watch->points[i].time, start, watch->now);
      if (watch->alert->kind == FLO_PRICE_ALERT_CHANGED)
        add_moment (moments, watch->points[i].time + window, start, watch->now);
    }
  g_array_sort (moments, compare_times);

  return moments;
}

/* The first of the prices up to @index that all pass, or all do not. */
static gssize
find_first (const Watch *watch,
            gssize       index)
{
  gboolean wanted = passes (watch, watch->points[index].price);

  while (index > 0 && passes (watch, watch->points[index - 1].price) == wanted)
    index--;

  return index;
}

static FloPriceAlertEvent *
create_event (const Watch              *watch,
              const FloPriceAlertState *state,
              gssize                    index,
              gint64                    time)
{
  FloPriceAlertEvent *event = g_new0 (FloPriceAlertEvent, 1);

  event->threshold = watch->threshold;
  if (watch->alert->kind == FLO_PRICE_ALERT_CHANGED)
    {
      event->before = state->told ? state->price : find_change (watch, index, time, watch->alert->percent);
    }
  else
    {
      index = find_first (watch, index);
      event->before = index > 0 ? watch->points[index - 1].price : 0;
    }
  event->since = watch->points[index].time;
  event->price = watch->points[index].price;

  return event;
}

/* What is so at the end of it all. */
static void
complete_event (FloPriceAlertEvent *event,
                const Watch        *watch)
{
  gssize last = find_point (watch, watch->now);

  event->now = watch->points[last].price;
  if (watch->alert->kind != FLO_PRICE_ALERT_CHANGED && !passes (watch, event->now))
    event->until = watch->points[find_first (watch, last)].time;
}

/* Brings @state up to now. Returns: (transfer full) (nullable): the last news of it, without its place */
static FloPriceAlertEvent *
follow (const Watch        *watch,
        FloPriceAlertState *state)
{
  g_autoptr(GArray) moments = list_moments (watch, state->checked);
  g_autoptr(FloPriceAlertEvent) event = NULL;

  for (guint i = 0; i < moments->len; i++)
    {
      gint64 time = g_array_index (moments, gint64, i);
      gssize index = find_point (watch, time);

      if (index < 0)
        continue;
      if (state->told && is_over (watch, index, time))
        state->told = FALSE;
      if (!holds (watch, index, time) || (state->told && !went_on (watch, state, index)))
        continue;
      g_clear_pointer (&event, flo_price_alert_event_free);
      event = create_event (watch, state, index, time);
      state->told = TRUE;
      state->price = event->price;
      state->before = event->before;
    }
  state->checked = watch->now;
  if (event != NULL)
    complete_event (event, watch);

  return g_steal_pointer (&event);
}

/* ---- pools ---- */

/* A copy of what was told of it so far. */
static FloPriceAlertState *
continue_state (const FloPriceAlert *alert,
                GPtrArray           *states,
                const char          *type,
                const char          *zone)
{
  for (guint i = 0; states != NULL && i < states->len; i++)
    {
      const FloPriceAlertState *known = g_ptr_array_index (states, i);

      if (known->alert == alert->id && g_str_equal (known->type, type) && g_str_equal (known->zone, zone))
        return flo_price_alert_state_copy (known);
    }

  return flo_price_alert_state_new (alert->id, type, zone);
}

/* Takes @event. */
static void
tell (GPtrArray           *events,
      FloPriceAlertEvent  *event,
      const FloPriceAlert *alert,
      FloPriceSeries      *where)
{
  event->alert = flo_price_alert_copy (alert);
  event->type = g_strdup (flo_price_series_get_instance_type (where));
  event->zone = g_strdup (flo_price_series_get_zone (where));
  g_ptr_array_add (events, event);
}

static void
evaluate_pool (Watch          *watch,
               FloPriceSeries *series,
               GPtrArray      *states,
               GPtrArray      *events,
               GPtrArray      *new_states)
{
  FloPriceAlertState *state;
  FloPriceAlertEvent *event;

  watch->points = flo_price_series_get_points (series, &watch->n_points);
  state = continue_state (watch->alert, states, flo_price_series_get_instance_type (series),
                          flo_price_series_get_zone (series));
  g_ptr_array_add (new_states, state);
  event = follow (watch, state);
  if (event != NULL)
    tell (events, event, watch->alert, series);
}

/* What the cheapest of @pools costs, change by change, and in @cheapest which one that is. */
static GArray *
merge (GPtrArray *pools,
       GArray    *cheapest)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *points = g_array_new (FALSE, FALSE, sizeof (FloPricePoint));
  g_autofree Watch *cursors = g_new0 (Watch, MAX (pools->len, 1));

  for (guint p = 0; p < pools->len; p++)
    {
      cursors[p].points = flo_price_series_get_points (pools->pdata[p], &cursors[p].n_points);
      for (gsize i = 0; i < cursors[p].n_points; i++)
        g_array_append_val (times, cursors[p].points[i].time);
    }
  g_array_sort (times, compare_times);
  for (guint t = 0; t < times->len; t++)
    {
      FloPricePoint point = { g_array_index (times, gint64, t), 0 };
      guint best = 0;

      if (t + 1 < times->len && g_array_index (times, gint64, t + 1) == point.time)
        continue;
      for (guint p = 0; p < pools->len; p++)
        {
          gssize index = find_point (&cursors[p], point.time);

          if (index < 0 || (point.price > 0 && cursors[p].points[index].price >= point.price))
            continue;
          point.price = cursors[p].points[index].price;
          best = p;
        }
      g_array_append_val (points, point);
      g_array_append_val (cheapest, best);
    }

  return points;
}

static void
evaluate_set (Watch     *watch,
              GPtrArray *pools,
              GPtrArray *states,
              GPtrArray *events,
              GPtrArray *new_states)
{
  g_autoptr(GArray) cheapest = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) points = merge (pools, cheapest);
  FloPriceAlertState *state = continue_state (watch->alert, states, "", "");
  FloPriceAlertEvent *event;
  gssize where;

  watch->points = (const FloPricePoint *) (gpointer) points->data;
  watch->n_points = points->len;
  g_ptr_array_add (new_states, state);
  event = follow (watch, state);
  if (event == NULL)
    return;

  /* Where it is cheapest now, as long as it is news; else where it was. */
  where = find_point (watch, event->until > 0 ? event->since : watch->now);
  tell (events, event, watch->alert, pools->pdata[g_array_index (cheapest, guint, where)]);
}

/**
 * flo_price_alert_evaluate:
 * @self: an alert
 * @series: (array length=n_series): prices, from flo_price_alert_get_start() on; of pools it is not about, nothing
 *   is told
 * @n_series: how many
 * @on_demand: (nullable) (scope call): needed where it is about shares of on-demand prices; a type of which none is
 *   known is passed over
 * @user_data: for @on_demand
 * @states: (element-type FloPriceAlertState) (nullable): what was told before, of whichever alert
 * @now: Unix seconds: until when @series are known
 * @new_states: (element-type FloPriceAlertState): what is told now is added
 *
 * Pure. Everything since the last look counts, in order, however long ago that is: a pool is told of at most once,
 * with the last time that its condition began to hold. The first look counts what is so at @now.
 *
 * Returns: (transfer full) (element-type FloPriceAlertEvent): by series
 */
GPtrArray *
flo_price_alert_evaluate (const FloPriceAlert   *self,
                          FloPriceSeries *const *series,
                          guint                  n_series,
                          FloPriceAlertOnDemand  on_demand,
                          gpointer               user_data,
                          GPtrArray             *states,
                          gint64                 now,
                          GPtrArray             *new_states)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_price_alert_event_free);
  g_autoptr(GPtrArray) pools = g_ptr_array_new ();
  Watch watch = { .alert = self, .threshold = self->price, .now = now };

  for (guint i = 0; i < n_series; i++)
    {
      const char *type = flo_price_series_get_instance_type (series[i]);
      gsize n_points;

      flo_price_series_get_points (series[i], &n_points);
      if (n_points > 0 && flo_price_alert_covers (self, type, flo_price_series_get_zone (series[i])))
        g_ptr_array_add (pools, series[i]);
    }
  if (self->kind == FLO_PRICE_ALERT_CHEAPEST_BELOW)
    {
      evaluate_set (&watch, pools, states, events, new_states);
      return events;
    }
  for (guint i = 0; i < pools->len; i++)
    {
      if (self->kind == FLO_PRICE_ALERT_ABOVE_ON_DEMAND)
        watch.threshold = on_demand (flo_price_series_get_instance_type (pools->pdata[i]), user_data) * self->percent /
                          100;
      if (self->kind != FLO_PRICE_ALERT_ABOVE_ON_DEMAND || watch.threshold > 0)
        evaluate_pool (&watch, pools->pdata[i], states, events, new_states);
    }

  return events;
}
