/* test-aws-process-source.c: programs that give credentials, and programs that do not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/credentials/aws-process-source.h"
#include "aws/credentials/aws-shell-words.h"

#define PATIENCE 20000

typedef struct
{
  char *directory;         /* (owned) */
  char *pids;              /* (owned): where programs write who they are */
  GAsyncResult *result;    /* (owned) (nullable) */
  AwsCredentials *answer;  /* (owned) (nullable) */
  GError *error;           /* (owned) (nullable) */
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->directory = g_dir_make_tmp ("flotilla-process-XXXXXX", NULL);
  fixture->pids = g_build_filename (fixture->directory, "pids", NULL);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_unlink (fixture->pids);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_clear_object (&fixture->result);
  g_clear_pointer (&fixture->answer, aws_credentials_unref);
  g_clear_error (&fixture->error);
  g_free (fixture->directory);
  g_free (fixture->pids);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->answer =
    aws_credentials_provider_load_finish (AWS_CREDENTIALS_PROVIDER (source), result, &fixture->error);
  fixture->result = g_object_ref (result);
}

static void
start (Fixture      *fixture,
       const char   *script,
       guint         patience,
       GCancellable *cancellable)
{
  g_autofree char *quoted = g_shell_quote (script);
  g_autofree char *command = g_strconcat ("sh -c ", quoted, NULL);
  g_autoptr(AwsCredentialsProvider) provider = aws_process_provider_new (command, "work", "123456789012", patience);

  aws_credentials_provider_load_async (provider, cancellable, loaded_cb, fixture);
}

static void
finish (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_failed (Fixture    *fixture,
               const char *part)
{
  g_assert_null (fixture->answer);
  g_assert_error (fixture->error, AWS_ERROR, AWS_ERROR_CREDENTIALS);
  g_assert_cmpstr (aws_error_get_code (fixture->error), ==, AWS_CODE_PROCESS_FAILED);
  if (strstr (fixture->error->message, part) == NULL)
    g_error ("\"%s\" does not say \"%s\"", fixture->error->message, part);
}

/* Waits until the program has written @n lines, and reads them. */
static void
read_pids (Fixture *fixture,
           guint    n,
           pid_t   *pids)
{
  for (;;)
    {
      g_autofree char *text = NULL;
      g_auto(GStrv) lines = NULL;

      if (g_file_get_contents (fixture->pids, &text, NULL, NULL))
        {
          lines = g_strsplit (text, "\n", -1);
          if (g_strv_length (lines) == n + 1)
            {
              for (guint i = 0; i < n; i++)
                pids[i] = (pid_t) g_ascii_strtoll (lines[i], NULL, 10);
              return;
            }
        }
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

/* They are gone, or dead and not buried yet: what had other parents is init's. */
static void
assert_dead (pid_t pid)
{
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int) pid);
      g_autofree char *text = NULL;

      if (kill (pid, 0) != 0 && errno == ESRCH)
        return;
      if (g_file_get_contents (path, &text, NULL, NULL) && strstr (text, ") Z ") != NULL)
        return;
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_error ("process %d lives", (int) pid);
}

#define TWO_THAT_HANG "sleep 600 & echo $! >> \"$PIDS\"; echo $$ >> \"$PIDS\"; wait"

static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  start (fixture, "echo '{\"Version\": 1, \"AccessKeyId\": \"AKID\", \"SecretAccessKey\": \"s\"}'", PATIENCE, NULL);
  finish (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (aws_credentials_get_access_key_id (fixture->answer), ==, "AKID");
  g_assert_cmpstr (aws_credentials_get_account_id (fixture->answer), ==, "123456789012");
  g_assert_cmpstr (aws_credentials_get_source (fixture->answer), ==, "the program of profile work");
}

/* It has nothing to read, and no terminal to ask at. */
static void
test_no_input (Fixture       *fixture,
               gconstpointer  data)
{
  start (fixture, "cat; if (: < /dev/tty) 2> /dev/null; then echo a terminal >&2; exit 1; fi; "
         "echo 'nothing to read' >&2; exit 2", PATIENCE, NULL);
  finish (fixture);
  assert_failed (fixture, "status 2: nothing to read");
}

static void
test_hangs (Fixture       *fixture,
            gconstpointer  data)
{
  pid_t pids[2];

  start (fixture, TWO_THAT_HANG, 500, NULL);
  read_pids (fixture, 2, pids);
  finish (fixture);
  assert_failed (fixture, "took too long");
  assert_dead (pids[0]);
  assert_dead (pids[1]);
}

/* The program itself has ended well; what it left behind keeps its output open. */
static void
test_child_hangs (Fixture       *fixture,
                  gconstpointer  data)
{
  pid_t pid;

  start (fixture, "sleep 600 & echo $! >> \"$PIDS\"", 500, NULL);
  read_pids (fixture, 1, &pid);
  finish (fixture);
  assert_failed (fixture, "took too long");
  assert_dead (pid);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  pid_t pids[2];

  start (fixture, TWO_THAT_HANG, PATIENCE, cancellable);
  read_pids (fixture, 2, pids);
  g_cancellable_cancel (cancellable);
  finish (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_dead (pids[0]);
  assert_dead (pids[1]);
}

static void
test_cancelled_before (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  start (fixture, "echo x >> \"$PIDS\"", PATIENCE, cancellable);
  finish (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (fixture->pids, G_FILE_TEST_EXISTS));
}

/* Whoever prints without end is not waited for. */
static void
test_endless (Fixture       *fixture,
              gconstpointer  data)
{
  pid_t pid;

  start (fixture, "echo $$ >> \"$PIDS\"; exec yes", PATIENCE, NULL);
  read_pids (fixture, 1, &pid);
  finish (fixture);
  assert_failed (fixture, "more than 64 KiB");
  assert_dead (pid);
}

static void
test_complaint (Fixture       *fixture,
                gconstpointer  data)
{
  start (fixture, "printf 'one\\ntwo\\033[31m\\377' >&2; exit 1", PATIENCE, NULL);
  finish (fixture);
  assert_failed (fixture, "one two [31m");
  g_assert_true (g_utf8_validate (fixture->error->message, -1, NULL));
}

static void
test_words (void)
{
  static const struct { const char *command; const char *words; } rows[] =
  {
    { "", "" },
    { "  \t\n ", "" },
    { "a b\tc\nd", "<a><b><c><d>" },
    { "a\"b c\"d 'e  f'", "<ab cd><e  f>" },
    { "\"\" ''", "<><>" },
    { "a\\ b \\\\ \\\"", "<a b><\\><\">" },
    { "\"a\\\"b\\\\c\\d\"", "<a\"b\\c\\d>" },
    { "'a\\'", "<a\\>" },
    { "$HOME ~ * # `x` $(x) ; | &", "<$HOME><~><*><#><`x`><$(x)><;><|><&>" },
    { "'", NULL },
    { "a \"b", NULL },
    { "a\\", NULL },
    { "\"a\\", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(GStrv) words = aws_shell_words_split (rows[i].command);
      g_autoptr(GString) joined = g_string_new (NULL);

      for (guint j = 0; words != NULL && words[j] != NULL; j++)
        g_string_append_printf (joined, "<%s>", words[j]);
      g_assert_cmpstr (words != NULL ? joined->str : NULL, ==, rows[i].words);
    }
}

static void
with_pids (Fixture       *fixture,
           gconstpointer  data)
{
  g_setenv ("PIDS", fixture->pids, TRUE);
  ((void (*) (Fixture *, gconstpointer)) data) (fixture, NULL);
}

#define ADD(path, test) \
  g_test_add ("/aws/process-source/" path, Fixture, test, fixture_set_up, with_pids, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("good", test_good);
  ADD ("no-input", test_no_input);
  ADD ("hangs", test_hangs);
  ADD ("child-hangs", test_child_hangs);
  ADD ("cancel", test_cancel);
  ADD ("cancelled-before", test_cancelled_before);
  ADD ("endless", test_endless);
  ADD ("complaint", test_complaint);
  g_test_add_func ("/aws/process-source/words", test_words);

  return g_test_run ();
}
