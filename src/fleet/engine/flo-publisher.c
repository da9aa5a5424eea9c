/* flo-publisher.c: shows a fleet's state to the world, and keeps what must not be forgotten
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-publisher"

#include "flotilla-config.h"

#include "config/flo-config-deadline.h"
#include "fleet/engine/flo-publisher-private.h"
#include "fleet/observe/flo-end-reason.h"
#include "market/flo-catalogue.h"
#include "store/flo-pool-records.h"

/* Begins what is told of a recommendation; old databases hold it. */
#define REBALANCE "AWS recommends to replace "
#define SECONDS_PER_MINUTE 60
#define SECONDS_PER_HOUR 3600

/* An event on its way to the log. */
typedef struct
{
  FloFleet *fleet;     /* (owned) */
  FloEventRow row;     /* strings owned */
} Report;


FloPublisher *
flo_publisher_new (FloStore *store,
                   FloFleet *fleet,
                   gboolean  read_only)
{
  FloPublisher *self = g_new0 (FloPublisher, 1);

  self->store = g_object_ref (store);
  self->fleet = g_object_ref (fleet);
  self->meter = flo_cost_meter_new ();
  self->pools = flo_pool_recorder_new ();
  self->noticed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sick = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shortages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->ended = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_node_record_free);
  self->read_only = read_only;

  return self;
}

void
flo_publisher_free (FloPublisher *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->store);
  g_object_unref (self->fleet);
  flo_cost_meter_free (self->meter);
  flo_pool_recorder_free (self->pools);
  g_hash_table_unref (self->noticed);
  g_hash_table_unref (self->shortages);
  g_hash_table_unref (self->sick);
  g_ptr_array_unref (self->ended);
  g_free (self);
}

/* ---- events ---- */

static void
report_free (Report *report)
{
  g_object_unref (report->fleet);
  g_free (report->row.kind);
  g_free (report->row.title);
  g_free (report->row.reason);
  g_free (report->row.resource);
  g_free (report->row.zone);
  g_free (report);
}

static void
show_event (FloFleet          *fleet,
            const FloEventRow *row)
{
  g_autoptr (FloEvent) event = NULL;
  FloEventKind kind;

  if (!flo_event_kind_from_word (row->kind, &kind))
    return;

  event = flo_event_new (row->id, row->time, kind, row->title, row->reason, row->resource, row->zone);
  flo_fleet_add_event (fleet, event);
}

/* What happened is shown even when it cannot be written. */
static void
event_written_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Report *report = user_data;
  g_autoptr (GError) error = NULL;

  report->row.id = flo_event_log_append_finish (FLO_STORE (object), result, &error);
  if (error != NULL)
    g_message ("%s", error->message);

  show_event (report->fleet, &report->row);
  report_free (report);
}

void
flo_publisher_report (FloPublisher *self,
                      FloEventKind  kind,
                      const char   *title,
                      const char   *reason,
                      const char   *resource,
                      const char   *zone)
{
  flo_publisher_report_at (self, g_get_real_time (), kind, title, reason, resource, zone);
}

void
flo_publisher_report_at (FloPublisher *self,
                         gint64        time,
                         FloEventKind  kind,
                         const char   *title,
                         const char   *reason,
                         const char   *resource,
                         const char   *zone)
{
  Report *report;

  g_return_if_fail (self != NULL);

  if (self->read_only)
    return;

  report = g_new0 (Report, 1);
  report->fleet = g_object_ref (self->fleet);
  report->row.time = time;
  report->row.kind = g_strdup (flo_event_kind_get_word (kind));
  report->row.title = g_strdup (title);
  report->row.reason = g_strdup (reason);
  report->row.resource = g_strdup (resource);
  report->row.zone = g_strdup (zone);

  flo_event_log_append_async (self->store, flo_fleet_get_id (self->fleet), &report->row, NULL,
                              event_written_cb, report);
}

static gboolean
is_shown (FloPublisher *self,
          gint64        id)
{
  GListModel *events = flo_fleet_get_events (self->fleet);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (FloEvent) event = g_list_model_get_item (events, i);

      if (flo_event_get_id (event) == id)
        return TRUE;
    }

  return FALSE;
}

void
flo_publisher_show_written (FloPublisher *self,
                            GPtrArray    *events,
                            FloEventKind  kind)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (events != NULL);

  for (guint i = 0; i < events->len; i++)
    {
      const FloEventRow *row = g_ptr_array_index (events, i);

      if (g_str_equal (row->kind, flo_event_kind_get_word (kind)) && !is_shown (self, row->id))
        show_event (self->fleet, row);
    }
}

/* ---- nodes ---- */

static char *
format_clock (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (time, "%H:%M:%S");
}

/* Who sees to it that another node takes its place, when it is not us. */
static const char *
describe_keeper (FloPublisher *self)
{
  return flo_fleet_get_config (self->fleet)->mode == FLO_MODE_MANAGED ? "; EC2 launches another by itself" : "";
}

static void
report_notice (FloPublisher          *self,
               const FloSeenInstance *instance,
               gint64                 ends_at)
{
  g_autofree char *title = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *clock = NULL;

  if (!g_hash_table_add (self->noticed, g_strdup (instance->id)))
    return;

  clock = format_clock (ends_at);
  title = g_strdup_printf ("AWS takes %s back", instance->id);
  reason = g_strdup_printf ("interruption notice: it ends at %s UTC%s", clock, describe_keeper (self));
  flo_publisher_report (self, FLO_EVENT_NOTICE, title, reason, instance->id, instance->zone);
}

static const char *
describe_policy (const FloConfig *config)
{
  if (config->mode == FLO_MODE_MANAGED)
    return "it may be taken back soon; what follows is up to EC2";

  switch (config->interruption.rebalance)
    {
    case FLO_REBALANCE_PREPARE:
      return "it may be taken back soon; another node is to run besides it, in a pool that is not at risk";
    case FLO_REBALANCE_REPLACE:
      return "it may be taken back soon; another node is to take its place first, in a pool that is not at risk";
    case FLO_REBALANCE_IGNORE:
    default:
      return "it may be taken back soon; nothing is done until AWS gives notice";
    }
}

/* Told once, however often AWS says so. */
static void
report_rebalance (FloPublisher          *self,
                  const FloSeenInstance *instance)
{
  g_autofree char *title = NULL;

  if (!g_hash_table_add (self->noticed, g_strconcat (REBALANCE, instance->id, NULL)))
    return;

  title = g_strdup_printf (REBALANCE "%s", instance->id);
  flo_publisher_report (self, FLO_EVENT_NOTICE, title, describe_policy (flo_fleet_get_config (self->fleet)), instance->id,
                        instance->zone);
}

/* (transfer full) (nullable) */
static char *
describe_state (const FloSeenInstance *instance)
{
  g_autofree char *clock = NULL;

  if (instance->rebalance_at == 0 || instance->state > FLO_SEEN_RUNNING)
    return g_strdup (instance->end_code);

  clock = format_clock (instance->rebalance_at);

  return g_strdup_printf ("at risk: AWS recommends to replace it since %s", clock);
}

static void
show_state (FloPublisher          *self,
            FloNode               *node,
            FloObservation        *observation,
            const FloSeenInstance *instance,
            const FloNodeRecord   *record)
{
  gint64 ends_at = instance != NULL ? flo_observation_get_notice (observation, instance) : 0;

  if (instance != NULL)
    flo_node_set_public_address (node, instance->public_address);

  if (record->ended_at != 0 && (instance == NULL || instance->state <= FLO_SEEN_RUNNING ||
                                instance->state == FLO_SEEN_TERMINATED))
    {
      flo_node_set_state (node, FLO_NODE_TERMINATED, record->end_detail);
    }
  else if (ends_at != 0)
    {
      g_autofree char *clock = format_clock (ends_at);
      g_autofree char *detail = g_strdup_printf ("notice: ends %s", clock);

      flo_node_set_notice_ends_at (node, ends_at);
      flo_node_set_state (node, FLO_NODE_NOTICED, detail);
      report_notice (self, instance, ends_at);
    }
  else if (instance != NULL)
    {
      const gboolean off = flo_seen_instance_is_off (instance);
      static const FloNodeState states[] = {
        [FLO_SEEN_PENDING] = FLO_NODE_PENDING,
        [FLO_SEEN_RUNNING] = FLO_NODE_RUNNING,
        [FLO_SEEN_HALTING] = FLO_NODE_STOPPING,
        [FLO_SEEN_STOPPED] = FLO_NODE_STOPPING,
        [FLO_SEEN_STOPPING] = FLO_NODE_STOPPING,
        [FLO_SEEN_TERMINATED] = FLO_NODE_TERMINATED,
      };

      g_autofree char *detail = describe_state (instance);

      flo_node_set_state (node, off && instance->state == FLO_SEEN_STOPPED ? FLO_NODE_STANDBY : states[instance->state],
                          off ? NULL : detail);
      if (instance->rebalance_at != 0 && instance->state <= FLO_SEEN_RUNNING)
        report_rebalance (self, instance);
    }
  else if (record->stopped_at != 0)
    {
      flo_node_set_state (node, FLO_NODE_STANDBY, NULL);
    }
}

static const char *
find_zone_id (FloMarket  *market,
              const char *zone)
{
  for (guint i = 0; market != NULL && i < flo_market_get_n_zones (market); i++)
    {
      if (g_strcmp0 (flo_market_get_zone (market, i)->name, zone) == 0)
        return flo_market_get_zone (market, i)->id;
    }

  return NULL;
}

static void
show_nodes (FloPublisher   *self,
            FloObservation *observation,
            FloMarket      *market,
            gint64          now)
{
  guint running = 0, standbys = 0;

  for (guint i = 0; i < flo_cost_meter_get_n (self->meter); i++)
    {
      const FloNodeRecord *record = flo_cost_meter_get (self->meter, i);
      FloNode *node = flo_fleet_ensure_node (self->fleet, record->id);

      flo_node_set_facts (node, record->instance_type, record->zone, find_zone_id (market, record->zone),
                          record->spot, record->launched_at);
      flo_node_set_ended_at (node, record->ended_at);
      flo_node_set_money (node, record->price, flo_cost_meter_get_node_cost (record, now));
      flo_node_set_credit (node, flo_cost_meter_get_node_credit (record));
      flo_node_set_standby (node, record->standby);
      flo_node_set_extras (node, flo_cost_meter_get_node_extras_price (record),
                           flo_cost_meter_get_node_extras (record, now));
      show_state (self, node, observation, flo_observation_find_instance (observation, record->id), record);
      flo_publisher_show_health (self, node, flo_observation_find_instance (observation, record->id));
      running += flo_node_get_state (node) == FLO_NODE_RUNNING && !record->standby;
      standbys += flo_node_get_state (node) == FLO_NODE_RUNNING && record->standby;
    }

  flo_fleet_sort_nodes (self->fleet);
  flo_fleet_set_running (self->fleet, running, standbys);
}

/* ---- money ---- */

static void
costs_written_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!flo_store_run_finish (FLO_STORE (object), result, &error))
    g_message ("%s", error->message);
}

/* With the same volumes and addresses, so that like is compared with like. */
static FloMoney
sum_on_demand (FloPublisher *self,
               FloMarket    *market)
{
  g_autoptr (FloCatalogue) catalogue = flo_catalogue_get_default ();
  FloMoney sum = 0;

  for (guint i = 0; i < flo_cost_meter_get_n (self->meter); i++)
    {
      const FloNodeRecord *record = flo_cost_meter_get (self->meter, i);
      const FloInstanceType *type = NULL;

      if (record->ended_at != 0 || record->instance_type == NULL)
        continue;
      if (market != NULL)
        type = flo_market_find_type (market, record->instance_type);
      if (type == NULL)
        type = flo_catalogue_find (catalogue, record->instance_type);
      if (type != NULL && type->on_demand > 0)
        sum += (record->stopped_at == 0 ? type->on_demand : 0) + flo_cost_meter_get_node_extras_price (record);
    }

  return sum;
}

static void
show_sums (FloPublisher *self,
           FloMarket    *market,
           gint64        now)
{
  flo_fleet_set_money (self->fleet, flo_cost_meter_get_per_hour (self->meter, NULL, NULL),
                       sum_on_demand (self, market), flo_cost_meter_get_cost (self->meter, now));
  flo_fleet_set_extras (self->fleet, flo_cost_meter_get_extras_per_hour (self->meter),
                        flo_cost_meter_get_extras (self->meter, now), flo_cost_meter_is_storage_shipped (self->meter));
}

/* The zone's step at @time, if it is one, is shown and put to @steps. */
static void
show_zone_step (FloPublisher *self,
                const char   *zone,
                gint64        time,
                GPtrArray    *steps)
{
  FloZoneCostRow *row;
  FloMoney per_hour;
  guint nodes;

  per_hour = flo_cost_meter_get_per_hour (self->meter, zone, &nodes);
  if (!flo_zone_cost_series_append (flo_fleet_ensure_zone_costs (self->fleet, zone), time, per_hour, nodes))
    return;

  row = g_new0 (FloZoneCostRow, 1);
  *row = (FloZoneCostRow) { g_strdup (zone), time, per_hour, nodes };
  g_ptr_array_add (steps, row);
}

static void
keep_steps (FloPublisher *self,
            GPtrArray    *steps)
{
  if (steps->len > 0 && !self->read_only)
    flo_zone_cost_log_append_async (self->store, flo_fleet_get_id (self->fleet), g_ptr_array_ref (steps), NULL,
                                    costs_written_cb, NULL);
}

static void
show_money (FloPublisher *self,
            FloMarket    *market,
            gint64        now)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_zone_cost_row_free);
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < flo_cost_meter_get_n (self->meter); i++)
    {
      const char *zone = flo_cost_meter_get (self->meter, i)->zone;

      if (zone != NULL && g_hash_table_add (shown, (gpointer) zone))
        show_zone_step (self, zone, now, steps);
    }

  show_sums (self, market, now);
  keep_steps (self, steps);
}

/* ---- a time when nobody looked ---- */

typedef struct
{
  gint64 time;
  FloMoney price;
  FloPriceSeries *series;   /* borrowed */
} PriceChange;

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const PriceChange *one = a;
  const PriceChange *other = b;

  return one->time < other->time ? -1 : one->time > other->time;
}

static GArray *
list_changes (GListModel *series)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (PriceChange));

  for (guint i = 0; i < g_list_model_get_n_items (series); i++)
    {
      g_autoptr (FloPriceSeries) one = g_list_model_get_item (series, i);
      gsize n;
      const FloPricePoint *points = flo_price_series_get_points (one, &n);

      for (gsize k = 0; k < n; k++)
        {
          const PriceChange change = { points[k].time, points[k].price, one };

          g_array_append_val (changes, change);
        }
    }
  g_array_sort (changes, compare_changes);

  return changes;
}

GStrv
flo_publisher_find_gap (FloPublisher *self,
                        gint64       *from)
{
  g_return_val_if_fail (self != NULL, NULL);

  return flo_cost_meter_find_gap (self->meter, g_get_real_time () / G_USEC_PER_SEC, from);
}

GStrv
flo_publisher_list_types (FloPublisher *self)
{
  g_autoptr (GStrvBuilder) types = g_strv_builder_new ();
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  GListModel *nodes;

  g_return_val_if_fail (self != NULL, NULL);

  nodes = flo_fleet_get_nodes (self->fleet);
  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr (FloNode) node = g_list_model_get_item (nodes, i);
      const char *type = flo_node_get_instance_type (node);

      if (type != NULL && flo_node_get_state (node) < FLO_NODE_TERMINATED && g_hash_table_add (listed, (gpointer) type))
        g_strv_builder_add (types, type);
    }

  return g_strv_builder_end (types);
}

void
flo_publisher_fill_gap (FloPublisher *self,
                        GListModel   *series)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_zone_cost_row_free);
  g_autoptr (GArray) changes = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_LIST_MODEL (series));

  changes = list_changes (series);
  for (guint i = 0; i < changes->len; i++)
    {
      const PriceChange *change = &g_array_index (changes, PriceChange, i);
      const char *zone = flo_price_series_get_zone (change->series);

      if (flo_cost_meter_set_price (self->meter, flo_price_series_get_instance_type (change->series), zone,
                                    change->price, change->time))
        show_zone_step (self, zone, change->time, steps);
    }
  keep_steps (self, steps);
}

/* ---- everything ---- */

/* EC2 ends them with the fleet that it kept, when that is deleted. */
static gboolean
was_ended_by_us (FloObservation *observation,
                 FloHistory     *history,
                 const char     *id)
{
  const FloSeenInstance *instance = flo_observation_find_instance (observation, id);

  return flo_history_terminated (history, id) != 0 ||
         (instance != NULL && instance->fleet != NULL && flo_history_deleted_fleet (history, instance->fleet) != 0);
}

/* (transfer full) */
static char *
describe_end (const FloNodeRecord *record)
{
  g_autofree char *credit = NULL;
  g_autofree char *why = NULL;

  if (record->end_detail == NULL || record->credited == 0)
    return flo_end_reason_describe (record->end_detail);

  why = flo_end_reason_describe (record->end_detail);
  credit = flo_money_format (record->credited / SECONDS_PER_HOUR);

  return g_strdup_printf ("%s; within its first hour: AWS does not charge the %s", why, credit);
}

static void
report_losses (FloPublisher *self,
               FloObservation *observation,
               GPtrArray    *changed,
               FloHistory   *history)
{
  for (guint i = 0; i < changed->len; i++)
    {
      const FloNodeRecord *record = g_ptr_array_index (changed, i);
      g_autofree char *title = NULL;
      g_autofree char *reason = NULL;

      if (record->ended_at == 0 || was_ended_by_us (observation, history, record->id))
        continue;

      title = g_strdup_printf ("%s is gone", record->id);
      reason = describe_end (record);
      flo_publisher_report (self, FLO_EVENT_LOST, title, reason,
                            record->id, record->zone);
      if (!self->read_only && flo_end_reason_is_a_call (record->end_detail))
        g_ptr_array_add (self->ended, flo_node_record_copy (record));
    }
}

GPtrArray *
flo_publisher_take_ended (FloPublisher *self)
{
  GPtrArray *ended;

  g_return_val_if_fail (self != NULL, NULL);

  ended = self->ended;
  self->ended = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_node_record_free);

  return ended;
}

static void
pools_written_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!flo_pool_records_add_finish (FLO_STORE (object), result, &error))
    g_message ("%s", error->message);
}

/* What is learnt of pools serves every fleet to come. */
static void
remember_pools (FloPublisher   *self,
                FloObservation *observation,
                GPtrArray      *changed,
                FloMarket      *market,
                FloHistory     *history,
                gint64          now)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (self->read_only)
    return;

  rows = flo_pool_recorder_read (self->pools, observation, changed, history, market, now);
  if (rows->len > 0)
    flo_pool_records_add_async (self->store, flo_fleet_get_account (self->fleet), flo_fleet_get_region (self->fleet),
                                g_steal_pointer (&rows), NULL, pools_written_cb, NULL);
}

/* Work with a deadline that was done once is done, also after a restart: seconds that only the last look saw, and what
 * ended since, do not take it back. */
static gboolean
was_done (FloPublisher *self)
{
  return self->work_done ||
         (flo_fleet_get_config (self->fleet)->deadline.work_hours > 0 && flo_fleet_has_event (self->fleet, FLO_PLAN_WORK_DONE));
}

void
flo_publisher_show (FloPublisher   *self,
                    FloObservation *observation,
                    FloMarket      *market,
                    FloHistory     *history)
{
  gint64 now = observation->time / G_USEC_PER_SEC;
  g_autoptr (GPtrArray) changed = NULL;
  FloNodeExtras extras;

  g_return_if_fail (self != NULL);

  extras = flo_node_extras_new (market, flo_fleet_get_config (self->fleet)->storage.size_gib,
                                flo_observation_gives_addresses (observation));
  changed = flo_cost_meter_update (self->meter, observation, market, market != NULL ? &extras : NULL, was_done (self), now);
  report_losses (self, observation, changed, history);
  show_nodes (self, observation, market, now);
  show_money (self, market, now);
  flo_fleet_set_observed (self->fleet, now, NULL);
  remember_pools (self, observation, changed, market, history, now);

  if (changed->len > 0 && !self->read_only)
    flo_node_records_save_async (self->store, flo_fleet_get_id (self->fleet), g_steal_pointer (&changed), NULL,
                                 costs_written_cb, NULL);
}

gint64
flo_publisher_get_work (FloPublisher *self)
{
  const FloConfig *config;

  g_return_val_if_fail (self != NULL, 0);

  config = flo_fleet_get_config (self->fleet);

  if (was_done (self))
    return flo_config_get_work (config);

  return flo_cost_meter_get_work (self->meter, config->interruption.lost_work_minutes * SECONDS_PER_MINUTE,
                                  g_get_real_time () / G_USEC_PER_SEC);
}

void
flo_publisher_restore (FloPublisher *self,
                       GPtrArray    *nodes,
                       GPtrArray    *zone_costs,
                       GPtrArray    *events)
{
  g_autoptr (FloObservation) nothing = flo_observation_new (0, FALSE);

  g_return_if_fail (self != NULL);

  for (guint i = 0; i < nodes->len; i++)
    flo_cost_meter_load (self->meter, flo_node_record_copy (g_ptr_array_index (nodes, i)));

  for (guint i = 0; i < zone_costs->len; i++)
    {
      const FloZoneCostRow *row = g_ptr_array_index (zone_costs, i);

      flo_zone_cost_series_append (flo_fleet_ensure_zone_costs (self->fleet, row->zone), row->time, row->per_hour,
                                   row->nodes);
    }

  for (guint i = 0; i < events->len; i++)
    {
      const FloEventRow *row = g_ptr_array_index (events, i);

      show_event (self->fleet, row);
      if (g_str_equal (row->kind, flo_event_kind_get_word (FLO_EVENT_NOTICE)) && row->resource != NULL)
        g_hash_table_add (self->noticed, g_str_has_prefix (row->title, REBALANCE) || flo_publisher_is_planned (row)
                                           ? g_strdup (row->title) : g_strdup (row->resource));
      flo_publisher_restore_health (self, row);
    }

  show_nodes (self, nothing, NULL, g_get_real_time () / G_USEC_PER_SEC);
  show_sums (self, NULL, g_get_real_time () / G_USEC_PER_SEC);
}
