/* flo-kept-event.c: what EC2 says it did while it kept a fleet's nodes, in words for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-kept-event"

#include "flotilla-config.h"

#include "fleet/flo-fleet-json.h"
#include "fleet/observe/flo-kept-event.h"

#include <string.h>

#define MAX_TEXT 400
/* Nodes that are named; of more it is said how many. */
#define MAX_NAMES 8

/* Of an entry that is told. */
typedef struct
{
  const char *sub_type;
  const char *title;       /* of a pool: what follows is "TYPE in ZONE" */
  const char *reason;      /* (nullable) */
  FloEventKind kind;
  gboolean of_pool;
  gboolean trouble;
} Explanation;

static const Explanation explanations[] = {
  { "submitted", "EC2 was asked to keep the nodes", NULL, FLO_EVENT_ACTION },
  { "active", "EC2 keeps the nodes from now on", NULL, FLO_EVENT_ACTION },
  { "modify_succeeded", "EC2 keeps another number of nodes from now on", NULL, FLO_EVENT_ACTION },
  { "deleted", "EC2 keeps nothing any more: its fleet was deleted", NULL, FLO_EVENT_ACTION },
  { "deleted_running", "EC2 keeps nothing any more: its fleet was deleted", "the nodes are left to run, and are not replaced",
    FLO_EVENT_PROBLEM },
  { "deleted_terminating", "EC2 keeps nothing any more: its fleet was deleted", "it ends the nodes", FLO_EVENT_ACTION },
  { "expired", "EC2 keeps nothing any more: its fleet expired", NULL, FLO_EVENT_PROBLEM },
  { "iamFleetRoleInvalid", "EC2 may neither launch nor end nodes",
    "the account's role AWSServiceRoleForEC2Fleet lacks rights", FLO_EVENT_PROBLEM, .trouble = TRUE },
  { "allLaunchSpecsTemporarilyBlacklisted", "EC2 could launch nothing in any pool",
    "it tries again by itself; allowing more instance types or zones helps", FLO_EVENT_PROBLEM, .trouble = TRUE },
  { "spotInstanceCountLimitExceeded", "EC2 reached the account's quota for spot instances",
    "want fewer nodes, or ask AWS for a higher quota", FLO_EVENT_PROBLEM, .trouble = TRUE },
  { "spotFleetRequestConfigurationInvalid", "EC2 cannot launch ", "what the fleet asks for is not valid there",
    FLO_EVENT_PROBLEM, .of_pool = TRUE, .trouble = TRUE },
  { "launchSpecUnusable", "EC2 leaves out ", "it costs more than its price limit now", FLO_EVENT_PROBLEM, .of_pool = TRUE,
    .trouble = TRUE },
  { "fleetProgressHalted", "EC2 launches nothing: every pool costs more than its price limit",
    "it goes on when prices fall; a higher limit helps", FLO_EVENT_PROBLEM, .trouble = TRUE },
};
static const Explanation no_capacity = {
  "launchSpecTemporarilyBlacklisted", "EC2 has no capacity for ", "it leaves the pool alone for a while, and tries the others",
  FLO_EVENT_PROBLEM, .of_pool = TRUE, .trouble = TRUE,
};
static const Explanation no_launch = {
  "launchSpecTemporarilyBlacklisted", "EC2 cannot launch ", "several attempts failed; it tries again later", FLO_EVENT_PROBLEM,
  .of_pool = TRUE, .trouble = TRUE,
};


void
flo_kept_record_free (FloKeptRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->type);
  g_free (self->sub_type);
  g_free (self->description);
  g_free (self->instance_id);
  g_free (self);
}

void
flo_kept_event_free (FloKeptEvent *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->reason);
  g_free (self->zone);
  g_free (self);
}

/* One line that is not too long, whatever came. (transfer full) */
static char *
tidy (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_TEXT));

  for (char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (at)) && (guchar) *at < 0x80)
        *at = ' ';
    }

  return g_steal_pointer (&valid);
}

static gboolean
is_zone (const char *word)
{
  gsize length = strlen (word);

  return length > 3 && length < 32 && g_ascii_islower (word[length - 1]) && g_ascii_isdigit (word[length - 2]) &&
         strchr (word, '-') != NULL && strspn (word, "abcdefghijklmnopqrstuvwxyz0123456789-") == length &&
         !g_str_has_prefix (word, "ami-");
}

static gboolean
is_type (const char *word)
{
  return strchr (word, '.') != NULL && strlen (word) < 32 &&
         strspn (word, "abcdefghijklmnopqrstuvwxyz0123456789-.") == strlen (word);
}

/* A JSON document of a node, or "TYPE, IMAGE, PRODUCT, ZONE: TEXT" of a pool, parts of which may be missing. */
static void
find_pool (const char  *description,
           char       **type,
           char       **zone)
{
  g_autoptr (JsonObject) object = NULL;
  g_auto (GStrv) parts = NULL;

  *type = *zone = NULL;
  if (description == NULL || strlen (description) > 4096)
    return;

  if (description[0] == '{')
    {
      object = flo_json_from_text (description);
      *type = g_strdup (flo_json_get_string (object, "instanceType"));
      *zone = g_strdup (flo_json_get_string (object, "availabilityZone"));
      if (*type != NULL && !is_type (*type))
        g_clear_pointer (type, g_free);
      if (*zone != NULL && !is_zone (*zone))
        g_clear_pointer (zone, g_free);
      return;
    }

  parts = g_strsplit_set (description, ",:", 8);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *word = g_strstrip (parts[i]);

      if (*type == NULL && is_type (word))
        *type = g_strdup (word);
      else if (*zone == NULL && is_zone (word))
        *zone = g_strdup (word);
    }
}

/* ---- nodes ---- */

typedef struct
{
  gint64 time;
  gboolean launched;
  char *type;          /* (owned) (nullable) */
  char *zone;          /* (owned) (nullable) */
  GString *names;      /* (owned) */
  guint n;
} Group;

static void
group_end (Group     *group,
           GPtrArray *events)
{
  FloKeptEvent *event;
  g_autofree char *what = NULL;

  if (group->n == 0)
    return;

  what = group->n == 1 ? g_strdup (group->names->str) : g_strdup_printf ("%u nodes", group->n);
  event = g_new0 (FloKeptEvent, 1);
  event->time = group->time;
  event->kind = group->launched ? FLO_EVENT_ACTION : FLO_EVENT_LOST;
  event->title = g_strdup_printf (group->launched ? "EC2 launched %s%s%s%s%s" : "EC2 counts %s%s%s%s%s as ended", what,
                                  group->type != NULL ? ", " : "", group->type != NULL ? group->type : "",
                                  group->zone != NULL ? " in " : "", group->zone != NULL ? group->zone : "");
  if (group->n > MAX_NAMES)
    g_string_append_printf (group->names, " and %u more", group->n - MAX_NAMES);
  if (group->n > 1)
    event->reason = g_strdup (group->names->str);
  event->zone = g_strdup (group->zone);
  g_ptr_array_add (events, event);

  g_clear_pointer (&group->type, g_free);
  g_clear_pointer (&group->zone, g_free);
  g_string_truncate (group->names, 0);
  group->n = 0;
}

static void
group_take (Group               *group,
            const FloKeptRecord *record,
            GPtrArray           *events)
{
  gboolean launched = g_str_equal (record->sub_type, "launched");
  g_autofree char *name = tidy (record->instance_id);
  g_autofree char *type = NULL;
  g_autofree char *zone = NULL;

  find_pool (record->description, &type, &zone);
  if (group->n > 0 && (group->launched != launched || group->time != record->time ||
                       g_strcmp0 (group->type, type) != 0 || g_strcmp0 (group->zone, zone) != 0))
    group_end (group, events);

  if (group->n == 0)
    {
      group->launched = launched;
      group->time = record->time;
      group->type = g_steal_pointer (&type);
      group->zone = g_steal_pointer (&zone);
    }
  if (group->n++ < MAX_NAMES)
    g_string_append_printf (group->names, "%s%s", group->names->len > 0 ? ", " : "", name);
}

/* ---- the rest ---- */

static const Explanation *
find_explanation (const FloKeptRecord *record)
{
  g_autofree char *lower = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (explanations); i++)
    {
      if (g_str_equal (explanations[i].sub_type, record->sub_type))
        return &explanations[i];
    }
  if (!g_str_equal (record->sub_type, no_capacity.sub_type))
    return NULL;

  lower = g_ascii_strdown (record->description != NULL ? record->description : "", -1);

  return strstr (lower, "capacity") != NULL ? &no_capacity : &no_launch;
}

static gboolean
is_error (const FloKeptRecord *record)
{
  return g_strcmp0 (record->type, "error") == 0 || g_strcmp0 (record->type, "service-error") == 0;
}

static void
explain (const FloKeptRecord *record,
         GPtrArray           *events)
{
  const Explanation *explanation = find_explanation (record);
  g_autofree char *sub_type = tidy (record->sub_type);
  g_autofree char *text = record->description != NULL ? tidy (record->description) : NULL;
  g_autofree char *type = NULL;
  g_autofree char *zone = NULL;
  FloKeptEvent *event;

  /* An unknown step on the way is no news; an unknown error is. */
  if (explanation == NULL && !is_error (record))
    return;

  event = g_new0 (FloKeptEvent, 1);
  event->time = record->time;
  event->kind = explanation != NULL ? explanation->kind : FLO_EVENT_PROBLEM;
  event->trouble = explanation == NULL || explanation->trouble;
  find_pool (record->description, &type, &zone);
  if (explanation == NULL)
    event->title = g_strdup_printf ("EC2 has trouble with its fleet: %s", sub_type);
  else if (!explanation->of_pool)
    event->title = g_strdup (explanation->title);
  else
    event->title = g_strdup_printf ("%s%s%s%s", explanation->title, type != NULL ? type : "one of the pools",
                                    zone != NULL ? " in " : "", zone != NULL ? zone : "");
  if (explanation != NULL && explanation->reason != NULL && text != NULL)
    event->reason = g_strdup_printf ("%s. AWS: %s", explanation->reason, text);
  else
    event->reason = g_strdup (explanation != NULL && explanation->reason != NULL ? explanation->reason : text);
  event->zone = g_steal_pointer (&zone);
  g_ptr_array_add (events, event);
}

GPtrArray *
flo_kept_events_explain (GPtrArray *records)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) flo_kept_event_free);
  Group group = { .names = g_string_new (NULL) };

  g_return_val_if_fail (records != NULL, events);

  for (guint i = 0; i < records->len; i++)
    {
      const FloKeptRecord *record = g_ptr_array_index (records, i);

      if (record->sub_type == NULL)
        continue;
      if (record->instance_id != NULL &&
          (g_str_equal (record->sub_type, "launched") || g_str_equal (record->sub_type, "terminated")))
        {
          group_take (&group, record, events);
          continue;
        }
      group_end (&group, events);
      explain (record, events);
    }
  group_end (&group, events);
  g_string_free (group.names, TRUE);

  return events;
}
