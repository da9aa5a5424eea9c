/* flo-prices-page.c: how the prices of chosen types moved, zone by zone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-prices-page"

#include "app/prices/flo-prices-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/charts/flo-interruptions.h"
#include "app/charts/flo-price-chart.h"
#include "app/prices/flo-alert-dialog.h"
#include "app/prices/flo-alert-draft.h"
#include "app/prices/flo-alerts-window.h"
#include "app/prices/flo-alike.h"
#include "app/prices/flo-choice-button.h"
#include "app/prices/flo-own-types.h"
#include "app/prices/flo-pool-item.h"
#include "app/prices/flo-pool-view.h"
#include "app/prices/flo-price-query.h"
#include "app/prices/flo-risk-list.h"
#include "app/support/flo-error-dialog.h"
#include "app/support/flo-format.h"
#include "aws/services/aws-ec2.h"
#include "market/flo-catalogue.h"
#include "market/flo-figures.h"

/* The longest that the chart shows. */
#define LOADED_SECONDS (30 * 24 * 60 * 60)
/* A chart with more types than this shows nothing any more; a map has room for more. */
#define MAX_TYPES FLO_PRICE_QUERY_MAX_HISTORIES
#define MAX_MAP_TYPES 60
#define MIN_CHART 240
/* How old prices are is said anew this often. */
#define AGE_SECONDS 30
/* AWS moves a price a few times a day. */
#define RENEW_SECONDS 300

struct _FloPricesPage
{
  FloPage parent_instance;

  FloSession *session;          /* (owned) */
  char *region;                 /* (owned): the account's */
  GPtrArray *compared;          /* (owned) (element-type utf8): the names of on-demand lines */
  GStrv known_regions;          /* (owned) (nullable) */
  GHashTable *refreshed;        /* (owned) (element-type utf8): types and regions whose figures were asked for */
  FloPriceAnswer *answer;       /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned): of the load under way */
  GCancellable *closing;        /* (owned): of what is loaded once */
  gint64 renewed_at;            /* Unix seconds: when prices were asked for last */
  guint age_source;
  gboolean loaded;
  gboolean quiet;               /* the load under way only brings newer figures */

  FloChoiceButton *types;
  FloChoiceButton *regions;
  FloChoiceButton *zones;
  GtkToggleButton *map_button;
  GtkWidget *problem;
  GtkLabel *problem_label;
  GtkStack *stack;              /* "nothing-chosen", "too-many", "loading", "failed", "empty", "chart", "map" */
  GtkSpinner *spinner;
  GtkProgressBar *progress;
  AdwStatusPage *failed_page;
  AdwStatusPage *too_many_page;
  FloPriceChart *chart;
  FloRiskList *risks;
  GtkLabel *alike;
  FloPoolView *pools;
  GtkLabel *chart_age;
  GtkLabel *map_age;
};

G_DEFINE_FINAL_TYPE (FloPricesPage, flo_prices_page, FLO_TYPE_PAGE)

static void
show (FloPricesPage *self,
      const char    *page)
{
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "loading"));
  gtk_stack_set_visible_child_name (self->stack, page);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

/* The chosen regions, or the account's own. */
static GStrv
dup_regions (FloPricesPage *self)
{
  GStrv chosen = flo_choice_button_dup_chosen (self->regions);
  const char *own[] = { self->region, NULL };

  return chosen != NULL ? chosen : g_strdupv ((GStrv) own);
}

/* The name of a type's lines: with its region when there are several. */
static char *
name_type (FloPoolItem *item,
           gboolean     several)
{
  if (!several)
    return g_strdup (flo_pool_item_get_type_name (item));
  /* Translators: an instance type, a region */
  return g_strdup_printf (_("%s in %s"), flo_pool_item_get_type_name (item),
                          flo_pool_item_get_region (item));
}

/* What each type costs on demand, and how often AWS takes it back: figures of a whole region. */
static void
show_figures (FloPricesPage *self)
{
  g_auto(GStrv) regions = dup_regions (self);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->compared->len; i++)
    flo_price_chart_set_on_demand (self->chart, g_ptr_array_index (self->compared, i), 0);
  g_ptr_array_set_size (self->compared, 0);
  flo_risk_list_clear (self->risks);
  for (guint i = 0; i < g_list_model_get_n_items (self->answer->pools); i++)
    {
      g_autoptr(FloPoolItem) item = g_list_model_get_item (self->answer->pools, i);
      char *name = name_type (item, regions[1] != NULL);

      if (!g_hash_table_add (seen, name))
        continue;
      flo_risk_list_add (self->risks, name, flo_pool_item_get_interruption (item));
      if (flo_pool_item_get_on_demand (item) <= 0)
        continue;
      flo_price_chart_set_on_demand (self->chart, name, flo_pool_item_get_on_demand (item));
      g_ptr_array_add (self->compared, g_strdup (name));
    }
}

static void
show_alike (FloPricesPage *self,
            gint64         now)
{
  g_autofree char *text = flo_alike_describe (self->answer->series, now - LOADED_SECONDS, now);

  gtk_widget_set_visible (GTK_WIDGET (self->alike), text != NULL);
  gtk_label_set_label (self->alike, text != NULL ? text : "");
}

static gboolean
is_shown (GListModel *pools,
          const char *zone)
{
  for (guint i = 0; zone != NULL && i < g_list_model_get_n_items (pools); i++)
    {
      g_autoptr(FloPriceSeries) series = g_list_model_get_item (pools, i);

      if (g_str_equal (flo_price_series_get_zone (series), zone))
        return TRUE;
    }

  return FALSE;
}

/* What happened to this account's own instances in the zones that are shown. */
static void
show_interruptions (FloPricesPage *self)
{
  FloEngine *engine = flo_session_get_engine (self->session);
  GListModel *fleets = engine != NULL ? flo_engine_get_fleets (engine) : NULL;
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (FloMarker));
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; fleets != NULL && i < g_list_model_get_n_items (fleets); i++)
    {
      g_autoptr(FloFleet) fleet = g_list_model_get_item (fleets, i);
      GListModel *events = flo_fleet_get_events (fleet);
      GListStore *here = g_list_store_new (FLO_TYPE_EVENT);
      g_autoptr(GArray) markers = NULL;

      /* Markers borrow their words from the events. */
      g_ptr_array_add (kept, here);
      for (guint j = 0; j < g_list_model_get_n_items (events); j++)
        {
          g_autoptr(FloEvent) event = g_list_model_get_item (events, j);

          if (is_shown (self->answer->series, flo_event_get_zone (event)))
            g_list_store_append (here, event);
        }
      markers = flo_interruptions_from_events (G_LIST_MODEL (here));
      g_array_append_vals (all, markers->data, markers->len);
    }
  flo_price_chart_set_markers (self->chart, (const FloMarker *) (gpointer) all->data, all->len);
}

static void
show_age (FloPricesPage *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *age = NULL;
  g_autofree char *on_demand = NULL;
  g_autofree char *advisor = NULL;
  g_autofree char *text = NULL;

  if (self->answer == NULL)
    return;
  age = flo_format_ago (self->answer->time, now);
  on_demand = flo_format_origin (self->answer->on_demand, now);
  advisor = flo_format_origin (self->answer->advisor, now);
  /* Translators: %s: "12 min ago"; where figures come from and how old they are: "AWS, 12 min ago" */
  text = g_strdup_printf (_("Spot prices from %s. On-demand prices: %s. Interruptions (Spot "
                            "Advisor): %s."), age, on_demand, advisor);
  gtk_label_set_label (self->chart_age, text);
  gtk_label_set_label (self->map_age, text);
}

static void load (FloPricesPage *self, gboolean quiet);

/* Prices that grow old while they are looked at are asked for again, behind the picture that is there. */
static void
renew (FloPricesPage *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (self->answer == NULL || now - self->renewed_at < RENEW_SECONDS)
    return;
  load (self, TRUE);
}

static gboolean
age_cb (gpointer user_data)
{
  FloPricesPage *self = FLO_PRICES_PAGE (user_data);

  renew (self);
  show_age (self);

  return G_SOURCE_CONTINUE;
}

static void
show_too_many (FloPricesPage *self,
               gboolean       map)
{
  adw_status_page_set_description (
    self->too_many_page,
    map ? _("Choose at most sixty types, so that the map stays clear.")
        : _("Choose at most six types, so that their lines can be told apart. The heat map has "
            "room for more."));
  show (self, "too-many");
}

static void
show_failed (FloPricesPage *self,
             const char    *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->failed_page, escaped);
  gtk_widget_set_visible (self->problem, FALSE);
  show (self, "failed");
}

/* @page shows @list. Nothing there has another meaning when not everybody answered. */
static void
show_list (FloPricesPage *self,
           const char    *page,
           GListModel    *list)
{
  gboolean empty = g_list_model_get_n_items (list) == 0;
  const char *problem = self->answer->problem;

  if (empty && problem != NULL)
    {
      show_failed (self, problem);
      return;
    }
  gtk_widget_set_visible (self->problem, problem != NULL);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->problem_label), problem);
  show (self, empty ? "empty" : page);
}

/* Shows what was loaded in the way that is chosen. */
static void
show_answer (FloPricesPage *self)
{
  gboolean map = gtk_toggle_button_get_active (self->map_button);
  g_auto(GStrv) types = flo_choice_button_dup_chosen (self->types);
  guint n_types = types != NULL ? g_strv_length (types) : 0;

  if (n_types == 0)
    show (self, "nothing-chosen");
  else if (n_types > (map ? MAX_MAP_TYPES : MAX_TYPES))
    show_too_many (self, map);
  else if (self->answer == NULL)
    return;
  else if (map)
    show_list (self, "map", self->answer->pools);
  else
    show_list (self, "chart", self->answer->series);
}

static void
figures_refreshed_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(FloPricesPage) self = FLO_PRICES_PAGE (user_data);
  g_autoptr(FloFigures) figures = flo_figures_refresh_finish (result, NULL);

  /* What could not be fetched is shown with its age as it is. */
  if (figures != NULL && figures->n_fetched > 0 && self->answer != NULL &&
      !g_cancellable_is_cancelled (self->closing))
    load (self, TRUE);
}

/* Behind the picture that is there: newer figures of what it shows, once. */
static void
refresh_figures (FloPricesPage *self)
{
  g_auto(GStrv) types = flo_choice_button_dup_chosen (self->types);
  g_auto(GStrv) regions = dup_regions (self);
  g_autofree char *words = types != NULL ? g_strjoinv (" ", types) : NULL;

  for (guint i = 0; types != NULL && regions[i] != NULL; i++)
    {
      g_autoptr(AwsClient) client = NULL;

      if (!g_hash_table_add (self->refreshed, g_strdup_printf ("%s %s", regions[i], words)))
        continue;
      client = flo_session_create_client (self->session, regions[i]);
      flo_figures_refresh_async (client, FLO_FIGURES_OLD, (const char * const *) types,
                                 self->closing, figures_refreshed_cb, g_object_ref (self));
    }
}

/* Those that the answer has, unless it was asked about some of them only. */
static void
offer_zones (FloPricesPage *self)
{
  g_auto(GStrv) chosen = flo_choice_button_dup_chosen (self->zones);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  if (chosen != NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (self->answer->pools); i++)
    {
      g_autoptr(FloPoolItem) item = g_list_model_get_item (self->answer->pools, i);
      const char *zone = flo_pool_item_get_zone (item);

      if (!g_ptr_array_find_with_equal_func (names, zone, g_str_equal, NULL))
        g_ptr_array_add (names, (gpointer) zone);
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  flo_choice_button_set_names (self->zones, (const char * const *) names->pdata, NULL);
}

/* Then its lines stay as they are: neither a zoom nor a place in them is lost. */
static gboolean
is_being_read (FloPricesPage *self)
{
  FloChart *chart = flo_chart_view_get_chart (flo_price_chart_get_view (self->chart));

  return flo_chart_get_zoomed (chart) || !isnan (flo_chart_get_cursor (chart));
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(FloPricesPage) self = FLO_PRICES_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  FloPriceAnswer *answer = flo_price_query_finish (FLO_SESSION (object), result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    {
      g_clear_pointer (&answer, flo_price_answer_free);
      return;
    }
  /* A whole picture that is there is better than why there is no newer one; its age is said. */
  if (self->quiet && self->answer != NULL &&
      (answer == NULL || (answer->problem != NULL && self->answer->problem == NULL)))
    {
      g_clear_pointer (&answer, flo_price_answer_free);
      return;
    }
  if (answer == NULL)
    {
      g_autofree char *text = flo_error_dialog_describe (error);

      show_failed (self, text);
      return;
    }
  g_clear_pointer (&self->answer, flo_price_answer_free);
  self->answer = answer;
  if (!self->quiet || !is_being_read (self))
    flo_price_chart_set_series (self->chart, answer->series);
  flo_pool_view_set_pools (self->pools, answer->pools);
  offer_zones (self);
  show_figures (self);
  show_interruptions (self);
  show_alike (self, answer->asked_at);
  show_age (self);
  show_answer (self);
  if (!self->quiet)
    refresh_figures (self);
  flo_alert_keeper_look (flo_session_get_alerts (self->session));
}

/* A few prices are there at once; with ninety days of many one sees that it goes on. */
static void
progress_cb (guint64  n_prices,
             double   share,
             gpointer user_data)
{
  FloPricesPage *self = user_data;
  /* Translators: how many spot prices AWS has sent so far */
  g_autofree char *text = g_strdup_printf (ngettext ("%'lu price", "%'lu prices", (gulong) n_prices), (gulong) n_prices);

  gtk_progress_bar_set_fraction (self->progress, share);
  gtk_progress_bar_set_text (self->progress, text);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
}

static void
load (FloPricesPage *self,
      gboolean       quiet)
{
  g_auto(GStrv) types = flo_choice_button_dup_chosen (self->types);
  g_auto(GStrv) zones = flo_choice_button_dup_chosen (self->zones);
  g_auto(GStrv) regions = dup_regions (self);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (types == NULL || g_strv_length (types) > MAX_MAP_TYPES)
    return;
  self->quiet = quiet;
  self->renewed_at = now;
  self->cancellable = g_cancellable_new ();
  flo_price_query_async (self->session, (const char * const *) regions,
                         (const char * const *) types, (const char * const *) zones,
                         now - LOADED_SECONDS, now, progress_cb, self, self->cancellable, answered_cb,
                         g_object_ref (self));
}

static void
reload (FloPricesPage *self)
{
  g_clear_pointer (&self->answer, flo_price_answer_free);
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  load (self, FALSE);
  if (self->cancellable != NULL)
    show (self, "loading");
  else
    show_answer (self);
}

static void
choice_changed_cb (FloPricesPage *self)
{
  if (self->loaded)
    reload (self);
}

/* Zones of other regions are offered as soon as they are known. */
static void
regions_changed_cb (FloPricesPage *self)
{
  g_auto(GStrv) regions = dup_regions (self);
  const char *none[] = { NULL };

  flo_choice_button_set_names (self->zones, none, none);
  flo_page_set_subtitle (FLO_PAGE (self), regions[1] == NULL ? regions[0] : NULL);
  choice_changed_cb (self);
}

static void
view_changed_cb (FloPricesPage *self)
{
  if (self->loaded)
    show_answer (self);
}

/* More of a type: its lines. */
static void
pool_activated_cb (FloPricesPage *self,
                   const char    *type)
{
  const char *chosen[] = { type, NULL };

  flo_choice_button_choose (self->types, chosen);
  gtk_toggle_button_set_active (self->map_button, FALSE);
}

/* Offers @names (borrowed) and @chosen, sorted, with @chosen ticked. */
static void
set_regions (FloPricesPage      *self,
             GPtrArray          *names,
             const char * const *chosen)
{
  GStrv known;

  for (guint i = 0; chosen[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (names, chosen[i], g_str_equal, NULL))
      g_ptr_array_add (names, (gpointer) chosen[i]);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  flo_choice_button_set_names (self->regions, (const char * const *) names->pdata, chosen);
  known = g_strdupv ((GStrv) names->pdata);
  g_strfreev (self->known_regions);
  self->known_regions = known;
}

static void
regions_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(FloPricesPage) self = FLO_PRICES_PAGE (user_data);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_auto(GStrv) chosen = NULL;
  AwsDescribeRegionsOutput *output = aws_client_call_finish (AWS_CLIENT (object), result, NULL);

  /* Without the list there is the account's own region, which is all that is needed to go on. */
  if (output == NULL)
    return;
  for (guint i = 0; i < aws_list_length (output->regions); i++)
    {
      const AwsRegion *region = g_ptr_array_index (output->regions, i);

      if (region->region_name != NULL && g_strcmp0 (region->opt_in_status, "not-opted-in") != 0)
        g_ptr_array_add (names, region->region_name);
    }
  chosen = dup_regions (self);
  set_regions (self, names, (const char * const *) chosen);
  aws_shape_free (AWS_EC2_DESCRIBE_REGIONS.output, output);
}

static void
ask_regions (FloPricesPage *self,
             AwsClient     *client)
{
  AwsDescribeRegionsInput input = { 0, };

  aws_client_call_async (client, &AWS_EC2_DESCRIBE_REGIONS, &input, self->closing,
                         regions_listed_cb, g_object_ref (self));
}

static void
fill_types (FloPricesPage *self)
{
  g_autoptr(FloCatalogue) catalogue = flo_catalogue_get_default ();
  guint n_types = flo_catalogue_get_n_types (catalogue);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_auto(GStrv) chosen = flo_own_types_guess (flo_session_get_engine (self->session), MAX_TYPES);

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

  g_clear_handle_id (&self->age_source, g_source_remove);
  g_cancellable_cancel (self->closing);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (flo_prices_page_parent_class)->dispose (object);
}

static void
flo_prices_page_finalize (GObject *object)
{
  FloPricesPage *self = FLO_PRICES_PAGE (object);

  g_clear_pointer (&self->answer, flo_price_answer_free);
  g_ptr_array_unref (self->compared);
  g_hash_table_unref (self->refreshed);
  g_clear_object (&self->closing);
  g_strfreev (self->known_regions);
  g_free (self->region);
  G_OBJECT_CLASS (flo_prices_page_parent_class)->finalize (object);
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

/* ---- alerts ---- */

/* An alert to begin with, of the pool, or of what is chosen. */
static FloPriceAlert *
create_draft (FloPricesPage *self,
              const char    *region,
              const char    *type,
              const char    *zone)
{
  g_auto(GStrv) regions = dup_regions (self);
  g_auto(GStrv) types = flo_choice_button_dup_chosen (self->types);
  g_auto(GStrv) zones = flo_choice_button_dup_chosen (self->zones);
  const char *one_type[] = { type, NULL }, *one_zone[] = { zone, NULL };

  return flo_alert_draft_new (region != NULL ? region : regions[0], type != NULL ? one_type : (const char **) types,
                              zone != NULL ? one_zone : (const char **) zones,
                              self->answer != NULL ? self->answer->pools : NULL);
}

static void
show_alerts (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FloPricesPage *self = FLO_PRICES_PAGE (widget);
  g_autoptr(FloPriceAlert) draft = create_draft (self, NULL, NULL, NULL);

  gtk_window_present (GTK_WINDOW (flo_alerts_window_new (
    GTK_WINDOW (gtk_widget_get_root (widget)), flo_session_get_alerts (self->session), draft,
    (const char * const *) self->known_regions)));
}

/* @parameter: (nullable): the pool; NULL: of what is chosen */
static void
add_alert (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  FloPricesPage *self = FLO_PRICES_PAGE (widget);
  const char *region = NULL, *type = NULL, *zone = NULL;
  g_autoptr(FloPriceAlert) draft = NULL;

  if (parameter != NULL)
    g_variant_get (parameter, "(&s&s&s)", &region, &type, &zone);
  draft = create_draft (self, region, type, zone);
  gtk_window_present (GTK_WINDOW (flo_alert_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (widget)), flo_session_get_alerts (self->session), draft,
    (const char * const *) self->known_regions)));
}

static void
flo_prices_page_map (GtkWidget *widget)
{
  FloPricesPage *self = FLO_PRICES_PAGE (widget);

  GTK_WIDGET_CLASS (flo_prices_page_parent_class)->map (widget);
  self->age_source = g_timeout_add_seconds (AGE_SECONDS, age_cb, self);
  show_age (self);
  if (self->loaded)
    {
      renew (self);
      return;
    }
  self->loaded = TRUE;
  reload (self);
}

static void
flo_prices_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FLO_PRICES_PAGE (widget)->age_source, g_source_remove);
  GTK_WIDGET_CLASS (flo_prices_page_parent_class)->unmap (widget);
}

static void
flo_prices_page_class_init (FloPricesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_prices_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = flo_prices_page_finalize;
  widget_class->map = flo_prices_page_map;
  widget_class->unmap = flo_prices_page_unmap;
  g_type_ensure (FLO_TYPE_CHOICE_BUTTON);
  g_type_ensure (FLO_TYPE_POOL_VIEW);
  g_type_ensure (FLO_TYPE_PRICE_CHART);
  g_type_ensure (FLO_TYPE_RISK_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/prices/flo-prices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, types);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, regions);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, zones);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, map_button);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, problem);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, too_many_page);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, chart);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, risks);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, alike);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, pools);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, chart_age);
  gtk_widget_class_bind_template_child (widget_class, FloPricesPage, map_age);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, regions_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pool_activated_cb);
  gtk_widget_class_install_action (widget_class, "prices.retry", NULL, retry);
  gtk_widget_class_install_action (widget_class, "prices.show-alerts", NULL, show_alerts);
  gtk_widget_class_install_action (widget_class, "prices.add-alert", NULL, add_alert);
  gtk_widget_class_install_action (widget_class, "prices.alert-pool", "(sss)", add_alert);
}

static void
flo_prices_page_init (FloPricesPage *self)
{
  self->closing = g_cancellable_new ();
  self->compared = g_ptr_array_new_with_free_func (g_free);
  self->refreshed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* However long the legend, the lines have room; the page scrolls. */
  gtk_widget_set_size_request (
    GTK_WIDGET (flo_chart_view_get_chart (flo_price_chart_get_view (self->chart))), -1, MIN_CHART);
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
  g_autoptr(AwsClient) client = flo_session_create_client (session, NULL);
  g_autoptr(GPtrArray) own = g_ptr_array_new ();
  const char *chosen[] = { region != NULL ? region : aws_client_get_region (client), NULL };

  self->session = g_object_ref (session);
  self->region = g_strdup (chosen[0]);
  flo_page_set_subtitle (FLO_PAGE (self), self->region);
  set_regions (self, own, chosen);
  fill_types (self);
  if (flo_session_get_interaction (session) != NULL)
    g_signal_connect_object (flo_session_get_interaction (session), "signed-in",
                             G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  ask_regions (self, client);
  return GTK_WIDGET (self);
}

void
flo_prices_page_show_pool (FloPricesPage *self,
                           const char    *region,
                           const char    *type,
                           const char    *zone)
{
  const char *regions[] = { region, NULL }, *types[] = { type, NULL };
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  g_return_if_fail (FLO_IS_PRICES_PAGE (self));

  /* One load, of all of it; it may be that AWS has not told yet which regions there are. */
  self->loaded = FALSE;
  for (guint i = 0; self->known_regions[i] != NULL; i++)
    g_ptr_array_add (names, self->known_regions[i]);
  set_regions (self, names, regions);
  regions_changed_cb (self);
  flo_choice_button_choose (self->types, types);
  gtk_toggle_button_set_active (self->map_button, FALSE);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->loaded = TRUE;
  reload (self);
}
