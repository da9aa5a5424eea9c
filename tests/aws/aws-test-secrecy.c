/* aws-test-secrecy.c: looks for what should not be there, in memory and in the log
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws-test-secrecy.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "aws/aws-client-private.h"
#include "aws/services/aws-sts.h"
#include "base/flo-secret.h"

static GString *captured_log;

/* Also what is never shown: debug messages of all domains, GLib's and libsoup's included. */
static GLogWriterOutput
capture_log (GLogLevelFlags   level,
             const GLogField *fields,
             gsize            n_fields,
             gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0)
      g_string_append_printf (captured_log, "%s=%s\n", fields[i].key,
                              (const char *) fields[i].value);
    else
      g_string_append_len (captured_log, fields[i].value, fields[i].length);

  return G_LOG_WRITER_HANDLED;
}

int
aws_test_secrecy_run (void)
{
  int status;

  captured_log = g_string_new (NULL);
  g_log_set_writer_func (capture_log, NULL, NULL);
  status = g_test_run ();
  g_string_free (captured_log, TRUE);

  return status;
}

void
aws_test_secrecy_set_up (AwsTestSecrecy *fixture,
                         gconstpointer   data)
{
  fixture->server = aws_test_server_new ();
  g_string_truncate (captured_log, 0);
}

void
aws_test_secrecy_tear_down (AwsTestSecrecy *fixture,
                            gconstpointer   data)
{
  aws_test_server_free (fixture->server);
}

/* Put together here and nowhere else, so that the test itself holds no copy. */
char *
aws_test_secrecy_create (char mark)
{
  char *secret = flo_secret_alloc (41);

  for (guint i = 0; i < 40; i++)
    secret[i] = "0Kq7ZpVtB3xYw9Ls"[(i * 7 + (guint) mark) % 16];

  return secret;
}

/* A sanitizer maps terabytes for its own notes, which hold nobody's data. */
#define MAX_MAP_SIZE ((guint64) 1 << 32)

/* In what this process can write; its own buffer is left out by being marked while it is searched. */
guint
aws_test_secrecy_count (const char *needle)
{
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;
  gsize length = strlen (needle);
  gsize size = 1024 * 1024;
  char *buffer = flo_secret_alloc (size);
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  guint n = 0;

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *rest;
      guint64 start = g_ascii_strtoull (lines[i], &rest, 16);
      guint64 end = *rest == '-' ? g_ascii_strtoull (rest + 1, &rest, 16) : 0;

      if (end == 0 || end - start > MAX_MAP_SIZE || !g_str_has_prefix (rest, " rw"))
        continue;
      for (guint64 at = start; at < end; at += size - length)
        {
          gssize n_read;
          const char *found;

          if ((guintptr) buffer < at + size && at < (guintptr) buffer + size)
            continue;
          n_read = pread (memory, buffer, MIN (size, end - at), (off_t) at);
          for (const char *from = buffer;
               n_read > 0 && (found = memmem (from, (gsize) (buffer + n_read - from), needle, length)) != NULL;
               from = found + length)
            n += at + (guint64) (found - buffer) != (guintptr) needle;
        }
    }
  close (memory);
  flo_secret_free (buffer);

  return n;
}

const char *
aws_test_secrecy_get_log (void)
{
  return captured_log->str;
}

void
aws_test_secrecy_push_identity (AwsTestSecrecy *fixture)
{
  aws_test_server_push (fixture->server, &(AwsTestAnswer) {
    .body = "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account>"
            "</GetCallerIdentityResult></GetCallerIdentityResponse>",
  });
}

void
aws_test_secrecy_done_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

char *
aws_test_secrecy_call (AwsTestSecrecy         *fixture,
                       AwsCredentialsProvider *provider)
{
  static const AwsTimeouts patience = { .connect = 2000, .idle = 300, .total = 1000 };
  g_autoptr(AwsClient) client =
    aws_client_new (provider, "us-east-1", aws_test_server_get_url (fixture->server));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gpointer answer;

  _aws_client_set_patience (client, &patience, 10);
  aws_client_call_async (client, &AWS_STS_GET_CALLER_IDENTITY, NULL, NULL, aws_test_secrecy_done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = aws_client_call_finish (client, result, &error);
  aws_shape_free (AWS_STS_GET_CALLER_IDENTITY.output, answer);

  return error != NULL ? g_strdup (error->message) : NULL;
}
