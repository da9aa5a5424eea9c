/* flo-answers.h: whether a node answers on SSH, try after try
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many tries in a row have to fail, over so many seconds, until that is believed; and it has to answer for as long
 * until that is believed again. */
#define FLO_ANSWERS_FAILURES 3
#define FLO_ANSWERS_SECONDS 60

/* All times are Unix seconds; zeros at first. */
typedef struct
{
  guint failures;            /* in a row */
  gint64 failing_since;      /* 0: the last try worked, or there was none */
  gint64 answering_since;    /* 0: the last try failed, or there was none */
  gint64 answered_at;        /* the last time; 0: never */
  gint64 silent_since;       /* 0: it is not believed that it does not answer */
} FloAnswers;

/* @patience: FLO_ANSWERS_SECONDS, but where time runs faster.
 * Returns: whether what is believed has changed */
gboolean flo_answers_note_failure (FloAnswers *self,
                                   gint64      patience,
                                   gint64      now);
gboolean flo_answers_note_answer  (FloAnswers *self,
                                   gint64      patience,
                                   gint64      now);

G_END_DECLS
