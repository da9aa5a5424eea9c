/* test-round-trip.c: what a page shows of a config is what it writes back
 *
 * A page that a person touches writes all that it shows. Whatever it does not know, or shows otherwise than it is, would then be
 * changed unasked: in a new fleet, and worse, in one that runs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "assistant-fixture.h"
#include "app/assistant/flo-access-page.h"
#include "app/assistant/flo-machines-page.h"
#include "app/assistant/flo-need-page.h"
#include "app/assistant/flo-safety-page.h"
#include "app/assistant/flo-where-page.h"
#include "config/flo-config-json.h"
#include "fleet/flo-config-change.h"

#define BEGIN "{ \"version\": 1, \"name\": \"web\", \"region\": \"us-east-1\", "
#define NODES "\"capacity\": { \"nodes\": 5, \"on_demand_base\": 1 }, "

static const char * const configs[] = {
  BEGIN "\"capacity\": { \"nodes\": 3 }, \"instances\": { \"min_vcpus\": 2 } }",
  BEGIN NODES "\"instances\": { \"types\": [\"m6i.large\", \"c6i.large\"], \"architecture\": \"any\" }, \"tags\": { \"a\": \"b\" }, "
    "\"zones\": { \"allowed\": [\"us-east-1a\", \"us-east-1b\"], \"distribution\": \"capacity-first\", \"evacuate\": true, "
    "\"when_short\": \"wait\" }, \"launch\": { \"on_failure\": \"rollback\", \"timeout_minutes\": 40 } }",
  BEGIN NODES "\"instances\": { \"min_vcpus\": 2, \"max_vcpus\": 8, \"min_memory\": \"1536 MiB\", \"max_memory\": \"17 GiB\", "
    "\"burstable\": true, \"current_generation\": false, \"exclude\": [\"m5*\"], \"architecture\": \"arm64\" }, "
    "\"price\": { \"limit\": \"dynamic\", \"availability\": 97, \"budget\": \"0.25\", \"warn_at\": \"0.1\", \"stop_at\": \"0.2\", "
    "\"at_stop\": \"end\", \"move\": true }, \"allocation\": \"lowest-price\" }",
  BEGIN NODES "\"instances\": { \"min_vcpus\": 2 }, \"health\": { \"action\": \"replace\", \"grace_minutes\": 7, "
    "\"start_minutes\": 33, \"max_per_hour\": 4 }, \"availability\": { \"max_unavailable\": 2, \"spares\": 1, \"standbys\": 2 }, "
    "\"monitoring\": { \"events\": \"queue\" }, \"interruption\": { \"drain_seconds\": 60, \"lost_work_minutes\": 45, "
    "\"rebalance\": \"replace\" }, \"fallback\": { \"nodes\": 2, \"patience_minutes\": 3, \"max_interruptions\": 4, "
    "\"interruption_hours\": 2, \"min_saving\": 15, \"min_score\": 4, \"return_minutes\": 20 }, "
    "\"budget\": { \"per_hour\": \"3\", \"per_day\": \"50\", \"total\": \"500\", \"at_limit\": \"base\" } }",
  BEGIN NODES "\"instances\": { \"min_vcpus\": 2 }, \"deadline\": { \"work_hours\": 12, \"finish_by\": \"2099-11-27 18:00 "
    "Europe/Berlin\", \"changeover_minutes\": 9, \"when_done\": \"stop\" }, \"price\": { \"limit\": \"percent\", \"percent\": 55 } }",
  BEGIN NODES "\"instances\": { \"min_vcpus\": 2 }, \"price\": { \"limit\": \"fixed\", \"maximum\": \"0.0735\" }, \"scaling\": { "
    "\"schedule\": [\"0 8 * * 1-5 = 20\", \"0 18 * * 1-5 = 2\"], \"time_zone\": \"Europe/Berlin\" } }",
  BEGIN NODES "\"instances\": { \"min_vcpus\": 2 }, \"scaling\": { \"queue\": \"jobs\", \"messages_per_node\": 7, \"minimum\": 0, "
    "\"maximum\": 9, \"out_minutes\": 3, \"in_minutes\": 15 } }",
  BEGIN NODES "\"instances\": { \"min_vcpus\": 2 }, \"scaling\": { \"cpu\": 55, \"minimum\": 2, \"maximum\": 9 } }",
  BEGIN NODES "\"instances\": { \"min_vcpus\": 2 }, \"scaling\": { \"metric\": \"Backlog\", \"namespace\": \"Render\", "
    "\"dimensions\": [\"Stage=production\", \"Odd=a; b\"], \"statistic\": \"maximum\", \"period\": 300, \"measures\": \"all\", "
    "\"target\": \"0.75\", \"minimum\": 0, \"maximum\": 9 } }",
  BEGIN NODES "\"instances\": { \"min_vcpus\": 2 }, \"image\": { \"id\": \"ami-0123456789abcdef0\" }, \"storage\": { \"size_gib\": 99, "
    "\"encrypted\": false }, \"network\": { \"vpc\": \"vpc-0123456789abcdef0\", \"ports\": [80, 443], \"sources\": "
    "[\"203.0.113.0/24\", \"198.51.100.7/32\"] }, \"access\": { \"key_pair\": \"my key\", \"user\": \"ops\", \"ssh_port\": 2222 } }",
  BEGIN NODES "\"instances\": { \"min_vcpus\": 2 }, \"zones\": { \"distribution\": \"single\", \"minimum\": 1, \"allowed\": "
    "[\"us-east-1a\"], \"reason\": \"The data is there\" } }",
  BEGIN "\"mode\": \"managed\", \"capacity\": { \"nodes\": 3 }, \"instances\": { \"min_vcpus\": 2 }, \"managed\": { \"rebalance\": "
    "\"launch\", \"excess\": \"no-termination\" }, \"availability\": { \"max_unavailable\": 2 } }",
};

/* Touched as if a value had been typed over by itself. */
static const struct
{
  GType (*get_type) (void);
  const char *child;
  const char *property;    /* (nullable): whose change it is; NULL: the signal "changed" */
} pages[] = {
  { flo_need_page_get_type, "nodes", NULL },
  { flo_where_page_get_type, "distribution", "selected" },
  { flo_safety_page_get_type, "drain", NULL },
  { flo_access_page_get_type, "disk", NULL },
};

static void
touch (GtkWidget  *page,
       const char *name,
       const char *property)
{
  GObject *child = gtk_widget_get_template_child (page, G_OBJECT_TYPE (page), name);

  if (property != NULL)
    g_object_notify (child, property);
  else
    g_signal_emit_by_name (child, "changed");
}

static void
assert_unchanged (const FloConfig *before,
                  const FloConfig *after,
                  const char      *page)
{
  g_autoptr(GPtrArray) changes = flo_config_changes_list (before, after);

  for (guint i = 0; i < changes->len; i++)
    {
      const FloConfigChange *change = g_ptr_array_index (changes, i);

      g_error ("%s made %s of %s, which was %s", page, change->becomes, change->key, change->was);
    }
}

static void
test_round_trip (gconstpointer data)
{
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(FloConfig) config = flo_config_parse (data, -1, &problems);
  g_autoptr(FloMarket) market = assistant_fixture_create_market ();
  g_autoptr(FloDraft) draft = NULL;

  g_assert_nonnull (config);
  draft = flo_draft_new (NULL, config);
  flo_draft_set_market (draft, market);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr(GtkWidget) page = g_object_ref_sink (g_object_new (pages[i].get_type (), "draft", draft, NULL));

      touch (page, pages[i].child, pages[i].property);
      assert_unchanged (config, flo_draft_get_config (draft), G_OBJECT_TYPE_NAME (page));
      /* And once more, from what it wrote. */
      flo_draft_touch (draft);
      touch (page, pages[i].child, pages[i].property);
      assert_unchanged (config, flo_draft_get_config (draft), G_OBJECT_TYPE_NAME (page));
    }
}

int
main (int    argc,
      char **argv)
{
  assistant_fixture_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (configs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/round-trip/%u", i);

      g_test_add_data_func (path, configs[i], test_round_trip);
    }

  return g_test_run ();
}
