/* flo-config-words.h: parts of a config in a few words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"

G_BEGIN_DECLS

/* (transfer full): there is always something to say. */
char *flo_config_words_warnings   (const FloConfig *config);
char *flo_config_words_health     (const FloConfig *config);
char *flo_config_words_reserves   (const FloConfig *config);
char *flo_config_words_launch     (const FloConfig *config);
/* The others are (transfer full) (nullable): NULL where the config asks for nothing of the kind. */
char *flo_config_words_budget     (const FloConfig *config);
char *flo_config_words_thresholds (const FloConfig *config);
char *flo_config_words_fallback   (const FloConfig *config);
char *flo_config_words_deadline   (const FloConfig *config);
char *flo_config_words_work      (const FloConfig *config);
char *flo_config_words_moves      (const FloConfig *config);
char *flo_config_words_mode       (const FloConfig *config);
char *flo_config_words_tags       (const FloConfig *config);
/* @now: Unix seconds: which entry holds then, and which is next. */
char *flo_config_words_schedule   (const FloConfig *config,
                                   gint64           now);
/* "20 nodes from Mon 30 Nov 08:00 on": when an entry is due next. NULL: it cannot be read, or never comes. */
char *flo_config_words_entry      (const char      *entry,
                                   const char      *time_zone,
                                   gint64           now);

G_END_DECLS
