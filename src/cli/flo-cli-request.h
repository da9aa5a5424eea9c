/* flo-cli-request.h: what a person asks of a living fleet, from the question to its fulfilment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/flo-cli-context.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_CLI_REQUEST_SCALE,
  FLO_CLI_REQUEST_PAUSE,
  FLO_CLI_REQUEST_RESUME,
  FLO_CLI_REQUEST_MIGRATE,   /* leave a zone */
  FLO_CLI_REQUEST_ALLOW,     /* use it again */
  FLO_CLI_REQUEST_UPDATE,    /* another config */
  FLO_CLI_REQUEST_TAKE_OVER, /* from another computer */
  FLO_CLI_REQUEST_REPLACE,   /* a node */
  FLO_CLI_REQUEST_DRAIN,
  FLO_CLI_REQUEST_KEEP,      /* takes back either of these */
} FloCliRequestKind;

typedef struct
{
  FloCliRequestKind kind;
  FloCliContext *context;    /* (unowned) */
  FloFleet *fleet;           /* (owned): as it was seen last */
  char *id;                  /* (owned): of the fleet, to find it again */
  char *what;                /* (owned) (nullable): the node or zone */
  guint nodes;               /* to scale to */
  FloConfig *config;         /* (owned) (nullable): it is to have */
  GPtrArray *changes;        /* (owned) (nullable) (element-type FloConfigChange): what that changes */
  guint revision;            /* it will be; the one that is there when it changes nothing */
  gint64 begun;              /* Unix seconds: when it was written down; 0: not yet */
  FloMoney now, then;        /* an hour, before and as it will be; 0: not known */
} FloCliRequest;

FloCliRequest *flo_cli_request_new     (FloCliRequestKind    kind,
                                        FloCliContext       *context,
                                        FloFleet            *fleet,
                                        const char          *what);
void           flo_cli_request_free    (FloCliRequest       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloCliRequest, flo_cli_request_free)

/* "scale": stable, for JSON and messages */
const char    *flo_cli_request_get_word (const FloCliRequest *self);
/* Says what will happen and what it costs; fills in @now and @then. */
void           flo_cli_request_preview (FloCliRequest       *self);
/* Whether it takes a while until it is so, and somebody has to run the fleet for it. */
gboolean       flo_cli_request_takes_time (const FloCliRequest *self);
/* Whether the nodes, as AWS was last seen, are what was asked for. FALSE when AWS could not be seen. */
gboolean       flo_cli_request_is_done (const FloCliRequest *self);
/* @words, what the fleet will cost an hour, and its budget. */
void           flo_cli_request_print_then (FloCliRequest    *self,
                                           const char       *words);
/* With --json. */
void           flo_cli_request_print_json (FloCliRequest    *self);
/* Shows what will happen, asks, writes the request down, runs the fleet until it is done, or looks on while another
 * process does. */
FloCliExit     flo_cli_request_run     (FloCliRequest       *self,
                                        GError             **error);

extern const FloCliOption FLO_CLI_REQUEST_OPTIONS[];

FloCliExit     flo_cli_fleet_scale     (FloCliContext       *context,
                                        GError             **error);
FloCliExit     flo_cli_fleet_pause     (FloCliContext       *context,
                                        GError             **error);
FloCliExit     flo_cli_fleet_resume    (FloCliContext       *context,
                                        GError             **error);
FloCliExit     flo_cli_fleet_migrate   (FloCliContext       *context,
                                        GError             **error);
FloCliExit     flo_cli_fleet_allow     (FloCliContext       *context,
                                        GError             **error);
FloCliExit     flo_cli_fleet_update    (FloCliContext       *context,
                                        GError             **error);
FloCliExit     flo_cli_fleet_take_over (FloCliContext       *context,
                                        GError             **error);

G_END_DECLS
