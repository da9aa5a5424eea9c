/* aws-profile-file.c: the format of ~/.aws/config and ~/.aws/credentials
 *
 * It looks like GKeyFile's and is not: keys ignore case and may be followed by '=' or ':', a value may
 * hold indented settings of its own or go on in indented lines, '#' and ';' start comments at the line's
 * start only, and section names may be quoted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-profile"

#include "aws/credentials/aws-profile-file.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "base/flo-secret.h"

/* Of a value that goes on in further lines. */
#define MAX_VALUE_LENGTH (16 * 1024)

struct _AwsProfileFile
{
  GHashTable *sections;   /* (owned): char * → GHashTable of char * → char * */
};

/* Where the reader is. */
typedef struct
{
  AwsProfileFile *file;
  const char *file_name;
  guint line;             /* counts from 1 */
  GHashTable *section;    /* (nullable): of @file */
  char *key;              /* (owned) (nullable): the setting that lines with a deeper indent belong to */
  gsize indent;           /* of that setting */
} Reader;

static void
aws_profile_file_fail (const Reader  *reader,
                       const char    *what,
                       GError       **error)
{
  g_autofree char *message = g_strdup_printf ("%s, line %u: %s", reader->file_name, reader->line, what);

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

/* @parent: (nullable): the setting that this one is below of: it is kept as "parent.key" then
 * Returns: (transfer full) (nullable): its name in lower case; %NULL if @line is no setting */
static char *
aws_profile_file_parse_setting (GHashTable *section,
                                const char *parent,
                                const char *line)
{
  const char *delimiter = strpbrk (line, parent != NULL ? "=" : "=:");
  g_autofree char *name = NULL;
  char *key;

  if (delimiter == NULL || delimiter == line)
    return NULL;

  name = g_strchomp (g_strndup (line, delimiter - line));
  key = parent != NULL ? g_strconcat (parent, ".", name, NULL) : g_steal_pointer (&name);
  for (char *c = key; *c != '\0'; c++)
    *c = g_ascii_tolower (*c);
  g_hash_table_replace (section, g_strdup (key), g_strstrip (g_strdup (delimiter + 1)));

  return key;
}

/* A line that is indented deeper than the setting before it belongs to it. */
static gboolean
aws_profile_file_parse_deeper (const Reader  *reader,
                               const char    *line,
                               GError       **error)
{
  const char *value = g_hash_table_lookup (reader->section, reader->key);
  g_autofree char *key = NULL;

  if (*value != '\0' && strlen (value) + strlen (line) > MAX_VALUE_LENGTH)
    {
      aws_profile_file_fail (reader, "this setting is too long (more than 16 KiB)", error);
      return FALSE;
    }

  if (*value != '\0')
    {
      g_hash_table_replace (reader->section, g_strdup (reader->key),
                            g_strconcat (value, "\n", line, NULL));
      return TRUE;
    }

  key = aws_profile_file_parse_setting (reader->section, reader->key, line);
  if (key == NULL)
    aws_profile_file_fail (reader, "this belongs to the setting above it and is no \"name = value\"",
                           error);

  return key != NULL;
}

static gboolean
aws_profile_file_open (Reader      *reader,
                       const char  *line,
                       GError     **error)
{
  g_autofree char *name = aws_profile_file_parse_section (line);

  if (name == NULL)
    {
      aws_profile_file_fail (reader, "this section has no name or no \"]\"", error);
      return FALSE;
    }

  reader->section = aws_profile_file_open_section (reader->file, name);

  return TRUE;
}

static gboolean
aws_profile_file_parse_line (Reader      *reader,
                             const char  *line,
                             GError     **error)
{
  gsize indent = strspn (line, " \t");

  line += indent;
  if (*line == '\0' || *line == '#' || *line == ';')
    return TRUE;

  if (reader->key != NULL && indent > reader->indent)
    return aws_profile_file_parse_deeper (reader, line, error);

  g_clear_pointer (&reader->key, g_free);
  reader->indent = indent;
  if (*line == '[')
    return aws_profile_file_open (reader, line, error);

  if (reader->section == NULL)
    {
      aws_profile_file_fail (reader, "a setting comes before the first [section]", error);
      return FALSE;
    }

  reader->key = aws_profile_file_parse_setting (reader->section, NULL, line);
  if (reader->key == NULL)
    aws_profile_file_fail (reader, "this is neither a [section] nor a \"name = value\"", error);

  return reader->key != NULL;
}

static gboolean
aws_profile_file_parse_lines (Reader      *reader,
                              const char  *text,
                              const char  *end,
                              GError     **error)
{
  gboolean ok = TRUE;

  while (text < end && ok)
    {
      const char *newline = memchr (text, '\n', end - text);
      gsize length = (newline != NULL ? newline : end) - text;
      char *line = g_strchomp (g_strndup (text, length));

      reader->line++;
      ok = aws_profile_file_parse_line (reader, line, error);
      flo_secret_free_plain (line);
      text = newline != NULL ? newline + 1 : end;
    }
  g_clear_pointer (&reader->key, g_free);

  return ok;
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
  Reader reader = { .file = self, .file_name = file_name };
  const char *end = text + length;

  self->sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_hash_table_unref);

  if (length > AWS_PROFILE_FILE_MAX_SIZE)
    {
      aws_profile_file_fail (&reader, "the file is too large (more than 1 MiB)", error);
      return NULL;
    }

  if (!g_utf8_validate_len (text, length, NULL))
    {
      aws_profile_file_fail (&reader, "the file is not UTF-8 text", error);
      return NULL;
    }

  /* Some Windows editors leave a byte order mark. */
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    text += 3;

  return aws_profile_file_parse_lines (&reader, text, end, error) ? g_steal_pointer (&self) : NULL;
}

void
aws_profile_file_free (AwsProfileFile *self)
{
  g_hash_table_unref (self->sections);
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
