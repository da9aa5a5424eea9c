/* type-filter-helper.c: prints the shipped types that each filter on standard input wants
 *
 * A filter is a line of "NAME=VALUE" words; "allow", "deny" and "similar" are names too. The answer is a line of types.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <string.h>

#include "market/flo-type-filter.h"
#include "market/flo-type-table.h"

static void
add (FloTypeFilter *filter,
     FloTypeTable  *all,
     char          *word)
{
  g_autoptr(GError) error = NULL;
  char *value = strchr (word, '=');
  FloFact fact;

  *value++ = '\0';
  if (g_str_equal (word, "allow"))
    flo_type_filter_allow (filter, value, &error);
  else if (g_str_equal (word, "deny"))
    flo_type_filter_deny (filter, value, &error);
  else if (g_str_equal (word, "similar"))
    flo_type_filter_add_similar (filter, flo_type_table_find (all, value));
  else if (flo_fact_find (word, &fact))
    flo_type_filter_add (filter, fact, value, &error);
  else
    g_error ("no fact is named %s", word);
  if (error != NULL)
    g_print ("error: %s ", error->message);
}

int
main (void)
{
  g_autoptr(FloTypeTable) all = flo_type_table_get_shipped ();
  char line[4096];

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_autoptr(FloTypeFilter) filter = flo_type_filter_new ();
      g_auto(GStrv) words = g_strsplit (g_strstrip (line), " ", -1);

      for (guint i = 0; words[i] != NULL; i++)
        if (*words[i] != '\0')
          add (filter, all, words[i]);
      for (guint i = 0; i < flo_type_table_get_n (all); i++)
        {
          const FloTypeFacts *facts = flo_type_table_get_at (all, i);
          g_autofree char *reason = NULL;
          gboolean matches = flo_type_filter_matches (filter, facts, &reason);

          g_assert_true (matches == (reason == NULL));
          if (matches)
            g_print ("%s ", facts->type);
        }
      g_print ("\n");
    }

  return 0;
}
