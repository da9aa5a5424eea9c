/* flo-sim-accounts.c: who there is in the practice account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-accounts.h"

#include <string.h>

#include "simulator/flo-sim-clock.h"

#define ROLE_PREFIX  "arn:aws:iam::" FLO_SIM_ACCOUNT_ID ":role/"
#define MFA_KEY      "practice-cloud-mfa-s"
#define STEP_SECONDS 30
#define LONGEST      43200

static const FloSimRole roles[] = {
  { "practice", "AROAPRACTICE000000000", FALSE, TRUE, NULL, LONGEST },
  { "practice-mfa", "AROAPRACTICEMFA000000", TRUE, FALSE, NULL, LONGEST },
  { "practice-external", "AROAPRACTICEEXT000000", FALSE, FALSE, FLO_SIM_EXTERNAL_ID, LONGEST },
  { "practice-short", "AROAPRACTICESHORT0000", FALSE, FALSE, NULL, 3600 },
};

const FloSimRole *
flo_sim_role_find (const char *arn)
{
  if (!g_str_has_prefix (arn, ROLE_PREFIX))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].name, arn + strlen (ROLE_PREFIX)))
      return &roles[i];
  return NULL;
}

char *
flo_sim_role_session (const FloSimRole *role,
                      const char       *session)
{
  return g_strdup_printf ("arn:aws:sts::" FLO_SIM_ACCOUNT_ID ":assumed-role/%s/%s", role->name,
                          session);
}

/* RFC 6238 with SHA-1, six digits and steps of 30 seconds. */
static char *
code_of_step (guint64 step)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA1, (const guchar *) MFA_KEY, strlen (MFA_KEY));
  guint64 counter = GUINT64_TO_BE (step);
  guint8 digest[20];
  gsize length = sizeof digest;
  guint32 number = 0;
  guint at;

  g_hmac_update (hmac, (const guchar *) &counter, sizeof counter);
  g_hmac_get_digest (hmac, digest, &length);
  at = digest[19] & 15;
  for (guint i = 0; i < 4; i++)
    number = number << 8 | digest[at + i];
  return g_strdup_printf ("%06u", (number & 0x7fffffff) % 1000000);
}

char *
flo_sim_mfa_code (gint64 now)
{
  return code_of_step ((guint64) (now / FLO_SIM_SECOND / STEP_SECONDS));
}

gboolean
flo_sim_mfa_is_right (const char *code,
                      gint64      now)
{
  for (int i = -1; i <= 1; i++)
    {
      g_autofree char *right = flo_sim_mfa_code (now + i * STEP_SECONDS * FLO_SIM_SECOND);

      if (g_str_equal (code, right))
        return TRUE;
    }
  return FALSE;
}
