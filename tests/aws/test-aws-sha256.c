/* test-aws-sha256.c: our hashes against GLib's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/aws-sha256.h"

#define MOST_BYTES 400

static void
fill (guint8 *bytes,
      gsize   length)
{
  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) g_test_rand_int ();
}

static void
assert_digest (const guint8 *digest,
               const char   *wanted)
{
  g_autoptr(GString) hex = g_string_new (NULL);

  for (int i = 0; i < AWS_SHA256_DIGEST; i++)
    g_string_append_printf (hex, "%02x", digest[i]);
  g_assert_cmpstr (hex->str, ==, wanted);
}

/* Every length around the edges of blocks, handed over in pieces of any size. */
static void
test_sha256 (void)
{
  guint8 bytes[MOST_BYTES] = { 0 };

  for (gsize length = 0; length <= MOST_BYTES; length++)
    {
      g_autofree char *wanted = NULL;
      guint8 digest[AWS_SHA256_DIGEST];
      AwsSha256 hash;

      fill (bytes, length);
      wanted = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, length);
      aws_sha256_init (&hash);
      for (gsize done = 0; done < length;)
        {
          gsize part = (gsize) g_test_rand_int_range (0, 150);

          part = MIN (part, length - done);
          aws_sha256_update (&hash, bytes + done, part);
          done += part;
        }
      aws_sha256_finish (&hash, digest);
      assert_digest (digest, wanted);
    }
}

static void
test_hmac (void)
{
  guint8 key[150] = { 0 };
  guint8 bytes[MOST_BYTES] = { 0 };

  for (gsize key_length = 0; key_length <= sizeof key; key_length++)
    {
      gsize length = (gsize) g_test_rand_int_range (0, MOST_BYTES);
      g_autofree char *wanted = NULL;
      guint8 digest[AWS_SHA256_DIGEST];
      AwsHmac keyed, used;

      fill (key, key_length);
      fill (bytes, length);
      wanted = g_compute_hmac_for_data (G_CHECKSUM_SHA256, key, key_length, bytes, length);
      aws_hmac_init (&keyed, key, key_length);
      for (int i = 0; i < 2; i++)
        {
          used = keyed;
          aws_hmac_update (&used, bytes, length);
          aws_hmac_finish (&used, digest);
          assert_digest (digest, wanted);
        }
    }
}

/* What runs on this processor and what runs on others has to agree. */
static void
test_native (void)
{
  AwsSha256Compress native = aws_sha256_find_native ();
  guint8 blocks[8 * AWS_SHA256_BLOCK];

  if (native == NULL)
    {
      g_test_skip ("this processor has no SHA instructions we know");
      return;
    }
  for (gsize n_blocks = 0; n_blocks <= 8; n_blocks++)
    {
      guint32 one[8], other[8];

      fill (blocks, sizeof blocks);
      fill ((guint8 *) one, sizeof one);
      memcpy (other, one, sizeof one);
      aws_sha256_compress_portable (one, blocks, n_blocks);
      native (other, blocks, n_blocks);
      g_assert_cmpmem (one, sizeof one, other, sizeof other);
    }
}

/* The portable way is the only one on such processors: it is tested on all. */
static void
test_portable (void)
{
  static const guint32 start[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  };
  guint8 block[AWS_SHA256_BLOCK] = { 'a', 'b', 'c', 0x80, [AWS_SHA256_BLOCK - 1] = 24 };
  g_autofree char *wanted = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "abc", 3);
  guint32 state[8];
  guint8 digest[AWS_SHA256_DIGEST];

  memcpy (state, start, sizeof state);
  aws_sha256_compress_portable (state, block, 1);
  for (int i = 0; i < AWS_SHA256_DIGEST; i++)
    digest[i] = (guint8) (state[i / 4] >> (24 - 8 * (i % 4)));
  assert_digest (digest, wanted);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sha256/sha256", test_sha256);
  g_test_add_func ("/sha256/hmac", test_hmac);
  g_test_add_func ("/sha256/native", test_native);
  g_test_add_func ("/sha256/portable", test_portable);
  return g_test_run ();
}
