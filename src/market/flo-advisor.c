/* flo-advisor.c: what AWS's Spot Instance Advisor says of one region
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-advisor"

#include "flotilla-config.h"

#include <string.h>

#include "aws/aws-error.h"
#include "aws/aws-public-file.h"
#include "base/flo-csv.h"
#include "market/flo-advisor.h"
#include "market/flo-catalogue.h"
#include "market/flo-figure-cache.h"

#define NAME "spot-advisor.csv"
#define MAX_SIZE (32 * 1024 * 1024)
/* Another address for the file: for tests, and for who mirrors it. */
#define URL_VARIABLE "FLOTILLA_SPOT_ADVISOR_URL"

typedef struct
{
  int range;
  int savings;   /* -1 = not known */
  int emr;       /* 1 yes, 0 no, -1 = not known */
} Advice;

struct _FloAdvisor
{
  char *region;             /* (owned) */
  FloOrigin origin;
  GHashTable *advice;       /* (owned) (element-type utf8 Advice): by "system type" */
  FloCatalogue *catalogue;  /* (owned) (nullable): when only what is shipped is known */
};

typedef struct
{
  AwsClient *client;        /* (owned) */
  char *place;              /* (owned) (nullable) */
  char *etag;               /* (owned) (nullable): of what we have */
  AwsPublicFile *file;      /* (owned) (nullable) */
} Refresh;


static FloAdvisor *
advisor_new (const char *region)
{
  FloAdvisor *self = g_new0 (FloAdvisor, 1);

  self->region = g_strdup (region);
  self->advice = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
flo_advisor_free (FloAdvisor *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->advice);
  g_clear_object (&self->catalogue);
  g_free (self->region);
  g_free (self);
}

static void
read_table (FloAdvisor *self,
            GBytes     *content)
{
  g_autoptr (FloCsv) table = flo_csv_new (content);
  const int region = flo_csv_column (table, "region");
  const int system = flo_csv_column (table, "system");
  const int type = flo_csv_column (table, "type");
  const int savings = flo_csv_column (table, "savings_percent");
  const int band = flo_csv_column (table, "interruption_band");
  const int emr = flo_csv_column (table, "emr");

  while (flo_csv_next (table))
    {
      Advice advice;

      if (!g_str_equal (flo_csv_get (table, region), self->region))
        continue;
      advice.range = (int) CLAMP (flo_csv_get_number (table, band), 0, 4);
      advice.savings = *flo_csv_get (table, savings) != '\0' ? (int) flo_csv_get_number (table, savings) : -1;
      advice.emr = *flo_csv_get (table, emr) != '\0' ? flo_csv_get_number (table, emr) == 1 : -1;
      g_hash_table_insert (self->advice,
                           g_strdup_printf ("%s %s", flo_csv_get (table, system), flo_csv_get (table, type)),
                           g_memdup2 (&advice, sizeof advice));
    }
}

/**
 * flo_advisor_read:
 * @place: (nullable): whose word is wanted, see aws_public_file_dup_place()
 * @region: where
 *
 * Reads what AWS said last time; otherwise what is shipped. Not for the main thread: it reads a file.
 *
 * Returns: (transfer full): the advice
 */
FloAdvisor *
flo_advisor_read (const char *place,
                  const char *region)
{
  g_autoptr (GBytes) content = NULL;
  FloAdvisor *self;
  gint64 time;

  g_return_val_if_fail (region != NULL, NULL);

  self = advisor_new (region);
  content = place != NULL ? flo_figure_cache_read (place, NAME, &time, NULL) : NULL;
  if (content != NULL)
    {
      read_table (self, content);
      self->origin = (FloOrigin) { FLO_SOURCE_AWS, time };
      return self;
    }

  self->catalogue = flo_catalogue_get_default ();
  if (flo_catalogue_has_interruptions (self->catalogue, region))
    self->origin = (FloOrigin) { FLO_SOURCE_SHIPPED, FLO_SHIPPED_TIME };

  return self;
}

FloOrigin
flo_advisor_get_origin (FloAdvisor *self)
{
  g_return_val_if_fail (self != NULL, ((FloOrigin) { FLO_SOURCE_NONE, 0 }));

  return self->origin;
}

/* How many figures AWS told of this region; 0 for those that are shipped. */
guint
flo_advisor_get_n (FloAdvisor *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->advice);
}

/**
 * flo_advisor_find:
 * @self: a region's advice
 * @type: an instance type
 * @product: (nullable): "Linux/UNIX", "Windows" …; %NULL: Linux. Advisor knows Linux and Windows only
 * @savings_percent: (out) (optional): how much cheaper spot was over the last 30 days; -1 not known
 *
 * Returns: how often AWS takes such nodes back in a month: 0 <5 %, 1 5–10, 2 10–15, 3 15–20, 4 >20 %; -1 not known
 */
int
flo_advisor_find (FloAdvisor *self,
                  const char *type,
                  const char *product,
                  int        *savings_percent)
{
  const gboolean windows = product != NULL && g_str_has_prefix (product, "Windows");
  const Advice *advice;
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (type != NULL, -1);

  if (savings_percent != NULL)
    *savings_percent = -1;
  if (self->catalogue != NULL)
    return windows ? -1 : flo_catalogue_get_interruption (self->catalogue, self->region, type);

  key = g_strdup_printf ("%s %s", windows ? "Windows" : "Linux", type);
  advice = g_hash_table_lookup (self->advice, key);
  if (advice == NULL)
    return -1;
  if (savings_percent != NULL)
    *savings_percent = advice->savings;

  return advice->range;
}

/**
 * flo_advisor_find_emr:
 * @self: a region's advice
 * @type: an instance type
 *
 * Which of Amazon EMR's releases support a type EMR alone tells; here it is whether any does.
 *
 * Returns: 1 or 0: whether Amazon EMR can use it; -1 not known, as of all that is only shipped
 */
int
flo_advisor_find_emr (FloAdvisor *self,
                      const char *type)
{
  const Advice *advice;
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL && type != NULL, -1);

  key = g_strdup_printf ("Linux %s", type);
  advice = g_hash_table_lookup (self->advice, key);

  return advice != NULL ? advice->emr : -1;
}

gboolean
flo_advisor_is_fresh (FloAdvisor *self,
                      gint64      now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->origin.source == FLO_SOURCE_AWS && self->origin.time > now - FLO_ADVISOR_MAX_AGE;
}

/* ---- refreshing ---- */

static void
refresh_free (gpointer data)
{
  Refresh *refresh = data;

  g_object_unref (refresh->client);
  g_clear_pointer (&refresh->file, aws_public_file_free);
  g_free (refresh->place);
  g_free (refresh->etag);
  g_free (refresh);
}

/* (nullable) (transfer full): the table, as it was or as it is */
static GBytes *
make_table (Refresh  *refresh,
            GError  **error)
{
  GBytes *table;

  if (!refresh->file->is_unchanged)
    {
      gsize length;
      const char *data = g_bytes_get_data (refresh->file->content, &length);
      g_autofree char *text = g_strndup (data != NULL ? data : "", length);

      return flo_advisor_convert (text, strlen (text), error);
    }

  table = refresh->place != NULL ? flo_figure_cache_read (refresh->place, NAME, NULL, NULL) : NULL;
  if (table == NULL)
    g_set_error_literal (error, AWS_ERROR, AWS_ERROR_TRANSIENT, "Spot Advisor's figures were deleted meanwhile; "
                         "ask again");

  return table;
}

static void
keep_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Refresh *refresh = task_data;
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) problem = NULL;
  GError *error = NULL;
  g_autoptr (GBytes) table = make_table (refresh, &error);
  FloAdvisor *advisor;

  if (table == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (refresh->place != NULL &&
      !flo_figure_cache_write (refresh->place, NAME, table, now, refresh->file->etag, &problem))
    g_message ("Spot Advisor's figures could not be kept: %s", problem->message);

  advisor = advisor_new (aws_client_get_region (refresh->client));
  advisor->origin = (FloOrigin) { FLO_SOURCE_AWS, now };
  read_table (advisor, table);
  g_task_return_pointer (task, advisor, (GDestroyNotify) flo_advisor_free);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  FloAdvisor *advisor = g_task_propagate_pointer (G_TASK (result), &error);

  if (advisor != NULL)
    g_task_return_pointer (task, advisor, (GDestroyNotify) flo_advisor_free);
  else
    g_task_return_error (task, error);
}

/* The thread has the refresh for itself until it is done. */
static void
run_in_thread (GTask               *task,
               GTaskThreadFunc      func,
               GAsyncReadyCallback  callback)
{
  g_autoptr (GTask) work = g_task_new (NULL, NULL, callback, g_object_ref (task));

  g_task_set_source_tag (work, run_in_thread);
  g_task_set_task_data (work, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (work, func);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Refresh *refresh = g_task_get_task_data (task);
  GError *error = NULL;

  refresh->file = aws_public_file_fetch_finish (result, &error);
  if (refresh->file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* The first time only now is it known who answers. */
  if (refresh->place == NULL)
    refresh->place = aws_public_file_dup_place (refresh->client);
  run_in_thread (task, keep_thread, kept_cb);
}

static void
etag_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Refresh *refresh = task_data;
  g_autoptr (GBytes) content = NULL;

  if (refresh->place != NULL)
    content = flo_figure_cache_read (refresh->place, NAME, NULL, &refresh->etag);

  g_task_return_boolean (task, TRUE);
}

static void
etag_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Refresh *refresh = g_task_get_task_data (task);
  const char *url = g_getenv (URL_VARIABLE);

  g_task_propagate_boolean (G_TASK (result), NULL);
  aws_public_file_fetch_async (refresh->client, url != NULL && *url != '\0' ? url : FLO_ADVISOR_URL, refresh->etag,
                               MAX_SIZE, g_task_get_cancellable (task), fetched_cb, g_object_ref (task));
}

/**
 * flo_advisor_refresh_async:
 * @client: whose connections are used, and whose region is meant
 * @cancellable: (nullable): ends it at any moment
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Fetches AWS's file if it has changed, and keeps it for the next run, of all regions.
 */
void
flo_advisor_refresh_async (AwsClient           *client,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Refresh *refresh;

  g_return_if_fail (AWS_IS_CLIENT (client));

  refresh = g_new0 (Refresh, 1);
  refresh->client = g_object_ref (client);
  refresh->place = aws_public_file_dup_place (client);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_advisor_refresh_async);
  g_task_set_task_data (task, refresh, refresh_free);
  run_in_thread (task, etag_thread, etag_read_cb);
}

/* Returns: (transfer full) (nullable): the client's region's advice; NULL with @error set */
FloAdvisor *
flo_advisor_refresh_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
