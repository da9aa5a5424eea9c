/* flo-permission-probe.h: the call that tells whether a right is there, and has no effect
 *
 * EC2 is asked with DryRun: it then answers with an error, DryRunOperation or UnauthorizedOperation, and
 * does nothing. What knows no DryRun is asked only if it does nothing anyway.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account-check.h"

G_BEGIN_DECLS

typedef struct
{
  const AwsOperation *operation;
  const char *arguments;    /* (nullable): what the call demands: "VpcId=vpc-0… CidrBlock=…" */
  const char *tagged;       /* (nullable): the resource types that get our tag */
  /* Whether a refusal is one for certain. A call that names a resource of ours can be refused only because
   * there is no such thing: the right may be there for what carries our tag. */
  gboolean exact;
} FloPermissionProbe;

/* Returns: (nullable): static; NULL: that right cannot be asked for without an effect */
const FloPermissionProbe *flo_permission_probe_find      (const char               *action);
/* Returns: (transfer full) (nullable): free it with aws_shape_free (operation->input, …) */
gpointer                  flo_permission_probe_new_input (const FloPermissionProbe *self);
/* What the answer says. @error: (nullable): the call went through */
FloPermissionState        flo_permission_probe_judge     (const FloPermissionProbe *self,
                                                          const GError             *error);

G_END_DECLS
