/* flo-event-look.c: which queues and rules for events there are with our names and tags
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-event-look"

#include "flotilla-config.h"

#include "aws/aws-error.h"
#include "aws/services/aws-events.h"
#include "aws/services/aws-sqs.h"
#include "fleet/observe/flo-event-look.h"

#include <string.h>

/* A page of queues. */
#define MAX_RESULTS 1000

typedef struct
{
  AwsClient *client;       /* (owned) */
  char *name;              /* (owned) (nullable) */
  GPtrArray *finds;        /* (owned) (element-type FloEventFind) */
  guint pending;           /* questions without an answer, and one while they are being asked */
  GError *error;           /* (owned) (nullable): the first */
} Look;

/* A question about one of them. */
typedef struct
{
  GTask *task;             /* (owned) */
  FloEventFind *find;
} About;


void
flo_event_find_free (FloEventFind *self)
{
  if (self == NULL)
    return;

  g_free (self->seen.id);
  g_free (self->seen.name);
  g_free (self->seen.token);
  g_free (self->fleet);
  g_free (self->config);
  g_free (self->owner);
  g_free (self);
}

static void
look_free (gpointer data)
{
  Look *look = data;

  g_object_unref (look->client);
  g_free (look->name);
  g_clear_pointer (&look->finds, g_ptr_array_unref);
  g_clear_error (&look->error);
  g_free (look);
}

static About *
about_new (GTask        *task,
           FloEventFind *find)
{
  Look *look = g_task_get_task_data (task);
  About *about = g_new0 (About, 1);

  about->task = g_object_ref (task);
  about->find = find;
  look->pending++;

  return about;
}

/* What is gone since it was listed is not there. */
static void
take_error (Look   *look,
            GError *error)
{
  if (error != NULL && look->error == NULL && !g_error_matches (error, AWS_ERROR, AWS_ERROR_NOT_FOUND))
    look->error = g_error_copy (error);
}

/* Only what carries our tag is ours. */
static void
answered (GTask *task)
{
  Look *look = g_task_get_task_data (task);

  if (--look->pending > 0)
    return;
  if (look->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&look->error));
      return;
    }

  for (guint i = look->finds->len; i > 0; i--)
    {
      const FloEventFind *find = g_ptr_array_index (look->finds, i - 1);

      if (find->fleet == NULL)
        g_ptr_array_remove_index (look->finds, i - 1);
    }
  g_task_return_pointer (task, g_steal_pointer (&look->finds), (GDestroyNotify) g_ptr_array_unref);
}

static void
take_tag (FloEventFind *find,
          const char   *key,
          const char   *value)
{
  const struct { const char *key; char **place; } places[] = {
    { "flotilla:fleet", &find->fleet },
    { "flotilla:config", &find->config },
    { "flotilla:owner", &find->owner },
    { "flotilla:intent", &find->seen.token },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (g_strcmp0 (key, places[i].key) == 0 && *places[i].place == NULL)
        *places[i].place = g_strdup (value);
    }
}

static GTask *
look_new (AwsClient           *client,
          const char          *name,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Look *look = g_new0 (Look, 1);

  look->client = g_object_ref (client);
  look->name = g_strdup (name);
  look->finds = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_event_find_free);
  look->pending = 1;
  g_task_set_task_data (task, look, look_free);

  return task;
}

/* ---- rules ---- */

static void
rule_tags_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree About *about = user_data;
  g_autoptr (GTask) task = about->task;
  g_autoptr (GError) error = NULL;
  AwsListTagsForResourceOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);

  for (guint i = 0; output != NULL && i < aws_list_length (output->tags); i++)
    {
      const AwsEventTag *tag = g_ptr_array_index (output->tags, i);

      take_tag (about->find, tag->key, tag->value);
    }
  if (output != NULL)
    aws_shape_free (AWS_EVENTS_LIST_TAGS_FOR_RESOURCE.output, output);
  take_error (g_task_get_task_data (task), error);
  answered (task);
}

static void
add_target (gconstpointer item,
            gpointer      user_data)
{
  FloEventFind *find = user_data;

  find->seen.ready = TRUE;
}

static void
targets_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  aws_client_list_finish (AWS_CLIENT (object), result, &error);
  take_error (g_task_get_task_data (task), error);
  answered (task);
}

static void
add_rule (gconstpointer item,
          gpointer      user_data)
{
  const AwsEventRule *rule = item;
  Look *look = user_data;
  FloEventFind *find;

  if (rule->name == NULL || rule->arn == NULL || (look->name != NULL && !g_str_equal (rule->name, look->name)))
    return;

  find = g_new0 (FloEventFind, 1);
  find->seen.kind = FLO_SEEN_EVENT_RULE;
  find->seen.id = g_strdup (rule->arn);
  find->seen.name = g_strdup (rule->name);
  g_ptr_array_add (look->finds, find);
}

static void
rules_listed_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Look *look = g_task_get_task_data (task);

  aws_client_list_finish (AWS_CLIENT (object), result, &error);
  take_error (look, error);

  for (guint i = 0; look->error == NULL && i < look->finds->len; i++)
    {
      FloEventFind *find = g_ptr_array_index (look->finds, i);
      AwsListTagsForResourceInput tags = { .resource_arn = find->seen.id };
      AwsListTargetsByRuleInput targets = { .rule = find->seen.name };

      aws_client_call_async (look->client, &AWS_EVENTS_LIST_TAGS_FOR_RESOURCE, &tags, g_task_get_cancellable (task),
                             rule_tags_cb, about_new (task, find));
      look->pending++;
      aws_client_list_async (look->client, &AWS_EVENTS_LIST_TARGETS_BY_RULE, &targets, add_target, find,
                             g_task_get_cancellable (task), targets_cb, g_object_ref (task));
    }
  answered (task);
}

void
flo_event_look_rules_async (AwsClient           *client,
                            const char          *name,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  AwsListRulesInput input = { .name_prefix = (char *) (name != NULL ? name : FLO_EVENT_NAME_PREFIX) };
  GTask *task;

  g_return_if_fail (AWS_IS_CLIENT (client));

  task = look_new (client, name, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_event_look_rules_async);
  aws_client_list_async (client, &AWS_EVENTS_LIST_RULES, &input, add_rule, g_task_get_task_data (task), cancellable,
                         rules_listed_cb, task);
}

/* ---- queues ---- */

static void
queue_tags_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree About *about = user_data;
  g_autoptr (GTask) task = about->task;
  g_autoptr (GError) error = NULL;
  AwsListQueueTagsOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);

  for (guint i = 0; output != NULL && i < aws_list_length (output->tags); i++)
    {
      const AwsMapEntry *tag = g_ptr_array_index (output->tags, i);

      take_tag (about->find, tag->key, tag->value);
    }
  if (output != NULL)
    aws_shape_free (AWS_SQS_LIST_QUEUE_TAGS.output, output);
  take_error (g_task_get_task_data (task), error);
  answered (task);
}

static void ask_for_queues (GTask      *task,
                            const char *token);

static void
add_queue (GTask      *task,
           const char *url)
{
  Look *look = g_task_get_task_data (task);
  const char *slash = strrchr (url, '/');
  AwsListQueueTagsInput input = { .queue_url = (char *) url };
  FloEventFind *find;

  if (slash == NULL || (look->name != NULL && !g_str_equal (slash + 1, look->name)))
    return;

  find = g_new0 (FloEventFind, 1);
  find->seen.kind = FLO_SEEN_QUEUE;
  find->seen.id = g_strdup (url);
  find->seen.name = g_strdup (slash + 1);
  g_ptr_array_add (look->finds, find);
  aws_client_call_async (look->client, &AWS_SQS_LIST_QUEUE_TAGS, &input, g_task_get_cancellable (task),
                         queue_tags_cb, about_new (task, find));
}

static void
queues_listed_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Look *look = g_task_get_task_data (task);
  AwsListQueuesOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);
  guint before = look->finds->len;

  take_error (look, error);
  for (guint i = 0; output != NULL && i < aws_list_length (output->queue_urls); i++)
    add_queue (task, g_ptr_array_index (output->queue_urls, i));

  /* A page without anything new would be asked for for ever. */
  if (output != NULL && output->next_token != NULL && *output->next_token != '\0' && look->finds->len > before)
    ask_for_queues (task, output->next_token);
  if (output != NULL)
    aws_shape_free (AWS_SQS_LIST_QUEUES.output, output);
  answered (task);
}

static void
ask_for_queues (GTask      *task,
                const char *token)
{
  Look *look = g_task_get_task_data (task);
  AwsListQueuesInput input = {
    .queue_name_prefix = look->name != NULL ? look->name : (char *) FLO_EVENT_NAME_PREFIX,
    .max_results = aws_integer (MAX_RESULTS),
    .next_token = (char *) token,
  };

  look->pending++;
  aws_client_call_async (look->client, &AWS_SQS_LIST_QUEUES, &input, g_task_get_cancellable (task), queues_listed_cb,
                         g_object_ref (task));
}

void
flo_event_look_queues_async (AwsClient           *client,
                             const char          *name,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (AWS_IS_CLIENT (client));

  task = look_new (client, name, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_event_look_queues_async);
  ask_for_queues (task, NULL);
  answered (task);
}

GPtrArray *
flo_event_look_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
