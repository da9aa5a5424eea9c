/* aws-xml-plan.c: which elements of an answer are wanted, and what for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "aws/wire/aws-xml-plan.h"

#include <string.h>

/* While it is made */
typedef struct
{
  const AwsXmlReaderSpec *spec;
  xmlDict *dict;
  AwsXmlNode *members;   /* (unowned): the root, or the wrapper in it */
} Plan;

static void
node_free (gpointer data)
{
  AwsXmlNode *node = data;

  g_ptr_array_unref (node->children);
  g_free (node);
}

static AwsXmlNode *
node_new (Plan            *self,
          const char      *name,
          gssize           length,
          AwsXmlNodeType         type,
          const AwsMember *member)
{
  AwsXmlNode *node = g_new0 (AwsXmlNode, 1);

  if (name != NULL)
    node->name = xmlDictLookup (self->dict, (const xmlChar *) name, (int) length);
  node->type = type;
  node->member = member;
  node->children = g_ptr_array_new_with_free_func (node_free);

  return node;
}

static void node_add_shape (Plan           *self,
                            AwsXmlNode           *node,
                            const AwsShape *shape);

/* The step @name below @node: two paths may begin alike. */
static AwsXmlNode *
node_ensure_step (Plan         *self,
                  AwsXmlNode         *node,
                  const char   *name,
                  gssize        length)
{
  AwsXmlNode *step;
  const xmlChar *interned =
      xmlDictLookup (self->dict, (const xmlChar *) name, (int) length);

  for (guint i = 0; i < node->children->len; i++)
    {
      AwsXmlNode *child = g_ptr_array_index (node->children, i);

      if (child->name == interned && child->type == AWS_XML_NODE_STEP)
        return child;
    }

  step = node_new (self, name, length, AWS_XML_NODE_STEP, NULL);
  g_ptr_array_add (node->children, step);

  return step;
}

static void
node_add_member (Plan            *self,
                 AwsXmlNode            *node,
                 const AwsMember *member)
{
  const char *name = member->name;
  const char *slash;
  gboolean streamed;
  AwsXmlNode *child, *item;

  while ((slash = strchr (name, '/')) != NULL)
    {
      node = node_ensure_step (self, node, name, slash - name);
      name = slash + 1;
    }

  child = node_new (self, name, -1, AWS_XML_NODE_SCALAR, member);
  g_ptr_array_add (node->children, child);

  switch (member->kind)
    {
    case AWS_KIND_STRUCTURE:
      child->type = AWS_XML_NODE_STRUCTURE;
      node_add_shape (self, child, member->shape);
      break;

    case AWS_KIND_STRING_LIST:
      if (member->flat)
        {
          child->type = AWS_XML_NODE_STRING_ITEM;
          break;
        }
      child->type = AWS_XML_NODE_LIST;
      item = node_new (self, NULL, 0, AWS_XML_NODE_STRING_ITEM, member);
      g_ptr_array_add (child->children, item);
      break;

    case AWS_KIND_LIST:
      streamed = self->spec->items != NULL && self->spec->item_func != NULL
                 && node == self->members && strcmp (member->name, self->spec->items) == 0;
      if (member->flat)
        {
          child->type = streamed ? AWS_XML_NODE_STREAM_ITEM : AWS_XML_NODE_ITEM;
          node_add_shape (self, child, member->shape);
          break;
        }
      child->type = streamed ? AWS_XML_NODE_STREAM : AWS_XML_NODE_LIST;
      item = node_new (self, NULL, 0, streamed ? AWS_XML_NODE_STREAM_ITEM : AWS_XML_NODE_ITEM, member);
      g_ptr_array_add (child->children, item);
      node_add_shape (self, item, member->shape);
      break;

    case AWS_KIND_STRING:
    case AWS_KIND_SECRET:
    case AWS_KIND_BYTES:
    case AWS_KIND_INTEGER:
    case AWS_KIND_DOUBLE:
    case AWS_KIND_BOOLEAN:
    case AWS_KIND_TIME:
    default:
      break;
    }
}

static gboolean
member_is_text (const AwsMember *member)
{
  return member->flat && member->kind != AWS_KIND_LIST && member->kind != AWS_KIND_STRING_LIST;
}

static void
node_add_shape (Plan           *self,
                AwsXmlNode           *node,
                const AwsShape *shape)
{
  for (guint i = 0; i < shape->n_members; i++)
    {
      const AwsMember *member = &shape->members[i];

      if (member->place != AWS_IN_BODY)
        continue;

      if (member_is_text (member))
        node->text = member;
      else
        node_add_member (self, node, member);
    }
}

AwsXmlNode *
aws_xml_plan_new (const AwsXmlReaderSpec *spec,
                  xmlDict                *dict)
{
  Plan plan = { .spec = spec, .dict = dict };
  AwsXmlNode *root = node_new (&plan, NULL, 0, AWS_XML_NODE_STRUCTURE, NULL);

  plan.members = root;
  if (spec->wrapper != NULL)
    plan.members = node_ensure_step (&plan, root, spec->wrapper, -1);
  node_add_shape (&plan, plan.members, spec->shape);

  return root;
}

void
aws_xml_plan_free (AwsXmlNode *root)
{
  node_free (root);
}
