/* aws-text.c: how AWS writes values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-text"

#include "aws/wire/aws-text.h"

/* 1: unreserved in RFC 3986, 2: the slash */
static const guint8 unescaped[256] =
{
  ['-'] = 1, ['.'] = 1, ['_'] = 1, ['~'] = 1, ['/'] = 2,
  ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1,
  ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
  ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1,
  ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1,
  ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1,
  ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1,
  ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1,
  ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
};

/**
 * aws_text_append_escaped:
 * @string: what to append to
 * @text: bytes, UTF-8 as a rule
 * @keep_slashes: whether '/' stays as it is, as in a path
 *
 * Appends @text percent-encoded as SigV4 wants it: everything but RFC 3986's unreserved characters.
 */
void
aws_text_append_escaped (GString    *string,
                         const char *text,
                         gboolean    keep_slashes)
{
  static const char hex[] = "0123456789ABCDEF";
  const guint8 *start = (const guint8 *) text;
  const guint8 limit = keep_slashes ? 2 : 1;

  while (TRUE)
    {
      const guint8 *end = start;
      char escape[3];

      while (unescaped[*end] != 0 && unescaped[*end] <= limit)
        end++;
      if (end > start)
        aws_text_append (string, (const char *) start, end - start);
      if (*end == '\0')
        return;

      escape[0] = '%';
      escape[1] = hex[*end >> 4];
      escape[2] = hex[*end & 15];
      aws_text_append (string, escape, 3);
      start = end + 1;
    }
}

/* Days since 1970-01-01 of a date of the proleptic Gregorian calendar. */
static gint64
aws_text_days_from_civil (int year,
                          int month,
                          int day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
         - 719468;
}

static void
aws_text_civil_from_days (gint64  days,
                          int    *year,
                          int    *month,
                          int    *day)
{
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  int day_of_era = (int) (z - era * 146097);
  int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted_month = (5 * day_of_year + 2) / 153;

  *day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  *month = shifted_month + (shifted_month < 10 ? 3 : -9);
  *year = (int) (year_of_era + era * 400) + (*month <= 2 ? 1 : 0);
}

static char *
aws_text_put_digits (char *text,
                     int   number,
                     int   n_digits)
{
  for (int i = n_digits - 1; i >= 0; i--)
    {
      text[i] = (char) ('0' + number % 10);
      number /= 10;
    }

  return text + n_digits;
}

/* The years that have four digits; times outside cannot be written and are clamped. */
#define MIN_TIME G_GINT64_CONSTANT (-62135596800)
#define MAX_TIME G_GINT64_CONSTANT (253402300799)

/* @separators: whether to write "-" and ":" */
static void
aws_text_put_time (gint64   unix_seconds,
                   gboolean separators,
                   char    *text)
{
  gint64 clamped = CLAMP (unix_seconds, MIN_TIME, MAX_TIME);
  gint64 days = clamped / 86400 - (clamped % 86400 < 0 ? 1 : 0);
  int seconds = (int) (clamped - days * 86400);
  int year, month, day;

  aws_text_civil_from_days (days, &year, &month, &day);
  text = aws_text_put_digits (text, year, 4);
  if (separators)
    *text++ = '-';
  text = aws_text_put_digits (text, month, 2);
  if (separators)
    *text++ = '-';
  text = aws_text_put_digits (text, day, 2);
  *text++ = 'T';
  text = aws_text_put_digits (text, seconds / 3600, 2);
  if (separators)
    *text++ = ':';
  text = aws_text_put_digits (text, seconds / 60 % 60, 2);
  if (separators)
    *text++ = ':';
  text = aws_text_put_digits (text, seconds % 60, 2);
  *text++ = 'Z';
  *text = '\0';
}

/**
 * aws_text_format_unsigned:
 * @number: a number
 * @text: (out caller-allocated): its digits; what printf() does, but every item of every list needs it
 */
void
aws_text_format_unsigned (guint number,
                          char  text[12])
{
  int n_digits = 1;

  for (guint rest = number / 10; rest > 0; rest /= 10)
    n_digits++;
  text[n_digits] = '\0';
  for (; n_digits > 0; number /= 10)
    text[--n_digits] = (char) ('0' + number % 10);
}

/**
 * aws_text_format_time:
 * @unix_seconds: a time
 * @text: (out caller-allocated): "2015-08-30T12:36:00Z"
 */
void
aws_text_format_time (gint64 unix_seconds,
                      char   text[AWS_TIME_SIZE])
{
  aws_text_put_time (unix_seconds, TRUE, text);
}

/**
 * aws_text_format_amz_date:
 * @unix_seconds: a time
 * @text: (out caller-allocated): "20150830T123600Z", as SigV4 dates requests
 */
void
aws_text_format_amz_date (gint64 unix_seconds,
                          char   text[AWS_AMZ_DATE_SIZE])
{
  aws_text_put_time (unix_seconds, FALSE, text);
}

static gboolean
aws_text_get_digits (const char **text,
                     int          n_digits,
                     int         *number)
{
  *number = 0;
  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *number = *number * 10 + (*(*text)++ - '0');
    }

  return TRUE;
}

static gboolean
aws_text_get_char (const char **text,
                   char         expected)
{
  if (**text != expected)
    return FALSE;

  (*text)++;

  return TRUE;
}

/* "Z", nothing (UTC too), or "+02:00" */
static gboolean
aws_text_get_offset (const char **text,
                     int         *seconds)
{
  int sign = **text == '-' ? -1 : 1;
  int hours, minutes;

  *seconds = 0;
  if (**text == '\0' || aws_text_get_char (text, 'Z'))
    return TRUE;

  if (!aws_text_get_char (text, sign < 0 ? '-' : '+')
      || !aws_text_get_digits (text, 2, &hours)
      || !aws_text_get_char (text, ':')
      || !aws_text_get_digits (text, 2, &minutes)
      || hours > 23 || minutes > 59)
    return FALSE;

  *seconds = sign * (hours * 3600 + minutes * 60);

  return TRUE;
}

/**
 * aws_text_parse_time:
 * @text: "2015-08-30T12:36:00Z", with or without a fraction of a second
 * @unix_seconds: (out): the time; a fraction is dropped
 *
 * Returns: %FALSE when @text is something else
 */
gboolean
aws_text_parse_time (const char *text,
                     gint64     *unix_seconds)
{
  int year, month, day, hour, minute, second, offset;

  if (!aws_text_get_digits (&text, 4, &year) || !aws_text_get_char (&text, '-')
      || !aws_text_get_digits (&text, 2, &month) || !aws_text_get_char (&text, '-')
      || !aws_text_get_digits (&text, 2, &day) || !aws_text_get_char (&text, 'T')
      || !aws_text_get_digits (&text, 2, &hour) || !aws_text_get_char (&text, ':')
      || !aws_text_get_digits (&text, 2, &minute) || !aws_text_get_char (&text, ':')
      || !aws_text_get_digits (&text, 2, &second))
    return FALSE;

  if (aws_text_get_char (&text, '.'))
    {
      if (!g_ascii_isdigit (*text))
        return FALSE;
      while (g_ascii_isdigit (*text))
        text++;
    }

  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31
      || hour > 23 || minute > 59 || second > 60
      || !aws_text_get_offset (&text, &offset) || *text != '\0')
    return FALSE;

  *unix_seconds = aws_text_days_from_civil (year, month, day) * 86400
                  + hour * 3600 + minute * 60 + second - offset;

  return TRUE;
}
