/* flo-sim-bill.c: what disks and public addresses cost
 *
 * Both are billed by the second: a disk from when it is made until it is deleted, by its size; a public IPv4 address for as
 * long as somebody has it, an Elastic one from when it is allocated (AWS's pages on the prices of EBS and of VPC).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-bill.h"

#include "simulator/flo-sim-json.h"

#define US_PER_HOUR      3.6e9
#define HOURS_A_MONTH    730.0
#define ADDRESS_AN_HOUR  0.005
#define FROM             "_public_from"
#define BEFORE           "_public_before"

/* AWS's page on the prices of EBS; the last one stands for the Regions that it does not name here. */
static const struct
{
  const char *region;
  FloMoney    month;
} storage_prices[] = {
  { "us-east-1", 80000 },  { "us-east-2", 80000 },    { "us-west-2", 80000 },  { "us-west-1", 96000 },
  { "eu-west-1", 88000 },  { "eu-central-1", 95200 }, { "eu-west-2", 92800 },  { "sa-east-1", 152000 },
  { NULL, 96000 },
};

FloMoney
flo_sim_bill_storage_price (const char *region)
{
  guint i = 0;

  while (storage_prices[i].region != NULL && !g_str_equal (storage_prices[i].region, region))
    i++;
  return storage_prices[i].month;
}

gboolean
flo_sim_bill_storage (const FloSimResource *volume,
                      gint64                now,
                      double               *usd)
{
  gint64 end = volume->gone_at != 0 ? volume->gone_at : now;
  double hours = (double) (end - volume->created_at) / US_PER_HOUR;

  if (volume->kind != FLO_SIM_KIND_VOLUME)
    return FALSE;
  *usd = (double) flo_sim_json_get_int (volume->data, "size")
         * (double) flo_sim_bill_storage_price (volume->region) / FLO_MONEY_PER_USD * hours / HOURS_A_MONTH;
  return TRUE;
}

gboolean
flo_sim_bill_address (const FloSimResource *resource,
                      gint64                now,
                      double               *usd)
{
  gint64 end = resource->gone_at != 0 ? resource->gone_at : now;
  gint64 had = end - resource->created_at;

  if (resource->kind == FLO_SIM_KIND_INSTANCE)
    {
      gboolean has = json_object_has_member (resource->data, FROM);

      if (!has && !json_object_has_member (resource->data, BEFORE))
        return FALSE;
      had = flo_sim_json_get_int (resource->data, BEFORE)
            + (has ? end - flo_sim_json_get_int (resource->data, FROM) : 0);
    }
  else if (resource->kind != FLO_SIM_KIND_ADDRESS)
    return FALSE;
  *usd = (double) had / US_PER_HOUR * ADDRESS_AN_HOUR;
  return TRUE;
}

void
flo_sim_bill_begin_address (JsonObject *instance,
                            gint64      now)
{
  flo_sim_json_set (instance, "#" FROM, now, NULL);
}

void
flo_sim_bill_end_address (JsonObject *instance,
                          gint64      now)
{
  if (!json_object_has_member (instance, FROM))
    return;
  flo_sim_json_set (instance, "#" BEFORE,
                    flo_sim_json_get_int (instance, BEFORE) + now
                        - flo_sim_json_get_int (instance, FROM),
                    NULL);
  json_object_remove_member (instance, FROM);
}
