/* flo-trace-row.h: recorded capacity of zones, from files, to rehearse with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "market/flo-market.h"

G_BEGIN_DECLS

#define FLO_TYPE_TRACE_ROW (flo_trace_row_get_type ())
G_DECLARE_FINAL_TYPE (FloTraceRow, flo_trace_row, FLO, TRACE_ROW, AdwExpanderRow)

/* Offers a file for each usable zone of @market; what was chosen stays as long as its zone is one of them. */
void       flo_trace_row_set_market  (FloTraceRow *self,
                                      FloMarket   *market);
/* Reads @file for @zone, which is one of the market's. */
void       flo_trace_row_load        (FloTraceRow *self,
                                      const char  *zone,
                                      GFile       *file);
/* (element-type FloZoneTrace) (transfer container) (nullable): what was read; NULL: nothing. Borrowed until the next turn of
 * the main loop. */
GPtrArray *flo_trace_row_list_traces (FloTraceRow *self);

G_END_DECLS
