/* aws-profile-file.c: the format of ~/.aws/config and ~/.aws/credentials
 *
 * It looks like GKeyFile's and is not: keys ignore case and may be followed by '=' or ':', a value may
 * hold indented settings of its own, '#' and ';' start comments at the line's start only, and section
 * names may be quoted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-profile"

#include "aws/credentials/aws-profile-file.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "base/flo-secret.h"

struct _AwsProfileFile
{
  GHashTable *sections;   /* (owned): char * → GHashTable of char * → char * */
  char *parent;           /* (owned) (nullable): while parsing: the setting that others are below of */
};

static void
aws_profile_file_fail (GError     **error,
                       const char  *file_name,
                       guint        line,
                       const char  *what)
{
  g_autofree char *message = g_strdup_printf ("%s, line %u: %s", file_name, line, what);

  /* Never the line itself: it may be a secret. */
  g_propagate_error (error, aws_error_new (NULL, AWS_CODE_BAD_PROFILE, message, NULL, 0));
}

/* "[profile "my work"]" → "profile my work". NULL if it is no section line. */
static char *
aws_profile_file_parse_section (const char *line)
{
  g_autofree char *name = NULL;
  g_autoptr(GString) unquoted = g_string_new (NULL);
  const char *end = strchr (line, ']');

  if (end == NULL)
    return NULL;

  name = g_strstrip (g_strndup (line + 1, end - line - 1));
  for (const char *c = name; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\'')
        continue;
      if (g_ascii_isspace (*c) && unquoted->len > 0
          && g_ascii_isspace (unquoted->str[unquoted->len - 1]))
        continue;
      g_string_append_c (unquoted, g_ascii_isspace (*c) ? ' ' : *c);
    }

  return unquoted->len > 0 ? g_strdup (unquoted->str) : NULL;
}

static GHashTable *
aws_profile_file_open_section (AwsProfileFile *self,
                               const char     *name)
{
  GHashTable *section = g_hash_table_lookup (self->sections, name);

  /* A section may come twice: the settings add up, the later value wins. */
  if (section == NULL)
    {
      section = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) flo_secret_free_plain);
      g_hash_table_insert (self->sections, g_strdup (name), section);
    }

  return section;
}

/* @parent: (nullable): for a setting below another one, whose key is kept as "parent.key" */
static gboolean
aws_profile_file_parse_setting (AwsProfileFile *self,
                                GHashTable     *section,
                                const char     *parent,
                                const char     *line)
{
  const char *delimiter = strpbrk (line, "=:");
  g_autofree char *name = NULL;
  g_autofree char *key = NULL;
  char *value;

  if (delimiter == NULL || delimiter == line)
    return FALSE;

  name = g_strchomp (g_strndup (line, delimiter - line));
  key = parent != NULL ? g_strconcat (parent, ".", name, NULL) : g_steal_pointer (&name);
  for (char *c = key; *c != '\0'; c++)
    *c = g_ascii_tolower (*c);
  value = g_strstrip (g_strdup (delimiter + 1));
  if (parent == NULL)
    {
      g_free (self->parent);
      self->parent = *value == '\0' ? g_strdup (key) : NULL;
    }
  g_hash_table_insert (section, g_steal_pointer (&key), value);

  return TRUE;
}

static gboolean
aws_profile_file_parse_line (AwsProfileFile  *self,
                             GHashTable     **section,
                             const char      *line,
                             guint            number,
                             const char      *file_name,
                             GError         **error)
{
  g_autofree char *name = NULL;

  if (*line == '\0' || *line == '#' || *line == ';')
    return TRUE;

  /* Settings below a setting ("s3 =" and so on); what else is indented is none of ours. */
  if (*line == ' ' || *line == '\t')
    {
      line += strspn (line, " \t");
      if (*section != NULL && self->parent != NULL && *line != '#' && *line != ';')
        aws_profile_file_parse_setting (self, *section, self->parent, line);
      return TRUE;
    }

  if (*line == '[')
    {
      name = aws_profile_file_parse_section (line);
      if (name == NULL)
        {
          aws_profile_file_fail (error, file_name, number, "this section has no name or no \"]\"");
          return FALSE;
        }
      *section = aws_profile_file_open_section (self, name);
      g_clear_pointer (&self->parent, g_free);
      return TRUE;
    }

  if (*section == NULL)
    {
      aws_profile_file_fail (error, file_name, number,
                             "a setting comes before the first [section]");
      return FALSE;
    }

  if (!aws_profile_file_parse_setting (self, *section, NULL, line))
    {
      aws_profile_file_fail (error, file_name, number,
                             "this is neither a [section] nor a \"name = value\"");
      return FALSE;
    }

  return TRUE;
}

/**
 * aws_profile_file_parse:
 * @text: the content of the file; need not end in a zero byte
 * @length: its length
 * @file_name: for messages
 * @error: says which line is wrong
 *
 * Returns: (transfer full): the file, or %NULL with @error set (%AWS_ERROR_CREDENTIALS, "BadProfile")
 */
AwsProfileFile *
aws_profile_file_parse (const char  *text,
                        gsize        length,
                        const char  *file_name,
                        GError     **error)
{
  g_autoptr(AwsProfileFile) self = g_new0 (AwsProfileFile, 1);
  GHashTable *section = NULL;
  const char *end = text + length;
  guint number = 0;

  self->sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_hash_table_unref);

  if (length > AWS_PROFILE_FILE_MAX_SIZE)
    {
      aws_profile_file_fail (error, file_name, 1, "the file is too large (more than 1 MiB)");
      return NULL;
    }

  if (!g_utf8_validate_len (text, length, NULL))
    {
      aws_profile_file_fail (error, file_name, 1, "the file is not UTF-8 text");
      return NULL;
    }

  /* Some Windows editors leave a byte order mark. */
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    text += 3;

  while (text < end)
    {
      const char *newline = memchr (text, '\n', end - text);
      gsize line_length = (newline != NULL ? newline : end) - text;
      char *line = g_strchomp (g_strndup (text, line_length));
      gboolean ok = aws_profile_file_parse_line (self, &section, line, ++number, file_name, error);

      flo_secret_free_plain (line);
      if (!ok)
        return NULL;
      text = newline != NULL ? newline + 1 : end;
    }

  return g_steal_pointer (&self);
}

void
aws_profile_file_free (AwsProfileFile *self)
{
  g_hash_table_unref (self->sections);
  g_free (self->parent);
  g_free (self);
}

gboolean
aws_profile_file_has_section (AwsProfileFile *self,
                              const char     *section)
{
  return g_hash_table_contains (self->sections, section);
}

/**
 * aws_profile_file_get:
 * @self: a file
 * @section: a section's name, without quotes
 * @key: a setting's name, in lower case; "s3.addressing_style" for one that is below another
 *
 * Returns: (transfer none) (nullable): the setting's value; %NULL when it is absent or empty
 */
const char *
aws_profile_file_get (AwsProfileFile *self,
                      const char     *section,
                      const char     *key)
{
  GHashTable *settings = g_hash_table_lookup (self->sections, section);
  const char *value = settings != NULL ? g_hash_table_lookup (settings, key) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

/**
 * aws_profile_file_dup_sections:
 * @self: a file
 *
 * Returns: (transfer full): the names of the sections, sorted
 */
char **
aws_profile_file_dup_sections (AwsProfileFile *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (self->sections),
                                        (GCompareFunc) strcmp);

  for (GList *name = names; name != NULL; name = name->next)
    g_strv_builder_add (builder, name->data);

  return g_strv_builder_end (builder);
}
