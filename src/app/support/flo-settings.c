/* flo-settings.c: what the application remembers about itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-settings.h"

#include "flotilla-config.h"

GSettings *
flo_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, FLO_APPLICATION_ID, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
