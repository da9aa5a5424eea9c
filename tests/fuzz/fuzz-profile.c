/* fuzz-profile.c: ~/.aws/config and ~/.aws/credentials, whoever wrote them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws/aws-error.h"
#include "aws/credentials/aws-profile-file.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char *const keys[] = { "aws_access_key_id", "region", "role_arn", "s3", "" };
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsProfileFile) file =
    aws_profile_file_parse ((const char *) data, size, "config", &error);
  g_auto(GStrv) sections = NULL;

  if (file == NULL)
    {
      g_assert_true (error != NULL && error->domain == AWS_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  g_assert_no_error (error);
  sections = aws_profile_file_dup_sections (file);
  for (guint i = 0; sections[i] != NULL; i++)
    {
      g_assert_true (aws_profile_file_has_section (file, sections[i]));
      for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
        aws_profile_file_get (file, sections[i], keys[j]);
    }

  return 0;
}
