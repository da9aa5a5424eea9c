/* flo-sim-sqs-actions.c: queues
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-sqs.h"

#define ANEW_AFTER   (60 * FLO_SIM_SECOND)
#define NAME_SET     G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-"
#define MOST_TAGS    50
#define MOST_RESULTS 1000

/* Attributes that somebody may set, with their bounds when they are numbers. */
static const struct
{
  const char *name;
  const char *usual; /* (nullable) */
  gint64 least;
  gint64 most; /* 0: text */
} settable[] = {
  { "DelaySeconds", "0", 0, 900 },
  { "MaximumMessageSize", "262144", 1024, 1048576 },
  { "MessageRetentionPeriod", "345600", 60, 1209600 },
  { "ReceiveMessageWaitTimeSeconds", "0", 0, 20 },
  { "VisibilityTimeout", "30", 0, 43200 },
  { "KmsDataKeyReusePeriodSeconds", NULL, 60, 86400 },
  { "KmsMasterKeyId", NULL, 0, 0 },
  { "Policy", NULL, 0, 0 },
  { "SqsManagedSseEnabled", "true", 0, 0 },
};

static gboolean
fail_no_queue (FloSimCall *call)
{
  return flo_sim_call_fail (
      call, call->json ? "QueueDoesNotExist" : "AWS.SimpleQueueService.NonExistentQueue",
      "The specified queue does not exist.");
}

char *
flo_sim_sqs_queue_url (FloSimCall *call,
                       const char *name)
{
  return g_strdup_printf ("%s/" FLO_SIM_ACCOUNT_ID "/%s",
                          call->cloud->url != NULL ? call->cloud->url : "", name);
}

FloSimResource *
flo_sim_sqs_find_queue (FloSimCall *call)
{
  const char *url = flo_sim_json_get (call->input, "QueueUrl");
  const char *name = strrchr (url, '/');
  FloSimResource *queue = NULL;

  if (name != NULL && name[1] != '\0')
    queue = flo_sim_queues_find (call->cloud, call->region, name + 1);
  if (queue == NULL)
    fail_no_queue (call);
  return queue;
}

gboolean
flo_sim_sqs_read_int (FloSimCall *call,
                      JsonObject *object,
                      const char *member,
                      gint64      otherwise,
                      gint64      least,
                      gint64      most,
                      gint64     *value)
{
  *value = json_object_has_member (object, member) ? flo_sim_json_get_int (object, member)
                                                   : otherwise;
  if (*value >= least && *value <= most)
    return TRUE;
  return flo_sim_call_fail (call, "InvalidParameterValue",
                            "Value %" G_GINT64_FORMAT " for parameter %s is invalid. Reason: Must be "
                            "between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT ", if provided.",
                            *value, member, least, most);
}

static gboolean
is_settable (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (settable); i++)
    if (g_str_equal (settable[i].name, name))
      return TRUE;
  return FALSE;
}

static gboolean
check_attribute (FloSimCall *call,
                 const char *name,
                 const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (settable); i++)
    {
      char *end = NULL;
      gint64 number;

      if (!g_str_equal (settable[i].name, name))
        continue;
      number = g_ascii_strtoll (value, &end, 10);
      if (settable[i].most > 0
          && (*value == '\0' || *end != '\0' || number < settable[i].least
              || number > settable[i].most))
        return flo_sim_call_fail (call, "InvalidAttributeValue",
                                  "Invalid value for the parameter %s.", name);
      if (g_str_equal (name, "Policy") && value[0] != '\0')
        {
          g_autoptr (JsonNode) node = json_from_string (value, NULL);

          if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
            return flo_sim_call_fail (call, "InvalidAttributeValue",
                                      "Invalid value for the parameter Policy.");
        }
      return TRUE;
    }
  return flo_sim_call_fail (call, "InvalidAttributeName", "Unknown Attribute %s.", name);
}

/* (nullable): the call has no such object */
static JsonObject *
get_object (FloSimCall *call,
            const char *member)
{
  JsonNode *node = json_object_get_member (call->input, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Checks all, then sets all; an empty text takes an attribute back. FALSE: the call has failed. */
static gboolean
set_attributes (FloSimCall *call,
                JsonObject *attributes)
{
  JsonObject *given = get_object (call, "Attributes");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (given == NULL)
    return TRUE;
  json_object_iter_init (&iter, given);
  while (json_object_iter_next (&iter, &name, &node))
    if (!check_attribute (call, name, json_node_get_string (node)))
      return FALSE;
  json_object_iter_init (&iter, given);
  while (json_object_iter_next (&iter, &name, &node))
    if (json_node_get_string (node)[0] != '\0')
      json_object_set_string_member (attributes, name, json_node_get_string (node));
    else
      json_object_remove_member (attributes, name);
  return TRUE;
}

/* FALSE: the call has failed. */
static gboolean
set_tags (FloSimCall     *call,
          FloSimResource *queue,
          const char     *member)
{
  JsonObject *given = get_object (call, member);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (given == NULL)
    return TRUE;
  if (json_object_get_size (given) > MOST_TAGS)
    return flo_sim_call_fail (call, "InvalidParameterValue", "Too many tags added.");
  json_object_iter_init (&iter, given);
  while (json_object_iter_next (&iter, &name, &node))
    flo_sim_resource_set_tag (queue, name, json_node_get_string (node));
  return TRUE;
}

static gboolean
was_deleted_recently (FloSimCall *call,
                      const char *arn)
{
  gint64 since = call->now - flo_sim_clock_hurry (call->cloud->clock, ANEW_AFTER);

  for (guint i = 0; i < call->cloud->resources->len; i++)
    {
      const FloSimResource *other = g_ptr_array_index (call->cloud->resources, i);

      if (other->kind == FLO_SIM_KIND_QUEUE && other->gone_at > since
          && g_str_equal (other->id, arn))
        return TRUE;
    }
  return FALSE;
}

/* The same name with the same attributes is the same queue. FALSE: the call has failed. */
static gboolean
check_same (FloSimCall           *call,
            const FloSimResource *queue)
{
  JsonObject *given = get_object (call, "Attributes");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (given == NULL)
    return TRUE;
  json_object_iter_init (&iter, given);
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_autofree char *path = g_strconcat ("attributes.", name, NULL);

      if (g_strcmp0 (flo_sim_resource_get (queue, path), json_node_get_string (node)) != 0)
        return flo_sim_call_fail (call, call->json ? "QueueNameExists" : "QueueAlreadyExists",
                                  "A queue already exists with the same name and a different value "
                                  "for attribute %s",
                                  name);
    }
  return TRUE;
}

/* FALSE: the call has failed. */
static gboolean
make_queue (FloSimCall *call,
            const char *name)
{
  g_autofree char *arn
      = g_strdup_printf ("arn:aws:sqs:%s:" FLO_SIM_ACCOUNT_ID ":%s", call->region, name);
  g_autoptr (JsonObject) attributes = json_object_new ();
  FloSimResource *queue;

  if (was_deleted_recently (call, arn))
    return flo_sim_call_fail (
        call, call->json ? "QueueDeletedRecently" : "AWS.SimpleQueueService.QueueDeletedRecently",
        "You must wait 60 seconds after deleting a queue before you can create another with the same "
        "name.");
  for (guint i = 0; i < G_N_ELEMENTS (settable); i++)
    if (settable[i].usual != NULL)
      json_object_set_string_member (attributes, settable[i].name, settable[i].usual);
  if (!set_attributes (call, attributes))
    return FALSE;
  queue = flo_sim_cloud_add_named (
      call->cloud, FLO_SIM_KIND_QUEUE, arn, call->region, call->now,
      flo_sim_json_new ("name", name, "{attributes", json_object_ref (attributes), "#modified",
                        call->now, "[tagSet", json_array_new (), NULL));
  return set_tags (call, queue, "tags");
}

gboolean
flo_sim_sqs_create_queue (FloSimCall *call)
{
  const char *name = flo_sim_json_get (call->input, "QueueName");
  FloSimResource *queue = flo_sim_queues_find (call->cloud, call->region, name);
  g_autofree char *url = flo_sim_sqs_queue_url (call, name);

  if (g_str_has_suffix (name, ".fifo"))
    return flo_sim_call_fail (call, call->json ? "UnsupportedOperation" : "AWS.SimpleQueueService.UnsupportedOperation",
                              "The practice cloud has standard queues only, no FIFO queues.");
  if (name[0] == '\0' || strlen (name) > 80 || name[strspn (name, NAME_SET)] != '\0')
    return flo_sim_call_fail (call, "InvalidParameterValue",
                              "Can only include alphanumeric characters, hyphens, or underscores. 1 "
                              "to 80 in length");
  if (queue != NULL ? !check_same (call, queue) : !make_queue (call, name))
    return FALSE;
  flo_sim_json_set (call->result, "QueueUrl", url, NULL);
  return TRUE;
}

gboolean
flo_sim_sqs_get_queue_url (FloSimCall *call)
{
  const char *name = flo_sim_json_get (call->input, "QueueName");
  g_autofree char *url = flo_sim_sqs_queue_url (call, name);

  if (flo_sim_queues_find (call->cloud, call->region, name) == NULL)
    return fail_no_queue (call);
  flo_sim_json_set (call->result, "QueueUrl", url, NULL);
  return TRUE;
}

gboolean
flo_sim_sqs_delete_queue (FloSimCall *call)
{
  FloSimResource *queue = flo_sim_sqs_find_queue (call);

  if (queue == NULL)
    return FALSE;
  flo_sim_queue_purge (flo_sim_queues_get (call->cloud, queue));
  flo_sim_cloud_remove (call->cloud, queue, call->now);
  return TRUE;
}

gboolean
flo_sim_sqs_list_queues (FloSimCall *call)
{
  const char *prefix = flo_sim_json_get (call->input, "QueueNamePrefix");
  const char *token = flo_sim_json_get (call->input, "NextToken");
  g_autoptr (GPtrArray) queues
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_QUEUE, call->region, call->now);
  guint64 from = token != NULL ? g_ascii_strtoull (token, NULL, 10) : 0;
  JsonArray *urls = json_array_new ();
  guint64 seen = 0;
  gint64 most;

  flo_sim_json_set (call->result, "[QueueUrls", urls, NULL);
  if (!flo_sim_sqs_read_int (call, call->input, "MaxResults", MOST_RESULTS, 1, MOST_RESULTS, &most))
    return FALSE;
  for (guint i = 0; i < queues->len; i++)
    {
      const char *name = flo_sim_resource_get (g_ptr_array_index (queues, i), "name");
      g_autofree char *url = flo_sim_sqs_queue_url (call, name);

      if ((prefix != NULL && !g_str_has_prefix (name, prefix)) || seen++ < from)
        continue;
      if (json_array_get_length (urls) == most)
        {
          g_autofree char *next = g_strdup_printf ("%" G_GUINT64_FORMAT, seen - 1);

          flo_sim_json_set (call->result, "NextToken", next, NULL);
          break;
        }
      json_array_add_string_element (urls, url);
    }
  return TRUE;
}

/* All attributes there are, as texts. (transfer full) */
static JsonObject *
all_attributes (FloSimCall           *call,
                const FloSimResource *queue)
{
  JsonObject *all = flo_sim_json_copy (json_object_get_object_member (queue->data, "attributes"));
  const char *names[] = { "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible",
                          "ApproximateNumberOfMessagesDelayed", "CreatedTimestamp",
                          "LastModifiedTimestamp" };
  gint64 numbers[G_N_ELEMENTS (names)];

  flo_sim_queue_count (flo_sim_queues_get (call->cloud, queue), call->now, &numbers[0], &numbers[1],
                       &numbers[2]);
  numbers[3] = queue->created_at / FLO_SIM_SECOND;
  numbers[4] = flo_sim_json_get_int (queue->data, "modified") / FLO_SIM_SECOND;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, numbers[i]);

      json_object_set_string_member (all, names[i], text);
    }
  json_object_set_string_member (all, "QueueArn", queue->id);
  return all;
}

gboolean
flo_sim_sqs_get_queue_attributes (FloSimCall *call)
{
  FloSimResource *queue = flo_sim_sqs_find_queue (call);
  JsonArray *names = flo_sim_json_get_array (call->input, "AttributeNames");
  g_autoptr (JsonObject) all = NULL;
  JsonObject *chosen;

  if (queue == NULL)
    return FALSE;
  all = all_attributes (call, queue);
  chosen = json_object_new ();
  flo_sim_json_set (call->result, "{Attributes", chosen, NULL);
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      const char *name = json_array_get_string_element (names, i);

      if (g_str_equal (name, "All"))
        {
          flo_sim_json_set (call->result, "{Attributes", json_object_ref (all), NULL);
          return TRUE;
        }
      /* What is known but not set is not told; what is unknown is an error. */
      if (json_object_has_member (all, name))
        json_object_set_string_member (chosen, name, json_object_get_string_member (all, name));
      else if (!is_settable (name))
        return flo_sim_call_fail (call, "InvalidAttributeName", "Unknown Attribute %s.", name);
    }
  return TRUE;
}

gboolean
flo_sim_sqs_set_queue_attributes (FloSimCall *call)
{
  FloSimResource *queue = flo_sim_sqs_find_queue (call);

  if (queue == NULL
      || !set_attributes (call, json_object_get_object_member (queue->data, "attributes")))
    return FALSE;
  flo_sim_json_set (queue->data, "#modified", call->now, NULL);
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

gboolean
flo_sim_sqs_purge_queue (FloSimCall *call)
{
  FloSimResource *queue = flo_sim_sqs_find_queue (call);

  if (queue == NULL)
    return FALSE;
  flo_sim_queue_purge (flo_sim_queues_get (call->cloud, queue));
  return TRUE;
}

gboolean
flo_sim_sqs_tag_queue (FloSimCall *call)
{
  FloSimResource *queue = flo_sim_sqs_find_queue (call);

  if (queue == NULL || !set_tags (call, queue, "Tags"))
    return FALSE;
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

gboolean
flo_sim_sqs_untag_queue (FloSimCall *call)
{
  FloSimResource *queue = flo_sim_sqs_find_queue (call);
  JsonArray *keys = flo_sim_json_get_array (call->input, "TagKeys");

  if (queue == NULL)
    return FALSE;
  for (guint i = 0; keys != NULL && i < json_array_get_length (keys); i++)
    flo_sim_resource_remove_tag (queue, json_array_get_string_element (keys, i), NULL);
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

gboolean
flo_sim_sqs_list_queue_tags (FloSimCall *call)
{
  FloSimResource *queue = flo_sim_sqs_find_queue (call);
  JsonObject *tags = json_object_new ();
  JsonArray *set;

  flo_sim_json_set (call->result, "{Tags", tags, NULL);
  if (queue == NULL)
    return FALSE;
  set = flo_sim_json_get_array (queue->data, "tagSet");
  for (guint i = 0; set != NULL && i < json_array_get_length (set); i++)
    {
      JsonObject *tag = flo_sim_json_nth (set, i);

      json_object_set_string_member (tags, flo_sim_json_get (tag, "key"),
                                     flo_sim_json_get (tag, "value"));
    }
  return TRUE;
}
