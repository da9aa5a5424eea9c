/* aws-signer.c: AWS Signature Version 4
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-signer"

#include "aws/aws-signer.h"

#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <string.h>

#include "aws/wire/aws-text.h"
#include "base/flo-secret.h"

#define ALGORITHM "AWS4-HMAC-SHA256"
#define DATE_LENGTH 8         /* "20150830" */
#define N_KEYS 64             /* regions × services that are used at once */
#define MAX_NAME_LENGTH 63    /* of a header that is signed */

typedef struct
{
  AwsCredentials *credentials;   /* (owned) (nullable): NULL = free */
  char *scope;                   /* (owned): "20150830/us-east-1/ec2/aws4_request" */
  struct hmac_sha256_ctx hmac;   /* keyed, unused */
} Key;

struct _AwsSigner
{
  Key *keys;               /* (owned): N_KEYS of them, flo-secret.h */
  guint next_key;          /* the one to replace */
  GString *text;           /* (owned): reused */
  GString *signed_headers; /* (owned): reused */
};

typedef struct
{
  char name[MAX_NAME_LENGTH + 1];   /* in lower case */
  const char *value;
} Header;

typedef struct
{
  const char *key;
  gsize key_length;
  const char *value;
  gsize value_length;
} Parameter;

static void
key_clear (Key *key)
{
  g_clear_pointer (&key->credentials, aws_credentials_unref);
  g_clear_pointer (&key->scope, g_free);
  explicit_bzero (&key->hmac, sizeof key->hmac);
}

AwsSigner *
aws_signer_new (void)
{
  AwsSigner *self = g_new0 (AwsSigner, 1);

  self->keys = flo_secret_alloc (N_KEYS * sizeof (Key));
  self->text = g_string_sized_new (1024);
  self->signed_headers = g_string_sized_new (128);

  return self;
}

void
aws_signer_free (AwsSigner *self)
{
  for (guint i = 0; i < N_KEYS; i++)
    key_clear (&self->keys[i]);
  flo_secret_free (self->keys);
  flo_secret_string_free (self->text);
  g_string_free (self->signed_headers, TRUE);
  g_free (self);
}

/* Proxies and libraries change these on the way. */
static gboolean
aws_signer_is_unsigned (const char *name)
{
  static const char *const names[] =
  {
    "authorization", "connection", "expect", "keep-alive", "te", "trailer", "transfer-encoding",
    "upgrade", "user-agent", "x-amzn-trace-id",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (*name == *names[i] && strcmp (name, names[i]) == 0)
      return TRUE;

  return g_str_has_prefix (name, "proxy-");
}

/* Without the space around it and with runs of spaces inside as one. */
static void
aws_signer_append_trimmed (GString    *string,
                           const char *value)
{
  while (g_ascii_isspace (*value))
    value++;

  while (*value != '\0')
    {
      const char *end = value;

      while (*end != '\0' && !g_ascii_isspace (*end))
        end++;
      aws_text_append (string, value, end - value);
      while (g_ascii_isspace (*end))
        end++;
      if (*end != '\0')
        aws_text_append (string, " ", 1);
      value = end;
    }
}

/* Few headers, mostly in order already: insertion keeps those of one name in the order they came. */
static guint
aws_signer_sort_headers (const AwsSignerRequest *request,
                         Header                 *headers)
{
  guint n_headers = 0;

  for (guint i = 0; i < request->n_headers; i++)
    {
      const char *name = request->headers[i].name;
      Header header = { .value = request->headers[i].value };
      guint position;

      g_return_val_if_fail (strlen (name) <= MAX_NAME_LENGTH, 0);
      for (guint j = 0; name[j] != '\0'; j++)
        header.name[j] = g_ascii_tolower (name[j]);
      if (aws_signer_is_unsigned (header.name))
        continue;

      for (position = n_headers++; position > 0; position--)
        {
          if (strcmp (headers[position - 1].name, header.name) <= 0)
            break;
          headers[position] = headers[position - 1];
        }
      headers[position] = header;
    }

  return n_headers;
}

static void
aws_signer_append_headers (const AwsSignerRequest *request,
                           GString                *canonical,
                           GString                *signed_headers)
{
  g_autofree Header *headers = g_new (Header, request->n_headers);
  guint n_headers = aws_signer_sort_headers (request, headers);

  for (guint i = 0; i < n_headers; i++)
    {
      if (i > 0 && strcmp (headers[i].name, headers[i - 1].name) == 0)
        {
          /* A header that comes twice is one with a list of values. */
          canonical->str[canonical->len - 1] = ',';
        }
      else
        {
          aws_text_append (canonical, headers[i].name, strlen (headers[i].name));
          aws_text_append (canonical, ":", 1);
          if (signed_headers->len > 0)
            g_string_append_c (signed_headers, ';');
          aws_text_append_string (signed_headers, headers[i].name);
        }
      aws_signer_append_trimmed (canonical, headers[i].value);
      aws_text_append (canonical, "\n", 1);
    }
  g_string_append_c (canonical, '\n');
}

/* Without ".", ".." and empty segments, then encoded (a second time, if the path was encoded). */
static void
aws_signer_append_path (const char *path,
                        GString    *canonical)
{
  g_auto(GStrv) segments = NULL;
  g_autoptr(GPtrArray) kept = NULL;

  if (path == NULL || *path == '\0' || strcmp (path, "/") == 0)
    {
      g_string_append_c (canonical, '/');
      return;
    }

  segments = g_strsplit (path, "/", -1);
  kept = g_ptr_array_new ();
  for (guint i = 0; segments[i] != NULL; i++)
    {
      if (strcmp (segments[i], "..") == 0)
        g_ptr_array_set_size (kept, (int) MAX (kept->len, 1) - 1);
      else if (*segments[i] != '\0' && strcmp (segments[i], ".") != 0)
        g_ptr_array_add (kept, segments[i]);
    }

  for (guint i = 0; i < kept->len; i++)
    {
      if (i > 0 || *path == '/')
        g_string_append_c (canonical, '/');
      aws_text_append_escaped (canonical, g_ptr_array_index (kept, i), TRUE);
    }
  if (kept->len == 0 || g_str_has_suffix (path, "/"))
    g_string_append_c (canonical, '/');
}

static int
bytes_compare (const char *a,
               gsize       a_length,
               const char *b,
               gsize       b_length)
{
  int order = memcmp (a, b, MIN (a_length, b_length));

  if (order != 0 || a_length == b_length)
    return order;

  return a_length < b_length ? -1 : 1;
}

static int
parameter_compare (gconstpointer a,
                   gconstpointer b)
{
  const Parameter *p = a;
  const Parameter *q = b;
  int order = bytes_compare (p->key, p->key_length, q->key, q->key_length);

  if (order != 0)
    return order;

  return bytes_compare (p->value, p->value_length, q->value, q->value_length);
}

/* Sorted by key, then by value. */
static void
aws_signer_append_query (const char *query,
                         GString    *canonical)
{
  g_autoptr(GArray) parameters = NULL;

  if (query == NULL || *query == '\0')
    return;

  parameters = g_array_new (FALSE, FALSE, sizeof (Parameter));
  while (query != NULL)
    {
      const char *end = strchrnul (query, '&');
      const char *equals = memchr (query, '=', end - query);
      const char *key_end = equals != NULL ? equals : end;
      const char *value = equals != NULL ? equals + 1 : end;
      Parameter parameter = { query, key_end - query, value, end - value };

      g_array_append_val (parameters, parameter);
      query = *end == '&' ? end + 1 : NULL;
    }
  g_array_sort (parameters, parameter_compare);

  for (guint i = 0; i < parameters->len; i++)
    {
      const Parameter *parameter = &g_array_index (parameters, Parameter, i);

      if (i > 0)
        g_string_append_c (canonical, '&');
      aws_text_append (canonical, parameter->key, parameter->key_length);
      g_string_append_c (canonical, '=');
      aws_text_append (canonical, parameter->value, parameter->value_length);
    }
}

static void
aws_signer_append_hex (GString      *string,
                       const guint8  digest[SHA256_DIGEST_SIZE])
{
  static const char hex[] = "0123456789abcdef";
  char text[SHA256_DIGEST_SIZE * 2];

  for (guint i = 0; i < SHA256_DIGEST_SIZE; i++)
    {
      text[2 * i] = hex[digest[i] >> 4];
      text[2 * i + 1] = hex[digest[i] & 15];
    }
  aws_text_append (string, text, sizeof text);
}

/* @data may be a part of @string. */
static void
aws_signer_append_hash (GString    *string,
                        const char *data,
                        gsize       length)
{
  guint8 digest[SHA256_DIGEST_SIZE];
  struct sha256_ctx hash;

  sha256_init (&hash);
  sha256_update (&hash, length, (const uint8_t *) data);
  sha256_digest (&hash, SHA256_DIGEST_SIZE, digest);
  aws_signer_append_hex (string, digest);
}

static void
aws_signer_append_canonical (const AwsSignerRequest *request,
                             GString                *canonical,
                             GString                *signed_headers)
{
  aws_text_append_string (canonical, request->method);
  g_string_append_c (canonical, '\n');
  if (request->path_as_is)
    aws_text_append_string (canonical, request->path);
  else
    aws_signer_append_path (request->path, canonical);
  g_string_append_c (canonical, '\n');
  aws_signer_append_query (request->query, canonical);
  g_string_append_c (canonical, '\n');
  aws_signer_append_headers (request, canonical, signed_headers);
  aws_text_append (canonical, signed_headers->str, signed_headers->len);
  g_string_append_c (canonical, '\n');
  if (request->body_hash != NULL)
    aws_text_append_string (canonical, request->body_hash);
  else
    aws_signer_append_hash (canonical, request->body, request->body_length);
}

void
aws_signer_hash (const char *data,
                 gsize       length,
                 char        hash[AWS_HASH_SIZE])
{
  g_autoptr(GString) text = g_string_sized_new (AWS_HASH_SIZE);

  aws_signer_append_hash (text, data, length);
  memcpy (hash, text->str, AWS_HASH_SIZE);
}

char *
aws_signer_canonical_request (const AwsSignerRequest *request)
{
  g_autoptr(GString) signed_headers = g_string_new (NULL);
  GString *canonical = g_string_new (NULL);

  aws_signer_append_canonical (request, canonical, signed_headers);

  return g_string_free (canonical, FALSE);
}

static void
aws_signer_chain (guint8      digest[SHA256_DIGEST_SIZE],
                  const char *text,
                  gsize       length)
{
  struct hmac_sha256_ctx hmac;

  hmac_sha256_set_key (&hmac, SHA256_DIGEST_SIZE, digest);
  hmac_sha256_update (&hmac, length, (const uint8_t *) text);
  hmac_sha256_digest (&hmac, SHA256_DIGEST_SIZE, digest);
  explicit_bzero (&hmac, sizeof hmac);
}

static void
aws_signer_derive_key (const AwsSignerScope   *scope,
                       struct hmac_sha256_ctx *key)
{
  char *secret = g_strconcat ("AWS4", aws_credentials_get_secret (scope->credentials), NULL);
  guint8 digest[SHA256_DIGEST_SIZE];

  hmac_sha256_set_key (key, strlen (secret), (const uint8_t *) secret);
  hmac_sha256_update (key, DATE_LENGTH, (const uint8_t *) scope->amz_date);
  hmac_sha256_digest (key, SHA256_DIGEST_SIZE, digest);
  flo_secret_free_plain (secret);

  aws_signer_chain (digest, scope->region, strlen (scope->region));
  aws_signer_chain (digest, scope->service, strlen (scope->service));
  aws_signer_chain (digest, "aws4_request", strlen ("aws4_request"));

  hmac_sha256_set_key (key, sizeof digest, digest);
  explicit_bzero (digest, sizeof digest);
}

static const Key *
aws_signer_lookup_key (AwsSigner            *self,
                       const AwsSignerScope *scope,
                       const char           *scope_text)
{
  Key *key;

  /* The credentials are compared by identity: they never change, and two with one key id may have
   * different secrets. */
  for (guint i = 0; i < N_KEYS; i++)
    if (self->keys[i].credentials == scope->credentials
        && strcmp (self->keys[i].scope, scope_text) == 0)
      return &self->keys[i];

  key = &self->keys[self->next_key];
  self->next_key = (self->next_key + 1) % N_KEYS;
  key_clear (key);
  key->credentials = aws_credentials_ref (scope->credentials);
  key->scope = g_strdup (scope_text);
  aws_signer_derive_key (scope, &key->hmac);

  return key;
}

/* "20150830/us-east-1/ec2/aws4_request" and a line's end */
static void
aws_signer_append_scope (GString              *text,
                         const AwsSignerScope *scope)
{
  aws_text_append (text, scope->amz_date, DATE_LENGTH);
  g_string_append_c (text, '/');
  aws_text_append_string (text, scope->region);
  g_string_append_c (text, '/');
  aws_text_append_string (text, scope->service);
  aws_text_append_string (text, "/aws4_request\n");
}

/**
 * aws_signer_sign:
 * @self: a signer
 * @scope: who signs, and for what
 * @request: what is signed
 *
 * Returns: (transfer full): the value of the Authorization header
 */
char *
aws_signer_sign (AwsSigner              *self,
                 const AwsSignerScope   *scope,
                 const AwsSignerRequest *request)
{
  GString *text = self->text;
  guint8 digest[SHA256_DIGEST_SIZE];
  struct hmac_sha256_ctx hmac;
  gsize canonical_start, scope_start;
  const char *scope_text;
  GString *authorization;

  g_return_val_if_fail (strlen (scope->amz_date) == AWS_AMZ_DATE_SIZE - 1, NULL);

  /* The buffer holds the string to sign up to its hash, which is that of what comes behind it for a
   * moment. */
  g_string_truncate (text, 0);
  aws_text_append_string (text, ALGORITHM "\n");
  aws_text_append_string (text, scope->amz_date);
  g_string_append_c (text, '\n');
  scope_start = text->len;
  aws_signer_append_scope (text, scope);
  canonical_start = text->len;

  g_string_truncate (self->signed_headers, 0);
  aws_signer_append_canonical (request, text, self->signed_headers);
  aws_signer_append_hash (text, text->str + canonical_start, text->len - canonical_start);
  g_string_erase (text, canonical_start, text->len - canonical_start - SHA256_DIGEST_SIZE * 2);

  text->str[canonical_start - 1] = '\0';
  scope_text = text->str + scope_start;
  hmac = aws_signer_lookup_key (self, scope, scope_text)->hmac;

  authorization = g_string_sized_new (256);
  aws_text_append_string (authorization, ALGORITHM " Credential=");
  aws_text_append_string (authorization, aws_credentials_get_access_key_id (scope->credentials));
  g_string_append_c (authorization, '/');
  aws_text_append_string (authorization, scope_text);
  aws_text_append_string (authorization, ", SignedHeaders=");
  aws_text_append (authorization, self->signed_headers->str, self->signed_headers->len);
  aws_text_append_string (authorization, ", Signature=");

  text->str[canonical_start - 1] = '\n';
  hmac_sha256_update (&hmac, text->len, (const uint8_t *) text->str);
  hmac_sha256_digest (&hmac, SHA256_DIGEST_SIZE, digest);
  explicit_bzero (&hmac, sizeof hmac);
  aws_signer_append_hex (authorization, digest);

  /* A session token is among what is signed. */
  explicit_bzero (text->str, text->allocated_len);
  g_string_truncate (text, 0);

  return g_string_free (authorization, FALSE);
}
