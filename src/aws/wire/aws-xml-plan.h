/* aws-xml-plan.h: which elements of an answer are wanted, and what for
 *
 * A tree as the document is one, made of the tables of a shape before the first byte comes in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libxml/parser.h>

#include "aws/wire/aws-xml-reader.h"

G_BEGIN_DECLS

typedef enum
{
  AWS_XML_NODE_STEP,        /* leads to members of the structure around it */
  AWS_XML_NODE_SCALAR,
  AWS_XML_NODE_STRUCTURE,
  AWS_XML_NODE_LIST,
  AWS_XML_NODE_STREAM,      /* the list whose items are handed out */
  AWS_XML_NODE_ITEM,        /* a structure in a list */
  AWS_XML_NODE_STREAM_ITEM,
  AWS_XML_NODE_STRING_ITEM,
} AwsXmlNodeType;

typedef struct _AwsXmlNode AwsXmlNode;

/* An element that we want. */
struct _AwsXmlNode
{
  const xmlChar *name;       /* (unowned) (nullable): in the parser's dictionary; of an item NULL: whatever
                              * stands in a list is one. It is <item> or <member> but for a few lists. */
  AwsXmlNodeType type;
  const AwsMember *member;   /* (nullable): the member, or of an item its list's */
  const AwsMember *text;     /* (nullable): of a structure, the member that is its own text */
  GPtrArray *children;       /* (owned) (element-type AwsXmlNode) */
};

/* @dict: the parser's, so that names can be compared as pointers; outlives the plan. (transfer full): its root */
AwsXmlNode *aws_xml_plan_new  (const AwsXmlReaderSpec *spec,
                               xmlDict                *dict);
void        aws_xml_plan_free (AwsXmlNode             *root);

G_END_DECLS
