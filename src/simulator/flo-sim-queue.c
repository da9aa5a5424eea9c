/* flo-sim-queue.c: the messages of a queue
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-queue.h"

#include <string.h>

#include "simulator/flo-sim-accounts.h"
#include "simulator/flo-sim-json.h"

#define MOST_MESSAGES 120000

typedef struct
{
  char   *id;
  char   *body;
  char   *md5;
  char   *handle;     /* (nullable) of the last reception */
  gint64  sent_at;
  gint64  first_at;   /* of the first reception */
  gint64  visible_at;
  guint   receptions;
} Message;

struct _FloSimQueue
{
  GPtrArray  *messages; /* (element-type Message) (owned), oldest first */
  GHashTable *given;    /* set of all handles ever given (owned) */
};

static void
message_free (gpointer data)
{
  Message *message = data;

  g_free (message->id);
  g_free (message->body);
  g_free (message->md5);
  g_free (message->handle);
  g_free (message);
}

FloSimQueue *
flo_sim_queue_new (void)
{
  FloSimQueue *self = g_new0 (FloSimQueue, 1);

  self->messages = g_ptr_array_new_with_free_func (message_free);
  self->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
flo_sim_queue_free (FloSimQueue *self)
{
  g_ptr_array_unref (self->messages);
  g_hash_table_unref (self->given);
  g_free (self);
}

const char *
flo_sim_queue_send (FloSimQueue *self,
                    const char  *body,
                    gint64       visible_at,
                    gint64       now)
{
  Message *message = g_new0 (Message, 1);

  message->id = g_uuid_string_random ();
  message->body = g_strdup (body);
  message->md5 = g_compute_checksum_for_string (G_CHECKSUM_MD5, body, -1);
  message->sent_at = now;
  message->visible_at = visible_at;
  if (self->messages->len >= MOST_MESSAGES)
    g_ptr_array_remove_index (self->messages, 0);
  g_ptr_array_add (self->messages, message);
  return message->id;
}

void
flo_sim_queue_expire (FloSimQueue *self,
                      gint64       retention,
                      gint64       now)
{
  while (self->messages->len > 0
         && ((Message *) g_ptr_array_index (self->messages, 0))->sent_at + retention <= now)
    g_ptr_array_remove_index (self->messages, 0);
}

static JsonObject *
describe (const Message *message)
{
  g_autofree char *sent = g_strdup_printf ("%" G_GINT64_FORMAT, message->sent_at / 1000);
  g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, message->first_at / 1000);
  g_autofree char *count = g_strdup_printf ("%u", message->receptions);

  return flo_sim_json_new (
      "MessageId", message->id, "ReceiptHandle", message->handle, "MD5OfBody", message->md5, "Body",
      message->body, "{Attributes",
      flo_sim_json_new ("SenderId", FLO_SIM_USER_ID, "SentTimestamp", sent,
                        "ApproximateReceiveCount", count, "ApproximateFirstReceiveTimestamp", first,
                        NULL),
      NULL);
}

JsonArray *
flo_sim_queue_receive (FloSimQueue *self,
                       guint        most,
                       gint64       hidden_until,
                       gint64       now)
{
  JsonArray *found = json_array_new ();

  for (guint i = 0; i < self->messages->len && json_array_get_length (found) < most; i++)
    {
      Message *message = g_ptr_array_index (self->messages, i);

      if (message->visible_at > now)
        continue;
      message->receptions++;
      if (message->first_at == 0)
        message->first_at = now;
      g_free (message->handle);
      message->handle = g_uuid_string_random ();
      g_hash_table_add (self->given, g_strdup (message->handle));
      message->visible_at = hidden_until;
      json_array_add_object_element (found, describe (message));
    }
  return found;
}

gint64
flo_sim_queue_next_visible (FloSimQueue *self,
                            gint64       now)
{
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < self->messages->len; i++)
    {
      const Message *message = g_ptr_array_index (self->messages, i);

      next = MIN (next, MAX (message->visible_at, now));
    }
  return next;
}

static Message *
find (FloSimQueue *self,
      const char  *handle,
      guint       *index)
{
  for (guint i = 0; i < self->messages->len; i++)
    {
      Message *message = g_ptr_array_index (self->messages, i);

      if (g_strcmp0 (message->handle, handle) == 0)
        {
          *index = i;
          return message;
        }
    }
  return NULL;
}

/* A handle of an earlier reception is one of ours, but does nothing, as on AWS. */
gboolean
flo_sim_queue_delete (FloSimQueue *self,
                      const char  *handle)
{
  guint index;

  if (find (self, handle, &index) != NULL)
    g_ptr_array_remove_index (self->messages, index);
  return g_hash_table_contains (self->given, handle);
}

gboolean
flo_sim_queue_change_visibility (FloSimQueue *self,
                                 const char  *handle,
                                 gint64       hidden_until,
                                 gint64       now)
{
  guint index;
  Message *message = find (self, handle, &index);

  if (message == NULL || message->visible_at <= now)
    return FALSE;
  message->visible_at = hidden_until;
  return TRUE;
}

void
flo_sim_queue_purge (FloSimQueue *self)
{
  g_ptr_array_set_size (self->messages, 0);
}

void
flo_sim_queue_count (FloSimQueue *self,
                     gint64       now,
                     gint64      *visible,
                     gint64      *in_flight,
                     gint64      *delayed)
{
  *visible = *in_flight = *delayed = 0;
  for (guint i = 0; i < self->messages->len; i++)
    {
      const Message *message = g_ptr_array_index (self->messages, i);

      if (message->visible_at <= now)
        (*visible)++;
      else if (message->receptions > 0)
        (*in_flight)++;
      else
        (*delayed)++;
    }
}
