/* flo-sim-s3.c: requests of S3, which say by method, path and headers what is to be done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-s3.h"

#include <string.h>

#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"

#define ARN          "arn:aws:s3:::"
#define META         "x-amz-meta-"
#define LONGEST_KEY  1024

typedef enum
{
  LEVEL_ACCOUNT,
  LEVEL_BUCKET,
  LEVEL_OBJECT,
} Level;

static const struct
{
  const char *method;
  Level       level;
  const char *sub;    /* (nullable) the query parameter that tells it from others */
  const char *action;
  const char *right;
} actions[] = {
  { "GET", LEVEL_ACCOUNT, NULL, "ListBuckets", "ListAllMyBuckets" },
  { "PUT", LEVEL_BUCKET, NULL, "CreateBucket", "CreateBucket" },
  { "DELETE", LEVEL_BUCKET, NULL, "DeleteBucket", "DeleteBucket" },
  { "HEAD", LEVEL_BUCKET, NULL, "HeadBucket", "ListBucket" },
  { "GET", LEVEL_BUCKET, "location", "GetBucketLocation", "GetBucketLocation" },
  { "GET", LEVEL_BUCKET, "list-type", "ListObjectsV2", "ListBucket" },
  { "PUT", LEVEL_OBJECT, NULL, "PutObject", "PutObject" },
  { "GET", LEVEL_OBJECT, NULL, "GetObject", "GetObject" },
  { "HEAD", LEVEL_OBJECT, NULL, "HeadObject", "GetObject" },
  { "DELETE", LEVEL_OBJECT, NULL, "DeleteObject", "DeleteObject" },
};

/* Query parameters and the members they are; a '#' before a member: a number. NULL: of no effect. */
static const struct
{
  const char *name;
  const char *member;
} parameters[] = {
  { "location", NULL },
  { "list-type", NULL },
  { "x-id", NULL },
  { "fetch-owner", NULL },
  { "prefix", "Prefix" },
  { "delimiter", "Delimiter" },
  { "encoding-type", "EncodingType" },
  { "max-keys", "#MaxKeys" },
  { "start-after", "StartAfter" },
  { "continuation-token", "ContinuationToken" },
};

static const struct
{
  const char *name;
  const char *member;
} headers[] = {
  { "x-amz-expected-bucket-owner", "ExpectedBucketOwner" },
};

static const struct
{
  const char *name;
  const char *member;
} object_headers[] = {
  { "If-None-Match", "IfNoneMatch" },
  { "If-Match", "IfMatch" },
};

static const struct
{
  const char *name;
  const char *member;
} put_headers[] = {
  { "Content-Type", "ContentType" },
  { "Content-MD5", "ContentMD5" },
  { "x-amz-checksum-sha256", "ChecksumSHA256" },
  { "x-amz-server-side-encryption", "ServerSideEncryption" },
  { "x-amz-server-side-encryption-aws-kms-key-id", "SSEKMSKeyId" },
  { "x-amz-storage-class", "StorageClass" },
  { "x-amz-tagging", "Tagging" },
};

gboolean
flo_sim_s3_is_meant (SoupServerMessage *message)
{
  const char *authorization = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");

  return authorization != NULL && strstr (authorization, "/s3/aws4_request") != NULL;
}

static gboolean
fail_not_implemented (FloSimCall *call,
                      const char *what)
{
  return flo_sim_call_fail (call, "NotImplemented",
                            "%s implies functionality that the practice cloud does not have.", what);
}

/* The bucket in front of the host's name, "BUCKET.localhost". (nullable) (transfer full) */
static char *
bucket_of_host (SoupServerMessage *message)
{
  static const char *const hosts[] = { ".localhost", ".127.0.0.1" };
  const char *host
      = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Host");
  g_autofree char *name = host != NULL ? g_strndup (host, strcspn (host, ":")) : g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (g_str_has_suffix (name, hosts[i]) && strlen (name) > strlen (hosts[i]))
      return g_strndup (name, strlen (name) - strlen (hosts[i]));
  return NULL;
}

/* FALSE: the call has failed. */
static gboolean
read_path (FloSimCall        *call,
           SoupServerMessage *message,
           Level             *level)
{
  /* libsoup has decoded it. */
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  g_autofree char *bucket = bucket_of_host (message);
  const char *key = path[0] == '/' ? path + 1 : path;

  if (!g_utf8_validate (path, -1, NULL))
    return flo_sim_call_fail (call, "InvalidURI", "Couldn't parse the specified URI.");
  if (bucket == NULL)
    {
      gsize length = strcspn (key, "/");

      bucket = g_strndup (key, length);
      key += length + (key[length] == '/');
    }
  if (strlen (key) > LONGEST_KEY)
    return flo_sim_call_fail (call, "KeyTooLongError", "Your key is too long");
  *level = bucket[0] == '\0' ? LEVEL_ACCOUNT : key[0] == '\0' ? LEVEL_BUCKET : LEVEL_OBJECT;
  flo_sim_json_set (call->input, "Bucket", bucket[0] != '\0' ? bucket : NULL, "Key",
                    key[0] != '\0' ? key : NULL, NULL);
  return TRUE;
}

/* FALSE: the call has failed. */
static gboolean
read_parameter (FloSimCall *call,
                const char *name,
                const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      const char *member = parameters[i].member;
      gint64 number;

      if (!g_str_equal (parameters[i].name, name))
        continue;
      if (member == NULL)
        return TRUE;
      if (member[0] != '#')
        json_object_set_string_member (call->input, member, value);
      else if (g_ascii_string_to_signed (value, 10, 0, G_MAXINT32, &number, NULL))
        json_object_set_int_member (call->input, member + 1, number);
      else
        return flo_sim_call_fail (call, "InvalidArgument",
                                  "Argument %s must be an integer between 0 and 2147483647", name);
      return TRUE;
    }
  return fail_not_implemented (call, name);
}

/* FALSE: the call has failed. Otherwise @names holds what was asked for. */
static gboolean
read_query (FloSimCall        *call,
            SoupServerMessage *message,
            GHashTable        *names)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (pairs[i][0] == '\0')
        continue;
      if (equals != NULL)
        *equals = '\0';
      name = g_uri_unescape_string (pairs[i], NULL);
      value = g_uri_unescape_string (equals != NULL ? equals + 1 : "", NULL);
      if (name == NULL || value == NULL || !g_utf8_validate (name, -1, NULL)
          || !g_utf8_validate (value, -1, NULL))
        return flo_sim_call_fail (call, "InvalidURI", "Couldn't parse the specified URI.");
      if (!read_parameter (call, name, value))
        return FALSE;
      g_hash_table_add (names, g_steal_pointer (&name));
    }
  return TRUE;
}

static void
read_header (FloSimCall         *call,
             SoupMessageHeaders *from,
             const char         *name,
             const char         *member)
{
  const char *value = soup_message_headers_get_one (from, name);

  if (value != NULL && g_utf8_validate (value, -1, NULL))
    json_object_set_string_member (call->input, member, value);
}

/* FALSE: the call has failed. */
static gboolean
read_headers (FloSimCall         *call,
              SoupMessageHeaders *from)
{
  const char *hash = soup_message_headers_get_one (from, "X-Amz-Content-Sha256");
  gboolean put = g_str_equal (call->action, "PutObject");
  gboolean conditional = json_object_has_member (call->input, "Key")
                         && !g_str_equal (call->action, "DeleteObject");

  if (hash != NULL && g_str_has_prefix (hash, "STREAMING-"))
    return fail_not_implemented (call, "A body in signed chunks");
  if (put && soup_message_headers_get_one (from, "x-amz-copy-source") != NULL)
    return fail_not_implemented (call, "x-amz-copy-source");
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    read_header (call, from, headers[i].name, headers[i].member);
  for (guint i = 0; conditional && i < G_N_ELEMENTS (object_headers); i++)
    read_header (call, from, object_headers[i].name, object_headers[i].member);
  for (guint i = 0; put && i < G_N_ELEMENTS (put_headers); i++)
    read_header (call, from, put_headers[i].name, put_headers[i].member);
  if (g_str_equal (call->action, "GetObject") || g_str_equal (call->action, "HeadObject"))
    read_header (call, from, "Range", "Range");
  return TRUE;
}

/* What people note about an object beside it. */
static void
read_metadata (FloSimCall         *call,
               SoupMessageHeaders *from)
{
  JsonObject *metadata = json_object_new ();
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, from);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    if (g_ascii_strncasecmp (name, META, strlen (META)) == 0 && g_utf8_validate (value, -1, NULL))
      {
        g_autofree char *lower = g_ascii_strdown (name + strlen (META), -1);

        json_object_set_string_member (metadata, lower, value);
      }
  json_object_set_object_member (call->input, "Metadata", metadata);
}

gboolean
flo_sim_s3_read (FloSimCall        *call,
                 SoupServerMessage *message,
                 GBytes            *body)
{
  const char *method = soup_server_message_get_method (message);
  SoupMessageHeaders *from = soup_server_message_get_request_headers (message);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Level level = LEVEL_ACCOUNT;

  call->form = flo_sim_form_new ();
  call->params = call->form->root;
  call->service = "s3";
  call->action = "Unknown";
  call->input = json_object_new ();
  call->headers = json_object_new ();
  call->body = g_bytes_ref (body);
  call->silent = g_str_equal (method, "HEAD");
  if (!read_path (call, message, &level) || !read_query (call, message, names))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].method, method) && actions[i].level == level
        && (actions[i].sub == NULL || g_hash_table_contains (names, actions[i].sub)))
      {
        call->action = actions[i].action;
        if (!read_headers (call, from))
          return FALSE;
        if (g_str_equal (call->action, "PutObject"))
          read_metadata (call, from);
        return TRUE;
      }
  return fail_not_implemented (call, method);
}

char *
flo_sim_s3_get_right (const FloSimCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].action, call->action))
      return g_strconcat ("s3:", actions[i].right, NULL);
  return g_strconcat ("s3:", call->action, NULL);
}

char *
flo_sim_s3_get_resource (const FloSimCall *call)
{
  const char *bucket = flo_sim_json_get (call->input, "Bucket");
  const char *key = flo_sim_json_get (call->input, "Key");

  return g_strconcat (ARN, bucket != NULL ? bucket : "*", key != NULL ? "/" : NULL, key, NULL);
}

char *
flo_sim_s3_object_id (const FloSimCall *call)
{
  return flo_sim_s3_get_resource (call);
}

/* Buckets and objects are found wherever they are. */
static FloSimResource *
look_up (FloSimCall *call,
         FloSimKind  kind,
         const char *id)
{
  FloSimResource *resource = g_hash_table_lookup (call->cloud->by_id, id);

  return resource != NULL && resource->kind == kind && !resource->vanished ? resource : NULL;
}

FloSimResource *
flo_sim_s3_look_up (FloSimCall *call,
                    const char *name)
{
  g_autofree char *id = g_strconcat (ARN, name, NULL);

  return look_up (call, FLO_SIM_KIND_BUCKET, id);
}

FloSimResource *
flo_sim_s3_look_up_object (FloSimCall *call)
{
  g_autofree char *id = flo_sim_s3_object_id (call);

  return look_up (call, FLO_SIM_KIND_OBJECT, id);
}

FloSimResource *
flo_sim_s3_find_bucket (FloSimCall *call)
{
  const char *owner = flo_sim_json_get (call->input, "ExpectedBucketOwner");
  FloSimResource *bucket
      = flo_sim_s3_look_up (call, flo_sim_json_get (call->input, "Bucket"));

  if (bucket == NULL)
    flo_sim_call_fail (call, "NoSuchBucket", "The specified bucket does not exist");
  else if (owner != NULL && !g_str_equal (owner, FLO_SIM_ACCOUNT_ID))
    flo_sim_call_fail (call, "AccessDenied", "Access Denied");
  else
    {
      flo_sim_s3_set_header (call, "x-amz-bucket-region", bucket->region);
      if (g_str_equal (bucket->region, call->region)
          || g_str_equal (call->action, "GetBucketLocation"))
        return bucket;
      flo_sim_call_fail (call, "PermanentRedirect",
                         "The bucket you are attempting to access must be addressed using the "
                         "specified endpoint. Please send all future requests to this endpoint.");
    }
  return NULL;
}

void
flo_sim_s3_set_header (FloSimCall *call,
                       const char *name,
                       const char *value)
{
  if (value != NULL)
    json_object_set_string_member (call->headers, name, value);
}
