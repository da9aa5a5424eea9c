/* engine-driver.c: runs one engine until a goal is reached, for tests that end it before
 *
 *   engine-driver STORE [of FLEET] (launch CONFIG | adopt | settle | watch [CONFIG…] | destroy | resources | ask REQUEST |
 *                                  budget BOUNDS)
 *
 * of: which fleet is meant, by its name; without it the only one there is;
 * launch: launches the config, unless its fleet is there already, and goes on until the fleet is healthy;
 * adopt: takes on what another computer launched, by its tags, and goes on as watch does;
 * settle: goes on until what is there is healthy; watch: goes on until it is told to stop with SIGTERM, and launches those of
 * the configs whose fleets are not there;
 * destroy: goes on until nothing is left; resources: prints what AWS names of the fleet;
 * ask: what a person may ask of it, "scale 5", "pause", "resume", "take-over", "replace NODE", "drain NODE", "leave ZONE",
 * "allow ZONE", "update CONFIG"; writes it down for the process that runs the fleet, and ends;
 * budget: sets what all fleets may cost together, "HOUR DAY AT_LIMIT", in micro-dollars.
 *
 * The endpoint and key come from AWS_ENDPOINT_URL and friends. Says which computer this is to others that would drive the
 * fleet, and what happens, a line each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "config/flo-config-json.h"
#include "fleet/cleanup/flo-orphan-scan.h"
#include "fleet/cleanup/flo-resource.h"
#include "fleet/engine/flo-driver.h"
#include "fleet/engine/flo-engine.h"
#include "store/flo-budget-records.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>

#define ACCOUNT "driver"

typedef struct
{
  char **arguments;
  const char *name;      /* (nullable): of the fleet that is meant */
  const char *goal;
  const char *request;   /* (nullable): for "ask" */
  const char *value;     /* (nullable): of it */
  FloConfig *config;     /* (owned) (nullable): what to launch when nothing is there */
  char **more;           /* NULL-terminated: files of configs to launch that are not there, those that were not looked at yet */
  FloStore *store;       /* (owned) */
  FloEngine *engine;     /* (owned) */
  FloFleet *fleet;       /* (owned) (nullable) */
  GMainLoop *loop;       /* (owned) */
  int status;
} Driver;


static void
quit (Driver *driver,
      int     status)
{
  driver->status = status;
  g_main_loop_quit (driver->loop);
}

static void
fail (Driver *driver,
      GError *error)
{
  g_printerr ("error %s %d: %s\n", g_quark_to_string (error->domain), error->code, error->message);
  g_error_free (error);
  quit (driver, 1);
}

static void
state_changed_cb (FloFleet   *fleet,
                  GParamSpec *pspec,
                  Driver     *driver)
{
  FloFleetState state = flo_fleet_get_state (fleet);

  g_print ("state %s %s %u/%u\n", flo_fleet_get_id (fleet), flo_fleet_state_get_word (state),
           flo_fleet_get_running (fleet), flo_fleet_get_wanted (fleet));
  if (state == FLO_FLEET_DESTROYED ||
      (state == FLO_FLEET_HEALTHY && (g_str_equal (driver->goal, "launch") || g_str_equal (driver->goal, "settle"))))
    quit (driver, 0);
}

static void
trouble_changed_cb (FloFleet   *fleet,
                    GParamSpec *pspec,
                    Driver     *driver)
{
  g_autofree char *text = NULL;

  g_object_get (fleet, pspec->name, &text, NULL);
  if (text != NULL)
    g_print ("%s %s\n", pspec->name, text);
}

static void
events_changed_cb (GListModel *events,
                   guint       position,
                   guint       removed,
                   guint       added,
                   Driver     *driver)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (FloEvent) event = g_list_model_get_item (events, i);

      g_print ("event %s: %s (%s)\n", flo_event_kind_get_word (flo_event_get_kind (event)),
               flo_event_get_title (event), flo_event_get_reason (event));
    }
}

static void
destroy_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GError *error = NULL;

  if (!flo_engine_destroy_finish (FLO_ENGINE (object), result, &error))
    fail (user_data, error);
}

static void
resources_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Driver *driver = user_data;
  GError *error = NULL;
  g_autoptr (GListModel) list = flo_engine_list_resources_finish (FLO_ENGINE (object), result, &error);

  if (list == NULL)
    {
      fail (driver, error);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (FloResource) resource = g_list_model_get_item (list, i);

      g_print ("resource %s %s\n", flo_resource_get_kind (resource), flo_resource_get_id (resource));
    }
  quit (driver, 0);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Driver *driver = user_data;
  GError *error = NULL;

  if (!flo_engine_request_finish (driver->engine, result, &error))
    fail (driver, error);
  else
    quit (driver, 0);
}

static FloConfig *
read_config (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  FloConfig *config;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    g_error ("%s", error->message);

  config = flo_config_parse (text, length, &problems);
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *line = flo_config_problem_format (g_ptr_array_index (problems, i), path);

      g_printerr ("%s\n", line);
    }

  return config;
}

static void
scale (FloEngine           *engine,
       FloFleet            *fleet,
       const char          *value,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  flo_engine_scale_async (engine, fleet, (guint) g_ascii_strtoull (value, NULL, 10), cancellable, callback, user_data);
}

static void
update (FloEngine           *engine,
        FloFleet            *fleet,
        const char          *value,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  g_autoptr (FloConfig) config = read_config (value);

  flo_engine_update_async (engine, fleet, config, cancellable, callback, user_data);
}

static const struct
{
  const char *word;
  void (*ask) (FloEngine *, FloFleet *, GCancellable *, GAsyncReadyCallback, gpointer);
  void (*ask_with) (FloEngine *, FloFleet *, const char *, GCancellable *, GAsyncReadyCallback, gpointer);
} requests[] = {
  { "scale", NULL, scale },
  { "pause", flo_engine_pause_async, NULL },
  { "resume", flo_engine_resume_async, NULL },
  { "take-over", flo_engine_take_over_async, NULL },
  { "replace", NULL, flo_engine_replace_node_async },
  { "drain", NULL, flo_engine_drain_node_async },
  { "leave", NULL, flo_engine_move_async },
  { "allow", NULL, flo_engine_allow_zone_async },
  { "update", NULL, update },
};

static void
ask (Driver   *driver,
     FloFleet *fleet)
{
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      if (!g_str_equal (requests[i].word, driver->request))
        continue;
      if (requests[i].ask != NULL)
        requests[i].ask (driver->engine, fleet, NULL, asked_cb, driver);
      else
        requests[i].ask_with (driver->engine, fleet, driver->value, NULL, asked_cb, driver);
      return;
    }
  g_printerr ("nobody may ask to %s\n", driver->request);
  quit (driver, 2);
}

/* (transfer full) (nullable): that @name means; NULL: the first */
static FloFleet *
find_fleet (Driver     *driver,
            const char *name)
{
  GListModel *fleets = flo_engine_get_fleets (driver->engine);

  for (guint i = 0; i < g_list_model_get_n_items (fleets); i++)
    {
      g_autoptr (FloFleet) fleet = g_list_model_get_item (fleets, i);

      if (name == NULL || g_str_equal (flo_fleet_get_name (fleet), name))
        return g_steal_pointer (&fleet);
    }

  return NULL;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Driver *driver = user_data;
  GError *error = NULL;

  if (!flo_engine_load_finish (driver->engine, result, &error))
    {
      fail (driver, error);
      return;
    }

  driver->fleet = find_fleet (driver, driver->name);
  if (driver->fleet != NULL)
    ask (driver, driver->fleet);
  else
    quit (driver, 3);
}

static void
follow (Driver   *driver,
        FloFleet *fleet)
{
  g_set_object (&driver->fleet, fleet);
  g_signal_connect (fleet, "notify::state", G_CALLBACK (state_changed_cb), driver);
  g_signal_connect (fleet, "notify::problem", G_CALLBACK (trouble_changed_cb), driver);
  g_signal_connect (fleet, "notify::listening", G_CALLBACK (trouble_changed_cb), driver);
  g_signal_connect (fleet, "notify::fallback", G_CALLBACK (trouble_changed_cb), driver);
  g_signal_connect (fleet, "notify::observing-failed", G_CALLBACK (trouble_changed_cb), driver);
  g_signal_connect (flo_fleet_get_events (fleet), "items-changed", G_CALLBACK (events_changed_cb), driver);

  if (g_str_equal (driver->goal, "destroy"))
    flo_engine_destroy_async (driver->engine, fleet, NULL, destroy_cb, driver);
  else if (g_str_equal (driver->goal, "resources"))
    flo_engine_list_resources_async (driver->engine, fleet, NULL, resources_cb, driver);
}

static void launch_more (Driver *driver);

static void
launched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GError *error = NULL;
  g_autoptr (FloFleet) fleet = flo_engine_launch_finish (FLO_ENGINE (object), result, &error);

  if (fleet == NULL)
    {
      fail (user_data, error);
      return;
    }

  follow (user_data, fleet);
  launch_more (user_data);
}

/* Launches the next one that is not there. */
static void
launch_more (Driver *driver)
{
  while (*driver->more != NULL)
    {
      g_autoptr (FloConfig) config = read_config (*driver->more++);
      g_autoptr (FloFleet) there = find_fleet (driver, config->name);

      if (there != NULL)
        {
          follow (driver, there);
          continue;
        }
      flo_engine_launch_async (driver->engine, config, NULL, launched_cb, driver);
      return;
    }
}

static void
adopted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GError *error = NULL;
  g_autoptr (FloFleet) fleet = flo_engine_adopt_finish (FLO_ENGINE (object), result, &error);

  if (fleet == NULL)
    fail (user_data, error);
  else
    follow (user_data, fleet);
}

static void
scanned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  FloOrphanScan *scan = FLO_ORPHAN_SCAN (object);
  Driver *driver = user_data;
  g_autoptr (FloOrphan) orphan = NULL;
  GError *error = NULL;

  if (!flo_orphan_scan_run_finish (scan, result, &error))
    {
      fail (driver, error);
      return;
    }

  orphan = g_list_model_get_item (flo_orphan_scan_get_orphans (scan), 0);
  if (orphan != NULL)
    flo_engine_adopt_async (driver->engine, orphan, FALSE, NULL, adopted_cb, driver);
  else
    quit (driver, 3);
}

static void
adopt (Driver *driver)
{
  static const char *const regions[] = { "us-east-1", NULL };
  g_autoptr (FloOrphanScan) scan = flo_orphan_scan_new (driver->store, flo_engine_get_account (driver->engine));

  flo_orphan_scan_run_async (scan, regions, NULL, scanned_cb, driver);
}

static void
say_computer (Driver *driver)
{
  g_autoptr (FloDriver) here = flo_driver_new (flo_store_get_path (driver->store), ACCOUNT, "");

  g_print ("computer %s\n", here->computer);
}

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Driver *driver = user_data;
  g_autoptr (FloFleet) fleet = NULL;
  GError *error = NULL;

  if (!flo_engine_start_finish (driver->engine, result, &error))
    {
      fail (driver, error);
      return;
    }

  say_computer (driver);
  fleet = find_fleet (driver, driver->name);
  if (*driver->more != NULL)
    launch_more (driver);
  else if (fleet != NULL)
    follow (driver, fleet);
  else if (g_str_equal (driver->goal, "adopt"))
    adopt (driver);
  else if (driver->config != NULL)
    flo_engine_launch_async (driver->engine, driver->config, NULL, launched_cb, driver);
  else
    quit (driver, 0);
}

static void
budget_saved_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GError *error = NULL;

  if (!flo_budget_records_save_finish (FLO_STORE (object), result, &error))
    fail (user_data, error);
  else
    quit (user_data, 0);
}

static void
set_budget (Driver *driver)
{
  g_autoptr (FloBudgetRecord) record = g_new0 (FloBudgetRecord, 1);

  record->per_hour = g_ascii_strtoll (driver->arguments[3], NULL, 10);
  record->per_day = g_ascii_strtoll (driver->arguments[4], NULL, 10);
  record->at_limit = g_strdup (driver->arguments[5]);
  flo_budget_record_sign (record);
  flo_budget_records_save_async (driver->store, ACCOUNT, record, NULL, budget_saved_cb, driver);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Driver *driver = user_data;
  g_autoptr (AwsCredentials) credentials = NULL;
  g_autoptr (AwsCredentialsProvider) provider = NULL;
  g_autoptr (FloAccount) account = NULL;
  GError *error = NULL;

  driver->store = flo_store_open_finish (result, &error);
  if (driver->store == NULL)
    {
      fail (driver, error);
      return;
    }

  credentials = aws_credentials_new (g_getenv ("AWS_ACCESS_KEY_ID"), g_getenv ("AWS_SECRET_ACCESS_KEY"), NULL, 0);
  provider = aws_static_provider_new (credentials);
  account = flo_account_new (ACCOUNT, FLO_ACCOUNT_PRACTICE, g_getenv ("AWS_ACCESS_KEY_ID"), "us-east-1",
                             g_getenv ("AWS_ENDPOINT_URL"), provider);
  driver->engine = flo_engine_new (driver->store, account);
  if (g_str_equal (driver->goal, "budget"))
    set_budget (driver);
  else if (driver->request != NULL)
    flo_engine_load_async (driver->engine, NULL, loaded_cb, driver);
  else
    flo_engine_start_async (driver->engine, NULL, started_cb, driver);
}

static void
stopped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Driver *driver = user_data;

  flo_engine_stop_finish (driver->engine, result);
  g_main_loop_quit (driver->loop);
}

static gboolean
terminated_cb (gpointer user_data)
{
  quit (user_data, 0);

  return G_SOURCE_CONTINUE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Driver driver = { .loop = loop };

  if (argc > 4 && g_str_equal (argv[2], "of"))
    {
      driver.name = argv[3];
      argv[3] = argv[1];
      argc -= 2;
      argv += 2;
    }
  if (argc < 3 || (argc < 4 && (g_str_equal (argv[2], "launch") || g_str_equal (argv[2], "ask"))) ||
      (argc < 6 && g_str_equal (argv[2], "budget")))
    {
      g_printerr ("Usage: engine-driver STORE [of FLEET] (launch CONFIG | adopt | settle | watch [CONFIG…] | destroy | resources | "
                  "ask REQUEST | budget BOUNDS)\n");
      return 2;
    }

  setvbuf (stdout, NULL, _IOLBF, 0);
  driver.arguments = argv;
  driver.goal = argv[2];
  driver.more = argv + (g_str_equal (argv[2], "watch") ? 3 : argc);
  if (g_str_equal (argv[2], "ask"))
    {
      driver.request = argv[3];
      driver.value = argc > 4 ? argv[4] : "";
    }
  if (g_str_equal (argv[2], "launch"))
    {
      driver.config = read_config (argv[3]);
      if (driver.config == NULL)
        return 3;
    }

  g_unix_signal_add (SIGTERM, terminated_cb, &driver);
  flo_store_open_async (argv[1], NULL, opened_cb, &driver);
  g_main_loop_run (loop);

  if (driver.engine != NULL)
    {
      flo_engine_stop_async (driver.engine, stopped_cb, &driver);
      g_main_loop_run (loop);
    }

  g_clear_object (&driver.fleet);
  g_clear_object (&driver.engine);
  if (driver.store != NULL)
    flo_store_close (driver.store);
  g_clear_object (&driver.store);
  g_clear_pointer (&driver.config, flo_config_unref);

  return driver.status;
}
