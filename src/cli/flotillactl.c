/* flotillactl.c: the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "cli/flo-cli-context.h"
#include "cli/flo-cli-help.h"

static FloCliExit
run_command (FloCliArguments *arguments)
{
  FloCliContext *context = flo_cli_context_new (arguments);
  FloCliOutput *output = flo_cli_context_get_output (context);
  g_autoptr(GError) error = NULL;
  FloCliExit exit_code = arguments->command->func (context, &error);

  if (error == NULL && exit_code == FLO_CLI_EXIT_DONE)
    flo_cli_output_flush (output, &error);
  if (error != NULL)
    {
      exit_code = flo_cli_exit_from_error (error);
      /* Whoever pressed Ctrl+C, or closed the pipe ("| head"), knows why nothing more came. */
      if (exit_code != FLO_CLI_EXIT_INTERRUPTED
          && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
        flo_cli_output_fail (output, error, exit_code);
    }
  flo_cli_context_free (context);
  return exit_code;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(FloCliArguments) arguments = NULL;
  g_autoptr(GError) error = NULL;

  setlocale (LC_ALL, "");
  g_set_prgname ("flotillactl");

  if (argc == 2 && strcmp (argv[1], "--version") == 0)
    {
      puts ("flotillactl " FLO_VERSION);
      return FLO_CLI_EXIT_DONE;
    }
  /* For the build, which installs what it prints. */
  if (argc == 3 && strcmp (argv[1], "--completion") == 0 && strcmp (argv[2], "bash") == 0)
    {
      g_autofree char *text = flo_cli_help_bash_completion ();

      fputs (text, stdout);
      return FLO_CLI_EXIT_DONE;
    }

  arguments = flo_cli_arguments_parse (argc, argv, &error);
  if (arguments == NULL)
    {
      fprintf (stderr, "flotillactl: %s\n", error->message);
      return flo_cli_exit_from_error (error);
    }
  if (arguments->help)
    {
      g_autofree char *text = flo_cli_help_text (arguments->group, arguments->command);

      fputs (text, stdout);
      return FLO_CLI_EXIT_DONE;
    }
  return run_command (arguments);
}
