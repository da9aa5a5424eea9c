/* aws-ssm.c: Systems Manager parameters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ssm"

#include "aws/services/aws-ssm.h"

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
  AWS_MEMBER (AwsGetParameterInput, with_decryption, "WithDecryption", BOOLEAN),
};
static const AwsShape get_parameter_input_shape =
  AWS_SHAPE ("GetParameterInput", AwsGetParameterInput, get_parameter_input_members);

static const AwsMember parameter_members[] =
{
  AWS_MEMBER (AwsParameter, name, "Name", STRING),
  AWS_MEMBER (AwsParameter, value, "Value", STRING),
  AWS_MEMBER (AwsParameter, type, "Type", STRING),
  AWS_MEMBER (AwsParameter, version, "Version", INTEGER),
  AWS_MEMBER (AwsParameter, last_modified_date, "LastModifiedDate", TIME),
  AWS_MEMBER (AwsParameter, arn, "ARN", STRING),
  AWS_MEMBER (AwsParameter, data_type, "DataType", STRING),
};
static const AwsShape parameter_shape =
  AWS_SHAPE ("Parameter", AwsParameter, parameter_members);

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

static const AwsMember get_parameters_input_members[] =
{
  AWS_MEMBER (AwsGetParametersInput, names, "Names", STRING_LIST),
  AWS_MEMBER (AwsGetParametersInput, with_decryption, "WithDecryption", BOOLEAN),
};
static const AwsShape get_parameters_input_shape =
  AWS_SHAPE ("GetParametersInput", AwsGetParametersInput, get_parameters_input_members);

static const AwsMember get_parameters_output_members[] =
{
  AWS_MEMBER_OF (AwsGetParametersOutput, parameters, "Parameters", LIST, &parameter_shape),
  AWS_MEMBER (AwsGetParametersOutput, invalid_parameters, "InvalidParameters", STRING_LIST),
};
static const AwsShape get_parameters_output_shape =
  AWS_SHAPE ("GetParametersOutput", AwsGetParametersOutput, get_parameters_output_members);

const AwsOperation AWS_SSM_GET_PARAMETERS =
{
  .service = &AWS_SSM,
  .name = "GetParameters",
  .input = &get_parameters_input_shape,
  .output = &get_parameters_output_shape,
};

static const AwsMember parameter_filter_members[] =
{
  AWS_MEMBER (AwsParameterFilter, key, "Key", STRING),
  AWS_MEMBER (AwsParameterFilter, option, "Option", STRING),
  AWS_MEMBER (AwsParameterFilter, values, "Values", STRING_LIST),
};
static const AwsShape parameter_filter_shape =
  AWS_SHAPE ("ParameterFilter", AwsParameterFilter, parameter_filter_members);

static const AwsMember get_parameters_by_path_input_members[] =
{
  AWS_MEMBER (AwsGetParametersByPathInput, path, "Path", STRING),
  AWS_MEMBER (AwsGetParametersByPathInput, recursive, "Recursive", BOOLEAN),
  AWS_MEMBER_OF (AwsGetParametersByPathInput, parameter_filters,
                 "ParameterFilters", LIST, &parameter_filter_shape),
  AWS_MEMBER (AwsGetParametersByPathInput, with_decryption, "WithDecryption", BOOLEAN),
  AWS_MEMBER (AwsGetParametersByPathInput, max_results, "MaxResults", INTEGER),
  AWS_MEMBER (AwsGetParametersByPathInput, next_token, "NextToken", STRING),
};
static const AwsShape get_parameters_by_path_input_shape =
  AWS_SHAPE ("GetParametersByPathInput", AwsGetParametersByPathInput,
             get_parameters_by_path_input_members);

static const AwsMember get_parameters_by_path_output_members[] =
{
  AWS_MEMBER_OF (AwsGetParametersByPathOutput, parameters, "Parameters", LIST, &parameter_shape),
  AWS_MEMBER (AwsGetParametersByPathOutput, next_token, "NextToken", STRING),
};
static const AwsShape get_parameters_by_path_output_shape =
  AWS_SHAPE ("GetParametersByPathOutput", AwsGetParametersByPathOutput,
             get_parameters_by_path_output_members);

const AwsOperation AWS_SSM_GET_PARAMETERS_BY_PATH =
{
  .service = &AWS_SSM,
  .name = "GetParametersByPath",
  .input = &get_parameters_by_path_input_shape,
  .output = &get_parameters_by_path_output_shape,
  .items = "Parameters",
};
