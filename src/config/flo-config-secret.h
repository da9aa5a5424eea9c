/* flo-config-secret.h: notices secrets, which a config never holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FLO_CONFIG_SECRET_HINT \
  "revoke it if others may have seen it; keys live in an account (\"flotillactl account add\") and a config only names that"

/* What the text looks like: "an AWS access key", "a private key" …; NULL when it looks harmless. */
const char *flo_config_secret_in_value (const char *text);
/* Whether a key of that name would hold a secret: "secret_access_key", "dbPassword", … */
gboolean    flo_config_secret_in_key   (const char *key);

G_END_DECLS
