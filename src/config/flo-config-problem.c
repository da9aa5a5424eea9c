/* flo-config-problem.c: one thing that is wrong with a config, and what to do about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-problem.h"

struct _FloConfigProblem
{
  GObject parent_instance;

  FloSeverity severity;
  guint line;
  guint column;
  char *path;      /* (owned) */
  char *message;   /* (owned) */
  char *hint;      /* (owned) (nullable) */
};

typedef enum
{
  PROP_SEVERITY = 1,
  PROP_PATH,
  PROP_LINE,
  PROP_COLUMN,
  PROP_MESSAGE,
  PROP_HINT,
} FloConfigProblemProperty;

static GParamSpec *properties[PROP_HINT + 1];

G_DEFINE_FINAL_TYPE (FloConfigProblem, flo_config_problem, G_TYPE_OBJECT)

static void
flo_config_problem_finalize (GObject *object)
{
  FloConfigProblem *self = FLO_CONFIG_PROBLEM (object);

  g_free (self->path);
  g_free (self->message);
  g_free (self->hint);

  G_OBJECT_CLASS (flo_config_problem_parent_class)->finalize (object);
}

static void
flo_config_problem_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  FloConfigProblem *self = FLO_CONFIG_PROBLEM (object);

  switch ((FloConfigProblemProperty) property_id)
    {
    case PROP_SEVERITY:
      g_value_set_int (value, self->severity);
      break;

    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;

    case PROP_LINE:
      g_value_set_uint (value, self->line);
      break;

    case PROP_COLUMN:
      g_value_set_uint (value, self->column);
      break;

    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;

    case PROP_HINT:
      g_value_set_string (value, self->hint);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
flo_config_problem_class_init (FloConfigProblemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = flo_config_problem_finalize;
  object_class->get_property = flo_config_problem_get_property;

  properties[PROP_SEVERITY] = g_param_spec_int ("severity", NULL, NULL,
                                                FLO_SEVERITY_ERROR, FLO_SEVERITY_WARNING,
                                                FLO_SEVERITY_ERROR, flags);
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_LINE] = g_param_spec_uint ("line", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_COLUMN] = g_param_spec_uint ("column", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_config_problem_init (FloConfigProblem *self)
{
}

/**
 * flo_config_problem_new:
 * @severity: whether the config can be used all the same
 * @path: a JSON pointer; "" is the document
 * @line: from 1; 0 when the config did not come from text
 * @column: in characters, from 1; 0 when the config did not come from text
 * @message: what was found and what is wanted
 * @hint: (nullable): what to do
 *
 * Returns: (transfer full): a problem
 */
FloConfigProblem *
flo_config_problem_new (FloSeverity  severity,
                        const char  *path,
                        guint        line,
                        guint        column,
                        const char  *message,
                        const char  *hint)
{
  FloConfigProblem *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (message != NULL, NULL);

  self = g_object_new (FLO_TYPE_CONFIG_PROBLEM, NULL);
  self->severity = severity;
  self->path = g_strdup (path);
  self->line = line;
  self->column = column;
  self->message = g_strdup (message);
  self->hint = g_strdup (hint);

  return self;
}

FloSeverity
flo_config_problem_get_severity (FloConfigProblem *self)
{
  g_return_val_if_fail (FLO_IS_CONFIG_PROBLEM (self), FLO_SEVERITY_ERROR);

  return self->severity;
}

const char *
flo_config_problem_get_path (FloConfigProblem *self)
{
  g_return_val_if_fail (FLO_IS_CONFIG_PROBLEM (self), NULL);

  return self->path;
}

guint
flo_config_problem_get_line (FloConfigProblem *self)
{
  g_return_val_if_fail (FLO_IS_CONFIG_PROBLEM (self), 0);

  return self->line;
}

guint
flo_config_problem_get_column (FloConfigProblem *self)
{
  g_return_val_if_fail (FLO_IS_CONFIG_PROBLEM (self), 0);

  return self->column;
}

const char *
flo_config_problem_get_message (FloConfigProblem *self)
{
  g_return_val_if_fail (FLO_IS_CONFIG_PROBLEM (self), NULL);

  return self->message;
}

const char *
flo_config_problem_get_hint (FloConfigProblem *self)
{
  g_return_val_if_fail (FLO_IS_CONFIG_PROBLEM (self), NULL);

  return self->hint;
}

/**
 * flo_config_problem_format:
 * @self: a problem
 * @file_name: (nullable): the file the config came from
 *
 * Returns: (transfer full): "FILE:LINE:COLUMN: error: MESSAGE", without the parts that are not known,
 *   then the hint on a line of its own; no newline at the end
 */
char *
flo_config_problem_format (FloConfigProblem *self,
                           const char       *file_name)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (FLO_IS_CONFIG_PROBLEM (self), NULL);

  if (file_name != NULL)
    g_string_append_printf (text, "%s:", file_name);
  if (self->line > 0)
    g_string_append_printf (text, "%u:%u:", self->line, self->column);
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append_printf (text, "%s: %s",
                          self->severity == FLO_SEVERITY_ERROR ? "error" : "warning",
                          self->message);
  if (self->hint != NULL)
    g_string_append_printf (text, "\n  hint: %s", self->hint);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
