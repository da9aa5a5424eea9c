/* flo-cli-fleet-screen.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flotillactl"

#include "flotilla-config.h"

#include <string.h>

#include "cli/flo-cli-fleet-screen.h"
#include "cli/flo-cli-fleet-words.h"
#include "cli/flo-cli-text.h"

#define PLAIN "\033[0m"
#define BOLD "\033[1m"
#define RED "\033[1;31m"
#define GREEN "\033[1;32m"
#define YELLOW "\033[1;33m"

#define MAX_BAR 20
#define BEFORE_BAR 66   /* columns of what is said of a zone */
#define TIMELINE_MINUTES 60
#define MAX_NEXT 3
#define MIN_EVENTS 4
#define ELLIPSIS 0x2026

typedef struct
{
  FloFleet *fleet;
  guint columns;
  guint rows;
  gboolean colour;
  gint64 now;
  GPtrArray *lines;   /* (element-type utf8) */
} Screen;

/* ---- text ---- */

static guint
measure (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

char *
flo_cli_fleet_screen_fit (const char *text,
                          guint       columns)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *fitted = g_string_new (NULL);
  gsize cut = 0;      /* where "…" goes if not all fits */
  guint width = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (flo_cli_text_is_harmful (c))
        c = FLO_CLI_TEXT_REPLACEMENT;
      if (width + measure (c) > columns)
        {
          g_string_truncate (fitted, cut);
          if (columns > 0)
            g_string_append_unichar (fitted, ELLIPSIS);
          break;
        }
      width += measure (c);
      g_string_append_unichar (fitted, c);
      if (width + 1 <= columns)
        cut = fitted->len;
    }

  return g_string_free (fitted, FALSE);
}

static void
add (Screen     *self,
     const char *colour,
     const char *text)
{
  g_autofree char *fitted = flo_cli_fleet_screen_fit (text, self->columns);

  if (self->lines->len >= self->rows)
    return;
  if (self->colour && colour != NULL)
    g_ptr_array_add (self->lines, g_strconcat (colour, fitted, PLAIN, NULL));
  else
    g_ptr_array_add (self->lines, g_steal_pointer (&fitted));
}

static void G_GNUC_PRINTF (3, 4)
addf (Screen     *self,
      const char *colour,
      const char *format,
      ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  add (self, colour, text);
}

/* A sentence on as many lines as it needs, broken at spaces; @label before the first. */
static void
add_sentence (Screen     *self,
              const char *colour,
              const char *label,
              const char *sentence)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) words = NULL;
  g_autoptr(GString) line = g_string_new (label);

  if (sentence == NULL)
    return;
  text = flo_cli_fleet_screen_fit (sentence, G_MAXUINT / 4);
  words = g_strsplit (text, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_utf8_strlen (line->str, -1) + 1 + g_utf8_strlen (words[i], -1) > (glong) self->columns && line->len > 2)
        {
          add (self, colour, line->str);
          g_string_assign (line, " ");
        }
      g_string_append_printf (line, " %s", words[i]);
    }
  add (self, colour, line->str);
}

/* ---- parts ---- */

static const char *
choose_colour (FloFleetState state)
{
  switch (state)
    {
    case FLO_FLEET_HEALTHY:
      return GREEN;
    case FLO_FLEET_BLOCKED:
      return RED;
    case FLO_FLEET_LAUNCHING:
    case FLO_FLEET_DEGRADED:
    case FLO_FLEET_DESTROYING:
    case FLO_FLEET_PAUSED:
      return YELLOW;
    case FLO_FLEET_DESTROYED:
    default:
      return NULL;
    }
}

static void
add_state (Screen *self)
{
  FloFleet *fleet = self->fleet;
  const FloWishes *wishes = flo_fleet_get_wishes (fleet);
  g_autofree char *nodes = flo_cli_fleet_describe_nodes (fleet);

  addf (self, BOLD, "%s  %s  %s", flo_fleet_get_name (fleet), flo_fleet_get_region (fleet), flo_fleet_get_id (fleet));
  addf (self, choose_colour (flo_fleet_get_state (fleet)), "%s: %s",
        flo_cli_fleet_get_state_word (fleet), nodes);
  if (wishes->paused.by != NULL)
    {
      g_autofree char *asked = flo_asked_describe (&wishes->paused);

      add_sentence (self, YELLOW, "Paused: nothing is begun,", asked);
    }
  add_sentence (self, RED, "Problem:", flo_fleet_get_problem (fleet));
  add_sentence (self, YELLOW, "Not up to date:", flo_fleet_get_observing_failed (fleet));
  add_sentence (self, YELLOW, "Budget:", flo_fleet_get_budget (fleet));
  add_sentence (self, YELLOW, "Fallback:", flo_fleet_get_fallback (fleet));
  add_sentence (self, flo_fleet_get_standing_in (fleet) > 0 ? YELLOW : NULL, "Standbys:", flo_fleet_get_standby (fleet));
  add_sentence (self, YELLOW, "Zones:", flo_fleet_get_shortages (fleet));
  add_sentence (self, NULL, "Deadline:", flo_fleet_get_deadline (fleet));
  add_sentence (self, NULL, "Scaling:", flo_fleet_get_scaling (fleet));
}

/* Days and months in UTC, as AWS's bills and our budgets count them. */
static void
add_money (Screen *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (self->now);
  g_autoptr(GDateTime) day = g_date_time_new_utc (g_date_time_get_year (now), g_date_time_get_month (now),
                                                  g_date_time_get_day_of_month (now), 0, 0, 0);
  g_autoptr(GDateTime) month = g_date_time_new_utc (g_date_time_get_year (now), g_date_time_get_month (now), 1, 0, 0, 0);
  FloMoney per_hour = flo_fleet_get_per_hour (self->fleet);
  FloMoney on_demand = flo_fleet_get_on_demand_per_hour (self->fleet);
  g_autofree char *rate = flo_money_format (per_hour);
  g_autofree char *list_rate = flo_money_format (on_demand);
  g_autofree char *today = flo_money_format (flo_fleet_get_cost_between (self->fleet, g_date_time_to_unix (day), self->now));
  g_autofree char *this_month = flo_money_format (flo_fleet_get_cost_between (self->fleet, g_date_time_to_unix (month), self->now));
  g_autofree char *total = flo_money_format (flo_fleet_get_cost (self->fleet));
  g_autofree char *extras = flo_money_format (flo_fleet_get_extras_cost (self->fleet));

  add (self, NULL, "");
  if (on_demand > 0)
    addf (self, NULL, "Cost   %s an hour; on demand %s, saved %d%%", rate, list_rate,
          (int) ((on_demand - per_hour) * 100 / on_demand));
  else
    addf (self, NULL, "Cost   %s an hour", rate);
  addf (self, NULL, "       %s today, %s this month, %s since the launch", today, this_month, total);
  if (flo_fleet_get_extras_cost (self->fleet) > 0)
    addf (self, NULL, "       of that, storage and addresses %s", extras);
}

static FloMoney
get_rate (FloZoneCostSeries *zone,
          guint             *nodes)
{
  guint n;
  const FloZoneCost *points = flo_zone_cost_series_get_points (zone, &n);

  *nodes = n > 0 ? points[n - 1].nodes : 0;
  return n > 0 ? points[n - 1].per_hour : 0;
}

static void
add_zones (Screen *self)
{
  GListModel *zones = flo_fleet_get_zone_costs (self->fleet);
  guint n_zones = g_list_model_get_n_items (zones), nodes;
  FloMoney highest = 1;
  gint64 longest = CLAMP ((gint64) self->columns - BEFORE_BAR, 0, MAX_BAR);

  for (guint i = 0; i < n_zones; i++)
    {
      g_autoptr(FloZoneCostSeries) zone = g_list_model_get_item (zones, i);

      highest = MAX (highest, get_rate (zone, &nodes));
    }
  if (n_zones > 0)
    add (self, NULL, "");
  for (guint i = 0; i < n_zones; i++)
    {
      g_autoptr(FloZoneCostSeries) zone = g_list_model_get_item (zones, i);
      FloMoney rate = get_rate (zone, &nodes);
      g_autofree char *rate_text = flo_money_format (rate);
      g_autofree char *total = flo_money_format (flo_zone_cost_series_get_total (zone, 0, self->now));
      g_autofree char *bar = g_strnfill ((gsize) (rate * longest / highest), '#');

      addf (self, NULL, "  %-15s %3u node%s %10s an hour %10s so far  %s", flo_zone_cost_series_get_zone (zone), nodes,
            nodes == 1 ? " " : "s", rate_text, total, bar);
    }
}

/* A character for each of the last minutes, the newest on the right: how many nodes were noticed or lost. */
static void
add_interruptions (Screen *self)
{
  GListModel *events = flo_fleet_get_events (self->fleet);
  guint counts[TIMELINE_MINUTES] = { 0 };
  guint n_notices = 0, n_lost = 0;
  char line[TIMELINE_MINUTES + 1];

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(FloEvent) event = g_list_model_get_item (events, i);
      gint64 ago = self->now - flo_event_get_time (event) / G_USEC_PER_SEC;
      FloEventKind kind = flo_event_get_kind (event);

      if (ago >= TIMELINE_MINUTES * 60)
        break;
      if (ago < 0 || (kind != FLO_EVENT_NOTICE && kind != FLO_EVENT_LOST))
        continue;
      counts[TIMELINE_MINUTES - 1 - ago / 60]++;
      if (kind == FLO_EVENT_NOTICE)
        n_notices++;
      else
        n_lost++;
    }
  for (guint i = 0; i < TIMELINE_MINUTES; i++)
    line[i] = counts[i] == 0 ? '.' : counts[i] > 9 ? '+' : (char) ('0' + counts[i]);
  line[TIMELINE_MINUTES] = '\0';
  add (self, NULL, "");
  addf (self, NULL, "Last hour: %u notice%s, %u node%s lost, by minute", n_notices, n_notices == 1 ? "" : "s", n_lost,
        n_lost == 1 ? "" : "s");
  addf (self, NULL, "  %s now", line);
}

static void
add_next (Screen *self)
{
  GListModel *actions = flo_fleet_get_next_actions (self->fleet);
  guint n = g_list_model_get_n_items (actions);

  add (self, NULL, "");
  add (self, BOLD, "What is next, and why");
  if (n == 0)
    add (self, NULL, "  Nothing: the fleet is as it is wanted");
  for (guint i = 0; i < MIN (n, MAX_NEXT); i++)
    {
      g_autoptr(FloAction) action = g_list_model_get_item (actions, i);

      addf (self, NULL, "  %s: %s", flo_action_get_title (action), flo_action_get_reason (action));
    }
  if (n > MAX_NEXT)
    addf (self, NULL, "  and %u more", n - MAX_NEXT);
}

static void
add_events (Screen *self)
{
  GListModel *events = flo_fleet_get_events (self->fleet);
  guint n = g_list_model_get_n_items (events);

  add (self, NULL, "");
  add (self, BOLD, "What happened last");
  for (guint i = 0; i < n && self->lines->len < self->rows; i++)
    {
      g_autoptr(FloEvent) event = g_list_model_get_item (events, i);
      g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (flo_event_get_time (event) / G_USEC_PER_SEC);
      g_autofree char *clock = time != NULL ? g_date_time_format (time, "%H:%M:%S") : g_strdup ("");
      const char *reason = flo_event_get_reason (event);

      addf (self, NULL, "  %s  %s%s%s", clock, flo_event_get_title (event), reason != NULL ? ": " : "",
            reason != NULL ? reason : "");
    }
}

/* ---- nodes ---- */

static void
add_node (Screen  *self,
          FloNode *node)
{
  g_autofree char *price = flo_money_format (flo_node_get_price (node));
  const char *type = flo_node_get_instance_type (node);
  const char *zone = flo_node_get_zone (node);
  const char *concern = flo_node_get_concern (node);
  const char *colour = flo_node_get_state (node) == FLO_NODE_NOTICED || flo_node_get_health (node) == FLO_HEALTH_IMPAIRED
                         ? YELLOW : NULL;

  addf (self, colour, "  %-19s %-12s %-11s %-9s %-10s %8s  %s", flo_node_get_id (node), type != NULL ? type : "",
        zone != NULL ? zone : "", flo_node_get_spot (node) ? "spot" : "on-demand",
        flo_node_state_get_word (flo_node_get_state (node)), price, concern != NULL ? concern : "");
}

/* Those of which something has to be known come first, so that they are seen when there is no room for all. */
static gboolean
is_of_rank (FloNode *node,
            guint    rank)
{
  gboolean quiet = flo_node_get_concern (node) == NULL && flo_node_get_state (node) == FLO_NODE_RUNNING;

  return (flo_node_get_state (node) != FLO_NODE_TERMINATED) && quiet == (rank == 1);
}

static void
add_nodes (Screen *self,
           guint   room)
{
  GListModel *nodes = flo_fleet_get_nodes (self->fleet);
  guint n = g_list_model_get_n_items (nodes), n_living = 0, n_shown = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);

      n_living += flo_node_get_state (node) != FLO_NODE_TERMINATED;
    }
  if (n_living == 0 || room < 3)
    return;
  add (self, NULL, "");
  addf (self, BOLD, "  %-19s %-12s %-11s %-9s %-10s %8s", "Node", "Type", "Zone", "Kind", "State", "An hour");
  room -= 2;
  if (n_living > room)
    room--;
  for (guint rank = 0; rank < 2; rank++)
    for (guint i = 0; i < n && n_shown < room; i++)
      {
        g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);

        if (!is_of_rank (node, rank))
          continue;
        add_node (self, node);
        n_shown++;
      }
  if (n_shown < n_living)
    addf (self, NULL, "  and %u more: flotillactl fleet show %s", n_living - n_shown, flo_fleet_get_name (self->fleet));
}

GPtrArray *
flo_cli_fleet_screen_draw (FloFleet *fleet,
                           guint     columns,
                           guint     rows,
                           gboolean  colour,
                           gint64    now)
{
  Screen self = {
    .fleet = fleet,
    .columns = columns,
    .rows = rows > 1 ? rows - 1 : rows,   /* the last one says how to leave */
    .colour = colour,
    .now = now,
    .lines = g_ptr_array_new_with_free_func (g_free),
  };
  guint n_events = MIN (g_list_model_get_n_items (flo_fleet_get_events (fleet)), MIN_EVENTS);
  guint used;

  add_state (&self);
  add_money (&self);
  add_zones (&self);
  add_interruptions (&self);
  add_next (&self);
  used = self.lines->len + 2 + n_events;
  if (self.rows > used)
    add_nodes (&self, self.rows - used);
  add_events (&self);
  self.rows = rows;
  if (rows > 1)
    add (&self, NULL, "q leaves; the nodes run on");

  return self.lines;
}
