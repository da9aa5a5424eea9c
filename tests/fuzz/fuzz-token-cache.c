/* fuzz-token-cache.c: what lies in ~/.aws/sso/cache and ~/.aws/login/cache, whoever wrote it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/aws-error.h"
#include "aws/credentials/aws-login-proof.h"
#include "aws/credentials/aws-login-session.h"
#include "aws/credentials/aws-sso-token.h"
#include "aws/credentials/aws-token-writer.h"
#include "base/flo-secret.h"
#include "fuzz.h"

static char *
copy (const guint8 *data,
      gsize         size)
{
  char *text = flo_secret_alloc (size + 1);

  if (size > 0)
    memcpy (text, data, size);

  return text;
}

static void
keep_cb (const char *name,
         const char *value,
         gsize       length,
         gpointer    user_data)
{
  aws_token_writer_add_json (user_data, name, value, length);
}

/* What was read and written anew is read again. */
static void
check_document (const guint8 *data,
                gsize         size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsTokenDocument) document = aws_token_document_new (copy (data, size), size, &error);
  g_autoptr(AwsTokenDocument) again = NULL;
  g_autofree char *text = NULL;
  AwsTokenWriter *writer;
  gsize length;
  char *written;

  if (document == NULL)
    {
      g_assert_true (error != NULL && error->domain == AWS_ERROR);
      return;
    }

  g_assert_no_error (error);
  text = aws_token_document_dup_string (document, "accessToken/sessionToken");
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  aws_token_document_list_holds (document, "grantTypes", "authorization_code");

  writer = aws_token_writer_new ();
  aws_token_document_foreach (document, keep_cb, writer);
  written = aws_token_writer_finish (writer, &length);
  again = aws_token_document_new (written, length, &error);
  /* The names may have got longer than what is read. */
  if (again == NULL)
    g_assert_cmpuint (length, >, AWS_TOKEN_DOCUMENT_MAX_SIZE);
}

static void
check_token (const guint8 *data,
             gsize         size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsSsoSession) session =
      aws_sso_session_new ("work", "https://example.awsapps.com/start", "eu-west-1", NULL);
  g_autoptr(AwsSsoToken) token = aws_sso_token_parse (copy (data, size), size, &error);
  g_autoptr(AwsSsoToken) again = NULL;
  gsize length;
  char *text;

  if (token == NULL)
    {
      g_assert_true (error != NULL && error->domain == AWS_ERROR);
      return;
    }

  text = aws_sso_token_format (token, session, &length);
  again = aws_sso_token_parse (text, length, &error);
  if (again == NULL)
    {
      g_assert_cmpuint (length, >, AWS_TOKEN_DOCUMENT_MAX_SIZE);
      return;
    }
  g_assert_cmpstr (again->access_token, ==, token->access_token);
  g_assert_cmpstr (again->refresh_token, ==, token->refresh_token);
  g_assert_cmpint (again->expires_at, ==, token->expires_at);
}

static void
check_key (const char *pem)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsLoginKey) key = aws_login_key_parse (pem, &error);
  g_autofree char *proof = NULL;

  g_assert_true ((key != NULL) != (error != NULL));
  if (key != NULL)
    proof = aws_login_key_create_proof (key, "POST", "https://example.com/v1/token", 0, "id");
}

static void
check_login (const guint8 *data,
             gsize         size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsLoginSession) session = aws_login_session_parse (copy (data, size), size, &error);
  g_autoptr(AwsLoginSession) again = NULL;
  gsize length;
  char *text;

  if (session == NULL)
    {
      g_assert_true (error != NULL && error->domain == AWS_ERROR);
      return;
    }

  check_key (aws_login_session_get_key (session));
  text = aws_login_session_format (session, &length);
  again = aws_login_session_parse (text, length, &error);
  if (again == NULL)
    {
      g_assert_cmpuint (length, >, AWS_TOKEN_DOCUMENT_MAX_SIZE);
      return;
    }
  g_assert_cmpstr (aws_login_session_get_secret (again), ==, aws_login_session_get_secret (session));
  g_assert_cmpstr (aws_login_session_get_key (again), ==, aws_login_session_get_key (session));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsSsoRegistration) registration =
      aws_sso_registration_parse (copy (data, size), size, &error);

  g_assert_true ((registration != NULL) != (error != NULL));
  check_document (data, size);
  check_token (data, size);
  check_login (data, size);

  return 0;
}
