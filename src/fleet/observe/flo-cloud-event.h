/* flo-cloud-event.h: one event of EventBridge, as it comes out of a queue
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An event has at most 256 KiB, those we ask for less than one. */
#define FLO_CLOUD_EVENT_MAX_SIZE (64 * 1024)

typedef enum
{
  FLO_CLOUD_EVENT_INTERRUPTION,   /* EC2 takes it back, two minutes later */
  FLO_CLOUD_EVENT_REBALANCE,      /* EC2 recommends to replace it: it may be taken back soon */
  FLO_CLOUD_EVENT_STATE,          /* it is in another state now */
  FLO_CLOUD_EVENT_MAINTENANCE,    /* AWS Health: something is planned for it */
  FLO_CLOUD_EVENT_OTHER,          /* nothing of ours */
} FloCloudEventKind;

/* Owned strings. */
typedef struct
{
  char *id;                /* the same when it is delivered twice */
  FloCloudEventKind kind;
  GStrv instances;         /* i-…; never NULL, empty for what is not of instances */
  gint64 time;             /* Unix seconds: when AWS made it */
  char *state;             /* (nullable): of STATE: "running"; of INTERRUPTION: "terminate", "stop", "hibernate" */
} FloCloudEvent;

/* What is no event at all is an error, G_IO_ERROR_INVALID_DATA; what is one that we do not know is OTHER. */
FloCloudEvent *flo_cloud_event_parse (const char     *text,
                                      gsize           length,
                                      GError        **error);
void           flo_cloud_event_free  (FloCloudEvent  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloCloudEvent, flo_cloud_event_free)

G_END_DECLS
