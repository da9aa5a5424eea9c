/* aws-profile.h: one profile of ~/.aws/config and ~/.aws/credentials
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aws/credentials/aws-profile-file.h"

G_BEGIN_DECLS

/* Reference counted; all profiles of one load share the two files as they were then. */
typedef struct _AwsProfile AwsProfile;

/* The profile that counts: @name, or AWS_PROFILE, or AWS_DEFAULT_PROFILE, or "default". Borrowed. */
const char  *aws_profile_choose_name     (const char           *name);
/* Whether somebody named one: then it has to exist. */
gboolean     aws_profile_is_named        (const char           *name);
char        *aws_profile_dup_credentials_path (void);
char        *aws_profile_dup_config_path (void);

/* Reads both files without blocking. Files that do not exist count as empty. */
void         aws_profile_load_async      (const char           *name,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
AwsProfile  *aws_profile_load_finish     (GAsyncResult         *result,
                                          GError              **error);
AwsProfile  *aws_profile_ref             (AwsProfile           *self);
void         aws_profile_unref           (AwsProfile           *self);
/* (transfer full): another profile of the same files; it need not exist */
AwsProfile  *aws_profile_dup_other       (AwsProfile           *self,
                                          const char           *name);

const char  *aws_profile_get_name        (AwsProfile           *self);
gboolean     aws_profile_exists          (AwsProfile           *self);
/* What both files say; where they differ the credentials file counts. Borrowed, NULL when absent. */
const char  *aws_profile_get             (AwsProfile           *self,
                                          const char           *key);
const char  *aws_profile_get_credentials (AwsProfile           *self,
                                          const char           *key);
const char  *aws_profile_get_config      (AwsProfile           *self,
                                          const char           *key);
const char  *aws_profile_get_region      (AwsProfile           *self);
/* Sections that several profiles may refer to: [KIND NAME], KIND being "services" or "sso-session" */
gboolean     aws_profile_has_section     (AwsProfile           *self,
                                          const char           *kind,
                                          const char           *name);
const char  *aws_profile_get_section     (AwsProfile           *self,
                                          const char           *kind,
                                          const char           *name,
                                          const char           *key);
gboolean     aws_profile_has_services    (AwsProfile           *self,
                                          const char           *name);
const char  *aws_profile_get_service     (AwsProfile           *self,
                                          const char           *name,
                                          const char           *service,
                                          const char           *key);
char       **aws_profile_dup_names       (AwsProfile           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsProfile, aws_profile_unref)

/* The region to use when nobody named one: AWS_REGION, AWS_DEFAULT_REGION, the profile's. Fails with
 * AWS_ERROR_PARAMETER, code "BadRegion", when there is none. @profile as above. */
void         aws_profile_find_region_async  (const char           *profile,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
char        *aws_profile_find_region_finish (GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
