/* flo-practice-cloud.h: runs flotilla-simulator as a child and is the account that reaches it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account.h"

G_BEGIN_DECLS

#define FLO_TYPE_PRACTICE_CLOUD (flo_practice_cloud_get_type ())
G_DECLARE_FINAL_TYPE (FloPracticeCloud, flo_practice_cloud, FLO, PRACTICE_CLOUD, GObject)

/* How fleets and --account name it. */
#define FLO_PRACTICE_ACCOUNT_NAME "practice"

/* The child ends when this object goes or this process dies (its stdin closes). It keeps its state in
 * $XDG_DATA_HOME/flotilla/practice-cloud.json, so a practice fleet is still there tomorrow.
 * Finds the program beside our own executable, in the build tree, then in the install prefix's bindir.
 * When another of this person's programs runs the practice cloud already, that one is used: both see the
 * same fleets, and it ends with the other program.
 * Properties: problem (nullable sentence, notifies: the child died; start again). */
FloPracticeCloud *flo_practice_cloud_new             (void);
void              flo_practice_cloud_start_async     (FloPracticeCloud    *self,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
FloAccount       *flo_practice_cloud_start_finish    (FloPracticeCloud    *self,
                                                      GAsyncResult        *result,
                                                      GError             **error);
const char       *flo_practice_cloud_get_problem     (FloPracticeCloud    *self);
/* Control: POST /_simulator/@command with @arguments, a JSON object, as src/simulator/README.md has them. */
void              flo_practice_cloud_control_async   (FloPracticeCloud    *self,
                                                      const char          *command,
                                                      const char          *arguments,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
gboolean          flo_practice_cloud_control_finish  (FloPracticeCloud    *self,
                                                      GAsyncResult        *result,
                                                      GError             **error);

G_END_DECLS
