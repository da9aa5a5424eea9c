/* flo-session.c: what the running program has open: accounts, practice cloud, database, engines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-session"

#include "app/application/flo-session.h"

#include "app/application/flo-figures-keeper.h"

#define MARKET_MAX_AGE 120

struct _FloSession
{
  GObject parent_instance;

  FloAccountList *accounts;          /* (owned) */
  FloPracticeCloud *practice_cloud;  /* (owned) (nullable) */
  FloAccount *practice_account;      /* (owned) (nullable) */
  FloStore *store;                   /* (owned) (nullable) */
  GHashTable *engines;               /* (owned) (element-type utf8 FloEngine): by account name */
  GHashTable *read_only_engines;     /* (owned) (element-type FloEngine): a set, borrowed */
  GHashTable *markets;               /* (owned) (element-type utf8 FloMarket): by account and region */
  FloFiguresKeeper *figures;         /* (owned) */
  FloAlertKeeper *alerts;            /* (owned) */
  GHashTable *clients;               /* (owned) (element-type utf8 AwsClient): by account name */
  GHashTable *archives;              /* (owned) (element-type utf8 FloPriceArchive): by region and account */
  GHashTable *statuses;              /* (owned) (element-type FloAccount FloAccountStatus) */
  FloWindowInteraction *interaction; /* (owned) (nullable) */
  FloAccount *account;               /* (owned) (nullable) */
  FloEngine *engine;                 /* (owned) (nullable) */
  gboolean busy;
};

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_ENGINE,
  PROP_READ_ONLY,
  PROP_BUSY,
} FloSessionProperty;

enum
{
  FIGURES_RENEWED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_BUSY + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloSession, flo_session, G_TYPE_OBJECT)

static void
flo_session_dispose (GObject *object)
{
  FloSession *self = FLO_SESSION (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->account);
  g_clear_pointer (&self->read_only_engines, g_hash_table_unref);
  g_clear_pointer (&self->engines, g_hash_table_unref);
  g_clear_pointer (&self->markets, g_hash_table_unref);
  g_clear_object (&self->figures);
  g_clear_object (&self->alerts);
  g_clear_pointer (&self->clients, g_hash_table_unref);
  g_clear_pointer (&self->archives, g_hash_table_unref);
  g_clear_pointer (&self->statuses, g_hash_table_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->practice_account);
  g_clear_object (&self->practice_cloud);
  g_clear_object (&self->accounts);
  g_clear_object (&self->interaction);
  G_OBJECT_CLASS (flo_session_parent_class)->dispose (object);
}

static void
flo_session_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  FloSession *self = FLO_SESSION (object);

  switch ((FloSessionProperty) id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_ENGINE:
      g_value_set_object (value, self->engine);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, flo_session_get_read_only (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_session_class_init (FloSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = flo_session_dispose;
  object_class->get_property = flo_session_get_property;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, FLO_TYPE_ACCOUNT, flags);
  properties[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, FLO_TYPE_ENGINE, flags);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /* A region: markets of it that are loaded from now on have fresher figures. */
  signals[FIGURES_RENEWED] = g_signal_new ("figures-renewed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static gboolean
is_listed (GListModel *accounts,
           FloAccount *account)
{
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(FloAccount) listed = g_list_model_get_item (accounts, i);

      if (listed == account)
        return TRUE;
    }
  return FALSE;
}

/* An account that changed in its file is another one, whose client and status are made anew. */
static void
accounts_changed_cb (FloSession *self,
                     guint       position,
                     guint       removed,
                     guint       added,
                     GListModel *accounts)
{
  GHashTableIter iter;
  gpointer account;

  if (removed == 0)
    return;
  g_hash_table_iter_init (&iter, self->statuses);
  while (g_hash_table_iter_next (&iter, &account, NULL))
    {
      /* The one that is open is shown until another one is opened. */
      if (account == self->account || is_listed (accounts, account))
        continue;
      g_hash_table_remove (self->clients, flo_account_get_name (account));
      g_hash_table_iter_remove (&iter);
    }
}

/* The next market of that region has them. */
static void
figures_renewed_cb (FloSession *self,
                    const char *account,
                    const char *region)
{
  g_autofree char *key = g_strconcat (account, "/", region, NULL);

  g_hash_table_remove (self->markets, key);
  if (self->account != NULL && g_str_equal (flo_account_get_name (self->account), account))
    g_signal_emit (self, signals[FIGURES_RENEWED], 0, region);
}

static void
flo_session_init (FloSession *self)
{
  self->figures = flo_figures_keeper_new ();
  g_signal_connect_object (self->figures, "renewed", G_CALLBACK (figures_renewed_cb), self, G_CONNECT_SWAPPED);
  self->alerts = flo_alert_keeper_new ();
  self->accounts = flo_account_list_new ();
  g_signal_connect_object (self->accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->engines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->read_only_engines = g_hash_table_new (NULL, NULL);
  self->markets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->archives = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->statuses = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

static void
set_busy (FloSession *self,
          gboolean    busy)
{
  if (self->busy == busy)
    return;
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* The alerts of the account that is open now. */
static void
open_alerts (FloSession *self)
{
  g_autoptr(AwsClient) client = flo_session_create_client (self, NULL);

  if (self->account != NULL)
    flo_alert_keeper_open (self->alerts, self->store, flo_account_get_name (self->account), client,
                           flo_account_is_practice (self->account));
  else
    flo_alert_keeper_open (self->alerts, NULL, NULL, NULL, FALSE);
}

static void
set_current (FloSession *self,
             FloAccount *account,
             FloEngine  *engine)
{
  gboolean changed = self->account != account;

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_object (&self->account, account))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
  if (g_set_object (&self->engine, engine))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENGINE]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
    }
  if (changed)
    open_alerts (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Ends an opening: success makes @engine the current one. Takes @error. */
static void
finish_opening (GTask     *task,
                FloEngine *engine,
                GError    *error)
{
  FloSession *self = g_task_get_source_object (task);
  FloAccount *account = g_task_get_task_data (task);

  set_busy (self, FALSE);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  set_current (self, account, engine);
  g_task_return_boolean (task, TRUE);
}

static void
keep_engine (FloSession *self,
             FloAccount *account,
             FloEngine  *engine,
             gboolean    read_only)
{
  g_hash_table_replace (self->engines, g_strdup (flo_account_get_name (account)),
                        g_object_ref (engine));
  if (read_only)
    g_hash_table_add (self->read_only_engines, engine);
}

static void
engine_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  FloEngine *engine = FLO_ENGINE (object);
  g_autoptr(GError) error = NULL;

  if (flo_engine_load_finish (engine, result, &error))
    keep_engine (g_task_get_source_object (task), g_task_get_task_data (task), engine, TRUE);
  finish_opening (task, engine, g_steal_pointer (&error));
}

static void
engine_started_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  FloEngine *engine = FLO_ENGINE (object);
  g_autoptr(GError) error = NULL;

  if (flo_engine_start_finish (engine, result, &error))
    keep_engine (g_task_get_source_object (task), g_task_get_task_data (task), engine, FALSE);
  else if (g_error_matches (error, FLO_FLEET_ERROR, FLO_FLEET_ERROR_OTHER_ENGINE))
    {
      /* The fleets are looked after, so showing them is what is left for us to do. */
      flo_engine_load_async (engine, g_task_get_cancellable (task), engine_loaded_cb,
                             g_object_ref (task));
      return;
    }
  finish_opening (task, engine, g_steal_pointer (&error));
}

static void
start_engine (GTask *task)
{
  FloSession *self = g_task_get_source_object (task);
  FloAccount *account = g_task_get_task_data (task);
  FloEngine *known = g_hash_table_lookup (self->engines, flo_account_get_name (account));
  g_autoptr(FloEngine) engine = NULL;

  if (known != NULL)
    {
      finish_opening (task, known, NULL);
      return;
    }
  engine = flo_engine_new (self->store, account);
  flo_engine_start_async (engine, g_task_get_cancellable (task), engine_started_cb,
                          g_object_ref (task));
}

static void
store_opened_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  FloSession *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  self->store = flo_store_open_finish (result, &error);
  if (self->store == NULL)
    finish_opening (task, NULL, g_steal_pointer (&error));
  else
    start_engine (task);
}

static void
open_store (GTask *task)
{
  FloSession *self = g_task_get_source_object (task);

  if (self->store != NULL)
    start_engine (task);
  else
    flo_store_open_async (NULL, g_task_get_cancellable (task), store_opened_cb,
                          g_object_ref (task));
}

static void
practice_started_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  FloSession *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  self->practice_account = flo_practice_cloud_start_finish (FLO_PRACTICE_CLOUD (object), result,
                                                            &error);
  if (self->practice_account == NULL)
    {
      g_clear_object (&self->practice_cloud);
      finish_opening (task, NULL, g_steal_pointer (&error));
      return;
    }
  flo_account_list_add (self->accounts, self->practice_account);
  g_task_set_task_data (task, g_object_ref (self->practice_account), g_object_unref);
  open_store (task);
}

/* NULL when another opening is under way: @callback has been told. */
static GTask *
begin_opening (FloSession          *self,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, begin_opening);
  if (self->busy)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY,
                               "Another account is being opened");
      return NULL;
    }
  set_busy (self, TRUE);
  return g_steal_pointer (&task);
}

void
flo_session_open_account_async (FloSession          *self,
                                FloAccount          *account,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (FLO_IS_SESSION (self));
  g_return_if_fail (FLO_IS_ACCOUNT (account));

  task = begin_opening (self, cancellable, callback, user_data);
  if (task == NULL)
    return;
  g_task_set_task_data (task, g_object_ref (account), g_object_unref);
  open_store (task);
}

void
flo_session_open_practice_async (FloSession          *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (FLO_IS_SESSION (self));

  if (self->practice_account != NULL)
    {
      flo_session_open_account_async (self, self->practice_account, cancellable, callback,
                                      user_data);
      return;
    }
  task = begin_opening (self, cancellable, callback, user_data);
  if (task == NULL)
    return;
  self->practice_cloud = flo_practice_cloud_new ();
  flo_practice_cloud_start_async (self->practice_cloud, cancellable, practice_started_cb,
                                  g_object_ref (task));
}

gboolean
flo_session_open_account_finish (FloSession    *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

AwsClient *
flo_session_create_client (FloSession *self,
                           const char *region)
{
  AwsClient *client;

  g_return_val_if_fail (FLO_IS_SESSION (self), NULL);
  if (self->account == NULL)
    return NULL;
  client = g_hash_table_lookup (self->clients, flo_account_get_name (self->account));
  if (client == NULL)
    {
      client = flo_account_create_client (self->account, NULL);
      g_hash_table_insert (self->clients, g_strdup (flo_account_get_name (self->account)), client);
    }
  if (region == NULL || g_strcmp0 (region, aws_client_get_region (client)) == 0)
    return g_object_ref (client);
  return aws_client_for_region (client, region);
}

FloPriceArchive *
flo_session_get_archive (FloSession *self,
                         const char *region)
{
  FloPriceArchive *archive;
  const char *account;
  g_autofree char *key = NULL;

  g_return_val_if_fail (FLO_IS_SESSION (self), NULL);
  g_return_val_if_fail (region != NULL, NULL);
  if (self->account == NULL || self->store == NULL)
    return NULL;

  account = flo_account_get_name (self->account);
  key = g_strdup_printf ("%s\n%s", region, account);
  archive = g_hash_table_lookup (self->archives, key);
  if (archive == NULL)
    {
      archive = flo_price_archive_new (self->store, account);
      g_hash_table_insert (self->archives, g_steal_pointer (&key), archive);
    }

  return archive;
}

static void
market_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  FloSession *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  FloMarket *market = flo_market_load_finish (result, &error);
  g_autoptr(AwsClient) client = NULL;

  if (market == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_hash_table_replace (self->markets, g_strdup (g_task_get_task_data (task)),
                        g_object_ref (market));
  /* Behind the first picture, so that nothing waits for it. */
  if (self->account != NULL && g_str_has_prefix (g_task_get_task_data (task), flo_account_get_name (self->account)))
    {
      client = flo_session_create_client (self, flo_market_get_region (market));
      flo_figures_keeper_renew (self->figures, client, flo_account_get_name (self->account));
    }
  g_task_return_pointer (task, market, g_object_unref);
}

void
flo_session_load_market_async (FloSession          *self,
                               const char          *region,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(AwsClient) client = NULL;
  g_autofree char *key = NULL;
  FloMarket *known;

  g_return_if_fail (FLO_IS_SESSION (self));
  g_return_if_fail (self->account != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_session_load_market_async);
  key = g_strconcat (flo_account_get_name (self->account), "/", region, NULL);
  known = g_hash_table_lookup (self->markets, key);
  if (known != NULL
      && g_get_real_time () / G_USEC_PER_SEC - flo_market_get_time (known) < MARKET_MAX_AGE)
    {
      g_task_return_pointer (task, g_object_ref (known), g_object_unref);
      return;
    }
  g_task_set_task_data (task, g_steal_pointer (&key), g_free);
  client = flo_session_create_client (self, region);
  flo_market_load_async (client, NULL, cancellable, market_loaded_cb, g_object_ref (task));
}

FloMarket *
flo_session_load_market_finish (FloSession    *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
kept_market_loaded_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  FloMarket *market = flo_market_load_kept_finish (result, &error);

  if (market != NULL)
    g_task_return_pointer (task, market, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
flo_session_load_kept_market_async (FloSession          *self,
                                    const char          *region,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(AwsClient) client = NULL;
  GTask *task;

  g_return_if_fail (FLO_IS_SESSION (self));
  g_return_if_fail (self->account != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_session_load_kept_market_async);
  client = flo_session_create_client (self, region);
  flo_market_load_kept_async (client, cancellable, kept_market_loaded_cb, task);
}

FloMarket *
flo_session_load_kept_market_finish (FloSession    *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stop_next_engine (GTask *task);

static void
engine_stopped_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);

  flo_engine_stop_finish (FLO_ENGINE (object), result);
  stop_next_engine (task);
}

/* Stops the engines one after the other: each has at most one action to wait for. */
static void
stop_next_engine (GTask *task)
{
  FloSession *self = g_task_get_source_object (task);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->engines);
  if (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_autoptr(FloEngine) engine = g_object_ref (value);

      g_hash_table_remove (self->read_only_engines, engine);
      g_hash_table_iter_remove (&iter);
      flo_engine_stop_async (engine, engine_stopped_cb, g_object_ref (task));
      return;
    }
  if (self->store != NULL)
    flo_store_close (self->store);
  g_clear_object (&self->store);
  g_task_return_boolean (task, TRUE);
}

void
flo_session_close_async (FloSession          *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (FLO_IS_SESSION (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, flo_session_close_async);
  set_current (self, NULL, NULL);
  flo_figures_keeper_stop (self->figures);
  stop_next_engine (task);
}

void
flo_session_close_finish (FloSession   *self,
                          GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));
  g_task_propagate_boolean (G_TASK (result), NULL);
}

guint
flo_session_count_real_fleets (FloSession *self)
{
  GHashTableIter iter;
  gpointer engine;
  guint count = 0;

  g_return_val_if_fail (FLO_IS_SESSION (self), 0);

  g_hash_table_iter_init (&iter, self->engines);
  while (g_hash_table_iter_next (&iter, NULL, &engine))
    {
      if (!flo_account_is_practice (flo_engine_get_account (engine))
          && !g_hash_table_contains (self->read_only_engines, engine))
        count += g_list_model_get_n_items (flo_engine_get_fleets (engine));
    }
  return count;
}

FloAccountList *
flo_session_get_accounts (FloSession *self)
{
  g_return_val_if_fail (FLO_IS_SESSION (self), NULL);
  return self->accounts;
}

FloAccount *
flo_session_get_account (FloSession *self)
{
  g_return_val_if_fail (FLO_IS_SESSION (self), NULL);
  return self->account;
}

FloStore *
flo_session_get_store (FloSession *self)
{
  g_return_val_if_fail (FLO_IS_SESSION (self), NULL);
  return self->store;
}

FloEngine *
flo_session_get_engine (FloSession *self)
{
  g_return_val_if_fail (FLO_IS_SESSION (self), NULL);
  return self->engine;
}

FloPracticeCloud *
flo_session_get_practice_cloud (FloSession *self)
{
  g_return_val_if_fail (FLO_IS_SESSION (self), NULL);
  return self->practice_cloud;
}

gboolean
flo_session_get_read_only (FloSession *self)
{
  g_return_val_if_fail (FLO_IS_SESSION (self), FALSE);
  return self->engine != NULL && g_hash_table_contains (self->read_only_engines, self->engine);
}

gboolean
flo_session_get_busy (FloSession *self)
{
  g_return_val_if_fail (FLO_IS_SESSION (self), FALSE);
  return self->busy;
}

FloAlertKeeper *
flo_session_get_alerts (FloSession *self)
{
  g_return_val_if_fail (FLO_IS_SESSION (self), NULL);
  return self->alerts;
}

FloWindowInteraction *
flo_session_get_interaction (FloSession *self)
{
  g_return_val_if_fail (FLO_IS_SESSION (self), NULL);
  return self->interaction;
}

void
flo_session_attend (FloSession *self)
{
  g_return_if_fail (FLO_IS_SESSION (self));

  if (self->interaction != NULL)
    flo_window_interaction_attend (self->interaction);
}

FloAccountStatus *
flo_session_get_status (FloSession *self,
                        FloAccount *account)
{
  FloAccountStatus *status;

  g_return_val_if_fail (FLO_IS_SESSION (self), NULL);
  g_return_val_if_fail (FLO_IS_ACCOUNT (account), NULL);

  status = g_hash_table_lookup (self->statuses, account);
  if (status == NULL)
    {
      status = flo_account_status_new (account);
      g_hash_table_insert (self->statuses, g_object_ref (account), status);
    }
  return status;
}

void
flo_session_wake (FloSession *self)
{
  GHashTableIter iter;
  gpointer engine;

  g_return_if_fail (FLO_IS_SESSION (self));

  g_hash_table_iter_init (&iter, self->engines);
  while (g_hash_table_iter_next (&iter, NULL, &engine))
    flo_engine_wake (engine);
}

FloSession *
flo_session_new (FloWindowInteraction *interaction)
{
  FloSession *self = g_object_new (FLO_TYPE_SESSION, NULL);

  g_set_object (&self->interaction, interaction);
  if (interaction != NULL)
    flo_account_list_set_interaction (self->accounts, AWS_INTERACTION (interaction));
  return self;
}
