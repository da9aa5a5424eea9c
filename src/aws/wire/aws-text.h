/* aws-text.h: how AWS writes values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <string.h>

#include "base/flo-secret.h"

G_BEGIN_DECLS

/* Bytes of "2015-08-30T12:36:00Z" and its end, and of "20150830T123600Z" and its end. */
#define AWS_TIME_SIZE 21
#define AWS_AMZ_DATE_SIZE 17

/* flo_secret_string_append(), without a call where there is room: requests are put together from many small
 * pieces. */
static inline void
aws_text_append (GString    *string,
                 const char *text,
                 gsize       length)
{
  if (string->len + length < string->allocated_len)
    {
      memcpy (string->str + string->len, text, length);
      string->len += length;
      string->str[string->len] = '\0';
    }
  else
    {
      flo_secret_string_append (string, text, length);
    }
}

static inline void
aws_text_append_string (GString    *string,
                        const char *text)
{
  aws_text_append (string, text, strlen (text));
}

void     aws_text_append_escaped (GString     *string,
                                  const char  *text,
                                  gboolean     keep_slashes);
void     aws_text_format_unsigned (guint      number,
                                   char       text[12]);
void     aws_text_format_time    (gint64       unix_seconds,
                                  char         text[AWS_TIME_SIZE]);
void     aws_text_format_amz_date (gint64      unix_seconds,
                                   char        text[AWS_AMZ_DATE_SIZE]);
gboolean aws_text_parse_time     (const char  *text,
                                  gint64      *unix_seconds);

G_END_DECLS
