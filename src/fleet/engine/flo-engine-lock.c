/* flo-engine-lock.c: one engine an account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-engine-lock"

#include "flotilla-config.h"

#include "fleet/engine/flo-engine-lock.h"
#include "fleet/engine/flo-engine.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct _FloEngineLock
{
  int fd;
};


/* An account's name may hold anything; a file's may not. */
static char *
make_path (const char *store_path,
           const char *account)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, account, -1);

  return g_strdup_printf ("%s.%.16s.lock", store_path, hash);
}

static void
set_taken_error (int          fd,
                 const char  *account,
                 GError     **error)
{
  char text[32] = "";
  gssize n = pread (fd, text, sizeof text - 1, 0);
  gint64 pid = n > 0 ? g_ascii_strtoll (text, NULL, 10) : 0;

  if (pid > 0)
    g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_OTHER_ENGINE,
                 "Process %" G_GINT64_FORMAT " runs the fleets of the account %s already. Use that one, or end it first",
                 pid, account);
  else
    g_set_error (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_OTHER_ENGINE,
                 "Another program runs the fleets of the account %s already. Use that one, or end it first", account);
}

static void
write_pid (int fd)
{
  g_autofree char *text = g_strdup_printf ("%d\n", (int) getpid ());

  /* Only for the message of who comes second: without it that names no process. */
  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) < 0)
    g_debug ("Could not write the process id: %s", g_strerror (errno));
}

FloEngineLock *
flo_engine_lock_take (const char  *store_path,
                      const char  *account,
                      GError     **error)
{
  g_autofree char *path = NULL;
  FloEngineLock *self;
  int fd;

  g_return_val_if_fail (store_path != NULL, NULL);
  g_return_val_if_fail (account != NULL, NULL);

  path = make_path (store_path, account);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "Could not open %s: %s", path,
                   g_strerror (saved_errno));
      return NULL;
    }

  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      set_taken_error (fd, account, error);
      close (fd);
      return NULL;
    }

  write_pid (fd);
  self = g_new0 (FloEngineLock, 1);
  self->fd = fd;

  return self;
}

char *
flo_engine_lock_identify (const char *store_path,
                          const char *account)
{
  g_autofree char *path = make_path (store_path, account);
  g_autofree char *real = NULL;
  char *resolved = realpath (path, NULL);
  GStatBuf info;

  real = g_strdup (resolved);
  free (resolved);
  if (real == NULL || g_stat (real, &info) != 0)
    return g_strdup ("");

  return g_strdup_printf ("%" G_GUINT64_FORMAT " %s", (guint64) info.st_ino, real);
}

/* The file stays: who unlinks it can unlink the one that another process has just locked. */
void
flo_engine_lock_release (FloEngineLock *self)
{
  if (self == NULL)
    return;

  close (self->fd);
  g_free (self);
}
