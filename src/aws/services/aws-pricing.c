/* aws-pricing.c: the Price List
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-pricing"

#include "aws/services/aws-pricing.h"

const AwsService AWS_PRICING =
{
  .id = "pricing",
  .sdk_id = "PRICING",
  .endpoint_prefix = "api.pricing",
  .signing_name = "pricing",
  .version = "2017-10-15",
  .protocol = AWS_PROTOCOL_JSON,
  .target_prefix = "AWSPriceListService",
};

static const AwsMember describe_services_input_members[] =
{
  AWS_MEMBER (AwsDescribeServicesInput, service_code, "ServiceCode", STRING),
  AWS_MEMBER (AwsDescribeServicesInput, format_version, "FormatVersion", STRING),
  AWS_MEMBER (AwsDescribeServicesInput, next_token, "NextToken", STRING),
  AWS_MEMBER (AwsDescribeServicesInput, max_results, "MaxResults", INTEGER),
};
static const AwsShape describe_services_input_shape =
  AWS_SHAPE ("DescribeServicesInput", AwsDescribeServicesInput, describe_services_input_members);

static const AwsMember priced_service_members[] =
{
  AWS_MEMBER (AwsPricedService, service_code, "ServiceCode", STRING),
  AWS_MEMBER (AwsPricedService, attribute_names, "AttributeNames", STRING_LIST),
};
static const AwsShape priced_service_shape =
  AWS_SHAPE ("PricedService", AwsPricedService, priced_service_members);

static const AwsMember describe_services_output_members[] =
{
  AWS_MEMBER_OF (AwsDescribeServicesOutput, services, "Services", LIST, &priced_service_shape),
  AWS_MEMBER (AwsDescribeServicesOutput, format_version, "FormatVersion", STRING),
  AWS_MEMBER (AwsDescribeServicesOutput, next_token, "NextToken", STRING),
};
static const AwsShape describe_services_output_shape =
  AWS_SHAPE ("DescribeServicesOutput", AwsDescribeServicesOutput,
             describe_services_output_members);

const AwsOperation AWS_PRICING_DESCRIBE_SERVICES =
{
  .service = &AWS_PRICING,
  .name = "DescribeServices",
  .input = &describe_services_input_shape,
  .output = &describe_services_output_shape,
  .items = "Services",
};

static const AwsMember get_attribute_values_input_members[] =
{
  AWS_MEMBER (AwsGetAttributeValuesInput, service_code, "ServiceCode", STRING),
  AWS_MEMBER (AwsGetAttributeValuesInput, attribute_name, "AttributeName", STRING),
  AWS_MEMBER (AwsGetAttributeValuesInput, next_token, "NextToken", STRING),
  AWS_MEMBER (AwsGetAttributeValuesInput, max_results, "MaxResults", INTEGER),
};
static const AwsShape get_attribute_values_input_shape =
  AWS_SHAPE ("GetAttributeValuesInput", AwsGetAttributeValuesInput,
             get_attribute_values_input_members);

static const AwsMember price_attribute_value_members[] =
{
  AWS_MEMBER (AwsPriceAttributeValue, value, "Value", STRING),
};
static const AwsShape price_attribute_value_shape =
  AWS_SHAPE ("PriceAttributeValue", AwsPriceAttributeValue, price_attribute_value_members);

static const AwsMember get_attribute_values_output_members[] =
{
  AWS_MEMBER_OF (AwsGetAttributeValuesOutput, attribute_values,
                 "AttributeValues", LIST, &price_attribute_value_shape),
  AWS_MEMBER (AwsGetAttributeValuesOutput, next_token, "NextToken", STRING),
};
static const AwsShape get_attribute_values_output_shape =
  AWS_SHAPE ("GetAttributeValuesOutput", AwsGetAttributeValuesOutput,
             get_attribute_values_output_members);

const AwsOperation AWS_PRICING_GET_ATTRIBUTE_VALUES =
{
  .service = &AWS_PRICING,
  .name = "GetAttributeValues",
  .input = &get_attribute_values_input_shape,
  .output = &get_attribute_values_output_shape,
  .items = "AttributeValues",
};

static const AwsMember price_filter_members[] =
{
  AWS_MEMBER (AwsPriceFilter, type, "Type", STRING),
  AWS_MEMBER (AwsPriceFilter, field, "Field", STRING),
  AWS_MEMBER (AwsPriceFilter, value, "Value", STRING),
};
static const AwsShape price_filter_shape =
  AWS_SHAPE ("PriceFilter", AwsPriceFilter, price_filter_members);

static const AwsMember get_products_input_members[] =
{
  AWS_MEMBER (AwsGetProductsInput, service_code, "ServiceCode", STRING),
  AWS_MEMBER_OF (AwsGetProductsInput, filters, "Filters", LIST, &price_filter_shape),
  AWS_MEMBER (AwsGetProductsInput, format_version, "FormatVersion", STRING),
  AWS_MEMBER (AwsGetProductsInput, next_token, "NextToken", STRING),
  AWS_MEMBER (AwsGetProductsInput, max_results, "MaxResults", INTEGER),
};
static const AwsShape get_products_input_shape =
  AWS_SHAPE ("GetProductsInput", AwsGetProductsInput, get_products_input_members);

static const AwsMember get_products_output_members[] =
{
  AWS_MEMBER (AwsGetProductsOutput, format_version, "FormatVersion", STRING),
  AWS_MEMBER (AwsGetProductsOutput, price_list, "PriceList", STRING_LIST),
  AWS_MEMBER (AwsGetProductsOutput, next_token, "NextToken", STRING),
};
static const AwsShape get_products_output_shape =
  AWS_SHAPE ("GetProductsOutput", AwsGetProductsOutput, get_products_output_members);

const AwsOperation AWS_PRICING_GET_PRODUCTS =
{
  .service = &AWS_PRICING,
  .name = "GetProducts",
  .input = &get_products_input_shape,
  .output = &get_products_output_shape,
};

static const AwsMember list_price_lists_input_members[] =
{
  AWS_MEMBER (AwsListPriceListsInput, service_code, "ServiceCode", STRING),
  AWS_MEMBER (AwsListPriceListsInput, effective_date, "EffectiveDate", TIME),
  AWS_MEMBER (AwsListPriceListsInput, region_code, "RegionCode", STRING),
  AWS_MEMBER (AwsListPriceListsInput, currency_code, "CurrencyCode", STRING),
  AWS_MEMBER (AwsListPriceListsInput, next_token, "NextToken", STRING),
  AWS_MEMBER (AwsListPriceListsInput, max_results, "MaxResults", INTEGER),
};
static const AwsShape list_price_lists_input_shape =
  AWS_SHAPE ("ListPriceListsInput", AwsListPriceListsInput, list_price_lists_input_members);

static const AwsMember price_list_members[] =
{
  AWS_MEMBER (AwsPriceList, price_list_arn, "PriceListArn", STRING),
  AWS_MEMBER (AwsPriceList, region_code, "RegionCode", STRING),
  AWS_MEMBER (AwsPriceList, currency_code, "CurrencyCode", STRING),
  AWS_MEMBER (AwsPriceList, file_formats, "FileFormats", STRING_LIST),
};
static const AwsShape price_list_shape =
  AWS_SHAPE ("PriceList", AwsPriceList, price_list_members);

static const AwsMember list_price_lists_output_members[] =
{
  AWS_MEMBER_OF (AwsListPriceListsOutput, price_lists, "PriceLists", LIST, &price_list_shape),
  AWS_MEMBER (AwsListPriceListsOutput, next_token, "NextToken", STRING),
};
static const AwsShape list_price_lists_output_shape =
  AWS_SHAPE ("ListPriceListsOutput", AwsListPriceListsOutput, list_price_lists_output_members);

const AwsOperation AWS_PRICING_LIST_PRICE_LISTS =
{
  .service = &AWS_PRICING,
  .name = "ListPriceLists",
  .input = &list_price_lists_input_shape,
  .output = &list_price_lists_output_shape,
  .items = "PriceLists",
};

static const AwsMember get_price_list_file_url_input_members[] =
{
  AWS_MEMBER (AwsGetPriceListFileUrlInput, price_list_arn, "PriceListArn", STRING),
  AWS_MEMBER (AwsGetPriceListFileUrlInput, file_format, "FileFormat", STRING),
};
static const AwsShape get_price_list_file_url_input_shape =
  AWS_SHAPE ("GetPriceListFileUrlInput", AwsGetPriceListFileUrlInput,
             get_price_list_file_url_input_members);

static const AwsMember get_price_list_file_url_output_members[] =
{
  AWS_MEMBER (AwsGetPriceListFileUrlOutput, url, "Url", STRING),
};
static const AwsShape get_price_list_file_url_output_shape =
  AWS_SHAPE ("GetPriceListFileUrlOutput", AwsGetPriceListFileUrlOutput,
             get_price_list_file_url_output_members);

const AwsOperation AWS_PRICING_GET_PRICE_LIST_FILE_URL =
{
  .service = &AWS_PRICING,
  .name = "GetPriceListFileUrl",
  .input = &get_price_list_file_url_input_shape,
  .output = &get_price_list_file_url_output_shape,
};
