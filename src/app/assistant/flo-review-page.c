/* flo-review-page.c: everything in one read, with its checks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-review-page"

#include "app/assistant/flo-review-page.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-change-list.h"
#include "app/assistant/flo-config-words.h"
#include "app/assistant/flo-forecast-row.h"
#include "app/support/flo-compat.h"
#include "app/support/flo-config-file.h"
#include "app/support/flo-error-dialog.h"
#include "app/support/flo-format.h"
#include "config/flo-config-problem.h"

struct _FloReviewPage
{
  FloAssistantPage parent_instance;

  GCancellable *cancellable;    /* (owned) */
  GtkListBox *checks;
  FloChangeList *changes;
  GtkListBox *summary;
  GtkWidget *forecast_row;       /* (owned): in @summary, which is filled anew each time */
  char *rehearsed;              /* (owned) (nullable) */
};

typedef enum
{
  PROP_REHEARSED = 1,
} FloReviewPageProperty;

enum
{
  SAVED,
  N_SIGNALS
};

static GParamSpec *properties[PROP_REHEARSED + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloReviewPage, flo_review_page, FLO_TYPE_ASSISTANT_PAGE)

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static GtkWidget *
append_row (GtkListBox *list,
            const char *title,
            const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  gtk_list_box_append (list, row);
  return row;
}

/* ---- checks ---- */

static void
append_check (FloReviewPage *self,
              const char    *icon_name,
              const char    *css_class,
              const char    *word,
              const char    *title,
              const char    *subtitle)
{
  GtkWidget *row = append_row (self->checks, title, subtitle);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (icon, css_class);
  gtk_widget_set_tooltip_text (icon, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
}

static void
append_waiting_check (FloReviewPage *self)
{
  GtkWidget *row = append_row (self->checks, _("Asking the region"),
                               _("Zones, machines and prices"));
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), spinner);
}

/* Returns: how many there were */
static guint
append_problems (FloReviewPage *self,
                 GPtrArray     *problems,
                 FloSeverity    severity)
{
  gboolean is_error = severity == FLO_SEVERITY_ERROR;
  guint n_problems = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      FloConfigProblem *problem = g_ptr_array_index (problems, i);

      if (flo_config_problem_get_severity (problem) != severity)
        continue;
      append_check (self, is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic",
                    is_error ? "error" : "warning", is_error ? _("Error") : _("Warning"),
                    flo_config_problem_get_message (problem),
                    flo_config_problem_get_hint (problem));
      n_problems++;
    }
  return n_problems;
}

static void
append_good_news (FloReviewPage *self,
                  FloDraft      *draft)
{
  guint n_pools = flo_draft_get_pools (draft)->len;
  g_autofree char *text = g_strdup_printf (ngettext ("%u pool of machines to choose from",
                                                     "%u pools of machines to choose from",
                                                     n_pools), n_pools);

  append_check (self, "emblem-ok-symbolic", "success", _("Good"), _("The config is valid"), NULL);
  if (flo_draft_get_market (draft) != NULL)
    append_check (self, "emblem-ok-symbolic", "success", _("Good"), _("The region can serve it"),
                  text);
}

static void
load_checks (FloReviewPage *self,
             FloDraft      *draft)
{
  GPtrArray *problems = flo_draft_get_problems (draft);
  const char *market_error = flo_draft_get_market_error (draft);
  guint n_errors;

  clear_list (self->checks);
  n_errors = append_problems (self, problems, FLO_SEVERITY_ERROR);
  append_problems (self, problems, FLO_SEVERITY_WARNING);
  if (market_error != NULL)
    append_check (self, "dialog-error-symbolic", "error", _("Error"),
                  _("The region could not be asked"), market_error);
  if (n_errors == 0)
    append_good_news (self, draft);
  if (flo_draft_get_loading (draft))
    append_waiting_check (self);
}

/* ---- summary ---- */

/* A row whose value is what is read first; the name of it stands small above. */
static void
append_fact (FloReviewPage *self,
             const char    *name,
             const char    *value)
{
  GtkWidget *row = append_row (self->summary, name, value);

  gtk_widget_add_css_class (row, "property");
}

/* @value: (transfer full) (nullable): NULL: nothing of the kind is asked for */
static void
append_asked (FloReviewPage *self,
              const char    *name,
              char          *value)
{
  if (value != NULL)
    append_fact (self, name, value);
  g_free (value);
}

static char *
describe_range (gint64      minimum,
                gint64      maximum,
                const char *unit)
{
  if (minimum > 0 && maximum > 0)
    /* Translators: "2 to 4 vCPUs" */
    return g_strdup_printf (_("%d to %d %s"), (int) minimum, (int) maximum, unit);
  if (minimum > 0)
    return g_strdup_printf (_("at least %d %s"), (int) minimum, unit);
  if (maximum > 0)
    return g_strdup_printf (_("at most %d %s"), (int) maximum, unit);
  return g_strdup_printf (_("any number of %s"), unit);
}

static char *
describe_machines (const FloConfig *config)
{
  g_autofree char *vcpus = describe_range (config->instances.min_vcpus,
                                           config->instances.max_vcpus, _("vCPUs"));
  g_autofree char *memory = describe_range (config->instances.min_memory_mib / 1024,
                                            config->instances.max_memory_mib / 1024,
                                            _("GiB of memory"));

  if (config->instances.types != NULL)
    return g_strjoinv (", ", config->instances.types);
  return g_strdup_printf ("%s, %s, %s", vcpus, memory, config->instances.architecture);
}

static char *
describe_nodes (const FloConfig *config)
{
  if (config->capacity.on_demand_base == 0)
    return g_strdup_printf (_("%d, all Spot"), (int) config->capacity.nodes);
  return g_strdup_printf (_("%d, of which %d on demand"), (int) config->capacity.nodes,
                          (int) config->capacity.on_demand_base);
}

static char *
describe_zones (const FloConfig *config)
{
  g_autofree char *allowed = config->zones.allowed != NULL
                               ? g_strjoinv (", ", config->zones.allowed)
                               : g_strdup (_("every usable zone"));

  if (config->zones.distribution == FLO_DISTRIBUTION_SINGLE)
    return g_strdup_printf (_("One of %s, because: %s"), allowed,
                            config->zones.reason != NULL ? config->zones.reason : "");
  return g_strdup_printf (_("%s, at least %d"), allowed, (int) config->zones.minimum);
}

static char *
describe_price (const FloConfig *config)
{
  g_autofree char *rate = NULL;

  switch (config->price.limit)
    {
    case FLO_PRICE_FIXED:
      rate = flo_format_rate (config->price.maximum);
      return g_strdup_printf (_("Spot price up to %s a node"), rate);
    case FLO_PRICE_PERCENT:
      return g_strdup_printf (_("Spot price up to %d %% of on demand"),
                              (int) config->price.percent);
    case FLO_PRICE_DYNAMIC:
      rate = config->price.budget > 0 ? flo_format_rate (config->price.budget) : NULL;
      if (rate != NULL)
        /* Translators: %1$d: percent, %2$s: an amount of money per hour */
        return g_strdup_printf (_("Spot price up to what was enough for %1$d %% of the last month, "
                                  "and up to %2$s a node"), (int) config->price.availability, rate);
      return g_strdup_printf (_("Spot price up to what was enough for %d %% of the last month"),
                              (int) config->price.availability);
    case FLO_PRICE_ON_DEMAND:
      return g_strdup (_("Spot price, never above on demand"));
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
describe_access (const FloConfig *config)
{
  g_autofree char *sources = NULL;

  if (config->network.sources == NULL)
    return g_strdup (_("Nobody from outside"));
  sources = g_strjoinv (", ", config->network.sources);
  if (config->network.n_ports == 0)
    return g_strdup_printf (_("SSH from %s"), sources);
  return g_strdup_printf (ngettext ("SSH and %u port from %s", "SSH and %u ports from %s",
                                    config->network.n_ports),
                          (guint) config->network.n_ports, sources);
}

static char *
describe_disk (const FloConfig *config)
{
  return g_strdup_printf (config->storage.encrypted ? _("%d GiB, encrypted")
                                                    : _("%d GiB, not encrypted"),
                          (int) config->storage.size_gib);
}

static char *
describe_cost (FloDraft *draft)
{
  FloMoney low, high;
  g_autofree char *hour = NULL;
  g_autofree char *day = NULL;
  g_autofree char *extras = flo_money_format (flo_draft_get_extras (draft));

  if (!flo_draft_get_estimate (draft, &low, &high))
    return g_strdup (_("Not known yet"));
  hour = flo_format_rate_range (low, high);
  day = flo_money_format (high * 24);
  /* Translators: "$0.31–$0.38 /h", then two amounts of money: an hour of storage and addresses, and a day of all */
  return g_strdup_printf (_("%s now, of it %s for storage and public addresses; %s in a day at most, if prices stay"), hour,
                          extras, day);
}

static void
load_summary (FloReviewPage *self,
              FloDraft      *draft)
{
  FloConfig *config = flo_draft_get_config (draft);
  g_autofree char *cost = describe_cost (draft);
  g_autofree char *nodes = describe_nodes (config);
  g_autofree char *machines = describe_machines (config);
  g_autofree char *zones = describe_zones (config);
  g_autofree char *price = describe_price (config);
  g_autofree char *access = describe_access (config);
  g_autofree char *disk = describe_disk (config);

  clear_list (self->summary);
  append_fact (self, _("Name"), config->name);
  append_fact (self, _("Cost"), cost);
  gtk_list_box_append (self->summary, self->forecast_row);
  flo_forecast_row_show (FLO_FORECAST_ROW (self->forecast_row), draft);
  append_fact (self, _("Rehearsal of the Last 90 Days"), self->rehearsed != NULL ? self->rehearsed
                                                                                  : _("Not rehearsed as it is now"));
  append_fact (self, _("Nodes"), nodes);
  append_asked (self, _("At Certain Times"),
                flo_config_words_schedule (config, g_get_real_time () / G_USEC_PER_SEC));
  append_asked (self, _("As Many as There Is Work"), flo_config_words_work (config));
  append_asked (self, _("Kept at Their Number"), flo_config_words_mode (config));
  append_fact (self, _("Machines"), machines);
  append_fact (self, _("Region"), config->region);
  append_fact (self, _("Zones"), zones);
  append_fact (self, _("Price"), price);
  append_fact (self, _("When a Node Is Lost"), config->interruption.replace
                                                 ? _("It is replaced") : _("It is not replaced"));
  append_asked (self, _("While It Runs"), flo_config_words_moves (config));
  append_asked (self, _("Budget"), flo_config_words_budget (config));
  append_asked (self, _("Price Thresholds"), flo_config_words_thresholds (config));
  append_asked (self, _("If Spot Runs Short"), flo_config_words_fallback (config));
  append_asked (self, _("Deadline"), flo_config_words_deadline (config));
  append_fact (self, _("Image"), config->image.id != NULL ? config->image.id
                                                          : config->image.system);
  append_fact (self, _("Disk"), disk);
  append_fact (self, _("Who May Connect"), access);
}

static void
load_changes (FloReviewPage *self,
              FloDraft      *draft)
{
  if (flo_draft_get_fleet (draft) == NULL)
    return;
  g_object_set (self, "title", _("Apply These Changes?"), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->changes), TRUE);
  flo_change_list_show (self->changes, draft);
}

static void
flo_review_page_load (FloAssistantPage *page)
{
  FloReviewPage *self = FLO_REVIEW_PAGE (page);
  FloDraft *draft = flo_assistant_page_get_draft (page);

  load_checks (self, draft);
  load_changes (self, draft);
  load_summary (self, draft);
}

/* ---- save, export ---- */

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(FloReviewPage) self = FLO_REVIEW_PAGE (user_data);
  g_autoptr(GError) error = NULL;

  if (flo_config_file_write_finish (result, &error))
    {
      g_autofree char *name = g_file_get_basename (G_FILE (object));
      /* Translators: %s is a file's name */
      g_autofree char *text = g_strdup_printf (_("Saved as %s"), name);

      g_signal_emit (self, signals[SAVED], 0, text);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    flo_error_dialog_show (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                           _("The Config Was Not Saved"), error->message);
}

static void
save (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  FloReviewPage *self = FLO_REVIEW_PAGE (widget);
  FloConfig *config = flo_draft_get_config (flo_assistant_page_get_draft (
                                              FLO_ASSISTANT_PAGE (self)));
  g_autoptr(GFile) file = flo_config_file_get_saved (config);

  flo_config_file_write_async (file, config, self->cancellable, written_cb, g_object_ref (self));
}

static void
export_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(FloReviewPage) self = FLO_REVIEW_PAGE (user_data);
  FloDraft *draft = flo_assistant_page_get_draft (FLO_ASSISTANT_PAGE (self));
  g_autoptr(GFile) file = flo_compat_file_finish (result, NULL);

  if (file != NULL && draft != NULL)
    flo_config_file_write_async (file, flo_draft_get_config (draft), self->cancellable, written_cb,
                                 g_object_ref (self));
}

static void
export (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  FloReviewPage *self = FLO_REVIEW_PAGE (widget);
  FloConfig *config = flo_draft_get_config (flo_assistant_page_get_draft (
                                              FLO_ASSISTANT_PAGE (self)));
  g_autofree char *name = flo_config_file_suggest_name (config);
  g_autoptr(GtkFileFilter) filter = flo_config_file_create_filter ();

  flo_compat_save_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Export Config"), name,
                              filter, export_chosen_cb, g_object_ref (self));
}

static void
set_rehearsed (FloReviewPage *self,
               const char    *rehearsed)
{
  FloDraft *draft = flo_assistant_page_get_draft (FLO_ASSISTANT_PAGE (self));

  if (g_strcmp0 (self->rehearsed, rehearsed) == 0)
    return;
  g_free (self->rehearsed);
  self->rehearsed = g_strdup (rehearsed);
  if (draft != NULL)
    load_summary (self, draft);
}

static void
flo_review_page_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((FloReviewPageProperty) id)
    {
    case PROP_REHEARSED:
      g_value_set_string (value, FLO_REVIEW_PAGE (object)->rehearsed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_review_page_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((FloReviewPageProperty) id)
    {
    case PROP_REHEARSED:
      set_rehearsed (FLO_REVIEW_PAGE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_review_page_dispose (GObject *object)
{
  g_cancellable_cancel (FLO_REVIEW_PAGE (object)->cancellable);
  g_clear_object (&FLO_REVIEW_PAGE (object)->forecast_row);
  G_OBJECT_CLASS (flo_review_page_parent_class)->dispose (object);
}

static void
flo_review_page_finalize (GObject *object)
{
  g_clear_object (&FLO_REVIEW_PAGE (object)->cancellable);
  g_free (FLO_REVIEW_PAGE (object)->rehearsed);
  G_OBJECT_CLASS (flo_review_page_parent_class)->finalize (object);
}

static void
flo_review_page_class_init (FloReviewPageClass *klass)
{
  /* Whatever is wrong anywhere keeps the launch back. */
  static const char * const paths[] = { "", NULL };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_CHANGE_LIST);
  object_class->dispose = flo_review_page_dispose;
  object_class->get_property = flo_review_page_get_property;
  object_class->set_property = flo_review_page_set_property;
  properties[PROP_REHEARSED] = g_param_spec_string ("rehearsed", NULL, NULL, NULL,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  object_class->finalize = flo_review_page_finalize;
  FLO_ASSISTANT_PAGE_CLASS (klass)->paths = paths;
  FLO_ASSISTANT_PAGE_CLASS (klass)->load = flo_review_page_load;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/assistant/flo-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloReviewPage, changes);
  gtk_widget_class_bind_template_child (widget_class, FloReviewPage, checks);
  gtk_widget_class_bind_template_child (widget_class, FloReviewPage, summary);
  gtk_widget_class_install_action (widget_class, "review.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "review.export", NULL, export);
}

static void
flo_review_page_init (FloReviewPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->forecast_row = g_object_ref_sink (flo_forecast_row_new ());
  gtk_widget_init_template (GTK_WIDGET (self));
}
