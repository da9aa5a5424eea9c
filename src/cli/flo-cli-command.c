/* flo-cli-command.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <string.h>

#include "cli/flo-cli-command.h"

static const FloCliGroup groups[] = {
  { "account", "who we are to AWS", FLO_CLI_ACCOUNT_COMMANDS },
  { "config", "what a fleet shall be", FLO_CLI_CONFIG_COMMANDS },
  { "price", "what capacity costs", FLO_CLI_PRICE_COMMANDS },
  { "alert", "what prices to be told of", FLO_CLI_ALERT_COMMANDS },
  { "backtest", "what would have become of a config", FLO_CLI_BACKTEST_COMMANDS },
  { "fleet", "launched configs", FLO_CLI_FLEET_COMMANDS },
  { "report", "what it came to", FLO_CLI_REPORT_COMMANDS },
  { "budget", "what all fleets may cost together", FLO_CLI_BUDGET_COMMANDS },
  { "node", "the nodes of fleets", FLO_CLI_NODE_COMMANDS },
  { "cleanup", "what is left of fleets that nobody runs", FLO_CLI_CLEANUP_COMMANDS },
  { NULL, NULL, NULL },
};

static const FloCliOption common_options[] = {
  { "account", 0, "NAME", "use this account instead of the standard AWS chain",
    FLO_CLI_TAKES_ACCOUNT },
  { "practice", 0, NULL, "use the practice cloud: nothing costs money", FLO_CLI_TAKES_ACCOUNT },
  { "region", 0, "REGION", "use this region", FLO_CLI_TAKES_ACCOUNT },
  { "endpoint-url", 0, "URL", "talk to this endpoint; http for loopback only",
    FLO_CLI_TAKES_ACCOUNT },
  { "json", 0, NULL, "print one JSON value", FLO_CLI_TAKES_NOTHING },
  { "quiet", 'q', NULL, "no progress, no notes", FLO_CLI_TAKES_NOTHING },
  { "yes", 'y', NULL, "do not ask", FLO_CLI_TAKES_CONSENT },
  { "dry-run", 0, NULL, "say what would be done, change nothing", FLO_CLI_TAKES_CONSENT },
  { "help", 'h', NULL, "show help", FLO_CLI_TAKES_NOTHING },
  { NULL },
};

const FloCliGroup *
flo_cli_groups (void)
{
  return groups;
}

const FloCliOption *
flo_cli_common_options (void)
{
  return common_options;
}

const FloCliGroup *
flo_cli_find_group (const char *name)
{
  for (const FloCliGroup *group = groups; group->name != NULL; group++)
    if (strcmp (group->name, name) == 0)
      return group;
  return NULL;
}

const FloCliCommand *
flo_cli_find_command (const FloCliGroup *group,
                      const char        *verb)
{
  for (const FloCliCommand *command = group->commands; command->group != NULL; command++)
    if (strcmp (command->verb, verb) == 0)
      return command;
  return NULL;
}

static const FloCliOption *
find_in (const FloCliOption *options,
         const char         *name)
{
  for (const FloCliOption *option = options; option != NULL && option->name != NULL; option++)
    {
      if (strcmp (option->name, name) == 0)
        return option;
      if (option->letter != 0 && name[0] == option->letter && name[1] == '\0')
        return option;
    }
  return NULL;
}

const FloCliOption *
flo_cli_find_option (const FloCliCommand *command,
                     const char          *name)
{
  const FloCliOption *option = command != NULL ? find_in (command->options, name) : NULL;

  return option != NULL ? option : find_in (common_options, name);
}

char *
flo_cli_command_get_name (const FloCliCommand *command)
{
  return *command->verb != '\0' ? g_strdup_printf ("%s %s", command->group, command->verb) : g_strdup (command->group);
}

gboolean
flo_cli_command_accepts (const FloCliCommand *command,
                         const FloCliOption  *option)
{
  return option->takes == FLO_CLI_TAKES_NOTHING || (command->takes & option->takes) != 0;
}

/* Optimal string alignment: insertions, deletions, changes and swapped neighbours count one each. */
static guint
distance (const char *a,
          const char *b)
{
  gsize m = strlen (a), n = strlen (b);
  g_autofree guint *rows = g_new0 (guint, 3 * (n + 1));
  guint *before = rows, *last = rows + n + 1, *now = rows + 2 * (n + 1);

  for (gsize j = 0; j <= n; j++)
    last[j] = j;
  for (gsize i = 1; i <= m; i++)
    {
      guint *oldest = before;

      now[0] = i;
      for (gsize j = 1; j <= n; j++)
        {
          guint cost = a[i - 1] != b[j - 1];

          now[j] = MIN (MIN (last[j] + 1, now[j - 1] + 1), last[j - 1] + cost);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            now[j] = MIN (now[j], before[j - 2] + 1);
        }
      before = last;
      last = now;
      now = oldest;
    }
  return last[n];
}

char *
flo_cli_did_you_mean (const char *word,
                      GPtrArray  *candidates)
{
  const char *nearest = NULL;
  guint best = G_MAXUINT;

  if (strlen (word) > 64)
    return g_strdup ("");
  for (guint i = 0; i < candidates->len; i++)
    {
      const char *candidate = g_ptr_array_index (candidates, i);
      guint d = g_str_has_prefix (candidate, word) ? 1 : distance (word, candidate);

      if (d < best)
        {
          best = d;
          nearest = candidate;
        }
    }
  /* A third of a word may be wrong; beyond that a guess only confuses. */
  if (nearest == NULL || best > MAX (1, strlen (nearest) / 3))
    return g_strdup ("");
  return g_strdup_printf ("; did you mean %s?", nearest);
}
