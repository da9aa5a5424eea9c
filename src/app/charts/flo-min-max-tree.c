/* flo-min-max-tree.c: the least and greatest of any stretch of an array without reading it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-min-max-tree.h"

#define FAN_OUT 16

typedef struct
{
  gint64 min;
  gint64 max;
} Extremes;

/* levels[0] holds the values, levels[n][i] the extremes of levels[n - 1][16 i … 16 i + 15]. */
struct _FloMinMaxTree
{
  GPtrArray *levels;    /* (owned) (element-type GArray of Extremes) */
};

static GArray *
get_level (FloMinMaxTree *self,
           guint          level)
{
  if (level == self->levels->len)
    g_ptr_array_add (self->levels, g_array_new (FALSE, FALSE, sizeof (Extremes)));

  return g_ptr_array_index (self->levels, level);
}

FloMinMaxTree *
flo_min_max_tree_new (void)
{
  FloMinMaxTree *self = g_new0 (FloMinMaxTree, 1);

  self->levels = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  get_level (self, 0);

  return self;
}

void
flo_min_max_tree_free (FloMinMaxTree *self)
{
  g_ptr_array_unref (self->levels);
  g_free (self);
}

gsize
flo_min_max_tree_get_size (FloMinMaxTree *self)
{
  return get_level (self, 0)->len;
}

static Extremes
merge (GArray *level,
       gsize   first,
       gsize   end)
{
  Extremes merged = g_array_index (level, Extremes, first);

  for (gsize i = first + 1; i < end; i++)
    {
      const Extremes *extremes = &g_array_index (level, Extremes, i);

      merged.min = MIN (merged.min, extremes->min);
      merged.max = MAX (merged.max, extremes->max);
    }

  return merged;
}

/* Makes the groups above true again where they cover a value that was cut off. */
void
flo_min_max_tree_truncate (FloMinMaxTree *self,
                           gsize          size)
{
  if (size >= flo_min_max_tree_get_size (self))
    return;

  for (guint i = 0; i < self->levels->len; i++)
    {
      GArray *level = get_level (self, i);

      g_array_set_size (level, size);
      if (i > 0 && size > 0)
        {
          GArray *below = get_level (self, i - 1);

          g_array_index (level, Extremes, size - 1) = merge (below, (size - 1) * FAN_OUT,
                                                             below->len);
        }
      /* A level over a single group is not kept up by append. */
      size = size > 1 ? (size + FAN_OUT - 1) / FAN_OUT : 0;
    }
}

void
flo_min_max_tree_append (FloMinMaxTree *self,
                         gint64         value)
{
  Extremes extremes = { value, value };
  GArray *level = get_level (self, 0);

  g_array_append_val (level, extremes);
  for (guint i = 1; level->len > 1; i++)
    {
      GArray *below = level;
      gsize group = (below->len - 1) / FAN_OUT;

      level = get_level (self, i);
      if (level->len <= group)
        {
          /* A level that is just begun covers what was there before it. */
          extremes = merge (below, group * FAN_OUT, below->len);
          g_array_append_val (level, extremes);
        }
      else
        {
          Extremes *last = &g_array_index (level, Extremes, group);

          last->min = MIN (last->min, value);
          last->max = MAX (last->max, value);
        }
    }
}

void
flo_min_max_tree_query (FloMinMaxTree *self,
                        gsize          first,
                        gsize          end,
                        gint64        *min,
                        gint64        *max,
                        gsize         *n_probes)
{
  Extremes found = { G_MAXINT64, G_MININT64 };

  g_assert (first < end && end <= flo_min_max_tree_get_size (self));

  /* From the bottom up: what sticks out of whole groups is read here, the groups one level
   * above. */
  for (guint i = 0; first < end; i++)
    {
      GArray *level = get_level (self, i);
      gsize head_end = MIN (end, (first + FAN_OUT - 1) / FAN_OUT * FAN_OUT);
      gsize tail_first = MAX (head_end, end / FAN_OUT * FAN_OUT);

      if (end - first <= FAN_OUT)
        head_end = tail_first = end;

      for (gsize j = first; j < head_end; j++)
        {
          found.min = MIN (found.min, g_array_index (level, Extremes, j).min);
          found.max = MAX (found.max, g_array_index (level, Extremes, j).max);
        }
      for (gsize j = tail_first; j < end; j++)
        {
          found.min = MIN (found.min, g_array_index (level, Extremes, j).min);
          found.max = MAX (found.max, g_array_index (level, Extremes, j).max);
        }
      if (n_probes != NULL)
        *n_probes += (head_end - first) + (end - tail_first);

      first = head_end / FAN_OUT;
      end = tail_first / FAN_OUT;
    }

  *min = found.min;
  *max = found.max;
}
