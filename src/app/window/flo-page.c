/* flo-page.c: what every page of the window has: a header bar, the practice mark, a content
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/window/flo-page.h"

typedef struct
{
  char *title;             /* (owned) */
  char *subtitle;          /* (owned) (nullable) */
  char *notice;            /* (owned) (nullable) */
  gboolean folded;
  gboolean practice;

  GtkWidget *box;
  AdwHeaderBar *header;
  AdwWindowTitle *window_title;
  GtkWidget *back_button;
  GtkRevealer *practice_revealer;
  GtkRevealer *notice_revealer;
  GtkLabel *notice_label;
  GtkRevealer *access_revealer;
  GtkLabel *access_label;
  GtkButton *access_button;
} FloPagePrivate;

typedef enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_NOTICE,
  PROP_FOLDED,
  PROP_PRACTICE,
} FloPageProperty;

static GParamSpec *properties[PROP_PRACTICE + 1];
static GtkBuildableIface *parent_buildable;

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (FloPage, flo_page, GTK_TYPE_WIDGET,
                                  G_ADD_PRIVATE (FloPage)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static void
flo_page_add_child (GtkBuildable *buildable,
                    GtkBuilder   *builder,
                    GObject      *child,
                    const char   *type)
{
  FloPagePrivate *priv = flo_page_get_instance_private (FLO_PAGE (buildable));

  if (priv->box == NULL || !GTK_IS_WIDGET (child))
    parent_buildable->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "start") == 0)
    adw_header_bar_pack_start (priv->header, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "end") == 0)
    adw_header_bar_pack_end (priv->header, GTK_WIDGET (child));
  else
    {
      gtk_widget_set_vexpand (GTK_WIDGET (child), TRUE);
      gtk_box_append (GTK_BOX (priv->box), GTK_WIDGET (child));
    }
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = flo_page_add_child;
}

static void
flo_page_dispose (GObject *object)
{
  FloPage *self = FLO_PAGE (object);
  FloPagePrivate *priv = flo_page_get_instance_private (self);

  /* Not gtk_widget_dispose_template(): the box is this class's part, whatever template a page has. */
  g_clear_pointer (&priv->box, gtk_widget_unparent);
  G_OBJECT_CLASS (flo_page_parent_class)->dispose (object);
}

static void
flo_page_finalize (GObject *object)
{
  FloPagePrivate *priv = flo_page_get_instance_private (FLO_PAGE (object));

  g_free (priv->title);
  g_free (priv->subtitle);
  g_free (priv->notice);
  G_OBJECT_CLASS (flo_page_parent_class)->finalize (object);
}

static void
flo_page_get_property (GObject    *object,
                       guint       id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  FloPagePrivate *priv = flo_page_get_instance_private (FLO_PAGE (object));

  switch ((FloPageProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    case PROP_NOTICE:
      g_value_set_string (value, priv->notice);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, priv->folded);
      break;
    case PROP_PRACTICE:
      g_value_set_boolean (value, priv->practice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_flag (FloPage      *self,
          gboolean     *flag,
          gboolean      value,
          GtkWidget    *widget,
          GParamSpec   *pspec)
{
  if (*flag == value)
    return;
  *flag = value;
  if (GTK_IS_REVEALER (widget))
    gtk_revealer_set_reveal_child (GTK_REVEALER (widget), value);
  else
    gtk_widget_set_visible (widget, value);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
flo_page_set_property (GObject      *object,
                       guint         id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  FloPage *self = FLO_PAGE (object);
  FloPagePrivate *priv = flo_page_get_instance_private (self);

  switch ((FloPageProperty) id)
    {
    case PROP_TITLE:
      flo_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      flo_page_set_subtitle (self, g_value_get_string (value));
      break;
    case PROP_NOTICE:
      flo_page_set_notice (self, g_value_get_string (value));
      break;
    case PROP_FOLDED:
      set_flag (self, &priv->folded, g_value_get_boolean (value), priv->back_button,
                properties[PROP_FOLDED]);
      break;
    case PROP_PRACTICE:
      set_flag (self, &priv->practice, g_value_get_boolean (value),
                GTK_WIDGET (priv->practice_revealer), properties[PROP_PRACTICE]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_page_class_init (FloPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = flo_page_dispose;
  object_class->finalize = flo_page_finalize;
  object_class->get_property = flo_page_get_property;
  object_class->set_property = flo_page_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_PRACTICE] = g_param_spec_boolean ("practice", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
flo_page_init (FloPage *self)
{
  FloPagePrivate *priv = flo_page_get_instance_private (self);
  g_autoptr(GtkBuilder) builder = gtk_builder_new ();
  g_autoptr(GError) error = NULL;

  if (!gtk_builder_add_from_resource (builder, "/org/flotilla/Flotilla/window/flo-page.ui", &error))
    g_error ("The page's interface cannot be read: %s", error->message);
  priv->title = g_strdup ("");
  priv->header = ADW_HEADER_BAR (gtk_builder_get_object (builder, "header"));
  priv->window_title = ADW_WINDOW_TITLE (gtk_builder_get_object (builder, "window_title"));
  priv->back_button = GTK_WIDGET (gtk_builder_get_object (builder, "back_button"));
  priv->practice_revealer = GTK_REVEALER (gtk_builder_get_object (builder, "practice_revealer"));
  priv->notice_revealer = GTK_REVEALER (gtk_builder_get_object (builder, "notice_revealer"));
  priv->notice_label = GTK_LABEL (gtk_builder_get_object (builder, "notice_label"));
  priv->access_revealer = GTK_REVEALER (gtk_builder_get_object (builder, "access_revealer"));
  priv->access_label = GTK_LABEL (gtk_builder_get_object (builder, "access_label"));
  priv->access_button = GTK_BUTTON (gtk_builder_get_object (builder, "access_button"));
  priv->box = GTK_WIDGET (gtk_builder_get_object (builder, "box"));
  gtk_widget_set_parent (priv->box, GTK_WIDGET (self));
}

const char *
flo_page_get_title (FloPage *self)
{
  FloPagePrivate *priv = flo_page_get_instance_private (self);

  g_return_val_if_fail (FLO_IS_PAGE (self), NULL);
  return priv->title;
}

void
flo_page_set_title (FloPage    *self,
                    const char *title)
{
  FloPagePrivate *priv = flo_page_get_instance_private (self);

  g_return_if_fail (FLO_IS_PAGE (self));
  if (g_strcmp0 (priv->title, title) == 0)
    return;
  g_free (priv->title);
  priv->title = g_strdup (title != NULL ? title : "");
  adw_window_title_set_title (priv->window_title, priv->title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

void
flo_page_set_subtitle (FloPage    *self,
                       const char *subtitle)
{
  FloPagePrivate *priv = flo_page_get_instance_private (self);

  g_return_if_fail (FLO_IS_PAGE (self));
  if (g_strcmp0 (priv->subtitle, subtitle) == 0)
    return;
  g_free (priv->subtitle);
  priv->subtitle = g_strdup (subtitle);
  adw_window_title_set_subtitle (priv->window_title, subtitle != NULL ? subtitle : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBTITLE]);
}

void
flo_page_set_notice (FloPage    *self,
                     const char *notice)
{
  FloPagePrivate *priv = flo_page_get_instance_private (self);

  g_return_if_fail (FLO_IS_PAGE (self));
  if (g_strcmp0 (priv->notice, notice) == 0)
    return;
  g_free (priv->notice);
  priv->notice = g_strdup (notice);
  if (notice != NULL)
    gtk_label_set_label (priv->notice_label, notice);
  gtk_revealer_set_reveal_child (priv->notice_revealer, notice != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

/**
 * flo_page_set_access:
 * @self: a page
 * @text: (nullable): why what is shown may be old; %NULL: AWS lets the account in, as far as is known
 * @button: (nullable): what to do about it, with a mnemonic
 * @action: (nullable): the action that does it
 */
void
flo_page_set_access (FloPage    *self,
                     const char *text,
                     const char *button,
                     const char *action)
{
  FloPagePrivate *priv = flo_page_get_instance_private (self);

  g_return_if_fail (FLO_IS_PAGE (self));

  if (text != NULL)
    {
      gtk_label_set_label (priv->access_label, text);
      gtk_widget_set_tooltip_text (GTK_WIDGET (priv->access_label), text);
      gtk_button_set_label (priv->access_button, button);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->access_button), action);
    }
  gtk_revealer_set_reveal_child (priv->access_revealer, text != NULL);
}
