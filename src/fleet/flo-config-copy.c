/* flo-config-copy.c: a fleet's config in the tags of its launch template, for who finds the fleet and knows nothing of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-config-copy"

#include "flotilla-config.h"

#include "fleet/flo-config-copy.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "config/flo-config-json.h"
#include "config/flo-config-problem.h"
#include "fleet/flo-fleet-json.h"

/* More is no config of ours, however well it was packed. */
#define MAX_BYTES (64 * 1024)
/* Nobody changes a config so often. */
#define MAX_REVISION 1000000
/* Stands behind the revision, where there is one: no letter of what is packed. */
#define REVISION_END ':'


/* All of @data through @converter. Returns: (transfer full) (nullable): NULL: it is broken, or more than MAX_BYTES */
static GByteArray *
convert (GConverter *converter,
         const void *data,
         gsize       length)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  const guint8 *rest = data;

  for (;;)
    {
      guint8 block[4096];
      gsize n_read, n_written;
      GConverterResult result = g_converter_convert (converter, rest, length, block, sizeof block,
                                                     G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);

      if (result == G_CONVERTER_ERROR || out->len + n_written > MAX_BYTES)
        return NULL;
      g_byte_array_append (out, block, n_written);
      rest += n_read;
      length -= n_read;
      if (result == G_CONVERTER_FINISHED)
        return g_steal_pointer (&out);
    }
}

char *
flo_config_copy_pack (const FloConfig   *config,
                      const FloRevision *revision)
{
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;
  g_autofree char *letters = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);
  g_autoptr (GByteArray) packed = NULL;
  g_autofree char *copy = NULL;

  g_return_val_if_fail (config != NULL, NULL);

  json = flo_config_to_json (config);
  object = flo_json_from_text (json);
  if (object == NULL)
    return NULL;
  if (json_object_has_member (object, "$schema"))
    json_object_remove_member (object, "$schema");
  if (json_object_has_member (object, "account"))
    json_object_remove_member (object, "account");
  text = flo_json_to_text (object);
  packed = convert (G_CONVERTER (compressor), text, strlen (text));
  if (packed == NULL)
    return NULL;

  letters = g_base64_encode (packed->data, packed->len);
  copy = revision != NULL && revision->number > 1
           ? g_strdup_printf ("%u/%u%c%s", revision->number, revision->nodes_since, REVISION_END, letters)
           : g_steal_pointer (&letters);

  return strlen (copy) <= FLO_CONFIG_COPY_MAX_CHARS ? g_steal_pointer (&copy) : NULL;
}

static FloConfig *
fail (GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The copy of its config in the tags of its launch template is "
               "damaged, or of another version of Flotilla");

  return NULL;
}

/* Takes "2/1:" from the beginning of @text, which may not be there. Returns: (nullable): what follows; NULL: it makes no sense */
static const char *
take_revision (const char  *text,
               FloRevision *revision)
{
  const char *end = strchr (text, REVISION_END);
  g_autofree char *both = NULL;
  g_auto (GStrv) words = NULL;
  guint64 number, since;

  *revision = (FloRevision) { 1, 1 };
  if (end == NULL)
    return text;

  both = g_strndup (text, end - text);
  words = g_strsplit (both, "/", 3);
  if (g_strv_length (words) != 2 || !g_ascii_string_to_unsigned (words[0], 10, 1, MAX_REVISION, &number, NULL) ||
      !g_ascii_string_to_unsigned (words[1], 10, 1, number, &since, NULL))
    return NULL;
  *revision = (FloRevision) { (guint) number, (guint) since };

  return end + 1;
}

static gboolean
is_packed (const char *text)
{
  return text != NULL && *text != '\0' && strchr (text, REVISION_END) == NULL && strlen (text) <= FLO_CONFIG_COPY_MAX_CHARS;
}

FloConfig *
flo_config_copy_unpack (const char   *text,
                        FloRevision  *revision,
                        GError      **error)
{
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
  g_autoptr (GByteArray) json = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree guchar *packed = NULL;
  const char *letters;
  FloRevision found;
  FloConfig *config;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  letters = take_revision (text, &found);
  if (!is_packed (letters))
    return fail (error);
  packed = g_base64_decode (letters, &length);
  json = packed != NULL && length > 0 ? convert (G_CONVERTER (decompressor), packed, length) : NULL;
  if (json == NULL || json->len == 0)
    return fail (error);

  config = flo_config_parse ((const char *) json->data, json->len, &problems);
  if (config == NULL)
    return fail (error);
  if (revision != NULL)
    *revision = found;

  return config;
}
