/* aws-json-scanner.h: walks through JSON text without keeping anything of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  AWS_JSON_INVALID,   /* neither of the others begins here */
  AWS_JSON_OBJECT,
  AWS_JSON_ARRAY,
  AWS_JSON_STRING,
  AWS_JSON_NUMBER,
  AWS_JSON_TRUE,
  AWS_JSON_FALSE,
  AWS_JSON_NULL,
} AwsJsonKind;

/* A place in the text: of a string what is between its quotes, of a number its digits. */
typedef struct
{
  const char *text;
  gsize length;
} AwsJsonSlice;

typedef struct
{
  const char *start;
  const char *cursor;    /* a zero ends the text */
  guint depth;           /* of brackets that are open */
  guint64 objects;       /* a bit for each of them: whether it is a "{" */
  guint n_values;        /* in objects and lists, so far */
  gboolean too_many;     /* of them: that is the problem */
  const char *problem;   /* (unowned) (nullable): static; what is wrong at the cursor */
} AwsJsonScanner;

/* @text: with a zero behind. What is read is JSON as RFC 8259 has it, in UTF-8, with 64 levels and 250,000 values
 * at most; strings without NUL; integers that fit into 64 bits, other numbers into a double. Every function below
 * returns %FALSE once there is a problem. */
void        aws_json_scanner_init        (AwsJsonScanner  *self,
                                          const char      *text,
                                          gsize            length);
/* What begins here, space skipped. */
AwsJsonKind aws_json_scanner_peek        (AwsJsonScanner  *self);
gboolean    aws_json_scanner_read_string (AwsJsonScanner  *self,
                                          AwsJsonSlice    *slice);
gboolean    aws_json_scanner_read_number (AwsJsonScanner  *self,
                                          AwsJsonSlice    *slice);
/* Whatever there is. */
gboolean    aws_json_scanner_skip        (AwsJsonScanner  *self);
/* Goes in at "{" or "["; then to each item, the first one included; %FALSE at the end, or at a problem. */
gboolean    aws_json_scanner_enter       (AwsJsonScanner  *self);
gboolean    aws_json_scanner_next        (AwsJsonScanner  *self,
                                          gboolean        *is_first);
/* The name of a member and its colon. */
gboolean    aws_json_scanner_read_name   (AwsJsonScanner  *self,
                                          AwsJsonSlice    *slice);
/* Whether nothing but space is left. */
gboolean    aws_json_scanner_is_at_end   (AwsJsonScanner  *self);

/* What a string means; @decoded has room for its length and a zero, which is always enough. */
gsize       aws_json_slice_decode        (const AwsJsonSlice *self,
                                          char               *decoded);

G_END_DECLS
