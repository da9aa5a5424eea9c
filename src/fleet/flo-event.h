/* flo-event.h: something that happened to a fleet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  FLO_EVENT_ACTION,        /* we did something */
  FLO_EVENT_NOTICE,        /* AWS announced an interruption */
  FLO_EVENT_LOST,          /* a node went away that we did not end */
  FLO_EVENT_PROBLEM,       /* a call failed; the message says what is done about it */
  FLO_EVENT_MILESTONE,     /* launched, healthy again, destroyed */
  FLO_EVENT_REQUEST,       /* a person asked for something; the reason says who and when */
} FloEventKind;

const char *flo_event_kind_get_word  (FloEventKind  kind);   /* "action", … stable, for JSON */
gboolean    flo_event_kind_from_word (const char   *word,    /* FALSE: no such word */
                                      FloEventKind *kind);

#define FLO_TYPE_EVENT (flo_event_get_type ())
G_DECLARE_FINAL_TYPE (FloEvent, flo_event, FLO, EVENT, GObject)

/* Immutable. Properties: id, time (Unix microseconds), kind (int), title, reason (nullable), resource (nullable: "i-…"), zone (nullable). */
FloEvent     *flo_event_new          (gint64        id,
                                      gint64        time,
                                      FloEventKind  kind,
                                      const char   *title,
                                      const char   *reason,
                                      const char   *resource,
                                      const char   *zone);
gint64        flo_event_get_id       (FloEvent *self);
gint64        flo_event_get_time     (FloEvent *self);
FloEventKind  flo_event_get_kind     (FloEvent *self);
const char   *flo_event_get_title    (FloEvent *self);
const char   *flo_event_get_reason   (FloEvent *self);
const char   *flo_event_get_resource (FloEvent *self);
const char   *flo_event_get_zone     (FloEvent *self);

G_END_DECLS
