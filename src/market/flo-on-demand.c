/* flo-on-demand.c: the prices of one region that AWS publishes: instances on demand, and storage
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-on-demand"

#include "flotilla-config.h"

#include <string.h>

#include "base/flo-csv.h"
#include "market/flo-catalogue.h"
#include "market/flo-figure-cache.h"
#include "market/flo-on-demand-private.h"

/* The region whose prices the catalogue has. */
#define CATALOGUE_REGION "us-east-1"
#define MAX_ENTRIES 50000
/* Stands for all types of a system. */
#define WHOLE "*"
/* Stands for a system, of a volume. */
#define STORAGE "EBS"

typedef struct
{
  FloMoney price;   /* 0 = AWS sells none */
  gint64 time;
} Entry;

struct _FloOnDemand
{
  char *region;           /* (owned) */
  GHashTable *entries;    /* (owned) (element-type utf8 Entry): by "system type" */
  Entry storage;          /* a GiB of gp3 for a month; its time is 0: nobody was asked yet */
  FloCatalogue *catalogue; /* (owned) */
};

/* Spot prices and price lists use other words for the same. */
static const struct
{
  const char *product;
  const char *system;
} systems[] = {
  { "Linux/UNIX", FLO_ON_DEMAND_LINUX },
  { "Red Hat Enterprise Linux", "RHEL" },
  { "SUSE Linux", "SUSE" },
  { "Windows", "Windows" },
};


FloOnDemand *
_flo_on_demand_new (const char *region)
{
  FloOnDemand *self = g_new0 (FloOnDemand, 1);

  self->region = g_strdup (region);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->catalogue = flo_catalogue_get_default ();

  return self;
}

void
flo_on_demand_free (FloOnDemand *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->entries);
  g_object_unref (self->catalogue);
  g_free (self->region);
  g_free (self);
}

gboolean
_flo_on_demand_wants (const char *system)
{
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      if (g_strcmp0 (systems[i].system, system) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Of "Linux/UNIX (Amazon VPC)" too. */
static const char *
find_system (const char *product)
{
  if (product == NULL)
    return FLO_ON_DEMAND_LINUX;

  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      const gsize length = strlen (systems[i].product);

      if (strncmp (product, systems[i].product, length) == 0 && (product[length] == '\0' || product[length] == ' '))
        return systems[i].system;
    }

  return NULL;
}

static const Entry *
find_entry (FloOnDemand *self,
            const char  *system,
            const char  *type)
{
  g_autofree char *key = g_strdup_printf ("%s %s", system, type);

  return g_hash_table_lookup (self->entries, key);
}

void
_flo_on_demand_set (FloOnDemand *self,
                    const char  *type,
                    const char  *system,
                    FloMoney     price,
                    gint64       time)
{
  const Entry entry = { price, time };

  if (g_hash_table_size (self->entries) < MAX_ENTRIES && strpbrk (type, ",\n\r") == NULL)
    g_hash_table_insert (self->entries, g_strdup_printf ("%s %s", system, type), g_memdup2 (&entry, sizeof entry));
}

void
_flo_on_demand_set_whole (FloOnDemand *self,
                          const char  *system,
                          gint64       time)
{
  _flo_on_demand_set (self, WHOLE, system, 0, time);
}

void
_flo_on_demand_set_storage (FloOnDemand *self,
                            FloMoney     price,
                            gint64       time)
{
  self->storage = (Entry) { price, time };
}

void
_flo_on_demand_add (FloOnDemand *self,
                    FloOnDemand *other)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, other->entries);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) parts = g_strsplit (key, " ", 2);
      const Entry *entry = value;
      const Entry *whole = find_entry (self, parts[0], WHOLE);

      /* What a whole list does not have is not sold any more. */
      if (whole == NULL && !g_hash_table_contains (self->entries, key))
        _flo_on_demand_set (self, parts[1], parts[0], entry->price, entry->time);
    }
  if (self->storage.time == 0)
    self->storage = other->storage;
}

void
_flo_on_demand_renew (FloOnDemand *self,
                      FloOnDemand *other,
                      gint64       time)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, other->entries);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) parts = g_strsplit (key, " ", 2);

      _flo_on_demand_set (self, parts[1], parts[0], ((const Entry *) value)->price, time);
    }
  if (other->storage.time != 0)
    self->storage = (Entry) { other->storage.price, time };
}

static char *
make_name (const char *region)
{
  return g_strdup_printf ("on-demand-%s.csv", region);
}

char *
_flo_on_demand_read_etag (const char *place,
                          const char *region)
{
  g_autofree char *name = make_name (region);
  g_autoptr (GBytes) content = NULL;
  char *etag = NULL;

  content = flo_figure_cache_read (place, name, NULL, &etag);

  return etag;
}

/**
 * flo_on_demand_read:
 * @place: (nullable): whose word is wanted, see aws_public_file_dup_place()
 * @region: where
 *
 * Reads what AWS said last time. Not for the main thread: it reads a file.
 *
 * Returns: (transfer full): the prices, with few or none when AWS was not asked yet
 */
FloOnDemand *
flo_on_demand_read (const char *place,
                    const char *region)
{
  g_autofree char *name = make_name (region);
  g_autoptr (GBytes) content = NULL;
  g_autoptr (FloCsv) table = NULL;
  FloOnDemand *self;
  int type, system, price, time;

  g_return_val_if_fail (region != NULL, NULL);

  self = _flo_on_demand_new (region);
  content = place != NULL ? flo_figure_cache_read (place, name, NULL, NULL) : NULL;
  if (content == NULL)
    return self;

  table = flo_csv_new (content);
  type = flo_csv_column (table, "type");
  system = flo_csv_column (table, "system");
  price = flo_csv_column (table, "micro_usd");
  time = flo_csv_column (table, "time");
  while (flo_csv_next (table))
    {
      g_autofree char *of = g_strdup (flo_csv_get (table, system));
      g_autofree char *what = g_strdup (flo_csv_get (table, type));
      const gint64 amount = flo_csv_get_number (table, price);
      const gint64 said_at = flo_csv_get_number (table, time);

      if (*what == '\0' || amount < 0 || said_at <= 0)
        continue;
      if (_flo_on_demand_wants (of))
        _flo_on_demand_set (self, what, of, amount, said_at);
      else if (g_str_equal (of, STORAGE) && g_str_equal (what, FLO_ON_DEMAND_VOLUME))
        _flo_on_demand_set_storage (self, amount, said_at);
    }

  return self;
}

gboolean
_flo_on_demand_write (FloOnDemand  *self,
                      const char   *place,
                      const char   *etag,
                      GError      **error)
{
  g_autofree char *name = make_name (self->region);
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (self->entries), (GCompareFunc) strcmp);
  g_autoptr (GBytes) content = NULL;
  GString *text = g_string_new ("type,system,micro_usd,time\n");

  for (GList *link = keys; link != NULL; link = link->next)
    {
      const Entry *entry = g_hash_table_lookup (self->entries, link->data);
      const char *type = strchr (link->data, ' ') + 1;
      const int length = (int) (type - 1 - (const char *) link->data);

      g_string_append_printf (text, "%s,%.*s,%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "\n", type, length,
                              (const char *) link->data, entry->price, entry->time);
    }
  if (self->storage.time != 0)
    g_string_append_printf (text, FLO_ON_DEMAND_VOLUME "," STORAGE ",%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "\n",
                            self->storage.price, self->storage.time);
  content = g_string_free_to_bytes (text);

  return flo_figure_cache_write (place, name, content, g_get_real_time () / G_USEC_PER_SEC, etag, error);
}

const char *
flo_on_demand_get_region (FloOnDemand *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->region;
}

/**
 * flo_on_demand_find:
 * @self: a region's prices
 * @type: an instance type
 * @product: (nullable): in the words of spot prices: "Linux/UNIX", "Windows" …; %NULL: Linux
 * @origin: (out) (optional): where the price comes from
 *
 * What AWS said; in us-east-1, where it said nothing yet, the catalogue's price of Linux. Never a price of
 * another region.
 *
 * Returns: USD an hour; 0 when it is not known, or not sold
 */
FloMoney
flo_on_demand_find (FloOnDemand *self,
                    const char  *type,
                    const char  *product,
                    FloOrigin   *origin)
{
  const FloInstanceType *shipped;
  const char *system;
  const Entry *entry;
  FloOrigin from = { FLO_SOURCE_NONE, 0 };
  FloMoney price = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (type != NULL, 0);

  system = find_system (product);
  entry = system != NULL ? find_entry (self, system, type) : NULL;
  if (entry == NULL && system != NULL)
    entry = find_entry (self, system, WHOLE);

  if (entry != NULL)
    {
      price = entry->price;
      from = (FloOrigin) { FLO_SOURCE_AWS, entry->time };
    }
  else if (g_strcmp0 (system, FLO_ON_DEMAND_LINUX) == 0 && g_str_equal (self->region, CATALOGUE_REGION))
    {
      shipped = flo_catalogue_find (self->catalogue, type);
      price = shipped != NULL ? shipped->on_demand : 0;
      if (price > 0)
        from = (FloOrigin) { FLO_SOURCE_SHIPPED, FLO_SHIPPED_TIME };
    }

  if (origin != NULL)
    *origin = from;

  return price;
}

/**
 * flo_on_demand_get_storage:
 * @self: a region's prices
 * @origin: (out) (optional): where the price comes from
 *
 * Returns: what a GiB of gp3 costs for a month, USD; 0 when AWS did not say so yet, or sells none
 */
FloMoney
flo_on_demand_get_storage (FloOnDemand *self,
                           FloOrigin   *origin)
{
  g_return_val_if_fail (self != NULL, 0);

  if (origin != NULL)
    *origin = (FloOrigin) { self->storage.time != 0 ? FLO_SOURCE_AWS : FLO_SOURCE_NONE, self->storage.time };

  return self->storage.price;
}

/* How many prices of instances AWS told. */
guint
flo_on_demand_get_n (FloOnDemand *self)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n += ((const Entry *) value)->price > 0;

  return n;
}

/* Of the whole: the oldest of what AWS told; what is shipped, or nothing, otherwise. */
FloOrigin
flo_on_demand_get_origin (FloOnDemand *self)
{
  FloOrigin origin = { FLO_SOURCE_NONE, 0 };
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (self != NULL, origin);

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Entry *entry = value;

      if (origin.source == FLO_SOURCE_NONE || entry->time < origin.time)
        origin = (FloOrigin) { FLO_SOURCE_AWS, entry->time };
    }
  if (origin.source == FLO_SOURCE_NONE && g_str_equal (self->region, CATALOGUE_REGION))
    origin = (FloOrigin) { FLO_SOURCE_SHIPPED, FLO_SHIPPED_TIME };

  return origin;
}

static gboolean
is_fresh (FloOnDemand *self,
          const char  *type,
          gint64       now)
{
  const Entry *entry = find_entry (self, FLO_ON_DEMAND_LINUX, type);

  return entry != NULL && entry->time > now - FLO_ON_DEMAND_MAX_AGE;
}

/**
 * flo_on_demand_is_fresh:
 * @self: a region's prices
 * @types: (nullable): of these types; %NULL or none: of all
 * @now: Unix seconds
 *
 * Returns: whether AWS told the Linux prices, and that of storage, less than %FLO_ON_DEMAND_MAX_AGE ago
 */
gboolean
flo_on_demand_is_fresh (FloOnDemand        *self,
                        const char * const *types,
                        gint64              now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->storage.time <= now - FLO_ON_DEMAND_MAX_AGE)
    return FALSE;
  if (is_fresh (self, WHOLE, now))
    return TRUE;
  if (types == NULL || types[0] == NULL)
    return FALSE;

  for (guint i = 0; types[i] != NULL; i++)
    {
      if (!is_fresh (self, types[i], now))
        return FALSE;
    }

  return TRUE;
}

/**
 * flo_on_demand_knows:
 * @self: a region's prices
 * @types: (nullable): of these types; %NULL or none: of all
 *
 * Returns: whether there is anything to say of each type's Linux price, and of that of storage, however old
 */
gboolean
flo_on_demand_knows (FloOnDemand        *self,
                     const char * const *types)
{
  FloOrigin origin;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->storage.time == 0 && !g_str_equal (self->region, CATALOGUE_REGION))
    return FALSE;
  if (find_entry (self, FLO_ON_DEMAND_LINUX, WHOLE) != NULL)
    return TRUE;
  if (types == NULL || types[0] == NULL)
    return g_str_equal (self->region, CATALOGUE_REGION);

  for (guint i = 0; types[i] != NULL; i++)
    {
      flo_on_demand_find (self, types[i], NULL, &origin);
      if (origin.source == FLO_SOURCE_NONE)
        return FALSE;
    }

  return TRUE;
}
