/* aws-xml-writer.h: bodies of requests that are XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/wire/aws-shape.h"

G_BEGIN_DECLS

/* (transfer full): @structure as an element @name. @xml_namespace: (nullable) */
char *aws_xml_writer_write (const AwsShape *shape,
                            gconstpointer   structure,
                            const char     *name,
                            const char     *xml_namespace);

G_END_DECLS
