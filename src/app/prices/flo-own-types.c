/* flo-own-types.c: which instance types somebody may want to see first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/prices/flo-own-types.h"

#define COMMON "m6i.large"

GStrv
flo_own_types_guess (FloEngine *engine,
                     guint      max)
{
  GListModel *fleets = flo_engine_get_fleets (engine);
  g_autoptr(GPtrArray) types = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (fleets); i++)
    {
      g_autoptr(FloFleet) fleet = g_list_model_get_item (fleets, i);
      GListModel *nodes = flo_fleet_get_nodes (fleet);

      for (guint j = 0; j < g_list_model_get_n_items (nodes) && types->len < max; j++)
        {
          g_autoptr(FloNode) node = g_list_model_get_item (nodes, j);
          const char *type = flo_node_get_instance_type (node);

          if (type != NULL && !g_ptr_array_find_with_equal_func (types, type, g_str_equal, NULL))
            g_ptr_array_add (types, g_strdup (type));
        }
    }
  if (types->len == 0)
    g_ptr_array_add (types, g_strdup (COMMON));
  g_ptr_array_add (types, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&types), FALSE);
}
