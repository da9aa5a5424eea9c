/* flo-where-page.c: which region and which Availability Zones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-where-page"

#include "app/assistant/flo-where-page.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-zone-row.h"
#include "app/support/flo-number-row.h"
#include "aws/services/aws-ec2.h"

struct _FloWherePage
{
  FloAssistantPage parent_instance;

  GtkStringList *regions;       /* (owned) */
  FloMarket *shown;             /* (owned) (nullable): the market the zone rows are of */
  gboolean asked;               /* for the regions */
  GCancellable *cancellable;    /* (owned) */

  GtkWidget *account_row;
  GtkLabel *account;
  AdwComboRow *region_row;
  AdwActionRow *market_row;
  GtkListBox *zones;
  AdwComboRow *distribution;
  FloNumberRow *minimum;
  AdwEntryRow *reason;
  GtkWidget *evacuate_row;
  GtkSwitch *evacuate;
};

G_DEFINE_FINAL_TYPE (FloWherePage, flo_where_page, FLO_TYPE_ASSISTANT_PAGE)

static guint
find_region (FloWherePage *self,
             const char   *region)
{
  guint n_regions = g_list_model_get_n_items (G_LIST_MODEL (self->regions));

  for (guint i = 0; i < n_regions; i++)
    {
      if (g_strcmp0 (gtk_string_list_get_string (self->regions, i), region) == 0)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

static void
regions_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(FloWherePage) self = FLO_WHERE_PAGE (user_data);
  FloDraft *draft = flo_assistant_page_get_draft (FLO_ASSISTANT_PAGE (self));
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  AwsDescribeRegionsOutput *output;

  /* Without the list the account's own region stays, which is all that is needed to go on. */
  output = aws_client_call_finish (AWS_CLIENT (object), result, NULL);
  if (output == NULL)
    return;
  for (guint i = 0; i < aws_list_length (output->regions); i++)
    {
      const AwsRegion *region = g_ptr_array_index (output->regions, i);

      if (g_strcmp0 (region->opt_in_status, "not-opted-in") != 0)
        g_ptr_array_add (names, g_strdup (region->region_name));
    }
  aws_shape_free (AWS_EC2_DESCRIBE_REGIONS.output, output);
  if (names->len == 0 || draft == NULL)
    return;
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      if (find_region (self, g_ptr_array_index (names, i)) == GTK_INVALID_LIST_POSITION)
        gtk_string_list_append (self->regions, g_ptr_array_index (names, i));
    }
}

static void
ask_regions (FloWherePage *self)
{
  FloDraft *draft = flo_assistant_page_get_draft (FLO_ASSISTANT_PAGE (self));
  AwsDescribeRegionsInput input = { 0, };
  g_autoptr(AwsClient) client = NULL;

  if (self->asked || flo_draft_get_session (draft) == NULL)
    return;
  self->asked = TRUE;
  client = flo_session_create_client (flo_draft_get_session (draft), NULL);
  aws_client_call_async (client, &AWS_EC2_DESCRIBE_REGIONS, &input, self->cancellable,
                         regions_listed_cb, g_object_ref (self));
}

static void
region_chosen_cb (FloWherePage *self)
{
  FloConfig *config = flo_assistant_page_begin_edit (FLO_ASSISTANT_PAGE (self));
  guint selected = adw_combo_row_get_selected (self->region_row);

  if (config != NULL && selected != GTK_INVALID_LIST_POSITION)
    flo_draft_set_region (flo_assistant_page_get_draft (FLO_ASSISTANT_PAGE (self)),
                          gtk_string_list_get_string (self->regions, selected));
}

static gboolean
is_allowed (const FloConfig *config,
            const char      *zone)
{
  return config->zones.allowed == NULL || g_strv_contains ((const char * const *) config->zones.allowed, zone);
}

/* NULL when every usable zone is ticked: then zones that AWS adds later count too. */
static GStrv
collect_allowed (FloWherePage *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  gboolean all = TRUE;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->zones, i)) != NULL; i++)
    {
      FloZoneRow *zone_row = FLO_ZONE_ROW (row);

      if (flo_zone_row_get_active (zone_row))
        g_strv_builder_add (builder, flo_zone_row_get_zone (zone_row));
      else if (flo_zone_row_get_usable (zone_row))
        all = FALSE;
    }
  return all ? NULL : g_strv_builder_end (builder);
}

/* Whether the ticks say what the config does: a list of all zones there are is not the same as none, and zones that cannot be
 * seen at the moment stay as they are. */
static gboolean
is_ticked (FloWherePage    *self,
           const FloConfig *config)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->zones, i)) != NULL; i++)
    if (flo_zone_row_get_active (FLO_ZONE_ROW (row)) != is_allowed (config, flo_zone_row_get_zone (FLO_ZONE_ROW (row))))
      return FALSE;

  return TRUE;
}

static void
show_rows (FloWherePage    *self,
           const FloConfig *config)
{
  gboolean single = config->zones.distribution == FLO_DISTRIBUTION_SINGLE;

  gtk_widget_set_visible (GTK_WIDGET (self->reason), single);
  gtk_widget_set_sensitive (GTK_WIDGET (self->minimum), !single);
  /* There is no other zone to go to, or EC2 chooses it. */
  gtk_widget_set_visible (self->evacuate_row, !single && config->mode != FLO_MODE_MANAGED);
}

static void
edited_cb (FloWherePage *self)
{
  FloConfig *config = flo_assistant_page_begin_edit (FLO_ASSISTANT_PAGE (self));
  gboolean was_single;
  gboolean single;

  if (config == NULL)
    return;
  was_single = config->zones.distribution == FLO_DISTRIBUTION_SINGLE;
  config->zones.distribution = adw_combo_row_get_selected (self->distribution);
  single = config->zones.distribution == FLO_DISTRIBUTION_SINGLE;
  show_rows (self, config);
  /* One zone is one zone, and coming back from it asks for two again. */
  config->zones.minimum = single ? 1 : flo_number_row_get (self->minimum);
  if (was_single && !single)
    config->zones.minimum = MAX (config->zones.minimum, 2);
  g_clear_pointer (&config->zones.reason, g_free);
  if (single && *gtk_editable_get_text (GTK_EDITABLE (self->reason)) != '\0')
    config->zones.reason = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason)));
  config->zones.evacuate = gtk_switch_get_active (self->evacuate);
  if (!is_ticked (self, config))
    {
      g_strfreev (config->zones.allowed);
      config->zones.allowed = collect_allowed (self);
    }
  flo_assistant_page_end_edit (FLO_ASSISTANT_PAGE (self));
}

static void
clear_zones (FloWherePage *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->zones, 0)) != NULL)
    gtk_list_box_remove (self->zones, GTK_WIDGET (row));
}

static void
append_zones (FloWherePage *self,
              FloMarket    *market,
              gboolean      usable)
{
  for (guint i = 0; i < flo_market_get_n_zones (market); i++)
    {
      const FloZone *zone = flo_market_get_zone (market, i);
      GtkWidget *row;

      if (zone->usable != usable)
        continue;
      row = flo_zone_row_new (zone);
      g_signal_connect_object (row, "toggled", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->zones, row);
    }
}

/* What can be chosen comes first. */
static void
make_zones (FloWherePage *self,
            FloMarket    *market)
{
  clear_zones (self);
  g_set_object (&self->shown, market);
  if (market == NULL)
    return;
  append_zones (self, market, TRUE);
  append_zones (self, market, FALSE);
}

static void
load_zones (FloWherePage *self,
            FloDraft     *draft)
{
  FloConfig *config = flo_draft_get_config (draft);
  FloMarket *market = flo_draft_get_market (draft);
  GtkListBoxRow *row;

  if (market != self->shown)
    make_zones (self, market);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->zones, i)) != NULL; i++)
    {
      FloZoneRow *zone_row = FLO_ZONE_ROW (row);
      const char *zone = flo_zone_row_get_zone (zone_row);

      flo_zone_row_set_active (zone_row, is_allowed (config, zone));
      flo_zone_row_show_pools (zone_row, flo_draft_get_pools (draft));
    }
}

/* Which one a new fleet is launched in, its window says. */
static void
load_account (FloWherePage *self,
              FloFleet     *fleet)
{
  gtk_widget_set_visible (self->account_row, fleet != NULL);
  if (fleet != NULL)
    gtk_label_set_label (self->account, flo_fleet_get_account (fleet));
}

static void
flo_where_page_load (FloAssistantPage *page)
{
  FloWherePage *self = FLO_WHERE_PAGE (page);
  FloDraft *draft = flo_assistant_page_get_draft (page);
  FloConfig *config = flo_draft_get_config (draft);
  const char *error = flo_draft_get_market_error (draft);
  g_autofree char *escaped = error != NULL ? g_markup_escape_text (error, -1) : NULL;

  if (find_region (self, config->region) == GTK_INVALID_LIST_POSITION)
    gtk_string_list_append (self->regions, config->region);
  adw_combo_row_set_selected (self->region_row, find_region (self, config->region));
  gtk_widget_set_visible (GTK_WIDGET (self->market_row), error != NULL);
  adw_action_row_set_subtitle (self->market_row, escaped != NULL ? escaped : "");
  load_zones (self, draft);
  adw_combo_row_set_selected (self->distribution, config->zones.distribution);
  flo_number_row_set (self->minimum, config->zones.minimum);
  show_rows (self, config);
  if (config->zones.reason != NULL
      && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->reason)), config->zones.reason) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->reason), config->zones.reason);
  gtk_switch_set_active (self->evacuate, config->zones.evacuate);
  load_account (self, flo_draft_get_fleet (draft));
  ask_regions (self);
}

static void
reload (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  flo_draft_reload (flo_assistant_page_get_draft (FLO_ASSISTANT_PAGE (widget)));
}

static void
flo_where_page_dispose (GObject *object)
{
  FloWherePage *self = FLO_WHERE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (flo_where_page_parent_class)->dispose (object);
}

static void
flo_where_page_finalize (GObject *object)
{
  FloWherePage *self = FLO_WHERE_PAGE (object);

  g_clear_object (&self->regions);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (flo_where_page_parent_class)->finalize (object);
}

static void
flo_where_page_class_init (FloWherePageClass *klass)
{
  static const char * const paths[] = { "/region", "/zones", NULL };
  static const FloFixable fixables[] = {
    { "account_row", NULL, "account" },
    { "region_row", NULL, "region" },
    { "zones", "zones", "allowed" },
    { "distribution", "zones", "distribution" },
    { "minimum", "zones", "minimum" },
    { "reason", "zones", "reason" },
    { "evacuate", "zones", "evacuate" },
    { NULL },
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = flo_where_page_dispose;
  object_class->finalize = flo_where_page_finalize;
  g_type_ensure (FLO_TYPE_NUMBER_ROW);
  FLO_ASSISTANT_PAGE_CLASS (klass)->paths = paths;
  FLO_ASSISTANT_PAGE_CLASS (klass)->fixables = fixables;
  FLO_ASSISTANT_PAGE_CLASS (klass)->load = flo_where_page_load;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/assistant/flo-where-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloWherePage, region_row);
  gtk_widget_class_bind_template_child (widget_class, FloWherePage, account_row);
  gtk_widget_class_bind_template_child (widget_class, FloWherePage, account);
  gtk_widget_class_bind_template_child (widget_class, FloWherePage, market_row);
  gtk_widget_class_bind_template_child (widget_class, FloWherePage, zones);
  gtk_widget_class_bind_template_child (widget_class, FloWherePage, distribution);
  gtk_widget_class_bind_template_child (widget_class, FloWherePage, minimum);
  gtk_widget_class_bind_template_child (widget_class, FloWherePage, reason);
  gtk_widget_class_bind_template_child (widget_class, FloWherePage, evacuate_row);
  gtk_widget_class_bind_template_child (widget_class, FloWherePage, evacuate);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, region_chosen_cb);
  gtk_widget_class_install_action (widget_class, "where.reload", NULL, reload);
}

static GtkWidget *
create_placeholder (void)
{
  GtkWidget *label = gtk_label_new (_("Asking AWS which zones there are…"));

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "placeholder");
  return label;
}

static void
flo_where_page_init (FloWherePage *self)
{
  self->cancellable = g_cancellable_new ();
  self->regions = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->region_row, G_LIST_MODEL (self->regions));
  gtk_list_box_set_placeholder (self->zones, create_placeholder ());
}
