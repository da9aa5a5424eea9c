/* flo-cli-output.h: what people and scripts see
 *
 * Results go to standard output, everything else to standard error. Escape codes are written only to
 * a terminal, colours only without NO_COLOR.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _FloCliOutput FloCliOutput;

FloCliOutput *flo_cli_output_new           (gboolean       json,
                                            gboolean       quiet);
void          flo_cli_output_free          (FloCliOutput  *self);
gboolean      flo_cli_output_is_json       (FloCliOutput  *self);

/* Result text; nothing with --json. */
void          flo_cli_output_print         (FloCliOutput  *self,
                                            const char    *format,
                                            ...) G_GNUC_PRINTF (2, 3);
/* A text that is the result by itself, with or without --json. */
void          flo_cli_output_text          (FloCliOutput  *self,
                                            const char    *text);
/* The one value of --json. Takes @node. */
void          flo_cli_output_json          (FloCliOutput  *self,
                                            JsonNode      *node);
/* One of many values, a line each, where standard output is a stream. Takes @node. */
void          flo_cli_output_json_line     (FloCliOutput  *self,
                                            JsonNode      *node);
/* For people who wait; nothing with --quiet. */
void          flo_cli_output_note          (FloCliOutput  *self,
                                            const char    *format,
                                            ...) G_GNUC_PRINTF (2, 3);
/* A question, or what belongs to one: always, on standard error, without an end of line. */
void          flo_cli_output_ask           (FloCliOutput  *self,
                                            const char    *format,
                                            ...) G_GNUC_PRINTF (2, 3);
/* Why a command failed: on standard error, with what to do about it; with --json also as the one value, unless
 * a part of a value was printed already. */
void          flo_cli_output_fail          (FloCliOutput  *self,
                                            const GError  *error,
                                            int            exit_code);
/* Always, on standard error, after "flotillactl: ". */
void          flo_cli_output_complain      (FloCliOutput  *self,
                                            const char    *message);
/* A line of progress: redrawn in place as a bar on a terminal, otherwise printed once for each change. */
void          flo_cli_output_progress      (FloCliOutput  *self,
                                            const char    *what,
                                            guint          done,
                                            guint          total);
/* The bar that is being drawn becomes a finished line. */
void          flo_cli_output_end_progress  (FloCliOutput  *self);
/* Everything was written: FALSE when standard output is full or gone. */
gboolean      flo_cli_output_flush         (FloCliOutput  *self,
                                            GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloCliOutput, flo_cli_output_free)

G_END_DECLS
