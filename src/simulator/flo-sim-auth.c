/* flo-sim-auth.c: verifies Signature Version 4
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-auth.h"

#include <string.h>

#include "simulator/flo-sim-clock.h"
#include "simulator/flo-sim-json.h"

#define UNSIGNED "UNSIGNED-PAYLOAD"
#define ALGORITHM     "AWS4-HMAC-SHA256"
#define DIGEST_LENGTH 32
#define LARGEST_SKEW  (15 * FLO_SIM_MINUTE)

struct _FloSimAuth
{
  GHashTable *secrets; /* key id → secret, both owned */
  GHashTable *uses;    /* key id → JsonObject, both owned */
};

/* The parts of the Authorization header and the date, as strings of the request. */
typedef struct
{
  char  *signed_headers;
  char  *signature;
  char  *date; /* YYYYMMDD of the credential scope */
  char  *timestamp;
  char  *scope;
} Parts;

static void
parts_clear (Parts *parts)
{
  g_free (parts->signed_headers);
  g_free (parts->signature);
  g_free (parts->date);
  g_free (parts->timestamp);
  g_free (parts->scope);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

FloSimAuth *
flo_sim_auth_new (void)
{
  FloSimAuth *self = g_new0 (FloSimAuth, 1);

  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) json_object_unref);
  return self;
}

void
flo_sim_auth_free (FloSimAuth *self)
{
  g_hash_table_unref (self->secrets);
  g_hash_table_unref (self->uses);
  g_free (self);
}

void
flo_sim_auth_add_key (FloSimAuth *self,
                      const char *key_id,
                      const char *secret)
{
  g_hash_table_insert (self->secrets, g_strdup (key_id), g_strdup (secret));
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
flo_sim_auth_list_keys (FloSimAuth *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->secrets);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  g_ptr_array_sort (ids, compare_strings);
  return ids;
}

void
flo_sim_auth_note_use (FloSimAuth *self,
                       const char *key_id,
                       const char *service,
                       const char *region,
                       gint64      now)
{
  g_autofree char *time = NULL;

  if (!g_hash_table_contains (self->secrets, key_id))
    return;
  time = flo_sim_time_format (now - now % FLO_SIM_SECOND);
  g_hash_table_insert (
      self->uses, g_strdup (key_id),
      flo_sim_json_new ("LastUsedDate", time, "ServiceName", service, "Region", region, NULL));
}

JsonObject *
flo_sim_auth_get_use (FloSimAuth *self,
                      const char *key_id)
{
  return g_hash_table_lookup (self->uses, key_id);
}

/* The identity that key and token name, not proven yet. (nullable) */
static FloSimIdentity *
identify (FloSimAuth *self,
          const char *key_id,
          const char *token)
{
  const char *secret = g_hash_table_lookup (self->secrets, key_id);
  g_autoptr (FloSimIdentity) identity = NULL;

  /* A long-term key comes without a session token; one that has it is nobody we know. */
  if (token == NULL)
    return secret != NULL ? flo_sim_identity_new_user (key_id, secret) : NULL;
  identity = flo_sim_identity_from_token (token);
  if (identity == NULL || !g_str_equal (identity->key_id, key_id))
    return NULL;
  return g_steal_pointer (&identity);
}

void
flo_sim_claim_clear (FloSimClaim *claim)
{
  g_clear_pointer (&claim->key_id, g_free);
  g_clear_pointer (&claim->region, g_free);
  g_clear_pointer (&claim->service, g_free);
  g_clear_pointer (&claim->detail, g_free);
  g_clear_pointer (&claim->identity, flo_sim_identity_free);
}

static FloSimAuthVerdict
malformed (FloSimClaim *claim,
           const char  *detail)
{
  g_free (claim->detail);
  claim->detail = g_strdup (detail);
  return FLO_SIM_AUTH_MALFORMED;
}

/* "20150830T123600Z" */
static gboolean
parse_timestamp (const char *text,
                 gint64     *moment)
{
  if (text == NULL || strlen (text) != 16 || text[8] != 'T' || text[15] != 'Z')
    return FALSE;
  return flo_sim_time_parse (text, moment);
}

static gboolean
parse_credential (const char  *credential,
                  Parts       *parts,
                  FloSimClaim *claim)
{
  g_auto (GStrv) fields = g_strsplit (credential, "/", -1);

  if (g_strv_length (fields) != 5 || !g_str_equal (fields[4], "aws4_request"))
    return FALSE;

  claim->key_id = g_strdup (fields[0]);
  claim->region = g_strdup (fields[2]);
  claim->service = g_strdup (fields[3]);
  parts->date = g_strdup (fields[1]);
  parts->scope = g_strdup (strchr (credential, '/') + 1);
  return TRUE;
}

static FloSimAuthVerdict
parse_authorization (SoupMessageHeaders *headers,
                     Parts              *parts,
                     FloSimClaim        *claim)
{
  const char *header = soup_message_headers_get_one (headers, "Authorization");
  g_auto (GStrv) fields = NULL;

  if (header == NULL)
    return FLO_SIM_AUTH_MISSING;
  if (!g_str_has_prefix (header, ALGORITHM " "))
    return malformed (claim, "The Authorization header does not start with " ALGORITHM ".");

  fields = g_strsplit (header + strlen (ALGORITHM " "), ",", -1);
  for (guint i = 0; fields[i] != NULL; i++)
    {
      const char *field = g_strstrip (fields[i]);

      if (g_str_has_prefix (field, "Credential=") && parts->scope == NULL)
        {
          if (!parse_credential (field + strlen ("Credential="), parts, claim))
            return malformed (claim,
                              "Credential must have exactly 5 slash-delimited elements and end "
                              "in aws4_request.");
        }
      else if (g_str_has_prefix (field, "SignedHeaders=") && parts->signed_headers == NULL)
        parts->signed_headers = g_strdup (field + strlen ("SignedHeaders="));
      else if (g_str_has_prefix (field, "Signature=") && parts->signature == NULL)
        parts->signature = g_strdup (field + strlen ("Signature="));
      else
        return malformed (claim, "The Authorization header has an unknown or repeated part.");
    }
  if (parts->scope == NULL || parts->signed_headers == NULL || parts->signature == NULL)
    return malformed (claim, "The Authorization header requires 'Credential', 'SignedHeaders' and "
                             "'Signature'.");
  return FLO_SIM_AUTH_OK;
}

/* Percent-encodes all but the unreserved characters and those in @also. */
static void
append_encoded (GString    *out,
                const char *text,
                const char *also)
{
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || strchr ("-_.~", *p) != NULL || strchr (also, *p) != NULL)
      g_string_append_c (out, *p);
    else
      g_string_append_printf (out, "%%%02X", *p);
}

static gboolean
append_canonical_query (GString    *out,
                        const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);
  g_autoptr (GPtrArray) encoded = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');
      g_autoptr (GString) pair = g_string_new (NULL);
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (pairs[i][0] == '\0')
        continue;
      if (equals != NULL)
        *equals = '\0';
      name = g_uri_unescape_string (pairs[i], NULL);
      value = g_uri_unescape_string (equals != NULL ? equals + 1 : "", NULL);
      if (name == NULL || value == NULL)
        return FALSE;
      append_encoded (pair, name, "");
      /* Sorting "name\1value" sorts by name, then by value, also when one name begins another. */
      g_string_append_c (pair, '\1');
      append_encoded (pair, value, "");
      g_ptr_array_add (encoded, g_string_free (g_steal_pointer (&pair), FALSE));
    }
  g_ptr_array_sort (encoded, compare_strings);
  for (guint i = 0; i < encoded->len; i++)
    {
      char *pair = g_ptr_array_index (encoded, i);

      *strchr (pair, '\1') = '=';
      g_string_append_printf (out, "%s%s", i > 0 ? "&" : "", pair);
    }
  return TRUE;
}

/* Trimmed, runs of spaces collapsed; several headers of one name are joined by commas. */
static void
append_canonical_value (GString            *out,
                        SoupMessageHeaders *headers,
                        const char         *name)
{
  SoupMessageHeadersIter iter;
  const char *header, *value;
  gboolean first = TRUE;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &header, &value))
    if (g_ascii_strcasecmp (header, name) == 0)
      {
        gboolean space = FALSE;
        gsize start;

        if (!first)
          g_string_append_c (out, ',');
        first = FALSE;
        start = out->len;
        for (; *value != '\0'; value++)
          if (*value == ' ' || *value == '\t')
            space = out->len > start;
          else
            {
              if (space)
                g_string_append_c (out, ' ');
              space = FALSE;
              g_string_append_c (out, *value);
            }
      }
}

/* AWS insists that the host and every x-amz- header are signed, and that the list is sorted. */
static FloSimAuthVerdict
check_signed_headers (SoupMessageHeaders *headers,
                      GStrv               names,
                      FloSimClaim        *claim)
{
  SoupMessageHeadersIter iter;
  const char *header, *value;

  for (guint i = 0; names[i] != NULL; i++)
    if (i > 0 && strcmp (names[i - 1], names[i]) >= 0)
      return malformed (claim, "SignedHeaders is not in order.");
  if (!g_strv_contains ((const char *const *) names, "host"))
    return malformed (claim,
                      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &header, &value))
    {
      g_autofree char *lower = g_ascii_strdown (header, -1);

      if (g_str_has_prefix (lower, "x-amz-")
          && !g_strv_contains ((const char *const *) names, lower))
        return malformed (claim,
                          "There were headers present in the request which were not signed.");
    }
  return FLO_SIM_AUTH_OK;
}

/* S3 takes bodies that the signature says nothing about. */
static gboolean
is_unsigned (const FloSimSignedRequest *request)
{
  return g_strcmp0 (soup_message_headers_get_one (request->headers, "X-Amz-Content-Sha256"), UNSIGNED)
         == 0;
}

/* The hex SHA-256 of the canonical request. (nullable) when the request cannot be canonicalised. */
static char *
canonical_digest (const FloSimSignedRequest *request,
                  const Parts               *parts,
                  GStrv                      names,
                  gboolean                   s3)
{
  g_autoptr (GString) text = g_string_new (request->method);
  g_autofree char *body
      = g_compute_checksum_for_data (G_CHECKSUM_SHA256, request->body, request->body_length);
  g_string_append_c (text, '\n');
  append_encoded (text, request->path, "/");
  g_string_append_c (text, '\n');
  if (!append_canonical_query (text, request->query))
    return NULL;
  g_string_append_c (text, '\n');
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_string_append_printf (text, "%s:", names[i]);
      append_canonical_value (text, request->headers, names[i]);
      g_string_append_c (text, '\n');
    }
  g_string_append_printf (text, "\n%s\n%s", parts->signed_headers,
                          s3 && is_unsigned (request) ? UNSIGNED : body);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, text->len);
}

static void
chain (guint8      key[DIGEST_LENGTH],
       gsize       key_length,
       const void *from,
       const char *text)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, from, key_length);
  gsize length = DIGEST_LENGTH;

  g_hmac_update (hmac, (const guchar *) text, strlen (text));
  g_hmac_get_digest (hmac, key, &length);
}

static char *
expected_signature (const char        *secret,
                    const Parts       *parts,
                    const FloSimClaim *claim,
                    const char        *digest)
{
  g_autofree char *start = g_strconcat ("AWS4", secret, NULL);
  g_autofree char *text
      = g_strdup_printf (ALGORITHM "\n%s\n%s\n%s", parts->timestamp, parts->scope, digest);
  guint8 key[DIGEST_LENGTH];

  chain (key, strlen (start), start, parts->date);
  chain (key, DIGEST_LENGTH, key, claim->region);
  chain (key, DIGEST_LENGTH, key, claim->service);
  chain (key, DIGEST_LENGTH, key, "aws4_request");
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, DIGEST_LENGTH, text, -1);
}

/* Takes the same time wherever the first difference is. */
static gboolean
equal_in_constant_time (const char *a,
                        const char *b)
{
  gsize length = strlen (a);
  guint difference = 0;

  if (strlen (b) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guchar) a[i] ^ (guchar) b[i];
  return difference == 0;
}

/* A declared body hash must be the body's. */
static gboolean
body_hash_matches (const FloSimSignedRequest *request)
{
  const char *declared = soup_message_headers_get_one (request->headers, "X-Amz-Content-Sha256");
  g_autofree char *actual = NULL;

  if (declared == NULL)
    return TRUE;
  actual = g_compute_checksum_for_data (G_CHECKSUM_SHA256, request->body, request->body_length);
  return g_str_equal (declared, actual);
}

FloSimAuthVerdict
flo_sim_auth_verify (FloSimAuth                *self,
                     const FloSimSignedRequest *request,
                     gint64                     now,
                     FloSimClaim               *claim)
{
  g_auto (Parts) parts = { NULL };
  g_auto (GStrv) names = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *expected = NULL;
  FloSimAuthVerdict verdict;
  g_autoptr (FloSimIdentity) identity = NULL;
  gboolean s3;

  verdict = parse_authorization (request->headers, &parts, claim);
  if (verdict != FLO_SIM_AUTH_OK)
    return verdict;

  parts.timestamp = g_strdup (soup_message_headers_get_one (request->headers, "X-Amz-Date"));
  if (!parse_timestamp (parts.timestamp, &claim->signed_at))
    return malformed (claim,
                      "The request needs an X-Amz-Date header of the form YYYYMMDDTHHMMSSZ.");
  if (strncmp (parts.timestamp, parts.date, 8) != 0 || parts.date[8] != '\0')
    return malformed (claim, "Date in Credential scope does not match YYYYMMDD from X-Amz-Date.");

  names = g_strsplit (parts.signed_headers, ";", -1);
  verdict = check_signed_headers (request->headers, names, claim);
  if (verdict != FLO_SIM_AUTH_OK)
    return verdict;

  identity = identify (self, claim->key_id,
                       soup_message_headers_get_one (request->headers, "X-Amz-Security-Token"));
  if (identity == NULL)
    return FLO_SIM_AUTH_UNKNOWN_KEY;
  if (claim->signed_at < now - LARGEST_SKEW)
    return FLO_SIM_AUTH_TOO_OLD;
  if (claim->signed_at > now + LARGEST_SKEW)
    return FLO_SIM_AUTH_TOO_EARLY;

  s3 = g_str_equal (claim->service, "s3");
  digest = canonical_digest (request, &parts, names, s3);
  if (digest == NULL)
    return malformed (claim, "The query string is not properly encoded.");
  expected = expected_signature (identity->secret, &parts, claim, digest);
  if (!equal_in_constant_time (expected, parts.signature) 
      || (!(s3 && is_unsigned (request)) && !body_hash_matches (request)))
    return FLO_SIM_AUTH_BAD_SIGNATURE;
  if (identity->expires_at != 0 && identity->expires_at <= now)
    return FLO_SIM_AUTH_EXPIRED;
  claim->identity = g_steal_pointer (&identity);
  return FLO_SIM_AUTH_OK;
}
