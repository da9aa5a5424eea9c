/* flo-sim-events-actions.c: EventBridge's rules and their targets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-page.h"
#include "simulator/flo-sim-rules.h"

#define MOST_TARGETS 5
#define MOST_LISTED  100
#define NAME_SET     G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-"

static char *
rule_arn (FloSimCall *call,
          const char *name)
{
  return g_strdup_printf ("arn:aws:events:%s:" FLO_SIM_ACCOUNT_ID ":rule/%s", call->region, name);
}

/* There is the default bus only. FALSE: the call has failed. */
static gboolean
check_bus (FloSimCall *call)
{
  const char *bus = flo_sim_json_get (call->input, "EventBusName");

  if (bus == NULL || g_str_equal (bus, "default") || g_str_has_suffix (bus, ":event-bus/default"))
    return TRUE;
  return flo_sim_call_fail (call, "ResourceNotFoundException", "Event bus %s does not exist.", bus);
}

/* The rule that @member names. NULL: the call has failed. */
static FloSimResource *
find_rule (FloSimCall *call,
           const char *member)
{
  const char *name = flo_sim_json_get (call->input, member);
  g_autofree char *arn = rule_arn (call, name);
  FloSimResource *rule;

  if (!check_bus (call))
    return NULL;
  rule = flo_sim_cloud_find_any (call->cloud, FLO_SIM_KIND_RULE, call->region, arn);
  if (rule == NULL)
    flo_sim_call_fail (call, "ResourceNotFoundException",
                       "Rule %s does not exist on EventBus default.", name);
  return rule;
}

static gboolean
check_rule (FloSimCall *call)
{
  const char *name = flo_sim_json_get (call->input, "Name");
  const char *text = flo_sim_json_get (call->input, "EventPattern");
  g_autofree char *problem = NULL;
  g_autoptr (JsonObject) pattern = NULL;

  if (!check_bus (call))
    return FALSE;
  if (name[0] == '\0' || strlen (name) > 64 || name[strspn (name, NAME_SET)] != '\0')
    return flo_sim_call_fail (call, "ValidationException",
                              "1 validation error detected: Value '%s' at 'name' failed to satisfy "
                              "constraint: Member must satisfy regular expression pattern: "
                              "[\\.\\-_A-Za-z0-9]+",
                              name);
  if (flo_sim_json_get (call->input, "ScheduleExpression") != NULL)
    return flo_sim_call_fail (call, "ValidationException",
                              "The practice cloud has rules with event patterns, not schedules.");
  if (text == NULL)
    return flo_sim_call_fail (
        call, "ValidationException",
        "Parameter(s) EventPattern or ScheduleExpression must be specified.");
  pattern = flo_sim_pattern_parse (text, &problem);
  if (pattern == NULL)
    return flo_sim_call_fail (call, "InvalidEventPatternException", "%s", problem);
  return TRUE;
}

static void
set_tags (FloSimResource *rule,
          JsonArray      *tags)
{
  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonObject *tag = flo_sim_json_nth (tags, i);

      flo_sim_resource_set_tag (rule, flo_sim_json_get (tag, "Key"),
                                flo_sim_json_get (tag, "Value"));
    }
}

/* A rule that is there keeps its targets. */
gboolean
flo_sim_events_put_rule (FloSimCall *call)
{
  const char *name = flo_sim_json_get (call->input, "Name");
  const char *state = flo_sim_json_get (call->input, "State");
  g_autofree char *arn = rule_arn (call, name);
  FloSimResource *rule;

  if (!check_rule (call))
    return FALSE;
  rule = flo_sim_cloud_find_any (call->cloud, FLO_SIM_KIND_RULE, call->region, arn);
  if (rule == NULL)
    rule = flo_sim_cloud_add_named (
        call->cloud, FLO_SIM_KIND_RULE, arn, call->region, call->now,
        flo_sim_json_new ("Name", name, "[targets", json_array_new (), "[tagSet", json_array_new (),
                          NULL));
  json_object_remove_member (rule->data, "Description");
  flo_sim_json_set (rule->data, "EventPattern", flo_sim_json_get (call->input, "EventPattern"),
                    "State", state != NULL ? state : "ENABLED", "Description",
                    flo_sim_json_get (call->input, "Description"), NULL);
  set_tags (rule, flo_sim_json_get_array (call->input, "Tags"));
  flo_sim_cloud_touch (call->cloud);
  flo_sim_json_set (call->result, "RuleArn", arn, NULL);
  return TRUE;
}

/* A rule that is not there is deleted already. */
gboolean
flo_sim_events_delete_rule (FloSimCall *call)
{
  g_autofree char *arn = rule_arn (call, flo_sim_json_get (call->input, "Name"));
  FloSimResource *rule;

  if (!check_bus (call))
    return FALSE;
  rule = flo_sim_cloud_find_any (call->cloud, FLO_SIM_KIND_RULE, call->region, arn);
  if (rule == NULL)
    return TRUE;
  if (json_array_get_length (flo_sim_json_get_array (rule->data, "targets")) > 0)
    return flo_sim_call_fail (call, "ValidationException",
                              "Rule can't be deleted since it has targets.");
  flo_sim_cloud_remove (call->cloud, rule, call->now);
  return TRUE;
}

static void
describe_rule (const FloSimResource *rule,
               JsonObject           *object)
{
  flo_sim_json_set (object, "Name", flo_sim_resource_get (rule, "Name"), "Arn", rule->id,
                    "EventPattern", flo_sim_resource_get (rule, "EventPattern"), "State",
                    flo_sim_resource_get (rule, "State"), "Description",
                    flo_sim_resource_get (rule, "Description"), "EventBusName", "default", NULL);
}

gboolean
flo_sim_events_describe_rule (FloSimCall *call)
{
  FloSimResource *rule = find_rule (call, "Name");

  if (rule == NULL)
    return FALSE;
  describe_rule (rule, call->result);
  return TRUE;
}

static gboolean
set_state (FloSimCall *call,
           const char *state)
{
  FloSimResource *rule = find_rule (call, "Name");

  if (rule == NULL)
    return FALSE;
  flo_sim_json_set (rule->data, "State", state, NULL);
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

gboolean
flo_sim_events_enable_rule (FloSimCall *call)
{
  return set_state (call, "ENABLED");
}

gboolean
flo_sim_events_disable_rule (FloSimCall *call)
{
  return set_state (call, "DISABLED");
}

gboolean
flo_sim_events_list_rules (FloSimCall *call)
{
  const char *prefix = flo_sim_json_get (call->input, "NamePrefix");
  g_autoptr (GPtrArray) rules
      = flo_sim_cloud_list (call->cloud, FLO_SIM_KIND_RULE, call->region, call->now);
  JsonArray *all;

  if (!check_bus (call))
    return FALSE;
  all = json_array_new ();
  for (guint i = 0; i < rules->len; i++)
    {
      const FloSimResource *rule = g_ptr_array_index (rules, i);
      JsonObject *object;

      if (prefix != NULL && !g_str_has_prefix (flo_sim_resource_get (rule, "Name"), prefix))
        continue;
      object = json_object_new ();
      describe_rule (rule, object);
      json_array_add_object_element (all, object);
    }
  return flo_sim_page_answer (call, "Rules", all, "Limit", MOST_LISTED);
}

/* (nullable) what is wrong with a target */
static const char *
problem_with_target (JsonObject *target)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, target);
  while (json_object_iter_next (&iter, &name, &node))
    if (!g_str_equal (name, "Id") && !g_str_equal (name, "Arn") && !g_str_equal (name, "Input"))
      return "The practice cloud delivers the event itself, or Input; nothing else can be told to a "
             "target.";
  if (!g_str_has_prefix (flo_sim_json_get (target, "Arn"), "arn:aws:sqs:"))
    return "The practice cloud delivers to SQS queues only.";
  return NULL;
}

/* Index of the target of that id, or -1. */
static int
find_target (JsonArray  *targets,
             const char *id)
{
  for (guint i = 0; i < json_array_get_length (targets); i++)
    if (g_strcmp0 (flo_sim_json_get (flo_sim_json_nth (targets, i), "Id"), id) == 0)
      return (int) i;
  return -1;
}

gboolean
flo_sim_events_put_targets (FloSimCall *call)
{
  FloSimResource *rule = find_rule (call, "Rule");
  JsonArray *given = flo_sim_json_get_array (call->input, "Targets");
  JsonArray *targets;

  if (rule == NULL)
    return FALSE;
  targets = flo_sim_json_get_array (rule->data, "targets");
  for (guint i = 0; i < json_array_get_length (given); i++)
    {
      const char *problem = problem_with_target (flo_sim_json_nth (given, i));

      if (problem != NULL)
        return flo_sim_call_fail (call, "ValidationException", "%s", problem);
    }
  for (guint i = 0; i < json_array_get_length (given); i++)
    {
      JsonObject *target = flo_sim_json_nth (given, i);
      int at = find_target (targets, flo_sim_json_get (target, "Id"));

      if (at >= 0)
        json_array_remove_element (targets, (guint) at);
      if (json_array_get_length (targets) >= MOST_TARGETS)
        return flo_sim_call_fail (call, "LimitExceededException",
                                  "The requested resource exceeds the maximum number allowed.");
      json_array_add_object_element (targets, flo_sim_json_copy (target));
    }
  flo_sim_cloud_touch (call->cloud);
  flo_sim_json_set (call->result, "#FailedEntryCount", (gint64) 0, "[FailedEntries",
                    json_array_new (), NULL);
  return TRUE;
}

gboolean
flo_sim_events_remove_targets (FloSimCall *call)
{
  FloSimResource *rule = find_rule (call, "Rule");
  JsonArray *ids = flo_sim_json_get_array (call->input, "Ids");
  JsonArray *failed;

  if (rule == NULL)
    return FALSE;
  failed = json_array_new ();
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      JsonArray *targets = flo_sim_json_get_array (rule->data, "targets");
      const char *id = json_array_get_string_element (ids, i);
      int at = find_target (targets, id);

      if (at >= 0)
        json_array_remove_element (targets, (guint) at);
      else
        json_array_add_object_element (
            failed, flo_sim_json_new ("TargetId", id, "ErrorCode", "ResourceNotFoundException",
                                      "ErrorMessage", "The target does not exist", NULL));
    }
  flo_sim_cloud_touch (call->cloud);
  flo_sim_json_set (call->result, "#FailedEntryCount", (gint64) json_array_get_length (failed),
                    "[FailedEntries", failed, NULL);
  return TRUE;
}

gboolean
flo_sim_events_list_targets_by_rule (FloSimCall *call)
{
  FloSimResource *rule = find_rule (call, "Rule");

  if (rule == NULL)
    return FALSE;
  return flo_sim_page_answer (call, "Targets",
                              json_array_ref (flo_sim_json_get_array (rule->data, "targets")),
                              "Limit", MOST_LISTED);
}

/* The rule that ResourceARN names. NULL: the call has failed. */
static FloSimResource *
find_by_arn (FloSimCall *call)
{
  const char *arn = flo_sim_json_get (call->input, "ResourceARN");
  FloSimResource *rule
      = flo_sim_cloud_find_any (call->cloud, FLO_SIM_KIND_RULE, call->region, arn);

  if (rule == NULL)
    flo_sim_call_fail (call, "ResourceNotFoundException", "Resource %s does not exist.", arn);
  return rule;
}

gboolean
flo_sim_events_tag_resource (FloSimCall *call)
{
  FloSimResource *rule = find_by_arn (call);

  if (rule == NULL)
    return FALSE;
  set_tags (rule, flo_sim_json_get_array (call->input, "Tags"));
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

gboolean
flo_sim_events_untag_resource (FloSimCall *call)
{
  FloSimResource *rule = find_by_arn (call);
  JsonArray *keys = flo_sim_json_get_array (call->input, "TagKeys");

  if (rule == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (keys); i++)
    flo_sim_resource_remove_tag (rule, json_array_get_string_element (keys, i), NULL);
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

gboolean
flo_sim_events_list_tags_for_resource (FloSimCall *call)
{
  FloSimResource *rule = find_by_arn (call);
  JsonArray *set, *tags;

  if (rule == NULL)
    return FALSE;
  set = flo_sim_json_get_array (rule->data, "tagSet");
  tags = json_array_new ();
  for (guint i = 0; i < json_array_get_length (set); i++)
    {
      JsonObject *tag = flo_sim_json_nth (set, i);

      json_array_add_object_element (tags,
                                     flo_sim_json_new ("Key", flo_sim_json_get (tag, "key"), "Value",
                                                       flo_sim_json_get (tag, "value"), NULL));
    }
  flo_sim_json_set (call->result, "[Tags", tags, NULL);
  return TRUE;
}
