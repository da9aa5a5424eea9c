/* flo-sim-version-actions.c: the versions of launch templates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-template.h"

#define MOST_DELETED  200

/* The template that the call names. NULL: the call has failed. */
static FloSimResource *
find_template (FloSimCall *call)
{
  return flo_sim_template_find (call, flo_sim_call_get (call, "LaunchTemplateId"),
                                flo_sim_call_get (call, "LaunchTemplateName"));
}

/* How the answers call what the request calls so. */
static char *
answer_name (const char *name)
{
  static const char *const lists[][2] = {
    { "BlockDeviceMapping", "blockDeviceMappingSet" },
    { "NetworkInterface", "networkInterfaceSet" },
    { "SecurityGroup", "securityGroupSet" },
    { "SecurityGroupId", "securityGroupIdSet" },
    { "Tag", "tagSet" },
    { "TagSpecification", "tagSpecificationSet" },
    { "LicenseSpecification", "licenseSet" },
    { "ElasticGpuSpecification", "elasticGpuSpecificationSet" },
  };
  char *text;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (lists[i][0], name))
      return g_strdup (lists[i][1]);
  text = g_strdup (name);
  text[0] = g_ascii_tolower (text[0]);
  return text;
}

static gboolean
is_list (const FloSimNode *node)
{
  return node->children->len > 0
         && g_ascii_isdigit (((FloSimNode *) g_ptr_array_index (node->children, 0))->name[0]);
}

static JsonObject *
describe_node (const FloSimNode *node)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < node->children->len; i++)
    {
      const FloSimNode *child = g_ptr_array_index (node->children, i);
      g_autofree char *name = answer_name (child->name);
      JsonArray *array;

      if (child->value != NULL)
        json_object_set_string_member (object, name, child->value);
      else if (!is_list (child))
        json_object_set_object_member (object, name, describe_node (child));
      else
        {
          array = json_array_new ();
          for (guint j = 0; j < child->children->len; j++)
            {
              const FloSimNode *entry = g_ptr_array_index (child->children, j);

              if (entry->value != NULL)
                json_array_add_string_element (array, entry->value);
              else
                json_array_add_object_element (array, describe_node (entry));
            }
          /* The groups of an interface are called otherwise than those of an instance. */
          json_object_set_array_member (object,
                                        g_strcmp0 (node->name, "") != 0
                                                && g_str_equal (child->name, "SecurityGroupId")
                                            ? "groupSet"
                                            : name,
                                        array);
        }
    }
  return object;
}

static JsonObject *
describe_version (const FloSimResource *template,
                  JsonObject           *version)
{
  gint64 number = flo_sim_json_get_int (version, "number");
  g_autoptr (FloSimForm) data = flo_sim_template_get_data (template, number);

  return flo_sim_json_new (
      "launchTemplateId", template->id, "launchTemplateName",
      flo_sim_resource_get (template, "launchTemplateName"), "#versionNumber", number,
      "versionDescription", flo_sim_json_get (version, "description"), "createTime",
      flo_sim_json_get (version, "time"), "createdBy", FLO_SIM_USER_ARN, "?defaultVersion",
      number == flo_sim_json_get_int (template->data, "defaultVersionNumber"), "{launchTemplateData",
      describe_node (data->root), NULL);
}

/* The pairs of @source that @given does not name, then those of @given: (transfer full). */
static JsonArray *
merge (FloSimForm *source,
       JsonArray  *given)
{
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *merged = json_array_new ();

  for (guint i = 0; i < json_array_get_length (given); i++)
    {
      const char *key
          = json_array_get_string_element (json_array_get_array_element (given, i), 0);

      g_hash_table_add (named, g_strndup (key, strcspn (key, ".")));
    }
  for (guint i = 0; i < source->keys->len; i++)
    {
      const char *key = g_ptr_array_index (source->keys, i);
      g_autofree char *top = g_strndup (key, strcspn (key, "."));

      if (!g_hash_table_contains (named, top))
        json_array_add_array_element (
            merged, flo_sim_json_strings (key, g_ptr_array_index (source->values, i), NULL));
    }
  for (guint i = 0; i < json_array_get_length (given); i++)
    json_array_add_element (merged, json_node_copy (json_array_get_element (given, i)));
  return merged;
}

gboolean
flo_sim_create_launch_template_version (FloSimCall *call)
{
  FloSimResource *template = find_template (call);
  const char *source_text = flo_sim_call_get (call, "SourceVersion");
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  g_autoptr (FloSimForm) source = NULL;
  g_autoptr (JsonArray) given = NULL;
  JsonObject *version;
  gint64 number, source_number;

  if (template == NULL || !flo_sim_template_check_data (call))
    return FALSE;
  if (source_text == NULL)
    source = flo_sim_form_new ();
  else
    {
      if (!flo_sim_template_resolve (call, template, source_text, &source_number))
        return FALSE;
      source = flo_sim_template_get_data (template, source_number);
    }
  given = flo_sim_template_collect_data (call);
  number = flo_sim_json_get_int (template->data, "_highest") + 1;
  version = flo_sim_json_new ("#number", number, "description",
                              flo_sim_call_get (call, "VersionDescription"), "time", time, "[data",
                              merge (source, given), NULL);
  json_array_add_object_element (flo_sim_json_get_array (template->data, "_versions"), version);
  flo_sim_json_set (template->data, "#latestVersionNumber", number, "#_highest", number, NULL);
  flo_sim_cloud_touch (call->cloud);
  flo_sim_json_set (call->result, "{launchTemplateVersion", describe_version (template, version),
                    NULL);
  return TRUE;
}

/* FALSE: the call has failed. */
static gboolean
add_versions_of (FloSimCall     *call,
                 FloSimResource *template,
                 GPtrArray      *found)
{
  g_autoptr (GPtrArray) wanted
      = flo_sim_node_get_strings (call->params, "LaunchTemplateVersion");
  JsonArray *versions = flo_sim_json_get_array (template->data, "_versions");
  gint64 least = flo_sim_node_get_int (call->params, "MinVersion", 0);
  gint64 most = flo_sim_node_get_int (call->params, "MaxVersion", G_MAXINT64);

  for (guint i = 0; i < wanted->len; i++)
    {
      gint64 number;

      if (!flo_sim_template_resolve (call, template, g_ptr_array_index (wanted, i), &number))
        return FALSE;
    }
  for (guint i = json_array_get_length (versions); i > 0; i--)
    {
      JsonObject *version = flo_sim_json_nth (versions, i - 1);
      gint64 number = flo_sim_json_get_int (version, "number");
      gboolean take = wanted->len == 0 && number >= least && number <= most;

      for (guint j = 0; !take && j < wanted->len; j++)
        {
          gint64 other;

          take = flo_sim_template_resolve (call, template, g_ptr_array_index (wanted, j), &other)
                 && other == number;
        }
      if (take)
        g_ptr_array_add (found, describe_version (template, version));
    }
  return TRUE;
}

gboolean
flo_sim_describe_launch_template_versions (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "create-time", "createTime" },
    { "image-id", "launchTemplateData.imageId" },
    { "instance-type", "launchTemplateData.instanceType" },
    { "is-default-version", "defaultVersion" },
    { NULL },
  };
  g_autoptr (GPtrArray) found
      = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (GPtrArray) all = NULL;
  FloSimResource *template;

  if (flo_sim_call_get (call, "LaunchTemplateId") != NULL
      || flo_sim_call_get (call, "LaunchTemplateName") != NULL)
    {
      template = find_template (call);
      if (template == NULL || !add_versions_of (call, template, found))
        return FALSE;
      return flo_sim_describe_objects (call, "launchTemplateVersionSet", found, filters, 1, 200);
    }
  /* Of all templates there are only the latest or the default versions to be had. */
  if (flo_sim_node_count (call->params, "LaunchTemplateVersion") == 0)
    return flo_sim_call_fail (call, "MissingParameter",
                              "The request must contain the launch template's ID or its name, or "
                              "$Latest or $Default as version");
  all = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_LAUNCH_TEMPLATE, call->region, call->now);
  for (guint i = 0; i < all->len; i++)
    if (!add_versions_of (call, g_ptr_array_index (all, i), found))
      return FALSE;
  return flo_sim_describe_objects (call, "launchTemplateVersionSet", found, filters, 1, 200);
}

/* The default version stays. (nullable) what else is wrong */
static const char *
problem_with_deletion (FloSimCall     *call,
                       FloSimResource *template,
                       const char     *text,
                       gint64         *number)
{
  *number = g_ascii_strtoll (text, NULL, 10);
  if (!flo_sim_template_resolve (call, template, text, number))
    {
      g_clear_pointer (&call->code, g_free);
      g_clear_pointer (&call->message, g_free);
      call->status = 200;
      return "launchTemplateVersionDoesNotExist";
    }
  if (*number == flo_sim_json_get_int (template->data, "defaultVersionNumber"))
    return "unexpectedError";
  return NULL;
}

static void
remove_version (FloSimResource *template,
                gint64          number)
{
  JsonArray *versions = flo_sim_json_get_array (template->data, "_versions");
  gint64 latest = 0;

  for (guint i = json_array_get_length (versions); i > 0; i--)
    {
      gint64 other = flo_sim_json_get_int (flo_sim_json_nth (versions, i - 1), "number");

      if (other == number)
        json_array_remove_element (versions, i - 1);
      else
        latest = MAX (latest, other);
    }
  flo_sim_json_set (template->data, "#latestVersionNumber", latest, NULL);
}

gboolean
flo_sim_delete_launch_template_versions (FloSimCall *call)
{
  FloSimResource *template = find_template (call);
  g_autoptr (GPtrArray) wanted
      = flo_sim_node_get_strings (call->params, "LaunchTemplateVersion");
  JsonArray *deleted, *refused;

  if (template == NULL)
    return FALSE;
  if (wanted->len > MOST_DELETED)
    return flo_sim_call_fail (call, "InvalidParameterValue", "At most %d versions at once",
                              MOST_DELETED);
  deleted = json_array_new ();
  refused = json_array_new ();
  for (guint i = 0; i < wanted->len; i++)
    {
      gint64 number;
      const char *code
          = problem_with_deletion (call, template, g_ptr_array_index (wanted, i), &number);
      JsonObject *entry = flo_sim_json_new (
          "launchTemplateId", template->id, "launchTemplateName",
          flo_sim_resource_get (template, "launchTemplateName"), "#versionNumber", number, NULL);

      if (code == NULL)
        {
          remove_version (template, number);
          json_array_add_object_element (deleted, entry);
          continue;
        }
      flo_sim_json_set (
          entry, "{responseError",
          flo_sim_json_new ("code", code, "message",
                            g_str_equal (code, "unexpectedError")
                                ? "Cannot delete the default version of a launch template"
                                : "The launch template version does not exist",
                            NULL),
          NULL);
      json_array_add_object_element (refused, entry);
    }
  flo_sim_cloud_touch (call->cloud);
  flo_sim_json_set (call->result, "[successfullyDeletedLaunchTemplateVersionSet", deleted,
                    "[unsuccessfullyDeletedLaunchTemplateVersionSet", refused, NULL);
  return TRUE;
}

gboolean
flo_sim_modify_launch_template (FloSimCall *call)
{
  FloSimResource *template = find_template (call);
  const char *version = flo_sim_call_get (call, "SetDefaultVersion");
  gint64 number;

  if (template == NULL)
    return FALSE;
  if (version != NULL)
    {
      if (!flo_sim_template_resolve (call, template, version, &number))
        return FALSE;
      flo_sim_json_set (template->data, "#defaultVersionNumber", number, NULL);
      flo_sim_cloud_touch (call->cloud);
    }
  flo_sim_json_set (call->result, "{launchTemplate", json_object_ref (template->data), NULL);
  return TRUE;
}
