/* aws-profile.c: one profile of ~/.aws/config and ~/.aws/credentials
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-profile"

#include "aws/credentials/aws-profile.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "base/flo-secret-file.h"
#include "base/flo-secret.h"

struct _AwsProfile
{
  char *name;                    /* (owned) */
  char *config_section;          /* (owned): "default" or "profile NAME" */
  AwsProfileFile *credentials;   /* (owned) */
  AwsProfileFile *config;        /* (owned) */
};

const char *
aws_profile_choose_name (const char *name)
{
  static const char *const variables[] = { "AWS_PROFILE", "AWS_DEFAULT_PROFILE" };

  if (name != NULL && *name != '\0')
    return name;

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *value = g_getenv (variables[i]);

      if (value != NULL && *value != '\0')
        return value;
    }

  return "default";
}

static char *
aws_profile_dup_path (const char *variable,
                      const char *file_name)
{
  const char *path = g_getenv (variable);

  if (path == NULL || *path == '\0')
    return g_build_filename (g_get_home_dir (), ".aws", file_name, NULL);

  if (g_str_has_prefix (path, "~/"))
    return g_build_filename (g_get_home_dir (), path + 2, NULL);

  return g_strdup (path);
}

char *
aws_profile_dup_credentials_path (void)
{
  return aws_profile_dup_path ("AWS_SHARED_CREDENTIALS_FILE", "credentials");
}

char *
aws_profile_dup_config_path (void)
{
  return aws_profile_dup_path ("AWS_CONFIG_FILE", "config");
}

void
aws_profile_free (AwsProfile *self)
{
  g_clear_pointer (&self->credentials, aws_profile_file_free);
  g_clear_pointer (&self->config, aws_profile_file_free);
  g_free (self->config_section);
  g_free (self->name);
  g_free (self);
}

static AwsProfileFile *
aws_profile_read_finish (const char    *path,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  AwsProfileFile *parsed;
  gsize length = 0;
  char *content = flo_secret_file_load_finish (result, &length, &local_error);

  if (content == NULL)
    {
      g_autofree char *message = NULL;

      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
          || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
        return aws_profile_file_parse ("", 0, path, error);

      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }

      message = g_strdup_printf ("cannot read %s", local_error->message);
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_BAD_PROFILE, message, NULL, 0));
      return NULL;
    }

  parsed = aws_profile_file_parse (content, length, path, error);
  flo_secret_free (content);

  return parsed;
}

static void
aws_profile_config_read_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = aws_profile_dup_config_path ();
  AwsProfile *self = g_task_get_task_data (task);
  AwsProfile *answer;

  self->config = aws_profile_read_finish (path, result, &error);
  if (self->config == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  answer = g_memdup2 (self, sizeof *self);
  memset (self, 0, sizeof *self);
  g_task_return_pointer (task, answer, (GDestroyNotify) aws_profile_free);
}

static void
aws_profile_credentials_read_cb (GObject      *source,
                                 GAsyncResult *result,
                                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = aws_profile_dup_credentials_path ();
  g_autofree char *config_path = aws_profile_dup_config_path ();
  AwsProfile *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->credentials = aws_profile_read_finish (path, result, &error);
  if (self->credentials == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  flo_secret_file_load_async (config_path, AWS_PROFILE_FILE_MAX_SIZE, cancellable,
                              aws_profile_config_read_cb, g_steal_pointer (&task));
}

void
aws_profile_load_async (const char          *name,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *path = aws_profile_dup_credentials_path ();
  AwsProfile *self = g_new0 (AwsProfile, 1);

  self->name = g_strdup (aws_profile_choose_name (name));
  if (strcmp (self->name, "default") == 0)
    self->config_section = g_strdup ("default");
  else
    self->config_section = g_strconcat ("profile ", self->name, NULL);

  g_task_set_source_tag (task, aws_profile_load_async);
  g_task_set_task_data (task, self, (GDestroyNotify) aws_profile_free);
  flo_secret_file_load_async (path, AWS_PROFILE_FILE_MAX_SIZE, cancellable,
                              aws_profile_credentials_read_cb, g_steal_pointer (&task));
}

AwsProfile *
aws_profile_load_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
aws_profile_get_name (AwsProfile *self)
{
  return self->name;
}

/**
 * aws_profile_exists:
 * @self: a profile
 *
 * Returns: whether either file has it
 */
gboolean
aws_profile_exists (AwsProfile *self)
{
  return aws_profile_file_has_section (self->credentials, self->name)
         || aws_profile_file_has_section (self->config, self->config_section);
}

const char *
aws_profile_get_credentials (AwsProfile *self,
                             const char *key)
{
  return aws_profile_file_get (self->credentials, self->name, key);
}

const char *
aws_profile_get_config (AwsProfile *self,
                        const char *key)
{
  return aws_profile_file_get (self->config, self->config_section, key);
}

/**
 * aws_profile_get_region:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): the region the profile names
 */
const char *
aws_profile_get_region (AwsProfile *self)
{
  const char *region = aws_profile_get_config (self, "region");

  return region != NULL ? region : aws_profile_get_credentials (self, "region");
}

/**
 * aws_profile_has_services:
 * @self: a profile
 * @name: a name
 *
 * Returns: whether there is a section [services @name]
 */
gboolean
aws_profile_has_services (AwsProfile *self,
                          const char *name)
{
  g_autofree char *section = g_strconcat ("services ", name, NULL);

  return aws_profile_file_has_section (self->config, section);
}

/**
 * aws_profile_get_service:
 * @self: a profile
 * @name: of a section [services @name]
 * @service: "ec2", "sso_oidc"
 * @key: "endpoint_url"
 *
 * Returns: (transfer none) (nullable): what the section says about @service
 */
const char *
aws_profile_get_service (AwsProfile *self,
                         const char *name,
                         const char *service,
                         const char *key)
{
  g_autofree char *section = g_strconcat ("services ", name, NULL);
  g_autofree char *path = g_strconcat (service, ".", key, NULL);

  return aws_profile_file_get (self->config, section, path);
}

static int
aws_profile_compare_names (gconstpointer a,
                           gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * aws_profile_dup_names:
 * @self: any profile
 *
 * Returns: (transfer full): the names of all profiles in the two files, sorted
 */
char **
aws_profile_dup_names (AwsProfile *self)
{
  g_auto(GStrv) credentials = aws_profile_file_dup_sections (self->credentials);
  g_auto(GStrv) config = aws_profile_file_dup_sections (self->config);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; credentials[i] != NULL; i++)
    g_ptr_array_add (names, g_strdup (credentials[i]));

  for (guint i = 0; config[i] != NULL; i++)
    {
      const char *name = config[i];

      if (g_str_has_prefix (name, "profile "))
        name += strlen ("profile ");
      else if (strcmp (name, "default") != 0)
        continue;   /* [sso-session …], [services …] */

      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, aws_profile_compare_names);
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static void
aws_profile_find_region_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsProfile) profile = aws_profile_load_finish (result, &error);
  g_autofree char *message = NULL;

  if (profile == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (aws_profile_get_region (profile) != NULL)
    {
      g_task_return_pointer (task, g_strdup (aws_profile_get_region (profile)), g_free);
      return;
    }

  message =
      g_strdup_printf ("no AWS region is chosen; name one with --region, set AWS_REGION, or give "
                         "profile \"%s\" a region with \"aws configure\"",
                         profile->name);
  g_task_return_error (task, aws_error_new (NULL, AWS_CODE_BAD_REGION, message, NULL, 0));
}

void
aws_profile_find_region_async (const char          *profile,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  static const char *const variables[] = { "AWS_REGION", "AWS_DEFAULT_REGION" };
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, aws_profile_find_region_async);

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *region = g_getenv (variables[i]);

      if (region != NULL && *region != '\0')
        {
          g_task_return_pointer (task, g_strdup (region), g_free);
          return;
        }
    }

  aws_profile_load_async (profile, cancellable, aws_profile_find_region_cb,
                          g_steal_pointer (&task));
}

char *
aws_profile_find_region_finish (GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
