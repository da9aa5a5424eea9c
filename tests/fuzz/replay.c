/* replay.c: gives a fuzz target its corpus, and what comes of it by a little damage
 *
 * usage: fuzz-NAME-replay DIRECTORY
 *
 * The same in every run, so that a failure comes again: each file as it is, cut off at many places, with bytes
 * changed, doubled and taken out. libFuzzer searches better (./dev fuzz); this needs no clang.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <string.h>

#include "fuzz.h"

#define N_CUTS 60
#define N_MUTATIONS 120
#define MAX_DAMAGE 6

typedef struct
{
  char *name;     /* (owned) */
  GBytes *data;   /* (owned) */
} Seed;

static void
seed_free (gpointer data)
{
  Seed *seed = data;

  g_free (seed->name);
  g_bytes_unref (seed->data);
  g_free (seed);
}

/* A copy of its own size: sanitizers then see every read beyond the end. */
static void
give (gconstpointer data,
      gsize         size)
{
  g_autofree guint8 *copy = size > 0 ? g_memdup2 (data, size) : (guint8 *) g_strdup ("");

  LLVMFuzzerTestOneInput (copy, size);
}

static void
give_cut (const Seed *seed)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (seed->data, &size);

  for (guint i = 0; i < N_CUTS; i++)
    give (data, size * i / N_CUTS);
}

static void
damage (GByteArray *bytes,
        GRand      *random)
{
  static const guint8 telling[] = { 0, '<', '>', '&', '"', '\\', '{', '[', '\n', '=', 0x7f, 0xc0, 0xff };
  guint position, length;

  if (bytes->len == 0)
    return;

  position = (guint) g_rand_int_range (random, 0, (gint32) bytes->len);
  length = (guint) g_rand_int_range (random, 1, 40);
  length = MIN (length, bytes->len - position);
  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      bytes->data[position] = (guint8) g_rand_int_range (random, 0, 256);
      break;

    case 1:
      bytes->data[position] = telling[g_rand_int_range (random, 0, G_N_ELEMENTS (telling))];
      break;

    case 2:
      g_byte_array_remove_range (bytes, position, length);
      break;

    default:
      {
        g_autofree guint8 *piece = g_memdup2 (bytes->data + position, length);

        g_byte_array_append (bytes, piece, length);
        memmove (bytes->data + position + length, bytes->data + position,
                 bytes->len - position - length);
        memcpy (bytes->data + position, piece, length);
      }
    }
}

static void
give_damaged (const Seed *seed)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (g_str_hash (seed->name));
  gsize size;
  const guint8 *data = g_bytes_get_data (seed->data, &size);

  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      g_autoptr(GByteArray) bytes = g_byte_array_new ();
      gint32 n = g_rand_int_range (random, 1, MAX_DAMAGE + 1);

      g_byte_array_append (bytes, data, (guint) size);
      for (gint32 j = 0; j < n; j++)
        damage (bytes, random);
      give (bytes->data, bytes->len);
    }
}

static void
test_seed (gconstpointer data)
{
  const Seed *seed = data;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (seed->data, &size);

  give (bytes, size);
  give_cut (seed);
  give_damaged (seed);
}

static void
add_seeds (const char *directory)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (directory, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_autofree char *test_path = g_strdup_printf ("/replay/%s", name);
      Seed *seed = g_new0 (Seed, 1);
      char *contents;
      gsize length;

      g_file_get_contents (path, &contents, &length, &error);
      g_assert_no_error (error);
      seed->name = g_strdup (name);
      seed->data = g_bytes_new_take (contents, length);
      g_test_add_data_func_full (test_path, seed, test_seed, seed_free);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  add_seeds (argv[1]);

  return g_test_run ();
}
