/* flo-config-row.c: a part of the config in a row that unfolds: folded, it says in a few words how it is set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-config-row.h"

#include "app/support/flo-choice-row.h"

typedef struct
{
  gboolean loading;
} FloConfigRowPrivate;

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FloConfigRow, flo_config_row, ADW_TYPE_EXPANDER_ROW)

static void
describe (FloConfigRow    *self,
          const FloConfig *config)
{
  g_autofree char *words = FLO_CONFIG_ROW_GET_CLASS (self)->describe (config);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), escaped);
}

static void
show (FloConfigRow *self)
{
  FloConfigRowClass *klass = FLO_CONFIG_ROW_GET_CLASS (self);

  if (klass->show != NULL)
    klass->show (self);
}

static void
flo_config_row_class_init (FloConfigRowClass *klass)
{
  g_type_ensure (FLO_TYPE_CHOICE_ROW);
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
flo_config_row_init (FloConfigRow *self)
{
}

void
flo_config_row_load (FloConfigRow    *self,
                     const FloConfig *config)
{
  FloConfigRowPrivate *priv = flo_config_row_get_instance_private (self);

  g_return_if_fail (FLO_IS_CONFIG_ROW (self));
  g_return_if_fail (config != NULL);

  priv->loading = TRUE;
  FLO_CONFIG_ROW_GET_CLASS (self)->load (self, config);
  priv->loading = FALSE;
  show (self);
  describe (self, config);
}

void
flo_config_row_save (FloConfigRow *self,
                     FloConfig    *config)
{
  g_return_if_fail (FLO_IS_CONFIG_ROW (self));
  g_return_if_fail (config != NULL);

  FLO_CONFIG_ROW_GET_CLASS (self)->save (self, config);
  describe (self, config);
}

void
flo_config_row_edited (FloConfigRow *self)
{
  FloConfigRowPrivate *priv = flo_config_row_get_instance_private (self);

  g_return_if_fail (FLO_IS_CONFIG_ROW (self));

  if (priv->loading)
    return;
  show (self);
  g_signal_emit (self, signals[EDITED], 0);
}
