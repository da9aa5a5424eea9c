/* flo-candidate.c: an instance type as a candidate: what it is, what it costs, why it is in or out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-candidate.h"

struct _FloCandidate
{
  GObject parent_instance;

  char *name;              /* (owned) */
  char *reason;            /* (owned) (nullable) */
  guint vcpus;
  guint64 memory_mib;
  FloMoney on_demand;
  FloMoney price;
  guint n_zones;
  guint rank;
  int place;
  int interruption;
  gboolean fits;
  gboolean troubled;
  gboolean active;
};

typedef enum
{
  PROP_NAME = 1,
  PROP_FITS,
  PROP_ACTIVE,
} FloCandidateProperty;

static GParamSpec *properties[PROP_ACTIVE + 1];

G_DEFINE_FINAL_TYPE (FloCandidate, flo_candidate, G_TYPE_OBJECT)

static void
flo_candidate_finalize (GObject *object)
{
  FloCandidate *self = FLO_CANDIDATE (object);

  g_free (self->name);
  g_free (self->reason);
  G_OBJECT_CLASS (flo_candidate_parent_class)->finalize (object);
}

static void
flo_candidate_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  FloCandidate *self = FLO_CANDIDATE (object);

  switch ((FloCandidateProperty) id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_FITS:
      g_value_set_boolean (value, self->fits);
      break;
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_candidate_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  FloCandidate *self = FLO_CANDIDATE (object);

  switch ((FloCandidateProperty) id)
    {
    case PROP_ACTIVE:
      flo_candidate_set_active (self, g_value_get_boolean (value));
      break;
    case PROP_NAME:
    case PROP_FITS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_candidate_class_init (FloCandidateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = flo_candidate_finalize;
  object_class->get_property = flo_candidate_get_property;
  object_class->set_property = flo_candidate_set_property;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FITS] = g_param_spec_boolean ("fits", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_candidate_init (FloCandidate *self)
{
  self->rank = G_MAXUINT;
  self->place = -1;
  self->interruption = -1;
}

FloCandidate *
flo_candidate_new (const FloInstanceType *type,
                   gboolean               fits)
{
  FloCandidate *self = g_object_new (FLO_TYPE_CANDIDATE, NULL);

  self->name = g_strdup (type->name);
  self->vcpus = type->vcpus;
  self->memory_mib = type->memory_mib;
  self->on_demand = type->on_demand;
  self->fits = fits;
  return self;
}

void
flo_candidate_add_pool (FloCandidate  *self,
                        const FloPool *pool,
                        guint          rank)
{
  g_return_if_fail (FLO_IS_CANDIDATE (self));

  self->n_zones++;
  self->rank = MIN (self->rank, rank);
  self->interruption = MAX (self->interruption, pool->interruption_range);
  if (self->price == 0 || pool->spot_price < self->price)
    self->price = pool->spot_price;
}

void
flo_candidate_set_interruption (FloCandidate *self,
                                int           range)
{
  g_return_if_fail (FLO_IS_CANDIDATE (self));

  self->interruption = range;
}

void
flo_candidate_set_troubled (FloCandidate *self)
{
  g_return_if_fail (FLO_IS_CANDIDATE (self));

  self->troubled = TRUE;
}

gboolean
flo_candidate_get_troubled (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), FALSE);

  return self->troubled;
}

void
flo_candidate_explain (FloCandidate *self,
                       int           place,
                       const char   *reason)
{
  g_return_if_fail (FLO_IS_CANDIDATE (self));

  self->place = place;
  g_free (self->reason);
  self->reason = g_strdup (reason);
}

const char *
flo_candidate_get_name (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), NULL);
  return self->name;
}

guint
flo_candidate_get_vcpus (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), 0);
  return self->vcpus;
}

guint64
flo_candidate_get_memory_mib (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), 0);
  return self->memory_mib;
}

FloMoney
flo_candidate_get_price (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), 0);
  return self->price;
}

FloMoney
flo_candidate_get_on_demand (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), 0);
  return self->on_demand;
}

guint
flo_candidate_get_n_zones (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), 0);
  return self->n_zones;
}

int
flo_candidate_get_interruption (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), -1);
  return self->interruption;
}

gboolean
flo_candidate_get_fits (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), FALSE);
  return self->fits;
}

guint
flo_candidate_get_rank (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), G_MAXUINT);
  return self->rank;
}

int
flo_candidate_get_place (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), -1);
  return self->place;
}

const char *
flo_candidate_get_reason (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), NULL);
  return self->reason;
}

gboolean
flo_candidate_get_active (FloCandidate *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE (self), FALSE);
  return self->active;
}

void
flo_candidate_set_active (FloCandidate *self,
                          gboolean      active)
{
  g_return_if_fail (FLO_IS_CANDIDATE (self));
  if (self->active == active)
    return;
  self->active = active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}
