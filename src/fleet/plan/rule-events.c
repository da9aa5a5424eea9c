/* rule-events.c: a queue that the events of a fleet's nodes come to, when the config asks for one
 *
 * One rule of EventBridge, one queue, and the way from the one to the other. Nodes do not wait for it: what fails is
 * tried again later, and until then EC2 is asked as without a queue.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-rule-events"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/plan/flo-failure.h"
#include "fleet/plan/flo-planning.h"

#include <string.h>

/* What is older is no news any more. */
#define RETENTION "14400"
/* An account may have 100 rules in a region: each fleet has one, whatever it listens to. Events of other services that
 * share a name with these do no harm. */
#define PATTERN "{\"source\":[\"aws.ec2\",\"aws.health\"],\"detail-type\":[" \
                "\"EC2 Spot Instance Interruption Warning\"," \
                "\"EC2 Instance Rebalance Recommendation\"," \
                "\"EC2 Instance State-change Notification\"," \
                "\"AWS Health Event\"]}"
/* Not at once: EC2 can be asked meanwhile. Seconds. */
#define LEAST_DELAY 60

static const FloActionKind makers[] = {
  FLO_ACTION_PUT_EVENT_RULE,
  FLO_ACTION_CREATE_QUEUE,
  FLO_ACTION_PUT_EVENT_TARGET,
};


/* The newest failure since it last worked; @again_at: (out): when to try again, Unix microseconds. */
static const FloPast *
find_failure (FloPlanning *self,
              gint64      *again_at)
{
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      const FloPast *last;
      guint failures = flo_history_failures (self->in->history, makers[i], &last);
      AwsErrorCategory category;

      if (failures == 0)
        continue;

      category = flo_failure_from_word (flo_json_get_string (last->result, "category"));
      *again_at = last->finished_at + MAX (flo_failure_get_delay (category, failures), LEAST_DELAY) * G_USEC_PER_SEC;
      return last;
    }

  return NULL;
}

/* "arn:aws:events:us-east-1:123456789012:rule/NAME" → "arn:aws:sqs:us-east-1:123456789012:NAME" */
static char *
make_queue_arn (const char *rule_arn,
                const char *name)
{
  g_auto (GStrv) parts = g_strsplit (rule_arn, ":", 6);

  if (g_strv_length (parts) < 6)
    return g_strdup (FLO_PLANNING_UNKNOWN);

  return g_strdup_printf ("arn:%s:sqs:%s:%s:%s", parts[1], parts[3], parts[4], name);
}

/* Only EventBridge may send, and only what this rule chose. */
static char *
make_policy (const char *rule_arn,
             const char *queue_arn)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  const struct { const char *name, *value; } members[] = {
    { "Sid", "EventsOfTheFleet" }, { "Effect", "Allow" }, { "Action", "sqs:SendMessage" }, { "Resource", queue_arn },
  };

  if (g_str_equal (queue_arn, FLO_PLANNING_UNKNOWN))
    return g_strdup (FLO_PLANNING_UNKNOWN);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "Version");
  json_builder_add_string_value (builder, "2012-10-17");
  json_builder_set_member_name (builder, "Statement");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      json_builder_set_member_name (builder, members[i].name);
      json_builder_add_string_value (builder, members[i].value);
    }
  json_builder_set_member_name (builder, "Principal");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "Service");
  json_builder_add_string_value (builder, "events.amazonaws.com");
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "Condition");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "ArnEquals");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "aws:SourceArn");
  json_builder_add_string_value (builder, rule_arn);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static const char *
plan_rule (FloPlanning *self,
           const char  *name)
{
  const char *arn = flo_planning_find_ours (self, FLO_SEEN_EVENT_RULE, FLO_ACTION_PUT_EVENT_RULE, NULL);
  JsonObject *parameters;

  if (arn != NULL)
    return arn;

  parameters = json_object_new ();
  json_object_set_string_member (parameters, "name", name);
  json_object_set_string_member (parameters, "pattern", PATTERN);
  json_object_set_string_member (parameters, "description", "Events of the nodes of a Flotilla fleet");
  flo_planning_add (self, FLO_ACTION_PUT_EVENT_RULE, "Let EventBridge listen to what happens to nodes",
                    "the config wants events from a queue", parameters, name);

  return FLO_PLANNING_UNKNOWN;
}

static void
plan_queue (FloPlanning *self,
            const char  *name,
            const char  *rule_arn,
            const char  *queue_arn)
{
  g_autofree char *policy = make_policy (rule_arn, queue_arn);
  JsonObject *parameters;

  if (flo_planning_find_ours (self, FLO_SEEN_QUEUE, FLO_ACTION_CREATE_QUEUE, NULL) != NULL)
    return;

  parameters = json_object_new ();
  json_object_set_string_member (parameters, "name", name);
  json_object_set_string_member (parameters, "retention", RETENTION);
  json_object_set_string_member (parameters, "policy", policy);
  flo_planning_add (self, FLO_ACTION_CREATE_QUEUE, "Create a queue for the events of nodes",
                    "the config wants events from a queue; only this fleet's rule may send to it", parameters, name);
}

/* AWS shows it, or was told so lately. */
static gboolean
has_target (FloPlanning *self,
            const char  *rule_arn)
{
  const FloSeen *seen = flo_observation_find (self->in->observation, FLO_SEEN_EVENT_RULE, rule_arn);
  FloHistory *history = self->in->history;

  if (seen != NULL && seen->ready)
    return TRUE;

  for (guint i = flo_history_get_n (history); i > 0; i--)
    {
      const FloPast *past = flo_history_get (history, i - 1);

      if (past->kind == FLO_ACTION_PUT_EVENT_RULE)
        return FALSE;
      if (past->kind == FLO_ACTION_PUT_EVENT_TARGET && past->state == FLO_INTENT_DONE)
        return self->in->now - past->finished_at < FLO_HISTORY_PATIENCE;
    }

  return FALSE;
}

static void
plan_target (FloPlanning *self,
             const char  *name,
             const char  *rule_arn,
             const char  *queue_arn)
{
  JsonObject *parameters;

  if (has_target (self, rule_arn))
    return;

  parameters = json_object_new ();
  json_object_set_string_member (parameters, "rule", name);
  json_object_set_string_member (parameters, "queue", queue_arn);
  flo_planning_add (self, FLO_ACTION_PUT_EVENT_TARGET, "Send the events of nodes to the queue",
                    "the config wants events from a queue", parameters, NULL);
}

void
flo_rule_events (FloPlanning *self)
{
  g_autofree char *name = g_strdup_printf ("flotilla-%s", self->in->fleet_id);
  g_autofree char *queue_arn = NULL;
  const FloPast *failure;
  const char *rule_arn;
  gint64 again_at;

  if (self->in->config->monitoring.events != FLO_EVENTS_QUEUE)
    return;

  failure = find_failure (self, &again_at);
  if (failure != NULL)
    {
      self->plan->events_problem = g_strdup (flo_json_get_string (failure->result, "message"));
      if (self->in->now < again_at)
        return;
    }
  if (!self->in->observation->full)
    {
      self->plan->look_closer = self->plan->look_closer || failure != NULL;
      return;
    }

  rule_arn = plan_rule (self, name);
  queue_arn = make_queue_arn (rule_arn, name);
  plan_queue (self, name, rule_arn, queue_arn);
  plan_target (self, name, rule_arn, queue_arn);
}

gboolean
flo_rule_events_makes (FloActionKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      if (makers[i] == kind)
        return TRUE;
    }

  return FALSE;
}
