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
#include "aws/wire/aws-xml-writer.h"
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

/* The member that is the whole body: bytes, or a structure. */
static void
request_write_payload (AwsRequest      *self,
                       const AwsMember *member,
                       gconstpointer    input)
{
  gconstpointer value = input != NULL ? G_STRUCT_MEMBER (gconstpointer, input, member->offset) : NULL;
  const char *xml_namespace = self->operation->service->xml_namespace;

  if (value == NULL)
    return;

  if (member->kind == AWS_KIND_BYTES)
    {
      self->body = g_bytes_ref ((GBytes *) value);
    }
  else if (self->operation->service->protocol == AWS_PROTOCOL_REST_XML)
    {
      self->body = bytes_take_text (aws_xml_writer_write (member->shape, value, member->name, xml_namespace));
    }
  else
    {
      self->body = bytes_take_text (aws_json_codec_encode (member->shape, value));
      self->content_type = REST_JSON_CONTENT_TYPE;
    }
}

static void
request_write_rest_body (AwsRequest    *self,
                         gconstpointer  input)
{
  const AwsShape *shape = self->operation->input;
  const AwsMember *payload = aws_shape_find_payload (shape);

  if (payload != NULL)
    {
      request_write_payload (self, payload, input);
    }
  else if (aws_shape_has_body (shape))
    {
      g_return_if_fail (self->operation->service->protocol == AWS_PROTOCOL_REST_JSON);
      self->body = bytes_take_text (aws_json_codec_encode (shape, input));
      self->content_type = REST_JSON_CONTENT_TYPE;
    }
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

  request_write_rest_body (self, input);

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

static gboolean
request_is_s3 (AwsRequest *self)
{
  return strcmp (aws_service_get_signing_name (self->operation->service), "s3") == 0;
}

/* Most buckets have a host of their own; the length of the path's first segment is then that of its label.
 * With a dot in its name a bucket's host would not be one of those that AWS's certificate is for. 0: none. */
static gsize
request_measure_bucket_label (AwsRequest        *self,
                              const AwsEndpoint *endpoint)
{
  gsize length;

  if (!endpoint->takes_labels || !request_is_s3 (self))
    return 0;

  length = strspn (self->path + 1, "abcdefghijklmnopqrstuvwxyz0123456789-");

  if (length < 3 || length > 63 || self->path[1] == '-' || self->path[length] == '-')
    return 0;

  return self->path[length + 1] == '/' || self->path[length + 1] == '\0' ? length : 0;
}

static GUri *
request_build_uri (AwsRequest        *self,
                   const AwsEndpoint *endpoint)
{
  g_autoptr(GString) path = NULL;
  g_autoptr(GString) host = NULL;
  gsize label;

  if (self->path == NULL)
    return g_uri_ref (endpoint->uri);

  label = request_measure_bucket_label (self, endpoint);
  host = g_string_new (NULL);
  if (label > 0)
    g_string_printf (host, "%.*s.", (int) label, self->path + 1);
  g_string_append (host, g_uri_get_host (endpoint->uri));

  path = g_string_new (g_uri_get_path (endpoint->uri));
  if (g_str_has_suffix (path->str, "/"))
    g_string_truncate (path, path->len - 1);
  g_string_append (path, self->path + (label > 0 ? label + 1 : 0));

  return g_uri_build (G_URI_FLAGS_ENCODED, g_uri_get_scheme (endpoint->uri), NULL, host->str,
                      g_uri_get_port (endpoint->uri), *path->str != '\0' ? path->str : "/",
                      self->query, NULL);
}

/* The Host header. */
static char *
request_dup_host (AwsRequest        *self,
                  const AwsEndpoint *endpoint)
{
  gsize label = self->path != NULL ? request_measure_bucket_label (self, endpoint) : 0;

  return g_strdup_printf ("%.*s%s%s", (int) label, label > 0 ? self->path + 1 : "",
                          label > 0 ? "." : "", endpoint->host);
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
  if (self->body != NULL)
    soup_message_set_request_body_from_bytes (message, self->content_type, self->body);
  for (guint i = 0; i < self->headers->len; i++)
    {
      const AwsHeader *header = &g_array_index (self->headers, AwsHeader, i);

      soup_message_headers_replace (headers, header->name, header->value);
    }

  return message;
}

static void
message_add_signed (SoupMessage *message,
                    GArray      *signed_headers,
                    const char  *name,
                    const char  *value)
{
  AwsHeader header = { name, value };

  soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
  g_array_append_val (signed_headers, header);
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
  const char *token = aws_credentials_get_session_token (scope->credentials);
  g_autoptr(GArray) headers = g_array_sized_new (FALSE, FALSE, sizeof (AwsHeader), 8);
  g_autofree char *host = request_dup_host (self, endpoint);
  g_autofree char *authorization = NULL;
  AwsHeader host_header = { "host", host };
  AwsHeader type_header = { "content-type", self->content_type };
  AwsSignerRequest request =
  {
    .method = self->method,
    .path = g_uri_get_path (soup_message_get_uri (message)),
    .query = self->query,
  };
  char hash[AWS_HASH_SIZE];

  if (self->body != NULL)
    request.body = g_bytes_get_data (self->body, &request.body_length);

  g_array_append_val (headers, host_header);
  message_add_signed (message, headers, "X-Amz-Date", scope->amz_date);
  if (self->content_type != NULL)
    g_array_append_val (headers, type_header);
  if (token != NULL)
    message_add_signed (message, headers, "X-Amz-Security-Token", token);
  g_array_append_vals (headers, self->headers->data, self->headers->len);

  /* S3 does not resolve paths, in which a name may be "..", and wants to be told what it should have got. */
  if (request_is_s3 (self))
    {
      request.path_as_is = TRUE;
      request.body_hash = hash;
      aws_signer_hash (request.body, request.body_length, hash);
      message_add_signed (message, headers, "X-Amz-Content-SHA256", hash);
    }

  request.headers = (const AwsHeader *) (gconstpointer) headers->data;
  request.n_headers = headers->len;
  authorization = aws_signer_sign (signer, scope, &request);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);
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
 * libsoup does not know which headers are secrets, and would leave them behind in freed memory. The buffer that
 * it wrote them to the network from is out of reach.
 */
void
aws_request_wipe_message (AwsRequest  *self,
                          SoupMessage *message)
{
  message_wipe_header (message, "X-Amz-Security-Token");
  for (guint i = 0; i < self->headers->len; i++)
    message_wipe_header (message, g_array_index (self->headers, AwsHeader, i).name);
}
