/* aws-events.h: EventBridge: rules that send events to a queue (API version 2015-10-07)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct { char *key; char *value; } AwsEventTag;
typedef struct
{
  char *name;
  char *schedule_expression;
  char *event_pattern;    /* JSON: {"source": ["aws.ec2"], "detail-type": [...]} */
  char *state;            /* ENABLED | DISABLED */
  char *description;
  char *role_arn;
  GPtrArray *tags;        /* AwsEventTag */
  char *event_bus_name;   /* absent: "default", where AWS's own events go */
} AwsPutRuleInput;
typedef struct { char *rule_arn; } AwsPutRuleOutput;

typedef struct { char *name; char *event_bus_name; AwsBoolean force; } AwsDeleteRuleInput;

typedef struct { char *arn; } AwsEventDeadLetterConfig;
typedef struct
{
  AwsInteger maximum_retry_attempts;
  AwsInteger maximum_event_age_in_seconds;
} AwsEventRetryPolicy;
typedef struct
{
  char *id;
  char *arn;
  char *role_arn;
  char *input;
  char *input_path;
  AwsEventDeadLetterConfig *dead_letter_config;
  AwsEventRetryPolicy *retry_policy;
} AwsEventTarget;
typedef struct
{
  char *rule;
  char *event_bus_name;
  GPtrArray *targets;   /* AwsEventTarget */
} AwsPutTargetsInput;
typedef struct { char *target_id; char *error_code; char *error_message; } AwsEventTargetFailure;
typedef struct
{
  AwsInteger failed_entry_count;
  GPtrArray *failed_entries;   /* AwsEventTargetFailure */
} AwsPutTargetsOutput;

typedef struct
{
  char *rule;
  char *event_bus_name;
  GPtrArray *ids;
  AwsBoolean force;
} AwsRemoveTargetsInput;
typedef struct
{
  AwsInteger failed_entry_count;
  GPtrArray *failed_entries;   /* AwsEventTargetFailure */
} AwsRemoveTargetsOutput;

typedef struct
{
  char *name_prefix;
  char *event_bus_name;
  char *next_token;
  AwsInteger limit;
} AwsListRulesInput;
typedef struct
{
  char *name;
  char *arn;
  char *event_pattern;
  char *state;   /* ENABLED | DISABLED */
  char *description;
  char *schedule_expression;
  char *role_arn;
  char *managed_by;
  char *event_bus_name;
} AwsEventRule;
typedef struct
{
  GPtrArray *rules;   /* AwsEventRule */
  char *next_token;
} AwsListRulesOutput;

typedef struct
{
  char *rule;
  char *event_bus_name;
  char *next_token;
  AwsInteger limit;
} AwsListTargetsByRuleInput;
typedef struct
{
  GPtrArray *targets;   /* AwsEventTarget */
  char *next_token;
} AwsListTargetsByRuleOutput;

typedef struct
{
  char *resource_arn;
  GPtrArray *tags;   /* AwsEventTag */
} AwsTagResourceInput;

typedef struct { char *resource_arn; } AwsListTagsForResourceInput;
typedef struct { GPtrArray *tags; } AwsListTagsForResourceOutput;   /* AwsEventTag */

extern const AwsService AWS_EVENTS;
extern const AwsOperation AWS_EVENTS_PUT_RULE;
extern const AwsOperation AWS_EVENTS_DELETE_RULE;   /* its targets have to be removed first */
extern const AwsOperation AWS_EVENTS_PUT_TARGETS;   /* succeeds although some failed: read failed_entries */
extern const AwsOperation AWS_EVENTS_REMOVE_TARGETS;   /* succeeds although some failed: read failed_entries */
extern const AwsOperation AWS_EVENTS_LIST_RULES;
extern const AwsOperation AWS_EVENTS_LIST_TARGETS_BY_RULE;
extern const AwsOperation AWS_EVENTS_TAG_RESOURCE;
extern const AwsOperation AWS_EVENTS_LIST_TAGS_FOR_RESOURCE;

G_END_DECLS
