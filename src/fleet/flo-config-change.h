/* flo-config-change.h: what another config changes about a fleet that lives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config/flo-config.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_CHANGE_AT_ONCE,      /* the planner goes by it from the next turn on */
  FLO_CHANGE_UNFIT,        /* the same, and nodes that do not fit any more are replaced */
  FLO_CHANGE_NODES,        /* new nodes start with it; those that run are replaced in turn */
  FLO_CHANGE_REFUSED,      /* it cannot be changed as long as the fleet lives */
} FloChangeKind;

/* "at-once", stable, for JSON */
const char *flo_change_kind_get_word (FloChangeKind    kind);
/* When it comes true: "at once", to be translated where it is shown */
const char *flo_change_kind_get_effect (FloChangeKind  kind);

/* One key that differs. Owned strings. */
typedef struct
{
  char *key;               /* "storage.size_gib" */
  const char *title;       /* "Disk in GiB": static, to be translated where it is shown */
  char *before;            /* (nullable): JSON; NULL: it is not set */
  char *after;             /* (nullable) */
  char *was;               /* the same as people read it: "$2.00", "not set" */
  char *becomes;
  FloChangeKind kind;
  char *why;               /* (nullable): why it is refused, and what to do instead, a sentence without a full stop */
} FloConfigChange;

/* Pure. Returns: (transfer full) (element-type FloConfigChange): in the order of the config's table; empty: they are the
 * same but for the account's name, which is of this computer only, when @after names none */
GPtrArray  *flo_config_changes_list  (const FloConfig *before,
                                      const FloConfig *after);
/* The strongest there is; at once when there is none. */
FloChangeKind flo_config_changes_get_kind (GPtrArray   *changes);
/* How nodes are replaced, few at a time; a sentence without a full stop. @nodes: that are wanted. (transfer full) (nullable):
 * NULL: none is */
char       *flo_config_changes_describe_replacing (GPtrArray       *changes,
                                                   const FloConfig *after,
                                                   guint            nodes);
/* Why a fleet that lives with @config cannot have another value of that key, to be translated where it is shown. (nullable):
 * NULL: it can */
const char *flo_config_find_fixed    (const FloConfig *config,
                                      const char      *section,
                                      const char      *key);
/* "storage.size_gib, tags and 3 more", for a title. (transfer full) */
char       *flo_config_changes_name  (GPtrArray       *changes);
/* Whether nodes start from the same image as before. */
gboolean    flo_config_keeps_image   (const FloConfig *before,
                                      const FloConfig *after);

G_END_DECLS
