/* flo-sim-outgoing.c: an answer on its way out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-outgoing.h"

#include <string.h>
#include <sys/socket.h>

#include "simulator/flo-sim-clock.h"

FloSimOutgoing *
flo_sim_outgoing_new (SoupServerMessage *message,
                      gint64             now)
{
  FloSimOutgoing *outgoing = g_new0 (FloSimOutgoing, 1);

  outgoing->message = g_object_ref (message);
  outgoing->request_id = g_uuid_string_random ();
  outgoing->now = now;
  return outgoing;
}

void
flo_sim_outgoing_free (FloSimOutgoing *outgoing)
{
  g_object_unref (outgoing->message);
  g_free (outgoing->request_id);
  g_free (outgoing->location);
  g_free (outgoing->header_value);
  g_clear_pointer (&outgoing->headers, json_object_unref);
  g_string_free (outgoing->body, TRUE);
  g_free (outgoing);
}

/* Breaks the connection off so that the peer sees a reset, not an end. */
static void
reset_connection (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
  g_autoptr (GIOStream) stream = NULL;

  if (socket != NULL)
    setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  stream = soup_server_message_steal_connection (message);
  g_io_stream_close (stream, NULL, NULL);
}

/* The whole head, half of the body, and an end; of an answer without a body, half of the head. */
static void
send_truncated (const FloSimOutgoing *outgoing)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (outgoing->message);
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
      outgoing->status, soup_status_get_phrase (outgoing->status), outgoing->content_type,
      outgoing->body->len);
  GOutputStream *out = g_io_stream_get_output_stream (stream);

  if (g_output_stream_write_all (out, head, outgoing->body->len > 0 ? strlen (head) : strlen (head) / 2,
                                 NULL, NULL, NULL))
    g_output_stream_write_all (out, outgoing->body->str, outgoing->body->len / 2, NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static void
set_header (JsonObject *headers,
            const char *name,
            JsonNode   *value,
            gpointer    user_data)
{
  soup_message_headers_replace (user_data, name, json_node_get_string (value));
}

static void
send_answer (const FloSimOutgoing *outgoing)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (outgoing->message);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (outgoing->now / FLO_SIM_SECOND);
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (headers, "Date", date);
  soup_message_headers_replace (headers, "x-amzn-RequestId", outgoing->request_id);
  if (outgoing->error_type != NULL)
    soup_message_headers_replace (headers, "x-amzn-ErrorType", outgoing->error_type);
  if (outgoing->location != NULL)
    soup_message_headers_replace (headers, "Location", outgoing->location);
  if (outgoing->header != NULL)
    soup_message_headers_replace (headers, outgoing->header, outgoing->header_value);
  soup_server_message_set_status (outgoing->message, outgoing->status, NULL);
  soup_server_message_set_response (outgoing->message, outgoing->content_type, SOUP_MEMORY_COPY,
                                    outgoing->body->str, outgoing->body->len);
  /* libsoup closes the connection after an answer that has no body, and the peer had better know. */
  if (outgoing->status == SOUP_STATUS_NO_CONTENT || outgoing->status == SOUP_STATUS_NOT_MODIFIED)
    soup_message_headers_replace (headers, "Connection", "close");
  if (outgoing->headers != NULL)
    json_object_foreach_member (outgoing->headers, set_header, headers);
}

static void
finish (const FloSimOutgoing *outgoing)
{
  switch (outgoing->fault)
    {
    case FLO_SIM_FAULT_RESET_BEFORE:
    case FLO_SIM_FAULT_RESET_AFTER:
    case FLO_SIM_FAULT_HANG:
      reset_connection (outgoing->message);
      break;

    case FLO_SIM_FAULT_TRUNCATE:
      send_truncated (outgoing);
      break;

    case FLO_SIM_FAULT_MALFORMED:
      g_string_assign (outgoing->body, "<html><body>Bad gateway<hr>");
      send_answer (outgoing);
      break;

    case FLO_SIM_FAULT_NONE:
    case FLO_SIM_FAULT_THROTTLE:
    case FLO_SIM_FAULT_500:
    case FLO_SIM_FAULT_503:
    case FLO_SIM_FAULT_DENY:
    case FLO_SIM_FAULT_EXPIRED:
    case FLO_SIM_FAULT_SLOW:
    default:
      send_answer (outgoing);
      break;
    }
}

static gboolean
finish_later_cb (gpointer user_data)
{
  const FloSimOutgoing *outgoing = user_data;

  finish (outgoing);
  if (outgoing->fault == FLO_SIM_FAULT_SLOW)
    soup_server_message_unpause (outgoing->message);
  return G_SOURCE_REMOVE;
}

void
flo_sim_outgoing_send (FloSimOutgoing *outgoing,
                       double          seconds)
{
  g_autoptr (FloSimOutgoing) owned = outgoing;

  if (owned->fault == FLO_SIM_FAULT_SLOW || owned->fault == FLO_SIM_FAULT_HANG)
    {
      soup_server_message_pause (owned->message);
      g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) (seconds * 1000), finish_later_cb,
                          g_steal_pointer (&owned), (GDestroyNotify) flo_sim_outgoing_free);
      return;
    }
  finish (owned);
}
