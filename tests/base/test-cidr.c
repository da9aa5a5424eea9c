/* test-cidr.c: blocks of IPv4 addresses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/flo-cidr.h"

static void
test_parse (void)
{
  static const struct { const char *text; guint32 address; guint length; gboolean host_bits; const char *network; } good[] = {
    { "0.0.0.0/0", 0, 0, FALSE, "0.0.0.0/0" },
    { "1.2.3.4/0", 0x01020304, 0, TRUE, "0.0.0.0/0" },
    { "10.0.0.0/8", 0x0a000000, 8, FALSE, "10.0.0.0/8" },
    { "10.0.0.5/24", 0x0a000005, 24, TRUE, "10.0.0.0/24" },
    { "203.0.113.7/32", 0xcb007107, 32, FALSE, "203.0.113.7/32" },
    { "255.255.255.255/31", 0xffffffff, 31, TRUE, "255.255.255.254/31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      FloCidr cidr;
      g_autofree char *network = NULL;

      g_assert_true (flo_cidr_parse (good[i].text, &cidr));
      g_assert_cmpuint (cidr.address, ==, good[i].address);
      g_assert_cmpuint (cidr.length, ==, good[i].length);
      g_assert_cmpint (flo_cidr_has_host_bits (&cidr), ==, good[i].host_bits);
      network = flo_cidr_format_network (&cidr);
      g_assert_cmpstr (network, ==, good[i].network);
    }
}

static void
test_parse_refuses (void)
{
  static const char *const bad[] = {
    "", "10.0.0.0", "10.0.0.0/", "10.0.0/8", "10.0.0.0.0/8", "256.0.0.0/8", "10.0.0.0/33", "010.0.0.0/8", "10.0.0.0/08",
    "10.0.0.0/8 ", " 10.0.0.0/8", "10.0.0.0/-1", "a.b.c.d/8", "2001:db8::/32", "99999999999.0.0.0/8", "10..0.0/8",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      FloCidr cidr;

      g_assert_false (flo_cidr_parse (bad[i], &cidr));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cidr/parse", test_parse);
  g_test_add_func ("/cidr/parse-refuses", test_parse_refuses);

  return g_test_run ();
}
