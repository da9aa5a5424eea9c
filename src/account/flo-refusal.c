/* flo-refusal.c: what AWS says when it refuses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "account/flo-refusal.h"

#include <string.h>

/* {"allowed": false, "explicitDeny": true, …}: whether a policy says no, or none says yes. One word of a
 * document of AWS's is all that is wanted; a parser would read the rest for nothing. */
FloPermissionState
flo_refusal_judge (const char *json)
{
  static const char name[] = "\"explicitDeny\"";
  const char *found = json != NULL ? strstr (json, name) : NULL;

  if (found == NULL)
    return FLO_PERMISSION_UNKNOWN;
  found += strlen (name);
  found += strspn (found, " \t\r\n:");
  return g_str_has_prefix (found, "true") ? FLO_PERMISSION_DENIED : FLO_PERMISSION_UNKNOWN;
}
