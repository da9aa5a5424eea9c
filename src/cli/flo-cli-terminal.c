/* flo-cli-terminal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <glib-unix.h>

#include "cli/flo-cli-terminal.h"

#define ENTER "\033[?1049h\033[?25l\033[2J"
#define LEAVE "\033[?25h\033[?1049l"
#define DEFAULT_COLUMNS 80
#define DEFAULT_ROWS 24

struct _FloCliTerminal
{
  FloCliTerminalDraw draw;
  gpointer user_data;
  struct termios before;   /* how the terminal was */
  gboolean has_before;
  gboolean colour;
  gboolean left;
  GPtrArray *lines;        /* (owned) (nullable) (element-type utf8): what is on the screen; NULL: unknown */
  guint idle;              /* sources; 0 = none */
  guint resized;
  guint key;
};

gboolean
flo_cli_terminal_is_possible (void)
{
  const char *term = g_getenv ("TERM");

  return isatty (STDIN_FILENO) && isatty (STDOUT_FILENO) && term != NULL && *term != '\0' && !g_str_equal (term, "dumb");
}

static void
get_size (guint *columns,
          guint *rows)
{
  struct winsize size = { 0 };
  gboolean known = ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;

  *columns = known ? size.ws_col : DEFAULT_COLUMNS;
  *rows = known ? size.ws_row : DEFAULT_ROWS;
}

static gboolean
draw_cb (gpointer user_data)
{
  FloCliTerminal *self = user_data;
  g_autoptr(GPtrArray) lines = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  guint columns, rows, n_before = self->lines != NULL ? self->lines->len : 0;

  self->idle = 0;
  get_size (&columns, &rows);
  lines = self->draw (columns, rows, self->colour, self->user_data);
  if (self->lines == NULL)
    g_string_append (out, "\033[2J");
  for (guint i = 0; i < MAX (lines->len, n_before); i++)
    {
      const char *line = i < lines->len ? g_ptr_array_index (lines, i) : "";

      if (i < n_before && g_str_equal (line, g_ptr_array_index (self->lines, i)))
        continue;
      g_string_append_printf (out, "\033[%u;1H\033[2K%s", i + 1, line);
    }
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = g_steal_pointer (&lines);
  if (out->len > 0)
    {
      fputs (out->str, stdout);
      fflush (stdout);
    }
  return G_SOURCE_REMOVE;
}

void
flo_cli_terminal_queue_draw (FloCliTerminal *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, draw_cb, self, NULL);
}

static gboolean
resized_cb (gpointer user_data)
{
  FloCliTerminal *self = user_data;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  flo_cli_terminal_queue_draw (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
key_cb (int          fd,
        GIOCondition condition,
        gpointer     user_data)
{
  FloCliTerminal *self = user_data;
  char keys[64];
  gssize n = read (fd, keys, sizeof keys);

  if (n == 0 || (n < 0 && (condition & (G_IO_HUP | G_IO_ERR)) != 0))
    {
      /* The terminal is gone. */
      self->key = 0;
      kill (getpid (), SIGINT);
      return G_SOURCE_REMOVE;
    }
  for (gssize i = 0; i < n; i++)
    if ((keys[i] == 'q' || keys[i] == 'Q') && !self->left)
      {
        self->left = TRUE;
        kill (getpid (), SIGINT);
      }
  return G_SOURCE_CONTINUE;
}

/* Keys come at once and are not shown; Ctrl+C still is a signal, Ctrl+Z would leave a picture behind. */
static void
set_keys (FloCliTerminal *self)
{
  struct termios keys;

  self->has_before = tcgetattr (STDIN_FILENO, &self->before) == 0;
  if (!self->has_before)
    return;
  keys = self->before;
  keys.c_lflag &= ~(tcflag_t) (ICANON | ECHO);
  keys.c_cc[VSUSP] = _POSIX_VDISABLE;
  keys.c_cc[VMIN] = 1;
  keys.c_cc[VTIME] = 0;
  tcsetattr (STDIN_FILENO, TCSADRAIN, &keys);
}

FloCliTerminal *
flo_cli_terminal_new (FloCliTerminalDraw draw,
                      gpointer           user_data)
{
  FloCliTerminal *self = g_new0 (FloCliTerminal, 1);
  const char *no_color = g_getenv ("NO_COLOR");

  self->draw = draw;
  self->user_data = user_data;
  self->colour = no_color == NULL || *no_color == '\0';
  set_keys (self);
  self->resized = g_unix_signal_add (SIGWINCH, resized_cb, self);
  self->key = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, key_cb, self);
  fputs (ENTER, stdout);
  fflush (stdout);
  flo_cli_terminal_queue_draw (self);
  return self;
}

void
flo_cli_terminal_free (FloCliTerminal *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->resized, g_source_remove);
  g_clear_handle_id (&self->key, g_source_remove);
  fputs (LEAVE, stdout);
  fflush (stdout);
  if (self->has_before)
    tcsetattr (STDIN_FILENO, TCSADRAIN, &self->before);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

gboolean
flo_cli_terminal_is_left (FloCliTerminal *self)
{
  return self->left;
}
