/* flo-sim-answer.c: a call's outcome in the wire form of its service
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-answer.h"

#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-service.h"
#include "simulator/flo-sim-sqs-form.h"
#include "simulator/flo-sim-xml.h"

#define XML_HEADER "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static gboolean
is_ec2 (const FloSimCall *call)
{
  return g_str_equal (call->service, "ec2");
}

static void
append_ec2 (GString    *out,
            FloSimCall *call,
            const char *request_id)
{
  g_string_append (out, XML_HEADER);
  if (call->code != NULL)
    {
      g_string_append (out, "<Response><Errors><Error>");
      flo_sim_xml_append_leaf (out, "Code", call->code);
      flo_sim_xml_append_leaf (out, "Message", call->message);
      g_string_append (out, "</Error></Errors>");
      flo_sim_xml_append_leaf (out, "RequestID", request_id);
      g_string_append (out, "</Response>");
      return;
    }
  g_string_append_printf (out, "<%sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">",
                          call->action);
  flo_sim_xml_append_leaf (out, "requestId", request_id);
  flo_sim_xml_append_object (out, call->result);
  g_string_append_printf (out, "</%sResponse>", call->action);
}

static void
append_query (GString    *out,
              FloSimCall *call,
              const char *request_id)
{
  const char *namespace = flo_sim_service_find (call->service)->namespace;

  if (call->code != NULL)
    {
      g_string_append_printf (out, "<ErrorResponse xmlns=\"%s\"><Error><Type>Sender</Type>",
                              namespace);
      flo_sim_xml_append_leaf (out, "Code", call->code);
      flo_sim_xml_append_leaf (out, "Message", call->message);
      g_string_append (out, "</Error>");
      flo_sim_xml_append_leaf (out, "RequestId", request_id);
      g_string_append (out, "</ErrorResponse>");
      return;
    }
  g_string_append_printf (out, "<%sResponse xmlns=\"%s\"><%sResult>", call->action, namespace,
                          call->action);
  if (g_str_equal (call->service, "sqs"))
    {
      g_autoptr (JsonObject) written = flo_sim_sqs_form_write (call->action, call->result);

      flo_sim_xml_append_flat (out, written);
    }
  else
    flo_sim_xml_append_members (out, call->result);
  g_string_append_printf (out, "</%sResult><ResponseMetadata>", call->action);
  flo_sim_xml_append_leaf (out, "RequestId", request_id);
  g_string_append_printf (out, "</ResponseMetadata></%sResponse>", call->action);
}

static gboolean
is_s3 (const FloSimCall *call)
{
  return g_str_equal (call->service, "s3");
}

/* A document, an object's bytes, or nothing. */
static void
append_s3 (GString    *out,
           FloSimCall *call,
           const char *request_id)
{
  const char *root = flo_sim_json_get (call->result, "_root");
  const char *text = flo_sim_json_get (call->result, "_text");
  gsize length = 0;
  const char *bytes = call->payload != NULL ? g_bytes_get_data (call->payload, &length) : NULL;

  if (call->silent || call->status == 304)
    return;
  if (call->code != NULL)
    {
      g_string_append (out, XML_HEADER "<Error>");
      flo_sim_xml_append_leaf (out, "Code", call->code);
      flo_sim_xml_append_leaf (out, "Message", call->message);
      flo_sim_xml_append_leaf (out, "RequestId", request_id);
      g_string_append (out, "</Error>");
      return;
    }
  g_string_append_len (out, bytes != NULL ? bytes : "", (gssize) length);
  if (root == NULL)
    return;
  g_string_append_printf (out, XML_HEADER "<%s xmlns=\"%s\">", root,
                          flo_sim_service_find (call->service)->namespace);
  if (text != NULL)
    flo_sim_xml_append_text (out, text);
  flo_sim_xml_append_flat (out, call->result);
  g_string_append_printf (out, "</%s>", root);
}

static void
append_json (GString    *out,
             FloSimCall *call)
{
  g_autoptr (JsonObject) error = NULL;
  g_autofree char *text = NULL;

  g_autofree char *sqs_type = NULL;

  if (call->code != NULL && g_str_equal (call->service, "sqs"))
    sqs_type = g_strconcat ("com.amazonaws.sqs#", call->code, NULL);
  if (call->code != NULL)
    error = flo_sim_json_new ("__type", sqs_type != NULL ? sqs_type : call->code, "message", call->message, NULL);
  text = flo_sim_json_to_text (error != NULL ? error : call->result);
  g_string_append (out, text);
}

GString *
flo_sim_answer_new (FloSimCall *call,
                    const char *request_id)
{
  GString *out = g_string_new (NULL);

  if (is_ec2 (call))
    append_ec2 (out, call, request_id);
  else if (is_s3 (call))
    append_s3 (out, call, request_id);
  else if (call->json)
    append_json (out, call);
  else
    append_query (out, call, request_id);
  return out;
}

char *
flo_sim_answer_get_query_error (const FloSimCall *call)
{
  static const struct
  {
    const char *code;
    const char *older;
  } codes[] = {
    { "BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct" },
    { "EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest" },
    { "MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight" },
    { "QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently" },
    { "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue" },
    { "QueueNameExists", "QueueAlreadyExists" },
    { "TooManyEntriesInBatchRequest", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest" },
    { "UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation" },
  };
  const char *older = call->code;

  if (call->code == NULL || !call->json || !g_str_equal (call->service, "sqs"))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i].code, call->code))
      older = codes[i].older;
  return g_strconcat (older, call->status >= 500 ? ";Receiver" : ";Sender", NULL);
}

const char *
flo_sim_answer_get_content_type (const FloSimCall *call)
{
  if (call->json)
    return flo_sim_service_find (call->service)->json_type;
  if (is_s3 (call))
    return "application/xml";
  return is_ec2 (call) ? "text/xml;charset=UTF-8" : "text/xml";
}

static void
refuse_ec2 (FloSimCall        *call,
            FloSimAuthVerdict  verdict,
            const FloSimClaim *claim)
{
  switch (verdict)
    {
    case FLO_SIM_AUTH_MISSING:
      flo_sim_call_fail (call, "MissingParameter",
                         "The request must contain the parameter AWSAccessKeyId");
      break;

    case FLO_SIM_AUTH_MALFORMED:
      flo_sim_call_fail (call, "AuthFailure", "%s", claim->detail);
      call->status = 403;
      break;

    case FLO_SIM_AUTH_TOO_OLD:
    case FLO_SIM_AUTH_EXPIRED:
      flo_sim_call_fail (call, "RequestExpired", "Request has expired.");
      break;

    case FLO_SIM_AUTH_OK:
    case FLO_SIM_AUTH_UNKNOWN_KEY:
    case FLO_SIM_AUTH_BAD_SIGNATURE:
    case FLO_SIM_AUTH_TOO_EARLY:
    default:
      /* EC2 tells no more than this, be it the key, the signature or the clock. */
      flo_sim_call_fail (call, "AuthFailure",
                         "AWS was not able to validate the provided access credentials");
      break;
    }
}

static void
refuse_s3 (FloSimCall        *call,
           FloSimAuthVerdict  verdict,
           const FloSimClaim *claim)
{
  switch (verdict)
    {
    case FLO_SIM_AUTH_MISSING:
      flo_sim_call_fail (call, "AccessDenied", "Access Denied");
      break;

    case FLO_SIM_AUTH_MALFORMED:
      flo_sim_call_fail (call, "AuthorizationHeaderMalformed", "%s", claim->detail);
      break;

    case FLO_SIM_AUTH_UNKNOWN_KEY:
      flo_sim_call_fail (call, "InvalidAccessKeyId",
                         "The AWS Access Key Id you provided does not exist in our records.");
      break;

    case FLO_SIM_AUTH_EXPIRED:
      flo_sim_call_fail (call, "ExpiredToken", "The provided token has expired.");
      call->status = 400;
      break;

    case FLO_SIM_AUTH_TOO_OLD:
    case FLO_SIM_AUTH_TOO_EARLY:
      flo_sim_call_fail (call, "RequestTimeTooSkewed",
                         "The difference between the request time and the current time is too "
                         "large.");
      break;

    case FLO_SIM_AUTH_OK:
    case FLO_SIM_AUTH_BAD_SIGNATURE:
    default:
      flo_sim_call_fail (call, "SignatureDoesNotMatch",
                         "The request signature we calculated does not match the signature you "
                         "provided. Check your key and signing method.");
      break;
    }
}

gboolean
flo_sim_answer_throttle (FloSimCall *call)
{
  if (is_ec2 (call))
    return flo_sim_call_fail (call, "RequestLimitExceeded", "Request limit exceeded.");
  if (is_s3 (call))
    return flo_sim_call_fail (call, "SlowDown", "Please reduce your request rate.");
  return flo_sim_call_fail (call, "ThrottlingException", "Rate exceeded");
}

void
flo_sim_answer_refuse (FloSimCall        *call,
                       FloSimAuthVerdict  verdict,
                       const FloSimClaim *claim)
{
  gboolean json = call->json;
  const char *bad_signature = json ? "InvalidSignatureException" : "SignatureDoesNotMatch";
  g_autofree char *signed_at = NULL;
  g_autofree char *now = NULL;

  if (is_ec2 (call))
    {
      refuse_ec2 (call, verdict, claim);
      return;
    }
  if (is_s3 (call))
    {
      refuse_s3 (call, verdict, claim);
      return;
    }
  signed_at = flo_sim_time_format (claim->signed_at);
  now = flo_sim_time_format (call->now);
  switch (verdict)
    {
    case FLO_SIM_AUTH_MISSING:
      flo_sim_call_fail (
          call, json ? "MissingAuthenticationTokenException" : "MissingAuthenticationToken",
          json ? "Missing Authentication Token" : "Request is missing Authentication Token");
      break;

    case FLO_SIM_AUTH_MALFORMED:
      flo_sim_call_fail (call, json ? "IncompleteSignatureException" : "IncompleteSignature", "%s",
                         claim->detail);
      break;

    case FLO_SIM_AUTH_UNKNOWN_KEY:
      flo_sim_call_fail (call, json ? "UnrecognizedClientException" : "InvalidClientTokenId",
                         "The security token included in the request is invalid.");
      break;

    case FLO_SIM_AUTH_EXPIRED:
      flo_sim_call_fail (call, json ? "ExpiredTokenException" : "ExpiredToken",
                         "The security token included in the request is expired");
      break;

    case FLO_SIM_AUTH_TOO_OLD:
      flo_sim_call_fail (call, bad_signature,
                         "Signature expired: %s is now earlier than %s - 15 min.", signed_at, now);
      break;

    case FLO_SIM_AUTH_TOO_EARLY:
      flo_sim_call_fail (call, bad_signature,
                         "Signature not yet current: %s is still later than %s + 15 min.",
                         signed_at, now);
      break;

    case FLO_SIM_AUTH_OK:
    case FLO_SIM_AUTH_BAD_SIGNATURE:
    default:
      flo_sim_call_fail (
          call, bad_signature,
          "The request signature we calculated does not match the signature you provided. Check "
          "your AWS Secret Access Key and signing method. Consult the service documentation for "
          "details.");
      break;
    }
}
