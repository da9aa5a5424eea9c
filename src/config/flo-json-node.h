/* flo-json-node.h: JSON that remembers where it was written
 *
 * json-glib forgets positions, keeps the last of two equal keys, lets comments pass and follows any
 * depth of nesting. A config is written by hand and read from strangers, so this reader is strict,
 * bounded, and says where. Writing is json-glib's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FLO_JSON_MAX_DEPTH 32
#define FLO_JSON_MAX_NODES 20000

typedef enum
{
  FLO_JSON_INVALID,    /* something is here, but what is wrong with it was reported already */
  FLO_JSON_NULL,
  FLO_JSON_BOOLEAN,
  FLO_JSON_NUMBER,
  FLO_JSON_STRING,
  FLO_JSON_LIST,
  FLO_JSON_OBJECT,
} FloJsonType;

/* FloJsonNode:
 * @key: (nullable): its name, when it is in an object
 * @text: (nullable): a string's content, or a number or boolean as it is written
 * @children: (nullable) (element-type FloJsonNode): of a list or an object, in order; keys are unique
 * @line, @column: where the value starts, from 1; columns count characters
 * @key_line, @key_column: where the key starts
 */
typedef struct _FloJsonNode FloJsonNode;

struct _FloJsonNode
{
  FloJsonType type;
  char *key;
  char *text;
  GPtrArray *children;
  guint line, column;
  guint key_line, key_column;
};

/* What is wrong with the text itself; @hint is (nullable). */
typedef void (*FloJsonReportFunc) (guint       line,
                                   guint       column,
                                   const char *message,
                                   const char *hint,
                                   gpointer    user_data);

/* Reads as far as it makes sense: after a comment, a superfluous or forgotten comma, a repeated key,
 * a wrong quote or a bad number it goes on.
 * Returns: (nullable): the document; NULL when it could not be read to its end (always reported) */
FloJsonNode *flo_json_parse      (const char        *text,
                                  gsize              length,
                                  FloJsonReportFunc  report,
                                  gpointer           user_data);
void         flo_json_node_free  (FloJsonNode       *self);
/* (nullable): the member of an object */
FloJsonNode *flo_json_node_find  (const FloJsonNode *self,
                                  const char        *key);
/* For messages: "the string \"4\"", "the number 4.5", "true", "a list" … */
char        *flo_json_node_describe (const FloJsonNode *self);
/* A string in double quotes for messages: escaped, cut when it is long; never one that looks like a secret. */
char        *flo_json_quote         (const char        *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloJsonNode, flo_json_node_free)

G_END_DECLS
