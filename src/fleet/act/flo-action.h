/* flo-action.h: one thing the engine is about to do, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  FLO_ACTION_WAIT,                 /* nothing to call: says what is being waited for */
  FLO_ACTION_CREATE_VPC,
  FLO_ACTION_CREATE_SUBNET,
  FLO_ACTION_ENABLE_PUBLIC_ADDRESSES,   /* a new subnet gives its nodes public addresses */
  FLO_ACTION_CREATE_INTERNET_GATEWAY,
  FLO_ACTION_ATTACH_INTERNET_GATEWAY,
  FLO_ACTION_CREATE_ROUTE,
  FLO_ACTION_CREATE_SECURITY_GROUP,
  FLO_ACTION_AUTHORIZE_INGRESS,
  FLO_ACTION_IMPORT_KEY_PAIR,
  FLO_ACTION_CREATE_LAUNCH_TEMPLATE,
  FLO_ACTION_CREATE_FLEET,
  FLO_ACTION_TERMINATE_INSTANCES,
  FLO_ACTION_CANCEL_SPOT_REQUESTS,
  FLO_ACTION_DELETE_FLEETS,
  FLO_ACTION_DELETE_LAUNCH_TEMPLATE,
  FLO_ACTION_DELETE_KEY_PAIR,
  FLO_ACTION_DELETE_SECURITY_GROUP,
  FLO_ACTION_DELETE_SUBNET,
  FLO_ACTION_DETACH_INTERNET_GATEWAY,
  FLO_ACTION_DELETE_INTERNET_GATEWAY,
  FLO_ACTION_DELETE_VPC,
  FLO_ACTION_RELEASE_ADDRESS,
  FLO_ACTION_DELETE_VOLUME,
  FLO_ACTION_DELETE_SNAPSHOT,
  FLO_ACTION_PUT_EVENT_RULE,       /* EventBridge notices what happens to instances */
  FLO_ACTION_CREATE_QUEUE,
  FLO_ACTION_PUT_EVENT_TARGET,     /* … and sends it to the queue */
  FLO_ACTION_REMOVE_EVENT_TARGET,
  FLO_ACTION_DELETE_EVENT_RULE,
  FLO_ACTION_DELETE_QUEUE,
  FLO_ACTION_MODIFY_FLEET,         /* EC2 keeps another number of nodes */
  FLO_ACTION_REBOOT_INSTANCE,      /* a node whose own system does not answer */
  FLO_ACTION_CREATE_TEMPLATE_VERSION,   /* the config has changed how nodes start */
  FLO_ACTION_TAG_TEMPLATE,         /* … and its copy in the template's tags */
  FLO_ACTION_REVOKE_INGRESS,       /* … and who may reach them */
  FLO_ACTION_START_INSTANCE,       /* a standby that is stopped */
  FLO_ACTION_STOP_INSTANCE,        /* … and that is not needed for now */
  FLO_N_ACTION_KINDS,
} FloActionKind;

const char *flo_action_kind_get_word  (FloActionKind  kind);   /* "create-fleet": journal and JSON */
gboolean    flo_action_kind_from_word (const char    *word,    /* FALSE: no such word */
                                       FloActionKind *kind);

#define FLO_TYPE_ACTION (flo_action_get_type ())
G_DECLARE_FINAL_TYPE (FloAction, flo_action, FLO, ACTION, GObject)

/* Immutable. Exactly one AWS call (or none, when waiting). @parameters: JSON, enough to make the call;
 * @token: idempotency token, derived from the fleet and the journal, never random.
 * Properties: kind (int), title, reason, token, parameters. */
FloAction     *flo_action_new            (FloActionKind  kind,
                                          const char    *title,       /* "Replace i-0abc in us-east-1b" */
                                          const char    *reason,      /* "interruption notice at 12:03:11" */
                                          const char    *token,
                                          const char    *parameters);
FloActionKind  flo_action_get_kind       (FloAction *self);
const char    *flo_action_get_title      (FloAction *self);
const char    *flo_action_get_reason     (FloAction *self);
const char    *flo_action_get_token      (FloAction *self);
const char    *flo_action_get_parameters (FloAction *self);
gboolean       flo_action_equal          (FloAction *a,
                                          FloAction *b);

G_END_DECLS
