/* flo-publisher-plan.c: shows what a fleet is about to do, what is in the way, and what is news of that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-publisher"

#include "flotilla-config.h"

#include "fleet/engine/flo-publisher-private.h"


static FloFleetState
choose_state (const FloPlan *plan,
              gboolean       destroy,
              gboolean       was_healthy)
{
  if (plan->paused != NULL)
    return FLO_FLEET_PAUSED;
  if (plan->blocked)
    return FLO_FLEET_BLOCKED;
  if (destroy)
    return FLO_FLEET_DESTROYING;
  if ((plan->complete || (plan->only_spares_missing && was_healthy)) && plan->impaired == 0)
    return FLO_FLEET_HEALTHY;

  return was_healthy ? FLO_FLEET_DEGRADED : FLO_FLEET_LAUNCHING;
}

/* Once for each budget and level, after a restart, too. */
static void
report_budget (FloPublisher  *self,
               const FloPlan *plan)
{
  if (plan->budget_title == NULL || flo_fleet_has_event (self->fleet, plan->budget_title))
    return;

  flo_publisher_report (self, plan->budget_level >= 100 ? FLO_EVENT_PROBLEM : FLO_EVENT_MILESTONE, plan->budget_title,
                        plan->budget, NULL, NULL);
}

/* Whether the last that was told of prices is that they are high. Events are kept: it is known after a restart, too. */
static gboolean
was_warned (FloPublisher *self)
{
  GListModel *events = flo_fleet_get_events (self->fleet);
  gint64 last = 0;
  gboolean warned = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (FloEvent) event = g_list_model_get_item (events, i);
      gboolean above = g_str_has_prefix (flo_event_get_title (event), "Nodes cost more than ");

      if ((!above && !g_str_has_prefix (flo_event_get_title (event), "Nodes cost no more than ")) ||
          flo_event_get_time (event) < last)
        continue;
      last = flo_event_get_time (event);
      warned = above;
    }

  return warned;
}

static void
report_price (FloPublisher  *self,
              const FloPlan *plan)
{
  gboolean warned;

  if (plan->price_title == NULL || (!plan->price_above && !plan->price_below))
    return;

  warned = was_warned (self);
  if (plan->price_above && !warned)
    flo_publisher_report (self, FLO_EVENT_PROBLEM, plan->price_title, plan->price, NULL, NULL);
  else if (plan->price_below && warned)
    flo_publisher_report (self, FLO_EVENT_MILESTONE, plan->price_title, plan->price, NULL, NULL);
}

static const FloPlanShortage *
find_shortage (const FloPlan *plan,
               const char    *zone)
{
  for (guint i = 0; plan->shortages != NULL && i < plan->shortages->len; i++)
    {
      const FloPlanShortage *shortage = g_ptr_array_index (plan->shortages, i);

      if (g_str_equal (shortage->zone, zone))
        return shortage;
    }

  return NULL;
}

static void
report_new_shortages (FloPublisher  *self,
                      const FloPlan *plan)
{
  for (guint i = 0; plan->shortages != NULL && i < plan->shortages->len; i++)
    {
      const FloPlanShortage *shortage = g_ptr_array_index (plan->shortages, i);

      if (g_hash_table_contains (self->shortages, shortage->zone))
        continue;
      if (!flo_fleet_has_event (self->fleet, shortage->title))
        flo_publisher_report (self, FLO_EVENT_PROBLEM, shortage->title, shortage->text, NULL, shortage->zone);
      g_hash_table_insert (self->shortages, g_strdup (shortage->zone), g_strdup (shortage->title));
    }
}

static void
report_ended_shortages (FloPublisher  *self,
                        const FloPlan *plan)
{
  GHashTableIter iter;
  gpointer zone, title;

  /* It is to be destroyed: nobody asks any more. */
  if (plan->shortages == NULL)
    g_hash_table_remove_all (self->shortages);

  g_hash_table_iter_init (&iter, self->shortages);
  while (g_hash_table_iter_next (&iter, &zone, &title))
    {
      g_autofree char *text = NULL;

      if (find_shortage (plan, zone) != NULL)
        continue;
      text = g_strdup_printf ("%s has capacity again", (const char *) zone);
      flo_publisher_report (self, FLO_EVENT_MILESTONE, text, title, NULL, zone);
      g_hash_table_iter_remove (&iter);
    }
}

/* Begin and end of each, and how it is now. */
static void
show_shortages (FloPublisher  *self,
                const FloPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; plan->shortages != NULL && i < plan->shortages->len; i++)
    {
      const FloPlanShortage *shortage = g_ptr_array_index (plan->shortages, i);

      g_string_append_printf (text, "%s%s. %s", i > 0 ? " " : "", shortage->title, shortage->text);
    }
  flo_fleet_set_shortages (self->fleet, text->len > 0 ? text->str : NULL);
  report_ended_shortages (self, plan);
  report_new_shortages (self, plan);
}

/* The same: each once. */
static void
report_deadline (FloPublisher  *self,
                 const FloPlan *plan)
{
  if (plan->deadline_title == NULL || flo_fleet_has_event (self->fleet, plan->deadline_title))
    return;

  flo_publisher_report (self, plan->deadline_trouble ? FLO_EVENT_PROBLEM : FLO_EVENT_MILESTONE, plan->deadline_title,
                        plan->deadline, NULL, NULL);
}

/* Each change once; somebody may have pulled the plug in between. */
static void
report_scaling (FloPublisher  *self,
                const FloPlan *plan)
{
  if (plan->scaling_title == NULL || flo_fleet_has_event (self->fleet, plan->scaling_title))
    return;

  flo_publisher_report (self, FLO_EVENT_MILESTONE, plan->scaling_title, plan->scaling, NULL, NULL);
}

/* Whether the log still has the request that gave the fleet its config, and not that it came true: after a crash, too. */
static gboolean
is_revision_open (FloPublisher *self,
                  const char   *done)
{
  GListModel *events = flo_fleet_get_events (self->fleet);
  g_autofree char *asked = g_strdup_printf ("Config revision %u: ", flo_fleet_get_revision (self->fleet));

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (FloEvent) event = g_list_model_get_item (events, i);

      if (g_str_equal (flo_event_get_title (event), done))
        return FALSE;
      if (g_str_has_prefix (flo_event_get_title (event), asked))
        return TRUE;
    }

  return FALSE;
}

static void
show_outdated (FloPublisher  *self,
               const FloPlan *plan)
{
  g_autofree char *title = g_strdup_printf ("All nodes are as config revision %u wants them",
                                            flo_fleet_get_revision (self->fleet));

  flo_fleet_set_outdated (self->fleet, plan->outdated);
  if (flo_fleet_get_revision (self->fleet) > 1 && plan->complete && plan->outdated == 0 && is_revision_open (self, title))
    flo_publisher_report (self, FLO_EVENT_MILESTONE, title, NULL, NULL, NULL);
}

void
flo_publisher_show_plan (FloPublisher  *self,
                         const FloPlan *plan,
                         gboolean       destroy,
                         gboolean       was_healthy)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (plan != NULL);

  flo_fleet_set_next_actions (self->fleet, plan->actions);
  flo_fleet_set_progress (self->fleet, plan->steps, plan->n_steps);
  if (plan->problem != NULL)
    flo_fleet_set_problem (self->fleet, plan->problem, plan->category);
  else
    flo_fleet_set_problem (self->fleet, plan->health != NULL ? plan->health : plan->load_problem, AWS_ERROR_UNKNOWN);
  flo_fleet_set_fallback (self->fleet, plan->stand_ins, plan->fallback);
  flo_fleet_set_standby (self->fleet, plan->standing_in, plan->standby);
  flo_fleet_set_alarm (self->fleet, plan->budget_level, plan->deadline_trouble);
  flo_fleet_set_budget (self->fleet, plan->budget);
  flo_fleet_set_wait_until (self->fleet, plan->wait_until / G_USEC_PER_SEC);
  flo_fleet_set_deadline (self->fleet, plan->deadline, plan->work_done, plan->work_total);
  report_budget (self, plan);
  report_price (self, plan);
  show_shortages (self, plan);
  if (!destroy)
    flo_fleet_set_wanted (self->fleet, plan->wanted);
  if (!destroy)
    show_outdated (self, plan);
  flo_fleet_set_checking (self->fleet, plan->checking);
  report_deadline (self, plan);
  flo_fleet_set_scaling (self->fleet, plan->scaling);
  report_scaling (self, plan);
  self->work_done |= plan->work_total > 0 && plan->work_done >= plan->work_total;
  flo_fleet_set_state (self->fleet, choose_state (plan, destroy, was_healthy));
}
