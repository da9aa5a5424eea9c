/* aws-connection.c: what the clients of one account share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-client"

#include "flotilla-config.h"

#include "aws/aws-connection.h"

#include "aws/aws-error-codes.h"
#include "aws/aws-proxy-resolver.h"

#define CONNECT_TIMEOUT 10000
#define IDLE_TIMEOUT 60000
#define TOTAL_TIMEOUT (15 * 60000)
#define BACKOFF_UNIT 1000

/* Below what load balancers keep, so that it is us who close an idle connection. */
#define KEEP_ALIVE_SECONDS 45
#define MAX_CONNECTIONS_PER_HOST 16
#define MAX_CONNECTIONS 32

/* Far more than all authorities of the world need. */
#define MAX_CA_BUNDLE_SIZE (16 * 1024 * 1024)

static SoupSession *
aws_connection_create_session (void)
{
  g_autoptr(GProxyResolver) resolver = aws_proxy_resolver_new ();
  SoupSession *session =
    soup_session_new_with_options ("user-agent", "flotilla/" FLO_VERSION,
                                   "idle-timeout", KEEP_ALIVE_SECONDS,
                                   "max-conns", MAX_CONNECTIONS,
                                   "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                   "proxy-resolver", resolver,
                                   NULL);

  /* We ask for plain bytes; an answer that decompresses to more than it weighs is not wanted. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);

  return session;
}

AwsConnection *
aws_connection_new (AwsCredentialsProvider *provider)
{
  AwsConnection *self = g_rc_box_new0 (AwsConnection);

  self->session = aws_connection_create_session ();
  self->signer = aws_signer_new ();
  aws_retry_quota_init (&self->quota);
  self->clock_offsets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->provider = aws_caching_provider_new (provider);
  self->rate_limit = aws_rate_limit_ref_for (G_OBJECT (self->provider));
  self->timeouts = (AwsTimeouts) { CONNECT_TIMEOUT, IDLE_TIMEOUT, TOTAL_TIMEOUT };
  self->backoff_unit = BACKOFF_UNIT;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

AwsConnection *
aws_connection_ref (AwsConnection *self)
{
  return g_rc_box_acquire (self);
}

static void
aws_connection_clear (gpointer data)
{
  AwsConnection *self = data;

  g_clear_object (&self->session);
  g_clear_pointer (&self->signer, aws_signer_free);
  g_clear_pointer (&self->clock_offsets, g_hash_table_unref);
  g_clear_pointer (&self->rate_limit, aws_rate_limit_unref);
  g_clear_object (&self->provider);
  g_clear_pointer (&self->settings, aws_settings_free);
  g_clear_pointer (&self->unready_settings, aws_settings_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
}

void
aws_connection_unref (AwsConnection *self)
{
  g_rc_box_release_full (self, aws_connection_clear);
}

/* All that waited go on; who has given up meanwhile is told so. Takes @error. */
static void
aws_connection_prepared (AwsConnection *self,
                         GError        *error)
{
  g_autoptr(GError) owned = error;
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (owned != NULL)
        g_task_return_error (task, g_error_copy (owned));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
aws_connection_fail_ca_bundle (GTask      *task,
                               const char *path,
                               const char *reason)
{
  g_autofree char *message = g_strdup_printf (
      "cannot trust the certificates in %s (AWS_CA_BUNDLE, or ca_bundle of the profile): %s; it has to "
      "be a file of certificates in PEM format", path, reason);

  g_task_return_error (task, aws_error_new (NULL, AWS_CODE_BAD_SETTING, message, NULL, 0));
}

/* In a thread: GIO reads certificates synchronously. */
static void
aws_connection_load_ca_bundle_thread (GTask        *task,
                                      gpointer      source_object,
                                      gpointer      task_data,
                                      GCancellable *cancellable)
{
  g_autofree char *path = g_canonicalize_filename (task_data, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                       G_FILE_QUERY_INFO_NONE, cancellable, &error);
  GTlsDatabase *database = NULL;
  GList *certificates;

  if (info != NULL && (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR
                       || g_file_info_get_size (info) > MAX_CA_BUNDLE_SIZE))
    {
      aws_connection_fail_ca_bundle (task, path, "it is no file, or too large to be one");
      return;
    }

  certificates =
      info != NULL ? g_tls_certificate_list_new_from_file (path, &error) : NULL;
  if (certificates != NULL)
    database = g_tls_file_database_new (path, &error);
  g_list_free_full (certificates, g_object_unref);

  if (database != NULL)
    g_task_return_pointer (task, database, g_object_unref);
  else
    aws_connection_fail_ca_bundle (task, path,
                                   error != NULL ? error->message : "there is none in it");
}

static void
aws_connection_ca_bundle_loaded_cb (GObject      *source,
                                    GAsyncResult *result,
                                    gpointer      user_data)
{
  g_autoptr(AwsConnection) self = user_data;
  g_autoptr(AwsSettings) settings = g_steal_pointer (&self->unready_settings);
  g_autoptr(GTlsDatabase) database = NULL;
  GError *error = NULL;

  database = g_task_propagate_pointer (G_TASK (result), &error);
  if (database != NULL)
    {
      soup_session_set_tls_database (self->session, database);
      self->settings = g_steal_pointer (&settings);
    }
  aws_connection_prepared (self, error);
}

/* Takes @settings. */
static void
aws_connection_load_ca_bundle (AwsConnection *self,
                               AwsSettings   *settings)
{
  g_autoptr(GTask) task =
    g_task_new (NULL, NULL, aws_connection_ca_bundle_loaded_cb, aws_connection_ref (self));

  self->unready_settings = settings;
  g_task_set_source_tag (task, aws_connection_load_ca_bundle);
  g_task_set_task_data (task, g_strdup (settings->ca_bundle), g_free);
  g_task_run_in_thread (task, aws_connection_load_ca_bundle_thread);
}

static void
aws_connection_settings_loaded_cb (GObject      *source,
                                   GAsyncResult *result,
                                   gpointer      user_data)
{
  g_autoptr(AwsConnection) self = user_data;
  GError *error = NULL;
  AwsSettings *settings = aws_settings_load_finish (result, &error);

  if (settings != NULL && settings->ca_bundle != NULL)
    {
      aws_connection_load_ca_bundle (self, settings);
      return;
    }

  self->settings = settings;
  aws_connection_prepared (self, error);
}

void
aws_connection_prepare_async (AwsConnection       *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, aws_connection_prepare_async);
  if (self->settings != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  if (self->waiting->len == 1)
    aws_settings_load_async (aws_credentials_provider_get_profile (self->provider), NULL,
                             aws_connection_settings_loaded_cb, aws_connection_ref (self));
}

gboolean
aws_connection_prepare_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gint64
aws_connection_get_time (AwsConnection     *self,
                         const AwsEndpoint *endpoint)
{
  const gint64 *offset = g_hash_table_lookup (self->clock_offsets, endpoint->host);

  return g_get_real_time () / G_USEC_PER_SEC + (offset != NULL ? *offset : 0);
}

void
aws_connection_set_clock_offset (AwsConnection     *self,
                                 const AwsEndpoint *endpoint,
                                 gint64             seconds)
{
  g_hash_table_replace (self->clock_offsets, g_strdup (endpoint->host),
                        g_memdup2 (&seconds, sizeof seconds));
}
