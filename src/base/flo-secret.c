/* flo-secret.c: memory for what nobody else should read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-secret"

#include "base/flo-secret.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What is handed out begins behind it, so aligned for everything. */
typedef union
{
  gsize mapped;
  max_align_t alignment;
} Header;

static gsize
round_to_pages (gsize size)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);

  return (size + page - 1) / page * page;
}

gpointer
flo_secret_alloc (gsize size)
{
  gsize mapped = round_to_pages (sizeof (Header) + size);
  Header *header = mmap (NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (header == MAP_FAILED)
    g_error ("no memory for a secret: %s", g_strerror (errno));

  if (mlock (header, mapped) != 0)
    g_debug ("a secret may be swapped out: %s", g_strerror (errno));
#ifdef MADV_DONTDUMP
  madvise (header, mapped, MADV_DONTDUMP);
#endif
#ifdef MADV_DONTFORK
  madvise (header, mapped, MADV_DONTFORK);
#endif
  header->mapped = mapped;

  return header + 1;
}

char *
flo_secret_strdup (const char *text)
{
  gsize size;

  if (text == NULL)
    return NULL;

  size = strlen (text) + 1;

  return memcpy (flo_secret_alloc (size), text, size);
}

void
flo_secret_free (gpointer secret)
{
  Header *header;
  gsize mapped;

  if (secret == NULL)
    return;

  header = (Header *) secret - 1;
  mapped = header->mapped;
  explicit_bzero (header, mapped);
  munmap (header, mapped);
}

void
flo_secret_free_plain (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
flo_secret_string_grow (GString *string,
                        gsize    length)
{
  gsize size = MAX (string->len + length + 1, 2 * string->allocated_len);
  char *text = g_malloc (size);

  memcpy (text, string->str, string->len + 1);
  explicit_bzero (string->str, string->allocated_len);
  g_free (string->str);
  string->str = text;
  string->allocated_len = size;
}

void
flo_secret_string_append (GString    *string,
                          const char *text,
                          gsize       length)
{
  if (length >= string->allocated_len - string->len)
    flo_secret_string_grow (string, length);

  memcpy (string->str + string->len, text, length);
  string->len += length;
  string->str[string->len] = '\0';
}

void
flo_secret_string_free (GString *string)
{
  if (string == NULL)
    return;

  explicit_bzero (string->str, string->allocated_len);
  g_string_free (string, TRUE);
}
