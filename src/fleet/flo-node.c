/* flo-node.c: an instance of a fleet, as published
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-node"

#include "flotilla-config.h"

#include "fleet/flo-node-private.h"

struct _FloNode
{
  GObject parent_instance;

  char *id;                /* (owned) */
  char *instance_type;     /* (owned) (nullable) */
  char *zone;              /* (owned) (nullable) */
  char *zone_id;           /* (owned) (nullable) */
  char *state_detail;      /* (owned) (nullable) */
  char *public_address;    /* (owned) (nullable) */
  char *health_detail;     /* (owned) (nullable) */
  char *maintenance;       /* (owned) (nullable) */
  FloNodeHealth health;
  gint64 maintenance_at;
  gboolean spot;
  gboolean standby;
  FloNodeState state;
  gint64 launched_at;      /* Unix seconds, 0 = not known */
  gint64 ended_at;
  gint64 notice_ends_at;
  FloMoney price;          /* per hour */
  FloMoney cost;
  FloMoney credit;
  FloMoney extras_per_hour;
  FloMoney extras;
};

typedef enum
{
  PROP_ID = 1,
  PROP_INSTANCE_TYPE,
  PROP_ZONE,
  PROP_ZONE_ID,
  PROP_SPOT,
  PROP_STANDBY,
  PROP_STATE,
  PROP_STATE_DETAIL,
  PROP_LAUNCHED_AT,
  PROP_ENDED_AT,
  PROP_NOTICE_ENDS_AT,
  PROP_PRICE,
  PROP_COST,
  PROP_PUBLIC_ADDRESS,
  PROP_HEALTH,
  PROP_HEALTH_DETAIL,
  PROP_MAINTENANCE,
  PROP_MAINTENANCE_AT,
  N_PROPERTIES,
} FloNodeProperty;

G_DEFINE_FINAL_TYPE (FloNode, flo_node, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPERTIES];

static const GEnumValue healths[] = {
  { FLO_HEALTH_UNKNOWN, "FLO_HEALTH_UNKNOWN", "unknown" },
  { FLO_HEALTH_STARTING, "FLO_HEALTH_STARTING", "starting" },
  { FLO_HEALTH_PASSED, "FLO_HEALTH_PASSED", "passed" },
  { FLO_HEALTH_IMPAIRED, "FLO_HEALTH_IMPAIRED", "impaired" },
  { 0, NULL, NULL },
};

static const GEnumValue states[] = {
  { FLO_NODE_PENDING, "FLO_NODE_PENDING", "pending" },
  { FLO_NODE_RUNNING, "FLO_NODE_RUNNING", "running" },
  { FLO_NODE_NOTICED, "FLO_NODE_NOTICED", "noticed" },
  { FLO_NODE_STOPPING, "FLO_NODE_STOPPING", "stopping" },
  { FLO_NODE_STANDBY, "FLO_NODE_STANDBY", "standby" },
  { FLO_NODE_TERMINATED, "FLO_NODE_TERMINATED", "terminated" },
  { 0, NULL, NULL },
};


GType
flo_node_state_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FloNodeState", states));

  return type;
}

const char *
flo_node_state_get_word (FloNodeState state)
{
  g_return_val_if_fail (state <= FLO_NODE_TERMINATED, NULL);

  return states[state].value_nick;
}

GType
flo_node_health_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FloNodeHealth", healths));

  return type;
}

const char *
flo_node_health_get_word (FloNodeHealth health)
{
  g_return_val_if_fail (health <= FLO_HEALTH_IMPAIRED, NULL);

  return healths[health].value_nick;
}

static void
flo_node_finalize (GObject *object)
{
  FloNode *self = FLO_NODE (object);

  g_free (self->id);
  g_free (self->instance_type);
  g_free (self->zone);
  g_free (self->zone_id);
  g_free (self->state_detail);
  g_free (self->public_address);
  g_free (self->health_detail);
  g_free (self->maintenance);

  G_OBJECT_CLASS (flo_node_parent_class)->finalize (object);
}

static void
flo_node_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  FloNode *self = FLO_NODE (object);

  switch ((FloNodeProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_INSTANCE_TYPE:
      g_value_set_string (value, self->instance_type);
      break;
    case PROP_ZONE:
      g_value_set_string (value, self->zone);
      break;
    case PROP_ZONE_ID:
      g_value_set_string (value, self->zone_id);
      break;
    case PROP_SPOT:
      g_value_set_boolean (value, self->spot);
      break;
    case PROP_STANDBY:
      g_value_set_boolean (value, self->standby);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_STATE_DETAIL:
      g_value_set_string (value, self->state_detail);
      break;
    case PROP_LAUNCHED_AT:
      g_value_set_int64 (value, self->launched_at);
      break;
    case PROP_ENDED_AT:
      g_value_set_int64 (value, self->ended_at);
      break;
    case PROP_NOTICE_ENDS_AT:
      g_value_set_int64 (value, self->notice_ends_at);
      break;
    case PROP_PRICE:
      g_value_set_int64 (value, self->price);
      break;
    case PROP_COST:
      g_value_set_int64 (value, self->cost);
      break;
    case PROP_PUBLIC_ADDRESS:
      g_value_set_string (value, self->public_address);
      break;
    case PROP_HEALTH:
      g_value_set_enum (value, self->health);
      break;
    case PROP_HEALTH_DETAIL:
      g_value_set_string (value, self->health_detail);
      break;
    case PROP_MAINTENANCE:
      g_value_set_string (value, self->maintenance);
      break;
    case PROP_MAINTENANCE_AT:
      g_value_set_int64 (value, self->maintenance_at);
      break;
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_node_class_init (FloNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = flo_node_finalize;
  object_class->get_property = flo_node_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_INSTANCE_TYPE] = g_param_spec_string ("instance-type", NULL, NULL, NULL, flags);
  properties[PROP_ZONE] = g_param_spec_string ("zone", NULL, NULL, NULL, flags);
  properties[PROP_ZONE_ID] = g_param_spec_string ("zone-id", NULL, NULL, NULL, flags);
  properties[PROP_SPOT] = g_param_spec_boolean ("spot", NULL, NULL, FALSE, flags);
  properties[PROP_STANDBY] = g_param_spec_boolean ("standby", NULL, NULL, FALSE, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, FLO_TYPE_NODE_STATE, FLO_NODE_PENDING, flags);
  properties[PROP_STATE_DETAIL] = g_param_spec_string ("state-detail", NULL, NULL, NULL, flags);
  properties[PROP_LAUNCHED_AT] = g_param_spec_int64 ("launched-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ENDED_AT] = g_param_spec_int64 ("ended-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_NOTICE_ENDS_AT] = g_param_spec_int64 ("notice-ends-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PRICE] = g_param_spec_int64 ("price", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_COST] = g_param_spec_int64 ("cost", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PUBLIC_ADDRESS] = g_param_spec_string ("public-address", NULL, NULL, NULL, flags);
  properties[PROP_HEALTH] = g_param_spec_enum ("health", NULL, NULL, FLO_TYPE_NODE_HEALTH, FLO_HEALTH_UNKNOWN, flags);
  properties[PROP_HEALTH_DETAIL] = g_param_spec_string ("health-detail", NULL, NULL, NULL, flags);
  properties[PROP_MAINTENANCE] = g_param_spec_string ("maintenance", NULL, NULL, NULL, flags);
  properties[PROP_MAINTENANCE_AT] = g_param_spec_int64 ("maintenance-at", NULL, NULL, 0, G_MAXINT64, 0, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_node_init (FloNode *self)
{
}

FloNode *
flo_node_new (const char *id)
{
  FloNode *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (FLO_TYPE_NODE, NULL);
  self->id = g_strdup (id);

  return self;
}

static void
set_string (FloNode         *self,
            char           **field,
            const char      *value,
            FloNodeProperty  property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;

  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_int64 (FloNode         *self,
           gint64          *field,
           gint64           value,
           FloNodeProperty  property)
{
  if (*field == value)
    return;

  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
flo_node_set_facts (FloNode    *self,
                    const char *instance_type,
                    const char *zone,
                    const char *zone_id,
                    gboolean    spot,
                    gint64      launched_at)
{
  g_return_if_fail (FLO_IS_NODE (self));

  if (instance_type != NULL)
    set_string (self, &self->instance_type, instance_type, PROP_INSTANCE_TYPE);
  if (zone != NULL)
    set_string (self, &self->zone, zone, PROP_ZONE);
  if (zone_id != NULL)
    set_string (self, &self->zone_id, zone_id, PROP_ZONE_ID);
  if (launched_at != 0)
    set_int64 (self, &self->launched_at, launched_at, PROP_LAUNCHED_AT);

  if (self->spot != !!spot)
    {
      self->spot = !!spot;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPOT]);
    }
}

void
flo_node_set_state (FloNode      *self,
                    FloNodeState  state,
                    const char   *detail)
{
  g_return_if_fail (FLO_IS_NODE (self));

  set_string (self, &self->state_detail, detail, PROP_STATE_DETAIL);

  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
}

void
flo_node_set_ended_at (FloNode *self,
                       gint64   ended_at)
{
  g_return_if_fail (FLO_IS_NODE (self));

  set_int64 (self, &self->ended_at, ended_at, PROP_ENDED_AT);
}

void
flo_node_set_notice_ends_at (FloNode *self,
                             gint64   notice_ends_at)
{
  g_return_if_fail (FLO_IS_NODE (self));

  set_int64 (self, &self->notice_ends_at, notice_ends_at, PROP_NOTICE_ENDS_AT);
}

void
flo_node_set_health (FloNode       *self,
                     FloNodeHealth  health,
                     const char    *detail)
{
  g_return_if_fail (FLO_IS_NODE (self));

  set_string (self, &self->health_detail, detail, PROP_HEALTH_DETAIL);

  if (self->health != health)
    {
      self->health = health;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEALTH]);
    }
}

void
flo_node_set_maintenance (FloNode    *self,
                          const char *maintenance,
                          gint64      maintenance_at)
{
  g_return_if_fail (FLO_IS_NODE (self));

  set_string (self, &self->maintenance, maintenance, PROP_MAINTENANCE);
  set_int64 (self, &self->maintenance_at, maintenance_at, PROP_MAINTENANCE_AT);
}

void
flo_node_set_money (FloNode  *self,
                    FloMoney  price,
                    FloMoney  cost)
{
  g_return_if_fail (FLO_IS_NODE (self));

  set_int64 (self, &self->price, price, PROP_PRICE);
  set_int64 (self, &self->cost, cost, PROP_COST);
}

void
flo_node_set_credit (FloNode  *self,
                     FloMoney  credit)
{
  g_return_if_fail (FLO_IS_NODE (self));

  self->credit = credit;
}

void
flo_node_set_extras (FloNode  *self,
                     FloMoney  per_hour,
                     FloMoney  extras)
{
  g_return_if_fail (FLO_IS_NODE (self));

  self->extras_per_hour = per_hour;
  self->extras = extras;
}

void
flo_node_set_public_address (FloNode    *self,
                             const char *address)
{
  g_return_if_fail (FLO_IS_NODE (self));

  set_string (self, &self->public_address, address, PROP_PUBLIC_ADDRESS);
}

const char *
flo_node_get_id (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), NULL);

  return self->id;
}

const char *
flo_node_get_instance_type (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), NULL);

  return self->instance_type;
}

const char *
flo_node_get_zone (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), NULL);

  return self->zone;
}

const char *
flo_node_get_zone_id (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), NULL);

  return self->zone_id;
}

gboolean
flo_node_get_spot (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), FALSE);

  return self->spot;
}

gboolean
flo_node_get_standby (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), FALSE);

  return self->standby;
}

void
flo_node_set_standby (FloNode  *self,
                      gboolean  standby)
{
  g_return_if_fail (FLO_IS_NODE (self));

  if (self->standby == !!standby)
    return;

  self->standby = !!standby;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STANDBY]);
}

FloNodeState
flo_node_get_state (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), FLO_NODE_PENDING);

  return self->state;
}

const char *
flo_node_get_state_detail (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), NULL);

  return self->state_detail;
}

gint64
flo_node_get_launched_at (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), 0);

  return self->launched_at;
}

gint64
flo_node_get_ended_at (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), 0);

  return self->ended_at;
}

gint64
flo_node_get_notice_ends_at (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), 0);

  return self->notice_ends_at;
}

FloMoney
flo_node_get_price (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), 0);

  return self->price;
}

FloMoney
flo_node_get_per_hour (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), 0);

  return self->price > 0 ? self->price + self->extras_per_hour : 0;
}

FloMoney
flo_node_get_cost (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), 0);

  return self->cost;
}

FloMoney
flo_node_get_credit (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), 0);

  return self->credit;
}

FloMoney
flo_node_get_extras (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), 0);

  return self->extras;
}

const char *
flo_node_get_public_address (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), NULL);

  return self->public_address;
}

FloNodeHealth
flo_node_get_health (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), FLO_HEALTH_UNKNOWN);

  return self->health;
}

const char *
flo_node_get_health_detail (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), NULL);

  return self->health_detail;
}

const char *
flo_node_get_maintenance (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), NULL);

  return self->maintenance;
}

gint64
flo_node_get_maintenance_at (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), 0);

  return self->maintenance_at;
}

const char *
flo_node_get_concern (FloNode *self)
{
  g_return_val_if_fail (FLO_IS_NODE (self), NULL);

  if (self->state_detail != NULL)
    return self->state_detail;

  return self->health_detail != NULL ? self->health_detail : self->maintenance;
}
