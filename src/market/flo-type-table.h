/* flo-type-table.h: the instance types of one region, with all that is known of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "market/flo-type-facts.h"

G_BEGIN_DECLS

/* What is older than this is asked for again, in the background. */
#define FLO_TYPE_TABLE_MAX_AGE (24 * 3600)
/* No region has more types: of a longer table the rest is not read. */
#define FLO_TYPE_TABLE_MAX_TYPES 20000

/* FloTypeTable is immutable and may be shared between threads. */
FloTypeTable       *flo_type_table_get_shipped    (void);
FloTypeTable       *flo_type_table_read           (const char           *place,
                                                   const char           *region);
FloTypeTable       *flo_type_table_ref            (FloTypeTable         *self);
void                flo_type_table_unref          (FloTypeTable         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloTypeTable, flo_type_table_unref)

FloOrigin           flo_type_table_get_origin     (FloTypeTable         *self);
gboolean            flo_type_table_is_fresh       (FloTypeTable         *self,
                                                   gint64                now);
guint               flo_type_table_get_n          (FloTypeTable         *self);
/* By name. Borrowed. */
const FloTypeFacts *flo_type_table_get_at         (FloTypeTable         *self,
                                                   guint                 index);
/* (nullable): borrowed; NULL: no such type */
const FloTypeFacts *flo_type_table_find           (FloTypeTable         *self,
                                                   const char           *type);
gboolean            flo_type_table_describe_type  (FloTypeTable         *self,
                                                   const char           *name,
                                                   FloInstanceType      *type);

void                flo_type_table_refresh_async  (AwsClient            *client,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
FloTypeTable       *flo_type_table_refresh_finish (GAsyncResult         *result,
                                                   GError              **error);

/* As CSV, every fact a column: what price types --csv prints, and what is kept. The first also reads its own head. */
void                flo_type_table_write_head     (GString              *text);
void                flo_type_table_write_row      (GString              *text,
                                                   const FloTypeFacts   *facts);
/* (transfer full) (nullable): NULL: this is no such table. @origin: of what it says */
FloTypeTable       *flo_type_table_parse          (GBytes               *text,
                                                   FloOrigin             origin);

G_END_DECLS
