/* test-config-copy.c: a config goes into tags, and comes back as it was; what somebody wrote there by hand does not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-config-copy.h"

#include <gio/gio.h>
#include <string.h>

#include "config/flo-config-json.h"

static const char whole[] =
  "{ \"version\": 1, \"name\": \"web\", \"region\": \"eu-central-1\", \"account\": \"of-anna\","
  "  \"capacity\": { \"nodes\": 20, \"on_demand_base\": 2 },"
  "  \"instances\": { \"types\": [\"m6i.large\", \"m5.large\", \"c6i.large\", \"c5.large\", \"r5.large\", \"r6i.large\"],"
  "                   \"max_vcpus\": 4, \"exclude\": [\"t2.*\"] },"
  "  \"zones\": { \"minimum\": 2, \"allowed\": [\"eu-central-1a\", \"eu-central-1b\"], \"distribution\": \"capacity-first\" },"
  "  \"price\": { \"limit\": \"fixed\", \"maximum\": \"0.05\" }, \"tags\": { \"team\": \"\xc3\xa4\", \"cost\": \"42\" },"
  "  \"interruption\": { \"drain_seconds\": 90, \"rebalance\": \"replace\" }, \"monitoring\": { \"events\": \"queue\" },"
  "  \"budget\": { \"per_hour\": \"2.5\", \"per_day\": \"40\" }, \"fallback\": { \"nodes\": 3 },"
  "  \"image\": { \"id\": \"ami-0123456789abcdef0\" }, \"storage\": { \"size_gib\": 80 },"
  "  \"network\": { \"ports\": [80, 443, 8080], \"sources\": [\"203.0.113.0/24\", \"198.51.100.7/32\"] },"
  "  \"access\": { \"key_pair\": \"anna\", \"ssh_port\": 2222 } }";


static FloConfig *
parse (const char *text)
{
  g_autoptr (GPtrArray) problems = NULL;
  FloConfig *config = flo_config_parse (text, -1, &problems);

  g_assert_nonnull (config);

  return config;
}

static void
test_whole (void)
{
  g_autoptr (FloConfig) config = parse (whole);
  g_autofree char *text = flo_config_copy_pack (config, NULL);
  g_autofree char *again = flo_config_copy_pack (config, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (FloConfig) back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (text);
  g_assert_cmpstr (text, ==, again);
  g_assert_cmpuint (strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="), ==, strlen (text));
  g_test_message ("%zu characters", strlen (text));
  back = flo_config_copy_unpack (text, NULL, &error);
  g_assert_no_error (error);

  /* Only the name of the account stays at home. */
  g_assert_null (back->account);
  g_clear_pointer (&config->account, g_free);
  before = flo_config_to_json (config);
  after = flo_config_to_json (back);
  g_assert_cmpstr (before, ==, after);
}

static void
test_too_long (void)
{
  g_autoptr (FloConfig) config = parse (whole);
  g_autoptr (GStrvBuilder) types = g_strv_builder_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) &i, sizeof i);
      g_autofree char *type = g_strdup_printf ("m%.12s.large", hash);

      g_strv_builder_add (types, type);
    }
  g_strfreev (config->instances.types);
  config->instances.types = g_strv_builder_end (types);
  text = flo_config_copy_pack (config, NULL);
  g_assert_null (text);
}

static void
test_hostile (void)
{
  g_autoptr (FloConfig) config = parse (whole);
  g_autofree char *text = flo_config_copy_pack (config, NULL);
  g_autofree char *cut = g_strndup (text, strlen (text) / 2);
  g_autofree char *damaged = g_strdup (text);
  g_autofree char *long_text = g_strnfill (5000, 'A');
  /* Raw deflate of 300 kB of one letter. */
  g_autofree char *bomb = NULL;
  const char *cases[] = { "", "=", "junk", "e30=", cut, damaged, long_text, NULL, "AwA=" };
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);
  g_autofree char *letters = g_strnfill (300000, ' ');
  guint8 packed[1024];
  gsize n_read, n_written;

  damaged[strlen (damaged) / 2] ^= 1;
  g_assert_cmpint (g_converter_convert (G_CONVERTER (compressor), letters, strlen (letters), packed, sizeof packed,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL), ==, G_CONVERTER_FINISHED);
  bomb = g_base64_encode (packed, n_written);
  cases[7] = bomb;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FloConfig) back = flo_config_copy_unpack (cases[i], NULL, &error);

      g_assert_null (back);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* 60000 open brackets: whoever reads that has to have a bound of its own. */
#define NESTED "7cExAQAAAMKgoOvfwxoeQAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB8GQ=="

/* Somebody wrote there by hand. */
static void
test_hostile_revision (void)
{
  static const char * const before[] = {
    ":", "2:", "2/1", "/:", "0/0:", "2/0:", "2/3:", "-2/1:", "2/1/1:", " 2/1:", "2/1 :", "9999999999/1:", "2/1:2/1:",
  };
  g_autoptr (FloConfig) config = parse (whole);
  g_autofree char *text = flo_config_copy_pack (config, NULL);
  g_autoptr (FloConfig) nested = flo_config_copy_unpack (NESTED, NULL, NULL);
  g_autoptr (FloConfig) nested_revision = flo_config_copy_unpack ("2/1:" NESTED, NULL, NULL);

  g_assert_null (nested);
  g_assert_null (nested_revision);
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      g_autofree char *copy = g_strconcat (before[i], text, NULL);
      FloRevision revision = { 5, 5 };
      g_autoptr (GError) error = NULL;
      g_autoptr (FloConfig) back = flo_config_copy_unpack (copy, &revision, &error);

      if (back != NULL)
        g_error ("“%s” is taken as revision %u, nodes since %u", before[i], revision.number, revision.nodes_since);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* The how manieth config it is goes with it, and is no part of the config. */
static void
test_revision (void)
{
  static const FloRevision revisions[] = { { 1, 1 }, { 2, 1 }, { 7, 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (revisions); i++)
    {
      g_autoptr (FloConfig) config = parse (whole);
      g_autofree char *text = flo_config_copy_pack (config, &revisions[i]);
      FloRevision revision = { 0 };
      g_autoptr (FloConfig) back = flo_config_copy_unpack (text, &revision, NULL);

      g_assert_nonnull (back);
      g_clear_pointer (&config->account, g_free);
      g_assert_true (flo_config_equal (config, back));
      g_assert_cmpuint (revision.number, ==, revisions[i].number);
      g_assert_cmpuint (revision.nodes_since, ==, revisions[i].nodes_since);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/config-copy/whole", test_whole);
  g_test_add_func ("/config-copy/too-long", test_too_long);
  g_test_add_func ("/config-copy/hostile", test_hostile);
  g_test_add_func ("/config-copy/hostile-revision", test_hostile_revision);
  g_test_add_func ("/config-copy/revision", test_revision);

  return g_test_run ();
}
