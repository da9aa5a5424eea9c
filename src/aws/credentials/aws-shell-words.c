/* aws-shell-words.c: splits a command as a shell would, without one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-shell-words.h"

#include <string.h>

#define BLANKS " \t\r\n"

/* Reads what is between quotes; @text is behind the opening one.
 * Returns: (nullable): behind the closing one; %NULL if there is none */
static const char *
read_quoted (const char *text,
             char        quote,
             GString    *word)
{
  while (*text != '\0' && *text != quote)
    {
      /* Between double quotes a backslash counts before a quote and a backslash only. */
      if (quote == '"' && *text == '\\' && (text[1] == '"' || text[1] == '\\'))
        text++;
      g_string_append_c (word, *text++);
    }

  return *text == quote ? text + 1 : NULL;
}

static const char *
read_word (const char *text,
           GString    *word)
{
  while (text != NULL && *text != '\0' && strchr (BLANKS, *text) == NULL)
    {
      char c = *text++;

      if (c == '"' || c == '\'')
        text = read_quoted (text, c, word);
      else if (c != '\\')
        g_string_append_c (word, c);
      else if (*text != '\0')
        g_string_append_c (word, *text++);
      else
        text = NULL;
    }

  return text;
}

char **
aws_shell_words_split (const char *command)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const char *text = command;

  for (;;)
    {
      g_autoptr(GString) word = g_string_new (NULL);

      text += strspn (text, BLANKS);
      if (*text == '\0')
        break;

      text = read_word (text, word);
      if (text == NULL)
        return NULL;
      g_ptr_array_add (words, g_strdup (word->str));
    }
  g_ptr_array_set_free_func (words, NULL);
  g_ptr_array_add (words, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}
