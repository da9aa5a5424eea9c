/* aws-rest-reader.c: what the REST protocols answer outside of the body
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-rest-reader"

#include "aws/wire/aws-rest-reader.h"

#include <math.h>

#include "aws/aws-error-codes.h"
#include "base/flo-secret.h"

static gboolean
reader_parse_integer (const char *text,
                      AwsInteger *integer)
{
  integer->is_set = g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer->value, NULL);

  return integer->is_set;
}

static gboolean
reader_parse_double (const char *text,
                     AwsDouble  *number)
{
  char *end;

  number->value = g_ascii_strtod (text, &end);
  number->is_set = end != text && *end == '\0' && isfinite (number->value);

  return number->is_set;
}

static gboolean
reader_parse_boolean (const char *text,
                      AwsBoolean *boolean)
{
  boolean->value = g_ascii_strcasecmp (text, "true") == 0;
  boolean->is_set = boolean->value || g_ascii_strcasecmp (text, "false") == 0;

  return boolean->is_set;
}

/* "Mon, 03 Jan 2011 17:33:14 GMT" or "2011-01-03T17:33:14Z" */
static gboolean
reader_parse_time (const char *text,
                   AwsTime    *time)
{
  g_autoptr(GDateTime) parsed = soup_date_time_new_from_http_string (text);

  if (parsed == NULL)
    return FALSE;

  *time = aws_time (g_date_time_to_unix (parsed));

  return TRUE;
}

static gboolean
reader_set (const AwsMember *member,
            const char      *text,
            gpointer         field)
{
  switch (member->kind)
    {
    case AWS_KIND_STRING:
      *(char **) field = g_utf8_make_valid (text, -1);
      return TRUE;

    case AWS_KIND_SECRET:
      *(char **) field = flo_secret_strdup (text);
      return TRUE;

    case AWS_KIND_INTEGER:
      return reader_parse_integer (text, field);

    case AWS_KIND_DOUBLE:
      return reader_parse_double (text, field);

    case AWS_KIND_BOOLEAN:
      return reader_parse_boolean (text, field);

    case AWS_KIND_TIME:
      return reader_parse_time (text, field);

    case AWS_KIND_BYTES:
    case AWS_KIND_STRUCTURE:
    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * aws_rest_reader_read_headers:
 * @shape: the shape of @structure
 * @structure: an answer without the members that are in headers
 * @headers: (nullable): its headers
 * @error: %AWS_ERROR_PROTOCOL
 *
 * Returns: whether all of them had the right form
 */
gboolean
aws_rest_reader_read_headers (const AwsShape      *shape,
                              gpointer             structure,
                              SoupMessageHeaders  *headers,
                              GError             **error)
{
  for (guint i = 0; headers != NULL && i < shape->n_members; i++)
    {
      const AwsMember *member = &shape->members[i];
      g_autofree char *message = NULL;
      const char *text;

      if (member->place != AWS_IN_HEADER)
        continue;

      text = soup_message_headers_get_one (headers, member->name);
      if (text == NULL || reader_set (member, text, G_STRUCT_MEMBER_P (structure, member->offset)))
        continue;

      message = g_strdup_printf ("the answer's header %s \"%.40s\" has the wrong form", member->name, text);
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED, message, NULL, 0));
      return FALSE;
    }

  return TRUE;
}
