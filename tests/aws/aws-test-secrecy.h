/* aws-test-secrecy.h: looks for what should not be there, in memory and in the log
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws-test-server.h"
#include "aws/credentials/aws-credentials-provider.h"

G_BEGIN_DECLS

typedef struct
{
  AwsTestServer *server;
} AwsTestSecrecy;

#define AWS_TEST_SECRECY_ADD(path, test) \
  g_test_add (path, AwsTestSecrecy, NULL, aws_test_secrecy_set_up, test, aws_test_secrecy_tear_down)

/* Runs the tests that were added, with all that is logged kept for them. */
int         aws_test_secrecy_run           (void);
void        aws_test_secrecy_set_up        (AwsTestSecrecy         *fixture,
                                            gconstpointer           data);
void        aws_test_secrecy_tear_down     (AwsTestSecrecy         *fixture,
                                            gconstpointer           data);

/* (transfer full): flo_secret_free(). 40 characters, another text for each @mark; there are sixteen of them */
char       *aws_test_secrecy_create        (char                    mark);
/* How often @needle is in what this process can write; @needle itself does not count. */
guint       aws_test_secrecy_count         (const char             *needle);
/* What the current test has logged, also what is never shown */
const char *aws_test_secrecy_get_log       (void);

/* Lets the server answer who the caller is. */
void        aws_test_secrecy_push_identity (AwsTestSecrecy         *fixture);
/* Asks who the caller is. (transfer full) (nullable): the error's message, if there is one */
char       *aws_test_secrecy_call          (AwsTestSecrecy         *fixture,
                                            AwsCredentialsProvider *provider);
/* Keeps @result in the GAsyncResult* at @user_data. */
void        aws_test_secrecy_done_cb       (GObject                *source,
                                            GAsyncResult           *result,
                                            gpointer                user_data);

G_END_DECLS
