/* flo-sim-bucket-actions.c: S3's buckets, and what is in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-actions.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-life.h"
#include "simulator/flo-sim-s3.h"

#define USUAL_REGION "us-east-1"
#define MOST_KEYS    1000
#define NAME_SET     G_CSET_a_2_z G_CSET_DIGITS ".-"

typedef struct
{
  GString  *text;
  gboolean  inside; /* of the element that counts */
} Constraint;

static void
start_element (GMarkupParseContext  *context,
               const char           *element,
               const char          **names,
               const char          **values,
               gpointer              user_data,
               GError              **error)
{
  Constraint *constraint = user_data;

  constraint->inside = g_str_equal (element, "LocationConstraint");
}

static void
end_element (GMarkupParseContext  *context,
             const char           *element,
             gpointer              user_data,
             GError              **error)
{
  Constraint *constraint = user_data;

  constraint->inside = FALSE;
}

static void
text (GMarkupParseContext  *context,
      const char           *content,
      gsize                 length,
      gpointer              user_data,
      GError              **error)
{
  Constraint *constraint = user_data;

  if (constraint->inside)
    g_string_append_len (constraint->text, content, (gssize) length);
}

/* Where the bucket is to be, "" when the body does not say; NULL: the call has failed. (transfer full) */
static char *
read_constraint (FloSimCall *call)
{
  static const GMarkupParser parser = { start_element, end_element, text, NULL, NULL };
  g_autoptr (GString) found = g_string_new (NULL);
  Constraint constraint = { found, FALSE };
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &constraint, NULL);
  gsize length;
  const char *body = g_bytes_get_data (call->body, &length);

  if (length > 0
      && (!g_markup_parse_context_parse (context, body, (gssize) length, NULL)
          || !g_markup_parse_context_end_parse (context, NULL)))
    {
      flo_sim_call_fail (call, "MalformedXML",
                         "The XML you provided was not well-formed or did not validate against our "
                         "published schema");
      return NULL;
    }
  return g_string_free (g_steal_pointer (&found), FALSE);
}

/* us-east-1 makes buckets anywhere, the others only at home, and each wants to be told so. */
static gboolean
check_constraint (FloSimCall *call,
                  const char *constraint)
{
  gboolean usual = g_str_equal (call->region, USUAL_REGION);

  if (constraint[0] == '\0' ? usual : g_str_equal (constraint, call->region) != usual)
    {
      if (constraint[0] == '\0' || flo_sim_places_has_region (call->cloud->places, constraint))
        return TRUE;
      return flo_sim_call_fail (call, "InvalidLocationConstraint",
                                "The specified location-constraint is not valid");
    }
  if (usual)
    return flo_sim_call_fail (call, "InvalidLocationConstraint",
                              "The specified location-constraint is not valid");
  return flo_sim_call_fail (call, "IllegalLocationConstraintException",
                            "The %s location constraint is incompatible for the region specific "
                            "endpoint this request was sent to.",
                            constraint[0] != '\0' ? constraint : "unspecified");
}

static gboolean
check_name (FloSimCall *call,
            const char *name)
{
  gsize length = strlen (name);

  if (length < 3 || length > 63 || name[strspn (name, NAME_SET)] != '\0'
      || !g_ascii_isalnum (name[0]) || !g_ascii_isalnum (name[length - 1])
      || strstr (name, "..") != NULL)
    return flo_sim_call_fail (call, "InvalidBucketName", "The specified bucket is not valid.");
  return TRUE;
}

gboolean
flo_sim_s3_create_bucket (FloSimCall *call)
{
  const char *name = flo_sim_json_get (call->input, "Bucket");
  g_autofree char *constraint = read_constraint (call);
  g_autofree char *id = flo_sim_s3_get_resource (call);
  g_autofree char *location = g_strconcat ("/", name, NULL);
  g_autofree char *time = flo_sim_time_format (call->now - call->now % FLO_SIM_SECOND);
  const FloSimResource *other = flo_sim_s3_look_up (call, name);

  if (constraint == NULL || !check_name (call, name) || !check_constraint (call, constraint))
    return FALSE;
  /* As AWS has it since its first Region: there the owner may make a bucket twice. */
  if (other != NULL
      && (constraint[0] != '\0' || !g_str_equal (other->region, USUAL_REGION)))
    return flo_sim_call_fail (call, "BucketAlreadyOwnedByYou",
                              "Your previous request to create the named bucket succeeded and you "
                              "already own it.");
  if (other == NULL)
    flo_sim_cloud_add_named (call->cloud, FLO_SIM_KIND_BUCKET, id,
                             constraint[0] != '\0' ? constraint : call->region, call->now,
                             flo_sim_json_new ("Name", name, "CreationDate", time, "[tagSet",
                                               json_array_new (), NULL));
  flo_sim_s3_set_header (call, "Location", location);
  return TRUE;
}

/* The bucket's objects in the order of their names: (transfer container) (element-type FloSimResource). */
static GPtrArray *
list_objects (FloSimCall *call,
              const char *bucket)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < call->cloud->resources->len; i++)
    {
      FloSimResource *object = g_ptr_array_index (call->cloud->resources, i);

      if (object->kind == FLO_SIM_KIND_OBJECT && !object->vanished
          && g_strcmp0 (flo_sim_resource_get (object, "_bucket"), bucket) == 0)
        g_ptr_array_add (found, object);
    }
  return found;
}

gboolean
flo_sim_s3_delete_bucket (FloSimCall *call)
{
  FloSimResource *bucket = flo_sim_s3_find_bucket (call);
  g_autoptr (GPtrArray) objects = NULL;

  if (bucket == NULL)
    return FALSE;
  objects = list_objects (call, flo_sim_resource_get (bucket, "Name"));
  if (objects->len > 0)
    return flo_sim_call_fail (call, "BucketNotEmpty",
                              "The bucket you tried to delete is not empty");
  flo_sim_cloud_remove (call->cloud, bucket, call->now);
  call->status = 204;
  return TRUE;
}

gboolean
flo_sim_s3_head_bucket (FloSimCall *call)
{
  return flo_sim_s3_find_bucket (call) != NULL;
}

gboolean
flo_sim_s3_get_bucket_location (FloSimCall *call)
{
  const FloSimResource *bucket = flo_sim_s3_find_bucket (call);

  if (bucket == NULL)
    return FALSE;
  flo_sim_json_set (call->result, "_root", "LocationConstraint", "_text",
                    g_str_equal (bucket->region, USUAL_REGION) ? "" : bucket->region, NULL);
  return TRUE;
}

gboolean
flo_sim_s3_list_buckets (FloSimCall *call)
{
  JsonArray *buckets = json_array_new ();

  for (guint i = 0; i < call->cloud->resources->len; i++)
    {
      const FloSimResource *bucket = g_ptr_array_index (call->cloud->resources, i);

      if (bucket->kind == FLO_SIM_KIND_BUCKET && !bucket->vanished)
        json_array_add_object_element (
            buckets, flo_sim_json_new ("Name", flo_sim_resource_get (bucket, "Name"), "CreationDate",
                                       flo_sim_resource_get (bucket, "CreationDate"), NULL));
    }
  flo_sim_json_set (call->result, "_root", "ListAllMyBucketsResult", "{Owner",
                    flo_sim_json_new ("ID", FLO_SIM_ACCOUNT_ID, NULL), "{Buckets",
                    flo_sim_json_new ("[Bucket", buckets, NULL), NULL);
  return TRUE;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return strcmp (flo_sim_resource_get (*(FloSimResource *const *) a, "Key"),
                 flo_sim_resource_get (*(FloSimResource *const *) b, "Key"));
}

/* A listing under way. */
typedef struct
{
  JsonArray  *contents;
  JsonArray  *prefixes;
  const char *prefix;
  const char *delimiter; /* (nullable) */
  gboolean    encoded;
  char       *last;      /* (owned) (nullable) the key or common prefix that came last */
  gint64      left;
} Listing;

static char *
encode (const Listing *listing,
        const char    *name)
{
  return listing->encoded ? g_uri_escape_string (name, "/", FALSE) : g_strdup (name);
}

/* The common prefix that stands for the key, which has the prefix asked for. (nullable) (transfer full) */
static char *
common_prefix (const Listing *listing,
               const char    *key)
{
  const char *rest = key + strlen (listing->prefix);
  const char *end = listing->delimiter != NULL && listing->delimiter[0] != '\0'
                        ? strstr (rest, listing->delimiter)
                        : NULL;

  return end != NULL ? g_strndup (key, end - key + strlen (listing->delimiter)) : NULL;
}

/* FALSE: there is no room for it. */
static gboolean
list_one (Listing              *listing,
          const FloSimResource *object,
          const char           *after)
{
  const char *key = flo_sim_resource_get (object, "Key");
  g_autofree char *common = NULL;
  g_autofree char *told = NULL;
  const char *name;

  if (!g_str_has_prefix (key, listing->prefix) || strcmp (key, after) <= 0)
    return TRUE;
  common = common_prefix (listing, key);
  if (common != NULL && (strcmp (common, after) <= 0 || g_strcmp0 (common, listing->last) == 0))
    return TRUE;
  name = common != NULL ? common : key;
  told = encode (listing, name);
  if (listing->left == 0)
    return FALSE;
  listing->left--;
  if (common != NULL)
    json_array_add_object_element (listing->prefixes, flo_sim_json_new ("Prefix", told, NULL));
  else
    json_array_add_object_element (
        listing->contents,
        flo_sim_json_new ("Key", told, "LastModified", flo_sim_resource_get (object, "LastModified"),
                          "ETag", flo_sim_resource_get (object, "ETag"), "#Size",
                          flo_sim_json_get_int (object->data, "Size"), "StorageClass",
                          flo_sim_resource_get (object, "StorageClass"), NULL));
  g_free (listing->last);
  listing->last = g_strdup (name);
  return TRUE;
}

/* After which key this page begins. (nullable): the call has failed (transfer full) */
static char *
read_start (FloSimCall *call)
{
  const char *token = flo_sim_json_get (call->input, "ContinuationToken");
  const char *after = flo_sim_json_get (call->input, "StartAfter");
  g_autofree guchar *decoded = NULL;
  gsize length = 0;

  if (token == NULL)
    return g_strdup (after != NULL ? after : "");
  decoded = g_base64_decode (token, &length);
  if (length < 2 || decoded[0] != 'K' || !g_utf8_validate ((const char *) decoded, (gssize) length, NULL))
    {
      flo_sim_call_fail (call, "InvalidArgument", "The continuation token provided is incorrect");
      return NULL;
    }
  return g_strndup ((const char *) decoded + 1, length - 1);
}

static void
write_listing (FloSimCall    *call,
               const Listing *listing,
               gint64         most,
               gboolean       more)
{
  g_autofree char *plain = g_strconcat ("K", listing->last, NULL);
  g_autofree char *token = g_base64_encode ((const guchar *) plain, strlen (plain));
  g_autofree char *prefix = encode (listing, listing->prefix);
  g_autofree char *delimiter
      = listing->delimiter != NULL ? encode (listing, listing->delimiter) : NULL;

  flo_sim_json_set (call->result, "_root", "ListBucketResult", "Name",
                    flo_sim_json_get (call->input, "Bucket"), "Prefix", prefix, "Delimiter",
                    delimiter, "#KeyCount",
                    (gint64) (json_array_get_length (listing->contents)
                              + json_array_get_length (listing->prefixes)),
                    "#MaxKeys", most, "?IsTruncated", more, "EncodingType",
                    listing->encoded ? "url" : NULL, "ContinuationToken",
                    flo_sim_json_get (call->input, "ContinuationToken"), "NextContinuationToken",
                    more ? token : NULL, "[Contents", listing->contents, "[CommonPrefixes",
                    listing->prefixes, NULL);
}

gboolean
flo_sim_s3_list_objects_v2 (FloSimCall *call)
{
  const FloSimResource *bucket = flo_sim_s3_find_bucket (call);
  const char *prefix = flo_sim_json_get (call->input, "Prefix");
  const char *encoding = flo_sim_json_get (call->input, "EncodingType");
  gint64 most = json_object_get_int_member_with_default (call->input, "MaxKeys", MOST_KEYS);
  g_autofree char *after = bucket != NULL ? read_start (call) : NULL;
  g_autoptr (GPtrArray) objects = NULL;
  Listing listing = { .prefix = prefix != NULL ? prefix : "",
                      .delimiter = flo_sim_json_get (call->input, "Delimiter"),
                      .encoded = encoding != NULL,
                      .left = MIN (most, MOST_KEYS) };
  gboolean more = FALSE;

  if (after == NULL)
    return FALSE;
  listing.contents = json_array_new ();
  listing.prefixes = json_array_new ();
  objects = list_objects (call, flo_sim_resource_get (bucket, "Name"));
  g_ptr_array_sort (objects, compare_keys);
  for (guint i = 0; i < objects->len && !more && most > 0; i++)
    more = !list_one (&listing, g_ptr_array_index (objects, i), after);
  write_listing (call, &listing, MIN (most, MOST_KEYS), more);
  g_free (listing.last);
  return TRUE;
}
