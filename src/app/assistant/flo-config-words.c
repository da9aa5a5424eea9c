/* flo-config-words.c: parts of a config in a few words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-config-words.h"

#include <glib/gi18n.h>

#include "config/flo-config-schedule.h"
#include "config/flo-config-source.h"

#define SHOWN_TAGS 4

/* (transfer full) (nullable): what was said, in one; NULL: nothing was */
static char *
join (GPtrArray  *words,
      const char *between)
{
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);

  return g_strjoinv (between, (GStrv) words->pdata);
}

/* @words: (transfer full): of an amount; left out when there is none */
static void
add (GPtrArray *words,
     FloMoney   money,
     char      *said)
{
  if (money > 0)
    g_ptr_array_add (words, said);
  else
    g_free (said);
}

char *
flo_config_words_budget (const FloConfig *config)
{
  g_autofree char *hour = flo_money_format (config->budget.per_hour);
  g_autofree char *day = flo_money_format (config->budget.per_day);
  g_autofree char *total = flo_money_format (config->budget.total);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  add (words, config->budget.per_hour, g_strdup_printf (_("%s an hour"), hour));
  add (words, config->budget.per_day, g_strdup_printf (_("%s a day"), day));
  add (words, config->budget.total, g_strdup_printf (_("%s in all"), total));

  return join (words, ", ");
}

char *
flo_config_words_thresholds (const FloConfig *config)
{
  g_autofree char *warn = flo_money_format (config->price.warn_at);
  g_autofree char *stop = flo_money_format (config->price.stop_at);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  /* Translators: %s is an amount of money: what a node costs in an hour */
  add (words, config->price.warn_at, g_strdup_printf (_("Told above %s"), warn));
  add (words, config->price.stop_at, g_strdup_printf (config->price.at_stop == FLO_AT_STOP_END
                                                        ? _("No node above %s") : _("No new node above %s"), stop));

  return join (words, " · ");
}

char *
flo_config_words_fallback (const FloConfig *config)
{
  if (config->fallback.nodes == 0)
    return NULL;

  return g_strdup_printf (ngettext ("After %d minutes without it, %d on-demand node stands in",
                                    "After %d minutes without it, up to %d on-demand nodes stand in",
                                    config->fallback.nodes),
                          (int) config->fallback.patience_minutes, (int) config->fallback.nodes);
}

char *
flo_config_words_deadline (const FloConfig *config)
{
  if (config->deadline.work_hours == 0)
    return NULL;

  /* Translators: %s is a moment as somebody wrote it, like "2026-11-27 18:00 Europe/Berlin" */
  return g_strdup_printf (ngettext ("%d hour of work by %s", "%d hours of work by %s", config->deadline.work_hours),
                          (int) config->deadline.work_hours,
                          config->deadline.finish_by != NULL ? config->deadline.finish_by : "…");
}

char *
flo_config_words_warnings (const FloConfig *config)
{
  const gboolean queue = config->monitoring.events == FLO_EVENTS_QUEUE;

  if (config->monitoring.events == FLO_EVENTS_POLL)
    return g_strdup (_("Flotilla asks for notices"));

  switch (config->interruption.rebalance)
    {
    case FLO_REBALANCE_PREPARE:
      return g_strdup (queue ? _("A queue brings notices; nodes at risk have their successors ready")
                             : _("Nodes tell their notices; those at risk have their successors ready"));
    case FLO_REBALANCE_REPLACE:
      return g_strdup (queue ? _("A queue brings notices; nodes at risk are replaced")
                             : _("Nodes tell their notices; those at risk are replaced"));
    case FLO_REBALANCE_IGNORE:
    default:
      return g_strdup (queue ? _("A queue brings notices") : _("Nodes tell their notices, over SSH"));
    }
}

char *
flo_config_words_health (const FloConfig *config)
{
  switch (config->health.action)
    {
    case FLO_HEALTH_REPLACE:
      return g_strdup (_("They are replaced"));
    case FLO_HEALTH_TELL:
      return g_strdup (_("They are only told of"));
    case FLO_HEALTH_RESTART_FIRST:
    default:
      return g_strdup (_("They are restarted, then replaced"));
    }
}

char *
flo_config_words_reserves (const FloConfig *config)
{
  int spares = (int) config->availability.spares;
  int standbys = (int) config->availability.standbys;
  g_autofree char *running = NULL;
  g_autofree char *stopped = NULL;

  if (spares == 0 && standbys == 0)
    return g_strdup (_("None: as many nodes run as are wanted"));

  running = g_strdup_printf (ngettext ("%d spare node runs besides those that are wanted",
                                       "%d spare nodes run besides those that are wanted", spares), spares);
  stopped = g_strdup_printf (ngettext ("%d standby is stopped until a node is missing",
                                       "%d standbys are stopped until a node is missing", standbys), standbys);
  if (spares == 0)
    return g_steal_pointer (&stopped);
  if (standbys == 0)
    return g_steal_pointer (&running);

  /* Translators: two sentences without a full stop: what runs to spare, and what is stopped */
  return g_strdup_printf (_("%s; %s"), running, stopped);
}

char *
flo_config_words_launch (const FloConfig *config)
{
  int minutes = (int) config->launch.timeout_minutes;

  if (config->launch.on_failure == FLO_ON_FAILURE_ROLLBACK)
    return g_strdup_printf (ngettext ("The fleet is destroyed if nodes are missing after %d minute",
                                      "The fleet is destroyed if nodes are missing after %d minutes", minutes), minutes);

  return g_strdup_printf (ngettext ("It goes on if nodes are missing after %d minute",
                                    "It goes on if nodes are missing after %d minutes", minutes), minutes);
}

/* More than a few are counted. */
char *
flo_config_words_tags (const FloConfig *config)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (config->tags), (GCompareFunc) strcmp);
  guint n_tags = g_hash_table_size (config->tags);

  if (n_tags > SHOWN_TAGS)
    return g_strdup_printf (ngettext ("%u tag", "%u tags", n_tags), n_tags);
  for (GList *link = names; link != NULL; link = link->next)
    g_ptr_array_add (words, g_strdup_printf ("%s=%s", (const char *) link->data,
                                             (const char *) g_hash_table_lookup (config->tags, link->data)));

  return join (words, " · ");
}

char *
flo_config_words_moves (const FloConfig *config)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (config->price.move)
    g_ptr_array_add (words, g_strdup (_("Nodes move to cheaper machines")));
  if (config->zones.evacuate)
    g_ptr_array_add (words, g_strdup (_("Nodes leave a zone that takes others back")));

  return join (words, " · ");
}

char *
flo_config_words_work (const FloConfig *config)
{
  const FloScaleBy by = flo_config_get_source (config);

  if (by == FLO_SCALE_BY_NONE)
    return NULL;
  if ((by == FLO_SCALE_BY_QUEUE && *config->scaling.queue == '\0') ||
      (by == FLO_SCALE_BY_METRIC && *config->scaling.metric == '\0'))
    return g_strdup (_("Its name is missing"));
  if (by == FLO_SCALE_BY_CPU)
    /* Translators: how busy they are says how many nodes there are: the least and the most */
    return g_strdup_printf (_("By how busy their CPUs are, %d to %d nodes"), (int) config->scaling.minimum,
                            (int) config->scaling.maximum);
  if (by == FLO_SCALE_BY_METRIC)
    /* Translators: %s is the name of a metric of CloudWatch, then the least and the most nodes */
    return g_strdup_printf (_("By the metric %s, %d to %d nodes"), config->scaling.metric,
                            (int) config->scaling.minimum, (int) config->scaling.maximum);

  /* Translators: %s is a queue's name, then the least and the most nodes */
  return g_strdup_printf (_("By the messages of %s, %d to %d nodes"), config->scaling.queue,
                          (int) config->scaling.minimum, (int) config->scaling.maximum);
}

char *
flo_config_words_mode (const FloConfig *config)
{
  if (config->mode != FLO_MODE_MANAGED)
    return NULL;

  return g_strdup (_("By EC2, while Flotilla does not run, too"));
}

/* "Mon 30 Nov 08:00": on the clocks that are meant */
static char *
format_moment (gint64      moment,
               const char *time_zone)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (time_zone != NULL ? time_zone : "UTC");
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (moment);
  g_autoptr(GDateTime) local = zone != NULL && utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  if (local == NULL)
    return NULL;

  /* Translators: day of the week, day, month, hour, minute: g_date_time_format() */
  return g_date_time_format (local, _("%a %-e %b %H:%M"));
}

char *
flo_config_words_schedule (const FloConfig *config,
                           gint64           now)
{
  FloScheduleSlot slot;
  g_autofree char *until = NULL;

  if (config->scaling.schedule == NULL)
    return NULL;
  if (!flo_config_find_slot (config, now, &slot))
    return g_strdup (_("No time that comes"));

  until = slot.until != 0 ? format_moment (slot.until, config->scaling.time_zone) : NULL;
  if (until == NULL)
    return g_strdup_printf (ngettext ("%u node now", "%u nodes now", slot.nodes), slot.nodes);

  /* Translators: numbers of nodes; %s is a moment, like "Mon 30 Nov 08:00" */
  return g_strdup_printf (ngettext ("%u node now, %u from %s on", "%u nodes now, %u from %s on", slot.nodes), slot.nodes,
                          slot.next_nodes, until);
}

char *
flo_config_words_entry (const char *entry,
                        const char *time_zone,
                        gint64      now)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (time_zone != NULL ? time_zone : "UTC");
  g_autofree char *when = NULL;
  FloCron cron;
  gint64 next;
  guint nodes;

  if (zone == NULL || !flo_schedule_entry_parse (entry, &cron, &nodes, NULL))
    return NULL;
  next = flo_cron_find_after (&cron, zone, now);
  when = next != 0 ? format_moment (next, time_zone) : NULL;
  if (when == NULL)
    return NULL;

  /* Translators: %s is a moment, like "Mon 30 Nov 08:00": when that is so for the next time */
  return g_strdup_printf (ngettext ("%u node, next from %s on", "%u nodes, next from %s on", nodes), nodes, when);
}
