/* aws-request.c: what a call says, ready to be signed and sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-client"

#include "aws/aws-request.h"

#include <string.h>

#include "aws/wire/aws-json-codec.h"
#include "aws/wire/aws-query-writer.h"
#include "aws/wire/aws-rest-writer.h"
#include "aws/wire/aws-text.h"
#include "base/flo-secret.h"

#define REST_JSON_CONTENT_TYPE "application/json"

static void
header_clear (gpointer data)
{
  AwsHeader *header = data;

  flo_secret_free_plain ((char *) header->value);
}

static void
request_add_header (const char *name,
                    const char *value,
                    gpointer    user_data)
{
  AwsRequest *self = user_data;
  AwsHeader header = { name, g_strdup (value) };

  g_array_append_val (self->headers, header);
}

/* Takes @text, which may hold secrets. */
static GBytes *
bytes_take_text (char *text)
{
  return g_bytes_new_with_free_func (text, strlen (text), (GDestroyNotify) flo_secret_free_plain, text);
}

static void
request_write_json (AwsRequest    *self,
                    gconstpointer  input)
{
  const char *version = self->operation->service->json_version;

  self->content_type = g_strcmp0 (version, "1.0") == 0 ? "application/x-amz-json-1.0"
                                                       : "application/x-amz-json-1.1";
  self->body = bytes_take_text (aws_json_codec_encode (self->operation->input, input));
}

static void
request_write_query (AwsRequest    *self,
                     gconstpointer  input)
{
  GString *body = g_string_sized_new (512);

  aws_query_writer_write (self->operation, input, body);
  self->content_type = AWS_QUERY_CONTENT_TYPE;
  self->body = bytes_take_text (g_string_free (body, FALSE));
}

static gboolean
request_write_rest (AwsRequest     *self,
                    gconstpointer   input,
                    GError        **error)
{
  g_autoptr(GString) path = g_string_new (NULL);
  g_autoptr(GString) query = g_string_new (NULL);

  if (self->operation->method != NULL)
    self->method = self->operation->method;
  if (!aws_rest_writer_write_path (self->operation, input, path, error)
      || !aws_rest_writer_write_headers (self->operation, input, request_add_header, self, error))
    return FALSE;

  aws_rest_writer_write_query (self->operation, input, query);
  self->path = g_string_free (g_steal_pointer (&path), FALSE);
  if (query->len > 0)
    self->query = g_string_free (g_steal_pointer (&query), FALSE);

  if (aws_shape_has_body (self->operation->input))
    {
      self->content_type = REST_JSON_CONTENT_TYPE;
      self->body = bytes_take_text (aws_json_codec_encode (self->operation->input, input));
    }
  else
    {
      self->body = g_bytes_new_static ("", 0);
    }

  return TRUE;
}

/**
 * aws_request_new:
 * @operation: an operation
 * @input: (nullable): its request structure
 * @error: %AWS_ERROR_PARAMETER, "BadRequest"
 *
 * Returns: (transfer full): what is to be sent, or %NULL with @error set
 */
AwsRequest *
aws_request_new (const AwsOperation  *operation,
                 gconstpointer        input,
                 GError             **error)
{
  g_autoptr(AwsRequest) self = g_new0 (AwsRequest, 1);
  g_autofree char *target = NULL;

  self->operation = operation;
  self->method = SOUP_METHOD_POST;
  self->headers = g_array_new (FALSE, FALSE, sizeof (AwsHeader));
  g_array_set_clear_func (self->headers, header_clear);

  switch (operation->service->protocol)
    {
    case AWS_PROTOCOL_JSON:
      target = g_strdup_printf ("%s.%s", operation->service->target_prefix, operation->name);
      request_add_header ("X-Amz-Target", target, self);
      request_write_json (self, input);
      break;

    case AWS_PROTOCOL_REST_JSON:
    case AWS_PROTOCOL_REST_XML:
      if (!request_write_rest (self, input, error))
        return NULL;
      break;

    case AWS_PROTOCOL_EC2:
    case AWS_PROTOCOL_QUERY:
    default:
      request_write_query (self, input);
      break;
    }

  return g_steal_pointer (&self);
}

void
aws_request_free (AwsRequest *self)
{
  g_free (self->path);
  g_free (self->query);
  g_array_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static GUri *
request_build_uri (AwsRequest        *self,
                   const AwsEndpoint *endpoint)
{
  const char *base = g_uri_get_path (endpoint->uri);
  g_autoptr(GString) path = NULL;

  if (self->path == NULL)
    return g_uri_ref (endpoint->uri);

  path = g_string_new (base);
  if (g_str_has_suffix (path->str, "/"))
    g_string_truncate (path, path->len - 1);
  g_string_append (path, self->path);

  return g_uri_build (G_URI_FLAGS_ENCODED, g_uri_get_scheme (endpoint->uri), NULL,
                      g_uri_get_host (endpoint->uri), g_uri_get_port (endpoint->uri), path->str,
                      self->query, NULL);
}

/**
 * aws_request_create_message:
 * @self: a request
 * @endpoint: where the service answers
 *
 * Returns: (transfer full): a message that says what the operation says and nothing else
 */
SoupMessage *
aws_request_create_message (AwsRequest        *self,
                            const AwsEndpoint *endpoint)
{
  g_autoptr(GUri) uri = request_build_uri (self, endpoint);
  SoupMessage *message = soup_message_new_from_uri (self->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (self->content_type != NULL)
    soup_message_set_request_body_from_bytes (message, self->content_type, self->body);
  for (guint i = 0; i < self->headers->len; i++)
    {
      const AwsHeader *header = &g_array_index (self->headers, AwsHeader, i);

      soup_message_headers_replace (headers, header->name, header->value);
    }

  return message;
}

/**
 * aws_request_sign:
 * @self: a request
 * @message: from aws_request_create_message()
 * @endpoint: where it goes
 * @signer: the signer
 * @scope: who signs, where and when
 *
 * Adds the headers of Signature Version 4.
 */
void
aws_request_sign (AwsRequest           *self,
                  SoupMessage          *message,
                  const AwsEndpoint    *endpoint,
                  AwsSigner            *signer,
                  const AwsSignerScope *scope)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *token = aws_credentials_get_session_token (scope->credentials);
  g_autofree AwsHeader *signed_headers = g_new (AwsHeader, self->headers->len + 4);
  g_autofree char *authorization = NULL;
  AwsSignerRequest request =
  {
    .method = self->method,
    .path = g_uri_get_path (soup_message_get_uri (message)),
    .query = self->query,
    .headers = signed_headers,
  };
  gsize length;

  soup_message_headers_replace (headers, "X-Amz-Date", scope->amz_date);
  signed_headers[request.n_headers++] = (AwsHeader) { "host", endpoint->host };
  signed_headers[request.n_headers++] = (AwsHeader) { "x-amz-date", scope->amz_date };
  if (self->content_type != NULL)
    signed_headers[request.n_headers++] = (AwsHeader) { "content-type", self->content_type };
  if (token != NULL)
    {
      soup_message_headers_replace (headers, "X-Amz-Security-Token", token);
      signed_headers[request.n_headers++] = (AwsHeader) { "x-amz-security-token", token };
    }
  for (guint i = 0; i < self->headers->len; i++)
    signed_headers[request.n_headers++] = g_array_index (self->headers, AwsHeader, i);

  request.body = g_bytes_get_data (self->body, &length);
  request.body_length = length;
  authorization = aws_signer_sign (signer, scope, &request);
  soup_message_headers_replace (headers, "Authorization", authorization);
}

/* libsoup gives out its own copy of a header that comes once. */
static void
message_wipe_header (SoupMessage *message,
                     const char  *name)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *value = soup_message_headers_get_one (headers, name);

  if (value != NULL)
    explicit_bzero ((char *) value, strlen (value));
}

/**
 * aws_request_wipe_message:
 * @self: a request
 * @message: a message of it that has been sent, or never will be
 *
 * libsoup does not know which headers are secrets, and would leave them behind in freed memory.
 */
void
aws_request_wipe_message (AwsRequest  *self,
                          SoupMessage *message)
{
  message_wipe_header (message, "X-Amz-Security-Token");
  for (guint i = 0; i < self->headers->len; i++)
    message_wipe_header (message, g_array_index (self->headers, AwsHeader, i).name);
}
