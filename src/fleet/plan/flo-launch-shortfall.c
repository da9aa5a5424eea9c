/* flo-launch-shortfall.c: what a launch lacks, and why, pool by pool
 *
 * Of each pool the last thing that AWS said counts: what it refused, and gave later, is over. Pools of which AWS says the same
 * are told of together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-launch-shortfall"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/observe/flo-health-text.h"
#include "fleet/plan/flo-failure.h"
#include "fleet/plan/flo-launch-shortfall.h"

/* So many are named, of the pools that AWS says the same of, of what it says, and of nodes. */
#define MOST_NAMED 5
#define MOST_MESSAGES 3

/* What AWS says of some pools. */
typedef struct
{
  const char *message;      /* borrowed from the history */
  AwsErrorCategory category;
  GPtrArray *pools;         /* (owned) (element-type utf8): "m5.large in us-east-1a" */
} Refusal;


static void
refusal_clear (gpointer data)
{
  Refusal *refusal = data;

  g_ptr_array_unref (refusal->pools);
}

/* (transfer full) */
static char *
describe_pool (JsonObject *object)
{
  const char *type = flo_json_get_string (object, "type");
  const char *zone = flo_json_get_string (object, "zone");

  return g_strdup_printf ("%s in %s", type != NULL ? type : "any type", zone != NULL ? zone : "any zone");
}

static Refusal *
ensure_refusal (GArray     *refusals,
                JsonObject *failed)
{
  const char *message = flo_json_get_string (failed, "message");
  Refusal refusal;

  if (message == NULL)
    message = "AWS gave no reason";
  for (guint i = 0; i < refusals->len; i++)
    {
      Refusal *one = &g_array_index (refusals, Refusal, i);

      if (g_str_equal (one->message, message))
        return one;
    }

  refusal = (Refusal) { message, flo_failure_from_word (flo_json_get_string (failed, "category")),
                        g_ptr_array_new_with_free_func (g_free) };
  g_array_append_val (refusals, refusal);

  return &g_array_index (refusals, Refusal, refusals->len - 1);
}

/* @seen: a set of pools of which something later is known */
static void
take_result (GArray     *refusals,
             GHashTable *seen,
             const char *market,
             JsonObject *result)
{
  JsonArray *instances = flo_json_get_array (result, "instances");
  JsonArray *errors = flo_json_get_array (result, "errors");

  for (guint i = 0; i < flo_json_length (instances); i++)
    {
      g_autofree char *pool = describe_pool (flo_json_object_at (instances, i));

      g_hash_table_add (seen, g_strconcat (market, " ", pool, NULL));
    }
  for (guint i = 0; i < flo_json_length (errors); i++)
    {
      JsonObject *failed = flo_json_object_at (errors, i);
      g_autofree char *pool = describe_pool (failed);

      if (g_hash_table_add (seen, g_strconcat (market, " ", pool, NULL)))
        g_ptr_array_add (ensure_refusal (refusals, failed)->pools,
                         g_strconcat (pool, g_strcmp0 (market, "on-demand") == 0 ? " on demand" : NULL, NULL));
    }
}

/* The newest first. (transfer full) (element-type Refusal) */
static GArray *
list_refusals (FloPlanning *self)
{
  GArray *refusals = g_array_new (FALSE, FALSE, sizeof (Refusal));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_array_set_clear_func (refusals, refusal_clear);
  for (guint i = flo_history_get_n (self->in->history); i > 0; i--)
    {
      const FloPast *past = flo_history_get (self->in->history, i - 1);
      const char *market = flo_json_get_string (past->parameters, "market");

      if (past->kind == FLO_ACTION_CREATE_FLEET && past->result != NULL)
        take_result (refusals, seen, market != NULL ? market : "", past->result);
    }

  return refusals;
}

/* Ends a list of @n things of which MOST_NAMED were written. */
static void
append_rest (GString *text,
             guint    n)
{
  if (n > MOST_NAMED)
    g_string_append_printf (text, " and %u more", n - MOST_NAMED);
  g_string_append_c (text, '.');
}

static void
append_refusals (GString *text,
                 GArray  *refusals)
{
  for (guint i = 0; i < MIN (refusals->len, MOST_MESSAGES); i++)
    {
      const Refusal *refusal = &g_array_index (refusals, Refusal, i);

      for (guint k = 0; k < MIN (refusal->pools->len, MOST_NAMED); k++)
        g_string_append_printf (text, "%s%s", k > 0 ? ", " : " ", (const char *) g_ptr_array_index (refusal->pools, k));
      if (refusal->pools->len > MOST_NAMED)
        g_string_append_printf (text, " and %u more", refusal->pools->len - MOST_NAMED);
      g_string_append_printf (text, ": %s%s", refusal->message, g_str_has_suffix (refusal->message, ".") ? "" : ".");
    }
  if (refusals->len > MOST_MESSAGES)
    g_string_append_printf (text, " Other pools failed for %u more reasons.", refusals->len - MOST_MESSAGES);
}

/* Nodes that are there, and not what the launch waits for. */
static void
append_nodes (FloPlanning *self,
              GString     *text)
{
  GPtrArray *instances = self->in->observation->instances;
  gboolean checks = flo_planning_waits_for_checks (self);
  guint n = 0;

  for (guint i = 0; i < instances->len; i++)
    {
      const FloSeenInstance *instance = g_ptr_array_index (instances, i);
      gboolean pending = instance->state == FLO_SEEN_PENDING;
      g_autofree char *health = NULL;

      if (!pending && !(checks && instance->state == FLO_SEEN_RUNNING && !flo_seen_instance_has_passed (instance)))
        continue;
      if (n++ >= MOST_NAMED)
        continue;
      health = pending ? NULL : flo_health_describe (instance);
      g_string_append_printf (text, "%s%s (%s in %s): %s", n > 1 ? "; " : " ", instance->id,
                              instance->type != NULL ? instance->type : "?", instance->zone != NULL ? instance->zone : "?",
                              pending ? "AWS has not started it yet"
                                      : health != NULL ? health : "it has not passed its status checks yet");
    }
  if (n > 0)
    append_rest (text, n);
}

char *
flo_launch_shortfall_describe (FloPlanning *self)
{
  guint nodes = flo_planning_count_wanted (self);
  const FloProgressStep *running = &self->plan->steps[FLO_STEP_RUNNING];
  g_autoptr (GArray) refusals = list_refusals (self);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%u of %u node%s run", MIN (running->done, nodes), nodes, nodes == 1 ? "" : "s");
  if (self->plan->checking > 0)
    g_string_append_printf (text, ", %u of them without having passed EC2's status checks", self->plan->checking);
  g_string_append_c (text, '.');
  if (running->done < nodes)
    append_refusals (text, refusals);
  append_nodes (self, text);
  if (refusals->len == 0 && self->plan->problem != NULL)
    g_string_append_printf (text, " %s", self->plan->problem);

  return g_strdup (text->str);
}

AwsErrorCategory
flo_launch_shortfall_get_category (FloPlanning *self)
{
  g_autoptr (GArray) refusals = list_refusals (self);

  if (self->plan->problem != NULL)
    return self->plan->category;

  return refusals->len > 0 ? g_array_index (refusals, Refusal, 0).category : AWS_ERROR_UNKNOWN;
}
