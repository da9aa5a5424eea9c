/* aws-ssm.c: Systems Manager parameters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ssm"

#include "aws/aws-ssm.h"

const AwsService AWS_SSM =
{
  .id = "ssm",
  .sdk_id = "SSM",
  .version = "2014-11-06",
  .protocol = AWS_PROTOCOL_JSON,
  .target_prefix = "AmazonSSM",
};

static const AwsMember get_parameter_input_members[] =
{
  AWS_MEMBER (AwsGetParameterInput, name, "Name", STRING),
};
static const AwsShape get_parameter_input_shape =
  AWS_SHAPE ("GetParameterInput", AwsGetParameterInput, get_parameter_input_members);

static const AwsMember parameter_members[] =
{
  AWS_MEMBER (AwsParameter, name, "Name", STRING),
  AWS_MEMBER (AwsParameter, value, "Value", STRING),
  AWS_MEMBER (AwsParameter, type, "Type", STRING),
  AWS_MEMBER (AwsParameter, version, "Version", INTEGER),
};
static const AwsShape parameter_shape = AWS_SHAPE ("Parameter", AwsParameter, parameter_members);

static const AwsMember get_parameter_output_members[] =
{
  AWS_MEMBER_OF (AwsGetParameterOutput, parameter, "Parameter", STRUCTURE, &parameter_shape),
};
static const AwsShape get_parameter_output_shape =
  AWS_SHAPE ("GetParameterOutput", AwsGetParameterOutput, get_parameter_output_members);

const AwsOperation AWS_SSM_GET_PARAMETER =
{
  .service = &AWS_SSM,
  .name = "GetParameter",
  .input = &get_parameter_input_shape,
  .output = &get_parameter_output_shape,
};
