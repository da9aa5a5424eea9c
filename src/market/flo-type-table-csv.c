/* flo-type-table-csv.c: what is known of instance types, as a table: written and read
 *
 * A line a type, a column a fact. Words are separated by "|", so that no cell needs quotes; "-" is "none", and nothing at
 * all is "not known".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-type-table.h"

#include <math.h>
#include <string.h>

#include "base/flo-csv.h"
#include "market/flo-type-facts-private.h"

#define NAME_COLUMN "type"
#define NONE "-"
#define MAX_NAME 64
#define MAX_CELL 512
/* No fact is larger; NaN and infinity are not below it either. */
#define MAX_NUMBER 1e15

void
flo_type_table_write_head (GString *text)
{
  g_string_append (text, NAME_COLUMN);
  for (guint fact = 0; fact < FLO_N_FACTS; fact++)
    g_string_append_printf (text, ",%s", flo_fact_get_name (fact));
}

static void
write_words (GString            *text,
             const char * const *words)
{
  if (words[0] == NULL)
    g_string_append (text, NONE);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *plain = g_strdelimit (g_strdup (words[i]), ",|\r\n\"", ' ');

      if (i > 0)
        g_string_append_c (text, '|');
      g_string_append (text, plain);
    }
}

/* Without the end of line. */
void
flo_type_table_write_row (GString            *text,
                          const FloTypeFacts *facts)
{
  g_string_append (text, facts->type);
  for (guint fact = 0; fact < FLO_N_FACTS; fact++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_c (text, ',');
      if (!flo_type_facts_knows (facts, fact))
        continue;
      if (facts->words[fact] != NULL)
        write_words (text, (const char * const *) facts->words[fact]);
      else
        g_string_append (text, g_ascii_formatd (number, sizeof number, "%.10g", facts->numbers[fact]));
    }
}

/* A cell that makes no sense says nothing. */
void
_flo_type_facts_take_cell (FloTypeFacts *facts,
                           FloFact       fact,
                           const char   *cell)
{
  if (*cell == '\0' || strlen (cell) > MAX_CELL || !g_utf8_validate (cell, -1, NULL))
    return;

  if (flo_fact_get_kind (fact) == FLO_FACT_KIND_WORDS)
    {
      g_autofree char *lower = g_ascii_strdown (g_str_equal (cell, NONE) ? "" : cell, -1);

      g_strfreev (facts->words[fact]);
      facts->words[fact] = g_strsplit (lower, "|", -1);
    }
  else
    {
      char *end;
      const double number = g_ascii_strtod (cell, &end);

      if (*end == '\0' && fabs (number) <= MAX_NUMBER)
        facts->numbers[fact] = number;
    }
}

gboolean
_flo_type_is_name (const char *text)
{
  for (const char *cursor = text; *cursor != '\0'; cursor++)
    if (!g_ascii_islower (*cursor) && !g_ascii_isdigit (*cursor) && *cursor != '-' && *cursor != '.')
      return FALSE;

  return *text != '\0' && strlen (text) <= MAX_NAME;
}

FloTypeTable *
flo_type_table_parse (GBytes    *text,
                      FloOrigin  origin)
{
  g_autoptr(FloCsv) table = flo_csv_new (text);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_type_facts_free);
  const int name_column = flo_csv_column (table, NAME_COLUMN);
  int columns[FLO_N_FACTS];

  if (name_column < 0)
    return NULL;
  for (guint fact = 0; fact < FLO_N_FACTS; fact++)
    columns[fact] = flo_csv_column (table, flo_fact_get_name (fact));

  while (all->len < FLO_TYPE_TABLE_MAX_TYPES && flo_csv_next (table))
    {
      const char *name = flo_csv_get (table, name_column);
      FloTypeFacts *facts;

      if (!_flo_type_is_name (name))
        continue;
      facts = flo_type_facts_new (name);
      for (guint fact = 0; fact < FLO_N_FACTS; fact++)
        _flo_type_facts_take_cell (facts, fact, flo_csv_get (table, columns[fact]));
      _flo_type_facts_derive (facts);
      g_ptr_array_add (all, facts);
    }

  return all->len > 0 ? _flo_type_table_new (g_steal_pointer (&all), origin) : NULL;
}
