/* flo-sim-image-actions.c: DescribeImages, and SSM's parameters that name images
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-images.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-page.h"

#define MOST_SSM_NAMES 10

static gboolean
owner_is_wanted (GPtrArray  *owners,
                 JsonObject *image)
{
  const char *id = flo_sim_json_get (image, "imageOwnerId");
  const char *alias = flo_sim_json_get (image, "imageOwnerAlias");

  if (owners->len == 0 || g_ptr_array_find_with_equal_func (owners, id, g_str_equal, NULL))
    return TRUE;
  if (g_strcmp0 (id, FLO_SIM_ACCOUNT_ID) == 0
      && g_ptr_array_find_with_equal_func (owners, "self", g_str_equal, NULL))
    return TRUE;
  return alias != NULL && g_ptr_array_find_with_equal_func (owners, alias, g_str_equal, NULL);
}

/* FALSE when an id is none of @images, and the call has failed. */
static gboolean
check_ids (FloSimCall *call,
           GPtrArray  *ids,
           GPtrArray  *images)
{
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      gboolean found = FALSE;

      if (!g_str_has_prefix (id, "ami-"))
        return flo_sim_call_fail (call, "InvalidAMIID.Malformed",
                                  "Invalid id: \"%s\" (expecting \"ami-...\")", id);
      for (guint j = 0; j < images->len && !found; j++)
        found = g_strcmp0 (flo_sim_json_get (g_ptr_array_index (images, j), "imageId"), id) == 0;
      if (!found)
        return flo_sim_call_fail (call, "InvalidAMIID.NotFound",
                                  "The image id '[%s]' does not exist", id);
    }
  return TRUE;
}

gboolean
flo_sim_describe_images (FloSimCall *call)
{
  static const FloSimFilter filters[] = {
    { "architecture", "architecture" },
    { "block-device-mapping.volume-type", "blockDeviceMapping.ebs.volumeType" },
    { "creation-date", "creationDate" },
    { "description", "description" },
    { "ena-support", "enaSupport" },
    { "hypervisor", "hypervisor" },
    { "image-id", "imageId" },
    { "image-type", "imageType" },
    { "is-public", "isPublic" },
    { "name", "name" },
    { "owner-alias", "imageOwnerAlias" },
    { "owner-id", "imageOwnerId" },
    { "root-device-name", "rootDeviceName" },
    { "root-device-type", "rootDeviceType" },
    { "state", "imageState" },
    { "virtualization-type", "virtualizationType" },
    { NULL },
  };
  g_autoptr (GPtrArray) images = flo_sim_images_list (call->region);
  g_autoptr (GPtrArray) own
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_IMAGE, call->region, call->now);
  g_autoptr (GPtrArray) ids = flo_sim_node_get_strings (call->params, "ImageId");
  g_autoptr (GPtrArray) owners = flo_sim_node_get_strings (call->params, "Owner");

  for (guint i = 0; i < own->len; i++)
    g_ptr_array_add (images,
                     json_object_ref (((FloSimResource *) g_ptr_array_index (own, i))->data));
  if (!check_ids (call, ids, images))
    return FALSE;
  for (guint i = images->len; i > 0; i--)
    {
      JsonObject *image = g_ptr_array_index (images, i - 1);

      if (!owner_is_wanted (owners, image)
          || (ids->len > 0
              && !g_ptr_array_find_with_equal_func (ids, flo_sim_json_get (image, "imageId"),
                                                    g_str_equal, NULL)))
        g_ptr_array_remove_index (images, i - 1);
    }
  return flo_sim_describe_objects (call, "imagesSet", images, filters, 0, 1000);
}

/* (nullable) */
static JsonObject *
describe_parameter (FloSimCall *call,
                    const char *name)
{
  g_autoptr (JsonObject) image = flo_sim_images_find_parameter (call->region, name);
  g_autofree char *arn = g_strdup_printf ("arn:aws:ssm:%s::parameter%s", call->region, name);
  gint64 created = 0;

  if (image == NULL)
    return NULL;

  flo_sim_time_parse (flo_sim_json_get (image, "creationDate"), &created);
  return flo_sim_json_new ("Name", name, "Type", "String", "Value",
                           flo_sim_json_get (image, "imageId"), "#Version", G_GINT64_CONSTANT (1),
                           "%LastModifiedDate", (double) created / FLO_SIM_SECOND, "ARN", arn,
                           "DataType", "aws:ec2:image", NULL);
}

gboolean
flo_sim_ssm_get_parameter (FloSimCall *call)
{
  const char *name = flo_sim_json_get (call->input, "Name");
  JsonObject *parameter;

  parameter = describe_parameter (call, name);
  if (parameter == NULL)
    return flo_sim_call_fail (call, "ParameterNotFound", "Parameter %s not found.", name);

  flo_sim_json_set (call->result, "{Parameter", parameter, NULL);
  return TRUE;
}

gboolean
flo_sim_ssm_get_parameters (FloSimCall *call)
{
  JsonArray *names = flo_sim_json_get_array (call->input, "Names");
  JsonArray *found = json_array_new ();
  JsonArray *invalid = json_array_new ();

  flo_sim_json_set (call->result, "[Parameters", found, "[InvalidParameters", invalid, NULL);
  if (names == NULL || json_array_get_length (names) == 0
      || json_array_get_length (names) > MOST_SSM_NAMES)
    return flo_sim_call_fail (call, "ValidationException", "Names must hold 1 to %d names",
                              MOST_SSM_NAMES);

  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      JsonNode *node = json_array_get_element (names, i);
      const char *name = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      JsonObject *parameter = name != NULL ? describe_parameter (call, name) : NULL;

      if (parameter != NULL)
        json_array_add_object_element (found, parameter);
      else
        json_array_add_string_element (invalid, name != NULL ? name : "");
    }
  return TRUE;
}

/* Is the parameter below the path, directly unless all depths are asked for? */
static gboolean
is_below (const char *name,
          const char *path,
          gboolean    recursive)
{
  gsize length = strlen (path);

  if (name == NULL || !g_str_has_prefix (name, path))
    return FALSE;
  if (length > 0 && path[length - 1] != '/' && name[length++] != '/')
    return FALSE;
  return name[length] != '\0' && (recursive || strchr (name + length, '/') == NULL);
}

gboolean
flo_sim_ssm_get_parameters_by_path (FloSimCall *call)
{
  const char *path = flo_sim_json_get (call->input, "Path");
  gboolean recursive = flo_sim_json_get_bool (call->input, "Recursive");
  g_autoptr (GPtrArray) images = flo_sim_images_list (call->region);
  JsonArray *all;

  if (path[0] != '/')
    return flo_sim_call_fail (call, "ValidationException",
                              "The parameter path must begin with a slash \"/\".");
  if (json_object_has_member (call->input, "ParameterFilters"))
    return flo_sim_call_fail (call, "InvalidFilterKey",
                              "The practice cloud has no parameter filters.");
  all = json_array_new ();
  for (guint i = 0; i < images->len; i++)
    {
      const char *name = flo_sim_json_get (g_ptr_array_index (images, i), "_parameter");

      if (is_below (name, path, recursive))
        json_array_add_object_element (all, describe_parameter (call, name));
    }
  return flo_sim_page_answer (call, "Parameters", all, "MaxResults", MOST_SSM_NAMES);
}
