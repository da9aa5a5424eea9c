/* flo-cli-price-writer.c
 *
 * A hundred thousand records are common here, so this one place does not build JSON nodes: it writes
 * into a buffer that goes out in large pieces.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/flo-cli-price-writer.h"
#include "market/flo-price-csv.h"

#define BUFFER_SIZE (128 * 1024)
#define SECONDS_PER_DAY 86400
#define TIME_LENGTH 20  /* 2026-11-24T02:30:00Z */

struct _FloCliPriceWriter
{
  int fd;
  FloCliPriceFormat format;
  const char *region;            /* for CSV */
  GCancellable *cancellable;     /* (owned) */
  guint64 count;
  int write_errno;               /* of the first write that failed; 0 = none */
  gint64 day;                    /* whose date is in @time */
  char time[TIME_LENGTH + 1];
  gsize length;
  char buffer[BUFFER_SIZE];
};

FloCliPriceWriter *
flo_cli_price_writer_new (int                fd,
                          FloCliPriceFormat  format,
                          const char        *region,
                          GCancellable      *cancellable)
{
  FloCliPriceWriter *self = g_new0 (FloCliPriceWriter, 1);

  self->fd = fd;
  self->format = format;
  self->region = g_intern_string (region);
  self->cancellable = g_object_ref (cancellable);
  self->day = G_MININT64;
  return self;
}

void
flo_cli_price_writer_free (FloCliPriceWriter *self)
{
  g_object_unref (self->cancellable);
  g_free (self);
}

guint64
flo_cli_price_writer_count (FloCliPriceWriter *self)
{
  return self->count;
}

gboolean
flo_cli_price_writer_failed (FloCliPriceWriter *self)
{
  return self->write_errno != 0;
}

static void
flush_buffer (FloCliPriceWriter *self)
{
  gsize done = 0;

  while (done < self->length && self->write_errno == 0)
    {
      ssize_t n = write (self->fd, self->buffer + done, self->length - done);

      if (n >= 0)
        done += n;
      else if (errno != EINTR)
        {
          self->write_errno = errno;
          g_cancellable_cancel (self->cancellable);
        }
    }
  self->length = 0;
}

static void
append (FloCliPriceWriter *self,
        const char        *text,
        gsize              length)
{
  while (length > 0)
    {
      gsize part = MIN (length, BUFFER_SIZE - self->length);

      memcpy (self->buffer + self->length, text, part);
      self->length += part;
      text += part;
      length -= part;
      if (self->length == BUFFER_SIZE)
        flush_buffer (self);
    }
}

#define append_literal(self, literal) append (self, literal, sizeof (literal) - 1)

static gboolean
needs_escape (unsigned char c)
{
  return c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

static void
append_escaped (FloCliPriceWriter *self,
                const char        *text)
{
  static const char digits[] = "0123456789abcdef";

  for (; *text != '\0'; text++)
    {
      unsigned char c = *text;

      if (needs_escape (c))
        {
          char escape[] = { '\\', 'u', '0', '0', digits[c >> 4], digits[c & 15] };

          append (self, escape, sizeof escape);
          continue;
        }
      if (self->length == BUFFER_SIZE)
        flush_buffer (self);
      self->buffer[self->length++] = (char) c;
    }
}

static void
append_string (FloCliPriceWriter *self,
               const char        *text)
{
  if (text == NULL)
    {
      append_literal (self, "null");
      return;
    }
  append_literal (self, "\"");
  append_escaped (self, text);
  append_literal (self, "\"");
}

static void
put_two_digits (char *place,
                int   value)
{
  place[0] = '0' + value / 10;
  place[1] = '0' + value % 10;
}

/* The date is worked out once a day: records come ordered by time. */
static const char *
format_time (FloCliPriceWriter *self,
             gint64             seconds)
{
  gint64 day = seconds / SECONDS_PER_DAY;
  int rest = (int) (seconds % SECONDS_PER_DAY);

  if (seconds < 0)
    return NULL;
  if (day != self->day)
    {
      time_t start = (time_t) (day * SECONDS_PER_DAY);
      struct tm date;

      if (gmtime_r (&start, &date) == NULL
          || strftime (self->time, sizeof self->time, "%Y-%m-%dT00:00:00Z", &date) != TIME_LENGTH)
        return NULL;
      self->day = day;
    }
  put_two_digits (self->time + 11, rest / 3600);
  put_two_digits (self->time + 14, rest / 60 % 60);
  put_two_digits (self->time + 17, rest % 60);
  return self->time;
}

static void
append_object (FloCliPriceWriter  *self,
               const AwsSpotPrice *record)
{
  if (self->count == 0)
    append_literal (self, "[\n");
  else
    append_literal (self, ",\n");
  append_literal (self, "{\"time\":");
  append_string (self, record->timestamp.is_set ? format_time (self, record->timestamp.seconds) : NULL);
  append_literal (self, ",\"zone\":");
  append_string (self, record->availability_zone);
  append_literal (self, ",\"zone_id\":");
  append_string (self, record->availability_zone_id);
  append_literal (self, ",\"instance_type\":");
  append_string (self, record->instance_type);
  append_literal (self, ",\"product\":");
  append_string (self, record->product_description);
  append_literal (self, ",\"price\":");
  append_string (self, record->spot_price);
  append_literal (self, "}");
}

static void
append_field (FloCliPriceWriter *self,
              const char        *text,
              gsize              width)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (text != NULL)
    append_escaped (self, text);
  while (length++ < width)
    append_literal (self, " ");
  append_literal (self, "  ");
}

static void
append_line (FloCliPriceWriter  *self,
             const AwsSpotPrice *record)
{
  const char *time = record->timestamp.is_set ? format_time (self, record->timestamp.seconds) : NULL;

  append_field (self, time, TIME_LENGTH);
  append_field (self, record->availability_zone, 15);
  append_field (self, record->instance_type, 16);
  append_field (self, record->product_description, 10);
  append_literal (self, "$");
  append_escaped (self, record->spot_price != NULL ? record->spot_price : "?");
  append_literal (self, "\n");
}

static void
append_cell (FloCliPriceWriter *self,
             const char        *text,
             const char        *end)
{
  const gboolean quoted = text != NULL && strpbrk (text, ",\"\r\n") != NULL;

  if (quoted)
    append_literal (self, "\"");
  for (const char *at = text; at != NULL && *at != '\0'; at++)
    append (self, *at == '"' ? "\"\"" : at, *at == '"' ? 2 : 1);
  if (quoted)
    append_literal (self, "\"");
  append (self, end, 1);
}

static void
append_row (FloCliPriceWriter  *self,
            const AwsSpotPrice *record)
{
  if (self->count == 0)
    append_literal (self, FLO_PRICE_CSV_COLUMNS "\n");
  append_cell (self, record->timestamp.is_set ? format_time (self, record->timestamp.seconds) : NULL, ",");
  append_cell (self, self->region, ",");
  append_cell (self, record->availability_zone, ",");
  append_cell (self, record->availability_zone_id, ",");
  append_cell (self, record->instance_type, ",");
  append_cell (self, record->product_description, ",");
  append_cell (self, record->spot_price, "\n");
}

void
flo_cli_price_writer_add (gconstpointer spot_price,
                          gpointer      writer)
{
  FloCliPriceWriter *self = writer;

  switch (self->format)
    {
    case FLO_CLI_PRICE_JSON:
      append_object (self, spot_price);
      break;
    case FLO_CLI_PRICE_CSV:
      append_row (self, spot_price);
      break;
    case FLO_CLI_PRICE_LINES:
    default:
      append_line (self, spot_price);
    }
  self->count++;
}

gboolean
flo_cli_price_writer_finish (FloCliPriceWriter  *self,
                             GError            **error)
{
  if (self->format == FLO_CLI_PRICE_CSV && self->count == 0)
    append_literal (self, FLO_PRICE_CSV_COLUMNS "\n");
  if (self->format == FLO_CLI_PRICE_JSON && self->count == 0)
    append_literal (self, "[");
  if (self->format == FLO_CLI_PRICE_JSON)
    append_literal (self, "]\n");
  flush_buffer (self);
  if (self->write_errno == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (self->write_errno),
               "cannot write the prices: %s", g_strerror (self->write_errno));
  return FALSE;
}
