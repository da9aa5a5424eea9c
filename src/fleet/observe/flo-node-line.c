/* flo-node-line.c: the line to one node, on which it tells what is announced to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-node-line"

#include "flotilla-config.h"

#include "fleet/observe/flo-node-line.h"

/* Seconds until it is tried again; doubled each time. */
#define RETRY_FIRST 5
#define RETRY_LAST 60
#define RETRY_FIRST_LOCAL 1
#define RETRY_LAST_LOCAL 2
#define STEP_SECONDS 15
#define STEP_SECONDS_LOCAL 5
#define PATIENCE_LOCAL 4

/* Nothing but signs of life comes for days. */
static const FloSshBounds bounds = { .line = FLO_METADATA_MAX_LINE, .total = 256 * 1024, .silence_seconds = 3 * FLO_METADATA_BEAT };

struct _FloNodeLine
{
  GObject parent_instance;

  char *instance;            /* (owned) */
  char *address;             /* (owned) */
  char *user;                /* (owned) */
  char *key_path;            /* (owned) (nullable) */
  guint16 port;
  gboolean local;
  char *host_key;            /* (owned) (nullable) */

  GCancellable *cancellable; /* (owned) (nullable): while it is started */
  guint timer;
  guint pause;               /* seconds before the next try */
  FloAnswers answers;
  gboolean hears;
  FloLineTrouble trouble;
  char *text;                /* (owned) (nullable): of the trouble */
};

enum
{
  EVENT,
  CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (FloNodeLine, flo_node_line, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void try_it (FloNodeLine *self);


static void
flo_node_line_dispose (GObject *object)
{
  flo_node_line_stop (FLO_NODE_LINE (object));

  G_OBJECT_CLASS (flo_node_line_parent_class)->dispose (object);
}

static void
flo_node_line_finalize (GObject *object)
{
  FloNodeLine *self = FLO_NODE_LINE (object);

  g_free (self->instance);
  g_free (self->address);
  g_free (self->user);
  g_free (self->key_path);
  g_free (self->host_key);
  g_free (self->text);

  G_OBJECT_CLASS (flo_node_line_parent_class)->finalize (object);
}

static void
flo_node_line_class_init (FloNodeLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_node_line_dispose;
  object_class->finalize = flo_node_line_finalize;

  signals[EVENT] = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
flo_node_line_init (FloNodeLine *self)
{
}

FloNodeLine *
flo_node_line_new (const char         *instance,
                   const char         *address,
                   const FloNodeLogin *login,
                   const char         *host_key)
{
  FloNodeLine *self;

  g_return_val_if_fail (instance != NULL && address != NULL && login != NULL, NULL);

  self = g_object_new (FLO_TYPE_NODE_LINE, NULL);
  self->instance = g_strdup (instance);
  self->address = g_strdup (address);
  self->user = g_strdup (login->user);
  self->key_path = g_strdup (login->key_path);
  self->port = login->port;
  self->local = login->local;
  self->host_key = g_strdup (host_key);
  self->pause = self->local ? RETRY_FIRST_LOCAL : RETRY_FIRST;

  return self;
}

/* ---- what becomes known ---- */

static gboolean
note_answers (FloNodeLine *self,
              gboolean     answers)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 patience = self->local ? PATIENCE_LOCAL : FLO_ANSWERS_SECONDS;

  return answers ? flo_answers_note_answer (&self->answers, patience, now)
                 : flo_answers_note_failure (&self->answers, patience, now);
}

/* @text: (nullable) */
static void
set_state (FloNodeLine    *self,
           gboolean        hears,
           FloLineTrouble  trouble,
           const char     *text,
           gboolean        urgent)
{
  const gboolean changed = self->hears != hears || self->trouble != trouble;

  self->hears = hears;
  self->trouble = trouble;
  if (g_strcmp0 (self->text, text) != 0)
    {
      g_free (self->text);
      self->text = g_strdup (text);
    }
  if (changed || urgent)
    g_signal_emit (self, signals[CHANGED], 0, urgent);
}

static gboolean
retry_cb (gpointer user_data)
{
  FloNodeLine *self = user_data;

  self->timer = 0;
  try_it (self);

  return G_SOURCE_REMOVE;
}

static void
try_later (FloNodeLine *self)
{
  self->timer = g_timeout_add_seconds (self->pause, retry_cb, self);
  self->pause = MIN (self->pause * 2, self->local ? RETRY_LAST_LOCAL : RETRY_LAST);
}

static FloLineTrouble
find_trouble (const GError *error)
{
  if (g_error_matches (error, FLO_SSH_ERROR, FLO_SSH_ERROR_HOST_KEY))
    return FLO_LINE_HOST_KEY;
  if (g_error_matches (error, FLO_SSH_ERROR, FLO_SSH_ERROR_REFUSED) ||
      g_error_matches (error, FLO_SSH_ERROR, FLO_SSH_ERROR_KEY))
    return FLO_LINE_LOCKED;
  if (g_error_matches (error, FLO_SSH_ERROR, FLO_SSH_ERROR_OUTPUT))
    return FLO_LINE_BLIND;

  return FLO_LINE_SILENT;
}

/* Who shows another key may be anybody: whether the node answers is then not known. */
static void
fail (FloNodeLine  *self,
      const GError *error)
{
  FloLineTrouble trouble = find_trouble (error);
  gboolean urgent = self->hears;

  if (trouble != FLO_LINE_HOST_KEY)
    urgent |= note_answers (self, trouble != FLO_LINE_SILENT);

  try_later (self);
  set_state (self, FALSE, trouble, error->message, urgent);
}

/* ---- the command ---- */

static void
line_cb (const char *line,
         gpointer    user_data)
{
  FloNodeLine *self = user_data;
  FloCloudEvent *event;
  gboolean urgent = note_answers (self, TRUE);

  switch (flo_metadata_read (line, self->instance, g_get_real_time () / G_USEC_PER_SEC, &event))
    {
    case FLO_METADATA_ALIVE:
      self->pause = self->local ? RETRY_FIRST_LOCAL : RETRY_FIRST;
      set_state (self, TRUE, FLO_LINE_FINE, NULL, urgent);
      break;
    case FLO_METADATA_BLIND:
      set_state (self, FALSE, FLO_LINE_BLIND, "its instance metadata service does not answer on it: switch that on for it "
                 "(ec2:ModifyInstanceMetadataOptions)", urgent);
      break;
    case FLO_METADATA_NO_CURL:
      set_state (self, FALSE, FLO_LINE_BLIND, "there is no curl on it to read its metadata with: install it in the image", urgent);
      break;
    case FLO_METADATA_EVENT:
      g_signal_emit (self, signals[EVENT], 0, event);
      flo_cloud_event_free (event);
      break;
    case FLO_METADATA_NOTHING:
    default:
      break;
    }
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FloNodeLine) self = user_data;
  g_autoptr (GError) error = NULL;

  if (flo_ssh_connection_run_finish (FLO_SSH_CONNECTION (object), result, NULL, &error))
    g_set_error (&error, FLO_SSH_ERROR, FLO_SSH_ERROR_OUTPUT, "%s", self->trouble == FLO_LINE_BLIND
                 ? self->text : "what reads its metadata was ended on it");
  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  fail (self, error);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FloNodeLine) self = user_data;
  g_autoptr (GError) error = NULL;
  FloSshConnection *connection = FLO_SSH_CONNECTION (object);
  gboolean open = flo_ssh_connection_open_finish (connection, result, &error);

  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!open)
    {
      fail (self, error);
      return;
    }

  if (self->host_key == NULL)
    self->host_key = g_strdup (flo_ssh_connection_get_host_key (connection));
  set_state (self, FALSE, FLO_LINE_FINE, NULL, note_answers (self, TRUE));
  /* Who was told may have stopped it. */
  if (self->cancellable != NULL)
    flo_ssh_connection_run_async (connection, flo_metadata_get_command (), &bounds, line_cb, self, self->cancellable, ran_cb,
                                  g_object_ref (self));
}

static void
try_it (FloNodeLine *self)
{
  const FloSshTarget target = {
    .address = self->address,
    .port = self->port,
    .user = self->user,
    .key_path = self->key_path,
    .host_key = self->host_key,
    .step_seconds = self->local ? STEP_SECONDS_LOCAL : STEP_SECONDS,
  };
  g_autoptr (FloSshConnection) connection = flo_ssh_connection_new (&target);

  flo_ssh_connection_open_async (connection, self->cancellable, opened_cb, g_object_ref (self));
}

/* ---- for others ---- */

void
flo_node_line_start (FloNodeLine *self)
{
  g_return_if_fail (FLO_IS_NODE_LINE (self));
  g_return_if_fail (self->cancellable == NULL);

  self->cancellable = g_cancellable_new ();
  try_it (self);
}

void
flo_node_line_stop (FloNodeLine *self)
{
  g_return_if_fail (FLO_IS_NODE_LINE (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  self->hears = FALSE;
  if (self->cancellable == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

const char *
flo_node_line_get_instance (FloNodeLine *self)
{
  g_return_val_if_fail (FLO_IS_NODE_LINE (self), NULL);

  return self->instance;
}

const char *
flo_node_line_get_address (FloNodeLine *self)
{
  g_return_val_if_fail (FLO_IS_NODE_LINE (self), NULL);

  return self->address;
}

const char *
flo_node_line_get_host_key (FloNodeLine *self)
{
  g_return_val_if_fail (FLO_IS_NODE_LINE (self), NULL);

  return self->host_key;
}

gboolean
flo_node_line_hears (FloNodeLine *self)
{
  g_return_val_if_fail (FLO_IS_NODE_LINE (self), FALSE);

  return self->hears;
}

const FloAnswers *
flo_node_line_get_answers (FloNodeLine *self)
{
  g_return_val_if_fail (FLO_IS_NODE_LINE (self), NULL);

  return &self->answers;
}

void
flo_node_line_forgive (FloNodeLine *self)
{
  g_return_if_fail (FLO_IS_NODE_LINE (self));

  self->answers = (FloAnswers) { .answered_at = self->answers.answered_at, .answering_since = self->answers.answering_since };
}

FloLineTrouble
flo_node_line_get_trouble (FloNodeLine  *self,
                           const char  **text)
{
  g_return_val_if_fail (FLO_IS_NODE_LINE (self), FLO_LINE_FINE);

  if (text != NULL)
    *text = self->text;

  return self->trouble;
}
