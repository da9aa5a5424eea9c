/* aws-token-writer.c: writes the files in which AWS's tools keep a sign-in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-token"

#include "aws/credentials/aws-token-writer.h"

#include <string.h>

#include "base/flo-secret.h"
#include "base/flo-time.h"

#define FIRST_SIZE 8192

struct _AwsTokenWriter
{
  char *text;            /* (owned): flo-secret.h */
  gsize length;
  gsize size;
  gboolean needs_comma;
};

static void
aws_token_writer_append (AwsTokenWriter *self,
                         const char     *text,
                         gsize           length)
{
  if (self->length + length + 1 > self->size)
    {
      gsize size = MAX (2 * self->size, self->length + length + 1);
      char *larger = flo_secret_alloc (size);

      memcpy (larger, self->text, self->length);
      flo_secret_free (self->text);
      self->text = larger;
      self->size = size;
    }

  memcpy (self->text + self->length, text, length);
  self->length += length;
}

/* Bytes beyond ASCII stay as they are: the text is UTF-8. */
static void
aws_token_writer_append_string (AwsTokenWriter *self,
                                const char     *text)
{
  aws_token_writer_append (self, "\"", 1);
  for (; *text != '\0'; text++)
    {
      char escape[8];

      if (*text == '"' || *text == '\\')
        {
          escape[0] = '\\';
          escape[1] = *text;
          aws_token_writer_append (self, escape, 2);
        }
      else if ((guchar) *text < 0x20)
        {
          g_snprintf (escape, sizeof escape, "\\u%04x", (guint) *text);
          aws_token_writer_append (self, escape, 6);
        }
      else
        aws_token_writer_append (self, text, 1);
    }
  aws_token_writer_append (self, "\"", 1);
}

static void
aws_token_writer_append_name (AwsTokenWriter *self,
                              const char     *name)
{
  if (self->needs_comma)
    aws_token_writer_append (self, ", ", 2);
  aws_token_writer_append_string (self, name);
  aws_token_writer_append (self, ": ", 2);
  self->needs_comma = TRUE;
}

AwsTokenWriter *
aws_token_writer_new (void)
{
  AwsTokenWriter *self = g_new0 (AwsTokenWriter, 1);

  self->size = FIRST_SIZE;
  self->text = flo_secret_alloc (self->size);
  aws_token_writer_append (self, "{", 1);

  return self;
}

void
aws_token_writer_free (AwsTokenWriter *self)
{
  flo_secret_free (self->text);
  g_free (self);
}

void
aws_token_writer_add_string (AwsTokenWriter *self,
                             const char     *name,
                             const char     *value)
{
  if (value == NULL)
    return;

  aws_token_writer_append_name (self, name);
  aws_token_writer_append_string (self, value);
}

void
aws_token_writer_add_time (AwsTokenWriter *self,
                           const char     *name,
                           gint64          seconds)
{
  g_autofree char *text = flo_time_format (seconds);

  aws_token_writer_add_string (self, name, text);
}

void
aws_token_writer_add_list (AwsTokenWriter     *self,
                           const char         *name,
                           const char * const *values)
{
  aws_token_writer_append_name (self, name);
  aws_token_writer_append (self, "[", 1);
  for (gsize i = 0; values[i] != NULL; i++)
    {
      if (i > 0)
        aws_token_writer_append (self, ", ", 2);
      aws_token_writer_append_string (self, values[i]);
    }
  aws_token_writer_append (self, "]", 1);
}

void
aws_token_writer_add_json (AwsTokenWriter *self,
                           const char     *name,
                           const char     *json,
                           gsize           length)
{
  aws_token_writer_append_name (self, name);
  aws_token_writer_append (self, json, length);
}

void
aws_token_writer_begin (AwsTokenWriter *self,
                        const char     *name)
{
  aws_token_writer_append_name (self, name);
  aws_token_writer_append (self, "{", 1);
  self->needs_comma = FALSE;
}

void
aws_token_writer_end (AwsTokenWriter *self)
{
  aws_token_writer_append (self, "}", 1);
  self->needs_comma = TRUE;
}

char *
aws_token_writer_finish (AwsTokenWriter *self,
                         gsize          *length)
{
  char *text;

  aws_token_writer_append (self, "}", 1);
  self->text[self->length] = '\0';
  if (length != NULL)
    *length = self->length;
  text = g_steal_pointer (&self->text);
  aws_token_writer_free (self);

  return text;
}
