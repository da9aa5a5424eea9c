/* aws-client.c: calls AWS: signs, sends, retries, pages, parses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-client"

#include "aws/aws-client-private.h"

#include "aws/aws-call.h"
#include "aws/aws-connection.h"

struct _AwsClient
{
  GObject parent_instance;

  AwsConnection *connection;   /* (owned): shared with the clients of other regions */
  char *region;                /* (owned) (nullable) */
  char *endpoint_url;          /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AwsClient, aws_client, G_TYPE_OBJECT)

/* A list on its way through its pages. */
typedef struct
{
  const AwsOperation *operation;
  gpointer input;              /* (owned) (nullable): a copy, whose token changes */
  AwsItemFunc item_func;
  gpointer item_data;
  GHashTable *tokens;          /* (owned): those that were sent */
} List;

static void
list_free (gpointer data)
{
  List *list = data;

  if (list->operation->input != NULL)
    aws_shape_free (list->operation->input, list->input);
  g_hash_table_unref (list->tokens);
  g_free (list);
}

static void
aws_client_finalize (GObject *object)
{
  AwsClient *self = AWS_CLIENT (object);

  g_clear_pointer (&self->connection, aws_connection_unref);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->endpoint_url, g_free);

  G_OBJECT_CLASS (aws_client_parent_class)->finalize (object);
}

static void
aws_client_class_init (AwsClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aws_client_finalize;
}

static void
aws_client_init (AwsClient *self)
{
}

/**
 * aws_client_new:
 * @provider: where credentials come from
 * @region: (nullable): a region; without one every call fails and says so
 * @endpoint_url: (nullable): overrides every service's endpoint
 *
 * Returns: (transfer full): a client with connections of its own
 */
AwsClient *
aws_client_new (AwsCredentialsProvider *provider,
                const char             *region,
                const char             *endpoint_url)
{
  AwsClient *self;

  g_return_val_if_fail (AWS_IS_CREDENTIALS_PROVIDER (provider), NULL);

  self = g_object_new (AWS_TYPE_CLIENT, NULL);
  self->connection = aws_connection_new (provider);
  self->region = g_strdup (region);
  self->endpoint_url = g_strdup (endpoint_url);

  return self;
}

/**
 * aws_client_for_region:
 * @self: a client
 * @region: another region
 *
 * Returns: (transfer full): a client of the same account, with the same connections, quota and clock
 */
AwsClient *
aws_client_for_region (AwsClient  *self,
                       const char *region)
{
  AwsClient *other;

  g_return_val_if_fail (AWS_IS_CLIENT (self), NULL);

  other = g_object_new (AWS_TYPE_CLIENT, NULL);
  other->connection = aws_connection_ref (self->connection);
  other->region = g_strdup (region);
  other->endpoint_url = g_strdup (self->endpoint_url);

  return other;
}

const char *
aws_client_get_region (AwsClient *self)
{
  g_return_val_if_fail (AWS_IS_CLIENT (self), NULL);

  return self->region;
}

AwsCredentialsProvider *
aws_client_get_provider (AwsClient *self)
{
  g_return_val_if_fail (AWS_IS_CLIENT (self), NULL);

  return self->connection->provider;
}

AwsConnection *
_aws_client_get_connection (AwsClient *self)
{
  return self->connection;
}

const char *
_aws_client_get_endpoint_url (AwsClient *self)
{
  return self->endpoint_url;
}

void
_aws_client_set_patience (AwsClient         *self,
                          const AwsTimeouts *timeouts,
                          guint              backoff_unit)
{
  self->connection->timeouts = *timeouts;
  self->connection->backoff_unit = backoff_unit;
}

guint
_aws_client_get_backoff_unit (AwsClient *self)
{
  return self->connection->backoff_unit;
}

void
_aws_client_set_rate_scale (AwsClient *self,
                            double     scale)
{
  aws_rate_limit_set_scale (self->connection->rate_limit, scale);
}

/**
 * aws_client_call_async:
 * @self: a client
 * @operation: what to call
 * @input: (nullable): the request structure of @operation->input; read before this returns
 * @cancellable: (nullable): to give up
 * @callback: called in the client's main context
 * @user_data: for @callback
 *
 * Sends a request and repeats it where that helps and does no harm. A call that was cancelled may have
 * had its effect.
 */
void
aws_client_call_async (AwsClient           *self,
                       const AwsOperation  *operation,
                       gconstpointer        input,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (AWS_IS_CLIENT (self));
  g_return_if_fail (operation != NULL);

  aws_call_async (self, self->connection, self->region, self->endpoint_url, operation, input,
                  NULL, NULL, cancellable, callback, user_data);
}

/**
 * aws_client_call_finish:
 * @self: a client
 * @result: the result
 * @error: %AWS_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the answer, to be freed with aws_shape_free (operation->output, answer);
 *   %NULL with @error set
 */
gpointer
aws_client_call_finish (AwsClient     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (AWS_IS_CLIENT (self), NULL);

  return aws_call_finish (result, error);
}

/* NULL: @shape, which may be NULL, has no such member */
static char **
aws_client_find_string (const AwsShape *shape,
                        gpointer        structure,
                        const char     *name)
{
  const AwsMember *member = shape != NULL ? aws_shape_find_member (shape, name) : NULL;

  return member != NULL ? G_STRUCT_MEMBER_P (structure, member->offset) : NULL;
}

/* NULL: the operation has but one page. */
static char **
list_find_input_token (List *list)
{
  const char *name =
      list->operation->input_token != NULL ? list->operation->input_token : "NextToken";

  return aws_client_find_string (list->operation->input, list->input, name);
}

/* Takes the token of the next page out of @output. NULL: this was the last page. */
static char *
list_take_token (List     *list,
                 gpointer  output)
{
  static const char *const usual_names[] = { "nextToken", "NextToken" };
  const char *const *names = list->operation->output_token != NULL ? &list->operation->output_token
                                                                   : usual_names;
  gsize n_names = list->operation->output_token != NULL ? 1 : G_N_ELEMENTS (usual_names);

  for (gsize i = 0; i < n_names; i++)
    {
      char **token = aws_client_find_string (list->operation->output, output, names[i]);

      /* EC2 ends some lists with an empty token, and a token that comes again would never end. */
      if (token != NULL && *token != NULL && **token != '\0'
          && !g_hash_table_contains (list->tokens, *token))
        return g_steal_pointer (token);
    }

  return NULL;
}

static void aws_client_list_next_page (GTask *task);

static void
aws_client_list_page_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  List *list = g_task_get_task_data (task);
  gpointer output = aws_call_finish (result, &error);
  char *token;
  char **next_token;

  if (output == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  token = list_take_token (list, output);
  aws_shape_free (list->operation->output, output);

  next_token = token != NULL ? list_find_input_token (list) : NULL;
  if (next_token == NULL)
    {
      g_free (token);
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_free (*next_token);
  *next_token = token;
  g_hash_table_add (list->tokens, g_strdup (token));
  aws_client_list_next_page (g_steal_pointer (&task));
}

/* Takes @task. */
static void
aws_client_list_next_page (GTask *task)
{
  AwsClient *self = g_task_get_source_object (task);
  List *list = g_task_get_task_data (task);

  aws_call_async (self, self->connection, self->region, self->endpoint_url, list->operation,
                  list->input, list->item_func, list->item_data, g_task_get_cancellable (task),
                  aws_client_list_page_cb, task);
}

/**
 * aws_client_list_async:
 * @self: a client
 * @operation: a list, one that has items
 * @input: (nullable): the request structure; a page's token in it is where the list begins
 * @item_func: called for every item
 * @item_data: for @item_func
 * @cancellable: (nullable): to give up; no item comes after that
 * @callback: called in the client's main context
 * @user_data: for @callback
 *
 * When it fails, the items that were handed out stay valid: they are what AWS answered until then.
 */
void
aws_client_list_async (AwsClient           *self,
                       const AwsOperation  *operation,
                       gconstpointer        input,
                       AwsItemFunc          item_func,
                       gpointer             item_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  List *list;
  char **token;

  g_return_if_fail (AWS_IS_CLIENT (self));
  g_return_if_fail (operation != NULL && operation->items != NULL);
  g_return_if_fail (item_func != NULL);

  list = g_new0 (List, 1);
  list->operation = operation;
  if (operation->input != NULL)
    list->input = input != NULL ? aws_shape_copy (operation->input, input)
                                : aws_shape_new (operation->input);
  list->item_func = item_func;
  list->item_data = item_data;
  list->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  token = list_find_input_token (list);
  if (token != NULL && *token != NULL)
    g_hash_table_add (list->tokens, g_strdup (*token));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aws_client_list_async);
  g_task_set_task_data (task, list, list_free);
  aws_client_list_next_page (g_steal_pointer (&task));
}

/**
 * aws_client_list_finish:
 * @self: a client
 * @result: the result
 * @error: %AWS_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether every page was read
 */
gboolean
aws_client_list_finish (AwsClient     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
