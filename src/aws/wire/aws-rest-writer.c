/* aws-rest-writer.c: what the REST protocols say outside of the body
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-rest-writer"

#include "aws/wire/aws-rest-writer.h"

#include <libsoup/soup.h>
#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/wire/aws-text.h"
#include "base/flo-secret.h"

static gboolean G_GNUC_PRINTF (3, 4)
rest_fail (const AwsOperation  *operation,
           GError             **error,
           const char          *format,
           ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_propagate_error (error, aws_error_new (operation->name, AWS_CODE_BAD_REQUEST, message, NULL, 0));

  return FALSE;
}

static char *
rest_format_time (gint64   unix_seconds,
                  AwsPlace place)
{
  g_autoptr(GDateTime) time = NULL;
  char text[AWS_TIME_SIZE];

  if (place != AWS_IN_HEADER)
    {
      aws_text_format_time (unix_seconds, text);
      return g_strdup (text);
    }

  time = g_date_time_new_from_unix_utc (unix_seconds);

  return time != NULL ? soup_date_time_to_string (time, SOUP_DATE_HTTP) : NULL;
}

/* A scalar as text. NULL: absent. It may be a secret: flo_secret_free_plain(). */
static char *
rest_format (const AwsMember *member,
             gconstpointer    input)
{
  gconstpointer field = (const char *) input + member->offset;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (member->kind)
    {
    case AWS_KIND_STRING:
    case AWS_KIND_SECRET:
      return g_strdup (*(const char *const *) field);

    case AWS_KIND_INTEGER:
      return ((const AwsInteger *) field)->is_set
               ? g_strdup_printf ("%" G_GINT64_FORMAT, ((const AwsInteger *) field)->value) : NULL;

    case AWS_KIND_DOUBLE:
      return ((const AwsDouble *) field)->is_set
               ? g_strdup (g_ascii_dtostr (number, sizeof number, ((const AwsDouble *) field)->value))
               : NULL;

    case AWS_KIND_BOOLEAN:
      return ((const AwsBoolean *) field)->is_set
               ? g_strdup (((const AwsBoolean *) field)->value ? "true" : "false") : NULL;

    case AWS_KIND_TIME:
      return ((const AwsTime *) field)->is_set
               ? rest_format_time (((const AwsTime *) field)->seconds, member->place) : NULL;

    case AWS_KIND_BYTES:
    case AWS_KIND_STRUCTURE:
    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
    default:
      g_return_val_if_reached (NULL);
    }
}

static const AwsMember *
rest_find_label (const AwsOperation *operation,
                 const char         *name,
                 gsize               length)
{
  const AwsShape *shape = operation->input;

  for (guint i = 0; shape != NULL && i < shape->n_members; i++)
    if (shape->members[i].place == AWS_IN_PATH && strncmp (shape->members[i].name, name, length) == 0
        && shape->members[i].name[length] == '\0')
      return &shape->members[i];

  return NULL;
}

/* "{Key+}" between @start and @end, which are the brackets. */
static gboolean
rest_write_label (const AwsOperation  *operation,
                  gconstpointer        input,
                  const char          *start,
                  const char          *end,
                  GString             *path,
                  GError             **error)
{
  gboolean greedy = end[-1] == '+';
  gsize length = (gsize) (end - start) - 1 - (greedy ? 1 : 0);
  const AwsMember *member = rest_find_label (operation, start + 1, length);
  g_autofree char *value = NULL;

  g_return_val_if_fail (member != NULL, FALSE);

  /* Without it the path would be that of another resource. */
  value = input != NULL ? rest_format (member, input) : NULL;
  if (value == NULL || *value == '\0')
    return rest_fail (operation, error, "%s is missing, and a part of the address", member->name);

  aws_text_append_escaped (path, value, greedy);

  return TRUE;
}

/**
 * aws_rest_writer_write_path:
 * @operation: an operation of a REST service
 * @input: (nullable): its request structure
 * @path: the path is appended to it, encoded
 * @error: %AWS_ERROR_PARAMETER, "BadRequest"
 *
 * Returns: whether everything that stands in the path is there
 */
gboolean
aws_rest_writer_write_path (const AwsOperation  *operation,
                            gconstpointer        input,
                            GString             *path,
                            GError             **error)
{
  const char *rest = operation->path;
  const char *start;

  g_return_val_if_fail (rest != NULL && *rest == '/', FALSE);

  while ((start = strchr (rest, '{')) != NULL)
    {
      const char *end = strchr (start, '}');

      g_return_val_if_fail (end != NULL, FALSE);
      g_string_append_len (path, rest, start - rest);
      if (!rest_write_label (operation, input, start, end, path, error))
        return FALSE;
      rest = end + 1;
    }
  /* A question mark in it begins what every query of this operation has. */
  g_string_append_len (path, rest, (gssize) strcspn (rest, "?"));

  return TRUE;
}

static void
rest_append_parameter (GString    *query,
                       const char *name,
                       const char *value)
{
  if (query->len > 0)
    g_string_append_c (query, '&');
  aws_text_append_escaped (query, name, FALSE);
  g_string_append_c (query, '=');
  aws_text_append_escaped (query, value, FALSE);
}

/**
 * aws_rest_writer_write_query:
 * @operation: an operation of a REST service
 * @input: (nullable): its request structure
 * @query: the query is appended to it, encoded; nothing when there is none
 */
void
aws_rest_writer_write_query (const AwsOperation *operation,
                             gconstpointer       input,
                             GString            *query)
{
  const AwsShape *shape = operation->input;
  const char *fixed = strchr (operation->path, '?');

  if (fixed != NULL)
    g_string_append (query, fixed + 1);

  for (guint i = 0; shape != NULL && input != NULL && i < shape->n_members; i++)
    {
      const AwsMember *member = &shape->members[i];
      char *value;

      if (member->place != AWS_IN_QUERY)
        continue;

      if (member->kind == AWS_KIND_STRING_LIST)
        {
          GPtrArray *list = G_STRUCT_MEMBER (GPtrArray *, input, member->offset);

          for (guint j = 0; j < aws_list_length (list); j++)
            rest_append_parameter (query, member->name, g_ptr_array_index (list, j));
          continue;
        }

      value = rest_format (member, input);
      if (value != NULL)
        rest_append_parameter (query, member->name, value);
      flo_secret_free_plain (value);
    }
}

/* What would end the line, and with it the header, has no business in one. */
static gboolean
rest_is_header_value (const char *value)
{
  for (; *value != '\0'; value++)
    if (g_ascii_iscntrl (*value))
      return FALSE;

  return TRUE;
}

/**
 * aws_rest_writer_write_headers:
 * @operation: an operation of a REST service
 * @input: (nullable): its request structure
 * @func: called with each header
 * @user_data: for @func
 * @error: %AWS_ERROR_PARAMETER, "BadRequest"
 *
 * Returns: whether all of them can be sent
 */
gboolean
aws_rest_writer_write_headers (const AwsOperation  *operation,
                               gconstpointer        input,
                               AwsRestHeaderFunc    func,
                               gpointer             user_data,
                               GError             **error)
{
  const AwsShape *shape = operation->input;

  for (guint i = 0; shape != NULL && input != NULL && i < shape->n_members; i++)
    {
      const AwsMember *member = &shape->members[i];
      gboolean valid;
      char *value;

      if (member->place != AWS_IN_HEADER)
        continue;

      value = rest_format (member, input);
      if (value == NULL)
        continue;

      valid = rest_is_header_value (value);
      if (valid)
        func (member->name, value, user_data);
      flo_secret_free_plain (value);
      /* The value may be a secret, so it is not shown. */
      if (!valid)
        return rest_fail (operation, error, "the value for %s has a line break or another control character in it",
                          member->name);
    }

  return TRUE;
}
