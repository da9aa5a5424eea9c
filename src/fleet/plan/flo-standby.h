/* flo-standby.h: nodes that are stopped until one is missing: which there are, and how they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/plan/flo-planning.h"

G_BEGIN_DECLS

/* What AWS did not do about a standby, for a reason that passes, is not asked for again before, microseconds. */
#define FLO_STANDBY_RETRY (120 * G_GINT64_CONSTANT (1000000))

/**
 * FloStandby:
 *
 * What is known of one, from AWS's picture and from what the journal says was asked of it lately. All strings but @sick and
 * @unfit are borrowed.
 */
typedef struct
{
  const char *id;
  const char *type;        /* (nullable) */
  const char *zone;        /* (nullable) */
  gint64 launched_at;      /* Unix seconds: when it was last launched or started */
  guint revision;          /* of the config that it was launched with, from 1 on */
  gboolean on;             /* it runs, or is about to */
  gboolean running;
  gboolean started;        /* it is on because we started it, not because it is new */
  gboolean stoppable;      /* it runs, and is ready to be stopped */
  gboolean startable;      /* it is stopped */
  gint64 refused_until;    /* Unix microseconds: AWS did not start, or stop, it a moment ago, and is not asked again before */
  char *sick;              /* (nullable): why it is of no use any more */
  char *unfit;             /* (nullable): why another one is to be there in its place */
  gboolean seated;         /* it is among the seats */
} FloStandby;

/* Those that are there, or on their way, by id. (transfer full) (element-type FloStandby) */
GPtrArray *flo_standbys_list (FloPlanning *planning);

G_END_DECLS
