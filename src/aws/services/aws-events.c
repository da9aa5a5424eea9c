/* aws-events.c: EventBridge: rules that send events to a queue
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-events"

#include "aws/services/aws-events.h"

const AwsService AWS_EVENTS =
{
  .id = "events",
  .sdk_id = "EVENTBRIDGE",
  .version = "2015-10-07",
  .protocol = AWS_PROTOCOL_JSON,
  .target_prefix = "AWSEvents",
};

static const AwsMember event_tag_members[] =
{
  AWS_MEMBER (AwsEventTag, key, "Key", STRING),
  AWS_MEMBER (AwsEventTag, value, "Value", STRING),
};
static const AwsShape event_tag_shape =
  AWS_SHAPE ("EventTag", AwsEventTag, event_tag_members);

static const AwsMember put_rule_input_members[] =
{
  AWS_MEMBER (AwsPutRuleInput, name, "Name", STRING),
  AWS_MEMBER (AwsPutRuleInput, schedule_expression, "ScheduleExpression", STRING),
  AWS_MEMBER (AwsPutRuleInput, event_pattern, "EventPattern", STRING),
  AWS_MEMBER (AwsPutRuleInput, state, "State", STRING),
  AWS_MEMBER (AwsPutRuleInput, description, "Description", STRING),
  AWS_MEMBER (AwsPutRuleInput, role_arn, "RoleArn", STRING),
  AWS_MEMBER_OF (AwsPutRuleInput, tags, "Tags", LIST, &event_tag_shape),
  AWS_MEMBER (AwsPutRuleInput, event_bus_name, "EventBusName", STRING),
};
static const AwsShape put_rule_input_shape =
  AWS_SHAPE ("PutRuleInput", AwsPutRuleInput, put_rule_input_members);

static const AwsMember put_rule_output_members[] =
{
  AWS_MEMBER (AwsPutRuleOutput, rule_arn, "RuleArn", STRING),
};
static const AwsShape put_rule_output_shape =
  AWS_SHAPE ("PutRuleOutput", AwsPutRuleOutput, put_rule_output_members);

const AwsOperation AWS_EVENTS_PUT_RULE =
{
  .service = &AWS_EVENTS,
  .name = "PutRule",
  .input = &put_rule_input_shape,
  .output = &put_rule_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember delete_rule_input_members[] =
{
  AWS_MEMBER (AwsDeleteRuleInput, name, "Name", STRING),
  AWS_MEMBER (AwsDeleteRuleInput, event_bus_name, "EventBusName", STRING),
  AWS_MEMBER (AwsDeleteRuleInput, force, "Force", BOOLEAN),
};
static const AwsShape delete_rule_input_shape =
  AWS_SHAPE ("DeleteRuleInput", AwsDeleteRuleInput, delete_rule_input_members);

const AwsOperation AWS_EVENTS_DELETE_RULE =
{
  .service = &AWS_EVENTS,
  .name = "DeleteRule",
  .input = &delete_rule_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember event_dead_letter_config_members[] =
{
  AWS_MEMBER (AwsEventDeadLetterConfig, arn, "Arn", STRING),
};
static const AwsShape event_dead_letter_config_shape =
  AWS_SHAPE ("EventDeadLetterConfig", AwsEventDeadLetterConfig, event_dead_letter_config_members);

static const AwsMember event_retry_policy_members[] =
{
  AWS_MEMBER (AwsEventRetryPolicy, maximum_retry_attempts, "MaximumRetryAttempts", INTEGER),
  AWS_MEMBER (AwsEventRetryPolicy, maximum_event_age_in_seconds,
              "MaximumEventAgeInSeconds", INTEGER),
};
static const AwsShape event_retry_policy_shape =
  AWS_SHAPE ("EventRetryPolicy", AwsEventRetryPolicy, event_retry_policy_members);

static const AwsMember event_target_members[] =
{
  AWS_MEMBER (AwsEventTarget, id, "Id", STRING),
  AWS_MEMBER (AwsEventTarget, arn, "Arn", STRING),
  AWS_MEMBER (AwsEventTarget, role_arn, "RoleArn", STRING),
  AWS_MEMBER (AwsEventTarget, input, "Input", STRING),
  AWS_MEMBER (AwsEventTarget, input_path, "InputPath", STRING),
  AWS_MEMBER_OF (AwsEventTarget, dead_letter_config,
                 "DeadLetterConfig", STRUCTURE, &event_dead_letter_config_shape),
  AWS_MEMBER_OF (AwsEventTarget, retry_policy, "RetryPolicy", STRUCTURE, &event_retry_policy_shape),
};
static const AwsShape event_target_shape =
  AWS_SHAPE ("EventTarget", AwsEventTarget, event_target_members);

static const AwsMember put_targets_input_members[] =
{
  AWS_MEMBER (AwsPutTargetsInput, rule, "Rule", STRING),
  AWS_MEMBER (AwsPutTargetsInput, event_bus_name, "EventBusName", STRING),
  AWS_MEMBER_OF (AwsPutTargetsInput, targets, "Targets", LIST, &event_target_shape),
};
static const AwsShape put_targets_input_shape =
  AWS_SHAPE ("PutTargetsInput", AwsPutTargetsInput, put_targets_input_members);

static const AwsMember event_target_failure_members[] =
{
  AWS_MEMBER (AwsEventTargetFailure, target_id, "TargetId", STRING),
  AWS_MEMBER (AwsEventTargetFailure, error_code, "ErrorCode", STRING),
  AWS_MEMBER (AwsEventTargetFailure, error_message, "ErrorMessage", STRING),
};
static const AwsShape event_target_failure_shape =
  AWS_SHAPE ("EventTargetFailure", AwsEventTargetFailure, event_target_failure_members);

static const AwsMember put_targets_output_members[] =
{
  AWS_MEMBER (AwsPutTargetsOutput, failed_entry_count, "FailedEntryCount", INTEGER),
  AWS_MEMBER_OF (AwsPutTargetsOutput, failed_entries,
                 "FailedEntries", LIST, &event_target_failure_shape),
};
static const AwsShape put_targets_output_shape =
  AWS_SHAPE ("PutTargetsOutput", AwsPutTargetsOutput, put_targets_output_members);

const AwsOperation AWS_EVENTS_PUT_TARGETS =
{
  .service = &AWS_EVENTS,
  .name = "PutTargets",
  .input = &put_targets_input_shape,
  .output = &put_targets_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember remove_targets_input_members[] =
{
  AWS_MEMBER (AwsRemoveTargetsInput, rule, "Rule", STRING),
  AWS_MEMBER (AwsRemoveTargetsInput, event_bus_name, "EventBusName", STRING),
  AWS_MEMBER (AwsRemoveTargetsInput, ids, "Ids", STRING_LIST),
  AWS_MEMBER (AwsRemoveTargetsInput, force, "Force", BOOLEAN),
};
static const AwsShape remove_targets_input_shape =
  AWS_SHAPE ("RemoveTargetsInput", AwsRemoveTargetsInput, remove_targets_input_members);

static const AwsMember remove_targets_output_members[] =
{
  AWS_MEMBER (AwsRemoveTargetsOutput, failed_entry_count, "FailedEntryCount", INTEGER),
  AWS_MEMBER_OF (AwsRemoveTargetsOutput, failed_entries,
                 "FailedEntries", LIST, &event_target_failure_shape),
};
static const AwsShape remove_targets_output_shape =
  AWS_SHAPE ("RemoveTargetsOutput", AwsRemoveTargetsOutput, remove_targets_output_members);

const AwsOperation AWS_EVENTS_REMOVE_TARGETS =
{
  .service = &AWS_EVENTS,
  .name = "RemoveTargets",
  .input = &remove_targets_input_shape,
  .output = &remove_targets_output_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember list_rules_input_members[] =
{
  AWS_MEMBER (AwsListRulesInput, name_prefix, "NamePrefix", STRING),
  AWS_MEMBER (AwsListRulesInput, event_bus_name, "EventBusName", STRING),
  AWS_MEMBER (AwsListRulesInput, next_token, "NextToken", STRING),
  AWS_MEMBER (AwsListRulesInput, limit, "Limit", INTEGER),
};
static const AwsShape list_rules_input_shape =
  AWS_SHAPE ("ListRulesInput", AwsListRulesInput, list_rules_input_members);

static const AwsMember event_rule_members[] =
{
  AWS_MEMBER (AwsEventRule, name, "Name", STRING),
  AWS_MEMBER (AwsEventRule, arn, "Arn", STRING),
  AWS_MEMBER (AwsEventRule, event_pattern, "EventPattern", STRING),
  AWS_MEMBER (AwsEventRule, state, "State", STRING),
  AWS_MEMBER (AwsEventRule, description, "Description", STRING),
  AWS_MEMBER (AwsEventRule, schedule_expression, "ScheduleExpression", STRING),
  AWS_MEMBER (AwsEventRule, role_arn, "RoleArn", STRING),
  AWS_MEMBER (AwsEventRule, managed_by, "ManagedBy", STRING),
  AWS_MEMBER (AwsEventRule, event_bus_name, "EventBusName", STRING),
};
static const AwsShape event_rule_shape =
  AWS_SHAPE ("EventRule", AwsEventRule, event_rule_members);

static const AwsMember list_rules_output_members[] =
{
  AWS_MEMBER_OF (AwsListRulesOutput, rules, "Rules", LIST, &event_rule_shape),
  AWS_MEMBER (AwsListRulesOutput, next_token, "NextToken", STRING),
};
static const AwsShape list_rules_output_shape =
  AWS_SHAPE ("ListRulesOutput", AwsListRulesOutput, list_rules_output_members);

const AwsOperation AWS_EVENTS_LIST_RULES =
{
  .service = &AWS_EVENTS,
  .name = "ListRules",
  .input = &list_rules_input_shape,
  .output = &list_rules_output_shape,
  .items = "Rules",
};

static const AwsMember list_targets_by_rule_input_members[] =
{
  AWS_MEMBER (AwsListTargetsByRuleInput, rule, "Rule", STRING),
  AWS_MEMBER (AwsListTargetsByRuleInput, event_bus_name, "EventBusName", STRING),
  AWS_MEMBER (AwsListTargetsByRuleInput, next_token, "NextToken", STRING),
  AWS_MEMBER (AwsListTargetsByRuleInput, limit, "Limit", INTEGER),
};
static const AwsShape list_targets_by_rule_input_shape =
  AWS_SHAPE ("ListTargetsByRuleInput", AwsListTargetsByRuleInput,
             list_targets_by_rule_input_members);

static const AwsMember list_targets_by_rule_output_members[] =
{
  AWS_MEMBER_OF (AwsListTargetsByRuleOutput, targets, "Targets", LIST, &event_target_shape),
  AWS_MEMBER (AwsListTargetsByRuleOutput, next_token, "NextToken", STRING),
};
static const AwsShape list_targets_by_rule_output_shape =
  AWS_SHAPE ("ListTargetsByRuleOutput", AwsListTargetsByRuleOutput,
             list_targets_by_rule_output_members);

const AwsOperation AWS_EVENTS_LIST_TARGETS_BY_RULE =
{
  .service = &AWS_EVENTS,
  .name = "ListTargetsByRule",
  .input = &list_targets_by_rule_input_shape,
  .output = &list_targets_by_rule_output_shape,
  .items = "Targets",
};

static const AwsMember tag_resource_input_members[] =
{
  AWS_MEMBER (AwsTagResourceInput, resource_arn, "ResourceARN", STRING),
  AWS_MEMBER_OF (AwsTagResourceInput, tags, "Tags", LIST, &event_tag_shape),
};
static const AwsShape tag_resource_input_shape =
  AWS_SHAPE ("TagResourceInput", AwsTagResourceInput, tag_resource_input_members);

const AwsOperation AWS_EVENTS_TAG_RESOURCE =
{
  .service = &AWS_EVENTS,
  .name = "TagResource",
  .input = &tag_resource_input_shape,
  .output = &aws_nothing_shape,
  .mutating = TRUE,
  .idempotent = TRUE,
};

static const AwsMember list_tags_for_resource_input_members[] =
{
  AWS_MEMBER (AwsListTagsForResourceInput, resource_arn, "ResourceARN", STRING),
};
static const AwsShape list_tags_for_resource_input_shape =
  AWS_SHAPE ("ListTagsForResourceInput", AwsListTagsForResourceInput, list_tags_for_resource_input_members);

static const AwsMember list_tags_for_resource_output_members[] =
{
  AWS_MEMBER_OF (AwsListTagsForResourceOutput, tags, "Tags", LIST, &event_tag_shape),
};
static const AwsShape list_tags_for_resource_output_shape =
  AWS_SHAPE ("ListTagsForResourceOutput", AwsListTagsForResourceOutput, list_tags_for_resource_output_members);

const AwsOperation AWS_EVENTS_LIST_TAGS_FOR_RESOURCE =
{
  .service = &AWS_EVENTS,
  .name = "ListTagsForResource",
  .input = &list_tags_for_resource_input_shape,
  .output = &list_tags_for_resource_output_shape,
};
