/* test-status-card.c: what the card says of a fleet's nodes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/fleet/flo-status-card.h"

#include <adwaita.h>

#include "fleet/flo-fleet-private.h"

/* Whether a label anywhere below @widget begins with @text. */
static gboolean
has_text (GtkWidget  *widget,
          const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (has_text (child, text))
        return TRUE;
    }
  return FALSE;
}

static void
test_nodes (void)
{
  static const struct
  {
    guint wanted;
    guint running;
    const char *text;
  } cases[] = {
    { 20, 18, "18 of 20 nodes run" },
    { 1, 1, "1 of 1 node runs" },
    { 0, 2, "2 nodes run, none is wanted" },
    { 0, 1, "1 node runs, none is wanted" },
    { 0, 0, "No nodes run, none is wanted" },
  };
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(FloFleet) fleet = flo_fleet_new ("f-1", "practice", config, 1800000000);
  FloStatusCard *card = g_object_ref_sink (g_object_new (FLO_TYPE_STATUS_CARD, NULL));

  flo_status_card_set_fleet (card, fleet);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      flo_fleet_set_wanted (fleet, cases[i].wanted);
      flo_fleet_set_running (fleet, cases[i].running, 0);
      flo_status_card_update (card);
      if (!has_text (GTK_WIDGET (card), cases[i].text))
        g_error ("“%s” is not said", cases[i].text);
    }
  g_assert_finalize_object (card);
}

/* Where a schedule or a queue says how many nodes there are, that is told, and not compared with the config's number. */
static void
test_scaling (void)
{
  const char *const schedule[] = { "0 8 * * 1-5 = 20", NULL };
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(FloFleet) fleet = NULL;
  FloWishes *wishes = flo_wishes_new ();
  FloStatusCard *card = g_object_ref_sink (g_object_new (FLO_TYPE_STATUS_CARD, NULL));

  config->capacity.nodes = 3;
  config->scaling.schedule = g_strdupv ((GStrv) schedule);
  fleet = flo_fleet_new ("f-1", "practice", config, 1800000000);
  flo_wishes_scale (wishes, 7, "anna@laptop", 1800000000);
  flo_fleet_set_wishes (fleet, wishes);
  flo_fleet_set_scaling (fleet, "7 nodes, as anna@laptop asked");
  flo_status_card_set_fleet (card, fleet);
  g_assert_true (has_text (GTK_WIDGET (card), "7 nodes, as anna@laptop asked"));
  g_assert_false (has_text (GTK_WIDGET (card), "7 nodes instead of"));
  flo_wishes_free (wishes);
  g_assert_finalize_object (card);
}

/* Which config a fleet has is told when it was changed. */
static void
test_revision (void)
{
  static const struct
  {
    guint revision;
    guint outdated;
    const char *text;
  } cases[] = {
    { 2, 3, "Revision 2 · 3 nodes have an older one, and are replaced in turn" },
    { 2, 1, "Revision 2 · 1 node has an older one, and is replaced" },
    { 3, 0, "Revision 3 · all nodes are as it wants them" },
  };
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(FloFleet) fleet = flo_fleet_new ("f-1", "practice", config, 1800000000);
  FloStatusCard *card = g_object_ref_sink (g_object_new (FLO_TYPE_STATUS_CARD, NULL));

  flo_status_card_set_fleet (card, fleet);
  g_assert_false (has_text (GTK_WIDGET (card), "Revision"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      flo_fleet_set_config (fleet, config, cases[i].revision);
      flo_fleet_set_outdated (fleet, cases[i].outdated);
      flo_status_card_update (card);
      if (!has_text (GTK_WIDGET (card), cases[i].text))
        g_error ("“%s” is not said", cases[i].text);
    }
  g_assert_finalize_object (card);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/status-card/nodes", test_nodes);
  g_test_add_func ("/status-card/scaling", test_scaling);
  g_test_add_func ("/status-card/revision", test_revision);

  return g_test_run ();
}
