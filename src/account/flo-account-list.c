/* flo-account-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include <string.h>

#include "account/flo-account-list.h"
#include "account/flo-account-private.h"
#include "account/flo-keyring.h"
#include "aws/credentials/aws-profile.h"

#define ENVIRONMENT_NAME "environment"
#define SETTLE_MS 150
#define N_FILES 2
#define SALT_SIZE 4   /* words */

struct _FloAccountList
{
  GObject parent_instance;

  GPtrArray *session;  /* (owned) (element-type FloAccount): added by hand, kept when loading again */
  GPtrArray *loaded;   /* (owned) (element-type FloAccount) */
  char *problem;       /* (owned) (nullable) */
  AwsInteraction *interaction;  /* (owned) (nullable) */
  GBytes *salt;        /* (owned): of the accounts' stamps */

  GFileMonitor *monitors[N_FILES];  /* (owned) (nullable) */
  GCancellable *cancellable;        /* (owned): of loading again */
  guint settle_source;
  gboolean watching;
  gboolean reloading;
  gboolean changed_meanwhile;
};

enum
{
  PROP_PROBLEM = 1,
  N_PROPERTIES
};

/* One load under way. */
typedef struct
{
  GPtrArray *accounts;  /* (owned) (element-type FloAccount) */
  GString *problems;    /* (owned) */
} Load;

static void flo_account_list_iface_init (GListModelInterface *iface);
static void watch_files                 (FloAccountList      *self);
static void files_changed               (FloAccountList      *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (FloAccountList, flo_account_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, flo_account_list_iface_init))

static GParamSpec *properties[N_PROPERTIES];

static void
load_free (Load *self)
{
  g_ptr_array_unref (self->accounts);
  g_string_free (self->problems, TRUE);
  g_free (self);
}

/* ---- GListModel ---- */

static GType
flo_account_list_get_item_type (GListModel *model)
{
  return FLO_TYPE_ACCOUNT;
}

static guint
flo_account_list_get_n_items (GListModel *model)
{
  FloAccountList *self = FLO_ACCOUNT_LIST (model);

  return self->session->len + self->loaded->len;
}

static gpointer
flo_account_list_get_item (GListModel *model,
                           guint       position)
{
  FloAccountList *self = FLO_ACCOUNT_LIST (model);

  if (position < self->session->len)
    return g_object_ref (g_ptr_array_index (self->session, position));
  position -= self->session->len;
  return position < self->loaded->len ? g_object_ref (g_ptr_array_index (self->loaded, position))
                                      : NULL;
}

static void
flo_account_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = flo_account_list_get_item_type;
  iface->get_n_items = flo_account_list_get_n_items;
  iface->get_item = flo_account_list_get_item;
}

/* ---- GObject ---- */

static void
flo_account_list_dispose (GObject *object)
{
  FloAccountList *self = FLO_ACCOUNT_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  for (guint i = 0; i < N_FILES; i++)
    {
      if (self->monitors[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->monitors[i], self);
      g_clear_object (&self->monitors[i]);
    }

  G_OBJECT_CLASS (flo_account_list_parent_class)->dispose (object);
}

static void
flo_account_list_finalize (GObject *object)
{
  FloAccountList *self = FLO_ACCOUNT_LIST (object);

  g_clear_pointer (&self->session, g_ptr_array_unref);
  g_clear_pointer (&self->loaded, g_ptr_array_unref);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->interaction);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->salt, g_bytes_unref);

  G_OBJECT_CLASS (flo_account_list_parent_class)->finalize (object);
}

static void
flo_account_list_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, FLO_ACCOUNT_LIST (object)->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
flo_account_list_class_init (FloAccountListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_account_list_dispose;
  object_class->finalize = flo_account_list_finalize;
  object_class->get_property = flo_account_list_get_property;

  properties[PROP_PROBLEM] =
    g_param_spec_string ("problem", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static GBytes *
make_salt (void)
{
  guint32 words[SALT_SIZE];

  for (guint i = 0; i < SALT_SIZE; i++)
    words[i] = g_random_int ();
  return g_bytes_new (words, sizeof words);
}

static void
flo_account_list_init (FloAccountList *self)
{
  self->session = g_ptr_array_new_with_free_func (g_object_unref);
  self->loaded = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  self->salt = make_salt ();
}

FloAccountList *
flo_account_list_new (void)
{
  return g_object_new (FLO_TYPE_ACCOUNT_LIST, NULL);
}

/* ---- loading ---- */

static FloAccount *
find_in (GPtrArray      *accounts,
         const char     *name,
         FloAccountKind  kind)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      FloAccount *account = g_ptr_array_index (accounts, i);

      if (flo_account_get_kind (account) == kind
          && strcmp (flo_account_get_name (account), name) == 0)
        return account;
    }
  return NULL;
}

static void
note_problem (Load         *load,
              const GError *error)
{
  if (load->problems->len > 0)
    g_string_append (load->problems, "; ");
  g_string_append (load->problems, error->message);
}

/* The AWS variables outrank what a profile says; an account of the keyring has its own region. */
static const char *
find_environment_region (void)
{
  static const char *const variables[] = { "AWS_REGION", "AWS_DEFAULT_REGION" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *region = g_getenv (variables[i]);

      if (region != NULL && *region != '\0')
        return region;
    }
  return NULL;
}

static gboolean
is_set (const char *variable)
{
  const char *value = g_getenv (variable);

  return value != NULL && *value != '\0';
}

/* A machine of EC2 says so; asking the network whether there is one takes a second everywhere else. */
static gboolean
is_on_ec2 (void)
{
  g_autofree char *vendor = NULL;

  if (g_ascii_strcasecmp (g_getenv ("AWS_EC2_METADATA_DISABLED") != NULL
                            ? g_getenv ("AWS_EC2_METADATA_DISABLED") : "", "true") == 0)
    return FALSE;
  if (is_set ("AWS_EC2_METADATA_SERVICE_ENDPOINT"))
    return TRUE;
  /* Of the kernel's making, in memory. */
  return g_file_get_contents ("/sys/class/dmi/id/sys_vendor", &vendor, NULL, NULL)
         && g_str_has_prefix (vendor, "Amazon EC2");
}

/* Where there is no key and no profile: what a container or an instance gives. */
static gboolean
is_given_credentials (void)
{
  return is_set ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || is_set ("AWS_CONTAINER_CREDENTIALS_FULL_URI")
         || (is_set ("AWS_WEB_IDENTITY_TOKEN_FILE") && is_set ("AWS_ROLE_ARN")) || is_on_ec2 ();
}

static void
add_environment (FloAccountList *self,
                 Load           *load)
{
  g_autoptr(AwsCredentialsProvider) provider = NULL;
  const char *key_id = is_set ("AWS_ACCESS_KEY_ID") ? g_getenv ("AWS_ACCESS_KEY_ID") : NULL;

  if (key_id != NULL)
    provider = aws_environment_provider_new ();
  else if (find_in (load->accounts, aws_profile_choose_name (NULL), FLO_ACCOUNT_PROFILE) == NULL
           && !aws_profile_is_named (NULL) && is_given_credentials ())
    provider = aws_default_chain_new (NULL, self->interaction);
  if (provider == NULL)
    return;
  g_ptr_array_add (load->accounts,
                   flo_account_new (ENVIRONMENT_NAME, FLO_ACCOUNT_ENVIRONMENT, key_id,
                                    find_environment_region (), NULL, provider));
}

/* An account that is what it was keeps its object: who shows it sees no change, and what it was given by
 * AWS is not asked for again. */
static void
keep_unchanged (FloAccountList *self,
                Load           *load)
{
  for (guint i = 0; i < load->accounts->len; i++)
    {
      FloAccount *account = g_ptr_array_index (load->accounts, i);
      FloAccount *older = find_in (self->loaded, flo_account_get_name (account),
                                   flo_account_get_kind (account));

      if (older == NULL || !_flo_account_is_same (older, account))
        continue;
      g_object_unref (account);
      load->accounts->pdata[i] = g_object_ref (older);
    }
}

/* While a file cannot be read, half written perhaps, its accounts stay as they were. */
static void
keep_profiles (FloAccountList *self,
               Load           *load)
{
  for (guint i = 0; i < self->loaded->len; i++)
    {
      FloAccount *account = g_ptr_array_index (self->loaded, i);

      if (flo_account_get_kind (account) == FLO_ACCOUNT_PROFILE)
        g_ptr_array_add (load->accounts, g_object_ref (account));
    }
}

/* Tells of no more than has changed. */
static void
replace_loaded (FloAccountList *self,
                GPtrArray      *accounts)
{
  GListModel *model = G_LIST_MODEL (self);
  guint first = self->session->len;

  for (guint i = self->loaded->len; i > 0; i--)
    if (!g_ptr_array_find (accounts, g_ptr_array_index (self->loaded, i - 1), NULL))
      {
        g_ptr_array_remove_index (self->loaded, i - 1);
        g_list_model_items_changed (model, first + i - 1, 1, 0);
      }
  for (guint i = 0; i < accounts->len; i++)
    {
      FloAccount *account = g_ptr_array_index (accounts, i);
      guint now;

      if (i < self->loaded->len && g_ptr_array_index (self->loaded, i) == account)
        continue;
      if (g_ptr_array_find (self->loaded, account, &now))
        {
          g_ptr_array_remove_index (self->loaded, now);
          g_list_model_items_changed (model, first + now, 1, 0);
        }
      g_ptr_array_insert (self->loaded, (int) i, g_object_ref (account));
      g_list_model_items_changed (model, first + i, 0, 1);
    }
}

static void
finish_load (GTask *task)
{
  FloAccountList *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  const char *problem = load->problems->len > 0 ? load->problems->str : NULL;

  add_environment (self, load);
  keep_unchanged (self, load);
  replace_loaded (self, load->accounts);
  if (g_strcmp0 (self->problem, problem) != 0)
    {
      g_free (self->problem);
      self->problem = g_strdup (problem);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    }
  watch_files (self);
  g_task_return_boolean (task, TRUE);
}

static void
add_profile (FloAccountList *self,
             Load           *load,
             AwsProfile     *profile)
{
  const char *name = aws_profile_get_name (profile);
  const char *region = find_environment_region ();
  /* A profile that says nothing of credentials gets what the machine gives, as with the AWS CLI. */
  g_autoptr(AwsCredentialsProvider) provider = is_given_credentials ()
                                                 ? aws_default_chain_new (name, self->interaction)
                                                 : aws_profile_provider_new (name, self->interaction);
  g_autoptr(FloAccountOrigin) origin = flo_account_origin_new (profile, self->salt);
  FloAccount *account;

  if (region == NULL)
    region = aws_profile_get_region (profile);
  account = flo_account_new (name, FLO_ACCOUNT_PROFILE, aws_profile_get (profile, "aws_access_key_id"), region,
                             aws_profile_get_config (profile, "endpoint_url"), provider);
  _flo_account_set_origin (account, origin);
  g_ptr_array_add (load->accounts, account);
}

static void
profiles_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FloAccountList *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsProfile) profile = aws_profile_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (profile == NULL)
    {
      note_problem (load, error);
      keep_profiles (self, load);
    }
  else
    {
      g_auto(GStrv) names = aws_profile_dup_names (profile);

      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autoptr(AwsProfile) other = aws_profile_dup_other (profile, names[i]);

          add_profile (self, load, other);
        }
    }
  finish_load (task);
}

static void
keyring_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) accounts = flo_keyring_list_finish (result, &error);

  if (accounts == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      /* Without a keyring nothing can be in it: that is how servers are, and no trouble. */
      if (!g_error_matches (error, FLO_KEYRING_ERROR, FLO_KEYRING_ERROR_ABSENT))
        note_problem (load, error);
    }
  else
    for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
      g_ptr_array_add (load->accounts, g_list_model_get_item (accounts, i));

  aws_profile_load_async (NULL, g_task_get_cancellable (task), profiles_loaded_cb,
                          g_object_ref (task));
}

/* ---- watching ---- */

static void
reloaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  FloAccountList *self = FLO_ACCOUNT_LIST (source);
  g_autoptr(GError) error = NULL;

  /* Trouble with a source is in "problem". */
  if (!flo_account_list_load_finish (self, result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("cannot load the accounts again: %s", error->message);
  self->reloading = FALSE;
  if (self->changed_meanwhile && !g_cancellable_is_cancelled (self->cancellable))
    files_changed (self);
}

static gboolean
settled_cb (gpointer user_data)
{
  FloAccountList *self = user_data;

  self->settle_source = 0;
  self->reloading = TRUE;
  self->changed_meanwhile = FALSE;
  flo_account_list_load_async (self, self->cancellable, reloaded_cb, NULL);
  return G_SOURCE_REMOVE;
}

/* Writing a file is several changes, and two files may be written one after the other. */
static void
files_changed (FloAccountList *self)
{
  if (self->reloading)
    {
      self->changed_meanwhile = TRUE;
      return;
    }
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static void
watch_files (FloAccountList *self)
{
  char *(*const dup_path[N_FILES]) (void) = { aws_profile_dup_config_path, aws_profile_dup_credentials_path };

  for (guint i = 0; i < N_FILES && !self->watching; i++)
    {
      g_autofree char *path = dup_path[i] ();
      g_autoptr(GFile) file = g_file_new_for_path (path);
      g_autoptr(GError) error = NULL;

      /* A file that is replaced, or is not there yet, is watched by its name. */
      self->monitors[i] = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
      if (self->monitors[i] == NULL)
        g_debug ("cannot watch %s: %s", path, error->message);
      else
        g_signal_connect_swapped (self->monitors[i], "changed", G_CALLBACK (files_changed), self);
    }
  self->watching = TRUE;
}

/**
 * flo_account_list_set_interaction:
 * @self: a list
 * @interaction: (nullable): who asks a person for MFA codes and to sign in
 *
 * Accounts that are loaded from now on ask through it.
 */
void
flo_account_list_set_interaction (FloAccountList *self,
                                  AwsInteraction *interaction)
{
  g_return_if_fail (FLO_IS_ACCOUNT_LIST (self));

  g_set_object (&self->interaction, interaction);
}

void
flo_account_list_load_async (FloAccountList      *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;
  Load *load;

  g_return_if_fail (FLO_IS_ACCOUNT_LIST (self));

  load = g_new0 (Load, 1);
  load->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  load->problems = g_string_new (NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_account_list_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  flo_keyring_list_async (cancellable, keyring_listed_cb, task);
}

gboolean
flo_account_list_load_finish (FloAccountList  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
flo_account_list_get_problem (FloAccountList *self)
{
  g_return_val_if_fail (FLO_IS_ACCOUNT_LIST (self), NULL);

  return self->problem;
}

/* ---- by hand ---- */

void
flo_account_list_add (FloAccountList *self,
                      FloAccount     *account)
{
  g_return_if_fail (FLO_IS_ACCOUNT_LIST (self));
  g_return_if_fail (FLO_IS_ACCOUNT (account));

  g_ptr_array_add (self->session, g_object_ref (account));
  g_list_model_items_changed (G_LIST_MODEL (self), self->session->len - 1, 0, 1);
}

void
flo_account_list_remove (FloAccountList *self,
                         FloAccount     *account)
{
  guint index;

  g_return_if_fail (FLO_IS_ACCOUNT_LIST (self));
  g_return_if_fail (FLO_IS_ACCOUNT (account));

  if (g_ptr_array_find (self->session, account, &index))
    {
      g_ptr_array_remove_index (self->session, index);
      g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 0);
    }
  else if (g_ptr_array_find (self->loaded, account, &index))
    {
      g_ptr_array_remove_index (self->loaded, index);
      g_list_model_items_changed (G_LIST_MODEL (self), self->session->len + index, 1, 0);
    }
}

FloAccount *
flo_account_list_find (FloAccountList *self,
                       const char     *name)
{
  static const FloAccountKind kinds[] = {
    FLO_ACCOUNT_PRACTICE, FLO_ACCOUNT_KEYRING, FLO_ACCOUNT_PROFILE, FLO_ACCOUNT_ENVIRONMENT,
  };
  FloAccount *account;

  g_return_val_if_fail (FLO_IS_ACCOUNT_LIST (self), NULL);

  /* The standard chain: the environment's key, or else the chosen profile. As with AWS's own tools
   * AWS_PROFILE does not outrank a key that is given outright. */
  if (name == NULL)
    {
      account = find_in (self->loaded, ENVIRONMENT_NAME, FLO_ACCOUNT_ENVIRONMENT);
      return account != NULL ? account
                             : find_in (self->loaded, aws_profile_choose_name (NULL),
                                        FLO_ACCOUNT_PROFILE);
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      account = find_in (self->session, name, kinds[i]);
      if (account == NULL)
        account = find_in (self->loaded, name, kinds[i]);
      if (account != NULL)
        return account;
    }
  return NULL;
}
