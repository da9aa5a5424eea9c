/* flo-sim-sts-actions.c: who one is, and how to become somebody else for a while
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-access.h"
#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-seal.h"
#include "simulator/flo-sim-web-identity.h"

#define SHORTEST         900
#define LONGEST_ROLE     43200
#define LONGEST_CHAINED  3600
#define LONGEST_SESSION  129600
#define USUAL_ROLE       3600
#define USUAL_SESSION    43200
#define LONGEST_POLICY   2048
#define SESSION_NAME_SET G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_+=,.@-"
#define MFA_FAILED       "MultiFactorAuthentication failed"

gboolean
flo_sim_sts_get_caller_identity (FloSimCall *call)
{
  flo_sim_json_set (call->result, "Arn", call->caller->arn, "UserId", call->caller->user_id,
                    "Account", FLO_SIM_ACCOUNT_ID, NULL);
  return TRUE;
}

static gboolean
fail_constraint (FloSimCall *call,
                 const char *value,
                 const char *member,
                 const char *constraint)
{
  return flo_sim_call_fail (
      call, "ValidationError",
      "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must %s",
      value, member, constraint);
}

static gboolean
check_session_name (FloSimCall *call,
                    const char *name)
{
  if (strlen (name) < 2)
    return fail_constraint (call, name, "roleSessionName",
                            "have length greater than or equal to 2");
  if (strlen (name) > 64)
    return fail_constraint (call, name, "roleSessionName",
                            "have length less than or equal to 64");
  if (name[strspn (name, SESSION_NAME_SET)] != '\0')
    return fail_constraint (call, name, "roleSessionName",
                            "satisfy regular expression pattern: [\\w+=,.@-]*");
  return TRUE;
}

/* FALSE: the call has failed. */
static gboolean
read_duration (FloSimCall *call,
               gint64      usual,
               gint64      longest,
               gint64     *seconds)
{
  const char *text = flo_sim_call_get (call, "DurationSeconds");

  *seconds = flo_sim_node_get_int (call->params, "DurationSeconds", usual);
  if (*seconds < SHORTEST)
    return fail_constraint (call, text, "durationSeconds",
                            "have value greater than or equal to 900");
  if (*seconds > longest)
    return fail_constraint (call, text, "durationSeconds",
                            longest == LONGEST_ROLE ? "have value less than or equal to 43200"
                                                    : "have value less than or equal to 129600");
  return TRUE;
}

/* Serial number and code belong together and to the user. @shown: a right code was given. */
static gboolean
check_mfa (FloSimCall *call,
           gboolean   *shown)
{
  const char *serial = flo_sim_call_get (call, "SerialNumber");
  const char *code = flo_sim_call_get (call, "TokenCode");

  *shown = FALSE;
  if (serial == NULL && code == NULL)
    return TRUE;
  if (code == NULL || serial == NULL)
    return flo_sim_call_fail (call, "ValidationError",
                              code == NULL
                                  ? "MFA token code is required when a serial number is given."
                                  : "MFA serial number is required when a token code is given.");
  if (strlen (code) != 6 || strspn (code, "0123456789") != 6)
    return fail_constraint (call, code, "tokenCode",
                            "satisfy regular expression pattern: [\\d]{6}");
  if (!g_str_equal (serial, FLO_SIM_MFA_SERIAL))
    return flo_sim_call_fail (call, "AccessDenied",
                              MFA_FAILED ", unable to validate MFA code.  Please verify your MFA "
                                         "serial number is valid and associated with this user.");
  if (!flo_sim_mfa_is_right (code, call->now))
    return flo_sim_call_fail (call, "AccessDenied",
                              MFA_FAILED " with invalid MFA one time pass code. ");
  *shown = TRUE;
  return TRUE;
}

static JsonObject *
describe_credentials (const FloSimIdentity *identity)
{
  g_autofree char *expiration
      = flo_sim_time_format (identity->expires_at - identity->expires_at % FLO_SIM_SECOND);

  return flo_sim_json_new ("AccessKeyId", identity->key_id, "SecretAccessKey", identity->secret,
                           "SessionToken", identity->token, "Expiration", expiration, NULL);
}

static gint64
end_of_life (FloSimCall *call,
             gint64      seconds)
{
  return call->now
         + (call->cloud->lifetime != 0 ? call->cloud->lifetime : seconds * FLO_SIM_SECOND);
}

/* Session policies and tags are packed; AWS tells how full that is, when there are any. */
static gboolean
read_session_policy (FloSimCall *call)
{
  const char *policy = flo_sim_call_get (call, "Policy");
  gsize size = policy != NULL ? strlen (policy) : 0;

  if (policy != NULL)
    {
      g_autoptr (JsonNode) node = json_from_string (policy, NULL);

      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        return flo_sim_call_fail (call, "MalformedPolicyDocument",
                                  "This policy contains invalid Json");
    }
  for (guint i = 0; i < flo_sim_node_count (call->params, "Tags.member"); i++)
    {
      FloSimNode *tag = flo_sim_node_nth (call->params, "Tags.member", i);

      size += strlen (flo_sim_node_get (tag, "Key")) + strlen (flo_sim_node_get (tag, "Value"));
    }
  for (guint i = 0; i < flo_sim_node_count (call->params, "PolicyArns.member"); i++)
    size += strlen (flo_sim_node_get (flo_sim_node_nth (call->params, "PolicyArns.member", i), "arn"));
  if (size > LONGEST_POLICY)
    return flo_sim_call_fail (call, "PackedPolicyTooLarge",
                              "Serialized token too large for session: the packed size is %" G_GSIZE_FORMAT
                              " %% of what is allowed",
                              size * 100 / LONGEST_POLICY);
  if (size > 0)
    flo_sim_json_set (call->result, "#PackedPolicySize", (gint64) (size * 100 / LONGEST_POLICY + 1),
                      NULL);
  return TRUE;
}

static void
answer_with_session (FloSimCall       *call,
                     const FloSimRole *role,
                     gboolean          has_mfa,
                     gint64            seconds)
{
  const char *session = flo_sim_call_get (call, "RoleSessionName");
  g_autofree char *arn = flo_sim_role_session (role, session);
  g_autofree char *id = g_strconcat (role->id, ":", session, NULL);
  g_autoptr (FloSimIdentity) identity
      = flo_sim_identity_issue (arn, id, TRUE, has_mfa, end_of_life (call, seconds));

  flo_sim_json_set (call->result, "{Credentials", describe_credentials (identity),
                    "{AssumedRoleUser",
                    flo_sim_json_new ("AssumedRoleId", id, "Arn", arn, NULL), "SourceIdentity",
                    flo_sim_call_get (call, "SourceIdentity"), NULL);
}

/* What no role of ours is, is not to be told from a role that one may not assume. */
static gboolean
may_assume (FloSimCall       *call,
            const FloSimRole *role,
            gboolean          has_mfa)
{
  if (role != NULL && (!role->needs_mfa || has_mfa)
      && (role->external_id == NULL
          || g_strcmp0 (flo_sim_call_get (call, "ExternalId"), role->external_id) == 0))
    return TRUE;
  return flo_sim_access_refuse (call, "sts:AssumeRole", flo_sim_call_get (call, "RoleArn"));
}

gboolean
flo_sim_sts_assume_role (FloSimCall *call)
{
  const FloSimRole *role = flo_sim_role_find (flo_sim_call_get (call, "RoleArn"));
  gboolean shown;
  gint64 seconds;

  if (!check_session_name (call, flo_sim_call_get (call, "RoleSessionName"))
      || !read_duration (call, USUAL_ROLE, LONGEST_ROLE, &seconds))
    return FALSE;
  if (call->caller->is_role && seconds > LONGEST_CHAINED)
    return flo_sim_call_fail (
        call, "ValidationError",
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role "
        "chaining");
  if (!check_mfa (call, &shown) || !may_assume (call, role, shown || call->caller->has_mfa))
    return FALSE;
  if (seconds > role->longest)
    return flo_sim_call_fail (
        call, "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  if (!read_session_policy (call))
    return FALSE;
  answer_with_session (call, role, shown || call->caller->has_mfa, seconds);
  return TRUE;
}

/* FALSE: the call has failed. */
static gboolean
check_web_identity (FloSimCall *call)
{
  gint64 expires_at = 0;

  switch (flo_sim_web_identity_check (flo_sim_call_get (call, "WebIdentityToken"), call->now,
                                      &expires_at))
    {
    case FLO_SIM_WEB_EXPIRED:
      return flo_sim_call_fail (
          call, "ExpiredTokenException",
          "Token expired: current date/time %" G_GINT64_FORMAT
          " must be before the expiration date/time %" G_GINT64_FORMAT,
          call->now / FLO_SIM_SECOND, expires_at / FLO_SIM_SECOND);

    case FLO_SIM_WEB_FORGED:
      return flo_sim_call_fail (call, "InvalidIdentityToken",
                                "The ID Token provided is not a valid JWT. (You may see this error "
                                "if you sent an Access Token)");

    case FLO_SIM_WEB_GOOD:
    default:
      return TRUE;
    }
}

gboolean
flo_sim_sts_assume_role_with_web_identity (FloSimCall *call)
{
  const FloSimRole *role = flo_sim_role_find (flo_sim_call_get (call, "RoleArn"));
  gint64 seconds;

  if (!check_session_name (call, flo_sim_call_get (call, "RoleSessionName"))
      || !read_duration (call, USUAL_ROLE, LONGEST_ROLE, &seconds) || !check_web_identity (call))
    return FALSE;
  if (role == NULL || !role->web)
    return flo_sim_call_fail (call, "AccessDenied",
                              "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  if (!read_session_policy (call))
    return FALSE;
  answer_with_session (call, role, FALSE, seconds);
  flo_sim_json_set (call->result, "SubjectFromWebIdentityToken", FLO_SIM_WEB_SUBJECT, "Provider",
                    FLO_SIM_WEB_ISSUER, "Audience", FLO_SIM_WEB_AUDIENCE, NULL);
  return TRUE;
}

gboolean
flo_sim_sts_get_session_token (FloSimCall *call)
{
  g_autoptr (FloSimIdentity) identity = NULL;
  gboolean shown;
  gint64 seconds;

  if (call->caller->token != NULL)
    return flo_sim_call_fail (call, "AccessDenied",
                              "Cannot call GetSessionToken with session credentials");
  if (!read_duration (call, USUAL_SESSION, LONGEST_SESSION, &seconds) || !check_mfa (call, &shown))
    return FALSE;
  identity = flo_sim_identity_issue (call->caller->arn, call->caller->user_id, FALSE, shown,
                                     end_of_life (call, seconds));
  flo_sim_json_set (call->result, "{Credentials", describe_credentials (identity), NULL);
  return TRUE;
}

gboolean
flo_sim_sts_get_access_key_info (FloSimCall *call)
{
  const char *id = flo_sim_call_get (call, "AccessKeyId");

  if (strlen (id) < 16 || id[strspn (id, G_CSET_A_2_Z G_CSET_DIGITS)] != '\0')
    return fail_constraint (call, id, "accessKeyId", "be an access key ID");
  flo_sim_json_set (call->result, "Account", FLO_SIM_ACCOUNT_ID, NULL);
  return TRUE;
}

gboolean
flo_sim_sts_decode_authorization_message (FloSimCall *call)
{
  g_autoptr (JsonObject) reason
      = flo_sim_unseal ("authorization", flo_sim_call_get (call, "EncodedMessage"));
  g_autofree char *text = NULL;

  if (reason == NULL)
    return flo_sim_call_fail (call, "InvalidAuthorizationMessageException",
                              "The message is invalid or was not encoded by AWS.");
  text = flo_sim_json_to_text (reason);
  flo_sim_json_set (call->result, "DecodedMessage", text, NULL);
  return TRUE;
}
