/* flo-machines-page.c: which instance types, each with its reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-machines-page"

#include "app/assistant/flo-machines-page.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-candidate.h"
#include "app/assistant/flo-candidate-table.h"
#include "app/assistant/flo-draft-summary.h"
#include "app/assistant/flo-machine-filters.h"
#include "app/support/flo-format.h"
#include "config/flo-config-need.h"
#include "market/flo-choice.h"
#include "market/flo-type-table.h"

/* With fewer pools, interruptions come in groups. */
#define ENOUGH_POOLS 10
/* So much that went wrong for ourselves is left of one case when its half-life is over. */
#define TROUBLE 0.5
/* How often the age of what is shown is looked at, in seconds. */
#define AGE_EVERY 30
/* A person who does not write for so long has written. */
#define REFILL_AFTER_MS 300

struct _FloMachinesPage
{
  FloAssistantPage parent_instance;

  GListStore *candidates;       /* (owned) (element-type FloCandidate) */
  gboolean filling;
  gboolean stale;               /* the draft changed while the page was out of sight */

  GtkSwitch *automatic;
  GtkEditable *exclude;
  guint refill;                 /* source that shows what is left out now; 0 = none */
  AdwActionRow *automatic_row;
  AdwActionRow *cost_row;
  AdwActionRow *risk_row;
  GtkWidget *warning;
  GtkLabel *warning_label;
  GtkEditable *search;
  GtkToggleButton *show_all;
  GtkMenuButton *filters;
  FloMachineFilters *machine_filters;
  GtkWidget *none_shown;
  GtkLabel *age;
  guint age_source;
  FloCandidateTable *table;
  GtkStack *stack;              /* "loading", "nothing", "table" */
};

static void flo_machines_page_load (FloAssistantPage *page);

G_DEFINE_FINAL_TYPE (FloMachinesPage, flo_machines_page, FLO_TYPE_ASSISTANT_PAGE)

/* What the other pages ask for: the types named on this page left out, so that it can show the others. */
static FloNeed
describe_need (const FloConfig *config)
{
  FloNeed need;

  flo_config_get_need (config, &need);
  need.types = NULL;
  return need;
}

/* A candidate for each type that the region offers; one that has no pool that fits says why its first one does not. */
static GPtrArray *
create_candidates (FloMarket     *market,
                   FloChoice     *choice,
                   const FloNeed *need,
                   GHashTable    *by_type)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < flo_market_get_n_pools (market); i++)
    {
      const FloPool *pool = flo_market_get_pool (market, i);
      g_autofree char *reason = NULL;
      FloCandidate *candidate;

      if (g_hash_table_contains (by_type, pool->type))
        continue;
      candidate = flo_candidate_new (pool->type, flo_need_fits_type (need, pool->type, NULL));
      reason = flo_choice_explain (choice, need, pool);
      flo_candidate_explain (candidate, -1, reason);
      g_hash_table_insert (by_type, (gpointer) pool->type, candidate);
      g_ptr_array_add (candidates, candidate);
    }

  return candidates;
}

/* What fits, the best first: a type speaks for its best pool. */
static void
add_pools (FloChoice     *choice,
           const FloNeed *need,
           GHashTable    *by_type)
{
  for (guint i = 0; i < flo_choice_get_n_ranked (choice); i++)
    {
      const FloPool *pool = flo_choice_get_ranked (choice, i)->pool;
      FloCandidate *candidate = g_hash_table_lookup (by_type, pool->type);
      g_autofree char *reason = flo_candidate_get_n_zones (candidate) == 0
                                  ? flo_choice_explain (choice, need, pool) : NULL;

      flo_candidate_add_pool (candidate, pool, i);
      if (reason != NULL)
        flo_candidate_explain (candidate, -1, reason);
    }
}

/* The places of those that were chosen, a type at its best one. */
static void
add_places (FloChoice  *choice,
            GHashTable *by_type)
{
  for (guint i = flo_choice_get_n_chosen (choice); i > 0; i--)
    {
      const FloPool *pool = flo_choice_get_chosen (choice, i - 1)->pool;
      g_autofree char *why = flo_choice_describe (choice, i - 1);
      /* Translators: a zone, and why a machine there was chosen: "us-east-1a, 3.1 % dearer than the first" */
      g_autofree char *reason = g_strdup_printf (_("%s, %s"), pool->zone->name, why);

      flo_candidate_explain (g_hash_table_lookup (by_type, pool->type), (int) i - 1, reason);
    }
}

/* What we saw ourselves. */
static void
add_records (FloMarket        *market,
             FloPoolRecordSet *records,
             GHashTable       *by_type)
{
  for (guint i = 0; records != NULL && i < flo_pool_record_set_get_n (records); i++)
    {
      const FloPoolRecord *record = flo_pool_record_set_get (records, i);
      const FloInstanceType *type = flo_market_find_type (market, record->type);
      FloCandidate *candidate = type != NULL ? g_hash_table_lookup (by_type, type) : NULL;

      if (candidate != NULL && record->weighed_refusals + record->weighed_interruptions >= TROUBLE)
        flo_candidate_set_troubled (candidate);
    }
}

static GPtrArray *
collect_candidates (FloDraft  *draft,
                    FloConfig *config)
{
  FloNeed need = describe_need (config);
  g_autoptr(FloChoice) choice = flo_draft_choose (draft, &need);
  g_autoptr(GHashTable) by_type = g_hash_table_new (NULL, NULL);
  GPtrArray *candidates = create_candidates (flo_draft_get_market (draft), choice, &need, by_type);

  add_pools (choice, &need, by_type);
  add_places (choice, by_type);
  add_records (flo_draft_get_market (draft), flo_draft_get_records (draft), by_type);
  return candidates;
}

static FloCandidate *
create_known (FloMarket             *known,
              const FloTypeFacts    *facts,
              const FloInstanceType *type,
              const FloNeed         *need)
{
  g_autoptr(FloTypeFacts) here = flo_type_facts_copy (facts);
  g_autofree char *reason = NULL;
  gboolean fits = flo_need_fits_type (need, type, &reason);
  FloCandidate *candidate = flo_candidate_new (type, fits);

  if (known != NULL)
    flo_type_facts_take_market (here, known);
  if (flo_type_facts_knows (here, FLO_FACT_INTERRUPTION))
    flo_candidate_set_interruption (candidate, (int) here->numbers[FLO_FACT_INTERRUPTION]);
  flo_candidate_explain (candidate, -1, fits ? _("its price is not known") : reason);
  return candidate;
}

/* Without a market: what there may be, though nobody knows what it costs now. */
static GPtrArray *
collect_known (FloMarket    *known,
               FloTypeTable *types,
               FloConfig    *config)
{
  FloNeed need = describe_need (config);
  GPtrArray *candidates = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < flo_type_table_get_n (types); i++)
    {
      const FloTypeFacts *facts = flo_type_table_get_at (types, i);
      FloInstanceType type;

      if (flo_type_table_describe_type (types, facts->type, &type))
        g_ptr_array_add (candidates, create_known (known, facts, &type, &need));
    }
  return candidates;
}

static GStrv
dup_ticked (FloMachinesPage *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n_candidates = g_list_model_get_n_items (G_LIST_MODEL (self->candidates));

  for (guint i = 0; i < n_candidates; i++)
    {
      g_autoptr(FloCandidate) candidate = g_list_model_get_item (G_LIST_MODEL (self->candidates),
                                                                 i);

      if (flo_candidate_get_active (candidate))
        g_strv_builder_add (builder, flo_candidate_get_name (candidate));
    }
  return g_strv_builder_end (builder);
}

static void
show_row (AdwActionRow *row,
          const char   *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
  adw_action_row_set_subtitle (row, escaped != NULL ? escaped : "");
}

/* What the choice comes to, at each change of it. */
static void
show_choice (FloMachinesPage *self,
              FloDraft        *draft)
{
  gboolean known = flo_draft_get_market (draft) != NULL;
  FloDraftSummary summary;
  g_autofree char *set = NULL;
  g_autofree char *cost = NULL;
  g_autofree char *risk = NULL;

  flo_draft_summary_compute (draft, &summary);
  set = flo_draft_summary_describe_set (&summary);
  cost = flo_draft_summary_describe_cost (&summary);
  risk = flo_draft_summary_describe_risk (&summary);
  adw_action_row_set_subtitle (self->automatic_row, known ? set : "");
  show_row (self->cost_row, cost);
  show_row (self->risk_row, risk);
}

static void
show_summary (FloMachinesPage *self)
{
  FloDraft *draft = flo_assistant_page_get_draft (FLO_ASSISTANT_PAGE (self));
  guint n_pools = flo_draft_get_pools (draft)->len;
  gboolean known = flo_draft_get_market (draft) != NULL;
  g_autofree char *warning = NULL;

  show_choice (self, draft);
  gtk_widget_set_visible (self->warning, known && n_pools < ENOUGH_POOLS);
  warning = g_strdup_printf (ngettext ("Only %u pool: a pool is one machine type in one zone, and "
                                       "with fewer than ten, interruptions tend to come all at "
                                       "once. Widen the need if you can.",
                                       "Only %u pools: a pool is one machine type in one zone, "
                                       "and with fewer than ten, interruptions tend to come all "
                                       "at once. Widen the need if you can.", n_pools), n_pools);
  gtk_label_set_label (self->warning_label, warning);
}

static void
store (FloMachinesPage *self)
{
  FloConfig *config = flo_assistant_page_begin_edit (FLO_ASSISTANT_PAGE (self));
  g_auto(GStrv) ticked = NULL;

  if (config == NULL || self->filling)
    return;
  ticked = dup_ticked (self);
  g_clear_pointer (&config->instances.types, g_strfreev);
  if (!gtk_switch_get_active (self->automatic) && ticked[0] != NULL)
    config->instances.types = g_steal_pointer (&ticked);
  flo_assistant_page_end_edit (FLO_ASSISTANT_PAGE (self));
  show_summary (self);
}

/* Shows what the engine would choose, or what the person did. */
static void
tick (FloMachinesPage *self,
      FloConfig       *config)
{
  guint n_candidates = g_list_model_get_n_items (G_LIST_MODEL (self->candidates));
  const char * const *types = (const char * const *) config->instances.types;

  self->filling = TRUE;
  for (guint i = 0; i < n_candidates; i++)
    {
      g_autoptr(FloCandidate) candidate = g_list_model_get_item (G_LIST_MODEL (self->candidates),
                                                                 i);
      gboolean chosen = types != NULL ? g_strv_contains (types, flo_candidate_get_name (candidate))
                                      : flo_candidate_get_n_zones (candidate) > 0;

      flo_candidate_set_active (candidate, chosen);
    }
  self->filling = FALSE;
}

static void
automatic_changed_cb (FloMachinesPage *self)
{
  FloConfig *config = flo_assistant_page_begin_edit (FLO_ASSISTANT_PAGE (self));

  if (config == NULL || self->filling)
    return;
  store (self);
  if (gtk_switch_get_active (self->automatic))
    tick (self, config);
}

static gboolean
refill_cb (gpointer user_data)
{
  FloMachinesPage *self = user_data;

  self->refill = 0;
  if (flo_assistant_page_get_draft (FLO_ASSISTANT_PAGE (self)) != NULL)
    flo_machines_page_load (FLO_ASSISTANT_PAGE (self));
  return G_SOURCE_REMOVE;
}

/* A thousand rows are not made anew for each key: when no more follow. */
static void
exclude_changed_cb (FloMachinesPage *self)
{
  FloConfig *config = flo_assistant_page_begin_edit (FLO_ASSISTANT_PAGE (self));

  if (config == NULL || self->filling)
    return;
  g_strfreev (config->instances.exclude);
  config->instances.exclude = flo_format_split_list (gtk_editable_get_text (self->exclude));
  flo_assistant_page_end_edit (FLO_ASSISTANT_PAGE (self));
  show_summary (self);
  g_clear_handle_id (&self->refill, g_source_remove);
  self->refill = g_timeout_add (REFILL_AFTER_MS, refill_cb, self);
}

/* What is being written stays as it is written. */
static void
load_exclude (FloMachinesPage *self,
              const FloConfig *config)
{
  g_auto(GStrv) shown = flo_format_split_list (gtk_editable_get_text (self->exclude));
  const char * const none[] = { NULL };
  const char * const *patterns = config->instances.exclude != NULL ? (const char * const *) config->instances.exclude : none;
  g_autofree char *text = g_strjoinv (", ", (char **) patterns);

  if (!g_strv_equal (shown != NULL ? (const char * const *) shown : none, patterns))
    gtk_editable_set_text (self->exclude, text);
}

/* A tick of the person's hand means choosing oneself. */
static void
ticked_cb (FloMachinesPage *self)
{
  if (self->filling
      || flo_assistant_page_begin_edit (FLO_ASSISTANT_PAGE (self)) == NULL)
    return;
  self->filling = TRUE;
  gtk_switch_set_active (self->automatic, FALSE);
  self->filling = FALSE;
  store (self);
}

static void
show_none (FloMachinesPage *self)
{
  guint n_candidates = g_list_model_get_n_items (G_LIST_MODEL (self->candidates));
  guint n_shown = flo_candidate_table_get_n_shown (self->table);

  gtk_widget_set_visible (self->none_shown, n_candidates > 0 && n_shown == 0);
  flo_machine_filters_show_count (self->machine_filters, n_shown, n_candidates);
}

static void
filter_changed_cb (FloMachinesPage *self)
{
  FloCandidateFilter filter = {
    .text = gtk_editable_get_text (self->search),
    .all = gtk_toggle_button_get_active (self->show_all),
    .filters = self->machine_filters,
  };
  guint n_filters = flo_machine_filters_get_n_set (self->machine_filters);
  /* Translators: a button that opens filters; %u of them are set */
  g_autofree char *label = n_filters > 0 ? g_strdup_printf (_("Filters (%u)"), n_filters)
                                         : g_strdup (_("Filters"));

  flo_candidate_table_filter (self->table, &filter);
  gtk_menu_button_set_label (self->filters, label);
  show_none (self);
}

/* All of them, and the words to look for. */
static void
reset_filters (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  FloMachinesPage *self = FLO_MACHINES_PAGE (widget);

  gtk_editable_set_text (self->search, "");
  flo_machine_filters_clear (self->machine_filters);
}

/* The market's, or what is known without one. (transfer full) */
static FloTypeTable *
find_types (FloDraft *draft)
{
  FloMarket *market = flo_draft_get_market (draft) != NULL ? flo_draft_get_market (draft) : flo_draft_get_known (draft);
  FloTypeTable *types = market != NULL ? flo_market_get_types (market) : NULL;

  return types != NULL ? flo_type_table_ref (types) : flo_type_table_get_shipped ();
}

/* Where the figures come from, and how old they are. */
static void
show_age (FloMachinesPage *self)
{
  FloDraft *draft = flo_assistant_page_get_draft (FLO_ASSISTANT_PAGE (self));
  FloMarket *market = flo_draft_get_market (draft);
  g_autoptr(FloTypeTable) types = find_types (draft);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *machines = flo_format_origin (flo_type_table_get_origin (types), now);
  g_autofree char *prices = market != NULL ? flo_format_ago (flo_market_get_time (market), now) : NULL;
  g_autofree char *text = NULL;

  if (prices != NULL)
    /* Translators: %s: "12 min ago"; where figures come from and how old they are: "AWS, 12 min ago" */
    text = g_strdup_printf (_("Prices: %s. What the machines are: %s."), prices, machines);
  else
    /* Translators: %s: where figures come from and how old they are: "from July 2026, shipped with Flotilla" */
    text = g_strdup_printf (_("The region’s prices and zones could not be loaded. What the machines are: %s."), machines);
  gtk_label_set_label (self->age, text);
  gtk_widget_set_visible (GTK_WIDGET (self->age), TRUE);
}

static gboolean
age_cb (gpointer user_data)
{
  FloMachinesPage *self = user_data;

  if (gtk_widget_get_visible (GTK_WIDGET (self->age)) &&
      flo_assistant_page_get_draft (FLO_ASSISTANT_PAGE (self)) != NULL)
    show_age (self);
  return G_SOURCE_CONTINUE;
}

static void
load_filters (FloMachinesPage *self,
              FloDraft        *draft,
              FloTypeTable    *types)
{
  FloSession *session = flo_draft_get_session (draft);
  g_autoptr(AwsClient) client = NULL;

  if (session != NULL)
    client = flo_session_create_client (session, flo_draft_get_config (draft)->region);
  flo_machine_filters_set_types (self->machine_filters, types, client);
}

static void
flo_machines_page_load (FloAssistantPage *page)
{
  FloMachinesPage *self = FLO_MACHINES_PAGE (page);
  FloDraft *draft = flo_assistant_page_get_draft (page);
  FloConfig *config = flo_draft_get_config (draft);
  FloMarket *market = flo_draft_get_market (draft);
  FloMarket *known = flo_draft_get_known (draft);
  g_autoptr(FloTypeTable) types = NULL;
  g_autoptr(GPtrArray) candidates = NULL;

  self->filling = TRUE;
  gtk_switch_set_active (self->automatic, config->instances.types == NULL);
  load_exclude (self, config);
  self->filling = FALSE;
  show_summary (self);
  /* A thousand rows are not made anew for each key that is pressed on another page. */
  self->stale = gtk_widget_get_root (GTK_WIDGET (self)) != NULL &&
                !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  if (market == NULL && flo_draft_get_loading (draft))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->age), FALSE);
      g_list_store_remove_all (self->candidates);
      gtk_stack_set_visible_child_name (self->stack, "loading");
      return;
    }
  types = find_types (draft);
  load_filters (self, draft, types);
  show_age (self);
  candidates = market != NULL ? collect_candidates (draft, config) : collect_known (known, types, config);
  for (guint i = 0; i < candidates->len; i++)
    g_signal_connect_object (g_ptr_array_index (candidates, i), "notify::active",
                             G_CALLBACK (ticked_cb), self, G_CONNECT_SWAPPED);
  g_list_store_splice (self->candidates, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->candidates)),
                       candidates->pdata, candidates->len);
  tick (self, config);
  show_none (self);
  gtk_stack_set_visible_child_name (self->stack, "table");
}

static void
flo_machines_page_map (GtkWidget *widget)
{
  FloMachinesPage *self = FLO_MACHINES_PAGE (widget);

  GTK_WIDGET_CLASS (flo_machines_page_parent_class)->map (widget);
  if (self->stale)
    flo_machines_page_load (FLO_ASSISTANT_PAGE (self));
  self->age_source = g_timeout_add_seconds (AGE_EVERY, age_cb, self);
}

static void
flo_machines_page_unmap (GtkWidget *widget)
{
  FloMachinesPage *self = FLO_MACHINES_PAGE (widget);

  g_clear_handle_id (&self->age_source, g_source_remove);
  GTK_WIDGET_CLASS (flo_machines_page_parent_class)->unmap (widget);
}

static void
flo_machines_page_finalize (GObject *object)
{
  FloMachinesPage *self = FLO_MACHINES_PAGE (object);

  g_clear_object (&self->candidates);
  g_clear_handle_id (&self->refill, g_source_remove);
  G_OBJECT_CLASS (flo_machines_page_parent_class)->finalize (object);
}

static void
flo_machines_page_class_init (FloMachinesPageClass *klass)
{
  static const char * const paths[] = { "/instances", NULL };
  static const FloFixable fixables[] = {
    { "automatic", "instances", "types" },
    { "table", "instances", "types" },
    { NULL },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = flo_machines_page_finalize;
  widget_class->map = flo_machines_page_map;
  widget_class->unmap = flo_machines_page_unmap;
  FLO_ASSISTANT_PAGE_CLASS (klass)->paths = paths;
  FLO_ASSISTANT_PAGE_CLASS (klass)->fixables = fixables;
  FLO_ASSISTANT_PAGE_CLASS (klass)->load = flo_machines_page_load;
  g_type_ensure (FLO_TYPE_CANDIDATE_TABLE);
  g_type_ensure (FLO_TYPE_MACHINE_FILTERS);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/assistant/flo-machines-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, automatic);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, automatic_row);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, exclude);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, warning);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, warning_label);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, search);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, show_all);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, cost_row);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, risk_row);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, filters);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, machine_filters);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, age);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, none_shown);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, table);
  gtk_widget_class_bind_template_child (widget_class, FloMachinesPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, automatic_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, exclude_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_install_action (widget_class, "machines.reset-filters", NULL, reset_filters);
}

static void
flo_machines_page_init (FloMachinesPage *self)
{
  self->candidates = g_list_store_new (FLO_TYPE_CANDIDATE);
  gtk_widget_init_template (GTK_WIDGET (self));
  flo_candidate_table_set_candidates (self->table, G_LIST_MODEL (self->candidates));
}
