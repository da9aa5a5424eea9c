/* flo-cli-table.h: columns that line up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/flo-cli-output.h"

G_BEGIN_DECLS

typedef struct _FloCliTable FloCliTable;

/* The headings, then NULL. A heading that begins with ">" makes its column flush right. */
FloCliTable *flo_cli_table_new   (const char    *heading,
                                  ...) G_GNUC_NULL_TERMINATED;
/* The same from a vector. */
FloCliTable *flo_cli_table_newv  (const char *const *headings);
/* As many cells as headings, then NULL; copied. An empty string is a gap. */
void         flo_cli_table_add   (FloCliTable   *self,
                                  const char    *cell,
                                  ...) G_GNUC_NULL_TERMINATED;
void         flo_cli_table_addv  (FloCliTable       *self,
                                  const char *const *cells);
void         flo_cli_table_print (FloCliTable   *self,
                                  FloCliOutput  *output);
void         flo_cli_table_free  (FloCliTable   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloCliTable, flo_cli_table_free)

G_END_DECLS
