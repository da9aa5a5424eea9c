/* flo-machine-filters.c: which machines are shown: few filters at first, the others on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-machine-filters"

#include "app/assistant/flo-machine-filters.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "market/flo-type-filter.h"
#include "market/flo-type-requirements.h"

/* EC2 is not asked at every step of a spin button. In milliseconds. */
#define PREVIEW_DELAY 400
/* A popover is not higher than a small window. */
#define MAX_HEIGHT 420
/* A longer label goes on in another line. */
#define LABEL_CHARS 24

typedef enum
{
  LEAST,      /* a number, or more */
  MOST,       /* a number, or less; 0 is no limit */
  RANGE,      /* Spot Advisor's range, or a lower one */
  WORD,       /* one of a list */
  YES_NO,
} Kind;

typedef struct
{
  FloFact fact;
  Kind kind;
  gboolean more;                  /* one of those that are shown on demand */
  const char *label;
  double upper, step;             /* of a number */
  guint digits;
  const char *words[6];           /* of a list, in the facts' words */
  const char *titles[6];          /* (nullable): the same for people */
} Row;

static const Row rows[] = {
  { FLO_FACT_VCPUS, LEAST, FALSE, N_("vCPUs at least"), 1024, 1, 0, { NULL }, { NULL } },
  { FLO_FACT_MEMORY, LEAST, FALSE, N_("GiB of memory at least"), 32768, 1, 0, { NULL }, { NULL } },
  { FLO_FACT_ARCHITECTURE, WORD, FALSE, N_("Architecture"), 0, 0, 0, { "x86_64", "arm64" }, { "x86_64", "arm64" } },
  { FLO_FACT_SPOT_PRICE, MOST, FALSE, N_("Dollars an hour at most"), 1000, 0.01, 4, { NULL }, { NULL } },
  { FLO_FACT_INTERRUPTION, RANGE, FALSE, N_("Interrupted at most"), 0, 0, 0, { "0", "1", "2", "3" },
    { "< 5 %", "10 %", "15 %", "20 %" } },
  { FLO_FACT_DISCOUNT, LEAST, TRUE, N_("Percent saved at least"), 90, 5, 0, { NULL }, { NULL } },
  { FLO_FACT_GPUS, LEAST, TRUE, N_("GPUs at least"), 16, 1, 0, { NULL }, { NULL } },
  { FLO_FACT_GPU_MODEL, WORD, TRUE, N_("Kind of GPU"), 0, 0, 0, { NULL }, { NULL } },
  { FLO_FACT_CPU_MANUFACTURER, WORD, TRUE, N_("Maker of the processor"), 0, 0, 0, { "intel", "amd", "aws" },
    { "Intel", "AMD", "AWS Graviton" } },
  { FLO_FACT_GENERATION, LEAST, TRUE, N_("Generation at least"), 20, 1, 0, { NULL }, { NULL } },
  { FLO_FACT_LOCAL_STORAGE, LEAST, TRUE, N_("GB of local disks at least"), 1000000, 50, 0, { NULL }, { NULL } },
  { FLO_FACT_NETWORK, LEAST, TRUE, N_("Gbit/s of network at least"), 10000, 5, 1, { NULL }, { NULL } },
  { FLO_FACT_BURSTABLE, YES_NO, TRUE, N_("With CPU credits (burstable)"), 0, 0, 0, { "yes", "no" },
    { N_("Only these"), N_("None of these") } },
  { FLO_FACT_BARE_METAL, YES_NO, TRUE, N_("Bare metal"), 0, 0, 0, { "yes", "no" },
    { N_("Only these"), N_("None of these") } },
};

struct _FloMachineFilters
{
  AdwBin parent_instance;

  FloTypeTable *types;            /* (owned) (nullable) */
  AwsClient *client;              /* (owned) (nullable) */
  FloTypeFilter *filter;          /* (owned): what is set now */
  guint n_set;
  gboolean filling;               /* widgets change by our hand */

  guint preview_source;           /* waits before EC2 is asked */
  GCancellable *asking;           /* (owned) (nullable): EC2 is being asked */
  GHashTable *taken;              /* (owned) (nullable) (element-type utf8 utf8): names EC2 would take */

  GtkWidget *inputs[G_N_ELEMENTS (rows)];
  GPtrArray *gpu_models;          /* (owned) (element-type utf8): of the list, after "any" */
  GtkEditable *similar;
  GtkLabel *similar_problem;
  GtkCheckButton *untroubled;
  GtkCheckButton *preview;
  GtkLabel *preview_status;
  GtkLabel *count;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloMachineFilters, flo_machine_filters, ADW_TYPE_BIN)

/* ---- what is set ---- */

/* (transfer full) (nullable): the value of a filter as flo_type_filter_add() takes it; NULL when it is not set */
static char *
dup_value (FloMachineFilters *self,
           guint              index)
{
  const Row *row = &rows[index];
  GtkWidget *input = self->inputs[index];
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  guint selected;

  if (row->kind == LEAST || row->kind == MOST)
    {
      const double value = gtk_spin_button_get_value (GTK_SPIN_BUTTON (input));

      g_ascii_formatd (number, sizeof number, "%.10g", value);
      if (value <= 0)
        return NULL;
      return row->kind == LEAST ? g_strconcat (number, "-", NULL) : g_strconcat ("-", number, NULL);
    }

  selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (input));
  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  if (row->fact == FLO_FACT_GPU_MODEL)
    return g_strdup (g_ptr_array_index (self->gpu_models, selected - 1));

  return row->kind == RANGE ? g_strconcat ("-", row->words[selected - 1], NULL) : g_strdup (row->words[selected - 1]);
}

/* (nullable): NULL: none is named, or there is none of that name */
static const FloTypeFacts *
find_similar (FloMachineFilters *self,
              gboolean          *is_named)
{
  g_autofree char *name = g_ascii_strdown (gtk_editable_get_text (self->similar), -1);

  g_strstrip (name);
  *is_named = *name != '\0';

  return *is_named && self->types != NULL ? flo_type_table_find (self->types, name) : NULL;
}

static void
rebuild (FloMachineFilters *self)
{
  const FloTypeFacts *similar;
  gboolean is_named;

  flo_type_filter_free (self->filter);
  self->filter = flo_type_filter_new ();
  self->n_set = 0;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *value = dup_value (self, i);
      g_autoptr(GError) error = NULL;

      if (value == NULL)
        continue;
      if (!flo_type_filter_add (self->filter, rows[i].fact, value, &error))
        g_critical ("%s", error->message);
      self->n_set++;
    }

  similar = find_similar (self, &is_named);
  if (similar != NULL)
    {
      flo_type_filter_add_similar (self->filter, similar);
      self->n_set++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->similar_problem), is_named && similar == NULL);
  if (is_named && similar == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->similar), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->similar), "error");
  self->n_set += gtk_check_button_get_active (self->untroubled);
  self->n_set += gtk_check_button_get_active (self->preview);
}

/* ---- what EC2 would take ---- */

static void
show_preview (FloMachineFilters *self,
              const char        *text)
{
  gtk_label_set_label (self->preview_status, text);
  gtk_widget_set_visible (GTK_WIDGET (self->preview_status), *text != '\0');
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(FloMachineFilters) self = FLO_MACHINE_FILTERS (user_data);
  g_autoptr(GError) error = NULL;
  GHashTable *taken = flo_type_requirements_load_finish (result, &error);
  g_autofree char *text = NULL;
  guint n;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    {
      g_clear_pointer (&taken, g_hash_table_unref);
      return;
    }
  g_clear_object (&self->asking);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  self->taken = taken;
  if (taken == NULL)
    {
      /* Translators: %s says why */
      text = g_strdup_printf (_("EC2 could not be asked: %s"), error->message);
    }
  else
    {
      n = g_hash_table_size (taken);
      text = g_strdup_printf (ngettext ("For these attributes EC2 would take %u type.",
                                        "For these attributes EC2 would take any of %u types.", n), n);
    }
  show_preview (self, text);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
ask_cb (gpointer user_data)
{
  FloMachineFilters *self = user_data;

  self->preview_source = 0;
  self->asking = g_cancellable_new ();
  flo_type_requirements_load_async (self->client, self->filter, self->asking, answered_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
stop_asking (FloMachineFilters *self)
{
  g_clear_handle_id (&self->preview_source, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

static void
update_preview (FloMachineFilters *self)
{
  stop_asking (self);
  if (self->client != NULL && gtk_check_button_get_active (self->preview))
    {
      show_preview (self, _("Asking EC2…"));
      self->preview_source = g_timeout_add (PREVIEW_DELAY, ask_cb, self);
      return;
    }
  show_preview (self, "");
  g_clear_pointer (&self->taken, g_hash_table_unref);
}

static void
changed_cb (FloMachineFilters *self)
{
  if (self->filling)
    return;
  rebuild (self);
  update_preview (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- how it looks ---- */

static GtkWidget *
create_list (const Row *row)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _("Any"));
  for (guint i = 0; i < G_N_ELEMENTS (row->titles) && row->titles[i] != NULL; i++)
    gtk_string_list_append (list, row->kind == YES_NO ? _(row->titles[i]) : row->titles[i]);

  return gtk_drop_down_new (G_LIST_MODEL (list), NULL);
}

static GtkWidget *
create_input (FloMachineFilters *self,
              const Row         *row)
{
  const gboolean is_number = row->kind == LEAST || row->kind == MOST;
  GtkWidget *input;

  if (is_number)
    {
      input = gtk_spin_button_new_with_range (0, row->upper, row->step);
      gtk_spin_button_set_digits (GTK_SPIN_BUTTON (input), row->digits);
      gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (input), TRUE);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (input), 7);
    }
  else
    input = create_list (row);
  gtk_widget_set_valign (input, GTK_ALIGN_CENTER);
  g_signal_connect_object (input, is_number ? "value-changed" : "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);

  return input;
}

static void
append_row (GtkWidget  *box,
            const char *text,
            GtkWidget  *input)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), LABEL_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LABEL_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), input);
  gtk_accessible_update_property (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), input);
  gtk_box_append (GTK_BOX (box), line);
}

static GtkWidget *
create_note (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static void
append_similar (FloMachineFilters *self,
                GtkWidget         *box)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *problem = create_note (_("There is no such type here."));

  self->similar = GTK_EDITABLE (entry);
  self->similar_problem = GTK_LABEL (problem);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "m5.xlarge");
  gtk_editable_set_width_chars (self->similar, 14);
  gtk_editable_set_max_width_chars (self->similar, 14);
  gtk_widget_set_tooltip_text (entry, _("As many processors and GPUs, about as much memory, an architecture of its own"));
  gtk_widget_set_visible (problem, FALSE);
  append_row (box, _("Similar to"), entry);
  gtk_box_append (GTK_BOX (box), problem);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
append_untroubled (FloMachineFilters *self,
                   GtkWidget         *box)
{
  GtkWidget *check = gtk_check_button_new_with_mnemonic (_("Only Without _Trouble of Ours"));

  self->untroubled = GTK_CHECK_BUTTON (check);
  gtk_widget_set_tooltip_text (check, _("Leave out those that had no capacity for your fleets lately, or that AWS took back "
                                        "from them"));
  gtk_box_append (GTK_BOX (box), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
append_preview (FloMachineFilters *self,
                GtkWidget         *box)
{
  GtkWidget *check = gtk_check_button_new_with_mnemonic (_("Only What _EC2 Would Take"));

  self->preview = GTK_CHECK_BUTTON (check);
  gtk_widget_set_tooltip_text (check, _("A fleet can ask EC2 for attributes instead of types; this shows which types EC2 "
                                        "would take for those that are set here"));
  gtk_widget_set_visible (check, FALSE);
  gtk_box_append (GTK_BOX (box), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
unfold_cb (GtkToggleButton *button,
           GtkWidget       *more)
{
  const gboolean unfolded = gtk_toggle_button_get_active (button);
  GtkWidget *content = gtk_button_get_child (GTK_BUTTON (button));

  gtk_widget_set_visible (more, unfolded);
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (content)),
                                unfolded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_EXPANDED, unfolded, -1);
}

/* An expander would not do: the keyboard cannot open it in a popover. */
static GtkWidget *
create_unfolder (GtkWidget *more)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_More Filters"));

  gtk_box_append (GTK_BOX (content), gtk_image_new ());
  gtk_box_append (GTK_BOX (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), button);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "toggled", G_CALLBACK (unfold_cb), more, 0);
  unfold_cb (GTK_TOGGLE_BUTTON (button), more);

  return button;
}

static GtkWidget *
create_rows (FloMachineFilters *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *more = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      self->inputs[i] = create_input (self, &rows[i]);
      append_row (rows[i].more ? more : box, _(rows[i].label), self->inputs[i]);
    }
  append_similar (self, more);
  append_untroubled (self, more);
  append_preview (self, more);
  gtk_box_append (GTK_BOX (box), create_unfolder (more));
  gtk_box_append (GTK_BOX (box), more);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 12);

  return box;
}

/* What has to be seen wherever the rows are scrolled to. */
static GtkWidget *
create_footer (FloMachineFilters *self)
{
  GtkWidget *footer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *status = create_note ("");
  GtkWidget *count = gtk_label_new ("");
  GtkWidget *clear = gtk_button_new_with_mnemonic (_("_Clear"));

  self->count = GTK_LABEL (count);
  gtk_label_set_xalign (self->count, 0);
  gtk_widget_set_hexpand (count, TRUE);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_set_tooltip_text (clear, _("Show all machines that fit again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (clear), "machines.reset-filters");
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), clear);
  self->preview_status = GTK_LABEL (status);
  gtk_widget_set_visible (status, FALSE);
  gtk_box_append (GTK_BOX (footer), status);
  gtk_box_append (GTK_BOX (footer), box);
  gtk_widget_set_margin_top (footer, 6);
  gtk_widget_set_margin_start (footer, 6);
  gtk_widget_set_margin_end (footer, 6);

  return footer;
}

static void
flo_machine_filters_dispose (GObject *object)
{
  FloMachineFilters *self = FLO_MACHINE_FILTERS (object);

  stop_asking (self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (flo_machine_filters_parent_class)->dispose (object);
}

static void
flo_machine_filters_finalize (GObject *object)
{
  FloMachineFilters *self = FLO_MACHINE_FILTERS (object);

  g_clear_pointer (&self->types, flo_type_table_unref);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_ptr_array_unref (self->gpu_models);
  flo_type_filter_free (self->filter);

  G_OBJECT_CLASS (flo_machine_filters_parent_class)->finalize (object);
}

static void
flo_machine_filters_class_init (FloMachineFiltersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = flo_machine_filters_dispose;
  object_class->finalize = flo_machine_filters_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
flo_machine_filters_init (FloMachineFilters *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->filter = flo_type_filter_new ();
  self->gpu_models = g_ptr_array_new_with_free_func (g_free);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), create_rows (self));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), create_footer (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

/* ---- for the page ---- */

static guint
find_row (FloFact fact)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].fact == fact)
      return i;

  g_assert_not_reached ();
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
collect_gpu_models (FloTypeTable *types)
{
  GPtrArray *models = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < flo_type_table_get_n (types); i++)
    {
      const GStrv words = flo_type_table_get_at (types, i)->words[FLO_FACT_GPU_MODEL];

      for (guint w = 0; words != NULL && words[w] != NULL; w++)
        if (*words[w] != '\0' && strchr (words[w], ',') == NULL &&
            !g_ptr_array_find_with_equal_func (models, words[w], g_str_equal, NULL))
          g_ptr_array_add (models, g_strdup (words[w]));
    }
  g_ptr_array_sort (models, compare_words);

  return models;
}

/* The one that is chosen stays so if there still is one. */
static void
list_gpu_models (FloMachineFilters *self)
{
  const guint index = find_row (FLO_FACT_GPU_MODEL);
  GtkDropDown *list = GTK_DROP_DOWN (self->inputs[index]);
  GtkStringList *titles = GTK_STRING_LIST (gtk_drop_down_get_model (list));
  g_autofree char *chosen = dup_value (self, index);
  guint position = 0;

  g_ptr_array_unref (self->gpu_models);
  self->gpu_models = collect_gpu_models (self->types);
  gtk_string_list_splice (titles, 1, g_list_model_get_n_items (G_LIST_MODEL (titles)) - 1, NULL);
  for (guint i = 0; i < self->gpu_models->len; i++)
    {
      g_autofree char *title = g_ascii_strup (self->gpu_models->pdata[i], -1);

      gtk_string_list_append (titles, title);
      if (g_strcmp0 (self->gpu_models->pdata[i], chosen) == 0)
        position = i + 1;
    }
  gtk_drop_down_set_selected (list, position);
}

void
flo_machine_filters_set_types (FloMachineFilters *self,
                               FloTypeTable      *types,
                               AwsClient         *client)
{
  g_return_if_fail (FLO_IS_MACHINE_FILTERS (self));
  g_return_if_fail (types != NULL);

  g_set_object (&self->client, client);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), client != NULL);
  if (self->types == types)
    return;

  g_clear_pointer (&self->types, flo_type_table_unref);
  self->types = flo_type_table_ref (types);
  self->filling = TRUE;
  list_gpu_models (self);
  self->filling = FALSE;
  rebuild (self);
}

/* The candidate's own pools say what it costs. */
static void
take_candidate (FloTypeFacts *facts,
                FloCandidate *candidate)
{
  const FloMoney price = flo_candidate_get_price (candidate);
  const FloMoney on_demand = flo_candidate_get_on_demand (candidate);
  const int range = flo_candidate_get_interruption (candidate);

  facts->numbers[FLO_FACT_SPOT_PRICE] = price > 0 ? (double) price / FLO_MONEY_PER_USD : NAN;
  facts->numbers[FLO_FACT_INTERRUPTION] = range >= 0 ? range : NAN;
  facts->numbers[FLO_FACT_DISCOUNT] =
    price > 0 && on_demand > 0 ? 100.0 * (double) (on_demand - price) / (double) on_demand : NAN;
}

/**
 * flo_machine_filters_wants:
 * @self: the filters
 * @candidate: a machine
 *
 * Returns: whether the machine is to be shown; what is not known of it is not what is wanted
 */
gboolean
flo_machine_filters_wants (FloMachineFilters *self,
                           FloCandidate      *candidate)
{
  const char *name = flo_candidate_get_name (candidate);
  const FloTypeFacts *known;
  FloTypeFacts facts;

  g_return_val_if_fail (FLO_IS_MACHINE_FILTERS (self), FALSE);

  if (self->n_set == 0)
    return TRUE;
  if (gtk_check_button_get_active (self->untroubled) && flo_candidate_get_troubled (candidate))
    return FALSE;
  if (self->taken != NULL && !g_hash_table_contains (self->taken, name))
    return FALSE;
  known = self->types != NULL ? flo_type_table_find (self->types, name) : NULL;
  if (known == NULL)
    return FALSE;
  /* Borrows the words. */
  facts = *known;
  take_candidate (&facts, candidate);

  return flo_type_filter_matches (self->filter, &facts, NULL);
}

guint
flo_machine_filters_get_n_set (FloMachineFilters *self)
{
  g_return_val_if_fail (FLO_IS_MACHINE_FILTERS (self), 0);

  return self->n_set;
}

void
flo_machine_filters_clear (FloMachineFilters *self)
{
  g_return_if_fail (FLO_IS_MACHINE_FILTERS (self));

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].kind == LEAST || rows[i].kind == MOST)
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->inputs[i]), 0);
    else
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->inputs[i]), 0);
  gtk_editable_set_text (self->similar, "");
  gtk_check_button_set_active (self->untroubled, FALSE);
  gtk_check_button_set_active (self->preview, FALSE);
  self->filling = FALSE;
  changed_cb (self);
}

void
flo_machine_filters_show_count (FloMachineFilters *self,
                                guint              n_shown,
                                guint              n_all)
{
  g_autofree char *text = NULL;

  g_return_if_fail (FLO_IS_MACHINE_FILTERS (self));

  /* Translators: how many machines pass the filters, of how many */
  text = g_strdup_printf (ngettext ("%u of %u machine", "%u of %u machines", n_all), n_shown, n_all);
  gtk_label_set_label (self->count, text);
}
