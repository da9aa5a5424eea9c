/* flo-step-stack.c: step series on top of each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-step-stack.h"

#include "app/charts/flo-step-merge.h"

struct _FloStepStack
{
  GObject parent_instance;

  GPtrArray *series;        /* (owned) (element-type FloStepSeries) */
  GPtrArray *boundaries;    /* (owned) (element-type FloStepSeries) as many as @series */
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FloStepStack, flo_step_stack, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static gint64
get_first_time (FloStepStack *self)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < self->series->len; i++)
    {
      gsize n_steps;
      const FloStep *steps = flo_step_series_get_steps (g_ptr_array_index (self->series, i),
                                                        &n_steps);

      if (n_steps > 0)
        first = MIN (first, steps[0].time);
    }

  return first;
}

/* Sums again from @since on; what lies before is kept. */
static void
rebuild (FloStepStack *self,
         gint64        since)
{
  guint n = self->series->len;
  g_autofree FloStepCursor *cursors = NULL;
  g_autoptr(GPtrArray) tails = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  gint64 time;

  /* An earlier beginning moves the beginning of all. */
  if (since <= get_first_time (self))
    since = G_MININT64;
  cursors = flo_step_merge_open (self->series, since);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (tails, g_array_new (FALSE, FALSE, sizeof (FloStep)));

  while ((time = flo_step_merge_next (cursors, n)) != G_MAXINT64)
    {
      FloMoney sum = 0;

      for (guint i = 0; i < n; i++)
        {
          GArray *tail = g_ptr_array_index (tails, i);
          FloStep step = { time, 0 };

          sum += cursors[i].value;
          step.value = sum;
          if (tail->len == 0 || g_array_index (tail, FloStep, tail->len - 1).value != sum)
            g_array_append_val (tail, step);
        }
    }

  for (guint i = 0; i < n; i++)
    {
      FloStepSeries *boundary = g_ptr_array_index (self->boundaries, i);
      GArray *tail = g_ptr_array_index (tails, i);

      flo_step_series_replace_tail (boundary, flo_step_series_count_before (boundary, since),
                                    (const FloStep *) (gpointer) tail->data, tail->len);
    }

  g_signal_emit (self, signals[CHANGED], 0, since);
}

static void
series_changed_cb (FloStepStack *self,
                   gint64        time)
{
  rebuild (self, time);
}

static void
drop_series (FloStepStack *self)
{
  for (guint i = 0; i < self->series->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->series, i), series_changed_cb,
                                          self);
  g_ptr_array_set_size (self->series, 0);
  g_ptr_array_set_size (self->boundaries, 0);
}

static void
flo_step_stack_dispose (GObject *object)
{
  drop_series (FLO_STEP_STACK (object));

  G_OBJECT_CLASS (flo_step_stack_parent_class)->dispose (object);
}

static void
flo_step_stack_finalize (GObject *object)
{
  FloStepStack *self = FLO_STEP_STACK (object);

  g_clear_pointer (&self->series, g_ptr_array_unref);
  g_clear_pointer (&self->boundaries, g_ptr_array_unref);

  G_OBJECT_CLASS (flo_step_stack_parent_class)->finalize (object);
}

static void
flo_step_stack_class_init (FloStepStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_step_stack_dispose;
  object_class->finalize = flo_step_stack_finalize;

  /**
   * FloStepStack::changed:
   * @self: the stack
   * @time: Unix seconds; nothing before it has changed
   */
  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
flo_step_stack_init (FloStepStack *self)
{
  self->series = g_ptr_array_new_with_free_func (g_object_unref);
  self->boundaries = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * flo_step_stack_new:
 *
 * Returns: (transfer full): a stack of nothing
 */
FloStepStack *
flo_step_stack_new (void)
{
  return g_object_new (FLO_TYPE_STEP_STACK, NULL);
}

void
flo_step_stack_set_series (FloStepStack *self,
                           GPtrArray    *series)
{
  g_return_if_fail (FLO_IS_STEP_STACK (self));
  g_return_if_fail (series != NULL);

  drop_series (self);
  for (guint i = 0; i < series->len; i++)
    {
      FloStepSeries *one = g_ptr_array_index (series, i);

      g_ptr_array_add (self->series, g_object_ref (one));
      g_ptr_array_add (self->boundaries, flo_step_series_new (flo_step_series_get_title (one)));
      g_signal_connect_object (one, "changed", G_CALLBACK (series_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  rebuild (self, G_MININT64);
}

guint
flo_step_stack_get_n_series (FloStepStack *self)
{
  g_return_val_if_fail (FLO_IS_STEP_STACK (self), 0);

  return self->series->len;
}

FloStepSeries *
flo_step_stack_get_series (FloStepStack *self,
                           guint         index)
{
  g_return_val_if_fail (FLO_IS_STEP_STACK (self), NULL);
  g_return_val_if_fail (index < self->series->len, NULL);

  return g_ptr_array_index (self->series, index);
}

FloStepSeries *
flo_step_stack_get_boundary (FloStepStack *self,
                             guint         index)
{
  g_return_val_if_fail (FLO_IS_STEP_STACK (self), NULL);
  g_return_val_if_fail (index < self->boundaries->len, NULL);

  return g_ptr_array_index (self->boundaries, index);
}
