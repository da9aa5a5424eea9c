/* flo-event.c: something that happened to a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-event"

#include "flotilla-config.h"

#include "fleet/flo-event.h"

struct _FloEvent
{
  GObject parent_instance;

  gint64 id;
  gint64 time;       /* Unix microseconds */
  FloEventKind kind;
  char *title;       /* (owned) */
  char *reason;      /* (owned) (nullable) */
  char *resource;    /* (owned) (nullable) */
  char *zone;        /* (owned) (nullable) */
};

typedef enum
{
  PROP_ID = 1,
  PROP_TIME,
  PROP_KIND,
  PROP_TITLE,
  PROP_REASON,
  PROP_RESOURCE,
  PROP_ZONE,
} FloEventProperty;

G_DEFINE_FINAL_TYPE (FloEvent, flo_event, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_ZONE + 1];

static const char * const words[] = {
  [FLO_EVENT_ACTION] = "action",
  [FLO_EVENT_NOTICE] = "notice",
  [FLO_EVENT_LOST] = "lost",
  [FLO_EVENT_PROBLEM] = "problem",
  [FLO_EVENT_MILESTONE] = "milestone",
  [FLO_EVENT_REQUEST] = "request",
};


const char *
flo_event_kind_get_word (FloEventKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (words), NULL);

  return words[kind];
}

gboolean
flo_event_kind_from_word (const char   *word,
                          FloEventKind *kind)
{
  g_return_val_if_fail (word != NULL, FALSE);
  g_return_val_if_fail (kind != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (words[i], word))
        {
          *kind = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
flo_event_finalize (GObject *object)
{
  FloEvent *self = FLO_EVENT (object);

  g_free (self->title);
  g_free (self->reason);
  g_free (self->resource);
  g_free (self->zone);

  G_OBJECT_CLASS (flo_event_parent_class)->finalize (object);
}

static void
flo_event_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  FloEvent *self = FLO_EVENT (object);

  switch ((FloEventProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_TIME:
      g_value_set_int64 (value, self->time);
      break;
    case PROP_KIND:
      g_value_set_int (value, self->kind);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    case PROP_RESOURCE:
      g_value_set_string (value, self->resource);
      break;
    case PROP_ZONE:
      g_value_set_string (value, self->zone);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_event_class_init (FloEventClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = flo_event_finalize;
  object_class->get_property = flo_event_get_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, 0, G_N_ELEMENTS (words) - 1, 0, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  properties[PROP_RESOURCE] = g_param_spec_string ("resource", NULL, NULL, NULL, flags);
  properties[PROP_ZONE] = g_param_spec_string ("zone", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_event_init (FloEvent *self)
{
}

FloEvent *
flo_event_new (gint64        id,
               gint64        time,
               FloEventKind  kind,
               const char   *title,
               const char   *reason,
               const char   *resource,
               const char   *zone)
{
  FloEvent *self;

  g_return_val_if_fail (kind < G_N_ELEMENTS (words), NULL);
  g_return_val_if_fail (title != NULL, NULL);

  self = g_object_new (FLO_TYPE_EVENT, NULL);
  self->id = id;
  self->time = time;
  self->kind = kind;
  self->title = g_strdup (title);
  self->reason = g_strdup (reason);
  self->resource = g_strdup (resource);
  self->zone = g_strdup (zone);

  return self;
}

gint64
flo_event_get_id (FloEvent *self)
{
  g_return_val_if_fail (FLO_IS_EVENT (self), 0);

  return self->id;
}

gint64
flo_event_get_time (FloEvent *self)
{
  g_return_val_if_fail (FLO_IS_EVENT (self), 0);

  return self->time;
}

FloEventKind
flo_event_get_kind (FloEvent *self)
{
  g_return_val_if_fail (FLO_IS_EVENT (self), FLO_EVENT_ACTION);

  return self->kind;
}

const char *
flo_event_get_title (FloEvent *self)
{
  g_return_val_if_fail (FLO_IS_EVENT (self), NULL);

  return self->title;
}

const char *
flo_event_get_reason (FloEvent *self)
{
  g_return_val_if_fail (FLO_IS_EVENT (self), NULL);

  return self->reason;
}

const char *
flo_event_get_resource (FloEvent *self)
{
  g_return_val_if_fail (FLO_IS_EVENT (self), NULL);

  return self->resource;
}

const char *
flo_event_get_zone (FloEvent *self)
{
  g_return_val_if_fail (FLO_IS_EVENT (self), NULL);

  return self->zone;
}
