/* flo-sim-template-actions.c: launch templates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-template.h"

#define DATA_PREFIX       "LaunchTemplateData."
#define LARGEST_USER_DATA 16384

/* The template's content is kept as the flat parameters it came in. */
JsonArray *
flo_sim_template_collect_data (FloSimCall *call)
{
  JsonArray *pairs = json_array_new ();
  FloSimForm *form = call->form;

  for (guint i = 0; i < form->keys->len; i++)
    {
      const char *key = g_ptr_array_index (form->keys, i);

      if (g_str_has_prefix (key, DATA_PREFIX))
        json_array_add_array_element (
            pairs, flo_sim_json_strings (key + strlen (DATA_PREFIX),
                                         g_ptr_array_index (form->values, i), NULL));
    }
  return pairs;
}

/* The version of that number. (nullable) */
static JsonObject *
find_version (const FloSimResource *template,
              gint64                number)
{
  JsonArray *versions = flo_sim_json_get_array (template->data, "_versions");

  for (guint i = 0; versions != NULL && i < json_array_get_length (versions); i++)
    if (flo_sim_json_get_int (flo_sim_json_nth (versions, i), "number") == number)
      return flo_sim_json_nth (versions, i);
  return NULL;
}

gboolean
flo_sim_template_resolve (FloSimCall           *call,
                          const FloSimResource *template,
                          const char           *version,
                          gint64               *number)
{
  char *end = NULL;

  if (g_str_equal (version, "$Latest"))
    *number = flo_sim_json_get_int (template->data, "latestVersionNumber");
  else if (g_str_equal (version, "$Default"))
    *number = flo_sim_json_get_int (template->data, "defaultVersionNumber");
  else
    {
      *number = g_ascii_strtoll (version, &end, 10);
      if (*end != '\0' || find_version (template, *number) == NULL)
        return flo_sim_call_fail (call, "InvalidLaunchTemplateId.VersionNotFound",
                                  "Could not find launch template version %s", version);
    }
  return TRUE;
}

FloSimForm *
flo_sim_template_get_data (const FloSimResource *template,
                           gint64                number)
{
  FloSimForm *form = flo_sim_form_new ();
  JsonObject *version = find_version (template, number);
  JsonArray *pairs = version != NULL ? flo_sim_json_get_array (version, "data") : NULL;

  for (guint i = 0; pairs != NULL && i < json_array_get_length (pairs); i++)
    {
      JsonArray *pair = json_array_get_array_element (pairs, i);

      flo_sim_form_add (form, json_array_get_string_element (pair, 0),
                        json_array_get_string_element (pair, 1));
    }
  return form;
}

static gboolean
check_name (FloSimCall *call,
            const char *name)
{
  gsize length = strlen (name);

  if (length < 3 || length > 128
      || name[strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "().-/_")] != '\0')
    return flo_sim_call_fail (
        call, "InvalidLaunchTemplateName.MalformedException",
        "The launch template name %s is invalid. A launch template name must be "
        "between 3 and 128 characters, and may contain letters, numbers, and the "
        "following characters: - ( ) . / _",
        name);
  return TRUE;
}

/* Little of the content is looked at before somebody launches from it. */
gboolean
flo_sim_template_check_data (FloSimCall *call)
{
  FloSimNode *data = flo_sim_node_find (call->params, "LaunchTemplateData");
  static const char *const types[] = {
    "elastic-gpu", "instance", "network-interface", "spot-instances-request", "volume", NULL
  };
  const char *user_data = flo_sim_node_get (data, "UserData");
  g_autofree guchar *plain = NULL;
  gsize length = 0;

  if (!flo_sim_call_check_tags (call, data, types))
    return FALSE;
  if (user_data == NULL)
    return TRUE;
  if (strlen (user_data) % 4 != 0
      || user_data[strspn (user_data, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+/=")] != '\0')
    return flo_sim_call_fail (call, "InvalidUserData.Malformed",
                              "Invalid BASE64 encoding of user data.");
  plain = g_base64_decode (user_data, &length);
  if (length > LARGEST_USER_DATA)
    return flo_sim_call_fail (call, "InvalidParameterValue", "User data is limited to %d bytes",
                              LARGEST_USER_DATA);
  return TRUE;
}

gboolean
flo_sim_create_launch_template (FloSimCall *call)
{
  const char *name = flo_sim_call_get (call, "LaunchTemplateName");
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  g_autoptr (JsonObject) data = NULL;
  JsonArray *versions;

  if (!check_name (call, name))
    return FALSE;
  for (guint i = 0; i < call->cloud->resources->len; i++)
    {
      FloSimResource *other = g_ptr_array_index (call->cloud->resources, i);

      if (other->kind == FLO_SIM_KIND_LAUNCH_TEMPLATE && !other->vanished
          && g_str_equal (other->region, call->region)
          && g_strcmp0 (flo_sim_resource_get (other, "launchTemplateName"), name) == 0)
        return flo_sim_call_fail (call, "InvalidLaunchTemplateName.AlreadyExistsException",
                                  "Launch template name already in use.");
    }

  versions = json_array_new ();
  json_array_add_object_element (
      versions, flo_sim_json_new ("#number", G_GINT64_CONSTANT (1), "description",
                                  flo_sim_call_get (call, "VersionDescription"), "time", time,
                                  "[data", flo_sim_template_collect_data (call), NULL));
  data = flo_sim_json_new ("launchTemplateId", "", "launchTemplateName", name, "createTime", time,
                           "createdBy", "arn:aws:iam::" FLO_SIM_ACCOUNT_ID ":user/practice",
                           "#defaultVersionNumber", G_GINT64_CONSTANT (1), "#latestVersionNumber",
                           G_GINT64_CONSTANT (1), "#_highest", G_GINT64_CONSTANT (1), "[_versions",
                           versions, NULL);
  if (!flo_sim_call_read_tags (call, FLO_SIM_KIND_LAUNCH_TEMPLATE, data)
      || !flo_sim_template_check_data (call))
    return FALSE;

  flo_sim_cloud_add (call->cloud, FLO_SIM_KIND_LAUNCH_TEMPLATE, call->region, call->now,
                     json_object_ref (data));
  flo_sim_json_set (call->result, "{launchTemplate", json_object_ref (data), NULL);
  return TRUE;
}

FloSimResource *
flo_sim_template_find (FloSimCall *call,
                       const char *id,
                       const char *name)
{
  FloSimResource *template;

  if ((id == NULL) == (name == NULL))
    {
      flo_sim_call_fail (call, id == NULL ? "MissingParameter" : "InvalidParameterCombination",
                         "The request must contain either the launch template's ID or its name");
      return NULL;
    }
  if (id != NULL)
    {
      if (!g_str_has_prefix (id, "lt-"))
        {
          flo_sim_call_fail (call, "InvalidLaunchTemplateId.Malformed",
                             "The launch template ID %s is malformed.", id);
          return NULL;
        }
      template = flo_sim_cloud_find (call->cloud, FLO_SIM_KIND_LAUNCH_TEMPLATE, call->region, id,
                                     call->now);
      if (template == NULL)
        flo_sim_call_fail (call, "InvalidLaunchTemplateId.NotFound",
                           "The specified launch template, with template ID %s, does not exist.",
                           id);
      return template;
    }

  template = flo_sim_cloud_find_by (call->cloud, FLO_SIM_KIND_LAUNCH_TEMPLATE, call->region,
                                    "launchTemplateName", name, call->now);
  if (template == NULL)
    flo_sim_call_fail (call, "InvalidLaunchTemplateName.NotFoundException",
                       "The specified launch template, with template name %s, does not exist.",
                       name);
  return template;
}

gboolean
flo_sim_describe_launch_templates (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "create-time", "createTime" },
    { "launch-template-name", "launchTemplateName" },
    { NULL },
  };
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, "LaunchTemplateId");
  g_autoptr (GPtrArray) names = flo_sim_node_get_strings (call->params, "LaunchTemplateName");
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < ids->len + names->len; i++)
    {
      FloSimResource *template;

      template = i < ids->len
                     ? flo_sim_template_find (call, g_ptr_array_index (ids, i), NULL)
                     : flo_sim_template_find (call, NULL, g_ptr_array_index (names, i - ids->len));
      if (template == NULL)
        return FALSE;
      if (!g_ptr_array_find (objects, template->data, NULL))
        g_ptr_array_add (objects, template->data);
    }
  if (ids->len + names->len == 0)
    {
      found
          = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_LAUNCH_TEMPLATE, call->region, call->now);
      for (guint i = 0; i < found->len; i++)
        g_ptr_array_add (objects, ((FloSimResource *) g_ptr_array_index (found, i))->data);
    }
  return flo_sim_describe_objects (call, "launchTemplates", objects, filters, 1, 200);
}

gboolean
flo_sim_delete_launch_template (FloSimCall *call)
{
  FloSimResource *template
      = flo_sim_template_find (call, flo_sim_call_get (call, "LaunchTemplateId"),
                               flo_sim_call_get (call, "LaunchTemplateName"));

  if (template == NULL)
    return FALSE;
  flo_sim_cloud_remove (call->cloud, template, call->now);
  flo_sim_json_set (call->result, "{launchTemplate", json_object_ref (template->data), NULL);
  return TRUE;
}
