/* flo-config-read.c: from the document to the config
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-read.h"

#include "base/flo-memory.h"
#include "config/flo-config-secret.h"
#include "config/flo-config-suggest.h"
#include "config/flo-config-table.h"

#include <string.h>

/* What later versions will have. Accepting it now without acting on it would promise too much. */
static const char *const later_keys[] = {
  "cluster", "standby", "schedule", "failover",
  "capacity.minimum", "capacity.maximum", "capacity.desired", "capacity.min", "capacity.max",
  "capacity.units", "capacity.weights", "zones.failover_order",
  "interruption.behavior", "interruption.behaviour", "interruption.standby",
  NULL
};

typedef struct
{
  FloConfig *config;
  FloConfigReport *report;
} Reader;

static void
report_kind (Reader               *self,
             const FloConfigField *field,
             const char           *path,
             const FloJsonNode    *node,
             const char           *wanted,
             const char           *hint)
{
  g_autofree char *name = flo_config_field_name (field);
  g_autofree char *found = flo_json_node_describe (node);

  flo_config_report_error (self->report, path, hint != NULL ? hint : field->hint,
                           "%s must be %s, found %s", name, wanted, found);
}

/* Whether the node is of @type; what was reported already is not reported again. */
static gboolean
expect (Reader               *self,
        const FloConfigField *field,
        const char           *path,
        const FloJsonNode    *node,
        FloJsonType           type,
        const char           *wanted)
{
  if (node->type == type)
    return TRUE;
  if (node->type == FLO_JSON_INVALID)
    flo_config_report_mark_broken (self->report, path);
  else
    report_kind (self, field, path, node, wanted,
                 node->type == FLO_JSON_NULL && !field->required ? "leave the key out instead" : NULL);

  return FALSE;
}

static gboolean
parse_whole (const char *text,
             gint64     *value)
{
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, value, NULL);
}

static void
read_integer (Reader               *self,
              const FloConfigField *field,
              const char           *path,
              const FloJsonNode    *node)
{
  gint64 *place = flo_config_field_get (field, self->config);
  gint64 value;

  if (node->type == FLO_JSON_STRING && parse_whole (node->text, &value))
    report_kind (self, field, path, node, "a whole number", "remove the quotes");
  else if (expect (self, field, path, node, FLO_JSON_NUMBER, "a whole number") &&
           !parse_whole (node->text, place))
    report_kind (self, field, path, node, "a whole number", NULL);
}

static void
read_memory (Reader               *self,
             const FloConfigField *field,
             const char           *path,
             const FloJsonNode    *node)
{
  static const char wanted[] = "a size like \"4 GiB\" or a whole number of MiB";
  gint64 *place = flo_config_field_get (field, self->config);

  if (node->type == FLO_JSON_NUMBER)
    {
      if (!parse_whole (node->text, place))
        report_kind (self, field, path, node, wanted, NULL);
    }
  else if (expect (self, field, path, node, FLO_JSON_STRING, wanted) &&
           !flo_memory_parse (node->text, place))
    report_kind (self, field, path, node, wanted,
                 "the units are MiB, GiB and TiB, and it has to be a whole number of MiB");
}

static void
read_money (Reader               *self,
            const FloConfigField *field,
            const char           *path,
            const FloJsonNode    *node)
{
  static const char wanted[] = "a decimal number of dollars in quotes";
  FloMoney value;

  if (node->type == FLO_JSON_NUMBER && flo_money_parse (node->text, &value))
    report_kind (self, field, path, node, wanted, "put quotes around it: a string is read exactly");
  else if (expect (self, field, path, node, FLO_JSON_STRING, wanted) &&
           !flo_money_parse (node->text, flo_config_field_get (field, self->config)))
    report_kind (self, field, path, node, wanted, NULL);
}

static void
read_boolean (Reader               *self,
              const FloConfigField *field,
              const char           *path,
              const FloJsonNode    *node)
{
  if (expect (self, field, path, node, FLO_JSON_BOOLEAN, "true or false"))
    *(gboolean *) flo_config_field_get (field, self->config) = strcmp (node->text, "true") == 0;
}

static void
read_string (Reader               *self,
             const FloConfigField *field,
             const char           *path,
             const FloJsonNode    *node)
{
  char **place = flo_config_field_get (field, self->config);

  if (expect (self, field, path, node, FLO_JSON_STRING, "a string"))
    {
      g_free (*place);
      *place = g_strdup (node->text);
    }
}

static void
read_choice (Reader               *self,
             const FloConfigField *field,
             const char           *path,
             const FloJsonNode    *node)
{
  g_autofree char *wanted = flo_config_join_quoted (field->choices);
  g_autofree char *hint = NULL;
  const char *suggestion;

  if (!expect (self, field, path, node, FLO_JSON_STRING, wanted))
    return;

  for (int i = 0; field->choices[i] != NULL; i++)
    if (strcmp (field->choices[i], node->text) == 0)
      {
        *(int *) flo_config_field_get (field, self->config) = i;
        return;
      }

  suggestion = flo_config_suggest (node->text, field->choices);
  if (suggestion != NULL)
    hint = g_strdup_printf ("did you mean \"%s\"?", suggestion);
  report_kind (self, field, path, node, wanted, hint);
}

static char *
item_path (const char *path,
           guint       index)
{
  return g_strdup_printf ("%s/%u", path, index);
}

static void
read_strings (Reader               *self,
              const FloConfigField *field,
              const char           *path,
              const FloJsonNode    *node)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  GStrv *place = flo_config_field_get (field, self->config);

  if (!expect (self, field, path, node, FLO_JSON_LIST, "a list of strings"))
    return;

  for (guint i = 0; i < node->children->len; i++)
    {
      const FloJsonNode *child = node->children->pdata[i];
      g_autofree char *child_path = item_path (path, i);

      /* An item that is none keeps its place, so that paths go on matching. */
      g_strv_builder_add (builder,
                          expect (self, field, child_path, child, FLO_JSON_STRING, "a list of strings")
                            ? child->text : "");
    }
  *place = g_strv_builder_end (builder);
}

static void
read_ports (Reader               *self,
            const FloConfigField *field,
            const char           *path,
            const FloJsonNode    *node)
{
  if (!expect (self, field, path, node, FLO_JSON_LIST, "a list of whole numbers"))
    return;

  self->config->network.n_ports = node->children->len;
  self->config->network.ports = g_new0 (gint64, node->children->len);
  for (guint i = 0; i < node->children->len; i++)
    {
      const FloJsonNode *child = node->children->pdata[i];
      g_autofree char *child_path = item_path (path, i);

      if (expect (self, field, child_path, child, FLO_JSON_NUMBER, "a list of whole numbers") &&
          !parse_whole (child->text, &self->config->network.ports[i]))
        report_kind (self, field, child_path, child, "a list of whole numbers", NULL);
    }
}

static void
read_tags (Reader               *self,
           const FloConfigField *field,
           const char           *path,
           const FloJsonNode    *node)
{
  if (!expect (self, field, path, node, FLO_JSON_OBJECT, "an object of strings"))
    return;

  for (guint i = 0; i < node->children->len; i++)
    {
      const FloJsonNode *child = node->children->pdata[i];
      g_autofree char *child_path = flo_config_path_join (path, child->key);

      if (expect (self, field, child_path, child, FLO_JSON_STRING, "an object of strings"))
        g_hash_table_insert (self->config->tags, g_strdup (child->key), g_strdup (child->text));
    }
}

static void
read_field (Reader               *self,
            const FloConfigField *field,
            const FloJsonNode    *node)
{
  static void (*const readers[]) (Reader *, const FloConfigField *, const char *, const FloJsonNode *) = {
    [FLO_FIELD_STRING] = read_string,
    [FLO_FIELD_WORD] = read_string,
    [FLO_FIELD_CHOICE] = read_choice,
    [FLO_FIELD_INTEGER] = read_integer,
    [FLO_FIELD_MEMORY] = read_memory,
    [FLO_FIELD_MONEY] = read_money,
    [FLO_FIELD_BOOLEAN] = read_boolean,
    [FLO_FIELD_STRINGS] = read_strings,
    [FLO_FIELD_PORTS] = read_ports,
    [FLO_FIELD_TAGS] = read_tags,
  };
  g_autofree char *path = flo_config_field_path (field);

  readers[field->kind] (self, field, path, node);
}

/* The keys of @section (NULL: of the document), ended by NULL. */
static GPtrArray *
known_keys (const char *section)
{
  GPtrArray *keys = g_ptr_array_new ();

  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    if (g_strcmp0 (FLO_CONFIG_FIELDS[i].section, section) == 0)
      g_ptr_array_add (keys, (gpointer) FLO_CONFIG_FIELDS[i].key);
  if (section == NULL)
    for (guint i = 0; i < FLO_CONFIG_N_SECTIONS; i++)
      g_ptr_array_add (keys, (gpointer) FLO_CONFIG_SECTIONS[i].name);
  g_ptr_array_add (keys, NULL);

  return keys;
}

/* Where else a key of that name belongs; NULL when nowhere, or in several places. */
static char *
find_home (const char *key)
{
  const FloConfigField *home = NULL;

  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    if (strcmp (FLO_CONFIG_FIELDS[i].key, key) == 0)
      {
        if (home != NULL)
          return NULL;
        home = &FLO_CONFIG_FIELDS[i];
      }

  return home != NULL ? flo_config_field_name (home) : NULL;
}

static char *
make_unknown_hint (const char *section,
                   const char *key)
{
  g_autoptr(GPtrArray) keys = known_keys (section);
  const char *suggestion = flo_config_suggest (key, (const char *const *) keys->pdata);
  g_autofree char *home = find_home (key);
  g_autofree char *all = NULL;

  if (suggestion != NULL)
    return g_strdup_printf ("did you mean \"%s\"?", suggestion);
  if (home != NULL)
    return g_strdup_printf ("it belongs elsewhere: %s", home);
  all = flo_config_join_quoted ((const char *const *) keys->pdata);

  return g_strdup_printf ("known here: %s", all);
}

/* What to write instead of a key of a later version, when there is something. */
static const char *
find_substitute (const char *full)
{
  static const char standbys[] = "in \"availability\", \"standbys\" are stopped until a node is missing, and \"spares\" run";
  static const struct { const char *key; const char *hint; } substitutes[] = {
    { "standby", standbys },
    { "interruption.standby", standbys },
  };

  for (guint i = 0; i < G_N_ELEMENTS (substitutes); i++)
    if (strcmp (substitutes[i].key, full) == 0)
      return substitutes[i].hint;

  return "remove it; nothing would act on it";
}

static void
report_unknown (Reader            *self,
                const char        *section,
                const FloJsonNode *node)
{
  g_autofree char *section_path = section != NULL ? flo_config_path_join ("", section) : g_strdup ("");
  g_autofree char *path = flo_config_path_join (section_path, node->key);
  g_autofree char *full = section != NULL ? g_strconcat (section, ".", node->key, NULL) : g_strdup (node->key);
  g_autofree char *quoted = flo_json_quote (node->key);
  g_autofree char *message = NULL;
  g_autofree char *hint = NULL;

  if (g_strv_contains (later_keys, full))
    {
      message = g_strdup_printf ("%s is not supported by this version of Flotilla", full);
      hint = g_strdup (find_substitute (full));
    }
  else
    {
      message = section != NULL ? g_strdup_printf ("unknown key %s in %s", quoted, section)
                                : g_strdup_printf ("unknown key %s", quoted);
      hint = make_unknown_hint (section, node->key);
    }
  flo_config_report_error_at (self->report, path, node->key_line, node->key_column, hint, message);
}

static void
read_section (Reader            *self,
              const char        *section,
              const FloJsonNode *node)
{
  g_autofree char *path = flo_config_path_join ("", section);
  g_autofree char *found = NULL;

  if (node->type == FLO_JSON_INVALID)
    {
      flo_config_report_mark_broken (self->report, path);
      return;
    }
  if (node->type != FLO_JSON_OBJECT)
    {
      found = flo_json_node_describe (node);
      flo_config_report_error (self->report, path, "write { … } with the section's keys inside",
                               "%s must be an object, found %s", section, found);
      return;
    }

  for (guint i = 0; i < node->children->len; i++)
    {
      const FloJsonNode *child = node->children->pdata[i];
      const FloConfigField *field = flo_config_field_find (section, child->key);

      if (field != NULL)
        read_field (self, field, child);
      else if (child->type != FLO_JSON_INVALID)
        report_unknown (self, section, child);
    }
}

static gboolean
is_section (const char *key)
{
  for (guint i = 0; i < FLO_CONFIG_N_SECTIONS; i++)
    if (strcmp (FLO_CONFIG_SECTIONS[i].name, key) == 0)
      return TRUE;

  return FALSE;
}

static void
read_member (Reader            *self,
             const FloJsonNode *node)
{
  const FloConfigField *field = flo_config_field_find (NULL, node->key);

  if (field != NULL)
    read_field (self, field, node);
  else if (is_section (node->key))
    read_section (self, node->key, node);
  else if (strcmp (node->key, "$schema") == 0)
    {
      if (node->type != FLO_JSON_STRING && node->type != FLO_JSON_INVALID)
        flo_config_report_error (self->report, "/$schema", "it is for editors; leave it out if in doubt",
                                 "$schema must be a string");
    }
  else if (strcmp (node->key, "version") != 0 && node->type != FLO_JSON_INVALID)
    report_unknown (self, NULL, node);
}

static void
report_missing (Reader            *self,
                const FloJsonNode *document)
{
  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    {
      const FloConfigField *field = &FLO_CONFIG_FIELDS[i];
      const FloJsonNode *parent = field->section != NULL ? flo_json_node_find (document, field->section) : document;
      g_autofree char *path = flo_config_field_path (field);
      g_autofree char *name = flo_config_field_name (field);

      if (field->required &&
          (parent == NULL ||
           (parent->type == FLO_JSON_OBJECT && flo_json_node_find (parent, field->key) == NULL)))
        flo_config_report_error (self->report, path, field->hint, "%s is missing", name);
    }
}

/* Secrets are looked for before anything else, so that no later message can show one. */
static void
find_secrets (FloConfigReport *report,
              FloJsonNode     *node,
              const char      *path)
{
  const char *kind = node->type == FLO_JSON_STRING ? flo_config_secret_in_value (node->text) : NULL;
  g_autofree char *message = NULL;

  if (node->key != NULL && flo_config_secret_in_value (node->key) != NULL)
    message = g_strdup_printf ("a key looks like %s", flo_config_secret_in_value (node->key));
  else if (node->key != NULL && flo_config_secret_in_key (node->key))
    {
      g_autofree char *quoted = flo_json_quote (node->key);

      message = g_strdup_printf ("%s would hold a secret", quoted);
    }
  else if (kind != NULL)
    message = g_strdup_printf ("this looks like %s", kind);

  if (message != NULL)
    {
      gboolean at_key = kind == NULL && node->key_line > 0;

      flo_config_report_error_at (report, path,
                                  at_key ? node->key_line : node->line,
                                  at_key ? node->key_column : node->column,
                                  FLO_CONFIG_SECRET_HINT, message);
      node->type = FLO_JSON_INVALID;
      return;
    }

  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    {
      FloJsonNode *child = node->children->pdata[i];
      g_autofree char *child_path = child->key != NULL ? flo_config_path_join (path, child->key)
                                                       : item_path (path, i);

      find_secrets (report, child, child_path);
    }
}

static gboolean
check_version (FloConfigReport   *report,
               const FloJsonNode *document)
{
  const FloJsonNode *node = flo_json_node_find (document, "version");
  g_autofree char *found = NULL;
  gint64 version;

  if (node == NULL)
    {
      flo_config_report_error (report, "/version", "add \"version\": 1", "version is missing");
      return TRUE;
    }
  if (node->type == FLO_JSON_INVALID)
    return TRUE;

  found = flo_json_node_describe (node);
  if (node->type != FLO_JSON_NUMBER || !parse_whole (node->text, &version) || version < 1)
    flo_config_report_error (report, "/version", "write \"version\": 1",
                             "version must be %d, found %s", FLO_CONFIG_VERSION, found);
  else if (version > FLO_CONFIG_VERSION)
    {
      flo_config_report_error (report, "/version", "update Flotilla",
                               "this config is of version %" G_GINT64_FORMAT "; this Flotilla reads version %d",
                               version, FLO_CONFIG_VERSION);
      return FALSE;
    }

  return TRUE;
}

gboolean
flo_config_read (FloJsonNode     *document,
                 FloConfig       *config,
                 FloConfigReport *report)
{
  Reader self = { config, report };
  const FloJsonNode *zones;
  g_autofree char *found = NULL;

  if (document->type != FLO_JSON_OBJECT)
    {
      found = flo_json_node_describe (document);
      flo_config_report_error (report, "", "start with { and end with }", "a config must be an object, found %s", found);
      return FALSE;
    }

  find_secrets (report, document, "");
  if (document->type != FLO_JSON_OBJECT || !check_version (report, document))
    return FALSE;

  for (guint i = 0; i < document->children->len; i++)
    read_member (&self, document->children->pdata[i]);
  report_missing (&self, document);

  /* One zone is what "single" means: nobody has to say it twice. */
  zones = flo_json_node_find (document, "zones");
  if (config->zones.distribution == FLO_DISTRIBUTION_SINGLE &&
      zones != NULL && flo_json_node_find (zones, "minimum") == NULL)
    config->zones.minimum = 1;

  return TRUE;
}
