/* flo-config.c: the spot config, what a user wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config.h"

#include "config/flo-config-table.h"

G_DEFINE_BOXED_TYPE (FloConfig, flo_config, flo_config_ref, flo_config_unref)

/**
 * flo_config_new:
 *
 * Returns: (transfer full): a config with every default; it has no name, region or types yet
 */
FloConfig *
flo_config_new (void)
{
  FloConfig *self = g_atomic_rc_box_new0 (FloConfig);

  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    flo_config_field_reset (&FLO_CONFIG_FIELDS[i], self);

  return self;
}

FloConfig *
flo_config_ref (FloConfig *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
flo_config_clear (FloConfig *self)
{
  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    flo_config_field_clear (&FLO_CONFIG_FIELDS[i], self);
}

void
flo_config_unref (FloConfig *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) flo_config_clear);
}

/**
 * flo_config_copy:
 * @self: a config
 *
 * Returns: (transfer full): a config of its own with the same content, that may be changed
 */
FloConfig *
flo_config_copy (const FloConfig *self)
{
  FloConfig *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_atomic_rc_box_new0 (FloConfig);
  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    flo_config_field_copy (&FLO_CONFIG_FIELDS[i], self, copy);

  return copy;
}

/**
 * flo_config_equal:
 * @a: a config
 * @b: another
 *
 * Whether both say the same. An absent list and an empty one do; the order inside a list matters.
 */
gboolean
flo_config_equal (const FloConfig *a,
                  const FloConfig *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    if (!flo_config_field_equal (&FLO_CONFIG_FIELDS[i], a, b))
      return FALSE;

  return TRUE;
}

const char *
flo_config_get_login (const FloConfig *self)
{
  static const struct
  {
    const char *system;
    const char *user;
  } users[] = {
    { "amazon-linux-2023", "ec2-user" },
    { "ubuntu-24.04", "ubuntu" },
    { "debian-12", "admin" },
  };

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; self->access.user == NULL && self->image.id == NULL && i < G_N_ELEMENTS (users); i++)
    if (g_strcmp0 (self->image.system, users[i].system) == 0)
      return users[i].user;

  return self->access.user;
}
