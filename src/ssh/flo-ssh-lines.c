/* flo-ssh-lines.c: cuts what a stranger writes into lines, within bounds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-ssh"

#include "flotilla-config.h"

#include "ssh/flo-ssh-lines-private.h"

#include <string.h>


void
flo_ssh_lines_init (FloSshLines        *self,
                    const FloSshBounds *bounds,
                    FloSshLineFunc      func,
                    gpointer            data)
{
  self->bounds = bounds;
  self->line = g_string_new (NULL);
  self->total = 0;
  self->func = func;
  self->data = data;
}

void
flo_ssh_lines_clear (FloSshLines *self)
{
  g_string_free (self->line, TRUE);
}

static void
give_line (FloSshLines *self)
{
  g_autofree char *valid = NULL;

  if (self->line->len > 0 && self->line->str[self->line->len - 1] == '\r')
    g_string_truncate (self->line, self->line->len - 1);
  valid = g_utf8_make_valid (self->line->str, self->line->len);
  g_string_truncate (self->line, 0);
  self->func (valid, self->data);
}

gboolean
flo_ssh_lines_skip (FloSshLines  *self,
                    gsize         length,
                    GError      **error)
{
  if (length <= self->bounds->total - self->total)
    {
      self->total += length;
      return TRUE;
    }

  g_set_error (error, FLO_SSH_ERROR, FLO_SSH_ERROR_OUTPUT,
               "What runs on the node wrote more than %" G_GSIZE_FORMAT " bytes: no more of it is read",
               self->bounds->total);

  return FALSE;
}

gboolean
flo_ssh_lines_take (FloSshLines  *self,
                    const char   *text,
                    gsize         length,
                    GError      **error)
{
  const char *end = text + length;

  if (!flo_ssh_lines_skip (self, length, error))
    return FALSE;

  while (text < end)
    {
      const char *newline = memchr (text, '\n', end - text);
      gsize part = (newline != NULL ? newline : end) - text;

      if (part > self->bounds->line - self->line->len)
        {
          g_set_error (error, FLO_SSH_ERROR, FLO_SSH_ERROR_OUTPUT,
                       "What runs on the node wrote a line of more than %" G_GSIZE_FORMAT " bytes: no more of it is read",
                       self->bounds->line);
          return FALSE;
        }
      g_string_append_len (self->line, text, part);
      text += part;
      if (newline != NULL)
        {
          give_line (self);
          text++;
        }
    }

  return TRUE;
}

void
flo_ssh_lines_end (FloSshLines *self)
{
  if (self->line->len > 0)
    give_line (self);
}
