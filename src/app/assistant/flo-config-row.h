/* flo-config-row.h: a part of the config in a row that unfolds: folded, it says in a few words how it is set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "config/flo-config.h"

G_BEGIN_DECLS

#define FLO_TYPE_CONFIG_ROW (flo_config_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (FloConfigRow, flo_config_row, FLO, CONFIG_ROW, AdwExpanderRow)

/* Emits "edited" when a person changed something.
 *
 * @load: shows in its widgets what @config says
 * @save: writes what they show into @config
 * @show: shows those of its widgets that matter; after a load and after each edit
 * @describe: how it is set, short; (transfer full) */
struct _FloConfigRowClass
{
  AdwExpanderRowClass parent_class;

  void  (*load)     (FloConfigRow    *self,
                     const FloConfig *config);
  void  (*save)     (FloConfigRow    *self,
                     FloConfig       *config);
  void  (*show)     (FloConfigRow    *self);
  char *(*describe) (const FloConfig *config);
};

/* Shows what @config says, without a signal. */
void flo_config_row_load   (FloConfigRow    *self,
                            const FloConfig *config);
/* Writes what is shown into @config. */
void flo_config_row_save   (FloConfigRow    *self,
                            FloConfig       *config);
/* For the rows: a widget of theirs says something else. */
void flo_config_row_edited (FloConfigRow    *self);

G_END_DECLS
