/* aws-sign-helper.c: signs requests, one a line of JSON, for test_sigv4_botocore.py
 *
 * in:  {"key", "secret", "token", "region", "service", "date", "method", "path", "query",
 *       "headers": [[name, value], …], "body"}
 * out: the value of the Authorization header
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "aws/aws-signer.h"

static char *
sign (AwsSigner  *signer,
      JsonObject *object)
{
  g_autoptr(AwsCredentials) credentials =
    aws_credentials_new (json_object_get_string_member (object, "key"),
                         json_object_get_string_member (object, "secret"),
                         json_object_get_string_member (object, "token"), 0);
  JsonArray *array = json_object_get_array_member (object, "headers");
  guint n_headers = json_array_get_length (array);
  g_autofree AwsHeader *headers = g_new0 (AwsHeader, n_headers);
  const char *body = json_object_get_string_member (object, "body");
  AwsSignerScope scope =
  {
    .credentials = credentials,
    .region = json_object_get_string_member (object, "region"),
    .service = json_object_get_string_member (object, "service"),
    .amz_date = json_object_get_string_member (object, "date"),
  };
  AwsSignerRequest request =
  {
    .method = json_object_get_string_member (object, "method"),
    .path = json_object_get_string_member (object, "path"),
    .query = json_object_get_string_member (object, "query"),
    .headers = headers,
    .n_headers = n_headers,
    .body = body,
    .body_length = strlen (body),
  };

  for (guint i = 0; i < n_headers; i++)
    {
      JsonArray *pair = json_array_get_array_element (array, i);

      headers[i].name = json_array_get_string_element (pair, 0);
      headers[i].value = json_array_get_string_element (pair, 1);
    }

  return aws_signer_sign (signer, &scope, &request);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(AwsSigner) signer = aws_signer_new ();
  char *line = NULL;
  size_t size = 0;

  while (getline (&line, &size, stdin) > 0)
    {
      g_autoptr(JsonParser) parser = json_parser_new ();
      g_autoptr(GError) error = NULL;
      g_autofree char *authorization = NULL;

      if (!json_parser_load_from_data (parser, line, -1, &error))
        {
          fprintf (stderr, "%s\n", error->message);
          return 1;
        }
      authorization = sign (signer, json_node_get_object (json_parser_get_root (parser)));
      printf ("%s\n", authorization);
    }
  free (line);

  return 0;
}
