/* flo-cli-command.h: a command, as data
 *
 * Parsing, --help, the shell completion and "did you mean" all come from these tables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/flo-cli-exit.h"

G_BEGIN_DECLS

typedef struct _FloCliContext FloCliContext;

/* Which common options a command takes; --json, --quiet and --help are taken by all. */
typedef enum
{
  FLO_CLI_TAKES_NOTHING = 0,
  FLO_CLI_TAKES_ACCOUNT = 1 << 0,   /* --account, --practice, --region, --endpoint-url: it talks to AWS */
  FLO_CLI_TAKES_CONSENT = 1 << 1,   /* --yes, --dry-run: it changes something */
} FloCliTakes;

/* @value: (nullable): what the value is called in the help; NULL: the option is a switch
 * @takes: for common options: which commands take it; FLO_CLI_TAKES_NOTHING: all */
typedef struct
{
  const char *name;
  char letter;         /* 0: no short form */
  const char *value;
  const char *help;
  FloCliTakes takes;
  gboolean repeats;    /* may be given more than once */
} FloCliOption;

/* Runs the command. Ends either with @error set, which decides the exit code, or with a code. */
typedef FloCliExit (*FloCliFunc) (FloCliContext  *context,
                                  GError        **error);

typedef struct
{
  const char *group;
  const char *verb;             /* "": the group is the command */
  const char *summary;
  const char *operands;         /* "FILE", "[NAME]"; "" for none */
  guint min_operands;
  guint max_operands;
  FloCliTakes takes;
  FloCliFunc func;
  const FloCliOption *options;  /* (nullable): ends at a NULL name */
} FloCliCommand;

/* The commands of each group, ended by a NULL group; every group in a file of its own. */
extern const FloCliCommand FLO_CLI_ACCOUNT_COMMANDS[];
extern const FloCliCommand FLO_CLI_CONFIG_COMMANDS[];
extern const FloCliCommand FLO_CLI_PRICE_COMMANDS[];
extern const FloCliCommand FLO_CLI_ALERT_COMMANDS[];
extern const FloCliCommand FLO_CLI_BACKTEST_COMMANDS[];
extern const FloCliCommand FLO_CLI_FLEET_COMMANDS[];
extern const FloCliCommand FLO_CLI_REPORT_COMMANDS[];
extern const FloCliCommand FLO_CLI_BUDGET_COMMANDS[];
extern const FloCliCommand FLO_CLI_NODE_COMMANDS[];
extern const FloCliCommand FLO_CLI_CLEANUP_COMMANDS[];

typedef struct
{
  const char *name;
  const char *summary;
  const FloCliCommand *commands;
} FloCliGroup;

/* All groups, ended by a NULL name. */
const FloCliGroup   *flo_cli_groups             (void);
/* The common options, ended by a NULL name. */
const FloCliOption  *flo_cli_common_options     (void);

const FloCliGroup   *flo_cli_find_group         (const char          *name);
const FloCliCommand *flo_cli_find_command       (const FloCliGroup   *group,
                                                 const char          *verb);
/* @command NULL: common options only. A name ("region") or one letter. */
const FloCliOption  *flo_cli_find_option        (const FloCliCommand *command,
                                                 const char          *name);
/* "price now", "backtest". (transfer full) */
char                *flo_cli_command_get_name   (const FloCliCommand *command);
gboolean             flo_cli_command_accepts    (const FloCliCommand *command,
                                                 const FloCliOption  *option);

/* "; did you mean launch?" or "": the nearest of the candidates, when one is near. */
char                *flo_cli_did_you_mean       (const char          *word,
                                                 GPtrArray           *candidates);

G_END_DECLS
