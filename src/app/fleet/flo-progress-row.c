/* flo-progress-row.c: one step of a launch or destroy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/fleet/flo-progress-row.h"

#include <glib/gi18n.h>

#include "app/support/flo-words.h"

struct _FloProgressRow
{
  GtkListBoxRow parent_instance;

  char *step;              /* (owned) */
  GtkStack *marks;         /* "waiting", "current", "done" */
  GtkSpinner *spinner;
  GtkLabel *title;
  GtkLabel *count;
  GtkProgressBar *bar;
};

G_DEFINE_FINAL_TYPE (FloProgressRow, flo_progress_row, GTK_TYPE_LIST_BOX_ROW)

static void
flo_progress_row_finalize (GObject *object)
{
  g_free (FLO_PROGRESS_ROW (object)->step);
  G_OBJECT_CLASS (flo_progress_row_parent_class)->finalize (object);
}

static void
flo_progress_row_class_init (FloProgressRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = flo_progress_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/flotilla/Flotilla/fleet/flo-progress-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FloProgressRow, marks);
  gtk_widget_class_bind_template_child (widget_class, FloProgressRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, FloProgressRow, title);
  gtk_widget_class_bind_template_child (widget_class, FloProgressRow, count);
  gtk_widget_class_bind_template_child (widget_class, FloProgressRow, bar);
}

static void
flo_progress_row_init (FloProgressRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
flo_progress_row_new (const char *step)
{
  FloProgressRow *self = g_object_new (FLO_TYPE_PROGRESS_ROW, NULL);

  self->step = g_strdup (step);
  gtk_label_set_label (self->title, flo_words_progress_step (step));
  return GTK_WIDGET (self);
}

const char *
flo_progress_row_get_step (FloProgressRow *self)
{
  g_return_val_if_fail (FLO_IS_PROGRESS_ROW (self), NULL);
  return self->step;
}

void
flo_progress_row_update (FloProgressRow *self,
                         guint           done,
                         guint           total,
                         gboolean        current)
{
  g_autofree char *count = NULL;
  g_autofree char *spoken = NULL;
  const char *mark = "waiting";

  g_return_if_fail (FLO_IS_PROGRESS_ROW (self));

  count = g_strdup_printf (_("%u of %u"), done, total);
  if (done >= total)
    mark = "done";
  else if (current)
    mark = "current";
  gtk_stack_set_visible_child_name (self->marks, mark);
  gtk_spinner_set_spinning (self->spinner, current && done < total);
  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), current && total > 1);
  gtk_progress_bar_set_fraction (self->bar, MIN (done, total) / (double) MAX (total, 1));
  spoken = g_strdup_printf ("%s: %s", gtk_label_get_label (self->title), count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
