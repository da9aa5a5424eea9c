/* flo-catalogue.c: the instance types that ship with us
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-catalogue.h"

#include "base/flo-csv.h"
#include "market/flo-market-resources.h"
#include "market/flo-type-facts-private.h"

#include <string.h>

#define RESOURCE_PATH "/org/flotilla/Flotilla/catalogue/"

struct _FloCatalogue
{
  GObject parent_instance;

  GStringChunk *strings;        /* (owned): every name below */
  GArray *types;                /* (owned) (element-type FloInstanceType): sorted by name */
  GArray *extras;               /* (owned) (element-type Extra): of the type at the same index */
  GHashTable *by_name;          /* (owned) (element-type utf8 FloInstanceType) */
  GHashTable *interruptions;    /* (owned) (element-type utf8 GHashTable): by region, then by type,
                                   the range plus one, so that 0 is "not known" */
};

/* What only a search asks for. */
typedef struct
{
  const char *architectures;    /* separated by "|" */
  const char *gpu_model;
  const char *hypervisor;
  const char *network;
  guint storage_gb;
  guint gpu_memory_mib;
  const char *cells[FLO_N_FACTS];   /* (nullable): of columns that are named like a fact */
} Extra;

G_DEFINE_FINAL_TYPE (FloCatalogue, flo_catalogue, G_TYPE_OBJECT)

/* Looked up in our own resource rather than among all: naming it makes the linker take it out of the
 * static library, and with it the constructor that registers it. */
static FloCsv *
open_table (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH, name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  bytes = g_resource_lookup_data (flo_market_resources_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes == NULL)
    {
      g_critical ("The catalogue is missing from this build: %s", error->message);
      bytes = g_bytes_new_static ("", 0);
    }

  return flo_csv_new (bytes);
}

/* Whether @word is one of those that "|" separates in @list. */
static gboolean
has_word (const char *list,
          const char *word)
{
  gsize length = strlen (word);

  for (const char *cursor = strstr (list, word); cursor != NULL; cursor = strstr (cursor + 1, word))
    if ((cursor == list || cursor[-1] == '|') && (cursor[length] == '\0' || cursor[length] == '|'))
      return TRUE;

  return FALSE;
}

static void
read_extras (FloCatalogue *self)
{
  g_autoptr(FloCsv) table = open_table ("instance-types.csv");
  const int architectures = flo_csv_column (table, "architectures");
  const int gpu_model = flo_csv_column (table, "gpu_model");
  const int gpu_memory = flo_csv_column (table, "gpu_memory_mib");
  const int hypervisor = flo_csv_column (table, "hypervisor");
  const int network = flo_csv_column (table, "network");
  const int storage = flo_csv_column (table, "storage_gb");
  int derived[FLO_N_FACTS];

  for (guint fact = 0; fact < FLO_N_FACTS; fact++)
    derived[fact] = flo_csv_column (table, flo_fact_get_name (fact));

  while (flo_csv_next (table))
    {
      Extra extra = {
        .architectures = g_string_chunk_insert_const (self->strings, flo_csv_get (table, architectures)),
        .gpu_model = g_string_chunk_insert_const (self->strings, flo_csv_get (table, gpu_model)),
        .hypervisor = g_string_chunk_insert_const (self->strings, flo_csv_get (table, hypervisor)),
        .network = g_string_chunk_insert_const (self->strings, flo_csv_get (table, network)),
        .storage_gb = (guint) flo_csv_get_number (table, storage),
        .gpu_memory_mib = (guint) flo_csv_get_number (table, gpu_memory),
      };

      for (guint fact = 0; fact < FLO_N_FACTS; fact++)
        if (*flo_csv_get (table, derived[fact]) != '\0')
          extra.cells[fact] = g_string_chunk_insert_const (self->strings, flo_csv_get (table, derived[fact]));
      g_array_append_val (self->extras, extra);
    }
}

static void
read_types (FloCatalogue *self)
{
  g_autoptr(FloCsv) table = open_table ("instance-types.csv");
  const int name = flo_csv_column (table, "type");
  const int vcpus = flo_csv_column (table, "vcpus");
  const int memory = flo_csv_column (table, "memory_mib");
  const int architectures = flo_csv_column (table, "architectures");
  const int gpus = flo_csv_column (table, "gpus");
  const int burstable = flo_csv_column (table, "burstable");
  const int current = flo_csv_column (table, "current");
  const int bare_metal = flo_csv_column (table, "bare_metal");
  const int spot = flo_csv_column (table, "spot");
  const int on_demand = flo_csv_column (table, "on_demand_micro_usd");

  while (flo_csv_next (table))
    {
      FloInstanceType type = {
        .name = g_string_chunk_insert (self->strings, flo_csv_get (table, name)),
        .vcpus = (guint) flo_csv_get_number (table, vcpus),
        .memory_mib = (guint64) flo_csv_get_number (table, memory),
        .x86_64 = has_word (flo_csv_get (table, architectures), "x86_64"),
        .arm64 = has_word (flo_csv_get (table, architectures), "arm64"),
        .gpus = (guint) flo_csv_get_number (table, gpus),
        .burstable = flo_csv_get_number (table, burstable) != 0,
        .current_generation = flo_csv_get_number (table, current) != 0,
        .bare_metal = flo_csv_get_number (table, bare_metal) != 0,
        .spot = flo_csv_get_number (table, spot) != 0,
        .on_demand = flo_csv_get_number (table, on_demand),
      };

      if (type.on_demand > 0)
        type.on_demand_origin = (FloOrigin) { FLO_SOURCE_SHIPPED, FLO_SHIPPED_TIME };
      g_array_append_val (self->types, type);
    }

  for (guint i = 0; i < self->types->len; i++)
    {
      FloInstanceType *type = &g_array_index (self->types, FloInstanceType, i);

      g_hash_table_insert (self->by_name, (gpointer) type->name, type);
    }
}

static void
read_interruptions (FloCatalogue *self)
{
  g_autoptr(FloCsv) table = open_table ("spot-advisor.csv");
  const int type = flo_csv_column (table, "type");
  const int region = flo_csv_column (table, "region");
  const int band = flo_csv_column (table, "interruption_band");

  while (flo_csv_next (table))
    {
      const char *in = flo_csv_get (table, region);
      GHashTable *types = g_hash_table_lookup (self->interruptions, in);

      if (types == NULL)
        {
          types = g_hash_table_new (g_str_hash, g_str_equal);
          g_hash_table_insert (self->interruptions, g_string_chunk_insert_const (self->strings, in), types);
        }
      g_hash_table_insert (types,
                           g_string_chunk_insert_const (self->strings, flo_csv_get (table, type)),
                           GINT_TO_POINTER ((int) flo_csv_get_number (table, band) + 1));
    }
}

static void
flo_catalogue_finalize (GObject *object)
{
  FloCatalogue *self = FLO_CATALOGUE (object);

  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->interruptions);
  g_array_unref (self->types);
  g_array_unref (self->extras);
  g_string_chunk_free (self->strings);

  G_OBJECT_CLASS (flo_catalogue_parent_class)->finalize (object);
}

static void
flo_catalogue_class_init (FloCatalogueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_catalogue_finalize;
}

static void
flo_catalogue_init (FloCatalogue *self)
{
  self->strings = g_string_chunk_new (16 * 1024);
  self->types = g_array_new (FALSE, FALSE, sizeof (FloInstanceType));
  self->extras = g_array_new (FALSE, FALSE, sizeof (Extra));
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->interruptions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                               (GDestroyNotify) g_hash_table_unref);
  read_types (self);
  read_extras (self);
  read_interruptions (self);
}

/**
 * flo_catalogue_get_default:
 *
 * Reads the tables the first time. May be called from any thread.
 *
 * Returns: (transfer full): the one catalogue
 */
FloCatalogue *
flo_catalogue_get_default (void)
{
  static FloCatalogue *catalogue;

  if (g_once_init_enter (&catalogue))
    {
      FloCatalogue *fresh = g_object_new (FLO_TYPE_CATALOGUE, NULL);

      g_once_init_leave (&catalogue, fresh);
    }

  return g_object_ref (catalogue);
}

guint
flo_catalogue_get_n_types (FloCatalogue *self)
{
  g_return_val_if_fail (FLO_IS_CATALOGUE (self), 0);

  return self->types->len;
}

/* Types are sorted by name. */
const FloInstanceType *
flo_catalogue_get_type_at (FloCatalogue *self,
                           guint         index)
{
  g_return_val_if_fail (FLO_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (index < self->types->len, NULL);

  return &g_array_index (self->types, FloInstanceType, index);
}

/* Returns: (nullable): NULL when the catalogue does not know it */
const FloInstanceType *
flo_catalogue_find (FloCatalogue *self,
                    const char   *name)
{
  g_return_val_if_fail (FLO_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->by_name, name);
}

int
flo_catalogue_get_interruption (FloCatalogue *self,
                                const char   *region,
                                const char   *type)
{
  GHashTable *types;

  g_return_val_if_fail (FLO_IS_CATALOGUE (self), -1);
  g_return_val_if_fail (region != NULL && type != NULL, -1);

  types = g_hash_table_lookup (self->interruptions, region);
  if (types == NULL)
    return -1;

  return GPOINTER_TO_INT (g_hash_table_lookup (types, type)) - 1;
}

gboolean
flo_catalogue_has_interruptions (FloCatalogue *self,
                                 const char   *region)
{
  g_return_val_if_fail (FLO_IS_CATALOGUE (self), FALSE);
  g_return_val_if_fail (region != NULL, FALSE);

  return g_hash_table_contains (self->interruptions, region);
}

/* Words of @list that "|" separates, in lower case; of "" there are none. */
static void
take_words (FloTypeFacts *facts,
            FloFact       fact,
            const char   *list)
{
  g_autofree char *lower = g_ascii_strdown (list, -1);

  g_strfreev (facts->words[fact]);
  facts->words[fact] = g_strsplit (lower, "|", -1);
}

void
flo_catalogue_fill_facts (FloCatalogue *self,
                          guint         index,
                          FloTypeFacts *facts)
{
  static const char *const classes[] = { "on-demand", "spot", NULL };
  const FloInstanceType *type;
  const Extra *extra;

  g_return_if_fail (FLO_IS_CATALOGUE (self));
  g_return_if_fail (index < self->types->len);

  type = &g_array_index (self->types, FloInstanceType, index);
  extra = &g_array_index (self->extras, Extra, index);
  for (guint fact = 0; fact < FLO_N_FACTS; fact++)
    if (extra->cells[fact] != NULL)
      _flo_type_facts_take_cell (facts, fact, extra->cells[fact]);
  facts->numbers[FLO_FACT_VCPUS] = type->vcpus;
  facts->numbers[FLO_FACT_MEMORY] = (double) type->memory_mib;
  facts->numbers[FLO_FACT_GPUS] = type->gpus;
  facts->numbers[FLO_FACT_BURSTABLE] = type->burstable;
  facts->numbers[FLO_FACT_CURRENT_GENERATION] = type->current_generation;
  facts->numbers[FLO_FACT_BARE_METAL] = type->bare_metal;
  facts->numbers[FLO_FACT_LOCAL_STORAGE] = extra->storage_gb;
  facts->numbers[FLO_FACT_NETWORK] = _flo_type_read_network (extra->network);
  if (type->gpus == 0 || extra->gpu_memory_mib > 0)
    facts->numbers[FLO_FACT_GPU_MEMORY] = extra->gpu_memory_mib;
  take_words (facts, FLO_FACT_ARCHITECTURE, extra->architectures);
  take_words (facts, FLO_FACT_GPU_MODEL, extra->gpu_model);
  take_words (facts, FLO_FACT_HYPERVISOR, extra->hypervisor);
  facts->words[FLO_FACT_USAGE_CLASS] = g_strdupv ((char **) classes);
  if (!type->spot)
    g_clear_pointer (&facts->words[FLO_FACT_USAGE_CLASS][1], g_free);
}
