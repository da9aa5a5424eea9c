/* flo-resource-list.c: everything at AWS that is a fleet's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-resource-list"

#include "flotilla-config.h"

#include "fleet/cleanup/flo-resource-list.h"
#include "fleet/cleanup/flo-resource.h"
#include "fleet/observe/flo-observer.h"


static void
add (GListStore *list,
     const char *kind,
     const char *id,
     const char *name,
     const char *detail)
{
  g_autoptr (FloResource) resource = flo_resource_new (kind, id, name, detail);

  g_list_store_append (list, resource);
}

static void
add_instances (GListStore     *list,
               FloObservation *observation)
{
  static const char * const states[] = { "pending", "running", "stopping", "stopped", "shutting down", "terminated" };

  for (guint i = 0; i < observation->instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (observation->instances, i);
      g_autofree char *detail = NULL;

      if (instance->state == FLO_SEEN_TERMINATED)
        continue;

      detail = g_strdup_printf ("%s in %s, %s", instance->type, instance->zone, states[instance->state]);
      add (list, "instance", instance->id, NULL, detail);
    }
}

static void
add_spot_requests (GListStore     *list,
                   FloObservation *observation)
{
  static const char * const living[] = { "open", "active", "disabled", NULL };

  for (guint i = 0; i < observation->spot_requests->len; i++)
    {
      const FloSeenSpotRequest *request = g_ptr_array_index (observation->spot_requests, i);

      if (request->state != NULL && g_strv_contains (living, request->state))
        add (list, "spot-instances-request", request->id, NULL, request->status_code);
    }
}

static char *
describe (const FloSeen *seen)
{
  if (seen->kind == FLO_SEEN_SNAPSHOT)
    return g_strdup_printf ("%" G_GINT64_FORMAT " GiB", seen->size_gib);
  if (seen->kind == FLO_SEEN_VOLUME)
    return g_strdup_printf ("%" G_GINT64_FORMAT " GiB in %s%s", seen->size_gib, seen->zone,
                            seen->ready ? "" : ", in use");

  return g_strdup (seen->zone);
}

static void
add_others (GListStore     *list,
            FloObservation *observation)
{
  static const struct { FloSeenKind kind; const char *word; } order[] = {
    { FLO_SEEN_FLEET, "fleet" },
    { FLO_SEEN_EVENT_RULE, "event-rule" },
    { FLO_SEEN_QUEUE, "queue" },
    { FLO_SEEN_LAUNCH_TEMPLATE, "launch-template" },
    { FLO_SEEN_KEY_PAIR, "key-pair" },
    { FLO_SEEN_ADDRESS, "elastic-ip" },
    { FLO_SEEN_VOLUME, "volume" },
    { FLO_SEEN_SNAPSHOT, "snapshot" },
    { FLO_SEEN_SECURITY_GROUP, "security-group" },
    { FLO_SEEN_SUBNET, "subnet" },
    { FLO_SEEN_INTERNET_GATEWAY, "internet-gateway" },
    { FLO_SEEN_VPC, "vpc" },
  };

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    {
      for (guint i = 0; i < observation->others->len; i++)
        {
          const FloSeen *seen = g_ptr_array_index (observation->others, i);

          g_autofree char *detail = NULL;

          if (seen->kind != order[k].kind || !seen->ours)
            continue;

          detail = describe (seen);
          add (list, order[k].word, seen->id, seen->name, detail);
        }
    }
}

GListModel *
flo_resource_list_from_observation (FloObservation *observation)
{
  GListStore *list;

  g_return_val_if_fail (observation != NULL, NULL);

  list = g_list_store_new (FLO_TYPE_RESOURCE);
  add_instances (list, observation);
  add_spot_requests (list, observation);
  add_others (list, observation);

  return G_LIST_MODEL (list);
}

static void
observed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (FloObservation) observation = NULL;
  GError *error = NULL;

  observation = flo_observer_observe_finish (result, &error);
  if (observation == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, flo_resource_list_from_observation (observation), g_object_unref);
}

void
flo_resource_list_async (AwsClient           *client,
                         const char          *fleet_id,
                         FloHistory          *history,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (fleet_id != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_resource_list_async);
  flo_observer_observe_async (client, fleet_id, NULL, history, FLO_OBSERVE_DESTROY, cancellable, observed_cb, task);
}

GListModel *
flo_resource_list_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
