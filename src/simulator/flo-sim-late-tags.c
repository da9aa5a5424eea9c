/* flo-sim-late-tags.c: tags that were changed and are not shown yet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-late-tags.h"

typedef struct
{
  gint64          due_at;
  FloSimResource *resource;  /* the cloud's, which forgets none */
  char           *key;
  char           *value;
} LateTag;

static void
late_tag_free (gpointer data)
{
  LateTag *tag = data;

  g_free (tag->key);
  g_free (tag->value);
  g_free (tag);
}

void
flo_sim_late_tags_set (FloSimCloud    *cloud,
                       FloSimResource *resource,
                       const char     *key,
                       const char     *value,
                       gint64          now)
{
  LateTag *tag = g_new0 (LateTag, 1);

  tag->due_at = now + cloud->tag_delay;
  tag->resource = resource;
  tag->key = g_strdup (key);
  tag->value = g_strdup (value);
  g_queue_push_tail (&cloud->late_tags, tag);
  flo_sim_late_tags_show (cloud, now);
}

void
flo_sim_late_tags_show (FloSimCloud *cloud,
                        gint64       now)
{
  LateTag *tag;

  while ((tag = g_queue_peek_head (&cloud->late_tags)) != NULL && tag->due_at <= now)
    {
      g_queue_pop_head (&cloud->late_tags);
      flo_sim_resource_set_tag (tag->resource, tag->key, tag->value);
      late_tag_free (tag);
      flo_sim_cloud_touch (cloud);
    }
}

void
flo_sim_late_tags_clear (FloSimCloud *cloud)
{
  g_queue_clear_full (&cloud->late_tags, late_tag_free);
}
