/* fuzz-answer.c: whatever AWS answers, or somebody in its place
 *
 * The first line says to what: "ec2 DescribeInstances 200 7", with the HTTP status and the size of the pieces
 * the body comes in, 0 for all at once. An odd size has the items of a list handed out one by one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdio.h>
#include <string.h>

#include "aws-operations.h"
#include "aws/wire/aws-answer.h"
#include "aws/aws-error.h"
#include "fuzz.h"

typedef struct
{
  char service[32];
  char operation[64];
  guint status;
  guint chunk;
} Heading;

/* Any other first line, which the fuzzer likes to try, is an answer to the first operation there is. */
static const AwsOperation *
read_heading (const char *line,
              Heading    *heading)
{
  const AwsOperation *operation = NULL;

  memset (heading, 0, sizeof *heading);
  heading->status = 200;
  if (sscanf (line, "%31s %63s %3u %7u", heading->service, heading->operation, &heading->status,
              &heading->chunk) >= 2)
    operation = aws_operations_find (heading->service, heading->operation);

  return operation != NULL ? operation : aws_operations[0];
}

static void
count_item_cb (gconstpointer item,
               gpointer      user_data)
{
  guint64 *n_items = user_data;

  g_assert_nonnull (item);
  (*n_items)++;
}

static gboolean
feed (AwsAnswer   *answer,
      const char  *body,
      gsize        length,
      gsize        chunk,
      GError     **error)
{
  gsize piece;

  for (gsize i = 0; i < length; i += piece)
    {
      piece = MIN (chunk > 0 ? chunk : length, length - i);
      if (!aws_answer_feed (answer, body + i, piece, error))
        return FALSE;
    }

  return TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const guint8 *end = size > 0 ? memchr (data, '\n', size) : NULL;
  gsize line_length = end != NULL ? (gsize) (end - data) : 0;
  g_autofree char *line = g_strndup ((const char *) data, MIN (line_length, 128));
  const char *body = (const char *) data + (end != NULL ? line_length + 1 : 0);
  gsize body_length = size - (gsize) (body - (const char *) data);
  Heading heading;
  const AwsOperation *operation = read_heading (line, &heading);
  gboolean streamed = operation->items != NULL && heading.chunk % 2 == 1;
  guint64 n_items = 0;
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsAnswer) answer =
    aws_answer_new (operation, heading.status, streamed ? count_item_cb : NULL, &n_items, 0);
  gpointer output = NULL;

  if (feed (answer, body, body_length, heading.chunk, &error))
    output = aws_answer_finish (answer, NULL, &error);

  /* An answer or an error that has a category and says something, never both or neither. */
  if (output != NULL)
    {
      g_assert_no_error (error);
      aws_shape_free (operation->output, output);
    }
  else
    {
      g_assert_true (error != NULL && error->domain == AWS_ERROR);
      g_assert_cmpstr (error->message, !=, "");
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  g_assert_cmpuint (n_items, ==, streamed ? aws_answer_get_n_items (answer) : 0);

  return 0;
}
