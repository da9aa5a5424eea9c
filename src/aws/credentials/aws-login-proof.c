/* aws-login-proof.c: proves that a sign-in of "aws login" is used where it was made (DPoP, RFC 9449)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-login"

#include "aws/credentials/aws-login-proof.h"

#include <nettle/bignum.h>
#include <nettle/dsa.h>
#include <nettle/ecc-curve.h>
#include <nettle/ecc.h>
#include <nettle/ecdsa.h>
#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-proof-key.h"
#include "base/flo-secret.h"

#define SCALAR_SIZE 32
#define MAX_PEM_LENGTH 4096

/* DER */
#define TAG_INTEGER 0x02
#define TAG_OCTETS 0x04
#define TAG_OBJECT_ID 0x06
#define TAG_SEQUENCE 0x30
#define TAG_PARAMETERS 0xa0

struct _AwsLoginKey
{
  struct ecc_scalar scalar;
  char *x;   /* (owned): base64url */
  char *y;   /* (owned): base64url */
};

/* What is left to read. */
typedef struct
{
  const guint8 *data;   /* (unowned) */
  gsize length;
} Der;

static const guint8 p256_id[] = { 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07 };
static const guint8 public_key_id[] = { 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01 };

/* Takes the next value, which has to be of @tag. */
static gboolean
der_take (Der    *der,
          guint8  tag,
          Der    *value)
{
  gsize header = 2, length;

  if (der->length < header || der->data[0] != tag)
    return FALSE;

  length = der->data[1];
  if (length == 0x81 && der->length > 2)
    {
      length = der->data[2];
      header = 3;
    }
  else if (length >= 0x80)
    return FALSE;
  if (der->length - header < length)
    return FALSE;

  *value = (Der) { der->data + header, length };
  der->data += header + length;
  der->length -= header + length;

  return TRUE;
}

static gboolean
der_is (const Der    *value,
        const guint8 *bytes,
        gsize         length)
{
  return value->length == length && memcmp (value->data, bytes, length) == 0;
}

static gboolean
der_take_version (Der    *der,
                  guint8  version)
{
  Der value;

  return der_take (der, TAG_INTEGER, &value) && der_is (&value, &version, 1);
}

/* RFC 5915 */
static gboolean
der_read_sec1 (Der  whole,
               Der *scalar)
{
  Der key, parameters, curve;

  if (!der_take (&whole, TAG_SEQUENCE, &key) || !der_take_version (&key, 1)
      || !der_take (&key, TAG_OCTETS, scalar) || scalar->length != SCALAR_SIZE)
    return FALSE;

  return !der_take (&key, TAG_PARAMETERS, &parameters)
         || (der_take (&parameters, TAG_OBJECT_ID, &curve)
             && der_is (&curve, p256_id, sizeof p256_id));
}

/* RFC 5208: the same in an envelope that names the curve */
static gboolean
der_read_pkcs8 (Der  whole,
                Der *scalar)
{
  Der key, algorithm, id, inside;

  return der_take (&whole, TAG_SEQUENCE, &key) && der_take_version (&key, 0)
         && der_take (&key, TAG_SEQUENCE, &algorithm) && der_take (&algorithm, TAG_OBJECT_ID, &id)
         && der_is (&id, public_key_id, sizeof public_key_id)
         && der_take (&algorithm, TAG_OBJECT_ID, &id) && der_is (&id, p256_id, sizeof p256_id)
         && der_take (&key, TAG_OCTETS, &inside) && der_read_sec1 (inside, scalar);
}

/* GMP wipes nothing. */
static void
wipe_integer (mpz_t integer)
{
  explicit_bzero (integer->_mp_d, (gsize) integer->_mp_alloc * sizeof *integer->_mp_d);
  mpz_clear (integer);
}

static void
wipe_scalar (struct ecc_scalar *scalar)
{
  explicit_bzero (scalar->p, (gsize) ecc_size (scalar->ecc) * sizeof *scalar->p);
  ecc_scalar_clear (scalar);
}

/* FALSE: not a private key of the curve */
static gboolean
aws_login_key_set (AwsLoginKey *self,
                   const Der   *bytes)
{
  mpz_t integer;
  gboolean is_good;

  mpz_init2 (integer, SCALAR_SIZE * 8 + 64);
  nettle_mpz_set_str_256_u (integer, bytes->length, bytes->data);
  is_good = ecc_scalar_set (&self->scalar, integer) != 0;
  wipe_integer (integer);

  return is_good;
}

static void
aws_login_key_derive_public (AwsLoginKey *self)
{
  struct ecc_point point;
  guint8 bytes[SCALAR_SIZE];
  mpz_t x, y;

  mpz_init (x);
  mpz_init (y);
  ecc_point_init (&point, nettle_get_secp_256r1 ());
  ecc_point_mul_g (&point, &self->scalar);
  ecc_point_get (&point, x, y);
  nettle_mpz_get_str_256 (sizeof bytes, bytes, x);
  self->x = aws_base64url_encode (bytes, sizeof bytes);
  nettle_mpz_get_str_256 (sizeof bytes, bytes, y);
  self->y = aws_base64url_encode (bytes, sizeof bytes);
  ecc_point_clear (&point);
  mpz_clear (x);
  mpz_clear (y);
}

/* What is between the lines of PEM. (transfer full) (nullable): flo-secret.h */
static guint8 *
decode_pem (const char *pem,
            const char *begin,
            const char *end,
            gsize      *length)
{
  const char *found = strstr (pem, begin);
  const char *start = found != NULL ? found + strlen (begin) : NULL;
  const char *stop = start != NULL ? strstr (start, end) : NULL;
  guint8 *bytes;
  guint save = 0;
  int state = 0;

  if (stop == NULL)
    return NULL;

  bytes = flo_secret_alloc ((gsize) (stop - start) / 4 * 3 + 6);
  *length = g_base64_decode_step (start, (gsize) (stop - start), bytes, &state, &save);

  return bytes;
}

/**
 * aws_login_key_parse:
 * @pem: a private key
 * @error: %AWS_ERROR_PROTOCOL
 *
 * Returns: (transfer full): the key, or %NULL with @error set
 */
AwsLoginKey *
aws_login_key_parse (const char  *pem,
                     GError     **error)
{
  AwsLoginKey *self;
  gsize length = 0;
  guint8 *bytes = NULL;
  gboolean is_sec1 = TRUE, is_good = FALSE;
  Der scalar;

  g_return_val_if_fail (pem != NULL, NULL);

  if (strnlen (pem, MAX_PEM_LENGTH) < MAX_PEM_LENGTH)
    bytes = decode_pem (pem, "-----BEGIN EC PRIVATE KEY-----", "-----END EC PRIVATE KEY-----",
                        &length);
  if (bytes == NULL && strnlen (pem, MAX_PEM_LENGTH) < MAX_PEM_LENGTH)
    {
      is_sec1 = FALSE;
      bytes = decode_pem (pem, "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", &length);
    }

  self = g_new0 (AwsLoginKey, 1);
  ecc_scalar_init (&self->scalar, nettle_get_secp_256r1 ());
  if (bytes != NULL)
    is_good = (is_sec1 ? der_read_sec1 ((Der) { bytes, length }, &scalar)
                       : der_read_pkcs8 ((Der) { bytes, length }, &scalar))
              && aws_login_key_set (self, &scalar);
  flo_secret_free (bytes);

  if (!is_good)
    {
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED,
                                               "dpopKey is not a private key on the curve P-256", NULL, 0));
      aws_login_key_free (self);
      return NULL;
    }

  aws_login_key_derive_public (self);

  return self;
}

void
aws_login_key_free (AwsLoginKey *self)
{
  wipe_scalar (&self->scalar);
  g_free (self->x);
  g_free (self->y);
  g_free (self);
}

static void
random_cb (void    *context,
           gsize    length,
           guint8  *bytes)
{
  aws_random_bytes (bytes, length);
}

/* ES256: r and s, 32 bytes each. (transfer full): base64url */
static char *
aws_login_key_sign (AwsLoginKey *self,
                    const char  *text)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32], bytes[2 * SCALAR_SIZE];
  gsize length = sizeof digest;
  struct dsa_signature signature;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);

  dsa_signature_init (&signature);
  ecdsa_sign (&self->scalar, NULL, random_cb, length, digest, &signature);
  nettle_mpz_get_str_256 (SCALAR_SIZE, bytes, signature.r);
  nettle_mpz_get_str_256 (SCALAR_SIZE, bytes + SCALAR_SIZE, signature.s);
  dsa_signature_clear (&signature);

  return aws_base64url_encode (bytes, sizeof bytes);
}

/**
 * aws_login_key_create_proof:
 * @self: a key
 * @method: "POST"
 * @uri: where the request goes, without "?" and "#"; of characters that need no escape in JSON
 * @now: Unix seconds
 * @id: unlike that of any other proof
 *
 * Returns: (transfer full): a JSON Web Token: the public half of the key, and what it has signed
 */
char *
aws_login_key_create_proof (AwsLoginKey *self,
                            const char  *method,
                            const char  *uri,
                            gint64       now,
                            const char  *id)
{
  g_autofree char *header = NULL;
  g_autofree char *claims = NULL;
  g_autofree char *encoded_header = NULL;
  g_autofree char *encoded_claims = NULL;
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (strpbrk (uri, "\"\\?#") == NULL, NULL);

  header = g_strdup_printf ("{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\","
                            "\"jwk\":{\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\",\"crv\":\"P-256\"}}", self->x, self->y);
  claims = g_strdup_printf ("{\"htm\":\"%s\",\"htu\":\"%s\",\"iat\":%" G_GINT64_FORMAT
                            ",\"jti\":\"%s\"}",
                            method, uri, now, id);
  encoded_header = aws_base64url_encode (header, strlen (header));
  encoded_claims = aws_base64url_encode (claims, strlen (claims));
  text = g_strconcat (encoded_header, ".", encoded_claims, NULL);
  signature = aws_login_key_sign (self, text);

  return g_strconcat (text, ".", signature, NULL);
}
