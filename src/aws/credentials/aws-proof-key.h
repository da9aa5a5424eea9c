/* aws-proof-key.h: what only the program that began a sign-in knows (PKCE)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* RFC 4648's alphabet for URLs, without padding. */
char *aws_base64url_encode       (gconstpointer  data,
                                  gsize          length);

/* @length bytes that nobody can guess. */
void  aws_random_bytes           (gpointer       buffer,
                                  gsize          length);

/* RFC 7636: a verifier of 256 random bits, (transfer full): flo_secret_free(), and its challenge for S256. */
char *aws_proof_key_new          (void);
char *aws_proof_key_dup_challenge (const char   *verifier);

G_END_DECLS
