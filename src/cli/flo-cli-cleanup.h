/* flo-cli-cleanup.h: what the commands of the group share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/flo-cli-context.h"
#include "fleet/cleanup/flo-orphan-scan.h"

G_BEGIN_DECLS

/* Looks through @regions, NULL: those the command line names, else all. */
FloOrphanScan *flo_cli_cleanup_look        (FloCliContext       *context,
                                            const char * const  *regions,
                                            GError             **error);
/* One line a fleet. */
void           flo_cli_cleanup_print       (FloCliOutput        *output,
                                            GPtrArray           *orphans);
/* What could not be seen, and what never can. */
void           flo_cli_cleanup_print_gaps  (FloCliOutput        *output,
                                            FloOrphanScan       *scan);
/* Members of the object the builder is in. */
void           flo_cli_cleanup_add_orphans (JsonBuilder         *builder,
                                            const char          *name,
                                            GPtrArray           *orphans);
void           flo_cli_cleanup_add_gaps    (JsonBuilder         *builder,
                                            FloOrphanScan       *scan);
/* (element-type FloOrphan): of the scan, all of them */
GPtrArray     *flo_cli_cleanup_list        (FloOrphanScan       *scan);

FloCliExit     flo_cli_cleanup_run         (FloCliContext       *context,
                                            GError             **error);
FloCliExit     flo_cli_cleanup_adopt       (FloCliContext       *context,
                                            GError             **error);

G_END_DECLS
