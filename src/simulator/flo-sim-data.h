/* flo-sim-data.h: the tables built into the practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/flo-csv.h"

G_BEGIN_DECLS

/* The built-in file @name; it is a bug when there is none. */
GBytes     *flo_sim_data_lookup   (const char *name);
/* The same as a table. */
FloCsv     *flo_sim_data_open_csv (const char *name);

/* Cells of the table's line by the column's name; one that the table has not is a bug. (transfer none),
 * until the next line */
const char *flo_sim_data_get      (FloCsv     *table,
                                   const char *column);
gint64      flo_sim_data_get_int  (FloCsv     *table,
                                   const char *column);

G_END_DECLS
