/* aws-error.h: one error domain for everything that can go wrong with AWS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AwsErrorCategory:
 *
 * The code of a #GError in %AWS_ERROR: what a person or the engine can do about it.
 * AWS's own code, message, request id and HTTP status are kept beside it, see aws_error_get_code().
 */
typedef enum
{
  AWS_ERROR_UNKNOWN,       /* AWS answered with a code we have no rule for */
  AWS_ERROR_CAPACITY,      /* no capacity here: try another pool */
  AWS_ERROR_PRICE,         /* the maximum price is too low */
  AWS_ERROR_QUOTA,         /* an account limit */
  AWS_ERROR_PERMISSION,    /* known, but not allowed */
  AWS_ERROR_CREDENTIALS,   /* no, wrong or expired credentials */
  AWS_ERROR_PARAMETER,     /* the request is wrong */
  AWS_ERROR_NOT_FOUND,     /* no such resource, or not yet */
  AWS_ERROR_CONFLICT,      /* exists already, is in use, or is in the wrong state */
  AWS_ERROR_THROTTLED,     /* too many requests */
  AWS_ERROR_TRANSIENT,     /* AWS or the network, worth repeating */
  AWS_ERROR_SKEW,          /* this machine's clock is wrong */
  AWS_ERROR_PROTOCOL,      /* the answer is not what AWS sends: truncated, too large, not XML */
  AWS_ERROR_DRY_RUN,       /* DryRun succeeded: the call would have been allowed */
} AwsErrorCategory;

#define AWS_ERROR (aws_error_quark ())
GQuark aws_error_quark (void);

/* All return NULL or 0 when @error is not of this domain or the detail is not known. Borrowed. */
const char *aws_error_get_code        (const GError *error);   /* "InsufficientInstanceCapacity" */
const char *aws_error_get_request_id  (const GError *error);
guint       aws_error_get_http_status (const GError *error);
/* Whether AWS may have carried the call out in spite of this refusal: the answer to an earlier attempt was lost. */
gboolean    aws_error_is_uncertain    (const GError *error);
/* For a person, in English (translate them where they are shown): what the error means, and what to do
 * now. Of every error of this domain there is something to say. Static; NULL for other domains. */
const char *aws_error_get_meaning     (const GError *error);
const char *aws_error_get_advice      (const GError *error);

/* AWS's refusals end with "Encoded authorization failure message: BLOB", which only AWS can read (DecodeAuthorizationMessage).
 * @message: of an error, with or without it. Returns: (transfer full): the rest, for people */
char       *aws_error_dup_sentence    (const char   *message);
/* Returns: (transfer full) (nullable): the blob alone; NULL: there is none */
char       *aws_error_dup_blob        (const char   *message);

/* Makes the error for an answer of AWS: the category comes from @code (a table),
 * then from @http_status. The message reads "Action: AWS's message (Code)". */
GError     *aws_error_new             (const char   *action,
                                       const char   *code,
                                       const char   *message,
                                       const char   *request_id,
                                       guint         http_status);
/* For whoever repeats calls. Of another domain's error nothing is changed. */
void        aws_error_set_uncertain   (GError       *error);

G_END_DECLS
