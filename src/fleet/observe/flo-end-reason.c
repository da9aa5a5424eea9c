/* flo-end-reason.c: why an instance ended, in words
 *
 * EC2 API reference, StateReason.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-end-reason"

#include "flotilla-config.h"

#include "fleet/observe/flo-end-reason.h"

#define CALL "Client.UserInitiatedShutdown"
#define TAKEN "Server.SpotInstanceTermination"
#define TAKEN_TOO "Server.SpotInstanceShutdown"

static const struct
{
  const char *code;
  const char *meaning;
} reasons[] = {
  { TAKEN, "AWS needed the capacity, or its price rose above the maximum" },
  { TAKEN_TOO, "AWS needed the capacity, or its price rose above the maximum" },
  { "Server.InsufficientInstanceCapacity", "AWS had no capacity to start it" },
  { "Server.InternalError", "an error of AWS ended it while it started" },
  { "Server.ScheduledStop", "AWS retired its hardware, as was scheduled" },
  { CALL, "somebody ended it with a call to EC2" },
  { "Client.UserInitiatedHibernate", "somebody had it hibernate with a call to EC2" },
  { "Client.InstanceInitiatedShutdown", "it was shut down from inside" },
  { "Client.InstanceTerminated", "an image was made of it" },
  { "Client.InternalError", "it could not start; often its volume is encrypted with a key that EC2 may not use" },
  { "Client.InvalidSnapshot.NotFound", "the snapshot it was to start from does not exist" },
  { "Client.VolumeLimitExceeded", "the account may have no more volumes; ask AWS for a higher quota, or delete some" },
};


char *
flo_end_reason_describe (const char *code)
{
  if (code == NULL)
    return g_strdup ("AWS no longer names it");

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (g_str_equal (reasons[i].code, code))
        return g_strdup_printf ("%s (%s)", reasons[i].meaning, code);
    }

  return g_strdup (code);
}

gboolean
flo_end_reason_is_a_call (const char *code)
{
  return code == NULL || g_str_equal (code, CALL) || g_str_equal (code, "Client.UserInitiatedHibernate");
}

gboolean
flo_end_reason_is_reclaim (const char *code)
{
  return g_strcmp0 (code, TAKEN) == 0 || g_strcmp0 (code, TAKEN_TOO) == 0;
}
