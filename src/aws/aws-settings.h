/* aws-settings.h: how to talk to AWS, as the environment and the profile want it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-profile.h"
#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef enum
{
  AWS_RETRY_MODE_STANDARD,   /* what older tools call "legacy" counts as this too */
  AWS_RETRY_MODE_ADAPTIVE,   /* besides, slows down for as long as AWS throttles */
} AwsRetryMode;

/**
 * AwsSettings:
 * @use_fips: AWS_USE_FIPS_ENDPOINT, use_fips_endpoint
 * @use_dual_stack: AWS_USE_DUALSTACK_ENDPOINT, use_dualstack_endpoint
 * @retry_mode: AWS_RETRY_MODE, retry_mode
 * @max_attempts: AWS_MAX_ATTEMPTS, max_attempts: the first one included
 * @ca_bundle: (owned) (nullable): AWS_CA_BUNDLE, ca_bundle: a file of certificates to trust instead of
 *   the system's
 *
 * The environment comes before the profile.
 */
typedef struct
{
  gboolean use_fips;
  gboolean use_dual_stack;
  AwsRetryMode retry_mode;
  guint max_attempts;
  char *ca_bundle;

  /*< private >*/
  gboolean ignore_urls;
  AwsProfile *profile;
} AwsSettings;

AwsSettings *aws_settings_new         (AwsProfile           *profile,
                                       GError              **error);
void         aws_settings_load_async  (const char           *profile,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
AwsSettings *aws_settings_load_finish (GAsyncResult         *result,
                                       GError              **error);
void         aws_settings_free        (AwsSettings          *self);

char        *aws_settings_dup_url     (const AwsSettings    *self,
                                       const AwsService     *service,
                                       char                **source,
                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsSettings, aws_settings_free)

G_END_DECLS
