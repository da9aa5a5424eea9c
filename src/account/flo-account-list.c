/* flo-account-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include <string.h>

#include "account/flo-account-list.h"
#include "account/flo-keyring.h"
#include "aws/credentials/aws-profile.h"

#define ENVIRONMENT_NAME "environment"

struct _FloAccountList
{
  GObject parent_instance;

  GPtrArray *session;  /* (owned) (element-type FloAccount): added by hand, kept when loading again */
  GPtrArray *loaded;   /* (owned) (element-type FloAccount) */
  char *problem;       /* (owned) (nullable) */
  AwsInteraction *interaction;  /* (owned) (nullable) */
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
  GStrv profiles;       /* (owned) (nullable): their names */
  guint next_profile;
} Load;

static void flo_account_list_iface_init (GListModelInterface *iface);
static void load_next_profile           (GTask               *task);

G_DEFINE_FINAL_TYPE_WITH_CODE (FloAccountList, flo_account_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, flo_account_list_iface_init))

static GParamSpec *properties[N_PROPERTIES];

static void
load_free (Load *self)
{
  g_ptr_array_unref (self->accounts);
  g_string_free (self->problems, TRUE);
  g_strfreev (self->profiles);
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
flo_account_list_finalize (GObject *object)
{
  FloAccountList *self = FLO_ACCOUNT_LIST (object);

  g_clear_pointer (&self->session, g_ptr_array_unref);
  g_clear_pointer (&self->loaded, g_ptr_array_unref);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->interaction);

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

  object_class->finalize = flo_account_list_finalize;
  object_class->get_property = flo_account_list_get_property;

  properties[PROP_PROBLEM] =
    g_param_spec_string ("problem", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
flo_account_list_init (FloAccountList *self)
{
  self->session = g_ptr_array_new_with_free_func (g_object_unref);
  self->loaded = g_ptr_array_new_with_free_func (g_object_unref);
}

FloAccountList *
flo_account_list_new (void)
{
  return g_object_new (FLO_TYPE_ACCOUNT_LIST, NULL);
}

/* ---- loading ---- */

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

static const char *
find_environment_key (void)
{
  const char *key_id = g_getenv ("AWS_ACCESS_KEY_ID");

  return key_id != NULL && *key_id != '\0' ? key_id : NULL;
}

static void
finish_load (GTask *task)
{
  FloAccountList *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  guint before = self->loaded->len;

  if (find_environment_key () != NULL)
    {
      g_autoptr(AwsCredentialsProvider) provider = aws_environment_provider_new ();

      g_ptr_array_add (load->accounts,
                       flo_account_new (ENVIRONMENT_NAME, FLO_ACCOUNT_ENVIRONMENT,
                                        find_environment_key (), find_environment_region (), NULL,
                                        provider));
    }

  g_ptr_array_unref (self->loaded);
  self->loaded = g_ptr_array_ref (load->accounts);
  g_list_model_items_changed (G_LIST_MODEL (self), self->session->len, before, self->loaded->len);

  g_free (self->problem);
  self->problem = load->problems->len > 0 ? g_strdup (load->problems->str) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_task_return_boolean (task, TRUE);
}

static void
add_profile (Load           *load,
             AwsProfile     *profile,
             AwsInteraction *interaction)
{
  const char *name = aws_profile_get_name (profile);
  const char *key_id = aws_profile_get_credentials (profile, "aws_access_key_id");
  const char *region = find_environment_region ();
  g_autoptr(AwsCredentialsProvider) provider = aws_profile_provider_new (name, interaction);

  if (key_id == NULL)
    key_id = aws_profile_get_config (profile, "aws_access_key_id");
  if (region == NULL)
    region = aws_profile_get_region (profile);
  g_ptr_array_add (load->accounts,
                   flo_account_new (name, FLO_ACCOUNT_PROFILE, key_id, region,
                                    aws_profile_get_config (profile, "endpoint_url"), provider));
}

static void
profile_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsProfile) profile = aws_profile_load_finish (result, &error);

  if (profile == NULL)
    {
      note_problem (load, error);
      finish_load (task);  /* the same two files hold all profiles */
      return;
    }

  if (load->profiles == NULL)
    load->profiles = aws_profile_dup_names (profile);
  else
    add_profile (load, profile, FLO_ACCOUNT_LIST (g_task_get_source_object (task))->interaction);
  load_next_profile (g_steal_pointer (&task));
}

/* Takes @task. */
static void
load_next_profile (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  const char *name = load->profiles[load->next_profile];

  if (name == NULL)
    {
      finish_load (task);
      g_object_unref (task);
      return;
    }
  load->next_profile++;
  aws_profile_load_async (name, g_task_get_cancellable (task), profile_loaded_cb, task);
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

  aws_profile_load_async (NULL, g_task_get_cancellable (task), profile_loaded_cb,
                          g_object_ref (task));
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
