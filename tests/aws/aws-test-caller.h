/* aws-test-caller.h: a client whose calls go to a server that does as it is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws-test-server.h"
#include "aws/aws-client-private.h"

G_BEGIN_DECLS

/* A fixture: one call or list at a time. */
typedef struct
{
  AwsTestServer *server;
  AwsClient *client;
  GMainLoop *loop;

  const AwsOperation *operation;   /* of the last call; whose answer this is: */
  gpointer answer;
  gboolean listed;                 /* how the last list ended */
  GPtrArray *items;                /* texts, for a list's callback */
  GCancellable *cancellable;
  guint cancel_after;
  GError *error;
} AwsTestCaller;

/* How long its client waits */
extern const AwsTimeouts caller_patience;

void     caller_set_up            (AwsTestCaller      *caller,
                                   gconstpointer       data);
void     caller_tear_down         (AwsTestCaller      *caller,
                                   gconstpointer       data);
/* From the next call on. @token: (nullable): a session's */
void     caller_use_credentials   (AwsTestCaller      *caller,
                                   const char         *token);
/* What the server answers next */
void     caller_push              (AwsTestCaller      *caller,
                                   guint               status,
                                   const char         *body);
/* Forgets what the last call brought. */
void     caller_clear_result      (AwsTestCaller      *caller);
/* Calls and waits. (transfer none) (nullable): the answer; NULL with the caller's error */
gpointer caller_call              (AwsTestCaller      *caller,
                                   const AwsOperation *operation,
                                   gconstpointer       input);
/* Ends a list; for aws_client_list_async(). */
void     caller_listed_cb         (GObject            *source,
                                   GAsyncResult       *result,
                                   gpointer            user_data);
void     caller_assert_failed     (AwsTestCaller      *caller,
                                   int                 category,
                                   const char         *code);
void     caller_assert_n_requests (AwsTestCaller      *caller,
                                   guint               n);

G_END_DECLS
