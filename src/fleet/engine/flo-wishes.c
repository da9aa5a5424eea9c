/* flo-wishes.c: what a person asked of a living fleet, besides its config
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-wishes"

#include "flotilla-config.h"

#include "fleet/engine/flo-wishes.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Far more than anybody asks for; what is bigger was not written by us. */
#define MAX_TEXT (4 * 1024 * 1024)
#define MAX_STRING 255
#define MAX_ZONES 100

G_DEFINE_QUARK (flo-wishes-error-quark, flo_wishes_error)

G_DEFINE_BOXED_TYPE (FloWishes, flo_wishes, flo_wishes_copy, flo_wishes_free)


/* ---- making and comparing ---- */

static void
asked_set (FloAsked   *self,
           const char *by,
           gint64      time)
{
  char *copy = g_strdup (by);

  g_free (self->by);
  self->by = copy;
  self->time = by != NULL ? time : 0;
}

static gboolean
asked_equal (const FloAsked *a,
             const FloAsked *b)
{
  return g_strcmp0 (a->by, b->by) == 0 && a->time == b->time;
}

static void
node_free (gpointer data)
{
  FloWishedNode *node = data;

  g_free (node->id);
  g_free (node->asked.by);
  g_free (node);
}

static void
zone_free (gpointer data)
{
  FloWishedZone *zone = data;

  g_free (zone->zone);
  g_free (zone->asked.by);
  g_free (zone);
}

static void
add_node (FloWishes  *self,
          const char *id,
          gboolean    drain,
          const char *by,
          gint64      time)
{
  FloWishedNode *node = g_new0 (FloWishedNode, 1);

  node->id = g_strdup (id);
  node->drain = drain;
  asked_set (&node->asked, by, time);
  g_ptr_array_add (self->left_nodes, node);
}

static void
add_zone (FloWishes  *self,
          const char *name,
          const char *by,
          gint64      time)
{
  FloWishedZone *zone = g_new0 (FloWishedZone, 1);

  zone->zone = g_strdup (name);
  asked_set (&zone->asked, by, time);
  g_ptr_array_add (self->left_zones, zone);
}

FloWishes *
flo_wishes_new (void)
{
  FloWishes *self = g_new0 (FloWishes, 1);

  self->left_nodes = g_ptr_array_new_with_free_func (node_free);
  self->left_zones = g_ptr_array_new_with_free_func (zone_free);

  return self;
}

FloWishes *
flo_wishes_copy (const FloWishes *self)
{
  FloWishes *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = flo_wishes_new ();
  copy->nodes = self->nodes;
  asked_set (&copy->scaled, self->scaled.by, self->scaled.time);
  asked_set (&copy->paused, self->paused.by, self->paused.time);
  asked_set (&copy->take_over, self->take_over.by, self->take_over.time);
  for (guint i = 0; i < self->left_nodes->len; i++)
    {
      const FloWishedNode *node = g_ptr_array_index (self->left_nodes, i);

      add_node (copy, node->id, node->drain, node->asked.by, node->asked.time);
    }
  for (guint i = 0; i < self->left_zones->len; i++)
    {
      const FloWishedZone *zone = g_ptr_array_index (self->left_zones, i);

      add_zone (copy, zone->zone, zone->asked.by, zone->asked.time);
    }

  return copy;
}

void
flo_wishes_free (FloWishes *self)
{
  if (self == NULL)
    return;

  g_free (self->scaled.by);
  g_free (self->paused.by);
  g_free (self->take_over.by);
  g_ptr_array_unref (self->left_nodes);
  g_ptr_array_unref (self->left_zones);
  g_free (self);
}

gboolean
flo_wishes_is_empty (const FloWishes *self)
{
  return self == NULL || (self->scaled.by == NULL && self->paused.by == NULL && self->take_over.by == NULL &&
                          self->left_nodes->len == 0 && self->left_zones->len == 0);
}

gboolean
flo_wishes_equal (const FloWishes *a,
                  const FloWishes *b)
{
  if (flo_wishes_is_empty (a) || flo_wishes_is_empty (b))
    return flo_wishes_is_empty (a) && flo_wishes_is_empty (b);
  if (a->nodes != b->nodes || !asked_equal (&a->scaled, &b->scaled) || !asked_equal (&a->paused, &b->paused) ||
      !asked_equal (&a->take_over, &b->take_over) ||
      a->left_nodes->len != b->left_nodes->len || a->left_zones->len != b->left_zones->len)
    return FALSE;

  for (guint i = 0; i < a->left_nodes->len; i++)
    {
      const FloWishedNode *one = g_ptr_array_index (a->left_nodes, i);
      const FloWishedNode *other = g_ptr_array_index (b->left_nodes, i);

      if (!g_str_equal (one->id, other->id) || one->drain != other->drain || !asked_equal (&one->asked, &other->asked))
        return FALSE;
    }
  for (guint i = 0; i < a->left_zones->len; i++)
    {
      const FloWishedZone *one = g_ptr_array_index (a->left_zones, i);
      const FloWishedZone *other = g_ptr_array_index (b->left_zones, i);

      if (!g_str_equal (one->zone, other->zone) || !asked_equal (&one->asked, &other->asked))
        return FALSE;
    }

  return TRUE;
}

/* ---- writing ---- */

static void
write_asked (JsonObject     *object,
             const FloAsked *asked)
{
  json_object_set_string_member (object, "by", asked->by);
  json_object_set_int_member (object, "time", asked->time);
}

static void
write_nodes (const FloWishes *self,
             JsonObject      *object)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->left_nodes->len; i++)
    {
      const FloWishedNode *node = g_ptr_array_index (self->left_nodes, i);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "id", node->id);
      json_object_set_boolean_member (entry, "drain", node->drain);
      write_asked (entry, &node->asked);
      json_array_add_object_element (array, entry);
    }
  json_object_set_array_member (object, "left_nodes", array);
}

static void
write_zones (const FloWishes *self,
             JsonObject      *object)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->left_zones->len; i++)
    {
      const FloWishedZone *zone = g_ptr_array_index (self->left_zones, i);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "zone", zone->zone);
      write_asked (entry, &zone->asked);
      json_array_add_object_element (array, entry);
    }
  json_object_set_array_member (object, "left_zones", array);
}

/* What is asked for or not, and nothing else. */
static void
write_alone (JsonObject     *root,
             const char     *name,
             const FloAsked *asked)
{
  JsonObject *object;

  if (asked->by == NULL)
    return;

  object = json_object_new ();
  write_asked (object, asked);
  json_object_set_object_member (root, name, object);
}

char *
flo_wishes_to_json (const FloWishes *self)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (flo_wishes_is_empty (self))
    return NULL;

  object = json_object_new ();
  if (self->scaled.by != NULL)
    {
      JsonObject *scaled = json_object_new ();

      json_object_set_int_member (scaled, "nodes", self->nodes);
      write_asked (scaled, &self->scaled);
      json_object_set_object_member (object, "scaled", scaled);
    }
  write_alone (object, "paused", &self->paused);
  write_alone (object, "take_over", &self->take_over);
  if (self->left_nodes->len > 0)
    write_nodes (self, object);
  if (self->left_zones->len > 0)
    write_zones (self, object);

  node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

/* ---- reading ---- */

/* The first thing that is wrong ends the reading. */
typedef struct
{
  GError **error;
  gboolean failed;
} Reader;

static void
fail (Reader     *reader,
      const char *what)
{
  if (!reader->failed)
    g_set_error (reader->error, FLO_WISHES_ERROR, FLO_WISHES_ERROR_INVALID,
                 "What was asked of the fleet cannot be read: %s. A newer Flotilla may have written it", what);
  reader->failed = TRUE;
}

/* Only @names, NULL-terminated. */
static void
check_members (Reader            *reader,
               JsonObject        *object,
               const char *const *names)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *link = members; link != NULL; link = link->next)
    {
      if (!g_strv_contains (names, link->data))
        fail (reader, "it has a member that is not known");
    }
}

static const char *
read_string (Reader     *reader,
             JsonObject *object,
             const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      fail (reader, "a text is missing");
      return "";
    }

  text = json_node_get_string (node);
  if (*text == '\0' || strlen (text) > MAX_STRING || !g_utf8_validate (text, -1, NULL))
    fail (reader, "a text is empty or too long");

  return text;
}

static gint64
read_integer (Reader     *reader,
              JsonObject *object,
              const char *name,
              gint64      most)
{
  JsonNode *node = json_object_get_member (object, name);
  gint64 value = 0;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    fail (reader, "a number is missing");
  else
    value = json_node_get_int (node);
  if (value < 0 || value > most)
    fail (reader, "a number is out of bounds");

  return CLAMP (value, 0, most);
}

static gboolean
read_boolean (Reader     *reader,
              JsonObject *object,
              const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  fail (reader, "a yes or no is missing");

  return FALSE;
}

/* NULL when it is absent, or (with a failure) something else. */
static JsonObject *
read_object (Reader     *reader,
             JsonObject *object,
             const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  if (node != NULL)
    fail (reader, "a member is of the wrong kind");

  return NULL;
}

static void
read_asked (Reader     *reader,
            JsonObject *object,
            FloAsked   *asked)
{
  asked_set (asked, read_string (reader, object, "by"), read_integer (reader, object, "time", G_MAXINT64));
}

static void
read_scaled (Reader     *reader,
             JsonObject *root,
             FloWishes  *self)
{
  static const char *const names[] = { "nodes", "by", "time", NULL };
  JsonObject *object = read_object (reader, root, "scaled");

  if (object == NULL)
    return;

  check_members (reader, object, names);
  self->nodes = (guint) read_integer (reader, object, "nodes", FLO_WISHES_MAX_NODES);
  read_asked (reader, object, &self->scaled);
}

static void
read_alone (Reader     *reader,
            JsonObject *root,
            const char *name,
            FloAsked   *asked)
{
  static const char *const names[] = { "by", "time", NULL };
  JsonObject *object = read_object (reader, root, name);

  if (object == NULL)
    return;

  check_members (reader, object, names);
  read_asked (reader, object, asked);
}

static void
read_node (Reader     *reader,
           JsonObject *object,
           FloWishes  *self)
{
  static const char *const names[] = { "id", "drain", "by", "time", NULL };
  FloAsked asked = { 0 };

  check_members (reader, object, names);
  read_asked (reader, object, &asked);
  add_node (self, read_string (reader, object, "id"), read_boolean (reader, object, "drain"), asked.by, asked.time);
  g_free (asked.by);
}

static void
read_zone (Reader     *reader,
           JsonObject *object,
           FloWishes  *self)
{
  static const char *const names[] = { "zone", "by", "time", NULL };
  FloAsked asked = { 0 };

  check_members (reader, object, names);
  read_asked (reader, object, &asked);
  add_zone (self, read_string (reader, object, "zone"), asked.by, asked.time);
  g_free (asked.by);
}

typedef void (*ReadEntry) (Reader     *reader,
                           JsonObject *object,
                           FloWishes  *self);

static void
read_entries (Reader     *reader,
              JsonObject *root,
              const char *name,
              guint       most,
              ReadEntry   read,
              FloWishes  *self)
{
  JsonNode *node = json_object_get_member (root, name);
  JsonArray *array;

  if (node == NULL)
    return;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      fail (reader, "a member is of the wrong kind");
      return;
    }

  array = json_node_get_array (node);
  if (json_array_get_length (array) > most)
    fail (reader, "a list is too long");
  for (guint i = 0; i < json_array_get_length (array) && !reader->failed; i++)
    {
      JsonNode *entry = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (entry))
        read (reader, json_node_get_object (entry), self);
      else
        fail (reader, "an entry of a list is of the wrong kind");
    }
}

FloWishes *
flo_wishes_from_json (const char  *text,
                      GError     **error)
{
  static const char *const names[] = { "scaled", "paused", "take_over", "left_nodes", "left_zones", NULL };
  g_autoptr (FloWishes) self = flo_wishes_new ();
  g_autoptr (JsonNode) root = NULL;
  Reader reader = { error, FALSE };

  if (text == NULL)
    return g_steal_pointer (&self);

  if (strlen (text) <= MAX_TEXT)
    root = json_from_string (text, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      fail (&reader, "it is no JSON object");
      return NULL;
    }

  check_members (&reader, json_node_get_object (root), names);
  read_scaled (&reader, json_node_get_object (root), self);
  read_alone (&reader, json_node_get_object (root), "paused", &self->paused);
  read_alone (&reader, json_node_get_object (root), "take_over", &self->take_over);
  read_entries (&reader, json_node_get_object (root), "left_nodes", FLO_WISHES_MAX_NODES, read_node, self);
  read_entries (&reader, json_node_get_object (root), "left_zones", MAX_ZONES, read_zone, self);

  return reader.failed ? NULL : g_steal_pointer (&self);
}

/* ---- asking ---- */

void
flo_wishes_scale (FloWishes  *self,
                  guint       nodes,
                  const char *by,
                  gint64      time)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (by != NULL);
  g_return_if_fail (nodes <= FLO_WISHES_MAX_NODES);

  self->nodes = nodes;
  asked_set (&self->scaled, by, time);
}

void
flo_wishes_unscale (FloWishes *self)
{
  g_return_if_fail (self != NULL);

  self->nodes = 0;
  asked_set (&self->scaled, NULL, 0);
}

void
flo_wishes_pause (FloWishes  *self,
                  const char *by,
                  gint64      time)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (by != NULL);

  if (self->paused.by == NULL)
    asked_set (&self->paused, by, time);
}

void
flo_wishes_resume (FloWishes *self)
{
  g_return_if_fail (self != NULL);

  asked_set (&self->paused, NULL, 0);
}

void
flo_wishes_take_over (FloWishes  *self,
                      const char *by,
                      gint64      time)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (by != NULL);

  if (self->take_over.by == NULL)
    asked_set (&self->take_over, by, time);
}

void
flo_wishes_taken_over (FloWishes *self)
{
  g_return_if_fail (self != NULL);

  asked_set (&self->take_over, NULL, 0);
}

void
flo_wishes_leave_node (FloWishes  *self,
                       const char *id,
                       gboolean    drain,
                       const char *by,
                       gint64      time)
{
  const FloWishedNode *asked;

  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL);
  g_return_if_fail (by != NULL);

  asked = flo_wishes_find_node (self, id);
  if (asked != NULL && asked->drain == !!drain)
    return;
  flo_wishes_keep_node (self, id);
  add_node (self, id, !!drain, by, time);
}

gboolean
flo_wishes_keep_node (FloWishes  *self,
                      const char *id)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  for (guint i = 0; i < self->left_nodes->len; i++)
    {
      if (!g_str_equal (((FloWishedNode *) g_ptr_array_index (self->left_nodes, i))->id, id))
        continue;
      g_ptr_array_remove_index (self->left_nodes, i);
      return TRUE;
    }

  return FALSE;
}

void
flo_wishes_leave_zone (FloWishes  *self,
                       const char *zone,
                       const char *by,
                       gint64      time)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (zone != NULL);
  g_return_if_fail (by != NULL);

  if (flo_wishes_find_zone (self, zone) == NULL)
    add_zone (self, zone, by, time);
}

gboolean
flo_wishes_use_zone (FloWishes  *self,
                     const char *zone)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (zone != NULL, FALSE);

  for (guint i = 0; i < self->left_zones->len; i++)
    {
      if (!g_str_equal (((FloWishedZone *) g_ptr_array_index (self->left_zones, i))->zone, zone))
        continue;
      g_ptr_array_remove_index (self->left_zones, i);
      return TRUE;
    }

  return FALSE;
}

const FloWishedNode *
flo_wishes_find_node (const FloWishes *self,
                      const char      *id)
{
  for (guint i = 0; self != NULL && i < self->left_nodes->len; i++)
    {
      const FloWishedNode *node = g_ptr_array_index (self->left_nodes, i);

      if (g_strcmp0 (node->id, id) == 0)
        return node;
    }

  return NULL;
}

const FloWishedZone *
flo_wishes_find_zone (const FloWishes *self,
                      const char      *zone)
{
  for (guint i = 0; self != NULL && i < self->left_zones->len; i++)
    {
      const FloWishedZone *left = g_ptr_array_index (self->left_zones, i);

      if (g_strcmp0 (left->zone, zone) == 0)
        return left;
    }

  return NULL;
}

guint
flo_wishes_get_nodes (const FloWishes *self,
                      guint            configured)
{
  return self != NULL && self->scaled.by != NULL ? self->nodes : configured;
}

gboolean
flo_wishes_wants_take_over (const FloWishes *self)
{
  return self != NULL && self->take_over.by != NULL;
}

gboolean
flo_wishes_is_paused (const FloWishes *self)
{
  return self != NULL && self->paused.by != NULL;
}

char *
flo_asked_describe (const FloAsked *self)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL && self->by != NULL, NULL);

  time = g_date_time_new_from_unix_utc (self->time / G_USEC_PER_SEC);
  /* A time far beyond all calendars. */
  if (time == NULL)
    return g_strdup_printf ("asked for by %s", self->by);

  text = g_date_time_format (time, "%Y-%m-%d at %H:%M:%S");

  return g_strdup_printf ("asked for by %s on %s UTC", self->by, text);
}
