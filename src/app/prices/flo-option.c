/* flo-option.c: a word that is ticked or not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/prices/flo-option.h"

struct _FloOption
{
  GObject parent_instance;

  char *name;              /* (owned) */
  gboolean active;
};

typedef enum
{
  PROP_NAME = 1,
  PROP_ACTIVE,
} FloOptionProperty;

static GParamSpec *properties[PROP_ACTIVE + 1];

G_DEFINE_FINAL_TYPE (FloOption, flo_option, G_TYPE_OBJECT)

static void
flo_option_finalize (GObject *object)
{
  g_free (FLO_OPTION (object)->name);
  G_OBJECT_CLASS (flo_option_parent_class)->finalize (object);
}

static void
flo_option_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  FloOption *self = FLO_OPTION (object);

  switch ((FloOptionProperty) id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_option_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  FloOption *self = FLO_OPTION (object);

  switch ((FloOptionProperty) id)
    {
    case PROP_ACTIVE:
      flo_option_set_active (self, g_value_get_boolean (value));
      break;
    case PROP_NAME:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_option_class_init (FloOptionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = flo_option_finalize;
  object_class->get_property = flo_option_get_property;
  object_class->set_property = flo_option_set_property;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_option_init (FloOption *self)
{
}

FloOption *
flo_option_new (const char *name,
                gboolean    active)
{
  FloOption *self = g_object_new (FLO_TYPE_OPTION, NULL);

  self->name = g_strdup (name);
  self->active = active;
  return self;
}

const char *
flo_option_get_name (FloOption *self)
{
  g_return_val_if_fail (FLO_IS_OPTION (self), NULL);
  return self->name;
}

gboolean
flo_option_get_active (FloOption *self)
{
  g_return_val_if_fail (FLO_IS_OPTION (self), FALSE);
  return self->active;
}

void
flo_option_set_active (FloOption *self,
                       gboolean   active)
{
  g_return_if_fail (FLO_IS_OPTION (self));
  if (self->active == active)
    return;
  self->active = active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}
