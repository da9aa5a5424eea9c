/* aws-csv-reader.h: reads tables as their bytes come in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Gets a line; @cells are borrowed until it returns. FALSE with @error set ends the reading. */
typedef gboolean (*AwsCsvRowFunc) (const char *const *cells,
                                   guint              n_cells,
                                   gpointer           user_data,
                                   GError           **error);

/* Commas, cells in quotes where needed, a doubled quote for one inside, lines end in \n or \r\n.
 * Memory is bounded by a line. */
typedef struct _AwsCsvReader AwsCsvReader;

AwsCsvReader *aws_csv_reader_new    (AwsCsvRowFunc   row_func,
                                     gpointer        row_data) G_GNUC_WARN_UNUSED_RESULT;
void          aws_csv_reader_free   (AwsCsvReader   *self);
/* The number of the line that is being read, from 1. */
guint64       aws_csv_reader_get_line (AwsCsvReader *self);
gboolean      aws_csv_reader_feed   (AwsCsvReader   *self,
                                     const char     *data,
                                     gsize           length,
                                     GError        **error);
gboolean      aws_csv_reader_finish (AwsCsvReader   *self,
                                     GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsCsvReader, aws_csv_reader_free)

G_END_DECLS
