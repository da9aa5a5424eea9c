/* aws-json-scanner.c: walks through JSON text without keeping anything of it
 *
 * Answers may hold secrets. What builds a document of them leaves copies in many places; here there is but
 * the text, and what is wanted of it goes straight to where it belongs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-json-scanner"

#include "aws/wire/aws-json-scanner.h"

#include <math.h>
#include <string.h>

/* Who reads recurses; a hostile answer must not use up the stack. One bit each of a guint64. */
#define MAX_DEPTH 64
#define MAX_VALUES 250000
#define MAX_NUMBER_LENGTH 64

void
aws_json_scanner_init (AwsJsonScanner *self,
                       const char     *text,
                       gsize           length)
{
  const char *end;

  *self = (AwsJsonScanner) { .start = text, .cursor = text };
  if (g_utf8_validate_len (text, length, &end))
    return;

  self->cursor = end;
  self->problem = "it is not UTF-8";
}

static gboolean
scanner_fail (AwsJsonScanner *self,
              const char     *problem)
{
  if (self->problem == NULL)
    self->problem = problem;

  return FALSE;
}

static void
scanner_skip_space (AwsJsonScanner *self)
{
  while (*self->cursor == ' ' || *self->cursor == '\t' || *self->cursor == '\n' || *self->cursor == '\r')
    self->cursor++;
}

AwsJsonKind
aws_json_scanner_peek (AwsJsonScanner *self)
{
  scanner_skip_space (self);
  switch (*self->cursor)
    {
    case '{':
      return AWS_JSON_OBJECT;

    case '[':
      return AWS_JSON_ARRAY;

    case '"':
      return AWS_JSON_STRING;

    case 't':
      return AWS_JSON_TRUE;

    case 'f':
      return AWS_JSON_FALSE;

    case 'n':
      return AWS_JSON_NULL;

    default:
      return *self->cursor == '-' || g_ascii_isdigit (*self->cursor) ? AWS_JSON_NUMBER : AWS_JSON_INVALID;
    }
}

/* The four digits of "\uXXXX", or -1. */
static int
read_hex (const char *text)
{
  int value = 0;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }

  return value;
}

/* The character that the escape at @text, a backslash, stands for. 0: it stands for none. @length: of the escape */
static gunichar
decode_escape (const char *text,
               gsize      *length)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter = text[1] != '\0' ? strchr (letters, text[1]) : NULL;
  int high, low;

  *length = 2;
  if (letter != NULL)
    return (gunichar) meanings[letter - letters];

  *length = 6;
  high = text[1] == 'u' ? read_hex (text + 2) : -1;
  if (high < 0xd800 || high > 0xdfff)
    return (gunichar) MAX (high, 0);

  /* Half of a pair: the other half has to follow. */
  *length = 12;
  low = high < 0xdc00 && text[6] == '\\' && text[7] == 'u' ? read_hex (text + 8) : -1;
  if (low < 0xdc00 || low > 0xdfff)
    return 0;

  return 0x10000 + (((gunichar) high - 0xd800) << 10) + ((gunichar) low - 0xdc00);
}

gboolean
aws_json_scanner_read_string (AwsJsonScanner *self,
                              AwsJsonSlice   *slice)
{
  scanner_skip_space (self);
  if (*self->cursor != '"')
    return scanner_fail (self, "a string is missing");

  slice->text = ++self->cursor;
  while (*self->cursor != '"')
    {
      gsize length = 1;

      if ((guchar) *self->cursor < 0x20)
        return scanner_fail (self, "it ends, or has a control character, in the middle of a string");
      if (*self->cursor == '\\' && decode_escape (self->cursor, &length) == 0)
        return scanner_fail (self, "a string has an escape that means nothing");
      self->cursor += length;
    }
  slice->length = (gsize) (self->cursor - slice->text);
  self->cursor++;

  return TRUE;
}

static gboolean
scanner_skip_digits (AwsJsonScanner *self)
{
  if (!g_ascii_isdigit (*self->cursor))
    return scanner_fail (self, "a number is not one");
  while (g_ascii_isdigit (*self->cursor))
    self->cursor++;

  return TRUE;
}

/* An integer has to fit into 64 bits, everything else into a double. */
static gboolean
scanner_check_range (AwsJsonScanner     *self,
                     const AwsJsonSlice *slice,
                     gboolean            is_integer)
{
  char number[MAX_NUMBER_LENGTH + 1] = { 0 };
  gint64 integer;

  if (slice->length > MAX_NUMBER_LENGTH)
    return scanner_fail (self, "a number is too long");
  memcpy (number, slice->text, slice->length);

  if (is_integer ? !g_ascii_string_to_signed (number, 10, G_MININT64, G_MAXINT64, &integer, NULL)
                 : !isfinite (g_ascii_strtod (number, NULL)))
    return scanner_fail (self, "a number is out of range");

  return TRUE;
}

gboolean
aws_json_scanner_read_number (AwsJsonScanner *self,
                              AwsJsonSlice   *slice)
{
  gboolean is_integer = TRUE;

  scanner_skip_space (self);
  slice->text = self->cursor;
  if (*self->cursor == '-')
    self->cursor++;
  if (*self->cursor == '0')
    self->cursor++;
  else if (!scanner_skip_digits (self))
    return FALSE;

  if (*self->cursor == '.')
    {
      is_integer = FALSE;
      self->cursor++;
      if (!scanner_skip_digits (self))
        return FALSE;
    }
  if (*self->cursor == 'e' || *self->cursor == 'E')
    {
      is_integer = FALSE;
      self->cursor++;
      if (*self->cursor == '+' || *self->cursor == '-')
        self->cursor++;
      if (!scanner_skip_digits (self))
        return FALSE;
    }
  slice->length = (gsize) (self->cursor - slice->text);

  return scanner_check_range (self, slice, is_integer);
}

static gboolean
scanner_skip_word (AwsJsonScanner *self,
                   const char     *word)
{
  if (!g_str_has_prefix (self->cursor, word))
    return scanner_fail (self, "a value is missing");
  self->cursor += strlen (word);

  return TRUE;
}

static gboolean
scanner_skip_container (AwsJsonScanner *self,
                        gboolean        is_object)
{
  gboolean is_first = TRUE;
  AwsJsonSlice name;

  if (!aws_json_scanner_enter (self))
    return FALSE;

  while (aws_json_scanner_next (self, &is_first))
    if ((is_object && !aws_json_scanner_read_name (self, &name)) || !aws_json_scanner_skip (self))
      return FALSE;

  return self->problem == NULL;
}

gboolean
aws_json_scanner_skip (AwsJsonScanner *self)
{
  AwsJsonSlice slice;

  switch (aws_json_scanner_peek (self))
    {
    case AWS_JSON_OBJECT:
      return scanner_skip_container (self, TRUE);

    case AWS_JSON_ARRAY:
      return scanner_skip_container (self, FALSE);

    case AWS_JSON_STRING:
      return aws_json_scanner_read_string (self, &slice);

    case AWS_JSON_NUMBER:
      return aws_json_scanner_read_number (self, &slice);

    case AWS_JSON_TRUE:
      return scanner_skip_word (self, "true");

    case AWS_JSON_FALSE:
      return scanner_skip_word (self, "false");

    case AWS_JSON_NULL:
      return scanner_skip_word (self, "null");

    case AWS_JSON_INVALID:
    default:
      return scanner_fail (self, *self->cursor == '\0' ? "it ends too early" : "a value is missing");
    }
}

gboolean
aws_json_scanner_enter (AwsJsonScanner *self)
{
  if (self->depth == MAX_DEPTH)
    return scanner_fail (self, "it is nested too deep");
  self->objects = self->objects << 1 | (*self->cursor == '{');
  self->depth++;
  self->cursor++;

  return TRUE;
}

gboolean
aws_json_scanner_next (AwsJsonScanner *self,
                       gboolean       *is_first)
{
  gboolean was_first = *is_first;
  char end = self->objects & 1 ? '}' : ']';

  if (self->problem != NULL)
    return FALSE;

  *is_first = FALSE;
  scanner_skip_space (self);
  if (*self->cursor == end)
    {
      self->cursor++;
      self->depth--;
      self->objects >>= 1;
      return FALSE;
    }
  if (!was_first && *self->cursor != ',')
    return scanner_fail (self, "a comma or a bracket is missing");
  if (!was_first)
    self->cursor++;

  self->too_many = ++self->n_values > MAX_VALUES;

  return !self->too_many || scanner_fail (self, "it has too many values");
}

gboolean
aws_json_scanner_read_name (AwsJsonScanner *self,
                            AwsJsonSlice   *slice)
{
  if (!aws_json_scanner_read_string (self, slice))
    return FALSE;

  scanner_skip_space (self);
  if (*self->cursor != ':')
    return scanner_fail (self, "a colon is missing");
  self->cursor++;

  return TRUE;
}

gboolean
aws_json_scanner_is_at_end (AwsJsonScanner *self)
{
  scanner_skip_space (self);

  return *self->cursor == '\0' || scanner_fail (self, "something follows its end");
}

gsize
aws_json_slice_decode (const AwsJsonSlice *self,
                       char               *decoded)
{
  const char *text = self->text;
  const char *end = text + self->length;
  char *at = decoded;

  while (text < end)
    {
      const char *escape = memchr (text, '\\', (gsize) (end - text));
      gsize length = (gsize) ((escape != NULL ? escape : end) - text);

      memcpy (at, text, length);
      at += length;
      text += length;
      if (escape == NULL)
        break;

      at += g_unichar_to_utf8 (decode_escape (text, &length), at);
      text += length;
    }
  *at = '\0';

  return (gsize) (at - decoded);
}
