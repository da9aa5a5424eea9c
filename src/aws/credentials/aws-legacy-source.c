/* aws-legacy-source.c: the files of tools that are older than the AWS CLI
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-profile-file.h"
#include "aws/credentials/aws-source.h"
#include "aws/credentials/aws-sources.h"
#include "base/flo-secret-file.h"
#include "base/flo-secret.h"

static void legacy_read_boto (GTask *task);

/* The files of boto that are still to be looked at. */
typedef struct
{
  GPtrArray *paths;   /* (owned) (element-type utf8) */
  guint next;
} Legacy;

static void
legacy_free (gpointer data)
{
  Legacy *legacy = data;

  g_ptr_array_unref (legacy->paths);
  g_free (legacy);
}

/* What a shell makes of a "~/" in front. */
static char *
legacy_expand (const char *path)
{
  return g_str_has_prefix (path, "~/") ? g_build_filename (g_get_home_dir (), path + 2, NULL) : g_strdup (path);
}

/* Takes @task. */
static void
legacy_use (GTask          *task,
            AwsProfileFile *file,
            const char     *section,
            const char     *id_name,
            const char     *secret_name,
            const char     *path)
{
  const char *id = aws_profile_file_get (file, section, id_name);
  const char *secret = aws_profile_file_get (file, section, secret_name);
  g_autofree char *source = g_strdup_printf ("file %s", path);
  AwsCredentials *credentials;

  if (secret == NULL)
    {
      aws_source_fail (task, AWS_CODE_PARTIAL_CREDENTIALS, "%s has %s but no %s", path, id_name, secret_name);
      return;
    }

  credentials = aws_credentials_new (id, secret, NULL, 0);
  aws_credentials_set_source (credentials, source);
  aws_source_return (task, credentials);
}

static AwsProfileFile *
legacy_parse (GAsyncResult  *result,
              const char    *path,
              const char    *head,
              GError       **error)
{
  gsize length;
  char *content = flo_secret_file_load_finish (result, &length, error);
  gsize head_length = strlen (head);
  AwsProfileFile *file;
  char *text;

  if (content == NULL)
    return NULL;

  text = flo_secret_alloc (head_length + length + 1);
  memcpy (text, head, head_length);
  memcpy (text + head_length, content, length);
  flo_secret_free (content);
  file = aws_profile_file_parse (text, head_length + length, path, error);
  flo_secret_free (text);

  return file;
}

static void
legacy_boto_read_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Legacy *legacy = g_task_get_task_data (task);
  const char *path = g_ptr_array_index (legacy->paths, legacy->next);
  g_autoptr(AwsProfileFile) file = legacy_parse (result, path, "", &error);

  /* What cannot be read is not ours to complain about; what is broken is. */
  if (file == NULL && (error->domain != G_IO_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (file != NULL && aws_profile_file_get (file, "Credentials", "aws_access_key_id") != NULL)
    {
      legacy_use (g_steal_pointer (&task), file, "Credentials", "aws_access_key_id", "aws_secret_access_key", path);
      return;
    }

  legacy->next++;
  legacy_read_boto (g_steal_pointer (&task));
}

/* Takes @task. */
static void
legacy_read_boto (GTask *task)
{
  Legacy *legacy = g_task_get_task_data (task);

  if (legacy->next == legacy->paths->len)
    aws_source_fail (task, AWS_CODE_NO_CREDENTIALS, "older tools left no access key");
  else
    flo_secret_file_load_async (g_ptr_array_index (legacy->paths, legacy->next), AWS_PROFILE_FILE_MAX_SIZE,
                                g_task_get_cancellable (task), legacy_boto_read_cb, task);
}

static void
legacy_ec2_read_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = legacy_expand (g_getenv ("AWS_CREDENTIAL_FILE"));
  g_autoptr(AwsProfileFile) file = legacy_parse (result, path, "[key]\n", &error);

  if (file == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (file == NULL)
    aws_source_fail (g_steal_pointer (&task), AWS_CODE_BAD_PROFILE, "AWS_CREDENTIAL_FILE cannot be used: %s",
                     error->message);
  else if (aws_profile_file_get (file, "key", "awsaccesskeyid") != NULL)
    legacy_use (g_steal_pointer (&task), file, "key", "awsaccesskeyid", "awssecretkey", path);
  else
    legacy_read_boto (g_steal_pointer (&task));
}

static void
legacy_load (GTask    *task,
             gpointer  data)
{
  Legacy *legacy = g_new0 (Legacy, 1);
  const char *ec2 = g_getenv ("AWS_CREDENTIAL_FILE");
  const char *boto = g_getenv ("BOTO_CONFIG");
  g_autofree char *path = NULL;

  legacy->paths = g_ptr_array_new_with_free_func (g_free);
  if (boto != NULL)
    g_ptr_array_add (legacy->paths, legacy_expand (boto));
  else
    {
      g_ptr_array_add (legacy->paths, g_strdup ("/etc/boto.cfg"));
      g_ptr_array_add (legacy->paths, legacy_expand ("~/.boto"));
    }
  g_task_set_task_data (task, legacy, legacy_free);

  if (ec2 == NULL)
    {
      legacy_read_boto (task);
      return;
    }

  path = legacy_expand (ec2);
  flo_secret_file_load_async (path, AWS_PROFILE_FILE_MAX_SIZE, g_task_get_cancellable (task), legacy_ec2_read_cb,
                              task);
}

AwsCredentialsProvider *
aws_legacy_source_new (void)
{
  return aws_source_new ("the files of older tools", NULL, legacy_load, NULL, NULL);
}
