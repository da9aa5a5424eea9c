/* flo-window-interaction.c: asks the person at the window for MFA codes and to sign in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-window-interaction"

#include "app/account/flo-window-interaction.h"

#include <glib/gi18n.h>

#include "app/account/flo-mfa-dialog.h"
#include "app/account/flo-sign-in-dialog.h"
#include "aws/aws-error-codes.h"

#define ATTENTION (30 * G_USEC_PER_SEC)

struct _FloWindowInteraction
{
  GObject parent_instance;

  GtkApplication *application;   /* (owned) (nullable) */
  GQueue asks;                   /* (owned) (element-type Ask): the first one's dialog is up */
  GtkWidget *dialog;             /* (owned) (nullable): of the first one */
  GPtrArray *signed_out;         /* (owned) (element-type SignedOut): oldest first */
  gint64 attended_until;         /* monotonic */
  gboolean closed;
};

/* What one call waits for, or, without a task, what the person wants by themselves. */
typedef struct
{
  FloWindowInteraction *owner;   /* (unowned) */
  GTask *task;                   /* (owned) (nullable) */
  char *key;                     /* (owned): asks with the same key are about the same login */
  char *name;                    /* (owned): of it, for people */
  AwsSsoSignIn *sign_in;         /* (owned) (nullable): NULL: an MFA code */
  char *mfa_serial;              /* (owned) (nullable) */
  char *refusal;                 /* (owned) (nullable) */
  GSource *cancelled;            /* (owned) (nullable): fires when the call is given up */
} Ask;

typedef struct
{
  char *key;                     /* (owned) */
  char *name;                    /* (owned) */
  AwsSsoSignIn *sign_in;         /* (owned) (nullable): to sign in again without a call */
} SignedOut;

typedef enum
{
  PROP_SIGNED_OUT = 1,
  PROP_N_SIGNED_OUT,
} FloWindowInteractionProperty;

enum
{
  SIGNED_IN,
  N_SIGNALS
};

static GParamSpec *properties[PROP_N_SIGNED_OUT + 1];
static guint signals[N_SIGNALS];

static void interaction_init (AwsInteractionInterface *iface);
static void show_first       (FloWindowInteraction    *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (FloWindowInteraction, flo_window_interaction, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AWS_TYPE_INTERACTION, interaction_init))

static void
signed_out_free (gpointer data)
{
  SignedOut *entry = data;

  g_free (entry->key);
  g_free (entry->name);
  g_clear_object (&entry->sign_in);
  g_free (entry);
}

static void
ask_free (Ask *ask)
{
  if (ask->cancelled != NULL)
    g_source_destroy (ask->cancelled);
  g_clear_pointer (&ask->cancelled, g_source_unref);
  g_clear_object (&ask->task);
  g_clear_object (&ask->sign_in);
  g_free (ask->key);
  g_free (ask->name);
  g_free (ask->mfa_serial);
  g_free (ask->refusal);
  g_free (ask);
}

/* ---- who is signed out ---- */

static void
notify_signed_out (FloWindowInteraction *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIGNED_OUT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SIGNED_OUT]);
}

static gboolean
find_signed_out (FloWindowInteraction *self,
                 const char           *key,
                 guint                *index)
{
  for (guint i = 0; i < self->signed_out->len; i++)
    {
      SignedOut *entry = g_ptr_array_index (self->signed_out, i);

      if (g_str_equal (entry->key, key))
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
add_signed_out (FloWindowInteraction *self,
                Ask                  *ask)
{
  SignedOut *entry;
  guint index;

  if (find_signed_out (self, ask->key, &index))
    {
      entry = g_ptr_array_index (self->signed_out, index);
      g_set_object (&entry->sign_in, ask->sign_in);
      return;
    }
  entry = g_new0 (SignedOut, 1);
  entry->key = g_strdup (ask->key);
  entry->name = g_strdup (ask->name);
  g_set_object (&entry->sign_in, ask->sign_in);
  g_ptr_array_add (self->signed_out, entry);
  notify_signed_out (self);
}

static void
remove_signed_out (FloWindowInteraction *self,
                   const char           *key)
{
  guint index;

  if (!find_signed_out (self, key, &index))
    return;
  g_ptr_array_remove_index (self->signed_out, index);
  notify_signed_out (self);
}

/* ---- answers ---- */

/* (nullable): the window with the focus, whether or not the application knows of it */
static GtkWindow *
find_active_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_is_active (window))
        return window;   /* the list keeps it */
    }
  return NULL;
}

static gboolean
is_attended (FloWindowInteraction *self)
{
  GtkWindow *window = find_active_window ();

  if (g_get_monotonic_time () < self->attended_until)
    return TRUE;
  return window != NULL && GTK_WIDGET (window) != self->dialog && gtk_window_get_modal (window);
}

/* Takes from the queue whatever is about the same login as @key. */
static GList *
take_same (FloWindowInteraction *self,
           const char           *key)
{
  GList *taken = NULL;
  GList *link = self->asks.head;

  while (link != NULL)
    {
      GList *next = link->next;
      Ask *ask = link->data;

      if (g_str_equal (ask->key, key))
        {
          g_queue_delete_link (&self->asks, link);
          taken = g_list_append (taken, ask);
        }
      link = next;
    }
  return taken;
}

/* Nobody is there for this call: it says so, and the window says who is signed out. Takes @ask. */
static void
refuse (FloWindowInteraction *self,
        Ask                  *ask)
{
  g_autofree char *message = NULL;
  const char *code;

  add_signed_out (self, ask);
  if (ask->sign_in != NULL)
    {
      code = AWS_CODE_SIGN_IN_NEEDED;
      message = g_strdup_printf (_("signed out of “%s”; choose Sign In in Flotilla’s window"),
                                 ask->name);
    }
  else
    {
      code = AWS_CODE_MFA_NEEDED;
      message = g_strdup_printf (_("“%s” needs a new MFA code; choose Sign In in Flotilla’s window"),
                                 ask->name);
    }
  g_task_return_error (ask->task, aws_error_new (NULL, code, message, NULL, 0));
  ask_free (ask);
}

/* Takes @ask, and @code or @error; with neither, the person has signed in. */
static void
answer (Ask    *ask,
        char   *code,
        GError *error)
{
  GTask *task = ask->task;

  if (task == NULL)
    g_clear_error (&error);
  else if (error != NULL)
    g_task_return_error (task, error);
  else if (code != NULL)
    g_task_return_pointer (task, code, g_free);
  else if (ask->sign_in != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_assert_not_reached ();
  ask_free (ask);
}

static GError *
declined_error (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Nobody signed in"));
}

static void
drop_dialog (FloWindowInteraction *self)
{
  g_autoptr(GtkWidget) dialog = g_steal_pointer (&self->dialog);

  if (dialog == NULL)
    return;
  g_signal_handlers_disconnect_by_data (dialog, self);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Signed in, or not: all who wait for the same are told. */
static void
finish_sign_in (FloWindowInteraction *self,
                gboolean              success)
{
  Ask *first = g_queue_peek_head (&self->asks);
  g_autofree char *key = g_strdup (first->key);
  GList *same = take_same (self, key);

  drop_dialog (self);
  if (success)
    remove_signed_out (self, key);
  else
    {
      add_signed_out (self, first);
      self->attended_until = 0;   /* who said no is not asked again by the next call */
    }
  for (GList *link = same; link != NULL; link = link->next)
    answer (link->data, NULL, success ? NULL : declined_error ());
  g_list_free (same);
  if (success)
    {
      flo_window_interaction_attend (self);
      g_signal_emit (self, signals[SIGNED_IN], 0);
    }
  show_first (self);
}

static void
sign_in_done_cb (FloWindowInteraction *self)
{
  finish_sign_in (self, TRUE);
}

static void
code_entered_cb (FloWindowInteraction *self,
                 const char           *code)
{
  Ask *ask = g_queue_pop_head (&self->asks);
  char *copy = g_strdup (code);

  drop_dialog (self);
  remove_signed_out (self, ask->key);
  flo_window_interaction_attend (self);   /* a code may be refused, and what follows may need one more */
  answer (ask, copy, NULL);
  g_signal_emit (self, signals[SIGNED_IN], 0);
  show_first (self);
}

static gboolean
dialog_closed_cb (FloWindowInteraction *self)
{
  finish_sign_in (self, FALSE);
  return GDK_EVENT_STOP;   /* it is destroyed already */
}

/* ---- the dialog ---- */

static GtkWindow *
find_parent (FloWindowInteraction *self)
{
  GtkWindow *window = find_active_window ();

  if (window == NULL && self->application != NULL)
    window = gtk_application_get_active_window (self->application);
  return window != NULL && gtk_widget_get_mapped (GTK_WIDGET (window)) ? window : NULL;
}

static void
show_first (FloWindowInteraction *self)
{
  Ask *ask = g_queue_peek_head (&self->asks);
  GtkWindow *parent = find_parent (self);

  if (ask == NULL || self->dialog != NULL || self->closed)
    return;
  if (ask->sign_in != NULL)
    {
      self->dialog = flo_sign_in_dialog_new (parent, ask->sign_in);
      g_signal_connect_swapped (self->dialog, "done", G_CALLBACK (sign_in_done_cb), self);
    }
  else
    {
      self->dialog = flo_mfa_dialog_new (parent, ask->name, ask->mfa_serial, ask->refusal);
      g_signal_connect_swapped (self->dialog, "code-entered", G_CALLBACK (code_entered_cb), self);
    }
  g_object_ref_sink (self->dialog);
  g_signal_connect_swapped (self->dialog, "close-request", G_CALLBACK (dialog_closed_cb), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

/* The call was given up: its question goes, and if its dialog is up, that too, unless others wait for it. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Ask *ask = user_data;
  FloWindowInteraction *self = ask->owner;
  gboolean first = g_queue_peek_head (&self->asks) == ask;
  GList *same;

  g_queue_remove (&self->asks, ask);
  same = first && ask->sign_in != NULL ? take_same (self, ask->key) : NULL;
  if (first && same == NULL)
    drop_dialog (self);
  for (GList *link = g_list_last (same); link != NULL; link = link->prev)
    g_queue_push_head (&self->asks, link->data);
  g_list_free (same);
  g_clear_pointer (&ask->cancelled, g_source_unref);
  answer (ask, NULL, declined_error ());
  show_first (self);
  return G_SOURCE_REMOVE;
}

/* A dialog that is up may just as well serve the calls nobody waits for. */
static gboolean
is_being_asked (FloWindowInteraction *self,
                Ask                  *ask)
{
  Ask *first = g_queue_peek_head (&self->asks);

  return first != NULL && ask->sign_in != NULL && g_str_equal (first->key, ask->key);
}

/* Takes @ask. */
static void
enqueue (FloWindowInteraction *self,
         Ask                  *ask)
{
  GCancellable *cancellable = ask->task != NULL ? g_task_get_cancellable (ask->task) : NULL;

  ask->owner = self;
  if (self->closed)
    {
      answer (ask, NULL, declined_error ());
      return;
    }
  if (ask->task != NULL && !is_attended (self) && !is_being_asked (self, ask))
    {
      refuse (self, ask);
      return;
    }
  if (cancellable != NULL)
    {
      ask->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (ask->cancelled, G_SOURCE_FUNC (cancelled_cb), ask, NULL);
      g_source_attach (ask->cancelled, g_main_context_get_thread_default ());
    }
  g_queue_push_tail (&self->asks, ask);
  show_first (self);
}

/* ---- AwsInteraction ---- */

static void
ask_mfa_code_async (AwsInteraction      *interaction,
                    const char          *profile,
                    const char          *mfa_serial,
                    const char          *refusal,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->task = g_task_new (interaction, cancellable, callback, user_data);
  g_task_set_source_tag (ask->task, ask_mfa_code_async);
  ask->key = g_strconcat ("mfa ", mfa_serial, " ", profile, NULL);
  ask->name = g_strdup (profile != NULL ? profile : mfa_serial);
  ask->mfa_serial = g_strdup (mfa_serial);
  ask->refusal = g_strdup (refusal);
  enqueue (FLO_WINDOW_INTERACTION (interaction), ask);
}

static char *
ask_mfa_code_finish (AwsInteraction  *interaction,
                     GAsyncResult    *result,
                     GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, interaction), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static Ask *
ask_new_sign_in (AwsSsoSignIn *sign_in)
{
  AwsSsoSession *session = aws_sso_sign_in_get_session (sign_in);
  const char *name = aws_sso_session_get_name (session);
  Ask *ask = g_new0 (Ask, 1);

  ask->key = g_strconcat ("sso ", name != NULL ? name : "", " ",
                          aws_sso_session_get_start_url (session), NULL);
  ask->name = g_strdup (name != NULL ? name : aws_sso_session_get_start_url (session));
  ask->sign_in = g_object_ref (sign_in);
  return ask;
}

static void
sign_in_async (AwsInteraction      *interaction,
               AwsSsoSignIn        *sign_in,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  Ask *ask = ask_new_sign_in (sign_in);

  ask->task = g_task_new (interaction, cancellable, callback, user_data);
  g_task_set_source_tag (ask->task, sign_in_async);
  enqueue (FLO_WINDOW_INTERACTION (interaction), ask);
}

static gboolean
sign_in_finish (AwsInteraction  *interaction,
                GAsyncResult    *result,
                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, interaction), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
interaction_init (AwsInteractionInterface *iface)
{
  iface->ask_mfa_code_async = ask_mfa_code_async;
  iface->ask_mfa_code_finish = ask_mfa_code_finish;
  iface->sign_in_async = sign_in_async;
  iface->sign_in_finish = sign_in_finish;
}

/* ---- GObject ---- */

static void
flo_window_interaction_dispose (GObject *object)
{
  FloWindowInteraction *self = FLO_WINDOW_INTERACTION (object);

  flo_window_interaction_close (self);
  g_clear_pointer (&self->signed_out, g_ptr_array_unref);
  g_clear_object (&self->application);
  G_OBJECT_CLASS (flo_window_interaction_parent_class)->dispose (object);
}

static void
flo_window_interaction_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  FloWindowInteraction *self = FLO_WINDOW_INTERACTION (object);

  switch ((FloWindowInteractionProperty) id)
    {
    case PROP_SIGNED_OUT:
      g_value_set_string (value, flo_window_interaction_get_signed_out (self));
      break;
    case PROP_N_SIGNED_OUT:
      g_value_set_uint (value, self->signed_out->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_window_interaction_class_init (FloWindowInteractionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = flo_window_interaction_dispose;
  object_class->get_property = flo_window_interaction_get_property;

  properties[PROP_SIGNED_OUT] = g_param_spec_string ("signed-out", NULL, NULL, NULL, flags);
  properties[PROP_N_SIGNED_OUT] = g_param_spec_uint ("n-signed-out", NULL, NULL, 0, G_MAXUINT, 0,
                                                     flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNED_IN] = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
flo_window_interaction_init (FloWindowInteraction *self)
{
  g_queue_init (&self->asks);
  self->signed_out = g_ptr_array_new_with_free_func (signed_out_free);
}

/**
 * flo_window_interaction_new:
 * @application: (nullable): whose active window the dialogs belong to; %NULL: none
 *
 * Returns: (transfer full): who asks
 */
FloWindowInteraction *
flo_window_interaction_new (GtkApplication *application)
{
  FloWindowInteraction *self = g_object_new (FLO_TYPE_WINDOW_INTERACTION, NULL);

  g_set_object (&self->application, application);
  return self;
}

/**
 * flo_window_interaction_attend:
 * @self: who asks
 *
 * Says that a person did something that needs AWS: what calls ask for in the next half minute is asked
 * with a dialog. To be called before the call is made.
 */
void
flo_window_interaction_attend (FloWindowInteraction *self)
{
  g_return_if_fail (FLO_IS_WINDOW_INTERACTION (self));

  self->attended_until = g_get_monotonic_time () + ATTENTION;
}

/**
 * flo_window_interaction_forget:
 * @self: who asks
 *
 * Nothing counts as signed out any longer, because a call was seen to get through.
 */
void
flo_window_interaction_forget (FloWindowInteraction *self)
{
  g_return_if_fail (FLO_IS_WINDOW_INTERACTION (self));

  if (self->signed_out->len == 0)
    return;
  g_ptr_array_set_size (self->signed_out, 0);
  notify_signed_out (self);
}

/**
 * flo_window_interaction_sign_in:
 * @self: who asks
 *
 * The person wants to sign in to what "signed-out" names.
 *
 * Returns: %TRUE if a dialog is up that does it; %FALSE if the caller has to make a call that needs it
 */
gboolean
flo_window_interaction_sign_in (FloWindowInteraction *self)
{
  SignedOut *entry;

  g_return_val_if_fail (FLO_IS_WINDOW_INTERACTION (self), FALSE);

  flo_window_interaction_attend (self);
  if (self->signed_out->len == 0 || self->closed)
    return FALSE;
  entry = g_ptr_array_index (self->signed_out, 0);
  if (entry->sign_in == NULL)
    return FALSE;
  enqueue (self, ask_new_sign_in (entry->sign_in));
  return TRUE;
}

/**
 * flo_window_interaction_get_signed_out:
 * @self: who asks
 *
 * Returns: (nullable): the name of the login, for people, that calls were refused for want of
 */
const char *
flo_window_interaction_get_signed_out (FloWindowInteraction *self)
{
  g_return_val_if_fail (FLO_IS_WINDOW_INTERACTION (self), NULL);

  if (self->signed_out->len == 0)
    return NULL;
  return ((SignedOut *) g_ptr_array_index (self->signed_out, 0))->name;
}

/**
 * flo_window_interaction_is_seen:
 *
 * Returns: whether one of our windows has the focus, so that what it shows needs no notification
 */
gboolean
flo_window_interaction_is_seen (void)
{
  return find_active_window () != NULL;
}

/**
 * flo_window_interaction_close:
 * @self: who asks
 *
 * Declines what is asked and whatever will be.
 */
void
flo_window_interaction_close (FloWindowInteraction *self)
{
  Ask *ask;

  g_return_if_fail (FLO_IS_WINDOW_INTERACTION (self));

  self->closed = TRUE;
  drop_dialog (self);
  while ((ask = g_queue_pop_head (&self->asks)) != NULL)
    answer (ask, NULL, declined_error ());
}
