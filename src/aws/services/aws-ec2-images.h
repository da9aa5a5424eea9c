/* aws-ec2-images.h: EC2: machine images
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *image_id;
  char *name;
  char *description;
  char *owner_id;
  char *architecture;
  char *state;
  char *creation_date;
  char *root_device_name;
  char *owner_alias;
  char *platform_details;
  char *root_device_type;
  char *virtualization_type;
  char *hypervisor;
  AwsBoolean ena_support;
  char *boot_mode;
  char *deprecation_time;
  char *imds_support;
  AwsBoolean public;
  GPtrArray *block_device_mappings;
  GPtrArray *tags;
} AwsImage;

typedef struct
{
  GPtrArray *image_ids;
  GPtrArray *owners;
  GPtrArray *filters;
  AwsBoolean include_deprecated;
  AwsInteger max_results;
  char *next_token;
  AwsBoolean dry_run;
} AwsDescribeImagesInput;
typedef struct { GPtrArray *images; char *next_token; } AwsDescribeImagesOutput;

typedef struct
{
  char *instance_id;
  char *name;
  char *description;
  AwsBoolean no_reboot;              /* the file systems may be inconsistent then */
  GPtrArray *block_device_mappings;  /* AwsBlockDeviceMapping */
  GPtrArray *tag_specifications;
  AwsBoolean dry_run;
} AwsCreateImageInput;
typedef struct { char *image_id; } AwsCreateImageOutput;

typedef struct { char *image_id; AwsBoolean dry_run; } AwsDeregisterImageInput;

extern const AwsOperation AWS_EC2_DESCRIBE_IMAGES;  /* items: AwsImage */
extern const AwsOperation AWS_EC2_CREATE_IMAGE;
extern const AwsOperation AWS_EC2_DEREGISTER_IMAGE;

G_END_DECLS
