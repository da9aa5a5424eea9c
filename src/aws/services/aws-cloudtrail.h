/* aws-cloudtrail.h: CloudTrail: who did what (API version 2013-11-01)
 *
 * AWS answers two lookups a second, of the last 90 days; an event appears after about five minutes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *attribute_key;   /* EventName | ResourceName | ResourceType | Username | … */
  char *attribute_value;
} AwsLookupAttribute;
typedef struct
{
  GPtrArray *lookup_attributes;   /* AwsLookupAttribute, one at most */
  AwsTime start_time;
  AwsTime end_time;
  char *event_category;
  AwsInteger max_results;         /* 50 at most */
  char *next_token;
} AwsLookupEventsInput;
typedef struct { char *resource_type; char *resource_name; } AwsTrailResource;
typedef struct
{
  char *event_id;
  char *event_name;
  char *read_only;           /* "true" | "false" */
  char *access_key_id;
  AwsTime event_time;
  char *event_source;
  char *username;
  GPtrArray *resources;      /* AwsTrailResource */
  char *cloud_trail_event;   /* the whole event, JSON */
} AwsTrailEvent;
typedef struct
{
  GPtrArray *events;   /* AwsTrailEvent */
  char *next_token;
} AwsLookupEventsOutput;

extern const AwsService AWS_CLOUDTRAIL;
extern const AwsOperation AWS_CLOUDTRAIL_LOOKUP_EVENTS;

G_END_DECLS
