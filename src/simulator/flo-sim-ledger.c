/* flo-sim-ledger.c: the account of everything that was ever made, and what is left of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-ledger.h"

#include "simulator/flo-sim-bill.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-power.h"

/* What it cost so far besides the hours of an instance, and for how long of those it was off. */
static void
add_bill (const FloSimResource *resource,
          gint64                now,
          JsonObject           *entry)
{
  JsonArray *attachments = flo_sim_json_get_array (resource->data, "attachmentSet");
  double usd;

  if (flo_sim_bill_storage (resource, now, &usd))
    flo_sim_json_set (entry, "%storage_cost", usd, "instance",
                      attachments != NULL && json_array_get_length (attachments) > 0
                          ? flo_sim_json_get (flo_sim_json_nth (attachments, 0), "instanceId")
                          : NULL,
                      NULL);
  if (resource->kind == FLO_SIM_KIND_INSTANCE)
    flo_sim_json_set (entry, "%seconds_off",
                      (double) flo_sim_power_get_off (
                          resource, resource->created_at,
                          resource->gone_at != 0 ? resource->gone_at : now)
                          / FLO_SIM_SECOND,
                      NULL);
  if (flo_sim_bill_address (resource, now, &usd))
    flo_sim_json_set (entry, "%address_cost", usd, NULL);
}

static JsonObject *
describe (const FloSimResource *resource,
          gint64                now)
{
  JsonArray *tag_set = flo_sim_json_get_array (resource->data, "tagSet");
  JsonObject *tags = json_object_new ();
  g_autofree char *created = flo_sim_time_format (resource->created_at);
  g_autofree char *gone = resource->gone_at != 0 ? flo_sim_time_format (resource->gone_at) : NULL;
  JsonObject *entry;

  for (guint i = 0; tag_set != NULL && i < json_array_get_length (tag_set); i++)
    {
      JsonObject *tag = json_array_get_object_element (tag_set, i);

      json_object_set_string_member (tags, flo_sim_json_get (tag, "key"),
                                     flo_sim_json_get (tag, "value"));
    }
  entry
      = flo_sim_json_new ("id", resource->id, "kind", flo_sim_kind_get_info (resource->kind)->name,
                          "region", resource->region, "{tags", tags, "created", created, NULL);
  if (gone != NULL)
    json_object_set_string_member (entry, "gone_at", gone);
  else
    json_object_set_null_member (entry, "gone_at");
  add_bill (resource, now, entry);
  return entry;
}

JsonObject *
flo_sim_ledger_new (FloSimCloud *cloud)
{
  gint64 now = flo_sim_clock_now (cloud->clock);
  JsonArray *resources = json_array_new ();
  gint64 left = 0;

  for (guint i = 0; i < cloud->resources->len; i++)
    {
      const FloSimResource *resource = g_ptr_array_index (cloud->resources, i);

      if (resource->builtin)
        continue;
      json_array_add_object_element (resources, describe (resource, now));
      left += resource->gone_at == 0;
    }
  return flo_sim_json_new ("#left", left, "[resources", resources, NULL);
}
