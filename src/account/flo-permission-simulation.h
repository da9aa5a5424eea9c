/* flo-permission-simulation.h: asks IAM what it would say to every right, all at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account-check.h"

G_BEGIN_DECLS

/* iam:SimulatePrincipalPolicy for the rights of @features, on resources as ours are: with our tag, in
 * @region. @sso_region: (nullable): where the caller's Identity
 * Center is. @caller_arn: as GetCallerIdentity says it; the root user and federated users cannot be simulated
 * (AWS_ERROR_PARAMETER, "InvalidInput").
 * Finish returns: (transfer full) (element-type utf8 FloPermission): by action; what was not answered is
 *   missing. NULL sets @error: AWS does not let this account ask, as a rule. */
void        flo_permission_simulate_async  (AwsClient            *client,
                                            const char           *caller_arn,
                                            const char           *sso_region,
                                            FloFeatures           features,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GHashTable *flo_permission_simulate_finish (GAsyncResult         *result,
                                            GError              **error);

/* (transfer full) (nullable): the ARN of the user or role behind a caller */
char       *flo_permission_find_principal  (const char           *caller_arn,
                                            const char           *sso_region);

G_END_DECLS
