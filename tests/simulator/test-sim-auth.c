/* test-sim-auth.c: signatures, against vectors that botocore agrees with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-auth.h"
#include "simulator/flo-sim-clock.h"

#define KEY_ID "AKIDEXAMPLE"
#define SECRET "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define BODY                                                                                       \
  "Action=DescribeSpotPriceHistory&Version=2016-11-15&InstanceType.1=m5.large&ProductDescription." \
  "1=Linux%2FUNIX&"                                                                                \
  "StartTime=2015-08-30T12%3A36%3A00Z"
#define SIGNATURE      "e941315bb62e9e383bfbb939ff07fd93fead0a475c921c38006be03c3142e657"
#define SIGNED_HEADERS "content-type;host;x-amz-date"

typedef struct
{
  const char       *name;
  const char       *key_id;
  const char       *signed_headers;
  const char       *signature;
  const char       *date;
  const char       *body;
  const char       *extra_header; /* (nullable) one more header, not signed */
  gint64            minutes_late; /* of the request's arrival */
  FloSimAuthVerdict verdict;
} Case;

static const Case cases[] = {
  { "good", KEY_ID, SIGNED_HEADERS, SIGNATURE, "20150830", BODY, NULL, 0, FLO_SIM_AUTH_OK },
  { "late", KEY_ID, SIGNED_HEADERS, SIGNATURE, "20150830", BODY, NULL, 14, FLO_SIM_AUTH_OK },
  { "early", KEY_ID, SIGNED_HEADERS, SIGNATURE, "20150830", BODY, NULL, -14, FLO_SIM_AUTH_OK },
  { "too-late", KEY_ID, SIGNED_HEADERS, SIGNATURE, "20150830", BODY, NULL, 16,
    FLO_SIM_AUTH_TOO_OLD },
  { "too-early", KEY_ID, SIGNED_HEADERS, SIGNATURE, "20150830", BODY, NULL, -16,
    FLO_SIM_AUTH_TOO_EARLY },
  { "other-body", KEY_ID, SIGNED_HEADERS, SIGNATURE, "20150830", BODY "&", NULL, 0,
    FLO_SIM_AUTH_BAD_SIGNATURE },
  { "other-signature", KEY_ID, SIGNED_HEADERS,
    "e941315bb62e9e383bfbb939ff07fd93fead0a475c921c38006be03c3142e658", "20150830", BODY, NULL, 0,
    FLO_SIM_AUTH_BAD_SIGNATURE },
  { "short-signature", KEY_ID, SIGNED_HEADERS, "e941", "20150830", BODY, NULL, 0,
    FLO_SIM_AUTH_BAD_SIGNATURE },
  { "unknown-key", "AKIDNOBODY", SIGNED_HEADERS, SIGNATURE, "20150830", BODY, NULL, 0,
    FLO_SIM_AUTH_UNKNOWN_KEY },
  { "other-day", KEY_ID, SIGNED_HEADERS, SIGNATURE, "20150831", BODY, NULL, 0,
    FLO_SIM_AUTH_MALFORMED },
  { "host-not-signed", KEY_ID, "content-type;x-amz-date", SIGNATURE, "20150830", BODY, NULL, 0,
    FLO_SIM_AUTH_MALFORMED },
  { "out-of-order", KEY_ID, "host;content-type;x-amz-date", SIGNATURE, "20150830", BODY, NULL, 0,
    FLO_SIM_AUTH_MALFORMED },
  { "fewer-headers", KEY_ID, "host;x-amz-date", SIGNATURE, "20150830", BODY, NULL, 0,
    FLO_SIM_AUTH_BAD_SIGNATURE },
  { "amz-header-not-signed", KEY_ID, SIGNED_HEADERS, SIGNATURE, "20150830", BODY, "X-Amz-Meta", 0,
    FLO_SIM_AUTH_MALFORMED },
  { "plain-header-not-signed", KEY_ID, SIGNED_HEADERS, SIGNATURE, "20150830", BODY, "User-Agent", 0,
    FLO_SIM_AUTH_OK },
};

static SoupMessageHeaders *
new_headers (const char *authorization)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);

  soup_message_headers_append (headers, "Host", "ec2.us-east-1.amazonaws.com");
  soup_message_headers_append (headers, "Content-Type",
                               "application/x-www-form-urlencoded;   charset=utf-8 ");
  soup_message_headers_append (headers, "X-Amz-Date", "20150830T123600Z");
  if (authorization != NULL)
    soup_message_headers_append (headers, "Authorization", authorization);
  return headers;
}

static FloSimAuthVerdict
verify (SoupMessageHeaders *headers,
        const char         *body,
        gint64              minutes_late,
        FloSimClaim        *claim)
{
  g_autoptr (FloSimAuth) auth = flo_sim_auth_new ();
  const FloSimSignedRequest request = {
    .method = "POST",
    .path = "/",
    .query = "",
    .headers = headers,
    .body = body,
    .body_length = strlen (body),
  };
  gint64 now;

  g_assert_true (flo_sim_time_parse ("2015-08-30T12:36:00Z", &now));
  flo_sim_auth_add_key (auth, KEY_ID, SECRET);
  return flo_sim_auth_verify (auth, &request, now + minutes_late * FLO_SIM_MINUTE, claim);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *authorization
      = g_strdup_printf ("AWS4-HMAC-SHA256 Credential=%s/%s/us-east-1/ec2/aws4_request, "
                         "SignedHeaders=%s, Signature=%s",
                         test->key_id, test->date, test->signed_headers, test->signature);
  SoupMessageHeaders *headers = new_headers (authorization);
  g_auto (FloSimClaim) claim = { NULL };

  if (test->extra_header != NULL)
    soup_message_headers_append (headers, test->extra_header, "x");
  g_assert_cmpint (verify (headers, test->body, test->minutes_late, &claim), ==, test->verdict);
  g_assert_cmpstr (claim.region, ==, "us-east-1");
  g_assert_cmpstr (claim.service, ==, "ec2");
  g_assert_cmpint (claim.detail != NULL, ==, test->verdict == FLO_SIM_AUTH_MALFORMED);
  soup_message_headers_unref (headers);
}

static void
test_session_token (void)
{
  g_autofree char *authorization = g_strdup (
      "AWS4-HMAC-SHA256 Credential=" KEY_ID "/20150830/us-east-1/ec2/aws4_request, "
      "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=" SIGNATURE);
  SoupMessageHeaders *headers = new_headers (authorization);
  g_auto (FloSimClaim) claim = { NULL };

  soup_message_headers_append (headers, "X-Amz-Security-Token", "token");
  g_assert_cmpint (verify (headers, BODY, 0, &claim), ==, FLO_SIM_AUTH_UNKNOWN_KEY);
  soup_message_headers_unref (headers);
}

/* Whatever stands in the header, the verdict is malformed or missing, never a crash. */
static void
test_nonsense (void)
{
  static const char *const headers_of_nonsense[] = {
    "",
    "Basic abc",
    "AWS4-HMAC-SHA256",
    "AWS4-HMAC-SHA256 ",
    "AWS4-HMAC-SHA256 Credential=",
    "AWS4-HMAC-SHA256 Credential=////, SignedHeaders=, Signature=",
    "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=x",
    "AWS4-HMAC-SHA256 Credential=a/20150830/c/d/aws4_request, Signature=x",
    ("AWS4-HMAC-SHA256 Credential=a/20150830/c/d/aws4_request, SignedHeaders=host, Signature=x, "
     "Signature=y"),
    "AWS4-HMAC-SHA256 Credential=a/2/c/d/aws4_request, SignedHeaders=host, Signature=x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers_of_nonsense); i++)
    {
      SoupMessageHeaders *headers = new_headers (headers_of_nonsense[i]);
      g_auto (FloSimClaim) claim = { NULL };

      g_assert_cmpint (verify (headers, BODY, 0, &claim), ==, FLO_SIM_AUTH_MALFORMED);
      soup_message_headers_unref (headers);
    }
  {
    SoupMessageHeaders *headers = new_headers (NULL);
    g_auto (FloSimClaim) claim = { NULL };

    g_assert_cmpint (verify (headers, BODY, 0, &claim), ==, FLO_SIM_AUTH_MISSING);
    soup_message_headers_unref (headers);
  }
}

/* The query string is sorted and encoded before it is signed, as botocore signed this one. */
static void
test_query (void)
{
  g_autoptr (FloSimAuth) auth = flo_sim_auth_new ();
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  FloSimSignedRequest request
      = { .method = "GET", .path = "/", .query = "", .headers = headers, .body = "" };
  g_auto (FloSimClaim) claim = { NULL };
  gint64 now;

  /* The cases get-vanilla and get-vanilla-query-order-key-case of AWS's signing test suite. */
  g_assert_true (flo_sim_time_parse ("2015-08-30T12:36:00Z", &now));
  flo_sim_auth_add_key (auth, KEY_ID, SECRET);
  soup_message_headers_append (headers, "Host", "example.amazonaws.com");
  soup_message_headers_append (headers, "X-Amz-Date", "20150830T123600Z");
  soup_message_headers_append (
      headers, "Authorization",
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
      "SignedHeaders=host;x-amz-date, "
      "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  g_assert_cmpint (flo_sim_auth_verify (auth, &request, now, &claim), ==, FLO_SIM_AUTH_OK);

  flo_sim_claim_clear (&claim);
  request.query = "Param2=value2&Param1=value1";
  g_assert_cmpint (flo_sim_auth_verify (auth, &request, now, &claim), ==,
                   FLO_SIM_AUTH_BAD_SIGNATURE);
  soup_message_headers_replace (
      headers, "Authorization",
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
      "SignedHeaders=host;x-amz-date, "
      "Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
  flo_sim_claim_clear (&claim);
  g_assert_cmpint (flo_sim_auth_verify (auth, &request, now, &claim), ==, FLO_SIM_AUTH_OK);
  soup_message_headers_unref (headers);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/simulator/auth/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/simulator/auth/session-token", test_session_token);
  g_test_add_func ("/simulator/auth/nonsense", test_nonsense);
  g_test_add_func ("/simulator/auth/query", test_query);
  return g_test_run ();
}
