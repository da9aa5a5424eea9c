/* flo-planner.h: what has to be done next, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config-schedule.h"
#include "fleet/flo-config-copy.h"
#include "fleet/flo-fleet.h"
#include "fleet/flo-overall-budget.h"
#include "fleet/observe/flo-observation.h"
#include "fleet/plan/flo-history.h"
#include "fleet/plan/flo-launch-mark.h"
#include "fleet/plan/flo-load.h"
#include "fleet/plan/flo-reclaims.h"
#include "market/flo-market.h"
#include "market/flo-maximum-prices.h"
#include "market/flo-pool-memory.h"

G_BEGIN_DECLS

/* The image nodes start from. Borrowed strings. */
typedef struct
{
  const char *id;              /* ami-… */
  const char *architecture;    /* "x86_64" | "arm64" */
  const char *root_device;     /* "/dev/xvda" */
} FloPlanImage;

/* What the fleet's nodes cost so far, with their volumes and public addresses, USD. */
typedef struct
{
  FloMoney today;              /* since 00:00 UTC */
  FloMoney month;              /* since the 1st, 00:00 UTC */
  FloMoney total;              /* since the launch */
} FloSpend;

/* Everything a plan depends on. All borrowed. */
typedef struct
{
  const char *fleet_id;
  const char *owner;           /* for the flotilla:owner tag */
  const char *computer;        /* (nullable): which one plans: each has tokens of its own */
  const FloConfig *config;
  FloRevision revision;        /* the how manieth config it is; zeros: the first */
  gboolean destroy;            /* wanted: that it is gone */
  FloObservation *observation;
  FloHistory *history;
  FloMarket *market;           /* (nullable): not needed to destroy */
  const FloMaximumPrices *maximum_prices; /* (nullable): what each pool may cost, of a dynamic limit; NULL: no more
                                * than its budget */
  FloPoolMemory *memory;       /* (nullable): how it went for us in its pools, and how their prices moved */
  FloPlanImage image;          /* id NULL: not looked up yet; the plan then names it "?" */
  const char *public_key;      /* (nullable): of the key made for the fleet, OpenSSH's one line. An import is planned
                                * without it, too, and has to be planned again with it */
  FloSpend spend;
  const FloOverallBudget *overall; /* (nullable): what all fleets of the account may cost together, and the others do */
  gint64 short_since;          /* Unix microseconds: since when plans said "short_of_spot", without a break; 0: they do not */
  gint64 now;                  /* Unix microseconds */
  const char *ec2_trouble;     /* (nullable): mode managed: what EC2 said last of what kept it from launching */
  const FloWishes *wishes;     /* (nullable): what a person asked of it */
  gint64 begun_at;             /* Unix seconds: when the fleet was asked for; of no matter without a deadline */
  gint64 finish_by;            /* Unix seconds: its deadline; 0: it has none */
  gint64 worked;               /* seconds of work that its nodes did, in all, less what interruptions lost */
  const FloScheduleSlot *slot; /* (nullable): what the config's schedule wants now */
  const FloLoad *load;         /* (nullable): what the config's source said; NULL: it has none */
  const FloScaled *scaled;     /* (nullable): what the queue wanted last; NULL: it has had no say yet */
  const FloReclaims *reclaims; /* (nullable): which nodes AWS took back lately; NULL: none */
  guint score;                 /* how likely AWS thinks it is that a launch finds spot capacity, 1 to 10; 0: not known */
  const FloLaunchMark *launch; /* (nullable): the launch that is under way; NULL: it is over, or was none */
  gboolean launch_watched;     /* this process has looked at it without a gap since it was asked for */
  const char *checks_problem;  /* (nullable): why AWS does not say whether nodes pass their status checks, a sentence */
  const char *driven;          /* (nullable): why nothing may be done here: another computer drives it; a sentence */
  gboolean driven_elsewhere;   /* with @driven: it does; it is not that this one has to wait for a lease of its own */
  const char *lease;           /* (nullable): FLO_LEASE_TAG's value for what will carry the fleet's lease */
} FloPlanInput;

/* What is told of a launch that is rolled back. */
#define FLO_LAUNCH_ROLLED_BACK "The launch is rolled back"

/* What becomes of a launch that is under way. */
typedef enum
{
  FLO_LAUNCH_GOES_ON,
  FLO_LAUNCH_IS_OVER,          /* the fleet is whole: nothing is rolled back from now on, whatever is lost */
  FLO_LAUNCH_IS_KEPT,          /* it was to be rolled back when it fails, and is not to be any more */
  FLO_LAUNCH_IS_LATE,          /* it is not whole in time, and goes on */
  FLO_LAUNCH_HAS_FAILED,       /* the fleet is destroyed */
} FloLaunchVerdict;

/* What is told, once, when work with a deadline is done; from then on nothing of it is lost. */
#define FLO_PLAN_WORK_DONE "The work is done"

/* A zone without capacity. */
typedef struct
{
  char *zone;
  char *title;                 /* "us-east-1b has no capacity since 12:03 UTC": the same as long as it lasts */
  char *text;                  /* what became of its nodes, a sentence for people */
  gint64 since;                /* Unix microseconds */
} FloPlanShortage;

typedef struct
{
  GPtrArray *actions;          /* (element-type FloAction): in order; only the first may be carried out,
                                * the later ones may miss ids that the first ones will make ("?") */
  FloProgressStep steps[6];
  guint n_steps;
  char *problem;               /* (nullable): a sentence for people */
  AwsErrorCategory category;   /* of @problem */
  gboolean blocked;            /* @problem needs a person */
  gint64 wait_until;           /* Unix microseconds: carry out nothing before; 0 = at once */
  gboolean look_closer;        /* the observation is not full and has to be, before anything is done */
  gboolean short_of_spot;      /* fewer spot nodes are there, or on their way, than should be */
  guint stand_ins;             /* on-demand nodes that stand, or are to stand, in for spot nodes */
  char *fallback;              /* (nullable): why, and until when, a sentence for people */
  guint budget_level;          /* 80 or 100: so many percent of a budget are spent; 0: fewer, or another fleet tells it */
  char *budget_title;          /* (nullable): the same as long as that period and level last */
  char *budget;                /* (nullable): of which, and what follows, a sentence for people */
  FloMoney claim;              /* USD/hour: what its nodes cost, with all that it means to launch, when there is a budget of
                                * an hour; no other fleet may take that room */
  gboolean complete;           /* nothing is missing; when destroying: nothing is left in the picture */
  char *events_problem;        /* (nullable): why there is no queue of events although the config wants one */
  GPtrArray *shortages;        /* (nullable) (element-type FloPlanShortage): by zone; NULL: it is to be destroyed */
  guint wanted;                /* how many nodes there should be now */
  gboolean moving;             /* nodes are on their way to where they shall be: look often, even when nothing is missing */
  char *driven;                /* (nullable): nothing is done here, because another computer drives it: who, since when */
  char *paused;                /* (nullable): nothing is done, because somebody wants it so: who, since when */
  char *deadline;              /* (nullable): how the work stands, a sentence for people; NULL: there is no deadline */
  char *deadline_title;        /* (nullable): what has to be told of it, once */
  gboolean deadline_trouble;   /* it cannot be kept */
  gint64 work_done, work_total; /* node-seconds; 0 without a deadline */
  gboolean destroy_wanted;     /* the work is done, and then the fleet was to be destroyed */
  gint64 look_again;           /* Unix microseconds: the plan may be another one then, even if nothing happens; 0: it is not */
  guint spares;                /* so many of @wanted stand by for those that are lost */
  char *standby;               /* (nullable): how the standbys are, and what they do, a sentence for people */
  guint standing_in;           /* so many of them run, or are to run, in the place of nodes that are missing */
  gboolean only_spares_missing; /* fewer run than are wanted with them, but enough without */
  char *scaling;               /* (nullable): how many nodes there shall be for how long, and why, a sentence for people */
  char *scaling_title;         /* (nullable): of it, what has to be told once */
  guint impaired;              /* nodes that fail their status checks beyond doubt */
  char *scale_title;           /* (nullable): the number is another one from now on, a title for people; it has to be
                                * kept, with the next two, before the plan is acted on */
  char *scale_reason;          /* (nullable): by which figures */
  guint scale_to;              /* the number; of no matter without @scale_title */
  char *load_problem;          /* (nullable): why nobody knows how many nodes are wanted, a sentence for people */
  char *health;                /* (nullable): which, and what is done about it, a sentence for people */
  gboolean price_above;        /* nodes cost more on average than the config wants to be warned at */
  gboolean price_below;        /* they cost less by so much that it is over */
  guint outdated;              /* nodes that run and are not as the config wants them: they are replaced in turn */
  char *price_title;           /* (nullable): what is told when that begins, or is over; NULL: it is not known, or of no matter */
  char *price;                 /* (nullable): what they cost, a sentence for people */
  guint checking;              /* nodes that run, and for whose status checks the launch waits */
  gboolean only_checks_missing; /* all nodes run, and the launch waits for nothing else */
  FloLaunchVerdict launch;     /* but for the first it has to be kept, with the next ones, before the plan is acted on, or
                                * anything else is concluded from it */
  char *launch_title;          /* (nullable): what is told of it */
  char *launch_reason;         /* (nullable): a sentence for people */
  AwsErrorCategory launch_failure; /* why it has failed; of no matter otherwise */
} FloPlan;

/* Pure: looks only at @input, the same input gives the same plan. */
FloPlan *flo_planner_plan (const FloPlanInput *input) G_GNUC_WARN_UNUSED_RESULT;
void     flo_plan_free    (FloPlan            *plan);
/* @why: a sentence. (transfer full): the reason of FLO_LAUNCH_ROLLED_BACK */
char    *flo_launch_describe_failure (const char *why) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloPlan, flo_plan_free)

G_END_DECLS
