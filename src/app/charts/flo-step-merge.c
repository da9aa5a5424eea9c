/* flo-step-merge.c: walks through the changes of several step series together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/charts/flo-step-merge.h"

FloStepCursor *
flo_step_merge_open (GPtrArray *series,
                     gint64     since)
{
  FloStepCursor *cursors = g_new0 (FloStepCursor, MAX (series->len, 1));

  for (guint i = 0; i < series->len; i++)
    {
      FloStepSeries *one = g_ptr_array_index (series, i);
      FloStepCursor *cursor = &cursors[i];

      cursor->steps = flo_step_series_get_steps (one, &cursor->n_steps);
      cursor->next = flo_step_series_count_before (one, since);
      if (cursor->next > 0)
        cursor->value = cursor->steps[cursor->next - 1].value;
    }

  return cursors;
}

gint64
flo_step_merge_next (FloStepCursor *cursors,
                     guint          n_cursors)
{
  gint64 time = G_MAXINT64;

  for (guint i = 0; i < n_cursors; i++)
    if (cursors[i].next < cursors[i].n_steps)
      time = MIN (time, cursors[i].steps[cursors[i].next].time);

  for (guint i = 0; i < n_cursors; i++)
    if (cursors[i].next < cursors[i].n_steps && cursors[i].steps[cursors[i].next].time == time)
      cursors[i].value = cursors[i].steps[cursors[i].next++].value;

  return time;
}

gboolean
flo_step_cursor_has_begun (const FloStepCursor *cursor)
{
  return cursor->next > 0;
}
