/* flo-sim-call.h: one API call, from its parameters to its answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-auth.h"
#include "simulator/flo-sim-cloud.h"
#include "simulator/flo-sim-form.h"

G_BEGIN_DECLS

typedef struct
{
  FloSimCloud *cloud;   /* (unowned) */
  FloSimAuth  *auth;    /* (unowned) */
  const char  *service; /* "ec2", "sts" …: see flo-sim-service.c */
  gboolean     json;    /* it came as JSON, and is answered so */
  const char  *region;
  const char  *action;
  gint64       now;
  const FloSimIdentity *caller; /* (unowned) (nullable) for calls that nobody has to sign */
  FloSimForm  *form;    /* (owned) Query parameters */
  JsonObject  *input;   /* (owned) (nullable) the body of a JSON call, or what a call of S3 says */
  GBytes      *body;    /* (owned) (nullable) of a call of S3 */
  FloSimNode  *params;  /* form->root */

  JsonObject  *result;  /* (owned) the answer: member names are element names */
  guint        status;  /* HTTP; 200 unless it failed */
  char        *code;    /* (nullable) AWS's error code */
  char        *message;

  JsonObject  *headers; /* (owned) (nullable) more of the answer's headers, all strings */
  GBytes      *payload; /* (owned) (nullable) the answer itself, when it is no document */
  gboolean     silent;  /* an answer without a body: the method is HEAD */

  gint64       wait;     /* with nothing to tell yet: how long to ask again before saying so */
  gint64       retry_at; /* when asking again may be worth while, whatever else happens */
} FloSimCall;

/* FALSE: it has failed and flo_sim_call_fail () was called. */
typedef gboolean (*FloSimHandler) (FloSimCall *call);

void            flo_sim_call_clear        (FloSimCall  *call);
/* Returns FALSE, so that a handler can `return flo_sim_call_fail (…)`. The HTTP status goes by the
 * code. */
gboolean        flo_sim_call_fail         (FloSimCall  *call,
                                           const char  *code,
                                           const char  *format,
                                           ...) G_GNUC_PRINTF (3, 4);
/* A string parameter. (nullable) */
const char     *flo_sim_call_get          (FloSimCall  *call,
                                           const char  *path);
/* The visible resource of that id, or NULL and the call has failed as AWS words it. */
FloSimResource *flo_sim_call_find         (FloSimCall  *call,
                                           FloSimKind   kind,
                                           const char  *id);
/* The same with the id taken from parameter @path, which must be given. */
FloSimResource *flo_sim_call_find_param   (FloSimCall  *call,
                                           FloSimKind   kind,
                                           const char  *path);
/* Sets `return` to true, the answer of actions that have nothing to say. */
gboolean        flo_sim_call_return_true  (FloSimCall  *call);
/* Puts the tags of the call's TagSpecifications, all of which must be for @kind, on a
 * resource's data. */
gboolean        flo_sim_call_read_tags    (FloSimCall  *call,
                                           FloSimKind   kind,
                                           JsonObject  *data);
/* The same in two steps, for what tags several kinds. Checks the TagSpecifications at @node: known
 * resource types, legal keys, not too many. */
gboolean        flo_sim_call_check_tags   (FloSimCall  *call,
                                           FloSimNode  *node,
                                           const char *const *types);
/* Adds those for @kind that the data does not have yet. */
void            flo_sim_call_add_tags     (FloSimNode  *node,
                                           FloSimKind   kind,
                                           JsonObject  *data);
/* Is the key one that only AWS may set, or otherwise illegal? Then the call has failed. */
gboolean        flo_sim_call_check_tag    (FloSimCall  *call,
                                           const char  *key,
                                           const char  *value);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FloSimCall, flo_sim_call_clear)

G_END_DECLS
