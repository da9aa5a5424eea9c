/* main.c: flotilla-simulator, the practice cloud as a program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "flotilla-config.h"
#include "simulator/flo-sim-scenario.h"
#include "simulator/flo-sim-server.h"

#define USAGE_ERROR 2

typedef struct
{
  int      port;
  gint64   seed;
  double   speed;
  double   throttle;
  char    *scenario;
  GStrv    accounts;
  char    *record;
  char    *state;
  gboolean no_default_vpc;
  gboolean test_regions;
  gboolean loopback_addresses;
  gboolean exit_with_stdin;
  gboolean metadata;
  gboolean ssh;
  gboolean version;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->scenario);
  g_strfreev (arguments->accounts);
  g_free (arguments->record);
  g_free (arguments->state);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
parse (Arguments   *arguments,
       int         *argc,
       char      ***argv,
       GError     **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &arguments->port,
      "Listen on this loopback port (default: any free one)", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &arguments->seed,
      "Prices, capacity and ids follow from it (default: 1)", "N" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &arguments->speed,
      "Wait X times less: boot, notices, price changes", "X" },
    { "throttle-scale", 0, 0, G_OPTION_ARG_DOUBLE, &arguments->throttle,
      "Allow X times as many requests as AWS before throttling; 0: no throttling", "X" },
    { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &arguments->scenario, "Play this script of events",
      "FILE" },
    { "account", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->accounts, "Let this key sign too",
      "KEYID:SECRET" },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &arguments->record,
      "Append every API request to this file", "FILE" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &arguments->state,
      "Keep the cloud in this file from run to run", "FILE" },
    { "no-default-vpc", 0, 0, G_OPTION_ARG_NONE, &arguments->no_default_vpc,
      "Regions have no default VPC", NULL },
    { "test-regions", 0, 0, G_OPTION_ARG_NONE, &arguments->test_regions,
      "Add made-up Regions: eu-x-1 with one usable zone, eu-x-2 with two", NULL },
    { "loopback-addresses", 0, 0, G_OPTION_ARG_NONE, &arguments->loopback_addresses,
      "Give instances public addresses of this computer, 127.64.0.0/10, for servers of your own", NULL },
    { "exit-with-stdin", 0, 0, G_OPTION_ARG_NONE, &arguments->exit_with_stdin,
      "End when standard input does, that is with the parent process", NULL },
    { "metadata", 0, 0, G_OPTION_ARG_NONE, &arguments->metadata,
      "Answer as an instance's metadata service, and as a container's credentials, too", NULL },
    { "ssh", 0, 0, G_OPTION_ARG_NONE, &arguments->ssh,
      "Let instances answer SSH (not in this version)", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &arguments->version, "Print the version", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- the practice cloud");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Unknown argument %s", (*argv)[1]);
  else if (arguments->ssh)
    g_set_error_literal (
        error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
        "--ssh is not there yet: this version's instances have no SSH server. Start without it.");
  else if (!(arguments->speed > 0 && arguments->speed <= 1e6))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "--speed must be above 0 and at most 1000000");
  else if (!(arguments->throttle >= 0))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "--throttle-scale must not be negative");
  else if (arguments->port < 0 || arguments->port > 65535)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "--port must be 0 to 65535");
  else
    return TRUE;
  return FALSE;
}

static gboolean
add_accounts (FloSimServer  *server,
              GStrv          accounts,
              GError       **error)
{
  for (guint i = 0; accounts != NULL && accounts[i] != NULL; i++)
    {
      char *colon = strchr (accounts[i], ':');
      g_autofree char *key_id = NULL;

      if (colon == NULL || colon == accounts[i] || colon[1] == '\0')
        {
          g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                               "--account takes KEYID:SECRET, both not empty");
          return FALSE;
        }
      key_id = g_strndup (accounts[i], colon - accounts[i]);
      flo_sim_auth_add_key (flo_sim_server_get_auth (server), key_id, colon + 1);
    }
  return TRUE;
}

static gboolean
signal_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
stdin_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  char ignored[256];

  if (read (fd, ignored, sizeof ignored) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* Serves until a signal, or until standard input ends. */
static gboolean
serve (const Arguments  *arguments,
       GError          **error)
{
  const FloSimOptions options = {
    .seed = (guint64) arguments->seed,
    .speed = arguments->speed,
    .throttle_scale = arguments->throttle,
    .with_default_vpc = !arguments->no_default_vpc,
    .test_regions = arguments->test_regions,
    .loopback_addresses = arguments->loopback_addresses,
    .metadata = arguments->metadata,
    .record_path = arguments->record,
    .state_path = arguments->state,
  };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (FloSimServer) server = flo_sim_server_new (&options, error);
  g_autoptr (FloSimScenario) scenario = NULL;
  g_autofree char *url = NULL;

  if (server == NULL || !add_accounts (server, arguments->accounts, error)
      || !flo_sim_server_listen (server, (guint) arguments->port, error))
    return FALSE;
  if (arguments->scenario != NULL)
    {
      scenario = flo_sim_scenario_new (server, arguments->scenario, error);
      if (scenario == NULL)
        return FALSE;
    }

  g_unix_signal_add (SIGTERM, signal_cb, loop);
  g_unix_signal_add (SIGINT, signal_cb, loop);
  if (arguments->exit_with_stdin)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, loop);

  url = flo_sim_server_get_url (server);
  g_print ("listening on %s\n", url);
  fflush (stdout);
  g_main_loop_run (loop);
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_auto (Arguments) arguments = { .seed = 1, .speed = 1, .throttle = 1 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (!parse (&arguments, &argc, &argv, &error))
    {
      g_printerr ("flotilla-simulator: %s\n", error->message);
      return USAGE_ERROR;
    }
  if (arguments.version)
    {
      g_print ("flotilla-simulator %s\n", FLO_VERSION);
      return EXIT_SUCCESS;
    }
  if (!serve (&arguments, &error))
    {
      g_printerr ("flotilla-simulator: %s\n", error->message);
      return error->domain == G_OPTION_ERROR ? USAGE_ERROR : EXIT_FAILURE;
    }
  return EXIT_SUCCESS;
}
