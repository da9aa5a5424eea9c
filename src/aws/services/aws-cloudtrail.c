/* aws-cloudtrail.c: CloudTrail: who did what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-cloudtrail"

#include "aws/services/aws-cloudtrail.h"

const AwsService AWS_CLOUDTRAIL =
{
  .id = "cloudtrail",
  .sdk_id = "CLOUDTRAIL",
  .version = "2013-11-01",
  .protocol = AWS_PROTOCOL_JSON,
  .target_prefix = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
};

static const AwsMember lookup_attribute_members[] =
{
  AWS_MEMBER (AwsLookupAttribute, attribute_key, "AttributeKey", STRING),
  AWS_MEMBER (AwsLookupAttribute, attribute_value, "AttributeValue", STRING),
};
static const AwsShape lookup_attribute_shape =
  AWS_SHAPE ("LookupAttribute", AwsLookupAttribute, lookup_attribute_members);

static const AwsMember lookup_events_input_members[] =
{
  AWS_MEMBER_OF (AwsLookupEventsInput, lookup_attributes,
                 "LookupAttributes", LIST, &lookup_attribute_shape),
  AWS_MEMBER (AwsLookupEventsInput, start_time, "StartTime", TIME),
  AWS_MEMBER (AwsLookupEventsInput, end_time, "EndTime", TIME),
  AWS_MEMBER (AwsLookupEventsInput, event_category, "EventCategory", STRING),
  AWS_MEMBER (AwsLookupEventsInput, max_results, "MaxResults", INTEGER),
  AWS_MEMBER (AwsLookupEventsInput, next_token, "NextToken", STRING),
};
static const AwsShape lookup_events_input_shape =
  AWS_SHAPE ("LookupEventsInput", AwsLookupEventsInput, lookup_events_input_members);

static const AwsMember trail_resource_members[] =
{
  AWS_MEMBER (AwsTrailResource, resource_type, "ResourceType", STRING),
  AWS_MEMBER (AwsTrailResource, resource_name, "ResourceName", STRING),
};
static const AwsShape trail_resource_shape =
  AWS_SHAPE ("TrailResource", AwsTrailResource, trail_resource_members);

static const AwsMember trail_event_members[] =
{
  AWS_MEMBER (AwsTrailEvent, event_id, "EventId", STRING),
  AWS_MEMBER (AwsTrailEvent, event_name, "EventName", STRING),
  AWS_MEMBER (AwsTrailEvent, read_only, "ReadOnly", STRING),
  AWS_MEMBER (AwsTrailEvent, access_key_id, "AccessKeyId", STRING),
  AWS_MEMBER (AwsTrailEvent, event_time, "EventTime", TIME),
  AWS_MEMBER (AwsTrailEvent, event_source, "EventSource", STRING),
  AWS_MEMBER (AwsTrailEvent, username, "Username", STRING),
  AWS_MEMBER_OF (AwsTrailEvent, resources, "Resources", LIST, &trail_resource_shape),
  AWS_MEMBER (AwsTrailEvent, cloud_trail_event, "CloudTrailEvent", STRING),
};
static const AwsShape trail_event_shape =
  AWS_SHAPE ("TrailEvent", AwsTrailEvent, trail_event_members);

static const AwsMember lookup_events_output_members[] =
{
  AWS_MEMBER_OF (AwsLookupEventsOutput, events, "Events", LIST, &trail_event_shape),
  AWS_MEMBER (AwsLookupEventsOutput, next_token, "NextToken", STRING),
};
static const AwsShape lookup_events_output_shape =
  AWS_SHAPE ("LookupEventsOutput", AwsLookupEventsOutput, lookup_events_output_members);

const AwsOperation AWS_CLOUDTRAIL_LOOKUP_EVENTS =
{
  .service = &AWS_CLOUDTRAIL,
  .name = "LookupEvents",
  .input = &lookup_events_input_shape,
  .output = &lookup_events_output_shape,
  .items = "Events",
};
