/* flo-policy.h: which rights we need, and the least IAM policy that gives them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a person may want from us; each needs rights of its own. */
typedef enum
{
  FLO_FEATURE_PRICES    = 1 << 0,   /* look at prices, types, zones, images */
  FLO_FEATURE_LAUNCH    = 1 << 1,   /* launch, watch and destroy fleets in the default network */
  FLO_FEATURE_NETWORK   = 1 << 2,   /* make a network where there is none */
  FLO_FEATURE_SCORES    = 1 << 3,   /* Spot placement scores */
  FLO_FEATURE_NOTICES   = 1 << 4,   /* interruption notices through EventBridge and SQS */
  FLO_FEATURE_METRICS   = 1 << 5,   /* how much work waits: the length of a queue */
  FLO_FEATURE_COSTS     = 1 << 6,   /* Cost Explorer, Budgets, Price List */
  FLO_FEATURE_QUOTAS    = 1 << 7,   /* Service Quotas */
  FLO_FEATURE_HISTORY   = 1 << 8,   /* CloudTrail: who ended it */
  FLO_FEATURE_BACKUPS   = 1 << 9,   /* S3 */
  FLO_FEATURE_CHECK     = 1 << 10,  /* say which rights are missing, and why AWS refused */
} FloFeatures;

#define FLO_TYPE_FEATURES (flo_features_get_type ())
GType        flo_features_get_type (void) G_GNUC_CONST;

/* What the program as it is makes use of today: only these have rights in the table. */
#define FLO_FEATURES_IN_USE \
  (FLO_FEATURE_PRICES | FLO_FEATURE_LAUNCH | FLO_FEATURE_NETWORK | FLO_FEATURE_NOTICES | FLO_FEATURE_CHECK)

/* What only some configs make use of: asked for by name. */
#define FLO_FEATURES_ON_REQUEST FLO_FEATURE_METRICS

/* One right. Static. */
typedef struct
{
  const char *action;        /* "ec2:CreateFleet" */
  FloFeatures features;      /* that need it */
  const char *purpose;       /* translatable: what for, one line */
} FloRight;

const FloRight *flo_policy_get_rights (guint       *n_rights);
/* (transfer full): the JSON of an IAM policy with the rights of @features and no others, as narrow as IAM
 * allows: what we make or change is limited to our tags. Within IAM's 6,144 characters. @partition:
 * "aws", "aws-cn", "aws-us-gov". */
char           *flo_policy_to_json    (FloFeatures  features,
                                       const char  *partition,
                                       const char  *account_id);   /* (nullable): "*" */
/* "aws-cn" of "arn:aws-cn:iam::…"; of what is no ARN "aws". Static. */
const char     *flo_policy_find_partition (const char *arn);

G_END_DECLS
