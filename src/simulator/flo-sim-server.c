/* flo-sim-server.c: the practice cloud on a loopback port
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-server.h"

#include <glib/gstdio.h>
#include <string.h>

#include "simulator/flo-sim-control.h"
#include "simulator/flo-sim-dispatch.h"
#include "simulator/flo-sim-exchange.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-outgoing.h"
#include "simulator/flo-sim-rest.h"
#include "simulator/flo-sim-s3.h"
#include "simulator/flo-sim-service.h"
#include "simulator/flo-sim-sqs-form.h"
#include "simulator/flo-sim-table.h"

#define LARGEST_BODY  (1024 * 1024)
#define SAVE_DELAY_MS 200
#define TOO_LARGE_KEY "flo-sim-too-large"

struct _FloSimServer
{
  SoupServer     *soup;
  FloSimCloud    *cloud;
  FloSimAuth     *auth;
  FloSimDispatch *dispatch;
  FloSimFaults   *faults;
  FloSimRecorder *recorder;
  FloSimSso      *sso;
  GPtrArray      *waiting;     /* (element-type FloSimExchange) (owned), oldest first */
  guint           wake_source;
  gboolean        metadata;
  gint64          skew;
  char           *state_path;  /* (nullable) */
  guint           save_source;
};

/* JSON calls: an object in the body, and in a header what to do. */
static gboolean
read_json (FloSimCall *call,
           const char *target,
           const char *content_type,
           GBytes     *body)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  const char *action = target;
  const FloSimService *service = flo_sim_service_by_target (target, &action);

  call->form = flo_sim_form_new ();
  call->params = call->form->root;
  call->service = service != NULL ? service->id : "ssm";
  call->json = TRUE;
  call->action = action;
  if (service == NULL || g_strcmp0 (content_type, service->json_type) != 0)
    return flo_sim_call_fail (call, "UnknownOperationException",
                              "The target %s as %s is not known here", target,
                              content_type != NULL ? content_type : "(no content type)");
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return flo_sim_call_fail (call, "SerializationException", "The body is no JSON object");

  call->input = json_node_dup_object (node);
  return TRUE;
}

/* Query calls: a form in the body, or in the query string. */
static gboolean
read_query (FloSimCall *call,
            const char *query,
            const char *content_type,
            GBytes     *body)
{
  g_autofree char *problem = NULL;
  const FloSimService *service;

  if (query != NULL)
    call->form = flo_sim_form_parse (query, strlen (query), &problem);
  else if (g_strcmp0 (content_type, SOUP_FORM_MIME_TYPE_URLENCODED) == 0)
    call->form
        = flo_sim_form_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &problem);
  if (call->form == NULL)
    call->form = flo_sim_form_new ();

  call->params = call->form->root;
  call->action = flo_sim_node_get (call->params, "Action");
  service = flo_sim_service_by_version (flo_sim_node_get (call->params, "Version"));
  call->service = service != NULL && service->version != NULL ? service->id : "ec2";
  if (problem != NULL)
    return flo_sim_call_fail (call, "MalformedQueryString", "%s", problem);
  if (call->action == NULL)
    return flo_sim_call_fail (call, "MissingAction",
                              "The request must contain the parameter Action");
  if (g_str_equal (call->service, "sqs"))
    call->input = flo_sim_sqs_form_read (call->form);
  return TRUE;
}

/* FALSE: the call has failed. Its form, parameters and service are set all the same. */
static gboolean
read_parameters (FloSimCall        *call,
                 SoupServerMessage *message,
                 GBytes            *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *target = soup_message_headers_get_one (headers, "X-Amz-Target");
  const char *content_type = soup_message_headers_get_content_type (headers, NULL);

  if (flo_sim_s3_is_meant (message))
    return flo_sim_s3_read (call, message, body);
  if (target != NULL)
    return read_json (call, target, content_type, body);
  return read_query (call, g_uri_get_query (soup_server_message_get_uri (message)), content_type,
                     body);
}

/* A signature is valid for one service only; JSON bodies and Query forms are not mixed up. */
static gboolean
authenticate (FloSimServer      *self,
              FloSimCall        *call,
              SoupServerMessage *message,
              GBytes            *body,
              FloSimClaim       *claim)
{
  GUri *uri = soup_server_message_get_uri (message);
  const FloSimSignedRequest request = {
    .method = soup_server_message_get_method (message),
    .path = g_uri_get_path (uri),
    .query = g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "",
    .headers = soup_server_message_get_request_headers (message),
    .body = g_bytes_get_data (body, NULL),
    .body_length = g_bytes_get_size (body),
  };
  FloSimAuthVerdict verdict;

  /* Who has nothing but a web identity cannot sign. */
  if (g_str_equal (call->service, "sts")
      && g_str_equal (call->action, "AssumeRoleWithWebIdentity"))
    return TRUE;
  verdict = flo_sim_auth_verify (self->auth, &request, call->now, claim);
  if (verdict == FLO_SIM_AUTH_OK && !g_str_equal (claim->service, call->service))
    {
      g_free (claim->detail);
      claim->detail = g_strdup_printf ("Credential should be scoped to correct service: '%s'.",
                                       call->service);
      verdict = FLO_SIM_AUTH_MALFORMED;
    }
  if (claim->region != NULL)
    call->region = claim->region;
  call->caller = claim->identity;
  if (verdict == FLO_SIM_AUTH_OK)
    return TRUE;
  flo_sim_answer_refuse (call, verdict, claim);
  return FALSE;
}

/* The faults that come instead of carrying a call out. FALSE: this was one. */
static gboolean
survives (FloSimCall        *call,
          const FloSimClaim *claim,
          FloSimFault        fault)
{
  switch (fault)
    {
    case FLO_SIM_FAULT_THROTTLE:
      return flo_sim_answer_throttle (call);

    case FLO_SIM_FAULT_500:
      return flo_sim_call_fail (call, "InternalError", "An internal error has occurred");

    case FLO_SIM_FAULT_503:
      return flo_sim_call_fail (call,
                                g_str_equal (call->service, "s3") ? "ServiceUnavailable" : "Unavailable",
                                "The service is unavailable. Please try again shortly.");

    case FLO_SIM_FAULT_DENY:
      if (g_str_equal (call->service, "ec2"))
        return flo_sim_call_fail (call, "UnauthorizedOperation",
                                  "You are not authorized to perform this operation.");
      return flo_sim_call_fail (call, call->json ? "AccessDeniedException" : "AccessDenied",
                                "You are not authorized to perform this operation.");

    case FLO_SIM_FAULT_EXPIRED:
      flo_sim_answer_refuse (call, FLO_SIM_AUTH_EXPIRED, claim);
      return FALSE;

    case FLO_SIM_FAULT_RESET_BEFORE:
    case FLO_SIM_FAULT_HANG:
      return FALSE;

    case FLO_SIM_FAULT_NONE:
    case FLO_SIM_FAULT_RESET_AFTER:
    case FLO_SIM_FAULT_TRUNCATE:
    case FLO_SIM_FAULT_MALFORMED:
    case FLO_SIM_FAULT_SLOW:
    default:
      return TRUE;
    }
}

/* (nullable): it was too large, and that is the answer */
static GBytes *
get_body (SoupServerMessage *message)
{
  if (g_object_get_data (G_OBJECT (message), TOO_LARGE_KEY) == NULL)
    return soup_message_body_flatten (soup_server_message_get_request_body (message));

  soup_server_message_set_status (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL);
  return NULL;
}

/* The same faults for what is no signed action. FALSE: the reply is the fault. */
static gboolean
route_survives (FloSimReply *reply,
                FloSimFault  fault)
{
  static const struct
  {
    FloSimFault fault;
    guint status;
    const char *type;
  } answers[] = {
    { FLO_SIM_FAULT_THROTTLE, 429, "TooManyRequestsException" },
    { FLO_SIM_FAULT_500, 500, "InternalServerException" },
    { FLO_SIM_FAULT_503, 503, "ServiceUnavailableException" },
    { FLO_SIM_FAULT_DENY, 403, "ForbiddenException" },
    { FLO_SIM_FAULT_EXPIRED, 401, "UnauthorizedException" },
    { FLO_SIM_FAULT_RESET_BEFORE, 500, "InternalServerException" },
    { FLO_SIM_FAULT_HANG, 500, "InternalServerException" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (answers[i].fault == fault)
      {
        flo_sim_reply_json (reply, answers[i].status,
                            flo_sim_json_new ("message", "A fault was ordered", "__type",
                                              answers[i].type, NULL));
        reply->error_type = answers[i].type;
        return FALSE;
      }
  return TRUE;
}

static void
run_route (FloSimServer      *self,
           const FloSimRoute *route,
           SoupServerMessage *message,
           GHashTable        *query,
           GBytes            *body)
{
  gint64 now = flo_sim_clock_now (self->cloud->clock);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr (JsonNode) node = text[0] != '\0' ? json_from_string (text, NULL) : NULL;
  g_auto (FloSimReply) reply = { 0 };
  const FloSimRestRequest request = {
    .cloud = self->cloud,
    .sso = self->sso,
    .url = self->cloud->url,
    .metadata = self->metadata,
    .method = soup_server_message_get_method (message),
    .path = g_uri_get_path (soup_server_message_get_uri (message)),
    .query = query,
    .headers = soup_server_message_get_request_headers (message),
    .input = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL,
    .now = now + self->skew,
  };
  FloSimOutgoing *outgoing = flo_sim_outgoing_new (message, now + self->skew);
  double seconds = 0;

  outgoing->fault = flo_sim_faults_take (self->faults, route->operation, &seconds);
  if (route_survives (&reply, outgoing->fault))
    route->handler (&request, &reply);
  outgoing->status = reply.status;
  outgoing->content_type = reply.content_type;
  outgoing->error_type = reply.error_type;
  outgoing->body = g_steal_pointer (&reply.body);
  outgoing->location = g_steal_pointer (&reply.location);
  outgoing->header = reply.header;
  outgoing->header_value = g_steal_pointer (&reply.header_value);
  flo_sim_outgoing_send (outgoing, seconds);
}

/* Takes @exchange. */
static void
answer (FloSimServer   *self,
        FloSimExchange *exchange)
{
  g_autoptr (FloSimExchange) owned = exchange;
  FloSimOutgoing *outgoing
      = flo_sim_outgoing_new (owned->message, flo_sim_clock_now (self->cloud->clock) + self->skew);

  outgoing->fault = owned->fault;
  outgoing->status = owned->call.status;
  outgoing->content_type = flo_sim_answer_get_content_type (&owned->call);
  outgoing->body = flo_sim_answer_new (&owned->call, outgoing->request_id);
  outgoing->header_value = flo_sim_answer_get_query_error (&owned->call);
  outgoing->header = outgoing->header_value != NULL ? "x-amzn-query-error" : NULL;
  outgoing->headers = g_steal_pointer (&owned->call.headers);
  flo_sim_outgoing_send (outgoing, owned->seconds);
}

static gboolean wait_cb (gpointer user_data);

typedef struct
{
  FloSimServer   *server;
  FloSimExchange *exchange;
} Wait;

/* Asks again when something may have changed, and at the end at the latest. */
static void
wait_on (FloSimServer   *self,
         FloSimExchange *exchange)
{
  gint64 now = flo_sim_clock_now (self->cloud->clock);
  gint64 until = MIN (exchange->deadline, exchange->call.retry_at);
  Wait *wait = g_new0 (Wait, 1);

  wait->server = self;
  wait->exchange = exchange;
  exchange->timer = g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) (MAX (until - now, 0) / 1000 + 1),
                                        wait_cb, wait, g_free);
}

/* TRUE: it is over, and the exchange is gone. */
static gboolean
try_again (FloSimServer   *self,
           FloSimExchange *exchange)
{
  FloSimCall *call = &exchange->call;

  g_clear_handle_id (&exchange->timer, g_source_remove);
  /* Nobody is left to whom a message could be given. */
  if (flo_sim_exchange_is_alone (exchange))
    {
      soup_server_message_set_status (exchange->message, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL);
      soup_server_message_unpause (exchange->message);
      g_ptr_array_remove (self->waiting, exchange);
      return TRUE;
    }
  call->now = flo_sim_clock_now (self->cloud->clock);
  call->wait = 0;
  if (flo_sim_table_find (call->service, call->action)->handler (call) && call->wait > 0
      && call->now < exchange->deadline)
    {
      wait_on (self, exchange);
      return FALSE;
    }
  soup_server_message_unpause (exchange->message);
  for (guint i = 0; i < self->waiting->len; i++)
    if (g_ptr_array_index (self->waiting, i) == exchange)
      answer (self, g_ptr_array_steal_index (self->waiting, i));
  return TRUE;
}

static gboolean
wait_cb (gpointer user_data)
{
  Wait *wait = user_data;

  wait->exchange->timer = 0;
  try_again (wait->server, wait->exchange);
  return G_SOURCE_REMOVE;
}

/* A message has come; whoever has waited longest gets it. */
static gboolean
wake_cb (gpointer user_data)
{
  FloSimServer *self = user_data;

  self->wake_source = 0;
  for (guint i = 0; i < self->waiting->len;)
    if (!try_again (self, g_ptr_array_index (self->waiting, i)))
      i++;
  return G_SOURCE_REMOVE;
}

static void
arrived_cb (gpointer user_data)
{
  FloSimServer *self = user_data;

  if (self->wake_source == 0 && self->waiting->len > 0)
    self->wake_source = g_idle_add (wake_cb, self);
}

/* Takes @exchange. */
static void
run_exchange (FloSimServer   *self,
              FloSimExchange *exchange,
              GBytes         *body)
{
  FloSimCall *call = &exchange->call;
  gint64 now = flo_sim_clock_now (self->cloud->clock);

  call->cloud = self->cloud;
  call->auth = self->auth;
  call->region = "us-east-1";
  call->status = 200;
  call->now = now + self->skew;
  call->result = json_object_new ();
  if (read_parameters (call, exchange->message, body)
      && authenticate (self, call, exchange->message, body, &exchange->claim))
    {
      /* The skew is the front door's: inside, time is time. */
      call->now = now;
      if (call->caller != NULL)
        flo_sim_auth_note_use (self->auth, call->caller->key_id, call->service, call->region, now);
      flo_sim_recorder_add (self->recorder, call);
      exchange->fault = flo_sim_faults_take (self->faults, call->action, &exchange->seconds);
      if (survives (call, &exchange->claim, exchange->fault)
          && flo_sim_dispatch_run (self->dispatch, call) && call->wait > 0)
        {
          exchange->deadline = now + call->wait;
          soup_server_message_pause (exchange->message);
          g_ptr_array_add (self->waiting, exchange);
          wait_on (self, exchange);
          return;
        }
    }
  answer (self, exchange);
}

static void
api_cb (SoupServer        *soup,
        SoupServerMessage *message,
        const char        *path,
        GHashTable        *query,
        gpointer           user_data)
{
  FloSimServer *self = user_data;
  g_autoptr (GBytes) body = get_body (message);
  const FloSimRoute *route
      = flo_sim_rest_find (soup_server_message_get_method (message), path);

  if (body == NULL)
    return;
  if (route != NULL && !flo_sim_s3_is_meant (message))
    run_route (self, route, message, query, body);
  else
    run_exchange (self, flo_sim_exchange_new (message), body);
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  gsize *received = user_data;
  gsize largest = flo_sim_s3_is_meant (message) ? FLO_SIM_S3_LARGEST_BODY : LARGEST_BODY;

  *received += g_bytes_get_size (chunk);
  if (*received > largest)
    {
      /* What is still to come is read and dropped. */
      soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
      g_object_set_data (G_OBJECT (message), TOO_LARGE_KEY, GINT_TO_POINTER (TRUE));
    }
}

static void
request_started_cb (SoupServer        *soup,
                    SoupServerMessage *message,
                    gpointer           user_data)
{
  g_signal_connect_data (message, "got-chunk", G_CALLBACK (got_chunk_cb), g_new0 (gsize, 1),
                         (GClosureNotify) (void (*) (void)) g_free, G_CONNECT_DEFAULT);
}

static void
control_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  const FloSimRoute *route
      = flo_sim_rest_find (soup_server_message_get_method (message), path);
  g_autoptr (GBytes) body = get_body (message);

  if (body == NULL)
    return;
  if (route != NULL)
    run_route (user_data, route, message, query, body);
  else
    flo_sim_control_handle (user_data, message, path + strlen (FLO_SIM_CONTROL_PATH), body);
}

static gboolean
save (FloSimServer  *self,
      GError       **error)
{
  g_autoptr (JsonObject) state = flo_sim_cloud_save (self->cloud);
  g_autofree char *text = flo_sim_json_to_text (state);

  return g_file_set_contents_full (self->state_path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

static gboolean
save_cb (gpointer user_data)
{
  FloSimServer *self = user_data;
  g_autoptr (GError) error = NULL;

  self->save_source = 0;
  if (!save (self, &error))
    g_warning ("The practice cloud's state cannot be saved to %s: %s", self->state_path,
               error->message);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (gpointer user_data)
{
  FloSimServer *self = user_data;

  if (self->save_source == 0)
    self->save_source = g_timeout_add (SAVE_DELAY_MS, save_cb, self);
}

static gboolean
load (FloSimServer  *self,
      GError       **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (!g_file_test (self->state_path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!json_parser_load_from_file (parser, self->state_path, error))
    {
      g_prefix_error (error, "The practice cloud's state %s cannot be read: ", self->state_path);
      return FALSE;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || flo_sim_json_get_int (json_node_get_object (root), "version") != 1)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "%s is not a practice cloud's state of version 1. Move it away to start anew.",
                   self->state_path);
      return FALSE;
    }
  flo_sim_cloud_load (self->cloud, json_node_get_object (root));
  return TRUE;
}

FloSimServer *
flo_sim_server_new (const FloSimOptions  *options,
                    GError              **error)
{
  g_autoptr (FloSimServer) self = g_new0 (FloSimServer, 1);

  self->cloud = flo_sim_cloud_new (options->seed, flo_sim_clock_new (options->speed),
                                   options->with_default_vpc, options->test_regions);
  self->cloud->loopback_addresses = options->loopback_addresses;
  self->auth = flo_sim_auth_new ();
  flo_sim_auth_add_key (self->auth, FLO_SIM_PRACTICE_KEY_ID, FLO_SIM_PRACTICE_SECRET);
  self->dispatch = flo_sim_dispatch_new (options->throttle_scale);
  self->faults = flo_sim_faults_new ();
  self->sso = flo_sim_sso_new ();
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_sim_exchange_free);
  self->cloud->arrived = arrived_cb;
  self->cloud->arrived_data = self;
  self->metadata = options->metadata;
  self->recorder = flo_sim_recorder_new (options->record_path, error);
  if (self->recorder == NULL)
    return NULL;
  if (options->state_path != NULL)
    {
      g_autofree char *path = g_strdup (options->state_path);

      self->state_path = path;
      if (!load (self, error))
        {
          /* Never write over what could not be read. */
          self->state_path = NULL;
          return NULL;
        }
      g_steal_pointer (&path);
      flo_sim_cloud_watch (self->cloud, changed_cb, self);
    }

  self->soup = soup_server_new ("server-header", "AmazonEC2", NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (request_started_cb), self);
  soup_server_add_handler (self->soup, FLO_SIM_CONTROL_PATH, control_cb, self, NULL);
  soup_server_add_handler (self->soup, "/", api_cb, self, NULL);
  return g_steal_pointer (&self);
}

void
flo_sim_server_free (FloSimServer *self)
{
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_handle_id (&self->wake_source, g_source_remove);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  if (self->save_source != 0)
    {
      g_source_remove (self->save_source);
      save_cb (self);
    }
  g_clear_object (&self->soup);
  g_clear_pointer (&self->recorder, flo_sim_recorder_free);
  flo_sim_faults_free (self->faults);
  flo_sim_sso_free (self->sso);
  flo_sim_dispatch_free (self->dispatch);
  flo_sim_auth_free (self->auth);
  flo_sim_cloud_free (self->cloud);
  g_free (self->state_path);
  g_free (self);
}

gboolean
flo_sim_server_listen (FloSimServer  *self,
                       guint          port,
                       GError       **error)
{
  if (!soup_server_listen_local (self->soup, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  g_free (self->cloud->url);
  self->cloud->url = flo_sim_server_get_url (self);
  return TRUE;
}

char *
flo_sim_server_get_url (FloSimServer *self)
{
  GSList *uris = soup_server_get_uris (self->soup);
  char *url
      = uris != NULL ? g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data)) : NULL;

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return url;
}

FloSimCloud *
flo_sim_server_get_cloud (FloSimServer *self)
{
  return self->cloud;
}

FloSimAuth *
flo_sim_server_get_auth (FloSimServer *self)
{
  return self->auth;
}

FloSimFaults *
flo_sim_server_get_faults (FloSimServer *self)
{
  return self->faults;
}

FloSimRecorder *
flo_sim_server_get_recorder (FloSimServer *self)
{
  return self->recorder;
}

FloSimSso *
flo_sim_server_get_sso (FloSimServer *self)
{
  return self->sso;
}

void
flo_sim_server_set_skew (FloSimServer *self,
                         gint64        skew)
{
  self->skew = skew;
}
