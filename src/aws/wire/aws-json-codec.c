/* aws-json-codec.c: requests and answers of the JSON protocols
 *
 * What is a secret in a structure is nowhere else when this is done: texts are written into memory that is wiped when
 * it moves, and read from where they came in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-json-codec"

#include "aws/wire/aws-json-codec.h"

#include <math.h>
#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/wire/aws-json-scanner.h"
#include "base/flo-secret.h"

/* Longer ones are none of ours. */
#define MAX_NAME_LENGTH 255
#define MAX_NUMBER_LENGTH 64

/* ---- writing ---- */

static void write_structure (GString        *json,
                             const AwsShape *shape,
                             gconstpointer   structure);

static void
append (GString    *json,
        const char *text)
{
  flo_secret_string_append (json, text, strlen (text));
}

static void
write_string (GString    *json,
              const char *text)
{
  static const char letters[32] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r' };
  const char *start = text;
  char escape[8];

  append (json, "\"");
  for (; *text != '\0'; text++)
    {
      guchar c = (guchar) *text;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;

      flo_secret_string_append (json, start, (gsize) (text - start));
      if (c >= 0x20)
        g_snprintf (escape, sizeof escape, "\\%c", c);
      else if (letters[c] != '\0')
        g_snprintf (escape, sizeof escape, "\\%c", letters[c]);
      else
        g_snprintf (escape, sizeof escape, "\\u%04x", c);
      append (json, escape);
      start = text + 1;
    }
  flo_secret_string_append (json, start, (gsize) (text - start));
  append (json, "\"");
}

static void
write_map (GString   *json,
           GPtrArray *entries)
{
  append (json, "{");
  for (guint i = 0; i < entries->len; i++)
    {
      const AwsMapEntry *entry = g_ptr_array_index (entries, i);

      if (i > 0)
        append (json, ",");
      write_string (json, entry->key);
      append (json, ":");
      write_string (json, entry->value);
    }
  append (json, "}");
}

static void
write_list (GString         *json,
            const AwsMember *member,
            GPtrArray       *list)
{
  if (member->shape == &aws_map_entry_shape)
    {
      write_map (json, list);
      return;
    }

  append (json, "[");
  for (guint i = 0; i < list->len; i++)
    {
      if (i > 0)
        append (json, ",");
      if (member->kind == AWS_KIND_STRING_LIST)
        write_string (json, g_ptr_array_index (list, i));
      else
        write_structure (json, member->shape, g_ptr_array_index (list, i));
    }
  append (json, "]");
}

static gboolean
member_is_there (const AwsMember *member,
                 gconstpointer    field)
{
  switch (member->kind)
    {
    case AWS_KIND_INTEGER:
      return ((const AwsInteger *) field)->is_set;

    case AWS_KIND_DOUBLE:
      return ((const AwsDouble *) field)->is_set;

    case AWS_KIND_BOOLEAN:
      return ((const AwsBoolean *) field)->is_set;

    case AWS_KIND_TIME:
      return ((const AwsTime *) field)->is_set;

    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
      return aws_list_length (*(GPtrArray *const *) field) > 0;

    case AWS_KIND_STRING:
    case AWS_KIND_SECRET:
    case AWS_KIND_BYTES:
    case AWS_KIND_STRUCTURE:
    default:
      return *(const gconstpointer *) field != NULL;
    }
}

static void
write_value (GString         *json,
             const AwsMember *member,
             gconstpointer    field)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (member->kind)
    {
    case AWS_KIND_STRING:
    case AWS_KIND_SECRET:
      write_string (json, *(const char *const *) field);
      break;

    case AWS_KIND_INTEGER:
      g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, ((const AwsInteger *) field)->value);
      append (json, number);
      break;

    case AWS_KIND_DOUBLE:
      append (json, g_ascii_dtostr (number, sizeof number, ((const AwsDouble *) field)->value));
      break;

    case AWS_KIND_BOOLEAN:
      append (json, ((const AwsBoolean *) field)->value ? "true" : "false");
      break;

    case AWS_KIND_TIME:
      g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, ((const AwsTime *) field)->seconds);
      append (json, number);
      break;

    case AWS_KIND_STRUCTURE:
      write_structure (json, member->shape, *(const gconstpointer *) field);
      break;

    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
      write_list (json, member, *(GPtrArray *const *) field);
      break;

    case AWS_KIND_BYTES:
    default:
      g_assert_not_reached ();
    }
}

static void
write_structure (GString        *json,
                 const AwsShape *shape,
                 gconstpointer   structure)
{
  gboolean is_first = TRUE;

  append (json, "{");
  for (guint i = 0; i < shape->n_members; i++)
    {
      const AwsMember *member = &shape->members[i];
      gconstpointer field = (const char *) structure + member->offset;

      if (member->place != AWS_IN_BODY || !member_is_there (member, field))
        continue;

      if (!is_first)
        append (json, ",");
      is_first = FALSE;
      write_string (json, member->name);
      append (json, ":");
      write_value (json, member, field);
    }
  append (json, "}");
}

/**
 * aws_json_codec_encode:
 * @shape: (nullable): the shape of @structure
 * @structure: (nullable): a request
 *
 * Returns: (transfer full): its JSON text, "{}" without a structure. It may hold secrets:
 *   flo_secret_free_plain()
 */
char *
aws_json_codec_encode (const AwsShape *shape,
                       gconstpointer   structure)
{
  GString *json;

  if (shape == NULL || structure == NULL)
    return g_strdup ("{}");

  json = g_string_sized_new (512);
  write_structure (json, shape, structure);

  return g_string_free (json, FALSE);
}

/* ---- reading ---- */

/* All of these return FALSE when the text is not JSON, which the scanner then knows, or not what it should say. */
static gboolean decoder_read_structure (AwsJsonScanner *self,
                                        const AwsShape *shape,
                                        gpointer        structure);

static gboolean
decoder_read_string (AwsJsonScanner  *self,
                     gboolean         is_secret,
                     char           **string)
{
  AwsJsonSlice slice;

  if (aws_json_scanner_peek (self) != AWS_JSON_STRING
      || !aws_json_scanner_read_string (self, &slice))
    return FALSE;

  *string = is_secret ? flo_secret_alloc (slice.length + 1) : g_malloc (slice.length + 1);
  aws_json_slice_decode (&slice, *string);

  return TRUE;
}

static gboolean
decoder_read_number (AwsJsonScanner *self,
                     char            text[MAX_NUMBER_LENGTH + 1])
{
  AwsJsonSlice slice;

  if (aws_json_scanner_peek (self) != AWS_JSON_NUMBER
      || !aws_json_scanner_read_number (self, &slice) || slice.length > MAX_NUMBER_LENGTH)
    return FALSE;

  memcpy (text, slice.text, slice.length);
  text[slice.length] = '\0';

  return TRUE;
}

static gboolean
decoder_read_integer (AwsJsonScanner *self,
                      AwsInteger     *integer)
{
  char text[MAX_NUMBER_LENGTH + 1];

  integer->is_set = decoder_read_number (self, text)
                    && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer->value, NULL);

  return integer->is_set;
}

static gboolean
decoder_read_double (AwsJsonScanner *self,
                     AwsDouble      *number)
{
  char text[MAX_NUMBER_LENGTH + 1];

  if (!decoder_read_number (self, text))
    return FALSE;

  *number = aws_double (g_ascii_strtod (text, NULL));
  number->is_set = isfinite (number->value);

  return number->is_set;
}

/* Seconds since 1970, with or without a fraction; the cast of a bounded double is defined. */
static gboolean
decoder_read_time (AwsJsonScanner *self,
                   AwsTime        *time)
{
  AwsDouble seconds;

  if (!decoder_read_double (self, &seconds))
    return FALSE;

  *time = aws_time ((gint64) CLAMP (seconds.value, -1e15, 1e15));

  return TRUE;
}

static gboolean
decoder_read_boolean (AwsJsonScanner *self,
                      AwsBoolean     *boolean)
{
  AwsJsonKind kind = aws_json_scanner_peek (self);

  if (kind != AWS_JSON_TRUE && kind != AWS_JSON_FALSE)
    return FALSE;

  *boolean = aws_boolean (kind == AWS_JSON_TRUE);

  return aws_json_scanner_skip (self);
}

static gboolean
decoder_read_item (AwsJsonScanner  *self,
                   const AwsMember *member,
                   GPtrArray       *list)
{
  gpointer item = NULL;

  if (member->kind == AWS_KIND_STRING_LIST)
    {
      if (!decoder_read_string (self, FALSE, (char **) &item))
        return FALSE;
      g_ptr_array_add (list, item);
      return TRUE;
    }

  item = aws_shape_new (member->shape);
  g_ptr_array_add (list, item);

  return decoder_read_structure (self, member->shape, item);
}

/* Of entries with the same key the last one counts. */
static gboolean
decoder_read_entry (AwsJsonScanner *self,
                    GHashTable     *by_key,
                    GPtrArray      *entries)
{
  AwsJsonSlice name;
  AwsMapEntry *entry;
  char *key;

  if (!aws_json_scanner_read_name (self, &name))
    return FALSE;

  key = g_malloc (name.length + 1);
  aws_json_slice_decode (&name, key);
  entry = g_hash_table_lookup (by_key, key);
  if (entry != NULL)
    {
      g_free (key);
      g_clear_pointer (&entry->value, g_free);
      return decoder_read_string (self, FALSE, &entry->value);
    }

  entry = aws_shape_new (&aws_map_entry_shape);
  entry->key = key;
  g_ptr_array_add (entries, entry);
  g_hash_table_insert (by_key, key, entry);

  return decoder_read_string (self, FALSE, &entry->value);
}

static gboolean
decoder_read_map (AwsJsonScanner  *self,
                  GPtrArray      **entries)
{
  g_autoptr(GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean is_first = TRUE;

  if (aws_json_scanner_peek (self) != AWS_JSON_OBJECT || !aws_json_scanner_enter (self))
    return FALSE;

  while (aws_json_scanner_next (self, &is_first))
    {
      if (*entries == NULL)
        *entries = g_ptr_array_new ();
      if (!decoder_read_entry (self, by_key, *entries))
        return FALSE;
    }

  return self->problem == NULL;
}

static gboolean
decoder_read_list (AwsJsonScanner   *self,
                   const AwsMember  *member,
                   GPtrArray       **list)
{
  gboolean is_first = TRUE;

  if (member->shape == &aws_map_entry_shape)
    return decoder_read_map (self, list);

  if (aws_json_scanner_peek (self) != AWS_JSON_ARRAY || !aws_json_scanner_enter (self))
    return FALSE;

  while (aws_json_scanner_next (self, &is_first))
    {
      if (*list == NULL)
        *list = g_ptr_array_new ();
      if (!decoder_read_item (self, member, *list))
        return FALSE;
    }

  return self->problem == NULL;
}

static gboolean
decoder_read_value (AwsJsonScanner  *self,
                    const AwsMember *member,
                    gpointer         field)
{
  switch (member->kind)
    {
    case AWS_KIND_STRING:
    case AWS_KIND_SECRET:
      return decoder_read_string (self, member->kind == AWS_KIND_SECRET, field);

    case AWS_KIND_INTEGER:
      return decoder_read_integer (self, field);

    case AWS_KIND_DOUBLE:
      return decoder_read_double (self, field);

    case AWS_KIND_BOOLEAN:
      return decoder_read_boolean (self, field);

    case AWS_KIND_TIME:
      return decoder_read_time (self, field);

    case AWS_KIND_STRUCTURE:
      *(gpointer *) field = aws_shape_new (member->shape);
      return decoder_read_structure (self, member->shape, *(gpointer *) field);

    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
      return decoder_read_list (self, member, field);

    case AWS_KIND_BYTES:
    default:
      g_assert_not_reached ();
    }
}

/* The one that is expected comes first, so that answers in the order of the table are quick to read. */
static const AwsMember *
find_member (const AwsShape     *shape,
             const AwsJsonSlice *name,
             guint              *expected)
{
  char decoded[MAX_NAME_LENGTH + 1];

  if (name->length > MAX_NAME_LENGTH)
    return NULL;

  aws_json_slice_decode (name, decoded);
  for (guint i = 0; i < shape->n_members; i++)
    {
      const AwsMember *member = &shape->members[(*expected + i) % shape->n_members];

      if (member->place == AWS_IN_BODY && strcmp (member->name, decoded) == 0)
        {
          *expected = (*expected + i + 1) % shape->n_members;
          return member;
        }
    }

  return NULL;
}

static gboolean
decoder_read_structure (AwsJsonScanner *self,
                        const AwsShape *shape,
                        gpointer        structure)
{
  gboolean is_first = TRUE;
  guint expected = 0;

  if (aws_json_scanner_peek (self) != AWS_JSON_OBJECT || !aws_json_scanner_enter (self))
    return FALSE;

  while (aws_json_scanner_next (self, &is_first))
    {
      const AwsMember *member;
      AwsJsonSlice name;

      if (!aws_json_scanner_read_name (self, &name))
        return FALSE;

      member = find_member (shape, &name, &expected);
      if (member == NULL || aws_json_scanner_peek (self) == AWS_JSON_NULL)
        {
          if (!aws_json_scanner_skip (self))
            return FALSE;
          continue;
        }

      /* Of members with the same name the last one counts. */
      aws_member_clear (member, structure);
      if (!decoder_read_value (self, member, G_STRUCT_MEMBER_P (structure, member->offset)))
        return FALSE;
    }

  return self->problem == NULL;
}

static void
decoder_fail (AwsJsonScanner  *self,
              const AwsShape  *shape,
              GError         **error)
{
  const char *code = self->too_many ? AWS_CODE_ANSWER_TOO_LARGE : AWS_CODE_ANSWER_MALFORMED;
  g_autofree char *message = NULL;

  if (self->problem != NULL)
    message = g_strdup_printf ("the answer is no JSON that can be read (at byte %" G_GSIZE_FORMAT ": %s)",
                               (gsize) (self->cursor - self->start), self->problem);
  else
    message = g_strdup_printf ("the answer is not a %s", shape->name);

  g_propagate_error (error, aws_error_new (NULL, code, message, NULL, 0));
}

/**
 * aws_json_codec_decode:
 * @shape: the shape of the answer
 * @text: JSON text, with a zero behind it
 * @length: its length
 * @error: %AWS_ERROR_PROTOCOL; the message shows nothing of @text
 *
 * Returns: (transfer full): the answer, or %NULL with @error set
 */
gpointer
aws_json_codec_decode (const AwsShape  *shape,
                       const char      *text,
                       gsize            length,
                       GError         **error)
{
  AwsJsonScanner scanner;
  gpointer structure;

  g_return_val_if_fail (text[length] == '\0', NULL);

  structure = aws_shape_new (shape);
  /* Calls that say nothing but that they are done may do so with an empty body. */
  if (length == 0 && !aws_shape_has_body (shape))
    return structure;

  aws_json_scanner_init (&scanner, text, length);
  if (scanner.problem == NULL && aws_json_scanner_peek (&scanner) == AWS_JSON_INVALID)
    scanner.problem = "a value is missing";
  if (scanner.problem == NULL && decoder_read_structure (&scanner, shape, structure)
      && aws_json_scanner_is_at_end (&scanner))
    return structure;

  decoder_fail (&scanner, shape, error);
  aws_shape_free (shape, structure);

  return NULL;
}
