/* flo-sim-dispatch.c: carries out API calls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-dispatch.h"

#include <string.h>

#include "simulator/flo-sim-access.h"
#include "simulator/flo-sim-answer.h"
#include "simulator/flo-sim-api.h"
#include "simulator/flo-sim-default-network.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-service.h"
#include "simulator/flo-sim-table.h"
#include "simulator/flo-sim-throttle.h"
#include "simulator/flo-sim-trail.h"

#define LONGEST_CLIENT_TOKEN 64

struct _FloSimDispatch
{
  FloSimApi      *api;
  FloSimThrottle *throttle;
};

FloSimDispatch *
flo_sim_dispatch_new (double throttle_scale)
{
  FloSimDispatch *self = g_new0 (FloSimDispatch, 1);

  self->api = flo_sim_api_new ();
  self->throttle = flo_sim_throttle_new (throttle_scale);
  return self;
}

void
flo_sim_dispatch_free (FloSimDispatch *self)
{
  flo_sim_api_free (self->api);
  flo_sim_throttle_free (self->throttle);
  g_free (self);
}

static gboolean
fail_unknown_action (FloSimCall *call)
{
  if (call->json)
    return flo_sim_call_fail (call, "UnknownOperationException",
                              "The operation %s is not known here", call->action);
  return flo_sim_call_fail (call, "InvalidAction",
                            "The action %s is not valid for this web service.", call->action);
}

/* A Region that is not on for the account knows no key of it. */
static gboolean
fail_closed_region (FloSimCall *call)
{
  if (g_str_equal (call->service, "ec2"))
    return flo_sim_call_fail (call, "AuthFailure",
                              "AWS was not able to validate the provided access credentials");
  return flo_sim_call_fail (call,
                            call->json ? "UnrecognizedClientException" : "InvalidClientTokenId",
                            "The security token included in the request is invalid.");
}

static gboolean
check_version (FloSimCall *call)
{
  const FloSimService *service = flo_sim_service_find (call->service);
  const char *version = flo_sim_call_get (call, "Version");

  if (call->json || g_str_equal (call->service, "s3"))
    return TRUE;
  if (version == NULL)
    return flo_sim_call_fail (call, "MissingParameter",
                              "The request must contain the parameter Version");
  if (g_strcmp0 (version, service->version) != 0)
    return flo_sim_call_fail (call,
                              g_str_equal (call->service, "ec2") ? "NoSuchVersion" : "InvalidAction",
                              "The requested version (%s) of service %s does not exist", version,
                              service->title);
  return TRUE;
}

static gboolean
check_input (FloSimDispatch *self,
             FloSimCall     *call,
             const char     *name)
{
  g_autofree char *message = NULL;
  const char *code;

  if (flo_sim_api_check_json (self->api, name, call->input, &code, &message))
    return TRUE;
  if (g_str_equal (call->service, "s3"))
    code = "InvalidArgument";
  else if (g_str_equal (call->service, "sqs"))
    code = g_str_equal (code, "missing") ? "MissingParameter" : "InvalidParameterValue";
  else
    code = g_str_equal (code, "type") ? "SerializationException" : "ValidationException";
  return flo_sim_call_fail (call, code, "%s", message);
}

static gboolean
check_parameters (FloSimDispatch *self,
                  FloSimCall     *call)
{
  g_autofree char *name = g_strconcat (call->service, ":", call->action, NULL);
  g_autofree char *message = NULL;
  const char *code;

  if (call->input != NULL)
    return check_input (self, call, name);
  if (g_str_equal (call->service, "ec2"))
    return flo_sim_api_check (self->api, call->action, call->form, &code, &message)
           || flo_sim_call_fail (call, code, "%s", message);
  return flo_sim_api_check (self->api, name, call->form, &code, &message)
         || flo_sim_call_fail (call, "ValidationError", "%s", message);
}

/* Permission comes before the dry run, which so tells the truth. */
static gboolean
check_permission (FloSimCall *call)
{
  if (!flo_sim_access_check (call))
    return FALSE;
  if (g_str_equal (call->service, "ec2")
      && flo_sim_node_get_bool (call->params, "DryRun", FALSE))
    return flo_sim_call_fail (call, "DryRunOperation",
                              "Request would have succeeded, but DryRun flag is set.");
  return TRUE;
}

static char *
digest_without_token (FloSimCall *call)
{
  static const char *const but[] = { "ClientToken", NULL };

  return flo_sim_call_digest (call, but);
}

/* A token seen before gets the answer of then, or a complaint when the rest of the call differs. */
static gboolean
run_once (FloSimCall         *call,
          const FloSimAction *action,
          const char         *token)
{
  g_autofree char *key = g_strdup_printf ("%s %s %s", call->region, call->action, token);
  g_autofree char *digest = digest_without_token (call);
  JsonObject *answer = g_hash_table_lookup (call->cloud->answers, key);

  if (strlen (token) > LONGEST_CLIENT_TOKEN || !g_str_is_ascii (token))
    return flo_sim_call_fail (
        call, "InvalidParameterValue",
        "Value (%s) for parameter ClientToken is invalid. It must be at most %d ASCII "
        "characters.",
        token, LONGEST_CLIENT_TOKEN);
  if (answer != NULL)
    {
      if (g_strcmp0 (flo_sim_json_get (answer, "digest"), digest) != 0)
        return flo_sim_call_fail (
            call, "IdempotentParameterMismatch",
            "The request uses the same client token as a previous, but non-identical "
            "request.");
      json_object_unref (call->result);
      call->result = flo_sim_json_copy (json_object_get_object_member (answer, "result"));
      return TRUE;
    }

  if (!action->handler (call))
    return FALSE;
  g_hash_table_insert (
      call->cloud->answers, g_steal_pointer (&key),
      flo_sim_json_new ("digest", digest, "{result", flo_sim_json_copy (call->result), NULL));
  flo_sim_cloud_touch (call->cloud);
  return TRUE;
}

gboolean
flo_sim_dispatch_run (FloSimDispatch *self,
                      FloSimCall     *call)
{
  const FloSimAction *action;
  const char *token;

  if (!flo_sim_places_has_region (call->cloud->places, call->region))
    return fail_closed_region (call);
  action = flo_sim_table_find (call->service, call->action);
  if (action == NULL)
    return fail_unknown_action (call);
  if (!flo_sim_throttle_take (self->throttle, call->region, call->action, action->rate, call->now))
    return flo_sim_answer_throttle (call);
  if (!check_version (call) || !check_parameters (self, call) || !check_permission (call))
    return FALSE;

  flo_sim_life_advance (call->cloud, call->now);
  flo_sim_default_network_ensure (call->cloud, call->region, call->now);
  token = g_str_equal (call->service, "ec2") ? flo_sim_call_get (call, "ClientToken") : NULL;
  if (token != NULL ? !run_once (call, action, token) : !action->handler (call))
    return FALSE;
  if (g_str_equal (call->service, "ec2") && action->rate != FLO_SIM_RATE_DESCRIBE)
    flo_sim_trail_add_call (call);
  return TRUE;
}
