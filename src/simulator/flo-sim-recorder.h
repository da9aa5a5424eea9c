/* flo-sim-recorder.h: remembers which API requests came
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

/* One line of JSON per request: {"service", "region", "action", "params": [[key, value], …]}, and
 * "input" for JSON calls. Headers are never kept, so no signature and no key is. */
typedef struct _FloSimRecorder FloSimRecorder;

/* @path (nullable): also appends every line to that file. NULL on failure. */
FloSimRecorder *flo_sim_recorder_new      (const char      *path,
                                           GError         **error);
void            flo_sim_recorder_free     (FloSimRecorder  *self);
void            flo_sim_recorder_add      (FloSimRecorder  *self,
                                           FloSimCall      *call);
/* The newest requests, oldest first, a line each. (transfer full) */
char           *flo_sim_recorder_get_text (FloSimRecorder  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimRecorder, flo_sim_recorder_free)

G_END_DECLS
