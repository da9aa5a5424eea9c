/* flo-orphan.c: what carries the tag of a fleet that nobody knows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-orphan"

#include "flotilla-config.h"

#include "config/flo-config-json.h"
#include "fleet/cleanup/flo-orphan.h"
#include "fleet/plan/flo-lease.h"
#include "fleet/cleanup/flo-resource-list.h"
#include "fleet/cleanup/flo-resource.h"
#include "fleet/flo-config-copy.h"
#include "market/flo-node-extras.h"

#include <string.h>

/* What no fleet of ours is called by: such a tag is somebody else's, or was changed by hand. */
#define MAX_ID 63

/* What was not heard of for so many seconds is called an orphan. A wrong clock does no harm: who adopts it then still
 * looks on until the lease is surely nobody's. */
#define SILENT_SECONDS 900

struct _FloOrphan
{
  GObject parent_instance;

  char *id;                     /* (owned) */
  char *region;                 /* (owned) */
  char *problem;                /* (owned) (nullable) */
  char *driver;                 /* (owned) (nullable) */
  FloObservation *observation;  /* (owned) */
  GListModel *resources;        /* (owned) (element-type FloResource) */
  guint n_instances;
  guint n_unpriced;
  FloMoney instances;           /* USD/hour, all three */
  FloMoney storage;
  FloMoney addresses;
  gboolean storage_shipped;
};

G_DEFINE_FINAL_TYPE (FloOrphan, flo_orphan, G_TYPE_OBJECT)


static void
flo_orphan_finalize (GObject *object)
{
  FloOrphan *self = FLO_ORPHAN (object);

  g_free (self->id);
  g_free (self->region);
  g_free (self->problem);
  g_free (self->driver);
  g_clear_pointer (&self->observation, flo_observation_unref);
  g_clear_object (&self->resources);

  G_OBJECT_CLASS (flo_orphan_parent_class)->finalize (object);
}

static void
flo_orphan_class_init (FloOrphanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_orphan_finalize;
}

static void
flo_orphan_init (FloOrphan *self)
{
}

static FloMoney
find_price (FloMarket             *market,
            const FloSeenInstance *instance)
{
  const FloInstanceType *type;
  const FloPool *pool;

  if (market == NULL || instance->type == NULL || instance->zone == NULL)
    return 0;

  if (instance->spot)
    {
      pool = flo_market_find_pool (market, instance->type, instance->zone);
      return pool != NULL ? pool->spot_price : 0;
    }
  type = flo_market_find_type (market, instance->type);

  return type != NULL ? type->on_demand : 0;
}

static void
count_instances (FloOrphan *self,
                 FloMarket *market)
{
  GPtrArray *instances = self->observation->instances;

  for (guint i = 0; i < instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (instances, i);
      FloMoney price;

      if (instance->state != FLO_SEEN_TERMINATED)
        self->n_instances++;
      if (instance->state > FLO_SEEN_RUNNING)
        continue;

      price = find_price (market, instance);
      self->instances += price;
      self->n_unpriced += price == 0;
      if (instance->public_address != NULL)
        self->addresses += FLO_NODE_EXTRAS_ADDRESS;
    }
}

/* An instance shows an Elastic IP address that it has as its own. */
static gboolean
is_counted (FloOrphan  *self,
            const char *address)
{
  GPtrArray *instances = self->observation->instances;

  for (guint i = 0; i < instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (instances, i);

      if (instance->state <= FLO_SEEN_RUNNING && g_strcmp0 (instance->public_address, address) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
count_others (FloOrphan *self,
              FloMarket *market)
{
  GPtrArray *others = self->observation->others;

  for (guint i = 0; i < others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (others, i);
      FloNodeExtras extras;

      if (seen->kind == FLO_SEEN_VOLUME)
        {
          extras = flo_node_extras_new (market, seen->size_gib, FALSE);
          self->storage += extras.storage;
          self->storage_shipped = extras.shipped;
        }
      else if (seen->kind == FLO_SEEN_ADDRESS && !is_counted (self, seen->name))
        {
          self->addresses += FLO_NODE_EXTRAS_ADDRESS;
        }
    }
}

static gboolean
is_fleet_id (const char *id)
{
  return g_str_has_prefix (id, "f-") && id[2] != '\0' && strlen (id) <= MAX_ID &&
         strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (id) && !g_str_has_suffix (id, "-");
}

static char *
describe_driver (const FloObservation *observation)
{
  g_autoptr (FloLease) lease = observation->lease != NULL ? flo_lease_parse (observation->lease) : NULL;
  g_autofree char *who = NULL;

  if (lease == NULL || lease->state == FLO_LEASE_LEFT ||
      lease->renewed < observation->time / G_USEC_PER_SEC - SILENT_SECONDS)
    return NULL;

  who = flo_lease_describe (lease);
  return g_strdup_printf ("Driven by %s: no orphan. Destroy it there; when that computer is gone, look again a quarter of "
                          "an hour after it was last heard of", who);
}

FloOrphan *
flo_orphan_new (const char     *id,
                const char     *region,
                FloObservation *observation,
                FloMarket      *market)
{
  FloOrphan *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (region != NULL, NULL);
  g_return_val_if_fail (observation != NULL, NULL);

  self = g_object_new (FLO_TYPE_ORPHAN, NULL);
  self->id = g_strdup (id);
  self->region = g_strdup (region);
  self->observation = flo_observation_ref (observation);
  self->resources = flo_resource_list_from_observation (observation);
  count_instances (self, market);
  count_others (self, market);
  if (!is_fleet_id (id))
    self->problem = g_strdup ("This is no id that Flotilla gives a fleet: somebody set the tag by hand. Look at it in AWS's "
                              "console; Flotilla does not touch it");
  self->driver = describe_driver (observation);
  if (self->problem == NULL)
    self->problem = g_strdup (self->driver);

  return self;
}

const char *
flo_orphan_get_id (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), NULL);

  return self->id;
}

const char *
flo_orphan_get_region (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), NULL);

  return self->region;
}

const char *
flo_orphan_get_name (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), NULL);

  return self->observation->name;
}

const char *
flo_orphan_get_owner (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), NULL);

  return self->observation->owner;
}

gboolean
flo_orphan_is_own (FloOrphan *self)
{
  g_autofree char *owner = g_strdup_printf ("%s@%s", g_get_user_name (), g_get_host_name ());

  g_return_val_if_fail (FLO_IS_ORPHAN (self), FALSE);

  return g_strcmp0 (self->observation->owner, owner) == 0;
}

gint64
flo_orphan_get_since (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), 0);

  return self->observation->since;
}

GListModel *
flo_orphan_get_resources (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), NULL);

  return self->resources;
}

static const char *
get_words (const char *kind,
           gboolean    one)
{
  static const struct { const char *kind, *one, *many; } words[] = {
    { "instance", "instance", "instances" },
    { "spot-instances-request", "spot request", "spot requests" },
    { "fleet", "EC2 Fleet request", "EC2 Fleet requests" },
    { "event-rule", "event rule", "event rules" },
    { "queue", "queue", "queues" },
    { "launch-template", "launch template", "launch templates" },
    { "key-pair", "key pair", "key pairs" },
    { "elastic-ip", "address", "addresses" },
    { "volume", "volume", "volumes" },
    { "snapshot", "snapshot", "snapshots" },
    { "security-group", "security group", "security groups" },
    { "subnet", "subnet", "subnets" },
    { "internet-gateway", "internet gateway", "internet gateways" },
    { "vpc", "VPC", "VPCs" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (words[i].kind, kind))
        return one ? words[i].one : words[i].many;
    }

  return kind;
}

char *
flo_orphan_dup_summary (FloOrphan *self)
{
  g_autoptr (GString) text = NULL;
  guint n_items, n = 0;

  g_return_val_if_fail (FLO_IS_ORPHAN (self), NULL);

  text = g_string_new (NULL);
  n_items = g_list_model_get_n_items (self->resources);
  /* They come kind by kind. */
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FloResource) resource = g_list_model_get_item (self->resources, i);
      g_autoptr (FloResource) next = g_list_model_get_item (self->resources, i + 1);
      const char *kind = flo_resource_get_kind (resource);

      n++;
      if (next != NULL && g_str_equal (flo_resource_get_kind (next), kind))
        continue;
      g_string_append_printf (text, "%s%u %s", text->len > 0 ? ", " : "", n, get_words (kind, n == 1));
      n = 0;
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

guint
flo_orphan_get_n_instances (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), 0);

  return self->n_instances;
}

FloMoney
flo_orphan_get_per_hour (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), 0);

  return self->instances + self->storage + self->addresses;
}

FloMoney
flo_orphan_get_storage (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), 0);

  return self->storage;
}

FloMoney
flo_orphan_get_addresses (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), 0);

  return self->addresses;
}

gboolean
flo_orphan_is_storage_shipped (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), FALSE);

  return self->storage_shipped;
}

FloMoney
flo_orphan_get_per_month (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), 0);

  return flo_orphan_get_per_hour (self) * FLO_NODE_EXTRAS_HOURS_PER_MONTH;
}

guint
flo_orphan_get_n_unpriced (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), 0);

  return self->n_unpriced;
}

const char *
flo_orphan_get_driver (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), NULL);

  return self->driver;
}

const char *
flo_orphan_get_problem (FloOrphan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN (self), NULL);

  return self->problem;
}

/* ---- a config from what there is ---- */

static void
add_once (GStrvBuilder *builder,
          GHashTable   *known,
          const char   *word)
{
  if (word != NULL && g_hash_table_add (known, (gpointer) word))
    g_strv_builder_add (builder, word);
}

static gboolean
take_instances (FloConfig *config,
                FloOrphan *self)
{
  GPtrArray *instances = self->observation->instances;
  g_autoptr (GStrvBuilder) types = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) zones = g_strv_builder_new ();
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 n = 0, n_on_demand = 0;

  for (guint i = 0; i < instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (instances, i);

      if (instance->state > FLO_SEEN_RUNNING || instance->standby)
        continue;
      add_once (types, known, instance->type);
      add_once (zones, known, instance->zone);
      n++;
      n_on_demand += !instance->spot;
    }
  if (n == 0)
    return FALSE;

  config->capacity.nodes = n;
  config->capacity.on_demand_base = n_on_demand;
  config->instances.types = g_strv_builder_end (types);
  config->zones.allowed = g_strv_builder_end (zones);
  if (g_strv_length (config->zones.allowed) == 1)
    {
      config->zones.distribution = FLO_DISTRIBUTION_SINGLE;
      config->zones.minimum = 1;
      config->zones.reason = g_strdup ("all its nodes were in one zone when it was adopted");
    }

  return TRUE;
}

/* Its nodes are EC2's to replace: who took it for one of Flotilla's would launch others besides. What EC2 does on its
 * recommendations cannot be changed any more, and is not asked for. */
static void
take_kept (FloConfig *config,
           FloOrphan *self)
{
  GPtrArray *others = self->observation->others;

  for (guint i = 0; i < others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (others, i);

      if (seen->kind != FLO_SEEN_FLEET || !seen->kept)
        continue;

      config->mode = FLO_MODE_MANAGED;
      config->managed.excess = seen->keeps_excess ? FLO_EXCESS_KEEP : FLO_EXCESS_TERMINATION;
      if (seen->target > 0)
        {
          config->capacity.nodes = seen->target;
          config->capacity.on_demand_base = MIN (seen->target_on_demand, seen->target);
        }
      return;
    }
}

static guint
count_alive (FloOrphan *self)
{
  GPtrArray *instances = self->observation->instances;
  guint n = 0;

  for (guint i = 0; i < instances->len; i++)
    n += ((const FloSeenInstance *) g_ptr_array_index (instances, i))->state <= FLO_SEEN_RUNNING;

  return n;
}

/* As it was launched, where its tags tell; more nodes than that are not ended. What cannot go on here is left out: what work was done for a deadline nobody
 * knows any more. (transfer full) (nullable) */
static FloConfig *
take_copy (FloOrphan *self)
{
  const char *copy = self->observation->config_copy;
  FloConfig *config = copy != NULL ? flo_config_copy_unpack (copy, NULL, NULL) : NULL;

  if (config == NULL)
    return NULL;

  g_clear_pointer (&config->account, g_free);
  g_free (config->region);
  config->region = g_strdup (self->region);
  config->deadline.work_hours = 0;
  g_clear_pointer (&config->deadline.finish_by, g_free);
  config->deadline.when_done = FLO_WHEN_DONE_KEEP;
  config->capacity.nodes = MAX (config->capacity.nodes, (gint64) count_alive (self));
  take_kept (config, self);

  return config;
}

static gboolean
is_valid (FloConfig  *config,
          char      **why)
{
  g_autoptr (GPtrArray) problems = flo_config_check (config);

  for (guint i = 0; i < problems->len; i++)
    {
      FloConfigProblem *problem = g_ptr_array_index (problems, i);

      if (flo_config_problem_get_severity (problem) != FLO_SEVERITY_ERROR)
        continue;
      *why = g_strdup (flo_config_problem_get_message (problem));
      return FALSE;
    }

  return TRUE;
}

FloConfig *
flo_orphan_dup_copy (FloOrphan *self)
{
  g_autoptr (FloConfig) config = NULL;
  g_autofree char *why = NULL;

  g_return_val_if_fail (FLO_IS_ORPHAN (self), NULL);

  config = take_copy (self);
  if (config == NULL || is_valid (config, &why))
    return g_steal_pointer (&config);

  g_debug ("The copy of the config of %s is not valid: %s", self->id, why);

  return NULL;
}

FloRevision
flo_orphan_get_revision (FloOrphan *self)
{
  FloRevision revision = { 1, 1 };
  g_autoptr (FloConfig) config = NULL;

  g_return_val_if_fail (FLO_IS_ORPHAN (self), revision);

  if (self->observation->config_copy != NULL)
    config = flo_config_copy_unpack (self->observation->config_copy, &revision, NULL);

  return revision;
}

FloConfig *
flo_orphan_make_config (FloOrphan  *self,
                        gboolean    destroy,
                        GError    **error)
{
  g_autoptr (FloConfig) config = NULL;
  g_autofree char *why = NULL;

  g_return_val_if_fail (FLO_IS_ORPHAN (self), NULL);

  /* What is to be gone needs no config but one. */
  config = destroy ? NULL : flo_orphan_dup_copy (self);
  if (config != NULL)
    return g_steal_pointer (&config);

  config = flo_config_new ();
  g_free (config->name);
  config->name = g_strdup (self->observation->name != NULL ? self->observation->name : self->id);
  g_free (config->region);
  config->region = g_strdup (self->region);

  if (!take_instances (config, self))
    {
      if (!destroy)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       "Fleet %s has no instance any more that tells what it was: how many nodes, of which types. It "
                       "cannot be adopted. Remove it, and launch its config anew", self->id);
          return NULL;
        }
      config->capacity.nodes = 1;
      config->instances.min_vcpus = 1;
    }
  take_kept (config, self);

  if (is_valid (config, &why))
    return g_steal_pointer (&config);

  /* A name somebody wrote into the tag. */
  g_free (config->name);
  config->name = g_strdup (self->id);
  g_clear_pointer (&why, g_free);
  if (is_valid (config, &why))
    return g_steal_pointer (&config);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "What is left of fleet %s makes no config: %s", self->id, why);

  return NULL;
}
