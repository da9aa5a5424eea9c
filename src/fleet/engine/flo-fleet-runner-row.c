/* flo-fleet-runner-row.c: the first step of a turn: what is wanted of the fleet by now
 *
 * Whoever asks something of a fleet writes it to the fleet's row, in this process or another; who runs the fleet reads the
 * row at the start of each turn. So nobody has to reach the one that runs it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "config/flo-config-json.h"
#include "config/flo-config-schedule.h"
#include "fleet/engine/flo-fleet-runner-private.h"
#include "fleet/flo-fleet-number.h"

/* More requests than these between two turns are told after a restart only. */
#define MAX_REQUESTS 50


void
flo_fleet_runner_set_wishes (FloFleetRunner *self,
                             FloWishes      *wishes)
{
  const FloConfig *config = flo_fleet_get_config (self->fleet);
  guint nodes = flo_wishes_get_nodes (wishes, (guint) config->capacity.nodes);

  g_clear_pointer (&self->wishes, flo_wishes_free);
  self->wishes = wishes;
  flo_fleet_set_wishes (self->fleet, wishes);
  /* With a schedule, or a queue, the next plan says it. */
  if (!flo_config_scales (config))
    flo_fleet_set_wanted (self->fleet, nodes + flo_fleet_count_spares (self->fleet, nodes));
}

static void
requests_listed_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  events = flo_event_log_list_finish (FLO_STORE (object), result, &error);
  if (events != NULL)
    flo_publisher_show_written (self->publisher, events, FLO_EVENT_REQUEST);
  else
    g_message ("%s", error->message);

  flo_fleet_runner_refresh_lease (self);
}

/* Whoever drives the fleet writes there how many nodes its queue wants: another process now, or this one before. */
static void
take_scaled (FloFleetRunner       *self,
             const FloFleetRecord *row)
{
  if (g_strcmp0 (row->scaled, self->record->scaled) == 0)
    return;

  g_free (self->record->scaled);
  self->record->scaled = g_strdup (row->scaled);
  g_clear_pointer (&self->scaled, flo_scaled_free);
  self->scaled = flo_scaled_read (row->scaled);
}

static void
take_news (FloFleetRunner *self)
{
  self->steady = FALSE;
  self->delay = FLO_FLEET_RUNNER_MOVING;
}

/* Somebody gave the fleet another config. */
static gboolean
take_revision (FloFleetRunner        *self,
               const FloFleetRecord  *row,
               gboolean              *news,
               GError               **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (FloConfig) config = NULL;

  if (row->revision == self->record->revision || (self->record->revision == 0 && row->revision == 1))
    return TRUE;

  config = flo_config_parse (row->config, -1, &problems);
  if (config == NULL)
    {
      g_set_error (error, FLO_STORE_ERROR, FLO_STORE_ERROR_FAILED, "Config revision %" G_GINT64_FORMAT " of the fleet %s "
                   "cannot be read: another version of Flotilla wrote it. Install that one", row->revision, row->id);
      return FALSE;
    }

  flo_fleet_record_free (self->record);
  self->record = flo_fleet_record_copy (row);
  flo_fleet_set_config (self->fleet, config, (guint) row->revision);
  flo_fleet_runner_set_config (self, config);
  flo_fleet_runner_set_wishes (self, flo_wishes_copy (self->wishes));
  take_news (self);
  *news = TRUE;

  return TRUE;
}

/* Returns: FALSE with an error when the row says something that cannot be heeded */
static gboolean
take_row (FloFleetRunner        *self,
          const FloFleetRecord  *row,
          gboolean              *news,
          GError               **error)
{
  /* Another config may come with it, and with it all of the row. */
  const gboolean wished = g_strcmp0 (row->wishes, self->record->wishes) != 0;
  FloWishes *wishes;

  if (row->destroy && !self->record->destroy)
    {
      self->record->destroy = TRUE;
      self->steady = FALSE;
      self->looks = 0;
      self->delay = FLO_FLEET_RUNNER_MOVING;
      flo_fleet_set_state (self->fleet, FLO_FLEET_DESTROYING);
      *news = TRUE;
    }

  take_scaled (self, row);
  self->record->short_since = row->short_since;
  flo_fleet_runner_take_launch (self, row->launch);
  if (!take_revision (self, row, news, error))
    return FALSE;
  if (!wished)
    return TRUE;

  wishes = flo_wishes_from_json (row->wishes, error);
  if (wishes == NULL)
    return FALSE;

  g_free (self->record->wishes);
  self->record->wishes = g_strdup (row->wishes);
  flo_fleet_runner_set_wishes (self, wishes);
  take_news (self);
  *news = TRUE;

  return TRUE;
}

static void
row_read_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  g_autoptr (FloFleetRecord) row = NULL;
  gboolean news = FALSE;
  GError *error = NULL;

  row = flo_fleet_records_read_finish (FLO_STORE (object), result, &error);
  /* What was asked for does not matter to a fleet that goes. */
  if (row == NULL || (!take_row (self, row, &news, &error) && !row->destroy))
    {
      flo_fleet_runner_fail_turn (self, "Read what is wanted of the fleet", error);
      return;
    }
  g_clear_error (&error);

  if (news)
    flo_event_log_list_async (self->store, self->record->id, MAX_REQUESTS, NULL, requests_listed_cb,
                              g_object_ref (self));
  else
    flo_fleet_runner_refresh_lease (self);
}

void
flo_fleet_runner_read_row (FloFleetRunner *self)
{
  flo_fleet_records_read_async (self->store, self->record->id, NULL, row_read_cb, g_object_ref (self));
}

/* ---- what was done ---- */

/* A node that was to go is gone, or going, when AWS was told so, or says so. */
static gboolean
is_gone (FloFleetRunner *self,
         const char     *id)
{
  const FloSeenInstance *instance = flo_observation_find_instance (self->observation, id);

  return instance == NULL || instance->state > FLO_SEEN_RUNNING || flo_history_terminated (self->history, id) != 0;
}

/* What was asked for, and is so. */
typedef struct
{
  char **ids;              /* (owned): of nodes that are gone */
  gboolean taken_over;
} Done;

static void
done_free (gpointer data)
{
  Done *done = data;

  g_strfreev (done->ids);
  g_free (done);
}

static gboolean
forget_func (const char   *wishes,
             char        **changed,
             FloEventRow  *event,
             gpointer      data,
             GError      **error)
{
  const Done *done = data;
  char **ids = done->ids;
  g_autoptr (FloWishes) now = flo_wishes_from_json (wishes, error);

  if (now == NULL)
    return FALSE;

  if (done->taken_over)
    flo_wishes_taken_over (now);
  for (guint i = 0; ids[i] != NULL; i++)
    flo_wishes_keep_node (now, ids[i]);
  *changed = flo_wishes_to_json (now);

  return TRUE;
}

static void
forgotten_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  g_autoptr (GError) error = NULL;

  self->forgetting = FALSE;
  if (!flo_fleet_records_wish_finish (FLO_STORE (object), result, &error))
    g_message ("%s", error->message);
  flo_fleet_runner_end_aside (self);
}

/* @ids: (transfer full) */
static void
forget (FloFleetRunner  *self,
        char           **ids,
        gboolean         taken_over)
{
  Done *done = g_new0 (Done, 1);

  done->ids = ids;
  done->taken_over = taken_over;
  self->forgetting = TRUE;
  flo_fleet_runner_begin_aside (self);
  flo_fleet_records_wish_async (self->store, self->record->id, forget_func, done, done_free, NULL,
                                forgotten_cb, g_object_ref (self));
}

void
flo_fleet_runner_forget_take_over (FloFleetRunner *self)
{
  if (self->read_only || self->forgetting || !flo_wishes_wants_take_over (self->wishes) ||
      (!flo_lease_keeper_may_act (self->lease) &&
       !flo_tenure_is_overruled (flo_lease_keeper_get_tenure (self->lease))))
    return;

  forget (self, g_new0 (char *, 1), TRUE);
}

void
flo_fleet_runner_forget_done (FloFleetRunner *self)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (self->read_only || self->forgetting || self->wishes->left_nodes->len == 0)
    return;

  ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->wishes->left_nodes->len; i++)
    {
      const FloWishedNode *node = g_ptr_array_index (self->wishes->left_nodes, i);

      if (is_gone (self, node->id))
        g_ptr_array_add (ids, g_strdup (node->id));
    }
  if (ids->len == 0)
    return;

  g_ptr_array_add (ids, NULL);
  forget (self, (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE), FALSE);
}
