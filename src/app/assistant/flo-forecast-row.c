/* flo-forecast-row.c: what the draft will cost in 30 days, with how sure that is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-forecast-row"

#include "app/assistant/flo-forecast-row.h"

#include <glib/gi18n.h>

#include "app/support/flo-error-dialog.h"
#include "fleet/flo-cost-outlook.h"

struct _FloForecastRow
{
  AdwActionRow parent_instance;

  FloDraft *draft;             /* (owned) (nullable) */
  FloConfig *config;           /* (owned) (nullable): what is shown, or being forecast */
  FloMarket *market;           /* (owned) (nullable): with it */
  GCancellable *cancellable;   /* (owned) (nullable): of the forecast under way */
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (FloForecastRow, flo_forecast_row, ADW_TYPE_ACTION_ROW)

static void
set_text (FloForecastRow *self,
          const char    *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
  gtk_spinner_set_spinning (self->spinner, self->cancellable != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->cancellable != NULL);
}

/* It is given up, and its end will not be heard. */
static void
forget (FloForecastRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->config, flo_config_unref);
  g_clear_object (&self->market);
}

/* What is claimed is what was seen. */
static void
show_outlook (FloForecastRow *self,
              FloCostOutlook *outlook)
{
  const FloForecast *forecast = &flo_cost_outlook_get_place (outlook, 0)->forecasts[FLO_COST_OUTLOOK_MONTH];
  const FloForecastCheck *day = flo_cost_outlook_get_check (outlook, FLO_COST_OUTLOOK_DAY);
  const FloForecastCheck *month = flo_cost_outlook_get_check (outlook, FLO_COST_OUTLOOK_MONTH);
  g_autofree char *low = flo_money_format (forecast->low);
  g_autofree char *high = flo_money_format (forecast->high);
  g_autofree char *expected = flo_money_format (forecast->expected);
  g_autofree char *text = NULL;

  if (forecast->low == forecast->high && day->n_checks == 0)
    /* Translators: an amount of money */
    text = g_strdup_printf (_("%s; traffic comes on top."), expected);
  else if (month->n_checks == 0)
    /* Translators: three amounts of money, as in "$520–$700 is the 90 % interval, $620 is expected…" */
    text = g_strdup_printf (_("%s–%s is the 90 %% interval, %s is expected. Prices do not go back far enough to check such "
                              "forecasts. Traffic comes on top."), low, high, expected);
  else
    /* Translators: three amounts of money, then how many of how many held; as in "$520–$700 is the 90 % interval…" */
    text = g_strdup_printf (_("%s–%s is the 90 %% interval, %s is expected. Checked on the last 90 days, %u of %u such "
                              "forecasts of a day held, and %u of %u of 30 days, too few to know. Traffic comes on top."),
                            low, high, expected, day->n_held, day->n_checks, month->n_held, month->n_checks);

  set_text (self, text);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FloForecastRow) self = FLO_FORECAST_ROW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(FloCostOutlook) outlook = flo_cost_outlook_load_finish (result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  g_clear_object (&self->cancellable);
  if (outlook != NULL)
    {
      show_outlook (self, outlook);
    }
  else
    {
      g_autofree char *problem = flo_error_dialog_describe (error);

      set_text (self, problem);
    }
}

/* Whether there is something to forecast. */
static gboolean
can_forecast (FloDraft *draft)
{
  return flo_draft_get_session (draft) != NULL && flo_draft_get_market (draft) != NULL
         && flo_draft_get_pools (draft)->len > 0 && flo_draft_get_config (draft)->capacity.nodes > 0;
}

static void
forecast (FloForecastRow *self)
{
  FloMarket *market = flo_draft_get_market (self->draft);
  g_autoptr(AwsClient) client = NULL;

  if (self->config != NULL && self->market == market
      && flo_config_equal (self->config, flo_draft_get_config (self->draft)))
    return;

  forget (self);
  if (!can_forecast (self->draft))
    {
      set_text (self, _("Not known yet"));
      return;
    }

  self->config = flo_draft_dup_config (self->draft);
  self->market = g_object_ref (market);
  self->cancellable = g_cancellable_new ();
  set_text (self, _("Looking at the prices of the last 90 days"));
  client = flo_session_create_client (flo_draft_get_session (self->draft), self->config->region);
  flo_cost_outlook_load_async (client, self->config, market,
                               flo_session_get_archive (flo_draft_get_session (self->draft), self->config->region),
                               self->cancellable, loaded_cb, g_object_ref (self));
}

void
flo_forecast_row_show (FloForecastRow *self,
                       FloDraft       *draft)
{
  g_return_if_fail (FLO_IS_FORECAST_ROW (self));
  g_return_if_fail (FLO_IS_DRAFT (draft));

  g_set_object (&self->draft, draft);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    forecast (self);
}

static void
flo_forecast_row_map (GtkWidget *widget)
{
  FloForecastRow *self = FLO_FORECAST_ROW (widget);

  GTK_WIDGET_CLASS (flo_forecast_row_parent_class)->map (widget);
  if (self->draft != NULL)
    forecast (self);
}

static void
flo_forecast_row_dispose (GObject *object)
{
  FloForecastRow *self = FLO_FORECAST_ROW (object);

  forget (self);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (flo_forecast_row_parent_class)->dispose (object);
}

static void
flo_forecast_row_class_init (FloForecastRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = flo_forecast_row_dispose;
  GTK_WIDGET_CLASS (klass)->map = flo_forecast_row_map;
}

static void
flo_forecast_row_init (FloForecastRow *self)
{
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Cost of 30 Days"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->spinner));
  gtk_widget_add_css_class (GTK_WIDGET (self), "property");
  set_text (self, _("Not known yet"));
}

GtkWidget *
flo_forecast_row_new (void)
{
  return g_object_new (FLO_TYPE_FORECAST_ROW, NULL);
}
