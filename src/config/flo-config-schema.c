/* flo-config-schema.c: the JSON Schema of the config, from the table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-json.h"

#include "base/flo-memory.h"
#include "config/flo-config-table.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
add_string (JsonBuilder *builder,
            const char  *key,
            const char  *value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder,
            const char  *key,
            gint64       value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder,
             const char  *key,
             gboolean     value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_boolean_value (builder, value);
}

static void
begin (JsonBuilder *builder,
       const char  *key)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
}

static void
add_words (JsonBuilder        *builder,
           const char         *key,
           const char * const *words)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (; *words != NULL; words++)
    json_builder_add_string_value (builder, *words);
  json_builder_end_array (builder);
}

static void
describe_string (JsonBuilder          *builder,
                 const FloConfigField *field)
{
  add_string (builder, "type", "string");
  add_string (builder, "pattern", field->form->pattern);
}

static void
describe_word (JsonBuilder          *builder,
               const FloConfigField *field)
{
  add_words (builder, "enum", field->choices);
  add_string (builder, "default",
              field->kind == FLO_FIELD_WORD ? field->default_text : field->choices[field->fallback]);
}

static void
describe_integer (JsonBuilder          *builder,
                  const FloConfigField *field)
{
  add_string (builder, "type", "integer");
  add_number (builder, "minimum", field->minimum);
  add_number (builder, "maximum", field->maximum);
  if (!field->required && field->fallback >= field->minimum)
    add_number (builder, "default", field->fallback);
}

static void
describe_memory (JsonBuilder          *builder,
                 const FloConfigField *field)
{
  json_builder_set_member_name (builder, "oneOf");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add_string (builder, "type", "integer");
  add_number (builder, "minimum", field->minimum);
  add_number (builder, "maximum", field->maximum);
  json_builder_end_object (builder);
  json_builder_begin_object (builder);
  add_string (builder, "type", "string");
  add_string (builder, "pattern", FLO_MEMORY_PATTERN);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

static void
describe_money (JsonBuilder          *builder,
                const FloConfigField *field)
{
  add_string (builder, "type", "string");
  add_string (builder, "pattern", "^[0-9]+(\\.[0-9]+)?$");
}

static void
describe_boolean (JsonBuilder          *builder,
                  const FloConfigField *field)
{
  add_string (builder, "type", "boolean");
  add_boolean (builder, "default", field->fallback != 0);
}

static void
begin_list (JsonBuilder          *builder,
            const FloConfigField *field)
{
  add_string (builder, "type", "array");
  add_boolean (builder, "uniqueItems", TRUE);
  add_number (builder, "minItems", field->minimum);
  add_number (builder, "maxItems", field->maximum);
  begin (builder, "items");
}

static void
describe_strings (JsonBuilder          *builder,
                  const FloConfigField *field)
{
  begin_list (builder, field);
  describe_string (builder, field);
  json_builder_end_object (builder);
}

static void
describe_ports (JsonBuilder          *builder,
                const FloConfigField *field)
{
  begin_list (builder, field);
  add_string (builder, "type", "integer");
  add_number (builder, "minimum", 1);
  add_number (builder, "maximum", 65535);
  json_builder_end_object (builder);
}

static void
describe_tags (JsonBuilder          *builder,
               const FloConfigField *field)
{
  add_string (builder, "type", "object");
  add_number (builder, "maxProperties", field->maximum);
  begin (builder, "propertyNames");
  add_number (builder, "minLength", 1);
  add_number (builder, "maxLength", FLO_CONFIG_TAG_KEY_LENGTH);
  begin (builder, "not");
  add_string (builder, "pattern", "^([aA][wW][sS]|[fF][lL][oO][tT][iI][lL][lL][aA]):");
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  begin (builder, "additionalProperties");
  add_string (builder, "type", "string");
  add_number (builder, "maxLength", FLO_CONFIG_TAG_VALUE_LENGTH);
  json_builder_end_object (builder);
}

static void
describe_field (JsonBuilder          *builder,
                const FloConfigField *field)
{
  static void (*const describers[]) (JsonBuilder *, const FloConfigField *) = {
    [FLO_FIELD_STRING] = describe_string,
    [FLO_FIELD_WORD] = describe_word,
    [FLO_FIELD_CHOICE] = describe_word,
    [FLO_FIELD_INTEGER] = describe_integer,
    [FLO_FIELD_MEMORY] = describe_memory,
    [FLO_FIELD_MONEY] = describe_money,
    [FLO_FIELD_BOOLEAN] = describe_boolean,
    [FLO_FIELD_STRINGS] = describe_strings,
    [FLO_FIELD_PORTS] = describe_ports,
    [FLO_FIELD_TAGS] = describe_tags,
  };

  begin (builder, field->key);
  add_string (builder, "description", field->description);
  describers[field->kind] (builder, field);
  json_builder_end_object (builder);
}

static void
describe_fields (JsonBuilder *builder,
                 const char  *section)
{
  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    if (g_strcmp0 (FLO_CONFIG_FIELDS[i].section, section) == 0)
      describe_field (builder, &FLO_CONFIG_FIELDS[i]);
}

/* The names of the keys of @section that have to be there, after those in @first. */
static void
add_required (JsonBuilder        *builder,
              const char         *section,
              const char * const *first)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (; first != NULL && *first != NULL; first++)
    g_ptr_array_add (names, (gpointer) *first);
  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    if (FLO_CONFIG_FIELDS[i].required && g_strcmp0 (FLO_CONFIG_FIELDS[i].section, section) == 0)
      g_ptr_array_add (names, (gpointer) FLO_CONFIG_FIELDS[i].key);
  if (names->len == 0)
    return;
  g_ptr_array_add (names, NULL);
  add_words (builder, "required", (const char * const *) names->pdata);
}

static void
describe_section (JsonBuilder            *builder,
                  const FloConfigSection *section)
{
  begin (builder, section->name);
  add_string (builder, "description", section->description);
  add_string (builder, "type", "object");
  add_boolean (builder, "additionalProperties", FALSE);
  add_required (builder, section->name, NULL);
  begin (builder, "properties");
  describe_fields (builder, section->name);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

/**
 * flo_config_schema:
 *
 * The schema says what can be said about keys, kinds, forms and ranges. What ties keys to each other,
 * and all that needs AWS, only flo_config_parse() and flo_config_check_region() know.
 *
 * Returns: (transfer full): the schema, ends in a newline
 */
char *
flo_config_schema (void)
{
  static const char *const always[] = { "version", "capacity", "instances", NULL };
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "$schema", "https://json-schema.org/draft/2020-12/schema");
  add_string (builder, "$id", FLO_CONFIG_SCHEMA_URI);
  add_string (builder, "title", "Flotilla spot config");
  add_string (builder, "type", "object");
  add_boolean (builder, "additionalProperties", FALSE);
  add_required (builder, NULL, always);
  begin (builder, "properties");
  begin (builder, "$schema");
  add_string (builder, "description", "For editors: where this schema is.");
  add_string (builder, "type", "string");
  json_builder_end_object (builder);
  begin (builder, "version");
  add_string (builder, "description", "The version of the format.");
  add_number (builder, "const", FLO_CONFIG_VERSION);
  json_builder_end_object (builder);
  describe_fields (builder, NULL);
  for (guint i = 0; i < FLO_CONFIG_N_SECTIONS; i++)
    describe_section (builder, &FLO_CONFIG_SECTIONS[i]);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}
