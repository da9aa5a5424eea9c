/* aws-role-cache.c: sessions of roles that the AWS CLI keeps in files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-role-cache.h"

#include <string.h>

#include "aws/credentials/aws-credentials-document.h"
#include "aws/credentials/aws-token-file.h"
#include "aws/credentials/aws-token-writer.h"
#include "base/flo-secret-file.h"

/* What ends sooner is not worth beginning with, the AWS CLI thinks too. */
#define MIN_SECONDS_LEFT (15 * 60)

#define MAX_SIZE (64 * 1024)

/* As Python's json does it: everything but printable ASCII is escaped. */
static void
append_string (GString    *json,
               const char *text)
{
  static const char letters[] = "\"\\\b\f\n\r\t";
  static const char meanings[] = "\"\\bfnrt";

  g_string_append_c (json, '"');
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      const char *letter = c < 0x80 ? strchr (letters, (int) c) : NULL;

      if (letter != NULL)
        g_string_append_printf (json, "\\%c", meanings[letter - letters]);
      else if (c >= ' ' && c <= '~')
        g_string_append_c (json, (char) c);
      else if (c < 0x10000)
        g_string_append_printf (json, "\\u%04x", c);
      else
        g_string_append_printf (json, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                                0xdc00 + ((c - 0x10000) & 0x3ff));
    }
  g_string_append_c (json, '"');
}

static void
append_member (GString    *json,
               const char *name,
               const char *value)
{
  if (value == NULL)
    return;

  g_string_append_printf (json, "%s\"%s\": ", json->len > 1 ? ", " : "", name);
  append_string (json, value);
}

char *
aws_role_cache_dup_path (const AwsAssumeRoleInput *role)
{
  g_autoptr(GString) json = g_string_new ("{");
  g_autofree char *hash = NULL;
  g_autofree char *file_name = NULL;

  /* By name, in order: that is how the AWS CLI comes to its hash. */
  if (role->duration_seconds.is_set)
    g_string_append_printf (json, "\"DurationSeconds\": %" G_GINT64_FORMAT, role->duration_seconds.value);
  append_member (json, "ExternalId", role->external_id);
  append_member (json, "RoleArn", role->role_arn);
  append_member (json, "RoleSessionName", role->role_session_name);
  append_member (json, "SerialNumber", role->serial_number);
  g_string_append_c (json, '}');

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, json->str, (gssize) json->len);
  file_name = g_strconcat (hash, ".json", NULL);

  return g_build_filename (g_get_home_dir (), ".aws", "cli", "cache", file_name, NULL);
}

static AwsCredentials *
read_credentials (AwsTokenDocument *document)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsCredentials) credentials =
    aws_credentials_document_read (document, "Credentials/", "SessionToken", &error);
  g_autofree char *arn = aws_token_document_dup_string (document, "AssumedRoleUser/Arn");
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (credentials == NULL)
    {
      g_debug ("A kept session is not used: %s", error->message);
      return NULL;
    }
  if (aws_credentials_get_expires_at (credentials) < now + MIN_SECONDS_LEFT)
    return NULL;

  if (arn != NULL && aws_credentials_get_account_id (credentials) == NULL)
    {
      g_auto(GStrv) parts = g_strsplit (arn, ":", 6);

      if (g_strv_length (parts) == 6)
        aws_credentials_set_account_id (credentials, parts[4]);
    }

  return g_steal_pointer (&credentials);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsTokenDocument) document = NULL;
  gsize length;
  char *text = flo_secret_file_load_finish (result, &length, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (text != NULL)
    document = aws_token_document_new (text, length, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_debug ("A kept session cannot be read: %s", error->message);

  g_task_return_pointer (task, document != NULL ? read_credentials (document) : NULL,
                         (GDestroyNotify) aws_credentials_unref);
}

void
aws_role_cache_load_async (const char          *path,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, aws_role_cache_load_async);
  flo_secret_file_load_async (path, MAX_SIZE, cancellable, read_cb, g_steal_pointer (&task));
}

AwsCredentials *
aws_role_cache_load_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
aws_role_cache_save_async (const char               *path,
                           AwsCredentials           *credentials,
                           const AwsAssumedRoleUser *user,
                           GCancellable             *cancellable,
                           GAsyncReadyCallback       callback,
                           gpointer                  user_data)
{
  AwsTokenWriter *writer = aws_token_writer_new ();
  gsize length;
  char *text;

  aws_token_writer_begin (writer, "Credentials");
  aws_token_writer_add_string (writer, "AccessKeyId", aws_credentials_get_access_key_id (credentials));
  aws_token_writer_add_string (writer, "SecretAccessKey", aws_credentials_get_secret (credentials));
  aws_token_writer_add_string (writer, "SessionToken", aws_credentials_get_session_token (credentials));
  aws_token_writer_add_time (writer, "Expiration", aws_credentials_get_expires_at (credentials));
  aws_token_writer_add_string (writer, "AccountId", aws_credentials_get_account_id (credentials));
  aws_token_writer_end (writer);
  if (user != NULL)
    {
      aws_token_writer_begin (writer, "AssumedRoleUser");
      aws_token_writer_add_string (writer, "AssumedRoleId", user->assumed_role_id);
      aws_token_writer_add_string (writer, "Arn", user->arn);
      aws_token_writer_end (writer);
    }
  text = aws_token_writer_finish (writer, &length);

  aws_token_file_save_async (path, text, length, cancellable, callback, user_data);
}

gboolean
aws_role_cache_save_finish (GAsyncResult  *result,
                            GError       **error)
{
  return aws_token_file_save_finish (result, error);
}
