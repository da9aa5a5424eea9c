/* flo-cli-arguments.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <string.h>

#include "cli/flo-cli-arguments.h"

void
flo_cli_arguments_free (FloCliArguments *self)
{
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->lists);
  g_ptr_array_unref (self->operands);
  g_free (self);
}

static char *
help_hint (FloCliArguments *self)
{
  g_autofree char *name = self->command != NULL ? flo_cli_command_get_name (self->command) : NULL;

  if (name != NULL)
    return g_strdup_printf ("see flotillactl %s --help", name);
  if (self->group != NULL)
    return g_strdup_printf ("see flotillactl %s --help", self->group->name);
  return g_strdup ("see flotillactl --help");
}

static void G_GNUC_PRINTF (3, 4)
set_usage_error (GError          **error,
                 FloCliArguments  *self,
                 const char       *format,
                 ...)
{
  g_autofree char *hint = help_hint (self);
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, FLO_CLI_ERROR, FLO_CLI_EXIT_USAGE, "%s\n%s", message, hint);
}

static GPtrArray *
option_names (const FloCliCommand *command)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  if (command != NULL)
    for (const FloCliOption *o = command->options; o != NULL && o->name != NULL; o++)
      g_ptr_array_add (names, g_strconcat ("--", o->name, NULL));
  for (const FloCliOption *o = flo_cli_common_options (); o->name != NULL; o++)
    if (command == NULL || flo_cli_command_accepts (command, o))
      g_ptr_array_add (names, g_strconcat ("--", o->name, NULL));
  return names;
}

static void
set_unknown_option (FloCliArguments  *self,
                    const char       *word,
                    GError          **error)
{
  g_autoptr(GPtrArray) names = option_names (self->command);
  g_autofree char *guess = flo_cli_did_you_mean (word, names);

  set_usage_error (error, self, "there is no option %s here%s", word, guess);
}

static void
add_value (FloCliArguments *self,
           const char      *name,
           const char      *value)
{
  GPtrArray *list = g_hash_table_lookup (self->lists, name);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->lists, g_strdup (name), list);
      g_hash_table_insert (self->values, g_strdup (name), g_strdup (value));
    }
  g_ptr_array_add (list, g_strdup (value));
}

/* Takes the option in argv[*i], and its value. */
static gboolean
parse_option (FloCliArguments  *self,
              int               argc,
              char            **argv,
              int              *i,
              GError          **error)
{
  gboolean is_long = g_str_has_prefix (argv[*i], "--");
  const char *text = argv[*i] + (is_long ? 2 : 1);
  const char *equals = is_long ? strchr (text, '=') : NULL;
  g_autofree char *name = equals != NULL ? g_strndup (text, equals - text) : g_strdup (text);
  g_autofree char *word = g_strconcat (is_long ? "--" : "-", name, NULL);
  const FloCliOption *option = NULL;
  const char *value = "";

  /* "-json" is not an option, and "--q" is not "-q". */
  if (is_long == (strlen (name) > 1))
    option = flo_cli_find_option (self->command, name);
  if (option == NULL)
    {
      set_unknown_option (self, word, error);
      return FALSE;
    }

  if (option->value == NULL && equals != NULL)
    {
      set_usage_error (error, self, "%s takes no value", word);
      return FALSE;
    }
  if (option->value != NULL)
    {
      if (equals != NULL)
        value = equals + 1;
      else if (*i + 1 < argc)
        value = argv[++*i];
      else
        {
          set_usage_error (error, self, "%s needs a value: %s", word, option->value);
          return FALSE;
        }
    }
  if (option->repeats)
    {
      add_value (self, option->name, value);
      return TRUE;
    }
  if (option->value != NULL && g_hash_table_contains (self->values, option->name))
    {
      set_usage_error (error, self, "%s was given twice", word);
      return FALSE;
    }
  g_hash_table_insert (self->values, g_strdup (option->name), g_strdup (value));
  return TRUE;
}

static gboolean
parse_word (FloCliArguments  *self,
            const char       *word,
            GError          **error)
{
  g_autoptr(GPtrArray) candidates = g_ptr_array_new ();
  g_autofree char *guess = NULL;

  if (self->command != NULL)
    {
      g_ptr_array_add (self->operands, g_strdup (word));
      return TRUE;
    }
  if (self->group == NULL)
    {
      self->group = flo_cli_find_group (word);
      if (self->group != NULL)
        {
          self->command = flo_cli_find_command (self->group, "");
          return TRUE;
        }
      for (const FloCliGroup *g = flo_cli_groups (); g->name != NULL; g++)
        g_ptr_array_add (candidates, (gpointer) g->name);
      guess = flo_cli_did_you_mean (word, candidates);
      set_usage_error (error, self, "there is no command %s%s", word, guess);
      return FALSE;
    }

  self->command = flo_cli_find_command (self->group, word);
  if (self->command != NULL)
    return TRUE;
  for (const FloCliCommand *c = self->group->commands; c->group != NULL; c++)
    g_ptr_array_add (candidates, (gpointer) c->verb);
  guess = flo_cli_did_you_mean (word, candidates);
  set_usage_error (error, self, "there is no command %s %s%s", self->group->name, word, guess);
  return FALSE;
}

static gboolean
check_accepted (FloCliArguments  *self,
                GError          **error)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      const FloCliOption *option = flo_cli_find_option (self->command, name);

      if (!flo_cli_command_accepts (self->command, option))
        {
          g_autofree char *called = flo_cli_command_get_name (self->command);

          set_usage_error (error, self, "%s takes no --%s", called, option->name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_complete (FloCliArguments  *self,
                GError          **error)
{
  const FloCliCommand *command = self->command;
  g_autofree char *name = command != NULL ? flo_cli_command_get_name (command) : NULL;

  if (self->group == NULL)
    {
      set_usage_error (error, self, "which command?");
      return FALSE;
    }
  if (command == NULL)
    {
      set_usage_error (error, self, "which %s command?", self->group->name);
      return FALSE;
    }
  if (self->operands->len < command->min_operands)
    {
      set_usage_error (error, self, "%s needs %s", name, command->operands);
      return FALSE;
    }
  if (self->operands->len > command->max_operands)
    {
      set_usage_error (error, self, "%s: too many arguments, beginning with %s", name,
                       (char *) g_ptr_array_index (self->operands, command->max_operands));
      return FALSE;
    }
  if (flo_cli_arguments_has (self, "practice")
      && (flo_cli_arguments_has (self, "account") || flo_cli_arguments_has (self, "endpoint-url")))
    {
      set_usage_error (error, self, "--practice is an account and an endpoint of its own; leave out "
                       "--account and --endpoint-url");
      return FALSE;
    }
  return check_accepted (self, error);
}

FloCliArguments *
flo_cli_arguments_parse (int       argc,
                         char    **argv,
                         GError  **error)
{
  g_autoptr(FloCliArguments) self = g_new0 (FloCliArguments, 1);
  gboolean options_ended = FALSE;

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->operands = g_ptr_array_new_with_free_func (g_free);

  for (int i = 1; i < argc; i++)
    {
      gboolean understood;

      if (!options_ended && strcmp (argv[i], "--") == 0)
        {
          options_ended = TRUE;
          continue;
        }
      /* A lone "-" is a file: standard input or output. */
      if (!options_ended && argv[i][0] == '-' && argv[i][1] != '\0')
        understood = parse_option (self, argc, argv, &i, error);
      else
        understood = parse_word (self, argv[i], error);
      if (!understood)
        return NULL;
    }

  self->help = g_hash_table_contains (self->values, "help");
  if (!self->help && !check_complete (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
flo_cli_arguments_has (FloCliArguments *self,
                       const char      *name)
{
  return g_hash_table_contains (self->values, name);
}

const char *
flo_cli_arguments_get (FloCliArguments *self,
                       const char      *name)
{
  return g_hash_table_lookup (self->values, name);
}

GPtrArray *
flo_cli_arguments_get_all (FloCliArguments *self,
                           const char      *name)
{
  return g_hash_table_lookup (self->lists, name);
}

GStrv
flo_cli_arguments_get_list (FloCliArguments *self,
                            const char      *name)
{
  const char *text = flo_cli_arguments_get (self, name);
  g_auto(GStrv) parts = NULL;
  g_autoptr(GStrvBuilder) list = g_strv_builder_new ();

  if (text == NULL)
    return NULL;
  parts = g_strsplit (text, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (list, parts[i]);
  return g_strv_builder_end (list);
}

gboolean
flo_cli_arguments_get_integer (FloCliArguments  *self,
                               const char       *name,
                               gint64            minimum,
                               gint64            maximum,
                               gint64           *value,
                               GError          **error)
{
  const char *text = flo_cli_arguments_get (self, name);

  if (text == NULL)
    return TRUE;
  if (g_ascii_string_to_signed (text, 10, minimum, maximum, value, NULL))
    return TRUE;
  set_usage_error (error, self,
                   "--%s: %s is not a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                   name, text, minimum, maximum);
  return FALSE;
}

const char *
flo_cli_arguments_get_operand (FloCliArguments *self,
                               guint            index)
{
  return index < self->operands->len ? g_ptr_array_index (self->operands, index) : NULL;
}
