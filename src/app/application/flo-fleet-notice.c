/* flo-fleet-notice.c: one piece of news of a fleet, as a notification tells it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/application/flo-fleet-notice.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *word;
  const char *title;   /* for the translator */
  const char *text;    /* for the translator */
} Kind;

typedef struct
{
  const char *verb;
  const char *label;   /* for the translator */
} Verb;

static const Kind kinds[FLO_FLEET_NOTICE_N_KINDS] = {
  [FLO_FLEET_NOTICE_INTERRUPTION] = { "interruption", N_("Interruptions"), N_("AWS takes nodes back") },
  [FLO_FLEET_NOTICE_CAPACITY] = { "capacity", N_("Capacity"),
                                  N_("Fewer nodes run than are wanted, and when all run again") },
  [FLO_FLEET_NOTICE_FALLBACK] = { "fallback", N_("Fallback"),
                                  N_("On-demand nodes stand in for spot nodes, and when they do no more") },
  [FLO_FLEET_NOTICE_BUDGET] = { "budget", N_("Budgets"), N_("A budget is nearly or wholly spent") },
  [FLO_FLEET_NOTICE_DEADLINE] = { "deadline", N_("Deadlines"), N_("Work will not be done in time") },
  [FLO_FLEET_NOTICE_LAUNCH] = { "launch", N_("Launches"), N_("All nodes run for the first time, or cannot") },
  [FLO_FLEET_NOTICE_PROBLEM] = { "problem", N_("Problems"), N_("A fleet cannot go on without you") },
  [FLO_FLEET_NOTICE_DESTROYED] = { "destroyed", N_("Destroyed Fleets"), N_("Nothing of a fleet is left") },
};

static const Verb verbs[] = {
  { "scale", N_("Scale…") },
  { "pause", N_("Pause") },
  { "resume", N_("Resume") },
  { "retry", N_("Try Again") },
};

FloFleetNotice *
flo_fleet_notice_new (FloFleetNoticeKind     kind,
                      GNotificationPriority  priority,
                      const char            *verb,
                      char                  *title,     /* (transfer full) */
                      char                  *text)      /* (transfer full) */
{
  FloFleetNotice *self = g_new0 (FloFleetNotice, 1);

  self->kind = kind;
  self->priority = priority;
  self->verb = verb;
  self->title = title;
  self->text = text;
  return self;
}

FloFleetNotice *
flo_fleet_notice_new_over (FloFleetNoticeKind kind)
{
  FloFleetNotice *self = g_new0 (FloFleetNotice, 1);

  self->kind = kind;
  self->over = TRUE;
  return self;
}

void
flo_fleet_notice_free (gpointer notice)
{
  FloFleetNotice *self = notice;

  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

const char *
flo_fleet_notice_kind_word (FloFleetNoticeKind kind)
{
  g_return_val_if_fail (kind < FLO_FLEET_NOTICE_N_KINDS, NULL);
  return kinds[kind].word;
}

const char *
flo_fleet_notice_kind_title (FloFleetNoticeKind kind)
{
  g_return_val_if_fail (kind < FLO_FLEET_NOTICE_N_KINDS, NULL);
  return _(kinds[kind].title);
}

const char *
flo_fleet_notice_kind_text (FloFleetNoticeKind kind)
{
  g_return_val_if_fail (kind < FLO_FLEET_NOTICE_N_KINDS, NULL);
  return _(kinds[kind].text);
}

const char *
flo_fleet_notice_verb_label (const char *verb)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_strcmp0 (verbs[i].verb, verb) == 0)
      return _(verbs[i].label);
  return NULL;
}
