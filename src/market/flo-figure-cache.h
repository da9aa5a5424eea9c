/* flo-figure-cache.h: files of figures that AWS publishes, kept between runs
 *
 * They are kept below $XDG_CACHE_HOME/flotilla/figures/PLACE; a place is who said so (see
 * aws_public_file_dup_place()): what the practice cloud says is not AWS's word. All of it may be deleted at any time.
 *
 * These read and write files: not for the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* No table is larger: what is, was not written by us. */
#define FLO_FIGURE_CACHE_MAX_SIZE (8 * 1024 * 1024)

/* (transfer full) (nullable): a file's content; NULL when there is none that can be read. A damaged one is reported in
 * the log, and is as good as none.
 * @time: (out) (optional): when AWS said so, Unix seconds
 * @etag: (out) (optional) (nullable) (transfer full): AWS's name of that state */
GBytes   *flo_figure_cache_read  (const char  *place,
                                  const char  *name,
                                  gint64      *time,
                                  char       **etag);
/* Replaces the file atomically, readable for its user only. Other places that were not written for a week go. */
gboolean  flo_figure_cache_write (const char  *place,
                                  const char  *name,
                                  GBytes      *content,
                                  gint64       time,
                                  const char  *etag,
                                  GError     **error);

G_END_DECLS
