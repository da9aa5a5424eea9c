/* flo-keyring-provider.c: credentials whose secret is in the system keyring
 *
 * Nothing is kept: the secret is looked up when the client asks, so that a keyring that was locked
 * meanwhile asks its owner again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include "account/flo-keyring-private.h"

#define FLO_TYPE_KEYRING_PROVIDER (flo_keyring_provider_get_type ())
G_DECLARE_FINAL_TYPE (FloKeyringProvider, flo_keyring_provider, FLO, KEYRING_PROVIDER, GObject)

struct _FloKeyringProvider
{
  GObject parent_instance;

  char *name;         /* (owned) */
  char *description;  /* (owned) */
};

static void flo_keyring_provider_iface_init (AwsCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FloKeyringProvider, flo_keyring_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_CREDENTIALS_PROVIDER,
                                                      flo_keyring_provider_iface_init))

static char *
describe_failure (FloKeyringProvider *self)
{
  return g_strdup_printf ("cannot read the key of account %s from the keyring", self->name);
}

static void
secret_retrieved_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloKeyringProvider *self = g_task_get_source_object (task);
  SecretRetrievable *item = SECRET_RETRIEVABLE (source);
  g_autoptr(GHashTable) attributes = secret_retrievable_get_attributes (item);
  g_autofree char *what = describe_failure (self);
  const char *key_id = g_hash_table_lookup (attributes, "access-key-id");
  const char *secret = NULL;
  GError *error = NULL;
  SecretValue *value = secret_retrievable_retrieve_secret_finish (item, result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, _flo_keyring_translate (error, what));
      return;
    }

  if (value != NULL)
    secret = secret_value_get_text (value);
  if (value == NULL)
    g_task_return_error (task, _flo_keyring_locked_error (what));
  else if (secret == NULL || *secret == '\0' || key_id == NULL || *key_id == '\0')
    g_task_return_new_error (task, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_FAILED,
                             "%s: the item is damaged; remove the account and add it again", what);
  else
    g_task_return_pointer (task, aws_credentials_new (key_id, secret, NULL, 0),
                           (GDestroyNotify) aws_credentials_unref);
  g_clear_pointer (&value, secret_value_unref);
}

static void
item_unlocked_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloKeyringProvider *self = g_task_get_source_object (task);
  g_autoptr(SecretItem) item = g_object_steal_data (G_OBJECT (task), "item");
  g_autofree char *what = describe_failure (self);
  GError *error = NULL;

  secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);
  if (error != NULL)
    g_task_return_error (task, _flo_keyring_translate (error, what));
  else if (secret_item_get_locked (item))
    g_task_return_error (task, _flo_keyring_locked_error (what));
  else
    secret_retrievable_retrieve_secret (SECRET_RETRIEVABLE (item), g_task_get_cancellable (task),
                                        secret_retrieved_cb, g_object_ref (task));
}

static void
item_found_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloKeyringProvider *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  GList *items = _flo_keyring_search_finish (result, &error);
  g_autoptr(GObject) item = NULL;

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (items == NULL)
    {
      g_task_return_new_error (task, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_NOT_FOUND,
                               "there is no account named %s in the keyring any more", self->name);
      return;
    }

  item = g_object_ref (items->data);
  g_list_free_full (items, g_object_unref);

  /* In a sandbox the secrets are in a file of our own and items are of another class, never locked. */
  if (SECRET_IS_ITEM (item) && secret_item_get_locked (SECRET_ITEM (item)))
    {
      GList objects = { item, NULL, NULL };

      g_object_set_data_full (G_OBJECT (task), "item", g_object_ref (item), g_object_unref);
      secret_service_unlock (secret_item_get_service (SECRET_ITEM (item)), &objects, cancellable,
                             item_unlocked_cb, g_object_ref (task));
      return;
    }
  secret_retrievable_retrieve_secret (SECRET_RETRIEVABLE (item), cancellable, secret_retrieved_cb,
                                      g_object_ref (task));
}

static void
flo_keyring_provider_load_async (AwsCredentialsProvider *provider,
                                 GCancellable           *cancellable,
                                 GAsyncReadyCallback     callback,
                                 gpointer                user_data)
{
  FloKeyringProvider *self = FLO_KEYRING_PROVIDER (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, flo_keyring_provider_load_async);
  _flo_keyring_search_async (self->name, cancellable, item_found_cb, task);
}

static AwsCredentials *
flo_keyring_provider_load_finish (AwsCredentialsProvider  *provider,
                                  GAsyncResult            *result,
                                  GError                 **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
flo_keyring_provider_get_description (AwsCredentialsProvider *provider)
{
  return FLO_KEYRING_PROVIDER (provider)->description;
}

static void
flo_keyring_provider_iface_init (AwsCredentialsProviderInterface *iface)
{
  iface->get_description = flo_keyring_provider_get_description;
  iface->load_async = flo_keyring_provider_load_async;
  iface->load_finish = flo_keyring_provider_load_finish;
}

static void
flo_keyring_provider_finalize (GObject *object)
{
  FloKeyringProvider *self = FLO_KEYRING_PROVIDER (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->description, g_free);

  G_OBJECT_CLASS (flo_keyring_provider_parent_class)->finalize (object);
}

static void
flo_keyring_provider_class_init (FloKeyringProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_keyring_provider_finalize;
}

static void
flo_keyring_provider_init (FloKeyringProvider *self)
{
}

AwsCredentialsProvider *
_flo_keyring_provider_new (const char *name)
{
  FloKeyringProvider *self = g_object_new (FLO_TYPE_KEYRING_PROVIDER, NULL);

  self->name = g_strdup (name);
  self->description = g_strdup_printf ("account %s in the keyring", name);
  return AWS_CREDENTIALS_PROVIDER (self);
}
