/* flo-config-json.c: the config as a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-json.h"

#include "config/flo-config-check.h"
#include "base/flo-memory.h"
#include "config/flo-config-read.h"
#include "config/flo-config-table.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
report_syntax (guint       line,
               guint       column,
               const char *message,
               const char *hint,
               gpointer    user_data)
{
  flo_config_report_error_at (user_data, "", line, column, hint, message);
}

/* Returns: (nullable): NULL when the document could not be made a config at all */
static FloConfig *
parse (const char      *text,
       gsize            length,
       FloConfigReport *report)
{
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(FloJsonNode) document = NULL;

  if (length > FLO_CONFIG_MAX_BYTES)
    {
      flo_config_report_error (report, "", "is it the right file?",
                               "this document has %" G_GSIZE_FORMAT " bytes; a config has at most %d",
                               length, FLO_CONFIG_MAX_BYTES);
      return NULL;
    }

  document = flo_json_parse (text, length, report_syntax, report);
  if (document == NULL)
    return NULL;

  flo_config_report_set_document (report, document);
  if (flo_config_read (document, config, report))
    {
      flo_config_check_fields (config, report);
      flo_config_check_rules (config, report);
    }
  flo_config_report_set_document (report, NULL);

  return g_steal_pointer (&config);
}

/**
 * flo_config_parse:
 * @text: (array length=length): a document
 * @length: its length in bytes, -1 when it ends in a zero byte
 * @problems: (out) (transfer full) (element-type FloConfigProblem): what is wrong, in document order
 *
 * Returns: (transfer full) (nullable): the config, NULL when a problem is an error
 */
FloConfig *
flo_config_parse (const char  *text,
                  gssize       length,
                  GPtrArray  **problems)
{
  g_autoptr(FloConfigReport) report = flo_config_report_new ();
  g_autoptr(FloConfig) config = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  config = parse (text, length < 0 ? strlen (text) : (gsize) length, report);
  if (flo_config_report_has_error (report))
    g_clear_pointer (&config, flo_config_unref);
  *problems = flo_config_report_finish (report);

  return g_steal_pointer (&config);
}

/**
 * flo_config_check:
 * @self: a config that was built, not read
 *
 * Returns: (transfer full) (element-type FloConfigProblem): what is wrong with it, without places
 */
GPtrArray *
flo_config_check (const FloConfig *self)
{
  g_autoptr(FloConfigReport) report = flo_config_report_new ();

  g_return_val_if_fail (self != NULL, NULL);

  flo_config_check_fields (self, report);
  flo_config_check_rules (self, report);

  return flo_config_report_finish (report);
}

static void
write_strings (JsonBuilder *builder,
               GStrv        strings)
{
  json_builder_begin_array (builder);
  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    json_builder_add_string_value (builder, strings[i]);
  json_builder_end_array (builder);
}

static void
write_ports (JsonBuilder     *builder,
             const FloConfig *config)
{
  json_builder_begin_array (builder);
  for (gsize i = 0; i < config->network.n_ports; i++)
    json_builder_add_int_value (builder, config->network.ports[i]);
  json_builder_end_array (builder);
}

static void
write_tags (JsonBuilder *builder,
            GHashTable  *tags)
{
  g_autoptr(GList) keys = g_list_sort (g_hash_table_get_keys (tags), (GCompareFunc) strcmp);

  json_builder_begin_object (builder);
  for (GList *link = keys; link != NULL; link = link->next)
    {
      json_builder_set_member_name (builder, link->data);
      json_builder_add_string_value (builder, g_hash_table_lookup (tags, link->data));
    }
  json_builder_end_object (builder);
}

static void
write_text (JsonBuilder *builder,
            char        *text)   /* (transfer full) */
{
  json_builder_add_string_value (builder, text);
  g_free (text);
}

static void
write_value (JsonBuilder          *builder,
             const FloConfigField *field,
             const FloConfig      *config)
{
  gpointer place = flo_config_field_get (field, config);

  switch (field->kind)
    {
    case FLO_FIELD_STRING:
    case FLO_FIELD_WORD:
      json_builder_add_string_value (builder, *(char **) place);
      break;

    case FLO_FIELD_CHOICE:
      json_builder_add_string_value (builder, field->choices[*(int *) place]);
      break;

    case FLO_FIELD_INTEGER:
      json_builder_add_int_value (builder, *(gint64 *) place);
      break;

    case FLO_FIELD_MEMORY:
      write_text (builder, flo_memory_format (*(gint64 *) place));
      break;

    case FLO_FIELD_MONEY:
      write_text (builder, flo_money_to_decimal (*(FloMoney *) place));
      break;

    case FLO_FIELD_BOOLEAN:
      json_builder_add_boolean_value (builder, *(gboolean *) place);
      break;

    case FLO_FIELD_STRINGS:
      write_strings (builder, *(GStrv *) place);
      break;

    case FLO_FIELD_PORTS:
      write_ports (builder, config);
      break;

    case FLO_FIELD_TAGS:
      write_tags (builder, *(GHashTable **) place);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* A string that is not there cannot be written; a default that says nothing need not be. */
static gboolean
is_written (const FloConfigField *field,
            const FloConfig      *config,
            const FloConfig      *defaults)
{
  if (field->kind == FLO_FIELD_STRING && *(char **) flo_config_field_get (field, config) == NULL)
    return FALSE;

  return !field->brief || !flo_config_field_equal (field, config, defaults);
}

static void
write_fields (JsonBuilder     *builder,
              const FloConfig *config)
{
  g_autoptr(FloConfig) defaults = flo_config_new ();
  const char *section = NULL;

  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    {
      const FloConfigField *field = &FLO_CONFIG_FIELDS[i];

      if (!is_written (field, config, defaults))
        continue;
      if (g_strcmp0 (section, field->section) != 0)
        {
          if (section != NULL)
            json_builder_end_object (builder);
          section = field->section;
          if (section != NULL)
            {
              json_builder_set_member_name (builder, section);
              json_builder_begin_object (builder);
            }
        }
      json_builder_set_member_name (builder, field->key);
      write_value (builder, field, config);
    }
  if (section != NULL)
    json_builder_end_object (builder);
}

/**
 * flo_config_to_json:
 * @self: a config
 *
 * Returns: (transfer full): the document; reading it gives an equal config
 */
char *
flo_config_to_json (const FloConfig *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "$schema");
  json_builder_add_string_value (builder, FLO_CONFIG_SCHEMA_URI);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, FLO_CONFIG_VERSION);
  write_fields (builder, self);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}
