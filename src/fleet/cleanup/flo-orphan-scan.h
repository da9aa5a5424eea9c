/* flo-orphan-scan.h: looks through all regions for what carries our tag and belongs to no living fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account.h"
#include "fleet/cleanup/flo-orphan.h"
#include "store/flo-store.h"

G_BEGIN_DECLS

/* What a scan could not see. Owned strings. */
typedef struct
{
  char *region;
  char *message;           /* a sentence, with AWS's reason */
} FloScanGap;

#define FLO_TYPE_ORPHAN_SCAN (flo_orphan_scan_get_type ())
G_DECLARE_FINAL_TYPE (FloOrphanScan, flo_orphan_scan, FLO, ORPHAN_SCAN, GObject)

/* One look; a new one is a new object. Changes nothing. Belongs to the main context it is made in.
 * Signal "progress": a region was done.
 *
 * A living fleet is one of the store's, under whatever account's name: an AWS account may have several names here, and what
 * is alive is never named. What carries no tag, and what AWS does not list by tags, is not found: queues, rules of
 * EventBridge, images, and EC2 Fleet requests that AWS has forgotten. */
FloOrphanScan *flo_orphan_scan_new           (FloStore             *store,
                                              FloAccount           *account);
/* @regions: (nullable): only these; NULL: all the account has enabled. A region, or a kind, that fails is a gap and hides
 * nothing else; fails when the regions cannot be listed, and when it is cancelled. */
void           flo_orphan_scan_run_async     (FloOrphanScan        *self,
                                              const char * const   *regions,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean       flo_orphan_scan_run_finish    (FloOrphanScan        *self,
                                              GAsyncResult         *result,
                                              GError              **error);
GListModel    *flo_orphan_scan_get_orphans   (FloOrphanScan        *self);   /* FloOrphan: by region, then id */
GPtrArray     *flo_orphan_scan_get_gaps      (FloOrphanScan        *self);   /* (element-type FloScanGap), borrowed */
guint          flo_orphan_scan_get_n_regions (FloOrphanScan        *self);   /* 0 until they are known */
guint          flo_orphan_scan_get_n_done    (FloOrphanScan        *self);
gint64         flo_orphan_scan_get_time      (FloOrphanScan        *self);   /* when it began, Unix seconds */
/* Borrowed; NULL when there is none. @region: (nullable): any */
FloOrphan     *flo_orphan_scan_find          (FloOrphanScan        *self,
                                              const char           *id,
                                              const char           *region);

G_END_DECLS
