/* flo-ssh-lines-private.h: cuts what a stranger writes into lines, within bounds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ssh/flo-ssh-connection.h"

G_BEGIN_DECLS

typedef struct
{
  const FloSshBounds *bounds;
  GString *line;             /* (owned): what came of the next one */
  gsize total;
  FloSshLineFunc func;
  gpointer data;
} FloSshLines;

void     flo_ssh_lines_init  (FloSshLines         *self,
                              const FloSshBounds  *bounds,
                              FloSshLineFunc       func,
                              gpointer             data);
void     flo_ssh_lines_clear (FloSshLines         *self);
/* FALSE: that was too much. */
gboolean flo_ssh_lines_take  (FloSshLines         *self,
                              const char          *text,
                              gsize                length,
                              GError             **error);
/* The same of what is thrown away: it counts. */
gboolean flo_ssh_lines_skip  (FloSshLines         *self,
                              gsize                length,
                              GError             **error);
/* Nothing more comes: what is left is the last line. */
void     flo_ssh_lines_end   (FloSshLines         *self);

G_END_DECLS
