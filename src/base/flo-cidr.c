/* flo-cidr.c: blocks of IPv4 addresses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-cidr.h"

/* A number up to @maximum without leading zeros, which some programs take for octal. */
static gboolean
read_number (const char **cursor,
             guint        maximum,
             guint       *value)
{
  const char *start = *cursor;

  *value = 0;
  while (g_ascii_isdigit (**cursor) && *value <= maximum)
    *value = *value * 10 + (guint) (*(*cursor)++ - '0');

  return *cursor > start && *value <= maximum && (*start != '0' || *cursor == start + 1);
}

gboolean
flo_cidr_parse (const char *text,
                FloCidr    *self)
{
  FloCidr cidr = { 0, 0 };
  guint octet;

  for (guint i = 0; i < 4; i++)
    {
      if (!read_number (&text, 255, &octet) || *text++ != (i < 3 ? '.' : '/'))
        return FALSE;
      cidr.address = cidr.address << 8 | octet;
    }
  if (!read_number (&text, 32, &cidr.length) || *text != '\0')
    return FALSE;

  *self = cidr;
  return TRUE;
}

static guint32
get_host_mask (const FloCidr *self)
{
  return self->length == 0 ? G_MAXUINT32 : (guint32) ((G_GUINT64_CONSTANT (1) << (32 - self->length)) - 1);
}

gboolean
flo_cidr_has_host_bits (const FloCidr *self)
{
  return (self->address & get_host_mask (self)) != 0;
}

char *
flo_cidr_format_network (const FloCidr *self)
{
  guint32 network = self->address & ~get_host_mask (self);

  return g_strdup_printf ("%u.%u.%u.%u/%u",
                          network >> 24, network >> 16 & 0xff, network >> 8 & 0xff, network & 0xff,
                          self->length);
}
