/* flo-alert-keeper.c: the price alerts of the account that is open: kept, and looked at now and then
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-alert-keeper"

#include "app/application/flo-alert-keeper.h"

#include "app/application/flo-alert-item.h"
#include "market/flo-price-news.h"

struct _FloAlertKeeper
{
  GObject parent_instance;

  FloStore *store;             /* (owned) (nullable) */
  char *account;               /* (owned) (nullable) */
  AwsClient *client;           /* (owned) (nullable) */
  GListStore *alerts;          /* (owned) (element-type FloAlertItem) */
  GCancellable *cancellable;   /* (owned): of all that is asked for this account */
  char *problem;               /* (owned) (nullable) */
  guint seconds;
  guint timer;                 /* 0: there is no alert */
  gboolean looking;
  gboolean look_again;         /* something came while it was looking */
};

typedef enum
{
  PROP_SECONDS = 1,
  PROP_PROBLEM,
} FloAlertKeeperProperty;

enum
{
  TOLD,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_PROBLEM + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloAlertKeeper, flo_alert_keeper, G_TYPE_OBJECT)

static void
set_problem (FloAlertKeeper *self,
             const char     *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* ---- looking ---- */

static void
told_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(FloAlertKeeper) self = FLO_ALERT_KEEPER (user_data);
  g_autoptr(GError) error = NULL;

  /* Then it is told once more. */
  if (!flo_price_alert_records_told_finish (FLO_STORE (object), result, &error))
    g_message ("%s", error->message);
  self->looking = FALSE;
  if (self->look_again)
    flo_alert_keeper_look (self);
}

static void
news_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(FloAlertKeeper) self = FLO_ALERT_KEEPER (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(FloPriceNews) news = flo_price_news_load_finish (FLO_STORE (object), result, &error);

  /* Of an account that is not open any more nothing is told. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  set_problem (self, news != NULL ? news->problem : error->message);
  if (news == NULL)
    {
      self->looking = FALSE;
      return;
    }
  if (news->events->len > 0)
    g_signal_emit (self, signals[TOLD], 0, news->events);
  flo_price_alert_records_told_async (FLO_STORE (object), FLO_PRICE_ALERT_TELL_WINDOW,
                                      g_ptr_array_ref (news->states), NULL, told_cb,
                                      g_object_ref (self));
}

void
flo_alert_keeper_look (FloAlertKeeper *self)
{
  g_return_if_fail (FLO_IS_ALERT_KEEPER (self));

  self->look_again = self->looking;
  if (self->store == NULL || self->looking ||
      g_list_model_get_n_items (G_LIST_MODEL (self->alerts)) == 0)
    return;
  self->looking = TRUE;
  flo_price_news_load_async (self->store, self->account, self->client, FLO_PRICE_ALERT_TELL_WINDOW,
                             NULL, self->cancellable, news_loaded_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  flo_alert_keeper_look (FLO_ALERT_KEEPER (user_data));

  return G_SOURCE_CONTINUE;
}

/* ---- the list ---- */

static void
update_timer (FloAlertKeeper *self)
{
  gboolean wanted = g_list_model_get_n_items (G_LIST_MODEL (self->alerts)) > 0;

  if (!wanted)
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      set_problem (self, NULL);
    }
  else if (self->timer == 0)
    {
      self->timer = g_timeout_add_seconds (self->seconds, timer_cb, self);
    }
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FloAlertKeeper) self = FLO_ALERT_KEEPER (user_data);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) alerts = flo_price_alert_records_list_finish (FLO_STORE (object), result,
                                                                    NULL, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (alerts == NULL)
    {
      set_problem (self, error->message);
      return;
    }
  for (guint i = 0; i < alerts->len; i++)
    g_ptr_array_add (items, flo_alert_item_new (g_ptr_array_index (alerts, i)));
  g_list_store_splice (self->alerts, 0, g_list_model_get_n_items (G_LIST_MODEL (self->alerts)),
                       items->pdata, items->len);
  update_timer (self);
  flo_alert_keeper_look (self);
}

void
flo_alert_keeper_reload (FloAlertKeeper *self)
{
  g_return_if_fail (FLO_IS_ALERT_KEEPER (self));

  if (self->store != NULL)
    flo_price_alert_records_list_async (self->store, self->account, FLO_PRICE_ALERT_TELL_WINDOW,
                                        self->cancellable, listed_cb, g_object_ref (self));
}

void
flo_alert_keeper_open (FloAlertKeeper *self,
                       FloStore       *store,
                       const char     *account,
                       AwsClient      *client,
                       gboolean        practice)
{
  g_return_if_fail (FLO_IS_ALERT_KEEPER (self));
  g_return_if_fail (store == NULL || (account != NULL && client != NULL));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->looking = self->look_again = FALSE;
  g_list_store_remove_all (self->alerts);
  update_timer (self);
  g_set_object (&self->store, store);
  g_set_object (&self->client, client);
  g_free (self->account);
  self->account = g_strdup (account);
  self->seconds = practice ? FLO_ALERT_KEEPER_PRACTICE_SECONDS : FLO_ALERT_KEEPER_SECONDS;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECONDS]);
  flo_alert_keeper_reload (self);
}

GListModel *
flo_alert_keeper_get_alerts (FloAlertKeeper *self)
{
  g_return_val_if_fail (FLO_IS_ALERT_KEEPER (self), NULL);

  return G_LIST_MODEL (self->alerts);
}

/* ---- changing ---- */

static GTask *
create_task (FloAlertKeeper      *self,
             gpointer             tag,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  if (self->store != NULL)
    return task;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "No account is open");
  g_object_unref (task);

  return NULL;
}

/* Takes @error. */
static void
complete_change (GTask  *task,
                 GError *error)
{
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  flo_alert_keeper_reload (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;

  flo_price_alert_records_save_finish (FLO_STORE (object), result, &error);
  complete_change (task, error);
}

void
flo_alert_keeper_save_async (FloAlertKeeper      *self,
                             const FloPriceAlert *alert,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(FloPriceAlert) own = NULL;
  GTask *task;

  g_return_if_fail (FLO_IS_ALERT_KEEPER (self));
  g_return_if_fail (alert != NULL);

  task = create_task (self, flo_alert_keeper_save_async, callback, user_data);
  if (task == NULL)
    return;
  own = flo_price_alert_copy (alert);
  g_free (own->account);
  own->account = g_strdup (self->account);
  flo_price_alert_records_save_async (self->store, own, NULL, saved_cb, task);
}

gboolean
flo_alert_keeper_save_finish (FloAlertKeeper  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;

  flo_price_alert_records_remove_finish (FLO_STORE (object), result, &error);
  complete_change (task, error);
}

void
flo_alert_keeper_remove_async (FloAlertKeeper      *self,
                               gint64               id,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (FLO_IS_ALERT_KEEPER (self));

  task = create_task (self, flo_alert_keeper_remove_async, callback, user_data);
  if (task != NULL)
    flo_price_alert_records_remove_async (self->store, self->account, id, NULL, removed_cb, task);
}

gboolean
flo_alert_keeper_remove_finish (FloAlertKeeper  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- the object ---- */

static void
flo_alert_keeper_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  FloAlertKeeper *self = FLO_ALERT_KEEPER (object);

  switch ((FloAlertKeeperProperty) id)
    {
    case PROP_SECONDS:
      g_value_set_uint (value, self->seconds);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_alert_keeper_dispose (GObject *object)
{
  FloAlertKeeper *self = FLO_ALERT_KEEPER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (flo_alert_keeper_parent_class)->dispose (object);
}

static void
flo_alert_keeper_finalize (GObject *object)
{
  FloAlertKeeper *self = FLO_ALERT_KEEPER (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->alerts);
  g_free (self->account);
  g_free (self->problem);
  G_OBJECT_CLASS (flo_alert_keeper_parent_class)->finalize (object);
}

static void
flo_alert_keeper_class_init (FloAlertKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = flo_alert_keeper_get_property;
  object_class->dispose = flo_alert_keeper_dispose;
  object_class->finalize = flo_alert_keeper_finalize;

  properties[PROP_SECONDS] = g_param_spec_uint ("seconds", NULL, NULL, 1, G_MAXUINT,
                                                FLO_ALERT_KEEPER_SECONDS, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
flo_alert_keeper_init (FloAlertKeeper *self)
{
  self->cancellable = g_cancellable_new ();
  self->alerts = g_list_store_new (FLO_TYPE_ALERT_ITEM);
  self->seconds = FLO_ALERT_KEEPER_SECONDS;
}

FloAlertKeeper *
flo_alert_keeper_new (void)
{
  return g_object_new (FLO_TYPE_ALERT_KEEPER, NULL);
}
