/* test-wishes.c: what a person asked of a fleet: kept, compared, and read strictly
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/engine/flo-wishes.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1764000000) * G_USEC_PER_SEC)


static FloWishes *
make_wishes (void)
{
  FloWishes *self = flo_wishes_new ();

  flo_wishes_scale (self, 8, "anna@laptop", NOW);
  flo_wishes_pause (self, "ben@desk", NOW + 1);
  flo_wishes_leave_node (self, "i-1", FALSE, "anna@laptop", NOW + 2);
  flo_wishes_leave_node (self, "i-2", TRUE, "anna@laptop", NOW + 3);
  flo_wishes_leave_zone (self, "us-east-1a", "anna@laptop", NOW + 4);

  return self;
}

static void
test_keep (void)
{
  g_autoptr (FloWishes) wishes = make_wishes ();
  g_autoptr (FloWishes) copy = flo_wishes_copy (wishes);
  g_autofree char *text = flo_wishes_to_json (wishes);
  g_autoptr (GError) error = NULL;
  g_autoptr (FloWishes) again = flo_wishes_from_json (text, &error);
  g_autofree char *text_again = flo_wishes_to_json (again);

  g_assert_no_error (error);
  g_assert_true (flo_wishes_equal (wishes, copy));
  g_assert_true (flo_wishes_equal (wishes, again));
  g_assert_cmpstr (text, ==, text_again);
  g_assert_cmpuint (flo_wishes_get_nodes (again, 3), ==, 8);
  g_assert_true (flo_wishes_is_paused (again));
  g_assert_true (flo_wishes_find_node (again, "i-2")->drain);
  g_assert_false (flo_wishes_find_node (again, "i-1")->drain);
  g_assert_null (flo_wishes_find_node (again, "i-3"));
  g_assert_nonnull (flo_wishes_find_zone (again, "us-east-1a"));
}

static void
test_take_over (void)
{
  g_autoptr (FloWishes) wishes = flo_wishes_new ();
  g_autoptr (FloWishes) again = NULL;
  g_autofree char *text = NULL;

  g_assert_false (flo_wishes_wants_take_over (NULL));
  flo_wishes_take_over (wishes, "anna@laptop", 7);
  flo_wishes_take_over (wishes, "bob@desk", 8);
  text = flo_wishes_to_json (wishes);
  again = flo_wishes_from_json (text, NULL);
  g_assert_true (flo_wishes_wants_take_over (again));
  g_assert_cmpstr (again->take_over.by, ==, "anna@laptop");
  g_assert_true (flo_wishes_equal (wishes, again));
  flo_wishes_taken_over (again);
  g_assert_false (flo_wishes_equal (wishes, again));
  g_assert_true (flo_wishes_is_empty (again));
}

static void
test_nothing (void)
{
  g_autoptr (FloWishes) wishes = make_wishes ();
  g_autoptr (FloWishes) nothing = flo_wishes_from_json (NULL, NULL);

  g_assert_true (flo_wishes_is_empty (nothing));
  g_assert_true (flo_wishes_is_empty (NULL));
  g_assert_true (flo_wishes_equal (nothing, NULL));
  g_assert_false (flo_wishes_equal (nothing, wishes));
  g_assert_null (flo_wishes_to_json (nothing));
  g_assert_cmpuint (flo_wishes_get_nodes (nothing, 3), ==, 3);

  flo_wishes_unscale (wishes);
  flo_wishes_resume (wishes);
  g_assert_true (flo_wishes_keep_node (wishes, "i-1"));
  g_assert_true (flo_wishes_keep_node (wishes, "i-2"));
  g_assert_false (flo_wishes_keep_node (wishes, "i-2"));
  g_assert_true (flo_wishes_use_zone (wishes, "us-east-1a"));
  g_assert_true (flo_wishes_is_empty (wishes));

  /* No nodes are something that is asked for. */
  flo_wishes_scale (wishes, 0, "anna@laptop", NOW);
  g_assert_false (flo_wishes_is_empty (wishes));
  g_assert_cmpuint (flo_wishes_get_nodes (wishes, 3), ==, 0);
}

/* Asked for twice, the first one stands; another way to go takes its place. */
static void
test_again (void)
{
  g_autoptr (FloWishes) wishes = make_wishes ();
  g_autoptr (FloWishes) before = flo_wishes_copy (wishes);
  g_autofree char *text = NULL;

  flo_wishes_pause (wishes, "cleo@desk", NOW + 9);
  flo_wishes_leave_node (wishes, "i-1", FALSE, "cleo@desk", NOW + 9);
  flo_wishes_leave_zone (wishes, "us-east-1a", "cleo@desk", NOW + 9);
  g_assert_true (flo_wishes_equal (before, wishes));

  flo_wishes_leave_node (wishes, "i-1", TRUE, "cleo@desk", NOW + 9);
  g_assert_cmpuint (wishes->left_nodes->len, ==, 2);
  g_assert_true (flo_wishes_find_node (wishes, "i-1")->drain);
  text = flo_asked_describe (&flo_wishes_find_node (wishes, "i-1")->asked);
  g_assert_cmpstr (text, ==, "asked for by cleo@desk on 2025-11-24 at 16:00:00 UTC");
}

static void
test_damaged (void)
{
  static const char *const texts[] = {
    "", "[]", "{", "5",
    "{\"new\":1}",
    "{\"paused\":true}",
    "{\"take_over\":{}}",
    "{\"take_over\":{\"by\":\"a\",\"time\":1,\"force\":true}}",
    "{\"paused\":{}}",
    "{\"paused\":{\"by\":\"\",\"time\":1}}",
    "{\"paused\":{\"by\":\"a\",\"time\":-1}}",
    "{\"paused\":{\"by\":\"a\",\"time\":\"1\"}}",
    "{\"paused\":{\"by\":\"a\",\"time\":1,\"until\":2}}",
    "{\"scaled\":{\"by\":\"a\",\"time\":1}}",
    "{\"scaled\":{\"by\":\"a\",\"time\":1,\"nodes\":-1}}",
    "{\"scaled\":{\"by\":\"a\",\"time\":1,\"nodes\":10001}}",
    "{\"scaled\":{\"by\":\"a\",\"time\":1,\"nodes\":2.5}}",
    "{\"left_nodes\":{}}",
    "{\"left_nodes\":[1]}",
    "{\"left_nodes\":[{\"id\":\"i-1\",\"by\":\"a\",\"time\":1}]}",
    "{\"left_zones\":[{\"by\":\"a\",\"time\":1}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (flo_wishes_from_json (texts[i], &error));
      g_assert_error (error, FLO_WISHES_ERROR, FLO_WISHES_ERROR_INVALID);
    }
}

static void
test_bounds (void)
{
  g_autofree char *name = g_strnfill (300, 'a');
  g_autofree char *text = g_strdup_printf ("{\"paused\":{\"by\":\"%s\",\"time\":1}}", name);
  g_autoptr (GString) zones = g_string_new ("{\"left_zones\":[");
  g_autoptr (GError) error = NULL;

  g_assert_null (flo_wishes_from_json (text, &error));
  g_assert_error (error, FLO_WISHES_ERROR, FLO_WISHES_ERROR_INVALID);
  g_clear_error (&error);

  for (guint i = 0; i < 101; i++)
    g_string_append_printf (zones, "%s{\"zone\":\"z%u\",\"by\":\"a\",\"time\":1}", i > 0 ? "," : "", i);
  g_string_append (zones, "]}");
  g_assert_null (flo_wishes_from_json (zones->str, &error));
  g_assert_nonnull (strstr (error->message, "a list is too long"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wishes/keep", test_keep);
  g_test_add_func ("/wishes/take-over", test_take_over);
  g_test_add_func ("/wishes/nothing", test_nothing);
  g_test_add_func ("/wishes/again", test_again);
  g_test_add_func ("/wishes/damaged", test_damaged);
  g_test_add_func ("/wishes/bounds", test_bounds);

  return g_test_run ();
}
