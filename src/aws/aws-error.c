/* aws-error.c: one error domain for everything that can go wrong with AWS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-error"

#include "aws/aws-error.h"

#include <string.h>

#include "aws/aws-error-codes.h"

/* A hostile answer must not fill the screen or the log. */
#define MAX_CODE_LENGTH 128
#define MAX_MESSAGE_LENGTH 4096

typedef struct
{
  char *code;         /* (owned) (nullable) */
  char *request_id;   /* (owned) (nullable) */
  guint http_status;  /* 0 = no answer */
  gboolean uncertain; /* an earlier attempt may have been carried out */
} AwsErrorPrivate;

static void
aws_error_private_init (AwsErrorPrivate *priv)
{
  memset (priv, 0, sizeof *priv);
}

static void
aws_error_private_copy (const AwsErrorPrivate *from,
                        AwsErrorPrivate       *to)
{
  to->code = g_strdup (from->code);
  to->request_id = g_strdup (from->request_id);
  to->http_status = from->http_status;
  to->uncertain = from->uncertain;
}

static void
aws_error_private_clear (AwsErrorPrivate *priv)
{
  g_free (priv->code);
  g_free (priv->request_id);
}

/* GLib's macro walks back from the GError in bytes; the private part it reaches is aligned. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (AwsError, aws_error)
#pragma GCC diagnostic pop

static AwsErrorCategory
aws_error_category (const char *code,
                    guint       http_status)
{
  AwsErrorCategory category;

  /* EC2 reports throttling and missing capacity as HTTP 503 and 500: the code knows better. */
  if (code != NULL && aws_error_codes_lookup (code, &category))
    return category;

  switch (http_status)
    {
    case 401:
      return AWS_ERROR_CREDENTIALS;

    case 403:
      return AWS_ERROR_PERMISSION;

    case 408:
    case 500:
    case 502:
    case 503:
    case 504:
      return AWS_ERROR_TRANSIENT;

    case 429:
      return AWS_ERROR_THROTTLED;

    default:
      return AWS_ERROR_UNKNOWN;
    }
}

/* When a signature is wrong, AWS explains with everything that was signed, and the session token is a part of that.
 * Nobody but a debugger of signatures misses the explanation. */
static const char *
aws_error_find_end (const char *message)
{
  static const char *const endings[] = { "The Canonical String for", "x-amz-security-token:" };
  const char *end = message + strnlen (message, MAX_MESSAGE_LENGTH);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      const char *found = g_strstr_len (message, end - message, endings[i]);

      if (found != NULL)
        end = found;
    }

  return end;
}

/* Printable UTF-8 of a bounded length. */
static char *
aws_error_sanitize (const char *text,
                    gsize       max_length)
{
  g_autofree char *valid = g_utf8_make_valid (text, strnlen (text, max_length));

  for (char *c = valid; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';

  return g_strdup (g_strstrip (valid));
}

GError *
aws_error_new (const char *action,
               const char *code,
               const char *message,
               const char *request_id,
               guint       http_status)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *clean_code = NULL;
  g_autofree char *clean_message = NULL;
  AwsErrorPrivate *priv;
  GError *error;

  if (code != NULL && *code != '\0')
    clean_code = aws_error_sanitize (code, MAX_CODE_LENGTH);
  if (message != NULL && *message != '\0')
    clean_message = aws_error_sanitize (message, (gsize) (aws_error_find_end (message) - message));

  if (action != NULL)
    g_string_append_printf (text, "%s: ", action);
  if (clean_message != NULL)
    g_string_append (text, clean_message);
  else if (http_status != 0)
    g_string_append_printf (text, "AWS answered with HTTP status %u", http_status);
  else
    g_string_append (text, "failed without an explanation");
  if (clean_code != NULL)
    g_string_append_printf (text, " (%s)", clean_code);

  error = g_error_new_literal (AWS_ERROR, (int) aws_error_category (clean_code, http_status),
                               text->str);
  priv = aws_error_get_private (error);
  priv->code = g_steal_pointer (&clean_code);
  priv->request_id = request_id != NULL ? aws_error_sanitize (request_id, MAX_CODE_LENGTH) : NULL;
  priv->http_status = http_status;

  return error;
}

const char *
aws_error_get_code (const GError *error)
{
  return error != NULL && error->domain == AWS_ERROR ? aws_error_get_private (error)->code : NULL;
}

const char *
aws_error_get_request_id (const GError *error)
{
  return error != NULL && error->domain == AWS_ERROR ? aws_error_get_private (error)->request_id
                                                     : NULL;
}

guint
aws_error_get_http_status (const GError *error)
{
  return error != NULL && error->domain == AWS_ERROR ? aws_error_get_private (error)->http_status
                                                     : 0;
}

gboolean
aws_error_is_uncertain (const GError *error)
{
  return error != NULL && error->domain == AWS_ERROR && aws_error_get_private (error)->uncertain;
}

void
aws_error_set_uncertain (GError *error)
{
  g_return_if_fail (error != NULL);

  if (error->domain == AWS_ERROR)
    aws_error_get_private (error)->uncertain = TRUE;
}

static const AwsErrorMeaning *
aws_error_find_meaning (const GError *error)
{
  const char *code = aws_error_get_code (error);
  const AwsErrorMeaning *meaning = aws_error_codes_find_text (error->message);

  if (meaning == NULL && code != NULL)
    meaning = aws_error_codes_find (code);
  return meaning != NULL ? meaning : aws_error_codes_find_category ((AwsErrorCategory) error->code);
}

/**
 * aws_error_get_meaning:
 * @error: (nullable): an error
 *
 * Returns: (transfer none) (nullable): a sentence that says what happened; %NULL when AWS has no part in it
 */
const char *
aws_error_get_meaning (const GError *error)
{
  return error != NULL && error->domain == AWS_ERROR ? aws_error_find_meaning (error)->meaning : NULL;
}

/**
 * aws_error_get_advice:
 * @error: (nullable): an error
 *
 * Returns: (transfer none) (nullable): what to do now; %NULL when AWS has no part in it
 */
const char *
aws_error_get_advice (const GError *error)
{
  return error != NULL && error->domain == AWS_ERROR ? aws_error_find_meaning (error)->advice : NULL;
}

#define BLOB_MARK "Encoded authorization failure message:"

char *
aws_error_dup_blob (const char *message)
{
  const char *mark, *begin;

  g_return_val_if_fail (message != NULL, NULL);

  mark = strstr (message, BLOB_MARK);
  if (mark == NULL)
    return NULL;
  begin = mark + strlen (BLOB_MARK);
  begin += strspn (begin, " ");
  return g_strndup (begin, strcspn (begin, " "));
}

char *
aws_error_dup_sentence (const char *message)
{
  g_autofree char *blob = aws_error_dup_blob (message);
  g_autofree char *before = NULL;
  const char *mark, *after;

  g_return_val_if_fail (message != NULL, NULL);

  if (blob == NULL)
    return g_strdup (message);
  mark = strstr (message, BLOB_MARK);
  before = g_strchomp (g_strndup (message, mark - message));
  after = mark + strlen (BLOB_MARK);
  after += strspn (after, " ") + strlen (blob);
  return g_strconcat (before, after, NULL);
}
