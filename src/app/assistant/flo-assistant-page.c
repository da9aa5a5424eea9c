/* flo-assistant-page.c: one step of the assistant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-assistant-page.h"

#include <glib/gi18n.h>

#include "app/assistant/flo-fixed-row.h"
#include "app/support/flo-choice-row.h"
#include "config/flo-config-problem.h"

typedef struct
{
  char *title;             /* (owned) (nullable) */
  char *short_title;       /* (owned) (nullable) */
  FloDraft *draft;         /* (owned) (nullable) */
  char *problem;           /* (owned) (nullable) */
  gboolean complete;
  gboolean loading;        /* the widgets are being set from the draft */
  gboolean storing;        /* the draft is being set from the widgets */
} FloAssistantPagePrivate;

typedef enum
{
  PROP_TITLE = 1,
  PROP_SHORT_TITLE,
  PROP_COMPLETE,
  PROP_PROBLEM,
  PROP_DRAFT,
} FloAssistantPageProperty;

static GParamSpec *properties[PROP_DRAFT + 1];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FloAssistantPage, flo_assistant_page, ADW_TYPE_BIN)

static gboolean
is_ours (FloAssistantPageClass *klass,
         FloConfigProblem      *problem)
{
  const char *path = flo_config_problem_get_path (problem);

  if (flo_config_problem_get_severity (problem) != FLO_SEVERITY_ERROR || klass->paths == NULL)
    return FALSE;
  for (guint i = 0; klass->paths[i] != NULL; i++)
    {
      if (path != NULL && g_str_has_prefix (path, klass->paths[i]))
        return TRUE;
    }
  return FALSE;
}

static char *
describe (FloConfigProblem *problem)
{
  const char *hint = flo_config_problem_get_hint (problem);

  if (hint == NULL || *hint == '\0')
    return g_strdup (flo_config_problem_get_message (problem));
  return g_strdup_printf ("%s\n%s", flo_config_problem_get_message (problem), hint);
}

static void
update_complete (FloAssistantPage *self)
{
  FloAssistantPagePrivate *priv = flo_assistant_page_get_instance_private (self);
  GPtrArray *problems = flo_draft_get_problems (priv->draft);
  g_autofree char *problem = NULL;

  for (guint i = 0; i < problems->len && problem == NULL; i++)
    {
      if (is_ours (FLO_ASSISTANT_PAGE_GET_CLASS (self), g_ptr_array_index (problems, i)))
        problem = describe (g_ptr_array_index (problems, i));
    }
  if (g_strcmp0 (priv->problem, problem) != 0)
    {
      g_free (priv->problem);
      priv->problem = g_strdup (problem);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    }
  if (priv->complete != (problem == NULL))
    {
      priv->complete = problem == NULL;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
    }
}

/* The widget of that name, or, behind a slash, a part of it. */
static GtkWidget *
find_widget (FloAssistantPage *self,
             const char       *name)
{
  g_auto(GStrv) names = g_strsplit (name, "/", -1);
  GObject *widget = G_OBJECT (self);

  for (guint i = 0; names[i] != NULL; i++)
    widget = gtk_widget_get_template_child (GTK_WIDGET (widget), G_OBJECT_TYPE (widget), names[i]);

  return GTK_WIDGET (widget);
}

/* After each load, which may have set anew what can be used. */
static void
fix (FloAssistantPage *self)
{
  FloAssistantPagePrivate *priv = flo_assistant_page_get_instance_private (self);
  const FloFixable *fixables = FLO_ASSISTANT_PAGE_GET_CLASS (self)->fixables;
  FloFleet *fleet = flo_draft_get_fleet (priv->draft);

  for (guint i = 0; fleet != NULL && fixables != NULL && fixables[i].widget != NULL; i++)
    {
      const char *why = flo_config_find_fixed (flo_fleet_get_config (fleet), fixables[i].section, fixables[i].key);

      if (why != NULL)
        flo_fixed_row_fix (find_widget (self, fixables[i].widget), _(why));
    }
}

static void
draft_changed_cb (FloAssistantPage *self)
{
  FloAssistantPagePrivate *priv = flo_assistant_page_get_instance_private (self);
  FloAssistantPageClass *klass = FLO_ASSISTANT_PAGE_GET_CLASS (self);

  update_complete (self);
  if (klass->load == NULL || priv->storing)
    return;
  priv->loading = TRUE;
  klass->load (self);
  fix (self);
  priv->loading = FALSE;
}

static void
flo_assistant_page_dispose (GObject *object)
{
  FloAssistantPage *self = FLO_ASSISTANT_PAGE (object);

  flo_assistant_page_set_draft (self, NULL);
  G_OBJECT_CLASS (flo_assistant_page_parent_class)->dispose (object);
}

static void
flo_assistant_page_finalize (GObject *object)
{
  FloAssistantPagePrivate *priv =
    flo_assistant_page_get_instance_private (FLO_ASSISTANT_PAGE (object));

  g_free (priv->title);
  g_free (priv->short_title);
  g_free (priv->problem);
  G_OBJECT_CLASS (flo_assistant_page_parent_class)->finalize (object);
}

static void
flo_assistant_page_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  FloAssistantPagePrivate *priv =
    flo_assistant_page_get_instance_private (FLO_ASSISTANT_PAGE (object));

  switch ((FloAssistantPageProperty) id)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SHORT_TITLE:
      g_value_set_string (value, priv->short_title);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, priv->complete);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, priv->problem);
      break;
    case PROP_DRAFT:
      g_value_set_object (value, priv->draft);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_assistant_page_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  FloAssistantPage *self = FLO_ASSISTANT_PAGE (object);
  FloAssistantPagePrivate *priv = flo_assistant_page_get_instance_private (self);

  switch ((FloAssistantPageProperty) id)
    {
    case PROP_TITLE:
      g_free (priv->title);
      priv->title = g_value_dup_string (value);
      break;
    case PROP_SHORT_TITLE:
      g_free (priv->short_title);
      priv->short_title = g_value_dup_string (value);
      break;
    case PROP_DRAFT:
      flo_assistant_page_set_draft (self, g_value_get_object (value));
      break;
    case PROP_COMPLETE:
    case PROP_PROBLEM:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
flo_assistant_page_class_init (FloAssistantPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags write = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  g_type_ensure (FLO_TYPE_CHOICE_ROW);
  object_class->dispose = flo_assistant_page_dispose;
  object_class->finalize = flo_assistant_page_finalize;
  object_class->get_property = flo_assistant_page_get_property;
  object_class->set_property = flo_assistant_page_set_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, write);
  properties[PROP_SHORT_TITLE] = g_param_spec_string ("short-title", NULL, NULL, NULL, write);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  properties[PROP_DRAFT] = g_param_spec_object ("draft", NULL, NULL, FLO_TYPE_DRAFT, write);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
flo_assistant_page_init (FloAssistantPage *self)
{
}

void
flo_assistant_page_set_draft (FloAssistantPage *self,
                              FloDraft         *draft)
{
  FloAssistantPagePrivate *priv = flo_assistant_page_get_instance_private (self);

  g_return_if_fail (FLO_IS_ASSISTANT_PAGE (self));

  if (priv->draft == draft)
    return;
  if (priv->draft != NULL)
    g_signal_handlers_disconnect_by_func (priv->draft, draft_changed_cb, self);
  g_set_object (&priv->draft, draft);
  if (draft == NULL)
    return;
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self,
                           G_CONNECT_SWAPPED);
  draft_changed_cb (self);
}

FloConfig *
flo_assistant_page_begin_edit (FloAssistantPage *self)
{
  FloAssistantPagePrivate *priv = flo_assistant_page_get_instance_private (self);

  g_return_val_if_fail (FLO_IS_ASSISTANT_PAGE (self), NULL);
  if (priv->loading || priv->draft == NULL)
    return NULL;
  return flo_draft_get_config (priv->draft);
}

void
flo_assistant_page_end_edit (FloAssistantPage *self)
{
  FloAssistantPagePrivate *priv = flo_assistant_page_get_instance_private (self);

  g_return_if_fail (FLO_IS_ASSISTANT_PAGE (self));

  priv->storing = TRUE;
  flo_draft_touch (priv->draft);
  priv->storing = FALSE;
}

FloDraft *
flo_assistant_page_get_draft (FloAssistantPage *self)
{
  FloAssistantPagePrivate *priv = flo_assistant_page_get_instance_private (self);

  g_return_val_if_fail (FLO_IS_ASSISTANT_PAGE (self), NULL);
  return priv->draft;
}

const char *
flo_assistant_page_get_title (FloAssistantPage *self)
{
  FloAssistantPagePrivate *priv = flo_assistant_page_get_instance_private (self);

  g_return_val_if_fail (FLO_IS_ASSISTANT_PAGE (self), NULL);
  return priv->title;
}

const char *
flo_assistant_page_get_short_title (FloAssistantPage *self)
{
  FloAssistantPagePrivate *priv = flo_assistant_page_get_instance_private (self);

  g_return_val_if_fail (FLO_IS_ASSISTANT_PAGE (self), NULL);
  return priv->short_title;
}

gboolean
flo_assistant_page_get_complete (FloAssistantPage *self)
{
  FloAssistantPagePrivate *priv = flo_assistant_page_get_instance_private (self);

  g_return_val_if_fail (FLO_IS_ASSISTANT_PAGE (self), FALSE);
  return priv->complete;
}

const char *
flo_assistant_page_get_problem (FloAssistantPage *self)
{
  FloAssistantPagePrivate *priv = flo_assistant_page_get_instance_private (self);

  g_return_val_if_fail (FLO_IS_ASSISTANT_PAGE (self), NULL);
  return priv->problem;
}
