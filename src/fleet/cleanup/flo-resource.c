/* flo-resource.c: something at AWS that carries our tags
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-resource"

#include "flotilla-config.h"

#include "fleet/cleanup/flo-resource.h"

struct _FloResource
{
  GObject parent_instance;

  char *kind;    /* (owned) */
  char *id;      /* (owned) */
  char *name;    /* (owned) (nullable) */
  char *detail;  /* (owned) (nullable) */
};

typedef enum
{
  PROP_KIND = 1,
  PROP_ID,
  PROP_NAME,
  PROP_DETAIL,
} FloResourceProperty;

G_DEFINE_FINAL_TYPE (FloResource, flo_resource, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_DETAIL + 1];


static void
flo_resource_finalize (GObject *object)
{
  FloResource *self = FLO_RESOURCE (object);

  g_free (self->kind);
  g_free (self->id);
  g_free (self->name);
  g_free (self->detail);

  G_OBJECT_CLASS (flo_resource_parent_class)->finalize (object);
}

static void
flo_resource_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  FloResource *self = FLO_RESOURCE (object);

  switch ((FloResourceProperty) prop_id)
    {
    case PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_resource_class_init (FloResourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = flo_resource_finalize;
  object_class->get_property = flo_resource_get_property;

  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_resource_init (FloResource *self)
{
}

FloResource *
flo_resource_new (const char *kind,
                  const char *id,
                  const char *name,
                  const char *detail)
{
  FloResource *self;

  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (FLO_TYPE_RESOURCE, NULL);
  self->kind = g_strdup (kind);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->detail = g_strdup (detail);

  return self;
}

const char *
flo_resource_get_kind (FloResource *self)
{
  g_return_val_if_fail (FLO_IS_RESOURCE (self), NULL);

  return self->kind;
}

const char *
flo_resource_get_id (FloResource *self)
{
  g_return_val_if_fail (FLO_IS_RESOURCE (self), NULL);

  return self->id;
}

const char *
flo_resource_get_name (FloResource *self)
{
  g_return_val_if_fail (FLO_IS_RESOURCE (self), NULL);

  return self->name;
}

const char *
flo_resource_get_detail (FloResource *self)
{
  g_return_val_if_fail (FLO_IS_RESOURCE (self), NULL);

  return self->detail;
}
