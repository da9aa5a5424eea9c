/* flo-trace-row.c: recorded capacity of zones, from files, to rehearse with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/assistant/flo-trace-row.h"

#include <glib/gi18n.h>

#include "app/support/flo-compat.h"
#include "app/support/flo-error-dialog.h"
#include "backtest/flo-trace-replay.h"

/* One zone. */
typedef struct
{
  FloZoneTrace *trace;     /* (owned) (nullable): what was read */
  char *name;              /* (owned) */
  GtkWidget *row;          /* in the list */
  GtkWidget *forget;       /* the button */
} Zone;

/* A file that is chosen, or read. */
typedef struct
{
  FloTraceRow *self;       /* (owned) */
  char *zone;              /* (owned) */
  char *file;              /* (owned) (nullable): its name */
} Job;

struct _FloTraceRow
{
  AdwExpanderRow parent_instance;

  GPtrArray *zones;        /* (owned) (element-type Zone) */
};

G_DEFINE_FINAL_TYPE (FloTraceRow, flo_trace_row, ADW_TYPE_EXPANDER_ROW)

static void
zone_free (gpointer data)
{
  Zone *zone = data;

  flo_zone_trace_free (zone->trace);
  g_free (zone->name);
  g_free (zone);
}

static Job *
job_new (FloTraceRow *self,
         const char  *zone,
         char        *file)
{
  Job *job = g_new0 (Job, 1);

  job->self = g_object_ref (self);
  job->zone = g_strdup (zone);
  job->file = file;

  return job;
}

static void
job_free (Job *job)
{
  g_object_unref (job->self);
  g_free (job->zone);
  g_free (job->file);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* (nullable): it may have gone with its region. */
static Zone *
find_zone (FloTraceRow *self,
           const char  *name)
{
  for (guint i = 0; i < self->zones->len; i++)
    {
      Zone *zone = g_ptr_array_index (self->zones, i);

      if (g_str_equal (zone->name, name))
        return zone;
    }

  return NULL;
}

static void
describe (FloTraceRow *self)
{
  guint n = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->zones->len; i++)
    n += ((const Zone *) g_ptr_array_index (self->zones, i))->trace != NULL;
  text = n == 0 ? g_strdup (_("None: prices of 90 days, and interruptions drawn"))
                : g_strdup_printf (ngettext ("Of %u zone; the others are left out", "Of %u zones; the others are left out", n), n);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text);
}

/* @trace: (transfer full) (nullable) */
static void
set_trace (FloTraceRow *self,
           Zone        *zone,
           FloTrace    *trace,
           const char  *words,
           gboolean     failed)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  g_clear_pointer (&zone->trace, flo_zone_trace_free);
  if (trace != NULL)
    zone->trace = flo_zone_trace_new (zone->name, trace);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (zone->row), escaped);
  gtk_widget_set_visible (zone->forget, trace != NULL);
  if (failed)
    gtk_widget_add_css_class (zone->row, "error");
  else
    gtk_widget_remove_css_class (zone->row, "error");
  describe (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GError) error = NULL;
  FloTrace *trace = flo_trace_load_finish (result, &error);
  Zone *zone = find_zone (job->self, job->zone);
  g_autofree char *problem = error != NULL ? flo_error_dialog_describe (error) : NULL;

  if (zone != NULL)
    set_trace (job->self, zone, trace, problem != NULL ? problem : job->file, problem != NULL);
  else
    flo_trace_free (trace);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  g_autoptr(GFile) file = flo_compat_file_finish (result, NULL);

  if (file != NULL && find_zone (job->self, job->zone) != NULL)
    flo_trace_row_load (job->self, job->zone, file);
}

static void
choose_cb (GtkButton   *button,
           FloTraceRow *self)
{
  const char *zone = g_object_get_data (G_OBJECT (button), "zone");
  /* Translators: %s is an Availability Zone */
  g_autofree char *title = g_strdup_printf (_("Recorded Capacity of %s"), zone);

  flo_compat_open_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), title, NULL, chosen_cb,
                              job_new (self, zone, NULL));
}

static void
forget_cb (GtkButton   *button,
           FloTraceRow *self)
{
  Zone *zone = find_zone (self, g_object_get_data (G_OBJECT (button), "zone"));

  set_trace (self, zone, NULL, _("No file"), FALSE);
}

static GtkWidget *
append_button (FloTraceRow *self,
               Zone        *zone,
               const char  *icon_name,
               const char  *tooltip,
               GCallback    clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "zone", g_strdup (zone->name), g_free);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (zone->row), button);

  return button;
}

static void
append_zone (FloTraceRow *self,
             const char  *name)
{
  Zone *zone = g_new0 (Zone, 1);

  zone->name = g_strdup (name);
  zone->row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (zone->row), name);
  zone->forget = append_button (self, zone, "user-trash-symbolic", _("Do Without This File"), G_CALLBACK (forget_cb));
  append_button (self, zone, "document-open-symbolic", _("Choose a File…"), G_CALLBACK (choose_cb));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), zone->row);
  g_ptr_array_add (self->zones, zone);
  set_trace (self, zone, NULL, _("No file"), FALSE);
}

static void
remove_zone (FloTraceRow *self,
             guint        index)
{
  const Zone *zone = g_ptr_array_index (self->zones, index);

  adw_expander_row_remove (ADW_EXPANDER_ROW (self), zone->row);
  g_ptr_array_remove_index (self->zones, index);
}

static void
flo_trace_row_finalize (GObject *object)
{
  g_ptr_array_unref (FLO_TRACE_ROW (object)->zones);

  G_OBJECT_CLASS (flo_trace_row_parent_class)->finalize (object);
}

static void
flo_trace_row_class_init (FloTraceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = flo_trace_row_finalize;
}

static void
flo_trace_row_init (FloTraceRow *self)
{
  self->zones = g_ptr_array_new_with_free_func (zone_free);
  describe (self);
}

static gboolean
has_zone (FloMarket  *market,
          const char *name)
{
  for (guint i = 0; i < flo_market_get_n_zones (market); i++)
    {
      const FloZone *zone = flo_market_get_zone (market, i);

      if (zone->usable && g_str_equal (zone->name, name))
        return TRUE;
    }

  return FALSE;
}

void
flo_trace_row_set_market (FloTraceRow *self,
                          FloMarket   *market)
{
  g_return_if_fail (FLO_IS_TRACE_ROW (self));
  g_return_if_fail (FLO_IS_MARKET (market));

  for (guint i = self->zones->len; i > 0; i--)
    if (!has_zone (market, ((const Zone *) g_ptr_array_index (self->zones, i - 1))->name))
      remove_zone (self, i - 1);
  for (guint i = 0; i < flo_market_get_n_zones (market); i++)
    {
      const FloZone *zone = flo_market_get_zone (market, i);

      if (zone->usable && find_zone (self, zone->name) == NULL)
        append_zone (self, zone->name);
    }
  describe (self);
}

void
flo_trace_row_load (FloTraceRow *self,
                    const char  *zone,
                    GFile       *file)
{
  g_return_if_fail (FLO_IS_TRACE_ROW (self));
  g_return_if_fail (zone != NULL && G_IS_FILE (file));

  flo_trace_load_async (file, NULL, loaded_cb, job_new (self, zone, g_file_get_basename (file)));
}

GPtrArray *
flo_trace_row_list_traces (FloTraceRow *self)
{
  g_autoptr(GPtrArray) traces = g_ptr_array_new ();

  g_return_val_if_fail (FLO_IS_TRACE_ROW (self), NULL);

  for (guint i = 0; i < self->zones->len; i++)
    {
      const Zone *zone = g_ptr_array_index (self->zones, i);

      if (zone->trace != NULL)
        g_ptr_array_add (traces, zone->trace);
    }

  return traces->len > 0 ? g_steal_pointer (&traces) : NULL;
}
