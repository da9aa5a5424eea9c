/* aws-test-memory.c: looks for what should not be there any more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws-test-memory.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "base/flo-secret.h"

/* Put together here and nowhere else, so that the test itself holds no copy. */
char *
aws_test_memory_create_secret (char mark)
{
  char *secret = flo_secret_alloc (41);

  for (guint i = 0; i < 40; i++)
    secret[i] = "0Kq7ZpVtB3xYw9Ls"[(i * 7 + (guint) mark) % 16];

  return secret;
}

/* In what this process can write; its own buffer is left out by being marked while it is searched. */
guint
aws_test_memory_count (const char *needle)
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

      if (end == 0 || !g_str_has_prefix (rest, " rw"))
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
