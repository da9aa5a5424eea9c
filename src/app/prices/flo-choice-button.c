/* flo-choice-button.c: a button that opens a searchable list of words to tick
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/prices/flo-choice-button.h"

#include <glib/gi18n.h>

#include "app/prices/flo-option.h"

struct _FloChoiceButton
{
  GtkWidget parent_instance;

  char *title;             /* (owned) (nullable) */
  char *none_label;        /* (owned) (nullable) */
  GListStore *choices;     /* (owned) (element-type FloOption) */
  gboolean choosing;       /* several ticks are one change */

  GtkMenuButton *button;
  GtkSearchEntry *search;
  GtkListView *view;
  GtkStringFilter *filter;
  GtkNoSelection *selection;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_NONE_LABEL,
} FloChoiceButtonProperty;

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[PROP_NONE_LABEL + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FloChoiceButton, flo_choice_button, GTK_TYPE_WIDGET)

static void
update_label (FloChoiceButton *self)
{
  g_auto(GStrv) chosen = flo_choice_button_dup_chosen (self);
  guint n_chosen = chosen != NULL ? g_strv_length (chosen) : 0;
  g_autofree char *label = NULL;

  if (n_chosen == 0)
    label = g_strdup (self->none_label);
  else if (n_chosen == 1)
    label = g_strdup (chosen[0]);
  else
    /* Translators: the first of several chosen words, and how many more there are */
    label = g_strdup_printf (_("%s and %u more"), chosen[0], n_chosen - 1);
  gtk_menu_button_set_label (self->button, label != NULL ? label : "");
}

static void
choice_changed_cb (FloChoiceButton *self)
{
  if (self->choosing)
    return;
  update_label (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
setup_cb (FloChoiceButton *self,
          GtkListItem     *item)
{
  gtk_list_item_set_child (item, gtk_check_button_new ());
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (FloChoiceButton *self,
         GtkListItem     *item)
{
  GtkWidget *check = gtk_list_item_get_child (item);
  FloOption *choice = gtk_list_item_get_item (item);
  GBinding *binding;

  gtk_check_button_set_label (GTK_CHECK_BUTTON (check), flo_option_get_name (choice));
  binding = g_object_bind_property (choice, "active", check, "active",
                                    G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_set_data (G_OBJECT (item), "binding", binding);
}

static void
unbind_cb (FloChoiceButton *self,
           GtkListItem     *item)
{
  g_binding_unbind (g_object_get_data (G_OBJECT (item), "binding"));
  g_object_set_data (G_OBJECT (item), "binding", NULL);
}

static void
flo_choice_button_dispose (GObject *object)
{
  FloChoiceButton *self = FLO_CHOICE_BUTTON (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FLO_TYPE_CHOICE_BUTTON);
  g_clear_object (&self->choices);
  G_OBJECT_CLASS (flo_choice_button_parent_class)->dispose (object);
}

static void
flo_choice_button_finalize (GObject *object)
{
  FloChoiceButton *self = FLO_CHOICE_BUTTON (object);

  g_free (self->title);
  g_free (self->none_label);
  G_OBJECT_CLASS (flo_choice_button_parent_class)->finalize (object);
}

static void
flo_choice_button_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  FloChoiceButton *self = FLO_CHOICE_BUTTON (object);

  switch ((FloChoiceButtonProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_NONE_LABEL:
      g_value_set_string (value, self->none_label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_choice_button_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  FloChoiceButton *self = FLO_CHOICE_BUTTON (object);

  switch ((FloChoiceButtonProperty) id)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), self->title);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->title, -1);
      break;
    case PROP_NONE_LABEL:
      g_free (self->none_label);
      self->none_label = g_value_dup_string (value);
      update_label (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_choice_button_class_init (FloChoiceButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = flo_choice_button_dispose;
  object_class->finalize = flo_choice_button_finalize;
  object_class->get_property = flo_choice_button_get_property;
  object_class->set_property = flo_choice_button_set_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_NONE_LABEL] = g_param_spec_string ("none-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FLO_TYPE_OPTION);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/prices/flo-choice-button.ui");
  gtk_widget_class_bind_template_child (widget_class, FloChoiceButton, button);
  gtk_widget_class_bind_template_child (widget_class, FloChoiceButton, search);
  gtk_widget_class_bind_template_child (widget_class, FloChoiceButton, view);
  gtk_widget_class_bind_template_child (widget_class, FloChoiceButton, filter);
  gtk_widget_class_bind_template_child (widget_class, FloChoiceButton, selection);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
flo_choice_button_init (FloChoiceButton *self)
{
  self->choices = g_list_store_new (FLO_TYPE_OPTION);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
flo_choice_button_set_names (FloChoiceButton    *self,
                             const char * const *names,
                             const char * const *chosen)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GtkFilterListModel) found = NULL;

  g_return_if_fail (FLO_IS_CHOICE_BUTTON (self));

  for (guint i = 0; names[i] != NULL; i++)
    {
      FloOption *choice = flo_option_new (names[i],
                                          chosen != NULL && g_strv_contains (chosen, names[i]));

      g_signal_connect_object (choice, "notify::active", G_CALLBACK (choice_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (items, choice);
    }
  g_list_store_splice (self->choices, 0, g_list_model_get_n_items (G_LIST_MODEL (self->choices)),
                       items->pdata, items->len);
  found = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->choices)),
                                     GTK_FILTER (g_object_ref (self->filter)));
  gtk_no_selection_set_model (self->selection, G_LIST_MODEL (found));
  /* A handful of words needs no search. */
  gtk_widget_set_visible (GTK_WIDGET (self->search), items->len > 12);
  update_label (self);
}

void
flo_choice_button_choose (FloChoiceButton    *self,
                          const char * const *chosen)
{
  g_return_if_fail (FLO_IS_CHOICE_BUTTON (self));
  g_return_if_fail (chosen != NULL);

  self->choosing = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i++)
    {
      g_autoptr(FloOption) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

      flo_option_set_active (choice, g_strv_contains (chosen, flo_option_get_name (choice)));
    }
  self->choosing = FALSE;
  choice_changed_cb (self);
}

GStrv
flo_choice_button_dup_chosen (FloChoiceButton *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n_choices;
  guint n_chosen = 0;

  g_return_val_if_fail (FLO_IS_CHOICE_BUTTON (self), NULL);

  n_choices = g_list_model_get_n_items (G_LIST_MODEL (self->choices));
  for (guint i = 0; i < n_choices; i++)
    {
      g_autoptr(FloOption) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

      if (!flo_option_get_active (choice))
        continue;
      g_strv_builder_add (builder, flo_option_get_name (choice));
      n_chosen++;
    }
  return n_chosen > 0 ? g_strv_builder_end (builder) : NULL;
}
