/* plan-fixture.h: a region, a config, a picture and a journal, made of a few words each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "fleet/plan/flo-planner.h"

G_BEGIN_DECLS

#define FIXTURE_FLEET "f-2222abcd"
#define FIXTURE_NOW (G_GINT64_CONSTANT (1764000000) * G_USEC_PER_SEC)

/* Everything a plan needs; zones us-east-1a to -d, types m5.large (cheapest in a), c5.large, r5.large. */
typedef struct
{
  FloConfig *config;
  FloRevision revision;     /* zeros: the first */
  FloMarket *market;
  FloPoolMemory *memory;    /* (nullable) */
  FloMaximumPrices *maximum_prices;   /* (nullable) */
  FloObservation *observation;
  FloHistory *history;
  gboolean destroy;
  gint64 now;
  gint64 short_since;
  FloSpend spend;
  FloOverallBudget overall; /* zeros: there is none */
  gint64 last_intent;
  const char *ec2_trouble;
  FloWishes *wishes;        /* (nullable) */
  gint64 begun_at, finish_by, worked;
  const FloScheduleSlot *slot;   /* (nullable) */
  const FloLoad *load;      /* (nullable) */
  const FloScaled *scaled;  /* (nullable) */
  FloReclaims *reclaims;    /* what the picture says comes in by itself */
  guint score;
  const FloLaunchMark *launch;   /* (nullable) */
  gboolean launch_watched;
  const char *checks_problem;    /* (nullable) */
  const char *driven;       /* (nullable) */
  gboolean driven_elsewhere;
  const char *lease;        /* (nullable) */
  const char *computer;     /* (nullable) */
} Fixture;

Fixture *fixture_new           (void);
void     fixture_free          (Fixture       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

void     fixture_forget_on_demand_prices (Fixture *self);
/* A default VPC with a default subnet in each of the first @n zones. */
void     fixture_default_vpc   (Fixture       *self,
                                guint          n_zones);
/* What a launch makes before instances, all there and ours, in the default VPC. */
void     fixture_infrastructure (Fixture      *self);
void     fixture_seen          (Fixture       *self,
                                FloSeen        seen);
/* @zone: one letter. */
void     fixture_instance      (Fixture       *self,
                                const char    *id,
                                char           zone,
                                gboolean       spot,
                                FloSeenState   state);
void     fixture_spot_request  (Fixture       *self,
                                const char    *instance_id,
                                const char    *state,
                                const char    *status_code,
                                gint64         seconds_ago);
/* A journal entry that ended @seconds_ago. */
void     fixture_past          (Fixture       *self,
                                FloActionKind  kind,
                                FloIntentState state,
                                const char    *parameters,
                                const char    *result,
                                gint64         seconds_ago);
/* We tried that pool so often within the last hour, and found no capacity. */
void     fixture_refusals      (Fixture       *self,
                                const char    *type,
                                const char    *zone,
                                guint          n);
/* The picture shows nodes only. */
void     fixture_look_at_nodes (Fixture       *self);
FloPlan *fixture_plan          (Fixture       *self);
/* "create-vpc create-subnet …", in order. (transfer full) */
char    *fixture_words         (FloPlan       *plan);
FloAction *
         fixture_action        (FloPlan       *plan,
                                guint          index);
/* What an action is carried out with. (transfer full) */
JsonObject *
         fixture_parameters    (FloPlan       *plan,
                                guint          index);
/* These actions, in order, and no others. */
void     fixture_assert_words  (FloPlan       *plan,
                                const char    *wanted);
/* "end i-a,i-b; launch 2 spot; start i-s": what the plan of @self does to nodes, in order. (transfer full): the plan */
FloPlan *fixture_expect        (Fixture       *self,
                                const char    *wanted);
/* A CreateFleet of so many; @zones: the letters of its zones, "ab". */
void     fixture_assert_launch (FloPlan       *plan,
                                guint          index,
                                const char    *zones,
                                const char    *market,
                                gint64         capacity);
/* How many nodes a plan launches. @market: (nullable): of all */
guint    fixture_count_launched (FloPlan      *plan,
                                 const char   *market);

G_END_DECLS
