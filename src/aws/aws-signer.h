/* aws-signer.h: AWS Signature Version 4
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-credentials.h"

G_BEGIN_DECLS

/* Bytes of a hash in hexadecimal digits, and its end. */
#define AWS_HASH_SIZE 65

typedef struct
{
  const char *name;    /* in any case */
  const char *value;
} AwsHeader;

/* What is signed. @headers has to hold host, x-amz-date and, with temporary credentials,
 * x-amz-security-token; headers that a proxy may change are left out of the signature. */
typedef struct
{
  const char *method;
  const char *path;             /* (nullable): as it is sent; signed with its "." and ".." resolved and encoded
                                 * (a second time, if it is encoded) */
  gboolean path_as_is;          /* S3: signed as it is sent */
  const char *query;            /* (nullable): encoded, "a=1&b=2" */
  const AwsHeader *headers;
  guint n_headers;
  const char *body;             /* (nullable) */
  gsize body_length;
  const char *body_hash;        /* (nullable): of aws_signer_hash(), if it is known already */
} AwsSignerRequest;

typedef struct
{
  AwsCredentials *credentials;
  const char *region;
  const char *service;
  const char *amz_date;         /* "20150830T123600Z" */
} AwsSignerScope;

/* Keeps the keys that it derived, which are good for a day each; belongs to one thread. */
typedef struct _AwsSigner AwsSigner;

AwsSigner *aws_signer_new               (void);
void       aws_signer_free              (AwsSigner              *self);

/* The value of the Authorization header. Depends on its arguments alone. */
char      *aws_signer_sign              (AwsSigner              *self,
                                         const AwsSignerScope   *scope,
                                         const AwsSignerRequest *request);
/* SHA-256. @data: (nullable) */
void       aws_signer_hash              (const char             *data,
                                         gsize                   length,
                                         char                    hash[AWS_HASH_SIZE]);
/* The text whose hash is signed, for whoever has to find out why AWS computes another one. */
char      *aws_signer_canonical_request (const AwsSignerRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsSigner, aws_signer_free)

G_END_DECLS
