/* aws-settings.c: how to talk to AWS, as the environment and the profile want it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-settings"

#include "aws/aws-settings.h"

#include "aws/aws-error-codes.h"

#define DEFAULT_MAX_ATTEMPTS 3
#define MOST_ATTEMPTS 100

static void G_GNUC_PRINTF (2, 3)
aws_settings_fail (GError     **error,
                   const char  *format,
                   ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  g_propagate_error (error, aws_error_new (NULL, AWS_CODE_BAD_SETTING, message, NULL, 0));
}

static const char *
aws_settings_get_profile_key (const AwsSettings *self,
                              const char        *key)
{
  const char *value = NULL;

  if (self->profile != NULL)
    value = aws_profile_get_config (self->profile, key);
  if (self->profile != NULL && value == NULL)
    value = aws_profile_get_credentials (self->profile, key);

  return value != NULL && *value != '\0' ? value : NULL;
}

/* @source: (out) (transfer full): what to call the place where the value was found
 * Returns: (nullable): valid until the environment or the profile changes */
static const char *
aws_settings_get (const AwsSettings  *self,
                  const char         *variable,
                  const char         *key,
                  char              **source)
{
  const char *value = g_getenv (variable);

  *source = NULL;
  if (value != NULL && *value != '\0')
    {
      *source = g_strdup (variable);
      return value;
    }

  value = aws_settings_get_profile_key (self, key);
  if (value != NULL)
    *source = g_strdup_printf ("%s of profile \"%s\"", key, aws_profile_get_name (self->profile));

  return value;
}

static gboolean
aws_settings_get_boolean (const AwsSettings *self,
                          const char        *variable,
                          const char        *key)
{
  g_autofree char *source = NULL;
  const char *value = aws_settings_get (self, variable, key, &source);

  return value != NULL && g_ascii_strcasecmp (value, "true") == 0;
}

static gboolean
aws_settings_read_retries (AwsSettings  *self,
                           GError      **error)
{
  g_autofree char *mode_source = NULL;
  g_autofree char *attempts_source = NULL;
  const char *mode = aws_settings_get (self, "AWS_RETRY_MODE", "retry_mode", &mode_source);
  const char *attempts =
    aws_settings_get (self, "AWS_MAX_ATTEMPTS", "max_attempts", &attempts_source);
  guint64 number = DEFAULT_MAX_ATTEMPTS;

  if (mode != NULL && g_ascii_strcasecmp (mode, "adaptive") == 0)
    self->retry_mode = AWS_RETRY_MODE_ADAPTIVE;
  else if (mode != NULL && g_ascii_strcasecmp (mode, "standard") != 0
           && g_ascii_strcasecmp (mode, "legacy") != 0)
    {
      aws_settings_fail (error, "%s is \"%s\", which is no way to retry; it can be standard or "
                         "adaptive", mode_source, mode);
      return FALSE;
    }

  if (attempts != NULL
      && !g_ascii_string_to_unsigned (attempts, 10, 1, MOST_ATTEMPTS, &number, NULL))
    {
      aws_settings_fail (error, "%s is \"%s\"; it has to be a number from 1 to %d",
                         attempts_source, attempts, MOST_ATTEMPTS);
      return FALSE;
    }
  self->max_attempts = (guint) number;

  return TRUE;
}

static char *
aws_settings_dup_ca_bundle (const AwsSettings *self)
{
  g_autofree char *source = NULL;
  const char *path = aws_settings_get (self, "AWS_CA_BUNDLE", "ca_bundle", &source);

  if (path != NULL && g_str_has_prefix (path, "~/"))
    return g_build_filename (g_get_home_dir (), path + 2, NULL);

  return g_strdup (path);
}

/**
 * aws_settings_new:
 * @profile: (transfer full) (nullable): whose keys count where the environment says nothing
 * @error: %AWS_ERROR_PARAMETER, "BadSetting": a setting makes no sense
 *
 * Returns: (transfer full): the settings of now, or %NULL with @error set
 */
AwsSettings *
aws_settings_new (AwsProfile  *profile,
                  GError     **error)
{
  g_autoptr(AwsSettings) self = g_new0 (AwsSettings, 1);

  self->profile = profile;
  self->use_fips = aws_settings_get_boolean (self, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
  self->use_dual_stack =
      aws_settings_get_boolean (self, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");
  self->ignore_urls = aws_settings_get_boolean (self, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                                                "ignore_configured_endpoint_urls");
  self->ca_bundle = aws_settings_dup_ca_bundle (self);

  return aws_settings_read_retries (self, error) ? g_steal_pointer (&self) : NULL;
}

void
aws_settings_free (AwsSettings *self)
{
  g_clear_pointer (&self->profile, aws_profile_unref);
  g_free (self->ca_bundle);
  g_free (self);
}

static void
aws_settings_loaded_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  AwsProfile *profile = aws_profile_load_finish (result, &error);
  AwsSettings *self = profile != NULL ? aws_settings_new (profile, &error) : NULL;

  if (self == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, self, (GDestroyNotify) aws_settings_free);
}

/**
 * aws_settings_load_async:
 * @profile: (nullable): a profile's name; %NULL: only the environment counts. A profile that does not
 *   exist says nothing.
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reads the profile without blocking.
 */
void
aws_settings_load_async (const char          *profile,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GError) error = NULL;
  AwsSettings *self;

  g_task_set_source_tag (task, aws_settings_load_async);
  if (profile != NULL)
    {
      aws_profile_load_async (profile, cancellable, aws_settings_loaded_cb,
                              g_steal_pointer (&task));
      return;
    }

  self = aws_settings_new (NULL, &error);
  if (self == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, self, (GDestroyNotify) aws_settings_free);
}

/**
 * aws_settings_load_finish:
 * @result: the result
 * @error: %AWS_ERROR: "BadProfile", "BadSetting"; or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the settings, or %NULL with @error set
 */
AwsSettings *
aws_settings_load_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What the profile's "services" section says about @service; FALSE with @error set when the section
 * that it names is not there. */
static gboolean
aws_settings_find_in_section (const AwsSettings  *self,
                              const AwsService   *service,
                              char              **url,
                              char              **source,
                              GError            **error)
{
  const char *section = aws_settings_get_profile_key (self, "services");
  g_autofree char *id = g_ascii_strdown (service->sdk_id, -1);
  const char *value;

  if (section == NULL)
    return TRUE;

  if (!aws_profile_has_services (self->profile, section))
    {
      aws_settings_fail (error, "profile \"%s\" uses [services %s], which is not in the config file",
                         aws_profile_get_name (self->profile), section);
      return FALSE;
    }

  value = aws_profile_get_service (self->profile, section, id, "endpoint_url");
  if (value != NULL && *value != '\0')
    {
      *url = g_strdup (value);
      *source = g_strdup_printf ("endpoint_url of %s in [services %s]", id, section);
    }

  return TRUE;
}

/**
 * aws_settings_dup_url:
 * @self: settings
 * @service: a service
 * @source: (out) (transfer full): where it was found, for messages
 * @error: %AWS_ERROR_PARAMETER, "BadSetting"
 *
 * Looks at AWS_ENDPOINT_URL_SERVICE, AWS_ENDPOINT_URL, the profile's "services" section and its
 * endpoint_url, in this order.
 *
 * Returns: (transfer full) (nullable): the URL that is configured for @service; %NULL without @error when
 *   there is none
 */
char *
aws_settings_dup_url (const AwsSettings  *self,
                      const AwsService   *service,
                      char              **source,
                      GError            **error)
{
  g_autofree char *variable = g_strconcat ("AWS_ENDPOINT_URL_", service->sdk_id, NULL);
  const char *const variables[] = { variable, "AWS_ENDPOINT_URL" };
  char *url = NULL;

  *source = NULL;
  if (self->ignore_urls)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *value = g_getenv (variables[i]);

      if (value != NULL && *value != '\0')
        {
          *source = g_strdup (variables[i]);
          return g_strdup (value);
        }
    }

  if (!aws_settings_find_in_section (self, service, &url, source, error) || url != NULL)
    return url;

  url = g_strdup (aws_settings_get_profile_key (self, "endpoint_url"));
  if (url != NULL)
    *source = g_strdup_printf ("endpoint_url of profile \"%s\"",
                               aws_profile_get_name (self->profile));

  return url;
}
