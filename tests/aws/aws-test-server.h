/* aws-test-server.h: an endpoint that answers what a test tells it to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef enum
{
  AWS_TEST_ANSWER,      /* the whole answer */
  AWS_TEST_TRUNCATE,    /* its head and half of its body, then the connection ends */
  AWS_TEST_RESET,       /* the request is read and recorded, then the connection ends */
  AWS_TEST_HANG,        /* no answer, ever */
} AwsTestMode;

typedef struct
{
  AwsTestMode mode;
  guint status;               /* 0 = 200 */
  const char *body;           /* (nullable) */
  const char *header;         /* (nullable): one more header of the answer */
  const char *header_value;
  const char *action;         /* (nullable): always the answer to this action, outside the queue */
} AwsTestAnswer;

typedef struct
{
  char *method;               /* (owned) */
  char *path;                 /* (owned): what needs no escape is decoded */
  char *query;                /* (owned) (nullable): as it was sent */
  GHashTable *headers;        /* (owned): names in lower case */
  char *body;                 /* (owned) */
  char *authorization;        /* (owned) (nullable) */
  char *amz_date;             /* (owned) (nullable) */
  char *security_token;       /* (owned) (nullable) */
  char *sdk_request;          /* (owned) (nullable) */
  char *invocation_id;        /* (owned) (nullable) */
  char *target;               /* (owned) (nullable) */
  char *user_agent;           /* (owned) (nullable) */
  char *if_none_match;        /* (owned) (nullable) */
  guint client_port;
} AwsTestRequest;

/* Listens on a free port of the loopback address, in the thread-default main context. Requests are
 * answered from the queue, in order; when it is empty the last answer is repeated. With
 * FLOTILLA_RECORD_REQUESTS set, every request is appended to that file as a line of JSON. */
typedef struct _AwsTestServer AwsTestServer;

AwsTestServer        *aws_test_server_new            (void);
void                  aws_test_server_free           (AwsTestServer       *self);
const char           *aws_test_server_get_url        (AwsTestServer       *self);
void                  aws_test_server_push           (AwsTestServer       *self,
                                                      const AwsTestAnswer *answer);
guint                 aws_test_server_get_n_requests (AwsTestServer       *self);
const AwsTestRequest *aws_test_server_get_request    (AwsTestServer       *self,
                                                      guint                index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsTestServer, aws_test_server_free)

G_END_DECLS
