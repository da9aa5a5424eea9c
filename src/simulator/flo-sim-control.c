/* flo-sim-control.c: the API under /_simulator, by which tests and game days pull the strings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-control.h"

#include <string.h>

#include "simulator/flo-sim-access.h"
#include "simulator/flo-sim-checks.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-ledger.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-quota.h"
#include "simulator/flo-sim-rest.h"
#include "simulator/flo-sim-table.h"
#include "simulator/flo-sim-trouble.h"
#include "simulator/flo-sim-web-identity.h"

/* How long before its notice an instance that somebody interrupts is recommended for rebalancing.
 */
#define INTERRUPT_LEAD_SECONDS 10
#define MOST_FAULTS            1000000

typedef JsonObject *(*Command) (FloSimServer *server,
                                JsonObject *arguments,
                                gint64 now,
                                char **problem);

static double
get_number (JsonObject *arguments,
            const char *name,
            double      otherwise)
{
  JsonNode *node = json_object_get_member (arguments, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : otherwise;
}

/* Any running spot instance that is not already going. (nullable) */
static FloSimResource *
pick_victim (FloSimCloud *cloud)
{
  for (guint i = 0; i < cloud->resources->len; i++)
    {
      FloSimResource *instance = g_ptr_array_index (cloud->resources, i);

      if (instance->kind == FLO_SIM_KIND_INSTANCE && flo_sim_instance_is_spot (instance)
          && instance->step == FLO_SIM_STEP_NONE
          && g_strcmp0 (flo_sim_instance_get_state (instance), "running") == 0)
        return instance;
    }
  return NULL;
}

static JsonObject *
interrupt (FloSimServer  *server,
           JsonObject    *arguments,
           gint64         now,
           char         **problem)
{
  FloSimCloud *cloud = flo_sim_server_get_cloud (server);
  const char *id = flo_sim_json_get (arguments, "instance_id");
  double lead = get_number (arguments, "rebalance_seconds", INTERRUPT_LEAD_SECONDS);
  FloSimResource *instance;

  instance = id != NULL ? g_hash_table_lookup (cloud->by_id, id) : pick_victim (cloud);
  if (instance == NULL || instance->kind != FLO_SIM_KIND_INSTANCE)
    {
      *problem = id != NULL ? g_strdup_printf ("There is no instance %s", id)
                            : g_strdup ("There is no running spot instance");
      return NULL;
    }
  if (!flo_sim_life_reclaim (cloud, instance, (gint64) (MAX (lead, 0) * FLO_SIM_SECOND), now))
    {
      *problem = g_strdup_printf (
          "The instance %s is no running spot instance, or already being interrupted",
          instance->id);
      return NULL;
    }
  return flo_sim_json_new ("instance_id", instance->id, NULL);
}

static gboolean
zone_exists (FloSimCloud *cloud,
             const char  *name)
{
  GPtrArray *zones = flo_sim_places_get_zones (cloud->places);

  for (guint i = 0; i < zones->len; i++)
    if (g_str_equal (((FloSimZone *) g_ptr_array_index (zones, i))->name, name))
      return TRUE;
  return FALSE;
}

static JsonObject *
drought (FloSimServer  *server,
         JsonObject    *arguments,
         gint64         now,
         char         **problem)
{
  FloSimCloud *cloud = flo_sim_server_get_cloud (server);
  const char *type = flo_sim_json_get (arguments, "type");
  const char *zone = flo_sim_json_get (arguments, "zone");
  double seconds = get_number (arguments, "seconds", 0);

  if (seconds <= 0 || seconds > 1e9)
    *problem = g_strdup ("A drought needs \"seconds\" above 0");
  else if (type != NULL && flo_sim_catalog_find (cloud->catalog, type) == NULL)
    *problem = g_strdup_printf ("There is no instance type %s", type);
  else if (zone != NULL && !zone_exists (cloud, zone))
    *problem = g_strdup_printf ("There is no zone %s", zone);
  if (*problem != NULL)
    return NULL;

  flo_sim_market_add_drought (cloud->market, type, zone,
                              flo_sim_json_get_bool (arguments, "on_demand_too"),
                              now + (gint64) (seconds * FLO_SIM_SECOND));
  flo_sim_life_check_capacity (cloud, now);
  if (cloud->capacity_due != 0)
    flo_sim_cloud_wake_at (cloud, cloud->capacity_due);
  flo_sim_cloud_touch (cloud);
  return json_object_new ();
}

/* The offer that "type" and "zone" name. FALSE with a problem when there is none. */
static gboolean
read_offer (FloSimCloud  *cloud,
            JsonObject   *arguments,
            FloSimOffer  *offer,
            char        **problem)
{
  const char *type_name = flo_sim_json_get (arguments, "type");
  const char *zone_name = flo_sim_json_get (arguments, "zone");
  const FloSimType *type
      = type_name != NULL ? flo_sim_catalog_find (cloud->catalog, type_name) : NULL;
  GPtrArray *zones = flo_sim_places_get_zones (cloud->places);

  for (guint i = 0; type != NULL && zone_name != NULL && i < zones->len; i++)
    {
      const FloSimZone *zone = g_ptr_array_index (zones, i);

      if (g_str_equal (zone->name, zone_name)
          && flo_sim_market_get_offer (cloud->market, type, zone, offer))
        return TRUE;
    }
  *problem = g_strdup_printf ("The type %s is not offered in the zone %s",
                              type_name != NULL ? type_name : "(none)",
                              zone_name != NULL ? zone_name : "(none)");
  return FALSE;
}

static JsonObject *
price (FloSimServer  *server,
       JsonObject    *arguments,
       gint64         now,
       char         **problem)
{
  FloSimCloud *cloud = flo_sim_server_get_cloud (server);
  const char *set = flo_sim_json_get (arguments, "set");
  double factor = get_number (arguments, "multiply", 0);
  gint64 moment = now - now % FLO_SIM_SECOND;
  g_autofree char *new_price = NULL;
  FloSimOffer offer;
  FloMoney fixed = 0;

  if ((set == NULL) == (factor <= 0)
      || (set != NULL && (!flo_money_parse (set, &fixed) || fixed <= 0)))
    {
      *problem = g_strdup (
          "A price needs \"set\", a string such as \"0.0312\", or \"multiply\", a number above 0");
      return NULL;
    }
  if (!read_offer (cloud, arguments, &offer, problem))
    return NULL;

  flo_sim_market_change_price (cloud->market, &offer, moment, factor, fixed);
  flo_sim_cloud_touch (cloud);
  if (!read_offer (cloud, arguments, &offer, problem))
    return NULL;
  new_price = flo_money_to_decimal (flo_sim_market_get_price (cloud->market, &offer, now));
  return flo_sim_json_new ("price", new_price, NULL);
}

static JsonObject *
fault (FloSimServer  *server,
       JsonObject    *arguments,
       gint64         now,
       char         **problem)
{
  const char *kind_name = flo_sim_json_get (arguments, "kind");
  const char *action = flo_sim_json_get (arguments, "action");
  double count = get_number (arguments, "count", 1);
  double seconds = get_number (arguments, "seconds", 1);
  FloSimFault kind;

  if (g_strcmp0 (kind_name, "clear") == 0)
    {
      flo_sim_faults_clear (flo_sim_server_get_faults (server));
      flo_sim_server_set_skew (server, 0);
      return json_object_new ();
    }
  if (g_strcmp0 (kind_name, "skew") == 0)
    {
      flo_sim_server_set_skew (server, (gint64) (CLAMP (seconds, -1e9, 1e9) * FLO_SIM_SECOND));
      return json_object_new ();
    }
  if (kind_name == NULL || !flo_sim_fault_from_name (kind_name, &kind))
    {
      *problem
          = g_strdup_printf ("%s is no kind of fault", kind_name != NULL ? kind_name : "(none)");
      return NULL;
    }
  if (action != NULL && !g_str_equal (action, "*") && !flo_sim_table_knows (action)
      && !flo_sim_rest_knows (action))
    {
      *problem = g_strdup_printf ("There is no action %s here", action);
      return NULL;
    }
  if (count < 1 || count > MOST_FAULTS || seconds < 0 || seconds > 3600)
    {
      *problem = g_strdup_printf (
          "A fault needs a \"count\" of 1 to %d and \"seconds\" of 0 to 3600", MOST_FAULTS);
      return NULL;
    }
  flo_sim_faults_add (flo_sim_server_get_faults (server), action != NULL ? action : "*", kind,
                      (guint) count, seconds);
  return json_object_new ();
}

static JsonObject *
consistency (FloSimServer  *server,
             JsonObject    *arguments,
             gint64         now,
             char         **problem)
{
  FloSimCloud *cloud = flo_sim_server_get_cloud (server);
  const gboolean of_tags = json_object_has_member (arguments, "tags_seconds");
  double seconds = get_number (arguments, of_tags ? "tags_seconds" : "delay_seconds", -1);

  if (seconds < 0 || seconds > 3600)
    {
      *problem = g_strdup ("\"delay_seconds\" or \"tags_seconds\" must be 0 to 3600");
      return NULL;
    }
  *(of_tags ? &cloud->tag_delay : &cloud->visibility_delay) = (gint64) (seconds * FLO_SIM_SECOND);
  return json_object_new ();
}

/* Everything that was thrown at the cloud is over, but for what it has done already. */
static JsonObject *
calm (FloSimServer  *server,
      JsonObject    *arguments,
      gint64         now,
      char         **problem)
{
  FloSimCloud *cloud = flo_sim_server_get_cloud (server);

  flo_sim_faults_clear (flo_sim_server_get_faults (server));
  flo_sim_server_set_skew (server, 0);
  flo_sim_market_calm (cloud->market, now - now % FLO_SIM_SECOND);
  g_ptr_array_set_size (cloud->denials, 0);
  json_object_unref (cloud->quotas);
  cloud->quotas = json_object_new ();
  cloud->visibility_delay = cloud->tag_delay = 0;
  flo_sim_checks_calm (cloud);
  flo_sim_cloud_touch (cloud);
  return json_object_new ();
}

/* "service:Action", in which * stands for any text. FALSE with a problem. */
static gboolean
read_action (JsonObject  *arguments,
             const char **action,
             char       **problem)
{
  *action = flo_sim_json_get (arguments, "action");
  if (*action != NULL && strchr (*action, ':') != NULL)
    return TRUE;
  *problem = g_strdup ("An \"action\" is needed, such as \"ec2:CreateFleet\" or \"ec2:*\"");
  return FALSE;
}

static JsonObject *
deny (FloSimServer  *server,
      JsonObject    *arguments,
      gint64         now,
      char         **problem)
{
  const char *action;

  if (!read_action (arguments, &action, problem))
    return NULL;
  flo_sim_access_deny (flo_sim_server_get_cloud (server), action);
  return json_object_new ();
}

static JsonObject *
allow (FloSimServer  *server,
       JsonObject    *arguments,
       gint64         now,
       char         **problem)
{
  const char *action;

  if (!read_action (arguments, &action, problem))
    return NULL;
  if (flo_sim_access_allow (flo_sim_server_get_cloud (server), action))
    return json_object_new ();
  *problem = g_strdup_printf ("%s is not denied", action);
  return NULL;
}

static JsonObject *
lifetime (FloSimServer  *server,
          JsonObject    *arguments,
          gint64         now,
          char         **problem)
{
  double seconds = get_number (arguments, "seconds", -1);

  if (seconds < 0 || seconds > 1e6)
    {
      *problem = g_strdup ("\"seconds\" must be 0 (as asked for) to 1000000");
      return NULL;
    }
  flo_sim_server_get_cloud (server)->lifetime = (gint64) (seconds * FLO_SIM_SECOND);
  return json_object_new ();
}

static JsonObject *
quota (FloSimServer  *server,
       JsonObject    *arguments,
       gint64         now,
       char         **problem)
{
  FloSimCloud *cloud = flo_sim_server_get_cloud (server);
  const char *code = flo_sim_json_get (arguments, "code");
  const char *region = flo_sim_json_get (arguments, "region");
  double value = get_number (arguments, "value", -1);
  const FloSimQuota *found = code != NULL ? flo_sim_quota_find (code) : NULL;

  if (found == NULL || region == NULL || value < 0 || value > 1e9)
    {
      *problem = g_strdup ("A quota needs a \"code\" such as \"L-34B43A08\", a \"region\" and a "
                           "\"value\"");
      return NULL;
    }
  flo_sim_quota_set (cloud, region, found, (gint64) value);
  return json_object_new ();
}

static JsonObject *
metadata (FloSimServer  *server,
          JsonObject    *arguments,
          gint64         now,
          char         **problem)
{
  FloSimCloud *cloud = flo_sim_server_get_cloud (server);
  const char *id = flo_sim_json_get (arguments, "instance_id");
  const FloSimResource *instance = id != NULL ? g_hash_table_lookup (cloud->by_id, id) : NULL;

  if (instance == NULL || instance->kind != FLO_SIM_KIND_INSTANCE)
    {
      *problem = g_strdup_printf ("There is no instance %s", id != NULL ? id : "(none)");
      return NULL;
    }
  g_free (cloud->metadata_id);
  cloud->metadata_id = g_strdup (id);
  return json_object_new ();
}

/* FALSE: there is no sign-in of that code. */
static gboolean
decide_sign_in (FloSimSso        *sso,
                const char       *user_code,
                FloSimGrantState  state,
                char            **problem)
{
  FloSimGrant *grant = flo_sim_sso_find_user (sso, user_code);

  if (grant == NULL)
    {
      *problem = g_strdup_printf ("No sign-in waits under the code %s", user_code);
      return FALSE;
    }
  grant->state = state;
  return TRUE;
}

static JsonObject *
sso (FloSimServer  *server,
     JsonObject    *arguments,
     gint64         now,
     char         **problem)
{
  static const struct
  {
    const char *name;
    FloSimGrantState state;
  } decisions[] = {
    { "approve", FLO_SIM_GRANT_APPROVED },
    { "deny", FLO_SIM_GRANT_DENIED },
    { "expire", FLO_SIM_GRANT_EXPIRED },
  };
  FloSimSso *sign_ins = flo_sim_server_get_sso (server);
  double seconds = get_number (arguments, "token_seconds", 0);
  guint understood = 0;

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    if (flo_sim_json_get (arguments, decisions[i].name) != NULL)
      {
        understood++;
        if (!decide_sign_in (sign_ins, flo_sim_json_get (arguments, decisions[i].name),
                             decisions[i].state, problem))
          return NULL;
      }
  if (json_object_has_member (arguments, "require_approval"))
    {
      understood++;
      flo_sim_sso_set_manual (sign_ins, flo_sim_json_get_bool (arguments, "require_approval"));
    }
  if (json_object_has_member (arguments, "token_seconds") && seconds >= 0 && seconds <= 1e6)
    {
      understood++;
      flo_sim_sso_set_lifetime (sign_ins, (gint64) (seconds * FLO_SIM_SECOND));
    }
  if (understood > 0)
    return json_object_new ();
  *problem = g_strdup ("There are \"approve\", \"deny\" and \"expire\" with a user code, "
                       "\"require_approval\" and \"token_seconds\"");
  return NULL;
}

JsonObject *
flo_sim_control_do (FloSimServer  *server,
                    const char    *command,
                    JsonObject    *arguments,
                    char         **problem)
{
  static const struct
  {
    const char *name;
    Command command;
  } commands[] = {
    { "age", flo_sim_trouble_age }, { "allow", allow },
    { "busy", flo_sim_trouble_busy }, { "calm", calm },
    { "consistency", consistency }, { "deny", deny },
    { "drought", drought },   { "end", flo_sim_trouble_end },
    { "fault", fault },       { "impair", flo_sim_trouble_impair },
    { "interrupt", interrupt }, { "lifetime", lifetime },
    { "metadata", metadata }, { "price", price },
    { "quota", quota },       { "schedule-event", flo_sim_trouble_schedule },
    { "sso", sso },           { "trail", flo_sim_trouble_trail },
  };
  FloSimCloud *cloud = flo_sim_server_get_cloud (server);
  gint64 now = flo_sim_clock_now (cloud->clock);

  flo_sim_life_advance (cloud, now);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, command))
      return commands[i].command (server, arguments, now, problem);
  *problem = g_strdup_printf ("There is no command %s", command);
  return NULL;
}

static void
respond (SoupServerMessage *message,
         guint              status,
         const char        *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

static void
respond_with (SoupServerMessage *message,
              JsonObject        *object)
{
  g_autofree char *text = flo_sim_json_to_text (object);

  respond (message, SOUP_STATUS_OK, text);
}

static void
refuse (SoupServerMessage *message,
        guint              status,
        const char        *problem)
{
  g_autoptr (JsonObject) object = flo_sim_json_new ("error", problem, NULL);
  g_autofree char *text = flo_sim_json_to_text (object);

  respond (message, status, text);
}

static void
get (FloSimServer      *server,
     SoupServerMessage *message,
     const char        *name)
{
  FloSimCloud *cloud = flo_sim_server_get_cloud (server);
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;

  flo_sim_life_advance (cloud, flo_sim_clock_now (cloud->clock));
  if (g_str_equal (name, "ledger"))
    object = flo_sim_ledger_new (cloud);
  else if (g_str_equal (name, "events"))
    {
      JsonArray *events = json_array_new ();

      for (guint i = 0; i < cloud->events->len; i++)
        json_array_add_object_element (events,
                                       json_object_ref (g_ptr_array_index (cloud->events, i)));
      object = flo_sim_json_new ("[events", events, NULL);
    }
  else if (g_str_equal (name, "sso"))
    object = flo_sim_sso_describe (flo_sim_server_get_sso (server));
  else if (g_str_equal (name, "mfa"))
    {
      text = flo_sim_mfa_code (flo_sim_clock_now (cloud->clock));
      object = flo_sim_json_new ("serial", FLO_SIM_MFA_SERIAL, "secret", FLO_SIM_MFA_SECRET, "code",
                                 text, NULL);
    }
  else if (g_str_equal (name, "web-identity"))
    {
      text = flo_sim_web_identity_new (flo_sim_clock_now (cloud->clock));
      object = flo_sim_json_new ("token", text, NULL);
    }
  else if (g_str_equal (name, "requests"))
    {
      text = flo_sim_recorder_get_text (flo_sim_server_get_recorder (server));
      respond (message, SOUP_STATUS_OK, text);
      return;
    }
  else
    {
      refuse (message, SOUP_STATUS_NOT_FOUND, "There are ledger, events, requests, mfa, sso and web-identity to get");
      return;
    }
  respond_with (message, object);
}

static void
post (FloSimServer      *server,
      SoupServerMessage *message,
      const char        *name,
      GBytes            *body)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (JsonObject) reply = NULL;
  g_autofree char *problem = NULL;

  if (text[0] == '\0')
    node = json_node_init_object (json_node_alloc (), json_object_new ());
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      refuse (message, SOUP_STATUS_BAD_REQUEST, "The body must be a JSON object");
      return;
    }
  reply = flo_sim_control_do (server, name, json_node_get_object (node), &problem);
  if (reply != NULL)
    respond_with (message, reply);
  else
    refuse (message, SOUP_STATUS_CONFLICT, problem);
}

/* A web page must not reach us through the user's browser, be it directly or by a name that it made
 * to point here. */
static gboolean
comes_from_a_browser (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *host = soup_message_headers_get_one (headers, "Host");

  return soup_message_headers_get_one (headers, "Origin") != NULL || host == NULL
         || !(g_str_has_prefix (host, "127.0.0.1:") || g_str_has_prefix (host, "localhost:"));
}

void
flo_sim_control_handle (FloSimServer      *server,
                        SoupServerMessage *message,
                        const char        *path,
                        GBytes            *body)
{
  const char *method = soup_server_message_get_method (message);
  const char *name = path[0] == '/' ? path + 1 : path;

  if (comes_from_a_browser (message))
    refuse (message, SOUP_STATUS_FORBIDDEN, "The control API is not for web pages");
  else if (g_str_equal (method, "GET"))
    get (server, message, name);
  else if (g_str_equal (method, "POST"))
    post (server, message, name, body);
  else
    refuse (message, SOUP_STATUS_METHOD_NOT_ALLOWED, "Use GET or POST");
}
