/* flo-policy.c: the least IAM policy that gives a set of features their rights
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "account/flo-rights.h"

typedef struct
{
  JsonBuilder *builder;     /* (owned) */
  FloFeatures features;
  const char *partition;
  const char *account_id;
} Policy;

GType
flo_features_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GFlagsValue values[] = {
        { FLO_FEATURE_PRICES, "FLO_FEATURE_PRICES", "prices" },
        { FLO_FEATURE_LAUNCH, "FLO_FEATURE_LAUNCH", "launch" },
        { FLO_FEATURE_NETWORK, "FLO_FEATURE_NETWORK", "network" },
        { FLO_FEATURE_SCORES, "FLO_FEATURE_SCORES", "scores" },
        { FLO_FEATURE_NOTICES, "FLO_FEATURE_NOTICES", "notices" },
        { FLO_FEATURE_METRICS, "FLO_FEATURE_METRICS", "metrics" },
        { FLO_FEATURE_COSTS, "FLO_FEATURE_COSTS", "costs" },
        { FLO_FEATURE_QUOTAS, "FLO_FEATURE_QUOTAS", "quotas" },
        { FLO_FEATURE_HISTORY, "FLO_FEATURE_HISTORY", "history" },
        { FLO_FEATURE_BACKUPS, "FLO_FEATURE_BACKUPS", "backups" },
        { FLO_FEATURE_CHECK, "FLO_FEATURE_CHECK", "check" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_flags_register_static ("FloFeatures", values));
    }
  return type;
}

static gboolean
is_wanted (Policy         *self,
           const FloGrant *grant)
{
  const FloRight *right = flo_rights_find (grant->action);

  return right != NULL && (right->features & self->features) != 0;
}

/* ---- parts of a statement ---- */

static void
begin_statement (Policy     *self,
                 const char *sid)
{
  json_builder_begin_object (self->builder);
  json_builder_set_member_name (self->builder, "Sid");
  json_builder_add_string_value (self->builder, sid);
  json_builder_set_member_name (self->builder, "Effect");
  json_builder_add_string_value (self->builder, "Allow");
}

static void
add_strings (Policy     *self,
             const char *name,
             GPtrArray  *values)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < values->len; i++)
    json_builder_add_string_value (self->builder, g_ptr_array_index (values, i));
  json_builder_end_array (self->builder);
}

static void
add_string (Policy     *self,
            const char *name,
            const char *value)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, (gpointer) value);
  add_strings (self, name, one);
}

static void
add_condition (Policy     *self,
               const char *operator,
               const char *key,
               GPtrArray  *values)
{
  json_builder_set_member_name (self->builder, operator);
  json_builder_begin_object (self->builder);
  add_strings (self, key, values);
  json_builder_end_object (self->builder);
}

static void
add_tag_condition (Policy     *self,
                   const char *key)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new ();

  g_ptr_array_add (values, (gpointer) FLO_RIGHTS_TAG_VALUES);
  add_condition (self, "StringLike", key, values);
}

static void
add_unique (GPtrArray *strings,
            char      *taken)
{
  if (g_ptr_array_find_with_equal_func (strings, taken, g_str_equal, NULL))
    g_free (taken);
  else
    g_ptr_array_add (strings, taken);
}

/* Images and snapshots have no account in their ARN: those of others can be used as well. */
static void
add_arns (Policy     *self,
          GPtrArray  *arns,
          const char *resources)
{
  g_auto(GStrv) kinds = g_strsplit (resources, " ", 0);

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      const char *at = strchr (kinds[i], '@');
      gboolean public = g_str_has_prefix (kinds[i], "image/") || g_str_has_prefix (kinds[i], "snapshot/");

      if (at != NULL)
        add_unique (arns, g_strdup_printf ("arn:%s:%.*s:*:%s:%s", self->partition, (int) (at - kinds[i]), kinds[i],
                                           self->account_id, at + 1));
      else
        add_unique (arns, g_strdup_printf ("arn:%s:ec2:*:%s:%s", self->partition,
                                           public ? "" : self->account_id, kinds[i]));
    }
}

/* ---- statements ---- */

/* The wanted grants of @kind (with the resources @resources only, unless that is NULL).
 * @arns: (nullable): gets their resources. FALSE: there are none */
static gboolean
collect (Policy       *self,
         FloGrantKind  kind,
         const char   *resources,
         GPtrArray    *actions,
         GPtrArray    *arns)
{
  for (const FloGrant *grant = flo_rights_grants; grant->action != NULL; grant++)
    {
      if (grant->kind != kind || !is_wanted (self, grant)
          || (resources != NULL && strcmp (resources, grant->resources) != 0))
        continue;
      add_unique (actions, g_strdup (grant->action));
      if (arns != NULL && grant->resources != NULL)
        add_arns (self, arns, grant->resources);
    }
  return actions->len > 0;
}

static void
add_statement (Policy       *self,
               FloGrantKind  kind,
               const char   *sid,
               const char   *resource,     /* (nullable): instead of the grants' own */
               const char   *tag_key)      /* (nullable): the condition */
{
  g_autoptr(GPtrArray) actions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) arns = g_ptr_array_new_with_free_func (g_free);

  if (!collect (self, kind, NULL, actions, arns))
    return;
  begin_statement (self, sid);
  add_strings (self, "Action", actions);
  if (resource != NULL)
    add_string (self, "Resource", resource);
  else
    add_strings (self, "Resource", arns);
  if (tag_key != NULL)
    {
      json_builder_set_member_name (self->builder, "Condition");
      json_builder_begin_object (self->builder);
      add_tag_condition (self, tag_key);
      json_builder_end_object (self->builder);
    }
  json_builder_end_object (self->builder);
}

/* Without a condition, so that no action may get the resources of another. */
static void
add_uses (Policy *self)
{
  g_autoptr(GPtrArray) done = g_ptr_array_new ();

  for (const FloGrant *grant = flo_rights_grants; grant->action != NULL; grant++)
    {
      g_autoptr(GPtrArray) actions = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(GPtrArray) arns = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *sid = g_strdup_printf ("FlotillaUses%u", done->len + 1);

      if (grant->kind != FLO_GRANT_USE
          || g_ptr_array_find_with_equal_func (done, grant->resources, g_str_equal, NULL)
          || !collect (self, FLO_GRANT_USE, grant->resources, actions, arns))
        continue;
      g_ptr_array_add (done, (gpointer) grant->resources);
      begin_statement (self, sid);
      add_strings (self, "Action", actions);
      add_strings (self, "Resource", arns);
      json_builder_end_object (self->builder);
    }
}

static void
add_tagging (Policy *self)
{
  g_autoptr(GPtrArray) actions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) makers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) calls = g_ptr_array_new ();
  g_autofree char *arn = g_strdup_printf ("arn:%s:ec2:*:%s:*/*", self->partition, self->account_id);

  if (!collect (self, FLO_GRANT_TAG, NULL, actions, NULL))
    return;
  collect (self, FLO_GRANT_MAKE, NULL, makers, NULL);
  for (guint i = 0; i < makers->len; i++)
    g_ptr_array_add (calls, (char *) g_ptr_array_index (makers, i) + strlen ("ec2:"));

  begin_statement (self, "FlotillaTagsWhatItMakes");
  add_strings (self, "Action", actions);
  add_string (self, "Resource", arn);
  json_builder_set_member_name (self->builder, "Condition");
  json_builder_begin_object (self->builder);
  add_condition (self, "StringEquals", "ec2:CreateAction", calls);
  add_tag_condition (self, "aws:RequestTag/" FLO_RIGHTS_TAG);
  json_builder_end_object (self->builder);
  json_builder_end_object (self->builder);
}

static void
add_linked_roles (Policy *self)
{
  static const char *const services[] = { "spot.amazonaws.com", "ec2fleet.amazonaws.com" };
  g_autoptr(GPtrArray) actions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) arns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  if (!collect (self, FLO_GRANT_LINKED_ROLE, NULL, actions, NULL))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_ptr_array_add (names, (gpointer) services[i]);
      g_ptr_array_add (arns, g_strdup_printf ("arn:%s:iam::%s:role/aws-service-role/%s/*",
                                              self->partition, self->account_id, services[i]));
    }
  begin_statement (self, "FlotillaFirstSpotLaunch");
  add_strings (self, "Action", actions);
  add_strings (self, "Resource", arns);
  json_builder_set_member_name (self->builder, "Condition");
  json_builder_begin_object (self->builder);
  add_condition (self, "StringEquals", "iam:AWSServiceName", names);
  json_builder_end_object (self->builder);
  json_builder_end_object (self->builder);
}

/* A user may ask about itself. A role has no variable for its own name. */
static void
add_self (Policy *self)
{
  g_autoptr(GPtrArray) actions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) arns = g_ptr_array_new_with_free_func (g_free);

  if (!collect (self, FLO_GRANT_SELF, NULL, actions, NULL))
    return;
  g_ptr_array_add (arns, g_strdup_printf ("arn:%s:iam::%s:user/${aws:username}", self->partition,
                                          self->account_id));
  g_ptr_array_add (arns, g_strdup_printf ("arn:%s:iam::%s:role/*", self->partition, self->account_id));
  begin_statement (self, "FlotillaChecksItself");
  add_strings (self, "Action", actions);
  add_strings (self, "Resource", arns);
  json_builder_end_object (self->builder);
}

static char *
to_text (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autoptr(JsonGenerator) generator = json_generator_new ();

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 2);
  return json_generator_to_data (generator, NULL);
}

char *
flo_policy_to_json (FloFeatures  features,
                    const char  *partition,
                    const char  *account_id)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  Policy self = { builder, features, partition, account_id != NULL ? account_id : "*" };
  g_autofree char *parameters = NULL;

  g_return_val_if_fail (partition != NULL, NULL);
  g_return_val_if_fail ((features & (FLO_FEATURES_IN_USE | FLO_FEATURES_ON_REQUEST)) != 0, NULL);

  parameters = g_strdup_printf ("arn:%s:ssm:*::parameter/aws/service/*", partition);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "Version");
  json_builder_add_string_value (builder, "2012-10-17");
  json_builder_set_member_name (builder, "Statement");
  json_builder_begin_array (builder);
  add_statement (&self, FLO_GRANT_LOOK, "FlotillaLooks", "*", NULL);
  add_statement (&self, FLO_GRANT_PARAMETER, "FlotillaFindsImages", parameters, NULL);
  add_self (&self);
  add_statement (&self, FLO_GRANT_MAKE, "FlotillaMakesTagged", NULL, "aws:RequestTag/" FLO_RIGHTS_TAG);
  add_tagging (&self);
  add_uses (&self);
  add_statement (&self, FLO_GRANT_OURS, "FlotillaChangesItsOwn", NULL,
                 "aws:ResourceTag/" FLO_RIGHTS_TAG);
  add_statement (&self, FLO_GRANT_NAMED, "FlotillaHearsOfNodes", NULL, NULL);
  add_linked_roles (&self);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return to_text (builder);
}

const char *
flo_policy_find_partition (const char *arn)
{
  static const char *const others[] = {
    "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f",
  };
  g_auto(GStrv) parts = arn != NULL ? g_strsplit (arn, ":", 3) : NULL;

  for (guint i = 0; parts != NULL && parts[0] != NULL && parts[1] != NULL && i < G_N_ELEMENTS (others); i++)
    if (strcmp (parts[0], "arn") == 0 && strcmp (parts[1], others[i]) == 0)
      return others[i];
  return "aws";
}
