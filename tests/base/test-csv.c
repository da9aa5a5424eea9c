/* test-csv.c: the plain tables that ship with us
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-csv.h"

#include <string.h>

static FloCsv *
open_text (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return flo_csv_new (bytes);
}

static void
test_read (void)
{
  g_autoptr(FloCsv) table = open_text ("type,vcpus,price\nm6i.large,2,96000\r\na1.metal,,\nshort\n");
  const int type = flo_csv_column (table, "type");
  const int vcpus = flo_csv_column (table, "vcpus");
  const int price = flo_csv_column (table, "price");

  g_assert_cmpint (type, ==, 0);
  g_assert_cmpint (price, ==, 2);
  g_assert_cmpint (flo_csv_column (table, "colour"), ==, -1);

  g_assert_true (flo_csv_next (table));
  g_assert_cmpstr (flo_csv_get (table, type), ==, "m6i.large");
  g_assert_cmpint (flo_csv_get_number (table, vcpus), ==, 2);
  g_assert_cmpint (flo_csv_get_number (table, price), ==, 96000);
  g_assert_cmpstr (flo_csv_get (table, -1), ==, "");

  g_assert_true (flo_csv_next (table));
  g_assert_cmpstr (flo_csv_get (table, type), ==, "a1.metal");
  g_assert_cmpstr (flo_csv_get (table, vcpus), ==, "");
  g_assert_cmpint (flo_csv_get_number (table, price), ==, 0);

  g_assert_true (flo_csv_next (table));
  g_assert_cmpstr (flo_csv_get (table, type), ==, "short");
  g_assert_cmpstr (flo_csv_get (table, price), ==, "");

  g_assert_false (flo_csv_next (table));
  g_assert_false (flo_csv_next (table));
}

static void
test_empty (void)
{
  g_autoptr(FloCsv) table = open_text ("");

  g_assert_cmpint (flo_csv_column (table, "type"), ==, -1);
  g_assert_false (flo_csv_next (table));
}

/* The last line need not end. */
static void
test_open_end (void)
{
  g_autoptr(FloCsv) table = open_text ("type\nm6i.large");

  g_assert_true (flo_csv_next (table));
  g_assert_cmpstr (flo_csv_get (table, 0), ==, "m6i.large");
  g_assert_false (flo_csv_next (table));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv/read", test_read);
  g_test_add_func ("/csv/empty", test_empty);
  g_test_add_func ("/csv/open-end", test_open_end);

  return g_test_run ();
}
