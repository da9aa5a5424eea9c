/* flo-sim-rules.c: events on their way to queues
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-rules.h"

#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-queues.h"

/* (nullable) the queue of an ARN, in the Region */
static FloSimResource *
find_queue (FloSimCloud *cloud,
            const char  *region,
            const char  *arn)
{
  return flo_sim_cloud_find_any (cloud, FLO_SIM_KIND_QUEUE, region, arn);
}

static void
deliver_by (FloSimCloud          *cloud,
            const FloSimResource *rule,
            JsonObject           *event,
            gint64                now)
{
  JsonArray *targets = flo_sim_json_get_array (rule->data, "targets");
  g_autofree char *text = flo_sim_json_to_text (event);

  for (guint i = 0; targets != NULL && i < json_array_get_length (targets); i++)
    {
      JsonObject *target = flo_sim_json_nth (targets, i);
      const char *arn = flo_sim_json_get (target, "Arn");
      const char *input = flo_sim_json_get (target, "Input");
      FloSimResource *queue = arn != NULL ? find_queue (cloud, rule->region, arn) : NULL;

      /* A queue that is gone, or that does not let the rule in, gets nothing, and nobody is told. */
      if (queue != NULL && flo_sim_queues_admits (queue, rule->id))
        flo_sim_queues_send (cloud, queue, input != NULL ? input : text, -1, now);
    }
}

void
flo_sim_rules_deliver (FloSimCloud *cloud,
                       const char  *region,
                       JsonObject  *event,
                       gint64       now)
{
  for (guint i = 0; i < cloud->resources->len; i++)
    {
      const FloSimResource *rule = g_ptr_array_index (cloud->resources, i);
      const char *text;
      g_autoptr (JsonObject) pattern = NULL;
      g_autofree char *problem = NULL;

      if (rule->kind != FLO_SIM_KIND_RULE || rule->vanished
          || !g_str_equal (rule->region, region)
          || g_strcmp0 (flo_sim_resource_get (rule, "State"), "ENABLED") != 0)
        continue;
      text = flo_sim_resource_get (rule, "EventPattern");
      pattern = text != NULL ? flo_sim_pattern_parse (text, &problem) : NULL;
      if (pattern != NULL && flo_sim_pattern_matches (pattern, event))
        deliver_by (cloud, rule, event, now);
    }
}
