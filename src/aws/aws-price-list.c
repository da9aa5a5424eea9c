/* aws-price-list.c: the price of an instance or a volume in a text that GetProducts answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-price-list"

#include "aws/aws-price-list.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/wire/aws-json-scanner.h"

#define MAX_SIZE (256 * 1024)
#define TEXT_SIZE 64

typedef enum
{
  FIELD_TYPE,
  FIELD_SYSTEM,
  FIELD_TENANCY,
  FIELD_REGION,
  FIELD_CAPACITY,
  FIELD_SOFTWARE,
  FIELD_LICENSE,
  FIELD_MARKET,
  FIELD_VOLUME,
  FIELD_PLACE,
  N_FIELDS
} Field;

/* The attribute's name, and what it has to say for a plain price of an instance, and of a volume; NULL: anything. What is
 * missing is no obstacle. */
static const struct
{
  const char *name;
  const char *of_instance;
  const char *of_volume;
} fields[N_FIELDS] =
{
  [FIELD_TYPE] = { "instanceType", NULL, NULL },
  [FIELD_SYSTEM] = { "operatingSystem", NULL, NULL },
  [FIELD_TENANCY] = { "tenancy", NULL, NULL },
  [FIELD_REGION] = { "regionCode", NULL, NULL },
  [FIELD_CAPACITY] = { "capacitystatus", "Used", NULL },
  [FIELD_SOFTWARE] = { "preInstalledSw", "NA", NULL },
  [FIELD_LICENSE] = { "licenseModel", "No License required", NULL },
  [FIELD_MARKET] = { "marketoption", "OnDemand", NULL },
  [FIELD_VOLUME] = { "volumeApiName", NULL, NULL },
  [FIELD_PLACE] = { "locationType", NULL, "AWS Region" },
};

typedef struct
{
  AwsJsonScanner scanner;
  char values[N_FIELDS][TEXT_SIZE];   /* "" = not there, or longer than any that we know */
  char family[TEXT_SIZE];
  char unit[TEXT_SIZE];
  char currency[TEXT_SIZE];
  char amount[TEXT_SIZE];
  guint n_prices;
} Reading;

/* "" for what is no string, and for what is too long. */
static void
decode (const AwsJsonSlice *slice,
        char               *text)
{
  text[0] = '\0';
  if (slice->length < TEXT_SIZE)
    text[aws_json_slice_decode (slice, text)] = '\0';
}

static void
read_text (Reading *self,
           char    *text)
{
  AwsJsonSlice slice;

  text[0] = '\0';
  if (aws_json_scanner_peek (&self->scanner) != AWS_JSON_STRING)
    aws_json_scanner_skip (&self->scanner);
  else if (aws_json_scanner_read_string (&self->scanner, &slice))
    decode (&slice, text);
}

/* Calls @func for every member of the object that begins here, with the place behind its name. */
static void
read_object (Reading  *self,
             void    (*func) (Reading    *self,
                              const char *name))
{
  gboolean is_first = TRUE;
  AwsJsonSlice slice;
  char name[TEXT_SIZE];

  if (aws_json_scanner_peek (&self->scanner) != AWS_JSON_OBJECT)
    {
      aws_json_scanner_skip (&self->scanner);
      return;
    }

  if (!aws_json_scanner_enter (&self->scanner))
    return;
  while (aws_json_scanner_next (&self->scanner, &is_first) && aws_json_scanner_read_name (&self->scanner, &slice))
    {
      decode (&slice, name);
      func (self, name);
    }
}

static void
attribute_cb (Reading    *self,
              const char *name)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (strcmp (name, fields[i].name) == 0)
      {
        read_text (self, self->values[i]);
        return;
      }

  aws_json_scanner_skip (&self->scanner);
}

static void
product_cb (Reading    *self,
            const char *name)
{
  if (strcmp (name, "attributes") == 0)
    read_object (self, attribute_cb);
  else if (strcmp (name, "productFamily") == 0)
    read_text (self, self->family);
  else
    aws_json_scanner_skip (&self->scanner);
}

static void
amount_cb (Reading    *self,
           const char *name)
{
  g_strlcpy (self->currency, name, TEXT_SIZE);
  read_text (self, self->amount);
}

static void
dimension_cb (Reading    *self,
              const char *name)
{
  if (strcmp (name, "unit") == 0)
    read_text (self, self->unit);
  else if (strcmp (name, "pricePerUnit") == 0)
    {
      self->n_prices++;
      read_object (self, amount_cb);
    }
  else
    aws_json_scanner_skip (&self->scanner);
}

static void
dimensions_cb (Reading    *self,
               const char *name)
{
  read_object (self, dimension_cb);
}

static void
term_cb (Reading    *self,
         const char *name)
{
  if (strcmp (name, "priceDimensions") == 0)
    read_object (self, dimensions_cb);
  else
    aws_json_scanner_skip (&self->scanner);
}

static void
on_demand_cb (Reading    *self,
              const char *name)
{
  read_object (self, term_cb);
}

static void
terms_cb (Reading    *self,
          const char *name)
{
  if (strcmp (name, "OnDemand") == 0)
    read_object (self, on_demand_cb);
  else
    aws_json_scanner_skip (&self->scanner);
}

static void
root_cb (Reading    *self,
         const char *name)
{
  if (strcmp (name, "product") == 0)
    read_object (self, product_cb);
  else if (strcmp (name, "terms") == 0)
    read_object (self, terms_cb);
  else
    aws_json_scanner_skip (&self->scanner);
}

static gboolean
is_volume (const Reading *self)
{
  return self->values[FIELD_VOLUME][0] != '\0' && strcmp (self->family, "Storage") == 0;
}

static gboolean
is_wanted (const Reading *self)
{
  const gboolean volume = is_volume (self);

  for (guint i = 0; i < N_FIELDS; i++)
    {
      const char *wanted = volume ? fields[i].of_volume : fields[i].of_instance;

      if (wanted != NULL && self->values[i][0] != '\0' && strcmp (self->values[i], wanted) != 0)
        return FALSE;
    }

  /* Of two prices nobody knows which one holds. */
  if (self->n_prices != 1)
    return FALSE;

  return volume ? strcmp (self->unit, "GB-Mo") == 0
                : self->values[FIELD_TYPE][0] != '\0' && self->values[FIELD_SYSTEM][0] != '\0'
                      && strcmp (self->unit, "Hrs") == 0 && strcmp (self->values[FIELD_TENANCY], "Host") != 0;
}

static gboolean
fail (const char  *code,
      const char  *problem,
      GError     **error)
{
  g_autofree char *message = g_strdup_printf ("a product of the price list is unreadable: %s", problem);

  g_propagate_error (error, aws_error_new ("GetProducts", code, message, NULL, 0));

  return FALSE;
}

/**
 * aws_price_list_read:
 * @text: one of the texts in GetProducts' answer, with a zero behind
 * @length: its length
 * @price_func: (scope call): gets the price
 * @price_data: for @price_func
 * @error: %AWS_ERROR_PROTOCOL
 *
 * Returns: whether @text is a product, priced or not
 */
gboolean
aws_price_list_read (const char        *text,
                     gsize              length,
                     AwsListPriceFunc   price_func,
                     gpointer           price_data,
                     GError           **error)
{
  Reading self = { .n_prices = 0 };
  AwsListPrice price;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (price_func != NULL, FALSE);

  if (length > MAX_SIZE)
    return fail (AWS_CODE_ANSWER_TOO_LARGE, "it is larger than 256 KiB", error);

  aws_json_scanner_init (&self.scanner, text, length);
  if (aws_json_scanner_peek (&self.scanner) != AWS_JSON_OBJECT)
    return fail (AWS_CODE_ANSWER_MALFORMED, "it is no object", error);
  read_object (&self, root_cb);
  if (!aws_json_scanner_is_at_end (&self.scanner))
    return fail (AWS_CODE_ANSWER_MALFORMED,
                 self.scanner.problem != NULL ? self.scanner.problem : "something follows it", error);

  if (!is_wanted (&self))
    return TRUE;
  if (!flo_money_parse (self.amount, &price.price))
    return fail (AWS_CODE_ANSWER_MALFORMED, "its price is none", error);

  price.instance_type = is_volume (&self) ? "" : self.values[FIELD_TYPE];
  price.volume_type = is_volume (&self) ? self.values[FIELD_VOLUME] : "";
  price.operating_system = self.values[FIELD_SYSTEM];
  price.tenancy = self.values[FIELD_TENANCY];
  price.region = self.values[FIELD_REGION];
  price.currency = self.currency;
  /* What is free is not for sale. */
  if (price.price > 0)
    price_func (&price, price_data);

  return TRUE;
}
