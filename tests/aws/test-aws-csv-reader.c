/* test-aws-csv-reader.c: tables, honest and hostile, in pieces of any size
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <string.h>

#include "aws/aws-error.h"
#include "aws/wire/aws-csv-reader.h"

static gboolean
row_cb (const char *const  *cells,
        guint               n_cells,
        gpointer            user_data,
        GError            **error)
{
  GString *seen = user_data;

  for (guint i = 0; i < n_cells; i++)
    g_string_append_printf (seen, "%s[%s]", i > 0 ? " " : "", cells[i]);
  g_string_append_c (seen, '|');
  if (strcmp (cells[0], "stop") == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "stopped");
      return FALSE;
    }

  return TRUE;
}

/* (transfer full): the rows, and the code of the error that ended them */
static char *
read_table (const char *text,
            gsize       length,
            gsize       chunk)
{
  GString *seen = g_string_new (NULL);
  g_autoptr(AwsCsvReader) reader = aws_csv_reader_new (row_cb, seen);
  g_autoptr(GError) error = NULL;
  gboolean good = TRUE;

  for (gsize i = 0; i < length && good; i += chunk)
    good = aws_csv_reader_feed (reader, text + i, MIN (chunk, length - i), &error);
  if (good)
    good = aws_csv_reader_finish (reader, &error);

  g_assert_cmpint (good, ==, error == NULL);
  if (!good)
    g_string_append_printf (seen, "%s", error->domain == AWS_ERROR ? aws_error_get_code (error) : error->message);

  return g_string_free (seen, FALSE);
}

static void
check (const char *text,
       gsize       length,
       const char *expected)
{
  static const gsize chunks[] = { 1, 2, 3, 7, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      g_autofree char *actual = read_table (text, length, chunks[i]);

      g_assert_cmpstr (actual, ==, expected);
    }
}

static void
test_table (void)
{
  static const struct { const char *text; const char *expected; } cases[] =
  {
    { "", "" },
    { "a,b\nc,d\n", "[a] [b]|[c] [d]|" },
    { "a,b\r\nc,d", "[a] [b]|[c] [d]|" },
    { "a,b\r", "[a] [b]|" },
    { ",\n,,x\n", "[] []|[] [] [x]|" },
    { "\n\r\na\n\n", "[a]|" },
    { "\"\"\n", "[]|" },
    { "\"a,b\",\"say \"\"x\"\"\",\"\"\"\"\n", "[a,b] [say \"x\"] [\"]|" },
    { "\"two\nlines\",b\n", "[two\nlines] [b]|" },
    { "\"a\",,\"c\"\n", "[a] [] [c]|" },
    { "\xc3\xbc,\"\xe5\x80\xa4\"\n", "[\xc3\xbc] [\xe5\x80\xa4]|" },
    { "a\nstop\nb\n", "[a]|[stop]|stopped" },
    { "a\n\"b", "[a]|AnswerTruncated" },
    { "a\nb\"c\"\n", "[a]|AnswerMalformed" },
    { "\"a\"b\n", "AnswerMalformed" },
    { "a\rb\n", "AnswerMalformed" },
    { "x\n\xff\n", "[x]|AnswerMalformed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (cases[i].text, strlen (cases[i].text), cases[i].expected);
}

static void
test_binary (void)
{
  check ("a\0b\n", 4, "AnswerMalformed");
}

static void
test_too_large (void)
{
  g_autofree char *long_text = g_strnfill (1 << 20, 'x');
  g_autofree char *many_cells = g_strnfill (1 << 16, ',');
  g_autofree char *quoted = g_strdup_printf ("a\n\"%s", long_text);
  g_autofree char *from_text = read_table (long_text, strlen (long_text), 1000);
  g_autofree char *at_once = read_table (long_text, strlen (long_text), 1 << 20);
  g_autofree char *from_cells = read_table (many_cells, strlen (many_cells), 1000);
  g_autofree char *from_quoted = read_table (quoted, strlen (quoted), 1000);

  g_assert_cmpstr (from_text, ==, "AnswerTooLarge");
  g_assert_cmpstr (at_once, ==, "AnswerTooLarge");
  g_assert_cmpstr (from_cells, ==, "AnswerTooLarge");
  g_assert_cmpstr (from_quoted, ==, "[a]|AnswerTooLarge");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aws/csv-reader/table", test_table);
  g_test_add_func ("/aws/csv-reader/binary", test_binary);
  g_test_add_func ("/aws/csv-reader/too-large", test_too_large);

  return g_test_run ();
}
