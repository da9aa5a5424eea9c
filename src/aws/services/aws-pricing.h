/* aws-pricing.h: the Price List (API version 2017-10-15)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-operation.h"

G_BEGIN_DECLS

typedef struct
{
  char *service_code;
  char *format_version;
  char *next_token;
  AwsInteger max_results;
} AwsDescribeServicesInput;
typedef struct { char *service_code; GPtrArray *attribute_names; } AwsPricedService;
typedef struct
{
  GPtrArray *services;   /* AwsPricedService */
  char *format_version;
  char *next_token;
} AwsDescribeServicesOutput;

typedef struct
{
  char *service_code;
  char *attribute_name;
  char *next_token;
  AwsInteger max_results;
} AwsGetAttributeValuesInput;
typedef struct { char *value; } AwsPriceAttributeValue;
typedef struct
{
  GPtrArray *attribute_values;   /* AwsPriceAttributeValue */
  char *next_token;
} AwsGetAttributeValuesOutput;

typedef struct
{
  char *type;   /* TERM_MATCH */
  char *field;
  char *value;
} AwsPriceFilter;
typedef struct
{
  char *service_code;
  GPtrArray *filters;       /* AwsPriceFilter */
  char *format_version;     /* "aws_v1" */
  char *next_token;
  AwsInteger max_results;   /* 100 at most */
} AwsGetProductsInput;
typedef struct
{
  char *format_version;
  GPtrArray *price_list;   /* JSON texts, see aws-price-list.h */
  char *next_token;
} AwsGetProductsOutput;

typedef struct
{
  char *service_code;
  AwsTime effective_date;   /* the prices of that day */
  char *region_code;
  char *currency_code;      /* "USD", in China "CNY" */
  char *next_token;
  AwsInteger max_results;
} AwsListPriceListsInput;
typedef struct
{
  char *price_list_arn;
  char *region_code;
  char *currency_code;
  GPtrArray *file_formats;   /* "json", "csv" */
} AwsPriceList;
typedef struct
{
  GPtrArray *price_lists;   /* AwsPriceList */
  char *next_token;
} AwsListPriceListsOutput;

typedef struct
{
  char *price_list_arn;
  char *file_format;   /* "csv" */
} AwsGetPriceListFileUrlInput;
typedef struct { char *url; } AwsGetPriceListFileUrlOutput;

extern const AwsService AWS_PRICING;
extern const AwsOperation AWS_PRICING_DESCRIBE_SERVICES;
extern const AwsOperation AWS_PRICING_GET_ATTRIBUTE_VALUES;
extern const AwsOperation AWS_PRICING_GET_PRODUCTS;   /* pages are asked for one by one: its items are texts */
extern const AwsOperation AWS_PRICING_LIST_PRICE_LISTS;
extern const AwsOperation AWS_PRICING_GET_PRICE_LIST_FILE_URL;

G_END_DECLS
