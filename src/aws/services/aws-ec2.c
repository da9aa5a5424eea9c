/* aws-ec2.c: tags, filters and what else EC2's operations share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-ec2"

#include "aws/services/aws-ec2.h"

#include "aws/services/aws-ec2-shared.h"

const AwsService AWS_EC2 =
{
  .id = "ec2",
  .sdk_id = "EC2",
  .version = "2016-11-15",
  .protocol = AWS_PROTOCOL_EC2,
};

static const AwsMember tag_members[] =
{
  AWS_MEMBER (AwsTag, key, "key", STRING),
  AWS_MEMBER (AwsTag, value, "value", STRING),
};
const AwsShape aws_tag_shape = AWS_SHAPE ("Tag", AwsTag, tag_members);

static const AwsMember tag_request_members[] =
{
  AWS_MEMBER (AwsTag, key, "Key", STRING),
  AWS_MEMBER (AwsTag, value, "Value", STRING),
};
const AwsShape aws_tag_request_shape = AWS_SHAPE ("Tag", AwsTag, tag_request_members);

static const AwsMember filter_members[] =
{
  AWS_MEMBER (AwsFilter, name, "Name", STRING),
  AWS_MEMBER (AwsFilter, values, "Value", STRING_LIST),
};
const AwsShape aws_filter_shape = AWS_SHAPE ("Filter", AwsFilter, filter_members);

static const AwsMember tag_specification_members[] =
{
  AWS_MEMBER (AwsTagSpecification, resource_type, "ResourceType", STRING),
  AWS_MEMBER_OF (AwsTagSpecification, tags, "Tag", LIST, &aws_tag_request_shape),
};
const AwsShape aws_tag_specification_shape =
  AWS_SHAPE ("TagSpecification", AwsTagSpecification, tag_specification_members);

static const AwsMember tag_specification_answer_members[] =
{
  AWS_MEMBER (AwsTagSpecification, resource_type, "resourceType", STRING),
  AWS_MEMBER_OF (AwsTagSpecification, tags, "tagSet", LIST, &aws_tag_shape),
};
const AwsShape aws_tag_specification_answer_shape =
  AWS_SHAPE ("TagSpecification", AwsTagSpecification, tag_specification_answer_members);

static const AwsMember return_members[] =
{
  AWS_MEMBER (AwsReturnOutput, success, "return", BOOLEAN),
};
const AwsShape aws_return_shape = AWS_SHAPE ("Return", AwsReturnOutput, return_members);

static void
aws_tag_free (gpointer tag)
{
  aws_shape_free (&aws_tag_request_shape, tag);
}

static void
aws_filter_free (gpointer filter)
{
  aws_shape_free (&aws_filter_shape, filter);
}

static void
aws_tag_specification_free (gpointer specification)
{
  aws_shape_free (&aws_tag_specification_shape, specification);
}

/**
 * aws_tag_new:
 * @key: the tag's key
 * @value: (nullable): its value; %NULL is the empty one
 *
 * Returns: (transfer full): a tag for a request
 */
AwsTag *
aws_tag_new (const char *key,
             const char *value)
{
  AwsTag *tag = aws_shape_new (&aws_tag_request_shape);

  tag->key = g_strdup (key);
  tag->value = g_strdup (value != NULL ? value : "");

  return tag;
}

/**
 * aws_filter_new:
 * @name: the filter's name, "tag:flotilla:fleet"
 * @first_value: (nullable): a value
 * @...: more values, then %NULL
 *
 * Returns: (transfer full): a filter that matches any of the values
 */
AwsFilter *
aws_filter_new (const char *name,
                const char *first_value,
                ...)
{
  AwsFilter *filter = aws_shape_new (&aws_filter_shape);
  va_list values;

  filter->name = g_strdup (name);
  filter->values = g_ptr_array_new_with_free_func (g_free);

  va_start (values, first_value);
  for (const char *value = first_value; value != NULL; value = va_arg (values, const char *))
    g_ptr_array_add (filter->values, g_strdup (value));
  va_end (values);

  return filter;
}

/**
 * aws_tag_specification_new:
 * @resource_type: "instance", "volume", "launch-template", …
 * @tags: (nullable) (element-type AwsTag): the tags, copied
 *
 * Returns: (transfer full): what tags to give to a resource when it is created
 */
AwsTagSpecification *
aws_tag_specification_new (const char *resource_type,
                           GPtrArray  *tags)
{
  AwsTagSpecification *specification = aws_shape_new (&aws_tag_specification_shape);

  specification->resource_type = g_strdup (resource_type);
  specification->tags = aws_tag_array_new ();
  for (guint i = 0; i < aws_list_length (tags); i++)
    {
      const AwsTag *tag = g_ptr_array_index (tags, i);

      g_ptr_array_add (specification->tags, aws_tag_new (tag->key, tag->value));
    }

  return specification;
}

/**
 * aws_tags_lookup:
 * @tags: (nullable) (element-type AwsTag): tags
 * @key: a tag's key
 *
 * Returns: (transfer none) (nullable): the value of the tag, %NULL without one
 */
const char *
aws_tags_lookup (GPtrArray  *tags,
                 const char *key)
{
  for (guint i = 0; i < aws_list_length (tags); i++)
    {
      const AwsTag *tag = g_ptr_array_index (tags, i);

      if (g_strcmp0 (tag->key, key) == 0)
        return tag->value != NULL ? tag->value : "";
    }

  return NULL;
}

GPtrArray *
aws_tag_array_new (void)
{
  return g_ptr_array_new_with_free_func (aws_tag_free);
}

GPtrArray *
aws_filter_array_new (void)
{
  return g_ptr_array_new_with_free_func (aws_filter_free);
}

GPtrArray *
aws_tag_specification_array_new (void)
{
  return g_ptr_array_new_with_free_func (aws_tag_specification_free);
}

/**
 * aws_string_array_new:
 * @first: (nullable): a string
 * @...: more strings, then %NULL
 *
 * Returns: (transfer full) (element-type utf8): an array of copies that frees them
 */
GPtrArray *
aws_string_array_new (const char *first,
                      ...)
{
  GPtrArray *array = g_ptr_array_new_with_free_func (g_free);
  va_list strings;

  va_start (strings, first);
  for (const char *string = first; string != NULL; string = va_arg (strings, const char *))
    g_ptr_array_add (array, g_strdup (string));
  va_end (strings);

  return array;
}

/**
 * aws_string_array_copy:
 * @strings: (nullable) (array zero-terminated=1): strings
 *
 * Returns: (transfer full) (nullable) (element-type utf8): an array of copies that frees them;
 *   %NULL, which is how an absent list looks, when there are none
 */
GPtrArray *
aws_string_array_copy (const char * const *strings)
{
  GPtrArray *array;

  if (strings == NULL || strings[0] == NULL)
    return NULL;

  array = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; strings[i] != NULL; i++)
    g_ptr_array_add (array, g_strdup (strings[i]));

  return array;
}
