/* flo-lease-keeper.c: keeps one fleet's lease: asks AWS who has it, and writes that we do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-lease-keeper"

#include "flotilla-config.h"

#include "aws/aws-error.h"
#include "aws/services/aws-ec2.h"
#include "base/flo-time.h"
#include "fleet/engine/flo-lease-keeper.h"
#include "fleet/observe/flo-look.h"

/* Milliseconds. A write that takes longer could undo what another computer claimed meanwhile: rather not. */
#define WRITE_PATIENCE 15000
#define RELEASE_PATIENCE 3000

struct _FloLeaseKeeper
{
  GObject parent_instance;

  AwsClient *client;       /* (owned) */
  char *fleet_id;          /* (owned) */
  FloTenure *tenure;       /* (owned) */

  /* Under way */
  GQueue waiting;          /* (element-type GTask): the first one's cancellable counts */
  GCancellable *hurry;     /* (owned) (nullable): of a write */
  guint timer;
  gint64 asked_at;
  char *group;             /* (owned) (nullable): what carries the tag, by the last look */
  char *value;             /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FloLeaseKeeper, flo_lease_keeper, G_TYPE_OBJECT)


static void
flo_lease_keeper_finalize (GObject *object)
{
  FloLeaseKeeper *self = FLO_LEASE_KEEPER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->client);
  g_clear_object (&self->hurry);
  g_free (self->fleet_id);
  g_clear_pointer (&self->tenure, flo_tenure_free);
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_free (self->group);
  g_free (self->value);

  G_OBJECT_CLASS (flo_lease_keeper_parent_class)->finalize (object);
}

static void
flo_lease_keeper_class_init (FloLeaseKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_lease_keeper_finalize;
}

static void
flo_lease_keeper_init (FloLeaseKeeper *self)
{
  g_queue_init (&self->waiting);
}

FloLeaseKeeper *
flo_lease_keeper_new (AwsClient       *client,
                      const char      *fleet_id,
                      const FloDriver *driver)
{
  FloLeaseKeeper *self;

  g_return_val_if_fail (AWS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (driver != NULL, NULL);

  self = g_object_new (FLO_TYPE_LEASE_KEEPER, NULL);
  self->client = g_object_ref (client);
  self->fleet_id = g_strdup (fleet_id);
  self->tenure = flo_tenure_new (driver->computer, driver->boot, driver->run, driver->owner, &FLO_TENURE_TERMS);

  return self;
}

void
flo_lease_keeper_set_local (FloLeaseKeeper *self)
{
  g_return_if_fail (FLO_IS_LEASE_KEEPER (self));

  flo_tenure_set_terms (self->tenure, &FLO_TENURE_LOCAL_TERMS);
}

FloTenure *
flo_lease_keeper_get_tenure (FloLeaseKeeper *self)
{
  g_return_val_if_fail (FLO_IS_LEASE_KEEPER (self), NULL);

  return self->tenure;
}

gboolean
flo_lease_keeper_may_act (FloLeaseKeeper *self)
{
  g_return_val_if_fail (FLO_IS_LEASE_KEEPER (self), FALSE);

  return flo_tenure_may_act (self->tenure, flo_time_get_boot ());
}

char *
flo_lease_keeper_describe (FloLeaseKeeper *self)
{
  g_return_val_if_fail (FLO_IS_LEASE_KEEPER (self), NULL);

  return flo_tenure_describe (self->tenure, flo_time_get_boot (), g_get_real_time () / G_USEC_PER_SEC);
}

char *
flo_lease_keeper_make_first (FloLeaseKeeper *self)
{
  g_return_val_if_fail (FLO_IS_LEASE_KEEPER (self), NULL);

  return flo_tenure_make_first (self->tenure, g_get_real_time () / G_USEC_PER_SEC);
}

/* Takes @error. */
static void
answer_all (FloLeaseKeeper *self,
            GError         *error)
{
  g_autoptr (FloLeaseKeeper) alive = g_object_ref (self);
  g_autoptr (GError) owned = error;
  GQueue tasks = self->waiting;
  GTask *task;

  g_queue_init (&self->waiting);
  while ((task = g_queue_pop_head (&tasks)) != NULL)
    {
      if (owned != NULL)
        g_task_return_error (task, g_error_copy (owned));
      else
        g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

/* ---- write ---- */

static gboolean
patience_over_cb (gpointer user_data)
{
  FloLeaseKeeper *self = user_data;

  self->timer = 0;
  g_cancellable_cancel (self->hurry);

  return G_SOURCE_REMOVE;
}

static void
send_value (FloLeaseKeeper      *self,
            const char          *value,
            guint                patience,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr (GPtrArray) resources = aws_string_array_new (self->group, NULL);
  g_autoptr (GPtrArray) tags = aws_tag_array_new ();
  const AwsCreateTagsInput input = { .resources = resources, .tags = tags };

  g_ptr_array_add (tags, aws_tag_new (FLO_LEASE_TAG, value));
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->hurry);
  self->hurry = g_cancellable_new ();
  self->timer = g_timeout_add (patience, patience_over_cb, self);
  aws_client_call_async (self->client, &AWS_EC2_CREATE_TAGS, &input, self->hurry, callback, user_data);
}

static gboolean
finish_sending (FloLeaseKeeper  *self,
                GAsyncResult    *result,
                GError         **error)
{
  g_autoptr (GError) problem = NULL;
  gpointer output = aws_client_call_finish (self->client, result, &problem);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (output != NULL)
    aws_shape_free (AWS_EC2_CREATE_TAGS.output, output);
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FloLeaseKeeper) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean written = finish_sending (self, result, &error);

  flo_tenure_end_write (self->tenure, written, flo_time_get_boot ());
  /* An account from before there were leases: its fleets go on as they did. */
  if (g_error_matches (error, AWS_ERROR, AWS_ERROR_PERMISSION))
    {
      g_message ("Cannot keep other computers away from fleet %s: %s", self->fleet_id, error->message);
      flo_tenure_forbid (self->tenure);
      g_clear_error (&error);
    }

  answer_all (self, g_steal_pointer (&error));
}

/* ---- look ---- */

static void
add_group_cb (gconstpointer item,
              gpointer      user_data)
{
  const AwsSecurityGroup *group = item;
  FloLeaseKeeper *self = user_data;

  g_free (self->group);
  g_free (self->value);
  self->group = g_strdup (group->group_id);
  self->value = g_strdup (aws_tags_lookup (group->tags, FLO_LEASE_TAG));
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FloLeaseKeeper) self = user_data;
  g_autofree char *value = NULL;
  GError *error = NULL;
  gint64 now = flo_time_get_boot ();

  if (!aws_client_list_finish (AWS_CLIENT (object), result, &error))
    {
      answer_all (self, error);
      return;
    }

  flo_tenure_look (self->tenure, self->group != NULL, self->value, self->asked_at, now);
  if (flo_tenure_get_step (self->tenure, now) != FLO_TENURE_WRITE)
    {
      answer_all (self, NULL);
      return;
    }

  value = flo_tenure_begin_write (self->tenure, now, g_get_real_time () / G_USEC_PER_SEC);
  send_value (self, value, WRITE_PATIENCE, written_cb, g_object_ref (self));
}

void
flo_lease_keeper_refresh_async (FloLeaseKeeper      *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) filters = NULL;
  AwsDescribeSecurityGroupsInput input = { NULL };
  const gint64 now = flo_time_get_boot ();

  g_return_if_fail (FLO_IS_LEASE_KEEPER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_lease_keeper_refresh_async);
  if (self->waiting.length == 0 && flo_tenure_get_step (self->tenure, now) == FLO_TENURE_REST)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_queue_push_tail (&self->waiting, g_object_ref (task));
  if (self->waiting.length > 1)
    return;

  filters = aws_filter_array_new ();
  g_ptr_array_add (filters, aws_filter_new ("tag:" FLO_LOOK_TAG, self->fleet_id, NULL));
  input.filters = filters;
  self->asked_at = now;
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->value, g_free);
  aws_client_list_async (self->client, &AWS_EC2_DESCRIBE_SECURITY_GROUPS, &input, add_group_cb, self, cancellable,
                         looked_cb, g_object_ref (self));
}

gboolean
flo_lease_keeper_refresh_finish (FloLeaseKeeper  *self,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- give back ---- */

static void
released_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloLeaseKeeper *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!finish_sending (self, result, &error))
    g_message ("The lease of fleet %s could not be given back, it runs out in a few minutes: %s", self->fleet_id,
               error->message);
  g_task_return_boolean (task, TRUE);
}

void
flo_lease_keeper_release_async (FloLeaseKeeper      *self,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *value = NULL;

  g_return_if_fail (FLO_IS_LEASE_KEEPER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, flo_lease_keeper_release_async);
  if (self->waiting.length == 0 && self->group != NULL)
    value = flo_tenure_make_last (self->tenure, flo_time_get_boot (), g_get_real_time () / G_USEC_PER_SEC);
  if (value == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  send_value (self, value, RELEASE_PATIENCE, released_cb, g_object_ref (task));
}

void
flo_lease_keeper_release_finish (FloLeaseKeeper *self,
                                 GAsyncResult   *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
