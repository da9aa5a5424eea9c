/* flo-answers.c: whether a node answers on SSH, try after try
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-answers"

#include "flotilla-config.h"

#include "fleet/observe/flo-answers.h"


gboolean
flo_answers_note_failure (FloAnswers *self,
                          gint64      patience,
                          gint64      now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->answering_since = 0;
  self->failures++;
  if (self->failing_since == 0)
    self->failing_since = now;
  if (self->silent_since != 0 || self->failures < FLO_ANSWERS_FAILURES || now - self->failing_since < patience)
    return FALSE;

  self->silent_since = self->failing_since;

  return TRUE;
}

gboolean
flo_answers_note_answer (FloAnswers *self,
                         gint64      patience,
                         gint64      now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->failures = 0;
  self->failing_since = 0;
  self->answered_at = now;
  if (self->answering_since == 0)
    self->answering_since = now;
  if (self->silent_since == 0 || now - self->answering_since < patience)
    return FALSE;

  self->silent_since = 0;

  return TRUE;
}
