/* flo-limit-history.c: a price limit over the last ninety days: in words for each zone, and as a chart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-limit-history"

#include "app/assistant/flo-limit-history.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/charts/flo-price-chart.h"
#include "app/charts/flo-sparkline.h"
#include "app/support/flo-error-dialog.h"
#include "config/flo-config-limit-check.h"
#include "config/flo-config-need.h"

#define DAY ((gint64) 24 * 60 * 60)

struct _FloLimitHistory
{
  GtkWidget parent_instance;

  FloDraft *draft;              /* (owned) (nullable) */
  GListModel *prices;           /* (owned) (nullable) (element-type FloPriceSeries) */
  GStrv types;                  /* (owned) (nullable): of @prices, or of what is being loaded */
  char *region;                 /* (owned) (nullable): of the same */
  gint64 now;                   /* Unix seconds: when @prices were asked for */
  GCancellable *cancellable;    /* (owned) (nullable): of the load under way */
  char *problem;                /* (owned) (nullable) */
  GPtrArray *rows;              /* (owned) (element-type GtkWidget): in @zones */
  GPtrArray *strategy_rows;     /* (owned) (element-type GtkWidget): in @strategies */
  char *compared;               /* (owned) (nullable): the type that the chart compares with on demand */
  gboolean given;               /* @prices were set, and nobody is asked */

  GtkWidget *box;
  AdwActionRow *all_row;
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkWidget *retry;
  AdwExpanderRow *zones;
  AdwExpanderRow *strategies;
  GtkWidget *prices_row;
  FloPriceChart *chart;
};

G_DEFINE_FINAL_TYPE (FloLimitHistory, flo_limit_history, GTK_TYPE_WIDGET)

static void refresh (FloLimitHistory *self);

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FloLimitHistory) self = FLO_LIMIT_HISTORY (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) prices = flo_price_archive_load_finish (FLO_PRICE_ARCHIVE (object), result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  g_clear_object (&self->cancellable);
  g_set_object (&self->prices, prices);
  if (prices == NULL)
    self->problem = flo_error_dialog_describe (error);
  refresh (self);
}

static gboolean
is_loaded (FloLimitHistory *self,
           GStrv            types,
           const char      *region)
{
  return self->types != NULL && g_strcmp0 (self->region, region) == 0 &&
         g_strv_equal ((const char * const *) self->types, (const char * const *) types);
}

/* Asks for what is not there yet, if it can be seen. */
static void
load (FloLimitHistory *self,
      FloMarket       *market)
{
  FloSession *session = flo_draft_get_session (self->draft);
  const char *region = flo_draft_get_config (self->draft)->region;
  g_auto(GStrv) types = flo_config_list_best (flo_draft_get_config (self->draft), market);
  g_autoptr(AwsClient) client = NULL;

  if (self->given || session == NULL || types[0] == NULL ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)) || is_loaded (self, types, region))
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->prices);
  g_clear_pointer (&self->problem, g_free);
  g_strfreev (self->types);
  self->types = g_steal_pointer (&types);
  g_free (self->region);
  self->region = g_strdup (region);
  self->now = g_get_real_time () / G_USEC_PER_SEC;
  self->cancellable = g_cancellable_new ();
  client = flo_session_create_client (session, region);
  flo_price_archive_load_async (flo_session_get_archive (session, region), client, NULL,
                                (const char * const *) self->types, NULL,
                                self->now - FLO_LIMIT_HISTORY_DAYS * DAY, self->now,
                                self->cancellable, loaded_cb, g_object_ref (self));
}

static void
clear_rows (FloLimitHistory *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->zones, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->strategy_rows->len; i++)
    adw_expander_row_remove (self->strategies, g_ptr_array_index (self->strategy_rows, i));
  g_ptr_array_set_size (self->strategy_rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->zones), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->strategies), FALSE);
}

static void
add_row (FloLimitHistory      *self,
         const FloLimitEffect *effect)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *line = flo_sparkline_new ();
  g_autofree char *words = flo_limit_effect_describe (effect->seconds_out, effect->seconds, FLO_LIMIT_HISTORY_DAYS, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), effect->zone);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  flo_sparkline_set_series (FLO_SPARKLINE (line), effect->best);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), line);
  adw_expander_row_add_row (self->zones, row);
  g_ptr_array_add (self->rows, row);
}

static char *
describe_kind (const FloLimit *limit)
{
  g_autofree char *money = NULL;

  switch (limit->kind)
    {
    case FLO_LIMIT_FIXED:
      money = flo_money_format (limit->price);
      /* Translators: a kind of price limit; %s: an amount of money */
      return g_strdup_printf (_("Fixed: %s"), money);
    case FLO_LIMIT_PERCENT:
      /* Translators: a kind of price limit */
      return g_strdup_printf (_("%d %% of on demand"), (int) limit->percent);
    case FLO_LIMIT_DYNAMIC:
      if (limit->budget == 0)
        /* Translators: a kind of price limit; it was high enough for %d percent of the last month */
        return g_strdup_printf (_("What was enough %d %% of the time"), (int) limit->percent);
      money = flo_money_format (limit->budget);
      /* Translators: a kind of price limit; it was high enough for %1$d percent of the last month; %2$s: money */
      return g_strdup_printf (_("What was enough %1$d %% of the time, up to %2$s"), (int) limit->percent, money);
    case FLO_LIMIT_NONE:
    default:
      return g_strdup (_("No limit (AWS’s advice)"));
    }
}

/* "Now $0.04. Would have kept you out 10 % of the last 90 days, rose above it 3 times, at $0.03 an hour on average" */
static char *
describe_review (const FloLimitReview *review)
{
  g_autofree char *out = flo_limit_effect_describe (review->seconds_out, review->seconds, FLO_LIMIT_HISTORY_DAYS, NULL);
  g_autofree char *highest = flo_money_format (review->limit);
  g_autofree char *mean = flo_money_format (review->paid);
  GString *text = g_string_new (NULL);

  if (review->limit > 0)
    {
      /* Translators: of a price limit; %s: an amount of money. A sentence follows */
      g_string_append_printf (text, _("Now %s."), highest);
      g_string_append_c (text, ' ');
    }
  g_string_append (text, out);
  if (review->n_times > 0)
    {
      g_string_append (text, ", ");
      /* Translators: goes on after a comma: the price rose above a limit */
      g_string_append_printf (text, ngettext ("passed %u time", "passed %u times", review->n_times), review->n_times);
    }
  if (review->paid > 0)
    {
      g_string_append (text, ", ");
      /* Translators: goes on after a comma; %s: an amount of money */
      g_string_append_printf (text, _("at %s an hour on average"), mean);
    }

  return g_string_free (text, FALSE);
}

/* A way to set a limit, with what it would have meant for the best pool. */
static void
add_comparison (FloLimitHistory *self,
                const FloLimit  *limit,
                gboolean         chosen,
                FloPriceSeries  *best,
                FloMoney         on_demand)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic", "opacity", chosen ? 1.0 : 0.0,
                                  "accessible-role", chosen ? GTK_ACCESSIBLE_ROLE_IMG
                                                            : GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_autofree char *title = describe_kind (limit);
  g_autofree char *text = NULL;
  FloLimitReview review;

  flo_limit_review (limit, best, on_demand, self->now - FLO_LIMIT_HISTORY_DAYS * DAY, self->now, &review);
  text = describe_review (&review);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (chosen)
    gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Your choice"), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  adw_expander_row_add_row (self->strategies, row);
  g_ptr_array_add (self->strategy_rows, row);
}

static void
compare_strategies (FloLimitHistory *self,
                    const FloLimit  *chosen,
                    FloPriceSeries  *best,
                    FloMoney         on_demand)
{
  g_autofree char *pool = g_strdup_printf (_("For %s in %s, the best pool now."),
                                           flo_price_series_get_instance_type (best),
                                           flo_price_series_get_zone (best));
  FloLimit kinds[FLO_N_LIMIT_KINDS];
  gsize n_points;
  const FloPricePoint *points = flo_price_series_get_points (best, &n_points);

  adw_expander_row_set_subtitle (self->strategies, pool);
  flo_limit_list_kinds (chosen, n_points > 0 ? points[n_points - 1].price : 0, kinds);
  for (guint kind = 0; kind < FLO_N_LIMIT_KINDS; kind++)
    if (kind != FLO_LIMIT_PERCENT || on_demand > 0)
      add_comparison (self, &kinds[kind], kind == chosen->kind, best, on_demand);
}

/* The best type's lines in all zones, which have one limit, and that limit. */
static void
show_chart (FloLimitHistory *self,
            const FloLimit  *limit,
            GPtrArray       *pools,
            FloPriceSeries  *best)
{
  const char *type = flo_price_series_get_instance_type (best);
  g_autoptr(GListStore) lines = g_list_store_new (FLO_TYPE_PRICE_SERIES);
  FloMoney on_demand = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->prices); i++)
    {
      g_autoptr(FloPriceSeries) one = g_list_model_get_item (self->prices, i);

      if (g_str_equal (flo_price_series_get_instance_type (one), type))
        g_list_store_append (lines, one);
    }
  for (guint i = 0; i < pools->len; i++)
    {
      const FloPool *pool = g_ptr_array_index (pools, i);

      if (g_str_equal (pool->type->name, type))
        on_demand = pool->type->on_demand;
    }
  if (self->compared != NULL && !g_str_equal (self->compared, type))
    flo_price_chart_set_on_demand (self->chart, self->compared, 0);
  g_free (self->compared);
  self->compared = g_strdup (type);
  if (flo_price_chart_get_series (self->chart) == NULL ||
      !flo_price_chart_shows (self->chart, G_LIST_MODEL (lines)))
    flo_price_chart_set_series (self->chart, G_LIST_MODEL (lines));
  flo_price_chart_set_on_demand (self->chart, type, on_demand);
  flo_price_chart_set_limit (self->chart, flo_limit_get (limit, best, on_demand, self->now, NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->strategies), TRUE);
  compare_strategies (self, limit, best, on_demand);
}

static void
show_state (FloLimitHistory *self,
            const char      *icon,
            const char      *title,
            const char      *subtitle)
{
  g_autofree char *escaped = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  gtk_image_set_from_icon_name (self->icon, icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->all_row), title);
  adw_action_row_set_subtitle (self->all_row, escaped);
}

/* Folded, the zone that had least of it and the one that had most. */
static void
describe_zones (FloLimitHistory *self,
                GArray          *effects)
{
  gint64 least = G_MAXINT64, most = 0;
  g_autofree char *text = NULL;

  for (guint i = 1; i < effects->len; i++)
    {
      const FloLimitEffect *effect = &g_array_index (effects, FloLimitEffect, i);
      gint64 percent = effect->seconds > 0 ? effect->seconds_out * 100 / effect->seconds : 0;

      least = MIN (least, percent);
      most = MAX (most, percent);
    }
  if (least < most)
    /* Translators: two shares of the time */
    text = g_strdup_printf (_("Kept out between %d %% and %d %% of the time"), (int) least, (int) most);
  else
    text = g_strdup_printf (_("Kept out %d %% of the time in each"), (int) most);
  adw_expander_row_set_subtitle (self->zones, text);
  gtk_widget_set_visible (GTK_WIDGET (self->zones), effects->len > 1);
}

static void
show_effects (FloLimitHistory *self,
              GPtrArray       *pools,
              const FloLimit  *limit)
{
  gint64 from = self->now - FLO_LIMIT_HISTORY_DAYS * DAY;
  g_autoptr(GArray) effects = flo_limit_effect_list (limit, pools, self->prices, from, self->now);
  const FloLimitEffect *all = (const FloLimitEffect *) (gpointer) effects->data;
  g_autofree char *words = NULL;
  g_autofree char *where = NULL;

  gtk_widget_set_visible (self->prices_row, effects->len > 0);
  if (effects->len == 0)
    {
      show_state (self, "dialog-information-symbolic", _("No prices are known"),
                  _("AWS published none for these machines."));
      return;
    }
  words = flo_limit_effect_describe (all->seconds_out, all->seconds, FLO_LIMIT_HISTORY_DAYS, NULL);
  where = g_strdup_printf (ngettext ("Of all zones together; %u pool looked at",
                                     "Of all zones together; %u pools looked at", all->n_pools),
                           all->n_pools);
  if (limit->kind == FLO_LIMIT_NONE)
    show_state (self, "emblem-ok-symbolic", words,
                _("Without a limit you pay at most the on-demand price. AWS advises this."));
  else
    show_state (self, all->seconds_out > 0 ? "dialog-warning-symbolic" : "emblem-ok-symbolic", words,
                where);
  for (guint i = 1; i < effects->len; i++)
    add_row (self, &g_array_index (effects, FloLimitEffect, i));
  describe_zones (self, effects);
  show_chart (self, limit, pools, all->best);
}

static void
refresh (FloLimitHistory *self)
{
  FloMarket *market = self->draft != NULL ? flo_draft_get_market (self->draft) : NULL;
  g_autoptr(GPtrArray) pools = NULL;
  FloLimit limit;
  gboolean loading;

  /* Out of sight nothing is made; being mapped makes up for it. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  clear_rows (self);
  if (market != NULL)
    {
      pools = flo_config_list_pools (flo_draft_get_config (self->draft), market);
      load (self, market);
    }
  loading = self->cancellable != NULL ||
            (self->draft != NULL && market == NULL && flo_draft_get_loading (self->draft));
  gtk_spinner_set_spinning (self->spinner, loading);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), loading);
  gtk_widget_set_visible (self->retry, self->problem != NULL);
  gtk_widget_set_visible (self->prices_row, FALSE);
  if (self->problem != NULL)
    show_state (self, "dialog-error-symbolic", _("Prices could not be loaded"), self->problem);
  else if (self->prices == NULL)
    show_state (self, "dialog-information-symbolic", _("Waiting for prices"), NULL);
  else if (pools != NULL)
    {
      limit = flo_config_get_limit (flo_draft_get_config (self->draft));
      show_effects (self, pools, &limit);
    }
}

static void
retry (GtkWidget  *widget,
       const char *name,
       GVariant   *parameter)
{
  FloLimitHistory *self = FLO_LIMIT_HISTORY (widget);

  g_clear_pointer (&self->types, g_strfreev);
  g_clear_pointer (&self->problem, g_free);
  if (self->draft != NULL && flo_draft_get_session (self->draft) != NULL)
    flo_session_attend (flo_draft_get_session (self->draft));
  refresh (self);
}

static void
flo_limit_history_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (flo_limit_history_parent_class)->map (widget);
  refresh (FLO_LIMIT_HISTORY (widget));
}

static void
flo_limit_history_dispose (GObject *object)
{
  FloLimitHistory *self = FLO_LIMIT_HISTORY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FLO_TYPE_LIMIT_HISTORY);
  g_clear_object (&self->draft);
  g_clear_object (&self->prices);
  G_OBJECT_CLASS (flo_limit_history_parent_class)->dispose (object);
}

static void
flo_limit_history_finalize (GObject *object)
{
  FloLimitHistory *self = FLO_LIMIT_HISTORY (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->strategy_rows);
  g_strfreev (self->types);
  g_free (self->region);
  g_free (self->problem);
  g_free (self->compared);
  G_OBJECT_CLASS (flo_limit_history_parent_class)->finalize (object);
}

static void
flo_limit_history_class_init (FloLimitHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_limit_history_dispose;
  G_OBJECT_CLASS (klass)->finalize = flo_limit_history_finalize;
  widget_class->map = flo_limit_history_map;
  g_type_ensure (FLO_TYPE_PRICE_CHART);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/assistant/flo-limit-history.ui");
  gtk_widget_class_bind_template_child (widget_class, FloLimitHistory, box);
  gtk_widget_class_bind_template_child (widget_class, FloLimitHistory, all_row);
  gtk_widget_class_bind_template_child (widget_class, FloLimitHistory, icon);
  gtk_widget_class_bind_template_child (widget_class, FloLimitHistory, spinner);
  gtk_widget_class_bind_template_child (widget_class, FloLimitHistory, retry);
  gtk_widget_class_bind_template_child (widget_class, FloLimitHistory, chart);
  gtk_widget_class_bind_template_child (widget_class, FloLimitHistory, prices_row);
  gtk_widget_class_bind_template_child (widget_class, FloLimitHistory, zones);
  gtk_widget_class_bind_template_child (widget_class, FloLimitHistory, strategies);
  gtk_widget_class_install_action (widget_class, "limit.retry", NULL, retry);
}

static void
flo_limit_history_init (FloLimitHistory *self)
{
  self->rows = g_ptr_array_new ();
  self->strategy_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (self->chart, "span", 30 * DAY, NULL);
}

void
flo_limit_history_show (FloLimitHistory *self,
                        FloDraft        *draft)
{
  g_return_if_fail (FLO_IS_LIMIT_HISTORY (self));
  g_return_if_fail (draft == NULL || FLO_IS_DRAFT (draft));

  g_set_object (&self->draft, draft);
  refresh (self);
}

void
flo_limit_history_set_prices (FloLimitHistory *self,
                              GListModel      *prices,
                              gint64           now)
{
  g_return_if_fail (FLO_IS_LIMIT_HISTORY (self));
  g_return_if_fail (G_IS_LIST_MODEL (prices));

  g_set_object (&self->prices, prices);
  self->now = now;
  self->given = TRUE;
  refresh (self);
}

const char *
flo_limit_history_get_words (FloLimitHistory *self)
{
  g_return_val_if_fail (FLO_IS_LIMIT_HISTORY (self), NULL);

  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->all_row));
}
