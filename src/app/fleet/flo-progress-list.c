/* flo-progress-list.c: the steps of a launch or destroy, with true counts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/fleet/flo-progress-list.h"

#include <glib/gi18n.h>

#include "app/fleet/flo-progress-row.h"
#include "app/support/flo-words.h"

struct _FloProgressList
{
  GtkWidget parent_instance;

  FloFleet *fleet;         /* (owned) (nullable) */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (FloProgressList, flo_progress_list, GTK_TYPE_WIDGET)

static void
clear_rows (FloProgressList *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/* A destroy has other steps than the launch before it: the rows are made anew then. */
static gboolean
rows_match (FloProgressList       *self,
            const FloProgressStep *steps,
            guint                  n_steps)
{
  guint n_rows = 0;

  for (guint i = 0; i < n_steps; i++)
    {
      GtkListBoxRow *row;

      if (steps[i].total == 0)
        continue;
      row = gtk_list_box_get_row_at_index (self->list, n_rows++);
      if (row == NULL
          || g_strcmp0 (flo_progress_row_get_step (FLO_PROGRESS_ROW (row)), steps[i].word) != 0)
        return FALSE;
    }
  return gtk_list_box_get_row_at_index (self->list, n_rows) == NULL;
}

static void
make_rows (FloProgressList       *self,
           const FloProgressStep *steps,
           guint                  n_steps)
{
  clear_rows (self);
  for (guint i = 0; i < n_steps; i++)
    {
      if (steps[i].total > 0)
        gtk_list_box_append (self->list, flo_progress_row_new (steps[i].word));
    }
}

static gboolean
is_moving (FloFleet *fleet)
{
  FloFleetState state = flo_fleet_get_state (fleet);

  return state == FLO_FLEET_LAUNCHING || state == FLO_FLEET_DESTROYING;
}

static void
update (FloProgressList *self)
{
  gboolean current_found = !is_moving (self->fleet);
  const FloProgressStep *steps;
  guint n_steps;
  guint n_rows = 0;

  steps = flo_fleet_get_progress (self->fleet, &n_steps);
  if (!rows_match (self, steps, n_steps))
    make_rows (self, steps, n_steps);
  for (guint i = 0; i < n_steps; i++)
    {
      gboolean current;

      if (steps[i].total == 0)
        continue;
      current = !current_found && steps[i].done < steps[i].total;
      current_found = current_found || current;
      flo_progress_row_update (FLO_PROGRESS_ROW (gtk_list_box_get_row_at_index (self->list,
                                                                                n_rows++)),
                               steps[i].done, steps[i].total, current);
    }
}

static void
flo_progress_list_dispose (GObject *object)
{
  FloProgressList *self = FLO_PROGRESS_LIST (object);

  flo_progress_list_set_fleet (self, NULL);
  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->list));
  self->list = NULL;
  G_OBJECT_CLASS (flo_progress_list_parent_class)->dispose (object);
}

static void
flo_progress_list_class_init (FloProgressListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = flo_progress_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
flo_progress_list_init (FloProgressList *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Progress"), -1);
  gtk_widget_set_parent (list, GTK_WIDGET (self));
}

void
flo_progress_list_set_fleet (FloProgressList *self,
                             FloFleet        *fleet)
{
  g_return_if_fail (FLO_IS_PROGRESS_LIST (self));

  if (self->fleet == fleet)
    return;
  if (self->fleet != NULL)
    g_signal_handlers_disconnect_by_func (self->fleet, update, self);
  g_set_object (&self->fleet, fleet);
  if (fleet == NULL)
    return;
  g_signal_connect_object (fleet, "progress-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fleet, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
