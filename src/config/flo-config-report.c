/* flo-config-report.c: collects what is wrong with a config
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-report.h"

#include "config/flo-config-secret.h"

#include <string.h>

struct _FloConfigReport
{
  const FloJsonNode *document;   /* (nullable) (unowned) */
  GPtrArray *problems;           /* (owned) (element-type FloConfigProblem) */
  GPtrArray *broken;             /* (owned) (element-type utf8): paths of which nothing more is said */
  gboolean full;
  gboolean has_error;
};

FloConfigReport *
flo_config_report_new (void)
{
  FloConfigReport *self = g_new0 (FloConfigReport, 1);

  self->problems = g_ptr_array_new_with_free_func (g_object_unref);
  self->broken = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
flo_config_report_free (FloConfigReport *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_ptr_array_unref (self->broken);
  g_free (self);
}

void
flo_config_report_set_document (FloConfigReport   *self,
                                const FloJsonNode *document)
{
  self->document = document;
}

char *
flo_config_path_join (const char *path,
                      const char *name)
{
  g_autoptr(GString) joined = g_string_new (path);

  if (flo_config_secret_in_value (name) != NULL)
    name = "(secret)";
  g_string_append_c (joined, '/');
  for (; *name != '\0'; name++)
    {
      if (*name == '~')
        g_string_append (joined, "~0");
      else if (*name == '/')
        g_string_append (joined, "~1");
      else
        g_string_append_c (joined, *name);
    }

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static const FloJsonNode *
find_child (const FloJsonNode *node,
            const char        *step)
{
  g_autoptr(GString) name = NULL;
  guint64 index;

  if (node->type == FLO_JSON_LIST)
    return g_ascii_string_to_unsigned (step, 10, 0, G_MAXUINT, &index, NULL) && index < node->children->len
             ? node->children->pdata[index]
             : NULL;

  name = g_string_new (step);
  g_string_replace (name, "~1", "/", 0);
  g_string_replace (name, "~0", "~", 0);

  return flo_json_node_find (node, name->str);
}

/* The deepest node on the way to @path; @exact: whether it is the one @path names. */
static const FloJsonNode *
find_nearest (const FloJsonNode *document,
              const char        *path,
              gboolean          *exact)
{
  const FloJsonNode *node = document;
  g_auto(GStrv) steps = g_strsplit (path, "/", -1);

  *exact = TRUE;
  for (guint i = 1; steps[0] != NULL && steps[i] != NULL; i++)
    {
      const FloJsonNode *child = find_child (node, steps[i]);

      if (child == NULL)
        {
          *exact = FALSE;
          break;
        }
      node = child;
    }

  return node;
}

/* Whether @path is @outer or inside it. */
static gboolean
is_inside (const char *path,
           const char *outer)
{
  gsize length = strlen (outer);

  return strncmp (path, outer, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

static gboolean
has_error_at (FloConfigReport *self,
              const char      *path)
{
  return g_ptr_array_find_with_equal_func (self->broken, path, g_str_equal, NULL);
}

void
flo_config_report_mark_broken (FloConfigReport *self,
                               const char      *path)
{
  /* Bounded by the number of nodes a document may have; more than a few hundred is an attack. */
  if (self->broken->len < 10 * FLO_CONFIG_MAX_PROBLEMS)
    g_ptr_array_add (self->broken, g_strdup (path));
}

gboolean
flo_config_report_is_broken (FloConfigReport *self,
                             const char      *path)
{
  for (guint i = 0; i < self->broken->len; i++)
    if (is_inside (self->broken->pdata[i], path))
      return TRUE;

  return FALSE;
}

gboolean
flo_config_report_is_given (FloConfigReport *self,
                            const char      *path)
{
  gboolean exact = FALSE;

  if (self->document != NULL)
    find_nearest (self->document, path, &exact);

  return exact;
}

gboolean
flo_config_report_has_error (FloConfigReport *self)
{
  return self->has_error;
}

static void
add (FloConfigReport *self,
     FloSeverity      severity,
     const char      *path,
     guint            line,
     guint            column,
     const char      *message,
     const char      *hint)
{
  if (severity == FLO_SEVERITY_ERROR)
    {
      self->has_error = TRUE;
      flo_config_report_mark_broken (self, path);
    }
  if (self->problems->len >= FLO_CONFIG_MAX_PROBLEMS)
    {
      self->full = TRUE;
      return;
    }
  g_ptr_array_add (self->problems, flo_config_problem_new (severity, path, line, column, message, hint));
}

static void G_GNUC_PRINTF (5, 0)
add_here (FloConfigReport *self,
          FloSeverity      severity,
          const char      *path,
          const char      *hint,
          const char      *format,
          va_list          arguments)
{
  gboolean exact;
  const FloJsonNode *node = self->document != NULL ? find_nearest (self->document, path, &exact) : NULL;
  g_autofree char *message = NULL;

  if (has_error_at (self, path))
    return;
  message = g_strdup_vprintf (format, arguments);
  add (self, severity, path, node != NULL ? node->line : 0, node != NULL ? node->column : 0, message, hint);
}

void
flo_config_report_error (FloConfigReport *self,
                         const char      *path,
                         const char      *hint,
                         const char      *format,
                         ...)
{
  va_list arguments;

  va_start (arguments, format);
  add_here (self, FLO_SEVERITY_ERROR, path, hint, format, arguments);
  va_end (arguments);
}

void
flo_config_report_warning (FloConfigReport *self,
                           const char      *path,
                           const char      *hint,
                           const char      *format,
                           ...)
{
  va_list arguments;

  va_start (arguments, format);
  add_here (self, FLO_SEVERITY_WARNING, path, hint, format, arguments);
  va_end (arguments);
}

void
flo_config_report_error_at (FloConfigReport *self,
                            const char      *path,
                            guint            line,
                            guint            column,
                            const char      *hint,
                            const char      *message)
{
  add (self, FLO_SEVERITY_ERROR, path, line, column, message, hint);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  FloConfigProblem *in_a = *(FloConfigProblem **) a;
  FloConfigProblem *in_b = *(FloConfigProblem **) b;
  guint line_a = flo_config_problem_get_line (in_a), line_b = flo_config_problem_get_line (in_b);
  guint column_a = flo_config_problem_get_column (in_a), column_b = flo_config_problem_get_column (in_b);

  if (line_a != line_b)
    return line_a < line_b ? -1 : 1;

  return column_a == column_b ? 0 : column_a < column_b ? -1 : 1;
}

GPtrArray *
flo_config_report_finish (FloConfigReport *self)
{
  /* GLib's sort is stable: problems at one place stay in the order they were found in. */
  g_ptr_array_sort (self->problems, compare_places);
  if (self->full)
    {
      FloConfigProblem *last = self->problems->pdata[self->problems->len - 1];

      g_ptr_array_add (self->problems,
                       flo_config_problem_new (FLO_SEVERITY_ERROR, "",
                                               flo_config_problem_get_line (last),
                                               flo_config_problem_get_column (last),
                                               "there are more problems than are shown",
                                               "mend these first"));
    }

  return g_steal_pointer (&self->problems);
}
