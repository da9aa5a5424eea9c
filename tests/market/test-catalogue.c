/* test-catalogue.c: the instance types that ship with us
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-catalogue.h"

static void
test_find (void)
{
  g_autoptr(FloCatalogue) catalogue = flo_catalogue_get_default ();
  g_autoptr(FloCatalogue) again = flo_catalogue_get_default ();
  const FloInstanceType *type = flo_catalogue_find (catalogue, "m6i.large");
  const FloInstanceType *arm = flo_catalogue_find (catalogue, "m7g.large");

  g_assert_true (catalogue == again);
  g_assert_cmpuint (flo_catalogue_get_n_types (catalogue), >, 1000);

  g_assert_nonnull (type);
  g_assert_cmpstr (type->name, ==, "m6i.large");
  g_assert_cmpuint (type->vcpus, ==, 2);
  g_assert_cmpuint (type->memory_mib, ==, 8192);
  g_assert_true (type->x86_64);
  g_assert_false (type->arm64);
  g_assert_cmpuint (type->gpus, ==, 0);
  g_assert_false (type->burstable);
  g_assert_false (type->bare_metal);
  g_assert_true (type->spot);
  g_assert_cmpint (type->on_demand, ==, 96000);

  g_assert_true (arm->current_generation);
  g_assert_false (flo_catalogue_find (catalogue, "m4.large")->current_generation);
  g_assert_true (arm->arm64);
  g_assert_false (arm->x86_64);
  g_assert_true (flo_catalogue_find (catalogue, "t3.micro")->burstable);
  g_assert_true (flo_catalogue_find (catalogue, "m6i.metal")->bare_metal);
  g_assert_cmpuint (flo_catalogue_find (catalogue, "g5.12xlarge")->gpus, ==, 4);
  g_assert_null (flo_catalogue_find (catalogue, "m6i.enormous"));
}

/* Every line makes sense, and they are in order. */
static void
test_all (void)
{
  g_autoptr(FloCatalogue) catalogue = flo_catalogue_get_default ();

  for (guint i = 0; i < flo_catalogue_get_n_types (catalogue); i++)
    {
      const FloInstanceType *type = flo_catalogue_get_type_at (catalogue, i);

      g_assert_true (flo_catalogue_find (catalogue, type->name) == type);
      g_assert_cmpuint (type->vcpus, >, 0);
      g_assert_cmpuint (type->memory_mib, >, 0);
      g_assert_cmpint (type->on_demand, >=, 0);
      g_assert_cmpint (type->on_demand, <, 1000 * FLO_MONEY_PER_USD);
      if (i > 0)
        g_assert_cmpstr (flo_catalogue_get_type_at (catalogue, i - 1)->name, <, type->name);
    }
}

static void
test_interruption (void)
{
  g_autoptr(FloCatalogue) catalogue = flo_catalogue_get_default ();
  guint n_known = 0;

  for (guint i = 0; i < flo_catalogue_get_n_types (catalogue); i++)
    {
      int range = flo_catalogue_get_interruption (catalogue, "us-east-1", flo_catalogue_get_type_at (catalogue, i)->name);

      g_assert_cmpint (range, >=, -1);
      g_assert_cmpint (range, <=, 4);
      n_known += range >= 0;
    }
  g_assert_cmpuint (n_known, >, 500);
  g_assert_cmpint (flo_catalogue_get_interruption (catalogue, "eu-x-1", "m6i.large"), ==, -1);
  g_assert_cmpint (flo_catalogue_get_interruption (catalogue, "us-east-1", "m6i.enormous"), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/catalogue/find", test_find);
  g_test_add_func ("/catalogue/all", test_all);
  g_test_add_func ("/catalogue/interruption", test_interruption);

  return g_test_run ();
}
