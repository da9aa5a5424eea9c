/* flo-sim-exchange.c: one signed request and its answer, which may take its time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-exchange.h"

#include <sys/socket.h>

FloSimExchange *
flo_sim_exchange_new (SoupServerMessage *message)
{
  FloSimExchange *self = g_new0 (FloSimExchange, 1);

  self->message = g_object_ref (message);
  return self;
}

void
flo_sim_exchange_free (FloSimExchange *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  flo_sim_call_clear (&self->call);
  flo_sim_claim_clear (&self->claim);
  g_object_unref (self->message);
  g_free (self);
}

gboolean
flo_sim_exchange_is_alone (const FloSimExchange *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);
  char byte;

  return socket == NULL
         || recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}
