/* aws-xml-reader.h: reads answers as their bytes come in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "aws/wire/aws-shape.h"

G_BEGIN_DECLS

/* What to read.
 * @root: (nullable): the name of the document's element, NULL = any
 * @wrapper: (nullable): an element below it that holds the members ("GetCallerIdentityResult")
 * @items: (nullable): the member whose items go to @item_func instead of into the structure
 * @skip_items: how many of those have been handed out before
 */
typedef struct
{
  const char *root;
  const char *wrapper;
  const AwsShape *shape;
  const char *items;
  AwsItemFunc item_func;
  gpointer item_data;
  guint64 skip_items;
} AwsXmlReaderSpec;

typedef struct _AwsXmlReader AwsXmlReader;

AwsXmlReader *aws_xml_reader_new         (const AwsXmlReaderSpec  *spec);
void          aws_xml_reader_free        (AwsXmlReader            *self);
gboolean      aws_xml_reader_feed        (AwsXmlReader            *self,
                                          const char              *data,
                                          gsize                    length,
                                          GError                 **error);
gpointer      aws_xml_reader_finish      (AwsXmlReader            *self,
                                          GError                 **error);
guint64       aws_xml_reader_get_n_items (AwsXmlReader            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsXmlReader, aws_xml_reader_free)

G_END_DECLS
