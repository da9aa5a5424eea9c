/* flo-trace.c: how much capacity a zone had, tick by tick, as it was once recorded
 *
 *   {"metadata": {"gap_seconds": 600}, "data": [1, 0, …], "prices": [0.918, …]}
 *
 * "prices" need not be there; other members are passed over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-trace"

#include "flotilla-config.h"

#include "backtest/flo-trace.h"

#include <string.h>

#include "aws/wire/aws-json-scanner.h"
#include "base/flo-money.h"

#define MAX_GAP 86400
#define MAX_CAPACITY 1000000
#define MAX_DIGITS 40

struct _FloTrace
{
  gint64 gap;
  gsize n_ticks;
  GArray *steps;     /* (owned) (element-type FloStep) */
  GArray *prices;    /* (owned) (nullable) (element-type FloStep) */
};

/* One number of a list; FALSE: it cannot be one. */
typedef gboolean (*ReadValue) (const char *text,
                               gint64     *value);


void
flo_trace_free (FloTrace *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->prices, g_array_unref);
  g_free (self);
}

/* ---- numbers ---- */

/* "4" and "4.0" */
static gboolean
read_count (const char *text,
            gint64     *value)
{
  double number = g_ascii_strtod (text, NULL);

  if (!(number >= 0 && number <= MAX_CAPACITY) || (double) (gint64) number != number)
    return FALSE;
  *value = (gint64) number;

  return TRUE;
}

static gboolean
read_price (const char *text,
            gint64     *value)
{
  return flo_money_parse (text, value);
}

/* FALSE, with @error set unless the scanner has a problem itself. */
static gboolean
read_number (AwsJsonScanner  *scanner,
             ReadValue        read,
             const char      *where,
             gsize            index,
             gint64          *value,
             GError         **error)
{
  AwsJsonSlice slice;
  char text[MAX_DIGITS + 1];

  if (aws_json_scanner_peek (scanner) != AWS_JSON_NUMBER)
    {
      if (scanner->problem == NULL)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                     "\"%s\" has something other than a number at place %" G_GSIZE_FORMAT, where, index);
      return FALSE;
    }
  if (!aws_json_scanner_read_number (scanner, &slice))
    return FALSE;

  memcpy (text, slice.text, MIN (slice.length, MAX_DIGITS));
  text[MIN (slice.length, MAX_DIGITS)] = '\0';
  if (slice.length <= MAX_DIGITS && read (text, value))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "\"%s\" has %s at place %" G_GSIZE_FORMAT ", which is no %s",
               where, text, index, read == read_price ? "price" : "number of instances");
  return FALSE;
}

/* ---- the document ---- */

/* @n_values: how many there were, whether or not they changed. Times are counted in ticks. (transfer full) (nullable) */
static GArray *
read_list (AwsJsonScanner  *scanner,
           ReadValue        read,
           const char      *where,
           gsize           *n_values,
           GError         **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FloStep));
  gboolean is_first = TRUE;
  FloStep step = { 0, 0 };
  gint64 last = -1;

  if (aws_json_scanner_peek (scanner) != AWS_JSON_ARRAY)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "\"%s\" is no list", where);
      return NULL;
    }
  if (!aws_json_scanner_enter (scanner))
    return NULL;
  while (aws_json_scanner_next (scanner, &is_first))
    {
      if (step.start == FLO_TRACE_MAX_TICKS)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "\"%s\" has more than %d values", where,
                       FLO_TRACE_MAX_TICKS);
          return NULL;
        }
      /* The scanner's own bound is meant for answers. */
      scanner->n_values = 0;
      if (!read_number (scanner, read, where, step.start, &step.value, error))
        return NULL;
      if (step.value != last)
        g_array_append_val (steps, step);
      last = step.value;
      step.start++;
    }
  *n_values = step.start;

  return scanner->problem == NULL ? g_steal_pointer (&steps) : NULL;
}

static gboolean
is_name (const AwsJsonSlice *slice,
         const char         *name)
{
  return slice->length == strlen (name) && memcmp (slice->text, name, slice->length) == 0;
}

static gboolean
read_metadata (FloTrace        *self,
               AwsJsonScanner  *scanner,
               GError         **error)
{
  gboolean is_first = TRUE;
  AwsJsonSlice name;

  if (aws_json_scanner_peek (scanner) != AWS_JSON_OBJECT)
    return aws_json_scanner_skip (scanner);
  if (!aws_json_scanner_enter (scanner))
    return FALSE;
  while (aws_json_scanner_next (scanner, &is_first))
    {
      if (!aws_json_scanner_read_name (scanner, &name))
        return FALSE;
      if (is_name (&name, "gap_seconds") ? !read_number (scanner, read_count, "gap_seconds", 0, &self->gap, error)
                                         : !aws_json_scanner_skip (scanner))
        return FALSE;
    }

  return scanner->problem == NULL;
}

/* Each member once: a second list would say something else. */
static gboolean
read_member (FloTrace            *self,
             AwsJsonScanner      *scanner,
             const AwsJsonSlice  *name,
             gsize               *n_prices,
             GError             **error)
{
  if (is_name (name, "metadata"))
    return read_metadata (self, scanner, error);
  if (is_name (name, "data") && self->steps == NULL)
    return (self->steps = read_list (scanner, read_count, "data", &self->n_ticks, error)) != NULL;
  if (is_name (name, "prices") && self->prices == NULL && aws_json_scanner_peek (scanner) == AWS_JSON_ARRAY)
    return (self->prices = read_list (scanner, read_price, "prices", n_prices, error)) != NULL;

  return aws_json_scanner_skip (scanner);
}

static gboolean
check (FloTrace  *self,
       gsize      n_prices,
       GError   **error)
{
  if (self->steps == NULL || self->n_ticks == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "it has no \"data\": a list of how many instances were to "
                 "be had");
  else if (self->gap < 1 || self->gap > MAX_GAP)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "its \"metadata\" has no \"gap_seconds\" from 1 to %d",
                 MAX_GAP);
  else if (self->prices != NULL && n_prices != self->n_ticks)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 "it has %" G_GSIZE_FORMAT " values of \"data\" but %" G_GSIZE_FORMAT " of \"prices\"", self->n_ticks,
                 n_prices);
  else
    return TRUE;

  return FALSE;
}

static void
count_in_seconds (GArray *steps,
                  gint64  gap)
{
  for (guint i = 0; steps != NULL && i < steps->len; i++)
    g_array_index (steps, FloStep, i).start *= gap;
}

/**
 * flo_trace_parse:
 * @text: with a zero behind
 * @length: without it
 * @error: %G_IO_ERROR_INVALID_DATA: what is wrong, without naming a file
 *
 * Returns: (transfer full) (nullable): a trace; %NULL with @error set
 */
FloTrace *
flo_trace_parse (const char  *text,
                 gsize        length,
                 GError     **error)
{
  g_autoptr (FloTrace) self = g_new0 (FloTrace, 1);
  g_autoptr (GError) wrong = NULL;
  gboolean is_first = TRUE;
  AwsJsonScanner scanner;
  AwsJsonSlice name;
  gsize n_prices = 0;

  g_return_val_if_fail (text != NULL, NULL);

  aws_json_scanner_init (&scanner, text, length);
  if (aws_json_scanner_peek (&scanner) != AWS_JSON_OBJECT)
    g_set_error (&wrong, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "it is no JSON object");
  else if (aws_json_scanner_enter (&scanner))
    while (wrong == NULL && aws_json_scanner_next (&scanner, &is_first))
      if (!aws_json_scanner_read_name (&scanner, &name) || !read_member (self, &scanner, &name, &n_prices, &wrong))
        break;

  if (wrong == NULL && (scanner.problem != NULL || !aws_json_scanner_is_at_end (&scanner)))
    g_set_error (&wrong, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "it is no JSON object: %s at byte %" G_GSIZE_FORMAT,
                 scanner.problem != NULL ? scanner.problem : "something else",
                 (gsize) (scanner.cursor - scanner.start));
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return NULL;
    }
  if (!check (self, n_prices, error))
    return NULL;

  count_in_seconds (self->steps, self->gap);
  count_in_seconds (self->prices, self->gap);

  return g_steal_pointer (&self);
}

/* ---- files ---- */

static FloTrace *
load (GFile         *file,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) bytes = NULL;
  guint8 chunk[65536];
  gssize got;

  if (stream == NULL)
    return NULL;

  bytes = g_byte_array_new ();
  while ((got = g_input_stream_read (G_INPUT_STREAM (stream), chunk, sizeof chunk, cancellable, error)) > 0)
    {
      if (bytes->len + got > FLO_TRACE_MAX_BYTES)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "it is larger than %d MiB",
                       FLO_TRACE_MAX_BYTES / 1024 / 1024);
          return NULL;
        }
      g_byte_array_append (bytes, chunk, got);
    }
  if (got < 0)
    return NULL;
  g_byte_array_append (bytes, (const guint8 *) "", 1);

  return flo_trace_parse ((const char *) bytes->data, bytes->len - 1, error);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  FloTrace *trace = load (task_data, cancellable, &error);
  g_autofree char *path = g_file_get_parse_name (task_data);

  if (trace != NULL)
    {
      g_task_return_pointer (task, trace, (GDestroyNotify) flo_trace_free);
      return;
    }
  if (error->domain == G_IO_ERROR && error->code == G_IO_ERROR_INVALID_DATA)
    g_prefix_error (&error, "%s is no capacity trace: ", path);
  g_task_return_error (task, error);
}

/* Reads and checks @file in a thread. @callback: called in the caller's main context */
void
flo_trace_load_async (GFile               *file,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (G_IS_FILE (file));

  g_task_set_source_tag (task, flo_trace_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * flo_trace_load_finish:
 * @result: the result
 * @error: %G_IO_ERROR: it cannot be read; %G_IO_ERROR_INVALID_DATA: it is no trace
 *
 * Returns: (transfer full) (nullable): the trace; %NULL with @error set
 */
FloTrace *
flo_trace_load_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- what it says ---- */

gint64
flo_trace_get_gap (const FloTrace *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->gap;
}

gint64
flo_trace_get_seconds (const FloTrace *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->gap * (gint64) self->n_ticks;
}

const FloStep *
flo_trace_get_steps (const FloTrace *self,
                     gsize          *n_steps)
{
  g_return_val_if_fail (self != NULL && n_steps != NULL, NULL);

  *n_steps = self->steps->len;

  return (const FloStep *) (gpointer) self->steps->data;
}

const FloStep *
flo_trace_get_prices (const FloTrace *self,
                      gsize          *n_steps)
{
  g_return_val_if_fail (self != NULL && n_steps != NULL, NULL);

  *n_steps = self->prices != NULL ? self->prices->len : 0;

  return self->prices != NULL ? (const FloStep *) (gpointer) self->prices->data : NULL;
}
