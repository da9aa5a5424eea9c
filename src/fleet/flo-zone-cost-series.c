/* flo-zone-cost-series.c: what one Availability Zone costs over time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-zone-cost-series"

#include "flotilla-config.h"

#include "fleet/flo-zone-cost-series-private.h"

struct _FloZoneCostSeries
{
  GObject parent_instance;

  char *zone;      /* (owned) */
  GArray *points;  /* (owned) (element-type FloZoneCost): oldest first, no two at one time */
};

enum
{
  PROP_ZONE = 1,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (FloZoneCostSeries, flo_zone_cost_series, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_ZONE + 1];
static guint signals[N_SIGNALS];


static void
flo_zone_cost_series_finalize (GObject *object)
{
  FloZoneCostSeries *self = FLO_ZONE_COST_SERIES (object);

  g_free (self->zone);
  g_array_unref (self->points);

  G_OBJECT_CLASS (flo_zone_cost_series_parent_class)->finalize (object);
}

static void
flo_zone_cost_series_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  FloZoneCostSeries *self = FLO_ZONE_COST_SERIES (object);

  switch (prop_id)
    {
    case PROP_ZONE:
      g_value_set_string (value, self->zone);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
flo_zone_cost_series_class_init (FloZoneCostSeriesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = flo_zone_cost_series_finalize;
  object_class->get_property = flo_zone_cost_series_get_property;

  properties[PROP_ZONE] =
    g_param_spec_string ("zone", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * FloZoneCostSeries::changed:
   * @first_changed_index: points from here on are new or different
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
flo_zone_cost_series_init (FloZoneCostSeries *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (FloZoneCost));
}

FloZoneCostSeries *
flo_zone_cost_series_new (const char *zone)
{
  FloZoneCostSeries *self;

  g_return_val_if_fail (zone != NULL, NULL);

  self = g_object_new (FLO_TYPE_ZONE_COST_SERIES, NULL);
  self->zone = g_strdup (zone);

  return self;
}

gboolean
flo_zone_cost_series_append (FloZoneCostSeries *self,
                             gint64             time,
                             FloMoney           per_hour,
                             guint              nodes)
{
  FloZoneCost point = { time, per_hour, nodes };

  g_return_val_if_fail (FLO_IS_ZONE_COST_SERIES (self), FALSE);

  if (self->points->len > 0)
    {
      FloZoneCost *last = &g_array_index (self->points, FloZoneCost, self->points->len - 1);

      if (last->per_hour == per_hour && last->nodes == nodes)
        return FALSE;

      if (time <= last->time)
        {
          last->per_hour = per_hour;
          last->nodes = nodes;
          g_signal_emit (self, signals[CHANGED], 0, self->points->len - 1);
          return TRUE;
        }
    }

  g_array_append_val (self->points, point);
  g_signal_emit (self, signals[CHANGED], 0, self->points->len - 1);

  return TRUE;
}

const char *
flo_zone_cost_series_get_zone (FloZoneCostSeries *self)
{
  g_return_val_if_fail (FLO_IS_ZONE_COST_SERIES (self), NULL);

  return self->zone;
}

const FloZoneCost *
flo_zone_cost_series_get_points (FloZoneCostSeries *self,
                                 guint             *n_points)
{
  g_return_val_if_fail (FLO_IS_ZONE_COST_SERIES (self), NULL);
  g_return_val_if_fail (n_points != NULL, NULL);

  *n_points = self->points->len;

  return (const FloZoneCost *) (gpointer) self->points->data;
}

/* Sums rate × time first and divides once, so that many short steps lose nothing to rounding. */
FloMoney
flo_zone_cost_series_get_total (FloZoneCostSeries *self,
                                gint64             from,
                                gint64             to)
{
  gint64 micro_dollar_seconds = 0;
  gint64 end = to;

  g_return_val_if_fail (FLO_IS_ZONE_COST_SERIES (self), 0);

  /* From the end, because that is what is asked for: the day so far costs the same however old the fleet is. */
  for (guint i = self->points->len; i > 0 && end > from; i--)
    {
      const FloZoneCost *point = &g_array_index (self->points, FloZoneCost, i - 1);
      gint64 begin = MAX (point->time, from);

      if (end > begin)
        micro_dollar_seconds += point->per_hour * (end - begin);
      end = MIN (end, begin);
    }

  return (micro_dollar_seconds + 1800) / 3600;
}
