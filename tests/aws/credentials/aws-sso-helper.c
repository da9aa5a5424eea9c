/* aws-sso-helper.c: signs in and uses what is kept, for test_sso_botocore.py
 *
 * usage: aws-sso-helper token NAME|- START_URL REGION [SCOPE…]
 *        aws-sso-helper sign-in browser|device NAME|- START_URL REGION [SCOPE…]
 *
 * "token" prints one line: "token ACCESS_TOKEN", or "error CODE MESSAGE". "sign-in" prints first the page that a person
 * has to open, then "done" or such an error.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdlib.h>
#include <string.h>

#include "aws/aws-error.h"
#include "aws/credentials/aws-sso-bearer.h"
#include "aws/credentials/aws-sso-sign-in-private.h"

typedef struct
{
  GMainLoop *loop;
  gboolean has_page;
} Run;

static void
print_error (const GError *error)
{
  const char *code = aws_error_get_code (error);

  g_print ("error %s %s\n", code != NULL ? code : g_quark_to_string (error->domain),
           error->message);
}

static void
got_token_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AwsSsoToken) token = aws_sso_bearer_get_finish (result, &error);

  if (token != NULL)
    g_print ("token %s\n", token->access_token);
  else
    print_error (error);
  g_main_loop_quit (user_data);
}

static void
page_cb (AwsSsoSignIn *sign_in,
         GParamSpec   *pspec,
         Run          *run)
{
  if (aws_sso_sign_in_get_uri (sign_in) != NULL && !run->has_page)
    {
      run->has_page = TRUE;
      g_print ("%s\n", aws_sso_sign_in_get_uri (sign_in));
    }
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Run *run = user_data;
  g_autoptr(GError) error = NULL;

  if (aws_sso_sign_in_run_finish (AWS_SSO_SIGN_IN (source), result, &error))
    g_print ("done\n");
  else
    print_error (error);
  g_main_loop_quit (run->loop);
}

/* @words: NAME START_URL REGION SCOPE… */
static AwsSsoSession *
create_session (char  **words,
                int     n)
{
  return aws_sso_session_new (g_str_equal (words[0], "-") ? NULL : words[0], words[1], words[2],
                              n > 3 ? (const char *const *) words + 3 : NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(AwsSsoSession) session = NULL;
  g_autoptr(AwsSsoSignIn) sign_in = NULL;
  Run run = { loop, FALSE };

  if (argc >= 5 && g_str_equal (argv[1], "token"))
    {
      session = create_session (argv + 2, argc - 2);
      aws_sso_bearer_get_async (session, NULL, NULL, NULL, NULL, got_token_cb, loop);
    }
  else if (argc >= 6 && g_str_equal (argv[1], "sign-in"))
    {
      session = create_session (argv + 3, argc - 3);
      sign_in = aws_sso_sign_in_new (session, NULL);
      _aws_sso_sign_in_set_pace (sign_in, 20);
      g_signal_connect (sign_in, "notify::uri", G_CALLBACK (page_cb), &run);
      aws_sso_sign_in_run_async (
          sign_in, g_str_equal (argv[2], "device") ? AWS_SIGN_IN_DEVICE : AWS_SIGN_IN_BROWSER, NULL,
          signed_in_cb, &run);
    }
  else
    {
      g_printerr ("usage: see the source\n");
      return EXIT_FAILURE;
    }

  g_main_loop_run (loop);

  return EXIT_SUCCESS;
}
