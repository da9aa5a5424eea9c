/* flo-fleet-runner-score.c: a fleet whose stand-ins come when AWS gives its launch a low placement score
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-fleet-runner"

#include "flotilla-config.h"

#include "fleet/engine/flo-fleet-runner-private.h"
#include "fleet/flo-fleet-json.h"

static void
score_refreshed_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (FloFleetRunner) self = user_data;
  g_autoptr (GError) error = NULL;
  FloScoreWatch *watch = FLO_SCORE_WATCH (object);
  gboolean news = flo_score_watch_refresh_finish (watch, result, &error);
  const char *trouble = flo_score_watch_get_trouble (watch);

  if (news && trouble != NULL)
    flo_publisher_report (self->publisher, FLO_EVENT_PROBLEM, "No placement score is known", trouble, NULL, NULL);
  if (news && !self->read_only && !self->in_turn)
    flo_fleet_runner_begin_turn (self);
  flo_fleet_runner_end_aside (self);
}

void
flo_fleet_runner_ask_score (FloFleetRunner *self)
{
  FloMarket *market = flo_price_watch_get_market (self->prices);

  if (self->record->destroy || self->read_only || market == NULL)
    return;

  flo_fleet_runner_begin_aside (self);
  flo_score_watch_refresh_async (self->score, flo_json_get_string (self->image, "architecture"), market,
                                 flo_price_watch_get_memory (self->prices), self->cancellable, score_refreshed_cb,
                                 g_object_ref (self));
}
