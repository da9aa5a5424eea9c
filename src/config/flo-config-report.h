/* flo-config-report.h: collects what is wrong with a config
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config-problem.h"
#include "config/flo-json-node.h"

G_BEGIN_DECLS

/* More problems than this help nobody; the last one says that there are more. */
#define FLO_CONFIG_MAX_PROBLEMS 100

typedef struct _FloConfigReport FloConfigReport;

FloConfigReport *flo_config_report_new       (void);
void             flo_config_report_free      (FloConfigReport   *self);
/* Where paths are looked up from now on; borrowed. Without a document, problems have no place. */
void             flo_config_report_set_document (FloConfigReport   *self,
                                                 const FloJsonNode *document);
/* The place is that of the value at @path, or of the nearest object around it that exists.
 * A second error about one path is dropped: it would only be a consequence of the first. */
void             flo_config_report_error     (FloConfigReport   *self,
                                              const char        *path,
                                              const char        *hint,
                                              const char        *format,
                                              ...) G_GNUC_PRINTF (4, 5);
void             flo_config_report_warning   (FloConfigReport   *self,
                                              const char        *path,
                                              const char        *hint,
                                              const char        *format,
                                              ...) G_GNUC_PRINTF (4, 5);
/* An error at a place of its own: a key, or text that could not be read. */
void             flo_config_report_error_at  (FloConfigReport   *self,
                                              const char        *path,
                                              guint              line,
                                              guint              column,
                                              const char        *hint,
                                              const char        *message);
/* The value at @path is broken, and whoever found out has reported it without knowing the path. */
void             flo_config_report_mark_broken (FloConfigReport *self,
                                                const char      *path);
/* Whether there was an error about @path or something inside it: what was read there is not what was meant. */
gboolean         flo_config_report_is_broken (FloConfigReport   *self,
                                              const char        *path);
/* Whether there is a document and @path is in it. */
gboolean         flo_config_report_is_given  (FloConfigReport   *self,
                                              const char        *path);
gboolean         flo_config_report_has_error (FloConfigReport   *self);
/* Ends the report. Returns: (transfer full) (element-type FloConfigProblem): in document order */
GPtrArray       *flo_config_report_finish    (FloConfigReport   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloConfigReport, flo_config_report_free)

/* "/tags/a~1b": a JSON pointer to the member or item @name of @path. A name that looks like a
 * secret is left out. (transfer full) */
char            *flo_config_path_join        (const char        *path,
                                              const char        *name);

G_END_DECLS
