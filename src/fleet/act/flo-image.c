/* flo-image.c: which image a fleet's nodes start from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-image"

#include "flotilla-config.h"

#include "aws/services/aws-ec2.h"
#include "aws/aws-error.h"
#include "aws/services/aws-ssm.h"
#include "config/flo-config-need.h"
#include "fleet/act/flo-image.h"

typedef struct
{
  const char *name;
  const char *root_device;
  const char *x86_64_parameter;
  const char *arm64_parameter;
} System;

static const System systems[] = {
  { "amazon-linux-2023", "/dev/xvda",
    "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64" },
  { "ubuntu-24.04", "/dev/sda1",
    "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
    "/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id" },
  { "debian-12", "/dev/xvda",
    "/aws/service/debian/release/12/latest/amd64",
    "/aws/service/debian/release/12/latest/arm64" },
};


static JsonObject *
make_image (const char *id,
            const char *architecture,
            const char *root_device)
{
  JsonObject *image = json_object_new ();

  json_object_set_string_member (image, "id", id);
  json_object_set_string_member (image, "architecture", architecture != NULL ? architecture : "x86_64");
  json_object_set_string_member (image, "root_device", root_device != NULL ? root_device : "/dev/xvda");

  return image;
}

static void
return_image (GTask      *task,
              JsonObject *image)
{
  g_task_return_pointer (task, image, (GDestroyNotify) json_object_unref);
}

static void
images_described_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AwsDescribeImagesOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);
  const char *wanted = g_task_get_task_data (task);

  if (output == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (aws_list_length (output->images) == 0)
    {
      g_task_return_error (task, aws_error_new ("DescribeImages", "InvalidAMIID.NotFound",
                                                "There is no such image in this region, or it is not shared with "
                                                "this account", NULL, 200));
    }
  else
    {
      const AwsImage *image = g_ptr_array_index (output->images, 0);

      return_image (task, make_image (wanted, image->architecture, image->root_device_name));
    }

  aws_shape_free (AWS_EC2_DESCRIBE_IMAGES.output, output);
}

static void
parameter_got_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AwsGetParameterOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);
  JsonObject *wanted = g_task_get_task_data (task);

  if (output == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (output->parameter == NULL || output->parameter->value == NULL)
    {
      g_task_return_error (task, aws_error_new ("GetParameter", "ParameterNotFound",
                                                "AWS names no current image", NULL, 200));
    }
  else
    {
      json_object_set_string_member (wanted, "id", output->parameter->value);
      return_image (task, json_object_ref (wanted));
    }

  aws_shape_free (AWS_SSM_GET_PARAMETER.output, output);
}

static void
find_by_id (GTask      *task,
            AwsClient  *client,
            const char *id)
{
  g_autoptr (GPtrArray) ids = aws_string_array_new (id, NULL);
  AwsDescribeImagesInput input = { .image_ids = ids };

  g_task_set_task_data (task, g_strdup (id), g_free);
  aws_client_call_async (client, &AWS_EC2_DESCRIBE_IMAGES, &input, g_task_get_cancellable (task),
                         images_described_cb, g_object_ref (task));
}

static void
find_by_system (GTask        *task,
                AwsClient    *client,
                const System *system,
                const char   *architecture)
{
  gboolean arm64 = g_strcmp0 (architecture, "arm64") == 0;
  AwsGetParameterInput input = {
    .name = (char *) (arm64 ? system->arm64_parameter : system->x86_64_parameter),
  };

  g_task_set_task_data (task, make_image ("", architecture, system->root_device), (GDestroyNotify) json_object_unref);
  aws_client_call_async (client, &AWS_SSM_GET_PARAMETER, &input, g_task_get_cancellable (task),
                         parameter_got_cb, g_object_ref (task));
}

void
flo_image_find_async (AwsClient           *client,
                      const FloConfig     *config,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (config != NULL);

  g_task_set_source_tag (task, flo_image_find_async);

  if (config->image.id != NULL)
    {
      find_by_id (task, client, config->image.id);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      if (g_strcmp0 (systems[i].name, config->image.system) == 0)
        {
          find_by_system (task, client, &systems[i], flo_config_choose_architecture (config));
          return;
        }
    }

  g_task_return_error (task, aws_error_new ("GetParameter", "InvalidParameterValue",
                                            "The config names a system that has no known image", NULL, 0));
}

JsonObject *
flo_image_find_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
