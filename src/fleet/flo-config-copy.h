/* flo-config-copy.h: a fleet's config in the tags of its launch template, for who finds the fleet and knows nothing of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"

G_BEGIN_DECLS

/* The tags that hold it, in this order; each holds FLO_CONFIG_COPY_TAG_CHARS at most. EC2 takes 50 tags, of which a config
 * may name 40. */
#define FLO_CONFIG_COPY_TAGS { "flotilla:copy-1", "flotilla:copy-2", "flotilla:copy-3", "flotilla:copy-4", NULL }
#define FLO_CONFIG_COPY_TAG_CHARS 250
#define FLO_CONFIG_COPY_MAX_CHARS (4 * FLO_CONFIG_COPY_TAG_CHARS)

/* The how manieth config a fleet has. */
typedef struct
{
  guint number;            /* from 1 on */
  guint nodes_since;       /* nodes that were launched with an earlier one than this are to be replaced */
} FloRevision;

/* The config without what is of this computer only (its account's name), packed: letters that every tag may hold. A config
 * never holds a secret. The same config gives the same text. Returns: (transfer full) (nullable): NULL: it is too long, as
 * with a long list of types. @revision: (nullable): the first */
char      *flo_config_copy_pack   (const FloConfig   *config,
                                   const FloRevision *revision);
/* @text: from outside; @revision: (out) (optional). Returns: (transfer full) (nullable): NULL with G_IO_ERROR_INVALID_DATA: it holds no config that
 * this version takes */
FloConfig *flo_config_copy_unpack (const char        *text,
                                   FloRevision       *revision,
                                   GError           **error);

G_END_DECLS
