/* flo-node-feed.c: hears from the nodes themselves what is announced to them, over SSH
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-node-feed"

#include "flotilla-config.h"

#include "fleet/observe/flo-node-feed.h"
#include "store/flo-host-keys.h"

#define START_SECONDS_LOCAL 15

struct _FloNodeFeed
{
  GObject parent_instance;

  FloStore *store;           /* (owned) */
  char *fleet_id;            /* (owned) */
  char *user;                /* (owned) */
  char *key_path;            /* (owned) (nullable) */
  FloNodeLogin login;        /* its strings are those above */

  GHashTable *lines;         /* (owned): instance → FloNodeLine */
  GHashTable *keys;          /* (owned) (nullable): instance → host key; NULL: not read yet */
  GCancellable *cancellable; /* (owned): of reading them */
  FloObservation *waiting;   /* (owned) (nullable): until the keys are read */
  guint nodes;               /* that run */
  guint without_address;
  guint elsewhere;           /* whose address is not of this computer, where the cloud is */
  gboolean all_silent;
  guint told;                /* bits of FloLineTrouble */
};

enum
{
  RECEIVED,
  CHANGED,
  TROUBLE,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (FloNodeFeed, flo_node_feed, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];


static void
flo_node_feed_dispose (GObject *object)
{
  flo_node_feed_stop (FLO_NODE_FEED (object));

  G_OBJECT_CLASS (flo_node_feed_parent_class)->dispose (object);
}

static void
flo_node_feed_finalize (GObject *object)
{
  FloNodeFeed *self = FLO_NODE_FEED (object);

  g_clear_object (&self->store);
  g_free (self->fleet_id);
  g_free (self->user);
  g_free (self->key_path);
  g_clear_pointer (&self->lines, g_hash_table_unref);
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (flo_node_feed_parent_class)->finalize (object);
}

static void
flo_node_feed_class_init (FloNodeFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_node_feed_dispose;
  object_class->finalize = flo_node_feed_finalize;

  signals[RECEIVED] = g_signal_new ("received", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[TROUBLE] = g_signal_new ("trouble", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
flo_node_feed_init (FloNodeFeed *self)
{
  self->cancellable = g_cancellable_new ();
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

FloNodeFeed *
flo_node_feed_new (FloStore           *store,
                   const char         *fleet_id,
                   const FloNodeLogin *login)
{
  FloNodeFeed *self;

  g_return_val_if_fail (FLO_IS_STORE (store), NULL);
  g_return_val_if_fail (fleet_id != NULL, NULL);
  g_return_val_if_fail (login != NULL && login->user != NULL, NULL);

  self = g_object_new (FLO_TYPE_NODE_FEED, NULL);
  self->store = g_object_ref (store);
  self->fleet_id = g_strdup (fleet_id);
  self->user = g_strdup (login->user);
  self->key_path = g_strdup (login->key_path);
  self->login = *login;
  self->login.user = self->user;
  self->login.key_path = self->key_path;

  return self;
}

/* ---- host keys ---- */

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!flo_host_keys_write_finish (FLO_STORE (object), result, &error))
    g_message ("%s", error->message);
}

/* @key: (nullable): it has ended */
static void
keep_key (FloNodeFeed *self,
          const char  *instance,
          const char  *key)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (g_strcmp0 (g_hash_table_lookup (self->keys, instance), key) == 0)
    return;

  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_host_key_row_free);
  g_ptr_array_add (rows, flo_host_key_row_new (instance, key));
  if (key != NULL)
    g_hash_table_replace (self->keys, g_strdup (instance), g_strdup (key));
  else
    g_hash_table_remove (self->keys, instance);
  flo_host_keys_write_async (self->store, self->fleet_id, g_steal_pointer (&rows), NULL, written_cb, NULL);
}

/* ---- lines ---- */

static void
event_cb (FloNodeLine   *line,
          FloCloudEvent *event,
          FloNodeFeed   *self)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  g_ptr_array_add (events, event);
  g_signal_emit (self, signals[RECEIVED], 0, events);
}

static void
changed_cb (FloNodeLine *line,
            gboolean     urgent,
            FloNodeFeed *self)
{
  const char *text;
  FloLineTrouble trouble = flo_node_line_get_trouble (line, &text);

  if (flo_node_line_get_host_key (line) != NULL && !g_hash_table_contains (self->keys, flo_node_line_get_instance (line)))
    keep_key (self, flo_node_line_get_instance (line), flo_node_line_get_host_key (line));

  if (trouble > FLO_LINE_SILENT && (self->told & 1u << trouble) == 0)
    {
      self->told |= 1u << trouble;
      g_signal_emit (self, signals[TROUBLE], 0, flo_node_line_get_instance (line), text);
    }
  g_signal_emit (self, signals[CHANGED], 0, urgent);
}

static gboolean
is_of_this_computer (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static void
drop_line (FloNodeFeed *self,
           FloNodeLine *line)
{
  g_signal_handlers_disconnect_by_data (line, self);
  flo_node_line_stop (line);
}

static void
ensure_line (FloNodeFeed           *self,
             const FloSeenInstance *instance)
{
  FloNodeLine *line = g_hash_table_lookup (self->lines, instance->id);

  /* Stopped and started again, it has another one. */
  if (line != NULL && g_strcmp0 (flo_node_line_get_address (line), instance->public_address) == 0)
    return;
  if (line != NULL)
    {
      drop_line (self, line);
      g_hash_table_remove (self->lines, instance->id);
    }
  if (g_hash_table_size (self->lines) >= FLO_CONFIG_MOST_LISTENED)
    return;

  line = flo_node_line_new (instance->id, instance->public_address, &self->login,
                            g_hash_table_lookup (self->keys, instance->id));
  g_hash_table_insert (self->lines, g_strdup (instance->id), line);
  g_signal_connect (line, "event", G_CALLBACK (event_cb), self);
  g_signal_connect (line, "changed", G_CALLBACK (changed_cb), self);
  flo_node_line_start (line);
}

static gboolean
is_on (FloObservation *observation,
       const char     *id)
{
  const FloSeenInstance *instance = flo_observation_find_instance (observation, id);

  return instance != NULL && instance->state == FLO_SEEN_RUNNING && instance->public_address != NULL;
}

static void
end_lines (FloNodeFeed    *self,
           FloObservation *observation)
{
  g_autoptr (GPtrArray) ended = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (is_on (observation, key))
        continue;
      drop_line (self, value);
      g_hash_table_iter_remove (&iter);
    }

  /* What is stopped keeps its key. */
  g_hash_table_iter_init (&iter, self->keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const FloSeenInstance *instance = flo_observation_find_instance (observation, key);

      if (instance == NULL || instance->state >= FLO_SEEN_STOPPING)
        g_ptr_array_add (ended, g_strdup (key));
    }
  for (guint i = 0; i < ended->len; i++)
    keep_key (self, g_ptr_array_index (ended, i), NULL);
}

static void
follow (FloNodeFeed    *self,
        FloObservation *observation)
{
  end_lines (self, observation);
  self->nodes = self->without_address = self->elsewhere = 0;
  for (guint i = 0; i < observation->instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (observation->instances, i);

      if (instance->state != FLO_SEEN_RUNNING)
        continue;
      self->nodes++;
      if (instance->public_address == NULL)
        self->without_address++;
      else if (self->login.local && !is_of_this_computer (instance->public_address))
        self->elsewhere++;
      else
        ensure_line (self, instance);
    }
}

static void
keys_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FloNodeFeed) self = user_data;
  g_autoptr (FloObservation) observation = g_steal_pointer (&self->waiting);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  rows = flo_host_keys_list_finish (FLO_STORE (object), result, &error);
  /* Without them nobody would be known: it is tried again with the next look. */
  if (rows == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("%s", error->message);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const FloHostKeyRow *row = g_ptr_array_index (rows, i);

      g_hash_table_replace (self->keys, g_strdup (row->instance), g_strdup (row->key));
    }
  follow (self, observation);
  g_signal_emit (self, signals[CHANGED], 0, FALSE);
}

void
flo_node_feed_follow (FloNodeFeed    *self,
                      FloObservation *observation)
{
  g_return_if_fail (FLO_IS_NODE_FEED (self));
  g_return_if_fail (observation != NULL);

  if (self->keys != NULL)
    {
      follow (self, observation);
      return;
    }
  if (self->waiting == NULL)
    flo_host_keys_list_async (self->store, self->fleet_id, self->cancellable, keys_read_cb, g_object_ref (self));

  g_clear_pointer (&self->waiting, flo_observation_unref);
  self->waiting = flo_observation_ref (observation);
}

void
flo_node_feed_stop (FloNodeFeed *self)
{
  GHashTableIter iter;
  gpointer line;

  g_return_if_fail (FLO_IS_NODE_FEED (self));

  g_cancellable_cancel (self->cancellable);
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    drop_line (self, line);
  g_hash_table_remove_all (self->lines);
}

/* ---- who answers ---- */

/* Whether it is believed that the node does not answer, though it could by now. */
static gboolean
is_silent (FloNodeFeed           *self,
           const FloAnswers      *answers,
           const FloSeenInstance *instance,
           gint64                 now)
{
  gint64 start = self->login.local ? START_SECONDS_LOCAL : FLO_NODE_FEED_START_SECONDS;

  return answers->silent_since != 0 &&
         (answers->answered_at != 0 || (instance->passed_at != 0 && now - instance->passed_at >= start));
}

/* Somebody answers again after nobody did: those that still do not have to be found silent anew. */
static void
forgive_all (FloNodeFeed    *self,
             FloObservation *observation)
{
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    flo_node_line_forgive (line);
  for (guint i = 0; i < observation->instances->len; i++)
    ((FloSeenInstance *) g_ptr_array_index (observation->instances, i))->silent_since = 0;
}

/* Whoever is found silent a little sooner than the others is not for that reason the only one: it takes one that answers. */
void
flo_node_feed_apply (FloNodeFeed    *self,
                     FloObservation *observation)
{
  gint64 now;
  guint silent = 0, failing = 0, answering = 0;
  GHashTableIter iter;
  gpointer id, line;

  g_return_if_fail (FLO_IS_NODE_FEED (self));
  g_return_if_fail (observation != NULL);

  now = observation->time / G_USEC_PER_SEC;
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &id, &line))
    {
      const FloAnswers *answers = flo_node_line_get_answers (line);
      FloSeenInstance *instance = (FloSeenInstance *) flo_observation_find_instance (observation, id);

      if (instance == NULL || instance->state != FLO_SEEN_RUNNING)
        continue;
      instance->silent_since = is_silent (self, answers, instance, now) ? answers->silent_since : 0;
      silent += instance->silent_since != 0;
      answering += answers->silent_since == 0 && answers->failing_since == 0 && answers->answered_at != 0;
      failing += answers->silent_since == 0 && answers->failing_since != 0 && answers->answered_at != 0;
    }

  if (self->all_silent && answering > 0)
    forgive_all (self, observation);
  self->all_silent = silent > 0 && failing == 0 && answering == 0;
  for (guint i = 0; answering == 0 && i < observation->instances->len; i++)
    ((FloSeenInstance *) g_ptr_array_index (observation->instances, i))->silent_since = 0;
}

/* ---- words ---- */

guint
flo_node_feed_count (FloNodeFeed *self,
                     guint       *nodes)
{
  guint heard = 0;
  GHashTableIter iter;
  gpointer line;

  g_return_val_if_fail (FLO_IS_NODE_FEED (self), 0);

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    heard += flo_node_line_hears (line);
  if (nodes != NULL)
    *nodes = self->nodes;

  return heard;
}

char *
flo_node_feed_dup_trouble (FloNodeFeed *self)
{
  g_return_val_if_fail (FLO_IS_NODE_FEED (self), NULL);

  if (self->elsewhere > 0)
    return g_strdup ("nodes of the practice cloud have no SSH");
  if (self->without_address > 0)
    return g_strdup_printf ("%u of %u nodes %s no public address to be reached at; monitoring.events \"queue\" needs none",
                            self->without_address, self->nodes, self->without_address == 1 ? "has" : "have");
  if (self->all_silent)
    return g_strdup_printf ("no node answers on SSH, port %u, so that it is this computer's network or the security group that "
                            "is in the way, and not the nodes: nothing is done to them. network.sources has to have the "
                            "address that this computer has to others", self->login.port);
  if (self->nodes > FLO_CONFIG_MOST_LISTENED)
    return g_strdup_printf ("%u nodes run, and %u at most are listened to over SSH; with so many write monitoring.events "
                            "\"queue\"", self->nodes, FLO_CONFIG_MOST_LISTENED);

  return NULL;
}

char *
flo_node_feed_dup_reason (FloNodeFeed *self)
{
  char *trouble = flo_node_feed_dup_trouble (self);
  const char *first = NULL;
  const char *why = NULL;
  GHashTableIter iter;
  gpointer id, line;

  if (trouble != NULL)
    return trouble;

  /* The same one each time: the first by its id. */
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &id, &line))
    {
      const char *text;

      if (flo_node_line_get_trouble (line, &text) == FLO_LINE_FINE || (first != NULL && g_strcmp0 (id, first) > 0))
        continue;
      first = id;
      why = text;
    }

  return first != NULL ? g_strdup_printf ("%s: %s", first, why) : NULL;
}
