/* flo-sim-form.h: the parameters of a Query request, flat as they came and as a tree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A node of the tree: "Filter.1.Value.2=x" is four levels deep. List entries are children named by
 * their number, kept in the order of the numbers. */
typedef struct _FloSimNode FloSimNode;

struct _FloSimNode
{
  char      *name;
  char      *value;    /* (nullable) only leaves have one */
  GPtrArray *children; /* (element-type FloSimNode) (owned) */
};

typedef struct
{
  GPtrArray  *keys;   /* (element-type utf8) (owned), in the order they came */
  GPtrArray  *values; /* (element-type utf8) (owned), one for each key */
  FloSimNode *root;
} FloSimForm;

/* Decodes application/x-www-form-urlencoded text. On failure returns NULL and a sentence. */
FloSimForm *flo_sim_form_parse         (const char        *text,
                                        gsize              length,
                                        char             **problem);
FloSimForm *flo_sim_form_new           (void);
/* FALSE when the key is malformed, given twice, or both a leaf and a branch. */
gboolean    flo_sim_form_add           (FloSimForm        *self,
                                        const char        *key,
                                        const char        *value);
void        flo_sim_form_free          (FloSimForm        *self);

/* Readers take a dotted path below @node; a NULL node has nothing below it. */
FloSimNode *flo_sim_node_find          (FloSimNode        *node,
                                        const char        *path);
const char *flo_sim_node_get           (FloSimNode        *node,
                                        const char        *path);
gint64      flo_sim_node_get_int       (FloSimNode        *node,
                                        const char        *path,
                                        gint64             otherwise);
double      flo_sim_node_get_double    (FloSimNode        *node,
                                        const char        *path,
                                        double             otherwise);
gboolean    flo_sim_node_get_bool      (FloSimNode        *node,
                                        const char        *path,
                                        gboolean           otherwise);
/* The entries of the list at @path, NULL-safe: loop `for (i = 0; i < n; i++) flo_sim_node_nth (…,
 * i)`. */
guint       flo_sim_node_count         (FloSimNode        *node,
                                        const char        *path);
FloSimNode *flo_sim_node_nth           (FloSimNode        *node,
                                        const char        *path,
                                        guint              index);
/* Values of a list of strings: (transfer container) (element-type utf8). */
GPtrArray  *flo_sim_node_get_strings   (FloSimNode        *node,
                                        const char        *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloSimForm, flo_sim_form_free)

G_END_DECLS
