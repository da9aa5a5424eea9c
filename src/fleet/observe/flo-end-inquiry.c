/* flo-end-inquiry.c: who ended nodes that neither we nor AWS ended
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-end-inquiry"

#include "flotilla-config.h"

#include "aws/aws-error.h"
#include "aws/services/aws-cloudtrail.h"
#include "fleet/observe/flo-end-inquiry.h"
#include "fleet/flo-fleet-json.h"

#define MOST_CASES 1000
/* A call may be noticed some time after it was made, and end an instance only then. */
#define BEFORE_END 3600
/* What others wrote is not taken at any length. */
#define MOST_CHARACTERS 200

/* Seconds after the end at which CloudTrail is asked. */
static const gint64 pace[] = { 0, 90, 240, 480, 960, 1500 };
static const gint64 local_pace[] = { 0, 2, 4, 8, 16, 30 };
#define TRIES G_N_ELEMENTS (pace)

struct _FloEndInquiry
{
  GObject parent_instance;

  AwsClient *client;            /* (owned) */
  GQueue cases;                 /* (element-type Case): those that were asked for longest ago first */
  const gint64 *pace;
  gboolean asking;
};

/* A node that somebody ended. */
typedef struct
{
  char *id;                     /* (owned) */
  char *zone;                   /* (owned) (nullable) */
  gint64 ended_at;              /* Unix seconds */
  gint64 since;                 /* when it was added */
  guint tries;
} Case;

typedef struct
{
  Case *open;                   /* the one that is asked for */
  GPtrArray *answers;           /* (owned) (element-type FloEndAnswer) */
} Question;

G_DEFINE_FINAL_TYPE (FloEndInquiry, flo_end_inquiry, G_TYPE_OBJECT)


void
flo_end_answer_free (FloEndAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->zone);
  g_free (self->title);
  g_free (self->reason);
  g_free (self);
}

static void
case_free (gpointer data)
{
  Case *self = data;

  g_free (self->id);
  g_free (self->zone);
  g_free (self);
}

static void
flo_end_inquiry_finalize (GObject *object)
{
  FloEndInquiry *self = FLO_END_INQUIRY (object);

  g_clear_object (&self->client);
  g_queue_clear_full (&self->cases, case_free);

  G_OBJECT_CLASS (flo_end_inquiry_parent_class)->finalize (object);
}

static void
flo_end_inquiry_class_init (FloEndInquiryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_end_inquiry_finalize;
}

static void
flo_end_inquiry_init (FloEndInquiry *self)
{
  g_queue_init (&self->cases);
  self->pace = pace;
}

FloEndInquiry *
flo_end_inquiry_new (AwsClient *client)
{
  FloEndInquiry *self;

  g_return_val_if_fail (AWS_IS_CLIENT (client), NULL);

  self = g_object_new (FLO_TYPE_END_INQUIRY, NULL);
  self->client = g_object_ref (client);

  return self;
}

void
flo_end_inquiry_set_local (FloEndInquiry *self)
{
  g_return_if_fail (FLO_IS_END_INQUIRY (self));

  self->pace = local_pace;
}

void
flo_end_inquiry_add (FloEndInquiry *self,
                     const char    *id,
                     const char    *zone,
                     gint64         ended_at)
{
  Case *added;

  g_return_if_fail (FLO_IS_END_INQUIRY (self));
  g_return_if_fail (id != NULL);

  if (self->cases.length >= MOST_CASES)
    return;

  added = g_new0 (Case, 1);
  added->id = g_strdup (id);
  added->zone = g_strdup (zone);
  added->ended_at = ended_at;
  added->since = g_get_real_time () / G_USEC_PER_SEC;
  g_queue_push_tail (&self->cases, added);
}

/* ---- answers ---- */

/* What somebody else wrote, in one line. (transfer full) (nullable) */
static char *
tidy (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *head = NULL;

  if (text == NULL || *text == '\0')
    return NULL;

  valid = g_utf8_make_valid (text, -1);
  head = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MOST_CHARACTERS));
  for (char *c = head; *c != '\0'; c++)
    {
      if (g_ascii_iscntrl (*c))
        *c = ' ';
    }

  return g_steal_pointer (&head);
}

static gboolean
is_an_end (const char *name)
{
  static const char * const names[] = {
    "TerminateInstances", "StopInstances", "DeleteFleets", "CancelSpotFleetRequests", "BidEvictedEvent",
    "TerminateInstanceInAutoScalingGroup", NULL,
  };

  return name != NULL && g_strv_contains (names, name);
}

static gboolean
names_instance (const AwsTrailEvent *event,
                const char          *id)
{
  for (guint i = 0; i < aws_list_length (event->resources); i++)
    {
      const AwsTrailResource *resource = g_ptr_array_index (event->resources, i);

      if (g_strcmp0 (resource->resource_name, id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* (transfer full): "TerminateInstances at 12:03:11 UTC, by arn:… from 198.51.100.7 (console.amazonaws.com)" */
static char *
describe_call (const AwsTrailEvent *event,
               JsonObject          *detail)
{
  g_autoptr (GDateTime) time = event->event_time.is_set ? g_date_time_new_from_unix_utc (event->event_time.seconds) : NULL;
  g_autofree char *clock = time != NULL ? g_date_time_format (time, " at %H:%M:%S UTC") : g_strdup ("");
  g_autofree char *arn = tidy (flo_json_get_string (flo_json_get_object (detail, "userIdentity"), "arn"));
  g_autofree char *from = tidy (flo_json_get_string (detail, "sourceIPAddress"));
  g_autofree char *agent = tidy (flo_json_get_string (detail, "userAgent"));
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s%s", event->event_name, clock);
  if (arn != NULL)
    g_string_append_printf (text, ", by %s", arn);
  if (from != NULL)
    g_string_append_printf (text, ", from %s", from);
  if (agent != NULL && g_strcmp0 (agent, from) != 0)
    g_string_append_printf (text, " (%s)", agent);
  g_string_append (text, ", says CloudTrail");

  return g_strdup (text->str);
}

static void
add_answer (GPtrArray  *answers,
            const Case *of,
            const char *title,
            const char *reason)
{
  FloEndAnswer *answer = g_new0 (FloEndAnswer, 1);

  answer->id = g_strdup (of->id);
  answer->zone = g_strdup (of->zone);
  answer->title = g_strdup (title);
  answer->reason = g_strdup (reason);
  g_ptr_array_add (answers, answer);
}

/* All nodes that this call ended are answered for. */
static void
take_event (FloEndInquiry       *self,
            const AwsTrailEvent *event,
            GPtrArray           *answers)
{
  g_autoptr (JsonObject) detail = flo_json_from_text (event->cloud_trail_event);
  g_autofree char *reason = describe_call (event, detail);
  g_autofree char *user = tidy (event->username);
  g_autofree char *service = tidy (flo_json_get_string (flo_json_get_object (detail, "userIdentity"), "invokedBy"));
  const char *who = user != NULL ? user : service != NULL ? service : "AWS";

  for (GList *link = self->cases.head, *next; link != NULL; link = next)
    {
      Case *of = link->data;
      g_autofree char *title = NULL;

      next = link->next;
      if (!names_instance (event, of->id))
        continue;
      title = g_strdup_printf ("%s ended %s", who, of->id);
      add_answer (answers, of, title, reason);
      g_queue_delete_link (&self->cases, link);
      case_free (of);
    }
}

static void
give_up (FloEndInquiry *self,
         Case          *of,
         const char    *reason,
         GPtrArray     *answers)
{
  g_autofree char *title = g_strdup_printf ("Who ended %s is not known", of->id);

  add_answer (answers, of, title, reason);
  g_queue_remove (&self->cases, of);
  case_free (of);
}

static void
give_all_up (FloEndInquiry *self,
             const GError  *error,
             GPtrArray     *answers)
{
  g_autofree char *reason = g_strdup_printf ("CloudTrail would tell, but AWS refuses: %s. Allow cloudtrail:LookupEvents; "
                                             "flotillactl account policy prints a policy with it", error->message);

  while (self->cases.length > 0)
    give_up (self, g_queue_peek_head (&self->cases), reason, answers);
}

/* The newest of those that may have done it. (nullable) */
static const AwsTrailEvent *
choose_event (const AwsLookupEventsOutput *output,
              const char                  *id)
{
  for (guint i = 0; i < aws_list_length (output->events); i++)
    {
      const AwsTrailEvent *event = g_ptr_array_index (output->events, i);

      if (is_an_end (event->event_name) && names_instance (event, id))
        return event;
    }

  return NULL;
}

/* ---- questions ---- */

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->answers, g_ptr_array_unref);
  g_free (question);
}

static void
read_answer (FloEndInquiry               *self,
             Question                    *question,
             const AwsLookupEventsOutput *output,
             const GError                *error)
{
  const AwsTrailEvent *event = output != NULL ? choose_event (output, question->open->id) : NULL;

  if (event != NULL)
    take_event (self, event, question->answers);
  else if (g_error_matches (error, AWS_ERROR, AWS_ERROR_PERMISSION))
    give_all_up (self, error, question->answers);
  else if (question->open->tries >= TRIES)
    give_up (self, question->open, "CloudTrail was asked several times and names no call that ended it", question->answers);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FloEndInquiry *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  AwsLookupEventsOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, &error);

  self->asking = FALSE;
  read_answer (self, question, output, error);
  if (output != NULL)
    aws_shape_free (AWS_CLOUDTRAIL_LOOKUP_EVENTS.output, output);

  g_task_return_pointer (task, g_steal_pointer (&question->answers), (GDestroyNotify) g_ptr_array_unref);
}

/* The next one to ask for, which then goes behind the others. (nullable) */
static Case *
choose_case (FloEndInquiry *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (GList *link = self->cases.head; link != NULL; link = link->next)
    {
      Case *open = link->data;

      if (now - open->since < self->pace[MIN (open->tries, TRIES - 1)])
        continue;
      g_queue_unlink (&self->cases, link);
      g_queue_push_tail_link (&self->cases, link);
      return open;
    }

  return NULL;
}

static void
look_up (GTask *task,
         Case  *open)
{
  FloEndInquiry *self = g_task_get_source_object (task);
  AwsLookupAttribute attribute = { .attribute_key = (char *) "ResourceName", .attribute_value = open->id };
  g_autoptr (GPtrArray) attributes = g_ptr_array_new ();
  AwsLookupEventsInput input = {
    .lookup_attributes = attributes,
    .start_time = aws_time (MIN (open->ended_at, open->since) - BEFORE_END),
    .max_results = aws_integer (50),
  };

  g_ptr_array_add (attributes, &attribute);
  open->tries++;
  self->asking = TRUE;
  aws_client_call_async (self->client, &AWS_CLOUDTRAIL_LOOKUP_EVENTS, &input, g_task_get_cancellable (task), looked_up_cb,
                         g_object_ref (task));
}

void
flo_end_inquiry_continue_async (FloEndInquiry       *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Question *question = g_new0 (Question, 1);

  g_return_if_fail (FLO_IS_END_INQUIRY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, flo_end_inquiry_continue_async);
  question->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_end_answer_free);
  g_task_set_task_data (task, question, question_free);
  if (!self->asking)
    question->open = choose_case (self);

  if (question->open != NULL)
    look_up (task, question->open);
  else
    g_task_return_pointer (task, g_steal_pointer (&question->answers), (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
flo_end_inquiry_continue_finish (FloEndInquiry *self,
                                 GAsyncResult  *result)
{
  GPtrArray *answers;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  answers = g_task_propagate_pointer (G_TASK (result), NULL);

  return answers != NULL ? answers : g_ptr_array_new_with_free_func ((GDestroyNotify) flo_end_answer_free);
}
