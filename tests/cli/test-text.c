/* test-text.c: nothing that came from outside commands a terminal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "cli/flo-cli-text.h"

static void
test_clean (void)
{
  static const struct { const char *given, *wanted; } cases[] = {
    { "", "" },
    { "Zürich\n\tзадача 日本 😀", "Zürich\n\tзадача 日本 😀" },
    { "a\033[2Jb", "a\357\277\275[2Jb" },                                       /* erase the screen */
    { "a\033]0;title\007", "a\357\277\275]0;title\357\277\275" },
    { "ok\r$0.10", "ok\357\277\275$0.10" },                                     /* over what was said */
    { "a\302\2332Jb", "a\357\277\2752Jb" },                                     /* the same command in one character */
    { "a\342\200\256b", "a\357\277\275b" },                                     /* right to left */
    { "a\342\200\250b", "a\357\277\275b" },
    { "a\377b", "a\357\277\275b" },
    { "a\010\010b\177", "a\357\277\275\357\277\275b\357\277\275" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = flo_cli_text_clean (cases[i].given);
      g_autofree char *again = flo_cli_text_clean (clean);

      g_assert_cmpstr (clean, ==, cases[i].wanted);
      g_assert_cmpstr (again, ==, clean);
    }
}

static void
test_end (void)
{
  static const struct { const char *given, *wanted; } cases[] = {
    { "it waits", "it waits." },
    { "It is tried again.", "It is tried again." },
    { "Is it there?", "Is it there?" },
    { "wait…", "wait…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ended = flo_cli_text_end (cases[i].given);

      g_assert_cmpstr (ended, ==, cases[i].wanted);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/text/clean", test_clean);
  g_test_add_func ("/cli/text/end", test_end);

  return g_test_run ();
}
