/* flo-sim-quota.c: how many vCPUs the account may run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-quota.h"

#include <string.h>

#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"

/* What the practice account has been given: enough for a fleet of a thousand. */
#define GRANTED 100000

#define STANDARD "a c d h i m r t z"

static const FloSimQuota quotas[] = {
  { "L-34B43A08", "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests", STANDARD,
    FLO_SIM_PURCHASE_SPOT, 5 },
  { "L-3819A6DF", "All G and VT Spot Instance Requests", "g gr vt", FLO_SIM_PURCHASE_SPOT, 0 },
  { "L-7212CCBC", "All P4, P3 and P2 Spot Instance Requests", "p", FLO_SIM_PURCHASE_SPOT, 0 },
  { "L-88CF9481", "All F Spot Instance Requests", "f", FLO_SIM_PURCHASE_SPOT, 0 },
  { "L-E3A00192", "All X Spot Instance Requests", "x", FLO_SIM_PURCHASE_SPOT, 0 },
  { "L-B5D1601B", "All Inf Spot Instance Requests", "inf", FLO_SIM_PURCHASE_SPOT, 0 },
  { "L-6B0D517C", "All Trn Spot Instance Requests", "trn", FLO_SIM_PURCHASE_SPOT, 0 },
  { "L-85EED4F7", "All DL Spot Instance Requests", "dl", FLO_SIM_PURCHASE_SPOT, 0 },
  { "L-1216C47A", "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", STANDARD,
    FLO_SIM_PURCHASE_ON_DEMAND, 5 },
  { "L-DB2E81BA", "Running On-Demand G and VT instances", "g gr vt", FLO_SIM_PURCHASE_ON_DEMAND, 0 },
  { "L-417A185B", "Running On-Demand P instances", "p", FLO_SIM_PURCHASE_ON_DEMAND, 0 },
  { "L-74FC7D96", "Running On-Demand F instances", "f", FLO_SIM_PURCHASE_ON_DEMAND, 0 },
  { "L-7295265B", "Running On-Demand X instances", "x", FLO_SIM_PURCHASE_ON_DEMAND, 0 },
  { "L-1945791B", "Running On-Demand Inf instances", "inf", FLO_SIM_PURCHASE_ON_DEMAND, 0 },
  { "L-2C3B7624", "Running On-Demand Trn instances", "trn", FLO_SIM_PURCHASE_ON_DEMAND, 0 },
  { "L-6E869C2A", "Running On-Demand DL instances", "dl", FLO_SIM_PURCHASE_ON_DEMAND, 0 },
};

guint
flo_sim_quota_count (void)
{
  return G_N_ELEMENTS (quotas);
}

const FloSimQuota *
flo_sim_quota_nth (guint index)
{
  return &quotas[index];
}

const FloSimQuota *
flo_sim_quota_find (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (quotas); i++)
    if (g_str_equal (quotas[i].code, code))
      return &quotas[i];
  return NULL;
}

/* "g4dn.xlarge" is of the family "g", "im4gn" of "i", "inf2" of "inf". */
static gboolean
is_of_family (const char *type,
              const char *family)
{
  gsize letters = strspn (type, G_CSET_a_2_z);

  if (g_str_equal (family, "inf") || g_str_equal (family, "trn") || g_str_equal (family, "dl")
      || g_str_equal (family, "vt") || g_str_equal (family, "gr"))
    return strlen (family) == letters && strncmp (type, family, letters) == 0;
  return letters > 0 && strlen (family) == 1 && type[0] == family[0]
         && !g_str_has_prefix (type, "inf") && !g_str_has_prefix (type, "trn")
         && !g_str_has_prefix (type, "dl") && !g_str_has_prefix (type, "vt")
         && !g_str_has_prefix (type, "gr");
}

const FloSimQuota *
flo_sim_quota_for (const char     *type,
                   FloSimPurchase  purchase)
{
  for (guint i = 0; i < G_N_ELEMENTS (quotas); i++)
    {
      g_auto (GStrv) families = NULL;

      if (quotas[i].purchase != purchase)
        continue;
      families = g_strsplit (quotas[i].families, " ", -1);
      for (guint j = 0; families[j] != NULL; j++)
        if (is_of_family (type, families[j]))
          return &quotas[i];
    }
  return NULL;
}

static char *
key_of (const char        *region,
        const FloSimQuota *quota)
{
  return g_strconcat (region, " ", quota->code, NULL);
}

gint64
flo_sim_quota_get (FloSimCloud       *cloud,
                   const char        *region,
                   const FloSimQuota *quota)
{
  g_autofree char *key = key_of (region, quota);

  return json_object_has_member (cloud->quotas, key) ? flo_sim_json_get_int (cloud->quotas, key)
                                                     : GRANTED;
}

/* Whoever is given what was asked for waits no longer. */
static void
approve (FloSimCloud       *cloud,
         const char        *region,
         const FloSimQuota *quota,
         gint64             value)
{
  for (guint i = 0; i < json_array_get_length (cloud->quota_requests); i++)
    {
      JsonObject *request = flo_sim_json_nth (cloud->quota_requests, i);

      if (g_strcmp0 (flo_sim_json_get (request, "QuotaCode"), quota->code) == 0
          && g_strcmp0 (flo_sim_json_get (request, "_region"), region) == 0
          && g_strcmp0 (flo_sim_json_get (request, "Status"), "PENDING") == 0
          && json_object_get_double_member (request, "DesiredValue") <= (double) value)
        flo_sim_json_set (request, "Status", "APPROVED", NULL);
    }
}

void
flo_sim_quota_set (FloSimCloud       *cloud,
                   const char        *region,
                   const FloSimQuota *quota,
                   gint64             value)
{
  g_autofree char *key = key_of (region, quota);

  json_object_set_int_member (cloud->quotas, key, value);
  approve (cloud, region, quota, value);
  flo_sim_cloud_touch (cloud);
}

gint64
flo_sim_quota_used (FloSimCloud       *cloud,
                    const char        *region,
                    const FloSimQuota *quota)
{
  gint64 used = 0;

  for (guint i = 0; i < cloud->resources->len; i++)
    {
      const FloSimResource *instance = g_ptr_array_index (cloud->resources, i);
      const FloSimType *type;
      const char *state;
      FloSimPurchase purchase;

      if (instance->kind != FLO_SIM_KIND_INSTANCE || instance->gone_at != 0
          || !g_str_equal (instance->region, region))
        continue;
      state = flo_sim_instance_get_state (instance);
      purchase = flo_sim_instance_is_spot (instance) ? FLO_SIM_PURCHASE_SPOT
                                                     : FLO_SIM_PURCHASE_ON_DEMAND;
      type = flo_sim_catalog_find (cloud->catalog, flo_sim_resource_get (instance, "instanceType"));
      if (type != NULL && purchase == quota->purchase && g_strcmp0 (state, "stopped") != 0
          && flo_sim_quota_for (type->name, purchase) == quota)
        used += type->vcpus;
    }
  return used;
}

guint
flo_sim_quota_left (FloSimCloud      *cloud,
                    const char       *region,
                    const FloSimType *type,
                    FloSimPurchase    purchase)
{
  const FloSimQuota *quota = flo_sim_quota_for (type->name, purchase);
  gint64 left;

  if (quota == NULL)
    return G_MAXUINT;
  left = flo_sim_quota_get (cloud, region, quota) - flo_sim_quota_used (cloud, region, quota);
  return left > 0 ? (guint) (left / type->vcpus) : 0;
}
