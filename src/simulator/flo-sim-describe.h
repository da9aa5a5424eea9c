/* flo-sim-describe.h: what all Describe actions share: ids, filters, pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "simulator/flo-sim-call.h"

G_BEGIN_DECLS

/* A filter's name and the path of the data it looks at. Tables end with a NULL name. The tag
 * filters are known everywhere. */
typedef struct
{
  const char *name;
  const char *path;
} FloSimFilter;

typedef struct
{
  FloSimKind          kind;
  const char         *set;      /* the answer's list */
  const char         *id_param; /* "VpcId" for VpcId.1, VpcId.2 … */
  const FloSimFilter *filters;
  guint               least;    /* bounds of MaxResults; both 0: not paginated */
  guint               most;
} FloSimDescription;

/* The resources that the call's ids and filters ask for, or NULL and the call has failed:
 * (transfer container) (element-type FloSimResource) (nullable). */
GPtrArray *flo_sim_describe_select   (FloSimCall              *call,
                                      const FloSimDescription *description);
/* Selects and writes them down, page by page. */
gboolean   flo_sim_describe          (FloSimCall              *call,
                                      const FloSimDescription *description);
/* Filters and writes @objects, things that are no resources. (element-type JsonObject) */
gboolean   flo_sim_describe_objects  (FloSimCall              *call,
                                      const char              *set,
                                      GPtrArray               *objects,
                                      const FloSimFilter      *filters,
                                      guint                    least,
                                      guint                    most);
/* Fails the call when it has a filter that is not in the table. */
gboolean   flo_sim_filters_check     (FloSimCall              *call,
                                      const FloSimFilter      *filters);
gboolean   flo_sim_filters_match     (FloSimCall              *call,
                                      const FloSimFilter      *filters,
                                      JsonObject              *object);
/* Does @text equal @pattern, in which * is any text and ? any character? */
gboolean   flo_sim_filter_value_match (const char             *pattern,
                                       const char             *text);
/* Finds which of @total entries this page shows, from MaxResults and NextToken, and sets
 * nextToken. */
gboolean   flo_sim_paginate          (FloSimCall              *call,
                                      guint                    total,
                                      guint                    least,
                                      guint                    most,
                                      guint                   *start,
                                      guint                   *end);
/* Tokens that only fit the same call: they carry a digest of its other parameters. (transfer full) */
char      *flo_sim_token_new         (FloSimCall              *call,
                                      const char              *position);
/* The position in the call's NextToken; NULL without a token, or the call has failed when the token is
 * none of ours (@failed). (transfer full) */
char      *flo_sim_token_read        (FloSimCall              *call,
                                      gboolean                *failed);
/* A hex digest of the parameters but for those named, a NULL-terminated list. */
char      *flo_sim_call_digest       (FloSimCall              *call,
                                      const char *const       *but);

G_END_DECLS
