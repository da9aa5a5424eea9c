/* flo-cli-prompt.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <glib-unix.h>

#include "cli/flo-cli-prompt.h"

#define MAX_LINE 4096

gboolean
flo_cli_prompt_is_possible (void)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

static gboolean
readable_cb (int          fd,
             GIOCondition condition,
             gpointer     user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* The main loop runs meanwhile, so that Ctrl+C is heard. FALSE: interrupted. */
static gboolean
wait_readable (FloCliContext *context)
{
  gboolean readable = FALSE;
  guint source = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, readable_cb, &readable);

  while (!readable && flo_cli_context_turn (context))
    ;
  if (!readable)
    g_source_remove (source);
  return readable;
}

/* Byte by byte: what follows the line belongs to the next question. */
static char *
read_line (FloCliContext  *context,
           GError        **error)
{
  char line[MAX_LINE];
  gsize length = 0;
  char *copy;

  while (length < sizeof line - 1)
    {
      ssize_t n;

      if (!wait_readable (context))
        {
          explicit_bzero (line, sizeof line);
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "interrupted");
          return NULL;
        }
      n = read (STDIN_FILENO, line + length, 1);
      if (n < 0 && (errno == EINTR || errno == EAGAIN))
        continue;
      if (n <= 0 || line[length] == '\n')
        {
          if (n <= 0 && length == 0)
            {
              g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                           "standard input ended before an answer");
              return NULL;
            }
          break;
        }
      length++;
    }
  while (length > 0 && line[length - 1] == '\r')
    length--;
  line[length] = '\0';
  copy = g_strdup (line);
  explicit_bzero (line, sizeof line);
  return copy;
}

char *
flo_cli_prompt_ask (FloCliContext  *context,
                    const char     *question,
                    const char     *preset,
                    GError        **error)
{
  g_autofree char *answer = NULL;

  g_return_val_if_fail (flo_cli_prompt_is_possible (), NULL);

  for (;;)
    {
      fflush (stdout);
      if (preset != NULL)
        fprintf (stderr, "%s [%s]: ", question, preset);
      else
        fprintf (stderr, "%s: ", question);
      answer = read_line (context, error);
      if (answer == NULL)
        return NULL;
      if (*g_strstrip (answer) != '\0')
        return g_steal_pointer (&answer);
      if (preset != NULL)
        return g_strdup (preset);
      g_clear_pointer (&answer, g_free);
    }
}

char *
flo_cli_prompt_secret (FloCliContext  *context,
                       const char     *question,
                       GError        **error)
{
  struct termios before, silent;
  char *secret;

  if (!flo_cli_prompt_is_possible () || tcgetattr (STDIN_FILENO, &before) != 0)
    return read_line (context, error);

  silent = before;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  fprintf (stderr, "%s (not shown): ", question);
  secret = read_line (context, error);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  fputc ('\n', stderr);
  return secret;
}

gboolean
flo_cli_prompt_confirm (FloCliContext  *context,
                        const char     *question,
                        GError        **error)
{
  g_autofree char *with_choice = NULL;
  g_autofree char *answer = NULL;

  if (flo_cli_arguments_has (flo_cli_context_get_arguments (context), "yes"))
    return TRUE;
  if (!flo_cli_prompt_is_possible ())
    {
      g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE,
                   "nobody can be asked here: %s Give --yes to go on without asking.", question);
      return FALSE;
    }

  with_choice = g_strdup_printf ("%s (yes/no)", question);
  answer = flo_cli_prompt_ask (context, with_choice, "no", error);
  if (answer == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (answer, "y") == 0 || g_ascii_strcasecmp (answer, "yes") == 0)
    return TRUE;
  g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_FAILED, "nothing was done");
  return FALSE;
}
