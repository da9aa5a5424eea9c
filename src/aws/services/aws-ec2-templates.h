/* aws-ec2-templates.h: EC2: launch templates and their versions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/services/aws-ec2-launch.h"
#include "aws/services/aws-ec2-types.h"

G_BEGIN_DECLS

/* What a template says; in answers too. */
typedef struct
{
  char *image_id;
  char *instance_type;
  char *key_name;
  char *user_data;                   /* base64 */
  GPtrArray *security_group_ids;     /* char * */
  GPtrArray *block_device_mappings;  /* AwsBlockDeviceMapping */
  GPtrArray *tag_specifications;     /* AwsTagSpecification: instance, volume, … */
  AwsMetadataOptions *metadata_options;
  AwsInstanceMarketOptions *instance_market_options;
  AwsInstanceRequirements *instance_requirements;  /* instead of an instance type */
  GPtrArray *network_interfaces;     /* AwsInstanceNetworkInterfaceSpecification */
  AwsLaunchPlacement *placement;
  char *iam_instance_profile_arn;
  char *iam_instance_profile_name;
  char *instance_initiated_shutdown_behavior;  /* stop | terminate */
  AwsBoolean ebs_optimized;
  AwsBoolean disable_api_termination;
  AwsBoolean monitoring;
  AwsBoolean hibernation;
  char *cpu_credits;                 /* standard | unlimited */
  AwsInteger core_count;
  AwsInteger threads_per_core;
} AwsRequestLaunchTemplateData;

typedef struct
{
  char *launch_template_id;
  char *launch_template_name;
  AwsTime create_time;
  char *created_by;
  AwsInteger default_version_number;
  AwsInteger latest_version_number;
  GPtrArray *tags;
} AwsLaunchTemplate;

typedef struct { char *code; char *message; } AwsValidationError;

typedef struct
{
  char *client_token;
  char *launch_template_name;
  char *version_description;
  AwsRequestLaunchTemplateData *launch_template_data;
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsCreateLaunchTemplateInput;
typedef struct
{
  AwsLaunchTemplate *launch_template;
  GPtrArray *warnings;
} AwsCreateLaunchTemplateOutput;

typedef struct
{
  GPtrArray *launch_template_ids;
  GPtrArray *launch_template_names;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeLaunchTemplatesInput;
typedef struct { GPtrArray *launch_templates; char *next_token; } AwsDescribeLaunchTemplatesOutput;

typedef struct
{
  char *client_token;
  char *launch_template_id;
  char *launch_template_name;
  char *default_version;             /* the number of the version that is used when none is named */
  AwsBoolean dry_run;
} AwsModifyLaunchTemplateInput;
typedef struct { AwsLaunchTemplate *launch_template; } AwsModifyLaunchTemplateOutput;

typedef struct
{
  char *launch_template_id;
  char *launch_template_name;
  AwsBoolean dry_run;
} AwsDeleteLaunchTemplateInput;
typedef struct { AwsLaunchTemplate *launch_template; } AwsDeleteLaunchTemplateOutput;

typedef struct
{
  char *launch_template_id;
  char *launch_template_name;
  AwsInteger version_number;
  char *version_description;
  AwsTime create_time;
  char *created_by;
  AwsBoolean default_version;
  AwsRequestLaunchTemplateData *launch_template_data;
} AwsLaunchTemplateVersion;

typedef struct
{
  char *client_token;
  char *launch_template_id;
  char *launch_template_name;
  char *source_version;              /* NULL: the data is all there is */
  char *version_description;
  AwsRequestLaunchTemplateData *launch_template_data;
  AwsBoolean dry_run;
} AwsCreateLaunchTemplateVersionInput;
typedef struct
{
  AwsLaunchTemplateVersion *launch_template_version;
  GPtrArray *warnings;
} AwsCreateLaunchTemplateVersionOutput;

typedef struct
{
  char *launch_template_id;
  char *launch_template_name;
  /* "$Latest", "$Default" or numbers; with these two and no id: of all templates */
  GPtrArray *versions;
  char *min_version;
  char *max_version;
  GPtrArray *filters;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeLaunchTemplateVersionsInput;
typedef struct
{
  GPtrArray *launch_template_versions;
  char *next_token;
} AwsDescribeLaunchTemplateVersionsOutput;

typedef struct
{
  char *launch_template_id;
  char *launch_template_name;
  AwsInteger version_number;
} AwsDeletedLaunchTemplateVersion;

typedef struct
{
  char *launch_template_id;
  char *launch_template_name;
  AwsInteger version_number;
  char *error_code;
  char *error_message;
} AwsDeleteLaunchTemplateVersionError;

typedef struct
{
  char *launch_template_id;
  char *launch_template_name;
  GPtrArray *versions;
  AwsBoolean dry_run;
} AwsDeleteLaunchTemplateVersionsInput;
typedef struct
{
  GPtrArray *successful;
  GPtrArray *unsuccessful;
} AwsDeleteLaunchTemplateVersionsOutput;

extern const AwsOperation AWS_EC2_CREATE_LAUNCH_TEMPLATE;
extern const AwsOperation AWS_EC2_DESCRIBE_LAUNCH_TEMPLATES;  /* items: AwsLaunchTemplate */
extern const AwsOperation AWS_EC2_MODIFY_LAUNCH_TEMPLATE;
extern const AwsOperation AWS_EC2_DELETE_LAUNCH_TEMPLATE;
extern const AwsOperation AWS_EC2_CREATE_LAUNCH_TEMPLATE_VERSION;
/* items: AwsLaunchTemplateVersion */
extern const AwsOperation AWS_EC2_DESCRIBE_LAUNCH_TEMPLATE_VERSIONS;
extern const AwsOperation AWS_EC2_DELETE_LAUNCH_TEMPLATE_VERSIONS;

G_END_DECLS
