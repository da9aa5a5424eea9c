/* flo-cli-help.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include "cli/flo-cli-help.h"

#define OPTION_WIDTH 26

static void
append_option (GString            *text,
               const FloCliOption *option)
{
  g_autoptr(GString) left = g_string_new ("  ");

  if (option->letter != 0)
    g_string_append_printf (left, "-%c, ", option->letter);
  g_string_append_printf (left, "--%s", option->name);
  if (option->value != NULL)
    g_string_append_printf (left, " %s", option->value);
  g_string_append_printf (text, "%-*s %s\n", OPTION_WIDTH, left->str, option->help);
}

static void
append_common_options (GString             *text,
                       const FloCliCommand *command)
{
  g_string_append (text, "\nCommon options:\n");
  for (const FloCliOption *option = flo_cli_common_options (); option->name != NULL; option++)
    if (command == NULL || flo_cli_command_accepts (command, option))
      append_option (text, option);
}

static void
append_command_line (GString             *text,
                     const FloCliCommand *command)
{
  g_autofree char *name = flo_cli_command_get_name (command);
  g_autofree char *left = g_strdup_printf ("  %s %s", name, command->operands);

  g_string_append_printf (text, "%-*s %s\n", OPTION_WIDTH, left, command->summary);
}

static char *
command_help (const FloCliCommand *command)
{
  g_autofree char *name = flo_cli_command_get_name (command);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "Usage: flotillactl %s%s%s [OPTION…]\n\n%s\n", name,
                          *command->operands != '\0' ? " " : "", command->operands, command->summary);
  if (command->options != NULL)
    {
      g_string_append (text, "\nOptions:\n");
      for (const FloCliOption *option = command->options; option->name != NULL; option++)
        append_option (text, option);
    }
  append_common_options (text, command);
  return g_string_free (text, FALSE);
}

static void
append_exit_codes (GString *text)
{
  g_string_append (text,
                   "\nExit codes:\n"
                   "  0 done, 1 failed, 2 usage, 3 config invalid, 4 credentials or permission,\n"
                   "  5 no capacity, 6 refused by a budget, quota or price, 7 partly done (resumable),\n"
                   "  130 interrupted\n");
}

char *
flo_cli_help_text (const FloCliGroup   *group,
                   const FloCliCommand *command)
{
  GString *text;

  if (command != NULL)
    return command_help (command);

  text = g_string_new (NULL);
  if (group != NULL)
    g_string_append_printf (text, "Usage: flotillactl %s COMMAND [OPTION…]\n\n%s: %s\n\n",
                            group->name, group->name, group->summary);
  else
    g_string_append (text, "Usage: flotillactl GROUP COMMAND [OPTION…]\n\n"
                           "Runs fleets of AWS spot instances.\n");

  for (const FloCliGroup *g = flo_cli_groups (); g->name != NULL; g++)
    {
      if (group != NULL && g != group)
        continue;
      if (group == NULL)
        g_string_append_printf (text, "\n%s: %s\n", g->name, g->summary);
      for (const FloCliCommand *c = g->commands; c->group != NULL; c++)
        append_command_line (text, c);
    }
  append_common_options (text, NULL);
  if (group == NULL)
    {
      g_string_append (text, "  --version                print the version\n");
      append_exit_codes (text);
    }
  g_string_append (text, "\nflotillactl GROUP COMMAND --help tells about one command.\n");
  return g_string_free (text, FALSE);
}

/* ---- completion ---- */

static void
append_option_words (GString             *text,
                     const FloCliCommand *command)
{
  for (const FloCliOption *o = command->options; o != NULL && o->name != NULL; o++)
    g_string_append_printf (text, " --%s", o->name);
  for (const FloCliOption *o = flo_cli_common_options (); o->name != NULL; o++)
    if (flo_cli_command_accepts (command, o))
      g_string_append_printf (text, " --%s", o->name);
}

char *
flo_cli_help_bash_completion (void)
{
  GString *text = g_string_new ("# bash completion for flotillactl; generated, do not edit\n"
                                "_flotillactl ()\n"
                                "{\n"
                                "  local current=${COMP_WORDS[COMP_CWORD]} words=\n"
                                "  case \"$COMP_CWORD:${COMP_WORDS[1]}:${COMP_WORDS[2]}\" in\n"
                                "    1:*) words='");

  for (const FloCliGroup *g = flo_cli_groups (); g->name != NULL; g++)
    g_string_append_printf (text, "%s%s", g == flo_cli_groups () ? "" : " ", g->name);
  g_string_append (text, "' ;;\n");
  for (const FloCliGroup *g = flo_cli_groups (); g->name != NULL; g++)
    {
      const FloCliCommand *itself = flo_cli_find_command (g, "");

      if (itself != NULL)
        {
          g_string_append_printf (text, "    *:%s:*) words='", g->name);
          append_option_words (text, itself);
          g_string_append (text, "' ;;\n");
          continue;
        }
      g_string_append_printf (text, "    2:%s:*) words='", g->name);
      for (const FloCliCommand *c = g->commands; c->group != NULL; c++)
        g_string_append_printf (text, "%s%s", c == g->commands ? "" : " ", c->verb);
      g_string_append (text, "' ;;\n");
      for (const FloCliCommand *c = g->commands; c->group != NULL; c++)
        {
          g_string_append_printf (text, "    *:%s:%s) words='", g->name, c->verb);
          append_option_words (text, c);
          g_string_append (text, "' ;;\n");
        }
    }
  g_string_append (text, "  esac\n"
                         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
                         "}\n"
                         "complete -o default -F _flotillactl flotillactl\n");
  return g_string_free (text, FALSE);
}
