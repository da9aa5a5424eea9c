/* flo-keyring.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include "account/flo-keyring-private.h"

G_DEFINE_QUARK (flo-keyring-error-quark, flo_keyring_error)

static const SecretSchema keyring_schema = {
  "org.flotilla.Account",
  SECRET_SCHEMA_NONE,
  {
    { "name", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "access-key-id", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "region", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "endpoint-url", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

typedef struct
{
  char *name;                   /* (owned) (nullable) */
  AwsCredentials *credentials;  /* (owned) (nullable): store only */
  char *region;                 /* (owned) (nullable) */
  char *endpoint_url;           /* (owned) (nullable) */
} KeyringJob;

static void
keyring_job_free (KeyringJob *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->credentials, aws_credentials_unref);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->endpoint_url, g_free);
  g_free (self);
}

static GTask *
keyring_task_new (const char          *name,
                  gpointer             tag,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  KeyringJob *job = g_new0 (KeyringJob, 1);

  job->name = g_strdup (name);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) keyring_job_free);
  return task;
}

static void
free_items (gpointer items)
{
  g_list_free_full (items, g_object_unref);
}

GError *
_flo_keyring_locked_error (const char *what)
{
  return g_error_new (FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_LOCKED,
                      "%s: the keyring is locked and was not unlocked; unlock it and try again",
                      what);
}

/* No bus, or nothing on it that keeps secrets. */
static gboolean
means_absent (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_EXEC_FAILED)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_CHILD_EXITED)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_CHILD_SIGNALED)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_FAILED);
}

static GError *
absent_error (const char   *what,
              const GError *cause)
{
  return g_error_new (FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_ABSENT,
                      "%s: this session has no keyring service (%s); the key can be used for this "
                      "run only, or kept in a profile of ~/.aws",
                      what, cause->message);
}

GError *
_flo_keyring_translate (GError     *error,
                        const char *what)
{
  g_autoptr(GError) cause = error;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      cause->domain == FLO_KEYRING_ERROR)
    return g_steal_pointer (&cause);

  g_dbus_error_strip_remote_error (cause);
  if (means_absent (cause))
    return absent_error (what, cause);
  if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return _flo_keyring_locked_error (what);
  return g_error_new (FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_FAILED, "%s: %s", what, cause->message);
}

/* ---- search: the first step of everything ---- */

static void
items_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, _flo_keyring_translate (error, "cannot read the keyring"));
  else
    g_task_return_pointer (task, items, free_items);
}

static void
bus_found_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  KeyringJob *job = g_task_get_task_data (task);
  g_autoptr(GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_error (task, absent_error ("cannot read the keyring", error));
      return;
    }

  if (job->name != NULL)
    g_hash_table_insert (attributes, (gpointer) "name", job->name);
  secret_password_searchv (&keyring_schema, attributes, SECRET_SEARCH_ALL,
                           g_task_get_cancellable (task), items_found_cb, g_object_ref (task));
}

void
_flo_keyring_search_async (const char          *name,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task =
    keyring_task_new (name, _flo_keyring_search_async, cancellable, callback, user_data);

  /* Asked first, because libsecret's own error for a session without a bus cannot be told from others. */
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_found_cb, task);
}

GList *
_flo_keyring_search_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- store ---- */

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  KeyringJob *job = g_task_get_task_data (task);
  g_autofree char *what = g_strdup_printf ("cannot store the key of account %s", job->name);
  g_autoptr(AwsCredentialsProvider) provider = NULL;
  GError *error = NULL;

  if (!secret_password_store_finish (result, &error))
    {
      /* A dismissed prompt is reported as FALSE without an error. */
      g_task_return_error (task, error != NULL ? _flo_keyring_translate (error, what)
                                               : _flo_keyring_locked_error (what));
      return;
    }

  provider = _flo_keyring_provider_new (job->name);
  g_task_return_pointer (task,
                         flo_account_new (job->name, FLO_ACCOUNT_KEYRING,
                                          aws_credentials_get_access_key_id (job->credentials),
                                          job->region, job->endpoint_url, provider),
                         g_object_unref);
}

static void
store_searched_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  KeyringJob *job = g_task_get_task_data (task);
  g_autoptr(GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *label = g_strdup_printf ("Flotilla: AWS account %s", job->name);
  GError *error = NULL;
  GList *items = _flo_keyring_search_finish (result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (items != NULL)
    {
      free_items (items);
      g_task_return_new_error (task, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_EXISTS,
                               "there is an account named %s in the keyring already; choose another "
                               "name, or remove that one first", job->name);
      return;
    }

  g_hash_table_insert (attributes, (gpointer) "name", job->name);
  g_hash_table_insert (attributes, (gpointer) "access-key-id",
                       (gpointer) aws_credentials_get_access_key_id (job->credentials));
  g_hash_table_insert (attributes, (gpointer) "region", (gpointer) (job->region ? job->region : ""));
  g_hash_table_insert (attributes, (gpointer) "endpoint-url",
                       (gpointer) (job->endpoint_url ? job->endpoint_url : ""));
  secret_password_storev (&keyring_schema, attributes, SECRET_COLLECTION_DEFAULT, label,
                          aws_credentials_get_secret (job->credentials),
                          g_task_get_cancellable (task), stored_cb, g_object_ref (task));
}

void
flo_keyring_store_async (const char          *name,
                         AwsCredentials      *credentials,
                         const char          *region,
                         const char          *endpoint_url,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  KeyringJob *job;

  g_return_if_fail (name != NULL && *name != '\0');
  g_return_if_fail (credentials != NULL);

  task = keyring_task_new (name, flo_keyring_store_async, cancellable, callback, user_data);
  job = g_task_get_task_data (task);
  job->credentials = aws_credentials_ref (credentials);
  job->region = g_strdup (region);
  job->endpoint_url = g_strdup (endpoint_url);

  if (aws_credentials_get_session_token (credentials) != NULL)
    {
      g_task_return_new_error (task, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_FAILED,
                               "the key of account %s is temporary (it has a session token) and would "
                               "soon be useless; use it for this run only, or use a profile of ~/.aws",
                               name);
      return;
    }
  _flo_keyring_search_async (name, cancellable, store_searched_cb, g_steal_pointer (&task));
}

FloAccount *
flo_keyring_store_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, flo_keyring_store_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- list ---- */

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  return strcmp (flo_account_get_name ((FloAccount *) a), flo_account_get_name ((FloAccount *) b));
}

static void
list_searched_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GListStore) accounts = g_list_store_new (FLO_TYPE_ACCOUNT);
  GError *error = NULL;
  GList *items = _flo_keyring_search_finish (result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (GList *l = items; l != NULL; l = l->next)
    {
      g_autoptr(GHashTable) attributes = secret_retrievable_get_attributes (l->data);
      const char *name = g_hash_table_lookup (attributes, "name");
      g_autoptr(AwsCredentialsProvider) provider = NULL;
      g_autoptr(FloAccount) account = NULL;

      /* Another program may have written an item of our schema. */
      if (name == NULL || *name == '\0')
        continue;
      provider = _flo_keyring_provider_new (name);
      account = flo_account_new (name, FLO_ACCOUNT_KEYRING,
                                 g_hash_table_lookup (attributes, "access-key-id"),
                                 g_hash_table_lookup (attributes, "region"),
                                 g_hash_table_lookup (attributes, "endpoint-url"), provider);
      g_list_store_insert_sorted (accounts, account, compare_names, NULL);
    }
  free_items (items);
  g_task_return_pointer (task, g_steal_pointer (&accounts), g_object_unref);
}

void
flo_keyring_list_async (GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task =
    keyring_task_new (NULL, flo_keyring_list_async, cancellable, callback, user_data);

  _flo_keyring_search_async (NULL, cancellable, list_searched_cb, task);
}

GListModel *
flo_keyring_list_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, flo_keyring_list_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- remove ---- */

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  KeyringJob *job = g_task_get_task_data (task);
  g_autofree char *what = g_strdup_printf ("cannot remove account %s", job->name);
  GError *error = NULL;

  if (secret_password_clear_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    g_task_return_error (task, _flo_keyring_translate (error, what));
  else
    g_task_return_error (task, _flo_keyring_locked_error (what));  /* it was there a moment ago */
}

static void
remove_searched_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  KeyringJob *job = g_task_get_task_data (task);
  g_autoptr(GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  GError *error = NULL;
  GList *items = _flo_keyring_search_finish (result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (items == NULL)
    {
      g_task_return_new_error (task, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_NOT_FOUND,
                               "there is no account named %s in the keyring", job->name);
      return;
    }
  free_items (items);
  g_hash_table_insert (attributes, (gpointer) "name", job->name);
  secret_password_clearv (&keyring_schema, attributes, g_task_get_cancellable (task), cleared_cb,
                          g_object_ref (task));
}

void
flo_keyring_remove_async (const char          *name,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (name != NULL && *name != '\0');

  task = keyring_task_new (name, flo_keyring_remove_async, cancellable, callback, user_data);
  _flo_keyring_search_async (name, cancellable, remove_searched_cb, task);
}

gboolean
flo_keyring_remove_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, flo_keyring_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
