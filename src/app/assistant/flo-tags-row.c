/* flo-tags-row.c: what everything that is made is tagged with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-tags-row.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-config-words.h"

/* One tag, in a row of its own. The name of one that nobody changed may hold the sign that ends a name in the row. */
typedef struct
{
  GtkWidget *row;     /* (owned): an AdwEntryRow */
  char *name;         /* (owned) */
  char *value;        /* (owned) */
} Entry;

struct _FloTagsRow
{
  FloConfigRow parent_instance;

  GPtrArray *entries;          /* (owned) (element-type Entry) */
};

G_DEFINE_FINAL_TYPE (FloTagsRow, flo_tags_row, FLO_TYPE_CONFIG_ROW)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->row);
  g_free (entry->name);
  g_free (entry->value);
  g_free (entry);
}

static gboolean
has_row (gconstpointer entry,
         gconstpointer row)
{
  return ((const Entry *) entry)->row == row;
}

/* "name=value": a name alone has no value, and nothing at all is no tag. */
static void
read_entry (Entry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry->row));
  const char *sign = strchr (text, '=');

  g_free (entry->name);
  g_free (entry->value);
  entry->name = g_strstrip (sign != NULL ? g_strndup (text, (gsize) (sign - text)) : g_strdup (text));
  entry->value = g_strstrip (g_strdup (sign != NULL ? sign + 1 : ""));
}

static gboolean
is_empty (const Entry *entry)
{
  return *entry->name == '\0' && *entry->value == '\0';
}

static void
changed_cb (FloTagsRow  *self,
            AdwEntryRow *row)
{
  guint index;

  if (!g_ptr_array_find_with_equal_func (self->entries, row, has_row, &index))
    return;
  read_entry (g_ptr_array_index (self->entries, index));
  flo_config_row_edited (FLO_CONFIG_ROW (self));
}

static void
remove_cb (FloTagsRow *self,
           GtkButton  *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ENTRY_ROW);
  guint index;

  if (!g_ptr_array_find_with_equal_func (self->entries, row, has_row, &index))
    return;
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_remove_index (self->entries, index);
  gtk_widget_grab_focus (self->entries->len > 0 ? ((Entry *) g_ptr_array_index (self->entries, 0))->row
                                                : GTK_WIDGET (self));
  flo_config_row_edited (FLO_CONFIG_ROW (self));
}

static Entry *
append_entry (FloTagsRow *self,
              const char *name,
              const char *value)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *text = *name != '\0' ? g_strconcat (name, "=", value, NULL) : g_strdup ("");
  Entry *entry = g_new0 (Entry, 1);

  entry->row = g_object_ref_sink (adw_entry_row_new ());
  entry->name = g_strdup (name);
  entry->value = g_strdup (value);
  gtk_editable_set_text (GTK_EDITABLE (entry->row), text);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Remove This Tag"));
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (entry->row), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry->row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->entries, entry);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), entry->row);

  return entry;
}

static void
add_cb (FloTagsRow *self)
{
  Entry *entry = append_entry (self, "", "");

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (entry->row);
  flo_config_row_edited (FLO_CONFIG_ROW (self));
}

/* What the rows say; of two with one name, the later one. */
static void
put_tags (FloTagsRow *self,
          GHashTable *tags)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (!is_empty (entry))
        g_hash_table_insert (tags, g_strdup (entry->name), g_strdup (entry->value));
    }
}

static gboolean
is_overruled (FloTagsRow *self,
              guint       index)
{
  const Entry *entry = g_ptr_array_index (self->entries, index);

  for (guint i = index + 1; i < self->entries->len; i++)
    {
      const Entry *later = g_ptr_array_index (self->entries, i);

      if (!is_empty (later) && g_str_equal (later->name, entry->name))
        return !is_empty (entry);
    }
  return FALSE;
}

static void
flo_tags_row_show (FloConfigRow *row)
{
  FloTagsRow *self = FLO_TAGS_ROW (row);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      gboolean overruled = is_overruled (self, i);

      if (overruled)
        gtk_widget_add_css_class (entry->row, "error");
      else
        gtk_widget_remove_css_class (entry->row, "error");
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry->row),
                                     overruled ? _("Does Not Count: Same Name Below") : _("Name=Value"));
    }
}

static gboolean
are_equal (GHashTable *a,
           GHashTable *b)
{
  GHashTableIter iter;
  gpointer name, value;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_strcmp0 (g_hash_table_lookup (b, name), value) != 0)
      return FALSE;
  return TRUE;
}

/* Rows that say the same already stay, also those that say nothing yet. */
static void
flo_tags_row_load (FloConfigRow    *row,
                   const FloConfig *config)
{
  FloTagsRow *self = FLO_TAGS_ROW (row);
  g_autoptr(GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (config->tags), (GCompareFunc) strcmp);

  put_tags (self, shown);
  if (are_equal (shown, config->tags))
    return;
  for (guint i = 0; i < self->entries->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), ((Entry *) g_ptr_array_index (self->entries, i))->row);
  g_ptr_array_set_size (self->entries, 0);
  for (GList *link = names; link != NULL; link = link->next)
    append_entry (self, link->data, g_hash_table_lookup (config->tags, link->data));
}

static void
flo_tags_row_save (FloConfigRow *row,
                   FloConfig    *config)
{
  g_hash_table_remove_all (config->tags);
  put_tags (FLO_TAGS_ROW (row), config->tags);
}

static char *
flo_tags_row_describe (const FloConfig *config)
{
  char *words = flo_config_words_tags (config);

  return words != NULL ? words : g_strdup (_("None besides Flotilla’s own"));
}

static void
flo_tags_row_dispose (GObject *object)
{
  g_clear_pointer (&FLO_TAGS_ROW (object)->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (flo_tags_row_parent_class)->dispose (object);
}

static void
flo_tags_row_class_init (FloTagsRowClass *klass)
{
  FloConfigRowClass *row_class = FLO_CONFIG_ROW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = flo_tags_row_dispose;
  row_class->load = flo_tags_row_load;
  row_class->save = flo_tags_row_save;
  row_class->show = flo_tags_row_show;
  row_class->describe = flo_tags_row_describe;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/flotilla/Flotilla/assistant/flo-tags-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
flo_tags_row_init (FloTagsRow *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
