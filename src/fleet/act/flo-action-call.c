/* flo-action-call.c: which AWS call an action is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-action-call"

#include "flotilla-config.h"

#include "fleet/act/flo-action-call.h"
#include "fleet/flo-fleet-json.h"


const FloActionCall *
flo_action_call_find (FloActionKind kind)
{
  const FloActionCall * const parts[] = { flo_network_calls, flo_access_calls, flo_instance_calls, flo_event_calls };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      for (const FloActionCall *call = parts[i]; call->operation != NULL; call++)
        {
          if (call->kind == kind)
            return call;
        }
    }

  return NULL;
}

char *
flo_action_call_dup_string (JsonObject *parameters,
                            const char *name)
{
  return g_strdup (flo_json_get_string (parameters, name));
}

static GPtrArray *
make_tag_array (JsonObject *parameters)
{
  GPtrArray *tags = aws_tag_array_new ();
  JsonObject *object = flo_json_get_object (parameters, "tags");
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *link = names; link != NULL; link = link->next)
    {
      const char *value = flo_json_get_string (object, link->data);

      g_ptr_array_add (tags, aws_tag_new (link->data, value != NULL ? value : ""));
    }

  return tags;
}

GPtrArray *
flo_action_call_make_tags (JsonObject *parameters,
                           const char *first_type,
                           ...)
{
  g_autoptr (GPtrArray) tags = make_tag_array (parameters);
  GPtrArray *specifications = aws_tag_specification_array_new ();
  va_list arguments;

  va_start (arguments, first_type);
  for (const char *type = first_type; type != NULL; type = va_arg (arguments, const char *))
    g_ptr_array_add (specifications, aws_tag_specification_new (type, tags));
  va_end (arguments);

  return specifications;
}

JsonObject *
flo_action_call_make_result (const char *id)
{
  JsonObject *result = json_object_new ();

  if (id != NULL)
    json_object_set_string_member (result, "id", id);

  return result;
}
