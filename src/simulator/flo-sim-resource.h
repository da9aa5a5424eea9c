/* flo-sim-resource.h: a thing somebody made in the practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  FLO_SIM_KIND_FLEET,
  FLO_SIM_KIND_INSTANCE,
  FLO_SIM_KIND_INTERNET_GATEWAY,
  FLO_SIM_KIND_KEY_PAIR,
  FLO_SIM_KIND_LAUNCH_TEMPLATE,
  FLO_SIM_KIND_ROUTE_TABLE,
  FLO_SIM_KIND_SECURITY_GROUP,
  FLO_SIM_KIND_SPOT_REQUEST,
  FLO_SIM_KIND_SUBNET,
  FLO_SIM_KIND_VOLUME,
  FLO_SIM_KIND_VPC,
  FLO_SIM_KIND_ADDRESS, /* an Elastic IP address */
  FLO_SIM_KIND_PLACEMENT_GROUP,
  FLO_SIM_KIND_SNAPSHOT,
  FLO_SIM_KIND_IMAGE, /* one of one's own */
  FLO_SIM_KIND_QUEUE, /* of SQS; from here on the ids are ARNs, and EC2 knows nothing of them */
  FLO_SIM_KIND_RULE,  /* of EventBridge */
  FLO_SIM_KIND_BUCKET, /* of S3 */
  FLO_SIM_KIND_OBJECT,
  FLO_SIM_KIND_BUDGET,
  FLO_SIM_KIND_ALARM, /* of CloudWatch */
} FloSimKind;

#define FLO_SIM_N_KINDS (FLO_SIM_KIND_ALARM + 1)

/* What is the same for all resources of a kind. */
typedef struct
{
  const char *name;      /* as in tag specifications and DescribeTags */
  const char *prefix;    /* of the ids */
  const char *id_member; /* of the data */
  const char *noun;      /* "The %s 'id' does not exist" */
  const char *not_found;
  const char *malformed;
} FloSimKindInfo;

/* What happens to a resource when it is due. */
typedef enum
{
  FLO_SIM_STEP_NONE,
  FLO_SIM_STEP_BOOT,      /* pending → running */
  FLO_SIM_STEP_NOTICE,    /* the two-minute interruption notice */
  FLO_SIM_STEP_RECLAIM,   /* running → shutting-down, by EC2 */
  FLO_SIM_STEP_TERMINATE, /* shutting-down → terminated */
  FLO_SIM_STEP_VANISH,    /* no longer shown */
  FLO_SIM_STEP_STOP,      /* stopping → stopped */
  FLO_SIM_STEP_FILL,      /* a fleet is brought to its target */
  FLO_SIM_STEP_RETIRE,    /* running → shutting-down, as was scheduled; everything else comes before it */
} FloSimStep;

/* The data is the resource as AWS describes it: the member names are the element names of the
 * answers, so that describing is writing it down. Members whose name starts with '_' are ours and
 * not written. */
typedef struct
{
  FloSimKind  kind;
  char       *id;
  char       *region;
  gboolean    builtin;    /* came with the account: not in the ledger */
  gint64      created_at;
  gint64      visible_at; /* before that nobody sees it: eventual consistency */
  gint64      gone_at;    /* 0 while it is there (and may cost) */
  gboolean    vanished;   /* no longer described; only the ledger remembers it */
  FloSimStep  step;
  gint64      due_at;     /* of the step */
  JsonObject *data;
} FloSimResource;

const FloSimKindInfo *flo_sim_kind_get_info       (FloSimKind            kind);
/* FALSE when no kind has that name. */
gboolean              flo_sim_kind_from_name      (const char           *name,
                                                   FloSimKind           *kind);
/* By the prefix of an id. */
gboolean              flo_sim_kind_from_id        (const char           *id,
                                                   FloSimKind           *kind);

/* Takes @data. */
FloSimResource       *flo_sim_resource_new        (FloSimKind            kind,
                                                   const char           *id,
                                                   const char           *region,
                                                   gint64                created_at,
                                                   JsonObject           *data);
void                  flo_sim_resource_free       (FloSimResource       *self);
/* A member of the data, see flo_sim_json_get (). */
const char           *flo_sim_resource_get        (const FloSimResource *self,
                                                   const char           *path);
/* (nullable) (transfer none) */
const char           *flo_sim_resource_get_tag    (const FloSimResource *self,
                                                   const char           *key);
void                  flo_sim_resource_set_tag    (FloSimResource       *self,
                                                   const char           *key,
                                                   const char           *value);
/* Only with that value, unless @value is NULL. */
void                  flo_sim_resource_remove_tag (FloSimResource       *self,
                                                   const char           *key,
                                                   const char           *value);

JsonObject           *flo_sim_resource_save       (const FloSimResource *self);
/* (nullable) when @saved is no resource */
FloSimResource       *flo_sim_resource_load       (JsonObject           *saved);

G_END_DECLS
