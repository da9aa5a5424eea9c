/* flo-count-history.c: how many nodes ran when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-count-history"

#include "flotilla-config.h"

#include "fleet/observe/flo-count-history.h"

/* Longer than the longest period of a metric and what AWS takes to tell of it. */
#define KEPT (3 * G_TIME_SPAN_HOUR)
/* After a silence like this nobody knows what there was in between. */
#define GAP (5 * G_TIME_SPAN_MINUTE)

typedef struct
{
  gint64 time;
  guint count;             /* from then on */
} Note;

struct _FloCountHistory
{
  GArray *notes;           /* (element-type Note): of changes, oldest first */
  gint64 seen;             /* when somebody looked last */
};


FloCountHistory *
flo_count_history_new (void)
{
  FloCountHistory *self = g_new0 (FloCountHistory, 1);

  self->notes = g_array_new (FALSE, FALSE, sizeof (Note));

  return self;
}

void
flo_count_history_free (FloCountHistory *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->notes);
  g_free (self);
}

/* The last note before what is kept says how many there were then. */
static void
forget_old (FloCountHistory *self,
            gint64           before)
{
  guint old = 0;

  while (old + 1 < self->notes->len && g_array_index (self->notes, Note, old + 1).time <= before)
    old++;
  g_array_remove_range (self->notes, 0, old);
}

/**
 * flo_count_history_note:
 * @self: a history
 * @count: how many nodes run
 * @time: now
 */
void
flo_count_history_note (FloCountHistory *self,
                        guint            count,
                        gint64           time)
{
  const Note note = { time, count };

  g_return_if_fail (self != NULL);

  if (time < self->seen || time - self->seen > GAP)
    g_array_set_size (self->notes, 0);
  self->seen = time;
  if (self->notes->len == 0 || g_array_index (self->notes, Note, self->notes->len - 1).count != count)
    g_array_append_val (self->notes, note);
  forget_old (self, time - KEPT);
}

/**
 * flo_count_history_get_mean:
 * @self: a history
 * @from: beginning of the time that is asked about
 * @to: its end, after @from
 *
 * Returns: how many nodes ran on average; less than 0: nobody looked all the time
 */
double
flo_count_history_get_mean (const FloCountHistory *self,
                            gint64                 from,
                            gint64                 to)
{
  double sum = 0;

  g_return_val_if_fail (self != NULL && from < to, -1);

  if (self->notes->len == 0 || g_array_index (self->notes, Note, 0).time > from)
    return -1;

  for (guint i = 0; i < self->notes->len; i++)
    {
      const Note *note = &g_array_index (self->notes, Note, i);
      gint64 end = i + 1 < self->notes->len ? note[1].time : to;

      sum += note->count * (double) MAX (MIN (end, to) - MAX (note->time, from), 0);
    }

  return sum / (double) (to - from);
}
