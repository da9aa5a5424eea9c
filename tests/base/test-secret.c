/* test-secret.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/flo-secret-file.h"
#include "base/flo-secret.h"

/* What the kernel says of the mapping that holds @address: "VmFlags: rd wr mr mw me lo dc dd". NULL: not mapped. */
static char *
dup_flags (gconstpointer address)
{
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;
  gboolean found = FALSE;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *rest;
      guint64 start = g_ascii_strtoull (lines[i], &rest, 16);

      if (*rest == '-' && rest != lines[i])
        found = (guintptr) address >= start
                && (guintptr) address < g_ascii_strtoull (rest + 1, NULL, 16);
      else if (found && g_str_has_prefix (lines[i], "VmFlags:"))
        return g_strdup (lines[i]);
    }

  return NULL;
}

static void
test_memory (void)
{
  char *secret = flo_secret_strdup ("wJalrXUtnFEMI");
  g_autofree char *flags = dup_flags (secret);

  g_assert_cmpstr (secret, ==, "wJalrXUtnFEMI");
  if (flags == NULL || strstr (flags, " dd") == NULL)
    {
      flo_secret_free (secret);
      g_test_skip ("this kernel does not tell");
      return;
    }
  g_assert_nonnull (strstr (flags, " dd"));   /* not dumped */
  g_assert_nonnull (strstr (flags, " dc"));   /* not copied into a child */
#ifndef __SANITIZE_ADDRESS__                  /* where mlock() does nothing */
  g_assert_nonnull (strstr (flags, " lo"));   /* locked */
#endif

  flo_secret_free (secret);
}

static void
test_sizes (void)
{
  static const gsize sizes[] = { 0, 1, 4079, 4080, 4081, 4096, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      char *secret = flo_secret_alloc (sizes[i]);

      g_assert_cmpuint ((guintptr) secret % 16, ==, 0);
      for (gsize j = 0; j < sizes[i]; j++)
        g_assert_cmpint (secret[j], ==, 0);
      memset (secret, 'x', sizes[i]);
      flo_secret_free (secret);
    }
}

static void
test_nothing (void)
{
  g_assert_null (flo_secret_strdup (NULL));
  flo_secret_free (NULL);
  flo_secret_free_plain (NULL);
  flo_secret_free_plain (g_strdup ("x"));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
load (const char  *path,
      gsize        max_size,
      gsize       *length,
      GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  flo_secret_file_load_async (path, max_size, NULL, loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return flo_secret_file_load_finish (result, length, error);
}

static void
assert_content (const char *path,
                const char *expected)
{
  g_autoptr(GError) error = NULL;
  gsize length = 0;
  char *content = load (path, 100, &length, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (content, length, expected, strlen (expected));
  g_assert_cmpint (content[length], ==, '\0');
  flo_secret_free (content);
}

static void
assert_error (const char *path,
              gint        code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (load (path, 100, NULL, &error));
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_file (void)
{
  g_autofree char *directory = g_dir_make_tmp ("flotilla-secret-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "file", NULL);
  g_autofree char *text = g_strnfill (101, 'x');

  assert_error (path, G_IO_ERROR_NOT_FOUND);
  assert_error (directory, G_IO_ERROR_IS_DIRECTORY);

  g_assert_true (g_file_set_contents (path, "", -1, NULL));
  assert_content (path, "");
  g_assert_true (g_file_set_contents (path, "secret\n", -1, NULL));
  assert_content (path, "secret\n");
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  assert_error (path, G_IO_ERROR_MESSAGE_TOO_LARGE);
  text[100] = '\0';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  assert_content (path, text);

  g_remove (path);
  g_rmdir (directory);
}

static gpointer
write_in_pieces (gpointer path)
{
  FILE *file = fopen (path, "w");

  g_assert_nonnull (file);
  fputs ("in ", file);
  fflush (file);
  g_usleep (20000);
  fputs ("pieces", file);
  fclose (file);

  return NULL;
}

/* AWS_SHARED_CREDENTIALS_FILE=<(get-keys): a shell's pipe */
static void
test_pipe (void)
{
  g_autofree char *directory = g_dir_make_tmp ("flotilla-secret-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "pipe", NULL);
  GThread *writer;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  writer = g_thread_new ("writer", write_in_pieces, path);
  assert_content (path, "in pieces");
  g_thread_join (writer);

  g_remove (path);
  g_rmdir (directory);
}

static void
test_cancelled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  flo_secret_file_load_async ("/proc/self/status", 100000, cancellable, loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (flo_secret_file_load_finish (result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_string (void)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < 10000; i++)
    flo_secret_string_append (string, "secret", i % 7);
  g_assert_cmpuint (string->len, ==, 29994);
  g_assert_cmpuint (strlen (string->str), ==, string->len);
  g_assert_true (g_str_has_prefix (string->str, "ssesecsecrsecresecret"));
  flo_secret_string_free (string);
  flo_secret_string_free (NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret/memory", test_memory);
  g_test_add_func ("/secret/sizes", test_sizes);
  g_test_add_func ("/secret/nothing", test_nothing);
  g_test_add_func ("/secret/file", test_file);
  g_test_add_func ("/secret/pipe", test_pipe);
  g_test_add_func ("/secret/cancelled", test_cancelled);
  g_test_add_func ("/secret/string", test_string);

  return g_test_run ();
}
