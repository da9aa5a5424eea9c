/* flo-journal.h: what we were about to do, written before we did it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/flo-store.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_INTENT_OPEN,      /* written; the call may or may not have had its effect */
  FLO_INTENT_DONE,
  FLO_INTENT_FAILED,    /* AWS said no: it had no effect */
} FloIntentState;

/* One row. Owned strings. */
typedef struct
{
  gint64 id;              /* ascending */
  char *fleet_id;
  char *action;           /* "create-fleet", "terminate-instances", … */
  char *token;            /* idempotency token or tag value; unique */
  char *parameters;       /* JSON: enough to repeat the call exactly */
  char *reason;           /* for people */
  FloIntentState state;
  char *result;           /* JSON: ids made, or error code and message */
  gint64 created_at;      /* Unix microseconds, UTC */
  gint64 finished_at;     /* 0 while open */
} FloIntent;

void flo_intent_free (FloIntent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloIntent, flo_intent_free)

/* Durable (on disk) when it finishes. Writing a token that is there already returns its row's id: a
 * repeated intent is the same intent. */
void       flo_journal_begin_async   (FloStore *store, const char *fleet_id, const char *action, const char *token,
                                      const char *parameters, const char *reason,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64     flo_journal_begin_finish  (FloStore *store, GAsyncResult *result, GError **error);   /* 0 on error */
void       flo_journal_end_async     (FloStore *store, gint64 intent, FloIntentState state, const char *result_json,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean   flo_journal_end_finish    (FloStore *store, GAsyncResult *result, GError **error);
/* All of a fleet (NULL: of every fleet), oldest first; @open_only: those without a result. (element-type FloIntent) */
void       flo_journal_list_async    (FloStore *store, const char *fleet_id, gboolean open_only,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *flo_journal_list_finish   (FloStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
