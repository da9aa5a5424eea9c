/* flo-sim-object-actions.c: S3's objects, put and got
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-s3.h"

static const char *const kept[] = {
  "ContentType", "ServerSideEncryption", "SSEKMSKeyId", "StorageClass", "ChecksumSHA256",
};

/* The digest of the body in Base64. (transfer full) */
static char *
digest (GBytes        *body,
        GChecksumType  type)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (type);
  guint8 bytes[64];
  gsize length = sizeof bytes;
  gsize n;
  const guchar *data = g_bytes_get_data (body, &n);

  g_checksum_update (checksum, data, (gssize) n);
  g_checksum_get_digest (checksum, bytes, &length);
  return g_base64_encode (bytes, length);
}

/* FALSE: the call has failed, for the body is not what it was said to be. */
static gboolean
check_digests (FloSimCall *call)
{
  static const struct
  {
    const char    *member;
    GChecksumType  type;
    const char    *name;
  } digests[] = {
    { "ContentMD5", G_CHECKSUM_MD5, "Content-MD5" },
    { "ChecksumSHA256", G_CHECKSUM_SHA256, "SHA256" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (digests); i++)
    {
      const char *declared = flo_sim_json_get (call->input, digests[i].member);
      g_autofree char *actual = declared != NULL ? digest (call->body, digests[i].type) : NULL;

      if (declared != NULL && !g_str_equal (declared, actual))
        return flo_sim_call_fail (call, "BadDigest",
                                  "The %s you specified did not match what we received.",
                                  digests[i].name);
    }
  return TRUE;
}

static gboolean
etag_matches (const FloSimResource *object,
              const char           *pattern)
{
  const char *etag = flo_sim_resource_get (object, "ETag");
  gsize length = strlen (pattern);

  return g_str_equal (pattern, "*") || g_str_equal (pattern, etag)
         || (length + 2 == strlen (etag) && strncmp (etag + 1, pattern, length) == 0);
}

static gboolean
fail_precondition (FloSimCall *call)
{
  return flo_sim_call_fail (call, "PreconditionFailed",
                            "At least one of the pre-conditions you specified did not hold");
}

static gboolean
fail_no_key (FloSimCall *call)
{
  return flo_sim_call_fail (call, "NoSuchKey", "The specified key does not exist.");
}

/* FALSE: the call has failed. */
static gboolean
check_conditions (FloSimCall           *call,
                  const FloSimResource *object)
{
  const char *match = flo_sim_json_get (call->input, "IfMatch");
  const char *none = flo_sim_json_get (call->input, "IfNoneMatch");
  gboolean put = g_str_equal (call->action, "PutObject");

  if (put && none != NULL && !g_str_equal (none, "*"))
    return flo_sim_call_fail (call, "NotImplemented",
                              "If-None-Match of an upload can be * only.");
  if (put && match != NULL && object == NULL)
    return fail_no_key (call);
  if (match != NULL && !etag_matches (object, match))
    return fail_precondition (call);
  if (none == NULL || object == NULL || !etag_matches (object, none))
    return TRUE;
  return put ? fail_precondition (call) : flo_sim_call_fail (call, "NotModified", "Not Modified");
}

/* What was told of it comes back in the headers. */
static void
describe (FloSimCall           *call,
          const FloSimResource *object,
          gboolean              whole)
{
  static const char *const names[][2] = {
    { "ETag", "ETag" },
    { "ServerSideEncryption", "x-amz-server-side-encryption" },
    { "SSEKMSKeyId", "x-amz-server-side-encryption-aws-kms-key-id" },
    { "ChecksumSHA256", "x-amz-checksum-sha256" },
  };
  gint64 modified = 0;
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *date = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    flo_sim_s3_set_header (call, names[i][1], flo_sim_resource_get (object, names[i][0]));
  if (!whole)
    return;
  flo_sim_time_parse (flo_sim_resource_get (object, "LastModified"), &modified);
  time = g_date_time_new_from_unix_utc (modified / FLO_SIM_SECOND);
  date = g_date_time_format (time, "%a, %d %b %Y %H:%M:%S GMT");
  flo_sim_s3_set_header (call, "Last-Modified", date);
  flo_sim_s3_set_header (call, "Accept-Ranges", "bytes");
  flo_sim_s3_set_header (call, "Content-Type", flo_sim_resource_get (object, "ContentType"));
  if (g_strcmp0 (flo_sim_resource_get (object, "StorageClass"), "STANDARD") != 0)
    flo_sim_s3_set_header (call, "x-amz-storage-class",
                           flo_sim_resource_get (object, "StorageClass"));
}

static void
describe_metadata (FloSimCall           *call,
                   const FloSimResource *object)
{
  JsonNode *node = json_object_get_member (object->data, "_metadata");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    {
      g_autofree char *header = g_strconcat ("x-amz-meta-", name, NULL);

      flo_sim_s3_set_header (call, header, json_node_get_string (value));
    }
}

/* The tags of "a=1&b=2". FALSE: the call has failed. */
static gboolean
read_tags (FloSimCall *call,
           JsonObject *data)
{
  const char *tagging = flo_sim_json_get (call->input, "Tagging");
  g_autoptr (GHashTable) tags = tagging != NULL ? soup_form_decode (tagging) : NULL;
  JsonArray *set = json_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  flo_sim_json_set (data, "[tagSet", set, NULL);
  if (tags == NULL)
    return TRUE;
  if (g_hash_table_size (tags) > 10)
    return flo_sim_call_fail (call, "BadRequest", "Object tags cannot be greater than 10");
  g_hash_table_iter_init (&iter, tags);
  while (g_hash_table_iter_next (&iter, &key, &value))
    json_array_add_object_element (
        set, flo_sim_json_new ("key", key, "value", value != NULL ? value : "", NULL));
  return TRUE;
}

/* NULL: the call has failed. */
static JsonObject *
build (FloSimCall *call)
{
  gsize length;
  const guchar *bytes = g_bytes_get_data (call->body, &length);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, call->body);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", sum);
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  g_autofree char *encoded = g_base64_encode (bytes, length);
  g_autoptr (JsonObject) data = flo_sim_json_new (
      "_bucket", flo_sim_json_get (call->input, "Bucket"), "Key",
      flo_sim_json_get (call->input, "Key"), "_body", encoded, "ETag", etag, "#Size",
      (gint64) length, "LastModified", time, "ContentType", "binary/octet-stream", "StorageClass",
      "STANDARD", "ServerSideEncryption", "AES256", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (json_object_has_member (call->input, kept[i]))
      flo_sim_json_set (data, kept[i], flo_sim_json_get (call->input, kept[i]), NULL);
  if (json_object_has_member (call->input, "Metadata"))
    flo_sim_json_set (data, "{_metadata",
                      json_object_ref (json_object_get_object_member (call->input, "Metadata")), NULL);
  return read_tags (call, data) ? g_steal_pointer (&data) : NULL;
}

/* An object that is there is replaced. */
gboolean
flo_sim_s3_put_object (FloSimCall *call)
{
  FloSimResource *object = flo_sim_s3_look_up_object (call);
  g_autofree char *id = flo_sim_s3_object_id (call);
  JsonObject *data;

  if (flo_sim_s3_find_bucket (call) == NULL || !check_digests (call)
      || !check_conditions (call, object))
    return FALSE;
  data = build (call);
  if (data == NULL)
    return FALSE;
  if (object == NULL)
    object = flo_sim_cloud_add_named (call->cloud, FLO_SIM_KIND_OBJECT, id, call->region, call->now,
                                      data);
  else
    {
      json_object_unref (object->data);
      object->data = data;
      flo_sim_cloud_touch (call->cloud);
    }
  describe (call, object, FALSE);
  return TRUE;
}

/* "bytes=FIRST-LAST", "bytes=FIRST-" or "bytes=-LENGTH" of @size bytes; what is no range is ignored. FALSE: there
 * are no such bytes. */
static gboolean
read_range (const char *text,
            gint64      size,
            gint64     *first,
            gint64     *last)
{
  const char *dash;
  g_autofree char *from = NULL;
  gint64 a = -1;
  gint64 b = -1;

  if (text == NULL || !g_str_has_prefix (text, "bytes=") || strchr (text, ',') != NULL
      || (dash = strchr (text, '-')) == NULL)
    return TRUE;
  from = g_strndup (text + strlen ("bytes="), dash - text - strlen ("bytes="));
  if ((from[0] != '\0' && !g_ascii_string_to_signed (from, 10, 0, G_MAXINT64, &a, NULL))
      || (dash[1] != '\0' && !g_ascii_string_to_signed (dash + 1, 10, 0, G_MAXINT64, &b, NULL))
      || (a < 0 && b < 0) || (a >= 0 && b >= 0 && b < a))
    return TRUE;
  if (a < 0)
    {
      *first = MAX (size - b, 0);
      return b > 0 && size > 0;
    }
  *first = a;
  *last = b >= 0 ? MIN (b, size - 1) : size - 1;
  return a < size;
}

/* The object that can be read. NULL: the call has failed. */
static FloSimResource *
find_readable (FloSimCall *call)
{
  FloSimResource *object;

  if (flo_sim_s3_find_bucket (call) == NULL)
    return NULL;
  object = flo_sim_s3_look_up_object (call);
  if (object == NULL || object->visible_at > call->now)
    {
      fail_no_key (call);
      return NULL;
    }
  if (!check_conditions (call, object))
    {
      if (call->status == 304)
        flo_sim_s3_set_header (call, "ETag", flo_sim_resource_get (object, "ETag"));
      return NULL;
    }
  return object;
}

gboolean
flo_sim_s3_get_object (FloSimCall *call)
{
  const FloSimResource *object = find_readable (call);
  gint64 size = object != NULL ? flo_sim_json_get_int (object->data, "Size") : 0;
  gint64 first = 0;
  gint64 last = size - 1;
  g_autofree char *length = NULL;
  gsize decoded = 0;

  if (object == NULL)
    return FALSE;
  if (!read_range (flo_sim_json_get (call->input, "Range"), size, &first, &last))
    return flo_sim_call_fail (call, "InvalidRange", "The requested range is not satisfiable");
  describe (call, object, TRUE);
  describe_metadata (call, object);
  length = g_strdup_printf ("%" G_GINT64_FORMAT, last - first + 1);
  if (call->silent)
    flo_sim_s3_set_header (call, "Content-Length", length);
  if (first > 0 || last < size - 1)
    {
      g_autofree char *range
          = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                             first, last, size);

      flo_sim_s3_set_header (call, "Content-Range", range);
      json_object_remove_member (call->headers, "x-amz-checksum-sha256");
      call->status = 206;
    }
  if (!call->silent)
    {
      guchar *bytes = g_base64_decode (flo_sim_resource_get (object, "_body"), &decoded);
      g_autoptr (GBytes) all = g_bytes_new_take (bytes, decoded);

      call->payload = g_bytes_new_from_bytes (all, first, MIN ((gsize) (last - first + 1), decoded));
    }
  return TRUE;
}

/* Who deletes what is not there has what he wants. */
gboolean
flo_sim_s3_delete_object (FloSimCall *call)
{
  FloSimResource *object = flo_sim_s3_look_up_object (call);

  if (flo_sim_s3_find_bucket (call) == NULL)
    return FALSE;
  if (object != NULL)
    {
      json_object_remove_member (object->data, "_body");
      flo_sim_cloud_remove (call->cloud, object, call->now);
    }
  call->status = 204;
  return TRUE;
}
