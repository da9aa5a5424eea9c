/* flo-load-watch.h: learns how much there is to do, where a config says that decides how many nodes are wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "config/flo-config.h"
#include "fleet/observe/flo-observation.h"
#include "fleet/plan/flo-load.h"

G_BEGIN_DECLS

/* Asks the config's source as often as it knows something new. The last figure is kept when there is no new one, with
 * its time. */
#define FLO_TYPE_LOAD_WATCH (flo_load_watch_get_type ())
G_DECLARE_FINAL_TYPE (FloLoadWatch, flo_load_watch, FLO, LOAD_WATCH, GObject)

FloLoadWatch  *flo_load_watch_new            (AwsClient            *client,
                                              const FloConfig      *config);
/* The endpoint is on this computer, where time may run faster. */
void           flo_load_watch_set_local      (FloLoadWatch         *self);
/* What is known, borrowed until the next answer. (nullable): the config has no source */
const FloLoad *flo_load_watch_get            (FloLoadWatch         *self);
/* Which nodes run now, Unix microseconds: what each of them has to do on average is measured of those. */
void           flo_load_watch_see            (FloLoadWatch         *self,
                                              const FloObservation *observation,
                                              gint64                now);
/* Asks when it is due and no answer is outstanding. Fails only when it is cancelled. */
void           flo_load_watch_refresh_async  (FloLoadWatch         *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* Returns: whether the figure, or what is in the way of it, is another one now */
gboolean       flo_load_watch_refresh_finish (FloLoadWatch         *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* Puts down what the source said of @time (Unix microseconds); for the watch itself and for tests. Returns: whether that
 * is worth anything. */
gboolean       flo_load_watch_take           (FloLoadWatch         *self,
                                              double                value,
                                              gint64                time);

G_END_DECLS
