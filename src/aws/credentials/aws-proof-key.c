/* aws-proof-key.c: what only the program that began a sign-in knows (PKCE)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sso"

#include "aws/credentials/aws-proof-key.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "base/flo-secret.h"

#define VERIFIER_BYTES 32

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* @text: room for 4 characters for every 3 bytes, and a zero */
static void
encode (const guint8 *data,
        gsize         length,
        char         *text)
{
  for (gsize i = 0; i < length; i += 3)
    {
      gsize n = MIN (length - i, 3);
      guint32 bits = (guint32) data[i] << 16;

      if (n > 1)
        bits |= (guint32) data[i + 1] << 8;
      if (n > 2)
        bits |= data[i + 2];
      for (gsize j = 0; j <= n; j++)
        *text++ = alphabet[bits >> (18 - 6 * j) & 0x3f];
    }
  *text = '\0';
}

char *
aws_base64url_encode (gconstpointer data,
                      gsize         length)
{
  char *text = g_malloc ((length + 2) / 3 * 4 + 1);

  encode (data, length, text);

  return text;
}

void
aws_random_bytes (gpointer buffer,
                  gsize    length)
{
  guint8 *bytes = buffer;

  while (length > 0)
    {
      gssize n = getrandom (bytes, length, 0);

      if (n < 0 && errno != EINTR)
        g_error ("no random bytes: %s", g_strerror (errno));
      if (n > 0)
        {
          bytes += n;
          length -= (gsize) n;
        }
    }
}

char *
aws_proof_key_new (void)
{
  guint8 bytes[VERIFIER_BYTES];
  char *verifier = flo_secret_alloc ((VERIFIER_BYTES + 2) / 3 * 4 + 1);

  aws_random_bytes (bytes, sizeof bytes);
  encode (bytes, sizeof bytes, verifier);
  explicit_bzero (bytes, sizeof bytes);

  return verifier;
}

char *
aws_proof_key_dup_challenge (const char *verifier)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);

  return aws_base64url_encode (digest, length);
}
