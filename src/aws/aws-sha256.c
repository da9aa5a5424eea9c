/* aws-sha256.c: SHA-256 (FIPS 180-4) and HMAC (FIPS 198-1)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-sha256"

#include "aws/aws-sha256.h"

#include <string.h>

#if defined (__x86_64__) && defined (__GNUC__)
#define HAVE_X86 1
#include <cpuid.h>
#include <immintrin.h>
#endif

static const guint32 round_constants[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static const guint32 initial_state[8] = {
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

/* ---- portable ---- */

static inline guint32
rotate (guint32 word,
        int     bits)
{
  return word >> bits | word << (32 - bits);
}

static guint32
read_word (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static void
write_word (guint8  *bytes,
            guint32  word)
{
  for (int i = 0; i < 4; i++)
    bytes[i] = word >> (24 - 8 * i);
}

static void
expand (guint32       schedule[64],
        const guint8 *block)
{
  for (int i = 0; i < 16; i++)
    schedule[i] = read_word (block + 4 * i);
  for (int i = 16; i < 64; i++)
    {
      guint32 early = schedule[i - 15], late = schedule[i - 2];

      schedule[i] = schedule[i - 16] + (rotate (early, 7) ^ rotate (early, 18) ^ early >> 3)
                    + schedule[i - 7] + (rotate (late, 17) ^ rotate (late, 19) ^ late >> 10);
    }
}

void
aws_sha256_compress_portable (guint32       state[8],
                              const guint8 *blocks,
                              gsize         n_blocks)
{
  guint32 schedule[64];

  for (; n_blocks > 0; n_blocks--, blocks += AWS_SHA256_BLOCK)
    {
      guint32 a = state[0], b = state[1], c = state[2], d = state[3];
      guint32 e = state[4], f = state[5], g = state[6], h = state[7];

      expand (schedule, blocks);
      for (int i = 0; i < 64; i++)
        {
          guint32 x = h + (rotate (e, 6) ^ rotate (e, 11) ^ rotate (e, 25)) + ((e & f) ^ (~e & g))
                      + round_constants[i] + schedule[i];
          guint32 y = (rotate (a, 2) ^ rotate (a, 13) ^ rotate (a, 22)) + ((a & b) ^ (a & c) ^ (b & c));

          h = g;
          g = f;
          f = e;
          e = d + x;
          d = c;
          c = b;
          b = a;
          a = x + y;
        }
      state[0] += a;
      state[1] += b;
      state[2] += c;
      state[3] += d;
      state[4] += e;
      state[5] += f;
      state[6] += g;
      state[7] += h;
    }
  explicit_bzero (schedule, sizeof schedule);
}

/* ---- x86 with SHA extensions ---- */

#ifdef HAVE_X86
/* The instructions keep the state as the words A B E F and C D G H, and do two rounds at once. Of the
 * schedule only the last sixteen words are needed at any time, four in a register. */
__attribute__ ((target ("sha,sse4.1,ssse3")))
static void
compress_x86 (guint32       state[8],
              const guint8 *blocks,
              gsize         n_blocks)
{
  const __m128i big_endian = _mm_set_epi64x (0x0c0d0e0f08090a0bll, 0x0405060700010203ll);
  __m128i dcba = _mm_loadu_si128 ((const __m128i *) (gconstpointer) state);
  __m128i hgfe = _mm_loadu_si128 ((const __m128i *) (gconstpointer) (state + 4));
  __m128i cdab = _mm_shuffle_epi32 (dcba, 0xb1);
  __m128i efgh = _mm_shuffle_epi32 (hgfe, 0x1b);
  __m128i abef = _mm_alignr_epi8 (cdab, efgh, 8);
  __m128i cdgh = _mm_blend_epi16 (efgh, cdab, 0xf0);

  for (; n_blocks > 0; n_blocks--, blocks += AWS_SHA256_BLOCK)
    {
      const __m128i abef_before = abef, cdgh_before = cdgh;
      __m128i words[4];

#pragma GCC unroll 4
      for (int i = 0; i < 4; i++)
        words[i] = _mm_shuffle_epi8 (
          _mm_loadu_si128 ((const __m128i *) (gconstpointer) (blocks + 16 * i)), big_endian);

#pragma GCC unroll 16
      for (int i = 0; i < 16; i++)
        {
          __m128i *now = &words[i % 4];
          const __m128i constants =
            _mm_loadu_si128 ((const __m128i *) (gconstpointer) (round_constants + 4 * i));
          __m128i sum = _mm_add_epi32 (*now, constants);

          cdgh = _mm_sha256rnds2_epu32 (cdgh, abef, sum);
          sum = _mm_shuffle_epi32 (sum, 0x0e);
          abef = _mm_sha256rnds2_epu32 (abef, cdgh, sum);
          if (i < 12)
            {
              const __m128i last = words[(i + 3) % 4];
              const __m128i seven_ago = _mm_alignr_epi8 (last, words[(i + 2) % 4], 4);

              *now = _mm_sha256msg1_epu32 (*now, words[(i + 1) % 4]);
              *now = _mm_sha256msg2_epu32 (_mm_add_epi32 (*now, seven_ago), last);
            }
        }
      abef = _mm_add_epi32 (abef, abef_before);
      cdgh = _mm_add_epi32 (cdgh, cdgh_before);
    }

  const __m128i feba = _mm_shuffle_epi32 (abef, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32 (cdgh, 0xb1);

  _mm_storeu_si128 ((__m128i *) (gpointer) state, _mm_blend_epi16 (feba, dchg, 0xf0));
  _mm_storeu_si128 ((__m128i *) (gpointer) (state + 4), _mm_alignr_epi8 (dchg, feba, 8));
}

static gboolean
has_sha_instructions (void)
{
  unsigned int a, b, c, d;

  if (!__get_cpuid (1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1))
    return FALSE;
  return __get_cpuid_count (7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}
#endif

AwsSha256Compress
aws_sha256_find_native (void)
{
#ifdef HAVE_X86
  if (has_sha_instructions ())
    return compress_x86;
#endif
  return NULL;
}

/* The processor does not change: asked once. */
static AwsSha256Compress
choose_compress (void)
{
  static gsize chosen;

  if (g_once_init_enter (&chosen))
    {
      AwsSha256Compress native = aws_sha256_find_native ();

      g_once_init_leave (&chosen, (gsize) (native != NULL ? native : aws_sha256_compress_portable));
    }
  return (AwsSha256Compress) chosen;
}

/* ---- SHA-256 ---- */

void
aws_sha256_init (AwsSha256 *self)
{
  memcpy (self->state, initial_state, sizeof self->state);
  self->length = 0;
}

void
aws_sha256_update (AwsSha256     *self,
                   gconstpointer  data,
                   gsize          length)
{
  AwsSha256Compress compress = choose_compress ();
  const guint8 *bytes = data;
  gsize used = self->length % AWS_SHA256_BLOCK;
  gsize n_blocks;

  if (length == 0)
    return;
  self->length += length;
  if (used > 0)
    {
      gsize room = MIN (length, AWS_SHA256_BLOCK - used);

      memcpy (self->block + used, bytes, room);
      if (used + room < AWS_SHA256_BLOCK)
        return;
      compress (self->state, self->block, 1);
      bytes += room;
      length -= room;
    }
  n_blocks = length / AWS_SHA256_BLOCK;
  compress (self->state, bytes, n_blocks);
  memcpy (self->block, bytes + n_blocks * AWS_SHA256_BLOCK, length % AWS_SHA256_BLOCK);
}

void
aws_sha256_finish (AwsSha256 *self,
                   guint8     digest[AWS_SHA256_DIGEST])
{
  guint8 end[2 * AWS_SHA256_BLOCK] = { 0 };
  gsize used = self->length % AWS_SHA256_BLOCK;
  gsize n_blocks = used + 1 + 8 <= AWS_SHA256_BLOCK ? 1 : 2;
  guint64 bits = self->length * 8;

  memcpy (end, self->block, used);
  end[used] = 0x80;
  write_word (end + n_blocks * AWS_SHA256_BLOCK - 8, bits >> 32);
  write_word (end + n_blocks * AWS_SHA256_BLOCK - 4, (guint32) bits);
  choose_compress () (self->state, end, n_blocks);
  for (int i = 0; i < 8; i++)
    write_word (digest + 4 * i, self->state[i]);
}

/* ---- HMAC ---- */

static void
start_padded (AwsSha256    *self,
              const guint8  key[AWS_SHA256_BLOCK],
              guint8        padding)
{
  guint8 block[AWS_SHA256_BLOCK];

  for (int i = 0; i < AWS_SHA256_BLOCK; i++)
    block[i] = key[i] ^ padding;
  aws_sha256_init (self);
  aws_sha256_update (self, block, sizeof block);
  explicit_bzero (block, sizeof block);
}

void
aws_hmac_init (AwsHmac       *self,
               gconstpointer  key,
               gsize          length)
{
  guint8 block[AWS_SHA256_BLOCK] = { 0 };

  if (length > AWS_SHA256_BLOCK)
    {
      aws_sha256_init (&self->inner);
      aws_sha256_update (&self->inner, key, length);
      aws_sha256_finish (&self->inner, block);
    }
  else if (length > 0)
    memcpy (block, key, length);
  start_padded (&self->inner, block, 0x36);
  start_padded (&self->outer, block, 0x5c);
  explicit_bzero (block, sizeof block);
}

void
aws_hmac_update (AwsHmac       *self,
                 gconstpointer  data,
                 gsize          length)
{
  aws_sha256_update (&self->inner, data, length);
}

void
aws_hmac_finish (AwsHmac *self,
                 guint8   digest[AWS_SHA256_DIGEST])
{
  aws_sha256_finish (&self->inner, digest);
  aws_sha256_update (&self->outer, digest, AWS_SHA256_DIGEST);
  aws_sha256_finish (&self->outer, digest);
}
