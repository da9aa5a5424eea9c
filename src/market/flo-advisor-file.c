/* flo-advisor-file.c: reads the file behind AWS's Spot Instance Advisor
 *
 * {"ranges": [{"index": 0, "label": "<5%", "max": 5, …}, …], "instance_types": {TYPE: {"emr": true, …}},
 *  "spot_advisor": {REGION: {"Linux" or "Windows": {TYPE: {"s": 58, "r": 4}}}}}
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-advisor"

#include "flotilla-config.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/wire/aws-json-scanner.h"
#include "market/flo-advisor.h"

#define NAME_SIZE 48
#define MAX_RANGE 4
#define MAX_ROWS 150000
/* What a region's range means is our table: it has to be the file's, too. Upper ends, in percent. */
static const gint64 range_ends[] = { 5, 11, 16, 22, 100 };

typedef struct
{
  AwsJsonScanner scanner;
  GString *table;            /* (owned) */
  const char *problem;
  guint n_rows;
  char region[NAME_SIZE];
  char system[NAME_SIZE];
  GHashTable *emr;           /* borrowed (element-type utf8 guint): of types that were told of: 1 no, 2 yes */
  const char *type;          /* (nullable): whose members are read */
  gint64 savings;            /* -1 = not there */
  gint64 range;
  gint64 index;
  gint64 max;
} Reading;

typedef void (*MemberFunc) (Reading    *self,
                            const char *name);


/* "" for a name that is none of ours: too long, or not plain. */
static void
decode_name (const AwsJsonSlice *slice,
             char               *name)
{
  name[0] = '\0';
  if (slice->length >= NAME_SIZE)
    return;

  name[aws_json_slice_decode (slice, name)] = '\0';
  for (const char *cursor = name; *cursor != '\0'; cursor++)
    {
      if (!g_ascii_isalnum (*cursor) && strchr ("._- ", *cursor) == NULL)
        {
          name[0] = '\0';
          return;
        }
    }
}

static void
read_object (Reading    *self,
             MemberFunc  func)
{
  gboolean is_first = TRUE;
  AwsJsonSlice slice;
  char name[NAME_SIZE];

  if (aws_json_scanner_peek (&self->scanner) != AWS_JSON_OBJECT)
    {
      self->problem = "something in it is no object";
      aws_json_scanner_skip (&self->scanner);
      return;
    }

  if (!aws_json_scanner_enter (&self->scanner))
    return;
  while (aws_json_scanner_next (&self->scanner, &is_first) && aws_json_scanner_read_name (&self->scanner, &slice))
    {
      decode_name (&slice, name);
      func (self, name);
    }
}

static gint64
read_small_number (Reading *self)
{
  AwsJsonSlice slice;
  g_autofree char *text = NULL;
  gint64 number;

  if (aws_json_scanner_peek (&self->scanner) != AWS_JSON_NUMBER)
    {
      aws_json_scanner_skip (&self->scanner);
      return -1;
    }
  if (!aws_json_scanner_read_number (&self->scanner, &slice) || slice.length > 6)
    return -1;

  text = g_strndup (slice.text, slice.length);

  return g_ascii_string_to_signed (text, 10, 0, 1000, &number, NULL) ? number : -1;
}

static void
type_fact_cb (Reading    *self,
              const char *name)
{
  const AwsJsonKind kind = aws_json_scanner_peek (&self->scanner);

  if (strcmp (name, "emr") == 0 && *self->type != '\0' && g_hash_table_size (self->emr) < MAX_ROWS &&
      (kind == AWS_JSON_TRUE || kind == AWS_JSON_FALSE))
    g_hash_table_insert (self->emr, g_strdup (self->type), GUINT_TO_POINTER (kind == AWS_JSON_TRUE ? 2 : 1));
  aws_json_scanner_skip (&self->scanner);
}

/* What a type is; AWS's file has that before what it advises. */
static void
type_facts_cb (Reading    *self,
               const char *name)
{
  self->scanner.n_values = 0;
  self->type = name;
  if (aws_json_scanner_peek (&self->scanner) == AWS_JSON_OBJECT)
    read_object (self, type_fact_cb);
  else
    aws_json_scanner_skip (&self->scanner);
}

static void
advice_cb (Reading    *self,
           const char *name)
{
  if (strcmp (name, "s") == 0)
    self->savings = read_small_number (self);
  else if (strcmp (name, "r") == 0)
    self->range = read_small_number (self);
  else
    aws_json_scanner_skip (&self->scanner);
}

static void
type_cb (Reading    *self,
         const char *name)
{
  guint emr;

  self->savings = self->range = -1;
  read_object (self, advice_cb);

  /* A figure that we cannot read is not known. */
  if (*name == '\0' || self->range < 0 || self->range > MAX_RANGE || self->savings > 100)
    return;
  if (++self->n_rows > MAX_ROWS)
    {
      self->problem = "it has too many types";
      return;
    }

  g_string_append_printf (self->table, "%s,%s,%s,", self->region, self->system, name);
  if (self->savings >= 0)
    g_string_append_printf (self->table, "%d", (int) self->savings);
  emr = GPOINTER_TO_UINT (g_hash_table_lookup (self->emr, name));
  g_string_append_printf (self->table, ",%d,%s\n", (int) self->range, emr == 0 ? "" : emr == 1 ? "0" : "1");
}

static void
system_cb (Reading    *self,
           const char *name)
{
  if (strcmp (name, "Linux") != 0 && strcmp (name, "Windows") != 0)
    {
      aws_json_scanner_skip (&self->scanner);
      return;
    }

  g_strlcpy (self->system, name, NAME_SIZE);
  read_object (self, type_cb);
}

static void
region_cb (Reading    *self,
           const char *name)
{
  /* The scanner's bound is for one answer; here it holds for each region, the rows for all. */
  self->scanner.n_values = 0;
  if (*name == '\0')
    {
      aws_json_scanner_skip (&self->scanner);
      return;
    }

  g_strlcpy (self->region, name, NAME_SIZE);
  read_object (self, system_cb);
}

static void
range_cb (Reading    *self,
          const char *name)
{
  if (strcmp (name, "index") == 0)
    self->index = read_small_number (self);
  else if (strcmp (name, "max") == 0)
    self->max = read_small_number (self);
  else
    aws_json_scanner_skip (&self->scanner);
}

/* The ranges that AWS uses today: should it ever change them, its figures mean something else than we would say. */
static void
read_ranges (Reading *self)
{
  gboolean is_first = TRUE;

  if (aws_json_scanner_peek (&self->scanner) != AWS_JSON_ARRAY)
    {
      self->problem = "its ranges are no list";
      aws_json_scanner_skip (&self->scanner);
      return;
    }

  if (!aws_json_scanner_enter (&self->scanner))
    return;
  while (aws_json_scanner_next (&self->scanner, &is_first))
    {
      self->index = self->max = -1;
      read_object (self, range_cb);
      if (self->index < 0 || self->index > MAX_RANGE || self->max != range_ends[self->index])
        self->problem = "its ranges are others than the ones we know";
    }
}

static void
root_cb (Reading    *self,
         const char *name)
{
  if (strcmp (name, "spot_advisor") == 0)
    read_object (self, region_cb);
  else if (strcmp (name, "ranges") == 0)
    read_ranges (self);
  else if (strcmp (name, "instance_types") == 0 && aws_json_scanner_peek (&self->scanner) == AWS_JSON_OBJECT)
    read_object (self, type_facts_cb);
  else
    aws_json_scanner_skip (&self->scanner);
}

GBytes *
flo_advisor_convert (const char  *text,
                     gsize        length,
                     GError     **error)
{
  Reading self = { .savings = -1, .range = -1 };
  g_autoptr (GHashTable) emr = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *message = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self.emr = emr;

  self.table = g_string_new ("region,system,type,savings_percent,interruption_band,emr\n");
  aws_json_scanner_init (&self.scanner, text, length);
  read_object (&self, root_cb);

  if (self.scanner.problem != NULL)
    self.problem = self.scanner.problem;
  else if (self.problem == NULL && !aws_json_scanner_is_at_end (&self.scanner))
    self.problem = "something follows it";
  else if (self.problem == NULL && self.n_rows == 0)
    self.problem = "it says nothing of any type";

  if (self.problem == NULL)
    return g_string_free_to_bytes (self.table);

  g_string_free (self.table, TRUE);
  message = g_strdup_printf ("Spot Advisor's file cannot be used: %s", self.problem);
  g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_MALFORMED, message, NULL, 0));

  return NULL;
}
