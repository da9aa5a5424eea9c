/* flo-load-source.c: where it is asked how much there is to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-load-source"

#include "flotilla-config.h"

#include "fleet/observe/flo-load-source.h"

G_DEFINE_INTERFACE (FloLoadSource, flo_load_source, G_TYPE_OBJECT)


static void
flo_load_source_default_init (FloLoadSourceInterface *iface)
{
}

FloLoadTerms
flo_load_source_get_terms (FloLoadSource *self)
{
  return FLO_LOAD_SOURCE_GET_IFACE (self)->get_terms (self);
}

void
flo_load_source_set_local (FloLoadSource *self)
{
  FLO_LOAD_SOURCE_GET_IFACE (self)->set_local (self);
}

void
flo_load_source_ask_async (FloLoadSource       *self,
                           GPtrArray           *nodes,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  FLO_LOAD_SOURCE_GET_IFACE (self)->ask_async (self, nodes, cancellable, callback, user_data);
}

GArray *
flo_load_source_ask_finish (FloLoadSource  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
