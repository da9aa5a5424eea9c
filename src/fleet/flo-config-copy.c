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
  if (revision != NULL && revision->number > 1)
    {
      json_object_set_int_member (object, "revision", revision->number);
      json_object_set_int_member (object, "nodes_since", revision->nodes_since);
    }
  text = flo_json_to_text (object);
  packed = convert (G_CONVERTER (compressor), text, strlen (text));
  if (packed == NULL)
    return NULL;

  copy = g_base64_encode (packed->data, packed->len);

  return strlen (copy) <= FLO_CONFIG_COPY_MAX_CHARS ? g_steal_pointer (&copy) : NULL;
}

static FloConfig *
fail (GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The copy of its config in the tags of its launch template is "
               "damaged, or of another version of Flotilla");

  return NULL;
}

/* What is no part of the config itself. */
static guint
take_number (JsonObject *object,
             const char *name)
{
  gint64 number = flo_json_get_integer (object, name);

  if (json_object_has_member (object, name))
    json_object_remove_member (object, name);

  return (guint) CLAMP (number, 1, MAX_REVISION);
}

FloConfig *
flo_config_copy_unpack (const char   *text,
                        FloRevision  *revision,
                        GError      **error)
{
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
  g_autoptr (GByteArray) json = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree guchar *packed = NULL;
  g_autofree char *document = NULL;
  FloRevision found;
  FloConfig *config;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0' || strlen (text) > FLO_CONFIG_COPY_MAX_CHARS)
    return fail (error);
  packed = g_base64_decode (text, &length);
  json = packed != NULL && length > 0 ? convert (G_CONVERTER (decompressor), packed, length) : NULL;
  if (json == NULL || json->len == 0)
    return fail (error);

  g_byte_array_append (json, (const guint8 *) "", 1);
  object = flo_json_from_text ((const char *) json->data);
  if (object == NULL)
    return fail (error);
  found.number = take_number (object, "revision");
  found.nodes_since = take_number (object, "nodes_since");
  found.nodes_since = MIN (found.nodes_since, found.number);
  document = flo_json_to_text (object);
  config = flo_config_parse (document, -1, &problems);
  if (config == NULL)
    return fail (error);
  if (revision != NULL)
    *revision = found;

  return config;
}
