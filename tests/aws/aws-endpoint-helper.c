/* aws-endpoint-helper.c: says where services answer, for a test that asks AWS's own tools the same
 *
 * Reads lines "SERVICE REGION FIPS DUALSTACK" (the last two 0 or 1), writes "URL SIGNING-REGION" or "-"
 * for each; with "--services" writes the ids of the services that are described.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <string.h>

#include "aws-operations.h"
#include "aws/aws-endpoint.h"

static GHashTable *
create_services (void)
{
  GHashTable *services = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; aws_operations[i] != NULL; i++)
    g_hash_table_insert (services, (char *) aws_operations[i]->service->id,
                         (gpointer) aws_operations[i]->service);

  return services;
}

static void
answer (GHashTable *services,
        const char *line)
{
  char id[64], region[64];
  int fips, dual_stack;
  g_autoptr(AwsSettings) settings = aws_settings_new (NULL, NULL);
  g_autoptr(AwsEndpoint) endpoint = NULL;
  g_autofree char *url = NULL;

  g_assert_cmpint (sscanf (line, "%63s %63s %d %d", id, region, &fips, &dual_stack), ==, 4);
  g_assert_nonnull (g_hash_table_lookup (services, id));
  settings->use_fips = fips;
  settings->use_dual_stack = dual_stack;
  endpoint =
      aws_endpoint_resolve (g_hash_table_lookup (services, id), region, NULL, settings, NULL);
  url = endpoint != NULL ? g_uri_to_string (endpoint->uri) : NULL;
  if (url != NULL)
    printf ("%s %s\n", url, endpoint->signing_region);
  else
    printf ("-\n");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GHashTable) services = create_services ();
  char line[256];

  if (argc == 2 && strcmp (argv[1], "--services") == 0)
    {
      g_autofree const char **ids = (const char **) g_hash_table_get_keys_as_array (services, NULL);

      for (guint i = 0; ids[i] != NULL; i++)
        printf ("%s\n", ids[i]);
      return 0;
    }

  while (fgets (line, sizeof line, stdin) != NULL)
    answer (services, line);

  return 0;
}
