/* flo-driver.c: who this is to the other drivers of a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-driver"

#include "flotilla-config.h"

#include "fleet/engine/flo-driver.h"
#include "fleet/engine/flo-engine-lock.h"

#define N_CHARS 12


/* Everybody who may read tags sees it: not a word of what it is made of. */
static char *
shorten (const char *text)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strndup (hash, N_CHARS);
}

/* Empty where the system has none: then the lock file alone tells computers apart. */
static char *
read_first (const char * const *paths)
{
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *text = NULL;

      if (g_file_get_contents (paths[i], &text, NULL, NULL) && *g_strstrip (text) != '\0')
        return g_steal_pointer (&text);
    }

  return g_strdup ("");
}

FloDriver *
flo_driver_new (const char *store_path,
                const char *account,
                const char *owner)
{
  static const char * const machine_files[] = { "/etc/machine-id", "/var/lib/dbus/machine-id", NULL };
  static const char * const boot_files[] = { "/proc/sys/kernel/random/boot_id", NULL };
  g_autofree char *machine = read_first (machine_files);
  g_autofree char *boot = read_first (boot_files);
  g_autofree char *lock = flo_engine_lock_identify (store_path, account);
  g_autofree char *computer = g_strdup_printf ("%s %s", machine, lock);
  g_autofree char *run = g_uuid_string_random ();
  FloDriver *self = g_rc_box_new0 (FloDriver);

  self->computer = shorten (computer);
  self->boot = shorten (boot);
  self->run = shorten (run);
  self->owner = g_strdup (owner);

  return self;
}

FloDriver *
flo_driver_ref (FloDriver *self)
{
  return g_rc_box_acquire (self);
}

static void
driver_clear (gpointer data)
{
  FloDriver *self = data;

  g_free (self->computer);
  g_free (self->boot);
  g_free (self->run);
  g_free (self->owner);
}

void
flo_driver_unref (FloDriver *self)
{
  g_rc_box_release_full (self, driver_clear);
}
