/* flo-candidate-table.c: instance types to tick, with price, risk and reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-candidate-table.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-candidate.h"
#include "app/support/flo-format.h"

struct _FloCandidateTable
{
  GtkWidget parent_instance;

  char *text;              /* (owned) (nullable): of the filter, lower case */
  FloCandidateFilter wanted;    /* its words are @text and a constant */
  GtkFilter *filter;       /* (owned) */
  GtkFilterListModel *filtered;    /* (owned) */

  GtkWidget *scroller;
  GtkColumnView *view;
};

typedef struct
{
  const char *title;
  char *(*format) (FloCandidate *candidate);
  int (*compare) (FloCandidate *a, FloCandidate *b);
  gboolean figures;
  gboolean expand;
} Column;

G_DEFINE_FINAL_TYPE (FloCandidateTable, flo_candidate_table, GTK_TYPE_WIDGET)

static char *
format_vcpus (FloCandidate *candidate)
{
  return g_strdup_printf ("%u", flo_candidate_get_vcpus (candidate));
}

static char *
format_memory (FloCandidate *candidate)
{
  return flo_format_memory (flo_candidate_get_memory_mib (candidate));
}

static char *
format_price (FloCandidate *candidate)
{
  FloMoney price = flo_candidate_get_price (candidate);

  return price > 0 ? flo_money_format (price) : g_strdup ("–");
}

static char *
format_saved (FloCandidate *candidate)
{
  FloMoney price = flo_candidate_get_price (candidate);
  char *saved = price > 0 ? flo_format_saved (price, flo_candidate_get_on_demand (candidate))
                          : NULL;

  return saved != NULL ? saved : g_strdup ("–");
}

static char *
format_zones (FloCandidate *candidate)
{
  const guint n_zones = flo_candidate_get_n_zones (candidate);

  return n_zones > 0 ? g_strdup_printf ("%u", n_zones) : g_strdup ("–");
}

static char *
format_interruption (FloCandidate *candidate)
{
  return flo_format_interruption (flo_candidate_get_interruption (candidate));
}

static char *
format_reason (FloCandidate *candidate)
{
  const char *reason = flo_candidate_get_reason (candidate);
  int place = flo_candidate_get_place (candidate);

  if (reason == NULL)
    return g_strdup ("–");
  if (place >= 0)
    /* Translators: a machine that was chosen; %d: in which place, %s: why: "in us-east-1a, 3.1 % dearer than the first" */
    return g_strdup_printf (_("Chosen, place %d: %s"), place + 1, reason);
  if (flo_candidate_get_n_zones (candidate) > 0)
    /* Translators: a machine that is used when the chosen ones cannot be had; %s says why: "12 % dearer than …" */
    return g_strdup_printf (_("In reserve: %s"), reason);
  /* Translators: %s says why a machine does not fit: "8 vCPUs, more than 4" */
  return g_strdup_printf (_("Out: %s"), reason);
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_names (FloCandidate *a,
               FloCandidate *b)
{
  return g_strcmp0 (flo_candidate_get_name (a), flo_candidate_get_name (b));
}

static int
compare_vcpus (FloCandidate *a,
               FloCandidate *b)
{
  return compare_numbers (flo_candidate_get_vcpus (a), flo_candidate_get_vcpus (b));
}

static int
compare_memory (FloCandidate *a,
                FloCandidate *b)
{
  return compare_numbers (flo_candidate_get_memory_mib (a), flo_candidate_get_memory_mib (b));
}

static int
compare_price (FloCandidate *a,
               FloCandidate *b)
{
  return compare_numbers (flo_candidate_get_price (a), flo_candidate_get_price (b));
}

static int
compare_saved (FloCandidate *a,
               FloCandidate *b)
{
  double first = flo_candidate_get_price (a) / (double) MAX (flo_candidate_get_on_demand (a), 1);
  double second = flo_candidate_get_price (b) / (double) MAX (flo_candidate_get_on_demand (b), 1);

  return first > second ? -1 : first < second;
}

static int
compare_zones (FloCandidate *a,
               FloCandidate *b)
{
  return compare_numbers (flo_candidate_get_n_zones (a), flo_candidate_get_n_zones (b));
}

static int
compare_interruption (FloCandidate *a,
                      FloCandidate *b)
{
  return compare_numbers (flo_candidate_get_interruption (a), flo_candidate_get_interruption (b));
}

/* Those that were chosen, in their order, then the others. */
static int
compare_rank (FloCandidate *a,
              FloCandidate *b)
{
  int place_a = flo_candidate_get_place (a), place_b = flo_candidate_get_place (b);

  if (place_a >= 0 || place_b >= 0)
    return compare_numbers (place_a >= 0 ? place_a : G_MAXINT, place_b >= 0 ? place_b : G_MAXINT);
  return compare_numbers (flo_candidate_get_rank (a), flo_candidate_get_rank (b));
}

/* The first column, the name with its tick, is made by itself. */
static const Column columns[] = {
  { N_("vCPUs"), format_vcpus, compare_vcpus, TRUE, FALSE },
  { N_("Memory"), format_memory, compare_memory, TRUE, FALSE },
  { N_("From"), format_price, compare_price, TRUE, FALSE },
  { N_("Saved"), format_saved, compare_saved, TRUE, FALSE },
  { N_("Zones"), format_zones, compare_zones, TRUE, FALSE },
  { N_("Interrupted"), format_interruption, compare_interruption, TRUE, FALSE },
  { N_("Why"), format_reason, compare_rank, FALSE, TRUE },
};

static void
setup_name_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  gtk_list_item_set_child (item, gtk_check_button_new ());
}

static void
bind_name_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GtkWidget *check = gtk_list_item_get_child (item);
  FloCandidate *candidate = gtk_list_item_get_item (item);
  g_autofree char *reason = format_reason (candidate);
  GBinding *binding = g_object_bind_property (candidate, "active", check, "active",
                                              G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  gtk_check_button_set_label (GTK_CHECK_BUTTON (check), flo_candidate_get_name (candidate));
  /* In a narrow window the column that says why is out of sight. */
  gtk_widget_set_tooltip_text (check, reason);
  gtk_widget_set_sensitive (check, flo_candidate_get_fits (candidate));
  g_object_set_data (G_OBJECT (item), "binding", binding);
}

static void
unbind_name_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  g_binding_unbind (g_object_get_data (G_OBJECT (item), "binding"));
  g_object_set_data (G_OBJECT (item), "binding", NULL);
}

static void
setup_text_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               const Column             *column)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), column->figures ? 1 : 0);
  if (column->expand)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 20);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (label), 2);
    }
  if (column->figures)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_text_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              const Column             *column)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  FloCandidate *candidate = gtk_list_item_get_item (item);
  g_autofree char *text = column->format (candidate);

  gtk_label_set_label (GTK_LABEL (label), text);
  /* A reason may be longer than its column. */
  gtk_widget_set_tooltip_text (label, column->expand ? text : NULL);
  gtk_widget_set_sensitive (label, flo_candidate_get_fits (candidate));
}

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const Column *column = user_data;

  return column->compare (FLO_CANDIDATE ((gpointer) a), FLO_CANDIDATE ((gpointer) b));
}

static int
compare_item_names (gconstpointer a,
                    gconstpointer b,
                    gpointer      user_data)
{
  return compare_names (FLO_CANDIDATE ((gpointer) a), FLO_CANDIDATE ((gpointer) b));
}

static GtkColumnViewColumn *
append_column (FloCandidateTable  *self,
               const char         *title,
               GtkListItemFactory *factory,
               GtkCustomSorter    *sorter)
{
  GtkColumnViewColumn *column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_sorter (column, GTK_SORTER (sorter));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
  g_object_unref (sorter);
  /* The view holds it now. */
  g_object_unref (column);
  return column;
}

static void
add_columns (FloCandidateTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_name_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_name_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_name_cb), NULL);
  append_column (self, _("Machine"), factory,
                 gtk_custom_sorter_new (compare_item_names, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkColumnViewColumn *column;

      factory = gtk_signal_list_item_factory_new ();
      g_signal_connect (factory, "setup", G_CALLBACK (setup_text_cb), (gpointer) &columns[i]);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_text_cb), (gpointer) &columns[i]);
      column = append_column (self, _(columns[i].title), factory,
                              gtk_custom_sorter_new (compare_items, (gpointer) &columns[i], NULL));
      gtk_column_view_column_set_expand (column, columns[i].expand);
      if (columns[i].compare == compare_rank)
        gtk_column_view_sort_by_column (self->view, column, GTK_SORT_ASCENDING);
    }
}

static gboolean
is_wanted (gpointer item,
           gpointer user_data)
{
  FloCandidateTable *self = FLO_CANDIDATE_TABLE (user_data);
  FloCandidate *candidate = FLO_CANDIDATE (item);
  const FloCandidateFilter *wanted = &self->wanted;

  if (!wanted->all && !flo_candidate_get_fits (candidate))
    return FALSE;
  if (wanted->filters != NULL && !flo_machine_filters_wants (wanted->filters, candidate))
    return FALSE;
  return self->text == NULL || strstr (flo_candidate_get_name (candidate), self->text) != NULL;
}

static void
flo_candidate_table_dispose (GObject *object)
{
  FloCandidateTable *self = FLO_CANDIDATE_TABLE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (flo_candidate_table_parent_class)->dispose (object);
}

static void
flo_candidate_table_class_init (FloCandidateTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = flo_candidate_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
flo_candidate_table_init (FloCandidateTable *self)
{
  GtkWidget *view = gtk_column_view_new (NULL);
  GtkSortListModel *sorted;
  GtkNoSelection *selection;

  self->view = GTK_COLUMN_VIEW (view);
  gtk_widget_add_css_class (view, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Machines"), -1);
  add_columns (self);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL));
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  selection = gtk_no_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), view);
  gtk_widget_add_css_class (self->scroller, "card");
  gtk_widget_set_overflow (self->scroller, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

void
flo_candidate_table_set_candidates (FloCandidateTable *self,
                                    GListModel        *candidates)
{
  g_return_if_fail (FLO_IS_CANDIDATE_TABLE (self));
  gtk_filter_list_model_set_model (self->filtered, candidates);
}

void
flo_candidate_table_filter (FloCandidateTable        *self,
                            const FloCandidateFilter *filter)
{
  g_return_if_fail (FLO_IS_CANDIDATE_TABLE (self));
  g_return_if_fail (filter != NULL);

  g_clear_pointer (&self->text, g_free);
  if (filter->text != NULL && *filter->text != '\0')
    self->text = g_ascii_strdown (filter->text, -1);
  self->wanted = *filter;
  self->wanted.text = self->text;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

guint
flo_candidate_table_get_n_shown (FloCandidateTable *self)
{
  g_return_val_if_fail (FLO_IS_CANDIDATE_TABLE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}
