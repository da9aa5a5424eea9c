/* flo-access-page.c: image, disk, keys, and who may connect
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-access-page.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-tags-row.h"
#include "app/support/flo-format.h"
#include "app/support/flo-number-row.h"

struct _FloAccessPage
{
  FloAssistantPage parent_instance;

  AdwComboRow *system;
  GtkEditable *image;
  FloNumberRow *disk;
  GtkSwitch *encrypted;
  GtkEditable *sources;
  GtkWidget *open_row;
  GtkEditable *ports;
  GtkEditable *key_pair;
  GtkEditable *user;
  FloNumberRow *ssh_port;
  GtkEditable *vpc;
  FloConfigRow *tags;
};

/* In the order of the combo row, whose last entry is an image of one's own. */
static const char * const systems[] = { "amazon-linux-2023", "ubuntu-24.04", "debian-12" };

G_DEFINE_FINAL_TYPE (FloAccessPage, flo_access_page, FLO_TYPE_ASSISTANT_PAGE)

static void
store_text (char        **field,
            GtkEditable  *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  g_free (*field);
  *field = *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
load_text (GtkEditable *row,
           const char  *text)
{
  g_autofree char *shown = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  if (g_strcmp0 (shown, text != NULL ? text : "") != 0)
    gtk_editable_set_text (row, text != NULL ? text : "");
}

/* An address without a length means that one address. */
static GStrv
parse_sources (const char *text)
{
  GStrv words = flo_format_split_list (text);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      char *word = words[i];

      if (strchr (word, '/') != NULL)
        continue;
      words[i] = g_strconcat (word, "/32", NULL);
      g_free (word);
    }
  return words;
}

/* What is no number becomes 0, which the config's own check refuses and explains. */
static void
store_ports (FloConfig  *config,
             const char *text)
{
  g_auto(GStrv) words = flo_format_split_list (text);
  guint n_words = words != NULL ? g_strv_length (words) : 0;

  g_clear_pointer (&config->network.ports, g_free);
  config->network.n_ports = n_words;
  if (n_words == 0)
    return;
  config->network.ports = g_new0 (gint64, n_words);
  for (guint i = 0; i < n_words; i++)
    {
      gint64 port;

      if (g_ascii_string_to_signed (words[i], 10, 0, G_MAXINT32, &port, NULL))
        config->network.ports[i] = port;
    }
}

static gboolean
is_open_to_all (const FloConfig *config)
{
  return config->network.sources != NULL
         && g_strv_contains ((const char * const *) config->network.sources, "0.0.0.0/0");
}

static void
show_fields (FloAccessPage *self,
             FloConfig     *config)
{
  gtk_widget_set_visible (GTK_WIDGET (self->image),
                          adw_combo_row_get_selected (self->system) == G_N_ELEMENTS (systems));
  gtk_widget_set_visible (self->open_row, is_open_to_all (config));
}

static void
edited_cb (FloAccessPage *self)
{
  FloConfig *config = flo_assistant_page_begin_edit (FLO_ASSISTANT_PAGE (self));
  guint system = adw_combo_row_get_selected (self->system);

  if (config == NULL)
    return;
  g_clear_pointer (&config->image.id, g_free);
  if (system < G_N_ELEMENTS (systems))
    {
      g_free (config->image.system);
      config->image.system = g_strdup (systems[system]);
    }
  else
    /* Not NULL even when it is empty: an image of one's own was asked for, and its id is missing. */
    config->image.id = g_strstrip (g_strdup (gtk_editable_get_text (self->image)));
  config->storage.size_gib = flo_number_row_get (self->disk);
  config->storage.encrypted = gtk_switch_get_active (self->encrypted);
  g_strfreev (config->network.sources);
  config->network.sources = parse_sources (gtk_editable_get_text (self->sources));
  store_ports (config, gtk_editable_get_text (self->ports));
  store_text (&config->access.key_pair, self->key_pair);
  store_text (&config->access.user, self->user);
  config->access.ssh_port = flo_number_row_get (self->ssh_port);
  store_text (&config->network.vpc, self->vpc);
  flo_config_row_save (self->tags, config);
  show_fields (self, config);
  flo_assistant_page_end_edit (FLO_ASSISTANT_PAGE (self));
}

static char *
format_ports (const FloConfig *config)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < config->network.n_ports; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? ", " : "",
                            config->network.ports[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
load_system (FloAccessPage   *self,
             const FloConfig *config)
{
  guint selected = G_N_ELEMENTS (systems);

  for (guint i = 0; config->image.id == NULL && i < G_N_ELEMENTS (systems); i++)
    {
      if (g_strcmp0 (config->image.system, systems[i]) == 0)
        selected = i;
    }
  adw_combo_row_set_selected (self->system, selected);
  load_text (self->image, config->image.id);
}

static void
flo_access_page_load (FloAssistantPage *page)
{
  FloAccessPage *self = FLO_ACCESS_PAGE (page);
  FloConfig *config = flo_draft_get_config (flo_assistant_page_get_draft (page));
  g_autofree char *ports = format_ports (config);
  g_autofree char *sources = config->network.sources != NULL
                               ? g_strjoinv (", ", config->network.sources) : NULL;

  load_system (self, config);
  flo_number_row_set (self->disk, config->storage.size_gib);
  gtk_switch_set_active (self->encrypted, config->storage.encrypted);
  load_text (self->sources, sources);
  load_text (self->ports, ports);
  load_text (self->key_pair, config->access.key_pair);
  load_text (self->user, config->access.user);
  flo_number_row_set (self->ssh_port, config->access.ssh_port);
  load_text (self->vpc, config->network.vpc);
  flo_config_row_load (self->tags, config);
  show_fields (self, config);
}

static void
flo_access_page_class_init (FloAccessPageClass *klass)
{
  static const char * const paths[] = {
    "/image", "/storage", "/network", "/access", "/tags", NULL,
  };
  static const FloFixable fixables[] = {
    { "system", "image", "system" },
    { "image", "image", "id" },
    { "disk", "storage", "size_gib" },
    { "encrypted", "storage", "encrypted" },
    { "key_pair", "access", "key_pair" },
    { "vpc", "network", "vpc" },
    { NULL },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FLO_TYPE_NUMBER_ROW);
  g_type_ensure (FLO_TYPE_TAGS_ROW);
  FLO_ASSISTANT_PAGE_CLASS (klass)->paths = paths;
  FLO_ASSISTANT_PAGE_CLASS (klass)->fixables = fixables;
  FLO_ASSISTANT_PAGE_CLASS (klass)->load = flo_access_page_load;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/flotilla/Flotilla/assistant/flo-access-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FloAccessPage, system);
  gtk_widget_class_bind_template_child (widget_class, FloAccessPage, image);
  gtk_widget_class_bind_template_child (widget_class, FloAccessPage, disk);
  gtk_widget_class_bind_template_child (widget_class, FloAccessPage, encrypted);
  gtk_widget_class_bind_template_child (widget_class, FloAccessPage, sources);
  gtk_widget_class_bind_template_child (widget_class, FloAccessPage, open_row);
  gtk_widget_class_bind_template_child (widget_class, FloAccessPage, ports);
  gtk_widget_class_bind_template_child (widget_class, FloAccessPage, key_pair);
  gtk_widget_class_bind_template_child (widget_class, FloAccessPage, user);
  gtk_widget_class_bind_template_child (widget_class, FloAccessPage, ssh_port);
  gtk_widget_class_bind_template_child (widget_class, FloAccessPage, vpc);
  gtk_widget_class_bind_template_child (widget_class, FloAccessPage, tags);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
flo_access_page_init (FloAccessPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
