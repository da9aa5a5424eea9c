/* bare-prices.c: bench-bare-prices URL TYPE…: the least that reading every page of the price history can cost
 *
 * libsoup asks for page after page, libxml2's SAX2 parser goes over what comes in, and nothing is kept but the token
 * of the next page: no signature, no record, no check. Whoever reads the records as well can only be slower. Prints
 * how many there were.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <libsoup/soup.h>
#include <libxml/parser.h>
#include <string.h>

#define BUFFER_SIZE (256 * 1024)

typedef struct
{
  guint64 n_items;
  GString *token;
  gboolean in_token;
} Page;

static void
start_element (void           *data,
               const xmlChar  *name,
               const xmlChar  *prefix,
               const xmlChar  *uri,
               int             n_namespaces,
               const xmlChar **namespaces,
               int             n_attributes,
               int             n_defaulted,
               const xmlChar **attributes)
{
  Page *page = data;

  page->in_token = strcmp ((const char *) name, "nextToken") == 0;
  page->n_items += strcmp ((const char *) name, "item") == 0;
}

static void
end_element (void          *data,
             const xmlChar *name,
             const xmlChar *prefix,
             const xmlChar *uri)
{
  ((Page *) data)->in_token = FALSE;
}

static void
characters (void          *data,
            const xmlChar *text,
            int            length)
{
  Page *page = data;

  if (page->in_token)
    g_string_append_len (page->token, (const char *) text, length);
}

static gboolean
read_page (SoupSession *session,
           GUri        *uri,
           const char  *form,
           Page        *page,
           char        *buffer,
           GError     **error)
{
  g_autoptr(SoupMessage) message = soup_message_new_from_uri (SOUP_METHOD_POST, uri);
  g_autoptr(GBytes) body = g_bytes_new (form, strlen (form));
  g_autoptr(GInputStream) stream = NULL;
  xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC, .startElementNs = start_element,
                            .endElementNs = end_element, .characters = characters };
  xmlParserCtxt *parser = xmlCreatePushParserCtxt (&handler, page, NULL, 0, NULL);
  gssize n = -1;

  soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded; charset=utf-8", body);
  stream = soup_session_send (session, message, NULL, error);
  if (stream != NULL)
    while ((n = g_input_stream_read (stream, buffer, BUFFER_SIZE, NULL, error)) > 0)
      xmlParseChunk (parser, buffer, (int) n, 0);
  xmlParseChunk (parser, NULL, 0, 1);
  xmlFreeParserCtxt (parser);

  return n == 0;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(GUri) uri = argc > 2 ? g_uri_parse (argv[1], G_URI_FLAGS_NONE, &error) : NULL;
  g_autofree char *buffer = g_malloc (BUFFER_SIZE);
  g_autoptr(GString) form = g_string_new ("Action=DescribeSpotPriceHistory&Version=2016-11-15&MaxResults=1000");
  Page page = { 0, g_string_new (NULL), FALSE };
  gsize form_length;

  if (uri == NULL)
    {
      g_printerr ("usage: bench-bare-prices URL TYPE…\n");
      return 2;
    }

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  for (int i = 2; i < argc; i++)
    g_string_append_printf (form, "&InstanceType.%d=%s", i - 1, argv[i]);
  form_length = form->len;
  do
    {
      g_string_truncate (form, form_length);
      if (page.token->len > 0)
        g_string_append_printf (form, "&NextToken=%s", page.token->str);
      g_string_truncate (page.token, 0);
      if (!read_page (session, uri, form->str, &page, buffer, &error))
        {
          g_printerr ("bench-bare-prices: %s\n", error->message);
          return 1;
        }
    }
  while (page.token->len > 0);

  g_print ("%" G_GUINT64_FORMAT "\n", page.n_items);
  g_string_free (page.token, TRUE);

  return 0;
}
