/* aws-token-document.c: reads the files in which AWS's tools keep a sign-in
 *
 * The text is checked once, from front to back; what is found are places in it. Nothing is decoded before it is
 * asked for, and then straight into memory that is wiped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-token"

#include "aws/credentials/aws-token-document.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "base/flo-secret.h"
#include "base/flo-time.h"

#define MAX_DEPTH 16
#define MAX_VALUES 1024

typedef enum
{
  KIND_OBJECT,
  KIND_ARRAY,
  KIND_STRING,   /* the slice is what is between the quotes */
  KIND_NUMBER,
  KIND_WORD,     /* true, false */
  KIND_NULL,
} Kind;

typedef struct
{
  Kind kind;
  guint parent;        /* index; of the first: itself */
  const char *name;    /* (unowned) (nullable): between its quotes; NULL in a list */
  gsize name_length;
  const char *text;    /* (unowned) */
  gsize length;
} Value;

struct _AwsTokenDocument
{
  char *text;       /* (owned): flo-secret.h */
  GArray *values;   /* (owned) (element-type Value): the outermost first */
};

typedef struct
{
  const char *cursor;
  const char *problem;   /* (unowned) (nullable): static */
  GArray *values;        /* (unowned) */
  guint depth;
} Scanner;

static gboolean scanner_read_value (Scanner    *self,
                                    guint       parent,
                                    const char *name,
                                    gsize       name_length);

static gboolean
scanner_fail (Scanner    *self,
              const char *problem)
{
  if (self->problem == NULL)
    self->problem = problem;

  return FALSE;
}

static void
scanner_skip_space (Scanner *self)
{
  while (*self->cursor == ' ' || *self->cursor == '\t' || *self->cursor == '\n'
         || *self->cursor == '\r')
    self->cursor++;
}

static gboolean
read_hex (const char *text,
          gunichar   *value)
{
  *value = 0;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return FALSE;
      *value = *value * 16 + (gunichar) digit;
    }

  return TRUE;
}

/* The character that the escape at @text, a backslash, stands for. 0: it stands for none. @length: of the escape */
static gunichar
decode_escape (const char *text,
               gsize      *length)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter = text[1] != '\0' ? strchr (letters, text[1]) : NULL;
  gunichar high, low;

  *length = 2;
  if (letter != NULL)
    return (gunichar) meanings[letter - letters];

  if (text[1] != 'u' || !read_hex (text + 2, &high))
    return 0;

  *length = 6;
  if (high < 0xd800 || high > 0xdfff)
    return high;

  /* Half of a pair: the other half has to follow. */
  if (high > 0xdbff || text[6] != '\\' || text[7] != 'u' || !read_hex (text + 8, &low)
      || low < 0xdc00 || low > 0xdfff)
    return 0;

  *length = 12;

  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

static gboolean
scanner_read_string (Scanner     *self,
                     const char **text,
                     gsize       *length)
{
  if (*self->cursor != '"')
    return scanner_fail (self, "a name in quotes is missing");

  *text = ++self->cursor;
  while (*self->cursor != '"')
    {
      gsize escape = 1;

      if ((guchar) *self->cursor < 0x20)
        return scanner_fail (self,
                             "it ends, or has a control character, in the middle of a string");
      if (*self->cursor == '\\' && decode_escape (self->cursor, &escape) == 0)
        return scanner_fail (self, "a string has an escape that means nothing");
      self->cursor += escape;
    }
  *length = (gsize) (self->cursor - *text);
  self->cursor++;

  return TRUE;
}

static gboolean
scanner_read_digits (Scanner *self)
{
  if (!g_ascii_isdigit (*self->cursor))
    return scanner_fail (self, "a number is not one");
  while (g_ascii_isdigit (*self->cursor))
    self->cursor++;

  return TRUE;
}

static gboolean
scanner_read_number (Scanner *self)
{
  if (*self->cursor == '-')
    self->cursor++;
  if (*self->cursor == '0')
    self->cursor++;
  else if (!scanner_read_digits (self))
    return FALSE;

  if (*self->cursor == '.')
    {
      self->cursor++;
      if (!scanner_read_digits (self))
        return FALSE;
    }
  if (*self->cursor == 'e' || *self->cursor == 'E')
    {
      self->cursor++;
      if (*self->cursor == '+' || *self->cursor == '-')
        self->cursor++;
      if (!scanner_read_digits (self))
        return FALSE;
    }

  return TRUE;
}

static gboolean
scanner_read_word (Scanner *self,
                   Kind    *kind)
{
  static const char *const words[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (self->cursor, words[i]))
      {
        *kind = g_str_equal (words[i], "null") ? KIND_NULL : KIND_WORD;
        self->cursor += strlen (words[i]);
        return TRUE;
      }

  return scanner_fail (self, "a value is missing");
}

static gboolean
scanner_read_member (Scanner *self,
                     guint    parent)
{
  const char *name;
  gsize name_length;

  scanner_skip_space (self);
  if (!scanner_read_string (self, &name, &name_length))
    return FALSE;
  scanner_skip_space (self);
  if (*self->cursor != ':')
    return scanner_fail (self, "a colon is missing");
  self->cursor++;

  return scanner_read_value (self, parent, name, name_length);
}

/* The cursor is at the bracket. */
static gboolean
scanner_read_container (Scanner *self,
                        guint    index)
{
  gboolean is_object = *self->cursor == '{';
  char end = is_object ? '}' : ']';

  if (++self->depth > MAX_DEPTH)
    return scanner_fail (self, "it is nested too deep");

  self->cursor++;
  scanner_skip_space (self);
  if (*self->cursor != end)
    for (;;)
      {
        if (is_object ? !scanner_read_member (self, index)
                      : !scanner_read_value (self, index, NULL, 0))
          return FALSE;
        scanner_skip_space (self);
        if (*self->cursor == end)
          break;
        if (*self->cursor != ',')
          return scanner_fail (self, "a comma or a bracket is missing");
        self->cursor++;
      }
  self->cursor++;
  self->depth--;

  return TRUE;
}

static gboolean
scanner_read_value (Scanner    *self,
                    guint       parent,
                    const char *name,
                    gsize       name_length)
{
  Value value = { .parent = parent, .name = name, .name_length = name_length };
  guint index = self->values->len;
  const char *start;

  if (index >= MAX_VALUES)
    return scanner_fail (self, "it has too many values");

  scanner_skip_space (self);
  start = self->cursor;
  value.kind = *start == '{'   ? KIND_OBJECT
               : *start == '[' ? KIND_ARRAY
               : *start == '"' ? KIND_STRING
                               : KIND_NUMBER;
  g_array_append_val (self->values, value);

  if (value.kind == KIND_OBJECT || value.kind == KIND_ARRAY)
    {
      if (!scanner_read_container (self, index))
        return FALSE;
    }
  else if (value.kind == KIND_STRING)
    {
      if (!scanner_read_string (self, &value.text, &value.length))
        return FALSE;
    }
  else if (*start == '-' || g_ascii_isdigit (*start))
    {
      if (!scanner_read_number (self))
        return FALSE;
    }
  else if (!scanner_read_word (self, &value.kind))
    {
      return FALSE;
    }

  if (value.kind != KIND_STRING)
    {
      value.text = start;
      value.length = (gsize) (self->cursor - start);
    }
  g_array_index (self->values, Value, index) = value;

  return TRUE;
}

static const char *
aws_token_document_scan (AwsTokenDocument *self,
                         gsize             length)
{
  Scanner scanner = { .cursor = self->text, .values = self->values };

  if (length > AWS_TOKEN_DOCUMENT_MAX_SIZE)
    return "it is too large";
  if (!g_utf8_validate_len (self->text, length, NULL))
    return "it is not UTF-8 text";
  if (!scanner_read_value (&scanner, 0, NULL, 0))
    return scanner.problem;

  scanner_skip_space (&scanner);
  if (scanner.cursor != self->text + length)
    return "something follows its end";
  if (g_array_index (self->values, Value, 0).kind != KIND_OBJECT)
    return "it is not an object";

  return NULL;
}

/**
 * aws_token_document_new:
 * @text: (transfer full): JSON text from flo_secret_alloc(), with a zero behind; taken in any case
 * @length: its length
 * @error: %AWS_ERROR_PROTOCOL; the message never shows what was read
 *
 * Returns: (transfer full): the document, or %NULL with @error set
 */
AwsTokenDocument *
aws_token_document_new (char    *text,
                        gsize    length,
                        GError **error)
{
  AwsTokenDocument *self;
  const char *problem;

  g_return_val_if_fail (text != NULL && text[length] == '\0', NULL);

  self = g_new0 (AwsTokenDocument, 1);
  self->text = text;
  self->values = g_array_new (FALSE, FALSE, sizeof (Value));

  problem = aws_token_document_scan (self, length);
  if (problem != NULL)
    {
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED, problem, NULL, 0));
      aws_token_document_free (self);
      return NULL;
    }

  return self;
}

void
aws_token_document_free (AwsTokenDocument *self)
{
  g_array_unref (self->values);
  flo_secret_free (self->text);
  g_free (self);
}

/* Writes the @length bytes between quotes at @text as they are meant; they do not get longer, and have no zero: the
 * scanner has seen to it. */
static void
decode_string (const char *text,
               gsize       length,
               char       *decoded)
{
  const char *end = text + length;

  while (text < end)
    {
      gsize escape;

      if (*text != '\\')
        {
          *decoded++ = *text++;
          continue;
        }

      decoded += g_unichar_to_utf8 (decode_escape (text, &escape), decoded);
      text += escape;
    }
  *decoded = '\0';
}

static gboolean
string_is (const char *text,
           gsize       length,
           const char *wanted,
           gsize       wanted_length)
{
  char *decoded;
  gboolean is_equal;

  if (memchr (text, '\\', length) == NULL)
    return length == wanted_length && memcmp (text, wanted, length) == 0;

  decoded = flo_secret_alloc (length + 1);
  decode_string (text, length, decoded);
  is_equal = strlen (decoded) == wanted_length && memcmp (decoded, wanted, wanted_length) == 0;
  flo_secret_free (decoded);

  return is_equal;
}

/* Of members with the same name the last one counts, as for Python. */
static const Value *
aws_token_document_find (AwsTokenDocument *self,
                         const char       *path)
{
  guint index = 0;

  while (*path != '\0')
    {
      gsize length = strcspn (path, "/");
      guint found = 0;

      for (guint i = 1; i < self->values->len; i++)
        {
          const Value *value = &g_array_index (self->values, Value, i);

          if (value->parent == index && value->name != NULL
              && string_is (value->name, value->name_length, path, length))
            found = i;
        }
      if (found == 0)
        return NULL;
      index = found;
      path += length;
      if (*path == '/')
        path++;
    }

  return &g_array_index (self->values, Value, index);
}

gboolean
aws_token_document_has (AwsTokenDocument *self,
                        const char       *path)
{
  const Value *value = aws_token_document_find (self, path);

  return value != NULL && value->kind != KIND_NULL;
}

char *
aws_token_document_dup_secret (AwsTokenDocument *self,
                               const char       *path)
{
  const Value *value = aws_token_document_find (self, path);
  char *secret;

  if (value == NULL || value->kind != KIND_STRING)
    return NULL;

  secret = flo_secret_alloc (value->length + 1);
  decode_string (value->text, value->length, secret);

  return secret;
}

char *
aws_token_document_dup_string (AwsTokenDocument *self,
                               const char       *path)
{
  char *secret = aws_token_document_dup_secret (self, path);
  char *string = g_strdup (secret);

  flo_secret_free (secret);

  return string;
}

gboolean
aws_token_document_get_time (AwsTokenDocument *self,
                             const char       *path,
                             gint64           *seconds)
{
  g_autofree char *text = aws_token_document_dup_string (self, path);

  if (text != NULL && g_str_has_suffix (text, "UTC"))
    {
      text[strlen (text) - strlen ("UTC")] = 'Z';
      text[strlen (text) - strlen ("TC")] = '\0';
    }

  return flo_time_parse (text, seconds);
}

gboolean
aws_token_document_list_holds (AwsTokenDocument *self,
                               const char       *path,
                               const char       *text)
{
  const Value *list = aws_token_document_find (self, path);
  guint index;

  if (list == NULL || list->kind != KIND_ARRAY)
    return FALSE;

  index = (guint) (list - &g_array_index (self->values, Value, 0));
  for (guint i = index + 1; i < self->values->len; i++)
    {
      const Value *value = &g_array_index (self->values, Value, i);

      if (value->parent == index && value->kind == KIND_STRING
          && string_is (value->text, value->length, text, strlen (text)))
        return TRUE;
    }

  return FALSE;
}

/**
 * aws_token_document_foreach:
 * @self: a document
 * @func: called for every member of the top level, in order
 * @user_data: for @func
 *
 * So that what is not understood can be kept when a document is written anew.
 */
void
aws_token_document_foreach (AwsTokenDocument   *self,
                            AwsTokenMemberFunc  func,
                            gpointer            user_data)
{
  for (guint i = 1; i < self->values->len; i++)
    {
      const Value *value = &g_array_index (self->values, Value, i);
      gsize quote = value->kind == KIND_STRING ? 1 : 0;
      g_autofree char *name = NULL;

      if (value->parent != 0)
        continue;

      name = g_malloc (value->name_length + 1);
      decode_string (value->name, value->name_length, name);
      func (name, value->text - quote, value->length + 2 * quote, user_data);
    }
}
