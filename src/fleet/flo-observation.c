/* flo-observation.c: one picture of a fleet at one moment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-observation"

#include "flotilla-config.h"

#include "fleet/flo-observation.h"

#include <string.h>

/* From the notice to the end AWS gives two minutes; it states the beginning only. */
#define NOTICE_SECONDS 120


static void
seen_instance_free (gpointer data)
{
  FloSeenInstance *instance = data;

  g_free (instance->id);
  g_free (instance->type);
  g_free (instance->zone);
  g_free (instance->public_address);
  g_free (instance->end_code);
  g_free (instance->token);
  g_free (instance->fleet);
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
  g_free (seen);
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

  g_ptr_array_unref (self->instances);
  g_ptr_array_unref (self->spot_requests);
  g_ptr_array_unref (self->others);
  g_ptr_array_unref (self->unseen);
  g_free (self->name);
  g_free (self->owner);
}

void
flo_observation_unref (FloObservation *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, observation_clear);
}

void
flo_observation_add_instance (FloObservation        *self,
                              const FloSeenInstance *instance)
{
  FloSeenInstance *copy;

  g_return_if_fail (self != NULL);
  g_return_if_fail (instance != NULL && instance->id != NULL);

  copy = g_memdup2 (instance, sizeof *instance);
  copy->id = g_strdup (instance->id);
  copy->type = g_strdup (instance->type);
  copy->zone = g_strdup (instance->zone);
  copy->public_address = g_strdup (instance->public_address);
  copy->end_code = g_strdup (instance->end_code);
  copy->token = g_strdup (instance->token);
  copy->fleet = g_strdup (instance->fleet);

  for (guint i = 0; i < self->instances->len; i++)
    {
      FloSeenInstance *there = g_ptr_array_index (self->instances, i);

      if (g_str_equal (there->id, copy->id))
        {
          self->instances->pdata[i] = copy;
          seen_instance_free (there);
          return;
        }
    }

  g_ptr_array_add (self->instances, copy);
}

void
flo_observation_add_spot_request (FloObservation           *self,
                                  const FloSeenSpotRequest *request)
{
  FloSeenSpotRequest *copy;

  g_return_if_fail (self != NULL);
  g_return_if_fail (request != NULL && request->id != NULL);

  copy = g_memdup2 (request, sizeof *request);
  copy->id = g_strdup (request->id);
  copy->instance_id = g_strdup (request->instance_id);
  copy->state = g_strdup (request->state);
  copy->status_code = g_strdup (request->status_code);

  g_ptr_array_add (self->spot_requests, copy);
}

void
flo_observation_add (FloObservation *self,
                     const FloSeen  *seen)
{
  FloSeen *copy;

  g_return_if_fail (self != NULL);
  g_return_if_fail (seen != NULL && seen->id != NULL);

  copy = g_memdup2 (seen, sizeof *seen);
  copy->id = g_strdup (seen->id);
  copy->name = g_strdup (seen->name);
  copy->token = g_strdup (seen->token);
  copy->vpc_id = g_strdup (seen->vpc_id);
  copy->zone = g_strdup (seen->zone);
  copy->cidr = g_strdup (seen->cidr);

  for (guint i = 0; i < self->others->len; i++)
    {
      FloSeen *there = g_ptr_array_index (self->others, i);

      /* One thing can be found by two questions: by tag, and as the default. */
      if (there->kind == copy->kind && g_str_equal (there->id, copy->id))
        {
          self->others->pdata[i] = copy;
          seen_free (there);
          return;
        }
    }

  g_ptr_array_add (self->others, copy);
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

  for (guint i = 0; i < self->instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (self->instances, i);

      if (g_strcmp0 (instance->id, id) == 0)
        return instance;
    }

  return NULL;
}

const FloSeen *
flo_observation_find (FloObservation *self,
                      FloSeenKind     kind,
                      const char     *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->others->len; i++)
    {
      const FloSeen *seen = g_ptr_array_index (self->others, i);

      if (seen->kind == kind && g_strcmp0 (seen->id, id) == 0)
        return seen;
    }

  return NULL;
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

gint64
flo_observation_get_reclaim (FloObservation *self,
                             const char     *instance_id)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (instance_id != NULL, 0);

  for (guint i = 0; i < self->spot_requests->len; i++)
    {
      const FloSeenSpotRequest *request = g_ptr_array_index (self->spot_requests, i);

      if (g_strcmp0 (request->instance_id, instance_id) == 0 && is_notice (request->status_code))
        return request->status_time + NOTICE_SECONDS;
    }

  return 0;
}

gint64
flo_observation_get_notice (FloObservation        *self,
                            const FloSeenInstance *instance)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (instance != NULL, 0);

  if (!instance->spot || instance->state > FLO_SEEN_RUNNING)
    return 0;

  return flo_observation_get_reclaim (self, instance->id);
}
