/* test-account-check.c: the check of an account against a practice cloud
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include <json-glib/json-glib.h>

#include "account/flo-account-check.h"
#include "account/flo-permission-probe.h"
#include "account/flo-permission-simulation.h"
#include "account/flo-rights.h"
#include "aws/aws-error.h"
#include "await.h"
#include "aws-test-server.h"
#include "flo-test-simulator.h"

#define REGION "us-east-1"

static FloAccount *
create_account (const char *url,
                const char *key_id,
                const char *secret)
{
  g_autoptr(AwsCredentials) credentials = aws_credentials_new (key_id, secret, NULL, 0);
  g_autoptr(AwsCredentialsProvider) provider = NULL;

  aws_credentials_set_source (credentials, "a test");
  aws_credentials_set_mfa_at (credentials, 1000);
  provider = aws_static_provider_new (credentials);
  return flo_account_new ("test", FLO_ACCOUNT_PROFILE, key_id, REGION, url, provider);
}

static FloAccount *
create_practice_account (FloTestSimulator *simulator)
{
  return create_account (flo_test_simulator_get_url (simulator), "AKIAPRACTICE00000000",
                         "practice-cloud-secret");
}

static gboolean
run (FloAccountCheck  *check,
     GCancellable     *cancellable,
     GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  flo_account_check_run_async (check, cancellable, await_ready_cb, &result);
  return flo_account_check_run_finish (check, await (&result), error);
}

static FloPermission *
find (FloAccountCheck *check,
      const char      *action)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr(FloPermission) permission = g_list_model_get_item (G_LIST_MODEL (check), i);

      if (strcmp (flo_permission_get_action (permission), action) == 0)
        return permission;
    }
  g_error ("nothing is said about %s", action);
}

static void
assert_state (FloAccountCheck    *check,
              const char         *action,
              FloPermissionState  state)
{
  FloPermission *permission = find (check, action);

  if (flo_permission_get_state (permission) != state)
    g_error ("%s is %d instead of %d: %s", action, flo_permission_get_state (permission), state,
             flo_permission_get_detail (permission));
}

static void
note_property_cb (GObject    *object,
                  GParamSpec *pspec,
                  GHashTable *seen)
{
  g_hash_table_add (seen, (gpointer) pspec->name);
}

static void
note_items_cb (GListModel *model,
               guint       position,
               guint       removed,
               guint       added,
               guint      *changes)
{
  *changes += added;
}

/* What is denied comes first, then what is not known. */
static void
assert_sorted (FloAccountCheck *check)
{
  static const int order[] = {
    [FLO_PERMISSION_DENIED] = 0, [FLO_PERMISSION_UNKNOWN] = 1, [FLO_PERMISSION_ALLOWED] = 2,
  };
  int last = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr(FloPermission) permission = g_list_model_get_item (G_LIST_MODEL (check), i);
      int rank = order[flo_permission_get_state (permission)];

      g_assert_cmpint (rank, >=, last);
      last = rank;
    }
}

/* How many resources the cloud has ever made. */
static char *
read_ledger (FloTestSimulator *simulator)
{
  g_autofree char *text = flo_test_simulator_look (simulator, "ledger");
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  json_object_remove_member (json_node_get_object (node), "time");
  return json_to_string (node, FALSE);
}

static void
test_allowed (void)
{
  g_autoptr(FloTestSimulator) simulator = flo_test_simulator_new (NULL);
  g_autoptr(FloAccount) account = create_practice_account (simulator);
  g_autoptr(FloAccountCheck) check = flo_account_check_new (account, NULL, FLO_FEATURES_IN_USE | FLO_FEATURES_ON_REQUEST);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *before = read_ledger (simulator);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  guint changes = 0;
  guint n_rights;

  g_signal_connect (check, "notify", G_CALLBACK (note_property_cb), seen);
  g_signal_connect (check, "items-changed", G_CALLBACK (note_items_cb), &changes);
  g_assert_true (run (check, NULL, &error));
  g_assert_no_error (error);

  g_assert_cmpstr (flo_account_check_get_account_id (check), ==, "123456789012");
  g_assert_nonnull (strstr (flo_account_check_get_arn (check), "123456789012"));
  g_assert_cmpstr (flo_account_check_get_source (check), ==, "a test");
  g_assert_cmpint (flo_account_check_get_mfa_at (check), ==, 1000);
  g_assert_cmpint (flo_account_check_get_expires_at (check), ==, 0);
  g_assert_cmpuint (flo_account_check_get_latency (check), >, 0);
  g_assert_false (flo_account_check_get_running (check));
  g_assert_null (flo_account_check_get_problem (check));
  for (const char *const *name = (const char *const[]){ "account-id", "arn", "user-id", "source", "mfa-at",
                                                        "latency", "running", NULL };
       *name != NULL; name++)
    g_assert_true (g_hash_table_contains (seen, *name));

  flo_policy_get_rights (&n_rights);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (check)), ==, n_rights);
  g_assert_cmpuint (changes, ==, n_rights);
  assert_sorted (check);
  for (const char *const *action =
         (const char *const[]){ "ec2:DescribeInstances", "ec2:CreateFleet", "ec2:CreateVpc", "ec2:CreateTags",
                                "ec2:TerminateInstances", "ec2:ImportKeyPair", "ssm:GetParameter",
                                "sts:GetCallerIdentity", NULL };
       *action != NULL; action++)
    assert_state (check, *action, FLO_PERMISSION_ALLOWED);

  /* Nothing it did had an effect. */
  after = read_ledger (simulator);
  g_assert_cmpstr (before, ==, after);
}

/* Only what was asked for. */
static void
test_features (void)
{
  g_autoptr(FloTestSimulator) simulator = flo_test_simulator_new (NULL);
  g_autoptr(FloAccount) account = create_practice_account (simulator);
  g_autoptr(FloAccountCheck) check = flo_account_check_new (account, "eu-west-1", FLO_FEATURE_PRICES);
  guint n_rights, n_wanted = 0;
  const FloRight *rights = flo_policy_get_rights (&n_rights);

  for (guint i = 0; i < n_rights; i++)
    n_wanted += (rights[i].features & FLO_FEATURE_PRICES) != 0;
  g_assert_true (run (check, NULL, NULL));
  g_assert_cmpstr (flo_account_check_get_region (check), ==, "eu-west-1");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (check)), ==, n_wanted);
  g_assert_cmpuint (n_wanted, <, n_rights);

  /* Again, from the beginning. */
  g_assert_true (run (check, NULL, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (check)), ==, n_wanted);
}

static void
test_wrong_secret (void)
{
  g_autoptr(FloTestSimulator) simulator = flo_test_simulator_new (NULL);
  g_autoptr(FloAccount) account =
    create_account (flo_test_simulator_get_url (simulator), "AKIAPRACTICE00000000", "wrong");
  g_autoptr(FloAccountCheck) check = flo_account_check_new (account, NULL, FLO_FEATURES_IN_USE);
  g_autoptr(GError) error = NULL;

  g_assert_false (run (check, NULL, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_CREDENTIALS);
  g_assert_nonnull (flo_account_check_get_problem (check));
  g_assert_false (flo_account_check_get_running (check));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (check)), ==, 0);
}

/* Nobody answers there. */
static void
test_offline (void)
{
  g_autoptr(FloAccount) account = create_account ("http://127.0.0.1:1", "AKIAEXAMPLE", "secret");
  g_autoptr(FloAccountCheck) check = flo_account_check_new (account, NULL, FLO_FEATURES_IN_USE);
  g_autoptr(GError) error = NULL;

  g_assert_false (run (check, NULL, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_TRANSIENT);
  g_assert_nonnull (flo_account_check_get_problem (check));
}

static void
cancel_cb (GListModel   *model,
           guint         position,
           guint         removed,
           guint         added,
           GCancellable *cancellable)
{
  if (g_list_model_get_n_items (model) == 10)
    g_cancellable_cancel (cancellable);
}

static void
test_cancel (void)
{
  g_autoptr(FloTestSimulator) simulator = flo_test_simulator_new (NULL);
  g_autoptr(FloAccount) account = create_practice_account (simulator);
  FloAccountCheck *check = flo_account_check_new (account, NULL, FLO_FEATURES_IN_USE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_signal_connect (check, "items-changed", G_CALLBACK (cancel_cb), cancellable);
  g_assert_false (run (check, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (flo_account_check_get_running (check));
  g_assert_null (flo_account_check_get_problem (check));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (check)), ==, 10);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (check);
}

/* ---- refusals that have to be understood ---- */

#define BLOB "iXaPsDJGjtHJxmqnYjL3aO-blob"

static const AwsTestAnswer identity = {
  .action = "GetCallerIdentity",
  .body = "<GetCallerIdentityResponse><GetCallerIdentityResult>"
          "<Arn>arn:aws:iam::123456789012:user/ada</Arn><UserId>AIDA</UserId><Account>123456789012</Account>"
          "</GetCallerIdentityResult></GetCallerIdentityResponse>",
};
static const AwsTestAnswer may_not_simulate = {
  .action = "SimulatePrincipalPolicy",
  .status = 403,
  .body = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no simulating</Message>"
          "</Error></ErrorResponse>",
};
static const AwsTestAnswer refused = {
  .status = 403,
  .body = "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to "
          "perform this operation. Encoded authorization failure message: " BLOB "</Message></Error></Errors>"
          "<RequestID>r</RequestID></Response>",
};

/* A check of the account at @server, which ends well: what is refused is an answer. */
static FloAccountCheck *
run_at (AwsTestServer *server)
{
  g_autoptr(FloAccount) account = create_account (aws_test_server_get_url (server), "AKIAEXAMPLE", "secret");
  FloAccountCheck *check = flo_account_check_new (account, NULL, FLO_FEATURES_IN_USE);
  g_autoptr(GError) error = NULL;

  g_assert_true (run (check, NULL, &error));
  g_assert_no_error (error);
  return check;
}

static guint
count_requests (AwsTestServer *server,
                const char    *text)
{
  guint n = 0;

  for (guint i = 0; i < aws_test_server_get_n_requests (server); i++)
    n += strstr (aws_test_server_get_request (server, i)->body, text) != NULL;
  return n;
}

/* @decoded: what DecodeAuthorizationMessage answers; what that says of ending instances is @expected */
static void
check_decoded (const char         *decoded,
               guint               status,
               FloPermissionState  expected)
{
  g_autoptr(AwsTestServer) server = aws_test_server_new ();
  g_autoptr(FloAccountCheck) check = NULL;
  const AwsTestAnswer answer = { .action = "DecodeAuthorizationMessage", .body = decoded, .status = status };

  aws_test_server_push (server, &identity);
  aws_test_server_push (server, &may_not_simulate);
  aws_test_server_push (server, &answer);
  aws_test_server_push (server, &refused);
  check = run_at (server);

  /* What names no resource was refused for certain. */
  assert_state (check, "ec2:CreateVpc", FLO_PERMISSION_DENIED);
  assert_state (check, "ec2:TerminateInstances", expected);
  assert_state (check, "iam:SimulatePrincipalPolicy", FLO_PERMISSION_DENIED);
  g_assert_nonnull (strstr (flo_permission_get_detail (find (check, "iam:SimulatePrincipalPolicy")), "no simulating"));
  g_assert_null (strstr (flo_permission_get_detail (find (check, "ec2:TerminateInstances")), BLOB));
  g_assert_cmpuint (count_requests (server, BLOB), >, 0);
  /* Who may not is not asked again and again. */
  if (status == 403)
    g_assert_cmpuint (count_requests (server, BLOB), <=, 6);
}

#define DECODED(json) \
  "<DecodeAuthorizationMessageResponse><DecodeAuthorizationMessageResult><DecodedMessage>" json \
  "</DecodedMessage></DecodeAuthorizationMessageResult></DecodeAuthorizationMessageResponse>"

static void
test_decode (void)
{
  check_decoded (DECODED ("{&quot;allowed&quot;:false,&quot;explicitDeny&quot;:true}"), 0, FLO_PERMISSION_DENIED);
  check_decoded (DECODED ("{ &quot;explicitDeny&quot; : true }"), 0, FLO_PERMISSION_DENIED);
  check_decoded (DECODED ("{&quot;allowed&quot;:false,&quot;explicitDeny&quot;:false}"), 0, FLO_PERMISSION_UNKNOWN);
  check_decoded (DECODED ("nonsense"), 0, FLO_PERMISSION_UNKNOWN);
  check_decoded (may_not_simulate.body, 403, FLO_PERMISSION_UNKNOWN);
}

#define RESULT(action, resource, decision, more) \
  "<member><EvalActionName>" action "</EvalActionName><EvalResourceName>" resource "</EvalResourceName>" \
  "<EvalDecision>" decision "</EvalDecision>" more "</member>"
#define EC2_ARN(what) "arn:aws:ec2:us-east-1:123456789012:" what "/flotilla-check"

/* The simulation decides what a dry run cannot: it asks for things that carry our tag. */
static void
test_simulated (void)
{
  static const AwsTestAnswer simulated = {
    .action = "SimulatePrincipalPolicy",
    .body =
      "<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated>"
      "<EvaluationResults>"
      RESULT ("ec2:TerminateInstances", EC2_ARN ("instance"), "allowed", "")
      RESULT ("ec2:DeleteVpc", EC2_ARN ("vpc"), "implicitDeny", "")
      RESULT ("ec2:DeleteSubnet", EC2_ARN ("subnet"), "explicitDeny",
              "<MatchedStatements><member><SourcePolicyId>Guard</SourcePolicyId></member></MatchedStatements>")
      RESULT ("ec2:DeleteKeyPair", EC2_ARN ("key-pair"), "implicitDeny",
              "<OrganizationsDecisionDetail><AllowedByOrganizations>false</AllowedByOrganizations>"
              "</OrganizationsDecisionDetail>")
      /* Of two things it touches one is not said. */
      RESULT ("ec2:AttachInternetGateway", EC2_ARN ("vpc"), "allowed", "")
      RESULT ("ec2:CreateVpc", EC2_ARN ("vpc"), "allowed", "")
      "</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>",
  };
  g_autoptr(AwsTestServer) server = aws_test_server_new ();
  g_autoptr(FloAccountCheck) check = NULL;

  aws_test_server_push (server, &identity);
  aws_test_server_push (server, &simulated);
  aws_test_server_push (server, &refused);
  check = run_at (server);

  assert_state (check, "iam:SimulatePrincipalPolicy", FLO_PERMISSION_ALLOWED);
  assert_state (check, "ec2:TerminateInstances", FLO_PERMISSION_ALLOWED);
  assert_state (check, "ec2:DeleteVpc", FLO_PERMISSION_DENIED);
  assert_state (check, "ec2:DeleteSubnet", FLO_PERMISSION_DENIED);
  assert_state (check, "ec2:DeleteKeyPair", FLO_PERMISSION_DENIED);
  assert_state (check, "ec2:AttachInternetGateway", FLO_PERMISSION_UNKNOWN);
  /* What EC2 says for certain counts more than what IAM supposes. */
  assert_state (check, "ec2:CreateVpc", FLO_PERMISSION_DENIED);
  g_assert_cmpstr (flo_permission_get_detail (find (check, "ec2:DeleteVpc")), ==,
                   "no policy allows it on " EC2_ARN ("vpc"));
  g_assert_cmpstr (flo_permission_get_detail (find (check, "ec2:DeleteSubnet")), ==,
                   "policy Guard denies it on " EC2_ARN ("subnet"));
  g_assert_nonnull (strstr (flo_permission_get_detail (find (check, "ec2:DeleteKeyPair")), "organization"));
  g_assert_cmpuint (count_requests (server, BLOB), ==, 0);
}

/* The root user: IAM simulates no such thing, which is no missing right. */
static void
test_cannot_simulate (void)
{
  static const AwsTestAnswer root = {
    .action = "GetCallerIdentity",
    .body = "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:root</Arn>"
            "<UserId>123456789012</UserId><Account>123456789012</Account>"
            "</GetCallerIdentityResult></GetCallerIdentityResponse>",
  };
  static const AwsTestAnswer allowed = {
    .status = 412,
    .body = "<Response><Errors><Error><Code>DryRunOperation</Code><Message>Request would have succeeded"
            "</Message></Error></Errors><RequestID>r</RequestID></Response>",
  };
  g_autoptr(AwsTestServer) server = aws_test_server_new ();
  g_autoptr(FloAccountCheck) check = NULL;

  aws_test_server_push (server, &root);
  aws_test_server_push (server, &allowed);
  check = run_at (server);
  assert_state (check, "iam:SimulatePrincipalPolicy", FLO_PERMISSION_UNKNOWN);
  assert_state (check, "ec2:TerminateInstances", FLO_PERMISSION_ALLOWED);
  g_assert_cmpuint (flo_account_check_get_n_denied (check), ==, 0);
  g_assert_cmpuint (count_requests (server, "SimulatePrincipalPolicy"), ==, 0);
}

/* ---- without a cloud ---- */

static void
assert_verdict (const char         *action,
                const char         *code,
                const char         *message,
                FloPermissionState  expected)
{
  const FloPermissionProbe *probe = flo_permission_probe_find (action);
  g_autoptr(GError) error = aws_error_new ("Call", code, message, NULL, 400);

  g_assert_nonnull (probe);
  g_assert_cmpint (flo_permission_probe_judge (probe, error), ==, expected);
}

static void
test_verdicts (void)
{
  assert_verdict ("ec2:CreateVpc", "DryRunOperation", "would have succeeded", FLO_PERMISSION_ALLOWED);
  assert_verdict ("ec2:CreateVpc", "UnauthorizedOperation", "not authorized", FLO_PERMISSION_DENIED);
  assert_verdict ("ec2:CreateVpc", "VpcLimitExceeded", "too many", FLO_PERMISSION_UNKNOWN);
  assert_verdict ("ec2:CreateVpc", "RequestLimitExceeded", "slow", FLO_PERMISSION_UNKNOWN);
  /* The right may be there for what is ours. */
  assert_verdict ("ec2:TerminateInstances", "UnauthorizedOperation", "not authorized", FLO_PERMISSION_UNKNOWN);
  assert_verdict ("ec2:TerminateInstances", "UnauthorizedOperation", "with an explicit deny in a policy",
                  FLO_PERMISSION_DENIED);
  assert_verdict ("ec2:TerminateInstances", "InvalidInstanceID.NotFound", "none", FLO_PERMISSION_UNKNOWN);
  assert_verdict ("ssm:GetParameter", "AccessDeniedException", "no", FLO_PERMISSION_DENIED);
  assert_verdict ("ssm:GetParameter", "ParameterNotFound", "no", FLO_PERMISSION_ALLOWED);
  assert_verdict ("sts:DecodeAuthorizationMessage", "InvalidAuthorizationMessageException", "bad",
                  FLO_PERMISSION_ALLOWED);
  g_assert_null (flo_permission_probe_find ("ec2:ModifySubnetAttribute"));
  g_assert_null (flo_permission_probe_find ("iam:CreateServiceLinkedRole"));
}

/* A call that changes something is a dry run, whatever else it says. */
static void
test_probes_are_dry (void)
{
  guint n_rights, n_probes = 0;
  const FloRight *rights = flo_policy_get_rights (&n_rights);

  for (guint i = 0; i < n_rights; i++)
    {
      const FloPermissionProbe *probe = flo_permission_probe_find (rights[i].action);
      const AwsMember *member;
      gpointer input;

      if (probe == NULL)
        continue;
      n_probes++;
      input = flo_permission_probe_new_input (probe);
      member = aws_shape_find_member (probe->operation->input, "DryRun");
      if (strcmp (probe->operation->service->id, "ec2") == 0)
        {
          gconstpointer field = (const char *) input + member->offset;
          const AwsBoolean *dry = field;

          g_assert_true (dry->is_set && dry->value);
        }
      else
        g_assert_false (probe->operation->mutating);
      aws_shape_free (probe->operation->input, input);
    }
  g_assert_cmpuint (n_probes, >, 35);
}

static void
test_principal (void)
{
  static const struct { const char *caller; const char *principal; const char *sso_region; } cases[] = {
    { "arn:aws:iam::123456789012:user/team/ada", "arn:aws:iam::123456789012:user/team/ada" },
    { "arn:aws-cn:sts::123456789012:assumed-role/deploy/me", "arn:aws-cn:iam::123456789012:role/deploy" },
    { "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ada@example.com",
      "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef" },
    { "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0/ada",
      "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0", "us-east-1" },
    { "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0/ada",
      "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0",
      "eu-west-1" },
    { "arn:aws:iam::123456789012:root", NULL },
    { "arn:aws:sts::123456789012:federated-user/ada", NULL },
    { "arn:aws:sts::123456789012:assumed-role/", NULL },
    { "nonsense", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *principal = flo_permission_find_principal (cases[i].caller, cases[i].sso_region);

      g_assert_cmpstr (principal, ==, cases[i].principal);
    }
}

/* Every right is granted somehow, and nothing is granted that is no right. */
static void
test_grants (void)
{
  guint n_rights;
  const FloRight *rights = flo_policy_get_rights (&n_rights);

  for (const FloGrant *grant = flo_rights_grants; grant->action != NULL; grant++)
    g_assert_nonnull (flo_rights_find (grant->action));
  for (guint i = 0; i < n_rights; i++)
    {
      gboolean granted = FALSE;

      for (const FloGrant *grant = flo_rights_grants; grant->action != NULL; grant++)
        granted = granted || strcmp (grant->action, rights[i].action) == 0;
      g_assert_true (granted);
      g_assert_true ((rights[i].features & ~(FLO_FEATURES_IN_USE | FLO_FEATURES_ON_REQUEST)) == 0);
      g_assert_true (flo_rights_find (rights[i].action) == &rights[i]);
    }
}

static void
test_partition (void)
{
  g_assert_cmpstr (flo_policy_find_partition ("arn:aws:iam::1:user/a"), ==, "aws");
  g_assert_cmpstr (flo_policy_find_partition ("arn:aws-cn:iam::1:user/a"), ==, "aws-cn");
  g_assert_cmpstr (flo_policy_find_partition ("arn:aws-us-gov:sts::1:assumed-role/a/b"), ==, "aws-us-gov");
  g_assert_cmpstr (flo_policy_find_partition ("arn:evil\":iam::1:user/a"), ==, "aws");
  g_assert_cmpstr (flo_policy_find_partition (NULL), ==, "aws");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/policy/grants", test_grants);
  g_test_add_func ("/policy/partition", test_partition);
  g_test_add_func ("/permission/verdicts", test_verdicts);
  g_test_add_func ("/permission/probes-are-dry", test_probes_are_dry);
  g_test_add_func ("/permission/principal", test_principal);
  g_test_add_func ("/account-check/allowed", test_allowed);
  g_test_add_func ("/account-check/features", test_features);
  g_test_add_func ("/account-check/wrong-secret", test_wrong_secret);
  g_test_add_func ("/account-check/offline", test_offline);
  g_test_add_func ("/account-check/cancel", test_cancel);
  g_test_add_func ("/account-check/decode", test_decode);
  g_test_add_func ("/account-check/simulated", test_simulated);
  g_test_add_func ("/account-check/cannot-simulate", test_cannot_simulate);
  return g_test_run ();
}
