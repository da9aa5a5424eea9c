/* aws-xml-reader.c: reads answers as their bytes come in
 *
 * libxml2's push parser calls us for every element; no document is ever built. The shape is turned into
 * a tree of the elements we want, whose names are interned in the parser's own dictionary: an element is
 * then recognised by comparing pointers, beginning with the one that followed last time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-xml-reader"

#include "aws/wire/aws-xml-reader.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "aws/aws-error-codes.h"
#include "aws/wire/aws-text.h"
#include "aws/wire/aws-xml-plan.h"
#include "base/flo-secret.h"

/* Bounds for hostile answers; honest ones stay far below. */
#define MAX_DEPTH 64
#define MAX_TEXT_LENGTH (1024 * 1024)
#define MAX_KEPT_ITEMS 250000

typedef struct
{
  const AwsXmlNode *node;
  gpointer structure;        /* (unowned): whose members the elements inside are */
  guint next_child;          /* the one that is expected */
} Frame;

struct _AwsXmlReader
{
  AwsXmlReaderSpec spec;
  xmlParserCtxt *parser;     /* (owned) */
  AwsXmlNode *root;          /* (owned): what of the document is wanted */
  gpointer output;           /* (owned) */
  gpointer item;             /* (owned) (nullable): the item that is handed out, reused */
  gpointer spare;            /* (owned) (nullable): the strings of items before, whose memory is reused */

  Frame frames[MAX_DEPTH + 1];
  guint n_frames;
  guint depth;               /* of elements, wanted or not */
  guint ignored_depth;       /* elements at this depth and below are ignored; 0 = none */

  GString *text;             /* (owned): of the scalar that is being read */
  gboolean collecting;

  guint64 n_items;           /* that came by in this document */
  guint n_kept_items;        /* that are in memory */
  gboolean complete;         /* the root element was closed */
  GError *error;             /* (owned) (nullable) */
};

static void G_GNUC_PRINTF (3, 4)
aws_xml_reader_fail (AwsXmlReader *self,
                     const char   *code,
                     const char   *format,
                     ...)
{
  g_autofree char *message = NULL;
  va_list args;

  if (self->error != NULL)
    return;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  self->error = aws_error_new (NULL, code, message, NULL, 0);
  xmlStopParser (self->parser);
}

/* ---- values ---- */

static gboolean
aws_xml_reader_parse_integer (const char *text,
                              AwsInteger *integer)
{
  char *end;

  errno = 0;
  integer->value = g_ascii_strtoll (text, &end, 10);
  integer->is_set = errno == 0 && end != text && *end == '\0';

  return integer->is_set;
}

static gboolean
aws_xml_reader_parse_double (const char *text,
                             AwsDouble  *number)
{
  char *end;

  number->value = g_ascii_strtod (text, &end);
  number->is_set = end != text && *end == '\0' && isfinite (number->value);

  return number->is_set;
}

static gboolean
aws_xml_reader_parse_boolean (const char *text,
                              AwsBoolean *boolean)
{
  boolean->value = strcmp (text, "true") == 0;
  boolean->is_set = boolean->value || strcmp (text, "false") == 0;

  return boolean->is_set;
}

/* (transfer full): memory for @self->text: that of an item before if it fits, as it mostly does */
static char *
aws_xml_reader_take_memory (AwsXmlReader    *self,
                            const AwsMember *member,
                            gpointer         structure)
{
  if (structure == self->item)
    {
      char **spare = G_STRUCT_MEMBER_P (self->spare, member->offset);

      if (*spare != NULL && strlen (*spare) >= self->text->len)
        return g_steal_pointer (spare);
    }

  return g_malloc (self->text->len + 1);
}

static void
aws_xml_reader_set_string (AwsXmlReader    *self,
                           const AwsMember *member,
                           gpointer         structure)
{
  char **field = G_STRUCT_MEMBER_P (structure, member->offset);

  g_free (*field);
  *field = aws_xml_reader_take_memory (self, member, structure);
  memcpy (*field, self->text->str, self->text->len + 1);
}

static void
aws_xml_reader_set_scalar (AwsXmlReader    *self,
                           const AwsMember *member,
                           gpointer         structure)
{
  gpointer field = G_STRUCT_MEMBER_P (structure, member->offset);
  gboolean valid = TRUE;

  if (member->kind == AWS_KIND_SECRET)
    {
      flo_secret_free (*(char **) field);
      *(char **) field = flo_secret_strdup (self->text->str);
      explicit_bzero (self->text->str, self->text->len);
      return;
    }

  if (member->kind == AWS_KIND_STRING)
    {
      aws_xml_reader_set_string (self, member, structure);
      return;
    }

  g_strstrip (self->text->str);
  if (*self->text->str == '\0')
    return;

  switch (member->kind)
    {
    case AWS_KIND_INTEGER:
      valid = aws_xml_reader_parse_integer (self->text->str, field);
      break;

    case AWS_KIND_DOUBLE:
      valid = aws_xml_reader_parse_double (self->text->str, field);
      break;

    case AWS_KIND_BOOLEAN:
      valid = aws_xml_reader_parse_boolean (self->text->str, field);
      break;

    case AWS_KIND_TIME:
      ((AwsTime *) field)->is_set = valid = aws_text_parse_time (self->text->str,
                                                                 &((AwsTime *) field)->seconds);
      break;

    case AWS_KIND_STRING:
    case AWS_KIND_SECRET:
    case AWS_KIND_BYTES:
    case AWS_KIND_STRUCTURE:
    case AWS_KIND_STRING_LIST:
    case AWS_KIND_LIST:
    default:
      g_assert_not_reached ();
    }

  if (!valid)
    aws_xml_reader_fail (self, AWS_CODE_ANSWER_MALFORMED,
                         "the answer's %s \"%.40s\" has the wrong form", member->name,
                         self->text->str);
}

/* Adds @item, which may be NULL for a structure to be made, to the list that @member is. */
static gpointer
aws_xml_reader_add_item (AwsXmlReader    *self,
                         const AwsMember *member,
                         gpointer         structure,
                         gpointer         item)
{
  GPtrArray **list = G_STRUCT_MEMBER_P (structure, member->offset);

  if (++self->n_kept_items > MAX_KEPT_ITEMS)
    {
      aws_xml_reader_fail (self, AWS_CODE_ANSWER_TOO_LARGE,
                           "the answer's lists hold more than %d items", MAX_KEPT_ITEMS);
      return NULL;
    }

  if (*list == NULL)
    *list = g_ptr_array_new ();
  if (item == NULL)
    item = aws_shape_new (member->shape);
  g_ptr_array_add (*list, item);

  return item;
}

/* ---- elements ---- */

static gpointer
aws_xml_reader_begin_stream_item (AwsXmlReader    *self,
                                  const AwsMember *member)
{
  if (self->item == NULL)
    {
      self->item = aws_shape_new (member->shape);
      self->spare = aws_shape_new (member->shape);
    }

  return self->item;
}

static void
aws_xml_reader_spare_strings (AwsXmlReader   *self,
                              const AwsShape *shape)
{
  for (guint i = 0; i < shape->n_members; i++)
    {
      char **field = G_STRUCT_MEMBER_P (self->item, shape->members[i].offset);
      char **spare = G_STRUCT_MEMBER_P (self->spare, shape->members[i].offset);

      if (shape->members[i].kind == AWS_KIND_STRING && *field != NULL)
        {
          g_free (*spare);
          *spare = g_steal_pointer (field);
        }
    }
}

static void
aws_xml_reader_end_stream_item (AwsXmlReader    *self,
                                const AwsMember *member)
{
  if (self->n_items++ >= self->spec.skip_items)
    self->spec.item_func (self->item, self->spec.item_data);

  self->n_kept_items = 0;
  aws_xml_reader_spare_strings (self, member->shape);
  aws_shape_clear (member->shape, self->item);
}

static gpointer
aws_xml_reader_ensure_structure (const AwsMember *member,
                                 gpointer         structure)
{
  gpointer *field = G_STRUCT_MEMBER_P (structure, member->offset);

  if (*field == NULL)
    *field = aws_shape_new (member->shape);

  return *field;
}

/* The structure that elements inside @node belong to. */
static gpointer
aws_xml_reader_begin_node (AwsXmlReader *self,
                           const AwsXmlNode   *node,
                           gpointer      structure)
{
  switch (node->type)
    {
    case AWS_XML_NODE_STRUCTURE:
      return aws_xml_reader_ensure_structure (node->member, structure);

    case AWS_XML_NODE_ITEM:
      return aws_xml_reader_add_item (self, node->member, structure, NULL);

    case AWS_XML_NODE_STREAM_ITEM:
      return aws_xml_reader_begin_stream_item (self, node->member);

    case AWS_XML_NODE_SCALAR:
    case AWS_XML_NODE_STRING_ITEM:
      g_string_truncate (self->text, 0);
      self->collecting = TRUE;
      return structure;

    case AWS_XML_NODE_STEP:
    case AWS_XML_NODE_LIST:
    case AWS_XML_NODE_STREAM:
    default:
      return structure;
    }
}

static void
aws_xml_reader_end_node (AwsXmlReader *self,
                         const Frame  *frame)
{
  switch (frame->node->type)
    {
    case AWS_XML_NODE_SCALAR:
      self->collecting = FALSE;
      aws_xml_reader_set_scalar (self, frame->node->member, frame->structure);
      break;

    case AWS_XML_NODE_STRING_ITEM:
      self->collecting = FALSE;
      aws_xml_reader_add_item (self, frame->node->member, frame->structure,
                               g_strndup (self->text->str, self->text->len));
      break;

    case AWS_XML_NODE_STREAM_ITEM:
      aws_xml_reader_end_stream_item (self, frame->node->member);
      break;

    case AWS_XML_NODE_STEP:
    case AWS_XML_NODE_STRUCTURE:
    case AWS_XML_NODE_LIST:
    case AWS_XML_NODE_STREAM:
    case AWS_XML_NODE_ITEM:
    default:
      break;
    }
}

static const AwsXmlNode *
frame_find_child (Frame         *frame,
                  const xmlChar *name)
{
  GPtrArray *children = frame->node->children;
  guint index = frame->next_child;

  for (guint i = 0; i < children->len; i++, index++)
    {
      const AwsXmlNode *child;

      if (index >= children->len)
        index = 0;
      child = g_ptr_array_index (children, index);
      if (child->name == name || child->name == NULL)
        {
          frame->next_child = index + 1;
          return child;
        }
    }

  return NULL;
}

/* Text of @node goes into the member that it is for; elements in between are not expected then. */
static void
aws_xml_reader_begin_text (AwsXmlReader *self,
                           const AwsXmlNode   *node)
{
  if (node->text == NULL)
    return;

  g_string_truncate (self->text, 0);
  self->collecting = TRUE;
}

static void
aws_xml_reader_end_text (AwsXmlReader *self,
                         const Frame  *frame)
{
  if (frame->node->text == NULL || !self->collecting)
    return;

  self->collecting = FALSE;
  if (self->text->len > 0)
    aws_xml_reader_set_scalar (self, frame->node->text, frame->structure);
}

static void
aws_xml_reader_push_frame (AwsXmlReader *self,
                           const AwsXmlNode   *node,
                           gpointer      structure)
{
  Frame *frame = &self->frames[self->n_frames++];

  frame->node = node;
  frame->structure = structure;
  frame->next_child = 0;
  aws_xml_reader_begin_text (self, node);
}

static void
aws_xml_reader_start_root (AwsXmlReader  *self,
                           const xmlChar *name)
{
  if (self->spec.root != NULL && strcmp ((const char *) name, self->spec.root) != 0)
    {
      aws_xml_reader_fail (self, AWS_CODE_ANSWER_MALFORMED,
                           "the answer is a <%.60s> and not the <%s> that was asked for",
                           (const char *) name, self->spec.root);
      return;
    }

  aws_xml_reader_push_frame (self, self->root, self->output);
}

static void
aws_xml_reader_start_element_cb (void           *data,
                                 const xmlChar  *name,
                                 const xmlChar  *prefix,
                                 const xmlChar  *uri,
                                 int             n_namespaces,
                                 const xmlChar **namespaces,
                                 int             n_attributes,
                                 int             n_defaulted,
                                 const xmlChar **attributes)
{
  AwsXmlReader *self = data;
  Frame *frame;
  const AwsXmlNode *node;

  if (++self->depth > MAX_DEPTH)
    {
      aws_xml_reader_fail (self, AWS_CODE_ANSWER_MALFORMED,
                           "the answer is nested more than %d levels deep", MAX_DEPTH);
      return;
    }

  if (self->ignored_depth != 0)
    return;

  if (self->n_frames == 0)
    {
      aws_xml_reader_start_root (self, name);
      return;
    }

  frame = &self->frames[self->n_frames - 1];
  node = frame_find_child (frame, name);
  if (node == NULL)
    self->ignored_depth = self->depth;
  else
    aws_xml_reader_push_frame (self, node,
                               aws_xml_reader_begin_node (self, node, frame->structure));
}

static void
aws_xml_reader_end_element_cb (void          *data,
                               const xmlChar *name,
                               const xmlChar *prefix,
                               const xmlChar *uri)
{
  AwsXmlReader *self = data;

  self->depth--;
  if (self->error != NULL)
    return;

  if (self->ignored_depth != 0)
    {
      if (self->depth < self->ignored_depth)
        self->ignored_depth = 0;
      return;
    }

  self->n_frames--;
  aws_xml_reader_end_text (self, &self->frames[self->n_frames]);
  if (self->n_frames == 0)
    self->complete = TRUE;
  else
    aws_xml_reader_end_node (self, &self->frames[self->n_frames]);
}

static const char *
aws_xml_reader_get_text_name (AwsXmlReader *self)
{
  const AwsXmlNode *node = self->frames[self->n_frames - 1].node;

  return node->text != NULL ? node->text->name : node->member->name;
}

static void
aws_xml_reader_characters_cb (void          *data,
                              const xmlChar *text,
                              int            length)
{
  AwsXmlReader *self = data;

  if (!self->collecting || self->ignored_depth != 0)
    return;

  if (self->text->len + length > MAX_TEXT_LENGTH)
    aws_xml_reader_fail (
        self, AWS_CODE_ANSWER_TOO_LARGE, "the answer's <%s> is longer than %d bytes",
        aws_xml_reader_get_text_name (self), MAX_TEXT_LENGTH);
  else
    flo_secret_string_append (self->text, (const char *) text, (gsize) length);
}

/* AWS sends no document type; whoever does wants to make us expand entities. */
static void
aws_xml_reader_doctype_cb (void          *data,
                           const xmlChar *name,
                           const xmlChar *external_id,
                           const xmlChar *system_id)
{
  aws_xml_reader_fail (data, AWS_CODE_ANSWER_MALFORMED,
                       "the answer has a document type; AWS's have none");
}

static void
aws_xml_reader_error_cb (void     *data,
                         xmlError *error)
{
  AwsXmlReader *self = data;
  g_autofree char *message = NULL;

  if (error->level < XML_ERR_ERROR || self->error != NULL)
    return;

  /* Undeclared namespaces and the like do no harm. */
  if (error->level != XML_ERR_FATAL && self->parser->wellFormed)
    return;

  message = g_strstrip (g_strdup (error->message != NULL ? error->message : "unknown"));
  aws_xml_reader_fail (self, AWS_CODE_ANSWER_MALFORMED, "the answer is not XML (line %d: %s)",
                       error->line, message);
}

/**
 * aws_xml_reader_new:
 * @spec: what to read; its strings and tables have to outlive the reader
 *
 * Returns: (transfer full): a reader for one document
 */
AwsXmlReader *
aws_xml_reader_new (const AwsXmlReaderSpec *spec)
{
  AwsXmlReader *self = g_new0 (AwsXmlReader, 1);
  xmlSAXHandler handler = { 0 };

  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = aws_xml_reader_start_element_cb;
  handler.endElementNs = aws_xml_reader_end_element_cb;
  handler.characters = aws_xml_reader_characters_cb;
  handler.ignorableWhitespace = aws_xml_reader_characters_cb;
  handler.cdataBlock = aws_xml_reader_characters_cb;
  handler.internalSubset = aws_xml_reader_doctype_cb;
  handler.serror = aws_xml_reader_error_cb;

  self->spec = *spec;
  self->parser = xmlCreatePushParserCtxt (&handler, self, NULL, 0, NULL);
  xmlCtxtUseOptions (self->parser, XML_PARSE_NONET);
  self->text = g_string_sized_new (256);
  self->output = aws_shape_new (spec->shape);
  self->root = aws_xml_plan_new (spec, self->parser->dict);

  return self;
}

/* The answer may hold secrets, of which libxml2 knows nothing. */
static void
aws_xml_reader_wipe_input (AwsXmlReader *self)
{
  xmlParserInput *input = self->parser->input;

  if (input != NULL && input->base != NULL && input->end > input->base)
    explicit_bzero ((char *) input->base, (gsize) (input->end - input->base));
}

void
aws_xml_reader_free (AwsXmlReader *self)
{
  if (self->item != NULL)
    {
      const AwsShape *shape = aws_shape_find_member (self->spec.shape, self->spec.items)->shape;

      aws_shape_free (shape, self->item);
      aws_shape_free (shape, self->spare);
    }
  aws_shape_free (self->spec.shape, self->output);
  aws_xml_plan_free (self->root);
  aws_xml_reader_wipe_input (self);
  xmlFreeParserCtxt (self->parser);
  flo_secret_string_free (self->text);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
aws_xml_reader_check (AwsXmlReader  *self,
                      GError       **error)
{
  if (self->error == NULL && !self->parser->wellFormed)
    aws_xml_reader_fail (self, AWS_CODE_ANSWER_MALFORMED, "the answer is not XML");

  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_error_copy (self->error));

  return FALSE;
}

/**
 * aws_xml_reader_feed:
 * @self: a reader
 * @data: the next bytes of the document
 * @length: how many
 * @error: %AWS_ERROR_PROTOCOL
 *
 * Items that are complete are handed out before this returns.
 *
 * Returns: %FALSE when the document is refused; feeding more is pointless then
 */
gboolean
aws_xml_reader_feed (AwsXmlReader  *self,
                     const char    *data,
                     gsize          length,
                     GError       **error)
{
  while (length > 0 && self->error == NULL)
    {
      int n = (int) MIN (length, 1 << 20);

      xmlParseChunk (self->parser, data, n, 0);
      data += n;
      length -= n;
    }

  return aws_xml_reader_check (self, error);
}

/**
 * aws_xml_reader_finish:
 * @self: a reader that was fed the whole document
 * @error: %AWS_ERROR_PROTOCOL, "AnswerTruncated" when the document ends too early
 *
 * Returns: (transfer full): the structure, without the items that were handed out, or %NULL
 */
gpointer
aws_xml_reader_finish (AwsXmlReader  *self,
                       GError       **error)
{
  if (!aws_xml_reader_check (self, error))
    return NULL;

  if (!self->complete)
    {
      g_propagate_error (error, aws_error_new (NULL, AWS_CODE_ANSWER_TRUNCATED,
                                               "the answer ends in the middle", NULL, 0));
      return NULL;
    }

  xmlParseChunk (self->parser, NULL, 0, 1);
  if (!aws_xml_reader_check (self, error))
    return NULL;

  return g_steal_pointer (&self->output);
}

/**
 * aws_xml_reader_get_n_items:
 * @self: a reader
 *
 * Returns: how many items of the list came by so far, those that were skipped included
 */
guint64
aws_xml_reader_get_n_items (AwsXmlReader *self)
{
  return self->n_items;
}
