/* flo-placement-scores.c: how likely AWS thinks it is that a launch finds its capacity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-placement-scores"

#include "flotilla-config.h"

#include <string.h>

#include "aws/aws-error.h"
#include "aws/services/aws-ec2.h"
#include "market/flo-placement-scores.h"

#define MAX_TYPES 1000
#define MAX_CAPACITY 2000000000

typedef struct
{
  AwsClient *client;       /* (owned) */
  FloStore *store;         /* (owned) */
  char *account;           /* (owned) */
  char *text;              /* (owned): of the request */
  gint64 max_age;
  gint64 time;             /* when AWS is asked */
  AwsGetSpotPlacementScoresInput *input;   /* (owned) */
  FloPlacementScores *scores;              /* (owned) */
  GPtrArray *fresh;        /* (owned) (element-type FloScoreRow) */
} Find;


void
flo_placement_scores_free (FloPlacementScores *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_error (&self->problem);
  g_free (self);
}

static void
find_free (gpointer data)
{
  Find *find = data;

  g_object_unref (find->client);
  g_object_unref (find->store);
  g_free (find->account);
  g_free (find->text);
  aws_shape_free (AWS_EC2_GET_SPOT_PLACEMENT_SCORES.input, find->input);
  flo_placement_scores_free (find->scores);
  g_clear_pointer (&find->fresh, g_ptr_array_unref);
  g_free (find);
}

/* ---- the request ---- */

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* (transfer full): each once, in order */
static GPtrArray *
sort_words (const char * const *words)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      if (!g_ptr_array_find_with_equal_func (sorted, words[i], g_str_equal, NULL))
        g_ptr_array_add (sorted, g_strdup (words[i]));
    }
  g_ptr_array_sort (sorted, compare_words);

  return sorted;
}

static GPtrArray *
list_regions (const FloScoreRequest *request,
              const char            *region)
{
  const char * const own[] = { region, NULL };

  return sort_words (request->regions != NULL && request->regions[0] != NULL ? request->regions : own);
}

static void
append_words (GString   *text,
              GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", (const char *) words->pdata[i]);
}

static const char *
get_unit (const FloScoreRequest *request)
{
  return request->unit != NULL && *request->unit != '\0' ? request->unit : "units";
}

/**
 * flo_score_request_to_text:
 * @self: a request
 * @region: the client's region
 *
 * Returns: (transfer full): all that makes it another request for AWS, in one form
 */
char *
flo_score_request_to_text (const FloScoreRequest *self,
                           const char            *region)
{
  g_autoptr (GPtrArray) types = sort_words (self->types);
  g_autoptr (GPtrArray) regions = list_regions (self, region);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u %s by %s; types ", self->capacity, get_unit (self), self->by_zone ? "zone" : "region");
  append_words (text, types);
  g_string_append (text, "; regions ");
  append_words (text, regions);

  return g_string_free (text, FALSE);
}

static gboolean
check_request (const FloScoreRequest  *request,
               GError                **error)
{
  static const char * const units[] = { "units", "vcpu", "memory-mib", NULL };
  const guint n_types = request->types != NULL ? g_strv_length ((GStrv) request->types) : 0;
  const guint n_regions = request->regions != NULL ? g_strv_length ((GStrv) request->regions) : 0;

  if (n_types < 1 || n_types > MAX_TYPES)
    g_set_error (error, AWS_ERROR, AWS_ERROR_PARAMETER, "Placement scores need 1 to %u instance types, and three at "
                 "least to say anything", MAX_TYPES);
  else if (request->capacity < 1 || request->capacity > MAX_CAPACITY)
    g_set_error (error, AWS_ERROR, AWS_ERROR_PARAMETER, "Placement scores need a capacity from 1 to %d", MAX_CAPACITY);
  else if (!g_strv_contains (units, get_unit (request)))
    g_set_error (error, AWS_ERROR, AWS_ERROR_PARAMETER, "The capacity of placement scores counts units, vcpu or "
                 "memory-mib, not %s", get_unit (request));
  else if (n_regions > FLO_SCORES_MAX_REGIONS)
    g_set_error (error, AWS_ERROR, AWS_ERROR_PARAMETER, "AWS scores %d regions at once at most, not %u",
                 FLO_SCORES_MAX_REGIONS, n_regions);
  else
    return TRUE;

  return FALSE;
}

static AwsGetSpotPlacementScoresInput *
make_input (const FloScoreRequest *request,
            const char            *region)
{
  AwsGetSpotPlacementScoresInput *input = aws_shape_new (AWS_EC2_GET_SPOT_PLACEMENT_SCORES.input);
  g_autoptr (GPtrArray) types = sort_words (request->types);
  g_autoptr (GPtrArray) regions = list_regions (request, region);

  input->instance_types = aws_string_array_new (NULL, NULL);
  for (guint i = 0; i < types->len; i++)
    g_ptr_array_add (input->instance_types, g_strdup (types->pdata[i]));
  input->region_names = aws_string_array_new (NULL, NULL);
  for (guint i = 0; i < regions->len; i++)
    g_ptr_array_add (input->region_names, g_strdup (regions->pdata[i]));
  input->target_capacity = aws_integer (request->capacity);
  input->target_capacity_unit_type = g_strdup (get_unit (request));
  input->single_availability_zone = aws_boolean (request->by_zone);

  return input;
}

/* ---- the answer ---- */

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const FloScoreRow *one = *(const FloScoreRow * const *) a;
  const FloScoreRow *other = *(const FloScoreRow * const *) b;
  int by_region;

  if (one->score != other->score)
    return one->score > other->score ? -1 : 1;
  by_region = g_strcmp0 (one->region, other->region);

  return by_region != 0 ? by_region : g_strcmp0 (one->zone_id, other->zone_id);
}

/* Takes the newest answer of @rows. */
static void
take_newest (FloPlacementScores *scores,
             GPtrArray          *rows)
{
  if (rows->len > 0)
    scores->time = ((const FloScoreRow *) rows->pdata[0])->time;
  for (guint i = rows->len; i > 0; i--)
    {
      if (((const FloScoreRow *) rows->pdata[i - 1])->time != scores->time)
        g_ptr_array_remove_index (rows, i - 1);
    }
  g_ptr_array_sort (rows, compare_rows);
  g_clear_pointer (&scores->rows, g_ptr_array_unref);
  scores->rows = g_ptr_array_ref (rows);
}

static void
finish (GTask *task)
{
  Find *find = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&find->scores), (GDestroyNotify) flo_placement_scores_free);
}

static void
appended_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* It is of use now even if it cannot be kept. */
  if (!flo_score_log_append_finish (FLO_STORE (object), result, &error))
    g_message ("%s", error->message);

  finish (task);
}

static void
score_received (gconstpointer item,
                gpointer      user_data)
{
  const AwsSpotPlacementScore *score = item;
  Find *find = user_data;
  FloScoreRow *row;

  if (score->region == NULL || !score->score.is_set || score->score.value < 1 || score->score.value > 10)
    return;

  row = g_new0 (FloScoreRow, 1);
  row->time = find->time;
  row->region = g_strdup (score->region);
  row->zone_id = g_strdup (score->availability_zone_id);
  row->score = (int) score->score.value;
  g_ptr_array_add (find->fresh, row);
}

static gpointer
copy_row (gconstpointer data,
          gpointer      user_data)
{
  const FloScoreRow *row = data;
  FloScoreRow *copy = g_memdup2 (row, sizeof *row);

  copy->region = g_strdup (row->region);
  copy->zone_id = g_strdup (row->zone_id);

  return copy;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Find *find = g_task_get_task_data (task);
  GPtrArray *copies;
  GError *error = NULL;

  if (!aws_client_list_finish (AWS_CLIENT (object), result, &error))
    {
      /* An old answer with its age, and why there is no new one, is more than nothing. */
      if (find->scores->rows->len == 0 || error->domain != AWS_ERROR)
        {
          g_task_return_error (task, error);
          return;
        }
      find->scores->problem = error;
      find->scores->is_kept = TRUE;
      finish (task);
      return;
    }

  find->scores->is_kept = FALSE;
  find->scores->time = find->time;
  take_newest (find->scores, find->fresh);
  if (find->fresh->len == 0)
    {
      finish (task);
      return;
    }

  copies = g_ptr_array_copy (find->fresh, (GCopyFunc) copy_row, NULL);
  g_ptr_array_set_free_func (copies, (GDestroyNotify) flo_score_row_free);
  flo_score_log_append_async (find->store, find->account, find->text, copies, NULL, appended_cb, g_object_ref (task));
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Find *find = g_task_get_task_data (task);
  g_autoptr (GPtrArray) rows = NULL;
  GError *error = NULL;

  rows = flo_score_log_list_finish (FLO_STORE (object), result, &find->scores->n_new, &error);
  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  take_newest (find->scores, rows);
  if (rows->len > 0 && find->max_age > 0 && find->time - find->scores->time <= find->max_age)
    {
      find->scores->is_kept = TRUE;
      finish (task);
      return;
    }

  if (rows->len == 0)
    find->scores->n_new++;
  aws_client_list_async (find->client, &AWS_EC2_GET_SPOT_PLACEMENT_SCORES, find->input, score_received, find,
                         g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

/**
 * flo_placement_scores_find_async:
 * @client: whom to ask
 * @store: where answers are kept
 * @account: whose
 * @request: what is asked
 * @max_age: how old an answer may be, in seconds; 0 asks anew
 * @cancellable: (nullable): ends it at any moment
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * The kept answer to exactly this request if it is young enough, otherwise AWS's, which is kept. When AWS answers no
 * more today, the newest kept answer and why.
 */
void
flo_placement_scores_find_async (AwsClient             *client,
                                 FloStore              *store,
                                 const char            *account,
                                 const FloScoreRequest *request,
                                 gint64                 max_age,
                                 GCancellable          *cancellable,
                                 GAsyncReadyCallback    callback,
                                 gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Find *find;

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (FLO_IS_STORE (store));
  g_return_if_fail (account != NULL && request != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_placement_scores_find_async);
  if (!check_request (request, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  find = g_new0 (Find, 1);
  find->client = g_object_ref (client);
  find->store = g_object_ref (store);
  find->account = g_strdup (account);
  find->text = flo_score_request_to_text (request, aws_client_get_region (client));
  find->max_age = max_age;
  find->time = g_get_real_time () / G_USEC_PER_SEC;
  find->input = make_input (request, aws_client_get_region (client));
  find->scores = g_new0 (FloPlacementScores, 1);
  find->fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_score_row_free);
  g_task_set_task_data (task, find, find_free);
  flo_score_log_list_async (store, account, find->text, 0, cancellable, listed_cb, g_object_ref (task));
}

/**
 * flo_placement_scores_find_finish:
 * @result: the result
 * @error: %AWS_ERROR, FLO_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the scores; %NULL with @error set
 */
FloPlacementScores *
flo_placement_scores_find_finish (GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
