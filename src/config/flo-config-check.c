/* flo-config-check.c: whether each value of a config makes sense by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-check.h"

#include "base/flo-memory.h"
#include "config/flo-config-secret.h"
#include "config/flo-config-suggest.h"
#include "config/flo-config-table.h"

#include <string.h>

/* What a check of one field needs. */
typedef struct
{
  const FloConfigField *field;
  const FloConfig *config;
  FloConfigReport *report;
  char *path;    /* (owned) */
  char *name;    /* (owned) */
} Check;

static gboolean
matches (const FloConfigForm *form,
         const char          *text)
{
  return g_regex_match_simple (form->pattern, text, G_REGEX_DOLLAR_ENDONLY | G_REGEX_OPTIMIZE, 0);
}

/* Checks one string at @path; @name is how people call it. */
static void
check_form (Check      *self,
            const char *path,
            const char *text)
{
  const char *secret = flo_config_secret_in_value (text);
  g_autofree char *quoted = NULL;

  if (secret != NULL)
    {
      flo_config_report_error (self->report, path, FLO_CONFIG_SECRET_HINT, "this looks like %s", secret);
      return;
    }
  if (g_utf8_validate (text, -1, NULL) && matches (self->field->form, text))
    return;

  quoted = g_utf8_validate (text, -1, NULL) ? flo_json_quote (text) : g_strdup ("text that is not UTF-8");
  flo_config_report_error (self->report, path, self->field->hint,
                           "%s must be %s, found %s", self->name, self->field->form->wanted, quoted);
}

static void
check_string (Check    *self,
              gpointer  place)
{
  const char *text = *(char **) place;

  if (text != NULL)
    check_form (self, self->path, text);
}

static void
check_word (Check    *self,
            gpointer  place)
{
  const char *text = *(char **) place;
  const char *suggestion;
  g_autofree char *wanted = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *hint = NULL;

  if (text != NULL && g_strv_contains (self->field->choices, text))
    return;

  suggestion = text != NULL ? flo_config_suggest (text, self->field->choices) : NULL;
  wanted = flo_config_join_quoted (self->field->choices);
  quoted = flo_json_quote (text != NULL ? text : "");
  hint = suggestion != NULL ? g_strdup_printf ("did you mean \"%s\"?", suggestion) : g_strdup (self->field->hint);
  flo_config_report_error (self->report, self->path, hint, "%s must be %s, found %s", self->name, wanted, quoted);
}

static void
check_choice (Check    *self,
              gpointer  place)
{
  const int value = *(int *) place;

  if (value < 0 || (guint) value >= g_strv_length ((char **) self->field->choices))
    flo_config_report_error (self->report, self->path, self->field->hint, "%s is not one of its values", self->name);
}

static char *
format_number (const FloConfigField *field,
               gint64                value)
{
  if (field->kind == FLO_FIELD_MONEY)
    return flo_money_format (value);
  if (field->kind == FLO_FIELD_MEMORY)
    return flo_memory_format (value);

  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static void
check_number (Check    *self,
              gpointer  place)
{
  const gint64 value = *(gint64 *) place;
  g_autofree char *found = NULL;
  g_autofree char *minimum = NULL;
  g_autofree char *maximum = NULL;

  /* The default of an optional key means that it is absent, and may lie outside. */
  if (value >= self->field->minimum && value <= self->field->maximum)
    return;
  if (value == self->field->fallback && !self->field->required &&
      self->field->fallback < self->field->minimum && !flo_config_report_is_given (self->report, self->path))
    return;

  found = value < 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : format_number (self->field, value);
  minimum = format_number (self->field, self->field->minimum);
  maximum = format_number (self->field, self->field->maximum);
  flo_config_report_error (self->report, self->path, self->field->hint,
                           "%s must be %s to %s, found %s", self->name, minimum, maximum, found);
}

/* @given: whether the list is there at all */
static gboolean
check_count (Check    *self,
             gboolean  given,
             guint     count)
{
  if (given && count < self->field->minimum)
    {
      flo_config_report_error (self->report, self->path, "leave the key out if there is nothing to list",
                               "%s must not be empty", self->name);
      return FALSE;
    }
  if (count > self->field->maximum)
    {
      flo_config_report_error (self->report, self->path, self->field->hint,
                               "%s must have at most %" G_GINT64_FORMAT " entries, found %u",
                               self->name, self->field->maximum, count);
      return FALSE;
    }

  return TRUE;
}

static void
check_strings (Check    *self,
               gpointer  place)
{
  GStrv strings = *(GStrv *) place;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (strings == NULL || !check_count (self, TRUE, g_strv_length (strings)))
    return;

  for (guint i = 0; strings[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u", self->path, i);

      check_form (self, path, strings[i]);
      if (!g_hash_table_add (seen, strings[i]))
        {
          g_autofree char *quoted = flo_json_quote (strings[i]);

          flo_config_report_error (self->report, path, "keep one of them", "%s is in %s twice", quoted, self->name);
        }
    }
}

static void
check_ports (Check    *self,
             gpointer  place)
{
  const gint64 *ports = *(gint64 **) place;
  const gsize n_ports = self->config->network.n_ports;

  if (!check_count (self, n_ports > 0, (guint) n_ports))
    return;

  for (gsize i = 0; i < n_ports; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%" G_GSIZE_FORMAT, self->path, i);

      if (ports[i] < 1 || ports[i] > 65535)
        flo_config_report_error (self->report, path, self->field->hint,
                                 "%s must be numbers from 1 to 65535, found %" G_GINT64_FORMAT, self->name, ports[i]);
      for (gsize j = 0; j < i; j++)
        if (ports[j] == ports[i])
          flo_config_report_error (self->report, path, "keep one of them",
                                   "%" G_GINT64_FORMAT " is in %s twice", ports[i], self->name);
    }
}

static void
check_tag (Check      *self,
           const char *key,
           const char *value)
{
  g_autofree char *path = flo_config_path_join (self->path, key);
  g_autofree char *quoted = flo_json_quote (key);

  if (flo_config_secret_in_key (key) || flo_config_secret_in_value (key) != NULL ||
      flo_config_secret_in_value (value) != NULL)
    flo_config_report_error (self->report, path, FLO_CONFIG_SECRET_HINT, "this tag looks like a secret");
  else if (g_ascii_strncasecmp (key, "aws:", 4) == 0 || g_ascii_strncasecmp (key, "flotilla:", 9) == 0)
    flo_config_report_error (self->report, path, "choose another key",
                             "the tag %s must not start with \"aws:\" or \"flotilla:\"", quoted);
  else if (*key == '\0' || g_utf8_strlen (key, -1) > FLO_CONFIG_TAG_KEY_LENGTH)
    flo_config_report_error (self->report, path, "that is what AWS allows",
                             "the key of a tag must have 1 to %d characters, found %ld",
                             FLO_CONFIG_TAG_KEY_LENGTH, g_utf8_strlen (key, -1));
  else if (g_utf8_strlen (value, -1) > FLO_CONFIG_TAG_VALUE_LENGTH)
    flo_config_report_error (self->report, path, "that is what AWS allows",
                             "the value of the tag %s must have at most %d characters, found %ld",
                             quoted, FLO_CONFIG_TAG_VALUE_LENGTH, g_utf8_strlen (value, -1));
}

static void
check_tags (Check    *self,
            gpointer  place)
{
  GHashTable *tags = *(GHashTable **) place;
  g_autoptr(GList) keys = NULL;

  if (!check_count (self, FALSE, g_hash_table_size (tags)))
    return;

  keys = g_list_sort (g_hash_table_get_keys (tags), (GCompareFunc) strcmp);
  for (GList *link = keys; link != NULL; link = link->next)
    check_tag (self, link->data, g_hash_table_lookup (tags, link->data));
}

/**
 * flo_config_check_fields:
 * @self: a config
 * @report: where problems go
 *
 * Checks every key by itself, in the order of the table.
 */
void
flo_config_check_fields (const FloConfig *self,
                         FloConfigReport *report)
{
  static void (*const checks[]) (Check *, gpointer) = {
    [FLO_FIELD_STRING] = check_string,
    [FLO_FIELD_WORD] = check_word,
    [FLO_FIELD_CHOICE] = check_choice,
    [FLO_FIELD_INTEGER] = check_number,
    [FLO_FIELD_MEMORY] = check_number,
    [FLO_FIELD_MONEY] = check_number,
    [FLO_FIELD_STRINGS] = check_strings,
    [FLO_FIELD_PORTS] = check_ports,
    [FLO_FIELD_TAGS] = check_tags,
    [FLO_FIELD_BOOLEAN] = NULL,
  };

  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    {
      const FloConfigField *field = &FLO_CONFIG_FIELDS[i];
      g_autofree char *path = flo_config_field_path (field);
      g_autofree char *name = flo_config_field_name (field);
      Check check = { field, self, report, path, name };

      if (checks[field->kind] != NULL)
        checks[field->kind] (&check, flo_config_field_get (field, self));
    }
}
