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

typedef struct
{
  AwsProfileFile *credentials;   /* (owned) (nullable): NULL while it is read */
  AwsProfileFile *config;        /* (owned) (nullable) */
} Files;

struct _AwsProfile
{
  char *name;                    /* (owned) */
  char *config_section;          /* (owned): "default" or "profile NAME" */
  Files *files;                  /* (owned): shared, atomic_rc_box */
};

/* Like the AWS CLI, and unlike bare botocore, which looks at AWS_DEFAULT_PROFILE first. */
static const char *
aws_profile_find_name (const char *name)
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

  return NULL;
}

const char *
aws_profile_choose_name (const char *name)
{
  const char *found = aws_profile_find_name (name);

  return found != NULL ? found : "default";
}

gboolean
aws_profile_is_named (const char *name)
{
  return aws_profile_find_name (name) != NULL;
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

static void
files_clear (gpointer data)
{
  Files *files = data;

  g_clear_pointer (&files->credentials, aws_profile_file_free);
  g_clear_pointer (&files->config, aws_profile_file_free);
}

static void
files_unref (Files *files)
{
  g_atomic_rc_box_release_full (files, files_clear);
}

/* Takes @files. */
static AwsProfile *
aws_profile_new (const char *name,
                 Files      *files)
{
  AwsProfile *self = g_atomic_rc_box_new0 (AwsProfile);

  self->files = files;
  self->name = g_strdup (name);
  self->config_section = g_strconcat ("profile ", name, NULL);

  /* [default] is how it is written, but [profile default] counts more if it is there. */
  if (strcmp (name, "default") == 0
      && (files->config == NULL || !aws_profile_file_has_section (files->config, "profile default")))
    {
      g_free (self->config_section);
      self->config_section = g_strdup ("default");
    }

  return self;
}

AwsProfile *
aws_profile_dup_other (AwsProfile *self,
                       const char *name)
{
  return aws_profile_new (name, g_atomic_rc_box_acquire (self->files));
}

AwsProfile *
aws_profile_ref (AwsProfile *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
aws_profile_clear (gpointer data)
{
  AwsProfile *self = data;

  g_clear_pointer (&self->files, files_unref);
  g_free (self->config_section);
  g_free (self->name);
}

void
aws_profile_unref (AwsProfile *self)
{
  g_atomic_rc_box_release_full (self, aws_profile_clear);
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

typedef struct
{
  char *name;     /* (owned) */
  Files *files;   /* (owned) (nullable) */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_pointer (&load->files, files_unref);
  g_free (load->name);
  g_free (load);
}

static void
aws_profile_config_read_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = aws_profile_dup_config_path ();
  Load *load = g_task_get_task_data (task);

  load->files->config = aws_profile_read_finish (path, result, &error);
  if (load->files->config == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, aws_profile_new (load->name, g_steal_pointer (&load->files)),
                           (GDestroyNotify) aws_profile_unref);
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
  Load *load = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  load->files->credentials = aws_profile_read_finish (path, result, &error);
  if (load->files->credentials == NULL)
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
  Load *load = g_new0 (Load, 1);

  load->name = g_strdup (aws_profile_choose_name (name));
  load->files = g_atomic_rc_box_new0 (Files);
  g_task_set_source_tag (task, aws_profile_load_async);
  g_task_set_task_data (task, load, load_free);
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
  return aws_profile_file_has_section (self->files->credentials, self->name)
         || aws_profile_file_has_section (self->files->config, self->config_section);
}

const char *
aws_profile_get (AwsProfile *self,
                 const char *key)
{
  const char *value = aws_profile_get_credentials (self, key);

  return value != NULL ? value : aws_profile_get_config (self, key);
}

const char *
aws_profile_get_credentials (AwsProfile *self,
                             const char *key)
{
  return aws_profile_file_get (self->files->credentials, self->name, key);
}

const char *
aws_profile_get_config (AwsProfile *self,
                        const char *key)
{
  return aws_profile_file_get (self->files->config, self->config_section, key);
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

gboolean
aws_profile_has_section (AwsProfile *self,
                         const char *kind,
                         const char *name)
{
  g_autofree char *section = g_strconcat (kind, " ", name, NULL);

  return aws_profile_file_has_section (self->files->config, section);
}

const char *
aws_profile_get_section (AwsProfile *self,
                         const char *kind,
                         const char *name,
                         const char *key)
{
  g_autofree char *section = g_strconcat (kind, " ", name, NULL);

  return aws_profile_file_get (self->files->config, section, key);
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
  return aws_profile_has_section (self, "services", name);
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
  g_autofree char *path = g_strconcat (service, ".", key, NULL);

  return aws_profile_get_section (self, "services", name, path);
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
  g_auto(GStrv) credentials = aws_profile_file_dup_sections (self->files->credentials);
  g_auto(GStrv) config = aws_profile_file_dup_sections (self->files->config);
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
