/* flo-node-line.h: the line to one node, on which it tells what is announced to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/observe/flo-answers.h"
#include "fleet/observe/flo-metadata-word.h"
#include "ssh/flo-ssh-connection.h"

G_BEGIN_DECLS

/* How nodes are logged in to. */
typedef struct
{
  const char *user;
  guint16 port;
  const char *key_path;      /* (nullable): NULL: the user's own keys */
  gboolean local;            /* on this computer, where time may run faster: tries more often, and believes sooner */
} FloNodeLogin;

/* What keeps a line from telling. */
typedef enum
{
  FLO_LINE_FINE,             /* nothing, or it is not known yet */
  FLO_LINE_SILENT,           /* it does not answer */
  FLO_LINE_HOST_KEY,         /* somebody else may answer */
  FLO_LINE_LOCKED,           /* it does not let us in, or our key is not here */
  FLO_LINE_BLIND,            /* it answers, but its metadata cannot be read */
  FLO_LINE_N_TROUBLES,
} FloLineTrouble;

#define FLO_TYPE_NODE_LINE (flo_node_line_get_type ())
G_DECLARE_FINAL_TYPE (FloNodeLine, flo_node_line, FLO, NODE_LINE, GObject)

/**
 * FloNodeLine:
 *
 * One SSH connection with one command on it, for as long as it is wanted; what ends is begun again, after a pause.
 *
 * Signal "event" (FloCloudEvent, borrowed): one that was announced; after a connection was lost the same may come again.
 * Signal "changed" (urgent): it hears now, or no more, or something else is the trouble. Urgent: it may have ended, or what
 * is believed of whether it answers has changed.
 */
/* @host_key: (nullable): what it was known by */
FloNodeLine      *flo_node_line_new          (const char         *instance,
                                              const char         *address,
                                              const FloNodeLogin *login,
                                              const char         *host_key);
void              flo_node_line_start        (FloNodeLine        *self);
/* Emits no more. */
void              flo_node_line_stop         (FloNodeLine        *self);
const char       *flo_node_line_get_instance (FloNodeLine        *self);
const char       *flo_node_line_get_address  (FloNodeLine        *self);
/* (nullable): it was never reached */
const char       *flo_node_line_get_host_key (FloNodeLine        *self);
/* Whether it would tell, if there were something. */
gboolean          flo_node_line_hears        (FloNodeLine        *self);
const FloAnswers *flo_node_line_get_answers  (FloNodeLine        *self);
/* What it failed to answer does not count. */
void              flo_node_line_forgive      (FloNodeLine        *self);
/* @text: (out) (optional) (transfer none): a sentence without its point; NULL when it is fine */
FloLineTrouble    flo_node_line_get_trouble  (FloNodeLine        *self,
                                              const char        **text);

G_END_DECLS
