/* flo-observation.h: one picture of a fleet at one moment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* From the interruption notice to the end AWS gives two minutes, seconds. */
#define FLO_NOTICE_SECONDS 120
/* So many looks in a row have to find a check failing until it is believed. */
#define FLO_BAD_LOOKS 2

typedef enum
{
  FLO_SEEN_PENDING,
  FLO_SEEN_RUNNING,
  FLO_SEEN_HALTING,      /* "stopping" to EC2: it will be stopped, and can be started again then */
  FLO_SEEN_STOPPED,
  FLO_SEEN_STOPPING,     /* shutting down: it will be terminated */
  FLO_SEEN_TERMINATED,
} FloSeenState;

/* What EC2 says of one of its status checks. */
typedef enum
{
  FLO_CHECK_UNKNOWN,       /* not asked, not told, or the check does not apply */
  FLO_CHECK_INITIALIZING,  /* not decided yet: after a launch or a reboot */
  FLO_CHECK_PASSED,
  FLO_CHECK_IMPAIRED,
  FLO_CHECK_NO_DATA,       /* EC2 has no data to decide by */
} FloCheck;

/* What EC2 has scheduled for an instance. Owned strings, all but code nullable. */
typedef struct
{
  char *id;                /* instance-event-… */
  char *code;              /* instance-reboot system-reboot system-maintenance instance-retirement instance-stop */
  char *description;
  gint64 not_before;       /* Unix seconds; 0: not told */
  gint64 not_after;
} FloScheduled;

/* The tag that says what a node is for, and its one value. */
#define FLO_OBSERVATION_ROLE "flotilla:role"
#define FLO_OBSERVATION_STANDBY "standby"

/* The tag that says how large a node's disk is, in GiB. */
#define FLO_OBSERVATION_DISK "flotilla:disk"

/* An instance that carries our fleet's tag. Owned strings, all but id nullable. */
typedef struct
{
  char *id;
  char *type;
  char *zone;
  char *public_address;
  char *end_code;          /* why it ended: "Server.SpotInstanceTermination" */
  char *token;             /* flotilla:intent: the journal entry that made it */
  char *fleet;             /* the EC2 Fleet request it came from: fleet-… */
  gboolean spot;
  gboolean standby;        /* flotilla:role: it is stopped until a node is missing */
  guint revision;          /* flotilla:revision: of the config that it was launched with; 0: of the first */
  guint disk_gib;          /* flotilla:disk: the size of its root volume; 0: an older version launched it, and did not say */
  FloSeenState state;
  gint64 launched_at;      /* Unix seconds */

  /* Its health, as the last answer of DescribeInstanceStatus had it and flo-status-watch.h remembers it. */
  FloCheck system_check;   /* AWS's side: hardware, power, network */
  FloCheck instance_check; /* the node's side: it answers ARP */
  FloCheck storage_check;  /* its EBS volumes answer */
  gint64 checked_at;       /* Unix seconds: when that was asked; 0: never */
  gint64 impaired_since;   /* Unix seconds: when a check began to fail, and since when they have not all passed for long
                            * enough to be believed; 0: all is well */
  guint bad_looks;         /* so many looks in a row found a check failing; 0: the last one found none */
  gint64 passed_at;        /* Unix seconds: when all checks were first seen to pass; 0: not yet */
  gint64 settled_at;       /* Unix seconds: when they were last known to have passed for long enough; 0: never */
  gint64 silent_since;     /* Unix seconds: it does not answer on SSH, and others do (flo-node-feed.h); 0: it does, or that is
                            * not looked at */
  GPtrArray *scheduled;    /* (element-type FloScheduled) (nullable): open events, the earliest first; shared, never changed */

  gint64 reclaim;          /* Unix seconds: when AWS takes it back, as flo_observation_get_reclaim() says; filled by the
                            * observation from the spot requests, and from events by flo-notice-book.h */
  gint64 rebalance_at;     /* Unix seconds: when an event last recommended to replace it; 0: never */
  gint64 ended_at;         /* Unix seconds: when its end began, if EC2 says so: of what somebody ended; 0: it does not */
} FloSeenInstance;

/* Of a standby: it is stopped, or will be in a moment, and is not lost by that. */
gboolean            flo_seen_instance_is_off       (const FloSeenInstance *self);
/* Whether a check that is known fails. */
gboolean            flo_seen_instance_is_impaired  (const FloSeenInstance *self);
/* Whether all checks that apply pass; FALSE also while nothing is known. */
gboolean            flo_seen_instance_has_passed   (const FloSeenInstance *self);
/* Since when a check fails, or it does not answer on SSH, whichever was first; 0: all is well. */
gint64              flo_seen_instance_get_sick_since (const FloSeenInstance *self);
/* The first scheduled event that ends it: its hardware is retired, or it is stopped. (nullable) */
const FloScheduled *flo_seen_instance_find_end     (const FloSeenInstance *self);
/* A list that frees its FloScheduled. */
GPtrArray          *flo_scheduled_list_new         (void);

typedef struct
{
  char *id;
  char *instance_id;       /* (nullable) */
  char *state;             /* open active closed cancelled failed disabled */
  char *status_code;       /* (nullable) */
  gint64 status_time;      /* Unix seconds */
} FloSeenSpotRequest;

typedef enum
{
  FLO_SEEN_VPC,
  FLO_SEEN_SUBNET,
  FLO_SEEN_INTERNET_GATEWAY,
  FLO_SEEN_ROUTE_TABLE,
  FLO_SEEN_SECURITY_GROUP,
  FLO_SEEN_KEY_PAIR,
  FLO_SEEN_LAUNCH_TEMPLATE,
  FLO_SEEN_FLEET,
  FLO_SEEN_ADDRESS,
  FLO_SEEN_VOLUME,
  FLO_SEEN_SNAPSHOT,
  FLO_SEEN_EVENT_RULE,     /* id: its ARN */
  FLO_SEEN_QUEUE,          /* id: its URL */
} FloSeenKind;

/* What a rule of a security group is described as that was made by us. */
#define FLO_OBSERVATION_RULE "Flotilla"

/* Anything else. Owned strings, all but id nullable. */
typedef struct
{
  FloSeenKind kind;
  char *id;
  char *name;
  char *token;             /* flotilla:intent */
  char *vpc_id;            /* where it is; of a gateway: what it is attached to */
  char *zone;              /* of a subnet */
  char *cidr;              /* of a subnet or VPC */
  gint64 size_gib;         /* of a volume or snapshot */
  char *content;           /* of a launch template: the copy of the config in its tags, "" without one; of a security group:
                            * its rules for single TCP ports, see flo_observation_add_rule() */
  gboolean ours;           /* carries our fleet's tag: only then may it be touched */
  gboolean is_default;     /* the region's default VPC, a zone's default subnet */
  gboolean ready;          /* subnet: gives public addresses; route table: has a default route;
                            * security group: has rules; volume: no instance has it; event rule: events go on
                            * to a queue */

  /* Of an EC2 Fleet that EC2 keeps at its number, none that is or was deleted: */
  gboolean kept;
  guint target;            /* nodes, of all markets */
  guint target_on_demand;  /* so many of them */
  double fulfilled;        /* that EC2 counts as there */
  gboolean keeps_excess;   /* a lower target ends no node */
} FloSeen;

/**
 * FloObservation:
 *
 * What AWS said about a fleet. Filled by its maker, immutable as soon as it is shared.
 * @full: everything was asked for. Otherwise only instances and spot requests were, and nothing
 *   may be concluded from the absence of the rest.
 * @unseen: what could not be looked for, because AWS refuses it: names of operations
 * @name, @owner, @since: what the tags say of the fleet, and when the oldest of what was found was made
 *   (of networks AWS does not tell)
 */
typedef struct
{
  gint64 time;             /* Unix microseconds: when the first question was asked */
  gboolean full;
  GPtrArray *instances;      /* (element-type FloSeenInstance): by id */
  GPtrArray *spot_requests;  /* (element-type FloSeenSpotRequest): by id */
  GPtrArray *others;         /* (element-type FloSeen): by kind, then id */
  GPtrArray *unseen;         /* (element-type utf8) */
  char *name;                /* (nullable): its config's name */
  char *owner;               /* (nullable): "user@host" */
  gint64 since;              /* Unix seconds; 0: not known */
  char *config_copy;         /* (nullable): see flo-config-copy.h */
  gint64 config_copied_at;   /* Unix seconds: when that was written */
  char *lease;               /* (nullable): who drives it: FLO_LEASE_TAG's value */

  /* For flo-observation.c, so that a question about one instance costs the same in a fleet of any size: */
  GHashTable *instances_by_id;   /* (owned): id → FloSeenInstance */
  GHashTable *reclaims;          /* (owned): id of an instance → FloSeenSpotRequest that announces its end */
  GHashTable *words;             /* (owned): the types and zones of instances */
  GHashTable *others_by_key;     /* (owned): FloSeen → FloSeen, by kind and id */
} FloObservation;

FloObservation           *flo_observation_new              (gint64                    time,
                                                            gboolean                  full);
FloObservation           *flo_observation_ref              (FloObservation           *self);
void                      flo_observation_unref            (FloObservation           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloObservation, flo_observation_unref)

/* A line of a security group's content: "22 203.0.113.0/24", and " ours" when @description says so. */
void                      flo_observation_add_rule         (GString                  *content,
                                                            gint64                    port,
                                                            const char               *source,
                                                            const char               *description);
/* For the maker. Copies; what belongs to the same id replaces what was there. */
void                      flo_observation_add_instance     (FloObservation           *self,
                                                            const FloSeenInstance    *instance);
void                      flo_observation_add_spot_request (FloObservation           *self,
                                                            const FloSeenSpotRequest *request);
void                      flo_observation_add              (FloObservation           *self,
                                                            const FloSeen            *seen);
/* Keeps the first name and owner, and the earliest time; each may be NULL, or 0. */
void                      flo_observation_add_origin       (FloObservation           *self,
                                                            const char               *name,
                                                            const char               *owner,
                                                            gint64                    since);
/* The newest counts. @copy: of flo-config-copy.h, as the tags have it; @since: Unix seconds: when it was written */
void               flo_observation_add_config_copy (FloObservation *self,
                                                    const char     *copy,
                                                    gint64          since);
void               flo_observation_set_lease       (FloObservation *self,
                                                    const char     *lease);
/* An instance that is not shown any more, and the request by which AWS took it back, if it did. */
void                      flo_observation_forget_instance  (FloObservation           *self,
                                                            const char               *id);
/* Puts all in order, whatever order AWS answered in: the same state is then the same picture. */
void                      flo_observation_sort             (FloObservation           *self);

/* Borrowed, NULL when not there. */
const FloSeenInstance    *flo_observation_find_instance    (FloObservation           *self,
                                                            const char               *id);
const FloSeen            *flo_observation_find             (FloObservation           *self,
                                                            FloSeenKind               kind,
                                                            const char               *id);
/* The first of that kind with our tag. */
const FloSeen            *flo_observation_find_ours        (FloObservation           *self,
                                                            FloSeenKind               kind);
/* Whether a node has a public address: as those have that run; while none does, as the subnets give them that nodes may go
 * to, and those will that are made for the fleet. TRUE where nothing tells. */
gboolean                  flo_observation_gives_addresses  (FloObservation           *self);
/* When AWS took, or will take, the instance back, Unix seconds; 0: it did not announce that. */
gint64                    flo_observation_get_reclaim      (FloObservation           *self,
                                                            const char               *instance_id);
/* The same while the instance still runs; 0 afterwards. */
gint64                    flo_observation_get_notice       (FloObservation           *self,
                                                            const FloSeenInstance    *instance);

G_END_DECLS
