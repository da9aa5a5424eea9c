/* flo-sim-page.c: pages of what JSON services list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "simulator/flo-sim-page.h"

#include "simulator/flo-sim-json.h"

#define TOKEN_PREFIX "page-"

/* FALSE: it is none of ours. */
static gboolean
read_token (FloSimCall *call,
            guint64    *from)
{
  const char *token = flo_sim_json_get (call->input, "NextToken");
  char *end = NULL;

  *from = 0;
  if (token == NULL || token[0] == '\0')
    return TRUE;
  if (!g_str_has_prefix (token, TOKEN_PREFIX))
    return FALSE;
  *from = g_ascii_strtoull (token + sizeof TOKEN_PREFIX - 1, &end, 10);
  return *end == '\0';
}

gboolean
flo_sim_page_answer (FloSimCall *call,
                     const char *member,
                     JsonArray  *all,
                     const char *limit_member,
                     guint       most)
{
  g_autoptr (JsonArray) owned = all;
  gint64 limit = json_object_has_member (call->input, limit_member)
                     ? flo_sim_json_get_int (call->input, limit_member)
                     : most;
  JsonArray *page;
  guint64 from;

  if (limit < 1 || limit > most)
    return flo_sim_call_fail (call, "ValidationException",
                              "1 validation error detected: Value '%" G_GINT64_FORMAT
                              "' at '%s' failed to satisfy constraint: Member must be between 1 and "
                              "%u",
                              limit, limit_member, most);
  if (!read_token (call, &from))
    return flo_sim_call_fail (call,
                              g_str_equal (call->service, "servicequotas")
                                  ? "InvalidPaginationTokenException"
                                  : "InvalidNextTokenException",
                              "The next token is invalid.");
  page = json_array_new ();
  for (guint64 i = from; i < json_array_get_length (owned) && i < from + (guint64) limit; i++)
    json_array_add_element (page, json_node_copy (json_array_get_element (owned, (guint) i)));
  json_object_set_array_member (call->result, member, page);
  if (from + (guint64) limit < json_array_get_length (owned))
    {
      g_autofree char *next
          = g_strdup_printf (TOKEN_PREFIX "%" G_GUINT64_FORMAT, from + (guint64) limit);

      flo_sim_json_set (call->result, "NextToken", next, NULL);
    }
  return TRUE;
}
