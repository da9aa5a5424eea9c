/* flo-config-suggest.c: what somebody may have meant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-suggest.h"

#include <string.h>

#define MAX_WORD 40

static gsize
simplify (const char *word,
          char        simple[MAX_WORD + 1])
{
  gsize length = 0;

  for (; *word != '\0' && length < MAX_WORD; word++)
    if (*word != '-' && *word != '_')
      simple[length++] = g_ascii_tolower (*word);
  simple[length] = '\0';

  return length;
}

/* How many letters have to be added, dropped, changed or swapped with their neighbour. */
static guint
distance (const char *a,
          gsize       length_a,
          const char *b,
          gsize       length_b)
{
  guint cost[MAX_WORD + 1][MAX_WORD + 1];

  for (gsize i = 0; i <= length_a; i++)
    cost[i][0] = (guint) i;
  for (gsize j = 0; j <= length_b; j++)
    cost[0][j] = (guint) j;

  for (gsize i = 1; i <= length_a; i++)
    for (gsize j = 1; j <= length_b; j++)
      {
        guint best = MIN (cost[i - 1][j], cost[i][j - 1]) + 1;

        best = MIN (best, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          best = MIN (best, cost[i - 2][j - 2] + 1);
        cost[i][j] = best;
      }

  return cost[length_a][length_b];
}

const char *
flo_config_suggest (const char         *word,
                    const char * const *known)
{
  char simple[MAX_WORD + 1], candidate[MAX_WORD + 1];
  gsize length = simplify (word, simple);
  guint best_distance = MAX (1, (guint) length / 3) + 1;
  const char *best = NULL;

  if (strlen (word) > MAX_WORD)
    return NULL;

  for (; *known != NULL; known++)
    {
      gsize candidate_length = simplify (*known, candidate);
      guint found = distance (simple, length, candidate, candidate_length);

      if (found < best_distance && found < MAX (length, candidate_length))
        {
          best_distance = found;
          best = *known;
        }
    }

  return best;
}

char *
flo_config_join_quoted (const char * const *words)
{
  GString *joined = g_string_new (NULL);
  guint n_words = g_strv_length ((char **) words);

  for (guint i = 0; i < n_words; i++)
    {
      if (i > 0)
        g_string_append (joined, i == n_words - 1 ? " or " : ", ");
      g_string_append_printf (joined, "\"%s\"", words[i]);
    }

  return g_string_free (joined, FALSE);
}
