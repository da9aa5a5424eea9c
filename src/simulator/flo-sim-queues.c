/* flo-sim-queues.c: the queues of the account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-queues.h"

#include <string.h>

#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"

#define EVENTS_PRINCIPAL "events.amazonaws.com"

FloSimResource *
flo_sim_queues_find (FloSimCloud *cloud,
                     const char  *region,
                     const char  *name)
{
  g_autofree char *arn
      = g_strdup_printf ("arn:aws:sqs:%s:" FLO_SIM_ACCOUNT_ID ":%s", region, name);

  return flo_sim_cloud_find_any (cloud, FLO_SIM_KIND_QUEUE, region, arn);
}

FloSimQueue *
flo_sim_queues_get (FloSimCloud          *cloud,
                    const FloSimResource *queue)
{
  FloSimQueue *messages = g_hash_table_lookup (cloud->queues, queue);

  if (messages == NULL)
    {
      messages = flo_sim_queue_new ();
      g_hash_table_insert (cloud->queues, (gpointer) queue, messages);
    }
  return messages;
}

gint64
flo_sim_queues_attribute (const FloSimResource *queue,
                          const char           *name,
                          gint64                otherwise)
{
  g_autofree char *path = g_strconcat ("attributes.", name, NULL);
  const char *text = flo_sim_resource_get (queue, path);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : otherwise;
}

const char *
flo_sim_queues_send (FloSimCloud    *cloud,
                     FloSimResource *queue,
                     const char     *body,
                     gint64          delay,
                     gint64          now)
{
  const char *id;

  if (delay < 0)
    delay = flo_sim_queues_attribute (queue, "DelaySeconds", 0) * FLO_SIM_SECOND;
  id = flo_sim_queue_send (flo_sim_queues_get (cloud, queue), body, now + delay, now);
  if (cloud->arrived != NULL)
    cloud->arrived (cloud->arrived_data);
  return id;
}

typedef struct
{
  const char *text;
} Match;

/* Policies write patterns and do not mind the case of actions. */
static gboolean
match_cb (const char *text,
          gpointer    user_data)
{
  const Match *match = user_data;
  g_autofree char *pattern = g_ascii_strdown (text, -1);
  g_autofree char *wanted = g_ascii_strdown (match->text, -1);

  return flo_sim_filter_value_match (pattern, wanted);
}

static gboolean
any (JsonObject *object,
     const char *path,
     const char *text)
{
  Match match = { text };

  return flo_sim_json_any (object, path, match_cb, &match);
}

/* A condition other than on the source is one that nobody here could meet. */
static gboolean
condition_holds (JsonObject *statement,
                 const char *rule_arn)
{
  static const char *const operators[] = { "ArnEquals", "ArnLike", "StringEquals", "StringLike" };
  JsonNode *node = json_object_get_member (statement, "Condition");
  guint met = 0;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    {
      JsonNode *inner = json_object_get_member (json_node_get_object (node), operators[i]);

      if (inner == NULL || !JSON_NODE_HOLDS_OBJECT (inner))
        continue;
      if (json_object_get_size (json_node_get_object (inner)) != 1
          || !any (json_node_get_object (inner), "aws:SourceArn", rule_arn))
        return FALSE;
      met++;
    }
  return met == json_object_get_size (json_node_get_object (node));
}

static gboolean
statement_admits (JsonObject *statement,
                  const char *queue_arn,
                  const char *rule_arn)
{
  return g_strcmp0 (flo_sim_json_get (statement, "Effect"), "Allow") == 0
         && (any (statement, "Principal.Service", EVENTS_PRINCIPAL)
             || any (statement, "Principal.AWS", EVENTS_PRINCIPAL)
             || any (statement, "Principal", EVENTS_PRINCIPAL))
         && any (statement, "Action", "sqs:SendMessage") && any (statement, "Resource", queue_arn)
         && condition_holds (statement, rule_arn);
}

gboolean
flo_sim_queues_admits (const FloSimResource *queue,
                       const char           *rule_arn)
{
  const char *text = flo_sim_resource_get (queue, "attributes.Policy");
  g_autoptr (JsonNode) policy = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonArray *statements;

  if (policy == NULL || !JSON_NODE_HOLDS_OBJECT (policy))
    return FALSE;
  statements = flo_sim_json_get_array (json_node_get_object (policy), "Statement");
  for (guint i = 0; statements != NULL && i < json_array_get_length (statements); i++)
    {
      JsonObject *statement = flo_sim_json_nth (statements, i);

      if (statement != NULL && statement_admits (statement, queue->id, rule_arn))
        return TRUE;
    }
  return FALSE;
}
