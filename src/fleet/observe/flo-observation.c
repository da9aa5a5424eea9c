/* flo-observation.c: one picture of a fleet at one moment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-observation"

#include "flotilla-config.h"

#include "fleet/observe/flo-observation.h"

#include <string.h>


static void
scheduled_free (gpointer data)
{
  FloScheduled *scheduled = data;

  g_free (scheduled->id);
  g_free (scheduled->code);
  g_free (scheduled->description);
  g_free (scheduled);
}

GPtrArray *
flo_scheduled_list_new (void)
{
  return g_ptr_array_new_with_free_func (scheduled_free);
}

gboolean
flo_seen_instance_is_off (const FloSeenInstance *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->standby && (self->state == FLO_SEEN_HALTING || self->state == FLO_SEEN_STOPPED);
}

gboolean
flo_seen_instance_is_impaired (const FloSeenInstance *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->system_check == FLO_CHECK_IMPAIRED || self->instance_check == FLO_CHECK_IMPAIRED ||
         self->storage_check == FLO_CHECK_IMPAIRED;
}

gint64
flo_seen_instance_get_sick_since (const FloSeenInstance *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->impaired_since == 0 || self->silent_since == 0)
    return MAX (self->impaired_since, self->silent_since);

  return MIN (self->impaired_since, self->silent_since);
}

gboolean
flo_seen_instance_has_passed (const FloSeenInstance *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  /* Older types have no check of their volumes. */
  return self->system_check == FLO_CHECK_PASSED && self->instance_check == FLO_CHECK_PASSED &&
         (self->storage_check == FLO_CHECK_PASSED || self->storage_check == FLO_CHECK_UNKNOWN);
}

const FloScheduled *
flo_seen_instance_find_end (const FloSeenInstance *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; self->scheduled != NULL && i < self->scheduled->len; i++)
    {
      const FloScheduled *scheduled = g_ptr_array_index (self->scheduled, i);

      if (g_str_equal (scheduled->code, "instance-retirement") || g_str_equal (scheduled->code, "instance-stop"))
        return scheduled;
    }

  return NULL;
}

/* There are few types and zones, and many instances of each: one string serves all. Not GLib's interned ones: one that
 * another thread is about to free is handed out by GLib 2.74. Borrowed */
static char *
intern (FloObservation *self,
        const char     *string)
{
  char *there = string != NULL ? g_hash_table_lookup (self->words, string) : NULL;

  if (there == NULL && string != NULL)
    {
      there = g_strdup (string);
      g_hash_table_add (self->words, there);
    }

  return there;
}

static void
seen_instance_free (gpointer data)
{
  FloSeenInstance *instance = data;

  g_free (instance->id);
  g_free (instance->public_address);
  g_free (instance->end_code);
  g_free (instance->token);
  g_free (instance->fleet);
  g_clear_pointer (&instance->scheduled, g_ptr_array_unref);
  g_free (instance);
}

static void
seen_spot_request_free (gpointer data)
{
  FloSeenSpotRequest *request = data;

  g_free (request->id);
  g_free (request->instance_id);
  g_free (request->state);
  g_free (request->status_code);
  g_free (request);
}

static void
seen_free (gpointer data)
{
  FloSeen *seen = data;

  g_free (seen->id);
  g_free (seen->name);
  g_free (seen->token);
  g_free (seen->vpc_id);
  g_free (seen->zone);
  g_free (seen->cidr);
  g_free (seen->content);
  g_free (seen);
}

static guint
hash_seen (gconstpointer key)
{
  const FloSeen *seen = key;

  return g_str_hash (seen->id) * 31 + seen->kind;
}

static gboolean
equal_seen (gconstpointer a,
            gconstpointer b)
{
  const FloSeen *one = a;
  const FloSeen *other = b;

  return one->kind == other->kind && g_str_equal (one->id, other->id);
}

FloObservation *
flo_observation_new (gint64   time,
                     gboolean full)
{
  FloObservation *self = g_atomic_rc_box_new0 (FloObservation);

  self->time = time;
  self->full = full;
  self->instances = g_ptr_array_new_with_free_func (seen_instance_free);
  self->spot_requests = g_ptr_array_new_with_free_func (seen_spot_request_free);
  self->others = g_ptr_array_new_with_free_func (seen_free);
  self->unseen = g_ptr_array_new_with_free_func (g_free);
  self->instances_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->reclaims = g_hash_table_new (g_str_hash, g_str_equal);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->others_by_key = g_hash_table_new (hash_seen, equal_seen);

  return self;
}

FloObservation *
flo_observation_ref (FloObservation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
observation_clear (gpointer data)
{
  FloObservation *self = data;

  g_hash_table_unref (self->instances_by_id);
  g_hash_table_unref (self->reclaims);
  g_hash_table_unref (self->others_by_key);
  g_ptr_array_unref (self->instances);
  g_ptr_array_unref (self->spot_requests);
  g_ptr_array_unref (self->others);
  g_hash_table_unref (self->words);
  g_ptr_array_unref (self->unseen);
  g_free (self->name);
  g_free (self->owner);
  g_free (self->config_copy);
  g_free (self->lease);
}

void
flo_observation_unref (FloObservation *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, observation_clear);
}

/* Takes @item. @there: (nullable): what it replaces */
static void
replace_or_add (GPtrArray      *list,
                gpointer        there,
                gpointer        item,
                GDestroyNotify  item_free)
{
  guint position;

  if (there == NULL || !g_ptr_array_find (list, there, &position))
    {
      g_ptr_array_add (list, item);
      return;
    }

  list->pdata[position] = item;
  item_free (there);
}

void
flo_observation_add_instance (FloObservation        *self,
                              const FloSeenInstance *instance)
{
  FloSeenInstance *copy, *there;
  const FloSeenSpotRequest *request;

  g_return_if_fail (self != NULL);
  g_return_if_fail (instance != NULL && instance->id != NULL);

  copy = g_memdup2 (instance, sizeof *instance);
  copy->id = g_strdup (instance->id);
  copy->type = intern (self, instance->type);
  copy->zone = intern (self, instance->zone);
  copy->public_address = g_strdup (instance->public_address);
  copy->end_code = g_strdup (instance->end_code);
  copy->token = g_strdup (instance->token);
  copy->fleet = g_strdup (instance->fleet);
  if (copy->scheduled != NULL)
    g_ptr_array_ref (copy->scheduled);

  request = g_hash_table_lookup (self->reclaims, copy->id);
  copy->reclaim = request != NULL ? request->status_time + FLO_NOTICE_SECONDS : 0;

  there = g_hash_table_lookup (self->instances_by_id, copy->id);
  g_hash_table_replace (self->instances_by_id, copy->id, copy);
  replace_or_add (self->instances, there, copy, seen_instance_free);
}

/* With "terminate" behaviour a request jumps straight to its final status while the instance still
 * runs for two minutes. A user's own termination is no notice. */
static gboolean
is_notice (const char *status_code)
{
  static const char * const codes[] = {
    "marked-for-termination",
    "marked-for-stop",
    "instance-terminated-by-price",
    "instance-terminated-no-capacity",
    "instance-terminated-by-service",
    "instance-terminated-launch-group-constraint",
    "instance-terminated-by-schedule",
    "instance-stopped-by-price",
    "instance-stopped-no-capacity",
    NULL,
  };

  return status_code != NULL && g_strv_contains (codes, status_code);
}

void
flo_observation_add_spot_request (FloObservation           *self,
                                  const FloSeenSpotRequest *request)
{
  FloSeenSpotRequest *copy, *there;
  FloSeenInstance *taken;

  g_return_if_fail (self != NULL);
  g_return_if_fail (request != NULL && request->id != NULL);

  copy = g_memdup2 (request, sizeof *request);
  copy->id = g_strdup (request->id);
  copy->instance_id = g_strdup (request->instance_id);
  copy->state = g_strdup (request->state);
  copy->status_code = g_strdup (request->status_code);

  g_ptr_array_add (self->spot_requests, copy);

  /* Of two that tell of one instance the same one counts, in whatever order AWS names them. */
  if (copy->instance_id == NULL || !is_notice (copy->status_code))
    return;
  there = g_hash_table_lookup (self->reclaims, copy->instance_id);
  if (there != NULL && strcmp (copy->id, there->id) > 0)
    return;
  g_hash_table_replace (self->reclaims, copy->instance_id, copy);
  taken = g_hash_table_lookup (self->instances_by_id, copy->instance_id);
  if (taken != NULL)
    taken->reclaim = copy->status_time + FLO_NOTICE_SECONDS;
}

void
flo_observation_forget_instance (FloObservation *self,
                                 const char     *id)
{
  FloSeenInstance *instance;
  FloSeenSpotRequest *request;

  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL);

  instance = g_hash_table_lookup (self->instances_by_id, id);
  request = g_hash_table_lookup (self->reclaims, id);
  g_hash_table_remove (self->instances_by_id, id);
  g_hash_table_remove (self->reclaims, id);
  if (request != NULL)
    g_ptr_array_remove (self->spot_requests, request);
  if (instance != NULL)
    g_ptr_array_remove (self->instances, instance);
}

void
flo_observation_add_rule (GString    *content,
                          gint64      port,
                          const char *source,
                          const char *description)
{
  g_return_if_fail (content != NULL);
  g_return_if_fail (source != NULL);

  g_string_append_printf (content, "%" G_GINT64_FORMAT " %s%s\n", port, source,
                          g_strcmp0 (description, FLO_OBSERVATION_RULE) == 0 ? " ours" : "");
}

void
flo_observation_add (FloObservation *self,
                     const FloSeen  *seen)
{
  FloSeen *copy, *there;

  g_return_if_fail (self != NULL);
  g_return_if_fail (seen != NULL && seen->id != NULL);

  copy = g_memdup2 (seen, sizeof *seen);
  copy->id = g_strdup (seen->id);
  copy->name = g_strdup (seen->name);
  copy->token = g_strdup (seen->token);
  copy->vpc_id = g_strdup (seen->vpc_id);
  copy->zone = g_strdup (seen->zone);
  copy->cidr = g_strdup (seen->cidr);
  copy->content = g_strdup (seen->content);

  /* One thing can be found by two questions: by tag, and as the default. */
  there = g_hash_table_lookup (self->others_by_key, copy);
  g_hash_table_replace (self->others_by_key, copy, copy);
  replace_or_add (self->others, there, copy, seen_free);
}

void
flo_observation_add_origin (FloObservation *self,
                            const char     *name,
                            const char     *owner,
                            gint64          since)
{
  g_return_if_fail (self != NULL);

  if (self->name == NULL)
    self->name = g_strdup (name);
  if (self->owner == NULL)
    self->owner = g_strdup (owner);
  if (since != 0 && (self->since == 0 || since < self->since))
    self->since = since;
}

void
flo_observation_add_config_copy (FloObservation *self,
                                 const char     *copy,
                                 gint64          since)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (copy != NULL);

  if (self->config_copy != NULL && since <= self->config_copied_at)
    return;

  g_free (self->config_copy);
  self->config_copy = g_strdup (copy);
  self->config_copied_at = since;
}

void
flo_observation_set_lease (FloObservation *self,
                           const char     *lease)
{
  g_return_if_fail (self != NULL);

  g_free (self->lease);
  self->lease = g_strdup (lease);
}

static int
compare_instances (gconstpointer a,
                   gconstpointer b)
{
  const FloSeenInstance *one = *(const FloSeenInstance * const *) a;
  const FloSeenInstance *other = *(const FloSeenInstance * const *) b;

  return strcmp (one->id, other->id);
}

static int
compare_spot_requests (gconstpointer a,
                       gconstpointer b)
{
  const FloSeenSpotRequest *one = *(const FloSeenSpotRequest * const *) a;
  const FloSeenSpotRequest *other = *(const FloSeenSpotRequest * const *) b;

  return strcmp (one->id, other->id);
}

static int
compare_others (gconstpointer a,
                gconstpointer b)
{
  const FloSeen *one = *(const FloSeen * const *) a;
  const FloSeen *other = *(const FloSeen * const *) b;

  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;

  return strcmp (one->id, other->id);
}

void
flo_observation_sort (FloObservation *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_sort (self->instances, compare_instances);
  g_ptr_array_sort (self->spot_requests, compare_spot_requests);
  g_ptr_array_sort (self->others, compare_others);
}

const FloSeenInstance *
flo_observation_find_instance (FloObservation *self,
                               const char     *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  return id != NULL ? g_hash_table_lookup (self->instances_by_id, id) : NULL;
}

const FloSeen *
flo_observation_find (FloObservation *self,
                      FloSeenKind     kind,
                      const char     *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  return id != NULL ? g_hash_table_lookup (self->others_by_key, &(FloSeen) { .kind = kind, .id = (char *) id }) : NULL;
}

const FloSeen *
flo_observation_find_ours (FloObservation *self,
                           FloSeenKind     kind)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (self->others, i);

      if (seen->kind == kind && seen->ours)
        return seen;
    }

  return NULL;
}

gboolean
flo_observation_gives_addresses (FloObservation *self)
{
  guint n_running = 0, n_subnets = 0;

  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < self->instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (self->instances, i);

      if (instance->state != FLO_SEEN_RUNNING)
        continue;
      if (instance->public_address != NULL)
        return TRUE;
      n_running++;
    }
  if (n_running > 0)
    return FALSE;

  for (guint i = 0; i < self->others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (self->others, i);

      if (seen->kind != FLO_SEEN_SUBNET)
        continue;
      if (seen->ready || seen->ours)
        return TRUE;
      n_subnets++;
    }

  return n_subnets == 0;
}

gint64
flo_observation_get_reclaim (FloObservation *self,
                             const char     *instance_id)
{
  const FloSeenInstance *instance;
  const FloSeenSpotRequest *request;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (instance_id != NULL, 0);

  request = g_hash_table_lookup (self->reclaims, instance_id);
  if (request != NULL)
    return request->status_time + FLO_NOTICE_SECONDS;

  /* The event is there before the request shows it. */
  instance = flo_observation_find_instance (self, instance_id);

  return instance != NULL ? instance->reclaim : 0;
}

gint64
flo_observation_get_notice (FloObservation        *self,
                            const FloSeenInstance *instance)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (instance != NULL, 0);

  if (!instance->spot || instance->state > FLO_SEEN_RUNNING)
    return 0;

  return instance->reclaim;
}
