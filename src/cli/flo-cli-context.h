/* flo-cli-context.h: what a running command has at hand
 *
 * The layers below are asynchronous; a command is a straight line. flo_cli_context_wait() joins them: it
 * runs the main loop until the operation it was given as callback data answers.
 *
 *     flo_store_open_async (NULL, cancellable, flo_cli_context_ready_cb, context);
 *     store = flo_store_open_finish (flo_cli_context_wait (context), error);
 *
 * Ctrl+C once cancels the cancellable and makes flo_cli_context_turn() return FALSE; the command then
 * finishes what it has begun. Twice ends the process; what was begun is in the journal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account-list.h"
#include "account/flo-practice-cloud.h"
#include "cli/flo-cli-arguments.h"
#include "cli/flo-cli-interaction.h"
#include "cli/flo-cli-output.h"
#include "fleet/engine/flo-engine.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_CLI_ENGINE_LOAD,   /* look only */
  FLO_CLI_ENGINE_START,  /* run the fleets */
} FloCliEngineUse;

FloCliContext   *flo_cli_context_new             (FloCliArguments      *arguments);
/* Ends the engine, the store and the practice cloud in order. */
void             flo_cli_context_free            (FloCliContext        *self);

FloCliArguments *flo_cli_context_get_arguments   (FloCliContext        *self);
FloCliOutput    *flo_cli_context_get_output      (FloCliContext        *self);
GCancellable    *flo_cli_context_get_cancellable (FloCliContext        *self);

void             flo_cli_context_ready_cb        (GObject              *source,
                                                  GAsyncResult         *result,
                                                  gpointer              user_data);
/* Borrowed: valid until the next wait. */
GAsyncResult    *flo_cli_context_wait            (FloCliContext        *self);
/* One turn of the main loop, waiting for something to happen. FALSE: stop, Ctrl+C was pressed. */
gboolean         flo_cli_context_turn            (FloCliContext        *self);
gboolean         flo_cli_context_is_interrupted  (FloCliContext        *self);
/* What Ctrl+C says is being finished; NULL: nothing. Copied. */
void             flo_cli_context_set_finishing   (FloCliContext        *self,
                                                  const char           *what);
/* Waits @milliseconds or until interrupted (FALSE). */
gboolean         flo_cli_context_sleep           (FloCliContext        *self,
                                                  guint                 milliseconds);

/* Who asks for MFA codes and to sign in; NULL: nobody is there. Borrowed. */
FloCliInteraction *
                 flo_cli_context_get_interaction (FloCliContext       *self);
FloAccountList  *flo_cli_context_load_accounts   (FloCliContext        *self,
                                                  GError              **error);
/* The account by --practice, --account, @named (what a config says, may be NULL) or the standard chain,
 * at --endpoint-url. All borrowed. */
FloAccount      *flo_cli_context_require_account (FloCliContext        *self,
                                                  const char           *named,
                                                  GError              **error);
/* A client in --region, or the account's region. (transfer full) */
AwsClient       *flo_cli_context_require_client  (FloCliContext        *self,
                                                  GError              **error);
/* The database. Borrowed. */
FloStore        *flo_cli_context_require_store   (FloCliContext        *self,
                                                  GError              **error);
/* Asking for the other use ends the engine there was, and its fleets; looking again looks anew. */
FloEngine       *flo_cli_context_require_engine  (FloCliContext        *self,
                                                  const char           *named,
                                                  FloCliEngineUse       use,
                                                  GError              **error);
/* The engine in use, or NULL. Borrowed. */
FloEngine       *flo_cli_context_get_engine      (FloCliContext        *self);
/* A living fleet by id or name, with the engine in use. Borrowed. */
FloFleet        *flo_cli_context_require_fleet   (FloCliContext        *self,
                                                  const char           *id_or_name,
                                                  FloCliEngineUse       use,
                                                  GError              **error);
/* No new action begins; returns when the one under way is in the journal. */
/* A fleet that another process has destroyed meanwhile, by id, as the store has it. (transfer full) */
FloFleet        *flo_cli_context_recall_fleet   (FloCliContext        *self,
                                                 const char           *id,
                                                 GError              **error);
void             flo_cli_context_stop_engine     (FloCliContext        *self);

G_END_DECLS
