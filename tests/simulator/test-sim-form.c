/* test-sim-form.c: Query parameters as a tree, and hostile ones refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-form.h"

static FloSimForm *
parse (const char *text)
{
  g_autofree char *problem = NULL;
  FloSimForm *form = flo_sim_form_parse (text, strlen (text), &problem);

  g_assert_cmpint (form == NULL, ==, problem != NULL);
  return form;
}

static void
test_tree (void)
{
  g_autoptr (FloSimForm) form
      = parse ("Action=X&Filter.10.Name=ten&Filter.2.Name=two&Filter.2.Value.2=b&"
               "Filter.2.Value.1=a+b%26%C3%BC&Count=12&Flag=true&Empty=&Bare&Rate=0.5");
  g_autoptr (GPtrArray) values = NULL;

  g_assert_cmpuint (flo_sim_node_count (form->root, "Filter"), ==, 2);
  g_assert_cmpstr (flo_sim_node_get (flo_sim_node_nth (form->root, "Filter", 0), "Name"), ==,
                   "two");
  g_assert_cmpstr (flo_sim_node_get (flo_sim_node_nth (form->root, "Filter", 1), "Name"), ==,
                   "ten");
  values = flo_sim_node_get_strings (form->root, "Filter.2.Value");
  g_assert_cmpuint (values->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (values, 0), ==, "a b&ü");
  g_assert_cmpstr (g_ptr_array_index (values, 1), ==, "b");
  g_assert_cmpint (flo_sim_node_get_int (form->root, "Count", 0), ==, 12);
  g_assert_cmpint (flo_sim_node_get_int (form->root, "Missing", 7), ==, 7);
  g_assert_true (flo_sim_node_get_bool (form->root, "Flag", FALSE));
  g_assert_cmpfloat (flo_sim_node_get_double (form->root, "Rate", 0), ==, 0.5);
  g_assert_cmpstr (flo_sim_node_get (form->root, "Empty"), ==, "");
  g_assert_cmpstr (flo_sim_node_get (form->root, "Bare"), ==, "");
  g_assert_null (flo_sim_node_get (form->root, "Filter"));
  g_assert_null (flo_sim_node_get (form->root, "Filter.3.Name"));
  g_assert_null (flo_sim_node_get (NULL, "Name"));
  g_assert_cmpuint (form->keys->len, ==, 10);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "A=1&A=2",
    "A=1&A.1=2",
    "A.1=2&A=1",
    "A..B=1",
    ".A=1",
    "A.=1",
    "=1",
    "A=%zz",
    "A=%ff",
    "%00=1",
    "A.B.C.D.E.F.G.H.I.J.K.L.M=1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (parse (texts[i]));
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("A.0=x");

  for (guint i = 1; i < 9999; i++)
    g_string_append_printf (text, "&A.%u=x", i);
  {
    g_autoptr (FloSimForm) form = parse (text->str);

    g_assert_nonnull (form);
    g_assert_cmpuint (flo_sim_node_count (form->root, "A"), ==, 9999);
  }
  g_string_append (text, "&B=1&C=1");
  g_assert_null (parse (text->str));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulator/form/tree", test_tree);
  g_test_add_func ("/simulator/form/refused", test_refused);
  g_test_add_func ("/simulator/form/many", test_many);
  return g_test_run ();
}
