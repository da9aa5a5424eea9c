/* aws-json-check.c: whether a text is JSON, and no more of it than we want to read
 *
 * json-glib reads more than JSON: comments, single quotes, octal numbers. It calls itself for every
 * bracket, and lets a number that is too large become another one. What it gets to see has passed
 * here first: JSON as RFC 8259 has it, with a bounded depth and number of values, and with numbers
 * that exist. Nothing here calls itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-json-check"

#include "aws/wire/aws-json-check.h"

#include <math.h>
#include <string.h>

#include "aws/aws-error-codes.h"

#define MAX_DEPTH 64
#define MAX_VALUES 250000
#define MAX_NUMBER_LENGTH 64

typedef struct
{
  const char *position;
  const char *end;
  char open[MAX_DEPTH];     /* the brackets around, '{' or '[' */
  guint depth;
  guint n_values;
  const char *code;         /* (nullable): what is wrong */
  const char *what;
} Check;

static gboolean
fail (Check      *check,
      const char *code,
      const char *what)
{
  check->code = code;
  check->what = what;

  return FALSE;
}

static gboolean
fail_syntax (Check *check)
{
  if (check->position == check->end)
    return fail (check, AWS_CODE_ANSWER_MALFORMED, "is not JSON: it ends too early");

  return fail (check, AWS_CODE_ANSWER_MALFORMED, "is not JSON");
}

static void
skip_space (Check *check)
{
  while (check->position < check->end && memchr (" \t\r\n", *check->position, 4) != NULL)
    check->position++;
}

/* Whether @c comes next, which is taken then. */
static gboolean
take (Check *check,
      char   c)
{
  if (check->position == check->end || *check->position != c)
    return FALSE;
  check->position++;

  return TRUE;
}

static guint
take_digits (Check *check)
{
  guint n = 0;

  while (check->position < check->end && g_ascii_isdigit (*check->position))
    {
      check->position++;
      n++;
    }

  return n;
}

static gboolean
take_word (Check      *check,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (check->end - check->position) < length
      || strncmp (check->position, word, length) != 0)
    return fail_syntax (check);
  check->position += length;

  return TRUE;
}

/* An integer has to fit into 64 bits, everything else into a double. */
static gboolean
check_range (Check      *check,
             const char *start,
             gboolean    is_integer)
{
  gsize length = (gsize) (check->position - start);
  char number[MAX_NUMBER_LENGTH + 1] = { 0 };
  gint64 integer;

  if (length > MAX_NUMBER_LENGTH)
    return fail (check, AWS_CODE_ANSWER_MALFORMED, "has a number that is too long");
  memcpy (number, start, length);

  if (is_integer
        ? !g_ascii_string_to_signed (number, 10, G_MININT64, G_MAXINT64, &integer, NULL)
        : !isfinite (g_ascii_strtod (number, NULL)))
    return fail (check, AWS_CODE_ANSWER_MALFORMED, "has a number that is out of range");

  return TRUE;
}

static gboolean
take_number (Check *check)
{
  const char *start = check->position;
  gboolean is_integer = TRUE;

  take (check, '-');
  if (!take (check, '0') && take_digits (check) == 0)
    return fail_syntax (check);

  if (take (check, '.'))
    {
      is_integer = FALSE;
      if (take_digits (check) == 0)
        return fail_syntax (check);
    }

  if (take (check, 'e') || take (check, 'E'))
    {
      is_integer = FALSE;
      if (!take (check, '+'))
        take (check, '-');
      if (take_digits (check) == 0)
        return fail_syntax (check);
    }

  return check_range (check, start, is_integer);
}

/* Behind a backslash. A NUL would end the string for whoever reads it. */
static gboolean
take_escape (Check *check)
{
  if (check->position == check->end)
    return fail_syntax (check);

  if (!take (check, 'u'))
    return memchr ("\"\\/bfnrt", *check->position++, 8) != NULL || fail_syntax (check);

  if (check->end - check->position < 4)
    return fail_syntax (check);
  for (guint i = 0; i < 4; i++)
    if (!g_ascii_isxdigit (check->position[i]))
      return fail_syntax (check);
  if (strncmp (check->position, "0000", 4) == 0)
    return fail (check, AWS_CODE_ANSWER_MALFORMED, "has a text with a NUL in it");
  check->position += 4;

  return TRUE;
}

static gboolean
take_string (Check *check)
{
  if (!take (check, '"'))
    return fail_syntax (check);

  while (check->position < check->end)
    {
      char c = *check->position++;

      if (c == '"')
        return TRUE;
      if ((guchar) c < ' ')
        return fail_syntax (check);
      if (c == '\\' && !take_escape (check))
        return FALSE;
    }

  return fail_syntax (check);
}

static gboolean
take_scalar (Check *check)
{
  if (check->position == check->end)
    return fail_syntax (check);

  switch (*check->position)
    {
    case '"':
      return take_string (check);

    case 't':
      return take_word (check, "true");

    case 'f':
      return take_word (check, "false");

    case 'n':
      return take_word (check, "null");

    default:
      return take_number (check);
    }
}

/* A member's name, or nothing in a list. */
static gboolean
take_name (Check *check)
{
  if (check->depth == 0 || check->open[check->depth - 1] == '[')
    return TRUE;

  skip_space (check);
  if (!take_string (check))
    return FALSE;
  skip_space (check);

  return take (check, ':') || fail_syntax (check);
}

/* Whether the bracket that is open closes here, which is taken then. */
static gboolean
take_end (Check *check)
{
  skip_space (check);
  if (check->depth == 0 || !take (check, check->open[check->depth - 1] == '{' ? '}' : ']'))
    return FALSE;
  check->depth--;

  return TRUE;
}

/* A value up to where the next one begins: a scalar with all brackets that close behind it and the
 * comma, or a bracket that opens. */
static gboolean
take_value (Check *check)
{
  char c;

  skip_space (check);
  c = check->position < check->end ? *check->position : '\0';
  if (++check->n_values > MAX_VALUES)
    return fail (check, AWS_CODE_ANSWER_TOO_LARGE, "has too many values");

  if (c == '{' || c == '[')
    {
      if (check->depth == MAX_DEPTH)
        return fail (check, AWS_CODE_ANSWER_MALFORMED, "is nested too deep");
      check->open[check->depth++] = c;
      check->position++;
      if (!take_end (check))
        return take_name (check);
    }
  else if (!take_scalar (check))
    return FALSE;

  while (take_end (check))
    ;
  skip_space (check);
  if (check->depth == 0)
    return TRUE;

  return take (check, ',') ? take_name (check) : fail_syntax (check);
}

/**
 * aws_json_check:
 * @text: what may be JSON
 * @length: its length
 * @error: %AWS_ERROR_PROTOCOL
 *
 * Returns: whether it is one value as RFC 8259 has it, in UTF-8, with 64 levels and 250,000 values
 *   at most; strings without NUL; integers that fit into 64 bits, other numbers into a double
 */
gboolean
aws_json_check (const char  *text,
                gsize        length,
                GError     **error)
{
  Check check = { .position = text, .end = text + length };
  g_autofree char *message = NULL;
  gboolean good = g_utf8_validate (text, (gssize) length, NULL)
                  || fail (&check, AWS_CODE_ANSWER_MALFORMED, "is not UTF-8");

  while (good && (check.n_values == 0 || check.depth > 0))
    good = take_value (&check);
  if (good && check.position != check.end)
    good = fail (&check, AWS_CODE_ANSWER_MALFORMED, "goes on behind its end");
  if (good)
    return TRUE;

  message = g_strdup_printf ("the answer %s (byte %" G_GSIZE_FORMAT ")", check.what,
                             (gsize) (check.position - text));
  g_propagate_error (error, aws_error_new (NULL, check.code, message, NULL, 0));

  return FALSE;
}
