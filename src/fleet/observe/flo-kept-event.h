/* flo-kept-event.h: what EC2 says it did while it kept a fleet's nodes, in words for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/flo-event.h"

G_BEGIN_DECLS

/* An entry of DescribeFleetHistory, as it came: nobody has looked at it yet. Owned strings, all nullable. */
typedef struct
{
  char *type;              /* AWS's answers say "instanceChange", its model "instance-change" */
  char *sub_type;          /* "launched", "launchSpecUnusable", … */
  char *description;
  char *instance_id;
  gint64 time;             /* Unix seconds */
} FloKeptRecord;

void          flo_kept_record_free    (FloKeptRecord *self);

/* What is told of it. Owned strings. */
typedef struct
{
  gint64 time;             /* Unix seconds: when AWS noted it */
  FloEventKind kind;
  char *title;             /* begins with FLO_KEPT_EVENT_MARK */
  char *reason;            /* (nullable) */
  char *zone;              /* (nullable) */
  gboolean trouble;        /* it keeps EC2 from launching */
} FloKeptEvent;

#define FLO_KEPT_EVENT_MARK "EC2 "

void          flo_kept_event_free     (FloKeptEvent  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloKeptEvent, flo_kept_event_free)

/* Pure. @records: (element-type FloKeptRecord): in AWS's order. Nodes of one kind, zone and second are told together.
 * Returns: (transfer full) (element-type FloKeptEvent) */
GPtrArray    *flo_kept_events_explain (GPtrArray     *records);

G_END_DECLS
