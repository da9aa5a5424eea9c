/* flo-fleet-notice.h: one piece of news of a fleet, as a notification tells it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  FLO_FLEET_NOTICE_INTERRUPTION,   /* AWS takes nodes back */
  FLO_FLEET_NOTICE_CAPACITY,       /* fewer nodes run than are wanted, or all again */
  FLO_FLEET_NOTICE_FALLBACK,       /* on demand stands in for spot, or does no more */
  FLO_FLEET_NOTICE_BUDGET,         /* 80 or 100 % of one is spent */
  FLO_FLEET_NOTICE_DEADLINE,       /* it cannot be kept */
  FLO_FLEET_NOTICE_LAUNCH,         /* it is over, well or not */
  FLO_FLEET_NOTICE_PROBLEM,        /* it cannot go on without a person */
  FLO_FLEET_NOTICE_DESTROYED,      /* nothing is left */
  FLO_FLEET_NOTICE_N_KINDS
} FloFleetNoticeKind;

/* Of each kind a fleet has one at a time: the next takes its place. */
typedef struct
{
  FloFleetNoticeKind kind;
  gboolean over;                   /* nothing is told: what was told of that kind holds no more */
  char *title;                     /* (owned) (nullable): with @over */
  char *text;                      /* (owned) (nullable) */
  GNotificationPriority priority;
  const char *verb;                /* (nullable): what a button offers besides to show it, flo_fleet_notice_verb_label() */
} FloFleetNotice;

FloFleetNotice *flo_fleet_notice_new        (FloFleetNoticeKind     kind,
                                             GNotificationPriority  priority,
                                             const char            *verb,
                                             char                  *title,
                                             char                  *text) G_GNUC_WARN_UNUSED_RESULT;
FloFleetNotice *flo_fleet_notice_new_over   (FloFleetNoticeKind     kind) G_GNUC_WARN_UNUSED_RESULT;
void            flo_fleet_notice_free       (gpointer               notice);

/* "interruption", …: stable, for settings */
const char     *flo_fleet_notice_kind_word  (FloFleetNoticeKind     kind);
/* What it is, for a person who chooses, and when it is told. */
const char     *flo_fleet_notice_kind_title (FloFleetNoticeKind     kind);
const char     *flo_fleet_notice_kind_text  (FloFleetNoticeKind     kind);
/* Of a button; NULL: there is no such verb. */
const char     *flo_fleet_notice_verb_label (const char            *verb);

G_END_DECLS
