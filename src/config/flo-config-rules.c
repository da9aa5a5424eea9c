/* flo-config-rules.c: whether the keys of a config fit each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-check.h"

#include "base/flo-cidr.h"
#include "base/flo-memory.h"
#include "base/flo-moment.h"
#include "config/flo-config-schedule.h"
#include "config/flo-config-source.h"
#include "market/flo-placement-scores.h"

#include <string.h>

/* Rules an AWS security group may hold, unless its quota was raised. */
#define MAX_GROUP_RULES 60

/* A rule about keys of which one is broken already would judge what nobody wrote. */
static gboolean
are_sound (FloConfigReport *report,
           const char      *a,
           const char      *b)
{
  return !flo_config_report_is_broken (report, a) && !flo_config_report_is_broken (report, b);
}

static void
check_capacity (const FloConfig *self,
                FloConfigReport *report)
{
  if (self->capacity.on_demand_base > self->capacity.nodes &&
      are_sound (report, "/capacity/nodes", "/capacity/on_demand_base"))
    flo_config_report_error (report, "/capacity/on_demand_base", "raise nodes, or lower on_demand_base",
                             "capacity.on_demand_base must be at most capacity.nodes (%" G_GINT64_FORMAT
                             "), found %" G_GINT64_FORMAT,
                             self->capacity.nodes, self->capacity.on_demand_base);
}

static gboolean
has_requirements (const FloConfig *self)
{
  return self->instances.min_vcpus > 0 || self->instances.max_vcpus > 0 ||
         self->instances.min_memory_mib > 0 || self->instances.max_memory_mib > 0 ||
         self->instances.min_gpus > 0;
}

static void
check_instances (const FloConfig *self,
                 FloConfigReport *report)
{
  if ((self->instances.types == NULL || self->instances.types[0] == NULL) && !has_requirements (self) &&
      !flo_config_report_is_broken (report, "/instances"))
    flo_config_report_error (report, "/instances",
                             "list \"types\", or say what a node needs, for example \"min_vcpus\": 2, \"min_memory\": \"4 GiB\"",
                             "instances must name types or requirements, found neither");
}

static void
check_bounds (const FloConfig *self,
              FloConfigReport *report)
{
  g_autofree char *minimum = flo_memory_format (self->instances.min_memory_mib);
  g_autofree char *maximum = flo_memory_format (self->instances.max_memory_mib);

  if (self->instances.max_vcpus > 0 && self->instances.min_vcpus > self->instances.max_vcpus &&
      are_sound (report, "/instances/min_vcpus", "/instances/max_vcpus"))
    flo_config_report_error (report, "/instances/max_vcpus", "swap them, or leave one out",
                             "instances.max_vcpus must be at least instances.min_vcpus (%" G_GINT64_FORMAT
                             "), found %" G_GINT64_FORMAT,
                             self->instances.min_vcpus, self->instances.max_vcpus);
  if (self->instances.max_memory_mib > 0 && self->instances.min_memory_mib > self->instances.max_memory_mib &&
      are_sound (report, "/instances/min_memory", "/instances/max_memory"))
    flo_config_report_error (report, "/instances/max_memory", "swap them, or leave one out",
                             "instances.max_memory must be at least instances.min_memory (%s), found %s",
                             minimum, maximum);
}

static void
check_distribution (const FloConfig *self,
                    FloConfigReport *report)
{
  gboolean single = self->zones.distribution == FLO_DISTRIBUTION_SINGLE;

  if (!are_sound (report, "/zones/distribution", "/zones/minimum"))
    return;

  if (!single && self->zones.minimum < 2)
    flo_config_report_error (report, "/zones/minimum",
                             "two zones are the least that survives the loss of one; \"distribution\": \"single\" with a \"reason\" is the way out",
                             "zones.minimum must be at least 2, found %" G_GINT64_FORMAT, self->zones.minimum);
  if (single && self->zones.minimum != 1)
    flo_config_report_error (report, "/zones/minimum", "write 1, or leave the key out",
                             "zones.minimum must be 1 with distribution \"single\", found %" G_GINT64_FORMAT,
                             self->zones.minimum);
  if (single && self->zones.reason == NULL)
    flo_config_report_error (report, "/zones/reason",
                             "add for example \"reason\": \"the data set lives in one zone\"",
                             "zones.reason is missing: distribution \"single\" needs one");
  if (!single && self->zones.reason != NULL)
    flo_config_report_warning (report, "/zones/reason", "remove it, or write \"distribution\": \"single\"",
                               "zones.reason has no effect without distribution \"single\"");
}

static void
check_allowed_zones (const FloConfig *self,
                     FloConfigReport *report)
{
  guint n_allowed = self->zones.allowed != NULL ? g_strv_length (self->zones.allowed) : 0;
  gsize length = strlen (self->region);

  if (n_allowed == 0)
    return;

  for (guint i = 0; i < n_allowed && !flo_config_report_is_broken (report, "/region"); i++)
    {
      const char *zone = self->zones.allowed[i];
      g_autofree char *path = g_strdup_printf ("/zones/allowed/%u", i);
      g_autofree char *quoted = flo_json_quote (zone);

      if (strncmp (zone, self->region, length) != 0 || strlen (zone) != length + 1)
        flo_config_report_error (report, path, "a zone's name is the region's and a letter",
                                 "zones.allowed names %s, which is not in region %s", quoted, self->region);
    }

  if (n_allowed < self->zones.minimum && are_sound (report, "/zones/allowed", "/zones/minimum"))
    flo_config_report_error (report, "/zones/allowed", "allow more zones, or leave the key out to allow all",
                             "zones.allowed must name at least %" G_GINT64_FORMAT " zones (zones.minimum), found %u",
                             self->zones.minimum, n_allowed);
}

static void
check_price (const FloConfig *self,
             FloConfigReport *report)
{
  gboolean fixed = self->price.limit == FLO_PRICE_FIXED;
  gboolean percent = self->price.limit == FLO_PRICE_PERCENT;
  gboolean dynamic = self->price.limit == FLO_PRICE_DYNAMIC;

  if (flo_config_report_is_broken (report, "/price/limit"))
    return;

  if (fixed && self->price.maximum == 0)
    flo_config_report_error (report, "/price/maximum", "add for example \"maximum\": \"0.05\"",
                             "price.maximum is missing: limit \"fixed\" needs it");
  if (!fixed && self->price.maximum != 0)
    flo_config_report_error (report, "/price/maximum", "remove it, or write \"limit\": \"fixed\"",
                             "price.maximum has no effect without limit \"fixed\"");
  if (percent && self->price.percent == 0)
    flo_config_report_error (report, "/price/percent", "add for example \"percent\": 60",
                             "price.percent is missing: limit \"percent\" needs it");
  if (!percent && self->price.percent != 0)
    flo_config_report_error (report, "/price/percent", "remove it, or write \"limit\": \"percent\"",
                             "price.percent has no effect without limit \"percent\"");
  if (dynamic && self->price.availability == 0)
    flo_config_report_error (report, "/price/availability", "add for example \"availability\": 95",
                             "price.availability is missing: limit \"dynamic\" needs it");
  if (!dynamic && self->price.availability != 0)
    flo_config_report_error (report, "/price/availability", "remove it, or write \"limit\": \"dynamic\"",
                             "price.availability has no effect without limit \"dynamic\"");
  if (!dynamic && self->price.budget != 0)
    flo_config_report_error (report, "/price/budget", "remove it, or write \"limit\": \"dynamic\"",
                             "price.budget has no effect without limit \"dynamic\"");
}

static void
check_stop (const FloConfig *self,
            FloConfigReport *report)
{
  if (!are_sound (report, "/price/stop_at", "/price/warn_at"))
    return;

  if (self->price.stop_at == 0 && self->price.at_stop != FLO_AT_STOP_GROWING)
    flo_config_report_error (report, "/price/stop_at", "add for example \"stop_at\": \"0.08\"",
                             "price.stop_at is missing: at_stop \"end\" needs it");
  if (self->price.stop_at == 0)
    return;

  if (self->price.warn_at >= self->price.stop_at)
    flo_config_report_warning (report, "/price/warn_at", "write less than price.stop_at",
                               "price.warn_at comes too late: price.stop_at is no higher");
  if (self->deadline.work_hours > 0)
    flo_config_report_error (report, "/price/stop_at", "leave it out, or bound what it costs by \"budget\"",
                             "price.stop_at cannot be kept with a deadline: nodes that stop are not done in time");
}

static void
check_budget (const FloConfig *self,
              FloConfigReport *report)
{
  gboolean any = self->budget.per_day > 0 || self->budget.total > 0;

  if (!are_sound (report, "/budget", "/capacity"))
    return;

  if (self->budget.at_limit != FLO_BUDGET_STOP_GROWING && !any)
    flo_config_report_warning (report, "/budget/at_limit", "add \"per_day\" or \"total\", or remove it",
                               "budget.at_limit has no effect without budget.per_day or budget.total");
  if (self->budget.at_limit == FLO_BUDGET_BASE && self->capacity.on_demand_base == 0)
    flo_config_report_warning (report, "/budget/at_limit", "write \"stop\", or an \"on_demand_base\" in \"capacity\"",
                               "budget.at_limit \"base\" ends every node: capacity.on_demand_base is 0");
}

static void
check_fallback (const FloConfig *self,
                FloConfigReport *report)
{
  gint64 spot = self->capacity.nodes - self->capacity.on_demand_base;

  if (self->fallback.nodes == 0 || !are_sound (report, "/fallback/nodes", "/capacity"))
    return;

  if (!self->interruption.replace)
    flo_config_report_error (report, "/fallback/nodes",
                             "write \"replace\": true in \"interruption\", or leave fallback out",
                             "fallback.nodes needs interruption.replace: nodes that are not replaced need no stand-in");
  else if (self->fallback.nodes > spot && are_sound (report, "/capacity/nodes", "/capacity/on_demand_base"))
    flo_config_report_warning (report, "/fallback/nodes", "write as many as there are spot nodes, or fewer",
                               "fallback.nodes is %" G_GINT64_FORMAT ", but only %" G_GINT64_FORMAT
                               " of the nodes are spot", self->fallback.nodes, spot);
}

/* When on-demand nodes stand in. */
static void
check_fallback_conditions (const FloConfig *self,
                           FloConfigReport *report)
{
  guint n_types = self->instances.types != NULL ? g_strv_length (self->instances.types) : 0;

  if (!are_sound (report, "/fallback", "/instances/types"))
    return;

  if (self->fallback.interruption_hours != 1 && self->fallback.max_interruptions == 0)
    flo_config_report_warning (report, "/fallback/interruption_hours", "add \"max_interruptions\", or remove it",
                               "interruption_hours has no effect without max_interruptions");
  if (self->fallback.nodes > 0 && self->fallback.min_score > 0 && n_types > 0 && n_types < FLO_SCORES_LEAST_TYPES)
    flo_config_report_warning (report, "/fallback/min_score", "name more types, or remove it",
                               "AWS scores fewer than %d instance types low whatever capacity there is, and the config "
                               "names %u: on-demand nodes would always stand in", FLO_SCORES_LEAST_TYPES, n_types);
}

static void
check_spares (const FloConfig *self,
              FloConfigReport *report)
{
  if (self->availability.spares == 0 || !are_sound (report, "/availability/spares", "/capacity"))
    return;

  if (!self->interruption.replace)
    flo_config_report_error (report, "/availability/spares",
                             "write \"replace\": true in \"interruption\", or leave spares out",
                             "availability.spares needs interruption.replace: a spare that is not replaced is one once");
  if (self->deadline.work_hours > 0)
    flo_config_report_error (report, "/availability/spares", "leave it out, or write more \"nodes\" in \"capacity\"",
                             "availability.spares has no use with a deadline: what interruptions cost is made up for, on "
                             "demand when it must be");
}

static void
check_standbys (const FloConfig *self,
                FloConfigReport *report)
{
  if (self->availability.standbys == 0 || !are_sound (report, "/availability/standbys", "/capacity"))
    return;

  if (!self->interruption.replace)
    flo_config_report_error (report, "/availability/standbys",
                             "write \"replace\": true in \"interruption\", or leave standbys out",
                             "availability.standbys needs interruption.replace: a standby only bridges the time until a node "
                             "that is lost is replaced");
  if (self->deadline.work_hours > 0)
    flo_config_report_error (report, "/availability/standbys", "leave it out",
                             "availability.standbys has no use with a deadline: the deadline says when nodes run on demand");
}

/* Recommendations are nothing that EC2 answers when it is asked. */
static void
check_rebalance (const FloConfig *self,
                 FloConfigReport *report)
{
  const char *path = "/interruption/rebalance";

  if (self->interruption.rebalance == FLO_REBALANCE_IGNORE || self->mode == FLO_MODE_MANAGED ||
      flo_config_report_is_broken (report, path))
    return;

  if (!self->interruption.replace)
    flo_config_report_error (report, path, "write \"replace\": true in \"interruption\", or leave rebalance out",
                             "interruption.rebalance needs interruption.replace: nodes that are not replaced have no "
                             "successors");
  if (self->monitoring.events == FLO_EVENTS_POLL && !flo_config_report_is_broken (report, "/monitoring/events"))
    flo_config_report_error (report, path, "add \"monitoring\": { \"events\": \"queue\" }, or leave rebalance out",
                             "interruption.rebalance needs monitoring.events \"queue\" or \"instances\": EC2 does not tell "
                             "of recommendations when it is asked");
}

/* Whether there is time enough is not asked here: a config may be kept for longer than its deadline. */
static void
check_deadline (const FloConfig *self,
                FloConfigReport *report)
{
  g_autofree char *why = NULL;
  gint64 when;

  if (!are_sound (report, "/deadline/work_hours", "/deadline/finish_by"))
    return;

  if (self->deadline.work_hours > 0 && self->deadline.finish_by == NULL)
    flo_config_report_error (report, "/deadline/finish_by",
                             "add for example \"finish_by\": \"2026-11-27 18:00 Europe/Berlin\"",
                             "deadline.finish_by is missing: deadline.work_hours needs it");
  if (self->deadline.finish_by != NULL && self->deadline.work_hours == 0)
    flo_config_report_error (report, "/deadline/work_hours", "add for example \"work_hours\": 48",
                             "deadline.work_hours is missing: deadline.finish_by needs it");
  if (self->deadline.finish_by != NULL && !flo_moment_parse (self->deadline.finish_by, &when, &why))
    flo_config_report_error (report, "/deadline/finish_by",
                             "write for example \"2026-11-27 18:00 Europe/Berlin\" or \"2026-11-27T18:00:00Z\"",
                             "deadline.finish_by %s", why);
  if (self->deadline.work_hours > 0 && !self->interruption.replace)
    flo_config_report_error (report, "/deadline/work_hours",
                             "write \"replace\": true in \"interruption\", or leave deadline out",
                             "deadline needs interruption.replace: work whose nodes are not replaced is not done in time");
  if (self->deadline.work_hours == 0 && self->deadline.when_done != FLO_WHEN_DONE_KEEP)
    flo_config_report_warning (report, "/deadline/when_done", "add \"work_hours\" and \"finish_by\", or remove it",
                               "deadline.when_done has no effect without deadline.work_hours");
}

/* A key that EC2's way of keeping nodes cannot heed. */
static void
refuse_managed (FloConfigReport *report,
                const char      *path,
                gboolean         used,
                const char      *hint,
                const char      *why)
{
  if (used && !flo_config_report_is_broken (report, path))
    flo_config_report_error (report, path, hint, "%s", why);
}

static void
refuse_managed_source (const FloConfig *self,
                       FloConfigReport *report,
                       const char      *hint)
{
  const char *key = flo_config_get_source_key (self);
  g_autofree char *path = g_strdup_printf ("/scaling/%s", key != NULL ? key : "");

  if (key != NULL && !flo_config_report_is_broken (report, path))
    flo_config_report_error (report, path, hint,
                             "scaling.%s cannot be heeded in mode \"managed\": while Flotilla does not run nobody would "
                             "change the number", key);
}

/* What only Flotilla can do is refused in mode managed, and EC2's own settings in the other. */
static void
check_mode (const FloConfig *self,
            FloConfigReport *report)
{
  static const char *const ours[] = { "/managed/rebalance", "/managed/termination_delay", "/managed/excess" };
  const char *leave = "leave it out, or write \"mode\": \"flotilla\"";

  if (flo_config_report_is_broken (report, "/mode"))
    return;

  for (guint i = 0; self->mode != FLO_MODE_MANAGED && i < G_N_ELEMENTS (ours); i++)
    if (flo_config_report_is_given (report, ours[i]))
      flo_config_report_error (report, ours[i], "remove it, or write \"mode\": \"managed\"",
                               "managed.%s has no effect without mode \"managed\"", strrchr (ours[i], '/') + 1);
  if (self->mode != FLO_MODE_MANAGED)
    return;

  refuse_managed (report, "/fallback/nodes", self->fallback.nodes > 0, leave,
                  "fallback.nodes cannot be kept in mode \"managed\": EC2 replaces spot nodes by spot nodes only");
  refuse_managed (report, "/price/stop_at", self->price.stop_at > 0,
                  "bound \"price\" by \"limit\", or write \"mode\": \"flotilla\"",
                  "price.stop_at cannot be kept in mode \"managed\": EC2 launches up to the limit that it was told");
  refuse_managed (report, "/price/warn_at", self->price.warn_at > 0, leave,
                  "price.warn_at is not told in mode \"managed\"");
  refuse_managed (report, "/availability/spares", self->availability.spares > 0,
                  "write more \"nodes\" in \"capacity\", or \"mode\": \"flotilla\"",
                  "availability.spares cannot be kept in mode \"managed\": EC2 knows one number of nodes");
  refuse_managed (report, "/availability/standbys", self->availability.standbys > 0, leave,
                  "availability.standbys cannot be kept in mode \"managed\": EC2 replaces what is stopped");
  refuse_managed (report, "/deadline/work_hours", self->deadline.work_hours > 0, leave,
                  "deadline cannot be kept in mode \"managed\": EC2 replaces spot nodes by spot nodes only");
  refuse_managed (report, "/scaling/schedule", self->scaling.schedule != NULL, leave,
                  "scaling.schedule cannot be kept in mode \"managed\": EC2 knows no schedule, and while Flotilla does not "
                  "run nobody would change the number");
  refuse_managed_source (self, report, leave);
  refuse_managed (report, "/interruption/replace", !self->interruption.replace, leave,
                  "interruption.replace cannot be false in mode \"managed\": EC2 replaces every node it loses");
  refuse_managed (report, "/interruption/rebalance", self->interruption.rebalance != FLO_REBALANCE_IGNORE,
                  "write \"rebalance\" in \"managed\" instead, or \"mode\": \"flotilla\"",
                  "interruption.rebalance cannot be kept in mode \"managed\": EC2 acts on its recommendations itself");
  refuse_managed (report, "/price/limit", self->price.limit == FLO_PRICE_DYNAMIC,
                  "write \"on-demand\", \"fixed\" or \"percent\", or \"mode\": \"flotilla\"",
                  "price.limit \"dynamic\" cannot be kept in mode \"managed\": EC2 keeps the prices the fleet was made with");
  refuse_managed (report, "/zones/distribution",
                  self->zones.distribution == FLO_DISTRIBUTION_CHEAPEST_FIRST ||
                  self->zones.distribution == FLO_DISTRIBUTION_CAPACITY_FIRST, leave,
                  "zones.distribution cannot be kept in mode \"managed\": EC2 chooses the zone of every node by \"allocation\"");
  refuse_managed (report, "/zones/when_short", self->zones.when_short == FLO_WHEN_SHORT_WAIT, leave,
                  "zones.when_short \"wait\" cannot be kept in mode \"managed\": EC2 launches in any zone that has capacity");
  refuse_managed (report, "/health/action",
                  self->health.action != FLO_HEALTH_TELL && flo_config_report_is_given (report, "/health/action"),
                  "write \"tell\", or leave it out, or write \"mode\": \"flotilla\"",
                  "health.action cannot be kept in mode \"managed\": nodes are EC2's affair, and are only told of");
  refuse_managed (report, "/managed/termination_delay",
                  self->managed.rebalance != FLO_MANAGED_REBALANCE_BEFORE_TERMINATE &&
                  flo_config_report_is_given (report, "/managed/termination_delay"),
                  "remove it, or write \"rebalance\": \"launch-before-terminate\"",
                  "managed.termination_delay has no effect without rebalance \"launch-before-terminate\"");
  if (self->budget.per_hour > 0)
    flo_config_report_warning (report, "/budget/per_hour", "bound \"price\" as well: EC2 pays no more for a node",
                               "budget.per_hour counts in mode \"managed\" when nodes are wanted, and not when EC2 replaces "
                               "one by a dearer one");
}

static void
check_health (const FloConfig *self,
              FloConfigReport *report)
{
  static const char *const others[] = { "/health/grace_minutes", "/health/start_minutes", "/health/max_per_hour",
                                          "/health/ssh" };

  if (flo_config_report_is_broken (report, "/health/action"))
    return;

  for (guint i = 0; self->health.action == FLO_HEALTH_TELL && i < G_N_ELEMENTS (others); i++)
    if (flo_config_report_is_given (report, others[i]))
      flo_config_report_warning (report, others[i], "remove it, or write \"action\": \"restart\"",
                                 "health.%s has no effect while health.action is \"tell\"",
                                 strrchr (others[i], '/') + 1);
  if (self->health.action == FLO_HEALTH_REPLACE && !self->interruption.replace &&
      are_sound (report, "/health/action", "/interruption/replace"))
    flo_config_report_error (report, "/health/action",
                             "write \"replace\": true in \"interruption\", or \"restart\" or \"tell\" here",
                             "health.action \"replace\" needs interruption.replace");
  if (self->health.ssh && self->monitoring.events != FLO_EVENTS_INSTANCES && are_sound (report, "/health/ssh", "/monitoring/events"))
    flo_config_report_error (report, "/health/ssh", "add \"monitoring\": { \"events\": \"instances\" }, or leave ssh out",
                             "health.ssh needs monitoring.events \"instances\": nodes are not asked on SSH otherwise");
}

/* What is read on the nodes needs a way to them. */
static void
check_events (const FloConfig *self,
              FloConfigReport *report)
{
  const char *path = "/monitoring/events";

  if (self->monitoring.events != FLO_EVENTS_INSTANCES || flo_config_report_is_broken (report, path))
    return;

  if (flo_config_get_login (self) == NULL && are_sound (report, "/image/id", "/access/user"))
    flo_config_report_error (report, path, "add \"access\": { \"user\": \"ec2-user\" }, with the user of your image",
                             "monitoring.events \"instances\" needs access.user with an image of your own: only who made it "
                             "knows its user");
  if ((self->network.sources == NULL || self->network.sources[0] == NULL) && are_sound (report, path, "/network/sources"))
    flo_config_report_warning (report, path, "add \"network\": { \"sources\": [\"203.0.113.7/32\"] } with your own address",
                               "monitoring.events \"instances\" needs SSH to the nodes, and network.sources lets nobody in");
  if (self->capacity.nodes > FLO_CONFIG_MOST_LISTENED && are_sound (report, path, "/capacity/nodes"))
    flo_config_report_warning (report, path, "write \"queue\", which hears of any number",
                               "monitoring.events \"instances\" listens to %d nodes at most", FLO_CONFIG_MOST_LISTENED);
}

/* A launch can only fail when the number of nodes stands still, and when nodes are not waited for on purpose. */
static void
check_launch (const FloConfig *self,
              FloConfigReport *report)
{
  const gboolean rollback = self->launch.on_failure == FLO_ON_FAILURE_ROLLBACK;
  const char *moving = self->scaling.queue != NULL ? "/scaling/queue" : "/scaling/schedule";

  if (flo_config_report_is_broken (report, "/launch"))
    return;

  if (rollback && self->deadline.work_hours > 0 && are_sound (report, "/launch/on_failure", "/deadline"))
    flo_config_report_error (report, "/launch/on_failure", "write \"keep\", or remove \"deadline\"",
                             "launch.on_failure \"rollback\" cannot be kept with a deadline: such a fleet waits for spot on "
                             "purpose while it is in time");
  if (rollback && flo_config_scales (self) && are_sound (report, "/launch/on_failure", moving))
    flo_config_report_error (report, "/launch/on_failure", "write \"keep\", or remove \"scaling\"",
                             "launch.on_failure \"rollback\" cannot be kept with scaling: how many nodes are wanted may "
                             "change while the fleet is launched");
  if (self->deadline.work_hours > 0 && flo_config_report_is_given (report, "/launch/timeout_minutes"))
    flo_config_report_warning (report, "/launch/timeout_minutes", "remove it",
                               "launch.timeout_minutes has no effect with a deadline: such a fleet waits for spot on purpose");
  if (rollback && self->launch.wait_for == FLO_WAIT_FOR_CHECKS && self->health.action != FLO_HEALTH_TELL &&
      self->launch.timeout_minutes <= self->health.start_minutes &&
      are_sound (report, "/launch/timeout_minutes", "/health"))
    flo_config_report_warning (report, "/launch/timeout_minutes", "write more, or fewer \"start_minutes\" in \"health\"",
                               "launch.timeout_minutes is %" G_GINT64_FORMAT ", and a node that does not get through its "
                               "status checks is replaced after %" G_GINT64_FORMAT " (health.start_minutes): the fleet is "
                               "destroyed before that can help", self->launch.timeout_minutes, self->health.start_minutes);
}

static void
check_ports (const FloConfig *self,
             FloConfigReport *report)
{
  guint n_sources = self->network.sources != NULL ? g_strv_length (self->network.sources) : 0;

  for (gsize i = 0; i < self->network.n_ports; i++)
    if (self->network.ports[i] == self->access.ssh_port)
      {
        g_autofree char *path = g_strdup_printf ("/network/ports/%" G_GSIZE_FORMAT, i);

        flo_config_report_error (report, path, "remove it: the port of SSH is open to the sources in any case",
                                 "network.ports repeats the port of SSH, %" G_GINT64_FORMAT, self->access.ssh_port);
      }

  if (self->network.n_ports > 0 && n_sources == 0 && are_sound (report, "/network/ports", "/network/sources"))
    flo_config_report_warning (report, "/network/ports", "add \"sources\": [\"203.0.113.7/32\"] with your own address",
                               "network.ports opens nothing without network.sources");
  if ((self->network.n_ports + 1) * n_sources > MAX_GROUP_RULES &&
      are_sound (report, "/network/ports", "/network/sources"))
    flo_config_report_error (report, "/network/sources", "join blocks, or open fewer ports",
                             "network.ports and network.sources need %" G_GSIZE_FORMAT
                             " rules, SSH included; a security group holds %d",
                             (self->network.n_ports + 1) * n_sources, MAX_GROUP_RULES);
}

static void
check_source (const FloConfig *self,
              FloConfigReport *report,
              const char      *path,
              const char      *source)
{
  g_autofree char *quoted = flo_json_quote (source);
  g_autofree char *network = NULL;
  FloCidr cidr;

  if (!flo_cidr_parse (source, &cidr))
    flo_config_report_error (report, path, "four numbers up to 255, a slash, a length up to 32",
                             "network.sources must be an IPv4 block, like \"203.0.113.0/24\", found %s", quoted);
  else if (flo_cidr_has_host_bits (&cidr))
    {
      g_autofree char *hint = NULL;

      network = flo_cidr_format_network (&cidr);
      hint = g_strdup_printf ("write \"%s\" for the block, or /32 for the one address", network);
      flo_config_report_error (report, path, hint,
                               "network.sources names %s, which is an address inside a block", quoted);
    }
  else if (cidr.length == 0)
    flo_config_report_warning (report, path, "write your own address with /32",
                               "SSH (port %" G_GINT64_FORMAT ") is open to the whole internet", self->access.ssh_port);
}

static void
check_sources (const FloConfig *self,
               FloConfigReport *report)
{
  for (guint i = 0; self->network.sources != NULL && self->network.sources[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/network/sources/%u", i);

      if (!flo_config_report_is_broken (report, path))
        check_source (self, report, path, self->network.sources[i]);
    }
}

/**
 * flo_config_check_rules:
 * @self: a config
 * @report: holds what is known to be broken, and takes what is found
 *
 * Checks the keys against each other.
 */
void
flo_config_check_rules (const FloConfig *self,
                        FloConfigReport *report)
{
  static void (*const rules[]) (const FloConfig *, FloConfigReport *) = {
    check_capacity,
    check_instances,
    check_bounds,
    check_distribution,
    check_allowed_zones,
    check_price,
    check_stop,
    check_budget,
    check_fallback,
    check_fallback_conditions,
    check_spares,
    check_standbys,
    check_rebalance,
    check_mode,
    check_health,
    check_events,
    check_launch,
    check_deadline,
    flo_config_check_scaling,
    check_ports,
    check_sources,
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    rules[i] (self, report);
}
