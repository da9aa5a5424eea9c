/* flo-fleet-lists.c: the nodes, events, next actions and zones of a fleet, as lists that change by what changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet"

#include "flotilla-config.h"

#include "fleet/flo-fleet-private.h"

#include <string.h>

#define MAX_MOVED_NODES 32


FloNode *
flo_fleet_find_node (FloFleet   *self,
                     const char *id)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->nodes_by_id, id);
}

/* The living in the order they were launched, then the terminated. The id makes the order total. */
static int
compare_nodes (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  FloNode *one = (FloNode *) a;
  FloNode *other = (FloNode *) b;
  gboolean one_ended = flo_node_get_state (one) == FLO_NODE_TERMINATED;
  gboolean other_ended = flo_node_get_state (other) == FLO_NODE_TERMINATED;

  if (one_ended != other_ended)
    return one_ended ? 1 : -1;
  if (flo_node_get_launched_at (one) != flo_node_get_launched_at (other))
    return flo_node_get_launched_at (one) < flo_node_get_launched_at (other) ? -1 : 1;

  return strcmp (flo_node_get_id (one), flo_node_get_id (other));
}

FloNode *
flo_fleet_ensure_node (FloFleet   *self,
                       const char *id)
{
  g_autoptr (FloNode) node = NULL;
  FloNode *found;

  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  found = g_hash_table_lookup (self->nodes_by_id, id);
  if (found != NULL)
    return found;

  node = flo_node_new (id);
  g_hash_table_insert (self->nodes_by_id, (gpointer) flo_node_get_id (node), node);
  g_list_store_append (self->nodes, node);

  return node;
}

/* Few out of place are moved one by one: g_list_store_sort() announces that everything changed, and a list that is looked
 * at would jump. FALSE: there are too many. */
static gboolean
move_nodes (FloFleet *self)
{
  GListModel *model = G_LIST_MODEL (self->nodes);
  guint n_moved = 0;

  for (guint i = 1; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (FloNode) before = g_list_model_get_item (model, i - 1);
      g_autoptr (FloNode) after = g_list_model_get_item (model, i);
      gboolean before_ended = flo_node_get_state (before) == FLO_NODE_TERMINATED;

      if (compare_nodes (before, after, NULL) <= 0)
        continue;
      if (++n_moved > MAX_MOVED_NODES)
        return FALSE;
      /* The one that ended is what is out of place; otherwise the later one came too early. */
      g_list_store_remove (self->nodes, before_ended ? i - 1 : i);
      g_list_store_insert_sorted (self->nodes, before_ended ? before : after, compare_nodes, NULL);
      i = i >= 2 ? i - 2 : 0;
    }

  return TRUE;
}

void
flo_fleet_sort_nodes (FloFleet *self)
{
  g_return_if_fail (FLO_IS_FLEET (self));

  if (!move_nodes (self))
    g_list_store_sort (self->nodes, compare_nodes, NULL);
}

void
flo_fleet_add_event (FloFleet *self,
                     FloEvent *event)
{
  g_return_if_fail (FLO_IS_FLEET (self));
  g_return_if_fail (FLO_IS_EVENT (event));

  g_list_store_insert (self->events, 0, event);
}

gboolean
flo_fleet_has_event (FloFleet   *self,
                     const char *title)
{
  GListModel *events;

  g_return_val_if_fail (FLO_IS_FLEET (self), FALSE);
  g_return_val_if_fail (title != NULL, FALSE);

  events = G_LIST_MODEL (self->events);
  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (FloEvent) event = g_list_model_get_item (events, i);

      if (g_str_equal (flo_event_get_title (event), title))
        return TRUE;
    }

  return FALSE;
}

void
flo_fleet_set_next_actions (FloFleet  *self,
                            GPtrArray *actions)
{
  guint n_shown;
  guint same = 0;

  g_return_if_fail (FLO_IS_FLEET (self));
  g_return_if_fail (actions != NULL);

  n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->next_actions));
  while (same < n_shown && same < actions->len)
    {
      g_autoptr (FloAction) shown = g_list_model_get_item (G_LIST_MODEL (self->next_actions), same);

      if (!flo_action_equal (shown, g_ptr_array_index (actions, same)))
        break;
      same++;
    }

  if (same < n_shown || same < actions->len)
    g_list_store_splice (self->next_actions, same, n_shown - same,
                         same < actions->len ? &g_ptr_array_index (actions, same) : NULL, actions->len - same);
}

static int
compare_zones (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  return strcmp (flo_zone_cost_series_get_zone ((FloZoneCostSeries *) a),
                 flo_zone_cost_series_get_zone ((FloZoneCostSeries *) b));
}

FloZoneCostSeries *
flo_fleet_ensure_zone_costs (FloFleet   *self,
                             const char *zone)
{
  g_autoptr (FloZoneCostSeries) series = NULL;
  guint n;

  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->zone_costs));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FloZoneCostSeries) shown = g_list_model_get_item (G_LIST_MODEL (self->zone_costs), i);

      if (g_str_equal (flo_zone_cost_series_get_zone (shown), zone))
        return shown;   /* the list holds it */
    }

  series = flo_zone_cost_series_new (zone);
  g_list_store_insert_sorted (self->zone_costs, series, compare_zones, NULL);

  return series;
}

GListModel *
flo_fleet_get_nodes (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return G_LIST_MODEL (self->nodes);
}

GListModel *
flo_fleet_get_events (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return G_LIST_MODEL (self->events);
}

GListModel *
flo_fleet_get_next_actions (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return G_LIST_MODEL (self->next_actions);
}

GListModel *
flo_fleet_get_zone_costs (FloFleet *self)
{
  g_return_val_if_fail (FLO_IS_FLEET (self), NULL);

  return G_LIST_MODEL (self->zone_costs);
}

/* The zones' steps do not know what AWS does not charge in the end: of a node that it took back, as much falls into the time
 * as its life does. */
static FloMoney
get_credit_between (FloFleet *self,
                    gint64    from,
                    gint64    to)
{
  FloMoney sum = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->nodes)); i++)
    {
      g_autoptr (FloNode) node = g_list_model_get_item (G_LIST_MODEL (self->nodes), i);
      gint64 launched_at = flo_node_get_launched_at (node), ended_at = flo_node_get_ended_at (node);
      gint64 life = ended_at - launched_at;
      gint64 of_it = MIN (ended_at, to) - MAX (launched_at, from);

      if (life > 0 && of_it > 0)
        sum += (FloMoney) ((__int128) flo_node_get_credit (node) * of_it / life);
    }

  return sum;
}

FloMoney
flo_fleet_get_cost_between (FloFleet *self,
                            gint64    from,
                            gint64    to)
{
  FloMoney sum = 0;

  g_return_val_if_fail (FLO_IS_FLEET (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->zone_costs)); i++)
    {
      g_autoptr (FloZoneCostSeries) zone = g_list_model_get_item (G_LIST_MODEL (self->zone_costs), i);

      sum += flo_zone_cost_series_get_total (zone, from, to);
    }

  return MAX (sum - get_credit_between (self, from, to), 0);
}
