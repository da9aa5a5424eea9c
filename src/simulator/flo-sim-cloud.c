/* flo-sim-cloud.c: everything the practice cloud holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-cloud.h"

#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-late-tags.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-queue.h"
#include "simulator/flo-sim-random.h"
#include "simulator/flo-sim-rules.h"

#define MOST_EVENTS 10000

FloSimCloud *
flo_sim_cloud_new (guint64      seed,
                   FloSimClock *clock,
                   gboolean     with_default_vpc,
                   gboolean     test_regions)
{
  FloSimCloud *self = g_new0 (FloSimCloud, 1);

  self->seed = seed;
  self->clock = clock;
  self->catalog = flo_sim_catalog_new ();
  self->places = flo_sim_places_new (test_regions);
  self->market = flo_sim_market_new (seed, clock, self->catalog, self->places);
  self->resources = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_sim_resource_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->answers
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->scored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->quotas = json_object_new ();
  self->cost_tags = json_object_new ();
  self->quota_requests = json_array_new ();
  self->metrics = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->trail = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->queues = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) flo_sim_queue_free);
  self->denials = g_ptr_array_new_with_free_func (g_free);
  self->with_default_vpc = with_default_vpc;
  self->next_due = G_MAXINT64;
  return self;
}

void
flo_sim_cloud_free (FloSimCloud *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->resources);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->opened);
  g_hash_table_unref (self->scored);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->denials);
  g_free (self->metadata_id);
  g_free (self->url);
  flo_sim_late_tags_clear (self);
  json_object_unref (self->quotas);
  json_object_unref (self->cost_tags);
  json_array_unref (self->quota_requests);
  g_ptr_array_unref (self->trail);
  g_ptr_array_unref (self->metrics);
  g_hash_table_unref (self->queues);
  flo_sim_market_free (self->market);
  flo_sim_places_free (self->places);
  flo_sim_catalog_free (self->catalog);
  flo_sim_clock_free (self->clock);
  g_free (self);
}

void
flo_sim_cloud_watch (FloSimCloud   *self,
                     FloSimChanged  changed,
                     gpointer       user_data)
{
  self->changed = changed;
  self->changed_data = user_data;
}

void
flo_sim_cloud_touch (FloSimCloud *self)
{
  if (self->changed != NULL)
    self->changed (self->changed_data);
}

guint64
flo_sim_cloud_next_number (FloSimCloud *self)
{
  return flo_sim_random_hash (flo_sim_random_key (self->seed, "ids"), self->counter++);
}

static char *
new_short_id (FloSimCloud *self,
              const char  *prefix)
{
  static const char letters[] = "abcdefghijkmnpqrstuvwxyz123456789";
  guint64 number = flo_sim_cloud_next_number (self);
  char text[9] = "";

  for (guint i = 0; i < 8; i++, number /= sizeof letters - 1)
    text[i] = letters[number % (sizeof letters - 1)];
  return g_strconcat (prefix, text, NULL);
}

char *
flo_sim_cloud_new_id (FloSimCloud *self,
                      FloSimKind   kind)
{
  const char *prefix = flo_sim_kind_get_info (kind)->prefix;
  guint64 a, b;

  if (kind == FLO_SIM_KIND_SPOT_REQUEST)
    return new_short_id (self, prefix);

  a = flo_sim_cloud_next_number (self);
  if (kind != FLO_SIM_KIND_FLEET)
    return g_strdup_printf ("%s0%016" G_GINT64_MODIFIER "x", prefix, a);

  b = flo_sim_cloud_next_number (self);
  return g_strdup_printf ("%s%08x-%04x-4%03x-8%03x-%012" G_GINT64_MODIFIER "x", prefix,
                          (guint) (a >> 32), (guint) (a >> 16) & 0xffff, (guint) a & 0xfff,
                          (guint) (b >> 52), b & G_GUINT64_CONSTANT (0xffffffffffff));
}

static void
insert (FloSimCloud    *self,
        FloSimResource *resource)
{
  g_ptr_array_add (self->resources, resource);
  g_hash_table_insert (self->by_id, resource->id, resource);
}

FloSimResource *
flo_sim_cloud_add (FloSimCloud *self,
                   FloSimKind   kind,
                   const char  *region,
                   gint64       now,
                   JsonObject  *data)
{
  g_autofree char *id = flo_sim_cloud_new_id (self, kind);

  return flo_sim_cloud_add_named (self, kind, id, region, now, data);
}

FloSimResource *
flo_sim_cloud_add_named (FloSimCloud *self,
                         FloSimKind   kind,
                         const char  *id,
                         const char  *region,
                         gint64       now,
                         JsonObject  *data)
{
  FloSimResource *resource;

  json_object_set_string_member (data, flo_sim_kind_get_info (kind)->id_member, id);
  resource = flo_sim_resource_new (kind, id, region, now, data);
  resource->visible_at = now + self->visibility_delay;
  insert (self, resource);
  flo_sim_cloud_touch (self);
  return resource;
}

void
flo_sim_cloud_remove (FloSimCloud    *self,
                      FloSimResource *resource,
                      gint64          now)
{
  resource->gone_at = now;
  resource->vanished = TRUE;
  resource->step = FLO_SIM_STEP_NONE;
  flo_sim_cloud_touch (self);
}

FloSimResource *
flo_sim_cloud_find_any (FloSimCloud *self,
                        FloSimKind   kind,
                        const char  *region,
                        const char  *id)
{
  FloSimResource *resource = g_hash_table_lookup (self->by_id, id);

  if (resource == NULL || resource->kind != kind || resource->vanished
      || !g_str_equal (resource->region, region))
    return NULL;
  return resource;
}

FloSimResource *
flo_sim_cloud_find (FloSimCloud *self,
                    FloSimKind   kind,
                    const char  *region,
                    const char  *id,
                    gint64       now)
{
  FloSimResource *resource = flo_sim_cloud_find_any (self, kind, region, id);

  return resource != NULL && resource->visible_at <= now ? resource : NULL;
}

GPtrArray *
flo_sim_cloud_list (FloSimCloud *self,
                    FloSimKind   kind,
                    const char  *region,
                    gint64       now)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->resources->len; i++)
    {
      FloSimResource *resource = g_ptr_array_index (self->resources, i);

      if (resource->kind == kind && !resource->vanished && resource->visible_at <= now
          && g_str_equal (resource->region, region))
        g_ptr_array_add (found, resource);
    }
  return found;
}

FloSimResource *
flo_sim_cloud_find_by (FloSimCloud *self,
                       FloSimKind   kind,
                       const char  *region,
                       const char  *path,
                       const char  *value,
                       gint64       now)
{
  g_autoptr (GPtrArray) found = flo_sim_cloud_list (self, kind, region, now);

  for (guint i = 0; i < found->len; i++)
    {
      FloSimResource *resource = g_ptr_array_index (found, i);

      if (g_strcmp0 (flo_sim_resource_get (resource, path), value) == 0)
        return resource;
    }
  return NULL;
}

void
flo_sim_cloud_schedule (FloSimCloud    *self,
                        FloSimResource *resource,
                        FloSimStep      step,
                        gint64          due_at)
{
  resource->step = step;
  resource->due_at = due_at;
  flo_sim_cloud_wake_at (self, due_at);
}

static gboolean
timer_cb (gpointer user_data)
{
  FloSimCloud *self = user_data;

  self->timer = 0;
  flo_sim_life_advance (self, flo_sim_clock_now (self->clock));
  return G_SOURCE_REMOVE;
}

void
flo_sim_cloud_wake_at (FloSimCloud *self,
                       gint64       due_at)
{
  gint64 wait;

  if (due_at >= self->next_due && self->timer != 0)
    return;

  self->next_due = MIN (self->next_due, due_at);
  wait = MAX (self->next_due - flo_sim_clock_now (self->clock), 0);
  g_clear_handle_id (&self->timer, g_source_remove);
  /* A day at most, lest the milliseconds overflow; waking early does no harm. */
  self->timer = g_timeout_add ((guint) (MIN (wait, FLO_SIM_DAY) / 1000 + 1), timer_cb, self);
}

void
flo_sim_cloud_add_event (FloSimCloud    *self,
                         FloSimResource *resource,
                         gint64          now,
                         const char     *detail_type,
                         JsonObject     *detail)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *time = flo_sim_time_format (now - now % FLO_SIM_SECOND);
  g_autofree char *arn
      = g_strdup_printf ("arn:aws:ec2:%s:" FLO_SIM_ACCOUNT_ID ":%s/%s", resource->region,
                         flo_sim_kind_get_info (resource->kind)->name, resource->id);

  JsonObject *event
      = flo_sim_json_new ("version", "0", "id", id, "detail-type", detail_type, "source",
                          g_str_equal (detail_type, "AWS Health Event") ? "aws.health" : "aws.ec2",
                          "account", FLO_SIM_ACCOUNT_ID, "time", time, "region", resource->region,
                          "[resources", flo_sim_json_strings (arn, NULL), "{detail", detail, NULL);

  if (self->events->len >= MOST_EVENTS)
    g_ptr_array_remove_index (self->events, 0);
  g_ptr_array_add (self->events, event);
  flo_sim_rules_deliver (self, resource->region, event, now);
}

JsonObject *
flo_sim_cloud_save (FloSimCloud *self)
{
  JsonObject *saved
      = flo_sim_json_new ("#version", G_GINT64_CONSTANT (1), "#seed", (gint64) self->seed,
                          "#counter", self->counter, "[resources", json_array_new (), "[opened",
                          json_array_new (), "{answers", json_object_new (), "{quotas",
                          json_object_ref (self->quotas), "{cost_tags",
                          json_object_ref (self->cost_tags), NULL);
  JsonArray *opened = flo_sim_json_get_array (saved, "opened");
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < self->resources->len; i++)
    json_array_add_object_element (flo_sim_json_get_array (saved, "resources"),
                                   flo_sim_resource_save (g_ptr_array_index (self->resources, i)));
  g_hash_table_iter_init (&iter, self->opened);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    json_array_add_string_element (opened, key);
  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, &key, &value))
    json_object_set_object_member (json_object_get_object_member (saved, "answers"), key,
                                   json_object_ref (value));
  json_object_set_member (saved, "market", flo_sim_market_save (self->market));
  return saved;
}

static void
load_answer (JsonObject *answers,
             const char *key,
             JsonNode   *node,
             gpointer    user_data)
{
  FloSimCloud *self = user_data;

  if (JSON_NODE_HOLDS_OBJECT (node))
    g_hash_table_insert (self->answers, g_strdup (key), json_node_dup_object (node));
}

void
flo_sim_cloud_load (FloSimCloud *self,
                    JsonObject  *saved)
{
  JsonArray *resources = flo_sim_json_get_array (saved, "resources");
  JsonArray *opened = flo_sim_json_get_array (saved, "opened");
  JsonNode *node;

  self->counter = flo_sim_json_get_int (saved, "counter");
  for (guint i = 0; resources != NULL && i < json_array_get_length (resources); i++)
    {
      JsonObject *object = flo_sim_json_nth (resources, i);
      FloSimResource *resource = object != NULL ? flo_sim_resource_load (object) : NULL;

      if (resource != NULL)
        insert (self, resource);
    }
  for (guint i = 0; opened != NULL && i < json_array_get_length (opened); i++)
    g_hash_table_add (self->opened, g_strdup (json_array_get_string_element (opened, i)));
  node = json_object_get_member (saved, "answers");
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), load_answer, self);
  node = json_object_get_member (saved, "quotas");
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      json_object_unref (self->quotas);
      self->quotas = json_node_dup_object (node);
    }
  node = json_object_get_member (saved, "cost_tags");
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      json_object_unref (self->cost_tags);
      self->cost_tags = json_node_dup_object (node);
    }
  node = json_object_get_member (saved, "market");
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    flo_sim_market_load (self->market, json_node_get_object (node));
  /* Capacity moved on while we were away. */
  self->capacity_due = flo_sim_clock_now (self->clock);
  flo_sim_cloud_wake_at (self, self->capacity_due);
}
