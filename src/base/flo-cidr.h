/* flo-cidr.h: blocks of IPv4 addresses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint32 address;   /* host byte order */
  guint length;      /* of the prefix, 0–32 */
} FloCidr;

/* "203.0.113.0/24". FALSE for anything else (no length, leading zeros, IPv6). */
gboolean  flo_cidr_parse          (const char    *text,
                                   FloCidr       *self);
/* Whether it names an address inside its block ("10.0.0.5/24"). */
gboolean  flo_cidr_has_host_bits  (const FloCidr *self);
/* The block itself: "10.0.0.0/24". (transfer full) */
char     *flo_cidr_format_network (const FloCidr *self);

G_END_DECLS
