/* aws-query-writer.c: requests of the Query protocols
 *
 * The EC2 protocol writes lists flat (Filter.1.Value.1), the plain one puts "member" between.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-query-writer"

#include "aws/wire/aws-query-writer.h"

#include "aws/wire/aws-text.h"

typedef struct
{
  GString *body;         /* (unowned) */
  GString *prefix;       /* (owned): "LaunchTemplateConfigs.1." */
  const char *item;      /* what stands between a list's name and an item's number */
} Writer;

static void writer_write_structure (Writer         *writer,
                                    const AwsShape *shape,
                                    gconstpointer   structure);

static void
writer_append_name (Writer     *writer,
                    const char *name)
{
  aws_text_append (writer->body, "&", 1);
  aws_text_append (writer->body, writer->prefix->str, writer->prefix->len);
  aws_text_append (writer->body, name, strlen (name));
  aws_text_append (writer->body, "=", 1);
}

static void
writer_append_string (Writer     *writer,
                      const char *name,
                      const char *value)
{
  writer_append_name (writer, name);
  aws_text_append_escaped (writer->body, value, FALSE);
}

/* Digits, '-', '.', 'e': nothing to escape but '+', which g_ascii_dtostr() may write in an exponent. */
static void
writer_append_double (Writer     *writer,
                      const char *name,
                      double      value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (text, sizeof text, value);
  writer_append_string (writer, name, text);
}

static void
writer_append_integer (Writer     *writer,
                       const char *name,
                       gint64      value)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  writer_append_name (writer, name);
  aws_text_append (writer->body, text, strlen (text));
}

static void
writer_write_list (Writer          *writer,
                   const AwsMember *member,
                   GPtrArray       *list)
{
  gsize length = writer->prefix->len;

  for (guint i = 0; i < aws_list_length (list); i++)
    {
      char number[12];

      aws_text_format_unsigned (i + 1, number);
      aws_text_append_string (writer->prefix, member->name);
      aws_text_append_string (writer->prefix, writer->item);
      if (member->kind == AWS_KIND_STRING_LIST)
        {
          writer_append_string (writer, number, g_ptr_array_index (list, i));
        }
      else
        {
          aws_text_append_string (writer->prefix, number);
          g_string_append_c (writer->prefix, '.');
          writer_write_structure (writer, member->shape, g_ptr_array_index (list, i));
        }
      g_string_truncate (writer->prefix, length);
    }
}

static void
writer_write_member (Writer          *writer,
                     const AwsMember *member,
                     gconstpointer    field)
{
  gsize length = writer->prefix->len;

  switch (member->kind)
    {
    case AWS_KIND_STRING:
    case AWS_KIND_SECRET:
      if (*(const char *const *) field != NULL)
        writer_append_string (writer, member->name, *(const char *const *) field);
      break;

    case AWS_KIND_INTEGER:
      if (((const AwsInteger *) field)->is_set)
        writer_append_integer (writer, member->name, ((const AwsInteger *) field)->value);
      break;

    case AWS_KIND_DOUBLE:
      if (((const AwsDouble *) field)->is_set)
        writer_append_double (writer, member->name, ((const AwsDouble *) field)->value);
      break;

    case AWS_KIND_BOOLEAN:
      if (((const AwsBoolean *) field)->is_set)
        {
          writer_append_name (writer, member->name);
          aws_text_append (writer->body, ((const AwsBoolean *) field)->value ? "true" : "false",
                           ((const AwsBoolean *) field)->value ? 4 : 5);
        }
      break;

    case AWS_KIND_TIME:
      if (((const AwsTime *) field)->is_set)
        {
          char text[AWS_TIME_SIZE];

          aws_text_format_time (((const AwsTime *) field)->seconds, text);
          writer_append_string (writer, member->name, text);
        }
      break;

    case AWS_KIND_STRUCTURE:
      if (*(const gconstpointer *) field != NULL)
        {
          aws_text_append_string (writer->prefix, member->name);
          g_string_append_c (writer->prefix, '.');
          writer_write_structure (writer, member->shape, *(const gconstpointer *) field);
          g_string_truncate (writer->prefix, length);
        }
      break;

    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
      writer_write_list (writer, member, *(GPtrArray *const *) field);
      break;

    case AWS_KIND_BYTES:
    default:
      g_assert_not_reached ();
    }
}

static void
writer_write_structure (Writer         *writer,
                        const AwsShape *shape,
                        gconstpointer   structure)
{
  for (guint i = 0; i < shape->n_members; i++)
    writer_write_member (writer, &shape->members[i],
                         (const char *) structure + shape->members[i].offset);
}

/**
 * aws_query_writer_write:
 * @operation: an operation of a service that speaks EC2 Query or plain Query
 * @input: (nullable): its request structure
 * @body: the body of the request is appended to it
 */
void
aws_query_writer_write (const AwsOperation *operation,
                        gconstpointer       input,
                        GString            *body)
{
  g_autoptr(GString) prefix = g_string_sized_new (128);
  Writer writer =
      { body, prefix, operation->service->protocol == AWS_PROTOCOL_EC2 ? "." : ".member." };

  g_return_if_fail (operation->service->protocol == AWS_PROTOCOL_EC2
                    || operation->service->protocol == AWS_PROTOCOL_QUERY);

  aws_text_append_string (body, "Action=");
  aws_text_append_string (body, operation->name);
  aws_text_append_string (body, "&Version=");
  aws_text_append_string (body, operation->service->version);

  if (input != NULL && operation->input != NULL)
    writer_write_structure (&writer, operation->input, input);
}
