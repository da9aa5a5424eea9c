/* assistant-fixture.c: a page of the assistant with a draft of its own, and a market that is always the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "assistant-fixture.h"

#include "flo-app-resources.h"

/* Two usable zones and one that is not, two types that fit the need and one that is too large. */
FloMarket *
assistant_fixture_create_market (void)
{
  const FloZone zones[] = {
    { "us-east-1a", "use1-az1", TRUE, NULL },
    { "us-east-1b", "use1-az2", TRUE, NULL },
    { "us-east-1-bos-1a", "use1-bos1-az1", FALSE, "a Local Zone" },
  };
  const FloInstanceType types[] = {
    { "m6i.large", 2, 8192, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 96000 },
    { "c6i.large", 2, 4096, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 85000 },
    { "m6i.8xlarge", 32, 131072, TRUE, FALSE, 0, FALSE, TRUE, FALSE, TRUE, 1536000 },
  };
  const FloPool pools[] = {
    { &types[0], &zones[0], 30000, 0, 0 }, { &types[0], &zones[1], 32000, 0, 0 },
    { &types[1], &zones[0], 28000, 0, 1 }, { &types[1], &zones[1], 26000, 0, 1 },
    { &types[2], &zones[0], 500000, 0, 1 },
  };

  return flo_market_new ("us-east-1", 1700000000, zones, G_N_ELEMENTS (zones), types,
                         G_N_ELEMENTS (types), pools, G_N_ELEMENTS (pools));
}

FloConfig *
assistant_fixture_create_config (void)
{
  FloConfig *config = flo_config_new ();

  g_free (config->name);
  g_free (config->region);
  config->name = g_strdup ("farm");
  config->region = g_strdup ("us-east-1");
  config->capacity.nodes = 3;
  config->instances.min_vcpus = 2;
  config->instances.max_vcpus = 4;
  return config;
}

void
assistant_fixture_set_up (AssistantFixture *fixture,
                          gconstpointer     page_type)
{
  g_autoptr(FloConfig) config = assistant_fixture_create_config ();
  g_autoptr(FloMarket) market = assistant_fixture_create_market ();
  GType (*get_type) (void) = (GType (*) (void)) page_type;

  fixture->draft = flo_draft_new (NULL, config);
  flo_draft_set_market (fixture->draft, market);
  fixture->page = g_object_ref_sink (g_object_new (get_type (), "draft", fixture->draft, NULL));
}

void
assistant_fixture_tear_down (AssistantFixture *fixture,
                             gconstpointer     page_type)
{
  flo_assistant_page_set_draft (fixture->page, NULL);
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->draft);
}

gpointer
assistant_fixture_get_child (AssistantFixture *fixture,
                             const char       *name)
{
  GObject *child = gtk_widget_get_template_child (GTK_WIDGET (fixture->page),
                                                  G_OBJECT_TYPE (fixture->page), name);

  g_assert_nonnull (child);
  return child;
}

FloConfig *
assistant_fixture_get_config (AssistantFixture *fixture)
{
  return flo_draft_get_config (fixture->draft);
}

/* In place of g_test_init(). */
void
assistant_fixture_init (int    *argc,
                        char ***argv)
{
  g_test_init (argc, argv, NULL);
  adw_init ();
  g_resources_register (flo_app_get_resource ());
}
