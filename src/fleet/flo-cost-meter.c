/* flo-cost-meter.c: what a fleet's nodes cost, exactly
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-cost-meter"

#include "flotilla-config.h"

#include "fleet/flo-cost-meter.h"

#define SECONDS_PER_HOUR 3600
/* A crash loses no more of the count than this; it is then counted at the last price. */
#define SAVE_EVERY 60
/* So young an instance is not missed: AWS may be slow to tell of it. */
#define YOUNG 300
/* AWS charges nothing for an instance that it takes back so soon, of the systems that we boot (EC2 User Guide, "Billing for
 * interrupted Spot Instances"). What somebody ended, we among them, is charged from the first second on. */
#define FREE_WHEN_TAKEN SECONDS_PER_HOUR
#define TAKEN "Server.SpotInstanceTermination"
/* Longer than this nobody looked at prices, which is done every minute. */
#define GAP 300

typedef struct
{
  FloNodeRecord *record;   /* (owned) */
  gint64 saved_at;         /* Unix seconds */
  guint missed;            /* observations in a row that did not name it */
} Meter;

struct _FloCostMeter
{
  GPtrArray *meters;       /* (owned) (element-type Meter) */
  GHashTable *by_id;       /* (owned): id → Meter, borrowed */
};


static void
meter_free (gpointer data)
{
  Meter *meter = data;

  flo_node_record_free (meter->record);
  g_free (meter);
}

FloCostMeter *
flo_cost_meter_new (void)
{
  FloCostMeter *self = g_new0 (FloCostMeter, 1);

  self->meters = g_ptr_array_new_with_free_func (meter_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
flo_cost_meter_free (FloCostMeter *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->meters);
  g_free (self);
}

static Meter *
add_meter (FloCostMeter  *self,
           FloNodeRecord *record)
{
  Meter *meter = g_new0 (Meter, 1);

  meter->record = record;
  g_ptr_array_add (self->meters, meter);
  g_hash_table_insert (self->by_id, record->id, meter);

  return meter;
}

void
flo_cost_meter_load (FloCostMeter  *self,
                     FloNodeRecord *record)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (record != NULL);

  add_meter (self, record)->saved_at = record->priced_at;
}

static void
count_up (FloNodeRecord *record,
          gint64         now)
{
  if (now <= record->priced_at)
    return;

  record->micro_dollar_seconds += record->price * (now - record->priced_at);
  record->priced_at = now;
}

static FloMoney
find_price (const FloNodeRecord *record,
            FloMarket           *market)
{
  const FloInstanceType *type;
  const FloPool *pool;

  if (market == NULL || record->instance_type == NULL || record->zone == NULL)
    return record->price;

  if (record->spot)
    {
      pool = flo_market_find_pool (market, record->instance_type, record->zone);
      return pool != NULL && pool->spot_price > 0 ? pool->spot_price : record->price;
    }

  type = flo_market_find_type (market, record->instance_type);

  return type != NULL && type->on_demand > 0 ? type->on_demand : record->price;
}

/* A node keeps its volume when the config changes: it says itself how large it is. What was counted at the price that ships with us was AWS's from the first
 * second on, which may be told later. */
static FloMoney
find_storage (const FloNodeRecord   *record,
              const FloSeenInstance *instance,
              const FloNodeExtras   *extras)
{
  if (record->storage_price == 0)
    return flo_node_extras_price_disk (extras, instance->disk_gib);
  if (record->storage_shipped && !extras->shipped)
    return flo_node_extras_correct (extras, record->storage_price);

  return record->storage_price;
}

/* Returns: whether the record has to be written */
static gboolean
take_extras (FloNodeRecord         *record,
             const FloSeenInstance *instance,
             const FloNodeExtras   *extras)
{
  gboolean bare = instance->state == FLO_SEEN_RUNNING && instance->public_address == NULL;
  FloMoney storage, address;
  gboolean shipped;

  if (extras == NULL)
    return FALSE;

  storage = find_storage (record, instance, extras);
  shipped = extras->shipped && (record->storage_price == 0 || record->storage_shipped);
  address = bare ? 0 : extras->address;
  if (record->storage_price == storage && record->storage_shipped == shipped && record->address_price == address)
    return FALSE;
  record->storage_price = storage;
  record->storage_shipped = shipped;
  record->address_price = address;

  return TRUE;
}

static Meter *
start_meter (FloCostMeter          *self,
             const FloSeenInstance *instance,
             gint64                 now)
{
  FloNodeRecord *record = g_new0 (FloNodeRecord, 1);

  record->id = g_strdup (instance->id);
  record->instance_type = g_strdup (instance->type);
  record->zone = g_strdup (instance->zone);
  record->spot = instance->spot;
  record->standby = instance->standby;
  record->launched_at = instance->launched_at > 0 ? instance->launched_at : now;
  record->priced_at = MIN (record->launched_at, now);

  return add_meter (self, record);
}

/* A node that works was at work since it was last seen to, also over a time when nobody looked. */
static void
count_work (FloNodeRecord *record,
            gboolean       works,
            gint64         now)
{
  if (works && record->worked_until != 0)
    record->work_seconds += MAX (now - record->worked_until, 0);
  record->worked_until = works ? MAX (now, record->worked_until) : 0;
}

/* From now on only its volume costs. */
static void
stop_meter (FloNodeRecord         *record,
            const FloSeenInstance *instance,
            gint64                 now)
{
  gint64 at = instance->ended_at != 0 ? CLAMP (instance->ended_at, record->priced_at, MAX (now, record->priced_at)) : now;

  count_up (record, at);
  count_work (record, FALSE, at);
  record->price = 0;
  record->stopped_at = at;
}

/* It was started, or has ended, at @at. */
static void
resume_meter (FloNodeRecord *record,
              gint64         at)
{
  if (record->stopped_at == 0)
    return;

  at = MAX (at, record->stopped_at);
  record->stopped_seconds += at - record->stopped_at;
  record->stopped_at = 0;
  record->priced_at = MAX (record->priced_at, at);
}

static void
end_meter (Meter      *meter,
           const char *detail,
           gboolean    cut_off,
           gint64      now)
{
  count_work (meter->record, FALSE, now);
  resume_meter (meter->record, now);
  meter->record->cut_off = cut_off;
  meter->record->ended_at = now;
  meter->record->price = 0;
  g_free (meter->record->end_detail);
  meter->record->end_detail = g_strdup (detail);
  if (meter->record->spot && g_strcmp0 (detail, TAKEN) == 0 && now - meter->record->launched_at < FREE_WHEN_TAKEN)
    {
      meter->record->credited = meter->record->micro_dollar_seconds;
      meter->record->micro_dollar_seconds = 0;
    }
}

/* Returns: whether the record has to be written */
static gboolean
read_instance (FloCostMeter          *self,
               const FloSeenInstance *instance,
               FloMarket             *market,
               const FloNodeExtras   *extras,
               gboolean               cut_off,
               gint64                 now)
{
  Meter *meter = g_hash_table_lookup (self->by_id, instance->id);
  gint64 end = instance->ended_at != 0 ? instance->ended_at : instance->reclaim;
  gboolean is_new = meter == NULL, is_changed = FALSE;
  FloMoney price;

  if (is_new)
    meter = start_meter (self, instance, now);
  meter->missed = 0;
  if (meter->record->ended_at != 0)
    return FALSE;

  /* The first price is taken to have held since the launch. */
  price = find_price (meter->record, market);
  if (meter->record->stopped_at != 0 && instance->state <= FLO_SEEN_RUNNING)
    {
      resume_meter (meter->record, MIN (instance->launched_at, now));
      is_changed = TRUE;
    }
  if (meter->record->price == 0 && meter->record->stopped_at == 0)
    meter->record->price = price;
  /* What has ended shows no address any more: it counts as it was seen before. */
  if (instance->state <= FLO_SEEN_RUNNING || is_new)
    is_changed = take_extras (meter->record, instance, extras) || is_changed;

  if (flo_seen_instance_is_off (instance))
    {
      if (meter->record->stopped_at != 0)
        return FALSE;
      stop_meter (meter->record, instance, now);
      return TRUE;
    }
  if (instance->state > FLO_SEEN_RUNNING)
    {
      /* It may have ended long before anybody looked. */
      if (end != 0 && end < now)
        now = MAX (end, meter->record->priced_at);
      count_up (meter->record, now);
      /* When it ended is known of what AWS took back, or somebody ended; else it worked until somebody last saw it, at least. */
      if (end != 0 && meter->record->worked_until != 0)
        count_work (meter->record, TRUE, now);
      end_meter (meter, instance->end_code, cut_off, now);
      return TRUE;
    }

  count_up (meter->record, now);
  count_work (meter->record, instance->state == FLO_SEEN_RUNNING, now);

  if (meter->record->price != price)
    {
      meter->record->price = price;
      return TRUE;
    }

  return is_new || is_changed || now - meter->saved_at >= SAVE_EVERY;
}

static gboolean
miss_instance (Meter    *meter,
               gboolean  cut_off,
               gint64    now)
{
  FloNodeRecord *record = meter->record;

  if (record->ended_at != 0)
    return FALSE;

  meter->missed++;
  count_up (record, now);
  if (meter->missed < 2 || now - record->launched_at < YOUNG)
    return FALSE;

  end_meter (meter, NULL, cut_off, now);

  return TRUE;
}

GPtrArray *
flo_cost_meter_update (FloCostMeter   *self,
                       FloObservation *observation,
                       FloMarket      *market,
                       const FloNodeExtras *extras,
                       gboolean        work_done,
                       gint64          now)
{
  GPtrArray *changed = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_node_record_free);

  g_return_val_if_fail (self != NULL, changed);
  g_return_val_if_fail (observation != NULL, changed);

  for (guint i = 0; i < observation->instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (observation->instances, i);

      if (read_instance (self, instance, market, extras, !work_done, now))
        {
          Meter *meter = g_hash_table_lookup (self->by_id, instance->id);

          meter->saved_at = now;
          g_ptr_array_add (changed, flo_node_record_copy (meter->record));
        }
    }

  for (guint i = 0; i < self->meters->len; i++)
    {
      Meter *meter = g_ptr_array_index (self->meters, i);

      if (flo_observation_find_instance (observation, meter->record->id) == NULL &&
          miss_instance (meter, !work_done, now))
        g_ptr_array_add (changed, flo_node_record_copy (meter->record));
    }

  return changed;
}

GStrv
flo_cost_meter_find_gap (FloCostMeter *self,
                         gint64        now,
                         gint64       *from)
{
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gpointer *names = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (from != NULL, NULL);

  *from = now;
  for (guint i = 0; i < self->meters->len; i++)
    {
      const FloNodeRecord *record = flo_cost_meter_get (self, i);

      if (record->ended_at != 0 || !record->spot || record->instance_type == NULL || now - record->priced_at < GAP)
        continue;
      g_hash_table_add (types, record->instance_type);
      *from = MIN (*from, record->priced_at);
    }

  names = g_hash_table_get_keys_as_array (types, NULL);

  return g_hash_table_size (types) > 0 ? g_strdupv ((char **) names) : NULL;
}

gboolean
flo_cost_meter_set_price (FloCostMeter *self,
                          const char   *type,
                          const char   *zone,
                          FloMoney      price,
                          gint64        time)
{
  gboolean pays = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->meters->len; i++)
    {
      FloNodeRecord *record = ((Meter *) g_ptr_array_index (self->meters, i))->record;

      if (record->ended_at != 0 || !record->spot || time <= record->priced_at ||
          g_strcmp0 (record->instance_type, type) != 0 || g_strcmp0 (record->zone, zone) != 0)
        continue;
      count_up (record, time);
      record->price = price;
      pays = TRUE;
    }

  return pays;
}

guint
flo_cost_meter_get_n (FloCostMeter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->meters->len;
}

const FloNodeRecord *
flo_cost_meter_get (FloCostMeter *self,
                    guint         index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->meters->len, NULL);

  return ((Meter *) g_ptr_array_index (self->meters, index))->record;
}

static gint64
get_count (const FloNodeRecord *record,
           gint64               now)
{
  gint64 since = record->ended_at == 0 ? MAX (now - record->priced_at, 0) : 0;

  return record->micro_dollar_seconds + record->price * since;
}

FloMoney
flo_cost_meter_get_node_extras_price (const FloNodeRecord *record)
{
  g_return_val_if_fail (record != NULL, 0);

  /* AWS takes the address back when it stops. */
  return record->storage_price + (record->stopped_at == 0 ? record->address_price : 0);
}

gint64
flo_cost_meter_get_stopped (const FloNodeRecord *record,
                            gint64               now)
{
  g_return_val_if_fail (record != NULL, 0);

  return record->stopped_seconds + (record->stopped_at != 0 ? MAX (now - record->stopped_at, 0) : 0);
}

/* Micro-dollar seconds an hour */
static gint64
get_extras_count (const FloNodeRecord *record,
                  gint64               now)
{
  gint64 end = record->ended_at != 0 ? record->ended_at : MAX (now, record->priced_at);

  return record->storage_price * MAX (end - record->launched_at, 0) +
         record->address_price * MAX (end - record->launched_at - flo_cost_meter_get_stopped (record, end), 0);
}

static FloMoney
to_money (gint64 count)
{
  return (count + SECONDS_PER_HOUR / 2) / SECONDS_PER_HOUR;
}

FloMoney
flo_cost_meter_get_node_cost (const FloNodeRecord *record,
                              gint64               now)
{
  g_return_val_if_fail (record != NULL, 0);

  return to_money (get_count (record, now) + get_extras_count (record, now));
}

FloMoney
flo_cost_meter_get_node_extras (const FloNodeRecord *record,
                                gint64               now)
{
  g_return_val_if_fail (record != NULL, 0);

  return to_money (get_extras_count (record, now));
}

FloMoney
flo_cost_meter_get_node_credit (const FloNodeRecord *record)
{
  g_return_val_if_fail (record != NULL, 0);

  return record->credited / SECONDS_PER_HOUR;
}

FloMoney
flo_cost_meter_get_cost (FloCostMeter *self,
                         gint64        now)
{
  gint64 count = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->meters->len; i++)
    count += get_count (flo_cost_meter_get (self, i), now) + get_extras_count (flo_cost_meter_get (self, i), now);

  return to_money (count);
}

FloMoney
flo_cost_meter_get_extras (FloCostMeter *self,
                           gint64        now)
{
  gint64 count = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->meters->len; i++)
    count += get_extras_count (flo_cost_meter_get (self, i), now);

  return to_money (count);
}

gboolean
flo_cost_meter_is_storage_shipped (FloCostMeter *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->meters->len; i++)
    {
      const FloNodeRecord *record = flo_cost_meter_get (self, i);

      if (record->storage_price > 0 && record->storage_shipped)
        return TRUE;
    }

  return FALSE;
}

gint64
flo_cost_meter_get_work (FloCostMeter *self,
                         gint64        lost_seconds,
                         gint64        now)
{
  gint64 work = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->meters->len; i++)
    {
      const FloNodeRecord *record = flo_cost_meter_get (self, i);

      work += record->work_seconds;
      if (record->cut_off)
        work -= MIN (record->work_seconds, lost_seconds);
      else if (record->worked_until != 0)
        work += MAX (now - record->worked_until, 0);
    }

  return work;
}

FloMoney
flo_cost_meter_get_per_hour (FloCostMeter *self,
                             const char   *zone,
                             guint        *nodes)
{
  FloMoney per_hour = 0;
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->meters->len; i++)
    {
      const FloNodeRecord *record = flo_cost_meter_get (self, i);

      if (record->ended_at != 0 || (zone != NULL && g_strcmp0 (record->zone, zone) != 0))
        continue;
      per_hour += record->price + flo_cost_meter_get_node_extras_price (record);
      n += record->stopped_at == 0;
    }

  if (nodes != NULL)
    *nodes = n;

  return per_hour;
}

FloMoney
flo_cost_meter_get_extras_per_hour (FloCostMeter *self)
{
  FloMoney per_hour = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->meters->len; i++)
    {
      const FloNodeRecord *record = flo_cost_meter_get (self, i);

      if (record->ended_at == 0)
        per_hour += flo_cost_meter_get_node_extras_price (record);
    }

  return per_hour;
}
