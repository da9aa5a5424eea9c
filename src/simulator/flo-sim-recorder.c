/* flo-sim-recorder.c: remembers which API requests came
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-recorder.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "simulator/flo-sim-json.h"

#define MOST_REMEMBERED 10000

struct _FloSimRecorder
{
  GQueue  lines; /* (element-type utf8) (owned), oldest first */
  FILE   *file;  /* (nullable) */
};

FloSimRecorder *
flo_sim_recorder_new (const char  *path,
                      GError     **error)
{
  FloSimRecorder *self = g_new0 (FloSimRecorder, 1);

  g_queue_init (&self->lines);
  if (path == NULL)
    return self;

  self->file = g_fopen (path, "ae");
  if (self->file == NULL)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
                   "The record %s cannot be opened: %s", path, g_strerror (saved));
      flo_sim_recorder_free (self);
      return NULL;
    }
  return self;
}

void
flo_sim_recorder_free (FloSimRecorder *self)
{
  g_queue_clear_full (&self->lines, g_free);
  g_clear_pointer (&self->file, fclose);
  g_free (self);
}

/* In one call: several practice clouds may write into the same file. */
static void
write_line (FloSimRecorder *self,
            const char     *line)
{
  g_autofree char *text = g_strconcat (line, "\n", NULL);
  gssize length = (gssize) strlen (text);

  if (write (fileno (self->file), text, length) != length)
    g_warning ("A request could not be recorded: %s", g_strerror (errno));
}

void
flo_sim_recorder_add (FloSimRecorder *self,
                      FloSimCall     *call)
{
  JsonArray *params = json_array_new ();
  g_autoptr (JsonObject) object = NULL;
  char *line;

  for (guint i = 0; i < call->form->keys->len; i++)
    json_array_add_array_element (
        params, flo_sim_json_strings (g_ptr_array_index (call->form->keys, i),
                                      g_ptr_array_index (call->form->values, i), NULL));
  object = flo_sim_json_new ("service", call->service, "region", call->region, "action",
                             call->action, "[params", params, "{input",
                             call->input != NULL ? json_object_ref (call->input) : NULL, NULL);
  line = flo_sim_json_to_text (object);
  if (self->file != NULL)
    write_line (self, line);
  g_queue_push_tail (&self->lines, line);
  if (g_queue_get_length (&self->lines) > MOST_REMEMBERED)
    g_free (g_queue_pop_head (&self->lines));
}

char *
flo_sim_recorder_get_text (FloSimRecorder *self)
{
  GString *text = g_string_new (NULL);

  for (GList *l = self->lines.head; l != NULL; l = l->next)
    {
      g_string_append (text, l->data);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
