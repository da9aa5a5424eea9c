/* flo-metadata-word.c: what a node says of itself when its metadata service is read on it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-metadata-word"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "config/flo-json-node.h"
#include "fleet/observe/flo-metadata-word.h"
#include "fleet/observe/flo-observation.h"

#include <string.h>

#define DAY 86400

/* Between single quotes, for whatever shell the user has: none may be in it, nor a "!". The token goes through a pipe, as
 * others on the node see what programs are called with. A token that is over is made anew. What cannot be read is not
 * taken for nothing. $1: a letter for the line; $2: where it is. */
static const char command[] =
  "exec sh -c '"
  "command -v curl >/dev/null || { echo -; exit 1; }; "
  "b=${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}; b=${b%/}; t=; n=0; p=; "
  "fetch() { curl -s -m 2 --noproxy \"*\" \"$@\"; }; "
  "look() {"
  " [ -n \"$t\" ] || t=$(fetch -f -X PUT -H \"X-aws-ec2-metadata-token-ttl-seconds: 21600\" \"$b/latest/api/token\""
  " | head -c 1000);"
  " o=$(printf \"X-aws-ec2-metadata-token: %s\\n\" \"$t\" | fetch -H @- -w \" %{http_code}\" \"$b/latest/meta-data/$2\""
  " | tr \"\\r\\n\" \"  \" | head -c 8000);"
  " case $o in *\" 200\") v=${o% *};; *\" 404\") v=;; *\" 401\") [ -n \"$t\" ] || s=\"?\"; t=; return;;"
  " *) s=\"?\"; return;; esac;"
  " eval \"w=\\$l_$1\"; [ \"$v\" = \"$w\" ] && return;"
  " eval \"l_$1=\\$v\"; printf \"%s %s\\n\" \"$1\" \"$v\" || exit; "
  "}; "
  "while :; do"
  " s=.; look a spot/instance-action; look r events/recommendations/rebalance; look m events/maintenance/scheduled;"
  " [ $n -lt " G_STRINGIFY (FLO_METADATA_BEAT) " ] && [ \"$s\" = \"$p\" ] || { echo \"$s\" || exit; n=0; };"
  " p=$s; n=$((n + " G_STRINGIFY (FLO_METADATA_PERIOD) ")); sleep " G_STRINGIFY (FLO_METADATA_PERIOD) "; "
  "done'";


const char *
flo_metadata_get_command (void)
{
  return command;
}

static void
ignore_problem (guint       line,
                guint       column,
                const char *message,
                const char *hint,
                gpointer    user_data)
{
}

/* (nullable) */
static const char *
get_string (const FloJsonNode *object,
            const char        *name)
{
  const FloJsonNode *member = object != NULL && object->type == FLO_JSON_OBJECT ? flo_json_node_find (object, name) : NULL;

  return member != NULL && member->type == FLO_JSON_STRING ? member->text : NULL;
}

/* TRUE: @time is one, and not of another age. */
static gboolean
read_time (const FloJsonNode *object,
           const char        *name,
           gint64             now,
           gint64            *time)
{
  const char *text = get_string (object, name);

  return text != NULL && flo_time_parse (text, time) && ABS (*time - now) <= DAY;
}

/* Each is known by what it says: a node that is connected anew says it again. */
static FloCloudEvent *
make_event (FloCloudEventKind  kind,
            const char        *instance,
            const char        *text,
            gint64             time)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  FloCloudEvent *event = g_new0 (FloCloudEvent, 1);

  event->id = g_strdup_printf ("%s/%d/%s", instance, kind, sum);
  event->kind = kind;
  event->instances = g_new0 (char *, 2);
  event->instances[0] = g_strdup (instance);
  event->time = time;

  return event;
}

/* (nullable) */
static FloCloudEvent *
read_event (char               letter,
            const char        *text,
            const FloJsonNode *root,
            const char        *instance,
            gint64             now)
{
  FloCloudEvent *event;
  gint64 time;

  switch (letter)
    {
    case 'a':
      /* It says when it ends; an event says when AWS said so. */
      if (!read_time (root, "time", now, &time) || get_string (root, "action") == NULL)
        return NULL;
      event = make_event (FLO_CLOUD_EVENT_INTERRUPTION, instance, text, time - FLO_NOTICE_SECONDS);
      event->state = g_strdup (get_string (root, "action"));
      return event;
    case 'r':
      if (!read_time (root, "noticeTime", now, &time))
        return NULL;
      return make_event (FLO_CLOUD_EVENT_REBALANCE, instance, text, time);
    case 'm':
    default:
      /* What it is, EC2 is asked for. */
      if (root == NULL || root->type != FLO_JSON_LIST || root->children->len == 0)
        return NULL;
      return make_event (FLO_CLOUD_EVENT_MAINTENANCE, instance, text, now);
    }
}

FloMetadataWord
flo_metadata_read (const char     *line,
                   const char     *instance,
                   gint64          now,
                   FloCloudEvent **event)
{
  FloJsonNode *root;
  gsize length;

  g_return_val_if_fail (line != NULL && instance != NULL && event != NULL, FLO_METADATA_NOTHING);

  *event = NULL;
  length = strlen (line);
  if (length > FLO_METADATA_MAX_LINE)
    return FLO_METADATA_NOTHING;
  if (g_str_equal (line, "."))
    return FLO_METADATA_ALIVE;
  if (g_str_equal (line, "?"))
    return FLO_METADATA_BLIND;
  if (g_str_equal (line, "-"))
    return FLO_METADATA_NO_CURL;
  if (length < 3 || line[1] != ' ' || strchr ("arm", line[0]) == NULL)
    return FLO_METADATA_NOTHING;

  root = flo_json_parse (line + 2, length - 2, ignore_problem, NULL);
  *event = read_event (line[0], line + 2, root, instance, now);
  g_clear_pointer (&root, flo_json_node_free);

  return *event != NULL ? FLO_METADATA_EVENT : FLO_METADATA_NOTHING;
}
