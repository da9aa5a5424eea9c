/* flo-driver.h: who this is to the other drivers of a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Immutable; owned strings, as a lease has them (flo-lease.h). Two processes with the same computer and boot are kept apart by
 * flo-engine-lock.h; all others by the lease. */
typedef struct
{
  char *computer;   /* this installation of a system, and the lock file: a copy of the store has another one */
  char *boot;
  char *run;        /* this very process, at random */
  char *owner;      /* "user@host" */
} FloDriver;

/* @store_path, @account: whose lock it is. Reads three small files of the system. */
FloDriver *flo_driver_new   (const char *store_path,
                             const char *account,
                             const char *owner);
FloDriver *flo_driver_ref   (FloDriver  *self);
void       flo_driver_unref (FloDriver  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloDriver, flo_driver_unref)

G_END_DECLS
