/* flo-json-parse.c: the strict reader behind flo_json_parse()
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-json-node.h"

#include <string.h>

typedef struct
{
  guint line;
  guint column;
} Place;

/* Parser:
 * @mark, @mark_place: a byte whose place is known; places are asked for from the front to the back,
 *   so counting goes on from there and the whole is linear
 */
typedef struct
{
  const char *cursor;
  const char *end;
  const char *mark;
  Place mark_place;
  guint depth;
  guint n_nodes;
  FloJsonReportFunc report;
  gpointer report_data;
} Parser;

static FloJsonNode *parse_value (Parser *self);

static Place
locate (Parser     *self,
        const char *at)
{
  g_assert (at >= self->mark);

  for (; self->mark < at; self->mark++)
    {
      if (*self->mark == '\n')
        self->mark_place = (Place) { self->mark_place.line + 1, 1 };
      else if (((guchar) *self->mark & 0xc0) != 0x80)
        self->mark_place.column++;
    }

  return self->mark_place;
}

static Place
here (Parser *self)
{
  return locate (self, self->cursor);
}

static void
report_at (Parser     *self,
           Place       place,
           const char *message,
           const char *hint)
{
  self->report (place.line, place.column, message, hint, self->report_data);
}

static gboolean
at_end (Parser *self)
{
  return self->cursor >= self->end;
}

static char
peek (Parser *self)
{
  return at_end (self) ? '\0' : *self->cursor;
}

static gboolean
take (Parser *self,
      char    wanted)
{
  if (peek (self) != wanted)
    return FALSE;
  self->cursor++;

  return TRUE;
}

/* What stands at the cursor, for a message. */
static char *
describe_here (Parser *self)
{
  char character[8] = { 0 };

  if (at_end (self))
    return g_strdup ("the end of the document");
  g_utf8_strncpy (character, self->cursor, 1);

  return g_unichar_isprint (g_utf8_get_char (character))
           ? g_strdup_printf ("'%s'", character)
           : g_strdup_printf ("the character U+%04X", g_utf8_get_char (character));
}

static void
report_expected (Parser     *self,
                 const char *wanted,
                 const char *hint)
{
  g_autofree char *found = describe_here (self);
  g_autofree char *message = g_strdup_printf ("expected %s, found %s", wanted, found);

  report_at (self, here (self), message, at_end (self) ? "the document is cut off" : hint);
}

static gboolean
starts_with (Parser     *self,
             const char *prefix)
{
  gsize length = strlen (prefix);

  return (gsize) (self->end - self->cursor) >= length && memcmp (self->cursor, prefix, length) == 0;
}

/* At a comment: complains and goes behind it. */
static void
skip_comment (Parser *self)
{
  gboolean block = starts_with (self, "/*");
  const char *end = block ? g_strstr_len (self->cursor + 2, self->end - self->cursor - 2, "*/")
                          : memchr (self->cursor, '\n', self->end - self->cursor);

  report_at (self, here (self), "JSON has no comments",
             "remove it; a name or a tag can say what a comment would");
  self->cursor = end == NULL ? self->end : end + (block ? 2 : 0);
}

static void
skip_space (Parser *self)
{
  for (;;)
    {
      while (!at_end (self) && strchr (" \t\r\n", *self->cursor) != NULL)
        self->cursor++;
      if (peek (self) != '#' && !starts_with (self, "//") && !starts_with (self, "/*"))
        return;
      skip_comment (self);
    }
}

static FloJsonNode *
node_new (FloJsonType type,
          Place       place)
{
  FloJsonNode *node = g_new0 (FloJsonNode, 1);

  node->type = type;
  node->line = place.line;
  node->column = place.column;
  if (type == FLO_JSON_LIST || type == FLO_JSON_OBJECT)
    node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_json_node_free);

  return node;
}

static gboolean
read_hex (Parser   *self,
          gunichar *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++, self->cursor++)
    {
      int digit = g_ascii_xdigit_value (peek (self));

      if (digit < 0)
        return FALSE;
      *unit = *unit * 16 + (gunichar) digit;
    }

  return TRUE;
}

/* Behind "\u". Joins the two halves of a character outside the first plane. */
static gboolean
read_unicode (Parser  *self,
              GString *string)
{
  gunichar unit, low;

  if (!read_hex (self, &unit) || unit == 0)
    return FALSE;
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      if (!take (self, '\\') || !take (self, 'u') || !read_hex (self, &low) ||
          low < 0xdc00 || low > 0xdfff)
        return FALSE;
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  if (!g_unichar_validate (unit))
    return FALSE;
  g_string_append_unichar (string, unit);

  return TRUE;
}

/* Behind a backslash. Returns: FALSE when what follows means nothing in JSON */
static gboolean
read_escape (Parser  *self,
             GString *string)
{
  static const char names[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (peek (self) == 'u')
    {
      Place place = here (self);

      self->cursor++;
      if (!read_unicode (self, string))
        report_at (self, place, "a string holds \\u and no character after it",
                   "write the character itself, or four hexadecimal digits; the zero character is not allowed");
      return TRUE;
    }
  if (at_end (self) || (found = strchr (names, *self->cursor)) == NULL)
    return FALSE;
  g_string_append_c (string, meanings[found - names]);
  self->cursor++;

  return TRUE;
}

/* At a quote. Returns: (nullable): the content; NULL, reported, when the string has no end */
static char *
read_string (Parser *self)
{
  g_autoptr(GString) string = g_string_new (NULL);
  const Place start = here (self);
  const char quote = *self->cursor++;

  if (quote == '\'')
    report_at (self, start, "strings are written in double quotes, found '", "write \" on both sides");

  while (!at_end (self) && *self->cursor != '\n')
    {
      const char *character = self->cursor++;

      if (*character == quote)
        return g_string_free (g_steal_pointer (&string), FALSE);
      if ((guchar) *character < 0x20)
        report_at (self, locate (self, character), "a string holds a control character",
                   "write a tab as \\t");
      else if (*character != '\\')
        g_string_append_c (string, *character);
      else if (!read_escape (self, string))
        report_at (self, locate (self, character), "a string holds an escape that JSON does not have",
                   "a backslash itself is written \\\\");
    }
  report_at (self, start, "this string does not end on its line", "close it with \"");

  return NULL;
}

/* digits, or what follows a point or an exponent */
static const char *
skip_digits (const char *cursor)
{
  while (g_ascii_isdigit (*cursor))
    cursor++;

  return cursor;
}

static gboolean
is_number (const char *text)
{
  const char *digits;

  if (*text == '-')
    text++;
  digits = text;
  text = skip_digits (text);
  if (text == digits || (*digits == '0' && text - digits > 1))
    return FALSE;
  if (*text == '.')
    {
      digits = ++text;
      text = skip_digits (text);
      if (text == digits)
        return FALSE;
    }
  if (*text == 'e' || *text == 'E')
    {
      text++;
      if (*text == '+' || *text == '-')
        text++;
      digits = text;
      text = skip_digits (text);
      if (text == digits)
        return FALSE;
    }

  return *text == '\0';
}

/* A number or a word. Never NULL: what is neither is reported and is an invalid node. */
static FloJsonNode *
parse_bare (Parser *self)
{
  Place place = here (self);
  const char *start = self->cursor;
  g_autofree char *text = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *message = NULL;
  FloJsonNode *node = node_new (FLO_JSON_INVALID, place);

  while (!at_end (self) && (g_ascii_isalnum (*self->cursor) || strchr ("+-._", *self->cursor) != NULL))
    self->cursor++;
  text = g_strndup (start, self->cursor - start);

  if (strcmp (text, "null") == 0)
    node->type = FLO_JSON_NULL;
  else if (strcmp (text, "true") == 0 || strcmp (text, "false") == 0)
    node->type = FLO_JSON_BOOLEAN;
  else if (is_number (text))
    node->type = FLO_JSON_NUMBER;
  else
    {
      gboolean number = g_ascii_isdigit (*text) || strchr ("+-.", *text) != NULL;

      quoted = flo_json_quote (text);
      message = g_strdup_printf (number ? "%s is not a number in JSON" : "%s is not a value in JSON", quoted);
      report_at (self, place, message,
                 number ? "write digits, without leading zeros, plus sign or unit"
                        : "write text in double quotes, and true, false and null in lower case");
    }
  node->text = g_steal_pointer (&text);

  return node;
}

/* Between two children. Returns: whether another one follows; *@failed when there is no going on */
static gboolean
next_child (Parser   *self,
            char      closing,
            gboolean *failed)
{
  Place comma;

  skip_space (self);
  if (take (self, closing))
    return FALSE;
  if (peek (self) != ',')
    {
      /* A string, or a list after a list, can only be the next child. */
      *failed = at_end (self) || strchr ("\"'[{", *self->cursor) == NULL;
      report_expected (self, closing == '}' ? "\",\" or \"}\"" : "\",\" or \"]\"",
                       *failed ? "look for a bracket or a comma too many or too few"
                               : "put a comma between two values");
      return !*failed;
    }

  comma = here (self);
  self->cursor++;
  skip_space (self);
  if (!take (self, closing))
    return TRUE;
  report_at (self, comma,
             closing == '}' ? "there is a comma before \"}\"" : "there is a comma before \"]\"",
             "remove it: JSON has no comma after the last value");

  return FALSE;
}

static gboolean
parse_list (Parser      *self,
            FloJsonNode *list)
{
  gboolean failed = FALSE;

  self->cursor++;
  skip_space (self);
  if (take (self, ']'))
    return TRUE;

  do
    {
      FloJsonNode *child = parse_value (self);

      if (child == NULL)
        return FALSE;
      g_ptr_array_add (list->children, child);
    }
  while (next_child (self, ']', &failed));

  return !failed;
}

static gboolean
parse_member (Parser      *self,
              FloJsonNode *object,
              GHashTable  *keys)
{
  g_autofree char *key = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *message = NULL;
  FloJsonNode *child;
  Place place;

  skip_space (self);
  place = here (self);
  if (peek (self) != '"' && peek (self) != '\'')
    {
      report_expected (self, "a key in double quotes", "write \"key\": value");
      return FALSE;
    }
  key = read_string (self);
  if (key == NULL)
    return FALSE;
  skip_space (self);
  if (!take (self, ':'))
    {
      report_expected (self, "\":\" after a key", "write \"key\": value");
      return FALSE;
    }
  child = parse_value (self);
  if (child == NULL)
    return FALSE;

  if (g_hash_table_contains (keys, key))
    {
      quoted = flo_json_quote (key);
      message = g_strdup_printf ("the key %s is there twice", quoted);
      report_at (self, place, message, "keep one of them");
      flo_json_node_free (child);
      return TRUE;
    }
  child->key = g_steal_pointer (&key);
  child->key_line = place.line;
  child->key_column = place.column;
  g_hash_table_add (keys, child->key);
  g_ptr_array_add (object->children, child);

  return TRUE;
}

static gboolean
parse_object (Parser      *self,
              FloJsonNode *object)
{
  g_autoptr(GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean failed = FALSE;

  self->cursor++;
  skip_space (self);
  if (take (self, '}'))
    return TRUE;

  do
    if (!parse_member (self, object, keys))
      return FALSE;
  while (next_child (self, '}', &failed));

  return !failed;
}

static FloJsonNode *
parse_container (Parser *self)
{
  gboolean list = *self->cursor == '[';
  g_autoptr(FloJsonNode) node = node_new (list ? FLO_JSON_LIST : FLO_JSON_OBJECT, here (self));
  gboolean complete;

  if (self->depth == FLO_JSON_MAX_DEPTH)
    {
      report_at (self, here (self), "this is nested deeper than any config",
                 "is it the right file?");
      return NULL;
    }

  self->depth++;
  complete = list ? parse_list (self, node) : parse_object (self, node);
  self->depth--;

  return complete ? g_steal_pointer (&node) : NULL;
}

/* Returns: (nullable): NULL, reported, when the text cannot be read further */
static FloJsonNode *
parse_value (Parser *self)
{
  FloJsonNode *node;
  Place place;
  char *text;

  skip_space (self);
  place = here (self);
  if (++self->n_nodes > FLO_JSON_MAX_NODES)
    {
      report_at (self, place, "this document holds more values than any config",
                 "is it the right file?");
      return NULL;
    }

  switch (peek (self))
    {
    case '{':
    case '[':
      return parse_container (self);

    case '"':
    case '\'':
      text = read_string (self);
      if (text == NULL)
        return NULL;
      node = node_new (FLO_JSON_STRING, place);
      node->text = text;
      return node;

    default:
      if (g_ascii_isalnum (peek (self)) || (!at_end (self) && strchr ("+-._", *self->cursor) != NULL))
        return parse_bare (self);
      report_expected (self, "a value", "write a text in double quotes, a number, true, false, [ … ] or { … }");
      return NULL;
    }
}

/* Text that is no text: where it stops being UTF-8. */
static gboolean
check_encoding (Parser *self)
{
  const char *valid_end;
  g_autofree char *message = NULL;

  if (g_utf8_validate_len (self->cursor, self->end - self->cursor, &valid_end))
    return TRUE;

  if (starts_with (self, "\xff\xfe") || starts_with (self, "\xfe\xff"))
    message = g_strdup ("this is UTF-16");
  else
    message = g_strdup_printf ("this is not UTF-8: byte 0x%02X", (guchar) *valid_end);
  report_at (self, locate (self, valid_end), message, "save the file as UTF-8");

  return FALSE;
}

/* Whether @first is not there twice in the text: "{} {}". */
static gboolean
check_rest (Parser *self)
{
  skip_space (self);
  if (at_end (self))
    return TRUE;
  report_expected (self, "the end of the document", "a file holds one config");

  return FALSE;
}

/**
 * flo_json_parse:
 * @text: (array length=length): the document; need not end in a zero byte
 * @length: its length in bytes
 * @report: told everything that is wrong with it
 * @user_data: for @report
 *
 * Returns: (transfer full) (nullable): the document, NULL when it could not be read to its end
 */
FloJsonNode *
flo_json_parse (const char        *text,
                gsize              length,
                FloJsonReportFunc  report,
                gpointer           user_data)
{
  Parser self = { text, text + length, text, { 1, 1 }, 0, 0, report, user_data };
  g_autoptr(FloJsonNode) document = NULL;

  if (!check_encoding (&self))
    return NULL;
  if (starts_with (&self, "\xef\xbb\xbf"))
    {
      report_at (&self, here (&self), "the file starts with a byte order mark",
                 "save the file as UTF-8 without a BOM");
      self.cursor += 3;
      self.mark = self.cursor;
    }
  skip_space (&self);
  if (at_end (&self))
    {
      report_at (&self, here (&self), "the document is empty", "start one with \"flotillactl config new\"");
      return NULL;
    }

  document = parse_value (&self);
  if (document == NULL || !check_rest (&self))
    return NULL;

  return g_steal_pointer (&document);
}
