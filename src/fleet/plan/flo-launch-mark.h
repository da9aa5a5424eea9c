/* flo-launch-mark.h: the launch of a fleet while it is under way, as the fleet's row remembers it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-error.h"
#include "config/flo-config.h"

G_BEGIN_DECLS

/* It is written together with the row by who launches, and never by who adopts; the turn that first finds the fleet whole
 * takes it out before it does anything else. Without it nothing is ever rolled back. */
typedef struct
{
  gint64 deadline;           /* Unix seconds: it has to be whole then; 0: it may take as long as it takes */
  gboolean roll_back;        /* what becomes of it otherwise: it is destroyed, or goes on */
  gboolean late;             /* that it was not whole in time was told */
  gboolean failed;           /* it is being rolled back … */
  AwsErrorCategory failure;  /* … because of this */
} FloLaunchMark;

FloLaunchMark *flo_launch_mark_new   (const FloConfig     *config,
                                      gint64               now);
FloLaunchMark *flo_launch_mark_copy  (const FloLaunchMark *self);
void           flo_launch_mark_free  (FloLaunchMark       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloLaunchMark, flo_launch_mark_free)

FloLaunchMark *flo_launch_mark_read  (const char          *text);
char          *flo_launch_mark_write (const FloLaunchMark *self);

G_END_DECLS
