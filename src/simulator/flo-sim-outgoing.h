/* flo-sim-outgoing.h: an answer on its way out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "simulator/flo-sim-fault.h"

G_BEGIN_DECLS

/* An answer on its way out, perhaps waiting or to be damaged. */
typedef struct
{
  SoupServerMessage *message; /* (owned) */
  FloSimFault        fault;
  guint              status;
  const char        *content_type;
  char              *request_id; /* (owned) */
  gint64             now;
  GString           *body;       /* (owned) */
  const char        *error_type; /* (nullable) */
  char              *location;   /* (owned) (nullable) */
  const char        *header;     /* (nullable) one more */
  char              *header_value; /* (owned) */
  JsonObject        *headers;      /* (owned) (nullable) and yet more, all strings */
} FloSimOutgoing;

FloSimOutgoing *flo_sim_outgoing_new  (SoupServerMessage *message,
                                       gint64             now);
void            flo_sim_outgoing_free (FloSimOutgoing    *outgoing);
/* Takes @outgoing. @seconds are those of the fault. */
void            flo_sim_outgoing_send (FloSimOutgoing    *outgoing,
                                       double             seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimOutgoing, flo_sim_outgoing_free)

G_END_DECLS
