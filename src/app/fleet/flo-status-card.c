/* flo-status-card.c: how a fleet is, in words: its state, and whatever has to be known about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/fleet/flo-status-card.h"

#include <glib/gi18n.h>

#include "app/support/flo-format.h"
#include "app/support/flo-words.h"
#include "config/flo-config-schedule.h"

typedef enum
{
  LINE_STATE,
  LINE_PROBLEM,
  LINE_STALE,
  LINE_PAUSED,
  LINE_WISHES,
  LINE_CONFIG,
  LINE_SCALING,
  LINE_DEADLINE,
  LINE_BUDGET,
  LINE_FALLBACK,
  LINE_STANDBY,
  N_LINES
} Line;

typedef struct
{
  GtkWidget *row;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *text;
} Row;

struct _FloStatusCard
{
  GtkWidget parent_instance;

  FloFleet *fleet;         /* (owned) (nullable) */
  GtkWidget *list;
  Row rows[N_LINES];
};

static const struct
{
  const char *title;       /* for the translator */
  const char *icon_name;
  const char *css_class;   /* (nullable) */
} looks[N_LINES] = {
  [LINE_STATE] = { "", NULL, NULL },
  [LINE_PROBLEM] = { N_("Problem"), "dialog-error-symbolic", "error" },
  [LINE_STALE] = { N_("Not Up to Date"), "network-offline-symbolic", "warning" },
  [LINE_PAUSED] = { N_("Paused"), "media-playback-pause-symbolic", "warning" },
  [LINE_WISHES] = { N_("Asked For"), "avatar-default-symbolic", "accent" },
  [LINE_CONFIG] = { N_("Changed Config"), "document-edit-symbolic", "accent" },
  [LINE_SCALING] = { N_("How Many Nodes"), "x-office-calendar-symbolic", "accent" },
  [LINE_DEADLINE] = { N_("Deadline"), "alarm-symbolic", "accent" },
  [LINE_BUDGET] = { N_("Budget"), "dialog-warning-symbolic", "warning" },
  [LINE_STANDBY] = { N_("Standbys"), "media-playback-pause-symbolic", NULL },
  [LINE_FALLBACK] = { N_("On Demand in the Place of Spot"), "dialog-information-symbolic", "accent" },
};

G_DEFINE_FINAL_TYPE (FloStatusCard, flo_status_card, GTK_TYPE_WIDGET)

static void
create_row (FloStatusCard *self,
            Line           line)
{
  Row *row = &self->rows[line];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  row->row = gtk_list_box_row_new ();
  row->icon = GTK_IMAGE (g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  row->title = GTK_LABEL (gtk_label_new (line != LINE_STATE ? _(looks[line].title) : ""));
  row->text = GTK_LABEL (gtk_label_new (""));
  if (looks[line].icon_name != NULL)
    gtk_image_set_from_icon_name (row->icon, looks[line].icon_name);
  if (looks[line].css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row->icon), looks[line].css_class);
  gtk_widget_set_valign (GTK_WIDGET (row->icon), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (row->title), "heading");
  gtk_label_set_xalign (row->title, 0);
  gtk_label_set_wrap (row->title, TRUE);
  gtk_label_set_xalign (row->text, 0);
  gtk_label_set_wrap (row->text, TRUE);
  gtk_label_set_wrap_mode (row->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (row->text, line != LINE_STATE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (row->title));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (row->text));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->icon));
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_add_css_class (box, "status-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->row), FALSE);
  gtk_widget_set_visible (row->row, line == LINE_STATE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row->row);
}

static void
say (FloStatusCard *self,
     Line           line,
     const char    *text)
{
  Row *row = &self->rows[line];

  if (text != NULL)
    gtk_label_set_label (row->text, text);
  gtk_widget_set_visible (row->row, text != NULL);
}

static void
append_part (GString *text,
             char    *part)      /* (transfer full) */
{
  g_string_append_printf (text, " · %s", part);
  g_free (part);
}

/* "18 of 20 nodes run · AWS takes 2 back · 2 start" */
static char *
describe_nodes (FloFleet *fleet)
{
  GListModel *nodes = flo_fleet_get_nodes (fleet);
  guint noticed = 0, starting = 0, stopping = 0;
  guint checking = flo_fleet_get_checking (fleet);
  g_autofree char *run = flo_words_nodes (flo_fleet_get_running (fleet), flo_fleet_get_wanted (fleet));
  GString *text = g_string_new (run);

  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr(FloNode) node = g_list_model_get_item (nodes, i);

      noticed += flo_node_get_state (node) == FLO_NODE_NOTICED;
      /* Standbys have a line of their own. */
      starting += flo_node_get_state (node) == FLO_NODE_PENDING && !flo_node_get_standby (node);
      stopping += flo_node_get_state (node) == FLO_NODE_STOPPING && !flo_node_get_standby (node);
    }
  if (noticed > 0)
    append_part (text, g_strdup_printf (ngettext ("AWS takes %u back", "AWS takes %u back", noticed), noticed));
  if (starting > 0)
    append_part (text, g_strdup_printf (ngettext ("%u starts", "%u start", starting), starting));
  if (checking > 0)
    append_part (text, g_strdup_printf (ngettext ("%u is being checked", "%u are being checked", checking), checking));
  if (stopping > 0)
    append_part (text, g_strdup_printf (ngettext ("%u shuts down", "%u shut down", stopping), stopping));
  return g_string_free (text, FALSE);
}

static void
update_state (FloStatusCard *self)
{
  FloFleetState state = flo_fleet_get_state (self->fleet);
  gint64 observed_at = flo_fleet_get_observed_at (self->fleet);
  g_autofree char *nodes = describe_nodes (self->fleet);
  g_autofree char *clock = observed_at != 0 ? flo_format_clock (observed_at) : NULL;
  g_autofree char *text = NULL;

  if (clock != NULL)
    /* Translators: how the nodes are, and the time of day when AWS was asked last */
    text = g_strdup_printf (_("%s · looked at %s"), nodes, clock);
  flo_words_style_fleet_icon (self->rows[LINE_STATE].icon, state);
  gtk_label_set_label (self->rows[LINE_STATE].title, flo_words_fleet_state (state));
  say (self, LINE_STATE, text != NULL ? text : nodes);
}

static char *
describe_pause (const FloWishes *wishes)
{
  g_autofree char *asked = NULL;

  if (!flo_wishes_is_paused (wishes))
    return NULL;
  asked = flo_asked_describe (&wishes->paused);
  /* Translators: %s says by whom and when that was asked for */
  return g_strdup_printf (_("Nothing is launched, replaced or ended until it is resumed: %s"), asked);
}

static void
append_wish (GString *text,
             char    *wish)      /* (transfer full) */
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", wish);
  g_free (wish);
}

/* What differs from the config because a person wants it so; NULL: nothing. Where a schedule or a queue says how many
 * nodes there are, the line of that tells of a person's number too. */
static char *
describe_wishes (const FloWishes *wishes,
                 const FloConfig *config)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint configured = (guint) config->capacity.nodes;
  guint nodes = flo_config_scales (config) ? configured : flo_wishes_get_nodes (wishes, configured);

  if (nodes != configured)
    append_wish (text, g_strdup_printf (ngettext ("%u node instead of the config’s %u",
                                                  "%u nodes instead of the config’s %u", nodes), nodes, configured));
  for (guint i = 0; i < wishes->left_zones->len; i++)
    {
      const FloWishedZone *zone = g_ptr_array_index (wishes->left_zones, i);

      /* Translators: %s is an Availability Zone */
      append_wish (text, g_strdup_printf (_("%s is not used"), zone->zone));
    }
  for (guint i = 0; i < wishes->left_nodes->len; i++)
    {
      const FloWishedNode *node = g_ptr_array_index (wishes->left_nodes, i);

      /* Translators: %s is an instance's id */
      append_wish (text, g_strdup_printf (node->drain ? _("%s is drained") : _("%s is replaced"), node->id));
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
update_wishes (FloStatusCard *self)
{
  const FloWishes *wishes = flo_fleet_get_wishes (self->fleet);
  g_autofree char *paused = describe_pause (wishes);
  g_autofree char *wished = describe_wishes (wishes, flo_fleet_get_config (self->fleet));

  /* The state says it too, as soon as the engine has seen it; what is next then says who asked. */
  say (self, LINE_PAUSED, flo_fleet_get_state (self->fleet) != FLO_FLEET_PAUSED ? paused : NULL);
  say (self, LINE_WISHES, wished);
}

/* Which config the fleet has, and how many nodes are not as that wants them; NULL: the one that it was launched with. */
static char *
describe_revision (FloFleet *fleet)
{
  guint revision = flo_fleet_get_revision (fleet), outdated = flo_fleet_get_outdated (fleet);

  if (revision == 1)
    return NULL;
  if (outdated == 0)
    /* Translators: %u is a number from 2 on: the how manieth config the fleet has */
    return g_strdup_printf (_("Revision %u · all nodes are as it wants them"), revision);
  /* Translators: the first %u is a number from 2 on: the how manieth config the fleet has */
  return g_strdup_printf (ngettext ("Revision %u · %u node has an older one, and is replaced",
                                    "Revision %u · %u nodes have an older one, and are replaced in turn", outdated),
                          revision, outdated);
}

static void
update_config (FloStatusCard *self)
{
  g_autofree char *text = describe_revision (self->fleet);

  say (self, LINE_CONFIG, text);
}

static void
flo_status_card_dispose (GObject *object)
{
  FloStatusCard *self = FLO_STATUS_CARD (object);

  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_object (&self->fleet);
  G_OBJECT_CLASS (flo_status_card_parent_class)->dispose (object);
}

static void
flo_status_card_class_init (FloStatusCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = flo_status_card_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
flo_status_card_init (FloStatusCard *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How the fleet is"), -1);
  for (Line line = 0; line < N_LINES; line++)
    create_row (self, line);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
}

void
flo_status_card_set_fleet (FloStatusCard *self,
                           FloFleet      *fleet)
{
  g_return_if_fail (FLO_IS_STATUS_CARD (self));
  g_return_if_fail (FLO_IS_FLEET (fleet));

  if (g_set_object (&self->fleet, fleet))
    flo_status_card_update (self);
}

void
flo_status_card_update (FloStatusCard *self)
{
  g_return_if_fail (FLO_IS_STATUS_CARD (self));

  if (self->fleet == NULL)
    return;
  update_state (self);
  say (self, LINE_PROBLEM, flo_fleet_get_problem (self->fleet));
  say (self, LINE_STALE, flo_fleet_get_observing_failed (self->fleet));
  update_wishes (self);
  update_config (self);
  say (self, LINE_SCALING, flo_fleet_get_scaling (self->fleet));
  say (self, LINE_DEADLINE, flo_fleet_get_deadline (self->fleet));
  say (self, LINE_BUDGET, flo_fleet_get_budget (self->fleet));
  say (self, LINE_FALLBACK, flo_fleet_get_fallback (self->fleet));
  say (self, LINE_STANDBY, flo_fleet_get_standby (self->fleet));
}
