/* flo-rights.h: how each right is granted: on what, and under which condition
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-policy.h"

G_BEGIN_DECLS

/* The tag that all we make carries, with the fleet's id, and what those ids look like. */
#define FLO_RIGHTS_TAG        "flotilla:fleet"
#define FLO_RIGHTS_TAG_VALUES "f-*"

typedef enum
{
  FLO_GRANT_LOOK,         /* reads; AWS knows no narrower resource than all of them */
  FLO_GRANT_MAKE,         /* makes something, which has to get our tag in the same call */
  FLO_GRANT_OURS,         /* touches something that carries our tag */
  FLO_GRANT_NAMED,        /* makes, reads and deletes what is called by our name; @resources: "sqs@NAME" */
  FLO_GRANT_USE,          /* makes use of something that is there: an image, a subnet */
  FLO_GRANT_TAG,          /* tags, but only in the call that makes the thing */
  FLO_GRANT_LINKED_ROLE,  /* the roles that spot instances and fleets need once in an account */
  FLO_GRANT_PARAMETER,    /* reads what AWS publishes for all */
  FLO_GRANT_SELF,         /* asks about oneself */
} FloGrantKind;

/* @action: of a right
 * @resources: what follows "arn:PARTITION:ec2:*:ACCOUNT:" ("image/…" and "snapshot/…" belong to no account),
 *   separated by spaces; NULL where the kind says it all */
typedef struct
{
  const char *action;
  FloGrantKind kind;
  const char *resources;
} FloGrant;

extern const FloGrant flo_rights_grants[];   /* ended by a NULL action */

const FloRight *flo_rights_find (const char *action);

G_END_DECLS
