/* flo-sim-cloud.h: everything the practice cloud holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-accounts.h"
#include "simulator/flo-sim-market.h"
#include "simulator/flo-sim-resource.h"

G_BEGIN_DECLS

typedef struct _FloSimCloud FloSimCloud;

/* Called when a message has come into a queue. */
typedef void (*FloSimArrived) (gpointer user_data);

/* Called after something has changed that is worth saving. */
typedef void (*FloSimChanged) (gpointer user_data);

/* Fields are for the library's own files. */
struct _FloSimCloud
{
  guint64        seed;
  FloSimClock   *clock;
  FloSimCatalog *catalog;
  FloSimPlaces  *places;
  FloSimMarket  *market;

  GPtrArray     *resources; /* (element-type FloSimResource) (owned), all ever made, in order */
  GHashTable    *by_id;     /* id → FloSimResource, both in resources */
  GHashTable    *answers;   /* idempotency key → JsonObject answer, both owned */
  GHashTable    *opened;    /* set of Regions that have their default network (owned) */
  GPtrArray     *events;    /* (element-type JsonObject) (owned), newest last */
  gint64         counter;   /* behind ids */
  GPtrArray     *denials;   /* (element-type utf8) (owned) patterns of actions: see flo-sim-access.h */
  JsonObject    *quotas;    /* (owned) "region code" → value of the quotas that were changed */
  JsonObject    *cost_tags; /* (owned) tag keys → "Active" or "Inactive", of those whose status was set */
  JsonArray     *quota_requests; /* (owned) as Service Quotas tells them */
  GPtrArray     *trail;     /* (element-type JsonObject) (owned) CloudTrail's events, newest last */
  GPtrArray     *metrics;   /* (element-type JsonObject) (owned) what was put into CloudWatch */
  char          *metadata_id; /* (nullable) the instance whose metadata are told; else the newest */
  GHashTable    *scored;    /* (owned) what placement scores were asked of → gint64 when first, both owned */
  gint64         lifetime;  /* µs that new temporary credentials live; 0: as asked for */

  gboolean       with_default_vpc;
  gboolean       loopback_addresses; /* public addresses are of this computer */
  gint64         visibility_delay; /* µs that new things stay unseen */
  gint64         tag_delay;        /* µs that changed tags are shown as they were */
  GQueue         late_tags;        /* those that are not shown yet: see flo-sim-late-tags.h */
  gint64         trail_delay;      /* µs until CloudTrail tells of a call */
  double         work;             /* percent of an instance that they have to do in all … */
  gint64         work_since;       /* … from then on; 0: each has what it has */
  guint          impaired_launches; /* so many of the next instances never pass their checks */
  gint64         next_due;         /* wall time of the earliest step; G_MAXINT64 without */
  gint64         capacity_due;     /* when capacities are to be checked against use; 0: nothing to check */
  guint          timer;            /* source waiting for next_due */

  GHashTable    *queues;    /* FloSimResource → FloSimQueue (owned) */
  char          *url;       /* (nullable) where the server listens */
  FloSimArrived  arrived;   /* (nullable) */
  gpointer       arrived_data;

  FloSimChanged  changed;
  gpointer       changed_data;
};

/* Takes @clock. */
FloSimCloud    *flo_sim_cloud_new            (guint64          seed,
                                              FloSimClock     *clock,
                                              gboolean         with_default_vpc,
                                              gboolean         test_regions);
void            flo_sim_cloud_free           (FloSimCloud     *self);
/* Calls @changed whenever state worth saving has changed. */
void            flo_sim_cloud_watch          (FloSimCloud     *self,
                                              FloSimChanged    changed,
                                              gpointer         user_data);
void            flo_sim_cloud_touch          (FloSimCloud     *self);

/* A number nobody had before, from the seed. */
guint64         flo_sim_cloud_next_number    (FloSimCloud     *self);
/* A new id of the kind's form. */
char           *flo_sim_cloud_new_id         (FloSimCloud     *self,
                                              FloSimKind       kind);
/* Puts a resource of a new id into the cloud; takes @data and writes the id into it. */
FloSimResource *flo_sim_cloud_add            (FloSimCloud     *self,
                                              FloSimKind       kind,
                                              const char      *region,
                                              gint64           now,
                                              JsonObject      *data);
/* The same under an id of its own. */
FloSimResource *flo_sim_cloud_add_named      (FloSimCloud     *self,
                                              FloSimKind       kind,
                                              const char      *id,
                                              const char      *region,
                                              gint64           now,
                                              JsonObject      *data);
/* The thing is no more: it costs nothing and nobody sees it, only the ledger knows. */
void            flo_sim_cloud_remove         (FloSimCloud     *self,
                                              FloSimResource  *resource,
                                              gint64           now);
/* Also what is not yet visible. (nullable) */
FloSimResource *flo_sim_cloud_find_any       (FloSimCloud     *self,
                                              FloSimKind       kind,
                                              const char      *region,
                                              const char      *id);
/* (nullable) when there is none that can be seen */
FloSimResource *flo_sim_cloud_find           (FloSimCloud     *self,
                                              FloSimKind       kind,
                                              const char      *region,
                                              const char      *id,
                                              gint64           now);
/* The first visible one whose member @path is @value. (nullable) */
FloSimResource *flo_sim_cloud_find_by        (FloSimCloud     *self,
                                              FloSimKind       kind,
                                              const char      *region,
                                              const char      *path,
                                              const char      *value,
                                              gint64           now);
/* All visible ones, in order of creation: (transfer container) (element-type FloSimResource). */
GPtrArray      *flo_sim_cloud_list           (FloSimCloud     *self,
                                              FloSimKind       kind,
                                              const char      *region,
                                              gint64           now);
/* Makes @step due at the wall time @due_at. */
void            flo_sim_cloud_schedule       (FloSimCloud     *self,
                                              FloSimResource  *resource,
                                              FloSimStep       step,
                                              gint64           due_at);
/* Notes that something is to happen at @due_at, and wakes up then. */
void            flo_sim_cloud_wake_at        (FloSimCloud     *self,
                                              gint64           due_at);
/* Records an EventBridge event. Takes @detail. */
void            flo_sim_cloud_add_event      (FloSimCloud     *self,
                                              FloSimResource  *resource,
                                              gint64           now,
                                              const char      *detail_type,
                                              JsonObject      *detail);
JsonObject     *flo_sim_cloud_save           (FloSimCloud     *self);
/* Into a cloud without resources. */
void            flo_sim_cloud_load           (FloSimCloud     *self,
                                              JsonObject      *saved);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimCloud, flo_sim_cloud_free)

G_END_DECLS
