/* aws-profile-file.h: the format of ~/.aws/config and ~/.aws/credentials
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More than any honest file has; a file beyond it is refused instead of read. */
#define AWS_PROFILE_FILE_MAX_SIZE (1024 * 1024)

/* A parsed file. Values are wiped when it is freed: some of them are secrets. */
typedef struct _AwsProfileFile AwsProfileFile;

AwsProfileFile *aws_profile_file_parse       (const char      *text,
                                              gsize            length,
                                              const char      *file_name,
                                              GError         **error);
void            aws_profile_file_free        (AwsProfileFile  *self);
gboolean        aws_profile_file_has_section (AwsProfileFile  *self,
                                              const char      *section);
const char     *aws_profile_file_get         (AwsProfileFile  *self,
                                              const char      *section,
                                              const char      *key);
char          **aws_profile_file_dup_sections (AwsProfileFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsProfileFile, aws_profile_file_free)

G_END_DECLS
