/* fuzz-credentials.c: what a credential_process, a container, an instance or the AWS CLI's cache says
 *
 * And the command of a credential_process, as a profile has it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/aws-error.h"
#include "aws/credentials/aws-credentials-document.h"
#include "aws/credentials/aws-shell-words.h"
#include "base/flo-secret.h"
#include "fuzz.h"

static void
check_credentials (AwsTokenDocument *document,
                   const char       *prefix,
                   const char       *token_name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsCredentials) credentials =
    aws_credentials_document_read (document, prefix, token_name, &error);

  /* All that a signature needs, or an error that says what is missing. */
  if (credentials != NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (aws_credentials_get_access_key_id (credentials), !=, "");
      g_assert_cmpstr (aws_credentials_get_secret (credentials), !=, "");
      return;
    }

  g_assert_true (error != NULL && error->domain == AWS_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
check_command (const char *command)
{
  g_auto(GStrv) words = aws_shell_words_split (command);
  gsize length = 0;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    length += strlen (words[i]);

  /* Nothing is expanded. */
  g_assert_cmpuint (length, <=, strlen (command));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsTokenDocument) document = NULL;
  g_autofree char *command = g_strndup ((const char *) data, size);
  char *text = flo_secret_alloc (size + 1);

  if (size > 0)
    memcpy (text, data, size);
  document = aws_token_document_new (text, size, &error);
  if (document == NULL)
    g_assert_true (error != NULL && error->domain == AWS_ERROR);
  else
    {
      check_credentials (document, "", "SessionToken");
      check_credentials (document, "", "Token");
      check_credentials (document, "Credentials/", "SessionToken");
    }
  check_command (command);

  return 0;
}
