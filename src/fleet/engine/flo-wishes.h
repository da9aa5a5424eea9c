/* flo-wishes.h: what a person asked of a living fleet, besides its config
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* As many nodes as anybody may ask for: as a config may. */
#define FLO_WISHES_MAX_NODES 10000

#define FLO_WISHES_ERROR (flo_wishes_error_quark ())
GQuark flo_wishes_error_quark (void);

typedef enum
{
  FLO_WISHES_ERROR_INVALID,   /* what is stored cannot be read: another version wrote it, or it is damaged */
} FloWishesError;

/* Who asked for something, and when. */
typedef struct
{
  char *by;                /* (nullable): "user@host"; NULL: nobody asked */
  gint64 time;             /* Unix microseconds */
} FloAsked;

typedef struct
{
  char *id;                /* of the instance */
  gboolean drain;          /* it ends when its drain time is over; otherwise when its substitute runs */
  FloAsked asked;
} FloWishedNode;

typedef struct
{
  char *zone;
  FloAsked asked;
} FloWishedZone;

/**
 * FloWishes:
 *
 * @nodes: how many there shall be, when @scaled was asked for; otherwise the config says
 * @paused: nothing is launched, replaced or moved until that is taken back
 * @take_over: it shall be driven here, whichever computer drives it now
 * @left_nodes: nodes that shall go, in the order they were asked for
 * @left_zones: zones that shall not be used, and whose nodes move away
 */
typedef struct
{
  guint nodes;
  FloAsked scaled;
  FloAsked paused;
  FloAsked take_over;
  GPtrArray *left_nodes;   /* (element-type FloWishedNode) */
  GPtrArray *left_zones;   /* (element-type FloWishedZone) */
} FloWishes;

#define FLO_TYPE_WISHES (flo_wishes_get_type ())
GType      flo_wishes_get_type   (void) G_GNUC_CONST;

FloWishes *flo_wishes_new        (void) G_GNUC_WARN_UNUSED_RESULT;
FloWishes *flo_wishes_copy       (const FloWishes *self) G_GNUC_WARN_UNUSED_RESULT;
void       flo_wishes_free       (FloWishes       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloWishes, flo_wishes_free)

/* %NULL is the same as nothing asked for. */
gboolean   flo_wishes_equal      (const FloWishes *a,
                                  const FloWishes *b);
gboolean   flo_wishes_is_empty   (const FloWishes *self);
/* Returns: (transfer full) (nullable): JSON; %NULL when nothing is asked for */
char      *flo_wishes_to_json    (const FloWishes *self);
/* @text: (nullable). Strict: what this version does not know is an error, because it cannot be heeded. */
FloWishes *flo_wishes_from_json  (const char      *text,
                                  GError         **error) G_GNUC_WARN_UNUSED_RESULT;

/* Each replaces what was asked before. */
void       flo_wishes_scale      (FloWishes       *self,
                                  guint            nodes,
                                  const char      *by,
                                  gint64           time);
void       flo_wishes_unscale    (FloWishes       *self);
/* What was asked for first stands: asking again for what is so already changes nothing. */
void       flo_wishes_pause      (FloWishes       *self,
                                  const char      *by,
                                  gint64           time);
void       flo_wishes_resume     (FloWishes       *self);
void       flo_wishes_take_over  (FloWishes       *self,
                                  const char      *by,
                                  gint64           time);
/* It is so. */
void       flo_wishes_taken_over (FloWishes       *self);
void       flo_wishes_leave_node (FloWishes       *self,
                                  const char      *id,
                                  gboolean         drain,
                                  const char      *by,
                                  gint64           time);
/* Returns: whether it was asked for */
gboolean   flo_wishes_keep_node  (FloWishes       *self,
                                  const char      *id);
void       flo_wishes_leave_zone (FloWishes       *self,
                                  const char      *zone,
                                  const char      *by,
                                  gint64           time);
gboolean   flo_wishes_use_zone   (FloWishes       *self,
                                  const char      *zone);

/* Borrowed, %NULL: it was not asked for. @self: (nullable) */
const FloWishedNode *flo_wishes_find_node (const FloWishes *self,
                                           const char      *id);
const FloWishedZone *flo_wishes_find_zone (const FloWishes *self,
                                           const char      *zone);
/* How many nodes there shall be, where a config has @configured. @self: (nullable) */
guint      flo_wishes_get_nodes  (const FloWishes *self,
                                  guint            configured);
gboolean   flo_wishes_is_paused  (const FloWishes *self);
gboolean   flo_wishes_wants_take_over (const FloWishes *self);
/* "asked for by anna@laptop on 2026-11-26 at 12:03:04 UTC". (transfer full) */
char      *flo_asked_describe    (const FloAsked  *self);

G_END_DECLS
