/* flo-load-source.h: where it is asked how much there is to do: a file each for queues and for metrics
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "config/flo-config.h"

G_BEGIN_DECLS

typedef struct
{
  double value;
  gint64 time;             /* Unix microseconds: when it was so; of a period its end */
} FloLoadFigure;

/* Microseconds. */
typedef struct
{
  gint64 pause;            /* from one question to the next */
  gint64 span;             /* of the period that a figure is of; 0: it is of a moment */
  gint64 keeps;            /* for so long a figure says something */
  guint most_nodes;        /* so many nodes at most are asked about; 0: the source asks about none */
  const char *rights;      /* that it needs, for people */
} FloLoadTerms;

#define FLO_TYPE_LOAD_SOURCE (flo_load_source_get_type ())
G_DECLARE_INTERFACE (FloLoadSource, flo_load_source, FLO, LOAD_SOURCE, GObject)

struct _FloLoadSourceInterface
{
  GTypeInterface parent_interface;

  FloLoadTerms  (*get_terms)  (FloLoadSource       *self);
  void          (*set_local)  (FloLoadSource       *self);
  void          (*ask_async)  (FloLoadSource       *self,
                               GPtrArray           *nodes,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
};

FloLoadTerms  flo_load_source_get_terms  (FloLoadSource        *self);
/* The endpoint is on this computer, where time may run faster. */
void          flo_load_source_set_local  (FloLoadSource        *self);
/* @nodes: (element-type utf8): ids of those that run, no more than the terms say; borrowed for the call */
void          flo_load_source_ask_async  (FloLoadSource        *self,
                                          GPtrArray            *nodes,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* Returns: (transfer full) (element-type FloLoadFigure): oldest first, some of them known already; empty: there are none */
GArray       *flo_load_source_ask_finish (FloLoadSource        *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
