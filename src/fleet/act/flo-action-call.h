/* flo-action-call.h: which AWS call an action is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "aws/services/aws-ec2.h"
#include "aws/aws-error.h"
#include "fleet/act/flo-action.h"

G_BEGIN_DECLS

/* @input, zeroed, is filled from the journal's @parameters and @token alone: an action that is repeated
 * after a crash has to be the very same request. */
typedef void        (*FloActionBuildFunc) (gpointer       input,
                                           JsonObject    *parameters,
                                           const char    *token);
/* What the journal keeps of an answer. Returns: (transfer full) (nullable): NULL with @error when the answer
 * amounts to a failure; @result is then what else is worth keeping. */
typedef JsonObject *(*FloActionReadFunc)  (gconstpointer  output,
                                           JsonObject    *parameters,
                                           JsonObject   **result,
                                           GError       **error);

typedef struct
{
  FloActionKind kind;
  const AwsOperation *operation;
  FloActionBuildFunc build;
  FloActionReadFunc read;            /* (nullable): nothing to keep */
  const char * const *done_codes;    /* (nullable): AWS error codes that say it is done already */
  gboolean absent_is_done;           /* NotFound, too: it was to be deleted */
  gboolean look_first;               /* AWS would do it twice: look for flotilla:intent before repeating */
} FloActionCall;

/* NULL for FLO_ACTION_WAIT only. */
const FloActionCall *flo_action_call_find        (FloActionKind   kind);

/* The table's parts, each ended by an entry without operation. */
extern const FloActionCall flo_network_calls[];
extern const FloActionCall flo_access_calls[];
extern const FloActionCall flo_instance_calls[];
extern const FloActionCall flo_event_calls[];

/* For the parts. */
char                *flo_action_call_dup_string  (JsonObject     *parameters,
                                                  const char     *name);
/* Tag specifications of the parameters' "tags" for each resource type; NULL-terminated. */
GPtrArray           *flo_action_call_make_tags   (JsonObject     *parameters,
                                                  const char     *first_type,
                                                  ...) G_GNUC_NULL_TERMINATED;
/* {"id": @id} */
JsonObject          *flo_action_call_make_result (const char     *id);

G_END_DECLS
