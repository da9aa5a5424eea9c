/* flo-orphan-scan.c: looks through all regions for what carries our tag and belongs to no living fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-orphan-scan"

#include "flotilla-config.h"

#include "aws/services/aws-ec2.h"
#include "aws/aws-error.h"
#include "fleet/observe/flo-observer.h"
#include "fleet/cleanup/flo-orphan-scan.h"
#include "market/flo-figures.h"
#include "store/flo-fleet-records.h"

#include <string.h>

/* Each asks a dozen questions at once. */
#define MAX_REGIONS_AT_ONCE 4

struct _FloOrphanScan
{
  GObject parent_instance;

  FloStore *store;         /* (owned) */
  AwsClient *client;       /* (owned) */
  GListStore *orphans;     /* (owned) (element-type FloOrphan) */
  GPtrArray *gaps;         /* (owned) (element-type FloScanGap) */
  GPtrArray *regions;      /* (owned) (element-type utf8) */
  guint n_begun;
  guint n_done;
  gint64 time;
  GError *error;           /* (owned) (nullable): the first */
};

/* One region's. */
typedef struct
{
  GTask *task;             /* (owned) */
  AwsClient *client;       /* (owned) */
  FloSurvey *survey;       /* (owned) (nullable) */
} Region;

enum
{
  PROGRESS,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FloOrphanScan, flo_orphan_scan, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void begin_regions (GTask *task);


static void
gap_free (gpointer data)
{
  FloScanGap *gap = data;

  g_free (gap->region);
  g_free (gap->message);
  g_free (gap);
}

static void
region_free (Region *region)
{
  g_object_unref (region->task);
  g_object_unref (region->client);
  g_clear_pointer (&region->survey, flo_survey_free);
  g_free (region);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Region, region_free)

static void
flo_orphan_scan_finalize (GObject *object)
{
  FloOrphanScan *self = FLO_ORPHAN_SCAN (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_object (&self->orphans);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (flo_orphan_scan_parent_class)->finalize (object);
}

static void
flo_orphan_scan_class_init (FloOrphanScanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_orphan_scan_finalize;

  signals[PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
flo_orphan_scan_init (FloOrphanScan *self)
{
  self->orphans = g_list_store_new (FLO_TYPE_ORPHAN);
  self->gaps = g_ptr_array_new_with_free_func (gap_free);
  self->regions = g_ptr_array_new_with_free_func (g_free);
}

FloOrphanScan *
flo_orphan_scan_new (FloStore   *store,
                     FloAccount *account)
{
  FloOrphanScan *self;

  g_return_val_if_fail (FLO_IS_STORE (store), NULL);
  g_return_val_if_fail (FLO_IS_ACCOUNT (account), NULL);

  self = g_object_new (FLO_TYPE_ORPHAN_SCAN, NULL);
  self->store = g_object_ref (store);
  /* Each region lists all; a partition other than AWS's own has an account that says where it is. */
  self->client = flo_account_create_client (account, flo_account_get_region (account) == NULL ? "us-east-1" : NULL);

  return self;
}

/* ---- one region ---- */

static void
add_gap (FloOrphanScan *self,
         Region        *region,
         const char    *message)
{
  FloScanGap *gap = g_new0 (FloScanGap, 1);

  gap->region = g_strdup (aws_client_get_region (region->client));
  gap->message = g_strdup (message);
  g_ptr_array_add (self->gaps, gap);
}

static void
region_done (Region *region)
{
  g_autoptr (Region) owned = region;
  g_autoptr (GTask) task = g_object_ref (region->task);
  FloOrphanScan *self = g_task_get_source_object (task);

  self->n_done++;
  g_signal_emit (self, signals[PROGRESS], 0);
  begin_regions (task);
}

static int
compare_orphans (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  FloOrphan *one = (FloOrphan *) a, *other = (FloOrphan *) b;
  int order = strcmp (flo_orphan_get_region (one), flo_orphan_get_region (other));

  return order != 0 ? order : strcmp (flo_orphan_get_id (one), flo_orphan_get_id (other));
}

static void
add_orphans (FloOrphanScan *self,
             Region        *region,
             FloMarket     *market)
{
  GHashTableIter iter;
  gpointer id, observation;

  g_hash_table_iter_init (&iter, region->survey->fleets);
  while (g_hash_table_iter_next (&iter, &id, &observation))
    {
      g_autoptr (FloOrphan) orphan = flo_orphan_new (id, aws_client_get_region (region->client), observation, market);

      /* AWS remembers terminated instances for an hour: nothing is left of such a fleet. */
      if (g_list_model_get_n_items (flo_orphan_get_resources (orphan)) > 0)
        g_list_store_insert_sorted (self->orphans, orphan, compare_orphans, NULL);
    }
}

/* @market: (nullable): then it is said that the price is not known */
static void
market_known (Region    *region,
              FloMarket *market,
              GError    *error)
{
  FloOrphanScan *self = g_task_get_source_object (region->task);

  if (market == NULL)
    g_message ("%s", error->message);
  add_orphans (self, region, market);
  region_done (region);
}

static void
market_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FloMarket) market = flo_figures_load_market_finish (result, &error);

  market_known (user_data, market, error);
}

static void
kept_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FloMarket) market = flo_market_load_kept_finish (result, &error);

  market_known (user_data, market, error);
}

/* Returns: (nullable): the types of the instances that run */
static GStrv
list_types (FloSurvey *survey)
{
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer observation;

  g_hash_table_iter_init (&iter, survey->fleets);
  while (g_hash_table_iter_next (&iter, NULL, &observation))
    {
      GPtrArray *instances = ((FloObservation *) observation)->instances;

      for (guint i = 0; i < instances->len; i++)
        {
          const FloSeenInstance *instance = g_ptr_array_index (instances, i);

          if (instance->state <= FLO_SEEN_RUNNING && instance->type != NULL &&
              g_hash_table_add (types, instance->type))
            g_strv_builder_add (builder, instance->type);
        }
    }

  return g_hash_table_size (types) > 0 ? g_strv_builder_end (builder) : NULL;
}

static void
records_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Region *region = user_data;
  FloOrphanScan *self = g_task_get_source_object (region->task);
  g_autoptr (GPtrArray) records = NULL;
  g_auto (GStrv) types = NULL;
  GError *error = NULL;

  /* Without knowing what lives, nothing may be called an orphan. */
  records = flo_fleet_records_list_finish (FLO_STORE (object), result, &error);
  if (records == NULL)
    {
      if (self->error == NULL)
        self->error = g_steal_pointer (&error);
      g_clear_error (&error);
      region_done (region);
      return;
    }

  for (guint i = 0; i < records->len; i++)
    g_hash_table_remove (region->survey->fleets, ((const FloFleetRecord *) g_ptr_array_index (records, i))->id);

  types = list_types (region->survey);
  if (g_hash_table_size (region->survey->fleets) == 0)
    {
      region_done (region);
      return;
    }
  /* What storage costs is known without asking, or ships with us. */
  if (types == NULL)
    {
      flo_market_load_kept_async (region->client, g_task_get_cancellable (region->task), kept_loaded_cb, region);
      return;
    }

  flo_figures_load_market_async (region->client, (const char * const *) types,
                                 g_task_get_cancellable (region->task), market_loaded_cb, region);
}

static void
surveyed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Region *region = user_data;
  FloOrphanScan *self = g_task_get_source_object (region->task);
  GError *error = NULL;

  region->survey = flo_observer_survey_finish (result, &error);
  if (region->survey == NULL)
    {
      if (self->error == NULL)
        self->error = g_steal_pointer (&error);
      g_clear_error (&error);
      region_done (region);
      return;
    }

  if (region->survey->n_answers == 0 && region->survey->unseen->len > 0)
    {
      g_autofree char *message = g_strdup_printf ("Nothing of this region can be seen. %s",
                                                  (char *) g_ptr_array_index (region->survey->unseen, 0));

      add_gap (self, region, message);
    }
  else
    {
      for (guint i = 0; i < region->survey->unseen->len; i++)
        add_gap (self, region, g_ptr_array_index (region->survey->unseen, i));
    }

  /* Afterwards: what was launched meanwhile is in the store before anything of it is at AWS. */
  flo_fleet_records_list_async (self->store, NULL, TRUE, g_task_get_cancellable (region->task), records_listed_cb,
                                region);
}

/* ---- all regions ---- */

/* Begins as many as may run at once; returns from the task after the last. */
static void
begin_regions (GTask *task)
{
  FloOrphanScan *self = g_task_get_source_object (task);
  const gboolean stop = self->error != NULL;

  while (!stop && self->n_begun < self->regions->len && self->n_begun - self->n_done < MAX_REGIONS_AT_ONCE)
    {
      Region *region = g_new0 (Region, 1);

      region->task = g_object_ref (task);
      region->client = aws_client_for_region (self->client, g_ptr_array_index (self->regions, self->n_begun));
      self->n_begun++;
      flo_observer_survey_async (region->client, g_task_get_cancellable (task), surveyed_cb, region);
    }

  if (self->n_begun > self->n_done)
    return;
  if (stop)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
add_region (gconstpointer item,
            gpointer      user_data)
{
  const AwsRegion *region = item;
  FloOrphanScan *self = user_data;

  if (region->region_name != NULL)
    g_ptr_array_add (self->regions, g_strdup (region->region_name));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static void
regions_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloOrphanScan *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!aws_client_list_finish (AWS_CLIENT (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_ptr_array_sort (self->regions, compare_names);
  g_signal_emit (self, signals[PROGRESS], 0);
  begin_regions (task);
}

void
flo_orphan_scan_run_async (FloOrphanScan       *self,
                           const char * const  *regions,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  AwsDescribeRegionsInput input = { 0 };

  g_return_if_fail (FLO_IS_ORPHAN_SCAN (self));
  g_return_if_fail (self->time == 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_orphan_scan_run_async);
  self->time = g_get_real_time () / G_USEC_PER_SEC;

  if (regions == NULL)
    {
      aws_client_list_async (self->client, &AWS_EC2_DESCRIBE_REGIONS, &input, add_region, self, cancellable,
                             regions_listed_cb, g_object_ref (task));
      return;
    }

  for (guint i = 0; regions[i] != NULL; i++)
    g_ptr_array_add (self->regions, g_strdup (regions[i]));
  begin_regions (task);
}

gboolean
flo_orphan_scan_run_finish (FloOrphanScan  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GListModel *
flo_orphan_scan_get_orphans (FloOrphanScan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN_SCAN (self), NULL);

  return G_LIST_MODEL (self->orphans);
}

GPtrArray *
flo_orphan_scan_get_gaps (FloOrphanScan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN_SCAN (self), NULL);

  return self->gaps;
}

guint
flo_orphan_scan_get_n_regions (FloOrphanScan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN_SCAN (self), 0);

  return self->regions->len;
}

guint
flo_orphan_scan_get_n_done (FloOrphanScan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN_SCAN (self), 0);

  return self->n_done;
}

gint64
flo_orphan_scan_get_time (FloOrphanScan *self)
{
  g_return_val_if_fail (FLO_IS_ORPHAN_SCAN (self), 0);

  return self->time;
}

FloOrphan *
flo_orphan_scan_find (FloOrphanScan *self,
                      const char    *id,
                      const char    *region)
{
  g_return_val_if_fail (FLO_IS_ORPHAN_SCAN (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->orphans)); i++)
    {
      g_autoptr (FloOrphan) orphan = g_list_model_get_item (G_LIST_MODEL (self->orphans), i);

      if (g_str_equal (flo_orphan_get_id (orphan), id) &&
          (region == NULL || g_str_equal (flo_orphan_get_region (orphan), region)))
        return orphan;
    }

  return NULL;
}
