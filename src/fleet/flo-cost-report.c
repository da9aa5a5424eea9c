/* flo-cost-report.c: what nodes cost, by zone, type, day, fleet or tag
 *
 * The cost of each node is counted exactly, as one sum for its life; of a life that is cut by a day or by the beginning of the
 * report each part has its share by time. All parts together are the whole, to the micro-dollar second.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-cost-report"

#include "flotilla-config.h"

#include "fleet/flo-cost-report.h"

#include "fleet/flo-cost-meter.h"

#include "market/flo-node-extras.h"

#define SECONDS_PER_HOUR 3600
#define SECONDS_PER_DAY 86400

/* Sums in micro-dollar seconds an hour. */
typedef struct
{
  char *key;               /* (owned) */
  GHashTable *nodes;       /* (owned) (element-type utf8): ids */
  gint64 node_seconds;
  __int128 instances, not_charged, on_demand, compared, storage, storage_shipped, addresses;
} Group;

struct _FloCostReport
{
  FloCostGrouping grouping;
  char *tag;               /* (owned) (nullable) */
  gint64 since, until;
  FloCostPriceFunc find_price;
  gpointer user_data;
  GHashTable *groups;      /* (owned): key, borrowed → Group, owned */
  Group *total;            /* (owned) */
};


static Group *
group_new (const char *key)
{
  Group *self = g_new0 (Group, 1);

  self->key = g_strdup (key);
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

static void
group_free (gpointer data)
{
  Group *self = data;

  g_free (self->key);
  g_hash_table_unref (self->nodes);
  g_free (self);
}

static void
row_free (gpointer data)
{
  FloCostRow *row = data;

  g_free (row->key);
  g_free (row);
}

/**
 * flo_cost_report_new:
 * @grouping: what a row is about
 * @tag: (nullable): with %FLO_COST_BY_TAG: the tag's key
 * @since: Unix seconds: nothing from before counts; 0: everything does
 * @until: Unix seconds: now
 * @find_price: (scope forever): on-demand prices, to compare with
 * @user_data: for @find_price
 *
 * Returns: (transfer full): an empty report
 */
FloCostReport *
flo_cost_report_new (FloCostGrouping   grouping,
                     const char       *tag,
                     gint64            since,
                     gint64            until,
                     FloCostPriceFunc  find_price,
                     gpointer          user_data)
{
  FloCostReport *self = g_new0 (FloCostReport, 1);

  self->grouping = grouping;
  self->tag = g_strdup (tag);
  self->since = since;
  self->until = until;
  self->find_price = find_price;
  self->user_data = user_data;
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, group_free);
  self->total = group_new ("");

  return self;
}

void
flo_cost_report_free (FloCostReport *self)
{
  if (self == NULL)
    return;

  g_free (self->tag);
  g_hash_table_unref (self->groups);
  group_free (self->total);
  g_free (self);
}

static Group *
ensure_group (FloCostReport *self,
              const char    *key)
{
  Group *group = g_hash_table_lookup (self->groups, key);

  if (group == NULL)
    {
      group = group_new (key);
      g_hash_table_insert (self->groups, group->key, group);
    }

  return group;
}

/* (transfer full) */
static char *
make_key (FloCostReport       *self,
          const char          *fleet,
          const FloConfig     *config,
          const FloNodeRecord *node,
          gint64               from)
{
  const char *value = NULL;
  g_autoptr (GDateTime) time = NULL;

  switch (self->grouping)
    {
    case FLO_COST_BY_ZONE:
      value = node->zone;
      break;
    case FLO_COST_BY_TYPE:
      value = node->instance_type;
      break;
    case FLO_COST_BY_TAG:
      value = config->tags != NULL ? g_hash_table_lookup (config->tags, self->tag) : NULL;
      break;
    case FLO_COST_BY_DAY:
      time = g_date_time_new_from_unix_utc (from);
      return time != NULL ? g_strdup_printf ("%04d-%02d-%02d", g_date_time_get_year (time), g_date_time_get_month (time),
                                             g_date_time_get_day_of_month (time)) : g_strdup ("");
    case FLO_COST_BY_FLEET:
    default:
      value = fleet;
    }

  return g_strdup (value != NULL ? value : "");
}

/* What of @sum, which grew over @life seconds, belongs to its seconds from @from to @to: differences of whole numbers, so
 * that parts that follow each other lose nothing. */
static __int128
get_share (gint64 sum,
           gint64 life,
           gint64 from,
           gint64 to)
{
  return life > 0 ? (__int128) sum * to / life - (__int128) sum * from / life : sum;
}

/* What of nodes that ended before it was counted is not in their records is taken from the config. @stopped: so many of the
 * @seconds it had no address */
static void
add_extras (Group               *group,
            const FloConfig     *config,
            const FloNodeRecord *node,
            gint64               seconds,
            gint64               stopped)
{
  FloNodeExtras extras = { .storage = node->storage_price, .address = node->address_price, .shipped = node->storage_shipped };

  if (flo_node_extras_get_sum (&extras) == 0)
    extras = flo_node_extras_new (NULL, config->storage.size_gib, TRUE);

  group->storage += (__int128) extras.storage * seconds;
  if (extras.shipped)
    group->storage_shipped += (__int128) extras.storage * seconds;
  group->addresses += (__int128) extras.address * (seconds - stopped);
}

static void
add_part (FloCostReport       *self,
          Group               *group,
          const FloConfig     *config,
          const FloNodeRecord *node,
          gint64               from,
          gint64               to)
{
  gint64 end = node->ended_at != 0 ? node->ended_at : self->until;
  gint64 life = end - node->launched_at;
  gint64 sum = node->micro_dollar_seconds;
  FloMoney on_demand = node->instance_type != NULL
                         ? self->find_price (config->region, node->instance_type, self->user_data) : 0;
  gint64 stopped = (gint64) get_share (flo_cost_meter_get_stopped (node, end), life, from - node->launched_at,
                                       to - node->launched_at);
  __int128 instances;

  if (node->ended_at == 0)
    sum += node->price * MAX (self->until - node->priced_at, 0);
  instances = get_share (sum, life, from - node->launched_at, to - node->launched_at);

  g_hash_table_add (group->nodes, g_strdup (node->id));
  group->node_seconds += to - from - stopped;
  group->instances += instances;
  group->not_charged += get_share (node->credited, life, from - node->launched_at, to - node->launched_at);
  add_extras (group, config, node, to - from, stopped);
  if (on_demand > 0)
    {
      group->on_demand += (__int128) on_demand * (to - from - stopped);
      group->compared += instances;
    }
}

/**
 * flo_cost_report_add:
 * @self: a report
 * @fleet: what the fleet is called
 * @config: its config
 * @nodes: (element-type FloNodeRecord): all that it ever had
 *
 * Adds a fleet.
 */
void
flo_cost_report_add (FloCostReport   *self,
                     const char      *fleet,
                     const FloConfig *config,
                     GPtrArray       *nodes)
{
  g_return_if_fail (self != NULL && fleet != NULL && config != NULL && nodes != NULL);

  for (guint i = 0; i < nodes->len; i++)
    {
      const FloNodeRecord *node = g_ptr_array_index (nodes, i);
      gint64 end = node->ended_at != 0 ? MIN (node->ended_at, self->until) : self->until;
      gint64 from = MAX (node->launched_at, self->since);

      while (from < end)
        {
          gint64 to = self->grouping == FLO_COST_BY_DAY ? MIN ((from / SECONDS_PER_DAY + 1) * SECONDS_PER_DAY, end) : end;
          g_autofree char *key = make_key (self, fleet, config, node, from);

          add_part (self, ensure_group (self, key), config, node, from, to);
          add_part (self, self->total, config, node, from, to);
          from = to;
        }
    }
}

static FloMoney
to_money (__int128 sum,
          gint64   divisor)
{
  return (FloMoney) ((sum + divisor / 2) / divisor);
}

static void
fill_row (FloCostRow  *row,
          const Group *group)
{
  *row = (FloCostRow) {
    .key = g_strdup (group->key),
    .nodes = g_hash_table_size (group->nodes),
    .node_seconds = group->node_seconds,
    .instances = to_money (group->instances, SECONDS_PER_HOUR),
    .not_charged = to_money (group->not_charged, SECONDS_PER_HOUR),
    .on_demand = to_money (group->on_demand, SECONDS_PER_HOUR),
    .compared = to_money (group->compared, SECONDS_PER_HOUR),
    .storage = to_money (group->storage, SECONDS_PER_HOUR),
    .storage_shipped = to_money (group->storage_shipped, SECONDS_PER_HOUR),
    .addresses = to_money (group->addresses, SECONDS_PER_HOUR),
  };
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const FloCostRow *one = *(const FloCostRow * const *) a;
  const FloCostRow *other = *(const FloCostRow * const *) b;

  if (GPOINTER_TO_UINT (user_data) != FLO_COST_BY_DAY && one->instances != other->instances)
    return one->instances > other->instances ? -1 : 1;

  return g_strcmp0 (one->key, other->key);
}

/**
 * flo_cost_report_finish:
 * @self: a report
 * @total: (out): all of it; its key is "" and has to be freed
 *
 * Returns: (transfer full) (element-type FloCostRow): the dearest first, days in their order
 */
GPtrArray *
flo_cost_report_finish (FloCostReport *self,
                        FloCostRow    *total)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  GHashTableIter iter;
  gpointer group;

  g_return_val_if_fail (self != NULL && total != NULL, rows);

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    {
      FloCostRow *row = g_new0 (FloCostRow, 1);

      fill_row (row, group);
      g_ptr_array_add (rows, row);
    }
  g_ptr_array_sort_with_data (rows, compare_rows, GUINT_TO_POINTER (self->grouping));
  fill_row (total, self->total);

  return rows;
}
