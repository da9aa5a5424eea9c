/* flo-type-facts.h: all that is known of an instance type
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "market/flo-market.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_FACT_KIND_NUMBER,
  FLO_FACT_KIND_MEMORY,     /* MiB */
  FLO_FACT_KIND_FLAG,       /* 0 or 1 */
  FLO_FACT_KIND_WORDS,
} FloFactKind;

/* F (id, name, kind, meaning): every fact, by the name that people give it, in the order they read them. */
#define FLO_FACTS(F) \
  F (VCPUS, "vcpus", NUMBER, "virtual CPUs") \
  F (MEMORY, "memory", MEMORY, "memory") \
  F (MEMORY_PER_VCPU, "memory-per-vcpu", NUMBER, "GiB of memory for each vCPU") \
  F (ARCHITECTURE, "architecture", WORDS, "x86_64, arm64, i386, x86_64_mac, arm64_mac") \
  F (CPU_MANUFACTURER, "cpu-manufacturer", WORDS, "intel, amd, aws, apple") \
  F (GENERATION, "generation", NUMBER, "the number in the family's name: 6 of m6i") \
  F (CURRENT_GENERATION, "current-generation", FLAG, "of a generation AWS calls current") \
  F (BURSTABLE, "burstable", FLAG, "with CPU credits") \
  F (BARE_METAL, "bare-metal", FLAG, "without a hypervisor") \
  F (HYPERVISOR, "hypervisor", WORDS, "nitro, xen") \
  F (VIRTUALIZATION, "virtualization", WORDS, "hvm, paravirtual") \
  F (GPUS, "gpus", NUMBER, "graphics processors") \
  F (GPU_MEMORY, "gpu-memory", MEMORY, "memory of all graphics processors") \
  F (GPU_MANUFACTURER, "gpu-manufacturer", WORDS, "nvidia, amd, habana") \
  F (GPU_MODEL, "gpu-model", WORDS, "for example A10G") \
  F (ACCELERATORS, "inference-accelerators", NUMBER, "inference accelerators") \
  F (ACCELERATOR_MANUFACTURER, "inference-accelerator-manufacturer", WORDS, "for example aws") \
  F (ACCELERATOR_MODEL, "inference-accelerator-model", WORDS, "for example inferentia") \
  F (FPGA, "fpga", FLAG, "with programmable hardware") \
  F (LOCAL_STORAGE, "local-storage", NUMBER, "GB of disks of its own") \
  F (LOCAL_DISK_TYPE, "local-disk-type", WORDS, "hdd, ssd") \
  F (LOCAL_NVME, "local-nvme", FLAG, "its own disks speak NVMe") \
  F (LOCAL_ENCRYPTION, "local-encryption", FLAG, "its own disks are encrypted") \
  F (ROOT_DEVICE, "root-device", WORDS, "ebs, instance-store") \
  F (EBS_OPTIMIZED, "ebs-optimized", FLAG, "EBS has a bandwidth of its own") \
  F (EBS_BANDWIDTH, "ebs-bandwidth", NUMBER, "Mbit/s to EBS that are always there") \
  F (EBS_THROUGHPUT, "ebs-throughput", NUMBER, "MB/s to EBS that are always there") \
  F (EBS_IOPS, "ebs-iops", NUMBER, "operations a second on EBS that are always there") \
  F (NETWORK, "network", NUMBER, "Gbit/s of network at most") \
  F (NETWORK_INTERFACES, "network-interfaces", NUMBER, "network interfaces at most") \
  F (NETWORK_ENCRYPTION, "network-encryption", FLAG, "encrypts between instances") \
  F (IPV6, "ipv6", FLAG, "speaks IPv6") \
  F (ENA, "ena", FLAG, "with enhanced networking (ENA)") \
  F (EFA, "efa", FLAG, "with the Elastic Fabric Adapter") \
  F (PLACEMENT, "placement-strategy", WORDS, "cluster, partition, spread") \
  F (HIBERNATION, "hibernation", FLAG, "can hibernate") \
  F (DEDICATED_HOSTS, "dedicated-hosts", FLAG, "on hosts of one's own too") \
  F (AUTO_RECOVERY, "auto-recovery", FLAG, "AWS moves it when its host fails") \
  F (EMR, "emr", FLAG, "Amazon EMR can use it, says Spot Advisor; which releases can, EMR alone tells") \
  F (FREE_TIER, "free-tier", FLAG, "within AWS's free tier") \
  F (ZONES, "zones", WORDS, "Availability Zones that offer it") \
  F (USAGE_CLASS, "usage-class", WORDS, "spot, on-demand") \
  F (ON_DEMAND_PRICE, "on-demand-price", NUMBER, "USD an hour") \
  F (SPOT_PRICE, "spot-price", NUMBER, "USD an hour, in its cheapest zone") \
  F (DISCOUNT, "discount", NUMBER, "percent below on-demand, in its cheapest zone") \
  F (INTERRUPTION, "interruption", NUMBER, "Spot Advisor's range, 0 (under 5 % a month) to 4 (over 20 %)")

#define FLO_FACT_ENUM(id, name, kind, meaning) FLO_FACT_##id,
typedef enum
{
  FLO_FACTS (FLO_FACT_ENUM)
  FLO_N_FACTS
} FloFact;
#undef FLO_FACT_ENUM

const char *flo_fact_get_name    (FloFact      fact);
FloFactKind flo_fact_get_kind    (FloFact      fact);
/* FALSE: no such name */
gboolean    flo_fact_find        (const char  *name,
                                  FloFact     *fact);

/* Words are in lower case. */
typedef struct
{
  char *type;
  double numbers[FLO_N_FACTS];   /* NaN: not known */
  GStrv words[FLO_N_FACTS];      /* (nullable): NULL: not known; empty: none */
} FloTypeFacts;

FloTypeFacts *flo_type_facts_new          (const char               *type);
FloTypeFacts *flo_type_facts_copy         (const FloTypeFacts       *self);
void          flo_type_facts_free         (FloTypeFacts             *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloTypeFacts, flo_type_facts_free)
gboolean      flo_type_facts_knows        (const FloTypeFacts       *self,
                                           FloFact                   fact);
/* For people: "8 GiB", "0.0312", "yes", "ebs, instance-store"; "" when it is not known. (transfer full) */
char         *flo_type_facts_format       (const FloTypeFacts       *self,
                                           FloFact                   fact);
void          flo_type_facts_take_market  (FloTypeFacts             *self,
                                           FloMarket                *market);

void          flo_type_facts_load_async   (AwsClient                *client,
                                           const char * const       *types,
                                           GCancellable             *cancellable,
                                           GAsyncReadyCallback       callback,
                                           gpointer                  user_data);
GPtrArray    *flo_type_facts_load_finish  (GAsyncResult             *result,
                                           GError                  **error);

G_END_DECLS
