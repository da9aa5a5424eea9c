/* flo-config-change.c: what another config changes about a fleet that lives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-config-change"

#include "flotilla-config.h"

#include "fleet/flo-config-change.h"

#include <glib/gi18n.h>

#include "config/flo-config-json.h"
#include "config/flo-config-label.h"
#include "config/flo-config-need.h"
#include "config/flo-config-table.h"
#include "fleet/flo-fleet-json.h"

/* How many keys a title names. */
#define MAX_NAMED 3

/* What is not named here is heeded by the planner from the next turn on. @key: NULL: all of the section */
typedef struct
{
  const char *section;
  const char *key;
  FloChangeKind kind;
  const char *why;         /* (nullable): a sentence without a full stop */
} Rule;

static const Rule rules[] = {
  { NULL, "name", FLO_CHANGE_REFUSED, N_("all that the fleet made is called by its name") },
  { NULL, "account", FLO_CHANGE_REFUSED, N_("the fleet is in the account that launched it") },
  { NULL, "region", FLO_CHANGE_REFUSED, N_("a fleet cannot leave its region") },
  { NULL, "mode", FLO_CHANGE_REFUSED, N_("nodes that EC2 keeps cannot be handed over, nor the other way round") },
  { "network", "vpc", FLO_CHANGE_REFUSED, N_("a security group and the nodes' addresses are of one VPC") },
  { NULL, "tags", FLO_CHANGE_NODES, NULL },
  { "image", NULL, FLO_CHANGE_NODES, NULL },
  { "storage", NULL, FLO_CHANGE_NODES, NULL },
  { "access", "key_pair", FLO_CHANGE_NODES, NULL },
  { "instances", NULL, FLO_CHANGE_UNFIT, NULL },
  { "zones", "allowed", FLO_CHANGE_UNFIT, NULL },
};

/* In mode managed what EC2 was told once is EC2's: it replaces no node because of a new template, and takes neither other
 * pools nor another strategy. These are asked of Flotilla alone, or told to EC2 by ModifyFleet. */
static const Rule managed_rules[] = {
  /* Not how many of them on demand: a template for spot nodes alone cannot start others. */
  { "capacity", "nodes", FLO_CHANGE_AT_ONCE, NULL },
  { "scaling", NULL, FLO_CHANGE_AT_ONCE, NULL },
  { "budget", NULL, FLO_CHANGE_AT_ONCE, NULL },
  { "managed", "excess", FLO_CHANGE_AT_ONCE, NULL },
  { "price", "warn_at", FLO_CHANGE_AT_ONCE, NULL },
  { "monitoring", NULL, FLO_CHANGE_AT_ONCE, NULL },
  { "health", NULL, FLO_CHANGE_AT_ONCE, NULL },
  { "network", "ports", FLO_CHANGE_AT_ONCE, NULL },
  { "network", "sources", FLO_CHANGE_AT_ONCE, NULL },
  { "access", "user", FLO_CHANGE_AT_ONCE, NULL },
  { "access", "ssh_port", FLO_CHANGE_AT_ONCE, NULL },
};

static const char managed_why[] = N_("EC2 goes by what it was told at the launch");

static const char * const effects[] = {
  [FLO_CHANGE_AT_ONCE] = N_("at once"),
  [FLO_CHANGE_UNFIT] = N_("at once; nodes that do not fit any more are replaced in turn"),
  [FLO_CHANGE_NODES] = N_("for new nodes; those that run are replaced in turn"),
  [FLO_CHANGE_REFUSED] = N_("not as long as the fleet lives"),
};

static const char * const words[] = {
  [FLO_CHANGE_AT_ONCE] = "at-once",
  [FLO_CHANGE_UNFIT] = "unfit-nodes",
  [FLO_CHANGE_NODES] = "new-nodes",
  [FLO_CHANGE_REFUSED] = "refused",
};


const char *
flo_change_kind_get_word (FloChangeKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (words), NULL);

  return words[kind];
}

const char *
flo_change_kind_get_effect (FloChangeKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (effects), NULL);

  return effects[kind];
}

static void
change_free (gpointer data)
{
  FloConfigChange *change = data;

  g_free (change->key);
  g_free (change->before);
  g_free (change->after);
  g_free (change->was);
  g_free (change->becomes);
  g_free (change->why);
  g_free (change);
}

static const Rule *
find_rule (const Rule           *table,
           gsize                 n,
           const FloConfigField *field)
{
  for (gsize i = 0; i < n; i++)
    {
      if (g_strcmp0 (table[i].section, field->section) == 0 &&
          (table[i].key == NULL || g_str_equal (table[i].key, field->key)))
        return &table[i];
    }

  return NULL;
}

/* @managed: EC2 keeps the nodes, and goes on to. @why: (out): of what is refused */
static FloChangeKind
judge (const FloConfigField  *field,
       gboolean               managed,
       const char           **why)
{
  const Rule *rule = find_rule (rules, G_N_ELEMENTS (rules), field);
  FloChangeKind kind = rule != NULL ? rule->kind : FLO_CHANGE_AT_ONCE;

  *why = rule != NULL ? rule->why : NULL;
  if (kind != FLO_CHANGE_REFUSED && managed && find_rule (managed_rules, G_N_ELEMENTS (managed_rules), field) == NULL)
    {
      kind = FLO_CHANGE_REFUSED;
      *why = managed_why;
    }

  return kind;
}

static void
set_kind (FloConfigChange      *change,
          const FloConfigField *field,
          const FloConfig      *before,
          const FloConfig      *after)
{
  const char *why;

  change->kind = judge (field, before->mode == FLO_MODE_MANAGED && after->mode == FLO_MODE_MANAGED, &why);
  if (change->kind == FLO_CHANGE_REFUSED)
    change->why = g_strdup_printf ("%s; %s", _(why), _("launch the config as a fleet of its own, and destroy this one when "
                                                       "that runs"));
  /* Another architecture is another image. */
  else if (g_strcmp0 (field->section, "instances") == 0 && g_str_equal (field->key, "architecture") &&
           !flo_config_keeps_image (before, after))
    change->kind = FLO_CHANGE_NODES;
}

/* JSON, as a document has it. (transfer full) (nullable): it is not set */
static char *
dup_value (JsonObject           *document,
           const FloConfigField *field)
{
  JsonObject *object = field->section != NULL ? flo_json_get_object (document, field->section) : document;
  JsonNode *node = object != NULL ? json_object_get_member (object, field->key) : NULL;

  return node != NULL ? json_to_string (node, FALSE) : NULL;
}

static JsonObject *
make_document (const FloConfig *config)
{
  g_autofree char *text = flo_config_to_json (config);

  return flo_json_from_text (text);
}

GPtrArray *
flo_config_changes_list (const FloConfig *before,
                         const FloConfig *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);
  g_autoptr (JsonObject) old = NULL;
  g_autoptr (JsonObject) new = NULL;

  g_return_val_if_fail (before != NULL, changes);
  g_return_val_if_fail (after != NULL, changes);

  old = make_document (before);
  new = make_document (after);
  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    {
      const FloConfigField *field = &FLO_CONFIG_FIELDS[i];
      FloConfigChange *change;

      if (flo_config_field_equal (field, before, after) ||
          (field->section == NULL && g_str_equal (field->key, "account") && after->account == NULL))
        continue;

      change = g_new0 (FloConfigChange, 1);
      change->key = flo_config_field_name (field);
      change->title = flo_config_label_find (change->key);
      change->before = dup_value (old, field);
      change->after = dup_value (new, field);
      change->was = flo_config_label_value (field, before);
      change->becomes = flo_config_label_value (field, after);
      set_kind (change, field, before, after);
      g_ptr_array_add (changes, change);
    }

  return changes;
}

FloChangeKind
flo_config_changes_get_kind (GPtrArray *changes)
{
  FloChangeKind kind = FLO_CHANGE_AT_ONCE;

  g_return_val_if_fail (changes != NULL, kind);

  for (guint i = 0; i < changes->len; i++)
    kind = MAX (kind, ((const FloConfigChange *) g_ptr_array_index (changes, i))->kind);

  return kind;
}

const char *
flo_config_find_fixed (const FloConfig *config,
                       const char      *section,
                       const char      *key)
{
  const FloConfigField *field = flo_config_field_find (section, key);
  const char *why;

  g_return_val_if_fail (config != NULL && field != NULL, NULL);

  return judge (field, config->mode == FLO_MODE_MANAGED, &why) == FLO_CHANGE_REFUSED ? why : NULL;
}

char *
flo_config_changes_describe_replacing (GPtrArray       *changes,
                                       const FloConfig *after,
                                       guint            nodes)
{
  FloChangeKind kind = flo_config_changes_get_kind (changes);
  guint most;

  g_return_val_if_fail (after != NULL, NULL);

  if (kind != FLO_CHANGE_NODES && kind != FLO_CHANGE_UNFIT)
    return NULL;
  most = flo_config_get_max_unavailable (after, nodes);

  return g_strdup_printf (ngettext ("At most %u at a time, each when its successor passes its status checks; all on its disk is "
                                    "lost",
                                    "At most %u at a time, each when its successor passes its status checks; all on their "
                                    "disks is lost", most), most);
}

char *
flo_config_changes_name (GPtrArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (changes->len, MAX_NAMED); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ((const FloConfigChange *) g_ptr_array_index (changes, i))->key);
  if (changes->len > MAX_NAMED)
    g_string_append_printf (text, " and %u more", changes->len - MAX_NAMED);

  return g_string_free (text, FALSE);
}

gboolean
flo_config_keeps_image (const FloConfig *before,
                        const FloConfig *after)
{
  g_return_val_if_fail (before != NULL && after != NULL, FALSE);

  if (before->image.id != NULL || after->image.id != NULL)
    return g_strcmp0 (before->image.id, after->image.id) == 0;

  return g_str_equal (before->image.system, after->image.system) &&
         g_str_equal (flo_config_choose_architecture (before), flo_config_choose_architecture (after));
}
