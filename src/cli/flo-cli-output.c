/* flo-cli-output.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>

#include "aws/aws-error.h"
#include "cli/flo-cli-json.h"
#include "cli/flo-cli-output.h"
#include "cli/flo-cli-text.h"

#define BAR_WIDTH 24
#define LABEL_WIDTH 12
#define ERASE_LINE "\r\033[K"
#define BOLD_RED "\033[1;31m"
#define PLAIN "\033[0m"

struct _FloCliOutput
{
  gboolean json;
  gboolean quiet;
  gboolean terminal;    /* standard error is one */
  gboolean colour;
  gboolean drawing;     /* an unfinished bar is on the screen */
  gboolean has_text;    /* something was written to standard output */
  int write_errno;      /* of the first write to standard output that failed; 0 = none */
  char *last_progress;  /* (owned) (nullable): the line that was printed last */
};

FloCliOutput *
flo_cli_output_new (gboolean json,
                    gboolean quiet)
{
  FloCliOutput *self = g_new0 (FloCliOutput, 1);
  const char *no_color = g_getenv ("NO_COLOR");
  const char *term = g_getenv ("TERM");

  self->json = json;
  self->quiet = quiet;
  self->terminal = isatty (STDERR_FILENO) && g_strcmp0 (term, "dumb") != 0 && term != NULL;
  self->colour = self->terminal && (no_color == NULL || *no_color == '\0');
  return self;
}

void
flo_cli_output_free (FloCliOutput *self)
{
  flo_cli_output_end_progress (self);
  g_free (self->last_progress);
  g_free (self);
}

gboolean
flo_cli_output_is_json (FloCliOutput *self)
{
  return self->json;
}

static void
erase_bar (FloCliOutput *self)
{
  if (self->drawing)
    fputs (ERASE_LINE, stderr);
  self->drawing = FALSE;
}

/* Told at the end: what goes wrong here goes wrong for all the rest, too. */
static void
note_failure (FloCliOutput *self,
              int           result)
{
  if (result < 0 && self->write_errno == 0)
    self->write_errno = errno != 0 ? errno : EIO;
}

/* Much of what is printed came from AWS, from files, or from other people. Returns: below 0: it could not be written */
static int G_GNUC_PRINTF (2, 0)
write_clean (FILE       *file,
             const char *format,
             va_list     args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);
  g_autofree char *clean = flo_cli_text_clean (text);

  return fputs (clean, file);
}

void
flo_cli_output_print (FloCliOutput *self,
                      const char   *format,
                      ...)
{
  va_list args;

  if (self->json)
    return;
  erase_bar (self);
  va_start (args, format);
  note_failure (self, write_clean (stdout, format, args));
  va_end (args);
}

void
flo_cli_output_text (FloCliOutput *self,
                     const char   *text)
{
  erase_bar (self);
  self->has_text = self->has_text || *text != '\0';
  note_failure (self, fputs (text, stdout));
}

void
flo_cli_output_json (FloCliOutput *self,
                     JsonNode     *node)
{
  g_autofree char *text = json_to_string (node, TRUE);

  flo_cli_output_text (self, text);
  flo_cli_output_text (self, "\n");
  json_node_unref (node);
}

void
flo_cli_output_json_line (FloCliOutput *self,
                          JsonNode     *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  flo_cli_output_text (self, text);
  flo_cli_output_text (self, "\n");
  json_node_unref (node);
}

void
flo_cli_output_note (FloCliOutput *self,
                     const char   *format,
                     ...)
{
  va_list args;

  if (self->quiet)
    return;
  fflush (stdout);
  erase_bar (self);
  va_start (args, format);
  write_clean (stderr, format, args);
  va_end (args);
  fputc ('\n', stderr);
}

void
flo_cli_output_ask (FloCliOutput *self,
                    const char   *format,
                    ...)
{
  va_list args;

  fflush (stdout);
  flo_cli_output_end_progress (self);
  va_start (args, format);
  write_clean (stderr, format, args);
  va_end (args);
  fflush (stderr);
}

/* {"error": {…}}, see README.md */
static JsonNode *
make_error (const GError *error,
            int           exit_code)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  flo_cli_json_add_string (builder, "message", error->message);
  flo_cli_json_add_string (builder, "code", aws_error_get_code (error));
  flo_cli_json_add_string (builder, "meaning", aws_error_get_meaning (error));
  flo_cli_json_add_string (builder, "advice", aws_error_get_advice (error));
  flo_cli_json_add_string (builder, "request_id", aws_error_get_request_id (error));
  flo_cli_json_add_integer (builder, "exit_code", exit_code);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

void
flo_cli_output_fail (FloCliOutput *self,
                     const GError *error,
                     int           exit_code)
{
  const char *advice = aws_error_get_advice (error);
  g_autofree char *clean = advice != NULL ? flo_cli_text_clean (advice) : NULL;

  flo_cli_output_complain (self, error->message);
  if (clean != NULL)
    fprintf (stderr, "What to do: %s\n", clean);
  if (self->json && !self->has_text)
    flo_cli_output_json (self, make_error (error, exit_code));
}

void
flo_cli_output_complain (FloCliOutput *self,
                         const char   *message)
{
  g_autofree char *clean = flo_cli_text_clean (message);

  fflush (stdout);
  erase_bar (self);
  fprintf (stderr, "%sflotillactl:%s %s\n", self->colour ? BOLD_RED : "",
           self->colour ? PLAIN : "", clean);
}

void
flo_cli_output_progress (FloCliOutput *self,
                         const char   *what,
                         guint         done,
                         guint         total)
{
  g_autofree char *line = NULL;
  char bar[BAR_WIDTH + 1];
  guint filled = total > 0 ? (guint) ((guint64) MIN (done, total) * BAR_WIDTH / total) : 0;

  if (self->quiet || total == 0)
    return;

  line = g_strdup_printf ("%-*s %u of %u", LABEL_WIDTH, what, done, total);
  if (g_strcmp0 (line, self->last_progress) == 0 && (self->drawing || !self->terminal))
    return;
  fflush (stdout);
  if (!self->terminal)
    fprintf (stderr, "%s\n", line);
  else
    {
      memset (bar, '.', BAR_WIDTH);
      memset (bar, '#', filled);
      bar[BAR_WIDTH] = '\0';
      fprintf (stderr, ERASE_LINE "%-*s [%s] %u of %u", LABEL_WIDTH, what, bar, done, total);
      fflush (stderr);
      self->drawing = TRUE;
    }
  g_free (self->last_progress);
  self->last_progress = g_steal_pointer (&line);
}

void
flo_cli_output_end_progress (FloCliOutput *self)
{
  if (self->drawing)
    fputc ('\n', stderr);
  self->drawing = FALSE;
}

gboolean
flo_cli_output_flush (FloCliOutput  *self,
                      GError       **error)
{
  flo_cli_output_end_progress (self);
  note_failure (self, fflush (stdout));
  if (self->write_errno == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (self->write_errno),
               "cannot write the result: %s", g_strerror (self->write_errno));
  return FALSE;
}
