/* plan-fixture.c: a region, a config, a picture and a journal, made of a few words each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "plan-fixture.h"

#include <string.h>

static const char * const zone_names[] = { "us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d" };


static FloMarket *
make_market (gboolean on_demand_known)
{
  FloZone zones[G_N_ELEMENTS (zone_names)];
  FloInstanceType types[] = {
    { .name = "m5.large", .vcpus = 2, .memory_mib = 8192, .x86_64 = TRUE, .current_generation = TRUE, .spot = TRUE,
      .on_demand = 96000 },
    { .name = "c5.large", .vcpus = 2, .memory_mib = 4096, .x86_64 = TRUE, .current_generation = TRUE, .spot = TRUE,
      .on_demand = 85000 },
    { .name = "r5.large", .vcpus = 2, .memory_mib = 16384, .x86_64 = TRUE, .current_generation = TRUE, .spot = TRUE,
      .on_demand = 126000 },
  };
  FloPool pools[G_N_ELEMENTS (zone_names) * G_N_ELEMENTS (types)];
  guint n = 0;

  for (guint t = 0; t < G_N_ELEMENTS (types) && !on_demand_known; t++)
    types[t].on_demand = 0;
  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    zones[z] = (FloZone) { zone_names[z], zone_names[z], TRUE, NULL };
  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    {
      for (guint t = 0; t < G_N_ELEMENTS (types); t++)
        pools[n++] = (FloPool) { &types[t], &zones[z], 30000 + 1000 * z + 2000 * t, 1, z == 3 ? 0 : 1 };
    }

  return flo_market_new ("us-east-1", FIXTURE_NOW / G_USEC_PER_SEC, zones, G_N_ELEMENTS (zones), types,
                         G_N_ELEMENTS (types), pools, n);
}

Fixture *
fixture_new (void)
{
  const char * const types[] = { "m5.large", "c5.large", "r5.large", NULL };
  const char * const sources[] = { "203.0.113.0/24", NULL };
  const char * const allowed[] = { "us-east-1a", "us-east-1b", "us-east-1c", NULL };
  Fixture *self = g_new0 (Fixture, 1);

  self->market = make_market (TRUE);
  self->observation = flo_observation_new (FIXTURE_NOW, TRUE);
  self->history = flo_history_new ();
  self->reclaims = flo_reclaims_new ();
  self->now = FIXTURE_NOW;

  self->config = flo_config_new ();
  g_free (self->config->name);
  self->config->name = g_strdup ("web");
  g_free (self->config->region);
  self->config->region = g_strdup ("us-east-1");
  self->config->capacity.nodes = 3;
  self->config->instances.types = g_strdupv ((char **) types);
  self->config->zones.minimum = 2;
  self->config->zones.allowed = g_strdupv ((char **) allowed);
  self->config->network.sources = g_strdupv ((char **) sources);

  return self;
}

void
fixture_forget_on_demand_prices (Fixture *self)
{
  g_object_unref (self->market);
  self->market = make_market (FALSE);
}

void
fixture_free (Fixture *self)
{
  flo_config_unref (self->config);
  g_object_unref (self->market);
  g_clear_pointer (&self->memory, flo_pool_memory_unref);
  g_clear_pointer (&self->maximum_prices, flo_maximum_prices_unref);
  g_clear_pointer (&self->wishes, flo_wishes_free);
  flo_observation_unref (self->observation);
  flo_history_free (self->history);
  flo_reclaims_free (self->reclaims);
  g_free (self);
}

void
fixture_seen (Fixture *self,
              FloSeen  seen)
{
  flo_observation_add (self->observation, &seen);
}

void
fixture_default_vpc (Fixture *self,
                     guint    n_zones)
{
  fixture_seen (self, (FloSeen) { FLO_SEEN_VPC, .id = (char *) "vpc-default", .is_default = TRUE });
  for (guint i = 0; i < n_zones; i++)
    {
      g_autofree char *id = g_strdup_printf ("subnet-%c", 'a' + i);

      fixture_seen (self, (FloSeen) { FLO_SEEN_SUBNET, .id = id, .vpc_id = (char *) "vpc-default",
                                      .zone = (char *) zone_names[i], .is_default = TRUE, .ready = TRUE });
    }
}

void
fixture_infrastructure (Fixture *self)
{
  fixture_default_vpc (self, 3);
  fixture_seen (self, (FloSeen) { FLO_SEEN_SECURITY_GROUP, .id = (char *) "sg-1", .ours = TRUE, .ready = TRUE });
  fixture_seen (self, (FloSeen) { FLO_SEEN_KEY_PAIR, .id = (char *) "key-1", .ours = TRUE });
  fixture_seen (self, (FloSeen) { FLO_SEEN_LAUNCH_TEMPLATE, .id = (char *) "lt-spot", .ours = TRUE,
                                  .name = (char *) "flotilla-" FIXTURE_FLEET "-spot" });
  fixture_seen (self, (FloSeen) { FLO_SEEN_LAUNCH_TEMPLATE, .id = (char *) "lt-od", .ours = TRUE,
                                  .name = (char *) "flotilla-" FIXTURE_FLEET "-on-demand" });
}

void
fixture_instance (Fixture      *self,
                  const char   *id,
                  char          zone,
                  gboolean      spot,
                  FloSeenState  state)
{
  FloSeenInstance instance = {
    .id = (char *) id,
    .type = (char *) "m5.large",
    .zone = (char *) zone_names[zone - 'a'],
    .spot = spot,
    .state = state,
    .launched_at = self->now / G_USEC_PER_SEC - 600,
    .public_address = (char *) (state == FLO_SEEN_RUNNING ? "203.0.113.7" : NULL),
    .end_code = (char *) (state == FLO_SEEN_TERMINATED ? "Server.SpotInstanceTermination" : NULL),
  };

  flo_observation_add_instance (self->observation, &instance);
}

void
fixture_spot_request (Fixture    *self,
                      const char *instance_id,
                      const char *state,
                      const char *status_code,
                      gint64      seconds_ago)
{
  g_autofree char *id = g_strconcat ("sir-", instance_id, NULL);
  FloSeenSpotRequest request = {
    .id = id,
    .instance_id = (char *) instance_id,
    .state = (char *) state,
    .status_code = (char *) status_code,
    .status_time = self->now / G_USEC_PER_SEC - seconds_ago,
  };

  flo_observation_add_spot_request (self->observation, &request);
}

void
fixture_past (Fixture        *self,
              FloActionKind   kind,
              FloIntentState  state,
              const char     *parameters,
              const char     *result,
              gint64          seconds_ago)
{
  g_autofree char *token = NULL;
  FloIntent intent;

  self->last_intent++;
  token = g_strdup_printf ("token-%" G_GINT64_FORMAT, self->last_intent);
  intent = (FloIntent) {
    .id = self->last_intent,
    .fleet_id = (char *) FIXTURE_FLEET,
    .action = (char *) flo_action_kind_get_word (kind),
    .token = token,
    .parameters = (char *) parameters,
    .state = state,
    .result = (char *) result,
    .created_at = self->now - seconds_ago * G_USEC_PER_SEC,
    .finished_at = state == FLO_INTENT_OPEN ? 0 : self->now - seconds_ago * G_USEC_PER_SEC,
  };
  g_assert_true (flo_history_add (self->history, &intent));
}

void
fixture_refusals (Fixture    *self,
                  const char *type,
                  const char *zone,
                  guint       n)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_pool_row_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *source = g_strdup_printf ("call-%u", i);
      const FloPoolRow row = { .type = (char *) type, .zone = (char *) zone, .spot = TRUE, .event = FLO_POOL_NO_CAPACITY,
                               .source = source, .time = self->now / G_USEC_PER_SEC - 3600 };

      g_ptr_array_add (rows, flo_pool_row_copy (&row));
    }
  g_clear_pointer (&self->memory, flo_pool_memory_unref);
  self->memory = flo_pool_memory_new (flo_pool_record_set_new (rows, self->now / G_USEC_PER_SEC), NULL);
}

void
fixture_look_at_nodes (Fixture *self)
{
  self->observation->full = FALSE;
}

FloPlan *
fixture_plan (Fixture *self)
{
  const FloPlanInput input = {
    .fleet_id = FIXTURE_FLEET,
    .owner = "me@here",
    .config = self->config,
    .revision = self->revision,
    .destroy = self->destroy,
    .observation = self->observation,
    .history = self->history,
    .market = self->destroy ? NULL : self->market,
    .memory = self->memory,
    .maximum_prices = self->maximum_prices,
    .image = { "ami-1", "x86_64", "/dev/xvda" },
    .public_key = "ssh-ed25519 AAAA",
    .short_since = self->short_since,
    .spend = self->spend,
    .overall = &self->overall,
    .now = self->now,
    .ec2_trouble = self->ec2_trouble,
    .wishes = self->wishes,
    .begun_at = self->begun_at,
    .slot = self->slot,
    .load = self->load,
    .scaled = self->scaled,
    .reclaims = self->reclaims,
    .score = self->score,
    .launch = self->launch,
    .launch_watched = self->launch_watched,
    .checks_problem = self->checks_problem,
    .driven = self->driven,
    .driven_elsewhere = self->driven_elsewhere,
    .lease = self->lease,
    .computer = self->computer,
    .finish_by = self->finish_by,
    .worked = self->worked,
  };

  flo_observation_sort (self->observation);
  flo_reclaims_look (self->reclaims, self->observation);

  return flo_planner_plan (&input);
}

char *
fixture_words (FloPlan *plan)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < plan->actions->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " " : "",
                            flo_action_kind_get_word (flo_action_get_kind (g_ptr_array_index (plan->actions, i))));

  return g_strdup (words->str);
}

FloAction *
fixture_action (FloPlan *plan,
                guint    index)
{
  g_assert_cmpuint (index, <, plan->actions->len);

  return g_ptr_array_index (plan->actions, index);
}

void
fixture_assert_words (FloPlan    *plan,
              const char *wanted)
{
  g_autofree char *words = fixture_words (plan);

  g_assert_cmpstr (words, ==, wanted);
}

JsonObject *
fixture_parameters (FloPlan *plan,
                guint    index)
{
  return flo_json_from_text (flo_action_get_parameters (fixture_action (plan, index)));
}

/* The letters of the zones of an action's overrides, each once: "ab". */
static char *
get_zones (FloPlan *plan,
           guint    index)
{
  g_autoptr (JsonObject) parameters = fixture_parameters (plan, index);
  JsonArray *overrides = flo_json_get_array (parameters, "overrides");
  GString *zones = g_string_new (NULL);

  for (guint i = 0; i < flo_json_length (overrides); i++)
    {
      const char *zone = flo_json_get_string (flo_json_object_at (overrides, i), "zone");
      char letter = zone[strlen (zone) - 1];

      if (strchr (zones->str, letter) == NULL)
        g_string_append_c (zones, letter);
    }

  return g_string_free (zones, FALSE);
}

void
fixture_assert_launch (FloPlan    *plan,
               guint       index,
               const char *zones,
               const char *market,
               gint64      capacity)
{
  g_autoptr (JsonObject) parameters = fixture_parameters (plan, index);
  g_autofree char *its_zones = get_zones (plan, index);

  g_assert_cmpint (flo_action_get_kind (fixture_action (plan, index)), ==, FLO_ACTION_CREATE_FLEET);
  g_assert_cmpstr (its_zones, ==, zones);
  g_assert_cmpstr (flo_json_get_string (parameters, "market"), ==, market);
  g_assert_cmpint (flo_json_get_integer (parameters, "capacity"), ==, capacity);
}

static void
describe_action (FloPlan *plan,
                 guint    index,
                 GString *text)
{
  FloActionKind kind = flo_action_get_kind (fixture_action (plan, index));
  g_autoptr (JsonObject) parameters = fixture_parameters (plan, index);
  JsonArray *ids = flo_json_get_array (parameters, "ids");

  const char *role = flo_json_get_string (parameters, "role");

  if (kind == FLO_ACTION_CREATE_FLEET)
    g_string_append_printf (text, "launch %" G_GINT64_FORMAT " %s", flo_json_get_integer (parameters, "capacity"),
                            role != NULL ? role : flo_json_get_string (parameters, "market"));
  else if (kind == FLO_ACTION_START_INSTANCE || kind == FLO_ACTION_STOP_INSTANCE)
    g_string_append_printf (text, "%s %s", kind == FLO_ACTION_START_INSTANCE ? "start" : "stop",
                            flo_json_get_string (parameters, "id"));
  else
    g_string_append (text, kind == FLO_ACTION_TERMINATE_INSTANCES ? "end " : "?");
  for (guint i = 0; i < flo_json_length (ids); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", flo_json_string_at (ids, i));
}

FloPlan *
fixture_expect (Fixture    *self,
                const char *wanted)
{
  FloPlan *plan = fixture_plan (self);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < plan->actions->len; i++)
    {
      if (flo_action_get_kind (fixture_action (plan, i)) == FLO_ACTION_WAIT)
        continue;
      g_string_append (text, text->len > 0 ? "; " : "");
      describe_action (plan, i, text);
    }
  g_assert_cmpstr (text->str, ==, wanted);

  return plan;
}

guint
fixture_count_launched (FloPlan    *plan,
                        const char *market)
{
  guint n = 0;

  for (guint i = 0; i < plan->actions->len; i++)
    {
      g_autoptr (JsonObject) parameters = NULL;

      if (flo_action_get_kind (fixture_action (plan, i)) != FLO_ACTION_CREATE_FLEET)
        continue;
      parameters = fixture_parameters (plan, i);
      if (market == NULL || g_strcmp0 (flo_json_get_string (parameters, "market"), market) == 0)
        n += flo_json_get_integer (parameters, "capacity");
    }

  return n;
}
