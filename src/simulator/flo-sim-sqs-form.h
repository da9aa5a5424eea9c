/* flo-sim-sqs-form.h: SQS's older form, of Query parameters and XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

/* Older clients speak the Query protocol to SQS. Inside there is only JSON; these translate. */

/* The members that the parameters mean. (transfer full) */
JsonObject *flo_sim_sqs_form_read   (FloSimForm *form);
/* The elements of a result. (transfer full) */
JsonObject *flo_sim_sqs_form_write  (const char *action,
                                     JsonObject *result);

G_END_DECLS
