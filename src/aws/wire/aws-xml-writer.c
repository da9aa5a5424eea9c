/* aws-xml-writer.c: bodies of requests that are XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-xml-writer"

#include "aws/wire/aws-xml-writer.h"

#include "aws/wire/aws-text.h"

static void writer_write_structure (GString        *xml,
                                    const AwsShape *shape,
                                    gconstpointer   structure);

static void
writer_append_escaped (GString    *xml,
                       const char *text)
{
  for (; *text != '\0'; text++)
    switch (*text)
      {
      case '&':
        g_string_append (xml, "&amp;");
        break;

      case '<':
        g_string_append (xml, "&lt;");
        break;

      case '>':
        g_string_append (xml, "&gt;");
        break;

      case '\r':
        /* As it is, every reader would take it for a line's end. */
        g_string_append (xml, "&#xD;");
        break;

      default:
        g_string_append_c (xml, *text);
        break;
      }
}

static void
writer_begin (GString    *xml,
              const char *name)
{
  g_string_append_c (xml, '<');
  g_string_append (xml, name);
  g_string_append_c (xml, '>');
}

static void
writer_end (GString    *xml,
            const char *name)
{
  g_string_append (xml, "</");
  g_string_append (xml, name);
  g_string_append_c (xml, '>');
}

static void
writer_write_text (GString    *xml,
                   const char *name,
                   const char *text)
{
  writer_begin (xml, name);
  writer_append_escaped (xml, text);
  writer_end (xml, name);
}

static void
writer_write_list (GString         *xml,
                   const AwsMember *member,
                   GPtrArray       *list)
{
  const char *item_name = member->flat ? member->name : "member";

  if (aws_list_length (list) == 0)
    return;

  if (!member->flat)
    writer_begin (xml, member->name);
  for (guint i = 0; i < list->len; i++)
    {
      if (member->kind == AWS_KIND_STRING_LIST)
        {
          writer_write_text (xml, item_name, g_ptr_array_index (list, i));
          continue;
        }
      writer_begin (xml, item_name);
      writer_write_structure (xml, member->shape, g_ptr_array_index (list, i));
      writer_end (xml, item_name);
    }
  if (!member->flat)
    writer_end (xml, member->name);
}

static void
writer_write_scalar (GString         *xml,
                     const AwsMember *member,
                     gconstpointer    field)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  G_STATIC_ASSERT (sizeof text >= AWS_TIME_SIZE);

  switch (member->kind)
    {
    case AWS_KIND_STRING:
    case AWS_KIND_SECRET:
      if (*(const char *const *) field != NULL)
        writer_write_text (xml, member->name, *(const char *const *) field);
      break;

    case AWS_KIND_INTEGER:
      g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, ((const AwsInteger *) field)->value);
      if (((const AwsInteger *) field)->is_set)
        writer_write_text (xml, member->name, text);
      break;

    case AWS_KIND_DOUBLE:
      g_ascii_dtostr (text, sizeof text, ((const AwsDouble *) field)->value);
      if (((const AwsDouble *) field)->is_set)
        writer_write_text (xml, member->name, text);
      break;

    case AWS_KIND_BOOLEAN:
      if (((const AwsBoolean *) field)->is_set)
        writer_write_text (xml, member->name, ((const AwsBoolean *) field)->value ? "true" : "false");
      break;

    case AWS_KIND_TIME:
      aws_text_format_time (((const AwsTime *) field)->seconds, text);
      if (((const AwsTime *) field)->is_set)
        writer_write_text (xml, member->name, text);
      break;

    case AWS_KIND_BYTES:
    case AWS_KIND_STRUCTURE:
    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
    default:
      g_assert_not_reached ();
    }
}

static void
writer_write_member (GString         *xml,
                     const AwsMember *member,
                     gconstpointer    field)
{
  switch (member->kind)
    {
    case AWS_KIND_STRUCTURE:
      if (*(const gconstpointer *) field == NULL)
        break;
      writer_begin (xml, member->name);
      writer_write_structure (xml, member->shape, *(const gconstpointer *) field);
      writer_end (xml, member->name);
      break;

    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
      writer_write_list (xml, member, *(GPtrArray *const *) field);
      break;

    case AWS_KIND_STRING:
    case AWS_KIND_SECRET:
    case AWS_KIND_BYTES:
    case AWS_KIND_INTEGER:
    case AWS_KIND_DOUBLE:
    case AWS_KIND_BOOLEAN:
    case AWS_KIND_TIME:
    default:
      writer_write_scalar (xml, member, field);
      break;
    }
}

static void
writer_write_structure (GString        *xml,
                        const AwsShape *shape,
                        gconstpointer   structure)
{
  for (guint i = 0; i < shape->n_members; i++)
    if (shape->members[i].place == AWS_IN_BODY)
      writer_write_member (xml, &shape->members[i],
                           (const char *) structure + shape->members[i].offset);
}

/**
 * aws_xml_writer_write:
 * @shape: the shape of @structure
 * @structure: what to write
 * @name: of its element
 * @xml_namespace: (nullable): of that and of what is in it
 *
 * Returns: (transfer full): a document without a declaration
 */
char *
aws_xml_writer_write (const AwsShape *shape,
                      gconstpointer   structure,
                      const char     *name,
                      const char     *xml_namespace)
{
  GString *xml = g_string_new (NULL);

  g_string_append_printf (xml, "<%s", name);
  if (xml_namespace != NULL)
    g_string_append_printf (xml, " xmlns=\"%s\"", xml_namespace);
  g_string_append_c (xml, '>');
  writer_write_structure (xml, shape, structure);
  writer_end (xml, name);

  return g_string_free (xml, FALSE);
}
