/* flo-figure-cache.c: files of figures that AWS publishes, kept between runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-figure-cache"

#include "flotilla-config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "market/flo-figure-cache.h"

/* The first line says what the rest is, with its sum: so that both are replaced at once, and damage shows. */
#define HEAD "flotilla-figures 2 "
#define MAX_HEAD 2048
#define KEEP_PLACE (7 * 86400)
#define KEEP_HALF 3600
#define STAND_IN_PREFIX "endpoint-"

/* Both are made by us, of AWS's names of regions at most. */
static gboolean
is_plain (const char *name)
{
  for (const char *cursor = name; *cursor != '\0'; cursor++)
    {
      if (!g_ascii_isalnum (*cursor) && *cursor != '-' && (*cursor != '.' || cursor == name))
        return FALSE;
    }

  return *name != '\0';
}

static char *
make_folder (const char *place)
{
  return g_build_filename (g_get_user_cache_dir (), "flotilla", "figures", place, NULL);
}

static char *
make_sum (const char *data,
          gsize       length)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
}

GBytes *
flo_figure_cache_read (const char  *place,
                       const char  *name,
                       gint64      *time,
                       char       **etag)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *head = NULL;
  g_autofree char *sum = NULL;
  g_auto (GStrv) parts = NULL;
  GStatBuf status;
  const char *end;
  gint64 said_at;
  gsize length;

  g_return_val_if_fail (place != NULL && name != NULL, NULL);

  if (!is_plain (place) || !is_plain (name))
    return NULL;

  folder = make_folder (place);
  path = g_build_filename (folder, name, NULL);
  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode) ||
      status.st_size > FLO_FIGURE_CACHE_MAX_SIZE + MAX_HEAD || !g_file_get_contents (path, &text, &length, NULL))
    return NULL;

  end = memchr (text, '\n', MIN (length, MAX_HEAD));
  if (end == NULL || !g_str_has_prefix (text, HEAD))
    return NULL;

  /* "TIME SUM" or "TIME SUM ETAG" */
  head = g_strndup (text + strlen (HEAD), end - text - strlen (HEAD));
  parts = g_strsplit (head, " ", 3);
  sum = make_sum (end + 1, text + length - end - 1);
  if (g_strv_length (parts) < 2 || !g_ascii_string_to_signed (parts[0], 10, 0, G_MAXINT64, &said_at, NULL) ||
      !g_str_equal (parts[1], sum))
    {
      g_message ("%s is damaged and is not used; it will be written anew", path);
      return NULL;
    }

  if (time != NULL)
    *time = said_at;
  if (etag != NULL)
    *etag = g_strdup (parts[2]);

  return g_bytes_new (end + 1, text + length - end - 1);
}

/* What a run that was killed had begun to write beside the file, under a name of GLib's making. */
static void
forget_halves (const char *folder,
               const char *name)
{
  g_autofree char *prefix = g_strconcat (name, ".", NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *file;

  while (files != NULL && (file = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, file, NULL);
      GStatBuf status;

      if (g_str_has_prefix (file, prefix) && g_lstat (path, &status) == 0 && S_ISREG (status.st_mode) &&
          now - status.st_mtime > KEEP_HALF)
        g_unlink (path);
    }
}

/* Practice clouds come and go, each at another address. */
static void
forget_old_places (const char *but)
{
  g_autofree char *root = make_folder (NULL);
  g_autoptr (GDir) places = g_dir_open (root, 0, NULL);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *place;

  while (places != NULL && (place = g_dir_read_name (places)) != NULL)
    {
      g_autofree char *folder = g_build_filename (root, place, NULL);
      g_autoptr (GDir) files = NULL;
      GStatBuf status;
      const char *name;

      if (!g_str_has_prefix (place, STAND_IN_PREFIX) || g_str_equal (place, but) ||
          g_lstat (folder, &status) != 0 || !S_ISDIR (status.st_mode) || now - status.st_mtime < KEEP_PLACE)
        continue;

      files = g_dir_open (folder, 0, NULL);
      while (files != NULL && (name = g_dir_read_name (files)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          g_unlink (path);
        }
      g_rmdir (folder);
    }
}

gboolean
flo_figure_cache_write (const char  *place,
                        const char  *name,
                        GBytes      *content,
                        gint64       time,
                        const char  *etag,
                        GError     **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *sum = NULL;
  g_autoptr (GString) text = NULL;
  gsize length;
  const char *data;

  g_return_val_if_fail (place != NULL && name != NULL, FALSE);
  g_return_val_if_fail (content != NULL, FALSE);

  data = g_bytes_get_data (content, &length);
  if (!is_plain (place) || !is_plain (name) || length > FLO_FIGURE_CACHE_MAX_SIZE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” of %s cannot be kept", name, place);
      return FALSE;
    }

  folder = make_folder (place);
  path = g_build_filename (folder, name, NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      const int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "Could not make the folder %s: %s", folder,
                   g_strerror (saved));
      return FALSE;
    }

  text = g_string_sized_new (length + 64);
  sum = make_sum (data, length);
  g_string_append_printf (text, HEAD "%" G_GINT64_FORMAT " %s", time, sum);
  if (etag != NULL && strlen (etag) < MAX_HEAD / 2 && strpbrk (etag, "\r\n") == NULL)
    g_string_append_printf (text, " %s", etag);
  g_string_append_c (text, '\n');
  g_string_append_len (text, data, length);
  if (!g_file_set_contents_full (path, text->str, text->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return FALSE;

  forget_halves (folder, name);
  forget_old_places (place);

  return TRUE;
}
