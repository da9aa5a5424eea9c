/* flo-sim-quota.h: how many vCPUs the account may run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-cloud.h"

G_BEGIN_DECLS

/* One of EC2's vCPU quotas: by family of types and way of buying. */
typedef struct
{
  const char    *code;
  const char    *name;
  const char    *families; /* words the letters of a type's name are looked for in */
  FloSimPurchase purchase;
  gint64         usual;    /* what AWS gives a new account */
} FloSimQuota;

guint              flo_sim_quota_count     (void);
const FloSimQuota *flo_sim_quota_nth       (guint        index);
/* (nullable) */
const FloSimQuota *flo_sim_quota_find      (const char  *code);
/* The quota that an instance of the type counts against. (nullable) */
const FloSimQuota *flo_sim_quota_for       (const char  *type,
                                            FloSimPurchase purchase);
/* The value in a Region, and how to change it. */
gint64             flo_sim_quota_get       (FloSimCloud       *cloud,
                                            const char        *region,
                                            const FloSimQuota *quota);
void               flo_sim_quota_set       (FloSimCloud       *cloud,
                                            const char        *region,
                                            const FloSimQuota *quota,
                                            gint64             value);
/* vCPUs in use. */
gint64             flo_sim_quota_used      (FloSimCloud       *cloud,
                                            const char        *region,
                                            const FloSimQuota *quota);
/* How many more instances of the type may be started. */
guint              flo_sim_quota_left      (FloSimCloud       *cloud,
                                            const char        *region,
                                            const FloSimType  *type,
                                            FloSimPurchase     purchase);

G_END_DECLS
