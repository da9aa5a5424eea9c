/* aws-sha256.h: SHA-256 and its HMAC, with the processor's instructions where it has them
 *
 * Signing is nearly all hashing. GChecksum computes what this computes, several times slower, because it
 * knows no such instructions; the tests hold the two against each other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AWS_SHA256_DIGEST 32
#define AWS_SHA256_BLOCK 64

/* A hash under way. A plain value: copying it forks the computation. */
typedef struct
{
  guint32 state[8];
  guint64 length;                     /* bytes so far */
  guint8 block[AWS_SHA256_BLOCK];     /* the length % AWS_SHA256_BLOCK that do not fill one yet */
} AwsSha256;

/* A keyed hash under way; copying it spares keying anew. Wipe it when done: it is as good as the key. */
typedef struct
{
  AwsSha256 inner;
  AwsSha256 outer;
} AwsHmac;

void  aws_sha256_init    (AwsSha256     *self);
void  aws_sha256_update  (AwsSha256     *self,
                          gconstpointer  data,
                          gsize          length);
void  aws_sha256_finish  (AwsSha256     *self,
                          guint8         digest[AWS_SHA256_DIGEST]);

void  aws_hmac_init      (AwsHmac       *self,
                          gconstpointer  key,
                          gsize          length);
void  aws_hmac_update    (AwsHmac       *self,
                          gconstpointer  data,
                          gsize          length);
void  aws_hmac_finish    (AwsHmac       *self,
                          guint8         digest[AWS_SHA256_DIGEST]);

/* Works @n_blocks into @state. One is always there; the other is NULL on processors without it. */
typedef void (*AwsSha256Compress) (guint32       state[8],
                                   const guint8 *blocks,
                                   gsize         n_blocks);

void               aws_sha256_compress_portable (guint32       state[8],
                                                 const guint8 *blocks,
                                                 gsize         n_blocks);
AwsSha256Compress  aws_sha256_find_native       (void);

G_END_DECLS
