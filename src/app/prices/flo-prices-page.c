/* flo-prices-page.c: how the prices of chosen types moved, zone by zone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-prices-page"

#include "app/prices/flo-prices-page.h"

#include <glib/gi18n.h>

#include "app/charts/flo-price-chart.h"
#include "app/prices/flo-choice-button.h"
#include "app/support/flo-error-dialog.h"
#include "market/flo-catalogue.h"
#include "market/flo-price-history.h"

/* The longest that the chart shows. */
#define LOADED_SECONDS (30 * 24 * 60 * 60)
/* A chart with more types than this shows nothing any more. */
#define MAX_TYPES 6

struct _FloPricesPage
{
  FloPage parent_instance;

  FloSession *session;          /* (owned) */
  AwsClient *client;            /* (owned) */
  GStrv compared;               /* (owned) (nullable): the types whose on-demand price is shown */
  GCancellable *cancellable;    /* (owned): of the load under way */
  gboolean loaded;

  FloChoiceButton *types;
  FloChoiceButton *zones;
  GtkStack *stack;              /* "nothing-chosen", "too-many", "loading", "failed", "empty", "chart" */
  GtkSpinner *spinner;
  AdwStatusPage *failed_page;
  FloPriceChart *chart;
};

G_DEFINE_FINAL_TYPE (FloPricesPage, flo_prices_page, FLO_TYPE_PAGE)

static void
show (FloPricesPage *self,
      const char    *page)
{
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "loading"));
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* The catalogue's figures: AWS publishes on-demand prices elsewhere, and they hardly ever move. */
static void
show_on_demand (FloPricesPage *self,
                GStrv          types)
{
  g_autoptr(FloCatalogue) catalogue = flo_catalogue_get_default ();

  for (guint i = 0; self->compared != NULL && self->compared[i] != NULL; i++)
    flo_price_chart_set_on_demand (self->chart, self->compared[i], 0);
  for (guint i = 0; types[i] != NULL; i++)
    {
      const FloInstanceType *type = flo_catalogue_find (catalogue, types[i]);

      if (type != NULL)
        flo_price_chart_set_on_demand (self->chart, types[i], type->on_demand);
    }
  g_strfreev (self->compared);
  self->compared = g_strdupv (types);
}

static void
history_loaded_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(FloPricesPage) self = FLO_PRICES_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) series = flo_price_history_load_finish (result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (series == NULL)
    {
      g_autofree char *text = flo_error_dialog_describe (error);
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      adw_status_page_set_description (self->failed_page, escaped);
      show (self, "failed");
      return;
    }
  flo_price_chart_set_series (self->chart, series);
  show (self, g_list_model_get_n_items (series) > 0 ? "chart" : "empty");
}

static void
reload (FloPricesPage *self)
{
  g_auto(GStrv) types = flo_choice_button_dup_chosen (self->types);
  g_auto(GStrv) zones = flo_choice_button_dup_chosen (self->zones);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (types == NULL || g_strv_length (types) > MAX_TYPES)
    {
      show (self, types == NULL ? "nothing-chosen" : "too-many");
      return;
    }
  self->cancellable = g_cancellable_new ();
  show (self, "loading");
  flo_price_history_load_async (self->client, (const char * const *) types,
                                (const char * const *) zones,
                                now - LOADED_SECONDS, now, self->cancellable, history_loaded_cb,
                                g_object_ref (self));
  show_on_demand (self, types);
}

static void
choice_changed_cb (FloPricesPage *self)
{
  if (self->loaded)
    reload (self);
}

static void
market_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(FloPricesPage) self = FLO_PRICES_PAGE (user_data);
  g_autoptr(FloMarket) market = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;

  /* Without the zones' names there is no filter by zone; the prices load all the same. */
  market = flo_session_load_market_finish (FLO_SESSION (object), result, NULL);
  if (market == NULL)
    return;
  for (guint i = 0; i < flo_market_get_n_zones (market); i++)
    {
      if (flo_market_get_zone (market, i)->usable)
        g_strv_builder_add (builder, flo_market_get_zone (market, i)->name);
    }
  names = g_strv_builder_end (builder);
  flo_choice_button_set_names (self->zones, (const char * const *) names, NULL);
}

/* The types that this account's fleets run now, or a common one. */
static GStrv
guess_types (FloPricesPage *self)
{
  GListModel *fleets = flo_engine_get_fleets (flo_session_get_engine (self->session));
  g_autoptr(GPtrArray) types = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (fleets); i++)
    {
      g_autoptr(FloFleet) fleet = g_list_model_get_item (fleets, i);
      GListModel *nodes = flo_fleet_get_nodes (fleet);

      for (guint j = 0; j < g_list_model_get_n_items (nodes) && types->len < MAX_TYPES; j++)
        {
          g_autoptr(FloNode) node = g_list_model_get_item (nodes, j);
          const char *type = flo_node_get_instance_type (node);

          if (type != NULL && !g_ptr_array_find_with_equal_func (types, type, g_str_equal, NULL))
            g_ptr_array_add (types, g_strdup (type));
        }
    }
  if (types->len == 0)
    g_ptr_array_add (types, g_strdup ("m6i.large"));
  g_ptr_array_add (types, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&types), FALSE);
}

static void
fill_types (FloPricesPage *self)
{
  g_autoptr(FloCatalogue) catalogue = flo_catalogue_get_default ();
  guint n_types = flo_catalogue_get_n_types (catalogue);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_auto(GStrv) chosen = guess_types (self);

  for (guint i = 0; i < n_types; i++)
    g_ptr_array_add (names, (gpointer) flo_catalogue_get_type_at (catalogue, i)->name);
  g_ptr_array_add (names, NULL);
  flo_choice_button_set_names (self->types, (const char * const *) names->pdata,
                               (const char * const *) chosen);
}

static void
flo_prices_page_dispose (GObject *object)
{
  FloPricesPage *self = FLO_PRICES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->session);
  g_clear_pointer (&self->compared, g_strfreev);
  G_OBJECT_CLASS (flo_prices_page_parent_class)->dispose (object);
}

static void
retry (GtkWidget  *widget,
       const char *name,
       GVariant   *parameter)
{
  FloPricesPage *self = FLO_PRICES_PAGE (widget);

  flo_session_attend (self->session);
  reload (self);
}

static void
flo_prices_page_map (GtkWidget *widget)
{
  FloPricesPage *self = FLO_PRICES_PAGE (widget);

  GTK_WIDGET_CLASS (flo_prices_page_parent_class)->map (widget);
  if (self->loaded)
    return;
  self->loaded = TRUE;
  reload (self);
}

static void
flo_prices_page_class_init (FloPricesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_prices_page_dispose;
  widget_class->map = flo_prices_page_map;
  g_type_ensure (FLO_TYPE_CHOICE_BUTTON);
  g_type_ensure (FLO_TYPE_PRICE_CHART);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/prices/flo-prices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, types);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, zones);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, chart);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_install_action (widget_class, "prices.retry", NULL, retry);
}

static void
flo_prices_page_init (FloPricesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What failed because nobody was signed in is loaded by itself. */
static void
signed_in_cb (FloPricesPage *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "failed") == 0)
    reload (self);
}

GtkWidget *
flo_prices_page_new (FloSession *session)
{
  FloPricesPage *self = g_object_new (FLO_TYPE_PRICES_PAGE, NULL);
  FloAccount *account = flo_session_get_account (session);
  const char *region = flo_account_get_region (account);

  self->session = g_object_ref (session);
  self->client = flo_session_create_client (session, NULL);
  if (region == NULL)
    region = aws_client_get_region (self->client);
  flo_page_set_subtitle (FLO_PAGE (self), region);
  fill_types (self);
  if (flo_session_get_interaction (session) != NULL)
    g_signal_connect_object (flo_session_get_interaction (session), "signed-in",
                             G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  flo_session_load_market_async (session, region, NULL, market_loaded_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
