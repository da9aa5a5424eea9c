/* aws-answer.c: turns the bytes of an answer into a structure or an error
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-answer"

#include "aws/wire/aws-answer.h"

#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/wire/aws-json-codec.h"
#include "aws/wire/aws-rest-reader.h"
#include "aws/wire/aws-xml-reader.h"
#include "base/flo-secret.h"

/* Bounds for hostile answers: what is kept in memory, what streams by, what an error may say. */
#define MAX_BODY_SIZE (64 * 1024 * 1024)
#define MAX_STREAMED_SIZE (1024 * 1024 * 1024)
#define MAX_ERROR_SIZE (256 * 1024)

/* An error document of any of the protocols. */
typedef struct
{
  char *ec2_code;
  char *ec2_message;
  char *ec2_request_id;
  char *query_code;
  char *query_message;
  char *query_request_id;
  char *rest_code;
  char *rest_message;
  char *json_type;
  char *json_code;
  char *json_code_capital;
  char *json_message;
  char *json_message_capital;
  char *oauth_error;
  char *oauth_description;
} AwsErrorDocument;

static const AwsMember xml_error_members[] =
{
  AWS_MEMBER (AwsErrorDocument, ec2_code, "Errors/Error/Code", STRING),
  AWS_MEMBER (AwsErrorDocument, ec2_message, "Errors/Error/Message", STRING),
  AWS_MEMBER (AwsErrorDocument, ec2_request_id, "RequestID", STRING),
  AWS_MEMBER (AwsErrorDocument, query_code, "Error/Code", STRING),
  AWS_MEMBER (AwsErrorDocument, query_message, "Error/Message", STRING),
  AWS_MEMBER (AwsErrorDocument, query_request_id, "RequestId", STRING),
  AWS_MEMBER (AwsErrorDocument, rest_code, "Code", STRING),
  AWS_MEMBER (AwsErrorDocument, rest_message, "Message", STRING),
};
static const AwsShape xml_error_shape = AWS_SHAPE ("Error", AwsErrorDocument, xml_error_members);

static const AwsMember json_error_members[] =
{
  AWS_MEMBER (AwsErrorDocument, json_type, "__type", STRING),
  AWS_MEMBER (AwsErrorDocument, json_code, "code", STRING),
  AWS_MEMBER (AwsErrorDocument, json_code_capital, "Code", STRING),
  AWS_MEMBER (AwsErrorDocument, json_message, "message", STRING),
  AWS_MEMBER (AwsErrorDocument, json_message_capital, "Message", STRING),
  AWS_MEMBER (AwsErrorDocument, oauth_error, "error", STRING),
  AWS_MEMBER (AwsErrorDocument, oauth_description, "error_description", STRING),
};
static const AwsShape json_error_shape = AWS_SHAPE ("Error", AwsErrorDocument, json_error_members);

typedef enum
{
  BODY_XML,
  BODY_JSON,
  BODY_BYTES,     /* the payload */
  BODY_NOTHING,   /* all there is to know is in the headers */
} BodyKind;

struct _AwsAnswer
{
  const AwsOperation *operation;
  guint http_status;
  AwsItemFunc item_func;
  gpointer item_data;
  guint64 skip_items;
  guint64 n_items;          /* that JSON brought; of XML the reader knows */

  char *root;               /* (owned): names the reader's specification points to */
  char *wrapper;            /* (owned) (nullable) */
  BodyKind kind;
  AwsXmlReader *reader;     /* (owned) (nullable): of BODY_XML */
  GString *json;            /* (owned) (nullable): of BODY_JSON */
  GByteArray *bytes;        /* (owned) (nullable): of BODY_BYTES */
  guint64 size;
  guint64 max_size;
};

static gboolean
aws_answer_is_success (AwsAnswer *self)
{
  return self->http_status >= 200 && self->http_status < 300;
}

static const AwsShape *
aws_answer_get_shape (AwsAnswer *self)
{
  if (aws_answer_is_success (self))
    return self->operation->output;

  return self->kind == BODY_JSON ? &json_error_shape : &xml_error_shape;
}

static void
aws_answer_specify (AwsAnswer        *self,
                    AwsXmlReaderSpec *spec)
{
  AwsProtocol protocol = self->operation->service->protocol;

  if (protocol == AWS_PROTOCOL_REST_XML)
    self->root = g_strdup (self->operation->output->name);
  else
    self->root = g_strconcat (self->operation->name, "Response", NULL);
  if (protocol == AWS_PROTOCOL_QUERY)
    self->wrapper = g_strconcat (self->operation->name, "Result", NULL);

  spec->root = self->root;
  spec->wrapper = self->wrapper;
  spec->items = self->operation->items;
  spec->item_func = self->item_func;
  spec->item_data = self->item_data;
  spec->skip_items = self->skip_items;
}

static AwsXmlReader *
aws_answer_create_reader (AwsAnswer *self)
{
  AwsXmlReaderSpec spec =
  {
    .shape = aws_answer_get_shape (self),
  };

  if (aws_answer_is_success (self))
    aws_answer_specify (self, &spec);

  return aws_xml_reader_new (&spec);
}

static BodyKind
aws_answer_choose_kind (AwsAnswer *self)
{
  AwsProtocol protocol = self->operation->service->protocol;
  gboolean is_rest = protocol == AWS_PROTOCOL_REST_JSON || protocol == AWS_PROTOCOL_REST_XML;

  if (is_rest && aws_answer_is_success (self))
    {
      if (aws_shape_find_payload (self->operation->output) != NULL)
        return BODY_BYTES;
      if (!aws_shape_has_body (self->operation->output))
        return BODY_NOTHING;
    }

  return protocol == AWS_PROTOCOL_JSON || protocol == AWS_PROTOCOL_REST_JSON ? BODY_JSON : BODY_XML;
}

AwsAnswer *
aws_answer_new (const AwsOperation *operation,
                guint               http_status,
                AwsItemFunc         item_func,
                gpointer            item_data,
                guint64             skip_items)
{
  AwsAnswer *self = g_new0 (AwsAnswer, 1);

  self->operation = operation;
  self->http_status = http_status;
  self->item_func = item_func;
  self->item_data = item_data;
  self->skip_items = skip_items;

  self->kind = aws_answer_choose_kind (self);
  if (self->kind == BODY_XML)
    self->reader = aws_answer_create_reader (self);
  else if (self->kind == BODY_JSON)
    self->json = g_string_new (NULL);
  else if (self->kind == BODY_BYTES)
    self->bytes = g_byte_array_new ();

  if (!aws_answer_is_success (self))
    self->max_size = MAX_ERROR_SIZE;
  else if (item_func != NULL && self->reader != NULL)
    self->max_size = MAX_STREAMED_SIZE;
  else
    self->max_size = MAX_BODY_SIZE;

  return self;
}

void
aws_answer_free (AwsAnswer *self)
{
  g_clear_pointer (&self->reader, aws_xml_reader_free);
  flo_secret_string_free (self->json);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self->root);
  g_free (self->wrapper);
  g_free (self);
}

static gboolean
aws_answer_take_xml (AwsAnswer   *self,
                     const char  *data,
                     gsize        length,
                     GError     **error)
{
  if (aws_xml_reader_feed (self->reader, data, length, error))
    return TRUE;

  /* What a proxy or a load balancer says instead of AWS is an error by its status alone. */
  if (aws_answer_is_success (self))
    return FALSE;
  g_clear_error (error);
  g_clear_pointer (&self->reader, aws_xml_reader_free);
  self->kind = BODY_JSON;
  self->json = g_string_new (NULL);

  return TRUE;
}

static gboolean
aws_answer_take (AwsAnswer   *self,
                 const char  *data,
                 gsize        length,
                 GError     **error)
{
  switch (self->kind)
    {
    case BODY_XML:
      return aws_answer_take_xml (self, data, length, error);

    case BODY_JSON:
      flo_secret_string_append (self->json, data, length);
      return TRUE;

    case BODY_BYTES:
      g_byte_array_append (self->bytes, (const guint8 *) data, (guint) length);
      return TRUE;

    case BODY_NOTHING:
    default:
      return TRUE;
    }
}

gboolean
aws_answer_feed (AwsAnswer   *self,
                 const char  *data,
                 gsize        length,
                 GError     **error)
{
  self->size += length;

  /* Whoever talks that long instead of AWS gets judged by the status alone. */
  if (self->size > self->max_size && !aws_answer_is_success (self))
    return TRUE;

  if (self->size > self->max_size)
    {
      g_autofree char *message = g_strdup_printf (
          "the answer is larger than %" G_GUINT64_FORMAT " bytes", self->max_size);

      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_TOO_LARGE, message, NULL,
                                               self->http_status));
      return FALSE;
    }

  return aws_answer_take (self, data, length, error);
}

static void
aws_answer_hand_out_items (AwsAnswer *self,
                           gpointer   output)
{
  const AwsMember *member = aws_shape_find_member (self->operation->output, self->operation->items);
  GPtrArray **list = G_STRUCT_MEMBER_P (output, member->offset);

  self->n_items = aws_list_length (*list);
  for (guint64 i = self->skip_items; i < self->n_items; i++)
    self->item_func (g_ptr_array_index (*list, i), self->item_data);
  aws_list_free (member->shape, *list);
  *list = NULL;
}

static gpointer
aws_answer_decode_json (AwsAnswer  *self,
                        GError    **error)
{
  gpointer output =
      aws_json_codec_decode (aws_answer_get_shape (self), self->json->str, self->json->len, error);

  if (output != NULL && aws_answer_is_success (self) && self->item_func != NULL)
    aws_answer_hand_out_items (self, output);

  return output;
}

static gpointer
aws_answer_decode_bytes (AwsAnswer *self)
{
  const AwsMember *member = aws_shape_find_payload (self->operation->output);
  gpointer output = aws_shape_new (self->operation->output);

  G_STRUCT_MEMBER (GBytes *, output, member->offset) =
    g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));

  return output;
}

static gpointer
aws_answer_decode (AwsAnswer  *self,
                   GError    **error)
{
  switch (self->kind)
    {
    case BODY_XML:
      return aws_xml_reader_finish (self->reader, error);

    case BODY_JSON:
      return aws_answer_decode_json (self, error);

    case BODY_BYTES:
      return aws_answer_decode_bytes (self);

    case BODY_NOTHING:
    default:
      return aws_shape_new (self->operation->output);
    }
}

static gpointer
aws_answer_finish_success (AwsAnswer           *self,
                           SoupMessageHeaders  *headers,
                           GError             **error)
{
  const AwsShape *shape = self->operation->output;
  gpointer output = aws_answer_decode (self, error);

  if (output == NULL || aws_rest_reader_read_headers (shape, output, headers, error))
    return output;

  aws_shape_free (shape, output);

  return NULL;
}

const char *
aws_answer_find_request_id (SoupMessageHeaders *headers)
{
  static const char *const names[] = { "x-amzn-requestid", "x-amz-request-id" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *id = soup_message_headers_get_one (headers, names[i]);

      if (id != NULL)
        return id;
    }

  return NULL;
}

static const char *
first_of (const char *a,
          const char *b)
{
  return a != NULL ? a : b;
}

/* "com.amazonaws.ssm#ParameterNotFound" and "ParameterNotFound:http://…" → "ParameterNotFound" */
static char *
aws_answer_strip_type (const char *type)
{
  const char *hash = strchr (type, '#');
  const char *start = hash != NULL ? hash + 1 : type;

  return g_strndup (start, strcspn (start, ":"));
}

/* OAuth's "authorization_pending" → "AuthorizationPendingException", what AWS's model calls it. */
static char *
aws_answer_name_oauth_error (const char *error)
{
  GString *name = g_string_new (NULL);

  for (; *error != '\0'; error++)
    if (*error == '_' && error[1] != '\0')
      g_string_append_c (name, g_ascii_toupper (*++error));
    else
      g_string_append_c (name, name->len == 0 ? g_ascii_toupper (*error) : *error);
  g_string_append (name, "Exception");

  return g_string_free (name, FALSE);
}

/* What answers to HEAD leave out, because they have no body. */
static const char *
aws_answer_name_status (AwsAnswer *self)
{
  if (self->operation->service->protocol != AWS_PROTOCOL_REST_XML || self->size > 0)
    return NULL;

  switch (self->http_status)
    {
    case SOUP_STATUS_MOVED_PERMANENTLY:
      return "PermanentRedirect";

    case SOUP_STATUS_NOT_MODIFIED:
      return "NotModified";

    case SOUP_STATUS_NOT_FOUND:
      return "NotFound";

    case SOUP_STATUS_PRECONDITION_FAILED:
      return "PreconditionFailed";

    default:
      return NULL;
    }
}

/* (transfer full) (nullable) */
static char *
aws_answer_get_code (AwsAnswer              *self,
                     const AwsErrorDocument *document,
                     SoupMessageHeaders     *headers)
{
  const char *header =
      headers != NULL ? soup_message_headers_get_one (headers, "x-amzn-errortype") : NULL;
  const char *xml_code =
      first_of (first_of (document->ec2_code, document->query_code), document->rest_code);
  const char *type =
      first_of (first_of (header, document->json_type),
                first_of (document->json_code, document->json_code_capital));

  if (xml_code != NULL)
    return g_strdup (xml_code);
  if (type != NULL)
    return aws_answer_strip_type (type);

  return document->oauth_error != NULL ? aws_answer_name_oauth_error (document->oauth_error)
                                       : g_strdup (aws_answer_name_status (self));
}

/* (transfer full) (nullable) */
static char *
aws_answer_get_message (const AwsErrorDocument *document,
                        SoupMessageHeaders     *headers)
{
  const char *region =
      headers != NULL ? soup_message_headers_get_one (headers, "x-amz-bucket-region") : NULL;
  const char *message =
      first_of (first_of (first_of (document->ec2_message, document->query_message),
                          document->rest_message),
                first_of (first_of (document->json_message, document->json_message_capital),
                          document->oauth_description));

  /* S3 says it in all its errors; it is what one needs to know in those about the wrong region. */
  if (region == NULL)
    return g_strdup (message);

  return g_strdup_printf ("%s%sthe bucket is in %s", message != NULL ? message : "",
                          message != NULL ? "; " : "", region);
}

static GError *
aws_answer_create_error (AwsAnswer              *self,
                         const AwsErrorDocument *document,
                         SoupMessageHeaders     *headers)
{
  g_autofree char *code = aws_answer_get_code (self, document, headers);
  g_autofree char *message = aws_answer_get_message (document, headers);
  const char *request_id = headers != NULL ? aws_answer_find_request_id (headers) : NULL;

  return aws_error_new (
      self->operation->name, code, message,
      first_of (first_of (document->ec2_request_id, document->query_request_id), request_id),
      self->http_status);
}

gpointer
aws_answer_finish (AwsAnswer           *self,
                   SoupMessageHeaders  *headers,
                   GError             **error)
{
  static const AwsErrorDocument unreadable = { 0 };
  gpointer output;

  if (aws_answer_is_success (self))
    return aws_answer_finish_success (self, headers, error);

  output = aws_answer_decode (self, NULL);
  g_propagate_error (
      error, aws_answer_create_error (self, output != NULL ? output : &unreadable, headers));
  aws_shape_free (aws_answer_get_shape (self), output);

  return NULL;
}

guint64
aws_answer_get_n_items (AwsAnswer *self)
{
  return self->reader != NULL ? aws_xml_reader_get_n_items (self->reader) : self->n_items;
}
