/* flo-fleet-watch.c: what is new of a fleet since it was looked at last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/application/flo-fleet-watch.h"

#include <glib/gi18n.h>

#include "app/support/flo-format.h"

struct _FloFleetWatch
{
  FloFleet *fleet;         /* (owned) */
  GHashTable *taken;       /* (owned) (element-type utf8): ids of the nodes that the notice that stands is about */
  FloFleetState state;     /* as of the last look, as the next two */
  guint running;
  guint budget_level;
  gboolean known;          /* it was looked at after it was observed */
  gboolean stands[FLO_FLEET_NOTICE_N_KINDS];   /* told, and not over yet */
};

FloFleetWatch *
flo_fleet_watch_new (FloFleet *fleet)
{
  FloFleetWatch *self;

  g_return_val_if_fail (FLO_IS_FLEET (fleet), NULL);

  self = g_new0 (FloFleetWatch, 1);
  self->fleet = g_object_ref (fleet);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->state = flo_fleet_get_state (fleet);
  return self;
}

void
flo_fleet_watch_free (FloFleetWatch *self)
{
  g_object_unref (self->fleet);
  g_hash_table_unref (self->taken);
  g_free (self);
}

FloFleet *
flo_fleet_watch_get_fleet (FloFleetWatch *self)
{
  return self->fleet;
}

static void
tell (FloFleetWatch         *self,
      GPtrArray             *news,
      FloFleetNoticeKind     kind,
      GNotificationPriority  priority,
      const char            *verb,
      char                  *title,    /* (transfer full) */
      const char            *text)
{
  g_ptr_array_add (news, flo_fleet_notice_new (kind, priority, verb, title, g_strdup (text)));
}

static void
end (FloFleetWatch      *self,
     GPtrArray          *news,
     FloFleetNoticeKind  kind)
{
  if (self->stands[kind])
    g_ptr_array_add (news, flo_fleet_notice_new_over (kind));
  self->stands[kind] = FALSE;
}

/* Returns: how many nodes AWS takes back now. @fresh: (out): of which nothing was told
 * @ends_at: (out): when the first of them ends, Unix seconds, 0: not known */
static guint
count_taken (FloFleetWatch *self,
             guint         *fresh,
             gint64        *ends_at)
{
  GListModel *nodes = flo_fleet_get_nodes (self->fleet);
  guint n_taken = 0;

  *fresh = 0;
  *ends_at = 0;
  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);
      gint64 at = flo_node_get_notice_ends_at (node);

      if (flo_node_get_state (node) != FLO_NODE_NOTICED)
        continue;
      n_taken++;
      if (g_hash_table_add (self->taken, g_strdup (flo_node_get_id (node))))
        (*fresh)++;
      if (at != 0 && (*ends_at == 0 || at < *ends_at))
        *ends_at = at;
    }
  return n_taken;
}

static char *
describe_taken (FloFleetWatch *self,
                gint64         ends_at)
{
  g_autofree char *clock = ends_at != 0 ? flo_format_clock (ends_at) : NULL;
  const char *follows = flo_fleet_get_state (self->fleet) == FLO_FLEET_PAUSED
                          ? _("The fleet is paused: nothing is launched in their place until it is resumed.")
                          : _("Others are launched in their place.");

  if (clock == NULL)
    return g_strdup (follows);
  /* Translators: first a time of day, then a sentence that says what is done */
  return g_strdup_printf (_("The first ends at %s. %s"), clock, follows);
}

/* All that go within one wave are one notice, which grows. */
static void
look_at_interruptions (FloFleetWatch *self,
                       GPtrArray     *news)
{
  guint fresh, n_all;
  gint64 ends_at;
  guint n_taken = count_taken (self, &fresh, &ends_at);
  g_autofree char *text = NULL;

  n_all = g_hash_table_size (self->taken);
  if (fresh > 0)
    {
      text = describe_taken (self, ends_at);
      tell (self, news, FLO_FLEET_NOTICE_INTERRUPTION, G_NOTIFICATION_PRIORITY_HIGH,
            flo_fleet_get_state (self->fleet) == FLO_FLEET_PAUSED ? "resume" : NULL,
            /* Translators: %s is a fleet's name */
            g_strdup_printf (ngettext ("%u node of “%s” is taken back", "%u nodes of “%s” are taken back", n_all), n_all,
                             flo_fleet_get_name (self->fleet)), text);
      self->stands[FLO_FLEET_NOTICE_INTERRUPTION] = TRUE;
    }
  else if (n_taken == 0)
    {
      end (self, news, FLO_FLEET_NOTICE_INTERRUPTION);
      g_hash_table_remove_all (self->taken);
    }
}

static void
tell_lost (FloFleetWatch *self,
           GPtrArray     *news,
           guint          running,
           guint          wanted)
{
  /* Translators: how many nodes run, and how many are wanted */
  g_autofree char *text = g_strdup_printf (ngettext ("%u of %u node runs. Flotilla looks for capacity.",
                                                     "%u of %u nodes run. Flotilla looks for capacity.", wanted),
                                           running, wanted);

  tell (self, news, FLO_FLEET_NOTICE_CAPACITY, G_NOTIFICATION_PRIORITY_HIGH, NULL,
        /* Translators: %s is a fleet's name */
        g_strdup_printf (_("“%s” has lost nodes"), flo_fleet_get_name (self->fleet)), text);
  self->stands[FLO_FLEET_NOTICE_CAPACITY] = TRUE;
}

/* Nodes that are still to be launched after a person wanted more are not lost. */
static void
look_at_capacity (FloFleetWatch *self,
                  GPtrArray     *news)
{
  FloFleetState state = flo_fleet_get_state (self->fleet);
  guint running = flo_fleet_get_running (self->fleet);
  guint wanted = flo_fleet_get_wanted (self->fleet);
  gboolean on_purpose = flo_fleet_get_wishes (self->fleet)->left_nodes->len > 0;
  g_autofree char *text = NULL;

  if (state == FLO_FLEET_HEALTHY && self->stands[FLO_FLEET_NOTICE_CAPACITY])
    {
      text = g_strdup_printf (ngettext ("%u node runs.", "All %u nodes run.", wanted), wanted);
      tell (self, news, FLO_FLEET_NOTICE_CAPACITY, G_NOTIFICATION_PRIORITY_LOW, NULL,
            /* Translators: %s is a fleet's name */
            g_strdup_printf (_("“%s” has its nodes again"), flo_fleet_get_name (self->fleet)), text);
      self->stands[FLO_FLEET_NOTICE_CAPACITY] = FALSE;
    }
  else if (self->known && !on_purpose && running < self->running && running < wanted
           && (state == FLO_FLEET_DEGRADED || state == FLO_FLEET_BLOCKED || state == FLO_FLEET_PAUSED))
    tell_lost (self, news, running, wanted);
}

static void
look_at_fallback (FloFleetWatch *self,
                  GPtrArray     *news)
{
  const char *fallback = flo_fleet_get_fallback (self->fleet);
  const char *name = flo_fleet_get_name (self->fleet);
  gboolean stood = self->stands[FLO_FLEET_NOTICE_FALLBACK];

  self->stands[FLO_FLEET_NOTICE_FALLBACK] = fallback != NULL;
  if (!self->known)
    return;
  if (fallback != NULL && !stood)
    /* Translators: %s is a fleet's name */
    tell (self, news, FLO_FLEET_NOTICE_FALLBACK, G_NOTIFICATION_PRIORITY_NORMAL, "scale",
          g_strdup_printf (_("“%s” runs on demand in the place of spot"), name), fallback);
  else if (fallback == NULL && stood)
    /* Translators: %s is a fleet's name */
    tell (self, news, FLO_FLEET_NOTICE_FALLBACK, G_NOTIFICATION_PRIORITY_LOW, NULL,
          g_strdup_printf (_("“%s” is back on spot"), name), _("No on-demand node stands in for a spot node any more."));
}

static void
look_at_budget (FloFleetWatch *self,
                GPtrArray     *news)
{
  guint level = flo_fleet_get_budget_level (self->fleet);
  guint before = self->budget_level;
  const char *name = flo_fleet_get_name (self->fleet);

  self->budget_level = level;
  if (level == 0)
    end (self, news, FLO_FLEET_NOTICE_BUDGET);
  if (!self->known || level <= before)
    return;
  /* Translators: %s is a fleet's name */
  tell (self, news, FLO_FLEET_NOTICE_BUDGET, level >= 100 ? G_NOTIFICATION_PRIORITY_URGENT : G_NOTIFICATION_PRIORITY_HIGH,
        "scale", g_strdup_printf (level >= 100 ? _("The budget of “%s” is spent") : _("80 %% of the budget of “%s” is spent"),
                                  name), flo_fleet_get_budget (self->fleet));
  self->stands[FLO_FLEET_NOTICE_BUDGET] = TRUE;
}

static void
look_at_deadline (FloFleetWatch *self,
                  GPtrArray     *news)
{
  if (!flo_fleet_get_deadline_trouble (self->fleet))
    {
      end (self, news, FLO_FLEET_NOTICE_DEADLINE);
      return;
    }
  if (!self->stands[FLO_FLEET_NOTICE_DEADLINE])
    /* Translators: %s is a fleet's name */
    tell (self, news, FLO_FLEET_NOTICE_DEADLINE, G_NOTIFICATION_PRIORITY_HIGH, "scale",
          g_strdup_printf (_("“%s” will not be done in time"), flo_fleet_get_name (self->fleet)),
          flo_fleet_get_deadline (self->fleet));
  self->stands[FLO_FLEET_NOTICE_DEADLINE] = TRUE;
}

/* A problem in the middle of a launch is its failure, until it goes on. */
static void
look_at_state (FloFleetWatch *self,
               GPtrArray     *news)
{
  FloFleetState state = flo_fleet_get_state (self->fleet);
  const char *name = flo_fleet_get_name (self->fleet);
  gboolean launching = self->state == FLO_FLEET_LAUNCHING;
  FloFleetNoticeKind kind = launching ? FLO_FLEET_NOTICE_LAUNCH : FLO_FLEET_NOTICE_PROBLEM;

  if (state == FLO_FLEET_BLOCKED && !self->stands[FLO_FLEET_NOTICE_LAUNCH] && !self->stands[FLO_FLEET_NOTICE_PROBLEM]
      /* Of a spent budget the budget's own notice says all. */
      && flo_fleet_get_budget_level (self->fleet) < 100)
    {
      /* Translators: %s is a fleet's name */
      tell (self, news, kind, G_NOTIFICATION_PRIORITY_URGENT, "retry",
            g_strdup_printf (launching ? _("“%s” could not be launched") : _("“%s” needs you"), name),
            flo_fleet_get_problem (self->fleet));
      self->stands[kind] = TRUE;
    }
  else if (state != FLO_FLEET_BLOCKED)
    {
      launching |= self->stands[FLO_FLEET_NOTICE_LAUNCH];
      end (self, news, FLO_FLEET_NOTICE_LAUNCH);
      end (self, news, FLO_FLEET_NOTICE_PROBLEM);
      if (launching && state == FLO_FLEET_HEALTHY)
        /* Translators: %s is a fleet's name */
        tell (self, news, FLO_FLEET_NOTICE_LAUNCH, G_NOTIFICATION_PRIORITY_NORMAL, NULL,
              g_strdup_printf (_("“%s” is launched"), name),
              _("All nodes run. From here on Flotilla replaces what is interrupted."));
    }
}

static void
look_at_end (FloFleetWatch *self,
             GPtrArray     *news)
{
  for (FloFleetNoticeKind kind = 0; kind < FLO_FLEET_NOTICE_N_KINDS; kind++)
    end (self, news, kind);
  if (flo_fleet_get_state (self->fleet) != FLO_FLEET_DESTROYED || self->state == FLO_FLEET_DESTROYED)
    return;
  if (flo_fleet_get_rolled_back (self->fleet, NULL))
    /* Translators: %s is a fleet's name */
    tell (self, news, FLO_FLEET_NOTICE_DESTROYED, G_NOTIFICATION_PRIORITY_URGENT, NULL,
          g_strdup_printf (_("“%s” could not be launched"), flo_fleet_get_name (self->fleet)),
          _("The launch was rolled back, and nothing of it is left: AWS was asked again and named nothing."));
  else
    /* Translators: %s is a fleet's name */
    tell (self, news, FLO_FLEET_NOTICE_DESTROYED, G_NOTIFICATION_PRIORITY_NORMAL, NULL,
          g_strdup_printf (_("“%s” is destroyed"), flo_fleet_get_name (self->fleet)),
          _("Nothing of it is left: AWS was asked again and named nothing."));
}

GPtrArray *
flo_fleet_watch_look (FloFleetWatch *self)
{
  GPtrArray *news = g_ptr_array_new_with_free_func (flo_fleet_notice_free);
  FloFleetState state;

  g_return_val_if_fail (self != NULL, news);

  state = flo_fleet_get_state (self->fleet);
  if (state == FLO_FLEET_DESTROYING || state == FLO_FLEET_DESTROYED)
    look_at_end (self, news);
  else
    {
      look_at_interruptions (self, news);
      look_at_capacity (self, news);
      look_at_fallback (self, news);
      look_at_budget (self, news);
      look_at_deadline (self, news);
      look_at_state (self, news);
    }
  self->running = flo_fleet_get_running (self->fleet);
  self->state = state == FLO_FLEET_BLOCKED && self->stands[FLO_FLEET_NOTICE_LAUNCH] ? FLO_FLEET_LAUNCHING : state;
  self->known = self->known || flo_fleet_get_observed_at (self->fleet) != 0;
  return news;
}
