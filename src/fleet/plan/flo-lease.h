/* flo-lease.h: who drives a fleet, as a tag says it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* On the fleet's security group, which is made before there is a node and deleted when none is left. */
#define FLO_LEASE_TAG "flotilla:driver"

typedef enum
{
  FLO_LEASE_CLAIMS,   /* does nothing yet, and nobody else does */
  FLO_LEASE_FORCES,   /* does nothing yet; somebody else may */
  FLO_LEASE_DRIVES,
  FLO_LEASE_LEFT,     /* does nothing any more */
} FloLeaseState;

/* Owned strings. */
typedef struct
{
  char *text;         /* the tag's value: another text is a sign of life */
  FloLeaseState state;
  char *computer;     /* whose lock lets one process act: a computer, and a store on it; "?": it cannot be read */
  char *boot;         /* since which start of that computer */
  char *run;          /* which run of the program */
  guint64 sequence;
  gint64 since;       /* Unix seconds, by the driver's clock: when it took the lease; 0: not known */
  gint64 renewed;     /* the same: when this value was written. For people: nothing is decided by it */
  char *owner;        /* "user@host", or "somebody" */
} FloLease;

/* Whatever somebody wrote there is a lease: what cannot be read belongs to another. */
FloLease *flo_lease_parse    (const char     *text);
/* As flo_lease_parse() reads it; @self->text is of no matter. */
char     *flo_lease_format   (const FloLease *self);
FloLease *flo_lease_copy     (const FloLease *self);
void      flo_lease_free     (FloLease       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloLease, flo_lease_free)

/* "ada@laptop since 2026-11-24T02:10:00Z, last heard of at …" */
char     *flo_lease_describe (const FloLease *self);

G_END_DECLS
