/* flo-permission.c: one right and whether an account has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-account"

#include "flotilla-config.h"

#include "account/flo-permission-private.h"

struct _FloPermission
{
  GObject parent_instance;

  const FloRight *right;     /* (unowned): static */
  FloPermissionState state;
  char *detail;              /* (owned) (nullable) */
};

typedef enum
{
  PROP_ACTION = 1,
  PROP_PURPOSE,
  PROP_STATE,
  PROP_DETAIL,
} FloPermissionProperty;

G_DEFINE_FINAL_TYPE (FloPermission, flo_permission, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_DETAIL + 1];

GType
flo_permission_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { FLO_PERMISSION_UNKNOWN, "FLO_PERMISSION_UNKNOWN", "unknown" },
        { FLO_PERMISSION_ALLOWED, "FLO_PERMISSION_ALLOWED", "allowed" },
        { FLO_PERMISSION_DENIED, "FLO_PERMISSION_DENIED", "denied" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_enum_register_static ("FloPermissionState", values));
    }
  return type;
}

static void
flo_permission_finalize (GObject *object)
{
  g_free (FLO_PERMISSION (object)->detail);

  G_OBJECT_CLASS (flo_permission_parent_class)->finalize (object);
}

static void
flo_permission_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  FloPermission *self = FLO_PERMISSION (object);

  switch ((FloPermissionProperty) property_id)
    {
    case PROP_ACTION:
      g_value_set_string (value, self->right->action);
      break;
    case PROP_PURPOSE:
      g_value_set_string (value, self->right->purpose);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
flo_permission_class_init (FloPermissionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = flo_permission_finalize;
  object_class->get_property = flo_permission_get_property;

  properties[PROP_ACTION] = g_param_spec_string ("action", NULL, NULL, NULL, flags);
  properties[PROP_PURPOSE] = g_param_spec_string ("purpose", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, FLO_TYPE_PERMISSION_STATE,
                                              FLO_PERMISSION_UNKNOWN, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_permission_init (FloPermission *self)
{
}

FloPermission *
_flo_permission_new (const FloRight     *right,
                     FloPermissionState  state,
                     const char         *detail)
{
  FloPermission *self = g_object_new (FLO_TYPE_PERMISSION, NULL);

  self->right = right;
  self->state = state;
  self->detail = g_strdup (detail);
  return self;
}

const char *
flo_permission_get_action (FloPermission *self)
{
  g_return_val_if_fail (FLO_IS_PERMISSION (self), NULL);

  return self->right->action;
}

const char *
flo_permission_get_purpose (FloPermission *self)
{
  g_return_val_if_fail (FLO_IS_PERMISSION (self), NULL);

  return self->right->purpose;
}

FloPermissionState
flo_permission_get_state (FloPermission *self)
{
  g_return_val_if_fail (FLO_IS_PERMISSION (self), FLO_PERMISSION_UNKNOWN);

  return self->state;
}

const char *
flo_permission_get_detail (FloPermission *self)
{
  g_return_val_if_fail (FLO_IS_PERMISSION (self), NULL);

  return self->detail;
}
