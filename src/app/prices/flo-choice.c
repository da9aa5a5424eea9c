/* flo-choice.c: a word that is ticked or not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/prices/flo-choice.h"

struct _FloChoice
{
  GObject parent_instance;

  char *name;              /* (owned) */
  gboolean active;
};

typedef enum
{
  PROP_NAME = 1,
  PROP_ACTIVE,
} FloChoiceProperty;

static GParamSpec *properties[PROP_ACTIVE + 1];

G_DEFINE_FINAL_TYPE (FloChoice, flo_choice, G_TYPE_OBJECT)

static void
flo_choice_finalize (GObject *object)
{
  g_free (FLO_CHOICE (object)->name);
  G_OBJECT_CLASS (flo_choice_parent_class)->finalize (object);
}

static void
flo_choice_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  FloChoice *self = FLO_CHOICE (object);

  switch ((FloChoiceProperty) id)
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
flo_choice_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  FloChoice *self = FLO_CHOICE (object);

  switch ((FloChoiceProperty) id)
    {
    case PROP_ACTIVE:
      flo_choice_set_active (self, g_value_get_boolean (value));
      break;
    case PROP_NAME:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_choice_class_init (FloChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = flo_choice_finalize;
  object_class->get_property = flo_choice_get_property;
  object_class->set_property = flo_choice_set_property;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_choice_init (FloChoice *self)
{
}

FloChoice *
flo_choice_new (const char *name,
                gboolean    active)
{
  FloChoice *self = g_object_new (FLO_TYPE_CHOICE, NULL);

  self->name = g_strdup (name);
  self->active = active;
  return self;
}

const char *
flo_choice_get_name (FloChoice *self)
{
  g_return_val_if_fail (FLO_IS_CHOICE (self), NULL);
  return self->name;
}

gboolean
flo_choice_get_active (FloChoice *self)
{
  g_return_val_if_fail (FLO_IS_CHOICE (self), FALSE);
  return self->active;
}

void
flo_choice_set_active (FloChoice *self,
                       gboolean   active)
{
  g_return_if_fail (FLO_IS_CHOICE (self));
  if (self->active == active)
    return;
  self->active = active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}
