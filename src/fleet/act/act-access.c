/* act-access.c: the calls that make and delete security groups, key pairs and launch templates, and delete addresses and
 * storage
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-act-access"

#include "flotilla-config.h"

#include "fleet/flo-config-copy.h"
#include "fleet/act/flo-action-call.h"
#include "fleet/flo-fleet-json.h"
#include "fleet/observe/flo-observation.h"

#include <string.h>


static void
build_create_security_group (gpointer    data,
                             JsonObject *parameters,
                             const char *token)
{
  AwsCreateSecurityGroupInput *input = data;

  input->group_name = flo_action_call_dup_string (parameters, "name");
  input->description = flo_action_call_dup_string (parameters, "description");
  input->vpc_id = flo_action_call_dup_string (parameters, "vpc");
  input->tag_specifications = flo_action_call_make_tags (parameters, "security-group", NULL);
}

static JsonObject *
read_create_security_group (gconstpointer   data,
                            JsonObject     *parameters,
                            JsonObject    **result,
                            GError        **error)
{
  const AwsCreateSecurityGroupOutput *output = data;

  return flo_action_call_make_result (output->group_id);
}

static AwsIpPermission *
make_permission (JsonObject *rule)
{
  AwsIpPermission *permission = g_new0 (AwsIpPermission, 1);
  JsonArray *sources = flo_json_get_array (rule, "sources");

  permission->ip_protocol = g_strdup ("tcp");
  permission->from_port = aws_integer (flo_json_get_integer (rule, "port"));
  permission->to_port = permission->from_port;
  permission->ip_ranges = g_ptr_array_new ();
  for (guint i = 0; i < flo_json_length (sources); i++)
    {
      AwsIpRange *range = g_new0 (AwsIpRange, 1);

      range->cidr_ip = g_strdup (flo_json_string_at (sources, i));
      range->description = g_strdup (FLO_OBSERVATION_RULE);
      g_ptr_array_add (permission->ip_ranges, range);
    }

  return permission;
}

static void
build_authorize_ingress (gpointer    data,
                         JsonObject *parameters,
                         const char *token)
{
  AwsAuthorizeSecurityGroupIngressInput *input = data;
  JsonArray *rules = flo_json_get_array (parameters, "rules");

  input->group_id = flo_action_call_dup_string (parameters, "group");
  input->ip_permissions = g_ptr_array_new ();
  for (guint i = 0; i < flo_json_length (rules); i++)
    g_ptr_array_add (input->ip_permissions, make_permission (flo_json_object_at (rules, i)));
}

/* AWS finds a rule by what it allows, whatever it is described as. */
static void
build_revoke_ingress (gpointer    data,
                      JsonObject *parameters,
                      const char *token)
{
  AwsRevokeSecurityGroupIngressInput *input = data;
  JsonArray *rules = flo_json_get_array (parameters, "rules");

  input->group_id = flo_action_call_dup_string (parameters, "group");
  input->ip_permissions = g_ptr_array_new ();
  for (guint i = 0; i < flo_json_length (rules); i++)
    g_ptr_array_add (input->ip_permissions, make_permission (flo_json_object_at (rules, i)));
}

static void
build_delete_security_group (gpointer    data,
                             JsonObject *parameters,
                             const char *token)
{
  AwsDeleteSecurityGroupInput *input = data;

  input->group_id = flo_action_call_dup_string (parameters, "id");
}

static void
build_import_key_pair (gpointer    data,
                       JsonObject *parameters,
                       const char *token)
{
  AwsImportKeyPairInput *input = data;
  const char *public_key = flo_json_get_string (parameters, "public_key");

  input->key_name = flo_action_call_dup_string (parameters, "name");
  if (public_key != NULL)
    input->public_key_material = g_base64_encode ((const guchar *) public_key, strlen (public_key));
  input->tag_specifications = flo_action_call_make_tags (parameters, "key-pair", NULL);
}

static JsonObject *
read_import_key_pair (gconstpointer   data,
                      JsonObject     *parameters,
                      JsonObject    **result,
                      GError        **error)
{
  const AwsKeyPair *output = data;

  return flo_action_call_make_result (output->key_pair_id);
}

static void
build_delete_key_pair (gpointer    data,
                       JsonObject *parameters,
                       const char *token)
{
  AwsDeleteKeyPairInput *input = data;

  input->key_pair_id = flo_action_call_dup_string (parameters, "id");
}

static GPtrArray *
make_block_devices (JsonObject *storage)
{
  GPtrArray *mappings = g_ptr_array_new ();
  AwsBlockDeviceMapping *mapping = g_new0 (AwsBlockDeviceMapping, 1);

  mapping->device_name = g_strdup (flo_json_get_string (storage, "device"));
  mapping->ebs = g_new0 (AwsEbsBlockDevice, 1);
  mapping->ebs->volume_size = aws_integer (flo_json_get_integer (storage, "size_gib"));
  mapping->ebs->volume_type = g_strdup (flo_json_get_string (storage, "type"));
  mapping->ebs->encrypted = aws_boolean (json_object_get_boolean_member_with_default (storage, "encrypted", TRUE));
  mapping->ebs->delete_on_termination = aws_boolean (TRUE);
  g_ptr_array_add (mappings, mapping);

  return mappings;
}

/* The fleet's tags, under the name of a node, with how large its disk is. */
static JsonObject *
make_node_parameters (JsonObject *parameters)
{
  JsonObject *tags = flo_json_get_object (parameters, "tags");
  g_autoptr (GList) names = tags != NULL ? json_object_get_members (tags) : NULL;
  JsonObject *of_node = json_object_new ();
  JsonObject *node = json_object_new ();
  JsonObject *storage = flo_json_get_object (parameters, "storage");
  g_autofree char *disk = storage != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, flo_json_get_integer (storage, "size_gib")) : NULL;

  for (GList *link = names; link != NULL; link = link->next)
    json_object_set_string_member (of_node, link->data, flo_json_get_string (tags, link->data));
  json_object_set_string_member (of_node, "Name", flo_json_get_string (parameters, "node_name"));
  if (disk != NULL)
    json_object_set_string_member (of_node, FLO_OBSERVATION_DISK, disk);
  json_object_set_object_member (node, "tags", of_node);

  return node;
}

static GPtrArray *
make_template_tags (JsonObject *parameters)
{
  gboolean spot = g_strcmp0 (flo_json_get_string (parameters, "market"), "spot") == 0;
  g_autoptr (JsonObject) node = NULL;

  if (!json_object_has_member (parameters, "node_name"))
    return spot ? flo_action_call_make_tags (parameters, "spot-instances-request", NULL) : NULL;

  node = make_node_parameters (parameters);
  return spot ? flo_action_call_make_tags (node, "instance", "volume", "spot-instances-request", NULL)
              : flo_action_call_make_tags (node, "instance", "volume", NULL);
}

static AwsRequestLaunchTemplateData *
make_template_data (JsonObject *parameters)
{
  AwsRequestLaunchTemplateData *data = g_new0 (AwsRequestLaunchTemplateData, 1);
  JsonObject *storage = flo_json_get_object (parameters, "storage");

  data->image_id = flo_action_call_dup_string (parameters, "image");
  data->key_name = flo_action_call_dup_string (parameters, "key");
  data->security_group_ids = aws_string_array_new (flo_json_get_string (parameters, "group"), NULL);
  if (storage != NULL)
    data->block_device_mappings = make_block_devices (storage);

  /* Without a token anything on the node that can be tricked into a request gives its role away. */
  data->metadata_options = g_new0 (AwsMetadataOptions, 1);
  data->metadata_options->http_tokens = g_strdup ("required");
  data->metadata_options->http_endpoint = g_strdup ("enabled");
  data->metadata_options->http_put_response_hop_limit = aws_integer (2);

  /* Instances and volumes are tagged by CreateFleet, unless EC2 keeps them; spot requests only can be here. */
  data->tag_specifications = make_template_tags (parameters);

  return data;
}

/* Cuts the copy of a config into tags. @all: so many tags always, so that nothing of a longer one before is left */
static void
set_copy_tags (JsonObject *tags,
               const char *copy,
               gboolean    all)
{
  const char * const names[] = FLO_CONFIG_COPY_TAGS;

  copy = copy != NULL ? copy : "";
  for (guint i = 0; names[i] != NULL && (all || *copy != '\0'); i++)
    {
      g_autofree char *part = g_strndup (copy, FLO_CONFIG_COPY_TAG_CHARS);

      json_object_set_string_member (tags, names[i], part);
      copy += strlen (part);
    }
}

/* With the config in tags of its own. (transfer full) */
static JsonObject *
make_copied_parameters (JsonObject *parameters)
{
  JsonObject *tags = flo_json_get_object (parameters, "tags");
  g_autoptr (GList) members = tags != NULL ? json_object_get_members (tags) : NULL;
  JsonObject *all = json_object_new ();
  JsonObject *copied = json_object_new ();

  for (GList *link = members; link != NULL; link = link->next)
    json_object_set_string_member (all, link->data, flo_json_get_string (tags, link->data));
  set_copy_tags (all, flo_json_get_string (parameters, "copy"), FALSE);
  json_object_set_object_member (copied, "tags", all);

  return copied;
}

static void
build_create_launch_template (gpointer    data,
                              JsonObject *parameters,
                              const char *token)
{
  AwsCreateLaunchTemplateInput *input = data;
  g_autoptr (JsonObject) copied = make_copied_parameters (parameters);

  input->client_token = g_strdup (token);
  input->launch_template_name = flo_action_call_dup_string (parameters, "name");
  input->launch_template_data = make_template_data (parameters);
  input->tag_specifications = flo_action_call_make_tags (copied, "launch-template", NULL);
}

static JsonObject *
read_create_launch_template (gconstpointer   data,
                             JsonObject     *parameters,
                             JsonObject    **result,
                             GError        **error)
{
  const AwsCreateLaunchTemplateOutput *output = data;
  const AwsLaunchTemplate *template = output->launch_template;

  return flo_action_call_make_result (template != NULL ? template->launch_template_id : NULL);
}

static void
build_create_template_version (gpointer    data,
                               JsonObject *parameters,
                               const char *token)
{
  AwsCreateLaunchTemplateVersionInput *input = data;

  input->client_token = g_strdup (token);
  input->launch_template_id = flo_action_call_dup_string (parameters, "template");
  input->version_description = g_strdup_printf ("Config revision %" G_GINT64_FORMAT,
                                                flo_json_get_integer (parameters, "revision"));
  input->launch_template_data = make_template_data (parameters);
}

/* Without the number nobody can launch from it, so that an answer without one is a failure. */
static JsonObject *
read_create_template_version (gconstpointer   data,
                              JsonObject     *parameters,
                              JsonObject    **result,
                              GError        **error)
{
  const AwsCreateLaunchTemplateVersionOutput *output = data;
  const AwsLaunchTemplateVersion *version = output->launch_template_version;
  JsonObject *object;

  if (version == NULL || !version->version_number.is_set)
    {
      *result = json_object_new ();
      g_propagate_error (error, aws_error_new ("CreateLaunchTemplateVersion", "InternalError",
                                               "AWS did not say which version it made", NULL, 200));
      return NULL;
    }

  object = flo_action_call_make_result (version->launch_template_id);
  json_object_set_int_member (object, "version", version->version_number.value);

  return object;
}

static void
build_tag_template (gpointer    data,
                    JsonObject *parameters,
                    const char *token)
{
  AwsCreateTagsInput *input = data;
  g_autoptr (JsonObject) tags = json_object_new ();
  g_autoptr (GList) names = NULL;

  set_copy_tags (tags, flo_json_get_string (parameters, "copy"), TRUE);
  input->resources = aws_string_array_new (flo_json_get_string (parameters, "template"), NULL);
  input->tags = aws_tag_array_new ();
  names = json_object_get_members (tags);
  for (GList *link = names; link != NULL; link = link->next)
    g_ptr_array_add (input->tags, aws_tag_new (link->data, flo_json_get_string (tags, link->data)));
}

static void
build_delete_launch_template (gpointer    data,
                              JsonObject *parameters,
                              const char *token)
{
  AwsDeleteLaunchTemplateInput *input = data;

  input->launch_template_id = flo_action_call_dup_string (parameters, "id");
}

static void
build_release_address (gpointer    data,
                       JsonObject *parameters,
                       const char *token)
{
  AwsReleaseAddressInput *input = data;

  input->allocation_id = flo_action_call_dup_string (parameters, "id");
}

static void
build_delete_volume (gpointer    data,
                     JsonObject *parameters,
                     const char *token)
{
  AwsDeleteVolumeInput *input = data;

  input->volume_id = flo_action_call_dup_string (parameters, "id");
}

static void
build_delete_snapshot (gpointer    data,
                       JsonObject *parameters,
                       const char *token)
{
  AwsDeleteSnapshotInput *input = data;

  input->snapshot_id = flo_action_call_dup_string (parameters, "id");
}

/* Their names hold the fleet's id, so what has the name already is ours. */
static const char * const group_there[] = { "InvalidGroup.Duplicate", NULL };
static const char * const rules_there[] = { "InvalidPermission.Duplicate", NULL };
static const char * const rules_gone[] = { "InvalidPermission.NotFound", NULL };
static const char * const key_there[] = { "InvalidKeyPair.Duplicate", NULL };
static const char * const template_there[] = { "InvalidLaunchTemplateName.AlreadyExistsException", NULL };

const FloActionCall flo_access_calls[] = {
  { FLO_ACTION_CREATE_SECURITY_GROUP, &AWS_EC2_CREATE_SECURITY_GROUP, build_create_security_group,
    read_create_security_group, .done_codes = group_there },
  { FLO_ACTION_AUTHORIZE_INGRESS, &AWS_EC2_AUTHORIZE_SECURITY_GROUP_INGRESS, build_authorize_ingress,
    .done_codes = rules_there },
  { FLO_ACTION_REVOKE_INGRESS, &AWS_EC2_REVOKE_SECURITY_GROUP_INGRESS, build_revoke_ingress, .done_codes = rules_gone },
  { FLO_ACTION_DELETE_SECURITY_GROUP, &AWS_EC2_DELETE_SECURITY_GROUP, build_delete_security_group,
    .absent_is_done = TRUE },
  { FLO_ACTION_IMPORT_KEY_PAIR, &AWS_EC2_IMPORT_KEY_PAIR, build_import_key_pair, read_import_key_pair,
    .done_codes = key_there },
  { FLO_ACTION_DELETE_KEY_PAIR, &AWS_EC2_DELETE_KEY_PAIR, build_delete_key_pair, .absent_is_done = TRUE },
  { FLO_ACTION_CREATE_LAUNCH_TEMPLATE, &AWS_EC2_CREATE_LAUNCH_TEMPLATE, build_create_launch_template,
    read_create_launch_template, .done_codes = template_there },
  { FLO_ACTION_CREATE_TEMPLATE_VERSION, &AWS_EC2_CREATE_LAUNCH_TEMPLATE_VERSION, build_create_template_version,
    read_create_template_version },
  { FLO_ACTION_TAG_TEMPLATE, &AWS_EC2_CREATE_TAGS, build_tag_template },
  { FLO_ACTION_DELETE_LAUNCH_TEMPLATE, &AWS_EC2_DELETE_LAUNCH_TEMPLATE, build_delete_launch_template,
    .absent_is_done = TRUE },
  { FLO_ACTION_RELEASE_ADDRESS, &AWS_EC2_RELEASE_ADDRESS, build_release_address, .absent_is_done = TRUE },
  { FLO_ACTION_DELETE_VOLUME, &AWS_EC2_DELETE_VOLUME, build_delete_volume, .absent_is_done = TRUE },
  { FLO_ACTION_DELETE_SNAPSHOT, &AWS_EC2_DELETE_SNAPSHOT, build_delete_snapshot, .absent_is_done = TRUE },
  { 0 },
};
