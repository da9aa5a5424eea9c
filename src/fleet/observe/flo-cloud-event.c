/* flo-cloud-event.c: one event of EventBridge, as it comes out of a queue
 *
 * Only EventBridge may send to the queue, and yet what is in it is read like a stranger's letter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-cloud-event"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "config/flo-json-node.h"
#include "fleet/observe/flo-cloud-event.h"

#include <string.h>

#define MAX_ID 128
#define MAX_INSTANCE_ID 32
/* AWS Health names at most a hundred. */
#define MAX_INSTANCES 100

static const struct { const char *source, *type; FloCloudEventKind kind; } kinds[] = {
  { "aws.ec2", "EC2 Spot Instance Interruption Warning", FLO_CLOUD_EVENT_INTERRUPTION },
  { "aws.ec2", "EC2 Instance Rebalance Recommendation", FLO_CLOUD_EVENT_REBALANCE },
  { "aws.ec2", "EC2 Instance State-change Notification", FLO_CLOUD_EVENT_STATE },
  { "aws.health", "AWS Health Event", FLO_CLOUD_EVENT_MAINTENANCE },
};


void
flo_cloud_event_free (FloCloudEvent *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_strfreev (self->instances);
  g_free (self->state);
  g_free (self);
}

/* Who wrote it is told when it cannot be read; where, helps nobody. */
static void
ignore_problem (guint       line,
                guint       column,
                const char *message,
                const char *hint,
                gpointer    user_data)
{
}

/* (nullable) */
static const FloJsonNode *
get_member (const FloJsonNode *object,
            const char        *name)
{
  return object != NULL && object->type == FLO_JSON_OBJECT ? flo_json_node_find (object, name) : NULL;
}

static const char *
get_string (const FloJsonNode *object,
            const char        *name)
{
  const FloJsonNode *member = get_member (object, name);

  return member != NULL && member->type == FLO_JSON_STRING ? member->text : NULL;
}

static FloCloudEventKind
find_kind (const char *source,
           const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (source, kinds[i].source) == 0 && g_strcmp0 (type, kinds[i].type) == 0)
        return kinds[i].kind;
    }

  return FLO_CLOUD_EVENT_OTHER;
}

static gboolean
is_instance_id (const char *text)
{
  return text != NULL && g_str_has_prefix (text, "i-") && text[2] != '\0' && strlen (text) <= MAX_INSTANCE_ID &&
         strspn (text + 2, "0123456789abcdef") == strlen (text + 2);
}

static void
add_affected (GStrvBuilder      *instances,
              const FloJsonNode *detail)
{
  const FloJsonNode *entities = get_member (detail, "affectedEntities");

  for (guint i = 0; entities != NULL && entities->type == FLO_JSON_LIST && i < MIN (entities->children->len, MAX_INSTANCES); i++)
    {
      const char *id = get_string (g_ptr_array_index (entities->children, i), "entityValue");

      if (is_instance_id (id))
        g_strv_builder_add (instances, id);
    }
}

static GStrv
read_instances (FloCloudEventKind  kind,
                const FloJsonNode *detail)
{
  g_autoptr (GStrvBuilder) instances = g_strv_builder_new ();
  const char *id = get_string (detail, "instance-id");

  /* The ARNs in "resources" come in two forms; this is always the id. */
  if (kind == FLO_CLOUD_EVENT_MAINTENANCE)
    add_affected (instances, detail);
  else if (kind != FLO_CLOUD_EVENT_OTHER && is_instance_id (id))
    g_strv_builder_add (instances, id);

  return g_strv_builder_end (instances);
}

FloCloudEvent *
flo_cloud_event_parse (const char  *text,
                       gsize        length,
                       GError     **error)
{
  FloJsonNode *root = NULL;
  const FloJsonNode *detail;
  FloCloudEvent *self = NULL;
  const char *id;
  gint64 time;

  g_return_val_if_fail (text != NULL, NULL);

  if (length <= FLO_CLOUD_EVENT_MAX_SIZE)
    root = flo_json_parse (text, length, ignore_problem, NULL);

  id = get_string (root, "id");
  if (id == NULL || *id == '\0' || strlen (id) > MAX_ID || get_string (root, "time") == NULL ||
      !flo_time_parse (get_string (root, "time"), &time))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "A message of %" G_GSIZE_FORMAT " bytes in the fleet's queue is no event of EventBridge", length);
    }
  else
    {
      detail = get_member (root, "detail");
      self = g_new0 (FloCloudEvent, 1);
      self->id = g_strdup (id);
      self->kind = find_kind (get_string (root, "source"), get_string (root, "detail-type"));
      self->time = time;
      self->instances = read_instances (self->kind, detail);
      if (self->kind == FLO_CLOUD_EVENT_STATE)
        self->state = g_strdup (get_string (detail, "state"));
      else if (self->kind == FLO_CLOUD_EVENT_INTERRUPTION)
        self->state = g_strdup (get_string (detail, "instance-action"));
    }

  g_clear_pointer (&root, flo_json_node_free);

  return self;
}
